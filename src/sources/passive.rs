//! Passives: *he was described by Ana Pell as “a careful man”*. The words are the agent's, never those of the one described.

use super::candidates::{Sort, Spot};
use super::context::{self, Ground, form};
use super::syntax::Part;
use super::{Link, passing};
use crate::document::TokenRange;
use crate::lexicon::Frame;
use crate::model::RULE_WEIGHT;
use crate::quotations::beside::Beside;
use crate::quotations::{CueShape, Quotation};

/// The rule that the agent of a passive is the source.
const AGENT_RULE: &str = "source.agent";
/// The rule that a passive without one has none.
const NO_AGENT_RULE: &str = "source.no-agent";
/// How sure it is, in thousandths, that a passive without an agent has no source.
const NOBODY: u16 = 700;
/// How far before the words the passive stands, and its agent behind it, in tokens.
const FAR: u32 = 24;

/// The agent of the passive that a quotation depends on; a link without a source where there is none.
pub(super) fn agent(ground: &Ground<'_, '_>, quotation: &Quotation) -> Option<Link> {
    let verb = verb(ground, quotation)?;
    let by = by(ground, quotation, verb);
    let sources = by.map(|by| agents(ground.spots, by + 1)).unwrap_or_default();
    let Some((first, joined)) = sources.split_first() else {
        let nobody = by.is_none() && quotation.within.is_none();
        return nobody.then(|| Link { confidence: NOBODY, rule: Some(NO_AGENT_RULE), ..Link::default() });
    };
    Some(Link {
        source: Some(first.candidate(RULE_WEIGHT)),
        joined: joined.iter().map(|s| s.candidate(RULE_WEIGHT)).collect(),
        confidence: passing::SURE,
        rule: Some(AGENT_RULE),
        ..Link::default()
    })
}

/// The passive of a verb that describes: the cue, or without one the verb that the words in marks depend on.
fn verb(ground: &Ground<'_, '_>, quotation: &Quotation) -> Option<u32> {
    let describes = |t: u32| {
        let entry = ground.document.entry_at(t);
        let frames = ground.lexicon.verb(&entry).is_some_and(|verb| {
            verb.takes(Frame::Object) && ![Frame::That, Frame::Bare, Frame::To].iter().any(|&frame| verb.takes(frame))
        });
        // *was quoted as saying*: the subject speaks
        frames && form(ground.document, ground.syntax, t, &entry) == "passive" && !Beside::Quoting.has(ground.document, t)
    };
    if let Some(cue) = quotation.cue {
        return (cue.shape == CueShape::Verb && describes(cue.head)).then_some(cue.head);
    }
    let start = context::anchor(quotation).start;
    let mut t = start;
    while t > 0 && start - t < FAR {
        t -= 1;
        match ground.syntax.part_from(start, t) {
            Part::Edge | Part::Colon | Part::Stop | Part::MarkCloses | Part::Relative => return None,
            Part::Verb => return describes(t).then_some(t),
            _ => {}
        }
    }
    None
}

/// The *by* of the agent: between the verb and the words in marks, or right behind these.
fn by(ground: &Ground<'_, '_>, quotation: &Quotation, verb: u32) -> Option<u32> {
    let document = ground.document;
    let quoted = quotation.quoted.first().map_or(verb + 1, |q| q.start.max(verb + 1));
    let plain = |t: &u32| document.token(*t).stretch == document.token(verb).stretch;
    let is_by = |t: &u32| document.lower_at(*t) == "by" && plain(t);
    let between = || (verb + 1..quoted.min(verb + FAR)).find(is_by);
    let behind = || {
        let marks = quotation.quoted.iter().rev().map(|q| q.end + 1);
        marks.filter(|&t| (t as usize) < document.tokens.len() && ground.syntax.part_from(verb, t) != Part::Edge).find(is_by)
    };
    let adjacent = || Some(verb + 1).filter(|&t| (t as usize) < document.tokens.len()).filter(is_by);
    between().or_else(behind).or_else(adjacent)
}

/// Who is named at a place, several where *and* joins them; a name rather than the office before it.
fn agents(spots: &[Spot], at: u32) -> Vec<&Spot> {
    let from = spots.partition_point(|s| s.head < at);
    let near = || spots[from..].iter().take(8);
    let speaks = |s: &&Spot| !matches!(s.sort, Sort::Thing | Sort::Relative | Sort::Noun);
    let Some(first) = near().filter(speaks).find(|s| s.phrase.start == at || s.tokens.start == at) else {
        return Vec::new();
    };
    let named = near().find(|s| s.sort == Sort::Person && s.left == (first.tokens.end, Part::Comma));
    let mut all = vec![named.filter(|_| first.sort == Sort::People).unwrap_or(first)];
    let ends = |s: &Spot| TokenRange::new(s.tokens.end, s.tokens.end + 1);
    while let Some(next) = near().filter(speaks).find(|s| {
        all.last().is_some_and(|last| s.left.1 == Part::Conjunction && ends(last).contains(s.left.0) && s.head > last.head)
    }) {
        all.push(next);
    }
    all
}
