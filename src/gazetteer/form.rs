//! The spellings of a name: what the matcher walks over and what it then compares.

use super::RowKind;
use crate::document::{Piece, Shape, Token, TokenKind, Word, Words, tokens_of};
use crate::lexicon::{Lexicon, PHRASE_START, step};
use crate::table::hash::{combine, finish};

/// One spelling of a row's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    /// The words as spelled, hashed in order.
    pub(super) exact: u64,
    pub(super) row: u32,
    pub(super) flags: u8,
    pub(super) kind: RowKind,
    pub(super) weight: u8,
}

impl Form {
    /// One byte of them is free.
    pub(super) const BYTES: usize = 16;
    /// Counts as a name only with support from its context.
    pub(super) const CAUTION: u8 = 1;
    /// The form is not the row's name but another one.
    pub(super) const ALIAS: u8 = 2;
    /// The form does not stand in the table but follows from one that does.
    pub(super) const DERIVED: u8 = 4;
    /// The row is not one of ours.
    pub(super) const OWN: u8 = 8;

    /// The row is a country or the like, whose team is called by its name without becoming a body.
    pub(super) const NATION: u8 = 16;

    pub(super) fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Writes the form behind others.
    pub(super) fn pack(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.exact.to_le_bytes());
        bytes.extend_from_slice(&self.row.to_le_bytes());
        bytes.extend_from_slice(&[self.flags, self.kind as u8, self.weight, 0]);
    }

    /// The form that these bytes are.
    #[inline]
    pub(super) fn unpack(bytes: &[u8; Self::BYTES]) -> Form {
        let [a, b, c, d, e, f, g, h, i, j, k, l, flags, kind, weight, _] = *bytes;
        Form {
            exact: u64::from_le_bytes([a, b, c, d, e, f, g, h]),
            row: u32::from_le_bytes([i, j, k, l]),
            flags,
            kind: RowKind::from_code(kind),
            weight,
        }
    }
}

/// A walk over the words of a name, folded and as spelled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walk {
    /// The words folded.
    pub(super) folded: u64,
    /// The words as spelled.
    pub(super) exact: u64,
}

impl Walk {
    pub(super) const START: Walk = Walk { folded: PHRASE_START, exact: 0 };

    #[inline]
    pub(super) fn step(&mut self, folded: u64, exact: u64) {
        self.folded = step(self.folded, folded);
        self.exact = finish(combine(self.exact, exact));
    }
}

/// Whether a token only joins its neighbours: *Asia-Pacific* and *Asia Pacific* are one name.
#[inline]
pub(super) fn joins(token: &Token, next: Option<&Token>) -> bool {
    token.kind == TokenKind::Hyphen && !token.spaced && next.is_some_and(|next| !next.spaced && next.paragraph == token.paragraph)
}

/// The parts of a word that the walk goes over: *tae-kyung* is one word, *Tae-Kyung* two with a hyphen between them, and both are one name.
#[inline]
pub(super) fn pieces(word: &Word) -> impl Iterator<Item = Piece> + '_ {
    let whole = word.parts.is_empty().then_some(Piece { exact: word.exact, folded: word.folded });
    whole.into_iter().chain(word.parts.iter().copied())
}

/// What leads to the names of a table.
#[derive(Debug, Default)]
pub(super) struct Ways {
    /// Their first words, folded.
    pub(super) first: Vec<u64>,
    /// Those of them that are spelled in small letters, as spelled.
    pub(super) small: Vec<u64>,
    /// The states of the walk before the last word.
    pub(super) prefixes: Vec<u64>,
}

/// The most distinct words that are kept from one name to the next.
const KEPT: usize = 1 << 16;

/// Reads names word by word; many in a row share their words.
#[derive(Debug)]
pub(super) struct Reader<'l> {
    lexicon: &'l Lexicon,
    words: Words,
    tokens: Vec<Token>,
}

impl<'l> Reader<'l> {
    pub(super) fn new(lexicon: &'l Lexicon) -> Self {
        Reader { lexicon, words: Words::default(), tokens: Vec::new() }
    }

    /// How many words and signs the last name has.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The walk over a whole name; `ways` takes what leads to it. None where the name holds no letter or digit.
    pub(super) fn walk(&mut self, name: &str, ways: &mut Ways) -> Option<Walk> {
        if !name.chars().any(char::is_alphanumeric) {
            return None;
        }
        if self.words.len() > KEPT {
            self.words = Words::default();
        }
        tokens_of(name, self.lexicon, &mut self.words, &mut self.tokens);
        let mut walk = Walk::START;
        for (i, token) in self.tokens.iter().enumerate() {
            if i > 0 && joins(token, self.tokens.get(i + 1)) {
                continue;
            }
            let word = self.words.get(token.word);
            if i == 0 && word.shape == Shape::Lower {
                ways.small.push(word.exact);
            }
            for (k, piece) in pieces(word).enumerate() {
                if i + k == 0 {
                    ways.first.push(piece.folded);
                } else {
                    ways.prefixes.push(walk.folded);
                }
                walk.step(piece.folded, piece.exact);
            }
        }
        (!self.tokens.is_empty()).then_some(walk)
    }
}
