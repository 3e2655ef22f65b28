//! `onrecord gazetteer check`.

use super::{counted, print, print_json};
use crate::args::{CheckArgs, ReportFormat};
use crate::{Outcome, escaped};
use anstyle::{AnsiColor, Style};
use onrecord::Extractor;
use onrecord::gazetteer::{Problem, Report, Severity};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Checks the files and prints what is wrong with them.
pub(super) fn run(args: &CheckArgs) -> Outcome {
    let mut builder = Extractor::builder().builtin(!args.no_builtin);
    for path in &args.files {
        builder = builder.gazetteer(path);
    }
    let report = builder.check();
    let clean = report.is_loadable() && !(args.strict && report.count(Severity::Warning) > 0);
    let outcome = if clean { Outcome::Done } else { Outcome::Partly };
    print(outcome, |out| match args.format {
        ReportFormat::Text => text(&report, args.files.len(), out),
        ReportFormat::Json => json(&report, out),
    })
}

fn text(report: &Report, files: usize, out: &mut dyn Write) -> io::Result<()> {
    for problem in report.problems() {
        let style = match problem.severity() {
            Severity::Error => AnsiColor::Red.on_default().bold(),
            Severity::Warning => AnsiColor::Yellow.on_default(),
            _ => Style::new(),
        };
        // the severity is the first such word of the line, unless the file's name holds it
        let line = escaped(&problem.to_string());
        let word = problem.severity().name();
        match line.split_once(&format!(": {word}: ")) {
            Some((place, rest)) => writeln!(out, "{place}: {style}{word}{style:#}: {rest}")?,
            None => writeln!(out, "{line}")?,
        }
    }
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|severity| counted(report.count(severity), severity.name()))
        .collect();
    writeln!(out, "{} in {}: {}", counted(report.rows(), "row"), counted(files, "file"), counts.join(", "))
}

fn json(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let problems: Vec<Value> = report.problems().map(object).collect();
    let whole = json!({
        "rows": report.rows(),
        "errors": report.count(Severity::Error),
        "warnings": report.count(Severity::Warning),
        "notes": report.count(Severity::Note),
        "problems": problems,
    });
    print_json(&whole, out)
}

fn object(problem: &Problem) -> Value {
    json!({
        "severity": problem.severity().name(),
        "file": problem.file().map(|file| file.display().to_string()),
        "line": problem.line(),
        "column": problem.column(),
        "text": problem.text(),
        "mend": problem.mend(),
    })
}
