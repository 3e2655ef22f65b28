//! Speakers: from the source to the entity behind it; pronouns and roles are resolved here, after the quotations.

mod explain;
pub(crate) mod observe;
mod roles;
pub(crate) mod trail;

use crate::document::{Document, Shape};
use crate::entities::Entities;
use crate::lexicon::Gender;
use crate::mentions::{Kind, Mention, Reference};
use crate::model::{Decision, Model, Sum, Weights, shares};
use crate::quotations::Quotation;
use crate::sources::dialogue::TURN_RULE;
use crate::sources::syntax::Syntax;
use crate::sources::{Candidate, ELSEWHERE, Link};
pub(crate) use explain::explain;
use roles::{Meant, Roles};
use std::collections::HashMap;
use trail::Trail;

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
    let mut sureness = vec![1000u16; mentions.len()];
    let mut undecided: Vec<(usize, Vec<usize>)> = Vec::new();
    walk(&syntax, mentions, entities, Heard::new(quotations, links), |m, trail, entities| {
        let (person, sure, others) = pronoun(&mentions[m], trail, entities, weights);
        sureness[m] = sure;
        if person.is_none() {
            undecided.push((m, others));
        }
        person
    });
    for (m, others) in undecided {
        entities.candidates[m] = others;
    }
    first_person(document, mentions, entities, quotations, links);
    for entity in &mut entities.list {
        entity.mentions.sort_unstable();
    }
    let namesakes = namesakes(document, mentions, entities);
    links.iter().map(|link| speaker(document, mentions, entities, &sureness, &namesakes, link)).collect()
}

/// Goes through the mentions in text order and gives roles and pronouns the entities they stand for; `decide` takes the
/// number of a pronoun's mention and answers whom it means.
pub(crate) fn walk<'d>(
    syntax: &'d Syntax<'d, '_>,
    mentions: &'d [Mention],
    entities: &mut Entities,
    mut heard: Heard,
    mut decide: impl FnMut(usize, &Trail<'d, '_>, &Entities) -> Option<usize>,
) {
    let document = syntax.document();
    let roles = Roles::new(document, mentions, entities);
    let mut trail = Trail::new(document, syntax, mentions);
    for (m, mention) in mentions.iter().enumerate() {
        heard.up_to(mention.tokens.start, entities, &mut trail);
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
        if is_he_or_she(mention) {
            let person = decide(m, &trail, entities);
            settle(entities, m, person);
        }
        trail.see(mention, entities.of_mention[m], entities);
    }
}

fn settle(entities: &mut Entities, mention: usize, entity: Option<usize>) {
    if let Some(entity) = entity {
        entities.of_mention[mention] = Some(entity);
        entities.list[entity].mentions.push(mention);
    }
}

/// Whether a mention is a singular pronoun of the third person with a gender.
pub(crate) fn is_he_or_she(mention: &Mention) -> bool {
    mention.reference == Reference::Pronoun && mention.gender != Gender::Unknown && !mention.plural
}

/// The quotations in order of where their source stands known: a pronoun behind one can lean on its speaker.
pub(crate) struct Heard {
    /// The last token of each quotation and its source's mention, by token.
    ends: Vec<(u32, usize)>,
    next: usize,
}

impl Heard {
    pub(crate) fn new(quotations: &[Quotation], links: &[Link]) -> Heard {
        let mut ends: Vec<(u32, usize)> = quotations
            .iter()
            .zip(links)
            .filter(|(quotation, link)| quotation.within.is_none() && link.confidence >= SURE)
            .filter_map(|(quotation, link)| {
                let mention = link.source.as_ref()?.mention?;
                let source = link.source.as_ref()?.tokens.end;
                let part = quotation.parts.first()?;
                Some((part.end.max(source), mention))
            })
            .collect();
        ends.sort_unstable();
        Heard { ends, next: 0 }
    }

    /// Lets the trail hear all quotations that lie before a token.
    pub(crate) fn up_to(&mut self, token: u32, entities: &Entities, trail: &mut Trail<'_, '_>) {
        while let Some(&(end, mention)) = self.ends.get(self.next) {
            if end > token {
                break;
            }
            if let Some(entity) = entities.of_mention.get(mention).copied().flatten() {
                trail.hear(entity, end.saturating_sub(1));
            }
            self.next += 1;
        }
    }
}

/// The person a pronoun means, how sure that is in thousandths, and who else it could be.
fn pronoun(mention: &Mention, trail: &Trail<'_, '_>, entities: &Entities, weights: &Weights) -> (Option<usize>, u16, Vec<usize>) {
    let fitting = trail.candidates(mention.gender, entities);
    let scores: Vec<i32> = fitting
        .iter()
        .enumerate()
        .map(|(rank, (person, sighting))| {
            let mut sum = Sum::new(weights);
            observe::observe(mention, (*person, sighting), rank, &fitting, trail, entities, &mut sum);
            sum.total()
        })
        .collect();
    let shares = shares(&scores);
    // of equals the one named last
    let Some((best, &share)) = shares.iter().enumerate().rev().max_by_key(|(_, share)| **share) else {
        return (None, 0, Vec::new());
    };
    let sure = weights.calibrate(share);
    let tie = shares.iter().enumerate().any(|(at, other)| at != best && share.saturating_sub(*other) < TIE);
    if sure >= SURE && !tie {
        return (Some(fitting[best].0), sure, Vec::new());
    }
    let mut others: Vec<(u32, usize)> = shares.into_iter().zip(fitting.iter().map(|(p, _)| *p)).collect();
    others.sort_by_key(|&(share, person)| (std::cmp::Reverse(share), person));
    (None, sure, others.into_iter().take(3).map(|(_, person)| person).collect())
}

/// *I, me, my* in a quotation are its speaker.
fn first_person(
    document: &Document<'_>,
    mentions: &[Mention],
    entities: &mut Entities,
    quotations: &[Quotation],
    links: &[Link],
) {
    for (quotation, link) in quotations.iter().zip(links) {
        let source = link.source.as_ref().and_then(|s| s.mention).and_then(|m| entities.of_mention[m]);
        let (Some(entity), true) = (source, link.joined.is_empty()) else {
            continue;
        };
        for part in &quotation.quoted {
            let from = mentions.partition_point(|m| m.tokens.start < part.start);
            for (m, mention) in mentions.iter().enumerate().skip(from).take_while(|(_, m)| m.tokens.start < part.end) {
                let first = matches!(
                    document.lower_at(mention.head),
                    "i" | "me" | "my" | "mine" | "myself" | "i'm" | "i've" | "i'll" | "i'd"
                );
                if mention.reference == Reference::Pronoun && first && entities.of_mention[m].is_none() {
                    settle(entities, m, Some(entity));
                }
            }
        }
    }
}

fn speaker(
    document: &Document<'_>,
    mentions: &[Mention],
    entities: &Entities,
    sureness: &[u16],
    namesakes: &HashMap<u64, Option<usize>>,
    link: &Link,
) -> Speaker {
    let Some(source) = &link.source else {
        let unresolved = Some(Unresolved::NoSource);
        return Speaker { unresolved, confidence: link.confidence, ..Speaker::default() };
    };
    let mut all: Vec<usize> = Vec::new();
    let mut sure = link.confidence;
    let mut rule = None;
    for candidate in std::iter::once(source).chain(&link.joined) {
        let mention = candidate.mention.or_else(|| {
            let name = antecedent(document, mentions, candidate)?;
            rule = Some("speaker.relative");
            Some(name)
        });
        let entity = mention.and_then(|m| entities.of_mention.get(m).copied().flatten());
        // without an entity the source alone must be right
        if let (Some(m), Some(_)) = (mention, entity) {
            sure = (u32::from(sure) * u32::from(sureness[m]) / 1000) as u16;
        }
        all.extend(entity.filter(|e| !all.contains(e)));
    }
    if all.is_empty() {
        all = together(document, mentions, entities, source);
        rule = (!all.is_empty()).then_some("speaker.together");
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
            Reference::Pronoun => !plain_pronoun(document, source),
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

/// Whom *they* means where two people were named together last: *X and Y own the mill. “…,” they said.*
fn together(document: &Document<'_>, mentions: &[Mention], entities: &Entities, source: &Candidate) -> Vec<usize> {
    if document.lower_at(source.head) != "they" {
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
