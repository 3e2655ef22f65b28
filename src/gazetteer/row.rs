//! A row of a table of names: reading it with its errors, packing it, and what a packed one says.

use super::{Origin, RowKind};
use crate::date::{Date, Period};
use crate::error::Error;
use crate::table::reader::{Row, Table};

/// Columns with a meaning of their own; any other is an editor's and comes out as a tag.
const KNOWN: [&str; 14] = [
    "id",
    "kind",
    "type",
    "name",
    "caution",
    "aliases",
    "context_aliases",
    "country",
    "weight",
    "source",
    "checked",
    OFFICE,
    VALID_FROM,
    VALID_TO,
];

/// Columns that few rows fill: they are packed like tags, as the column's name and its field, and are none.
const OFFICE: &str = "office";
const VALID_FROM: &str = "valid_from";
const VALID_TO: &str = "valid_to";
const SELDOM: [&str; 3] = [OFFICE, VALID_FROM, VALID_TO];

/// The largest weight of a row.
const HEAVIEST: u8 = 100;

/// The weight of a row that gives none.
const USUAL: u8 = 50;

/// The longest field and name of a column, in bytes: a packed row has two bytes for its length.
const LONGEST: usize = u16::MAX as usize;

/// The columns that a table can't be without.
pub(super) const REQUIRED: [&str; 2] = ["name", "kind"];

/// The columns with a meaning of their own.
pub(super) fn known_columns() -> impl Iterator<Item = &'static str> {
    KNOWN.into_iter()
}

/// The columns of a table that are an editor's own, with their numbers. One that is a known column in other letters is a problem: its fields would be
/// lost silently.
pub(super) fn own_columns<'t>(table: &'t Table, problems: &mut Vec<Error>) -> Vec<(usize, &'t str)> {
    let header = table.header().iter().map(String::as_str).enumerate();
    let own: Vec<(usize, &str)> = header.filter(|(_, c)| !KNOWN.contains(c) && !c.is_empty()).collect();
    for (_, column) in &own {
        if column.len() > LONGEST {
            problems.push(Error::data(format!("a column's name is longer than {LONGEST} bytes")).at_line(1).mend("shorten it"));
        }
        let same = |known: &&&str| known.eq_ignore_ascii_case(column) && !REQUIRED.contains(known);
        if let Some(known) = KNOWN.iter().find(same) {
            problems.push(
                Error::data("the names of columns are written in small letters")
                    .at_line(1)
                    .in_column(*column)
                    .mend(format!("rename `{column}` to `{known}`")),
            );
        }
    }
    own
}

/// What a row of a table says, its names aside.
#[derive(Debug)]
pub(super) struct RowFields<'t> {
    pub(super) kind: RowKind,
    pub(super) weight: u8,
    /// Whether the name alone needs support from its context.
    pub(super) caution: bool,
    id: &'t str,
    pub(super) name: &'t str,
    class: &'t str,
    country: &'t str,
    /// Fields of the columns that few rows fill, and of an editor's own.
    more: Vec<(&'t str, &'t str)>,
}

impl<'t> RowFields<'t> {
    /// Reads a row; `own` are the columns that become tags. A field that is wrong is a problem, and is read as if it were empty.
    pub(super) fn read(row: Row<'t>, own: &[(usize, &'t str)], problems: &mut Vec<Error>) -> Self {
        let name = row.need("name").unwrap_or_else(|e| {
            problems.push(e);
            ""
        });
        let kind = kind(row).unwrap_or_else(|e| {
            problems.push(e);
            RowKind::Never
        });
        let weight = weight(row).unwrap_or_else(|e| {
            problems.push(e);
            USUAL
        });
        let caution = caution(row).unwrap_or_else(|e| {
            problems.push(e);
            false
        });
        check_office(row, kind, problems);
        let id = match row.get("id") {
            "" => name,
            id => id,
        };
        let seldom = SELDOM.iter().map(|&column| (column, row.get(column)));
        // a row can end before the last columns
        let tags = own.iter().map_while(|&(number, column)| Some((column, row.at(number)?)));
        let more = seldom.chain(tags).filter(|(_, field)| !field.is_empty());
        let known = ["id", "name", "type", "country"].map(|column| (column, row.get(column)));
        for (column, field) in known.into_iter().chain(more.clone()) {
            if field.len() > LONGEST {
                problems.push(row.error(column, format!("longer than {LONGEST} bytes")).mend("shorten it"));
            }
        }
        let (class, country, more) = (row.get("type"), row.get("country"), more.collect());
        RowFields { kind, weight, caution, id, name, class, country, more }
    }

    /// Writes the row behind others.
    pub(super) fn pack(&self, origin: Origin, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&[self.kind as u8, self.weight, origin as u8]);
        for field in [self.id, self.name, self.class, self.country] {
            push_string(bytes, field);
        }
        for (column, field) in &self.more {
            push_string(bytes, column);
            push_string(bytes, field);
        }
        push_string(bytes, "");
    }
}

fn kind(row: Row<'_>) -> Result<RowKind, Error> {
    let kind = row.need("kind")?;
    RowKind::named(kind).ok_or_else(|| {
        let known = RowKind::ALL.map(|(_, name)| name).join(", ");
        row.error("kind", format!("`{kind}` is no kind")).mend(format!("use one of {known}"))
    })
}

fn weight(row: Row<'_>) -> Result<u8, Error> {
    match row.get("weight") {
        "" => Ok(USUAL),
        field => field.parse().ok().filter(|weight| *weight <= HEAVIEST).ok_or_else(|| {
            row.error("weight", format!("`{field}` is no weight"))
                .mend(format!("write a whole number from 0 to {HEAVIEST}, or leave it empty"))
        }),
    }
}

fn caution(row: Row<'_>) -> Result<bool, Error> {
    match row.get("caution") {
        "" | "n" | "no" => Ok(false),
        "y" | "yes" => Ok(true),
        other => Err(row.error("caution", format!("`{other}` is neither y nor empty")).mend("write y or leave it empty")),
    }
}

/// A date of a row.
fn date(row: Row<'_>, column: &str) -> Result<Option<Date>, Error> {
    match row.get(column) {
        "" => Ok(None),
        field => Date::parse(field).map(Some).ok_or_else(|| {
            row.error(column, format!("`{field}` is no date")).mend("write it as 2025-06-09, 2025-06 or 2025, or leave it empty")
        }),
    }
}

/// Notes what is wrong with an office and its dates.
fn check_office(row: Row<'_>, kind: RowKind, problems: &mut Vec<Error>) {
    let mut date = |column| {
        date(row, column).unwrap_or_else(|e| {
            problems.push(e);
            None
        })
    };
    if (Period { from: date(VALID_FROM), to: date(VALID_TO) }).is_reversed() {
        let what = format!("`{}` lies before `{}`, the row's {VALID_FROM}", row.get(VALID_TO), row.get(VALID_FROM));
        problems.push(row.error(VALID_TO, what).mend("write the later date here"));
    }
    if kind != RowKind::Person && !row.get(OFFICE).is_empty() {
        problems
            .push(row.error(OFFICE, "only people hold an office").mend("leave it empty, or give it to the person who holds it"));
    }
}

/// What a packed row says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowView<'g> {
    pub(crate) kind: RowKind,
    pub(crate) weight: u8,
    pub(crate) origin: Origin,
    pub(crate) id: &'g str,
    pub(crate) name: &'g str,
    /// The field of the column `type`: what it is more closely, *central bank*.
    pub(crate) class: &'g str,
    /// ISO 3166-1 alpha-2, or empty.
    pub(crate) country: &'g str,
    more: &'g [u8],
}

impl<'g> RowView<'g> {
    /// The row that begins here.
    pub(super) fn new(bytes: &'g [u8]) -> Option<Self> {
        let (head, mut rest) = bytes.split_first_chunk::<3>()?;
        let [kind, weight, origin] = *head;
        let mut string = || take_string(&mut rest);
        let (id, name, class, country) = (string()?, string()?, string()?, string()?);
        let origin = if origin == Origin::Builtin as u8 { Origin::Builtin } else { Origin::User };
        Some(RowView { kind: RowKind::from_code(kind), weight, origin, id, name, class, country, more: rest })
    }

    /// The columns of an editor's own: name and field.
    pub(crate) fn tags(&self) -> impl Iterator<Item = (&'g str, &'g str)> + use<'g> {
        self.more().filter(|(column, _)| !SELDOM.contains(column))
    }

    /// The office that it says its person holds.
    pub(crate) fn office(&self) -> Option<&'g str> {
        self.seldom(OFFICE)
    }

    /// When the office is held; for a row without one, when the row counts.
    pub(crate) fn period(&self) -> Period {
        let date = |column| self.seldom(column).and_then(Date::parse);
        Period { from: date(VALID_FROM), to: date(VALID_TO) }
    }

    /// The first and the last day, month or year of that, as the table writes them.
    pub(super) fn dates(&self) -> (Option<&'g str>, Option<&'g str>) {
        (self.seldom(VALID_FROM), self.seldom(VALID_TO))
    }

    fn seldom(&self, column: &str) -> Option<&'g str> {
        self.more().find(|(name, _)| *name == column).map(|(_, field)| field)
    }

    fn more(&self) -> impl Iterator<Item = (&'g str, &'g str)> + use<'g> {
        let mut rest = self.more;
        std::iter::from_fn(move || {
            let column = take_string(&mut rest).filter(|c| !c.is_empty())?;
            Some((column, take_string(&mut rest)?))
        })
    }
}

fn push_string(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(&(text.len() as u16).to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

fn take_string<'b>(bytes: &mut &'b [u8]) -> Option<&'b str> {
    let (len, rest) = bytes.split_first_chunk::<2>()?;
    let (text, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes(*len)))?;
    *bytes = rest;
    std::str::from_utf8(text).ok()
}
