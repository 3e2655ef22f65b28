//! Mentions: the names, roles and pronouns of a document, in text order.

pub(crate) mod forced;

use crate::document::{Document, TokenRange};
use crate::gazetteer::RowId;
use crate::hits::Hits;
use crate::lexicon::Gender;
use crate::model::Model;

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A person.
    Person,
    /// An organisation: a company, an agency, a party, a team.
    Organization,
    /// A place: a country, a city, a building, a river.
    Place,
}

impl Kind {
    /// Its name in tables and in the wire form.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Organization => "organization",
            Kind::Place => "place",
        }
    }
}

/// Whether a mention names its entity or refers to it otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reference {
    Name,
    /// *the treasury secretary*, *the coach*: the whole noun phrase, with its determiner.
    Role,
    /// A personal pronoun.
    Pronoun,
}

/// A mention of somebody or something.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    /// The bare name, without article, title or *’s*; the whole phrase of a role.
    pub(crate) tokens: TokenRange,
    /// A title before a name (*Mr.*, *US Treasury Secretary*).
    pub(crate) title: Option<TokenRange>,
    pub(crate) kind: Kind,
    pub(crate) reference: Reference,
    /// The head of a role's phrase; for a name its last word, for a pronoun itself.
    pub(crate) head: u32,
    /// Gender as far as the mention itself tells: a title, a given name, a pronoun, a role.
    pub(crate) gender: Gender,
    /// Whether it stands for several (*they*, *the ministers*).
    pub(crate) plural: bool,
    /// The gazetteer rows it matched.
    pub(crate) rows: Vec<RowId>,
    /// How sure its bounds and kind are, in thousandths.
    pub(crate) confidence: u16,
}

/// The mentions of a document.
pub(crate) fn find(_document: &Document<'_>, _hits: &Hits, _model: &Model) -> Vec<Mention> {
    Vec::new()
}
