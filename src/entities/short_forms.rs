//! Shorter forms of the names of bodies and places: *Goldman* for *Goldman Sachs*, *the Council* for *Springfield City Council*.

use super::bodies::{Names, whole};
use super::clusters::Clusters;
use crate::gazetteer::RowKind;
use crate::lexicon::Class;
use crate::mentions::Kind;
use std::collections::{HashMap, HashSet};

/// Most names that are kept for one ending: those named last.
const SAME_ENDING: usize = 16;

/// Most words of a name whose beginnings and endings count.
const WORDS: usize = 12;

/// Joins names with the only longer one that begins with their words. For a name that ends a longer one the names it can mean; none for
/// others.
pub(super) fn decide(all: &Names<'_, '_>, distinct: &[usize], clusters: &mut Clusters) -> Vec<Option<Vec<usize>>> {
    join_beginnings(all, distinct, clusters);
    endings(all, clusters)
}

/// Whether a name is a word of what bodies are, which many names end with.
fn is_mere_head(all: &Names<'_, '_>, i: usize) -> bool {
    let head = all.document.entry_at(all.mention(i).head);
    all.parsed[i].words.len() == 1 && head.has_any(&[Class::OrgHead, Class::OrganizationNoun])
}

fn join_beginnings(all: &Names<'_, '_>, distinct: &[usize], clusters: &mut Clusters) {
    let mut longer: HashMap<u64, Vec<usize>> = HashMap::new();
    for &i in distinct {
        let words = &all.parsed[i].words;
        for len in 1..words.len().min(WORDS) {
            longer.entry(whole(&words[..len])).or_default().push(i);
        }
    }
    for &i in distinct.iter().filter(|&&i| all.parsed[i].acronym.is_none() && !is_mere_head(all, i)) {
        let Some(list) = longer.get(&whole(&all.parsed[i].words)) else {
            continue;
        };
        let mut roots: Vec<usize> = list.iter().filter(|&&long| begins(all, i, long)).map(|&long| clusters.of(long)).collect();
        roots.sort_unstable();
        roots.dedup();
        if let [only] = roots[..] {
            clusters.join(only, i);
        }
    }
}

/// Whether a name can be the beginning of a longer one and mean the same.
fn begins(all: &Names<'_, '_>, short: usize, long: usize) -> bool {
    let (name, longer) = (all.mention(short), all.mention(long));
    if !name.rows.is_empty() && !name.rows.iter().any(|row| longer.rows.contains(row)) {
        // what a table knows is no part of a body that it doesn't know: *Google* and *Google Ventures*
        return false;
    }
    if name.kind == Kind::Place {
        // *the Silala* and *Silala River*; without the article *Allende* is a town and no *Allende Dam*
        let article = name.tokens.start.checked_sub(1).is_some_and(|t| all.document.has(t, Class::Determiner));
        let rest = longer.tokens.start + name.tokens.len()..longer.tokens.end;
        return article && rest.into_iter().all(|t| all.document.has(t, Class::PlaceHead));
    }
    // a place or a people begins many names; a club is called by its town alone
    let named = all.hits.names_at(name.tokens.start).iter();
    let of_place =
        named.filter(|h| h.tokens == name.tokens && h.exact).any(|h| matches!(h.kind, RowKind::Place | RowKind::Demonym));
    let club = || longer.rows.iter().filter_map(|&row| all.gazetteer.row(row)).any(|row| row.class == "club");
    !of_place || club()
}

/// A name with an ending.
#[derive(Debug, Clone, Copy)]
struct Ended {
    cluster: usize,
    name: usize,
    /// Where it, or a short form of it, was named last.
    last: usize,
}

/// Sees a name among those of one ending that were named last.
fn see(seen: &mut Vec<Ended>, ended: Ended) {
    seen.retain(|other| other.cluster != ended.cluster);
    if seen.len() == SAME_ENDING {
        seen.remove(0);
    }
    seen.push(ended);
}

/// For each name of a body that ends a longer one before it, that one; of several the one named in this paragraph or the last, or all.
fn endings(all: &Names<'_, '_>, clusters: &mut Clusters) -> Vec<Option<Vec<usize>>> {
    let mut by_ending: HashMap<u64, Vec<Ended>> = HashMap::new();
    // names that stood alone before any longer one stay what they are
    let mut alone: HashSet<u64> = HashSet::new();
    let mut decided = Vec::with_capacity(all.parsed.len());
    for (i, name) in all.parsed.iter().enumerate() {
        if all.mention(i).kind != Kind::Organization {
            decided.push(None);
            continue;
        }
        let body = all.document.entry_at(all.mention(i).head).has_any(&[Class::OrgHead, Class::OrganizationNoun]);
        let own = clusters.of(i);
        let key = whole(&name.words);
        let mut fitting: Vec<Ended> = Vec::new();
        if body && !alone.contains(&key) {
            let seen = by_ending.get(&key).into_iter().flatten();
            fitting.extend(seen.filter(|ended| ended.cluster != own && !all.clash(i, ended.name)));
            let here = all.paragraph(i);
            let near: Vec<Ended> = fitting.iter().filter(|ended| all.paragraph(ended.last) + 1 >= here).copied().collect();
            if near.len() == 1 {
                fitting = near;
            }
        }
        let seen = match fitting[..] {
            [] => {
                alone.insert(key);
                Some(Ended { cluster: own, name: i, last: i })
            }
            [only] => Some(Ended { last: i, ..only }),
            _ => None,
        };
        if let Some(ended) = seen {
            let words = &all.parsed[ended.name].words;
            for from in words.len().saturating_sub(WORDS).max(1)..words.len() {
                see(by_ending.entry(whole(&words[from..])).or_default(), ended);
            }
        }
        decided.push((!fitting.is_empty()).then(|| fitting.iter().map(|ended| ended.name).collect()));
    }
    decided
}
