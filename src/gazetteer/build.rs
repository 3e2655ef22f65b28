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
const KNOWN: [&str; 11] =
    ["id", "kind", "type", "name", "caution", "aliases", "context_aliases", "country", "weight", "source", "checked"];

/// The largest weight of a row.
const HEAVIEST: u8 = 100;

/// How many rows can have the same name: a byte counts them.
const MOST_NAMESAKES: usize = u8::MAX as usize;

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
        for column in &own {
            if let Some(known) = KNOWN.iter().find(|known| known.eq_ignore_ascii_case(column)) {
                return Err(Error::data("the names of columns are written in small letters")
                    .at_line(1)
                    .in_column(*column)
                    .mend(format!("rename `{column}` to `{known}`")));
            }
        }
        let mut kinds: BTreeMap<&str, RowKind> = BTreeMap::new();
        for row in table.rows() {
            let kind = self.row(row, &own, origin)?;
            let id = row.get("id");
            // several rows of one id are several names of one; of two kinds they are a slip
            if !id.is_empty() && *kinds.entry(id).or_insert(kind) != kind {
                return Err(row
                    .error("id", format!("`{id}` stands above with another kind"))
                    .mend("give one of them another id"));
            }
        }
        Ok(())
    }

    fn row(&mut self, row: Row<'_>, own: &[&str], origin: Origin) -> Result<RowKind, Error> {
        let name = row.need("name")?;
        let kind = row.need("kind")?;
        let kind = RowKind::named(kind).ok_or_else(|| {
            let known = RowKind::ALL.map(|(_, name)| name).join(", ");
            row.error("kind", format!("`{kind}` is no kind")).mend(format!("use one of {known}"))
        })?;
        let weight = match row.get("weight") {
            "" => 50,
            field => field.parse().ok().filter(|weight| *weight <= HEAVIEST).ok_or_else(|| {
                row.error("weight", format!("`{field}` is no weight"))
                    .mend(format!("write a whole number from 0 to {HEAVIEST}, or leave it empty"))
            })?,
        };
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
        for column in ["id", "name"].iter().chain(own) {
            if row.get(column).len() > usize::from(u16::MAX) {
                return Err(row.error(column, format!("longer than {} bytes", u16::MAX)).mend("shorten it"));
            }
        }
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
        Ok(kind)
    }

    fn form(&mut self, row: Row<'_>, column: &str, name: &str, number: u32, flags: u8) -> Result<(), Error> {
        let document = Document::new(name, self.lexicon);
        let folded: Vec<u64> = document.tokens.iter().map(|t| document.word(t).folded).collect();
        if folded.is_empty() || !name.chars().any(char::is_alphanumeric) {
            return Err(row.error(column, format!("`{name}` holds no letter or digit")).mend("write a name, or remove it"));
        }
        let exact = document.tokens.iter().fold(0, |state, t| exact_step(state, document.word(t).exact));
        let form = Form { exact, row: number, flags };
        let forms = self.forms.entry(folded).or_default();
        if forms.iter().rev().take_while(|f| f.row == number).any(|f| f.exact == exact) {
            return Ok(());
        }
        if forms.len() == MOST_NAMESAKES {
            return Err(row
                .error(column, format!("`{name}` stands more than {MOST_NAMESAKES} times"))
                .mend("leave it out, or give these rows fuller names"));
        }
        forms.push(form);
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
            forms.push(list.len() as u8);
            for form in list {
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
    bytes.extend_from_slice(&(text.len() as u16).to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    fn error(csv: &str) -> String {
        let resources = builtin::resources();
        let mut builder = Builder::new(&resources.lexicon);
        builder.add(csv, Origin::User).expect_err(csv).to_string()
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place_and_mend() {
        for (csv, message) in [
            (
                "name,kind,weight\nEdda Holm,person,999\n",
                "line 2: column weight: `999` is no weight; write a whole number from 0 to 100, or leave it empty",
            ),
            (
                "name,kind,weight\nEdda Holm,person,101\n",
                "line 2: column weight: `101` is no weight; write a whole number from 0 to 100, or leave it empty",
            ),
            ("name,kind\n---,person\n", "line 2: column name: `---` holds no letter or digit; write a name, or remove it"),
            ("Name,kind\nEdda Holm,person\n", "line 1: column Name: the header has no column `name`; rename `Name` to `name`"),
            (
                "name,kind,Aliases\nEdda Holm,person,Edda\n",
                "line 1: column Aliases: the names of columns are written in small letters; rename `Aliases` to `aliases`",
            ),
            (
                "id,name,kind\nh,Edda Holm,person\nh,Holm Yard,organization\n",
                "line 3: column id: `h` stands above with another kind; give one of them another id",
            ),
            (
                "name,kind,aliases\nKarl Berg,person,\"K. Berg\nEdda Holm,person,\nBo Lind,person,\n",
                "line 2: column aliases: the quotation mark is not closed; close it in the same line, where a mark within quotation marks stands twice",
            ),
            (
                "name,kind\nBerg, Karl,person\n",
                "line 2: column kind: 3 fields where the header has 2; put a field that holds a `,` in double quotes",
            ),
        ] {
            assert_eq!(error(csv), message);
        }
        let many = format!("name,kind\n{}", "Edda Holm,person\n".repeat(256));
        assert!(error(&many).starts_with("line 257: column name: `Edda Holm` stands more than 255 times; "));
    }

    #[test]
    fn an_id_can_have_several_rows_and_a_row_columns_of_its_own() {
        let resources = builtin::resources();
        let mut builder = Builder::new(&resources.lexicon);
        let csv = "id,name,kind,office\nh,Edda Holm,person,captain\nh,Edda Holm-Berg,person,captain\n";
        builder.add(csv, Origin::User).expect("a table");
        let mut gazetteer = crate::gazetteer::Gazetteer::default();
        gazetteer.push(builder.pack().into());
        let document = Document::new("Edda Holm and Edda Holm-Berg", &resources.lexicon);
        let rows: Vec<_> = gazetteer.find(&document).iter().filter_map(|hit| gazetteer.row(hit.row)).collect();
        assert!(rows.len() > 1 && rows.iter().all(|row| row.id == "h" && row.tags().eq([("office", "captain")])), "{rows:?}");
    }
}
