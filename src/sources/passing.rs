//! Who passes words on, whose words they are, and who said nothing: the phrases beside a cue that no weights choose.

use super::candidates::{Sort, Spot};
use super::syntax::{Part, Path};
use super::{Candidate, Link, SourceType};
use crate::document::{Document, TokenRange};
use crate::model::RULE_WEIGHT;
use crate::quotations::beside::Beside;
use crate::quotations::{Quotation, QuoteKind, Refusal, Who, Whose};

/// How sure the source of words passed on is, and of a refusal, in thousandths.
pub(super) const SURE: u16 = 900;
/// How far before its verb a subject is looked for, in tokens.
const FAR: u32 = 60;

/// The source of words that the text says are passed on.
pub(super) fn said_by(document: &Document<'_>, spots: &[Spot], quotation: &Quotation) -> Option<Link> {
    let sources = named(document, spots, quotation.passed.said_by?);
    let (first, joined) = sources.split_first()?;
    Some(Link {
        source: Some(first.clone()),
        joined: joined.to_vec(),
        confidence: SURE,
        rule: Some("source.passed-on"),
        ..Link::default()
    })
}

/// Who passed a quotation on: by the words beside its cue, or the paper in whose words it stands.
pub(super) fn via(
    document: &Document<'_>,
    spots: &[Spot],
    quotations: &[Quotation],
    links: &[Link],
    q: usize,
) -> Option<TokenRange> {
    match quotations[q].passed.via {
        Some(Whose::At(tokens)) => Some(without_article_of_name(spots, tokens)),
        Some(whose @ Whose::SubjectOf(_)) => named(document, spots, whose).first().map(|c| c.tokens),
        None => {
            let outer = quotations[q].within?;
            let source = links.get(outer)?.source.as_ref()?;
            let reports = quotations[outer].kind != QuoteKind::Direct && Beside::Outlet.has(document, source.head);
            let outlet = matches!(source.source_type, SourceType::Organization | SourceType::Group | SourceType::Document);
            (reports && outlet).then_some(source.tokens)
        }
    }
}

/// A name that is all of a phrase but its article: *the Tallow Herald*.
fn without_article_of_name(spots: &[Spot], tokens: TokenRange) -> TokenRange {
    let at = spots.partition_point(|s| s.head < tokens.start);
    let inside = spots.iter().skip(at).take_while(|s| s.head < tokens.end);
    let name = inside.filter(|s| s.sort.named()).find(|s| s.tokens.end == tokens.end && s.tokens.start <= tokens.start + 1);
    name.map_or(tokens, |s| s.tokens)
}

/// Those who stand at a place, several where *and* joins them.
fn named(document: &Document<'_>, spots: &[Spot], whose: Whose) -> Vec<Candidate> {
    match whose {
        Whose::SubjectOf(verb) => subject(document, spots, TokenRange::new(verb, verb + 1)),
        Whose::At(tokens) => vec![in_phrase(spots, tokens).unwrap_or(Candidate {
            tokens,
            head: tokens.end.saturating_sub(1),
            mention: None,
            source_type: SourceType::Group,
            weight: RULE_WEIGHT,
        })],
    }
}

/// Who is named in a phrase: the name where there is one (*the governor, Olaf Reis*), else the phrase that begins it.
fn in_phrase(spots: &[Spot], tokens: TokenRange) -> Option<Candidate> {
    let at = spots.partition_point(|s| s.head < tokens.start);
    let inside: Vec<&Spot> = spots.iter().skip(at).take_while(|s| s.head < tokens.end).collect();
    let begins = |s: &&&Spot| s.phrase.start <= tokens.start;
    // *Ida Brandt’s office*: the last that still begins the phrase
    let first = inside.iter().rfind(begins).or(inside.first())?;
    let name = inside.iter().find(|s| s.sort == Sort::Person && s.left.1 == Part::Comma && first.sort == Sort::People);
    Some(name.unwrap_or(first).candidate(RULE_WEIGHT))
}

/// The subject of the verb group at these tokens: the phrases that reach it, those that belong to another's phrase left out.
fn subject(document: &Document<'_>, spots: &[Spot], cue: TokenRange) -> Vec<Candidate> {
    let sentence = document.token(cue.start).sentence;
    let from = spots.partition_point(|s| s.head < cue.start.saturating_sub(FAR));
    let to = spots.partition_point(|s| s.head < cue.start);
    let before: Vec<&Spot> = spots[from..to.max(from)].iter().filter(|s| document.token(s.head).sentence == sentence).collect();
    let reaches = |s: &&&Spot| cue.start <= s.reach.at && s.reach.at <= cue.end && s.left.1 != Part::Preposition;
    let mut all: Vec<&Spot> = before.iter().filter(reaches).copied().collect();
    // of a phrase and the name that explains it the first: *the mayor, Ida Brandt, declined*
    if let Some(first) = all.first().copied() {
        all.retain(|s| s.head == first.head || first.reach.path == Path::Joint && s.left.1 == Part::Conjunction);
        // *neither Brandt nor Reis*: what is negated is no plain *and*
        let nor = |s: &&&Spot| s.tokens.end + 1 == first.phrase.start && document.lower_at(s.tokens.end) == "nor";
        if let Some(other) = before.iter().find(nor).copied() {
            all.insert(0, other);
        }
    }
    // *Ida Brandt left and declined to comment*
    let elliptic = || before.iter().find(|s| s.left.1 == Part::Edge || s.sort == Sort::Person).copied();
    // *its owner, Ivo Brandl, declined*: the name of the one described
    if let [first] = all[..] {
        let named = |s: &&&Spot| s.sort == Sort::Person && s.left == (first.tokens.end, Part::Comma);
        if let Some(name) = before.iter().find(named).filter(|_| first.sort == Sort::People) {
            all = vec![name];
        }
    }
    let found = if all.is_empty() { elliptic().into_iter().collect() } else { all };
    found.into_iter().map(|s| s.candidate(RULE_WEIGHT)).collect()
}

/// For each refusal who it was that said nothing.
pub(super) fn refusers(document: &Document<'_>, spots: &[Spot], refusals: &[Refusal]) -> Vec<Link> {
    let link = |refusal: &Refusal| {
        let sources = match refusal.who {
            Who::Subject => subject(document, spots, refusal.cue),
            Who::Asked(tokens) => named(document, spots, Whose::At(tokens)),
        };
        let mut sources = sources.into_iter();
        Link { source: sources.next(), joined: sources.collect(), confidence: SURE, ..Link::default() }
    };
    refusals.iter().map(link).collect()
}
