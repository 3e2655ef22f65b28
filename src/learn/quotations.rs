//! Fitting the decisions of the quotations stage: which words are cues, what content they have, which marks hold speech.

use super::{Features, Gold, GoldQuote, Instance, Options, Shared, fit, fit_shared, isotonic, read_quotes, read_spans, table};
use crate::builtin;
use crate::document::{Document, TokenRange};
use crate::error::Error;
use crate::hits::Hits;
use crate::model::weights::Builder;
use crate::model::{Decision, Model};
use crate::quotations::training::{Groups, Prepared};
use crate::quotations::{Quotation, QuoteKind};
use crate::resources::Resources;
use crate::span::Span;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// Tables of weights, ready to be files of `data/model/`.
#[derive(Debug, Clone, Default)]
pub struct FittedQuotations {
    /// `cue.csv`
    pub cue: String,
    /// `content.csv`
    pub content: String,
    /// `speech.csv`
    pub speech: String,
}

const CUE: Options = Options { epochs: 7, rate: 0.1, l2: 1e-5, prune: 0.06, cutoff: 4, dropout: 0.3 };
const BOUNDS: Options = Options { epochs: 3, rate: 0.2, l2: 1e-5, prune: 0.0, cutoff: 3, dropout: 0.5 };
const CONTENT: Options = Options { epochs: 6, rate: 0.1, l2: 1e-5, prune: 0.17, cutoff: 4, dropout: 0.6 };
const SPEECH: Options = Options { epochs: 12, rate: 0.1, l2: 1e-5, prune: 0.02, cutoff: 3, dropout: 0.4 };

/// Parts into which articles are split, so that each can be judged by a model that has not seen it.
const FOLDS: usize = 2;

/// Fits all decisions of the stage to annotated articles.
///
/// # Errors
///
/// Where a file can't be read.
pub fn fit_quotations(quotes: &Path, spans: &Path) -> Result<FittedQuotations, Error> {
    let resources = builtin::resources();
    let articles = read_quotes(quotes)?;
    let stretches = read_spans(spans)?;
    let documents: Vec<Document<'_>> = articles.iter().map(|a| Document::new(&a.text, &resources.lexicon)).collect();
    let prepared: Vec<Prepared<'_, '_, '_>> = documents.iter().map(|d| prepare(d, &resources)).collect();
    let answers: Vec<Answers> = (0..articles.len()).map(|a| Answers::new(&articles[a], &documents[a], &prepared[a])).collect();

    let mut features = Features::default();
    let cues = cue_instances(&prepared, &answers, &mut features);
    let cue_table =
        |train: &dyn Fn(usize) -> bool| table(Decision::Cue, &features.rounded(&fit(&cues, &features, &CUE, train)), &[]);
    let fitted = FittedQuotations { cue: cue_table(&|_| true), ..FittedQuotations::default() };
    let fold_cues: Vec<String> = (0..FOLDS).map(|fold| cue_table(&move |a| a % FOLDS != fold)).collect();
    drop(cues);

    let mut contents = ContentFit::default();
    contents.add_bounds(&prepared, &answers);
    let whole = contents.fit(&prepared, &answers, &|_| true)?;
    let of_folds: Vec<Vec<(String, i16)>> =
        (0..FOLDS).map(|fold| contents.fit(&prepared, &answers, &move |a| a % FOLDS != fold)).collect::<Result<_, Error>>()?;
    let fold_models = |calibration: &[(u16, u16)]| -> Result<Vec<Model>, Error> {
        let both = fold_cues.iter().zip(&of_folds);
        both.map(|(cue, content)| model(&[cue, &content_table(content, calibration)])).collect()
    };
    let mut judged = Vec::new();
    let models = fold_models(&[])?;
    for (a, answer) in answers.iter().enumerate() {
        for i in prepared[a].cues().filter(|&i| answer.counts(i)) {
            if let Some((share, content)) = prepared[a].decide(i, &models[a % FOLDS]) {
                judged.push((share, answer.quotes[i].iter().any(|gold| agree(&documents[a], &content, gold))));
            }
        }
    }
    let calibration = isotonic(judged);
    let content = content_table(&whole, &calibration);
    let fold_models = fold_models(&calibration)?;
    let mut features = Features::default();
    let mut speech: Vec<Instance> = Vec::new();
    for (a, document) in documents.iter().enumerate() {
        for (stretch, facts) in prepared[a].speech_facts(&fold_models[a % FOLDS]) {
            let inside = document.span(document.stretch_range(stretch));
            let gold = stretches[a].items.iter().find(|s| s.span.overlaps(inside) && !s.ignore);
            if let Some(gold) = gold {
                let facts = features.intern(facts);
                speech.push(Instance {
                    candidates: vec![facts, Vec::new()],
                    right: vec![usize::from(!gold.is_speech)],
                    article: a,
                });
            }
        }
    }
    let weights = fit(&speech, &features, &SPEECH, |_| true);
    let mut judged = Vec::new();
    for fold in 0..FOLDS {
        let weights = fit(&speech, &features, &SPEECH, |a| a % FOLDS != fold);
        for instance in speech.iter().filter(|i| i.article % FOLDS == fold) {
            let score: f32 = instance.candidates[0].iter().map(|&f| weights[f as usize]).sum();
            judged.push(((1e6 / (1.0 + (-score).exp())) as u32, instance.right == [0]));
        }
    }
    let speech = table(Decision::Speech, &features.rounded(&weights), &isotonic(judged));
    Ok(FittedQuotations { content, speech, ..fitted })
}

fn prepare<'d, 't, 'l>(document: &'d Document<'t>, resources: &'l Resources) -> Prepared<'d, 't, 'l> {
    let hits = Hits::find(document, &resources.gazetteer, &resources.lexicon);
    Prepared::new(document, &hits, &resources.lexicon)
}

fn model(tables: &[&str]) -> Result<Model, Error> {
    let mut builder = Builder::default();
    for table in tables {
        builder.add(table)?;
    }
    Ok(Model::new(builder.pack().into()))
}

/// What the annotation says of each candidate of an article.
struct Answers {
    /// Contents of which a candidate is the cue.
    quotes: Vec<Vec<Vec<TokenRange>>>,
    /// Candidates that are neither right nor wrong.
    open: Vec<bool>,
}

impl Answers {
    fn new(article: &Gold<GoldQuote>, document: &Document<'_>, prepared: &Prepared<'_, '_, '_>) -> Self {
        let cues: Vec<(u32, bool, u8)> = prepared.cues().map(|i| prepared.cue(i)).collect();
        let ignored: Vec<TokenRange> = article.ignored.iter().map(|&s| document.tokens_in(s)).collect();
        let mut quotes = vec![Vec::new(); cues.len()];
        // marks inside marks were not annotated
        let mut open: Vec<bool> = cues.iter().map(|&(t, inside, _)| inside || ignored.iter().any(|r| r.contains(t))).collect();
        for quote in &article.items {
            let ranges: Vec<TokenRange> = quote.cue.iter().map(|&s| document.tokens_in(s)).collect();
            let within = |i: &usize| ranges.iter().any(|r| r.contains(cues[*i].0));
            let best = (0..cues.len()).filter(within).max_by_key(|&i| (cues[i].2.min(2), std::cmp::Reverse(i)));
            for i in (0..cues.len()).filter(within) {
                if Some(i) == best {
                    quotes[i].push(quote.content.iter().map(|&s| document.tokens_in(s)).collect());
                } else {
                    open[i] = true;
                }
            }
        }
        for (i, quotes) in quotes.iter().enumerate() {
            open[i] &= quotes.is_empty();
        }
        Answers { quotes, open }
    }

    fn counts(&self, i: usize) -> bool {
        !self.open[i]
    }
}

fn cue_instances(prepared: &[Prepared<'_, '_, '_>], answers: &[Answers], features: &mut Features) -> Vec<Instance> {
    let mut instances = Vec::new();
    for (a, (prepared, answers)) in prepared.iter().zip(answers).enumerate() {
        for i in prepared.cues().filter(|&i| answers.counts(i)) {
            let facts = features.intern(prepared.cue_facts(i));
            let right = vec![usize::from(answers.quotes[i].is_empty())];
            instances.push(Instance { candidates: vec![facts, Vec::new()], right, article: a });
        }
    }
    instances
}

fn content_table(weights: &[(String, i16)], calibration: &[(u16, u16)]) -> String {
    let weights: Vec<(&str, i16)> = weights.iter().map(|(name, weight)| (name.as_str(), *weight)).collect();
    table(Decision::Content, &weights, calibration)
}

/// The fit of the content decision: bounds alone first, then whole contents among those the first fit finds likely.
#[derive(Default)]
struct ContentFit {
    features: Features,
    bounds: Vec<Shared>,
}

impl ContentFit {
    fn shared(&mut self, groups: Groups, article: usize) -> Shared {
        let Groups { groups, candidates, right } = groups;
        Shared { groups: groups.into_iter().map(|g| self.features.intern(g)).collect(), candidates, right, article }
    }

    fn add_bounds(&mut self, prepared: &[Prepared<'_, '_, '_>], answers: &[Answers]) {
        for (a, (prepared, answers)) in prepared.iter().zip(answers).enumerate() {
            for i in prepared.cues() {
                for content in answers.quotes[i].iter().filter_map(|gold| prepared.reachable(i, gold)) {
                    for groups in prepared.bound_facts(i, content) {
                        let shared = self.shared(groups, a);
                        self.bounds.push(shared);
                    }
                }
            }
        }
    }

    fn fit(
        &mut self,
        prepared: &[Prepared<'_, '_, '_>],
        answers: &[Answers],
        train: &dyn Fn(usize) -> bool,
    ) -> Result<Vec<(String, i16)>, Error> {
        let first = fit_shared(&self.bounds, &self.features, &BOUNDS, None, train);
        let beam = model(&[&table(Decision::Content, &self.features.rounded(&first), &[])])?;
        let mut contents = Vec::new();
        for (a, (prepared, answers)) in prepared.iter().zip(answers).enumerate().filter(|(a, _)| train(*a)) {
            for i in prepared.cues() {
                for content in answers.quotes[i].iter().filter_map(|gold| prepared.reachable(i, gold)) {
                    let groups = prepared.content_facts(i, content, &beam);
                    contents.push(self.shared(groups, a));
                }
            }
        }
        let weights = fit_shared(&contents, &self.features, &CONTENT, Some(&first), train);
        Ok(self.features.rounded(&weights).into_iter().map(|(name, weight)| (name.to_owned(), weight)).collect())
    }
}

/// Whether two contents share at least four fifths of their words both ways.
pub(crate) fn agree(document: &Document<'_>, ours: &[TokenRange], gold: &[TokenRange]) -> bool {
    let words = |ranges: &[TokenRange]| -> BTreeSet<u32> {
        ranges.iter().flat_map(|r| r.iter()).filter(|&t| document.token(t).is_word()).collect()
    };
    let (ours, gold) = (words(ours), words(gold));
    let shared = ours.intersection(&gold).count();
    shared * 5 >= ours.len() * 4 && shared * 5 >= gold.len() * 4 && shared > 0
}

/// Finds quotations with tables of weights that are not built in yet, for looking at them.
#[derive(Debug)]
pub struct Finder {
    model: Model,
    resources: Arc<Resources>,
}

/// A quotation as the scorer wants it: its kind, its content and its cue.
pub type FoundQuote = (&'static str, Vec<Span>, Option<Span>);

impl Finder {
    /// A finder with these tables.
    ///
    /// # Errors
    ///
    /// Where a table is none of weights.
    pub fn new(fitted: &FittedQuotations) -> Result<Finder, Error> {
        let model = model(&[&fitted.cue, &fitted.content, &fitted.speech])?;
        Ok(Finder { model, resources: builtin::resources() })
    }

    /// The quotations of a text, and the stretches in marks that are none.
    pub fn find(&self, text: &str) -> (Vec<FoundQuote>, Vec<Span>) {
        let document = Document::new(text, &self.resources.lexicon);
        let found = prepare(&document, &self.resources).find(&self.model);
        let quote = |q: &Quotation| {
            let kind = match q.kind {
                QuoteKind::Direct => "direct",
                QuoteKind::Mixed => "mixed",
                QuoteKind::Indirect => "indirect",
            };
            (kind, q.parts.iter().map(|&p| document.span(p)).collect(), q.cue.map(|c| document.span(c.tokens)))
        };
        (found.quotations.iter().map(quote).collect(), found.not_speech.iter().map(|n| document.span(n.tokens)).collect())
    }
}
