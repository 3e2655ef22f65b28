//! Phrases that refer to a body by what it is: *the company*, *the ministry in Delhi*, *the Trump campaign*.

use super::roles::{self, Names, STOPS};
use super::{Kind, Mention, Reference};
use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::lexicon::{Class, Gender};

/// How far before its head a phrase can begin, in tokens.
const BEFORE: u32 = 5;

/// Nouns that make the noun before them a mere part of their phrase: *the company spokesman*.
const COMPOUNDS: [Class; 7] = [
    Class::Role,
    Class::PeopleNoun,
    Class::OrganizationNoun,
    Class::DocumentNoun,
    Class::ThingNoun,
    Class::CueNoun,
    Class::OrgHead,
];

/// The phrase whose head is the noun at `t`, where it means a certain body.
pub(super) fn at(document: &Document<'_>, names: Names<'_>, t: u32) -> Option<Mention> {
    let entry = document.entry_at(t);
    let noun = document.kind_at(t) == Some(TokenKind::Word)
        && document.word_at(t).shape != Shape::Upper
        && entry.has(Class::OrganizationNoun)
        && entry.has(Class::BodyNoun)
        && !entry.has(Class::Plural);
    if !noun || goes_on(document, names, t) {
        return None;
    }
    let start = named_after(document, names, t).or_else(|| definite(document, names, t))?;
    let of = document.kind_at(t + 1) == Some(TokenKind::Word) && matches!(document.lower_at(t + 1), "of" | "in");
    Some(Mention {
        tokens: TokenRange::new(start, if of { roles::end(document, names, t + 1) } else { t + 1 }),
        title: None,
        kind: Kind::Organization,
        reference: Reference::Role,
        head: t,
        gender: Gender::Unknown,
        plural: false,
        open: false,
        rows: Vec::new(),
    })
}

/// Whether the noun at `t` belongs to what follows: *company officials*, *the bank Goldman Sachs*, *government-run*.
fn goes_on(document: &Document<'_>, names: Names<'_>, t: u32) -> bool {
    let Some(next) = document.tokens.get(t as usize + 1).filter(|next| next.sentence == document.token(t).sentence) else {
        return false;
    };
    match next.kind {
        TokenKind::Hyphen => true,
        TokenKind::Word => {
            let word = document.word(next);
            names.at(t + 1).is_some() || (word.entry.has_any(&COMPOUNDS) && !word.entry.has(Class::SpeechVerb))
        }
        _ => false,
    }
}

/// Where the phrase begins that has a person's name right before its head: *the Trump campaign*, *Trump’s campaign*.
fn named_after(document: &Document<'_>, names: Names<'_>, t: u32) -> Option<u32> {
    let before = t.checked_sub(1)?;
    let clitic = document.kind_at(before) == Some(TokenKind::Clitic) && document.lower_at(before) == "'s";
    let name = names.at(before.checked_sub(u32::from(clitic))?).filter(|name| name.kind == Kind::Person)?;
    let article = name.tokens.start.checked_sub(1).filter(|&a| !clitic && document.has(a, Class::Determiner));
    let same = document.token(name.tokens.start).sentence == document.token(t).sentence;
    let definite = article.is_none_or(|a| document.lower_at(a) == "the");
    (same && definite).then_some(article.unwrap_or(name.tokens.start))
}

/// Where the phrase begins that has *the* before it.
fn definite(document: &Document<'_>, names: Names<'_>, t: u32) -> Option<u32> {
    let sentence = document.token(t).sentence;
    let floor = t.saturating_sub(BEFORE);
    for before in (floor..t).rev() {
        if document.token(before).sentence != sentence || document.kind_at(before) != Some(TokenKind::Word) {
            return None;
        }
        if names.at(before).is_some() {
            continue;
        }
        let entry = document.entry_at(before);
        if entry.has_any(&[Class::Determiner, Class::Demonstrative]) {
            return (document.lower_at(before) == "the").then_some(before);
        }
        if entry.has_any(&STOPS) || entry.has_any(&[Class::SpeechVerb, Class::Possessive]) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::builtin;
    use crate::document::Document;
    use crate::hits::Hits;
    use crate::mentions::{Kind, Reference};

    #[test]
    fn phrases_of_bodies() {
        let resources = builtin::resources();
        let bodies = |text: &str| -> Vec<String> {
            let document = Document::new(text, &resources.lexicon);
            let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
            let mentions = crate::mentions::find(&document, &hits, &resources.model);
            let bodies = mentions.iter().filter(|m| m.reference == Reference::Role && m.kind == Kind::Organization);
            bodies.map(|m| document.text(m.tokens).to_owned()).collect()
        };
        assert_eq!(bodies("The bank cut its rates, and the central agency wept."), ["The bank", "the central agency"]);
        assert_eq!(bodies("A company and his club left the company spokesman. A Trump administration would not."), [""; 0]);
        assert_eq!(bodies("The ministry in Delhi denied it."), ["The ministry in Delhi"]);
        assert_eq!(bodies("Officials of the Barack Obama administration left."), ["the Barack Obama administration"]);
    }
}
