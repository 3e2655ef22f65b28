//! Several sources of one quotation: *X, Y and Z said*, *X, the mayor, and Y, the cook, said*, *neither X nor Y said*.

use super::candidates::{Sort, Spot};
use super::context::Context;
use super::observe;
use super::syntax::{Part, Path};
use crate::document::TokenRange;
use crate::grammar::Grammar;

/// Most candidates before a phrase that it is looked for among, and most phrases of a chain.
const NEAR: usize = 6;
const MOST: usize = 12;
/// Longest gap between two joined phrases, in tokens.
const GAP: u32 = 40;

/// How a phrase is joined to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    And,
    /// By *and* behind a comma that ends no apposition: in a list or before a clause of its own.
    CommaAnd,
    /// By a comma, as all but the last of a list are.
    List,
    /// The two name one: *Ana Pell, the mayor*.
    Apposition,
}

impl Tie {
    const fn is_and(self) -> bool {
        matches!(self, Tie::And | Tie::CommaAnd)
    }
}

/// Phrases of a window that are tied together, and the ties between them.
struct Chain {
    phrases: Vec<usize>,
    ties: Vec<Tie>,
}

/// The candidate that stands for the best one, which is a name where an apposition gives it, and those joined to it.
pub(super) fn joined(spots: &[Spot], context: &Context<'_, '_>, best: usize) -> (usize, Vec<usize>) {
    let spot = |at: usize| &spots[context.window[at]];
    let alone = (best, Vec::new());
    let Some(cue) = context.cue else {
        return alone;
    };
    let finder = Finder { spots, context };
    let before = spot(best).head < cue.head;
    let Some(mut chain) = finder.chain(best) else {
        return alone;
    };
    if before {
        chain.keep_last_list();
    } else {
        chain.keep_first_list();
    }
    chain.trim(
        |at| !matches!(spot(at).left.1, Part::Preposition | Part::OtherVerb | Part::To) || !before,
        |at| {
            let runs = matches!(spot(at).reach.path, Path::Adjacent | Path::Adverb | Path::Auxiliary);
            before || !(spot(at).reach.part.verbal() && runs)
        },
    );
    let beside = if before { chain.phrases.last() } else { chain.phrases.first() };
    // *X and Y both said*
    let each = |end: u32| Grammar::Each.has(context.document, end) && end + 1 == cue.tokens.start;
    let attached = |spot: &Spot| observe::attached(spot, context) || (before && each(spot.tokens.end));
    if !chain.phrases.contains(&best) || !beside.is_some_and(|&at| attached(spot(at))) {
        return alone;
    }
    let mut main = best;
    let mut others = Vec::new();
    for one in chain.members() {
        let name = one.iter().copied().find(|&at| spot(at).sort == Sort::Person);
        if one.contains(&best) {
            main = name.unwrap_or(best);
        } else {
            others.extend(name.or(one.first().copied()));
        }
    }
    others.retain(|&at| spot(at).group != spot(main).group);
    if others.is_empty() { alone } else { (main, others) }
}

impl Chain {
    /// Keeps the list that ends the chain: *according to V and W, X and Y said*.
    fn keep_last_list(&mut self) {
        let Some(last) = self.ties.iter().rposition(|tie| tie.is_and()) else {
            return self.clear();
        };
        let end = last + self.ties[last + 1..].iter().take_while(|&&tie| tie == Tie::Apposition).count();
        if end + 1 < self.ties.len() {
            return self.clear();
        }
        let mut start = last;
        let mut list = false;
        while start > 0 && !(list && self.ties[start - 1].is_and()) {
            start -= 1;
            list |= self.ties[start] == Tie::List;
        }
        // the first belongs to the list before
        let start = if start > 0 { start + 1 } else { 0 };
        self.phrases.drain(..start);
        self.ties.drain(..start);
    }

    /// Keeps the list that begins the chain: *said X and Y, V and W*.
    fn keep_first_list(&mut self) {
        let Some(first) = self.ties.iter().position(|tie| tie.is_and()) else {
            return self.clear();
        };
        if first == 0 && self.ties[0] == Tie::CommaAnd {
            return self.clear();
        }
        let more = self.ties[first + 1..].iter().take_while(|&&tie| tie != Tie::List).count();
        self.ties.truncate(first + 1 + more);
        self.phrases.truncate(first + 2 + more);
    }

    /// Drops what may not begin or end it; all, where no *and* is left.
    fn trim(&mut self, begins: impl Fn(usize) -> bool, ends: impl Fn(usize) -> bool) {
        let from = self.phrases.iter().take_while(|&&at| !begins(at)).count();
        self.phrases.drain(..from);
        self.ties.drain(..from.min(self.ties.len()));
        while self.phrases.last().is_some_and(|&at| !ends(at)) {
            self.phrases.pop();
            self.ties.pop();
        }
        if !self.ties.iter().any(|tie| tie.is_and()) {
            self.clear();
        }
    }

    fn clear(&mut self) {
        self.phrases.clear();
        self.ties.clear();
    }

    /// The phrases for each of those joined: one, or more where they name the same.
    fn members(&self) -> Vec<Vec<usize>> {
        let mut all: Vec<Vec<usize>> = Vec::new();
        for (i, &at) in self.phrases.iter().enumerate() {
            match all.last_mut().filter(|_| i > 0 && self.ties[i - 1] == Tie::Apposition) {
                Some(one) => one.push(at),
                None => all.push(vec![at]),
            }
        }
        all
    }
}

struct Finder<'a, 'd, 't> {
    spots: &'a [Spot],
    context: &'a Context<'d, 't>,
}

impl Finder<'_, '_, '_> {
    fn spot(&self, at: usize) -> &Spot {
        &self.spots[self.context.window[at]]
    }

    /// The phrases tied to one, to either side.
    fn chain(&self, best: usize) -> Option<Chain> {
        let mut chain = Chain { phrases: vec![best], ties: Vec::new() };
        while let Some((before, tie)) = self.before(chain.phrases[0]).filter(|_| chain.phrases.len() < MOST) {
            chain.phrases.insert(0, before);
            chain.ties.insert(0, tie);
        }
        let mut last = best;
        while chain.phrases.len() < MOST {
            let next = last + 1..(last + 1 + NEAR).min(self.context.window.len());
            // of *her deputy Tomas Brill* the name, which stands behind the role
            let tied = next.rev().find_map(|at| self.before(at).filter(|&(to, _)| to == last).map(|(_, tie)| (at, tie)));
            let Some((next, tie)) = tied else {
                break;
            };
            chain.phrases.push(next);
            chain.ties.push(tie);
            last = next;
        }
        (chain.phrases.len() > 1).then_some(chain)
    }

    /// The nearest phrase before one that it is tied to.
    fn before(&self, at: usize) -> Option<(usize, Tie)> {
        (at.saturating_sub(NEAR)..at).rev().find_map(|to| self.tie(self.spot(to), self.spot(at)).map(|tie| (to, tie)))
    }

    fn tie(&self, first: &Spot, second: &Spot) -> Option<Tie> {
        let (document, syntax) = (self.context.document, self.context.syntax);
        let (kind, other) = (kind(first)?, kind(second)?);
        let (from, to) = (first.tokens.end, second.phrase.start);
        let sentence = |spot: &Spot| document.token(spot.head).sentence;
        if from >= to || to - from > GAP || first.stretch != second.stretch || sentence(first) != sentence(second) {
            return None;
        }
        // *the mayor of Dellport and Ana Pell*
        let inside = kind == Kind::Body && first.left.1 == Part::Preposition && other == Kind::Person;
        if inside {
            return None;
        }
        let last = to - 1;
        let well = last >= from + 2 && (document.lower_at(last - 2), document.lower_at(last - 1)) == ("as", "well");
        if syntax.part(last) == Part::Comma && self.aside(first, TokenRange::new(from, last)) == Some(false) {
            let roles = usize::from(first.sort == Sort::People) + usize::from(second.sort == Sort::People);
            return match (from == last && kind == Kind::Person && roles == 1, kind == other) {
                (true, true) => Some(Tie::Apposition),
                (false, true) => Some(Tie::List),
                _ => None,
            };
        }
        let until = match document.lower_at(last) {
            "and" | "nor" | "&" => last,
            "as" if well => last - 2,
            _ => return None,
        };
        let phrase = self.aside(first, TokenRange::new(from, until))?;
        let tie = if until == from + 1 { Tie::CommaAnd } else { Tie::And };
        (kind == other || !phrase).then_some(tie)
    }

    /// Whether what stands behind a name before it is joined is a prepositional phrase; none where it is nothing that may stand
    /// there: an apposition or a bracket.
    fn aside(&self, first: &Spot, gap: TokenRange) -> Option<bool> {
        let syntax = self.context.syntax;
        let Some(end) = gap.end.checked_sub(1).filter(|_| !gap.is_empty()) else {
            return Some(false);
        };
        let all = |from: u32, fits: fn(Part) -> bool| (from..end).all(|t| fits(syntax.part(t)));
        match (syntax.part(gap.start), syntax.part(end)) {
            (Part::Comma, Part::Comma) if gap.len() == 1 => Some(false),
            (Part::Comma, Part::Comma) => {
                let relative = syntax.part(gap.start + 1) == Part::Relative;
                let still = |part| !matches!(part, Part::MarkOpens | Part::MarkCloses | Part::Colon | Part::Dash | Part::Stop);
                let verbless = |part: Part| !part.verbal() && part != Part::Pronoun;
                (all(gap.start, still) && (relative || all(gap.start, verbless))).then_some(false)
            }
            (Part::Open, Part::Close) => Some(false),
            (Part::Preposition, part) if first.sort == Sort::Person && part.premodifies() => {
                let nominal = |part: Part| part.premodifies() || matches!(part, Part::Preposition | Part::Determiner);
                all(gap.start, nominal).then_some(true)
            }
            _ => None,
        }
    }
}

/// What can be joined to its like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Person,
    Body,
}

fn kind(spot: &Spot) -> Option<Kind> {
    match spot.sort {
        Sort::Person | Sort::Capitals | Sort::Pronoun | Sort::People | Sort::Group => Some(Kind::Person),
        Sort::Organization | Sort::Place | Sort::Body => Some(Kind::Body),
        Sort::Relative | Sort::Document | Sort::Thing | Sort::Noun => None,
    }
}
