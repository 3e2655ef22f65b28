//! From sums of weights to shares of certainty, in whole numbers.

/// Weights count in this many parts of a natural logarithm's unit: a difference of 64 is odds of e to 1.
pub(crate) const SCALE: i32 = 64;

/// `e^(-1/64)` in parts of 2^32.
const STEP: u64 = 4_228_380_000;

/// `e^(-k/64)` in parts of 2^30, for k from 0; past the end it is 0.
const EXP: [u32; 1344] = {
    let mut table = [0u32; 1344];
    let mut value: u64 = 1 << 30 << 8;
    let mut k = 0;
    while k < table.len() {
        table[k] = (value >> 8) as u32;
        value = ((value as u128 * STEP as u128) >> 32) as u64;
        k += 1;
    }
    table
};

/// The softmax of scores (in parts of [`SCALE`]) in parts of a million.
pub(crate) fn shares(scores: &[i32]) -> Vec<u32> {
    let Some(&best) = scores.iter().max() else {
        return Vec::new();
    };
    let exp = |score: i32| u64::from(usize::try_from(best - score).ok().and_then(|k| EXP.get(k)).copied().unwrap_or(0));
    let sum: u64 = scores.iter().map(|&s| exp(s)).sum();
    scores.iter().map(|&s| (exp(s) * 1_000_000 / sum) as u32).collect()
}

/// How likely a yes is whose evidence has this sum, in parts of a million.
pub(crate) fn share_of_yes(sum: i32) -> u32 {
    shares(&[sum, 0]).first().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_those_of_a_softmax() {
        assert!(shares(&[]).is_empty());
        assert_eq!(shares(&[5]), [1_000_000]);
        assert_eq!(shares(&[0, 0]), [500_000, 500_000]);
        // odds of e to 1: 0.731
        let two = shares(&[SCALE, 0]);
        assert!((731_000..=731_100).contains(&two[0]), "{two:?}");
        assert_eq!(shares(&[100_000, 0])[1], 0);
    }
}
