//! What would have given a quotation another source: the facts that the winner is ahead by, for it and against the other.

use super::Places;
use crate::extraction::{ChangeRecord, EvidenceRecord, QuoteRecord};
use crate::sources::{Candidate, Link, Weighed};
use std::cmp::Reverse;

/// A fact that kept the rival from winning.
#[derive(Debug, Clone, Copy)]
enum Fact {
    /// In favour of the winner: its number among the evidence.
    For(usize),
    /// Against the rival: its number among that one's facts.
    Against(usize),
}

/// The smallest change that would have changed the source: any one of the facts listed, or where no single fact counts for so much,
/// the fewest that do together. `meant` tells which entity a candidate means: another mention of the same is no rival.
pub(super) fn change(
    places: &Places<'_>,
    record: &QuoteRecord,
    link: &Link,
    weighed: &Weighed,
    meant: &impl Fn(&Candidate) -> Option<usize>,
) -> Option<ChangeRecord> {
    let is_joined = |rival: &Candidate| link.joined.iter().any(|other| other.head == rival.head || is_same(other, rival, meant));
    let is_other =
        |rival: &Candidate| !is_joined(rival) && link.source.as_ref().is_none_or(|source| !is_same(source, rival, meant));
    let best = link.rivals.iter().enumerate().filter(|(_, rival)| is_other(rival)).max_by_key(|(at, r)| (r.weight, Reverse(*at)));
    // one that is not sure enough comes first among the rivals
    let unsure = record.source.is_none();
    let number = |at: usize| at + usize::from(unsure && link.source.is_some());
    let mut facts = in_favour(&record.evidence);
    if link.rule.is_some() {
        let evidence = facts.into_iter().filter_map(|(_, fact)| fact.of_winner()).collect();
        let rival = best.map(|(at, _)| number(at));
        return Some(ChangeRecord { margin: None, rival, evidence, against: Vec::new(), together: false });
    }
    let nobody = link.nobody.filter(|_| link.source.is_some());
    let winner = link.source.as_ref().map(|source| source.weight).or(link.nobody)?;
    let (rival, weight, of_rival) = match (best, nobody) {
        (Some((at, rival)), nobody) if nobody.is_none_or(|nobody| nobody <= rival.weight) => {
            (Some(number(at)), rival.weight, weighed.rivals.get(at))
        }
        (_, Some(nobody)) => (None, nobody, Some(&weighed.nobody)),
        _ => return None,
    };
    let of_rival = places.evidence("source", of_rival);
    let against = of_rival.iter().enumerate().filter(|(_, fact)| fact.weight < 0);
    facts.extend(against.map(|(at, fact)| (fact.weight.saturating_neg(), Fact::Against(at))));
    facts.sort_by_key(|&(weight, _)| Reverse(weight));
    let margin = winner.saturating_sub(weight).max(0);
    let (chosen, together) = enough(&facts, margin);
    Some(ChangeRecord {
        margin: Some(margin),
        rival,
        evidence: chosen.iter().filter_map(|fact| fact.of_winner()).collect(),
        against: chosen.iter().filter_map(|fact| fact.of_rival().and_then(|at| of_rival.get(at).cloned())).collect(),
        together,
    })
}

/// Whether two candidates mean the same.
fn is_same(one: &Candidate, other: &Candidate, meant: &impl Fn(&Candidate) -> Option<usize>) -> bool {
    match (meant(one), meant(other)) {
        (None, None) => one.tokens == other.tokens,
        (a, b) => a == b,
    }
}

impl Fact {
    const fn of_winner(self) -> Option<usize> {
        match self {
            Fact::For(at) => Some(at),
            Fact::Against(_) => None,
        }
    }

    const fn of_rival(self) -> Option<usize> {
        match self {
            Fact::For(_) => None,
            Fact::Against(at) => Some(at),
        }
    }
}

/// The facts about the source that speak for it, the weightiest first.
fn in_favour(evidence: &[EvidenceRecord]) -> Vec<(i32, Fact)> {
    let source = evidence.iter().enumerate().filter(|(_, fact)| fact.decision == "source" && fact.weight > 0);
    let mut facts: Vec<(i32, Fact)> = source.map(|(at, fact)| (fact.weight, Fact::For(at))).collect();
    facts.sort_by_key(|&(weight, _)| Reverse(weight));
    facts
}

/// Those that count for more than a margin each, or the fewest that do together; of facts by weight, none where all are not enough.
fn enough(facts: &[(i32, Fact)], margin: i32) -> (Vec<Fact>, bool) {
    let each: Vec<Fact> = facts.iter().filter(|(weight, _)| *weight > margin).map(|&(_, fact)| fact).collect();
    if !each.is_empty() {
        return (each, false);
    }
    let mut sum = 0i32;
    let mut all = Vec::new();
    for &(weight, fact) in facts {
        sum = sum.saturating_add(weight);
        all.push(fact);
        if sum > margin {
            return (all, true);
        }
    }
    (Vec::new(), true)
}
