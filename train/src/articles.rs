//! Annotated articles by what the command line calls them.

use onrecord::learn::{self, Gold, GoldName, NameLabels};
use std::error::Error;
use std::path::Path;

/// The articles of a file, or of a part of it: `FILE@0/5` is every fifth article, from the first; `FILE@!0/5` are all others.
pub(crate) fn read(selector: &str, labels: &NameLabels) -> Result<Vec<Gold<GoldName>>, Box<dyn Error>> {
    let Some((file, part)) = selector.rsplit_once('@').filter(|_| !Path::new(selector).exists()) else {
        return Ok(learn::read_names(Path::new(selector), labels)?);
    };
    let (others, fraction) = part.strip_prefix('!').map_or((false, part), |fraction| (true, fraction));
    let numbers = fraction.split_once('/').and_then(|(turn, of)| Some((turn.parse().ok()?, of.parse().ok()?)));
    let (turn, of): (usize, usize) = numbers
        .filter(|(turn, of)| turn < of)
        .ok_or_else(|| format!("{selector}: `{part}` is no part of a file; write FILE@0/5, or FILE@!0/5 for the others"))?;
    let articles = learn::read_names(Path::new(file), labels)?.into_iter().enumerate();
    Ok(articles.filter(|(i, _)| (i % of == turn) != others).map(|(_, article)| article).collect())
}

/// The articles of several files.
pub(crate) fn read_all(selectors: &[&str], labels: &NameLabels) -> Result<Vec<Gold<GoldName>>, Box<dyn Error>> {
    let mut articles = Vec::new();
    for selector in selectors {
        articles.extend(read(selector, labels)?);
    }
    Ok(articles)
}

/// A table of weights.
pub(crate) fn read_model(file: &str) -> Result<String, Box<dyn Error>> {
    std::fs::read_to_string(file).map_err(|problem| format!("{file}: {problem}").into())
}
