//! A linear ranker: a softmax over the candidates of each instance, fitted by AdaGrad.
//!
//! A yes-or-no decision is an instance with two candidates, one of them without facts.

use crate::model::{Collect, SCALE};
use std::collections::HashMap;

/// Names of features by number.
#[derive(Debug, Default)]
pub(crate) struct Features {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
    counts: Vec<u32>,
    /// How the names of facts begin that are left out.
    hidden: &'static [&'static str],
}

impl Features {
    /// Features without the facts whose names begin so.
    pub(crate) fn without(hidden: &'static [&'static str]) -> Self {
        Features { hidden, ..Features::default() }
    }

    /// The numbers of collected facts; new ones are numbered.
    pub(crate) fn intern(&mut self, collected: Collect) -> Vec<u32> {
        let mut numbers: Vec<u32> = collected
            .names
            .into_iter()
            .filter(|name| !self.hidden.iter().any(|begin| name.starts_with(begin)))
            .map(|name| {
                let next = self.names.len() as u32;
                let number = *self.numbers.entry(name).or_insert_with_key(|name| {
                    self.names.push(name.clone());
                    self.counts.push(0);
                    next
                });
                self.counts[number as usize] += 1;
                number
            })
            .collect();
        numbers.sort_unstable();
        numbers
    }

    /// The name of a feature.
    pub(crate) fn name(&self, feature: u32) -> &str {
        &self.names[feature as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// How often a feature was seen.
    pub(crate) fn count(&self, feature: u32) -> u32 {
        self.counts[feature as usize]
    }

    /// Rounds weights to whole numbers; what rounds to nothing is left out.
    pub(crate) fn rounded(&self, weights: &[f32]) -> Vec<(&str, i16)> {
        let mut rows: Vec<(&str, i16)> = self
            .names
            .iter()
            .zip(weights)
            .map(|(name, weight)| (name.as_str(), (weight * SCALE as f32).round().clamp(-32_000.0, 32_000.0) as i16))
            .filter(|(_, weight)| *weight != 0)
            .collect();
        rows.sort_unstable();
        rows
    }
}

/// One decision: its candidates' features, and which of them are right.
#[derive(Debug, Clone, Default)]
pub(crate) struct Instance {
    pub(crate) candidates: Vec<Vec<u32>>,
    pub(crate) right: Vec<usize>,
    /// The article it comes from, for folds.
    pub(crate) article: usize,
    /// What the first candidate has already, from an earlier fit.
    pub(crate) ahead: f32,
}

/// How to fit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    pub(crate) epochs: usize,
    pub(crate) rate: f32,
    /// Pull towards zero, per update of a weight.
    pub(crate) l2: f32,
    /// Weights smaller than this at the end are dropped.
    pub(crate) prune: f32,
    /// Features seen fewer times are left out.
    pub(crate) cutoff: u32,
    /// The share of features hidden at each step.
    pub(crate) dropout: f32,
}

impl Default for Options {
    fn default() -> Self {
        Options { epochs: 8, rate: 0.2, l2: 1e-5, prune: 0.01, cutoff: 2, dropout: 0.0 }
    }
}

impl Options {
    /// The step of an epoch: smaller for the last quarter.
    pub(super) fn rate_at(&self, epoch: usize) -> f32 {
        if epoch * 4 >= self.epochs * 3 { self.rate / 2.0 } else { self.rate }
    }

    /// Whether a feature seen this often counts at the step with this salt: some are hidden at each.
    pub(super) fn keeps(&self, feature: u32, count: u32, salt: u64) -> bool {
        let drawn = || Random::new(salt ^ u64::from(feature).wrapping_mul(0x9e37_79b9_7f4a_7c15)).unit();
        count >= self.cutoff && (self.dropout == 0.0 || drawn() >= self.dropout)
    }
}

/// A small generator of pseudo-random numbers (xorshift64*), so that training repeats itself.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Random(seed | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number from 0 up to, not including, 1.
    pub(crate) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }
}

/// Fits one weight a feature to the instances for which `train` holds (by article).
pub(crate) fn fit(instances: &[Instance], features: &Features, options: &Options, train: impl Fn(usize) -> bool) -> Vec<f32> {
    let mut weights = vec![0f32; features.len()];
    let mut squares = vec![1e-6f32; features.len()];
    let mut order: Vec<usize> = (0..instances.len()).filter(|&i| train(instances[i].article)).collect();
    let mut random = Random::new(20_261_125);
    let mut gradient: HashMap<u32, f32> = HashMap::new();
    for epoch in 0..options.epochs {
        random.shuffle(&mut order);
        let rate = options.rate_at(epoch);
        for &i in &order {
            let instance = &instances[i];
            if instance.right.is_empty() || instance.right.len() == instance.candidates.len() {
                continue;
            }
            let salt = random.next();
            let kept = |feature: u32| options.keeps(feature, features.count(feature), salt);
            let mut sums: Vec<f32> =
                instance.candidates.iter().map(|c| c.iter().filter(|&&f| kept(f)).map(|&f| weights[f as usize]).sum()).collect();
            if let Some(first) = sums.first_mut() {
                *first += instance.ahead;
            }
            let shares = softmax(&sums);
            let right: f32 = instance.right.iter().map(|&r| shares[r]).sum::<f32>().max(1e-9);
            gradient.clear();
            let mut touched = Vec::new();
            for (c, candidate) in instance.candidates.iter().enumerate() {
                let target = if instance.right.contains(&c) { shares[c] / right } else { 0.0 };
                let slope = shares[c] - target;
                if slope.abs() < 1e-5 {
                    continue;
                }
                for &feature in candidate.iter().filter(|&&f| kept(f)) {
                    let entry = gradient.entry(feature).or_insert_with(|| {
                        touched.push(feature);
                        0.0
                    });
                    *entry += slope;
                }
            }
            for feature in touched {
                let f = feature as usize;
                let slope = gradient[&feature] + options.l2 * weights[f];
                squares[f] += slope * slope;
                weights[f] -= rate * slope / squares[f].sqrt();
            }
        }
    }
    let keep = 1.0 - options.dropout;
    for weight in &mut weights {
        *weight *= keep;
        if weight.abs() < options.prune {
            *weight = 0.0;
        }
    }
    weights
}

/// The sums of the candidates of an instance.
pub(crate) fn scores(instance: &Instance, weights: &[f32]) -> Vec<f32> {
    instance.candidates.iter().map(|c| c.iter().map(|&f| weights[f as usize]).sum()).collect()
}

/// Shares of candidates from their sums.
pub(crate) fn softmax(sums: &[f32]) -> Vec<f32> {
    let best = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let exps: Vec<f32> = sums.iter().map(|s| (s - best).exp()).collect();
    let total: f32 = exps.iter().sum();
    exps.into_iter().map(|e| e / total).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learns_which_fact_decides() {
        let mut features = Features::default();
        let mut intern = |names: &[&str]| features.intern(Collect { names: names.iter().map(|n| (*n).to_owned()).collect() });
        let instances: Vec<Instance> = (0..40)
            .map(|i| Instance {
                candidates: vec![intern(&["far", "subject"]), intern(&["near"])],
                right: vec![0],
                article: i,
                ahead: 0.0,
            })
            .collect();
        let weights = fit(&instances, &features, &Options::default(), |_| true);
        let sums = scores(&instances[0], &weights);
        assert!(sums[0] > sums[1] + 1.0, "{sums:?}");
        assert_eq!(weights, fit(&instances, &features, &Options::default(), |_| true));
        assert!(features.rounded(&weights).iter().any(|(name, weight)| *name == "subject" && *weight > 0));
    }
}
