//! Names: what the tagger found, step by step corrected by the rest of the document and overruled by rows of the tables.

use super::Mention;
use super::bare::mentions;
use super::context::Context;
use super::label::NameKind;
use super::listed;
use super::own::{self, Own};
use super::settle::settle;
use super::shared;
use super::small;
use super::tagger::{self, Tagged};
use crate::document::{Document, TokenRange};
use crate::gazetteer::{NameHit, Origin, RowKind};
use crate::hits::Hits;
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
    add_listed(context, hits, &own, &mut names);
    see(Step::Supported, &names);
    mentions(context, hits, &own, names, &open)
}

/// Adds the best-known bodies where the tagger saw nothing but the tables do, with support where it is needed: *The Fed rose*. So
/// too the names of a user's that need support.
fn add_listed(context: &Context<'_, '_>, hits: &Hits, own: &Own, names: &mut Vec<Tagged>) {
    let known = |hit: &NameHit| match hit.origin {
        Origin::Builtin => hit.kind == RowKind::Organization && hit.weight >= WELL_KNOWN,
        _ => kind_of(hit.kind).is_some(),
    };
    // what is a name of another kind for the tagger gives way to a user's row only
    let free = |tokens: TokenRange, users: bool| {
        let at = names.partition_point(|n| n.tokens.end <= tokens.start);
        let mut beside = names.get(at..).unwrap_or_default().iter().take_while(|n| n.tokens.start < tokens.end);
        beside.all(|n| users && n.kind == NameKind::Other)
    };
    let users = |hit: &NameHit| hit.origin != Origin::Builtin;
    // in most articles the tagger has seen them all, and reading by the tables is spared
    if !hits.names.iter().any(|hit| known(hit) && free(hit.tokens, users(hit))) {
        return;
    }
    let is_known = |tokens: TokenRange| {
        let at = hits.names_at(tokens.start).iter().filter(|hit| hit.tokens == tokens);
        at.filter(|hit| known(hit)).any(|hit| free(tokens, users(hit)))
    };
    let listed = listed::find(context, hits, own).into_iter();
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
