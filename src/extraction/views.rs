//! Views of entities and mentions.

use super::why::{Evidence, evidence};
use super::{EntityId, EntityRecord, Extraction, Form, LinkRecord, MentionId, MentionRecord, RoleRecord};
use crate::Origin;
use crate::mentions::Kind;
use crate::span::Span;
use std::fmt;

/// A piece of the text: where it is, and what stands there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Part<'e> {
    text: &'e str,
    span: Span,
}

impl<'e> Part<'e> {
    pub(crate) fn new(extraction: &'e Extraction, span: Span) -> Self {
        Part { text: extraction.slice(span), span }
    }

    /// Where it is, in bytes of the text.
    pub fn span(self) -> Span {
        self.span
    }

    /// Exactly what stands there.
    pub fn text(self) -> &'e str {
        self.text
    }
}

impl fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.span, self.text)
    }
}

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text)
    }
}

/// Somebody or something that the text names.
#[derive(Clone, Copy)]
pub struct Entity<'e> {
    extraction: &'e Extraction,
    id: EntityId,
}

impl<'e> Entity<'e> {
    pub(crate) fn new(extraction: &'e Extraction, id: EntityId) -> Self {
        Entity { extraction, id }
    }

    fn record(self) -> &'e EntityRecord {
        &self.extraction.records.entities[self.id.index()]
    }

    /// Its number.
    pub fn id(self) -> EntityId {
        self.id
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        self.record().kind
    }

    /// The fullest name that the article prints, as it reads in one line: with a single space between its words and without what a
    /// line end, a wrong encoding or HTML did to it (*Lind-⏎gren* reads *Lindgren*, *JosÃ©* reads *José*). The
    /// [spans](Mention::span) of its mentions give what stands in the text, to the byte.
    pub fn name(self) -> &'e str {
        &self.record().name
    }

    /// How the article describes it, in text order.
    pub fn roles(self) -> impl ExactSizeIterator<Item = Role<'e>> {
        self.record().roles.iter().map(move |record| Role { extraction: self.extraction, record })
    }

    /// The personal pronouns that the article uses of it, in lower case.
    pub fn pronouns(self) -> impl ExactSizeIterator<Item = &'e str> {
        self.record().pronouns.iter().map(String::as_str)
    }

    /// What the gazetteers in force, or the caller, know about it: none for a name they don't have, several for homonyms.
    pub fn links(self) -> impl ExactSizeIterator<Item = Link<'e>> {
        self.record().links.iter().map(|record| Link { record })
    }

    /// Where the text names it or refers to it, in text order.
    pub fn mentions(self) -> impl ExactSizeIterator<Item = Mention<'e>> {
        self.record().mentions.iter().map(move |&id| Mention::new(self.extraction, id))
    }
}

impl fmt::Debug for Entity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entity").field("id", &self.id).field("kind", &self.kind()).field("name", &self.name()).finish()
    }
}

/// A description of an entity: *head of the port authority*.
#[derive(Debug, Clone, Copy)]
pub struct Role<'e> {
    extraction: &'e Extraction,
    record: &'e RoleRecord,
}

impl<'e> Role<'e> {
    /// Where it is, in bytes of the text.
    pub fn span(self) -> Span {
        self.record.span
    }

    /// The whole phrase.
    pub fn text(self) -> &'e str {
        self.extraction.slice(self.record.span)
    }

    /// The organisation named in it.
    pub fn organization(self) -> Option<Entity<'e>> {
        self.record.organization.map(|id| Entity::new(self.extraction, id))
    }
}

/// A row of a gazetteer, or an id of the caller's, that an entity matched.
#[derive(Debug, Clone, Copy)]
pub struct Link<'e> {
    record: &'e LinkRecord,
}

impl<'e> Link<'e> {
    /// Whose row it is.
    pub fn origin(self) -> Origin {
        self.record.origin
    }

    /// The row's id; its name where it has none.
    pub fn id(self) -> &'e str {
        &self.record.id
    }

    /// The name as the gazetteer has it.
    pub fn name(self) -> &'e str {
        &self.record.name
    }

    /// An editor's own columns: name of the column and field.
    pub fn tags(self) -> impl ExactSizeIterator<Item = (&'e str, &'e str)> {
        self.record.tags.iter().map(|(column, field)| (column.as_str(), field.as_str()))
    }
}

/// A place of the text that names somebody or something, or refers to them.
#[derive(Clone, Copy)]
pub struct Mention<'e> {
    extraction: &'e Extraction,
    id: MentionId,
}

impl<'e> Mention<'e> {
    pub(crate) fn new(extraction: &'e Extraction, id: MentionId) -> Self {
        Mention { extraction, id }
    }

    fn record(self) -> &'e MentionRecord {
        &self.extraction.records.mentions[self.id.index()]
    }

    /// Its number.
    pub fn id(self) -> MentionId {
        self.id
    }

    /// Where it is, in bytes of the text. A name's span holds neither article nor title nor *’s*.
    pub fn span(self) -> Span {
        self.record().span
    }

    /// Exactly what stands there.
    pub fn text(self) -> &'e str {
        self.extraction.slice(self.span())
    }

    /// What it refers to is.
    pub fn kind(self) -> Kind {
        self.record().kind
    }

    /// How it refers.
    pub fn form(self) -> Form {
        self.record().form
    }

    /// The title before a name: *Mr.*, *Sen.*
    pub fn title(self) -> Option<Part<'e>> {
        self.record().title.map(|span| Part::new(self.extraction, span))
    }

    /// Whom it refers to, where that could be decided.
    pub fn entity(self) -> Option<Entity<'e>> {
        self.record().entity.map(|id| Entity::new(self.extraction, id))
    }

    /// Where it could not be decided: whom it could refer to.
    pub fn candidates(self) -> impl ExactSizeIterator<Item = Entity<'e>> {
        self.record().candidates.iter().map(move |&id| Entity::new(self.extraction, id))
    }

    /// Why it was taken for what it is; empty unless [`Input::explain`](crate::Input::explain) asked for it.
    pub fn evidence(self) -> impl ExactSizeIterator<Item = Evidence<'e>> {
        evidence(&self.record().evidence)
    }
}

impl fmt::Debug for Mention<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mention").field("id", &self.id).field("form", &self.form()).field("text", &self.text()).finish()
    }
}
