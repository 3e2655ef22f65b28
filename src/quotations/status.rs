//! Whether a clause was said, denied, not said, only perhaps said, or asked.

use super::act::group;
use super::beside::Beside;
use super::content::Content;
use super::cues::Candidate;
use super::line::Line;
use super::{CueShape, Quotation, QuoteKind, Status};
use crate::lexicon::{Class, VerbForm};

/// How far before the cue the beginning of its clause is looked for, in words.
const WINDOW: u32 = 12;
/// How many verbs that govern each other are followed: *did not want to be quoted as saying*.
const CHAIN: usize = 3;

/// What the words around a cue say of its clause.
pub(super) fn status(line: &Line<'_, '_>, c: &Candidate<'_>, content: &Content, kind: QuoteKind) -> Status {
    let denial = Beside::Denying.has(line.document, c.head);
    match c.shape {
        CueShape::Noun if denial && kind != QuoteKind::Direct => return Status::Denied,
        CueShape::Verb | CueShape::Idiom => {}
        // *without saying*
        CueShape::Noun if c.form == "ing" => {}
        _ => return Status::Asserted,
    }
    if kind == QuoteKind::Direct && !is_object(line, content) {
        return Status::Asserted;
    }
    let clause = Clause::new(line, c);
    if clause.negated() {
        return Status::Negated;
    }
    if denial || clause.denied() || rejects(line, c, content) {
        return Status::Denied;
    }
    if clause.perhaps() {
        return Status::Hypothetical;
    }
    let question = content.right.is_some_and(|(start, _)| {
        let word = |w: Option<u32>| w.map_or("", |w| line.lower(i64::from(w)));
        let opens = |word: &str| matches!(word, "whether" | "if");
        opens(word(start.checked_sub(1))) || opens(word(Some(start))) || line.entry(start).has(Class::Interrogative)
    });
    if question && Beside::Asking.has(line.document, c.head) { Status::Asked } else { Status::Asserted }
}

/// What stands in somebody's clause that was not asserted was not asserted either: *denied that Reis had called it “mad”*.
pub(super) fn inherit(quotations: &mut [Quotation]) {
    for q in 0..quotations.len() {
        let Some(outer) = quotations[q].within.and_then(|outer| quotations.get(outer)) else {
            continue;
        };
        // in marks it is told, whatever became of the words around it
        let status = outer.status;
        if outer.kind != QuoteKind::Direct && quotations[q].status == Status::Asserted {
            quotations[q].status = status;
        }
    }
}

/// Whether quoted words are an object behind their cue, not words led in by a comma or a colon: *never said “yes”*.
fn is_object(line: &Line<'_, '_>, content: &Content) -> bool {
    let led = |start: u32| {
        let gap = line.gap(start);
        gap.has(b',') || gap.has(b':') || gap.has(b'.')
    };
    content.left.is_none() && content.right.is_some_and(|(start, _)| !led(start))
}

/// *rejected suggestions that the dam was “unsafe”*
fn rejects(line: &Line<'_, '_>, c: &Candidate<'_>, content: &Content) -> bool {
    let Some((start, _)) = content.right.filter(|_| Beside::Rejecting.has(line.document, c.head)) else {
        return false;
    };
    let that = |w: u32| line.lower(i64::from(w)) == "that";
    let leads = that(start) || start > c.end && that(start - 1);
    leads && (c.end..=start).take(WINDOW as usize).any(|w| has(line, w, Beside::Claim))
}

/// Whether the word at a position belongs to a group.
fn has(line: &Line<'_, '_>, w: u32, group: Beside) -> bool {
    w < line.len() && group.has(line.document, line.token(w))
}

/// A cue with the words before it, back to the beginning of its clause.
struct Clause<'c, 'd, 't> {
    line: &'c Line<'d, 't>,
    /// The first word of the clause as far as it is looked at.
    start: u32,
    /// The verb group of the cue.
    first: u32,
    end: u32,
    cue: u32,
    base: bool,
    /// The verbs above it, nearest first: *refused* of *refused to confirm*.
    above: Vec<u32>,
}

impl<'c, 'd, 't> Clause<'c, 'd, 't> {
    fn new(line: &'c Line<'d, 't>, c: &Candidate<'_>) -> Self {
        let (first, end) = group(line, c);
        let mut start = first;
        while start > c.scope.0 && first - start < WINDOW && line.gap(start).is_empty() {
            start -= 1;
        }
        let base = line.document.entry_at(c.head).is_verb_form(VerbForm::Base);
        let mut clause = Clause { line, start, first, end, cue: c.first, base, above: Vec::new() };
        clause.climb();
        clause
    }

    fn lower(&self, w: u32) -> &'c str {
        self.line.lower(i64::from(w))
    }

    /// The word before `w` in the clause, over adverbs.
    fn before(&self, w: u32) -> Option<u32> {
        let is_adverb = |&w: &u32| self.line.class(i64::from(w)) == "adv" && !has(self.line, w, Beside::NotTo);
        (self.start..w).rev().find(|w| !is_adverb(w))
    }

    /// Finds the verbs above the cue: over *to*, *of*, *from* and *confirm or*.
    fn climb(&mut self) {
        let mut at = self.first;
        for _ in 0..CHAIN {
            let Some(before) = self.before(at) else { return };
            at = match self.lower(before) {
                "to" | "of" | "from" | "than" => match self.before(before) {
                    Some(verb) => verb,
                    None => return,
                },
                "or" | "nor" => match self.before(before) {
                    Some(verb) => {
                        at = verb;
                        continue;
                    }
                    None => return,
                },
                _ if self.lower(at).ends_with("ing") && self.undoes(before) => before,
                _ => return,
            };
            self.above.push(at);
        }
    }

    fn undoes(&self, w: u32) -> bool {
        has(self.line, w, Beside::NotDoing) || has(self.line, w, Beside::Denying)
    }

    fn is_not(&self, w: u32) -> bool {
        self.line.class(i64::from(w)) == "not" || self.line.entry(w).has(Class::Negation)
    }

    /// Whether it is said that it was not said.
    fn negated(&self) -> bool {
        let in_group = (self.first..self.cue).any(|w| self.is_not(w));
        // “stopped short of calling it”
        let of_itself = (self.cue..self.end).any(|w| has(self.line, w, Beside::NotDoing));
        let just_before = self.first.checked_sub(1).filter(|w| *w >= self.start).is_some_and(|w| self.is_not(w));
        // “did not want to say”, “was not quoted as saying”
        let above = self.above.iter().any(|&verb| {
            has(self.line, verb, Beside::NotTo)
                || has(self.line, verb, Beside::NotDoing)
                || (self.start..=verb).rev().take(3).any(|w| self.is_not(w))
        });
        in_group || of_itself || just_before || above || self.said_by_nobody()
    }

    /// *Nobody said*, *neither the mayor nor her deputy said*, *no official has said*.
    fn said_by_nobody(&self) -> bool {
        let idle = |w: u32| matches!(self.lower(w), "and" | "but" | "that" | "because" | "since");
        let Some(subject) = (self.start..self.first).find(|&w| !idle(w)) else {
            return false;
        };
        let no = self.lower(subject) == "no" && !matches!(self.lower(subject + 1), "doubt" | "wonder" | "matter" | "longer");
        let lone = (subject + 1..self.first).all(|w| !matches!(self.line.class(i64::from(w)), "he" | "say" | "claim"));
        self.lower(subject) == "nor" || (no || has(self.line, subject, Beside::Nobody)) && lone
    }

    /// *denied telling staff to “burn the files”*
    fn denied(&self) -> bool {
        self.above.iter().any(|&verb| has(self.line, verb, Beside::Denying))
    }

    /// Whether it is only perhaps said: *if she says*, *were a mayor to say*, *might say*, *is expected to say*.
    fn perhaps(&self) -> bool {
        let modal = (self.first..self.cue).any(|w| matches!(self.lower(w), "may" | "might" | "could" | "would" | "should"));
        let in_the_end = (self.first..self.cue).any(|w| has(self.line, w, Beside::Later));
        let condition = (self.start..self.first).any(|w| matches!(self.lower(w), "if" | "unless"));
        let inverted = self.start < self.first
            && match self.lower(self.start) {
                "should" | "did" | "does" => self.base && self.above.is_empty(),
                "were" => self.before(self.first).is_some_and(|w| self.lower(w) == "to"),
                _ => false,
            };
        let planned = self.above.iter().any(|&verb| has(self.line, verb, Beside::PerhapsTo));
        (modal && !in_the_end) || condition || inverted || planned
    }
}
