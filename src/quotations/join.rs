//! Joining: stretches in marks that no cue attributes become further parts of a quotation, quotations of their own, or none.

use super::act::{act, group};
use super::addressee::addressee;
use super::carries::{carries_on, goes_on_behind_cue, is_paragraph, is_surely_speech, lists};
use super::content::Piece;
use super::labels::Turn;
use super::line::Line;
use super::pieces::{between_marks, kind, paraphrase, stretches, without_lead};
use super::select::{Attribution, stance};
use super::shapes::billed;
use super::speech::{Case, Held, SPEECH, is_attribute, is_code, is_named, is_sentence, is_work, judge, reason};
use super::status::status;
use super::{Basis, Cue, CueShape, Found, NotSpeech, Passed, Quotation, QuoteKind, Status, Whose};
use crate::document::{Token, TokenRange};
use crate::lexicon::Act;
use crate::mentions::Mention;
use crate::model::Model;
use std::collections::BTreeSet;

/// With a cue beside it a stretch less likely speech than this (in thousandths) is none.
const CUED_SPEECH: u16 = 150;
/// How sure a labelled turn of a transcript is a quotation.
const TURN: u16 = 950;
/// The same for whole sentences in marks, which are seldom anything else.
const SENTENCE: u16 = 250;
/// How many of the quotations before it are asked for that.
const RECENT: usize = 30;
/// Most tokens of a phrase that is but named.
const PHRASE: u32 = 7;
/// How many paragraphs a quotation without a cue can stand behind the one it follows.
const FOLLOWS: u32 = 4;

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

/// Makes the quotations of a document.
pub(super) struct Joiner<'l, 'd, 't> {
    line: &'l Line<'d, 't>,
    quotations: Vec<Quotation>,
    /// For each stretch the quotation whose content holds it.
    owner: Vec<Option<usize>>,
    not_speech: Vec<NotSpeech>,
    dropped: Vec<bool>,
    /// Those that the shape of their sentence leaves no doubt about.
    settled: BTreeSet<usize>,
    /// The quotations that cues attribute, by where they start.
    by_cue: Vec<(u32, usize)>,
    /// For each paragraph that belongs to a turn of a transcript, where the words of the turn begin.
    in_turn: Vec<Option<u32>>,
}

impl<'l, 'd, 't> Joiner<'l, 'd, 't> {
    pub(super) fn new(line: &'l Line<'d, 't>) -> Self {
        let document = line.document;
        Joiner {
            line,
            quotations: Vec::new(),
            owner: vec![None; document.stretches.len()],
            not_speech: Vec::new(),
            dropped: Vec::new(),
            settled: BTreeSet::new(),
            by_cue: Vec::new(),
            in_turn: vec![None; document.paragraphs.len()],
        }
    }

    /// The turns of a transcript, each a quotation.
    pub(super) fn turns(&mut self, turns: Vec<Turn>) {
        for turn in turns {
            for part in &turn.parts {
                self.in_turn[self.line.document.token(part.start).paragraph as usize] = turn.parts.first().map(|p| p.start);
            }
            let cue = Cue { tokens: turn.label, head: turn.label.start, shape: CueShape::Label };
            self.push(Quotation {
                kind: QuoteKind::Direct,
                act: Act::Speech,
                status: Status::Asserted,
                parts: turn.parts,
                quoted: Vec::new(),
                cue: Some(cue),
                addressee: None,
                within: None,
                follows: None,
                passed: Passed::default(),
                confidence: TURN,
                speech: None,
                basis: Basis::Given,
                weight: 0,
            });
        }
    }

    fn push(&mut self, quotation: Quotation) -> usize {
        self.quotations.push(quotation);
        self.dropped.push(false);
        self.quotations.len() - 1
    }

    /// What cues attribute.
    pub(super) fn attributions(&mut self, attributions: &[Attribution<'_>], mentions: &[Mention]) {
        let line = self.line;
        for a in attributions {
            let outer = a.cue.stretch;
            let mut pieces: Vec<Piece> = a.content.pieces().map(|p| without_lead(line, p, outer)).collect();
            let mut kind = kind(line, &pieces, outer);
            if outer != Token::NONE && kind == QuoteKind::Mixed {
                // inside marks only what has marks of its own is another's
                let held = pieces.iter().flat_map(|&p| stretches(line, p, outer));
                pieces = held.map(|s| line.words_of(between_marks(line, s))).collect();
                kind = QuoteKind::Direct;
            }
            let turn = |t: u32| self.in_turn[line.document.token(t).paragraph as usize];
            let in_turn = turn(a.cue.head);
            // *The exchange went as follows:* leads in to turns that have labels of their own
            if in_turn.is_none() && pieces.iter().any(|&(from, _)| turn(line.token(from)).is_some()) {
                continue;
            }
            // reported speech inside marks or a turn stays part of it
            if (outer != Token::NONE || in_turn.is_some()) && kind == QuoteKind::Indirect {
                continue;
            }
            let held: Vec<u32> = pieces.iter().flat_map(|&p| stretches(line, p, outer)).collect();
            let quoted: Vec<TokenRange> = held.iter().map(|&s| between_marks(line, s)).collect();
            let parts = match kind {
                QuoteKind::Direct => quoted.clone(),
                _ => pieces.iter().flat_map(|&p| paraphrase(line, p, outer)).collect(),
            };
            // nor does anybody's content reach from one turn into another
            if parts.iter().any(|p| turn(p.start) != in_turn || in_turn.is_some_and(|first| p.start < first)) {
                continue;
            }
            let (first, end) = group(line, &a.cue);
            let tokens = match a.cue.shape {
                CueShape::Colon | CueShape::Dash => TokenRange::new(a.cue.head, a.cue.head + 1),
                _ => TokenRange::new(line.token(first), line.token(end - 1) + 1),
            };
            let number = self.push(Quotation {
                kind,
                act: stance(line, a).unwrap_or_else(|| act(line, &a.cue, &a.content, kind)),
                status: status(line, &a.cue, &a.content, kind),
                parts,
                quoted,
                cue: Some(Cue { tokens, head: a.cue.head, shape: a.cue.shape }),
                addressee: addressee(line, &a.cue, &a.content, mentions),
                within: None,
                follows: None,
                passed: Passed { said_by: billed(line, &a.cue, &a.content).map(Whose::At), via: None },
                confidence: a.confidence,
                speech: None,
                basis: Basis::Cue { candidate: a.candidate, content: a.compared },
                weight: a.weight,
            });
            if a.settled {
                self.settled.insert(number);
            }
            if let Some(other) = self.twin(number, held.first().copied()) {
                // told her: “…” has two cues and one content
                let is_sign =
                    |q: usize| self.quotations[q].cue.is_some_and(|c| matches!(c.shape, CueShape::Colon | CueShape::Dash));
                let loses = |q: usize| (is_sign(q), std::cmp::Reverse(self.quotations[q].weight));
                if loses(number) >= loses(other) {
                    self.dropped[number] = true;
                    continue;
                }
                self.dropped[other] = true;
            }
            for s in held {
                // the innermost of nested quotations keeps it
                self.owner[s as usize] = Some(match self.owner[s as usize] {
                    Some(other) if self.size(other) < self.size(number) => other,
                    _ => number,
                });
            }
        }
    }

    /// An earlier quotation with the same content.
    fn twin(&self, number: usize, held: Option<u32>) -> Option<usize> {
        let other = self.owner[held? as usize].filter(|&q| !self.dropped[q])?;
        (self.quotations[other].parts == self.quotations[number].parts).then_some(other)
    }

    /// Notes where the quotations found so far start.
    fn index(&mut self) {
        let start = |q: usize| self.quotations[q].parts.first().map(|p| (p.start, q));
        self.by_cue = (0..self.quotations.len()).filter_map(start).collect();
        self.by_cue.sort_unstable();
    }

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

    fn size(&self, quotation: usize) -> u32 {
        self.quotations[quotation].parts.iter().map(|p| p.len()).sum()
    }

    /// How likely a stretch is speech.
    fn speech(&self, case: Case, model: &Model) -> Judged {
        let (weight, sure) = judge(self.line, case, model);
        Judged { case, weight, sure, is_open: true }
    }

    /// Judges every stretch and joins those without a cue.
    pub(super) fn stretches(&mut self, model: &Model) {
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
    pub(super) fn cases(&self) -> Vec<Case> {
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

    /// The quotations in text order, each knowing the one it stands in.
    pub(super) fn finish(self) -> Found {
        let mut order: Vec<usize> = (0..self.quotations.len()).filter(|&q| !self.dropped[q]).collect();
        order.sort_by_key(|&q| {
            let parts = &self.quotations[q].parts;
            (parts.first().map(|p| p.start), std::cmp::Reverse(parts.last().map(|p| p.end)), q)
        });
        let mut number = vec![None; self.quotations.len()];
        for (new, &old) in order.iter().enumerate() {
            number[old] = Some(new);
        }
        let mut quotations: Vec<Quotation> = order.iter().map(|&q| self.quotations[q].clone()).collect();
        for quotation in &mut quotations {
            quotation.follows = quotation.follows.and_then(|q| number[q]);
        }
        let mut not_speech = self.not_speech;
        not_speech.sort_by_key(|n| n.tokens);
        Found { quotations, not_speech, ..Found::default() }
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

/// Puts a range where it belongs in text order; nearly always that is the end.
fn insert(ranges: &mut Vec<TokenRange>, range: TokenRange) {
    let at = ranges.partition_point(|r| *r <= range);
    ranges.insert(at, range);
}
