//! People in text without capitals, such as transcripts of speech: by given name and surname, by title, and by the surname of somebody
//! who is named in full.

use super::context::Context;
use super::label::NameKind;
use super::runs::{Case, FUNCTION};
use super::tagger::Tagged;
use crate::document::{TokenKind, TokenRange};
use crate::hits::Hits;
use crate::lexicon::{Class, Entry};
use std::collections::HashSet;

/// Words that, like those of grammar, are no part of a name in small letters, however many people bear them.
const NO_PARTS: [Class; 6] = [Class::Weekday, Class::Month, Class::TimeNoun, Class::SpeechVerb, Class::Role, Class::Title];

/// How common a given name must be.
const GIVEN: u8 = 4;

/// How common a surname must be that is an ordinary word too, and a given name before it.
const COMMON: u8 = 6;

/// Words of this level are everybody's.
const EVERYDAY: u8 = 20;

/// Adds people where the sentence has no capitals and the tagger saw nothing.
pub(super) fn add(context: &Context<'_, '_>, hits: &Hits, names: &mut Vec<Tagged>) {
    let document = context.document;
    if !context.cases.contains(&Case::Lower) {
        return;
    }
    let small = |t: u32| {
        let token = document.tokens.get(t as usize).filter(|token| token.kind == TokenKind::Word);
        token.is_some_and(|_| context.case_at(t) == Case::Lower)
    };
    let same = |a: u32, b: u32| document.token(a).sentence == document.token(b).sentence;
    let mut found: Vec<Tagged> = Vec::new();
    let mut t = 0;
    while (t as usize) < document.tokens.len() {
        let entry = document.entry_at(t);
        let pair = small(t) && small(t + 1) && same(t, t + 1) && is_given(&entry) && {
            let next = document.entry_at(t + 1);
            is_surname(&next, entry.given >= COMMON && entry.level == 0)
        };
        let titled = small(t)
            && is_surname(&entry, false)
            && t.checked_sub(1).is_some_and(|before| same(before, t) && is_title(context, hits, before));
        let len = if pair { 2 } else { u32::from(titled) };
        if len > 0 {
            found.push(Tagged { tokens: TokenRange::new(t, t + len), kind: NameKind::Person });
        }
        t += len.max(1);
    }
    let full = found.iter().chain(names.iter()).filter(|name| name.kind == NameKind::Person && name.tokens.len() > 1);
    let surnames: HashSet<u64> = full.map(|name| document.word_at(name.tokens.end - 1).folded).collect();
    let again = |&t: &u32| small(t) && surnames.contains(&document.word_at(t).folded) && is_surname(&document.entry_at(t), false);
    let again = (0..document.tokens.len() as u32).filter(again);
    found.extend(again.map(|t| Tagged { tokens: TokenRange::new(t, t + 1), kind: NameKind::Person }));
    // longer before shorter, and none where there is a name already
    found.sort_by_key(|name| (name.tokens.start, u32::MAX - name.tokens.end));
    let mut end = 0;
    found.retain(|name| {
        let at = names.partition_point(|other| other.tokens.end <= name.tokens.start);
        let free = name.tokens.start >= end && names.get(at).is_none_or(|other| !other.tokens.overlaps(name.tokens));
        end = if free { name.tokens.end } else { end };
        free
    });
    names.extend(found);
    names.sort_by_key(|name| name.tokens);
}

fn is_part(entry: &Entry) -> bool {
    !entry.has_any(&FUNCTION) && !entry.has_any(&NO_PARTS)
}

fn is_given(entry: &Entry) -> bool {
    entry.given >= GIVEN && (entry.level == 0 || entry.level > EVERYDAY && entry.given >= COMMON) && is_part(entry)
}

/// Whether a word can be a surname; one that is a word of its own only behind a given name that is none (`sure`).
fn is_surname(entry: &Entry, sure: bool) -> bool {
    let common = entry.level > EVERYDAY && entry.surname >= COMMON && sure;
    entry.surname > 0 && (entry.level == 0 || common) && is_part(entry)
}

/// Whether a title ends at a token: a word, or a phrase of several.
fn is_title(context: &Context<'_, '_>, hits: &Hits, t: u32) -> bool {
    const TITLES: [Class; 2] = [Class::Honorific, Class::Title];
    let phrase = |from: u32| hits.phrase_at(from).is_some_and(|p| p.tokens.end == t + 1 && p.entry.has_any(&TITLES));
    context.document.has(t, Class::Honorific) || context.document.has(t, Class::Title) || (t.saturating_sub(3)..t).any(phrase)
}
