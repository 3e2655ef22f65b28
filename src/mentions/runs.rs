//! Runs of capitalised words: the stretches in which names are looked for, with what stands around them.

use super::circumstances::Circumstance;
use crate::document::{Document, Sentence, Shape, Token, TokenKind};
use crate::lexicon::Class;

/// How a sentence uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// As prose does.
    Mixed,
    /// No small letters, or hardly any: a headline of an agency.
    Upper,
    /// No capitals at all.
    Lower,
    /// A capital on nearly every word: a headline.
    Title,
}

impl Case {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Case::Mixed => "mixed",
            Case::Upper => "upper",
            Case::Lower => "lower",
            Case::Title => "title",
        }
    }
}

/// A run of capitalised words, token numbers half-open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// What a phrase in commas behind it tells of it.
    pub(crate) apposition: &'static str,
}

/// Number of no run.
pub(crate) const NO_RUN: u32 = u32::MAX;

/// Classes of words whose capital, at the beginning of a sentence, means nothing.
pub(super) const FUNCTION: [Class; 14] = [
    Class::Determiner,
    Class::Possessive,
    Class::PronounSubject,
    Class::PronounObject,
    Class::Demonstrative,
    Class::Preposition,
    Class::Conjunction,
    Class::Subordinator,
    Class::Auxiliary,
    Class::Modal,
    Class::Adverb,
    Class::Interrogative,
    Class::Relative,
    Class::Negation,
];

/// The case of each sentence.
pub(crate) fn cases(document: &Document<'_>) -> Vec<Case> {
    document
        .sentences
        .iter()
        .map(|sentence| {
            let (mut small, mut capital, mut upper, mut content, mut content_small, mut plain) =
                (0u32, 0u32, 0u32, 0u32, 0u32, 0u32);
            for t in sentence.first_token..sentence.end_token {
                let token = document.token(t);
                if token.kind != TokenKind::Word {
                    continue;
                }
                let word = document.word(token);
                let long = word.lower.chars().count() > 3;
                match word.shape {
                    Shape::Lower => small += 1,
                    Shape::Upper => upper += 1,
                    Shape::Capital | Shape::Mixed => capital += 1,
                    Shape::Letter | Shape::None => {}
                }
                content += u32::from(long);
                content_small += u32::from(long && word.shape == Shape::Lower);
                let entry = &word.entry;
                let ordinary = (1..=35).contains(&entry.level) && entry.given.max(entry.surname) < 4;
                plain += u32::from(long && word.shape == Shape::Capital && ordinary);
            }
            let words = small + capital + upper;
            if upper >= 2 && small * 10 <= words && capital * 10 <= words {
                Case::Upper
            } else if small >= 3 && capital + upper == 0 {
                Case::Lower
            } else if content >= 4 && content_small * 5 <= content && plain * 3 >= content && !is_stopped(document, sentence) {
                Case::Title
            } else {
                Case::Mixed
            }
        })
        .collect()
}

/// Whether a sentence ends with a full stop, as prose does and headlines don't: *Nokia Hires Ann Ford* and *Nokia hired Ann Ford on Monday.*
fn is_stopped(document: &Document<'_>, sentence: &Sentence) -> bool {
    let last = (sentence.first_token..sentence.end_token).rev().find(|&t| !document.token(t).is_mark());
    last.is_some_and(|t| document.kind_at(t) == Some(TokenKind::Stop) && document.lower_at(t) == ".")
}

/// Whether a token is a word with a capital that can belong to a name.
fn is_capitalised(document: &Document<'_>, token: &Token) -> bool {
    if token.kind != TokenKind::Word {
        return false;
    }
    let word = document.word(token);
    match word.shape {
        Shape::Capital | Shape::Upper | Shape::Mixed => !(token.initial && word.entry.has_any(&FUNCTION)),
        Shape::Letter => {
            let article = token.initial && word.entry.has(Class::Determiner);
            !article && !word.entry.has(Class::PronounSubject)
        }
        Shape::Lower | Shape::None => false,
    }
}

/// Whether a small word behind a hyphen is the end of a name (*Tae-kyung*), not of a compound (*London-based*).
fn ends_given_name(document: &Document<'_>, hyphen: &Token, token: &Token) -> bool {
    let word = document.word(token);
    let touches = hyphen.kind == TokenKind::Hyphen && !hyphen.spaced && !token.spaced;
    // *Mum-of-four* is no name
    let ordinary = word.entry.level > 0 || word.lower.contains('-');
    touches && word.shape == Shape::Lower && token.kind == TokenKind::Word && !ordinary && word.lower.len() < 8
}

/// The runs of a document and, for each token, the number of its run or [`NO_RUN`]. A sentence that
/// uses capitals otherwise than prose has none.
pub(crate) fn find(document: &Document<'_>, cases: &[Case]) -> (Vec<Run>, Vec<u32>) {
    let mut runs: Vec<Run> = Vec::new();
    let mut run_of = vec![NO_RUN; document.tokens.len()];
    let mut t = 0u32;
    while (t as usize) < document.tokens.len() {
        let token = document.token(t);
        let case = cases.get(token.sentence as usize).copied().unwrap_or(Case::Mixed);
        if case != Case::Mixed || !is_capitalised(document, token) {
            t += 1;
            continue;
        }
        let start = t;
        t += 1;
        while let Some(next) = document.tokens.get(t as usize).filter(|n| n.sentence == token.sentence) {
            let joins = next.kind == TokenKind::Hyphen || (next.kind == TokenKind::Other && document.text_of(next) == "&");
            let behind = document.tokens.get(t as usize + 1).filter(|b| b.sentence == token.sentence);
            if is_capitalised(document, next) {
                t += 1;
            } else if joins && behind.is_some_and(|b| is_capitalised(document, b) || ends_given_name(document, next, b)) {
                t += 2;
            } else {
                break;
            }
        }
        for run in run_of.iter_mut().take(t as usize).skip(start as usize) {
            *run = runs.len() as u32;
        }
        runs.push(Run { start, end: t, apposition: apposition(document, t) });
    }
    (runs, run_of)
}

/// What the words behind a comma at `t` tell: *, the mayor,* a role; *, 34,* an age; *, Texas* a capital.
fn apposition(document: &Document<'_>, t: u32) -> &'static str {
    if document.kind_at(t) != Some(TokenKind::Comma) {
        return "";
    }
    let paragraph = document.token(t).paragraph;
    let in_paragraph = |t: u32| document.tokens.get(t as usize).filter(|token| token.paragraph == paragraph);
    match in_paragraph(t + 1) {
        Some(next) if next.kind == TokenKind::Number => {
            return if document.kind_at(t + 2) == Some(TokenKind::Comma) { "age" } else { "number" };
        }
        Some(next) if next.kind == TokenKind::Word && document.word(next).shape != Shape::Lower => return "capital",
        _ => {}
    }
    for i in t + 1..t + 8 {
        let Some(token) = in_paragraph(i) else { break };
        if token.kind != TokenKind::Word && token.kind != TokenKind::Clitic && token.kind != TokenKind::Hyphen {
            break;
        }
        let entry = document.word(token).entry;
        if entry.has_any(&[Class::Role, Class::Title]) {
            return "role";
        }
        if entry.has_any(&[Class::OrgHead, Class::OrganizationNoun]) {
            return "body";
        }
        if entry.has(Class::Relative) {
            return "who";
        }
    }
    "other"
}

/// The circumstances in which the words of the runs stand, a bit each, by token.
pub(crate) fn circumstances(document: &Document<'_>, runs: &[Run], run_of: &[u32], cases: &[Case]) -> Vec<u16> {
    let mut bits: Vec<u16> = vec![0; document.tokens.len()];
    for (t, token) in document.tokens.iter().enumerate() {
        let case = cases.get(token.sentence as usize).copied().unwrap_or(Case::Mixed);
        if token.kind != TokenKind::Word || case != Case::Mixed {
            continue;
        }
        let word = document.word(token);
        let own = match word.shape {
            Shape::Lower => Circumstance::Lower.bit(),
            _ if run_of[t] != NO_RUN && !token.initial => Circumstance::MidSentence.bit(),
            _ => 0,
        };
        bits[t] |= own;
    }
    for run in runs {
        let first = document.token(run.start);
        let same_sentence = |t: u32| document.tokens.get(t as usize).filter(|token| token.sentence == first.sentence);
        let case = cases.get(first.sentence as usize).copied().unwrap_or(Case::Mixed);
        if case != Case::Mixed {
            continue;
        }
        let before = run.start.checked_sub(1).and_then(same_sentence);
        let after = same_sentence(run.end);
        let last = run.end - 1;
        let mut all = 0;
        let entry = |token: Option<&Token>| token.map(|t| document.word(t).entry).unwrap_or_default();
        let head = document.word_at(last).entry;
        let organisation = head.has_any(&[Class::OrgHead, Class::OrgSuffix]);
        if run.end - run.start > 1 {
            all |= Circumstance::Longer.bit();
            let given = document.word_at(last - 1).entry;
            if given.given >= 2 && !organisation {
                bits[last as usize] |= Circumstance::BehindGiven.bit();
                bits[last as usize - 1] |= Circumstance::GivenBefore.bit();
            }
            for t in run.start + 1..run.end {
                if document.word_at(t - 1).entry.has_any(&[Class::Honorific, Class::Title]) {
                    bits[t as usize] |= Circumstance::BehindTitle.bit();
                    bits[last as usize] |= Circumstance::BehindTitle.bit();
                }
            }
            if organisation {
                all |= Circumstance::BesideBody.bit();
            }
        } else {
            all |= Circumstance::Alone.bit();
        }
        if entry(before).has_any(&[Class::Honorific, Class::Title, Class::Role]) {
            all |= Circumstance::BehindTitle.bit();
        }
        if before.is_some_and(|b| matches!(&*document.word(b).lower, "in" | "at" | "near" | "from")) {
            all |= Circumstance::BehindIn.bit();
        }
        if before.is_some_and(|b| &*document.word(b).lower == "the") {
            all |= Circumstance::BehindThe.bit();
        }
        if after.is_some_and(|a| a.kind == TokenKind::Clitic && document.text_of(a).ends_with(['s', 'S'])) {
            bits[last as usize] |= Circumstance::Owns.bit();
        }
        let speech = |token: Option<&Token>| {
            token.is_some_and(|t| document.word(t).shape == Shape::Lower) && entry(token).has(Class::SpeechVerb)
        };
        if speech(before) || speech(after) {
            all |= Circumstance::Speaks.bit();
        }
        if matches!(run.apposition, "role" | "age" | "who") {
            bits[last as usize] |= Circumstance::Described.bit();
        }
        let bracketed = before.is_some_and(|b| b.kind == TokenKind::OpenBracket)
            && after.is_some_and(|a| a.kind == TokenKind::CloseBracket)
            && run.end - run.start == 1
            && document.word_at(run.start).shape == Shape::Upper;
        if bracketed && run.start >= 2 && run_of[run.start as usize - 2] != NO_RUN {
            bits[run.start as usize] |= Circumstance::Acronym.bit();
        }
        for bit in bits.iter_mut().take(run.end as usize).skip(run.start as usize) {
            *bit |= all;
        }
    }
    bits
}
