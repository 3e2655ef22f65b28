//! Fitting the weights that choose the person a pronoun means.

use super::calibrate::isotonic;
use super::gold::{Gold, GoldQuote, read_quotes};
use super::rank::{Features, Instance, Options, fit, scores, softmax};
use super::sources::{Fitted, right_spots};
use super::{project, write};
use crate::builtin;
use crate::document::{Document, TokenRange};
use crate::entities::{self, Entities};
use crate::error::Error;
use crate::hits::Hits;
use crate::mentions::{self, Mention};
use crate::model::{Collect, Decision};
use crate::sources::context::Ground;
use crate::sources::syntax::Syntax;
use crate::sources::{Link, Turns, candidates};
use crate::speakers::{Heard, observe, walk};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// How many parts the articles are cut into, to see each through weights that were fitted without it.
const FOLDS: usize = 4;

const OPTIONS: Options = Options { epochs: 8, rate: 0.1, l2: 1e-4, prune: 0.02, cutoff: 3, dropout: 0.1 };

/// An instance and what is needed to report on it.
struct Case {
    instance: Instance,
    names: Vec<String>,
    speaker: String,
    text: String,
}

/// Fits the choice of a pronoun's person to one file of annotated quotations and reports how it does on another.
///
/// # Errors
///
/// Where a file can't be read.
pub fn fit_speakers(train: &Path, dev: &Path) -> Result<Fitted, Error> {
    let mut features = Features::default();
    let cases = collect(&read_quotes(train)?, &mut features);
    let dev_cases = collect(&read_quotes(dev)?, &mut features);
    let instances: Vec<Instance> = cases.iter().map(|c| c.instance.clone()).collect();
    let mut pairs = Vec::new();
    for fold in 0..FOLDS {
        let weights = fit(&instances, &features, &OPTIONS, |article| article % FOLDS != fold);
        for instance in instances.iter().filter(|i| i.article % FOLDS == fold) {
            let (_, share, right) = decide(instance, &weights);
            pairs.push(((share * 1e6) as u32, right));
        }
    }
    let weights = fit(&instances, &features, &OPTIONS, |_| true);
    let mut report = String::new();
    let _ = writeln!(report, "cross-fitted: {} of {} right", pairs.iter().filter(|p| p.1).count(), pairs.len());
    let reachable = dev_cases.iter().filter(|c| !c.instance.right.is_empty()).count();
    let right = dev_cases.iter().filter(|c| decide(&c.instance, &weights).2).count();
    let _ = writeln!(report, "apart: {right} of {}, {reachable} could be", dev_cases.len());
    let rounded = features.rounded(&weights);
    let _ = writeln!(report, "{} weights", rounded.len());
    for case in &dev_cases {
        let (best, share, right) = decide(&case.instance, &weights);
        if !right {
            let chosen = case.names.get(best);
            let _ =
                writeln!(report, "{share:.2} chose {chosen:?}, right {} of {:?}\n   {}\n", case.speaker, case.names, case.text);
        }
    }
    Ok(Fitted { table: write::table(Decision::Speaker, &rounded, &isotonic(pairs)), report })
}

fn decide(instance: &Instance, weights: &[f32]) -> (usize, f32, bool) {
    let shares = softmax(&scores(instance, weights));
    let mut best = (0, 0.0);
    for (at, &share) in shares.iter().enumerate() {
        if share > best.1 {
            best = (at, share);
        }
    }
    (best.0, best.1, instance.right.contains(&best.0))
}

fn collect(articles: &[Gold<GoldQuote>], features: &mut Features) -> Vec<Case> {
    let resources = builtin::resources();
    let mut cases = Vec::new();
    for (number, article) in articles.iter().enumerate() {
        let document = Document::new(&article.text, &resources.lexicon);
        let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
        let mentions = mentions::find(&document, &hits, &resources.model);
        let mut entities = entities::group(&document, &hits, &mentions, &resources, None);
        let syntax = Syntax::new(&document);
        let spots = candidates::spots(&document, &syntax, &mentions, &entities);
        let ground = Ground { document: &document, syntax: &syntax, hits: &hits, lexicon: &resources.lexicon, spots: &spots };
        let (quotations, golds) = project::quotations(&document, &hits, article);
        let mut turns = Turns::default();
        let mut links: Vec<Link> = Vec::new();
        let mut speakers: BTreeMap<usize, String> = BTreeMap::new();
        for (quotation, gold) in quotations.iter().zip(golds) {
            let context = turns.context(&ground, quotation);
            let right = right_spots(&document, &spots, &context.window, gold).first().map(|&at| context.window[at]);
            turns.push(&ground, quotation, right);
            let source = right.map(|i| {
                let spot = &spots[i];
                if let (Some(mention), Some(speaker)) = (spot.mention, &gold.speaker) {
                    speakers.insert(mention, speaker.clone());
                }
                spot.candidate(0)
            });
            links.push(Link { source, confidence: 1000, ..Link::default() });
        }
        walk(&syntax, &mentions, &mut entities, Heard::new(&quotations, &links), |m, trail, entities| {
            let speaker = speakers.get(&m)?;
            let pronoun = &mentions[m];
            let fitting = trail.candidates(pronoun.gender, entities);
            let names: Vec<String> = fitting.iter().map(|(p, _)| name(&document, &mentions, entities, *p)).collect();
            let right: Vec<usize> = (0..names.len()).filter(|&i| agree(&names[i], speaker)).collect();
            let candidates = fitting
                .iter()
                .enumerate()
                .map(|(rank, (person, sighting))| {
                    let mut collect = Collect::default();
                    observe::observe(pronoun, (*person, sighting), rank, &fitting, trail, entities, &mut collect);
                    features.intern(collect)
                })
                .collect();
            let found = right.first().map(|&at| fitting[at].0);
            let around = TokenRange::new(pronoun.head.saturating_sub(80), (pronoun.head + 10).min(document.tokens.len() as u32));
            cases.push(Case {
                instance: Instance { candidates, right, article: number },
                names,
                speaker: speaker.clone(),
                text: document.text(around).replace('\n', " ⏎ "),
            });
            found
        });
    }
    cases
}

fn name(document: &Document<'_>, mentions: &[Mention], entities: &Entities, person: usize) -> String {
    document.text(mentions[entities.list[person].name].tokens).to_owned()
}

/// Whether two names can be one person's: the same last names and no other first names, or one contained in the other.
fn agree(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.split_whitespace()
            .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
            .filter(|w| !matches!(&**w, "" | "jr" | "sr" | "mr" | "mrs" | "ms" | "dr" | "sen" | "rep" | "gov"))
            .collect()
    };
    let (a, b) = (words(a), words(b));
    let (Some(last_a), Some(last_b)) = (a.last(), b.last()) else {
        return false;
    };
    let contained = |short: &[String], long: &[String]| short.iter().all(|w| long.contains(w));
    let first = |words: &[String]| words.first().and_then(|w| w.chars().next());
    (last_a == last_b && (a.len() == 1 || b.len() == 1 || first(&a) == first(&b))) || contained(&a, &b) || contained(&b, &a)
}

#[cfg(test)]
mod tests {
    use super::agree;

    #[test]
    fn names_agree() {
        assert!(agree("Ana Pell", "Pell"));
        assert!(agree("Ana M. Pell", "Ana Pell"));
        assert!(!agree("Ana Pell", "Tomas Pell"));
        assert!(!agree("Ana Pell", "Ana Brill"));
    }
}
