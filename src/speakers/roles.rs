//! Roles: *the treasury secretary* is the person to whom the article gave that role.

use crate::document::{Document, TokenRange};
use crate::entities::{Entities, Role};
use crate::lexicon::Class;
use crate::mentions::{Kind, Mention, Reference};
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

/// Whom a role means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meant {
    /// The one person whom the article describes so.
    Described(usize),
    /// The one person who holds that office by a table.
    Holder(usize),
    /// Several people hold it.
    Open(Vec<usize>),
    Nobody,
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
            let own = || entity.mentions.iter().filter_map(|&m| mentions.get(m));
            for tokens in entity.roles.iter().map(|r: &Role| r.tokens).chain(own().filter_map(|m| m.title)) {
                for t in tokens.iter().filter(|&t| document.entry_at(t).has_any(&[Class::Role, Class::Title])) {
                    roles.add(document, t, number, tokens);
                }
            }
            // the head of a role of several words need not be one by itself: *harbour master*
            for role in own().filter(|m| m.reference == Reference::Role) {
                roles.add(document, role.head, number, role.tokens);
            }
        }
        roles
    }

    fn add(&mut self, document: &Document<'_>, head: u32, entity: usize, tokens: TokenRange) {
        let words = tokens.iter().map(|t| document.word_at(t).folded);
        let holders = self.by_head.entry(document.word_at(head).folded).or_default();
        match holders.iter().position(|h| h.entity == entity) {
            Some(at) if holders[at].words.len() < WORDS => holders[at].words.extend(words),
            None if holders.len() < HOLDERS => holders.push(Holder { entity, words: words.collect() }),
            _ => {}
        }
    }

    /// Whom a role's phrase means: the one person that it describes by the article's words, or of these, or of all where it describes
    /// none, the one who holds that office by a table.
    pub(crate) fn meant(&self, document: &Document<'_>, role: &Mention, holders: &[usize]) -> Meant {
        let described = self.described(document, role);
        if let [one] = described[..] {
            return Meant::Described(one);
        }
        let fits = |person: &usize| described.is_empty() || described.contains(person);
        match holders.iter().copied().filter(fits).collect::<Vec<usize>>()[..] {
            [] if described.is_empty() => Meant::Nobody,
            [] => Meant::Open(described),
            [one] => Meant::Holder(one),
            ref several => Meant::Open(several.to_vec()),
        }
    }

    /// The people that a role's phrase describes.
    fn described(&self, document: &Document<'_>, role: &Mention) -> Vec<usize> {
        let definite = matches!(document.lower_at(role.tokens.start), "the" | "that" | "this");
        let holders = self.by_head.get(&document.word_at(role.head).folded);
        let Some(holders) = holders.filter(|_| definite && !role.plural) else {
            return Vec::new();
        };
        // each word before the head must be one of the holder's
        let wanted: Vec<u64> = (role.tokens.start + 1..role.head)
            .filter(|&t| !document.entry_at(t).has_any(&[Class::Preposition, Class::Determiner]))
            .map(|t| document.word_at(t).folded)
            .collect();
        holders.iter().filter(|h| wanted.iter().all(|w| h.words.contains(w))).map(|h| h.entity).collect()
    }
}
