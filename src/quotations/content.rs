//! Content: the pieces of text left and right of a cue that it attributes.

use super::CueShape;
use super::cues::Candidate;
use super::likely::Likely;
use super::line::Line;
use super::observe_content::{observe_both, observe_end, observe_none, observe_pair, observe_start};
use crate::lexicon::Frame;
use crate::model::{SCALE, Sum, Value, Weights, shares};

/// A range of words, half-open.
pub(crate) type Piece = (u32, u32);

/// Content as it stands around its cue: a piece before it, a piece behind it, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Content {
    pub(super) left: Option<Piece>,
    pub(super) right: Option<Piece>,
}

impl Content {
    pub(super) fn pieces(&self) -> impl Iterator<Item = Piece> {
        self.left.into_iter().chain(self.right)
    }
}

/// A side of the cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

impl Side {
    pub(super) fn value(self) -> Value<'static> {
        const VALUES: [Value<'static>; 2] = [Value::new("l"), Value::new("r")];
        match self {
            Side::Left => VALUES[0],
            Side::Right => VALUES[1],
        }
    }
}

/// Any position this near the cue can be a bound next to it; farther ones need a sign there.
pub(super) const NEAR: u32 = 12;
/// Most bounds of one kind on one side.
const MOST_BOUNDS: usize = 40;
/// How wide rivals are looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beam {
    /// How many starts and ends of a side are paired.
    bounds: usize,
    /// How many pieces of each side are put together.
    left: usize,
    right: usize,
    /// What is this much weaker than its best rival is not compared further.
    margin: i32,
}

/// In use what is behind by odds of e^4 to 1 seldom catches up.
pub(super) const NARROW: Beam = Beam { bounds: 6, left: 6, right: 8, margin: 4 * SCALE };
/// Training has to see more, or it never learns what is wrong with the rest.
#[cfg(feature = "learn")]
pub(super) const WIDE: Beam = Beam { bounds: 8, left: 10, right: 14, margin: 100 * SCALE };

/// The positions where content can start and end on a side of the cue, nearest first.
pub(super) fn bounds(line: &Line<'_, '_>, c: &Candidate<'_>, side: Side) -> (Vec<u32>, Vec<u32>) {
    let fits = |p: &u32| line.is_open(*p, c.stretch);
    let sign = |p: &u32| !line.gap(*p).is_empty() || *p == c.scope.0 || *p == c.scope.1;
    let class = |p: u32| line.class(i64::from(p));
    // the bounds away from the cue are those of clauses
    let starts_clause = |p: &u32| {
        p.checked_sub(1).is_some_and(|w| matches!(class(w), "and" | "in" | "if" | "who" | "that" | "aux" | "to" | "of"))
            && matches!(class(*p), "the" | "name" | "he" | "that" | "his" | "him" | "title" | "this")
    };
    let ends_clause =
        |p: &u32| matches!(class(*p), "and" | "in" | "if" | "aux" | "adv" | "by" | "to" | "who" | "modal" | "time" | "that");
    let take = |positions: &mut dyn Iterator<Item = u32>| positions.filter(fits).take(MOST_BOUNDS).collect::<Vec<u32>>();
    let edge = |p: u32, list: &mut Vec<u32>| {
        if !list.contains(&p) {
            list.push(p);
        }
    };
    match side {
        Side::Left if c.scope.0 < c.first => {
            let mut starts = take(&mut (c.scope.0..c.first).rev().filter(|p| sign(p) || starts_clause(p)));
            edge(c.scope.0, &mut starts);
            // a listener behind the verb leaves no room there for the speaker: *…, Jane Doe, a lawyer, told CNBC*
            let listener = c.shape == CueShape::Verb && c.form != "ing" && c.verb.is_some_and(|v| v.takes(Frame::Addressee));
            let subject = u32::from(listener && !line.gap(c.first).has(b']'));
            let ends = (c.scope.0 + 1..=c.first - subject).rev();
            (starts, take(&mut ends.filter(|p| c.first - p <= NEAR || sign(p))))
        }
        Side::Right if c.end < c.scope.1 => {
            let mut ends = take(&mut (c.end + 1..=c.scope.1).filter(|p| sign(p) || ends_clause(p)));
            edge(c.scope.1, &mut ends);
            // *according to Jane Doe, …*: the name comes first
            let near = if c.shape == CueShape::Preposition { 0 } else { NEAR };
            let starts = (c.end..c.scope.1).filter(|p| (p - c.end < near && !sign(p)) || (sign(p) && (near > 0 || *p > c.end)));
            (take(&mut { starts }), ends)
        }
        _ => (Vec::new(), Vec::new()),
    }
}

/// The best content of a cue.
pub(super) struct Decoded {
    /// With the subject that the cue cuts off.
    pub(super) content: Content,
    /// As it was compared.
    pub(super) compared: Content,
    /// Its share among its rivals, in parts of a million.
    pub(super) share: u32,
    /// The sum of its evidence.
    pub(super) sum: i32,
    /// The likeliest others, with their shares and sums.
    pub(super) others: Vec<(Content, u32, i32)>,
}

/// The best content of a cue.
pub(super) fn decode(line: &Line<'_, '_>, c: &Candidate<'_>, likely: &Likely, weights: &Weights) -> Option<Decoded> {
    let contents = rivals(line, c, likely, NARROW, &|observe| {
        let mut sum = Sum::new(weights);
        observe(&mut sum);
        sum.total()
    });
    let scores: Vec<i32> = contents.iter().map(|(_, score)| *score).collect();
    let shares = shares(&scores);
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(scores[i]), i));
    let support = |i: usize| -> u32 {
        let alike = |j: &usize| shares[*j] > 0 && agree(&contents[i].0, &contents[*j].0);
        order.iter().take(TALLIED).filter(|j| alike(j)).map(|&j| shares[j]).sum()
    };
    // the likeliest, unless another has far more words in common with the rest
    let mut best = order.first().map(|&i| (i, support(i)))?;
    for &i in order.iter().take(WEIGHED).skip(1) {
        let support = support(i);
        if support * 4 > best.1 * 5 {
            best = (i, support);
        }
    }
    let (compared, sum) = contents[best.0];
    let others =
        order.iter().take(OTHERS).filter(|&&i| i != best.0).map(|&i| (contents[i].0, support(i), contents[i].1)).collect();
    Some(Decoded { content: with_subject(line, c, compared), compared, share: best.1.min(1_000_000), sum, others })
}

/// Longest subject that a cue can cut from its verb, in words.
const SUBJECT: u32 = 12;

/// Content whose verb stands behind the cue, with the subject before it: *The refund, she claimed, had been paid*.
fn with_subject(line: &Line<'_, '_>, c: &Candidate<'_>, content: Content) -> Content {
    let (None, Some((start, _))) = (content.left, content.right) else {
        return content;
    };
    let verb = matches!(line.class(i64::from(start)), "aux" | "modal") && line.gap(start).has(b',');
    let comma = (c.scope.0 + 1..=c.first).rev().take(SUBJECT as usize).find(|&p| line.gap(p).has(b','));
    match comma {
        Some(end)
            if verb
                && line.verbs_in(c.scope.0, end) == 0
                && line.commas_in(c.scope.0, end) == 0
                && end - c.scope.0 <= SUBJECT
                && matches!(
                    line.class(i64::from(c.scope.0)),
                    "the" | "his" | "he" | "name" | "title" | "this" | "s" | "role"
                ) =>
        {
            Content { left: Some((c.scope.0, end)), ..content }
        }
        _ => content,
    }
}

/// How many contents are at hand where the best one does not go with those of other cues.
const OTHERS: usize = 8;
/// How many of the likeliest contents can win, and how many have a say.
const WEIGHED: usize = 6;
const TALLIED: usize = 24;

/// Whether two contents share four fifths of their words both ways.
fn agree(a: &Content, b: &Content) -> bool {
    let size = |c: &Content| c.pieces().map(|p| p.1 - p.0).sum::<u32>();
    let shared: u32 = a.pieces().map(|x| b.pieces().map(|y| x.1.min(y.1).saturating_sub(x.0.max(y.0))).sum::<u32>()).sum();
    shared * 5 >= size(a) * 4 && shared * 5 >= size(b) * 4
}

/// Sums weights of what it is told to observe.
pub(super) type Score<'s> = &'s dyn Fn(&dyn Fn(&mut Sum<'_>)) -> i32;

/// The contents worth comparing, with the sums of their evidence.
pub(super) fn rivals(
    line: &Line<'_, '_>,
    c: &Candidate<'_>,
    likely: &Likely,
    beam: Beam,
    score: Score<'_>,
) -> Vec<(Content, i32)> {
    let left = pieces(line, c, likely, (Side::Left, beam), score);
    let right = pieces(line, c, likely, (Side::Right, beam), score);
    let mut contents = Vec::with_capacity(left.len() * right.len());
    let best = |pieces: &[(Option<Piece>, i32)]| pieces.iter().map(|(_, score)| *score).max().unwrap_or_default();
    let floor = best(&left) + best(&right) - 2 * beam.margin;
    for &(l, left_score) in &left {
        for &(r, right_score) in &right {
            if (l.is_some() || r.is_some()) && left_score + right_score >= floor {
                let content = Content { left: l, right: r };
                let both = score(&|sink| observe_both(line, c, content, sink));
                contents.push((content, left_score + right_score + both));
            }
        }
    }
    contents
}

/// The best pieces of a side, and none.
fn pieces(
    line: &Line<'_, '_>,
    c: &Candidate<'_>,
    likely: &Likely,
    (side, beam): (Side, Beam),
    score: Score<'_>,
) -> Vec<(Option<Piece>, i32)> {
    let (starts, ends) = bounds(line, c, side);
    let best = |positions: Vec<u32>, observe: &dyn Fn(u32, &mut Sum<'_>)| {
        let mut scored: Vec<(u32, i32)> = positions.into_iter().map(|p| (p, score(&|sink| observe(p, sink)))).collect();
        scored.sort_by_key(|&(p, score)| (std::cmp::Reverse(score), p));
        strongest(&mut scored, beam.bounds, beam.margin);
        scored
    };
    let starts = best(starts, &|p, sink| observe_start(line, c, likely, (side, p), sink));
    let ends = best(ends, &|p, sink| observe_end(line, c, likely, (side, p), sink));
    let mut pieces = Vec::new();
    for &(start, start_score) in &starts {
        for &(end, end_score) in ends.iter().filter(|(end, _)| *end > start && !is_addressee(line, c, (start, *end))) {
            let pair = score(&|sink| observe_pair(line, c, likely, (side, (start, end)), sink));
            pieces.push((Some((start, end)), start_score + end_score + pair));
        }
    }
    pieces.sort_by_key(|&(piece, score)| (std::cmp::Reverse(score), piece));
    let most = if side == Side::Left { beam.left } else { beam.right };
    strongest(&mut pieces, most, beam.margin);
    pieces.push((None, score(&|sink| observe_none(line, c, side, sink))));
    pieces
}

/// Leaves of a list in descending order those that could still win.
fn strongest<T>(scored: &mut Vec<(T, i32)>, most: usize, margin: i32) {
    let floor = scored.first().map_or(0, |(_, best)| best - margin);
    let end = scored.partition_point(|(_, score)| *score >= floor);
    scored.truncate(most.min(end));
}

/// Whether a piece right behind a verb of saying is but a name: *told the Tallow Gazette*.
fn is_addressee(line: &Line<'_, '_>, c: &Candidate<'_>, (start, end): Piece) -> bool {
    let name = |w: u32| matches!(line.class(i64::from(w)), "name" | "title" | "the" | "'s" | "him" | "of" | "role" | "org");
    c.kind() == "say" && start >= c.end && end - start < 12 && (start..end).all(|w| name(w) && line.stretch(w) == c.stretch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::document::Document;
    use crate::hits::Hits;
    use crate::model::{Collect, Decision};
    use crate::quotations::cues::found;
    use crate::quotations::likely::weigh;
    use crate::quotations::observe_content::observe_content;

    #[test]
    fn a_contents_sum_is_that_of_the_facts_it_states() {
        let resources = builtin::resources();
        let text = "“The mill,” Orla Venn said on Sunday, “is shut,” and nobody asked her why it had closed.";
        let document = Document::new(text, &resources.lexicon);
        let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
        let line = Line::new(&document, &resources.lexicon);
        let weights = resources.model.weights(Decision::Content);
        let all = found(&line, &hits, &resources.lexicon, &resources.model);
        let weighed = weigh(&line, &all, &resources.model);
        for c in &all {
            let all = rivals(&line, c, &weighed.likely, NARROW, &|observe| {
                let mut sum = Sum::new(weights);
                observe(&mut sum);
                sum.total()
            });
            for (content, score) in all {
                let mut sum = Sum::new(weights);
                observe_content(&line, c, &weighed.likely, content, &mut sum);
                assert_eq!(sum.total(), score, "{content:?}");
                let mut collect = Collect::default();
                observe_content(&line, c, &weighed.likely, content, &mut collect);
                let mut totals = [0; crate::model::weights::MAX_OUTPUTS];
                for name in &collect.names {
                    weights.add(crate::model::weights::key_of_name(name), &mut totals);
                }
                assert_eq!(totals[0], score, "{content:?}");
            }
        }
    }
}
