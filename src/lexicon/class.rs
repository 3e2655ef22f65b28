//! What the tables say of a word: its classes, and the rest of its entry.

/// A class of words. The names in the tables of `data/` are the ones [`Class::named`] gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Class {
    Determiner,
    Possessive,
    PronounSubject,
    PronounObject,
    PronounReflexive,
    Relative,
    Demonstrative,
    Preposition,
    Conjunction,
    Subordinator,
    Auxiliary,
    Modal,
    Negation,
    Adverb,
    NumberWord,
    Weekday,
    Month,
    TimeNoun,
    Interrogative,
    Unit,
    /// A small word that nothing asks for yet but that is known to be one: of degree, an interjection.
    OtherSmall,
    GivenName,
    Surname,
    /// An ordinary lower-case word.
    Common,
    SpeechVerb,
    Honorific,
    Title,
    Role,
    PeopleNoun,
    OrganizationNoun,
    DocumentNoun,
    ThingNoun,
    CueNoun,
    Abbreviation,
    /// One that often ends a sentence.
    AbbreviationEnds,
    /// One that is an abbreviation only before a figure (*No.*).
    AbbreviationOfUnit,
    AbbreviatedTitle,
    OrgHead,
    OrgSuffix,
    PlaceHead,
    PlacePrefix,
    Particle,
    PersonSuffix,
    Direction,
    /// The first word of a phrase of several words in the phrase table.
    PhraseStart,
    Plural,
    /// A word that can begin with an apostrophe for what is cut off (*’em*).
    Cut,
    /// A word of what countries have (*ambassador*, *parliament*).
    OfCountry,
    /// A word of what states have (*governor*, *statehouse*).
    OfState,
    /// A word of what towns have (*mayor*, *suburb*).
    OfTown,
    /// A word of what teams have or do (*striker*, *beat*).
    OfTeam,
    /// A word that says of an office only that it is the one meant (*the country’s current prime minister*).
    Idle,
    /// A noun that can stand for a certain body (*the carmaker*).
    BodyNoun,
    /// A verb for what the head of a body does (*heads*).
    Leads,
    /// A title that goes with a given name (*Sir Keir*, *Queen Camilla*).
    BeforeGiven,
    /// A word before a father's name (*bin*), which is never used without it.
    Patronymic,
    /// A preposition behind which a place stands (*in*), and one behind which one may (*to*).
    There,
    PerhapsThere,
    /// A verb whose *it* stands for nothing (*it seems*).
    Impersonal,
    /// A word in small letters that belongs to the title behind it (*former*, *acting*).
    BeforeTitle,
    /// Words that tell what an article is about.
    TopicSport,
    TopicBusiness,
    TopicPolitics,
    TopicConflict,
}

/// Each class is a bit of [`Entry::classes`].
const _: () = assert!((Class::TopicConflict as u8) < 64, "more classes than bits");

impl Class {
    /// The class of `word_classes.csv`, `source_nouns.csv` or `name_parts.csv` with this name.
    pub(crate) fn named(name: &str) -> Option<Class> {
        Some(match name {
            "determiner" => Class::Determiner,
            "possessive" => Class::Possessive,
            "pronoun_subject" => Class::PronounSubject,
            "pronoun_object" => Class::PronounObject,
            "pronoun_reflexive" => Class::PronounReflexive,
            "relative" => Class::Relative,
            "demonstrative" => Class::Demonstrative,
            "preposition" => Class::Preposition,
            "conjunction" => Class::Conjunction,
            "subordinator" => Class::Subordinator,
            "auxiliary" => Class::Auxiliary,
            "modal" => Class::Modal,
            "negation" => Class::Negation,
            "adverb" => Class::Adverb,
            "number_word" => Class::NumberWord,
            "weekday" => Class::Weekday,
            "month" => Class::Month,
            "time_noun" => Class::TimeNoun,
            "interrogative" => Class::Interrogative,
            "unit" => Class::Unit,
            "degree" | "interjection" => Class::OtherSmall,
            "people" => Class::PeopleNoun,
            "organisation" => Class::OrganizationNoun,
            "document" => Class::DocumentNoun,
            "thing" => Class::ThingNoun,
            "org_head" => Class::OrgHead,
            "org_suffix" => Class::OrgSuffix,
            "place_head" => Class::PlaceHead,
            "place_prefix" => Class::PlacePrefix,
            "particle" => Class::Particle,
            "person_suffix" => Class::PersonSuffix,
            "direction" => Class::Direction,
            "cut" => Class::Cut,
            "of_country" => Class::OfCountry,
            "of_state" => Class::OfState,
            "idle" => Class::Idle,
            "leads" => Class::Leads,
            "of_team" => Class::OfTeam,
            "of_town" => Class::OfTown,
            "before_given" => Class::BeforeGiven,
            "before_title" => Class::BeforeTitle,
            "patronymic" => Class::Patronymic,
            "there" => Class::There,
            "perhaps_there" => Class::PerhapsThere,
            "impersonal" => Class::Impersonal,
            "topic_business" => Class::TopicBusiness,
            "topic_conflict" => Class::TopicConflict,
            "topic_politics" => Class::TopicPolitics,
            "topic_sport" => Class::TopicSport,
            _ => return None,
        })
    }
}

/// Grammatical gender where a word tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[repr(u8)]
pub(crate) enum Gender {
    #[default]
    Unknown,
    Female,
    Male,
}

impl Gender {
    pub(crate) fn named(name: &str) -> Gender {
        match name {
            "f" => Gender::Female,
            "m" => Gender::Male,
            _ => Gender::Unknown,
        }
    }

    pub(crate) fn from_code(code: u8) -> Gender {
        match code {
            1 => Gender::Female,
            2 => Gender::Male,
            _ => Gender::Unknown,
        }
    }
}

/// Which form of its lemma a verb form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum VerbForm {
    Base,
    Present,
    Past,
    Participle,
    Gerund,
}

/// Everything the tables say of one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    /// A bit for each [`Class`].
    pub(crate) classes: u64,
    /// 1 + the number of its verb in the lexicon, or 0.
    pub(crate) verb: u16,
    /// For a verb form: a bit for each [`VerbForm`] it can be (*read* is three).
    pub(crate) verb_forms: u8,
    /// How common it is as a given name, 1 to 9, or 0.
    pub(crate) given: u8,
    /// The share of women among its bearers in per cent.
    pub(crate) female: u8,
    /// How common it is as a surname, 1 to 9, or 0.
    pub(crate) surname: u8,
    /// For an ordinary word: 10 (most frequent) to 50.
    pub(crate) level: u8,
    /// A [`Gender`] code for titles, roles and the like.
    pub(crate) gender: u8,
}

impl Entry {
    pub(crate) const BYTES: usize = 16;

    pub(crate) fn has(&self, class: Class) -> bool {
        self.classes >> (class as u8) & 1 == 1
    }

    pub(crate) fn has_any(&self, classes: &[Class]) -> bool {
        classes.iter().any(|&c| self.has(c))
    }

    pub(crate) fn add(&mut self, class: Class) {
        self.classes |= 1 << (class as u8);
    }

    pub(crate) fn is_verb_form(&self, form: VerbForm) -> bool {
        self.verb_forms >> (form as u8) & 1 == 1
    }

    pub(crate) fn gender(&self) -> Gender {
        Gender::from_code(self.gender)
    }

    /// The gender of nearly all who have it as their given name.
    pub(crate) fn gender_of_name(&self) -> Gender {
        match self.female {
            _ if self.given == 0 => Gender::Unknown,
            90.. => Gender::Female,
            0..=10 => Gender::Male,
            _ => Gender::Unknown,
        }
    }

    pub(crate) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let (classes, rest) = bytes.split_at_mut(8);
        classes.copy_from_slice(&self.classes.to_le_bytes());
        let (verb, rest) = rest.split_at_mut(2);
        verb.copy_from_slice(&self.verb.to_le_bytes());
        rest.copy_from_slice(&[self.verb_forms, self.given, self.female, self.surname, self.level, self.gender]);
        bytes
    }

    pub(crate) fn from_bytes(bytes: &[u8; Self::BYTES]) -> Entry {
        let [a, b, c, d, e, f, g, h, v, w, verb_forms, given, female, surname, level, gender] = *bytes;
        Entry {
            classes: u64::from_le_bytes([a, b, c, d, e, f, g, h]),
            verb: u16::from_le_bytes([v, w]),
            verb_forms,
            given,
            female,
            surname,
            level,
            gender,
        }
    }

    /// This entry with all that `other` says added; of two numbers the larger stays.
    pub(crate) fn merge(&mut self, other: &Entry) {
        self.classes |= other.classes;
        if other.verb != 0 {
            self.verb = other.verb;
        }
        self.verb_forms |= other.verb_forms;
        if other.given > self.given {
            self.female = other.female;
        }
        self.given = self.given.max(other.given);
        self.surname = self.surname.max(other.surname);
        self.level = if self.level == 0 { other.level } else { self.level };
        self.gender = self.gender.max(other.gender);
    }
}
