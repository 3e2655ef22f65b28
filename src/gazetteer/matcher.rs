//! Finding the names of a gazetteer in a document.

use super::form::{Form, Walk, joins, small_start};
use super::row::RowView;
use super::stats::Forms;
use super::{Origin, RowKind};
use crate::document::{Document, Paragraph, Shape, TokenRange, Word};
use crate::lexicon::{CONTINUES, PHRASE_START, step};
use crate::table::packed::{PackedMap, split_parts};
use std::borrow::Cow;

/// A row of one of the tables in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RowId {
    layer: u16,
    row: u32,
}

impl RowId {
    /// The number of its table, in the order in which they were pushed.
    pub(crate) fn table(self) -> usize {
        usize::from(self.layer)
    }

    /// The number of the row within its table.
    pub(crate) fn number(self) -> usize {
        self.row as usize
    }
}

/// The tables in force: a user's before the built-in one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gazetteer {
    layers: Vec<Layer>,
}

#[derive(Debug, Clone)]
struct Layer {
    words: PackedMap,
    forms: Cow<'static, [u8]>,
    offsets: Cow<'static, [u8]>,
    rows: Cow<'static, [u8]>,
}

/// A name of a table found in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NameHit {
    pub(crate) tokens: TokenRange,
    pub(crate) row: RowId,
    pub(crate) kind: RowKind,
    pub(crate) origin: Origin,
    pub(crate) weight: u8,
    /// Whether it is spelled as in the table, letter case included.
    pub(crate) exact: bool,
    /// Whether the form needs support from its context.
    pub(crate) caution: bool,
    /// Whether it is another form than the row's name.
    pub(crate) alias: bool,
    /// Whether the form does not stand in the table but follows from one that does (*Iraqis* from *Iraqi*).
    pub(crate) derived: bool,
    /// Whether the row is a country or the like.
    pub(crate) nation: bool,
}

/// Of the rows with one name in a table, so many are hits, the weightiest first.
const MOST_NAMESAKES: usize = 255;

impl Gazetteer {
    /// Puts a table in front of those in force.
    pub(crate) fn push(&mut self, bytes: Cow<'static, [u8]>) {
        let mut part = split_parts(bytes);
        let layer = Layer { words: PackedMap::new(part()), forms: part(), offsets: part(), rows: part() };
        self.layers.push(layer);
    }

    /// What a row says.
    pub(crate) fn row(&self, id: RowId) -> Option<RowView<'_>> {
        self.layers.get(usize::from(id.layer))?.row(id.row)
    }

    /// All rows: those of a table pushed later first.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (RowId, RowView<'_>)> {
        self.layers.iter().enumerate().rev().flat_map(|(number, layer)| {
            let rows = (0..layer.offsets.len() as u32 / 4).filter_map(move |row| Some((row, layer.row(row)?)));
            rows.map(move |(row, view)| (RowId { layer: number as u16, row }, view))
        })
    }

    /// How many forms the tables have.
    pub(crate) fn forms(&self) -> Forms {
        let mut forms = Forms::default();
        for layer in &self.layers {
            let mut at = 0;
            while let Some((count, rest)) = layer.forms.get(at..).and_then(|bytes| bytes.split_first_chunk::<4>()) {
                let bytes = u32::from_le_bytes(*count) as usize * Form::BYTES;
                for form in rest.get(..bytes).unwrap_or_default().chunks_exact(Form::BYTES).filter_map(<[u8]>::first_chunk) {
                    let form = Form::unpack(form);
                    let counter = match (form.is(Form::DERIVED), form.is(Form::CAUTION)) {
                        (true, _) => &mut forms.derived,
                        (false, true) => &mut forms.in_context,
                        (false, false) => &mut forms.on_sight,
                    };
                    *counter += 1;
                }
                at += 4 + bytes;
            }
        }
        forms
    }

    /// How much memory the tables take.
    pub(crate) fn bytes(&self) -> usize {
        self.layers.iter().map(|l| l.words.bytes() + l.forms.len() + l.offsets.len() + l.rows.len()).sum()
    }

    /// Every name of the tables in the document, overlapping ones too: by start, longer before shorter, a user's before ours.
    pub(crate) fn find(&self, document: &Document<'_>) -> Vec<NameHit> {
        let mut hits = Vec::new();
        let starts: Vec<Starts> = self.layers.iter().map(|layer| layer.starts(document)).collect();
        let small_only = paragraphs_in_small_letters(document);
        for (t, token) in document.tokens.iter().enumerate() {
            let from = hits.len();
            for (number, (layer, starts)) in self.layers.iter().zip(&starts).enumerate().rev() {
                let start = starts.0.get(token.word as usize).copied().unwrap_or_default();
                if start.value == 0 {
                    continue;
                }
                let small = match (start.small, small_only.get(token.paragraph as usize)) {
                    (false, _) => Small::No,
                    (true, Some(true)) => Small::Everywhere,
                    (true, _) => Small::Chosen,
                };
                if small != Small::Chosen || start.spelled {
                    layer.find_at(document, t as u32, start, number as u16, small, &mut hits);
                }
            }
            if hits.len() > from + 1 {
                hits[from..].sort_by_key(|h: &NameHit| {
                    (u32::MAX - h.tokens.end, u8::MAX - h.origin as u8, !h.exact, u8::MAX - h.weight, h.row)
                });
            }
        }
        hits
    }
}

/// Whether a word has small letters only, and by its writer's choice or because the whole paragraph has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Small {
    No,
    Chosen,
    Everywhere,
}

/// For each paragraph whether none of its words has a capital.
fn paragraphs_in_small_letters(document: &Document<'_>) -> Vec<bool> {
    let capital: Vec<bool> = document.words().map(|word| !matches!(word.shape, Shape::Lower | Shape::None)).collect();
    let has_capital = |paragraph: &Paragraph| {
        let tokens = document.tokens.get(paragraph.first_token as usize..paragraph.end_token as usize).unwrap_or_default();
        tokens.iter().any(|token| token.is_word() && capital.get(token.word as usize) == Some(&true))
    };
    document.paragraphs.iter().map(|paragraph| !has_capital(paragraph)).collect()
}

/// What a table has of names that begin with a word.
#[derive(Debug, Clone, Copy, Default)]
struct Start {
    /// What the map says of the word; 0 where no name begins with it.
    value: u32,
    /// Whether the word has small letters only.
    small: bool,
    /// Whether a name begins with it in small letters.
    spelled: bool,
}

/// For each distinct word of a document, what a table has of names that begin with it: looked up once, not at each token.
#[derive(Debug)]
struct Starts(Vec<Start>);

impl Layer {
    fn starts(&self, document: &Document<'_>) -> Starts {
        let start = |word: &Word| {
            let value = self.words.get(step(PHRASE_START, word.folded)).unwrap_or_default();
            let small = word.shape == Shape::Lower;
            Start { value, small, spelled: value != 0 && small && self.words.get(small_start(word.exact)).is_some() }
        };
        Starts(document.words().map(start).collect())
    }

    /// Adds the names that begin at a token.
    fn find_at(&self, document: &Document<'_>, from: u32, start: Start, number: u16, small: Small, hits: &mut Vec<NameHit>) {
        let rest = document.tokens.get(from as usize..).unwrap_or_default();
        let mut walk = Walk::START;
        let mut value = start.value;
        for (i, token) in rest.iter().enumerate() {
            if i > 0 {
                if token.paragraph != rest[0].paragraph {
                    return;
                }
                if joins(token, rest.get(i + 1)) {
                    continue;
                }
            }
            let word = document.word(token);
            walk.step(word.folded, word.exact);
            if i > 0 {
                match self.words.get(walk.folded) {
                    Some(next) => value = next,
                    None => return,
                }
            }
            if let Some(at) = (value & !CONTINUES).checked_sub(1) {
                let tokens = TokenRange::new(from, from + i as u32 + 1);
                for form in self.forms_at(at as usize * 4) {
                    let exact = form.exact == walk.exact;
                    // a name in small letters is none, unless its table spells it so, or it is a user's and no word of the
                    // paragraph has a capital
                    let meant = match small {
                        Small::No => true,
                        Small::Chosen => exact,
                        Small::Everywhere => exact || form.is(Form::OWN),
                    };
                    if meant {
                        hits.push(NameHit {
                            tokens,
                            row: RowId { layer: number, row: form.row },
                            kind: form.kind,
                            origin: if form.is(Form::OWN) { Origin::User } else { Origin::Builtin },
                            weight: form.weight,
                            exact,
                            caution: form.is(Form::CAUTION),
                            alias: form.is(Form::ALIAS),
                            derived: form.is(Form::DERIVED),
                            nation: form.is(Form::NATION),
                        });
                    }
                }
            }
            if value & CONTINUES == 0 {
                return;
            }
        }
    }

    fn forms_at(&self, at: usize) -> impl Iterator<Item = Form> + '_ {
        let (count, rest) = self.forms.get(at..).and_then(|bytes| bytes.split_first_chunk::<4>()).unwrap_or((&[0; 4], &[]));
        let count = (u32::from_le_bytes(*count) as usize).min(MOST_NAMESAKES);
        let bytes = rest.get(..count * Form::BYTES).unwrap_or_default();
        bytes.chunks_exact(Form::BYTES).filter_map(|chunk| chunk.first_chunk().map(Form::unpack))
    }

    fn row(&self, number: u32) -> Option<RowView<'_>> {
        let at = number as usize * 4;
        let offset = u32::from_le_bytes(*self.offsets.get(at..)?.first_chunk::<4>()?) as usize;
        RowView::new(self.rows.get(offset..)?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Builder;
    use super::*;
    use crate::builtin;
    use crate::span::Span;
    use aho_corasick::AhoCorasick;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn gazetteer(names: &[String]) -> Gazetteer {
        let resources = builtin::resources();
        let mut builder = Builder::new(&resources.lexicon);
        let table: String = names.iter().map(|name| format!("{name},place\n")).collect();
        builder.add(&format!("name,kind\n{table}"), Origin::User).expect("a table");
        let mut gazetteer = Gazetteer::default();
        gazetteer.push(builder.pack().into());
        gazetteer
    }

    fn found(names: &[String], text: &str) -> BTreeSet<(usize, usize)> {
        let document = Document::new(text, &builtin::resources().lexicon);
        let spans = gazetteer(names).find(&document).into_iter().filter(|h| h.exact).map(|h| document.span(h.tokens));
        spans.map(|Span { start, end }| (start, end)).collect()
    }

    /// Every name in the text between word boundaries, found by searching for all of them with overlaps.
    fn expected(names: &[String], text: &str) -> BTreeSet<(usize, usize)> {
        let search = AhoCorasick::new(names).expect("an automaton");
        let inside = |at: Option<u8>| at.is_some_and(|b| b.is_ascii_alphanumeric());
        let bounded = |m: &aho_corasick::Match| {
            let before = m.start().checked_sub(1).and_then(|i| text.as_bytes().get(i).copied());
            !inside(before) && !inside(text.as_bytes().get(m.end()).copied())
        };
        search.find_overlapping_iter(text).filter(bounded).map(|m| (m.start(), m.end())).collect()
    }

    #[test]
    fn a_longer_name_that_does_not_fit_hides_no_shorter_one() {
        let names = ["New York", "New York Times", "York Timeshare"].map(str::to_owned);
        let text = "A New York Timeshare and the New York Times";
        assert_eq!(found(&names, text), expected(&names, text));
        assert_eq!(found(&names, text).len(), 4);
    }

    proptest! {
        /// The matcher finds what aho-corasick finds, over names and texts made of few words so that they overlap much.
        #[test]
        fn finds_what_an_overlapping_search_finds(
            names in prop::collection::vec(prop::collection::vec("(New|York|Times|Bank|of|Ada|Adams)", 1..4), 1..12),
            words in prop::collection::vec("(New|York|Times|Timeshare|Bank|of|Ada|Adams|the|Newer)", 1..40),
        ) {
            let names: Vec<String> = names.into_iter().map(|n| n.join(" ")).filter(|n| !n.starts_with("of")).collect();
            let text = words.join(" ");
            prop_assert_eq!(found(&names, &text), expected(&names, &text));
        }
    }
}
