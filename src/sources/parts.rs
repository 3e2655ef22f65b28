//! The part that each word plays, as closed word lists, the speech verbs and suffixes tell it.

use crate::document::{Document, Shape, Token, TokenKind};
use crate::grammar::Grammar;
use crate::lexicon::{Class, Entry, VerbForm};

/// The part a token plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// A verb that attributes.
    Verb,
    /// Another verb, as far as its ending tells.
    OtherVerb,
    Auxiliary,
    Adverb,
    Determiner,
    Possessive,
    /// *’s* of a possessor.
    Genitive,
    Preposition,
    Conjunction,
    Subordinator,
    Relative,
    To,
    Pronoun,
    /// A word with a capital that is not there for the sentence's sake.
    Name,
    /// Any other word: nouns and adjectives mostly.
    Noun,
    Time,
    Number,
    Comma,
    Stop,
    Colon,
    Dash,
    Open,
    Close,
    MarkOpens,
    MarkCloses,
    Other,
    /// Past the end of the sentence.
    Edge,
}

impl Part {
    /// Its name in facts.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Part::Verb => "verb",
            Part::OtherVerb => "other-verb",
            Part::Auxiliary => "auxiliary",
            Part::Adverb => "adverb",
            Part::Determiner => "determiner",
            Part::Possessive => "possessive",
            Part::Genitive => "genitive",
            Part::Preposition => "preposition",
            Part::Conjunction => "conjunction",
            Part::Subordinator => "subordinator",
            Part::Relative => "relative",
            Part::To => "to",
            Part::Pronoun => "pronoun",
            Part::Name => "name",
            Part::Noun => "noun",
            Part::Time => "time",
            Part::Number => "number",
            Part::Comma => "comma",
            Part::Stop => "stop",
            Part::Colon => "colon",
            Part::Dash => "dash",
            Part::Open => "open",
            Part::Close => "close",
            Part::MarkOpens => "mark-opens",
            Part::MarkCloses => "mark-closes",
            Part::Other => "other",
            Part::Edge => "edge",
        }
    }

    /// Whether it can stand inside a noun phrase before its head.
    pub(crate) const fn premodifies(self) -> bool {
        matches!(self, Part::Name | Part::Noun | Part::Number | Part::Genitive)
    }

    /// Whether it is a verb or goes before one.
    pub(crate) const fn verbal(self) -> bool {
        matches!(self, Part::Verb | Part::OtherVerb | Part::Auxiliary)
    }
}

/// Whether a sentence capitalises its words as headlines do, so that a capital says nothing.
pub(super) fn is_title_case(document: &Document<'_>, sentence: u32) -> bool {
    let Some(sentence) = document.sentences.get(sentence as usize) else {
        return false;
    };
    let (mut capital, mut small) = (0u32, 0u32);
    for t in sentence.first_token..sentence.end_token {
        let word = document.word_at(t);
        if document.token(t).kind == TokenKind::Word && word.lower.len() > 3 {
            if word.shape == Shape::Lower { small += 1 } else { capital += 1 }
        }
    }
    capital >= 4 && small * 4 <= capital
}

/// The part of a token, given that of the one before it.
pub(super) fn part(document: &Document<'_>, t: u32, token: &Token, before: Part, title_case: bool) -> Part {
    match token.kind {
        TokenKind::Number => return Part::Number,
        TokenKind::Clitic => {
            let possessor = document.lower_at(t).ends_with('s') && !matches!(before, Part::Pronoun | Part::Relative);
            return if possessor { Part::Genitive } else { Part::Auxiliary };
        }
        TokenKind::DoubleMark | TokenKind::SingleMark => {
            return if document.opens_stretch(t) {
                Part::MarkOpens
            } else if document.closes_stretch(t) {
                Part::MarkCloses
            } else if before == Part::Name || before == Part::Noun {
                Part::Genitive
            } else {
                Part::Other
            };
        }
        TokenKind::Comma => return Part::Comma,
        TokenKind::Stop => return Part::Stop,
        TokenKind::Colon | TokenKind::Semicolon => return Part::Colon,
        TokenKind::Dash => return Part::Dash,
        TokenKind::Hyphen => return Part::Noun,
        TokenKind::OpenBracket => return Part::Open,
        TokenKind::CloseBracket => return Part::Close,
        TokenKind::Url => return Part::Name,
        TokenKind::Other => return Part::Other,
        TokenKind::Word => {}
    }
    let word = document.word(token);
    let entry = word.entry;
    let lower = &*word.lower;
    let plain = token.initial || title_case;
    if word.shape != Shape::Lower && !plain {
        return Part::Name;
    }
    if lower == "to" {
        return Part::To;
    }
    if entry.has(Class::Possessive) && !entry.has(Class::PronounObject) {
        return Part::Possessive;
    }
    if lower == "her" {
        return if noun_follows(document, t) { Part::Possessive } else { Part::Pronoun };
    }
    if entry.has(Class::SpeechVerb) && entry.verb_forms != 0 {
        let nominal = matches!(before, Part::Determiner | Part::Possessive | Part::Genitive | Part::Preposition | Part::Number);
        let finite_only = entry.is_verb_form(VerbForm::Past)
            && !entry.is_verb_form(VerbForm::Base)
            && !entry.has_any(&[Class::CueNoun, Class::ThingNoun]);
        let gerund = entry.is_verb_form(VerbForm::Gerund);
        let bare = entry.is_verb_form(VerbForm::Base) && !entry.is_verb_form(VerbForm::Past);
        // *his aide, state Sen. Ana Pell*
        let of_title = bare && !before.verbal() && before != Part::Pronoun && title_follows(document, t);
        let nominal = nominal || bare && is_noun_of_one(document, t, before, &entry) || of_title;
        let name = plain && word.shape != Shape::Lower && entry.has_any(&[Class::GivenName, Class::Surname]);
        let alone = before == Part::Determiner && finite_only && behind_one_alone(document, t);
        let verb = !nominal || alone || (finite_only && before != Part::Determiner);
        if !name && (verb || (gerund && before == Part::Preposition)) {
            return Part::Verb;
        }
        return Part::Noun;
    }
    if entry.has_any(&[Class::Auxiliary, Class::Modal, Class::Negation])
        && !entry.has_any(&[Class::PronounSubject, Class::Determiner])
    {
        return Part::Auxiliary;
    }
    if entry.has(Class::PronounSubject) && !entry.has(Class::Relative) && !entry.has(Class::NumberWord) {
        return Part::Pronoun;
    }
    if lower == "that" || entry.has(Class::Relative) {
        return Part::Relative;
    }
    if entry.has(Class::Determiner) {
        return Part::Determiner;
    }
    if entry.has(Class::PronounObject) {
        return Part::Pronoun;
    }
    if entry.has(Class::Conjunction) && matches!(lower, "and" | "or" | "but" | "nor" | "&") {
        return Part::Conjunction;
    }
    if entry.has(Class::Preposition) {
        return Part::Preposition;
    }
    // *she once described it*
    let inside = entry.has(Class::Adverb) && matches!(before, Part::Pronoun | Part::Name | Part::Noun | Part::Auxiliary);
    if entry.has(Class::Subordinator) && !(inside && verb_follows(document, t)) {
        return Part::Subordinator;
    }
    if entry.has(Class::Adverb) {
        return Part::Adverb;
    }
    if entry.has_any(&[Class::TimeNoun, Class::Weekday, Class::Month]) {
        return Part::Time;
    }
    if entry.has(Class::NumberWord) {
        return Part::Number;
    }
    if word.shape != Shape::Lower && (!entry.has(Class::Common) || entry.has_any(&[Class::GivenName, Class::Surname])) {
        return Part::Name;
    }
    let past = lower.len() > 4 && lower.ends_with("ed") || Grammar::Past.has(document, t);
    if past && !matches!(before, Part::Determiner | Part::Possessive | Part::Preposition) {
        return Part::OtherVerb;
    }
    // *family*, *ally* and *assembly* are none
    let noun = [Class::Role, Class::PeopleNoun, Class::OrganizationNoun, Class::DocumentNoun, Class::ThingNoun];
    if lower.len() > 4 && lower.ends_with("ly") && !entry.has_any(&noun) {
        return Part::Adverb;
    }
    Part::Noun
}

/// Whether a past form stands behind a word for some that needs no noun: *another wrote*, *both said*; but not in *both proposed laws*.
fn behind_one_alone(document: &Document<'_>, t: u32) -> bool {
    let quantity = |t: u32| Grammar::Quantity.has(document, t) || Grammar::Each.has(document, t);
    let regular = document.lower_at(t).ends_with("ed");
    t.checked_sub(1).is_some_and(quantity) && !(regular && noun_follows(document, t))
}

/// Whether the next word is a verb of saying that is nothing else.
fn verb_follows(document: &Document<'_>, t: u32) -> bool {
    let entry = document.entry_at(t + 1);
    document.kind_at(t + 1) == Some(TokenKind::Word) && entry.has(Class::SpeechVerb) && entry.is_verb_form(VerbForm::Past)
}

/// Whether a noun that is a bare verb too is none here, for behind one thing or person that would end in *s*: *a Trade Office report
/// released today*, *a scripted message that …*
fn is_noun_of_one(document: &Document<'_>, t: u32, before: Part, entry: &Entry) -> bool {
    if !entry.has_any(&[Class::CueNoun, Class::ThingNoun, Class::DocumentNoun]) {
        return false;
    }
    let is_article = |u: &u32| matches!(document.lower_at(*u), "a" | "an");
    let ends = [Class::Preposition, Class::PronounSubject, Class::SpeechVerb, Class::Auxiliary, Class::Modal];
    let inside = |u: &u32| document.token(*u).kind == TokenKind::Word && !document.entry_at(*u).has_any(&ends);
    let article = || (t.saturating_sub(6)..t).rev().take_while(inside).any(|u| is_article(&u));
    let plural = || document.has(t - 1, Class::Plural) || document.lower_at(t - 1).ends_with('s');
    match before {
        Part::Name => behind_one_name(document, t),
        Part::Noun => article() && !plural(),
        _ => false,
    }
}

/// Whether a title that is written with a capital follows.
fn title_follows(document: &Document<'_>, t: u32) -> bool {
    document.kind_at(t + 1) == Some(TokenKind::Word)
        && document.word_at(t + 1).shape != Shape::Lower
        && document.entry_at(t + 1).has_any(&[Class::Title, Class::AbbreviatedTitle])
}

/// Whether the next word is one of no closed class.
fn noun_follows(document: &Document<'_>, t: u32) -> bool {
    document.kind_at(t + 1) == Some(TokenKind::Word) && !closed(document, t + 1)
}

/// Whether no other name is joined to the one that ends before a token, and that one is no plural.
fn behind_one_name(document: &Document<'_>, t: u32) -> bool {
    let plural = document.lower_at(t.saturating_sub(1)).ends_with('s');
    let joined = (t.saturating_sub(6)..t).any(|u| matches!(document.lower_at(u), "and" | "or" | "&" | "do" | "does" | "did"));
    !plural && !joined
}

/// Whether a word belongs to a closed class.
fn closed(document: &Document<'_>, t: u32) -> bool {
    document.entry_at(t).has_any(&[
        Class::Determiner,
        Class::Preposition,
        Class::Conjunction,
        Class::Subordinator,
        Class::Auxiliary,
        Class::Modal,
        Class::Relative,
        Class::PronounSubject,
        Class::Adverb,
    ])
}
