//! A page of cases, read line by line: what is a case, its article and its bullets; everything else is prose.

use super::bullet::{self, Bullet, Expected, Who};
use super::content::occurrences;
use super::{Case, Page};
use crate::error::Error;
use crate::extractor::Extractor;
use std::path::Path;

const NOT_YET: &str = "*not yet*";

/// What a block of code says behind its opening mark that holds names for a case.
const GAZETTEER: &str = "gazetteer";

/// A bullet of a case and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Counted from 1.
    pub(super) number: usize,
    pub(super) not_yet: bool,
    pub(super) bullet: Bullet,
}

/// What the last line belonged to: a line without a mark of its own goes on with it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    None,
    Article,
    Bullet,
}

/// The names that a case brings, and where they stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    pub(super) csv: String,
    /// The line before the table's first.
    line: u64,
}

impl Names {
    /// An error of the table with its line of the page.
    pub(super) fn place(&self, error: Error) -> Error {
        let line = self.line + error.line().unwrap_or(1);
        error.at_line(line)
    }
}

/// A case while it is read: its bullets are still text.
#[derive(Default)]
struct Draft {
    title: String,
    line: usize,
    not_yet: bool,
    article: String,
    names: Option<Names>,
    bullets: Vec<(usize, String)>,
}

/// Reads a page; `file` stands in its errors.
pub(super) fn read(file: &Path, text: &str) -> Result<Page, Error> {
    let at = |error: Error, line: usize| error.in_file(file).at_line(line as u64);
    let mut cases = Vec::new();
    let mut draft: Option<Draft> = None;
    let mut block = Block::None;
    let mut fenced = false;
    // whether the block of code is a table of names
    let mut table = false;
    for (index, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
        let number = index + 1;
        let trimmed = line.trim();
        if trimmed.starts_with("```") {
            fenced = !fenced;
            table = fenced && trimmed.trim_start_matches('`').trim() == GAZETTEER;
            if table {
                let names = Names { csv: String::new(), line: number as u64 };
                let Some(case) = &mut draft else {
                    let error =
                        Error::data("names outside of a case").mend("put them under the heading of the case they are for");
                    return Err(at(error, number));
                };
                if case.names.replace(names).is_some() {
                    let error = Error::data("a case has its names in one block").mend("put all of them into the first");
                    return Err(at(error, number));
                }
            }
        } else if let Some(names) = draft.as_mut().and_then(|case| case.names.as_mut()).filter(|_| table) {
            names.csv.push_str(line);
            names.csv.push('\n');
        }
        if fenced || trimmed.is_empty() || trimmed.starts_with("```") {
            block = Block::None;
        } else if let Some(title) = line.strip_prefix("## ") {
            if let Some(draft) = draft.replace(start(title, number)) {
                cases.push(finish(draft).map_err(|(error, line)| at(error, line))?);
            }
            block = Block::None;
        } else if let Some(words) = trimmed.strip_prefix('>') {
            let Some(case) = &mut draft else {
                let error = Error::data("an article outside of a case").mend("begin each case with a heading `## What it shows`");
                return Err(at(error, number));
            };
            add_line(case, words.strip_prefix(' ').unwrap_or(words), block);
            block = Block::Article;
        } else if let Some((case, words)) = draft.as_mut().zip(item(trimmed)) {
            case.bullets.push((number, words.to_owned()));
            block = Block::Bullet;
        } else if block == Block::Article {
            let error = Error::data("a line that goes straight on from the article");
            return Err(at(error.mend("begin it with `>`, or leave an empty line before it"), number));
        } else if let Some((_, words)) =
            draft.as_mut().filter(|_| block == Block::Bullet).and_then(|case| case.bullets.last_mut())
        {
            words.push(' ');
            words.push_str(trimmed);
        }
    }
    if fenced {
        return Err(Error::data("a code block that is not closed").mend("close it with ```").in_file(file));
    }
    match draft {
        Some(draft) => cases.push(finish(draft).map_err(|(error, line)| at(error, line))?),
        None => {
            let error = Error::data("a page without a case tests nothing");
            return Err(error.mend("begin each case with a heading `## What it shows`").in_file(file));
        }
    }
    Ok(Page { file: file.to_owned(), cases })
}

/// The words of a list item.
fn item(line: &str) -> Option<&str> {
    ["- ", "* ", "+ "].iter().find_map(|dash| line.strip_prefix(dash))
}

fn start(title: &str, line: usize) -> Draft {
    let marked = format!("({NOT_YET})");
    let not_yet = title.contains(&marked);
    Draft { title: title.replace(&marked, "").trim().to_owned(), line, not_yet, ..Draft::default() }
}

/// Adds a line to the article; another block quote begins another paragraph.
fn add_line(case: &mut Draft, words: &str, block: Block) {
    if block == Block::Article {
        case.article.push('\n');
    } else if !case.article.is_empty() {
        case.article.push_str("\n\n");
    }
    case.article.push_str(words.trim_end());
}

/// Reads the bullets of a case and holds them against its article; an error comes with its line.
fn finish(draft: Draft) -> Result<Case, (Error, usize)> {
    let Draft { title, line, not_yet, article, names, bullets } = draft;
    if let Some(names) = &names {
        Extractor::new().knowing(&names.csv).map_err(|error| {
            let error = names.place(error);
            let line = error.line().map_or(line, |line| line as usize);
            (error, line)
        })?;
    }
    if article.trim().is_empty() {
        let error = Error::data(format!("the case “{title}” has no article"));
        return Err((error.mend("put the article under the heading, each line after a `>`"), line));
    }
    if bullets.is_empty() {
        let error = Error::data(format!("the case “{title}” asks for nothing"));
        return Err((error.mend("list under the article who said what, or the people it names"), line));
    }
    let mut lines = Vec::new();
    for (number, words) in bullets {
        let (not_yet, words) = match words.strip_prefix(NOT_YET) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, words.as_str()),
        };
        let bullet = bullet::parse(words).map_err(|wrong| (Error::data(wrong.what).mend(wrong.mend), number))?;
        if let Some(missing) = printed(&bullet).into_iter().find(|words| occurrences(&article, words).is_empty()) {
            let error = Error::data(format!("`{missing}` does not stand in the article"));
            return Err((error.mend("write it letter by letter as the article has it; `[…]` stands for words left out"), number));
        }
        lines.push(Line { number, not_yet, bullet });
    }
    Ok(Case { title, line, not_yet, article, names, lines })
}

/// Everything in a bullet that must stand in the article as written.
fn printed(bullet: &Bullet) -> Vec<&str> {
    match bullet {
        Bullet::Quotation(expected) => {
            let Expected { who, description, parts, cue, addressee, source, via, .. } = &**expected;
            let via = via.as_ref().filter(|via| *via != "none");
            let names = match who {
                Who::Named(names) => names.as_slice(),
                Who::Without(_) => &[],
            };
            let others = [description, cue, addressee, source].into_iter().flatten().chain(via);
            names.iter().chain(parts).chain(others).map(String::as_str).collect()
        }
        Bullet::Refusal(refusal) => {
            let names = match &refusal.who {
                Who::Named(names) => names.as_slice(),
                Who::Without(_) => &[],
            };
            names.iter().chain(&refusal.source).chain([&refusal.cue]).map(String::as_str).collect()
        }
        Bullet::NotSpeech(words) | Bullet::NoName(words) => vec![words],
        Bullet::Open(words, names) => std::iter::once(words).chain(names).map(String::as_str).collect(),
        Bullet::Names(_, names) => names.iter().map(String::as_str).collect(),
        Bullet::Links(links) => links.iter().map(|(name, _)| &**name).collect(),
        Bullet::Acts(_) | Bullet::Date(_) => Vec::new(),
    }
}
