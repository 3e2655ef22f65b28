//! Names by the tables alone: the longest readings that stand in no larger name, and forms that need support where they have it.

use super::context::Context;
use super::label::NameKind;
use super::names::kind_of;
use super::own::{Own, is_meant};
use super::runs::Case;
use super::settle::HEADS;
use super::shared::is_team;
use super::tagger::Tagged;
use super::titles;
use crate::document::{Document, Shape, TokenKind, TokenRange};
use crate::gazetteer::{NameHit, Origin, RowId, RowKind};
use crate::hits::Hits;
use crate::lexicon::Class;
use std::collections::HashSet;

/// Classes of words that stand beside a name with a capital without being a part of it.
const BESIDE: [Class; 9] = [
    Class::Honorific,
    Class::Title,
    Class::Role,
    Class::Weekday,
    Class::Month,
    Class::Preposition,
    Class::Determiner,
    Class::Conjunction,
    Class::PersonSuffix,
];

/// The names of a document, in text order; `own` are those of the user's rows that count on sight.
pub(super) fn find(context: &Context<'_, '_>, hits: &Hits, own: &Own) -> Vec<Tagged> {
    let mut listed = Listed { context, hits, known: vec![false; context.document.tokens.len()], rows: HashSet::new() };
    let on_sight: Vec<&NameHit> = hits.names.iter().filter(|hit| !hit.caution && listed.is_spelled(hit)).collect();
    for hit in &on_sight {
        for t in hit.tokens.iter() {
            listed.known[t as usize] = true;
        }
    }
    let sure = listed.longest(on_sight.iter().copied().filter(|hit| listed.stands_alone(hit)).collect());
    listed.rows = sure.iter().map(|hit| hit.row).collect();
    let all = hits.names.iter().filter(|hit| listed.is_spelled(hit) && listed.stands_alone(hit));
    let supported = all.filter(|hit| (!hit.caution || listed.has_support(hit)) && !own.displaces(hit.tokens));
    let names = listed.longest(supported.collect());
    let kind = |hit: &NameHit| if listed.is_club(hit) { Some(NameKind::Organization) } else { kind_of(hit.kind) };
    let names = names.into_iter().filter_map(|hit| Some(Tagged { tokens: hit.tokens, kind: kind(hit)? }));
    let mut names: Vec<Tagged> = names.chain(own.names().iter().copied()).collect();
    names.sort_by_key(|name| name.tokens);
    names
}

struct Listed<'c, 'd, 't> {
    context: &'c Context<'d, 't>,
    hits: &'c Hits,
    /// By token: whether it stands in a name that counts on sight.
    known: Vec<bool>,
    /// The rows of names that count on sight.
    rows: HashSet<RowId>,
}

impl Listed<'_, '_, '_> {
    fn document(&self) -> &Document<'_> {
        self.context.document
    }

    /// Whether a hit is spelled as in its table, or in capitals where the text or a dateline has capitals only.
    fn is_spelled(&self, hit: &NameHit) -> bool {
        is_meant(self.context, hit) || (hit.kind == RowKind::Place && self.begins_dateline(hit.tokens))
    }

    /// Whether a place in capitals begins a line, before a date or the like.
    fn begins_dateline(&self, tokens: TokenRange) -> bool {
        let document = self.document();
        let paragraph = &document.paragraphs[document.token(tokens.start).paragraph as usize];
        let capitals = tokens.iter().all(|t| matches!(document.word_at(t).shape, Shape::Upper | Shape::None));
        let next = document.tokens.get(tokens.end as usize).filter(|_| tokens.end < paragraph.end_token);
        let ends = next.is_none_or(|next| {
            use TokenKind::*;
            let month = document.word(next).entry.has_any(&[Class::Month, Class::Weekday]);
            month || matches!(next.kind, Number | Comma | OpenBracket | Dash | Hyphen | Colon)
        });
        capitals && tokens.start == paragraph.first_token && ends
    }

    /// The longest of overlapping hits, one at a place, in text order.
    fn longest<'h>(&self, mut hits: Vec<&'h NameHit>) -> Vec<&'h NameHit> {
        hits.sort_by_key(|hit| (u32::MAX - hit.tokens.len(), hit.tokens.start, std::cmp::Reverse(self.rank(hit)), hit.row));
        let mut taken = vec![false; self.known.len()];
        hits.retain(|hit| {
            let free = hit.tokens.iter().all(|t| !taken[t as usize]);
            for t in hit.tokens.iter().filter(|_| free) {
                taken[t as usize] = true;
            }
            free
        });
        hits.sort_by_key(|hit| hit.tokens);
        hits
    }

    /// What decides between rows at the same words: whose they are, letter case, trust, context, weight.
    fn rank(&self, hit: &NameHit) -> (Origin, bool, bool, bool, u8) {
        (hit.origin, hit.exact, !hit.caution, self.fits(hit), hit.weight)
    }

    /// Whether the words around a hit speak for its kind.
    fn fits(&self, hit: &NameHit) -> bool {
        let document = self.document();
        let before = self.beside(hit.tokens.start, -1);
        match hit.kind {
            RowKind::Person => {
                let titled = titles::before(document, self.hits, hit.tokens.start).is_some();
                let speech = |t: u32| document.has(t, Class::SpeechVerb) && document.word_at(t).shape == Shape::Lower;
                // “…,” said Holm
                let said = |verb: u32| {
                    let ends = |t: u32| document.token(t).is_mark() || document.kind_at(t) == Some(TokenKind::Comma);
                    speech(verb) && self.beside(verb, -1).is_some_and(ends)
                };
                titled || before.is_some_and(said) || self.beside(hit.tokens.end - 1, 1).is_some_and(speech)
            }
            RowKind::Place => {
                let lies = |t: u32| document.entry_at(t).has_any(&[Class::There, Class::PerhapsThere]);
                before.is_some_and(lies) || self.lies_within(hit.tokens.end)
            }
            RowKind::Organization => {
                let article = before.is_some_and(|t| document.lower_at(t) == "the");
                let suffix = self.beside(hit.tokens.end - 1, 1).is_some_and(|t| document.has(t, Class::OrgSuffix));
                article || suffix || is_team(document, self.hits, hit.tokens)
            }
            RowKind::Demonym | RowKind::Never => false,
        }
    }

    /// Whether a comma and a place that counts on sight follow: *Mobile, Alabama*.
    fn lies_within(&self, end: u32) -> bool {
        let place = |hit: &NameHit| hit.kind == RowKind::Place && hit.exact && !hit.caution;
        self.document().kind_at(end) == Some(TokenKind::Comma) && self.hits.names_at(end + 1).iter().any(place)
    }

    /// Whether a form that needs support has it.
    fn has_support(&self, hit: &NameHit) -> bool {
        self.rows.contains(&hit.row) || self.fits(hit)
    }

    /// The token beside another in its sentence.
    fn beside(&self, t: u32, offset: i32) -> Option<u32> {
        let at = t.checked_add_signed(offset)?;
        let token = self.document().tokens.get(at as usize)?;
        (token.sentence == self.document().token(t).sentence).then_some(at)
    }

    /// Whether a hit is no mere part of a larger name that no table has: *Paris* in *Villa Paris*, *Paris Opera*,
    /// *University of Paris*. A user's row always counts.
    fn stands_alone(&self, hit: &NameHit) -> bool {
        if hit.origin != Origin::Builtin || matches!(hit.kind, RowKind::Demonym | RowKind::Never) {
            return true;
        }
        let tokens = hit.tokens;
        let long = tokens.iter().filter(|&t| self.document().token(t).is_word()).nth(1).is_some();
        let before = self.neighbour(tokens.start, -1).filter(|_| !long);
        let behind = self.neighbour(tokens.end - 1, 1);
        // the head of a larger name: “Paris Opera”, “Rome Airport”
        let behind = behind.filter(|&t| !long || self.document().entry_at(t).has_any(&HEADS));
        let part = match hit.kind {
            RowKind::Place => self.is_of_a_name(tokens.start) || self.is_money(tokens.end),
            RowKind::Organization => self.goes_on(tokens),
            _ => false,
        };
        before.or(behind).is_none() && !part
    }

    /// The word beside a name that belongs to it as far as one can tell: with a capital, in no name that counts.
    fn neighbour(&self, t: u32, offset: i32) -> Option<u32> {
        let document = self.document();
        let mut at = self.beside(t, offset)?;
        let token = document.token(at);
        let joint = token.kind == TokenKind::Hyphen || (token.kind == TokenKind::Other && document.text_of(token) == "&");
        if joint {
            at = self.beside(at, offset)?;
            // a word in capitals stands for itself: “US-Tavmark talks”
            if token.kind == TokenKind::Hyphen && document.word_at(t).shape == Shape::Upper {
                return None;
            }
        }
        (self.is_of_names(at) && (joint || !document.entry_at(at).has_any(&BESIDE))).then_some(at)
    }

    /// Whether a word is written as names are, and in none that counts.
    fn is_of_names(&self, t: u32) -> bool {
        let document = self.document();
        let token = document.token(t);
        let word = document.word(token);
        let capital = matches!(word.shape, Shape::Capital | Shape::Upper | Shape::Mixed | Shape::Letter);
        // in a line where all words have capitals, only a word that is nothing else
        let told = self.context.case_at(t) == Case::Mixed || (word.entry.level == 0 && word.shape != Shape::Letter);
        token.kind == TokenKind::Word && capital && told && !token.initial && !self.known[t as usize]
    }

    /// Whether a sum of money follows: *US$5*.
    fn is_money(&self, end: u32) -> bool {
        self.document()
            .tokens
            .get(end as usize)
            .is_some_and(|next| !next.spaced && self.document().text_of(next).starts_with('$'))
    }

    /// Whether the name of a body goes on: *Socialist Party of Tavmark*.
    fn goes_on(&self, tokens: TokenRange) -> bool {
        let document = self.document();
        let head = document.entry_at(tokens.end - 1).has_any(&HEADS);
        let of = self.beside(tokens.end - 1, 1).filter(|&t| head && document.lower_at(t) == "of");
        let next = of.and_then(|t| self.beside(t, if document.lower_at(t + 1) == "the" { 2 } else { 1 }));
        next.is_some_and(|t| matches!(document.word_at(t).shape, Shape::Capital | Shape::Upper | Shape::Mixed))
    }

    /// Whether a town or region stands in a table of results as its club: before a figure, in a line that is full of them.
    fn is_club(&self, hit: &NameHit) -> bool {
        let paragraph = self.document().token(hit.tokens.start).paragraph;
        let table = self.context.tables.get(paragraph as usize) == Some(&true);
        hit.kind == RowKind::Place
            && hit.origin == Origin::Builtin
            && !hit.nation
            && table
            && self.document().kind_at(hit.tokens.end) == Some(TokenKind::Number)
    }

    /// Whether a name stands behind *of* in a larger one: *Bank of Tavmark*, but *President of Tavmark*.
    fn is_of_a_name(&self, start: u32) -> bool {
        let document = self.document();
        let of = self.beside(start, -1).map(|t| if document.lower_at(t) == "the" { self.beside(t, -1).unwrap_or(t) } else { t });
        let head = of.filter(|&t| document.lower_at(t) == "of").and_then(|t| self.beside(t, -1));
        head.is_some_and(|t| {
            let word = document.word_at(t);
            let capital = matches!(word.shape, Shape::Capital | Shape::Upper | Shape::Mixed);
            let meant = !document.token(t).initial || word.entry.has_any(&HEADS);
            capital && meant && !word.entry.has_any(&BESIDE)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::builtin;
    use crate::document::Document;
    use crate::gazetteer::{Builder, Gazetteer, Origin};
    use crate::hits::Hits;
    use crate::mentions::{Kind, Reference, find_listed};

    const ROWS: &str = "kind,name,type,caution,aliases,context_aliases
place,Tavmark,city,,,
place,Elsen,city,,,
place,Norland,country,,,
place,Lower Norland,region,,,
place,Bright,city,y,,
place,The Quay,district,,,
organization,Tavmark Times,news outlet,,,
organization,Pearl,company,y,Pearl Inc.,
organization,Seamen's Party,party,,,
organization,Reserve Bank,central bank,,,Res
person,Edda Holm,,,,Holm
never,Tavmark Open,event,,,
demonym,Norlander,,,,
";

    /// The names found by this table as it were ours, and by rows of a user, a letter of their kind before each.
    fn found(text: &str, own: &str) -> String {
        let resources = builtin::resources();
        let mut gazetteer = Gazetteer::default();
        for (table, origin) in [(ROWS, Origin::Builtin), (own, Origin::User)] {
            let mut builder = Builder::new(&resources.lexicon);
            builder.add(table, origin).expect("a table");
            gazetteer.push(builder.pack().into());
        }
        let document = Document::new(text, &resources.lexicon);
        let hits = Hits::find(&document, &gazetteer, &resources.lexicon);
        let names = find_listed(&document, &hits).into_iter().filter(|m| m.reference == Reference::Name);
        let shown = names.map(|m| {
            let kind = match m.kind {
                Kind::Person => 'p',
                Kind::Organization => 'o',
                Kind::Place => 'l',
            };
            format!("{kind}:{}", document.text(m.tokens))
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_longest_reading_counts() {
        for (text, expected) in [
            ("He left Tavmark for Lower Norland.", "l:Tavmark l:Lower Norland"),
            ("He reads the Tavmark Times in Tavmark.", "o:Tavmark Times l:Tavmark"),
            ("She won the Tavmark Open.", ""),
            ("A Norlander met Edda Holm’s aide.", "p:Edda Holm"),
            ("Norland’s Tavmark-based seamen met at The Quay.", "l:Norland l:Tavmark l:The Quay"),
        ] {
            assert_eq!(found(text, "kind,name\n"), expected, "{text}");
        }
    }

    #[test]
    fn a_part_of_a_larger_name_is_none() {
        for (text, expected) in [
            ("He saw Villa Tavmark and the Tavmark Opera.", ""),
            ("Yesterday Tavmark slept.", "l:Tavmark"),
            ("Tavmark Mayor Jon Berg met President Edda Holm.", "l:Tavmark p:Edda Holm"),
            ("They met on Tavmark Monday, and in Norland, Elsen and Tavmark.", "l:Tavmark l:Norland l:Elsen l:Tavmark"),
            ("The University of Tavmark met the president of Norland.", "l:Norland"),
            ("The Seamen's Party of Norland met the Seamen's Party.", "o:Seamen's Party"),
            ("The Edda Holm Institute is closed.", ""),
            ("It paid the small sum for Villas-Elsen and then for Tavmark & Sons.", ""),
        ] {
            assert_eq!(found(text, "kind,name\n"), expected, "{text}");
        }
    }

    #[test]
    fn a_form_that_needs_support_counts_where_it_has_it() {
        for (text, expected) in [
            ("He ate a Pearl.", ""),
            ("He works for Pearl Inc. and likes Pearl.", "o:Pearl Inc. o:Pearl"),
            ("They said Bright was far.", ""),
            ("They live in Bright.", "l:Bright"),
            ("They said Bright, Norland, was far.", "l:Bright l:Norland"),
            ("A Holm is an islet.", ""),
            ("It was late, Mr. Holm said.", "p:Holm"),
            ("Then Pearl beat Tavmark.", "o:Pearl l:Tavmark"),
            ("Edda Holm came. Later Holm left. The Holms agreed.", "p:Edda Holm p:Holm p:Holms"),
        ] {
            assert_eq!(found(text, "kind,name\n"), expected, "{text}");
        }
    }

    #[test]
    fn capitals_stand_for_names_where_there_is_nothing_else() {
        for (text, expected) in [
            ("TAVMARK 12 May\nIt rained in ELSEN today.", "l:TAVMARK"),
            ("RAIN IN TAVMARK AS EDDA HOLM SPEAKS", "l:TAVMARK p:EDDA HOLM"),
            ("It rained.\nTavmark 3 Elsen 1\nNorland 2 Lower Norland 2", "o:Tavmark o:Elsen l:Norland o:Lower Norland"),
        ] {
            assert_eq!(found(text, "kind,name\n"), expected, "{text}");
        }
    }

    #[test]
    fn a_users_row_always_counts() {
        let own = "kind,name,caution\norganization,Tavmark,\nperson,Villa,y\nnever,Elsen,\n";
        assert_eq!(found("He saw Villa Tavmark Opera in Elsen.", own), "o:Tavmark");
        assert_eq!(found("He read the Tavmark Times, Mr. Villa said.", own), "o:Tavmark Times p:Villa");
    }
}
