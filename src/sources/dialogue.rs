//! Dialogue: who speaks where a paragraph is a quotation and nothing else.
//!
//! In a dialogue two speakers take turns, paragraph by paragraph. In a report such a paragraph goes on with the speaker of the one
//! before it, unless another has spoken just before that.

use super::{Candidate, LEADS, Link};
use crate::document::{Document, TokenRange};
use crate::entities::Entities;
use crate::model::RULE_WEIGHT;
use crate::quotations::Quotation;

/// A text is a dialogue if at least this many turns are bare and answer another, and one in so many of all.
const BARE_TURNS: usize = 3;
const BARE_SHARE: usize = 8;
/// The rule that gives a turn to one of two speakers.
pub(crate) const TURN_RULE: &str = "source.turn";
/// How sure the turn of one of two speakers is, in thousandths, and what is left of that from turn to turn.
const TURN: u32 = 820;
const KEPT: u32 = 985;
/// How sure it is that a paragraph goes on with the speaker of the one before.
const CONTINUES: u16 = 700;
/// Less sure sources begin no chain of turns.
const KNOWN: u16 = 500;

/// The paragraphs of one or more quotations.
#[derive(Debug)]
struct Turn {
    first: u32,
    last: u32,
    /// Nothing but quoted words stands there.
    bare: bool,
    /// Some of the words are in marks.
    marks: bool,
    source: Option<(Candidate, u16)>,
    /// The quotations whose source is open.
    open: Vec<usize>,
}

/// Gives the quotations with an open source the speaker whose turn it is, where that is clear.
pub(super) fn take_turns(
    document: &Document<'_>,
    entities: &Entities,
    quotations: &[Quotation],
    links: &mut [Link],
    open: &[usize],
) {
    if open.is_empty() {
        return;
    }
    let mut turns = turns(document, quotations, links, open);
    if is_dialogue(&turns) {
        turns.retain(|turn| turn.marks);
        let same = |a: &Candidate, b: &Candidate| is_same(entities, a, b);
        alternate(&mut turns, same, links);
        turns.reverse();
        alternate(&mut turns, same, links);
    } else {
        carry_on(&mut turns, |a, b| is_same(entities, a, b), links);
    }
}

fn turns(document: &Document<'_>, quotations: &[Quotation], links: &[Link], open: &[usize]) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let mut quoted: Vec<Vec<TokenRange>> = Vec::new();
    for (i, (quotation, link)) in quotations.iter().zip(links).enumerate().filter(|(_, (q, _))| q.within.is_none()) {
        let (Some(start), Some(end)) = (quotation.parts.first(), quotation.parts.last()) else {
            continue;
        };
        let paragraph = |t: u32| document.tokens.get(t as usize).map_or(0, |t| t.paragraph);
        let (first, last) = (paragraph(start.start), paragraph(end.end.saturating_sub(1)));
        if turns.last().is_none_or(|turn| turn.last < first) {
            turns.push(Turn { first, last, bare: false, marks: false, source: None, open: Vec::new() });
            quoted.push(Vec::new());
        }
        if let (Some(turn), Some(quoted)) = (turns.last_mut(), quoted.last_mut()) {
            turn.last = turn.last.max(last);
            turn.marks |= !quotation.quoted.is_empty();
            quoted.extend(&quotation.quoted);
            if open.binary_search(&i).is_ok() {
                turn.open.push(i);
            } else if let Some(source) = link.source.as_ref().filter(|_| link.confidence >= KNOWN) {
                turn.source = Some((source.clone(), link.confidence));
            }
        }
    }
    for (turn, quoted) in turns.iter_mut().zip(&mut quoted) {
        quoted.sort_unstable();
        turn.bare = turn.source.is_none() && is_bare(document, turn, quoted);
    }
    turns
}

/// Whether all words of the turn's paragraphs are quoted.
fn is_bare(document: &Document<'_>, turn: &Turn, quoted: &[TokenRange]) -> bool {
    let paragraphs = document.paragraphs.get(turn.first as usize..=turn.last as usize).unwrap_or_default();
    let mut next = 0;
    let mut words = paragraphs.iter().flat_map(|p| p.first_token..p.end_token).filter(|&t| document.token(t).is_word());
    words.all(|t| {
        while quoted.get(next).is_some_and(|q| q.end <= t) {
            next += 1;
        }
        quoted.get(next).is_some_and(|q| q.contains(t))
    })
}

fn is_dialogue(turns: &[Turn]) -> bool {
    let marked: Vec<&Turn> = turns.iter().filter(|turn| turn.marks).collect();
    let answers = marked.windows(2).filter(|pair| matches!(pair, [a, b] if b.bare && adjacent(a, b))).count();
    answers >= BARE_TURNS && answers * BARE_SHARE >= marked.len()
}

fn adjacent(a: &Turn, b: &Turn) -> bool {
    a.last.abs_diff(b.first).min(a.first.abs_diff(b.last)) == 1
}

fn is_same(entities: &Entities, a: &Candidate, b: &Candidate) -> bool {
    let entity = |c: &Candidate| c.mention.and_then(|m| entities.of_mention.get(m).copied().flatten());
    match (entity(a), entity(b)) {
        (Some(a), Some(b)) => a == b,
        _ => a.head == b.head,
    }
}

/// Gives bare turns the source of the turn before the last, if the last is another's.
fn alternate(turns: &mut [Turn], same: impl Fn(&Candidate, &Candidate) -> bool, links: &mut [Link]) {
    for i in 2..turns.len() {
        let [before, last, turn] = &turns[i - 2..=i] else {
            continue;
        };
        let Some((source, sure)) = &before.source else {
            continue;
        };
        let another = last.source.as_ref().is_none_or(|(other, _)| !same(source, other));
        if turn.bare && turn.source.is_none() && another && adjacent(before, last) && adjacent(last, turn) {
            let sure = (u32::from(*sure).min(TURN) * KEPT / 1000) as u16;
            let source = source.clone();
            give(&mut turns[i], source, sure, TURN_RULE, links);
        }
    }
}

/// Gives bare paragraphs of a report the source of the paragraph before or of the sentence that leads in.
fn carry_on(turns: &mut [Turn], same: impl Fn(&Candidate, &Candidate) -> bool, links: &mut [Link]) {
    for i in 0..turns.len() {
        if !turns[i].bare || turns[i].source.is_some() {
            continue;
        }
        let known = |at: Option<usize>| at.and_then(|at| turns.get(at)?.source.as_ref());
        let near = |at: Option<usize>| at.filter(|&at| turns.get(at).zip(turns.get(at + 1)).is_some_and(|(a, b)| adjacent(a, b)));
        let last = near(i.checked_sub(1));
        let before = near(last.and_then(|at| at.checked_sub(1)));
        match (known(last), known(before)) {
            (Some((source, sure)), before) if before.is_none_or(|(other, _)| same(source, other)) => {
                let (source, sure) = (source.clone(), CONTINUES.min(*sure));
                give(&mut turns[i], source, sure, "source.continues", links);
            }
            (None, _) => {
                let lead = turns[i].open.first().and_then(|&q| links[q].source.clone());
                if let Some(source) = lead {
                    give(&mut turns[i], source, LEADS, "source.leads", links);
                }
            }
            _ => {}
        }
    }
}

fn give(turn: &mut Turn, mut source: Candidate, sure: u16, rule: &'static str, links: &mut [Link]) {
    source.weight = RULE_WEIGHT;
    for &q in &turn.open {
        let link = &mut links[q];
        if let Some(other) = link.source.replace(source.clone()).filter(|other| other.head != source.head) {
            link.rivals.insert(0, other);
        }
        link.rivals.retain(|rival| rival.head != source.head);
        link.joined.clear();
        link.confidence = sure;
        link.rule = Some(rule);
    }
    turn.source = Some((source, sure));
}
