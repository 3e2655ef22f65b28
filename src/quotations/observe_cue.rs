//! What speaks for or against a cue.

use super::cues::{Candidate, bucket, look, stretch_before, stretch_behind};
use super::line::{Gap, Line};
use crate::document::{Shape, TokenRange};
use crate::lexicon::Frame;
use crate::model::{Sink, Value, rules};

/// What stands around a candidate.
struct Around<'a> {
    /// Words from the cue to the nearest stretch before and behind it, and that stretch.
    left: Option<(u32, u32)>,
    right: Option<(u32, u32)>,
    open: &'a Gap,
}

rules! {
    KIND = "cue.kind", KNOWN = "cue.known", LEMMA_WORD = "cue.lemma+word.next", LEMMA = "cue.lemma", LEMMA_FORM = "cue.lemma+form", FORM = "cue.form", FRAME = "cue.frames",
    PREV = "cue.prev", NEXT = "cue.next", PREV2 = "cue.prev2", NEXT2 = "cue.next2", AROUND = "cue.around",
    KIND_PREV = "cue.kind+prev", KIND_NEXT = "cue.kind+next", LEMMA_PREV = "cue.lemma+prev", LEMMA_NEXT = "cue.lemma+next",
    WORD_PREV = "cue.word.prev", WORD_NEXT = "cue.word.next", GAPS = "cue.gaps", KIND_GAPS = "cue.kind+gaps",
    AUX = "cue.aux", KIND_AUX = "cue.kind+aux", LEFT_MARK = "cue.left.mark", RIGHT_MARK = "cue.right.mark",
    LEFT_LOOK = "cue.left.look", RIGHT_LOOK = "cue.right.look", LEFT_PATH = "cue.left.path", RIGHT_PATH = "cue.right.path",
    MARKS = "cue.marks", THAT = "cue.that", LAST = "cue.last", FIRST = "cue.first", OTHER_LEFT = "cue.other.left",
    OTHER_RIGHT = "cue.other.right", NO_MARKS = "cue.no.marks", HEADLINE = "cue.headline", CAPITAL = "cue.capital",
    BETWEEN_LEFT = "cue.between.left", BETWEEN_RIGHT = "cue.between.right", END_PATH = "cue.end.path", LAST_GAP = "cue.last.gap",
}

/// The word of a cue that is in no table.
pub(super) fn observe_known(word: Value<'_>, sink: &mut impl Sink) {
    sink.see(KNOWN, &[word]);
}

/// States what speaks for or against the `i`-th candidate.
pub(super) fn observe_cue(line: &Line<'_, '_>, all: &[Candidate<'_>], i: usize, sink: &mut impl Sink) {
    let c = &all[i];
    let after = i64::from(c.end);
    let (kind, lemma) = (c.kind_value, c.lemma_value(line));
    let next = line.class_value(after);
    let gaps = (line.gap(c.first), line.gap(c.end));
    let around = Around {
        left: stretch_before(line, c.first, c.scope.0, c.stretch),
        right: stretch_behind(line, c.end, c.scope.1, c.stretch),
        open: gaps.1,
    };
    sink.at(TokenRange::new(c.head, c.head + 1));
    sink.see(KIND, &[kind]);
    if c.kind() == "other" && c.first < c.end {
        observe_known(Value::from(line.word(line.word_at(c.head))), sink);
    }
    sink.see(LEMMA, &[lemma]);
    sink.see(FORM, &[kind, c.form.into()]);
    sink.see(LEMMA_FORM, &[lemma, c.form.into()]);
    if let Some(verb) = c.verb {
        for (frame, name) in Frame::ALL {
            if verb.takes(frame) {
                sink.see(FRAME, &[name.into(), next]);
            }
        }
    }
    if c.form != "sign" && line.word(c.first).shape != Shape::Lower {
        sink.see(CAPITAL, &[kind, line.document.token(c.head).initial.into()]);
    }
    observe_neighbours(line, c, gaps, sink);
    observe_marks(line, c, &around, sink);
    // *… , she said.*: the cue or its subject ends the sentence
    let left = c.scope.1.saturating_sub(c.end);
    sink.see(LAST, &[bucket(left.min(8)).into(), kind]);
    sink.see(FIRST, &[bucket((c.first - c.scope.0.min(c.first)).min(8)).into(), kind]);
    let commas = |from: u32, to: u32| (from..to).take(30).filter(|&p| line.gap(p).has(b',')).count().min(3) as i32;
    sink.see(END_PATH, &[kind, commas(c.end, c.scope.1).into(), commas(c.scope.0 + 1, c.first + 1).into()]);
    let last_comma = (c.scope.0 + 1..=c.first).rev().take(12).find(|&p| !line.gap(p).is_empty());
    let last_gap = last_comma.map_or("none", |p| if line.gap(p).has(b',') { "," } else { "other" });
    sink.see(LAST_GAP, &[last_gap.into(), bucket(last_comma.map_or(12, |p| c.first - p)).into(), bucket(left.min(6)).into()]);
    if line.document.token(c.head).paragraph == 0 {
        sink.see(HEADLINE, &[kind, c.form.into()]);
    }
    // other candidates of the sentence
    let strong = |o: &&Candidate<'_>| o.strength() >= 2 && o.scope.0 == c.scope.0 && o.stretch == c.stretch;
    let left = all[..i].iter().rev().take(6).find(strong);
    let right = all[i + 1..].iter().take(6).find(strong);
    sink.see(OTHER_LEFT, &[kind, left.map_or(Value::new("none"), |o| o.kind_value)]);
    sink.see(OTHER_RIGHT, &[kind, right.map_or(Value::new("none"), |o| o.kind_value)]);
    if let (Some((distance, _)), Some(other)) = (around.left, left) {
        sink.see(BETWEEN_LEFT, &[(other.first + distance >= c.first).into(), kind]);
    }
    if let (Some((distance, _)), Some(other)) = (around.right, right) {
        sink.see(BETWEEN_RIGHT, &[(other.first <= c.end + distance).into(), kind]);
    }
}

fn observe_neighbours(line: &Line<'_, '_>, c: &Candidate<'_>, gaps: (&Gap, &Gap), sink: &mut impl Sink) {
    let (before, after) = (i64::from(c.first) - 1, i64::from(c.end));
    let (kind, lemma) = (c.kind_value, c.lemma_value(line));
    let (prev, next) = (line.class_value(before), line.class_value(after));
    let (gap_before, gap_after) = (gaps.0.value(), gaps.1.value());
    let (prev2, next2) = (line.class_value(before - 1), line.class_value(after + 1));
    sink.see(PREV, &[prev, gap_before]);
    sink.see(NEXT, &[next, gap_after]);
    sink.see(PREV2, &[prev2, prev]);
    sink.see(NEXT2, &[next, next2]);
    sink.see(AROUND, &[prev, next]);
    sink.see(KIND_PREV, &[kind, prev]);
    sink.see(KIND_NEXT, &[kind, next]);
    sink.see(LEMMA_PREV, &[lemma, prev]);
    sink.see(LEMMA_NEXT, &[lemma, next]);
    sink.see(GAPS, &[gap_before, gap_after]);
    sink.see(KIND_GAPS, &[kind, gap_before, gap_after]);
    const CLOSED: [&str; 18] = [
        "that", "to", "and", "of", "by", "not", "modal", "aux", "he", "the", "his", "him", "this", "who", "if", "in", "'s", "adv",
    ];
    if CLOSED.contains(&line.class(before)) {
        sink.see(WORD_PREV, &[kind, line.lower_value(before)]);
    }
    if CLOSED.contains(&line.class(after)) {
        sink.see(WORD_NEXT, &[kind, line.lower_value(after)]);
        sink.see(LEMMA_WORD, &[lemma, line.lower_value(after)]);
    }
    // the auxiliary before it, past adverbs and negation
    let aux = (0..4).map(|k| before - k).take_while(|&w| w >= 0).find(|&w| !matches!(line.class(w), "adv" | "not"));
    let auxiliary =
        aux.filter(|&w| matches!(line.class(w), "aux" | "modal" | "to")).map_or(Value::new("none"), |w| line.lower_value(w));
    let negated = (0..3).any(|k| line.class(before - k) == "not");
    sink.see(AUX, &[auxiliary, negated.into()]);
    sink.see(KIND_AUX, &[kind, c.form.into(), auxiliary]);
    let that = (0..8).find(|&k| line.class(after + k) == "that");
    sink.see(THAT, &[kind, that.map_or(-1, |k| k as i32).into()]);
}

fn observe_marks(line: &Line<'_, '_>, c: &Candidate<'_>, around: &Around<'_>, sink: &mut impl Sink) {
    let kind = c.kind_value;
    let plain_path = |from: u32, to: u32| -> &'static str {
        // what stands between cue and stretch: nothing but a name, a pronoun, or more
        let classes = || (from..to).map(|w| line.class(i64::from(w)));
        if from == to {
            "none"
        } else if classes().all(|c| matches!(c, "name" | "title" | "role" | "org" | "the" | "adv" | "he" | "aux" | "'s")) {
            "name"
        } else if classes().any(|c| matches!(c, "say" | "claim")) {
            "say"
        } else {
            "more"
        }
    };
    if let Some((distance, stretch)) = around.left {
        let at = c.first - distance;
        let gap = line.gap(at);
        let (length, case, ends) = look(line, stretch);
        sink.see(LEFT_MARK, &[gap.value(), bucket(distance).into()]);
        sink.see(LEFT_LOOK, &[kind, ends.into(), length.into()]);
        sink.see(LEFT_PATH, &[kind, ends.into(), plain_path(at, c.first).into(), case.into()]);
    }
    if let Some((distance, stretch)) = around.right {
        let at = c.end + distance;
        let gap = line.gap(at);
        let (length, case, ends) = look(line, stretch);
        sink.see(RIGHT_MARK, &[gap.value(), bucket(distance).into()]);
        sink.see(RIGHT_LOOK, &[kind, case.into(), length.into()]);
        sink.see(RIGHT_PATH, &[kind, gap.value(), plain_path(c.end, at).into(), case.into()]);
        if distance == 0 {
            sink.see(LEMMA_NEXT, &[c.lemma_value(line), "[".into(), case.into()]);
            sink.see(RIGHT_LOOK, &[around.open.value(), ends.into(), length.into()]);
        }
    }
    let side = |mark: Option<(u32, u32)>| mark.map_or("none", |(d, _)| if d < 6 { "near" } else { "far" });
    sink.see(MARKS, &[kind, side(around.left).into(), side(around.right).into()]);
    if around.left.is_none() && around.right.is_none() {
        sink.see(NO_MARKS, &[kind, c.form.into()]);
    }
}
