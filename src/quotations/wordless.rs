//! What looks like an attribution and hands on no words: refusals, headings, teasers, names in marks.

use super::CueShape;
use super::beside::Beside;
use super::line::Line;
use super::pieces::stretches;
use super::select::{Attribution, is_marked};
use super::shapes::is_kicker;
use super::speech::{is_named, names_words};
use crate::lexicon::Class;

/// Most words of a refusal's object (*her several requests for comment*).
const REFUSAL: u32 = 6;

/// *declined to comment* and *did not respond to a request for comment* hand on no words, nor does *Results: 1*.
pub(super) fn is_none(line: &Line<'_, '_>, a: &Attribution<'_>) -> bool {
    let size: u32 = a.content.pieces().map(|(from, to)| to - from).sum();
    let refusal = size <= REFUSAL && a.content.pieces().last().is_some_and(|(_, to)| line.lower(i64::from(to) - 1) == "comment");
    let sign = matches!(a.cue.shape, CueShape::Colon | CueShape::Dash);
    let heading = sign && a.content.pieces().all(|(from, to)| line.verbs_in(from, to) == 0);
    let bare = !is_marked(line, a);
    bare && (refusal || heading || is_teaser(line, a) || is_anonymity(line, a) || is_said_of_words(line, a))
        || only_names(line, a)
}

/// *The slogan “Water Is Not a Hobby” hung over the door*, *upgraded the stock to “buy”*: nothing in marks but a name, and no verb that
/// brings words.
fn only_names(line: &Line<'_, '_>, a: &Attribution<'_>) -> bool {
    let mut marked = a.content.pieces().flat_map(|piece| stretches(line, piece, a.cue.stretch)).peekable();
    let weak = a.cue.strength() < 2;
    weak && marked.peek().is_some() && marked.all(|s| is_named(line, s))
        || a.cue.shape == CueShape::Noun && a.content.right.is_some_and(|(from, _)| is_named_by(line, a.cue.end, from))
}

/// Whether marks open right behind a noun that names what stands in them, with no sign between.
fn is_named_by(line: &Line<'_, '_>, noun_end: u32, from: u32) -> bool {
    noun_end == from && line.gap(from).code() == "[" && names_words(line, from - 1)
}

/// *Analysis: why the dam fell*, *Storm Edda: what we know* announce what an article tells.
fn is_teaser(line: &Line<'_, '_>, a: &Attribution<'_>) -> bool {
    let c = &a.cue;
    let asks = a.content.right.is_some_and(|(from, _)| line.entry(from).has(Class::Interrogative));
    c.shape == CueShape::Colon && (asks || is_kicker(line, (c.scope.0, c.first)))
}

/// *Asking not to be identified because the talks are private*
fn is_anonymity(line: &Line<'_, '_>, a: &Attribution<'_>) -> bool {
    let Some((from, to)) = a.content.right else { return false };
    let asked = Beside::Asking.has(line.document, a.cue.head)
        && matches!(line.class(i64::from(from)), "not" | "to" | "that" | "he" | "in");
    asked && (from..to.min(from + REFUSAL)).any(|w| Beside::Anonymity.has(line.document, line.token(w)))
}

/// *The term “Lombard effect” describes how people raise their voices*: words in marks say nothing themselves.
fn is_said_of_words(line: &Line<'_, '_>, a: &Attribution<'_>) -> bool {
    let c = &a.cue;
    let gap = line.gap(c.first);
    let behind_mark = c.first > 0 && gap.has(b']') && !gap.has(b',') && !gap.has(b'.') && line.stretch(c.first - 1) != c.stretch;
    matches!(c.shape, CueShape::Verb | CueShape::Colon) && behind_mark && a.content.left.is_none()
}
