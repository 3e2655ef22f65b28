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
use crate::model::{Collect, Decision, Model, ModelBuilder};
use crate::sources::context::Ground;
use crate::sources::syntax::Syntax;
use crate::sources::{Link, Turns, candidates};
use crate::speakers::observe::Field;
use crate::speakers::{Heard, decide, observe, walk};
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

/// Names of speakers in annotated news come from a program too. One to which weights that never saw the article give less than this
/// share is taken for its error and not learnt from; it still counts in the report and in the calibration.
const IMPLAUSIBLE: f32 = 0.1;

/// Fits the choice of a pronoun's person to one file of annotated quotations and reports how it does on another.
///
/// Only pronouns that are sources are annotated. What the others mean is decided in a second round by the weights of a first, since
/// what one pronoun means tells of the next.
///
/// # Errors
///
/// Where a file can't be read, or the weights can't be used.
pub fn fit_speakers(train: &Path, dev: &Path) -> Result<Fitted, Error> {
    let (train, dev) = (read_quotes(train)?, read_quotes(dev)?);
    let first = fit_round(&train, &dev, None)?;
    let mut builder = ModelBuilder::default();
    builder.add(&first.table)?;
    fit_round(&train, &dev, Some(&Model::new(builder.pack().into())))
}

fn fit_round(train: &[Gold<GoldQuote>], dev: &[Gold<GoldQuote>], model: Option<&Model>) -> Result<Fitted, Error> {
    let mut features = Features::default();
    let cases = collect(train, &mut features, model);
    let dev_cases = collect(dev, &mut features, model);
    let all: Vec<Instance> = cases.iter().map(|c| c.instance.clone()).collect();
    let plausible = |(i, shares): (&Instance, Vec<f32>)| {
        let right: f32 = i.right.iter().map(|&r| shares[r]).sum();
        (right >= IMPLAUSIBLE).then(|| i.clone())
    };
    let taught: Vec<Instance> = all.iter().zip(apart(&all, &all, &features)).filter_map(plausible).collect();
    let judged = all.iter().zip(apart(&all, &taught, &features)).map(|(instance, shares)| {
        let (_, share, right) = best(instance, &shares);
        ((share * 1e6) as u32, right)
    });
    let pairs: Vec<(u32, bool)> = judged.collect();
    let weights = fit(&taught, &features, &OPTIONS, |_| true);
    let decided = |case: &Case| best(&case.instance, &softmax(&scores(&case.instance, &weights)));
    let mut report = String::new();
    let _ = writeln!(report, "learnt from {} of {}", taught.len(), all.len());
    let _ = writeln!(report, "cross-fitted: {} of {} right", pairs.iter().filter(|p| p.1).count(), pairs.len());
    let reachable = dev_cases.iter().filter(|c| !c.instance.right.is_empty()).count();
    let right = dev_cases.iter().filter(|c| decided(c).2).count();
    let _ = writeln!(report, "apart: {right} of {}, {reachable} could be", dev_cases.len());
    let rounded = features.rounded(&weights);
    let _ = writeln!(report, "{} weights", rounded.len());
    for case in &dev_cases {
        let (best, share, right) = decided(case);
        if !right {
            let chosen = case.names.get(best);
            let _ =
                writeln!(report, "{share:.2} chose {chosen:?}, right {} of {:?}\n   {}\n", case.speaker, case.names, case.text);
        }
    }
    Ok(Fitted { table: write::table(Decision::Speaker, &rounded, &isotonic(pairs)), report })
}

/// The shares of each instance's candidates by weights fitted to those of `taught` that stand in other articles.
fn apart(instances: &[Instance], taught: &[Instance], features: &Features) -> Vec<Vec<f32>> {
    let mut shares = vec![Vec::new(); instances.len()];
    for fold in 0..FOLDS {
        let weights = fit(taught, features, &OPTIONS, |article| article % FOLDS != fold);
        for (instance, shares) in instances.iter().zip(&mut shares).filter(|(i, _)| i.article % FOLDS == fold) {
            *shares = softmax(&scores(instance, &weights));
        }
    }
    shares
}

/// The candidate with the largest share, that share, and whether it is right.
fn best(instance: &Instance, shares: &[f32]) -> (usize, f32, bool) {
    let mut best = (0, 0.0);
    for (at, &share) in shares.iter().enumerate() {
        if share > best.1 {
            best = (at, share);
        }
    }
    (best.0, best.1, instance.right.contains(&best.0))
}

/// The annotated pronouns of articles; what others mean is left open, or decided by a model.
fn collect(articles: &[Gold<GoldQuote>], features: &mut Features, model: Option<&Model>) -> Vec<Case> {
    let resources = builtin::resources();
    let mut cases = Vec::new();
    for (number, article) in articles.iter().enumerate() {
        let document = Document::new(&article.text, &resources.lexicon);
        let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
        let mentions = mentions::find(&document, &hits, &resources.model);
        let mut entities = entities::group(&document, &hits, &mentions, &resources, None);
        let syntax = Syntax::new(&document);
        let spots = candidates::spots(&document, &hits, &syntax, &mentions, &entities);
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
        let heard = Heard::new(&quotations, &links);
        walk(&syntax, &mentions, &mut entities, &heard, |m, setting, trail, entities| {
            let pronoun = &mentions[m];
            let Some(speaker) = speakers.get(&m) else {
                return model.and_then(|model| decide(pronoun, setting, trail, entities, model.weights(Decision::Speaker)).0);
            };
            let named = |person: usize| name(&document, &mentions, entities, person);
            // names of speakers in the annotated articles come from a program: those that grammar rules out are its errors
            if setting.never.iter().any(|&person| agree(&named(person), speaker)) {
                return None;
            }
            let fitting = match observe::field(pronoun, setting, trail, entities) {
                Field::Named(fitting) => fitting,
                Field::Nameless(who) => return Some(who),
            };
            let names: Vec<String> = fitting.iter().map(|f| named(f.who)).collect();
            let right: Vec<usize> = (0..names.len()).filter(|&i| agree(&names[i], speaker)).collect();
            let candidates = fitting
                .iter()
                .map(|person| {
                    let mut collect = Collect::default();
                    observe::observe(pronoun, person, &fitting, setting, trail, entities, &mut collect);
                    features.intern(collect)
                })
                .collect();
            let found = right.first().map(|&at| fitting[at].who);
            let around = TokenRange::new(pronoun.head.saturating_sub(80), (pronoun.head + 10).min(document.tokens.len() as u32));
            cases.push(Case {
                instance: Instance { candidates, right, article: number, ahead: 0.0 },
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
pub(crate) fn agree(a: &str, b: &str) -> bool {
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
