//! The gazetteer rows of an entity’s names.

use super::Entity;
use crate::date::Date;
use crate::gazetteer::{Gazetteer, Origin, RowId};
use crate::mentions::Mention;

/// The rows of an entity's names. An acronym or a surname may be a namesake's too: where the fullest name has rows, others add a
/// user's only.
pub(super) fn rows_of(mentions: &[Mention], gazetteer: &Gazetteer, entity: &Entity) -> Vec<RowId> {
    let own = |row: RowId| gazetteer.row(row).is_some_and(|r| r.origin != Origin::Builtin);
    let mut rows = Vec::new();
    for &m in [entity.name].iter().chain(&entity.mentions) {
        for &row in &mentions[m].rows {
            let counts = mentions[entity.name].rows.is_empty() || m == entity.name || own(row);
            if counts && !rows.contains(&row) {
                rows.push(row);
            }
        }
    }
    rows
}

/// Of several rows of one id leaves those that hold at the article's date, if any does.
pub(super) fn keep_valid(gazetteer: &Gazetteer, date: Option<Date>, rows: &mut Vec<RowId>) {
    if date.is_none() || rows.len() < 2 {
        return;
    }
    let said: Vec<_> = rows.iter().map(|&row| gazetteer.row(row).map(|r| (r.origin, r.id, r.period().holds(date)))).collect();
    let holds = |one: &Option<(Origin, &str, bool)>| {
        one.is_some_and(|(origin, id, holds)| holds || !said.contains(&Some((origin, id, true))))
    };
    let mut kept = said.iter().map(holds);
    rows.retain(|_| kept.next().unwrap_or(true));
}
