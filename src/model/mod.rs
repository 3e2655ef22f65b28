//! Evidence and decisions: facts are stated once, and a sink sums, collects or explains them.

mod confidence;
mod facts;
mod sinks;
pub(crate) mod weights;

pub(crate) use confidence::{SCALE, shares};
#[cfg(feature = "learn")]
pub(crate) use facts::Fact;
pub(crate) use facts::{Rule, Value};
#[cfg(any(test, feature = "learn"))]
pub(crate) use sinks::Collect;
pub(crate) use sinks::{Explain, Explained, RULE_WEIGHT, Sink, Sum};
#[cfg(feature = "learn")]
pub(crate) use weights::Builder as ModelBuilder;
pub(crate) use weights::{Decision, Model, NAME_LABELS, Weights};
