//! Records of quotations: those that the caller wants, with numbers that fit.

use super::Places;
use super::change::change;
use super::edits::edits;
use super::entities::has_name;
use super::sameness::{Sameness, link_repeated};
use crate::confidence::Confidence;
use crate::document::TokenRange;
use crate::extraction::{
    EntityId, EvidenceRecord, MentionId, PhraseRecord, QuoteId, QuoteRecord, RefusalRecord, RivalRecord, SourceRecord,
};
use crate::mentions::Reference;
use crate::model::Explained;
use crate::options::Options;
use crate::quotations::{Quotation, QuoteKind, Refusal};
use crate::sources::{Candidate, Link};
use crate::speakers::{Speaker, Unresolved};
use std::collections::BTreeMap;

/// How many quotations that are left out may stand around one before it counts as standing alone.
const DEEPEST: usize = 32;

/// The records of the quotations that the options ask for.
pub(super) fn records(places: &Places<'_>, options: &Options) -> Vec<QuoteRecord> {
    let analysis = places.analysis;
    let quotations = &analysis.found.quotations;
    let lines = Lines::new(places.text);
    let mut numbers: Vec<Option<QuoteId>> = Vec::with_capacity(quotations.len());
    // words without marks that nobody in the text said are the reporter's own
    let told =
        |i: usize, q: &Quotation| q.kind != QuoteKind::Indirect || analysis.links.get(i).is_some_and(|l| l.source.is_some());
    let wanted: Vec<bool> = quotations.iter().enumerate().map(|(i, q)| options.wants(q) && told(i, q)).collect();
    let mut next = 0;
    for &is_wanted in &wanted {
        numbers.push(is_wanted.then_some(QuoteId(next)));
        next += u32::from(is_wanted);
    }
    let outer = |q: &Quotation| {
        let mut around = q.within;
        for _ in 0..DEEPEST {
            match around {
                Some(o) if wanted.get(o) == Some(&false) => around = quotations.get(o).and_then(|q| q.within),
                _ => break,
            }
        }
        around.and_then(|o| numbers.get(o).copied().flatten())
    };
    let (no_link, no_speaker) = (Link::default(), Speaker::default());
    let mut earlier: BTreeMap<Sameness, QuoteId> = BTreeMap::new();
    let mut records = Vec::new();
    for (i, q) in quotations.iter().enumerate().filter(|&(i, _)| wanted.get(i) == Some(&true)) {
        let link = analysis.links.get(i).unwrap_or(&no_link);
        let speaker = analysis.speakers.get(i).unwrap_or(&no_speaker);
        let confidence = analysis.confidence.get(i).copied().unwrap_or_default();
        let mut record = record(places, &lines, q, link, speaker, confidence, options);
        record.within = outer(q);
        record.evidence = evidence(places, i, link, speaker);
        if let Some(weighed) = analysis.reasons.as_ref().and_then(|reasons| reasons.sources.get(i)) {
            let meant = |c: &Candidate| c.mention.and_then(|m| analysis.entities.of_mention.get(m).copied().flatten());
            record.change = change(places, &record, link, weighed, &meant);
        }
        let id = QuoteId(records.len() as u32);
        let first = Sameness::new(places, q, link, speaker).map(|same| *earlier.entry(same).or_insert(id));
        record.same_as = first.filter(|&first| first != id);
        records.push(record);
    }
    let kept: Vec<&Quotation> = quotations.iter().zip(&wanted).filter(|(_, wanted)| **wanted).map(|(q, _)| q).collect();
    link_repeated(places, &kept, &mut records);
    records
}

fn record(
    places: &Places<'_>,
    lines: &Lines,
    q: &Quotation,
    link: &Link,
    speaker: &Speaker,
    confidence: Confidence,
    options: &Options,
) -> QuoteRecord {
    let spans = |ranges: &[TokenRange]| ranges.iter().map(|&r| places.span(r)).collect::<Vec<_>>();
    let parts = spans(&q.parts);
    let first = q.parts.first().map_or(0, |r| r.start);
    let paragraph = places.analysis.document.tokens.get(first as usize).map_or(0, |t| t.paragraph as usize);
    let section = places.analysis.found.sections.get(paragraph).copied().unwrap_or_default();
    let line = lines.of(parts.first().map_or(0, |span| span.start));
    let sure = confidence.speaker >= options.min_confidence;
    let speakers: Vec<EntityId> = speaker.entities.iter().map(|&e| EntityId(e as u32)).collect();
    let source = source(places, link, &speaker.entities);
    // a candidate that is not sure enough is the first of those it could be
    let unsure = link.source.iter().filter(|_| !sure);
    let rivals = unsure.chain(&link.rivals);
    let rivals = rivals.map(|c| RivalRecord { phrase: phrase(places, c), weight: c.weight }).collect();
    let unresolved = match speaker.unresolved {
        _ if !sure => Some(Unresolved::Unsure),
        None if speakers.is_empty() => Some(Unresolved::NoSource),
        why => why,
    };
    QuoteRecord {
        kind: q.kind,
        act: q.act,
        status: q.status,
        parts,
        quoted: spans(&q.quoted),
        cue: q.cue.map(|cue| places.span(cue.tokens)),
        source: source.filter(|_| sure),
        speakers: if sure { speakers } else { Vec::new() },
        unresolved,
        addressee: q.addressee.map(|tokens| places.phrase(tokens)),
        via: link.via.map(|tokens| places.span(tokens)),
        within: None,
        same_as: None,
        edits: q.quoted.iter().flat_map(|&range| edits(places, range)).collect(),
        line,
        paragraph: paragraph + 1,
        section,
        quote_confidence: confidence.quote.min(1000),
        speaker_confidence: confidence.speaker.min(1000),
        evidence: Vec::new(),
        rivals,
        change: None,
    }
}

/// The records of the places where somebody is said to have said nothing.
pub(super) fn refusals(places: &Places<'_>) -> Vec<RefusalRecord> {
    let lines = Lines::new(places.text);
    let found = places.analysis.found.refusals.iter().zip(&places.analysis.refusers);
    let record = |(refusal, (link, who)): (&Refusal, &(Link, Vec<usize>))| {
        let source = source(places, link, who);
        let speakers = who.iter().map(|&e| EntityId(e as u32)).collect();
        let cue = places.span(refusal.cue);
        RefusalRecord { source, speakers, cue, line: lines.of(cue.start) }
    };
    found.map(record).collect()
}

/// The source of a link, behind which these entities are.
fn source(places: &Places<'_>, link: &Link, who: &[usize]) -> Option<SourceRecord> {
    let candidate = link.source.as_ref()?;
    let mut joined: Vec<PhraseRecord> = link.joined.iter().map(|c| phrase(places, c)).collect();
    joined.sort_by_key(|phrase| phrase.span);
    Some(SourceRecord {
        phrase: phrase(places, candidate),
        joined,
        source_type: candidate.source_type,
        named: who.iter().any(|&e| has_name(places, e)) || is_name(places, candidate),
    })
}

/// Why it is a quotation, why it has its source, and why that means its speaker.
fn evidence(places: &Places<'_>, quotation: usize, link: &Link, speaker: &Speaker) -> Vec<EvidenceRecord> {
    let Some(reasons) = &places.analysis.reasons else {
        return Vec::new();
    };
    let mention = link.source.as_ref().and_then(|source| source.mention);
    let mut evidence = places.evidence("quote", reasons.quotes.get(quotation));
    evidence.extend(places.evidence("source", reasons.sources.get(quotation).map(|weighed| &weighed.chosen)));
    evidence.extend(places.evidence("speaker", mention.and_then(|m| reasons.entities.get(m))));
    let by_rule = speaker.rule.zip(link.source.as_ref()).map(|(rule, source)| vec![Explained::by_rule(rule, source.tokens)]);
    evidence.extend(places.evidence("speaker", by_rule.as_ref()));
    evidence
}

fn phrase(places: &Places<'_>, candidate: &Candidate) -> PhraseRecord {
    PhraseRecord { span: places.span(candidate.tokens), mention: candidate.mention.map(|m| MentionId(m as u32)) }
}

fn is_name(places: &Places<'_>, candidate: &Candidate) -> bool {
    let mention = candidate.mention.and_then(|m| places.analysis.mentions.get(m));
    mention.is_some_and(|m| m.reference == Reference::Name)
}

/// The lines of a text.
struct Lines {
    /// Where each line but the first begins.
    starts: Vec<usize>,
}

impl Lines {
    fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = |&(i, &b): &(usize, &u8)| b == b'\n' || (b == b'\r' && bytes.get(i + 1) != Some(&b'\n'));
        Lines { starts: bytes.iter().enumerate().filter(ends).map(|(i, _)| i + 1).collect() }
    }

    /// The line of a byte, from 1.
    fn of(&self, at: usize) -> usize {
        1 + self.starts.partition_point(|&start| start <= at)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Extractor, Unresolved};

    /// What each quotation repeats, with this certainty asked for.
    fn repeated(text: &str, share: f64) -> Vec<(Option<usize>, Option<Unresolved>)> {
        let extractor = Extractor::builder().min_confidence(share).build().expect("the built-in tables");
        let doc = extractor.extract(text);
        doc.quotes().map(|q| (q.same_as().map(|first| first.id().index()), q.unresolved())).collect()
    }

    #[test]
    fn the_same_words_of_the_same_speaker_are_the_same() {
        let text = "“The boat sank,” said Edda Holm. It rained. “The boat sank,” said Edda Holm.";
        assert_eq!(repeated(text, 0.0), [(None, None), (Some(0), None)]);
        // how sure the speaker must be has no say in it
        let unsure = Some(Unresolved::Unsure);
        assert_eq!(repeated(text, 1.0), [(None, unsure), (Some(0), unsure)]);
    }

    #[test]
    fn words_that_are_nobodys_are_not_the_same() {
        let text = "“It is over, and nobody has won.”\n\nRain fell on the roofs.\n\n“It is over, and nobody has won.”\n";
        let nobody = (None, Some(Unresolved::NoSource));
        assert_eq!(repeated(text, 0.0), [nobody, nobody]);
    }

    #[test]
    fn what_was_denied_is_not_what_was_said() {
        let text = "Edda Holm denied that the boat sank. On Friday, Edda Holm said that the boat sank.";
        assert_eq!(repeated(text, 0.0), [(None, None), (None, None)]);
    }
}
