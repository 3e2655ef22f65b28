//! What each stretch in marks becomes: words of the quotation that has it, a further part of one, one of its own, or no speech.

use super::{Joiner, insert};
use crate::document::{Token, TokenRange};
use crate::lexicon::Act;
use crate::model::Model;
use crate::quotations::carries::{carries_on, goes_on_behind_cue, is_paragraph, is_surely_speech, lists};
use crate::quotations::line::Line;
use crate::quotations::pieces::between_marks;
use crate::quotations::speech::{Case, Held, SPEECH, is_attribute, is_code, is_named, is_sentence, is_work, judge, reason};
use crate::quotations::{Basis, NotSpeech, Passed, Quotation, QuoteKind, Status};

/// With a cue beside it a stretch less likely speech than this (in thousandths) is none.
const CUED_SPEECH: u16 = 150;
/// Likewise for whole sentences in marks, which are seldom anything else.
const SENTENCE: u16 = 250;
/// Most tokens of a phrase that is but named.
const PHRASE: u32 = 7;
/// How many paragraphs a quotation without a cue can stand behind the one it follows.
const FOLLOWS: u32 = 4;
/// How many of the quotations before it are asked for that.
const RECENT: usize = 30;

/// What the evidence says of a stretch.
#[derive(Debug, Clone, Copy)]
struct Judged {
    case: Case,
    weight: i32,
    /// In thousandths.
    sure: u16,
    /// Whether nothing but this tells whether it is speech.
    is_open: bool,
}

impl Joiner<'_, '_, '_> {
    /// Whether a paraphrase says something before it comes to its marks, or behind those that open it: *said that the man known as
    /// “Doc” would go*, *“Three bad winters” were behind it, she said*.
    fn has_clause(&self, quotation: usize) -> bool {
        let quotation = &self.quotations[quotation];
        let Some((marks, first)) = quotation.quoted.first().zip(quotation.parts.first()) else {
            return false;
        };
        let verbs = |start: u32, end: u32| {
            let (from, to) = self.line.words_of(TokenRange::new(start.min(end), end));
            self.line.verbs_in(from, to) > 0
        };
        let before = quotation.parts.iter().any(|part| verbs(part.start.min(marks.start), part.end.min(marks.start)));
        let cue_behind = quotation.cue.is_some_and(|cue| cue.head >= first.end);
        let opens = first.start + 1 >= marks.start && cue_behind && verbs(marks.end, first.end);
        quotation.kind == QuoteKind::Mixed && (before || opens)
    }

    /// Whether a content is a few words without a verb.
    fn is_phrase(&self, quotation: usize) -> bool {
        let words = self.quotations[quotation].parts.iter().map(|&part| self.line.words_of(part));
        self.size(quotation) <= PHRASE && words.map(|(from, to)| self.line.verbs_in(from, to)).sum::<u32>() == 0
    }

    /// How likely a stretch is speech.
    fn speech(&self, case: Case, model: &Model) -> Judged {
        let (weight, sure) = judge(self.line, case, model);
        Judged { case, weight, sure, is_open: true }
    }

    /// Judges every stretch and joins those without a cue.
    pub(in crate::quotations) fn stretches(&mut self, model: &Model) {
        self.index();
        let document = self.line.document;
        // the last quotation with words in marks, and those left open at the end of a paragraph
        let mut last: Option<(usize, u32)> = None;
        let mut open: Option<u32> = None;
        for s in 0..document.stretches.len() as u32 {
            let stretch = document.stretches[s as usize];
            if self.in_turn[stretch.paragraph as usize].is_some() {
                continue;
            }
            let owner = self.owner[s as usize].filter(|&q| !self.dropped[q]);
            let nested = stretch.parent != Token::NONE;
            let case = self.case(s, owner, last.is_some_and(|(_, p)| p == stretch.paragraph));
            let mut judged = self.speech(case, model);
            let sure = judged.sure;
            let follow_on =
                last.is_some_and(|(q, p)| p == stretch.paragraph && goes_on_behind_cue(self.line, &self.quotations[q], s));
            let answers = last.is_some_and(|(_, p)| p + 1 == stretch.paragraph) && is_paragraph(self.line, s);
            let bar = match () {
                () if follow_on || is_surely_speech(self.line, s) => 0,
                () if is_sentence(self.line, s) || answers => SENTENCE,
                () => SPEECH,
            };
            judged.is_open = bar == SPEECH;
            if let Some(q) = owner {
                let (least, most) = self.quotations[q].speech.unwrap_or((sure, sure));
                self.quotations[q].speech = Some((least.min(sure), most.max(sure)));
                let title = is_work(self.line, s) && self.quotations[q].act == Act::Writing;
                let sentence = self.quotations[q].kind == QuoteKind::Direct && is_sentence(self.line, s);
                let named = !sentence && is_named(self.line, s);
                let first = self.quotations[q].quoted.first() == Some(&between_marks(self.line, s));
                let alone = first && (title || self.quotations[q].quoted.len() == 1) && !self.has_clause(q);
                // *the council’s “green” budget*
                let attribute = self.quotations[q].kind == QuoteKind::Mixed && self.is_phrase(q) && is_attribute(self.line, s);
                let unlikely = sure < CUED_SPEECH && !self.settled.contains(&q);
                if (unlikely || title || named || attribute) && alone {
                    self.dropped[q] = true;
                    self.refuse(s);
                } else if !nested {
                    last = Some((q, stretch.paragraph));
                    self.attach_open(open.take().filter(|_| stretch.continues), q);
                }
            } else if nested {
                if sure < SPEECH {
                    self.refuse(s);
                }
                continue;
            } else if stretch.continues && last.is_some_and(|(_, p)| p + 1 == stretch.paragraph) && open.is_none() {
                if let Some((q, _)) = last {
                    self.add(q, s);
                    last = Some((q, stretch.paragraph));
                }
            } else if let Some(q) = self.listed(s).filter(|_| sure >= CUED_SPEECH) {
                self.run_on(q, s);
                last = Some((q, stretch.paragraph));
            } else if is_code(self.line, s) || is_attribute(self.line, s) || is_named(self.line, s) || sure < bar {
                self.refuse(s);
                continue;
            } else if let Some((q, _)) =
                last.filter(|&(q, p)| p == stretch.paragraph && carries_on(self.line, &self.quotations[q], s))
            {
                self.add(q, s);
            } else if let Some(q) = self.carried_on_by(s) {
                self.add(q, s);
                last = Some((q, stretch.paragraph));
            } else if let (true, Some(before)) = (stretch.continues, open) {
                // several open ones in a row wait for a cue
                self.add_to_owner(before, s);
                last = self.owner[s as usize].map(|q| (q, stretch.paragraph));
                if !stretch.closed {
                    open = Some(s);
                    continue;
                }
            } else {
                let q = self.cueless(judged, last.map(|(q, _)| q));
                last = Some((q, stretch.paragraph));
                if !stretch.closed {
                    open = Some(s);
                    continue;
                }
            }
            if stretch.closed {
                open = None;
            }
        }
    }

    /// How each stretch outside turns stands before any is judged, for training.
    #[cfg(feature = "learn")]
    pub(in crate::quotations) fn cases(&self) -> Vec<Case> {
        let document = self.line.document;
        let mut last = None;
        let mut cases = Vec::new();
        for (s, stretch) in document.stretches.iter().enumerate() {
            if self.in_turn[stretch.paragraph as usize].is_some() || stretch.parent != Token::NONE {
                continue;
            }
            let owner = self.owner[s];
            cases.push(self.case(s as u32, owner, last == Some(stretch.paragraph)));
            if owner.is_some() {
                last = Some(stretch.paragraph);
            }
        }
        cases
    }

    /// How a stretch stands that a quotation holds, or none.
    fn case(&self, stretch: u32, owner: Option<usize>, follows: bool) -> Case {
        let quotation = owner.map(|q| &self.quotations[q]);
        let cued = match quotation.map(|q| q.kind) {
            Some(QuoteKind::Direct) => "all",
            Some(_) => "part",
            None => "no",
        };
        Case { stretch, cued, follows, held: quotation.and_then(|q| held(self.line, q, stretch)) }
    }

    fn refuse(&mut self, stretch: u32) {
        let tokens = between_marks(self.line, stretch);
        self.not_speech.push(NotSpeech { tokens, reason: reason(self.line, stretch) });
    }

    /// The quotation that has the stretch before this one, if it lists them both.
    fn listed(&self, stretch: u32) -> Option<usize> {
        let before = (0..stretch).rev().take(4).find(|&b| self.line.document.stretches[b as usize].parent == Token::NONE)?;
        let q = self.owner[before as usize].filter(|&q| !self.dropped[q])?;
        lists(self.line, &self.quotations[q], stretch).then_some(q)
    }

    /// Lets the last part of a quotation run on to the end of a stretch.
    fn run_on(&mut self, q: usize, stretch: u32) {
        let tokens = between_marks(self.line, stretch);
        let s = self.line.document.stretches[stretch as usize];
        let document = self.line.document;
        let opened = |t: u32| t > 0 && document.opens_stretch(t - 1);
        let quotation = &mut self.quotations[q];
        if quotation.kind == QuoteKind::Direct {
            quotation.kind = QuoteKind::Mixed;
            for part in &mut quotation.parts {
                part.start -= u32::from(opened(part.start));
            }
        }
        if let Some(part) = quotation.parts.last_mut() {
            part.end = tokens.end + u32::from(s.closed);
        }
        insert(&mut quotation.quoted, tokens);
        self.owner[stretch as usize] = Some(q);
    }

    /// The quotation that goes on behind its cue after this stretch: *“…,” Jane Doe said after a while, “…”*.
    fn carried_on_by(&self, stretch: u32) -> Option<usize> {
        let document = self.line.document;
        let s = document.stretches[stretch as usize];
        let next = (stretch + 1..document.stretches.len() as u32)
            .take(4)
            .find(|&n| document.stretches[n as usize].parent == Token::NONE)?;
        let q = self.owner[next as usize].filter(|&q| !self.dropped[q])?;
        let cue = self.quotations[q].cue?.head;
        let between = s.end_token <= cue && cue < document.stretches[next as usize].first_token;
        let same = document.token(cue).sentence == document.token(s.first_token).sentence;
        let comma = self.line.gap(self.line.word_at(s.end_token)).has(b',');
        (between && same && comma && self.quotations[q].kind == QuoteKind::Direct).then_some(q)
    }

    /// Adds a stretch to a quotation as a further part.
    fn add(&mut self, q: usize, stretch: u32) {
        let tokens = between_marks(self.line, stretch);
        let s = self.line.document.stretches[stretch as usize];
        let quotation = &mut self.quotations[q];
        let part = match quotation.kind {
            QuoteKind::Direct => tokens,
            _ => TokenRange::new(tokens.start - u32::from(s.opened), tokens.end + u32::from(s.closed)),
        };
        insert(&mut quotation.quoted, tokens);
        insert(&mut quotation.parts, part);
        self.owner[stretch as usize] = Some(q);
    }

    fn add_to_owner(&mut self, before: u32, stretch: u32) {
        if let Some(q) = self.owner[before as usize] {
            self.add(q, stretch);
        }
    }

    /// Gives the paragraphs that were waiting for a cue to the quotation that has one.
    fn attach_open(&mut self, open: Option<u32>, q: usize) {
        let Some(waiting) = open.and_then(|s| self.owner[s as usize]).filter(|&w| w != q) else {
            return;
        };
        let all = self.quotations[waiting].parts.len();
        let before = (0..=open.unwrap_or(0)).rev();
        let stretches: Vec<u32> = before.filter(|&s| self.owner[s as usize] == Some(waiting)).take(all).collect();
        self.dropped[waiting] = true;
        for s in stretches {
            self.add(q, s);
        }
    }

    /// A quotation of a stretch alone.
    fn cueless(&mut self, judged: Judged, last: Option<usize>) -> usize {
        let stretch = judged.case.stretch;
        let tokens = between_marks(self.line, stretch);
        let paragraph = self.line.document.stretches[stretch as usize].paragraph;
        let document = self.line.document;
        let near = |q: &usize| {
            let end = self.quotations[*q].parts.last().map_or(0, |p| p.start);
            paragraph - document.token(end).paragraph.min(paragraph) <= FOLLOWS
        };
        let follows = last.filter(near).or_else(|| {
            // reported speech counts too
            let behind = self.by_cue.partition_point(|&(start, _)| start < tokens.start);
            self.by_cue[behind.saturating_sub(RECENT)..behind]
                .iter()
                .map(|&(_, q)| q)
                .filter(|&q| {
                    !self.dropped[q] && near(&q) && self.quotations[q].parts.last().is_some_and(|p| p.end <= tokens.start)
                })
                .max_by_key(|&q| self.quotations[q].parts.last().map(|p| p.end))
        });
        let number = self.push(Quotation {
            kind: QuoteKind::Direct,
            act: Act::Speech,
            status: Status::Asserted,
            parts: vec![tokens],
            quoted: vec![tokens],
            cue: None,
            addressee: None,
            within: None,
            follows,
            passed: Passed::default(),
            confidence: judged.sure,
            speech: judged.is_open.then_some((judged.sure, judged.sure)),
            basis: Basis::Marks(judged.case),
            weight: judged.weight,
        });
        self.owner[stretch as usize] = Some(number);
        number
    }
}

/// How a stretch stands in the content of a quotation that has a cue.
fn held(line: &Line<'_, '_>, quotation: &Quotation, stretch: u32) -> Option<Held> {
    let cue = quotation.cue?.head;
    let tokens = between_marks(line, stretch);
    let part = quotation.parts.iter().find(|part| part.contains(tokens.start))?;
    let place = match (tokens.start <= part.start + 1, tokens.end + 1 >= part.end) {
        (true, true) => "all",
        (true, false) => "first",
        (false, true) => "last",
        (false, false) => "amid",
    };
    let sum = |ranges: &[TokenRange], of: &dyn Fn(u32, u32) -> u32| -> u32 {
        ranges.iter().map(|&range| line.words_of(range)).map(|(from, to)| of(from, to)).sum()
    };
    let bare = |of: &dyn Fn(u32, u32) -> u32| sum(&quotation.parts, of).saturating_sub(sum(&quotation.quoted, of));
    Some(Held {
        sure: quotation.confidence,
        cue,
        place,
        bare: bare(&|from, to| to - from),
        verbs: bare(&|from, to| line.verbs_in(from, to)),
        stretches: quotation.quoted.len() as u32,
    })
}
