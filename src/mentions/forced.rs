//! Names that the caller has found already: they stand as given, and what overlaps them gives way.

use super::{Mention, Reference};
use crate::document::{Document, TokenRange};
use crate::hits::Hits;
use crate::input::Known;
use crate::lexicon::Gender;

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
pub(crate) fn impose(mentions: &mut Vec<Mention>, forced: &[Forced], known: &[Known], hits: &Hits) {
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
            let found = mentions.iter().find(|m| m.reference == Reference::Name && m.tokens == f.tokens);
            Some(Mention {
                tokens: f.tokens,
                title: found.and_then(|m| m.title),
                kind: known.get(f.known)?.kind,
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
        Reference::Role => overlapping(m.tokens).is_none_or(|f| m.tokens.covers(f.tokens)),
        _ => overlapping(m.tokens).is_none(),
    });
    mentions.append(&mut names);
    mentions.sort_by_key(|m| (m.tokens.start, u32::MAX - m.tokens.end));
}
