//! Refusals: places that say that somebody said nothing. *Declined to comment* is no quotation.

use super::beside::Beside;
use super::passed::arrange;
use super::{Quotation, QuoteKind};
use crate::document::{Document, Token, TokenKind, TokenRange};
use crate::lexicon::Class;
use std::collections::BTreeSet;

/// A place that says that somebody said nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The words that say so: *declined to comment*.
    pub(crate) cue: TokenRange,
    pub(crate) who: Who,
}

/// Where those stand who said nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// They are the subject of the cue.
    Subject,
    /// They were asked: *calls to X were not returned*.
    Asked(TokenRange),
}

/// How many words can stand between a verb and what was not answered.
const OBJECT: u32 = 8;
/// How many words can stand between a request and its not being answered.
const REQUEST: u32 = 30;

/// The refusals of a document, in text order. What somebody says of himself in quotation marks is his quotation.
pub(super) fn find(document: &Document<'_>) -> Vec<Refusal> {
    let mut found: Vec<Refusal> = Vec::new();
    let mut t = 0;
    while t < document.tokens.len() as u32 {
        let reader = Reader { document, sentence: document.token(t).sentence };
        let here = document.token(t).stretch == Token::NONE && document.token(t).is_word();
        match here.then(|| reader.refusal(t)).flatten() {
            Some(refusal) => {
                found.push(refusal);
                t = refusal.cue.end.max(t + 1);
            }
            None => t += 1,
        }
    }
    found
}

/// Leaves out what was read as a quotation but is only what was refused: *did not respond to emails*. What somebody refused to say in
/// so many words (*would not say whether …*) stays beside the refusal, as something not said. Gives the words in marks of what it left out:
/// *would not comment on the “crisis”*.
pub(super) fn drop_refused(document: &Document<'_>, refusals: &[Refusal], quotations: &mut Vec<Quotation>) -> Vec<TokenRange> {
    let refused = |q: &Quotation| {
        let (Some(cue), Some(part), QuoteKind::Indirect | QuoteKind::Mixed) = (q.cue, q.parts.first(), q.kind) else {
            return false;
        };
        let at = refusals.partition_point(|r| r.cue.end <= cue.head);
        let clause = |t: u32| matches!(document.lower_at(t), "that" | "whether" | "if") || document.has(t, Class::Interrogative);
        let led = clause(part.start) || part.start > 0 && clause(part.start - 1);
        refusals.get(at).is_some_and(|r| r.cue.contains(cue.head)) && !led
    };
    let dropped: Vec<bool> = quotations.iter().map(refused).collect();
    if !dropped.contains(&true) {
        return Vec::new();
    }
    let left_out = quotations.iter().zip(&dropped).filter(|(_, dropped)| **dropped);
    let mut words: BTreeSet<TokenRange> = left_out.flat_map(|(q, _)| q.quoted.iter().copied()).collect();
    arrange(quotations, &dropped);
    for quoted in quotations.iter().flat_map(|q| &q.quoted) {
        words.remove(quoted);
    }
    words.into_iter().collect()
}

/// Reads one sentence; nothing is found past its end.
struct Reader<'d, 't> {
    document: &'d Document<'t>,
    sentence: u32,
}

impl Reader<'_, '_> {
    fn is_here(&self, t: u32) -> bool {
        self.document.tokens.get(t as usize).is_some_and(|token| token.sentence == self.sentence && token.stretch == Token::NONE)
    }

    fn has(&self, t: u32, group: Beside) -> bool {
        self.is_here(t) && group.has(self.document, t)
    }

    fn lower(&self, t: u32) -> &str {
        if self.is_here(t) { self.document.lower_at(t) } else { "" }
    }

    fn is_not(&self, t: u32) -> bool {
        self.is_here(t) && self.document.has(t, Class::Negation)
    }

    fn is_auxiliary(&self, t: u32) -> bool {
        self.is_here(t) && self.document.entry_at(t).has_any(&[Class::Auxiliary, Class::Modal])
    }

    /// The first token at or behind `t` that is no adverb.
    fn past_adverbs(&self, mut t: u32) -> u32 {
        let end = t + 3;
        while t < end && self.is_here(t) && self.is_adverb(t) {
            t += 1;
        }
        t
    }

    fn is_adverb(&self, t: u32) -> bool {
        self.document.has(t, Class::Adverb) || self.document.lower_at(t).ends_with("ly")
    }

    /// The cue with the auxiliary before it.
    fn cue(&self, first: u32, end: u32) -> TokenRange {
        let before = (first.saturating_sub(3)..first).rev().find(|&t| !self.is_here(t) || !self.is_adverb(t));
        let auxiliary = before.filter(|&t| self.is_auxiliary(t) && self.document.kind_at(t) != Some(TokenKind::Clitic));
        TokenRange::new(auxiliary.unwrap_or(first), end)
    }

    fn subject(&self, cue: TokenRange) -> Option<Refusal> {
        Some(Refusal { cue, who: Who::Subject })
    }

    /// The refusal whose first telling word is at `t`.
    fn refusal(&self, t: u32) -> Option<Refusal> {
        let next = self.past_adverbs(t + 1);
        if self.has(t, Beside::Refusing) {
            let verb = self.past_adverbs(next + 1);
            if self.lower(next) == "to" && (self.has(verb, Beside::Answering) || self.is_interview(verb)) {
                return self.subject(TokenRange::new(t, if self.lower(verb) == "be" { verb + 2 } else { verb + 1 }));
            }
            return self.subject(TokenRange::new(t, self.comment_within(next, 4)?));
        }
        if self.is_not(t) {
            return self.negated(t, next);
        }
        if self.has(t, Beside::Failing) && self.lower(next) == "to" {
            return self.unanswered(t, self.past_adverbs(next + 1), false);
        }
        if self.lower(t) == "yet" && self.lower(next) == "to" {
            let verb = self.past_adverbs(next + 1);
            let comments = self.has(verb, Beside::Commenting).then(|| self.cue(t, verb + 1));
            return comments.and_then(|cue| self.subject(cue)).or_else(|| self.unanswered(t, verb, true));
        }
        if self.has(t, Beside::Offering) && self.lower(t + 1) == "no" {
            return self.subject(TokenRange::new(t, self.comment_within(t + 2, 2)?));
        }
        if self.lower(t) == "unavailable" && self.lower(t + 1) == "for" {
            return self.subject(self.cue(t, self.comment_within(t + 2, 1)?));
        }
        let neither = self.has(t, Beside::Replying) && self.is_of_neither(t);
        if neither {
            return self.unanswered(t, t, false);
        }
        self.request(t)
    }

    /// *to be interviewed*
    fn is_interview(&self, t: u32) -> bool {
        self.lower(t) == "be" && matches!(self.lower(t + 1), "interviewed" | "drawn")
    }

    /// The end of *comment* or *interview* among the next few words.
    fn comment_within(&self, from: u32, most: u32) -> Option<u32> {
        let words = (from..from + most).take_while(|&t| self.is_here(t) && self.document.token(t).is_word());
        let comment = |t: &u32| matches!(self.lower(*t), "comment" | "comments" | "interview" | "interviews");
        words.into_iter().find(comment).map(|t| t + 1)
    }

    /// What follows a negation at `not`: *did not respond*, *would not comment*, *could not be reached*.
    fn negated(&self, not: u32, next: u32) -> Option<Refusal> {
        let would = |t: u32| matches!(self.lower(t), "would" | "will" | "wouldn't" | "won't");
        let refuses = would(not) || not > 0 && would(not - 1);
        // *did not want to comment*
        let wants = matches!(self.lower(next), "want" | "wish" | "care" | "wanting" | "wishing") && self.lower(next + 1) == "to";
        let verb = if wants { self.past_adverbs(next + 2) } else { next };
        if self.has(verb, Beside::Commenting) || refuses && self.will_not_say(verb) {
            return self.subject(self.cue(not, verb + 1));
        }
        if self.lower(next) == "be" && self.has(self.past_adverbs(next + 1), Beside::Reached) {
            let end = self.past_adverbs(next + 1) + 1;
            return self.subject(self.cue(not, self.for_comment(end)));
        }
        if self.lower(next) == "available" && self.for_comment(next + 1) > next + 1 {
            return self.subject(self.cue(not, self.for_comment(next + 1)));
        }
        if self.has(next, Beside::Replying) { self.unanswered(not, next, true) } else { None }
    }

    /// *would not say who*, *would not discuss the case*; *would not say that it was so* is only negated.
    fn will_not_say(&self, verb: u32) -> bool {
        match self.lower(verb) {
            "say" | "confirm" => {
                let next = self.lower(verb + 1);
                matches!(next, "if" | "whether" | "" | "more" | "or")
                    || self.document.has(verb + 1, Class::Interrogative)
                    || self.document.tokens.get(verb as usize + 1).is_none_or(|token| !token.is_word())
            }
            "discuss" | "disclose" | "speculate" => true,
            _ => false,
        }
    }

    /// The end of *for comment* at `t`; `t` where it does not stand there.
    fn for_comment(&self, t: u32) -> u32 {
        if self.lower(t) == "for" || self.lower(t) == "seeking" {
            return self.comment_within(t + 1, 2).unwrap_or(t);
        }
        t
    }

    /// *respond to a request for comment*, *return calls*, *reply*: the verb at `verb`, what makes it none at `first`.
    fn unanswered(&self, first: u32, verb: u32, plain: bool) -> Option<Refusal> {
        if !self.has(verb, Beside::Replying) {
            return None;
        }
        let words = (verb + 1..verb + 1 + OBJECT).take_while(|&t| self.is_here(t) && !self.ends(t));
        let request = words.into_iter().find(|&t| self.has(t, Beside::Request));
        let replies = self.lower(verb).starts_with("resp") || self.lower(verb).starts_with("repl");
        let nothing_more = !self.is_here(verb + 1) || self.ends(verb + 1);
        let end = match request {
            Some(request) => self.for_comment(request + 1),
            None if plain && replies && nothing_more => verb + 1,
            None => return None,
        };
        self.subject(self.cue(first, end))
    }

    fn ends(&self, t: u32) -> bool {
        matches!(
            self.document.kind_at(t),
            Some(TokenKind::Comma | TokenKind::Stop | TokenKind::Semicolon | TokenKind::Colon | TokenKind::Dash)
        )
    }

    /// *Neither Brandt nor Reis responded*
    fn is_of_neither(&self, verb: u32) -> bool {
        let before = (verb.saturating_sub(2 * OBJECT)..verb).rev();
        before.take_while(|&t| self.is_here(t) && !self.ends(t)).any(|t| self.has(t, Beside::Nobody))
    }

    /// *Calls to X were not returned*, *attempts to reach X failed*: the request at `t`.
    fn request(&self, t: u32) -> Option<Refusal> {
        let attempt = self.has(t, Beside::Attempt) && self.lower(t + 1) == "to" && self.has(t + 2, Beside::Reaching);
        if !attempt && !self.has(t, Beside::Request) {
            return None;
        }
        let to = |t: u32| matches!(self.lower(t), "to" | "for" | "with" | "from");
        let mut who = attempt.then_some(t + 3);
        for u in t + 1..t + REQUEST {
            if !self.is_here(u) || self.document.kind_at(u) == Some(TokenKind::Semicolon) {
                return None;
            }
            let participle = self.past_adverbs(u + 1);
            let unanswered = self.has(u, Beside::Unanswered);
            let not_answered = self.is_not(u) && self.has(participle, Beside::Replying);
            if unanswered || not_answered {
                let from = who?;
                let first = (from..u).rev().find(|&t| !self.is_auxiliary(t) && !self.goes(t))? + 1;
                let end = if unanswered { u + 1 } else { participle + 1 };
                let asked = TokenRange::new(from, first);
                return (!asked.is_empty()).then_some(Refusal { cue: TokenRange::new(first, end), who: Who::Asked(asked) });
            }
            if !attempt && to(u) && !matches!(self.lower(u + 1), "comment" | "an" | "further") {
                who = Some(u + 1);
            }
        }
        None
    }

    /// *went unanswered*, *were immediately returned*
    fn goes(&self, t: u32) -> bool {
        matches!(self.lower(t), "went" | "go" | "gone" | "going") || self.is_adverb(t)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    fn cues(text: &str) -> Vec<String> {
        let document = Document::new(text, &builtin::resources().lexicon);
        find(&document).iter().map(|r| document.text(r.cue).to_owned()).collect()
    }

    #[test]
    fn refusals_are_told_by_their_words() {
        for (text, cue) in [
            ("Ida Brandt declined to comment.", "declined to comment"),
            ("Ida Brandt declined any further comment.", "declined any further comment"),
            ("Ida Brandt did not immediately answer a request for comment.", "did not immediately answer a request for comment"),
            ("Ida Brandt didn’t return several calls.", "didn’t return several calls"),
            ("Ida Brandt could not immediately be reached for comment.", "could not immediately be reached for comment"),
            ("Ida Brandt would not say who had paid.", "would not say"),
            ("Ida Brandt has yet to respond.", "has yet to respond"),
            ("Calls to Ida Brandt were not returned.", "were not returned"),
            ("Attempts to reach Ida Brandt were unsuccessful.", "were unsuccessful"),
            ("Ida Brandt was not available for comment.", "was not available for comment"),
            ("Ida Brandt had no immediate comment.", "had no immediate comment"),
        ] {
            assert_eq!(cues(text), [cue], "{text}");
        }
    }

    #[test]
    fn other_refusals_are_none() {
        for text in [
            "Ida Brandt declined the offer.",
            "Ida Brandt declined to run again.",
            "The wound did not respond to treatment.",
            "Ida Brandt did not return home.",
            "“I decline to comment,” Ida Brandt said.",
            "Ida Brandt had no doubt about it. Comment is free.",
            "Ida Brandt would not say that the dam was safe.",
            "The calls to prayer were loud. Nobody answered.",
        ] {
            assert_eq!(cues(text), [""; 0], "{text}");
        }
    }
}
