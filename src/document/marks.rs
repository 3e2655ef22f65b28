//! Quotation marks: which open, which close, and the stretches of text between them.

use super::tokens::{Side, Token, TokenKind};
use super::{Document, Paragraph};
use crate::lexicon::{Class, MarkShape};

/// A stretch of text in quotation marks, within one paragraph.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    /// The tokens between the marks, half-open.
    pub(crate) first_token: u32,
    pub(crate) end_token: u32,
    pub(crate) paragraph: u32,
    /// The stretch it stands in, or [`Token::NONE`].
    pub(crate) parent: u32,
    pub(crate) double: bool,
    /// Whether its marks are of the level that the document quotes with: double ones, or single ones where these lead.
    pub(crate) leading: bool,
    /// Whether its closing mark is there.
    pub(crate) closed: bool,
    /// Whether it carries on a stretch that the paragraph before left open.
    pub(crate) continues: bool,
}

/// What the shape of a mark and the signs beside it allow it to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    token: u32,
    double: bool,
    opens: bool,
    closes: bool,
    /// For a single mark that could be an apostrophe: closing only in doubt.
    weak: bool,
}

/// Finds the stretches of a document and sets [`Token::stretch`].
pub(crate) fn pair(document: &mut Document<'_>) {
    let singles_lead = singles_lead(document);
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut open_before = false;
    for p in 0..document.paragraphs.len() {
        let paragraph = document.paragraphs[p];
        let next_opens = document.paragraphs.get(p + 1).is_some_and(|next| opens_with_mark(document, next));
        let mut pairs = Pairing { document, paragraph, singles_lead, next_opens, open: Vec::new(), pairs: Vec::new() }.run();
        pairs.sort_by_key(|s| (s.first_token, u32::MAX - s.end_token));
        let base = stretches.len();
        let mut stack: Vec<usize> = Vec::new();
        for (i, mut stretch) in pairs.into_iter().enumerate() {
            while stack.last().is_some_and(|&top| stretches[top].end_token < stretch.end_token) {
                stack.pop();
            }
            stretch.paragraph = p as u32;
            stretch.leading = stretch.double != singles_lead;
            stretch.parent = stack.last().map_or(Token::NONE, |&top| top as u32);
            stretch.continues = i == 0 && open_before && stretch.first_token == paragraph.first_token + 1;
            stretches.push(stretch);
            stack.push(base + i);
        }
        let left_open = |s: &Stretch| s.parent == Token::NONE && !s.closed && s.end_token == paragraph.end_token;
        open_before = stretches[base..].iter().any(left_open);
    }
    for (i, stretch) in stretches.iter().enumerate() {
        document.tokens[stretch.first_token as usize - 1].side = Side::Opens;
        if stretch.closed {
            document.tokens[stretch.end_token as usize].side = Side::Closes;
        }
        if stretch.parent == Token::NONE {
            for token in &mut document.tokens[stretch.first_token as usize..stretch.end_token as usize] {
                token.stretch = i as u32;
            }
        }
    }
    document.stretches = stretches;
}

fn opens_with_mark(document: &Document<'_>, paragraph: &Paragraph) -> bool {
    document
        .tokens
        .get(paragraph.first_token as usize)
        .is_some_and(|t| !matches!(document.word(t).mark, None | Some(MarkShape::Closes | MarkShape::Apostrophe)))
}

/// Whether single marks are the document's way to quote: those that surely open or close outnumber the double ones.
fn singles_lead(document: &Document<'_>) -> bool {
    let (mut single, mut double) = (0usize, 0usize);
    for (i, token) in document.tokens.iter().enumerate() {
        match token.kind {
            TokenKind::DoubleMark => double += 1,
            TokenKind::SingleMark => {
                let mark = read_mark(document, i as u32);
                single += usize::from((mark.opens && !mark.closes) || (mark.closes && !mark.weak));
            }
            _ => {}
        }
    }
    single > double
}

/// What a mark may be, by its shape and its neighbours.
fn read_mark(document: &Document<'_>, t: u32) -> Mark {
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
    let (opens, closes) = match document.word(token).mark.unwrap_or(MarkShape::Straight) {
        MarkShape::Opens => (true, false),
        MarkShape::OpensOrCloses => (true, only_closes),
        MarkShape::Closes => (only_opens, true),
        // «so», »so« and « so »: the side without a word tells
        MarkShape::Left => (space_before || !right_close, !space_before && right_close),
        MarkShape::Right => (left_open && !right_close, !left_open || right_close),
        MarkShape::Backtick => (context_opens, false),
        MarkShape::Apostrophe => (false, context_closes),
        MarkShape::Straight if double => (!only_closes, !only_opens),
        MarkShape::Straight => {
            // ’90s, ’16 and ’em begin with an apostrophe, ‘400 days’ and ‘50-year’ do not
            let hyphen = document.tokens.get(t as usize + 2).is_some_and(|h| h.kind == TokenKind::Hyphen && !h.spaced);
            let cut = after.is_some_and(|a| {
                !a.spaced && ((!hyphen && is_year(document.text_of(a))) || document.word(a).entry.has(Class::Cut))
            });
            (only_opens && !cut, context_closes)
        }
    };
    // a possessive plural's apostrophe looks like a closing mark
    let weak = !double && closes && !after_stop;
    Mark { token: t, double, opens, closes, weak }
}

/// Whether a word is a year or decade without its century: *16*, *90s*.
fn is_year(word: &str) -> bool {
    let figures = word.strip_suffix('s').unwrap_or(word);
    figures.len() == 2 && figures.bytes().all(|b| b.is_ascii_digit())
}

/// Pairs the marks of one paragraph, outermost first, with a stack of those left open.
struct Pairing<'d, 't> {
    document: &'d Document<'t>,
    paragraph: Paragraph,
    singles_lead: bool,
    next_opens: bool,
    open: Vec<Mark>,
    pairs: Vec<Stretch>,
}

impl Pairing<'_, '_> {
    fn run(mut self) -> Vec<Stretch> {
        let marks: Vec<Mark> = (self.paragraph.first_token..self.paragraph.end_token)
            .filter(|&t| self.document.tokens[t as usize].is_mark())
            .map(|t| read_mark(self.document, t))
            .collect();
        // how many more double marks surely close than open from each one on
        let mut surplus = vec![0i64; marks.len() + 1];
        for (i, mark) in marks.iter().enumerate().rev() {
            let change = i64::from(mark.closes && !mark.opens) - i64::from(mark.opens && !mark.closes);
            surplus[i] = surplus[i + 1] + if mark.double { change } else { 0 };
        }
        for (i, &mark) in marks.iter().enumerate() {
            let same = self.open.iter().rposition(|o| o.double == mark.double);
            match same {
                Some(at) if mark.closes && !(mark.weak && self.better_closer_follows(&marks[i..])) => self.close(at, mark),
                Some(at) if mark.opens && mark.double && surplus[i] < 1 => {
                    // one opening mark too many: the earlier was left open
                    self.leave_open(at, mark.token);
                    self.open.push(mark);
                }
                // a second single mark that could open inside the first is an apostrophe
                Some(_) if !mark.double => {}
                _ if mark.opens => self.open.push(mark),
                _ => {}
            }
        }
        if !self.open.is_empty() {
            self.leave_open(0, self.paragraph.end_token);
        }
        self.pairs.retain(|s| s.first_token < s.end_token);
        self.pairs
    }

    /// Closes the `at`-th open mark; what was opened inside it and not closed was no mark.
    fn close(&mut self, at: usize, mark: Mark) {
        let opener = self.open[at];
        self.open.truncate(at);
        // where double marks lead, a pair of single ones around a double pair is two apostrophes, unless both surely quote
        let sure = !opener.closes && !mark.weak;
        let around = !(opener.double || self.singles_lead || sure)
            && self.pairs.last().is_some_and(|p| p.double && p.first_token > opener.token);
        if !around {
            self.push(opener, mark.token, true);
        }
    }

    /// The `at`-th open mark never closes; nor do those inside it.
    fn leave_open(&mut self, at: usize, limit: u32) {
        let opener = self.open[at];
        self.open.truncate(at);
        let starts = opener.token == self.paragraph.first_token;
        let to_end = limit == self.paragraph.end_token && (self.next_opens || starts);
        if opener.double == self.singles_lead && !(starts && self.next_opens) {
            return;
        }
        let end = if to_end { limit } else { self.end_of_sentence(opener.token, limit) };
        self.push(opener, end, false);
    }

    fn push(&mut self, opener: Mark, end_token: u32, closed: bool) {
        self.pairs.push(Stretch {
            first_token: opener.token + 1,
            end_token,
            paragraph: 0,
            parent: Token::NONE,
            double: opener.double,
            leading: opener.double,
            closed,
            continues: false,
        });
    }

    /// Whether a weak closing mark (`marks[0]`) should wait: a surer one follows before the next opening one.
    fn better_closer_follows(&self, marks: &[Mark]) -> bool {
        let Some((weak, rest)) = marks.split_first() else {
            return false;
        };
        let word_before = weak.token.checked_sub(1).map(|b| self.document.word(&self.document.tokens[b as usize]));
        // the sailors’, nothin’
        let cut = word_before.is_some_and(|w| w.lower.ends_with('s') || w.lower.ends_with("in"));
        for mark in rest.iter().take(32).filter(|m| !m.double) {
            if mark.opens && !mark.closes {
                return false;
            }
            if mark.closes && (!mark.weak || cut) {
                return cut;
            }
        }
        false
    }

    /// The token behind the last one of the sentence in which an unclosed mark stands, `limit` at most.
    fn end_of_sentence(&self, from: u32, limit: u32) -> u32 {
        let tokens = &self.document.tokens;
        let ends = |t: u32| {
            tokens[t as usize].kind == TokenKind::Stop
                && tokens.get(t as usize + 1).is_none_or(|next| next.spaced || next.is_mark())
        };
        (from + 1..limit).find(|&t| ends(t)).map_or(limit, |t| t + 1)
    }
}

#[cfg(test)]
mod tests {
    use crate::builtin;
    use crate::document::Document;

    /// The stretches of a text, inner ones indented.
    fn stretches(text: &str) -> Vec<String> {
        let document = Document::new(text, &builtin::resources().lexicon);
        let line = |s: &super::Stretch| {
            let indent = if s.parent == crate::document::Token::NONE { "" } else { "  " };
            format!("{indent}{}", document.text(crate::document::TokenRange::new(s.first_token, s.end_token)))
        };
        document.stretches.iter().map(line).collect()
    }

    #[test]
    fn marks_of_every_style() {
        for text in [
            "“Go home,” she said.",
            "\"Go home,\" she said.",
            "‘Go home,’ she said.",
            "'Go home,' she said.",
            "«Go home,» she said.",
            "``Go home,'' she said.",
            "„Go home,“ she said.",
        ] {
            assert_eq!(stretches(text), ["Go home,"], "{text}");
        }
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert_eq!(stretches("The sailors’ boats weren’t insured, Orla’s brother said."), [""; 0]);
        assert_eq!(stretches("‘It’s the dogs’ beach, isn’t it?’ said Tom."), ["It’s the dogs’ beach, isn’t it?"]);
        assert_eq!(stretches("They call him 'Grumblin' Gus.' He grins."), ["Grumblin' Gus."]);
        assert_eq!(stretches("It was rock 'n' roll in the '90s, and nobody slept."), [""; 0]);
        assert_eq!(
            stretches("She has a '50-year plan' and a '13th wish'—'none of it real'."),
            ["50-year plan", "13th wish", "none of it real"]
        );
    }

    #[test]
    fn marks_inside_marks() {
        assert_eq!(stretches("“He said, ‘No,’ and left,” Tom said."), ["He said, ‘No,’ and left,", "  No,"]);
        assert_eq!(stretches("‘He said, “No,” and left,’ Tom said."), ["He said, “No,” and left,", "  No,"]);
        assert_eq!(stretches("‘He wants “the low road,” ’ she said."), ["He wants “the low road,”", "  the low road,"]);
        assert_eq!(stretches("'He wants \"the low road.\" ' Nobody asked."), ["He wants \"the low road.\"", "  the low road."]);
    }

    #[test]
    fn open_marks_end_with_their_paragraph_or_sentence() {
        assert_eq!(stretches("“One.\n\n“Two,” she said."), ["One.", "Two,"]);
        assert_eq!(stretches("She said: “One is enough.\n\nThe rest went home."), ["One is enough."]);
    }
}
