//! From a table of names to packed bytes.

use super::{Origin, RowKind};
use crate::document::Document;
use crate::error::Error;
use crate::lexicon::{CONTINUES, Lexicon, PHRASE_START, step};
use crate::table::hash::{combine, finish};
use crate::table::packed::{PackedMap, join_parts};
use crate::table::reader::{Row, Table};
use std::collections::BTreeMap;

/// Columns with a meaning of their own; any other is an editor's and comes out as a tag.
const KNOWN: [&str; 14] = [
    "id",
    "kind",
    "type",
    "name",
    "caution",
    "aliases",
    "context_aliases",
    "country",
    "weight",
    "source",
    "checked",
    "office",
    "valid_from",
    "valid_to",
];

/// Collects the rows of one or more tables and packs them.
#[derive(Debug)]
pub(crate) struct Builder<'l> {
    lexicon: &'l Lexicon,
    rows: Vec<u8>,
    offsets: Vec<u32>,
    /// The forms that a sequence of folded words can be.
    forms: BTreeMap<Vec<u64>, Vec<Form>>,
}

/// One spelling of a row's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    /// The words as spelled, hashed in order.
    pub(super) exact: u64,
    pub(super) row: u32,
    pub(super) flags: u8,
}

impl Form {
    pub(super) const BYTES: usize = 13;
    /// Counts as a name only with support from its context.
    pub(super) const CAUTION: u8 = 1;
    /// The form is not the row's name but another one.
    pub(super) const ALIAS: u8 = 2;
}

impl<'l> Builder<'l> {
    pub(crate) fn new(lexicon: &'l Lexicon) -> Self {
        Builder { lexicon, rows: Vec::new(), offsets: Vec::new(), forms: BTreeMap::new() }
    }

    /// Adds a table in the form of `data/gazetteer.csv`; only `name` and `kind` are required.
    pub(crate) fn add(&mut self, text: &str, origin: Origin) -> Result<(), Error> {
        let table = Table::parse(text, &["name", "kind"])?;
        let own: Vec<&str> = table.header().iter().map(String::as_str).filter(|c| !KNOWN.contains(c) && !c.is_empty()).collect();
        for row in table.rows() {
            self.row(row, &own, origin)?;
        }
        Ok(())
    }

    fn row(&mut self, row: Row<'_>, own: &[&str], origin: Origin) -> Result<(), Error> {
        let name = row.need("name")?;
        let kind = row.need("kind")?;
        let kind = RowKind::named(kind).ok_or_else(|| {
            let known = RowKind::ALL.map(|(_, name)| name).join(", ");
            row.error("kind", format!("`{kind}` is no kind")).mend(format!("use one of {known}"))
        })?;
        let weight: u8 = row.number("weight", 50)?;
        let caution = match row.get("caution") {
            "" | "n" | "no" => 0,
            "y" | "yes" => Form::CAUTION,
            other => {
                return Err(row.error("caution", format!("`{other}` is neither y nor empty")).mend("write y or leave it empty"));
            }
        };
        let id = match row.get("id") {
            "" => name,
            id => id,
        };
        let number = self.offsets.len() as u32;
        self.offsets.push(self.rows.len() as u32);
        self.rows.extend_from_slice(&[kind as u8, weight, origin as u8]);
        for field in [id, name] {
            push_string(&mut self.rows, field);
        }
        for column in own {
            if !row.get(column).is_empty() {
                push_string(&mut self.rows, column);
                push_string(&mut self.rows, row.get(column));
            }
        }
        push_string(&mut self.rows, "");
        self.form(row, "name", name, number, caution)?;
        for alias in row.list("aliases") {
            self.form(row, "aliases", alias, number, Form::ALIAS)?;
        }
        for alias in row.list("context_aliases") {
            self.form(row, "context_aliases", alias, number, Form::ALIAS | Form::CAUTION)?;
        }
        Ok(())
    }

    fn form(&mut self, row: Row<'_>, column: &str, name: &str, number: u32, flags: u8) -> Result<(), Error> {
        let document = Document::new(name, self.lexicon);
        let folded: Vec<u64> = document.tokens.iter().map(|t| document.word(t).folded).collect();
        if folded.is_empty() {
            return Err(row.error(column, format!("`{name}` holds no word")).mend("write a name, or remove it"));
        }
        let exact = document.tokens.iter().fold(0, |state, t| exact_step(state, document.word(t).exact));
        let form = Form { exact, row: number, flags };
        let forms = self.forms.entry(folded).or_default();
        if !forms.iter().any(|f| f.exact == exact && f.row == number) {
            forms.push(form);
        }
        Ok(())
    }

    /// The bytes: words, forms, offsets of rows, rows.
    pub(crate) fn pack(&self) -> Vec<u8> {
        let mut map: BTreeMap<u64, u32> = BTreeMap::new();
        let mut forms: Vec<u8> = Vec::new();
        for (words, list) in &self.forms {
            let mut state = PHRASE_START;
            for (i, &word) in words.iter().enumerate() {
                state = step(state, word);
                let value = map.entry(state).or_default();
                if i + 1 < words.len() {
                    *value |= CONTINUES;
                } else {
                    *value |= forms.len() as u32 + 1;
                }
            }
            forms.push(list.len().min(255) as u8);
            for form in list.iter().take(255) {
                forms.extend_from_slice(&form.exact.to_le_bytes());
                forms.extend_from_slice(&form.row.to_le_bytes());
                forms.push(form.flags);
            }
        }
        let offsets: Vec<u8> = self.offsets.iter().flat_map(|o| o.to_le_bytes()).collect();
        join_parts(&[&PackedMap::pack(&map), &forms, &offsets, &self.rows])
    }
}

/// The hash of the words as spelled, one word further.
pub(super) fn exact_step(state: u64, word: u64) -> u64 {
    finish(combine(state, word))
}

fn push_string(bytes: &mut Vec<u8>, text: &str) {
    let len = text.len().min(usize::from(u16::MAX));
    bytes.extend_from_slice(&(len as u16).to_le_bytes());
    bytes.extend_from_slice(text.as_bytes().get(..len).unwrap_or_default());
}
