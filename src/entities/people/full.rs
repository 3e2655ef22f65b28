//! Which full names are one person's.

use super::super::agrees;
use super::Names;
use super::name::{Fit, Name};
use crate::document::{Document, Section, TokenKind, TokenRange};
use crate::gazetteer::{Origin, RowId};
use crate::lexicon::{Class, Gender};
use crate::mentions::Mention;
use std::collections::{BTreeSet, HashMap};

/// So many other names with one word are compared with a name.
const NAMESAKES: usize = 32;
/// So many spellings of a person are kept to be compared: no article has more, and a text of slips would take quadratic time.
const SPELLINGS: usize = 32;

/// A person with a full name.
#[derive(Debug, Clone, Default)]
pub(super) struct Person {
    /// Its names, no two alike, the longest first.
    pub(super) names: Vec<Name>,
    /// Where it is mentioned by a full name: numbers among all names of people, in text order.
    pub(super) places: Vec<usize>,
    /// How many of these are not in a headline.
    pub(super) count: usize,
    pub(super) rows: Vec<RowId>,
    pub(super) gender: Gender,
    /// The words of its titles, honorifics left out.
    pub(super) titles: BTreeSet<Box<str>>,
    /// The ids of the rows that its names have.
    ids: BTreeSet<String>,
    sentences: BTreeSet<u32>,
    /// It is named as somebody's relative: *his father, Robert Dunmore*.
    kin: bool,
}

/// The people with full names, and for each name in full those it can be of: several where it fits several.
#[derive(Debug)]
pub(super) struct People {
    pub(super) list: Vec<Person>,
    pub(super) of: Vec<Vec<usize>>,
}

impl People {
    /// Puts the full names together: the longest first, so that a short form finds all that it could be short for.
    pub(super) fn new(names: &Names<'_, '_>) -> People {
        let mut distinct: Vec<(usize, Person)> = Vec::new();
        let mut numbers: HashMap<u64, usize> = HashMap::new();
        for (i, name) in names.parsed.iter().enumerate().filter(|(_, name)| name.is_full()) {
            let number = *numbers.entry(name.whole_key()).or_insert_with(|| {
                distinct.push((i, Person { names: vec![name.clone()], ..Person::default() }));
                distinct.len() - 1
            });
            distinct[number].1.see(names, i);
        }
        let mut order: Vec<usize> = (0..distinct.len()).collect();
        order.sort_by_key(|&d| (std::cmp::Reverse(distinct[d].1.names[0].parts.len()), d));
        let mut list: Vec<Person> = Vec::new();
        let mut with_word: HashMap<u64, Vec<usize>> = HashMap::new();
        let mut of_distinct: Vec<Vec<usize>> = vec![Vec::new(); distinct.len()];
        for d in order {
            let new = std::mem::take(&mut distinct[d].1);
            let words: BTreeSet<u64> = new.names[0].keys().collect();
            let near: BTreeSet<usize> = words.iter().filter_map(|word| with_word.get(word)).flatten().copied().collect();
            let mut fitting: Vec<(Fit, usize)> = near.into_iter().filter_map(|p| Some((list[p].fit(&new, names)?, p))).collect();
            let best = fitting.iter().map(|(fit, _)| *fit).max();
            fitting.retain(|(fit, _)| Some(*fit) == best);
            let persons: Vec<usize> = match fitting[..] {
                [] => {
                    list.push(Person::default());
                    vec![list.len() - 1]
                }
                _ => fitting.into_iter().map(|(_, p)| p).collect(),
            };
            if let [only] = persons[..] {
                for word in words {
                    let all = with_word.entry(word).or_default();
                    if all.len() < NAMESAKES && !all.contains(&only) {
                        all.push(only);
                    }
                }
                list[only].take(new);
            }
            of_distinct[d] = persons;
        }
        for person in &mut list {
            person.places.sort_unstable();
        }
        let mut of = vec![Vec::new(); names.parsed.len()];
        for (i, name) in names.parsed.iter().enumerate().filter(|(_, name)| name.is_full()) {
            of[i] = numbers.get(&name.whole_key()).map(|&number| of_distinct[number].clone()).unwrap_or_default();
        }
        People { list, of }
    }
}

impl Person {
    /// Takes in a mention by a full name.
    fn see(&mut self, names: &Names<'_, '_>, i: usize) {
        let mention = names.mention(i);
        self.places.push(i);
        let paragraph = names.document.token(mention.tokens.start).paragraph as usize;
        self.count += usize::from(names.document.paragraphs[paragraph].section != Section::Headline);
        self.sentences.insert(names.document.token(mention.tokens.start).sentence);
        for &row in &mention.rows {
            if !self.rows.contains(&row) {
                self.rows.push(row);
            }
        }
        self.ids.extend(id(names, mention));
        if self.gender == Gender::Unknown || mention.title.is_some() && mention.gender != Gender::Unknown {
            self.gender = mention.gender;
        }
        self.titles.extend(title_words(names, mention));
        self.kin |= is_kin(names.document, mention.tokens);
    }

    /// Makes another's names and mentions this one's.
    fn take(&mut self, other: Person) {
        let room = SPELLINGS.saturating_sub(self.names.len());
        self.names.extend(other.names.into_iter().take(room));
        self.places.extend(other.places);
        self.count += other.count;
        self.rows.extend(other.rows);
        self.titles.extend(other.titles);
        self.ids.extend(other.ids);
        self.sentences.extend(other.sentences);
        self.kin |= other.kin;
        if self.gender == Gender::Unknown {
            self.gender = other.gender;
        }
    }

    /// How well another's name goes with all of this one's that are kept.
    fn fit(&self, other: &Person, names: &Names<'_, '_>) -> Option<Fit> {
        if !self.ids.is_disjoint(&other.ids) {
            return Some(Fit::Same);
        }
        let two = !self.ids.is_empty() && !other.ids.is_empty();
        let name = other.names.first()?;
        let fit = self.names.iter().map(|own| own.fit(name, &names.resources.lexicon)).min().flatten()?;
        if two || !agrees(self.gender, other.gender) {
            return None;
        }
        // father and son: one is named as the other's relative, or the tables know the one without *Jr.*
        let generations = self.names.iter().any(|own| own.generation != name.generation);
        if generations && [self, other].iter().any(|person| person.kin || person.is_known_without()) {
            return None;
        }
        (fit != Fit::Perhaps || self.sentences.is_disjoint(&other.sentences)).then_some(fit)
    }

    /// Whether a table knows it, and no name of it tells its generation.
    fn is_known_without(&self) -> bool {
        !self.ids.is_empty() && self.names.iter().all(|name| name.generation == 0)
    }
}

/// Whether the words before a name make its bearer somebody's relative: *his late father, Robert Dunmore*, *the son of Robert Dunmore*.
fn is_kin(document: &Document<'_>, name: TokenRange) -> bool {
    let comma = name.start.checked_sub(1).filter(|&t| document.kind_at(t) == Some(TokenKind::Comma));
    let end = comma.unwrap_or(name.start);
    let sentence = document.token(name.start).sentence;
    let here = |t: &u32| document.token(*t).sentence == sentence;
    let gendered = |t: u32| document.has(t, Class::Role) && document.entry_at(t).gender() != Gender::Unknown;
    let owned = |t: u32| {
        let before = (t.saturating_sub(2)..t).filter(here);
        before.into_iter().any(|b| document.has(b, Class::Possessive) || document.kind_at(b) == Some(TokenKind::Clitic))
    };
    let Some(last) = end.checked_sub(1).filter(here) else {
        return false;
    };
    let of = document.lower_at(last) == "of" && last.checked_sub(1).filter(here).is_some_and(gendered);
    of || (gendered(last) && owned(last))
}

/// The id of the rows of a mention where it is one: a user's before ours.
fn id(names: &Names<'_, '_>, mention: &Mention) -> Option<String> {
    let rows = || mention.rows.iter().filter_map(|&row| names.resources.gazetteer.row(row));
    let user = rows().any(|row| row.origin != Origin::Builtin);
    let mut ids = rows().filter(|row| !user || row.origin != Origin::Builtin).map(|row| row.id);
    ids.next().filter(|first| ids.all(|id| id == *first)).map(str::to_owned)
}

/// The words of the title before a name, in small letters, honorifics left out.
pub(super) fn title_words(names: &Names<'_, '_>, mention: &Mention) -> Vec<Box<str>> {
    let words = mention.title.into_iter().flat_map(|title| title.iter());
    words.map(|t| names.document.word_at(t)).filter(|w| !w.entry.has(Class::Honorific)).map(|w| (*w.lower).into()).collect()
}

/// Whether two words of titles are one, perhaps shortened (*Sen.* and *Senator*).
pub(super) fn is_same_title(a: &str, b: &str) -> bool {
    const LEAST: usize = 3;
    let short = |short: &str, long: &str| {
        short.strip_suffix('.').is_some_and(|stem| stem.len() >= LEAST && long.starts_with(stem) && !long.ends_with('.'))
    };
    a == b || short(a, b) || short(b, a)
}
