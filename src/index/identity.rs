//! Who is who across documents.

use super::sightings::{Sighting, folded};
use super::speaker::Seen;
use crate::mentions::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// A row of a gazetteer, as origin and id, with the kind of what it was found to name.
type Row<'i> = (Kind, &'i str, &'i str);

/// Groups of sightings that grow together.
#[derive(Debug, Default)]
struct Groups<'i> {
    /// The group that each has become a part of; its own number where none.
    part_of: Vec<usize>,
    /// A group that has the row.
    of_row: BTreeMap<Row<'i>, usize>,
}

impl<'i> Groups<'i> {
    fn add(&mut self) -> usize {
        self.part_of.push(self.part_of.len());
        self.part_of.len() - 1
    }

    fn root(&mut self, mut group: usize) -> usize {
        while self.part_of[group] != group {
            self.part_of[group] = self.part_of[self.part_of[group]];
            group = self.part_of[group];
        }
        group
    }

    /// The groups that have one of the rows.
    fn with(&mut self, rows: &[Row<'i>]) -> BTreeSet<usize> {
        let found: Vec<usize> = rows.iter().filter_map(|row| self.of_row.get(row).copied()).collect();
        found.into_iter().map(|group| self.root(group)).collect()
    }
}

/// Sightings that are of one and the same: those with a row of a gazetteer in common, and those without rows that have the same
/// name as those of one group only, or as each other.
///
/// A sighting with several rows of one gazetteer is of one of these, and nothing told which: it joins whom its rows lead to where
/// that is one, and never joins two.
pub(super) fn groups(seen: Vec<Seen<'_>>) -> Vec<Vec<Seen<'_>>> {
    let mut groups = Groups::default();
    let (linked, unlinked): (Vec<_>, Vec<_>) = seen.into_iter().partition(|one| !one.sighting.links.is_empty());
    let (sure, open): (Vec<_>, Vec<_>) = linked.into_iter().partition(|one| is_sure(one.sighting));
    let mut placed: Vec<(usize, Seen<'_>)> = Vec::new();
    for one in sure {
        let rows = rows_of(one.sighting);
        let mut known = groups.with(&rows).into_iter();
        let group = known.next().unwrap_or_else(|| groups.add());
        known.for_each(|other| groups.part_of[other] = group);
        groups.of_row.extend(rows.into_iter().map(|row| (row, group)));
        placed.push((group, one));
    }
    let mut either: BTreeMap<Vec<Row<'_>>, usize> = BTreeMap::new();
    for one in open {
        let rows = rows_of(one.sighting);
        let known: Vec<usize> = groups.with(&rows).into_iter().collect();
        let group = match known[..] {
            [group] => group,
            [] => groups.add(),
            _ => *either.entry(rows.clone()).or_insert_with(|| groups.add()),
        };
        if known.len() < 2 {
            for row in rows {
                groups.of_row.entry(row).or_insert(group);
            }
        }
        placed.push((group, one));
    }
    let mut of_name: BTreeMap<(Kind, Vec<String>), BTreeSet<usize>> = BTreeMap::new();
    for (group, one) in &placed {
        of_name.entry(name_of(one.sighting)).or_default().insert(groups.root(*group));
    }
    let mut namesakes: BTreeMap<(Kind, Vec<String>), usize> = BTreeMap::new();
    for one in unlinked {
        let name = name_of(one.sighting);
        let known = of_name.get(&name).filter(|known| known.len() == 1).and_then(BTreeSet::first).copied();
        let group = known.unwrap_or_else(|| *namesakes.entry(name).or_insert_with(|| groups.add()));
        placed.push((group, one));
    }
    let mut lists: BTreeMap<usize, Vec<Seen<'_>>> = BTreeMap::new();
    for (group, one) in placed {
        lists.entry(groups.root(group)).or_default().push(one);
    }
    lists.into_values().collect()
}

/// Whether it has no more than one row of each gazetteer.
fn is_sure(sighting: &Sighting) -> bool {
    let origins: BTreeSet<&str> = sighting.links.iter().map(|(origin, _)| origin.as_str()).collect();
    origins.len() == sighting.links.len()
}

fn rows_of(sighting: &Sighting) -> Vec<Row<'_>> {
    sighting.links.iter().map(|(origin, id)| (sighting.kind, origin.as_str(), id.as_str())).collect()
}

fn name_of(sighting: &Sighting) -> (Kind, Vec<String>) {
    (sighting.kind, folded(&sighting.name))
}
