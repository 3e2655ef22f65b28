//! Names that the tagger missed: a given name and a word more, a body by its head or by the letters behind it, somebody called by a
//! surname that is a plain word too.

use super::context::Context;
use super::label::NameKind;
use super::runs::Case;
use super::settle::{HEADS, SURE_GIVEN, is_said};
use super::tagger::Tagged;
use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::hits::Hits;
use crate::lexicon::{Class, Gender};
use std::collections::HashSet;

/// Capitalised words beside a name that are no part of it.
const NO_PARTS: [Class; 12] = [
    Class::Determiner,
    Class::Possessive,
    Class::PronounSubject,
    Class::Preposition,
    Class::Conjunction,
    Class::Modal,
    Class::Adverb,
    Class::Honorific,
    Class::Title,
    Class::Role,
    Class::Weekday,
    Class::Month,
];

/// Whether a token can be a part of a person's name beside another: a capitalised word in no name and in no row.
pub(super) fn is_free(context: &Context<'_, '_>, hits: &Hits, names: &[Tagged], t: u32) -> bool {
    let document = context.document;
    let Some(token) = document.tokens.get(t as usize) else {
        return false;
    };
    let at = names.partition_point(|n| n.tokens.end <= t);
    token.kind == TokenKind::Word
        && document.word(token).shape == Shape::Capital
        && context.case_at(t) == Case::Mixed
        && !document.word(token).entry.has_any(&NO_PARTS)
        && !document.word(token).entry.has_any(&HEADS)
        && names.get(at).is_none_or(|n| !n.tokens.contains(t))
        && hits.names_at(t).iter().all(|hit| hit.caution || !hit.exact)
}

/// Adds people whom the tagger missed: a run of a given name and one word more.
pub(super) fn add_pairs(context: &Context<'_, '_>, hits: &Hits, names: &mut Vec<Tagged>) {
    let document = context.document;
    let mut added = Vec::new();
    for run in context.runs.iter().filter(|run| run.end - run.start == 2) {
        let first = document.entry_at(run.start);
        let given = first.given >= SURE_GIVEN && first.level == 0 && first.surname < first.given;
        if given && (run.start..run.end).all(|t| is_free(context, hits, names, t)) {
            added.push(Tagged { tokens: TokenRange::new(run.start, run.end), kind: NameKind::Person });
        }
    }
    names.extend(added);
    names.sort_by_key(|n| n.tokens);
}

/// Adds bodies that the tagger missed: a run of a proper name and the head of a body (*Elbe Courier*).
pub(super) fn add_bodies(context: &Context<'_, '_>, names: &mut Vec<Tagged>) {
    let document = context.document;
    let mut added = Vec::new();
    for run in context.runs.iter().filter(|run| matches!(run.end - run.start, 2 | 3)) {
        let tokens = TokenRange::new(run.start, run.end);
        let first = document.entry_at(run.start);
        let proper = first.level == 0 && !first.has_any(&NO_PARTS) && document.word_at(run.start).shape == Shape::Capital;
        let at = names.partition_point(|n| n.tokens.end <= run.start);
        let untagged = names.get(at).is_none_or(|n| !n.tokens.overlaps(tokens));
        if proper && untagged && document.entry_at(run.end - 1).has_any(&[Class::OrgHead, Class::OrgSuffix]) {
            added.push(Tagged { tokens, kind: NameKind::Organization });
        }
    }
    names.extend(added);
    names.sort_by_key(|n| n.tokens);
}

/// Adds the bodies whose letters stand in brackets behind them: *Harbour Workers Union (HWU)*.
pub(super) fn add_spelled_out(document: &Document<'_>, names: &mut Vec<Tagged>) {
    let mut added: Vec<Tagged> = Vec::new();
    for name in names.iter().filter(|n| n.kind == NameKind::Organization && n.tokens.len() == 1) {
        let bracket = name.tokens.start.checked_sub(1).filter(|&t| document.kind_at(t) == Some(TokenKind::OpenBracket));
        let tokens = bracket.and_then(|bracket| spelled_out(document, bracket, document.lower_at(name.tokens.start)));
        added.extend(tokens.map(|tokens| Tagged { tokens, ..*name }));
    }
    // a longer body, or a part of another's name, is left as it is
    added.retain(|new| {
        let from = names.partition_point(|n| n.tokens.end <= new.tokens.start);
        let beside = names[from..].iter().take_while(|n| n.tokens.start < new.tokens.end);
        beside.clone().all(|n| new.tokens.covers(n.tokens))
            && beside.clone().all(|n| n.tokens != new.tokens || n.kind == NameKind::Other)
    });
    names.retain(|n| {
        let at = added.partition_point(|new| new.tokens.end <= n.tokens.start);
        added.get(at).is_none_or(|new| !new.tokens.overlaps(n.tokens))
    });
    names.extend(added);
    names.sort_by_key(|n| n.tokens);
}

/// The words before a bracket whose capitals are these letters, three at least; small words between them have none.
fn spelled_out(document: &Document<'_>, bracket: u32, letters: &str) -> Option<TokenRange> {
    let mut rest: Vec<char> = letters.chars().filter(|c| *c != '.').collect();
    if rest.len() < 3 {
        return None;
    }
    let sentence = document.token(bracket).sentence;
    let mut start = bracket;
    while let Some(&letter) = rest.last() {
        start = start.checked_sub(1).filter(|&t| document.token(t).sentence == sentence)?;
        let capital = !matches!(document.word_at(start).shape, Shape::Lower | Shape::None);
        if document.kind_at(start) != Some(TokenKind::Word) {
            return None;
        }
        if capital && document.lower_at(start).starts_with(letter) {
            rest.pop();
        } else if capital || !document.entry_at(start).has_any(&[Class::Preposition, Class::Conjunction, Class::Determiner]) {
            return None;
        }
    }
    Some(TokenRange::new(start, bracket))
}

/// Most people who are named one by one behind what they are.
const MOST_NAMED: u32 = 6;

/// Makes people of the words that name those of a plural with a gender: *her two sons, Piers and Jolyon*.
pub(super) fn add_kin(context: &Context<'_, '_>, names: &mut Vec<Tagged>) {
    let document = context.document;
    let inside =
        |from: u32, t: u32| document.tokens.get(t as usize).is_some_and(|token| token.sentence == document.token(from).sentence);
    let one = |t: u32| {
        let word = document.kind_at(t) == Some(TokenKind::Word) && document.word_at(t).shape == Shape::Capital;
        word && context.case_at(t) == Case::Mixed && !document.entry_at(t).has_any(&NO_PARTS)
    };
    let listed = |kin: u32| {
        let mut people = Vec::new();
        let mut t = kin + 2;
        while people.len() < MOST_NAMED as usize && inside(kin, t) && one(t) {
            people.push(t);
            let last = people.len() > 1 && document.lower_at(t - 1) == "and";
            if last {
                let ends =
                    !inside(kin, t + 1) || !document.token(t + 1).is_word() && document.kind_at(t + 1) != Some(TokenKind::Clitic);
                return if ends { people } else { Vec::new() };
            }
            let joined = document.kind_at(t + 1) == Some(TokenKind::Comma) || document.lower_at(t + 1) == "and";
            if !joined {
                break;
            }
            t += 2;
        }
        Vec::new()
    };
    let kin = |t: &u32| {
        let entry = document.entry_at(*t);
        let people = entry.has(Class::Role) && entry.has(Class::Plural) && entry.gender() != Gender::Unknown;
        people && document.kind_at(t + 1) == Some(TokenKind::Comma)
    };
    let people: Vec<u32> = (0..document.tokens.len() as u32).filter(kin).flat_map(listed).collect();
    if people.is_empty() {
        return;
    }
    names.retain(|n| !n.tokens.iter().any(|t| people.binary_search(&t).is_ok()));
    names.extend(people.iter().map(|&t| Tagged { tokens: TokenRange::new(t, t + 1), kind: NameKind::Person }));
    names.sort_by_key(|n| n.tokens);
}

/// Adds people by surname alone whom the tagger missed, as it is a month or a plain word too: *May said* in an article that names Theresa
/// May, right before the verb and not behind a preposition (*in May said*).
pub(super) fn add_speakers(context: &Context<'_, '_>, names: &mut Vec<Tagged>) {
    let document = context.document;
    let full = names.iter().filter(|n| n.kind == NameKind::Person && n.tokens.len() > 1).map(|n| n.tokens.end - 1);
    let surnames: HashSet<u64> = full.map(|t| document.word_at(t).folded).collect();
    if surnames.is_empty() {
        return;
    }
    let missed = |t: u32| {
        let at = names.partition_point(|n| n.tokens.end <= t);
        let free = names.get(at).is_none_or(|n| !n.tokens.contains(t));
        let sentence = document.token(t).sentence;
        let before = t.checked_sub(1).filter(|&b| document.token(b).sentence == sentence);
        let led = before.is_some_and(|b| {
            let capital = document.token(b).is_word() && document.word_at(b).shape != Shape::Lower;
            capital || document.entry_at(b).has_any(&[Class::Preposition, Class::Determiner])
        });
        let says = document.tokens.get(t as usize + 1).is_some_and(|next| next.sentence == sentence) && is_said(document, t + 1);
        free && !led && says && document.word_at(t).shape == Shape::Capital && context.case_at(t) == Case::Mixed
    };
    let found: Vec<Tagged> = (0..document.tokens.len() as u32)
        .filter(|&t| surnames.contains(&document.word_at(t).folded) && missed(t))
        .map(|t| Tagged { tokens: TokenRange::new(t, t + 1), kind: NameKind::Person })
        .collect();
    names.extend(found);
    names.sort_by_key(|n| n.tokens);
}
