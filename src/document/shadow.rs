//! The folded shadow of a text: what the stages read, with a map back to the text as received.
//!
//! Folded are: composition (NFC), every kind of space, line ends and invisible characters, what a text brings along from elsewhere
//! (`rests`) and words that are broken at line ends (`broken`). Quotation marks keep their shape, because their direction is a fact
//! that pairing uses.

use super::rests::{self, Rewrite};
use crate::span::Span;
use aho_corasick::AhoCorasick;
use once_cell::sync::Lazy;
use std::borrow::Cow;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A text in the form in which the stages read it.
#[derive(Debug)]
pub(crate) struct Shadow<'t> {
    text: Cow<'t, str>,
    segments: Vec<Segment>,
}

/// A stretch of the shadow that maps to the text: byte by byte, or as one piece.
#[derive(Debug, Clone, Copy)]
struct Segment {
    shadow: usize,
    original: usize,
    /// For a piece that was rewritten: its length in the text as received.
    piece: Option<usize>,
}

/// What becomes of one character.
enum Folded {
    Same,
    Space,
    Newline,
    Nothing,
}

fn fold(c: char) -> Folded {
    match c {
        '\n' | ' ' | '\t' => Folded::Same,
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Folded::Newline,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Folded::Nothing
        }
        c if c.is_whitespace() || c.is_control() => Folded::Space,
        _ => Folded::Same,
    }
}

/// Whether a character is one that nobody sees, or that only looks like a space.
pub(crate) fn invisible(c: char) -> bool {
    c == '\t' || !matches!(fold(c), Folded::Same)
}

/// The ranges in which characters are folded.
const RANGES: [(char, char); 5] =
    [('\0', '\u{ff}'), ('\u{1680}', '\u{1680}'), ('\u{2000}', '\u{206f}'), ('\u{3000}', '\u{3000}'), ('\u{feff}', '\u{feff}')];

/// Finds the characters that are folded.
static FOLDED: Lazy<AhoCorasick> = Lazy::new(|| {
    let folded =
        RANGES.into_iter().flat_map(|(from, to)| from..=to).filter(|&c| !matches!(fold(c), Folded::Same)).map(String::from);
    AhoCorasick::new(folded).expect("a few short patterns make an automaton")
});

impl<'t> Shadow<'t> {
    /// The shadow of a text; free for text that needs no folding.
    pub(crate) fn new(text: &'t str) -> Self {
        Shadow::with(text, rests::find(text))
    }

    /// The shadow of a text in lines; `broken` are the words that the ends of lines break, in order.
    pub(super) fn of_lines(text: &'t str, broken: Vec<Rewrite>) -> Self {
        let mut rewrites = rests::find(text);
        if !broken.is_empty() {
            rewrites.extend(broken);
            rewrites.sort_by_key(|rewrite| (rewrite.start, rewrite.end));
            let mut end = 0;
            rewrites.retain(|rewrite| {
                let free = rewrite.start >= end;
                end = if free { rewrite.end } else { end };
                free
            });
        }
        Shadow::with(text, rewrites)
    }

    fn with(text: &'t str, rewrites: Vec<Rewrite>) -> Self {
        let plain = rewrites.is_empty() && !FOLDED.is_match(text);
        if plain && is_nfc_quick(text.chars()) == IsNormalized::Yes {
            return Shadow { text: Cow::Borrowed(text), segments: Vec::new() };
        }
        let mut shadow = String::with_capacity(text.len());
        let mut segments = vec![Segment { shadow: 0, original: 0, piece: None }];
        let mut chars = text.char_indices().peekable();
        let mut cluster = String::new();
        let mut rewrites = rewrites.iter().peekable();
        while let Some((at, c)) = chars.next() {
            let mut end = at + c.len_utf8();
            cluster.clear();
            let rewrite = rewrites.next_if(|rewrite| rewrite.start == at);
            if let Some(rewrite) = rewrite {
                while chars.next_if(|&(next, _)| next < rewrite.end).is_some() {}
                end = rewrite.end;
                cluster.extend(rewrite.with.chars().map(|c| if matches!(fold(c), Folded::Space) { ' ' } else { c }));
            }
            match fold(c) {
                _ if rewrite.is_some() => {}
                Folded::Same => cluster.push(c),
                Folded::Space => cluster.push(' '),
                Folded::Newline => {
                    cluster.push('\n');
                    if c == '\r' && chars.next_if(|&(_, next)| next == '\n').is_some() {
                        end += 1;
                    }
                }
                Folded::Nothing => {}
            }
            while let Some((_, mark)) = chars.next_if(|&(_, next)| canonical_combining_class(next) != 0) {
                cluster.push(mark);
                end += mark.len_utf8();
            }
            let before = shadow.len();
            shadow.extend(cluster.nfc());
            if text.get(at..end) != shadow.get(before..) {
                segments.push(Segment { shadow: before, original: at, piece: Some(end - at) });
                segments.push(Segment { shadow: shadow.len(), original: end, piece: None });
            }
        }
        Shadow { text: Cow::Owned(shadow), segments }
    }

    /// The folded text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The span of the text as received that a span of the shadow stands for.
    pub(crate) fn original(&self, span: Span) -> Span {
        if self.segments.is_empty() {
            return span;
        }
        let start = {
            let i = self.segments.partition_point(|s| s.shadow <= span.start).saturating_sub(1);
            self.segments.get(i).map_or(span.start, |s| s.original + (span.start - s.shadow))
        };
        if span.is_empty() {
            return Span::new(start, start);
        }
        let i = self.segments.partition_point(|s| s.shadow < span.end).saturating_sub(1);
        let end = self.segments.get(i).map_or(span.end, |s| s.original + s.piece.unwrap_or(span.end - s.shadow));
        Span::new(start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(text: &str, find: &str) -> String {
        let shadow = Shadow::new(text);
        let at = shadow.text().find(find).expect("in the shadow");
        text[shadow.original(Span::new(at, at + find.len()))].to_owned()
    }

    #[test]
    fn every_folded_character_is_looked_for() {
        for c in ('\0'..=char::MAX).filter(|&c| !matches!(fold(c), Folded::Same)) {
            assert!(RANGES.iter().any(|(from, to)| (from..=to).contains(&&c)), "{c:?}");
        }
    }

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(Shadow::new("“Ça va,” he said.\nYes.").text, Cow::Borrowed(_)));
    }

    #[test]
    fn folded_words_slice_the_text_as_received() {
        assert_eq!(through("Mr\u{a0}Jose\u{301} Pe\u{ad}rez\r\nspoke", "José"), "Jose\u{301}");
        assert_eq!(through("Mr\u{a0}Jose\u{301} Pe\u{ad}rez\r\nspoke", "Perez"), "Pe\u{ad}rez");
        assert_eq!(through("Mr\u{a0}Jose\u{301} Pe\u{ad}rez\r\nspoke", "\nspoke"), "\r\nspoke");
        assert_eq!(through("\u{feff}Mr\u{a0}Jose", "Mr Jose"), "Mr\u{a0}Jose");
        assert_eq!(through("word\u{200b} next", "word"), "word");
    }
}
