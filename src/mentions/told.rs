//! Names that only the words before them show: bodies that somebody speaks for (*a statement from Channel North*) or to (*told The Sunday
//! Whistle*), and parents (*mum-of-four Dot Wilmslow*).

use super::context::Context;
use super::label::NameKind;
use super::runs::{Case, Run};
use super::settle::is_row;
use super::tagger::Tagged;
use super::titles;
use crate::document::{Shape, TokenKind, TokenRange};
use crate::hits::Hits;
use crate::lexicon::Class;

/// Most words of such a name.
const LONGEST: u32 = 5;

/// Classes of capitalised words that begin no body's name.
const NO_BODY: [Class; 5] = [Class::Honorific, Class::Title, Class::Role, Class::Weekday, Class::Month];

/// Adds the names that the tagger missed or took for a work or an unlisted place. What it took for a person stays so.
pub(super) fn add(context: &Context<'_, '_>, hits: &Hits, names: &mut Vec<Tagged>) {
    let mut added: Vec<Tagged> = Vec::new();
    for run in context.runs.iter().filter(|run| context.case_at(run.start) == Case::Mixed) {
        let tokens = TokenRange::new(run.start, run.end);
        let kind = if is_parent(context, run) || is_titled(context, run) || is_introduced(context, run) {
            NameKind::Person
        } else if is_told(context, run) || is_spoken_for(context, run) {
            NameKind::Organization
        } else {
            continue;
        };
        if tokens.len() > LONGEST || is_row(hits, tokens) {
            continue;
        }
        let from = names.partition_point(|n| n.tokens.end <= run.start);
        let mut beside = names[from..].iter().take_while(|n| n.tokens.start < run.end);
        let place = |n: &Tagged| n.kind == NameKind::Place && n.tokens == tokens && tokens.len() > 1;
        if beside.all(|n| tokens.covers(n.tokens) && (n.kind == NameKind::Other || place(n))) {
            added.push(Tagged { tokens, kind });
        }
    }
    if !added.is_empty() {
        names.retain(|n| {
            let at = added.partition_point(|a| a.tokens.end <= n.tokens.start);
            added.get(at).is_none_or(|a| !a.tokens.overlaps(n.tokens))
        });
        names.extend(added);
        names.sort_by_key(|n| n.tokens);
    }
}

/// Whether a run is called by the number of somebody's children: *mum-of-four Dot Wilmslow*.
fn is_parent(context: &Context<'_, '_>, run: &Run) -> bool {
    let document = context.document;
    let of = run.start.checked_sub(1).filter(|_| matches!(run.end - run.start, 2 | 3));
    of.is_some_and(|of| document.lower_at(of).contains("of-") && document.kind_at(of) == Some(TokenKind::Word))
}

/// Whether a title in brackets stands before a run: *Chief (Mrs.) Ada Obi*.
fn is_titled(context: &Context<'_, '_>, run: &Run) -> bool {
    let sentence = context.document.sentences[context.document.token(run.start).sentence as usize];
    run.end - run.start > 1 && titles::bracketed(context.document, run.start, sentence.first_token).is_some()
}

/// Whether a lone given name stands behind a comma and what its bearer is to somebody: *a daughter, Imogen*.
fn is_introduced(context: &Context<'_, '_>, run: &Run) -> bool {
    let document = context.document;
    let Some(role) = run.start.checked_sub(2).filter(|_| run.end - run.start == 1) else {
        return false;
    };
    let entry = document.entry_at(run.start);
    let given = entry.given > 0 && entry.level == 0 && entry.given >= entry.surname;
    let same = document.token(role).sentence == document.token(run.start).sentence;
    same && given && document.has(role, Class::Role) && document.kind_at(role + 1) == Some(TokenKind::Comma)
}

/// Whether a run has its own article with a capital and somebody tells it something: *told The Sunday Whistle*.
fn is_told(context: &Context<'_, '_>, run: &Run) -> bool {
    let document = context.document;
    let Some(verb) = run.start.checked_sub(1).filter(|_| run.end - run.start > 1) else {
        return false;
    };
    let article = document.lower_at(run.start) == "the" && !document.token(run.start).initial;
    article && matches!(document.lower_at(verb), "told" | "tell" | "tells" | "telling") && is_sound(context, run, 1)
}

/// Whether a spokesman or a statement is of the run, and a verb of speech or a comma follows: *a spokeswoman for Olmec said*.
fn is_spoken_for(context: &Context<'_, '_>, run: &Run) -> bool {
    let document = context.document;
    let Some(preposition) = run.start.checked_sub(1).filter(|&p| p > 0) else {
        return false;
    };
    let noun = document.entry_at(preposition - 1);
    let speaks = match document.lower_at(preposition) {
        "for" => document.lower_at(preposition - 1).starts_with("spokes"),
        "from" => noun.has(Class::DocumentNoun),
        _ => false,
    };
    let same = document.tokens.get(run.end as usize).is_some_and(|next| next.sentence == document.token(run.start).sentence);
    let verb = same && document.has(run.end, Class::SpeechVerb) && document.word_at(run.end).shape == Shape::Lower;
    speaks && verb && is_sound(context, run, 0)
}

/// Whether the words of a run, from the one `skipped` on, can be those of a body.
fn is_sound(context: &Context<'_, '_>, run: &Run, skipped: u32) -> bool {
    let document = context.document;
    let first = document.entry_at(run.start + skipped);
    !first.has_any(&NO_BODY) || (run.end - run.start > skipped + 1 && first.has(Class::Weekday))
}
