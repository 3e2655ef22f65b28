//! From candidates to attributions: which cues attribute what, with no two that cross.

use super::CueShape;
use super::content::{Content, decode};
use super::crossing::{agree, cue_taken, drop_crossing, inside, swallows};
use super::cues::Candidate;
use super::likely::{Likely, Weighed, weigh};
use super::line::{Line, REACH};
use super::nested::nested;
use super::observe_again::step;
use super::observe_attribution::{Nesting, observe_attribution};
use super::pieces::stretches;
use super::shapes::{SETTLED, settled};
use super::speech::stands_alone;
use super::trim::trimmed;
use super::wordless::is_none;
use crate::document::Token;
use crate::lexicon::Act;
use crate::model::{Decision, Model, Sum, share_of_yes};

/// A cue and what it attributes.
#[derive(Debug, Clone)]
pub(super) struct Attribution<'l> {
    pub(super) cue: Candidate<'l>,
    pub(super) content: Content,
    /// The number of the cue among the candidates, the content as it was compared, and the sum of the evidence for both.
    pub(super) candidate: usize,
    pub(super) compared: Content,
    pub(super) weight: i32,
    pub(super) content_sum: i32,
    /// The share of the content among its rivals, in parts of a million.
    pub(super) content_share: u32,
    /// The likeliest other contents, with their shares and sums.
    pub(super) others: Vec<(Content, u32, i32)>,
    /// In thousandths.
    pub(super) confidence: u16,
    /// Whether the shape of the sentence alone says so.
    pub(super) settled: bool,
}

/// A cue less likely than this (in parts of a million) is not looked at further.
pub(super) const CUE_FLOOR: u32 = 200_000;
/// Most cues in a run of [`REACH`] words; news has a third of that.
const CROWD: usize = 64;
/// An attribution less sure than this is dropped.
const KEEP: u16 = 330;
/// Where the words in marks would count as speech by themselves.
const KEEP_LONE: u16 = 80;

/// The sure attributions of a document, in the order of their cues.
pub(super) fn attributions<'l>(line: &Line<'_, '_>, all: &[Candidate<'l>], model: &Model) -> Vec<Attribution<'l>> {
    let weighed = weigh(line, all, model);
    let mut found = decoded(line, all, &weighed, model);
    let weights = model.weights(Decision::Attribution);
    let confidences: Vec<u16> = (0..found.len())
        .map(|i| {
            let mut sum = Sum::new(weights);
            observe_attribution(line, &found[i], nesting(&found, i, &weighed.likely), &weighed.likely, &mut sum);
            weights.calibrate(share_of_yes(sum.total()))
        })
        .collect();
    for (a, confidence) in found.iter_mut().zip(confidences) {
        a.confidence = if a.settled { confidence.max(SETTLED) } else { confidence };
    }
    unframe(line, &mut found);
    found.retain(|a| !is_none(line, a));
    let (mut found, doubtful): (Vec<_>, Vec<_>) = found.into_iter().partition(|a| a.confidence >= KEEP);
    drop_crossing(&mut found);
    add_for_marks(line, &mut found, doubtful, model);
    let nested = nested(line, all, &found, &weighed, model);
    found.extend(nested);
    found.sort_by_key(|a| a.candidate);
    found
}

/// Words in marks that would stand as somebody's own without a cue rather belong to a doubtful one, if no surer one has them.
fn add_for_marks<'l>(line: &Line<'_, '_>, found: &mut Vec<Attribution<'l>>, doubtful: Vec<Attribution<'l>>, model: &Model) {
    let mut added: Vec<Attribution<'l>> = Vec::new();
    for a in doubtful {
        let in_one = a.content.pieces().count() == 1;
        let fits = in_one && a.confidence >= KEEP_LONE && a.cue.shape == CueShape::Verb && a.cue.stretch == Token::NONE;
        let behind = found.partition_point(|b| b.candidate < a.candidate);
        let around = found[behind.saturating_sub(AROUND)..(behind + AROUND).min(found.len())].iter();
        let goes = |b: &Attribution<'_>| agree(&a, b) && !swallows(&a, b) && !inside(&a, b);
        let lone = || {
            let mut held = a.content.pieces().flat_map(|piece| stretches(line, piece, Token::NONE));
            held.any(|s| stands_alone(line, s, model))
        };
        if fits && around.chain(added.iter().rev().take(AROUND)).all(goes) && lone() {
            added.push(a);
        }
    }
    found.append(&mut added);
}

/// *Is expected to say that …*: what is expected is only that she says it, so the verb of speech stands, as sure as the other was.
fn unframe(line: &Line<'_, '_>, found: &mut Vec<Attribution<'_>>) {
    let mut frames = vec![false; found.len()];
    for i in 1..found.len() {
        let (wish, said) = (&found[i - 1], &found[i]);
        let to = wish.cue.end + 1 == said.cue.first && line.class(i64::from(wish.cue.end)) == "to";
        let speech = said.cue.shape == CueShape::Verb && said.cue.act() == Act::Speech && said.cue.strength() >= 2;
        if to && speech && matches!(wish.cue.act(), Act::Thought | Act::Intent) {
            found[i].confidence = found[i].confidence.max(found[i - 1].confidence);
            frames[i - 1] = true;
        }
    }
    let mut frames = frames.into_iter();
    found.retain(|_| !frames.next().unwrap_or_default());
}

/// What all likely cues attribute, in the order of the cues.
pub(super) fn decoded<'l>(line: &Line<'_, '_>, all: &[Candidate<'l>], weighed: &Weighed, model: &Model) -> Vec<Attribution<'l>> {
    let mut found: Vec<Attribution<'l>> =
        likely(line, all, &weighed.likely).into_iter().filter_map(|i| attribution(line, &all[i], weighed, model)).collect();
    for a in &mut found {
        if let Some(verb) = governor(line, all, a) {
            a.cue = verb.clone();
            a.candidate = verb.number as usize;
            a.weight = weighed.sums[a.candidate] + a.content_sum;
        }
    }
    found.sort_by_key(|a| (a.candidate, std::cmp::Reverse(a.weight)));
    found.dedup_by_key(|a| a.candidate);
    // *wrote in a note that …*, *a note from Pell read: “…”*: the verb says it
    let said = |a: &Attribution<'_>, b: &Attribution<'_>| {
        let verb = b.cue.shape == CueShape::Verb && b.cue.strength() >= 2;
        a.cue.shape == CueShape::Noun
            && verb
            && b.content.right.is_some_and(|b| a.content.right.is_some_and(|a| a.1 == b.1 && a.0 <= b.0 + 1))
    };
    let redundant: Vec<bool> = (0..found.len()).map(|i| around(&found, i).any(|b| said(&found[i], b))).collect();
    let mut redundant = redundant.into_iter();
    found.retain(|_| !redundant.next().unwrap_or_default());
    cut_at_participles(line, &weighed.likely, &mut found);
    found
}

/// A participle less likely a cue than this (in parts of a million) ends nothing.
const SURE_MORE: u32 = 500_000;

/// *Said the line was shut, adding that it would stay so*: a participle that says more, behind a comma, ends what the verb before it
/// attributes, for both have one speaker.
fn cut_at_participles(line: &Line<'_, '_>, likely: &Likely, found: &mut [Attribution<'_>]) {
    for i in 1..found.len() {
        let (said, more) = (&found[i - 1], &found[i]);
        let says = more.cue.form == "ing" && more.cue.shape == CueShape::Verb && more.cue.strength() >= 2;
        let goes_on = says && line.gap(more.cue.first).has(b',') && likely.share(more.cue.number) >= SURE_MORE;
        let piece = said.content.right.filter(|&(from, to)| from < more.cue.first && more.cue.end < to && inside(more, said));
        if let Some((from, _)) = piece.filter(|_| goes_on && said.cue.stretch == more.cue.stretch) {
            found[i - 1].content.right = Some((from, found[i].cue.first));
        }
    }
}

/// Most words of what something was said in.
const MEDIUM: usize = 6;

/// The verb that says what a noun seems to: *wrote in a note that …*.
fn governor<'c, 'l>(line: &Line<'_, '_>, all: &'c [Candidate<'l>], a: &Attribution<'_>) -> Option<&'c Candidate<'l>> {
    let c = &a.cue;
    let right = a.content.left.is_none() && a.content.right.is_some_and(|(from, _)| from >= c.end);
    if c.shape != CueShape::Noun || !right {
        return None;
    }
    let says = |v: &&Candidate<'_>| v.kind() == "say" && v.shape == CueShape::Verb && v.form != "ing" && v.stretch == c.stretch;
    let verb = all[..a.candidate].iter().rev().take(MEDIUM).find(says).filter(|v| v.end <= c.first)?;
    let between = verb.head_word(line) + 1..c.first;
    let leads = line.lower(i64::from(between.start)) == "in" && matches!(line.class(i64::from(between.start) + 1), "the" | "his");
    let near = between.len() <= MEDIUM && (between.start..=c.first).all(|w| line.gap(w).is_empty());
    (leads && near && line.says_in(between.start, c.first) == 0).then_some(verb)
}

/// What a candidate attributes.
pub(super) fn attribution<'l>(
    line: &Line<'_, '_>,
    cue: &Candidate<'l>,
    weighed: &Weighed,
    model: &Model,
) -> Option<Attribution<'l>> {
    let decoded = decode(line, cue, &weighed.likely, model.weights(Decision::Content))?;
    let candidate = cue.number as usize;
    let settled = settled(line, cue);
    // words in marks behind the cue go on with it
    let goes_on =
        |content: &Content| settled.is_some_and(|s| s.left == content.left && s.right.is_none()) && resumes(line, cue, content);
    let content = settled.filter(|_| !goes_on(&decoded.content)).unwrap_or_else(|| trimmed(line, cue, decoded.content));
    Some(Attribution {
        cue: cue.clone(),
        content,
        candidate,
        compared: decoded.compared,
        weight: weighed.sums[candidate] + decoded.sum,
        content_sum: decoded.sum,
        content_share: decoded.share,
        others: decoded.others,
        confidence: 0,
        settled: settled.is_some(),
    })
}

/// Whether a content goes on behind its cue with words in marks.
fn resumes(line: &Line<'_, '_>, cue: &Candidate<'_>, content: &Content) -> bool {
    content.right.is_some_and(|(start, _)| line.stretch(start) != cue.stretch)
}

/// The attributions around the `i`-th.
fn around<'a, 'l>(found: &'a [Attribution<'l>], i: usize) -> impl Iterator<Item = &'a Attribution<'l>> {
    let near = found.iter().enumerate().take(i + AROUND + 1).skip(i.saturating_sub(AROUND));
    near.filter(move |&(k, _)| k != i).map(|(_, a)| a)
}

/// How many attributions to either side can stand around one, or in it.
const AROUND: usize = 16;

/// How the `i`-th of some attributions stands to those around it.
pub(super) fn nesting(found: &[Attribution<'_>], i: usize, likely: &Likely) -> Nesting {
    let a = &found[i];
    let mut nesting = Nesting::default();
    for (k, b) in found.iter().enumerate().take(i + AROUND + 1).skip(i.saturating_sub(AROUND)) {
        if k == i || b.cue.stretch != a.cue.stretch || agree(a, b) && !(inside(a, b) || inside(b, a)) {
            continue;
        }
        let relation = if inside(a, b) {
            &mut nesting.inside
        } else if inside(b, a) {
            &mut nesting.holds
        } else if cue_taken(a, b) {
            &mut nesting.takes
        } else {
            &mut nesting.crosses
        };
        let sure = u64::from(likely.share(b.cue.number)) * u64::from(b.content_share) / 1_000_000;
        *relation = step(sure as u32).max(1).max(*relation);
    }
    nesting
}

/// Whether any of the content stands in marks.
pub(super) fn is_marked(line: &Line<'_, '_>, a: &Attribution<'_>) -> bool {
    a.content.pieces().any(|(from, to)| (from..to).any(|w| line.stretch(w) != a.cue.stretch))
}

pub(super) fn can_speak(line: &Line<'_, '_>, w: u32) -> bool {
    matches!(line.class(i64::from(w)), "name" | "title" | "role" | "he" | "org" | "paper" | "who")
}

/// The candidates whose content is worth looking for.
fn likely(line: &Line<'_, '_>, all: &[Candidate<'_>], likely: &Likely) -> Vec<usize> {
    let looked_at = |&i: &usize| likely.share(i as u32) >= CUE_FLOOR || settled(line, &all[i]).is_some();
    let scored: Vec<usize> = (0..all.len()).filter(looked_at).collect();
    let mut chosen = Vec::with_capacity(scored.len());
    for block in scored.chunk_by(|&a, &b| all[a].first / REACH == all[b].first / REACH) {
        let mut block = block.to_vec();
        if block.len() > CROWD {
            block.sort_by_key(|&i| (std::cmp::Reverse(likely.share(i as u32)), i));
            block.truncate(CROWD);
            block.sort_unstable();
        }
        chosen.append(&mut block);
    }
    chosen
}

/// How many words before and behind a verb its subject is looked for.
pub(super) const SUBJECT: usize = 16;

/// Whether a word near the cue but outside its content can mean somebody who speaks.
pub(super) fn has_speaker(line: &Line<'_, '_>, a: &Attribution<'_>) -> bool {
    let c = &a.cue;
    let outside = |w: &u32| !a.content.pieces().any(|(from, to)| from <= *w && *w < to);
    let before = (c.scope.0..c.first).rev().take(SUBJECT).take_while(outside);
    let behind = (c.end..c.scope.1).take(SUBJECT).take_while(outside);
    before.chain(behind.filter(|_| c.form != "ing")).any(|w| can_speak(line, w))
}
