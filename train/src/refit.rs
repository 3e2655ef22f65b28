//! Fitting the shipped weights of the name tagger to articles of one's own, and what that gains.

use crate::articles::read_model;
use onrecord::learn::{self, Gold, GoldName, NameOptions, NameScore, NameTrainer};
use std::error::Error;

/// The weights that the library ships.
const SHIPPED: &str = include_str!("../../data/model/kind.csv");

/// Fewer articles say too little to measure a gain.
const FEWEST: usize = 10;

/// Measures by cross-validation what fitting to our articles gains over the weights of a model, the shipped ones where none is
/// named, and writes weights fitted to all of them.
///
/// Without base articles the fit starts from those weights and stays near them; with some it is made from scratch, to both.
pub(crate) fn refit(
    ours: Vec<Gold<GoldName>>,
    base: Vec<Gold<GoldName>>,
    model: Option<&str>,
    out: Option<&str>,
    folds: usize,
    options: NameOptions,
) -> Result<(), Box<dyn Error>> {
    let count = ours.len();
    if count < FEWEST {
        return Err(format!("{count} articles are too few to measure a gain; {FEWEST} are needed, a hundred are good").into());
    }
    let out = out.ok_or("say with --out where the weights go")?;
    let start = model.map_or_else(|| Ok(SHIPPED.to_owned()), read_model)?;
    let before = learn::score_names(&ours, &start)?;
    let from_scratch = !base.is_empty();
    let articles: Vec<Gold<GoldName>> = ours.into_iter().chain(base).collect();
    // the folds are fitted side by side, each by one thread
    let alone = NameOptions { threads: 1, ..options };
    let trainer = if from_scratch { NameTrainer::new(&articles, alone) } else { NameTrainer::near(&start, &articles, alone)? };
    let after = trainer.score_by_folds(count, folds, options.threads);
    report(&before, &after, folds);
    std::fs::write(out, trainer.fit(|_| true, |_, _| {}))?;
    println!("\nFitted to all of them: {out}. Use it with `onrecord extract --model {out}`.");
    Ok(())
}

/// Prints the scores before and after.
fn report(before: &[NameScore], after: &[NameScore], folds: usize) {
    let (was, is): (NameScore, NameScore) = (before.iter().copied().sum(), after.iter().copied().sum());
    println!(
        "{} articles with {} names, each scored with weights fitted to other articles ({folds} folds)\n",
        after.len(),
        is.all().gold
    );
    println!(
        "{:<18}{:>10}{:>8}{:>8} |{:>8}{:>15}{:>8}",
        "strict, per cent", "precision", "recall", "F1", "people", "organisations", "places"
    );
    let figures = |score: &NameScore| {
        let all = score.all();
        let [people, bodies, places] = score.kinds.map(|kind| kind.f1());
        [all.precision(), all.recall(), all.f1(), people, bodies, places].map(|share| 100.0 * share)
    };
    let line = |name: &str, [p, r, f, people, bodies, places]: [f64; 6]| {
        println!("{name:<18}{p:>10.1}{r:>8.1}{f:>8.1} |{people:>8.1}{bodies:>15.1}{places:>8.1}");
    };
    let (old, new) = (figures(&was), figures(&is));
    line("before", old);
    line("after", new);
    let gain: [f64; 6] = std::array::from_fn(|i| new[i] - old[i]);
    let [p, r, f, people, bodies, places] = gain;
    println!("{:<18}{p:>+10.1}{r:>+8.1}{f:>+8.1} |{people:>+8.1}{bodies:>+15.1}{places:>+8.1}", "gain");
    let errors = |score: &NameScore| score.all().gold + score.all().found - 2 * score.all().right;
    let changes: Vec<_> = before.iter().zip(after).map(|(before, after)| errors(after).cmp(&errors(before))).collect();
    let count = |change| changes.iter().filter(|c| **c == change).count();
    use std::cmp::Ordering::{Equal, Greater, Less};
    println!("\nfewer errors in {} articles, more in {}, as many in {}", count(Less), count(Greater), count(Equal));
    if gain[2] <= 0.0 {
        println!("Nothing is gained: keep the weights you have, or annotate more articles.");
    }
}
