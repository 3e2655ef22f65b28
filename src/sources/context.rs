//! What is known of a quotation before its source is sought.

use super::candidates::Spot;
use super::clause::{self, Clause};
use super::syntax::{Part, Syntax};
use crate::document::{Document, Token, TokenRange};
use crate::grammar::Grammar;
use crate::hits::Hits;
use crate::lexicon::{Entry, Lexicon, VerbForm};
use crate::quotations::{CueShape, Quotation, QuoteKind};

/// How many paragraphs before the quotation a source is sought in.
const PARAGRAPHS: u32 = 3;
/// Most candidates before the quotation, and from it on.
const BEFORE: usize = 24;
const AFTER: usize = 12;

/// The source of an earlier quotation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Previous {
    pub(crate) group: u32,
    /// The candidate's number among the document's spots.
    pub(crate) spot: usize,
    pub(crate) paragraph: u32,
}

/// A quotation in its surroundings.
#[derive(Debug)]
pub(crate) struct Context<'d, 't> {
    pub(crate) document: &'d Document<'t>,
    pub(crate) syntax: &'d Syntax<'d, 't>,
    pub(crate) quotation: &'d Quotation,
    /// The part beside the cue, or the first.
    pub(crate) anchor: TokenRange,
    pub(crate) cue: Option<CueContext<'d>>,
    /// The outermost stretch the narration around the quotation stands in, or [`Token::NONE`].
    pub(crate) home: u32,
    /// The candidates' numbers among the document's spots.
    pub(crate) window: Vec<usize>,
    /// For each of them, how many likely subjects stand between it and the cue or quotation.
    pub(crate) ranks: Vec<u8>,
    /// For each of them, how its clause stands to a cue that has no subject of its own.
    pub(super) clauses: Vec<Option<Clause>>,
    pub(crate) previous: Option<Previous>,
    pub(crate) before_previous: Option<Previous>,
    /// Whether the previous source is that of the quotation this one follows or of its own paragraph.
    pub(crate) follows: bool,
}

/// The cue of a quotation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CueContext<'d> {
    pub(crate) tokens: TokenRange,
    pub(crate) head: u32,
    pub(crate) shape: &'static str,
    pub(crate) lemma: &'d str,
    pub(crate) strength: u8,
    pub(crate) form: &'static str,
    /// The first part to its left that is no adverb or auxiliary, and that token.
    pub(crate) left: (u32, Part),
    /// Where it stands as seen from the content: before, between, after, far.
    pub(crate) side: &'static str,
}

/// What stays the same for all quotations of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ground<'d, 't> {
    pub(crate) document: &'d Document<'t>,
    pub(crate) syntax: &'d Syntax<'d, 't>,
    pub(crate) hits: &'d Hits,
    pub(crate) lexicon: &'d Lexicon,
    pub(crate) spots: &'d [Spot],
}

impl<'d, 't> Ground<'d, 't> {
    /// The context of a quotation, given the sources of those before.
    pub(crate) fn context(
        &self,
        quotation: &'d Quotation,
        previous: Option<Previous>,
        before_previous: Option<Previous>,
    ) -> Context<'d, 't> {
        let anchor = anchor(quotation);
        let cue = quotation.cue.map(|cue| self.cue(quotation, cue.tokens, cue.head, cue.shape, anchor));
        let home = self.home(quotation, anchor);
        let window = self.window(quotation, anchor, home, previous);
        let ranks = self.ranks(&window, cue.map_or(anchor.start, |c| c.head), home);
        let clauses = match cue.filter(|cue| cue.form != "none" && cue.form != "passive") {
            Some(cue) => clause::clauses(self, &window, &cue, home),
            None => vec![None; window.len()],
        };
        let paragraph = self.document.token(anchor.start.min(self.last_token())).paragraph;
        let follows = quotation.follows.is_some() || previous.is_some_and(|p| p.paragraph == paragraph);
        Context {
            document: self.document,
            syntax: self.syntax,
            quotation,
            anchor,
            cue,
            home,
            window,
            ranks,
            clauses,
            previous,
            before_previous,
            follows,
        }
    }

    fn last_token(&self) -> u32 {
        (self.document.tokens.len() as u32).saturating_sub(1)
    }

    fn cue(&self, quotation: &Quotation, tokens: TokenRange, head: u32, shape: CueShape, anchor: TokenRange) -> CueContext<'d> {
        let mut entry: Entry = self.document.entry_at(head);
        if entry.verb == 0 || !matches!(shape, CueShape::Verb) {
            if let Some(phrase) = self.hits.phrase_at(tokens.start).or_else(|| self.hits.phrase_at(head)) {
                if phrase.entry.verb != 0 {
                    entry = phrase.entry;
                }
            }
        }
        let verb = self.lexicon.verb(&entry);
        let mut t = tokens.start;
        let mut left = (t, Part::Edge);
        while t > 0 && tokens.start - t < 6 {
            t -= 1;
            left = (t, self.syntax.part_from(tokens.start, t));
            if !matches!(left.1, Part::Adverb | Part::Auxiliary | Part::Time) {
                break;
            }
        }
        let form = if matches!(shape, CueShape::Verb) || entry.verb_forms != 0 {
            form(self.document, self.syntax, head, &entry)
        } else {
            "none"
        };
        let before = quotation.parts.first().is_some_and(|p| p.start < tokens.start);
        let after = quotation.parts.last().is_some_and(|p| p.start >= tokens.end);
        CueContext {
            tokens,
            head,
            shape: shape.name(),
            lemma: verb.map_or_else(|| self.document.lower_at(head), |v| &v.lemma),
            strength: verb.map_or(0, |v| v.strength),
            form,
            left,
            side: match (before, after) {
                _ if anchor.start.saturating_sub(tokens.end) > 60 || tokens.start.saturating_sub(anchor.end) > 60 => "far",
                (true, true) => "between",
                (true, false) => "after",
                _ => "before",
            },
        }
    }

    /// The outermost stretch that the narration around a quotation stands in.
    fn home(&self, quotation: &Quotation, anchor: TokenRange) -> u32 {
        let stretch = |t: u32| self.document.tokens.get(t as usize).map_or(Token::NONE, |t| t.stretch);
        if let Some(cue) = quotation.cue {
            return stretch(cue.head);
        }
        let outer = stretch(anchor.start);
        if outer == Token::NONE || anchor.start.saturating_sub(1) <= self.document.stretch_range(outer).start {
            return Token::NONE;
        }
        if quotation.within.is_some() { outer } else { Token::NONE }
    }

    fn window(&self, quotation: &Quotation, anchor: TokenRange, home: u32, previous: Option<Previous>) -> Vec<usize> {
        let document = self.document;
        let Some(token) = document.tokens.get(anchor.start as usize) else {
            return Vec::new();
        };
        let first = document.paragraphs[token.paragraph.saturating_sub(PARAGRAPHS) as usize].first_token;
        let last = anchor.end.saturating_sub(1).max(quotation.cue.map_or(0, |c| c.head)).min(self.last_token());
        let sentence = document.token(last).sentence as usize;
        let end = document.sentences.get(sentence + 1).or(document.sentences.get(sentence)).map_or(last + 1, |s| s.end_token);
        let center = quotation.cue.map_or(anchor.start, |c| c.tokens.start.min(anchor.start));
        let at = |t: u32| self.spots.partition_point(|s| s.head < t);
        let allowed = |i: &usize| {
            let spot = &self.spots[*i];
            let own = overlaps_any(&quotation.quoted, spot.tokens) || overlaps_any(&quotation.parts, spot.tokens);
            !own && (spot.stretch == home || spot.sort.named())
        };
        let mut window: Vec<usize> = (at(first)..at(center)).rev().filter(allowed).take(BEFORE).collect();
        window.reverse();
        window.extend((at(center)..at(end)).filter(allowed).take(AFTER));
        if let Some(cue) = quotation.cue {
            // a long content must not crowd out what stands beside the cue
            let beside = (at(cue.tokens.start.saturating_sub(40))..at(cue.tokens.end + 24)).filter(allowed).take(BEFORE);
            window.extend(beside);
        }
        window.extend(previous.map(|p| p.spot));
        window.sort_unstable();
        window.dedup();
        window
    }

    fn ranks(&self, window: &[usize], center: u32, home: u32) -> Vec<u8> {
        let mut ranks = vec![0u8; window.len()];
        let likely = |spot: &Spot| {
            spot.stretch == home
                && (spot.reach.part.verbal()
                    || matches!(
                        spot.left.1,
                        Part::Edge | Part::Conjunction | Part::Subordinator | Part::MarkCloses | Part::Colon
                    ))
        };
        let middle = window.partition_point(|&i| self.spots[i].head < center);
        let mut passed = 0u8;
        for at in (0..middle).rev() {
            ranks[at] = passed;
            passed = passed.saturating_add(u8::from(likely(&self.spots[window[at]])));
        }
        passed = 0;
        for at in middle..window.len() {
            ranks[at] = passed;
            passed = passed.saturating_add(u8::from(likely(&self.spots[window[at]])));
        }
        ranks
    }
}

impl Context<'_, '_> {
    /// The sort of quotation, of which each is calibrated apart.
    pub(crate) fn sort(&self) -> &'static str {
        match (self.cue, self.quotation.kind) {
            (None, _) => "cueless",
            (Some(_), QuoteKind::Indirect) => "indirect",
            (Some(_), _) => "marks",
        }
    }

    /// Whether a candidate stands in a paragraph of the quotation.
    pub(crate) fn is_at_home(&self, spot: &Spot) -> bool {
        let paragraph = self.document.token(spot.head).paragraph;
        let ends = [self.quotation.parts.first().map(|p| p.start), self.quotation.parts.last().map(|p| p.end.saturating_sub(1))];
        let [first, last] = ends.map(|t| t.and_then(|t| self.document.tokens.get(t as usize)).map_or(u32::MAX, |t| t.paragraph));
        first <= paragraph && paragraph <= last
    }

    /// Whether the quotation is in quotation marks at least in part.
    pub(crate) fn kind(&self) -> &'static str {
        self.quotation.kind.name()
    }
}

/// Whether a range overlaps one of several in text order.
fn overlaps_any(ranges: &[TokenRange], range: TokenRange) -> bool {
    let from = ranges.partition_point(|r| r.end <= range.start);
    ranges.get(from).is_some_and(|r| r.overlaps(range))
}

/// The part of a quotation beside its cue, or the first.
pub(crate) fn anchor(quotation: &Quotation) -> TokenRange {
    let first = quotation.parts.first().copied().unwrap_or(TokenRange::new(0, 0));
    let Some(cue) = quotation.cue else {
        return first;
    };
    let distance = |p: &TokenRange| cue.tokens.start.saturating_sub(p.end) + p.start.saturating_sub(cue.tokens.end);
    quotation.parts.iter().copied().min_by_key(distance).unwrap_or(first)
}

/// The form of a cue's verb.
pub(super) fn form(document: &Document<'_>, syntax: &Syntax<'_, '_>, head: u32, entry: &Entry) -> &'static str {
    let gerund = entry.is_verb_form(VerbForm::Gerund);
    let mut t = head;
    let mut before = None;
    while t > 0 && head - t < 4 {
        t -= 1;
        match syntax.part_from(head, t) {
            Part::Adverb => {}
            Part::Auxiliary | Part::To => {
                before = Some(t);
                break;
            }
            _ => break,
        }
    }
    let be = before.is_some_and(|t| Grammar::Be.has(document, t));
    match before {
        _ if gerund && be => "progressive",
        _ if gerund => "gerund",
        None => "finite",
        Some(to) if syntax.part(to) == Part::To => "infinitive",
        Some(_) if be && entry.is_verb_form(VerbForm::Participle) => "passive",
        Some(_) => "auxiliary",
    }
}
