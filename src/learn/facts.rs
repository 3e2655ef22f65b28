//! Facts by number, as the name tagger states them.

use crate::model::{Fact, Sink};
use std::collections::HashMap;

/// Numbers facts in the order in which they are first seen; those of another numbering keep their numbers.
#[derive(Debug, Default)]
pub(super) struct FactNumbers<'b> {
    base: Option<&'b FactNumbers<'b>>,
    numbers: HashMap<u64, u32>,
    names: Vec<String>,
    now: Vec<u32>,
}

impl<'b> FactNumbers<'b> {
    /// A numbering that goes on where another one ends.
    pub(super) fn over(base: &'b FactNumbers<'b>) -> Self {
        FactNumbers { base: Some(base), ..FactNumbers::default() }
    }

    fn below(&self) -> usize {
        self.base.map_or(0, FactNumbers::len)
    }

    /// How many facts have a number.
    pub(super) fn len(&self) -> usize {
        self.below() + self.names.len()
    }

    /// The names of facts, by number.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.base.iter().flat_map(|base| &base.names).chain(&self.names).map(String::as_str)
    }

    /// Forgets what was seen, not its numbers.
    pub(super) fn clear(&mut self) {
        self.now.clear();
    }

    /// The numbers of the facts seen since.
    pub(super) fn now(&self) -> &[u32] {
        &self.now
    }
}

impl Sink for FactNumbers<'_> {
    fn fact(&mut self, fact: Fact<'_>) {
        let key = fact.key();
        if let Some(&number) = self.base.and_then(|base| base.numbers.get(&key)) {
            self.now.push(number);
            return;
        }
        let next = self.len() as u32;
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.names.push(fact.name());
        }
        self.now.push(number);
    }
}
