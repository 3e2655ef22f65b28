//! Finding the names of a gazetteer in a document.

use super::form::{Form, Walk, joins, pieces};
use super::row::RowView;
use super::stats::Forms;
use super::{Origin, RowKind, surnames};
use crate::document::{Document, Paragraph, Shape, TokenRange, Word};
use crate::lexicon::{CONTINUES, PHRASE_START, step};
use crate::table::packed::{PackedMap, Sieve, split_parts};
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
    /// The first words of names, folded.
    first: Sieve,
    /// Those that are spelled in small letters, as spelled.
    small: Sieve,
    /// Whether any row is a user's.
    own: bool,
    surnames: PackedMap,
    bearers: Cow<'static, [u8]>,
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
        let layer = Layer {
            words: PackedMap::new(part()),
            forms: part(),
            offsets: part(),
            rows: part(),
            first: Sieve::new(part()),
            small: Sieve::new(part()),
            own: part().first() == Some(&1),
            surnames: PackedMap::new(part()),
            bearers: part(),
        };
        self.layers.push(layer);
    }

    /// What a row says.
    pub(crate) fn row(&self, id: RowId) -> Option<RowView<'_>> {
        self.layers.get(usize::from(id.layer))?.row(id.row)
    }

    /// Our people with a surname (its [`key`](super::surname)), the most prominent first.
    pub(crate) fn bearers(&self, surname: u64) -> impl Iterator<Item = RowId> {
        let layers = self.layers.iter().enumerate();
        let rows = layers.map(move |(number, layer)| (number, surnames::rows(&layer.surnames, &layer.bearers, surname)));
        rows.flat_map(|(number, rows)| rows.into_iter().map(move |row| RowId { layer: number as u16, row }))
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
        let small_only = paragraphs_in_small_letters(document);
        let caseless = small_only.contains(&true);
        let starts: Vec<Vec<Start>> = self.layers.iter().map(|layer| layer.starts(document, caseless)).collect();
        for (t, token) in document.tokens.iter().enumerate() {
            let from = hits.len();
            for (number, (layer, starts)) in self.layers.iter().zip(&starts).enumerate().rev() {
                let start = starts.get(token.word as usize).copied().unwrap_or_default();
                if start.value == 0 && start.undotted == 0 {
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

/// For each paragraph whether none of its words has a capital; in most the first one tells.
fn paragraphs_in_small_letters(document: &Document<'_>) -> Vec<bool> {
    let has_capital = |paragraph: &Paragraph| {
        let tokens = document.tokens.get(paragraph.first_token as usize..paragraph.end_token as usize).unwrap_or_default();
        tokens.iter().any(|t| t.is_word() && !matches!(document.word(t).shape, Shape::Lower | Shape::None))
    };
    document.paragraphs.iter().map(|paragraph| !has_capital(paragraph)).collect()
}

/// What a table has of names that begin with a word.
#[derive(Debug, Clone, Copy, Default)]
struct Start {
    /// What the map says of the word; 0 where no name begins with it.
    value: u32,
    /// The same of the word without its dot, where there is one.
    undotted: u32,
    /// Whether the word has small letters only.
    small: bool,
    /// Whether a name begins with it in small letters.
    spelled: bool,
}

/// Where a name stands, and what counts there.
#[derive(Debug, Clone, Copy)]
struct Place {
    tokens: TokenRange,
    layer: u16,
    small: Small,
    /// Whether the name is more than an ordinary word.
    proper: bool,
    /// Whether a user's names count only.
    own: bool,
}

impl Layer {
    /// For each distinct word of a document, what the table has of names that begin with it: looked up once, not at each token.
    /// `caseless` where a paragraph has no capitals.
    fn starts(&self, document: &Document<'_>, caseless: bool) -> Vec<Start> {
        let start = |word: &Word| {
            let small = word.shape == Shape::Lower;
            let first = word.parts.first().map_or(word.folded, |piece| piece.folded);
            let spelled = small && self.small.passes(word.exact);
            let value = |first: u64| self.words.get(step(PHRASE_START, first)).unwrap_or_default();
            let undotted = word.undotted.filter(|_| self.own).map_or(0, |piece| value(piece.folded));
            // a name in small letters that its table has with a capital can be meant only where there are no capitals
            if (small && !spelled && !caseless) || !self.first.passes(first) {
                return Start { undotted, small, spelled, ..Start::default() };
            }
            Start { value: value(first), undotted, small, spelled }
        };
        document.words().map(start).collect()
    }

    /// Adds the names that begin at a token.
    fn find_at(&self, document: &Document<'_>, from: u32, start: Start, number: u16, small: Small, hits: &mut Vec<NameHit>) {
        let rest = document.tokens.get(from as usize..).unwrap_or_default();
        let mut walk = Walk::START;
        let mut value = start.value;
        let mut proper = false;
        for (i, token) in rest.iter().enumerate() {
            if i > 0 {
                if value & CONTINUES == 0 || token.paragraph != rest[0].paragraph {
                    return;
                }
                if joins(token, rest.get(i + 1)) {
                    continue;
                }
            }
            let word = document.word(token);
            proper |= word.entry.level == 0;
            let tokens = TokenRange::new(from, from + i as u32 + 1);
            let place = Place { tokens, layer: number, small, proper: proper || i > 0, own: false };
            if let Some(piece) = word.undotted.filter(|_| self.own) {
                let mut walk = walk;
                walk.step(piece.folded, piece.exact);
                let value = if i > 0 { self.words.get(walk.folded).unwrap_or_default() } else { start.undotted };
                self.collect(walk, value, Place { own: true, ..place }, hits);
            }
            for (k, piece) in pieces(word).enumerate() {
                walk.step(piece.folded, piece.exact);
                if i + k > 0 {
                    match self.words.get(walk.folded) {
                        Some(next) if value & CONTINUES != 0 => value = next,
                        _ => return,
                    }
                }
            }
            self.collect(walk, value, place, hits);
        }
    }

    /// Adds the names that end where a walk has come to.
    fn collect(&self, walk: Walk, value: u32, place: Place, hits: &mut Vec<NameHit>) {
        let Some(at) = (value & !CONTINUES).checked_sub(1) else {
            return;
        };
        let before = hits.len();
        for form in self.forms_at(at as usize * 4) {
            let exact = form.exact == walk.exact;
            // a name in small letters is none, unless its table spells it so, or no word of the paragraph has a capital and it
            // is a user's or needs no support and is more than an ordinary word
            let meant = match place.small {
                Small::No => true,
                Small::Chosen => exact,
                Small::Everywhere => exact || form.is(Form::OWN) || (!form.is(Form::CAUTION) && place.proper),
            };
            // the spellings of a row stand together; of those that fit folded one counts, as spelled if one is
            let again = hits.get(before..).and_then(<[_]>::last).filter(|last| last.row.row == form.row);
            if again.is_some_and(|last| last.exact || !exact) || (place.own && !form.is(Form::OWN)) || !meant {
                continue;
            }
            hits.truncate(hits.len() - usize::from(again.is_some()));
            hits.push(NameHit {
                tokens: place.tokens,
                row: RowId { layer: place.layer, row: form.row },
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
