//! Which quotations of a document are one printed twice: the same words of the same speaker, and what a headline, a standfirst or
//! a pull quote repeats of the text.

use super::Places;
use crate::document::TokenRange;
use crate::extraction::{QuoteId, QuoteRecord, Section};
use crate::quotations::{Quotation, Status};
use crate::sources::Link;
use crate::speakers::Speaker;
use std::collections::BTreeMap;

/// So many words in a row are hardly ever said twice by chance.
const TELLING: usize = 4;
/// How many places with the same words are compared.
const PLACES: usize = 8;

/// What two quotations share that are the same one printed twice.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sameness {
    words: Vec<u64>,
    /// What was denied first and said later are two things.
    status: Status,
    speakers: Vec<usize>,
    /// The words of the source, where it is nobody's name.
    source: Vec<u64>,
}

impl Sameness {
    /// None for a quotation that nobody is known to have said: another with its words may be anybody's. Link and speaker are
    /// taken as found, since how sure they must be to come out does not change whose words these are.
    pub(super) fn new(places: &Places<'_>, q: &Quotation, link: &Link, speaker: &Speaker) -> Option<Self> {
        let unnamed = link.source.as_ref().filter(|_| speaker.entities.is_empty());
        let source = unnamed.map(|candidate| words(places, candidate.tokens)).unwrap_or_default();
        if speaker.entities.is_empty() && source.is_empty() {
            return None;
        }
        Some(Sameness {
            words: q.parts.iter().flat_map(|&range| words(places, range)).collect(),
            status: q.status,
            speakers: speaker.entities.clone(),
            source,
        })
    }
}

/// The folded words of a range.
fn words(places: &Places<'_>, range: TokenRange) -> Vec<u64> {
    let document = &places.analysis.document;
    range.iter().filter(|&t| document.token(t).is_word()).map(|t| document.word_at(t).folded).collect()
}

/// Links what a headline, a standfirst or a pull quote repeats: a record for each of `quotations`. A pull quote without a cue of
/// its own has the speaker of the words that it repeats.
pub(super) fn link_repeated(places: &Places<'_>, quotations: &[&Quotation], records: &mut [QuoteRecord]) {
    let quoted: Vec<Vec<Vec<u64>>> =
        quotations.iter().map(|q| q.quoted.iter().map(|&range| words(places, range)).collect()).collect();
    let is_head = |i: usize| matches!(records[i].section, Section::Headline | Section::Standfirst);
    let heads: Vec<usize> = (0..records.len()).filter(|&i| is_head(i) || is_pulled(places, quotations[i])).collect();
    if heads.is_empty() {
        return;
    }
    let places_of = Repeats::new(&quoted);
    for head in heads {
        let [only] = &quoted[head][..] else {
            continue;
        };
        let fits = |&other: &usize| {
            other != head
                && records[other].status == records[head].status
                && records[other].section == Section::Body
                && records[other].source.is_some()
                && (only.len() >= TELLING || is_compatible(&records[head], &records[other]))
        };
        let others: Vec<usize> = places_of.of(only).into_iter().filter(fits).collect();
        let Some(&first) = others.first() else {
            continue;
        };
        // the same short word from two mouths: the headline may mean either
        if others.iter().any(|&other| records[other].speakers != records[first].speakers) {
            continue;
        }
        if records[head].cue.is_none() && only.len() >= TELLING && !records[first].speakers.is_empty() {
            let body = records[first].clone();
            let pulled = &mut records[head];
            (pulled.source, pulled.speakers, pulled.unresolved) = (body.source, body.speakers, body.unresolved);
            pulled.speaker_confidence = body.speaker_confidence;
        }
        if is_compatible(&records[head], &records[first]) {
            let (earlier, later) = (head.min(first), head.max(first));
            let root = records[earlier].same_as.unwrap_or(QuoteId(earlier as u32));
            records[later].same_as = records[later].same_as.or(Some(root));
        }
    }
}

/// Whether two quotations can have one speaker: they have the same, or the text does not name that of one of them.
fn is_compatible(a: &QuoteRecord, b: &QuoteRecord) -> bool {
    a.speakers.is_empty() || b.speakers.is_empty() || a.speakers == b.speakers
}

/// Whether a quotation without a cue is all of its paragraph.
fn is_pulled(places: &Places<'_>, q: &Quotation) -> bool {
    let document = &places.analysis.document;
    let (Some(part), [only], None) = (q.parts.first(), &q.parts[..], q.cue) else {
        return false;
    };
    let paragraph = document.tokens.get(part.start as usize).and_then(|t| document.paragraphs.get(t.paragraph as usize));
    paragraph.is_some_and(|p| p.first_token + 1 >= only.start && only.end + 1 >= p.end_token)
}

/// Where quoted words stand: those in a row by the first few, short ones as a whole.
struct Repeats<'w> {
    quoted: &'w [Vec<Vec<u64>>],
    runs: BTreeMap<&'w [u64], Vec<(usize, usize, usize)>>,
    short: BTreeMap<&'w [u64], Vec<usize>>,
}

impl<'w> Repeats<'w> {
    fn new(quoted: &'w [Vec<Vec<u64>>]) -> Self {
        let mut repeats = Repeats { quoted, runs: BTreeMap::new(), short: BTreeMap::new() };
        for (i, stretches) in quoted.iter().enumerate() {
            for (s, stretch) in stretches.iter().enumerate() {
                if stretch.len() < TELLING {
                    repeats.short.entry(stretch).or_default().push(i);
                }
                for (at, run) in stretch.windows(TELLING).enumerate() {
                    let list = repeats.runs.entry(run).or_default();
                    if list.len() < PLACES {
                        list.push((i, s, at));
                    }
                }
            }
        }
        repeats
    }

    /// The quotations with these words in a row in one stretch; of a few words only those with no others.
    fn of(&self, words: &[u64]) -> Vec<usize> {
        if words.is_empty() {
            return Vec::new();
        }
        let Some(run) = words.get(..TELLING) else {
            return self.short.get(words).map(|list| list.iter().copied().take(PLACES).collect()).unwrap_or_default();
        };
        let list = self.runs.get(run).map(Vec::as_slice).unwrap_or_default();
        let holds = |&&(i, s, at): &&(usize, usize, usize)| {
            self.quoted[i][s].get(at..at + words.len()).is_some_and(|there| there == words)
        };
        list.iter().filter(holds).map(|&(i, ..)| i).collect()
    }
}
