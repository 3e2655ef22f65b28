//! Words in groups: which languages a word tells, which types of bodies a noun stands for.

use super::{fold_word, key};
use crate::error::Error;
use crate::table::packed::{PackedMap, join_parts, split_parts};
use crate::table::reader::Table;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The words of several named groups, ready to look up; a word can be in many.
#[derive(Debug, Clone)]
pub(crate) struct WordGroups {
    names: Vec<Box<str>>,
    /// For each word a bit for each group.
    words: PackedMap,
}

impl WordGroups {
    /// How many groups a table can have.
    const MOST: usize = 32;

    /// The groups over bytes that [`WordGroups::pack`] made.
    pub(crate) fn new(bytes: Cow<'static, [u8]>) -> Self {
        let mut part = split_parts(bytes);
        let names = String::from_utf8_lossy(&part()).split('|').map(Into::into).collect();
        WordGroups { names, words: PackedMap::new(part()) }
    }

    /// Packs a table whose `columns` hold a group and a word of it.
    #[allow(dead_code, reason = "build.rs packs the table; no user brings one")]
    pub(crate) fn pack(text: &str, columns: [&str; 2]) -> Result<Vec<u8>, Error> {
        let mut names: Vec<&str> = Vec::new();
        let mut words: BTreeMap<u64, u32> = BTreeMap::new();
        let table = Table::parse(text, &columns)?;
        for row in table.rows() {
            let name = row.need(columns[0])?;
            let number = names.iter().position(|c| *c == name).unwrap_or(names.len());
            if number == names.len() {
                if number == Self::MOST {
                    return Err(row.error(columns[0], format!("more than {} groups", Self::MOST)).mend("leave some out"));
                }
                names.push(name);
            }
            *words.entry(key(&fold_word(row.need(columns[1])?))).or_default() |= 1 << number;
        }
        Ok(join_parts(&[names.join("|").as_bytes(), &PackedMap::pack(words)]))
    }

    /// The names of the groups, in the order of the table.
    pub(crate) fn names(&self) -> &[Box<str>] {
        &self.names
    }

    /// Whether the group with this number has the word with this key.
    pub(crate) fn has(&self, number: usize, word: u64) -> bool {
        self.words.get(word).unwrap_or(0) >> number & 1 == 1
    }

    /// The numbers of the groups that have the word with this key.
    pub(crate) fn of(&self, word: u64) -> impl Iterator<Item = usize> + use<> {
        let bits = self.words.get(word).unwrap_or(0);
        (0..Self::MOST).filter(move |number| bits >> number & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_can_tell_several() {
        let bytes = WordGroups::pack("language,word\nda,og\nen,and\nno,og\n", ["language", "word"]).expect("a table");
        let languages = WordGroups::new(bytes.into());
        let of = |word: &str| languages.of(key(word)).map(|n| &*languages.names()[n]).collect::<Vec<_>>();
        assert_eq!(of("og"), ["da", "no"]);
        assert_eq!(of("and"), ["en"]);
        assert_eq!(of("hassett"), [""; 0]);
        assert!(languages.has(1, key("and")) && !languages.has(0, key("and")) && !languages.has(0, key("hassett")));
    }
}
