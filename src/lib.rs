//! Who said what: people, organisations, places, quotations and their speakers in news text.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![deny(clippy::float_arithmetic, clippy::string_slice)]
#![cfg_attr(test, allow(clippy::string_slice, clippy::unwrap_used, reason = "tests may panic"))]

mod assemble;
mod builder;
mod builtin;
pub mod cases;
mod document;
mod entities;
mod error;
mod extraction;
mod extractor;
mod gazetteer;
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
mod pipeline;
mod quotations;
mod sources;
mod span;
mod speakers;
mod table;
pub mod wire;

pub use builder::Builder;
pub use error::Error;
pub use extraction::{
    Edit, EditKind, Entity, EntityId, Evidence, Extraction, Form, Link, Mention, MentionId, NotSpeech, Part, Quote, QuoteId,
    Refusal, Rival, Role, Section, Source, Warning, WarningCode,
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
