//! Reading a table: CSV with a header, columns in any order, every error with its line, column and mend.

use crate::error::Error;
use std::collections::BTreeMap;
use std::path::Path;

/// A table in memory: its header and its rows with their line numbers.
#[derive(Debug)]
pub(crate) struct Table {
    columns: BTreeMap<String, usize>,
    header: Vec<String>,
    rows: Vec<(u64, csv::StringRecord)>,
}

/// One row of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'t> {
    table: &'t Table,
    line: u64,
    record: &'t csv::StringRecord,
}

/// The bytes of a file, or an error that names it.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|e| Error::read(path, &e))
}

/// The text of a UTF-8 file without its byte order mark, or an error that names the file and the first wrong byte.
pub(crate) fn read_text(path: &Path) -> Result<String, Error> {
    let bytes = read_file(path)?;
    utf8(bytes).map_err(|e| e.in_file(path))
}

fn utf8(bytes: Vec<u8>) -> Result<String, Error> {
    let text = String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        let line = 1 + e.as_bytes().iter().take(at).filter(|&&b| b == b'\n').count() as u64;
        Error::data(format!("not UTF-8 at byte {at}")).at_line(line).mend("save the file as UTF-8")
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

impl Table {
    /// Reads a table from text. The delimiter is the one of comma, semicolon and tab that the header has most of
    /// (spreadsheets write all three).
    pub(crate) fn parse(text: &str, required: &[&str]) -> Result<Self, Error> {
        // the reader counts a line end of two characters late, and one of an old kind not at all; the last tells whether a
        // quotation mark is still open
        let text = text.replace("\r\n", "\n").replace('\r', "\n") + "\n";
        let first = text.lines().next().unwrap_or_default();
        let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|d| (first.bytes().filter(|b| b == d).count(), *d == b','));
        let delimiter = delimiter.unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let header: Vec<String> = reader.headers().map_err(|e| csv_error(&e))?.iter().map(|h| h.trim().to_owned()).collect();
        let mut columns = BTreeMap::new();
        for (i, name) in header.iter().enumerate() {
            if columns.insert(name.clone(), i).is_some() && !name.is_empty() {
                return Err(Error::data("the header names this column twice")
                    .at_line(1)
                    .in_column(name)
                    .mend("rename one of the two"));
            }
        }
        if let Some(open) = header.iter().find(|name| name.contains('\n')) {
            return Err(unclosed(1, open.lines().next().unwrap_or_default()));
        }
        if let Some(missing) = required.iter().find(|r| !columns.contains_key(**r)) {
            if let Some(other) = header.iter().find(|name| name.eq_ignore_ascii_case(missing)) {
                return Err(Error::data(format!("the header has no column `{missing}`"))
                    .at_line(1)
                    .in_column(other)
                    .mend(format!("rename `{other}` to `{missing}`")));
            }
            return Err(Error::data(format!("the header has no column `{missing}`"))
                .at_line(1)
                .mend(format!("add it: the columns needed are {}", required.join(", "))));
        }
        let mut rows = Vec::new();
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(|e| csv_error(&e))? {
            // a record that follows empty lines is said to begin with them
            let rest = |from: &csv::Position| text.as_bytes().get(from.byte() as usize..).unwrap_or_default();
            let empty = |from: &csv::Position| rest(from).iter().take_while(|&&b| b == b'\n').count() as u64;
            let line = record.position().map_or(0, |from| from.line() + empty(from));
            if let Some(open) = record.iter().position(|field| field.contains('\n')) {
                return Err(unclosed(line, header.get(open).map_or("", String::as_str)));
            }
            if record.iter().all(|f| f.trim().is_empty()) {
                continue;
            }
            if record.len() > header.len() {
                let delimiter = if delimiter == b'\t' { "tab".to_owned() } else { format!("`{}`", char::from(delimiter)) };
                return Err(Error::data(format!("{} fields where the header has {}", record.len(), header.len()))
                    .at_line(line)
                    .in_column(header.last().map_or("", String::as_str))
                    .mend(format!("put a field that holds a {delimiter} in double quotes")));
            }
            rows.push((line, record.clone()));
        }
        Ok(Table { columns, header, rows })
    }

    /// The rows in file order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, record)| Row { table: self, line: *line, record })
    }

    /// The names of the columns in file order.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }
}

impl<'t> Row<'t> {
    /// The trimmed field of a column; empty where the table has no such column or the row ends before it.
    pub(crate) fn get(self, column: &str) -> &'t str {
        self.table.columns.get(column).and_then(|&i| self.record.get(i)).unwrap_or_default().trim()
    }

    /// The field of a column that must not be empty.
    pub(crate) fn need(self, column: &str) -> Result<&'t str, Error> {
        match self.get(column) {
            "" => Err(self.error(column, "is empty").mend("fill it in")),
            field => Ok(field),
        }
    }

    /// The entries of a field that lists several, split at `|`.
    pub(crate) fn list(self, column: &str) -> impl Iterator<Item = &'t str> {
        self.get(column).split('|').map(str::trim).filter(|s| !s.is_empty())
    }

    /// A whole number from a field; `default` where it is empty.
    pub(crate) fn number<N: std::str::FromStr>(self, column: &str, default: N) -> Result<N, Error> {
        match self.get(column) {
            "" => Ok(default),
            field => field
                .parse()
                .map_err(|_| self.error(column, format!("`{field}` is no number that fits here")).mend("write a whole number")),
        }
    }

    /// An error about a field of this row.
    pub(crate) fn error(self, column: &str, what: impl Into<String>) -> Error {
        Error::data(what).at_line(self.line).in_column(column)
    }
}

fn csv_error(error: &csv::Error) -> Error {
    let line = error.position().map_or(1, csv::Position::line);
    Error::data(format!("not readable as CSV: {error}")).at_line(line).mend("save the table as CSV in UTF-8")
}

/// A field that runs over the end of its line. No table here needs one, and a mark forgotten would swallow the rows below it.
fn unclosed(line: u64, column: &str) -> Error {
    let error = Error::data("the quotation mark is not closed").at_line(line);
    let error = if column.is_empty() { error } else { error.in_column(column) };
    error.mend("close it in the same line, where a mark within quotation marks stands twice")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_in_any_order_and_by_any_delimiter() {
        for text in ["kind,name\nperson,Ada\n", "kind;name\r\nperson;Ada\r\n", "name\tkind\nAda\tperson\n"] {
            let table = Table::parse(text, &["name", "kind"]).expect("a table");
            let row = table.rows().next().expect("a row");
            assert_eq!((row.get("name"), row.get("kind"), row.error("name", "").line()), ("Ada", "person", Some(2)));
        }
    }

    #[test]
    fn errors_name_the_place() {
        let error = Table::parse("name\nAda\n", &["name", "kind"]).expect_err("no kind");
        assert_eq!(error.to_string(), "line 1: the header has no column `kind`; add it: the columns needed are name, kind");
        let error = Table::parse("name,kind\nA,b\nC,d,e\n", &[]).expect_err("too long");
        assert_eq!(error.line(), Some(3));
        for text in ["name,kind\n\n\nA,b\n\nC,\"d\nE,f\n", "name,kind\r\n\r\n\r\nA,b\r\n\r\nC,\"d", "name,kind\n\n\nA,b\n\nC,d,e"]
        {
            assert_eq!(Table::parse(text, &[]).expect_err(text).line(), Some(6), "{text:?}");
        }
    }

    #[test]
    fn the_wrong_byte_is_named() {
        let error = utf8(b"a\nb\xff".to_vec()).expect_err("latin");
        assert_eq!(error.to_string(), "line 2: not UTF-8 at byte 3; save the file as UTF-8");
    }
}
