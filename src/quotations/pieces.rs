//! From ranges of words to the parts of a quotation: which marks and signs belong to it, and how much of it stands in marks.

use super::QuoteKind;
use super::content::Piece;
use super::cues::child_stretch;
use super::line::Line;
use crate::document::{TokenKind, TokenRange};

/// What of a piece stands in marks, seen from stretch `outer`.
pub(super) fn kind(line: &Line<'_, '_>, pieces: &[Piece], outer: u32) -> QuoteKind {
    let (mut inside, mut outside) = (false, false);
    for &(from, to) in pieces {
        for w in from..to {
            if child_stretch(line, w, outer).is_some() {
                inside = true;
            } else {
                outside = true;
            }
        }
    }
    match (inside, outside) {
        (true, false) => QuoteKind::Direct,
        (true, true) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    }
}

/// The stretches in a piece, in text order.
pub(super) fn stretches(line: &Line<'_, '_>, (from, to): Piece, outer: u32) -> Vec<u32> {
    let mut list: Vec<u32> = (from..to).filter_map(|w| child_stretch(line, w, outer)).collect();
    list.dedup();
    list
}

/// The tokens between the marks of a stretch.
pub(super) fn between_marks(line: &Line<'_, '_>, stretch: u32) -> TokenRange {
    line.document.stretch_range(stretch)
}

/// A piece without the word that only introduces it: *that*, *whether*, *if*.
pub(super) fn without_lead(line: &Line<'_, '_>, (from, to): Piece, outer: u32) -> Piece {
    let leads = from + 1 < to
        && matches!(line.lower(i64::from(from)), "that" | "whether" | "if")
        && child_stretch(line, from, outer).is_none()
        && line.document.word_at(line.token(from)).shape == crate::document::Shape::Lower;
    (from + u32::from(leads), to)
}

/// The parts of a paraphrase: a range of tokens a paragraph, with the marks where it begins or ends with quoted words, and
/// without a comma or stop outside them.
pub(super) fn paraphrase(line: &Line<'_, '_>, (from, to): Piece, outer: u32) -> Vec<TokenRange> {
    let document = line.document;
    let mut parts: Vec<TokenRange> = Vec::new();
    let mut start = from;
    while start < to {
        let paragraph = document.token(line.token(start)).paragraph;
        let end = line.word_at(document.paragraphs[paragraph as usize].end_token).min(to);
        parts.push(TokenRange::new(first_token(line, start, outer), end_token(line, end - 1, outer)));
        start = end;
    }
    parts
}

/// The first token of a part that begins with word `w`: its mark, a currency sign or a bracket right before it.
fn first_token(line: &Line<'_, '_>, w: u32, outer: u32) -> u32 {
    let document = line.document;
    let token = line.token(w);
    if let Some(stretch) = child_stretch(line, w, outer) {
        let s = &document.stretches[stretch as usize];
        if line.word_at(s.first_token) == w {
            return s.first_token - u32::from(s.opened);
        }
    }
    let mut first = token;
    while first > 0 && !document.token(first).spaced && document.kind_at(first - 1) == Some(TokenKind::Other) {
        first -= 1;
    }
    first
}

/// The token behind the last of a part that ends with word `w`.
fn end_token(line: &Line<'_, '_>, w: u32, outer: u32) -> u32 {
    let document = line.document;
    let mut end = line.token(w) + 1;
    if let Some(stretch) = child_stretch(line, w, outer) {
        let s = &document.stretches[stretch as usize];
        if line.word_at(s.end_token) == w + 1 {
            return s.end_token + u32::from(s.closed);
        }
    }
    let attached = |t: u32| document.tokens.get(t as usize).is_some_and(|next| !next.spaced && next.kind == TokenKind::Other);
    while attached(end) {
        end += 1;
    }
    // the bracket that the part opens
    let opened = (0..=w.min(20)).map(|k| w - k).take_while(|&v| !line.gap(v + 1).has(b')')).any(|v| line.gap(v).has(b'('));
    if opened && document.kind_at(end) == Some(TokenKind::CloseBracket) {
        end += 1;
    }
    end
}
