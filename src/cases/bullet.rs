//! One bullet of a case: who said what, what is no quotation, which names there are.

use super::content::{parts, tidy};
use crate::date::Date;
use crate::lexicon::Act;
use crate::mentions::Kind;
use crate::quotations::{QuoteKind, Status};
use crate::speakers::Unresolved;

/// What a bullet asks for.
#[derive(Debug, Clone)]
pub(super) enum Bullet {
    Quotation(Box<Expected>),
    /// Somebody declined to say anything.
    Refusal(Refusing),
    /// These words are in marks, but no quotation.
    NotSpeech(String),
    /// No mention with exactly these words is a name.
    NoName(String),
    /// A mention with these words is left open between entities with these names.
    Open(String, Vec<String>),
    /// Entities of this kind have these names.
    Names(Kind, Vec<String>),
    /// Entities are linked to rows with these ids.
    Links(Vec<(String, Vec<String>)>),
    /// The day the article is of.
    Date(String),
    /// The acts to ask the extractor for.
    Acts(Vec<Act>),
}

/// A quotation that must be found.
#[derive(Debug, Clone)]
pub(super) struct Expected {
    pub(super) who: Who,
    /// For named speakers a role, as the article gives it; otherwise the words of the source.
    pub(super) description: Option<String>,
    /// The content as the page writes it.
    pub(super) written: String,
    /// Its parts, direct ones without their marks.
    pub(super) parts: Vec<String>,
    pub(super) kind: QuoteKind,
    pub(super) act: Act,
    pub(super) status: Status,
    pub(super) cue: Option<String>,
    pub(super) addressee: Option<String>,
    pub(super) source: Option<String>,
    pub(super) line: Option<usize>,
    /// Who passed it on; *none* for nobody.
    pub(super) via: Option<String>,
    pub(super) section: Option<String>,
    /// The line of the first quotation with the same words; *none* for no other.
    pub(super) same_as: Option<String>,
    /// The edits as they stand, joined by commas; *none* for no edit.
    pub(super) edits: Option<String>,
}

/// A refusal that must be found.
#[derive(Debug, Clone)]
pub(super) struct Refusing {
    pub(super) who: Who,
    /// The words of the source.
    pub(super) source: Option<String>,
    pub(super) cue: String,
}

/// Who must be its speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    Named(Vec<String>),
    Without(Unresolved),
}

/// What is wrong with a bullet, and how to mend it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) what: String,
    pub(super) mend: String,
}

fn wrong<T>(what: impl Into<String>, mend: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong { what: what.into(), mend: mend.into() })
}

const KINDS: [QuoteKind; 3] = [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect];
const STATUSES: [Status; 5] = [Status::Asserted, Status::Denied, Status::Negated, Status::Hypothetical, Status::Asked];
const WITHOUT: [(&str, Unresolved); 4] = [
    ("unnamed", Unresolved::Unnamed),
    ("ambiguous", Unresolved::Ambiguous),
    ("no source", Unresolved::NoSource),
    ("unsure", Unresolved::Unsure),
];

/// The words with which a page says that a quotation has no speaker.
pub(super) fn label(unresolved: Unresolved) -> &'static str {
    WITHOUT.iter().find(|(_, u)| *u == unresolved).map_or("unresolved", |(label, _)| label)
}

/// Reads a bullet without its dash and its *not yet*.
pub(super) fn parse(text: &str) -> Result<Bullet, Wrong> {
    if let Some(words) = text.strip_prefix("*not speech*:") {
        return Ok(Bullet::NotSpeech(filled(words)?));
    }
    if let Some(words) = text.strip_prefix("*no name*:") {
        return Ok(Bullet::NoName(filled(words)?));
    }
    if let Some(words) = text.strip_prefix("*open*:") {
        return open(words);
    }
    if text.starts_with('*') {
        return match text.strip_suffix(REFUSAL) {
            Some(refusal) => refusing(refusal).map(Bullet::Refusal),
            None => quotation(text).map(|expected| Bullet::Quotation(Box::new(expected))),
        };
    }
    let Some((label, list)) = text.split_once(':') else {
        return wrong("a bullet that says nothing about the article", USAGE);
    };
    let items: Vec<&str> = list.split(", ").map(str::trim).filter(|item| !item.is_empty()).collect();
    if items.is_empty() {
        return wrong(
            format!("`{label}:` without anything"),
            "list what must be found, separated by commas, or leave the line out",
        );
    }
    let names = |kind| Ok(Bullet::Names(kind, items.iter().map(|item| tidy(item)).collect()));
    match label.trim() {
        "people" => names(Kind::Person),
        "organizations" | "organisations" => names(Kind::Organization),
        "places" => names(Kind::Place),
        "links" => items.iter().map(|item| link(item)).collect::<Result<_, _>>().map(Bullet::Links),
        "date" if Date::parse(list.trim()).is_some() => Ok(Bullet::Date(list.trim().to_owned())),
        "date" => wrong(format!("`{}` is no date", list.trim()), "write it as 2025-06-09, 2025-06 or 2025"),
        "acts" if items == ["all"] => Ok(Bullet::Acts(Act::ALL.to_vec())),
        "acts" => match items.iter().map(|item| Act::named(item)).collect() {
            Some(acts) => Ok(Bullet::Acts(acts)),
            None => wrong(format!("no such acts: {}", list.trim()), "write `all`, or some of speech, writing, thought, intent"),
        },
        other => wrong(format!("a bullet that begins with `{other}:`"), USAGE),
    }
}

const USAGE: &str = "a bullet begins with a speaker (`**Name**`, `*unnamed*`, `*ambiguous*`, `*no source*`, `*unsure*`), `*not speech*:`, \
                     `*no name*:`, `*open*:`, `people:`, `organizations:`, `places:`, `links:`, `date:` or `acts:`";

/// `Holm (Edda Holm, Karl Holm)`
fn open(text: &str) -> Result<Bullet, Wrong> {
    let parts = text.trim().strip_suffix(')').and_then(|text| text.split_once('('));
    let Some((words, names)) = parts else {
        return wrong("an open mention without what it could be", "write `*open*: words (Name, Name)`");
    };
    let names = names.split(", ").map(filled).collect::<Result<_, _>>()?;
    Ok(Bullet::Open(filled(words)?, names))
}

/// `Georgia = loc:georgia or loc:georgia-us`
fn link(text: &str) -> Result<(String, Vec<String>), Wrong> {
    let Some((name, ids)) = text.split_once(" = ") else {
        return wrong(format!("`{text}` links nothing"), "write `Name = id`, `Name = id or id` or `Name = none`");
    };
    let ids = if ids.trim() == "none" { Vec::new() } else { ids.split(" or ").map(filled).collect::<Result<_, _>>()? };
    Ok((filled(name)?, ids))
}

fn filled(words: &str) -> Result<String, Wrong> {
    let words = tidy(words);
    if words.is_empty() { wrong("a bullet without words", "write the words as they stand in the article") } else { Ok(words) }
}

/// What a bullet about a refusal ends with.
const REFUSAL: &str = "*refusal*";

/// `**Name** (the words of the source): declined to comment *refusal*`
fn refusing(text: &str) -> Result<Refusing, Wrong> {
    let (who, rest) = speaker(text)?;
    let (source, rest) = description(rest)?;
    let Some(cue) = rest.strip_prefix(':') else {
        return wrong("a speaker without a colon after it", "write `**Name**: declined to comment *refusal*`");
    };
    Ok(Refusing { who, source, cue: filled(cue)? })
}

/// `**Name** (description): content *kind*, cue *said*`
fn quotation(text: &str) -> Result<Expected, Wrong> {
    let (who, rest) = speaker(text)?;
    let (description, rest) = description(rest)?;
    let Some(rest) = rest.strip_prefix(':') else {
        return wrong("a speaker without a colon after it", "write `**Name** (description): content *direct*`");
    };
    let found = KINDS.iter().filter_map(|kind| rest.rfind(&format!("*{}*", kind.name()))).max();
    let Some((content, tags)) = found.and_then(|at| rest.split_at_checked(at)) else {
        return wrong("a quotation without its kind", "write *direct*, *mixed* or *indirect* after the content");
    };
    let mut expected = Expected {
        who,
        description,
        written: filled(content)?,
        parts: Vec::new(),
        kind: QuoteKind::Direct,
        act: Act::Speech,
        status: Status::Asserted,
        cue: None,
        addressee: None,
        source: None,
        line: None,
        via: None,
        section: None,
        same_as: None,
        edits: None,
    };
    read_tags(tags, &mut expected)?;
    expected.parts = parts(&expected.written, expected.kind == QuoteKind::Direct);
    if expected.parts.iter().any(String::is_empty) {
        return wrong("a content with an empty part", "write words on both sides of ` … `");
    }
    Ok(expected)
}

/// `**Name** and **Name**` or `*unnamed*`, and what follows.
fn speaker(text: &str) -> Result<(Who, &str), Wrong> {
    for (label, unresolved) in WITHOUT {
        if let Some(rest) = text.strip_prefix(&format!("*{label}*")) {
            return Ok((Who::Without(unresolved), rest));
        }
    }
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((name, after)) = rest.strip_prefix("**").and_then(|r| r.split_once("**")) {
        names.push(tidy(name));
        let next = after.strip_prefix(" and ").or_else(|| after.strip_prefix(", ")).filter(|r| r.starts_with("**"));
        rest = next.unwrap_or(after);
        if next.is_none() {
            break;
        }
    }
    if names.is_empty() || names.iter().any(String::is_empty) {
        return wrong("a bullet without a speaker that can be read", USAGE);
    }
    Ok((Who::Named(names), rest))
}

/// A phrase in round brackets, which may hold others, and what follows.
fn description(text: &str) -> Result<(Option<String>, &str), Wrong> {
    let Some(inner) = text.trim_start().strip_prefix('(') else { return Ok((None, text)) };
    let mut depth = 1;
    for (at, c) in inner.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let (phrase, rest) = inner.split_at_checked(at).unwrap_or((inner, ""));
            return Ok((Some(filled(phrase)?), rest.strip_prefix(')').unwrap_or(rest)));
        }
    }
    wrong("a bracket that is not closed", "close the description with `)`")
}

/// `*direct*, *writing*, cue *wrote*, to *her*`
fn read_tags(tags: &str, expected: &mut Expected) -> Result<(), Wrong> {
    const TAGS: &str = "after the kind may follow a status, an act, cue *…*, to *…*, source *…*, via *…*, section *…*, same as *…*, edits *…* and line *…*, separated by commas";
    let mut rest = tags.trim();
    while !rest.is_empty() {
        let Some((label, (value, after))) = rest.split_once('*').and_then(|(l, r)| Some((l.trim(), r.split_once('*')?))) else {
            return wrong(format!("`{rest}` cannot be read"), TAGS);
        };
        let value = filled(value)?;
        match label {
            "" => read_word(&value, expected)?,
            "cue" => expected.cue = Some(value),
            "to" => expected.addressee = Some(value),
            "source" => expected.source = Some(value),
            "via" => expected.via = Some(value),
            "section" => expected.section = Some(value),
            "same as" => expected.same_as = Some(value),
            "edits" => expected.edits = Some(value),
            "line" => match value.parse() {
                Ok(line) => expected.line = Some(line),
                Err(_) => return wrong(format!("line *{value}* is no number"), "count the lines of the article from 1"),
            },
            other => return wrong(format!("`{other}` is not known"), TAGS),
        }
        rest = after.trim_start();
        if let Some(next) = rest.strip_prefix(',') {
            rest = next.trim_start();
        } else if !rest.is_empty() {
            return wrong(format!("`{rest}` cannot be read"), TAGS);
        }
    }
    Ok(())
}

fn read_word(word: &str, expected: &mut Expected) -> Result<(), Wrong> {
    if let Some(kind) = KINDS.into_iter().find(|k| k.name() == word) {
        expected.kind = kind;
    } else if let Some(status) = STATUSES.into_iter().find(|s| s.name() == word) {
        expected.status = status;
    } else if let Some(act) = Act::named(word) {
        expected.act = act;
    } else {
        return wrong(
            format!("*{word}* is neither a kind, a status nor an act"),
            "statuses are *denied*, *negated*, *hypothetical* and *asked*, acts *writing*, *thought* and *intent*",
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected(text: &str) -> Expected {
        match parse(text) {
            Ok(Bullet::Quotation(expected)) => *expected,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_bullet_with_everything() {
        let e = expected(
            "**Ada Moor** and **Bo Lind** (the heads (both) of it): “We *all* knew,” … “yes.” *direct*, *writing*, *denied*, cue *told*, \
             to *the Daily, Ltd.*, source *they*, line *3*",
        );
        assert_eq!(e.who, Who::Named(vec!["Ada Moor".into(), "Bo Lind".into()]));
        assert_eq!(e.description.as_deref(), Some("the heads (both) of it"));
        assert_eq!(e.parts, ["We *all* knew,", "yes."]);
        assert_eq!((e.kind, e.act, e.status), (QuoteKind::Direct, Act::Writing, Status::Denied));
        assert_eq!(e.cue.as_deref(), Some("told"));
        assert_eq!(e.addressee.as_deref(), Some("the Daily, Ltd."));
        assert_eq!(e.source.as_deref(), Some("they"));
        assert_eq!(e.line, Some(3));
    }

    #[test]
    fn what_stands_beside_a_quotation() {
        let e = expected("**Ada Moor**: “Yes” *direct*, via *her lawyer*, section *headline*, same as *none*, edits *[sic], …*");
        assert_eq!((e.via.as_deref(), e.section.as_deref()), (Some("her lawyer"), Some("headline")));
        assert_eq!((e.same_as.as_deref(), e.edits.as_deref()), (Some("none"), Some("[sic], …")));
        match parse("*unnamed* (a clerk): declined to comment *refusal*") {
            Ok(Bullet::Refusal(refusal)) => {
                assert_eq!(refusal.who, Who::Without(Unresolved::Unnamed));
                assert_eq!((refusal.source.as_deref(), &*refusal.cue), (Some("a clerk"), "declined to comment"));
            }
            other => panic!("{other:?}"),
        }
        assert!(parse("**Ada Moor** declined *refusal*").is_err());
    }

    #[test]
    fn speakers_that_are_none() {
        assert_eq!(expected("*no source*: words: more *indirect*").who, Who::Without(Unresolved::NoSource));
        assert_eq!(expected("*unnamed* (a witness): “No.” *direct*").description.as_deref(), Some("a witness"));
    }

    #[test]
    fn malformed_bullets_say_how_to_mend_them() {
        for text in [
            "",
            "nothing",
            "Bob: “Hi” *direct*",
            "**Bob: “Hi” *direct*",
            "**Bob** “Hi” *direct*",
            "**Bob** (a: “Hi” *direct*",
            "**Bob**: “Hi”",
            "**Bob**:  *direct*",
            "**Bob**: a …  *direct* x",
            "**Bob**: “Hi” *direct*, *loud*",
            "**Bob**: “Hi” *direct*, line *x*",
            "**Bob**: “Hi” *direct*, cue said",
            "**Bob**: “Hi” *direct* cue *said*",
            "*nobody*: “Hi” *direct*",
            "*not speech*:",
            "people:",
            "*open*: Holm",
            "*open*: (Edda Holm)",
            "links: Georgia",
            "links: Georgia =  or b",
            "date: June 9",
            "acts: loud",
            "****: “Hi” *direct*",
        ] {
            assert!(parse(text).is_err_and(|w| !w.mend.is_empty()), "{text}");
        }
    }
}
