//! Quotation marks: which open, which close, and the stretches of text between them.

use super::sentences::attribution_follows;
use super::sides::{Mark, Style, read_mark};
use super::tokens::{Side, Token, TokenKind};
use super::{Document, Paragraph, TokenRange, dashes};
use crate::lexicon::MarkShape;

/// How many paragraphs words can run on to their closing mark.
const RUN: usize = 12;
/// Most tokens of a cue behind words whose closing mark is missing.
const CUE: u32 = 8;

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
    /// Whether its opening mark is there, right before its first token.
    pub(crate) opened: bool,
    /// Whether its closing mark is there.
    pub(crate) closed: bool,
    /// Whether it carries on a stretch that the paragraph before left open.
    pub(crate) continues: bool,
}

impl Stretch {
    fn behind_dash(words: TokenRange) -> Stretch {
        Stretch {
            first_token: words.start,
            end_token: words.end,
            paragraph: 0,
            parent: Token::NONE,
            double: true,
            leading: true,
            opened: true,
            closed: false,
            continues: false,
        }
    }
}

/// Finds the stretches of a document and sets [`Token::stretch`].
pub(crate) fn pair(document: &mut Document<'_>) {
    let style = Style::of(document);
    let dashes = dashes::find(document);
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut open_before = false;
    // the paragraph whose mark closes what the paragraphs before it run on
    let mut closes_in: Option<usize> = None;
    for p in 0..document.paragraphs.len() {
        let paragraph = document.paragraphs[p];
        let next_opens = document.paragraphs.get(p + 1).is_some_and(|next| opens_with_mark(document, next));
        let ran_on = closes_in.filter(|&last| p <= last);
        let ahead = if ran_on.is_some() || next_opens { None } else { runs_to(document, p, style) };
        let pairing =
            Pairing { document, paragraph, style, next_opens, runs_on: ahead.is_some(), open: Vec::new(), pairs: Vec::new() };
        let mut pairs = match ran_on {
            Some(last) => pairing.carried(p == last),
            None => pairing.run(),
        };
        let behind_dashes = dashes.get(p).map(Vec::as_slice).unwrap_or_default();
        pairs.extend(behind_dashes.iter().map(|&words| Stretch::behind_dash(words)));
        pairs.sort_by_key(|s| (s.first_token, u32::MAX - s.end_token));
        let base = stretches.len();
        let mut stack: Vec<usize> = Vec::new();
        for (i, mut stretch) in pairs.into_iter().enumerate() {
            while stack.last().is_some_and(|&top| stretches[top].end_token < stretch.end_token) {
                stack.pop();
            }
            stretch.paragraph = p as u32;
            stretch.leading |= stretch.double != style.singles_lead;
            stretch.parent = stack.last().map_or(Token::NONE, |&top| top as u32);
            let begins = stretch.first_token == paragraph.first_token + u32::from(stretch.opened);
            stretch.continues = i == 0 && open_before && begins;
            stretches.push(stretch);
            stack.push(base + i);
        }
        let left_open = |s: &Stretch| s.parent == Token::NONE && !s.closed && s.end_token == paragraph.end_token;
        // each dash is another's turn
        open_before = behind_dashes.is_empty() && stretches[base..].iter().any(left_open);
        if ran_on.is_none() {
            closes_in = ahead.filter(|_| open_before);
        }
    }
    for (i, stretch) in stretches.iter().enumerate() {
        if stretch.opened {
            document.tokens[stretch.first_token as usize - 1].side = Side::Opens;
        }
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

/// The paragraph with the closing mark of what paragraph `p` leaves open, where only that one has it: the paragraphs between have
/// no such marks, and its own first one closes.
fn runs_to(document: &Document<'_>, p: usize, style: Style) -> Option<usize> {
    let marks = |p: usize| {
        let paragraph = &document.paragraphs[p];
        let tokens = paragraph.first_token..paragraph.end_token;
        tokens.filter(|&t| document.tokens[t as usize].is_mark()).map(|t| read_mark(document, t, style))
    };
    let leads = |mark: &Mark| mark.double != style.singles_lead && !(mark.weak || mark.figure);
    marks(p).rfind(leads).filter(Mark::surely_opens)?;
    let next = (p + 1..document.paragraphs.len()).take(RUN).find_map(|q| Some((q, marks(q).find(leads)?)));
    next.filter(|(_, mark)| mark.surely_closes()).map(|(q, _)| q)
}

fn opens_with_mark(document: &Document<'_>, paragraph: &Paragraph) -> bool {
    document
        .tokens
        .get(paragraph.first_token as usize)
        .is_some_and(|t| !matches!(document.word(t).mark, None | Some(MarkShape::Closes | MarkShape::Apostrophe)))
}

/// Pairs the marks of one paragraph, outermost first, with a stack of those left open.
struct Pairing<'d, 't> {
    document: &'d Document<'t>,
    paragraph: Paragraph,
    style: Style,
    next_opens: bool,
    /// Whether what it leaves open is closed in a paragraph behind the next.
    runs_on: bool,
    open: Vec<Mark>,
    pairs: Vec<Stretch>,
}

impl Pairing<'_, '_> {
    /// The stretches of a paragraph that begins in the middle of one: all of it, or as far as the first sure closing mark.
    fn carried(mut self, closes: bool) -> Vec<Stretch> {
        let first = self.paragraph.first_token;
        let tokens = first..self.paragraph.end_token;
        let is_end = |&t: &u32| {
            let mark = read_mark(self.document, t, self.style);
            mark.double != self.style.singles_lead && !mark.figure && mark.surely_closes()
        };
        let mut marks = tokens.filter(|&t| self.document.tokens[t as usize].is_mark());
        let end = if closes { marks.find(is_end) } else { None };
        let whole = Stretch {
            first_token: first,
            end_token: end.unwrap_or(self.paragraph.end_token),
            paragraph: 0,
            parent: Token::NONE,
            double: !self.style.singles_lead,
            leading: true,
            opened: false,
            closed: end.is_some(),
            continues: false,
        };
        self.paragraph.first_token = end.map_or(self.paragraph.end_token, |t| t + 1);
        let mut all = self.run();
        if whole.first_token < whole.end_token {
            all.push(whole);
        }
        all
    }

    fn run(mut self) -> Vec<Stretch> {
        let marks: Vec<Mark> = (self.paragraph.first_token..self.paragraph.end_token)
            .filter(|&t| self.document.tokens[t as usize].is_mark())
            .map(|t| read_mark(self.document, t, self.style))
            .collect();
        // how many more double marks surely close than open from each one on
        let mut surplus = vec![0i64; marks.len() + 1];
        for (i, mark) in marks.iter().enumerate().rev() {
            let change = i64::from(mark.closes && !mark.opens) - i64::from(mark.opens && !mark.closes);
            surplus[i] = surplus[i + 1] + if mark.double { change } else { 0 };
        }
        for (i, &mark) in marks.iter().enumerate() {
            if mark.double && mark.figure && self.is_inches(&marks[i..]) {
                continue;
            }
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
        let sure = !opener.closes && (opener.shaped || !mark.weak);
        let around = !(opener.double || self.style.singles_lead || sure)
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
        let to_end = limit == self.paragraph.end_token && (self.next_opens || starts || self.runs_on);
        if opener.double == self.style.singles_lead && !(starts && self.next_opens) {
            return;
        }
        let sentence = self.end_of_sentence(opener.token, limit);
        let carries_on = self.next_opens || self.runs_on;
        let cue = if carries_on { None } else { self.before_cue(opener.token, sentence) };
        self.push(opener, cue.unwrap_or(if to_end { limit } else { sentence }), false);
    }

    fn push(&mut self, opener: Mark, end_token: u32, closed: bool) {
        self.pairs.push(Stretch {
            first_token: opener.token + 1,
            end_token,
            paragraph: 0,
            parent: Token::NONE,
            double: opener.double,
            leading: false,
            opened: true,
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
        // the sailors’, nothin’, a plank 6' long
        let cut = weak.figure || word_before.is_some_and(|w| w.lower.ends_with('s') || w.lower.ends_with("in"));
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

    /// Whether a double mark behind a figure (`marks[0]`) stands for inches: the sentence goes on, and what closes the words follows.
    fn is_inches(&self, marks: &[Mark]) -> bool {
        let Some((inches, rest)) = marks.split_first() else {
            return false;
        };
        let behind = inches.token + 1;
        let goes_on = self.document.tokens.get(behind as usize).is_some_and(|next| {
            let lower = self.document.word(next).shape == super::Shape::Lower && next.kind == TokenKind::Word;
            behind < self.paragraph.end_token && (lower || next.kind == TokenKind::Hyphen)
        });
        goes_on
            && !attribution_follows(self.document, behind, self.paragraph.end_token)
            && rest.iter().take(32).find(|m| m.double && !m.figure).is_some_and(Mark::surely_closes)
    }

    /// Where words whose closing mark is missing end: at the comma before their cue, *“We went home, Jane Doe said.*
    fn before_cue(&self, from: u32, end: u32) -> Option<u32> {
        let tokens = &self.document.tokens;
        let stop = end.checked_sub(1).filter(|&t| tokens[t as usize].kind == TokenKind::Stop)?;
        let comma = (from + 2..stop).rev().take(CUE as usize).find(|&t| tokens[t as usize].kind == TokenKind::Comma)?;
        attribution_follows(self.document, comma + 1, stop).then_some(comma + 1)
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
    fn apostrophes_of_speech() {
        assert_eq!(stretches("‘I ain’t goin’ home,’ said Tom. ‘Nothin’ doin’.’"), ["I ain’t goin’ home,", "Nothin’ doin’."]);
        assert_eq!(stretches("‘’Twas late,’ said Tom."), ["’Twas late,"]);
        assert_eq!(stretches("’It was late,’ said Tom. ’We slept.’"), ["It was late,", "We slept."]);
    }

    #[test]
    fn inches_close_nothing() {
        assert_eq!(stretches("“A 12\" pizza,” Tom said."), ["A 12\" pizza,"]);
        assert_eq!(stretches("\"It was 24\" by 12\" wide,\" Tom said. \"Big.\""), ["It was 24\" by 12\" wide,", "Big."]);
        assert_eq!(stretches("\"We won in 2012\" said Tom. \"Twice.\""), ["We won in 2012", "Twice."]);
    }

    #[test]
    fn a_missing_space_is_no_matter() {
        assert_eq!(stretches("Tom said,\"Go home.\""), ["Go home."]);
        assert_eq!(stretches("\"Go,\"said Tom.\"Go home.\""), ["Go,", "Go home."]);
    }

    #[test]
    fn words_run_on_to_a_mark_paragraphs_later() {
        assert_eq!(stretches("Tom said: “One.\n\nTwo.\n\nThree.” He left. “Four.”"), ["One.", "Two.", "Three.", "Four."]);
        assert_eq!(stretches("Tom said: \"One. And a half.\n\nTwo,\" he said."), ["One. And a half.", "Two,"]);
        assert_eq!(stretches("Tom said: “One. And a half.\n\nThe rest “went” home."), ["One.", "went"]);
    }

    #[test]
    fn a_cue_ends_words_without_a_closing_mark() {
        assert_eq!(stretches("“One is enough, Tom Reed said.\n\nTwo."), ["One is enough,"]);
    }

    #[test]
    fn dashes_open_dialogue() {
        let text = "— You are late, he said.\n\n— The bus was late, said Oona. — I ran.\n\n— You ran?\n\n— I ran.";
        assert_eq!(stretches(text), ["You are late", "The bus was late", "I ran.", "You ran?", "I ran."]);
        assert_eq!(stretches("— Two eggs.\n\n— Milk, she said.\n\n— One lemon."), [""; 0]);
    }

    #[test]
    fn open_marks_end_with_their_paragraph_or_sentence() {
        assert_eq!(stretches("“One.\n\n“Two,” she said."), ["One.", "Two,"]);
        assert_eq!(stretches("She said: “One is enough.\n\nThe rest went home."), ["One is enough."]);
    }
}
