//! What is loaded before a text is read: every stage takes what it needs of it.

use crate::gazetteer::Gazetteer;
use crate::lexicon::{Lexicon, WordGroups};
use crate::model::Model;
use std::path::PathBuf;

/// Everything that is loaded before a text is read.
#[derive(Debug, Clone)]
pub(crate) struct Resources {
    pub(crate) lexicon: Lexicon,
    pub(crate) languages: WordGroups,
    /// Which types of bodies a noun can stand for.
    pub(crate) body_nouns: WordGroups,
    /// What people of a type are known for.
    pub(crate) fields: WordGroups,
    pub(crate) gazetteer: Gazetteer,
    /// For each table of the gazetteer the file it was loaded from, if it was.
    pub(crate) files: Vec<Option<PathBuf>>,
    pub(crate) model: Model,
    /// Whether names that no table has are found, by their grammar.
    pub(crate) grammar: bool,
    /// A hash of every table and weight in force.
    pub(crate) digest: u64,
}
