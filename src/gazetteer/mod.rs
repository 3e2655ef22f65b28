//! The gazetteer: a table of known names, and the matcher that finds them at word boundaries.
//!
//! Names are matched word by word over the tokens of a document, so that every match lies on word boundaries by itself and a
//! longer name that does not fit never hides a shorter one that does.

mod build;
mod form;
mod matcher;
mod row;

pub(crate) use build::Builder;
pub(crate) use matcher::{Gazetteer, NameHit, RowId};

/// Where a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// The gazetteer that the library brings.
    Builtin,
    /// A gazetteer that was loaded.
    User,
    /// A mention that the caller passed with the text.
    Caller,
}

impl Origin {
    /// Its name in the wire form.
    pub const fn name(self) -> &'static str {
        match self {
            Origin::Builtin => "builtin",
            Origin::User => "user",
            Origin::Caller => "caller",
        }
    }
}

/// What a row of a gazetteer names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum RowKind {
    Person,
    Organization,
    Place,
    /// A people, a faith, an adjective of a country: no entity.
    Demonym,
    /// No name here.
    Never,
}

impl RowKind {
    pub(crate) const ALL: [(RowKind, &'static str); 5] = [
        (RowKind::Person, "person"),
        (RowKind::Organization, "organization"),
        (RowKind::Place, "place"),
        (RowKind::Demonym, "demonym"),
        (RowKind::Never, "never"),
    ];

    pub(crate) fn named(name: &str) -> Option<RowKind> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(kind, _)| *kind)
    }

    pub(crate) fn from_code(code: u8) -> RowKind {
        Self::ALL.iter().map(|(kind, _)| *kind).find(|k| *k as u8 == code).unwrap_or(RowKind::Never)
    }
}
