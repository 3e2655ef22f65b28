//! What a cue tells by itself: the words of its verb group, and the act.

use super::alike::Alike;
use super::content::{Content, Piece};
use super::cues::Candidate;
use super::line::Line;
use super::{CueShape, QuoteKind};
use crate::grammar::Grammar;
use crate::lexicon::{Act, Class};

/// How far from the cue its subject's noun and its medium are looked for, in words.
const WINDOW: u32 = 12;

/// The words of the verb group: the cue with the auxiliaries before it and what stands between them.
pub(super) fn group(line: &Line<'_, '_>, c: &Candidate<'_>) -> Piece {
    let mut first = c.first;
    if matches!(c.shape, CueShape::Verb | CueShape::Idiom) {
        for w in (c.scope.0..c.first).rev().take(5) {
            if !line.gap(w + 1).is_empty() {
                break;
            }
            match line.class(i64::from(w)) {
                "aux" | "modal" => first = w,
                "not" if line.entry(w).has(Class::Auxiliary) || line.entry(w).has(Class::Modal) => first = w,
                "adv" | "not" => {}
                _ => break,
            }
        }
    }
    (first, c.end)
}

/// The act of a cue: what its verb says, or writing where the words stand in or come from something written.
pub(super) fn act(line: &Line<'_, '_>, c: &Candidate<'_>, content: &Content, kind: QuoteKind) -> Act {
    let act = match c.act() {
        // *on the view from the roof: “…”*: whole sentences after a noun are spoken
        Act::Thought | Act::Intent if c.shape == CueShape::Noun && kind == QuoteKind::Direct => Act::Speech,
        act => act,
    };
    if act != Act::Speech || matches!(c.shape, CueShape::Colon | CueShape::Dash) {
        return act;
    }
    let outside = |w: &u32| !content.pieces().any(|(from, to)| from <= *w && *w < to);
    let is_paper = |w: u32| line.entry(w).has(Class::DocumentNoun) && !Alike::Occasion.has(line.document, line.token(w));
    let (first, end) = group(line, c);
    let behind = (end..c.scope.1).take(WINDOW as usize).take_while(outside);
    let written = match c.shape {
        CueShape::Preposition => {
            // the head of the source: what stands before its own prepositions
            let ends =
                |w: u32| !line.gap(w).is_empty() || matches!(line.class(i64::from(w)), "in" | "of" | "by" | "who" | "that");
            behind.take_while(|&w| w == end || !ends(w)).any(is_paper)
        }
        CueShape::Verb | CueShape::Idiom => {
            let last = first.checked_sub(1).filter(|w| *w >= c.scope.0 && outside(w));
            // *the plan was called “mad” by Ana Pell*: the subject of a passive says nothing
            let passive =
                matches!(c.form, "en" | "ed") && (first..c.first).any(|w| Grammar::Be.has(line.document, line.token(w)));
            let subject = last.is_some_and(|w| !passive && is_paper(w) && heads_subject(line, c, w));
            // “… said in a statement”
            let medium = behind.collect::<Vec<u32>>().windows(2).any(|pair| {
                let &[a, b] = pair else { return false };
                is_paper(b)
                    && matches!(line.lower(i64::from(a)), "a" | "an" | "the" | "his" | "her" | "its" | "their")
                    && a > 0
                    && line.class(i64::from(a) - 1) == "in"
            });
            subject || medium
        }
        _ => false,
    };
    if written { Act::Writing } else { Act::Speech }
}

/// Whether the noun phrase that ends with word `w` is a subject, not part of one: *people who have seen the letter said*.
fn heads_subject(line: &Line<'_, '_>, c: &Candidate<'_>, w: u32) -> bool {
    let belongs = |w: &u32| {
        matches!(line.class(i64::from(*w)), "the" | "his" | "this" | "'s" | "name" | "w" | "s" | "org" | "num" | "role")
    };
    let before = (c.scope.0..w).rev().take(WINDOW as usize).take_while(|w| line.gap(w + 1).is_empty()).find(|w| !belongs(w));
    !before.is_some_and(|w| matches!(line.class(i64::from(w)), "of" | "in" | "aux" | "ed" | "who" | "to" | "ing"))
}
