//! What a look-up finds: names of the tables as they stand in a text, and the rows they are of.

use super::row::RowView;
use super::{NameHit, Origin, RowKind};
use crate::document::Document;
use crate::span::Span;
use std::path::Path;

/// A name of a table that stands in a text, found by [`Extractor::lookup`](crate::Extractor::lookup).
#[derive(Debug, Clone, Copy)]
pub struct Match<'g> {
    span: Span,
    row: Row<'g>,
    spelling: Spelling,
    exact: bool,
    on_sight: bool,
}

/// A text in words, made by [`Extractor::read`](crate::Extractor::read).
#[derive(Debug)]
pub struct Reading<'t>(pub(crate) Document<'t>);

/// Which of a row's names a match is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Spelling {
    /// The field `name`.
    Name,
    /// One of the `aliases`.
    Alias,
    /// One of the `context_aliases`.
    ContextAlias,
    /// None that the table spells out, but one that follows from them by rule: *N.A.T.O.* from *NATO*, *Zoe* from *Zoë*.
    Derived,
}

/// A row of a table in force.
#[derive(Debug, Clone, Copy)]
pub struct Row<'g> {
    view: RowView<'g>,
    file: Option<&'g Path>,
}

impl<'g> Match<'g> {
    pub(crate) fn new(span: Span, hit: &NameHit, row: Row<'g>) -> Self {
        let spelling = match hit {
            NameHit { derived: true, .. } => Spelling::Derived,
            NameHit { alias: false, .. } => Spelling::Name,
            NameHit { caution: false, .. } => Spelling::Alias,
            _ => Spelling::ContextAlias,
        };
        Match { span, row, spelling, exact: hit.exact, on_sight: !hit.caution }
    }

    /// Where it stands, in bytes of the text.
    pub fn span(self) -> Span {
        self.span
    }

    /// The row it names.
    pub fn row(self) -> Row<'g> {
        self.row
    }

    /// Which of the row's names it is.
    pub fn spelling(self) -> Spelling {
        self.spelling
    }

    /// Whether the text spells it as the table does, capital and small letters included.
    pub fn is_exact(self) -> bool {
        self.exact
    }

    /// Whether it counts by itself: a user's row does, one of ours unless the text around it says otherwise. Else it needs support: a
    /// fuller name in the article, a title, a neighbour.
    pub fn on_sight(self) -> bool {
        self.on_sight
    }
}

impl<'g> Row<'g> {
    pub(crate) fn new(view: RowView<'g>, file: Option<&'g Path>) -> Self {
        Row { view, file }
    }

    /// Its id; the name where the table gives none.
    pub fn id(self) -> &'g str {
        self.view.id
    }

    /// Its name as the table has it.
    pub fn name(self) -> &'g str {
        self.view.name
    }

    /// What it names.
    pub fn kind(self) -> RowKind {
        self.view.kind
    }

    /// What that is more closely (*central bank*), the column `type`; empty where the table does not say.
    pub fn class(self) -> &'g str {
        self.view.class
    }

    /// ISO 3166-1 alpha-2, or empty.
    pub fn country(self) -> &'g str {
        self.view.country
    }

    /// How prominent it is, 0 to 100.
    pub fn weight(self) -> u8 {
        self.view.weight
    }

    /// The office that it says its person holds.
    pub fn office(self) -> Option<&'g str> {
        self.view.office()
    }

    /// The first day, month or year of that office, or of the row where it has none.
    pub fn valid_from(self) -> Option<&'g str> {
        self.view.dates().0
    }

    /// The last day, month or year of that office, or of the row where it has none.
    pub fn valid_to(self) -> Option<&'g str> {
        self.view.dates().1
    }

    /// Whose table it is of.
    pub fn origin(self) -> Origin {
        self.view.origin
    }

    /// The file that was loaded; none for the built-in table and for one given as text.
    pub fn file(self) -> Option<&'g Path> {
        self.file
    }

    /// The columns of an editor's own: name and field, where it is not empty.
    pub fn tags(self) -> impl Iterator<Item = (&'g str, &'g str)> {
        self.view.tags()
    }
}
