//! The name tagger: the best sequence of labels for the tokens of a document, by whole-number weights.

use super::again::{Again, observe_again};
use super::context::Context;
use super::label::{LABELS, Label, NameKind, Part};
use super::observe::{REACH, is_plain, observe_plain, observe_token, observe_word};
use crate::document::TokenRange;
use crate::model::{Decision, Model, Rule, Sink, Sum, Weights};
use std::collections::BTreeMap;

/// The fact that another label stands before.
pub(crate) const AFTER: Rule = Rule::new("after");

/// What stands before the first token.
pub(crate) const START: &str = "START";

/// A paragraph longer than this is read in pieces that end with a sentence.
const LONG: u32 = 600;

/// A sentence longer than this is cut.
const LONGEST: u32 = 4000;

type Scores = [i32; LABELS];

/// A name that the tagger found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tagged {
    pub(crate) tokens: TokenRange,
    pub(crate) kind: NameKind,
}

/// The token ranges that are read as one sequence, in order: paragraphs, or pieces of long ones.
pub(crate) fn sequences(context: &Context<'_, '_>) -> Vec<TokenRange> {
    let document = context.document;
    let mut sequences = Vec::with_capacity(document.paragraphs.len());
    let mut start = 0;
    for (i, sentence) in document.sentences.iter().enumerate() {
        let mut from = sentence.first_token;
        while sentence.end_token - from > LONGEST {
            sequences.push(TokenRange::new(start, from + LONGEST));
            from += LONGEST;
            start = from;
        }
        let next = document.sentences.get(i + 1);
        let ends = next.is_none_or(|n| n.paragraph != sentence.paragraph);
        if ends || sentence.end_token - start > LONG {
            sequences.push(TokenRange::new(start, sentence.end_token));
            start = sentence.end_token;
        }
    }
    sequences
}

/// The weights of labels behind labels; one row for each label before, and one for the start.
struct Transitions {
    behind: [Scores; LABELS],
    start: Scores,
    /// For each label the labels that can stand before it.
    before: [Vec<usize>; LABELS],
}

impl Transitions {
    fn new(weights: &Weights) -> Transitions {
        let row = |name: &str| {
            let mut sum = Sum::new(weights);
            sum.see(AFTER, &[name.into()]);
            first(sum.totals())
        };
        let before = std::array::from_fn(|next| {
            (0..LABELS).filter(|&l| Label::from_index(l).can_precede(Label::from_index(next))).collect()
        });
        Transitions { behind: std::array::from_fn(|i| row(super::label::NAMES[i])), start: row(START), before }
    }
}

fn first(totals: &[i32]) -> Scores {
    let mut scores = [0; LABELS];
    for (score, total) in scores.iter_mut().zip(totals) {
        *score = *total;
    }
    scores
}

/// The scores of all tokens of a document, and the sequences they are read in.
struct Reading {
    sequences: Vec<TokenRange>,
    scores: Vec<Scores>,
    transitions: Transitions,
}

impl Reading {
    fn new(context: &Context<'_, '_>, weights: &Weights) -> Reading {
        let mut emissions = Emissions::new(context, weights);
        let scores = (0..context.document.tokens.len() as u32).map(|t| emissions.of(t)).collect();
        Reading { sequences: sequences(context), scores, transitions: Transitions::new(weights) }
    }

    fn scores(&self, sequence: TokenRange) -> &[Scores] {
        self.scores.get(sequence.start as usize..sequence.end as usize).unwrap_or_default()
    }

    /// The best labels, one for each token.
    fn labels(&self) -> Vec<Label> {
        self.sequences.iter().flat_map(|&sequence| best(self.scores(sequence), &self.transitions)).collect()
    }
}

/// The labels of a document's tokens at first look, without regard to the same words elsewhere.
pub(crate) fn first_look(context: &Context<'_, '_>, model: &Model) -> Vec<Label> {
    Reading::new(context, model.weights(Decision::Kind)).labels()
}

/// How much a name of one word is rather a person's than a place's, by its token; in parts of the weights.
pub(super) type Leanings = BTreeMap<u32, i32>;

/// Tags the names of a document, in two looks.
pub(super) fn tag(context: &Context<'_, '_>, model: &Model) -> (Vec<Tagged>, Leanings) {
    let weights = model.weights(Decision::Kind);
    let mut reading = Reading::new(context, weights);
    let first_labels = reading.labels();
    let again = Again::new(context, &first_labels);
    for (t, scores) in reading.scores.iter_mut().enumerate() {
        let mut sum = Sum::new(weights);
        observe_again(context, &again, t as u32, &mut sum);
        for (score, add) in scores.iter_mut().zip(sum.totals()) {
            *score += add;
        }
    }
    let labels = reading.labels();
    let mut found = Vec::new();
    for &sequence in &reading.sequences {
        let labels = labels.get(sequence.start as usize..sequence.end as usize).unwrap_or_default();
        collect(sequence, labels, &mut found);
    }
    let score = |t: u32, kind| reading.scores.get(t as usize).map_or(0, |scores| scores[Label::new(kind, Part::Alone).index()]);
    let single = found.iter().filter(|n| n.tokens.len() == 1 && matches!(n.kind, NameKind::Person | NameKind::Place));
    let leanings =
        single.map(|name| name.tokens.start).map(|t| (t, score(t, NameKind::Person) - score(t, NameKind::Place))).collect();
    (found, leanings)
}

/// The scores of tokens; what follows from a word alone is summed once for each distinct word.
struct Emissions<'c, 'd, 't> {
    context: &'c Context<'d, 't>,
    weights: &'c Weights,
    plain: Scores,
    /// By word number and offset.
    words: Vec<[Option<Box<Scores>>; 2 * REACH as usize + 1]>,
}

impl<'c, 'd, 't> Emissions<'c, 'd, 't> {
    fn new(context: &'c Context<'d, 't>, weights: &'c Weights) -> Self {
        let words = (0..context.document.distinct_words()).map(|_| Default::default()).collect();
        let mut plain = Sum::new(weights);
        observe_plain(&mut plain);
        Emissions { context, weights, plain: first(plain.totals()), words }
    }

    fn of(&mut self, t: u32) -> Scores {
        if is_plain(self.context, t) {
            return self.plain;
        }
        let document = self.context.document;
        let mut sum = Sum::new(self.weights);
        observe_token(self.context, t, &mut sum);
        let mut scores = first(sum.totals());
        for offset in -REACH..=REACH {
            let Some(at) = self.context.beside(t, offset) else {
                continue;
            };
            let token = document.token(at);
            let weights = self.weights;
            let tag = self.context.tag(at);
            let cached = &mut self.words[token.word as usize][(offset + REACH) as usize];
            let of_word = cached.get_or_insert_with(|| {
                let mut sum = Sum::new(weights);
                observe_word(document.word(token), token.kind, tag, offset, &mut sum);
                Box::new(first(sum.totals()))
            });
            for (score, add) in scores.iter_mut().zip(of_word.iter()) {
                *score += add;
            }
        }
        scores
    }
}

/// All facts about a token at first look, for training and explanation.
pub(crate) fn observe(context: &Context<'_, '_>, t: u32, sink: &mut impl Sink) {
    if is_plain(context, t) {
        observe_plain(sink);
        return;
    }
    for offset in -REACH..=REACH {
        if let Some(at) = context.beside(t, offset) {
            let token = context.document.token(at);
            observe_word(context.document.word(token), token.kind, context.tag(at), offset, sink);
        }
    }
    observe_token(context, t, sink);
}

/// The best sequence of labels (Viterbi).
fn best(scores: &[Scores], transitions: &Transitions) -> Vec<Label> {
    const NEVER: i64 = i64::MIN / 4;
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    let mut totals = [NEVER; LABELS];
    for (i, emission) in scores.iter().enumerate() {
        let mut next = [NEVER; LABELS];
        let mut from = [0u8; LABELS];
        for label in 0..LABELS {
            if i == 0 {
                if Label::from_index(label).can_begin() {
                    next[label] = i64::from(emission[label]) + i64::from(transitions.start[label]);
                }
                continue;
            }
            let mut best = NEVER;
            for &before in &transitions.before[label] {
                let total = totals[before] + i64::from(transitions.behind[before][label]);
                if total > best {
                    best = total;
                    from[label] = before as u8;
                }
            }
            next[label] = best + i64::from(emission[label]);
        }
        totals = next;
        back.push(from);
    }
    let last = (0..LABELS).filter(|&l| Label::from_index(l).can_end()).max_by_key(|&l| (totals[l], LABELS - l));
    let mut label = last.unwrap_or_default();
    let mut labels = vec![Label::OUTSIDE; scores.len()];
    for (slot, from) in labels.iter_mut().zip(&back).rev() {
        *slot = Label::from_index(label);
        label = usize::from(from[label]);
    }
    labels
}

/// The names in a sequence of labels.
fn collect(sequence: TokenRange, labels: &[Label], found: &mut Vec<Tagged>) {
    let mut start = 0;
    for (i, label) in labels.iter().enumerate() {
        let Some((kind, part)) = label.name() else {
            continue;
        };
        if matches!(part, Part::Begins | Part::Alone) {
            start = i;
        }
        if matches!(part, Part::Last | Part::Alone) {
            let tokens = TokenRange::new(sequence.start + start as u32, sequence.start + i as u32 + 1);
            found.push(Tagged { tokens, kind });
        }
    }
}
