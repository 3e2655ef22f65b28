//! Which body a phrase like *the company* or *the ministry in Delhi* means.
//!
//! A body is called by a noun where its name has it (*the bank*: *World Bank*) or the article describes it so (*Ferrin, a Zurich bank*). By
//! its type it fits a noun where the tables say so (*the company*: *Ferrin Ltd.*). Of a body of which nothing is known any noun can be true.

use super::around::Level;
use super::{Entities, Entity, namesakes, offices};
use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::gazetteer::RowKind;
use crate::hits::Hits;
use crate::lexicon::{Class, WordGroups};
use crate::mentions::{Kind, Mention, Reference};
use crate::resources::Resources;
use std::collections::{BTreeMap, HashMap};

/// So many bodies are remembered: those named last.
const RECENT: usize = 32;

/// How far behind a name the noun of its description can stand, in tokens.
const REACH: u32 = 6;

/// Most words and nouns kept of a body.
const WORDS: usize = 64;

/// What a body of which nothing is known can be called.
const ANYTHING: &str = "anything";

/// What the table calls nouns for what a country is spoken of by.
const OF_COUNTRY: &str = "country";

/// Nouns that go with names that say by another noun what the body is.
const GENERAL: &str = "general";

/// What is known of a body.
#[derive(Debug, Default)]
struct Body<'g> {
    /// A bit for each type of bodies that it can be; none where nothing is known.
    types: u32,
    /// The nouns that it is called by.
    nouns: Vec<u64>,
    /// Its name alone says what it is: *Harbour Commission*.
    telling: bool,
    /// How often it was named so far.
    count: u32,
    /// The words of its names and descriptions.
    words: Vec<u64>,
    countries: Vec<&'g str>,
    /// What the tables say it is: *news outlet*.
    classes: Vec<&'g str>,
}

/// How well a noun fits a body: nothing is known of it, its type fits, the article calls it so.
const UNKNOWN: usize = 0;
const TYPED: usize = 1;
const CALLED: usize = 2;

/// A body that a phrase can mean.
#[derive(Debug, Clone, Copy)]
struct Fitting {
    entity: usize,
    /// It was named in this paragraph or the one before.
    near: bool,
    count: u32,
}

/// For each phrase the bodies that it can mean; one where it is clear.
pub(super) fn meant(
    document: &Document<'_>,
    hits: &Hits,
    mentions: &[Mention],
    entities: &Entities,
    resources: &Resources,
) -> BTreeMap<usize, Vec<usize>> {
    let ground = Ground { document, hits, mentions, resources };
    let mut bodies: HashMap<usize, Body<'_>> = HashMap::new();
    // the bodies named last, each with the paragraph
    let mut recent: Vec<(usize, u32)> = Vec::new();
    let mut meant = BTreeMap::new();
    let nations = ground.nations(entities);
    for (m, mention) in mentions.iter().enumerate() {
        if mention.kind != Kind::Organization {
            continue;
        }
        let paragraph = document.token(mention.tokens.start).paragraph;
        let entity = match entities.of_mention[m] {
            Some(entity) => {
                bodies.entry(entity).or_insert_with(|| ground.body(&entities.list[entity]));
                entity
            }
            None if mention.reference == Reference::Role => {
                if let Some(country) = ground.country(mention, &nations) {
                    meant.insert(m, vec![country]);
                    continue;
                }
                let found = ground.choose(mention, &recent, &bodies, paragraph);
                let only = if let [only] = found[..] { Some(only) } else { None };
                if !found.is_empty() {
                    meant.insert(m, found);
                }
                let Some(only) = only else {
                    continue;
                };
                only
            }
            None => continue,
        };
        if let Some(body) = bodies.get_mut(&entity) {
            body.count += 1;
        }
        recent.retain(|(other, _)| *other != entity);
        if recent.len() == RECENT {
            recent.remove(0);
        }
        recent.push((entity, paragraph));
    }
    meant
}

struct Ground<'a, 't> {
    document: &'a Document<'t>,
    hits: &'a Hits,
    mentions: &'a [Mention],
    resources: &'a Resources,
}

impl<'a> Ground<'a, '_> {
    fn nouns(&self) -> &'a WordGroups {
        &self.resources.body_nouns
    }

    fn bits(&self, word: u64) -> u32 {
        self.nouns().of(word).fold(0, |bits, group| bits | 1 << group)
    }

    fn bit_of(&self, class: &str) -> u32 {
        self.nouns().names().iter().position(|name| &**name == class).map_or(0, |group| 1 << group)
    }

    /// The countries that the article names, by their codes.
    fn nations(&self, entities: &Entities) -> HashMap<&'a str, usize> {
        let mut nations = HashMap::new();
        for (number, entity) in entities.list.iter().enumerate().filter(|(_, entity)| entity.kind == Kind::Place) {
            let mut rows = entity.rows.iter().filter_map(|&row| self.resources.gazetteer.row(row));
            if let Some(row) = rows.find(|row| Level::of(row) == Level::Country) {
                nations.entry(row.country).or_insert(number);
            }
        }
        nations
    }

    /// The country whose government a phrase means: *the Japanese government*, *the government of Japan*.
    fn country(&self, phrase: &Mention, nations: &HashMap<&str, usize>) -> Option<usize> {
        if self.bits(self.document.word_at(phrase.head).folded) & self.bit_of(OF_COUNTRY) == 0 {
            return None;
        }
        let from = self.hits.names.partition_point(|hit| hit.tokens.start < phrase.tokens.start);
        let to = self.hits.names.partition_point(|hit| hit.tokens.start < phrase.tokens.end);
        let hits = self.hits.names.get(from..to).unwrap_or_default();
        let countries = offices::countries(hits, phrase.tokens, &self.resources.gazetteer);
        // nothing else may say which government it is: *the Quebec government*, *the new Japanese government of Ito*
        let told = phrase.tokens.iter().zip(countries).filter(|(t, _)| *t != phrase.head && offices::tells(self.document, *t));
        let mut told = told.map(|(_, country)| country);
        let country = told.next()??;
        let whole = hits.iter().filter(|hit| hit.exact).filter_map(|hit| self.resources.gazetteer.row(hit.row)).any(|row| {
            row.country == country
                && (Level::of(&row) == Level::Country || (row.kind == RowKind::Demonym && row.class != "regional"))
        });
        let only = told.all(|other| other.as_ref() == Some(&country));
        nations.get(&*country).copied().filter(|_| whole && only)
    }

    fn body(&self, entity: &Entity) -> Body<'a> {
        let mut body = Body::default();
        for row in entity.rows.iter().filter_map(|&row| self.resources.gazetteer.row(row)) {
            body.types |= self.bit_of(row.class);
            body.classes.push(row.class);
            body.countries.extend((!row.country.is_empty()).then_some(row.country));
        }
        let known = body.types != 0;
        for mention in entity.mentions.iter().take(WORDS).map(|&m| &self.mentions[m]) {
            let word = |t: u32| self.document.word_at(t).folded;
            if body.words.len() < WORDS {
                body.words.extend(mention.tokens.iter().map(word));
            }
            let head = self.head(mention);
            body.nouns.push(word(head));
            if mention.reference == Reference::Role {
                body.types |= self.bit_of(namesakes::TYPE);
                continue;
            }
            let described = self.described(mention.tokens);
            let own = self.bits(word(head));
            if !known {
                body.telling |= own != 0 || self.document.has(head, Class::OrgHead);
                if (head..mention.tokens.end).any(|t| self.document.has(t, Class::OrgSuffix)) {
                    body.types |= self.bit_of("company");
                }
                body.types |= described.iter().fold(own, |bits, &t| bits | self.bits(word(t)));
            }
            body.nouns.extend(described.into_iter().map(word));
        }
        body.nouns.sort_unstable();
        body.nouns.dedup();
        body
    }

    /// The word of a name that says what the body is: the last one, or the last before *of*, legal forms left out.
    fn head(&self, mention: &Mention) -> u32 {
        let preposition = mention.tokens.iter().skip(1).find(|&t| self.document.has(t, Class::Preposition));
        let mut end = preposition.unwrap_or(mention.tokens.end);
        while end > mention.tokens.start + 1
            && (self.document.has(end - 1, Class::OrgSuffix) || self.document.kind_at(end - 1) != Some(TokenKind::Word))
        {
            end -= 1;
        }
        end - 1
    }

    /// The nouns that stand beside a name for what it is: *the carmaker Ferrin*, *Ferrin, a Swiss bank*, *Ferrin is a bank*.
    fn described(&self, name: TokenRange) -> Vec<u32> {
        let document = self.document;
        let sentence = document.token(name.start).sentence;
        let is_noun = |t: u32| {
            let lower = document.kind_at(t) == Some(TokenKind::Word) && document.word_at(t).shape == Shape::Lower;
            lower && document.token(t).sentence == sentence && self.bits(document.word_at(t).folded) != 0
        };
        let before = name.start.checked_sub(1).filter(|&t| is_noun(t));
        let opens = match document.kind_at(name.end) {
            Some(TokenKind::Comma | TokenKind::OpenBracket) => true,
            Some(TokenKind::Word) => document.has(name.end, Class::Auxiliary),
            _ => false,
        };
        let article =
            document.kind_at(name.end + 1) == Some(TokenKind::Word) && matches!(document.lower_at(name.end + 1), "a" | "an");
        let stop = |t: u32| {
            document.kind_at(t).is_none_or(|kind| !matches!(kind, TokenKind::Word | TokenKind::Hyphen | TokenKind::Number))
                || document.entry_at(t).has_any(&[Class::Preposition, Class::Conjunction, Class::Relative])
        };
        let behind =
            (name.end + 2..name.end + 2 + REACH).take_while(|&t| opens && article && !stop(t)).filter(|&t| is_noun(t)).last();
        before.into_iter().chain(behind).collect()
    }

    /// The bodies that a phrase can mean, of those named before it.
    fn choose(&self, phrase: &Mention, recent: &[(usize, u32)], bodies: &HashMap<usize, Body<'_>>, paragraph: u32) -> Vec<usize> {
        let noun = self.document.word_at(phrase.head).folded;
        let bits = self.bits(noun);
        if bits == 0 {
            return Vec::new();
        }
        let general = bits & self.bit_of(GENERAL) != 0;
        let anything = bits & self.bit_of(namesakes::TYPE) == 0 && bits & self.bit_of(ANYTHING) != 0;
        let types = [GENERAL, ANYTHING, OF_COUNTRY, namesakes::TYPE].iter().fold(bits, |bits, kind| bits & !self.bit_of(kind));
        let near = |last: u32| last + 1 >= paragraph;
        let mut fits: [Vec<Fitting>; 3] = Default::default();
        for &(entity, last) in recent {
            let Some(body) = bodies.get(&entity) else {
                continue;
            };
            let fit = if body.nouns.contains(&noun) {
                CALLED
            } else if body.types & types != 0 && (general || !body.telling) {
                TYPED
            } else if body.types == 0 && !body.telling && anything {
                UNKNOWN
            } else {
                continue;
            };
            if self.agrees(phrase, body) {
                fits[fit].push(Fitting { entity, near: near(last), count: body.count });
            }
        }
        let all = |lists: &[&[Fitting]]| -> Vec<usize> { lists.iter().copied().flatten().map(|f| f.entity).collect() };
        let pick = |list: &[Fitting]| -> Vec<usize> {
            let close: Vec<Fitting> = list.iter().filter(|f| f.near).copied().collect();
            if close.len() == 1 { all(&[&close]) } else { all(&[list]) }
        };
        let [unknown, typed, called] = fits;
        let close = |list: &[Fitting]| -> Vec<Fitting> { list.iter().filter(|f| f.near).copied().collect() };
        if !called.is_empty() {
            // what is called so far above or in passing, and what could be and is what the article speaks of
            let far = !called.iter().any(|f| f.near);
            let most = called.iter().map(|f| f.count).max().unwrap_or_default();
            let rivals: Vec<Fitting> = close(&typed).into_iter().filter(|f| far || f.count > most).collect();
            return if rivals.is_empty() { pick(&called) } else { all(&[&called, &rivals]) };
        }
        if !typed.is_empty() {
            let rivals = close(&unknown);
            return if rivals.is_empty() { pick(&typed) } else { all(&[&typed, &rivals]) };
        }
        // what nothing is known of must be the only body around
        match unknown[..] {
            [only] if only.near && recent.iter().filter(|(_, last)| near(*last)).count() == 1 => vec![only.entity],
            _ => Vec::new(),
        }
    }

    /// Whether all that a phrase says of a body can be true of this one.
    fn agrees(&self, phrase: &Mention, body: &Body<'_>) -> bool {
        let document = self.document;
        let from = self.hits.names.partition_point(|hit| hit.tokens.start < phrase.tokens.start);
        let to = self.hits.names.partition_point(|hit| hit.tokens.start < phrase.tokens.end);
        let hits = self.hits.names.get(from..to).unwrap_or_default();
        let countries = offices::countries(hits, phrase.tokens, &self.resources.gazetteer);
        phrase.tokens.iter().zip(countries).filter(|(t, _)| *t != phrase.head && offices::tells(document, *t)).all(
            |(t, country)| {
                let word = document.word_at(t);
                let of_country = country.is_some_and(|country| body.countries.iter().any(|own| *own == country));
                let of_class = || body.classes.iter().any(|class| class.split(' ').any(|part| part == &*word.lower));
                of_country || body.words.contains(&word.folded) || body.nouns.contains(&word.folded) || of_class()
            },
        )
    }
}
