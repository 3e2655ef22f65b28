//! Where names begin and end, where their own words tell: *von der Leyen* after *Ursula von der Leyen*, *People’s Front*, *Main St.*, and the
//! *University of Torvik*, which is no place.

use super::context::Context;
use super::label::NameKind;
use super::runs::Case;
use super::settle::{is_row, speaks};
use super::tagger::Tagged;
use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::gazetteer::RowKind;
use crate::hits::Hits;
use crate::lexicon::{Class, VerbForm};
use std::collections::{HashMap, HashSet};

/// Most small words between the parts of a name.
const MOST_PARTICLES: u32 = 3;

/// Up to how many letters a word with a stop may be short for a longer one.
const SHORT: usize = 3;

/// Corrects where names begin and end.
pub(super) fn settle(context: &Context<'_, '_>, hits: &Hits, names: &mut Vec<Tagged>) {
    *names = names.iter().flat_map(|&name| without_breaks(context.document, hits, name)).collect();
    *names = names.iter().flat_map(|&name| at_roles(context.document, hits, name)).collect();
    join_families(context, names);
    cut_offices(context.document, hits, names);
    add_families(context.document, names);
    cut_bodies(context.document, hits, names);
    add_generations(context.document, hits, names);
    name_states(context.document, hits, names);
    name_datelines(context.document, hits, names);
    add_particles(context.document, names);
    add_owners(context.document, hits, names);
    name_bodies(context.document, hits, names);
    add_streets(context, hits, names);
}

/// No name has a spaced dash or the end of a sentence in it: what stands on either side is a name of its own, if it is more than a title.
fn without_breaks(document: &Document<'_>, hits: &Hits, name: Tagged) -> impl Iterator<Item = Tagged> + use<> {
    let spaced = |t: u32| document.token(t).spaced && document.token(t + 1).spaced;
    // the parts of some names stand apart as well: *Acadie - Bathurst*
    let dash = |t: u32| document.kind_at(t) == Some(TokenKind::Dash) && document.lower_at(t) != "-" && spaced(t);
    // a short word may be shortened: *Yu. Boldbaatar*
    let long = |t: u32| document.lower_at(t).chars().count() > SHORT;
    let stop = |t: u32| {
        let ends = document.kind_at(t) == Some(TokenKind::Stop) && document.token(t).sentence != document.token(t + 1).sentence;
        ends && long(t - 1)
    };
    let mut inner = name.tokens.start + 1..name.tokens.end.saturating_sub(1);
    let at = if is_row(hits, name.tokens) { None } else { inner.find(|&t| dash(t) || stop(t)) };
    let parts = match at {
        Some(t) => [TokenRange::new(name.tokens.start, t), TokenRange::new(t + 1, name.tokens.end)],
        None => [name.tokens, TokenRange::new(name.tokens.end, name.tokens.end)],
    };
    let titles = |part: TokenRange| part.iter().all(|t| document.entry_at(t).has_any(&[Class::Honorific, Class::Title]));
    let kept = parts.map(|part| !part.is_empty() && (at.is_none() || !titles(part)));
    parts.into_iter().zip(kept).filter(|(_, kept)| *kept).map(move |(tokens, _)| Tagged { tokens, ..name })
}

/// Parts a work or body from the person whom a role in small letters joins to it: *Salt House co-star Ana Pell*.
fn at_roles(document: &Document<'_>, hits: &Hits, name: Tagged) -> impl Iterator<Item = Tagged> + use<> {
    let small = |t: u32| document.kind_at(t) == Some(TokenKind::Word) && document.word_at(t).shape == Shape::Lower;
    let role = |t: u32| small(t) && document.kind_at(t - 1) == Some(TokenKind::Word) && document.has(t, Class::Role);
    let body = matches!(name.kind, NameKind::Organization | NameKind::Place) && !is_row(hits, name.tokens);
    let mut inner = name.tokens.start + 1..name.tokens.end.saturating_sub(2);
    // somebody with a given name
    let at = if body { inner.find(|&t| role(t)).filter(|&t| document.entry_at(t + 1).given > 0) } else { None };
    let whole = Tagged { tokens: TokenRange::new(name.tokens.start, at.unwrap_or(name.tokens.end)), ..name };
    let person = at.map(|t| Tagged { tokens: TokenRange::new(t + 1, name.tokens.end), kind: NameKind::Person });
    std::iter::once(whole).chain(person)
}

/// Takes off names what no name ends or begins with: the verb whose subject it is (*Channel North read:*), and a compound with a small
/// word at its end (*Mum-of-four Dot Wilmslow*).
pub(super) fn cut_words(document: &Document<'_>, hits: &Hits, names: &mut [Tagged]) {
    let small = |t: u32| document.kind_at(t) == Some(TokenKind::Word) && document.word_at(t).shape == Shape::Lower;
    for name in names.iter_mut().filter(|n| n.tokens.len() > 1) {
        let last = name.tokens.end - 1;
        let verb = document.has(last, Class::SpeechVerb) && document.entry_at(last).is_verb_form(VerbForm::Past);
        if small(last) && document.kind_at(last - 1) == Some(TokenKind::Word) && verb {
            name.tokens.end -= u32::from(!is_row(hits, name.tokens));
        }
        let joined = |t: u32| document.kind_at(t - 1) == Some(TokenKind::Hyphen) && !document.token(t).spaced;
        let ordinary = |t: u32| {
            let entry = document.entry_at(t);
            document.lower_at(t).contains('-') || (name.kind == NameKind::Person && entry.level > 0 && entry.given == 0)
        };
        let compound = name.tokens.iter().skip(1).rev().find(|&t| small(t) && joined(t) && ordinary(t));
        let behind = compound.filter(|&t| t + 1 < name.tokens.end && document.kind_at(t + 1) == Some(TokenKind::Word));
        if let Some(t) = behind.filter(|_| !is_row(hits, name.tokens)) {
            name.tokens.start = t + 1;
        }
    }
}

/// Gives names a family name that is a pronoun too, behind a title: *Vice Mayor He Jianyu*.
fn add_families(document: &Document<'_>, names: &mut [Tagged]) {
    let mut reach = 0;
    for name in names.iter_mut() {
        let before = name.tokens.start.checked_sub(2).filter(|_| name.kind == NameKind::Person);
        let family = |t: u32| {
            let token = document.token(t);
            document.word(token).shape == Shape::Capital && !token.initial && document.has(t, Class::PronounSubject)
        };
        let titled = |t: u32| {
            document.word_at(t).shape == Shape::Capital && document.entry_at(t).has_any(&[Class::Title, Class::Honorific])
        };
        if before.is_some_and(|title| title >= reach && titled(title) && family(title + 1)) {
            name.tokens.start -= 1;
        }
        reach = name.tokens.end;
    }
}

/// Takes off a name what its bearer holds an office of: *the Bishop of Dellport Ana Pell*, *Lord Mayor of Marle Ana Pell*.
fn cut_offices(document: &Document<'_>, hits: &Hits, names: &mut [Tagged]) {
    let capital = |t: u32| document.kind_at(t) == Some(TokenKind::Word) && document.word_at(t).shape == Shape::Capital;
    for name in names.iter_mut().filter(|n| n.kind == NameKind::Person && n.tokens.len() > 2 && !is_row(hits, n.tokens)) {
        let office = |of: u32| {
            let head = of.checked_sub(1).filter(|_| document.lower_at(of) == "of")?;
            let entry = document.entry_at(head);
            (capital(head) && entry.has(Class::Title) && !entry.has(Class::Plural)).then_some(of + 1)
        };
        let from = name.tokens.start.saturating_sub(1)..name.tokens.end;
        let Some(place) = from.into_iter().find_map(office) else {
            continue;
        };
        let listed =
            hits.names_at(place).iter().filter(|h| h.exact && h.kind == RowKind::Place && h.tokens.end < name.tokens.end);
        // a surname must follow the given name
        let behind = listed.map(|h| h.tokens.end).max().unwrap_or(place + 1);
        let given = |t: &u32| document.entry_at(*t).given > 0 && capital(*t) && capital(*t + 1);
        if let Some(first) = (behind..name.tokens.end - 1).find(given).filter(|_| (place..behind).all(capital)) {
            name.tokens.start = first;
        }
    }
}

/// Takes a body off the name of one of its people: *Peter Nevins of Showtime*; not off *Catherine of Aragon*.
fn cut_bodies(document: &Document<'_>, hits: &Hits, names: &mut [Tagged]) {
    let body = |tokens: TokenRange| {
        let listed = hits.names_at(tokens.start).iter().any(|h| h.tokens == tokens && h.exact && h.kind == RowKind::Organization);
        listed || document.entry_at(tokens.end - 1).has_any(&[Class::OrgHead, Class::OrgSuffix])
    };
    for name in names.iter_mut().filter(|n| n.kind == NameKind::Person && n.tokens.len() > 2 && !is_row(hits, n.tokens)) {
        // *Chief of Staff Tomas Reed* is an office, *Roberto “Hands of Stone” Duran* a nickname
        let part = |t: u32| document.token(t).is_word() && !document.entry_at(t).has_any(&[Class::Title, Class::Role]);
        let inner = name.tokens.start + 1..name.tokens.end - 1;
        let of = inner.into_iter().take_while(|&t| part(t - 1)).find(|&t| document.lower_at(t) == "of");
        if let Some(of) = of.filter(|&of| of - name.tokens.start > 1 || body(TokenRange::new(of + 1, name.tokens.end))) {
            name.tokens.end = of;
        }
    }
}

/// Joins a family’s name and the given names right behind it: *Tan* and *Wei Jie*.
fn join_families(context: &Context<'_, '_>, names: &mut Vec<Tagged>) {
    let document = context.document;
    let person = |n: &Tagged, len: u32| n.kind == NameKind::Person && n.tokens.len() == len;
    let family = |t: u32| document.entry_at(t).surname > document.entry_at(t).given;
    let sentence = |n: &Tagged| document.token(n.tokens.start).sentence;
    let mut joined: Vec<Tagged> = Vec::with_capacity(names.len());
    for name in names.drain(..) {
        let prose = context.case_at(name.tokens.start) == Case::Mixed && person(&name, 2);
        match joined.last_mut() {
            Some(last)
                if prose
                    && person(last, 1)
                    && last.tokens.end == name.tokens.start
                    && sentence(last) == sentence(&name)
                    && family(last.tokens.start) =>
            {
                last.tokens.end = name.tokens.end;
            }
            _ => joined.push(name),
        }
    }
    *names = joined;
}

/// Takes *Jr.* and *III* into the names of people, and makes people of unlisted bodies that begin with a given name and end so.
fn add_generations(document: &Document<'_>, hits: &Hits, names: &mut [Tagged]) {
    let generation = |t: u32| {
        document.kind_at(t) == Some(TokenKind::Word) && {
            let word = document.word_at(t);
            let figure = word.lower.len() > 1 && word.lower.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
            let junior = word.lower.ends_with('.') && word.shape == Shape::Capital;
            word.entry.has(Class::PersonSuffix) && (figure || junior)
        }
    };
    for i in 0..names.len() {
        let Tagged { tokens, kind } = names[i];
        if tokens.len() < 2 || is_row(hits, tokens) {
            continue;
        }
        let free = names.get(i + 1).is_none_or(|next| next.tokens.start > tokens.end);
        let given = document.entry_at(tokens.start).given > 0;
        if kind == NameKind::Person && free && generation(tokens.end) {
            names[i].tokens.end += 1;
        } else if kind == NameKind::Organization && tokens.len() > 2 && given && generation(tokens.end - 1) {
            names[i].kind = NameKind::Person;
        }
    }
}

/// Makes places of *Republic of Norvenia*, *Kingdom of Talmark*, and of their short names elsewhere.
fn name_states(document: &Document<'_>, hits: &Hits, names: &mut [Tagged]) {
    let state = |tokens: TokenRange| {
        let of = tokens.iter().skip(1).take(2).find(|&t| document.lower_at(t) == "of")?;
        let state = hits.phrase_at(of - 1).is_some_and(|p| p.tokens.end == of + 1 && p.entry.has(Class::PlacePrefix));
        let name = TokenRange::new((of + 1).min(tokens.end), tokens.end);
        // *Islamic State of Iraq and the Levant*
        let joined = document.kind_at(tokens.end).is_some() && document.has(tokens.end, Class::Conjunction);
        (state && name.len() == 1 && !joined).then_some(name)
    };
    let unlisted = |name: &Tagged| {
        let lone = name.kind == NameKind::Person && name.tokens.len() == 1 && !speaks(document, name.tokens);
        (lone || name.kind == NameKind::Organization) && !is_row(hits, name.tokens)
    };
    let states: HashSet<u64> = names
        .iter()
        .filter(|n| matches!(n.kind, NameKind::Organization | NameKind::Place))
        .filter_map(|n| Some(document.word_at(state(n.tokens)?.start).folded))
        .collect();
    if states.is_empty() {
        return;
    }
    for name in names.iter_mut().filter(|n| unlisted(n)) {
        let short = name.tokens.len() == 1 && states.contains(&document.word_at(name.tokens.start).folded);
        if short || state(name.tokens).is_some() {
            name.kind = NameKind::Place;
        }
    }
}

/// Makes places of people and unlisted bodies that begin a dateline: *SÃO LUCAS, Oct 3 —*.
fn name_datelines(document: &Document<'_>, hits: &Hits, names: &mut [Tagged]) {
    for name in names.iter_mut().filter(|n| matches!(n.kind, NameKind::Person | NameKind::Organization | NameKind::Other)) {
        let paragraph = &document.paragraphs[document.token(name.tokens.start).paragraph as usize];
        let body = name.kind == NameKind::Organization && is_row(hits, name.tokens);
        // a line in capitals is a headline: *RUGBY - WIGAN WIN*
        let next = paragraph.dateline_end;
        let headline = document.kind_at(next).is_none() || document.word_at(next).shape == Shape::Upper;
        // *PORT ELLERY, June 4 —*: the tagger takes *PORT* for a common noun
        let led = (paragraph.first_token..name.tokens.start).all(|t| document.word_at(t).shape == Shape::Upper);
        if led && name.tokens.end < paragraph.dateline_end && !body && !headline {
            name.kind = NameKind::Place;
            name.tokens.start = paragraph.first_token;
        }
    }
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
