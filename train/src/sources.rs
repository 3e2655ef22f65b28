//! Fitting the decisions `source` and `speaker`.

use onrecord::learn::{Fitted, ablate_sources, fit_sources, fit_speakers, score_sources};
use std::path::Path;

/// Fits the choice of sources to quotations and stretches of the same articles, writes its table, prints how it does on others.
pub(crate) fn fit(out: &str, quotes: &str, spans: &str, dev: &str) -> Result<(), Box<dyn std::error::Error>> {
    write(out, &fit_sources(Path::new(quotes), Path::new(spans), Path::new(dev))?)
}

/// Fits the people that pronouns stand for, likewise.
pub(crate) fn fit_pronouns(out: &str, train: &str, dev: &str) -> Result<(), Box<dyn std::error::Error>> {
    write(out, &fit_speakers(Path::new(train), Path::new(dev))?)
}

/// Prints where the speakers of stretches in quotation marks are lost, with the shipped weights or a table of sources.
pub(crate) fn eval(quotes: &str, spans: &str, table: Option<&str>) -> Result<(), Box<dyn std::error::Error>> {
    let table = table.map(std::fs::read_to_string).transpose()?;
    print!("{}", score_sources(Path::new(quotes), Path::new(spans), table.as_deref())?);
    Ok(())
}

/// Prints what is right by cross-validation, with all facts and without each family of them.
pub(crate) fn ablate(quotes: &str, spans: &str) -> Result<(), Box<dyn std::error::Error>> {
    print!("{}", ablate_sources(Path::new(quotes), Path::new(spans))?);
    Ok(())
}

fn write(out: &str, fitted: &Fitted) -> Result<(), Box<dyn std::error::Error>> {
    std::fs::write(out, &fitted.table)?;
    print!("{}", fitted.report);
    Ok(())
}
