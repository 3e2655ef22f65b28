//! The second look: what the first look made of the same words elsewhere in the document.

use super::context::Context;
use super::label::{LABELS, Label, NAMES, NameKind};
use crate::document::Shape;
use crate::model::{Rule, Sink, Value};

const AGAIN: Rule = Rule::new("again");
const AGAIN_KIND: Rule = Rule::new("again.kind");
const AGAIN_KINDS: Rule = Rule::new("again.kinds");
const AGAIN_HEAD: Rule = Rule::new("again.head");
const AGAIN_FIRST: Rule = Rule::new("again.first");

/// How often each word of a document has each label, capitalised words only.
#[derive(Debug)]
pub(crate) struct Again<'l> {
    labels: &'l [Label],
    /// By the number of the folded word.
    counts: Vec<[u32; LABELS]>,
}

impl<'l> Again<'l> {
    /// Counts the labels of the first look, one for each token.
    pub(crate) fn new(context: &Context<'_, '_>, labels: &'l [Label]) -> Self {
        let mut counts = vec![[0; LABELS]; context.elsewhere.groups()];
        for (t, label) in labels.iter().enumerate() {
            if is_candidate(context, t as u32) {
                counts[context.elsewhere.group(context.document.tokens[t].word)][label.index()] += 1;
            }
        }
        Again { labels, counts }
    }

    /// The labels of the word of a token elsewhere.
    fn elsewhere(&self, context: &Context<'_, '_>, t: u32) -> [u32; LABELS] {
        let mut counts = self.counts[context.elsewhere.group(context.document.token(t).word)];
        let own = &mut counts[self.labels[t as usize].index()];
        *own = own.saturating_sub(1);
        counts
    }
}

/// Whether a token could be a name by its letters.
fn is_candidate(context: &Context<'_, '_>, t: u32) -> bool {
    !matches!(context.document.word_at(t).shape, Shape::Lower | Shape::None)
}

/// How often each kind of name, and no name, was seen.
fn kinds(counts: &[u32; LABELS]) -> [u32; 5] {
    let mut kinds = [0; 5];
    for (i, count) in counts.iter().enumerate() {
        let kind = Label::from_index(i).name().map_or(4, |(kind, _)| kind as usize);
        kinds[kind] += count;
    }
    kinds
}

/// The most frequent of some counts, the first of equals, and its share: 3 all, 2 most, 1 not even half; none where all are 0.
fn most<const N: usize>(counts: &[u32; N]) -> Option<(usize, i32)> {
    let total: u32 = counts.iter().sum();
    let (best, &count) = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count)?;
    if count == 0 {
        return None;
    }
    let share = if count == total {
        3
    } else if count * 2 > total {
        2
    } else {
        1
    };
    Some((best, share))
}

fn kind_name(kind: usize) -> Value<'static> {
    // the label of a name of one word stands for its kind
    let label = NameKind::ALL.get(kind).and_then(|&k| Label::of_name(k, 1).next()).unwrap_or(Label::OUTSIDE);
    NAMES[label.index()].into()
}

/// The facts of the second look at a token.
pub(crate) fn observe_again(context: &Context<'_, '_>, again: &Again<'_>, t: u32, sink: &mut impl Sink) {
    if !is_candidate(context, t) {
        return;
    }
    let counts = again.elsewhere(context, t);
    if let Some((label, share)) = most(&counts) {
        let by_kind = kinds(&counts);
        let total: u32 = counts.iter().sum();
        let often = Value::from(total.min(4) as i32);
        sink.see(AGAIN, &[NAMES[label].into(), share.into()]);
        if let Some((kind, share)) = most(&by_kind) {
            sink.see(AGAIN_KIND, &[kind_name(kind), share.into(), often]);
        }
        sink.see(AGAIN_KINDS, &by_kind.map(|count| Value::from(count > 0)));
    }
    let Some(run) = context.run_at(t) else {
        return;
    };
    for (rule, other) in [(AGAIN_HEAD, run.end - 1), (AGAIN_FIRST, run.start)] {
        if other != t {
            if let Some((label, share)) = most(&again.elsewhere(context, other)) {
                sink.see(rule, &[NAMES[label].into(), share.into()]);
            }
        }
    }
}
