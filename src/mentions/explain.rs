//! Why a name is one, and of its kind: the facts about its first token, stated again.

use super::again::{Again, observe_again};
use super::context::Context;
use super::label::{Label, NameKind};
use super::tagger::{first_look, observe};
use super::{Kind, Mention, Reference};
use crate::document::Document;
use crate::hits::Hits;
use crate::model::{Decision, Explain, Explained, Model};

/// For each mention the facts that counted for the label of its first token; none for what is no name.
pub(crate) fn explain(document: &Document<'_>, hits: &Hits, mentions: &[Mention], model: &Model) -> Vec<Vec<Explained>> {
    let context = Context::new(document, hits);
    let labels = first_look(&context, model);
    let again = Again::new(&context, &labels);
    let facts = |mention: &Mention| {
        let kind = match mention.kind {
            Kind::Person => NameKind::Person,
            Kind::Organization => NameKind::Organization,
            Kind::Place => NameKind::Place,
        };
        let label = Label::of_name(kind, mention.tokens.len()).next()?;
        let mut sink = Explain::new(model.weights(Decision::Kind), label.index(), mention.tokens);
        observe(&context, mention.tokens.start, &mut sink);
        observe_again(&context, &again, mention.tokens.start, &mut sink);
        Some(sink.facts)
    };
    let of = |mention: &Mention| if mention.reference == Reference::Name { facts(mention) } else { None };
    mentions.iter().map(|mention| of(mention).unwrap_or_default()).collect()
}
