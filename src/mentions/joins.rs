//! Chains: runs that small words join (*Ministry of Trade and Industry*, *Ursula von der Leyen*), and how far each reaches.

use super::runs::{NO_RUN, Run};
use crate::document::{Document, TokenKind};
use crate::lexicon::Class;

/// How a run hangs on the ones before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link {
    /// The number of the first run of its chain; its own where nothing joins it to one before.
    pub(crate) root: u32,
    /// How many joints lie between.
    pub(crate) joints: u8,
    /// The token that joins the chain's second run to its first.
    pub(crate) first_joint: u32,
}

/// Most runs of a chain behind the first.
const MOST: u8 = 4;

/// The links of the runs of a document.
pub(crate) fn links(document: &Document<'_>, runs: &[Run]) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::with_capacity(runs.len());
    for (number, run) in runs.iter().enumerate() {
        let own = Link { root: number as u32, joints: 0, first_joint: NO_RUN };
        let before = number.checked_sub(1).and_then(|b| Some((runs.get(b)?, links.get(b)?)));
        let link = match before {
            Some((before, link)) if link.joints < MOST && joins(document, before.end, run.start, link.joints > 0) => Link {
                root: link.root,
                joints: link.joints + 1,
                first_joint: if link.joints == 0 { before.end } else { link.first_joint },
            },
            _ => own,
        };
        links.push(link);
    }
    links
}

/// Whether the tokens between two runs join them: *of*, *of the*, one or two particles; a comma only in a chain begun.
fn joins(document: &Document<'_>, from: u32, to: u32, begun: bool) -> bool {
    if to <= from || to - from > 2 || document.token(from - 1).sentence != document.token(to).sentence {
        return false;
    }
    let particle = |t: u32| document.token(t).kind == TokenKind::Word && document.entry_at(t).has(Class::Particle);
    let first = document.lower_at(from);
    let small = matches!(first, "of" | "for" | "and" | "on" | "in" | "to" | "de" | "&") || (begun && first == ",");
    (small || particle(from))
        && (to - from == 1 || matches!(document.lower_at(from + 1), "the" | "la" | "los") || particle(from + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::mentions::runs;

    #[test]
    fn small_words_join_runs_to_the_first_one() {
        let text =
            "She left the Ministry of Trade and Industry for Tavmark, and Elsen stayed. In Norland the Office of the Fleet knew.";
        let document = Document::new(text, &builtin::resources().lexicon);
        let (runs, _) = runs::find(&document, &runs::cases(&document));
        let of = |name: &str| {
            let number = runs.iter().position(|run| document.lower_at(run.start) == name).expect("a run");
            let link = links(&document, &runs)[number];
            (document.lower_at(runs[link.root as usize].start).to_owned(), link.joints)
        };
        assert_eq!(of("industry"), ("ministry".to_owned(), 2));
        assert_eq!(of("fleet"), ("office".to_owned(), 1));
        assert_eq!(of("elsen"), ("elsen".to_owned(), 0));
        assert_eq!(of("norland"), ("norland".to_owned(), 0));
    }
}
