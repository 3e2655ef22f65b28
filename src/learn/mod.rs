//! Fitting weights to annotated articles (feature `learn`).
//!
//! Readers of annotated articles, two fitting methods and the writer of weight tables. What a decision's candidates and facts
//! are is stated once, in the stage that decides: training collects those facts through the same `observe` functions.
//! Floats live here and nowhere else in the library; training gives the same table twice on one machine.

#![expect(clippy::float_arithmetic, reason = "fitting weights needs them; no decision of the library does")]

mod annotated;
mod brat;
mod calibrate;
mod confidence;
mod examples;
mod facts;
mod families;
mod gold;
mod home;
mod labels;
mod names;
mod options;
mod oracles;
mod parallel;
mod project;
mod quotations;
mod quote_score;
mod rank;
mod score;
mod sequence;
mod shared;
mod source_families;
mod source_score;
mod sources;
mod speakers;
mod weight_row;
mod write;

pub use annotated::read_names;
pub(crate) use calibrate::isotonic;
pub use confidence::fit_confidence;
pub use families::{FAMILIES, Family};
pub use gold::{Gold, GoldName, GoldQuote, GoldSpan, read_quotes, read_spans};
pub use labels::NameLabels;
pub use names::{NameTrainer, fit_names};
pub use options::NameOptions;
pub use oracles::{Oracles, measure_quotations};
pub use parallel::parallel;
pub(crate) use quotations::agree as content_agrees;
pub use quotations::{Finder, FittedQuotations, FoundQuote, QUOTATION_FAMILIES, QuotationFamily, fit_quotations};
pub(crate) use rank::{Features, Instance, Options, fit};
pub use score::{NameScore, SCORED_KINDS, Tally, names_by, score_names};
pub(crate) use shared::{Shared, fit_shared};
pub use source_families::ablate_sources;
pub use source_score::score_sources;
pub use sources::{Fitted, fit_sources};
pub use speakers::fit_speakers;
pub(crate) use write::table;
