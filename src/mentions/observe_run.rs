//! The facts that follow from the run a token stands in, and from the chain its run hangs in.

use super::context::Context;
use super::observe::{bucket, digit, level, parts, suffix};
use super::runs::{NO_RUN, Run};
use crate::gazetteer::RowKind;
use crate::model::{Sink, Value, rules};

rules! {
    RUN = "run",
    RUN_HEAD = "run.head",
    RUN_HEAD_TAG = "run.head.tag",
    RUN_HEAD_SUFFIX = "run.head.s3",
    RUN_FIRST_TAG = "run.first.tag",
    RUN_GAZ = "run.gaz",
    RUN_NAMES = "run.names",
    RUN_BEFORE = "run.before",
    RUN_AFTER = "run.after",
    RUN_AROUND = "run.around",
    RUN_BEFORE_TAG = "run.before.tag",
    RUN_AFTER_TAG = "run.after.tag",
    RUN_TWO_AFTER = "run.after2",
    RUN_APPOSITION = "run.apposition",
    RUN_NEXT = "run.next",
    RUN_PREVIOUS = "run.previous",
    CHAIN = "chain",
    CHAIN_ROOT = "chain.root",
    CHAIN_NEXT = "chain.next",
    CHAIN_JOINT = "chain.joint",
    JOINT_HEAD = "chain.joint.head",
    JOINT_LAST = "chain.joint.last",
    JOINT_PLACES = "chain.joint.places",
}

pub(super) fn observe_run(context: &Context<'_, '_>, t: u32, sink: &mut impl Sink) {
    let document = context.document;
    let Some(run) = context.run_at(t) else {
        return;
    };
    let (at, len) = (t - run.start, run.end - run.start);
    let last = run.end - 1;
    let from_start = digit(at.min(3) as u8);
    let to_end = digit((last - t).min(3) as u8);
    let place = if len == 1 {
        "alone"
    } else if t == last {
        "last"
    } else if at == 0 {
        "first"
    } else {
        "inside"
    };
    let place = Value::from(place);
    sink.see(RUN, &[from_start, to_end]);
    let head = document.word_at(last);
    let head_tag = context.tag(last);
    if t != last {
        sink.see(RUN_HEAD, &[head.into(), place]);
        sink.see(RUN_HEAD_TAG, &[head_tag.into(), context.tag(t).into(), to_end]);
        if let Some(suffix) = suffix(&head.lower, 3) {
            sink.see(RUN_HEAD_SUFFIX, &[suffix.into()]);
        }
        sink.see(RUN_GAZ, &parts(&context.covers[last as usize]));
    }
    let before = run.start.checked_sub(1).filter(|&b| document.token(b).paragraph == document.token(t).paragraph);
    let after = context.beside(last, 1);
    let word_at = |t: Option<u32>| t.map_or(Value::from("^"), |t| Value::from(document.word_at(t)));
    let tag_at = |t: Option<u32>| Value::from(t.map_or("^", |t| context.tag(t)));
    let size = digit(len.min(3) as u8);
    let (front, back) = (document.entry_at(run.start), document.entry_at(last));
    if len > 1 {
        sink.see(RUN_NAMES, &[place, size, bucket(front.given), bucket(back.surname), level(front.level), level(back.level)]);
        sink.see(RUN_NAMES, &[place, bucket(front.given), bucket(back.surname), tag_at(before), tag_at(after)]);
    }
    if t != run.start {
        sink.see(RUN_FIRST_TAG, &[context.tag(run.start).into(), context.tag(t).into(), from_start]);
    }
    sink.see(RUN_BEFORE, &[word_at(before), place]);
    sink.see(RUN_AFTER, &[word_at(after), place]);
    sink.see(RUN_AROUND, &[tag_at(before), tag_at(after), size]);
    sink.see(RUN_BEFORE_TAG, &[tag_at(before), context.tag(t).into(), place]);
    sink.see(RUN_AFTER_TAG, &[tag_at(after), context.tag(t).into(), place]);
    sink.see(RUN_TWO_AFTER, &[word_at(context.beside(last, 2)), tag_at(after)]);
    if !run.apposition.is_empty() {
        sink.see(RUN_APPOSITION, &[run.apposition.into(), size, head_tag.into()]);
    }
    let joins =
        |t: Option<u32>| t.filter(|&t| matches!(&*document.word_at(t).lower, "of" | "and" | "for" | "," | "de" | "/" | "-"));
    if let Some(joint) = joins(after) {
        let next = context.beside(joint, 1).map(|n| if document.lower_at(n) == "the" { n + 1 } else { n });
        if let Some(next) = next.and_then(|n| document.tokens.get(n as usize).map(|_| n)).and_then(|n| context.run_at(n)) {
            let word = document.word_at(joint);
            sink.see(RUN_NEXT, &[word.into(), context.tag(next.end - 1).into(), head_tag.into()]);
            sink.see(RUN_NEXT, &[word.into(), document.word_at(next.end - 1).into()]);
            let [a, b, c, d] = parts(&context.covers[next.start as usize]);
            sink.see(RUN_NEXT, &[word.into(), a, b, c, d]);
        }
    }
    if let Some(joint) =
        before.map(|b| if document.lower_at(b) == "the" { b.saturating_sub(1) } else { b }).and_then(|b| joins(Some(b)))
    {
        if let Some(previous) = context.beside(joint, -1).and_then(|p| context.run_at(p)) {
            let word = document.word_at(joint);
            sink.see(RUN_PREVIOUS, &[word.into(), context.tag(previous.end - 1).into(), head_tag.into()]);
            sink.see(RUN_PREVIOUS, &[word.into(), document.word_at(previous.end - 1).into()]);
            let [a, b, c, d] = parts(&context.covers[previous.end as usize - 1]);
            sink.see(RUN_PREVIOUS, &[word.into(), a, b, c, d]);
        }
    }
    observe_chain(context, context.run_of[t as usize], false, sink);
    let next = context.run_of[t as usize] as usize + 1;
    if let (Some(link), Some(next)) = (context.links.get(next), context.runs.get(next)) {
        if link.joints > 0 {
            let joint = document.word_at(run.end);
            let ends = context.beside(next.end - 1, 1);
            sink.see(CHAIN_NEXT, &[head.into(), joint.into(), place]);
            sink.see(CHAIN_NEXT, &[head_tag.into(), joint.into(), context.tag(next.end - 1).into(), tag_at(ends)]);
        }
    }
}

/// The facts about a run, or about the small words before it, that follow from the chain it hangs in.
fn observe_chain(context: &Context<'_, '_>, number: u32, joint: bool, sink: &mut impl Sink) {
    let (Some(link), Some(run)) = (context.links.get(number as usize), context.runs.get(number as usize)) else {
        return;
    };
    let Some(root) = context.runs.get(link.root as usize).filter(|_| link.joints > 0) else {
        return;
    };
    let document = context.document;
    let (head, first) = (root.end - 1, document.word_at(link.first_joint));
    let here = document.word_at(run.start - 1);
    let depth = digit(link.joints * 2 + u8::from(joint));
    sink.see(CHAIN, &[context.tag(head).into(), first.into(), depth, context.tag(run.end - 1).into()]);
    sink.see(
        CHAIN,
        &[context.tag(root.start).into(), digit((root.end - root.start).min(3) as u8), first.into(), here.into(), depth],
    );
    sink.see(CHAIN_ROOT, &[document.word_at(head).into(), first.into(), depth]);
}

/// The facts about a small word that joins two runs, or stands between them behind one that does.
pub(super) fn observe_joint(context: &Context<'_, '_>, t: u32, sink: &mut impl Sink) {
    let document = context.document;
    let run_at = |offset: i32| context.beside(t, offset).map(|t| context.run_of[t as usize]).filter(|&r| r != NO_RUN);
    let (Some(before), Some(after)) = (run_at(-1).or_else(|| run_at(-2)), run_at(1).or_else(|| run_at(2))) else {
        return;
    };
    let joined = after == before + 1 && context.links.get(after as usize).is_some_and(|link| link.joints > 0);
    let (Some(left), Some(right)) = (context.runs.get(before as usize), context.runs.get(after as usize)) else {
        return;
    };
    if !joined {
        return;
    }
    observe_chain(context, after, true, sink);
    let size = |run: &Run| digit((run.end - run.start).min(3) as u8);
    let word = Value::from(document.word_at(t));
    let (head, last) = (left.end - 1, right.end - 1);
    let behind = context.beside(last, 1).map_or("^", |t| context.tag(t));
    let place = |t: u32| digit(context.covers[t as usize][RowKind::Place as usize].part);
    sink.see(CHAIN_JOINT, &[word, size(left), size(right), context.tag(head).into(), context.tag(last).into()]);
    sink.see(CHAIN_JOINT, &[word, context.tag(head).into(), context.tag(last).into(), behind.into()]);
    sink.see(JOINT_HEAD, &[word, document.word_at(head).into()]);
    sink.see(JOINT_LAST, &[word, document.word_at(last).into()]);
    sink.see(JOINT_PLACES, &[word, place(head), place(right.start)]);
}
