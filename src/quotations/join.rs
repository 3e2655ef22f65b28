//! Joining: from turns of transcripts, attributions and what stands in marks to the quotations of a document.

mod marks;

use super::act::{act, group};
use super::addressee::addressee;
use super::content::Piece;
use super::labels::Turn;
use super::line::Line;
use super::pieces::{between_marks, kind, paraphrase, stretches, without_lead};
use super::select::Attribution;
use super::shapes::billed;
use super::stance::stance;
use super::status::status;
use super::{Basis, Cue, CueShape, Found, NotSpeech, Passed, Quotation, QuoteKind, Status, Whose};
use crate::document::{Token, TokenRange};
use crate::lexicon::Act;
use crate::mentions::Mention;
use std::collections::BTreeSet;

/// How sure a labelled turn of a transcript is a quotation.
const TURN: u16 = 950;

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

    fn size(&self, quotation: usize) -> u32 {
        self.quotations[quotation].parts.iter().map(|p| p.len()).sum()
    }

    /// Notes where the quotations found so far start.
    fn index(&mut self) {
        let start = |q: usize| self.quotations[q].parts.first().map(|p| (p.start, q));
        self.by_cue = (0..self.quotations.len()).filter_map(start).collect();
        self.by_cue.sort_unstable();
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

/// Puts a range where it belongs in text order; nearly always that is the end.
fn insert(ranges: &mut Vec<TokenRange>, range: TokenRange) {
    let at = ranges.partition_point(|r| *r <= range);
    ranges.insert(at, range);
}
