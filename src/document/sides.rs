//! What a quotation mark may do: open, close or both, by its shape and by what stands beside it.

use super::Document;
use super::tokens::{Token, TokenKind};
use super::words::Shape;
use crate::lexicon::{Class, MarkShape};

/// What the shape of a mark and the signs beside it allow it to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) token: u32,
    pub(super) double: bool,
    pub(super) opens: bool,
    pub(super) closes: bool,
    /// For a single mark that could be an apostrophe: closing only in doubt.
    pub(super) weak: bool,
    /// Its shape alone says that it opens.
    pub(super) shaped: bool,
    /// Behind a figure: it could stand for inches or feet.
    pub(super) figure: bool,
}

impl Mark {
    /// Whether it opens and can't close.
    pub(super) fn surely_opens(&self) -> bool {
        self.opens && !self.closes
    }

    /// Whether it closes and can't open, and is no apostrophe.
    pub(super) fn surely_closes(&self) -> bool {
        self.closes && !self.opens && !self.weak
    }
}

/// How a document quotes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    /// Single marks are its way to quote: in most paragraphs they come first.
    pub(super) singles_lead: bool,
    /// An apostrophe opens quotations, as word processors write it that take every mark for one: no mark that opens is there.
    turned: bool,
}

impl Style {
    pub(super) fn of(document: &Document<'_>) -> Style {
        let mut style = Style { singles_lead: false, turned: false };
        // each paragraph has a vote, with the first mark that opens there: what stands inside comes later
        let (mut single, mut double) = (0usize, 0usize);
        let (mut voted, mut opening, mut ends) = (None, false, false);
        for (t, token) in document.tokens.iter().enumerate().filter(|(_, token)| token.is_mark()) {
            let mark = read_mark(document, t as u32, style);
            opening |= mark.opens || mark.double;
            ends |= mark.surely_closes();
            if voted != Some(token.paragraph) && (mark.double || mark.surely_opens()) {
                voted = Some(token.paragraph);
                *(if mark.double { &mut double } else { &mut single }) += 1;
            }
        }
        style.turned = ends && !opening;
        style.singles_lead = single > double || style.turned;
        style
    }
}

/// What a mark may be, by its shape and its neighbours.
pub(super) fn read_mark(document: &Document<'_>, t: u32, style: Style) -> Mark {
    let token = &document.tokens[t as usize];
    let double = token.kind == TokenKind::DoubleMark;
    let before = t.checked_sub(1).map(|b| &document.tokens[b as usize]).filter(|b| b.paragraph == token.paragraph);
    let after = document.tokens.get(t as usize + 1).filter(|a| a.paragraph == token.paragraph);
    let space_before = token.spaced || before.is_none();
    let space_after = after.is_none_or(|a| a.spaced);
    // what stands on the left of an opening mark, on the right of a closing one
    let left_open = space_before
        || before.is_some_and(|b| {
            matches!(b.kind, TokenKind::OpenBracket | TokenKind::Dash | TokenKind::Hyphen | TokenKind::Colon) || b.is_mark()
        });
    let right_close = space_after
        || after.is_some_and(|a| {
            a.is_mark()
                || matches!(
                    a.kind,
                    TokenKind::Comma
                        | TokenKind::Stop
                        | TokenKind::Colon
                        | TokenKind::Semicolon
                        | TokenKind::CloseBracket
                        | TokenKind::Dash
                        | TokenKind::Hyphen
                        | TokenKind::Clitic
                )
        });
    let ends = before.is_some_and(|b| matches!(b.kind, TokenKind::Stop | TokenKind::Comma) || b.is_mark()) && !space_before;
    // a space keeps two marks apart: “He said ‘no.’ ”
    let apart = token.spaced && right_close && before.is_some_and(Token::is_mark);
    let after_stop = ends || apart || (before.is_some_and(|b| b.kind == TokenKind::Dash) && !space_before);
    let context_opens = left_open && !space_after;
    // between a dash and a word a mark opens
    let context_closes = apart || (!space_before && (right_close || ends));
    let only_opens = context_opens && !context_closes;
    let only_closes = context_closes && !context_opens;
    // said,"Go and "Go,"said: the space that would tell is missing
    let glued = !space_before && !space_after && ends && !left_open && !right_close;
    // ’90s, ’16 and ’em begin with an apostrophe, ‘400 days’ and ‘50-year’ do not
    let hyphen = document.tokens.get(t as usize + 2).is_some_and(|h| h.kind == TokenKind::Hyphen && !h.spaced);
    let year = |a: &Token| !hyphen && is_year(document.text_of(a));
    let cut = after.is_some_and(|a| !a.spaced && (year(a) || document.word(a).entry.has(Class::Cut)));
    let small = |a: &Token| document.word(a).shape == Shape::Lower && document.word(a).entry.has(Class::Cut);
    let decade = |a: &Token| year(a) && document.text_of(a).ends_with('s');
    let turned_apostrophe = after.is_some_and(|a| !a.spaced && (decade(a) || small(a)));
    let shape = document.word(token).mark.unwrap_or(MarkShape::Straight);
    let (opens, closes) = match shape {
        MarkShape::Opens => (true, false),
        // ‘em and ‘90s: what word processors make of an apostrophe there
        MarkShape::OpensOrCloses => (double || !turned_apostrophe, only_closes),
        MarkShape::Closes => (only_opens, true),
        // «so», »so« and « so »: the side without a word tells
        MarkShape::Left => (space_before || !right_close, !space_before && right_close),
        MarkShape::Right => (left_open && !right_close, !left_open || right_close),
        MarkShape::Backtick => (context_opens, false),
        // ‘’Twas: an apostrophe behind an opening mark
        MarkShape::Apostrophe => {
            (style.turned && only_opens && !cut, context_closes && !(cut && before.is_some_and(Token::is_mark)))
        }
        MarkShape::Straight if double => (!only_closes || glued, !only_opens),
        MarkShape::Straight => (only_opens && !cut, context_closes),
    };
    // a possessive plural's apostrophe looks like a closing mark
    let weak = !double && closes && !after_stop;
    let figure = !space_before && before.is_some_and(|b| b.kind == TokenKind::Number);
    let shaped = opens && matches!(shape, MarkShape::Opens | MarkShape::OpensOrCloses);
    Mark { token: t, double, opens, closes, weak, shaped, figure }
}

/// Whether a word is a year or decade without its century: *16*, *90s*.
fn is_year(word: &str) -> bool {
    let figures = word.strip_suffix('s').unwrap_or(word);
    figures.len() == 2 && figures.bytes().all(|b| b.is_ascii_digit())
}
