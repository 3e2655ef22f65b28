//! Where names begin and end, where their own words tell: *von der Leyen* after *Ursula von der Leyen*, *People’s Front*, *Main St.*, and the
//! *University of Torvik*, which is no place.

use super::context::Context;
use super::label::NameKind;
use super::settle::is_row;
use super::tagger::Tagged;
use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::hits::Hits;
use crate::lexicon::Class;
use std::collections::HashMap;

/// Most small words between the parts of a name.
const MOST_PARTICLES: u32 = 3;

/// Corrects where names begin and end.
pub(super) fn settle(context: &Context<'_, '_>, hits: &Hits, names: &mut Vec<Tagged>) {
    add_particles(context.document, names);
    add_owners(context.document, hits, names);
    name_bodies(context.document, hits, names);
    add_streets(context, hits, names);
}

/// The number of small words before a token that can belong to a name.
fn particles_before(document: &Document<'_>, t: u32) -> u32 {
    let sentence = document.token(t).sentence;
    let small = |by: &u32| {
        t.checked_sub(*by).is_some_and(|b| {
            document.token(b).sentence == sentence
                && document.has(b, Class::Particle)
                && document.word_at(b).shape == Shape::Lower
        })
    };
    (1..=MOST_PARTICLES).take_while(small).count() as u32
}

/// Gives surnames the small words that a full name of the document has before them.
fn add_particles(document: &Document<'_>, names: &mut [Tagged]) {
    let mut particles: HashMap<u64, u32> = HashMap::new();
    for name in names.iter().filter(|n| n.kind == NameKind::Person && n.tokens.len() > 2) {
        let last = name.tokens.end - 1;
        let count = particles_before(document, last).min(last - name.tokens.start - 1);
        if count > 0 {
            particles.insert(document.word_at(last).folded, count);
        }
    }
    if particles.is_empty() {
        return;
    }
    let mut reach = 0;
    for name in names.iter_mut() {
        if name.tokens.len() == 1 && name.kind != NameKind::Place {
            let start = name.tokens.start;
            let wanted = particles.get(&document.word_at(start).folded).copied().unwrap_or_default();
            if wanted > 0 && particles_before(document, start) >= wanted && start - wanted >= reach {
                *name = Tagged { tokens: TokenRange::new(start - wanted, name.tokens.end), kind: NameKind::Person };
            }
        }
        reach = name.tokens.end;
    }
}

/// Gives bodies the people whose they are, by a plural noun: *People’s Front of Alvia*, *Children’s Fund*.
fn add_owners(document: &Document<'_>, hits: &Hits, names: &mut [Tagged]) {
    let mut reach = 0;
    for name in names.iter_mut() {
        let start = name.tokens.start;
        let owner = start.checked_sub(2).filter(|&owner| {
            let entry = document.entry_at(owner);
            let token = document.token(owner);
            owner >= reach
                && document.kind_at(start - 1) == Some(TokenKind::Clitic)
                && token.kind == TokenKind::Word
                && token.sentence == document.token(start).sentence
                && document.word(token).shape == Shape::Capital
                && !token.initial
                && entry.has(Class::PeopleNoun)
                && entry.has(Class::Plural)
        });
        if let Some(owner) = owner.filter(|_| name.kind == NameKind::Organization && !is_row(hits, name.tokens)) {
            name.tokens.start = owner;
        }
        reach = name.tokens.end;
    }
}

/// Makes bodies of places that begin with what a body is: *University of Torvik*.
fn name_bodies(document: &Document<'_>, hits: &Hits, names: &mut [Tagged]) {
    for name in names.iter_mut().filter(|n| n.kind == NameKind::Place && n.tokens.len() > 2) {
        let first = document.entry_at(name.tokens.start);
        let body = first.has(Class::OrgHead) && !first.has(Class::PlaceHead);
        if body && document.lower_at(name.tokens.start + 1) == "of" && !is_row(hits, name.tokens) {
            name.kind = NameKind::Organization;
        }
    }
}

/// Adds the streets that the tagger missed, as their last word is shortened: *on Main St.*
fn add_streets(context: &Context<'_, '_>, hits: &Hits, names: &mut Vec<Tagged>) {
    let document = context.document;
    let mut added = Vec::new();
    for run in context.runs.iter().filter(|run| matches!(run.end - run.start, 2 | 3)) {
        let tokens = TokenRange::new(run.start, run.end);
        let at = names.partition_point(|n| n.tokens.end <= run.start);
        let untagged = names.get(at).is_none_or(|n| !n.tokens.overlaps(tokens));
        let led = run.start.checked_sub(1).is_some_and(|t| {
            document.token(t).sentence == document.token(run.start).sentence && document.has(t, Class::Preposition)
        });
        let last = document.word_at(run.end - 1);
        let street = last.lower.ends_with('.') && last.entry.has_any(&[Class::PlacePrefix, Class::PlaceHead]);
        if untagged && led && street && !is_row(hits, tokens) {
            added.push(Tagged { tokens, kind: NameKind::Place });
        }
    }
    if !added.is_empty() {
        names.extend(added);
        names.sort_by_key(|n| n.tokens);
    }
}
