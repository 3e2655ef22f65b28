//! What several of the integration tests share.

#![allow(dead_code, reason = "each test uses a part")]

use onrecord::{Extraction, Extractor};
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a folder of the repository with this ending, sorted.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let folder = root().join(folder);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == ending));
    files.sort();
    files
}

pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Articles of our own: those of the examples, and the quoted blocks of the cases.
pub(crate) fn articles() -> Vec<String> {
    let mut articles: Vec<String> = files("examples/articles", "txt").iter().map(|path| read(path)).collect();
    for page in files("tests/fixtures", "md") {
        let mut block = String::new();
        for line in read(&page).lines().chain([""]) {
            match line.strip_prefix('>') {
                Some(text) => {
                    block.push_str(text.strip_prefix(' ').unwrap_or(text));
                    block.push('\n');
                }
                None if !block.is_empty() => articles.push(std::mem::take(&mut block)),
                None => {}
            }
        }
    }
    assert!(articles.len() > 60, "{} articles", articles.len());
    articles
}

/// Who said what: speakers, kind and the letters and figures of the words, with nothing that tells how they were written.
pub(crate) fn who_said_what(doc: &Extraction) -> Vec<String> {
    let letters = |text: &str| text.nfc().filter(|c| c.is_alphanumeric()).collect::<String>();
    let quote = |q: onrecord::Quote<'_>| {
        let speakers: Vec<String> = q.speakers().map(|s| letters(s.name())).collect();
        let parts: Vec<String> = q.parts().map(|p| letters(p.text())).collect();
        let quoted: Vec<String> = q.quoted().map(|p| letters(p.text())).collect();
        format!("{} {:?} {:?} {:?} {}", q.kind(), speakers, parts, quoted, q.status())
    };
    doc.quotes().map(quote).collect()
}

/// Everything, thought and intent too.
pub(crate) fn everything() -> Extractor {
    Extractor::builder().acts(onrecord::Act::ALL).build().expect("the built-in tables")
}
