//! Records of entities and mentions.

use super::Places;
use crate::Origin;
use crate::document::TokenRange;
use crate::entities::Entities;
use crate::extraction::{EntityId, EntityRecord, EvidenceRecord, Form, LinkRecord, MentionId, MentionRecord, RoleRecord};
use crate::gazetteer::Gazetteer;
use crate::input::Input;
use crate::lexicon::Class;
use crate::mentions::pronouns::WHO;
use crate::mentions::{Mention, Reference};
use crate::resources::Resources;

/// The records of all entities and mentions.
pub(super) fn records(places: &Places<'_>, input: &Input<'_>, resources: &Resources) -> (Vec<EntityRecord>, Vec<MentionRecord>) {
    let analysis = places.analysis;
    let of_mention = |m: usize| analysis.entities.of_mention.get(m).copied().flatten();
    let mut entities: Vec<EntityRecord> = analysis
        .entities
        .list
        .iter()
        .map(|entity| EntityRecord {
            kind: entity.kind,
            name: analysis.mentions.get(entity.name).map(|m| in_one_line(places, bare(places, m))).unwrap_or_default(),
            mentions: Vec::new(),
            roles: entity
                .roles
                .iter()
                .map(|role| RoleRecord {
                    span: places.span(role.tokens),
                    organization: role.organization.and_then(of_mention).map(|e| EntityId(e as u32)),
                })
                .collect(),
            pronouns: Vec::new(),
            links: links(&entity.rows, &resources.gazetteer),
        })
        .collect();
    let names: Vec<Vec<u64>> = analysis
        .entities
        .list
        .iter()
        .map(|entity| analysis.mentions.get(entity.name).map(|m| words(places, m.tokens)).unwrap_or_default())
        .collect();

    let mut forced = analysis.forced.iter().peekable();
    let mut mentions = Vec::with_capacity(analysis.mentions.len());
    for (m, mention) in analysis.mentions.iter().enumerate() {
        let entity = of_mention(m);
        while forced.next_if(|f| f.tokens.start < mention.tokens.start).is_some() {}
        let known = forced.peek().filter(|f| f.tokens == mention.tokens).and_then(|f| input.known.get(f.known));
        if let Some(record) = entity.and_then(|e| entities.get_mut(e)) {
            record.mentions.push(MentionId(m as u32));
            let pronoun = analysis.document.lower_at(mention.head);
            // *who* tells nothing of anybody
            let tells = mention.reference == Reference::Pronoun && pronoun != WHO;
            if tells && !record.pronouns.iter().any(|p| p == pronoun) {
                record.pronouns.push(pronoun.to_owned());
            }
            let names = |e: usize| mention.reference == Reference::Name || !has_name(places, e);
            if let Some(known) = known
                .filter(|_| entity.is_some_and(names))
                .filter(|k| !record.links.iter().any(|l| l.origin == Origin::Caller && l.id == k.id))
            {
                let name = places.text.get(known.span.range()).unwrap_or_default().to_owned();
                record.links.insert(0, LinkRecord { origin: Origin::Caller, id: known.id.clone(), name, tags: Vec::new() });
            }
        }
        let candidates = analysis.entities.candidates.get(m).filter(|_| entity.is_none());
        mentions.push(MentionRecord {
            span: places.span(mention.tokens),
            kind: mention.kind,
            form: match entity {
                // a surname that several bear
                None if mention.reference == Reference::Name && candidates.is_some_and(|c| !c.is_empty()) => Form::Short,
                _ => form(places, mention, entity.and_then(|e| names.get(e))),
            },
            title: mention.title.map(|title| places.span(title)),
            entity: entity.map(|e| EntityId(e as u32)),
            candidates: candidates.into_iter().flatten().map(|&e| EntityId(e as u32)).collect(),
            evidence: evidence(places, m),
        });
    }
    (entities, mentions)
}

/// Whether the article names an entity; one that a caller knows without a name may only be described.
pub(super) fn has_name(places: &Places<'_>, entity: usize) -> bool {
    let Entities { list, given, .. } = &places.analysis.entities;
    let name = list.get(entity).map(|entity| entity.name);
    name.is_some_and(|m| !given.contains(&m) || places.analysis.mentions[m].reference == Reference::Name)
}

/// Why a mention is a name of its kind, and whom it means.
fn evidence(places: &Places<'_>, mention: usize) -> Vec<EvidenceRecord> {
    let Some(reasons) = &places.analysis.reasons else {
        return Vec::new();
    };
    let mut evidence = places.evidence("kind", reasons.kinds.get(mention));
    evidence.extend(places.evidence("entity", reasons.entities.get(mention)));
    evidence
}

/// The rows an entity matched; what several rows of one id say alike is said once.
fn links(rows: &[crate::gazetteer::RowId], gazetteer: &Gazetteer) -> Vec<LinkRecord> {
    let mut links: Vec<LinkRecord> = Vec::new();
    for row in rows.iter().filter_map(|&row| gazetteer.row(row)) {
        let link = LinkRecord {
            origin: row.origin,
            id: row.id.to_owned(),
            name: row.name.to_owned(),
            tags: row.tags().map(|(column, field)| (column.to_owned(), field.to_owned())).collect(),
        };
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}

/// A name as it would stand in a line of its own, however the text breaks it, spaces it out or encodes it.
fn in_one_line(places: &Places<'_>, tokens: TokenRange) -> String {
    let text = places.analysis.document.text(tokens);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name without the article of a phrase: *Trump campaign* of *the Trump campaign*.
fn bare(places: &Places<'_>, mention: &Mention) -> TokenRange {
    let tokens = mention.tokens;
    let article = mention.reference == Reference::Role && places.analysis.document.has(tokens.start, Class::Determiner);
    TokenRange::new(tokens.start + u32::from(article && tokens.len() > 1), tokens.end)
}

/// The folded words of a name.
fn words(places: &Places<'_>, tokens: TokenRange) -> Vec<u64> {
    tokens.iter().map(|t| places.analysis.document.word_at(t).folded).collect()
}

/// How a mention refers to an entity with this full name.
fn form(places: &Places<'_>, mention: &Mention, name: Option<&Vec<u64>>) -> Form {
    match mention.reference {
        Reference::Role => Form::Role,
        Reference::Pronoun => Form::Pronoun,
        Reference::Name => {
            let own = words(places, mention.tokens);
            match name {
                Some(name) if own != *name => {
                    let part = own.len() < name.len() && own.iter().all(|word| name.contains(word));
                    if part { Form::Short } else { Form::Alias }
                }
                _ => Form::Full,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Extractor;

    #[test]
    fn a_name_stands_in_one_line() {
        for text in [
            "The harbour was calm on Monday when the ships came in. “We sail at dawn,” said Edda\nHolm, who keeps the lock, and she went to look for the rest of her crew in the old\ntown.",
            "“We sail at dawn,” said Edda   Holm. Later Edda Holm left.",
            "“We sail at dawn,” said Edda\u{a0}Holm. Later Holm left.",
        ] {
            let doc = Extractor::new().extract(text);
            assert_eq!(doc.people().map(|p| p.name().to_owned()).collect::<Vec<_>>(), ["Edda Holm"], "{text}");
        }
    }

    #[test]
    fn a_name_is_what_it_reads_and_its_mentions_what_stands_there() {
        for (text, name, mentions) in [
            (
                "The minister, Astrid Lind-\ngren, met the gover-\nnor of the bank. Lindgren left.",
                "Astrid Lindgren",
                ["Astrid Lind-\ngren", "Lindgren"],
            ),
            (
                "> The minister, who met Astrid\n> Lindgren in the morning, came to the old hall of the\n> bank by train. Ms. Lindgren had\n> left.",
                "Astrid Lindgren",
                ["Astrid\n> Lindgren", "Lindgren"],
            ),
            ("On Monday José Zubiría left. Mr. ZubirÃ\u{ad}a stayed.", "José Zubiría", ["José Zubiría", "ZubirÃ\u{ad}a"]),
            ("On Monday JosÃ© Okafor left. Mr. Okafor stayed.", "José Okafor", ["JosÃ© Okafor", "Okafor"]),
            ("On Monday Orla Ve\u{200b}nn left. Ms. Venn stayed.", "Orla Venn", ["Orla Ve\u{200b}nn", "Venn"]),
        ] {
            let doc = Extractor::new().extract(text);
            let entity = doc.people().next().expect(text);
            assert_eq!((entity.name(), doc.people().count()), (name, 1), "{text}");
            let found: Vec<&str> =
                entity.mentions().filter(|m| !matches!(m.form(), Form::Role | Form::Pronoun)).map(|m| m.text()).collect();
            assert_eq!(found, mentions, "{text}");
        }
    }

    #[test]
    fn a_surname_that_several_bear_is_short() {
        let doc = Extractor::new().extract("Edda Holm met Karl Holm. “We sail at dawn,” Holm said.");
        let open: Vec<_> = doc.mentions().filter(|m| m.text() == "Holm").map(|m| (m.form(), m.entity().is_none())).collect();
        assert_eq!(open, [(Form::Short, true)]);
    }
}
