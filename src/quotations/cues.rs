//! Cues: the words, colons and dashes that could attribute.

use super::CueShape;
use super::line::Line;
use super::observe_cue::observe_known;
use crate::document::{Shape, Token, TokenKind, TokenRange, Word};
use crate::hits::{Hits, PhraseHit};
use crate::lexicon::{Act, Class, Lexicon, Verb, VerbForm};
use crate::model::{Decision, Model, Sum, Value, Weights};
use crate::table::hash::hash;

/// Something that could be a cue.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'l> {
    /// Its number among all candidates.
    pub(super) number: u32,
    /// The words of the verb or phrase, half-open; empty for a sign, at the position where it stands.
    pub(super) first: u32,
    pub(super) end: u32,
    /// The token that decides.
    pub(super) head: u32,
    pub(super) shape: CueShape,
    pub(super) verb: Option<&'l Verb>,
    pub(super) form: &'static str,
    /// The stretch it stands in, or [`Token::NONE`].
    pub(super) stretch: u32,
    /// The words it can reach.
    pub(super) scope: (u32, u32),
    /// Its kind as facts take it, and the hash of its lemma: many facts state them.
    pub(super) kind_value: Value<'static>,
    lemma_hash: u64,
}

impl Candidate<'_> {
    /// Its lemma as facts take it.
    pub(super) fn lemma_value<'a>(&'a self, line: &'a Line<'_, '_>) -> Value<'a> {
        Value::hashed(self.lemma(line), self.lemma_hash)
    }

    /// The lemma of its verb, or the word itself.
    pub(super) fn lemma<'a>(&'a self, line: &'a Line<'_, '_>) -> &'a str {
        match (self.shape, self.verb) {
            (CueShape::Colon, _) => ":",
            (CueShape::Dash, _) => "-",
            (_, Some(verb)) => &verb.lemma,
            _ => line.document.lower_at(self.head),
        }
    }

    /// The word that decides.
    pub(super) fn head_word(&self, line: &Line<'_, '_>) -> u32 {
        line.word_at(self.head)
    }

    pub(super) fn strength(&self) -> i32 {
        self.verb.map_or(0, |v| i32::from(v.strength))
    }

    pub(super) fn act(&self) -> Act {
        self.verb.map_or(Act::Speech, |v| v.act)
    }

    /// Its kind in a word: acts of thought apart from speech, strong verbs from weak ones.
    pub(super) fn kind(&self) -> &'static str {
        match self.shape {
            CueShape::Colon => "colon",
            CueShape::Dash => "dash",
            CueShape::Noun => "noun",
            CueShape::Preposition => "prep",
            CueShape::Idiom => "idiom",
            CueShape::Label => "label",
            CueShape::Verb => match (self.act(), self.strength()) {
                (_, 0) => "other",
                (Act::Speech | Act::Writing, 3) => "say",
                (Act::Speech | Act::Writing, 2) => "claim",
                (Act::Speech | Act::Writing, _) => "weak",
                (Act::Thought, _) => "think",
                (Act::Intent, _) => "want",
            },
        }
    }
}

/// The candidates of a document, with the words that a model knows.
pub(super) fn found<'l>(line: &Line<'_, '_>, hits: &Hits, lexicon: &'l Lexicon, model: &Model) -> Vec<Candidate<'l>> {
    let weights = model.weights(Decision::Cue);
    candidates(line, hits, lexicon, &|word| is_known(weights, word.into()))
}

/// Whether the weights know a word as a cue, in some sentence or other.
pub(crate) fn is_known(weights: &Weights, word: Value<'_>) -> bool {
    let mut sum = Sum::new(weights);
    observe_known(word, &mut sum);
    sum.total() != 0
}

/// Words of the lexicon that attribute, other words that are known to (*seemed to*, *voted for*), colons and dashes beside marks, and
/// beside marks any word that could be a verb.
pub(super) fn candidates<'l>(
    line: &Line<'_, '_>,
    hits: &Hits,
    lexicon: &'l Lexicon,
    known: &dyn Fn(&Word) -> bool,
) -> Vec<Candidate<'l>> {
    let document = line.document;
    let mut found = Vec::new();
    let mut t = 0;
    while t < document.tokens.len() as u32 {
        let token = document.token(t);
        match token.kind {
            TokenKind::Word => {
                // in *called it “mad”* the pronoun is part of what was said, in *asked whether* the conjunction leads in
                const OPEN: [Class; 3] = [Class::PronounObject, Class::Subordinator, Class::Interrogative];
                let is_whole = |p: &&PhraseHit| !document.entry_at(p.tokens.end - 1).has_any(&OPEN);
                let phrase = hits.phrase_at(t).filter(|p| p.entry.verb != 0).filter(is_whole);
                let (end, entry) = phrase.map_or((t + 1, document.word(token).entry), |p| (p.tokens.end, p.entry));
                let head = (t..end).rev().find(|&t| document.has(t, Class::SpeechVerb)).unwrap_or(t);
                let words = line.words_of(TokenRange::new(t, end));
                if let Some(shape) = shape(line, t, &entry, phrase.is_some()).filter(|&s| names_a_source(line, s, words.1)) {
                    let verb = lexicon.verb(&entry);
                    found.push(candidate(line, words, head, shape, verb, form(line, head)));
                    t = end;
                    continue;
                } else if could_be_verb(line, words.0) && (beside_marks(line, words.0) || known(document.word(token))) {
                    found.push(candidate(line, words, head, CueShape::Verb, None, suffix(document.lower_at(t))));
                }
            }
            TokenKind::Colon | TokenKind::Dash => {
                if let Some(shape) = sign(line, t) {
                    let at = line.word_at(t);
                    found.push(candidate(line, (at, at), t, shape, None, "sign"));
                }
            }
            _ => {}
        }
        t += 1;
    }
    for (number, candidate) in found.iter_mut().enumerate() {
        candidate.number = number as u32;
    }
    found
}

fn candidate<'l>(
    line: &Line<'_, '_>,
    (first, end): (u32, u32),
    head: u32,
    shape: CueShape,
    verb: Option<&'l Verb>,
    form: &'static str,
) -> Candidate<'l> {
    let behind_marks = first == end && is_said_of_marks(line, first, head);
    let anchor = if first == end && !behind_marks { first.saturating_sub(1) } else { first };
    let mut scope = line.scope(anchor);
    // “… said:” at the end of a paragraph reaches into the next
    let gap = line.gap(scope.1);
    if gap.code().starts_with(':') && gap.has(b'/') && scope.1 < line.len() {
        scope.1 = line.scope(scope.1).1;
    }
    let stretch = line.stretch(anchor);
    let unknown = Value::new("");
    let mut candidate =
        Candidate { number: 0, first, end, head, shape, verb, form, stretch, scope, kind_value: unknown, lemma_hash: 0 };
    candidate.kind_value = Value::new(candidate.kind());
    candidate.lemma_hash = hash(candidate.lemma(line).as_bytes());
    candidate
}

/// Whether a sign is said of the marks before it, not in them: a headline’s *‘We went home’: Ana Pell*, *Dam ‘to go’ – mayor*.
fn is_said_of_marks(line: &Line<'_, '_>, at: u32, sign: u32) -> bool {
    let document = line.document;
    let colon = document.kind_at(sign) == Some(TokenKind::Colon);
    let headline = document.token(sign).paragraph == 0 && document.paragraphs.len() > 1;
    headline && line.gap(at).has(b']') && at < line.len() && (colon || line.stretch(0) == Token::NONE)
}

fn shape(line: &Line<'_, '_>, t: u32, entry: &crate::lexicon::Entry, phrase: bool) -> Option<CueShape> {
    if entry.verb == 0 {
        return None;
    }
    let document = line.document;
    let token = document.token(t);
    // a capital in mid-sentence belongs to a name, but for headlines
    let first = token.initial || token.paragraph == 0 && line.class(i64::from(line.word_at(t))) != "name";
    if document.word(token).shape != Shape::Lower && !first {
        return None;
    }
    let noun_place = |t: u32| {
        t > 0
            && document.entry_at(t - 1).has_any(&[Class::Determiner, Class::Possessive, Class::Preposition])
            && &*document.word_at(t - 1).lower != "to"
    };
    Some(if entry.has(Class::SpeechVerb) {
        if entry.has(Class::CueNoun) && (noun_place(t) || document.kind_at(t.wrapping_sub(1)) == Some(TokenKind::Clitic)) {
            CueShape::Noun
        } else {
            CueShape::Verb
        }
    } else if entry.has(Class::CueNoun) {
        CueShape::Noun
    } else if !phrase || document.has(t, Class::Preposition) || &*document.word_at(t).lower == "according" {
        CueShape::Preposition
    } else {
        CueShape::Idiom
    })
}

/// Whether what follows a preposition can be a source: *according to plan* has none.
fn names_a_source(line: &Line<'_, '_>, shape: CueShape, end: u32) -> bool {
    shape != CueShape::Preposition
        || !matches!(line.class(i64::from(end)), "w" | "ing")
        || line.gap(end).has(b'[')
        || matches!(line.class(i64::from(end) + 1), "name" | "title" | "s" | "role")
}

/// The form of a verb as the words beside it tell.
fn form(line: &Line<'_, '_>, head: u32) -> &'static str {
    let entry = line.document.entry_at(head);
    let is = |form| entry.is_verb_form(form);
    if is(VerbForm::Gerund) {
        "ing"
    } else if is(VerbForm::Past) {
        "ed"
    } else if is(VerbForm::Participle) {
        "en"
    } else if is(VerbForm::Present) {
        "s"
    } else if is(VerbForm::Base) {
        "base"
    } else {
        "none"
    }
}

fn suffix(lower: &str) -> &'static str {
    ["ing", "ed", "s"].into_iter().find(|s| lower.ends_with(s)).unwrap_or("none")
}

/// Whether a stretch in marks opens or closes within a few words of word `w`.
fn beside_marks(line: &Line<'_, '_>, w: u32) -> bool {
    let from = w.saturating_sub(5);
    (from..=w + 6).any(|p| {
        let gap = line.gap(p);
        gap.has(b'[') || gap.has(b']')
    })
}

fn could_be_verb(line: &Line<'_, '_>, w: u32) -> bool {
    matches!(line.class(i64::from(w)), "ed" | "s" | "ing" | "w" | "role" | "org" | "paper" | "time")
        && (line.word(w).shape == Shape::Lower || line.document.token(line.token(w)).paragraph == 0)
}

/// A colon before marks or in a headline, a dash behind marks: *“…” — Jane Doe*.
fn sign(line: &Line<'_, '_>, t: u32) -> Option<CueShape> {
    let document = line.document;
    let token = document.token(t);
    let at = line.word_at(t);
    if at == 0 {
        return None;
    }
    let gap = line.gap(at);
    // the only colon of a headline
    let headline = token.paragraph == 0 && document.paragraphs.len() > 1 && {
        let paragraph = &document.paragraphs[0];
        let colons = (paragraph.first_token..paragraph.end_token).take(60);
        colons.filter(|&t| document.kind_at(t) == Some(TokenKind::Colon)).count() == 1
    };
    match token.kind {
        TokenKind::Colon => (gap.has(b'[') || headline).then_some(CueShape::Colon),
        _ => {
            let behind_mark = t > 0 && document.token(t - 1).is_mark() && document.closes_stretch(t - 1);
            let role = token.paragraph == 0
                && document.paragraphs.len() > 1
                && matches!(line.class(i64::from(at)), "role" | "org" | "the");
            let name = document.tokens.get(t as usize + 1).is_some_and(|next| {
                next.paragraph == token.paragraph && !matches!(document.word(next).shape, Shape::Lower | Shape::None)
            });
            (behind_mark && (name || role)).then_some(CueShape::Dash)
        }
    }
}

/// Steps of distance, so that a few weights cover all.
pub(super) fn bucket(n: u32) -> i32 {
    match n {
        0..=4 => n as i32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    }
}

/// The outermost stretch inside `outer` in which word `w` stands.
pub(super) fn child_stretch(line: &Line<'_, '_>, w: u32, outer: u32) -> Option<u32> {
    let mut inner = line.stretch(w);
    for _ in 0..8 {
        if inner == outer || inner == Token::NONE {
            return None;
        }
        let parent = line.parent(inner);
        if parent == outer {
            return Some(inner);
        }
        inner = parent;
    }
    None
}

/// The nearest stretch before position `p`: the words between, and the stretch.
pub(super) fn stretch_before(line: &Line<'_, '_>, p: u32, from: u32, outer: u32) -> Option<(u32, u32)> {
    (from..p).rev().find_map(|w| child_stretch(line, w, outer).map(|s| (p - 1 - w, s)))
}

/// The nearest stretch behind position `p`.
pub(super) fn stretch_behind(line: &Line<'_, '_>, p: u32, to: u32, outer: u32) -> Option<(u32, u32)> {
    (p..to).find_map(|w| child_stretch(line, w, outer).map(|s| (w - p, s)))
}

/// How a stretch looks: its length, its capitals, how it ends.
pub(super) fn look(line: &Line<'_, '_>, stretch: u32) -> (&'static str, &'static str, &'static str) {
    let Some(s) = line.document.stretches.get(stretch as usize) else {
        return ("_", "_", "_");
    };
    let (from, to) = line.words_of(TokenRange::new(s.first_token, s.end_token));
    let length = match to - from {
        0..=1 => "1",
        2 => "2",
        3..=5 => "5",
        6..=10 => "10",
        _ => "long",
    };
    let (mut capitals, mut small) = (0, 0);
    for w in (from..to).take(12) {
        match line.word(w).shape {
            Shape::Lower if line.entry(w).level <= 10 && line.word(w).lower.len() < 5 => {}
            Shape::Lower => small += 1,
            Shape::None => {}
            _ => capitals += 1,
        }
    }
    let starts_small = from < to && line.word(from).shape == Shape::Lower;
    let case = match (capitals, small, starts_small) {
        (_, _, true) => "small",
        (0 | 1, 0, _) if to - from < 2 => "word",
        (2.., 0, _) => "title",
        (2.., 1, _) if capitals > 2 => "title",
        _ => "sentence",
    };
    let sign = |t: u32| matches!(line.document.kind_at(t), Some(TokenKind::Comma | TokenKind::Stop | TokenKind::Dash));
    let inside = s.end_token.saturating_sub(1);
    let last = line.document.kind_at(if sign(inside) { inside } else { s.end_token + 1 });
    let ends = match last {
        _ if !s.closed => "open",
        Some(TokenKind::Comma) => ",",
        Some(TokenKind::Stop) => ".",
        Some(TokenKind::Dash) => "-",
        _ => "w",
    };
    (length, case, ends)
}
