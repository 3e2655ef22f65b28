//! The spellings of a name: what the matcher walks over and what it then compares.

use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::table::hash::{combine, finish};

/// One spelling of a row's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    /// The words as spelled, hashed in order.
    pub(super) exact: u64,
    pub(super) row: u32,
    pub(super) flags: u8,
}

impl Form {
    pub(super) const BYTES: usize = 13;
    /// Counts as a name only with support from its context.
    pub(super) const CAUTION: u8 = 1;
    /// The form is not the row's name but another one.
    pub(super) const ALIAS: u8 = 2;

    /// Writes the form behind others.
    pub(super) fn pack(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.exact.to_le_bytes());
        bytes.extend_from_slice(&self.row.to_le_bytes());
        bytes.push(self.flags);
    }

    /// The form that these bytes are.
    pub(super) fn unpack(bytes: &[u8]) -> Option<Form> {
        let (exact, rest) = bytes.split_first_chunk::<8>()?;
        let (row, flags) = rest.split_first_chunk::<4>()?;
        Some(Form { exact: u64::from_le_bytes(*exact), row: u32::from_le_bytes(*row), flags: *flags.first()? })
    }
}

/// The words of a name: folded one by one, and as spelled in one hash. None where it holds no letter or digit.
pub(super) fn words(name: &str, lexicon: &Lexicon) -> Option<(Vec<u64>, u64)> {
    let document = Document::new(name, lexicon);
    let folded: Vec<u64> = document.tokens.iter().map(|t| document.word(t).folded).collect();
    if folded.is_empty() || !name.chars().any(char::is_alphanumeric) {
        return None;
    }
    let exact = document.tokens.iter().fold(0, |state, t| exact_step(state, document.word(t).exact));
    Some((folded, exact))
}

/// The hash of the words as spelled, one word further.
pub(super) fn exact_step(state: u64, word: u64) -> u64 {
    finish(combine(state, word))
}
