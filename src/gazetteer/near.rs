//! Rows with a name that is nearly another: for an editor who looks a name up and does not find it.

use super::RowId;
use super::row::RowView;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name without what people type differently: letter case, accents, and all but letters and figures.
fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match (c.is_alphanumeric(), folded.ends_with(' ')) {
            (true, _) => folded.push(c),
            // “U.S.” is typed “US”, “O’Neill” “ONeill”
            (false, _) if matches!(c, '.' | '\'' | '’') => {}
            (false, false) if !folded.is_empty() => folded.push(' '),
            _ => {}
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Whether the words of one stand in a row within the other, which has more.
fn holds(longer: &str, name: &str) -> bool {
    let word = |at: Option<u8>| at.is_none_or(|b| b == b' ');
    let bytes = longer.as_bytes();
    let inside =
        |at: usize| word(at.checked_sub(1).and_then(|i| bytes.get(i).copied())) && word(bytes.get(at + name.len()).copied());
    longer.len() > name.len() && longer.match_indices(name).any(|(at, _)| inside(at))
}

/// In how many letters two names differ, where it is no more than `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut left = i + 1;
        let mut corner = i;
        let mut least = left;
        if let Some(first) = above.first_mut() {
            *first = left;
        }
        for (cell, y) in above.iter_mut().skip(1).zip(b) {
            left = (corner + usize::from(x != y)).min(left + 1).min(*cell + 1);
            corner = *cell;
            *cell = left;
            least = least.min(left);
        }
        if least > most {
            return None;
        }
    }
    above.last().copied().filter(|d| *d <= most)
}

/// The names of rows that hold the words of a name among others, the most prominent first.
pub(crate) fn longer<'g>(name: &str, rows: impl Iterator<Item = (RowId, RowView<'g>)>, most: usize) -> Vec<RowId> {
    let name = folded(name);
    let found = rows.filter(|(_, row)| !name.is_empty() && holds(&folded(row.name), &name));
    first(found.map(|(at, row)| (0, row, at)).collect(), most)
}

/// The rows with a name that differs only in letter case, accents or punctuation, then those that differ in a letter or, of a long
/// name, in two.
pub(crate) fn similar<'g>(name: &str, rows: impl Iterator<Item = (RowId, RowView<'g>)>, most: usize) -> Vec<RowId> {
    let name: Vec<char> = folded(name).chars().collect();
    let slips = match name.len() {
        0..4 => 0,
        4..9 => 1,
        _ => 2,
    };
    let near = rows.filter_map(|(at, row)| {
        // a letter has four bytes at most
        (row.name.len() < 4 * name.len() + 9).then_some(())?;
        let other: Vec<char> = folded(row.name).chars().collect();
        Some((distance(&name, &other, slips)?, row, at))
    });
    first(near.collect(), most)
}

/// The first of some rows: nearest, most prominent.
fn first(mut rows: Vec<(usize, RowView<'_>, RowId)>, most: usize) -> Vec<RowId> {
    rows.sort_by_key(|(distance, row, _)| (*distance, u8::MAX - row.weight, row.name, row.id));
    // an entity can have a row for each of its offices
    rows.dedup_by_key(|(_, row, _)| (row.name, row.id));
    rows.into_iter().take(most).map(|(.., at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_leaves_letters_figures_and_words() {
        for (name, plain) in [("Zoë  O’Neill-Berg", "zoe oneill berg"), ("U.S.", "us"), ("  ", ""), ("«Quay 9»", "quay 9")] {
            assert_eq!(folded(name), plain);
        }
    }

    #[test]
    fn a_longer_name_holds_whole_words() {
        assert!(holds("new york times", "new york"));
        assert!(holds("the new york times", "york"));
        assert!(!holds("new yorker", "new york"));
        assert!(!holds("new york", "new york"));
        assert!(holds("yorkish york", "york"));
    }

    #[test]
    fn the_distance_is_that_of_levenshtein() {
        let d = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), 2);
        assert_eq!(
            [d("holm", "holm"), d("holm", "helm"), d("holm", "hol"), d("holm", "olms")],
            [Some(0), Some(1), Some(1), Some(2)]
        );
        assert_eq!([d("holm", "quay"), d("holm", "holmberg"), d("", "ab"), d("", "abc")], [None, None, Some(2), None]);
    }
}
