//! `onrecord-train quotations`: fits the decisions about cues, content and speech, and finds quotations with them.

use onrecord::Span;
use onrecord::learn::{Finder, FittedQuotations, fit_quotations, read_quotes};
use std::fs;
use std::path::Path;

/// Fits the tables and writes them to a folder.
pub(crate) fn fit(folder: &str, quotes: &str, spans: &str) -> Result<(), Box<dyn std::error::Error>> {
    let fitted = fit_quotations(Path::new(quotes), Path::new(spans))?;
    for (name, table) in [("cue", &fitted.cue), ("content", &fitted.content), ("speech", &fitted.speech)] {
        fs::write(Path::new(folder).join(name).with_extension("csv"), table)?;
    }
    Ok(())
}

/// Finds quotations in annotated articles with the tables of a folder, and writes them as the scorer reads them.
pub(crate) fn find(folder: &str, articles: &str, out: &str) -> Result<(), Box<dyn std::error::Error>> {
    let read = |name: &str| fs::read_to_string(Path::new(folder).join(name).with_extension("csv"));
    let fitted = FittedQuotations { cue: read("cue")?, content: read("content")?, speech: read("speech")? };
    let finder = Finder::new(&fitted)?;
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
