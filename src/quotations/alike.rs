//! Words that tell what only looks like somebody's words, or like writing, by the groups of `data/look_alikes.csv`.

use crate::builtin;
use crate::document::Document;

/// A group of the table. They are numbered as they stand in it, by the alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alike {
    /// What stands before the colon of a headline without speaking: *Analysis: why the dam fell*.
    Kicker,
    /// What stands right before marks that hold a name or title: *a spot titled “Forward”*.
    Naming,
    /// Where people speak, though a paper can have the same name: *in a speech*.
    Occasion,
    /// What has a grade in quotation marks: *raised its rating to “buy”*.
    Rating,
    /// Whose words are listed as words: *terms such as “may” and “will”*.
    Wording,
}

impl Alike {
    /// Whether the word at a token number belongs to the group.
    pub(super) fn has(self, document: &Document<'_>, t: u32) -> bool {
        let token = document.tokens.get(t as usize);
        token.is_some_and(|token| builtin::look_alikes().has(self as usize, document.word(token).folded))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_numbered_as_the_table_has_them() {
        let names: Vec<&str> = builtin::look_alikes().names().iter().map(AsRef::as_ref).collect();
        let all = [Alike::Kicker, Alike::Naming, Alike::Occasion, Alike::Rating, Alike::Wording];
        assert_eq!(all.map(|group| format!("{group:?}").to_lowercase()).as_slice(), names);
        assert!(all.iter().enumerate().all(|(number, group)| *group as usize == number));
    }
}
