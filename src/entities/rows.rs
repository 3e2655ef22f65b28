//! The gazetteer rows of an entity’s names.

use super::Entity;
use crate::date::Date;
use crate::document::{Document, Shape};
use crate::gazetteer::{Gazetteer, Origin, RowId};
use crate::lexicon::{fold_word, key};
use crate::mentions::{Kind, Mention};

/// The rows of an entity's names. An acronym or a surname may be a namesake's too: where the fullest name has rows, others add a
/// user's only.
pub(super) fn rows_of(document: &Document<'_>, mentions: &[Mention], gazetteer: &Gazetteer, entity: &Entity) -> Vec<RowId> {
    let own = |row: RowId| gazetteer.row(row).is_some_and(|r| r.origin != Origin::Builtin);
    let name = &mentions[entity.name];
    let mut rows = Vec::new();
    for &m in [entity.name].iter().chain(&entity.mentions) {
        let acronym = name.kind == Kind::Organization && is_acronym(document, &mentions[m]) && !is_acronym(document, name);
        for &row in &mentions[m].rows {
            let spelled = || !acronym || gazetteer.row(row).is_some_and(|row| is_like(document, name, row.name));
            let counts = m == entity.name || own(row) || (name.rows.is_empty() && spelled());
            if counts && !rows.contains(&row) {
                rows.push(row);
            }
        }
    }
    rows
}

/// Whether a name is one word in capitals.
fn is_acronym(document: &Document<'_>, mention: &Mention) -> bool {
    mention.tokens.len() == 1 && document.word_at(mention.tokens.start).shape == Shape::Upper
}

/// Whether most words of a row's name stand in a name: letters that the article spells out otherwise are a namesake's.
fn is_like(document: &Document<'_>, mention: &Mention, name: &str) -> bool {
    let words = name.split_whitespace().map(|word| key(&fold_word(word)));
    let (mut all, mut shared) = (0, 0);
    for word in words {
        all += 1;
        shared += usize::from(mention.tokens.iter().any(|t| document.word_at(t).folded == word));
    }
    shared * 2 > all
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
