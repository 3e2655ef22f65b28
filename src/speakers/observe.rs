//! The facts about a person that a pronoun could mean.

use super::trail::{Fitting, Introduced, Trail};
use super::walk::Setting;
use crate::document::{Token, TokenKind};
use crate::entities::Entities;
use crate::lexicon::{Class, Gender};
use crate::mentions::Mention;
use crate::model::{Sink, rules};
use crate::sources::syntax::Part;

rules! {
    in "speaker.":
    GENDER = "gender",
    GIVEN = "given",
    RANK = "rank",
    SENTENCES = "sentences",
    PARAGRAPHS = "paragraphs",
    AGO = "ago",
    SUBJECT = "subject",
    SUBJECT_NEAR = "subject-near",
    OPENS = "opens",
    GENITIVE = "genitive",
    QUOTED = "quoted",
    COUNT = "count",
    SUBJECTS = "subjects",
    SPEAKER = "speaker",
    SPEAKER_NEAR = "speaker-near",
    EARLIER = "earlier-speaker",
    LAST = "last-pronoun",
    ONLY = "only",
    HEADLINE = "headline",
    CLAUSE = "clause",
    BEHIND = "behind",
    SINCE = "named-since",
    VOTES = "votes",
    OPEN = "open",
    SAYS = "says",
    FIRST = "first",
    MOST = "most",
    ADDS = "adds",
}

/// Who could be meant by a pronoun.
#[derive(Debug)]
pub(crate) enum Field {
    /// Those on the trail whom neither gender nor the grammar of the sentence rules out, the last named first.
    Named(Vec<Fitting>),
    /// Somebody whom the article gives no name.
    Nameless(usize),
}

/// Who could be meant by a pronoun.
pub(crate) fn field(pronoun: &Mention, setting: &Setting, trail: &Trail<'_, '_>, entities: &Entities) -> Field {
    let mut fitting = trail.candidates(pronoun, entities);
    let document = trail.document;
    let token = document.token(pronoun.head);
    let position = trail.position(pronoun);
    // who tells him is another than he; who hurts himself is he
    if document.entry_at(pronoun.head).has(Class::PronounReflexive) {
        let subject = |f: &Fitting| f.named && f.sighting.sentence == token.sentence && f.sighting.verb.is_some();
        if let Some(at) = fitting.iter().position(subject) {
            return Field::Named(vec![fitting.swap_remove(at)]);
        }
    } else if let Some(verb) = position.object_of.filter(|_| is_object(pronoun, trail)) {
        fitting.retain(|f| f.sighting.verb != Some(verb));
    }
    // nobody calls himself by his name, nor is a *he* in quotation marks the one who speaks
    fitting.retain(|f| !setting.never.contains(&f.who));
    if fitting.first().is_some_and(|first| reports(first, pronoun, trail)) {
        fitting.truncate(1);
        return Field::Named(fitting);
    }
    if let Some(first) = fitting.first().filter(|f| !f.named && position.subject) {
        if is_meant(first, pronoun, trail) {
            return Field::Nameless(first.who);
        }
    }
    fitting.retain(|f| f.named);
    // who was meant without a name stays so until somebody is named
    if let Some((last, at)) = trail.last_pronoun[pronoun.gender as usize].filter(|(last, _)| !trail.is_named(*last)) {
        if fitting.first().is_none_or(|f| f.sighting.token < at) {
            return Field::Nameless(last);
        }
    }
    Field::Named(fitting)
}

/// Whether a pronoun can be the object of the verb before it: *told him*, not *said he would go* or
/// *said her brother*.
fn is_object(pronoun: &Mention, trail: &Trail<'_, '_>) -> bool {
    let owns = trail.syntax.part_from(pronoun.head, pronoun.head + 1) == Part::Noun;
    trail.document.has(pronoun.head, Class::PronounObject) && trail.syntax.part(pronoun.head) == Part::Pronoun && !owns
}

/// Most words of what somebody is called, behind its first noun.
const APPOSED: usize = 12;

/// Whether somebody is the subject of a verb of speech or thought in the sentence, and the pronoun stands in what is reported of him without
/// marks: *Jane Doe said she would go*.
fn reports(person: &Fitting, pronoun: &Mention, trail: &Trail<'_, '_>) -> bool {
    let (document, sighting) = (trail.document, &person.sighting);
    let token = document.token(pronoun.head);
    // “Jane Doe, the mayor of Springfield, said she”: the verb stands behind what she is called
    let behind = || (sighting.token + 1..pronoun.head).take(APPOSED).find(|&t| document.kind_at(t) == Some(TokenKind::Comma));
    let verb = sighting.verb.or_else(|| behind().filter(|_| sighting.apposed).map(|comma| comma + 1));
    let verb = verb.filter(|&v| v < pronoun.head && document.has(v, Class::SpeechVerb));
    person.named
        && sighting.sentence == token.sentence
        && token.stretch == Token::NONE
        && verb.is_some()
        && !is_object(pronoun, trail)
}

/// Whether somebody without a name was spoken of last, and as one who does something: *A woman opened. “…,” she said.*
fn is_meant(person: &Fitting, pronoun: &Mention, trail: &Trail<'_, '_>) -> bool {
    let sighting = &person.sighting;
    let near = trail.document.token(pronoun.head).sentence.saturating_sub(sighting.sentence) <= 1;
    let told = match trail.introduced(person.who) {
        Introduced::New => true,
        Introduced::Known => person.gender == pronoun.gender,
        Introduced::Not => false,
    };
    near && told && !sighting.apposed && (trail.says(sighting) || (sighting.subject && sighting.opens))
}

/// States the facts about one person, of all those who fit.
pub(crate) fn observe(
    pronoun: &Mention,
    person: &Fitting,
    fitting: &[Fitting],
    setting: &Setting,
    trail: &Trail<'_, '_>,
    entities: &Entities,
    sink: &mut impl Sink,
) {
    sink.at(pronoun.tokens);
    let Fitting { who, sighting, .. } = person;
    let who = *who;
    let document = trail.document;
    let token = document.token(pronoun.head);
    let position = trail.position(pronoun);
    let (subject, opens) = (position.subject, position.opens);
    let quoted = token.stretch != Token::NONE;
    let agrees = if person.gender == Gender::Unknown { "unknown" } else { "agrees" };
    let sentences = token.sentence.saturating_sub(sighting.sentence);
    let paragraphs = token.paragraph.saturating_sub(sighting.paragraph);
    let rank = person.rank.min(5) as i32;
    sink.see(GENDER, &[agrees.into(), (fitting.len().min(3) as i32).into()]);
    sink.see(GIVEN, &[given(who, pronoun.gender, trail, entities).into()]);
    sink.see(VOTES, &[votes(trail.votes.lead(who, pronoun.gender)).into(), agrees.into()]);
    sink.see(RANK, &[rank.into(), subject.into()]);
    sink.see(SENTENCES, &[(sentences.min(5) as i32).into(), (paragraphs.min(3) as i32).into(), sighting.subject.into()]);
    sink.see(PARAGRAPHS, &[(paragraphs.min(4) as i32).into(), (rank == 0).into()]);
    sink.see(AGO, &[bucket(trail.ago(sighting)).into()]);
    sink.see(SUBJECT, &[sighting.subject.into(), subject.into(), rank.into()]);
    sink.see(SUBJECT_NEAR, &[sighting.subject.into(), sighting.opens.into(), (sentences.min(2) as i32).into()]);
    sink.see(OPENS, &[sighting.opens.into(), opens.into(), (paragraphs.min(1) as i32).into()]);
    sink.see(SAYS, &[trail.says(sighting).into(), (sentences.min(2) as i32).into(), (rank == 0).into()]);
    sink.see(FIRST, &[sighting.first.into(), (paragraphs.min(2) as i32).into(), (rank == 0).into()]);
    sink.see(GENITIVE, &[sighting.genitive.into(), (sentences.min(2) as i32).into()]);
    sink.see(QUOTED, &[sighting.quoted.into(), quoted.into()]);
    sink.see(SINCE, &[person.named_since.into(), (paragraphs.min(2) as i32).into()]);
    sink.see(OPEN, &[sighting.open.into()]);
    sink.see(COUNT, &[bucket(person.count).into(), (paragraphs.min(2) as i32).into()]);
    sink.see(SUBJECTS, &[bucket(person.subjects).into()]);
    let most = fitting.iter().all(|other| other.count <= person.count);
    sink.see(MOST, &[most.into(), (rank == 0).into()]);
    sink.see(ONLY, &[(fitting.len() == 1).into(), (paragraphs.min(3) as i32).into()]);
    sink.see(HEADLINE, &[person.headline.into()]);
    sink.see(BEHIND, &[setting.behind.contains(&who).into()]);
    if let Some((speaker, end)) = trail.speaker {
        let apart = document.tokens.get(end as usize).map_or(3, |e| token.paragraph.saturating_sub(e.paragraph).min(3)) as i32;
        let named_since = sighting.token > end;
        sink.see(SPEAKER, &[(speaker == who).into(), apart.into(), subject.into()]);
        sink.see(SPEAKER_NEAR, &[(speaker == who).into(), named_since.into(), rank.into()]);
        let reach = trail.syntax.reach(pronoun.tokens.end);
        let says = reach.part == Part::Verb && document.entry_at(reach.at).verb != 0;
        sink.see(ADDS, &[(speaker == who).into(), says.into(), apart.into(), named_since.into()]);
        sink.see(EARLIER, &[(trail.earlier_speaker == Some(who)).into(), apart.into()]);
    }
    if let Some((last, at)) = trail.last_pronoun[pronoun.gender as usize] {
        let since = sighting.token > at;
        let apart = token.sentence.saturating_sub(document.token(at).sentence).min(3) as i32;
        sink.see(LAST, &[(last == who).into(), apart.into(), since.into()]);
    }
    if sentences == 0 {
        sink.see(CLAUSE, &[subject.into(), sighting.subject.into(), document.word_at(pronoun.head).into()]);
    }
}

/// How clearly the pronouns that can only mean a person speak for a gender.
fn votes(lead: i32) -> &'static str {
    match lead {
        ..=-3 => "against",
        -2..=-1 => "rather-against",
        0 => "none",
        1..=2 => "rather-for",
        3.. => "for",
    }
}

/// How well a person's given name fits a gender.
fn given(person: usize, gender: Gender, trail: &Trail<'_, '_>, entities: &Entities) -> &'static str {
    let Some(name) = entities.list.get(person).and_then(|e| trail.mentions.get(e.name)) else {
        return "none";
    };
    let entry = trail.document.entry_at(name.tokens.start);
    if !entry.has(Class::GivenName) {
        return "none";
    }
    if name.tokens.len() == 1 && entry.surname > 0 {
        return "perhaps";
    }
    let share = match gender {
        Gender::Female => entry.female,
        Gender::Male => 100u8.saturating_sub(entry.female),
        Gender::Unknown => return "none",
    };
    match share {
        0..=10 => "never",
        11..=40 => "seldom",
        41..=75 => "often",
        _ => "mostly",
    }
}

/// A number on a scale of doublings.
fn bucket(n: u32) -> i32 {
    n.checked_ilog2().map_or(0, |log| log as i32 + 1)
}
