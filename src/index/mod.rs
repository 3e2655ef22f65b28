//! The speaker index: over many documents, who said what, where, and how they were described.

mod identity;
mod sightings;
mod speaker;

pub use speaker::{Saying, Speaker};

use crate::error::Error;
use crate::extraction::Extraction;
use serde::{Deserialize, Serialize};
use sightings::{Sightings, folded};
use speaker::Seen;
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// Everything that everybody is quoted saying in many documents.
///
/// It keeps what was seen by document, so that the order in which documents come does not matter, and indexes built apart
/// merge into the one that would have been built at once. Who is who across documents is worked out when it is read: a row of a
/// gazetteer in common, or the same full name where no gazetteer tells. Only what is asserted counts as said; a quotation that a
/// document prints twice counts once.
///
/// It can be stored through serde.
///
/// ```
/// use onrecord::{Extractor, Input, SpeakerIndex};
///
/// let extractor = Extractor::new();
/// let mut index = SpeakerIndex::new();
/// index.insert(extractor.extract(Input::new("“We sail at dawn,” said Captain Edda Holm.").id("one")))?;
/// for speaker in index.find("Holm") {
///     for quote in speaker.quotes() {
///         println!("{}: {}", quote.document(), quote.text());
///     }
/// }
/// # Ok::<(), onrecord::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeakerIndex {
    documents: BTreeMap<String, Sightings>,
}

impl SpeakerIndex {
    /// An index without documents.
    pub fn new() -> Self {
        SpeakerIndex::default()
    }

    /// Adds what a document says. A document that is there already, with the same content, changes nothing.
    ///
    /// # Errors
    ///
    /// Where a document with this id is there with other content: [`Error::is_conflict`]. The index stays as it was.
    pub fn insert(&mut self, extraction: impl Borrow<Extraction>) -> Result<(), Error> {
        let extraction = extraction.borrow();
        let sightings = Sightings::new(extraction);
        self.check(extraction.id(), &sightings)?;
        self.documents.insert(extraction.id().to_owned(), sightings);
        Ok(())
    }

    /// Adds all documents of another index.
    ///
    /// # Errors
    ///
    /// Where both have a document of one id with different content: [`Error::is_conflict`]. The index stays as it was.
    pub fn merge(&mut self, other: SpeakerIndex) -> Result<(), Error> {
        for (id, sightings) in &other.documents {
            self.check(id, sightings)?;
        }
        self.documents.extend(other.documents);
        Ok(())
    }

    fn check(&self, id: &str, sightings: &Sightings) -> Result<(), Error> {
        match self.documents.get(id) {
            Some(known) if known != sightings => {
                Err(Error::conflict(format!("the index has a document `{id}` with other content"))
                    .mend("give every document an id of its own, and read all with the same tables"))
            }
            _ => Ok(()),
        }
    }

    /// The ids of its documents.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = &str> {
        self.documents.keys().map(String::as_str)
    }

    /// Everybody who is quoted, by name.
    pub fn speakers(&self) -> impl Iterator<Item = Speaker<'_>> {
        let documents = self.documents.iter();
        let seen =
            documents.flat_map(|(id, document)| document.speakers.iter().map(move |sighting| Seen { id, document, sighting }));
        let groups = identity::groups(seen.collect());
        let mut speakers: Vec<Speaker<'_>> = groups
            .into_iter()
            .map(|mut seen| {
                seen.sort_by_key(|one| one.id);
                Speaker { seen }
            })
            .collect();
        speakers.sort_by_cached_key(Speaker::name);
        speakers.into_iter()
    }

    /// Everybody with this name: a full name, another one, or the last words of one, such as a surname, in any letter case.
    pub fn find(&self, name: &str) -> impl Iterator<Item = Speaker<'_>> {
        let wanted = folded(name);
        self.speakers().filter(move |speaker| !wanted.is_empty() && speaker.names().any(|name| folded(name).ends_with(&wanted)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extraction::{EntityId, EntityRecord, LinkRecord, QuoteRecord, Records, Section};
    use crate::lexicon::Act;
    use crate::mentions::Kind;
    use crate::quotations::{QuoteKind, Status};
    use crate::{Origin, Span};

    /// A document in which somebody, linked to these rows, says something.
    fn document(id: &str, name: &str, rows: &[&str], words: &str, status: Status) -> Extraction {
        let text = format!("{name}: {words}");
        let links = rows.iter().map(|row| LinkRecord {
            origin: Origin::User,
            id: (*row).to_owned(),
            name: name.to_owned(),
            tags: Vec::new(),
        });
        let entity = EntityRecord {
            kind: Kind::Person,
            name: name.to_owned(),
            mentions: Vec::new(),
            roles: Vec::new(),
            pronouns: Vec::new(),
            links: links.collect(),
        };
        let quote = QuoteRecord {
            kind: QuoteKind::Direct,
            act: Act::Speech,
            status,
            parts: vec![Span::new(name.len() + 2, text.len())],
            quoted: Vec::new(),
            cue: None,
            source: None,
            speakers: vec![EntityId(0)],
            unresolved: None,
            addressee: None,
            via: None,
            within: None,
            same_as: None,
            edits: Vec::new(),
            line: 1,
            paragraph: 1,
            section: Section::Body,
            quote_confidence: 1000,
            speaker_confidence: 1000,
            evidence: Vec::new(),
            rivals: Vec::new(),
            change: None,
        };
        let records = Records { id: id.to_owned(), text, entities: vec![entity], quotes: vec![quote], ..Records::default() };
        Extraction { records }
    }

    fn said(id: &str, name: &str, rows: &[&str], words: &str) -> Extraction {
        document(id, name, rows, words, Status::Asserted)
    }

    fn found(index: &SpeakerIndex, name: &str) -> Vec<String> {
        let quotes = |s: Speaker<'_>| s.quotes().map(|q| format!("{} {}", q.document(), q.text())).collect::<Vec<_>>().join(", ");
        index.find(name).map(quotes).collect()
    }

    #[test]
    fn speakers_are_found_across_documents() {
        let mut index = SpeakerIndex::new();
        index.insert(said("b", "Edda Holm", &[], "No.")).unwrap();
        index.insert(said("a", "Edda Holm", &["holm"], "Yes.")).unwrap();
        index.insert(said("c", "Karl Holm", &[], "Maybe.")).unwrap();
        assert_eq!(found(&index, "edda holm"), ["a Yes., b No."]);
        assert_eq!(found(&index, "HOLM"), ["a Yes., b No.", "c Maybe."]);
        assert_eq!(found(&index, "Edda"), [""; 0]);
        assert_eq!(found(&index, ""), [""; 0]);
    }

    #[test]
    fn namesakes_that_rows_tell_apart_stay_apart() {
        let mut index = SpeakerIndex::new();
        index.insert(said("a", "Edda Holm", &["captain"], "Yes.")).unwrap();
        index.insert(said("b", "Edda Holm", &["judge"], "No.")).unwrap();
        index.insert(said("c", "Edda Holm", &[], "Maybe.")).unwrap();
        assert_eq!(index.speakers().count(), 3);
    }

    #[test]
    fn one_row_in_common_is_enough() {
        let mut index = SpeakerIndex::new();
        index.insert(said("a", "Edda Holm", &["holm", "holm-of-ours"], "Yes.")).unwrap();
        index.insert(said("b", "E. Holm", &["holm"], "No.")).unwrap();
        assert_eq!(found(&index, "Holm"), ["a Yes., b No."]);
    }

    #[test]
    fn a_name_that_could_be_either_joins_nobody() {
        let mut index = SpeakerIndex::new();
        index.insert(said("a", "Edda Holm", &["captain", "judge"], "Maybe.")).unwrap();
        index.insert(said("b", "Edda Holm", &["captain"], "Yes.")).unwrap();
        index.insert(said("c", "Edda Holm", &["judge"], "No.")).unwrap();
        assert_eq!(index.speakers().count(), 3);
    }

    #[test]
    fn what_was_denied_first_and_said_later_counts() {
        let text = "Edda Holm denied that the boat sank. On Friday, Edda Holm said that the boat sank.";
        let doc = crate::Extractor::new().extract(crate::Input::new(text).id("a"));
        assert!(doc.quotes().any(|q| q.status() == Status::Denied));
        let mut index = SpeakerIndex::new();
        index.insert(&doc).unwrap();
        assert_eq!(found(&index, "Holm"), ["a the boat sank"]);
    }

    #[test]
    fn what_is_not_asserted_counts_for_nobody() {
        for text in [
            "Edda Holm denied having called the boat “mad”.",
            "Edda Holm did not say the boat was “sound”.",
            "If Edda Holm says that the boat is “sound”, it will sail.",
            "Edda Holm refused to confirm that the boat was “sound”.",
            "Edda Holm has yet to say that the boat is “sound”.",
            "Edda Holm stopped short of calling the boat “sound”.",
            "Edda Holm asked whether the boat was “sound”.",
            "Edda Holm disputed that Karl Berg had called the boat “sound”.",
            "Edda Holm is expected to say that the boat is “sound”.",
        ] {
            let doc = crate::Extractor::new().extract(crate::Input::new(text).id("a"));
            assert!(doc.quotes().len() > 0 && doc.quotes().all(|q| q.status() != Status::Asserted), "{text}");
            let mut index = SpeakerIndex::new();
            index.insert(&doc).unwrap();
            assert_eq!(index.speakers().count(), 0, "{text}");
        }
    }

    #[test]
    fn words_within_words_and_words_passed_on_count_once() {
        for (text, expected) in [
            ("“I told the crew, ‘No way’,” Edda Holm said.", &["a I told the crew, ‘No way’,"][..]),
            ("“It sank,” Edda Holm said, according to the Tallow Herald.", &["a It sank,"]),
        ] {
            let doc = crate::Extractor::new().extract(crate::Input::new(text).id("a"));
            let mut index = SpeakerIndex::new();
            index.insert(&doc).unwrap();
            assert_eq!(doc.quotes().len(), 2, "{text}");
            assert_eq!(found(&index, "Holm"), expected);
            assert_eq!(index.speakers().count(), 1, "{text}");
        }
    }

    #[test]
    fn what_is_printed_twice_counts_once() {
        let text = "“The boat sank,” said Edda Holm. It rained. “The boat sank,” said Edda Holm.";
        let doc = crate::Extractor::new().extract(crate::Input::new(text).id("a"));
        let mut index = SpeakerIndex::new();
        index.insert(&doc).unwrap();
        assert_eq!(found(&index, "Holm"), ["a The boat sank,"]);
    }

    #[test]
    fn what_is_denied_was_not_said() {
        let mut index = SpeakerIndex::new();
        index.insert(document("a", "Edda Holm", &[], "It sank.", Status::Denied)).unwrap();
        assert_eq!(index.speakers().count(), 0);
        assert_eq!(index.documents().collect::<Vec<_>>(), ["a"]);
    }

    #[test]
    fn merging_is_a_union_in_any_order() {
        let (a, b) = (said("a", "Edda Holm", &[], "Yes."), said("b", "Karl Holm", &[], "No."));
        let index = |list: &[&Extraction]| {
            let mut index = SpeakerIndex::new();
            list.iter().for_each(|e| index.insert(*e).unwrap());
            index
        };
        let mut merged = index(&[&b]);
        merged.merge(index(&[&a, &b])).unwrap();
        assert_eq!(merged, index(&[&a, &b]));
        let other = index(&[&said("b", "Karl Holm", &[], "Yes.")]);
        let before = merged.clone();
        assert!(merged.merge(other).unwrap_err().is_conflict());
        assert!(merged.insert(said("a", "Edda Holm", &[], "No.")).unwrap_err().is_conflict());
        assert_eq!(merged, before);
    }

    #[test]
    fn it_is_stored_and_read_back() {
        let mut index = SpeakerIndex::new();
        index.insert(said("a", "Edda Holm", &["holm"], "Yes.")).unwrap();
        let json = serde_json::to_string(&index).unwrap();
        assert_eq!(serde_json::from_str::<SpeakerIndex>(&json).unwrap(), index);
    }
}
