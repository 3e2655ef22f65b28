//! Whom a short name means: *Hassett*, *Mr. Hassett*, *Kevin*.

use super::super::{agrees, told_gender};
use super::Names;
use super::full::{People, Person, is_same_title, title_words};
use super::name::{Name, Part};
use crate::document::TokenKind;
use crate::lexicon::{Class, Gender};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// Of the people who share a name so many are asked whether a short name means them: those named most often, and those of so many last
/// mentions. No reader keeps more apart, and to ask thousands at each mention would take quadratic time.
const NAMESAKES: usize = 32;

/// So many people are looked through for a nickname or a slip.
const PEOPLE: usize = 64;

/// So many paragraphs ago somebody was named just now, and so many ago it is long.
const JUST_NOW: u32 = 1;
const LONG_AGO: u32 = 3;

/// Of a hundred bearers of a given name so many are women where men have it too.
const EITHER: std::ops::RangeInclusive<u8> = 4..=96;

/// Whom a short name means.
#[derive(Debug)]
pub(super) enum Meant {
    Person(usize),
    Several(Vec<usize>),
    /// Nobody with a full name: one with the short name at this place.
    Name(usize),
}

/// Where a word stands in a full name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Inside,
    First,
    /// The family's name, which a paper uses alone.
    Family,
}

/// The short names of a document, to be asked in text order.
#[derive(Debug)]
pub(super) struct Short<'n, 'a, 't> {
    names: &'n Names<'a, 't>,
    people: &'n People,
    /// By each word of a full name, the people who have it: those named most often.
    bearers: HashMap<u64, Vec<usize>>,
    /// By each word of a full name, where it is printed, with the person.
    printed: HashMap<u64, Vec<(usize, usize)>>,
    /// The words that stand as names by themselves.
    alone: BTreeSet<u64>,
    /// The surnames that stand alone behind a title that tells a gender.
    titles: BTreeSet<(u64, Gender)>,
    /// The names without a full one, by their last word, with the gender known of them.
    without: HashMap<u64, Vec<(usize, Gender)>>,
}

impl<'n, 'a, 't> Short<'n, 'a, 't> {
    pub(super) fn new(names: &'n Names<'a, 't>, people: &'n People) -> Short<'n, 'a, 't> {
        let mut bearers: HashMap<u64, Vec<usize>> = HashMap::new();
        for (p, person) in people.list.iter().enumerate() {
            for word in person.names.iter().flat_map(Name::keys) {
                let list = bearers.entry(word).or_default();
                if list.last() != Some(&p) {
                    list.push(p);
                }
            }
        }
        for list in bearers.values_mut().filter(|list| list.len() > NAMESAKES) {
            list.sort_by_key(|&p| (Reverse(people.list[p].count), p));
            list.truncate(NAMESAKES);
        }
        let mut printed: HashMap<u64, Vec<(usize, usize)>> = HashMap::new();
        for (i, of) in people.of.iter().enumerate() {
            if let [p] = of[..] {
                names.parsed[i].keys().for_each(|word| printed.entry(word).or_default().push((i, p)));
            }
        }
        let single = names.parsed.iter().filter(|name| !name.is_full() && name.parts.len() == 1);
        let alone = single.flat_map(Name::keys).collect();
        let short = names.parsed.iter().enumerate().filter(|(_, name)| !name.is_full());
        let titles = short.filter_map(|(i, name)| Some((name.last()?.key, titled_gender(names, i)))).collect();
        Short { names, people, bearers, printed, alone, titles, without: HashMap::new() }
    }

    /// Whom the name with this number means.
    pub(super) fn meant(&mut self, i: usize) -> Meant {
        let name = &self.names.parsed[i];
        let Some(last) = name.last() else {
            return Meant::Name(i);
        };
        let mut fits: Vec<usize> = self.with_word(i, last.key).into_iter().filter(|&p| self.fits(i, p)).collect();
        if fits.is_empty() {
            fits = self.of_either_gender(i, last);
        }
        if fits.is_empty() {
            fits = self.called_so(i, last);
        }
        match *self.narrowed(i, fits) {
            [] => self.nameless(i, last.key),
            [only] => Meant::Person(only),
            ref several => self.most_spoken_of(i, several),
        }
    }

    /// Those of the people who have a word in their names whom the name with this number can mean.
    fn with_word(&self, i: usize, word: u64) -> BTreeSet<usize> {
        let printed = self.printed.get(&word).map(Vec::as_slice).unwrap_or_default();
        let before = printed.partition_point(|&(at, _)| at < i);
        let last = printed[before.saturating_sub(NAMESAKES)..before].iter().map(|&(_, p)| p);
        self.bearers.get(&word).into_iter().flatten().copied().chain(last).collect()
    }

    fn person(&self, p: usize) -> &Person {
        &self.people.list[p]
    }

    /// Whether a short name can be a person's.
    fn fits(&self, i: usize, p: usize) -> bool {
        let (name, mention, person) = (&self.names.parsed[i], self.names.mention(i), self.person(p));
        let Some(place) = self.place(i, p) else {
            return false;
        };
        let gender = if mention.title.is_some() || place == Place::First { mention.gender } else { Gender::Unknown };
        // *King Salman* is not *Mohammed bin Salman*, and *Mr. James* not *James Hale* where he is *Mr. Hale*
        let fathers = place == Place::Family && !name.ends_with_father() && person.names.iter().any(Name::ends_with_father);
        let titled = mention.title.is_some() && !self.before_given(i);
        let other = place == Place::First && titled && self.is_called_by_family(person);
        agrees(gender, person.gender) && !fathers && !other
    }

    /// The only one of the surname whose given name the title contradicts (*Mr. Graham* is *Lindsey Graham*), where men and women have that
    /// name and nobody of the surname has a title that goes with it.
    fn of_either_gender(&self, i: usize, last: &Part) -> Vec<usize> {
        let by_title = self.titled_gender(i);
        let fits = |p: usize| {
            let person = self.person(p);
            let full = person.places.first().map(|&place| self.names.mention(place).tokens.start);
            let shared = full.is_some_and(|t| EITHER.contains(&self.names.document.entry_at(t).female));
            let so_titled = |&place: &usize| self.titled_gender(place) == person.gender;
            shared && self.place(i, p) == Some(Place::Family) && !person.places.iter().any(so_titled)
        };
        let people = self.bearers.get(&last.key).map(Vec::as_slice).unwrap_or_default();
        match people {
            &[only]
                if by_title != Gender::Unknown && fits(only) && !self.titles.contains(&(last.key, self.person(only).gender)) =>
            {
                vec![only]
            }
            _ => Vec::new(),
        }
    }

    fn titled_gender(&self, i: usize) -> Gender {
        titled_gender(self.names, i)
    }

    /// Where the words of a short name stand in a person's names.
    fn place(&self, i: usize, p: usize) -> Option<Place> {
        let name = &self.names.parsed[i];
        let own = self.person(p).names.iter().filter(|full| name.is_part_of(full));
        let key = |part: Option<&Part>| part.map(|part| part.key);
        own.map(|full| {
            if key(full.last()) == key(name.last()) {
                Place::Family
            } else if key(full.first()) == key(name.first()) {
                if full.may_lead_with_family() { Place::Family } else { Place::First }
            } else {
                Place::Inside
            }
        })
        .max()
    }

    /// Whether the article goes on to call somebody by the last word of the name.
    fn is_called_by_family(&self, person: &Person) -> bool {
        person.names.iter().filter_map(Name::last).any(|last| self.alone.contains(&last.key))
    }

    /// Whether the article calls somebody by the first word of the name, and nobody else is called so.
    fn is_called_by_given(&self, person: &Person) -> bool {
        let only = |first: &Part| self.bearers.get(&first.key).is_some_and(|all| all.len() == 1);
        person.names.iter().filter_map(Name::first).any(|first| self.alone.contains(&first.key) && only(first))
    }

    /// Whether a title stands before a name that goes with given names: *Sir Keir*, *Queen Camilla*.
    fn before_given(&self, i: usize) -> bool {
        let title = self.names.mention(i).title;
        title.and_then(|title| title.end.checked_sub(1)).is_some_and(|t| self.names.document.has(t, Class::BeforeGiven))
    }

    /// Those who are called by a nickname, or whose name is misspelt in one letter, if it can be only one's.
    fn called_so(&self, i: usize, last: &Part) -> Vec<usize> {
        let lexicon = &self.names.resources.lexicon;
        let mention = self.names.mention(i);
        let near = |person: &Person| {
            agrees(mention.gender, person.gender)
                && person.names.iter().any(|full| {
                    full.first().is_some_and(|first| last.is_nickname_of(first, lexicon) && mention.title.is_none())
                        || full.last().is_some_and(|family| last.is_slip_of(family))
                })
        };
        let people = self.people.list.iter().enumerate().take(PEOPLE);
        let found: Vec<usize> = people.filter(|(_, person)| near(person)).map(|(p, _)| p).collect();
        if found.len() == 1 { found } else { Vec::new() }
    }

    /// The people that a short name can mean, less those whom something speaks against while it does not against others.
    fn narrowed(&self, i: usize, mut fits: Vec<usize>) -> Vec<usize> {
        let (name, mention) = (&self.names.parsed[i], self.names.mention(i));
        let mut narrow = |keep: &dyn Fn(usize) -> bool| {
            if fits.len() > 1 {
                let kept: Vec<usize> = fits.iter().copied().filter(|&p| keep(p)).collect();
                if !kept.is_empty() {
                    fits = kept;
                }
            }
        };
        let usual = if self.before_given(i) { Place::First } else { Place::Family };
        narrow(&|p| self.place(i, p) == Some(usual));
        // the generation that is named, or the one without
        narrow(&|p| self.person(p).names.iter().any(|full| full.generation == name.generation));
        // a title that goes with one of them: “Senator Reed” beside “Senator Jack Reed” and “Ann Reed”
        let title = title_words(self.names, mention);
        narrow(&|p| title.iter().any(|word| self.person(p).titles.iter().any(|own| is_same_title(own, word))));
        for gender in [if mention.title.is_some() { mention.gender } else { Gender::Unknown }, self.said_gender(i)] {
            if gender != Gender::Unknown {
                narrow(&|p| self.person(p).gender != Gender::Unknown && self.person(p).gender == gender);
                narrow(&|p| agrees(self.person(p).gender, gender));
            }
        }
        // the known bearer of the bare name
        narrow(&|p| mention.rows.iter().any(|row| self.person(p).rows.contains(row)));
        fits
    }

    /// The gender of the pronoun that goes on from a name: *Reed said she …*
    fn said_gender(&self, i: usize) -> Gender {
        let document = self.names.document;
        let end = self.names.mention(i).tokens.end;
        let mut t = end;
        while document.has(t, Class::Adverb) || document.has(t, Class::Auxiliary) {
            t += 1;
        }
        if !document.has(t, Class::SpeechVerb) {
            return Gender::Unknown;
        }
        t += 1 + u32::from(document.lower_at(t + 1) == "that");
        let pronoun = document.kind_at(t) == Some(TokenKind::Word) && document.has(t, Class::PronounSubject);
        match document.lower_at(t) {
            "she" if pronoun => Gender::Female,
            "he" if pronoun => Gender::Male,
            _ => Gender::Unknown,
        }
    }

    /// Of several whom a short name fits, the one whom the article names in full most often; of equals the one whom it does not call by
    /// the given name, or the one who was named in full just before, if the others were not for long.
    fn most_spoken_of(&self, i: usize, fits: &[usize]) -> Meant {
        let count = |p: usize| self.person(p).count;
        let most = fits.iter().map(|&p| count(p)).max().unwrap_or_default();
        let leading: Vec<usize> = fits.iter().copied().filter(|&p| count(p) == most).collect();
        let unlike = leading.iter().copied().filter(|&p| !self.is_called_by_given(self.person(p)));
        for some in [leading.clone(), unlike.collect()] {
            if let [only] = some[..] {
                return Meant::Person(only);
            }
        }
        let paragraph = |i: usize| self.names.document.token(self.names.mention(i).tokens.start).paragraph;
        let ago = |p: usize| {
            let places = &self.person(p).places;
            let last = places.partition_point(|&at| at < i).checked_sub(1).map(|at| places[at]);
            last.map_or(u32::MAX, |last| paragraph(i) - paragraph(last))
        };
        let near: Vec<usize> = leading.iter().copied().filter(|&p| ago(p) < LONG_AGO).collect();
        match near[..] {
            [only] if ago(only) <= JUST_NOW => Meant::Person(only),
            _ => Meant::Several(leading),
        }
    }

    /// A short name without a full one: one with those of the same last word whose gender is no other.
    fn nameless(&mut self, i: usize, word: u64) -> Meant {
        let mention = self.names.mention(i);
        let gender = told_gender(self.names.document, mention);
        let list = self.without.entry(word).or_default();
        Meant::Name(match list.iter_mut().find(|(_, known)| agrees(*known, gender)) {
            Some((earliest, known)) => {
                if *known == Gender::Unknown {
                    *known = gender;
                }
                *earliest
            }
            None => {
                list.push((i, gender));
                i
            }
        })
    }
}

/// The gender that the title before a name tells.
fn titled_gender(names: &Names<'_, '_>, i: usize) -> Gender {
    let title = names.mention(i).title;
    let mut told = title.into_iter().flat_map(|title| title.iter()).map(|t| names.document.entry_at(t).gender());
    told.rfind(|&gender| gender != Gender::Unknown).unwrap_or_default()
}
