//! The weights that a fit starts from and stays near.

use super::sequence::Chain;
use crate::error::Error;
use crate::mentions::{AFTER, LABELS, NAMES, START};
use crate::model::{Decision, Fact, Model, ModelBuilder, SCALE};
use std::collections::BTreeMap;

/// Weights of the name tagger as a table has them.
#[derive(Debug)]
pub(super) struct Home {
    pub(super) model: Model,
    /// By the name of the fact; the labels' order is with them.
    rows: BTreeMap<String, [i16; LABELS]>,
}

impl Home {
    /// Reads a table of weights.
    pub(super) fn read(table: &str) -> Result<Home, Error> {
        let mut builder = ModelBuilder::default();
        builder.add(table)?;
        let rows: BTreeMap<String, [i16; LABELS]> =
            builder.rows(Decision::Kind).filter_map(|(name, row)| Some((name.to_owned(), row.try_into().ok()?))).collect();
        if rows.is_empty() {
            return Err(Error::data("a model without weights for names").mend("fit one with `names fit`"));
        }
        Ok(Home { model: Model::new(builder.pack().into()), rows })
    }

    /// Whether a fact has weights here.
    pub(super) fn has(&self, fact: &str) -> bool {
        self.rows.contains_key(fact)
    }

    /// The weights of some facts and of the labels' order as a chain.
    pub(super) fn chain<'f>(&self, facts: impl Iterator<Item = &'f str>) -> Chain<LABELS> {
        let row = |name: &str| self.rows.get(name).map_or([0.0; LABELS], |row| row.map(|w| f32::from(w) / SCALE as f32));
        Chain { rows: facts.map(row).collect(), behind: NAMES.map(|label| row(&behind(label))), start: row(&behind(START)) }
    }

    /// The facts with their weights, without the labels' order.
    pub(super) fn facts(&self) -> impl Iterator<Item = (&str, [i16; LABELS])> {
        let order = behind("");
        self.rows.iter().filter(move |(name, _)| !name.starts_with(&order)).map(|(name, row)| (name.as_str(), *row))
    }
}

/// The name of the fact that a label, or the start, stands before.
pub(super) fn behind(label: &str) -> String {
    Fact::new(AFTER, &[label.into()]).name()
}
