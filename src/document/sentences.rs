//! Sentences that survive quotation marks and abbreviations: a quoted stretch is opaque, so that *“Where?” he asked* is one.

use super::Document;
use super::tokens::{Token, TokenKind};
use super::words::Shape;
use crate::lexicon::{Class, VerbForm};

/// A sentence: token numbers, half-open. What stands in quotation marks never ends it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sentence {
    pub(crate) first_token: u32,
    pub(crate) end_token: u32,
    pub(crate) paragraph: u32,
}

/// Finds the sentences of a document; sets [`Token::sentence`] and [`Token::initial`].
pub(crate) fn split(document: &mut Document<'_>) {
    let mut sentences = Vec::new();
    for p in 0..document.paragraphs.len() {
        let paragraph = document.paragraphs[p];
        let mut start = paragraph.first_token;
        let mut initial = true;
        for t in paragraph.first_token..paragraph.end_token {
            let token = document.tokens[t as usize];
            if token.is_word() {
                document.tokens[t as usize].initial = initial;
                initial = false;
            } else {
                initial |= token.kind == TokenKind::Stop
                    || (token.is_mark() && document.opens_stretch(t))
                    || token.kind == TokenKind::Colon;
            }
            initial |= is_ending_abbreviation(document, t);
            // a dateline stands before the first sentence, not in it
            let dateline = t + 1 == paragraph.dateline_end && t + 1 < paragraph.end_token;
            if dateline || ends_sentence(document, t, paragraph.end_token) {
                sentences.push(Sentence { first_token: start, end_token: t + 1, paragraph: p as u32 });
                start = t + 1;
                initial = true;
            }
        }
        if start < paragraph.end_token {
            sentences.push(Sentence { first_token: start, end_token: paragraph.end_token, paragraph: p as u32 });
        }
    }
    for (i, sentence) in sentences.iter().enumerate() {
        for token in &mut document.tokens[sentence.first_token as usize..sentence.end_token as usize] {
            token.sentence = i as u32;
        }
    }
    document.sentences = sentences;
}

/// Whether the sentence ends behind token `t`.
fn ends_sentence(document: &Document<'_>, t: u32, end: u32) -> bool {
    let token = &document.tokens[t as usize];
    if token.stretch != Token::NONE || t + 1 >= end {
        return false;
    }
    let next = &document.tokens[t as usize + 1];
    // closing marks and brackets belong to the sentence they close
    let closes = |t: u32| {
        let token = &document.tokens[t as usize];
        (token.is_mark() && document.closes_stretch(t)) || token.kind == TokenKind::CloseBracket
    };
    if closes(t + 1) {
        return false;
    }
    if token.kind == TokenKind::Stop {
        return next.spaced && (next.is_mark() || !continues(document, t + 1));
    }
    if closes(t) {
        // `.”` ends it unless what follows attributes it: “Where?” Jane Doe asked.
        let mut back = t;
        while back > 0 && closes(back) {
            back -= 1;
        }
        let inside = &document.tokens[back as usize];
        if inside.kind != TokenKind::Stop || !next.spaced {
            return false;
        }
        return !continues(document, t + 1) && !attribution_follows(document, t + 1, end);
    }
    is_ending_abbreviation(document, t)
}

/// Whether an abbreviation also ends its sentence: a word follows that never stands behind one with a capital otherwise.
fn is_ending_abbreviation(document: &Document<'_>, t: u32) -> bool {
    let token = &document.tokens[t as usize];
    let word = document.word(token);
    let initials = matches!(word.shape, Shape::Letter | Shape::Upper) && word.lower.ends_with('.');
    if !(word.entry.has(Class::AbbreviationEnds) || initials) || token.kind != TokenKind::Word {
        return false;
    }
    let Some(next) = document.tokens.get(t as usize + 1) else {
        return false;
    };
    if next.paragraph != token.paragraph || !next.spaced {
        return false;
    }
    if next.is_mark() {
        return document.opens_stretch(t + 1) && word.entry.has(Class::AbbreviationEnds);
    }
    let following = document.word(next);
    following.shape == Shape::Capital
        && following.entry.has_any(&[
            Class::Determiner,
            Class::Possessive,
            Class::PronounSubject,
            Class::Demonstrative,
            Class::Preposition,
            Class::Conjunction,
            Class::Subordinator,
            Class::Interrogative,
            Class::Adverb,
        ])
        && !following.entry.has(Class::Particle)
}

/// Whether what starts at `t` goes on with the sentence: a small letter, a dash, a comma.
fn continues(document: &Document<'_>, t: u32) -> bool {
    let token = &document.tokens[t as usize];
    match token.kind {
        TokenKind::Word => document.word(token).shape == Shape::Lower && !starts_with_brand(document, token),
        TokenKind::Comma
        | TokenKind::Semicolon
        | TokenKind::Dash
        | TokenKind::CloseBracket
        | TokenKind::Stop
        | TokenKind::Colon => true,
        _ => false,
    }
}

/// Sentences that begin with an address or a handle are sentences all the same.
fn starts_with_brand(document: &Document<'_>, token: &Token) -> bool {
    document.text_of(token).starts_with(['@', '#'])
}

/// Whether a short name and a speech verb follow: *Jane Doe asked*, *said Jane Doe*.
pub(super) fn attribution_follows(document: &Document<'_>, t: u32, end: u32) -> bool {
    for i in t..end.min(t + 6) {
        let token = &document.tokens[i as usize];
        let word = document.word(token);
        let finite = word.entry.is_verb_form(VerbForm::Past) || word.entry.is_verb_form(VerbForm::Present);
        if word.shape == Shape::Lower && word.entry.has(Class::SpeechVerb) && finite {
            return i > t || word.entry.has(Class::SpeechVerb);
        }
        let name =
            matches!(word.shape, Shape::Capital | Shape::Upper | Shape::Letter | Shape::Mixed) && token.kind == TokenKind::Word;
        let joins = i > t && word.entry.has_any(&[Class::Particle, Class::Adverb]);
        let starts = i == t && word.entry.has(Class::PronounSubject) && &*word.lower != "it";
        let stop_word = i == t
            && word.entry.has_any(&[
                Class::Determiner,
                Class::Preposition,
                Class::Conjunction,
                Class::Demonstrative,
                Class::Possessive,
            ]);
        // *“…” Nobody laughed* attributes nothing
        if i == t && word.entry.has(Class::Negation) {
            return false;
        }
        if !(starts || joins || (name && !stop_word)) {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::builtin;
    use crate::document::{Document, TokenRange};

    fn sentences(text: &str) -> Vec<String> {
        let document = Document::new(text, &builtin::resources().lexicon);
        let text = |s: &super::Sentence| document.text(TokenRange::new(s.first_token, s.end_token)).to_owned();
        document.sentences.iter().map(text).collect()
    }

    #[test]
    fn abbreviations_and_initials_end_nothing() {
        assert_eq!(sentences("Mr. J. P. Venn met Gen. Ashby at the lock. It rained.").len(), 2);
        assert_eq!(sentences("The U.S. envoy left. He was tired.").len(), 2);
    }

    #[test]
    fn quoted_stops_end_nothing_where_a_cue_follows() {
        assert_eq!(sentences("“Who is there? Speak up!” Orla Venn asked. Nobody spoke.").len(), 2);
        assert_eq!(sentences("“I saw it.” Tom picked up his bag.").len(), 2);
    }
}
