//! How many quotations that were found are right, by the words of their content.

use super::Tally;
use std::collections::BTreeSet;

/// A quotation as it is compared: its kind and the words of its content.
#[derive(Debug, Clone)]
pub(super) struct Compared {
    pub(super) kind: &'static str,
    pub(super) words: BTreeSet<u32>,
}

/// What was compared with what in an article.
#[derive(Debug, Default)]
pub(super) struct Matched {
    pub(super) tally: Tally,
    /// The found quotation for each annotated one.
    pub(super) found: Vec<Option<usize>>,
}

/// Matches annotated and found quotations one to one where they share four fifths of their words both ways, the most alike first.
/// Quotations of other kinds than these are left out, and so is what was found where nothing was judged.
pub(super) fn matched(gold: &[Compared], found: &[Compared], kinds: &[&str], unjudged: &BTreeSet<u32>) -> Matched {
    let asked = |q: &Compared| kinds.contains(&q.kind) && !q.words.is_empty();
    let is_unjudged = |q: &Compared| q.words.intersection(unjudged).count() * 2 >= q.words.len();
    let mut pairs = Vec::new();
    let mut near = vec![false; found.len()];
    for (g, a) in gold.iter().enumerate().filter(|(_, a)| asked(a)) {
        for (f, b) in found.iter().enumerate().filter(|(_, b)| asked(b)) {
            let shared = a.words.intersection(&b.words).count();
            near[f] |= shared * 2 >= b.words.len() && shared > 0;
            if shared * 5 >= a.words.len() * 4 && shared * 5 >= b.words.len() * 4 {
                pairs.push((shared * 2_000_000 / (a.words.len() + b.words.len()), g, f));
            }
        }
    }
    pairs.sort_by_key(|&(likeness, g, f)| (std::cmp::Reverse(likeness), g, f));
    let mut matched = Matched { found: vec![None; gold.len()], ..Matched::default() };
    let mut taken = vec![false; found.len()];
    for (_, g, f) in pairs {
        if matched.found[g].is_none() && !taken[f] {
            matched.found[g] = Some(f);
            taken[f] = true;
            matched.tally.right += 1;
        }
    }
    // what lies in a quotation of another kind is not judged either
    let others = gold.iter().filter(|a| !asked(a)).flat_map(|a| a.words.iter().copied()).collect::<BTreeSet<u32>>();
    let is_other = |f: usize| !near[f] && found[f].words.intersection(&others).count() * 2 >= found[f].words.len();
    matched.tally.gold = gold.iter().filter(|a| asked(a) && !is_unjudged(a)).count();
    let counts = |&f: &usize| asked(&found[f]) && (taken[f] || !(is_unjudged(&found[f]) || is_other(f)));
    matched.tally.found = (0..found.len()).filter(counts).count();
    matched
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(kind: &'static str, words: std::ops::Range<u32>) -> Compared {
        Compared { kind, words: words.collect() }
    }

    #[test]
    fn four_fifths_of_the_words_are_enough() {
        let gold = [quote("direct", 0..10), quote("indirect", 20..30), quote("mixed", 40..50)];
        let found = [quote("direct", 2..10), quote("indirect", 20..40), quote("mixed", 60..65)];
        let none = BTreeSet::new();
        let all = matched(&gold, &found, &["direct", "mixed", "indirect"], &none);
        assert_eq!(all.tally, Tally { gold: 3, found: 3, right: 1 });
        assert_eq!(all.found, [Some(0), None, None]);
        let marked = matched(&gold, &found, &["direct", "mixed"], &(60..70).collect());
        assert_eq!(marked.tally, Tally { gold: 2, found: 1, right: 1 });
    }
}
