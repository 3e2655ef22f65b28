//! Fitting how sure a quotation and its speaker are right, to what came out of articles that no weight had seen.

use super::calibrate::isotonic;
use super::gold::{Gold, GoldQuote, GoldSpan, read_quotes, read_spans};
use super::rank::{Features, Instance, Options, fit, scores, softmax};
use super::sources::Fitted;
use super::speakers::agree as names_agree;
use super::{content_agrees, project, write};
use crate::builtin;
use crate::confidence::observe::{self, Outcome};
use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::error::Error;
use crate::input::Input;
use crate::lexicon::Class;
use crate::model::{Collect, Decision, Model, ModelBuilder};
use crate::pipeline::{Analysis, analyse};
use crate::resources::Resources;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// How many parts the articles are cut into for the calibration, besides those by which the weights were fitted.
const FOLDS: usize = 5;

/// How many errors are told.
const TOLD: usize = 200;

const OPTIONS: Options = Options { epochs: 10, rate: 0.05, l2: 1e-3, prune: 0.03, cutoff: 5, dropout: 0.2 };

/// One quotation: what was observed of it, and whether it was right.
struct Case {
    instance: Instance,
    sort: &'static str,
    /// What to read where it went wrong.
    told: String,
}

/// Fits both confidences to annotated articles. Article `i` is read with the tables of the folder `folds[i % folds.len()]`, which must
/// be fitted to the other articles: `cue.csv`, `content.csv`, `attribution.csv`, `speech.csv`, `source.csv` and `speaker.csv`, as far as they are there.
///
/// # Errors
///
/// Where a file can't be read, or is none of weights.
pub fn fit_confidence(quotes: &Path, spans: &Path, folds: &[PathBuf]) -> Result<Fitted, Error> {
    let resources: Vec<Resources> = folds.iter().map(|folder| with_tables(folder)).collect::<Result<_, Error>>()?;
    let (articles, stretches) = (read_quotes(quotes)?, read_spans(spans)?);
    let mut report = String::new();
    let mut tables = String::new();
    let mut collected = Collected::default();
    for (number, article) in articles.iter().enumerate() {
        let spans = stretches.iter().find(|gold| gold.id == article.id).map(|gold| gold.items.as_slice()).unwrap_or_default();
        if let Some(resources) = resources.get(number % folds.len().max(1)) {
            collected.add(number, article, spans, resources);
        }
    }
    for (decision, features, cases) in [
        (Decision::QuoteRight, &collected.quote_features, &collected.quotes),
        (Decision::SpeakerRight, &collected.speaker_features, &collected.speakers),
    ] {
        let table = fit_one(decision, features, cases, &mut report);
        // one file for both decisions: the second goes without the heading of the first
        tables.push_str(if tables.is_empty() { &table } else { table.splitn(3, '\n').nth(2).unwrap_or_default() });
    }
    Ok(Fitted { table: tables, report })
}

/// The built-in resources with the tables of a folder.
fn with_tables(folder: &Path) -> Result<Resources, Error> {
    let mut builder = ModelBuilder::default();
    for name in ["cue", "content", "attribution", "speech", "source", "speaker"] {
        let file = folder.join(name).with_extension("csv");
        if file.exists() {
            builder.add(&crate::table::reader::read_text(&file)?).map_err(|e| e.in_file(&file))?;
        }
    }
    let mut resources = (*builtin::resources()).clone();
    resources.model = resources.model.overlay(Model::new(builder.pack().into()));
    Ok(resources)
}

#[derive(Default)]
struct Collected {
    quote_features: Features,
    speaker_features: Features,
    quotes: Vec<Case>,
    speakers: Vec<Case>,
}

impl Collected {
    fn add(&mut self, number: usize, article: &Gold<GoldQuote>, spans: &[GoldSpan], resources: &Resources) {
        let analysis = analyse(&article.text, &Input::new(&article.text), resources);
        let Analysis { document, mentions, entities, found, links, speakers, .. } = &analysis;
        let matched = project::matched(document, &found.quotations, article);
        for (((quotation, link), speaker), gold) in found.quotations.iter().zip(links).zip(speakers).zip(matched) {
            let first = quotation.quoted.first().map(|q| document.span(*q));
            let stretch = first.and_then(|first| spans.iter().find(|s| s.span.overlaps(first)));
            let ignored = |s| article.ignored.iter().any(|i| i.overlaps(s));
            let unjudged = quotation.parts.iter().any(|&p| ignored(document.span(p)));
            // the annotators left out speech without a cue
            let left_out = gold.is_none() && stretch.is_some_and(|s| s.ignore);
            if quotation.within.is_some() || unjudged || left_out {
                continue;
            }
            let outcome = Outcome { document, mentions, entities, quotation, link, speaker };
            if outcome.is_by_rule() {
                continue;
            }
            let bounds = article.items.iter().any(|gold| {
                let content: Vec<_> = gold.content.iter().map(|&s| document.tokens_in(s)).collect();
                content_agrees(document, &quotation.parts, &content)
            });
            let mut facts = Collect::default();
            observe::quote(&outcome, &mut facts);
            let told = tell(&outcome, gold, &article.text);
            self.quotes.push(case(self.quote_features.intern(facts), bounds, number, "", told.clone()));
            let Some(right) = is_right(&analysis, &outcome, gold, stretch) else {
                continue;
            };
            let mut facts = Collect::default();
            observe::speaker(&outcome, &mut facts);
            self.speakers.push(case(self.speaker_features.intern(facts), right, number, outcome.sort(), told));
        }
    }
}

fn case(facts: Vec<u32>, right: bool, article: usize, sort: &'static str, told: String) -> Case {
    Case {
        instance: Instance { candidates: vec![facts, Vec::new()], right: vec![usize::from(!right)], article, ahead: 0.0 },
        sort,
        told,
    }
}

/// The quotation in its place, its source and the annotated one.
fn tell(outcome: &Outcome<'_>, gold: Option<&GoldQuote>, text: &str) -> String {
    let document = outcome.document;
    let parts: Vec<&str> = outcome.quotation.parts.iter().map(|&p| document.text(p)).collect();
    let first = outcome.quotation.parts.first().map_or(0, |p| p.start);
    let last = outcome.quotation.parts.last().map_or(0, |p| p.end);
    let around = |from: u32, to: u32| document.text(TokenRange::new(from, to.min(document.tokens.len() as u32)));
    let source = outcome.link.source.as_ref().map(|s| document.text(s.tokens));
    let annotated: Vec<&str> = gold.iter().flat_map(|g| &g.source).filter_map(|s| text.get(s.range())).collect();
    format!(
        "ours {source:?}, annotated {annotated:?} {:?}\n   {} ⟦{}⟧ {}",
        gold.and_then(|g| g.speaker.as_deref()),
        around(first.saturating_sub(40), first),
        parts.join(" … "),
        around(last, last + 25)
    )
    .replace('\n', " ⏎ ")
}

/// Whether source and speakers are right; none where the annotation does not say.
fn is_right(
    analysis: &Analysis<'_>,
    outcome: &Outcome<'_>,
    gold: Option<&GoldQuote>,
    stretch: Option<&GoldSpan>,
) -> Option<bool> {
    let document = &analysis.document;
    let source = outcome.link.source.as_ref();
    let Some(gold) = gold else {
        // words in marks that are no speech have no speaker
        return stretch.filter(|s| !s.is_speech).map(|_| source.is_none());
    };
    if gold.source.is_empty() && gold.speaker.is_none() {
        return None;
    }
    let Some(source) = source else {
        return Some(false);
    };
    if is_slip(document, gold) {
        return None;
    }
    // of joint sources the annotated head is one
    let head = std::iter::once(source).chain(&outcome.link.joined).any(|ours| {
        gold.source_head.is_some_and(|head| document.tokens_in(head).overlaps(ours.tokens))
            || last_of_phrase(document, gold).is_some_and(|last| ours.tokens.contains(last))
    });
    let entities = outcome.speaker.entities.iter().filter_map(|&e| analysis.entities.list.get(e));
    let mut names = entities.filter_map(|e| analysis.mentions.get(e.name)).map(|m| document.text(m.tokens)).peekable();
    let known = gold.speaker.as_deref().filter(|_| names.peek().is_some());
    let named = known.map(|theirs| names.any(|ours| names_agree(ours, theirs)));
    // a pronoun must mean the right person too
    let source_type = gold.source_type.as_str();
    Some(named == Some(true) || head && !(source_type == "pronoun" && named == Some(false)))
}

/// Whether the annotated source is the verb beside it.
fn is_slip(document: &Document<'_>, gold: &GoldQuote) -> bool {
    let mut tokens = gold.source.iter().flat_map(|&s| document.tokens_in(s).iter());
    !gold.source.is_empty() && tokens.all(|t| document.has(t, Class::SpeechVerb) && document.word_at(t).shape == Shape::Lower)
}

/// The last token of a source's noun phrase before what modifies it from behind: an apposition, a bracket, a preposition, *who*. The
/// head stands there (*the council's leader Ana Pell, who …*, *an adviser to Ana Pell*), while the annotated head, which a program
/// found, is at times a word of the apposition.
fn last_of_phrase(document: &Document<'_>, gold: &GoldQuote) -> Option<u32> {
    let phrase = document.tokens_in(*gold.source.first()?);
    let behind = |t: u32| {
        document.kind_at(t) != Some(TokenKind::Word) && document.kind_at(t) != Some(TokenKind::Clitic)
            || document.has(t, Class::Preposition)
            || matches!(document.lower_at(t), "who" | "which" | "that" | "whose")
    };
    let end = phrase.iter().skip(1).find(|&t| behind(t)).unwrap_or(phrase.end);
    end.checked_sub(1).filter(|&last| last >= phrase.start)
}

fn fit_one(decision: Decision, features: &Features, cases: &[Case], report: &mut String) -> String {
    let instances: Vec<Instance> = cases.iter().map(|c| c.instance.clone()).collect();
    let mut pairs: Vec<(&str, u32, bool)> = Vec::with_capacity(cases.len());
    let mut wrong: Vec<(f32, &String)> = Vec::new();
    for fold in 0..FOLDS {
        let weights = fit(&instances, features, &OPTIONS, |article| article % FOLDS != fold);
        for (case, instance) in cases.iter().zip(&instances).filter(|(_, i)| i.article % FOLDS == fold) {
            let share = softmax(&scores(instance, &weights)).first().copied().unwrap_or_default();
            pairs.push((case.sort, (share * 1e6) as u32, instance.right == [0]));
            if instance.right != [0] {
                wrong.push((share, &case.told));
            }
        }
    }
    let of = |sort: &str| isotonic(pairs.iter().filter(|p| p.0 == sort).map(|p| (p.1, p.2)).collect());
    let mut sorts: Vec<&str> = pairs.iter().map(|p| p.0).collect();
    sorts.sort_unstable();
    sorts.dedup();
    let lines: Vec<(&str, Vec<(u16, u16)>)> = sorts.into_iter().map(|sort| (sort, of(sort))).collect();
    for (sort, _) in &lines {
        let all: Vec<(u32, bool)> = pairs.iter().filter(|p| p.0 == *sort).map(|p| (p.1, p.2)).collect();
        let right = all.iter().filter(|p| p.1).count();
        let _ = writeln!(
            report,
            "{} {sort}: {right} of {} right, cross-fitted AUROC {:.3}",
            decision.name(),
            all.len(),
            auroc(all.clone())
        );
    }
    let lines: Vec<(&str, &[(u16, u16)])> = lines.iter().map(|(sort, line)| (*sort, line.as_slice())).collect();
    let rounded = features.rounded(&fit(&instances, features, &OPTIONS, |_| true));
    let _ = writeln!(report, "{}: {} weights", decision.name(), rounded.len());
    wrong.sort_by(|a, b| b.0.total_cmp(&a.0));
    let _ = writeln!(report, "--- wrong, the surest first");
    for (share, told) in wrong.iter().take(TOLD) {
        let _ = writeln!(report, "{share:.3} {told}");
    }
    write::table_by_sort(decision, &rounded, &lines)
}

/// How often a right one has the larger share of two, one right and one wrong (Mann and Whitney 1947); equals count half.
fn auroc(mut pairs: Vec<(u32, bool)>) -> f64 {
    pairs.sort_unstable();
    let (mut below, mut sum) = (0.0, 0.0);
    let wrong = pairs.iter().filter(|p| !p.1).count() as f64;
    let right = pairs.len() as f64 - wrong;
    for equal in pairs.chunk_by(|a, b| a.0 == b.0) {
        let wrongs = equal.iter().filter(|p| !p.1).count() as f64;
        sum += (equal.len() as f64 - wrongs) * (below + wrongs / 2.0);
        below += wrongs;
    }
    if wrong * right > 0.0 { sum / (wrong * right) } else { 0.5 }
}

#[cfg(test)]
mod tests {
    use super::auroc;

    #[test]
    fn the_area_is_the_share_of_pairs_in_order() {
        assert!((auroc(vec![(1, false), (2, true), (3, false), (4, true)]) - 0.75).abs() < 1e-9);
        assert!((auroc(vec![(1, false), (1, true)]) - 0.5).abs() < 1e-9);
    }
}
