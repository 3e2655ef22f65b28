//! What an extraction stores: spans of its text and numbers of its own lists.

use super::{EditKind, EntityId, Form, MentionId, QuoteId, Section, WarningCode};
use crate::Origin;
use crate::input::Meta;
use crate::lexicon::Act;
use crate::mentions::Kind;
use crate::quotations::{QuoteKind, Status};
use crate::sources::SourceType;
use crate::span::Span;
use crate::speakers::Unresolved;

/// Everything found in one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Records {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) meta: Meta,
    /// A hash of the tables and weights in force.
    pub(crate) data: u64,
    pub(crate) explained: bool,
    pub(crate) entities: Vec<EntityRecord>,
    pub(crate) mentions: Vec<MentionRecord>,
    pub(crate) quotes: Vec<QuoteRecord>,
    pub(crate) refusals: Vec<RefusalRecord>,
    pub(crate) not_speech: Vec<NotSpeechRecord>,
    pub(crate) warnings: Vec<WarningRecord>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EntityRecord {
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) mentions: Vec<MentionId>,
    pub(crate) roles: Vec<RoleRecord>,
    /// Folded, in the order in which the text first uses them.
    pub(crate) pronouns: Vec<String>,
    pub(crate) links: Vec<LinkRecord>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RoleRecord {
    pub(crate) span: Span,
    pub(crate) organization: Option<EntityId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LinkRecord {
    pub(crate) origin: Origin,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) tags: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MentionRecord {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    pub(crate) form: Form,
    pub(crate) title: Option<Span>,
    pub(crate) entity: Option<EntityId>,
    pub(crate) candidates: Vec<EntityId>,
    pub(crate) evidence: Vec<EvidenceRecord>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QuoteRecord {
    pub(crate) kind: QuoteKind,
    pub(crate) act: Act,
    pub(crate) status: Status,
    pub(crate) parts: Vec<Span>,
    pub(crate) quoted: Vec<Span>,
    pub(crate) cue: Option<Span>,
    pub(crate) source: Option<SourceRecord>,
    pub(crate) speakers: Vec<EntityId>,
    pub(crate) unresolved: Option<Unresolved>,
    pub(crate) addressee: Option<PhraseRecord>,
    pub(crate) via: Option<Span>,
    pub(crate) within: Option<QuoteId>,
    pub(crate) same_as: Option<QuoteId>,
    pub(crate) edits: Vec<EditRecord>,
    pub(crate) line: usize,
    pub(crate) paragraph: usize,
    pub(crate) section: Section,
    /// In thousandths.
    pub(crate) quote_confidence: u16,
    pub(crate) speaker_confidence: u16,
    pub(crate) evidence: Vec<EvidenceRecord>,
    pub(crate) rivals: Vec<RivalRecord>,
    /// Only where explanations were asked for.
    pub(crate) change: Option<ChangeRecord>,
}

/// What would have given a quotation another source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChangeRecord {
    /// How far the winner is ahead; none where a rule decided.
    pub(crate) margin: Option<i32>,
    /// The number of the rival that would have won; none for no source.
    pub(crate) rival: Option<usize>,
    /// The numbers of the facts among the evidence.
    pub(crate) evidence: Vec<usize>,
    /// Facts that spoke against the rival.
    pub(crate) against: Vec<EvidenceRecord>,
    /// Whether only all of them together count for so much.
    pub(crate) together: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceRecord {
    pub(crate) phrase: PhraseRecord,
    /// The other phrases that are given the same words, in text order.
    pub(crate) joined: Vec<PhraseRecord>,
    pub(crate) source_type: SourceType,
    pub(crate) named: bool,
}

/// A phrase and the mention it is, where it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PhraseRecord {
    pub(crate) span: Span,
    pub(crate) mention: Option<MentionId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RivalRecord {
    pub(crate) phrase: PhraseRecord,
    pub(crate) weight: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EditRecord {
    pub(crate) span: Span,
    pub(crate) kind: EditKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EvidenceRecord {
    pub(crate) decision: &'static str,
    pub(crate) rule: String,
    pub(crate) weight: i32,
    pub(crate) span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RefusalRecord {
    pub(crate) source: Option<SourceRecord>,
    pub(crate) speakers: Vec<EntityId>,
    pub(crate) cue: Span,
    pub(crate) line: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NotSpeechRecord {
    pub(crate) span: Span,
    pub(crate) reason: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WarningRecord {
    pub(crate) code: WarningCode,
    pub(crate) text: String,
}
