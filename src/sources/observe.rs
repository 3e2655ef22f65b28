//! The facts about a candidate for the source of a quotation.

use super::candidates::{Sort, Spot, in_headline};
use super::clause::observe_clause;
use super::context::{Context, CueContext};
use super::observe_beside::{observe_beside, observe_together};
use super::syntax::Part;
use crate::document::{Shape, TokenKind};
use crate::model::{Sink, rules};
use crate::quotations::QuoteKind;

rules! {
    in "source.":
    RELATION = "relation",
    RELATION_SORT = "relation-sort",
    RELATION_VERB = "relation-verb",
    RELATION_LEFT = "relation-left",
    RELATION_CUE_LEFT = "relation-cue-left",
    RELATION_AFTER = "relation-after",
    RELATION_FORM = "relation-form",
    RELATION_RANK = "relation-rank",
    WORD = "word",
    WORD_RELATION = "word-relation",
    WORD_FORM = "word-form",
    LEFT_WORD = "left-word",
    LEFT_SORT = "left-sort",
    AFTER_SORT = "after-sort",
    PLACE = "place",
    PLACE_SORT = "place-sort",
    PLACE_CUE = "place-cue",
    DISTANCE = "distance",
    REACH = "reach",
    REACH_VERB = "reach-verb",
    REACH_PLACE = "reach-place",
    RANK = "rank",
    RANK_SORT = "rank-sort",
    STRETCH = "stretch",
    COUNT = "count",
    PREVIOUS = "previous",
    PREVIOUS_SORT = "previous-sort",
    TURN = "turn",
    OPENS = "opens",
    HEADLINE = "headline",
    MODIFIED = "modified",
    ADDRESSEE = "addressee",
    NONE = "none",
    NONE_FORM = "none-form",
    NONE_CUE = "none-cue",
    NONE_VERB = "none-verb",
    NONE_SUBJECT = "none-subject",
    NONE_NEAREST = "none-nearest",
    NONE_PREVIOUS = "none-previous",
}

/// How a candidate stands to the cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// Its verb is the cue, reached by this path.
    Subject(&'static str),
    /// The cue stands to its left: *said Ana Pell*, *according to Ana Pell*, but also *told Ana Pell*.
    Governed,
    Agent,
    /// Behind a preposition behind the cue.
    Oblique,
    /// *Ana Pell’s claim*.
    Possessor,
    /// Before the colon or dash that is the cue.
    Leads,
    /// At the beginning of the sentence that such a cue ends.
    Begins,
    Label,
    None,
}

impl Relation {
    const fn name(self) -> &'static str {
        match self {
            Relation::Subject(path) => path,
            Relation::Governed => "governed",
            Relation::Agent => "agent",
            Relation::Oblique => "oblique",
            Relation::Possessor => "possessor",
            Relation::Leads => "leads",
            Relation::Begins => "begins",
            Relation::Label => "label",
            Relation::None => "none",
        }
    }
}

/// States the facts about the candidate at `at` of the window.
pub(crate) fn observe(spots: &[Spot], at: usize, context: &Context<'_, '_>, sink: &mut impl Sink) {
    let (spot, rank) = (&spots[context.window[at]], context.ranks[at]);
    sink.at(spot.tokens);
    let document = context.document;
    let relation = context.cue.map_or(Relation::None, |cue| relate(spot, context, &cue));
    let rel = relation.name();
    let word = word(spot, context);
    let sort = sort_or_word(spot, context);
    let (shape, side) = context.cue.map_or(("none", "none"), |c| (c.shape, c.side));
    let left_word = left_word(spot, context);
    let (left, after) = (spot.left.1.name(), spot.after.name());

    sink.see(RELATION, &[rel.into(), shape.into(), side.into()]);
    sink.see(RELATION_SORT, &[rel.into(), sort.into()]);
    sink.see(RELATION_LEFT, &[rel.into(), left.into(), shape.into()]);
    sink.see(RELATION_AFTER, &[rel.into(), after.into(), shape.into()]);
    if let Some(cue) = context.cue {
        if matches!(spot.sort, Sort::Pronoun | Sort::Relative) {
            sink.see(WORD_FORM, &[word.into(), rel.into(), cue.form.into()]);
        }
        sink.see(RELATION_VERB, &[rel.into(), cue.lemma.into()]);
        sink.see(RELATION_CUE_LEFT, &[rel.into(), cue.left.1.name().into(), cue.form.into()]);
        sink.see(RELATION_FORM, &[rel.into(), cue.form.into(), side.into(), i32::from(cue.strength).into()]);
        sink.see(
            RELATION_RANK,
            &[rel.into(), cue.left.1.name().into(), i32::from(rank.min(3)).into(), (spot.head < cue.head).into()],
        );
    }

    if context.cue.is_none() {
        observe_beside(spot, context, sort, sink);
    }
    observe_together(spots, at, context, sink);
    observe_clause(spot, at, context, sink);

    let home = spot.stretch == context.home;
    let place = place(spot, context);
    sink.see(PLACE, &[place.into(), shape.into(), home.into()]);
    sink.see(PLACE_SORT, &[place.into(), sort.into(), (shape == "none").into()]);
    sink.see(PLACE_CUE, &[place.into(), rel.into(), side.into()]);
    sink.see(DISTANCE, &[distance(spot, context).into(), (shape == "none").into()]);
    sink.see(STRETCH, &[home.into(), spot.sort.name().into()]);

    let reach = if spot.reach.part.verbal() { spot.reach.path.name() } else { "no" };
    sink.see(REACH, &[reach.into(), spot.reach.part.name().into(), rel.into()]);
    sink.see(REACH_PLACE, &[reach.into(), spot.reach.part.name().into(), place.into(), (shape == "none").into()]);
    if spot.reach.part == Part::Verb {
        sink.see(REACH_VERB, &[document.word_at(spot.reach.at).into(), (relation != Relation::None).into()]);
    }
    sink.see(LEFT_WORD, &[left_word.into(), rel.into()]);
    sink.see(LEFT_SORT, &[left.into(), sort.into(), place.into()]);
    sink.see(AFTER_SORT, &[after.into(), sort.into(), rel.into()]);
    sink.see(RANK, &[i32::from(rank.min(5)).into(), place.into(), shape.into()]);
    sink.see(RANK_SORT, &[i32::from(rank.min(3)).into(), sort.into()]);

    if !spot.sort.named() {
        sink.see(WORD, &[word.into()]);
        sink.see(WORD_RELATION, &[word.into(), rel.into()]);
    }
    sink.see(COUNT, &[bucket(spot.count).into(), spot.sort.named().into(), (shape == "none").into()]);
    if let Some(previous) = context.previous {
        let same = spot.group == previous.group;
        let here = document.token(context.anchor.start).paragraph;
        let apart = (here.saturating_sub(previous.paragraph)).min(3) as i32;
        sink.see(PREVIOUS, &[same.into(), apart.into(), shape.into(), context.follows.into(), rel.into()]);
        sink.see(PREVIOUS_SORT, &[same.into(), sort.into(), (shape == "none").into()]);
        if let Some(earlier) = context.before_previous {
            let back = earlier.group != previous.group && spot.group == earlier.group;
            sink.see(TURN, &[same.into(), back.into(), shape.into(), apart.into()]);
        }
    }
    let first = document.token(spot.head).paragraph;
    let opens = document.paragraphs.get(first as usize).is_some_and(|p| spot.phrase.start <= p.first_token + 1);
    sink.see(OPENS, &[opens.into(), (spot.left.1 == Part::Edge).into(), place.into(), (shape == "none").into()]);
    if in_headline(document, spot) {
        sink.see(HEADLINE, &[spot.sort.name().into(), place.into()]);
    }
    if context.quotation.addressee.is_some_and(|a| a.contains(spot.head)) {
        sink.see(ADDRESSEE, &[]);
    }
    sink.see(MODIFIED, &[(spot.phrase.start < spot.tokens.start).into(), sort.into(), rel.into()]);
}

/// States the facts for the answer that the text names no source.
pub(crate) fn observe_none(spots: &[Spot], context: &Context<'_, '_>, sink: &mut impl Sink) {
    let attached = context.window.iter().map(|&i| &spots[i]).filter(|spot| attached(spot, context));
    // what is reached over the fewest words is the likeliest subject
    let nearest = attached.min_by_key(|spot| context.cue.map_or(0, |cue| spot.head.abs_diff(cue.head)));
    let subject = nearest.is_some();
    sink.at(context.anchor);
    let kind = context.kind();
    let shape = context.cue.map_or("none", |c| c.shape);
    sink.see(NONE, &[kind.into(), shape.into()]);
    let (words, sentence) = form(context);
    sink.see(NONE_FORM, &[bucket(words).into(), sentence.into(), (shape == "none").into()]);
    sink.see(NONE_SUBJECT, &[subject.into(), shape.into()]);
    if let Some(cue) = context.cue {
        sink.see(NONE_CUE, &[cue.form.into(), cue.left.1.name().into(), subject.into()]);
        sink.see(NONE_VERB, &[cue.lemma.into(), cue.form.into(), subject.into()]);
        if let Some(spot) = nearest {
            let rel = relate(spot, context, &cue).name();
            sink.see(NONE_NEAREST, &[sort_or_word(spot, context).into(), rel.into(), cue.form.into()]);
        }
    }
    sink.see(NONE_PREVIOUS, &[context.previous.is_some().into(), context.follows.into(), shape.into()]);
}

/// Whether a quotation without a cue consists of whole sentences in marks.
pub(crate) fn is_whole_sentences(context: &Context<'_, '_>) -> bool {
    let quotation = context.quotation;
    let direct = quotation.kind == QuoteKind::Direct && quotation.within.is_none();
    direct && quotation.cue.is_none() && form(context).1 == "sentence"
}

/// How many words of the quotation's first part stand in marks, and whether they look like a sentence: a capital first, a stop or
/// comma last.
fn form(context: &Context<'_, '_>) -> (u32, &'static str) {
    let Some(quoted) = context.quotation.quoted.first().filter(|q| !q.is_empty()) else {
        return (0, "none");
    };
    let document = context.document;
    let capital = document.word_at(quoted.start).shape != Shape::Lower;
    let ends = matches!(document.kind_at(quoted.end - 1), Some(TokenKind::Stop | TokenKind::Comma));
    let shape = match (capital, ends) {
        (true, true) => "sentence",
        (true, false) => "capital",
        (false, true) => "end",
        (false, false) => "piece",
    };
    (quoted.len(), shape)
}

/// The word of a pronoun, the sort of any other.
fn sort_or_word<'d>(spot: &Spot, context: &Context<'d, '_>) -> &'d str {
    if matches!(spot.sort, Sort::Pronoun | Sort::Relative) { word(spot, context) } else { spot.sort.name() }
}

/// Whether the cue is the verb that the candidate reaches, or governs it.
pub(crate) fn attached(spot: &Spot, context: &Context<'_, '_>) -> bool {
    context.cue.is_some_and(|cue| !matches!(relate(spot, context, &cue), Relation::None | Relation::Oblique))
}

/// Whether the candidate is the subject of the cue, which is no passive: *it was said* has none who says.
pub(crate) fn is_subject(spot: &Spot, context: &Context<'_, '_>) -> bool {
    let subject = |cue: CueContext<'_>| cue.form != "passive" && matches!(relate(spot, context, &cue), Relation::Subject(_));
    context.cue.is_some_and(subject)
}

fn relate(spot: &Spot, context: &Context<'_, '_>, cue: &CueContext<'_>) -> Relation {
    if cue.shape == "label" && cue.tokens.contains(spot.head) {
        return Relation::Label;
    }
    if spot.stretch != context.home {
        return Relation::None;
    }
    let sentence = |t: u32| context.document.token(t).sentence;
    if sentence(spot.head) != sentence(cue.head) {
        return Relation::None;
    }
    if matches!(cue.shape, "colon" | "dash") {
        return match (spot.tokens.end == cue.head, spot.left.1 == Part::Edge && spot.head < cue.head) {
            (true, _) => Relation::Leads,
            (false, true) => Relation::Begins,
            (false, false) => Relation::None,
        };
    }
    if spot.tokens.end == cue.tokens.start {
        return Relation::Subject("adjacent");
    }
    let reached = spot.reach.at;
    if spot.head < cue.head && (reached == cue.head || (cue.tokens.contains(reached) && reached != spot.head)) {
        return if spot.after == Part::Genitive { Relation::Possessor } else { Relation::Subject(spot.reach.path.name()) };
    }
    if spot.after == Part::Genitive && cue.head > spot.head && cue.head - spot.head <= 5 {
        return Relation::Possessor;
    }
    if cue.tokens.contains(spot.left.0) && spot.left.0 < spot.head {
        return Relation::Governed;
    }
    if spot.left.1 == Part::Preposition || spot.left.1 == Part::To {
        let (before, _) = context.syntax.left_of(spot.left.0);
        if cue.tokens.contains(before) {
            return if context.document.lower_at(spot.left.0) == "by" { Relation::Agent } else { Relation::Oblique };
        }
    }
    Relation::None
}

/// Where a candidate stands, as seen from the quotation: a sentence or paragraph before or behind.
fn place(spot: &Spot, context: &Context<'_, '_>) -> &'static str {
    let document = context.document;
    let center = context.cue.map_or(context.anchor.start, |c| c.head);
    let (mine, its) = (document.token(spot.head), document.token(center.min(document.tokens.len() as u32 - 1)));
    if mine.sentence == its.sentence {
        return if spot.head < center { "before" } else { "behind" };
    }
    let anchor = document.token(context.anchor.start);
    if mine.sentence == anchor.sentence {
        return "beside";
    }
    if mine.sentence > its.sentence {
        return if mine.paragraph == its.paragraph { "next" } else { "next-paragraph" };
    }
    match (its.paragraph.saturating_sub(mine.paragraph), its.sentence - mine.sentence) {
        (0, 1) => "sentence-before",
        (0, _) => "same-paragraph",
        (1, _) => "paragraph-before",
        (2, _) => "two-before",
        _ => "far",
    }
}

/// The distance in tokens to the cue or, without one, to the quotation, on a scale of doublings; negative before it.
fn distance(spot: &Spot, context: &Context<'_, '_>) -> i32 {
    let (start, end) = context.cue.map_or((context.anchor.start, context.anchor.end), |c| (c.tokens.start, c.tokens.end));
    if spot.head < start { -bucket(start - spot.head) } else { bucket((spot.tokens.start + 1).saturating_sub(end).max(1)) }
}

/// A number on a scale of doublings.
fn bucket(n: u32) -> i32 {
    n.checked_ilog2().map_or(0, |log| log as i32 + 1)
}

fn word<'d>(spot: &Spot, context: &Context<'d, '_>) -> &'d str {
    context.document.lower_at(spot.head)
}

fn left_word<'d>(spot: &Spot, context: &Context<'d, '_>) -> &'d str {
    match spot.left.1 {
        Part::Preposition | Part::To | Part::Conjunction | Part::Subordinator | Part::Relative => {
            context.document.lower_at(spot.left.0)
        }
        part => part.name(),
    }
}
