//! Why a quotation has its source: the facts about the one chosen, stated again.

use super::context::{Ground, anchor};
use super::syntax::Syntax;
use super::{Candidate, Link, Turns, candidates, given, observe};
use crate::document::Document;
use crate::entities::Entities;
use crate::hits::Hits;
use crate::lexicon::Lexicon;
use crate::mentions::Mention;
use crate::model::{Decision, Explain, Explained, Model};
use crate::quotations::Quotation;

/// The facts that counted where a source was chosen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Weighed {
    /// For the source, or for there being none.
    pub(crate) chosen: Vec<Explained>,
    /// For each rival of the link.
    pub(crate) rivals: Vec<Vec<Explained>>,
    /// For there being no source, where there is one.
    pub(crate) nobody: Vec<Explained>,
}

/// For each quotation the facts that were weighed; with what [`super::link`] was given and gave.
#[expect(clippy::too_many_arguments, reason = "what the stage is given, and what it gave")]
pub(crate) fn explain(
    document: &Document<'_>,
    hits: &Hits,
    mentions: &[Mention],
    entities: &Entities,
    quotations: &[Quotation],
    links: &[Link],
    lexicon: &Lexicon,
    model: &Model,
) -> Vec<Weighed> {
    let syntax = Syntax::new(document);
    let spots = candidates::spots(document, hits, &syntax, mentions, entities);
    let ground = Ground { document, syntax: &syntax, hits, lexicon, spots: &spots };
    let mut turns = Turns::default();
    let mut explained = Vec::with_capacity(quotations.len());
    for (quotation, link) in quotations.iter().zip(links) {
        let by_rule = link.rule.zip(link.source.as_ref()).map(|(rule, source)| Explained::by_rule(rule, source.tokens));
        if given(&ground, quotation).is_some() {
            explained.push(Weighed { chosen: by_rule.into_iter().collect(), ..Weighed::default() });
            continue;
        }
        let context = turns.context(&ground, quotation);
        turns.push(&ground, quotation, link.spot);
        if let Some(rule) = by_rule {
            explained.push(Weighed { chosen: vec![rule], ..Weighed::default() });
            continue;
        }
        let facts = |at: Option<usize>| {
            let mut sink = Explain::new(model.weights(Decision::Source), 0, anchor(quotation));
            match at {
                Some(at) => observe::observe(&spots, at, &context, &mut sink),
                None => observe::observe_none(&spots, &context, &mut sink),
            }
            sink.facts
        };
        let chosen = context.window.iter().position(|&i| Some(i) == link.spot);
        let rival = |rival: &Candidate| context.window.iter().position(|&i| spots[i].head == rival.head);
        explained.push(Weighed {
            chosen: facts(chosen),
            rivals: link.rivals.iter().map(|r| rival(r).map(|at| facts(Some(at))).unwrap_or_default()).collect(),
            nobody: chosen.map(|_| facts(None)).unwrap_or_default(),
        });
    }
    explained
}
