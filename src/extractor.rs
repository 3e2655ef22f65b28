//! The extractor: what is loaded, and what is asked for.

use crate::assemble;
use crate::builder::Builder;
use crate::builtin;
use crate::document::Document;
use crate::error::Error;
use crate::extraction::{Extraction, WarningCode, WarningRecord};
use crate::gazetteer::{self, Match, Origin, Reading, Row, RowId, near};
use crate::input::Input;
use crate::lexicon::Act;
use crate::options::Options;
use crate::pipeline;
use crate::resources::Resources;
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
    /// What it is loaded from, to load it again.
    made_with: Arc<Builder>,
}

impl Extractor {
    /// An extractor with the tables that the library brings.
    pub fn new() -> Self {
        Extractor { resources: builtin::resources(), options: Options::default(), made_with: Arc::default() }
    }

    /// For tables and weights of one's own, and other choices.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn with(resources: Arc<Resources>, options: Options, made_with: Builder) -> Self {
        Extractor { resources, options, made_with: Arc::new(made_with) }
    }

    /// One that differs in the acts that come out.
    pub(crate) fn asking_for(&self, acts: impl IntoIterator<Item = Act>) -> Extractor {
        Extractor { options: self.options.asking_for(acts), ..self.clone() }
    }

    /// One that knows the names of a table too, before those that this one knows.
    pub(crate) fn knowing(&self, csv: &str) -> Result<Extractor, Error> {
        let mut own = gazetteer::Builder::new(&self.resources.lexicon);
        own.add(csv, Origin::User)?;
        let packed = own.pack();
        let mut resources = self.resources.as_ref().clone();
        resources.gazetteer.push(packed.into());
        Ok(Extractor { resources: Arc::new(resources), ..self.clone() })
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
        self.lookup_read(&self.read(text)).collect()
    }

    /// A text in words, for [`Extractor::lookup_read`].
    pub fn read<'t>(&self, text: &'t str) -> Reading<'t> {
        Reading(Document::new(beginning(text, LONGEST), &self.resources.lexicon))
    }

    /// What [`Extractor::lookup`] gives, for a text that has been read. Where one text is looked up in the tables of several
    /// extractors (an old list and a new one), it is read once.
    ///
    /// ```
    /// use onrecord::Extractor;
    ///
    /// let of = |table: &str| Extractor::builder().builtin(false).gazetteer_text(table).build();
    /// let (old, new) = (of("name,kind\nOld Quay,place\n")?, of("name,kind\nOld Quay,place\nNew Quay,place\n")?);
    /// let text = old.read("The ferry goes from the Old Quay to the New Quay.");
    /// assert_eq!((old.lookup_read(&text).count(), new.lookup_read(&text).count()), (1, 2));
    /// # Ok::<(), onrecord::Error>(())
    /// ```
    pub fn lookup_read<'g>(&'g self, text: &Reading<'_>) -> impl Iterator<Item = Match<'g>> {
        let Reading(document) = text;
        let found = self.resources.gazetteer.find(document);
        found.into_iter().filter_map(move |hit| Some(Match::new(document.span(hit.tokens), &hit, self.row(hit.row)?)))
    }

    /// Rows of the tables in force whose names hold the words of a name among others, the most prominent first, `most` of them: where
    /// a text has the longer name, that one counts. Letter case, accents and punctuation make no difference here.
    pub fn longer_names(&self, name: &str, most: usize) -> Vec<Row<'_>> {
        self.rows(near::longer(name, self.resources.gazetteer.rows(), most))
    }

    /// Rows of the tables in force whose names are nearly a name, `most` of them: those that differ only in letter case, accents or
    /// punctuation first, then those that differ in a letter or two.
    pub fn similar_names(&self, name: &str, most: usize) -> Vec<Row<'_>> {
        self.rows(near::similar(name, self.resources.gazetteer.rows(), most))
    }

    fn row(&self, id: RowId) -> Option<Row<'_>> {
        let file = self.resources.files.get(id.table()).and_then(Option::as_deref);
        Some(Row::new(self.resources.gazetteer.row(id)?, file))
    }

    fn rows(&self, ids: Vec<RowId>) -> Vec<Row<'_>> {
        ids.into_iter().filter_map(|id| self.row(id)).collect()
    }

    /// Loads the tables and weights again that it was made with, as their files are now, with the same choices. This one stays as it
    /// is, so that a table that is broken or gone changes nothing; the [`gazetteer`] module shows a program that reloads while
    /// it runs. An extractor without files of its own comes back as it is.
    ///
    /// # Errors
    ///
    /// As [`Builder::build`].
    pub fn reload(&self) -> Result<Extractor, Error> {
        Builder::clone(&self.made_with).build()
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
