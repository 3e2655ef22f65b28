//! Confidence: how sure a quotation is one with its bounds, and how sure its source and speakers are right.
//!
//! Each stage knows how sure it was of its own decision. What comes out is right only where all of them were, and how often that is
//! depends on more than any of them saw: a fact for each sort of trouble, weights fitted to outcomes, a calibration of the sum.

pub(crate) mod observe;

use crate::document::Document;
use crate::entities::Entities;
use crate::mentions::Mention;
use crate::model::{Decision, Model, Sum, share_of_yes};
use crate::quotations::Quotation;
use crate::sources::Link;
use crate::speakers::Speaker;
use observe::Outcome;

/// How sure the two parts of a quotation are right, in thousandths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Confidence {
    /// That it is a quotation with these bounds.
    pub(crate) quote: u16,
    /// That source and speakers are right, or that there are none.
    pub(crate) speaker: u16,
}

/// A few words in marks less likely speech than this, in thousandths, may be a name or a term: whose they are is then a matter of chance at best.
/// Annotated articles have ten of somebody's words for one of nobody's, so that odds alone would give these a speaker.
const DOUBTFUL: u16 = 750;
const CHANCE: u16 = 500;
/// Surer than this to be a quotation, it is somebody's paraphrase whatever the few words are.
const SOUND: u16 = 700;

/// The confidence of every quotation.
pub(crate) fn judge(
    document: &Document<'_>,
    mentions: &[Mention],
    entities: &Entities,
    quotations: &[Quotation],
    links: &[Link],
    speakers: &[Speaker],
    model: &Model,
) -> Vec<Confidence> {
    let of = |((quotation, link), speaker)| Outcome { document, mentions, entities, quotation, link, speaker };
    let outcomes = quotations.iter().zip(links).zip(speakers).map(of);
    outcomes
        .map(|outcome| {
            let (quotation, speaker) = (outcome.quotation, outcome.speaker);
            if outcome.is_by_rule() {
                return Confidence { quote: quotation.confidence, speaker: speaker.confidence };
            }
            let (quotes, speakers) = (model.weights(Decision::QuoteRight), model.weights(Decision::SpeakerRight));
            let (mut quote, mut speaker) = (Sum::new(quotes), Sum::new(speakers));
            observe::quote(&outcome, &mut quote);
            observe::speaker(&outcome, &mut speaker);
            let quote = quotes.calibrate(share_of_yes(quote.total()));
            let sure = speakers.calibrate_as(outcome.sort(), share_of_yes(speaker.total()));
            let few = outcome.are_few_words() && outcome.quotation.speech.is_some_and(|(_, most)| most < DOUBTFUL);
            Confidence { quote, speaker: if few && quote < SOUND { sure.min(CHANCE) } else { sure } }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::input::Input;
    use crate::model::Collect;
    use crate::model::weights::{MAX_OUTPUTS, key_of_name};
    use crate::pipeline::analyse;
    use std::fs;

    /// What is learnt from is what decides: the weights of the collected facts have the sum that gives the confidence.
    #[test]
    fn collected_facts_have_the_sum_that_decides() {
        let resources = builtin::resources();
        let weights = resources.model.weights(Decision::SpeakerRight);
        let mut seen = 0;
        for entry in fs::read_dir("examples/articles").unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            let analysis = analyse(&text, &Input::new(""), &resources);
            let both = analysis.found.quotations.iter().zip(&analysis.links).zip(&analysis.speakers).zip(&analysis.confidence);
            for (((quotation, link), speaker), confidence) in both {
                let (document, mentions, entities) = (&analysis.document, &*analysis.mentions, &analysis.entities);
                let outcome = Outcome { document, mentions, entities, quotation, link, speaker };
                let (mut sum, mut collected) = (Sum::new(weights), Collect::default());
                observe::speaker(&outcome, &mut sum);
                observe::speaker(&outcome, &mut collected);
                let mut totals = [0; MAX_OUTPUTS];
                collected.names.iter().for_each(|name| weights.add(key_of_name(name), &mut totals));
                assert_eq!(totals[0], sum.total());
                assert!(confidence.quote <= 1000 && confidence.speaker <= 1000);
                seen += 1;
            }
        }
        assert!(seen > 20, "{seen}");
    }
}
