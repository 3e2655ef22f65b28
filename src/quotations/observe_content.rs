//! What speaks for the bounds of a content.

use super::CueShape;
use super::content::{Content, NEAR, Piece, Side};
use super::cues::{Candidate, bucket, child_stretch, look};
use super::likely::Likely;
use super::line::Line;
use crate::document::TokenRange;
use crate::lexicon::Frame;
use crate::model::{Sink, Value, rules};

rules! {
    S_GAP = "content.s.gap", S_CLASS = "content.s.class", S_AROUND = "content.s.around", S_AFTER = "content.s.after",
    S_WORD = "content.s.word", S_WORD_BEFORE = "content.s.word.before", S_FAR = "content.s.far", S_KIND = "content.s.kind",
    S_LEMMA = "content.s.lemma", S_SIGNS = "content.s.signs", S_EDGE = "content.s.edge",
    S_PHRASE = "content.s.phrase", S_SAYS = "content.s.says", S_AHEAD = "content.s.ahead", S_LOOK = "content.s.look", S_COMMAS = "content.s.commas",
    E_GAP = "content.e.gap", E_CLASS = "content.e.class", E_AROUND = "content.e.around", E_BEFORE = "content.e.before",
    E_WORD = "content.e.word", E_AFTER = "content.e.after", E_FAR = "content.e.far", E_KIND = "content.e.kind",
    E_LEMMA = "content.e.lemma", E_PATH = "content.e.path", E_EDGE = "content.e.edge", E_LOOK = "content.e.look",
    E_PREV = "content.e.prev", E_SUBJECT = "content.e.subject", E_NEXT_SAY = "content.e.next.say", B_SPLIT = "content.b.split",
    E_LEAD = "content.e.lead", E_SAYS = "content.e.says", E_COMMAS = "content.e.commas",
    P_GAPS = "content.p.gaps", P_LENGTH = "content.p.length", P_MARKS = "content.p.marks", P_VERBS = "content.p.verbs",
    P_COMMAS = "content.p.commas", P_ENDS = "content.p.ends", P_KIND = "content.p.kind", P_EDGES = "content.p.edges",
    N_SIDE = "content.n.side", N_KIND = "content.n.kind", N_LEMMA = "content.n.lemma", N_NEXT = "content.n.next",
    N_SIZE = "content.n.size", N_THAT = "content.n.that",
    B_KIND = "content.b.kind", B_MARKS = "content.b.marks", B_GAPS = "content.b.gaps", B_SMALL = "content.b.small",
    B_LENGTH = "content.b.length", S_CUES = "content.s.cues", E_CUES = "content.e.cues", E_CUE = "content.e.cue", P_CUES = "content.p.cues",
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

/// How many words behind an end a next cue is looked for.
const NEXT_CUE: usize = 7;

/// A count up to two.
fn few(count: u32) -> Value<'static> {
    Value::from(count.min(2) as i32)
}

pub(super) fn observe_start(
    line: &Line<'_, '_>,
    c: &Candidate<'_>,
    likely: &Likely,
    (side, p): (Side, u32),
    sink: &mut impl Sink,
) {
    let s = side.value();
    let at = i64::from(p);
    let gap = line.gap(p);
    let code = gap.value();
    let (before, first, second) = (line.class_value(at - 1), line.class_value(at), line.class_value(at + 1));
    let (kind, lemma) = (c.kind_value, c.lemma_value(line));
    let near = match side {
        Side::Left => c.first - p,
        Side::Right => p - c.end,
    };
    sink.see(S_GAP, &[s, code]);
    sink.see(S_CLASS, &[s, code, first]);
    sink.see(S_AROUND, &[s, before, code, first]);
    sink.see(S_AFTER, &[s, code, first, second]);
    if is_closed(line.class(at)) {
        sink.see(S_WORD, &[s, line.lower_value(at), code]);
    }
    if is_closed(line.class(at - 1)) {
        sink.see(S_WORD_BEFORE, &[s, line.lower_value(at - 1), first]);
    }
    sink.see(S_FAR, &[s, bucket(near).into(), code]);
    sink.see(S_KIND, &[s, kind, code, (near == 0).into()]);
    sink.see(S_LEMMA, &[s, lemma, code, (near == 0).into()]);
    sink.see(S_EDGE, &[s, (p == c.scope.0).into(), bucket((p - c.scope.0.min(p)).min(9)).into(), first]);
    if let Some(stretch) = child_stretch(line, p, c.stretch) {
        let (length, case, ends) = look(line, stretch);
        sink.see(S_LOOK, &[s, gap.has(b'[').into(), case.into(), length.into()]);
        sink.see(S_LOOK, &[s, kind, ends.into()]);
    }
    let (from, to) = if side == Side::Right { (c.end, p) } else { (c.scope.0, p) };
    let behind_cue = p.checked_sub(1).map_or(0, |w| likely.level_at(w));
    sink.see(S_CUES, &[s, few(likely.count(from, to)), code]);
    sink.see(S_CUES, &[s, kind, behind_cue.into(), first]);
    if side == Side::Right {
        if c.shape == CueShape::Preposition {
            // *according to its conductor, Bronwen Tate, “…”*: marks to come are likelier than a name between commas
            let ahead = (p + 1..c.scope.1).take(NEAR as usize).any(|q| line.gap(q).has(b'['));
            sink.see(S_PHRASE, &[code, ahead.into(), (line.commas_in(c.end, p + 1).min(3) as i32).into()]);
        }
        let signs = line.signs_in(c.end, p).min(4) as i32;
        sink.see(S_SIGNS, &[signs.into(), code, first]);
        sink.see(S_SAYS, &[(line.says_in(c.end, p).min(2) as i32).into(), code]);
        let that = (c.end..p).take(12).find(|&w| line.class(i64::from(w)) == "that");
        let ahead = (p..c.scope.1).take(10).position(|w| line.class(i64::from(w)) == "that");
        let addressee = c.verb.is_some_and(|v| v.takes(Frame::Addressee));
        sink.see(S_AHEAD, &[addressee.into(), (near == 0).into(), that.is_some().into(), ahead.is_some().into()]);
        sink.see(S_COMMAS, &[kind, that.map_or("no", |w| if w + 1 == p { "here" } else { "before" }).into()]);
    } else {
        sink.see(S_COMMAS, &[(line.commas_in(c.scope.0, p + 1).min(3) as i32).into(), code, first]);
        sink.see(S_SAYS, &[(line.says_in(c.scope.0, p).min(2) as i32).into(), code, before]);
    }
}

pub(super) fn observe_end(line: &Line<'_, '_>, c: &Candidate<'_>, likely: &Likely, (side, p): (Side, u32), sink: &mut impl Sink) {
    let s = side.value();
    let at = i64::from(p);
    let gap = line.gap(p);
    let code = gap.value();
    let (last, after, second) = (line.class_value(at - 1), line.class_value(at), line.class_value(at + 1));
    let (kind, lemma) = (c.kind_value, c.lemma_value(line));
    let subject_class = line.class_value(i64::from(c.first) - 1);
    let edge = p == c.scope.1;
    let near = match side {
        Side::Left => c.first - p,
        Side::Right => c.scope.1.saturating_sub(p),
    };
    sink.see(E_GAP, &[s, code, edge.into()]);
    sink.see(E_CLASS, &[s, code, after]);
    sink.see(E_AROUND, &[s, last, code, after]);
    sink.see(E_BEFORE, &[s, last, code]);
    sink.see(E_AFTER, &[s, code, after, second]);
    if is_closed(line.class(at)) || line.class(at) == "say" {
        sink.see(E_WORD, &[s, line.lower_value(at), code]);
    }
    sink.see(E_FAR, &[s, bucket(near).into(), code]);
    sink.see(E_KIND, &[s, kind, code, edge.into()]);
    sink.see(E_LEMMA, &[s, lemma, code, edge.into()]);
    sink.see(E_PREV, &[s, subject_class, code, after]);
    sink.see(E_EDGE, &[s, edge.into(), kind]);
    if let Some(stretch) = p.checked_sub(1).and_then(|w| child_stretch(line, w, c.stretch)) {
        let (length, case, ends) = look(line, stretch);
        sink.see(E_LOOK, &[s, ends.into(), case.into(), length.into()]);
        sink.see(E_LOOK, &[s, kind, ends.into(), after]);
    }
    // *… and called for*: the verb of another cue, or its subject and verb, ends what this one attributes
    let next = (p..c.scope.1).take(NEXT_CUE).position(|w| likely.level_at(w) > 1);
    let next_level = next.map_or(0, |words| likely.level_at(p + words as u32));
    sink.see(E_CUE, &[s, code, after, next.map_or(-1, |words| words as i32).into(), next_level.into()]);
    sink.see(E_CUE, &[s, kind, next.map_or(-1, |words| words as i32).into(), second]);
    let (from, to, rest) = if side == Side::Right { (c.end, p, (p, c.scope.1)) } else { (c.scope.0, p, (p, c.first)) };
    sink.see(E_CUES, &[s, few(likely.count(from, to)), code, after]);
    sink.see(E_CUES, &[s, few(likely.count(rest.0, rest.1)), code, edge.into(), kind]);
    match side {
        Side::Left => {
            match near {
                0 => sink.see(E_PATH, &[code, kind]),
                1 => sink.see(E_PATH, &[code, after, kind]),
                2 => sink.see(E_PATH, &[code, after, second, kind]),
                3 => sink.see(E_PATH, &[code, after, second, line.class_value(at + 2)]),
                _ => {}
            }
            sink.see(E_SAYS, &[(line.says_in(p, c.first).min(2) as i32).into(), code, after]);
            sink.see(E_COMMAS, &[s, (line.commas_in(p, c.first).min(4) as i32).into(), code]);
            let subject = (line.gap(c.first).value(), subject_class);
            sink.see(E_SUBJECT, &[code, after, subject.0, subject.1, (near.min(3) as i32).into()]);
        }
        Side::Right => {
            let say = (p..c.scope.1).take(5).position(|w| matches!(line.class(i64::from(w)), "say" | "saying" | "claim"));
            if let Some(words) = say {
                sink.see(E_NEXT_SAY, &[code, after, (words as i32).into()]);
            }
            // *who said …, left*; *if the auditors say …, the minister will go*: a clause before the main one
            let lead = if line.class(i64::from(c.first) - 1) == "who" {
                "who"
            } else if line.class(i64::from(c.scope.0)) == "if" && c.first - c.scope.0.min(c.first) < NEAR {
                "if"
            } else {
                "no"
            };
            sink.see(E_LEAD, &[lead.into(), code, (line.commas_in(c.end, p).min(2) as i32).into(), edge.into()]);
            sink.see(E_LEAD, &[lead.into(), code, after]);
            sink.see(E_SAYS, &[(line.says_in(p, c.scope.1).min(2) as i32).into(), code, after]);
            sink.see(E_COMMAS, &[s, (line.commas_in(p, c.scope.1).min(3) as i32).into(), code]);
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

pub(super) fn observe_pair(
    line: &Line<'_, '_>,
    c: &Candidate<'_>,
    likely: &Likely,
    (side, piece): (Side, Piece),
    sink: &mut impl Sink,
) {
    let s = side.value();
    let (start, end) = piece;
    let (gap_start, gap_end) = (line.gap(start), line.gap(end));
    let (first, last) = (line.class_value(i64::from(start)), line.class_value(i64::from(end) - 1));
    let marks = marks(line, c, piece);
    let kind = c.kind_value;
    let length = bucket(end - start);
    sink.see(P_GAPS, &[s, gap_start.value(), gap_end.value()]);
    sink.see(P_LENGTH, &[s, length.into(), marks.into()]);
    sink.see(P_MARKS, &[s, marks.into(), gap_start.value(), gap_end.value()]);
    sink.see(P_KIND, &[s, marks.into(), kind, length.min(4).into()]);
    sink.see(P_VERBS, &[s, marks.into(), (line.verbs_in(start, end).min(2) as i32).into(), kind]);
    sink.see(P_COMMAS, &[s, (line.commas_in(start, end).min(4) as i32).into(), gap_end.value()]);
    sink.see(P_ENDS, &[s, first, last]);
    let own = likely.level(c.number);
    sink.see(P_CUES, &[s, marks.into(), few(likely.count(start, end)), kind]);
    sink.see(P_CUES, &[s, own.into(), few(likely.count(start, end)), gap_end.value()]);
    sink.see(P_EDGES, &[s, (start == c.scope.0).into(), (end == c.scope.1).into(), kind, marks.into()]);
}

pub(super) fn observe_none(line: &Line<'_, '_>, c: &Candidate<'_>, side: Side, sink: &mut impl Sink) {
    let s = side.value();
    let (kind, lemma) = (c.kind_value, c.lemma_value(line));
    let (words, gap, next) = match side {
        Side::Left => (c.first - c.scope.0.min(c.first), line.gap(c.first), line.class_value(i64::from(c.first) - 1)),
        Side::Right => (c.scope.1.saturating_sub(c.end), line.gap(c.end), line.class_value(i64::from(c.end))),
    };
    sink.see(N_SIDE, &[s]);
    sink.see(N_KIND, &[s, kind, gap.value()]);
    sink.see(N_LEMMA, &[s, lemma]);
    sink.see(N_NEXT, &[s, gap.value(), next, kind]);
    sink.see(N_SIZE, &[s, bucket(words).into(), kind]);
    sink.see(N_THAT, &[s, (line.class(i64::from(c.end)) == "that").into(), kind]);
}

pub(super) fn observe_both(line: &Line<'_, '_>, c: &Candidate<'_>, content: Content, sink: &mut impl Sink) {
    let kind = c.kind_value;
    let of = |piece: Option<Piece>| piece.map_or("no", |p| marks(line, c, p));
    let (left, right) = (of(content.left), of(content.right));
    let left_end = content.left.map_or("no", |_| "yes");
    sink.see(B_KIND, &[kind, left_end.into(), content.right.is_some().into(), c.form.into()]);
    sink.see(B_MARKS, &[left.into(), right.into(), kind]);
    if let (Some(l), Some(r)) = (content.left, content.right) {
        let (end, start) = (line.gap(l.1), line.gap(r.0));
        sink.see(B_GAPS, &[end.value(), start.value()]);
        sink.see(B_SMALL, &[left.into(), right.into(), line.class_value(i64::from(r.0)), start.value()]);
        let clause = line.verbs_in(l.0, l.1) > 0;
        sink.see(B_SPLIT, &[clause.into(), line.class_value(i64::from(r.0)), end.value(), start.value()]);
        sink.see(B_LENGTH, &[bucket(l.1 - l.0).into(), bucket(r.1 - r.0).into(), (c.shape == CueShape::Verb).into()]);
    }
    let (outer_left, outer_right) = (content.left.map(|l| l.0 == c.scope.0), content.right.map(|r| r.1 == c.scope.1));
    let flag = |f: Option<bool>| f.map_or("no", |yes| if yes { "edge" } else { "inside" });
    sink.see(B_LENGTH, &[kind, flag(outer_left).into(), flag(outer_right).into()]);
}

/// States what speaks for or against a content of a cue.
pub(super) fn observe_content(line: &Line<'_, '_>, c: &Candidate<'_>, likely: &Likely, content: Content, sink: &mut impl Sink) {
    for (side, piece) in [(Side::Left, content.left), (Side::Right, content.right)] {
        match piece {
            Some(piece) => {
                sink.at(TokenRange::new(line.token(piece.0), line.token(piece.1 - 1) + 1));
                observe_start(line, c, likely, (side, piece.0), sink);
                observe_end(line, c, likely, (side, piece.1), sink);
                observe_pair(line, c, likely, (side, piece), sink);
            }
            None => {
                sink.at(TokenRange::new(c.head, c.head + 1));
                observe_none(line, c, side, sink);
            }
        }
    }
    sink.at(TokenRange::new(c.head, c.head + 1));
    observe_both(line, c, content, sink);
}
