//! Circumstances: how a word stands in its sentence, and how it stands elsewhere in the document.

use crate::document::Document;
use std::collections::HashMap;

/// A way in which a word can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Circumstance {
    /// In small letters.
    Lower,
    /// With a capital that is not due to the beginning of a sentence.
    MidSentence,
    /// The last of its run, behind a given name.
    BehindGiven,
    /// The given name there.
    GivenBefore,
    BehindTitle,
    /// Its run stands behind *in*, *at*, *near*, *from*.
    BehindIn,
    BehindThe,
    /// In a run whose last word is one of organisations (*Council*, *Corp.*).
    BesideBody,
    /// In a run of several words.
    Longer,
    /// A run of its own.
    Alone,
    /// In brackets behind a run, all in capitals.
    Acronym,
    /// Beside a speech verb.
    Speaks,
    /// Before *’s*.
    Owns,
    /// Before a role, an age or *who* in commas.
    Described,
}

impl Circumstance {
    pub(crate) const COUNT: usize = 14;

    pub(crate) const fn bit(self) -> u16 {
        1 << (self as u8)
    }
}

/// How often each word of a document stands in each circumstance.
#[derive(Debug)]
pub(crate) struct Elsewhere {
    /// For each word number, the number of its folded form.
    group_of: Vec<u32>,
    counts: Vec<[u32; Circumstance::COUNT]>,
}

impl Elsewhere {
    pub(crate) fn new(document: &Document<'_>, circumstances: &[u16]) -> Elsewhere {
        let mut groups: HashMap<u64, u32> = HashMap::new();
        let mut group_of = vec![u32::MAX; document.distinct_words()];
        let mut counts: Vec<[u32; Circumstance::COUNT]> = Vec::new();
        for (token, &bits) in document.tokens.iter().zip(circumstances) {
            let word = token.word as usize;
            if group_of[word] == u32::MAX {
                let next = counts.len() as u32;
                group_of[word] = *groups.entry(document.word(token).folded).or_insert(next);
                if group_of[word] == next {
                    counts.push([0; Circumstance::COUNT]);
                }
            }
            let mut rest = bits;
            while rest != 0 {
                counts[group_of[word] as usize][rest.trailing_zeros() as usize] += 1;
                rest &= rest - 1;
            }
        }
        Elsewhere { group_of, counts }
    }

    /// The circumstances in which a word stands elsewhere than in a place with these `own` ones.
    pub(crate) fn of(&self, word: u32, own: u16) -> u16 {
        let counts = &self.counts[self.group(word)];
        let mut bits = 0;
        for (i, &count) in counts.iter().enumerate() {
            let here = u32::from(own >> i & 1);
            if count > here {
                bits |= 1 << i;
            }
        }
        bits
    }

    /// The number of a word's folded form.
    pub(crate) fn group(&self, word: u32) -> usize {
        self.group_of[word as usize] as usize
    }

    /// How many folded forms there are.
    pub(crate) fn groups(&self) -> usize {
        self.counts.len()
    }
}
