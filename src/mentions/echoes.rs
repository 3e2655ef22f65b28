//! Echoes: what the rest of a document says of an acronym's letters and of two words side by side.

use super::joins::Link;
use super::runs::Run;
use crate::document::{Document, Shape, TokenKind};
use crate::table::hash::{combine, finish, hash};
use std::collections::HashMap;

/// The acronyms and pairs of a document.
#[derive(Debug)]
pub(crate) struct Echoes {
    /// By word number: 1 + the number of the run that ends the name whose initials the word is, or 0.
    expansions: Vec<u32>,
    /// How often two words, by their folded forms, stand side by side in a run.
    pairs: HashMap<u64, u32>,
}

/// Letters of an acronym.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=7;

impl Echoes {
    pub(crate) fn new(document: &Document<'_>, runs: &[Run], links: &[Link]) -> Self {
        let mut names: HashMap<u64, u32> = HashMap::new();
        let mut pairs = HashMap::new();
        for (number, (run, link)) in runs.iter().zip(links).enumerate() {
            for t in run.start + 1..run.end {
                *pairs.entry(pair(document, t - 1)).or_default() += 1;
            }
            // a run by itself, and the chain that ends with it
            for first in [number as u32, link.root].into_iter().take(if link.joints > 0 { 2 } else { 1 }) {
                let start = runs.get(first as usize).map_or(run.start, |r| r.start);
                let initials = initials(document, start, run.end);
                if LETTERS.contains(&initials.len()) {
                    names.entry(hash(initials.as_bytes())).or_insert(number as u32);
                }
            }
        }
        let mut expansions: Vec<u32> = document
            .words()
            .map(|word| {
                let letters: String = word.lower.chars().filter(|&c| c != '.').collect();
                let acronym = word.shape == Shape::Upper && LETTERS.contains(&letters.len());
                acronym.then(|| names.get(&hash(letters.as_bytes()))).flatten().map_or(0, |run| run + 1)
            })
            .collect();
        // what stands in brackets behind a name is short for it, whatever its letters
        for (number, run) in runs.iter().enumerate().skip(1) {
            let opens = run.start.checked_sub(1).and_then(|t| document.kind_at(t)) == Some(TokenKind::OpenBracket);
            let closes = document.kind_at(run.end) == Some(TokenKind::CloseBracket);
            let word = document.word_at(run.start);
            if opens && closes && run.end - run.start == 1 && word.shape == Shape::Upper && runs[number - 1].end + 1 == run.start
            {
                expansions[document.token(run.start).word as usize] = number as u32;
            }
        }
        Echoes { expansions, pairs }
    }

    /// The number of the run that ends the name whose initials a word is.
    pub(crate) fn expansion(&self, word: u32) -> Option<u32> {
        self.expansions.get(word as usize)?.checked_sub(1)
    }

    /// How often the word at `t` and the one behind it stand side by side in a run.
    pub(crate) fn together(&self, document: &Document<'_>, t: u32) -> u32 {
        self.pairs.get(&pair(document, t)).copied().unwrap_or_default()
    }
}

fn pair(document: &Document<'_>, t: u32) -> u64 {
    finish(combine(document.word_at(t).folded, document.word_at(t + 1).folded))
}

/// The first letters of the capitalised words of a name, in small letters.
fn initials(document: &Document<'_>, start: u32, end: u32) -> String {
    let words = (start..end).map(|t| document.word_at(t)).filter(|w| !matches!(w.shape, Shape::Lower | Shape::None));
    words.take(LETTERS.end() + 1).filter_map(|w| w.lower.chars().next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::mentions::{joins, runs};

    #[test]
    fn letters_lead_to_the_name_they_stand_for() {
        let text = "The Norland Timber Board met. Later the Union of Quay Porters (PORT) asked for letters from the NTB \
                    and the UQP about their plans. ELS did not.";
        let document = Document::new(text, &builtin::resources().lexicon);
        let (runs, _) = runs::find(&document, &runs::cases(&document));
        let echoes = Echoes::new(&document, &runs, &joins::links(&document, &runs));
        let end = |acronym: &str| {
            let word = document.tokens.iter().find(|t| document.text_of(t) == acronym).expect("there").word;
            echoes.expansion(word).map(|run| document.lower_at(runs[run as usize].end - 1).to_owned())
        };
        assert_eq!(end("NTB").as_deref(), Some("board"));
        assert_eq!(end("UQP").as_deref(), Some("porters"));
        assert_eq!(end("PORT").as_deref(), Some("porters"));
        assert_eq!(end("ELS"), None);
    }

    #[test]
    fn words_that_stand_side_by_side_are_counted() {
        let document = Document::new("Edda Holm sang. So did Edda Holm, and Edda.", &builtin::resources().lexicon);
        let (runs, _) = runs::find(&document, &runs::cases(&document));
        let echoes = Echoes::new(&document, &runs, &joins::links(&document, &runs));
        assert_eq!(echoes.together(&document, 0), 2);
        assert_eq!(echoes.together(&document, 1), 0);
    }
}
