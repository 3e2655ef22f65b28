//! What a check of tables reports.

use crate::error::Error;
use std::fmt;
use std::path::Path;

/// How bad a [`Problem`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The table can't be loaded.
    Error,
    /// It can be loaded, but probably says what nobody meant.
    Warning,
    /// Good to know; nothing depends on it.
    Note,
}

impl Severity {
    /// Its name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// Something that is wrong with a table, with its place and how to mend it.
///
/// Its `Display` is one line for people: `ours.csv:3: error: column kind: …; use one of …`.
#[derive(Debug)]
pub struct Problem {
    severity: Severity,
    error: Error,
}

impl Problem {
    pub(super) fn new(severity: Severity, error: Error) -> Self {
        Problem { severity, error }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The file; none for a table that was given as text.
    pub fn file(&self) -> Option<&Path> {
        self.error.file()
    }

    /// The line, counted from 1; none where the file as a whole is wrong.
    pub fn line(&self) -> Option<u64> {
        self.error.line()
    }

    /// The name of the column.
    pub fn column(&self) -> Option<&str> {
        self.error.column()
    }

    /// What is wrong.
    pub fn text(&self) -> &str {
        self.error.what()
    }

    /// How to mend it.
    pub fn mend(&self) -> Option<&str> {
        self.error.remedy()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.file(), self.line()) {
            (Some(file), Some(line)) => write!(f, "{}:{line}: ", file.display())?,
            (Some(file), None) => write!(f, "{}: ", file.display())?,
            (None, Some(line)) => write!(f, "line {line}: ")?,
            (None, None) => {}
        }
        write!(f, "{}: ", self.severity.name())?;
        if let Some(column) = self.column() {
            write!(f, "column {column}: ")?;
        }
        f.write_str(self.text())?;
        match self.mend() {
            Some(mend) => write!(f, "; {mend}"),
            None => Ok(()),
        }
    }
}

/// Every problem of one or more tables, by table and line: what [`Builder::check`](crate::Builder::check) gives.
#[derive(Debug, Default)]
pub struct Report {
    pub(super) problems: Vec<Problem>,
    pub(super) rows: usize,
}

impl Report {
    /// The problems: by table in the order given, then by line, then the worse before the rest.
    pub fn problems(&self) -> impl ExactSizeIterator<Item = &Problem> {
        self.problems.iter()
    }

    /// How many problems are as bad as this.
    pub fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }

    /// Whether the tables can be loaded.
    pub fn is_loadable(&self) -> bool {
        self.count(Severity::Error) == 0
    }

    /// How many rows could be read.
    pub fn rows(&self) -> usize {
        self.rows
    }
}

/// Every problem on a line of its own.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problems.iter().try_for_each(|problem| writeln!(f, "{problem}"))
    }
}
