//! What the whole document says of single names: the tagger sees a few words around each, this compares them with each other.

use super::context::Context;
use super::extents;
use super::label::NameKind;
use super::missed::{self, is_free};
use super::runs::Case;
use super::tagger::Tagged;
use super::told;
use super::unified;
use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::gazetteer::RowKind;
use crate::hits::Hits;
use crate::lexicon::Class;
use std::collections::HashSet;

/// Words that make a name that of a body or a place, whatever stands before them.
pub(super) const HEADS: [Class; 4] = [Class::OrgHead, Class::OrgSuffix, Class::OrganizationNoun, Class::PlaceHead];

/// How common a given name must be to make a person of an untagged pair of words, or of one that is an ordinary word too.
pub(super) const SURE_GIVEN: u8 = 4;

/// Corrects names by each other.
pub(super) fn settle(context: &Context<'_, '_>, hits: &Hits, names: Vec<Tagged>) -> Vec<Tagged> {
    let mut names = in_headlines(context, hits, names);
    names = names.into_iter().flat_map(|name| without_and(context.document, name)).collect();
    extents::cut_words(context.document, hits, &mut names);
    missed::add_pairs(context, hits, &mut names);
    missed::add_bodies(context, &mut names);
    told::add(context, hits, &mut names);
    grow(context, hits, &mut names);
    for name in &mut names {
        if is_titled(context, hits, *name) {
            name.kind = NameKind::Person;
        }
    }
    missed::add_spelled_out(context.document, &mut names);
    missed::add_speakers(context, &mut names);
    missed::add_kin(context, &mut names);
    make_people(context, hits, &mut names);
    unified::settle(context, hits, &mut names);
    make_places(context.document, hits, &mut names);
    make_companions(context.document, hits, &mut names);
    extents::settle(context, hits, &mut names);
    names
}

fn words(document: &Document<'_>, tokens: TokenRange) -> Vec<u64> {
    tokens.iter().filter(|&t| document.token(t).is_word()).map(|t| document.word_at(t).folded).collect()
}

/// Whether a name of a table stands at just these tokens.
pub(super) fn is_row(hits: &Hits, tokens: TokenRange) -> bool {
    hits.names_at(tokens.start).iter().any(|hit| hit.tokens == tokens && hit.exact && hit.kind != RowKind::Never)
}

fn is_plain(document: &Document<'_>, t: u32) -> bool {
    let entry = document.entry_at(t);
    (1..=35).contains(&entry.level) && entry.given.max(entry.surname) < SURE_GIVEN
}

/// In a headline with capitals everywhere, cuts names before a verb, and drops those of plain words that the text below does
/// not know.
fn in_headlines(context: &Context<'_, '_>, hits: &Hits, names: Vec<Tagged>) -> Vec<Tagged> {
    let document = context.document;
    let is_title = |name: &Tagged| context.case_at(name.tokens.start) == Case::Title;
    let below: HashSet<Vec<u64>> = names.iter().filter(|n| !is_title(n)).map(|n| words(document, n.tokens)).collect();
    let known = |tokens: TokenRange| is_row(hits, tokens) || below.contains(&words(document, tokens));
    names
        .into_iter()
        .filter_map(|mut name| {
            if !is_title(&name) || known(name.tokens) {
                return Some(name);
            }
            // “Lindgren Opens Bridge”: a plain word in -s behind a proper name, if it is no plural of people
            let verb = (name.tokens.start + 1..name.tokens.end).find(|&t| {
                let entry = document.entry_at(t);
                document.lower_at(t).ends_with('s')
                    && is_plain(document, t)
                    && !entry.has_any(&[Class::PeopleNoun, Class::Role, Class::Plural])
                    && !entry.has_any(&HEADS)
                    && !is_plain(document, t - 1)
            });
            name.tokens.end = verb.unwrap_or(name.tokens.end);
            let plain = |t: u32| !document.token(t).is_word() || is_plain(document, t);
            (known(name.tokens) || !name.tokens.iter().all(plain)).then_some(name)
        })
        .collect()
}

/// No name of a person has an *and* in it: two people, if both sides begin with a capital.
fn without_and(document: &Document<'_>, name: Tagged) -> impl Iterator<Item = Tagged> + use<> {
    let inner = name.tokens.start + 1..name.tokens.end.saturating_sub(1);
    let and = inner.into_iter().find(|&t| {
        let capital = |t: u32| document.word_at(t).shape != Shape::Lower && document.token(t).is_word();
        let people = name.kind == NameKind::Person || (t == name.tokens.start + 1 && are_introduced(document, name));
        people && document.lower_at(t) == "and" && capital(t - 1) && capital(t + 1)
    });
    let kind = and.map_or(name.kind, |_| NameKind::Person);
    let parts = match and {
        Some(t) => [Some(TokenRange::new(name.tokens.start, t)), Some(TokenRange::new(t + 1, name.tokens.end))],
        None => [Some(name.tokens), None],
    };
    parts.into_iter().flatten().map(move |tokens| Tagged { tokens, kind })
}

/// Whether two given names stand behind a comma and what their bearers are: *two sons, Piers and Jolyon*.
fn are_introduced(document: &Document<'_>, name: Tagged) -> bool {
    let Some(role) = name.tokens.start.checked_sub(2).filter(|_| name.tokens.len() == 3) else {
        return false;
    };
    let described = document.has(role, Class::Role) && document.has(role, Class::Plural);
    let given = [name.tokens.start, name.tokens.end - 1].iter().any(|&t| document.entry_at(t).given > 0);
    described && given && document.kind_at(role + 1) == Some(TokenKind::Comma)
}

/// Grows people of one word by a given name before (*Wing Cheung*) or by the word behind a given name (*Morten Lie*).
fn grow(context: &Context<'_, '_>, hits: &Hits, names: &mut [Tagged]) {
    let document = context.document;
    for i in 0..names.len() {
        let Tagged { tokens, kind: NameKind::Person, .. } = names[i] else {
            continue;
        };
        if tokens.len() != 1 || context.case_at(tokens.start) != Case::Mixed {
            continue;
        }
        let same_sentence = |t: u32| document.token(t).sentence == document.token(tokens.start).sentence;
        let before = tokens.start.checked_sub(1).filter(|&t| {
            let entry = document.entry_at(t);
            let least = if entry.level > 0 { SURE_GIVEN } else { 1 };
            entry.given >= least && same_sentence(t) && is_free(context, hits, names, t)
        });
        let own = document.entry_at(tokens.start);
        let bare_given = own.given >= SURE_GIVEN && own.level == 0 && own.surname < own.given;
        if let Some(before) = before {
            names[i].tokens.start = before;
        } else if bare_given && is_free(context, hits, names, tokens.end) && same_sentence(tokens.end) {
            names[i].tokens.end += 1;
        }
    }
}

/// Whether a body's name is a title and a surname (*Canon Purcell*), as the tagger takes it in a headline or beside a body.
fn is_titled(context: &Context<'_, '_>, hits: &Hits, name: Tagged) -> bool {
    let document = context.document;
    let headline = context.case_at(name.tokens.start) == Case::Title;
    let kind = name.kind == NameKind::Organization || (name.kind == NameKind::Place && headline);
    let part = |t: u32| {
        let entry = document.entry_at(t);
        let surname = entry.level == 0 || entry.given.max(entry.surname) > 0;
        document.kind_at(t) == Some(TokenKind::Word)
            && document.word_at(t).shape == Shape::Capital
            && surname
            && !entry.has_any(&HEADS)
    };
    kind && matches!(name.tokens.len(), 2 | 3)
        && document.entry_at(name.tokens.start).has_any(&[Class::Title, Class::Honorific])
        && (name.tokens.start + 1..name.tokens.end).all(part)
        && !is_row(hits, name.tokens)
}

/// Whether a word is a verb of speech.
pub(super) fn is_said(document: &Document<'_>, t: u32) -> bool {
    let token = document.tokens.get(t as usize);
    token.is_some_and(|_| document.has(t, Class::SpeechVerb) && document.word_at(t).shape == Shape::Lower)
}

/// Whether a name stands beside a verb of speech.
pub(super) fn speaks(document: &Document<'_>, tokens: TokenRange) -> bool {
    let verb = |t: u32| is_said(document, t);
    tokens.start.checked_sub(1).is_some_and(verb) || verb(tokens.end)
}

/// Whether an age, a trade or *who* stands behind the comma behind a name: *, 34,* or *, a retired weaver,*.
fn is_described(context: &Context<'_, '_>, tokens: TokenRange) -> bool {
    let run = context.run_at(tokens.start).filter(|run| run.end == tokens.end);
    run.is_some_and(|run| match run.apposition {
        "age" => true,
        "who" => context.document.lower_at(run.end + 1) == "who",
        // *Ashton Hall, home of the mayor*
        "role" => matches!(context.document.lower_at(run.end + 1), "a" | "an"),
        _ => false,
    })
}

/// Makes people of bodies and places that are called like people of the document: a surname alone (*Osei-Lund*), where it also
/// is a place's name if it speaks or has an age, and a given name with a word more that speaks, or whose last word does.
fn make_people(context: &Context<'_, '_>, hits: &Hits, names: &mut [Tagged]) {
    let document = context.document;
    let speakers: HashSet<u64> = names
        .iter()
        .filter(|n| n.tokens.len() == 1 && speaks(document, n.tokens))
        .map(|n| document.word_at(n.tokens.start).folded)
        .collect();
    for name in names.iter_mut().filter(|n| n.tokens.len() == 2 && n.kind != NameKind::Person) {
        let (first, last) = (name.tokens.start, name.tokens.end - 1);
        let given = document.entry_at(first);
        let spoken = given.level == 0 && speaks(document, name.tokens) && name.kind == NameKind::Organization;
        // *Dale* is the head of a place's name, but not of somebody's with an age or a trade
        let bearer = given.given > 0 && given.level == 0 && document.entry_at(last).surname > 0;
        if bearer && is_described(context, name.tokens) && !is_row(hits, name.tokens) {
            name.kind = NameKind::Person;
        }
        if given.given >= SURE_GIVEN
            && (spoken || speakers.contains(&document.word_at(last).folded))
            && !document.entry_at(last).has_any(&HEADS)
            && !is_row(hits, name.tokens)
        {
            name.kind = NameKind::Person;
        }
    }
    let mut surnames: HashSet<Vec<u64>> = HashSet::new();
    let mut first: HashSet<u64> = HashSet::new();
    for name in names.iter().filter(|n| n.kind == NameKind::Person) {
        let words = words(document, name.tokens);
        surnames.extend((1..words.len().min(6)).map(|len| words[words.len() - len..].to_vec()));
        // the family's name may stand first: “Bae, 54,” is Bae Sung-hoon
        first.extend(words.first().filter(|_| words.len() > 1));
    }
    for name in names.iter_mut().filter(|n| matches!(n.kind, NameKind::Organization | NameKind::Place)) {
        let aged = context.run_at(name.tokens.start).is_some_and(|run| run.end == name.tokens.end && run.apposition == "age");
        let family = aged && name.tokens.len() == 1 && first.contains(&document.word_at(name.tokens.start).folded);
        let unlisted = name.kind == NameKind::Organization && !is_row(hits, name.tokens);
        let fits = aged || unlisted || speaks(document, name.tokens);
        // *Ford, 54,*
        let years = |t: u32| document.kind_at(t) == Some(TokenKind::Number) && document.text_of(document.token(t)).len() == 2;
        let somebody = aged && name.kind == NameKind::Organization && name.tokens.len() == 1 && years(name.tokens.end + 1);
        if family || somebody || (fits && surnames.contains(&words(document, name.tokens))) {
            name.kind = NameKind::Person;
        }
    }
}

/// Makes people of two unknown words that stand with somebody by *and*: *met Peter Hale and Ågot Øien*.
fn make_companions(document: &Document<'_>, hits: &Hits, names: &mut [Tagged]) {
    for i in 1..names.len() {
        let (before, name) = (names[i - 1], names[i]);
        let beside = before.tokens.end + 1 == name.tokens.start && document.lower_at(before.tokens.end) == "and";
        let person = before.kind == NameKind::Person && before.tokens.len() > 1;
        let unknown = |t: u32| {
            let entry = document.entry_at(t);
            entry.level == 0 && !entry.has_any(&HEADS) && document.word_at(t).shape == Shape::Capital
        };
        let two = name.kind == NameKind::Place && name.tokens.len() == 2 && name.tokens.iter().all(unknown);
        if beside && person && two && !is_row(hits, name.tokens) {
            names[i].kind = NameKind::Person;
        }
    }
}

/// Makes places of bodies of one word that begin the name of a longer one (*Estmark* and *Estmark Shipping Council*), if
/// something lies in them.
fn make_places(document: &Document<'_>, hits: &Hits, names: &mut [Tagged]) {
    let mut longer: HashSet<u64> = HashSet::new();
    let mut inside: HashSet<u64> = HashSet::new();
    let lone = |name: &Tagged| {
        let alone = name.tokens.len() == 1 && name.kind == NameKind::Organization;
        alone && document.word_at(name.tokens.start).shape == Shape::Capital && !is_row(hits, name.tokens)
    };
    for name in names.iter() {
        let start = name.tokens.start;
        let first = document.word_at(start).folded;
        let head = document.entry_at(name.tokens.end - 1);
        if name.kind == NameKind::Organization && name.tokens.len() > 1 && head.has(Class::OrgHead) && !head.has(Class::OrgSuffix)
        {
            longer.insert(first);
        } else if lone(name) && start.checked_sub(1).is_some_and(|t| matches!(document.lower_at(t), "in" | "near")) {
            inside.insert(first);
        }
    }
    for name in names.iter_mut().filter(|n| lone(n)) {
        let word = document.word_at(name.tokens.start).folded;
        if longer.contains(&word) && inside.contains(&word) {
            name.kind = NameKind::Place;
        }
    }
}
