//! What a case asks for, held against what came out.

use super::bullet::{Bullet, Expected, Refusing, Who, label};
use super::content::{GAP, contrast, likeness, occurrences, same, tidy};
use super::page::Line;
use super::{Case, Outcome, Verdict};
use crate::extraction::{Extraction, Form, Quote, Refusal};
use crate::extractor::Extractor;
use crate::input::Input;
use crate::mentions::Kind;
use crate::speakers::Unresolved;
use std::borrow::Cow;
use std::fmt::Display;

/// Less alike, in hundredths, and two contents are not taken for the same quotation.
const ALIKE: usize = 50;
/// How much the same words count when quotations are paired with bullets.
const SAME: usize = 1000;

const PASSES_NOW: &str = "passes now: remove *not yet*";

/// Runs a case.
pub(super) fn run(case: &Case, extractor: &Extractor) -> Outcome {
    let acts = case.lines.iter().find_map(|line| match &line.bullet {
        Bullet::Acts(acts) => Some(acts),
        _ => None,
    });
    let mut differences = Vec::new();
    let mut extractor = Cow::Borrowed(extractor);
    if let Some(acts) = acts {
        extractor = Cow::Owned(extractor.asking_for(acts.iter().copied()));
    }
    if let Some(names) = &case.names {
        match extractor.knowing(&names.csv) {
            Ok(knowing) => extractor = Cow::Owned(knowing),
            Err(error) => differences.push(names.place(error).to_string()),
        }
    }
    let mut input = Input::new(case.article.as_str());
    for line in &case.lines {
        if let Bullet::Date(date) = &line.bullet {
            input = input.date(date.as_str());
        }
    }
    let document = extractor.extract(input);
    quotations(case, &document, &mut differences);
    refusals(case, &document, &mut differences);
    for line in &case.lines {
        let found = match &line.bullet {
            Bullet::Quotation(_) | Bullet::Refusal(_) | Bullet::Acts(_) | Bullet::Date(_) => continue,
            Bullet::NotSpeech(words) => speech(&document, words),
            Bullet::NoName(words) => name(&document, words),
            Bullet::Open(words, names) => open(&document, words, names),
            Bullet::Links(links) => links.iter().flat_map(|(name, ids)| linked(&document, name, ids)).collect(),
            Bullet::Names(kind, names) => missing(&document, *kind, names),
        };
        judge(line, case, found, &mut differences);
    }
    let pending = case.not_yet || case.lines.iter().any(|line| line.not_yet);
    let verdict = match (case.not_yet, differences.is_empty()) {
        (true, true) => {
            differences.push(PASSES_NOW.to_owned());
            Verdict::Failed
        }
        (false, false) => Verdict::Failed,
        _ if pending => Verdict::NotYet,
        _ => Verdict::Passed,
    };
    Outcome { title: case.title.clone(), line: case.line, verdict, differences }
}

/// Notes what a bullet finds wrong; in one marked *not yet*, that nothing is. A case that is marked as a whole needs no marks
/// on its bullets.
fn judge(line: &Line, case: &Case, found: Vec<String>, differences: &mut Vec<String>) {
    let pending = line.not_yet && !case.not_yet;
    if pending && found.is_empty() {
        differences.push(format!("line {}: {PASSES_NOW}", line.number));
    } else if !pending {
        differences.extend(found.into_iter().map(|what| format!("line {}: {what}", line.number)));
    }
}

/// Quotations: each bullet has its own, and none is left over.
fn quotations(case: &Case, document: &Extraction, differences: &mut Vec<String>) {
    let expected: Vec<(&Line, &Expected)> = case
        .lines
        .iter()
        .filter_map(|line| match &line.bullet {
            Bullet::Quotation(expected) => Some((line, &**expected)),
            _ => None,
        })
        .collect();
    let mut found: Vec<Option<Quote<'_>>> = document.quotes().map(Some).collect();
    let paired = pair(&expected, &found);
    for (&(line, expected), at) in expected.iter().zip(&paired) {
        let quote = at.and_then(|at| found[at].take());
        let wrong = match quote {
            Some(quote) => {
                let details = details(expected, quote);
                if details.is_empty() { details } else { vec![format!("{}\n{}", expected.written, details.join("\n"))] }
            }
            None => vec![format!("{}\n  not found", expected.written)],
        };
        judge(line, case, wrong, differences);
    }
    let tolerated: Vec<_> = expected
        .iter()
        .filter(|(line, _)| line.not_yet)
        .flat_map(|(_, expected)| expected.parts.iter().flat_map(|part| occurrences(&case.article, part)))
        .collect();
    for quote in found.into_iter().flatten() {
        if !quote.parts().any(|part| tolerated.iter().any(|span| span.overlaps(part.span()))) {
            differences.push(format!("not listed, but found: {}", describe(quote)));
        }
    }
}

/// Refusals: each bullet has its own, and none is left over.
fn refusals(case: &Case, document: &Extraction, differences: &mut Vec<String>) {
    let mut found: Vec<Refusal<'_>> = document.refusals().collect();
    for line in &case.lines {
        let Bullet::Refusal(expected) = &line.bullet else { continue };
        let at = found.iter().position(|refusal| tidy(refusal.cue().text()) == expected.cue && is_who(expected, *refusal));
        let wrong = match at {
            Some(at) => {
                found.remove(at);
                Vec::new()
            }
            None => {
                let there: Vec<String> = document.refusals().map(refused).collect();
                vec![format!(
                    "{} *refusal*\n  not found; found {}",
                    expected.cue,
                    if there.is_empty() { "none".to_owned() } else { there.join("; ") }
                )]
            }
        };
        judge(line, case, wrong, differences);
    }
    if !case.lines.iter().any(|line| line.not_yet) {
        differences.extend(found.into_iter().map(|refusal| format!("not listed, but found: {} *refusal*", refused(refusal))));
    }
}

/// Whether those who declined are the ones asked for.
fn is_who(expected: &Refusing, refusal: Refusal<'_>) -> bool {
    let source = refusal.source().map(|source| tidy(source.text()));
    let described = expected.source.is_none() || source == expected.source;
    let mut found: Vec<String> = refusal.speakers().map(|entity| tidy(entity.name())).collect();
    found.sort_unstable();
    described
        && match &expected.who {
            Who::Named(names) => {
                let mut names = names.clone();
                names.sort_unstable();
                names == found
            }
            Who::Without(Unresolved::NoSource) => source.is_none(),
            Who::Without(_) => found.is_empty() && source.is_some(),
        }
}

/// A refusal much as a bullet would list it.
fn refused(refusal: Refusal<'_>) -> String {
    let names: Vec<&str> = refusal.speakers().map(|entity| entity.name()).collect();
    let source = refusal.source().map_or_else(|| "*no source*".to_owned(), |source| format!("({})", tidy(source.text())));
    format!("{} {source}: {}", tidy(&names.join(" and ")), tidy(refusal.cue().text()))
}

/// For each bullet the quotation that is most like it, the best pairs first; bullets marked *not yet* take what is left.
fn pair(expected: &[(&Line, &Expected)], found: &[Option<Quote<'_>>]) -> Vec<Option<usize>> {
    let mut pairs = Vec::new();
    for (e, &(line, expected)) in expected.iter().enumerate() {
        for (f, quote) in found.iter().enumerate() {
            let Some(quote) = quote else { continue };
            let score = if same(&content(expected), &quote.text()) { SAME } else { likeness(&content(expected), &quote.text()) };
            if score >= ALIKE {
                let score = (score * 10).saturating_sub(details(expected, *quote).len());
                pairs.push((line.not_yet, usize::MAX - score, e, f));
            }
        }
    }
    pairs.sort_unstable();
    let mut of_expected = vec![None; expected.len()];
    let mut taken = vec![false; found.len()];
    for (_, _, e, f) in pairs {
        if of_expected[e].is_none() && !taken[f] {
            of_expected[e] = Some(f);
            taken[f] = true;
        }
    }
    of_expected
}

fn content(expected: &Expected) -> String {
    expected.parts.join(" … ")
}

/// Everything in which a quotation is not as its bullet says.
fn details(expected: &Expected, quote: Quote<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    let (asked, text) = (content(expected), quote.text());
    if !same(&asked, &text) {
        let (asked, text) = contrast(&asked, &text);
        differ(&mut wrong, "content", asked, text);
    }
    let speaker = speaker(quote);
    match &expected.who {
        Who::Named(names) => {
            let mut names = names.clone();
            names.sort_unstable();
            let mut found: Vec<String> = quote.speakers().map(|entity| tidy(entity.name())).collect();
            found.sort_unstable();
            if names != found {
                differ(&mut wrong, "speaker", names.join(" and "), speaker);
            } else if let Some(role) = &expected.description {
                let mut roles: Vec<String> = quote.speakers().flat_map(|e| e.roles()).map(|r| tidy(r.text())).collect();
                if !roles.contains(role) {
                    roles.dedup();
                    differ(&mut wrong, "role", role, if roles.is_empty() { "none".to_owned() } else { roles.join("; ") });
                }
            }
        }
        Who::Without(unresolved) => {
            let source = quote.source().map(|source| tidy(source.text()));
            let described = expected.description.is_none() || source == expected.description;
            if quote.unresolved() != Some(*unresolved) || !described {
                let source = expected.description.as_ref().map_or(String::new(), |words| format!(" ({words})"));
                differ(&mut wrong, "speaker", format!("*{}*{source}", label(*unresolved)), speaker);
            }
        }
    }
    compare(&mut wrong, "kind", expected.kind.name(), quote.kind().name());
    compare(&mut wrong, "act", expected.act.name(), quote.act().name());
    compare(&mut wrong, "status", expected.status.name(), quote.status().name());
    asked_for(&mut wrong, "cue", expected.cue.as_deref(), quote.cue().map(|part| part.text()));
    asked_for(&mut wrong, "source", expected.source.as_deref(), quote.source().map(|source| source.text()));
    asked_for(&mut wrong, "to", expected.addressee.as_deref(), quote.addressee().map(|part| part.text()));
    asked_for(&mut wrong, "via", expected.via.as_deref(), quote.via().map(|part| part.text()));
    asked_for(&mut wrong, "section", expected.section.as_deref(), Some(quote.section().name()));
    let first = quote.same_as().map(|first| first.line().to_string());
    asked_for(&mut wrong, "same as", expected.same_as.as_deref(), first.as_deref());
    let edits: Vec<String> = quote.edits().map(|edit| tidy(edit.part().text())).collect();
    asked_for(&mut wrong, "edits", expected.edits.as_deref(), (!edits.is_empty()).then(|| edits.join(", ")).as_deref());
    if let Some(line) = expected.line {
        if line != quote.line() {
            differ(&mut wrong, "line", line, quote.line());
        }
    }
    wrong
}

fn compare(wrong: &mut Vec<String>, what: &str, expected: &str, found: &str) {
    if expected != found {
        differ(wrong, what, expected, found);
    }
}

/// Compares what a bullet may leave open.
fn asked_for(wrong: &mut Vec<String>, what: &str, expected: Option<&str>, found: Option<&str>) {
    if let Some(expected) = expected {
        compare(wrong, what, expected, &found.map_or("none".to_owned(), tidy));
    }
}

fn differ(wrong: &mut Vec<String>, what: &str, expected: impl Display, found: impl Display) {
    wrong.push(format!("  {what:<8} expected {expected}\n  {:<8} found    {found}", ""));
}

/// Its speakers, or why there are none and what stands there instead, as a page would write it.
fn speaker(quote: Quote<'_>) -> String {
    let names: Vec<&str> = quote.speakers().map(|entity| entity.name()).collect();
    if !names.is_empty() {
        return tidy(&names.join(" and "));
    }
    let label = quote.unresolved().map_or("unresolved", label);
    let source = quote.source().map_or(String::new(), |source| format!(" ({})", tidy(source.text())));
    format!("*{label}*{source}")
}

/// A quotation much as a bullet would list it.
fn describe(quote: Quote<'_>) -> String {
    let content = match quote.kind() {
        crate::QuoteKind::Direct => {
            quote.parts().map(|part| format!("“{}”", part.text())).collect::<Vec<_>>().join(&format!(" {GAP} "))
        }
        _ => quote.text().into_owned(),
    };
    let cue = quote.cue().map_or(String::new(), |cue| format!(", cue *{}*", tidy(cue.text())));
    format!("{}: {} *{}*{cue}, line *{}*", speaker(quote), tidy(&content), quote.kind().name(), quote.line())
}

/// A quotation that lies wholly in words which are none.
fn speech(document: &Extraction, words: &str) -> Vec<String> {
    let places = occurrences(document.text(), words);
    let inside = |quote: &Quote<'_>| quote.parts().all(|part| places.iter().any(|place| place.contains(part.span())));
    document.quotes().filter(inside).map(|quote| format!("no speech, but found: {}", describe(quote))).collect()
}

/// A name that is none.
fn name(document: &Extraction, words: &str) -> Vec<String> {
    let is_name = |form| matches!(form, Form::Full | Form::Alias | Form::Short);
    let found = document.mentions().find(|mention| is_name(mention.form()) && tidy(mention.text()) == words);
    found.map(|mention| format!("no name, but found as a {}: {words}", mention.kind().name())).into_iter().collect()
}

/// A mention that must be open between entities and is not.
fn open(document: &Extraction, words: &str, names: &[String]) -> Vec<String> {
    let sorted = |mut names: Vec<String>| {
        names.sort_unstable();
        names
    };
    let asked = sorted(names.to_vec());
    let mut found = Vec::new();
    for mention in document.mentions().filter(|mention| tidy(mention.text()) == words) {
        let candidates: Vec<String> = mention.candidates().map(|entity| tidy(entity.name())).collect();
        if mention.entity().is_none() && sorted(candidates.clone()) == asked {
            return Vec::new();
        }
        let one = mention.entity().map(|entity| format!("{} ({})", tidy(entity.name()), entity.kind().name()));
        found.push(one.unwrap_or_else(|| format!("open between {}", candidates.join(", "))));
    }
    let found = if found.is_empty() { "no such mention".to_owned() } else { found.join("; ") };
    vec![format!("not open between {}: {words}\n  {:<8} found    {found}", names.join(", "), "")]
}

/// An entity that must be linked to just these rows and is not.
fn linked(document: &Extraction, name: &str, ids: &[String]) -> Vec<String> {
    let called = document.entities().filter(|entity| tidy(entity.name()) == name);
    let found: Vec<Vec<&str>> = called.map(|entity| entity.links().map(|link| link.id()).collect()).collect();
    if found.iter().any(|links| links.iter().eq(ids)) {
        return Vec::new();
    }
    let shown = |ids: &[&str]| if ids.is_empty() { "none".to_owned() } else { ids.join(" or ") };
    let asked = shown(&ids.iter().map(String::as_str).collect::<Vec<_>>());
    let found = if found.is_empty() {
        "no such entity".to_owned()
    } else {
        found.iter().map(|links| shown(links)).collect::<Vec<_>>().join("; ")
    };
    vec![format!("links of {name}\n  {:<8} expected {asked}\n  {:<8} found    {found}", "", "")]
}

/// Names that must be there and are not.
fn missing(document: &Extraction, kind: Kind, names: &[String]) -> Vec<String> {
    let found: Vec<String> = document.entities().filter(|e| e.kind() == kind).map(|e| tidy(e.name())).collect();
    let missing: Vec<&str> = names.iter().filter(|name| !found.contains(name)).map(String::as_str).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let found = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
    vec![format!("names not found as {}: {}\n  {:<8} found    {found}", kind.name(), missing.join(", "), "")]
}
