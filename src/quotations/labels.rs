//! Transcripts: paragraphs that begin with the name of who speaks.

use crate::document::{Document, Shape, Token, TokenKind, TokenRange};
use crate::extraction::Section;
use crate::lexicon::{Class, VerbForm};
use crate::mentions::{Kind, Mention, Reference};
use std::collections::{BTreeMap, BTreeSet};

/// A turn of a transcript.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    /// Who speaks: the label without its colon, and without what describes them.
    pub(super) label: TokenRange,
    /// What was said, a range a paragraph.
    pub(super) parts: Vec<TokenRange>,
}

/// The label of a paragraph.
#[derive(Debug, Clone, Copy)]
struct Label {
    name: TokenRange,
    /// The first token of what is said.
    words: u32,
    /// Whether the transcript is quoted: each of its paragraphs opens with a mark before the label.
    marked: bool,
}

/// Most tokens before the colon: *Dr. Ana Pell, of the Harbour Board (North Wexcombe) (Ind):*.
const REACH: u32 = 24;
/// Most tokens of a name.
const NAME: u32 = 6;
/// Most tokens of the time before a label.
const TIME: usize = 10;
/// How many paragraphs a turn without another behind it can go on.
const LAST: usize = 1;

/// The turns of a document, none where it is no transcript: there several paragraphs have labels, and these are in capitals,
/// are a *Q* or an *A*, or come back.
pub(super) fn turns(document: &Document<'_>, mentions: &[Mention], sections: &[Section]) -> Vec<Turn> {
    let speaks = |p: &usize| matches!(sections.get(*p), None | Some(Section::Headline | Section::Standfirst | Section::Body));
    let letters = questions(document);
    let names = Names::new(document, mentions);
    let found = |p: usize| {
        let letter = letter(document, p, letters);
        letter.or_else(|| label(document, p)).or_else(|| record(document, p))
    };
    let labels: Vec<Option<Label>> = (0..document.paragraphs.len()).map(|p| Some(p).filter(speaks).and_then(found)).collect();
    // where the transcript is quoted, a label without a mark is none of it
    let marked = labels.iter().flatten().filter(|l| l.marked).count() > 1;
    let labels: Vec<Option<Label>> = labels.into_iter().map(|l| l.filter(|l| l.marked == marked)).collect();
    // Mr. Ashby and Tom Ashby (North Wexcombe) are one
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in labels.iter().flatten() {
        *counts.entry(document.lower_at(label.name.end - 1)).or_default() += 1;
    }
    let count = |label: &Label| counts.get(document.lower_at(label.name.end - 1)).copied().unwrap_or_default();
    let labels: Vec<Option<Label>> = labels.into_iter().map(|l| l.filter(|l| count(l) > 1 || !names.is_place(l.name))).collect();
    // names make a transcript, and offices that come back; in one, UNIDENTIFIED VOICE is a label too
    let calls = |label: &&Label| match names.sort(label.name) {
        Sort::Name => true,
        Sort::Office => count(label) > 1,
        Sort::Heading => false,
    };
    let people: Vec<&Label> = labels.iter().flatten().filter(calls).collect();
    let several = people.iter().any(|l| document.lower_at(l.name.end - 1) != document.lower_at(people[0].name.end - 1));
    let returns = several && people.iter().any(|l| count(l) > 1);
    let capitals = people.iter().filter(|l| is_capital(document, l.name)).count();
    if !returns && capitals < 2 {
        return Vec::new();
    }
    let known: Vec<Option<Label>> = labels.into_iter().map(|l| l.filter(|l| returns || is_capital(document, l.name))).collect();
    let all: Vec<usize> = (0..known.len()).filter(|&p| known[p].is_some()).collect();
    let mut turns: Vec<Turn> = Vec::new();
    for (i, &p) in all.iter().enumerate() {
        let Some(label) = known[p] else {
            continue;
        };
        // paragraphs without a label carry on the turn, as long as another follows
        let alone = label.words == document.paragraphs[p].end_token;
        let last = (p + LAST + usize::from(alone)).min(known.len());
        let next = all.get(i + 1).copied().unwrap_or(last);
        let parts = (p..next)
            .take_while(|&q| !label.marked || begins_with_mark(document, q))
            .filter(|&q| q == p || !is_direction(document, q))
            .map(|q| {
                let paragraph = &document.paragraphs[q];
                let first = if q == p { label.words } else { paragraph.first_token + u32::from(label.marked) };
                let closed = label.marked && document.token(paragraph.end_token - 1).is_mark();
                TokenRange::new(first, paragraph.end_token - u32::from(closed))
            })
            .filter(|part| !part.is_empty())
            .collect();
        let turn = Turn { label: label.name, parts };
        if !turn.parts.is_empty() {
            turns.push(turn);
        }
    }
    turns
}

/// What a label is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Name,
    /// *MINISTER*, *Reporter*.
    Office,
    /// Ordinary words that nobody is called by: *Update*, *When*.
    Heading,
}

/// What names tell of labels.
struct Names<'d, 't> {
    document: &'d Document<'t>,
    /// The last names of those whom the text calls by several names.
    people: BTreeSet<&'d str>,
    /// The first tokens of places.
    places: BTreeSet<u32>,
}

impl<'d, 't> Names<'d, 't> {
    fn new(document: &'d Document<'t>, mentions: &[Mention]) -> Self {
        let named = |kind: Kind| mentions.iter().filter(move |m| m.reference == Reference::Name && m.kind == kind);
        let full = |m: &&Mention| m.tokens.iter().filter(|&t| document.token(t).is_word()).count() > 1;
        Names {
            document,
            people: named(Kind::Person).filter(full).map(|m| document.lower_at(m.head)).collect(),
            places: named(Kind::Place).map(|m| m.tokens.start).collect(),
        }
    }

    /// Whether a label is a place, as in a round-up of news: *BERGEN: …*.
    fn is_place(&self, name: TokenRange) -> bool {
        self.places.contains(&name.start) && !name.iter().any(|t| self.people.contains(self.document.lower_at(t)))
    }

    fn sort(&self, name: TokenRange) -> Sort {
        const CALLED: [Class; 4] = [Class::GivenName, Class::Surname, Class::Honorific, Class::Title];
        let document = self.document;
        let words = || name.iter().filter(|&t| document.token(t).is_word());
        // *VILLAGE HALL*, *CHURCH*: surnames that are words too name somebody only where they come back
        let plain = |t: u32| {
            let entry = document.entry_at(t);
            entry.has(Class::Common) && entry.given == 0 && !entry.has_any(&[Class::Honorific, Class::Title])
        };
        let name = |t: u32| {
            let entry = document.entry_at(t);
            self.people.contains(document.lower_at(t))
                || document.lower_at(t).len() == 1
                || (entry.has_any(&CALLED) && !plain(t))
                || !entry.has_any(&[Class::Common, Class::Role, Class::PeopleNoun])
        };
        match () {
            () if words().any(name) => Sort::Name,
            () if words().any(|t| document.entry_at(t).has_any(&[Class::Role, Class::PeopleNoun, Class::Surname])) => {
                Sort::Office
            }
            () => Sort::Heading,
        }
    }
}

/// Whether a name is written in capitals, its title aside: *Mr ASHBY*.
fn is_capital(document: &Document<'_>, name: TokenRange) -> bool {
    let capital = |t: u32| matches!(document.word_at(t).shape, Shape::Upper | Shape::Letter | Shape::None);
    let title = |t: u32| document.entry_at(t).has_any(&[Class::Honorific, Class::Title]);
    name.iter().all(|t| capital(t) || title(t)) && name.iter().any(capital)
}

fn begins_with_mark(document: &Document<'_>, p: usize) -> bool {
    document.token(document.paragraphs[p].first_token).is_mark()
}

/// Whether a paragraph stands in brackets: *(APPLAUSE)*, *[Interruption.]*.
fn is_direction(document: &Document<'_>, p: usize) -> bool {
    let paragraph = &document.paragraphs[p];
    document.kind_at(paragraph.first_token + u32::from(begins_with_mark(document, p))) == Some(TokenKind::OpenBracket)
        && document.kind_at(paragraph.end_token - 1) == Some(TokenKind::CloseBracket)
}

/// The label of a paragraph: a name, what describes it behind a comma or in brackets, then a colon and words.
fn label(document: &Document<'_>, p: usize) -> Option<Label> {
    let paragraph = &document.paragraphs[p];
    let marked = begins_with_mark(document, p);
    let first = behind_time(document, paragraph.first_token + u32::from(marked), paragraph.end_token);
    let reach = paragraph.end_token.min(first + REACH + 1);
    let is = |t: u32, kind| document.kind_at(t) == Some(kind);
    let mut depth = 0i32;
    let colon = (first..reach).find(|&t| {
        depth += i32::from(is(t, TokenKind::OpenBracket)) - i32::from(is(t, TokenKind::CloseBracket));
        depth == 0 && is(t, TokenKind::Colon)
    })?;
    let bracket = (first..colon).find(|&t| is(t, TokenKind::OpenBracket));
    // The Secretary of State for Ferries (Mr. Tom Ashby)
    let called = |t: &u32| document.entry_at(t + 1).has_any(&[Class::Honorific, Class::GivenName]);
    let office = bracket.filter(|t| document.has(first, Class::Determiner) && called(t));
    let start = office.map_or(first, |t| t + 1);
    let end = match office {
        Some(_) => (start..colon).find(|&t| is(t, TokenKind::CloseBracket))?,
        None => (first..colon).find(|&t| is(t, TokenKind::Comma) || is(t, TokenKind::OpenBracket)).unwrap_or(colon),
    };
    // what describes the name is short, and no sentence
    let says = |t: u32| document.has(t, Class::SpeechVerb) && document.entry_at(t).is_verb_form(VerbForm::Past);
    if (end..colon).any(|t| is(t, TokenKind::Stop) || document.token(t).is_mark() || says(t)) {
        return None;
    }
    let name = TokenRange::new(start, end);
    let named = !name.is_empty() && name.len() <= NAME && name.iter().all(|t| is_name_token(document, t, start));
    // marks behind the colon are a quotation of their own kind; an address is no speech
    let speech = match document.tokens.get(colon as usize + 1).filter(|_| colon + 1 < paragraph.end_token) {
        Some(after) => after.is_word() && after.kind != TokenKind::Url || after.kind == TokenKind::OpenBracket,
        // the words stand in the next paragraph
        None => is_capital(document, name),
    };
    let quoted = !marked || is_capital(document, name);
    (named && speech && quoted).then_some(Label { name, words: colon + 1, marked })
}

fn is_name_token(document: &Document<'_>, t: u32, start: u32) -> bool {
    let token = document.token(t);
    let word = document.word(token);
    match token.kind {
        TokenKind::Word => word.shape != Shape::Lower || t > start && word.entry.has(Class::Particle),
        TokenKind::Hyphen | TokenKind::Stop => t > start,
        _ => false,
    }
}

/// Whether paragraphs begin with *Q.* and with *A.*, as in the record of a hearing.
fn questions(document: &Document<'_>) -> bool {
    let begins = |with: &str| document.paragraphs.iter().any(|p| document.lower_at(p.first_token) == with);
    begins("q.") && begins("a.")
}

/// The *Q.* or *A.* that a paragraph begins with; a *Q* alone where others have labels.
fn letter(document: &Document<'_>, p: usize, letters: bool) -> Option<Label> {
    let paragraph = &document.paragraphs[p];
    let first = paragraph.first_token;
    let alone = document.lower_at(first) == "q" && document.word_at(first).shape == Shape::Letter;
    let known = alone || letters && matches!(document.lower_at(first), "q." | "a.");
    let words = |t: &Token| t.paragraph as usize == p && t.spaced && t.is_word();
    let said = document.tokens.get(first as usize + 1).filter(|t| words(t) && document.word(t).shape != Shape::Lower);
    (known && said.is_some()).then_some(Label { name: TokenRange::new(first, first + 1), words: first + 1, marked: false })
}

/// The *Mr. ASHBY.* or *Ms. VENN of Ohio.* of a record of debates that has stops in place of colons.
fn record(document: &Document<'_>, p: usize) -> Option<Label> {
    let paragraph = &document.paragraphs[p];
    let first = paragraph.first_token;
    let reach = paragraph.end_token.min(first + NAME + 1);
    let stop = (first..reach).find(|&t| document.kind_at(t) == Some(TokenKind::Stop))?;
    let upper = |t: &u32| document.word_at(*t).shape == Shape::Upper && document.kind_at(*t) == Some(TokenKind::Word);
    let end = first + 1 + (first + 1..stop).take_while(upper).count() as u32;
    let whole = end == stop || document.lower_at(end) == "of";
    let words = document.tokens.get(stop as usize + 1).is_some_and(|t| t.paragraph as usize == p && t.spaced && t.is_word());
    (document.has(first, Class::Honorific) && end > first + 1 && whole && words).then_some(Label {
        name: TokenRange::new(first, end),
        words: stop + 1,
        marked: false,
    })
}

/// The first token behind the time that a paragraph begins with: *[00:01:23]*, *14:05*.
fn behind_time(document: &Document<'_>, first: u32, end: u32) -> u32 {
    let time = |t: &u32| {
        matches!(
            document.kind_at(*t),
            Some(TokenKind::Number | TokenKind::Colon | TokenKind::Stop | TokenKind::OpenBracket | TokenKind::CloseBracket)
        )
    };
    let behind = first + (first..end).take(TIME).take_while(time).count() as u32;
    let figure = (first..behind).any(|t| document.kind_at(t) == Some(TokenKind::Number));
    if figure && behind < end { behind } else { first }
}
