//! What speaks for or against a quotation's having come out right.

use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::entities::Entities;
use crate::lexicon::Class;
use crate::mentions::{Mention, Reference};
use crate::model::{Sink, rules};
use crate::quotations::{Basis, Quotation, QuoteKind};
use crate::sources::{Candidate, Link};
use crate::speakers::Speaker;

/// A quotation with all that was decided about it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outcome<'a> {
    pub(crate) document: &'a Document<'a>,
    pub(crate) mentions: &'a [Mention],
    pub(crate) entities: &'a Entities,
    pub(crate) quotation: &'a Quotation,
    pub(crate) link: &'a Link,
    pub(crate) speaker: &'a Speaker,
}

/// Most words of a name or term.
const FEW: u32 = 3;

/// How far from the quotation or cue a name still counts as beside it, in tokens.
const NEAR: u32 = 40;

/// Thresholds of thousandths between which a stage's own sureness counts as the same.
const LEVELS: [u16; 16] = [150, 300, 400, 500, 600, 700, 780, 840, 880, 910, 935, 950, 960, 970, 980, 990];

rules! {
    STAGE = "quote-right.stage", CUE = "quote-right.cue", LEMMA = "quote-right.lemma", KIND = "quote-right.kind",
    WORDS = "quote-right.words", ENDS = "quote-right.ends", BEGINS = "quote-right.begins", PARTS = "quote-right.parts",
    BASIS = "quote-right.basis", STATUS = "quote-right.status", STOPS = "quote-right.stops", SOURCED = "quote-right.sourced",
    LINK = "speaker-right.link", MARGIN = "speaker-right.margin", PERSON = "speaker-right.person", FORM = "speaker-right.form",
    RULE = "speaker-right.rule", VERB = "speaker-right.verb", VERB_LEMMA = "speaker-right.lemma",
    PLACE = "speaker-right.place", TOUCH = "speaker-right.touch", BOUNDS = "speaker-right.bounds", JOINED = "speaker-right.joined",
    OTHERS = "speaker-right.others", LOOK = "speaker-right.look", WORD = "speaker-right.word", SPEECH = "speaker-right.speech",
    CLAUSE = "speaker-right.clause", MARKED = "speaker-right.marked", DOUBTFUL = "speaker-right.doubtful",
    HEAD = "speaker-right.head", ASSERTED = "speaker-right.status", PIECES = "speaker-right.parts",
}

impl Outcome<'_> {
    /// The sort of quotation, for calibrations of their own.
    pub(crate) fn sort(&self) -> &'static str {
        match (self.link.source.is_some(), self.quotation.kind, self.quotation.cue) {
            (false, ..) => "none",
            (_, QuoteKind::Indirect, _) => "indirect",
            (.., None) => "cueless",
            _ => "marks",
        }
    }

    /// Whether a rule found the source: the label of a transcript, a turn of dialogue, the agent of a passive, who passed words on.
    /// Annotated news has too few of them to say how often they are right; the rules know better.
    pub(crate) fn is_by_rule(&self) -> bool {
        self.link.rule.is_some()
    }

    fn words(&self) -> u32 {
        self.quotation.parts.iter().map(|&part| words(self.document, part)).sum()
    }

    fn quoted_words(&self) -> u32 {
        self.quotation.quoted.iter().map(|&part| words(self.document, part)).sum()
    }

    /// Whether so little stands in marks that it can be a name or a term: what a verb gives somebody word for word is none.
    pub(crate) fn are_few_words(&self) -> bool {
        let word_for_word = self.quotation.kind == QuoteKind::Direct && self.quotation.cue.is_some();
        !word_for_word && self.quoted_words() <= FEW && !self.has_clause()
    }

    /// Whether a verb in marks makes a clause of what stands there, as names and terms seldom are: *“We must leave.”*
    fn has_clause(&self) -> bool {
        let mut few = self.quotation.quoted.iter().filter(|part| part.len() > 1).flat_map(|part| part.iter());
        few.any(|t| self.document.has(t, Class::Auxiliary) || self.document.has(t, Class::Modal))
    }

    fn basis(&self) -> &'static str {
        match self.quotation.basis {
            Basis::Given => "given",
            Basis::Cue { .. } => "cue",
            Basis::Marks(_) => "marks",
        }
    }

    /// How many paragraphs lie between the source and the quotation's nearest part, up to 3, and on which side the source stands.
    fn place(&self, source: &Candidate) -> (i32, &'static str) {
        let of = |t: u32| self.document.tokens.get(t as usize).map_or((0, 0), |token| (token.paragraph, token.sentence));
        let here = of(source.head);
        let parts = self.quotation.parts.iter();
        let nearest = parts.map(|p| (of(p.start), *p)).min_by_key(|(at, p)| (at.0.abs_diff(here.0), distance(*p, source.head)));
        let Some((at, part)) = nearest else {
            return (0, "none");
        };
        let side = match (at.1 == here.1, source.head < part.start) {
            _ if part.contains(source.head) => "inside",
            (true, true) => "same-before",
            (true, false) => "same-behind",
            (false, true) => "before",
            (false, false) => "behind",
        };
        (at.0.abs_diff(here.0).min(3) as i32, side)
    }

    /// How many other people and bodies are named near the cue or quotation, up to 4.
    fn others(&self, source: &Candidate) -> i32 {
        let own = source.mention.and_then(|m| self.entities.of_mention.get(m).copied().flatten());
        let at = self.quotation.cue.map_or(source.head, |cue| cue.head);
        let from = self.mentions.partition_point(|m| m.head + NEAR < at);
        let near = self.mentions.iter().enumerate().skip(from).take_while(|(_, m)| m.head < at + NEAR);
        let other = |m: usize| self.entities.of_mention.get(m).copied().flatten().is_some_and(|e| Some(e) != own);
        let joined = |m: &Mention| self.link.joined.iter().any(|j| j.tokens.contains(m.head));
        let outside = |m: &Mention| !joined(m) && !self.quotation.parts.iter().any(|p| p.contains(m.head));
        near.filter(|(i, m)| m.reference == Reference::Name && outside(m) && other(*i)).count().min(4) as i32
    }

    /// By how much the source won against the best rival of another entity, in quarters of a logarithm's unit.
    fn margin(&self, source: &Candidate) -> i32 {
        let entity = |c: &Candidate| c.mention.and_then(|m| self.entities.of_mention.get(m).copied().flatten());
        let own = entity(source);
        // who speaks with the source is no rival
        let joined = |r: &Candidate| self.link.joined.iter().any(|j| j.head == r.head);
        let rivals = self.link.rivals.iter().filter(|r| (own.is_none() || entity(r) != own) && !joined(r));
        let rival = rivals.map(|r| r.weight).max();
        rival.map_or(40, |rival| ((source.weight - rival) / 16).clamp(-8, 39))
    }
}

/// States what speaks for or against its being a quotation with these bounds.
pub(crate) fn quote(outcome: &Outcome<'_>, sink: &mut impl Sink) {
    let (quotation, document) = (outcome.quotation, outcome.document);
    let (kind, stage) = (outcome.quotation.kind.name(), level(quotation.confidence));
    sink.see(STAGE, &[stage.into(), kind.into()]);
    sink.see(BASIS, &[outcome.basis().into(), kind.into()]);
    sink.see(KIND, &[kind.into(), quotation.act.name().into()]);
    sink.see(STATUS, &[outcome.quotation.status.name().into()]);
    sink.see(WORDS, &[bucket(outcome.words()).into(), kind.into()]);
    sink.see(PARTS, &[(quotation.parts.len().min(4) as i32).into(), kind.into()]);
    sink.see(SOURCED, &[outcome.link.source.is_some().into(), level(outcome.link.confidence).into()]);
    let mut stops = 0;
    for part in &quotation.parts {
        stops += part.iter().filter(|&t| document.kind_at(t) == Some(TokenKind::Stop)).count();
    }
    sink.see(STOPS, &[(stops.min(3) as i32).into(), kind.into()]);
    if let (Some(first), Some(last)) = (quotation.parts.first(), quotation.parts.last()) {
        sink.see(BEGINS, &[sign(document, first.start.checked_sub(1)).into(), kind.into()]);
        sink.see(ENDS, &[sign(document, Some(last.end)).into(), kind.into()]);
    }
    if let Some(cue) = quotation.cue {
        sink.see(CUE, &[cue.shape.name().into(), kind.into()]);
        sink.see(LEMMA, &[document.lower_at(cue.head).into()]);
    }
}

/// States what speaks for or against source and speakers being right.
pub(crate) fn speaker(outcome: &Outcome<'_>, sink: &mut impl Sink) {
    let (quotation, document, link) = (outcome.quotation, outcome.document, outcome.link);
    let (sort, kind) = (outcome.sort(), outcome.quotation.kind.name());
    sink.see(LINK, &[level(link.confidence).into(), sort.into()]);
    sink.see(BOUNDS, &[level(quotation.confidence).into(), kind.into()]);
    sink.see(SPEECH, &[outcome.basis().into(), kind.into(), bucket(outcome.quoted_words()).into()]);
    if let Some((least, most)) = quotation.speech {
        sink.see(MARKED, &[level(most).into(), kind.into()]);
        sink.see(DOUBTFUL, &[level(least).into(), level(quotation.confidence).into(), kind.into()]);
    }
    sink.see(PIECES, &[(quotation.parts.len().min(4) as i32).into()]);
    sink.see(ASSERTED, &[outcome.quotation.status.name().into(), quotation.act.name().into()]);
    sink.see(RULE, &[outcome.speaker.rule.unwrap_or("-").into()]);
    if let Some(first) = quotation.quoted.first().filter(|_| outcome.quoted_words() <= 8) {
        sink.see(LOOK, &[capitals(document, *first).into(), bucket(words(document, *first)).into()]);
        sink.see(CLAUSE, &[outcome.has_clause().into(), sort.into()]);
        // marks stand between the words and what is before and behind them
        for (behind, at) in [(false, first.start.checked_sub(2)), (true, Some(first.end + 1))] {
            let word = at.filter(|&t| document.tokens.get(t as usize).is_some_and(|t| t.is_word()));
            sink.see(WORD, &[behind.into(), word.map_or("-", |t| function_word(document, t)).into()]);
        }
    }
    if let Some(cue) = quotation.cue {
        sink.see(VERB, &[cue.shape.name().into(), kind.into()]);
        sink.see(VERB_LEMMA, &[document.lower_at(cue.head).into()]);
    }
    let Some(source) = &link.source else {
        return;
    };
    let form = match source.mention.and_then(|m| outcome.mentions.get(m)).map(|m| (m.reference, m.tokens.len() > 1)) {
        Some((Reference::Name, true)) => "full",
        Some((Reference::Name, false)) => "short",
        Some((Reference::Role, _)) => "role",
        Some((Reference::Pronoun, _)) => "pronoun",
        None => "noun",
    };
    let resolved = (outcome.speaker.entities.len().min(2) as i32, form);
    sink.at(source.tokens);
    sink.see(MARGIN, &[outcome.margin(source).into(), sort.into()]);
    sink.see(FORM, &[form.into(), source.source_type.name().into(), resolved.0.into()]);
    if form == "noun" {
        sink.see(HEAD, &[document.lower_at(source.head).into()]);
    }
    let share = u32::from(outcome.speaker.confidence) * 1000 / u32::from(link.confidence).max(1);
    sink.see(PERSON, &[level(share.min(1000) as u16).into(), form.into()]);
    let place = outcome.place(source);
    sink.see(PLACE, &[place.0.into(), place.1.into(), kind.into()]);
    sink.see(OTHERS, &[outcome.others(source).into(), form.into()]);
    sink.see(JOINED, &[(link.joined.len().min(2) as i32).into()]);
    if let Some(cue) = quotation.cue {
        let side = if source.head < cue.head { "before" } else { "behind" };
        sink.see(TOUCH, &[side.into(), bucket(distance(source.tokens, cue.head)).into(), cue.shape.name().into()]);
    }
}

/// How many words a range has.
fn words(document: &Document<'_>, range: TokenRange) -> u32 {
    range.iter().filter(|&t| document.tokens.get(t as usize).is_some_and(|t| t.is_word())).count() as u32
}

/// How many tokens lie between a range and a token.
fn distance(range: TokenRange, at: u32) -> u32 {
    if at < range.start { range.start - at } else { (at + 1).saturating_sub(range.end) }
}

/// The number of the level a sureness reaches.
fn level(thousandths: u16) -> i32 {
    LEVELS.partition_point(|&bar| bar <= thousandths) as i32
}

/// Counts that are alike.
fn bucket(n: u32) -> i32 {
    match n {
        0..=4 => n as i32,
        5..=6 => 5,
        7..=9 => 6,
        10..=15 => 7,
        16..=30 => 8,
        _ => 9,
    }
}

/// What sort of sign or word a token is.
fn sign(document: &Document<'_>, at: Option<u32>) -> &'static str {
    let Some(kind) = at.and_then(|t| document.kind_at(t)) else {
        return "edge";
    };
    match kind {
        TokenKind::Word | TokenKind::Number | TokenKind::Url | TokenKind::Clitic => "word",
        TokenKind::DoubleMark | TokenKind::SingleMark => "mark",
        TokenKind::Comma => "comma",
        TokenKind::Stop => "stop",
        TokenKind::Colon | TokenKind::Semicolon => "colon",
        TokenKind::Dash | TokenKind::Hyphen => "dash",
        _ => "other",
    }
}

/// How the words of a range are capitalised.
fn capitals(document: &Document<'_>, range: TokenRange) -> &'static str {
    let (mut capital, mut small) = (0, 0);
    for t in range.iter().filter(|&t| document.tokens.get(t as usize).is_some_and(|t| t.is_word())) {
        if document.word_at(t).shape == Shape::Lower {
            small += 1;
        } else {
            capital += 1;
        }
    }
    match (capital, small) {
        (0, _) => "small",
        (_, 0) => "capital",
        (1, _) => "first",
        _ => "mixed",
    }
}

/// A small word, or what stands for any other.
fn function_word<'d>(document: &'d Document<'_>, t: u32) -> &'d str {
    let closed = [Class::Determiner, Class::Preposition, Class::Conjunction, Class::PronounSubject, Class::Auxiliary];
    if closed.iter().any(|&class| document.has(t, class)) {
        document.lower_at(t)
    } else if document.word_at(t).shape == Shape::Lower {
        "word"
    } else {
        "name"
    }
}
