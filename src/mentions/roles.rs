//! Roles: noun phrases that refer to people by what they are (*the treasury secretary*, *a spokeswoman for the mayor*).

use super::{Kind, Mention, Reference};
use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::hits::Hits;
use crate::lexicon::{Class, Entry, Gender};

/// How far before its head a phrase can begin, in tokens.
const BEFORE: u32 = 9;

/// How far behind its head a phrase can end.
const BEHIND: u32 = 14;

/// Most names that people can be of: *lawyers for Ann Reed, Joe Pell and Mary Long*.
const MOST_OWNERS: usize = 6;

/// Classes of words that end a noun phrase on either side.
pub(super) const STOPS: [Class; 9] = [
    Class::Preposition,
    Class::Conjunction,
    Class::Subordinator,
    Class::Auxiliary,
    Class::Modal,
    Class::Negation,
    Class::PronounSubject,
    Class::PronounObject,
    Class::Relative,
];

/// Classes of words that are beside a role, not in its phrase.
const BESIDE: [Class; 3] = [Class::Interrogative, Class::Weekday, Class::Month];

fn ends_phrase(entry: Entry) -> bool {
    entry.has_any(&STOPS) || entry.has_any(&BESIDE)
}

const OPENERS: [Class; 3] = [Class::Determiner, Class::Possessive, Class::Demonstrative];

/// Where the names of a document stand, to find the one at a token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names<'m>(pub(crate) &'m [Mention]);

impl Names<'_> {
    /// The name over a token.
    pub(crate) fn at(&self, t: u32) -> Option<&Mention> {
        let at = self.0.partition_point(|m| m.tokens.end <= t);
        self.0.get(at).filter(|m| m.tokens.contains(t))
    }

    /// Whether a token belongs to a title before a name.
    fn in_title(&self, t: u32) -> bool {
        let at = self.0.partition_point(|m| m.tokens.end <= t);
        self.0.get(at).is_some_and(|m| m.title.is_some_and(|title| title.contains(t)))
    }
}

/// The role whose head word is at `t` or begins a phrase of several words there; and the token behind that head.
pub(super) fn at(document: &Document<'_>, hits: &Hits, names: Names<'_>, t: u32) -> Option<Mention> {
    if document.token(t).kind != TokenKind::Word || names.at(t).is_some() || names.in_title(t) {
        return None;
    }
    let (head, entry) = head(document, hits, t)?;
    // *MP* behind a name is of the name
    if document.has(head, Class::PersonSuffix) && t.checked_sub(1).is_some_and(|b| is_person(names, b)) {
        return None;
    }
    if names.in_title(head) || names.at(head).is_some() || compound_follows(document, hits, names, head) {
        return None;
    }
    let plural = entry.has(Class::Plural);
    let start = start(document, names, t, plural)?;
    let end = end(document, names, head + 1);
    let end = if plural { end_of_joint(document, names, head, end) } else { end };
    Some(Mention {
        tokens: TokenRange::new(start, end),
        title: None,
        kind: Kind::Person,
        reference: Reference::Role,
        head,
        gender: if plural { Gender::Unknown } else { entry.gender() },
        plural,
        open: false,
        rows: Vec::new(),
    })
}

/// The last word of the role that begins at `t`, and what the lexicon says of it.
fn head(document: &Document<'_>, hits: &Hits, t: u32) -> Option<(u32, Entry)> {
    if let Some(phrase) = hits.phrase_at(t).filter(|p| p.entry.has(Class::Role)) {
        return Some((phrase.tokens.end - 1, phrase.entry));
    }
    let entry = document.entry_at(t);
    let verb = entry.has(Class::SpeechVerb);
    (entry.has(Class::Role) && !verb).then_some((t, entry))
}

/// Whether the word at `head` is only the first part of a compound: *police station*, *police officer*.
fn compound_follows(document: &Document<'_>, hits: &Hits, names: Names<'_>, head: u32) -> bool {
    let next = head + 1;
    let Some(token) = document.tokens.get(next as usize).filter(|n| n.sentence == document.token(head).sentence) else {
        return false;
    };
    if token.kind == TokenKind::Hyphen {
        return true;
    }
    if token.kind != TokenKind::Word {
        return false;
    }
    if is_person(names, next) {
        return true;
    }
    let word = document.word(token);
    let noun = word.entry.has_any(&[
        Class::OrganizationNoun,
        Class::ThingNoun,
        Class::DocumentNoun,
        Class::OrgHead,
        Class::PlaceHead,
        Class::CueNoun,
    ]);
    let role = head_of(document, hits, next);
    (noun && !word.entry.has(Class::SpeechVerb)) || role
}

fn head_of(document: &Document<'_>, hits: &Hits, t: u32) -> bool {
    head(document, hits, t).is_some()
}

/// Whether a noun phrase can hold a token inside.
fn is_inside(document: &Document<'_>, names: Names<'_>, t: u32) -> bool {
    let token = document.token(t);
    match token.kind {
        TokenKind::Word => {
            names.at(t).is_some()
                || (!document.has(t, Class::Adverb) && !ends_phrase(document.entry_at(t)) && !is_finite(document, t))
        }
        TokenKind::Number | TokenKind::Hyphen | TokenKind::Clitic => true,
        _ => false,
    }
}

fn is_finite(document: &Document<'_>, t: u32) -> bool {
    let entry = document.entry_at(t);
    document.word_at(t).shape == Shape::Lower && entry.has(Class::SpeechVerb) && !entry.has(Class::Role)
}

/// Where the phrase begins whose role begins at `first`; none where it is no reference (*as president*).
fn start(document: &Document<'_>, names: Names<'_>, first: u32, plural: bool) -> Option<u32> {
    let sentence = document.token(first).sentence;
    let floor = document.sentences.get(sentence as usize)?.first_token.max(first.saturating_sub(BEFORE));
    // with a determiner or possessor in reach, all between belongs to the phrase
    let mut t = first;
    while t > floor {
        let before = t - 1;
        if document.entry_at(before).has_any(&OPENERS) && names.at(before).is_none() {
            return Some(before);
        }
        if document.kind_at(before) == Some(TokenKind::Clitic) {
            return (document.lower_at(before) == "'s").then(|| possessor(document, names, before, floor));
        }
        let clause = plural && (is_verb(document, names, before) || (t < first && is_group(document, before)));
        if clause || !is_inside(document, names, before) {
            if is_apposition(document, names, before) {
                return Some(t);
            }
            break;
        }
        t = before;
    }
    // without: names and capitalised words only, and one plain word before several
    let mut start = first;
    while start > floor {
        let name = names.at(start - 1).map(|m| m.tokens.start);
        let capital = document.kind_at(start - 1) == Some(TokenKind::Word) && document.word_at(start - 1).shape != Shape::Lower;
        match name {
            Some(from) if from >= floor => start = from,
            None if capital && !document.token(start - 1).initial => start -= 1,
            _ => break,
        }
    }
    if plural && start == first && start > floor && is_inside(document, names, start - 1) {
        let word = document.word_at(start - 1);
        let verbal = word.lower.ends_with("ed") || word.lower.ends_with("ing") || is_predicate(document, names, start - 1, floor);
        if word.entry.has(Class::Common) && !verbal && document.kind_at(start - 1) == Some(TokenKind::Word) {
            start -= 1;
        }
    }
    (plural || start < first).then_some(start)
}

/// Whether a word before a plural role is the verb of what stands before it: *the charity helps farmers*, *the minister visited flood
/// victims*.
fn is_verb(document: &Document<'_>, names: Names<'_>, t: u32) -> bool {
    let word = document.word_at(t);
    let small = document.kind_at(t) == Some(TokenKind::Word) && word.shape == Shape::Lower;
    let acts = |t: u32| {
        let of_actor = document.entry_at(t).has_any(&[Class::Role, Class::PeopleNoun, Class::OrganizationNoun]);
        names.at(t).is_some() || of_actor
    };
    let present = word.lower.ends_with('s') && !word.lower.ends_with("ss") && !nominal(word.entry);
    small
        && names.at(t).is_none()
        && word.lower.len() > 3
        && (present || word.lower.ends_with("ed"))
        && t.checked_sub(1).is_some_and(acts)
}

/// Whether a word means several people, who do something to those of the role: *ministers help farmers*.
fn is_group(document: &Document<'_>, t: u32) -> bool {
    let entry = document.entry_at(t);
    let small = document.word_at(t).shape == Shape::Lower || document.token(t).initial;
    small && entry.has(Class::Plural) && entry.has_any(&[Class::Role, Class::PeopleNoun])
}

/// Whether a word is a known noun.
fn nominal(entry: Entry) -> bool {
    entry.has_any(&[
        Class::Plural,
        Class::Role,
        Class::PeopleNoun,
        Class::OrganizationNoun,
        Class::ThingNoun,
        Class::DocumentNoun,
        Class::CueNoun,
        Class::TimeNoun,
        Class::Unit,
    ])
}

/// Whether the word before a plural role is the verb whose object it is: *to help farmers*, *ministers help farmers*.
fn is_predicate(document: &Document<'_>, names: Names<'_>, t: u32, floor: u32) -> bool {
    const BEFORE_VERBS: [Class; 5] = [Class::Modal, Class::Auxiliary, Class::PronounSubject, Class::Negation, Class::Relative];
    let Some(before) = t.checked_sub(1).filter(|&b| b >= floor) else {
        return false;
    };
    let entry = document.entry_at(before);
    document.lower_at(before) == "to" || entry.has_any(&BEFORE_VERBS) || is_verb(document, names, t) || is_group(document, before)
}

fn is_person(names: Names<'_>, t: u32) -> bool {
    names.at(t).is_some_and(|m| m.kind == Kind::Person)
}

/// Whether a comma opens a description of the person named before it: *Jane Doe, chair of …*, *Jane Doe, 34, teacher at …*
fn is_apposition(document: &Document<'_>, names: Names<'_>, comma: u32) -> bool {
    let person = |t: u32| is_person(names, t);
    let is_comma = |t: u32| document.kind_at(t) == Some(TokenKind::Comma);
    let age = comma >= 3 && document.kind_at(comma - 1) == Some(TokenKind::Number) && is_comma(comma - 2) && person(comma - 3);
    is_comma(comma) && comma > 0 && (person(comma - 1) || age)
}

/// Where the possessor's own phrase begins, whose *’s* stands at `clitic`.
fn possessor(document: &Document<'_>, names: Names<'_>, clitic: u32, floor: u32) -> u32 {
    let mut start = clitic;
    while start > floor {
        let before = start - 1;
        if let Some(name) = names.at(before) {
            start = name.tokens.start.max(floor);
            let article = start > floor && document.entry_at(start - 1).has(Class::Determiner);
            return if article { start - 1 } else { start };
        }
        if document.entry_at(before).has_any(&OPENERS) {
            return before;
        }
        // what *’s* stands on is a noun, whatever else it can be: *the trust’s chair*
        if before + 1 < clitic && !is_inside(document, names, before) {
            break;
        }
        start = before;
    }
    start
}

/// Where the phrase ends whose head ends before `from`: behind *of*, *for*, *at* with a noun phrase.
pub(crate) fn end(document: &Document<'_>, names: Names<'_>, from: u32) -> u32 {
    let Some(before) = from.checked_sub(1) else {
        return from;
    };
    let sentence = document.token(before).sentence;
    let limit = document.tokens.len().min((from + BEHIND) as usize) as u32;
    let inside = |t: u32| t < limit && document.token(t).sentence == sentence;
    let mut end = from;
    while inside(end) {
        let preposition = document.lower_at(end);
        if !matches!(preposition, "of" | "for" | "at" | "with" | "from" | "in" | "on" | "to") {
            break;
        }
        let mut t = end + 1;
        let mut last_name = None;
        while inside(t) {
            if let Some(name) = names.at(t) {
                t = name.tokens.end;
                last_name = Some(t);
                // “Health and Human Services” is one name; “London and Paris” are two that both belong
                continue;
            }
            let opener = t == end + 1 && document.entry_at(t).has_any(&OPENERS);
            // what an article stands before is a noun, whatever else it can be: *the chair of the trust*
            let noun = t == end + 2 && document.entry_at(t - 1).has_any(&OPENERS) && is_finite(document, t);
            if !(opener || noun || is_inside(document, names, t)) {
                break;
            }
            t += 1;
        }
        // without a name in it only “of” binds closely enough
        let stop = match (last_name, preposition) {
            (Some(name), _) => name,
            (None, "of") if t > end + 1 && !document.entry_at(t - 1).has_any(&OPENERS) => t,
            _ => break,
        };
        if stop <= end {
            break;
        }
        end = stop;
    }
    // no trailing possessive
    while end > from && document.kind_at(end - 1) == Some(TokenKind::Clitic) {
        end -= 1;
    }
    end
}

/// Where the phrase of several people ends that is theirs of several names, and ends with the first of them: *lawyers for Ann Reed and Joe
/// Pell*, *officials in France and the Netherlands*; a name of another kind is no part of it, nor is one with a title: *residents of Dellport
/// and Mayor Ann Reed*.
fn end_of_joint(document: &Document<'_>, names: Names<'_>, head: u32, end: u32) -> u32 {
    let owner = |t: u32| names.at(t).map(|name| name.kind == Kind::Person);
    let Some(kind) = end.checked_sub(1).filter(|&last| last > head).and_then(owner) else {
        return end;
    };
    let sentence = document.token(head).sentence;
    let is_and = |t: u32| matches!(document.lower_at(t), "and" | "&");
    // the name that a word joins at `t`, and whether it ends the list
    let next = |t: u32| {
        let joins = is_and(t) || document.kind_at(t) == Some(TokenKind::Comma);
        let first = t + 1 + u32::from(document.lower_at(t + 1) == "the");
        let name = names.at(first).filter(|name| joins && name.tokens.start == first && name.title.is_none());
        let fits = |name: &&Mention| (name.kind == Kind::Person) == kind && document.token(name.head).sentence == sentence;
        name.filter(fits).map(|name| (name.tokens.end, is_and(t)))
    };
    let mut at = end;
    for _ in 0..MOST_OWNERS {
        match next(at) {
            Some((end, true)) => return end,
            Some((end, false)) => at = end,
            None => break,
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use crate::builtin;
    use crate::document::Document;
    use crate::hits::Hits;
    use crate::lexicon::Gender;
    use crate::mentions::{Kind, Mention, Reference};

    fn roles(text: &str) -> Vec<(String, Mention)> {
        let resources = builtin::resources();
        let document = Document::new(text, &resources.lexicon);
        let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
        let mentions = crate::mentions::find(&document, &hits, &resources.model);
        let roles = mentions.into_iter().filter(|m| m.reference == Reference::Role && m.kind == Kind::Person);
        roles.map(|m| (document.text(m.tokens).to_owned(), m)).collect()
    }

    #[test]
    fn whole_phrases() {
        let texts = |text: &str| roles(text).into_iter().map(|(text, _)| text).collect::<Vec<_>>();
        assert_eq!(texts("“No,” the treasury secretary said."), ["the treasury secretary"]);
        assert_eq!(texts("The mayor of Springfield wept."), ["The mayor of Springfield"]);
        assert_eq!(
            texts("The company’s chief executive and police officials agreed."),
            ["The company’s chief executive", "police officials"]
        );
        assert_eq!(texts("The chair of the trust wept."), ["The chair of the trust"]);
        assert_eq!(texts("Lawyers for Ann Reed and Joe Pell wept."), ["Lawyers for Ann Reed and Joe Pell"]);
        assert_eq!(
            texts("Officials in France, Italy and the Netherlands wept."),
            ["Officials in France, Italy and the Netherlands"]
        );
        assert_eq!(texts("Officials in France and Ann Reed wept."), ["Officials in France"]);
        assert_eq!(texts("A lawyer for Ann Reed and Joe Pell wept."), ["A lawyer for Ann Reed"]);
        assert_eq!(texts("She spoke as president."), [""; 0]);
        assert_eq!(texts("The police station burned."), [""; 0]);
    }

    #[test]
    fn gender_and_number() {
        let all = roles("A spokeswoman for London and two lawmakers met.");
        assert_eq!(all[0].1.gender, Gender::Female);
        assert!(!all[0].1.plural && all[1].1.plural);
    }
}
