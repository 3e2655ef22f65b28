//! Words that name things of several kinds: a person and a place of one document (*Jordan* beside *Michael Jordan*), a team and what else has
//! its name (*Chelsea*).
//!
//! The tagger reads each name in its surroundings. Where it hardly prefers one kind, the document decides; where that has both, nobody
//! does and the name stays open.

use super::label::NameKind;
use super::settle::speaks;
use super::tagger::{Leanings, Tagged};
use crate::document::{Document, TokenKind, TokenRange};
use crate::gazetteer::RowKind;
use crate::hits::Hits;
use crate::lexicon::Class;
use crate::model::SCALE;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Leanings within this are no preference: odds of e to 1.
const CLOSE: i32 = SCALE;

/// Where nothing in the document says of a word that it is a place, a place's reading must lead a namesake's by so much: odds of about 20
/// to 1. Countries are places anyway.
const UNSAID: i32 = 3 * SCALE;

/// What a word before that says *there* counts: odds of about 7 to 1.
const THERE: i32 = 2 * SCALE;

/// What it counts that somebody of the name, named in full, is the subject of the clause: odds of about 400 to 1.
const APART: i32 = 6 * SCALE;

/// What a word before that can say so counts for a name that was read as a place's.
const PERHAPS_THERE: i32 = SCALE;

/// Corrects names of one word, and gives those that could be a person of the document or a place of it.
pub(super) fn settle(document: &Document<'_>, hits: &Hits, leanings: &Leanings, names: &mut [Tagged]) -> BTreeSet<u32> {
    let word = |t: u32| document.word_at(t).folded;
    // where each first and last word of a full name stands first
    let mut people: HashMap<u64, u32> = HashMap::new();
    for name in names.iter().filter(|n| n.kind == NameKind::Person && n.tokens.len() > 1) {
        for t in [name.tokens.start, name.tokens.end - 1] {
            people.entry(word(t)).or_insert(t);
        }
    }
    for name in names.iter_mut().filter(|n| n.tokens.len() == 1 && matches!(n.kind, NameKind::Person | NameKind::Place)) {
        let called_so = people.contains_key(&word(name.tokens.start)) || speaks(document, name.tokens);
        if !called_so && is_team(document, hits, name.tokens) {
            name.kind = NameKind::Organization;
        }
    }
    if people.is_empty() {
        return BTreeSet::new();
    }
    let apart = |i: usize| i.checked_sub(1).is_some_and(|before| acts_on(document, names[before].tokens, names[i].tokens.start));
    // the leanings of the names that are such a word, by their number; of who speaks the tagger is sure enough
    let leaning = |i: usize| {
        let name = &names[i];
        let t = name.tokens.start;
        let alone = name.tokens.len() == 1 && matches!(name.kind, NameKind::Person | NameKind::Place);
        let shared = alone && people.contains_key(&word(t)) && !speaks(document, name.tokens);
        let read = leanings.get(&t).filter(|_| shared)?;
        let there = there(document, *name) + if apart(i) { APART } else { 0 };
        // where a rule has changed the kind it had its reason
        let changed = (name.kind == NameKind::Person) != (*read > 0) && there < THERE;
        (!changed).then_some(read - there)
    };
    let shared: Vec<(usize, i32)> = (0..names.len()).filter_map(|i| Some((i, leaning(i)?))).collect();
    let said = |&&(i, _): &&(usize, i32)| apart(i) || there(document, names[i]) > 0 || is_nation(hits, names[i].tokens);
    let said: HashSet<u64> = shared.iter().filter(said).map(|&(i, _)| word(names[i].tokens.start)).collect();
    let is_place = |t: u32, lean: i32| lean <= if said.contains(&word(t)) { -CLOSE } else { -UNSAID };
    let places: HashSet<u64> = shared
        .iter()
        .map(|&(i, lean)| (names[i].tokens.start, lean))
        .filter(|&(t, lean)| is_place(t, lean))
        .map(|(t, _)| word(t))
        .collect();
    let mut open = BTreeSet::new();
    for (i, lean) in shared {
        let name = &mut names[i];
        let t = name.tokens.start;
        let named_before = people.get(&word(t)).is_some_and(|&first| first < t);
        if is_place(t, lean) {
            name.kind = NameKind::Place;
        } else if named_before && places.contains(&word(t)) && lean < if is_nation(hits, name.tokens) { UNSAID } else { CLOSE } {
            // a country does things as a person does: the reading of its surroundings tells less
            open.insert(t);
        } else if named_before && lean < CLOSE {
            name.kind = NameKind::Person;
        }
    }
    open
}

/// Whether a full name that has the word at `t` too stands before it in the same clause: who is named in full does nothing to himself
/// by his surname (*Jim Jordan visited Jordan*).
fn acts_on(document: &Document<'_>, full: TokenRange, t: u32) -> bool {
    const MOST: u32 = 5;
    let word = |t: u32| document.word_at(t).folded;
    let same_sentence = document.token(full.start).sentence == document.token(t).sentence;
    let named = full.len() > 1 && [full.start, full.end - 1].map(word).contains(&word(t));
    let joins = [Class::Conjunction, Class::Relative, Class::Subordinator, Class::SpeechVerb];
    let plain = |t: u32| document.kind_at(t) == Some(TokenKind::Word) && !document.entry_at(t).has_any(&joins);
    same_sentence && named && full.end < t && t - full.end <= MOST && (full.end..t).all(plain)
}

/// How much the words before a name say that it is a place: *in Washington*, *the city of Washington*.
fn there(document: &Document<'_>, name: Tagged) -> i32 {
    let start = name.tokens.start;
    let sentence = document.token(start).sentence;
    let before = |by: u32| start.checked_sub(by).filter(|&t| document.token(t).sentence == sentence);
    let town = |t: u32| document.entry_at(t).has_any(&[Class::OfTown, Class::OfState]);
    match before(1) {
        Some(t) if document.has(t, Class::There) => THERE,
        Some(t) if document.lower_at(t) == "of" && before(2).is_some_and(town) => THERE,
        Some(t) if document.has(t, Class::PerhapsThere) && name.kind == NameKind::Place => PERHAPS_THERE,
        _ => 0,
    }
}

/// Whether a table has a country of this name.
fn is_nation(hits: &Hits, tokens: TokenRange) -> bool {
    hits.names_at(tokens.start).iter().any(|h| h.tokens == tokens && h.exact && h.nation)
}

/// Whether a table has a body of this name and the next word is one of teams: *Chelsea beat*, *the Chelsea striker*, *Chelsea will play*.
pub(super) fn is_team(document: &Document<'_>, hits: &Hits, tokens: TokenRange) -> bool {
    let sentence = document.token(tokens.start).sentence;
    let of_team = |t: u32| {
        let same = document.tokens.get(t as usize).is_some_and(|token| token.sentence == sentence);
        same && document.has(t, Class::OfTeam)
    };
    let next = tokens.end;
    let modal = document.kind_at(next).is_some() && document.has(next, Class::Modal);
    let body = hits.names_at(tokens.start).iter().any(|h| h.tokens == tokens && h.exact && h.kind == RowKind::Organization);
    body && of_team(next + u32::from(modal))
}
