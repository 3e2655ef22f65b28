//! A name of a person in words, and whether two of them can be one person's.

use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::lexicon::{Class, Lexicon, key, plain};
use crate::table::hash::{combine, finish};
use std::collections::BTreeSet;

/// Shorter words are too easily another name's for a letter to be a slip.
const LONG_ENOUGH: usize = 5;
/// A surname alone must be longer still.
const LONG_ALONE: usize = 6;

/// The longest word of a name in syllables: *Chiang*.
const SYLLABLE: usize = 6;
/// Up to this frequency a word is hardly anybody's given name.
const RARELY_GIVEN: u8 = 2;

/// A word of a name.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Its key in plain letters, without apostrophes: *O’Brien* and *Obrien*, *José* and *Jose* are one.
    pub(super) key: u64,
    /// It in plain small letters.
    plain: Box<str>,
    /// It stands for longer words: *J.*, *J.K.*, *JD*.
    initials: bool,
    /// How common it is as a given name and as a surname.
    given: u8,
    surname: u8,
    /// *Salman* in *bin Salman*: a father's name, never used without that word.
    patronymic: bool,
}

/// A name in words: without suffixes and particles.
#[derive(Debug, Clone, Default)]
pub(super) struct Name {
    pub(super) parts: Vec<Part>,
    /// How many words it has where those with a hyphen between them count as one.
    units: usize,
    /// What tells father from son and one king from another (*Jr.*, *III*); 0 where nothing does.
    pub(super) generation: u64,
    numeral: bool,
    /// Each particle with the word that it stands before.
    particles: Vec<(u64, u64)>,
    /// The first word is a particle unless it is a given name: *Van Hollen*, *Van Morrison*.
    doubtful: bool,
}

/// How well two full names go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Another spelling, a nickname, the other order: not within one sentence.
    Perhaps,
    /// An initial for a name, words of a longer name.
    Likely,
    /// The same first and last name.
    Same,
}

impl Name {
    pub(super) fn new(document: &Document<'_>, tokens: TokenRange) -> Name {
        let mut words: Vec<u32> = tokens.iter().filter(|&t| document.kind_at(t) == Some(TokenKind::Word)).collect();
        let mut name = Name::default();
        while let Some(&last) = words.last().filter(|&&t| words.len() > 1 && document.has(t, Class::PersonSuffix)) {
            let bare = document.lower_at(last).trim_end_matches('.');
            if bare.bytes().all(|b| b"ivx".contains(&b)) {
                (name.generation, name.numeral) = (key(bare), true);
            } else if matches!(bare, "jr" | "junior" | "sr" | "senior") {
                name.generation = key(bare.get(..1).unwrap_or_default());
            }
            words.pop();
        }
        let capitals = words.iter().all(|&t| document.word_at(t).shape == Shape::Upper);
        // *bin* may be left out of a name that is found after it
        let mut fathers = tokens.start.checked_sub(1).is_some_and(|t| document.has(t, Class::Patronymic));
        let mut particle: Option<u64> = None;
        for (i, &t) in words.iter().enumerate() {
            if i + 1 < words.len() && document.has(t, Class::Particle) {
                if i > 0 || !is_given(document, t) {
                    fathers = document.has(t, Class::Patronymic);
                    particle = particle.or(Some(document.word_at(t).folded));
                    continue;
                }
                name.doubtful = true;
            }
            let hyphen = t > tokens.start && document.kind_at(t - 1) == Some(TokenKind::Hyphen);
            if !hyphen || name.parts.is_empty() {
                name.units += 1;
            }
            let part = Part::new(document, t, capitals, std::mem::take(&mut fathers));
            name.particles.extend(particle.take().map(|particle| (particle, part.key)));
            name.parts.push(part);
        }
        name
    }

    /// The particles of the name with the words they stand before.
    pub(super) fn particles(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.particles.iter().copied()
    }

    /// Leaves out a first word that may be a particle, where another name of the article has it as one.
    pub(super) fn settle(&mut self, particles: &BTreeSet<(u64, u64)>) {
        if let (true, [first, second, ..]) = (self.doubtful, &*self.parts) {
            if particles.contains(&(first.key, second.key)) {
                self.parts.remove(0);
                self.units -= 1;
            }
        }
    }

    /// Whether it is more than a surname or a given name: two words, or a king's name with its number.
    pub(super) fn is_full(&self) -> bool {
        self.units > 1 || self.numeral
    }

    pub(super) fn first(&self) -> Option<&Part> {
        self.parts.first()
    }

    pub(super) fn last(&self) -> Option<&Part> {
        self.parts.last()
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = u64> + '_ {
        self.parts.iter().map(|part| part.key)
    }

    /// The key of the name as a whole: its words and the generation.
    pub(super) fn whole_key(&self) -> u64 {
        self.keys().fold(self.generation, |state, word| finish(combine(state, word)))
    }

    /// Whether the words of this name stand in another in this order.
    pub(super) fn is_part_of(&self, full: &Name) -> bool {
        let mut rest = full.keys();
        self.parts.len() <= full.parts.len() && self.keys().all(|word| rest.any(|w| w == word))
    }

    /// Whether it is a name like *Kim Jong Un* or *Xi Jinping*, by the tables, or of short words like *Tan Mei Ling*: the family's first.
    pub(super) fn may_lead_with_family(&self) -> bool {
        let ends = self.first().zip(self.last()).filter(|_| self.parts.len() > 1);
        let short = self.parts.iter().all(|part| part.plain.chars().count() <= SYLLABLE && !part.initials);
        let syllables = self.parts.len() == 3 && short;
        ends.is_some_and(|(first, last)| (first.surname > 0 && last.surname == 0) || (syllables && first.given <= RARELY_GIVEN))
    }

    /// Whether it ends with a father's name.
    pub(super) fn ends_with_father(&self) -> bool {
        self.last().is_some_and(|last| last.patronymic)
    }

    /// How well two full names go together.
    pub(super) fn fit(&self, other: &Name, lexicon: &Lexicon) -> Option<Fit> {
        let fit = self.fit_of_words(other, lexicon)?;
        if self.generation == other.generation {
            return Some(fit);
        }
        // who is *Jr.* once is often printed without it
        let left_out = (self.generation == 0 || other.generation == 0) && self.units.min(other.units) > 1;
        left_out.then_some(Fit::Perhaps)
    }

    /// The same by the words alone.
    fn fit_of_words(&self, other: &Name, lexicon: &Lexicon) -> Option<Fit> {
        let (short, long) = if self.parts.len() <= other.parts.len() { (self, other) } else { (other, self) };
        let ends = |name: &Name| (name.parts.first().cloned(), name.parts.last().cloned());
        let ((Some(first), Some(last)), (Some(first_of_long), Some(last_of_long))) = (ends(short), ends(long)) else {
            return None;
        };
        let inner = middles(inner(short), inner(long));
        if last.key == last_of_long.key {
            let firsts = first.fit(&first_of_long, lexicon);
            return match firsts {
                Some(fit) if inner => Some(fit),
                _ if short.parts.len() > 1 && short.is_part_of(long) => Some(Fit::Likely),
                _ => None,
            };
        }
        if first.key == first_of_long.key && !first.initials {
            return match (short.parts.len() == long.parts.len(), short.is_part_of(long)) {
                (true, _) => (inner && last.is_near(&last_of_long, LONG_ENOUGH)).then_some(Fit::Perhaps),
                (_, true) => Some(Fit::Likely),
                _ => None,
            };
        }
        let turned =
            short.parts.len() == 2 && long.parts.len() == 2 && first.key == last_of_long.key && last.key == first_of_long.key;
        turned.then_some(Fit::Perhaps)
    }
}

/// The words between first and last.
fn inner(name: &Name) -> &[Part] {
    name.parts.get(1..name.parts.len().saturating_sub(1)).unwrap_or_default()
}

/// Whether middle names don't clash; none clashes with nothing. Initials must be the first of the other's: *George W.* is not
/// *George H.W.*
fn middles(short: &[Part], long: &[Part]) -> bool {
    if short.iter().chain(long).any(|part| part.initials) {
        let letters = |parts: &[Part]| -> String {
            parts
                .iter()
                .flat_map(|part| if part.initials { &part.plain } else { part.plain.get(..1).unwrap_or_default() }.chars())
                .collect()
        };
        let (short, long) = (letters(short), letters(long));
        return long.starts_with(&short) || short.starts_with(&long);
    }
    let mut rest = long.iter();
    short.iter().all(|part| rest.any(|other| other.key == part.key || other.is_near(part, LONG_ENOUGH)))
}

impl Part {
    fn new(document: &Document<'_>, t: u32, capitals: bool, patronymic: bool) -> Part {
        let word = document.word_at(t);
        let letters = word.lower.trim_end_matches('.');
        let dotted = letters.split('.').all(|part| part.chars().count() == 1);
        let bare = word.shape == Shape::Upper && !capitals && letters.chars().count() <= 3;
        let initials = dotted || bare;
        let plain = plain(letters).replace(if initials { '.' } else { '\'' }, "");
        Part { key: key(&plain), plain: plain.into(), initials, given: word.entry.given, surname: word.entry.surname, patronymic }
    }

    /// How well two first names go together.
    fn fit(&self, other: &Part, lexicon: &Lexicon) -> Option<Fit> {
        if self.key == other.key {
            return Some(Fit::Same);
        }
        if self.initials || other.initials {
            return (self.plain.chars().next() == other.plain.chars().next()).then_some(Fit::Likely);
        }
        let nickname = lexicon.is_nickname(self.key, other.key) || lexicon.is_nickname(other.key, self.key);
        let slip = self.is_near(other, LONG_ENOUGH) && (self.given == 0 || other.given == 0 || self.doubles(other));
        (nickname || slip).then_some(Fit::Perhaps)
    }

    /// Whether it is called so: *Bill* of *William*.
    pub(super) fn is_nickname_of(&self, name: &Part, lexicon: &Lexicon) -> bool {
        lexicon.is_nickname(name.key, self.key)
    }

    /// Whether it is another by a slip, where it stands alone: no name that the tables know, and long.
    pub(super) fn is_slip_of(&self, other: &Part) -> bool {
        self.surname == 0 && self.given == 0 && self.is_near(other, LONG_ALONE)
    }

    /// Whether two words differ in one letter, and not in their first.
    fn is_near(&self, other: &Part, least: usize) -> bool {
        let (a, b): (Vec<char>, Vec<char>) = (self.plain.chars().collect(), other.plain.chars().collect());
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        if short.len() < least || long.len() > short.len() + 1 || short.first() != long.first() || self.initials || other.initials
        {
            return false;
        }
        let same = short.iter().zip(&long).take_while(|(x, y)| x == y).count();
        let rest = |word: &[char], from: usize| word.get(from..).unwrap_or_default().to_vec();
        if short.len() < long.len() {
            return rest(&short, same) == rest(&long, same + 1);
        }
        let swapped = short.get(same) == long.get(same + 1) && short.get(same + 1) == long.get(same);
        rest(&short, same + 1) == rest(&long, same + 1) || swapped && rest(&short, same + 2) == rest(&long, same + 2)
    }

    /// Whether two words are one but for letters that stand twice: *Mohamed*, *Mohammed*.
    fn doubles(&self, other: &Part) -> bool {
        let single = |word: &str| {
            let mut letters: Vec<char> = word.chars().collect();
            letters.dedup();
            letters
        };
        single(&self.plain) == single(&other.plain)
    }
}

/// Whether a first word that looks like a particle can be a given name: *Ben*, *Al*, *Van*.
fn is_given(document: &Document<'_>, t: u32) -> bool {
    let joined = document.kind_at(t + 1) == Some(TokenKind::Hyphen);
    !joined && document.entry_at(t).given > 0 && document.word_at(t).shape != Shape::Lower
}
