//! From an extraction to the wire form.

use super::offsets::Offsets;
use super::{
    Change, Confidence, Document, Edit, Entity, Evidence, Link, Mention, Meta, NotSpeech, Part, Phrase, Place, Quote, Refusal,
    Rival, Role, SCHEMA, Source, Speaker, Unit, Warning,
};
use crate::extraction::{
    EntityId, EntityRecord, EvidenceRecord, Extraction, MentionId, MentionRecord, PhraseRecord, QuoteId, QuoteRecord,
    SourceRecord, share,
};
use crate::span::Span;

impl Document {
    /// An extraction in the wire form, with offsets in this unit.
    pub fn new(extraction: &Extraction, unit: Unit) -> Document {
        let writer = Writer { extraction, offsets: Offsets::new(extraction.text(), unit) };
        let records = &extraction.records;
        let meta = records.meta.clone();
        Document {
            schema: SCHEMA.to_owned(),
            id: records.id.clone(),
            offsets: unit,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            data: extraction.data(),
            meta: Meta { date: meta.date, title: meta.title, url: meta.url, outlet: meta.outlet },
            entities: records.entities.iter().enumerate().map(|(id, e)| writer.entity(id, e)).collect(),
            mentions: records.mentions.iter().enumerate().map(|(id, m)| writer.mention(id, m)).collect(),
            quotes: records.quotes.iter().enumerate().map(|(id, q)| writer.quote(id, q)).collect(),
            refusals: records
                .refusals
                .iter()
                .map(|r| Refusal {
                    source: r.source.as_ref().map(|s| writer.source(s)),
                    speakers: writer.speakers(&r.speakers),
                    cue: writer.part(r.cue),
                })
                .collect(),
            warnings: records.warnings.iter().map(|w| Warning { code: w.code, text: w.text.clone() }).collect(),
            not_speech: records.explained.then(|| {
                let list = records.not_speech.iter();
                list.map(|n| {
                    let Part { start, end, text } = writer.part(n.span);
                    NotSpeech { start, end, text, reason: n.reason.to_owned() }
                })
                .collect()
            }),
        }
    }
}

struct Writer<'e> {
    extraction: &'e Extraction,
    offsets: Offsets<'e>,
}

impl Writer<'_> {
    fn part(&self, span: Span) -> Part {
        let (start, end) = (self.offsets.of(span.start), self.offsets.of(span.end));
        Part { start, end, text: self.extraction.slice(span).to_owned() }
    }

    fn parts(&self, spans: &[Span]) -> Vec<Part> {
        spans.iter().map(|&span| self.part(span)).collect()
    }

    fn entity(&self, id: usize, record: &EntityRecord) -> Entity {
        let roles = record.roles.iter().map(|role| {
            let Part { start, end, text } = self.part(role.span);
            Role { start, end, text, organization: role.organization.map(EntityId::index) }
        });
        let links = record.links.iter().map(|link| Link {
            origin: link.origin,
            id: link.id.clone(),
            name: link.name.clone(),
            tags: link.tags.iter().cloned().collect(),
        });
        Entity {
            id,
            kind: record.kind,
            name: record.name.clone(),
            roles: roles.collect(),
            pronouns: record.pronouns.clone(),
            links: links.collect(),
        }
    }

    fn mention(&self, id: usize, record: &MentionRecord) -> Mention {
        let Part { start, end, text } = self.part(record.span);
        Mention {
            id,
            start,
            end,
            text,
            kind: record.kind,
            form: record.form,
            title: record.title.map(|span| self.part(span)),
            entity: record.entity.map(EntityId::index),
            candidates: record.candidates.iter().map(|c| c.index()).collect(),
            evidence: self.evidence(&record.evidence),
        }
    }

    fn quote(&self, id: usize, record: &QuoteRecord) -> Quote {
        let rivals = || {
            let list = record.rivals.iter();
            list.map(|rival| {
                let Phrase { start, end, text, mention } = self.phrase(&rival.phrase);
                Rival { start, end, text, mention, weight: rival.weight }
            })
            .collect()
        };
        let edits = record.edits.iter().map(|edit| {
            let Part { start, end, text } = self.part(edit.span);
            Edit { start, end, text, kind: edit.kind }
        });
        Quote {
            id,
            kind: record.kind,
            act: record.act,
            status: record.status,
            parts: self.parts(&record.parts),
            quoted: self.parts(&record.quoted),
            cue: record.cue.map(|span| self.part(span)),
            source: record.source.as_ref().map(|source| self.source(source)),
            speakers: self.speakers(&record.speakers),
            unresolved: record.unresolved,
            addressee: record.addressee.as_ref().map(|phrase| self.phrase(phrase)),
            via: record.via.map(|span| self.part(span)),
            within: record.within.map(QuoteId::index),
            same_as: record.same_as.map(QuoteId::index),
            edits: edits.collect(),
            place: Place { line: record.line, paragraph: record.paragraph, section: record.section },
            confidence: Confidence { quote: share(record.quote_confidence), speaker: share(record.speaker_confidence) },
            evidence: self.evidence(&record.evidence),
            rivals: self.extraction.records.explained.then(rivals),
            would_change: record.change.as_ref().map(|change| Change {
                margin: change.margin,
                rival: change.rival,
                evidence: change.evidence.clone(),
                against: self.facts(&change.against),
                together: change.together,
            }),
        }
    }

    fn phrase(&self, record: &PhraseRecord) -> Phrase {
        let Part { start, end, text } = self.part(record.span);
        Phrase { start, end, text, mention: record.mention.map(MentionId::index) }
    }

    fn source(&self, record: &SourceRecord) -> Source {
        let Phrase { start, end, text, mention } = self.phrase(&record.phrase);
        let joined = record.joined.iter().map(|phrase| self.phrase(phrase)).collect();
        Source { start, end, text, mention, joined, source_type: record.source_type, named: record.named }
    }

    fn speakers(&self, ids: &[EntityId]) -> Vec<Speaker> {
        let entity = |&id| self.extraction.entity(id);
        ids.iter().filter_map(entity).map(|e| Speaker { entity: e.id().index(), name: e.name().to_owned() }).collect()
    }

    /// Evidence where it was asked for.
    fn evidence(&self, records: &[EvidenceRecord]) -> Option<Vec<Evidence>> {
        self.extraction.records.explained.then(|| self.facts(records))
    }

    fn facts(&self, records: &[EvidenceRecord]) -> Vec<Evidence> {
        let fact = |record: &EvidenceRecord| Evidence {
            decision: record.decision.to_owned(),
            rule: record.rule.clone(),
            weight: record.weight,
            start: self.offsets.of(record.span.start),
            end: self.offsets.of(record.span.end),
        };
        records.iter().map(fact).collect()
    }
}
