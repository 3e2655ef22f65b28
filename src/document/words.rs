//! The distinct words of a document, each looked up in the lexicon once.

use super::tokens::is_hyphen;
use crate::lexicon::{Entry, Lexicon, MarkShape, fold_word};
use crate::table::hash::hash;
use std::collections::HashMap;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    /// No letters, or letters of a script that has no capitals.
    None,
    Lower,
    /// One capital, then small letters: *Hassett*.
    Capital,
    /// A single capital letter, with or without a dot.
    Letter,
    /// All capitals, two or more: *UN*, *U.S.*
    Upper,
    /// Capitals inside: *McDonald*, *eBay*.
    Mixed,
}

/// A distinct word of a document.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// The hash of the word as written, with straight apostrophes.
    pub(crate) exact: u64,
    /// The key of its folded form.
    pub(crate) folded: u64,
    /// Its folded form: lower case, straight apostrophes.
    pub(crate) lower: Box<str>,
    pub(crate) shape: Shape,
    pub(crate) entry: Entry,
    /// The parts between its hyphens, where it has some: *tae* and *kyung* of *tae-kyung*.
    pub(crate) parts: Box<[Piece]>,
    /// Of an abbreviation or an initial the word without its dot, which may as well end the sentence.
    pub(crate) undotted: Option<Piece>,
    /// For a quotation mark what it can do.
    pub(crate) mark: Option<MarkShape>,
}

/// A part of a word with hyphens: the hashes of [`Word::exact`] and [`Word::folded`], its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) exact: u64,
    pub(crate) folded: u64,
}

/// The words of a document by number.
#[derive(Debug, Default)]
pub(crate) struct Words {
    list: Vec<Word>,
    numbers: HashMap<u64, u32>,
}

impl Words {
    /// The number of the word `text[start..end]`.
    pub(crate) fn intern(&mut self, text: &str, start: usize, end: usize, lexicon: &Lexicon) -> u32 {
        let raw = text.get(start..end).unwrap_or_default();
        // keyed by the word as received: a curly and a straight apostrophe make two entries with the same hashes
        let next = self.list.len() as u32;
        let number = *self.numbers.entry(hash(raw.as_bytes())).or_insert(next);
        if number == next {
            let lower = fold_word(raw);
            let folded = hash(lower.as_bytes());
            let exact = exact(raw);
            let bare = raw.strip_suffix('.').filter(|bare| !bare.is_empty() && !bare.contains(['.', '-']));
            let undotted = bare.map(piece);
            let parts = if raw.contains(is_hyphen) { parts(raw) } else { Box::default() };
            let entry = lexicon.get(folded);
            let mark = lexicon.mark_at(raw).filter(|m| m.len() == raw.len()).map(|m| m.shape);
            self.list.push(Word { exact, folded, lower: lower.into(), shape: shape(raw), entry, parts, undotted, mark });
        }
        number
    }

    pub(crate) fn get(&self, number: u32) -> &Word {
        // every number handed out is in the list
        &self.list[number as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Word> {
        self.list.iter()
    }
}

/// The hash of a word as written, with straight apostrophes.
fn exact(raw: &str) -> u64 {
    if raw.contains(['’', 'ʼ']) { hash(raw.replace(['’', 'ʼ'], "'").as_bytes()) } else { hash(raw.as_bytes()) }
}

/// The parts of a word with hyphens; none of a word that is one, or that begins or ends with a hyphen.
fn parts(raw: &str) -> Box<[Piece]> {
    let pieces = raw.split(is_hyphen);
    if pieces.clone().nth(1).is_none() || pieces.clone().any(str::is_empty) {
        return Box::default();
    }
    pieces.map(piece).collect()
}

fn piece(raw: &str) -> Piece {
    Piece { exact: exact(raw), folded: hash(fold_word(raw).as_bytes()) }
}

fn shape(word: &str) -> Shape {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return Shape::None;
    };
    let (mut upper, mut lower) = (0, 0);
    for c in letters {
        if c.is_uppercase() {
            upper += 1;
        } else {
            lower += 1;
        }
    }
    match (first.is_uppercase(), upper, lower) {
        (true, 0, 0) => Shape::Letter,
        (true, 0, _) => Shape::Capital,
        (true, _, 0) => Shape::Upper,
        (false, 0, _) if !word.chars().any(char::is_lowercase) => Shape::None,
        (false, 0, _) => Shape::Lower,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        let all = ["2012", "said", "Hassett", "W.", "U.S.", "McDonald", "eBay"].map(shape);
        use Shape::*;
        assert_eq!(all, [None, Lower, Capital, Letter, Upper, Mixed, Mixed]);
    }
}
