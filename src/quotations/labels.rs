//! Transcripts: paragraphs that begin with the name of who speaks.

use crate::document::{Document, Shape, TokenKind, TokenRange};
use std::collections::BTreeMap;

/// A turn of a transcript.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    /// The label, without its colon.
    pub(super) label: TokenRange,
    /// What was said, a range a paragraph.
    pub(super) parts: Vec<TokenRange>,
}

/// Most words of a label.
const LABEL: u32 = 6;

/// The turns of a document, none where it is no transcript: there several paragraphs have labels, and these are in capitals,
/// are a *Q* or an *A*, or come back.
pub(super) fn turns(document: &Document<'_>) -> Vec<Turn> {
    let labels: Vec<Option<TokenRange>> = (0..document.paragraphs.len()).map(|p| label(document, p)).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for label in labels.iter().flatten() {
        *counts.entry(document.text(*label).to_lowercase()).or_default() += 1;
    }
    let returns = counts.values().any(|&n| n > 1);
    let is_capital = |label: &TokenRange| {
        label.iter().all(|t| matches!(document.word_at(t).shape, Shape::Upper | Shape::Letter | Shape::None))
    };
    let speaks = |label: &TokenRange| is_capital(label) || (returns && counts.len() > 1);
    let known: Vec<Option<TokenRange>> = labels.into_iter().map(|l| l.filter(speaks)).collect();
    let all: Vec<usize> = (0..known.len()).filter(|&p| known[p].is_some()).collect();
    if all.len() < 2 {
        return Vec::new();
    }
    let mut turns: Vec<Turn> = Vec::new();
    for (i, &p) in all.iter().enumerate() {
        let Some(label) = known[p] else {
            continue;
        };
        // paragraphs without a label carry on the turn, as long as another follows
        let next = all.get(i + 1).copied().unwrap_or(p + 1);
        let parts = (p..next)
            .map(|q| {
                let paragraph = &document.paragraphs[q];
                let first = if q == p { label.end + 1 } else { paragraph.first_token };
                TokenRange::new(first, paragraph.end_token)
            })
            .filter(|part| !part.is_empty())
            .collect();
        turns.push(Turn { label, parts });
    }
    turns
}

/// The label of a paragraph: up to a few words written as names, then a colon and words.
fn label(document: &Document<'_>, p: usize) -> Option<TokenRange> {
    let paragraph = &document.paragraphs[p];
    let first = paragraph.first_token;
    let colon = (first..paragraph.end_token.min(first + LABEL + 1)).find(|&t| document.kind_at(t) == Some(TokenKind::Colon))?;
    let label = TokenRange::new(first, colon);
    let named = label.iter().all(|t| {
        let token = document.token(t);
        token.kind == TokenKind::Word && document.word(token).shape != Shape::Lower
            || matches!(token.kind, TokenKind::Hyphen | TokenKind::Stop) && t > first
    });
    let after = document.tokens.get(colon as usize + 1).filter(|_| colon + 1 < paragraph.end_token)?;
    // marks behind the colon are a quotation of their own kind; an address is no speech
    let speech = after.is_word() && after.kind != TokenKind::Url || after.kind == TokenKind::OpenBracket;
    (named && !label.is_empty() && speech).then_some(label)
}
