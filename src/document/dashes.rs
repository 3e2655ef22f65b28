//! Dialogue that has dashes in place of marks: *— You are late, he said.*

use super::sentences::attribution_follows;
use super::tokens::TokenKind;
use super::{Document, Paragraph, Shape, TokenRange};

/// How many paragraphs begin with a dash where these are dialogue.
const LEAST: usize = 3;

/// What was said behind the dashes of each paragraph, none where they are not dialogue: there no text has double marks, somebody is
/// named as speaking behind a comma or stop, and something is asked. Lists have dashes too.
pub(super) fn find(document: &Document<'_>) -> Vec<Vec<TokenRange>> {
    let said: Vec<Vec<TokenRange>> = document.paragraphs.iter().map(|p| said(document, p)).collect();
    let dashed = || said.iter().zip(&document.paragraphs).filter(|(said, _)| !said.is_empty());
    let cued = |said: &[TokenRange], p: &Paragraph| said.first().is_some_and(|first| first.end < p.end_token);
    let asks = |said: &[TokenRange]| said.iter().any(|s| document.text(*s).contains('?'));
    let dialogue = dashed().count() >= LEAST
        && dashed().any(|(said, p)| cued(said, p))
        && dashed().any(|(said, _)| asks(said))
        && document.tokens.iter().all(|t| t.kind != TokenKind::DoubleMark);
    if dialogue { said } else { Vec::new() }
}

/// The words behind the dash that opens a paragraph, up to their cue, and those behind a dash that follows it.
fn said(document: &Document<'_>, paragraph: &Paragraph) -> Vec<TokenRange> {
    let mut all = Vec::new();
    let end = paragraph.end_token;
    let is = |t: u32, kind| document.kind_at(t) == Some(kind);
    let mut dash = paragraph.first_token;
    while dash + 1 < end && is(dash, TokenKind::Dash) {
        let first = dash + 1;
        if all.is_empty() && (document.word_at(first).shape == Shape::Lower || is(first, TokenKind::Number)) {
            break;
        }
        let ends = |t: &u32| {
            matches!(document.kind_at(*t), Some(TokenKind::Comma | TokenKind::Stop | TokenKind::Dash))
                && attribution_follows(document, t + 1, end)
        };
        let Some(cue) = (first + 1..end).find(ends) else {
            all.push(TokenRange::new(first, end));
            break;
        };
        all.push(TokenRange::new(first, cue + u32::from(is(cue, TokenKind::Stop))));
        dash = (cue + 1..end).find(|&t| is(t, TokenKind::Dash)).unwrap_or(end);
    }
    all
}
