//! Transcripts: paragraphs that begin with the name of who speaks.

use crate::document::{Document, Shape, Token, TokenKind, TokenRange};
use crate::extraction::Section;
use crate::lexicon::Class;
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
/// How many paragraphs a turn without another behind it can go on.
const LAST: usize = 1;

/// The turns of a document, none where it is no transcript: there several paragraphs have labels, and these are in capitals,
/// are a *Q* or an *A*, or come back.
pub(super) fn turns(document: &Document<'_>, mentions: &[Mention], sections: &[Section]) -> Vec<Turn> {
    let speaks = |p: &usize| matches!(sections.get(*p), None | Some(Section::Headline | Section::Standfirst | Section::Body));
    let asked = questions(document);
    let found = |p: usize| if asked { letter(document, p) } else { None }.or_else(|| label(document, p));
    let labels: Vec<Option<Label>> = (0..document.paragraphs.len()).map(|p| Some(p).filter(speaks).and_then(found)).collect();
    // where the transcript is quoted, a label without a mark is none of it
    let marked = labels.iter().flatten().filter(|l| l.marked).count() > 1;
    let labels: Vec<Option<Label>> = labels.into_iter().map(|l| l.filter(|l| l.marked == marked)).collect();
    // names alone make a transcript; in one, UNIDENTIFIED VOICE is a label too
    let people: BTreeSet<&str> = mentions.iter().filter(|m| is_full(document, m)).map(|m| document.lower_at(m.head)).collect();
    let is_name = |label: &&Label| {
        let known = label.name.iter().any(|t| people.contains(document.lower_at(t)));
        known || !is_heading(document, label.name)
    };
    let names: Vec<&Label> = labels.iter().flatten().filter(is_name).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in &names {
        // Mr. Ashby and Tom Ashby (North Wexcombe) are one
        *counts.entry(document.lower_at(label.name.end - 1)).or_default() += 1;
    }
    let returns = counts.len() > 1 && counts.values().any(|&n| n > 1);
    let capitals = names.iter().filter(|l| is_capital(document, l.name)).count();
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
        let next = all.get(i + 1).copied().unwrap_or(p + LAST);
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
        turns.push(Turn { label: label.name, parts });
    }
    turns
}

/// Whether somebody is called by several names there.
fn is_full(document: &Document<'_>, mention: &Mention) -> bool {
    let words = mention.tokens.iter().filter(|&t| document.token(t).is_word()).count();
    mention.reference == Reference::Name && mention.kind == Kind::Person && words > 1
}

fn is_capital(document: &Document<'_>, name: TokenRange) -> bool {
    name.iter().all(|t| matches!(document.word_at(t).shape, Shape::Upper | Shape::Letter | Shape::None))
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
    let first = paragraph.first_token + u32::from(marked);
    let reach = paragraph.end_token.min(first + REACH + 1);
    let colon = (first..reach).find(|&t| document.kind_at(t) == Some(TokenKind::Colon))?;
    let described = |t: &u32| matches!(document.kind_at(*t), Some(TokenKind::Comma | TokenKind::OpenBracket));
    let bracket = (first..colon).find(|&t| document.kind_at(t) == Some(TokenKind::OpenBracket));
    // The Secretary of State for Ferries (Mr. Tom Ashby)
    let office = bracket.filter(|_| document.has(first, Class::Determiner));
    let start = office.map_or(first, |t| t + 1);
    let closed = |t: &u32| document.kind_at(*t) == Some(TokenKind::CloseBracket);
    let end = match office {
        Some(_) => (start..colon).find(closed)?,
        None => (first..colon).find(described).unwrap_or(colon),
    };
    // what describes the name is short, and no sentence
    if end < colon && (end..colon).any(|t| document.kind_at(t) == Some(TokenKind::Stop) || document.token(t).is_mark()) {
        return None;
    }
    let name = TokenRange::new(start, end);
    let named = !name.is_empty() && name.len() <= NAME && name.iter().all(|t| is_name_token(document, t, start));
    let after = document.tokens.get(colon as usize + 1).filter(|_| colon + 1 < paragraph.end_token)?;
    // marks behind the colon are a quotation of their own kind; an address is no speech
    let speech = after.is_word() && after.kind != TokenKind::Url || after.kind == TokenKind::OpenBracket;
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

/// Whether a label is made of ordinary words that nobody is called by: *Update: …*, *When: …*.
fn is_heading(document: &Document<'_>, name: TokenRange) -> bool {
    const WHO: [Class; 6] = [Class::GivenName, Class::Surname, Class::Honorific, Class::Title, Class::Role, Class::PeopleNoun];
    let nobody = |t: u32| {
        let entry = document.entry_at(t);
        document.lower_at(t).len() > 1 && entry.has(Class::Common) && !entry.has_any(&WHO)
    };
    name.iter().filter(|&t| document.token(t).is_word()).all(nobody)
}

/// Whether paragraphs begin with *Q.* and with *A.*, as in the record of a hearing.
fn questions(document: &Document<'_>) -> bool {
    let begins = |with: &str| document.paragraphs.iter().any(|p| document.lower_at(p.first_token) == with);
    begins("q.") && begins("a.")
}

/// The *Q.* or *A.* that a paragraph begins with.
fn letter(document: &Document<'_>, p: usize) -> Option<Label> {
    let paragraph = &document.paragraphs[p];
    let first = paragraph.first_token;
    let words = |t: &Token| t.paragraph as usize == p && t.spaced && t.is_word();
    (matches!(document.lower_at(first), "q." | "a.") && document.tokens.get(first as usize + 1).is_some_and(words))
        .then_some(Label { name: TokenRange::new(first, first + 1), words: first + 1, marked: false })
}
