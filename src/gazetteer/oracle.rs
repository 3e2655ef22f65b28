//! The matcher held to another way of finding names: aho-corasick's search for all of them, with overlaps, of whose matches
//! those count that begin and end at words.
//!
//! The two agree wherever a match begins and ends at a token. Where one ends inside a token they differ on purpose: *COVID* is no name
//! in *COVID-19*, *Hare* none in *O'Hare*, and the dot of *Inc.* or *U.S.* is the word's, at the end of a sentence too.

use super::{Builder, Gazetteer, Origin};
use crate::builtin;
use crate::document::{Document, TokenRange};
use aho_corasick::AhoCorasick;
use once_cell::sync::Lazy;
use proptest::prelude::*;
use std::collections::{BTreeSet, HashSet};
use std::path::Path;

type Spans = BTreeSet<(usize, usize)>;

/// Names, in a table and in an automaton.
struct Both {
    names: HashSet<String>,
    gazetteer: Gazetteer,
    search: AhoCorasick,
}

impl Both {
    fn new(names: &[String]) -> Both {
        let resources = builtin::resources();
        let mut builder = Builder::new(&resources.lexicon);
        let table: String = names.iter().map(|name| format!("\"{}\",place\n", name.replace('"', "\"\""))).collect();
        builder.add(&format!("name,kind\n{table}"), Origin::User).expect("a table");
        let mut gazetteer = Gazetteer::default();
        gazetteer.push(builder.pack().into());
        let search = AhoCorasick::new(names).expect("an automaton");
        Both { names: names.iter().cloned().collect(), gazetteer, search }
    }

    /// What the matcher finds spelled just so.
    fn found(&self, document: &Document<'_>, text: &str) -> Spans {
        let hits = self.gazetteer.find(document).into_iter().filter(|hit| hit.exact);
        let spans = hits.map(|hit| document.span(hit.tokens)).map(|span| (span.start, span.end));
        // a hyphen for a space, or a form that follows by rule, is a match of ours only
        spans.filter(|&(start, end)| self.names.contains(&text[start..end])).collect()
    }

    /// What the search finds between words.
    fn expected(&self, text: &str) -> Spans {
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let bounded =
            |&(start, end): &(usize, usize)| !inside(text[..start].chars().next_back()) && !inside(text[end..].chars().next());
        self.search.find_overlapping_iter(text).map(|m| (m.start(), m.end())).filter(bounded).collect()
    }

    /// Holds one to the other; gives how many matches both have, and how many of the search's end inside a token.
    fn compare(&self, text: &str) -> Result<(usize, usize), String> {
        let document = Document::new(text, &builtin::resources().lexicon);
        let (found, expected) = (self.found(&document, text), self.expected(text));
        let show = |spans: Vec<&(usize, usize)>| spans.iter().map(|s| text[s.0..s.1].to_owned()).collect::<Vec<_>>().join("|");
        let more: Vec<_> = found.difference(&expected).collect();
        if !more.is_empty() {
            return Err(format!("only the matcher finds {} in {text:?}", show(more)));
        }
        let tokens = || (0..document.tokens.len() as u32).map(|t| document.span(TokenRange::new(t, t + 1)));
        let (starts, ends): (HashSet<usize>, HashSet<usize>) =
            (tokens().map(|s| s.start).collect(), tokens().map(|s| s.end).collect());
        let (at_tokens, inside): (Vec<_>, Vec<_>) =
            expected.difference(&found).partition(|(start, end)| starts.contains(start) && ends.contains(end));
        if !at_tokens.is_empty() {
            return Err(format!("only the search finds {} in {text:?}", show(at_tokens)));
        }
        Ok((found.len(), inside.len()))
    }
}

/// Every form that the built-in table spells out, with straight apostrophes (the matcher folds them, the search does not).
fn builtin_names() -> Vec<String> {
    let mut reader = csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/data/gazetteer.csv")).expect("the table");
    let headers = reader.headers().expect("a header").clone();
    let columns = ["name", "aliases", "context_aliases"].map(|name| headers.iter().position(|h| h == name).expect("a column"));
    let mut names: BTreeSet<String> = BTreeSet::new();
    for record in reader.records() {
        let record = record.expect("a row");
        let forms = columns.iter().flat_map(|&c| record.get(c).unwrap_or_default().split('|'));
        names.extend(forms.map(straight).filter(|name| !name.is_empty()));
    }
    names.into_iter().collect()
}

fn straight(text: &str) -> String {
    text.replace(['’', 'ʼ'], "'")
}

#[test]
fn finds_the_built_in_names_in_real_texts_as_the_search_does() {
    let files = ["examples/articles", "tests/fixtures"].into_iter().flat_map(|folder| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
    });
    let texts: Vec<String> = files.map(|file| straight(&std::fs::read_to_string(file).expect("a text"))).collect();
    // an automaton over all names takes long to build in a test: those of which the texts have no first word can't be found
    let words: HashSet<&str> = texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).collect();
    let first =
        |name: &str| name.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).is_some_and(|w| words.contains(w));
    let names: Vec<String> = builtin_names().into_iter().filter(|name| first(name)).collect();
    let both = Both::new(&names);
    let (mut same, mut inside) = (0, 0);
    for text in &texts {
        let (found, differs) = both.compare(text).unwrap();
        (same, inside) = (same + found, inside + differs);
    }
    assert!(same > 250 && inside * 50 < same, "{same} names found by both, {inside} inside a token");
}

#[test]
fn a_longer_name_that_does_not_fit_hides_no_shorter_one() {
    let both = Both::new(&["New York", "New York Times", "York Timeshare"].map(str::to_owned));
    assert_eq!(both.compare("A New York Timeshare and the New York Times"), Ok((4, 0)));
}

/// Some of the built-in names, the odd ones first.
static SOME: Lazy<(Vec<String>, Both)> = Lazy::new(|| {
    let odd = |name: &&String| name.contains(|c: char| !c.is_ascii_alphanumeric() && c != ' ');
    let all = builtin_names();
    let plain = all.iter().filter(|name| !odd(name)).step_by(97);
    let names: Vec<String> = all.iter().filter(odd).step_by(7).chain(plain).cloned().collect();
    let both = Both::new(&names);
    (names, both)
});

proptest! {
    /// Names of few words, so that they overlap much.
    #[test]
    fn finds_names_that_overlap(
        names in prop::collection::vec(prop::collection::vec("(New|York|Times|Bank|of|Ada|Adams)", 1..4), 1..12),
        words in prop::collection::vec("(New|York|Times|Timeshare|Bank|of|Ada|Adams|the|Newer)", 1..40),
    ) {
        let names: Vec<String> = names.into_iter().map(|n| n.join(" ")).filter(|n| !n.starts_with("of")).collect();
        let compared = Both::new(&names).compare(&words.join(" "));
        prop_assert!(matches!(compared, Ok((_, 0))), "{compared:?}");
    }

    /// Built-in names with accents, hyphens, apostrophes and dots, one behind the other.
    #[test]
    fn finds_names_however_they_are_joined(
        picks in prop::collection::vec((any::<prop::sample::Index>(), "( |, |-|'s |\\. |\n|/| – |\\(|\\) |\" |: |\\.\\.\\.|  | and the )"), 1..20),
    ) {
        let (names, both) = &*SOME;
        let text: String = picks.iter().map(|(pick, joint)| format!("{}{joint}", pick.get(names))).collect();
        let compared = both.compare(&text);
        prop_assert!(compared.is_ok(), "{compared:?}");
    }
}
