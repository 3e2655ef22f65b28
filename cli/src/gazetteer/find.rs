//! `onrecord gazetteer find`.

use super::{counted, print, print_json};
use crate::args::{FindArgs, ReportFormat};
use crate::{Outcome, complain, escaped};
use anstyle::{AnsiColor, Style};
use onrecord::gazetteer::{Match, Row, RowKind, Spelling};
use onrecord::{Extractor, Origin};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// So many longer names are shown, and so many that are nearly the same.
const SHOWN: usize = 8;

const NAME: Style = Style::new().bold();
const OWN: Style = AnsiColor::Green.on_default();

/// What is known of a name that is looked up.
struct Found<'e> {
    name: &'e str,
    /// Rows that match the whole of it.
    whole: Vec<Match<'e>>,
    /// Rows that match a part of it.
    inside: Vec<Match<'e>>,
    longer: Vec<Row<'e>>,
    /// Names that are nearly it; only where nothing matches.
    similar: Vec<Row<'e>>,
}

impl<'e> Found<'e> {
    fn new(extractor: &'e Extractor, name: &'e str) -> Self {
        let name = name.trim();
        let (whole, inside): (Vec<_>, Vec<_>) = extractor.lookup(name).into_iter().partition(|m| m.span().len() == name.len());
        let mut longer = extractor.longer_names(name, SHOWN + 1 + whole.len());
        longer.retain(|row| !whole.iter().any(|m| m.row().id() == row.id()));
        let similar = if whole.is_empty() { extractor.similar_names(name, SHOWN) } else { Vec::new() };
        Found { name, whole, inside, longer, similar }
    }
}

/// Looks every name up and prints what it would match.
pub(super) fn run(args: &FindArgs) -> Outcome {
    let extractor = match args.tables.builder().build() {
        Ok(extractor) => extractor,
        Err(error) => {
            complain(error);
            return Outcome::Wrong;
        }
    };
    let all: Vec<Found<'_>> = args.names.iter().map(|name| Found::new(&extractor, name)).collect();
    let outcome = if all.iter().all(|found| !found.whole.is_empty()) { Outcome::Done } else { Outcome::Partly };
    print(outcome, |out| match args.format {
        ReportFormat::Text => {
            for (i, found) in all.iter().enumerate() {
                if i > 0 {
                    writeln!(out)?;
                }
                text(found, out)?;
            }
            Ok(())
        }
        ReportFormat::Json => print_json(&json!({ "names": all.iter().map(object).collect::<Vec<Value>>() }), out),
    })
}

fn text(found: &Found<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rows = if found.whole.is_empty() { "no row matches".to_owned() } else { counted(found.whole.len(), "row") };
    writeln!(out, "{NAME}{}{NAME:#}: {rows}", escaped(found.name))?;
    for one in &found.whole {
        writeln!(out, "  {}", described(one.row()))?;
        writeln!(out, "      {}", why(*one))?;
    }
    for one in &found.inside {
        let part = found.name.get(one.span().range()).unwrap_or_default();
        writeln!(out, "  part of it: {}: {} ({})", escaped(part), described(one.row()), why(*one))?;
    }
    listed("longer names come first where a text has them", &found.longer, out)?;
    listed("nearly the same", &found.similar, out)
}

fn listed(what: &str, rows: &[Row<'_>], out: &mut dyn Write) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let names: Vec<String> =
        rows.iter().take(SHOWN).map(|row| escaped(&format!("{} ({})", row.name(), row.kind().name()))).collect();
    let more = if rows.len() > SHOWN { ", …" } else { "" };
    writeln!(out, "  {what}: {}{more}", names.join(", "))
}

/// A row on one line: name, id, what it is, whose it is, its tags.
fn described(row: Row<'_>) -> String {
    let mut parts = vec![row.kind().name().to_owned()];
    parts.extend([row.class(), row.country()].into_iter().filter(|field| !field.is_empty()).map(escaped));
    let office = row.office().unwrap_or_default();
    match (row.valid_from(), row.valid_to()) {
        (None, None) if office.is_empty() => {}
        (None, None) => parts.push(escaped(office)),
        (from, to) => {
            let period = format!("{office} {} – {}", from.unwrap_or("…"), to.unwrap_or("…"));
            parts.push(escaped(period.trim_start()));
        }
    }
    parts.push(match (row.origin(), row.file()) {
        (Origin::Builtin, _) => "built-in".to_owned(),
        (_, file) => format!("{OWN}{}{OWN:#}", escaped(&file.map_or_else(String::new, |file| file.display().to_string()))),
    });
    parts.extend(row.tags().map(|(column, field)| escaped(&format!("{column}: {field}"))));
    let id = if row.id() == row.name() { String::new() } else { format!(" [{}]", escaped(row.id())) };
    format!("{}{id} · {}", escaped(row.name()), parts.join(" · "))
}

/// Which of a row's names matches, and what comes of it.
fn why(one: Match<'_>) -> String {
    let spelling = match one.spelling() {
        Spelling::Name => "its name",
        Spelling::Alias => "an alias",
        Spelling::ContextAlias => "a context alias",
        _ => "follows by rule from one of its names",
    };
    let counts = match (one.row().kind(), one.is_exact(), one.on_sight()) {
        (RowKind::Never, ..) => "is not taken for a name",
        (_, true, true) if one.row().origin() == Origin::Builtin => "safe on sight, unless the text around it says otherwise",
        (_, true, true) => "counts on sight",
        (_, true, false) => "needs support from its context",
        (_, false, true) => "counts where a text uses no letter case: it is spelled otherwise in the table",
        (_, false, false) => "needs support from its context, and is spelled otherwise in the table",
    };
    format!("{spelling}; {counts}")
}

fn object(found: &Found<'_>) -> Value {
    json!({
        "name": found.name,
        "matches": found.whole.iter().map(|one| matched(found.name, *one)).collect::<Vec<Value>>(),
        "inside": found.inside.iter().map(|one| matched(found.name, *one)).collect::<Vec<Value>>(),
        "longer": found.longer.iter().take(SHOWN).map(|row| row_object(*row)).collect::<Vec<Value>>(),
        "similar": found.similar.iter().map(|row| row_object(*row)).collect::<Vec<Value>>(),
    })
}

fn matched(name: &str, one: Match<'_>) -> Value {
    json!({
        "text": name.get(one.span().range()),
        "spelling": one.spelling().name(),
        "exact": one.is_exact(),
        "on_sight": one.on_sight(),
        "row": row_object(one.row()),
    })
}

fn row_object(row: Row<'_>) -> Value {
    let tags: Map<String, Value> = row.tags().map(|(column, field)| (column.to_owned(), field.into())).collect();
    json!({
        "id": row.id(),
        "name": row.name(),
        "kind": row.kind().name(),
        "type": row.class(),
        "country": row.country(),
        "weight": row.weight(),
        "office": row.office(),
        "valid_from": row.valid_from(),
        "valid_to": row.valid_to(),
        "origin": row.origin().name(),
        "file": row.file().map(|file| file.display().to_string()),
        "tags": tags,
    })
}
