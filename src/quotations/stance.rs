//! Reported words that are hardly what was said: how somebody sees it, what somebody means to do.

use super::CueShape;
use super::line::Line;
use super::select::{Attribution, has_speaker, is_marked};
use crate::lexicon::{Act, Frame};

/// Reported speech whose verb seldom reports any has to be surer than this, or it is a stance.
const SURE_WEAK: u16 = 450;

/// Likewise what seems to have nobody who says it, and what only follows from something.
const SURE_ALONE: u16 = 600;

/// And what hangs on a noun or is but an infinitive.
const SURE_NOUN: u16 = 700;

/// Whether a content hangs on a preposition: *warned of a slump*.
fn is_object(line: &Line<'_, '_>, a: &Attribution<'_>) -> bool {
    a.content.right.is_some_and(|(from, _)| {
        let hangs = |w: u32| matches!(line.class(i64::from(w)), "of" | "in" | "by");
        hangs(from) || hangs(from.saturating_sub(1)) || to_somebody(line, from)
    })
}

/// *To us about the bridge* is no infinitive.
fn to_somebody(line: &Line<'_, '_>, w: u32) -> bool {
    line.class(i64::from(w)) == "to"
        && matches!(line.class(i64::from(w) + 1), "him" | "the" | "his" | "this" | "name" | "title" | "role" | "org")
}

/// For words without marks that a verb of speech attributes, but hardly as what was said: the thought or intent they are.
/// *Blamed the weather* tells how somebody sees it, *agreed to lower tariffs* what he means to do, *indicating that prices fall* what
/// follows from something.
pub(super) fn stance(line: &Line<'_, '_>, a: &Attribution<'_>) -> Option<Act> {
    let c = &a.cue;
    if is_marked(line, a) || !matches!(c.act(), Act::Speech | Act::Writing) {
        return None;
    }
    let infinitive = a.content.pieces().any(|(from, _)| line.class(i64::from(from)) == "to" && !to_somebody(line, from));
    let clause = infinitive || a.content.pieces().any(|(from, to)| line.verbs_in(from, to) > 0);
    let reports =
        c.verb.is_some_and(|v| [Frame::That, Frame::Bare, Frame::Whether, Frame::About].iter().any(|&frame| v.takes(frame)));
    let is_weak = c.strength() < 2;
    let sure = match c.shape {
        CueShape::Noun => SURE_NOUN,
        CueShape::Verb if !reports || is_weak && !clause => u16::MAX,
        CueShape::Verb | CueShape::Idiom if !clause && (c.shape == CueShape::Idiom || is_object(line, a)) => u16::MAX,
        CueShape::Verb if infinitive && c.strength() < 3 => SURE_NOUN,
        CueShape::Verb if (c.form == "ing" && c.strength() < 3) || !has_speaker(line, a) => SURE_ALONE,
        CueShape::Verb if is_weak => SURE_WEAK,
        _ if !clause => SURE_ALONE,
        _ => 0,
    };
    (a.confidence < sure).then_some(if infinitive { Act::Intent } else { Act::Thought })
}
