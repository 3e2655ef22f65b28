//! What each family of facts is worth to the choice of sources: fits without it, by cross-validation.

use super::gold::{GoldSpan, read_quotes, read_spans};
use super::rank::{Features, Instance, fit};
use super::sources::{CUELESS, Case, FOLDS, OPTIONS, Taken, collect, decide};
use crate::error::Error;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Families of facts by what the names of their rules begin with.
const FAMILIES: [(&str, &[&str]); 9] = [
    ("relation to the cue", &["source.relation"]),
    ("words of verbs", &["source.relation-verb", "source.reach-verb", "source.beside-verb", "source.none-verb"]),
    ("words of candidates", &["source.word", "source.left-word"]),
    ("verb reached", &["source.reach"]),
    ("left and right of it", &["source.left", "source.after"]),
    ("place and distance", &["source.place", "source.distance", "source.rank"]),
    ("beside the marks", &["source.beside"]),
    ("within one phrase", &["source.holds", "source.inside", "source.apposed", "source.named-by", "source.modified"]),
    ("earlier sources, counts", &["source.previous", "source.turn", "source.count", "source.opens", "source.headline"]),
];

/// Cross-validates the choice of sources on quotations as they are found, with all facts and without each family of them.
///
/// # Errors
///
/// Where a file can't be read.
pub fn ablate_sources(quotes: &Path, spans: &Path) -> Result<String, Error> {
    let articles = read_quotes(quotes)?;
    let spans: BTreeMap<String, Vec<GoldSpan>> = read_spans(spans)?.into_iter().map(|gold| (gold.id, gold.items)).collect();
    let mut features = Features::default();
    let none = BTreeMap::new();
    let annotated = collect(&articles, &none, &mut features, Taken::Annotated);
    let without_cue = collect(&articles, &none, &mut features, Taken::WithoutCue);
    let found = collect(&articles, &spans, &mut features, Taken::Found);
    let taught = || annotated.iter().chain(&without_cue).chain(found.iter().filter(|c| c.sort == CUELESS));
    let mut report = format!("{:26}{:>10}{:>10}{:>12}{:>10}\n", "right, per cent", "marks", "reported", "cue hidden", "cueless");
    let families = std::iter::once(("all facts", &[][..])).chain(FAMILIES.iter().map(|(name, rules)| (*name, *rules)));
    for (family, rules) in families {
        let left_out = |fact: u32| rules.iter().any(|rule| features.name(fact).starts_with(rule));
        let pruned = |case: &Case| Instance {
            candidates: case.instance.candidates.iter().map(|c| c.iter().copied().filter(|&f| !left_out(f)).collect()).collect(),
            ..case.instance.clone()
        };
        let instances: Vec<Instance> = taught().map(pruned).collect();
        let mut sums = [(0usize, 0usize); 4];
        for fold in 0..FOLDS {
            let mut weights = fit(&instances, &features, &OPTIONS, |article| article % FOLDS != fold);
            for fact in (0..weights.len()).filter(|&f| left_out(f as u32)) {
                weights[fact] = 0.0;
            }
            let judged = found.iter().map(|c| (c, false)).chain(without_cue.iter().map(|c| (c, true)));
            for (case, hidden) in judged.filter(|(c, _)| c.instance.article % FOLDS == fold && !c.kind.is_empty()) {
                let column = match case.sort {
                    _ if hidden => 2,
                    "marks" => 0,
                    CUELESS => 3,
                    _ => 1,
                };
                let (.., right) = decide(case, &weights);
                sums[column] = (sums[column].0 + usize::from(right), sums[column].1 + 1);
            }
        }
        let share = |(right, all): (usize, usize)| 100.0 * right as f64 / all.max(1) as f64;
        let [marks, reported, hidden, cueless] = sums.map(share);
        let _ = writeln!(report, "{family:26}{marks:10.1}{reported:10.1}{hidden:12.1}{cueless:10.1}");
    }
    Ok(report)
}
