//! The known people of an article by country and field: a surname among the ministers of a country is likelier a minister’s than a
//! singer’s.

use super::{Entity, bearers, rows_of};
use crate::document::Document;
use crate::gazetteer::RowView;
use crate::lexicon::{WordGroups, fold_word, key};
use crate::mentions::{Kind, Mention};
use crate::resources::Resources;
use std::collections::BTreeMap;

/// What the table calls the field of those who hold offices.
const POLITICS: &str = "politics";

/// What somebody is known for: a number of `fields.csv`; none where the table doesn't tell.
type Field = Option<usize>;

/// How many people of an article are of each country and field.
#[derive(Debug)]
pub(super) struct Company<'g> {
    of: BTreeMap<(&'g str, Field), u32>,
    fields: &'g WordGroups,
    /// The field of what the document is about.
    topic: Field,
}

impl<'g> Company<'g> {
    /// Counts the people whose names have one row, and those whom the whole world knows by the surname.
    pub(super) fn new(
        document: &Document<'_>,
        mentions: &[Mention],
        entities: &[Entity],
        resources: &'g Resources,
    ) -> Company<'g> {
        let mut company = Company { of: BTreeMap::new(), fields: &resources.fields, topic: None };
        company.topic = company.named(document.topic());
        for entity in entities.iter().filter(|entity| entity.kind == Kind::Person) {
            let rows = rows_of(document, mentions, &resources.gazetteer, entity);
            let row = match rows[..] {
                [] => bearers::of_the_world(document, mentions, entity, resources),
                [only] => Some(only),
                _ => None,
            };
            if let Some(row) = row.and_then(|row| resources.gazetteer.row(row)) {
                *company.of.entry((row.country, company.field(&row))).or_default() += 1;
            }
        }
        company
    }

    /// How many are of a row’s country and field; what the document is about counts like one more.
    pub(super) fn of(&self, row: &RowView<'_>) -> u32 {
        let field = self.field(row);
        let named = self.of.get(&(row.country, field)).copied().unwrap_or_default();
        named + u32::from(self.topic.is_some() && self.topic == field)
    }

    /// Whether somebody of a row is known for what those are who hold offices.
    pub(super) fn is_in_politics(&self, row: &RowView<'_>) -> bool {
        self.field(row).is_some() && self.field(row) == self.named(POLITICS)
    }

    fn field(&self, row: &RowView<'_>) -> Field {
        self.fields.of(key(&fold_word(row.class))).next()
    }

    fn named(&self, field: &str) -> Field {
        self.fields.names().iter().position(|name| &**name == field)
    }
}
