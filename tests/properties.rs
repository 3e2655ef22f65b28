//! What must hold of every text.

mod common;

use common::{articles, everything, who_said_what};
use onrecord::wire::{Document, Unit};
use onrecord::{Extraction, Extractor, Form, Input, Kind, Origin, Span};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// The same cases on every run: what fails here fails for everybody. To look for others, change the number.
const SEED: RngSeed = RngSeed::Fixed(20_261_126);

/// Every object with `start`, `end` and `text`, however deep.
fn records<'v>(value: &'v Value, found: &mut Vec<&'v serde_json::Map<String, Value>>) {
    match value {
        Value::Object(fields) => {
            if ["start", "end", "text"].iter().all(|key| fields.contains_key(*key)) {
                found.push(fields);
            }
            fields.values().for_each(|value| records(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| records(value, found)),
        _ => {}
    }
}

/// The text between two offsets in a unit, by the standard library's own counting.
fn slice(text: &str, unit: Unit, start: usize, end: usize) -> String {
    match unit {
        Unit::Byte => text[start..end].to_owned(),
        Unit::Char => text.chars().skip(start).take(end - start).collect(),
        _ => {
            String::from_utf16(&text.encode_utf16().skip(start).take(end - start).collect::<Vec<_>>()).expect("whole characters")
        }
    }
}

/// Every record's text stands at its offsets in all three units; ids are places in lists; references point to something.
fn check(doc: &Extraction) {
    for unit in [Unit::Byte, Unit::Char, Unit::Utf16] {
        let wire = Document::new(doc, unit);
        let value = serde_json::to_value(&wire).expect("a document");
        let mut found = Vec::new();
        records(&value, &mut found);
        for record in found {
            let offset = |key: &str| record[key].as_u64().expect("an offset") as usize;
            let (start, end) = (offset("start"), offset("end"));
            assert!(start < end, "{record:?}");
            assert_eq!(record["text"], slice(doc.text(), unit, start, end));
        }
        let back: Document = serde_json::from_value(value).expect("a document");
        assert_eq!(back, wire);
        for (i, quote) in wire.quotes.iter().enumerate() {
            assert_eq!(quote.id, i);
            assert!(!quote.parts.is_empty());
            assert!(quote.same_as.is_none_or(|same| same < i));
            assert!(quote.within.is_none_or(|within| within != i && within < wire.quotes.len()));
            assert!(quote.speakers.iter().all(|s| s.entity < wire.entities.len()));
            assert_eq!(quote.speakers.is_empty(), quote.unresolved.is_some(), "{quote:?}");
        }
        for (i, mention) in wire.mentions.iter().enumerate() {
            assert_eq!(mention.id, i);
            assert!(mention.entity.is_none_or(|e| e < wire.entities.len()));
        }
    }
}

/// Names never overlap each other.
fn check_names(doc: &Extraction) {
    use onrecord::Form;
    let names: Vec<Span> = doc.mentions().filter(|m| !matches!(m.form(), Form::Role | Form::Pronoun)).map(|m| m.span()).collect();
    for pair in names.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{pair:?}");
    }
}

/// Pieces of news text, of marks and of oddities, in any order.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "“",
        "”",
        "‘",
        "’",
        "\"",
        "'",
        "«",
        "»",
        "``",
        "''",
        "„",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        ",",
        ".",
        "…",
        "—",
        ":",
        "[",
        "]",
        "he",
        "she",
        "said",
        "told",
        "according to",
        "that",
        "Mr.",
        "Sen.",
        "Jane Doe",
        "Holm",
        "the mayor",
        "Paris",
        "U.S.",
        "and",
        "not",
        "denied",
        "asked whether",
        "wants to",
        "who",
        "IN",
        "ÉCOLE",
        "e\u{301}",
        "\u{feff}",
        "\u{ad}",
        "\u{a0}",
        "🚢",
        "\u{0}",
        "\u{202e}",
        "\u{344}",
        "𝔘",
        "12",
        "It rained",
        "we will not",
        "declined to comment",
        "statement",
        "[sic]",
        "(",
        ")",
        "-",
        "\t",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, rng_seed: SEED, ..ProptestConfig::default() })]

    #[test]
    fn any_string_gives_a_right_result(text in any::<String>()) {
        check(&everything().extract(&text));
    }

    #[test]
    fn any_mixture_gives_a_right_result(text in soup()) {
        let doc = everything().extract(Input::new(&text).explain(true));
        check(&doc);
        check_names(&doc);
    }

    #[test]
    fn any_names_of_the_callers_give_a_right_result(text in soup(), spans in prop::collection::vec((0usize..200, 0usize..40), 0..5)) {
        let mut input = Input::new(&text);
        for (i, (start, len)) in spans.into_iter().enumerate() {
            input = input.mention(Span::new(start, start + len), Kind::Person, i.to_string());
        }
        let doc = everything().extract(input);
        check(&doc);
        check_names(&doc);
    }
}

/// The spans of people's names and pronouns in a text, and whether each is a name.
fn people_of(text: &str) -> Vec<(Span, bool)> {
    let doc = everything().extract(text);
    let people = doc.mentions().filter(|m| m.kind() == Kind::Person && m.form() != Form::Role);
    people.map(|m| (m.span(), m.form() != Form::Pronoun)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, rng_seed: SEED, ..ProptestConfig::default() })]

    /// Spans with one id of the caller's are one entity, whatever they look like; spans with two are two; a pronoun means whom its id
    /// names.
    #[test]
    fn a_callers_ids_say_who_is_who(article in 0usize..1000, picks in prop::collection::vec((0usize..1000, 0usize..3), 2..8)) {
        let articles = articles();
        let text = &articles[article % articles.len()];
        let people = people_of(text);
        prop_assume!(!people.is_empty());
        let picked: BTreeMap<Span, (usize, bool)> =
            picks.iter().map(|&(pick, id)| (people[pick % people.len()].0, (id, people[pick % people.len()].1))).collect();
        let mut input = Input::new(text);
        for (span, (id, _)) in &picked {
            input = input.mention(*span, Kind::Person, id.to_string());
        }
        let doc = everything().extract(input);
        check(&doc);
        check_names(&doc);
        let mut of_id: BTreeMap<usize, usize> = BTreeMap::new();
        let named: BTreeSet<usize> = picked.values().filter(|(_, name)| *name).map(|(id, _)| *id).collect();
        for (span, (id, _)) in picked.iter().filter(|(_, (id, _))| named.contains(id)) {
            let mention = doc.mentions().find(|m| m.span() == *span);
            let entity = mention.and_then(|m| m.entity());
            prop_assert!(entity.is_some(), "{:?} of {id} is nobody", &text[span.range()]);
            let entity = entity.expect("just asked");
            prop_assert_eq!(*of_id.entry(*id).or_insert(entity.id().index()), entity.id().index(), "{} is two", id);
            let links: Vec<&str> = entity.links().filter(|l| l.origin() == Origin::Caller).map(|l| l.id()).collect();
            prop_assert_eq!(links, vec![id.to_string()]);
        }
        let different: BTreeSet<usize> = of_id.values().copied().collect();
        prop_assert_eq!(different.len(), of_id.len(), "two ids are one");
    }
}

#[test]
fn articles_give_right_results() {
    let extractor = everything();
    for article in articles() {
        let doc = extractor.extract(&article);
        check(&doc);
        check_names(&doc);
        assert_eq!(doc, extractor.extract(&article), "the same again");
    }
}

/// A way to write the same article.
type Writing = (&'static str, fn(&str) -> String);

#[test]
fn how_an_article_is_written_does_not_change_who_said_what() {
    let writings: [Writing; 4] = [
        ("CRLF", |text| text.replace('\n', "\r\n")),
        ("NBSP", |text| text.replace(' ', "\u{a0}")),
        ("NFD", |text| text.nfd().collect()),
        ("a BOM", |text| format!("\u{feff}{text}")),
    ];
    let extractor = everything();
    for article in articles() {
        let as_it_is = who_said_what(&extractor.extract(&article));
        for (name, write) in writings {
            let written = write(&article);
            assert_eq!(who_said_what(&extractor.extract(&written)), as_it_is, "with {name}: {article}");
        }
    }
}

#[test]
fn straight_double_marks_change_nothing() {
    let extractor = everything();
    for article in articles() {
        let straight = article.replace(['“', '”'], "\"");
        let said = who_said_what(&extractor.extract(&straight));
        assert_eq!(said, who_said_what(&extractor.extract(&article)), "{article}");
    }
}

#[test]
fn an_unrelated_row_changes_nothing() {
    let plain = Extractor::new();
    let with_row =
        Extractor::builder().gazetteer_text("name,kind\nZyxomma Quellwyth,person\n").build().expect("a table of one row");
    for article in articles() {
        let (before, after) = (plain.extract(&article), with_row.extract(&article));
        assert_ne!(before.data(), after.data());
        let without_data = |doc: &Extraction| {
            let mut wire = Document::new(doc, Unit::Byte);
            wire.data.clear();
            wire
        };
        assert_eq!(without_data(&before), without_data(&after));
    }
}

#[test]
fn a_callers_name_stands_as_given() {
    let text = "“We sail at dawn,” Quill Marrow said. Marrow did not say where to.";
    let at = text.find("Quill Marrow").expect("in the text");
    let span = Span::new(at, at + "Quill Marrow".len());
    let doc = Extractor::new().extract(Input::new(text).mention(span, Kind::Organization, "ships/7"));
    let mention = doc.mentions().find(|m| m.span() == span).expect("the caller's name");
    assert_eq!(mention.kind(), Kind::Organization);
    let entity = mention.entity().expect("an entity");
    let link = entity.links().next().expect("a link");
    assert_eq!((link.origin(), link.id(), link.name()), (Origin::Caller, "ships/7", "Quill Marrow"));
}
