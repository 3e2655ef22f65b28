//! Who could be a source: names, pronouns, roles and the heads of other noun phrases, found once a document.

use super::nominal;
use super::syntax::{Part, Reach, Syntax};
use super::{Candidate, SourceType};
use crate::document::{Document, Section, Shape, TokenKind, TokenRange};
use crate::entities::Entities;
use crate::grammar::Grammar;
use crate::hits::Hits;
use crate::lexicon::{Class, Entry};
use crate::mentions::pronouns::WHO;
use crate::mentions::{Kind, Mention, Reference, past_honours};
use std::collections::HashMap;

/// What sort of phrase a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Person,
    Organization,
    Place,
    /// A run of capitals that is no name mention.
    Capitals,
    Pronoun,
    Relative,
    People,
    Group,
    Body,
    Document,
    Thing,
    /// A noun of no class, beside a verb that attributes.
    Noun,
}

impl Sort {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Sort::Person => "person",
            Sort::Organization => "organization",
            Sort::Place => "place",
            Sort::Capitals => "capitals",
            Sort::Pronoun => "pronoun",
            Sort::Relative => "relative",
            Sort::People => "people",
            Sort::Group => "group",
            Sort::Body => "body",
            Sort::Document => "document",
            Sort::Thing => "thing",
            Sort::Noun => "noun",
        }
    }

    /// Whether it is written with capitals.
    pub(crate) const fn named(self) -> bool {
        matches!(self, Sort::Person | Sort::Organization | Sort::Place | Sort::Capitals)
    }
}

/// A phrase that could be a source, with what the grammar says of it.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    /// The bare name, or the whole phrase of one that is no name.
    pub(crate) tokens: TokenRange,
    pub(crate) head: u32,
    /// The phrase with what stands before the name (*the former mayor Ana Pell*).
    pub(crate) phrase: TokenRange,
    pub(crate) mention: Option<usize>,
    pub(crate) sort: Sort,
    pub(crate) source_type: SourceType,
    /// The same for all that is known to be one entity.
    pub(crate) group: u32,
    /// How often the group is named before and at this place.
    pub(crate) count: u32,
    pub(crate) reach: Reach,
    pub(crate) left: (u32, Part),
    pub(crate) after: Part,
    /// The outermost stretch it stands in, or [`Token::NONE`].
    pub(crate) stretch: u32,
}

impl Spot {
    /// The spot as a candidate with the sum of its evidence.
    pub(crate) fn candidate(&self, weight: i32) -> Candidate {
        Candidate { tokens: self.tokens, head: self.head, mention: self.mention, source_type: self.source_type, weight }
    }
}

/// All spots of a document, by head.
pub(crate) fn spots(
    document: &Document<'_>,
    hits: &Hits,
    syntax: &Syntax<'_, '_>,
    mentions: &[Mention],
    entities: &Entities,
) -> Vec<Spot> {
    let mut finder =
        Finder { document, hits, syntax, covered: vec![false; document.tokens.len()], bodies: HashMap::new(), found: Vec::new() };
    for (i, mention) in mentions.iter().enumerate() {
        finder.mention(i, mention);
    }
    finder.capitals();
    finder.words();
    let mut found = finder.found;
    found.sort_by_key(|f| (f.head, f.tokens.start));
    found.dedup_by_key(|f| f.head);
    let mut groups = Groups::default();
    let mut spots: Vec<Spot> = found
        .into_iter()
        .map(|f| {
            let (group, count) = groups.of(document, &f, f.mention.and_then(|m| entities.of_mention.get(m).copied().flatten()));
            let start = syntax.phrase_start(f.tokens.start);
            // letters behind a name hide no verb: *Ada Hale KC said*
            let end = f.mention.map_or(f.tokens.end, |m| past_honours(document, &mentions[m]).max(f.tokens.end));
            let left = syntax.left_of(start);
            Spot {
                phrase: TokenRange::new(start, end),
                reach: if left.1 == Part::Comma { syntax.reach_of_apposition(end) } else { syntax.reach(end) },
                left,
                after: syntax.part_from(end - 1, end),
                stretch: document.token(f.head).stretch,
                tokens: f.tokens,
                head: f.head,
                mention: f.mention,
                sort: f.sort,
                source_type: f.source_type,
                group,
                count,
            }
        })
        .collect();
    for second in 1..spots.len() {
        if let Some(first) = nominal::first_role(document, syntax, &spots, second) {
            spots[second].group = spots[first].group;
        }
    }
    spots
}

struct Found {
    tokens: TokenRange,
    head: u32,
    mention: Option<usize>,
    sort: Sort,
    source_type: SourceType,
}

struct Finder<'d, 't> {
    document: &'d Document<'t>,
    hits: &'d Hits,
    syntax: &'d Syntax<'d, 't>,
    /// Tokens that a name or role covers.
    covered: Vec<bool>,
    /// The mentions of bodies by what they are (*the company*), by head.
    bodies: HashMap<u32, usize>,
    found: Vec<Found>,
}

impl Finder<'_, '_> {
    fn mention(&mut self, number: usize, mention: &Mention) {
        if mention.reference == Reference::Role && mention.kind == Kind::Organization {
            self.bodies.insert(mention.head, number);
            return;
        }
        // *who* is a candidate as a relative, wherever it stands
        if mention.reference == Reference::Pronoun && self.document.lower_at(mention.head) == WHO {
            return;
        }
        let thing = mention.reference == Reference::Pronoun && mention.kind != Kind::Person;
        if thing && (self.document.lower_at(mention.head) != "it" || self.syntax.part(mention.head) != Part::Pronoun) {
            return;
        }
        let (sort, source_type) = match (mention.reference, mention.kind) {
            (Reference::Name, Kind::Person) => (Sort::Person, SourceType::Person),
            (Reference::Name, Kind::Organization) => (Sort::Organization, SourceType::Organization),
            (Reference::Name, Kind::Place) => (Sort::Place, SourceType::Organization),
            (Reference::Role, _) if mention.plural => (Sort::Group, SourceType::Group),
            (Reference::Role, _) => (Sort::People, SourceType::Person),
            (Reference::Pronoun, _) => (Sort::Pronoun, pronoun_type(self.document.lower_at(mention.head))),
        };
        let tokens = if mention.reference == Reference::Role {
            TokenRange::new(mention.tokens.start, self.syntax.phrase_end(mention.head).max(mention.tokens.end))
        } else {
            mention.tokens
        };
        // names inside a longer role phrase stay candidates of their own
        if mention.reference == Reference::Role {
            // *familiar* in *people familiar with the matter* is no noun of its own
            let modified = tokens.end > mention.head + 1 && self.syntax.part(mention.head + 1) == Part::Noun;
            for covered in self.covered.iter_mut().skip(mention.head as usize).take(1 + usize::from(modified)) {
                *covered = true;
            }
        } else {
            // *Minister of Trade Ana Pell*: the office is no candidate beside its holder
            let office = mention.title.filter(|title| title.iter().any(|t| self.document.lower_at(t) == "of"));
            let name = mention.tokens.start..past_honours(self.document, mention);
            for t in office.into_iter().flat_map(TokenRange::iter).chain(name) {
                if let Some(covered) = self.covered.get_mut(t as usize) {
                    *covered = true;
                }
            }
        }
        if mention.reference != Reference::Pronoun || can_speak(self.document.lower_at(mention.head)) {
            self.found.push(Found { tokens, head: mention.head, mention: Some(number), sort, source_type });
        }
    }

    /// Runs of capitals that no mention covers.
    fn capitals(&mut self) {
        let mut t = 0;
        let len = self.document.tokens.len() as u32;
        while t < len {
            if !self.starts_run(t) {
                t += 1;
                continue;
            }
            let mut end = t + 1;
            while end < len && self.continues_run(t, end) {
                end += 1;
            }
            let mut start = t;
            while start + 1 < end
                && self.document.entry_at(start).has_any(&[Class::Honorific, Class::Title, Class::AbbreviatedTitle])
            {
                start += 1;
            }
            self.run(TokenRange::new(start, end), start > t);
            t = end;
        }
    }

    fn run(&mut self, tokens: TokenRange, titled: bool) {
        let entry = self.document.entry_at(tokens.start);
        let head = tokens.end - 1;
        let person = titled || (entry.has(Class::GivenName) && tokens.len() > 1);
        let (sort, source_type) = if person {
            (Sort::Person, SourceType::Person)
        } else if self.document.has(head, Class::OrgHead) || self.document.has(head, Class::OrgSuffix) {
            (Sort::Organization, SourceType::Organization)
        } else {
            (Sort::Capitals, SourceType::Person)
        };
        for t in tokens.iter() {
            self.covered[t as usize] = true;
        }
        self.found.push(Found { tokens, head, mention: None, sort, source_type });
    }

    fn starts_run(&self, t: u32) -> bool {
        !self.covered[t as usize]
            && self.syntax.part(t) == Part::Name
            && self.document.token(t).kind == TokenKind::Word
            && !self.document.entry_at(t).has_any(&[Class::Weekday, Class::Month])
    }

    fn continues_run(&self, start: u32, t: u32) -> bool {
        let (first, token) = (self.document.token(start), self.document.token(t));
        let word = self.document.word(token);
        !self.covered[t as usize]
            && first.sentence == token.sentence
            && first.stretch == token.stretch
            && ((token.kind == TokenKind::Word && self.syntax.part(t) == Part::Name && !token.initial)
                || (word.entry.has(Class::Particle)
                    && self.document.tokens.get(t as usize + 1).is_some_and(|next| {
                        next.sentence == token.sentence
                            && next.kind == TokenKind::Word
                            && self.document.word(next).shape != Shape::Lower
                    })))
    }

    /// Pronouns, and nouns that can be a source.
    fn words(&mut self) {
        for t in 0..self.document.tokens.len() as u32 {
            if self.covered[t as usize] {
                continue;
            }
            let entry = self.document.entry_at(t);
            let lower = self.document.lower_at(t);
            let part = self.syntax.part(t);
            let single = TokenRange::new(t, t + 1);
            if part == Part::Pronoun && can_speak(lower) {
                let indefinite = lower.ends_with("body") || lower.ends_with("one");
                let single = if indefinite { TokenRange::new(t, self.syntax.phrase_end(t)) } else { single };
                self.found.push(Found {
                    tokens: single,
                    head: t,
                    mention: None,
                    sort: Sort::Pronoun,
                    source_type: pronoun_type(lower),
                });
            } else if part == Part::Relative && matches!(lower, "who" | "which" | "that") {
                let source_type = if lower == "who" { SourceType::Person } else { SourceType::Document };
                self.found.push(Found { tokens: single, head: t, mention: None, sort: Sort::Relative, source_type });
            } else if let Some((sort, source_type)) = self.noun(t, part, &entry) {
                let start = self.syntax.phrase_start(t);
                let tokens = TokenRange::new(start, self.syntax.phrase_end(t));
                let mention = self.bodies.get(&t).copied();
                self.found.push(Found { tokens, head: t, mention, sort, source_type });
            }
        }
    }

    /// What a noun at `t` would be as a source, if it is the head of its phrase and could be one.
    fn noun(&self, t: u32, part: Part, entry: &Entry) -> Option<(Sort, SourceType)> {
        if part == Part::Determiner && Grammar::Quantity.has(self.document, t) {
            let next = self.syntax.part_from(t, t + 1);
            let alone = self.syntax.part_from(t, t.wrapping_sub(1)) == Part::Verb && !next.premodifies();
            let single = self.document.lower_at(t) == "another";
            let found = if single { (Sort::People, SourceType::Person) } else { (Sort::Group, SourceType::Group) };
            return (alone || next.verbal() || next == Part::Preposition).then_some(found);
        }
        if !matches!(part, Part::Noun | Part::Number) || self.document.token(t).kind != TokenKind::Word {
            return None;
        }
        // the head is the last noun of its phrase
        let next = self.syntax.part_from(t, t + 1);
        let phrasal = self.hits.phrase_at(t + 1).is_some_and(|phrase| phrase.entry.verb != 0);
        if matches!(next, Part::Noun | Part::Genitive) && !phrasal && !self.appositive(t + 1) {
            return None;
        }
        let plural = entry.has(Class::Plural);
        let class = if entry.has_any(&[Class::Role, Class::PeopleNoun]) {
            if plural { (Sort::Group, SourceType::Group) } else { (Sort::People, SourceType::Person) }
        } else if entry.has(Class::OrganizationNoun) {
            (Sort::Body, SourceType::Organization)
        } else if entry.has(Class::DocumentNoun) {
            (Sort::Document, SourceType::Document)
        } else if entry.has(Class::ThingNoun) {
            (Sort::Thing, SourceType::Document)
        } else {
            let reach = self.syntax.reach(t + 1);
            let start = self.syntax.phrase_start(t);
            let (_, left) = self.syntax.left_of(start);
            let lower = self.document.lower_at(t);
            let plural = lower.ends_with('s') || (part == Part::Number && lower != "one");
            // *the radioman pointed out* has a verb of two words
            let phrasal = reach.part == Part::OtherVerb && self.hits.phrase_at(reach.at).is_some_and(|p| p.entry.verb != 0);
            if reach.part != Part::Verb && left != Part::Verb && !phrasal {
                return None;
            }
            (Sort::Noun, if plural { SourceType::Group } else { SourceType::Person })
        };
        Some(class)
    }

    /// Whether the noun phrase ends before `t` although a noun stands there: an unknown verb in *-s* or the like.
    fn appositive(&self, t: u32) -> bool {
        !self.document.has(t, Class::Common)
    }
}

/// Whether a pronoun can stand for a source; objects too: *led her to say*, *to her, “…”*.
fn can_speak(lower: &str) -> bool {
    !matches!(lower, "whom" | "none" | "nothing")
}

fn pronoun_type(lower: &str) -> SourceType {
    match lower {
        "they" | "we" | "everyone" | "everybody" => SourceType::Group,
        "it" => SourceType::Organization,
        _ => SourceType::Person,
    }
}

/// Numbers for what is known to be one: an entity, or the same last name.
#[derive(Default)]
struct Groups {
    by_key: HashMap<(u8, u64), (u32, u32)>,
    next: u32,
}

impl Groups {
    fn of(&mut self, document: &Document<'_>, found: &Found, entity: Option<usize>) -> (u32, u32) {
        let key = match (entity, found.sort.named()) {
            (Some(entity), _) => (0, entity as u64),
            (None, true) => (1, document.word_at(found.head).folded),
            (None, false) => (2, u64::from(found.head)),
        };
        let next = &mut self.next;
        let entry = self.by_key.entry(key).or_insert_with(|| {
            *next += 1;
            (*next - 1, 0)
        });
        entry.1 += 1;
        *entry
    }
}

/// Whether a spot stands in the headline.
pub(crate) fn in_headline(document: &Document<'_>, spot: &Spot) -> bool {
    document.paragraphs.get(document.token(spot.head).paragraph as usize).is_some_and(|p| p.section == Section::Headline)
}
