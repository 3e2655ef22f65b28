//! What facts are about, in words for people: the table `data/fact_words.csv`.

use crate::table::reader::Table;
use once_cell::sync::Lazy;
use std::collections::BTreeMap;

static WORDS: Lazy<BTreeMap<String, String>> = Lazy::new(|| {
    let table = Table::parse(include_str!("../../data/fact_words.csv"), &["fact", "words"]).unwrap_or_default();
    table.rows().map(|row| (row.get("fact").to_owned(), row.get("words").to_owned())).collect()
});

/// What a fact is about: the row of its name without what stands behind `=`, else that of the longest beginning of it, in parts
/// that dots separate.
pub(crate) fn words(rule: &str) -> Option<&'static str> {
    let mut name = rule.split_once('=').map_or(rule, |(name, _)| name);
    loop {
        if let Some(words) = WORDS.get(name) {
            return Some(words);
        }
        name = name.rsplit_once('.')?.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_beginning_tells() {
        assert_eq!(words("source.distance=-3|0"), Some("how far it is from the words"));
        assert_eq!(words("content.e.path=,]|he|say"), Some("where the words end"));
        assert_eq!(words("nothing.known=1"), None);
    }

    /// A fact that decides whose words they are can be told to people.
    #[test]
    fn nearly_every_fact_has_words() {
        for decision in ["source", "speaker", "cue", "content", "attribution", "speech", "row"] {
            let path = format!("{}/data/model/{decision}.csv", env!("CARGO_MANIFEST_DIR"));
            let table = Table::parse(&std::fs::read_to_string(path).unwrap(), &["feature"]).unwrap();
            let facts: Vec<&str> = table.rows().map(|r| r.get("feature")).filter(|f| f.contains('.')).collect();
            let told = facts.iter().filter(|fact| words(fact).is_some()).count();
            assert!(told * 10 >= facts.len() * 9, "{decision}: {told} of {}; add rows to data/fact_words.csv", facts.len());
        }
    }
}
