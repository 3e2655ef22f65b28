//! From candidates to attributions: which cues attribute what, with no two that cross.

use super::content::{Content, decode};
use super::cues::{Candidate, observe_cue};
use super::line::{Line, REACH};
use crate::model::{Decision, Model, Sum, shares};

/// A cue and what it attributes.
#[derive(Debug, Clone)]
pub(super) struct Attribution<'l> {
    pub(super) cue: Candidate<'l>,
    pub(super) content: Content,
    /// In thousandths.
    pub(super) confidence: u16,
}

/// A cue less likely than this (in parts of a million) is not looked at further.
pub(super) const CUE_FLOOR: u32 = 200_000;
/// An attribution less sure than this is dropped; the words in marks are somebody's more often than not.
const KEEP: u16 = 330;
const KEEP_MARKED: u16 = 300;
/// Reported speech without a verb of its own (*praised the plan*) has to be surer.
const KEEP_PHRASE: u16 = 600;

/// The sure attributions of a document, in the order of their cues.
pub(super) fn attributions<'l>(line: &Line<'_, '_>, all: &[Candidate<'l>], model: &Model) -> Vec<Attribution<'l>> {
    let mut found: Vec<Attribution<'l>> = (0..all.len())
        .filter_map(|i| {
            let share = cue_share(line, all, i, model);
            if share < CUE_FLOOR {
                return None;
            }
            let (content, of_content) = decode(line, &all[i], model.weights(Decision::Content))?;
            let both = (u64::from(share) * u64::from(of_content) / 1_000_000) as u32;
            let confidence = model.weights(Decision::Content).calibrate(both);
            Some(Attribution { cue: all[i].clone(), content, confidence })
        })
        .filter(|a| a.confidence >= bar(line, a))
        .collect();
    drop_crossing(&mut found);
    found
}

fn bar(line: &Line<'_, '_>, a: &Attribution<'_>) -> u16 {
    let marked = a.content.pieces().any(|(from, to)| (from..to).any(|w| line.stretch(w) != a.cue.stretch));
    let clause = a.content.pieces().any(|(from, to)| line.verbs_in(from, to) > 0 || line.class(i64::from(from)) == "to");
    match (marked, clause) {
        (true, _) => KEEP_MARKED,
        (_, true) => KEEP,
        _ => KEEP_PHRASE,
    }
}

/// How likely a candidate is a cue, in parts of a million.
pub(super) fn cue_share(line: &Line<'_, '_>, all: &[Candidate<'_>], i: usize, model: &Model) -> u32 {
    let mut sum = Sum::new(model.weights(Decision::Cue));
    observe_cue(line, all, i, &mut sum);
    shares(&[sum.total(), 0]).first().copied().unwrap_or_default()
}

/// Of two attributions of which each takes words from the other, the surer stays; one inside a piece of the other is fine.
fn drop_crossing(found: &mut Vec<Attribution<'_>>) {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(found[i].confidence), i));
    let blocks = found.iter().map(|a| a.cue.first / REACH).max().unwrap_or_default() as usize + 1;
    let mut kept_in: Vec<Vec<usize>> = vec![Vec::new(); blocks];
    let mut kept = vec![false; found.len()];
    for i in order {
        let block = (found[i].cue.first / REACH) as usize;
        // scopes reach one block to either side, and one more at the start of a next paragraph
        let near = kept_in[block.saturating_sub(3)..(block + 4).min(blocks)].iter().flatten();
        if near.clone().all(|&k| agree(&found[i], &found[k])) {
            kept[i] = true;
            kept_in[block].push(i);
        }
    }
    let mut kept = kept.into_iter();
    found.retain(|_| kept.next().unwrap_or_default());
}

fn agree(a: &Attribution<'_>, b: &Attribution<'_>) -> bool {
    let overlap = a.content.pieces().any(|x| b.content.pieces().any(|y| x.0 < y.1 && y.0 < x.1));
    let cue_taken = |a: &Attribution<'_>, b: &Attribution<'_>| b.content.pieces().any(|p| p.0 <= a.cue.first && a.cue.end <= p.1);
    if !overlap {
        return !(cue_taken(a, b) || cue_taken(b, a));
    }
    inside(a, b) || inside(b, a)
}

/// Whether cue and content of `a` stand in one piece of `b`.
fn inside(a: &Attribution<'_>, b: &Attribution<'_>) -> bool {
    let from = a.content.pieces().map(|p| p.0).min().unwrap_or(a.cue.first).min(a.cue.first);
    let to = a.content.pieces().map(|p| p.1).max().unwrap_or(a.cue.end).max(a.cue.end);
    b.content.pieces().any(|p| p.0 <= from && to <= p.1)
}
