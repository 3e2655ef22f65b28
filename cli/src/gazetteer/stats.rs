//! `onrecord gazetteer stats`.

use super::{counted, print, print_json};
use crate::args::{ReportFormat, StatsArgs};
use crate::{Outcome, complain, escaped};
use onrecord::gazetteer::Stats;
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Counts what is in the tables and prints it.
pub(super) fn run(args: &StatsArgs) -> Outcome {
    let all = match args.tables.builder().stats() {
        Ok(all) => all,
        Err(error) => {
            complain(error);
            return Outcome::Wrong;
        }
    };
    print(Outcome::Done, |out| match args.format {
        ReportFormat::Text => all.iter().try_for_each(|stats| text(stats, out)),
        ReportFormat::Json => print_json(&json!({ "tables": all.iter().map(object).collect::<Vec<Value>>() }), out),
    })
}

fn text(stats: &Stats, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}: {}", escaped(&name(stats)), counted(stats.rows(), "row"))?;
    for (kind, count) in stats.kinds() {
        let mut types: Vec<(&str, usize)> = stats.types(kind).collect();
        types.sort_by_key(|(class, count)| (usize::MAX - count, *class));
        let shown =
            |&(class, count): &(&str, usize)| format!("{} {count}", if class.is_empty() { "without type" } else { class });
        let types: Vec<String> = types.iter().map(shown).collect();
        writeln!(out, "  {:<13} {count:>7}  {}", kind.name(), escaped(&types.join(", ")))?;
    }
    writeln!(out, "  spellings")?;
    writeln!(out, "    {:<20} {:>7}", "count on sight", stats.on_sight())?;
    writeln!(out, "    {:<20} {:>7}", "need their context", stats.in_context())?;
    writeln!(out, "    {:<20} {:>7}", "follow by rule", stats.derived())?;
    writeln!(out, "  sources")?;
    for (source, count) in stats.sources() {
        writeln!(out, "    {:<20} {count:>7}", if source.is_empty() { "none given".to_owned() } else { escaped(source) })?;
    }
    writeln!(out, "  size {} as CSV, {} in memory", kilobytes(stats.bytes()), kilobytes(stats.packed_bytes()))
}

fn name(stats: &Stats) -> String {
    match stats.file() {
        Some(file) => file.display().to_string(),
        None => "built-in".to_owned(),
    }
}

fn kilobytes(bytes: usize) -> String {
    format!("{} kB", bytes.div_ceil(1000))
}

fn object(stats: &Stats) -> Value {
    let mut kinds = Map::new();
    for (kind, count) in stats.kinds() {
        let types: Map<String, Value> = stats.types(kind).map(|(class, count)| (class.to_owned(), count.into())).collect();
        kinds.insert(kind.name().to_owned(), json!({ "rows": count, "types": types }));
    }
    let sources: Map<String, Value> = stats.sources().map(|(source, count)| (source.to_owned(), count.into())).collect();
    json!({
        "file": stats.file().map(|file| file.display().to_string()),
        "builtin": stats.is_builtin(),
        "rows": stats.rows(),
        "kinds": kinds,
        "spellings": { "on_sight": stats.on_sight(), "in_context": stats.in_context(), "derived": stats.derived() },
        "sources": sources,
        "bytes": { "csv": stats.bytes(), "memory": stats.packed_bytes() },
    })
}
