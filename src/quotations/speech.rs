//! Words in marks that nothing attributes: are they speech, or a title, a nickname, a term, the name of a slogan?

use super::alike::Alike;
use super::cues::{bucket, child_stretch, look};
use super::line::Line;
use crate::builtin;
use crate::document::{Shape, TokenKind, TokenRange};
use crate::lexicon::Class;
use crate::model::{Decision, Model, Sink, Sum, rules, share_of_yes};

/// What is known of a stretch when it is judged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case {
    pub(super) stretch: u32,
    /// Whether a cue attributes content that it is all, part or nothing of.
    pub(super) cued: &'static str,
    /// Whether a quotation stands before it in the paragraph.
    pub(super) follows: bool,
    /// The content that holds it, if a cue attributes any.
    pub(super) held: Option<Held>,
}

/// How a stretch stands in the content that holds it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    /// How sure the attribution is, in thousandths.
    pub(super) sure: u16,
    /// The token of the cue.
    pub(super) cue: u32,
    /// Whether it is all of a part, or the first, the last or any other words of it.
    pub(super) place: &'static str,
    /// How many words the content has outside marks, and how many of these can be verbs.
    pub(super) bare: u32,
    pub(super) verbs: u32,
    /// How many stretches the content has.
    pub(super) stretches: u32,
}

rules! {
    LOOK = "speech.look", LENGTH = "speech.length", CASE = "speech.case", BEFORE = "speech.before", AFTER = "speech.after",
    WORD_BEFORE = "speech.word.before", WORD_AFTER = "speech.word.after", WORD_BEFORE2 = "speech.word.before2",
    AROUND = "speech.around", WHOLE = "speech.whole", PERSON = "speech.person", VERBS = "speech.verbs", CUED = "speech.cued",
    FOLLOWS = "speech.follows", MARK = "speech.mark", INNER = "speech.inner", SIGNS = "speech.signs", FIRST = "speech.first",
    GAPS = "speech.gaps", CUED_LOOK = "speech.cued+look", CUED_CASE = "speech.cued+case", SURE = "speech.sure",
    SURE_CASE = "speech.sure+case", PLACE = "speech.place", PLACE_BEFORE = "speech.place+before", BARE = "speech.bare",
    CUE = "speech.cue", CUE_WORD = "speech.cue+word", BESIDE = "speech.beside", NAMED = "speech.named", OWNER = "speech.owner",
}

/// Less likely speech than this (in thousandths) is none; with a cue beside it the bar lies lower.
pub(super) const SPEECH: u16 = 620;

/// The sum of the evidence that a stretch is speech, and how sure it is in thousandths.
pub(super) fn judge(line: &Line<'_, '_>, case: Case, model: &Model) -> (i32, u16) {
    let weights = model.weights(Decision::Speech);
    let mut sum = Sum::new(weights);
    observe_speech(line, case, &mut sum);
    (sum.total(), weights.calibrate(share_of_yes(sum.total())))
}

/// Whether a stretch would count as somebody's words though nothing attributed them.
pub(super) fn stands_alone(line: &Line<'_, '_>, stretch: u32, model: &Model) -> bool {
    let is_other = is_code(line, stretch) || is_attribute(line, stretch) || is_named(line, stretch);
    !is_other && judge(line, Case { stretch, cued: "no", follows: false, held: None }, model).1 >= SPEECH
}

/// States what speaks for or against a stretch being speech.
pub(super) fn observe_speech(line: &Line<'_, '_>, case: Case, sink: &mut impl Sink) {
    let document = line.document;
    let Some(s) = document.stretches.get(case.stretch as usize) else {
        return;
    };
    let tokens = TokenRange::new(s.first_token, s.end_token);
    let (from, to) = line.words_of(tokens);
    let (length, letters, ends) = look(line, case.stretch);
    let (before, after) = (i64::from(from) - 1, i64::from(to));
    let gaps = (line.gap(from), line.gap(to));
    let (prev, next) = (line.class(before), line.class(after));
    sink.at(tokens);
    sink.see(LOOK, &[length.into(), letters.into(), ends.into()]);
    sink.see(LENGTH, &[bucket(to - from).into()]);
    sink.see(CASE, &[letters.into(), s.leading.into()]);
    sink.see(BEFORE, &[gaps.0.code().into(), prev.into()]);
    sink.see(AFTER, &[gaps.1.code().into(), next.into()]);
    sink.see(AROUND, &[prev.into(), next.into(), letters.into()]);
    sink.see(GAPS, &[gaps.0.code().into(), gaps.1.code().into(), length.into()]);
    for (rule, word) in [(WORD_BEFORE, before), (WORD_BEFORE2, before - 1), (WORD_AFTER, after)] {
        // words that are names say nothing of the next article
        if usize::try_from(word).is_ok_and(|w| w < line.len() as usize && line.word(w as u32).shape == Shape::Lower) {
            sink.see(rule, &[line.lower(word).into()]);
        }
    }
    let paragraph = &document.paragraphs[s.paragraph as usize];
    let starts = s.first_token == paragraph.first_token + u32::from(s.opened);
    let finishes = s.end_token + u32::from(s.closed) == paragraph.end_token;
    sink.see(WHOLE, &[starts.into(), finishes.into(), ends.into()]);
    let opens_sentence = gaps.0.has(b'.') || starts;
    sink.see(FIRST, &[opens_sentence.into(), letters.into(), length.into()]);
    let person = (from..to).take(40).any(|w| matches!(line.lower(i64::from(w)), "i" | "we" | "you" | "my" | "our" | "me" | "us"));
    sink.see(PERSON, &[person.into(), case.cued.into()]);
    let verbs = (line.verbs_in(from, to).min(2) as i32, length);
    sink.see(VERBS, &[verbs.0.into(), verbs.1.into()]);
    let signs = (from + 1..to).take(40).filter(|&p| line.gap(p).has(b'.')).count().min(2) as i32;
    sink.see(SIGNS, &[signs.into(), ends.into(), case.cued.into()]);
    sink.see(CUED, &[case.cued.into()]);
    sink.see(CUED_LOOK, &[case.cued.into(), length.into(), ends.into()]);
    sink.see(CUED_CASE, &[case.cued.into(), letters.into(), gaps.0.code().into()]);
    sink.see(FOLLOWS, &[case.follows.into(), case.cued.into(), opens_sentence.into()]);
    sink.see(MARK, &[s.leading.into(), s.closed.into(), s.continues.into()]);
    sink.see(INNER, &[(s.parent != crate::document::Token::NONE).into()]);
    let named = named_by(line, (from, to));
    sink.see(BESIDE, &[named.into(), letters.into(), case.cued.into()]);
    sink.see(NAMED, &[(is_named(line, case.stretch)).into(), (is_attribute(line, case.stretch)).into(), case.cued.into()]);
    if prev == "'s" {
        sink.see(OWNER, &[line.class(before - 1).into(), letters.into(), case.cued.into()]);
    }
    if let Some(held) = case.held {
        let sure = i32::from(held.sure / 60);
        sink.see(SURE, &[sure.into(), case.cued.into()]);
        sink.see(SURE_CASE, &[sure.into(), letters.into(), length.into()]);
        sink.see(PLACE, &[held.place.into(), letters.into(), case.cued.into()]);
        sink.see(PLACE_BEFORE, &[held.place.into(), prev.into(), case.cued.into()]);
        sink.see(BARE, &[bucket(held.bare).into(), (held.verbs.min(2) as i32).into(), (held.stretches.min(3) as i32).into()]);
        let cue = line.word_at(held.cue);
        let apart = if cue < from { from - cue } else { cue.saturating_sub(to) };
        sink.see(CUE, &[(cue < from).into(), bucket(apart).into(), case.cued.into(), letters.into()]);
        sink.see(CUE_WORD, &[line.lower(i64::from(cue)).into(), case.cued.into()]);
    }
}

/// How far before words in marks the noun that they name can stand.
const NOUN: i64 = 3;

/// What sort of thing a noun beside words in marks says they name: *the song “Low Tide”*, *the “Low Tide” tour*, *“Low Tide,” his memoir*.
fn named_by<'a>(line: &Line<'_, '_>, (from, to): (u32, u32)) -> &'a str {
    let (from, to) = (i64::from(from), i64::from(to));
    let beside = |w: &i64| *w >= 0 && (w + 1 == from || line.gap((w + 1) as u32).is_empty());
    let before = (1..=NOUN).map(|k| from - k).take_while(beside);
    before.chain([to, to + 1]).find_map(|w| noun_of(line, w)).unwrap_or("-")
}

/// What sort of thing a noun names, if it is one of `data/naming_nouns.csv`.
fn noun_of<'a>(line: &Line<'_, '_>, w: i64) -> Option<&'a str> {
    let nouns = builtin::naming_nouns();
    let w = u32::try_from(w).ok().filter(|&w| w < line.len())?;
    let word = line.document.word(line.document.token(line.token(w)));
    nouns.of(word.folded).next().and_then(|number| nouns.names().get(number)).map(|name| &**name)
}

/// Whether a word is a noun for words that hang or are sung somewhere, rather than said: *slogan*, *song*.
pub(super) fn names_words(line: &Line<'_, '_>, w: u32) -> bool {
    matches!(noun_of(line, i64::from(w)), Some("word" | "work"))
}

/// Whether a stretch stands between an article or possessor and a noun, as the name of a speech or policy does:
/// *his “no more maps” speech*.
pub(super) fn is_attribute(line: &Line<'_, '_>, stretch: u32) -> bool {
    let Some(s) = line.document.stretches.get(stretch as usize) else {
        return false;
    };
    let (from, to) = line.words_of(TokenRange::new(s.first_token, s.end_token));
    let owner = line.gap(from).code() == "[" && matches!(line.class(i64::from(from) - 1), "the" | "his" | "this" | "'s");
    let noun = line.gap(to).code() == "]"
        && matches!(
            line.class(i64::from(to)),
            "w" | "s" | "paper" | "claimnoun" | "org" | "role" | "claim" | "ing" | "hope" | "say"
        )
        && line.entry(to).has(Class::Common);
    owner && noun
}

/// Whether the words before a stretch say that it is a name: *a spot titled “Forward”*, *known as a “soft margin”*.
pub(super) fn is_named(line: &Line<'_, '_>, stretch: u32) -> bool {
    let Some(s) = line.document.stretches.get(stretch as usize) else {
        return false;
    };
    let first = line.word_at(s.first_token);
    let from = i64::from(first);
    let naming = || first.checked_sub(1).is_some_and(|w| Alike::Naming.has(line.document, line.token(w)));
    let known_as = |at: i64| line.lower(at) == "as" && line.lower(at - 1) == "known";
    is_grade(line, stretch)
        || is_listed_word(line, stretch)
        || line.gap(first).code() == "["
            && (naming() || known_as(from - 1) || line.class(from - 1) == "the" && known_as(from - 2))
}

/// How many words before a grade the noun or verb is looked for that has it.
const GRADED: u32 = 8;

/// Whether a stretch is a grade: *cut its rating to “sell” from “hold”*, *its “overweight” rating*.
fn is_grade(line: &Line<'_, '_>, stretch: u32) -> bool {
    let Some(s) = line.document.stretches.get(stretch as usize) else {
        return false;
    };
    let (from, to) = line.words_of(TokenRange::new(s.first_token, s.end_token));
    let graded = |w: u32| w < line.len() && Alike::Rating.has(line.document, line.token(w));
    let moved = line.gap(from).code() == "[" && matches!(line.lower(i64::from(from) - 1), "to" | "from" | "at");
    let short = to - from <= 2 && look(line, stretch).1 != "title";
    short && (moved && (from.saturating_sub(GRADED)..from).any(graded) || line.gap(to).code() == "]" && graded(to))
}

/// Most words in marks that are listed one behind the other.
const LISTED: usize = 12;

/// Whether a stretch stands in a list of words as words: *terms such as “may,” “will” and “should”*.
fn is_listed_word(line: &Line<'_, '_>, stretch: u32) -> bool {
    let mut s = stretch;
    for _ in 0..LISTED {
        let Some(at) = line.document.stretches.get(s as usize).map(|s| line.word_at(s.first_token)) else {
            return false;
        };
        let joined = u32::from(line.class(i64::from(at) - 1) == "and");
        let Some(before) = (at - joined.min(at)).checked_sub(1) else {
            return false;
        };
        match child_stretch(line, before, line.parent(stretch)) {
            Some(other) if other != s => s = other,
            _ => {
                let back = match line.lower(i64::from(before)) {
                    "like" | "including" => 1,
                    "as" if line.lower(i64::from(before) - 1) == "such" => 2,
                    _ => return false,
                };
                return before >= back && Alike::Wording.has(line.document, line.token(before - back));
            }
        }
    }
    false
}

/// Whether a stretch looks like the title of a work: capitals, and no comma or stop.
pub(super) fn is_work(line: &Line<'_, '_>, stretch: u32) -> bool {
    let (_, letters, ends) = look(line, stretch);
    letters == "title" && ends == "w"
}

/// Whether a stretch holds no words, or is the value of an attribute in a page's code.
pub(super) fn is_code(line: &Line<'_, '_>, stretch: u32) -> bool {
    let Some(s) = line.document.stretches.get(stretch as usize) else {
        return false;
    };
    let (from, to) = line.words_of(TokenRange::new(s.first_token, s.end_token));
    let wordless = (from..to).take(8).all(|w| line.document.token(line.token(w)).kind != TokenKind::Word);
    wordless || line.gap(from).code() == "#["
}

/// Whether a stretch begins a sentence.
pub(super) fn opens_sentence(line: &Line<'_, '_>, stretch: u32) -> bool {
    line.document.stretches.get(stretch as usize).is_some_and(|s| {
        s.first_token == line.document.paragraphs[s.paragraph as usize].first_token + u32::from(s.opened)
            || line.gap(line.word_at(s.first_token)).has(b'.')
    })
}

/// Whether a stretch is one or more whole sentences.
pub(super) fn is_sentence(line: &Line<'_, '_>, stretch: u32) -> bool {
    let (_, letters, ends) = look(line, stretch);
    opens_sentence(line, stretch) && ends == "." && letters != "small" && letters != "title"
}

/// Why words in marks are no quotation, as far as their look and the words beside them tell.
pub(super) fn reason(line: &Line<'_, '_>, stretch: u32) -> &'static str {
    let Some(s) = line.document.stretches.get(stretch as usize) else {
        return "term";
    };
    let (from, to) = line.words_of(TokenRange::new(s.first_token, s.end_token));
    let (_, letters, _) = look(line, stretch);
    let (before, after) = (line.class(i64::from(from) - 1), line.class(i64::from(to)));
    let named_by_noun = to < line.len() && line.gap(to).code() == "]" && line.entry(to).has(Class::Common);
    match letters {
        "title" if to - from <= 2 && (before == "name" || after == "name") => "nickname",
        "title" => "title",
        "word" if before == "name" || after == "name" => "nickname",
        _ if to - from > 2 && named_by_noun && !matches!(after, "aux" | "modal" | "in" | "and" | "to" | "of") => "name",
        "small" if to - from <= 2 => "scare quote",
        _ => "term",
    }
}
