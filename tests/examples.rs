//! Every example of a table is run: the row must do in it what it is for. Rows that don't yet are listed in `examples-that-miss.txt`,
//! exactly: a new miss fails, and so does one that has been mended. `ONRECORD_UPDATE=1 cargo test --test examples` writes the list.

use onrecord::{Act, Extractor};
use std::path::Path;

fn rows(name: &str) -> Vec<csv::StringRecord> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
    csv::Reader::from_path(file).expect("a table").records().map(|r| r.expect("a row")).collect()
}

/// The column of a row by its number in the header.
fn field(row: &csv::StringRecord, column: usize) -> &str {
    row.get(column).unwrap_or_default()
}

/// Whether the example has one quotation, with a cue that holds one of the forms.
fn attributes(extractor: &Extractor, example: &str, forms: &[&str]) -> bool {
    let doc = extractor.extract(example);
    let mut quotes = doc.quotes().filter(|q| q.within().is_none());
    let (Some(quote), None) = (quotes.next(), quotes.next()) else {
        return false;
    };
    let cue = quote.cue().map(|c| c.text().to_lowercase().replace('’', "'")).unwrap_or_default();
    let words: Vec<&str> = cue.split_whitespace().collect();
    forms.iter().any(|form| {
        let form: Vec<String> = form.split_whitespace().map(|w| w.to_lowercase()).collect();
        words.windows(form.len()).any(|w| {
            w.iter().eq(form.iter()) || w.iter().zip(&form).all(|(a, b)| a.trim_end_matches('s') == b.trim_end_matches('s'))
        })
    })
}

#[test]
fn every_example_fires_or_is_listed() {
    let extractor =
        Extractor::builder().acts([Act::Speech, Act::Writing, Act::Thought, Act::Intent]).build().expect("nothing to load");
    let mut misses = Vec::new();
    for row in rows("speech_verbs.csv") {
        let forms: Vec<&str> = field(&row, 1).split('|').collect();
        if !attributes(&extractor, field(&row, 5), &forms) {
            misses.push(format!("speech_verbs: {}", field(&row, 0)));
        }
    }
    for row in rows("cue_phrases.csv") {
        if !attributes(&extractor, field(&row, 3), &[field(&row, 0)]) {
            misses.push(format!("cue_phrases: {}", field(&row, 0)));
        }
    }
    for row in rows("titles.csv") {
        let doc = extractor.extract(field(&row, 3));
        let title = field(&row, 0).to_lowercase();
        if !doc.mentions().any(|m| m.title().is_some_and(|t| t.text().to_lowercase().contains(&title))) {
            misses.push(format!("titles: {}", field(&row, 0)));
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples-that-miss.txt");
    let printed = misses.join("\n") + "\n";
    if std::env::var_os("ONRECORD_UPDATE").is_some() {
        std::fs::write(&file, &printed).expect("the list is written");
        return;
    }
    let listed = std::fs::read_to_string(&file).unwrap_or_default();
    let new: Vec<&str> = printed.lines().filter(|m| !listed.lines().any(|l| l == *m)).collect();
    let mended: Vec<&str> = listed.lines().filter(|l| !printed.lines().any(|m| m == *l)).collect();
    assert!(new.is_empty() && mended.is_empty(), "no longer firing: {new:#?}\nfiring now, take off the list: {mended:#?}");
}
