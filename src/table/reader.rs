//! Reading a table: CSV with a header, columns in any order, every error with its line, column and mend.

use super::encoding::{SAVE, decode};
use crate::error::Error;
use std::collections::BTreeMap;
use std::path::Path;

/// So many columns are searched one by one.
const FEW: usize = 32;

/// A table in memory: its header and its rows with their line numbers.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// By name. Few, and asked for in every row: a list is searched faster than a map.
    columns: Vec<(String, usize)>,
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
    decode(read_file(path)?, SAVE).map_err(|wrong| wrong.error.in_file(path))
}

impl Table {
    /// Reads a table from text; the first problem where it has any.
    pub(crate) fn parse(text: &str, required: &[&str]) -> Result<Self, Error> {
        let mut problems = Vec::new();
        let table = Table::read(text, required, &mut problems);
        Error::first(problems).map_or(Ok(table), Err)
    }

    /// Reads what can be read of a table from text and hands out every problem on the way. Under a header that lacks a column it is
    /// empty.
    ///
    /// The delimiter is the one of comma, semicolon and tab that the header has most of (spreadsheets write all three).
    pub(crate) fn read(text: &str, required: &[&str], problems: &mut Vec<Error>) -> Self {
        // the reader counts a line end of two characters late, and one of an old kind not at all; the last tells whether a
        // quotation mark is still open
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n") + "\n";
        let delimiter = delimiter(text.lines().find(|line| !line.is_empty()).unwrap_or_default());
        let mut records = Records { text: &text, delimiter, at: 0, line: 1 };
        let mut table = Table::default();
        let Some(header) = records.header(problems) else {
            return table;
        };
        if let Some(columns) = columns(&header, required, problems) {
            records.rest(&header, &mut table.rows, problems);
            (table.columns, table.header) = (columns.into_iter().collect(), header);
        }
        table
    }

    /// The rows in file order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, record)| Row { table: self, line: *line, record })
    }

    /// The row with this number, counted from 0.
    pub(crate) fn row(&self, number: usize) -> Option<Row<'_>> {
        self.rows.get(number).map(|(line, record)| Row { table: self, line: *line, record })
    }

    /// How many rows it has.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The number of a column.
    fn column(&self, name: &str) -> Option<usize> {
        let at = if self.columns.len() <= FEW {
            self.columns.iter().position(|(column, _)| column == name)
        } else {
            self.columns.binary_search_by(|(column, _)| column.as_str().cmp(name)).ok()
        };
        at.and_then(|at| self.columns.get(at)).map(|(_, number)| *number)
    }

    /// The names of the columns in file order.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }
}

impl<'t> Row<'t> {
    /// The trimmed field of a column; empty where the table has no such column or the row ends before it.
    pub(crate) fn get(self, column: &str) -> &'t str {
        self.raw(column).trim()
    }

    /// The field of a column as it stands there, with what surrounds it.
    pub(crate) fn raw(self, column: &str) -> &'t str {
        self.table.column(column).and_then(|at| self.record.get(at)).unwrap_or_default()
    }

    /// The trimmed field of the column with this number, counted from 0; none where the row ends before it.
    pub(crate) fn at(self, number: usize) -> Option<&'t str> {
        self.record.get(number).map(str::trim)
    }

    /// Whether it says all that another row says, in whatever order of columns.
    pub(crate) fn repeats(self, other: Row<'_>) -> bool {
        if self.table.header == other.table.header {
            let fields = self.record.len().max(other.record.len());
            return (0..fields).all(|number| self.at(number).unwrap_or_default() == other.at(number).unwrap_or_default());
        }
        other.table.header.iter().all(|column| self.get(column) == other.get(column))
    }

    /// The line it stands in, counted from 1.
    pub(crate) fn line(self) -> u64 {
        self.line
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

/// The delimiter that a header has most of.
fn delimiter(header: &str) -> u8 {
    let count = |d: u8| header.bytes().filter(|b| *b == d).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|&d| (count(d), d == b',')).unwrap_or(b',')
}

/// The number of each column of a header; none where one that is required is missing. In other letters it is a problem too, and
/// is then read all the same.
fn columns(header: &[String], required: &[&str], problems: &mut Vec<Error>) -> Option<BTreeMap<String, usize>> {
    let mut columns = BTreeMap::new();
    for (i, name) in header.iter().enumerate() {
        if columns.insert(name.clone(), i).is_some() && !name.is_empty() {
            let twice = Error::data("the header names this column twice");
            problems.push(twice.at_line(1).in_column(name).mend("rename one of the two"));
        }
    }
    let mut complete = true;
    for missing in required {
        if columns.contains_key(*missing) {
            continue;
        }
        let error = Error::data(format!("the header has no column `{missing}`")).at_line(1);
        if let Some((i, other)) = header.iter().enumerate().find(|(_, name)| name.eq_ignore_ascii_case(missing)) {
            problems.push(error.in_column(other).mend(format!("rename `{other}` to `{missing}`")));
            columns.insert((*missing).to_owned(), i);
        } else {
            problems.push(error.mend(format!("add it: the columns needed are {}", required.join(", "))));
            complete = false;
        }
    }
    complete.then_some(columns)
}

/// The records of a text, from where the last one ended.
struct Records<'t> {
    text: &'t str,
    delimiter: u8,
    /// Up to where it is read, and the line that begins there.
    at: usize,
    line: u64,
}

impl<'t> Records<'t> {
    /// The bytes from where the last record ended, or from an offset further on.
    fn bytes(&self, from: usize) -> &'t [u8] {
        self.text.as_bytes().get(from..).unwrap_or_default()
    }

    /// A reader of all that follows or, where it is `alone`, of the next line.
    fn reader(&self, alone: bool) -> csv::Reader<&'t [u8]> {
        let rest = self.bytes(self.at);
        let line = rest.iter().position(|&b| b == b'\n').filter(|_| alone);
        let bytes = rest.get(..line.map_or(rest.len(), |end| end + 1)).unwrap_or_default();
        let mut reader = csv::ReaderBuilder::new();
        reader.delimiter(self.delimiter).flexible(true).has_headers(false).from_reader(bytes)
    }

    /// Goes on to a byte of the text, past empty lines.
    fn go_to(&mut self, at: usize) {
        let at = at + self.bytes(at).iter().take_while(|&&b| b == b'\n').count();
        let passed = self.text.as_bytes().get(self.at..at).unwrap_or_default();
        self.line += passed.iter().filter(|&&b| b == b'\n').count() as u64;
        self.at = at;
    }

    /// Goes on to the next line.
    fn go_on(&mut self) {
        let rest = self.bytes(self.at);
        self.go_to(self.at + rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len()));
    }

    fn header(&mut self, problems: &mut Vec<Error>) -> Option<Vec<String>> {
        self.go_to(0);
        if self.bytes(self.at).is_empty() {
            problems.push(Error::data("the table is empty").at_line(1).mend("its first line names the columns"));
            return None;
        }
        let mut record = csv::StringRecord::new();
        if let Err(e) = self.reader(false).read_record(&mut record) {
            problems.push(csv_error(&e, self.line));
            return None;
        }
        if let Some(open) = record.iter().find(|name| name.contains('\n')) {
            problems.push(unclosed(self.line, open.lines().next().unwrap_or_default().trim()));
            return None;
        }
        self.go_on();
        Some(record.iter().map(|name| name.trim().to_owned()).collect())
    }

    /// All further records. A field that does not end in its line is a problem, and reading goes on behind that line: from there on
    /// line by line, as any further mark that is left open would take all that follows.
    fn rest(&mut self, header: &[String], rows: &mut Vec<(u64, csv::StringRecord)>, problems: &mut Vec<Error>) {
        let mut alone = false;
        while !self.bytes(self.at).is_empty() {
            let from = self.at;
            let mut reader = self.reader(alone);
            // one that has held all the rest would be looked through to its end for each line
            let mut record = csv::StringRecord::new();
            loop {
                match reader.read_record(&mut record) {
                    Ok(true) => {}
                    Ok(false) if alone => break,
                    Ok(false) => return,
                    Err(e) => {
                        problems.push(csv_error(&e, self.line));
                        return;
                    }
                }
                // a record that follows empty lines is said to begin with them
                self.go_to(from + record.position().map_or(0, |start| start.byte() as usize));
                if let Some(open) = record.iter().position(|field| field.contains('\n')) {
                    problems.push(unclosed(self.line, header.get(open).map_or("", String::as_str)));
                    alone = true;
                    break;
                }
                if record.iter().all(|f| f.trim().is_empty()) {
                    continue;
                }
                if record.len() > header.len() {
                    problems.push(self.too_many(record.len(), header));
                    continue;
                }
                rows.push((self.line, record.clone()));
            }
            self.go_on();
        }
    }

    fn too_many(&self, fields: usize, header: &[String]) -> Error {
        let delimiter = if self.delimiter == b'\t' { "tab".to_owned() } else { format!("`{}`", char::from(self.delimiter)) };
        Error::data(format!("{fields} fields where the header has {}", header.len()))
            .at_line(self.line)
            .in_column(header.last().map_or("", String::as_str))
            .mend(format!("put a field that holds a {delimiter} in double quotes"))
    }
}

fn csv_error(error: &csv::Error, line: u64) -> Error {
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
    fn every_mark_left_open_is_told_and_the_rest_is_read() {
        let mut problems = Vec::new();
        let text = "name,kind\nA,b\nC\",\"d\nE\",\"f\n\n\"G\nH,\"i\"\nJ,k";
        let table = Table::read(text, &[], &mut problems);
        assert_eq!(problems.iter().filter_map(Error::line).collect::<Vec<_>>(), [3, 4, 6]);
        let rows: Vec<_> = table.rows().map(|row| (row.line(), row.get("name"), row.get("kind"))).collect();
        assert_eq!(rows, [(2, "A", "b"), (7, "H", "i"), (8, "J", "k")]);
    }

    /// Each of these lines leaves a mark open whether or not one is open before it.
    #[test]
    fn marks_left_open_cost_no_more_than_their_lines() {
        let lines = 100_000;
        let mut problems = Vec::new();
        Table::read(&("name,kind\n".to_owned() + &"a\",\"b\n".repeat(lines)), &[], &mut problems);
        assert_eq!(problems.len(), lines);
    }

    #[test]
    fn a_column_among_many_is_found() {
        let header: Vec<String> = (0..2 * FEW).map(|i| format!("c{i}")).collect();
        let fields: Vec<String> = (0..2 * FEW).map(|i| i.to_string()).collect();
        let text = format!("{}\n{}\n{}, \nx\n", header.join(","), fields.join(","), fields[..2 * FEW - 1].join(","));
        let table = Table::parse(&text, &["c7"]).expect("a table");
        let rows: Vec<Row<'_>> = table.rows().collect();
        for (column, field) in header.iter().zip(&fields) {
            assert_eq!(rows[0].get(column), field);
        }
        assert_eq!((rows[0].get("other"), rows[2].get("c7")), ("", ""));
        assert!(rows[0].repeats(rows[0]) && !rows[0].repeats(rows[1]) && !rows[2].repeats(rows[1]));
        let other = Table::parse("kind,name\nb,A\nb,\n", &[]).expect("a table");
        let same = Table::parse("name,kind\nA,b\n", &[]).expect("a table");
        let (row, mut others) = (same.rows().next().expect("a row"), other.rows());
        assert!(row.repeats(others.next().expect("a row")) && !row.repeats(others.next().expect("a row")));
    }
}
