//! A linear-chain model of label sequences (a conditional random field), fitted by AdaGrad with an L1 pull to zero.

use super::rank::Random;
use super::weight_row::Row;

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

    /// The features of all tokens.
    pub(crate) fn all_features(&self) -> &[u32] {
        &self.features
    }

    fn features(&self, token: usize) -> &[u32] {
        let from = token.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.features[from..self.ends[token]]
    }

    /// The features of each token and the labels that are right for it.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = (&[u32], u32)> {
        (0..self.len()).map(|token| (self.features(token), self.right[token]))
    }
}

/// How to fit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChainOptions {
    pub(crate) epochs: usize,
    pub(crate) rate: f32,
    pub(crate) l1: f32,
    pub(crate) l2: f32,
    /// What an AdaGrad accumulator starts with: the larger, the smaller are the first steps of a weight.
    pub(crate) first_square: f32,
}

impl Default for ChainOptions {
    fn default() -> Self {
        ChainOptions { epochs: 6, rate: 0.05, l1: 0.5, l2: 1e-6, first_square: 1e-4 }
    }
}

/// Which labels can follow which: `can_follow[before][label]`, and which can begin and end a sequence.
#[derive(Debug, Clone)]
pub(crate) struct Grammar<const L: usize> {
    pub(crate) can_follow: [[bool; L]; L],
    pub(crate) can_begin: [bool; L],
    pub(crate) can_end: [bool; L],
}

/// Weights: fitted ones, or those to start from.
#[derive(Debug, Clone)]
pub(crate) struct Chain<const L: usize> {
    /// By feature, then label.
    pub(crate) rows: Vec<[f32; L]>,
    /// By the label before, then label.
    pub(crate) behind: [[f32; L]; L],
    pub(crate) start: [f32; L],
}

impl<const L: usize> Chain<L> {
    /// No rows, and no order among labels.
    pub(crate) fn empty() -> Self {
        Chain { rows: Vec::new(), behind: [[0.0; L]; L], start: [0.0; L] }
    }
}

/// Marginal shares of labels and of pairs of labels.
struct Marginals<const L: usize> {
    labels: Vec<[f32; L]>,
    pairs: [[f32; L]; L],
}

struct Fit<'g, const L: usize> {
    grammar: &'g Grammar<L>,
    home: &'g Chain<L>,
    rows: Vec<Row<L>>,
    /// By the label before; never pulled.
    behind: [Row<L>; L],
    start: Row<L>,
    options: ChainOptions,
    rate: f32,
    /// How far every row should have been pulled.
    due: f32,
}

/// How many times an epoch weights are pulled to zero.
const PULLS: usize = 10;

/// A smaller slope moves nothing.
const FLAT: f32 = 1e-4;

/// Fits a chain to sequences whose features are numbered below `features`; `report` hears of each epoch's mean loss.
///
/// What is learnt is added to the weights of `home`, and it is this difference that is pulled to zero, so that the fit stays near
/// them. Where home has no rows for the features the fit is one from scratch.
pub(crate) fn fit_chain<const L: usize>(
    sequences: &[Sequence],
    features: usize,
    home: &Chain<L>,
    grammar: &Grammar<L>,
    options: ChainOptions,
    mut report: impl FnMut(usize, f64),
) -> Chain<L> {
    let row = || Row::new(options.first_square);
    let mut fit = Fit {
        grammar,
        home,
        rows: vec![row(); features],
        behind: std::array::from_fn(|_| row()),
        start: row(),
        options,
        rate: options.rate,
        due: 0.0,
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
                fit.due += fit.rate * options.l1 / PULLS as f32;
            }
        }
        report(epoch, loss / tokens.max(1) as f64);
    }
    let due = fit.due;
    let rows = fit.rows.into_iter().enumerate().map(|(feature, mut row)| {
        row.pull(due);
        home.rows.get(feature).map_or(row.weights, |home| sum(&row.weights, home))
    });
    Chain {
        rows: rows.collect(),
        behind: std::array::from_fn(|before| sum(&fit.behind[before].weights, &home.behind[before])),
        start: sum(&fit.start.weights, &home.start),
    }
}

fn sum<const L: usize>(a: &[f32; L], b: &[f32; L]) -> [f32; L] {
    std::array::from_fn(|label| a[label] + b[label])
}

impl<const L: usize> Fit<'_, L> {
    /// One step along the slope of a sequence's loss; returns the loss.
    fn step(&mut self, sequence: &Sequence) -> f64 {
        let mut emissions: Vec<[f32; L]> = Vec::with_capacity(sequence.len());
        for token in 0..sequence.len() {
            let mut sums = [0.0; L];
            for &feature in sequence.features(token) {
                let row = &mut self.rows[feature as usize];
                row.pull(self.due);
                for (sum, weight) in sums.iter_mut().zip(&row.weights) {
                    *sum += weight;
                }
            }
            for &feature in sequence.features(token).iter().filter(|_| !self.home.rows.is_empty()) {
                sums = sum(&sums, &self.home.rows[feature as usize]);
            }
            emissions.push(sums);
        }
        let steps = self.steps();
        let (free, all) = self.marginals(&emissions, &steps, |_| u32::MAX);
        let (bound, right) = self.marginals(&emissions, &steps, |token| sequence.right[token]);
        if !right.is_finite() {
            return 0.0;
        }
        let (rate, l2) = (self.rate, self.options.l2);
        for token in 0..sequence.len() {
            let mut slopes = [0.0; L];
            let mut used = [0usize; L];
            let mut count = 0;
            for (label, slope) in slopes.iter_mut().enumerate() {
                *slope = free.labels[token][label] - bound.labels[token][label];
                if slope.abs() > FLAT {
                    used[count] = label;
                    count += 1;
                }
            }
            if count == 0 {
                continue;
            }
            for &feature in sequence.features(token) {
                let row = &mut self.rows[feature as usize];
                for &label in &used[..count] {
                    row.update(label, slopes[label], rate, l2);
                }
            }
        }
        for (before, row) in self.behind.iter_mut().enumerate() {
            for label in 0..L {
                let slope = free.pairs[before][label] - bound.pairs[before][label];
                if slope.abs() > FLAT {
                    row.update(label, slope, rate, l2);
                }
            }
        }
        for label in 0..L {
            let slope = free.labels[0][label] - bound.labels[0][label];
            if slope.abs() > FLAT {
                self.start.update(label, slope, rate, l2);
            }
        }
        all - right
    }

    /// The factors of steps from label to label and from the start; 0 where the grammar forbids it.
    fn steps(&self) -> Steps<L> {
        let factor = |weight: f32, can: bool| if can { weight.exp() } else { 0.0 };
        let behind: [[f32; L]; L] = std::array::from_fn(|before| {
            let weights = sum(&self.behind[before].weights, &self.home.behind[before]);
            std::array::from_fn(|label| factor(weights[label], self.grammar.can_follow[before][label]))
        });
        let start = sum(&self.start.weights, &self.home.start);
        Steps {
            behind,
            ahead: std::array::from_fn(|label| behind.map(|row| row[label])),
            start: std::array::from_fn(|label| factor(start[label], self.grammar.can_begin[label])),
        }
    }

    /// Shares of labels among the sequences that `allowed` (a bit for each label of a token) and the grammar let through, and the
    /// logarithm of their sum (forward-backward with scaling).
    fn marginals(&self, emissions: &[[f32; L]], steps: &Steps<L>, allowed: impl Fn(usize) -> u32) -> (Marginals<L>, f64) {
        let len = emissions.len();
        let mut total = 0.0f64;
        let mut weights: Vec<[f32; L]> = Vec::with_capacity(len);
        for (token, sums) in emissions.iter().enumerate() {
            let mut allowed = allowed(token);
            if token + 1 == len {
                allowed &= (0..L).filter(|&label| self.grammar.can_end[label]).map(|label| 1 << label).sum::<u32>();
            }
            let best = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            total += f64::from(best);
            weights.push(std::array::from_fn(|label| if allowed >> label & 1 == 1 { (sums[label] - best).exp() } else { 0.0 }));
        }
        let mut forward: Vec<[f32; L]> = Vec::with_capacity(len);
        for weights in &weights {
            let mut row = match forward.last() {
                None => steps.start,
                Some(last) => {
                    let mut reach = [0f32; L];
                    for (share, factors) in last.iter().zip(&steps.behind) {
                        for (reach, factor) in reach.iter_mut().zip(factors) {
                            *reach += share * factor;
                        }
                    }
                    reach
                }
            };
            for (share, weight) in row.iter_mut().zip(weights) {
                *share *= weight;
            }
            let sum: f32 = row.iter().sum();
            total += f64::from(sum).ln();
            forward.push(row.map(|x| x / sum.max(f32::MIN_POSITIVE)));
        }
        let mut labels = vec![[0f32; L]; len];
        let mut pairs = [[0f32; L]; L];
        let mut backward = [1f32; L];
        for token in (0..len).rev() {
            let share: [f32; L] = std::array::from_fn(|label| forward[token][label] * backward[label]);
            let sum: f32 = share.iter().sum();
            labels[token] = share.map(|x| x / sum.max(f32::MIN_POSITIVE));
            let Some(previous) = token.checked_sub(1) else {
                break;
            };
            let ahead: [f32; L] = std::array::from_fn(|label| weights[token][label] * backward[label]);
            let mut next = [0f32; L];
            for (ahead, factors) in ahead.iter().zip(&steps.ahead) {
                for (next, factor) in next.iter_mut().zip(factors) {
                    *next += factor * ahead;
                }
            }
            let sum: f32 = next.iter().zip(&forward[previous]).map(|(next, share)| next * share).sum();
            let scale = 1.0 / sum.max(f32::MIN_POSITIVE);
            for ((pairs, share), factors) in pairs.iter_mut().zip(&forward[previous]).zip(&steps.behind) {
                let share = share * scale;
                for ((pair, factor), ahead) in pairs.iter_mut().zip(factors).zip(&ahead) {
                    *pair += share * factor * ahead;
                }
            }
            let scale = next.iter().copied().fold(0.0, f32::max).max(f32::MIN_POSITIVE);
            backward = next.map(|x| x / scale);
        }
        (Marginals { labels, pairs }, total)
    }
}

/// The factors of steps between labels.
struct Steps<const L: usize> {
    /// By the label before, then label.
    behind: [[f32; L]; L],
    /// The same by label, then the label before.
    ahead: [[f32; L]; L],
    start: [f32; L],
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
        let empty = Chain::empty();
        let chain = fit_chain(&sequences, 4, &empty, &grammar(), options, |_, loss| losses.push(loss));
        assert!(losses.last() < losses.first() && losses.last().is_some_and(|&l| l < 0.1), "{losses:?}");
        assert!(chain.rows[1][1] > chain.rows[1][0] && chain.rows[2][2] > chain.rows[2][0], "{:?}", chain.rows);
        let again = fit_chain(&sequences, 4, &empty, &grammar(), options, |_, _| {});
        assert_eq!(chain.rows, again.rows);
        // at home nothing is left to learn; a strong pull keeps all weights there
        let start = losses[0];
        losses.clear();
        let pulled = ChainOptions { l1: 1e6, ..options };
        let stayed = fit_chain(&sequences, 4, &chain, &grammar(), pulled, |_, loss| losses.push(loss));
        assert!(losses[0] < start / 2.0, "{losses:?}");
        assert_eq!(stayed.rows, chain.rows);
    }
}
