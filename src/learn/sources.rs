//! Fitting the weights that choose a quotation's source.

use super::calibrate::isotonic;
use super::gold::{Gold, GoldQuote, GoldSpan, read_quotes, read_spans};
use super::rank::{Features, Instance, Options, fit, scores, softmax};
use super::{project, write};
use crate::builtin;
use crate::document::{Document, TokenRange};
use crate::entities;
use crate::error::Error;
use crate::hits::Hits;
use crate::mentions;
use crate::model::{Collect, Decision};
use crate::quotations::{self, Quotation, QuoteKind};
use crate::sources::candidates::{self, Sort, Spot};
use crate::sources::context::{Context, Ground};
use crate::sources::syntax::{Part, Syntax};
use crate::sources::{Turns, observe};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// The sorts of quotations that are calibrated apart.
const SORTS: [&str; 3] = ["marks", "indirect", CUELESS];
pub(super) const CUELESS: &str = "cueless";

/// How many parts the articles are cut into, to see each through weights that were fitted without it.
pub(super) const FOLDS: usize = 4;

pub(super) const OPTIONS: Options = Options { epochs: 8, rate: 0.15, l2: 2e-5, prune: 0.12, cutoff: 6, dropout: 0.3 };

/// An instance, the groups of its candidates, and what is needed to report on it.
pub(super) struct Case {
    pub(super) instance: Instance,
    groups: Vec<u32>,
    /// Whether each candidate stands in a paragraph of the quotation; so does no source.
    at_home: Vec<bool>,
    pub(super) kind: String,
    source_type: String,
    pub(super) sort: &'static str,
    text: String,
    names: Vec<String>,
}

/// What fitting the sources gave.
#[derive(Debug)]
pub struct Fitted {
    /// The table of weights.
    pub table: String,
    /// Figures and errors to read.
    pub report: String,
}

/// Fits the choice of sources to annotated quotations and reports how it does on others; `spans` are the stretches in quotation
/// marks of the same articles, of which those that are no speech have no source.
///
/// # Errors
///
/// Where a file can't be read.
pub fn fit_sources(train: &Path, spans: &Path, dev: &Path) -> Result<Fitted, Error> {
    let mut features = Features::default();
    let articles = read_quotes(train)?;
    let spans: BTreeMap<String, Vec<GoldSpan>> = read_spans(spans)?.into_iter().map(|gold| (gold.id, gold.items)).collect();
    let none = BTreeMap::new();
    // quotations as annotated teach what the grammar of a cue says better than those found, which alone show what has no cue
    let annotated = collect(&articles, &none, &mut features, Taken::Annotated);
    let without_cue = collect(&articles, &none, &mut features, Taken::WithoutCue);
    let found = collect(&articles, &spans, &mut features, Taken::Found);
    let dev_cases = collect(&read_quotes(dev)?, &none, &mut features, Taken::Found);
    let cueless = found.iter().filter(|c| c.sort == CUELESS);
    let cases = annotated.iter().chain(&without_cue).chain(cueless.clone());
    let instances: Vec<Instance> = cases.map(|c| c.instance.clone()).collect();
    // cues are found in these articles by weights that were fitted to them, so that what is left without one is the hardest; of
    // others a third of it would be as easy as any
    let every = without_cue.len() / (cueless.count() / 2).max(1);
    let judged: Vec<&Case> = found.iter().chain(without_cue.iter().step_by(every.max(1))).collect();
    let mut pairs: Vec<(&str, u32, bool)> = Vec::new();
    for fold in 0..FOLDS {
        let weights = fit(&instances, &features, &OPTIONS, |article| article % FOLDS != fold);
        for case in judged.iter().filter(|c| c.instance.article % FOLDS == fold) {
            let (best, share, right) = decide(case, &weights);
            // without a cue, weights alone do not decide for a source in another paragraph
            if case.sort != CUELESS || case.at_home[best] {
                pairs.push((case.sort, (share * 1e6) as u32, right));
            }
        }
    }
    let weights = fit(&instances, &features, &OPTIONS, |_| true);
    let mut report = String::new();
    let of = |sort: &str| isotonic(pairs.iter().filter(|p| p.0 == sort).map(|p| (p.1, p.2)).collect());
    let calibrations = SORTS.map(|sort| (sort, of(sort)));
    for sort in SORTS {
        let (all, right) = (pairs.iter().filter(|p| p.0 == sort).count(), pairs.iter().filter(|p| p.0 == sort && p.2).count());
        let _ = writeln!(report, "cross-fitted, {sort}: {right} of {all} right");
    }
    tell(&dev_cases, &weights, &mut report);
    let rounded = features.rounded(&weights);
    let _ = writeln!(report, "{} weights", rounded.len());
    Ok(Fitted {
        table: write::table_by_sort(Decision::Source, &rounded, &calibrations.each_ref().map(|(sort, line)| (*sort, &**line))),
        report,
    })
}

/// Which quotations are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    Annotated,
    /// The annotated ones in marks as if their cue had not been found.
    WithoutCue,
    Found,
}

pub(super) fn collect(
    articles: &[Gold<GoldQuote>],
    spans: &BTreeMap<String, Vec<GoldSpan>>,
    features: &mut Features,
    taken: Taken,
) -> Vec<Case> {
    let resources = builtin::resources();
    // what is no speech is taken as a quotation without a source
    let no_speech = GoldQuote::default();
    let carried = GoldQuote { kind: "carried".into(), ..GoldQuote::default() };
    let mut cases = Vec::new();
    for (number, article) in articles.iter().enumerate() {
        let document = Document::new(&article.text, &resources.lexicon);
        let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
        let mentions = mentions::find(&document, &hits, &resources.model);
        let entities = entities::group(&document, &hits, &mentions, &resources, None);
        let syntax = Syntax::new(&document);
        let spots = candidates::spots(&document, &hits, &syntax, &mentions, &entities);
        let ground = Ground { document: &document, syntax: &syntax, hits: &hits, lexicon: &resources.lexicon, spots: &spots };
        let (quotations, golds) = if taken != Taken::Found {
            let (mut quotations, golds) = project::quotations(&document, &hits, article);
            if taken == Taken::WithoutCue {
                quotations.iter_mut().filter(|q| q.kind != QuoteKind::Indirect).for_each(|q| q.cue = None);
            }
            (quotations, golds.into_iter().map(Some).collect())
        } else {
            let found = quotations::find(&document, &hits, &mentions, &resources.lexicon, &resources.model).quotations;
            let golds = project::matched(&document, &found, article);
            (found, golds)
        };
        let mut turns = Turns::default();
        let no_speech_at = |quotation: &Quotation| {
            let stretch = quotation.quoted.first().map(|q| document.span(*q))?;
            let spans = spans.get(&article.id)?;
            spans.iter().any(|s| !s.is_speech && !s.ignore && s.span.overlaps(stretch)).then_some(&no_speech)
        };
        for (quotation, gold) in quotations.iter().zip(golds) {
            let context = turns.context(&ground, quotation);
            let gold = gold.or_else(|| no_speech_at(quotation));
            if gold.is_none() && !carries_on(&context) {
                continue;
            }
            let right = match gold {
                Some(gold) => right_spots(&document, &spots, &context.window, gold),
                None => same_group(&spots, &context),
            };
            let gold = gold.unwrap_or(&carried);
            turns.push(&ground, quotation, right.first().map(|&at| context.window[at]));
            if taken == Taken::WithoutCue && context.sort() != CUELESS {
                continue;
            }
            let mut candidates: Vec<Vec<u32>> = Vec::new();
            for at in 0..context.window.len() {
                let mut collect = Collect::default();
                observe::observe(&spots, at, &context, &mut collect);
                candidates.push(features.intern(collect));
            }
            let mut collect = Collect::default();
            observe::observe_none(&spots, &context, &mut collect);
            candidates.push(features.intern(collect));
            let none = candidates.len() - 1;
            let right = if right.is_empty() && gold.source.is_empty() { vec![none] } else { right };
            let around = TokenRange::new(
                context.anchor.start.min(quotation.cue.map_or(u32::MAX, |c| c.head)).saturating_sub(20),
                (context.anchor.end.max(quotation.cue.map_or(0, |c| c.head)) + 16).min(document.tokens.len() as u32),
            );
            let mut names: Vec<String> = context.window.iter().map(|&i| document.text(spots[i].tokens).to_owned()).collect();
            names.push("NO SOURCE".into());
            let mut text = document.text(around).replace('\n', " ⏎ ");
            let _ = write!(
                text,
                "\n   cue {:?} gold {:?}",
                context.cue.map(|c| (c.lemma, c.shape, c.form, c.left.1)),
                gold.source.iter().map(|s| article.text.get(s.range()).unwrap_or_default()).collect::<Vec<_>>()
            );
            cases.push(Case {
                instance: Instance { candidates, right, article: number, ahead: 0.0 },
                groups: context.window.iter().map(|&i| spots[i].group).chain([u32::MAX]).collect(),
                at_home: context.window.iter().map(|&i| context.is_at_home(&spots[i])).chain([true]).collect(),
                kind: gold.kind.clone(),
                source_type: gold.source_type.clone(),
                sort: context.sort(),
                text,
                names,
            });
        }
    }
    cases
}

/// Whether a quotation that was not annotated goes on with the one before in its paragraph: whole sentences without a cue of their
/// own. The corpus leaves these out; the speaker is the same.
fn carries_on(context: &Context<'_, '_>) -> bool {
    let here = context.document.token(context.anchor.start).paragraph;
    context.previous.is_some_and(|p| p.paragraph == here) && observe::is_whole_sentences(context)
}

/// The candidates of the previous source's group.
fn same_group(spots: &[Spot], context: &Context<'_, '_>) -> Vec<usize> {
    let group = context.previous.map(|p| p.group);
    context.window.iter().enumerate().filter(|(_, i)| Some(spots[**i].group) == group).map(|(at, _)| at).collect()
}

/// The candidates that hold the head of the annotated source or, failing that, lie in it. A name that the head is but a role of is
/// right too: *the surveyor Ana Pell*, *the surveyor, Ana Pell*, *Ana Pell, a surveyor*.
pub(crate) fn right_spots(document: &Document<'_>, spots: &[Spot], window: &[usize], gold: &GoldQuote) -> Vec<usize> {
    let head = gold.source_head.map(|h| document.tokens_in(h));
    let sources: Vec<TokenRange> = gold.source.iter().map(|s| document.tokens_in(*s)).collect();
    let by = |fits: &dyn Fn(&Spot) -> bool| -> Vec<usize> {
        window.iter().enumerate().filter(|(_, i)| fits(&spots[**i])).map(|(at, _)| at).collect()
    };
    let named = |spot: &Spot| {
        let within = sources.iter().find(|s| s.covers(spot.tokens));
        let beside = |h: TokenRange| h.end == spot.tokens.start || h.start > spot.tokens.end;
        let follows = |h: TokenRange| h.end == spot.tokens.start || h.end + 1 == spot.tokens.start;
        let first = |s: &TokenRange| s.start == spot.phrase.start || head.is_some_and(follows);
        spot.sort == Sort::Person && spot.after != Part::Genitive && head.is_some_and(beside) && within.is_some_and(first)
    };
    let strict = by(&|spot| head.is_some_and(|h| h.contains(spot.head)) || named(spot));
    if !strict.is_empty() {
        return strict;
    }
    let first = by(&|spot| sources.iter().any(|s| s.contains(spot.head)));
    first.into_iter().take(1).collect()
}

/// The choice, its share, and whether it is right: by groups, as the stage decides.
pub(super) fn decide(case: &Case, weights: &[f32]) -> (usize, f32, bool) {
    let sums = scores(&case.instance, weights);
    let shares = softmax(&sums);
    let mut best = (0, -1.0f32);
    for at in 0..sums.len() {
        let share: f32 = (0..sums.len()).filter(|&i| case.groups[i] == case.groups[at]).map(|i| shares[i]).sum();
        let better = share > best.1 + 1e-6 || (case.groups[at] == case.groups[best.0] && sums[at] > sums[best.0]);
        if better {
            best = (at, share);
        }
    }
    let right = case.instance.right.iter().any(|&r| r == best.0 || case.groups[r] == case.groups[best.0]);
    (best.0, best.1, right)
}

fn tell(cases: &[Case], weights: &[f32], report: &mut String) {
    let mut rows: std::collections::BTreeMap<String, (usize, usize, usize)> = Default::default();
    let mut errors = Vec::new();
    for case in cases {
        let (best, share, right) = decide(case, weights);
        let reachable = !case.instance.right.is_empty();
        for key in [
            case.kind.clone(),
            format!("{} {}", if case.kind == "indirect" { "indirect" } else { "marks" }, case.source_type),
            format!("{} {}", case.kind, case.sort),
            (if case.kind == "indirect" { "indirect" } else { "marks" }).to_owned(),
        ] {
            let row = rows.entry(key).or_default();
            *row = (row.0 + 1, row.1 + usize::from(reachable), row.2 + usize::from(right));
        }
        if !right && matches!(&*case.kind, "direct" | "mixed") {
            let gold: Vec<&str> = case.instance.right.iter().map(|&r| &*case.names[r]).collect();
            errors.push(format!(
                "{:.2} chose {:?}, right {:?} of {:?}\n   {}\n",
                share, case.names[best], gold, case.names, case.text
            ));
        }
    }
    for (key, (n, reachable, right)) in rows {
        let percent = |k: usize| 100.0 * k as f64 / n as f64;
        let _ = writeln!(report, "{key:28} n {n:5}  reachable {:5.1}  right {:5.1}", percent(reachable), percent(right));
    }
    for bar in [0.0f32, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95] {
        let sure: Vec<bool> = cases
            .iter()
            .filter(|case| matches!(&*case.kind, "direct" | "mixed"))
            .map(|case| (case, decide(case, weights)))
            .filter(|(case, (best, share, _))| case.groups[*best] != u32::MAX && *share >= bar)
            .map(|(_, (.., right))| right)
            .collect();
        let right = sure.iter().filter(|r| **r).count();
        let _ = writeln!(report, "share of {bar:4} and more: {} in marks attributed, {right} right", sure.len());
    }
    let _ = writeln!(report, "--- errors");
    for error in errors {
        let _ = writeln!(report, "{error}");
    }
}
