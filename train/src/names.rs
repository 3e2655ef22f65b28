//! The decision `kind`: fitting it, and tagging articles to score it.

use onrecord::learn::{self, Gold, GoldName, NameOptions};
use std::error::Error;
use std::path::Path;
use std::time::Instant;

/// The articles of a file; of `even:FILE` every other one, the first included, so that the rest can measure what was learnt.
fn read(file: &str) -> Result<Vec<Gold<GoldName>>, Box<dyn Error>> {
    Ok(match file.strip_prefix("even:") {
        Some(file) => learn::read_names(Path::new(file))?.into_iter().step_by(2).collect(),
        None => learn::read_names(Path::new(file))?,
    })
}

/// Fits the name tagger to articles and writes its table.
pub(crate) fn fit(out: &str, files: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut articles = Vec::new();
    for file in files {
        articles.extend(read(file)?);
    }
    let began = Instant::now();
    let table = learn::fit_names(&articles, NameOptions::default(), |epoch, loss| {
        eprintln!("epoch {}: mean loss {loss:.4} ({:.0?})", epoch + 1, began.elapsed());
    });
    eprintln!("{} rows, {} bytes", table.lines().count(), table.len());
    std::fs::write(out, table)?;
    Ok(())
}

/// Tags the articles of a file with a table of weights and writes predictions for the scorer, offsets in code points.
pub(crate) fn tag(model: &str, gold: &str, out: &str) -> Result<(), Box<dyn Error>> {
    let tagger = learn::names_by(&std::fs::read_to_string(model)?)?;
    let mut lines = String::new();
    let began = Instant::now();
    let mut bytes = 0;
    for article in learn::read_names(Path::new(gold))? {
        let names = tagger(&article.text);
        bytes += article.text.len();
        let at = |byte: usize| article.text.get(..byte).map_or(0, |before| before.chars().count());
        let entities: Vec<serde_json::Value> =
            names.iter().map(|n| serde_json::json!({"b": at(n.span.start), "e": at(n.span.end), "type": n.kind})).collect();
        lines.push_str(&serde_json::json!({"id": article.id, "entities": entities}).to_string());
        lines.push('\n');
    }
    eprintln!("{gold}: {bytes} bytes in {:.2?}", began.elapsed());
    std::fs::write(out, lines)?;
    Ok(())
}
