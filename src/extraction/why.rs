//! Views of why a quotation, a speaker or a name was decided as it was.

use super::fact_words::words;
use super::{ChangeRecord, EvidenceRecord, Extraction, Mention, Part, Quote, RivalRecord};
use crate::span::Span;

/// One observed fact that spoke for or against a decision.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'e> {
    record: &'e EvidenceRecord,
}

pub(super) fn evidence(records: &[EvidenceRecord]) -> impl ExactSizeIterator<Item = Evidence<'_>> {
    records.iter().map(|record| Evidence { record })
}

impl<'e> Evidence<'e> {
    /// The decision it counted for: `quote`, `source`, `speaker`, `entity` or `kind`.
    pub fn decision(self) -> &'static str {
        self.record.decision
    }

    /// The name of the fact as the table of weights spells it, or of the rule that decided without weights. A name is one by
    /// `name.caller` (the caller handed it in), `name.row=user`, `name.row=builtin` (a row that counts on sight), `name.row.supported` (one that
    /// needs support and has it), `name.document` (other names of the text tell), `name.shared` (a person and a place of the text
    /// share it), `name.small-letters` (given name and surname in text without capitals), else by the model: then these are the facts about its
    /// first word that weigh most, as compared with no name there.
    pub fn rule(self) -> &'e str {
        &self.record.rule
    }

    /// What the fact is about, in words for people (*how far it is from the words*); none for facts without a row in
    /// `data/fact_words.csv`.
    pub fn words(self) -> Option<&'static str> {
        words(&self.record.rule)
    }

    /// How much it counted; less than 0 where it spoke against.
    pub fn weight(self) -> i32 {
        self.record.weight
    }

    /// Where it was observed, in bytes of the text.
    pub fn span(self) -> Span {
        self.record.span
    }
}

/// A source that a quotation could have had.
#[derive(Debug, Clone, Copy)]
pub struct Rival<'e> {
    pub(super) extraction: &'e Extraction,
    pub(super) record: RivalRecord,
}

impl<'e> Rival<'e> {
    /// Where it is and what stands there.
    pub fn part(self) -> Part<'e> {
        Part::new(self.extraction, self.record.phrase.span)
    }

    /// The mention it is.
    pub fn mention(self) -> Option<Mention<'e>> {
        self.record.phrase.mention.map(|id| Mention::new(self.extraction, id))
    }

    /// The sum of its evidence, comparable among the rivals of one quotation.
    pub fn weight(self) -> i32 {
        self.record.weight
    }
}

/// What would have given a quotation another source: facts that it was decided by.
#[derive(Debug, Clone, Copy)]
pub struct Change<'e> {
    pub(super) quote: Quote<'e>,
    pub(super) record: &'e ChangeRecord,
}

impl<'e> Change<'e> {
    /// By how much the source is ahead of the one that comes next; none where a rule decided without weights.
    pub fn margin(self) -> Option<i32> {
        self.record.margin
    }

    /// The one that comes next; none where that is no source at all.
    pub fn rival(self) -> Option<Rival<'e>> {
        self.record.rival.and_then(|at| self.quote.rivals().nth(at))
    }

    /// The facts in favour without which it would have been that one, the weightiest first.
    pub fn evidence(self) -> impl ExactSizeIterator<Item = Evidence<'e>> {
        let all = &self.quote.record().evidence;
        self.record.evidence.iter().map(move |&at| Evidence { record: &all[at] })
    }

    /// The facts against that one without which it would have won, the weightiest first.
    pub fn against(self) -> impl ExactSizeIterator<Item = Evidence<'e>> {
        evidence(&self.record.against)
    }

    /// Whether all of those facts, for and against, would have to be missing; otherwise each of them alone is enough. Where none are
    /// listed, all of them together are not.
    pub fn together(self) -> bool {
        self.record.together
    }
}
