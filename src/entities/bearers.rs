//! Who a surname means that an article prints without a full name: *Mr. Obama* is Barack Obama to every reader.
//!
//! The name stays as printed; the row is a link beside it. A paper leaves the full name out only of those whom everybody knows, so
//! that a prominent person who has the surname nearly alone is meant; where several could be, nobody is linked.

use super::company::Company;
use super::{Entity, agrees, gender_of_row};
use crate::document::{Document, TokenKind};
use crate::gazetteer::{RowId, RowView, surname};
use crate::lexicon::Class;
use crate::mentions::{Kind, Mention};
use crate::resources::Resources;
use std::cmp::Reverse;

/// From this weight on a person is known all over the world.
const WORLD: u8 = 80;
/// Below this nobody is known by the surname alone.
const KNOWN: u8 = 58;
/// From this weight on papers of the country call a person by the surname alone.
const CALLED_SO: u8 = 64;
/// By so much a person must be more prominent than another of the name to be meant whatever the article is about.
const LEAD: u8 = 20;
/// By so much among people of one country and field.
const AHEAD: u8 = 6;
/// So many people of the same country and field tell which of two fields an article is about.
const PEERS: u32 = 2;
/// From this frequency on a surname is too common to mean one person unless others of his country and field are named.
const COMMON: u8 = 6;
/// From this frequency on it is too common even for one whom the whole world knows.
const FREQUENT: u8 = 8;

/// The row of the only well-known bearer of a person's bare surname; `around` tells whether the article speaks of a country, `company`
/// whom else it names.
pub(super) fn known(
    document: &Document<'_>,
    mentions: &[Mention],
    entity: &Entity,
    resources: &Resources,
    around: impl Fn(&str) -> bool,
    company: &Company<'_>,
) -> Option<RowId> {
    let rows = bearers(document, mentions, entity, resources)?;
    let surname = document.entry_at(mentions[entity.name].head).surname;
    let office = has_office(document, mentions, entity);
    let peers = |row: &RowView<'_>| company.of(row) + u32::from(office && company.is_in_politics(row));
    if let Some((id, best, second)) = first(&rows) {
        let frequency = if around(best.country) { FREQUENT } else { COMMON };
        if best.weight >= WORLD && best.weight - second >= LEAD {
            return (surname < frequency).then_some(id);
        }
    }
    let (id, best) = rows.iter().max_by_key(|(id, row)| (peers(row).min(PEERS), row.weight, Reverse(*id)))?;
    let near = peers(best);
    let rare = match surname {
        0..COMMON => true,
        COMMON..FREQUENT => near >= PEERS || near > 0 && best.weight >= CALLED_SO,
        _ => office && near > PEERS,
    };
    let outdone = |(_, other): &(RowId, RowView<'_>)| {
        let ahead = other.weight + AHEAD <= best.weight && (near > 0 || other.weight < KNOWN);
        // what one of the past was known for is not told
        let other_field = near >= PEERS && peers(other) == 0 && (other.class != "historical" || other.country != best.country);
        let other_country = other.weight < WORLD && !around(other.country);
        other.id == best.id || ahead || other_field || other_country
    };
    let meant = best.weight >= KNOWN && around(best.country) && rare && rows.iter().all(outdone);
    meant.then_some(*id)
}

/// The row of the bearer whom the whole world knows by a rare surname.
pub(super) fn of_the_world(
    document: &Document<'_>,
    mentions: &[Mention],
    entity: &Entity,
    resources: &Resources,
) -> Option<RowId> {
    let rows = bearers(document, mentions, entity, resources)?;
    let (id, best, second) = first(&rows)?;
    let rare = document.entry_at(mentions[entity.name].head).surname < COMMON;
    (rare && best.weight >= WORLD && best.weight - second >= LEAD).then_some(id)
}

/// The weightiest row, and the weight of the one that follows.
fn first<'a, 'g>(rows: &'a [(RowId, RowView<'g>)]) -> Option<(RowId, &'a RowView<'g>, u8)> {
    let (id, best) = rows.first()?;
    Some((*id, best, rows.get(1).map(|(_, row)| row.weight).unwrap_or_default()))
}

/// Whether an office stands before the name: *Gov. Walker*.
fn has_office(document: &Document<'_>, mentions: &[Mention], entity: &Entity) -> bool {
    let office = |t: u32| document.has(t, Class::Title) && !document.has(t, Class::Honorific);
    entity.mentions.iter().filter_map(|&m| mentions[m].title).any(|title| title.iter().any(office))
}

/// The people of the table whose surname a name is, the weightiest first; none where it is no bare surname.
fn bearers<'g>(
    document: &Document<'_>,
    mentions: &[Mention],
    entity: &Entity,
    resources: &'g Resources,
) -> Option<Vec<(RowId, RowView<'g>)>> {
    let name = &mentions[entity.name];
    if entity.kind != Kind::Person || document.kind_at(name.head) != Some(TokenKind::Word) {
        return None;
    }
    let particles = |t: u32| t == name.head || document.has(t, Class::Particle) || document.kind_at(t) == Some(TokenKind::Hyphen);
    if !name.tokens.iter().all(particles) {
        return None;
    }
    let entry = document.entry_at(name.head);
    let titled = entity.mentions.iter().any(|&m| mentions[m].title.is_some());
    // *David* alone is somebody called by the given name
    if entry.given > entry.surname + 1 && !titled {
        return None;
    }
    let key = surname(document.lower_at(name.head), &resources.lexicon);
    let rows = resources.gazetteer.bearers(key).filter_map(|id| Some((id, resources.gazetteer.row(id)?)));
    Some(rows.filter(|(_, row)| agrees(gender_of_row(resources, row), entity.gender)).collect())
}
