//! The ranker for candidates that share most of their facts, as all contents that begin at one word do.
//!
//! Facts come in groups; a candidate is a set of groups. Sums and slopes are made once a group.

use super::rank::{Features, Options, Random, softmax};

/// One decision among candidates made of groups of facts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shared {
    /// Features by group.
    pub(crate) groups: Vec<Vec<u32>>,
    /// Groups by candidate.
    pub(crate) candidates: Vec<Vec<u32>>,
    pub(crate) right: Vec<usize>,
    /// The article it comes from, for folds.
    pub(crate) article: usize,
}

/// Fits one weight a feature, from `start` where given, to the instances for which `train` holds (by article).
pub(crate) fn fit_shared(
    instances: &[Shared],
    features: &Features,
    options: &Options,
    start: Option<&[f32]>,
    train: impl Fn(usize) -> bool,
) -> Vec<f32> {
    let keep = 1.0 - options.dropout;
    let mut weights = vec![0f32; features.len()];
    for (weight, before) in weights.iter_mut().zip(start.unwrap_or_default()) {
        // what was fitted with features hidden was scaled down at the end
        *weight = before / keep;
    }
    let mut squares = vec![1e-6f32; features.len()];
    let mut slopes = vec![0f32; features.len()];
    let mut order: Vec<usize> = (0..instances.len()).filter(|&i| train(instances[i].article)).collect();
    let mut random = Random::new(20_261_125);
    for epoch in 0..options.epochs {
        random.shuffle(&mut order);
        let rate = options.rate_at(epoch);
        for &i in &order {
            let instance = &instances[i];
            if instance.right.is_empty() || instance.right.len() == instance.candidates.len() {
                continue;
            }
            let salt = random.next();
            let kept = |feature: &u32| options.keeps(*feature, features.count(*feature), salt);
            let groups: Vec<Vec<u32>> =
                instance.groups.iter().map(|group| group.iter().copied().filter(kept).collect()).collect();
            let sums: Vec<f32> = groups.iter().map(|group| group.iter().map(|&f| weights[f as usize]).sum()).collect();
            let scores: Vec<f32> =
                instance.candidates.iter().map(|groups| groups.iter().map(|&g| sums[g as usize]).sum()).collect();
            let shares = softmax(&scores);
            let right: f32 = instance.right.iter().map(|&r| shares[r]).sum::<f32>().max(1e-9);
            let mut group_slopes = vec![0f32; groups.len()];
            for (c, candidate) in instance.candidates.iter().enumerate() {
                let target = if instance.right.contains(&c) { shares[c] / right } else { 0.0 };
                for &g in candidate {
                    group_slopes[g as usize] += shares[c] - target;
                }
            }
            let mut touched: Vec<u32> = Vec::new();
            for (group, slope) in groups.iter().zip(group_slopes) {
                if slope.abs() < 1e-6 {
                    continue;
                }
                for &feature in group {
                    if slopes[feature as usize] == 0.0 {
                        touched.push(feature);
                    }
                    slopes[feature as usize] += slope;
                }
            }
            for feature in touched {
                let f = feature as usize;
                let slope = std::mem::take(&mut slopes[f]) + options.l2 * weights[f];
                squares[f] += slope * slope;
                weights[f] -= rate * slope / squares[f].sqrt();
            }
        }
    }
    for weight in &mut weights {
        *weight *= keep;
        if weight.abs() < options.prune {
            *weight = 0.0;
        }
    }
    weights
}
