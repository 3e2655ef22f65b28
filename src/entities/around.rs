//! What an article speaks of around a name: the countries of its other names, and the words beside it.

use super::{Entity, rows_of};
use crate::document::{Document, TokenKind, TokenRange};
use crate::gazetteer::{Gazetteer, RowId, RowKind, RowView};
use crate::hits::Hits;
use crate::lexicon::Class;
use crate::mentions::{Kind, Mention, Reference};
use std::collections::{BTreeMap, BTreeSet};

/// What a row's place is, as far as the words beside a name can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Other,
    Town,
    State,
    Country,
}

impl Level {
    pub(super) fn of(row: &RowView<'_>) -> Level {
        match (row.kind, row.class) {
            (RowKind::Place, "country") => Level::Country,
            (RowKind::Place, "state" | "region" | "territory") => Level::State,
            (RowKind::Place, "city" | "capital" | "district") => Level::Town,
            _ => Level::Other,
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Level::Other => "other",
            Level::Town => "town",
            Level::State => "state",
            Level::Country => "country",
        }
    }
}

/// The words that tell a level: *the governor of Georgia*.
const WORDS: [(Class, Level); 3] =
    [(Class::OfCountry, Level::Country), (Class::OfState, Level::State), (Class::OfTown, Level::Town)];

/// How many names of an article are of each country.
#[derive(Debug, Default)]
pub(super) struct Around<'g> {
    /// Its towns, regions and their people.
    parts: BTreeMap<&'g str, i32>,
    /// The country itself, its people, bodies and persons.
    whole: BTreeMap<&'g str, i32>,
    /// The country with most names and the one that follows, each with how many they are.
    most: [(i32, &'g str); 2],
}

impl<'g> Around<'g> {
    /// Counts the names whose rows are all of one country; a place of a dateline counts twice.
    pub(super) fn new(
        document: &Document<'_>,
        hits: &Hits,
        mentions: &[Mention],
        entities: &[Entity],
        gazetteer: &'g Gazetteer,
    ) -> Around<'g> {
        let mut around = Around::default();
        for entity in entities {
            let rows = rows_of(document, mentions, gazetteer, entity);
            let Some(country) = only_country(&rows, gazetteer) else {
                continue;
            };
            let part = entity.kind == Kind::Place
                && !rows.iter().filter_map(|&row| gazetteer.row(row)).any(|row| Level::of(&row) == Level::Country);
            let first = mentions[entity.name].tokens;
            let paragraph = &document.paragraphs[document.token(first.start).paragraph as usize];
            let dateline = first.end <= paragraph.dateline_end;
            *around.of(part).entry(country).or_default() += 1 + i32::from(dateline);
        }
        let mut seen = BTreeSet::new();
        for hit in hits.names.iter().filter(|hit| hit.exact && hit.kind == RowKind::Demonym) {
            if let Some(row) = gazetteer.row(hit.row).filter(|row| !row.country.is_empty() && seen.insert(row.id)) {
                *around.of(row.class == "regional").entry(row.country).or_default() += 1;
            }
        }
        let countries: BTreeSet<&str> = around.parts.keys().chain(around.whole.keys()).copied().collect();
        let mut sums: Vec<(i32, &str)> = countries.into_iter().map(|country| (around.sum(country), country)).collect();
        sums.sort_by_key(|&(sum, country)| (-sum, country));
        for (most, sum) in around.most.iter_mut().zip(sums) {
            *most = sum;
        }
        around
    }

    fn of(&mut self, part: bool) -> &mut BTreeMap<&'g str, i32> {
        if part { &mut self.parts } else { &mut self.whole }
    }

    /// How many names are of a country's parts, and of the country.
    pub(super) fn count(&self, country: &str) -> (i32, i32) {
        let of = |map: &BTreeMap<&str, i32>| map.get(country).copied().unwrap_or_default();
        (of(&self.parts), of(&self.whole))
    }

    /// By how many names a country leads all others.
    pub(super) fn lead(&self, country: &str) -> i32 {
        let others = self.most.iter().find(|(_, other)| *other != country);
        self.sum(country) - others.map_or(0, |(sum, _)| *sum)
    }

    fn sum(&self, country: &str) -> i32 {
        let (parts, whole) = self.count(country);
        parts + whole
    }
}

/// The country that all of these rows have.
fn only_country<'g>(rows: &[RowId], gazetteer: &'g Gazetteer) -> Option<&'g str> {
    let mut countries = rows.iter().filter_map(|&row| gazetteer.row(row)).map(|row| row.country);
    countries.next().filter(|first| !first.is_empty() && countries.all(|country| country == *first))
}

/// The countries of a name beside another one, and where it stands.
#[derive(Debug)]
pub(super) struct Said<'g> {
    pub(super) countries: BTreeSet<&'g str>,
    pub(super) at: TokenRange,
    /// It says where a place lies (*Cambridge, Massachusetts*) or whose a body is (*the French Senate*); otherwise what lies in the
    /// place, which can be another than any table knows (*Athens, Georgia*).
    pub(super) holds_it: bool,
}

/// What stands beside the mentions of a name.
#[derive(Debug, Default)]
pub(super) struct Beside<'g> {
    /// The countries that the article says outright.
    pub(super) said: Option<Said<'g>>,
    /// A word that tells what it is, and where.
    pub(super) word: Option<(Level, TokenRange)>,
}

impl<'g> Beside<'g> {
    /// Looks beside some mentions of an entity.
    pub(super) fn new(
        document: &Document<'_>,
        hits: &Hits,
        mentions: &[Mention],
        names: impl Iterator<Item = usize>,
        gazetteer: &'g Gazetteer,
    ) -> Beside<'g> {
        let mut beside = Beside::default();
        for m in names {
            let tokens = mentions[m].tokens;
            if beside.said.is_none() {
                beside.said = match mentions[m].kind {
                    Kind::Place => place_beside(document, mentions, m, gazetteer),
                    _ => owner(document, hits, tokens, gazetteer),
                };
            }
            if beside.word.is_none() && mentions[m].kind == Kind::Place {
                beside.word = word(document, tokens);
            }
        }
        beside
    }
}

/// The name that a place is said to lie in, or of what is said to lie in it: *Tbilisi, Georgia*.
fn place_beside<'g>(document: &Document<'_>, mentions: &[Mention], m: usize, gazetteer: &'g Gazetteer) -> Option<Said<'g>> {
    let pair = |inner: usize, outer: usize| {
        let (a, b) = (&mentions[inner], &mentions[outer]);
        let places = [a, b].iter().all(|x| x.kind == Kind::Place && x.reference == Reference::Name);
        let levels = |x: &Mention| -> Vec<Level> {
            x.rows.iter().filter_map(|&row| gazetteer.row(row)).map(|row| Level::of(&row)).collect()
        };
        let (lower, higher) = (levels(a), levels(b));
        let nested = higher.iter().any(|high| lower.iter().any(|low| low < high && *high > Level::Town));
        (places && a.tokens.end + 1 == b.tokens.start && nested && is_closed(document, a.tokens, b.tokens)).then_some(())
    };
    let (inner, outer) = if m + 1 < mentions.len() && pair(m, m + 1).is_some() {
        (m, m + 1)
    } else {
        let before = m.checked_sub(1)?;
        pair(before, m).map(|()| (before, m))?
    };
    let other = if inner == m { outer } else { inner };
    let rows = mentions[other].rows.iter().filter_map(|&row| gazetteer.row(row));
    let countries: BTreeSet<&str> = rows.map(|row| row.country).filter(|country| !country.is_empty()).collect();
    (!countries.is_empty()).then_some(Said { countries, at: mentions[other].tokens, holds_it: other == outer })
}

/// Whether two places with a comma between them are one within the other, not two of a list.
fn is_closed(document: &Document<'_>, inner: TokenRange, outer: TokenRange) -> bool {
    let comma = |t: u32| document.kind_at(t) == Some(TokenKind::Comma);
    let joins = |t: u32| document.has(t, Class::Conjunction) || comma(t) && document.has(t + 1, Class::Conjunction);
    let capital =
        |t: u32| document.tokens.get(t as usize).is_some() && document.word_at(t).shape != crate::document::Shape::Lower;
    let before = inner.start.checked_sub(1).is_some_and(|t| comma(t) || document.has(t, Class::Conjunction));
    let more = comma(outer.end) && capital(outer.end + 1);
    comma(inner.end) && !before && !joins(outer.end) && !more
}

/// The people or country right before a body's name, or the country behind *of* after it: *the French Senate*, *the Supreme Court of
/// Nigeria*.
fn owner<'g>(document: &Document<'_>, hits: &Hits, tokens: TokenRange, gazetteer: &'g Gazetteer) -> Option<Said<'g>> {
    let clitic = |t: u32| document.kind_at(t) == Some(TokenKind::Clitic);
    let end = tokens.start - u32::from(tokens.start.checked_sub(1).is_some_and(clitic));
    let behind = if document.kind_at(tokens.end).is_some() && document.lower_at(tokens.end) == "of" {
        let article = document.kind_at(tokens.end + 1).is_some() && document.has(tokens.end + 1, Class::Determiner);
        Some(tokens.end + 1 + u32::from(article))
    } else {
        None
    };
    let starts = (end.saturating_sub(3)..end).chain(behind);
    let hit = starts.flat_map(|t| hits.names_at(t)).find(|hit| {
        let beside = hit.tokens.end == end || Some(hit.tokens.start) == behind;
        beside && hit.exact && matches!(hit.kind, RowKind::Demonym | RowKind::Place)
    })?;
    let country = gazetteer.row(hit.row)?.country;
    (!country.is_empty()).then(|| Said { countries: BTreeSet::from([country]), at: hit.tokens, holds_it: true })
}

/// A word beside a place's name that tells what it is: before *of*, right before it, or behind it.
fn word(document: &Document<'_>, tokens: TokenRange) -> Option<(Level, TokenRange)> {
    let sentence = document.token(tokens.start).sentence;
    let level = |t: u32| {
        let same = document.tokens.get(t as usize).is_some_and(|token| token.sentence == sentence);
        let entry = document.entry_at(t);
        let of = WORDS.iter().find(|(class, _)| same && entry.has(*class))?;
        Some((of.1, TokenRange::new(t, t + 1)))
    };
    let before = tokens.start.checked_sub(1).and_then(|t| {
        let article = document.has(t, Class::Determiner) && t > 0;
        let of = t - u32::from(article);
        if document.lower_at(of) == "of" { of.checked_sub(1).and_then(level) } else { level(t).filter(|_| !article) }
    });
    let clitic = document.kind_at(tokens.end) == Some(TokenKind::Clitic);
    let after = tokens.end + u32::from(clitic);
    before.or_else(|| level(after)).or_else(|| level(after + 1))
}
