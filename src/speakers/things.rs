//! What *it* stands for, and *they* of a body or of one person: the subject before it, where nothing else can be meant.

use super::trail::{Position, position};
use super::walk::settle;
use crate::document::{Document, TokenRange};
use crate::entities::Entities;
use crate::lexicon::{Class, Gender};
use crate::mentions::{Kind, Mention, Reference};
use crate::sources::syntax::{Part, Syntax};
use std::collections::{BTreeMap, BTreeSet};

/// How far back an antecedent is sought, in mentions.
const BACK: usize = 16;
/// So many times an article must call a person *they* where nobody else can be meant.
const OFTEN: usize = 2;
/// How far from *pronouns* the pronoun stands, in tokens.
const ANNOUNCES: u32 = 8;
/// How far behind *it* its verb is sought, in tokens.
const EMPTY: u32 = 5;
/// How sure what is found so is, in thousandths.
pub(super) const SURENESS: u16 = 800;

/// Gives *it* and *they* their entities; the mentions that got one.
pub(super) fn resolve(syntax: &Syntax<'_, '_>, mentions: &[Mention], entities: &mut Entities) -> Vec<usize> {
    let mut found = Vec::new();
    let gendered = gendered(mentions, entities);
    let announced = announced(syntax.document(), mentions, entities);
    let mut people: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (m, mention) in mentions.iter().enumerate() {
        if mention.reference != Reference::Pronoun || entities.of_mention[m].is_some() {
            continue;
        }
        let several = matches!(syntax.document().lower_at(mention.head), "they" | "them" | "their" | "themselves");
        if !several && mention.kind == Kind::Person {
            continue;
        }
        if let Some(person) = last_person(syntax, mentions, entities, m).filter(|who| several && announced.contains(who)) {
            settle(entities, m, Some(person));
            found.push(m);
            continue;
        }
        let Some(entity) = antecedent(syntax, mentions, entities, m, several) else {
            continue;
        };
        if entities.list[entity].kind == Kind::Person {
            if !gendered.contains(&entity) {
                people.entry(entity).or_default().push(m);
            }
        } else {
            settle(entities, m, Some(entity));
            found.push(m);
        }
    }
    for (entity, they) in people {
        if they.len() >= OFTEN {
            for m in they {
                settle(entities, m, Some(entity));
                found.push(m);
            }
        }
    }
    found
}

/// The entity named by the one subject before a pronoun: in its sentence, or for *it said* in the sentence before.
fn antecedent(syntax: &Syntax<'_, '_>, mentions: &[Mention], entities: &Entities, m: usize, several: bool) -> Option<usize> {
    let document = syntax.document();
    let pronoun = &mentions[m];
    let token = document.token(pronoun.head);
    let says = syntax.reach(pronoun.tokens.end).part == Part::Verb;
    if !says && is_empty(syntax, pronoun.head) {
        return None;
    }
    let sentence_of = |m: usize| document.token(mentions[m].head).sentence;
    let in_sentence = |sentence: u32| {
        let back = (m.saturating_sub(BACK)..m).filter(move |&n| sentence_of(n) == sentence);
        back.filter(|&n| document.token(mentions[n].head).stretch == token.stretch)
    };
    let mut sentence = token.sentence;
    if in_sentence(sentence).next().is_none() && says {
        sentence = sentence.checked_sub(1)?;
    }
    // people are not it; a role or several names can be they
    let mut subject: Option<(usize, Position)> = None;
    for n in in_sentence(sentence) {
        let here = position(syntax, &mentions[n]);
        let entity = entities.of_mention[n];
        match mentions[n].reference {
            Reference::Pronoun if entity.is_some() && entity == subject.map(|(s, _)| s) => {}
            Reference::Pronoun if mentions[n].plural == several => return None,
            Reference::Pronoun => {}
            Reference::Role if entity.is_some() && entity == subject.map(|(s, _)| s) => {}
            Reference::Role if several || here.subject => return None,
            Reference::Role => {}
            Reference::Name if here.subject && subject.is_none() && !here.genitive => subject = Some((entity?, here)),
            Reference::Name if entity.is_some() && entity == subject.map(|(s, _)| s) => {}
            Reference::Name if here.subject || several || mentions[n].kind == Kind::Organization => return None,
            Reference::Name => {}
        }
    }
    let (entity, here) = subject?;
    let verb = here.verb?;
    let owner = &entities.list[entity];
    let fits = match owner.kind {
        Kind::Organization => true,
        Kind::Place => !several,
        Kind::Person => several && owner.gender == Gender::Unknown,
    };
    let between = TokenRange::new(verb + 1, pronoun.head.max(verb + 1));
    (fits && !has_rival(syntax, between, several)).then_some(entity)
}

/// The people of whom the article says that they are *they*: *Robin Holm, who uses they/them pronouns*, *Holm’s pronouns are they/them*.
fn announced(document: &Document<'_>, mentions: &[Mention], entities: &Entities) -> BTreeSet<usize> {
    let mut announced = BTreeSet::new();
    for t in (0..document.tokens.len() as u32).filter(|&t| document.lower_at(t) == "pronouns") {
        let sentence = document.token(t).sentence;
        let near = t.saturating_sub(ANNOUNCES)..(t + ANNOUNCES).min(document.tokens.len() as u32);
        let mut near = near.filter(|&n| document.token(n).sentence == sentence);
        let Some(they) = near.find(|&n| document.lower_at(n) == "they") else {
            continue;
        };
        let to = mentions.partition_point(|m| m.tokens.start < t.min(they));
        let near = mentions[..to].iter().enumerate().rev().take(BACK);
        let here = near.take_while(|(_, m)| document.token(m.head).sentence == sentence);
        let mut named = here.filter(|(_, m)| m.reference == Reference::Name && m.kind == Kind::Person);
        announced.extend(named.next().and_then(|(m, _)| entities.of_mention[m]));
    }
    announced
}

/// The one person who was spoken of last before a pronoun, unless several people or a body were in its sentence.
fn last_person(syntax: &Syntax<'_, '_>, mentions: &[Mention], entities: &Entities, m: usize) -> Option<usize> {
    let document = syntax.document();
    let sentence = document.token(mentions[m].head).sentence;
    for n in (m.saturating_sub(BACK)..m).rev() {
        let here = document.token(mentions[n].head).sentence == sentence;
        match (mentions[n].reference, entities.of_mention[n]) {
            (Reference::Pronoun, None) => {}
            (_, Some(entity)) if entities.list[entity].kind == Kind::Person => {
                let joined = mentions[n].tokens.start.checked_sub(1).is_some_and(|t| document.has(t, Class::Conjunction));
                return (!joined).then_some(entity);
            }
            _ if here && (mentions[n].plural || mentions[n].kind == Kind::Organization) => return None,
            _ => {}
        }
    }
    None
}

/// The people whom the article calls *he* or *she*, or could.
fn gendered(mentions: &[Mention], entities: &Entities) -> BTreeSet<usize> {
    let pronouns = (0..mentions.len()).filter(|&m| super::is_he_or_she(&mentions[m]));
    pronouns.flat_map(|m| entities.of_mention[m].into_iter().chain(entities.candidates[m].iter().copied())).collect()
}

/// Whether an *it* may stand for nothing: *it is time*, *it would be best*, *it seems that*; not in *it is planning*.
fn is_empty(syntax: &Syntax<'_, '_>, it: u32) -> bool {
    let document = syntax.document();
    if document.lower_at(it) != "it" {
        return false;
    }
    let mut next = it + 1;
    let mut is = false;
    while next < it + EMPTY && matches!(syntax.part(next), Part::Auxiliary | Part::Adverb) {
        is |= matches!(
            document.lower_at(next),
            "is" | "was" | "’s" | "'s" | "be" | "been" | "isn't" | "wasn't" | "isn’t" | "wasn’t"
        );
        next += 1;
    }
    let verb = syntax.part(next).verbal() || document.lower_at(next).ends_with("ing");
    (is && !verb) || document.has(next, Class::Impersonal)
}

/// Whether a noun between could be meant as well: for *it* one that is a subject, for *they* any of several.
fn has_rival(syntax: &Syntax<'_, '_>, between: TokenRange, several: bool) -> bool {
    let document = syntax.document();
    between.iter().filter(|&t| syntax.part(t) == Part::Noun).any(|t| {
        let plural =
            document.has(t, Class::Plural) || (document.lower_at(t).ends_with('s') && !document.lower_at(t).ends_with("ss"));
        if several { plural } else { !plural && syntax.part(t + 1).verbal() }
    })
}

#[cfg(test)]
mod tests {
    use crate::Extractor;

    /// For each entity that has pronouns its name and these.
    fn pronouns(text: &str) -> Vec<String> {
        let doc = Extractor::new().extract(text);
        let told = doc.entities().filter(|e| e.pronouns().next().is_some());
        told.map(|e| format!("{}: {}", e.name(), e.pronouns().collect::<Vec<_>>().join(" "))).collect()
    }

    #[test]
    fn it_is_the_body_that_is_the_subject() {
        let authority = ["Norwick Harbour Authority: it"];
        assert_eq!(pronouns("The Norwick Harbour Authority said it would close the bridge."), authority);
        assert_eq!(
            pronouns("The Norwick Harbour Authority closed the bridge. It said the bolts were loose."),
            ["Norwick Harbour Authority: it"]
        );
        assert_eq!(pronouns("The Norwick Harbour Authority raised its fees."), ["Norwick Harbour Authority: its"]);
        assert_eq!(pronouns("Norway raised its fees."), ["Norway: its"]);
    }

    #[test]
    fn it_is_nothing_where_something_else_could_be_meant() {
        for text in [
            "The Norwick Harbour Authority said it was late.",
            "The Norwick Harbour Authority said it would be wrong to close the bridge.",
            "The Norwick Harbour Authority said the bridge closed because it shook.",
            "The Norwick Harbour Authority warned the Dellport Ferry Company that it would sue.",
            "Edda Holm said it would rain.",
        ] {
            assert_eq!(pronouns(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn they_are_a_person_of_whom_the_article_says_so() {
        let text = "Robin Holm, who uses they/them pronouns, sings in Oslo. The crew was late. “It rained,” they said.";
        assert_eq!(pronouns(text), ["Robin Holm: they them"]);
        let several = "Robin Holm, who uses they/them pronouns, met Orla Venn and Lars Reed. “It rained,” they said.";
        assert_eq!(pronouns(several), ["Robin Holm: they them"]);
    }

    #[test]
    fn they_are_a_person_where_the_article_says_so_again() {
        let once = "Robin Holm said they would sail.";
        assert_eq!(pronouns(once), [""; 0]);
        let twice = "Robin Holm said they would sail. Robin Holm packed their bag.";
        assert_eq!(pronouns(twice), ["Robin Holm: they their"]);
        let gendered = "Robin Holm said they would sail. Robin Holm packed their bag. Robin Holm closed her door.";
        assert!(!pronouns(gendered).iter().any(|told| told.contains("they")), "{gendered}");
    }
}
