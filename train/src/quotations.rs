//! `onrecord-train quotations`: fits the decisions about cues, content and speech, and finds quotations with them.

use onrecord::Span;
use onrecord::learn::{Finder, FittedQuotations, QUOTATION_FAMILIES, fit_quotations, measure_quotations, read_quotes};
use std::fs;
use std::path::Path;

/// Fits the tables and writes them to a folder.
pub(crate) fn fit(folder: &str, quotes: &str, spans: &str) -> Result<(), Box<dyn std::error::Error>> {
    let fitted = fit_quotations(Path::new(quotes), Path::new(spans), None)?;
    let FittedQuotations { cue, content, attribution, speech } = fitted;
    for (name, table) in [("cue", cue), ("content", content), ("attribution", attribution), ("speech", speech)] {
        fs::write(Path::new(folder).join(name).with_extension("csv"), table)?;
    }
    Ok(())
}

/// Finds quotations in annotated articles with the tables of a folder, and writes them as the scorer reads them.
pub(crate) fn find(folder: &str, articles: &str, out: &str) -> Result<(), Box<dyn std::error::Error>> {
    let finder = Finder::new(&tables(folder)?)?;
    let mut lines = String::new();
    for article in read_quotes(Path::new(articles))? {
        let (quotes, _) = finder.find(&article.text);
        let characters = |span: &Span| {
            let count = |bytes: usize| article.text.char_indices().take_while(|(at, _)| *at < bytes).count();
            format!("[{},{}]", count(span.start), count(span.end))
        };
        let list = |spans: &[Span]| spans.iter().map(characters).collect::<Vec<_>>().join(",");
        let quotes: Vec<String> = quotes
            .iter()
            .map(|(kind, content, cue)| {
                let cue = cue.map(|c| list(&[c])).unwrap_or_default();
                format!(r#"{{"kind":"{kind}","content":[{}],"cue":[{cue}],"source":[],"speaker":null}}"#, list(content))
            })
            .collect();
        lines.push_str(&format!("{{\"id\":{:?},\"quotes\":[{}]}}\n", article.id, quotes.join(",")));
    }
    fs::write(out, lines)?;
    Ok(())
}

/// Prints what each step loses on annotated articles, with the tables of a folder.
pub(crate) fn eval(folder: &str, articles: &str) -> Result<(), Box<dyn std::error::Error>> {
    print!("{}", measure_quotations(Path::new(articles), &tables(folder)?)?);
    Ok(())
}

/// Prints what finding quotations in articles loses without each family of facts in turn, fitted to others.
pub(crate) fn ablate(quotes: &str, spans: &str, articles: &str) -> Result<(), Box<dyn std::error::Error>> {
    println!("| left out | content, all kinds | direct and mixed | cues | content, every cue known |\n|---|---:|---:|---:|---:|");
    for family in std::iter::once(None).chain(QUOTATION_FAMILIES.iter().map(Some)) {
        let fitted = fit_quotations(Path::new(quotes), Path::new(spans), family)?;
        let name = family.map_or("nothing", |(name, _)| name);
        println!("{}", measure_quotations(Path::new(articles), &fitted)?.line(name));
    }
    Ok(())
}

fn tables(folder: &str) -> Result<FittedQuotations, std::io::Error> {
    let read = |name: &str| fs::read_to_string(Path::new(folder).join(name).with_extension("csv"));
    Ok(FittedQuotations {
        cue: read("cue")?,
        content: read("content")?,
        attribution: read("attribution")?,
        speech: read("speech")?,
    })
}
