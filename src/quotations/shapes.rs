//! Sentences whose shape alone tells what is said, whatever the verb is: *“A big one,” laughed Maeve Tighe*.

use super::CueShape;
use super::act::group;
use super::alike::Alike;
use super::beside::Beside;
use super::content::{Content, Piece};
use super::cues::{Candidate, child_stretch, look};
use super::line::Line;
use super::speech::opens_sentence;
use crate::document::{Shape, TokenKind, TokenRange};
use crate::lexicon::{Act, Frame};

/// How sure such an attribution is at least, in thousandths.
pub(super) const SETTLED: u16 = 700;

/// Most words of a source before or behind its verb.
const SOURCE: u32 = 8;
/// Most words of the source that a headline names at its end.
const BILLED: u32 = 4;
/// Most words of a headline before its sign; a text that is one long line has none.
const HEADLINE: u32 = 60;

/// What a candidate attributes where the shape of its sentence leaves no doubt.
pub(super) fn settled(line: &Line<'_, '_>, c: &Candidate<'_>) -> Option<Content> {
    match c.shape {
        CueShape::Verb => tag(line, c).or_else(|| last_word(line, c)),
        CueShape::Preposition => in_words_of(line, c),
        CueShape::Colon | CueShape::Dash => headline(line, c),
        _ => None,
    }
}

/// Whether a word can belong to the phrase that names a source.
fn names(line: &Line<'_, '_>, w: u32) -> bool {
    matches!(line.class(i64::from(w)), "name" | "title" | "role" | "org" | "the" | "his" | "he" | "'s")
}

/// *“A big one,” laughed Maeve Tighe*: marks with a comma that open a sentence, a verb that can stand before its subject, and a subject.
fn tag(line: &Line<'_, '_>, c: &Candidate<'_>) -> Option<Content> {
    let inverts = c.verb.is_some_and(|verb| verb.takes(Frame::Inverted)) && matches!(c.form, "ed" | "en" | "s");
    let gap = line.gap(c.first);
    let subject = names(line, c.end) && line.class(i64::from(c.end)) != "'s" && line.gap(c.end).is_empty();
    if !(inverts && subject && gap.has(b']') && (gap.has(b',') || gap.has(b'.'))) {
        return None;
    }
    let stretch = child_stretch(line, c.first.checked_sub(1)?, c.stretch)?;
    let start = line.word_at(line.document.stretches.get(stretch as usize)?.first_token);
    opens_sentence(line, stretch).then_some(Content { left: Some((start, c.first)), right: None })
}

/// *Farmers hope that the geese will leave, Maarten Bosch told the Polder Post.*: who hopes or fears what is part of what was told.
fn last_word(line: &Line<'_, '_>, c: &Candidate<'_>) -> Option<Content> {
    let start = c.scope.0;
    if c.kind() != "say" || !matches!(c.form, "ed" | "s") || c.scope.1 > c.end + SOURCE {
        return None;
    }
    let (first, _) = group(line, c);
    let comma = (start + 1..first).rev().take(SOURCE as usize).find(|&p| !line.gap(p).is_empty())?;
    let subject = line.gap(comma).code() == "," && (comma..first).all(|w| names(line, w));
    let rest = (c.end..c.scope.1)
        .all(|w| line.gap(w).is_empty() && (names(line, w) || matches!(line.class(i64::from(w)), "time" | "in")));
    let plain = (start..c.scope.1).all(|w| line.stretch(w) == c.stretch);
    let clause =
        matches!(line.class(i64::from(start)), "the" | "his" | "this" | "he" | "name" | "title" | "role" | "org" | "s" | "w")
            && line.verbs_in(start, comma) > 0;
    (subject && rest && plain && clause).then_some(Content { left: Some((start, comma)), right: None })
}

/// *The stadium is, in the words of Cosmo Farr, “a bowl,” and …*, *In her words, the stadium is a bowl*.
fn in_words_of(line: &Line<'_, '_>, c: &Candidate<'_>) -> Option<Content> {
    let whose = line.lower(i64::from(c.end) - 1) == "of" || (c.first..c.end).any(|w| line.class(i64::from(w)) == "his");
    let speech = matches!(c.act(), Act::Speech | Act::Writing) && c.end - c.first >= 3 && whose;
    let behind = (c.end..c.scope.1).take(SOURCE as usize).find(|&p| !line.gap(p).is_empty())?;
    if !speech || !line.gap(behind).has(b',') || line.stretch(behind - 1) != c.stretch {
        return None;
    }
    let marked = line.gap(behind).has(b'[').then(|| child_stretch(line, behind, c.stretch)).flatten();
    let end = marked.and_then(|s| line.document.stretches.get(s as usize)).map_or(c.scope.1, |s| line.word_at(s.end_token));
    if c.first == c.scope.0 {
        return Some(Content { left: None, right: Some((behind, c.scope.1)) });
    }
    // where nothing shows the end of the words, evidence must
    (line.gap(c.first).code() == "," && marked.is_some() && c.scope.0 < c.first)
        .then_some(Content { left: Some((c.scope.0, c.first)), right: Some((behind, end)) })
}

/// *‘We went home’: Ana Pell on the storm*, *Storm ‘worst in years’ – Ana Pell*, *Dam will go: mayor*.
fn headline(line: &Line<'_, '_>, c: &Candidate<'_>) -> Option<Content> {
    let document = line.document;
    let paragraph = document.paragraphs.get(document.token(c.head).paragraph as usize)?;
    let (start, end) = line.words_of(TokenRange::new(paragraph.first_token, paragraph.end_token));
    let at = c.first;
    let stops = document.kind_at(paragraph.end_token - 1) == Some(TokenKind::Stop);
    if document.token(c.head).paragraph != 0
        || document.paragraphs.len() < 2
        || stops
        || at <= start
        || at >= end.min(start + HEADLINE)
    {
        return None;
    }
    let left = Some(Content { left: Some((start, at)), right: None });
    let source =
        (at..end).take(BILLED as usize).find(|&w| matches!(line.class(i64::from(w)), "name" | "title" | "role" | "org"))?;
    let marked = child_stretch(line, start, c.stretch).filter(|_| line.gap(at).has(b']'));
    if let Some(stretch) = marked.filter(|_| c.shape == CueShape::Colon) {
        let whole = document.stretches.get(stretch as usize).is_some_and(|s| line.word_at(s.end_token) == at);
        let speaks = (start..at).any(|w| line.class(i64::from(w)) == "he") || line.verbs_in(start, at) > 0;
        let sentence = look(line, stretch).1 != "title" || (start..at).any(|w| line.class(i64::from(w)) == "he");
        let noun = |w: u32| matches!(line.class(i64::from(w) - 1), "the" | "his" | "in" | "of");
        let told = (at..end).any(|w| matches!(line.class(i64::from(w)), "say" | "claim") && !noun(w));
        return left.filter(|_| whole && speaks && sentence && !told && source < at + 2);
    }
    // the rest is but a name, and no paper's
    let billed = end - at <= BILLED && (at..end).all(|w| names(line, w) && (w == at || line.gap(w).is_empty()));
    let outlet = (at..end).any(|w| Beside::Outlet.has(document, line.token(w)));
    let quoted = (start..at).any(|w| line.stretch(w) != c.stretch);
    let lower = line.word(source).shape == Shape::Lower;
    let clause = quoted || lower && line.verbs_in(start, at) > 0;
    let asks = line.class(i64::from(start)) == "who" || is_kicker(line, (start, at));
    left.filter(|_| billed && !outlet && clause && !asks)
}

/// Who stands behind the sign of such a headline.
pub(super) fn billed(line: &Line<'_, '_>, c: &Candidate<'_>, content: &Content) -> Option<TokenRange> {
    let sign = matches!(c.shape, CueShape::Colon | CueShape::Dash) && content.right.is_none();
    let named = |w: &u32| names(line, *w) && (*w == c.end || line.gap(*w).is_empty());
    let last = (c.end..c.scope.1).take(SOURCE as usize).take_while(named).last().filter(|_| sign)?;
    headline(line, c).map(|_| TokenRange::new(line.token(c.end), line.token(last) + 1))
}

/// Whether what stands before a colon only says what kind of piece follows: *Analysis*, *Watch live*.
pub(super) fn is_kicker(line: &Line<'_, '_>, (from, to): Piece) -> bool {
    to > from && to - from <= 2 && (from..to).any(|w| Alike::Kicker.has(line.document, line.token(w)))
}
