//! A map from 64-bit keys to 32-bit values in one run of bytes: open addressing, little-endian, ready when its bytes are.

use std::borrow::Cow;

const SLOT: usize = 12;

/// A read-only map `u64 -> u32` over bytes.
///
/// Layout: slots of 12 bytes (key, then value), a power of two of them, linear probing from the key's low bits. A slot whose value is
/// [`PackedMap::EMPTY`] is free.
#[derive(Debug, Clone)]
pub(crate) struct PackedMap {
    bytes: Cow<'static, [u8]>,
    mask: usize,
}

impl PackedMap {
    /// The value that marks a free slot and can't be stored.
    pub(crate) const EMPTY: u32 = u32::MAX;

    /// The map over bytes that [`PackedMap::pack`] made.
    pub(crate) fn new(bytes: Cow<'static, [u8]>) -> Self {
        let slots = bytes.len() / SLOT;
        debug_assert!(slots == 0 || slots.is_power_of_two());
        PackedMap { bytes, mask: slots.saturating_sub(1) }
    }

    /// The bytes of a map with these entries, filled to a half at most. The same entries in the same order give the same bytes.
    pub(crate) fn pack(entries: impl IntoIterator<Item = (u64, u32), IntoIter: ExactSizeIterator>) -> Vec<u8> {
        let entries = entries.into_iter();
        let slots = (entries.len() * 2).next_power_of_two().max(2);
        let mut bytes = vec![0xff; slots * SLOT];
        for (key, value) in entries {
            debug_assert_ne!(value, Self::EMPTY);
            let mut at = key as usize & (slots - 1);
            while let Some(slot) = bytes.get_mut(at * SLOT..at * SLOT + SLOT) {
                let (key_bytes, value_bytes) = slot.split_at_mut(8);
                if value_bytes == Self::EMPTY.to_le_bytes() {
                    key_bytes.copy_from_slice(&key.to_le_bytes());
                    value_bytes.copy_from_slice(&value.to_le_bytes());
                    break;
                }
                at = (at + 1) & (slots - 1);
            }
        }
        bytes
    }

    /// How many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// The value of `key`.
    #[inline]
    pub(crate) fn get(&self, key: u64) -> Option<u32> {
        let mut at = key as usize & self.mask;
        loop {
            let slot = self.bytes.get(at * SLOT..at * SLOT + SLOT)?;
            let (found, value) = slot.split_first_chunk::<8>()?;
            let value = u32::from_le_bytes(*value.first_chunk::<4>()?);
            if value == Self::EMPTY {
                return None;
            }
            if u64::from_le_bytes(*found) == key {
                return Some(value);
            }
            at = (at + 1) & self.mask;
        }
    }
}

/// A set of 64-bit keys in one run of bytes that lets a few others through: a bit for each key, sixteen bits of room for it, so
/// that a question costs one look at a small table.
#[derive(Debug, Clone)]
pub(crate) struct Sieve {
    bytes: Cow<'static, [u8]>,
    mask: usize,
}

impl Sieve {
    /// The sieve over bytes that [`Sieve::pack`] made.
    pub(crate) fn new(bytes: Cow<'static, [u8]>) -> Self {
        let bits = bytes.len() * 8;
        debug_assert!(bits == 0 || bits.is_power_of_two());
        Sieve { bytes, mask: bits.saturating_sub(1) }
    }

    /// The bytes of a sieve that lets these keys through.
    pub(crate) fn pack(keys: &[u64]) -> Vec<u8> {
        let bits = (keys.len() * 16).next_power_of_two().max(64);
        let mut bytes = vec![0u8; bits / 8];
        for &key in keys {
            let at = key as usize & (bits - 1);
            if let Some(byte) = bytes.get_mut(at / 8) {
                *byte |= 1 << (at % 8);
            }
        }
        bytes
    }

    /// Whether `key` passes: always if it was packed, hardly ever otherwise.
    #[inline]
    pub(crate) fn passes(&self, key: u64) -> bool {
        let at = key as usize & self.mask;
        self.bytes.get(at / 8).is_some_and(|byte| byte & 1 << (at % 8) != 0)
    }
}

/// Writes several parts as one: how many there are and each one's length as `u64`s, then all parts.
pub(crate) fn join_parts(parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(8 + 8 * parts.len() + parts.iter().map(|p| p.len()).sum::<usize>());
    bytes.extend_from_slice(&(parts.len() as u64).to_le_bytes());
    for part in parts {
        bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
    }
    for part in parts {
        bytes.extend_from_slice(part);
    }
    bytes
}

/// The parts of bytes that [`join_parts`] wrote, in order; past the last one every part is empty.
pub(crate) fn split_parts(bytes: Cow<'static, [u8]>) -> impl FnMut() -> Cow<'static, [u8]> {
    let word = |bytes: &[u8], at: usize| {
        bytes.get(at..).and_then(|b| b.first_chunk::<8>()).map_or(0, |b| u64::from_le_bytes(*b) as usize)
    };
    let count = word(&bytes, 0);
    let mut header = 8;
    let mut at = 8 + 8 * count;
    move || {
        if header >= 8 + 8 * count {
            return Cow::Borrowed(&[]);
        }
        let range = at..at + word(&bytes, header);
        header += 8;
        at = range.end;
        match &bytes {
            Cow::Borrowed(b) => Cow::Borrowed(b.get(range).unwrap_or_default()),
            Cow::Owned(b) => Cow::Owned(b.get(range).unwrap_or_default().to_vec()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn finds_what_was_packed_and_nothing_else() {
        let entries: BTreeMap<u64, u32> = (0..1000u64).map(|i| (super::super::hash::hash(&i.to_le_bytes()), i as u32)).collect();
        let map = PackedMap::new(PackedMap::pack(entries.clone()).into());
        for (key, value) in &entries {
            assert_eq!(map.get(*key), Some(*value));
            assert_eq!(map.get(key ^ 1), entries.get(&(key ^ 1)).copied());
        }
    }

    #[test]
    fn an_empty_map_has_nothing() {
        assert_eq!(PackedMap::new(PackedMap::pack([]).into()).get(7), None);
        assert_eq!(PackedMap::new(Cow::Borrowed(&[])).get(7), None);
    }

    #[test]
    fn a_sieve_lets_its_keys_through_and_few_others() {
        let keys: Vec<u64> = (0..1000u64).map(|i| super::super::hash::hash(&i.to_le_bytes())).collect();
        let sieve = Sieve::new(Sieve::pack(&keys).into());
        assert!(keys.iter().all(|&key| sieve.passes(key)));
        let others = (1000..11_000u64).map(|i| super::super::hash::hash(&i.to_le_bytes()));
        assert!(others.filter(|&key| sieve.passes(key)).count() < 1000);
        assert!(!Sieve::new(Sieve::pack(&[]).into()).passes(7) && !Sieve::new(Cow::Borrowed(&[])).passes(7));
    }

    #[test]
    fn parts_come_back() {
        let bytes = join_parts(&[b"ab", b"", b"cde"]);
        let mut next = split_parts(bytes.into());
        assert_eq!([next(), next(), next(), next()].map(|p| p.to_vec()), [&b"ab"[..], b"", b"cde", b""].map(<[u8]>::to_vec));
    }
}
