//! Why words are a quotation: the facts about its cue and its content, or about its marks, stated again.

use super::cues;
use super::likely::weigh;
use super::line::Line;
use super::observe_content::observe_content;
use super::speech::observe_speech;
use super::{Basis, Quotation};
use crate::document::{Document, TokenRange};
use crate::hits::Hits;
use crate::lexicon::Lexicon;
use crate::model::{Decision, Explain, Explained, Model};

/// For each quotation the facts that counted; their weights have the sum that it was decided by. None where a label decided.
pub(crate) fn explain(
    document: &Document<'_>,
    hits: &Hits,
    quotations: &[Quotation],
    lexicon: &Lexicon,
    model: &Model,
) -> Vec<Vec<Explained>> {
    let line = Line::new(document, lexicon);
    let candidates = cues::found(&line, hits, lexicon, model);
    let weighed = weigh(&line, &candidates, model);
    let facts = |quotation: &Quotation| match quotation.basis {
        Basis::Given => Vec::new(),
        Basis::Cue { candidate, content } => {
            let Some(cue) = candidates.get(candidate) else {
                return Vec::new();
            };
            let at = TokenRange::new(cue.head, cue.head + 1);
            let mut of_cue = Explain::new(model.weights(Decision::Cue), 0, at);
            weighed.observe(&line, &candidates, candidate, &mut of_cue);
            let mut of_content = Explain::new(model.weights(Decision::Content), 0, at);
            observe_content(&line, cue, &weighed.likely, content, &mut of_content);
            of_cue.facts.append(&mut of_content.facts);
            of_cue.facts
        }
        Basis::Marks(case) => {
            let mut sink = Explain::new(model.weights(Decision::Speech), 0, document.stretch_range(case.stretch));
            observe_speech(&line, case, &mut sink);
            sink.facts
        }
    };
    quotations.iter().map(facts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotations::find;
    use crate::{builtin, mentions};
    use std::fs;

    #[test]
    fn evidence_has_the_sum_that_decided() {
        let resources = builtin::resources();
        let (mut cued, mut cueless) = (0, 0);
        for folder in ["examples/articles", "tests/fixtures"] {
            for entry in fs::read_dir(folder).unwrap() {
                let text = fs::read_to_string(entry.unwrap().path()).unwrap();
                let document = Document::new(&text, &resources.lexicon);
                let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
                let mentions = mentions::find(&document, &hits, &resources.model);
                let found = find(&document, &hits, &mentions, &resources.lexicon, &resources.model);
                let facts = explain(&document, &hits, &found.quotations, &resources.lexicon, &resources.model);
                for (quotation, facts) in found.quotations.iter().zip(&facts) {
                    assert_eq!(facts.iter().map(|f| f.weight).sum::<i32>(), quotation.weight, "{quotation:?}");
                    let given = matches!(quotation.basis, Basis::Given);
                    assert_eq!(facts.is_empty(), given, "{quotation:?}");
                    cued += usize::from(quotation.cue.is_some());
                    cueless += usize::from(quotation.cue.is_none());
                }
            }
        }
        assert!(cued > 100 && cueless > 5, "{cued} {cueless}");
    }
}
