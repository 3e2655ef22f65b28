//! From CSV tables to a packed lexicon.

use super::class::{Class, Entry, Gender, VerbForm};
use super::marks::{QuoteMark, QuoteMarks};
use super::verbs::{Act, Frame, Verb};
use super::{CONTINUES, PHRASE_START, fold_word, key, plain, step};
use crate::error::Error;
use crate::table::packed::{PackedMap, join_parts};
use crate::table::reader::{Row, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Collects tables of words.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    words: BTreeMap<String, Entry>,
    phrases: BTreeMap<Vec<String>, Entry>,
    verbs: Vec<Verb>,
    marks: QuoteMarks,
    /// A given name and what its bearers are also called, in one key.
    nicknames: BTreeSet<u64>,
}

/// A table of words: its file name in `data/`, the columns it must have, and how a row of it is read.
type Reader = fn(&mut Builder, Row<'_>) -> Result<(), Error>;

impl Builder {
    /// The tables of words in `data/`.
    pub(crate) const TABLES: [(&'static str, &'static [&'static str], Reader); 14] = [
        ("speech_verbs.csv", &["lemma", "forms", "act", "strength", "frames"], Builder::speech_verb),
        ("cue_phrases.csv", &["phrase", "act", "shape"], Builder::cue_phrase),
        ("word_classes.csv", &["word", "class"], Builder::word_class),
        ("given_names.csv", &["name", "female", "weight"], Builder::given_name),
        ("surnames.csv", &["name", "weight"], Builder::surname),
        ("common_words.csv", &["word", "level"], Builder::common_word),
        ("titles.csv", &["title", "kind", "gender"], Builder::title),
        ("roles.csv", &["role", "class", "gender"], Builder::role),
        ("source_nouns.csv", &["noun", "class", "number"], Builder::source_noun),
        ("abbreviations.csv", &["abbreviation", "kind", "ends"], Builder::abbreviation),
        ("name_parts.csv", &["word", "kind"], Builder::name_part),
        ("quote_marks.csv", &["mark", "level", "shape"], Builder::quote_mark),
        ("body_nouns.csv", &["type", "noun"], Builder::body_noun),
        ("nicknames.csv", &["name", "nickname"], Builder::nickname),
    ];

    /// Adds a table in the form of the file of this name in `data/`.
    pub(crate) fn add(&mut self, file: &str, text: &str) -> Result<(), Error> {
        let Some((_, columns, read)) = Self::TABLES.iter().find(|(name, ..)| *name == file) else {
            return Err(Error::data(format!("{file} is no table of words")));
        };
        for row in Table::parse(text, columns)?.rows() {
            read(self, row)?;
        }
        Ok(())
    }

    fn word(&mut self, word: &str) -> &mut Entry {
        self.words.entry(fold_word(word).into_owned()).or_default()
    }

    /// The entry of a word or of a phrase of several.
    fn words(&mut self, phrase: &str) -> &mut Entry {
        let words: Vec<String> = phrase.split([' ', '-']).filter(|w| !w.is_empty()).map(|w| fold_word(w).into_owned()).collect();
        if words.len() < 2 || !phrase.contains(' ') {
            return self.word(phrase);
        }
        if let Some(first) = words.first() {
            self.word(first).add(Class::PhraseStart);
        }
        self.phrases.entry(words).or_default()
    }

    fn speech_verb(&mut self, row: Row<'_>) -> Result<(), Error> {
        let lemma = row.need("lemma")?;
        let act = act(row)?;
        let strength: u8 = row.number("strength", 2)?;
        let mut frames = 0;
        for name in row.list("frames") {
            let Some((frame, _)) = Frame::ALL.iter().find(|(_, n)| *n == name) else {
                let known: Vec<&str> = Frame::ALL.iter().map(|(_, n)| *n).collect();
                return Err(row.error("frames", format!("`{name}` is no frame")).mend(format!("use {}", known.join(", "))));
            };
            frames |= 1 << (*frame as u8);
        }
        self.verbs.push(Verb { lemma: lemma.into(), act, strength, frames });
        let verb = self.verbs.len() as u16;
        let forms: Vec<&str> = row.list("forms").collect();
        for (form, which) in verb_forms(&forms).ok_or_else(|| {
            row.error("forms", "not the forms of a verb").mend(
                "give base, -s, past, participle and -ing form, equal ones once: see|sees|saw|seen|seeing, say|says|said|saying",
            )
        })? {
            let entry = self.words(form);
            entry.add(Class::SpeechVerb);
            entry.verb = verb;
            entry.verb_forms |= 1 << (which as u8);
        }
        Ok(())
    }

    fn cue_phrase(&mut self, row: Row<'_>) -> Result<(), Error> {
        let phrase = row.need("phrase")?;
        let noun = match row.need("shape")? {
            "noun" => true,
            "prep" | "idiom" => false,
            other => {
                return Err(row.error("shape", format!("`{other}` is no shape")).mend("use prep, noun or idiom"));
            }
        };
        self.verbs.push(Verb { lemma: phrase.into(), act: act(row)?, strength: 2, frames: 0 });
        let verb = self.verbs.len() as u16;
        let forms = if noun { vec![phrase.to_owned(), plural(phrase)] } else { vec![phrase.to_owned()] };
        for form in forms {
            let entry = self.words(&form);
            if noun {
                entry.add(Class::CueNoun);
            }
            // a word that is both (*report*) keeps its verb
            if entry.verb == 0 {
                entry.verb = verb;
            }
        }
        Ok(())
    }

    fn word_class(&mut self, row: Row<'_>) -> Result<(), Error> {
        let class = class(row, "class")?;
        self.words(row.need("word")?).add(class);
        Ok(())
    }

    fn given_name(&mut self, row: Row<'_>) -> Result<(), Error> {
        let female = row.number("female", 50)?;
        let given = row.number("weight", 1)?;
        let entry = self.word(row.need("name")?);
        entry.merge(&Entry { female, given, ..Entry::default() });
        entry.add(Class::GivenName);
        Ok(())
    }

    fn surname(&mut self, row: Row<'_>) -> Result<(), Error> {
        let surname = row.number("weight", 1)?;
        let entry = self.word(row.need("name")?);
        entry.merge(&Entry { surname, ..Entry::default() });
        entry.add(Class::Surname);
        Ok(())
    }

    fn common_word(&mut self, row: Row<'_>) -> Result<(), Error> {
        let level = row.number("level", 50)?;
        let entry = self.word(row.need("word")?);
        entry.merge(&Entry { level, ..Entry::default() });
        entry.add(Class::Common);
        Ok(())
    }

    fn title(&mut self, row: Row<'_>) -> Result<(), Error> {
        let class = if row.need("kind")? == "honorific" { Class::Honorific } else { Class::Title };
        let gender = Gender::named(row.get("gender")) as u8;
        let entry = self.words(row.need("title")?);
        entry.add(class);
        entry.gender = entry.gender.max(gender);
        Ok(())
    }

    fn role(&mut self, row: Row<'_>) -> Result<(), Error> {
        let role = row.need("role")?;
        let gender = Gender::named(row.get("gender")) as u8;
        for (form, number) in [(role.to_owned(), None), (plural(role), Some(Class::Plural))] {
            let entry = self.words(&form);
            entry.add(Class::Role);
            entry.gender = entry.gender.max(gender);
            if let Some(number) = number {
                entry.add(number);
            }
        }
        Ok(())
    }

    fn source_noun(&mut self, row: Row<'_>) -> Result<(), Error> {
        let class = class(row, "class")?;
        let entry = self.words(row.need("noun")?);
        entry.add(class);
        if row.get("number") == "pl" {
            entry.add(Class::Plural);
        }
        Ok(())
    }

    fn body_noun(&mut self, row: Row<'_>) -> Result<(), Error> {
        self.words(row.need("noun")?).add(Class::BodyNoun);
        Ok(())
    }

    fn abbreviation(&mut self, row: Row<'_>) -> Result<(), Error> {
        let kind = row.get("kind");
        let ends = row.get("ends") == "y";
        let entry = self.word(row.need("abbreviation")?);
        entry.add(Class::Abbreviation);
        if ends {
            entry.add(Class::AbbreviationEnds);
        }
        match kind {
            "title" => entry.add(Class::AbbreviatedTitle),
            "unit" => entry.add(Class::AbbreviationOfUnit),
            _ => {}
        }
        Ok(())
    }

    fn name_part(&mut self, row: Row<'_>) -> Result<(), Error> {
        let class = class(row, "kind")?;
        self.words(row.need("word")?).add(class);
        Ok(())
    }

    fn quote_mark(&mut self, row: Row<'_>) -> Result<(), Error> {
        self.marks.push(QuoteMark::read(row)?);
        Ok(())
    }

    fn nickname(&mut self, row: Row<'_>) -> Result<(), Error> {
        let [name, nickname] = [row.need("name")?, row.need("nickname")?].map(|name| key(&fold_word(&plain(name))));
        self.nicknames.insert(step(name, nickname));
        Ok(())
    }

    /// The lexicon's bytes: words, entries, phrases, verbs, marks, nicknames.
    pub(crate) fn pack(&self) -> Vec<u8> {
        let mut numbers: BTreeMap<Entry, u32> = BTreeMap::new();
        let mut entries: Vec<u8> = Vec::new();
        let mut number = |entry: &Entry| {
            let next = numbers.len() as u32;
            *numbers.entry(*entry).or_insert_with(|| {
                entries.extend_from_slice(&entry.to_bytes());
                next
            })
        };
        let words: BTreeMap<u64, u32> = self.words.iter().map(|(word, entry)| (key(word), number(entry))).collect();
        let mut phrases: BTreeMap<u64, u32> = BTreeMap::new();
        for (phrase, entry) in &self.phrases {
            let mut state = PHRASE_START;
            for (i, word) in phrase.iter().enumerate() {
                state = step(state, key(word));
                let value = phrases.entry(state).or_default();
                if i + 1 < phrase.len() {
                    *value |= CONTINUES;
                } else {
                    *value |= number(entry) + 1;
                }
            }
        }
        let mut verbs = Vec::new();
        for verb in &self.verbs {
            verbs.extend_from_slice(&[verb.act as u8, verb.strength]);
            verbs.extend_from_slice(&verb.frames.to_le_bytes());
            verbs.extend_from_slice(verb.lemma.as_bytes());
            verbs.push(0);
        }
        let nicknames: BTreeMap<u64, u32> = self.nicknames.iter().map(|&pair| (pair, 1)).collect();
        let nicknames = if nicknames.is_empty() { Vec::new() } else { PackedMap::pack(nicknames) };
        join_parts(&[&PackedMap::pack(words), &entries, &PackedMap::pack(phrases), &verbs, &self.marks.pack(), &nicknames])
    }
}

/// Which form each of a verb's forms is: base, *-s*, then past and participle (none where both are the base, one where they
/// are the same), then *-ing*; past and *-ing* in British and American spelling count twice.
fn verb_forms<'f>(forms: &[&'f str]) -> Option<Vec<(&'f str, VerbForm)>> {
    let (&[base, present], rest) = forms.split_first_chunk::<2>()?;
    let gerund = |form: &str| form.split(' ').any(|word| word.ends_with("ing"));
    let (past, gerunds) = rest.split_at(rest.iter().position(|form| gerund(form))?);
    let mut all = vec![(base, VerbForm::Base), (present, VerbForm::Present)];
    match (past, gerunds.len()) {
        ([], _) => all.extend([(base, VerbForm::Past), (base, VerbForm::Participle)]),
        ([past, participle], 1) => all.extend([(*past, VerbForm::Past), (*participle, VerbForm::Participle)]),
        (spellings, _) => all.extend(spellings.iter().flat_map(|s| [(*s, VerbForm::Past), (*s, VerbForm::Participle)])),
    }
    all.extend(gerunds.iter().map(|form| (*form, VerbForm::Gerund)));
    Some(all)
}

fn act(row: Row<'_>) -> Result<Act, Error> {
    let name = row.need("act")?;
    Act::named(name).ok_or_else(|| row.error("act", format!("`{name}` is no act")).mend("use speech, writing, thought or intent"))
}

fn class(row: Row<'_>, column: &str) -> Result<Class, Error> {
    let name = row.need(column)?;
    Class::named(name)
        .ok_or_else(|| row.error(column, format!("`{name}` is no class of words")).mend("use one that data/README.md lists"))
}

/// The regular plural of an English noun or noun phrase (*head of state* is left to the table).
fn plural(noun: &str) -> String {
    if let Some(stem) = noun.strip_suffix("man") {
        return format!("{stem}men");
    }
    if let Some(stem) = noun.strip_suffix("person") {
        return format!("{stem}people");
    }
    if let Some(stem) = noun.strip_suffix('y') {
        if !stem.ends_with(['a', 'e', 'o', 'u']) {
            return format!("{stem}ies");
        }
    }
    if noun.ends_with(['s', 'x', 'z']) || noun.ends_with("ch") || noun.ends_with("sh") {
        return format!("{noun}es");
    }
    format!("{noun}s")
}

/// Reads back the verbs that [`Builder::pack`] wrote.
pub(super) fn read_verbs(bytes: &[u8]) -> Vec<Verb> {
    let mut verbs = Vec::new();
    let mut rest = bytes;
    while let [act, strength, low, high, tail @ ..] = rest {
        let len = tail.iter().position(|&b| b == 0).unwrap_or(tail.len());
        let (lemma, behind) = tail.split_at(len);
        verbs.push(Verb {
            lemma: String::from_utf8_lossy(lemma).into(),
            act: match act {
                0 => Act::Speech,
                1 => Act::Writing,
                2 => Act::Thought,
                _ => Act::Intent,
            },
            strength: *strength,
            frames: u16::from_le_bytes([*low, *high]),
        });
        rest = behind.get(1..).unwrap_or_default();
    }
    verbs
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::*;

    fn lexicon() -> Lexicon {
        let mut builder = Builder::default();
        builder
            .add("speech_verbs.csv", "lemma,forms,act,strength,frames\nsay,say|says|said|saying,speech,3,quote|that\npoint out,point out|points out|pointed out|pointing out,speech,3,that\n")
            .expect("verbs");
        builder.add("titles.csv", "title,kind,gender\nMr.,honorific,m\nPrime Minister,office,\n").expect("titles");
        Lexicon::new(builder.pack().into())
    }

    #[test]
    fn words_and_phrases_come_back() {
        let lexicon = lexicon();
        let said = lexicon.lookup("Said");
        assert!(
            said.is_verb_form(VerbForm::Past) && said.is_verb_form(VerbForm::Participle) && !said.is_verb_form(VerbForm::Base)
        );
        assert_eq!(&*lexicon.verb(&said).expect("a verb").lemma, "say");
        assert_eq!(lexicon.lookup("mr.").gender(), Gender::Male);
        let keys = ["pointed", "out", "that"].map(key);
        let phrase = lexicon.phrase(keys.into_iter()).expect("a phrase");
        assert_eq!(phrase.words, 2);
        assert_eq!(&*lexicon.verb(&phrase.entry).expect("a verb").lemma, "point out");
        assert_eq!(lexicon.phrase([key("prime"), key("suspect")].into_iter()), None);
    }

    #[test]
    fn a_users_verb_stands_in_front() {
        let mut lexicon = lexicon();
        let mut own = Builder::default();
        own.add("speech_verbs.csv", "lemma,forms,act,strength,frames\nskeet,skeet|skeets|skeeted|skeeting,writing,3,quote\n")
            .expect("own");
        lexicon.push(own.pack().into());
        let entry = lexicon.lookup("skeeted");
        assert_eq!(lexicon.verb(&entry).map(|v| v.act), Some(Act::Writing));
        assert_eq!(lexicon.verb(&lexicon.lookup("said")).map(|v| &*v.lemma), Some("say"));
    }

    #[test]
    fn nicknames_lead_from_the_name() {
        let mut builder = Builder::default();
        builder.add("nicknames.csv", "name,nickname\nJosé,Pepe\n").expect("nicknames");
        let lexicon = Lexicon::new(builder.pack().into());
        assert!(lexicon.is_nickname(key("jose"), key("pepe")));
        assert!(!lexicon.is_nickname(key("pepe"), key("jose")) && !lexicon.is_nickname(key("jose"), key("paco")));
    }

    #[test]
    fn plurals() {
        assert_eq!(["spokesman", "deputy", "coach", "analyst"].map(plural), ["spokesmen", "deputies", "coaches", "analysts"]);
    }
}
