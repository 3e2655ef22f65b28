//! What words in marks without a cue carry on, as far as their place tells.

use super::line::Line;
use super::speech::opens_sentence;
use super::{Quotation, QuoteKind};
use crate::document::{Stretch, Token, TokenKind};

/// How many sentences behind a quotation a stretch can still be part of it.
const NEAR: u32 = 4;

/// Whether a stretch opens a sentence, a few sentences behind a quotation at most.
pub(super) fn carries_on(line: &Line<'_, '_>, quotation: &Quotation, stretch: u32) -> bool {
    let s = line.document.stretches[stretch as usize];
    let sentence = |t: u32| line.document.token(t).sentence;
    if !opens_sentence(line, stretch) {
        // “…,” said Jane Doe, pointing at the door, “…”
        let same = quotation.cue.is_some_and(|c| sentence(c.head) == sentence(s.first_token));
        return same && quotation.kind == QuoteKind::Direct && line.gap(line.word_at(s.first_token)).has(b',');
    }
    let end = quotation.parts.last().map_or(0, |p| p.end.saturating_sub(1));
    sentence(s.first_token) <= sentence(end) + NEAR
}

/// Whether a stretch is a sentence right behind the one with the cue of a quotation: *“He did,” said Jane Doe. “Twice.”*
pub(super) fn goes_on_behind_cue(line: &Line<'_, '_>, quotation: &Quotation, stretch: u32) -> bool {
    let s = line.document.stretches[stretch as usize];
    let sentence = |t: u32| line.document.token(t).sentence;
    quotation.cue.is_some_and(|c| sentence(c.head) + 1 == sentence(s.first_token))
        && quotation.kind == QuoteKind::Direct
        && opens_sentence(line, stretch)
        && line.gap(line.word_at(s.end_token)).has(b'.')
}

/// Most words between two stretches of a list.
const LISTED: u32 = 5;

/// Whether a stretch is the next of a list behind the cue of a quotation: *called him a “bore,” a “crank” and a “cheat”*.
pub(super) fn lists(line: &Line<'_, '_>, quotation: &Quotation, stretch: u32) -> bool {
    let s = line.document.stretches[stretch as usize];
    let (Some(first), Some(last)) = (quotation.parts.first(), quotation.parts.last()) else {
        return false;
    };
    let (from, to) = (line.word_at(last.end), line.word_at(s.first_token));
    let sentence = |t: u32| line.document.token(t).sentence;
    let behind_cue = quotation.cue.is_some_and(|c| c.tokens.end <= first.start);
    let near = from <= to && to - from <= LISTED && sentence(last.end.saturating_sub(1)) == sentence(s.first_token);
    let plain = line.verbs_in(from, to) == 0 && (from..=to).all(|p| !line.gap(p).has(b'.') && !line.gap(p).has(b';'));
    behind_cue && near && plain && (from < to || quotation.kind == QuoteKind::Mixed)
}

/// Whether a stretch can only be speech: a dash opens it, or the paragraph behind goes on with its words up to their mark.
pub(super) fn is_surely_speech(line: &Line<'_, '_>, stretch: u32) -> bool {
    let document = line.document;
    let s = document.stretches[stretch as usize];
    let dash = s.opened && document.kind_at(s.first_token - 1) == Some(TokenKind::Dash);
    let next = document.stretches.iter().skip(stretch as usize + 1).take(4).find(|s| s.parent == Token::NONE);
    let noise = document.kind_at(s.first_token) == Some(TokenKind::OpenBracket);
    // a mark of another style is a stray one
    let mark = |first: u32| document.text_of(&document.tokens[first as usize - 1]);
    let goes_on = |next: &Stretch| !next.opened || !noise && s.opened && mark(s.first_token) == mark(next.first_token);
    dash || !s.closed && next.is_some_and(|next| next.continues && goes_on(next))
}

/// Whether a stretch with its marks is a paragraph by itself and ends with a stop; headings are, in marks of the other level.
pub(super) fn is_paragraph(line: &Line<'_, '_>, stretch: u32) -> bool {
    let s = line.document.stretches[stretch as usize];
    let paragraph = line.document.paragraphs[s.paragraph as usize];
    s.closed
        && s.leading
        && s.first_token == paragraph.first_token + u32::from(s.opened)
        && s.end_token + 1 == paragraph.end_token
        && line.gap(line.word_at(s.end_token)).has(b'.')
}
