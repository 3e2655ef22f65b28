//! Words that the end of a line breaks: *Lind-⏎gren*, with a hyphen, a soft one or the sign that scanners write for it.
//!
//! A hyphen at the end of a line is the line's or the word's own (*London-⏎based*); the lexicon and the rest of the text tell.

use super::rests::Rewrite;
use crate::lexicon::{Entry, Lexicon};
use crate::table::hash::hash;
use aho_corasick::AhoCorasick;
use once_cell::sync::Lazy;
use std::collections::HashSet;

/// Marks of a break, with the end of the line.
const BREAKS: [&str; 8] = ["-\n", "-\r\n", "- \n", "\u{2010}\n", "\u{ad}\n", "\u{ad}\r\n", "¬\n", "¬\r\n"];

static BROKEN: Lazy<AhoCorasick> = Lazy::new(|| AhoCorasick::new(BREAKS).expect("a few short patterns make an automaton"));

/// The longest part of a word that is looked at, in bytes.
const LONGEST: usize = 60;

/// Words of this level are everybody's.
const EVERYDAY: u8 = 20;

/// The rewrites that heal the broken words of a text, in order: the break goes behind the word.
pub(super) fn find(text: &str, lexicon: &Lexicon) -> Vec<Rewrite> {
    let mut found: Vec<Rewrite> = Vec::new();
    let mut words: Option<HashSet<u64>> = None;
    for mark in BROKEN.find_iter(text) {
        let Some((before, indent, behind)) = parts(text, mark.start(), mark.end()) else {
            continue;
        };
        let hard = text.get(mark.start()..mark.end()).is_some_and(|mark| mark.starts_with(['-', '\u{2010}']));
        let own = hard && {
            let joined = format!("{before}{behind}").to_lowercase();
            let words = words.get_or_insert_with(|| words_of(text));
            !words.contains(&hash(joined.as_bytes())) && is_own(lexicon, before, behind, &joined)
        };
        let hyphen = text.get(mark.start()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let from = mark.start() + if own { hyphen } else { 0 };
        let behind_at = mark.end() + indent;
        found.push(Rewrite::new(from, behind_at, ""));
        found.extend(break_behind(text, behind_at));
    }
    found
}

/// The letters before a break, the length of what begins the next line, and the letters there.
fn parts(text: &str, from: usize, to: usize) -> Option<(&str, usize, &str)> {
    let line = text.get(..from)?;
    let before_at = line.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last().map(|(at, _)| at)?;
    let before = line.get(before_at..).filter(|word| word.len() <= LONGEST)?;
    let next = text.get(to..)?;
    let indent = next.find(|c: char| !matches!(c, ' ' | '\t' | '\u{a0}' | '>')).unwrap_or(next.len());
    let next = next.get(indent..)?;
    let end = next.char_indices().find(|(_, c)| !c.is_alphabetic()).map_or(next.len(), |(at, _)| at);
    let behind = next.get(..end).filter(|word| !word.is_empty() && word.len() <= LONGEST)?;
    Some((before, indent, behind))
}

/// Whether a hyphen is the word's own: before a capital, or between words that are no other word together.
fn is_own(lexicon: &Lexicon, before: &str, behind: &str, joined: &str) -> bool {
    if behind.starts_with(char::is_uppercase) && !before.chars().all(char::is_uppercase) {
        return true;
    }
    let is_known = |entry: &Entry| entry.level > 0 || entry.given > 0 || entry.surname > 0 || entry.classes != 0;
    let everyday = (1..=EVERYDAY).contains(&lexicon.lookup(behind).level) && behind.chars().count() > 2;
    let whole = before.starts_with(char::is_uppercase) || is_known(&lexicon.lookup(before));
    everyday && whole && !is_known(&lexicon.lookup(joined))
}

/// The end of the line behind the word that goes on at `at`, unless the line ends there anyway.
fn break_behind(text: &str, at: usize) -> Option<Rewrite> {
    let rest = text.get(at..)?;
    let space = rest.find(char::is_whitespace)?;
    let white = rest.get(space..)?;
    let length = white.find(|c: char| !c.is_whitespace()).unwrap_or(white.len());
    let ends = white.get(..length).is_none_or(|white| white.contains('\n'));
    (!ends && white.starts_with([' ', '\t'])).then(|| Rewrite::new(at + space, at + space + 1, "\n"))
}

/// The words of a text, folded and hashed.
fn words_of(text: &str) -> HashSet<u64> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.map(|word| hash(word.to_lowercase().as_bytes())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    fn read(text: &str) -> String {
        let mut read = text.to_owned();
        for rewrite in find(text, &builtin::resources().lexicon).iter().rev() {
            read.replace_range(rewrite.start..rewrite.end, &rewrite.with);
        }
        read
    }

    #[test]
    fn a_broken_word_is_whole() {
        for (text, whole) in [
            ("met Astrid Lind-\ngren, the gover-\n  nor of it", "met Astrid Lindgren,\nthe governor\nof it"),
            ("Astrid Lind\u{ad}\ngren met Orla Ven\u{ac}\r\nning there", "Astrid Lindgren\nmet Orla Venning\nthere"),
            ("Lindgren’s har-\nbour", "Lindgren’s harbour"),
            ("Tav-\nmark won. In Tavmark", "Tavmark\nwon. In Tavmark"),
            ("NEGOTI-\nATIONS FAIL", "NEGOTIATIONS\nFAIL"),
            ("> the har-\n> bour was shut", "> the harbour\nwas shut"),
        ] {
            assert_eq!(read(text), whole);
        }
    }

    #[test]
    fn a_hyphen_of_its_own_stays() {
        for (text, whole) in [
            ("met Jean-\nClaude Holm", "met Jean-Claude\nHolm"),
            ("a London-\nbased firm", "a London-based\nfirm"),
            ("the Tavmark-\nbased firm", "the Tavmark-based\nfirm"),
            ("the long-\nterm plan", "the long-term\nplan"),
            ("from 2010-\n2014 and -\nthen -\n\nno", "from 2010-\n2014 and -\nthen -\n\nno"),
        ] {
            assert_eq!(read(text), whole);
        }
    }
}
