//! The one error of the library: what happened, in which file and line, and what to do.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why loading a table, a model or a page of cases failed.
///
/// Extraction itself never fails. An error says what happened, in which file, line and column, and how to mend it; its
/// text is meant for people. The type is opaque so that it can learn to say more.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0)]
pub struct Error(Box<Problem>);

#[derive(Debug)]
struct Problem {
    file: Option<PathBuf>,
    line: Option<u64>,
    column: Option<String>,
    what: String,
    mend: Option<String>,
    /// How many problems the same table has besides.
    more: usize,
    /// The command that lists them.
    lister: Option<&'static str>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Read,
    Data,
    Cases,
    Conflict,
}

impl Error {
    fn new(kind: Kind, what: impl Into<String>) -> Self {
        Error(Box::new(Problem {
            file: None,
            line: None,
            column: None,
            what: what.into(),
            mend: None,
            more: 0,
            lister: None,
            kind,
        }))
    }

    pub(crate) fn read(path: &Path, source: &std::io::Error) -> Self {
        Error::new(Kind::Read, format!("cannot be read: {source}")).in_file(path)
    }

    pub(crate) fn data(what: impl Into<String>) -> Self {
        Error::new(Kind::Data, what)
    }

    pub(crate) fn cases(what: impl Into<String>) -> Self {
        Error::new(Kind::Cases, what)
    }

    pub(crate) fn conflict(what: impl Into<String>) -> Self {
        Error::new(Kind::Conflict, what)
    }

    /// The first of a table's problems, by line, which says how many more there are.
    pub(crate) fn first(problems: Vec<Error>) -> Option<Self> {
        let more = problems.len().saturating_sub(1);
        let mut first = problems.into_iter().min_by_key(|problem| problem.0.line)?;
        first.0.more = more;
        Some(first)
    }

    /// Names the command that lists all problems of the file.
    pub(crate) fn listed_by(mut self, command: &'static str) -> Self {
        self.0.lister = Some(command);
        self
    }

    pub(crate) fn in_file(mut self, path: impl AsRef<Path>) -> Self {
        self.0.file.get_or_insert_with(|| path.as_ref().to_owned());
        self
    }

    pub(crate) fn at_line(mut self, line: u64) -> Self {
        self.0.line.get_or_insert(line);
        self
    }

    pub(crate) fn in_column(mut self, column: impl Into<String>) -> Self {
        self.0.column.get_or_insert(column.into());
        self
    }

    pub(crate) fn mend(mut self, mend: impl Into<String>) -> Self {
        self.0.mend.get_or_insert(mend.into());
        self
    }

    /// The file in which it happened, where there is one.
    pub fn file(&self) -> Option<&Path> {
        self.0.file.as_deref()
    }

    /// The line, counted from 1, where it is known.
    pub fn line(&self) -> Option<u64> {
        self.0.line
    }

    /// The name of the column of the table, where there is one.
    pub fn column(&self) -> Option<&str> {
        self.0.column.as_deref()
    }

    /// What is wrong, without the place.
    pub(crate) fn what(&self) -> &str {
        &self.0.what
    }

    /// How to mend it.
    pub(crate) fn remedy(&self) -> Option<&str> {
        self.0.mend.as_deref()
    }

    /// Whether a file could not be read at all.
    pub fn is_read(&self) -> bool {
        self.0.kind == Kind::Read
    }

    /// Whether the content of a table, of a model or of a page of cases is wrong.
    pub fn is_data(&self) -> bool {
        self.0.kind == Kind::Data
    }

    /// Whether cases did not come out as their page says.
    pub fn is_cases(&self) -> bool {
        self.0.kind == Kind::Cases
    }

    /// Whether a document that is already in an index came again with other content.
    pub fn is_conflict(&self) -> bool {
        self.0.kind == Kind::Conflict
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{}", file.display())?;
            if let Some(line) = self.line {
                write!(f, ":{line}")?;
            }
            write!(f, ": ")?;
        } else if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(column) = &self.column {
            write!(f, "column {column}: ")?;
        }
        write!(f, "{}", self.what)?;
        if let Some(mend) = &self.mend {
            write!(f, "; {mend}")?;
        }
        match (self.more, self.lister, &self.file) {
            (0, ..) => Ok(()),
            (more, Some(command), Some(file)) => write!(f, " (and {more} more: `{command} {}`)", file.display()),
            (more, ..) => write!(f, " (and {more} more)"),
        }
    }
}
