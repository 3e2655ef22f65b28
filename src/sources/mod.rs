//! Sources: which mention a quotation is linked to.

pub(crate) mod candidates;
mod clause;
pub(crate) mod context;
pub(crate) mod dialogue;
mod explain;
mod joint;
mod nominal;
pub(crate) mod observe;
mod observe_beside;
mod parts;
mod passing;
mod passive;
pub(crate) mod syntax;

use crate::document::{Document, Token, TokenRange};
use crate::entities::Entities;
use crate::hits::Hits;
use crate::lexicon::Lexicon;
use crate::mentions::Mention;
use crate::model::{Decision, Model, RULE_WEIGHT, Sum, shares};
use crate::quotations::{CueShape, Found, Quotation};
use candidates::{Sort, Spot};
use context::{Context, Ground, Previous};
pub(crate) use explain::{Weighed, explain};
use syntax::{Part, Syntax};

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SourceType {
    /// A person, named or not.
    Person,
    /// Several people: *residents*, *people familiar with the matter*, *they*.
    Group,
    /// An organisation, or a government named by its country or capital.
    Organization,
    /// A report, a statement, a letter.
    Document,
    /// The writer of the article.
    Writer,
}

/// A source that could be.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) tokens: TokenRange,
    /// The head word of the phrase.
    pub(crate) head: u32,
    /// None for a nominal source that is no mention.
    pub(crate) mention: Option<usize>,
    pub(crate) source_type: SourceType,
    /// The sum of its evidence.
    pub(crate) weight: i32,
}

/// Which source a quotation has.
#[derive(Debug, Clone, Default)]
pub(crate) struct Link {
    /// The best candidate; none where the text names no source.
    pub(crate) source: Option<Candidate>,
    /// More sources joined to the first (*Bessent and Greer said*).
    pub(crate) joined: Vec<Candidate>,
    /// Where the source is an *it* that means a document or a body: the mention of that, if it is one.
    pub(crate) goes_on: Option<Option<usize>>,
    /// The other candidates, best first.
    pub(crate) rivals: Vec<Candidate>,
    /// Who passed the words on.
    pub(crate) via: Option<TokenRange>,
    /// The evidence that the words have no source, where it was weighed against the candidates.
    pub(crate) nobody: Option<i32>,
    /// How sure the link is (or that there is no source), in thousandths.
    pub(crate) confidence: u16,
    /// The rule that decided, where no weights did.
    pub(crate) rule: Option<&'static str>,
    /// The number of the spot that the weights chose.
    pub(crate) spot: Option<usize>,
}

/// The rule that a turn's label names its source.
pub(crate) const LABEL_RULE: &str = "source.label";
/// How sure the label of a transcript names its source, in thousandths.
const LABEL: u16 = 980;
/// How many times likelier no source must be than any for whole sentences in marks, and where the cue has a subject.
const NONE_OF_SENTENCES: u32 = 8;
const NONE_OF_SUBJECT: u32 = 4;
/// How sure the source of a quotation without a cue is at most, in thousandths, if it stands in another paragraph: of those that no
/// turn explains, two in three are wrong.
pub(crate) const ELSEWHERE: u16 = 350;
/// How sure it is, in thousandths, that a sentence leads in to speech without a cue.
pub(crate) const LEADS: u16 = 600;
/// Most rivals that are kept.
const RIVALS: usize = 4;

/// The sources of what was found, one after the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links {
    pub(crate) quotations: Vec<Link>,
    /// Who said nothing.
    pub(crate) refusals: Vec<Link>,
}

/// Links each quotation and refusal to its source.
pub(crate) fn link(
    document: &Document<'_>,
    hits: &Hits,
    mentions: &[Mention],
    entities: &Entities,
    found: &Found,
    lexicon: &Lexicon,
    model: &Model,
) -> Links {
    let quotations = &found.quotations;
    let syntax = Syntax::new(document);
    let spots = candidates::spots(document, hits, &syntax, mentions, entities);
    let ground = Ground { document, syntax: &syntax, hits, lexicon, spots: &spots };
    let weights = model.weights(Decision::Source);
    let mut turns = Turns::default();
    let mut links = Vec::with_capacity(quotations.len());
    let mut open = Vec::new();
    for (number, quotation) in quotations.iter().enumerate() {
        if let Some(link) = given(&ground, quotation) {
            links.push(link);
            continue;
        }
        let context = turns.context(&ground, quotation);
        let mut scores = Vec::with_capacity(context.window.len() + 1);
        for at in 0..context.window.len() {
            let mut sum = Sum::new(weights);
            observe::observe(&spots, at, &context, &mut sum);
            scores.push(sum.total());
        }
        let mut sum = Sum::new(weights);
        observe::observe_none(&spots, &context, &mut sum);
        scores.push(sum.total());
        let (best, share) = choose(&spots, &context.window, &scores, odds_of_none(&spots, &context));
        let best = best.map(|at| name_of(&spots, &context, inner_subject(&spots, &context, at)));
        let (best, joined) = best.map_or((None, Vec::new()), |at| {
            let (main, joined) = joint::joined(&spots, &context, at);
            let first = nominal::first_role(document, &syntax, &spots, context.window[main]);
            let first = first.and_then(|first| context.window.iter().position(|&i| i == first));
            (Some(first.unwrap_or(main)), joined)
        });
        let mut link = assemble(&spots, &context, &scores, best, &joined, weights.calibrate_as(context.sort(), share));
        let source = best.map(|at| context.window[at]);
        if let (Some(at), Some(source)) = (best, link.source.as_mut()) {
            let spot = context.window[at];
            source.tokens = nominal::whole(&spots[spot], &context);
            if let Some(second) = nominal::second_role(&ground, spot) {
                source.tokens = TokenRange::new(source.tokens.start, spots[second].tokens.end);
            }
            if let Some((kind, mention)) = nominal::antecedent(&ground, spot) {
                source.source_type = kind;
                link.goes_on = Some(mention);
            }
        }
        if let Some(writer) = link.source.as_mut().filter(|s| is_writer(document, s, quotation)) {
            writer.source_type = SourceType::Writer;
        }
        if context.cue.is_none() && source.is_none_or(|i| !context.is_at_home(&spots[i])) {
            open.push(number);
            if source.is_some() {
                link.confidence = link.confidence.min(ELSEWHERE);
            }
        } else if source.is_some_and(|i| leads_in(&spots, &context, i)) {
            link.confidence = link.confidence.max(LEADS);
        }
        turns.push(&ground, quotation, source);
        link.spot = source;
        links.push(link);
    }
    dialogue::take_turns(document, entities, quotations, &mut links, &open);
    for q in 0..links.len() {
        links[q].via = passing::via(document, &spots, quotations, &links, q);
    }
    Links { quotations: links, refusals: passing::refusers(document, &spots, &found.refusals) }
}

/// Whether a sentence about one person and nobody else leads in to whole sentences without a cue: *Ana Pell was blunt. “No.”*
fn leads_in(spots: &[Spot], context: &Context<'_, '_>, source: usize) -> bool {
    let spot = &spots[source];
    let other = |i: &usize| spots[*i].sort.named() && spots[*i].group != spot.group && context.is_at_home(&spots[*i]);
    observe::is_whole_sentences(context)
        && spot.sort == Sort::Person
        && spot.left.1 == Part::Edge
        && spot.head < context.anchor.start
        && !context.window.iter().any(other)
}

/// Whether a source is the *I* or the *we* of the article itself.
fn is_writer(document: &Document<'_>, source: &Candidate, quotation: &Quotation) -> bool {
    quotation.within.is_none()
        && document.token(source.head).stretch == Token::NONE
        && matches!(document.lower_at(source.head), "i" | "me" | "we" | "us")
}

/// The source that the form of the text gives: the label of a transcript's turn, whose words are passed on, the agent of
/// a passive.
fn given(ground: &Ground<'_, '_>, quotation: &Quotation) -> Option<Link> {
    labelled(ground.spots, quotation)
        .or_else(|| passing::said_by(ground.document, ground.spots, quotation))
        .or_else(|| passive::agent(ground, quotation))
}

/// The label of a transcript's turn is its source.
fn labelled(spots: &[Spot], quotation: &Quotation) -> Option<Link> {
    let label = quotation.cue.filter(|cue| cue.shape == CueShape::Label)?.tokens;
    let from = spots.partition_point(|s| s.head < label.start);
    let spot = spots.iter().skip(from).take_while(|s| s.head < label.end).last();
    let source = match spot {
        Some(spot) => spot.candidate(RULE_WEIGHT),
        None => Candidate {
            tokens: label,
            head: label.end.saturating_sub(1),
            mention: None,
            source_type: SourceType::Person,
            weight: RULE_WEIGHT,
        },
    };
    Some(Link { source: Some(source), confidence: LABEL, rule: Some(LABEL_RULE), ..Link::default() })
}

/// The sources of the quotations so far.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    last: Option<Previous>,
    before: Option<Previous>,
}

impl Turns {
    /// The context of the next quotation.
    pub(crate) fn context<'d, 't>(&self, ground: &Ground<'d, 't>, quotation: &'d Quotation) -> Context<'d, 't> {
        // a quotation in another's words is nobody's turn
        ground.context(quotation, self.last, self.before)
    }

    /// Takes in the source of the quotation that [`Turns::context`] was for.
    pub(crate) fn push(&mut self, ground: &Ground<'_, '_>, quotation: &Quotation, spot: Option<usize>) {
        let (Some(spot), None) = (spot, quotation.within) else {
            return;
        };
        let end = quotation.parts.last().map_or(0, |p| p.end.saturating_sub(1));
        let Some(token) = ground.document.tokens.get(end as usize) else {
            return;
        };
        let now = Previous { group: ground.spots[spot].group, spot, paragraph: token.paragraph };
        if self.last.is_none_or(|last| last.group != now.group) {
            self.before = self.last;
        }
        self.last = Some(now);
    }
}

/// The name that stands as an apposition behind a person's role: *the surveyor, Ana Pell, said*; else the same again.
fn name_of(spots: &[Spot], context: &Context<'_, '_>, best: usize) -> usize {
    let spot = |at: usize| context.window.get(at).map(|&i| &spots[i]);
    let names = |role: &Spot, name: &Spot| {
        role.sort == Sort::People
            && name.sort == Sort::Person
            && (name.phrase.start, name.left.1) == (role.tokens.end + 1, Part::Comma)
            && matches!(name.after, Part::Comma | Part::Stop | Part::Edge)
            && observe::attached(role, context)
    };
    match (spot(best), spot(best + 1)) {
        (Some(role), Some(name)) if names(role, name) => best + 1,
        _ => best,
    }
}

/// The subject of the cue where the best is that of the verb before it: *Pell said Brill told her the dam was safe*.
fn inner_subject(spots: &[Spot], context: &Context<'_, '_>, best: usize) -> usize {
    let Some(cue) = context.cue.filter(|cue| matches!(cue.form, "finite" | "auxiliary")) else {
        return best;
    };
    let spot = |at: usize| &spots[context.window[at]];
    let outer = spot(best).reach;
    let inner = |at: &usize| {
        let inner = spot(*at);
        inner.tokens.end == cue.tokens.start && inner.left == (outer.at, Part::Verb) && inner.stretch == context.home
    };
    (best + 1..context.window.len()).find(inner).unwrap_or(best)
}

/// How many times likelier than any source it must be that there is none.
fn odds_of_none(spots: &[Spot], context: &Context<'_, '_>) -> u32 {
    if observe::is_whole_sentences(context) {
        NONE_OF_SENTENCES
    } else if context.window.iter().any(|&i| observe::is_subject(&spots[i], context)) {
        NONE_OF_SUBJECT
    } else {
        1
    }
}

/// The best candidate of the best group, none for no source, and the group's share in parts of a million.
///
/// The last score is that of no source, which must be so many times likelier than a source.
fn choose(spots: &[Spot], window: &[usize], scores: &[i32], odds_of_none: u32) -> (Option<usize>, u32) {
    let shares = shares(scores);
    let mut by_group: Vec<(u32, u32, usize)> = Vec::new();
    for (at, &i) in window.iter().enumerate() {
        let group = spots[i].group;
        match by_group.iter_mut().find(|g| g.0 == group) {
            Some(entry) => {
                entry.1 += shares[at];
                if scores[at] > scores[entry.2] {
                    entry.2 = at;
                }
            }
            None => by_group.push((group, shares[at], at)),
        }
    }
    let none = shares.last().copied().unwrap_or(1_000_000);
    let bar = none / odds_of_none;
    // of equals the first stays
    let best =
        by_group.iter().fold(None::<&(u32, u32, usize)>, |best, g| if best.is_none_or(|b| g.1 > b.1) { Some(g) } else { best });
    match best {
        Some(&(_, share, at)) if share > bar => (Some(at), share),
        _ => (None, none),
    }
}

fn assemble(
    spots: &[Spot],
    context: &Context<'_, '_>,
    scores: &[i32],
    best: Option<usize>,
    joined: &[usize],
    confidence: u16,
) -> Link {
    let candidate = |at: usize| spots[context.window[at]].candidate(scores[at]);
    let joined = joined.iter().copied().map(candidate).collect();
    let group = |at: usize| spots[context.window[at]].group;
    let mut order: Vec<usize> =
        (0..context.window.len()).filter(|&at| best.is_none_or(|best| group(at) != group(best))).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(scores[at]), at));
    let rivals = order.into_iter().take(RIVALS).map(candidate).collect();
    Link {
        source: best.map(candidate),
        joined,
        goes_on: None,
        rivals,
        via: None,
        nobody: scores.last().copied(),
        confidence,
        rule: None,
        spot: None,
    }
}
