//! Who said what: people, organisations, places, quotations and their speakers in news text.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![deny(clippy::float_arithmetic, clippy::string_slice)]
#![cfg_attr(test, allow(clippy::string_slice, clippy::unwrap_used, reason = "tests may panic"))]

mod builtin;
mod document;
mod entities;
mod error;
mod gazetteer;
mod hits;
#[cfg(feature = "learn")]
pub mod learn;
mod lexicon;
mod mentions;
mod model;
mod pipeline;
mod quotations;
mod sources;
mod span;
mod speakers;
mod table;

pub use error::Error;
pub use gazetteer::Origin;
pub use lexicon::Act;
pub use mentions::Kind;
pub use quotations::{QuoteKind, Status};
pub use sources::SourceType;
pub use span::Span;
pub use speakers::Unresolved;
