//! Fitting the name tagger, and what it says of a text.

use super::gold::{Gold, GoldName};
use super::sequence::{ChainOptions, Grammar, Sequence, fit_chain};
use super::write::table_of_outputs;
use crate::builtin;
use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::error::Error;
use crate::hits::Hits;
use crate::mentions::{
    AFTER, Again, Context, LABELS, Label, NAMES, NameKind, START, first_look, observe, observe_again, sequences,
};
use crate::model::{Decision, Fact, Model, ModelBuilder, SCALE, Sink};
use crate::resources::Resources;
use crate::span::Span;
use std::borrow::Cow;
use std::collections::HashMap;

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
}

impl Default for NameOptions {
    fn default() -> Self {
        NameOptions { epochs: 6, rate: 0.05, l1: 0.7, cutoff: 2, most: 50_000, recase: 10 }
    }
}

/// Facts by number, as the tagger states them.
#[derive(Debug, Default)]
struct FactNames {
    numbers: HashMap<u64, u32>,
    names: Vec<String>,
    now: Vec<u32>,
}

impl Sink for FactNames {
    fn fact(&mut self, fact: Fact<'_>) {
        let next = self.names.len() as u32;
        let number = *self.numbers.entry(fact.key()).or_insert(next);
        if number == next {
            self.names.push(fact.name());
        }
        self.now.push(number);
    }
}

/// How many parts the articles are split into, so that the first look at each comes from a model that has not seen it.
const FOLDS: usize = 5;

/// Fits the weights of the decision `kind`; the result is a file of `data/model/`.
///
/// The tagger looks twice: the second time it knows what it made of the same words elsewhere in the document. It learns both
/// looks at every article, the second one after a first look by weights fitted to other articles. `report` hears how the loss
/// falls.
pub fn fit_names(articles: &[Gold<GoldName>], options: NameOptions, mut report: impl FnMut(usize, f64)) -> String {
    let resources = builtin::resources();
    let mut facts = FactNames::default();
    let readings = readings(articles, options.recase);
    let mut examples: Vec<Example> = Vec::new();
    for reading in &readings {
        add(reading, None, &resources, &mut facts, &mut examples);
    }
    let mut second_looks: Vec<Example> = Vec::new();
    for fold in 0..FOLDS {
        let others: Vec<&Example> = examples.iter().filter(|e| e.article % FOLDS != fold).collect();
        let table = fit(&others, &facts, NameOptions { epochs: options.epochs.min(4), ..options }, &mut report);
        let model = model(&table).expect("a table just written can be read");
        for reading in readings.iter().filter(|r| r.article % FOLDS == fold) {
            add(reading, Some(&model), &resources, &mut facts, &mut second_looks);
        }
    }
    examples.append(&mut second_looks);
    let all: Vec<&Example> = examples.iter().collect();
    fit(&all, &facts, options, &mut report)
}

fn model(table: &str) -> Result<Model, Error> {
    let mut builder = ModelBuilder::default();
    builder.add(table)?;
    Ok(Model::new(builder.pack().into()))
}

/// Fits a chain to examples and rounds it to a table.
fn fit(examples: &[&Example], facts: &FactNames, options: NameOptions, report: impl FnMut(usize, f64)) -> String {
    let mut counts = vec![0u32; facts.names.len()];
    for &fact in examples.iter().flat_map(|e| &e.tokens).flat_map(|(facts, _)| facts) {
        counts[fact as usize] += 1;
    }
    let mut kept = 0;
    let numbers: Vec<Option<u32>> = counts
        .iter()
        .map(|&count| {
            (count >= options.cutoff).then(|| {
                kept += 1;
                kept - 1
            })
        })
        .collect();
    let sequences: Vec<Sequence> = examples
        .iter()
        .map(|example| {
            let mut sequence = Sequence::default();
            for (facts, right) in &example.tokens {
                sequence.push(facts.iter().filter_map(|&f| numbers[f as usize]), *right);
            }
            sequence
        })
        .collect();
    let chain_options = ChainOptions { epochs: options.epochs, rate: options.rate, l1: options.l1, ..ChainOptions::default() };
    let chain = fit_chain(&sequences, kept as usize, &grammar(), chain_options, report);

    let round = |row: &[f32; LABELS]| row.map(|w| (w * SCALE as f32).round().clamp(-32_000.0, 32_000.0) as i16);
    let mut rows: Vec<(&str, [i16; LABELS], u32)> = facts
        .names
        .iter()
        .zip(&numbers)
        .zip(&counts)
        .filter_map(|((name, number), &count)| {
            Some((name.as_str(), round(&chain.rows[number.as_ref().copied()? as usize]), count))
        })
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

/// An article as it stands, or in other letter case.
#[derive(Debug)]
struct Reading<'a> {
    article: usize,
    gold: &'a Gold<GoldName>,
    text: Cow<'a, str>,
}

/// The articles, and one of so many a second time in capitals or small letters (ASCII letters only, so that offsets stay).
fn readings(articles: &[Gold<GoldName>], recase: usize) -> Vec<Reading<'_>> {
    let mut readings = Vec::new();
    for (article, gold) in articles.iter().enumerate() {
        readings.push(Reading { article, gold, text: Cow::Borrowed(&gold.text) });
        let turn = article.checked_rem(recase);
        if turn == Some(0) {
            readings.push(Reading { article, gold, text: Cow::Owned(gold.text.to_ascii_uppercase()) });
        } else if turn == Some(recase / 2) {
            readings.push(Reading { article, gold, text: Cow::Owned(gold.text.to_ascii_lowercase()) });
        }
    }
    readings
}

/// A sequence: the facts of each token with the labels that are right for it, a bit each.
#[derive(Debug)]
struct Example {
    article: usize,
    tokens: Vec<(Vec<u32>, u32)>,
}

/// Adds the sequences of an article: at first look, or at second after a first one by the model.
fn add(reading: &Reading<'_>, model: Option<&Model>, resources: &Resources, facts: &mut FactNames, examples: &mut Vec<Example>) {
    let document = Document::new(&reading.text, &resources.lexicon);
    let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
    let context = Context::new(&document, &hits);
    let right = labels(&document, reading.gold);
    let first = model.map(|model| first_look(&context, model));
    let again = first.as_ref().map(|labels| Again::new(&context, labels));
    for sequence in sequences(&context) {
        let mut tokens = Vec::with_capacity(sequence.len() as usize);
        for t in sequence.iter() {
            facts.now.clear();
            observe(&context, t, facts);
            if let Some(again) = &again {
                observe_again(&context, again, t, facts);
            }
            tokens.push((facts.now.clone(), right[t as usize]));
        }
        examples.push(Example { article: reading.article, tokens });
    }
}

/// For each token the labels that are right, a bit each: any where tokens and annotation do not fit together.
fn labels(document: &Document<'_>, article: &Gold<GoldName>) -> Vec<u32> {
    let bit = |label: Label| 1u32 << label.index();
    let any = (1u32 << LABELS) - 1;
    // web texts were annotated without names of the fourth kind: what is no name there may be one of those
    let outside = if article.genre == "web" {
        Label::of_name(NameKind::Other, 1).chain(Label::of_name(NameKind::Other, 3)).map(bit).sum::<u32>() | bit(Label::OUTSIDE)
    } else {
        bit(Label::OUTSIDE)
    };
    let mut right = vec![outside; document.tokens.len()];
    let spans: Vec<Span> = (0..document.tokens.len() as u32).map(|t| document.span(TokenRange::new(t, t + 1))).collect();
    for name in &article.items {
        let Some(kind) = kind_named(&name.kind) else {
            continue;
        };
        let from = spans.partition_point(|s| s.end <= name.span.start);
        let to = spans.partition_point(|s| s.start < name.span.end);
        if from >= to {
            continue;
        }
        // “London-based” is marked whole in some articles: what it is based on is a name by itself
        let compound = (from..to).rev().nth(1).filter(|&h| {
            kind == NameKind::Other
                && document.tokens[h].kind == TokenKind::Hyphen
                && document.word(&document.tokens[h + 1]).shape == Shape::Lower
                && document.word(&document.tokens[h + 1]).entry.level > 0
        });
        if let Some(hyphen) = compound {
            for (i, slot) in right.iter_mut().enumerate().take(hyphen).skip(from) {
                let part = |kind| Label::of_name(kind, (hyphen - from) as u32).nth(i - from);
                *slot = NameKind::ALL.into_iter().filter_map(part).map(bit).sum();
            }
            right[hyphen..to].fill(bit(Label::OUTSIDE));
            continue;
        }
        let fits = spans[from].start == name.span.start && spans[to - 1].end == name.span.end;
        for (t, label) in (from..to).zip(Label::of_name(kind, (to - from) as u32)) {
            right[t] = if fits { bit(label) } else { any };
        }
        if !fits {
            // the tokens beside are open too: a label behind an open name must be free to fit it
            for t in [from.checked_sub(1), Some(to)].into_iter().flatten() {
                if let Some(open) = right.get_mut(t) {
                    *open |= outside;
                }
            }
        }
    }
    right
}

fn kind_named(name: &str) -> Option<NameKind> {
    ["PER", "ORG", "LOC", "MISC"].iter().position(|n| *n == name).map(|i| NameKind::ALL[i])
}

/// The names that the tagger finds with this table of weights: spans in bytes and `PER`, `ORG`, `LOC`.
///
/// # Errors
///
/// Where the table is none of weights.
pub fn names_by(table: &str) -> Result<impl Fn(&str) -> Vec<GoldName> + use<>, Error> {
    let model = model(table)?;
    let resources = builtin::resources();
    Ok(move |text: &str| {
        let document = Document::new(text, &resources.lexicon);
        let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
        crate::mentions::find(&document, &hits, &model)
            .into_iter()
            .filter(|m| m.reference == crate::mentions::Reference::Name)
            .map(|m| GoldName {
                span: document.span(m.tokens),
                kind: match m.kind {
                    crate::mentions::Kind::Person => "PER",
                    crate::mentions::Kind::Organization => "ORG",
                    crate::mentions::Kind::Place => "LOC",
                }
                .to_owned(),
            })
            .collect()
    })
}
