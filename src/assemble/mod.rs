//! From the results of the stages to the records of an extraction: what the caller asked for, in spans of the text.

mod change;
mod edits;
mod entities;
mod quotes;
mod sameness;

use crate::document::TokenRange;
use crate::extraction::{EvidenceRecord, MentionId, NotSpeechRecord, PhraseRecord, Records, WarningCode, WarningRecord};
use crate::input::Input;
use crate::language::{self, Other};
use crate::mentions::Reference;
use crate::model::Explained;
use crate::options::Options;
use crate::pipeline::Analysis;
use crate::resources::Resources;
use crate::span::Span;

/// The records of a text as far as it was read; the text itself is left out.
pub(crate) fn assemble(
    text: &str,
    input: &Input<'_>,
    analysis: &Analysis<'_>,
    resources: &Resources,
    options: &Options,
) -> Records {
    let places = Places { text, analysis };
    let (entities, mentions) = entities::records(&places, input, resources);
    let not_speech = analysis.found.not_speech.iter();
    Records {
        id: input.id.clone(),
        text: String::new(),
        meta: input.meta.clone(),
        data: resources.digest,
        explained: input.explain,
        quotes: quotes::records(&places, options),
        entities,
        mentions,
        refusals: quotes::refusals(&places),
        not_speech: not_speech.map(|n| NotSpeechRecord { span: places.span(n.tokens), reason: n.reason }).collect(),
        warnings: warnings(input, analysis, resources),
    }
}

fn warnings(input: &Input<'_>, analysis: &Analysis<'_>, resources: &Resources) -> Vec<WarningRecord> {
    let warning = |code, text| WarningRecord { code, text };
    let language = language::other_than_english(&analysis.document, &resources.languages).map(|looks| {
        let looks = match looks {
            Other::Known(code) => format!(" (more like `{code}`)"),
            Other::Script => " (another script)".to_owned(),
            Other::Unknown => String::new(),
        };
        let text = format!("the text does not look like English{looks}; what is found in it can't be trusted");
        warning(WarningCode::Language, text)
    });
    let date = input.meta.date.as_ref().filter(|_| input.day().is_none()).map(|date| {
        let text = format!("the date `{date}` can't be read and decides nothing; write it as 2025-06-09, 2025-06 or 2025");
        warning(WarningCode::Date, text)
    });
    language.into_iter().chain(date).collect()
}

/// Where things are in the text as received.
struct Places<'a> {
    text: &'a str,
    analysis: &'a Analysis<'a>,
}

impl Places<'_> {
    /// The span of tokens, widened to char boundaries where a token is a part of a composed character.
    fn span(&self, tokens: TokenRange) -> Span {
        let Span { mut start, mut end } = self.analysis.document.span(tokens);
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        Span::new(start, end)
    }

    /// Facts that counted for a decision.
    fn evidence(&self, decision: &'static str, facts: Option<&Vec<Explained>>) -> Vec<EvidenceRecord> {
        let record = |fact: &Explained| EvidenceRecord {
            decision,
            rule: fact.name.clone(),
            weight: fact.weight,
            span: self.span(fact.tokens),
        };
        facts.into_iter().flatten().map(record).collect()
    }

    /// A phrase with the mention that it is, or whose name ends it (*CNBC’s Jane Doe*).
    fn phrase(&self, tokens: TokenRange) -> PhraseRecord {
        let mentions = &self.analysis.mentions;
        let from = mentions.partition_point(|m| m.tokens.start < tokens.start);
        let inside = || {
            let list = mentions.get(from..).unwrap_or_default().iter().enumerate();
            list.take_while(|(_, m)| m.tokens.start < tokens.end).filter(|(_, m)| tokens.covers(m.tokens))
        };
        let whole = inside().find(|(_, m)| m.tokens == tokens);
        let last = || inside().find(|(_, m)| m.reference == Reference::Name && m.tokens.end == tokens.end);
        let mention = whole.or_else(last).map(|(i, _)| MentionId((from + i) as u32));
        PhraseRecord { span: self.span(tokens), mention }
    }
}
