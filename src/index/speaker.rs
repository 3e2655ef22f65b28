//! Views of speakers and what they said, over all documents of an index.

use super::sightings::{Said, Sighting, Sightings};
use crate::lexicon::Act;
use crate::mentions::Kind;
use crate::quotations::QuoteKind;
use crate::span::Span;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody quoted in the documents of an index.
#[derive(Debug, Clone)]
pub struct Speaker<'i> {
    /// By document, in the order of their ids.
    pub(super) seen: Vec<Seen<'i>>,
}

/// A sighting and the document it was made in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'i> {
    pub(super) id: &'i str,
    pub(super) document: &'i Sightings,
    pub(super) sighting: &'i Sighting,
}

impl<'i> Speaker<'i> {
    /// The full name that most documents print; of several the first in the alphabet.
    pub fn name(&self) -> &'i str {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for seen in &self.seen {
            *counts.entry(&seen.sighting.name).or_default() += 1;
        }
        let most = counts.values().max();
        counts.iter().find(|(_, count)| Some(*count) == most).map_or("", |(name, _)| name)
    }

    /// What it is: a person in most cases, an organisation or a government otherwise.
    pub fn kind(&self) -> Kind {
        self.seen.first().map_or(Kind::Person, |seen| seen.sighting.kind)
    }

    /// All its names, those of the gazetteer too, in the alphabet's order.
    pub fn names(&self) -> impl Iterator<Item = &'i str> {
        self.seen.iter().flat_map(|seen| seen.sighting.names()).collect::<BTreeSet<_>>().into_iter()
    }

    /// The rows of gazetteers it matched, as origin and id.
    pub fn links(&self) -> impl Iterator<Item = (&'i str, &'i str)> {
        let links = self.seen.iter().flat_map(|seen| &seen.sighting.links);
        links.map(|(origin, id)| (origin.as_str(), id.as_str())).collect::<BTreeSet<_>>().into_iter()
    }

    /// How documents describe it: the id of the document and the description.
    pub fn descriptions(&self) -> impl Iterator<Item = (&'i str, &'i str)> {
        self.seen.iter().flat_map(|seen| seen.sighting.roles.iter().map(|role| (seen.id, role.as_str())))
    }

    /// The ids of the documents that quote it.
    pub fn documents(&self) -> impl Iterator<Item = &'i str> {
        self.seen.iter().map(|seen| seen.id).collect::<BTreeSet<_>>().into_iter()
    }

    /// What it said, by document and in text order.
    pub fn quotes(&self) -> impl Iterator<Item = Saying<'i>> {
        self.seen.iter().flat_map(|&seen| seen.sighting.quotes.iter().map(move |said| Saying { seen, said }))
    }
}

/// Something that a speaker said in one of the documents.
#[derive(Debug, Clone, Copy)]
pub struct Saying<'i> {
    seen: Seen<'i>,
    said: &'i Said,
}

impl<'i> Saying<'i> {
    /// The id of the document.
    pub fn document(self) -> &'i str {
        self.seen.id
    }

    /// The document's day of publication, as it was given.
    pub fn date(self) -> Option<&'i str> {
        self.seen.document.date.as_deref()
    }

    /// The document's title, as it was given.
    pub fn title(self) -> Option<&'i str> {
        self.seen.document.title.as_deref()
    }

    /// The document's address, as it was given.
    pub fn url(self) -> Option<&'i str> {
        self.seen.document.url.as_deref()
    }

    /// The document's publisher, as it was given.
    pub fn outlet(self) -> Option<&'i str> {
        self.seen.document.outlet.as_deref()
    }

    /// Its words for display: the parts, joined by an ellipsis where there are several.
    pub fn text(self) -> Cow<'i, str> {
        match self.said.parts.as_slice() {
            [(_, _, words)] => Cow::Borrowed(words),
            parts => Cow::Owned(parts.iter().map(|(_, _, words)| words.as_str()).collect::<Vec<_>>().join(" … ")),
        }
    }

    /// Its exact parts: where they are in the document's text, in bytes, and the words.
    pub fn parts(self) -> impl ExactSizeIterator<Item = (Span, &'i str)> {
        self.said.parts.iter().map(|(start, end, words)| (Span::new(*start, *end), words.as_str()))
    }

    /// How much of it stands in quotation marks.
    pub fn kind(self) -> QuoteKind {
        self.said.kind
    }

    /// What was done.
    pub fn act(self) -> Act {
        self.said.act
    }

    /// The line of the document it begins in, from 1.
    pub fn line(self) -> usize {
        self.said.line
    }
}
