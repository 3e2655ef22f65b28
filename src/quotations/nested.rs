//! What is said inside the words of another: *the board expects that …, Doe told Z*, *said Brill told her it was “finished”*.

use super::CueShape;
use super::act::group;
use super::content::{Content, Piece};
use super::cues::{Candidate, child_stretch};
use super::likely::Weighed;
use super::line::Line;
use super::observe_content::observe_content;
use super::select::{Attribution, CUE_FLOOR, SUBJECT, attribution, can_speak};
use super::speech::is_work;
use crate::lexicon::{Act, Frame};
use crate::model::{Decision, Model, Sum};
use std::collections::BTreeSet;

/// How sure a clause inside another one is, in thousandths, at most as sure as the outer one.
const NESTED: u16 = 700;

/// What is said or thought inside the reported words of another: *the board expects that …, Doe told Z*. Annotated articles
/// have outer quotations only, so the weights know nothing of these; a verb with *that* or *whether* behind it says enough.
pub(super) fn nested<'l>(
    line: &Line<'_, '_>,
    all: &[Candidate<'l>],
    found: &[Attribution<'l>],
    weighed: &Weighed,
    model: &Model,
) -> Vec<Attribution<'l>> {
    let weights = model.weights(Decision::Content);
    let mut taken: BTreeSet<usize> = found.iter().map(|a| a.candidate).collect();
    let mut tried = BTreeSet::new();
    let mut nested: Vec<Attribution<'l>> = Vec::new();
    for outer in found.iter().filter(|a| matches!(a.cue.shape, CueShape::Verb | CueShape::Preposition)) {
        let by_paper = outer.cue.shape == CueShape::Preposition;
        for (from, to) in outer.content.pieces() {
            let first = all.partition_point(|c| c.first <= from);
            for (i, c) in all.iter().enumerate().skip(first).take_while(|(_, c)| c.end < to + u32::from(by_paper)) {
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
                // *said Brill told her the dam was “finished”*, *denied that she had called him “a liar”*
                let content = if by_paper {
                    Some(c).filter(|_| tried.insert(i)).and_then(|c| told_by_paper(line, c, (from, to), weighed, model))
                } else if clause && fits {
                    Some(Content { left: None, right: Some((c.end, to)) })
                } else if !taken.contains(&i) && tried.insert(i) {
                    words_of_another(line, c, (from, to), weighed, model)
                } else {
                    None
                };
                let Some(content) = content.filter(|_| taken.insert(i)) else {
                    continue;
                };
                let mut sum = Sum::new(weights);
                observe_content(line, c, &weighed.likely, content, &mut sum);
                let weight = weighed.sums[i] + sum.total();
                let confidence = outer.confidence.min(NESTED);
                let cue = c.clone();
                nested.push(Attribution {
                    cue,
                    content,
                    candidate: i,
                    compared: content,
                    weight,
                    content_sum: sum.total(),
                    content_share: 0,
                    others: Vec::new(),
                    confidence,
                    settled: false,
                });
                break;
            }
        }
    }
    nested
}

/// A cue less likely than this (in parts of a million) has no words in marks inside another's clause.
const INNER_CUE: u32 = 100_000;

/// Most words before the marks in the object of a weak verb.
const OBJECT: u32 = 6;

/// What somebody else says inside a clause, in words that stand in marks at its end.
fn words_of_another(
    line: &Line<'_, '_>,
    c: &Candidate<'_>,
    (from, to): Piece,
    weighed: &Weighed,
    model: &Model,
) -> Option<Content> {
    let (first, _) = group(line, c);
    let subject =
        first > from && line.gap(first).is_empty() && can_speak(line, first - 1) && line.stretch(first - 1) == c.stretch;
    // *attacked the police and blamed “bias”*: a weak verb has but its object
    let reach = if c.strength() < 2 { to.min(c.end + OBJECT) } else { to };
    let marked = (c.end..reach).any(|w| line.stretch(w) != c.stretch);
    let verb = c.shape == CueShape::Verb && c.verb.is_some() && matches!(c.act(), Act::Speech | Act::Writing) && c.form != "ing";
    if !(subject && marked && verb && weighed.likely.share(c.number) >= INNER_CUE) || line.stretch(from) != c.stretch {
        return None;
    }
    let a = attribution(line, c, weighed, model)?;
    let inside = a.content.left.is_none() && a.content.right.is_some_and(|(start, end)| start >= c.end && end <= to);
    // a nickname is nobody's words
    let title = |w: u32| child_stretch(line, w, c.stretch).is_some_and(|s| is_work(line, s));
    let words = a.content.pieces().any(|(from, to)| (from..to).any(|w| line.stretch(w) != c.stretch && !title(w)));
    (inside && words).then_some(a.content)
}

/// *“The bridge held,” Olaf Reis said, according to the Tallow Herald*: the words in marks beside the inner verb are its subject's.
fn told_by_paper(line: &Line<'_, '_>, c: &Candidate<'_>, (from, to): Piece, weighed: &Weighed, model: &Model) -> Option<Content> {
    let says = c.kind() == "say" && c.form != "ing" && weighed.likely.share(c.number) >= CUE_FLOOR;
    if !says || line.stretch(c.first) != c.stretch || !has_subject(line, c, from) {
        return None;
    }
    let content = attribution(line, c, weighed, model)?.content;
    let inside = content.pieces().all(|(start, end)| from <= start && end <= to);
    let marked = content.pieces().all(|(start, end)| (start..end).all(|w| line.stretch(w) != c.stretch));
    (inside && marked).then_some(content)
}

/// Whether a word before the verb, in the clause that starts at `from`, can mean somebody who speaks or thinks.
fn has_subject(line: &Line<'_, '_>, c: &Candidate<'_>, from: u32) -> bool {
    (from..c.first).rev().take(SUBJECT).any(|w| can_speak(line, w))
}
