//! From tables of names to packed bytes.

use super::derive::{self, Derived};
use super::form::{Form, Reader, Ways};
use super::row::{self, REQUIRED, RowFields};
use super::surnames::Surnames;
use super::{CHECK, Origin, RowKind};
use crate::error::Error;
use crate::lexicon::{CONTINUES, Class, Lexicon};
use crate::table::packed::{PackedMap, Sieve, join_parts};
use crate::table::reader::{Row, Table};
use std::collections::HashMap;

/// How many forms fit: the map of words says in thirty bits where they stand, in fours of bytes.
const MOST_FORMS: usize = (CONTINUES as usize - 2) * 4 / (Form::BYTES + 4);

/// The most words and signs of a name: so far the matcher looks ahead at every word of a text.
const MOST_WORDS: usize = 100;

/// Types of places that play as themselves: a city's name in a table of results is its club's, a country's its own.
const NATIONS: [&str; 3] = ["country", "territory", "continent"];

/// Collects the rows of one or more tables and packs them.
#[derive(Debug)]
pub(crate) struct Builder<'l> {
    lexicon: &'l Lexicon,
    reader: Reader<'l>,
    rows: Vec<u8>,
    offsets: Vec<u32>,
    /// Each form under the state of the walk over its folded words.
    forms: Vec<(u64, Form)>,
    ways: Ways,
    /// The forms that follow from one of a table; kept to be used again.
    derived: Vec<Derived>,
    /// Our people by surname.
    surnames: Surnames,
}

impl<'l> Builder<'l> {
    pub(crate) fn new(lexicon: &'l Lexicon) -> Self {
        Builder {
            lexicon,
            reader: Reader::new(lexicon),
            rows: Vec::new(),
            offsets: Vec::new(),
            forms: Vec::new(),
            ways: Ways::default(),
            derived: Vec::new(),
            surnames: Surnames::default(),
        }
    }

    /// Adds a table in the form of `data/gazetteer.csv`; only `name` and `kind` are required. A table with problems is an error,
    /// the first of them.
    pub(crate) fn add(&mut self, text: &str, origin: Origin) -> Result<(), Error> {
        let mut problems = Vec::new();
        let table = Table::read(text, &REQUIRED, &mut problems);
        self.add_rows(&table, origin, &mut problems);
        Error::first(problems).map_or(Ok(()), |error| Err(error.listed_by(CHECK)))
    }

    /// Adds the rows of a table and hands out every problem on the way.
    pub(super) fn add_rows(&mut self, table: &Table, origin: Origin, problems: &mut Vec<Error>) {
        let own = row::own_columns(table, problems);
        let mut kinds: HashMap<&str, RowKind> = HashMap::new();
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

    fn row<'t>(&mut self, row: Row<'t>, own: &[(usize, &'t str)], origin: Origin, problems: &mut Vec<Error>) -> RowKind {
        let fields = RowFields::read(row, own, problems);
        if self.rows.len() > u32::MAX as usize || self.forms.len() > MOST_FORMS {
            problems.push(row.error("name", "the rows above are all that fit into one table").mend("load it in parts"));
            return fields.kind;
        }
        let mut flags = if origin == Origin::Builtin { 0 } else { Form::OWN };
        if NATIONS.contains(&row.get("type")) {
            flags |= Form::NATION;
        }
        let form = Form { exact: 0, row: self.offsets.len() as u32, flags, kind: fields.kind, weight: fields.weight };
        if origin == Origin::Builtin && fields.kind == RowKind::Person {
            self.surnames.add(fields.name, row.get("country"), fields.weight, form.row, self.lexicon);
        }
        self.offsets.push(self.rows.len() as u32);
        fields.pack(origin, &mut self.rows);
        let mut add = |column, name, flags: u8| {
            if let Err(problem) = self.form(row, column, name, Form { flags: form.flags | flags, ..form }) {
                problems.push(problem);
            }
        };
        if !fields.name.is_empty() {
            add("name", fields.name, if fields.caution { Form::CAUTION } else { 0 });
        }
        for alias in row.list("aliases") {
            add("aliases", alias, Form::ALIAS);
        }
        for alias in row.list("context_aliases") {
            add("context_aliases", alias, Form::ALIAS | Form::CAUTION);
        }
        fields.kind
    }

    /// Adds a form of a table with those that follow from it.
    fn form(&mut self, row: Row<'_>, column: &str, name: &str, form: Form) -> Result<(), Error> {
        let walk = self
            .reader
            .walk(name, &mut self.ways)
            .ok_or_else(|| row.error(column, format!("`{name}` holds no letter or digit")).mend("write a name, or remove it"))?;
        if self.reader.len() > MOST_WORDS {
            return Err(row.error(column, format!("a name of more than {MOST_WORDS} words and signs")).mend("shorten it"));
        }
        self.forms.push((walk.folded, Form { exact: walk.exact, ..form }));
        let mut derived = std::mem::take(&mut self.derived);
        derive::forms(name, form.kind, !form.is(Form::ALIAS), &mut derived);
        for other in derived.drain(..) {
            let common = self.is_common(&other.text);
            if common && other.caution {
                continue;
            }
            if let Some(walk) = self.reader.walk(&other.text, &mut self.ways) {
                let caution = if common || other.caution { Form::CAUTION } else { 0 };
                let flags = form.flags | Form::DERIVED | caution;
                self.forms.push((walk.folded, Form { exact: walk.exact, flags, ..form }));
            }
        }
        self.derived = derived;
        Ok(())
    }

    /// Whether a form is a common word with the capital that begins a sentence.
    fn is_common(&self, form: &str) -> bool {
        let mut letters = form.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().next().is_some()
            && letters.all(char::is_lowercase)
            && self.lexicon.lookup(&form.to_lowercase()).has(Class::Common)
    }

    /// The bytes: words, forms, offsets of rows, rows, first words, those in small letters, whether there are rows of a user's,
    /// surnames and their bearers.
    pub(crate) fn pack(mut self) -> Vec<u8> {
        // what stands in a table comes before what follows from one, what was written first before the rest
        self.forms.sort_by_key(|(state, form)| (*state, form.exact, form.row, form.is(Form::DERIVED)));
        self.forms.dedup_by_key(|(state, form)| (*state, form.exact, form.row));
        let Ways { mut first, mut small, mut prefixes } = self.ways;
        for list in [&mut first, &mut small, &mut prefixes] {
            list.sort_unstable();
            list.dedup();
        }
        let mut bytes: Vec<u8> = Vec::with_capacity(self.forms.len() * (Form::BYTES + 4));
        let mut ends: Vec<(u64, u32)> = Vec::new();
        let mut namesakes: Vec<Form> = Vec::new();
        for group in self.forms.chunk_by(|(a, _), (b, _)| a == b) {
            namesakes.clear();
            for spelled in group.chunk_by(|(_, a), (_, b)| a.exact == b.exact) {
                settle(spelled, &mut namesakes);
            }
            let Some(&(state, _)) = group.first().filter(|_| !namesakes.is_empty()) else {
                continue;
            };
            // the matcher reads no more than the first of very many
            namesakes.sort_by_key(|form| (form.kind != RowKind::Never, u8::MAX - form.weight, form.row, form.exact));
            ends.push((state, (bytes.len() / 4) as u32 + 1));
            bytes.extend_from_slice(&(namesakes.len() as u32).to_le_bytes());
            for form in &namesakes {
                form.pack(&mut bytes);
            }
        }
        let words = PackedMap::pack(merge(&prefixes, &ends));
        let offsets: Vec<u8> = self.offsets.iter().flat_map(|o| o.to_le_bytes()).collect();
        let own = [u8::from(self.forms.iter().any(|(_, form)| form.is(Form::OWN)))];
        let (surnames, bearers) = self.surnames.pack();
        let sieves = [first, small].map(|words| Sieve::pack(&words));
        join_parts(&[&words, &bytes, &offsets, &self.rows, &sieves[0], &sieves[1], &own, &surnames, &bearers])
    }
}

/// The forms with one spelling that count. What follows from a table gives way to what stands there as the name of another kind,
/// and needs support where it follows for several kinds.
fn settle(spelled: &[(u64, Form)], kept: &mut Vec<Form>) {
    let kinds = |forms: &dyn Fn(&Form) -> bool| {
        spelled.iter().filter(|(_, form)| forms(form)).fold(0u8, |kinds, (_, form)| kinds | 1 << form.kind as u8)
    };
    let written = kinds(&|form| !form.is(Form::DERIVED));
    let several = kinds(&|form| form.is(Form::DERIVED) && !form.is(Form::CAUTION)).count_ones() > 1;
    for &(_, mut form) in spelled {
        if form.is(Form::DERIVED) {
            if written & !(1 << form.kind as u8) != 0 {
                continue;
            }
            if several {
                form.flags |= Form::CAUTION;
            }
        }
        kept.push(form);
    }
}

/// The entries of the map of words, from the sorted states on the way to a name and at its end.
fn merge(prefixes: &[u64], ends: &[(u64, u32)]) -> Vec<(u64, u32)> {
    let mut entries: Vec<(u64, u32)> = Vec::with_capacity(prefixes.len() + ends.len());
    let mut ends = ends.iter().copied().peekable();
    for &state in prefixes {
        while let Some(end) = ends.next_if(|(end, _)| *end < state) {
            entries.push(end);
        }
        let value = ends.next_if(|(end, _)| *end == state).map_or(0, |(_, value)| value);
        entries.push((state, CONTINUES | value));
    }
    entries.extend(ends);
    entries
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
                "name,kind,valid_from\nEdda Holm,person,9 June 2025\n",
                "line 2: column valid_from: `9 June 2025` is no date; write it as 2025-06-09, 2025-06 or 2025, or leave it empty",
            ),
            (
                "name,kind,office\nHolm Yard,organization,mayor\n",
                "line 2: column office: only people hold an office; leave it empty, or give it to the person who holds it",
            ),
            (
                "name,kind,valid_from,valid_to\nEdda Holm,person,2016,2010-05\n",
                "line 2: column valid_to: `2010-05` lies before `2016`, the row's valid_from; write the later date here",
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
    }

    #[test]
    fn rows_can_have_more_namesakes_than_are_hits() {
        let resources = builtin::resources();
        let mut builder = Builder::new(&resources.lexicon);
        let weighty = "Edda Holm,place,99\n";
        let csv = format!("name,kind,weight\n{}{weighty}Edda Holm,never,1\n", "Edda Holm,person,40\n".repeat(70_000));
        builder.add(&csv, Origin::User).expect("a table");
        let mut gazetteer = crate::gazetteer::Gazetteer::default();
        gazetteer.push(builder.pack().into());
        let hits = gazetteer.find(&Document::new("Edda Holm", &resources.lexicon));
        assert_eq!(hits.len(), 255);
        assert!(hits.iter().any(|hit| hit.kind == RowKind::Never) && hits[0].kind == RowKind::Place);
    }

    #[test]
    fn odd_names_are_errors_or_names() {
        let resources = builtin::resources();
        let (long, longest) = ("Edda Holm ".repeat(50), "Edda Holm ".repeat(51));
        for (name, right) in
            [("...", false), ("“”", false), ("🌊", false), ("7", true), ("-a-", true), (&long, true), (&longest, false)]
        {
            let mut builder = Builder::new(&resources.lexicon);
            assert_eq!(builder.add(&format!("name,kind\n{name},person\n"), Origin::User).is_ok(), right, "{name:.20}");
            // what was wrong is left out, and the rest can be used
            let mut gazetteer = crate::gazetteer::Gazetteer::default();
            gazetteer.push(builder.pack().into());
            gazetteer.find(&Document::new(&format!("{name} — {name}"), &resources.lexicon));
        }
    }

    #[test]
    fn what_follows_from_a_table_gives_way_to_what_stands_there() {
        let resources = builtin::resources();
        let find = |csv: &str, text: &str| -> Vec<(RowKind, bool, bool)> {
            let mut builder = Builder::new(&resources.lexicon);
            builder.add(csv, Origin::User).expect("a table");
            let mut gazetteer = crate::gazetteer::Gazetteer::default();
            gazetteer.push(builder.pack().into());
            let hits = gazetteer.find(&Document::new(text, &resources.lexicon));
            hits.iter().filter(|hit| hit.exact).map(|hit| (hit.kind, hit.derived, hit.caution)).collect()
        };
        use RowKind::*;
        assert_eq!(find("name,kind\nQV,organization\n", "Q.V."), [(Organization, true, false)]);
        assert_eq!(find("name,kind\nQV,organization\nQ.V.,place\n", "Q.V."), [(Place, false, false)]);
        assert_eq!(find("name,kind\nQV,organization\nQV,place\n", "Q.V."), [(Organization, true, true), (Place, true, true)]);
        assert_eq!(find("name,kind,caution\nQV,organization,y\n", "Q.V."), [(Organization, true, true)]);
        assert_eq!(find("name,kind\nTavmark-Elsen,place\n", "Tavmark Elsen"), [(Place, false, false)]);
        assert_eq!(find("name,kind\nTavmark Elsen,place\n", "a Tavmark-Elsen-based firm"), [(Place, false, false)]);
        // the plural of a name that is a common word needs support at the beginning of a sentence
        assert_eq!(find("name,kind\nPole,demonym\n", "Poles"), [(Demonym, true, true)]);
        assert_eq!(find("name,kind\nIT,organization\n", "it is It"), []);
    }

    #[test]
    fn an_id_can_have_several_rows_and_a_row_columns_of_its_own() {
        let resources = builtin::resources();
        let mut builder = Builder::new(&resources.lexicon);
        let csv = "id,name,kind,party\nh,Edda Holm,person,Quay\nh,Edda Holm-Berg,person,Quay\n";
        builder.add(csv, Origin::User).expect("a table");
        let mut gazetteer = crate::gazetteer::Gazetteer::default();
        gazetteer.push(builder.pack().into());
        let document = Document::new("Edda Holm and Edda Holm-Berg", &resources.lexicon);
        let rows: Vec<_> = gazetteer.find(&document).iter().filter_map(|hit| gazetteer.row(hit.row)).collect();
        assert!(rows.len() > 1 && rows.iter().all(|row| row.id == "h" && row.tags().eq([("party", "Quay")])), "{rows:?}");
    }
}
