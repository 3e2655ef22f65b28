//! The mention that a tagged name is: the bare name with its title beside it, its rows and its gender.

use super::context::Context;
use super::label::NameKind;
use super::names::kind_of;
use super::own::{self, Own};
use super::runs::Case;
use super::tagger::Tagged;
use super::titles;
use super::{Kind, Mention, Reference};
use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::gazetteer::{NameHit, RowId, RowKind};
use crate::hits::Hits;
use crate::lexicon::{Class, Gender};
use std::collections::BTreeSet;

/// Up to this frequency a word is hardly anybody's given name.
const RARELY_GIVEN: u8 = 2;

/// Bare names with their titles; `open` are the tokens of those that could be a person's or a place's.
pub(super) fn mentions(
    context: &Context<'_, '_>,
    hits: &Hits,
    own: &Own,
    names: Vec<Tagged>,
    open: &BTreeSet<u32>,
) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = names.into_iter().filter_map(|name| mention(context, hits, own, name, open)).collect();
    saints(context.document, own, &mut mentions);
    // “US Trade Representative Ana Pell” names an office, not the body of this name, unless an editor says so
    let titles: Vec<TokenRange> = mentions.iter().filter_map(|m| m.title).collect();
    mentions.retain(|m| {
        let at = titles.partition_point(|t| t.end < m.tokens.end);
        let of = m.tokens.start.checked_sub(1).is_some_and(|t| context.document.lower_at(t) == "of");
        of || titles.get(at).is_none_or(|t| t.end != m.tokens.end || !t.covers(m.tokens)) || own.kind_at(m.tokens).is_some()
    });
    mentions
}

/// Takes a saint before a surname into the name where somebody's full name ends so: *Chris St. Clair*, then *St. Clair*.
fn saints(document: &Document<'_>, own: &Own, mentions: &mut [Mention]) {
    // what stands before the names of people and of places alike
    let saint = |t: u32| document.has(t, Class::Title) && document.has(t, Class::PlacePrefix);
    let words = |t: u32| (document.word_at(t).folded, document.word_at(t + 1).folded);
    let people = mentions.iter().filter(|m| m.kind == Kind::Person && m.tokens.len() > 2);
    let ends = people.map(|m| m.tokens.end - 2).filter(|&t| saint(t)).map(words);
    let ends: BTreeSet<(u64, u64)> = ends.collect();
    if ends.is_empty() {
        return;
    }
    for mention in
        mentions.iter_mut().filter(|m| m.kind == Kind::Person && m.tokens.len() == 1 && own.kind_at(m.tokens).is_none())
    {
        let title = mention.title.filter(|title| title.end == mention.tokens.start && saint(title.end - 1));
        if let Some(title) = title.filter(|title| ends.contains(&words(title.end - 1))) {
            mention.tokens.start = title.end - 1;
            mention.title = Some(TokenRange::new(title.start, title.end - 1)).filter(|title| !title.is_empty());
        }
    }
}

/// The mention that a tagged name is; none for a name of another kind.
fn mention(context: &Context<'_, '_>, hits: &Hits, rows_of_own: &Own, name: Tagged, open: &BTreeSet<u32>) -> Option<Mention> {
    let document = context.document;
    let kind = name.kind.kind()?;
    // what an editor wrote down is the name as it stands
    let own = rows_of_own.kind_at(name.tokens).is_some();
    let mut tokens = if own { name.tokens } else { bare(document, hits, name.tokens) };
    let mut title = None;
    if kind == Kind::Person {
        if !own && context.case_at(tokens.start) == Case::Mixed {
            tokens = without_honours(document, tokens);
        }
        tokens.start = titles::end_of_straddling(hits, tokens).unwrap_or(tokens.start);
        let leading = titles::end_of_leading(document, hits, tokens).filter(|&end| !own && end < tokens.end);
        tokens.start = leading.unwrap_or(tokens.start);
        let before = tokens.start.checked_sub(1).filter(|&t| !own && tokens.len() == 1 && titles::is_given(document, t));
        tokens.start = before.unwrap_or(tokens.start);
        title = titles::before(document, hits, tokens.start);
    }
    // a title or an article that has come off may leave what the editor wants silent
    if !own && rows_of_own.displaces(tokens) {
        return None;
    }
    let head = last_word(document, tokens);
    let gender = match kind {
        Kind::Person => gender(document, tokens, title),
        _ => Gender::Unknown,
    };
    let plural = false;
    let rows = rows(context, hits, tokens, kind);
    let open = !own && title.is_none() && open.contains(&tokens.start);
    Some(Mention { tokens, title, kind, reference: Reference::Name, head, gender, plural, open, rows })
}

/// Whether a table has just these words as a name, spelled so, in a row that qualifies.
fn is_listed(hits: &Hits, tokens: TokenRange, qualifies: impl Fn(&NameHit) -> bool) -> bool {
    hits.names_at(tokens.start)
        .iter()
        .any(|hit| hit.tokens == tokens && hit.exact && kind_of(hit.kind).is_some() && qualifies(hit))
}

/// A name without an article before and a possessive behind, unless a table has the name with it (*The Hague*, *McDonald’s*).
fn bare(document: &Document<'_>, hits: &Hits, tokens: TokenRange) -> TokenRange {
    let mut bare = tokens;
    let place = |tokens| is_listed(hits, tokens, |hit| hit.kind == RowKind::Place);
    let rest = TokenRange::new(bare.start + 1, bare.end);
    let article = matches!(document.lower_at(bare.start), "the" | "a" | "an");
    if bare.len() > 1 && article && (!place(bare) || place(rest)) {
        bare.start += 1;
    }
    let tail = |bare: TokenRange| matches!(document.kind_at(bare.end - 1), Some(TokenKind::Clitic | TokenKind::Comma));
    while bare.len() > 1 && tail(bare) && !is_listed(hits, bare, |_| true) {
        bare.end -= 1;
    }
    bare
}

/// A person's name without what was conferred on its bearer: *Ada Hale QC*, *Lena Berg, Ph.D.*; *III* and *Jr.* are of the name.
fn without_honours(document: &Document<'_>, tokens: TokenRange) -> TokenRange {
    let mut bare = tokens;
    let comma = |t: u32| document.kind_at(t) == Some(TokenKind::Comma);
    while bare.len() > 1 && (comma(bare.end - 1) || is_conferred(document, bare.end - 1)) {
        bare.end -= 1;
    }
    bare
}

/// Whether a word is letters that are conferred on somebody: *KC*, *PhD*.
fn is_conferred(document: &Document<'_>, t: u32) -> bool {
    let word = document.word_at(t);
    let letters = matches!(word.shape, Shape::Upper | Shape::Mixed);
    let figure = word.lower.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    letters && !figure && word.entry.has(Class::PersonSuffix)
}

/// The token behind the letters that stand right behind somebody's name: *Ada Hale KC said*.
pub(crate) fn past_honours(document: &Document<'_>, name: &Mention) -> u32 {
    let mut end = name.tokens.end;
    if name.kind == Kind::Person && name.reference == Reference::Name {
        let sentence = document.token(end - 1).sentence;
        let inside = |t: u32| document.tokens.get(t as usize).is_some_and(|token| token.sentence == sentence);
        while inside(end) && is_conferred(document, end) {
            end += 1;
        }
    }
    end
}

/// The last word of a name, before *Jr.* and the like.
fn last_word(document: &Document<'_>, tokens: TokenRange) -> u32 {
    tokens
        .iter()
        .rev()
        .find(|&t| document.token(t).is_word() && !document.has(t, Class::PersonSuffix))
        .unwrap_or(tokens.end.saturating_sub(1))
}

/// The rows of a kind whose form is just this name.
fn rows(context: &Context<'_, '_>, hits: &Hits, tokens: TokenRange, kind: Kind) -> Vec<RowId> {
    // a place of a dateline stands in capitals: OSLO (Wire) —
    let capitals = tokens.iter().all(|t| context.document.word_at(t).shape == Shape::Upper);
    let dateline = context.document.paragraphs[context.document.token(tokens.start).paragraph as usize].dateline_end;
    let folded = capitals && tokens.end <= dateline;
    let mut rows: Vec<RowId> = hits
        .names_at(tokens.start)
        .iter()
        .filter(|hit| {
            hit.tokens == tokens
                && (own::is_meant(context, hit) || folded)
                && kind_of(hit.kind).and_then(NameKind::kind) == Some(kind)
        })
        .map(|hit| hit.row)
        .collect();
    rows.dedup();
    rows
}

/// The gender that a title or a given name tells.
fn gender(document: &Document<'_>, tokens: TokenRange, title: Option<TokenRange>) -> Gender {
    let titled = title.into_iter().flat_map(TokenRange::iter).map(|t| document.entry_at(t));
    let mut by_title = titled.filter(|e| e.has_any(&[Class::Honorific, Class::Title, Class::Role])).map(|e| e.gender());
    if let Some(gender) = by_title.rfind(|&g| g != Gender::Unknown) {
        return gender;
    }
    let first = document.entry_at(tokens.start);
    // a lone word that is a surname too is more often that: *Clinton* beside *Hillary Clinton*; so is the first of *Tan Mei Ling*
    let family = match tokens.len() {
        1 => first.surname * 2 >= first.given,
        2 => false,
        _ => first.given <= RARELY_GIVEN && first.surname > first.given,
    };
    if first.given == 0 || family {
        return Gender::Unknown;
    }
    first.gender_of_name()
}
