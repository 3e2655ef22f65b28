//! The people of the built-in table by what a paper calls them alone. No name of theirs is found by it: it tells who a name can be
//! that an article prints without another.

use crate::lexicon::{Class, Lexicon, fold_word, key, plain};
use crate::table::packed::PackedMap;
use std::collections::BTreeMap;

/// Where the family's name comes first and is used alone.
const FAMILY_FIRST: [&str; 4] = ["CN", "KP", "KR", "TW"];

/// So many bearers of one name are kept, the weightiest.
const MOST: usize = 8;

/// Collects people by surname.
#[derive(Debug, Default)]
pub(super) struct Surnames(BTreeMap<u64, Vec<(u8, u32)>>);

impl Surnames {
    /// Adds a person with two names or more.
    pub(super) fn add(&mut self, name: &str, country: &str, weight: u8, row: u32, lexicon: &Lexicon) {
        let mut words: Vec<&str> = name.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        while words.last().is_some_and(|word| lexicon.lookup(word).has(Class::PersonSuffix)) {
            words.pop();
        }
        if let [first, .., last] = words[..] {
            let family = if FAMILY_FIRST.contains(&country) { first } else { last };
            self.0.entry(surname(family, lexicon)).or_default().push((weight, row));
        }
    }

    /// The bytes of a map from surnames to where their bearers stand in the second: how many, then their rows.
    pub(super) fn pack(self) -> (Vec<u8>, Vec<u8>) {
        let mut rows: Vec<u8> = Vec::new();
        let mut places: Vec<(u64, u32)> = Vec::new();
        for (surname, mut bearers) in self.0 {
            bearers.sort_by_key(|&(weight, row)| (u8::MAX - weight, row));
            bearers.truncate(MOST);
            places.push((surname, rows.len() as u32));
            rows.extend_from_slice(&(bearers.len() as u32).to_le_bytes());
            rows.extend(bearers.iter().flat_map(|(_, row)| row.to_le_bytes()));
        }
        (if places.is_empty() { Vec::new() } else { PackedMap::pack(places) }, rows)
    }
}

/// The rows of the bearers of a surname, the weightiest first.
pub(super) fn rows(map: &PackedMap, rows: &[u8], surname: u64) -> Vec<u32> {
    let number = |at: usize| rows.get(at..).and_then(|bytes| bytes.first_chunk::<4>()).map(|bytes| u32::from_le_bytes(*bytes));
    let Some((at, count)) = map.get(surname).map(|at| at as usize).and_then(|at| Some((at, number(at)?))) else {
        return Vec::new();
    };
    (1..=count as usize).filter_map(|i| number(at + 4 * i)).collect()
}

/// The key of a surname: in plain letters, without the apostrophe, and without the article of *al-Assad*.
pub(crate) fn surname(word: &str, lexicon: &Lexicon) -> u64 {
    let word = fold_word(word);
    let bare = word.split_once('-').filter(|(before, _)| lexicon.lookup(before).has(Class::Particle));
    key(&plain(bare.map_or(&*word, |(_, name)| name)).replace('\'', ""))
}
