//! What the name tagger finds in articles, and how much of it is right.

use super::gold::{Gold, GoldName};
use super::names::model;
use crate::builtin;
use crate::document::Document;
use crate::error::Error;
use crate::hits::Hits;
use crate::mentions::{Kind, Reference, find};
use std::collections::BTreeSet;
use std::iter::Sum;
use std::ops::AddAssign;

/// The kinds of names that are scored; one of another kind is not asked for, and wrong where it is found.
pub const SCORED_KINDS: [&str; 3] = ["PER", "ORG", "LOC"];

/// How many names were asked for, how many were found, and how many of these are right: the exact name and the exact kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Names that the annotation has.
    pub gold: usize,
    /// Names that were found.
    pub found: usize,
    /// Names that both have.
    pub right: usize,
}

impl Tally {
    /// The share of what was found that is right, from 0 to 1.
    pub fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    /// The share of what was asked for that was found, from 0 to 1.
    pub fn recall(&self) -> f64 {
        self.right as f64 / self.gold.max(1) as f64
    }

    /// The harmonic mean of both.
    pub fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
    }
}

/// A score of names by kind, in the order of [`SCORED_KINDS`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NameScore {
    /// One tally for each kind.
    pub kinds: [Tally; 3],
}

impl NameScore {
    /// The tally of all kinds together.
    pub fn all(&self) -> Tally {
        let mut all = Tally::default();
        for kind in self.kinds {
            all += kind;
        }
        all
    }

    /// Counts the names that were found in an article.
    pub fn count(&mut self, gold: &[GoldName], found: &[GoldName]) {
        for (tally, kind) in self.kinds.iter_mut().zip(SCORED_KINDS) {
            let of_kind = |names: &[GoldName]| -> BTreeSet<(usize, usize)> {
                names.iter().filter(|name| name.kind == kind).map(|name| (name.span.start, name.span.end)).collect()
            };
            let (gold, found) = (of_kind(gold), of_kind(found));
            *tally += Tally { gold: gold.len(), found: found.len(), right: gold.intersection(&found).count() };
        }
    }
}

impl AddAssign for NameScore {
    fn add_assign(&mut self, other: NameScore) {
        for (tally, other) in self.kinds.iter_mut().zip(other.kinds) {
            *tally += other;
        }
    }
}

impl Sum for NameScore {
    fn sum<I: Iterator<Item = NameScore>>(scores: I) -> NameScore {
        let mut all = NameScore::default();
        for score in scores {
            all += score;
        }
        all
    }
}

/// Scores the names that are found in each of some articles with a table of weights.
///
/// # Errors
///
/// Where the table is none of weights.
pub fn score_names<'a>(articles: impl IntoIterator<Item = &'a Gold<GoldName>>, table: &str) -> Result<Vec<NameScore>, Error> {
    let tagger = names_by(table)?;
    let score = |article: &Gold<GoldName>| {
        let mut score = NameScore::default();
        score.count(&article.items, &tagger(&article.text));
        score
    };
    Ok(articles.into_iter().map(score).collect())
}

/// The names that the tagger finds with this table of weights: spans in bytes and `PER`, `ORG`, `LOC`.
///
/// # Errors
///
/// Where the table is none of weights.
pub fn names_by(table: &str) -> Result<impl Fn(&str) -> Vec<GoldName> + use<>, Error> {
    let model = model(table)?;
    let resources = builtin::resources();
    Ok(move |text: &str| {
        let document = Document::new(text, &resources.lexicon);
        let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
        let names = find(&document, &hits, &model).into_iter().filter(|m| m.reference == Reference::Name);
        names
            .map(|m| {
                let kind = match m.kind {
                    Kind::Person => SCORED_KINDS[0],
                    Kind::Organization => SCORED_KINDS[1],
                    Kind::Place => SCORED_KINDS[2],
                };
                GoldName { span: document.span(m.tokens), kind: kind.to_owned() }
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn name(start: usize, end: usize, kind: &str) -> GoldName {
        GoldName { span: Span::new(start, end), kind: kind.to_owned() }
    }

    #[test]
    fn a_name_counts_with_its_bounds_and_kind() {
        let gold = [name(0, 8, "PER"), name(10, 14, "ORG"), name(20, 24, "LOC"), name(30, 36, "MISC")];
        let found = [name(0, 8, "PER"), name(10, 15, "ORG"), name(20, 24, "ORG"), name(30, 36, "LOC")];
        let mut score = NameScore::default();
        score.count(&gold, &found);
        let [people, bodies, places] = score.kinds;
        assert_eq!(people, Tally { gold: 1, found: 1, right: 1 });
        assert_eq!(bodies, Tally { gold: 1, found: 2, right: 0 });
        assert_eq!(places, Tally { gold: 1, found: 1, right: 0 });
        assert_eq!(score.all(), Tally { gold: 3, found: 4, right: 1 });
        assert_eq!((score.all().precision(), score.all().f1()), (0.25, 2.0 / 7.0));
    }
}
