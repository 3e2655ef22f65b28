//! Words that the tagger reads as names of two kinds in one document, where nothing else tells: the document decides once.

use super::context::Context;
use super::label::NameKind;
use super::settle::{is_row, speaks};
use super::tagger::Tagged;
use crate::document::{Document, Shape, TokenRange};
use crate::hits::Hits;
use crate::lexicon::Class;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Corrects names of one word by what the document says elsewhere of the same word.
pub(super) fn settle(context: &Context<'_, '_>, hits: &Hits, names: &mut [Tagged]) {
    call_people(context.document, names);
    // in sport a town is a team too
    if context.topic != "sport" {
        unify(context.document, hits, names);
    }
}

/// Makes people of bodies that have the surname of somebody whom the article has introduced before: *Ford* after *Ann Ford*, unless the body is
/// spoken of too (*Ford Motor*, *at Ford*, *the carmaker Ford*, *Ford* before *Ann Ford*).
fn call_people(document: &Document<'_>, names: &mut [Tagged]) {
    let word = |t: u32| document.word_at(t).folded;
    let mut introduced: BTreeSet<u64> = BTreeSet::new();
    let mut bodies: BTreeSet<u64> = BTreeSet::new();
    for name in names.iter() {
        let (first, last) = (name.tokens.start, name.tokens.end - 1);
        match (name.kind, name.tokens.len()) {
            (NameKind::Person, 2..) => drop(introduced.insert(word(last))),
            (NameKind::Organization, 1) if introduced.contains(&word(first)) && !is_body(document, name.tokens) => {}
            (NameKind::Organization | NameKind::Place, _) => drop(bodies.insert(word(first))),
            _ => {}
        }
    }
    let called = |name: &&mut Tagged| {
        let t = name.tokens.start;
        let surname = name.kind == NameKind::Organization && name.tokens.len() == 1;
        surname && document.word_at(t).shape == Shape::Capital && introduced.contains(&word(t)) && !bodies.contains(&word(t))
    };
    for name in names.iter_mut().filter(called) {
        name.kind = NameKind::Person;
    }
}

/// Whether the words beside a name make it that of a body: *at Ford*, *the carmaker Ford*, *Ford shares*.
fn is_body(document: &Document<'_>, tokens: TokenRange) -> bool {
    let nouns = [Class::OrganizationNoun, Class::ThingNoun, Class::OrgHead, Class::OrgSuffix];
    let sentence = document.token(tokens.start).sentence;
    let beside = |t: u32| document.tokens.get(t as usize).is_some_and(|token| token.sentence == sentence);
    let before = tokens.start.checked_sub(1).filter(|&t| beside(t));
    let placed = |t: u32| document.entry_at(t).has_any(&[Class::There, Class::Determiner]) || document.lower_at(t) == "at";
    before.is_some_and(|t| placed(t) || document.entry_at(t).has_any(&nouns))
        || (beside(tokens.end) && document.entry_at(tokens.end).has_any(&nouns))
}

/// What the names of one unlisted word are read as.
#[derive(Debug, Default)]
struct Readings {
    bodies: u32,
    places: u32,
    /// Something lies in it.
    holds: bool,
    /// It says something.
    speaks: bool,
}

impl Readings {
    /// The kind of all, where the tagger reads both: a place where something lies in it, else what it is read as oftener; who speaks is no
    /// place.
    fn kind(&self) -> Option<NameKind> {
        if self.bodies == 0 || self.places == 0 {
            return None;
        }
        if self.holds || self.places > self.bodies {
            return (!self.speaks).then_some(NameKind::Place);
        }
        (self.bodies > self.places).then_some(NameKind::Organization)
    }
}

/// Gives the names of one word that no table has one kind: *Wirrabilla homes* burned in *Wirrabilla*.
fn unify(document: &Document<'_>, hits: &Hits, names: &mut [Tagged]) {
    let unlisted = |name: &Tagged| {
        let kind = matches!(name.kind, NameKind::Organization | NameKind::Place);
        kind && name.tokens.len() == 1
            && document.word_at(name.tokens.start).shape == Shape::Capital
            && !is_row(hits, name.tokens)
    };
    let word = |name: &Tagged| document.word_at(name.tokens.start).folded;
    let mut readings: HashMap<u64, Readings> = HashMap::new();
    for name in names.iter().filter(|name| unlisted(name)) {
        let readings = readings.entry(word(name)).or_default();
        let place = name.kind == NameKind::Place;
        readings.bodies += u32::from(!place);
        readings.places += u32::from(place);
        let before = name.tokens.start.checked_sub(1);
        readings.holds |= before.is_some_and(|t| document.has(t, Class::There));
        readings.speaks |= speaks(document, name.tokens);
    }
    let kinds: BTreeMap<u64, NameKind> = readings.into_iter().filter_map(|(word, all)| Some((word, all.kind()?))).collect();
    for name in names.iter_mut().filter(|name| unlisted(name)) {
        name.kind = kinds.get(&word(name)).copied().unwrap_or(name.kind);
    }
}
