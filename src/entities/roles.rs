//! How an article describes its people: titles before a name, phrases in commas beside it, *who is …* behind it, and the body they belong
//! to: *(Labour)*, *of the Lagoon Trust*, *who heads the Lagoon Trust*.

use super::{Entities, Role};
use crate::document::{Document, TokenKind, TokenRange};
use crate::lexicon::{Class, Gender};
use crate::mentions::{Kind, Mention, Reference, past_honours};

/// How far behind a name's comma the head of a description can stand, in tokens.
const REACH: u32 = 16;

/// Gives every named person the descriptions that stand beside its names; a role that is one of them belongs to the person.
pub(super) fn describe(document: &Document<'_>, mentions: &[Mention], entities: &mut Entities) {
    for m in 0..mentions.len() {
        let mention = &mentions[m];
        let Some(entity) = entities.of_mention[m].filter(|_| is_person(mention)) else {
            continue;
        };
        if let Some(tokens) = mention.title.and_then(|title| without_honorifics(document, title)) {
            add(document, mentions, entities, entity, tokens);
        }
        if let Some(tokens) = affiliation(document, mentions, m) {
            add(document, mentions, entities, entity, tokens);
        }
        for role in [before(document, mentions, m), behind(document, mentions, m)].into_iter().flatten() {
            add(document, mentions, entities, entity, mentions[role].tokens);
            if entities.of_mention[role].is_none() {
                entities.of_mention[role] = Some(entity);
                let own = &mut entities.list[entity];
                own.mentions.push(role);
                if own.gender == Gender::Unknown {
                    own.gender = mentions[role].gender;
                }
            }
        }
    }
    for entity in &mut entities.list {
        entity.mentions.sort_unstable();
    }
}

fn is_person(mention: &Mention) -> bool {
    mention.reference == Reference::Name && mention.kind == Kind::Person
}

fn is_role(mention: &Mention) -> bool {
    mention.reference == Reference::Role && mention.kind == Kind::Person
}

/// A title from its first word that is no honorific.
fn without_honorifics(document: &Document<'_>, title: TokenRange) -> Option<TokenRange> {
    let says = |t: u32| !document.has(t, Class::Honorific);
    let start = title.iter().find(|&t| says(t))?;
    let end = title.iter().rev().find(|&t| says(t))? + 1;
    Some(TokenRange::new(start, end))
}

fn add(document: &Document<'_>, mentions: &[Mention], entities: &mut Entities, entity: usize, tokens: TokenRange) {
    let folded = |tokens: TokenRange| tokens.iter().map(|t| document.word_at(t).folded).collect::<Vec<u64>>();
    let Entities { list, bodies, .. } = entities;
    let roles = &mut list[entity].roles;
    if roles.iter().any(|r| folded(r.tokens) == folded(tokens)) {
        return;
    }
    let from = mentions.partition_point(|m| m.tokens.start < tokens.start);
    let organization = (from..mentions.len())
        .take_while(|&m| mentions[m].tokens.start < tokens.end)
        .filter(|&m| mentions[m].kind == Kind::Organization)
        .filter(|m| mentions[*m].reference == Reference::Name || bodies.get(m).is_some_and(|bodies| bodies.len() == 1))
        .filter(|&m| tokens.covers(mentions[m].tokens))
        .last();
    roles.push(Role { tokens, organization });
}

/// How far behind a name the body can begin that its bearer belongs to, in tokens.
const NEAR: u32 = 5;

/// The words behind a name that put its bearer into a body: *Labour* in brackets, *the charity Clean Rivers* behind *of*, *heads the
/// Lagoon Trust* behind *who*.
fn affiliation(document: &Document<'_>, mentions: &[Mention], m: usize) -> Option<TokenRange> {
    let end = mentions[m].tokens.end;
    let sentence = document.token(end.checked_sub(1)?).sentence;
    let from = mentions.partition_point(|x| x.tokens.start < end);
    let body = mentions[from..].iter().take_while(|x| x.tokens.start <= end + NEAR).find(|x| x.reference == Reference::Name)?;
    let same = document.token(body.tokens.start).sentence == sentence;
    if body.kind != Kind::Organization || !same || document.kind_at(body.tokens.end) == Some(TokenKind::Clitic) {
        return None;
    }
    // what may stand between: *the charity*, *a Swiss bank*
    let plain = |from: u32| {
        let described = |t: u32| document.entry_at(t).has_any(&[Class::Determiner, Class::OrganizationNoun]);
        (from..body.tokens.start).all(described)
    };
    match document.kind_at(end)? {
        TokenKind::OpenBracket => {
            let whole = plain(end + 1) && document.kind_at(body.tokens.end) == Some(TokenKind::CloseBracket);
            whole.then_some(body.tokens)
        }
        TokenKind::Word if matches!(document.lower_at(end), "of" | "from") => {
            plain(end + 1).then(|| TokenRange::new(end + 1, body.tokens.end))
        }
        TokenKind::Word | TokenKind::Comma => {
            let who = end + u32::from(document.kind_at(end) == Some(TokenKind::Comma));
            let relative = who < body.tokens.start && document.has(who, Class::Relative);
            let verb =
                (who + 1..body.tokens.start).find(|&t| !document.entry_at(t).has_any(&[Class::Adverb, Class::Auxiliary]))?;
            let leads = relative && document.has(verb, Class::Leads) && plain(verb + 1);
            leads.then(|| TokenRange::new(verb, body.tokens.end))
        }
        _ => None,
    }
}

/// The singular role that ends right before the comma before a name: *The mayor of Springfield, Jane Doe, …*
fn before(document: &Document<'_>, mentions: &[Mention], m: usize) -> Option<usize> {
    let start = mentions[m].title.map_or(mentions[m].tokens.start, |t| t.start);
    // *her sister, the broadcaster Ana Pell,*
    let start =
        start.checked_sub(1).filter(|&t| mentions[m].title.is_some() && document.has(t, Class::Determiner)).unwrap_or(start);
    let comma = start.checked_sub(1).filter(|&c| document.kind_at(c) == Some(TokenKind::Comma))?;
    if !is_closed(document, past_honours(document, &mentions[m])) {
        return None;
    }
    // the role that reaches the comma is the last mention before the name, or holds it
    let role = (0..m).rev().take(6).find(|&r| is_role(&mentions[r]) && past_where(document, &mentions[r], comma) == comma)?;
    let described = !mentions[role].plural && is_definite(document, mentions[role].tokens.start);
    described.then_some(role)
}

/// The token behind a role with where it is held, no farther than a comma: *the chair of the union in the state,*.
fn past_where(document: &Document<'_>, role: &Mention, comma: u32) -> u32 {
    let end = role.tokens.end;
    let there = end < comma && comma - end <= 3 && document.has(end, Class::There) && document.has(end + 1, Class::Determiner);
    let noun = |t: u32| {
        document.kind_at(t) == Some(TokenKind::Word) && !document.entry_at(t).has_any(&[Class::TimeNoun, Class::DocumentNoun])
    };
    if there && (end + 2..comma).all(noun) { comma } else { end }
}

fn is_definite(document: &Document<'_>, t: u32) -> bool {
    document.entry_at(t).has_any(&[Class::Determiner, Class::Possessive])
        || document.word_at(t).shape != crate::document::Shape::Lower
}

/// Whether a description beside ends here: at a comma, a stop, a bracket, or before a verb of saying.
fn is_closed(document: &Document<'_>, t: u32) -> bool {
    let Some(token) = document.tokens.get(t as usize) else {
        return true;
    };
    match token.kind {
        TokenKind::Word => {
            document.token(t - 1).paragraph != token.paragraph
                || document.entry_at(t).has_any(&[Class::Relative, Class::SpeechVerb])
        }
        TokenKind::Clitic | TokenKind::Hyphen | TokenKind::Number | TokenKind::Url => false,
        _ => true,
    }
}

/// The singular role behind a name: *, the mayor of Springfield,* or *, who is the mayor* or *, 34, a teacher from Springfield.*
fn behind(document: &Document<'_>, mentions: &[Mention], m: usize) -> Option<usize> {
    let end = past_honours(document, &mentions[m]);
    let sentence = document.token(end.checked_sub(1)?).sentence;
    let inside = |t: u32| document.tokens.get(t as usize).is_some_and(|token| token.sentence == sentence);
    if !inside(end) || !matches!(document.kind_at(end), Some(TokenKind::Comma | TokenKind::OpenBracket)) {
        return None;
    }
    let mut from = end + 1;
    // an age, or an initial of a party and a state: “, 34,”
    if inside(from + 1)
        && document.kind_at(from) == Some(TokenKind::Number)
        && document.kind_at(from + 1) == Some(TokenKind::Comma)
    {
        from += 2;
    }
    let clause = inside(from) && document.has(from, Class::Relative);
    if clause {
        from += 1;
        let verb = |t: u32| {
            document.has(t, Class::Auxiliary) || matches!(document.lower_at(t), "serves" | "served" | "works" | "worked")
        };
        if !(inside(from) && (verb(from) || document.kind_at(from) == Some(TokenKind::Clitic))) {
            return None;
        }
        from += 1;
        while inside(from) && (document.lower_at(from) == "as" || document.has(from, Class::Adverb)) {
            from += 1;
        }
    }
    // the first role from here on must begin here, and nobody else be named first
    let at = mentions.partition_point(|x| x.tokens.start < from);
    let role = (at..mentions.len())
        .take_while(|&r| mentions[r].tokens.start < from + REACH)
        .find(|&r| is_role(&mentions[r]) || is_person(&mentions[r]))?;
    let found = &mentions[role];
    // *Asked by Ana Pell, the minister said …*: with one comma it is the subject, unless the name begins the sentence
    let verb = document.kind_at(found.tokens.end) == Some(TokenKind::Word) && document.has(found.tokens.end, Class::SpeechVerb);
    let first = mentions[m].title.map_or(mentions[m].tokens.start, |title| title.start);
    let subject = !clause && verb && inside(found.tokens.end) && !document.token(first).initial;
    let described = is_role(found)
        && !found.plural
        && !subject
        && found.tokens.start <= from + 1
        && (clause || found.tokens.start == from)
        && (clause || is_closed(document, found.tokens.end));
    described.then_some(role)
}
