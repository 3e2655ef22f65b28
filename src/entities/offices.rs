//! Offices that a table gives to people of the article: *the prime minister* can be whoever of them held that office on its day.

use super::{Entities, Entity};
use crate::date::Date;
use crate::document::{Document, TokenKind, TokenRange};
use crate::gazetteer::{Gazetteer, NameHit, RowKind, RowView};
use crate::hits::Hits;
use crate::lexicon::{Class, Lexicon};
use crate::mentions::{Kind, Mention, Reference};
use crate::resources::Resources;
use std::collections::BTreeMap;

/// So many offices of an article's people are looked at.
const OFFICES: usize = 1024;

/// Where more people than this hold an office it means none of them.
const HOLDERS: usize = 16;

/// An office as a row names it.
#[derive(Debug)]
struct Office {
    entity: usize,
    /// The words that a phrase must have: those before *of* that name no country.
    needed: Vec<u64>,
    /// All of its words.
    words: Vec<u64>,
    /// The countries that the row or the office names.
    countries: Vec<String>,
}

/// A word of a phrase, and the country that it is a name or demonym of; an empty one where no table knows which.
#[derive(Debug)]
struct PhraseWord {
    folded: u64,
    country: Option<String>,
    /// It says of an office only that it is the one meant: *the country’s current prime minister*.
    idle: bool,
}

/// For each role the people whose rows give them that office at the date, if any do; without a date every office counts.
pub(super) fn holders(
    document: &Document<'_>,
    hits: &Hits,
    mentions: &[Mention],
    entities: &Entities,
    resources: &Resources,
    date: Option<Date>,
) -> BTreeMap<usize, Vec<usize>> {
    let Resources { gazetteer, lexicon, .. } = resources;
    let people = entities.list.iter().enumerate().filter(|(_, e)| e.kind == Kind::Person);
    let rows = people.flat_map(|(number, entity)| entity.rows.iter().filter_map(move |&row| Some((number, gazetteer.row(row)?))));
    let held = rows.filter_map(|(number, row)| Some((number, row.office().filter(|_| row.period().holds(date))?, row)));
    let offices: Vec<Office> =
        held.take(OFFICES).map(|(number, name, row)| Office::new(number, name, &row, gazetteer, lexicon)).collect();
    let mut holders = BTreeMap::new();
    if offices.is_empty() {
        return holders;
    }
    for (m, mention) in mentions.iter().enumerate().filter(|(_, m)| m.reference == Reference::Role && !m.plural) {
        let Some(phrase) = phrase(document, hits, mentions, mention.tokens, gazetteer) else {
            continue;
        };
        let mut fitting: Vec<&Office> = offices.iter().filter(|office| office.fits(&phrase)).collect();
        // of one who is known to be of the country named and one of whom nothing is known, the first
        let named = |office: &&Office| phrase.iter().any(|word| office.is_of(word));
        if fitting.iter().any(named) {
            fitting.retain(named);
        }
        let mut people: Vec<usize> = fitting.into_iter().map(|office| office.entity).collect();
        people.dedup();
        if (1..=HOLDERS).contains(&people.len()) {
            holders.insert(m, people);
        }
    }
    holders
}

/// The description of an entity that is the office which a row gives it at the date.
pub(super) fn described(
    document: &Document<'_>,
    hits: &Hits,
    mentions: &[Mention],
    entity: &Entity,
    row: &RowView<'_>,
    resources: &Resources,
    date: Option<Date>,
) -> Option<TokenRange> {
    let Resources { gazetteer, lexicon, .. } = resources;
    let office = Office::new(0, row.office().filter(|_| row.period().holds(date))?, row, gazetteer, lexicon);
    let fits = |tokens: TokenRange| office.fits(&words(document, hits, mentions, tokens, gazetteer));
    entity.roles.iter().map(|role| role.tokens).find(|&tokens| fits(tokens))
}

impl Office {
    fn new(entity: usize, name: &str, row: &RowView<'_>, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Office {
        let document = Document::new(name, lexicon);
        let whole = TokenRange::new(0, document.tokens.len() as u32);
        let countries = countries(&gazetteer.find(&document), whole, gazetteer);
        let mut office = Office { entity, needed: Vec::new(), words: Vec::new(), countries: Vec::new() };
        let mut behind = false;
        for (t, country) in (0..).zip(countries) {
            behind |= document.has(t, Class::Preposition);
            if !tells(&document, t) {
                continue;
            }
            let word = document.word_at(t).folded;
            office.words.push(word);
            match country {
                Some(country) if !country.is_empty() => office.countries.push(country),
                _ if !behind => office.needed.push(word),
                _ => {}
            }
        }
        if !row.country.is_empty() {
            office.countries.push(row.country.to_owned());
        }
        office
    }

    /// Whether a phrase can mean this office: it has its words, and says nothing else that the office is not.
    fn fits(&self, phrase: &[PhraseWord]) -> bool {
        let clashes = |word: &PhraseWord| match &word.country {
            _ if self.words.contains(&word.folded) => false,
            Some(country) => !self.countries.is_empty() && !self.countries.contains(country),
            None => !word.idle,
        };
        self.needed.iter().all(|needed| phrase.iter().any(|word| word.folded == *needed)) && !phrase.iter().any(clashes)
    }

    /// Whether a word names the office's country.
    fn is_of(&self, word: &PhraseWord) -> bool {
        word.country.as_ref().is_some_and(|country| self.countries.contains(country) || self.words.contains(&word.folded))
    }
}

/// The words of a role's phrase; none where it speaks of any holder (*a prime minister*).
fn phrase(
    document: &Document<'_>,
    hits: &Hits,
    mentions: &[Mention],
    tokens: TokenRange,
    gazetteer: &Gazetteer,
) -> Option<Vec<PhraseWord>> {
    let opener = document.entry_at(tokens.start);
    let definite = matches!(document.lower_at(tokens.start), "the" | "that" | "this");
    if opener.has_any(&[Class::Determiner, Class::Possessive]) && !definite {
        return None;
    }
    Some(words(document, hits, mentions, tokens, gazetteer))
}

/// The words of a phrase that tell something.
fn words(
    document: &Document<'_>,
    hits: &Hits,
    mentions: &[Mention],
    tokens: TokenRange,
    gazetteer: &Gazetteer,
) -> Vec<PhraseWord> {
    let from = hits.names.partition_point(|hit| hit.tokens.start < tokens.start);
    let to = hits.names.partition_point(|hit| hit.tokens.start < tokens.end);
    let countries = countries(hits.names.get(from..to).unwrap_or_default(), tokens, gazetteer);
    // a place that no table knows is one all the same
    let from = mentions.partition_point(|m| m.tokens.start < tokens.start);
    let inside = mentions.iter().skip(from).take_while(|m| m.tokens.start < tokens.end);
    let places: Vec<TokenRange> = inside.filter(|m| m.kind == Kind::Place).map(|m| m.tokens).collect();
    let words = tokens.iter().zip(countries).filter(|(t, _)| tells(document, *t)).map(|(t, country)| PhraseWord {
        folded: document.word_at(t).folded,
        idle: document.has(t, Class::Idle),
        country: country.or_else(|| places.iter().any(|place| place.contains(t)).then(String::new)),
    });
    words.collect()
}

/// For each token of a phrase the country of the name or demonym it belongs to, where a table has it; an empty one where the
/// table does not say.
pub(super) fn countries(hits: &[NameHit], tokens: TokenRange, gazetteer: &Gazetteer) -> Vec<Option<String>> {
    let mut countries = vec![None; tokens.len() as usize];
    for hit in hits.iter().filter(|hit| hit.exact && matches!(hit.kind, RowKind::Place | RowKind::Demonym)) {
        let country = gazetteer.row(hit.row).map_or("", |row| row.country);
        for t in hit.tokens.iter().filter(|&t| tokens.contains(t)) {
            // the longest comes first
            countries[(t - tokens.start) as usize].get_or_insert_with(|| country.to_owned());
        }
    }
    countries
}

/// Whether a token is a word that tells which office is meant.
pub(super) fn tells(document: &Document<'_>, t: u32) -> bool {
    document.kind_at(t) == Some(TokenKind::Word)
        && !document.entry_at(t).has_any(&[Class::Determiner, Class::Preposition, Class::Conjunction, Class::Demonstrative])
}
