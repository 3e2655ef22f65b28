//! The trail of the people an article has spoken of so far: who could be meant by a pronoun.

use super::gender::Votes;
use crate::document::{Document, Section, Token};
use crate::entities::Entities;
use crate::lexicon::{Class, Gender};
use crate::mentions::{Kind, Mention, Reference};
use crate::sources::syntax::{Part, Syntax};

/// Most people that a pronoun could mean: those named last.
const PEOPLE: usize = 16;
/// Most people without a name that are remembered: *the woman*, *a guard*.
const NAMELESS: usize = 4;

/// Where and how a person was spoken of.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sighting {
    pub(crate) token: u32,
    pub(crate) sentence: u32,
    pub(crate) paragraph: u32,
    /// It is the subject of a verb.
    pub(crate) subject: bool,
    /// The verb whose subject it is.
    pub(crate) verb: Option<u32>,
    /// It opens its sentence.
    pub(crate) opens: bool,
    /// It is a possessor.
    pub(crate) genitive: bool,
    /// Nobody is named before it in its paragraph.
    pub(crate) first: bool,
    /// It goes with what stands before it: *Ana Pell, a baker and a nurse*.
    pub(crate) apposed: bool,
    /// It stands in quotation marks.
    pub(crate) quoted: bool,
    /// The name could be another's too.
    pub(crate) open: bool,
    /// The number of the sighting among all.
    pub(crate) number: u32,
}

/// Somebody on the trail.
#[derive(Debug, Clone, Copy)]
struct Known {
    who: usize,
    gender: Gender,
    last: Sighting,
    /// The last sighting that is not in quotation marks.
    outside: Option<Sighting>,
    /// How often the person was named, and how often as a subject.
    count: u32,
    subjects: u32,
    headline: bool,
}

/// Somebody a pronoun could mean.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fitting {
    /// The number of an entity, or of somebody without a name.
    pub(crate) who: usize,
    pub(crate) named: bool,
    pub(crate) gender: Gender,
    /// The sighting that counts for the pronoun: of one outside quotation marks, the last outside them.
    pub(crate) sighting: Sighting,
    /// Whether somebody quoted has named the person since.
    pub(crate) named_since: bool,
    pub(crate) count: u32,
    pub(crate) subjects: u32,
    pub(crate) headline: bool,
    /// How many fitting people with names were named since.
    pub(crate) rank: usize,
}

/// The people named so far.
#[derive(Debug)]
pub(crate) struct Trail<'d, 't> {
    pub(crate) document: &'d Document<'t>,
    pub(crate) syntax: &'d Syntax<'d, 't>,
    pub(crate) mentions: &'d [Mention],
    pub(crate) votes: Votes,
    /// Those with a name, the last named at the end.
    people: Vec<Known>,
    nameless: Vec<Known>,
    /// The numbers from here on are people without a name.
    base: usize,
    /// Whom each mention so far means.
    whom: Vec<Option<usize>>,
    /// The speaker of the last quotation, and the last token of it.
    pub(crate) speaker: Option<(usize, u32)>,
    /// The speaker before that, if another.
    pub(crate) earlier_speaker: Option<usize>,
    /// What the last pronoun of each gender was taken for.
    pub(crate) last_pronoun: [Option<(usize, u32)>; 3],
    sightings: u32,
}

impl<'d, 't> Trail<'d, 't> {
    pub(crate) fn new(syntax: &'d Syntax<'d, 't>, mentions: &'d [Mention], entities: &Entities) -> Self {
        let document = syntax.document();
        Trail {
            document,
            syntax,
            mentions,
            votes: Votes::count(document, mentions, entities),
            people: Vec::new(),
            nameless: Vec::new(),
            base: entities.list.len(),
            whom: vec![None; mentions.len()],
            speaker: None,
            earlier_speaker: None,
            last_pronoun: [None; 3],
            sightings: 0,
        }
    }

    /// Whether a number is an entity's; others are people without a name.
    pub(crate) fn is_named(&self, who: usize) -> bool {
        who < self.base
    }

    /// Whom a mention seen before means; somebody without a name too.
    pub(crate) fn whom(&self, mention: usize) -> Option<usize> {
        self.whom.get(mention).copied().flatten()
    }

    /// Takes in a mention and whom it means, where that is known.
    pub(crate) fn see(&mut self, m: usize, who: Option<usize>, entities: &Entities) {
        let mention = &self.mentions[m];
        let is_person = |e: usize| entities.list.get(e).is_some_and(|e| e.kind == Kind::Person);
        match (mention.reference, who) {
            (Reference::Pronoun, Some(who)) => {
                self.last_pronoun[mention.gender as usize] = Some((who, mention.head));
                self.whom[m] = Some(who);
            }
            (Reference::Name | Reference::Role, Some(who)) => {
                self.whom[m] = Some(who);
                if is_person(who) {
                    self.sight(mention, who, false);
                }
            }
            (Reference::Name, None) => {
                for &who in entities.candidates.get(m).into_iter().flatten().filter(|&&e| is_person(e)) {
                    self.sight(mention, who, true);
                }
            }
            (Reference::Role, None) if !mention.plural && mention.kind == Kind::Person => {
                self.whom[m] = Some(self.sight_nameless(m))
            }
            _ => {}
        }
    }

    /// Takes in the source of a quotation that ends at a token.
    pub(crate) fn hear(&mut self, source: usize, end: u32) {
        let Some(who) = self.whom.get(source).copied().flatten() else {
            return;
        };
        if let Some((last, _)) = self.speaker {
            if last != who {
                self.earlier_speaker = Some(last);
            }
        }
        self.speaker = Some((who, end));
    }

    fn sight(&mut self, mention: &Mention, who: usize, open: bool) {
        let sighting = Sighting { open, ..self.sighting(mention) };
        let before = self.people.iter().position(|k| k.who == who).map(|at| self.people.remove(at));
        if self.people.len() == PEOPLE {
            self.people.remove(0);
        }
        self.people.push(self.known(before, who, Gender::Unknown, sighting));
    }

    /// A role that no name goes with; the same word again is the same person.
    fn sight_nameless(&mut self, m: usize) -> usize {
        let mention = &self.mentions[m];
        let word = |m: usize| self.document.word_at(self.mentions[m].head).folded;
        let same = self.nameless.iter().position(|k| word(k.who - self.base) == word(m));
        let before = same.map(|at| self.nameless.remove(at));
        let who = before.map_or(self.base + m, |k| k.who);
        let sighting = self.sighting(mention);
        if self.nameless.len() == NAMELESS {
            self.nameless.remove(0);
        }
        self.nameless.push(self.known(before, who, mention.gender, sighting));
        who
    }

    fn known(&self, before: Option<Known>, who: usize, gender: Gender, sighting: Sighting) -> Known {
        let section = self.document.paragraphs.get(sighting.paragraph as usize).map(|p| p.section);
        Known {
            who,
            gender,
            last: sighting,
            outside: if sighting.quoted { before.and_then(|k| k.outside) } else { Some(sighting) },
            count: before.map_or(0, |k| k.count) + 1,
            subjects: before.map_or(0, |k| k.subjects) + u32::from(sighting.subject),
            headline: before.is_some_and(|k| k.headline) || section == Some(Section::Headline),
        }
    }

    fn sighting(&mut self, mention: &Mention) -> Sighting {
        let token = self.document.token(mention.head);
        let position = self.position(mention);
        self.sightings += 1;
        Sighting {
            token: mention.head,
            sentence: token.sentence,
            paragraph: token.paragraph,
            subject: position.subject,
            verb: position.verb,
            opens: position.opens,
            genitive: position.genitive,
            first: !self.people.iter().any(|k| k.last.paragraph == token.paragraph),
            apposed: position.apposed,
            quoted: token.stretch != Token::NONE,
            open: false,
            number: self.sightings,
        }
    }

    /// The part that a mention plays in its sentence.
    pub(crate) fn position(&self, mention: &Mention) -> Position {
        position(self.syntax, mention)
    }

    /// Whether somebody says something where they were seen.
    pub(crate) fn says(&self, sighting: &Sighting) -> bool {
        sighting.verb.is_some_and(|verb| self.syntax.part(verb) == Part::Verb)
    }

    /// Whether two people were spoken of last in one breath, *X and Y*, and neither has been quoted since.
    pub(crate) fn are_paired(&self, a: &Fitting, b: &Fitting) -> bool {
        let (first, second) = (a.sighting.token.min(b.sighting.token), a.sighting.token.max(b.sighting.token));
        let joined = matches!(self.document.lower_at(first + 1), "and" | "or") && (first + 3..first + 7).contains(&second);
        let quoted = |who: usize| self.speaker.is_some_and(|(speaker, end)| speaker == who && end > second);
        joined && a.sighting.subject == b.sighting.subject && !quoted(a.who) && !quoted(b.who)
    }

    /// How many sightings ago.
    pub(crate) fn ago(&self, sighting: &Sighting) -> u32 {
        self.sightings - sighting.number
    }

    /// The people a pronoun does not rule out by its gender, the last named first.
    pub(crate) fn candidates(&self, pronoun: &Mention, entities: &Entities) -> Vec<Fitting> {
        let quoted = self.document.token(pronoun.head).stretch != Token::NONE;
        let fits = |gender: Gender| gender == pronoun.gender || gender == Gender::Unknown;
        let mut all: Vec<Fitting> = self
            .people
            .iter()
            .chain(&self.nameless)
            .map(|known| {
                let named = self.is_named(known.who);
                let of_entity = || self.votes.gender(known.who, entities);
                let sighting = known.outside.filter(|_| !quoted).unwrap_or(known.last);
                Fitting {
                    who: known.who,
                    named,
                    gender: if named { of_entity() } else { known.gender },
                    sighting,
                    named_since: sighting.number != known.last.number,
                    count: known.count,
                    subjects: known.subjects,
                    headline: known.headline,
                    rank: 0,
                }
            })
            .filter(|f| fits(f.gender))
            .collect();
        all.sort_unstable_by_key(|f| (u32::MAX - f.sighting.number, f.who));
        let mut rank = 0;
        for fitting in &mut all {
            fitting.rank = rank;
            rank += usize::from(fitting.named);
        }
        all
    }

    /// How the article speaks of somebody without a name.
    pub(crate) fn introduced(&self, who: usize) -> Introduced {
        let first = who.checked_sub(self.base).and_then(|m| self.mentions.get(m)).map_or(0, |m| m.tokens.start);
        match self.document.lower_at(first) {
            "a" | "an" | "one" | "another" => Introduced::New,
            "the" | "this" | "that" => Introduced::Known,
            _ if self.document.has(first, Class::Possessive) => Introduced::Known,
            _ => Introduced::Not,
        }
    }
}

/// How an article speaks of somebody without a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Introduced {
    /// *A woman.*
    New,
    /// *The woman*, *her mother*.
    Known,
    /// *Many Republican*: hardly somebody.
    Not,
}

/// The part that a mention plays in its sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Position {
    pub(crate) subject: bool,
    pub(crate) verb: Option<u32>,
    /// The verb right before it whose object it is.
    pub(crate) object_of: Option<u32>,
    /// The verb right before it, whose subject it could be as well.
    pub(crate) behind_verb: Option<u32>,
    pub(crate) opens: bool,
    pub(crate) apposed: bool,
    pub(crate) genitive: bool,
}

/// Finds the part that a mention plays in its sentence.
pub(crate) fn position(syntax: &Syntax<'_, '_>, mention: &Mention) -> Position {
    let start = syntax.phrase_start(mention.title.map_or(mention.tokens.start, |t| t.start));
    let (at, left) = syntax.left_of(start);
    let reach = syntax.reach(mention.tokens.end);
    let inverted = left == Part::Verb && matches!(reach.part, Part::Stop | Part::Comma | Part::Edge);
    let governed = matches!(left, Part::Preposition | Part::To | Part::OtherVerb) || (left == Part::Verb && !inverted);
    let subject = inverted || (!governed && (reach.part.verbal() || reach.part == Part::Noun || left == Part::Edge));
    let genitive = syntax.part(mention.tokens.end) == Part::Genitive;
    let subject = subject && !genitive;
    let verb = if inverted { Some(at) } else { reach.part.verbal().then_some(reach.at) };
    Position {
        subject,
        verb: verb.filter(|_| subject),
        object_of: (governed && matches!(left, Part::Verb | Part::OtherVerb)).then_some(at),
        behind_verb: matches!(left, Part::Verb | Part::OtherVerb).then_some(at),
        opens: left == Part::Edge,
        apposed: matches!(left, Part::Comma | Part::Conjunction | Part::Dash | Part::Open),
        genitive,
    }
}
