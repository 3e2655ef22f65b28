//! Titles and roles right before a name: *Mr.*, *US Treasury Secretary*, *economist*.

use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::hits::Hits;
use crate::lexicon::Class;

/// Longest title, in tokens.
const LONGEST: u32 = 12;

const TITLES: [Class; 3] = [Class::Honorific, Class::Title, Class::Role];

/// The title that ends right before `end`, with the words that belong to it.
pub(super) fn before(document: &Document<'_>, hits: &Hits, end: u32) -> Option<TokenRange> {
    let sentence = document.sentences.get(document.token(end).sentence as usize)?;
    let floor = sentence.first_token.max(end.saturating_sub(LONGEST));
    let mut start = end;
    let mut office = false;
    while let Some(earlier) = step(document, hits, start, floor)
        .or_else(|| bracketed(document, start, floor))
        .or_else(|| office_of(document, start, floor))
    {
        // “Secretary of State John” has its office behind the word; an honorific alone takes no words before it
        office |= (earlier..start).any(|t| !document.has(t, Class::Honorific));
        start = earlier;
    }
    if start == end {
        return None;
    }
    while office && start > floor && is_modifier(document, start - 1) {
        start -= 1;
    }
    // a hyphen joins “then-President”; at the beginning it joins nothing
    while start < end && !document.token(start).is_word() {
        start += 1;
    }
    (start < end).then(|| TokenRange::new(start, end))
}

/// Where the title or phrase that ends at `end` starts.
fn step(document: &Document<'_>, hits: &Hits, end: u32, floor: u32) -> Option<u32> {
    for len in (2..=6u32).rev() {
        let Some(from) = end.checked_sub(len).filter(|&f| f >= floor) else {
            continue;
        };
        if hits.phrase_at(from).is_some_and(|p| p.tokens.end == end && p.entry.has_any(&TITLES)) {
            return Some(from);
        }
    }
    let last = end.checked_sub(1).filter(|&t| t >= floor && !is_given(document, t))?;
    let entry = document.entry_at(last);
    // a plural before a name is no title: “lawmakers Smith and Jones” is rare, “voters Tuesday” is not
    (entry.has_any(&TITLES) && !entry.has(Class::Plural) && document.token(last).kind == TokenKind::Word).then_some(last)
}

/// Where a bracket starts that holds a title and ends at `end`: *Chief (Mrs.) Ada Obi*.
pub(super) fn bracketed(document: &Document<'_>, end: u32, floor: u32) -> Option<u32> {
    let open = end.checked_sub(3).filter(|&open| open > floor)?;
    let held =
        document.kind_at(open) == Some(TokenKind::OpenBracket) && document.kind_at(end - 1) == Some(TokenKind::CloseBracket);
    let titles = |t: u32| document.entry_at(t).has_any(&[Class::Honorific, Class::Title]);
    (held && titles(open + 1) && titles(open - 1)).then_some(open)
}

/// Longest name of what somebody holds an office of, in tokens: *Minister of Foreign Trade*.
const LONGEST_OF: u32 = 4;

/// Where an office starts that ends at `end` with what it is of: *Minister of Trade Ana Pell*.
fn office_of(document: &Document<'_>, end: u32, floor: u32) -> Option<u32> {
    let capital = |t: u32| {
        let word = document.word_at(t);
        document.kind_at(t) == Some(TokenKind::Word) && word.shape == Shape::Capital && !word.entry.has_any(&FUNCTION)
    };
    let first = (floor..end).rev().take(LONGEST_OF as usize).take_while(|&t| capital(t)).last()?;
    let head = first.checked_sub(2).filter(|&t| t >= floor && document.lower_at(first - 1) == "of")?;
    (capital(head) && document.has(head, Class::Title) && !document.has(head, Class::Plural)).then_some(head)
}

fn is_modifier(document: &Document<'_>, t: u32) -> bool {
    let token = document.token(t);
    let word = document.word(token);
    match token.kind {
        TokenKind::Word if word.shape == Shape::Lower => word.entry.has(Class::BeforeTitle),
        TokenKind::Word => {
            let begins = token.initial && word.entry.has_any(&FUNCTION);
            !begins && !word.entry.has_any(&[Class::Weekday, Class::Month])
        }
        TokenKind::Hyphen => true,
        TokenKind::Other => document.text_of(token) == "&",
        _ => false,
    }
}

const FUNCTION: [Class; 7] = [
    Class::Determiner,
    Class::Possessive,
    Class::PronounSubject,
    Class::Preposition,
    Class::Conjunction,
    Class::Subordinator,
    Class::Adverb,
];

/// Where a title ends that begins before a name and ends in it: *Datuk Seri Lim Wei* tagged from *Seri* on.
pub(super) fn end_of_straddling(hits: &Hits, tokens: TokenRange) -> Option<u32> {
    let before = hits.phrase_at(tokens.start.checked_sub(1)?)?;
    let straddles = before.tokens.end > tokens.start && before.tokens.end < tokens.end;
    (straddles && before.entry.has_any(&[Class::Honorific, Class::Title])).then_some(before.tokens.end)
}

/// Where the bare name begins in a range that may start with titles.
pub(super) fn end_of_leading(document: &Document<'_>, hits: &Hits, tokens: TokenRange) -> Option<u32> {
    let mut start = tokens.start;
    while start + 1 < tokens.end {
        let phrase =
            hits.phrase_at(start).filter(|p| p.entry.has_any(&[Class::Honorific, Class::Title]) && p.tokens.end < tokens.end);
        let entry = document.entry_at(start);
        // *Donor Adelson*, but *Judge Reinhold* and *Mason Dunmore* are names
        if is_given(document, start) {
            break;
        }
        let role = entry.has(Class::Role) && !entry.has(Class::Plural) && entry.given == 0 && entry.surname == 0;
        if let Some(phrase) = phrase {
            start = phrase.tokens.end;
        } else if role || entry.has(Class::Honorific) || (entry.has(Class::Title) && entry.given < 5) {
            start += 1;
        } else {
            break;
        }
    }
    (start > tokens.start).then_some(start)
}

/// How common a given name is that is a title only before another given name.
const COMMONLY_GIVEN: u8 = 5;

/// Whether a title is somebody's given name, as a surname stands behind it: *Don Abbott*, but *Don Carlos*; in capitals also a title that
/// is a given name first of all: *DEAN ABBOTT:*.
pub(super) fn is_given(document: &Document<'_>, t: u32) -> bool {
    let entry = document.entry_at(t);
    let next = document.kind_at(t + 1).filter(|_| document.token(t).sentence == document.token(t + 1).sentence);
    let behind = document.entry_at(t + 1);
    let capitals = document.word_at(t).shape == Shape::Upper && document.word_at(t + 1).shape == Shape::Upper;
    (entry.has(Class::Honorific) || capitals && entry.has(Class::Title))
        && entry.given >= COMMONLY_GIVEN
        && (entry.given > entry.surname || capitals && entry.given == entry.surname)
        && document.word_at(t).shape != Shape::Lower
        && next == Some(TokenKind::Word)
        && behind.surname.max(1) > behind.given
}
