//! Quotations: what was said, thought or written, in marks or without, and the cue that says so.

mod act;
mod addressee;
mod alike;
pub(crate) mod beside;
mod carries;
mod content;
mod crossing;
mod cues;
mod explain;
mod join;
mod labels;
mod likely;
mod line;
mod nested;
mod notices;
mod observe_again;
mod observe_attribution;
mod observe_content;
mod observe_cue;
mod passed;
mod pieces;
mod refusals;
mod select;
mod shapes;
mod speech;
mod stance;
mod status;
#[cfg(feature = "learn")]
pub(crate) mod training;
mod trim;
mod within;
mod wordless;

use crate::document::{Document, TokenRange};
use crate::extraction::Section;
use crate::hits::Hits;
use crate::lexicon::{Act, Lexicon};
use crate::mentions::Mention;
use crate::model::Model;
use crate::sections;
pub(crate) use content::Content;
pub(crate) use explain::explain;
pub(crate) use passed::{Passed, Whose};
pub(crate) use refusals::{Refusal, Who};
pub(crate) use speech::Case;
use std::collections::BTreeSet;

/// How much of a quotation stands in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum QuoteKind {
    /// All of it.
    Direct,
    /// Part of it.
    Mixed,
    /// None of it: reported speech.
    Indirect,
}

/// What the text says about whether the words were said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Status {
    /// They were.
    Asserted,
    /// X denied that.
    Denied,
    /// X did not say.
    Negated,
    /// If X says; X might say.
    Hypothetical,
    /// X asked whether.
    Asked,
}

/// The word or words that anchor an attribution.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cue {
    /// The verb group or phrase.
    pub(crate) tokens: TokenRange,
    /// The token that decides: the verb itself, the noun, the colon.
    pub(crate) head: u32,
    pub(crate) shape: CueShape,
}

/// What a cue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CueShape {
    Verb,
    Noun,
    /// *according to* and the like, before its source.
    Preposition,
    Idiom,
    Colon,
    Dash,
    /// The `NAME:` of a transcript; the cue's tokens are the label.
    Label,
}

impl CueShape {
    /// Its name in facts.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            CueShape::Verb => "verb",
            CueShape::Noun => "noun",
            CueShape::Preposition => "preposition",
            CueShape::Idiom => "idiom",
            CueShape::Colon => "colon",
            CueShape::Dash => "dash",
            CueShape::Label => "label",
        }
    }
}

/// A quotation; its source is found later.
#[derive(Debug, Clone)]
pub(crate) struct Quotation {
    pub(crate) kind: QuoteKind,
    pub(crate) act: Act,
    pub(crate) status: Status,
    /// The content in text order, one part a paragraph at least. Direct: the words inside the marks.
    pub(crate) parts: Vec<TokenRange>,
    /// What stands in quotation marks, without the marks.
    pub(crate) quoted: Vec<TokenRange>,
    pub(crate) cue: Option<Cue>,
    /// To whom it was said.
    pub(crate) addressee: Option<TokenRange>,
    /// The quotation it stands in.
    pub(crate) within: Option<usize>,
    /// For one without a cue that carries on an earlier one without being part of it: that one.
    pub(crate) follows: Option<usize>,
    /// Whose words are passed on, and by whom.
    pub(crate) passed: Passed,
    /// How sure it is a quotation with these bounds, in thousandths.
    pub(crate) confidence: u16,
    /// How sure its stretches in marks are speech, as they were judged: the least and the most sure one, in thousandths.
    pub(crate) speech: Option<(u16, u16)>,
    pub(crate) basis: Basis,
    /// The sum of the evidence that made it one.
    pub(crate) weight: i32,
}

/// What a quotation was decided by.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Basis {
    /// The label of a transcript, or an annotator: no evidence was weighed.
    Given,
    /// The candidate of this number is a cue, and this its content as it was compared.
    Cue { candidate: usize, content: Content },
    /// Words in marks that no cue attributes.
    Marks(Case),
}

/// Words in quotation marks that are no quotation, and why.
#[derive(Debug, Clone)]
pub(crate) struct NotSpeech {
    pub(crate) tokens: TokenRange,
    pub(crate) reason: &'static str,
}

/// What the quotations stage found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// In text order of their first part.
    pub(crate) quotations: Vec<Quotation>,
    pub(crate) not_speech: Vec<NotSpeech>,
    /// In text order too.
    pub(crate) refusals: Vec<Refusal>,
    /// For each paragraph which part of the article it is.
    pub(crate) sections: Vec<Section>,
}

/// The quotations of a document.
pub(crate) fn find(document: &Document<'_>, hits: &Hits, mentions: &[Mention], lexicon: &Lexicon, model: &Model) -> Found {
    let line = line::Line::new(document, lexicon);
    let candidates = cues::found(&line, hits, lexicon, model);
    let attributions = select::attributions(&line, &candidates, model);
    let mut joiner = join::Joiner::new(&line);
    let sections = sections::of(document);
    joiner.turns(labels::turns(document, mentions, &sections));
    joiner.attributions(&attributions, mentions);
    joiner.stretches(model);
    let mut found = joiner.finish();
    notices::drop_all(document, lexicon, &sections, &mut found.quotations);
    found.refusals = refusals::find(document);
    let unsaid = refusals::drop_refused(document, &found.refusals, &mut found.quotations);
    found.not_speech.extend(unsaid.into_iter().map(|tokens| NotSpeech { tokens, reason: "not commented on" }));
    found.not_speech.sort_by_key(|words| words.tokens);
    passed::mark(document, &mut found.quotations);
    let passed = found.quotations.iter().filter(|q| q.passed.said_by.is_some());
    let said: BTreeSet<TokenRange> = passed.flat_map(|q| q.quoted.iter().copied()).collect();
    found.not_speech.retain(|words| !said.contains(&words.tokens));
    within::set_within(&mut found.quotations);
    within::drop_wishes(document, &mut found.quotations);
    passed::relay(document, &mut found.quotations);
    status::inherit(&mut found.quotations);
    found.sections = without_turns(document, sections, &found.quotations);
    found
}

/// The sections of an article; the turns of a transcript are its text, wherever they stand.
fn without_turns(document: &Document<'_>, mut sections: Vec<Section>, quotations: &[Quotation]) -> Vec<Section> {
    for turn in quotations.iter().filter(|q| q.cue.is_some_and(|cue| cue.shape == CueShape::Label)) {
        for part in &turn.parts {
            if let Some(section) = sections.get_mut(document.token(part.start).paragraph as usize) {
                *section = Section::Body;
            }
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::mentions;

    /// Each quotation as `kind act status cue: content`, parts joined by `…`.
    fn quotes(text: &str) -> Vec<String> {
        let resources = builtin::resources();
        let document = Document::new(text, &resources.lexicon);
        let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
        let mentions = mentions::find(&document, &hits, &resources.model);
        let found = find(&document, &hits, &mentions, &resources.lexicon, &resources.model);
        let line = |q: &Quotation| {
            let parts: Vec<&str> = q.parts.iter().map(|&p| document.text(p)).collect();
            let cue = q.cue.map_or("-", |c| document.text(c.tokens));
            format!("{:?} {} {:?} {cue}: {}", q.kind, q.act.name(), q.status, parts.join(" … "))
        };
        found.quotations.iter().map(line).collect()
    }

    fn not_speech(text: &str) -> Vec<String> {
        let resources = builtin::resources();
        let document = Document::new(text, &resources.lexicon);
        let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
        let found = find(&document, &hits, &[], &resources.lexicon, &resources.model);
        found.not_speech.iter().map(|n| document.text(n.tokens).to_owned()).collect()
    }

    #[test]
    fn pieces_around_a_cue_and_after_it_are_one() {
        assert_eq!(
            quotes("“The mill is shut,” said Orla Venn. “It will stay shut.” The road was empty."),
            ["Direct speech Asserted said: The mill is shut, … It will stay shut."]
        );
        assert_eq!(
            quotes("“The mill is shut,” said Orla Venn. “Not so,” replied Tom Ashby."),
            ["Direct speech Asserted said: The mill is shut,", "Direct speech Asserted replied: Not so,"]
        );
    }

    #[test]
    fn a_paraphrase_keeps_its_marks_and_loses_its_conjunction() {
        assert_eq!(
            quotes("The surveyor said that the wall was “older than the town”."),
            ["Mixed speech Asserted said: the wall was “older than the town”"]
        );
        assert_eq!(
            quotes("The harbour would open in May, the surveyor said."),
            ["Indirect speech Asserted said: The harbour would open in May"]
        );
    }

    #[test]
    fn an_open_mark_carries_on() {
        assert_eq!(
            quotes("The cook said: “I saw the smoke.\n\n“I rang the bell.”"),
            ["Direct speech Asserted said: I saw the smoke. … I rang the bell."]
        );
    }

    #[test]
    fn a_mark_after_a_closed_one_opens_a_quotation_of_its_own() {
        assert_eq!(
            quotes("“I saw the smoke,” the cook said.\n\n“Nobody rang the bell that day.”"),
            ["Direct speech Asserted said: I saw the smoke,", "Direct speech Asserted -: Nobody rang the bell that day."]
        );
    }

    #[test]
    fn status_follows_the_verb_group() {
        let status = |text: &str| quotes(text).first().map(|q| q.split(' ').nth(2).unwrap_or_default().to_owned());
        assert_eq!(status("The owner denied that the barn had burned.").as_deref(), Some("Denied"));
        assert_eq!(status("The owner did not say that the barn had burned.").as_deref(), Some("Negated"));
        assert_eq!(status("Reporters asked whether the barn had burned.").as_deref(), Some("Asked"));
        assert_eq!(status("“Who burned the barn?” the owner asked.").as_deref(), Some("Asserted"));
    }

    #[test]
    fn names_of_speeches_and_works_are_no_speech() {
        assert_eq!(not_speech("In May he gave his “all hands” speech in the old hall."), ["all hands"]);
        assert_eq!(not_speech("The spot, titled “Forward,” ran for a week."), ["Forward,"]);
    }

    #[test]
    fn turns_of_a_transcript() {
        assert_eq!(
            quotes("The two met on Sunday.\n\nVENN: How deep is the lock?\n\nASHBY: Four metres."),
            ["Direct speech Asserted VENN: How deep is the lock?", "Direct speech Asserted ASHBY: Four metres."]
        );
        assert!(quotes("Opening hours: nine to five.\n\nAdmission: free.").is_empty());
    }

    #[test]
    fn inner_quotations_know_the_outer() {
        let resources = builtin::resources();
        let text = "“Then the driver shouted, ‘Get down!’ and we did,” said Orla Venn.";
        let document = Document::new(text, &resources.lexicon);
        let hits = Hits::find(&document, &resources.gazetteer, &resources.lexicon);
        let found = find(&document, &hits, &[], &resources.lexicon, &resources.model);
        let within: Vec<Option<usize>> = found.quotations.iter().map(|q| q.within).collect();
        assert_eq!(within, [None, Some(0)]);
    }

    #[test]
    fn any_heap_of_marks_ends() {
        for text in ["\"".repeat(20_000), "“".repeat(3_000) + "he said" + &"”".repeat(3_000), "“a” he said ".repeat(2_000)]
        {
            quotes(&text);
        }
    }
}
