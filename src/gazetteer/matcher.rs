//! Finding the names of a gazetteer in a document.

use super::form::{Form, exact_step};
use super::row::RowView;
use super::{Origin, RowKind};
use crate::document::{Document, Shape, TokenRange};
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
}

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

    /// Every name of the tables in the document, overlapping ones too: by start, longer before shorter, a user's before ours.
    pub(crate) fn find(&self, document: &Document<'_>) -> Vec<NameHit> {
        let mut hits = Vec::new();
        let small_only = paragraphs_in_small_letters(document);
        for t in 0..document.tokens.len() as u32 {
            let token = document.token(t);
            let small = match (document.word(token).shape, small_only[token.paragraph as usize]) {
                (Shape::Lower, false) => Small::Chosen,
                (Shape::Lower, true) => Small::Everywhere,
                _ => Small::No,
            };
            let from = hits.len();
            for (number, layer) in self.layers.iter().enumerate().rev() {
                layer.find_at(document, t, number as u16, small, &mut hits);
            }
            hits[from..].sort_by_key(|h: &NameHit| {
                (u32::MAX - h.tokens.end, u8::MAX - h.origin as u8, !h.exact, u8::MAX - h.weight, h.row)
            });
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
    let mut small = vec![true; document.paragraphs.len()];
    for token in document.tokens.iter().filter(|token| token.is_word()) {
        if !matches!(document.word(token).shape, Shape::Lower | Shape::None) {
            small[token.paragraph as usize] = false;
        }
    }
    small
}

impl Layer {
    fn find_at(&self, document: &Document<'_>, start: u32, number: u16, small: Small, hits: &mut Vec<NameHit>) {
        let (mut state, mut exact) = (PHRASE_START, 0);
        let paragraph = document.token(start).paragraph;
        let mut t = start;
        while let Some(token) = document.tokens.get(t as usize).filter(|token| token.paragraph == paragraph) {
            let word = document.word(token);
            state = step(state, word.folded);
            exact = exact_step(exact, word.exact);
            let Some(value) = self.words.get(state) else {
                return;
            };
            t += 1;
            if let Some(at) = (value & !CONTINUES).checked_sub(1) {
                for form in self.forms_at(at as usize) {
                    let Some(row) = self.row(form.row) else {
                        continue;
                    };
                    let is_exact = form.exact == exact;
                    // a name in small letters is none, unless its table spells it so, or it is a user's and no word of the
                    // paragraph has a capital
                    let meant = match small {
                        Small::No => true,
                        Small::Chosen => is_exact,
                        Small::Everywhere => is_exact || row.origin != Origin::Builtin,
                    };
                    if !meant {
                        continue;
                    }
                    hits.push(NameHit {
                        tokens: TokenRange::new(start, t),
                        row: RowId { layer: number, row: form.row },
                        kind: row.kind,
                        origin: row.origin,
                        weight: row.weight,
                        exact: is_exact,
                        caution: form.flags & Form::CAUTION != 0,
                        alias: form.flags & Form::ALIAS != 0,
                    });
                }
            }
            if value & CONTINUES == 0 {
                return;
            }
        }
    }

    fn forms_at(&self, at: usize) -> impl Iterator<Item = Form> + '_ {
        let count = self.forms.get(at).copied().map_or(0, usize::from);
        let bytes = self.forms.get(at + 1..at + 1 + count * Form::BYTES).unwrap_or_default();
        bytes.chunks_exact(Form::BYTES).filter_map(Form::unpack)
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
