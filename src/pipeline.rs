//! The stages in their order, each a function of the results before it.

use crate::confidence::{self, Confidence};
use crate::document::Document;
use crate::entities::{self, Entities};
use crate::hits::Hits;
use crate::input::Input;
use crate::mentions::forced::{self, Forced};
use crate::mentions::{self, Mention};
use crate::model::Explained;
use crate::quotations::{self, Found};
use crate::resources::Resources;
use crate::sources::{self, Link, Weighed};
use crate::speakers::{self, Speaker};

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
    pub(crate) confidence: Vec<Confidence>,
    /// For each refusal its source, and who is behind it.
    pub(crate) refusers: Vec<(Link, Vec<usize>)>,
    /// Where they were asked for.
    pub(crate) reasons: Option<Reasons>,
}

/// Why things were decided as they were.
#[derive(Debug)]
pub(crate) struct Reasons {
    /// For each mention, why it is a name of its kind.
    pub(crate) kinds: Vec<Vec<Explained>>,
    /// For each mention, why it means its entity.
    pub(crate) entities: Vec<Vec<Explained>>,
    /// For each quotation, why it is one.
    pub(crate) quotes: Vec<Vec<Explained>>,
    /// For each quotation, why it has its source and no other.
    pub(crate) sources: Vec<Weighed>,
}

/// Runs all stages over a text, which is `input`'s or the beginning of it.
pub(crate) fn analyse<'t>(text: &'t str, input: &Input<'_>, resources: &Resources) -> Analysis<'t> {
    let Resources { lexicon, gazetteer, model, .. } = resources;
    let (known, date) = (&*input.known, input.day());
    let document = Document::new(text, lexicon);
    let hits = Hits::find(&document, gazetteer, lexicon).at(date, gazetteer);
    let forced = forced::locate(&document, text, known);
    let mut mentions =
        if resources.grammar { mentions::find(&document, &hits, model) } else { mentions::find_listed(&document, &hits) };
    forced::impose(&document, &mut mentions, &forced, known, &hits);
    let mut entities = entities::group(&document, &hits, &mentions, resources, date);
    entities::unite(&mut entities, &mentions, &forced, known);
    let found = quotations::find(&document, &hits, &mentions, lexicon, model);
    let sources::Links { quotations: links, refusals: silent } =
        sources::link(&document, &hits, &mentions, &entities, &found, lexicon, model);
    let before = input.explain.then(|| entities.clone());
    let speakers = speakers::resolve(&document, &mentions, &mut entities, &found.quotations, &links, model);
    let confidence = confidence::judge(&document, &mentions, &entities, &found.quotations, &links, &speakers, model);
    let who = speakers::refusers(&document, &mentions, &entities, &silent);
    let refusers = silent.into_iter().zip(who).collect();
    let reasons = before.map(|before| {
        let quotations = &found.quotations;
        let linked = entities::explain(&document, &hits, &mentions, &entities, resources, date);
        let mut meant = speakers::explain(&document, &mentions, before.clone(), &entities, quotations, &links, model);
        for (mention, facts) in linked {
            meant[mention].extend(facts);
        }
        Reasons {
            kinds: mentions::explain(&document, &hits, &mentions, &forced, resources.grammar.then_some(model)),
            quotes: quotations::explain(&document, &hits, quotations, lexicon, model),
            sources: sources::explain(&document, &hits, &mentions, &before, quotations, &links, lexicon, model),
            entities: meant,
        }
    });
    Analysis { document, forced, mentions, entities, found, links, speakers, confidence, refusers, reasons }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use std::fs;

    /// Whatever is linked first among several rows says why, and nothing else does.
    #[test]
    fn a_homonym_says_why_it_is_linked() {
        let resources = builtin::resources();
        for (text, row, rules) in [
            ("They met in Tbilisi, Georgia, on Friday.", "loc:georgia", &["row.beside", "row.parts=country|1"][..]),
            ("The governor of Georgia signed it.", "loc:georgia-us", &["row.word=state|state"]),
            ("They met in Norway on Friday.", "loc:norway", &[]),
        ] {
            let analysis = analyse(text, &Input::new("").explain(true), &resources);
            let place =
                analysis.entities.list.iter().find(|e| e.rows.iter().any(|&r| resources.gazetteer.row(r).unwrap().id == row));
            let facts = &analysis.reasons.as_ref().unwrap().entities[place.expect(text).name];
            assert!(rules.iter().all(|rule| facts.iter().any(|fact| fact.name == *rule && fact.weight > 0)), "{text}: {facts:?}");
            assert_eq!(facts.is_empty(), rules.is_empty(), "{text}: {facts:?}");
        }
    }

    /// What is explained is what was decided by: the facts about a source, stated again, have the sum that it won with.
    #[test]
    fn reasons_have_the_sum_that_decided() {
        let resources = builtin::resources();
        let mut told = 0;
        for folder in ["examples/articles", "tests/fixtures"] {
            for entry in fs::read_dir(folder).unwrap() {
                let text = fs::read_to_string(entry.unwrap().path()).unwrap();
                let analysis = analyse(&text, &Input::new("").explain(true), &resources);
                let reasons = analysis.reasons.as_ref().unwrap();
                let sum = |facts: &[Explained]| facts.iter().map(|f| f.weight).sum::<i32>();
                for (link, weighed) in analysis.links.iter().zip(&reasons.sources) {
                    if let Some(source) = &link.source {
                        assert_eq!(sum(&weighed.chosen), source.weight);
                        told += 1;
                    }
                    for (rival, facts) in link.rivals.iter().zip(&weighed.rivals) {
                        assert_eq!(sum(facts), rival.weight);
                    }
                }
                let pronoun = |m: usize| speakers::is_he_or_she(&analysis.mentions[m]);
                for m in (0..analysis.mentions.len()).filter(|&m| pronoun(m)) {
                    assert!(analysis.entities.of_mention[m].is_none() || !reasons.entities[m].is_empty());
                }
                for (quotation, facts) in analysis.found.quotations.iter().zip(&reasons.quotes) {
                    let weighed = !matches!(quotation.basis, quotations::Basis::Given);
                    assert!(!weighed || !facts.is_empty(), "{quotation:?}");
                }
            }
        }
        assert!(told > 100, "{told}");
    }
}
