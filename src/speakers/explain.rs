//! Why a pronoun means whom it does: the facts about the person chosen, stated again.

use super::observe::Field;
use super::roles::{Meant, Roles};
use super::{Heard, observe, walk};
use crate::document::Document;
use crate::entities::Entities;
use crate::mentions::{Kind, Mention, Reference};
use crate::model::{Decision, Explain, Explained, Model};
use crate::quotations::Quotation;
use crate::sources::Link;
use crate::sources::syntax::Syntax;

/// For each mention the facts that counted for its entity, which is empty for all but the pronouns and roles that were resolved.
///
/// `before` are the entities as they were when pronouns had none yet, `after` as [`super::resolve`] left them.
pub(crate) fn explain(
    document: &Document<'_>,
    mentions: &[Mention],
    mut before: Entities,
    after: &Entities,
    quotations: &[Quotation],
    links: &[Link],
    model: &Model,
) -> Vec<Vec<Explained>> {
    let syntax = Syntax::new(document);
    let known = before.of_mention.clone();
    let roles = Roles::new(document, mentions, &before);
    let mut explained = vec![Vec::new(); mentions.len()];
    let weights = model.weights(Decision::Speaker);
    walk(&syntax, mentions, &mut before, &Heard::new(quotations, links), |m, setting, trail, entities| {
        let mention = &mentions[m];
        let (who, ..) = super::decide(mention, setting, trail, entities, weights);
        let fitting = match observe::field(mention, setting, trail, entities) {
            Field::Named(fitting) => fitting,
            Field::Nameless(_) => return who,
        };
        let person = fitting.iter().find(|f| after.of_mention[m] == Some(f.who));
        if let Some(person) = person {
            let mut sink = Explain::new(weights, 0, mention.tokens);
            observe::observe(mention, person, &fitting, setting, trail, entities, &mut sink);
            explained[m] = sink.facts;
        }
        who
    });
    // what weights did not decide, a rule did
    for (m, facts) in explained.iter_mut().enumerate().filter(|(_, facts)| facts.is_empty()) {
        let is_new = known[m].is_none() && after.of_mention[m].is_some();
        if is_new && !super::is_he_or_she(&mentions[m]) {
            let holders = before.holders.get(&m).map(Vec::as_slice).unwrap_or_default();
            let rule = match mentions[m].reference {
                Reference::Role if mentions[m].kind == Kind::Organization => "speaker.organization",
                Reference::Role => match roles.meant(document, &mentions[m], holders) {
                    Meant::Holder(_) => "speaker.office",
                    _ => "speaker.role",
                },
                _ if matches!(document.lower_at(mentions[m].head), "i" | "me" | "my" | "mine" | "myself") => {
                    "speaker.first-person"
                }
                _ if walk::is_who(document, &mentions[m]) => "speaker.relative",
                _ => "speaker.subject",
            };
            facts.push(Explained::by_rule(rule, mentions[m].tokens));
        }
    }
    explained
}
