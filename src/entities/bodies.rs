//! Names of organisations and places: the same name, a shorter form of it, its acronym, another name of its row.

use super::Found;
use super::clusters::Clusters;
use crate::document::{Document, Shape, TokenKind};
use crate::gazetteer::RowId;
use crate::lexicon::Class;
use crate::mentions::{Kind, Mention};
use crate::table::hash::{combine, finish};
use std::collections::HashMap;

/// Words that an acronym may leave out.
const SMALL: [&str; 10] = ["of", "the", "and", "for", "in", "on", "to", "a", "de", "&"];

/// A name of a body in words.
#[derive(Debug, Clone, Default)]
struct Name {
    /// The folded words without article and legal form.
    words: Vec<u64>,
    /// Letters of an acronym: the name's own where it is one word in capitals.
    acronym: Option<String>,
    /// The first letters of its words, with and without the small ones.
    initials: Vec<String>,
}

impl Name {
    fn new(document: &Document<'_>, mention: &Mention) -> Name {
        let tokens: Vec<u32> = mention.tokens.iter().filter(|&t| document.token(t).is_word()).collect();
        let mut end = tokens.len();
        while end > 1 && mention.kind == Kind::Organization && document.has(tokens[end - 1], Class::OrgSuffix) {
            end -= 1;
        }
        let words = &tokens[..end];
        let mut name = Name { words: words.iter().map(|&t| plain(document, t)).collect(), ..Name::default() };
        if let [only] = words {
            let word = document.word_at(*only);
            if word.shape == Shape::Upper && document.kind_at(*only) == Some(TokenKind::Word) {
                name.acronym = Some(word.lower.replace('.', ""));
            }
        } else {
            let letters = |small: bool| -> String {
                words
                    .iter()
                    .map(|&t| document.lower_at(t))
                    .filter(|w| small || !SMALL.contains(w))
                    .filter_map(|w| w.chars().next())
                    .collect()
            };
            name.initials = vec![letters(false), letters(true)];
        }
        name
    }
}

/// The key of a word without the dots of its abbreviation.
fn plain(document: &Document<'_>, t: u32) -> u64 {
    let word = document.word_at(t);
    if word.lower.contains('.') { crate::lexicon::key(&word.lower.replace('.', "")) } else { word.folded }
}

fn whole(words: &[u64]) -> u64 {
    words.iter().fold(0, |state, &word| finish(combine(state, word)))
}

/// Clusters names of one kind.
pub(super) fn cluster(document: &Document<'_>, mentions: &[Mention], names: &[usize]) -> Vec<Found> {
    let parsed: Vec<Name> = names.iter().map(|&m| Name::new(document, &mentions[m])).collect();
    let mut clusters = Clusters::new(names.len());
    // the same words; the same row
    let mut by_words: HashMap<u64, usize> = HashMap::new();
    let mut by_row: HashMap<RowId, usize> = HashMap::new();
    let mut distinct: Vec<usize> = Vec::new();
    for (i, name) in parsed.iter().enumerate() {
        let earliest = *by_words.entry(whole(&name.words)).or_insert(i);
        clusters.join(earliest, i);
        if earliest == i {
            distinct.push(i);
        }
        // of namesakes a user's row, then the best known
        if let Some(&row) = mentions[names[i]].rows.first() {
            let earliest = *by_row.entry(row).or_insert(i);
            clusters.join(earliest, i);
        }
    }
    if names.first().is_some_and(|&m| mentions[m].kind == Kind::Organization) {
        join_acronyms(document, mentions, names, &parsed, &distinct, &mut clusters);
        join_short_forms(document, mentions, names, &parsed, &distinct, &mut clusters);
    }
    (0..names.len()).map(|i| Found::Cluster(clusters.of(i))).collect()
}

/// Joins an acronym with the only name that has its letters, or with the name it stands behind in brackets.
fn join_acronyms(
    document: &Document<'_>,
    mentions: &[Mention],
    names: &[usize],
    parsed: &[Name],
    distinct: &[usize],
    clusters: &mut Clusters,
) {
    let mut by_initials: HashMap<&str, Vec<usize>> = HashMap::new();
    for &i in distinct {
        for initials in parsed[i].initials.iter().filter(|i| i.chars().count() > 1) {
            let list = by_initials.entry(initials).or_default();
            if list.last() != Some(&i) {
                list.push(i);
            }
        }
    }
    for (i, name) in parsed.iter().enumerate() {
        let Some(acronym) = &name.acronym else {
            continue;
        };
        let tokens = mentions[names[i]].tokens;
        let bracketed = tokens.start > 0 && document.kind_at(tokens.start - 1) == Some(TokenKind::OpenBracket);
        let introduced = i
            .checked_sub(1)
            .filter(|&before| bracketed && mentions[names[before]].tokens.end + 1 == tokens.start)
            .filter(|&before| parsed[before].initials.iter().any(|initials| initials.chars().next() == acronym.chars().next()));
        if let Some(before) = introduced {
            clusters.join(before, i);
        } else if let Some(list) = by_initials.get(acronym.as_str()) {
            let mut roots: Vec<usize> = list.iter().map(|&other| clusters.of(other)).collect();
            roots.sort_unstable();
            roots.dedup();
            if let [only] = roots[..] {
                clusters.join(only, i);
            }
        }
    }
}

/// Joins a name with the only longer one that begins with its words (*Goldman* and *Goldman Sachs*), and a mere head word
/// (*the Council*) with the nearest name before that ends with it.
fn join_short_forms(
    document: &Document<'_>,
    mentions: &[Mention],
    names: &[usize],
    parsed: &[Name],
    distinct: &[usize],
    clusters: &mut Clusters,
) {
    // by the words a longer name begins with
    let mut longer: HashMap<u64, Vec<usize>> = HashMap::new();
    for &i in distinct {
        for len in 1..parsed[i].words.len() {
            longer.entry(whole(&parsed[i].words[..len])).or_default().push(i);
        }
    }
    let mut last_with_head: HashMap<u64, usize> = HashMap::new();
    for (i, name) in parsed.iter().enumerate() {
        let Some(&head) = name.words.last() else {
            continue;
        };
        let mention = &mentions[names[i]];
        let word = document.word_at(mention.head);
        if name.words.len() == 1 && word.entry.has_any(&[Class::OrgHead, Class::OrganizationNoun]) {
            if let Some(&before) = last_with_head.get(&head) {
                clusters.join(before, i);
            }
            continue;
        }
        last_with_head.insert(head, i);
        // a place, a people or a plain word begins many names
        let telling = name.words.len() > 1 || (!word.entry.has(Class::Common) && word.entry.given == 0);
        if !telling || name.acronym.is_some() {
            continue;
        }
        if let Some(list) = longer.get(&whole(&name.words)) {
            let mut roots: Vec<usize> = list.iter().map(|&other| clusters.of(other)).collect();
            roots.sort_unstable();
            roots.dedup();
            if let [only] = roots[..] {
                let own = clusters.of(i);
                let rows_clash = !mention.rows.is_empty() && !mentions[names[only]].rows.is_empty() && own != only;
                if !rows_clash {
                    clusters.join(only, i);
                }
            }
        }
    }
}
