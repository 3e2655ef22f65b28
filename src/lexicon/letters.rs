//! Letters without their marks, as papers print them that have no others.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters that are no letter with a mark, and what is written for them without.
const LETTERS: [(char, &str); 20] = [
    ('ß', "ss"),
    ('ẞ', "SS"),
    ('Æ', "Ae"),
    ('æ', "ae"),
    ('Ø', "O"),
    ('ø', "o"),
    ('Œ', "Oe"),
    ('œ', "oe"),
    ('Ð', "D"),
    ('ð', "d"),
    ('Đ', "D"),
    ('đ', "d"),
    ('Þ', "Th"),
    ('þ', "th"),
    ('Ł', "L"),
    ('ł', "l"),
    ('ı', "i"),
    ('Ħ', "H"),
    ('ħ', "h"),
    ('ə', "a"),
];

/// A name in plain Latin letters; letters of other scripts stay.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut latin = false;
    for c in text.nfd() {
        if is_combining_mark(c) {
            if !latin {
                plain.push(c);
            }
        } else if let Some((_, letters)) = LETTERS.iter().find(|(letter, _)| *letter == c) {
            latin = true;
            plain.push_str(letters);
        } else {
            latin = c.is_ascii();
            plain.push(c);
        }
    }
    plain.nfc().collect()
}
