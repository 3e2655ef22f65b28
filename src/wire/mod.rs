//! The wire form `onrecord/1`: what other programs read, as plain data that serde writes and reads in any format.
//!
//! [`Document::new`] makes it from an [`Extraction`](crate::Extraction) with offsets in the unit asked for. The field's names
//! and order are the keys of the contract; nothing is ever left out, so that what is absent is `null` or an empty list
//! (what [`Input::explain`](crate::Input::explain) adds excepted). Keys may be added within `onrecord/1`; readers ignore those
//! they don't know.
//!
//! ```
//! use onrecord::{Extractor, wire::{Document, Unit}};
//!
//! let doc = Extractor::new().extract("“Olá,” said João.");
//! let wire = Document::new(&doc, Unit::Utf16);
//! let json = serde_json::to_string(&wire)?;
//! let back: Document = serde_json::from_str(&json)?;
//! assert_eq!(back, wire);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod convert;
mod offsets;

use crate::{Act, EditKind, Form, Kind, Origin, QuoteKind, Section, SourceType, Status, Unresolved, WarningCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name and version of the form.
pub const SCHEMA: &str = "onrecord/1";

/// What offsets count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Unit {
    /// Bytes of UTF-8, as Rust and Go count.
    Byte,
    /// Unicode code points, as Python and the W3C's annotations count.
    #[default]
    Char,
    /// UTF-16 code units, as JavaScript, Java and C# count.
    Utf16,
}

/// One document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Document {
    /// [`SCHEMA`].
    pub schema: String,
    /// The id of the document.
    pub id: String,
    /// What all offsets count.
    pub offsets: Unit,
    /// The version of the library that wrote it.
    pub version: String,
    /// A hash of every table and weight in force.
    pub data: String,
    /// What was known about the article.
    pub meta: Meta,
    /// Who and what it names.
    pub entities: Vec<Entity>,
    /// Every name, role and personal pronoun, in text order.
    pub mentions: Vec<Mention>,
    /// The quotations, in text order.
    pub quotes: Vec<Quote>,
    /// Where somebody declined to say anything.
    pub refusals: Vec<Refusal>,
    /// What makes the result doubtful.
    pub warnings: Vec<Warning>,
    /// Words in quotation marks that are no quotation; only where explanations were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_speech: Option<Vec<NotSpeech>>,
}

/// What was known about an article, as it was given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Meta {
    /// The day of publication.
    pub date: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The publisher.
    pub outlet: Option<String>,
}

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Part {
    /// Offset of its first unit.
    pub start: usize,
    /// Offset after its last unit.
    pub end: usize,
    /// Exactly what stands there.
    pub text: String,
}

/// A person, organisation or place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Entity {
    /// Its number.
    pub id: usize,
    /// What it is.
    pub kind: Kind,
    /// The fullest name the article prints.
    pub name: String,
    /// How the article describes it.
    pub roles: Vec<Role>,
    /// The pronouns the article uses of it.
    pub pronouns: Vec<String>,
    /// The rows of gazetteers it matched.
    pub links: Vec<Link>,
}

/// A description of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Role {
    /// Offset of its first unit.
    pub start: usize,
    /// Offset after its last unit.
    pub end: usize,
    /// The whole phrase.
    pub text: String,
    /// The entity of the organisation named in it.
    pub organization: Option<usize>,
}

/// A row of a gazetteer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Link {
    /// Whose row it is.
    pub origin: Origin,
    /// The row's id.
    pub id: String,
    /// The name as the gazetteer has it.
    pub name: String,
    /// An editor's own columns.
    pub tags: BTreeMap<String, String>,
}

/// A place of the text that names or refers to an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Mention {
    /// Its number.
    pub id: usize,
    /// Offset of its first unit.
    pub start: usize,
    /// Offset after its last unit.
    pub end: usize,
    /// Exactly what stands there.
    pub text: String,
    /// What its entity is.
    pub kind: Kind,
    /// How it refers.
    pub form: Form,
    /// The title before it.
    pub title: Option<Part>,
    /// The entity it refers to.
    pub entity: Option<usize>,
    /// Where that is undecided: the entities it could refer to.
    pub candidates: Vec<usize>,
    /// Only where explanations were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<Evidence>>,
}

/// A quotation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Quote {
    /// Its number.
    pub id: usize,
    /// How much of it stands in quotation marks.
    pub kind: QuoteKind,
    /// What was done.
    pub act: Act,
    /// Whether it was.
    pub status: Status,
    /// Its content.
    pub parts: Vec<Part>,
    /// What of it stands in quotation marks.
    pub quoted: Vec<Part>,
    /// The words that attribute it.
    pub cue: Option<Part>,
    /// The phrase that the text gives as its source.
    pub source: Option<Source>,
    /// Who is behind the source.
    pub speakers: Vec<Speaker>,
    /// Why there is no speaker.
    pub unresolved: Option<Unresolved>,
    /// To whom it was said.
    pub addressee: Option<Phrase>,
    /// Who passed it on.
    pub via: Option<Part>,
    /// The quotation it stands in.
    pub within: Option<usize>,
    /// The first quotation with the same words and speaker.
    pub same_as: Option<usize>,
    /// Where a reporter changed quoted words.
    pub edits: Vec<Edit>,
    /// Where it stands.
    #[serde(rename = "where")]
    pub place: Place,
    /// How sure it all is.
    pub confidence: Confidence,
    /// Only where explanations were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<Evidence>>,
    /// Only where explanations were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rivals: Option<Vec<Rival>>,
    /// Only where explanations were asked for, and there was something else to choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub would_change: Option<Change>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Source {
    /// Offset of its first unit.
    pub start: usize,
    /// Offset after its last unit.
    pub end: usize,
    /// Exactly what stands there.
    pub text: String,
    /// The mention it is.
    pub mention: Option<usize>,
    /// The other phrases that the text gives the same words to (*Bessent and Greer said*), in text order.
    #[serde(default)]
    pub joined: Vec<Phrase>,
    /// What it is.
    #[serde(rename = "type")]
    pub source_type: SourceType,
    /// Whether it is a name or resolves to one.
    pub named: bool,
}

/// A speaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Speaker {
    /// The entity.
    pub entity: usize,
    /// Its name.
    pub name: String,
}

/// A phrase that may be a mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Phrase {
    /// Offset of its first unit.
    pub start: usize,
    /// Offset after its last unit.
    pub end: usize,
    /// Exactly what stands there.
    pub text: String,
    /// The mention it is.
    pub mention: Option<usize>,
}

/// A change of quoted words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Edit {
    /// Offset of its first unit.
    pub start: usize,
    /// Offset after its last unit.
    pub end: usize,
    /// Exactly what stands there.
    pub text: String,
    /// What was done.
    pub kind: EditKind,
}

/// Where a quotation's first part stands; lines and paragraphs count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The paragraph.
    pub paragraph: usize,
    /// The part of the article.
    pub section: Section,
}

/// How sure a quotation is, from 0 to 1 with three decimals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Confidence {
    /// That it is one, with these bounds.
    pub quote: f64,
    /// That source and speakers are right.
    pub speaker: f64,
}

/// One observed fact that spoke for or against a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Evidence {
    /// `quote`, `source`, `speaker`, `entity` or `kind`.
    pub decision: String,
    /// The fact.
    pub rule: String,
    /// How much it counted.
    pub weight: i32,
    /// Offset of the first unit of where it was observed.
    pub start: usize,
    /// Offset after the last unit.
    pub end: usize,
}

/// A source that could have been.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Rival {
    /// Offset of its first unit.
    pub start: usize,
    /// Offset after its last unit.
    pub end: usize,
    /// Exactly what stands there.
    pub text: String,
    /// The mention it is.
    pub mention: Option<usize>,
    /// The sum of its evidence.
    pub weight: i32,
}

/// What would have given a quotation another source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Change {
    /// By how much the source is ahead of the next; none where a rule decided without weights.
    pub margin: Option<i32>,
    /// The number of that next among the rivals; none for no source.
    pub rival: Option<usize>,
    /// The numbers, among the evidence, of the facts without which it would have been that one.
    pub evidence: Vec<usize>,
    /// The facts against that one without which it would have won.
    #[serde(default)]
    pub against: Vec<Evidence>,
    /// Whether all of them would have to be missing; otherwise each alone is enough.
    pub together: bool,
}

/// A place that says that somebody declined to say anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Refusal {
    /// The phrase that names who.
    pub source: Option<Source>,
    /// Who.
    pub speakers: Vec<Speaker>,
    /// The words that say so.
    pub cue: Part,
}

/// Words in quotation marks that are no quotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NotSpeech {
    /// Offset of their first unit.
    pub start: usize,
    /// Offset after their last unit.
    pub end: usize,
    /// Exactly what stands there.
    pub text: String,
    /// What they are instead.
    pub reason: String,
}

/// Something that makes a result doubtful as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Warning {
    /// What it is about.
    pub code: WarningCode,
    /// The same for people.
    pub text: String,
}
