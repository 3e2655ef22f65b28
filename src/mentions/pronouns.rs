//! Personal pronouns: of people, and *it* of bodies and places.

use super::{Kind, Mention, Reference};
use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::lexicon::Gender;

/// The pronouns that stand for people: the word, its gender, whether it stands for several.
const PRONOUNS: [(&str, Gender, bool); 23] = [
    ("he", Gender::Male, false),
    ("him", Gender::Male, false),
    ("his", Gender::Male, false),
    ("himself", Gender::Male, false),
    ("she", Gender::Female, false),
    ("her", Gender::Female, false),
    ("hers", Gender::Female, false),
    ("herself", Gender::Female, false),
    ("they", Gender::Unknown, true),
    ("them", Gender::Unknown, true),
    ("their", Gender::Unknown, true),
    ("theirs", Gender::Unknown, true),
    ("themselves", Gender::Unknown, true),
    ("i", Gender::Unknown, false),
    ("me", Gender::Unknown, false),
    ("my", Gender::Unknown, false),
    ("myself", Gender::Unknown, false),
    ("we", Gender::Unknown, true),
    ("us", Gender::Unknown, true),
    ("our", Gender::Unknown, true),
    ("ours", Gender::Unknown, true),
    ("ourselves", Gender::Unknown, true),
    (WHO, Gender::Unknown, false),
];

/// The pronoun that goes on from a person named right before it.
pub(crate) const WHO: &str = "who";

/// The pronouns that stand for things; those among them that are bodies or places have a mention.
const THINGS: [&str; 3] = ["it", "its", "itself"];

/// The pronoun at a token.
pub(super) fn at(document: &Document<'_>, t: u32) -> Option<Mention> {
    let token = document.token(t);
    let word = document.word(token);
    // “US” is a country, “i.” a number of a list; “I” alone is written as one capital
    let written = match word.shape {
        Shape::Lower | Shape::Capital => &*word.lower != "i",
        Shape::Letter => &*word.lower == "i",
        _ => false,
    };
    // a question begins with *who*
    let asks = &*word.lower == WHO && token.initial;
    if token.kind != TokenKind::Word || !written || asks {
        return None;
    }
    let person = PRONOUNS.iter().find(|(pronoun, ..)| *pronoun == &*word.lower);
    let (kind, gender, plural) = match person {
        Some(&(_, gender, plural)) => (Kind::Person, gender, plural),
        None if THINGS.contains(&&*word.lower) => (Kind::Organization, Gender::Unknown, false),
        None => return None,
    };
    Some(Mention {
        tokens: TokenRange::new(t, t + 1),
        title: None,
        kind,
        reference: Reference::Pronoun,
        head: t,
        gender,
        plural,
        open: false,
        rows: Vec::new(),
    })
}
