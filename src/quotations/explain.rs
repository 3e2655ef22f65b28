//! Why words attribute: the facts about the cue of each quotation, stated again.

use super::Quotation;
use super::cues::{self, observe_cue};
use super::line::Line;
use crate::document::Document;
use crate::hits::Hits;
use crate::lexicon::Lexicon;
use crate::model::{Decision, Explain, Explained, Model};

/// For each quotation the facts that counted for its cue; none without one.
pub(crate) fn explain(
    document: &Document<'_>,
    hits: &Hits,
    quotations: &[Quotation],
    lexicon: &Lexicon,
    model: &Model,
) -> Vec<Vec<Explained>> {
    let line = Line::new(document, lexicon);
    let candidates = cues::candidates(&line, hits, lexicon);
    let mut by_head: Vec<(u32, usize)> = candidates.iter().enumerate().map(|(i, c)| (c.head, i)).collect();
    by_head.sort_unstable();
    let facts = |quotation: &Quotation| {
        let cue = quotation.cue?;
        let at = by_head.partition_point(|&(head, _)| head < cue.head);
        let of_head = by_head.get(at..)?.iter().take_while(|(head, _)| *head == cue.head);
        let i = of_head.map(|&(_, i)| i).find(|&i| candidates[i].shape == cue.shape)?;
        let mut sink = Explain::new(model.weights(Decision::Cue), 0, cue.tokens);
        observe_cue(&line, &candidates, i, &mut sink);
        Some(sink.facts)
    };
    quotations.iter().map(|quotation| facts(quotation).unwrap_or_default()).collect()
}
