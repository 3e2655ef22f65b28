//! What the training code sees of this stage: candidates, their facts, and the decisions as they are made in use.

use super::content::{Content, Piece, Side, WIDE, bounds, decode, rivals};
use super::cues::{self, Candidate};
use super::line::Line;
use super::observe_content::{observe_both, observe_end, observe_none, observe_pair, observe_start};
use super::observe_cue::observe_cue;
use super::select::cue_share;
use super::speech::{Case, observe_speech};
use super::{Found, join, labels, select};
use crate::document::{Document, Token, TokenRange};
use crate::hits::Hits;
use crate::lexicon::Lexicon;
use crate::model::{Collect, Decision, Model, Sum};
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
    pub(crate) fn new(document: &'d Document<'t>, hits: &Hits, lexicon: &'l Lexicon) -> Self {
        let line = Line::new(document, lexicon);
        let candidates = cues::candidates(&line, hits, lexicon);
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
    pub(crate) fn bound_facts(&self, i: usize, gold: Content) -> Vec<Groups> {
        let (line, c) = (&self.line, &self.candidates[i]);
        let mut all = Vec::new();
        for (side, piece) in [(Side::Left, gold.left), (Side::Right, gold.right)] {
            let (starts, ends) = bounds(line, c, side);
            for (is_start, positions) in [(true, starts), (false, ends)] {
                let mut groups = Groups::default();
                for p in positions {
                    let group = groups.group(|sink| {
                        if is_start {
                            observe_start(line, c, side, p, sink);
                        } else {
                            observe_end(line, c, side, p, sink);
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
    pub(crate) fn content_facts(&self, i: usize, gold: Content, model: &Model) -> Groups {
        let (line, c) = (&self.line, &self.candidates[i]);
        let weights = model.weights(Decision::Content);
        let mut contents: Vec<Content> = rivals(line, c, WIDE, &|observe| {
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
                    groups.group(|s| observe_start(line, c, side, piece.0, s))
                }));
                candidate
                    .push(known(&mut ends, (side as u32, piece.1), || groups.group(|s| observe_end(line, c, side, piece.1, s))));
                candidate.push(known(&mut pairs, piece, || groups.group(|s| observe_pair(line, c, side, piece, s))));
            }
            candidate.push(groups.group(|sink| observe_both(line, c, content, sink)));
            if content == gold {
                groups.right.push(groups.candidates.len());
            }
            groups.candidates.push(candidate);
        }
        groups
    }

    /// For calibration: how sure a model is of a candidate and its content, in parts of a million, and the words of that content.
    pub(crate) fn decide(&self, i: usize, model: &Model) -> Option<(u32, Vec<TokenRange>)> {
        let (share, _) = cue_share(&self.line, &self.candidates, i, model);
        if share < select::CUE_FLOOR {
            return None;
        }
        let decoded = decode(&self.line, &self.candidates[i], model.weights(Decision::Content))?;
        let both = (u64::from(share) * u64::from(decoded.share) / 1_000_000) as u32;
        let range = |(from, to): Piece| TokenRange::new(self.line.token(from), self.line.token(to - 1) + 1);
        Some((both, decoded.content.pieces().map(range).collect()))
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
        let attributions = select::attributions(&self.line, &self.candidates, model);
        let mut joiner = join::Joiner::new(&self.line);
        joiner.turns(labels::turns(self.line.document, &[], &sections::of(self.line.document)));
        joiner.attributions(&attributions, &[]);
        joiner.stretches(model);
        joiner.finish()
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
