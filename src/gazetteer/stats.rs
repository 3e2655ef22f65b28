//! What a table holds, in figures.

use super::row::REQUIRED;
use super::{Builder, CHECK, Gazetteer, Origin, RowKind};
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::table::reader::Table;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a table holds, in figures: what [`Builder::stats`](crate::Builder::stats) gives.
#[derive(Debug, Clone)]
pub struct Stats {
    file: Option<PathBuf>,
    builtin: bool,
    rows: usize,
    classes: BTreeMap<(RowKind, String), usize>,
    sources: BTreeMap<String, usize>,
    forms: Forms,
    bytes: usize,
    packed: usize,
}

/// How many spellings of names a table has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Forms {
    pub(crate) on_sight: usize,
    pub(crate) in_context: usize,
    pub(crate) derived: usize,
}

impl Stats {
    /// Those of a table.
    pub(crate) fn read(file: Option<&Path>, text: &str, lexicon: &Lexicon) -> Result<Self, Error> {
        let mut problems = Vec::new();
        let table = Table::read(text, &REQUIRED, &mut problems);
        let mut builder = Builder::new(lexicon);
        builder.add_rows(&table, Origin::User, &mut problems);
        if let Some(error) = Error::first(problems) {
            return Err(error.listed_by(CHECK));
        }
        let mut names = Gazetteer::default();
        names.push(builder.pack().into());
        let mut classes: BTreeMap<(RowKind, String), usize> = BTreeMap::new();
        let mut sources: BTreeMap<String, usize> = BTreeMap::new();
        for row in table.rows() {
            if let Some(kind) = RowKind::named(row.get("kind")) {
                *classes.entry((kind, row.get("type").to_owned())).or_default() += 1;
            }
            for source in row.get("source").split('+') {
                *sources.entry(source.to_owned()).or_default() += 1;
            }
        }
        Ok(Stats {
            file: file.map(Path::to_owned),
            builtin: false,
            rows: table.len(),
            classes,
            sources,
            forms: names.forms(),
            bytes: text.len(),
            packed: names.bytes(),
        })
    }

    /// Those of the table that the library brings.
    pub(crate) fn of_builtin(self) -> Self {
        Stats { builtin: true, ..self }
    }

    /// The file; none for the built-in table and for one given as text.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Whether it is the built-in table.
    pub fn is_builtin(&self) -> bool {
        self.builtin
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many rows are of each kind.
    pub fn kinds(&self) -> impl Iterator<Item = (RowKind, usize)> {
        let mut kinds: BTreeMap<RowKind, usize> = BTreeMap::new();
        for ((kind, _), count) in &self.classes {
            *kinds.entry(*kind).or_default() += count;
        }
        kinds.into_iter()
    }

    /// How many rows of a kind are of each type; the type is empty for those that give none.
    pub fn types(&self, kind: RowKind) -> impl Iterator<Item = (&str, usize)> {
        self.classes.iter().filter(move |((k, _), _)| *k == kind).map(|((_, class), count)| (class.as_str(), *count))
    }

    /// How many rows have each source, the column `source`, empty for those that give none. A row of several (`own+wordnet`) counts
    /// for each.
    pub fn sources(&self) -> impl Iterator<Item = (&str, usize)> {
        self.sources.iter().map(|(source, count)| (source.as_str(), *count))
    }

    /// How many spellings that stand in the table count on sight.
    pub fn on_sight(&self) -> usize {
        self.forms.on_sight
    }

    /// How many spellings that stand in the table need support from their context.
    pub fn in_context(&self) -> usize {
        self.forms.in_context
    }

    /// How many further spellings follow from those by rule.
    pub fn derived(&self) -> usize {
        self.forms.derived
    }

    /// Its size as CSV.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Its size in memory, ready for matching.
    pub fn packed_bytes(&self) -> usize {
        self.packed
    }
}
