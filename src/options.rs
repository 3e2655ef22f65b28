//! What is asked for: acts, reported speech, how sure a speaker must be.

use crate::lexicon::Act;
use crate::quotations::{Quotation, QuoteKind};

/// What is asked for; it changes no decision, only what comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Options {
    /// By the number of the act; none for the default choice.
    pub(crate) acts: Option<[bool; Act::ALL.len()]>,
    pub(crate) indirect: bool,
    /// In thousandths.
    pub(crate) min_confidence: u16,
}

/// Without another choice a speaker is given who is somewhat likelier right than wrong: a wrong one is worse than none. In thousandths.
const MIN_CONFIDENCE: u16 = 550;

/// How sure a speaker must be where a wrong one is worse than none, in thousandths: of those in news articles that were not learnt
/// from, 99 in 100 are right (`train/CONFIDENCE.md`).
pub(crate) const STRICT: u16 = 970;

impl Default for Options {
    fn default() -> Self {
        Options { acts: None, indirect: true, min_confidence: MIN_CONFIDENCE }
    }
}

impl Options {
    /// The same, but for these acts.
    pub(crate) fn asking_for(self, acts: impl IntoIterator<Item = Act>) -> Options {
        let mut wanted = [false; Act::ALL.len()];
        for act in acts {
            wanted[act as usize] = true;
        }
        Options { acts: Some(wanted), ..self }
    }

    /// Whether a quotation is asked for. Without a list of acts, of thought and intent it is only what has quoted words and
    /// stands in nobody else's clause.
    pub(crate) fn wants(&self, quotation: &Quotation) -> bool {
        let act = match self.acts {
            Some(acts) => acts.get(quotation.act as usize) == Some(&true),
            None => match quotation.act {
                Act::Speech | Act::Writing => true,
                Act::Thought | Act::Intent => !quotation.quoted.is_empty() && quotation.within.is_none(),
            },
        };
        act && (self.indirect || quotation.kind != QuoteKind::Indirect)
    }
}
