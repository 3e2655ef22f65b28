//! From candidates to attributions: which cues attribute what, with no two that cross.

use super::CueShape;
use super::content::{Content, decode};
use super::cues::Candidate;
use super::line::{Line, REACH};
use super::observe_content::observe_content;
use super::observe_cue::observe_cue;
use crate::lexicon::{Act, Frame};
use crate::model::{Decision, Model, Sum, shares};
use std::collections::BTreeSet;

/// A cue and what it attributes.
#[derive(Debug, Clone)]
pub(super) struct Attribution<'l> {
    pub(super) cue: Candidate<'l>,
    pub(super) content: Content,
    /// The number of the cue among the candidates, the content as it was compared, and the sum of the evidence for both.
    pub(super) candidate: usize,
    pub(super) compared: Content,
    pub(super) weight: i32,
    /// In thousandths.
    pub(super) confidence: u16,
}

/// A cue less likely than this (in parts of a million) is not looked at further.
pub(super) const CUE_FLOOR: u32 = 200_000;
/// Most cues in a run of [`REACH`] words; news has a third of that.
const CROWD: usize = 64;
/// An attribution less sure than this is dropped; the words in marks are somebody's more often than not.
const KEEP: u16 = 330;
const KEEP_MARKED: u16 = 300;
/// Reported speech without a verb of its own (*praised the plan*) has to be surer.
const KEEP_PHRASE: u16 = 600;
/// Likewise reported speech whose verb seldom reports any, and what hangs on a noun or is but an infinitive.
const KEEP_WEAK: u16 = 450;
const KEEP_NOUN: u16 = 700;
/// And an object alone (*blamed the weather*) is hardly ever what somebody said.
const KEEP_OBJECT: u16 = 850;
/// Most words of a refusal's object (*her several requests for comment*).
const REFUSAL: u32 = 6;

/// The sure attributions of a document, in the order of their cues.
pub(super) fn attributions<'l>(line: &Line<'_, '_>, all: &[Candidate<'l>], model: &Model) -> Vec<Attribution<'l>> {
    let weights = model.weights(Decision::Content);
    let mut found: Vec<Attribution<'l>> = likely(line, all, model)
        .into_iter()
        .filter_map(|(i, share, of_cue)| {
            let decoded = decode(line, &all[i], weights)?;
            let both = (u64::from(share) * u64::from(decoded.share) / 1_000_000) as u32;
            Some(Attribution {
                cue: all[i].clone(),
                content: decoded.content,
                candidate: i,
                compared: decoded.compared,
                weight: of_cue + decoded.sum,
                confidence: weights.calibrate(both),
            })
        })
        .filter(|a| a.confidence >= bar(line, a))
        .collect();
    drop_crossing(&mut found);
    let nested = nested(line, all, &found, model);
    found.extend(nested);
    found.sort_by_key(|a| a.candidate);
    found
}

/// How sure a clause inside another one is, in thousandths, at most as sure as the outer one.
const NESTED: u16 = 700;

/// What is said or thought inside the reported words of another: *the board expects that …, Doe told Z*. Annotated articles
/// have outer quotations only, so the weights know nothing of these; a verb with *that* or *whether* behind it says enough.
fn nested<'l>(line: &Line<'_, '_>, all: &[Candidate<'l>], found: &[Attribution<'l>], model: &Model) -> Vec<Attribution<'l>> {
    let weights = model.weights(Decision::Content);
    let mut taken: BTreeSet<usize> = found.iter().map(|a| a.candidate).collect();
    let mut nested: Vec<Attribution<'l>> = Vec::new();
    for outer in found.iter().filter(|a| a.cue.shape == CueShape::Verb) {
        for (from, to) in outer.content.pieces() {
            let first = all.partition_point(|c| c.first <= from);
            for (i, c) in all.iter().enumerate().skip(first).take_while(|(_, c)| c.end < to) {
                let takes = |frame| c.verb.is_some_and(|v| v.takes(frame));
                let clause = match line.class(i64::from(c.end)) {
                    "that" => takes(Frame::That),
                    "if" => takes(Frame::Whether),
                    _ => false,
                };
                let fits = c.shape == CueShape::Verb
                    && c.stretch == outer.cue.stretch
                    && c.strength() >= 2
                    && has_subject(line, c, from);
                if !(clause && fits && taken.insert(i)) {
                    continue;
                }
                let content = Content { left: None, right: Some((c.end, to)) };
                let mut sum = Sum::new(weights);
                observe_content(line, c, content, &mut sum);
                let weight = cue_share(line, all, i, model).1 + sum.total();
                let confidence = outer.confidence.min(NESTED);
                nested.push(Attribution { cue: c.clone(), content, candidate: i, compared: content, weight, confidence });
                break;
            }
        }
    }
    nested
}

/// Whether a word before the verb, in the clause that starts at `from`, can mean somebody who speaks or thinks.
fn has_subject(line: &Line<'_, '_>, c: &Candidate<'_>, from: u32) -> bool {
    (from..c.first).rev().take(SUBJECT).any(|w| can_speak(line, w))
}

fn can_speak(line: &Line<'_, '_>, w: u32) -> bool {
    matches!(line.class(i64::from(w)), "name" | "title" | "role" | "he" | "org" | "paper" | "who")
}

/// The candidates whose content is worth looking for, with their share and the sum of their evidence.
fn likely(line: &Line<'_, '_>, all: &[Candidate<'_>], model: &Model) -> Vec<(usize, u32, i32)> {
    let weights = model.weights(Decision::Content);
    // below that it would be dropped, however sure its content is
    let is_likely = |share: u32| share >= CUE_FLOOR && weights.calibrate(share) >= KEEP_MARKED;
    let scored = (0..all.len()).map(|i| (i, cue_share(line, all, i, model))).filter(|(_, (share, _))| is_likely(*share));
    let scored: Vec<(usize, u32, i32)> = scored.map(|(i, (share, sum))| (i, share, sum)).collect();
    let mut likely = Vec::with_capacity(scored.len());
    for block in scored.chunk_by(|a, b| all[a.0].first / REACH == all[b.0].first / REACH) {
        let mut block = block.to_vec();
        if block.len() > CROWD {
            block.sort_by_key(|&(i, share, _)| (std::cmp::Reverse(share), i));
            block.truncate(CROWD);
            block.sort_unstable();
        }
        likely.append(&mut block);
    }
    likely
}

/// How sure an attribution must be to stay.
fn bar(line: &Line<'_, '_>, a: &Attribution<'_>) -> u16 {
    let marked = a.content.pieces().any(|(from, to)| (from..to).any(|w| line.stretch(w) != a.cue.stretch));
    let clause = a.content.pieces().any(|(from, to)| line.verbs_in(from, to) > 0 || line.class(i64::from(from)) == "to");
    if marked {
        return KEEP_MARKED;
    }
    // *declined to comment* and *did not respond to a request for comment* hand on no words
    let size: u32 = a.content.pieces().map(|(from, to)| to - from).sum();
    if size <= REFUSAL && a.content.pieces().last().is_some_and(|(_, to)| line.lower(i64::from(to) - 1) == "comment") {
        return u16::MAX;
    }
    let c = &a.cue;
    let bar = if clause { KEEP } else { KEEP_PHRASE };
    if !matches!(c.act(), Act::Speech | Act::Writing) {
        return bar;
    }
    let infinitive = a.content.right.is_some_and(|(from, _)| line.class(i64::from(from)) == "to");
    let reports = [Frame::That, Frame::Bare, Frame::Whether, Frame::About];
    let is_weak = c.strength() < 2 || !c.verb.is_some_and(|v| reports.iter().any(|&frame| v.takes(frame)));
    match c.shape {
        CueShape::Noun => bar.max(KEEP_NOUN),
        // *agreed to lower tariffs* tells what was done
        CueShape::Verb if infinitive && c.strength() < 3 => bar.max(KEEP_NOUN),
        // *indicating that prices fall* tells what follows from something
        CueShape::Verb if (c.form == "ing" && c.strength() < 3) || !has_speaker(line, a) => bar.max(KEEP_PHRASE),
        CueShape::Verb if is_weak && !clause => bar.max(KEEP_OBJECT),
        CueShape::Verb if is_weak => bar.max(KEEP_WEAK),
        _ => bar,
    }
}

/// How many words before and behind a verb its subject is looked for.
const SUBJECT: usize = 16;

/// Whether a word near the cue but outside its content can mean somebody who speaks.
fn has_speaker(line: &Line<'_, '_>, a: &Attribution<'_>) -> bool {
    let c = &a.cue;
    let outside = |w: &u32| !a.content.pieces().any(|(from, to)| from <= *w && *w < to);
    let before = (c.scope.0..c.first).rev().take(SUBJECT).take_while(outside);
    let behind = (c.end..c.scope.1).take(SUBJECT).take_while(outside);
    before.chain(behind.filter(|_| c.form != "ing")).any(|w| can_speak(line, w))
}

/// How likely a candidate is a cue, in parts of a million, and the sum of the evidence.
pub(super) fn cue_share(line: &Line<'_, '_>, all: &[Candidate<'_>], i: usize, model: &Model) -> (u32, i32) {
    let mut sum = Sum::new(model.weights(Decision::Cue));
    observe_cue(line, all, i, &mut sum);
    (shares(&[sum.total(), 0]).first().copied().unwrap_or_default(), sum.total())
}

/// What a verb that says so outright is ahead by where it crosses a belief or a wish: *X expects that …, Y told Z*.
const SAYS_SO: u16 = 250;

/// How an attribution ranks among those it crosses.
fn rank(a: &Attribution<'_>) -> u16 {
    let says_so = a.cue.act() == Act::Speech && a.cue.strength() == 3;
    a.confidence + if says_so { SAYS_SO } else { 0 }
}

/// Of two attributions of which each takes words from the other, the one ahead stays; one inside a piece of the other is fine.
fn drop_crossing(found: &mut Vec<Attribution<'_>>) {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(rank(&found[i])), i));
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
