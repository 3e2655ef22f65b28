//! Why a name is one, and of its kind: the step that found it and, where that is the model's, the heaviest facts about its first word.

use super::again::{Again, observe_again};
use super::context::Context;
use super::forced::Forced;
use super::label::{Label, NameKind};
use super::names::{Step, find_in_steps};
use super::own::{Own, is_meant};
use super::tagger::{Tagged, first_look, observe};
use super::{Kind, Mention, Reference};
use crate::document::Document;
use crate::hits::Hits;
use crate::model::{Decision, Explain, Explained, Model};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A name is explained by so many facts of the model.
const HEAVIEST: usize = 12;

/// The rules by which a name is found without the model, as an explanation names them.
mod rules {
    /// The caller handed it in.
    pub(super) const CALLER: &str = "name.caller";
    /// It is a row of the user's.
    pub(super) const USER_ROW: &str = "name.row=user";
    /// It is a row of the built-in table.
    pub(super) const BUILTIN_ROW: &str = "name.row=builtin";
    /// It is a form of a row that needs support, and has it.
    pub(super) const SUPPORTED_ROW: &str = "name.row.supported";
    /// Other names of the document tell that it is one, where it ends, or what it is of.
    pub(super) const DOCUMENT: &str = "name.document";
    /// It is of a person or of a place, as the document uses it for both.
    pub(super) const SHARED: &str = "name.shared";
    /// It is a given name with a surname, a title with a surname or somebody's surname, in text without capitals.
    pub(super) const SMALL: &str = "name.small-letters";
}

/// For each mention why it is a name of its kind; nothing for what is no name. `model` is none where only tables name.
pub(crate) fn explain(
    document: &Document<'_>,
    hits: &Hits,
    mentions: &[Mention],
    forced: &[Forced],
    model: Option<&Model>,
) -> Vec<Vec<Explained>> {
    let context = Context::new(document, hits);
    let own = Own::new(&context, hits);
    let labels = model.map(|model| first_look(&context, model)).unwrap_or_default();
    let again = model.map(|_| Again::new(&context, &labels));
    let reasons = model.zip(again.as_ref()).map(|(model, again)| Reasons::new(&context, hits, model, again));
    let of = |mention: &Mention| {
        if mention.reference != Reference::Name {
            return Vec::new();
        }
        let at = forced.partition_point(|f| f.tokens.start < mention.tokens.start);
        let rule = if forced.get(at).is_some_and(|f| f.tokens == mention.tokens) {
            rules::CALLER
        } else if own.kind_at(mention.tokens).is_some() {
            rules::USER_ROW
        } else if let Some(facts) = reasons.as_ref().and_then(|reasons| reasons.of(mention)) {
            return facts;
        } else {
            row_rule(&context, hits, mention)
        };
        vec![Explained::by_rule(rule, mention.tokens)]
    };
    mentions.iter().map(of).collect()
}

fn kind_of(mention: &Mention) -> NameKind {
    match mention.kind {
        Kind::Person => NameKind::Person,
        Kind::Organization => NameKind::Organization,
        Kind::Place => NameKind::Place,
    }
}

/// The rule of a name that a table of ours has, or one that needs support.
fn row_rule(context: &Context<'_, '_>, hits: &Hits, mention: &Mention) -> &'static str {
    let mut here = hits.names_at(mention.tokens.start).iter().filter(|hit| hit.tokens == mention.tokens);
    if here.any(|hit| !hit.caution && is_meant(context, hit)) { rules::BUILTIN_ROW } else { rules::SUPPORTED_ROW }
}

/// What the steps and the model say of the names of a document.
struct Reasons<'c, 'd, 't> {
    context: &'c Context<'d, 't>,
    hits: &'c Hits,
    model: &'c Model,
    again: &'c Again<'c>,
    /// The names behind each step.
    steps: Vec<(Step, Vec<Tagged>)>,
}

impl<'c, 'd, 't> Reasons<'c, 'd, 't> {
    fn new(context: &'c Context<'d, 't>, hits: &'c Hits, model: &'c Model, again: &'c Again<'c>) -> Self {
        let mut steps = Vec::new();
        find_in_steps(context, hits, model, |step, names| steps.push((step, names.to_vec())));
        Reasons { context, hits, model, again, steps }
    }

    /// The first of the steps from which on a name stands, with its tokens then.
    fn found(&self, mention: &Mention) -> Option<(Step, Tagged)> {
        let mut found = None;
        for (step, names) in self.steps.iter().rev() {
            let at = names.partition_point(|name| name.tokens.end <= mention.tokens.start);
            let name = names.get(at).filter(|n| n.tokens.covers(mention.tokens) && n.kind == kind_of(mention));
            match (name, found) {
                (Some(name), None) => found = Some((*step, *name)),
                (Some(name), Some((_, later))) if name.tokens == later.tokens => found = Some((*step, *name)),
                _ => break,
            }
        }
        found
    }

    fn of(&self, mention: &Mention) -> Option<Vec<Explained>> {
        let (step, name) = self.found(mention)?;
        let rule = match step {
            Step::Tagged => return Some(self.facts(mention, name)),
            Step::Settled => rules::DOCUMENT,
            Step::Shared => rules::SHARED,
            Step::Small => rules::SMALL,
            Step::Rows | Step::Supported => row_rule(self.context, self.hits, mention),
        };
        Some(vec![Explained::by_rule(rule, mention.tokens)])
    }

    /// The facts about a name's first token that weigh most for its label or against it, as compared with no name there.
    fn facts(&self, mention: &Mention, name: Tagged) -> Vec<Explained> {
        let label = Label::of_name(name.kind, name.tokens.len()).next().unwrap_or(Label::OUTSIDE);
        let of = |label: Label| {
            let mut sink = Explain::new(self.model.weights(Decision::Kind), label.index(), mention.tokens);
            observe(self.context, name.tokens.start, &mut sink);
            observe_again(self.context, self.again, name.tokens.start, &mut sink);
            sink.facts
        };
        let mut facts: BTreeMap<String, Explained> = BTreeMap::new();
        let none = of(Label::OUTSIDE).into_iter().map(|fact| Explained { weight: -fact.weight, ..fact });
        for fact in of(label).into_iter().chain(none) {
            match facts.get_mut(&fact.name) {
                Some(known) => known.weight += fact.weight,
                None => {
                    facts.insert(fact.name.clone(), fact);
                }
            }
        }
        let mut facts: Vec<Explained> = facts.into_values().filter(|fact| fact.weight != 0).collect();
        facts.sort_by_key(|fact| Reverse(fact.weight.abs()));
        facts.truncate(HEAVIEST);
        facts
    }
}
