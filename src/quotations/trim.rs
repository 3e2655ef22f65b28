//! What does not belong to a content though it stands beside it: to whom it was said, and how the sentence around it goes on.

use super::CueShape;
use super::beside::Beside;
use super::content::{Content, Piece};
use super::cues::Candidate;
use super::line::Line;
use crate::lexicon::Frame;

/// Most words of a listener or a source that is left out.
const PHRASE: u32 = 12;
/// How far before the cue the beginning of its clause is looked for.
const CLAUSE: u32 = 24;

/// A content without what the sentence shows to be none of it.
pub(super) fn trimmed(line: &Line<'_, '_>, c: &Candidate<'_>, content: Content) -> Content {
    let Some((from, to)) = content.right else {
        return content;
    };
    let from = match c.shape {
        CueShape::Verb => past_listener(line, c, (from, to)),
        CueShape::Preposition if content.left.is_some() => past_source(line, c, (from, to)),
        _ => from,
    };
    let to = if content.left.is_none() && c.shape == CueShape::Verb { clause_end(line, c, (from, to)) } else { to };
    let to = before_time(line, c, (from, to));
    Content { right: Some((from, to)), ..content }
}

/// Where the content starts behind *told her* and *asked the manager, a young man called Colin, if*.
fn past_listener(line: &Line<'_, '_>, c: &Candidate<'_>, (from, to): Piece) -> u32 {
    let takes = |frame| c.verb.is_some_and(|verb| verb.takes(frame));
    if !takes(Frame::Addressee) || from != c.end || !line.gap(from).is_empty() {
        return from;
    }
    let class = |w: u32| line.class(i64::from(w));
    if Beside::Asking.has(line.document, c.head) {
        let plain = |w: u32| line.stretch(w) == c.stretch;
        let asks = |w: &u32| matches!(line.lower(i64::from(*w)), "whether" | "if");
        let question = (from + 1..to.min(from + PHRASE)).take_while(|&w| plain(w)).find(asks);
        let named = |end: u32| line.verbs_in(from, end) == 0;
        let apart = |end: u32| {
            let comma = (from + 1..end).find(|&p| line.gap(p).has(b','));
            line.gap(end).has(b',') && comma.is_some_and(named)
        };
        return question.filter(|&w| named(w) || apart(w)).unwrap_or(from);
    }
    let pronoun = match line.lower(i64::from(from)) {
        // *told her story*
        "her" => matches!(class(from + 1), "the" | "name" | "he" | "this" | "that" | "title"),
        _ => class(from) == "him" && class(from + 1) != "to",
    };
    if pronoun && from + 1 < to && line.gap(from + 1).is_empty() && c.kind() == "say" { from + 1 } else { from }
}

/// Where the content starts behind a source in apposition: *…, according to its conductor, Bronwen Tate, “sings best …”*.
fn past_source(line: &Line<'_, '_>, c: &Candidate<'_>, (from, to): Piece) -> u32 {
    let class = |w: u32| line.class(i64::from(w));
    let comma = (from + 1..to.min(from + PHRASE)).find(|&p| !line.gap(p).is_empty());
    comma
        .filter(|&p| {
            let name = (from..p)
                .all(|w| line.stretch(w) == c.stretch && matches!(class(w), "name" | "title" | "role" | "the" | "org" | "of"));
            let goes_on = line.gap(p).has(b'[') || matches!(class(p), "aux" | "modal" | "ed" | "not");
            line.gap(p).has(b',') && name && goes_on
        })
        .unwrap_or(from)
}

/// Most words of the time at which something was called something.
const TIME: u32 = 4;

/// Where the content of *called the dam “sound” on Monday* ends: the time is that of the calling.
fn before_time(line: &Line<'_, '_>, c: &Candidate<'_>, (from, to): Piece) -> u32 {
    let names = c.verb.is_some_and(|verb| verb.takes(Frame::Object) && !verb.takes(Frame::That));
    let class = |w: u32| line.class(i64::from(w));
    let closes = |&p: &u32| line.gap(p).code() == "]" && line.stretch(p) == c.stretch;
    let mark = (from + 1..to).rev().take(TIME as usize).find(closes);
    let time = |p: u32| (p..to).all(|w| matches!(class(w), "in" | "the" | "time" | "num")) && class(to - 1) == "time";
    mark.filter(|&p| names && time(p)).unwrap_or(to)
}

/// Where the content ends if its clause hangs on another one, which goes on behind it.
fn clause_end(line: &Line<'_, '_>, c: &Candidate<'_>, (from, to): Piece) -> u32 {
    let start = c.scope.0;
    let class = |w: u32| line.class(i64::from(w));
    let plain = |p: &u32| line.stretch(*p) == c.stretch && line.stretch(*p - 1) == c.stretch || line.gap(*p).has(b']');
    let finite = |w: u32| matches!(class(w), "aux" | "modal" | "ed" | "say" | "claim" | "hope");
    if c.first < start || c.first - start > CLAUSE {
        return to;
    }
    // *Should Ida Brandt claim that …, she would be wrong*
    let fronted = matches!(line.lower(i64::from(start)), "if" | "unless" | "should" | "were" | "had")
        && line.commas_in(start, c.first + 1) == 0
        && line.says_in(start, c.first) == 0;
    if fronted {
        let goes_on = |p: &u32| {
            line.gap(*p).has(b',')
                && plain(p)
                && matches!(class(*p), "he" | "the" | "name" | "his" | "this" | "role" | "title")
                && (*p + 1..c.scope.1.min(*p + 6)).any(finite)
        };
        return (from + 1..to).rev().find(goes_on).unwrap_or(to);
    }
    // *Priya Nair, who said the pumps had failed, left for Pune*: the subject still waits for its verb
    let Some(who) = (start + 1..c.first).rev().take(3).find(|&w| line.lower(i64::from(w)) == "who") else {
        return to;
    };
    if line.verbs_in(start, who) > 0 || to < c.scope.1 {
        return to;
    }
    if line.gap(who).has(b',') {
        let comma = |p: &u32| line.gap(*p).has(b',') && plain(p) && !matches!(class(*p), "and" | "who" | "if");
        let verb = (from + 1..to).filter(comma).find(|&p| finite(p));
        return verb.or_else(|| (from + 1..to).rev().find(comma)).unwrap_or(to);
    }
    // *A builder who told police he had “only gone in for the cat” was jailed*
    let closes = |p: &u32| line.gap(*p).code() == "]" && matches!(class(*p), "aux" | "modal");
    (from + 1..to).find(closes).filter(|&p| line.verbs_in(from, p) > 0).unwrap_or(to)
}
