//! Readers of articles whose names are annotated: JSON Lines of our own form or Prodigy’s, and folders of brat files.

use super::brat;
use super::gold::{Gold, GoldName, Offsets};
use super::labels::{KINDS, NameLabels};
use crate::error::Error;
use crate::span::Span;
use crate::table::reader::read_text;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Reads articles whose names are annotated.
///
/// A folder is read as brat writes it, a `.txt` and an `.ann` for each article. A file is JSON Lines, an article or paragraph a
/// line, with its `text` and either `entities`, each with `b`, `e` and `type`, or `spans` as Prodigy writes them, each with `start`,
/// `end` and `label`; lines whose `answer` is not `accept` are passed over. All offsets are code points. Of names that overlap
/// the longer one counts.
///
/// # Errors
///
/// Where a file can't be read, is not of these forms, has offsets that don't fit its text, or a label of unknown meaning.
pub fn read_names(path: &Path, labels: &NameLabels) -> Result<Vec<Gold<GoldName>>, Error> {
    let mut articles = if path.is_dir() { brat::read(path, labels)? } else { read_lines(path, labels)? };
    // where a sort of text has no name of the fourth kind at all, those were not marked
    let others: BTreeSet<String> =
        articles.iter().filter(|a| a.items.iter().any(|n| n.kind == KINDS[3])).map(|a| a.genre.clone()).collect();
    for article in &mut articles {
        article.others_unmarked = !others.contains(&article.genre);
    }
    Ok(articles)
}

fn read_lines(path: &Path, labels: &NameLabels) -> Result<Vec<Gold<GoldName>>, Error> {
    let mut articles = Vec::new();
    for (i, line) in read_text(path)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let article = read_line(line, labels).map_err(|e| e.in_file(path).at_line(i as u64 + 1))?;
        articles.extend(article.map(|mut article| {
            if article.id.is_empty() {
                article.id = format!("line {}", i + 1);
            }
            article
        }));
    }
    Ok(articles)
}

/// The article of a line; none where it was not accepted.
fn read_line(line: &str, labels: &NameLabels) -> Result<Option<Gold<GoldName>>, Error> {
    let document: Value = serde_json::from_str(line).map_err(|e| Error::data(format!("no annotated article: {e}")))?;
    if document["answer"].as_str().is_some_and(|answer| answer != "accept") {
        return Ok(None);
    }
    let string = |key: &str| document[key].as_str().map(str::to_owned);
    let text = string("text").ok_or_else(|| Error::data("no annotated article: it has no `text`"))?;
    let forms = [("entities", ["b", "e", "type"]), ("spans", ["start", "end", "label"])];
    let form = forms.into_iter().find_map(|(list, keys)| Some((document[list].as_array()?, keys)));
    let (list, [start, end, label]) = form.ok_or_else(|| {
        Error::data("no annotated names: there is neither `entities` nor `spans`").mend("give an empty list where there are none")
    })?;
    let offsets = Offsets::new(&text);
    let mut names = Vec::new();
    for item in list {
        let label = item[label].as_str().ok_or_else(|| Error::data(format!("a name without `{label}`: {item}")))?;
        let at = |key: &str| item[key].as_u64().map(|n| n as usize);
        let (start, end) =
            at(start).zip(at(end)).ok_or_else(|| Error::data(format!("a name without `{start}` and `{end}`: {item}")))?;
        let span = offsets.between(start, end).ok_or_else(|| misplaced(start, end, &offsets))?;
        names.extend(labels.kind(label)?.map(|kind| GoldName { span, kind: kind.to_owned() }));
    }
    let id = string("id").unwrap_or_default();
    Ok(Some(article(id, string("genre").unwrap_or_default(), text, names, Vec::new())))
}

/// A stretch that the text does not have.
pub(super) fn misplaced(start: usize, end: usize, offsets: &Offsets) -> Error {
    Error::data(format!("a name from {start} to {end} in a text of {} code points", offsets.count()))
        .mend("offsets count code points from 0, the end is behind the last")
}

/// An article with its names in text order, of those that overlap the longer one.
pub(super) fn article(id: String, genre: String, text: String, mut names: Vec<GoldName>, ignored: Vec<Span>) -> Gold<GoldName> {
    names.sort_by_key(|n| (std::cmp::Reverse(n.span.end - n.span.start), n.span.start));
    let mut items: Vec<GoldName> = Vec::new();
    for name in names {
        let at = items.partition_point(|n| n.span.start < name.span.start);
        let free = at.checked_sub(1).is_none_or(|before| items[before].span.end <= name.span.start)
            && items.get(at).is_none_or(|next| name.span.end <= next.span.start);
        if free {
            items.insert(at, name);
        }
    }
    Gold { id, text, genre, items, ignored, others_unmarked: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<(String, String)> {
        let article = read_line(line, &NameLabels::default()).expect("an article").expect("an accepted one");
        article.items.iter().map(|n| (article.text[n.span.start..n.span.end].to_owned(), n.kind.clone())).collect()
    }

    fn pair(name: &str, kind: &str) -> (String, String) {
        (name.to_owned(), kind.to_owned())
    }

    #[test]
    fn our_own_form_and_prodigys_are_read_alike() {
        let ours = r#"{"id": "1", "text": "Zoë Brandt left Tavmark.", "entities": [{"b": 0, "e": 10, "type": "PER"}, {"b": 16, "e": 23, "type": "GPE"}]}"#;
        let prodigys = r#"{"text": "Zoë Brandt left Tavmark.", "spans": [{"start": 16, "end": 23, "label": "LOC", "token_start": 3}, {"start": 0, "end": 10, "label": "Person"}], "answer": "accept"}"#;
        let expected = [pair("Zoë Brandt", "PER"), pair("Tavmark", "LOC")];
        assert_eq!(names(ours), expected);
        assert_eq!(names(prodigys), expected);
    }

    #[test]
    fn of_overlapping_names_the_longer_counts() {
        let line = r#"{"text": "The University of Tavmark won.", "entities": [{"b": 18, "e": 25, "type": "LOC"}, {"b": 4, "e": 25, "type": "ORG"}, {"b": 26, "e": 29, "type": "DATE"}]}"#;
        assert_eq!(names(line), [pair("University of Tavmark", "ORG")]);
    }

    #[test]
    fn rejected_lines_are_passed_over_and_wrong_ones_told() {
        let read = |line: &str| read_line(line, &NameLabels::default());
        assert!(read(r#"{"text": "Nobody.", "spans": [], "answer": "reject"}"#).is_ok_and(|article| article.is_none()));
        let problem = |line: &str| read(line).expect_err("a wrong line").to_string();
        assert!(problem(r#"{"text": "Hm.", "spans": [{"start": 0, "end": 4, "label": "PER"}]}"#).contains("from 0 to 4"));
        assert!(problem(r#"{"text": "Hm.", "spans": [{"start": 2, "end": 2, "label": "PER"}]}"#).contains("from 2 to 2"));
        assert!(problem(r#"{"text": "Hm.", "spans": [{"start": 0, "label": "PER"}]}"#).contains("without `start` and `end`"));
        assert!(problem(r#"{"text": "Hm.", "spans": [{"start": 0, "end": 2, "label": "Vessel"}]}"#).contains("Vessel"));
        assert!(problem(r#"{"text": "Hm."}"#).contains("neither"));
        assert!(problem(r#"{"spans": []}"#).contains("no `text`"));
    }
}
