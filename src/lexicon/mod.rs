//! The lexicon: what the tables of words say, looked up by the folded word.
//!
//! [`Builder`] reads the CSV tables and packs them; `build.rs` does so for the tables of `data/`, and a builder with a user's
//! verbs makes an overlay of the same form at run time.

mod build;
mod class;
mod groups;
mod letters;
mod marks;
mod verbs;

pub(crate) use build::Builder;
pub(crate) use class::{Class, Entry, Gender, VerbForm};
pub(crate) use groups::WordGroups;
pub(crate) use letters::plain;
pub(crate) use marks::{MarkShape, QuoteMark};
pub use verbs::Act;
pub(crate) use verbs::{Frame, Verb};

use crate::table::hash::{combine, finish, hash};
use crate::table::packed::{PackedMap, split_parts};
use std::borrow::Cow;

/// A set of tables of words, ready to look up.
#[derive(Debug, Clone)]
pub(crate) struct Lexicon {
    /// A user's tables before the built-in ones.
    layers: Vec<Layer>,
    verbs: Vec<Verb>,
    marks: marks::QuoteMarks,
}

#[derive(Debug, Clone)]
struct Layer {
    words: PackedMap,
    entries: Cow<'static, [u8]>,
    phrases: PackedMap,
    /// The number of the layer's first verb among all.
    first_verb: u16,
    nicknames: PackedMap,
}

/// A phrase of several words found by [`Lexicon::phrase`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// How many words it has.
    pub(crate) words: usize,
    pub(crate) entry: Entry,
}

/// The key of a word: its lower-case form with straight apostrophes, hashed.
pub(crate) fn key(folded: &str) -> u64 {
    hash(folded.as_bytes())
}

/// A word as tables are keyed by it and facts name it: lower case, straight apostrophe; a double mark is straight too, so that
/// nothing but the pairing of marks depends on how they are printed.
pub(crate) fn fold_word(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    let straight = |c| match c {
        '’' | 'ʼ' | '‘' => '\'',
        '“' | '”' | '„' | '‟' => '"',
        c => c,
    };
    Cow::Owned(word.chars().flat_map(char::to_lowercase).map(straight).collect())
}

/// The state of a walk over a phrase's words.
pub(crate) const PHRASE_START: u64 = 0x9e37;

/// The state one word further.
pub(crate) const fn step(state: u64, word: u64) -> u64 {
    finish(combine(state, word))
}

/// In a phrase table: whether longer phrases begin with these words. The other bits are 1 + the number of the entry, or 0.
pub(crate) const CONTINUES: u32 = 1 << 30;

impl Lexicon {
    /// The lexicon over bytes that [`Builder::pack`] made.
    pub(crate) fn new(bytes: Cow<'static, [u8]>) -> Lexicon {
        let mut lexicon = Lexicon { layers: Vec::new(), verbs: Vec::new(), marks: marks::QuoteMarks::default() };
        lexicon.push(bytes);
        lexicon
    }

    /// This lexicon with another's tables in front: what both know comes from there.
    pub(crate) fn push(&mut self, bytes: Cow<'static, [u8]>) {
        let mut part = split_parts(bytes);
        let (words, entries, phrases, verbs, marks, nicknames) = (part(), part(), part(), part(), part(), part());
        let layer = Layer {
            words: PackedMap::new(words),
            entries,
            phrases: PackedMap::new(phrases),
            first_verb: self.verbs.len() as u16,
            nicknames: PackedMap::new(nicknames),
        };
        self.verbs.extend(build::read_verbs(&verbs));
        self.layers.insert(0, layer);
        if !marks.is_empty() {
            self.marks = marks::QuoteMarks::unpack(&marks);
        }
    }

    /// The quotation mark that a text begins with.
    pub(crate) fn mark_at(&self, text: &str) -> Option<&QuoteMark> {
        self.marks.at(text)
    }

    /// What is known of a word in any letter case.
    pub(crate) fn lookup(&self, word: &str) -> Entry {
        self.get(key(&fold_word(word)))
    }

    /// What is known of the word with this key.
    pub(crate) fn get(&self, key: u64) -> Entry {
        let mut all = Entry::default();
        for layer in self.layers.iter().rev() {
            if let Some(entry) = layer.words.get(key).and_then(|i| layer.entry(i)) {
                all.merge(&entry);
            }
        }
        all
    }

    /// Whether those who have a given name are also called by another; the keys are of plain letters ([`plain`]).
    pub(crate) fn is_nickname(&self, name: u64, nickname: u64) -> bool {
        let pair = step(name, nickname);
        self.layers.iter().any(|layer| layer.nicknames.get(pair).is_some())
    }

    /// The verb (or phrase) of an entry.
    pub(crate) fn verb(&self, entry: &Entry) -> Option<&Verb> {
        self.verbs.get(usize::from(entry.verb).checked_sub(1)?)
    }

    /// The longest phrase of two words or more that starts with the words of these keys.
    pub(crate) fn phrase(&self, keys: impl Iterator<Item = u64> + Clone) -> Option<Phrase> {
        let mut longest: Option<Phrase> = None;
        for layer in &self.layers {
            let mut state = PHRASE_START;
            for (i, key) in keys.clone().enumerate() {
                state = step(state, key);
                let Some(value) = layer.phrases.get(state) else {
                    break;
                };
                if let Some(entry) = (value & !CONTINUES).checked_sub(1).and_then(|e| layer.entry(e)) {
                    if i > 0 && longest.is_none_or(|l| l.words < i + 1) {
                        longest = Some(Phrase { words: i + 1, entry });
                    }
                }
                if value & CONTINUES == 0 {
                    break;
                }
            }
        }
        longest
    }
}

impl Layer {
    fn entry(&self, number: u32) -> Option<Entry> {
        let at = number as usize * Entry::BYTES;
        let mut entry = Entry::from_bytes(self.entries.get(at..)?.first_chunk()?);
        if entry.verb != 0 {
            entry.verb += self.first_verb;
        }
        Some(entry)
    }
}
