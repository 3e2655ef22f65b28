//! Sources without a name: the phrase whole, and what *it* goes on from.

use super::SourceType;
use super::candidates::{Sort, Spot};
use super::context::{Context, Ground};
use super::syntax::{Part, Syntax};
use crate::document::{Document, TokenRange};
use crate::lexicon::Class;
use crate::quotations::beside::Beside;

/// How far behind *who* the wish for no name is told, in tokens.
const WISH: u32 = 9;
/// How many sentences back the antecedent of *it* stands at most, and how many candidates.
const SENTENCES: u32 = 3;
const BACK: usize = 24;

/// How many candidates lie between two roles of one person at most.
const JOINT: usize = 6;

/// The phrase of a source with what modifies it: *a senior official who asked not to be named*, *a report released last year*.
pub(super) fn whole(spot: &Spot, context: &Context<'_, '_>) -> TokenRange {
    if !matches!(spot.sort, Sort::People | Sort::Group | Sort::Body | Sort::Document | Sort::Thing | Sort::Noun) {
        return spot.tokens;
    }
    let (document, syntax) = (context.document, context.syntax);
    let end = spot.tokens.end;
    let part = |t: u32| syntax.part_from(spot.head, t);
    let wishes = part(end) == Part::Relative && document.lower_at(end) == "who"
        || part(end) != Part::Edge && document.lower_at(end).ends_with("ing");
    if wishes {
        let clause = (end + 1..end + WISH).take_while(|&t| !matches!(part(t), Part::Edge | Part::Comma | Part::Stop));
        if let Some(last) = clause.filter(|&t| Beside::Anonymity.has(document, t)).last() {
            return TokenRange::new(spot.tokens.start, last + 1);
        }
    }
    let Some(cue) = context.cue.filter(|cue| part(end) == Part::OtherVerb && end < cue.tokens.start) else {
        return spot.tokens;
    };
    let mut to = cue.tokens.start;
    while matches!(part(to - 1), Part::Adverb | Part::Auxiliary) {
        to -= 1;
    }
    let modifies = |t: u32| {
        let part = part(t);
        part.premodifies() || matches!(part, Part::Preposition | Part::Determiner | Part::Possessive | Part::Time | Part::Adverb)
    };
    if (end + 1..to).all(modifies) { TokenRange::new(spot.tokens.start, to.max(end)) } else { spot.tokens }
}

/// The first of two roles of one person: *a lawyer and activist*, *the former secretary and current nominee*.
pub(super) fn first_role(document: &Document<'_>, syntax: &Syntax<'_, '_>, spots: &[Spot], second: usize) -> Option<usize> {
    let role = &spots[second];
    let determined = |spot: &Spot| matches!(syntax.part(spot.phrase.start), Part::Determiner | Part::Possessive);
    if role.sort != Sort::People || role.left.1 != Part::Conjunction || determined(role) {
        return None;
    }
    let near = second.saturating_sub(JOINT)..second;
    let first = near.rev().find(|&at| spots[at].sort == Sort::People && spots[at].tokens.end == role.left.0)?;
    let start = spots[first].phrase.start;
    let told = document.entry_at(role.phrase.start).has_any(&[Class::BeforeTitle, Class::Idle]);
    let one = matches!(document.lower_at(start), "a" | "an") || determined(&spots[first]) && told;
    (one && spots[first].stretch == role.stretch).then_some(first)
}

/// The second of two roles of one person.
pub(super) fn second_role(ground: &Ground<'_, '_>, first: usize) -> Option<usize> {
    let near = first + 1..(first + 1 + JOINT).min(ground.spots.len());
    near.into_iter().find(|&at| first_role(ground.document, ground.syntax, ground.spots, at) == Some(first))
}

/// The document or body that *it* goes on from: what that is, and its mention. The subject before *it* must be one.
pub(super) fn antecedent(ground: &Ground<'_, '_>, at: usize) -> Option<(SourceType, Option<usize>)> {
    let document = ground.document;
    let it = &ground.spots[at];
    if it.sort != Sort::Pronoun || document.lower_at(it.head) != "it" {
        return None;
    }
    let sentence = |spot: &Spot| document.token(spot.head).sentence;
    let subject = |s: &&Spot| {
        let inverted = s.left.1 == Part::Verb && !s.reach.part.verbal();
        s.stretch == it.stretch && (s.reach.part.verbal() && s.left.1 != Part::Preposition || inverted)
    };
    let before = &ground.spots[at.saturating_sub(BACK)..at];
    for back in 0..=SENTENCES {
        let here = sentence(it).checked_sub(back)?;
        let Some(first) = before.iter().filter(|s| sentence(s) == here).find(subject) else {
            continue;
        };
        match first.sort {
            Sort::Pronoun if document.lower_at(first.head) == "it" => {}
            Sort::Document => return Some((SourceType::Document, first.mention)),
            Sort::Body => return Some((SourceType::Organization, first.mention)),
            _ => return None,
        }
    }
    None
}
