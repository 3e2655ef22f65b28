//! Quotations: what was said, thought or written, in marks or without, and the cue that says so.

mod content;
mod cues;
mod explain;
mod join;
mod labels;
mod line;
mod pieces;
mod select;
mod speech;
mod status;
#[cfg(feature = "learn")]
pub(crate) mod training;

use crate::document::{Document, TokenRange};
use crate::hits::Hits;
use crate::lexicon::{Act, Lexicon};
use crate::mentions::Mention;
use crate::model::Model;
pub(crate) use explain::explain;

/// How much of a quotation stands in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum QuoteKind {
    /// All of it.
    Direct,
    /// Part of it.
    Mixed,
    /// None of it: reported speech.
    Indirect,
}

/// What the text says about whether the words were said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Status {
    /// They were.
    Asserted,
    /// X denied that.
    Denied,
    /// X did not say.
    Negated,
    /// If X says; X might say.
    Hypothetical,
    /// X asked whether.
    Asked,
}

/// The word or words that anchor an attribution.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cue {
    /// The verb group or phrase.
    pub(crate) tokens: TokenRange,
    /// The token that decides: the verb itself, the noun, the colon.
    pub(crate) head: u32,
    pub(crate) shape: CueShape,
}

/// What a cue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CueShape {
    Verb,
    Noun,
    /// *according to* and the like, before its source.
    Preposition,
    Idiom,
    Colon,
    Dash,
    /// The `NAME:` of a transcript; the cue's tokens are the label.
    Label,
}

/// A quotation; its source is found later.
#[derive(Debug, Clone)]
pub(crate) struct Quotation {
    pub(crate) kind: QuoteKind,
    pub(crate) act: Act,
    pub(crate) status: Status,
    /// The content in text order, one part a paragraph at least. Direct: the words inside the marks.
    pub(crate) parts: Vec<TokenRange>,
    /// What stands in quotation marks, without the marks.
    pub(crate) quoted: Vec<TokenRange>,
    pub(crate) cue: Option<Cue>,
    /// To whom it was said.
    pub(crate) addressee: Option<TokenRange>,
    /// The quotation it stands in.
    pub(crate) within: Option<usize>,
    /// For one without a cue that carries on an earlier one without being part of it: that one.
    pub(crate) follows: Option<usize>,
    /// How sure it is a quotation with these bounds, in thousandths.
    pub(crate) confidence: u16,
}

/// Words in quotation marks that are no quotation, and why.
#[derive(Debug, Clone)]
pub(crate) struct NotSpeech {
    pub(crate) tokens: TokenRange,
    pub(crate) reason: &'static str,
}

/// What the quotations stage found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// In text order of their first part.
    pub(crate) quotations: Vec<Quotation>,
    pub(crate) not_speech: Vec<NotSpeech>,
}

/// The quotations of a document.
pub(crate) fn find(document: &Document<'_>, hits: &Hits, mentions: &[Mention], lexicon: &Lexicon, model: &Model) -> Found {
    let line = line::Line::new(document, lexicon);
    let candidates = cues::candidates(&line, hits, lexicon);
    let attributions = select::attributions(&line, &candidates, model);
    let mut joiner = join::Joiner::new(&line);
    joiner.turns(labels::turns(document));
    joiner.attributions(&attributions, mentions);
    joiner.stretches(model);
    joiner.finish()
}
