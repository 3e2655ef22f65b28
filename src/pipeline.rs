//! The stages in their order, each a function of the results before it.

use crate::document::Document;
use crate::entities::{self, Entities};
use crate::gazetteer::Gazetteer;
use crate::hits::Hits;
use crate::input::Known;
use crate::lexicon::{Languages, Lexicon};
use crate::mentions::forced::{self, Forced};
use crate::mentions::{self, Mention};
use crate::model::Model;
use crate::quotations::{self, Found};
use crate::sources::{self, Link};
use crate::speakers::{self, Speaker};

/// Everything that is loaded before a text is read.
#[derive(Debug, Clone)]
pub(crate) struct Resources {
    pub(crate) lexicon: Lexicon,
    pub(crate) languages: Languages,
    pub(crate) gazetteer: Gazetteer,
    pub(crate) model: Model,
    /// A hash of every table and weight in force.
    pub(crate) digest: u64,
}

/// The results of all stages for one text.
#[derive(Debug)]
pub(crate) struct Analysis<'t> {
    pub(crate) document: Document<'t>,
    /// The caller's own names.
    pub(crate) forced: Vec<Forced>,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) entities: Entities,
    pub(crate) found: Found,
    pub(crate) links: Vec<Link>,
    pub(crate) speakers: Vec<Speaker>,
}

/// Runs all stages; `known` are names that the caller has found already.
pub(crate) fn analyse<'t>(text: &'t str, known: &[Known], resources: &Resources) -> Analysis<'t> {
    let Resources { lexicon, gazetteer, model, .. } = resources;
    let document = Document::new(text, lexicon);
    let hits = Hits::find(&document, gazetteer, lexicon);
    let forced = forced::locate(&document, text, known);
    let mut mentions = mentions::find(&document, &hits, model);
    forced::impose(&mut mentions, &forced, known, &hits);
    let mut entities = entities::group(&document, &mentions, gazetteer);
    let found = quotations::find(&document, &hits, &mentions, lexicon, model);
    let links = sources::link(&document, &hits, &mentions, &entities, &found.quotations, lexicon, model);
    let speakers = speakers::resolve(&document, &mentions, &mut entities, &found.quotations, &links, model);
    Analysis { document, forced, mentions, entities, found, links, speakers }
}
