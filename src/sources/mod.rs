//! Sources: which mention a quotation is linked to.

use crate::document::{Document, TokenRange};
use crate::entities::Entities;
use crate::hits::Hits;
use crate::lexicon::Lexicon;
use crate::mentions::Mention;
use crate::model::Model;
use crate::quotations::Quotation;

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SourceType {
    /// A person, named or not.
    Person,
    /// Several people: *residents*, *people familiar with the matter*, *they*.
    Group,
    /// An organisation, or a government named by its country or capital.
    Organization,
    /// A report, a statement, a letter.
    Document,
    /// The writer of the article.
    Writer,
}

/// A source that could be.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) tokens: TokenRange,
    /// The head word of the phrase.
    pub(crate) head: u32,
    /// None for a nominal source that is no mention.
    pub(crate) mention: Option<usize>,
    pub(crate) source_type: SourceType,
    /// The sum of its evidence.
    pub(crate) weight: i32,
}

/// Which source a quotation has.
#[derive(Debug, Clone, Default)]
pub(crate) struct Link {
    /// The best candidate; none where the text names no source.
    pub(crate) source: Option<Candidate>,
    /// More sources joined to the first (*Bessent and Greer said*).
    pub(crate) joined: Vec<Candidate>,
    /// The other candidates, best first.
    pub(crate) rivals: Vec<Candidate>,
    /// How sure the link is (or that there is no source), in thousandths.
    pub(crate) confidence: u16,
}

/// Links each quotation to its source.
pub(crate) fn link(
    _document: &Document<'_>,
    _hits: &Hits,
    _mentions: &[Mention],
    _entities: &Entities,
    quotations: &[Quotation],
    _lexicon: &Lexicon,
    _model: &Model,
) -> Vec<Link> {
    vec![Link::default(); quotations.len()]
}
