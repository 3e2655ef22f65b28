//! Where the speakers of words in quotation marks are lost: stage by stage, on annotated articles.

use super::gold::{Gold, GoldQuote, GoldSpan, read_quotes, read_spans};
use super::project;
use super::sources::right_spots;
use crate::builtin;
use crate::document::{Document, TokenRange};
use crate::error::Error;
use crate::input::Input;
use crate::model::{Model, ModelBuilder};
use crate::options::Options;
use crate::pipeline::{Analysis, analyse};
use crate::quotations::Found;
use crate::resources::Resources;
use crate::sources::candidates;
use crate::sources::context::Ground;
use crate::sources::syntax::Syntax;
use crate::sources::{Turns, link};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// What became of an annotated stretch of speech, in the order of the stages that can lose it.
const OUTCOMES: [&str; 9] = [
    "no quotation",
    "taken for no speech",
    "no source, with cue",
    "no source, no cue",
    "unsure, with cue",
    "unsure, no cue",
    "wrong source",
    "head wrong",
    "right",
];
const RIGHT: usize = 8;
const HEAD: usize = 7;

/// Runs all stages over annotated articles and tells where the speakers of the stretches in quotation marks are lost, and what
/// choosing the source gets from the annotated bounds and cues. `table` holds weights to use instead of the built-in ones.
///
/// # Errors
///
/// Where a file can't be read or the table is none of weights.
pub fn score_sources(quotes: &Path, spans: &Path, table: Option<&str>) -> Result<String, Error> {
    let mut resources = Resources::clone(&builtin::resources());
    if let Some(table) = table {
        let mut builder = ModelBuilder::default();
        builder.add(table)?;
        resources.model = resources.model.overlay(Model::new(builder.pack().into()));
    }
    let spans: BTreeMap<String, Vec<GoldSpan>> = read_spans(spans)?.into_iter().map(|gold| (gold.id, gold.items)).collect();
    let mut rows: BTreeMap<String, [usize; OUTCOMES.len()]> = BTreeMap::new();
    let mut no_speech = BTreeMap::new();
    let mut oracle = Oracle::default();
    for article in read_quotes(quotes)? {
        let analysis = analyse(&article.text, &Input::new(&article.text), &resources);
        for span in spans.get(&article.id).into_iter().flatten().filter(|span| !span.ignore) {
            if !span.is_speech {
                *no_speech.entry(fate_of_no_speech(&analysis, span)).or_insert(0) += 1;
            } else if !span.source.is_empty() {
                let fate = outcome(&analysis, span);
                for row in rows_of(&analysis, span) {
                    rows.entry(row).or_default()[fate] += 1;
                }
            }
        }
        oracle.count(&analysis, &article, &resources);
    }
    let mut report = String::new();
    let _ = writeln!(report, "{:30}{:>7}{}", "", "spans", OUTCOMES.map(|o| format!("{o:>21}")).concat());
    for (row, counts) in &rows {
        let _ = writeln!(report, "{row:30}{:7}{}", counts.iter().sum::<usize>(), counts.map(|n| format!("{n:21}")).concat());
    }
    let core = rows.get("core").copied().unwrap_or_default();
    let all: usize = core.iter().sum();
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let _ = writeln!(report, "\nour bounds with the annotated sources: {:.1} % of core", percent(all - core[0] - core[1], all));
    for (kind, [n, reachable, right]) in &oracle.kinds {
        let (reachable, right) = (percent(*reachable, *n), percent(*right, *n));
        let _ = writeln!(
            report,
            "annotated bounds and cues with our sources, {kind}: {n}, among the candidates {reachable:.1} %, chosen {right:.1} %"
        );
    }
    let _ = writeln!(report, "\nno speech:");
    for (fate, n) in no_speech {
        let _ = writeln!(report, "{fate:30}{n:7}");
    }
    Ok(report)
}

/// The rows of the report that a stretch counts in; bits count in their own only.
fn rows_of(analysis: &Analysis<'_>, span: &GoldSpan) -> Vec<String> {
    if span.class == "bit" {
        return vec!["bits".into()];
    }
    vec![
        "core".into(),
        format!("core, {}", span.class),
        format!("core, source {}", span.source_type),
        format!("core, {}", place(&analysis.document, span)),
    ]
}

/// Where the nearest annotated source stands, as seen from the stretch.
fn place(document: &Document<'_>, span: &GoldSpan) -> &'static str {
    let at = |range: TokenRange| document.tokens.get(range.start as usize);
    let Some(here) = at(document.tokens_in(span.span)) else {
        return "nowhere";
    };
    let sources = span.source.iter().filter_map(|s| at(document.tokens_in(*s)));
    let Some(source) = sources.min_by_key(|t| (t.paragraph.abs_diff(here.paragraph), t.sentence.abs_diff(here.sentence))) else {
        return "nowhere";
    };
    match source.paragraph.cmp(&here.paragraph) {
        std::cmp::Ordering::Less => "source in an earlier paragraph",
        std::cmp::Ordering::Greater => "source in a later paragraph",
        _ if source.sentence == here.sentence => "source in its sentence",
        _ => "source in its paragraph",
    }
}

/// The number of the quotation that holds at least half of a stretch: the one that holds most of it, of equals the shortest.
fn holder(analysis: &Analysis<'_>, span: &GoldSpan) -> Option<usize> {
    let words = analysis.document.tokens_in(span.span);
    let shared = |parts: &[TokenRange]| -> u32 {
        parts.iter().map(|p| p.end.min(words.end).saturating_sub(p.start.max(words.start))).sum()
    };
    let quotations = analysis.found.quotations.iter().enumerate().filter(|(_, q)| q.within.is_none());
    let holding = quotations.map(|(i, q)| (shared(&q.parts), std::cmp::Reverse(q.parts.iter().map(|p| p.len()).sum::<u32>()), i));
    holding.filter(|(shared, ..)| shared * 2 >= words.len().max(1)).max().map(|(.., i)| i)
}

fn outcome(analysis: &Analysis<'_>, span: &GoldSpan) -> usize {
    let Some(i) = holder(analysis, span) else {
        return usize::from(is_refused(analysis, span));
    };
    let no_cue = usize::from(analysis.found.quotations[i].cue.is_none());
    let (link, speaker) = (&analysis.links[i], &analysis.speakers[i]);
    let Some(source) = &link.source else {
        return 2 + no_cue;
    };
    if analysis.confidence[i].speaker < Options::default().min_confidence {
        return 4 + no_cue;
    }
    let document = &analysis.document;
    let overlaps = |s: &crate::span::Span| document.tokens_in(*s).overlaps(source.tokens);
    let last = |name: &str| name.split_whitespace().last().map(str::to_lowercase);
    let named = speaker.entities.first().is_some_and(|&e| {
        let mention = &analysis.mentions[analysis.entities.list[e].name];
        span.speaker.as_deref().is_some_and(|speaker| last(speaker) == last(document.text(mention.tokens)))
    });
    match (named || span.source.iter().any(overlaps), named || span.source_head.as_ref().is_none_or(overlaps)) {
        (true, true) => RIGHT,
        (true, false) => HEAD,
        _ => 6,
    }
}

fn is_refused(analysis: &Analysis<'_>, span: &GoldSpan) -> bool {
    let words = analysis.document.tokens_in(span.span);
    analysis.found.not_speech.iter().any(|n| n.tokens.overlaps(words))
}

/// What became of words in marks that are no speech.
fn fate_of_no_speech(analysis: &Analysis<'_>, span: &GoldSpan) -> &'static str {
    let Some(i) = holder(analysis, span) else {
        return if is_refused(analysis, span) { "taken for no speech" } else { "no quotation" };
    };
    let told = analysis.links[i].source.is_some() && analysis.confidence[i].speaker >= Options::default().min_confidence;
    match (told, analysis.found.quotations[i].cue.is_some()) {
        (false, _) => "a quotation, no speaker",
        (true, true) => "given a speaker by a cue",
        (true, false) => "given a speaker without a cue",
    }
}

/// What choosing the source gets from the bounds and cues of the annotation.
#[derive(Debug, Default)]
struct Oracle {
    /// By kind: all with a source, those with a right candidate, those for which one is chosen.
    kinds: BTreeMap<&'static str, [usize; 3]>,
}

impl Oracle {
    fn count(&mut self, analysis: &Analysis<'_>, article: &Gold<GoldQuote>, resources: &Resources) {
        let Resources { lexicon, gazetteer, model, .. } = resources;
        let Analysis { document, mentions, entities, .. } = analysis;
        let hits = crate::hits::Hits::find(document, gazetteer, lexicon);
        let (quotations, golds) = project::quotations(document, &hits, article);
        let found = Found { quotations, ..Found::default() };
        let links = link(document, &hits, mentions, entities, &found, lexicon, model).quotations;
        let syntax = Syntax::new(document);
        let spots = candidates::spots(document, &hits, &syntax, mentions, entities);
        let ground = Ground { document, syntax: &syntax, hits: &hits, lexicon, spots: &spots };
        let mut turns = Turns::default();
        for ((quotation, gold), link) in found.quotations.iter().zip(golds).zip(&links) {
            let context = turns.context(&ground, quotation);
            turns.push(&ground, quotation, link.spot);
            if gold.source.is_empty() {
                continue;
            }
            let right = right_spots(document, &spots, &context.window, gold);
            let group = |at: &usize| spots[context.window[*at]].group;
            let chosen = link.source.as_ref().and_then(|source| spots.iter().find(|s| s.head == source.head));
            let is_right = chosen.is_some_and(|spot| right.iter().any(|at| group(at) == spot.group));
            let kind = quotation.kind.name();
            let row = self.kinds.entry(kind).or_default();
            *row = [row[0] + 1, row[1] + usize::from(!right.is_empty()), row[2] + usize::from(is_right)];
        }
    }
}
