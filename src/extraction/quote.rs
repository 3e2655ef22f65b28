//! Views of quotations and what belongs to them.

use super::why::evidence;
use super::{
    Change, EditKind, EditRecord, Entity, Evidence, Extraction, Mention, NotSpeechRecord, Part, PhraseRecord, QuoteId,
    QuoteRecord, RefusalRecord, Rival, Section, SourceRecord, WarningCode, WarningRecord,
};
use crate::lexicon::Act;
use crate::quotations::{QuoteKind, Status};
use crate::sources::SourceType;
use crate::span::Span;
use crate::speakers::Unresolved;
use std::borrow::Cow;
use std::fmt;

/// What stands between the parts of a split quotation where it is shown in one line.
const GAP: &str = " … ";

/// A quotation: content that the text attributes to a source.
#[derive(Clone, Copy)]
pub struct Quote<'e> {
    extraction: &'e Extraction,
    id: QuoteId,
}

impl<'e> Quote<'e> {
    pub(crate) fn new(extraction: &'e Extraction, id: QuoteId) -> Self {
        Quote { extraction, id }
    }

    pub(super) fn record(self) -> &'e QuoteRecord {
        &self.extraction.records.quotes[self.id.index()]
    }

    fn part(self, span: Span) -> Part<'e> {
        Part::new(self.extraction, span)
    }

    /// Its number.
    pub fn id(self) -> QuoteId {
        self.id
    }

    /// The id of the document it stands in.
    pub fn document(self) -> &'e str {
        self.extraction.id()
    }

    /// How much of it stands in quotation marks.
    pub fn kind(self) -> QuoteKind {
        self.record().kind
    }

    /// What was done: spoken, written, thought, wanted.
    pub fn act(self) -> Act {
        self.record().act
    }

    /// What the text says about whether it was said. Only [`Status::Asserted`] counts as something its source said.
    pub fn status(self) -> Status {
        self.record().status
    }

    /// Its words for display: the parts, joined by an ellipsis where there are several. [`Quote::parts`] are exact.
    pub fn text(self) -> Cow<'e, str> {
        match self.record().parts.as_slice() {
            &[one] => Cow::Borrowed(self.part(one).text()),
            parts => Cow::Owned(parts.iter().map(|&span| self.part(span).text()).collect::<Vec<_>>().join(GAP)),
        }
    }

    /// Its content in text order: one part a paragraph at least, more where the cue or other words stand in between.
    pub fn parts(self) -> impl ExactSizeIterator<Item = Part<'e>> {
        self.record().parts.iter().map(move |&span| self.part(span))
    }

    /// What of it stands in quotation marks, without the marks.
    pub fn quoted(self) -> impl ExactSizeIterator<Item = Part<'e>> {
        self.record().quoted.iter().map(move |&span| self.part(span))
    }

    /// The word or words that attribute it: *said*, *according to*, a colon.
    pub fn cue(self) -> Option<Part<'e>> {
        self.record().cue.map(|span| self.part(span))
    }

    /// The phrase that the text gives as its source.
    pub fn source(self) -> Option<Source<'e>> {
        self.record().source.as_ref().map(|record| Source { extraction: self.extraction, record })
    }

    /// Who is behind the source: several for *Voss and Lind said*, none where [`Quote::unresolved`] says why.
    pub fn speakers(self) -> impl ExactSizeIterator<Item = Entity<'e>> {
        self.record().speakers.iter().map(move |&id| Entity::new(self.extraction, id))
    }

    /// Why it has no speaker.
    pub fn unresolved(self) -> Option<Unresolved> {
        self.record().unresolved
    }

    /// To whom it was said, where the text says so.
    pub fn addressee(self) -> Option<Part<'e>> {
        self.record().addressee.map(|phrase| self.part(phrase.span))
    }

    /// Who passed it on: a lawyer, an interpreter, another paper.
    pub fn via(self) -> Option<Part<'e>> {
        self.record().via.map(|span| self.part(span))
    }

    /// The quotation it stands in.
    pub fn within(self) -> Option<Quote<'e>> {
        self.record().within.map(|id| Quote::new(self.extraction, id))
    }

    /// The first quotation of the document with the same words, status and source.
    pub fn same_as(self) -> Option<Quote<'e>> {
        self.record().same_as.map(|id| Quote::new(self.extraction, id))
    }

    /// Where a reporter changed quoted words.
    pub fn edits(self) -> impl ExactSizeIterator<Item = Edit<'e>> {
        self.record().edits.iter().map(move |&record| Edit { part: self.part(record.span), record })
    }

    /// The line of its first part, from 1.
    pub fn line(self) -> usize {
        self.record().line
    }

    /// The paragraph of its first part, from 1.
    pub fn paragraph(self) -> usize {
        self.record().paragraph
    }

    /// The part of the article it stands in.
    pub fn section(self) -> Section {
        self.record().section
    }

    /// How sure it is a quotation with these bounds, from 0 to 1.
    pub fn confidence(self) -> f64 {
        share(self.record().quote_confidence)
    }

    /// How sure its source and speakers are right, from 0 to 1; without a source, how sure that there is none.
    pub fn speaker_confidence(self) -> f64 {
        share(self.record().speaker_confidence)
    }

    /// Why it was decided so; empty unless [`Input::explain`](crate::Input::explain) asked for it.
    pub fn evidence(self) -> impl ExactSizeIterator<Item = Evidence<'e>> {
        evidence(&self.record().evidence)
    }

    /// What would have given it another source; none unless [`Input::explain`](crate::Input::explain) asked for it, and where
    /// there was nothing else to choose.
    ///
    /// ```
    /// use onrecord::{Extractor, Input};
    ///
    /// let text = "Ravi Deshmukh waited outside. “The tide won,” said Ines Okafor.";
    /// let doc = Extractor::new().extract(Input::new(text).explain(true));
    /// let quote = doc.quotes().next().expect("a quotation");
    /// let change = quote.would_change().expect("there is a rival");
    /// // facts about Okafor without which the words would be another's or nobody's, if there are such
    /// assert!(change.evidence().all(|fact| fact.decision() == "source" && fact.weight() > 0));
    /// println!("{:?} is {:?} behind", change.rival().map(|rival| rival.part()), change.margin());
    /// ```
    pub fn would_change(self) -> Option<Change<'e>> {
        self.record().change.as_ref().map(|record| Change { quote: self, record })
    }

    /// The sources that it could have had instead, best first.
    pub fn rivals(self) -> impl ExactSizeIterator<Item = Rival<'e>> {
        self.record().rivals.iter().map(move |&record| Rival { extraction: self.extraction, record })
    }
}

impl fmt::Debug for Quote<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Quote").field("id", &self.id).field("kind", &self.kind()).field("text", &self.text()).finish()
    }
}

/// Thousandths as a number from 0 to 1.
#[expect(clippy::float_arithmetic, reason = "at the public door; decisions use the whole number")]
pub(crate) fn share(thousandths: u16) -> f64 {
    f64::from(thousandths) / 1000.0
}

/// The phrase that the text gives as the source of a quotation: a name, a pronoun, *people familiar with the matter*.
///
/// Where several are given the same words (*Bessent and Greer said*) it is the one of them that the evidence was weighed for, and
/// the others are [`Source::joined`]: each is a mention of its own.
#[derive(Debug, Clone, Copy)]
pub struct Source<'e> {
    extraction: &'e Extraction,
    record: &'e SourceRecord,
}

impl<'e> Source<'e> {
    /// Where it is, in bytes of the text.
    pub fn span(self) -> Span {
        self.record.phrase.span
    }

    /// Exactly what stands there.
    pub fn text(self) -> &'e str {
        self.extraction.slice(self.span())
    }

    /// The mention it is; none for a phrase that names and refers to nobody known.
    pub fn mention(self) -> Option<Mention<'e>> {
        self.record.phrase.mention.map(|id| Mention::new(self.extraction, id))
    }

    /// The other phrases that the text gives the same words to, in text order.
    ///
    /// ```
    /// let doc = onrecord::Extractor::new().extract("“It is late,” Ines Okafor and the mayor said.");
    /// let source = doc.quotes().next().and_then(|quote| quote.source()).expect("a source");
    /// assert_eq!(source.text(), "Ines Okafor");
    /// assert_eq!(source.joined().map(|part| part.text()).collect::<Vec<_>>(), ["the mayor"]);
    /// ```
    pub fn joined(self) -> impl ExactSizeIterator<Item = Part<'e>> {
        let part = move |phrase: &PhraseRecord| Part::new(self.extraction, phrase.span);
        self.record.joined.iter().map(part)
    }

    /// What it is.
    pub fn source_type(self) -> SourceType {
        self.record.source_type
    }

    /// Whether it is a name or resolves to one.
    pub fn is_named(self) -> bool {
        self.record.named
    }
}

/// A place where a reporter changed quoted words.
#[derive(Debug, Clone, Copy)]
pub struct Edit<'e> {
    part: Part<'e>,
    record: EditRecord,
}

impl<'e> Edit<'e> {
    /// Where it is and what stands there.
    pub fn part(self) -> Part<'e> {
        self.part
    }

    /// What was done.
    pub fn kind(self) -> EditKind {
        self.record.kind
    }
}

/// Words in quotation marks that are no quotation.
#[derive(Debug, Clone, Copy)]
pub struct NotSpeech<'e> {
    part: Part<'e>,
    reason: &'static str,
}

impl<'e> NotSpeech<'e> {
    pub(super) fn new(extraction: &'e Extraction, record: &'e NotSpeechRecord) -> Self {
        NotSpeech { part: Part::new(extraction, record.span), reason: record.reason }
    }

    /// Where they are and what stands there, without the marks.
    pub fn part(self) -> Part<'e> {
        self.part
    }

    /// What they are instead.
    pub fn reason(self) -> &'static str {
        self.reason
    }
}

/// A place that says that somebody declined to say anything.
#[derive(Debug, Clone, Copy)]
pub struct Refusal<'e> {
    extraction: &'e Extraction,
    record: &'e RefusalRecord,
}

impl<'e> Refusal<'e> {
    pub(super) fn new(extraction: &'e Extraction, record: &'e RefusalRecord) -> Self {
        Refusal { extraction, record }
    }

    /// The phrase that names who declined.
    pub fn source(self) -> Option<Source<'e>> {
        self.record.source.as_ref().map(|record| Source { extraction: self.extraction, record })
    }

    /// Who declined.
    pub fn speakers(self) -> impl ExactSizeIterator<Item = Entity<'e>> {
        self.record.speakers.iter().map(move |&id| Entity::new(self.extraction, id))
    }

    /// The line of those words, from 1.
    pub fn line(self) -> usize {
        self.record.line
    }

    /// The words that say so: *declined to comment*.
    pub fn cue(self) -> Part<'e> {
        Part::new(self.extraction, self.record.cue)
    }
}

/// Something that makes a result doubtful as a whole.
#[derive(Debug, Clone, Copy)]
pub struct Warning<'e> {
    record: &'e WarningRecord,
}

impl<'e> Warning<'e> {
    pub(super) fn new(record: &'e WarningRecord) -> Self {
        Warning { record }
    }

    /// What it is about.
    pub fn code(self) -> WarningCode {
        self.record.code
    }

    /// The same in a sentence for people.
    pub fn text(self) -> &'e str {
        &self.record.text
    }
}
