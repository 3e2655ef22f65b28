//! Annotated quotations as the stages see them.

use super::gold::{Gold, GoldQuote};
use crate::document::{Document, TokenKind, TokenRange};
use crate::hits::Hits;
use crate::lexicon::{Act, Class};
use crate::quotations::{Basis, Cue, CueShape, Passed, Quotation, QuoteKind, Status};
use crate::span::Span;

/// An annotated quotation as the stage of quotations would have found it, in text order with its annotation.
pub(crate) fn quotations<'g>(
    document: &Document<'_>,
    hits: &Hits,
    gold: &'g Gold<GoldQuote>,
) -> (Vec<Quotation>, Vec<&'g GoldQuote>) {
    let mut both: Vec<(Quotation, &GoldQuote)> =
        gold.items.iter().filter_map(|quote| Some((quotation(document, hits, quote)?, quote))).collect();
    both.sort_by_key(|(q, _)| q.parts.first().map(|p| p.start));
    both.into_iter().unzip()
}

/// The quotations that were found, each with the annotated one that it shares most of its words with, if it holds at least half of it.
pub(crate) fn matched<'g>(document: &Document<'_>, found: &[Quotation], gold: &'g Gold<GoldQuote>) -> Vec<Option<&'g GoldQuote>> {
    let mut ranges: Vec<(TokenRange, usize)> = Vec::new();
    for (i, quote) in gold.items.iter().enumerate() {
        ranges.extend(quote.content.iter().filter_map(|span| Some((trimmed(document, *span)?, i))));
    }
    ranges.sort_unstable();
    let longest = ranges.iter().map(|(r, _)| r.len()).max().unwrap_or(0);
    let matched = |quotation: &Quotation| {
        let mut shared: Vec<(usize, u32)> = Vec::new();
        let mut words = 0;
        for part in &quotation.parts {
            words += part.len();
            let from = ranges.partition_point(|(r, _)| r.start + longest < part.start);
            for (range, i) in ranges.iter().skip(from).take_while(|(r, _)| r.start < part.end) {
                let common = range.end.min(part.end).saturating_sub(range.start.max(part.start));
                match shared.iter_mut().find(|(other, _)| other == i) {
                    Some(entry) => entry.1 += common,
                    None => shared.push((*i, common)),
                }
            }
        }
        let (best, common) = shared.into_iter().rev().max_by_key(|(_, common)| *common)?;
        (common * 2 >= words).then(|| &gold.items[best])
    };
    found.iter().map(|quotation| if quotation.within.is_some() { None } else { matched(quotation) }).collect()
}

fn quotation(document: &Document<'_>, hits: &Hits, quote: &GoldQuote) -> Option<Quotation> {
    let mut parts: Vec<TokenRange> = Vec::new();
    for span in &quote.content {
        parts.extend(trimmed(document, *span));
    }
    parts.sort_unstable();
    let kind = match quote.kind.as_str() {
        "direct" => QuoteKind::Direct,
        "mixed" => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    };
    let mut quoted: Vec<TokenRange> = Vec::new();
    if kind != QuoteKind::Indirect {
        let inside = |s: &TokenRange| parts.iter().any(|p| p.overlaps(*s));
        let outer = document.stretches.iter().filter(|s| s.parent == crate::document::Token::NONE);
        quoted = outer.map(|s| TokenRange::new(s.first_token, s.end_token)).filter(inside).collect();
    }
    (!parts.is_empty()).then(|| Quotation {
        kind,
        act: Act::Speech,
        status: Status::Asserted,
        quoted,
        cue: cue(document, hits, &quote.cue, &parts),
        parts,
        addressee: None,
        within: None,
        follows: None,
        passed: Passed::default(),
        confidence: 1000,
        speech: None,
        basis: Basis::Given,
        weight: 0,
    })
}

/// The tokens of a span without the quotation marks and stops around them.
fn trimmed(document: &Document<'_>, span: Span) -> Option<TokenRange> {
    let mut range = document.tokens_in(span);
    let outer = |t: u32| document.token(t).is_mark() || document.token(t).kind == TokenKind::Comma;
    while !range.is_empty() && outer(range.start) {
        range.start += 1;
    }
    while !range.is_empty() && outer(range.end - 1) {
        range.end -= 1;
    }
    (!range.is_empty()).then_some(range)
}

/// The cue, its head the last verb or noun of it that the lexicon knows to attribute.
fn cue(document: &Document<'_>, hits: &Hits, spans: &[Span], parts: &[TokenRange]) -> Option<Cue> {
    let mut ranges: Vec<TokenRange> = spans.iter().map(|s| document.tokens_in(*s)).filter(|r| !r.is_empty()).collect();
    ranges.sort_unstable();
    let known =
        |r: &TokenRange| r.iter().any(|t| document.entry_at(t).verb != 0 || hits.phrase_at(t).is_some_and(|p| p.entry.verb != 0));
    let tokens = ranges.iter().copied().find(known).or(ranges.first().copied())?;
    if parts.iter().any(|p| p.covers(tokens)) {
        return None;
    }
    let of = |class: Class| tokens.iter().rev().find(|&t| document.has(t, class) && document.entry_at(t).verb != 0);
    let verb = |t: &u32| document.has(*t, Class::SpeechVerb) && document.entry_at(*t).verb_forms != 0;
    if let Some(phrase) =
        hits.phrase_at(tokens.start).filter(|p| p.entry.verb != 0 && p.entry.verb_forms == 0 && p.tokens.end >= tokens.end)
    {
        let preposition = document.has(phrase.tokens.end - 1, Class::Preposition);
        let shape = if preposition { CueShape::Preposition } else { CueShape::Idiom };
        return Some(Cue { tokens, head: tokens.start, shape });
    }
    let (head, shape) = if let Some(verb) = tokens.iter().find(verb) {
        (verb, CueShape::Verb)
    } else if let Some(noun) = of(Class::CueNoun) {
        (noun, CueShape::Noun)
    } else if document.kind_at(tokens.end - 1) == Some(TokenKind::Colon) {
        (tokens.end - 1, CueShape::Colon)
    } else {
        return Some(Cue { tokens, head: tokens.start, shape: CueShape::Idiom });
    };
    Some(Cue { tokens, head, shape })
}
