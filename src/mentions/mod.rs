//! Mentions: the names, roles and pronouns of a document, in text order.

mod again;
mod bare;
mod bodies;
mod circumstances;
mod context;
mod echoes;
mod explain;
mod extents;
pub(crate) mod forced;
mod joins;
mod label;
mod listed;
mod missed;
mod names;
mod observe;
mod observe_run;
mod observe_scope;
mod own;
pub(crate) mod pronouns;
mod roles;
mod runs;
mod settle;
mod shared;
mod small;
mod tagger;
mod titles;
mod told;
mod unified;

#[cfg(feature = "learn")]
pub(crate) use again::{Again, observe_again};
#[cfg(feature = "learn")]
pub(crate) use context::Context;
#[cfg(feature = "learn")]
pub(crate) use label::{LABELS, Label, NAMES, NameKind};
#[cfg(feature = "learn")]
pub(crate) use tagger::{AFTER, START, first_look, observe, sequences};

pub(crate) use bare::past_honours;
pub(crate) use explain::explain;

use crate::document::{Document, TokenKind, TokenRange};
use crate::gazetteer::RowId;
use crate::hits::Hits;
use crate::lexicon::Gender;
use crate::model::Model;
use std::collections::BTreeSet;

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A person.
    Person,
    /// An organisation: a company, an agency, a party, a team.
    Organization,
    /// A place: a country, a city, a building, a river.
    Place,
}

impl Kind {
    /// Its name in tables and in the wire form.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Organization => "organization",
            Kind::Place => "place",
        }
    }
}

/// Whether a mention names its entity or refers to it otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reference {
    Name,
    /// *the treasury secretary*, *the coach*: the whole noun phrase, with its determiner.
    Role,
    /// A personal pronoun.
    Pronoun,
}

/// A mention of somebody or something.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    /// The bare name, without article, title or *’s*; the whole phrase of a role.
    pub(crate) tokens: TokenRange,
    /// A title before a name (*Mr.*, *US Treasury Secretary*).
    pub(crate) title: Option<TokenRange>,
    pub(crate) kind: Kind,
    pub(crate) reference: Reference,
    /// The head of a role's phrase; for a name its last word, for a pronoun itself.
    pub(crate) head: u32,
    /// Gender as far as the mention itself tells: a title, a given name, a pronoun, a role.
    pub(crate) gender: Gender,
    /// Whether it stands for several (*they*, *the ministers*).
    pub(crate) plural: bool,
    /// Whether a name could be a person's of the document as well as a place's.
    pub(crate) open: bool,
    /// The gazetteer rows it matched.
    pub(crate) rows: Vec<RowId>,
}

/// The mentions of a document: names never overlap each other; a role may hold names.
pub(crate) fn find(document: &Document<'_>, hits: &Hits, model: &Model) -> Vec<Mention> {
    with_others(document, hits, names::find(document, hits, model))
}

/// The same, where only what the tables name counts as a name.
pub(crate) fn find_listed(document: &Document<'_>, hits: &Hits) -> Vec<Mention> {
    with_others(document, hits, names::find_listed(document, hits))
}

fn is_person(mention: &Mention) -> bool {
    mention.kind == Kind::Person && mention.reference != Reference::Pronoun
}

/// Names with the roles and pronouns between them.
fn with_others(document: &Document<'_>, hits: &Hits, mut mentions: Vec<Mention>) -> Vec<Mention> {
    let names = roles::Names(&mentions);
    let mut others: Vec<Mention> = Vec::new();
    for t in 0..document.tokens.len() as u32 {
        if names.at(t).is_some() {
            continue;
        }
        // the words of a role's head are no further roles
        let taken = others.last().is_some_and(|last| last.reference == Reference::Role && t <= last.head);
        let role = if taken { None } else { roles::at(document, hits, names, t) };
        let body = || bodies::at(document, names, t).filter(|_| !taken);
        others.extend(role.or_else(body).or_else(|| pronouns::at(document, t)));
    }
    // *who* is somebody only behind a person
    let ends: BTreeSet<u32> = mentions.iter().chain(&others).filter(|m| is_person(m)).map(|m| m.tokens.end).collect();
    others.retain(|m| {
        let comma = m.tokens.start.checked_sub(1).filter(|&t| document.kind_at(t) == Some(TokenKind::Comma));
        document.lower_at(m.head) != pronouns::WHO || ends.contains(&comma.unwrap_or(m.tokens.start))
    });
    mentions.extend(others);
    mentions.sort_by_key(|m| (m.tokens.start, u32::MAX - m.tokens.end));
    mentions
}
