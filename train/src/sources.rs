//! Fitting the decisions `source` and `speaker`.

use onrecord::learn::{Fitted, fit_sources, fit_speakers};
use std::path::Path;

/// Fits the choice of sources to quotations and stretches of the same articles, writes its table, prints how it does on others.
pub(crate) fn fit(out: &str, quotes: &str, spans: &str, dev: &str) -> Result<(), Box<dyn std::error::Error>> {
    write(out, &fit_sources(Path::new(quotes), Path::new(spans), Path::new(dev))?)
}

/// Fits the people that pronouns stand for, likewise.
pub(crate) fn fit_pronouns(out: &str, train: &str, dev: &str) -> Result<(), Box<dyn std::error::Error>> {
    write(out, &fit_speakers(Path::new(train), Path::new(dev))?)
}

fn write(out: &str, fitted: &Fitted) -> Result<(), Box<dyn std::error::Error>> {
    std::fs::write(out, &fitted.table)?;
    print!("{}", fitted.report);
    Ok(())
}
