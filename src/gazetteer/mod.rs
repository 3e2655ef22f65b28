//! The gazetteer: a table of known names, and the matcher that finds them at word boundaries.
//!
//! The library brings one ([`BUILTIN`]); [`Builder::gazetteer`](crate::Builder::gazetteer) adds yours. A table is CSV with a header:
//! `name` and `kind` are required, the columns may stand in any order, and columns of your own come out as tags.
//!
//! # Is my table right?
//!
//! [`Builder::check`](crate::Builder::check) reports every problem, with line, column and how to mend it. Some tables load but hardly
//! say what was meant; those problems are warnings.
//!
//! ```
//! use onrecord::Extractor;
//!
//! let ours = "name,kind\nGeorgia,organization\n";
//! let report = Extractor::builder().gazetteer_text(ours).check();
//! let problem = report.problems().next().expect("a warning");
//! assert!(problem.to_string().starts_with("line 2: warning: column name: the built-in table has `Georgia` as a place"));
//! assert!(report.is_loadable());
//! ```
//!
//! # What would a name match?
//!
//! [`Extractor::lookup`](crate::Extractor::lookup) tells which names of the tables in force stand in a text, before anything is
//! decided; [`Extractor::longer_names`](crate::Extractor::longer_names) and
//! [`Extractor::similar_names`](crate::Extractor::similar_names) tell what else there is.
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
//! # A program that runs on while the table changes
//!
//! [`Extractor::reload`](crate::Extractor::reload) loads the same files again. It gives a new extractor or an error, and touches
//! nothing: texts that are being read are read to their end with the old one, and a broken table is an error to show, not an
//! outage. `examples/04_hot_reload.rs` is a whole program.
//!
//! ```
//! use onrecord::Extractor;
//! use std::sync::RwLock;
//!
//! # let table = std::env::temp_dir().join(format!("onrecord-reload-{}.csv", std::process::id()));
//! # std::fs::write(&table, "name,kind\nThe Quay,organization\n").unwrap();
//! let shared = RwLock::new(Extractor::builder().gazetteer(&table).build()?);
//! # std::fs::write(&table, "name,kind\nThe Quay,firm\n").unwrap();
//! // whenever the file has changed:
//! let current = shared.read().unwrap().clone();
//! match current.reload() {
//!     Ok(fresh) => *shared.write().unwrap() = fresh,
//!     Err(problem) => eprintln!("the table stays as it was: {problem}"),
//! }
//! # assert!(!shared.read().unwrap().lookup("The Quay").is_empty());
//! # std::fs::remove_file(&table).unwrap();
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
pub(crate) mod near;
#[cfg(test)]
mod oracle;
mod report;
mod row;
mod stats;
mod surnames;

pub(crate) use build::Builder;
pub(crate) use check::Checker;
pub(crate) use matcher::{Gazetteer, NameHit, RowId};
pub use matches::{Match, Reading, Row, Spelling};
pub use report::{Problem, Report, Severity};
pub(crate) use row::RowView;
pub use stats::Stats;
pub(crate) use surnames::surname;

/// The table that the library brings, as CSV: a header, then a row a line. It can be edited and loaded in place of the built-in
/// one.
// a constant would be copied into every crate that uses it
pub static BUILTIN: &str = include_str!("../../data/gazetteer.csv");

/// The command that lists every problem of a table.
const CHECK: &str = "onrecord gazetteer check";

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
