//! Speakers: from the source to the entity behind it; pronouns and roles are resolved here, after the quotations.

mod explain;
mod first_person;
mod gender;
pub(crate) mod observe;
mod roles;
mod things;
pub(crate) mod trail;
mod walk;

use crate::document::{Document, Shape, TokenKind};
use crate::entities::Entities;
use crate::lexicon::Class;
use crate::mentions::{Kind, Mention, Reference, past_honours};
use crate::model::{Decision, Model, Sum, Weights, shares};
use crate::quotations::Quotation;
use crate::sources::dialogue::TURN_RULE;
use crate::sources::syntax::Syntax;
use crate::sources::{Candidate, ELSEWHERE, Link, SourceType};
pub(crate) use explain::explain;
use observe::Field;
use std::collections::HashMap;
use trail::Trail;
pub(crate) use walk::{Heard, Setting, is_he_or_she, walk};

/// Why a quotation has no speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Unresolved {
    /// The source has no name in the article.
    Unnamed,
    /// It could be several entities.
    Ambiguous,
    /// The text names no source.
    NoSource,
    /// Below the confidence asked for.
    Unsure,
}

/// Who said a quotation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Speaker {
    /// The rule that led from the source to the speaker, where it is no mention of theirs.
    pub(crate) rule: Option<&'static str>,
    /// Entities, several for joint sources; empty where `unresolved` says why.
    pub(crate) entities: Vec<usize>,
    pub(crate) unresolved: Option<Unresolved>,
    /// How sure source and speakers are right, in thousandths.
    pub(crate) confidence: u16,
}

/// How sure a pronoun must be, in thousandths, to be resolved.
const SURE: u16 = 500;
/// Two people whose shares (in parts of a million) differ by less are both possible.
const TIE: u32 = 60_000;

/// Resolves pronouns and roles (into `entities`), then the speakers of every quotation.
pub(crate) fn resolve(
    document: &Document<'_>,
    mentions: &[Mention],
    entities: &mut Entities,
    quotations: &[Quotation],
    links: &[Link],
    model: &Model,
) -> Vec<Speaker> {
    let syntax = Syntax::new(document);
    let weights = model.weights(Decision::Speaker);
    let mut pronouns = Pronouns { sureness: vec![1000; mentions.len()], nameless: vec![false; mentions.len()] };
    let mut undecided: Vec<(usize, Vec<usize>)> = Vec::new();
    let heard = Heard::new(quotations, links);
    walk(&syntax, mentions, entities, &heard, |m, setting, trail, entities| {
        let (person, sure, others) = decide(&mentions[m], setting, trail, entities, weights);
        pronouns.sureness[m] = sure;
        pronouns.nameless[m] = person.is_some_and(|who| !trail.is_named(who));
        if person.is_none() {
            undecided.push((m, others));
        }
        person
    });
    for (m, others) in undecided {
        entities.candidates[m] = others;
    }
    walk::unsay(document, mentions, entities, &heard);
    first_person::resolve(document, mentions, entities, quotations, links);
    for m in things::resolve(&syntax, mentions, entities) {
        pronouns.sureness[m] = things::SURENESS;
    }
    for entity in &mut entities.list {
        entity.mentions.sort_unstable();
    }
    let namesakes = namesakes(document, mentions, entities);
    let answers = first_person::answers(document, mentions, entities, links);
    links
        .iter()
        .map(|link| {
            let speaker = speaker(document, mentions, entities, &pronouns, &namesakes, link);
            match answers.filter(|_| speaker.entities.is_empty() && first_person::is_answer(document, link)) {
                Some(who) => Speaker { rule: Some("speaker.answers"), entities: vec![who], unresolved: None, ..speaker },
                None => speaker,
            }
        })
        .collect()
}

/// Who said nothing, for each refusal with its source; once [`resolve`] has settled whom pronouns and roles mean.
pub(crate) fn refusers(document: &Document<'_>, mentions: &[Mention], entities: &Entities, links: &[Link]) -> Vec<Vec<usize>> {
    if links.is_empty() {
        return Vec::new();
    }
    let pronouns = Pronouns { sureness: vec![1000; mentions.len()], nameless: vec![false; mentions.len()] };
    let namesakes = namesakes(document, mentions, entities);
    links.iter().map(|link| speaker(document, mentions, entities, &pronouns, &namesakes, link).entities).collect()
}

/// The person a pronoun means, how sure that is in thousandths, and who else it could be.
pub(crate) fn decide(
    mention: &Mention,
    setting: &Setting,
    trail: &Trail<'_, '_>,
    entities: &Entities,
    weights: &Weights,
) -> (Option<usize>, u16, Vec<usize>) {
    let fitting = match observe::field(mention, setting, trail, entities) {
        Field::Named(fitting) => fitting,
        Field::Nameless(who) => return (Some(who), 1000, Vec::new()),
    };
    let scores: Vec<i32> = fitting
        .iter()
        .map(|person| {
            let mut sum = Sum::new(weights);
            observe::observe(mention, person, &fitting, setting, trail, entities, &mut sum);
            sum.total()
        })
        .collect();
    let shares = shares(&scores);
    // of equals the one named last
    let Some((best, &share)) = shares.iter().enumerate().rev().max_by_key(|(_, share)| **share) else {
        return (None, 0, Vec::new());
    };
    let sure = weights.calibrate(share);
    let paired = fitting.iter().any(|other| trail.are_paired(&fitting[best], other));
    let tie = paired || shares.iter().enumerate().any(|(at, other)| at != best && share.saturating_sub(*other) < TIE);
    if sure >= SURE && !tie {
        return (Some(fitting[best].who), sure, Vec::new());
    }
    let mut others: Vec<(u32, usize)> = shares.into_iter().zip(&fitting).map(|(share, f)| (share, f.who)).collect();
    others.sort_by_key(|&(share, person)| (std::cmp::Reverse(share), person));
    (None, sure, others.into_iter().take(3).map(|(_, person)| person).collect())
}

/// What else is known of the pronouns of a document.
#[derive(Debug)]
struct Pronouns {
    /// For each mention how sure it is whom it means, in thousandths.
    sureness: Vec<u16>,
    /// For each mention whether it means somebody without a name.
    nameless: Vec<bool>,
}

fn speaker(
    document: &Document<'_>,
    mentions: &[Mention],
    entities: &Entities,
    pronouns: &Pronouns,
    namesakes: &HashMap<u64, Option<usize>>,
    link: &Link,
) -> Speaker {
    let Some(source) = &link.source else {
        let unresolved = Some(Unresolved::NoSource);
        return Speaker { unresolved, confidence: link.confidence, ..Speaker::default() };
    };
    let of = |m: usize| entities.of_mention.get(m).copied().flatten();
    // *the report said … It added*
    let nameless = link.goes_on.is_some_and(|mention| mention.and_then(of).is_none());
    let mut all: Vec<usize> = Vec::new();
    let mut sure = link.confidence;
    let mut rule = None;
    for candidate in std::iter::once(source).chain(&link.joined) {
        let mention = candidate.mention.or_else(|| {
            let name = antecedent(document, mentions, candidate)?;
            rule = Some("speaker.relative");
            Some(name)
        });
        let mention = mention.or_else(|| {
            let name = apposed(document, mentions, candidate)?;
            rule = Some("speaker.apposition");
            Some(name)
        });
        let entity = mention.and_then(of).filter(|_| !nameless);
        // without an entity the source alone must be right
        if let (Some(m), Some(_)) = (mention, entity) {
            sure = (u32::from(sure) * u32::from(pronouns.sureness[m]) / 1000) as u16;
        }
        all.extend(entity.filter(|e| !all.contains(e)));
    }
    if all.is_empty() {
        all = together(document, mentions, entities, source);
        rule = (!all.is_empty()).then_some("speaker.together");
    }
    if all.is_empty() {
        all.extend(of_age(document, mentions, entities, source));
        rule = (!all.is_empty()).then_some("speaker.age").or(rule);
    }
    if all.is_empty() && source.mention.is_none() {
        let capital = document.word_at(source.head).shape != Shape::Lower;
        all.extend(capital.then(|| namesakes.get(&document.word_at(source.head).folded).copied().flatten()).flatten());
        rule = (!all.is_empty()).then_some("speaker.namesake");
    }
    // a turn says whose words these are only where the speaker has a name
    if all.is_empty() && link.rule == Some(TURN_RULE) {
        sure = sure.min(ELSEWHERE);
    }
    // a person that is not sure enough must not cost the source
    let mut unsure_who = false;
    if sure < SURE && link.confidence >= SURE && !all.is_empty() {
        all.clear();
        (sure, rule, unsure_who) = (link.confidence, None, true);
    }
    // a name or pronoun that leads to nobody could be several; a description has nobody behind it but those who hold the office
    let ambiguous = unsure_who
        || source.mention.is_some_and(|m| match mentions[m].reference {
            Reference::Name => true,
            Reference::Pronoun => !nameless && !plain_pronoun(document, source) && !pronouns.nameless[m],
            Reference::Role => !entities.candidates[m].is_empty(),
        });
    let unresolved = match (all.is_empty(), ambiguous) {
        (false, _) => None,
        (true, true) => Some(Unresolved::Ambiguous),
        (true, false) => Some(Unresolved::Unnamed),
    };
    Speaker { rule, entities: all, unresolved, confidence: sure }
}

/// People by the last word of their names, where it is one's only: for labels and headlines that no mention covers.
fn namesakes(document: &Document<'_>, mentions: &[Mention], entities: &Entities) -> HashMap<u64, Option<usize>> {
    let mut all: HashMap<u64, Option<usize>> = HashMap::new();
    for (number, entity) in entities.list.iter().enumerate().filter(|(_, e)| e.kind == Kind::Person) {
        let Some(name) = mentions.get(entity.name).filter(|name| name.tokens.len() > 1) else {
            continue;
        };
        all.entry(document.word_at(name.head).folded).and_modify(|one| *one = None).or_insert(Some(number));
    }
    all
}

/// Whether a pronoun stands for nobody named: *I, we, everyone*.
fn plain_pronoun(document: &Document<'_>, source: &Candidate) -> bool {
    !matches!(document.lower_at(source.head), "he" | "she" | "they" | "it" | "him" | "her" | "his" | "them" | "their")
}

/// The name that *who* goes on from.
fn antecedent(document: &Document<'_>, mentions: &[Mention], source: &Candidate) -> Option<usize> {
    if !matches!(document.lower_at(source.head), "who" | "which") {
        return None;
    }
    let sentence = document.token(source.head).sentence;
    let to = mentions.partition_point(|m| m.tokens.start < source.head);
    let mut near = mentions.iter().enumerate().take(to).rev().take(4).filter(|(_, m)| {
        m.reference == Reference::Name && document.token(m.head).sentence == sentence && source.head - m.head <= 16
    });
    let touching = near.clone().next().filter(|(_, m)| source.head - m.tokens.end <= 1);
    let person = || near.find(|(_, m)| m.kind == Kind::Person);
    touching.or_else(person).map(|(m, _)| m)
}

/// Who is named between commas behind a noun that no table has for a role: *Her great-niece, the broadcaster Ana Pell, said*.
fn apposed(document: &Document<'_>, mentions: &[Mention], source: &Candidate) -> Option<usize> {
    let is = |t: u32, kind| document.kind_at(t) == Some(kind);
    let comma = source.tokens.end;
    if source.source_type != SourceType::Person || !is(comma, TokenKind::Comma) {
        return None;
    }
    let first = comma + 1 + u32::from(document.kind_at(comma + 1).is_some() && document.has(comma + 1, Class::Determiner));
    let from = mentions.partition_point(|m| m.tokens.start <= comma);
    let near = mentions.iter().enumerate().skip(from).take(4);
    let (m, name) = near.into_iter().find(|(_, m)| {
        let start = m.title.map_or(m.tokens.start, |title| title.start);
        m.reference == Reference::Name && m.kind == Kind::Person && (start == first || start == comma + 1)
    })?;
    let same = document.token(name.head).sentence == document.token(source.head).sentence;
    (same && is(past_honours(document, name), TokenKind::Comma)).then_some(m)
}

/// The only person whose age the article gives as *the 41-year-old* has it: *Ana Pell, 41, …*
fn of_age(document: &Document<'_>, mentions: &[Mention], entities: &Entities, source: &Candidate) -> Option<usize> {
    let word = |t: u32| document.lower_at(t);
    if source.source_type != SourceType::Person || word(source.tokens.start) != "the" {
        return None;
    }
    let phrase: String = source.tokens.iter().skip(1).map(word).collect();
    let age = phrase.strip_suffix("-year-old").filter(|age| !age.is_empty() && age.chars().all(|c| c.is_ascii_digit()))?;
    let comma = |t: u32| document.kind_at(t) == Some(TokenKind::Comma);
    let is_aged = |m: &Mention| {
        let end = past_honours(document, m);
        let aged = comma(end) && word(end + 1) == age && document.kind_at(end + 2).is_some_and(|kind| kind != TokenKind::Word);
        m.reference == Reference::Name && m.kind == Kind::Person && aged
    };
    let mut people = (0..mentions.len()).filter(|&m| is_aged(&mentions[m])).filter_map(|m| entities.of_mention[m]);
    let first = people.next()?;
    people.all(|other| other == first).then_some(first)
}

/// Whom *they* or *the two ministers* means where two people were named together last: *X and Y own the mill. “…,” they said.*
fn together(document: &Document<'_>, mentions: &[Mention], entities: &Entities, source: &Candidate) -> Vec<usize> {
    if document.lower_at(source.head) != "they" && !is_the_two(document, source) {
        return Vec::new();
    }
    let person = |m: usize| -> Option<usize> {
        let entity = entities.of_mention.get(m).copied().flatten()?;
        (mentions[m].reference == Reference::Name && entities.list[entity].kind == Kind::Person).then_some(entity)
    };
    let to = mentions.partition_point(|m| m.tokens.start < source.head);
    let near = source.head.saturating_sub(80);
    for second in (1..to).rev().take_while(|&m| mentions[m].head >= near) {
        let first = second - 1;
        let gap = mentions[second].title.unwrap_or(mentions[second].tokens).start;
        let joined = mentions[first].tokens.end + 1 == gap && document.lower_at(mentions[first].tokens.end) == "and";
        if let (true, Some(a), Some(b)) = (joined, person(first), person(second)) {
            if a != b {
                return vec![a, b];
            }
        }
    }
    Vec::new()
}

/// Whether a phrase means two people of whom was spoken: *both*, *the two*, *the two ministers*, *both men*, *the couple*.
fn is_the_two(document: &Document<'_>, source: &Candidate) -> bool {
    if source.source_type != SourceType::Group {
        return false;
    }
    let from = source.tokens.start;
    let word = |t: u32| document.lower_at(t);
    let people = document.entry_at(source.head).has_any(&[Class::Role, Class::PeopleNoun]);
    match word(from) {
        "both" => source.tokens.len() == 1 || people && source.head == from + 1,
        "the" if source.head == from + 1 => matches!(word(source.head), "two" | "pair" | "couple" | "duo"),
        "the" => people && word(from + 1) == "two" && source.tokens.end == source.head + 1,
        _ => false,
    }
}
