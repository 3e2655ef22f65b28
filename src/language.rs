//! Whether a text is English, by its small words, its letters, and how many of its words are known.

use crate::document::{Document, Shape, TokenKind};
use crate::lexicon::WordGroups;

/// Fewest letters that can tell a script.
const LETTERS: usize = 20;
/// Fewest telling words that can tell another language.
const TELLING: usize = 3;
/// Fewest words in small letters that can tell that a language is unknown.
const SMALL_WORDS: usize = 20;

/// What a text looks like that does not look like English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Other<'l> {
    /// This language, by its code.
    Known(&'l str),
    /// Mostly letters that English does not have.
    Script,
    /// Mostly words that English does not have.
    Unknown,
}

/// What a text is in where it is not in English; none too where it is too short to tell.
pub(crate) fn other_than_english<'l>(document: &Document<'_>, languages: &'l WordGroups) -> Option<Other<'l>> {
    let (mut letters, mut foreign) = (0, 0);
    for c in document.shadow().chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        foreign += usize::from(!is_latin(c));
    }
    if letters >= LETTERS && foreign * 2 > letters {
        return Some(Other::Script);
    }

    let mut telling = vec![0usize; languages.names().len()];
    let (mut words, mut small, mut known) = (0, 0, 0);
    for token in document.tokens.iter().filter(|t| t.kind == TokenKind::Word) {
        let word = document.word(token);
        words += 1;
        for language in languages.of(word.folded) {
            if let Some(count) = telling.get_mut(language) {
                *count += 1;
            }
        }
        if word.shape == Shape::Lower {
            small += 1;
            known += usize::from(word.entry.classes != 0);
        }
    }
    let counted = || languages.names().iter().zip(&telling);
    let english = counted().find(|(code, _)| &***code == "en").map_or(0, |(_, count)| *count);
    // of two that are equal the first in the table
    let (code, most) = counted().rev().filter(|(code, _)| &***code != "en").max_by_key(|(_, count)| **count)?;
    if *most >= TELLING && *most > english && *most * 10 >= words {
        return Some(Other::Known(code));
    }
    (small >= SMALL_WORDS && known * 2 < small).then_some(Other::Unknown)
}

/// Latin letters with all their accents, as names bring them into English text.
fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{fb00}'..='\u{fb06}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    fn of(text: &str) -> Option<Other<'static>> {
        let resources = builtin::resources();
        let document = Document::new(text, &resources.lexicon);
        other_than_english(&document, &resources.languages).map(|other| match other {
            Other::Known(code) => Other::Known(Box::leak(code.to_owned().into_boxed_str())),
            Other::Script => Other::Script,
            Other::Unknown => Other::Unknown,
        })
    }

    #[test]
    fn other_languages_are_told() {
        let german =
            "„Wir werden das nicht hinnehmen“, sagte die Bürgermeisterin am Montag, als sie mit den Leuten vom Hafen sprach.";
        assert_eq!(of(german), Some(Other::Known("de")));
        let french = "« Nous ne savons pas encore ce qui s’est passé », a dit le maire, qui est venu avec les pompiers.";
        assert_eq!(of(french), Some(Other::Known("fr")));
        assert_eq!(of("市長は月曜日に「港は来年再建する」と述べ、詳細は後日発表すると語った。"), Some(Other::Script));
        let invented = "blorf ".repeat(30);
        assert_eq!(of(&invented), Some(Other::Unknown));
    }

    #[test]
    fn english_and_what_is_too_short_is_not() {
        let english = "“Nous sommes prêts,” the mayor of Saint-Étienne-du-Port said in French, and then she went on in English.";
        for text in [english, "", "Nein, danke.", "Åsa Öberg, São João, Łódź, Đà Nẵng, İzmir", "3–1, 2–2, 0–4"]
        {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
