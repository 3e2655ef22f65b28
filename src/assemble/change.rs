//! What would have given a quotation another source: the facts that the winner is ahead by.

use crate::extraction::{ChangeRecord, EvidenceRecord};
use crate::sources::{Candidate, Link};
use std::cmp::Reverse;

/// The smallest change that would have changed the source: any one of the facts listed, or where no single fact counts for so much,
/// the fewest that do together. `meant` tells which entity a candidate means: another mention of the same is no rival.
pub(super) fn change(
    evidence: &[EvidenceRecord],
    link: &Link,
    unsure: bool,
    meant: &impl Fn(&Candidate) -> Option<usize>,
) -> Option<ChangeRecord> {
    let mut facts: Vec<(i32, usize)> =
        evidence.iter().enumerate().filter(|(_, e)| e.decision == "source" && e.weight > 0).map(|(i, e)| (e.weight, i)).collect();
    facts.sort_by_key(|&(weight, at)| (Reverse(weight), at));
    let is_other = |rival: &Candidate| {
        link.source.as_ref().is_none_or(|source| match (meant(source), meant(rival)) {
            (None, None) => source.tokens != rival.tokens,
            (a, b) => a != b,
        })
    };
    let best = link.rivals.iter().enumerate().filter(|(_, rival)| is_other(rival)).max_by_key(|(at, r)| (r.weight, Reverse(*at)));
    // one that is not sure enough comes first among the rivals
    let number = |at: usize| at + usize::from(unsure && link.source.is_some());
    if link.rule.is_some() {
        let all = facts.into_iter().map(|(_, at)| at).collect();
        return Some(ChangeRecord { margin: None, rival: best.map(|(at, _)| number(at)), evidence: all, together: false });
    }
    let nobody = link.nobody.filter(|_| link.source.is_some());
    let winner = link.source.as_ref().map(|source| source.weight).or(link.nobody)?;
    let (rival, against) = match (best, nobody) {
        (Some((at, rival)), nobody) if nobody.is_none_or(|nobody| nobody <= rival.weight) => (Some(number(at)), rival.weight),
        (_, Some(nobody)) => (None, nobody),
        _ => return None,
    };
    let margin = winner.saturating_sub(against).max(0);
    let mut listed: Vec<usize> = facts.iter().filter(|(weight, _)| *weight > margin).map(|&(_, at)| at).collect();
    let together = listed.is_empty();
    let mut sum = 0;
    for &(weight, at) in facts.iter().take_while(|_| together) {
        if sum > margin {
            break;
        }
        sum += weight;
        listed.push(at);
    }
    // where all of it is not enough, what spoke against the others decided
    if together && sum <= margin {
        listed.clear();
    }
    Some(ChangeRecord { margin: Some(margin), rival, evidence: listed, together })
}
