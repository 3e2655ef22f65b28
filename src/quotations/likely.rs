//! How likely each candidate is a cue: what the decisions about one cue and its content may know of the others.

use super::cues::Candidate;
use super::line::Line;
use super::observe_again::observe_again;
use super::observe_cue::observe_cue;
use crate::model::{Decision, Model, Sink, Sum, Weights, share_of_yes};

/// How likely each candidate is a cue, by its number and by its word.
#[derive(Debug, Default)]
pub(crate) struct Likely {
    /// In parts of a million.
    shares: Vec<u32>,
    /// For each word the level of the candidate whose head it is.
    levels: Vec<u8>,
    /// How many likely cues stand before each word.
    sums: Vec<u32>,
}

/// From this level on a candidate counts as a likely cue.
const LIKELY: u8 = 2;

fn level(share: u32) -> u8 {
    match share {
        0..150_000 => 0,
        150_000..500_000 => 1,
        500_000..850_000 => LIKELY,
        _ => 3,
    }
}

impl Likely {
    pub(super) fn new(line: &Line<'_, '_>, all: &[Candidate<'_>], shares: Vec<u32>) -> Self {
        let mut levels = vec![0; line.len() as usize];
        for (c, &share) in all.iter().zip(&shares).filter(|(c, _)| c.first < c.end) {
            levels[line.word_at(c.head) as usize] = level(share);
        }
        let mut sums = Vec::with_capacity(levels.len() + 1);
        let mut sum = 0;
        sums.push(sum);
        for &level in &levels {
            sum += u32::from(level >= LIKELY);
            sums.push(sum);
        }
        Likely { shares, levels, sums }
    }

    pub(super) fn share(&self, candidate: u32) -> u32 {
        self.shares.get(candidate as usize).copied().unwrap_or_default()
    }

    /// From 0, hardly, to 3, nearly surely.
    pub(super) fn level(&self, candidate: u32) -> i32 {
        i32::from(level(self.share(candidate)))
    }

    pub(super) fn is_likely(&self, candidate: u32) -> bool {
        level(self.share(candidate)) >= LIKELY
    }

    /// The level of the candidate whose head is word `w`.
    pub(super) fn level_at(&self, w: u32) -> i32 {
        self.levels.get(w as usize).map_or(0, |&level| i32::from(level))
    }

    /// How many likely cues stand among the words of the range.
    pub(super) fn count(&self, from: u32, to: u32) -> u32 {
        let sum = |w: u32| self.sums.get(w as usize).or(self.sums.last()).copied().unwrap_or_default();
        sum(to).saturating_sub(sum(from))
    }
}

/// The candidates as they were weighed.
#[derive(Debug)]
pub(super) struct Weighed {
    /// By what each candidate says itself.
    pub(super) first: Likely,
    /// Knowing of the others.
    pub(super) likely: Likely,
    /// The sum of the evidence for each.
    pub(super) sums: Vec<i32>,
}

impl Weighed {
    /// States all evidence that a candidate was weighed by.
    pub(super) fn observe(&self, line: &Line<'_, '_>, all: &[Candidate<'_>], i: usize, sink: &mut impl Sink) {
        observe_cue(line, all, i, sink);
        if self.first.share(i as u32) >= SECOND_LOOK {
            observe_again(line, all, i, &self.first, sink);
        }
    }
}

/// What is less likely at first sight (in parts of a million) is not looked at again.
pub(super) const SECOND_LOOK: u32 = 40_000;

/// Weighs all candidates, those that could be cues twice: the second time with a view of the others.
pub(super) fn weigh(line: &Line<'_, '_>, all: &[Candidate<'_>], model: &Model) -> Weighed {
    let weights = model.weights(Decision::Cue);
    let alone: Vec<i32> = (0..all.len()).map(|i| first_sum(line, all, i, weights)).collect();
    let first = Likely::new(line, all, alone.iter().map(|&sum| share_of_yes(sum)).collect());
    let again = |(i, &sum): (usize, &i32)| {
        if first.share(i as u32) < SECOND_LOOK {
            return sum;
        }
        let mut more = Sum::new(weights);
        observe_again(line, all, i, &first, &mut more);
        sum + more.total()
    };
    let sums: Vec<i32> = alone.iter().enumerate().map(again).collect();
    let likely = Likely::new(line, all, sums.iter().map(|&sum| share_of_yes(sum)).collect());
    Weighed { first, likely, sums }
}

pub(super) fn first_sum(line: &Line<'_, '_>, all: &[Candidate<'_>], i: usize, weights: &Weights) -> i32 {
    let mut sum = Sum::new(weights);
    observe_cue(line, all, i, &mut sum);
    sum.total()
}
