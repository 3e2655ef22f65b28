//! Whose a cue is that has no subject of its own: *Pell laughed and said*, *he nodded, saying*, *led Pell to say*, *after saying …, Pell
//! left*.

use super::candidates::{Sort, Spot};
use super::context::{Context, CueContext, Ground};
use super::syntax::Part;
use crate::document::TokenRange;
use crate::model::{Sink, rules};

rules! {
    in "source.clause":
    SUBJECT = "",
    LEFT = "-left",
    BETWEEN = "-between",
    OBJECT = "-object",
    BEHIND = "-behind",
}

/// From the third on, the subjects before a cue are not told apart.
const MOST: u8 = 2;

/// How a candidate's clause stands to the cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clause {
    /// It is the subject of a verb before the cue.
    Subject {
        /// How many such subjects stand between it and the cue.
        nearer: u8,
        /// Whether none stands before it in the sentence.
        first: bool,
        /// What parts its verb from the cue.
        between: &'static str,
    },
    /// It stands right before the *to* of the cue, behind a verb: *led Pell to say*.
    Object,
    /// It is the first subject behind the words, whose sentence the cue begins.
    Behind,
}

/// How the candidates of a window stand to a verb that none of them is the plain subject of; nothing where one is.
pub(super) fn clauses(ground: &Ground<'_, '_>, window: &[usize], cue: &CueContext<'_>, home: u32) -> Vec<Option<Clause>> {
    let mut clauses = vec![None; window.len()];
    let sentence = ground.document.token(cue.head).sentence;
    let near = |spot: &Spot| spot.stretch == home && ground.document.token(spot.head).sentence == sentence;
    let spot = |at: usize| &ground.spots[window[at]];
    let here: Vec<usize> = (0..window.len()).filter(|&at| near(spot(at))).collect();
    // *said Pell* behind the words has its subject, *told Pell* has not
    let inverts = matches!(cue.left.1, Part::Edge | Part::MarkCloses | Part::Comma);
    let own = |spot: &Spot| {
        let inverted = inverts && spot.sort != Sort::Relative && cue.tokens.contains(spot.left.0);
        inverted || cue.tokens.contains(spot.reach.at) || spot.tokens.end == cue.tokens.start
    };
    if here.iter().any(|&at| own(spot(at))) {
        return clauses;
    }
    let subject = |spot: &Spot| spot.reach.part.verbal() && !matches!(spot.left.1, Part::Preposition | Part::To | Part::Verb);
    let before = |at: usize| spot(at).tokens.end <= cue.tokens.start;
    let subjects: Vec<usize> = here.iter().copied().filter(|&at| before(at) && subject(spot(at))).collect();
    for (nearer, &at) in subjects.iter().rev().enumerate() {
        clauses[at] = Some(Clause::Subject {
            nearer: (nearer as u8).min(MOST),
            first: at == subjects[0],
            between: between(ground, TokenRange::new(spot(at).reach.at + 1, cue.tokens.start)),
        });
    }
    if subjects.is_empty() {
        if let Some(&at) = here.iter().find(|&&at| !before(at) && subject(spot(at))) {
            clauses[at] = Some(Clause::Behind);
        }
    }
    let object = |at: &&usize| (spot(**at).phrase.end, Part::To) == cue.left || (spot(**at).tokens.end, Part::To) == cue.left;
    if let Some(&at) = here.iter().find(object) {
        clauses[at] = Some(Clause::Object);
    }
    clauses
}

/// What parts a verb from the cue: the first of a clause of its own, a colon or dash, words in marks, a comma, *and*.
fn between(ground: &Ground<'_, '_>, gap: TokenRange) -> &'static str {
    let has = |wanted: &[Part]| gap.iter().any(|t| wanted.contains(&ground.syntax.part(t)));
    if gap.is_empty() {
        "nothing"
    } else if has(&[Part::Relative]) {
        "relative"
    } else if has(&[Part::Subordinator]) {
        "clause"
    } else if has(&[Part::Colon, Part::Dash]) {
        "sign"
    } else if has(&[Part::MarkOpens, Part::MarkCloses]) {
        "marks"
    } else if has(&[Part::Comma]) {
        "comma"
    } else if has(&[Part::Verb, Part::OtherVerb]) {
        "verb"
    } else {
        "words"
    }
}

/// States how a candidate's clause stands to the cue.
pub(super) fn observe_clause(spot: &Spot, at: usize, context: &Context<'_, '_>, sink: &mut impl Sink) {
    let (Some(clause), Some(cue)) = (context.clauses[at], context.cue) else {
        return;
    };
    let (form, left) = (cue.form.into(), cue.left.1.name().into());
    match clause {
        Clause::Subject { nearer, first, between } => {
            sink.see(SUBJECT, &[form, i32::from(nearer).into(), first.into()]);
            sink.see(LEFT, &[form, left, i32::from(nearer).into()]);
            sink.see(BETWEEN, &[spot.left.1.name().into(), between.into(), i32::from(nearer).into()]);
        }
        Clause::Object => sink.see(OBJECT, &[form, spot.left.1.name().into()]),
        Clause::Behind => sink.see(BEHIND, &[form, left, spot.left.1.name().into()]),
    }
}
