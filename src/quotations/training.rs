//! What the training code sees of this stage: candidates, their facts, and the decisions as they are made in use.

pub(crate) use super::content::Content;
use super::content::{Piece, Side, WIDE, bounds, decode, rivals};
pub(crate) use super::cues::is_known;
use super::cues::{self, Candidate};
pub(crate) use super::likely::Likely;
use super::likely::{SECOND_LOOK, first_sum, weigh};
use super::line::Line;
use super::observe_again::observe_again;
use super::observe_attribution::observe_attribution;
use super::observe_content::{observe_both, observe_end, observe_none, observe_pair, observe_start};
use super::observe_cue::observe_cue;
use super::speech::{Case, observe_speech};
use super::{Found, join, labels, select};
use crate::document::{Document, Token, TokenRange, Word};
use crate::hits::Hits;
use crate::lexicon::{Act, Class, Lexicon};
use crate::model::{Collect, Decision, Model, Sum, share_of_yes};
use crate::sections;

/// A document prepared for training.
pub(crate) struct Prepared<'d, 't, 'l> {
    line: Line<'d, 't>,
    candidates: Vec<Candidate<'l>>,
}

/// Facts of one decision in groups, and its candidates as sets of groups.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    pub(crate) groups: Vec<Collect>,
    pub(crate) candidates: Vec<Vec<u32>>,
    pub(crate) right: Vec<usize>,
}

impl Groups {
    fn group(&mut self, observe: impl FnOnce(&mut Collect)) -> u32 {
        let mut collect = Collect::default();
        observe(&mut collect);
        self.groups.push(collect);
        self.groups.len() as u32 - 1
    }
}

impl<'d, 't, 'l> Prepared<'d, 't, 'l> {
    /// A document with the words that are known to attribute besides those of the lexicon.
    pub(crate) fn new(document: &'d Document<'t>, hits: &Hits, lexicon: &'l Lexicon, known: &dyn Fn(&Word) -> bool) -> Self {
        let line = Line::new(document, lexicon);
        let candidates = cues::candidates(&line, hits, lexicon, known);
        Prepared { line, candidates }
    }

    pub(crate) fn cues(&self) -> std::ops::Range<usize> {
        0..self.candidates.len()
    }

    /// The token that decides, whether it stands in marks, and how strong its verb is.
    pub(crate) fn cue(&self, i: usize) -> (u32, bool, u8) {
        let c = &self.candidates[i];
        (c.head, c.stretch != Token::NONE, c.strength() as u8)
    }

    pub(crate) fn cue_facts(&self, i: usize) -> Collect {
        let mut collect = Collect::default();
        observe_cue(&self.line, &self.candidates, i, &mut collect);
        collect
    }

    /// The facts of the second look at those candidates that a model finds worth one, and the sums of the first.
    pub(crate) fn second_looks(&self, model: &Model) -> Vec<(usize, i32, Collect)> {
        let (line, all) = (&self.line, &self.candidates);
        let weights = model.weights(Decision::Cue);
        let sums: Vec<i32> = (0..all.len()).map(|i| first_sum(line, all, i, weights)).collect();
        let first = Likely::new(line, all, sums.iter().map(|&sum| share_of_yes(sum)).collect());
        let looks = (0..all.len()).filter(|&i| first.share(i as u32) >= SECOND_LOOK).map(|i| {
            let mut collect = Collect::default();
            observe_again(line, all, i, &first, &mut collect);
            (i, sums[i], collect)
        });
        looks.collect()
    }

    /// How likely a model finds each candidate, for the facts about content.
    pub(crate) fn weigh(&self, model: &Model) -> Likely {
        weigh(&self.line, &self.candidates, model).likely
    }

    /// The facts of what a model attributes to each likely candidate, and the words of that content.
    pub(crate) fn quote_facts(&self, model: &Model) -> Vec<(usize, Collect, Vec<TokenRange>)> {
        let weighed = weigh(&self.line, &self.candidates, model);
        let found = select::decoded(&self.line, &self.candidates, &weighed, model);
        let facts = (0..found.len()).map(|i| {
            let mut collect = Collect::default();
            observe_attribution(
                &self.line,
                &found[i],
                select::nesting(&found, i, &weighed.likely),
                &weighed.likely,
                &mut collect,
            );
            (found[i].candidate, collect, self.words(found[i].content))
        });
        facts.collect()
    }

    /// The content of a cue as annotated, cut to what the cue can reach: the longest run of words on each side.
    pub(crate) fn reachable(&self, i: usize, gold: &[TokenRange]) -> Option<Content> {
        let c = &self.candidates[i];
        let mut runs: Vec<Piece> = gold.iter().map(|&r| self.line.words_of(r)).filter(|r| r.0 < r.1).collect();
        runs.sort_unstable();
        let mut joined: Vec<Piece> = Vec::new();
        for run in runs {
            match joined.last_mut() {
                Some(last) if last.1 >= run.0 => last.1 = last.1.max(run.1),
                _ => joined.push(run),
            }
        }
        let side = |from: u32, to: u32| {
            let cut = joined.iter().map(|r| (r.0.max(from), r.1.min(to))).filter(|r| r.0 < r.1);
            cut.max_by_key(|r| (r.1 - r.0, std::cmp::Reverse(r.0)))
        };
        let fits = |p: u32| self.line.is_open(p, c.stretch);
        let left = side(c.scope.0, c.first).map(|r| super::pieces::without_lead(&self.line, r, c.stretch));
        let right = side(c.end, c.scope.1).map(|r| super::pieces::without_lead(&self.line, r, c.stretch));
        let content = Content { left, right };
        let open = content.pieces().all(|(from, to)| fits(from) && fits(to));
        (open && (left.is_some() || right.is_some())).then_some(content)
    }

    /// The four bounds of a cue's content as decisions of their own, for a first fit.
    pub(crate) fn bound_facts(&self, i: usize, gold: Content, likely: &Likely) -> Vec<Groups> {
        let (line, c) = (&self.line, &self.candidates[i]);
        let mut all = Vec::new();
        for (side, piece) in [(Side::Left, gold.left), (Side::Right, gold.right)] {
            let (starts, ends) = bounds(line, c, side);
            for (is_start, positions) in [(true, starts), (false, ends)] {
                let mut groups = Groups::default();
                for p in positions {
                    let group = groups.group(|sink| {
                        if is_start {
                            observe_start(line, c, likely, (side, p), sink);
                        } else {
                            observe_end(line, c, likely, (side, p), sink);
                        }
                    });
                    if piece.is_some_and(|(from, to)| p == if is_start { from } else { to }) {
                        groups.right.push(groups.candidates.len());
                    }
                    groups.candidates.push(vec![group]);
                }
                if piece.is_none() {
                    groups.right.push(groups.candidates.len());
                }
                let none = groups.group(|sink| observe_none(line, c, side, sink));
                groups.candidates.push(vec![none]);
                all.push(groups);
            }
        }
        all
    }

    /// The contents that a model finds worth comparing, and the right one among them.
    pub(crate) fn content_facts(&self, i: usize, gold: Content, likely: &Likely, model: &Model) -> Groups {
        let (line, c) = (&self.line, &self.candidates[i]);
        let weights = model.weights(Decision::Content);
        let mut contents: Vec<Content> = rivals(line, c, likely, WIDE, &|observe| {
            let mut sum = Sum::new(weights);
            observe(&mut sum);
            sum.total()
        })
        .into_iter()
        .map(|(content, _)| content)
        .collect();
        if !contents.contains(&gold) {
            contents.push(gold);
        }
        let mut groups = Groups::default();
        let mut starts = Vec::new();
        let mut ends = Vec::new();
        let mut pairs = Vec::new();
        let mut nones: [Option<u32>; 2] = [None; 2];
        for content in contents {
            let mut candidate = Vec::new();
            for (side, piece) in [(Side::Left, content.left), (Side::Right, content.right)] {
                let Some(piece) = piece else {
                    let slot = side as usize;
                    let none = nones[slot].unwrap_or_else(|| groups.group(|sink| observe_none(line, c, side, sink)));
                    nones[slot] = Some(none);
                    candidate.push(none);
                    continue;
                };
                candidate.push(known(&mut starts, (side as u32, piece.0), || {
                    groups.group(|s| observe_start(line, c, likely, (side, piece.0), s))
                }));
                candidate.push(known(&mut ends, (side as u32, piece.1), || {
                    groups.group(|s| observe_end(line, c, likely, (side, piece.1), s))
                }));
                candidate.push(known(&mut pairs, piece, || groups.group(|s| observe_pair(line, c, likely, (side, piece), s))));
            }
            candidate.push(groups.group(|sink| observe_both(line, c, content, sink)));
            if content == gold {
                groups.right.push(groups.candidates.len());
            }
            groups.candidates.push(candidate);
        }
        groups
    }

    /// The facts of every stretch, as the joiner with this model meets it.
    pub(crate) fn speech_facts(&self, model: &Model) -> Vec<(u32, Collect)> {
        let attributions = select::attributions(&self.line, &self.candidates, model);
        let mut joiner = join::Joiner::new(&self.line);
        joiner.turns(labels::turns(self.line.document, &[], &sections::of(self.line.document)));
        joiner.attributions(&attributions, &[]);
        joiner.cases().into_iter().map(|case| (case.stretch, self.facts_of(case))).collect()
    }

    fn facts_of(&self, case: Case) -> Collect {
        let mut collect = Collect::default();
        observe_speech(&self.line, case, &mut collect);
        collect
    }

    pub(crate) fn find(&self, model: &Model) -> Found {
        self.join(&select::attributions(&self.line, &self.candidates, model), model)
    }

    /// The same where these candidates are known to be cues, and no others.
    pub(crate) fn find_at(&self, cues: &[usize], model: &Model) -> Found {
        let weighed = weigh(&self.line, &self.candidates, model);
        let of = |&i: &usize| select::attribution(&self.line, &self.candidates[i], &weighed, model);
        self.join(&cues.iter().filter_map(of).collect::<Vec<_>>(), model)
    }

    /// What a model attributes to a candidate, whether it finds it likely or not.
    pub(crate) fn content_at(&self, i: usize, likely: &Likely, model: &Model) -> Option<Content> {
        decode(&self.line, &self.candidates[i], likely, model.weights(Decision::Content)).map(|decoded| decoded.content)
    }

    fn join(&self, attributions: &[select::Attribution<'_>], model: &Model) -> Found {
        let mut joiner = join::Joiner::new(&self.line);
        joiner.turns(labels::turns(self.line.document, &[], &sections::of(self.line.document)));
        joiner.attributions(attributions, &[]);
        joiner.stretches(model);
        joiner.finish()
    }

    /// Whether a content is among those that can be put together for a candidate.
    pub(crate) fn can_be(&self, i: usize, content: Content) -> bool {
        [(Side::Left, content.left), (Side::Right, content.right)].into_iter().all(|(side, piece)| {
            let (starts, ends) = bounds(&self.line, &self.candidates[i], side);
            piece.is_none_or(|(from, to)| starts.contains(&from) && ends.contains(&to))
        })
    }

    /// The words of a content.
    pub(crate) fn words(&self, content: Content) -> Vec<TokenRange> {
        content.pieces().map(|(from, to)| TokenRange::new(self.line.token(from), self.line.token(to - 1) + 1)).collect()
    }

    /// What sort of cue a range of tokens is.
    pub(crate) fn sort_of_cue(&self, tokens: TokenRange, lexicon: &Lexicon) -> CueSort {
        let (line, (from, to)) = (&self.line, self.line.words_of(tokens));
        let helps = |w: &u32| matches!(line.class(i64::from(*w)), "aux" | "modal" | "adv" | "not" | "to" | "'s");
        let Some(head) = (from..to).find(|w| !helps(w)).or((from < to).then_some(from)) else {
            return CueSort::Sign;
        };
        let lower = line.lower(i64::from(head));
        if lower == "according" {
            return CueSort::AccordingTo;
        }
        let ing = lower.ends_with("ing");
        match lexicon.verb(&line.entry(head)).filter(|_| line.entry(head).has(Class::SpeechVerb)) {
            Some(verb) if matches!(verb.act, Act::Thought | Act::Intent) => CueSort::Attitude,
            Some(_) if ing => CueSort::Participle,
            Some(verb) if matches!(&*verb.lemma, "say" | "tell") => CueSort::Say,
            Some(_) => CueSort::Speech,
            None if ing || lower.ends_with("ed") || head > from => CueSort::OtherVerb,
            None => CueSort::Other,
        }
    }
}

/// Sorts of cues, by which figures are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CueSort {
    Say,
    AccordingTo,
    Speech,
    Participle,
    Attitude,
    OtherVerb,
    Other,
    Sign,
}

impl CueSort {
    pub(crate) fn name(self) -> &'static str {
        match self {
            CueSort::Say => "*say*, *tell*",
            CueSort::AccordingTo => "*according to*",
            CueSort::Speech => "other verbs of speech",
            CueSort::Participle => "the same in *-ing*",
            CueSort::Attitude => "verbs of thought and intent",
            CueSort::OtherVerb => "other verbs",
            CueSort::Other => "nouns and the rest",
            CueSort::Sign => "signs",
        }
    }
}

/// The group made for a key before, or a new one.
fn known<K: PartialEq>(list: &mut Vec<(K, u32)>, key: K, make: impl FnOnce() -> u32) -> u32 {
    if let Some((_, group)) = list.iter().find(|(k, _)| *k == key) {
        return *group;
    }
    let group = make();
    list.push((key, group));
    group
}
