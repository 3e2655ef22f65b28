//! Quotations in quotations: *Doe said that the mayor had called it “a tax on rain”*.

use super::Quotation;
use super::beside::Beside;
use super::passed::arrange;
use crate::document::{Document, TokenRange};
use crate::lexicon::Act;

/// How many parts that start before a quotation are asked whether they hold it.
const LOOK_BACK: usize = 24;

/// Sets for each quotation the smallest that holds it, words and cue.
pub(super) fn set_within(quotations: &mut [Quotation]) {
    let mut parts: Vec<(TokenRange, usize)> =
        quotations.iter().enumerate().flat_map(|(q, quotation)| quotation.parts.iter().map(move |&p| (p, q))).collect();
    parts.sort_unstable_by_key(|&(p, q)| (p.start, std::cmp::Reverse(p.end), q));
    for q in 0..quotations.len() {
        let quotation = &quotations[q];
        let cue = quotation.cue.map(|c| c.tokens);
        let ranges = || quotation.parts.iter().copied().chain(cue);
        let (Some(start), Some(end)) = (ranges().map(|r| r.start).min(), ranges().map(|r| r.end).max()) else {
            continue;
        };
        let behind = parts.partition_point(|(p, _)| p.start <= start);
        let holder = parts[..behind].iter().rev().take(LOOK_BACK).filter(|(p, other)| *other != q && end <= p.end);
        let within = holder.min_by_key(|(p, _)| p.len()).map(|&(_, other)| other);
        // of two with the same words neither holds the other
        quotations[q].within = within.filter(|&other| quotations[other].parts != quotations[q].parts);
    }
}

/// Leaves out the wish whose clause is nothing but another's cue and words: *refused to say that …*, *is expected to say that …*. It
/// is told by the status of what it holds.
pub(super) fn drop_wishes(document: &Document<'_>, quotations: &mut Vec<Quotation>) {
    let governs = |outer: &Quotation, inner: &Quotation| {
        let (Some(above), Some(cue)) = (outer.cue, inner.cue) else {
            return false;
        };
        let known = above.tokens.iter().any(|t| Beside::NotTo.has(document, t) || Beside::PerhapsTo.has(document, t));
        let to = above.tokens.end;
        known && document.lower_at(to) == "to" && (to + 1..=to + 2).contains(&cue.tokens.start)
    };
    let mut dropped = vec![false; quotations.len()];
    for inner in quotations.iter() {
        let wish = inner.within.filter(|&outer| matches!(quotations[outer].act, Act::Thought | Act::Intent));
        if let Some(outer) = wish.filter(|&outer| governs(&quotations[outer], inner)) {
            dropped[outer] = true;
        }
    }
    if dropped.contains(&true) {
        arrange(quotations, &dropped);
        set_within(quotations);
    }
}
