//! What only looks like somebody's words: who took a picture, what a company is and where to ask for more, a gesture.

use super::passed::arrange;
use super::{CueShape, Quotation, QuoteKind};
use crate::document::{Document, Shape, TokenKind};
use crate::extraction::Section;
use crate::lexicon::{Frame, Lexicon};

/// Leaves out what only looks like somebody's words. What stands in quotation marks and has a verb to say so stays.
pub(super) fn drop_all(document: &Document<'_>, lexicon: &Lexicon, sections: &[Section], quotations: &mut Vec<Quotation>) {
    let section = |q: &Quotation| {
        let first = q.parts.first().and_then(|p| document.tokens.get(p.start as usize))?;
        sections.get(first.paragraph as usize).copied()
    };
    let drops = |q: &Quotation| {
        let sign = q.cue.is_some_and(|cue| matches!(cue.shape, CueShape::Colon | CueShape::Dash));
        let notice = match section(q) {
            Some(Section::Boilerplate) => q.kind != QuoteKind::Direct,
            Some(Section::Caption) => sign && q.kind != QuoteKind::Direct,
            _ => false,
        };
        // *BERGEN: A man was fined.* tells where it was; a headline has no stop
        let colon = q.cue.is_some_and(|cue| cue.shape == CueShape::Colon);
        let place = colon && q.kind == QuoteKind::Indirect && ends_with_stop(document, q);
        notice || place || runs_on(document, q) || is_gesture(document, lexicon, q)
    };
    let dropped: Vec<bool> = quotations.iter().map(drops).collect();
    if dropped.contains(&true) {
        arrange(quotations, &dropped);
    }
}

/// Whether the paragraph of a quotation ends as a sentence does.
fn ends_with_stop(document: &Document<'_>, q: &Quotation) -> bool {
    let first = q.parts.first().and_then(|p| document.tokens.get(p.start as usize));
    let paragraph = first.and_then(|t| document.paragraphs.get(t.paragraph as usize));
    paragraph.is_some_and(|p| p.end_token > 0 && document.kind_at(p.end_token - 1) == Some(TokenKind::Stop))
}

/// Longest clause that a paragraph without any sign can end with, in words.
const RUN: u32 = 25;

/// Reported speech that runs on to the end of words written down as they were heard, without capitals and signs: where it ends
/// nobody can say.
fn runs_on(document: &Document<'_>, q: &Quotation) -> bool {
    let (Some(part), QuoteKind::Indirect) = (q.parts.last(), q.kind) else {
        return false;
    };
    let paragraph = document.tokens.get(part.start as usize).and_then(|t| document.paragraphs.get(t.paragraph as usize));
    let plain = |t: u32| {
        let token = document.token(t);
        token.is_word() && (document.word(token).shape == Shape::Lower || document.lower_at(t) == "i")
    };
    part.len() > RUN && paragraph.is_some_and(|p| part.end == p.end_token) && part.iter().all(plain)
}

/// *She cried as the charges were read*: without marks and without *that*, such a verb says nothing.
fn is_gesture(document: &Document<'_>, lexicon: &Lexicon, q: &Quotation) -> bool {
    let (Some(cue), Some(part), QuoteKind::Indirect) = (q.cue, q.parts.first(), q.kind) else {
        return false;
    };
    const SAYS: [Frame; 6] = [Frame::That, Frame::Bare, Frame::Whether, Frame::To, Frame::Object, Frame::About];
    let verb = lexicon.verb(&document.entry_at(cue.head)).filter(|_| cue.shape == CueShape::Verb);
    let that = part.start > 0 && document.lower_at(part.start - 1) == "that";
    !that && verb.is_some_and(|verb| verb.takes(Frame::Quote) && !SAYS.iter().any(|&frame| verb.takes(frame)))
}
