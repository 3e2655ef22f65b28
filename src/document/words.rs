//! The distinct words of a document, each looked up in the lexicon once.

use crate::lexicon::{Entry, Lexicon, MarkShape, fold_word};
use crate::table::hash::hash;
use std::collections::HashMap;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    /// No letters.
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
    /// For a quotation mark what it can do.
    pub(crate) mark: Option<MarkShape>,
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
            let exact =
                if raw.contains(['’', 'ʼ']) { hash(raw.replace(['’', 'ʼ'], "'").as_bytes()) } else { hash(raw.as_bytes()) };
            let entry = lexicon.get(folded);
            let mark = lexicon.mark_at(raw).filter(|m| m.len() == raw.len()).map(|m| m.shape);
            self.list.push(Word { exact, folded, lower: lower.into(), shape: shape(raw), entry, mark });
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
