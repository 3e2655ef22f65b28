//! What speaks for a cue and its content being a quotation with these bounds, once both are known, and those of all others too.

use super::CueShape;
use super::cues::bucket;
use super::likely::Likely;
use super::line::Line;
use super::observe_again::step;
use super::select::Attribution;
use crate::document::Token;
use crate::model::{Sink, rules};

rules! {
    in "attribution.":
    SHARES = "shares", CUE = "cue", CONTENT = "content", MARKS = "marks", LENGTH = "length", CLAUSE = "clause", FORM = "form",
    LEMMA = "lemma", SPEAKER = "speaker", INSIDE = "inside", HOLDS = "holds", CROSSES = "crosses", TAKES = "takes", SIDES = "sides",
    ENDS = "ends", FRAME = "frame",
}

/// How an attribution stands to the surest other one that touches it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Nesting {
    /// Steps of how sure the surest is inside which it stands, that it holds, that it crosses, and that takes its cue; 0 for none.
    pub(super) inside: i32,
    pub(super) holds: i32,
    pub(super) crosses: i32,
    pub(super) takes: i32,
}

/// States what speaks for or against an attribution being a quotation.
pub(super) fn observe_attribution(
    line: &Line<'_, '_>,
    a: &Attribution<'_>,
    nesting: Nesting,
    likely: &Likely,
    sink: &mut impl Sink,
) {
    let c = &a.cue;
    let kind = c.kind_value;
    let (cue, content) = (step(likely.share(c.number)), step(a.content_share));
    let own = step((u64::from(likely.share(c.number)) * u64::from(a.content_share) / 1_000_000) as u32);
    let words: u32 = a.content.pieces().map(|(from, to)| to - from).sum();
    let quoted: u32 =
        a.content.pieces().map(|(from, to)| (from..to).filter(|&w| line.stretch(w) != c.stretch).count() as u32).sum();
    let marks = match quoted {
        0 => "none",
        n if n == words => "all",
        _ => "some",
    };
    let verbs = a.content.pieces().map(|(from, to)| line.verbs_in(from, to)).sum::<u32>().min(2) as i32;
    let first = a.content.pieces().next().map_or(0, |(from, _)| from);
    let first_class = line.class_value(i64::from(first));
    sink.see(SHARES, &[cue.into(), content.into()]);
    sink.see(CUE, &[kind, marks.into(), cue.into()]);
    sink.see(CONTENT, &[kind, marks.into(), content.into()]);
    sink.see(MARKS, &[marks.into(), own.into()]);
    sink.see(LENGTH, &[bucket(words).into(), marks.into(), kind]);
    sink.see(CLAUSE, &[verbs.into(), marks.into(), first_class, kind]);
    sink.see(FORM, &[kind, c.form.into(), marks.into(), (c.shape == CueShape::Verb).into()]);
    sink.see(LEMMA, &[c.lemma_value(line), marks.into()]);
    sink.see(SPEAKER, &[kind, super::select::has_speaker(line, a).into(), marks.into()]);
    sink.see(SIDES, &[kind, a.content.left.is_some().into(), a.content.right.is_some().into(), marks.into()]);
    for (from, to) in a.content.pieces() {
        sink.see(ENDS, &[line.gap(from).value(), line.gap(to).value(), marks.into()]);
        sink.see(
            FRAME,
            &[(from == c.scope.0).into(), (to == c.scope.1).into(), kind, (likely.count(from, to).min(2) as i32).into()],
        );
    }
    // cues in marks were not annotated: what holds them says nothing
    if c.stretch == Token::NONE {
        sink.see(INSIDE, &[nesting.inside.into(), own.into()]);
        sink.see(INSIDE, &[nesting.inside.into(), kind, marks.into()]);
        sink.see(HOLDS, &[nesting.holds.into(), own.into()]);
        sink.see(HOLDS, &[nesting.holds.into(), kind, marks.into()]);
        sink.see(CROSSES, &[nesting.crosses.into(), own.into()]);
        sink.see(CROSSES, &[nesting.crosses.into(), kind, marks.into()]);
        sink.see(TAKES, &[nesting.takes.into(), own.into()]);
        sink.see(TAKES, &[nesting.takes.into(), kind, marks.into()]);
    }
}
