//! Content: the pieces of text left and right of a cue that it attributes, and what speaks for each of their bounds.

use super::CueShape;
use super::cues::{Candidate, bucket, child_stretch, look, rules};
use super::line::Line;
use crate::lexicon::Frame;
use crate::model::{Rule, Sink, Sum, Weights, shares};

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
    fn name(self) -> &'static str {
        match self {
            Side::Left => "l",
            Side::Right => "r",
        }
    }
}

/// Any position this near the cue can be a bound; farther ones need a sign there.
const NEAR: u32 = 60;
/// Most bounds of one kind on one side.
const MOST_BOUNDS: usize = 90;
/// How many starts and ends are paired, and how many pieces of each side are put together.
const STARTS: usize = 8;
const ENDS: usize = 8;
const LEFT_PIECES: usize = 10;
const RIGHT_PIECES: usize = 14;

/// The positions where content can start and end on a side of the cue, nearest first.
pub(super) fn bounds(line: &Line<'_, '_>, c: &Candidate<'_>, side: Side) -> (Vec<u32>, Vec<u32>) {
    let fits = |p: &u32| line.is_open(*p, c.stretch);
    let far = |p: u32| p.abs_diff(c.first) > NEAR;
    let sign = |p: u32| !far(p) || !line.gap(p).is_empty() || p == c.scope.0 || p == c.scope.1;
    let take = |positions: &mut dyn Iterator<Item = u32>| {
        positions.filter(|&p| sign(p)).filter(fits).take(MOST_BOUNDS).collect::<Vec<u32>>()
    };
    let edge = |p: u32, list: &mut Vec<u32>| {
        if !list.contains(&p) {
            list.push(p);
        }
    };
    match side {
        Side::Left if c.scope.0 < c.first => {
            let mut starts = take(&mut (c.scope.0..c.first).rev());
            edge(c.scope.0, &mut starts);
            // a listener behind the verb leaves no room there for the speaker: *…, Jane Doe, a lawyer, told CNBC*
            let listener = c.shape == CueShape::Verb && c.form != "ing" && c.verb.is_some_and(|v| v.takes(Frame::Addressee));
            let subject = u32::from(listener && !line.gap(c.first).has(b']'));
            (starts, take(&mut (c.scope.0 + 1..=c.first - subject).rev()))
        }
        Side::Right if c.end < c.scope.1 => {
            let mut ends = take(&mut (c.end + 1..=c.scope.1));
            edge(c.scope.1, &mut ends);
            (take(&mut (c.end..c.scope.1)), ends)
        }
        _ => (Vec::new(), Vec::new()),
    }
}

/// The best content of a cue, and its share among its rivals in parts of a million.
pub(super) fn decode(line: &Line<'_, '_>, c: &Candidate<'_>, weights: &Weights) -> Option<(Content, u32)> {
    let contents = rivals(line, c, &|observe| {
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
    let whole = |content: Content| with_subject(line, c, content);
    // the likeliest, unless another has far more words in common with the rest
    let mut best = order.first().map(|&i| (i, support(i)))?;
    for &i in order.iter().take(WEIGHED).skip(1) {
        let support = support(i);
        if support * 4 > best.1 * 5 {
            best = (i, support);
        }
    }
    Some((whole(contents[best.0].0), best.1.min(1_000_000)))
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

/// How many of the likeliest contents can win, and how many have a say.
const WEIGHED: usize = 6;
const TALLIED: usize = 40;

/// Whether two contents share four fifths of their words both ways.
fn agree(a: &Content, b: &Content) -> bool {
    let size = |c: &Content| c.pieces().map(|p| p.1 - p.0).sum::<u32>();
    let shared: u32 = a.pieces().map(|x| b.pieces().map(|y| x.1.min(y.1).saturating_sub(x.0.max(y.0))).sum::<u32>()).sum();
    shared * 5 >= size(a) * 4 && shared * 5 >= size(b) * 4
}

/// Sums weights of what it is told to observe.
pub(super) type Score<'s> = &'s dyn Fn(&dyn Fn(&mut Sum<'_>)) -> i32;

/// The contents worth comparing, with the sums of their evidence.
pub(super) fn rivals(line: &Line<'_, '_>, c: &Candidate<'_>, score: Score<'_>) -> Vec<(Content, i32)> {
    let left = pieces(line, c, Side::Left, LEFT_PIECES, score);
    let right = pieces(line, c, Side::Right, RIGHT_PIECES, score);
    let mut contents = Vec::with_capacity(left.len() * right.len());
    for &(l, left_score) in &left {
        for &(r, right_score) in &right {
            if l.is_some() || r.is_some() {
                let content = Content { left: l, right: r };
                let both = score(&|sink| observe_both(line, c, content, sink));
                contents.push((content, left_score + right_score + both));
            }
        }
    }
    contents
}

/// The best pieces of a side, and none.
fn pieces(line: &Line<'_, '_>, c: &Candidate<'_>, side: Side, most: usize, score: Score<'_>) -> Vec<(Option<Piece>, i32)> {
    let (starts, ends) = bounds(line, c, side);
    let best = |positions: Vec<u32>, most: usize, observe: &dyn Fn(u32, &mut Sum<'_>)| {
        let mut scored: Vec<(u32, i32)> = positions.into_iter().map(|p| (p, score(&|sink| observe(p, sink)))).collect();
        scored.sort_by_key(|&(p, score)| (std::cmp::Reverse(score), p));
        scored.truncate(most);
        scored
    };
    let starts = best(starts, STARTS, &|p, sink| observe_start(line, c, side, p, sink));
    let ends = best(ends, ENDS, &|p, sink| observe_end(line, c, side, p, sink));
    let mut pieces = Vec::new();
    for &(start, start_score) in &starts {
        for &(end, end_score) in ends.iter().filter(|(end, _)| *end > start && !is_addressee(line, c, (start, *end))) {
            let pair = score(&|sink| observe_pair(line, c, side, (start, end), sink));
            pieces.push((Some((start, end)), start_score + end_score + pair));
        }
    }
    pieces.sort_by_key(|&(piece, score)| (std::cmp::Reverse(score), piece));
    pieces.truncate(most);
    pieces.push((None, score(&|sink| observe_none(line, c, side, sink))));
    pieces
}

/// Whether a piece right behind a verb of saying is but a name: *told the Tallow Gazette*.
fn is_addressee(line: &Line<'_, '_>, c: &Candidate<'_>, (start, end): Piece) -> bool {
    let name = |w: u32| matches!(line.class(i64::from(w)), "name" | "title" | "the" | "'s" | "him" | "of" | "role" | "org");
    c.kind() == "say" && start >= c.end && end - start < 12 && (start..end).all(|w| name(w) && line.stretch(w) == c.stretch)
}

rules! {
    S_GAP = "content.s.gap", S_CLASS = "content.s.class", S_AROUND = "content.s.around", S_AFTER = "content.s.after",
    S_WORD = "content.s.word", S_WORD_BEFORE = "content.s.word.before", S_FAR = "content.s.far", S_KIND = "content.s.kind",
    S_LEMMA = "content.s.lemma", S_PATH = "content.s.path", S_SIGNS = "content.s.signs", S_EDGE = "content.s.edge",
    S_SAYS = "content.s.says", S_AHEAD = "content.s.ahead", S_LOOK = "content.s.look", S_COMMAS = "content.s.commas",
    E_GAP = "content.e.gap", E_CLASS = "content.e.class", E_AROUND = "content.e.around", E_BEFORE = "content.e.before",
    E_WORD = "content.e.word", E_AFTER = "content.e.after", E_FAR = "content.e.far", E_KIND = "content.e.kind",
    E_LEMMA = "content.e.lemma", E_PATH = "content.e.path", E_EDGE = "content.e.edge", E_LOOK = "content.e.look",
    E_SIGNS = "content.e.signs", E_PREV = "content.e.prev", E_SUBJECT = "content.e.subject", E_NEXT_SAY = "content.e.next.say", B_SPLIT = "content.b.split",
    E_SAYS = "content.e.says", E_COMMAS = "content.e.commas",
    P_GAPS = "content.p.gaps", P_LENGTH = "content.p.length", P_MARKS = "content.p.marks", P_VERBS = "content.p.verbs",
    P_COMMAS = "content.p.commas", P_ENDS = "content.p.ends", P_KIND = "content.p.kind", P_EDGES = "content.p.edges",
    N_SIDE = "content.n.side", N_KIND = "content.n.kind", N_LEMMA = "content.n.lemma", N_NEXT = "content.n.next",
    N_SIZE = "content.n.size", N_FORM = "content.n.form", N_THAT = "content.n.that",
    B_KIND = "content.b.kind", B_MARKS = "content.b.marks", B_GAPS = "content.b.gaps", B_SMALL = "content.b.small",
    B_LENGTH = "content.b.length",
}

fn is_closed(class: &str) -> bool {
    matches!(
        class,
        "that"
            | "to"
            | "and"
            | "of"
            | "by"
            | "not"
            | "modal"
            | "aux"
            | "he"
            | "the"
            | "his"
            | "him"
            | "this"
            | "who"
            | "if"
            | "in"
    )
}

pub(super) fn observe_start(line: &Line<'_, '_>, c: &Candidate<'_>, side: Side, p: u32, sink: &mut impl Sink) {
    let s = side.name();
    let at = i64::from(p);
    let gap = line.gap(p);
    let code = gap.code();
    let (before, first, second) = (line.class(at - 1), line.class(at), line.class(at + 1));
    let (kind, lemma) = (c.kind(), c.lemma(line));
    let near = match side {
        Side::Left => c.first - p,
        Side::Right => p - c.end,
    };
    sink.see(S_GAP, &[s.into(), code.into()]);
    sink.see(S_CLASS, &[s.into(), code.into(), first.into()]);
    sink.see(S_AROUND, &[s.into(), before.into(), code.into(), first.into()]);
    sink.see(S_AFTER, &[s.into(), code.into(), first.into(), second.into()]);
    if is_closed(first) {
        sink.see(S_WORD, &[s.into(), line.lower(at).into(), code.into()]);
    }
    if is_closed(before) {
        sink.see(S_WORD_BEFORE, &[s.into(), line.lower(at - 1).into(), first.into()]);
    }
    sink.see(S_FAR, &[s.into(), bucket(near).into(), code.into()]);
    sink.see(S_KIND, &[s.into(), kind.into(), code.into(), (near == 0).into()]);
    sink.see(S_LEMMA, &[s.into(), lemma.into(), code.into(), (near == 0).into()]);
    sink.see(S_EDGE, &[s.into(), (p == c.scope.0).into(), bucket((p - c.scope.0.min(p)).min(9)).into(), first.into()]);
    if let Some(stretch) = child_stretch(line, p, c.stretch) {
        let (length, case, ends) = look(line, stretch);
        sink.see(S_LOOK, &[s.into(), gap.has(b'[').into(), case.into(), length.into()]);
        sink.see(S_LOOK, &[s.into(), kind.into(), ends.into()]);
    }
    if side == Side::Right {
        match near {
            0 => sink.see(S_PATH, &[kind.into(), first.into(), second.into()]),
            1 => sink.see(S_PATH, &[kind.into(), before.into(), code.into(), first.into()]),
            2 => sink.see(S_PATH, &[line.class(at - 2).into(), before.into(), code.into(), first.into()]),
            3 => sink.see(S_PATH, &[line.class(at - 3).into(), line.class(at - 2).into(), before.into(), code.into()]),
            _ => {}
        }
        let signs = (c.end..p).filter(|&q| !line.gap(q).is_empty()).take(4).count() as i32;
        sink.see(S_SIGNS, &[signs.into(), code.into(), first.into()]);
        sink.see(S_SAYS, &[(line.says_in(c.end, p).min(2) as i32).into(), code.into()]);
        let that = (c.end..p).take(12).find(|&w| line.class(i64::from(w)) == "that");
        let ahead = (p..c.scope.1).take(10).position(|w| line.class(i64::from(w)) == "that");
        let addressee = c.verb.is_some_and(|v| v.takes(Frame::Addressee));
        sink.see(S_AHEAD, &[addressee.into(), (near == 0).into(), that.is_some().into(), ahead.is_some().into()]);
        sink.see(S_COMMAS, &[kind.into(), that.map_or("no", |w| if w + 1 == p { "here" } else { "before" }).into()]);
    } else {
        sink.see(S_COMMAS, &[(line.commas_in(c.scope.0, p + 1).min(3) as i32).into(), code.into(), first.into()]);
        sink.see(S_SAYS, &[(line.says_in(c.scope.0, p).min(2) as i32).into(), code.into(), before.into()]);
    }
}

pub(super) fn observe_end(line: &Line<'_, '_>, c: &Candidate<'_>, side: Side, p: u32, sink: &mut impl Sink) {
    let s = side.name();
    let at = i64::from(p);
    let gap = line.gap(p);
    let code = gap.code();
    let (last, after, second) = (line.class(at - 1), line.class(at), line.class(at + 1));
    let (kind, lemma) = (c.kind(), c.lemma(line));
    let edge = p == c.scope.1;
    let near = match side {
        Side::Left => c.first - p,
        Side::Right => c.scope.1.saturating_sub(p),
    };
    sink.see(E_GAP, &[s.into(), code.into(), edge.into()]);
    sink.see(E_CLASS, &[s.into(), code.into(), after.into()]);
    sink.see(E_AROUND, &[s.into(), last.into(), code.into(), after.into()]);
    sink.see(E_BEFORE, &[s.into(), last.into(), code.into()]);
    sink.see(E_AFTER, &[s.into(), code.into(), after.into(), second.into()]);
    if is_closed(after) || after == "say" {
        sink.see(E_WORD, &[s.into(), line.lower(at).into(), code.into()]);
    }
    sink.see(E_FAR, &[s.into(), bucket(near).into(), code.into()]);
    sink.see(E_KIND, &[s.into(), kind.into(), code.into(), edge.into()]);
    sink.see(E_LEMMA, &[s.into(), lemma.into(), code.into(), edge.into()]);
    sink.see(E_PREV, &[s.into(), line.class(i64::from(c.first) - 1).into(), code.into(), after.into()]);
    sink.see(E_EDGE, &[s.into(), edge.into(), kind.into()]);
    if let Some(stretch) = p.checked_sub(1).and_then(|w| child_stretch(line, w, c.stretch)) {
        let (length, case, ends) = look(line, stretch);
        sink.see(E_LOOK, &[s.into(), ends.into(), case.into(), length.into()]);
        sink.see(E_LOOK, &[s.into(), kind.into(), ends.into(), after.into()]);
    }
    match side {
        Side::Left => {
            match near {
                0 => sink.see(E_PATH, &[code.into(), kind.into()]),
                1 => sink.see(E_PATH, &[code.into(), after.into(), kind.into()]),
                2 => sink.see(E_PATH, &[code.into(), after.into(), second.into(), kind.into()]),
                3 => sink.see(E_PATH, &[code.into(), after.into(), second.into(), line.class(at + 2).into()]),
                _ => {}
            }
            sink.see(E_SAYS, &[(line.says_in(p, c.first).min(2) as i32).into(), code.into(), after.into()]);
            sink.see(E_COMMAS, &[s.into(), (line.commas_in(p, c.first).min(4) as i32).into(), code.into()]);
            // the signs between content and cue, each with the word behind it: a subject and its appositions
            let mut signs = (p + 1..=c.first).filter(|&q| !line.gap(q).is_empty());
            let mut sign = || signs.next().map_or(("", ""), |q| (line.gap(q).code(), line.class(i64::from(q))));
            let (one, two, three) = (sign(), sign(), sign());
            sink.see(E_SIGNS, &[code.into(), after.into(), one.0.into(), one.1.into(), two.0.into(), two.1.into()]);
            sink.see(E_SIGNS, &[code.into(), after.into(), one.0.into(), two.0.into(), three.0.into()]);
            let subject = (line.gap(c.first).code(), line.class(i64::from(c.first) - 1));
            sink.see(E_SUBJECT, &[code.into(), after.into(), subject.0.into(), subject.1.into(), (near.min(3) as i32).into()]);
        }
        Side::Right => {
            let say = (p..c.scope.1).take(5).position(|w| matches!(line.class(i64::from(w)), "say" | "saying" | "claim"));
            if let Some(words) = say {
                sink.see(E_NEXT_SAY, &[code.into(), after.into(), (words as i32).into()]);
            }
            sink.see(E_SAYS, &[(line.says_in(p, c.scope.1).min(2) as i32).into(), code.into(), after.into()]);
            sink.see(E_COMMAS, &[s.into(), (line.commas_in(p, c.scope.1).min(3) as i32).into(), code.into()]);
        }
    }
}

/// Whether a piece stands in marks: all of it in one stretch, part of it, or none.
fn marks(line: &Line<'_, '_>, c: &Candidate<'_>, (start, end): Piece) -> &'static str {
    let (first, last) = (child_stretch(line, start, c.stretch), child_stretch(line, end - 1, c.stretch));
    match (first, last) {
        (Some(a), Some(b)) if a == b => "all",
        (Some(_), Some(_)) => "two",
        (Some(_), None) => "starts",
        (None, Some(_)) => "ends",
        (None, None) => "none",
    }
}

pub(super) fn observe_pair(line: &Line<'_, '_>, c: &Candidate<'_>, side: Side, piece: Piece, sink: &mut impl Sink) {
    let s = side.name();
    let (start, end) = piece;
    let (gap_start, gap_end) = (line.gap(start), line.gap(end));
    let (first, last) = (line.class(i64::from(start)), line.class(i64::from(end) - 1));
    let marks = marks(line, c, piece);
    let kind = c.kind();
    let length = bucket(end - start);
    sink.see(P_GAPS, &[s.into(), gap_start.code().into(), gap_end.code().into()]);
    sink.see(P_LENGTH, &[s.into(), length.into(), marks.into()]);
    sink.see(P_MARKS, &[s.into(), marks.into(), gap_start.code().into(), gap_end.code().into()]);
    sink.see(P_KIND, &[s.into(), marks.into(), kind.into(), length.min(4).into()]);
    sink.see(P_VERBS, &[s.into(), marks.into(), (line.verbs_in(start, end).min(2) as i32).into(), kind.into()]);
    sink.see(P_COMMAS, &[s.into(), (line.commas_in(start, end).min(4) as i32).into(), gap_end.code().into()]);
    sink.see(P_ENDS, &[s.into(), first.into(), last.into()]);
    sink.see(P_EDGES, &[s.into(), (start == c.scope.0).into(), (end == c.scope.1).into(), kind.into(), marks.into()]);
}

pub(super) fn observe_none(line: &Line<'_, '_>, c: &Candidate<'_>, side: Side, sink: &mut impl Sink) {
    let s = side.name();
    let (kind, lemma) = (c.kind(), c.lemma(line));
    let (words, gap, next) = match side {
        Side::Left => (c.first - c.scope.0.min(c.first), line.gap(c.first), line.class(i64::from(c.first) - 1)),
        Side::Right => (c.scope.1.saturating_sub(c.end), line.gap(c.end), line.class(i64::from(c.end))),
    };
    sink.see(N_SIDE, &[s.into()]);
    sink.see(N_KIND, &[s.into(), kind.into(), gap.code().into()]);
    sink.see(N_LEMMA, &[s.into(), lemma.into()]);
    sink.see(N_NEXT, &[s.into(), gap.code().into(), next.into(), kind.into()]);
    sink.see(N_SIZE, &[s.into(), bucket(words).into(), kind.into()]);
    sink.see(N_FORM, &[s.into(), lemma.into(), c.form.into(), next.into()]);
    sink.see(N_THAT, &[s.into(), (line.class(i64::from(c.end)) == "that").into(), kind.into()]);
}

pub(super) fn observe_both(line: &Line<'_, '_>, c: &Candidate<'_>, content: Content, sink: &mut impl Sink) {
    let kind = c.kind();
    let of = |piece: Option<Piece>| piece.map_or("no", |p| marks(line, c, p));
    let (left, right) = (of(content.left), of(content.right));
    let left_end = content.left.map_or("no", |_| "yes");
    sink.see(B_KIND, &[kind.into(), left_end.into(), content.right.is_some().into(), c.form.into()]);
    sink.see(B_MARKS, &[left.into(), right.into(), kind.into()]);
    if let (Some(l), Some(r)) = (content.left, content.right) {
        let (end, start) = (line.gap(l.1), line.gap(r.0));
        sink.see(B_GAPS, &[end.code().into(), start.code().into()]);
        sink.see(B_SMALL, &[left.into(), right.into(), line.class(i64::from(r.0)).into(), start.code().into()]);
        let clause = line.verbs_in(l.0, l.1) > 0;
        sink.see(B_SPLIT, &[clause.into(), line.class(i64::from(r.0)).into(), end.code().into(), start.code().into()]);
        sink.see(B_LENGTH, &[bucket(l.1 - l.0).into(), bucket(r.1 - r.0).into(), (c.shape == CueShape::Verb).into()]);
    }
    let (outer_left, outer_right) = (content.left.map(|l| l.0 == c.scope.0), content.right.map(|r| r.1 == c.scope.1));
    let flag = |f: Option<bool>| f.map_or("no", |yes| if yes { "edge" } else { "inside" });
    sink.see(B_LENGTH, &[kind.into(), flag(outer_left).into(), flag(outer_right).into()]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::document::Document;
    use crate::hits::Hits;
    use crate::model::{Collect, Decision};
    use crate::quotations::cues::candidates;

    /// States what speaks for or against a content of a cue.
    fn observe_content(line: &Line<'_, '_>, c: &Candidate<'_>, content: Content, sink: &mut impl Sink) {
        for (side, piece) in [(Side::Left, content.left), (Side::Right, content.right)] {
            match piece {
                Some(piece) => {
                    observe_start(line, c, side, piece.0, sink);
                    observe_end(line, c, side, piece.1, sink);
                    observe_pair(line, c, side, piece, sink);
                }
                None => observe_none(line, c, side, sink),
            }
        }
        observe_both(line, c, content, sink);
    }

    #[test]
    fn a_contents_sum_is_that_of_the_facts_it_states() {
        let resources = builtin::resources();
        let text = "“The mill,” Orla Venn said on Sunday, “is shut,” and nobody asked her why it had closed.";
        let document = Document::new(text, &resources.lexicon);
        let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
        let line = Line::new(&document, &resources.lexicon);
        let weights = resources.model.weights(Decision::Content);
        for c in candidates(&line, &hits, &resources.lexicon) {
            let all = rivals(&line, &c, &|observe| {
                let mut sum = Sum::new(weights);
                observe(&mut sum);
                sum.total()
            });
            for (content, score) in all {
                let mut sum = Sum::new(weights);
                observe_content(&line, &c, content, &mut sum);
                assert_eq!(sum.total(), score, "{content:?}");
                let mut collect = Collect::default();
                observe_content(&line, &c, content, &mut collect);
                let mut totals = [0; crate::model::weights::MAX_OUTPUTS];
                for name in &collect.names {
                    weights.add(crate::model::weights::key_of_name(name), &mut totals);
                }
                assert_eq!(totals[0], score, "{content:?}");
            }
        }
    }
}
