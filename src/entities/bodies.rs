//! Names of organisations and places: the same name, another order of its words, a shorter form of it, its acronym, another name of its row.

use super::Found;
use super::clusters::Clusters;
use super::short_forms;
use crate::document::{Document, Shape, TokenKind};
use crate::gazetteer::{Gazetteer, RowId};
use crate::hits::Hits;
use crate::lexicon::{Class, Entry};
use crate::mentions::{Kind, Mention};
use crate::table::hash::{combine, finish};
use std::collections::HashMap;

/// Words that an acronym may leave out.
const SMALL: [Class; 4] = [Class::Determiner, Class::Preposition, Class::Conjunction, Class::Particle];

/// Words of what a place is, before *of* and its name: *the state of Virginia*, *the Republic of Kenya*.
const OF_PLACES: [Class; 3] = [Class::OfCountry, Class::OfState, Class::OfTown];

/// Fewest words of a part of a name that has an acronym of its own.
const FEWEST: usize = 3;

/// A name of a body in words.
#[derive(Debug, Clone, Default)]
pub(super) struct Name {
    /// The folded words without article and legal form.
    pub(super) words: Vec<u64>,
    /// The words of *Department of Justice* in the order of *Justice Department*.
    turned: Vec<u64>,
    /// Letters of an acronym: the name's own where it is one word in capitals.
    pub(super) acronym: Option<String>,
    /// The first letters of its words, with and without the small ones.
    initials: Vec<String>,
    /// The same of its words without the first, and of those before *of* or *in*: *FDA* of *U.S. Food and Drug Administration*.
    initials_of_part: Vec<String>,
}

/// The names of one kind, which are to be clustered.
pub(super) struct Names<'a, 't> {
    pub(super) document: &'a Document<'t>,
    pub(super) hits: &'a Hits,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) mentions: &'a [Mention],
    /// Numbers of mentions.
    pub(super) names: &'a [usize],
    pub(super) parsed: Vec<Name>,
}

impl Names<'_, '_> {
    pub(super) fn mention(&self, i: usize) -> &Mention {
        &self.mentions[self.names[i]]
    }

    /// Whether the tables know two names for different things.
    pub(super) fn clash(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.mention(a).rows, &self.mention(b).rows);
        !a.is_empty() && !b.is_empty() && !a.iter().any(|row| b.contains(row))
    }

    pub(super) fn paragraph(&self, i: usize) -> u32 {
        self.document.token(self.mention(i).tokens.start).paragraph
    }
}

impl Name {
    fn new(document: &Document<'_>, mention: &Mention) -> Name {
        let tokens: Vec<u32> = mention.tokens.iter().filter(|&t| document.token(t).is_word()).collect();
        let (mut start, mut end) = (0, tokens.len());
        while end > 1 && mention.kind == Kind::Organization && document.has(tokens[end - 1], Class::OrgSuffix) {
            end -= 1;
        }
        let is_of = |i: usize| tokens.get(i).is_some_and(|&t| document.lower_at(t) == "of");
        if mention.kind == Kind::Place && is_of(1) && document.entry_at(tokens[0]).has_any(&OF_PLACES) && end > 2 {
            start = 2;
        }
        let words = &tokens[start..end];
        let mut name = Name { words: words.iter().map(|&t| plain(document, t)).collect(), ..Name::default() };
        if let [only] = words {
            let word = document.word_at(*only);
            if word.shape == Shape::Upper && document.kind_at(*only) == Some(TokenKind::Word) {
                name.acronym = Some(word.lower.replace('.', ""));
            }
        } else {
            let letters_of = |words: &[u32], small: bool| -> String {
                let counts = |entry: &Entry| small || !entry.has_any(&SMALL);
                words
                    .iter()
                    .map(|&t| document.word_at(t))
                    .filter(|word| counts(&word.entry))
                    .filter_map(|word| word.lower.chars().next())
                    .collect()
            };
            name.initials = [false, true].map(|small| letters_of(words, small)).to_vec();
            let last = words.iter().rposition(|&t| document.has(t, Class::Preposition)).unwrap_or_default();
            let parts = [words.get(1..).unwrap_or_default(), &words[..last]].into_iter().filter(|part| part.len() >= FEWEST);
            name.initials_of_part = parts.flat_map(|part| [false, true].map(|small| letters_of(part, small))).collect();
        }
        let of = words.iter().position(|&t| document.lower_at(t) == "of").filter(|&of| of > 0);
        if let Some((before, [_, rest @ ..])) = of.map(|of| words.split_at(of)) {
            let article = rest.first().is_some_and(|&t| document.has(t, Class::Determiner));
            let rest = &rest[usize::from(article)..];
            if let ([own @ .., head], false) = (before, rest.is_empty()) {
                if document.has(*head, Class::OrgHead) {
                    name.turned = own.iter().chain(rest).chain([head]).map(|&t| plain(document, t)).collect();
                }
            }
        }
        name
    }
}

/// The key of a word without the dots of its abbreviation.
fn plain(document: &Document<'_>, t: u32) -> u64 {
    let word = document.word_at(t);
    if word.lower.contains('.') { crate::lexicon::key(&word.lower.replace('.', "")) } else { word.folded }
}

pub(super) fn whole(words: &[u64]) -> u64 {
    words.iter().fold(0, |state, &word| finish(combine(state, word)))
}

/// Clusters names of one kind.
pub(super) fn cluster(
    document: &Document<'_>,
    hits: &Hits,
    mentions: &[Mention],
    names: &[usize],
    gazetteer: &Gazetteer,
) -> Vec<Found> {
    let parsed: Vec<Name> = names.iter().map(|&m| Name::new(document, &mentions[m])).collect();
    let all = Names { document, hits, gazetteer, mentions, names, parsed };
    let mut clusters = Clusters::new(names.len());
    // the same words; the same row
    let mut by_words: HashMap<u64, usize> = HashMap::new();
    let mut by_row: HashMap<RowId, usize> = HashMap::new();
    let mut distinct: Vec<usize> = Vec::new();
    for (i, name) in all.parsed.iter().enumerate() {
        let earliest = *by_words.entry(whole(&name.words)).or_insert(i);
        clusters.join(earliest, i);
        if earliest == i {
            distinct.push(i);
        }
        // of namesakes a user's row, then the best known
        if let Some(&row) = all.mention(i).rows.first() {
            let earliest = *by_row.entry(row).or_insert(i);
            clusters.join(earliest, i);
        }
    }
    for &i in distinct.iter().filter(|&&i| !all.parsed[i].turned.is_empty()) {
        if let Some(&other) = by_words.get(&whole(&all.parsed[i].turned)).filter(|&&other| !all.clash(i, other)) {
            clusters.join(other, i);
        }
    }
    if names.first().is_some_and(|&m| mentions[m].kind == Kind::Organization) {
        join_acronyms(&all, &distinct, &mut clusters);
    }
    let open = short_forms::decide(&all, &distinct, &mut clusters);
    let found = open.into_iter().enumerate().map(|(i, open)| match open {
        Some(others) => {
            let mut roots: Vec<usize> = others.into_iter().map(|other| clusters.of(other)).collect();
            roots.sort_unstable();
            roots.dedup();
            if let [only] = roots[..] { Found::Cluster(only) } else { Found::Open(roots) }
        }
        None => Found::Cluster(clusters.of(i)),
    });
    found.collect()
}

/// Joins an acronym with the only name that has its letters, or has them in a part, or with the name that a bracket puts beside it.
fn join_acronyms(all: &Names<'_, '_>, distinct: &[usize], clusters: &mut Clusters) {
    let by_initials = by_letters(all, distinct, 2, |name| name.initials.clone());
    let by_part = by_letters(all, distinct, FEWEST, |name| name.initials_of_part.clone());
    let mut introduced = vec![false; all.parsed.len()];
    for i in 1..all.parsed.len() {
        if is_introduced(all, i) {
            clusters.join(i - 1, i);
            (introduced[i - 1], introduced[i]) = (true, true);
        }
    }
    for (i, name) in all.parsed.iter().enumerate().filter(|(i, _)| !introduced[*i]) {
        let Some(acronym) = &name.acronym else {
            continue;
        };
        let list = by_initials.get(acronym).or_else(|| by_part.get(acronym).filter(|_| all.mention(i).rows.is_empty()));
        let mut roots: Vec<usize> = list.into_iter().flatten().map(|&other| clusters.of(other)).collect();
        roots.sort_unstable();
        roots.dedup();
        if let [only] = roots[..] {
            clusters.join(only, i);
        }
    }
}

/// The names by letters of them, at least so many.
fn by_letters(
    all: &Names<'_, '_>,
    distinct: &[usize],
    least: usize,
    letters: impl Fn(&Name) -> Vec<String>,
) -> HashMap<String, Vec<usize>> {
    let mut by_letters: HashMap<String, Vec<usize>> = HashMap::new();
    for &i in distinct {
        for letters in letters(&all.parsed[i]).into_iter().filter(|letters| letters.chars().count() >= least) {
            let list = by_letters.entry(letters).or_default();
            if list.last() != Some(&i) {
                list.push(i);
            }
        }
    }
    by_letters
}

/// Whether a bracket puts this name beside the one before as its acronym, or as what its acronym stands for: *European Central Bank
/// (ECB)*, *FAO (Food and Agriculture Organization)*, and in letters of another language *Popular Army (EP)*.
fn is_introduced(all: &Names<'_, '_>, i: usize) -> bool {
    let document = all.document;
    let (before, own) = (all.mention(i - 1).tokens, all.mention(i).tokens);
    let article = own.start.checked_sub(1).is_some_and(|t| document.has(t, Class::Determiner));
    let bracket = own.start.checked_sub(1 + u32::from(article));
    if bracket != Some(before.end) || document.kind_at(before.end) != Some(TokenKind::OpenBracket) {
        return false;
    }
    let (long, acronym) = match (&all.parsed[i - 1].acronym, &all.parsed[i].acronym) {
        (_, Some(acronym)) => (&all.parsed[i - 1], acronym),
        (Some(acronym), None) => (&all.parsed[i], acronym),
        _ => return false,
    };
    let starts_so = long.initials.iter().any(|initials| initials.chars().next() == acronym.chars().next());
    let closed = document.kind_at(own.end) == Some(TokenKind::CloseBracket);
    starts_so || (closed && long.words.len() > 1 && !all.clash(i - 1, i))
}
