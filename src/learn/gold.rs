//! Readers of annotated articles: one JSON object a line, offsets in code points.

use crate::error::Error;
use crate::span::Span;
use crate::table::reader::read_text;
use serde_json::Value;
use std::path::Path;

/// An annotated article.
#[derive(Debug, Clone)]
pub struct Gold<T> {
    /// The article's id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// What sort of text it is, where the file says so.
    pub genre: String,
    /// What was annotated in it.
    pub items: Vec<T>,
    /// Places that count neither for nor against a prediction.
    pub ignored: Vec<Span>,
    /// Whether names that are none of a person, an organisation or a place go unmarked in it, so that what is not marked may be one.
    pub others_unmarked: bool,
}

/// An annotated quotation. Spans are bytes of the text.
#[derive(Debug, Clone, Default)]
pub struct GoldQuote {
    /// `direct`, `mixed` or `indirect`.
    pub kind: String,
    /// The content, quotation marks and *that* included.
    pub content: Vec<Span>,
    /// The cue.
    pub cue: Vec<Span>,
    /// The mention next to the quotation, often with its apposition.
    pub source: Vec<Span>,
    /// The head of the source's phrase.
    pub source_head: Option<Span>,
    /// The speaker's name.
    pub speaker: Option<String>,
    /// `full_name`, `surname`, `pronoun`, `nominal`, `organisation` or empty.
    pub source_type: String,
}

/// An annotated stretch in quotation marks. Spans are bytes of the text.
#[derive(Debug, Clone)]
pub struct GoldSpan {
    /// The text between the marks.
    pub span: Span,
    /// Whether it is speech.
    pub is_speech: bool,
    /// `full`, `fragment` or `bit`.
    pub class: String,
    /// As for [`GoldQuote`].
    pub source: Vec<Span>,
    /// As for [`GoldQuote`].
    pub source_head: Option<Span>,
    /// As for [`GoldQuote`].
    pub source_type: String,
    /// As for [`GoldQuote`].
    pub speaker: Option<String>,
    /// Whether it was not judged.
    pub ignore: bool,
}

/// An annotated name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldName {
    /// Bytes of the text.
    pub span: Span,
    /// `PER`, `ORG`, `LOC` or `MISC`.
    pub kind: String,
}

/// Byte offsets of a text by code point.
pub(super) struct Offsets(Vec<usize>);

impl Offsets {
    pub(super) fn new(text: &str) -> Self {
        Offsets(text.char_indices().map(|(at, _)| at).chain([text.len()]).collect())
    }

    /// The stretch between two offsets in code points; none where there is no such stretch.
    pub(super) fn between(&self, start: usize, end: usize) -> Option<Span> {
        let (start, end) = (*self.0.get(start)?, *self.0.get(end)?);
        (start < end).then(|| Span::new(start, end))
    }

    /// How many code points the text has.
    pub(super) fn count(&self) -> usize {
        self.0.len() - 1
    }

    fn span(&self, pair: &Value) -> Option<Span> {
        let at = |i: usize| pair.get(i)?.as_u64().and_then(|c| self.0.get(c as usize)).copied();
        Some(Span::new(at(0)?, at(1)?))
    }

    fn spans(&self, list: &Value) -> Vec<Span> {
        list.as_array().into_iter().flatten().filter_map(|pair| self.span(pair)).collect()
    }
}

/// Reads a file of annotated quotations.
///
/// # Errors
///
/// Where the file can't be read or a line is not the JSON it should be.
pub fn read_quotes(path: &Path) -> Result<Vec<Gold<GoldQuote>>, Error> {
    read(path, |document, offsets| {
        items(document, "quotes")
            .map(|q| GoldQuote {
                kind: string(q, "kind"),
                content: offsets.spans(&q["content"]),
                cue: offsets.spans(&q["cue"]),
                source: offsets.spans(&q["source"]),
                source_head: offsets.span(&q["source_head"]),
                speaker: q["speaker"].as_str().map(str::to_owned),
                source_type: string(q, "source_type"),
            })
            .collect()
    })
}

/// Reads a file of annotated stretches in quotation marks.
///
/// # Errors
///
/// Where the file can't be read or a line is not the JSON it should be.
pub fn read_spans(path: &Path) -> Result<Vec<Gold<GoldSpan>>, Error> {
    read(path, |document, offsets| {
        items(document, "spans")
            .filter_map(|s| {
                let at = |key: &str| s[key].as_u64().and_then(|c| offsets.0.get(c as usize)).copied();
                Some(GoldSpan {
                    span: Span::new(at("b")?, at("e")?),
                    is_speech: s["is_speech"].as_bool().unwrap_or_default(),
                    class: string(s, "class"),
                    source: offsets.spans(&s["source"]),
                    source_head: offsets.span(&s["source_head"]),
                    source_type: string(s, "source_type"),
                    speaker: s["speaker"].as_str().map(str::to_owned),
                    ignore: s["ignore"].as_bool().unwrap_or_default(),
                })
            })
            .collect()
    })
}

fn string(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn items<'v>(document: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    document[key].as_array().into_iter().flatten()
}

fn read<T>(path: &Path, mut items: impl FnMut(&Value, &Offsets) -> Vec<T>) -> Result<Vec<Gold<T>>, Error> {
    let mut articles = Vec::new();
    for (i, line) in read_text(path)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let document: Value = serde_json::from_str(line)
            .map_err(|e| Error::data(format!("no annotated article: {e}")).in_file(path).at_line(i as u64 + 1))?;
        let text = string(&document, "text");
        let offsets = Offsets::new(&text);
        let mut ignored = offsets.spans(&document["ignore"]);
        ignored.extend(offsets.spans(&document["discuss"]));
        articles.push(Gold {
            id: string(&document, "id"),
            genre: string(&document, "genre"),
            items: items(&document, &offsets),
            ignored,
            others_unmarked: false,
            text,
        });
    }
    Ok(articles)
}
