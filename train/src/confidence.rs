//! `onrecord-train confidence`: fits how sure quotations and speakers are right.

use onrecord::learn::fit_confidence;
use std::fs;
use std::path::{Path, PathBuf};

/// Fits both confidences to what folders of tables make of articles they were not fitted to, and writes their table.
pub(crate) fn fit(out: &str, quotes: &str, spans: &str, folders: &[&str]) -> Result<(), Box<dyn std::error::Error>> {
    let folders: Vec<PathBuf> = folders.iter().map(PathBuf::from).collect();
    let fitted = fit_confidence(Path::new(quotes), Path::new(spans), &folders)?;
    fs::write(out, fitted.table)?;
    print!("{}", fitted.report);
    Ok(())
}
