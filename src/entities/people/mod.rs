//! Names of people: full names that are one person's, and the person that a short one stands for.

mod full;
mod name;
mod short;

use super::Found;
use crate::document::Document;
use crate::mentions::Mention;
use crate::resources::Resources;
use full::People;
use name::Name;
use short::{Meant, Short};

/// The names of people of a document, in text order.
#[derive(Debug)]
struct Names<'a, 't> {
    document: &'a Document<'t>,
    resources: &'a Resources,
    mentions: &'a [Mention],
    /// For each name its mention.
    numbers: &'a [usize],
    parsed: Vec<Name>,
}

impl Names<'_, '_> {
    fn mention(&self, i: usize) -> &Mention {
        &self.mentions[self.numbers[i]]
    }
}

/// Clusters the names of people.
pub(super) fn cluster(document: &Document<'_>, mentions: &[Mention], numbers: &[usize], resources: &Resources) -> Vec<Found> {
    let mut parsed: Vec<Name> = numbers.iter().map(|&m| Name::new(document, mentions[m].tokens)).collect();
    let particles = parsed.iter().flat_map(Name::particles).collect();
    parsed.iter_mut().for_each(|name| name.settle(&particles));
    let names = Names { document, resources, mentions, numbers, parsed };
    let people = People::new(&names);
    let first = |p: usize| people.list[p].places.first().copied().unwrap_or_default();
    let mut short = Short::new(&names, &people);
    (0..names.parsed.len())
        .map(|i| match *people.of[i] {
            [person] => Found::Cluster(first(person)),
            [] => match short.meant(i) {
                Meant::Person(person) => Found::Cluster(first(person)),
                Meant::Several(all) => Found::Open(all.into_iter().map(first).collect()),
                Meant::Name(earliest) => Found::Cluster(earliest),
            },
            ref several => Found::Open(several.iter().map(|&p| first(p)).collect()),
        })
        .collect()
}
