//! `onrecord gazetteer export`.

use super::print;
use crate::args::ExportArgs;
use crate::{Outcome, complain};
use csv::StringRecord;
use onrecord::gazetteer::BUILTIN;

/// Prints the built-in table, or the rows of it that are asked for. None is a problem: a kind is misspelt, most likely.
pub(super) fn run(args: &ExportArgs) -> Outcome {
    let asked = [("kind", &args.kind), ("type", &args.class), ("country", &args.country)];
    if asked.iter().all(|(_, values)| values.is_empty()) {
        return print(Outcome::Done, |out| out.write_all(BUILTIN.as_bytes()));
    }
    match rows(&asked) {
        Err(error) => {
            complain(error);
            Outcome::Wrong
        }
        Ok((_, rows)) if rows.is_empty() => {
            complain("the built-in table has no such row; `onrecord gazetteer stats` lists its kinds and types");
            Outcome::Partly
        }
        Ok((header, rows)) => print(Outcome::Done, |out| {
            let mut writer = csv::Writer::from_writer(out);
            writer.write_record(&header)?;
            for row in &rows {
                writer.write_record(row)?;
            }
            writer.flush()
        }),
    }
}

/// The header, and the rows whose fields are among the values asked for, where any are.
fn rows(asked: &[(&str, &Vec<String>)]) -> csv::Result<(StringRecord, Vec<StringRecord>)> {
    let mut reader = csv::Reader::from_reader(BUILTIN.as_bytes());
    let header = reader.headers()?.clone();
    let at = |column: &str| header.iter().position(|name| name == column);
    let wanted: Vec<(usize, &Vec<String>)> = asked
        .iter()
        .filter(|(_, values)| !values.is_empty())
        .filter_map(|(column, values)| Some((at(column)?, *values)))
        .collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let field = |at: usize| record.get(at).unwrap_or_default();
        if wanted.iter().all(|(at, values)| values.iter().any(|value| value.eq_ignore_ascii_case(field(*at)))) {
            rows.push(record);
        }
    }
    Ok((header, rows))
}
