//! *On the record:* who said what, found in news text, with the proof.
//!
//! Give it an English article; it returns the people, organisations and places, every quotation, and for every quotation who
//! said it. It works offline, generates nothing, and never alters the text: whatever it reports is a span of the text as it
//! came in, `&text[span]`. The same text with the same tables gives the same result on every machine.
//!
//! # Who said what
//!
//! ```
//! use onrecord::Extractor;
//!
//! # let text = std::fs::read_to_string("examples/articles/harbour-talks.txt").unwrap();
//! # let mut said = Vec::new();
//! let doc = Extractor::new().extract(&text);
//! for quote in doc.quotes() {
//!     let who = quote.speakers().next().map_or("unnamed", |s| s.name());
//!     println!("{who}: {}", quote.text());
//! #   said.push(who);
//! }
//! # assert!(said.iter().any(|who| *who != "unnamed"), "{said:?}");
//! ```
//!
//! [`Extractor::extract`] never fails and takes any text, in time linear in its length. The [`Extraction`] owns its text and
//! borrows nothing. A [`Quote`] tells more than its words: the [cue](Quote::cue) (*said*), the [source](Quote::source) that the
//! text prints (*she*), whether it was spoken or written ([`Act`]) and whether it was said at all ([`Status`]: *denied that …*),
//! and [how sure](Quote::speaker_confidence) all that is. An [`Entity`] has its [descriptions](Entity::roles) and all its
//! [mentions](Entity::mentions).
//!
//! # With names and weights of your own
//!
//! A gazetteer is a CSV table that an editor can keep in a spreadsheet; two columns are enough, `name` and `kind`. What it
//! names is always found. Only loading can fail, and the [`Error`] names file, line, column and the mend. The module [`gazetteer`]
//! shows how to check a table, to look a name up, and to load a table again while the program runs.
//!
//! ```
//! use onrecord::{Extractor, Input};
//!
//! # std::env::set_current_dir("examples/newsroom").unwrap();
//! # let text = "“We have two boats,” said Amrit Solberg, who chairs the Hexham Ferry Trust.".to_owned();
//! let extractor = Extractor::builder().gazetteer("ours.csv").model("ours.model.csv")
//!     .indirect(false).min_confidence(0.9).build()?;     // Error: file, line, column, mend
//! let doc = extractor.extract(Input::new(&text).id("story-7").date("2025-06-09").explain(true));
//! # assert_eq!((doc.id(), doc.date()), ("story-7", Some("2025-06-09")));
//! # let trust = doc.organizations().find(|o| o.name() == "Hexham Ferry Trust").expect("our own row");
//! # assert_eq!(trust.links().next().and_then(|l| l.tags().next()), Some(("desk", "transport")));
//! # assert!(doc.quotes().all(|q| q.speakers().len() == 0 || q.speaker_confidence() >= 0.9));
//! # Ok::<(), onrecord::Error>(())
//! ```
//!
//! # Test your own extraction
//!
//! A page of Markdown says, in prose, what must be found in an article; the [`cases`] module has its form. The page is a test:
//!
//! ```
//! use onrecord::Extractor;
//!
//! # std::env::set_current_dir("examples/newsroom").unwrap();
//! # macro_rules! attribute_and_all { (#[test] $($item:tt)+) => { $($item)+ } }
//! # attribute_and_all! {
//! #[test]
//! fn house_style() {
//!     let extractor = Extractor::builder().gazetteer("ours.csv").build().unwrap();
//!     onrecord::cases::check("tests/style.md", &extractor).unwrap();   // what it shows is the difference
//! }
//! # }
//! # house_style();
//! ```
//!
//! # Build a speaker index
//!
//! Over an archive: everything that somebody is quoted saying, where, and how they were described.
//!
//! ```
//! use onrecord::{Extractor, Input, SpeakerIndex};
//!
//! # let extractor = Extractor::new();
//! # let archive = [
//! #     ("monday", "“The yard will open in May,” said Ada Lutnick, the harbour master of Port Selwyn."),
//! #     ("tuesday", "Harbour Master Ada Lutnick met the union. “It will open in June,” Lutnick said."),
//! # ].map(|(id, text)| (id.to_owned(), text.to_owned()));
//! # let mut found = Vec::new();
//! let mut index = SpeakerIndex::new();
//! for (id, text) in &archive { index.insert(extractor.extract(Input::new(text).id(id)))?; }
//! for speaker in index.find("Lutnick") { for q in speaker.quotes() { println!("{} {}", q.document(), q.text()); } }
//! # for speaker in index.find("Lutnick") { for q in speaker.quotes() { found.push(q.document()); } }
//! # assert_eq!(found, ["monday", "tuesday"]);
//! # Ok::<(), onrecord::Error>(())
//! ```
//!
//! # For other programs
//!
//! An [`Extraction`] serializes to the form `onrecord/1`, with offsets in characters as Python counts them; [`wire::Document`]
//! takes bytes or UTF-16 units too, and reads the form back. The command `onrecord` (package `onrecord-cli`) writes it as JSON.
//!
//! # Text that is not trusted
//!
//! No text makes it panic, loop or take more than linear time and memory; of a text longer than 1 GiB only the beginning is
//! read, with a [warning](Extraction::warnings). A text that is not English gives a warning with its result.
//!
//! # Features
//!
//! `learn`, off unless asked for, brings the code that fits weights to annotated articles.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![deny(clippy::float_arithmetic, clippy::string_slice)]
#![allow(clippy::test_attr_in_doctest, reason = "the front page shows a test, and runs it through a hidden macro")]
#![cfg_attr(test, allow(clippy::string_slice, clippy::unwrap_used, reason = "tests may panic"))]

mod assemble;
mod builder;
mod builtin;
pub mod cases;
mod confidence;
mod date;
mod document;
mod entities;
mod error;
mod extraction;
mod extractor;
pub mod gazetteer;
mod grammar;
mod hits;
pub mod index;
mod input;
mod language;
#[cfg(feature = "learn")]
pub mod learn;
mod lexicon;
mod mentions;
mod model;
mod names;
mod options;
mod pipeline;
mod quotations;
mod resources;
mod sections;
mod sources;
mod span;
mod speakers;
mod table;
pub mod wire;

pub use builder::Builder;
pub use error::Error;
pub use extraction::{
    Change, Edit, EditKind, Entity, EntityId, Evidence, Extraction, Form, Link, Mention, MentionId, NotSpeech, Part, Quote,
    QuoteId, Refusal, Rival, Role, Section, Source, Warning, WarningCode,
};
pub use extractor::Extractor;
pub use gazetteer::Origin;
pub use index::SpeakerIndex;
pub use input::Input;
pub use lexicon::Act;
pub use mentions::Kind;
pub use quotations::{QuoteKind, Status};
pub use sources::SourceType;
pub use span::Span;
pub use speakers::Unresolved;

/// The README's program is run as a documentation test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_types_are_send_and_sync() {
        fn check<T: Send + Sync>() {}
        check::<Extractor>();
        check::<Builder>();
        check::<Input<'_>>();
        check::<Extraction>();
        check::<Entity<'_>>();
        check::<Mention<'_>>();
        check::<Quote<'_>>();
        check::<Part<'_>>();
        check::<Role<'_>>();
        check::<Link<'_>>();
        check::<Source<'_>>();
        check::<Rival<'_>>();
        check::<Evidence<'_>>();
        check::<Edit<'_>>();
        check::<Refusal<'_>>();
        check::<NotSpeech<'_>>();
        check::<Warning<'_>>();
        check::<EntityId>();
        check::<MentionId>();
        check::<QuoteId>();
        check::<Span>();
        check::<Error>();
        check::<SpeakerIndex>();
        check::<index::Speaker<'_>>();
        check::<index::Saying<'_>>();
        check::<gazetteer::Match<'_>>();
        check::<gazetteer::Row<'_>>();
        check::<gazetteer::Report>();
        check::<gazetteer::Stats>();
        check::<(gazetteer::RowKind, gazetteer::Spelling, gazetteer::Severity)>();
        check::<wire::Document>();
        check::<cases::Page>();
        check::<cases::Report>();
        check::<(Act, Kind, QuoteKind, Status, SourceType, Unresolved, Form, Section, EditKind, WarningCode, Origin)>();
    }
}
