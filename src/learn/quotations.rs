//! Fitting the decisions of the quotations stage: which words are cues, what content they have, which marks hold speech.

use super::{Features, Gold, GoldQuote, Instance, Options, Shared, fit, fit_shared, isotonic, read_quotes, read_spans, table};
use crate::builtin;
use crate::document::{Document, TokenKind, TokenRange, Word};
use crate::error::Error;
use crate::hits::Hits;
use crate::lexicon::Class;
use crate::model::weights::Builder;
use crate::model::{Decision, Model, SCALE};
use crate::quotations::Quotation;
use crate::quotations::training::{Groups, Likely, Prepared, is_known};
use crate::resources::Resources;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Tables of weights, ready to be files of `data/model/`.
#[derive(Debug, Clone, Default)]
pub struct FittedQuotations {
    /// `cue.csv`
    pub cue: String,
    /// `content.csv`
    pub content: String,
    /// `attribution.csv`
    pub attribution: String,
    /// `speech.csv`
    pub speech: String,
}

const CUE: Options = Options { epochs: 7, rate: 0.1, l2: 1e-5, prune: 0.06, cutoff: 4, dropout: 0.3 };
const AGAIN: Options = Options { epochs: 6, rate: 0.1, l2: 1e-5, prune: 0.03, cutoff: 6, dropout: 0.3 };
const BOUNDS: Options = Options { epochs: 3, rate: 0.2, l2: 1e-5, prune: 0.0, cutoff: 2, dropout: 0.5 };
const CONTENT: Options = Options { epochs: 8, rate: 0.1, l2: 1e-5, prune: 0.06, cutoff: 4, dropout: 0.6 };
const ATTRIBUTION: Options = Options { epochs: 8, rate: 0.1, l2: 1e-5, prune: 0.02, cutoff: 6, dropout: 0.3 };
const SPEECH: Options = Options { epochs: 12, rate: 0.1, l2: 1e-5, prune: 0.02, cutoff: 3, dropout: 0.4 };

/// Parts into which articles are split, so that each can be judged by a model that has not seen it.
const FOLDS: usize = 3;

/// A family of facts about quotations: a name, and how the names of its facts begin.
pub type QuotationFamily = (&'static str, &'static [&'static str]);

/// Families of facts, for leaving one out and seeing what it was worth.
pub const QUOTATION_FAMILIES: [QuotationFamily; 9] = [
    ("the cue's own word", &["cue.lemma", "cue.known", "content.s.lemma", "content.e.lemma", "content.n.lemma"]),
    ("marks beside a cue", &["cue.left.", "cue.right.", "cue.marks", "cue.no.marks"]),
    ("commas and other signs beside a cue", &["cue.gaps", "cue.kind+gaps", "cue.end.path", "cue.last"]),
    ("a second look at cues", &["cue.again."]),
    ("other cues, for content", &["content.s.cues", "content.e.cue", "content.p.cues"]),
    ("start and end of a piece together", &["content.p."]),
    ("both pieces together", &["content.b."]),
    ("the way from the cue to content", &["content.e.path", "content.s.signs"]),
    (
        "how quotations stand to each other",
        &["attribution.inside", "attribution.holds", "attribution.crosses", "attribution.takes"],
    ),
];

/// Fits all decisions of the stage to annotated articles, without the facts of a family if one is named.
///
/// # Errors
///
/// Where a file can't be read.
pub fn fit_quotations(quotes: &Path, spans: &Path, without: Option<&QuotationFamily>) -> Result<FittedQuotations, Error> {
    let hidden = without.map_or(&[][..], |(_, facts)| facts);
    let resources = builtin::resources();
    let articles = read_quotes(quotes)?;
    let stretches = read_spans(spans)?;
    let documents: Vec<Document<'_>> = articles.iter().map(|a| Document::new(&a.text, &resources.lexicon)).collect();
    let known = known_cues(&articles, &documents);
    let is_known = |word: &Word| known.contains(&*word.lower);
    let prepared: Vec<Prepared<'_, '_, '_>> = documents.iter().map(|d| prepare(d, &resources, &is_known)).collect();
    let answers: Vec<Answers> = (0..articles.len()).map(|a| Answers::new(&articles[a], &documents[a], &prepared[a])).collect();

    let (cue, fold_cues) = fit_cues(&prepared, &answers, hidden)?;
    let cue_models: Vec<Model> = fold_cues.iter().map(|cue| model(&[cue])).collect::<Result<_, Error>>()?;
    let likely: Vec<Likely> = prepared.iter().enumerate().map(|(a, p)| p.weigh(&cue_models[a % FOLDS])).collect();
    let mut contents = ContentFit { likely, features: Features::without(hidden), ..ContentFit::default() };
    contents.add_bounds(&prepared, &answers);
    let content = contents.fit(&prepared, &answers, &|_| true)?;
    let fold_contents: Vec<String> =
        (0..FOLDS).map(|fold| contents.fit(&prepared, &answers, &move |a| a % FOLDS != fold)).collect::<Result<_, Error>>()?;
    let both = || fold_cues.iter().zip(&fold_contents);
    let models: Vec<Model> = both().map(|(cue, content)| model(&[cue, content])).collect::<Result<_, Error>>()?;
    let attribution = fit_attributions(&documents, &prepared, &answers, &models, hidden);
    let models: Vec<Model> = both().map(|(cue, content)| model(&[cue, content, &attribution])).collect::<Result<_, Error>>()?;

    let mut features = Features::default();
    let mut speech: Vec<Instance> = Vec::new();
    for (a, document) in documents.iter().enumerate() {
        for (stretch, facts) in prepared[a].speech_facts(&models[a % FOLDS]) {
            let inside = document.span(document.stretch_range(stretch));
            let gold = stretches[a].items.iter().find(|s| s.span.overlaps(inside) && !s.ignore);
            if let Some(gold) = gold {
                speech.push(yes_or_no(features.intern(facts), gold.is_speech, a));
            }
        }
    }
    let speech = judged_table(Decision::Speech, &speech, &features, &SPEECH);
    Ok(FittedQuotations { cue, content, attribution, speech })
}

/// A decision between yes, which these facts speak for, and no.
fn yes_or_no(facts: Vec<u32>, yes: bool, article: usize) -> Instance {
    Instance { candidates: vec![facts, Vec::new()], right: vec![usize::from(!yes)], article, ahead: 0.0 }
}

/// The table of a decision between yes and no, calibrated on articles that the weights have not seen.
fn judged_table(decision: Decision, instances: &[Instance], features: &Features, options: &Options) -> String {
    let weights = fit(instances, features, options, |_| true);
    let mut judged = Vec::new();
    for fold in 0..FOLDS {
        let weights = fit(instances, features, options, |a| a % FOLDS != fold);
        for instance in instances.iter().filter(|i| i.article % FOLDS == fold) {
            let score: f32 = instance.candidates[0].iter().map(|&f| weights[f as usize]).sum();
            judged.push(((1e6 / (1.0 + (-score).exp())) as u32, instance.right == [0]));
        }
    }
    table(decision, &features.rounded(&weights), &isotonic(judged))
}

/// A word counts as a cue if forms of it are the first of so many annotated ones, auxiliaries aside, and of so large a share (one in so
/// many) of its own occurrences.
const KNOWN: (usize, usize) = (2, 40);

/// Words that are the heads of annotated cues often enough to be looked at wherever they stand.
fn known_cues(articles: &[Gold<GoldQuote>], documents: &[Document<'_>]) -> BTreeSet<String> {
    // by stem: how often it heads a cue, how often it is there, in which forms
    let mut stems = BTreeMap::<&str, (usize, usize, BTreeSet<&str>)>::new();
    for (article, document) in articles.iter().zip(documents) {
        for t in (0..document.tokens.len() as u32).filter(|&t| document.token(t).kind == TokenKind::Word) {
            let (_, all, forms) = stems.entry(stem(document.lower_at(t))).or_default();
            *all += 1;
            forms.insert(document.lower_at(t));
        }
        for quote in &article.items {
            let mut words = quote.cue.iter().flat_map(|&s| document.tokens_in(s).iter());
            let helps = |t: u32| {
                document.entry_at(t).has_any(&[Class::Auxiliary, Class::Modal, Class::Negation, Class::Adverb, Class::Determiner])
                    || matches!(document.lower_at(t), "to" | "of")
                    || document.lower_at(t).ends_with("ly")
            };
            if let Some(head) = words.find(|&t| document.token(t).kind == TokenKind::Word && !helps(t)) {
                stems.entry(stem(document.lower_at(head))).or_default().0 += 1;
            }
        }
    }
    let frequent = stems.into_values().filter(|(heads, all, _)| *heads >= KNOWN.0 && heads * KNOWN.1 >= *all);
    frequent.flat_map(|(_, _, forms)| forms).map(str::to_owned).collect()
}

/// A word without the ending of its form, roughly.
fn stem(word: &str) -> &str {
    let cut = |ending: &&str| word.strip_suffix(*ending).filter(|rest| rest.len() > 2);
    ["ing", "ed", "es", "s", "e"].iter().find_map(cut).unwrap_or(word)
}

pub(super) fn prepare<'d, 't, 'l>(
    document: &'d Document<'t>,
    resources: &'l Resources,
    known: &dyn Fn(&Word) -> bool,
) -> Prepared<'d, 't, 'l> {
    let hits = Hits::find(document, &resources.gazetteer, &resources.lexicon);
    Prepared::new(document, &hits, &resources.lexicon, known)
}

pub(super) fn model(tables: &[&str]) -> Result<Model, Error> {
    let mut builder = Builder::default();
    for table in tables {
        builder.add(table)?;
    }
    Ok(Model::new(builder.pack().into()))
}

/// The words that a model knows as cues.
pub(super) fn known_to(model: &Model) -> impl Fn(&Word) -> bool {
    |word| is_known(model.weights(Decision::Cue), word.into())
}

/// What the annotation says of each candidate of an article.
pub(super) struct Answers {
    /// Contents of which a candidate is the cue.
    quotes: Vec<Vec<Vec<TokenRange>>>,
    /// Candidates that are neither right nor wrong.
    open: Vec<bool>,
    /// For each annotated quotation the candidate that is its cue.
    pub(super) cues: Vec<Option<usize>>,
}

impl Answers {
    pub(super) fn new(article: &Gold<GoldQuote>, document: &Document<'_>, prepared: &Prepared<'_, '_, '_>) -> Self {
        let mut found = Vec::new();
        let cues: Vec<(u32, bool, u8)> = prepared.cues().map(|i| prepared.cue(i)).collect();
        let ignored: Vec<TokenRange> = article.ignored.iter().map(|&s| document.tokens_in(s)).collect();
        let mut quotes = vec![Vec::new(); cues.len()];
        // marks inside marks were not annotated
        let mut open: Vec<bool> = cues.iter().map(|&(t, inside, _)| inside || ignored.iter().any(|r| r.contains(t))).collect();
        for quote in &article.items {
            let ranges: Vec<TokenRange> = quote.cue.iter().map(|&s| document.tokens_in(s)).collect();
            let within = |i: &usize| ranges.iter().any(|r| r.contains(cues[*i].0));
            let best = (0..cues.len()).filter(within).max_by_key(|&i| (cues[i].2.min(2), std::cmp::Reverse(i)));
            found.push(best);
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
        Answers { quotes, open, cues: found }
    }

    fn counts(&self, i: usize) -> bool {
        !self.open[i]
    }
}

/// The table of cues, and one for each part of the articles that was fitted to the others.
fn fit_cues(
    prepared: &[Prepared<'_, '_, '_>],
    answers: &[Answers],
    hidden: &'static [&'static str],
) -> Result<(String, Vec<String>), Error> {
    let mut features = Features::without(hidden);
    let mut cues = Vec::new();
    for (a, (prepared, answers)) in prepared.iter().zip(answers).enumerate() {
        for i in prepared.cues().filter(|&i| answers.counts(i)) {
            cues.push(yes_or_no(features.intern(prepared.cue_facts(i)), !answers.quotes[i].is_empty(), a));
        }
    }
    let first = fit(&cues, &features, &CUE, |_| true);
    let folds: Vec<Vec<f32>> = (0..FOLDS).map(|fold| fit(&cues, &features, &CUE, |a| a % FOLDS != fold)).collect();
    drop(cues);
    let fold_table = |weights: &[f32]| table(Decision::Cue, &features.rounded(weights), &[]);
    let models: Vec<Model> = folds.iter().map(|weights| model(&[&fold_table(weights)])).collect::<Result<_, Error>>()?;
    let mut more = Features::without(hidden);
    let mut looks = Vec::new();
    for (a, (prepared, answers)) in prepared.iter().zip(answers).enumerate() {
        for (i, sum, facts) in prepared.second_looks(&models[a % FOLDS]) {
            if answers.counts(i) {
                let look = yes_or_no(more.intern(facts), !answers.quotes[i].is_empty(), a);
                looks.push(Instance { ahead: sum as f32 / SCALE as f32, ..look });
            }
        }
    }
    let again = fit(&looks, &more, &AGAIN, |_| true);
    let both = |first: &[f32]| {
        let mut rows = features.rounded(first);
        rows.extend(more.rounded(&again));
        rows.sort_unstable();
        table(Decision::Cue, &rows, &[])
    };
    Ok((both(&first), folds.iter().map(|weights| both(weights)).collect()))
}

/// The table that says how sure a cue and its content are, fitted to what models make of articles that they have not seen.
fn fit_attributions(
    documents: &[Document<'_>],
    prepared: &[Prepared<'_, '_, '_>],
    answers: &[Answers],
    models: &[Model],
    hidden: &'static [&'static str],
) -> String {
    let mut features = Features::without(hidden);
    let mut quotes = Vec::new();
    for (a, answers) in answers.iter().enumerate() {
        for (i, facts, content) in prepared[a].quote_facts(&models[a % FOLDS]) {
            if answers.counts(i) {
                // what lies beyond the cue's reach is joined later
                let mut golds = answers.quotes[i].iter().filter_map(|gold| prepared[a].reachable(i, gold));
                let right = golds.any(|gold| agree(&documents[a], &content, &prepared[a].words(gold)));
                quotes.push(yes_or_no(features.intern(facts), right, a));
            }
        }
    }
    judged_table(Decision::Attribution, &quotes, &features, &ATTRIBUTION)
}

/// The fit of the content decision: bounds alone first, then whole contents among those the first fit finds likely.
#[derive(Default)]
struct ContentFit {
    features: Features,
    bounds: Vec<Shared>,
    /// For each article how likely its cues are for a model that has not seen it.
    likely: Vec<Likely>,
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
                    for groups in prepared.bound_facts(i, content, &self.likely[a]) {
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
    ) -> Result<String, Error> {
        let first = fit_shared(&self.bounds, &self.features, &BOUNDS, None, train);
        let beam = model(&[&table(Decision::Content, &self.features.rounded(&first), &[])])?;
        let mut contents = Vec::new();
        for (a, (prepared, answers)) in prepared.iter().zip(answers).enumerate().filter(|(a, _)| train(*a)) {
            for i in prepared.cues() {
                for content in answers.quotes[i].iter().filter_map(|gold| prepared.reachable(i, gold)) {
                    let groups = prepared.content_facts(i, content, &self.likely[a], &beam);
                    contents.push(self.shared(groups, a));
                }
            }
        }
        let weights = fit_shared(&contents, &self.features, &CONTENT, Some(&first), train);
        Ok(table(Decision::Content, &self.features.rounded(&weights), &[]))
    }
}

/// Whether two contents share at least four fifths of their words both ways.
pub(crate) fn agree(document: &Document<'_>, ours: &[TokenRange], gold: &[TokenRange]) -> bool {
    let words = |ranges: &[TokenRange]| -> BTreeSet<u32> {
        ranges.iter().flat_map(|r| r.iter()).filter(|&t| document.token(t).is_word()).collect()
    };
    alike(&words(ours), &words(gold))
}

/// The same of their words.
pub(super) fn alike(ours: &BTreeSet<u32>, gold: &BTreeSet<u32>) -> bool {
    let shared = ours.intersection(gold).count();
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
        let model = model(&[&fitted.cue, &fitted.content, &fitted.attribution, &fitted.speech])?;
        Ok(Finder { model, resources: builtin::resources() })
    }

    /// The quotations of a text that stand in no other one, and the stretches in marks that are none.
    pub fn find(&self, text: &str) -> (Vec<FoundQuote>, Vec<Span>) {
        let document = Document::new(text, &self.resources.lexicon);
        let found = prepare(&document, &self.resources, &known_to(&self.model)).find(&self.model);
        let quote = |q: &Quotation| {
            (q.kind.name(), q.parts.iter().map(|&p| document.span(p)).collect(), q.cue.map(|c| document.span(c.tokens)))
        };
        (
            found.quotations.iter().filter(|q| q.within.is_none()).map(quote).collect(),
            found.not_speech.iter().map(|n| document.span(n.tokens)).collect(),
        )
    }
}
