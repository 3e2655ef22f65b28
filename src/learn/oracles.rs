//! What each step of finding quotations loses: figures of the whole beside those where one step is given its answer.

use super::quotations::{Answers, FittedQuotations, known_to, model, prepare};
use super::quote_score::{Compared, matched};
use super::{Gold, GoldQuote, Tally, read_quotes};
use crate::builtin;
use crate::document::{Document, TokenRange};
use crate::error::Error;
use crate::quotations::training::CueSort;
use crate::quotations::{Found, QuoteKind};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

const ALL: [&str; 3] = ["direct", "mixed", "indirect"];
const MARKED: [&str; 2] = ["direct", "mixed"];

/// Contents found over all kinds, and over direct and mixed ones.
#[derive(Debug, Clone, Copy, Default)]
struct Contents {
    all: Tally,
    marked: Tally,
}

impl Contents {
    fn count(&mut self, gold: &[Compared], found: &[Compared], unjudged: &BTreeSet<u32>) -> Vec<Option<usize>> {
        self.marked += matched(gold, found, &MARKED, unjudged).tally;
        let all = matched(gold, found, &ALL, unjudged);
        self.all += all.tally;
        all.found
    }
}

/// Figures of one sort of cue.
#[derive(Debug, Clone, Copy, Default)]
struct Sort {
    cues: Tally,
    /// Cues whose precision counts: of what was found, that which is a cue.
    right_found: usize,
    candidates: usize,
    reachable: usize,
    bounded: usize,
    contents: usize,
}

/// What each step of finding quotations loses on annotated articles. `Display` prints it.
#[derive(Debug, Clone, Default)]
pub struct Oracles {
    ours: Contents,
    gold_cues: Contents,
    gold_contents: Contents,
    sorts: BTreeMap<CueSort, Sort>,
    /// Of the quotations found with the right content those with a cue, and with the right one.
    cues_of_matched: (usize, usize),
    /// By kind: of the contents within reach of a known cue, those found right before anything is joined, and all.
    bounded: [(usize, usize); 3],
}

impl Oracles {
    /// The line of a table of ablations: what was left out, then F1 of content over all kinds, over direct and mixed ones, of cues,
    /// and over all kinds with every cue known, in per cent.
    pub fn line(&self, without: &str) -> String {
        let (mut right, mut found, mut gold, mut hit) = (0, 0, 0, 0);
        for sort in self.sorts.values() {
            right += sort.right_found;
            found += sort.cues.found;
            gold += sort.cues.gold;
            hit += sort.cues.right;
        }
        let (p, r) = (right as f64 / found.max(1) as f64, hit as f64 / gold.max(1) as f64);
        let figures = [self.ours.all.f1(), self.ours.marked.f1(), 2.0 * p * r / (p + r).max(1e-9), self.gold_cues.all.f1()];
        let cells: Vec<String> = figures.iter().map(|f| format!("{:.1}", 100.0 * f)).collect();
        format!("| {without} | {} |", cells.join(" | "))
    }
}

/// Measures tables of weights.
///
/// # Errors
///
/// Where the file can't be read or a table is none of weights.
pub fn measure_quotations(quotes: &Path, fitted: &FittedQuotations) -> Result<Oracles, Error> {
    let resources = builtin::resources();
    let model = &model(&[&fitted.cue, &fitted.content, &fitted.attribution, &fitted.speech])?;
    let mut oracles = Oracles::default();
    for article in read_quotes(quotes)? {
        let document = Document::new(&article.text, &resources.lexicon);
        let prepared = prepare(&document, &resources, &known_to(model));
        let answers = Answers::new(&article, &document, &prepared);
        let likely = prepared.weigh(model);
        let seen = Seen::new(&article, &document);
        let sort = |cue: TokenRange| prepared.sort_of_cue(cue, &resources.lexicon);

        let found = prepared.find(model);
        let outer: Vec<usize> = (0..found.quotations.len()).filter(|&q| found.quotations[q].within.is_none()).collect();
        let ours = seen.found(&found);
        let answered = oracles.ours.count(&seen.gold, &ours, &seen.unjudged);
        let known: Vec<usize> = answers.cues.iter().flatten().copied().collect();
        oracles.gold_cues.count(&seen.gold, &seen.found(&prepared.find_at(&known, model)), &seen.unjudged);

        let cue_of = |q: usize| found.quotations[outer[q]].cue.map(|c| c.tokens);
        let mut with_gold = ours.clone();
        for (q, quote) in with_gold.iter_mut().enumerate() {
            let Some(cue) = cue_of(q) else { continue };
            let sort = oracles.sorts.entry(sort(cue)).or_default();
            sort.cues.found += 1;
            if let Some(g) = (0..seen.gold.len()).find(|&g| seen.is_cue(g, cue)) {
                sort.right_found += 1;
                quote.clone_from(&seen.gold[g]);
            }
        }
        oracles.gold_contents.count(&seen.gold, &with_gold, &seen.unjudged);

        for (g, answer) in answered.iter().enumerate() {
            let Some(&cue) = seen.cues[g].first() else { continue };
            let sort = oracles.sorts.entry(sort(cue)).or_default();
            sort.cues.gold += 1;
            sort.cues.right += usize::from((0..outer.len()).any(|q| cue_of(q).is_some_and(|cue| seen.is_cue(g, cue))));
            sort.contents += usize::from(answer.is_some());
            if let Some(i) = answers.cues[g] {
                sort.candidates += 1;
                if let Some(gold) = prepared.reachable(i, &seen.ranges[g]) {
                    sort.reachable += usize::from(prepared.can_be(i, gold));
                    let ours = prepared.content_at(i, &likely, model);
                    let words = |content| seen.words(&prepared.words(content));
                    let right = ours.is_some_and(|ours| super::quotations::alike(&words(ours), &words(gold)));
                    sort.bounded += usize::from(right);
                    let kind = &mut oracles.bounded[ALL.iter().position(|kind| *kind == seen.gold[g].kind).unwrap_or(2)];
                    *kind = (kind.0 + usize::from(right), kind.1 + 1);
                }
            }
            if let Some(cue) = answer.map(cue_of) {
                oracles.cues_of_matched.0 += 1;
                oracles.cues_of_matched.1 += usize::from(cue.is_some_and(|cue| seen.is_cue(g, cue)));
            }
        }
    }
    Ok(oracles)
}

/// An annotated article by its words.
struct Seen<'d, 't> {
    document: &'d Document<'t>,
    gold: Vec<Compared>,
    ranges: Vec<Vec<TokenRange>>,
    cues: Vec<Vec<TokenRange>>,
    unjudged: BTreeSet<u32>,
}

impl<'d, 't> Seen<'d, 't> {
    fn new(article: &Gold<GoldQuote>, document: &'d Document<'t>) -> Self {
        let ranges = |spans: &[crate::span::Span]| spans.iter().map(|&s| document.tokens_in(s)).collect::<Vec<_>>();
        let mut seen = Seen {
            document,
            gold: Vec::new(),
            ranges: article.items.iter().map(|q| ranges(&q.content)).collect(),
            cues: article.items.iter().map(|q| ranges(&q.cue)).collect(),
            unjudged: BTreeSet::new(),
        };
        seen.unjudged = seen.words(&ranges(&article.ignored));
        let kind = |q: &GoldQuote| ALL.into_iter().find(|kind| *kind == q.kind).unwrap_or("indirect");
        seen.gold = (0..article.items.len())
            .map(|g| Compared { kind: kind(&article.items[g]), words: seen.words(&seen.ranges[g]) })
            .collect();
        seen
    }

    fn words(&self, ranges: &[TokenRange]) -> BTreeSet<u32> {
        ranges.iter().flat_map(|r| r.iter()).filter(|&t| self.document.token(t).is_word()).collect()
    }

    /// What was found, but for quotations in quotations, which are not annotated.
    fn found(&self, found: &Found) -> Vec<Compared> {
        let outer = found.quotations.iter().filter(|q| q.within.is_none());
        let kind = |kind| match kind {
            QuoteKind::Direct => ALL[0],
            QuoteKind::Mixed => ALL[1],
            QuoteKind::Indirect => ALL[2],
        };
        outer.map(|q| Compared { kind: kind(q.kind), words: self.words(&q.parts) }).collect()
    }

    fn is_cue(&self, gold: usize, cue: TokenRange) -> bool {
        self.cues[gold].iter().any(|r| r.start < cue.end && cue.start < r.end)
    }
}

impl fmt::Display for Oracles {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
        writeln!(
            out,
            "| content, overlap F1, % | all kinds | direct and mixed | precision | recall |\n|---|---:|---:|---:|---:|"
        )?;
        for (name, contents) in [
            ("as found", self.ours),
            ("content right for every cue found", self.gold_contents),
            ("every cue known", self.gold_cues),
        ] {
            let (all, marked) = (contents.all, contents.marked);
            let figures = [all.f1(), marked.f1(), all.precision(), all.recall()].map(|f| 100.0 * f);
            writeln!(out, "| {name} | {:.1} | {:.1} | {:.1} | {:.1} |", figures[0], figures[1], figures[2], figures[3])?;
        }
        writeln!(
            out,
            "\nOf {} found with the right content, {:.1} % have the right cue.\n",
            self.cues_of_matched.0,
            share(self.cues_of_matched.1, self.cues_of_matched.0)
        )?;
        let by_kind = ALL.iter().zip(self.bounded).map(|(kind, (right, all))| format!("{kind} {:.1}", share(right, all)));
        writeln!(
            out,
            "Of contents in reach of a known cue right before joining, %: {}.\n",
            by_kind.collect::<Vec<_>>().join(", ")
        )?;
        writeln!(
            out,
            "| cue | annotated | is a candidate | content in reach | found there | recall | precision | content right |"
        )?;
        writeln!(out, "|---|---:|---:|---:|---:|---:|---:|---:|")?;
        let mut total = Sort::default();
        for (sort, figures) in &self.sorts {
            total.cues += figures.cues;
            total.right_found += figures.right_found;
            total.candidates += figures.candidates;
            total.reachable += figures.reachable;
            total.bounded += figures.bounded;
            total.contents += figures.contents;
            row(out, sort.name(), figures)?;
        }
        row(out, "all", &total)
    }
}

fn row(out: &mut fmt::Formatter<'_>, name: &str, sort: &Sort) -> fmt::Result {
    let of = |n: usize| 100.0 * n as f64 / sort.cues.gold.max(1) as f64;
    let precision = 100.0 * sort.right_found as f64 / sort.cues.found.max(1) as f64;
    let figures = [of(sort.candidates), of(sort.reachable), of(sort.bounded), of(sort.cues.right), precision, of(sort.contents)];
    write!(out, "| {name} | {} |", sort.cues.gold)?;
    for figure in figures {
        write!(out, " {figure:.1} |")?;
    }
    writeln!(out)
}
