//! The published schema and the output agree, in both directions.

mod common;

use boon::{Compiler, Schemas};
use common::{articles, everything, read, root};
use onrecord::Input;
use onrecord::wire::{Document, Unit};
use serde_json::Value;

const PATH: &str = "schema/onrecord-1.schema.json";

fn schema() -> Value {
    serde_json::from_str(&read(&root().join(PATH))).expect("the schema")
}

/// The schema with no room for keys that it does not name.
fn closed(mut schema: Value) -> Value {
    fn close(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.values_mut().for_each(close);
                if fields.contains_key("properties")
                    && !fields.contains_key("additionalProperties")
                    && fields.contains_key("type")
                {
                    fields.insert("additionalProperties".to_owned(), Value::Bool(false));
                }
            }
            Value::Array(list) => list.iter_mut().for_each(close),
            _ => {}
        }
    }
    close(&mut schema);
    schema
}

#[test]
fn every_document_is_as_the_schema_says() {
    let mut compiler = Compiler::new();
    compiler.add_resource(PATH, closed(schema())).expect("the schema");
    let mut schemas = Schemas::new();
    let schema = compiler.compile(PATH, &mut schemas).expect("a valid schema");
    let extractor = everything();
    let mut texts = articles();
    texts.extend(["", "Nein, das ist doch nicht wahr, sagte er mit der Hand auf dem Herzen."].map(str::to_owned));
    for text in texts {
        for explain in [false, true] {
            let doc = extractor.extract(Input::new(&text).id("7").date("2025-06-09").explain(explain));
            let value = serde_json::to_value(Document::new(&doc, Unit::Char)).expect("a document");
            schemas.validate(&value, schema).unwrap_or_else(|error| panic!("{error:#}"));
            assert_eq!(value, serde_json::to_value(&doc).expect("a document"), "an extraction is its wire form");
        }
    }
}

/// A key that is missing, or one that is not in the schema, is found.
#[test]
fn the_closed_schema_is_strict() {
    let mut compiler = Compiler::new();
    compiler.add_resource(PATH, closed(schema())).expect("the schema");
    let mut schemas = Schemas::new();
    let schema = compiler.compile(PATH, &mut schemas).expect("a valid schema");
    let doc = everything().extract("“It is late,” said Edda Holm.");
    let good = serde_json::to_value(&doc).expect("a document");
    assert!(schemas.validate(&good, schema).is_ok());
    let fields = good.as_object().expect("an object");
    for key in fields.keys() {
        let mut less = fields.clone();
        less.remove(key);
        assert!(schemas.validate(&Value::Object(less), schema).is_err(), "without {key}");
    }
    let mut more = fields.clone();
    more.insert("colour".to_owned(), Value::Null);
    assert!(schemas.validate(&Value::Object(more), schema).is_err());
}

/// The keys of the first object of a list, in the order they are written.
fn keys_of_first(json: &str, list: &str) -> Vec<String> {
    let start = json.find(&format!("\"{list}\":[{{")).expect("the list") + list.len() + 4;
    let mut keys = Vec::new();
    let (mut depth, mut string, mut escaped) = (0, None, false);
    for (i, c) in json.bytes().enumerate().skip(start) {
        match (string, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(from), b'"') => {
                if depth == 1 && json.as_bytes().get(i + 1) == Some(&b':') {
                    keys.push(json[from..i].to_owned());
                }
                string = None;
            }
            (None, b'"') => string = Some(i + 1),
            (None, b'{' | b'[') => depth += 1,
            (None, b'}' | b']') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    keys
}

#[test]
fn keys_stand_in_the_order_of_the_contract() {
    let doc = everything().extract(Input::new("“It is late,” said Edda Holm.").id("7"));
    let json = serde_json::to_string(&doc).expect("a document");
    let mut at = 0;
    for key in ["schema", "id", "offsets", "version", "data", "meta", "entities", "mentions", "quotes", "refusals", "warnings"] {
        let found = json[at..].find(&format!("\"{key}\":")).unwrap_or_else(|| panic!("{key} is missing or out of order"));
        at += found;
    }
    assert!(json.starts_with(r#"{"schema":"onrecord/1","id":"7","offsets":"char","version":""#));
    for (list, keys) in [
        ("entities", &["id", "kind", "name", "roles", "pronouns", "links"][..]),
        ("mentions", &["id", "start", "end", "text", "kind", "form", "title", "entity", "candidates"]),
        (
            "quotes",
            &[
                "id",
                "kind",
                "act",
                "status",
                "parts",
                "quoted",
                "cue",
                "source",
                "speakers",
                "unresolved",
                "addressee",
                "via",
                "within",
                "same_as",
                "edits",
                "where",
                "confidence",
            ],
        ),
    ] {
        assert_eq!(keys_of_first(&json, list), keys, "{list}");
    }
}
