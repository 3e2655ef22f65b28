//! Which part of an article each paragraph is, as far as its place and its words show it: the phrases are in `data/sections.csv`.

use crate::document::{Document, Paragraph, Section as Kept, Shape, TokenKind, TokenRange};
use crate::extraction::Section;
use crate::lexicon::fold_word;
use crate::table::reader::Table;
use once_cell::sync::Lazy;

/// Longest beginning of a paragraph that is looked at, in bytes.
const BEGINNING: usize = 60;
/// Longest paragraph that a phrase anywhere in it can make a caption, in bytes.
const SHORT: usize = 400;
/// Longest headline and heading, in tokens.
const HEADLINE: u32 = 24;
/// Longest standfirst, in tokens.
const STANDFIRST: u32 = 60;
/// Longest heading like *About Korvin Mills*, in tokens.
const HEADING: u32 = 8;

/// Where in a paragraph a phrase tells its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It begins with it.
    Starts,
    /// A short one has it anywhere.
    Holds,
    /// It is nothing else, and all that follows belongs to the section too.
    From,
}

/// A phrase that tells a section.
#[derive(Debug)]
struct Sign {
    section: Section,
    words: String,
    place: Place,
}

static SIGNS: Lazy<Vec<Sign>> = Lazy::new(|| {
    let table = Table::parse(include_str!("../data/sections.csv"), &["section", "words", "place"]);
    let sign = |row: crate::table::reader::Row<'_>| {
        let section = [Section::Caption, Section::Correction, Section::Boilerplate].into_iter();
        Some(Sign {
            section: section.into_iter().find(|s| s.name() == row.get("section"))?,
            words: row.get("words").to_owned(),
            place: match row.get("place") {
                "starts" => Place::Starts,
                "holds" => Place::Holds,
                "from" => Place::From,
                _ => return None,
            },
        })
    };
    table.map(|table| table.rows().filter_map(sign).collect()).unwrap_or_default()
});

/// The section of each paragraph.
pub(crate) fn of(document: &Document<'_>) -> Vec<Section> {
    let paragraphs = &document.paragraphs;
    let mut sections = Vec::with_capacity(paragraphs.len());
    let mut rest = None;
    for paragraph in paragraphs {
        let text = document.text(TokenRange::new(paragraph.first_token, paragraph.end_token));
        let (section, goes_on) = by_words(text).or_else(|| about(document, paragraph)).unwrap_or((Section::Body, false));
        rest = if goes_on { Some(section) } else { rest };
        sections.push(if section == Section::Body { rest.unwrap_or_default() } else { section });
    }
    mark_head(document, &mut sections);
    sections
}

/// The section that a paragraph's words tell, and whether all that follows belongs to it.
fn by_words(text: &str) -> Option<(Section, bool)> {
    let short = text.len() <= SHORT;
    let mut end = text.len().min(if short { SHORT } else { BEGINNING });
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let folded = fold_word(text.get(..end)?);
    let says = |sign: &&Sign| match sign.place {
        Place::Starts => folded.starts_with(sign.words.as_str()),
        Place::Holds => short && folded.contains(sign.words.as_str()),
        Place::From => folded.trim() == sign.words,
    };
    SIGNS.iter().find(says).map(|sign| (sign.section, sign.place == Place::From))
}

/// *About Korvin Mills* and *About Korvin Mills: …* begin what a company says of itself at the end of all it sends out.
fn about(document: &Document<'_>, paragraph: &Paragraph) -> Option<(Section, bool)> {
    let first = paragraph.first_token;
    if document.lower_at(first) != "about" || document.word_at(first).shape == Shape::Lower {
        return None;
    }
    let colon = (first + 1..paragraph.end_token.min(first + HEADING)).find(|&t| document.kind_at(t) == Some(TokenKind::Colon));
    let end = colon.unwrap_or(paragraph.end_token);
    let name = |t: u32| document.word_at(t).shape != Shape::Lower || document.word_at(t).lower.len() < 4;
    let heading = end > first + 1 && end - first <= HEADING && (first + 1..end).all(name) && !stops(document, first, end);
    (heading && document.kind_at(first + 1) != Some(TokenKind::Number)).then_some((Section::Boilerplate, true))
}

/// Whether a range of tokens ends as a sentence does.
fn stops(document: &Document<'_>, first: u32, end: u32) -> bool {
    let mut last = (first..end).rev().skip_while(|&t| document.token(t).is_mark());
    last.next().is_some_and(|t| matches!(document.kind_at(t), Some(TokenKind::Stop | TokenKind::Colon)))
}

/// The headline, and the standfirst below it: what stands before the byline, or a line without a stop.
fn mark_head(document: &Document<'_>, sections: &mut [Section]) {
    let length = |p: usize| document.paragraphs.get(p).map_or(0, |p| p.end_token - p.first_token);
    let unfinished = |p: usize| document.paragraphs.get(p).is_some_and(|p| !stops(document, p.first_token, p.end_token));
    let longer = (1..document.paragraphs.len().min(8)).any(|p| length(p) > length(0));
    let kept = document.paragraphs.first().is_some_and(|p| p.section == Kept::Headline);
    let is_body = |sections: &[Section], p: usize| sections.get(p) == Some(&Section::Body);
    let byline = document.paragraphs.iter().take(5).position(|p| p.byline);
    if !is_body(sections, 0) || byline == Some(0) || !(kept || longer && unfinished(0) && length(0) <= HEADLINE) {
        return;
    }
    sections[0] = Section::Headline;
    for p in 1..sections.len().min(4) {
        let above_byline = byline.is_some_and(|byline| p < byline);
        let line = p == 1 && unfinished(p) && sections.len() > 2;
        let byline_itself = byline == Some(p);
        if byline_itself || !(above_byline || line) || length(p) > STANDFIRST || !is_body(sections, p) {
            break;
        }
        sections[p] = Section::Standfirst;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    fn sections(text: &str) -> Vec<&'static str> {
        let document = Document::new(text, &builtin::resources().lexicon);
        of(&document).into_iter().map(Section::name).collect()
    }

    #[test]
    fn every_sign_of_the_table_is_read() {
        let rows = Table::parse(include_str!("../data/sections.csv"), &[]).expect("the table").len();
        assert_eq!(SIGNS.len(), rows);
        for sign in SIGNS.iter() {
            assert_eq!(sign.words, fold_word(&sign.words), "words are folded");
            let text = if sign.place == Place::From { sign.words.clone() } else { format!("{} of the mill", sign.words) };
            assert!(by_words(&text).is_some(), "{text}");
        }
    }

    #[test]
    fn the_head_of_an_article() {
        let text = "Dam is ‘sound’\n\nIda Brandt sees no danger to the valley.\n\nBy Jane Doe\n\nThe dam is sound, Ida Brandt said on Monday in a hall full of people.";
        assert_eq!(sections(text), ["headline", "standfirst", "body", "body"]);
        assert_eq!(sections("“It holds.”\n\nShe left the hall and went home in the rain."), ["body", "body"]);
    }

    #[test]
    fn the_tail_of_an_article() {
        let text = "The dam held all night long.\n\nPhoto: Clara Whitby/Nordic Agency\n\nCorrection: The dam was built in 1960.\n\n\
                    About 300 people came.\n\nAbout Korvin Mills\n\nKorvin Mills builds dams.";
        let expected = ["body", "caption", "correction", "body", "boilerplate", "boilerplate"];
        assert_eq!(sections(text), expected);
    }
}
