//! What the likely cues around a candidate say for or against it.

use super::cues::{Candidate, bucket, stretch_before, stretch_behind};
use super::likely::Likely;
use super::line::Line;
use crate::model::{Sink, Value, rules};

rules! {
    in "cue.again.":
    SELF = "self", LEFT = "left", RIGHT = "right", LEFT_PATH = "left.path", RIGHT_PATH = "right.path", SIDES = "sides",
    BEST = "best", BETWEEN = "between", COUNT = "count", LEFT_LEMMA = "left.lemma", RIGHT_LEMMA = "right.lemma",
}

/// How many candidates to either side are looked at.
const NEIGHBOURS: usize = 12;

/// A share in ten steps, finer towards both ends.
pub(super) fn step(share: u32) -> i32 {
    const STEPS: [u32; 9] = [20_000, 60_000, 150_000, 300_000, 500_000, 700_000, 850_000, 940_000, 980_000];
    STEPS.iter().filter(|&&s| share >= s).count() as i32
}

/// States what the likely cues around the `i`-th candidate say of it.
pub(super) fn observe_again(line: &Line<'_, '_>, all: &[Candidate<'_>], i: usize, likely: &Likely, sink: &mut impl Sink) {
    let c = &all[i];
    let (kind, own) = (c.kind_value, step(likely.share(i as u32)));
    let here = |o: &&Candidate<'_>| o.stretch == c.stretch && o.first < c.scope.1 && o.end > c.scope.0;
    let near_left = || all[..i].iter().rev().take(NEIGHBOURS).filter(here);
    let near_right = || all[i + 1..].iter().take(NEIGHBOURS).filter(here);
    let left = near_left().find(|o| likely.is_likely(o.number));
    let right = near_right().find(|o| likely.is_likely(o.number));
    sink.see(SELF, &[kind, own.into()]);
    const NONE: Value<'static> = Value::new("none");
    let kind_of = |o: Option<&Candidate<'_>>| o.map_or(NONE, |o| o.kind_value);
    sink.see(LEFT, &[kind, kind_of(left), left.map_or(0, |o| likely.level(o.number)).into()]);
    sink.see(RIGHT, &[kind, kind_of(right), right.map_or(0, |o| likely.level(o.number)).into()]);
    if let Some(o) = left {
        let path = path(line, o.end, c.first);
        sink.see(LEFT_PATH, &[kind, o.kind_value, path.into(), line.class_value(i64::from(c.first) - 1)]);
        sink.see(LEFT_PATH, &[path.into(), bucket(c.first - o.end.min(c.first)).into(), line.gap(c.first).value()]);
        sink.see(LEFT_LEMMA, &[c.lemma_value(line), path.into()]);
    }
    if let Some(o) = right {
        let path = path(line, c.end, o.first);
        sink.see(RIGHT_PATH, &[kind, o.kind_value, path.into(), line.class_value(i64::from(c.end))]);
        sink.see(RIGHT_PATH, &[path.into(), bucket(o.first - c.end.min(o.first)).into(), line.gap(o.first).value()]);
        sink.see(RIGHT_LEMMA, &[c.lemma_value(line), path.into()]);
    }
    let marks = (
        stretch_before(line, c.first, c.scope.0, c.stretch).map(|(distance, _)| c.first - distance),
        stretch_behind(line, c.end, c.scope.1, c.stretch).map(|(distance, _)| c.end + distance),
    );
    sink.see(SIDES, &[left.is_some().into(), right.is_some().into(), marks.0.is_some().into(), marks.1.is_some().into()]);
    if let Some(at) = marks.0 {
        sink.see(BETWEEN, &["l".into(), kind, (likely.count(at, c.first).min(2) as i32).into()]);
    }
    if let Some(at) = marks.1 {
        sink.see(BETWEEN, &["r".into(), kind, (likely.count(c.end, at).min(2) as i32).into()]);
    }
    let best = near_left().chain(near_right()).map(|o| likely.share(o.number)).max().unwrap_or_default();
    sink.see(BEST, &[own.into(), step(best).into()]);
    let others = near_left().chain(near_right()).filter(|o| likely.is_likely(o.number)).count();
    sink.see(COUNT, &[kind, (others.min(3) as i32).into(), own.into()]);
}

/// What leads from one cue to the next: the closest link that is found.
fn path(line: &Line<'_, '_>, from: u32, to: u32) -> &'static str {
    if to > from + 40 {
        return "far";
    }
    let words = || (from..to).map(|w| line.class(i64::from(w)));
    if words().all(|class| matches!(class, "and" | "adv" | "aux" | "modal" | "not" | "to")) {
        return if (from..=to).any(|p| line.gap(p).has(b',')) { "list" } else { "next" };
    }
    for (class, name) in [("that", "that"), ("who", "who"), ("if", "if"), ("and", "and"), ("to", "to")] {
        if words().any(|c| c == class) {
            return name;
        }
    }
    if (from..=to).any(|p| !line.gap(p).is_empty()) { "sign" } else { "words" }
}
