//! To whom something was said: *told CNBC*, *in a letter to staff*, *speaking to reporters*.

use super::CueShape;
use super::act::group;
use super::beside::Beside;
use super::content::{Content, Piece};
use super::cues::Candidate;
use super::line::Line;
use crate::document::{Shape, TokenRange};
use crate::lexicon::Frame;
use crate::mentions::{Mention, Reference};

/// How far from the cue its addressee is looked for, in words.
const WINDOW: u32 = 12;

/// To whom it was said: *told CNBC*, *said to her*, *in an interview with CNBC*.
pub(super) fn addressee(line: &Line<'_, '_>, c: &Candidate<'_>, content: &Content, mentions: &[Mention]) -> Option<TokenRange> {
    if !matches!(c.shape, CueShape::Verb | CueShape::Idiom | CueShape::Colon) {
        return None;
    }
    let takes = c.verb.is_some_and(|v| v.takes(Frame::Addressee));
    let (first, end) = group(line, c);
    let passive = (first..c.first).any(|w| matches!(line.lower(i64::from(w)), "was" | "were" | "been" | "is" | "are" | "being"))
        && c.form != "ing";
    let phrase = if takes && passive {
        subject(line, c, first)
    } else if takes {
        noun_phrase(line, c, content, mentions, end)
    } else {
        let end = past_time(line, end);
        let to = c.shape == CueShape::Verb && line.lower(i64::from(end)) == "to" && line.gap(end).is_empty();
        to.then(|| noun_phrase(line, c, content, mentions, end + 1)).flatten()
    };
    let (from, to) = phrase.or_else(|| medium(line, c, content, mentions))?;
    let tokens = TokenRange::new(line.token(from), line.token(to - 1) + 1);
    let at = mentions.partition_point(|m| m.tokens.start < tokens.start);
    let inside = mentions[at..].iter().take_while(|m| m.tokens.start < tokens.end);
    let name = inside.filter(|m| m.tokens.end == tokens.end).find(|m| m.reference == Reference::Name);
    Some(name.map_or(tokens, |m| m.tokens))
}

/// The subject of a passive: the words from the last sign to the verb group.
fn subject(line: &Line<'_, '_>, c: &Candidate<'_>, first: u32) -> Option<Piece> {
    let start = (c.scope.0..first).rev().take(WINDOW as usize).take_while(|&w| w + 1 == first || line.gap(w + 1).is_empty());
    let start = start.take_while(|&w| is_nominal(line, w)).last()?;
    Some((start, first))
}

/// The noun phrase that starts at word `from` and ends before the content.
fn noun_phrase(line: &Line<'_, '_>, c: &Candidate<'_>, content: &Content, mentions: &[Mention], from: u32) -> Option<Piece> {
    if !line.gap(from).is_empty() || from >= c.scope.1 {
        return None;
    }
    let limit = content.right.map_or(c.scope.1, |(start, _)| start).min(from + WINDOW);
    let end = (from..limit)
        .take_while(|&w| {
            (w == from || line.gap(w).is_empty() || line.gap(w).code() == "\"")
                && (is_nominal(line, w) || ends_name(line, w, from) || is_titular(line, mentions, w))
        })
        .last()?
        + 1;
    // *members of the council*
    let of = line.lower(i64::from(end)) == "of" && line.gap(end).is_empty() && end + 1 < limit;
    let rest = (end + 1..limit).take_while(|&w| line.gap(w).is_empty() && is_nominal(line, w)).last();
    let end = rest.filter(|_| of).map_or(end, |last| last + 1);
    // a pronoun or a possessive alone is no phrase of several
    let end = if line.class(i64::from(from)) == "him" { from + 1 } else { end };
    let her = line.lower(i64::from(from)) == "her" && limit == from + 1;
    let bare = !her && (from..end).all(|w| matches!(line.class(i64::from(w)), "the" | "his" | "this" | "'s"));
    (!bare).then_some((from, end))
}

/// A noun that could be a verb too, behind a name: *Swiss radio*.
fn ends_name(line: &Line<'_, '_>, w: u32, from: u32) -> bool {
    w > from && matches!(line.class(i64::from(w)), "claim" | "claimnoun") && line.class(i64::from(w) - 1) == "name"
}

/// Whether a word belongs to a name or the title before it, whatever else it could be: *the radio host Ana Pell*, *The Sunday Whistle*.
fn is_titular(line: &Line<'_, '_>, mentions: &[Mention], w: u32) -> bool {
    let t = line.token(w);
    let at = mentions.partition_point(|m| m.tokens.start + WINDOW <= t);
    let mut near = mentions[at..].iter().take_while(|m| m.tokens.start <= t + WINDOW);
    near.any(|m| m.reference == Reference::Name && (m.tokens.contains(t) || m.title.is_some_and(|title| title.contains(t))))
}

fn is_nominal(line: &Line<'_, '_>, w: u32) -> bool {
    let class = line.class(i64::from(w));
    matches!(
        class,
        "name" | "title" | "role" | "org" | "the" | "his" | "him" | "'s" | "num" | "s" | "w" | "paper" | "he" | "this"
    ) || (line.word(w).shape != Shape::Lower && !matches!(class, "time"))
}

/// The word behind *on Monday*, *on the phone* not: *said on Monday to the crowd*.
fn past_time(line: &Line<'_, '_>, from: u32) -> u32 {
    let mut w = from;
    while w < from + 3 && line.gap(w).is_empty() {
        let next = i64::from(w);
        if line.class(next) == "time" || line.class(next) == "in" && line.class(next + 1) == "time" {
            w += 1;
        } else {
            break;
        }
    }
    w
}

/// *in an interview with Le Monde*, *in a letter to staff*, *speaking to reporters*, before or behind the cue.
fn medium(line: &Line<'_, '_>, c: &Candidate<'_>, content: &Content, mentions: &[Mention]) -> Option<Piece> {
    let outside = |w: u32| !content.pieces().any(|(from, to)| from <= w && w < to);
    let from = c.scope.0.max(c.first.saturating_sub(3 * WINDOW));
    let has = |w: u32, group: Beside| group.has(line.document, line.token(w));
    (from..c.scope.1.min(c.end + 2 * WINDOW)).filter(|&w| outside(w)).find_map(|w| {
        let next = line.lower(i64::from(w) + 1);
        let reaches = if has(w, Beside::Interview) {
            matches!(next, "with" | "to" | "on" | "for")
        } else if has(w, Beside::Letter) {
            next == "to" && is_means(line, w)
        } else {
            next == "to" && has(w, Beside::Addressing)
        };
        (reaches && line.gap(w + 1).is_empty() && outside(w + 2))
            .then(|| noun_phrase(line, c, content, mentions, w + 2))
            .flatten()
    })
}

/// Whether a noun says in what something was said: *in a letter*, *by email*; a letter that itself speaks is its source.
fn is_means(line: &Line<'_, '_>, w: u32) -> bool {
    let before = (1..=4).map(|k| i64::from(w) - k);
    before.take_while(|&w| !matches!(line.class(w), "_" | "aux" | "say")).any(|w| matches!(line.lower(w), "in" | "by" | "via"))
}
