//! What a cue tells beside the words: the act, whether they were said at all, and to whom.

use super::content::{Content, Piece};
use super::cues::Candidate;
use super::line::Line;
use super::{CueShape, QuoteKind, Status};
use crate::document::{Shape, TokenRange};
use crate::lexicon::{Act, Class, Frame};
use crate::mentions::{Mention, Reference};

/// How far from the cue its auxiliaries, its subject's noun and its addressee are looked for, in words.
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
    let is_paper = |w: u32| line.entry(w).has(Class::DocumentNoun);
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
            let subject = last.is_some_and(|w| is_paper(w) && heads_subject(line, c, w));
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

/// Verbs whose clause is said not to be so.
const DENY: [&str; 2] = ["deny", "refute"];
/// Verbs that report a question.
const ASK: [&str; 6] = ["ask", "wonder", "inquire", "enquire", "query", "question"];

/// Whether a clause was said, denied, not said, only perhaps said, or asked.
pub(super) fn status(line: &Line<'_, '_>, c: &Candidate<'_>, content: &Content, kind: QuoteKind) -> Status {
    if kind == QuoteKind::Direct || !matches!(c.shape, CueShape::Verb | CueShape::Idiom) {
        return Status::Asserted;
    }
    let (first, _) = group(line, c);
    let mut negated = (first..c.first).any(|w| line.class(i64::from(w)) == "not");
    let mut perhaps =
        (first..c.first).any(|w| matches!(line.lower(i64::from(w)), "may" | "might" | "could" | "would" | "should"));
    let before = |k: u32| first.checked_sub(k).map_or("", |w| line.lower(i64::from(w)));
    negated |= matches!(before(1), "never" | "not" | "without");
    negated |= before(1) == "to" && matches!(before(2), "declined" | "refused" | "declines" | "refuses" | "failed" | "declining");
    // “if the auditors say that …”: back to the start of the clause
    for w in (c.scope.0..first).rev().take(WINDOW as usize) {
        perhaps |= matches!(line.lower(i64::from(w)), "if" | "unless");
        if !line.gap(w).is_empty() {
            break;
        }
    }
    if negated {
        return Status::Negated;
    }
    let lemma = c.lemma(line);
    if DENY.contains(&lemma) {
        return Status::Denied;
    }
    if perhaps {
        return Status::Hypothetical;
    }
    let question = content.right.is_some_and(|(start, _)| {
        let word = |w: Option<u32>| w.map_or("", |w| line.lower(i64::from(w)));
        let opens = |word: &str| matches!(word, "whether" | "if");
        opens(word(start.checked_sub(1))) || opens(word(Some(start))) || line.entry(start).has(Class::Interrogative)
    });
    if question && ASK.contains(&lemma) { Status::Asked } else { Status::Asserted }
}

/// To whom it was said: *told CNBC*, *said to her*, *in an interview with CNBC*.
pub(super) fn addressee(line: &Line<'_, '_>, c: &Candidate<'_>, content: &Content, mentions: &[Mention]) -> Option<TokenRange> {
    if c.shape != CueShape::Verb {
        return None;
    }
    let takes = c.verb.is_some_and(|v| v.takes(Frame::Addressee));
    let (first, end) = group(line, c);
    let passive = (first..c.first).any(|w| matches!(line.lower(i64::from(w)), "was" | "were" | "been" | "is" | "are" | "being"))
        && c.form != "ing";
    let phrase = if takes && passive {
        subject(line, c, first)
    } else if takes {
        noun_phrase(line, c, content, end)
    } else if line.lower(i64::from(end)) == "to" && line.gap(end).is_empty() {
        noun_phrase(line, c, content, end + 1)
    } else {
        None
    };
    let (from, to) = phrase.or_else(|| interview(line, c, content))?;
    let tokens = TokenRange::new(line.token(from), line.token(to - 1) + 1);
    let at = mentions.partition_point(|m| m.tokens.start < tokens.start);
    let inside = mentions[at..].iter().take_while(|m| m.tokens.start < tokens.end);
    let name = inside.filter(|m| m.tokens.end == tokens.end).find(|m| m.reference == Reference::Name);
    Some(name.map_or(tokens, |m| m.tokens))
}

/// The subject of a passive: the words from the last sign to the verb group.
fn subject(line: &Line<'_, '_>, c: &Candidate<'_>, first: u32) -> Option<Piece> {
    let start = (c.scope.0..first).rev().take(WINDOW as usize).take_while(|&w| w + 1 == first || line.gap(w + 1).is_empty());
    let start = start.take_while(|&w| is_nominal(line, w)).last()?;
    Some((start, first))
}

/// The noun phrase that starts at word `from` and ends before the content.
fn noun_phrase(line: &Line<'_, '_>, c: &Candidate<'_>, content: &Content, from: u32) -> Option<Piece> {
    if !line.gap(from).is_empty() || from >= c.scope.1 {
        return None;
    }
    let limit = content.right.map_or(c.scope.1, |(start, _)| start).min(from + WINDOW);
    let end = (from..limit)
        .take_while(|&w| {
            (w == from || line.gap(w).is_empty() || line.gap(w).code() == "\"")
                && (is_nominal(line, w) || ends_name(line, w, from))
        })
        .last()?
        + 1;
    // a pronoun or a possessive alone is no phrase of several
    let end = if line.class(i64::from(from)) == "him" { from + 1 } else { end };
    let bare = (from..end).all(|w| matches!(line.class(i64::from(w)), "the" | "his" | "this" | "'s"));
    (!bare).then_some((from, end))
}

/// A noun that could be a verb too, behind a name: *Swiss radio*.
fn ends_name(line: &Line<'_, '_>, w: u32, from: u32) -> bool {
    w > from && matches!(line.class(i64::from(w)), "claim" | "claimnoun") && line.class(i64::from(w) - 1) == "name"
}

fn is_nominal(line: &Line<'_, '_>, w: u32) -> bool {
    let class = line.class(i64::from(w));
    matches!(
        class,
        "name" | "title" | "role" | "org" | "the" | "his" | "him" | "'s" | "num" | "s" | "w" | "paper" | "he" | "this"
    ) || (line.word(w).shape != Shape::Lower && !matches!(class, "time"))
}

/// *in an interview with Le Monde*, before or behind the cue.
fn interview(line: &Line<'_, '_>, c: &Candidate<'_>, content: &Content) -> Option<Piece> {
    let outside = |w: u32| !content.pieces().any(|(from, to)| from <= w && w < to);
    let from = c.scope.0.max(c.first.saturating_sub(3 * WINDOW));
    (from..c.scope.1.min(c.end + 2 * WINDOW)).filter(|&w| outside(w)).find_map(|w| {
        let talk = matches!(line.lower(i64::from(w)), "interview" | "interviews" | "conversation" | "conversations");
        (talk && line.lower(i64::from(w) + 1) == "with" && outside(w + 2)).then(|| noun_phrase(line, c, content, w + 2)).flatten()
    })
}
