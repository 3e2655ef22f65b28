//! The facts on which the name tagger decides, stated once for use, training and explanation.

use super::circumstances::Circumstance;
use super::context::{Context, Cover, ROW_KINDS};
use super::observe_run::{observe_joint, observe_run};
use super::observe_scope::observe_scope;
use super::runs::Case;
use crate::document::{Shape, TokenKind, Word};
use crate::model::{Rule, Sink, Value, rules};

/// How far the words around a token count.
pub(crate) const REACH: i32 = 2;

const WORD: [Rule; 5] = [Rule::new("w-2"), Rule::new("w-1"), Rule::new("w"), Rule::new("w+1"), Rule::new("w+2")];
const TAG: [Rule; 5] = [Rule::new("tag-2"), Rule::new("tag-1"), Rule::new("tag"), Rule::new("tag+1"), Rule::new("tag+2")];
const SHAPE: [Rule; 3] = [Rule::new("shape-1"), Rule::new("shape"), Rule::new("shape+1")];
const NAMES: [Rule; 3] = [Rule::new("names-1"), Rule::new("names"), Rule::new("names+1")];
const PREFIX: [Rule; 4] = [Rule::new("p1"), Rule::new("p2"), Rule::new("p3"), Rule::new("p4")];
const SUFFIX: [Rule; 4] = [Rule::new("s1"), Rule::new("s2"), Rule::new("s3"), Rule::new("s4")];
const EDGE: [Rule; 5] = [Rule::new("edge-2"), Rule::new("edge-1"), Rule::new("edge"), Rule::new("edge+1"), Rule::new("edge+2")];

rules! {
    BIAS = "bias",
    PLAIN = "plain",
    FORM = "form",
    WORDS_BEFORE = "w-1,w",
    WORDS_AFTER = "w,w+1",
    WORDS_AROUND = "w-1,w+1",
    SHAPES = "shape-1,shape,shape+1",
    TAGS_BEFORE = "tag-1,tag",
    TAGS_AFTER = "tag,tag+1",
    TAGS_AROUND = "tag-1,tag,tag+1",
    TAGS_TWO_BEFORE = "tag-2,tag-1,tag",
    WORD_BEFORE_TAG = "w-1,tag",
    WORD_AFTER_TAG = "w+1,tag",
    CASE = "case",
    INITIAL = "initial",
    POSITION = "position",
    GAZ = "gaz",
    GAZ_LEN = "gaz.len",
    GAZ_ALL = "gaz.all",
    GAZ_BEFORE = "gaz-1",
    GAZ_AFTER = "gaz+1",
    GAZ_CASE = "gaz.case",
    GAZ_NEXT_TAG = "gaz,tag+1",
    GAZ_PREVIOUS_TAG = "gaz,tag-1",
    TITLE = "title",
    TITLE_BEFORE = "title-1",
    TITLE_AFTER = "title+1",
    JOIN = "join",
    ELSEWHERE = "else",
    ELSEWHERE_HEAD = "else.head",
    ELSEWHERE_MANY = "else.often",
    TABLE = "table",
    HEADING = "heading",
    LOUD = "loud",
}

const fn shape_name(shape: Shape) -> &'static str {
    match shape {
        Shape::None => "0",
        Shape::Lower => "x",
        Shape::Capital => "Xx",
        Shape::Letter => "X",
        Shape::Upper => "XX",
        Shape::Mixed => "xX",
    }
}

/// A number from 0 to 9 that facts can carry.
pub(super) fn digit(n: u8) -> Value<'static> {
    i32::from(n.min(9)).into()
}

pub(super) fn bucket(weight: u8) -> Value<'static> {
    digit(match weight {
        0 => 0,
        1..=2 => 1,
        3..=5 => 2,
        _ => 3,
    })
}

fn level_of(level: u8) -> u8 {
    match level {
        0 => 0,
        1..=20 => 1,
        21..=35 => 2,
        _ => 3,
    }
}

pub(super) fn level(level: u8) -> Value<'static> {
    digit(level_of(level))
}

/// The facts that follow from the word `offset` tokens away alone; a document needs each of them once.
pub(crate) fn observe_word(word: &Word, kind: TokenKind, tag: &'static str, offset: i32, sink: &mut impl Sink) {
    let i = (offset + REACH) as usize;
    if kind != TokenKind::Number {
        sink.see(WORD[i], &[word.into()]);
    }
    sink.see(TAG[i], &[tag.into()]);
    if offset.abs() > 1 {
        return;
    }
    let shape = shape_name(word.shape);
    let near = (offset + 1) as usize;
    sink.see(SHAPE[near], &[shape.into()]);
    if word.shape != Shape::Lower && kind == TokenKind::Word {
        let entry = &word.entry;
        sink.see(NAMES[near], &[bucket(entry.given), bucket(entry.surname), level(entry.level)]);
    }
    if offset != 0 {
        return;
    }
    sink.see(BIAS, &[]);
    if kind != TokenKind::Word {
        return;
    }
    sink.see(FORM, &[word.into(), shape.into()]);
    let lower = &*word.lower;
    let has = |c: char| Value::from(lower.contains(c));
    if word.shape == Shape::Lower {
        if let Some(suffix) = suffix(lower, 3) {
            sink.see(SUFFIX[2], &[suffix.into(), "x".into()]);
        }
        return;
    }
    for n in 1..=4 {
        if let Some(prefix) = prefix(lower, n) {
            sink.see(PREFIX[n - 1], &[prefix.into()]);
        }
        if let Some(suffix) = suffix(lower, n) {
            sink.see(SUFFIX[n - 1], &[suffix.into()]);
        }
    }
    let len = digit(lower.chars().count().min(9) as u8);
    let digits = Value::from(lower.contains(|c: char| c.is_ascii_digit()));
    sink.see(SHAPE[1], &[shape.into(), len, digits, has('-'), has('.'), has('&')]);
}

/// Whether a token is plainly no part of a name: without a capital, in no hit, and not beside a capital either.
pub(crate) fn is_plain(context: &Context<'_, '_>, t: u32) -> bool {
    let small = |t: u32| {
        let token = context.document.token(t);
        token.kind != TokenKind::Word || context.document.word(token).shape == Shape::Lower
    };
    let beside = |offset: i32| context.beside(t, offset).is_none_or(small);
    small(t)
        && context.case_at(t) != Case::Lower
        && context.run_at(t).is_none()
        && beside(-1)
        && beside(1)
        && !is_covered(&context.covers[t as usize])
}

/// The one fact about a token that [`is_plain`].
pub(crate) fn observe_plain(sink: &mut impl Sink) {
    sink.see(PLAIN, &[]);
}

/// The facts about a token that need more than single words.
pub(crate) fn observe_token(context: &Context<'_, '_>, t: u32, sink: &mut impl Sink) {
    let document = context.document;
    let token = document.token(t);
    let word = document.word(token);
    let (before, after) = (context.beside(t, -1), context.beside(t, 1));
    for offset in [-REACH, -1, 1, REACH] {
        if context.beside(t, offset).is_none() {
            sink.see(EDGE[(offset + REACH) as usize], &[]);
        }
    }
    let tag = context.tag(t);
    let shape = |t: Option<u32>| Value::from(t.map_or("^", |t| shape_name(document.word_at(t).shape)));
    let tag_at = |t: Option<u32>| Value::from(t.map_or("^", |t| context.tag(t)));
    let word_at = |t: Option<u32>| t.map_or(Value::from("^"), |t| Value::from(document.word_at(t)));
    let case = context.case_at(t);
    let in_run = context.run_at(t).is_some();
    let small = word.shape == Shape::Lower && case != Case::Lower && !in_run;
    let capital = |t: Option<u32>| t.is_some_and(|t| !matches!(document.word_at(t).shape, Shape::Lower | Shape::None));

    sink.see(SHAPES, &[shape(before), shape(Some(t)), shape(after)]);
    sink.see(CASE, &[case.name().into(), shape(Some(t))]);
    sink.see(TAGS_AROUND, &[tag_at(before), tag.into(), tag_at(after)]);
    sink.see(WORDS_BEFORE, &[word_at(before), word.into()]);
    sink.see(WORDS_AFTER, &[word.into(), word_at(after)]);
    if small || token.kind != TokenKind::Word {
        if capital(before) && capital(after) {
            sink.see(JOIN, &[tag_at(before), word.into(), tag_at(after)]);
        }
        observe_joint(context, t, sink);
        observe_hits(context, t, sink);
        return;
    }
    sink.see(WORDS_AROUND, &[word_at(before), word_at(after)]);
    sink.see(TAGS_BEFORE, &[tag_at(before), tag.into()]);
    sink.see(TAGS_AFTER, &[tag.into(), tag_at(after)]);
    sink.see(TAGS_TWO_BEFORE, &[tag_at(context.beside(t, -2)), tag_at(before), tag.into()]);
    sink.see(WORD_BEFORE_TAG, &[word_at(before), tag.into()]);
    sink.see(WORD_AFTER_TAG, &[word_at(after), tag.into()]);
    if token.initial {
        sink.see(INITIAL, &[shape(Some(t)), tag.into()]);
    }
    let loud = |t: Option<u32>| t.is_some_and(|t| document.word_at(t).shape == Shape::Upper);
    if case == Case::Mixed && loud(Some(t)) && !loud(before) && !loud(after) {
        sink.see(LOUD, &[tag.into(), tag_at(after)]);
        sink.see(LOUD, &[tag.into(), digit(level_of(word.entry.level)), tag_at(before), digit(word.lower.len().min(5) as u8)]);
    }
    let first = document.paragraphs[token.paragraph as usize].first_token;
    if t - first < 3 {
        sink.see(POSITION, &[digit((t - first) as u8), shape(Some(t)), tag_at(after)]);
    }
    if context.headings[token.paragraph as usize] {
        sink.see(HEADING, &[tag.into(), shape(Some(t))]);
        let lower = context.elsewhere.of(token.word, 0) & Circumstance::Lower.bit() != 0;
        sink.see(HEADING, &[lower.into(), digit(level_of(word.entry.level)), digit(word.entry.given.min(5))]);
    }
    if context.tables[token.paragraph as usize] {
        sink.see(TABLE, &[tag.into(), tag_at(after)]);
        sink.see(TABLE, &[shape(Some(t)), digit(context.covers[t as usize][2].part)]);
    }
    observe_hits(context, t, sink);
    observe_run(context, t, sink);
    observe_elsewhere(context, t, sink);
    observe_scope(context, t, sink);
}

/// A hit's part for each kind of row.
pub(super) fn parts(covers: &[Cover; ROW_KINDS]) -> [Value<'static>; 4] {
    [0, 1, 2, 3].map(|kind: usize| digit(covers[kind].part))
}

fn is_covered(covers: &[Cover; ROW_KINDS]) -> bool {
    covers.iter().any(|c| c.part > 0)
}

fn observe_hits(context: &Context<'_, '_>, t: u32, sink: &mut impl Sink) {
    let none = [Cover::default(); ROW_KINDS];
    let at = |offset: i32| context.beside(t, offset);
    let covers = &context.covers[t as usize];
    let before = at(-1).map_or(&none, |t| &context.covers[t as usize]);
    let after = at(1).map_or(&none, |t| &context.covers[t as usize]);
    if is_covered(covers) {
        for (kind, cover) in covers.iter().enumerate().filter(|(_, c)| c.part > 0) {
            let (kind, part) = (digit(kind as u8), digit(cover.part));
            sink.see(GAZ, &[kind, part, digit(cover.trust)]);
            sink.see(GAZ_LEN, &[kind, part, digit(cover.len), digit(cover.weight)]);
            if let Some(after) = at(1) {
                sink.see(GAZ_NEXT_TAG, &[kind, part, context.tag(after).into()]);
            }
            if let Some(before) = at(-1) {
                sink.see(GAZ_PREVIOUS_TAG, &[kind, part, context.tag(before).into()]);
            }
        }
        sink.see(GAZ_ALL, &parts(covers));
        let [a, b, c, d] = parts(covers);
        sink.see(GAZ_CASE, &[a, b, c, d, context.case_at(t).name().into(), context.document.token(t).initial.into()]);
    }
    if is_covered(before) {
        sink.see(GAZ_BEFORE, &parts(before));
    }
    if is_covered(after) {
        sink.see(GAZ_AFTER, &parts(after));
    }
    let title = |offset: i32| at(offset).map_or(0, |t| context.titles[t as usize]);
    for (rule, offset) in [(TITLE_BEFORE, -1), (TITLE, 0), (TITLE_AFTER, 1)] {
        if title(offset) > 0 {
            sink.see(rule, &[digit(title(offset))]);
        }
    }
}

fn observe_elsewhere(context: &Context<'_, '_>, t: u32, sink: &mut impl Sink) {
    let document = context.document;
    let token = document.token(t);
    let bits = context.elsewhere.of(token.word, context.circumstances[t as usize]);
    let initial = Value::from(token.initial);
    let mut rest = bits;
    while rest != 0 {
        let circumstance = rest.trailing_zeros() as i32;
        sink.see(ELSEWHERE, &[circumstance.into(), context.tag(t).into()]);
        rest &= rest - 1;
    }
    let has = |bits: u16, c: Circumstance| Value::from(bits & c.bit() != 0);
    sink.see(
        ELSEWHERE,
        &[has(bits, Circumstance::Lower), has(bits, Circumstance::MidSentence), initial, context.case_at(t).name().into()],
    );
    sink.see(
        ELSEWHERE_MANY,
        &[
            has(bits, Circumstance::BehindGiven),
            has(bits, Circumstance::BehindTitle),
            has(bits, Circumstance::BehindIn),
            has(bits, Circumstance::BesideBody),
            has(bits, Circumstance::Speaks),
        ],
    );
    if let Some(run) = context.run_at(t).filter(|run| run.end - 1 != t) {
        let last = run.end - 1;
        let bits = context.elsewhere.of(document.token(last).word, context.circumstances[last as usize]);
        sink.see(
            ELSEWHERE_HEAD,
            &[
                has(bits, Circumstance::BehindTitle),
                has(bits, Circumstance::Alone),
                has(bits, Circumstance::Speaks),
                has(bits, Circumstance::BehindIn),
                has(bits, Circumstance::BehindThe),
            ],
        );
    }
}

/// The first `n` characters of a word that has more.
fn prefix(word: &str, n: usize) -> Option<&str> {
    word.char_indices().nth(n).and_then(|(at, _)| word.get(..at))
}

/// The last `n` characters of a word that has more.
pub(super) fn suffix(word: &str, n: usize) -> Option<&str> {
    word.char_indices().rev().nth(n - 1).filter(|(at, _)| *at > 0).and_then(|(at, _)| word.get(at..))
}
