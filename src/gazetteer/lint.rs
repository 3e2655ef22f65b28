//! What a table says that can be loaded, but that its editor hardly meant: what shows in a column or a row by itself.

use super::row::{REQUIRED, known_columns};
use super::{RowKind, Severity};
use crate::document::invisible;
use crate::error::Error;
use crate::table::reader::{Row, Table};
use std::collections::HashSet;
use unicode_normalization::is_nfc;

/// The columns whose fields are names.
const NAMES: [&str; 3] = ["name", "aliases", "context_aliases"];

/// Ends of a person's name that follow a comma.
const SUFFIXES: [&str; 12] = ["jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "qc", "kc", "mp", "obe"];

/// Columns of newsrooms that look like ours and are their own.
const OTHERS: [&str; 2] = ["county", "note"];

/// Columns that are probably meant to be one that has a meaning.
pub(super) fn header(table: &Table, tell: &mut impl FnMut(Severity, Error)) {
    for column in table
        .header()
        .iter()
        .filter(|c| !known_columns().any(|known| known == c.as_str()) && !c.is_empty() && !OTHERS.contains(&c.as_str()))
    {
        let meant =
            known_columns().find(|known| known != column && !known.eq_ignore_ascii_case(column) && is_near(column, known));
        if let Some(known) = meant.filter(|known| !table.header().iter().any(|c| c == known)) {
            let what = format!("`{column}` is not one of our columns, and comes out as a tag");
            let mend = format!("did you mean `{known}`? then rename it");
            tell(Severity::Warning, Error::data(what).at_line(1).in_column(column).mend(mend));
        }
    }
    if table.len() == 0 && REQUIRED.iter().all(|c| table.header().iter().any(|h| h == c)) {
        tell(Severity::Warning, Error::data("the table has no rows").mend("write a row for each name, below the header"));
    }
}

/// Whether two names of columns differ in a letter or two: *alias* and *aliases*, *validfrom* and *valid_from*.
fn is_near(column: &str, known: &str) -> bool {
    let plain = |name: &str| -> String { name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let (column, known) = (plain(column), plain(known));
    if column == known {
        return true;
    }
    let (short, long) = if column.len() < known.len() { (&column, &known) } else { (&known, &column) };
    short.len() >= 4 && (long.strip_prefix(short.as_str()).is_some_and(|rest| rest.len() <= 2) || is_one_slip(&column, &known))
}

/// Whether one becomes the other by a letter put in, left out, changed, or changed with its neighbour.
fn is_one_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = |name: &[char], skip: usize| name.get(same + skip..).unwrap_or_default().to_vec();
    let crossed = a.len() == b.len() && a.get(same) == b.get(same + 1) && a.get(same + 1) == b.get(same);
    rest(&a, 1) == rest(&b, 1)
        || rest(&a, 1) == rest(&b, 0)
        || rest(&a, 0) == rest(&b, 1)
        || crossed && rest(&a, 2) == rest(&b, 2)
}

/// What is odd in the fields of a row.
pub(super) fn row(row: Row<'_>, tell: &mut impl FnMut(Severity, Error)) {
    for column in NAMES {
        characters(row, column, tell);
    }
    let name = row.get("name");
    if name.contains('|') {
        let what = format!("`{name}` holds a bar, and is one name");
        tell(Severity::Warning, row.error("name", what).mend("put further names into `aliases`"));
    }
    if name.matches('"').count() == 1 {
        let what = format!("`{name}` holds a single quotation mark");
        tell(Severity::Warning, row.error("name", what).mend("remove it, or write the other one"));
    }
    for column in ["aliases", "context_aliases"] {
        list(row, column, tell);
    }
    letters(row, name, tell);
    if let Some((last, rest)) = name.split_once(", ").filter(|_| row.get("kind") == RowKind::Person.name()) {
        let suffix = rest.split(' ').next().unwrap_or_default().replace('.', "").to_lowercase();
        // “Catherine, Princess of Wales” is printed so
        let is_given = rest.split(' ').all(|word| word.starts_with(char::is_uppercase));
        if is_given && !SUFFIXES.contains(&suffix.as_str()) {
            let mend = format!("write it as it is printed: `{rest} {last}`");
            tell(Severity::Warning, row.error("name", format!("`{name}` is matched with its comma")).mend(mend));
        }
    }
    let country = row.get("country");
    let is_code = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
    if !country.is_empty() && !is_code {
        let what = format!("`{country}` is no code of a country");
        tell(Severity::Warning, row.error("country", what).mend("write two capitals as in ISO 3166-1: GB, US, DE"));
    } else if country == "UK" {
        tell(Severity::Warning, row.error("country", "`UK` is no code of ISO 3166-1").mend("write GB"));
    }
}

/// Characters that nobody sees, and composed ones in pieces.
fn characters(row: Row<'_>, column: &str, tell: &mut impl FnMut(Severity, Error)) {
    let field = row.raw(column);
    let mut hidden: Vec<char> = field.chars().filter(|&c| invisible(c)).collect();
    hidden.dedup();
    if let Some(first) = hidden.first() {
        let mut what = format!("a character that nobody sees, U+{:04X}", u32::from(*first));
        if hidden.len() > 1 {
            what.push_str(&format!(", and {} more", hidden.len() - 1));
        }
        tell(Severity::Warning, row.error(column, what).mend("type the field anew; an ordinary space is meant, or nothing"));
    }
    if !is_nfc(field) {
        let what = "letters and their accents are separate characters (not NFC); it is matched all the same";
        tell(Severity::Note, row.error(column, what).mend("save the table in NFC if other programs read it"));
    }
}

/// Entries of a list that say nothing, or nothing new.
fn list(row: Row<'_>, column: &str, tell: &mut impl FnMut(Severity, Error)) {
    let field = row.get(column);
    if field.contains('|') && field.split('|').any(|entry| entry.trim().is_empty()) {
        tell(Severity::Warning, row.error(column, "nothing between two bars, or at an end").mend("remove the bar"));
    }
    if field.contains(';') {
        let what = "a semicolon does not end an entry";
        tell(Severity::Warning, row.error(column, what).mend("put bars between the entries: `A|B`"));
    }
    let others = match column {
        "aliases" => "",
        _ => row.get("aliases"),
    };
    let mut before: HashSet<&str> = others.split('|').map(str::trim).filter(|entry| !entry.is_empty()).collect();
    for entry in row.list(column) {
        if entry == row.get("name") {
            let mend = match column {
                "aliases" => "remove it",
                _ => "remove it, or write `y` into `caution` where the name alone is ambiguous",
            };
            tell(Severity::Warning, row.error(column, format!("`{entry}` is the row's name")).mend(mend));
        } else if before.contains(entry) {
            tell(Severity::Warning, row.error(column, format!("`{entry}` stands twice")).mend("leave one"));
        }
        before.insert(entry);
    }
}

/// Names in letters that no article prints.
fn letters(row: Row<'_>, name: &str, tell: &mut impl FnMut(Severity, Error)) {
    let Some(kind @ (RowKind::Person | RowKind::Organization | RowKind::Place)) = RowKind::named(row.get("kind")) else {
        return;
    };
    let cased = |c: &char| c.is_lowercase() || c.is_uppercase();
    let long = name.split(' ').filter(|word| word.chars().filter(cased).count() > 3).count();
    // sites (*nrk.no*), channels (*24sata*) and firms that are their initials are printed so
    if long == 0 || name.contains('.') || name.starts_with(|c: char| c.is_ascii_digit()) {
        return;
    }
    if !name.chars().any(char::is_uppercase) {
        let what = format!("`{name}` is found only where a text writes it in small letters");
        tell(Severity::Warning, row.error("name", what).mend("write it with its capitals"));
    } else if name.contains(' ') && (long > 1 || kind == RowKind::Person) && !name.chars().any(char::is_lowercase) {
        let what = format!("`{name}` is found only where a text writes it in capitals");
        tell(Severity::Warning, row.error("name", what).mend("write it as articles print it"));
    }
}
