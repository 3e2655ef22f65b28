//! Bodies that have the name of the person who leads them: *the Trump campaign*, *the Obama administration*.
//!
//! The person's name in such a phrase stays a mention of the person; the phrase is a mention of the body, which is an entity of its own.

use super::Found;
use crate::document::{Document, TokenKind};
use crate::lexicon::WordGroups;
use crate::mentions::{Kind, Mention, Reference};
use std::collections::HashMap;

/// What the table of nouns calls bodies that have a person's name.
pub(super) const TYPE: &str = "person's";

/// Gives the phrases of such bodies clusters: one for each person and noun, or the one of a name that says the same.
pub(super) fn cluster(
    document: &Document<'_>,
    mentions: &[Mention],
    nouns: &WordGroups,
    found: &mut [Option<Found>],
    clusters: &mut usize,
) {
    let Some(group) = nouns.names().iter().position(|name| &**name == TYPE) else {
        return;
    };
    let leads = |t: u32| nouns.of(document.word_at(t).folded).any(|g| g == group);
    // names of bodies that are such a phrase, by their last two words
    let mut named: HashMap<(u64, u64), usize> = HashMap::new();
    for (mention, found) in mentions.iter().zip(found.iter()) {
        // the head of “Team QC” is its first word
        let two = mention.tokens.start < mention.head;
        let body = mention.kind == Kind::Organization && mention.reference == Reference::Name && two;
        if let (true, Some(Found::Cluster(cluster))) = (body && leads(mention.head), found) {
            let words = [mention.head - 1, mention.head].map(|t| document.word_at(t).folded);
            named.entry((words[0], words[1])).or_insert(*cluster);
        }
    }
    let mut by_person: HashMap<(usize, u64), usize> = HashMap::new();
    for (m, mention) in mentions.iter().enumerate() {
        let phrase = mention.kind == Kind::Organization && mention.reference == Reference::Role && leads(mention.head);
        let Some(name) = leader(document, mentions, mention).filter(|_| phrase) else {
            continue;
        };
        let Some(Found::Cluster(person)) = found[name] else {
            continue;
        };
        let noun = document.word_at(mention.head).folded;
        let cluster = *by_person.entry((person, noun)).or_insert_with(|| {
            let surname = document.word_at(mentions[name].head).folded;
            named.get(&(surname, noun)).copied().unwrap_or_else(|| {
                *clusters += 1;
                *clusters - 1
            })
        });
        found[m] = Some(Found::Cluster(cluster));
    }
}

/// The person's name right before a phrase's head.
fn leader(document: &Document<'_>, mentions: &[Mention], phrase: &Mention) -> Option<usize> {
    let end = phrase.head - u32::from(document.kind_at(phrase.head.checked_sub(1)?) == Some(TokenKind::Clitic));
    let from = mentions.partition_point(|m| m.tokens.start < phrase.tokens.start);
    let inside = mentions.iter().enumerate().skip(from).take_while(|(_, m)| m.tokens.start < phrase.head);
    let mut names = inside.filter(|(_, m)| m.kind == Kind::Person && m.reference == Reference::Name);
    names.find(|(_, m)| m.tokens.end == end).map(|(number, _)| number)
}
