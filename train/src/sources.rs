//! Fitting the decisions `source` and `speaker`.

use onrecord::learn::{Fitted, fit_sources, fit_speakers};
use std::path::Path;

/// Fits the choice of sources to one file, writes its table, prints how it does on another file.
pub(crate) fn fit(out: &str, train: &str, dev: &str) -> Result<(), Box<dyn std::error::Error>> {
    write(out, &fit_sources(Path::new(train), Path::new(dev))?)
}

/// The same for the people that pronouns stand for.
pub(crate) fn fit_pronouns(out: &str, train: &str, dev: &str) -> Result<(), Box<dyn std::error::Error>> {
    write(out, &fit_speakers(Path::new(train), Path::new(dev))?)
}

fn write(out: &str, fitted: &Fitted) -> Result<(), Box<dyn std::error::Error>> {
    std::fs::write(out, &fitted.table)?;
    print!("{}", fitted.report);
    Ok(())
}
