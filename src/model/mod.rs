//! Evidence and decisions: facts are stated once, and a sink sums, collects or explains them.

mod confidence;
mod facts;
mod sinks;
pub(crate) mod weights;

/// Names rules of evidence, those of one decision perhaps with the same beginning: `rules! { in "source.": NEAR = "near" }`.
macro_rules! rules {
    (in $beginning:literal: $($name:ident = $text:literal),* $(,)?) => {
        $(const $name: $crate::model::Rule = $crate::model::Rule::new(concat!($beginning, $text));)*
    };
    ($($name:ident = $text:literal),* $(,)?) => { $(const $name: $crate::model::Rule = $crate::model::Rule::new($text);)* };
}
pub(crate) use rules;

pub(crate) use confidence::{SCALE, share_of_yes, shares};
#[cfg(feature = "learn")]
pub(crate) use facts::Fact;
pub(crate) use facts::{Rule, Value};
#[cfg(any(test, feature = "learn"))]
pub(crate) use sinks::Collect;
pub(crate) use sinks::{Explain, Explained, RULE_WEIGHT, Sink, Sum};
#[cfg(feature = "learn")]
pub(crate) use weights::Builder as ModelBuilder;
pub(crate) use weights::{Decision, Model, NAME_LABELS, Weights};
