//! Small words that tell how a sentence is built, by the groups of `data/grammar_words.csv`.

use crate::builtin;
use crate::document::Document;

/// A group of the table. They are numbered as they stand in it, by the alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grammar {
    /// *is*, *were*
    Be,
    /// What stands behind several subjects for each of them: *Pell and Reis both said*.
    Each,
    /// The past of a verb that has no *-ed*: *went*.
    Past,
    /// What can stand alone for people: *others said*.
    Quantity,
}

impl Grammar {
    /// Whether the word at a token number belongs to the group.
    pub(crate) fn has(self, document: &Document<'_>, t: u32) -> bool {
        let token = document.tokens.get(t as usize);
        token.is_some_and(|token| builtin::grammar_words().has(self as usize, document.word(token).folded))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_numbered_as_the_table_has_them() {
        let all = [Grammar::Be, Grammar::Each, Grammar::Past, Grammar::Quantity];
        let names = all.map(|group| format!("{group:?}").to_lowercase());
        assert!(builtin::grammar_words().names().iter().map(|name| &**name).eq(names.iter().map(String::as_str)));
        assert!(all.iter().enumerate().all(|(number, group)| *group as usize == number));
    }
}
