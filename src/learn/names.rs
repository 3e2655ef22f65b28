//! Fitting the name tagger.

use super::examples::{FirstLook, Reading, look, look_again, readings};
use super::facts::FactNumbers;
use super::families::Family;
use super::gold::{Gold, GoldName};
use super::home::{Home, behind};
use super::options::NameOptions;
use super::parallel::parallel;
use super::score::{NameScore, score_names};
use super::sequence::{Chain, ChainOptions, Grammar, Sequence, fit_chain};
use super::write::table_of_outputs;
use crate::builtin;
use crate::error::Error;
use crate::mentions::{LABELS, Label, NAMES, START};
use crate::model::{Decision, Model, ModelBuilder, SCALE};
use crate::resources::Resources;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many parts the articles are split into, so that the first look at each comes from a model that has not seen it.
const FOLDS: usize = 5;

/// Articles as the name tagger sees them, ready to be fitted to: all, or any part of them.
#[derive(Debug)]
pub struct NameTrainer<'a> {
    articles: &'a [Gold<GoldName>],
    readings: Vec<Reading<'a>>,
    looks: Vec<FirstLook>,
    facts: FactNumbers<'static>,
    resources: Arc<Resources>,
    options: NameOptions,
    home: Option<Home>,
}

impl<'a> NameTrainer<'a> {
    /// The same, to be fitted from a table of weights on, which should know none of the articles. What the articles say nothing
    /// about stays as the table has it.
    ///
    /// # Errors
    ///
    /// Where the table is none of weights for names.
    pub fn near(table: &str, articles: &'a [Gold<GoldName>], options: NameOptions) -> Result<Self, Error> {
        Ok(NameTrainer { home: Some(Home::read(table)?), ..NameTrainer::new(articles, options) })
    }

    /// Reads articles and states their facts, to be fitted from scratch.
    pub fn new(articles: &'a [Gold<GoldName>], options: NameOptions) -> Self {
        let resources = builtin::resources();
        let mut facts = FactNumbers::default();
        let readings = readings(articles, options.recase);
        let looks = readings.iter().map(|reading| look(reading, &resources, &mut facts)).collect();
        NameTrainer { articles, readings, looks, facts, resources, options, home: None }
    }

    /// Fits the weights of the decision `kind` to the articles whose numbers `learns` names; the result is a file of
    /// `data/model/`. `report` hears how the loss falls.
    ///
    /// The tagger looks twice: the second time it knows what it made of the same words elsewhere in the document. It learns both
    /// looks at every article, the second one after a first look by weights fitted to other articles.
    pub fn fit(&self, learns: impl Fn(usize) -> bool, report: impl FnMut(usize, f64)) -> String {
        self.fit_as(self.options, learns, report)
    }

    /// The same with other options than those the trainer has; articles are in capitals a second time as it has them.
    pub fn fit_as(&self, options: NameOptions, learns: impl Fn(usize) -> bool, report: impl FnMut(usize, f64)) -> String {
        let used: Vec<usize> = (0..self.looks.len()).filter(|&i| learns(self.looks[i].article)).collect();
        let mut examples: Vec<&Sequence> = used.iter().flat_map(|&i| &self.looks[i].sequences).collect();
        let mut facts = FactNumbers::over(&self.facts);
        let mut second_looks: Vec<Sequence> = Vec::new();
        if options.again {
            let models = match &self.home {
                Some(_) => Vec::new(),
                None => self.first_models(&used, options),
            };
            let fold = self.folds(&used);
            for (&i, fold) in used.iter().zip(fold) {
                // weights to start from have seen none of the articles
                let model = self.home.as_ref().map_or_else(|| &models[fold], |home| &home.model);
                second_looks.extend(look_again(&self.readings[i], &self.looks[i], model, &self.resources, &mut facts));
            }
        }
        examples.extend(&second_looks);
        fit(&examples, &facts, options, self.home.as_ref(), report)
    }

    /// Scores each of the first `count` articles with weights fitted to all others outside its fold; the folds take turns through the
    /// articles, and so many threads work on them at once.
    pub fn score_by_folds(&self, count: usize, folds: usize, threads: usize) -> Vec<NameScore> {
        let by_fold = parallel(folds, threads, |fold| {
            let table = self.fit(|i| i >= count || i % folds != fold, |_, _| {});
            let articles = self.articles.iter().take(count).skip(fold).step_by(folds);
            score_names(articles, &table).expect("a table just written can be read")
        });
        (0..count).filter_map(|i| by_fold.get(i % folds)?.get(i / folds).copied()).collect()
    }

    /// For each look the part its article is in.
    fn folds(&self, used: &[usize]) -> Vec<usize> {
        let mut articles: Vec<usize> = used.iter().map(|&i| self.looks[i].article).collect();
        articles.dedup();
        used.iter().map(|&i| articles.partition_point(|&article| article < self.looks[i].article) % FOLDS).collect()
    }

    /// For each part of the articles a model of the first look that was fitted to the others.
    fn first_models(&self, used: &[usize], options: NameOptions) -> Vec<Model> {
        let folds = self.folds(used);
        let options = NameOptions { epochs: options.epochs.min(4), ..options };
        parallel(FOLDS, options.threads, |fold| {
            let others = used.iter().zip(&folds).filter(|(_, f)| **f != fold).map(|(&i, _)| i);
            let examples: Vec<&Sequence> = others.flat_map(|i| &self.looks[i].sequences).collect();
            let table = fit(&examples, &self.facts, options, None, |_, _| {});
            model(&table).expect("a table just written can be read")
        })
    }
}

/// Fits the weights of the decision `kind` to articles, as [`NameTrainer::fit`] does.
pub fn fit_names(articles: &[Gold<GoldName>], options: NameOptions, report: impl FnMut(usize, f64)) -> String {
    NameTrainer::new(articles, options).fit(|_| true, report)
}

/// The model of a table of weights.
pub(super) fn model(table: &str) -> Result<Model, Error> {
    let mut builder = ModelBuilder::default();
    builder.add(table)?;
    Ok(Model::new(builder.pack().into()))
}

/// Fits a chain to sequences of facts and rounds it to a table.
fn fit(
    examples: &[&Sequence],
    facts: &FactNumbers<'_>,
    options: NameOptions,
    home: Option<&Home>,
    report: impl FnMut(usize, f64),
) -> String {
    let mut counts = vec![0u32; facts.len()];
    for &fact in examples.iter().flat_map(|e| e.all_features()) {
        counts[fact as usize] += 1;
    }
    let names: Vec<&str> = facts.names().collect();
    let left_out = |fact: u32| options.without.is_some_and(|family| Family::of(names[fact as usize]) == Some(family));
    let at_home = |fact: u32| home.is_some_and(|home| home.has(names[fact as usize]));
    let seen = |f: &u32| counts[*f as usize] >= options.cutoff || at_home(*f);
    let mut kept: Vec<u32> = (0..facts.len() as u32).filter(seen).filter(|&f| !left_out(f)).collect();
    // frequent facts stand together, as the cache likes it
    kept.sort_by_key(|&f| (u32::MAX - counts[f as usize], f));
    let sequences = renumbered(examples, &kept, facts.len());
    let kept_names = || kept.iter().map(|&f| names[f as usize]);
    let start = home.map_or_else(Chain::empty, |home| home.chain(kept_names()));
    let NameOptions { epochs, rate, l1, first_square, .. } = options;
    let chain_options = ChainOptions { epochs, rate, l1, first_square, ..ChainOptions::default() };
    let chain = fit_chain(&sequences, kept.len(), &start, &grammar(), chain_options, report);

    let round = |row: &[f32; LABELS]| row.map(|w| (w * SCALE as f32).round().clamp(-32_000.0, 32_000.0) as i16);
    let mut rows: BTreeMap<String, [i16; LABELS]> =
        home.iter().flat_map(|home| home.facts()).map(|(name, row)| (name.to_owned(), row)).collect();
    let mut new: Vec<(&str, [i16; LABELS], u32)> = Vec::new();
    for ((&fact, name), row) in kept.iter().zip(kept_names()).zip(&chain.rows) {
        match rows.get_mut(name) {
            Some(weights) => *weights = round(row),
            None => new.push((name, round(row), counts[fact as usize])),
        }
    }
    let worth = |row: &[i16; LABELS], count: u32| {
        let largest = row.iter().map(|w| u64::from(w.unsigned_abs())).max().unwrap_or_default();
        largest * largest * u64::from(count.min(20))
    };
    new.sort_by(|a, b| worth(&b.1, b.2).cmp(&worth(&a.1, a.2)).then_with(|| a.0.cmp(b.0)));
    rows.extend(new.into_iter().take(options.most).map(|(name, row, _)| (name.to_owned(), row)));
    rows.retain(|_, row| row.iter().any(|&w| w != 0));
    rows.insert(behind(START), round(&chain.start));
    rows.extend(NAMES.iter().zip(&chain.behind).map(|(name, row)| (behind(name), round(row))));
    table_of_outputs(Decision::Kind, &NAMES, &rows)
}

/// The sequences with the kept facts only, by their place among these.
fn renumbered(examples: &[&Sequence], kept: &[u32], facts: usize) -> Vec<Sequence> {
    let mut numbers: Vec<Option<u32>> = vec![None; facts];
    for (number, &fact) in kept.iter().enumerate() {
        numbers[fact as usize] = Some(number as u32);
    }
    let sequence = |example: &&Sequence| {
        let mut sequence = Sequence::default();
        for (facts, right) in example.tokens() {
            sequence.push(facts.iter().filter_map(|&f| numbers[f as usize]), right);
        }
        sequence
    };
    examples.iter().map(sequence).collect()
}

/// What can stand behind what.
fn grammar() -> Grammar<LABELS> {
    let label = Label::from_index;
    Grammar {
        can_follow: std::array::from_fn(|a| std::array::from_fn(|b| label(a).can_precede(label(b)))),
        can_begin: std::array::from_fn(|l| label(l).can_begin()),
        can_end: std::array::from_fn(|l| label(l).can_end()),
    }
}
