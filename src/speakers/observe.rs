//! The facts about a person that a pronoun could mean.

use super::trail::{Sighting, Trail};
use crate::document::Token;
use crate::entities::Entities;
use crate::lexicon::{Class, Gender};
use crate::mentions::Mention;
use crate::model::{Rule, Sink};
use crate::sources::syntax::Part;

macro_rules! rules {
    ($($name:ident = $text:literal;)*) => {
        $(const $name: Rule = Rule::new(concat!("speaker.", $text));)*
    };
}

rules! {
    GENDER = "gender";
    GIVEN = "given";
    RANK = "rank";
    SENTENCES = "sentences";
    PARAGRAPHS = "paragraphs";
    AGO = "ago";
    SUBJECT = "subject";
    SUBJECT_NEAR = "subject-near";
    OPENS = "opens";
    GENITIVE = "genitive";
    QUOTED = "quoted";
    COUNT = "count";
    SUBJECTS = "subjects";
    SPEAKER = "speaker";
    SPEAKER_NEAR = "speaker-near";
    EARLIER = "earlier-speaker";
    LAST = "last-pronoun";
    ONLY = "only";
    HEADLINE = "headline";
    CLAUSE = "clause";
    NAMELESS = "nameless";
    MOST = "most";
    ADDS = "adds";
}

/// States the facts about one person; `rank` is the number of fitting people named since, of `fitting` in all.
pub(crate) fn observe(
    pronoun: &Mention,
    person: (usize, &Sighting),
    rank: usize,
    fitting: &[(usize, Sighting)],
    trail: &Trail<'_, '_>,
    entities: &Entities,
    sink: &mut impl Sink,
) {
    sink.at(pronoun.tokens);
    let (person, sighting) = person;
    let document = trail.document;
    let token = document.token(pronoun.head);
    let (subject, opens, _) = trail.position(pronoun);
    let quoted = token.stretch != Token::NONE;
    let gender = entities.list.get(person).map_or(Gender::Unknown, |e| e.gender);
    let agrees = if gender == Gender::Unknown { "unknown" } else { "agrees" };
    let sentences = token.sentence.saturating_sub(sighting.sentence);
    let paragraphs = token.paragraph.saturating_sub(sighting.paragraph);
    let rank = rank.min(5) as i32;

    sink.see(GENDER, &[agrees.into(), (fitting.len().min(3) as i32).into()]);
    sink.see(GIVEN, &[given(person, pronoun.gender, trail, entities).into()]);
    sink.see(RANK, &[rank.into(), subject.into()]);
    sink.see(SENTENCES, &[(sentences.min(5) as i32).into(), (paragraphs.min(3) as i32).into(), sighting.subject.into()]);
    sink.see(PARAGRAPHS, &[(paragraphs.min(4) as i32).into(), (rank == 0).into()]);
    sink.see(AGO, &[bucket(trail.ago(sighting)).into()]);
    sink.see(SUBJECT, &[sighting.subject.into(), subject.into(), rank.into()]);
    sink.see(SUBJECT_NEAR, &[sighting.subject.into(), sighting.opens.into(), (sentences.min(2) as i32).into()]);
    sink.see(OPENS, &[sighting.opens.into(), opens.into(), (paragraphs.min(1) as i32).into()]);
    sink.see(GENITIVE, &[sighting.genitive.into(), (sentences.min(2) as i32).into()]);
    sink.see(QUOTED, &[sighting.quoted.into(), quoted.into()]);
    sink.see(COUNT, &[bucket(sighting.count).into(), (paragraphs.min(2) as i32).into()]);
    sink.see(SUBJECTS, &[bucket(sighting.subjects).into()]);
    let most = fitting.iter().all(|(_, other)| other.count <= sighting.count);
    sink.see(MOST, &[most.into(), (rank == 0).into()]);
    sink.see(ONLY, &[(fitting.len() == 1).into(), (paragraphs.min(3) as i32).into()]);
    sink.see(HEADLINE, &[sighting.headline.into()]);
    if let Some((speaker, end)) = trail.speaker {
        let apart = document.tokens.get(end as usize).map_or(3, |e| token.paragraph.saturating_sub(e.paragraph).min(3)) as i32;
        let named_since = sighting.token > end;
        sink.see(SPEAKER, &[(speaker == person).into(), apart.into(), subject.into()]);
        sink.see(SPEAKER_NEAR, &[(speaker == person).into(), named_since.into(), rank.into()]);
        let reach = trail.syntax.reach(pronoun.tokens.end);
        let says = reach.part == Part::Verb && document.entry_at(reach.at).verb != 0;
        sink.see(ADDS, &[(speaker == person).into(), says.into(), apart.into(), named_since.into()]);
        sink.see(EARLIER, &[(trail.earlier_speaker == Some(person)).into(), apart.into()]);
    }
    if let Some((last, at)) = trail.last_pronoun[pronoun.gender as usize] {
        let since = sighting.token > at;
        let apart = token.sentence.saturating_sub(document.token(at).sentence).min(3) as i32;
        sink.see(LAST, &[(last == person).into(), apart.into(), since.into()]);
    }
    if sentences == 0 {
        sink.see(CLAUSE, &[subject.into(), sighting.subject.into(), document.word_at(pronoun.head).into()]);
    }
    let nameless = trail.nameless[pronoun.gender as usize].max(trail.nameless[0]);
    sink.see(NAMELESS, &[nameless.is_some_and(|n| n > sighting.token).into(), (sentences.min(2) as i32).into()]);
}

/// How well a person's given name fits a gender.
fn given(person: usize, gender: Gender, trail: &Trail<'_, '_>, entities: &Entities) -> &'static str {
    let Some(name) = entities.list.get(person).and_then(|e| trail.mentions.get(e.name)) else {
        return "none";
    };
    let entry = trail.document.entry_at(name.tokens.start);
    if name.tokens.len() < 2 || !entry.has(Class::GivenName) {
        return "none";
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
