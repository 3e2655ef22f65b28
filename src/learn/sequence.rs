//! A linear-chain model of label sequences (a conditional random field), fitted by AdaGrad with an L1 pull to zero.

use super::rank::Random;

/// A sequence of tokens to learn from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sequence {
    /// The features of all tokens, one after another.
    features: Vec<u32>,
    /// Where the features of each token end.
    ends: Vec<usize>,
    /// The labels that are right for each token, a bit each; more than one where the annotation leaves it open.
    right: Vec<u32>,
}

impl Sequence {
    pub(crate) fn push(&mut self, features: impl IntoIterator<Item = u32>, right: u32) {
        self.features.extend(features);
        self.ends.push(self.features.len());
        self.right.push(right);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn features(&self, token: usize) -> &[u32] {
        let from = token.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.features[from..self.ends[token]]
    }
}

/// How to fit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChainOptions {
    pub(crate) epochs: usize,
    pub(crate) rate: f32,
    pub(crate) l1: f32,
    pub(crate) l2: f32,
}

impl Default for ChainOptions {
    fn default() -> Self {
        ChainOptions { epochs: 6, rate: 0.05, l1: 0.5, l2: 1e-6 }
    }
}

/// Which labels can follow which: `can_follow[before][label]`, and which can begin and end a sequence.
#[derive(Debug, Clone)]
pub(crate) struct Grammar<const L: usize> {
    pub(crate) can_follow: [[bool; L]; L],
    pub(crate) can_begin: [bool; L],
    pub(crate) can_end: [bool; L],
}

/// The fitted weights.
#[derive(Debug, Clone)]
pub(crate) struct Chain<const L: usize> {
    /// By feature, then label.
    pub(crate) rows: Vec<[f32; L]>,
    /// By the label before, then label.
    pub(crate) behind: [[f32; L]; L],
    pub(crate) start: [f32; L],
}

/// Marginal shares of labels and of pairs of labels.
struct Marginals<const L: usize> {
    labels: Vec<[f32; L]>,
    pairs: [[f32; L]; L],
}

struct Fit<'g, const L: usize> {
    grammar: &'g Grammar<L>,
    chain: Chain<L>,
    squares: Vec<[f32; L]>,
    behind_squares: [[f32; L]; L],
    start_squares: [f32; L],
    options: ChainOptions,
    rate: f32,
}

/// What an AdaGrad accumulator starts with.
const FIRST_SQUARE: f32 = 1e-4;

/// How many times an epoch weights are pulled to zero.
const PULLS: usize = 10;

/// Fits a chain to sequences whose features are numbered below `features`; `report` hears of each epoch's mean loss.
pub(crate) fn fit_chain<const L: usize>(
    sequences: &[Sequence],
    features: usize,
    grammar: &Grammar<L>,
    options: ChainOptions,
    mut report: impl FnMut(usize, f64),
) -> Chain<L> {
    let chain = Chain { rows: vec![[0.0; L]; features], behind: [[0.0; L]; L], start: [0.0; L] };
    let mut fit = Fit {
        grammar,
        chain,
        squares: vec![[FIRST_SQUARE; L]; features],
        behind_squares: [[FIRST_SQUARE; L]; L],
        start_squares: [FIRST_SQUARE; L],
        options,
        rate: options.rate,
    };
    let mut order: Vec<usize> = (0..sequences.len()).filter(|&i| !sequences[i].is_empty()).collect();
    let tokens: usize = sequences.iter().map(Sequence::len).sum();
    let mut random = Random::new(20_261_125);
    for epoch in 0..options.epochs {
        random.shuffle(&mut order);
        // smaller steps for the last third
        fit.rate = if epoch * 3 >= options.epochs * 2 { options.rate / 2.0 } else { options.rate };
        let mut loss = 0.0;
        let pull_every = order.len().div_ceil(PULLS);
        for (i, &sequence) in order.iter().enumerate() {
            loss += fit.step(&sequences[sequence]);
            if (i + 1) % pull_every == 0 || i + 1 == order.len() {
                fit.pull();
            }
        }
        report(epoch, loss / tokens.max(1) as f64);
    }
    fit.chain
}

impl<const L: usize> Fit<'_, L> {
    /// One step along the slope of a sequence's loss; returns the loss.
    fn step(&mut self, sequence: &Sequence) -> f64 {
        let emissions: Vec<[f32; L]> = (0..sequence.len())
            .map(|token| {
                let mut sums = [0.0; L];
                for &feature in sequence.features(token) {
                    for (sum, weight) in sums.iter_mut().zip(&self.chain.rows[feature as usize]) {
                        *sum += weight;
                    }
                }
                sums
            })
            .collect();
        let behind = self.chain.behind.map(|row| row.map(f32::exp));
        let start = self.chain.start.map(f32::exp);
        let (free, all) = self.marginals(&emissions, &behind, &start, |_| u32::MAX);
        let (bound, right) = self.marginals(&emissions, &behind, &start, |token| sequence.right[token]);
        if !right.is_finite() {
            return 0.0;
        }
        let rate = self.rate;
        let l2 = self.options.l2;
        let update = |weight: &mut f32, square: &mut f32, slope: f32| {
            let slope = slope + l2 * *weight;
            *square += slope * slope;
            *weight -= rate * slope / square.sqrt();
        };
        for token in 0..sequence.len() {
            let mut slopes = [0.0; L];
            let mut used = [0usize; L];
            let mut count = 0;
            for (label, slope) in slopes.iter_mut().enumerate() {
                *slope = free.labels[token][label] - bound.labels[token][label];
                if slope.abs() > 1e-4 {
                    used[count] = label;
                    count += 1;
                }
            }
            if count == 0 {
                continue;
            }
            for &feature in sequence.features(token) {
                let (row, squares) = (&mut self.chain.rows[feature as usize], &mut self.squares[feature as usize]);
                for &label in &used[..count] {
                    update(&mut row[label], &mut squares[label], slopes[label]);
                }
            }
        }
        for before in 0..L {
            for label in 0..L {
                let slope = free.pairs[before][label] - bound.pairs[before][label];
                if slope.abs() > 1e-4 {
                    update(&mut self.chain.behind[before][label], &mut self.behind_squares[before][label], slope);
                }
            }
        }
        for label in 0..L {
            let slope = free.labels[0][label] - bound.labels[0][label];
            if slope.abs() > 1e-4 {
                update(&mut self.chain.start[label], &mut self.start_squares[label], slope);
            }
        }
        all - right
    }

    /// Shares of labels among the sequences that `allowed` (a bit for each label of a token) and the grammar let through, and the
    /// logarithm of their sum (forward-backward with scaling).
    fn marginals(
        &self,
        emissions: &[[f32; L]],
        behind: &[[f32; L]; L],
        start: &[f32; L],
        allowed: impl Fn(usize) -> u32,
    ) -> (Marginals<L>, f64) {
        let len = emissions.len();
        let mut total = 0.0f64;
        let weights: Vec<[f32; L]> = emissions
            .iter()
            .enumerate()
            .map(|(token, sums)| {
                let allowed = allowed(token);
                let best = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                total += f64::from(best);
                std::array::from_fn(|label| if allowed >> label & 1 == 1 { (sums[label] - best).exp() } else { 0.0 })
            })
            .collect();
        let mut forward = vec![[0f32; L]; len];
        for token in 0..len {
            let mut row = [0f32; L];
            for label in 0..L {
                if weights[token][label] == 0.0 {
                    continue;
                }
                let reach = if token == 0 {
                    if self.grammar.can_begin[label] { start[label] } else { 0.0 }
                } else {
                    let mut reach = 0.0;
                    for before in 0..L {
                        if self.grammar.can_follow[before][label] {
                            reach += forward[token - 1][before] * behind[before][label];
                        }
                    }
                    reach
                };
                row[label] = reach * weights[token][label];
                if token + 1 == len && !self.grammar.can_end[label] {
                    row[label] = 0.0;
                }
            }
            let sum: f32 = row.iter().sum();
            total += f64::from(sum).ln();
            forward[token] = row.map(|x| x / sum.max(f32::MIN_POSITIVE));
        }
        let mut labels = vec![[0f32; L]; len];
        let mut pairs = [[0f32; L]; L];
        let mut backward = [1f32; L];
        for token in (0..len).rev() {
            let mut share: [f32; L] = std::array::from_fn(|label| forward[token][label] * backward[label]);
            let sum: f32 = share.iter().sum();
            share = share.map(|x| x / sum.max(f32::MIN_POSITIVE));
            labels[token] = share;
            let Some(previous) = token.checked_sub(1) else {
                break;
            };
            let mut next = [0f32; L];
            let mut of_pairs = [[0f32; L]; L];
            let mut pair_sum = 0.0;
            for before in 0..L {
                for label in 0..L {
                    if self.grammar.can_follow[before][label] {
                        let step = behind[before][label] * weights[token][label] * backward[label];
                        next[before] += step;
                        of_pairs[before][label] = forward[previous][before] * step;
                        pair_sum += of_pairs[before][label];
                    }
                }
            }
            for (all, these) in pairs.iter_mut().flatten().zip(of_pairs.iter().flatten()) {
                *all += these / pair_sum.max(f32::MIN_POSITIVE);
            }
            let scale = next.iter().copied().fold(0.0, f32::max).max(f32::MIN_POSITIVE);
            backward = next.map(|x| x / scale);
        }
        (Marginals { labels, pairs }, total)
    }

    /// Pulls every weight towards zero, rarely moved ones further (the proximal step of L1 in AdaGrad's measure).
    fn pull(&mut self) {
        let pull = self.rate * self.options.l1 / PULLS as f32;
        for (row, squares) in self.chain.rows.iter_mut().zip(&self.squares) {
            for (weight, square) in row.iter_mut().zip(squares) {
                if *weight != 0.0 {
                    let less = weight.abs() - pull / square.sqrt();
                    *weight = if less > 0.0 { less.copysign(*weight) } else { 0.0 };
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Labels: 0 outside, 1 begins, 2 ends; a pair is always whole.
    fn grammar() -> Grammar<3> {
        Grammar {
            can_follow: [[true, true, false], [false, false, true], [true, true, false]],
            can_begin: [true, true, false],
            can_end: [true, false, true],
        }
    }

    #[test]
    fn learns_facts_and_order() {
        // feature 0 stands on plain tokens, 1 on the first of a pair, 2 on its second; 3 everywhere
        let sequences: Vec<Sequence> = (0..60)
            .map(|i| {
                let mut sequence = Sequence::default();
                sequence.push([0, 3], 1);
                if i % 2 == 0 {
                    sequence.push([1, 3], 1 << 1);
                    sequence.push([2, 3], 1 << 2);
                }
                // left open: any label that fits
                sequence.push([0, 3], if i % 5 == 0 { 0b111 } else { 1 });
                sequence
            })
            .collect();
        let mut losses = Vec::new();
        let options = ChainOptions { epochs: 8, rate: 0.2, ..ChainOptions::default() };
        let chain = fit_chain(&sequences, 4, &grammar(), options, |_, loss| losses.push(loss));
        assert!(losses.last() < losses.first() && losses.last().is_some_and(|&l| l < 0.1), "{losses:?}");
        assert!(chain.rows[1][1] > chain.rows[1][0] && chain.rows[2][2] > chain.rows[2][0], "{:?}", chain.rows);
        let again = fit_chain(&sequences, 4, &grammar(), options, |_, _| {});
        assert_eq!(chain.rows, again.rows);
    }
}
