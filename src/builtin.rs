//! The tables that the library brings, packed by `build.rs`; made once a process.

use crate::gazetteer::Gazetteer;
use crate::lexicon::{Lexicon, WordGroups};
use crate::model::Model;
use crate::resources::Resources;
use once_cell::sync::Lazy;
use std::borrow::Cow;
use std::sync::Arc;

const LEXICON: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));
const GAZETTEER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin"));
const LANGUAGES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/languages.bin"));
const BODY_NOUNS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/body_nouns.bin"));
const FIELDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/fields.bin"));
const BESIDE_SPEECH: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/beside_speech.bin"));
const LOOK_ALIKES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/look_alikes.bin"));
const GRAMMAR_WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/grammar_words.bin"));
const NAMING_NOUNS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/naming_nouns.bin"));
const MODEL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/model.bin"));
const DIGEST: &[u8; 8] = include_bytes!(concat!(env!("OUT_DIR"), "/digest.bin"));

static BUILTIN: Lazy<Arc<Resources>> = Lazy::new(|| {
    let mut gazetteer = Gazetteer::default();
    gazetteer.push(Cow::Borrowed(GAZETTEER));
    Arc::new(Resources {
        lexicon: Lexicon::new(Cow::Borrowed(LEXICON)),
        languages: WordGroups::new(Cow::Borrowed(LANGUAGES)),
        body_nouns: WordGroups::new(Cow::Borrowed(BODY_NOUNS)),
        fields: WordGroups::new(Cow::Borrowed(FIELDS)),
        gazetteer,
        files: vec![None],
        model: Model::new(Cow::Borrowed(MODEL)),
        grammar: true,
        digest: u64::from_le_bytes(*DIGEST),
    })
});

static BESIDE: Lazy<WordGroups> = Lazy::new(|| WordGroups::new(Cow::Borrowed(BESIDE_SPEECH)));
static ALIKE: Lazy<WordGroups> = Lazy::new(|| WordGroups::new(Cow::Borrowed(LOOK_ALIKES)));
static NAMING: Lazy<WordGroups> = Lazy::new(|| WordGroups::new(Cow::Borrowed(NAMING_NOUNS)));
static GRAMMAR: Lazy<WordGroups> = Lazy::new(|| WordGroups::new(Cow::Borrowed(GRAMMAR_WORDS)));

/// The words that stand beside attributions, in groups.
pub(crate) fn beside_speech() -> &'static WordGroups {
    &BESIDE
}

/// The words that tell what only looks like a quotation, in groups.
pub(crate) fn look_alikes() -> &'static WordGroups {
    &ALIKE
}

/// The nouns that words in marks beside them are the name of, in groups.
pub(crate) fn naming_nouns() -> &'static WordGroups {
    &NAMING
}

/// Small words that the shallow grammar asks for, in groups.
pub(crate) fn grammar_words() -> &'static WordGroups {
    &GRAMMAR
}

/// The built-in tables, shared by every extractor.
pub(crate) fn resources() -> Arc<Resources> {
    Arc::clone(&BUILTIN)
}
