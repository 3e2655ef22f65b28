//! Names: what the tagger found, with the rows of the gazetteer that overrule it, as bare names with their titles.

use super::context::Context;
use super::label::NameKind;
use super::listed;
use super::own::{self, Own};
use super::runs::Case;
use super::settle::settle;
use super::shared;
use super::small;
use super::tagger::{self, Tagged};
use super::titles;
use super::{Kind, Mention, Reference};
use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::gazetteer::{NameHit, Origin, RowId, RowKind};
use crate::hits::Hits;
use crate::lexicon::{Class, Gender};
use crate::model::Model;
use std::collections::BTreeSet;

/// The weight of a row that every newsreader knows.
const WELL_KNOWN: u8 = 80;

/// A step in which names are found, given another kind or taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The model's choice of labels.
    Tagged,
    /// What other names of the document say of one.
    Settled,
    /// What it is where a person and a place share it.
    Shared,
    /// People in text without capitals.
    Small,
    /// Rows that count on sight.
    Rows,
    /// Rows that have support.
    Supported,
}

/// The names of a document, in text order.
pub(super) fn find(document: &Document<'_>, hits: &Hits, model: &Model) -> Vec<Mention> {
    find_in_steps(&Context::new(document, hits), hits, model, |_, _| {})
}

/// The same; `see` is shown the names behind each step.
pub(super) fn find_in_steps(
    context: &Context<'_, '_>,
    hits: &Hits,
    model: &Model,
    mut see: impl FnMut(Step, &[Tagged]),
) -> Vec<Mention> {
    let (tagged, leanings) = tagger::tag(context, model);
    see(Step::Tagged, &tagged);
    let mut names = settle(context, hits, tagged);
    see(Step::Settled, &names);
    let open = shared::settle(context.document, hits, &leanings, &mut names);
    see(Step::Shared, &names);
    small::add(context, hits, &mut names);
    see(Step::Small, &names);
    let own = Own::new(context, hits);
    let mut names = overrule(context, hits, &own, names);
    see(Step::Rows, &names);
    add_listed(context, hits, &mut names);
    see(Step::Supported, &names);
    mentions(context, hits, &own, names, &open)
}

/// Adds the best-known bodies where the tagger saw nothing but the tables do, with support where it is needed: *The Fed rose*. So
/// too the names of a user's that need support.
fn add_listed(context: &Context<'_, '_>, hits: &Hits, names: &mut Vec<Tagged>) {
    let known = |hit: &NameHit| match hit.origin {
        Origin::Builtin => hit.kind == RowKind::Organization && hit.weight >= WELL_KNOWN,
        _ => kind_of(hit.kind).is_some(),
    };
    // what is a name of another kind for the tagger gives way to a user's row only
    let free = |tokens: TokenRange, own: bool| {
        let at = names.partition_point(|n| n.tokens.end <= tokens.start);
        let mut beside = names.get(at..).unwrap_or_default().iter().take_while(|n| n.tokens.start < tokens.end);
        beside.all(|n| own && n.kind == NameKind::Other)
    };
    let own = |hit: &NameHit| hit.origin != Origin::Builtin;
    // in most articles the tagger has seen them all, and reading by the tables is spared
    if !hits.names.iter().any(|hit| known(hit) && free(hit.tokens, own(hit))) {
        return;
    }
    let is_known = |tokens: TokenRange| {
        let at = hits.names_at(tokens.start).iter().filter(|hit| hit.tokens == tokens);
        at.filter(|hit| known(hit)).any(|hit| free(tokens, own(hit)))
    };
    let listed = listed::find(context, hits, &Own::new(context, hits)).into_iter();
    let added: Vec<Tagged> = listed.filter(|name| is_known(name.tokens)).collect();
    names.extend(added);
    names.sort_by_key(|n| n.tokens);
}

/// The names that the tables have, in text order.
pub(super) fn find_listed(document: &Document<'_>, hits: &Hits) -> Vec<Mention> {
    let context = Context::new(document, hits);
    let own = Own::new(&context, hits);
    let names = listed::find(&context, hits, &own);
    mentions(&context, hits, &own, names, &BTreeSet::new())
}

/// Bare names with their titles; `open` are the tokens of those that could be a person's or a place's.
fn mentions(context: &Context<'_, '_>, hits: &Hits, own: &Own, names: Vec<Tagged>, open: &BTreeSet<u32>) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = names.into_iter().filter_map(|name| mention(context, hits, own, name, open)).collect();
    saints(context.document, own, &mut mentions);
    // “US Trade Representative Ana Pell” names an office, not the body of this name, unless an editor says so
    let titles: Vec<TokenRange> = mentions.iter().filter_map(|m| m.title).collect();
    mentions.retain(|m| {
        let at = titles.partition_point(|t| t.end < m.tokens.end);
        titles.get(at).is_none_or(|t| t.end != m.tokens.end || !t.covers(m.tokens)) || own.kind_at(m.tokens).is_some()
    });
    mentions
}

/// Takes a saint before a surname into the name where somebody's full name ends so: *Chris St. Clair*, then *St. Clair*.
fn saints(document: &Document<'_>, own: &Own, mentions: &mut [Mention]) {
    let saint = |t: u32| matches!(document.lower_at(t), "st." | "st" | "saint" | "ste." | "sainte");
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

pub(super) fn kind_of(row: RowKind) -> Option<NameKind> {
    match row {
        RowKind::Person => Some(NameKind::Person),
        RowKind::Organization => Some(NameKind::Organization),
        RowKind::Place => Some(NameKind::Place),
        RowKind::Demonym | RowKind::Never => None,
    }
}

/// Lets rows of tables overrule the tagger. A user's row always counts; a built-in name of several words counts where the
/// tagger saw nothing or less; a row that says never silences.
fn overrule(context: &Context<'_, '_>, all: &Hits, own: &Own, mut names: Vec<Tagged>) -> Vec<Tagged> {
    let hits: Vec<&NameHit> = own::uncovered(context, all).filter(|hit| hit.origin == Origin::Builtin).collect();
    let mut forced: Vec<Tagged> = Vec::new();
    for (hit, kind) in hits.iter().filter_map(|hit| Some((hit, kind_of(hit.kind)?))) {
        let free = forced.last().is_none_or(|last| last.tokens.end <= hit.tokens.start) && !own.displaces(hit.tokens);
        if !free || !is_long(context.document, hit.tokens) {
            continue;
        }
        let from = names.partition_point(|n| n.tokens.end <= hit.tokens.start);
        let to = names.partition_point(|n| n.tokens.start < hit.tokens.end);
        let beside = names.get(from..to).unwrap_or_default();
        // a name of this length is of its table's kind, unless rows of several kinds bear it
        let less = beside.iter().all(|n| hit.tokens.covers(n.tokens));
        let kinds = all.names_at(hit.tokens.start).iter().filter(|h| h.tokens == hit.tokens);
        let sure = kinds.filter_map(|h| kind_of(h.kind)).all(|k| k == kind);
        if less && (sure || beside.iter().all(|n| n.tokens != hit.tokens)) {
            forced.push(Tagged { tokens: hit.tokens, kind });
        }
    }
    names.retain(|name| {
        let at = forced.partition_point(|f| f.tokens.end <= name.tokens.start);
        forced.get(at).is_none_or(|f| !f.tokens.overlaps(name.tokens))
    });
    let never: Vec<TokenRange> = hits.iter().filter(|h| h.kind == RowKind::Never).map(|h| h.tokens).collect();
    names.retain(|name| {
        let at = never.partition_point(|n| n.end <= name.tokens.start);
        never.get(at).is_none_or(|n| !n.covers(name.tokens)) && !own.displaces(name.tokens)
    });
    names.extend(forced);
    names.extend(own.names());
    names.sort_by_key(|n| n.tokens);
    names
}

/// Whether a name has two words or more.
fn is_long(document: &Document<'_>, tokens: TokenRange) -> bool {
    tokens.iter().filter(|&t| document.token(t).is_word()).nth(1).is_some()
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
        let leading = titles::end_of_leading(document, hits, tokens).filter(|&end| !own && end < tokens.end);
        tokens.start = leading.unwrap_or(tokens.start);
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
    let conferred = |t: u32| {
        let word = document.word_at(t);
        let letters = matches!(word.shape, Shape::Upper | Shape::Mixed);
        let figure = word.lower.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
        document.kind_at(t) == Some(TokenKind::Comma) || (letters && !figure && word.entry.has(Class::PersonSuffix))
    };
    let mut bare = tokens;
    while bare.len() > 1 && conferred(bare.end - 1) {
        bare.end -= 1;
    }
    bare
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
    // a lone word that is a surname too is more often that: *Clinton* beside *Hillary Clinton*
    if first.given == 0 || (tokens.len() == 1 && first.surname * 2 >= first.given) {
        return Gender::Unknown;
    }
    first.gender_of_name()
}

#[cfg(test)]
mod tests {
    use crate::builtin;
    use crate::document::Document;
    use crate::gazetteer::{Builder, Origin};
    use crate::hits::Hits;
    use crate::mentions::{Kind, Reference};

    /// The names of a text with their titles, under a user's rows of kind and name.
    fn names(text: &str, rows: &[(&str, &str)]) -> Vec<(String, Kind, Option<String>)> {
        let resources = builtin::resources();
        let mut gazetteer = resources.gazetteer.clone();
        let mut builder = Builder::new(&resources.lexicon);
        let table: String = rows.iter().map(|(kind, name)| format!("{kind},{name}\n")).collect();
        builder.add(&format!("kind,name\n{table}"), Origin::User).expect("rows");
        gazetteer.push(builder.pack().into());
        let document = Document::new(text, &resources.lexicon);
        let hits = Hits::find(&document, &gazetteer, &resources.lexicon);
        crate::mentions::find(&document, &hits, &resources.model)
            .into_iter()
            .filter(|m| m.reference == Reference::Name)
            .map(|m| (document.text(m.tokens).to_owned(), m.kind, m.title.map(|t| document.text(t).to_owned())))
            .collect()
    }

    fn found(text: &str, rows: &[(&str, &str)], name: &str) -> Option<Kind> {
        names(text, rows).into_iter().find(|(n, ..)| n == name).map(|(_, kind, _)| kind)
    }

    #[test]
    fn titles_stand_beside_the_bare_name() {
        let text = "Mr. Peter Hale met Sen. Anne Dunmore and US Treasury Secretary Tom Reed’s aides in London.";
        let people: Vec<_> = names(text, &[]).into_iter().filter(|(_, kind, _)| *kind == Kind::Person).collect();
        let person = |name: &str, title: &str| (name.to_owned(), Kind::Person, Some(title.to_owned()));
        assert_eq!(
            people,
            [person("Peter Hale", "Mr."), person("Anne Dunmore", "Sen."), person("Tom Reed", "US Treasury Secretary")]
        );
    }

    #[test]
    fn an_office_in_a_title_is_no_organisation() {
        let all = names("US Trade Representative Tom Reed spoke in London.", &[]);
        assert!(all.iter().all(|(name, ..)| name != "US Trade Representative"), "{all:?}");
    }

    #[test]
    fn a_users_row_counts_as_spelled() {
        let text = "He told Quietly Now about the plan, and Springfield wept.";
        assert_eq!(found(text, &[("organization", "Quietly Now")], "Quietly Now"), Some(Kind::Organization));
        assert_eq!(found(text, &[("person", "Springfield")], "Springfield"), Some(Kind::Person));
        let small = "he said quietly now that it was over.";
        assert_eq!(
            found(small.to_uppercase().as_str(), &[("organization", "Quietly Now")], "QUIETLY NOW"),
            Some(Kind::Organization)
        );
        assert_eq!(found("It was Quietly now that they left.", &[("organization", "Quietly Now")], "Quietly now"), None);
    }

    #[test]
    fn a_users_row_is_the_name_as_it_stands() {
        for name in ["Dunmore’s", "The Quay", "Harbour Master", "$uicide Row", ".NET Foundation", "(RED)"] {
            let text = format!("On Monday {name} said it would stay, and {name} did.");
            assert_eq!(found(&text, &[("organization", name)], name), Some(Kind::Organization), "{name}");
        }
    }

    #[test]
    fn a_users_row_counts_in_any_letter_case_of_a_text_without_capitals() {
        let row = [("organization", "Quietly Now")];
        let small = "the union of quietly now met in the old hall, and nobody spoke of it.";
        assert_eq!(found(small, &row, "quietly now"), Some(Kind::Organization));
        assert_eq!(found(&small.to_uppercase(), &row, "QUIETLY NOW"), Some(Kind::Organization));
        assert_eq!(found(&format!("They all left. {small}"), &row, "quietly now"), None);
    }

    #[test]
    fn names_are_settled_by_each_other() {
        let text = "“We owe them a rest,” Hedda Sand said after a talk with Canon Purcell. Wing Cheung left.";
        assert_eq!(found(text, &[], "Purcell"), Some(Kind::Person));
        assert_eq!(found(text, &[], "Wing Cheung"), Some(Kind::Person));
        let text = "The government in Tavmark met the Tavmark Shipping Council. Tavmark hopes for rain.";
        assert_eq!(found(text, &[], "Tavmark"), Some(Kind::Place));
        assert_eq!(found(text, &[], "Tavmark Shipping Council"), Some(Kind::Organization));
        let text = "Judges praised Magnus Osei-Lund, a pupil of Eluned Carew. “It is mostly blue,” said Osei-Lund.";
        assert_eq!(found(text, &[], "Osei-Lund"), Some(Kind::Person));
        let text = "Mayor Lindgren Opens Bridge as Old Ferry Makes Last Crossing";
        assert_eq!(found(text, &[], "Lindgren"), Some(Kind::Person));
    }

    #[test]
    fn a_longer_row_beats_a_users() {
        let text = "The talks at the European Central Bank ended on Monday.";
        assert_eq!(found(text, &[("place", "European")], "European Central Bank"), Some(Kind::Organization));
        assert_eq!(
            found("A European Union flag.", &[("place", "European Union flag")], "European Union flag"),
            Some(Kind::Place)
        );
    }

    #[test]
    fn a_body_that_everybody_knows_is_found_by_its_short_name() {
        assert_eq!(found("The Fed raised rates.", &[], "Fed"), Some(Kind::Organization));
        assert_eq!(found("A clerk fed the pigeons. Fed cats sleep.", &[], "Fed"), None);
    }

    #[test]
    fn never_is_heard() {
        let text = "“We are ready,” Peter Hale said in London on Monday.";
        assert_eq!(found(text, &[], "London"), Some(Kind::Place));
        assert_eq!(found(text, &[("never", "London")], "London"), None);
    }
}
