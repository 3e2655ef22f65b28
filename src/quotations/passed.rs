//! Words passed on: by a spokesman or an interpreter, in a statement that a lawyer reads, by another paper that quotes, in a
//! post that somebody else posts again. They are the words of the one they come from.

use super::beside::Beside;
use super::{Basis, Cue, CueShape, Quotation, QuoteKind, Status};
use crate::document::{Document, Token, TokenKind, TokenRange};
use crate::lexicon::{Act, Class};
use std::collections::BTreeMap;

/// Whose words a quotation has, and who passed them on, where the text says so beside its cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Passed {
    pub(crate) said_by: Option<Whose>,
    pub(crate) via: Option<Whose>,
}

/// Where somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    At(TokenRange),
    /// The subject of the verb at this token.
    SubjectOf(u32),
}

/// How far from its cue the words stand that say who passed on a quotation.
const NEAR: u32 = 16;
/// How many words a phrase for somebody can have.
const PHRASE: u32 = 8;
/// How far behind its verb what is quoted can begin.
const LEAD: u32 = 26;
/// How sure a quotation is that no other evidence makes one, in thousandths.
const SURE: u16 = 700;

/// A verb of passing on with what follows it: *quoted the governor, Olaf Reis, as saying*.
#[derive(Debug, Clone, Copy)]
struct Passage {
    verb: u32,
    /// Where the words passed on begin; the end of the sentence where they stand before the verb.
    start: u32,
    passed: Passed,
    act: Act,
    /// Whether nothing but words passed on can follow.
    certain: bool,
}

/// Finds the quotations that are passed on by a verb of their own and says whose they are.
pub(super) fn mark(document: &Document<'_>, quotations: &mut Vec<Quotation>) {
    let passages = passages(document);
    if passages.is_empty() {
        return;
    }
    let places = Places::new(quotations);
    let mut dropped = vec![false; quotations.len()];
    for passage in passages {
        apply(document, quotations, &places, &mut dropped, &passage);
    }
    dropped.resize(quotations.len(), false);
    arrange(quotations, &dropped);
}

/// Says of quotations that stand in no other who passed them on by the words beside their cue.
pub(super) fn relay(document: &Document<'_>, quotations: &mut [Quotation]) {
    for quotation in quotations.iter_mut().filter(|q| q.passed.via.is_none() && q.within.is_none()) {
        quotation.passed.via = quotation.cue.and_then(|cue| relayed(document, quotation, cue)).map(Whose::At);
    }
}

/// Where quotations stand: those with a cue by its head, the others by where they begin and end.
struct Places {
    heads: BTreeMap<u32, Vec<usize>>,
    starts: BTreeMap<u32, usize>,
    ends: BTreeMap<u32, usize>,
    /// Those of several parts, by where the last ends.
    further: BTreeMap<u32, usize>,
}

impl Places {
    fn new(quotations: &[Quotation]) -> Self {
        let mut places =
            Places { heads: BTreeMap::new(), starts: BTreeMap::new(), ends: BTreeMap::new(), further: BTreeMap::new() };
        for (q, quotation) in quotations.iter().enumerate() {
            if let [_, .., last] = &quotation.parts[..] {
                places.further.insert(last.end, q);
            }
            match (quotation.cue, quotation.parts.first(), quotation.parts.last()) {
                (Some(cue), ..) if cue.shape != CueShape::Label => places.heads.entry(cue.head).or_default().push(q),
                (None, Some(first), Some(last)) => {
                    places.starts.insert(first.start, q);
                    places.ends.insert(last.end, q);
                }
                _ => {}
            }
        }
        places
    }
}

fn is_word(document: &Document<'_>, t: u32, words: &[&str]) -> bool {
    words.contains(&document.lower_at(t))
}

/// The token behind the last of `t`'s sentence.
fn sentence_end(document: &Document<'_>, t: u32) -> u32 {
    document.sentences.get(document.token(t).sentence as usize).map_or(t, |s| s.end_token)
}

fn passages(document: &Document<'_>) -> Vec<Passage> {
    let verbs = (0..document.tokens.len() as u32).filter(|&t| document.token(t).is_word());
    verbs.filter_map(|t| quoted(document, t).or_else(|| reposted(document, t))).collect()
}

/// *quoted X as saying*, *X was quoted by Y as saying*, *X was quoted as saying by Y*.
fn quoted(document: &Document<'_>, verb: u32) -> Option<Passage> {
    if !Beside::Quoting.has(document, verb) {
        return None;
    }
    let end = sentence_end(document, verb).min(verb + LEAD);
    let stretch = document.token(verb).stretch;
    let here = |t: &u32| document.token(*t).stretch == stretch;
    let is_as = |t: &u32| document.lower_at(*t) == "as" && *t + 1 < end && Beside::Saying.has(document, *t + 1);
    let mark = (verb + 1..end).take_while(here).find(is_as)?;
    let mut start = mark + 2;
    let before = (verb.saturating_sub(3)..verb).rev().find(|&t| !document.has(t, Class::Adverb))?;
    let passive = is_word(document, before, &["was", "were", "been", "is", "are", "being"]);
    let by = |t: u32| (document.lower_at(t) == "by").then(|| phrase(document, t + 1)).flatten();
    let passed = if passive {
        let behind = by(start);
        start = behind.map_or(start, |range| range.end);
        Passed { said_by: Some(Whose::SubjectOf(verb)), via: by(verb + 1).or(behind).map(Whose::At) }
    } else {
        let speaker = TokenRange::new(verb + 1, mark);
        Passed { said_by: (!speaker.is_empty()).then_some(Whose::At(speaker)), via: Some(Whose::SubjectOf(verb)) }
    };
    passed.said_by?;
    Some(Passage { verb, start: past_lead(document, start), passed, act: Act::Speech, certain: true })
}

/// *retweeted a post by X saying*, *shared a message from X: “…”*
fn reposted(document: &Document<'_>, verb: u32) -> Option<Passage> {
    if !Beside::Reposting.has(document, verb) {
        return None;
    }
    let end = sentence_end(document, verb).min(verb + LEAD);
    let post = (verb + 1..end.min(verb + 6)).find(|&t| Beside::Post.has(document, t))?;
    let from = is_word(document, post + 1, &["by", "from"]);
    let is_lead = |t: &u32| {
        let relative = is_word(document, *t, &["that", "which"]) && document.has(*t + 1, Class::SpeechVerb);
        let reads = is_word(document, *t + 1, &["read", "reads"]);
        Beside::Saying.has(document, *t)
            || is_word(document, *t, &["reading"])
            || relative
            || reads
            || document.opens_stretch(*t)
            || document.kind_at(*t) == Some(TokenKind::Colon)
    };
    let lead = (post + 1..end).find(is_lead)?;
    let speaker = if from { phrase(document, post + 2)? } else { TokenRange::new(verb + 1, post + 1) };
    let start = match document.kind_at(lead) {
        _ if document.opens_stretch(lead) => lead,
        Some(TokenKind::Word) if is_word(document, lead, &["that", "which"]) => lead + 2,
        _ => lead + 1,
    };
    let passed = Passed { said_by: Some(Whose::At(speaker)), via: Some(Whose::SubjectOf(verb)) };
    Some(Passage { verb, start: past_lead(document, start), passed, act: Act::Writing, certain: false })
}

/// Past *that*, a colon or a comma before what was said.
fn past_lead(document: &Document<'_>, mut t: u32) -> u32 {
    while document.lower_at(t) == "that" || matches!(document.kind_at(t), Some(TokenKind::Colon | TokenKind::Comma)) {
        t += 1;
    }
    t
}

/// The words of a noun phrase from `t` on.
fn phrase(document: &Document<'_>, t: u32) -> Option<TokenRange> {
    let end = sentence_end(document, t.min(document.tokens.len() as u32 - 1)).min(t + PHRASE);
    let ends = |t: u32| {
        let token = document.token(t);
        let inside =
            matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Clitic | TokenKind::Hyphen | TokenKind::Url);
        let entry = document.entry_at(t);
        let small =
            entry.has_any(&[Class::Preposition, Class::Relative, Class::Auxiliary, Class::Subordinator, Class::Conjunction]);
        !inside || small && document.lower_at(t) != "of" || Beside::Saying.has(document, t)
    };
    let end = (t..end).find(|&t| ends(t)).unwrap_or(end);
    (end > t).then(|| TokenRange::new(t, end))
}

/// Gives a passage its quotation: of those that its words attribute the innermost, one that stands beside it, or a new one.
fn apply(document: &Document<'_>, quotations: &mut Vec<Quotation>, places: &Places, dropped: &mut Vec<bool>, passage: &Passage) {
    let &Passage { verb, start, passed, act, certain } = passage;
    let sentence = document.token(verb).sentence;
    let here = |t: u32| document.tokens.get(t as usize).is_some_and(|token| token.sentence == sentence);
    let by_its_words = places.heads.range(verb..start.max(verb + 1)).flat_map(|(_, list)| list.iter().copied());
    // some end with the name of whose words they are
    let hands_on = |q: &usize| quotations[*q].parts.iter().any(|part| part.end > start || part.end <= verb);
    let (by_its_words, empty): (Vec<usize>, Vec<usize>) = by_its_words.partition(hands_on);
    dropped.resize(quotations.len(), false);
    for q in empty {
        dropped[q] = true;
    }
    let near = |q: &usize| here(quotations[*q].parts.first().map_or(u32::MAX, |p| p.start));
    let behind = || places.starts.range(start..=start + 1).map(|(_, &q)| q).find(near);
    let before = || places.ends.range(verb.saturating_sub(NEAR)..=verb).map(|(_, &q)| q).rfind(near);
    let chosen = by_its_words.last().copied().or_else(behind).or_else(before);
    let Some(q) = chosen.or_else(|| split(document, quotations, places, verb)) else {
        if let Some(whole) = reported(document, passage).filter(|_| certain) {
            // words in marks that were taken for a quotation of their own are a part of it
            for part in &whole.parts {
                places.starts.range(part.start..part.end).for_each(|(_, &q)| dropped[q] = true);
            }
            quotations.push(whole);
        }
        return;
    };
    dropped.resize(quotations.len(), false);
    let quotation = &mut quotations[q];
    quotation.passed = passed;
    quotation.act = act;
    if quotation.cue.is_none() || certain {
        quotation.cue = Some(Cue { tokens: TokenRange::new(verb, verb + 1), head: verb, shape: CueShape::Verb });
        quotation.follows = None;
        quotation.basis = Basis::Given;
        quotation.weight = 0;
    }
    trim(document, quotation, verb, start);
    // the outer ones say no more than that the words are passed on
    for outer in by_its_words.into_iter().filter(|&o| o != q) {
        dropped[outer] = true;
    }
    dropped[q] = quotations[q].parts.is_empty();
}

/// Takes the words before a verb of passing on from the quotation that they were taken for a further part of: the verb says whose they
/// are.
fn split(document: &Document<'_>, quotations: &mut Vec<Quotation>, places: &Places, verb: u32) -> Option<usize> {
    let (_, &q) = places.further.range(verb.saturating_sub(NEAR)..=verb).next_back()?;
    let sentence = document.token(verb).sentence;
    let quotation = &mut quotations[q];
    let own = |part: &TokenRange| document.token(part.start).sentence == sentence;
    let last = *quotation.parts.last().filter(|part| own(part) && quotation.parts.len() > 1)?;
    if quotation.cue.is_some_and(|cue| document.token(cue.head).sentence == sentence) {
        return None;
    }
    quotation.parts.pop();
    // a part of a mixed quotation has its marks
    let words = quotation.quoted.iter().copied().find(|quoted| last.covers(*quoted)).unwrap_or(last);
    quotation.quoted.retain(|quoted| !last.covers(*quoted));
    let quotation = quotation.clone();
    quotations.push(Quotation { kind: QuoteKind::Direct, parts: vec![words], quoted: vec![words], cue: None, ..quotation });
    Some(quotations.len() - 1)
}

/// Takes from a quotation the words between the verb and what was said.
fn trim(document: &Document<'_>, quotation: &mut Quotation, verb: u32, start: u32) {
    for part in &mut quotation.parts {
        if verb < part.start + 1 && part.start < start {
            part.start = start.min(part.end);
        }
    }
    quotation.parts.retain(|part| !part.is_empty());
    if let Some(part) = quotation.parts.first() {
        let whole = quotation.quoted.first().is_some_and(|q| q.start == part.start + 1 && part.end <= q.end + 1);
        if whole && quotation.quoted.len() == 1 && document.opens_stretch(part.start) && quotation.kind == QuoteKind::Mixed {
            quotation.kind = QuoteKind::Direct;
            quotation.parts = quotation.quoted.clone();
        }
    }
}

/// What a passage says was said where nothing else attributes it: reported words behind it, or words in marks before it.
fn reported(document: &Document<'_>, passage: &Passage) -> Option<Quotation> {
    let mut end = sentence_end(document, passage.verb);
    while end > passage.start && document.kind_at(end - 1) == Some(TokenKind::Stop) {
        end -= 1;
    }
    let content = TokenRange::new(passage.start, end);
    if document.token(passage.verb).stretch != Token::NONE {
        return None;
    }
    let (kind, parts, quoted) = if content.is_empty() {
        let before = marked_before(document, passage.verb)?;
        (QuoteKind::Direct, vec![before], vec![before])
    } else {
        let from = document.stretches.partition_point(|s| s.first_token < content.start);
        let stretches = document.stretches.iter().skip(from).take_while(|s| s.first_token < content.end);
        let outer = stretches.filter(|s| s.parent == Token::NONE && s.end_token <= content.end);
        let quoted: Vec<TokenRange> = outer.map(|s| TokenRange::new(s.first_token, s.end_token)).collect();
        (if quoted.is_empty() { QuoteKind::Indirect } else { QuoteKind::Mixed }, vec![content], quoted)
    };
    Some(Quotation {
        kind,
        act: Act::Speech,
        status: Status::Asserted,
        parts,
        quoted,
        cue: Some(Cue { tokens: TokenRange::new(passage.verb, passage.verb + 1), head: passage.verb, shape: CueShape::Verb }),
        addressee: None,
        within: None,
        follows: None,
        passed: passage.passed,
        confidence: SURE,
        speech: None,
        basis: Basis::Given,
        weight: 0,
    })
}

/// The words in marks that end a little before a verb in its sentence.
fn marked_before(document: &Document<'_>, verb: u32) -> Option<TokenRange> {
    let behind = document.stretches.partition_point(|s| s.first_token < verb);
    let mut near = document.stretches[..behind].iter().rev().take(4).filter(|s| s.parent == Token::NONE);
    let stretch = near.find(|s| s.end_token <= verb && verb - s.end_token <= NEAR)?;
    let here = document.token(stretch.first_token).sentence == document.token(verb).sentence;
    (here && stretch.first_token < stretch.end_token).then(|| TokenRange::new(stretch.first_token, stretch.end_token))
}

/// Takes quotations out and puts the others in text order; the numbers by which they refer to each other are put right.
pub(super) fn arrange(quotations: &mut Vec<Quotation>, dropped: &[bool]) {
    let mut order: Vec<usize> = (0..quotations.len()).filter(|&q| !dropped[q]).collect();
    order.sort_by_key(|&q| {
        let parts = &quotations[q].parts;
        (parts.first().map(|p| p.start), std::cmp::Reverse(parts.last().map(|p| p.end)), q)
    });
    let mut number = vec![None; quotations.len()];
    for (new, &old) in order.iter().enumerate() {
        number[old] = Some(new);
    }
    *quotations = order.iter().map(|&q| quotations[q].clone()).collect();
    for quotation in quotations {
        quotation.follows = quotation.follows.and_then(|q| number[q]);
    }
}

/// Who passed on a quotation by the words beside its cue: *through a spokesman*, *in a statement read by her lawyer*.
fn relayed(document: &Document<'_>, quotation: &Quotation, cue: Cue) -> Option<TokenRange> {
    let sentence = document.token(cue.head).sentence;
    let outside = |t: &u32| {
        document
            .tokens
            .get(*t as usize)
            .is_some_and(|token| token.sentence == sentence && token.stretch == document.token(cue.head).stretch)
            && !quotation.parts.iter().any(|part| part.contains(*t))
    };
    let outside = |t: &u32| outside(t) && !cue.tokens.contains(*t);
    (cue.head.saturating_sub(NEAR)..cue.head + NEAR).filter(outside).find_map(|t| {
        if is_word(document, t, &["through", "via"]) {
            let phrase = phrase(document, t + 1)?;
            let head = phrase.iter().rev().find(|&t| Beside::Mouthpiece.has(document, t))?;
            return Some(TokenRange::new(phrase.start, head + 1));
        }
        let statement = t > 0 && (Beside::Statement.has(document, t - 1) || is_word(document, t - 1, &["as"]));
        let by = Beside::Relayed.has(document, t) && document.lower_at(t + 1) == "by";
        (statement && by && outside(&(t + 2))).then(|| phrase(document, t + 2)).flatten()
    })
}
