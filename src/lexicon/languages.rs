//! Words that tell a language.

use super::{fold_word, key};
use crate::error::Error;
use crate::table::packed::{PackedMap, join_parts, split_parts};
use crate::table::reader::Table;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The telling words of several languages, ready to look up.
#[derive(Debug, Clone)]
pub(crate) struct Languages {
    codes: Vec<Box<str>>,
    /// For each word a bit for each language.
    words: PackedMap,
}

impl Languages {
    /// How many languages the table can have.
    const MOST: usize = 31;

    /// The languages over bytes that [`Languages::pack`] made.
    pub(crate) fn new(bytes: Cow<'static, [u8]>) -> Self {
        let mut part = split_parts(bytes);
        let codes = String::from_utf8_lossy(&part()).split('|').map(Into::into).collect();
        Languages { codes, words: PackedMap::new(part()) }
    }

    /// Packs a table with the columns `language` and `word`.
    #[allow(dead_code, reason = "build.rs packs the table; no user brings one")]
    pub(crate) fn pack(text: &str) -> Result<Vec<u8>, Error> {
        let mut codes: Vec<&str> = Vec::new();
        let mut words: BTreeMap<u64, u32> = BTreeMap::new();
        let table = Table::parse(text, &["language", "word"])?;
        for row in table.rows() {
            let code = row.need("language")?;
            let number = codes.iter().position(|c| *c == code).unwrap_or(codes.len());
            if number == codes.len() {
                if number == Self::MOST {
                    return Err(row.error("language", format!("more than {} languages", Self::MOST)).mend("leave some out"));
                }
                codes.push(code);
            }
            *words.entry(key(&fold_word(row.need("word")?))).or_default() |= 1 << number;
        }
        Ok(join_parts(&[codes.join("|").as_bytes(), &PackedMap::pack(words)]))
    }

    /// The codes of the languages.
    pub(crate) fn codes(&self) -> &[Box<str>] {
        &self.codes
    }

    /// The numbers of the languages that have the word with this key among their telling ones.
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
        let bytes = Languages::pack("language,word\nda,og\nen,and\nno,og\n").expect("a table");
        let languages = Languages::new(bytes.into());
        let of = |word: &str| languages.of(key(word)).map(|n| &*languages.codes()[n]).collect::<Vec<_>>();
        assert_eq!(of("og"), ["da", "no"]);
        assert_eq!(of("and"), ["en"]);
        assert_eq!(of("hassett"), [""; 0]);
    }
}
