//! What the name tagger learns from: articles as sequences of tokens with their facts and the labels that are right.

use super::facts::FactNumbers;
use super::gold::{Gold, GoldName};
use super::labels::KINDS;
use super::sequence::Sequence;
use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::hits::Hits;
use crate::mentions::{Again, Context, LABELS, Label, NameKind, first_look, observe, observe_again, sequences};
use crate::model::Model;
use crate::resources::Resources;
use crate::span::Span;
use std::borrow::Cow;
use std::ops::Range;

/// An article as it stands, or in other letter case.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub(super) article: usize,
    gold: &'a Gold<GoldName>,
    text: Cow<'a, str>,
}

/// A text with a capital on each word of four letters or more in every second line, from the first: headlines over prose (ASCII
/// letters only, so that offsets stay). A headline has no full stop; another mark in its place still ends the sentence.
fn with_headlines(text: &str) -> String {
    let mut title = String::with_capacity(text.len());
    let (mut before, mut headline) = (' ', true);
    for (at, c) in text.char_indices() {
        // empty lines between paragraphs count for nothing
        headline ^= c == '\n' && before != '\n';
        let begins = headline && c.is_ascii_lowercase() && !before.is_alphanumeric() && !matches!(before, '\'' | '’');
        let long = || text.get(at..).is_some_and(|rest| rest.chars().take_while(|c| c.is_alphabetic()).nth(3).is_some());
        let ends = || text.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
        title.push(match c {
            '.' if headline && before.is_lowercase() && ends() => '!',
            c if begins && long() => c.to_ascii_uppercase(),
            c => c,
        });
        before = c;
    }
    title
}

/// The articles, and one of so many a second time in capitals (ASCII letters only, so that offsets stay), another in small letters,
/// another with headlines.
pub(super) fn readings(articles: &[Gold<GoldName>], recase: usize) -> Vec<Reading<'_>> {
    let mut readings = Vec::new();
    for (article, gold) in articles.iter().enumerate() {
        readings.push(Reading { article, gold, text: Cow::Borrowed(&gold.text) });
        let turn = article.checked_rem(recase);
        if turn == Some(0) {
            readings.push(Reading { article, gold, text: Cow::Owned(gold.text.to_ascii_uppercase()) });
        } else if turn == Some(recase / 2) {
            readings.push(Reading { article, gold, text: Cow::Owned(gold.text.to_ascii_lowercase()) });
        } else if turn == Some(recase / 4) {
            readings.push(Reading { article, gold, text: Cow::Owned(with_headlines(&gold.text)) });
        }
    }
    readings
}

/// A reading at first look, as sequences.
#[derive(Debug)]
pub(super) struct FirstLook {
    pub(super) article: usize,
    pub(super) sequences: Vec<Sequence>,
}

/// The sequences of a reading at first look.
pub(super) fn look(reading: &Reading<'_>, resources: &Resources, facts: &mut FactNumbers<'_>) -> FirstLook {
    let document = Document::new(&reading.text, &resources.lexicon);
    let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
    let context = Context::new(&document, &hits);
    let right = labels(&document, reading.gold);
    let sequence = |range: TokenRange| {
        let mut sequence = Sequence::default();
        for t in range.iter() {
            facts.clear();
            observe(&context, t, facts);
            sequence.push(facts.now().iter().copied(), right[t as usize]);
        }
        sequence
    };
    FirstLook { article: reading.article, sequences: sequences(&context).into_iter().map(sequence).collect() }
}

/// The same sequences at second look, after a first one by the model.
pub(super) fn look_again(
    reading: &Reading<'_>,
    first: &FirstLook,
    model: &Model,
    resources: &Resources,
    facts: &mut FactNumbers<'_>,
) -> Vec<Sequence> {
    let document = Document::new(&reading.text, &resources.lexicon);
    let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
    let context = Context::new(&document, &hits);
    let found = first_look(&context, model);
    let again = Again::new(&context, &found);
    let mut t = 0;
    let mut sequence = |first: &Sequence| {
        let mut sequence = Sequence::default();
        for (seen, right) in first.tokens() {
            facts.clear();
            observe_again(&context, &again, t, facts);
            sequence.push(seen.iter().chain(facts.now()).copied(), right);
            t += 1;
        }
        sequence
    };
    first.sequences.iter().map(&mut sequence).collect()
}

/// For each token the labels that are right, a bit each: any where tokens and annotation do not fit together.
fn labels(document: &Document<'_>, article: &Gold<GoldName>) -> Vec<u32> {
    let other = Label::of_name(NameKind::Other, 1).chain(Label::of_name(NameKind::Other, 3));
    let unmarked: u32 = other.filter(|_| article.others_unmarked).map(bit).sum();
    let outside = bit(Label::OUTSIDE) | unmarked;
    let mut right = vec![outside; document.tokens.len()];
    let spans: Vec<Span> = (0..document.tokens.len() as u32).map(|t| document.span(TokenRange::new(t, t + 1))).collect();
    let tokens_of = |span: Span| spans.partition_point(|s| s.end <= span.start)..spans.partition_point(|s| s.start < span.end);
    for name in &article.items {
        let tokens = tokens_of(name.span);
        let Some(kind) = kind_named(&name.kind).filter(|_| !tokens.is_empty()) else {
            continue;
        };
        let (from, to) = (tokens.start, tokens.end);
        // “London-based” is marked whole in some articles: what it is based on is a name by itself
        let compound = (from..to).rev().nth(1).filter(|&h| {
            kind == NameKind::Other
                && document.tokens[h].kind == TokenKind::Hyphen
                && document.word(&document.tokens[h + 1]).shape == Shape::Lower
                && document.word(&document.tokens[h + 1]).entry.level > 0
        });
        if let Some(hyphen) = compound {
            for (i, slot) in right.iter_mut().enumerate().take(hyphen).skip(from) {
                let part = |kind| Label::of_name(kind, (hyphen - from) as u32).nth(i - from);
                *slot = NameKind::ALL.into_iter().filter_map(part).map(bit).sum();
            }
            right[hyphen..to].fill(bit(Label::OUTSIDE));
            continue;
        }
        if spans[from].start == name.span.start && spans[to - 1].end == name.span.end {
            for (t, label) in tokens.zip(Label::of_name(kind, (to - from) as u32)) {
                right[t] = bit(label);
            }
        } else {
            leave_open(&mut right, tokens, outside);
        }
    }
    for span in &article.ignored {
        leave_open(&mut right, tokens_of(*span), outside);
    }
    right
}

fn bit(label: Label) -> u32 {
    1 << label.index()
}

/// Lets any label be right for some tokens; those beside are open too: a label behind an open name must be free to fit it.
fn leave_open(right: &mut [u32], tokens: Range<usize>, outside: u32) {
    for t in [tokens.start.checked_sub(1), Some(tokens.end)].into_iter().flatten() {
        if let Some(beside) = right.get_mut(t) {
            *beside |= outside;
        }
    }
    right[tokens].fill((1 << LABELS) - 1);
}

fn kind_named(name: &str) -> Option<NameKind> {
    KINDS.iter().position(|kind| *kind == name).map(|i| NameKind::ALL[i])
}

#[cfg(test)]
mod tests {
    use super::with_headlines;

    #[test]
    fn every_second_line_is_a_headline() {
        let text = "Ship that left at dawn isn’t back\n\nThe ship left at dawn.\nHalf-empty ferry’s last trip\n";
        let made = with_headlines(text);
        assert_eq!(made, "Ship That Left at Dawn isn’t Back\n\nThe ship left at dawn.\nHalf-Empty Ferry’s Last Trip\n");
        assert_eq!(made.len(), text.len());
    }
}
