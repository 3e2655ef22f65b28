//! Names that the caller has found already: they stand as given, and what overlaps them gives way.

use super::{Kind, Mention, Reference};
use crate::document::{Document, Shape, TokenRange};
use crate::hits::Hits;
use crate::input::Known;
use crate::lexicon::{Class, Gender};

/// A name of the caller's in tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Forced {
    pub(crate) tokens: TokenRange,
    /// Its number among the input's.
    pub(crate) known: usize,
}

/// The tokens of the caller's names, in text order; of two that overlap the one that starts first, then the longer.
pub(crate) fn locate(document: &Document<'_>, text: &str, known: &[Known]) -> Vec<Forced> {
    let count = document.tokens.len() as u32;
    let span_of = |t: u32| document.span(TokenRange::new(t, t + 1));
    // the first token for which a condition that holds from there on holds
    let first = |holds: &dyn Fn(u32) -> bool| {
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low + (high - low) / 2;
            if holds(middle) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    };
    let mut all: Vec<Forced> = known
        .iter()
        .enumerate()
        .filter(|(_, k)| text.get(k.span.range()).is_some_and(|name| name.contains(char::is_alphanumeric)))
        .map(|(i, k)| {
            let start = first(&|t| span_of(t).end > k.span.start);
            let end = first(&|t| span_of(t).start >= k.span.end);
            Forced { tokens: TokenRange::new(start, end), known: i }
        })
        .filter(|f| !f.tokens.is_empty())
        .collect();
    all.sort_by_key(|f| (f.tokens.start, u32::MAX - f.tokens.end, f.known));
    let mut end = 0;
    all.retain(|f| {
        let free = f.tokens.start >= end;
        end = if free { f.tokens.end } else { end };
        free
    });
    all
}

/// Puts the caller's names in the place of whatever names overlap them.
pub(crate) fn impose(document: &Document<'_>, mentions: &mut Vec<Mention>, forced: &[Forced], known: &[Known], hits: &Hits) {
    if forced.is_empty() {
        return;
    }
    let overlapping = |tokens: TokenRange| {
        let at = forced.partition_point(|f| f.tokens.end <= tokens.start);
        forced.get(at).filter(|f| f.tokens.overlaps(tokens))
    };
    // what was found at the very tokens keeps what it tells beside its kind
    let mut names: Vec<Mention> = forced
        .iter()
        .filter_map(|f| {
            let from = mentions.partition_point(|m| m.tokens.start < f.tokens.start);
            let here = || mentions[from..].iter().take_while(|m| m.tokens.start == f.tokens.start);
            let kind = known.get(f.known)?.kind;
            // a pronoun or a description stays one, and means whom its id names
            if let Some(other) = here().find(|m| m.reference != Reference::Name && m.tokens == f.tokens) {
                return Some(Mention { kind, ..other.clone() });
            }
            let found = here().find(|m| m.tokens == f.tokens);
            if found.is_none() && is_description(document, f.tokens) {
                return Some(description(f.tokens, kind));
            }
            Some(Mention {
                tokens: f.tokens,
                title: found.and_then(|m| m.title),
                kind,
                reference: Reference::Name,
                head: f.tokens.end - 1,
                gender: found.map_or(Gender::Unknown, |m| m.gender),
                plural: false,
                open: false,
                rows: hits.names_at(f.tokens.start).iter().filter(|h| h.tokens == f.tokens).map(|h| h.row).collect(),
            })
        })
        .collect();
    mentions.retain(|m| match m.reference {
        Reference::Role => overlapping(m.tokens).is_none_or(|f| m.tokens.covers(f.tokens) && !f.tokens.contains(m.head)),
        _ => overlapping(m.tokens).is_none(),
    });
    mentions.append(&mut names);
    mentions.sort_by_key(|m| (m.tokens.start, u32::MAX - m.tokens.end));
}

/// Whether words are no name but a description: *the keeper of the lock*.
fn is_description(document: &Document<'_>, tokens: TokenRange) -> bool {
    let small = |t: u32| document.word_at(t).shape == Shape::Lower || document.token(t).initial;
    document.entry_at(tokens.start).has_any(&[Class::Determiner, Class::Possessive])
        && tokens.len() > 1
        && tokens.iter().all(small)
}

fn description(tokens: TokenRange, kind: Kind) -> Mention {
    Mention {
        tokens,
        title: None,
        kind,
        reference: Reference::Role,
        head: tokens.end - 1,
        gender: Gender::Unknown,
        plural: false,
        open: false,
        rows: Vec::new(),
    }
}
