//! Which row of a table a name is, where several rows have it: *Georgia* the country and the state, two people of one name.
//!
//! Nothing here finds or renames anything. Of the rows with an entity's name those stay linked that the article speaks for; where
//! nothing decides all of them stay, the likeliest first. Rows of a user's and ours don't compete: both can be the same thing.

use super::around::{Around, Beside, Level, Said};
use super::company::Company;
use super::{Entities, Entity, bearers, offices, rows_of};
use crate::date::Date;
use crate::document::Document;
use crate::gazetteer::{Origin, RowId, RowView};
use crate::hits::Hits;
use crate::mentions::{Kind, Mention, Reference};
use crate::model::{Decision, Explain, Explained, Sink, Sum, rules};
use crate::resources::Resources;
use std::cell::OnceCell;

rules! {
    in "row.":
    WEIGHT = "weight",
    CAUTION = "caution",
    ANYWHERE = "anywhere",
    BESIDE = "beside",
    WORD = "word",
    PARTS = "parts",
    WHOLE = "whole",
    LEAD = "lead",
    OFFICE = "office",
}

/// By so much the best row must lead to be the only one: odds of about 7 to 1.
const CLEAR: i32 = 128;

/// Most mentions of an entity that are looked at.
const MENTIONS: usize = 64;

/// What the facts about a row are observed in.
pub(super) struct Ground<'a, 't> {
    document: &'a Document<'t>,
    hits: &'a Hits,
    mentions: &'a [Mention],
    resources: &'a Resources,
    date: Option<Date>,
    entities: &'a Entities,
    /// Made for the first entity that needs it.
    around: OnceCell<Around<'a>>,
    company: OnceCell<Company<'a>>,
}

impl<'a, 't> Ground<'a, 't> {
    pub(super) fn new(
        document: &'a Document<'t>,
        hits: &'a Hits,
        mentions: &'a [Mention],
        entities: &'a Entities,
        resources: &'a Resources,
        date: Option<Date>,
    ) -> Ground<'a, 't> {
        Ground { document, hits, mentions, resources, date, entities, around: OnceCell::new(), company: OnceCell::new() }
    }

    fn around(&self) -> &Around<'a> {
        self.around
            .get_or_init(|| Around::new(self.document, self.hits, self.mentions, &self.entities.list, &self.resources.gazetteer))
    }

    fn company(&self) -> &Company<'a> {
        self.company.get_or_init(|| Company::new(self.document, self.mentions, &self.entities.list, self.resources))
    }

    fn row(&self, row: RowId) -> Option<RowView<'a>> {
        self.resources.gazetteer.row(row)
    }

    /// The rows an entity keeps: of those of one origin the clear winner, or all, the likeliest first. A surname without any has the row of
    /// its only well-known bearer.
    pub(super) fn keep(&self, entity: &Entity) -> Vec<RowId> {
        if entity.rows.is_empty() {
            let country = |country: &str| self.around().count(country) != (0, 0);
            let known = bearers::known(self.document, self.mentions, entity, self.resources, country, self.company());
            return known.into_iter().collect();
        }
        let beside = self.beside(entity);
        let mut kept = Vec::new();
        for mut rows in self.by_origin(&entity.rows) {
            rows.retain(|&row| self.row(row).is_some_and(|row| !self.is_elsewhere(&row, &beside)));
            if !self.are_several(&rows) {
                kept.extend(rows);
                continue;
            }
            let weights = self.resources.model.weights(Decision::Row);
            let mut sums: Vec<(i32, RowId)> = rows
                .iter()
                .filter_map(|&row| {
                    let mut sum = Sum::new(weights);
                    self.observe(row, &self.row(row)?, entity, &beside, &rows, &mut sum);
                    Some((sum.total(), row))
                })
                .collect();
            sums.sort_by_key(|&(sum, row)| (-sum, row));
            let id = |row: RowId| self.row(row).map(|r| r.id);
            let best = sums.first().map(|&(sum, row)| (sum, id(row)));
            let rivals = sums.iter().filter(|&&(_, row)| best.is_some_and(|(_, best)| id(row) != best));
            let second = rivals.map(|&(sum, _)| sum).max();
            let clear = best.zip(second).is_some_and(|((sum, _), second)| sum - second >= CLEAR);
            kept.extend(sums.iter().map(|&(_, row)| row).filter(|&row| !clear || best.is_some_and(|(_, best)| id(row) == best)));
        }
        kept
    }

    /// The facts that counted for the row that stands first; none where no other row has the name.
    pub(super) fn explain(&self, entity: &Entity) -> Vec<Explained> {
        let beside = self.beside(entity);
        let rows = rows_of(self.document, self.mentions, &self.resources.gazetteer, entity);
        let mut facts = Vec::new();
        if rows.is_empty() && !entity.rows.is_empty() {
            facts.push(Explained::by_rule("row.bearer", self.mentions[entity.name].tokens));
        }
        for rows in self.by_origin(&rows).into_iter().filter(|rows| self.are_several(rows)) {
            let first = entity.rows.iter().find(|row| rows.contains(row));
            if let Some((&id, row)) = first.and_then(|id| Some((id, self.row(*id)?))) {
                let at = self.mentions[entity.name].tokens;
                let mut sink = Explain::new(self.resources.model.weights(Decision::Row), 0, at);
                self.observe(id, &row, entity, &beside, &rows, &mut sink);
                facts.extend(sink.facts);
            }
        }
        facts
    }

    fn beside(&self, entity: &Entity) -> Beside<'a> {
        let names = entity.mentions.iter().copied().filter(|&m| self.mentions[m].reference == Reference::Name).take(MENTIONS);
        Beside::new(self.document, self.hits, self.mentions, names, &self.resources.gazetteer)
    }

    fn by_origin(&self, rows: &[RowId]) -> [Vec<RowId>; 2] {
        let builtin = |row: &RowId| self.row(*row).is_some_and(|r| r.origin == Origin::Builtin);
        let (ours, own) = rows.iter().partition(|row| builtin(row));
        [own, ours]
    }

    fn are_several(&self, rows: &[RowId]) -> bool {
        let mut ids = rows.iter().filter_map(|&row| self.row(row)).map(|row| row.id);
        ids.next().is_some_and(|first| ids.any(|id| id != first))
    }

    /// Whether a row of ours is of another country than the article says outright: *Birmingham, Alabama* is none of our rows where only the
    /// English one stands in the table.
    fn is_elsewhere(&self, row: &RowView<'_>, beside: &Beside<'_>) -> bool {
        let apart = |said: &Said<'_>| said.holds_it && !row.country.is_empty() && !said.countries.contains(row.country);
        row.origin == Origin::Builtin && beside.said.as_ref().is_some_and(apart)
    }

    /// States the facts about one of the rows with an entity's name.
    fn observe(&self, id: RowId, row: &RowView<'_>, entity: &Entity, beside: &Beside<'_>, rows: &[RowId], sink: &mut impl Sink) {
        let name = self.mentions[entity.name].tokens;
        sink.at(name);
        sink.see(WEIGHT, &[(i32::from(row.weight) / 5).into()]);
        let hits = self.hits.names_at(name.start).iter().filter(|hit| hit.tokens == name && hit.row == id);
        if hits.clone().next().is_some() && hits.clone().all(|hit| hit.caution) {
            sink.see(CAUTION, &[]);
        }
        // a body that many countries have: the row without a country is the one for all of them
        let body = entity.kind == Kind::Organization;
        if body && row.country.is_empty() && rows.iter().filter_map(|&r| self.row(r)).any(|other| !other.country.is_empty()) {
            sink.see(ANYWHERE, &[]);
        }
        if !row.country.is_empty() {
            let (parts, whole) = self.around().count(row.country);
            if body {
                sink.see(LEAD, &[self.around().lead(row.country).clamp(0, 3).into()]);
            } else {
                let level = Level::of(row).name();
                sink.see(PARTS, &[level.into(), parts.min(3).into()]);
                sink.see(WHOLE, &[level.into(), whole.min(3).into()]);
            }
        }
        if let Some(said) = beside.said.as_ref().filter(|said| said.countries.contains(row.country)) {
            sink.at(said.at);
            sink.see(BESIDE, &[]);
        }
        if let Some((level, at)) = beside.word {
            sink.at(at);
            sink.see(WORD, &[level.name().into(), Level::of(row).name().into()]);
        }
        if let Some(at) = offices::described(self.document, self.hits, self.mentions, entity, row, self.resources, self.date) {
            sink.at(at);
            sink.see(OFFICE, &[]);
        }
    }
}
