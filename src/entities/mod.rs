//! Entities: which names of a document are one, by the names only.

use crate::document::{Document, TokenRange};
use crate::gazetteer::{Gazetteer, RowId};
use crate::lexicon::Gender;
use crate::mentions::{Kind, Mention};

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
#[derive(Debug, Default)]
pub(crate) struct Entities {
    pub(crate) list: Vec<Entity>,
    /// For each mention its entity; none for what is not resolved (yet).
    pub(crate) of_mention: Vec<Option<usize>>,
    /// For a mention that can't be decided: the entities it could be.
    pub(crate) candidates: Vec<Vec<usize>>,
}

/// Groups the names of a document into entities.
pub(crate) fn group(_document: &Document<'_>, mentions: &[Mention], _gazetteer: &Gazetteer) -> Entities {
    Entities { list: Vec::new(), of_mention: vec![None; mentions.len()], candidates: vec![Vec::new(); mentions.len()] }
}
