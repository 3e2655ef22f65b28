//! Who a surname means that an article prints without a full name: *Mr. Obama* is Barack Obama to every reader.
//!
//! The name stays as printed; the row is a link beside it. A paper leaves the full name out only of those whom everybody knows, so
//! that a prominent person who has the surname nearly alone is meant; where several could be, nobody is linked.

use super::{Entity, agrees};
use crate::document::{Document, TokenKind};
use crate::gazetteer::{RowId, RowView, surname};
use crate::lexicon::{Class, Gender};
use crate::mentions::{Kind, Mention};
use crate::resources::Resources;

/// From this weight on a person is known all over the world.
const WORLD: u8 = 80;
/// Below this nobody is known by the surname alone.
const KNOWN: u8 = 58;
/// By so much a person must be more prominent than all others of the name.
const LEAD: u8 = 20;
/// From this frequency on a surname is too common to mean one person; a prominent one's, one whom the article's countries don't suggest.
const COMMON: u8 = 6;
const FREQUENT: u8 = 8;

/// The row of the only well-known bearer of a person's bare surname; `around` tells whether the article speaks of a country.
pub(super) fn known(
    document: &Document<'_>,
    mentions: &[Mention],
    entity: &Entity,
    resources: &Resources,
    around: impl Fn(&str) -> bool,
) -> Option<RowId> {
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
    let lexicon = &resources.lexicon;
    let gender = |row: &RowView<'_>| {
        let given = lexicon.lookup(row.name.split(' ').next().unwrap_or_default());
        match given.female {
            _ if given.given == 0 => Gender::Unknown,
            90.. => Gender::Female,
            0..=10 => Gender::Male,
            _ => Gender::Unknown,
        }
    };
    let key = surname(document.lower_at(name.head), lexicon);
    let rows = resources.gazetteer.bearers(key).filter_map(|id| Some((id, resources.gazetteer.row(id)?)));
    let mut rows = rows.filter(|(_, row)| agrees(gender(row), entity.gender));
    let (id, best) = rows.next()?;
    let second = rows.map(|(_, row)| row.weight).next().unwrap_or_default();
    let here = around(best.country);
    let meant = if best.weight >= WORLD {
        best.weight - second >= LEAD && (entry.surname < COMMON || here && entry.surname < FREQUENT)
    } else {
        best.weight >= KNOWN && second == 0 && entry.surname < COMMON && here
    };
    meant.then_some(id)
}
