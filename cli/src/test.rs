//! `onrecord test`.

use crate::args::{TestArgs, extractor};
use crate::{Outcome, complain, escaped};
use anstyle::{AnsiColor, Style};
use onrecord::Extractor;
use onrecord::cases::{Page, Report, Verdict};
use std::io::{self, BufWriter, ErrorKind, Write};

const PASSED: Style = AnsiColor::Green.on_default();
const FAILED: Style = AnsiColor::Red.on_default().bold();
const NOT_YET: Style = AnsiColor::Yellow.on_default();

/// Runs every page and prints each case, how the failed ones differ, and how many came out which way.
///
/// All pages are read before the first is run, so that a misspelt one doesn't hide behind a screenful of results.
pub(crate) fn run(args: &TestArgs) -> Outcome {
    let extractor = match extractor(&args.tables, &args.choice) {
        Ok(extractor) => extractor,
        Err(error) => {
            complain(error);
            return Outcome::Wrong;
        }
    };
    let mut pages = Vec::new();
    for path in &args.pages {
        match Page::open(path) {
            Ok(page) => pages.push(page),
            Err(error) => complain(error),
        }
    }
    if pages.len() < args.pages.len() {
        return Outcome::Wrong;
    }
    let mut failed = 0;
    match print(&pages, &extractor, &mut failed) {
        // whoever read the output has seen enough
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(format!("the output cannot be written: {error}"));
            Outcome::Partly
        }
        _ if failed > 0 => Outcome::Partly,
        _ => Outcome::Done,
    }
}

fn print(pages: &[Page], extractor: &Extractor, failed: &mut usize) -> io::Result<()> {
    let mut out = BufWriter::new(anstream::stdout().lock());
    let (mut passed, mut not_yet) = (0, 0);
    for page in pages {
        let report = page.run(extractor);
        passed += report.passed();
        *failed += report.failed();
        not_yet += report.not_yet();
        print_report(&report, &mut out)?;
    }
    writeln!(out, "{passed} passed, {failed} failed, {not_yet} not yet")?;
    out.flush()
}

fn print_report(report: &Report, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", escaped(&report.file().display().to_string()))?;
    for outcome in report.outcomes() {
        let (style, mark, note) = match outcome.verdict() {
            Verdict::Failed => (FAILED, "✗", format!(" (line {})", outcome.line())),
            Verdict::NotYet => (NOT_YET, "…", " (not yet)".to_owned()),
            _ => (PASSED, "✓", String::new()),
        };
        writeln!(out, "  {style}{mark}{style:#} {}{note}", escaped(outcome.title()))?;
        if outcome.verdict() == Verdict::Failed {
            for line in outcome.differences().iter().flat_map(|difference| difference.lines()) {
                writeln!(out, "      {}", escaped(line))?;
            }
        }
    }
    writeln!(out)
}
