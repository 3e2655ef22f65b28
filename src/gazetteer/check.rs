//! Checking tables: everything that loading would refuse, and everything that it takes but that was hardly meant.

use super::build::Builder;
use super::row::REQUIRED;
use super::{Gazetteer, NameHit, Origin, Problem, Report, RowKind, Severity, lint};
use crate::document::{Document, Shape};
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::table::reader::{Row, Table};
use std::path::Path;

/// A word of this level or a lower one is in everybody's mouth.
const COMMON: u8 = 35;

/// Checks tables one by one, against themselves, those before them and the ones in force.
#[derive(Debug)]
pub(crate) struct Checker<'c> {
    lexicon: &'c Lexicon,
    gazetteer: Gazetteer,
    /// By the number of its table in the gazetteer; none for those that were in force before.
    tables: Vec<Option<Checked<'c>>>,
    report: Report,
}

/// A table that was checked.
#[derive(Debug)]
struct Checked<'c> {
    file: Option<&'c Path>,
    table: Table,
    /// The lines with errors, sorted: what their rows would be is not known.
    broken: Vec<u64>,
}

impl Checked<'_> {
    fn is_broken(&self, row: Row<'_>) -> bool {
        self.broken.binary_search(&row.line()).is_ok()
    }
}

/// A problem of a table, before its file is known.
type Found = (Severity, Error);

impl<'c> Checker<'c> {
    /// One that knows the tables in force; `number` is how many they are.
    pub(crate) fn new(lexicon: &'c Lexicon, gazetteer: Gazetteer, number: usize) -> Self {
        let tables = (0..number).map(|_| None).collect();
        Checker { lexicon, gazetteer, tables, report: Report::default() }
    }

    /// Checks a table. `problems` are those of its encoding; without a text it is nothing but them.
    pub(crate) fn add(&mut self, file: Option<&'c Path>, text: Option<&str>, mut problems: Vec<Error>) {
        let mut found: Vec<Found> = Vec::new();
        if let Some(text) = text {
            let table = Table::read(text, &REQUIRED, &mut problems);
            let mut names = Builder::new(self.lexicon);
            names.add_rows(&table, Origin::User, &mut problems);
            self.gazetteer.push(names.pack().into());
            let mut broken: Vec<u64> = problems.iter().filter_map(Error::line).collect();
            broken.sort_unstable();
            self.report.rows += table.len();
            self.tables.push(Some(Checked { file, table, broken }));
            self.look(&mut found);
        }
        found.extend(problems.into_iter().map(|problem| (Severity::Error, problem)));
        found.sort_by_key(|(severity, problem)| (problem.line(), *severity));
        let in_file = |problem: Error| match file {
            Some(file) => problem.in_file(file),
            None => problem,
        };
        self.report.problems.extend(found.into_iter().map(|(severity, problem)| Problem::new(severity, in_file(problem))));
    }

    /// What was found.
    pub(crate) fn finish(self) -> Report {
        self.report
    }

    /// Looks at the table added last.
    fn look(&self, found: &mut Vec<Found>) {
        let number = self.tables.len() - 1;
        let Some(Some(checked)) = self.tables.last() else {
            return;
        };
        let mut tell = |severity, problem| found.push((severity, problem));
        lint::header(&checked.table, &mut tell);
        for (i, row) in checked.table.rows().enumerate() {
            lint::row(row, &mut tell);
            let Some(kind) = RowKind::named(row.get("kind")).filter(|_| !checked.is_broken(row)) else {
                continue;
            };
            let sure = !matches!(row.get("caution"), "y" | "yes");
            let names = [("name", row.get("name"), sure)].into_iter().chain(row.list("aliases").map(|a| ("aliases", a, true)));
            for (column, name, safe) in names {
                let spelled = Spelled { row, number: (number, i), kind, column, name, safe };
                self.name(&spelled, &mut tell);
            }
        }
    }

    /// What is odd about a name beside the other rows and the words of the language.
    fn name(&self, spelled: &Spelled<'_>, tell: &mut impl FnMut(Severity, Error)) {
        let Spelled { row, kind, column, name, safe, .. } = *spelled;
        let document = Document::new(name, self.lexicon);
        let hits = self.gazetteer.find(&document);
        // what follows from a table gives way to what stands in one
        let whole = |hit: &&NameHit| hit.exact && !hit.derived && hit.tokens.len() as usize == document.tokens.len();
        let mut others = hits.iter().filter(whole);
        let mut known = false;
        let mut told = false;
        for hit in others.by_ref().filter(|hit| spelled.number != (hit.row.table(), hit.row.number())) {
            let ours = self.tables.get(hit.row.table()).is_some_and(Option::is_none);
            known |= ours && !hit.caution && hit.kind == kind;
            if told {
                continue;
            }
            let problem = if ours { self.beside_ours(spelled, hit) } else { self.beside_another(spelled, hit) };
            if let Some((what, mend)) = problem {
                tell(Severity::Warning, row.error(column, what).mend(mend));
                told = true;
            }
        }
        if let ([token], true) = (document.tokens.as_slice(), safe && !known && kind != RowKind::Never) {
            let word = document.word(token);
            if (1..=COMMON).contains(&word.entry.level) && matches!(word.shape, Shape::Capital | Shape::Lower) {
                let what = format!("`{name}` is a common word, and counts as a name wherever it stands");
                let mend = match column {
                    "name" => "write `y` into `caution`, so that it needs support from its context",
                    _ => "move it to `context_aliases`, so that it needs support from its context",
                };
                tell(Severity::Warning, row.error(column, what).mend(mend));
            }
        }
    }

    /// What is odd beside a row that was in force before.
    fn beside_ours(&self, spelled: &Spelled<'_>, hit: &NameHit) -> Option<(String, String)> {
        if !spelled.safe || hit.caution || hit.kind == spelled.kind || spelled.kind == RowKind::Never {
            return None;
        }
        let row = self.gazetteer.row(hit.row)?;
        let what =
            format!("the built-in table has `{}` as a {} ({}); your row comes before it", spelled.name, row.kind.name(), row.id);
        Some((what, "if both occur, mark yours as needing context".to_owned()))
    }

    /// What is odd beside a row above it, of this table or another.
    fn beside_another(&self, spelled: &Spelled<'_>, hit: &NameHit) -> Option<(String, String)> {
        if (hit.row.table(), hit.row.number()) > spelled.number {
            return None;
        }
        let other = self.tables.get(hit.row.table())?.as_ref()?;
        let above = other.table.row(hit.row.number()).filter(|row| !other.is_broken(*row))?;
        let place = match other.file.filter(|_| hit.row.table() != spelled.number.0) {
            Some(file) => format!("{}, line {}", file.display(), above.line()),
            None => format!("line {}", above.line()),
        };
        let Spelled { row, kind, column, name, safe, .. } = *spelled;
        if hit.kind != kind {
            let clash = safe && !hit.caution;
            let mend = "mark one as needing context (`caution`, `context_aliases`), or remove it";
            return clash.then(|| (format!("`{name}` stands as {} in {place}", a(hit.kind)), mend.to_owned()));
        }
        if column != "name" || above.get("name") != name {
            return None;
        }
        let id = |row: Row<'_>| row.get("id").to_owned();
        if id(row) != id(above) {
            // homonyms that their rows tell apart are meant
            let differ = |column: &str| !row.get(column).is_empty() && row.get(column) != above.get(column);
            let apart = ["type", "country"].into_iter().any(differ);
            let what = format!("`{name}` is {} with another id in {place}", a(kind));
            let mend = "give them one id if they are one; tell them apart by `country` or `type` if they are two";
            return (!apart).then(|| (what, mend.to_owned()));
        }
        row.repeats(above).then(|| (format!("the row repeats {place}"), "remove one of them".to_owned()))
    }
}

/// A kind with its article.
fn a(kind: RowKind) -> String {
    match kind {
        RowKind::Never => "no name (`never`)".to_owned(),
        RowKind::Organization => "an organization".to_owned(),
        _ => format!("a {}", kind.name()),
    }
}

/// A name of a row, with what counts about it.
#[derive(Debug, Clone, Copy)]
struct Spelled<'t> {
    row: Row<'t>,
    /// The numbers of its table and, within that, of its row.
    number: (usize, usize),
    kind: RowKind,
    column: &'static str,
    name: &'t str,
    /// Whether it counts on sight.
    safe: bool,
}
