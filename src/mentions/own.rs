//! The rows of a user's in a document. They count wherever they stand as spelled, whatever the model makes of the words; only a longer name
//! of a table beats them.

use super::context::Context;
use super::label::NameKind;
use super::names::kind_of;
use super::runs::Case;
use super::tagger::Tagged;
use crate::document::{Shape, TokenRange};
use crate::gazetteer::{NameHit, Origin};
use crate::hits::Hits;
use std::cmp::Reverse;

/// What a user's rows say of a document.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// The names that count, in text order; they never overlap.
    names: Vec<Tagged>,
    /// The words that are no names, in text order; neither do they.
    silent: Vec<TokenRange>,
}

/// Whether a hit is spelled as in its table, or folded where nothing else is to be expected: in a sentence of capitals only and in one
/// of small letters only. A user's name in small letters is looked for only where its paragraph has no capital, as short as it may be.
pub(super) fn is_meant(context: &Context<'_, '_>, hit: &NameHit) -> bool {
    let small = || hit.origin != Origin::Builtin && context.document.word_at(hit.tokens.start).shape == Shape::Lower;
    hit.exact || matches!(context.case_at(hit.tokens.start), Case::Upper | Case::Lower) || small()
}

impl Own {
    pub(super) fn new(context: &Context<'_, '_>, hits: &Hits) -> Own {
        if hits.names.iter().all(|hit| hit.origin == Origin::Builtin) {
            return Own::default();
        }
        let mut rows: Vec<&NameHit> = uncovered(context, hits).filter(|hit| hit.origin != Origin::Builtin).collect();
        rows.sort_by_key(|hit| (Reverse(hit.tokens.len()), hit.tokens.start));
        let mut taken = vec![false; context.document.tokens.len()];
        let mut own = Own::default();
        for hit in rows {
            if hit.tokens.iter().any(|t| taken[t as usize]) {
                continue;
            }
            for t in hit.tokens.iter() {
                taken[t as usize] = true;
            }
            match kind_of(hit.kind) {
                Some(kind) => own.names.push(Tagged { tokens: hit.tokens, kind }),
                None => own.silent.push(hit.tokens),
            }
        }
        own.names.sort_by_key(|name| name.tokens);
        own.silent.sort();
        own
    }

    pub(super) fn names(&self) -> &[Tagged] {
        &self.names
    }

    /// The kind of the name that stands at just these tokens.
    pub(super) fn kind_at(&self, tokens: TokenRange) -> Option<NameKind> {
        let at = self.names.partition_point(|name| name.tokens < tokens);
        self.names.get(at).filter(|name| name.tokens == tokens).map(|name| name.kind)
    }

    /// Whether what was found at these tokens gives way: to a name of the user's, or because it is none by a row of the user's.
    pub(super) fn displaces(&self, tokens: TokenRange) -> bool {
        let name = self.names.partition_point(|name| name.tokens.end <= tokens.start);
        let silent = self.silent.partition_point(|silent| silent.end <= tokens.start);
        self.names.get(name).is_some_and(|name| name.tokens.overlaps(tokens))
            || self.silent.get(silent).is_some_and(|silent| silent.covers(tokens))
    }
}

/// The hits that count on sight and lie in no longer one, in text order.
pub(super) fn uncovered<'h>(context: &Context<'_, '_>, hits: &'h Hits) -> impl Iterator<Item = &'h NameHit> {
    let mut reach = TokenRange::new(0, 0);
    let counting = hits.names.iter().filter(|hit| !hit.caution && is_meant(context, hit));
    counting.filter(move |hit| {
        let inside = reach.covers(hit.tokens) && reach != hit.tokens;
        if hit.tokens.end > reach.end {
            reach = hit.tokens;
        }
        !inside
    })
}
