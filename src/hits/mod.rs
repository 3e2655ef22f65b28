//! Hits: what the tables find in a document by looking it up, before anything is decided.

use crate::date::Date;
use crate::document::{Document, TokenRange};
use crate::gazetteer::{Gazetteer, NameHit, Origin, RowView};
use crate::lexicon::{Class, Entry, Lexicon};

/// A phrase of several words that the lexicon knows: *prime minister*, *pointed out*, *according to*.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PhraseHit {
    pub(crate) tokens: TokenRange,
    pub(crate) entry: Entry,
}

/// All hits of a document, in text order.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    /// Names of the gazetteer, overlapping ones too: by start, longer before shorter.
    pub(crate) names: Vec<NameHit>,
    /// Phrases of the lexicon, the longest at each start.
    pub(crate) phrases: Vec<PhraseHit>,
}

impl Hits {
    /// Looks everything up.
    pub(crate) fn find(document: &Document<'_>, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Hits {
        let mut phrases = Vec::new();
        for t in 0..document.tokens.len() as u32 {
            if !document.has(t, Class::PhraseStart) {
                continue;
            }
            let paragraph = document.token(t).paragraph;
            let rest = document.tokens.get(t as usize..).unwrap_or_default();
            let keys = rest.iter().take_while(|token| token.paragraph == paragraph).map(|token| document.word(token).folded);
            if let Some(phrase) = lexicon.phrase(keys) {
                phrases.push(PhraseHit { tokens: TokenRange::new(t, t + phrase.words as u32), entry: phrase.entry });
            }
        }
        Hits { names: gazetteer.find(document), phrases }
    }

    /// Leaves out the rows that don't count at the article's date. Where a row has an office, its dates bound the office and its
    /// name counts always.
    pub(crate) fn at(mut self, date: Option<Date>, gazetteer: &Gazetteer) -> Hits {
        if date.is_some() {
            let counts = |row: RowView<'_>| row.office().is_some() || row.period().holds(date);
            self.names.retain(|hit| hit.origin == Origin::Builtin || gazetteer.row(hit.row).is_some_and(counts));
        }
        self
    }

    /// The phrase that starts at a token.
    pub(crate) fn phrase_at(&self, t: u32) -> Option<&PhraseHit> {
        let at = self.phrases.partition_point(|p| p.tokens.start < t);
        self.phrases.get(at).filter(|p| p.tokens.start == t)
    }

    /// The names of the gazetteer that start at a token, longest first.
    pub(crate) fn names_at(&self, t: u32) -> &[NameHit] {
        let from = self.names.partition_point(|h| h.tokens.start < t);
        let to = self.names.partition_point(|h| h.tokens.start <= t);
        self.names.get(from..to).unwrap_or_default()
    }
}
