//! The facts about what lies between a candidate and words in marks, and about candidates that belong together.
//!
//! Where no cue was found, a verb beside the marks that is in no table, a colon or a dash still tells who speaks: *he grinned:
//! “No.”*, *“No.” — Ana Pell*. And of two candidates in one phrase one is the head: *Ana Pell’s family*, *Ana Pell, a lawyer*.

use super::candidates::Spot;
use super::context::Context;
use super::syntax::{Part, Path};
use crate::document::{Shape, TokenRange};
use crate::model::{Sink, rules};

rules! {
    in "source.":
    BESIDE = "beside",
    BESIDE_SORT = "beside-sort",
    BESIDE_VERB = "beside-verb",
    BESIDE_VERB_GAP = "beside-verb-gap",
    BESIDE_NEXT = "beside-next",
    HOLDS = "holds",
    INSIDE = "inside",
    APPOSED = "apposed",
    NAMED_BY = "named-by",
}

/// How many candidates to either side are asked whether they belong together.
const NEAR: usize = 4;
/// From so many tokens on what lies between says nothing.
const FAR: u32 = 12;

/// The way from a candidate, over the verb it reaches, to the nearest words in marks of the quotation.
#[derive(Debug, Clone, Copy)]
struct Way {
    side: &'static str,
    /// The verb on it, where the candidate reaches one there or stands behind one.
    verb: Option<u32>,
    /// How many tokens lie between the verb, or the candidate, and the mark, on a coarse scale.
    gap: &'static str,
    /// The part of the token beside the mark.
    edge: &'static str,
}

/// States what lies between a candidate and a quotation without a cue.
pub(super) fn observe_beside(spot: &Spot, context: &Context<'_, '_>, sort: &str, sink: &mut impl Sink) {
    let Some(way) = way(spot, context) else {
        return;
    };
    let document = context.document;
    let kind = way.verb.map_or("no", |v| context.syntax.part(v).name());
    let paragraph = document.paragraphs.get(document.token(spot.head).paragraph as usize);
    let last = paragraph.is_some_and(|p| spot.tokens.end + 1 >= p.end_token);
    sink.see(BESIDE, &[way.side.into(), kind.into(), way.gap.into(), way.edge.into(), last.into()]);
    sink.see(BESIDE_SORT, &[way.side.into(), kind.into(), way.gap.into(), sort.into()]);
    let next = spot.tokens.end;
    if (next as usize) < document.tokens.len() && document.word_at(next).shape == Shape::Lower {
        sink.see(BESIDE_NEXT, &[document.word_at(next).into(), way.side.into()]);
    }
    if let Some(verb) = way.verb {
        sink.see(BESIDE_VERB, &[document.word_at(verb).into(), way.side.into()]);
        sink.see(BESIDE_VERB_GAP, &[document.word_at(verb).into(), way.gap.into()]);
    }
}

fn way(spot: &Spot, context: &Context<'_, '_>) -> Option<Way> {
    let document = context.document;
    let (syntax, anchor) = (context.syntax, context.anchor);
    let sentence = |t: u32| document.tokens.get(t as usize).map(|t| t.sentence);
    let reaches = |t: u32| spot.reach.part.verbal() && sentence(spot.reach.at) == sentence(t);
    if spot.head < anchor.start {
        let mark = anchor.start.saturating_sub(1);
        if sentence(spot.head) != sentence(mark) && sentence(spot.head) != sentence(mark.saturating_sub(1)) {
            return None;
        }
        let verb = Some(spot.reach.at).filter(|&at| at < mark && reaches(spot.head));
        let from = verb.map_or(spot.tokens.end, |v| v + 1);
        let edge = if from < mark { syntax.part(mark - 1).name() } else { "none" };
        return Some(Way { side: "before", verb, gap: gap(mark.saturating_sub(from)), edge });
    }
    let mark = context.quotation.parts.iter().rev().map(|p| p.end).find(|&end| end <= spot.phrase.start)?;
    let near = sentence(spot.head) == sentence(mark) || sentence(spot.head) == sentence(mark.saturating_sub(1));
    if !near && spot.phrase.start > mark + 2 {
        return None;
    }
    let inverted = matches!(spot.left.1, Part::Verb | Part::OtherVerb) && spot.left.0 >= mark;
    let verb = if inverted { Some(spot.left.0) } else { Some(spot.reach.at).filter(|_| reaches(spot.head)) };
    let to = if inverted { spot.left.0 } else { spot.phrase.start };
    let first = (mark..to).find(|&t| syntax.part(t) != Part::MarkCloses);
    let side = if inverted { "inverted" } else { "behind" };
    Some(Way { side, verb, gap: gap(to.saturating_sub(mark + 1)), edge: first.map_or("none", |t| syntax.part(t).name()) })
}

fn gap(tokens: u32) -> &'static str {
    match tokens {
        0 => "none",
        1 => "one",
        2..=4 => "few",
        5..=FAR => "some",
        _ => "many",
    }
}

/// States how the candidate at `at` of the window stands to others of its phrase.
pub(super) fn observe_together(spots: &[Spot], at: usize, context: &Context<'_, '_>, sink: &mut impl Sink) {
    let spot = |i: usize| &spots[context.window[i]];
    let me = spot(at);
    let whole = |s: &Spot| TokenRange::new(s.phrase.start, s.tokens.end.max(s.phrase.end));
    let near = at.saturating_sub(NEAR)..(at + NEAR + 1).min(context.window.len());
    for other in near.filter(|&i| i != at).map(spot) {
        let (mine, its) = (whole(me), whole(other));
        let before = other.head < me.head;
        if its.covers(me.tokens) && !mine.covers(other.tokens) {
            let way = way_inside(me, other);
            sink.see(INSIDE, &[me.sort.name().into(), other.sort.name().into(), before.into(), way.into()]);
        } else if mine.covers(other.tokens) && !its.covers(me.tokens) {
            let way = way_inside(other, me);
            sink.see(HOLDS, &[me.sort.name().into(), other.sort.name().into(), before.into(), way.into()]);
        } else if before && me.phrase.start == other.tokens.end + 1 && me.left.1 == Part::Comma {
            let path = other.reach.path == Path::Apposition;
            sink.see(APPOSED, &[me.sort.name().into(), other.sort.name().into(), path.into()]);
        } else if !before && other.phrase.start == me.tokens.end + 1 && other.left.1 == Part::Comma {
            let path = me.reach.path == Path::Apposition;
            sink.see(NAMED_BY, &[me.sort.name().into(), other.sort.name().into(), path.into()]);
        }
    }
}

/// How a candidate stands in the phrase of another: its owner, before its head (*a Harbour Office report*) or behind that.
fn way_inside(inner: &Spot, outer: &Spot) -> &'static str {
    match inner.after {
        Part::Genitive => "owner",
        _ if inner.head < outer.head => "modifier",
        _ => inner.left.1.name(),
    }
}
