//! The gazetteer: a table of known names, and the matcher that finds them at word boundaries.
//!
//! [`Extractor::lookup`](crate::Extractor::lookup) tells which names of the tables in force stand in a text, before anything is
//! decided:
//!
//! ```
//! use onrecord::Extractor;
//! use onrecord::gazetteer::{RowKind, Spelling};
//!
//! let ours = "id,name,kind,context_aliases\nq,The Quay Company,organization,Quay\n";
//! let extractor = Extractor::builder().gazetteer_text(ours).build()?;
//! let matches = extractor.lookup("Quay rose.");
//! let quay = matches.iter().find(|m| m.row().id() == "q").expect("our row");
//! assert_eq!((quay.row().kind(), quay.spelling()), (RowKind::Organization, Spelling::ContextAlias));
//! assert!(!quay.on_sight());
//! # Ok::<(), onrecord::Error>(())
//! ```
//!
//! # How it matches
//!
//! Names are matched word by word over the tokens of a document, so that every match lies on word boundaries by itself and a
//! longer name that does not fit never hides a shorter one that does.

mod build;
mod check;
mod derive;
mod form;
mod lint;
mod matcher;
mod matches;
mod report;
mod row;

pub(crate) use build::Builder;
pub(crate) use check::Checker;
pub(crate) use matcher::{Gazetteer, NameHit, RowId};
pub use matches::{Match, Row, Spelling};
pub use report::{Problem, Report, Severity};
pub(crate) use row::RowView;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum RowKind {
    /// A person.
    Person,
    /// An organisation.
    Organization,
    /// A place.
    Place,
    /// A people, a faith, an adjective of a country: no entity.
    Demonym,
    /// No name: the string is not to be taken for one.
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

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    pub(crate) fn named(name: &str) -> Option<RowKind> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(kind, _)| *kind)
    }

    pub(crate) fn from_code(code: u8) -> RowKind {
        Self::ALL.iter().map(|(kind, _)| *kind).find(|k| *k as u8 == code).unwrap_or(RowKind::Never)
    }
}
