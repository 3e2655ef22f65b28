//! Who is who by the caller's own ids: spans with one id are one entity, spans with two ids are two, a pronoun or a description with an id
//! means the one that a name with this id names, or somebody of whom the caller has no name.

use super::{Entities, Entity};
use crate::input::Known;
use crate::lexicon::Gender;
use crate::mentions::forced::Forced;
use crate::mentions::{Mention, Reference};
use std::collections::{BTreeMap, BTreeSet};

/// Puts the entities right by the caller's ids.
pub(crate) fn unite(entities: &mut Entities, mentions: &[Mention], forced: &[Forced], known: &[Known]) {
    if forced.is_empty() {
        return;
    }
    let mut by_id: Vec<(&str, Vec<usize>)> = Vec::new();
    let mut number: BTreeMap<&str, usize> = BTreeMap::new();
    for f in forced {
        let Some(mention) = find(mentions, f) else {
            continue;
        };
        let id = known.get(f.known).map_or("", |k| k.id.as_str());
        let at = *number.entry(id).or_insert_with(|| {
            by_id.push((id, Vec::new()));
            by_id.len() - 1
        });
        by_id[at].1.push(mention);
    }
    let id_of: BTreeMap<usize, usize> =
        by_id.iter().enumerate().flat_map(|(i, (_, list))| list.iter().map(move |&m| (m, i))).collect();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for (id, (_, list)) in by_id.iter().enumerate() {
        let names = naming(mentions, list);
        let Some(&first) = names.first() else {
            continue;
        };
        let free = names.iter().filter_map(|&m| entities.of_mention[m]).find(|e| !taken.contains(e));
        let home = free.unwrap_or_else(|| {
            entities.list.push(Entity {
                kind: mentions[first].kind,
                name: first,
                mentions: Vec::new(),
                gender: Gender::Unknown,
                roles: Vec::new(),
                rows: mentions[first].rows.clone(),
            });
            entities.list.len() - 1
        });
        taken.insert(home);
        for &m in &names {
            match entities.of_mention[m].filter(|&other| other != home) {
                // one that holds nothing of another id comes along whole
                Some(other) if holds_only(entities, &id_of, other, id) => {
                    let all = std::mem::take(&mut entities.list[other].mentions);
                    let roles = std::mem::take(&mut entities.list[other].roles);
                    entities.list[home].roles.extend(roles);
                    all.into_iter().for_each(|m| entities.of_mention[m] = Some(home));
                }
                _ => entities.of_mention[m] = Some(home),
            }
        }
        for &m in list {
            entities.of_mention[m] = Some(home);
            entities.candidates[m].clear();
            entities.bodies.remove(&m);
            entities.given.insert(m);
        }
        entities.list[home].kind = mentions[first].kind;
    }
    settle(entities, mentions);
}

/// The mentions that name the one with an id: its names, or where the caller gave none its descriptions, or its pronouns.
fn naming(mentions: &[Mention], list: &[usize]) -> Vec<usize> {
    let of = |reference| list.iter().copied().filter(|&m| mentions[m].reference == reference).collect::<Vec<usize>>();
    let ranked = [Reference::Name, Reference::Role, Reference::Pronoun].map(of);
    ranked.into_iter().find(|all| !all.is_empty()).unwrap_or_default()
}

/// The mention at the very tokens of a name of the caller's.
fn find(mentions: &[Mention], forced: &Forced) -> Option<usize> {
    let from = mentions.partition_point(|m| m.tokens.start < forced.tokens.start);
    let here = mentions.iter().enumerate().skip(from).take_while(|(_, m)| m.tokens.start == forced.tokens.start);
    here.filter(|(_, m)| m.tokens == forced.tokens).map(|(m, _)| m).next()
}

fn holds_only(entities: &Entities, id_of: &BTreeMap<usize, usize>, entity: usize, id: usize) -> bool {
    entities.list[entity].mentions.iter().all(|m| id_of.get(m).is_none_or(|&other| other == id))
}

/// Gives every entity its mentions and its fullest name again; one that is left without any goes, and the numbers are put right.
fn settle(entities: &mut Entities, mentions: &[Mention]) {
    for entity in &mut entities.list {
        entity.mentions.clear();
    }
    for (m, of) in entities.of_mention.iter().enumerate() {
        if let Some(entity) = of.and_then(|e| entities.list.get_mut(e)) {
            entity.mentions.push(m);
        }
    }
    let named = |m: &usize| mentions[*m].reference == Reference::Name;
    let mut order: Vec<usize> = (0..entities.list.len()).filter(|&e| !entities.list[e].mentions.is_empty()).collect();
    order.sort_by_key(|&e| entities.list[e].mentions.first().copied());
    let mut number: Vec<Option<usize>> = vec![None; entities.list.len()];
    for (new, &old) in order.iter().enumerate() {
        number[old] = Some(new);
    }
    let mut list: Vec<Entity> = Vec::with_capacity(order.len());
    for &old in &order {
        let mut entity = entities.list[old].clone();
        let held = entity.mentions.contains(&entity.name);
        if !held {
            // of equally long names the first
            let names = entity.mentions.iter().copied().filter(named);
            entity.name = names.rev().max_by_key(|&m| mentions[m].tokens.len()).unwrap_or(entity.name);
        }
        list.push(entity);
    }
    entities.list = list;
    let renumbered = |e: usize| number.get(e).copied().flatten();
    for of in &mut entities.of_mention {
        *of = of.and_then(renumbered);
    }
    let holders = entities.holders.values_mut();
    for all in entities.candidates.iter_mut().chain(holders).chain(entities.bodies.values_mut()) {
        *all = all.iter().copied().filter_map(renumbered).collect();
    }
    entities.bodies.retain(|_, bodies| !bodies.is_empty());
}

#[cfg(test)]
mod tests {
    use crate::{Extraction, Extractor, Input, Kind, Origin, Span};

    /// An extraction with a person for each of these words, by where they first stand at or behind an offset.
    fn knowing(text: &str, known: &[(usize, &str, &str)]) -> Extraction {
        let mut input = Input::new(text);
        for &(from, words, id) in known {
            let at = from + text[from..].find(words).expect(words);
            input = input.mention(Span::new(at, at + words.len()), Kind::Person, id);
        }
        Extractor::new().extract(input)
    }

    /// For each entity its ids of the caller's and its mentions.
    fn people(doc: &Extraction) -> Vec<(Vec<&str>, Vec<&str>)> {
        doc.people()
            .map(|e| {
                let ids = e.links().filter(|l| l.origin() == Origin::Caller).map(|l| l.id()).collect();
                (ids, e.mentions().map(|m| m.text()).collect())
            })
            .collect()
    }

    #[test]
    fn spans_with_one_id_are_one() {
        let text = "Orla Venn came first. The Duchess left early. “It is late,” the Duchess said.";
        let doc = knowing(text, &[(0, "Orla Venn", "p/1"), (22, "Duchess", "p/1"), (50, "Duchess", "p/1")]);
        assert_eq!(people(&doc), [(vec!["p/1"], vec!["Orla Venn", "Duchess", "Duchess"])]);
        assert_eq!(doc.quotes().next().expect("one").speakers().next().expect("a speaker").name(), "Orla Venn");
    }

    #[test]
    fn spans_with_two_ids_are_two() {
        let text = "Orla Venn came first. Venn left early.";
        let doc = knowing(text, &[(0, "Orla Venn", "p/1"), (22, "Venn", "p/2")]);
        assert_eq!(people(&doc), [(vec!["p/1"], vec!["Orla Venn"]), (vec!["p/2"], vec!["Venn"])]);
    }

    #[test]
    fn a_pronoun_means_whom_its_id_names() {
        let text = "Orla Venn met Edda Holm at the lock. “It is late,” she said.";
        for (id, name) in [("p/1", "Orla Venn"), ("p/2", "Edda Holm")] {
            let doc = knowing(text, &[(0, "Orla Venn", "p/1"), (0, "Edda Holm", "p/2"), (40, "she", id)]);
            let quote = doc.quotes().next().expect("a quotation");
            assert_eq!(quote.speakers().map(|s| s.name()).collect::<Vec<_>>(), [name]);
            let entity = doc.people().find(|e| e.name() == name).expect(name);
            assert_eq!(entity.pronouns().collect::<Vec<_>>(), ["she"]);
        }
    }

    #[test]
    fn somebody_without_a_name_is_an_entity_too() {
        let text = "Orla Venn met the keeper at the lock. “It is late,” she said. “Very late,” the keeper said.";
        let doc = knowing(text, &[(0, "Orla Venn", "p/1"), (0, "the keeper", "p/2"), (70, "the keeper", "p/2")]);
        assert_eq!(
            people(&doc),
            [(vec!["p/1"], vec!["Orla Venn", "she"]), (vec!["p/2"], vec!["the keeper", "the keeper"])],
            "the caller's id tells two keepers are one"
        );
        let last = doc.quotes().nth(1).expect("two quotations");
        assert_eq!(last.speakers().map(|s| s.name()).collect::<Vec<_>>(), ["keeper"]);
        assert!(!last.source().expect("a source").is_named(), "a description is no name");
        let doc = knowing("“It is late,” she said.", &[(0, "she", "p/3")]);
        assert_eq!(people(&doc), [(vec!["p/3"], vec!["she"])]);
    }

    #[test]
    fn a_description_means_whom_its_id_names() {
        let text = "Orla Venn met Edda Holm at the lock. “It is late,” the keeper said.";
        let doc = knowing(text, &[(0, "Orla Venn", "p/1"), (0, "Edda Holm", "p/2"), (40, "the keeper", "p/2")]);
        let quote = doc.quotes().next().expect("a quotation");
        assert_eq!(quote.speakers().map(|s| s.name()).collect::<Vec<_>>(), ["Edda Holm"]);
    }
}
