//! The facts that follow from the whole document or from where in it a token stands.

use super::circumstances::Circumstance;
use super::context::Context;
use super::observe::{digit, parts};
use super::runs::Case;
use crate::model::{Sink, Value, rules};

rules! {
    TOPIC = "topic",
    TOPIC_TAG = "topic.tag",
    ACRONYM = "acronym",
    ECHO = "echo",
    HEADLINE = "headline",
}

/// States them.
pub(super) fn observe_scope(context: &Context<'_, '_>, t: u32, sink: &mut impl Sink) {
    observe_topic(context, t, sink);
    observe_echoes(context, t, sink);
    observe_headline(context, t, sink);
}

fn observe_topic(context: &Context<'_, '_>, t: u32, sink: &mut impl Sink) {
    if context.topic.is_empty() {
        return;
    }
    let document = context.document;
    let topic = Value::from(context.topic);
    let paragraph = document.token(t).paragraph as usize;
    let line = digit(u8::from(context.tables[paragraph]) + 2 * u8::from(context.headings[paragraph]));
    let [a, b, c, d] = parts(&context.covers[t as usize]);
    sink.see(TOPIC, &[topic, line, a, b, c, d]);
    sink.see(TOPIC_TAG, &[topic, line, context.tag(t).into()]);
}

fn observe_echoes(context: &Context<'_, '_>, t: u32, sink: &mut impl Sink) {
    let document = context.document;
    if let Some(number) = context.echoes.expansion(document.token(t).word) {
        if let (Some(run), Some(link)) = (context.runs.get(number as usize), context.links.get(number as usize)) {
            let root = context.runs.get(link.root as usize).unwrap_or(run);
            let [a, b, c, d] = parts(&context.covers[run.start as usize]);
            sink.see(ACRONYM, &[context.tag(root.end - 1).into(), context.tag(run.end - 1).into()]);
            sink.see(ACRONYM, &[a, b, c, d]);
        }
    }
    // a pair of this run is counted with the others
    let together = |first: u32, second: u32| {
        let here =
            u32::from(context.run_at(first).is_some() && context.run_of[first as usize] == context.run_of[second as usize]);
        context.echoes.together(document, first) > here
    };
    let before = context.beside(t, -1).is_some_and(|b| together(b, t));
    let after = context.beside(t, 1).is_some_and(|a| together(t, a));
    if before || after {
        sink.see(ECHO, &[before.into(), after.into(), context.case_at(t).name().into(), context.run_at(t).is_some().into()]);
    }
}

fn observe_headline(context: &Context<'_, '_>, t: u32, sink: &mut impl Sink) {
    let document = context.document;
    if matches!(context.case_at(t), Case::Title | Case::Upper) {
        let lower = |t: u32| context.elsewhere.of(document.token(t).word, 0) & Circumstance::Lower.bit() != 0;
        let common = |t: u32| (1..=35).contains(&document.entry_at(t).level);
        let state = |t: Option<u32>| digit(t.map_or(4, |t| u8::from(lower(t)) + 2 * u8::from(common(t))));
        sink.see(
            HEADLINE,
            &[state(context.beside(t, -1)), state(Some(t)), state(context.beside(t, 1)), context.case_at(t).name().into()],
        );
    }
}
