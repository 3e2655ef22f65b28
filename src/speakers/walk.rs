//! The way through an article from mention to mention, on which roles and pronouns find whom they mean.

use super::SURE;
use super::roles::{Meant, Roles};
use super::trail::Trail;
use crate::document::{Document, Token, TokenKind};
use crate::entities::Entities;
use crate::lexicon::Gender;
use crate::mentions::pronouns::WHO;
use crate::mentions::{Kind, Mention, Reference};
use crate::quotations::Quotation;
use crate::sources::Link;
use crate::sources::syntax::Syntax;
use std::collections::BTreeSet;

/// How far behind a pronoun its sentence is searched for names, in mentions.
const AHEAD: usize = 12;
/// How many mentions before *who* the one it goes on from can begin.
const NEAR: usize = 8;
/// Most mentions that are read of the words of one pronoun.
const WORDS: usize = 64;

/// Goes through the mentions in text order and gives roles and pronouns the entities they stand for; `decide` takes the
/// number of a pronoun's mention and answers whom it means: an entity, or somebody on the trail who has no name.
pub(crate) fn walk<'d>(
    syntax: &'d Syntax<'d, '_>,
    mentions: &'d [Mention],
    entities: &mut Entities,
    heard: &Heard,
    mut decide: impl FnMut(usize, &Setting, &Trail<'d, '_>, &Entities) -> Option<usize>,
) {
    let document = syntax.document();
    let roles = Roles::new(document, mentions, entities);
    let mut trail = Trail::new(syntax, mentions, entities);
    let mut next = 0;
    for (m, mention) in mentions.iter().enumerate() {
        while let Some(&(end, source)) = heard.ends.get(next).filter(|(end, _)| *end <= mention.tokens.start) {
            trail.hear(source, end.saturating_sub(1));
            next += 1;
        }
        if let Some(bodies) = entities.bodies.get(&m).cloned() {
            match bodies[..] {
                [body] => settle(entities, m, Some(body)),
                _ => entities.candidates[m] = bodies,
            }
        } else if mention.reference == Reference::Role && mention.kind == Kind::Person && entities.of_mention[m].is_none() {
            let holders = entities.holders.get(&m).map(Vec::as_slice).unwrap_or_default();
            match roles.meant(document, mention, holders) {
                Meant::Described(person) | Meant::Holder(person) => settle(entities, m, Some(person)),
                Meant::Open(people) => entities.candidates[m] = people,
                Meant::Nobody => {}
            }
        }
        let mut who = entities.of_mention[m];
        if is_who(document, mention) && !entities.given.contains(&m) {
            who = antecedent(document, mentions, m).and_then(|before| trail.whom(before));
            settle(entities, m, who.filter(|&who| trail.is_named(who)));
            continue;
        }
        if is_he_or_she(mention) && !entities.given.contains(&m) {
            let setting = Setting::new(m, &trail, entities, heard);
            who = decide(m, &setting, &trail, entities);
            settle(entities, m, who.filter(|&who| trail.is_named(who)));
        }
        trail.see(m, who, entities);
    }
}

pub(super) fn settle(entities: &mut Entities, mention: usize, entity: Option<usize>) {
    if let Some(entity) = entity {
        entities.of_mention[mention] = Some(entity);
        entities.list[entity].mentions.push(mention);
    }
}

/// Whether a mention is a singular pronoun of the third person with a gender.
pub(crate) fn is_he_or_she(mention: &Mention) -> bool {
    mention.reference == Reference::Pronoun && mention.gender != Gender::Unknown && !mention.plural
}

/// Whether a mention is *who*.
pub(crate) fn is_who(document: &Document<'_>, mention: &Mention) -> bool {
    mention.reference == Reference::Pronoun && document.lower_at(mention.head) == WHO
}

/// The person right before *who*, the longest phrase of them: *the mayor of Dellport, who*.
fn antecedent(document: &Document<'_>, mentions: &[Mention], who: usize) -> Option<usize> {
    let start = mentions[who].tokens.start;
    let comma = start.checked_sub(1).filter(|&t| document.kind_at(t) == Some(TokenKind::Comma));
    let end = comma.unwrap_or(start);
    let from = who.saturating_sub(NEAR);
    let ends = |m: &Mention| m.tokens.end == end && m.kind == Kind::Person && m.reference != Reference::Pronoun;
    (from..who).find(|&m| ends(&mentions[m]))
}

/// What is heard in an article: its quotations and the mentions that are their sources.
#[derive(Debug)]
pub(crate) struct Heard<'q> {
    /// Where each quotation and its source have been read, and that source's mention, by token.
    ends: Vec<(u32, usize)>,
    /// For each source that is a mention, its quotations; by mention.
    words: Vec<(usize, &'q Quotation)>,
    /// For each stretch in marks, its first token, the token behind it, and the source; by token.
    marks: Vec<(u32, u32, usize)>,
}

impl<'q> Heard<'q> {
    pub(crate) fn new(quotations: &'q [Quotation], links: &[Link]) -> Heard<'q> {
        let mut heard = Heard { ends: Vec::new(), words: Vec::new(), marks: Vec::new() };
        for (quotation, link) in quotations.iter().zip(links) {
            let source = link.source.as_ref().and_then(|s| Some((s.mention?, s.tokens.end)));
            let (Some((mention, end)), None) = (source, quotation.within) else {
                continue;
            };
            heard.words.push((mention, quotation));
            heard.marks.extend(quotation.quoted.iter().map(|q| (q.start, q.end, mention)));
            if let Some(part) = quotation.parts.first().filter(|_| link.confidence >= SURE) {
                heard.ends.push((part.end.max(end), mention));
            }
        }
        heard.ends.sort_unstable();
        heard.words.sort_by_key(|(mention, _)| *mention);
        heard.marks.sort_unstable();
        heard
    }

    /// The source of the words in marks around a token.
    fn speaker_around(&self, t: u32) -> Option<usize> {
        let at = self.marks.partition_point(|(start, ..)| *start <= t).checked_sub(1)?;
        self.marks.get(at).filter(|(_, end, _)| t < *end).map(|(.., source)| *source)
    }

    /// The quotations whose source a mention is.
    fn of(&self, mention: usize) -> impl Iterator<Item = &'q Quotation> + '_ {
        let from = self.words.partition_point(|(m, _)| *m < mention);
        self.words[from..].iter().take_while(move |(m, _)| *m == mention).map(|(_, q)| *q)
    }
}

/// What stands around a pronoun that tells whom it can't mean.
#[derive(Debug, Default)]
pub(crate) struct Setting {
    /// Who can't be meant: who is spoken of in the quoted words of which it is the source, or as its verb's object, and who speaks the
    /// words in marks that it stands in.
    pub(crate) never: Vec<usize>,
    /// Who is named behind it in its sentence.
    pub(crate) behind: Vec<usize>,
}

impl Setting {
    fn new(m: usize, trail: &Trail<'_, '_>, entities: &Entities, heard: &Heard<'_>) -> Setting {
        let (document, mentions) = (trail.document, trail.mentions);
        let token = document.token(mentions[m].head);
        let mut setting = Setting::default();
        for quotation in heard.of(m) {
            for part in &quotation.quoted {
                let from = mentions.partition_point(|x| x.tokens.start < part.start);
                let inside = (from..mentions.len()).take(WORDS).take_while(|&n| mentions[n].tokens.start < part.end);
                let spoken_of = |&n: &usize| mentions[n].reference != Reference::Pronoun;
                setting.never.extend(inside.filter(spoken_of).filter_map(|n| entities.of_mention[n]));
            }
        }
        let verb = trail.position(&mentions[m]).verb;
        for n in (m + 1..mentions.len()).take(AHEAD) {
            let there = document.token(mentions[n].head);
            if there.sentence != token.sentence {
                break;
            }
            if let (Some(entity), true) = (named(mentions, entities, n), there.stretch == token.stretch) {
                let behind = trail.position(&mentions[n]).behind_verb;
                let list = if behind.is_some() && behind == verb { &mut setting.never } else { &mut setting.behind };
                list.push(entity);
            }
        }
        if token.stretch != Token::NONE {
            let speaker = heard.speaker_around(mentions[m].head).and_then(|s| entities.of_mention.get(s).copied().flatten());
            setting.never.extend(speaker);
        }
        setting
    }
}

/// The entity that a mention names.
fn named(mentions: &[Mention], entities: &Entities, m: usize) -> Option<usize> {
    entities.of_mention.get(m).copied().flatten().filter(|_| mentions[m].reference == Reference::Name)
}

/// Takes back the pronouns in marks that would be their own speaker: a *he* in his own words is somebody else.
pub(super) fn unsay(document: &Document<'_>, mentions: &[Mention], entities: &mut Entities, heard: &Heard<'_>) {
    let mut left = BTreeSet::new();
    for (m, mention) in mentions.iter().enumerate().filter(|(_, mention)| is_he_or_she(mention)) {
        let Some(entity) = entities.of_mention[m] else {
            continue;
        };
        let speaker = heard.speaker_around(mention.head).filter(|_| document.token(mention.head).stretch != Token::NONE);
        let given = entities.given.contains(&m);
        if !given && speaker.is_some_and(|s| s != m && entities.of_mention[s] == Some(entity)) {
            entities.of_mention[m] = None;
            left.insert(entity);
        }
    }
    // each entity is gone through once, however many of its pronouns go
    for entity in left {
        let of_mention = &entities.of_mention;
        entities.list[entity].mentions.retain(|&m| of_mention[m] == Some(entity));
    }
}

#[cfg(test)]
mod tests {
    use crate::Extractor;

    /// The pronouns of the entity with this name.
    fn pronouns(text: &str, name: &str) -> Vec<String> {
        let doc = Extractor::new().extract(text);
        let entity = doc.people().find(|e| e.name() == name).expect(name);
        entity.pronouns().map(str::to_owned).collect()
    }

    #[test]
    fn who_tells_him_is_another() {
        let text = "Lars Ekwall praised the crew. Tomas Reed told him that the boat had sunk.";
        assert_eq!(pronouns(text, "Lars Ekwall"), ["him"]);
        assert_eq!(pronouns(text, "Tomas Reed"), [""; 0]);
    }

    #[test]
    fn who_says_he_would_go_is_he() {
        let text = "Tomas Reed spoke first. Lars Ekwall, the pilot, said he would appeal.";
        assert_eq!(pronouns(text, "Lars Ekwall"), ["he"]);
        let text = "Tomas Reed spoke first. Anna Coyle said he would appeal.";
        assert_eq!(pronouns(text, "Tomas Reed"), ["he"]);
    }

    #[test]
    fn who_hurts_himself_is_he() {
        assert_eq!(pronouns("Lars Ekwall praised the crew. Tomas Reed blamed himself.", "Tomas Reed"), ["himself"]);
    }

    #[test]
    fn a_he_in_quotation_marks_is_not_the_one_who_speaks() {
        let text = "“He sank the boat,” Tomas Reed said. “He was asleep,” Reed said.";
        assert_eq!(pronouns(text, "Tomas Reed"), [""; 0]);
    }
}
