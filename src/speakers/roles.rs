//! Roles: *the treasury secretary* is the person to whom the article gave that role.

use crate::document::Document;
use crate::entities::{Entities, Role};
use crate::lexicon::Class;
use crate::mentions::{Kind, Mention};
use crate::sources::Candidate;
use std::collections::HashMap;

/// Who in an article has which role, by the folded head words of titles and descriptions.
#[derive(Debug, Default)]
pub(crate) struct Roles {
    by_head: HashMap<u64, Vec<Holder>>,
}

/// Somebody with a role.
#[derive(Debug, Clone)]
struct Holder {
    entity: usize,
    /// All words of the role, folded.
    words: Vec<u64>,
}

/// Most people kept for one head word.
const HOLDERS: usize = 16;
/// Most words kept of all roles of one of them.
const WORDS: usize = 64;

impl Roles {
    /// The roles of all people.
    pub(crate) fn new(document: &Document<'_>, mentions: &[Mention], entities: &Entities) -> Roles {
        let mut roles = Roles::default();
        for (number, entity) in entities.list.iter().enumerate() {
            if entity.kind != Kind::Person {
                continue;
            }
            let titles = entity.mentions.iter().filter_map(|&m| mentions.get(m)?.title);
            for tokens in entity.roles.iter().map(|r: &Role| r.tokens).chain(titles) {
                let words: Vec<u64> = tokens.iter().map(|t| document.word_at(t).folded).collect();
                for t in tokens.iter().filter(|&t| document.entry_at(t).has_any(&[Class::Role, Class::Title])) {
                    let holders = roles.by_head.entry(document.word_at(t).folded).or_default();
                    match holders.iter().position(|h| h.entity == number) {
                        Some(at) if holders[at].words.len() < WORDS => holders[at].words.extend(&words),
                        None if holders.len() < HOLDERS => holders.push(Holder { entity: number, words: words.clone() }),
                        _ => {}
                    }
                }
            }
        }
        roles
    }

    /// The one person that a role's phrase describes; none where nobody or several could be meant.
    pub(crate) fn person(&self, document: &Document<'_>, role: &Mention) -> Option<usize> {
        let definite = matches!(document.lower_at(role.tokens.start), "the" | "that" | "this");
        if !definite || role.plural {
            return None;
        }
        let holders = self.by_head.get(&document.word_at(role.head).folded)?;
        // each word before the head must be one of the holder's
        let wanted: Vec<u64> = (role.tokens.start + 1..role.head)
            .filter(|&t| !document.entry_at(t).has_any(&[Class::Preposition, Class::Determiner]))
            .map(|t| document.word_at(t).folded)
            .collect();
        let mut fitting = holders.iter().filter(|h| wanted.iter().all(|w| h.words.contains(w)));
        match (fitting.next(), fitting.next()) {
            (Some(holder), None) => Some(holder.entity),
            _ => None,
        }
    }
}

/// How far back an organisation is sought that a phrase like *the company* stands for, in mentions.
const BACK: usize = 24;

/// The one organisation that *the company*, *the department* stands for: the only one named shortly before that has the word in its
/// name or, where none has, the only one named at all.
pub(super) fn organization(
    document: &Document<'_>,
    mentions: &[Mention],
    entities: &Entities,
    source: &Candidate,
) -> Option<usize> {
    let bare = source.tokens.len() == 2 && document.lower_at(source.tokens.start) == "the";
    let noun = document.entry_at(source.head);
    if !bare || !noun.has(Class::OrganizationNoun) || noun.has(Class::Plural) {
        return None;
    }
    let head = document.word_at(source.head).folded;
    let to = mentions.partition_point(|m| m.tokens.start < source.head);
    let (mut all, mut called) = (Vec::new(), Vec::new());
    for m in (to.saturating_sub(BACK)..to).filter(|&m| mentions[m].kind == Kind::Organization) {
        if let Some(entity) = entities.of_mention.get(m).copied().flatten() {
            let has_word = mentions[m].tokens.iter().any(|t| document.word_at(t).folded == head);
            all.extend((!all.contains(&entity)).then_some(entity));
            called.extend((has_word && !called.contains(&entity)).then_some(entity));
        }
    }
    match (&*called, &*all) {
        ([one], _) | ([], [one]) => Some(*one),
        _ => None,
    }
}
