//! Fitting the decisions `source` and `speaker`.

use onrecord::learn::fit_sources;
use std::path::Path;

/// Fits the choice of sources to one file, writes its table, prints how it does on another file.
pub(crate) fn fit(out: &str, train: &str, dev: &str) -> Result<(), Box<dyn std::error::Error>> {
    let fitted = fit_sources(Path::new(train), Path::new(dev))?;
    std::fs::write(out, fitted.table)?;
    print!("{}", fitted.report);
    Ok(())
}
