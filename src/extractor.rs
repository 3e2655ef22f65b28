//! The extractor: what is loaded, and what is asked for.

use crate::assemble;
use crate::builder::Builder;
use crate::builtin;
use crate::document::Document;
use crate::error::Error;
use crate::extraction::{Extraction, WarningCode, WarningRecord};
use crate::gazetteer::{self, Match, Origin, Row};
use crate::input::Input;
use crate::lexicon::Act;
use crate::options::Options;
use crate::pipeline::{self, Resources};
use std::sync::Arc;

/// The longest text that is read whole, in bytes: 1 GiB. Of a longer one the rest is left out, with a warning.
const LONGEST: usize = 1 << 30;

/// Reads texts.
///
/// Make one and keep it: it is `Send + Sync`, cheap to clone, and extraction needs it only to be read. The built-in tables are
/// loaded once a process and shared by all extractors.
///
/// ```
/// use onrecord::Extractor;
///
/// let extractor = Extractor::new();
/// let doc = extractor.extract("“The ferry is late again,” said Oskar Brandt, the harbour master.");
/// for quote in doc.quotes() {
///     println!("{}", quote.text());
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Extractor {
    resources: Arc<Resources>,
    options: Options,
}

impl Extractor {
    /// An extractor with the tables that the library brings.
    pub fn new() -> Self {
        Extractor { resources: builtin::resources(), options: Options::default() }
    }

    /// For tables and weights of one's own, and other choices.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn with(resources: Arc<Resources>, options: Options) -> Self {
        Extractor { resources, options }
    }

    /// One that differs in the acts that come out.
    pub(crate) fn asking_for(&self, acts: impl IntoIterator<Item = Act>) -> Extractor {
        Extractor { resources: Arc::clone(&self.resources), options: self.options.asking_for(acts) }
    }

    /// One that knows the names of a table too, before those that this one knows.
    pub(crate) fn knowing(&self, csv: &str) -> Result<Extractor, Error> {
        let mut own = gazetteer::Builder::new(&self.resources.lexicon);
        own.add(csv, Origin::User)?;
        let packed = own.pack();
        let mut resources = self.resources.as_ref().clone();
        resources.gazetteer.push(packed.into());
        Ok(Extractor { resources: Arc::new(resources), options: self.options })
    }

    /// Everything found in a text.
    ///
    /// It takes any text and never fails: a text without quotations, without words, or in another language gives a result
    /// that says so. Time and memory are linear in the length of the text.
    pub fn extract<'t>(&self, input: impl Into<Input<'t>>) -> Extraction {
        let input: Input<'t> = input.into();
        let whole = &*input.text;
        let read = beginning(whole, LONGEST);
        let analysis = pipeline::analyse(read, &input, &self.resources);
        let mut records = assemble::assemble(read, &input, &analysis, &self.resources, &self.options);
        if read.len() < whole.len() {
            let text = format!("the text has {} bytes; only the first {} were read", whole.len(), read.len());
            records.warnings.push(WarningRecord { code: WarningCode::TooLong, text });
        }
        records.text = input.text.into_owned();
        Extraction { records }
    }

    /// Which names of the tables in force stand in a text: all of them, by place, longer before shorter, overlapping ones and those
    /// that need support too. What [`Extractor::extract`] makes of them is another question.
    pub fn lookup(&self, text: &str) -> Vec<Match<'_>> {
        let Resources { lexicon, gazetteer, files, .. } = &*self.resources;
        let document = Document::new(beginning(text, LONGEST), lexicon);
        let found = gazetteer.find(&document);
        let matches = found.iter().filter_map(|hit| {
            let file = files.get(hit.row.table()).and_then(Option::as_deref);
            Some(Match::new(document.span(hit.tokens), hit, Row::new(gazetteer.row(hit.row)?, file)))
        });
        matches.collect()
    }
}

impl Default for Extractor {
    fn default() -> Self {
        Extractor::new()
    }
}

/// As much of a text as fits into `bytes`.
fn beginning(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(beginning("naïve", 3), "na");
        assert_eq!(beginning("naïve", 4), "naï");
        assert_eq!(beginning("naïve", 99), "naïve");
    }
}
