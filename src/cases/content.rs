//! The words of a page: found in the article, compared with what came out, and shown where the two part.
//!
//! White space counts as one space, and `[…]` in a page stands for any words, so that a long stretch need not be repeated.

use crate::span::Span;

/// What stands between the parts of a split quotation.
pub(super) const GAP: &str = "…";
/// Stands for words left out of a page.
const ANYTHING: &str = "[…]";
/// Words of context around a difference.
const CONTEXT: usize = 3;

/// Pairs of quotation marks; longer ones first.
const MARKS: [(&str, &str); 9] =
    [("``", "''"), ("''", "''"), ("“", "”"), ("\"", "\""), ("‘", "’"), ("'", "'"), ("«", "»"), ("„", "“"), ("‹", "›")];

/// The words of a text, joined by single spaces.
pub(super) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The parts of a content as a page writes it, without the marks around them where it is direct.
pub(super) fn parts(written: &str, direct: bool) -> Vec<String> {
    let parts = written.split(" … ").map(str::trim);
    let marks = MARKS.iter().find(|(open, _)| direct && written.starts_with(open));
    parts
        .map(|part| match marks {
            Some((open, close)) => {
                let part = part.strip_prefix(open).unwrap_or(part);
                part.strip_suffix(close).unwrap_or(part).to_owned()
            }
            None => part.to_owned(),
        })
        .collect()
}

/// Whether two texts have the same words; `[…]` in the expected one stands for any.
pub(super) fn same(expected: &str, found: &str) -> bool {
    let expected: Vec<&str> = expected.split_whitespace().collect();
    let found: Vec<&str> = found.split_whitespace().collect();
    let (mut e, mut f) = (0, 0);
    // After the last `[…]`: where the words after it begin, and the first word not yet tried as their start.
    let mut retry: Option<(usize, usize)> = None;
    while f < found.len() {
        match expected.get(e) {
            Some(&ANYTHING) => {
                e += 1;
                retry = Some((e, f + 1));
            }
            Some(word) if *word == found[f] => {
                e += 1;
                f += 1;
            }
            _ => match retry {
                Some((after, from)) => {
                    e = after;
                    f = from;
                    retry = Some((after, from + 1));
                }
                None => return false,
            },
        }
    }
    expected[e..].iter().all(|word| *word == ANYTHING)
}

/// Every place of the text where these words stand.
pub(super) fn occurrences(text: &str, words: &str) -> Vec<Span> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(span) = find(text, from, &words) {
        from = span.end;
        found.push(span);
    }
    found
}

/// The first place from an offset on where these words stand.
fn find(text: &str, from: usize, words: &[&str]) -> Option<Span> {
    let mut whole: Option<Span> = None;
    for run in words.split(|word| *word == ANYTHING).filter(|run| !run.is_empty()) {
        let start = whole.map_or(from, |span| span.end);
        let next = find_run(text, start, run)?;
        whole = Some(Span::new(whole.map_or(next.start, |span| span.start), next.end));
    }
    whole
}

fn find_run(text: &str, from: usize, run: &[&str]) -> Option<Span> {
    let (first, rest) = run.split_first()?;
    for (at, _) in text.get(from..)?.match_indices(first) {
        let start = from + at;
        if inside_word(text, start) {
            continue;
        }
        let mut after = text.get(start + first.len()..)?;
        let whole = rest.iter().all(|word| {
            let trimmed = after.trim_start();
            let spaced = trimmed.len() < after.len();
            match trimmed.strip_prefix(word) {
                Some(left) if spaced => {
                    after = left;
                    true
                }
                _ => false,
            }
        });
        let end = text.len() - after.len();
        if whole && !inside_word(text, end) {
            return Some(Span::new(start, end));
        }
    }
    None
}

/// Whether letters or digits stand on both sides of an offset.
fn inside_word(text: &str, at: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(at) else { return true };
    before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
}

/// How many of the words of two texts are the same, in hundredths.
pub(super) fn likeness(one: &str, other: &str) -> usize {
    let sorted = |text: &str| {
        let mut words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
        words.sort_unstable();
        words
    };
    let (one, other) = (sorted(one), sorted(other));
    let total = one.len() + other.len();
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    (200usize * common).checked_div(total).unwrap_or(0)
}

/// The two texts shortened to where they part: what differs in double brackets, with a few words around it.
pub(super) fn contrast(expected: &str, found: &str) -> (String, String) {
    let expected: Vec<&str> = expected.split_whitespace().collect();
    let found: Vec<&str> = found.split_whitespace().collect();
    let shorter = expected.len().min(found.len());
    let before = (0..shorter).take_while(|&i| expected[i] == found[i]).count();
    let after = (0..shorter - before).take_while(|&i| expected[expected.len() - 1 - i] == found[found.len() - 1 - i]).count();
    let show = |words: &[&str]| {
        let end = words.len() - after;
        let mut shown = Vec::new();
        if before > CONTEXT {
            shown.push("…".to_owned());
        }
        shown.extend(words[before.saturating_sub(CONTEXT)..before].iter().map(|&w| w.to_owned()));
        shown.push(format!("[[{}]]", words[before..end].join(" ")));
        shown.extend(words[end..].iter().take(CONTEXT).map(|&w| w.to_owned()));
        if after > CONTEXT {
            shown.push("…".to_owned());
        }
        shown.join(" ")
    };
    (show(&expected), show(&found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off_direct_parts_only() {
        assert_eq!(parts("“We knew,” … “that it ‘would’.”", true), ["We knew,", "that it ‘would’."]);
        assert_eq!(parts("“So we sang. … “The end.”", true), ["So we sang.", "The end."]);
        assert_eq!(parts("“They sang ‘Home’ … “And then ‘Away.’”", true), ["They sang ‘Home’", "And then ‘Away.’"]);
        assert_eq!(parts("it “bread”", false), ["it “bread”"]);
        assert_eq!(parts("I have read it.", true), ["I have read it."]);
        assert_eq!(parts("``The proof is short,''", true), ["The proof is short,"]);
    }

    #[test]
    fn words_left_out_match_any() {
        assert!(same("We knew […] would flood", "We knew  that it\nwould flood"));
        assert!(same("We […] we […] end", "We a we b we end end"));
        assert!(!same("We knew […] would flood", "We knew that it would flood again"));
        assert!(same("[…]", "anything"));
        assert!(!same("one", "one two"));
    }

    #[test]
    fn words_are_found_whatever_the_white_space() {
        let text = "A long\nroad, a long road.";
        assert_eq!(occurrences(text, "long road").len(), 2);
        assert_eq!(&text[occurrences(text, "A […] a")[0]], "A long\nroad, a");
        assert!(occurrences(text, "oad").is_empty() && occurrences(text, "A lon").is_empty());
        assert!(occurrences(text, "longroad").is_empty());
        assert!(occurrences(text, "").is_empty());
    }

    #[test]
    fn a_contrast_shows_where_texts_part() {
        let (expected, found) = contrast("one two three four five", "one two three four five, he said");
        assert_eq!((expected.as_str(), found.as_str()), ("… two three four [[five]]", "… two three four [[five, he said]]"));
        assert_eq!(contrast("a b", "a c b"), ("a [[]] b".to_owned(), "a [[c]] b".to_owned()));
    }
}
