//! What the tagger knows of a document before it looks at single tokens: runs, hits, circumstances, tags of words.

use super::circumstances::Elsewhere;
use super::echoes::Echoes;
use super::joins::{self, Link};
use super::runs::{self, Case, Run};
use crate::document::{Document, Shape, Token, TokenKind, TokenRange};
use crate::gazetteer::RowKind;
use crate::hits::Hits;
use crate::lexicon::{Class, Entry};

/// The kinds of rows that hits are told apart by.
pub(crate) const ROW_KINDS: usize = RowKind::ALL.len();

/// Where in a hit a token stands, for one kind of row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cover {
    /// 0 in no hit; 1 begins, 2 inside, 3 last, 4 alone.
    pub(crate) part: u8,
    /// 1 as spelled in the table, 2 in other letter case, 3 a form that needs support.
    pub(crate) trust: u8,
    /// Tokens of the hit, 3 at most.
    pub(crate) len: u8,
    /// 0 to 2 by the row's weight.
    pub(crate) weight: u8,
}

/// The context of the tokens of a document.
#[derive(Debug)]
pub(crate) struct Context<'c, 't> {
    pub(crate) document: &'c Document<'t>,
    pub(crate) cases: Vec<Case>,
    pub(crate) runs: Vec<Run>,
    /// By token.
    pub(crate) run_of: Vec<u32>,
    /// By run.
    pub(crate) links: Vec<Link>,
    pub(crate) echoes: Echoes,
    /// What the document is about.
    pub(crate) topic: &'static str,
    /// By token.
    pub(crate) circumstances: Vec<u16>,
    pub(crate) elsewhere: Elsewhere,
    /// By token.
    pub(crate) covers: Vec<[Cover; ROW_KINDS]>,
    /// By token: 0 in no phrase of titles and roles, 1 inside, 2 its last word.
    pub(crate) titles: Vec<u8>,
    /// By word number: the tag of the word.
    pub(crate) tags: Vec<&'static str>,
    /// By paragraph: whether most of it is figures, as in a table of results.
    pub(crate) tables: Vec<bool>,
    /// By paragraph: whether it is a short line without a stop, as headings are.
    pub(crate) headings: Vec<bool>,
}

/// Most tokens of a heading.
const HEADING: u32 = 12;

impl<'c, 't> Context<'c, 't> {
    pub(crate) fn new(document: &'c Document<'t>, hits: &Hits) -> Self {
        let cases = runs::cases(document);
        let (runs, run_of) = runs::find(document, &cases);
        let circumstances = runs::circumstances(document, &runs, &run_of, &cases);
        let elsewhere = Elsewhere::new(document, &circumstances);
        let links = joins::links(document, &runs);
        let echoes = Echoes::new(document, &runs, &links);
        let mut tags = vec![""; document.distinct_words()];
        for token in &document.tokens {
            let tag = &mut tags[token.word as usize];
            if tag.is_empty() {
                *tag = tag_of(document, token);
            }
        }
        let tables = document
            .paragraphs
            .iter()
            .map(|p| {
                let tokens = &document.tokens[p.first_token as usize..p.end_token as usize];
                let figures = tokens.iter().filter(|t| t.kind == TokenKind::Number).count();
                figures >= 2 && figures * 5 >= tokens.len()
            })
            .collect();
        let headings = document
            .paragraphs
            .iter()
            .map(|p| {
                let last = p.end_token.checked_sub(1).map(|t| document.token(t).kind);
                p.end_token - p.first_token <= HEADING && last != Some(TokenKind::Stop) && document.paragraphs.len() > 1
            })
            .collect();
        Context {
            document,
            cases,
            runs,
            run_of,
            links,
            echoes,
            topic: document.topic(),
            circumstances,
            elsewhere,
            covers: covers(document, hits),
            titles: titles(document, hits),
            tags,
            tables,
            headings,
        }
    }

    /// The token `offset` tokens away in the same paragraph.
    #[inline]
    pub(crate) fn beside(&self, t: u32, offset: i32) -> Option<u32> {
        let at = t.checked_add_signed(offset)?;
        let token = self.document.tokens.get(at as usize)?;
        (token.paragraph == self.document.token(t).paragraph).then_some(at)
    }

    pub(crate) fn tag(&self, t: u32) -> &'static str {
        self.tags[self.document.token(t).word as usize]
    }

    pub(crate) fn case_at(&self, t: u32) -> Case {
        self.cases.get(self.document.token(t).sentence as usize).copied().unwrap_or(Case::Mixed)
    }

    pub(crate) fn run_at(&self, t: u32) -> Option<&Run> {
        self.runs.get(self.run_of[t as usize] as usize)
    }
}

/// For each token and kind of row, the best hit over it: the longest, then the one spelled as in the table.
fn covers(document: &Document<'_>, hits: &Hits) -> Vec<[Cover; ROW_KINDS]> {
    let mut covers = vec![[Cover::default(); ROW_KINDS]; document.tokens.len()];
    let mut longest = vec![[0u32; ROW_KINDS]; document.tokens.len()];
    for hit in &hits.names {
        let len = hit.tokens.len();
        let trust = match (hit.caution, hit.exact) {
            (false, true) => 1,
            (false, false) => 2,
            (true, _) => 3,
        };
        let kind = hit.kind as usize;
        // better: longer, then more trusted
        let rank = len * 4 + (3 - u32::from(trust));
        for t in hit.tokens.iter() {
            let best = &mut longest[t as usize][kind];
            if *best > rank {
                continue;
            }
            *best = rank;
            let part = match (t == hit.tokens.start, t + 1 == hit.tokens.end) {
                (true, true) => 4,
                (true, false) => 1,
                (false, true) => 3,
                (false, false) => 2,
            };
            let weight = match hit.weight {
                0..=44 => 0,
                45..=64 => 1,
                _ => 2,
            };
            covers[t as usize][kind] = Cover { part, trust, len: len.min(3) as u8, weight };
        }
    }
    covers
}

fn titles(document: &Document<'_>, hits: &Hits) -> Vec<u8> {
    let mut titles = vec![0; document.tokens.len()];
    let mut mark = |tokens: TokenRange| {
        for t in tokens.iter() {
            titles[t as usize] = if t + 1 == tokens.end { 2 } else { titles[t as usize].max(1) };
        }
    };
    for phrase in &hits.phrases {
        if phrase.entry.has_any(&[Class::Title, Class::Honorific, Class::Role]) {
            mark(phrase.tokens);
        }
    }
    titles
}

/// A word in one of some thirty classes, the most telling first.
fn tag_of(document: &Document<'_>, token: &Token) -> &'static str {
    match token.kind {
        TokenKind::Word => {}
        TokenKind::Number => return "number",
        TokenKind::Url => return "url",
        TokenKind::Clitic => return "clitic",
        TokenKind::DoubleMark | TokenKind::SingleMark => return "mark",
        TokenKind::Comma => return "comma",
        TokenKind::Stop => return "stop",
        TokenKind::Colon => return "colon",
        TokenKind::Semicolon => return "semicolon",
        TokenKind::Dash => return "dash",
        TokenKind::Hyphen => return "hyphen",
        TokenKind::OpenBracket => return "open",
        TokenKind::CloseBracket => return "close",
        TokenKind::Other => return "other",
    }
    let word = document.word(token);
    tag_of_entry(&word.entry, word.shape)
}

fn tag_of_entry(entry: &Entry, shape: Shape) -> &'static str {
    const ORDER: [(Class, &str); 32] = [
        (Class::Honorific, "honorific"),
        (Class::PersonSuffix, "person_suffix"),
        (Class::OrgSuffix, "org_suffix"),
        (Class::OrgHead, "org_head"),
        (Class::PlaceHead, "place_head"),
        (Class::Determiner, "determiner"),
        (Class::Possessive, "possessive"),
        (Class::PronounSubject, "pronoun"),
        (Class::PronounObject, "pronoun"),
        (Class::Preposition, "preposition"),
        (Class::Conjunction, "conjunction"),
        (Class::Weekday, "weekday"),
        (Class::Month, "month"),
        (Class::Title, "title"),
        (Class::Role, "role"),
        (Class::PlacePrefix, "place_prefix"),
        (Class::Direction, "direction"),
        (Class::Auxiliary, "auxiliary"),
        (Class::Modal, "auxiliary"),
        (Class::Relative, "relative"),
        (Class::Demonstrative, "demonstrative"),
        (Class::Subordinator, "subordinator"),
        (Class::Interrogative, "interrogative"),
        (Class::NumberWord, "number_word"),
        (Class::TimeNoun, "time"),
        (Class::PeopleNoun, "people"),
        (Class::OrganizationNoun, "body"),
        (Class::DocumentNoun, "document"),
        (Class::SpeechVerb, "speech"),
        (Class::Particle, "particle"),
        (Class::Adverb, "adverb"),
        (Class::Unit, "unit"),
    ];
    if let Some((_, tag)) = ORDER.iter().find(|(class, _)| entry.has(*class)) {
        return tag;
    }
    let common = (1..=35).contains(&entry.level);
    match (shape == Shape::Lower, entry.given, entry.surname, common) {
        (true, _, _, true) => "common",
        (true, _, _, false) => "small",
        (_, 4.., _, false) => "given",
        (_, 1.., _, false) if entry.given >= entry.surname => "rare_given",
        (_, _, 1.., false) => "surname",
        (_, 2.., _, true) => "given_common",
        (_, _, 2.., true) => "surname_common",
        (_, _, _, true) => "common",
        _ => "unknown",
    }
}
