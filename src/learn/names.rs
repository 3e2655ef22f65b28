//! Fitting the name tagger.

use super::examples::{FirstLook, Reading, look, look_again, readings};
use super::facts::FactNumbers;
use super::families::Family;
use super::gold::{Gold, GoldName};
use super::parallel::parallel;
use super::sequence::{ChainOptions, Grammar, Sequence, fit_chain};
use super::write::table_of_outputs;
use crate::builtin;
use crate::error::Error;
use crate::mentions::{AFTER, LABELS, Label, NAMES, START};
use crate::model::{Decision, Fact, Model, ModelBuilder, SCALE};
use crate::resources::Resources;
use std::sync::Arc;

/// How the name tagger is fitted.
#[derive(Debug, Clone, Copy)]
pub struct NameOptions {
    /// Passes over the articles.
    pub epochs: usize,
    /// The size of a step.
    pub rate: f32,
    /// The pull of small weights to nothing.
    pub l1: f32,
    /// Facts seen fewer times are left out.
    pub cutoff: u32,
    /// The largest number of facts kept.
    pub most: usize,
    /// One article of so many is learnt a second time in capitals, another in small letters; 0 for none.
    pub recase: usize,
    /// Whether the second look is learnt too.
    pub again: bool,
    /// Facts of this family are left out.
    pub without: Option<&'static Family>,
    /// How many threads may be used; the result does not depend on it.
    pub threads: usize,
}

impl Default for NameOptions {
    fn default() -> Self {
        let (again, without, threads) = (true, None, 1);
        NameOptions { epochs: 6, rate: 0.05, l1: 0.7, cutoff: 2, most: 50_000, recase: 10, again, without, threads }
    }
}

impl NameOptions {
    /// A quick fit for comparing facts with each other: first look only and half the passes, in larger steps.
    pub fn quick() -> Self {
        NameOptions { epochs: 3, rate: 0.1, again: false, ..NameOptions::default() }
    }
}

/// How many parts the articles are split into, so that the first look at each comes from a model that has not seen it.
const FOLDS: usize = 5;

/// Articles as the name tagger sees them, ready to be fitted to: all, or any part of them.
#[derive(Debug)]
pub struct NameTrainer<'a> {
    readings: Vec<Reading<'a>>,
    looks: Vec<FirstLook>,
    facts: FactNumbers<'static>,
    resources: Arc<Resources>,
    options: NameOptions,
}

impl<'a> NameTrainer<'a> {
    /// Reads articles and states their facts.
    pub fn new(articles: &'a [Gold<GoldName>], options: NameOptions) -> Self {
        let resources = builtin::resources();
        let mut facts = FactNumbers::new(options.without);
        let readings = readings(articles, options.recase);
        let looks = readings.iter().map(|reading| look(reading, &resources, &mut facts)).collect();
        NameTrainer { readings, looks, facts, resources, options }
    }

    /// Fits the weights of the decision `kind` to the articles whose numbers `learns` names; the result is a file of
    /// `data/model/`. `report` hears how the loss falls.
    ///
    /// The tagger looks twice: the second time it knows what it made of the same words elsewhere in the document. It learns both
    /// looks at every article, the second one after a first look by weights fitted to other articles.
    pub fn fit(&self, learns: impl Fn(usize) -> bool, report: impl FnMut(usize, f64)) -> String {
        let used: Vec<usize> = (0..self.looks.len()).filter(|&i| learns(self.looks[i].article)).collect();
        let mut examples: Vec<&Sequence> = used.iter().flat_map(|&i| &self.looks[i].sequences).collect();
        let mut facts = FactNumbers::over(&self.facts);
        let mut second_looks: Vec<Sequence> = Vec::new();
        if self.options.again {
            let mut articles: Vec<usize> = used.iter().map(|&i| self.looks[i].article).collect();
            articles.dedup();
            let fold = |i: usize| articles.partition_point(|&article| article < self.looks[i].article) % FOLDS;
            let models = parallel(FOLDS, self.options.threads, |f| {
                let others: Vec<&Sequence> =
                    used.iter().filter(|&&i| fold(i) != f).flat_map(|&i| &self.looks[i].sequences).collect();
                let options = NameOptions { epochs: self.options.epochs.min(4), ..self.options };
                let table = fit(&others, &self.facts, options, |_, _| {});
                model(&table).expect("a table just written can be read")
            });
            for &i in &used {
                let model = &models[fold(i)];
                second_looks.extend(look_again(&self.readings[i], &self.looks[i], model, &self.resources, &mut facts));
            }
        }
        examples.extend(&second_looks);
        fit(&examples, &facts, self.options, report)
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
fn fit(examples: &[&Sequence], facts: &FactNumbers<'_>, options: NameOptions, report: impl FnMut(usize, f64)) -> String {
    let mut counts = vec![0u32; facts.len()];
    for &fact in examples.iter().flat_map(|e| e.all_features()) {
        counts[fact as usize] += 1;
    }
    // frequent facts stand together, as the cache likes it
    let mut kept: Vec<u32> = (0..facts.len() as u32).filter(|&f| counts[f as usize] >= options.cutoff).collect();
    kept.sort_by_key(|&f| (u32::MAX - counts[f as usize], f));
    let mut numbers: Vec<Option<u32>> = vec![None; facts.len()];
    for (number, &fact) in kept.iter().enumerate() {
        numbers[fact as usize] = Some(number as u32);
    }
    let sequences: Vec<Sequence> = examples
        .iter()
        .map(|example| {
            let mut sequence = Sequence::default();
            for (facts, right) in example.tokens() {
                sequence.push(facts.iter().filter_map(|&f| numbers[f as usize]), right);
            }
            sequence
        })
        .collect();
    let chain_options = ChainOptions { epochs: options.epochs, rate: options.rate, l1: options.l1, ..ChainOptions::default() };
    let chain = fit_chain(&sequences, kept.len(), &grammar(), chain_options, report);

    let round = |row: &[f32; LABELS]| row.map(|w| (w * SCALE as f32).round().clamp(-32_000.0, 32_000.0) as i16);
    let mut rows: Vec<(&str, [i16; LABELS], u32)> = facts
        .names()
        .zip(&numbers)
        .zip(&counts)
        .filter_map(|((name, number), &count)| Some((name, round(&chain.rows[number.as_ref().copied()? as usize]), count)))
        .filter(|(_, row, _)| row.iter().any(|&w| w != 0))
        .collect();
    let worth = |row: &[i16; LABELS], count: u32| {
        let largest = row.iter().map(|w| u64::from(w.unsigned_abs())).max().unwrap_or_default();
        largest * largest * u64::from(count.min(20))
    };
    rows.sort_by(|a, b| worth(&b.1, b.2).cmp(&worth(&a.1, a.2)).then_with(|| a.0.cmp(b.0)));
    rows.truncate(options.most);
    let mut rows: Vec<(String, Vec<i16>)> = rows.into_iter().map(|(name, row, _)| (name.to_owned(), row.to_vec())).collect();
    let after = |name: &str| Fact::new(AFTER, &[name.into()]).name();
    rows.push((after(START), round(&chain.start).to_vec()));
    rows.extend(NAMES.iter().zip(&chain.behind).map(|(name, row)| (after(name), round(row).to_vec())));
    rows.sort_unstable();
    table_of_outputs(Decision::Kind, &NAMES, &rows)
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
