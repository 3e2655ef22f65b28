//! Three uses of one set of facts: summing their weights, collecting their names, explaining them.

use super::confidence::SCALE;
use super::facts::{Fact, Rule, Value};
use super::weights::{MAX_OUTPUTS, Weights};
use crate::document::TokenRange;

/// Takes the facts that an `observe` function states.
pub(crate) trait Sink {
    /// One more fact.
    fn fact(&mut self, fact: Fact<'_>);

    /// States a fact.
    #[inline]
    fn see(&mut self, rule: Rule, values: &[Value<'_>]) {
        self.fact(Fact::new(rule, values));
    }

    /// Where the facts that follow were observed.
    fn at(&mut self, _tokens: TokenRange) {}
}

/// Sums the weights of facts, without allocation.
#[derive(Debug)]
pub(crate) struct Sum<'w> {
    weights: &'w Weights,
    totals: [i32; MAX_OUTPUTS],
}

impl<'w> Sum<'w> {
    pub(crate) fn new(weights: &'w Weights) -> Self {
        Sum { weights, totals: [0; MAX_OUTPUTS] }
    }

    /// The sum for the decision's only output, or its first.
    pub(crate) fn total(&self) -> i32 {
        self.totals[0]
    }

    /// The sums for all outputs.
    pub(crate) fn totals(&self) -> &[i32; MAX_OUTPUTS] {
        &self.totals
    }
}

impl Sink for Sum<'_> {
    #[inline]
    fn fact(&mut self, fact: Fact<'_>) {
        self.weights.add(fact.key(), &mut self.totals);
    }
}

/// Collects the names of facts, for training and tests.
#[cfg(any(test, feature = "learn"))]
#[derive(Debug, Default)]
pub(crate) struct Collect {
    pub(crate) names: Vec<String>,
}

#[cfg(any(test, feature = "learn"))]
impl Sink for Collect {
    fn fact(&mut self, fact: Fact<'_>) {
        self.names.push(fact.name());
    }
}

/// What a rule counts that decides by itself: odds of about 50 to 1.
pub(crate) const RULE_WEIGHT: i32 = 4 * SCALE;

/// One fact that counted, for `--explain`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Explained {
    pub(crate) name: String,
    pub(crate) weight: i32,
    pub(crate) tokens: TokenRange,
}

impl Explained {
    /// A rule that decides by itself.
    pub(crate) fn by_rule(rule: &str, tokens: TokenRange) -> Explained {
        Explained { name: rule.to_owned(), weight: RULE_WEIGHT, tokens }
    }
}

/// Keeps the facts that have a weight for one output.
#[derive(Debug)]
pub(crate) struct Explain<'w> {
    weights: &'w Weights,
    output: usize,
    at: TokenRange,
    pub(crate) facts: Vec<Explained>,
}

impl<'w> Explain<'w> {
    /// Explains an output of a decision; facts are placed at `at` until an observer says otherwise.
    pub(crate) fn new(weights: &'w Weights, output: usize, at: TokenRange) -> Self {
        Explain { weights, output, at, facts: Vec::new() }
    }
}

impl Sink for Explain<'_> {
    fn fact(&mut self, fact: Fact<'_>) {
        let mut totals = [0; MAX_OUTPUTS];
        self.weights.add(fact.key(), &mut totals);
        let weight = totals.get(self.output).copied().unwrap_or_default();
        if weight != 0 {
            self.facts.push(Explained { name: fact.name(), weight, tokens: self.at });
        }
    }

    fn at(&mut self, tokens: TokenRange) {
        self.at = tokens;
    }
}
