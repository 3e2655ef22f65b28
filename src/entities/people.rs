//! Names of people: full names that are one, and the full name that a short one stands for.

use super::Found;
use super::clusters::Clusters;
use crate::document::{Document, TokenKind};
use crate::gazetteer::{Gazetteer, RowId};
use crate::lexicon::{Class, Gender};
use crate::mentions::Mention;
use std::collections::HashMap;

/// Suffixes that tell father from son; others (*PhD*, *QC*) tell nothing.
const GENERATIONS: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "v"];

/// A name of a person in words.
#[derive(Debug, Clone, Default)]
struct Name {
    /// The folded words, suffixes left out.
    words: Vec<u64>,
    /// For each word, its first letter where it is an initial.
    initials: Vec<Option<char>>,
    /// The first letter of the first word.
    letter: Option<char>,
    /// 0, or 1 + the number of the generation's suffix.
    generation: usize,
}

impl Name {
    fn new(document: &Document<'_>, mention: &Mention) -> Name {
        let mut name = Name::default();
        let words: Vec<u32> = mention.tokens.iter().filter(|&t| document.kind_at(t) == Some(TokenKind::Word)).collect();
        for (i, &t) in words.iter().enumerate() {
            let word = document.word_at(t);
            let bare = word.lower.trim_end_matches('.');
            if i > 0 && i + 1 == words.len() && word.entry.has(Class::PersonSuffix) {
                name.generation = GENERATIONS.iter().position(|g| *g == bare).map_or(0, |g| g + 1);
                continue;
            }
            let mut letters = bare.chars();
            let letter = letters.next();
            // “J.”, “J.K.” and “J”
            let initial = bare.split('.').all(|part| part.chars().count() == 1);
            if i == 0 {
                name.letter = letter;
            }
            name.words.push(word.folded);
            name.initials.push(letter.filter(|_| initial));
        }
        name
    }

    fn is_full(&self) -> bool {
        self.words.len() > 1
    }

    fn last(&self) -> Option<u64> {
        self.words.last().copied()
    }

    fn first(&self) -> Option<u64> {
        self.words.first().copied()
    }

    /// Whether the words of this name stand in another in this order.
    fn is_part_of(&self, full: &Name) -> bool {
        let mut rest = full.words.iter();
        self.words.len() < full.words.len() && self.words.iter().all(|word| rest.any(|w| w == word))
    }
}

/// A cluster of full names.
#[derive(Debug, Clone, Default)]
struct Person {
    /// A name of it, the longest.
    name: Name,
    /// How often it is mentioned by a full name.
    count: usize,
    /// Where it is mentioned by a full name: numbers among all names of people.
    places: Vec<usize>,
    rows: Vec<RowId>,
    gender: Gender,
    titles: Vec<u64>,
}

/// Clusters the names of people.
pub(super) fn cluster(document: &Document<'_>, mentions: &[Mention], names: &[usize], gazetteer: &Gazetteer) -> Vec<Found> {
    let parsed: Vec<Name> = names.iter().map(|&m| Name::new(document, &mentions[m])).collect();
    let mut clusters = Clusters::new(names.len());
    join_full_names(&parsed, &mut clusters);
    join_rows(mentions, names, &parsed, gazetteer, &mut clusters);

    let mut people: Vec<(usize, Person)> = Vec::new();
    let mut person_of: HashMap<usize, usize> = HashMap::new();
    for (i, name) in parsed.iter().enumerate().filter(|(_, name)| name.is_full()) {
        let root = clusters.of(i);
        let at = *person_of.entry(root).or_insert_with(|| {
            people.push((root, Person::default()));
            people.len() - 1
        });
        add(document, &mentions[names[i]], name, i, &mut people[at].1);
    }
    // by each word of a full name, the people who have it
    let mut bearers: HashMap<u64, Vec<usize>> = HashMap::new();
    for (p, (_, person)) in people.iter().enumerate() {
        for &word in &person.name.words {
            let list = bearers.entry(word).or_default();
            if list.last() != Some(&p) {
                list.push(p);
            }
        }
    }
    let mut found = Vec::with_capacity(names.len());
    // short names without a full one are one by their last word and gender
    let mut alone: HashMap<u64, Vec<(usize, Gender)>> = HashMap::new();
    for (i, name) in parsed.iter().enumerate() {
        let mention = &mentions[names[i]];
        if name.is_full() && !is_short(name, &people, &bearers) {
            found.push(Found::Cluster(clusters.of(i)));
            continue;
        }
        let fits: Vec<usize> = name
            .last()
            .and_then(|word| bearers.get(&word))
            .into_iter()
            .flatten()
            .copied()
            .filter(|&p| name.is_part_of(&people[p].1.name) && agrees(mention.gender, people[p].1.gender))
            .collect();
        let chosen = choose(document, mentions, names, i, name, &people, fits);
        found.push(match chosen {
            Choice::One(p) => Found::Cluster(people[p].0),
            Choice::Several(all) => Found::Open(all.into_iter().map(|p| people[p].0).collect()),
            Choice::None => {
                let list = alone.entry(name.last().unwrap_or_default()).or_default();
                match list.iter_mut().find(|(_, gender)| agrees(*gender, mention.gender)) {
                    Some((root, gender)) => {
                        if *gender == Gender::Unknown {
                            *gender = mention.gender;
                        }
                        Found::Cluster(*root)
                    }
                    None => {
                        list.push((i, mention.gender));
                        Found::Cluster(i)
                    }
                }
            }
        });
    }
    found
}

/// Whether a name of several words is a part of a longer one (*bin Salman*, *Maria Lopez* for *Ana Maria Lopez*).
fn is_short(name: &Name, people: &[(usize, Person)], bearers: &HashMap<u64, Vec<usize>>) -> bool {
    let with_last = name.last().and_then(|word| bearers.get(&word));
    with_last.into_iter().flatten().any(|&p| {
        let full = &people[p].1.name;
        name.is_part_of(full) && full.first() != name.first() && full.generation == name.generation
    })
}

fn agrees(a: Gender, b: Gender) -> bool {
    a == b || a == Gender::Unknown || b == Gender::Unknown
}

/// Joins full names with the same last word, the same generation, and first words that are the same or an initial of it.
fn join_full_names(names: &[Name], clusters: &mut Clusters) {
    let mut by_names: HashMap<(u64, u64, usize), usize> = HashMap::new();
    // for last word, letter and generation: the distinct first names that are no initials
    let mut spelled: HashMap<(u64, char, usize), Vec<usize>> = HashMap::new();
    for (i, name) in names.iter().enumerate().filter(|(_, n)| n.is_full()) {
        let (Some(first), Some(last), Some(letter)) = (name.first(), name.last(), name.letter) else {
            continue;
        };
        let earliest = *by_names.entry((first, last, name.generation)).or_insert(i);
        clusters.join(earliest, i);
        if earliest == i && name.initials.first() == Some(&None) {
            spelled.entry((last, letter, name.generation)).or_default().push(i);
        }
    }
    for (i, name) in names.iter().enumerate().filter(|(_, n)| n.is_full() && n.initials.first().is_some_and(Option::is_some)) {
        let key = name.last().zip(name.letter).map(|(last, letter)| (last, letter, name.generation));
        if let Some([only]) = key.and_then(|key| spelled.get(&key)).map(Vec::as_slice) {
            clusters.join(*only, i);
        }
    }
}

/// Joins full names whose rows are one person's.
fn join_rows(mentions: &[Mention], names: &[usize], parsed: &[Name], gazetteer: &Gazetteer, clusters: &mut Clusters) {
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (i, _) in parsed.iter().enumerate().filter(|(_, name)| name.is_full()) {
        let mut ids = mentions[names[i]].rows.iter().filter_map(|&row| gazetteer.row(row)).map(|row| row.id);
        if let Some(id) = ids.next().filter(|first| ids.all(|id| id == *first)) {
            let earliest = *by_id.entry(id).or_insert(i);
            clusters.join(earliest, i);
        }
    }
}

fn add(document: &Document<'_>, mention: &Mention, name: &Name, place: usize, person: &mut Person) {
    if name.words.len() > person.name.words.len() {
        person.name = name.clone();
    }
    person.count += 1;
    person.places.push(place);
    for &row in &mention.rows {
        if !person.rows.contains(&row) {
            person.rows.push(row);
        }
    }
    if person.gender == Gender::Unknown || mention.title.is_some() && mention.gender != Gender::Unknown {
        person.gender = mention.gender;
    }
    person.titles.extend(title_words(document, mention));
}

/// The words of the title before a name, honorifics left out.
fn title_words(document: &Document<'_>, mention: &Mention) -> Vec<u64> {
    let words = mention.title.into_iter().flat_map(|title| title.iter());
    words.map(|t| document.word_at(t)).filter(|w| !w.entry.has(Class::Honorific)).map(|w| w.folded).collect()
}

enum Choice {
    One(usize),
    Several(Vec<usize>),
    None,
}

/// The person a short name stands for, of those it fits.
fn choose(
    document: &Document<'_>,
    mentions: &[Mention],
    names: &[usize],
    i: usize,
    name: &Name,
    people: &[(usize, Person)],
    mut fits: Vec<usize>,
) -> Choice {
    let mention = &mentions[names[i]];
    let mut narrow = |keep: &dyn Fn(usize) -> bool| {
        if fits.len() > 1 {
            let kept: Vec<usize> = fits.iter().copied().filter(|&p| keep(p)).collect();
            if !kept.is_empty() {
                fits = kept;
            }
        }
    };
    // a last word before a first one, and the generation that is named, or the one without
    narrow(&|p| people[p].1.name.last() == name.last());
    narrow(&|p| people[p].1.name.generation == name.generation);
    // a title that goes with one of them: “Senator Reed” beside “Senator Jack Reed” and “Ann Reed”
    let title = title_words(document, mention);
    narrow(&|p| !title.is_empty() && title.iter().any(|word| people[p].1.titles.contains(word)));
    if mention.gender != Gender::Unknown {
        narrow(&|p| people[p].1.gender == mention.gender);
    }
    // the known bearer of the bare name
    narrow(&|p| mention.rows.iter().any(|row| people[p].1.rows.contains(row)));
    let most = fits.iter().map(|&p| people[p].1.count).max().unwrap_or_default();
    let mut leading = fits.clone();
    leading.retain(|&p| people[p].1.count == most);
    let before = |p: usize| {
        let places = &people[p].1.places;
        places.partition_point(|&at| at < i).checked_sub(1).map(|at| places[at])
    };
    match leading[..] {
        [] => Choice::None,
        [only] => Choice::One(only),
        _ => {
            let nearest = leading.iter().copied().max_by_key(|&p| before(p)).filter(|&p| before(p).is_some());
            let sentence = |place: usize| document.token(mentions[names[place]].tokens.start).sentence;
            let same_sentence = |p: usize, q: usize| before(p).map(sentence) == before(q).map(sentence);
            match nearest {
                Some(p) if leading.iter().all(|&q| q == p || !same_sentence(p, q)) => Choice::One(p),
                _ => Choice::Several(leading),
            }
        }
    }
}
