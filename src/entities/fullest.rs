//! The name that an entity goes by: the fullest one that the article prints.

use super::Entity;
use crate::document::{Document, Shape, TokenKind};
use crate::mentions::{Kind, Mention, Reference};
use std::collections::BTreeMap;

/// The mention with the fullest name.
pub(super) fn name(document: &Document<'_>, mentions: &[Mention], entity: &Entity) -> usize {
    match entity.kind {
        Kind::Person => of_person(document, mentions, entity),
        _ => of_body(document, mentions, entity),
    }
}

/// The mention with the fullest name: most words, written out and not in initials, the longest; but no slip of the pen: a form that stands
/// once where another of as many words stands oftener, or that has only an *s* more.
fn of_person(document: &Document<'_>, mentions: &[Mention], entity: &Entity) -> usize {
    // *J.D.* and *J. D.* are two words
    let letters = |t: u32| document.lower_at(t).split_terminator('.').count();
    let words = |m: usize| mentions[m].tokens.iter().filter(|&t| document.token(t).is_word()).map(letters).sum::<usize>();
    let cased = |m: usize| mentions[m].tokens.iter().any(|t| matches!(document.word_at(t).shape, Shape::Capital | Shape::Mixed));
    let initial = |&t: &u32| document.word_at(t).shape == Shape::Letter || document.lower_at(t).contains('.');
    let initials = |m: usize| mentions[m].tokens.iter().filter(initial).map(letters).sum::<usize>();
    let text = |m: usize| document.text(mentions[m].tokens);
    let best = |m: usize| (words(m), cased(m), std::cmp::Reverse(initials(m)));
    let Some(most) = entity.mentions.iter().map(|&m| best(m)).max() else {
        return entity.name;
    };
    let mut forms: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for &m in entity.mentions.iter().filter(|&&m| best(m) == most) {
        forms.entry(text(m)).or_insert((m, 0)).1 += 1;
    }
    let often = forms.values().map(|(_, count)| *count).max().unwrap_or_default();
    let slip = |form: &str, count: usize| {
        count == 1 && often > 1 || form.strip_suffix('s').is_some_and(|singular| forms.contains_key(singular))
    };
    let letters = |form: &str| form.chars().filter(|c| c.is_alphabetic()).count();
    let forms = forms.iter().filter(|(form, (_, count))| !slip(form, *count));
    let longest = forms.max_by_key(|(form, (m, _))| (letters(form), usize::MAX - m));
    longest.map_or(entity.name, |(_, (m, _))| *m)
}

/// The mention with the fullest name of a body or place: most words, the longest.
fn of_body(document: &Document<'_>, mentions: &[Mention], entity: &Entity) -> usize {
    let words = |m: usize| mentions[m].tokens.iter().filter(|&t| document.token(t).is_word()).count();
    let cased = |m: usize| mentions[m].tokens.iter().any(|t| matches!(document.word_at(t).shape, Shape::Capital | Shape::Mixed));
    let length = |m: usize| document.text(mentions[m].tokens).len();
    // a body that no name stands for has a phrase: “Trump campaign” rather than “Trump’s campaign”
    let named = |m: usize| mentions[m].reference == Reference::Name;
    let plain = |m: usize| named(m) || !mentions[m].tokens.iter().any(|t| document.kind_at(t) == Some(TokenKind::Clitic));
    let rank = |&&m: &&usize| (named(m), plain(m), words(m), cased(m), length(m));
    entity.mentions.iter().rev().max_by_key(rank).copied().unwrap_or(entity.name)
}
