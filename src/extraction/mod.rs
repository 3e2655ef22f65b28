//! The result: an extraction owns its text and everything found in it.

mod fact_words;
mod quote;
mod records;
mod views;
mod why;

pub(crate) use quote::share;
pub use quote::{Edit, NotSpeech, Quote, Refusal, Source, Warning};
pub(crate) use records::*;
pub use views::{Entity, Link, Mention, Part, Role};
pub use why::{Change, Evidence, Rival};

use crate::mentions::Kind;
use crate::span::Span;
use crate::wire::{self, Unit};
use serde::{Serialize, Serializer};

/// Numbers of the records of one extraction, from 0 in text order.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// The number, which is the place of the record in its list, from 0.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

ids! {
    /// The number of an entity within its extraction.
    EntityId,
    /// The number of a mention within its extraction.
    MentionId,
    /// The number of a quotation within its extraction.
    QuoteId
}

/// How a mention refers to its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Form {
    /// The fullest name that the article prints: *Kevin Hassett*.
    Full,
    /// Another name: *US* for *United States*.
    Alias,
    /// A part of the full name: *Hassett*.
    Short,
    /// *the treasury secretary*.
    Role,
    /// *she*.
    Pronoun,
}

/// The part of an article in which a quotation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum Section {
    /// The first line, where it is a headline.
    Headline,
    /// What stands between a headline and the text: its summary.
    Standfirst,
    /// The running text.
    #[default]
    Body,
    /// The words to a picture, and who took it.
    Caption,
    /// What the article says of its own mistakes.
    Correction,
    /// What is the same in every article or press release: about the company, notes to editors, contacts, copyright.
    Boilerplate,
}

/// What a reporter did to quoted words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EditKind {
    /// Words put in, in square brackets.
    Insertion,
    /// Words left out.
    Ellipsis,
    /// *\[sic\]*: so in the original.
    Sic,
}

/// What a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum WarningCode {
    /// The text does not look like English, so that little in the result can be trusted.
    Language,
    /// The text is longer than can be read; its end was left out.
    TooLong,
    /// The date of the document is given in a form that is not understood, so that dated rows count as if there were none.
    Date,
}

/// Everything found in one text, and the text itself.
///
/// It borrows nothing: keep it, send it to another thread, put it into a [`SpeakerIndex`](crate::SpeakerIndex). Its records are
/// read through small views ([`Quote`], [`Entity`], [`Mention`]) that are `Copy`.
///
/// Serialized, it is the wire form with offsets in characters; [`wire::Document`] takes other units.
///
/// ```
/// let text = "“We will rebuild,” said Mara Voss, the mayor of Elmfield.";
/// let doc = onrecord::Extractor::new().extract(text);
/// for quote in doc.quotes() {
///     for part in quote.parts() {
///         assert_eq!(part.text(), &text[part.span()]);
///     }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extraction {
    pub(crate) records: Records,
}

impl Extraction {
    /// The id of the document, as the caller gave it; empty otherwise.
    pub fn id(&self) -> &str {
        &self.records.id
    }

    /// The text as it was received.
    pub fn text(&self) -> &str {
        &self.records.text
    }

    /// What stands at a span of its records.
    #[expect(clippy::string_slice, reason = "the public door: spans of its records lie on char boundaries of its text")]
    pub(crate) fn slice(&self, span: Span) -> &str {
        &self.records.text[span]
    }

    /// The day of publication, as given.
    pub fn date(&self) -> Option<&str> {
        self.records.meta.date.as_deref()
    }

    /// The title, as given.
    pub fn title(&self) -> Option<&str> {
        self.records.meta.title.as_deref()
    }

    /// The address of the article, as given.
    pub fn url(&self) -> Option<&str> {
        self.records.meta.url.as_deref()
    }

    /// The publisher, as given.
    pub fn outlet(&self) -> Option<&str> {
        self.records.meta.outlet.as_deref()
    }

    /// A hash, in hexadecimal digits, of every table and weight that was in force, the user's included. Equal texts with equal
    /// hashes and options give equal results.
    pub fn data(&self) -> String {
        format!("{:016x}", self.records.data)
    }

    /// Who and what the text names, in the order of first mention.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = Entity<'_>> {
        (0..self.records.entities.len() as u32).map(|i| Entity::new(self, EntityId(i)))
    }

    /// The people.
    pub fn people(&self) -> impl Iterator<Item = Entity<'_>> {
        self.entities().filter(|e| e.kind() == Kind::Person)
    }

    /// The organisations.
    pub fn organizations(&self) -> impl Iterator<Item = Entity<'_>> {
        self.entities().filter(|e| e.kind() == Kind::Organization)
    }

    /// The places.
    pub fn places(&self) -> impl Iterator<Item = Entity<'_>> {
        self.entities().filter(|e| e.kind() == Kind::Place)
    }

    /// Every name, role and personal pronoun, in text order.
    pub fn mentions(&self) -> impl ExactSizeIterator<Item = Mention<'_>> {
        (0..self.records.mentions.len() as u32).map(|i| Mention::new(self, MentionId(i)))
    }

    /// The quotations, in text order of their first part.
    pub fn quotes(&self) -> impl ExactSizeIterator<Item = Quote<'_>> {
        (0..self.records.quotes.len() as u32).map(|i| Quote::new(self, QuoteId(i)))
    }

    /// Words in quotation marks that are no quotation: titles, terms, scare quotes.
    pub fn not_speech(&self) -> impl ExactSizeIterator<Item = NotSpeech<'_>> {
        self.records.not_speech.iter().map(|record| NotSpeech::new(self, record))
    }

    /// Where somebody is said to have declined to say anything.
    pub fn refusals(&self) -> impl ExactSizeIterator<Item = Refusal<'_>> {
        self.records.refusals.iter().map(|record| Refusal::new(self, record))
    }

    /// What makes the result doubtful as a whole.
    pub fn warnings(&self) -> impl ExactSizeIterator<Item = Warning<'_>> {
        self.records.warnings.iter().map(Warning::new)
    }

    /// The entity with this id; none where the id belongs to another extraction that has more.
    pub fn entity(&self, id: EntityId) -> Option<Entity<'_>> {
        (id.index() < self.records.entities.len()).then(|| Entity::new(self, id))
    }

    /// The mention with this id.
    pub fn mention(&self, id: MentionId) -> Option<Mention<'_>> {
        (id.index() < self.records.mentions.len()).then(|| Mention::new(self, id))
    }

    /// The quotation with this id.
    pub fn quote(&self, id: QuoteId) -> Option<Quote<'_>> {
        (id.index() < self.records.quotes.len()).then(|| Quote::new(self, id))
    }
}

impl Serialize for Extraction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        wire::Document::new(self, Unit::Char).serialize(serializer)
    }
}
