//! Attributions that do not go together: which of them stays, and what the other makes do with.

use super::CueShape;
use super::line::REACH;
use super::select::Attribution;
use crate::lexicon::Act;

/// What a verb that says so outright is ahead by where it crosses a belief or a wish: *X expects that …, Y told Z*.
const SAYS_SO: u16 = 250;

/// How an attribution ranks among those it crosses.
fn rank(a: &Attribution<'_>) -> u16 {
    let says_so = a.cue.shape == CueShape::Verb && matches!(a.cue.act(), Act::Speech | Act::Writing) && a.cue.strength() == 3;
    a.confidence + if says_so { SAYS_SO } else { 0 }
}

/// The least share of a content that can step in, in parts of a million.
const SECOND_BEST: u32 = 60_000;

/// Of two attributions that do not go together the one ahead stays, the other makes do with another content or goes.
pub(super) fn drop_crossing(found: &mut Vec<Attribution<'_>>) {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(rank(&found[i])), i));
    let blocks = found.iter().map(|a| a.cue.first / REACH).max().unwrap_or_default() as usize + 1;
    let mut kept_in: Vec<Vec<usize>> = vec![Vec::new(); blocks];
    let mut kept = vec![false; found.len()];
    for i in order {
        let block = (found[i].cue.first / REACH) as usize;
        // scopes reach one block to either side, and one more at the start of a next paragraph
        let near = kept_in[block.saturating_sub(3)..(block + 4).min(blocks)].iter().flatten();
        let fits = |a: &Attribution<'_>| near.clone().all(|&k| agree(a, &found[k]) && !swallows(a, &found[k]));
        let chosen = if fits(&found[i]) { Some(found[i].clone()) } else { second_best(&found[i], fits) };
        if let Some(chosen) = chosen {
            found[i] = chosen;
            kept[i] = true;
            kept_in[block].push(i);
        }
    }
    let mut kept = kept.into_iter();
    found.retain(|_| kept.next().unwrap_or_default());
}

/// Whether a content has in it a surer quotation. What is said in reported words is seldom surer than those.
pub(super) fn swallows(a: &Attribution<'_>, b: &Attribution<'_>) -> bool {
    inside(b, a) && b.confidence > a.confidence
}

/// The attribution with the likeliest of its other contents that goes with what stays.
fn second_best<'l>(a: &Attribution<'l>, fits: impl Fn(&Attribution<'_>) -> bool) -> Option<Attribution<'l>> {
    a.others.iter().find_map(|&(content, share, sum)| {
        let weight = a.weight - a.content_sum + sum;
        let confidence = (u64::from(a.confidence) * u64::from(share) / u64::from(a.content_share.max(1))).min(1000) as u16;
        let other =
            Attribution { content, compared: content, content_share: share, content_sum: sum, weight, confidence, ..a.clone() };
        (share >= SECOND_BEST && fits(&other)).then_some(other)
    })
}

pub(super) fn agree(a: &Attribution<'_>, b: &Attribution<'_>) -> bool {
    let overlap = a.content.pieces().any(|x| b.content.pieces().any(|y| x.0 < y.1 && y.0 < x.1));
    if !overlap {
        return !(cue_taken(a, b) || cue_taken(b, a));
    }
    inside(a, b) || inside(b, a)
}

/// Whether the cue of `a` stands in the content of `b`.
pub(super) fn cue_taken(a: &Attribution<'_>, b: &Attribution<'_>) -> bool {
    b.content.pieces().any(|p| p.0 <= a.cue.first && a.cue.end <= p.1)
}

/// Whether cue and content of `a` stand in one piece of `b`.
pub(super) fn inside(a: &Attribution<'_>, b: &Attribution<'_>) -> bool {
    let from = a.content.pieces().map(|p| p.0).min().unwrap_or(a.cue.first).min(a.cue.first);
    let to = a.content.pieces().map(|p| p.1).max().unwrap_or(a.cue.end).max(a.cue.end);
    b.content.pieces().any(|p| p.0 <= from && to <= p.1)
}
