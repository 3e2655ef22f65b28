//! From a table of names to packed bytes.

use super::form::{self, Form};
use super::row::{self, REQUIRED, RowFields};
use super::{Origin, RowKind};
use crate::error::Error;
use crate::lexicon::{CONTINUES, Lexicon, PHRASE_START, step};
use crate::table::packed::{PackedMap, join_parts};
use crate::table::reader::{Row, Table};
use std::collections::BTreeMap;

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

impl<'l> Builder<'l> {
    pub(crate) fn new(lexicon: &'l Lexicon) -> Self {
        Builder { lexicon, rows: Vec::new(), offsets: Vec::new(), forms: BTreeMap::new() }
    }

    /// Adds a table in the form of `data/gazetteer.csv`; only `name` and `kind` are required. A table with problems is an error,
    /// the first of them.
    pub(crate) fn add(&mut self, text: &str, origin: Origin) -> Result<(), Error> {
        let mut problems = Vec::new();
        let table = Table::read(text, &REQUIRED, &mut problems);
        self.add_rows(&table, origin, &mut problems);
        Error::first(problems).map_or(Ok(()), Err)
    }

    /// Adds the rows of a table and hands out every problem on the way.
    pub(super) fn add_rows(&mut self, table: &Table, origin: Origin, problems: &mut Vec<Error>) {
        let own = row::own_columns(table, problems);
        let mut kinds: BTreeMap<&str, RowKind> = BTreeMap::new();
        for row in table.rows() {
            let before = problems.len();
            let kind = self.row(row, &own, origin, problems);
            let id = row.get("id");
            // several rows of one id are several names of one; of two kinds they are a slip
            if !id.is_empty() && problems.len() == before && *kinds.entry(id).or_insert(kind) != kind {
                let slip = row.error("id", format!("`{id}` stands above with another kind"));
                problems.push(slip.mend("give one of them another id"));
            }
        }
    }

    fn row<'t>(&mut self, row: Row<'t>, own: &[&'t str], origin: Origin, problems: &mut Vec<Error>) -> RowKind {
        let fields = RowFields::read(row, own, problems);
        let number = self.offsets.len() as u32;
        self.offsets.push(self.rows.len() as u32);
        fields.pack(origin, &mut self.rows);
        let mut form = |column, name, flags| {
            if let Err(problem) = self.form(row, column, name, number, flags) {
                problems.push(problem);
            }
        };
        if !fields.name.is_empty() {
            form("name", fields.name, if fields.caution { Form::CAUTION } else { 0 });
        }
        for alias in row.list("aliases") {
            form("aliases", alias, Form::ALIAS);
        }
        for alias in row.list("context_aliases") {
            form("context_aliases", alias, Form::ALIAS | Form::CAUTION);
        }
        fields.kind
    }

    fn form(&mut self, row: Row<'_>, column: &str, name: &str, number: u32, flags: u8) -> Result<(), Error> {
        let (folded, exact) = form::words(name, self.lexicon)
            .ok_or_else(|| row.error(column, format!("`{name}` holds no letter or digit")).mend("write a name, or remove it"))?;
        let forms = self.forms.entry(folded).or_default();
        if forms.iter().rev().take_while(|f| f.row == number).any(|f| f.exact == exact) {
            return Ok(());
        }
        if forms.len() == MOST_NAMESAKES {
            return Err(row
                .error(column, format!("`{name}` stands more than {MOST_NAMESAKES} times"))
                .mend("leave it out, or give these rows fuller names"));
        }
        forms.push(Form { exact, row: number, flags });
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
                form.pack(&mut forms);
            }
        }
        let offsets: Vec<u8> = self.offsets.iter().flat_map(|o| o.to_le_bytes()).collect();
        join_parts(&[&PackedMap::pack(&map), &forms, &offsets, &self.rows])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::document::Document;

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
        let both =
            "name,kind,Aliases,weight\nEdda Holm,persn,Edda,9\nBo Lind,person,\"Bo,\nKarl Berg,person,,heavy\n,place,,1,2\n";
        assert!(error(both).ends_with("; rename `Aliases` to `aliases` (and 4 more)"), "{}", error(both));
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
