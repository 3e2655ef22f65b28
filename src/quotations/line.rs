//! The words of a document in a line, what stands between them, and how deep in quotation marks each is.
//!
//! Bounds of content lie between words: a *position* `p` is the place before word `p`. What stands there is its *gap*: a comma,
//! a closing mark, the end of a paragraph.

use crate::document::{Document, Shape, Token, TokenKind, TokenRange, Word};
use crate::lexicon::{Act, Class, Entry, Lexicon, VerbForm};
use crate::model::Value;
use crate::table::hash::hash;

/// Most signs of a gap that are kept.
const GAP: usize = 6;

/// The signs between two words, as a short code: `,` `.` `:` `;` `-` `(` `)`, `[` and `]` for marks that open and close a
/// stretch, `"` for other marks, `/` for the end of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Gap {
    codes: [u8; GAP],
    len: u8,
    /// Of the code, once all signs are in.
    hash: u64,
}

impl Gap {
    /// A comma or stop behind a closing mark counts as before it: where it stands is a matter of house style.
    fn push(&mut self, code: u8) {
        let last = usize::from(self.len).checked_sub(1).and_then(|at| self.codes.get_mut(at));
        let code = match last {
            Some(last) if *last == b']' && matches!(code, b',' | b'.') => std::mem::replace(last, code),
            _ => code,
        };
        if let Some(slot) = self.codes.get_mut(usize::from(self.len)) {
            *slot = code;
            self.len += 1;
        }
    }

    pub(super) fn code(&self) -> &str {
        self.codes.get(..usize::from(self.len)).and_then(|codes| std::str::from_utf8(codes).ok()).unwrap_or_default()
    }

    /// The code as facts take it.
    pub(super) fn value(&self) -> Value<'_> {
        Value::ascii(self.codes.get(..usize::from(self.len)).unwrap_or_default(), self.hash)
    }

    pub(super) fn has(&self, code: u8) -> bool {
        self.codes.iter().take(usize::from(self.len)).any(|&c| c == code)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// The words of a document.
#[derive(Debug)]
pub(super) struct Line<'d, 't> {
    pub(super) document: &'d Document<'t>,
    /// The token of each word.
    tokens: Vec<u32>,
    /// For each token the number of the first word at or behind it.
    words: Vec<u32>,
    /// What stands before each word, and behind the last.
    gaps: Vec<Gap>,
    classes: Vec<&'static str>,
    /// The classes as facts take them.
    class_values: Vec<Value<'static>>,
    /// The innermost stretch each word stands in, or [`Token::NONE`].
    inner: Vec<u32>,
    /// How many words that could be verbs, verbs of saying, and commas stand before each position.
    verbs: Vec<u32>,
    says: Vec<u32>,
    commas: Vec<u32>,
    /// How many positions before each have signs.
    signs: Vec<u32>,
}

fn is_word(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Clitic | TokenKind::Url)
}

impl<'d, 't> Line<'d, 't> {
    pub(super) fn new(document: &'d Document<'t>, lexicon: &Lexicon) -> Self {
        let mut line = Line {
            document,
            tokens: Vec::new(),
            words: Vec::with_capacity(document.tokens.len() + 1),
            gaps: vec![Gap::default()],
            classes: Vec::new(),
            class_values: Vec::new(),
            inner: Vec::new(),
            verbs: vec![0],
            says: vec![0],
            commas: vec![0],
            signs: vec![0],
        };
        // the text begins and ends as a paragraph does
        line.gaps[0].push(b'/');
        let mut next_stretch = 0;
        let mut open: Vec<u32> = Vec::new();
        let mut paragraph = 0;
        let mut titled = is_titled(document, 0);
        for (t, token) in document.tokens.iter().enumerate() {
            let t = t as u32;
            let mut unmarked = false;
            while let Some(s) = document.stretches.get(next_stretch).filter(|s| s.first_token <= t) {
                open.push(next_stretch as u32);
                next_stretch += 1;
                unmarked |= !s.opened;
            }
            while open.last().is_some_and(|&s| document.stretches[s as usize].end_token <= t) {
                open.pop();
            }
            line.words.push(line.tokens.len() as u32);
            let last = line.gaps.len() - 1;
            if token.paragraph != paragraph {
                paragraph = token.paragraph;
                titled = is_titled(document, paragraph);
                line.gaps[last].push(b'/');
            }
            // words that run on from the paragraph before read as if they had a mark
            if unmarked {
                line.gaps[last].push(b'[');
            }
            if is_word(token) {
                line.tokens.push(t);
                let class = coarse(document, t, titled, lexicon);
                let add = |list: &mut Vec<u32>, yes: bool| list.push(list.last().copied().unwrap_or_default() + u32::from(yes));
                add(&mut line.verbs, matches!(class, "aux" | "modal" | "say" | "claim" | "hope" | "ed"));
                add(&mut line.says, matches!(class, "say" | "claim" | "hope"));
                add(&mut line.commas, line.gaps[last].has(b','));
                line.classes.push(class);
                line.class_values.push(Value::new(class));
                line.inner.push(open.last().copied().unwrap_or(Token::NONE));
                line.gaps.push(Gap::default());
            } else {
                line.gaps[last].push(gap_code(document, t));
            }
        }
        line.words.push(line.tokens.len() as u32);
        if let Some(last) = line.gaps.last_mut().filter(|_| !line.tokens.is_empty()) {
            last.push(b'/');
        }
        for gap in &mut line.gaps {
            gap.hash = hash(gap.code().as_bytes());
            line.signs.push(line.signs.last().copied().unwrap_or_default() + u32::from(!gap.is_empty()));
        }
        line
    }

    pub(super) fn len(&self) -> u32 {
        self.tokens.len() as u32
    }

    /// The token of word `w`.
    pub(super) fn token(&self, w: u32) -> u32 {
        self.tokens[w as usize]
    }

    /// The first word at or behind token `t`.
    pub(super) fn word_at(&self, t: u32) -> u32 {
        self.words.get(t as usize).copied().unwrap_or(self.len())
    }

    /// The words of a range of tokens, half-open.
    pub(super) fn words_of(&self, tokens: TokenRange) -> (u32, u32) {
        (self.word_at(tokens.start), self.word_at(tokens.end))
    }

    /// The gap at position `p`.
    pub(super) fn gap(&self, p: u32) -> &Gap {
        const NONE: &Gap = &Gap { codes: [0; GAP], len: 0, hash: hash(b"") };
        self.gaps.get(p as usize).unwrap_or(NONE)
    }

    /// The coarse class of word `w`, `_` outside the text.
    pub(super) fn class(&self, w: i64) -> &'static str {
        usize::try_from(w).ok().and_then(|w| self.classes.get(w)).copied().unwrap_or("_")
    }

    /// The same as facts take it.
    pub(super) fn class_value(&self, w: i64) -> Value<'static> {
        const NONE: Value<'static> = Value::new("_");
        usize::try_from(w).ok().and_then(|w| self.class_values.get(w)).copied().unwrap_or(NONE)
    }

    pub(super) fn word(&self, w: u32) -> &Word {
        self.document.word_at(self.token(w))
    }

    pub(super) fn entry(&self, w: u32) -> Entry {
        self.tokens.get(w as usize).map(|&t| self.document.entry_at(t)).unwrap_or_default()
    }

    pub(super) fn lower(&self, w: i64) -> &str {
        usize::try_from(w).ok().and_then(|w| self.tokens.get(w)).map_or("_", |&t| self.document.lower_at(t))
    }

    /// The same as facts take it.
    pub(super) fn lower_value(&self, w: i64) -> Value<'_> {
        const NONE: Value<'static> = Value::new("_");
        usize::try_from(w).ok().and_then(|w| self.tokens.get(w)).map_or(NONE, |&t| Value::from(self.document.word_at(t)))
    }

    /// How many words of the range could be finite verbs.
    pub(super) fn verbs_in(&self, from: u32, to: u32) -> u32 {
        count(&self.verbs, from, to)
    }

    /// How many words of the range could be verbs of saying or thinking.
    pub(super) fn says_in(&self, from: u32, to: u32) -> u32 {
        count(&self.says, from, to)
    }

    /// How many commas stand between the words of the range.
    pub(super) fn commas_in(&self, from: u32, to: u32) -> u32 {
        count(&self.commas, from + 1, to)
    }

    /// How many positions of the range have signs.
    pub(super) fn signs_in(&self, from: u32, to: u32) -> u32 {
        count(&self.signs, from, to)
    }

    /// The innermost stretch of word `w`.
    pub(super) fn stretch(&self, w: u32) -> u32 {
        self.inner.get(w as usize).copied().unwrap_or(Token::NONE)
    }

    pub(super) fn parent(&self, stretch: u32) -> u32 {
        self.document.stretches.get(stretch as usize).map_or(Token::NONE, |s| s.parent)
    }

    /// Whether position `p` lies in `stretch` but in no stretch inside that.
    pub(super) fn is_open(&self, p: u32, stretch: u32) -> bool {
        let before = p.checked_sub(1).map_or(Token::NONE, |w| self.stretch(w));
        let after = self.stretch(p);
        // the child of `stretch` on the way down to each neighbour
        let child = |mut inner: u32| {
            for _ in 0..8 {
                if inner == stretch || inner == Token::NONE {
                    return inner;
                }
                if self.parent(inner) == stretch {
                    return inner;
                }
                inner = self.parent(inner);
            }
            inner
        };
        let (before, after) = (child(before), child(after));
        before != after || before == stretch
    }

    /// The words that a cue at word `w` can reach: its sentence or, in quotation marks, its sentence between them.
    pub(super) fn scope(&self, w: u32) -> (u32, u32) {
        let token = self.document.token(self.token(w));
        let sentence = &self.document.sentences[token.sentence as usize];
        let (mut first, mut end) = self.words_of(TokenRange::new(sentence.first_token, sentence.end_token));
        let stretch = self.stretch(w);
        if let Some(s) = self.document.stretches.get(stretch as usize) {
            let (from, to) = self.words_of(TokenRange::new(s.first_token, s.end_token));
            let ends = |p: u32| self.gap(p).has(b'.') && self.is_open(p, stretch);
            first = (from + 1..=w).rev().take(REACH as usize).find(|&p| ends(p)).unwrap_or(from);
            end = (w + 1..to).take(REACH as usize).find(|&p| ends(p)).unwrap_or(to);
        }
        (first.max(w.saturating_sub(REACH)), end.min(w + REACH))
    }
}

fn count(sums: &[u32], from: u32, to: u32) -> u32 {
    let sum = |p: u32| sums.get(p as usize).copied().unwrap_or_default();
    sum(to).saturating_sub(sum(from))
}

/// How many words from its cue content can begin or end; marks reach farther.
pub(super) const REACH: u32 = 300;

fn gap_code(document: &Document<'_>, t: u32) -> u8 {
    match document.token(t).kind {
        // a mark, or the dash of a dialogue
        _ if document.opens_stretch(t) => b'[',
        TokenKind::Comma => b',',
        TokenKind::Stop => b'.',
        TokenKind::Colon => b':',
        TokenKind::Semicolon => b';',
        TokenKind::Dash => b'-',
        TokenKind::Hyphen => b'~',
        TokenKind::OpenBracket => b'(',
        TokenKind::CloseBracket => b')',
        TokenKind::DoubleMark | TokenKind::SingleMark if document.closes_stretch(t) => b']',
        TokenKind::DoubleMark | TokenKind::SingleMark => b'"',
        _ => b'#',
    }
}

/// Whether a paragraph begins like a headline that writes every word with a capital.
fn is_titled(document: &Document<'_>, paragraph: u32) -> bool {
    let Some(paragraph) = document.paragraphs.get(paragraph as usize) else {
        return false;
    };
    let words = || (paragraph.first_token..paragraph.end_token).take(30).filter(|&t| document.token(t).kind == TokenKind::Word);
    let long = |t: &u32| document.word_at(*t).lower.len() > 4;
    words().count() > 2 && words().filter(long).all(|t| document.word_at(t).shape != Shape::Lower)
}

/// A word's class, coarse enough to learn patterns of neighbours from a few hundred articles.
fn coarse(document: &Document<'_>, t: u32, titled: bool, lexicon: &Lexicon) -> &'static str {
    let token = document.token(t);
    let word = document.word(token);
    let entry = &word.entry;
    match token.kind {
        TokenKind::Number => return "num",
        TokenKind::Url => return "url",
        TokenKind::Clitic => {
            return if &*word.lower == "'s" { "'s" } else { "aux" };
        }
        _ => {}
    }
    // in a headline with capitals everywhere, a capital tells nothing of an ordinary word
    let ordinary = entry.has(Class::Common) && !entry.has_any(&[Class::GivenName, Class::Surname]);
    let capital = word.shape != Shape::Lower && !(titled && ordinary);
    match &*word.lower {
        "that" => return "that",
        "to" => return "to",
        "and" | "or" | "but" => return "and",
        "of" => return "of",
        "by" => return "by",
        "not" => return "not",
        _ => {}
    }
    const CLOSED: [(Class, &str); 15] = [
        (Class::Negation, "not"),
        (Class::Modal, "modal"),
        (Class::Auxiliary, "aux"),
        (Class::PronounSubject, "he"),
        (Class::Determiner, "the"),
        (Class::Possessive, "his"),
        (Class::PronounObject, "him"),
        (Class::Demonstrative, "this"),
        (Class::Relative, "who"),
        (Class::Interrogative, "who"),
        (Class::Subordinator, "if"),
        (Class::Conjunction, "and"),
        (Class::Preposition, "in"),
        (Class::NumberWord, "num"),
        (Class::Adverb, "adv"),
    ];
    if !capital || token.initial || titled {
        if let Some((_, name)) = CLOSED.iter().find(|(class, _)| entry.has(*class)) {
            return name;
        }
    }
    if entry.has_any(&[Class::Weekday, Class::Month]) && (capital || entry.has(Class::TimeNoun)) {
        return "time";
    }
    if capital && !(token.initial && entry.has(Class::Common) && !entry.has(Class::GivenName)) {
        return if entry.has_any(&[Class::Honorific, Class::Title]) { "title" } else { "name" };
    }
    if let Some(verb) = lexicon.verb(entry).filter(|_| entry.has(Class::SpeechVerb)) {
        let gerund = entry.is_verb_form(VerbForm::Gerund);
        return match (verb.act, verb.strength, gerund) {
            (Act::Speech | Act::Writing, 3, false) => "say",
            (Act::Speech | Act::Writing, _, false) => "claim",
            (Act::Speech | Act::Writing, _, true) => "saying",
            (_, _, true) => "hoping",
            _ => "hope",
        };
    }
    const OPEN: [(Class, &str); 7] = [
        (Class::TimeNoun, "time"),
        (Class::CueNoun, "claimnoun"),
        (Class::Role, "role"),
        (Class::Title, "role"),
        (Class::PeopleNoun, "role"),
        (Class::OrganizationNoun, "org"),
        (Class::DocumentNoun, "paper"),
    ];
    if let Some((_, name)) = OPEN.iter().find(|(class, _)| entry.has(*class)) {
        return name;
    }
    for (suffix, name) in [("ly", "adv"), ("ing", "ing"), ("ed", "ed"), ("s", "s")] {
        if word.lower.len() > suffix.len() + 2 && word.lower.ends_with(suffix) {
            return name;
        }
    }
    "w"
}
