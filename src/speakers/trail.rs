//! The trail of the people an article has named so far: who could be meant by a pronoun.

use crate::document::{Document, Section, Token};
use crate::entities::Entities;
use crate::lexicon::Gender;
use crate::mentions::{Kind, Mention, Reference};
use crate::sources::syntax::{Part, Syntax};

/// Most people that a pronoun could mean: those named last.
const PEOPLE: usize = 16;

/// Where and how a person was named last.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sighting {
    pub(crate) token: u32,
    pub(crate) sentence: u32,
    pub(crate) paragraph: u32,
    /// It is the subject of a verb.
    pub(crate) subject: bool,
    /// It opens its sentence.
    pub(crate) opens: bool,
    /// It is a possessor.
    pub(crate) genitive: bool,
    pub(crate) quoted: bool,
    /// How often the person was named so far.
    pub(crate) count: u32,
    /// The number of the sighting among all.
    pub(crate) number: u32,
    pub(crate) headline: bool,
    /// How often as a subject.
    pub(crate) subjects: u32,
}

/// The people named so far, the last at the end.
#[derive(Debug)]
pub(crate) struct Trail<'d, 't> {
    pub(crate) document: &'d Document<'t>,
    pub(crate) syntax: &'d Syntax<'d, 't>,
    pub(crate) mentions: &'d [Mention],
    pub(crate) people: Vec<(usize, Sighting)>,
    /// The speaker of the last quotation, and the last token of it.
    pub(crate) speaker: Option<(usize, u32)>,
    /// The speaker before that, if another.
    pub(crate) earlier_speaker: Option<usize>,
    /// What the last pronoun of each gender was taken for.
    pub(crate) last_pronoun: [Option<(usize, u32)>; 3],
    /// The last role without an entity, by gender.
    pub(crate) nameless: [Option<u32>; 3],
    sightings: u32,
}

impl<'d, 't> Trail<'d, 't> {
    pub(crate) fn new(document: &'d Document<'t>, syntax: &'d Syntax<'d, 't>, mentions: &'d [Mention]) -> Self {
        Trail {
            document,
            syntax,
            mentions,
            people: Vec::new(),
            speaker: None,
            earlier_speaker: None,
            last_pronoun: [None; 3],
            nameless: [None; 3],
            sightings: 0,
        }
    }

    /// Takes in a mention whose entity is known or that has none.
    pub(crate) fn see(&mut self, mention: &Mention, entity: Option<usize>, entities: &Entities) {
        let person = entity.filter(|&e| entities.list.get(e).is_some_and(|e| e.kind == Kind::Person));
        match (mention.reference, person) {
            (Reference::Pronoun, Some(person)) => {
                self.last_pronoun[mention.gender as usize] = Some((person, mention.head));
            }
            (_, Some(person)) => self.sight(mention, person),
            (Reference::Role, None) if !mention.plural && mention.kind == Kind::Person => {
                self.nameless[mention.gender as usize] = Some(mention.head)
            }
            _ => {}
        }
    }

    /// Takes in the speaker of a quotation that ends at a token.
    pub(crate) fn hear(&mut self, person: usize, end: u32) {
        if let Some((last, _)) = self.speaker {
            if last != person {
                self.earlier_speaker = Some(last);
            }
        }
        self.speaker = Some((person, end));
    }

    fn sight(&mut self, mention: &Mention, person: usize) {
        let before = self.people.iter().position(|(p, _)| *p == person).map(|at| self.people.remove(at).1).unwrap_or_default();
        let token = self.document.token(mention.head);
        let (subject, opens, genitive) = self.position(mention);
        self.sightings += 1;
        let headline = self.document.paragraphs.get(token.paragraph as usize).is_some_and(|p| p.section == Section::Headline);
        let sighting = Sighting {
            token: mention.head,
            sentence: token.sentence,
            paragraph: token.paragraph,
            subject,
            opens,
            genitive,
            quoted: token.stretch != Token::NONE,
            count: before.count + 1,
            number: self.sightings,
            headline: before.headline || headline,
            subjects: before.subjects + u32::from(subject),
        };
        if self.people.len() == PEOPLE {
            self.people.remove(0);
        }
        self.people.push((person, sighting));
    }

    /// Whether a mention is a subject, opens its sentence, is a possessor.
    pub(crate) fn position(&self, mention: &Mention) -> (bool, bool, bool) {
        let start = self.syntax.phrase_start(mention.title.map_or(mention.tokens.start, |t| t.start));
        let (_, left) = self.syntax.left_of(start);
        let reach = self.syntax.reach(mention.tokens.end);
        let inverted = left == Part::Verb && matches!(reach.part, Part::Stop | Part::Comma | Part::Edge);
        let governed = matches!(left, Part::Preposition | Part::To | Part::OtherVerb) || (left == Part::Verb && !inverted);
        let subject = inverted || (!governed && (reach.part.verbal() || reach.part == Part::Noun || left == Part::Edge));
        let genitive = self.syntax.part(mention.tokens.end) == Part::Genitive;
        (subject && !genitive, left == Part::Edge, genitive)
    }

    /// How many sightings ago.
    pub(crate) fn ago(&self, sighting: &Sighting) -> u32 {
        self.sightings - sighting.number
    }

    /// The people a pronoun of this gender does not rule out, the last named first.
    pub(crate) fn candidates(&self, gender: Gender, entities: &Entities) -> Vec<(usize, Sighting)> {
        let fits = |person: usize| {
            let theirs = entities.list.get(person).map_or(Gender::Unknown, |e| e.gender);
            theirs == gender || theirs == Gender::Unknown || gender == Gender::Unknown
        };
        self.people.iter().rev().filter(|(p, _)| fits(*p)).copied().collect()
    }
}
