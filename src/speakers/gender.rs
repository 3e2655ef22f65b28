//! What the pronouns of an article tell of the gender of its people, where nobody else can be meant.

use crate::document::Document;
use crate::entities::Entities;
use crate::lexicon::Gender;
use crate::mentions::{Kind, Mention, Reference};

/// So many votes against what a given name tells, and none for it, leave the gender open: *Andrea* is a man in Italy.
const OVERRULED: u16 = 4;

/// For each entity how often *he* and *she* stood where only it could be meant.
#[derive(Debug, Default)]
pub(crate) struct Votes {
    of: Vec<[u16; 3]>,
}

/// Who was spoken of in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    Nobody,
    One(usize, u32),
    Several,
}

impl Votes {
    /// Counts the pronouns of a document: two votes in the sentence that names one person only, one in the sentence behind it.
    pub(crate) fn count(document: &Document<'_>, mentions: &[Mention], entities: &Entities) -> Votes {
        let mut votes = Votes { of: vec![[0; 3]; entities.list.len()] };
        let (mut here, mut before) = (Seen::Nobody, Seen::Nobody);
        let (mut sentence, mut paragraph) = (u32::MAX, u32::MAX);
        for (m, mention) in mentions.iter().enumerate() {
            let token = document.token(mention.head);
            if token.sentence != sentence {
                let follows = token.paragraph == paragraph && token.sentence == sentence.wrapping_add(1);
                before = if follows { here } else { Seen::Nobody };
                here = Seen::Nobody;
                (sentence, paragraph) = (token.sentence, token.paragraph);
            }
            match mention.reference {
                Reference::Pronoun if mention.gender != Gender::Unknown && !mention.plural => {
                    let (seen, weight) = if here == Seen::Nobody { (before, 1) } else { (here, 2) };
                    if let Seen::One(entity, stretch) = seen {
                        if stretch == token.stretch {
                            let votes = &mut votes.of[entity][mention.gender as usize];
                            *votes = votes.saturating_add(weight);
                        }
                    }
                }
                Reference::Pronoun => {}
                _ if mention.kind != Kind::Person => {}
                _ => {
                    here = match (entities.of_mention.get(m).copied().flatten(), here) {
                        (Some(entity), Seen::Nobody) if !mention.plural => Seen::One(entity, token.stretch),
                        (Some(entity), Seen::One(one, stretch)) if entity == one => Seen::One(one, stretch),
                        (None, seen) if mention.plural => seen,
                        _ => Seen::Several,
                    };
                }
            }
        }
        votes
    }

    /// By how many votes a gender leads for an entity.
    pub(crate) fn lead(&self, entity: usize, gender: Gender) -> i32 {
        let Some(votes) = self.of.get(entity) else {
            return 0;
        };
        let (female, male) = (i32::from(votes[Gender::Female as usize]), i32::from(votes[Gender::Male as usize]));
        match gender {
            Gender::Female => female - male,
            Gender::Male => male - female,
            Gender::Unknown => 0,
        }
    }

    /// The gender of an entity by its names, unless its pronouns speak against that.
    pub(crate) fn gender(&self, entity: usize, entities: &Entities) -> Gender {
        let gender = entities.list.get(entity).map_or(Gender::Unknown, |e| e.gender);
        let Some(votes) = self.of.get(entity) else {
            return gender;
        };
        let (for_it, against) = match gender {
            Gender::Unknown => return gender,
            Gender::Female => (votes[Gender::Female as usize], votes[Gender::Male as usize]),
            Gender::Male => (votes[Gender::Male as usize], votes[Gender::Female as usize]),
        };
        if for_it == 0 && against >= OVERRULED { Gender::Unknown } else { gender }
    }
}
