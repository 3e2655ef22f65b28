//! Entities: which names of a document are one, by the names only, and how the article describes them.

mod around;
mod bearers;
mod bodies;
mod clusters;
mod company;
mod fullest;
mod given;
mod homonyms;
mod namesakes;
mod nouns;
mod offices;
mod people;
mod roles;
mod rows;
mod short_forms;

use crate::date::Date;
use crate::document::{Document, TokenRange};
use crate::gazetteer::{Gazetteer, RowId, RowView};
use crate::hits::Hits;
use crate::lexicon::Gender;
use crate::mentions::{Kind, Mention, Reference};
use crate::model::Explained;
use crate::resources::Resources;
pub(crate) use given::unite;
use homonyms::Ground;
use rows::{keep_valid, rows_of};
use std::collections::{BTreeMap, BTreeSet};

/// An entity of a document.
#[derive(Debug, Clone)]
pub(crate) struct Entity {
    pub(crate) kind: Kind,
    /// The mention with the fullest name the article prints.
    pub(crate) name: usize,
    /// Its mentions, in text order.
    pub(crate) mentions: Vec<usize>,
    pub(crate) gender: Gender,
    /// How the article describes it: *head of the White House’s National Economic Council*.
    pub(crate) roles: Vec<Role>,
    /// The gazetteer rows its names matched.
    pub(crate) rows: Vec<RowId>,
}

/// A description of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Role {
    pub(crate) tokens: TokenRange,
    /// The mention of the organisation named in it.
    pub(crate) organization: Option<usize>,
}

/// Who is who, as far as it is known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entities {
    pub(crate) list: Vec<Entity>,
    /// For each mention its entity; none for what is not resolved (yet).
    pub(crate) of_mention: Vec<Option<usize>>,
    /// For a mention that can't be decided: the entities it could be.
    pub(crate) candidates: Vec<Vec<usize>>,
    /// For a role the people who hold that office by a table.
    pub(crate) holders: BTreeMap<usize, Vec<usize>>,
    /// The mentions whose entity the caller gave.
    pub(crate) given: BTreeSet<usize>,
    /// For a phrase like *the company* the bodies that it can mean.
    pub(crate) bodies: BTreeMap<usize, Vec<usize>>,
}

/// What a name turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Found {
    /// It belongs to the cluster with this number.
    Cluster(usize),
    /// It could be any of these clusters.
    Open(Vec<usize>),
}

/// Groups the names of a document into entities; `date` is the article's.
pub(crate) fn group(
    document: &Document<'_>,
    hits: &Hits,
    mentions: &[Mention],
    resources: &Resources,
    date: Option<Date>,
) -> Entities {
    let gazetteer = &resources.gazetteer;
    let mut found: Vec<Option<Found>> = vec![None; mentions.len()];
    let mut clusters = 0;
    for kind in [Kind::Person, Kind::Organization, Kind::Place] {
        let names: Vec<usize> = (0..mentions.len()).filter(|&m| is_name(&mentions[m], kind)).collect();
        let of_kind = match kind {
            Kind::Person => people::cluster(document, mentions, &names, resources),
            _ => bodies::cluster(document, hits, mentions, &names, gazetteer),
        };
        let base = clusters;
        for (&mention, found_here) in names.iter().zip(of_kind) {
            let numbered = match found_here {
                Found::Cluster(c) => Found::Cluster(base + c),
                Found::Open(list) => Found::Open(list.into_iter().map(|c| base + c).collect()),
            };
            if let Found::Cluster(c) = numbered {
                clusters = clusters.max(c + 1);
            }
            found[mention] = Some(numbered);
        }
    }
    open_shared(document, mentions, &mut found);
    namesakes::cluster(document, mentions, &resources.body_nouns, &mut found, &mut clusters);
    let mut entities = number(mentions, &found, clusters);
    for entity in &mut entities.list {
        finish(document, mentions, gazetteer, entity);
        keep_valid(gazetteer, date, &mut entity.rows);
    }
    entities.bodies = nouns::meant(document, hits, mentions, &entities, resources);
    roles::describe(document, mentions, &mut entities);
    let ground = Ground::new(document, hits, mentions, &entities, resources, date);
    let rows: Vec<Vec<RowId>> = entities.list.iter().map(|entity| ground.keep(entity)).collect();
    for (entity, rows) in entities.list.iter_mut().zip(rows) {
        entity.rows = rows;
        if entity.kind == Kind::Person && entity.gender == Gender::Unknown {
            entity.gender = known_gender(resources, &entity.rows);
        }
    }
    entities.holders = offices::holders(document, hits, mentions, &entities, resources, date);
    entities
}

/// For each mention that gives an entity its name, why the entity is linked to the row it is linked to.
pub(crate) fn explain(
    document: &Document<'_>,
    hits: &Hits,
    mentions: &[Mention],
    entities: &Entities,
    resources: &Resources,
    date: Option<Date>,
) -> Vec<(usize, Vec<Explained>)> {
    let ground = Ground::new(document, hits, mentions, entities, resources, date);
    entities.list.iter().map(|entity| (entity.name, ground.explain(entity))).collect()
}

fn is_name(mention: &Mention, kind: Kind) -> bool {
    mention.reference == Reference::Name && mention.kind == kind
}

/// Entities in the order of their first mention.
fn number(mentions: &[Mention], found: &[Option<Found>], clusters: usize) -> Entities {
    let mut entity_of: Vec<Option<usize>> = vec![None; clusters];
    let mut list: Vec<Entity> = Vec::new();
    let mut of_mention = vec![None; mentions.len()];
    for (m, found) in found.iter().enumerate() {
        let Some(Found::Cluster(cluster)) = found else {
            continue;
        };
        let entity = *entity_of[*cluster].get_or_insert_with(|| {
            list.push(Entity {
                kind: mentions[m].kind,
                name: m,
                mentions: Vec::new(),
                gender: Gender::Unknown,
                roles: Vec::new(),
                rows: Vec::new(),
            });
            list.len() - 1
        });
        list[entity].mentions.push(m);
        of_mention[m] = Some(entity);
    }
    let candidates = found
        .iter()
        .map(|found| match found {
            Some(Found::Open(clusters)) => clusters.iter().filter_map(|&c| entity_of.get(c).copied().flatten()).collect(),
            _ => Vec::new(),
        })
        .collect();
    Entities { list, of_mention, candidates, ..Entities::default() }
}

/// Leaves the names open that could be a person or a place, where the document has both: *Washington* beside *George Washington* and *the
/// city of Washington*.
fn open_shared(document: &Document<'_>, mentions: &[Mention], found: &mut [Option<Found>]) {
    if !mentions.iter().any(|m| m.open) {
        return;
    }
    // by the first and last words of full names the people, by the only word of a name the places
    let mut called: BTreeMap<(Kind, u64), BTreeSet<usize>> = BTreeMap::new();
    for (mention, found) in mentions.iter().zip(found.iter()).filter(|(mention, _)| !mention.open) {
        let Some(Found::Cluster(cluster)) = found else {
            continue;
        };
        let whole = mention.tokens.len() == 1;
        if (mention.kind == Kind::Person && !whole) || (mention.kind == Kind::Place && whole) {
            for t in [mention.tokens.start, mention.tokens.end - 1] {
                called.entry((mention.kind, document.word_at(t).folded)).or_default().insert(*cluster);
            }
        }
    }
    for (mention, found) in mentions.iter().zip(found.iter_mut()).filter(|(mention, _)| mention.open) {
        let word = document.word_at(mention.tokens.start).folded;
        let of = |kind: Kind| called.get(&(kind, word)).into_iter().flatten().copied().collect::<Vec<usize>>();
        if let (people @ [_, ..], places @ [_, ..]) = (&*of(Kind::Person), &*of(Kind::Place)) {
            *found = Some(Found::Open([people, places].concat()));
        }
    }
}

fn agrees(a: Gender, b: Gender) -> bool {
    a == b || a == Gender::Unknown || b == Gender::Unknown
}

/// The gender that a name tells, where it is not a word alone that is as likely a surname.
fn told_gender(document: &Document<'_>, mention: &Mention) -> Gender {
    let entry = document.entry_at(mention.tokens.start);
    let surname = mention.tokens.len() == 1 && entry.surname > 0 && entry.given < entry.surname + 3;
    if surname && mention.title.is_none() { Gender::Unknown } else { mention.gender }
}

/// Chooses the fullest name, gathers rows and gender.
fn finish(document: &Document<'_>, mentions: &[Mention], gazetteer: &Gazetteer, entity: &mut Entity) {
    entity.name = fullest::name(document, mentions, entity);
    entity.rows = rows_of(document, mentions, gazetteer, entity);
    // a surname can be a given name too: *Clinton* does not say that Hillary Clinton is a man
    let first = document.word_at(mentions[entity.name].tokens.start).folded;
    let tells = |m: &Mention| m.title.is_some() || document.word_at(m.tokens.start).folded == first;
    let count = |gender: Gender| {
        let of = |&m: &usize| match &mentions[m] {
            mention if told_gender(document, mention) != gender || !tells(mention) => 0,
            mention if mention.title.is_some() => 3,
            _ => 1,
        };
        entity.mentions.iter().map(of).sum::<usize>()
    };
    let (female, male) = (count(Gender::Female), count(Gender::Male));
    entity.gender = match female.cmp(&male) {
        std::cmp::Ordering::Greater => Gender::Female,
        std::cmp::Ordering::Less => Gender::Male,
        std::cmp::Ordering::Equal => Gender::Unknown,
    };
}

/// The gender that the given names of all rows of a person tell: *Merkel* is Angela Merkel.
fn known_gender(resources: &Resources, rows: &[RowId]) -> Gender {
    let mut genders =
        rows.iter().map(|&id| resources.gazetteer.row(id).map(|row| gender_of_row(resources, &row)).unwrap_or_default());
    genders.next().filter(|first| genders.all(|gender| gender == *first)).unwrap_or_default()
}

/// The gender that the given name of a person's row tells, where it has one.
fn gender_of_row(resources: &Resources, row: &RowView<'_>) -> Gender {
    let mut words = row.name.split_whitespace();
    match (words.next(), words.next()) {
        (Some(given), Some(_)) => resources.lexicon.lookup(given).gender_of_name(),
        _ => Gender::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::hits::Hits;

    /// For each entity its name and the texts of its mentions; then the texts of what stays open.
    fn entities(text: &str) -> (Vec<(String, Vec<String>)>, Vec<String>) {
        with(text, |document, mentions, entities| {
            let text = |m: usize| document.text(mentions[m].tokens).to_owned();
            let list = entities.list.iter().map(|e| (text(e.name), e.mentions.iter().map(|&m| text(m)).collect())).collect();
            let open = (0..mentions.len()).filter(|&m| entities.candidates[m].len() > 1).map(text).collect();
            (list, open)
        })
    }

    fn with<T>(text: &str, see: impl FnOnce(&Document<'_>, &[Mention], &Entities) -> T) -> T {
        let resources = builtin::resources();
        let document = Document::new(text, &resources.lexicon);
        let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
        let mentions = crate::mentions::find(&document, &hits, &resources.model);
        let entities = group(&document, &hits, &mentions, &resources, None);
        see(&document, &mentions, &entities)
    }

    fn roles(text: &str, name: &str) -> Vec<String> {
        with(text, |document, mentions, entities| {
            let named = |e: &&Entity| document.text(mentions[e.name].tokens) == name;
            let entity = entities.list.iter().find(named).expect(name);
            entity.roles.iter().map(|r| document.text(r.tokens).to_owned()).collect()
        })
    }

    fn mentions_of(text: &str, name: &str) -> Vec<String> {
        let (list, _) = entities(text);
        list.into_iter().find(|(n, _)| n == name).map(|(_, mentions)| mentions).unwrap_or_else(|| panic!("{name} in {text}"))
    }

    #[test]
    fn a_surname_is_its_full_name() {
        let text = "Margaret Dunmore spoke on Monday. Mr. Hale was late. “We are ready,” said Dunmore. Peter Hale agreed with Ms. Dunmore.";
        assert_eq!(mentions_of(text, "Margaret Dunmore"), ["Margaret Dunmore", "Dunmore", "Dunmore"]);
        assert_eq!(mentions_of(text, "Peter Hale"), ["Hale", "Peter Hale"]);
    }

    #[test]
    fn a_surname_alone_keeps_its_name() {
        assert_eq!(mentions_of("“It rained,” Mr. Hale said. Hale then left.", "Hale"), ["Hale", "Hale"]);
    }

    #[test]
    fn namesakes_stay_apart() {
        let text = "Senator Robert Dunmore met Alice Dunmore and Robert Dunmore Jr. in Paris. Mrs. Dunmore smiled. Senator Dunmore did not.";
        assert_eq!(mentions_of(text, "Alice Dunmore"), ["Alice Dunmore", "Dunmore"]);
        assert_eq!(mentions_of(text, "Robert Dunmore"), ["Robert Dunmore", "Dunmore"]);
        assert_eq!(mentions_of(text, "Robert Dunmore Jr."), ["Robert Dunmore Jr."]);
    }

    #[test]
    fn what_nothing_decides_stays_open() {
        let text = "Robin Dunmore and Kerry Dunmore came by train. “It was slow,” Dunmore said.";
        let (list, open) = entities(text);
        assert_eq!(open, ["Dunmore"], "{list:?}");
    }

    #[test]
    fn an_initial_and_a_middle_name_change_nothing() {
        let text = "Peter J. Hale spoke first. Peter Hale sat down, and P. Hale was thanked.";
        assert_eq!(mentions_of(text, "Peter J. Hale").len(), 3);
    }

    #[test]
    fn organisations_by_acronym_and_legal_form() {
        let text = "The Harbour Workers Union (HWU) met the board of Brightwater Corp. in London. The HWU and Brightwater Ltd. did not agree.";
        assert_eq!(mentions_of(text, "Harbour Workers Union"), ["Harbour Workers Union", "HWU", "HWU"]);
        assert_eq!(mentions_of(text, "Brightwater Corp."), ["Brightwater Corp.", "Brightwater Ltd."]);
    }

    #[test]
    fn organisations_by_a_part_of_their_names() {
        let text = "Members of the Torvik Safety Committee met in Oslo. The Safety Committee voted on Monday.";
        assert_eq!(mentions_of(text, "Torvik Safety Committee").len(), 2);
        let text =
            "The Torvik Department of Transport shut the bridge on Monday. The Torvik Transport Department said it was old.";
        assert_eq!(mentions_of(text, "Torvik Department of Transport").len(), 2);
        let text = "The Popular Mountain Party (EMP) left Lima in March, the EMP said in a statement.";
        assert_eq!(mentions_of(text, "Popular Mountain Party"), ["Popular Mountain Party", "EMP", "EMP"]);
        let text = "The Chicago Harbour Board met on Monday in the old town hall of Chicago. The harbour is in Chicago.";
        assert_eq!(mentions_of(text, "Chicago Harbour Board").len(), 1);
    }

    #[test]
    fn a_campaign_is_not_the_person_of_its_name() {
        let text = "Ruth Sandoval left Lima. The Sandoval campaign and Sandoval’s campaign were calm.";
        assert_eq!(mentions_of(text, "Ruth Sandoval"), ["Ruth Sandoval", "Sandoval", "Sandoval"]);
        assert_eq!(mentions_of(text, "The Sandoval campaign"), ["The Sandoval campaign", "Sandoval’s campaign"]);
    }

    #[test]
    fn a_country_is_one_place_by_any_of_its_names() {
        let text = "The United States and France agreed. The US will pay, and the U.S. may ask for more.";
        assert_eq!(mentions_of(text, "United States"), ["United States", "US", "U.S."]);
    }

    #[test]
    fn descriptions_beside_a_name() {
        let text = "“It is late,” said Josh Hale, head of research at the Atlantic Council. French Finance Minister Anne Dunmore agreed. \
                    The mayor of Springfield, Tom Reed, did not. Mary Sutter, 34, a teacher from London, left.";
        assert_eq!(roles(text, "Josh Hale"), ["head of research at the Atlantic Council"]);
        assert_eq!(roles(text, "Anne Dunmore"), ["French Finance Minister"]);
        assert_eq!(roles(text, "Tom Reed"), ["The mayor of Springfield"]);
        assert_eq!(roles(text, "Mary Sutter"), ["a teacher from London"]);
        assert_eq!(roles("Mr. Hale met Dr. Anne Dunmore, officials said.", "Anne Dunmore"), [""; 0]);
    }

    #[test]
    fn the_organisation_of_a_description() {
        let text = "Josh Hale, chief of the Springfield Weather Council in Ohio, slept.";
        let found = with(text, |document, mentions, entities| {
            let role = entities.list.iter().find_map(|e| e.roles.first()).expect("a role");
            role.organization.map(|m| document.text(mentions[m].tokens).to_owned())
        });
        assert_eq!(found.as_deref(), Some("Springfield Weather Council"));
    }
}
