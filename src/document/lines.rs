//! The shapes of lines that newspapers have used for a century: datelines and bylines.

use once_cell::sync::Lazy;
use regex::Regex;

/// Longest beginning of a line that is looked at, in bytes.
const REACH: usize = 160;

/// *BERGEN, Norway (AP) —*, *London (Reuters) -*: a place in capitals or an agency in brackets, then a dash.
static DATELINE: Lazy<Regex> = Lazy::new(|| {
    let place = r"[A-ZÀ-ÞĀ-Ž][A-ZÀ-ÞĀ-Ž.'’\-]+(?:,? [A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ž.'’\-]*){0,4}";
    let agency = r"\((?:[A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ž&/ ]{1,24})\)";
    let date = r"(?:, (?:[A-ZÀ-ÞĀ-Ž][a-z]+\.? \d{1,2}|\d{1,2} [A-ZÀ-ÞĀ-Ž][a-z]+)(?:,? \d{4})?)";
    let dash = r" ?(?:—|–|--|-) ";
    let pattern = format!(r"^(?:{place}{date}?(?: {agency})?|[A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ž.'’\- ]{{1,40}}{date}? {agency}){dash}");
    Regex::new(&pattern).expect("a pattern that a test compiles")
});

/// *NEW ESTMARK:*, *New Estmark, May 3 (Wire):* as Asian papers have it.
static COLON_DATELINE: Lazy<Regex> = Lazy::new(|| {
    let capitals = r"[A-ZÀ-ÞĀ-Ž][A-ZÀ-ÞĀ-Ž.'’\-]+(?:,? [A-ZÀ-ÞĀ-Ž][A-ZÀ-ÞĀ-Ž.'’\-]*){0,3}";
    let place = r"[A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ž.'’\-]+(?: [A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ž.'’\-]*){0,3}";
    let date = r",? (?:[A-ZÀ-ÞĀ-Ž][a-z]+\.? \d{1,2}|\d{1,2} [A-ZÀ-ÞĀ-Ž][a-z]+)(?: \([A-Za-zÀ-ž&/ ]{2,24}\))?";
    Regex::new(&format!(r"^(?:{capitals}|{place}{date}): ")).expect("a pattern that a test compiles")
});

/// *By Jane Doe*, *By JANE DOE in Geneva*.
static BYLINE: Lazy<Regex> = Lazy::new(|| {
    Regex::new(
        r"^(?:By|BY) [A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ž.'’\-]+(?: (?:[A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ž.'’\-]*|and|in|for|de|van|von|bin|al|,)){1,10}$",
    )
    .expect("a pattern that a test compiles")
});

/// How many bytes of a paragraph are its dateline, dash and space included; 0 without one.
pub(crate) fn dateline(paragraph: &str) -> usize {
    // most texts have none, and then the pattern is never compiled
    let beginning = beginning(paragraph);
    if !["—", "–", "- ", "--"].iter().any(|dash| beginning.contains(dash)) {
        return 0;
    }
    DATELINE.find(beginning).map_or(0, |found| found.end())
}

/// The same for one that ends with a colon, which a label of a transcript may be too.
pub(crate) fn colon_dateline(paragraph: &str) -> usize {
    let beginning = beginning(paragraph);
    if !beginning.contains(": ") {
        return 0;
    }
    COLON_DATELINE.find(beginning).map_or(0, |found| found.end())
}

/// Whether a paragraph is a byline and nothing else.
pub(crate) fn is_byline(paragraph: &str) -> bool {
    paragraph.len() < REACH && paragraph.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by ")) && BYLINE.is_match(paragraph)
}

fn beginning(paragraph: &str) -> &str {
    let mut end = paragraph.len().min(REACH);
    while !paragraph.is_char_boundary(end) {
        end -= 1;
    }
    paragraph.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_end_at_their_dash() {
        for (line, rest) in [
            ("BERGEN, Norway — Negotiators met.", "Negotiators met."),
            ("PORT ANSEL (Wire) - The tide won.", "The tide won."),
            ("Port Ansel, 3 May (Wire) – The tide won.", "The tide won."),
            ("NEW ESTMARK, Oct. 4 -- The tide won.", "The tide won."),
        ] {
            assert_eq!(&line[dateline(line)..], rest);
        }
        for line in ["The board — all nine — met.", "US-China talks went on.", "I - he said", "Port Ansel – a town"] {
            assert_eq!(dateline(line), 0, "{line}");
        }
    }

    #[test]
    fn datelines_end_at_their_colon() {
        for (line, rest) in [
            ("NEW ESTMARK: The tide won.", "The tide won."),
            ("New Estmark, May 3: The tide won.", "The tide won."),
            ("Port Ansel, 3 May (Wire): The tide won.", "The tide won."),
        ] {
            assert_eq!(&line[colon_dateline(line)..], rest);
        }
        for line in ["Port Ansel: The tide won.", "A: The tide", "The board said: “No.”", "Rooms 3 to 5: closed"] {
            assert_eq!(colon_dateline(line), 0, "{line}");
        }
    }

    #[test]
    fn bylines() {
        for line in ["By Jane Doe", "By JANE DOE and Ravi Deshmukh", "By Ines de Okafor in Bergen"] {
            assert!(is_byline(line), "{line}");
        }
        for line in ["By noon the tide had won", "By Friday", "By Jane Doe the tide had been forgotten."] {
            assert!(!is_byline(line), "{line}");
        }
    }
}
