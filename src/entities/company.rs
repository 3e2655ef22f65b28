//! The known people of an article by country and field: a surname among the ministers of a country is likelier a minister’s than a
//! singer’s.

use super::{Entity, bearers, rows_of};
use crate::document::Document;
use crate::gazetteer::RowView;
use crate::mentions::{Kind, Mention, topic};
use crate::resources::Resources;
use std::collections::BTreeMap;

/// What somebody is known for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    PublicLife,
    Business,
    Arts,
    Sport,
    Other,
}

impl Field {
    pub(super) fn of(row: &RowView<'_>) -> Field {
        match row.class {
            "politician" | "official" | "jurist" | "public figure" | "activist" | "journalist" | "royal" => Field::PublicLife,
            "executive" | "economist" => Field::Business,
            "artist" => Field::Arts,
            "athlete" => Field::Sport,
            _ => Field::Other,
        }
    }

    /// The field of what a document is about.
    fn of_topic(topic: &str) -> Option<Field> {
        match topic {
            "politics" => Some(Field::PublicLife),
            "business" => Some(Field::Business),
            "sport" => Some(Field::Sport),
            _ => None,
        }
    }
}

/// How many people of an article are of each country and field.
#[derive(Debug, Default)]
pub(super) struct Company<'g> {
    of: BTreeMap<(&'g str, Field), u32>,
    topic: Option<Field>,
}

impl<'g> Company<'g> {
    /// Counts the people whose names have one row, and those whom the whole world knows by the surname.
    pub(super) fn new(
        document: &Document<'_>,
        mentions: &[Mention],
        entities: &[Entity],
        resources: &'g Resources,
    ) -> Company<'g> {
        let mut company = Company { topic: Field::of_topic(topic(document)), ..Company::default() };
        for entity in entities.iter().filter(|entity| entity.kind == Kind::Person) {
            let rows = rows_of(document, mentions, &resources.gazetteer, entity);
            let row = match rows[..] {
                [] => bearers::of_the_world(document, mentions, entity, resources),
                [only] => Some(only),
                _ => None,
            };
            if let Some(row) = row.and_then(|row| resources.gazetteer.row(row)) {
                *company.of.entry((row.country, Field::of(&row))).or_default() += 1;
            }
        }
        company
    }

    /// How many are of a row’s country and field; what the document is about counts like one more.
    pub(super) fn of(&self, row: &RowView<'_>) -> u32 {
        let field = Field::of(row);
        let named = self.of.get(&(row.country, field)).copied().unwrap_or_default();
        named + u32::from(self.topic == Some(field))
    }
}
