//! What an index keeps of a document: who was quoted, saying what, described how.

use crate::extraction::{Entity, Extraction, Form, Quote, QuoteId};
use crate::lexicon::{Act, fold_word};
use crate::mentions::Kind;
use crate::quotations::{QuoteKind, Status};
use crate::table::hash::hash;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sightings {
    /// A hash of its text.
    pub(super) text: u64,
    pub(super) date: Option<String>,
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    pub(super) outlet: Option<String>,
    /// Who is quoted in it, in text order.
    pub(super) speakers: Vec<Sighting>,
}

/// Somebody quoted in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sighting {
    pub(super) kind: Kind,
    /// The fullest name the document prints.
    pub(super) name: String,
    /// The other names it prints, and those of the gazetteer.
    pub(super) aliases: BTreeSet<String>,
    /// Rows of gazetteers, as origin and id.
    pub(super) links: BTreeSet<(String, String)>,
    pub(super) roles: Vec<String>,
    pub(super) quotes: Vec<Said>,
}

/// Something said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Said {
    pub(super) kind: QuoteKind,
    pub(super) act: Act,
    /// Start, end (bytes of the text) and words of each part.
    pub(super) parts: Vec<(usize, usize, String)>,
    pub(super) line: usize,
}

impl Sightings {
    pub(super) fn new(extraction: &Extraction) -> Self {
        let own = |field: Option<&str>| field.map(str::to_owned);
        let mut said: Vec<Vec<Said>> = vec![Vec::new(); extraction.entities().len()];
        // what is not asserted was not said; what is printed twice in one document is said once, by the first place that tells
        // who said it
        let mut counted: BTreeSet<QuoteId> = BTreeSet::new();
        let passes_on = passing_on(extraction);
        for quote in extraction.quotes().filter(|quote| quote.status() == Status::Asserted && quote.speakers().len() > 0) {
            // what only passes on another's words is no more than those; one's own words within one's own are said once
            if passes_on.contains(&quote.id()) || is_in_own(quote) {
                continue;
            }
            if !counted.insert(quote.same_as().unwrap_or(quote).id()) {
                continue;
            }
            for speaker in quote.speakers() {
                if let Some(list) = said.get_mut(speaker.id().index()) {
                    list.push(Said::new(quote));
                }
            }
        }
        let speakers = extraction.entities().zip(said).filter(|(_, quotes)| !quotes.is_empty());
        Sightings {
            text: hash(extraction.text().as_bytes()),
            date: own(extraction.date()),
            title: own(extraction.title()),
            url: own(extraction.url()),
            outlet: own(extraction.outlet()),
            speakers: speakers.map(|(entity, quotes)| Sighting::new(entity, quotes)).collect(),
        }
    }
}

/// The quotations that only say who passed another on: *“…,” Brandt said, according to the Herald*.
fn passing_on(extraction: &Extraction) -> BTreeSet<QuoteId> {
    let passed = extraction.quotes().filter_map(|quote| {
        let outer = quote.within()?;
        let via = quote.via()?.span();
        (outer.source()?.span() == via).then(|| outer.id())
    });
    passed.collect()
}

/// Whether a quotation stands in another of the same speaker that counts.
fn is_in_own(quote: Quote<'_>) -> bool {
    let outer = quote.within().filter(|outer| outer.status() == Status::Asserted);
    outer.is_some_and(|outer| {
        outer.speakers().len() == quote.speakers().len() && outer.speakers().zip(quote.speakers()).all(|(a, b)| a.id() == b.id())
    })
}

impl Sighting {
    fn new(entity: Entity<'_>, quotes: Vec<Said>) -> Self {
        let printed = entity.mentions().filter(|m| matches!(m.form(), Form::Full | Form::Alias)).map(|m| m.text());
        let known = entity.links().map(|link| link.name());
        let aliases = printed.chain(known).filter(|name| *name != entity.name()).map(str::to_owned).collect();
        let links = entity.links().map(|link| (link.origin().name().to_owned(), link.id().to_owned())).collect();
        let mut roles: Vec<String> = Vec::new();
        for role in entity.roles().map(|role| role.text()) {
            if !roles.iter().any(|known| known == role) {
                roles.push(role.to_owned());
            }
        }
        Sighting { kind: entity.kind(), name: entity.name().to_owned(), aliases, links, roles, quotes }
    }

    /// All its names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

impl Said {
    fn new(quote: Quote<'_>) -> Self {
        let parts = quote.parts().map(|part| (part.span().start, part.span().end, part.text().to_owned()));
        Said { kind: quote.kind(), act: quote.act(), parts: parts.collect(), line: quote.line() }
    }
}

/// The words of a name, composed, in lower case and with straight apostrophes.
pub(super) fn folded(name: &str) -> Vec<String> {
    let composed: String = name.nfc().collect();
    composed.split_whitespace().map(|word| fold_word(word).into_owned()).collect()
}
