//! Making an extractor with tables and weights of one's own.

use crate::builtin;
use crate::error::Error;
use crate::extractor::Extractor;
use crate::gazetteer::{self, BUILTIN, Checker, Gazetteer, Origin, Report, Stats};
use crate::lexicon::{self, Act};
use crate::model;
use crate::options::{Options, STRICT};
use crate::table::encoding::{SAVE_TABLE, decode};
use crate::table::hash::{combine, hash};
use crate::table::reader::read_file;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Makes an [`Extractor`]: every choice, then [`Builder::build`], which loads what it names.
///
/// ```
/// use onrecord::Extractor;
///
/// let extractor = Extractor::builder()
///     .gazetteer_text("name,kind,desk\nHarbour Compact,organization,shipping\n")
///     .min_confidence(0.8)
///     .build()?;
/// let doc = extractor.extract("The Harbour Compact was signed on Monday.");
/// # let _ = doc;
/// # Ok::<(), onrecord::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Builder {
    gazetteers: Vec<Table>,
    verbs: Vec<Table>,
    models: Vec<Table>,
    without_builtin: bool,
    without_grammar: bool,
    options: Options,
    /// A confidence that is none, kept for the error.
    wrong_confidence: Option<f64>,
}

/// A table, by path or by content.
#[derive(Debug, Clone)]
enum Table {
    File(PathBuf),
    Text(String),
}

impl Table {
    fn file(&self) -> Option<&Path> {
        match self {
            Table::File(path) => Some(path),
            Table::Text(_) => None,
        }
    }

    fn bytes(&self) -> Result<Vec<u8>, Error> {
        match self {
            Table::File(path) => read_file(path),
            Table::Text(text) => Ok(text.clone().into_bytes()),
        }
    }

    /// Hands its text to a reader, whose errors then name the file.
    fn read(&self, digest: &mut u64, read: impl FnOnce(&str) -> Result<(), Error>) -> Result<(), Error> {
        let text = decode(self.bytes()?, SAVE_TABLE).map_err(|wrong| wrong.error);
        let done = text.and_then(|text| {
            *digest = combine(*digest, hash(text.as_bytes()));
            read(&text)
        });
        done.map_err(|error| match self {
            Table::File(path) => error.in_file(path),
            Table::Text(_) => error,
        })
    }
}

impl Builder {
    /// Adds names from a CSV file with the columns `name` and `kind` at least (`data/README.md` lists the others; unknown ones
    /// come back as tags). May be given several times.
    pub fn gazetteer(mut self, path: impl Into<PathBuf>) -> Self {
        self.gazetteers.push(Table::File(path.into()));
        self
    }

    /// The same from a text in memory.
    pub fn gazetteer_text(mut self, csv: impl Into<String>) -> Self {
        self.gazetteers.push(Table::Text(csv.into()));
        self
    }

    /// Whether the names that the library brings are in force too. They are, unless set to `false`.
    pub fn builtin(mut self, builtin: bool) -> Self {
        self.without_builtin = !builtin;
        self
    }

    /// Whether names that no table has are found too, by titles, given names, context and the like. They are, unless set to `false`:
    /// then only what the tables name is a name, and a form that needs support counts where it has it. Roles, pronouns and quotations
    /// are found as ever.
    ///
    /// ```
    /// use onrecord::Extractor;
    ///
    /// let extractor = Extractor::builder()
    ///     .gazetteer_text("name,kind\nEdda Holm,person\n")
    ///     .builtin(false)
    ///     .grammar(false)
    ///     .build()?;
    /// let doc = extractor.extract("Edda Holm met Karl Berg in Oslo.");
    /// let names: Vec<&str> = doc.entities().map(|entity| entity.name()).collect();
    /// assert_eq!(names, ["Edda Holm"]);
    /// # Ok::<(), onrecord::Error>(())
    /// ```
    pub fn grammar(mut self, grammar: bool) -> Self {
        self.without_grammar = !grammar;
        self
    }

    /// Adds verbs that attribute, from a CSV file in the form of `data/speech_verbs.csv`. May be given several times.
    pub fn verbs(mut self, path: impl Into<PathBuf>) -> Self {
        self.verbs.push(Table::File(path.into()));
        self
    }

    /// The same from a text in memory.
    pub fn verbs_text(mut self, csv: impl Into<String>) -> Self {
        self.verbs.push(Table::Text(csv.into()));
        self
    }

    /// Weights of one's own, from a CSV file; a decision that it has weights for is taken by those alone.
    pub fn model(mut self, path: impl Into<PathBuf>) -> Self {
        self.models.push(Table::File(path.into()));
        self
    }

    /// Whether reported speech without any quotation marks comes out. It does, unless set to `false`.
    pub fn indirect(mut self, indirect: bool) -> Self {
        self.options.indirect = indirect;
        self
    }

    /// Which acts come out. Unless set: speech and writing, and of thought and intent what has words in quotation marks and
    /// stands in nobody else's clause.
    ///
    /// ```
    /// use onrecord::{Act, Extractor};
    /// let everything = Extractor::builder().acts(Act::ALL).build()?;
    /// # let _ = everything;
    /// # Ok::<(), onrecord::Error>(())
    /// ```
    pub fn acts(mut self, acts: impl IntoIterator<Item = Act>) -> Self {
        self.options = self.options.asking_for(acts);
        self
    }

    /// How sure source and speakers must be, from 0 to 1; where they are less, the quotation comes out as
    /// [`Unresolved::Unsure`](crate::Unresolved::Unsure). 0.55 unless set.
    #[expect(clippy::float_arithmetic, reason = "at the public door; decisions use the whole number")]
    pub fn min_confidence(mut self, share: f64) -> Self {
        self.wrong_confidence = (!(0.0..=1.0).contains(&share)).then_some(share);
        // the cast takes what is out of range to the nearest end
        self.options.min_confidence = (share * 1000.0).round() as u16;
        self
    }

    /// Asks for speakers only where they are all but certain, for those to whom a wrong one is worse than none: as
    /// [`min_confidence`](Builder::min_confidence) with the bar at which 99 in 100 are right in news, 0.97. What that leaves out is
    /// still there as [`Unresolved::Unsure`](crate::Unresolved::Unsure), its candidate among the [`rivals`](crate::Quote::rivals).
    ///
    /// ```
    /// use onrecord::{Extractor, Unresolved};
    ///
    /// let strict = Extractor::builder().strict().build()?;
    /// let doc = strict.extract("“It is done,” said Ana Pell. Then the lights went out.\n\n“No, it is not.”");
    /// let sure: Vec<bool> = doc.quotes().map(|quote| quote.unresolved().is_none()).collect();
    /// assert_eq!(sure, [true, false]);
    /// # Ok::<(), onrecord::Error>(())
    /// ```
    pub fn strict(mut self) -> Self {
        self.wrong_confidence = None;
        self.options.min_confidence = STRICT;
        self
    }

    /// Reads the gazetteers named so far to their end and reports every problem, where [`Builder::build`] stops at the first: what
    /// could not be loaded, and what could but was hardly meant (a name that is a common word, two kinds of one name, a column
    /// that is nearly one of ours). They are held against each other in the order given and against the built-in table,
    /// unless that is left out.
    ///
    /// ```
    /// use onrecord::Extractor;
    /// use onrecord::gazetteer::Severity;
    ///
    /// let ours = "name,kind,alias\nEdda Holm,persn,\nWill,person,\n";
    /// let report = Extractor::builder().gazetteer_text(ours).check();
    /// assert!(!report.is_loadable());
    /// let problem = report.problems().find(|p| p.severity() == Severity::Error).expect("`persn` is no kind");
    /// assert_eq!((problem.line(), problem.column()), (Some(2), Some("kind")));
    /// assert_eq!(report.count(Severity::Warning), 2); // `alias` is nearly `aliases`, `Will` is a common word
    /// print!("{report}");
    /// ```
    pub fn check(&self) -> Report {
        let builtin = builtin::resources();
        let (gazetteer, number) = match self.without_builtin {
            true => (Gazetteer::default(), 0),
            false => (builtin.gazetteer.clone(), builtin.files.len()),
        };
        let mut checker = Checker::new(&builtin.lexicon, gazetteer, number);
        for table in &self.gazetteers {
            match table.bytes().map(|bytes| decode(bytes, SAVE_TABLE)) {
                Ok(Ok(text)) => checker.add(table.file(), Some(&text), Vec::new()),
                Ok(Err(wrong)) => checker.add(table.file(), wrong.text.as_deref(), vec![wrong.error]),
                Err(unread) => checker.add(table.file(), None, vec![unread]),
            }
        }
        checker.finish()
    }

    /// What is in the gazetteers named so far, in figures; the built-in table comes first, unless that is left out.
    ///
    /// ```
    /// use onrecord::Extractor;
    ///
    /// for stats in Extractor::builder().gazetteer_text("name,kind,aliases\nThe Quay,place,Quay\n").stats()? {
    ///     println!("{} rows, {} spellings that count on sight", stats.rows(), stats.on_sight());
    /// }
    /// # Ok::<(), onrecord::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Builder::build`].
    pub fn stats(&self) -> Result<Vec<Stats>, Error> {
        let lexicon = &builtin::resources().lexicon;
        let mut all = Vec::new();
        if !self.without_builtin {
            all.push(Stats::read(None, BUILTIN, lexicon)?.of_builtin());
        }
        for table in &self.gazetteers {
            table.read(&mut 0, |text| {
                all.push(Stats::read(table.file(), text, lexicon)?);
                Ok(())
            })?;
        }
        Ok(all)
    }

    /// Loads everything.
    ///
    /// # Errors
    ///
    /// Where a file can't be read, or a table or model is not in its form: the error names file, line and column, and how to
    /// mend it. Also where the confidence asked for is not between 0 and 1.
    pub fn build(self) -> Result<Extractor, Error> {
        if let Some(wrong) = self.wrong_confidence {
            return Err(Error::data(format!("a confidence of {wrong}")).mend("ask for one from 0 to 1"));
        }
        let builtin = builtin::resources();
        let own_tables = !(self.gazetteers.is_empty() && self.verbs.is_empty() && self.models.is_empty());
        if !own_tables && !self.without_builtin && !self.without_grammar {
            return Ok(Extractor::with(builtin, self.options, self));
        }
        let mut resources = builtin.as_ref().clone();
        let digest = &mut resources.digest;
        for table in &self.verbs {
            let mut own = lexicon::Builder::default();
            *digest = combine(*digest, hash(b"verbs"));
            table.read(digest, |text| own.add("speech_verbs.csv", text))?;
            resources.lexicon.push(own.pack().into());
        }
        if self.without_builtin {
            *digest = combine(*digest, hash(b"alone"));
            resources.gazetteer = Gazetteer::default();
            resources.files.clear();
        }
        if self.without_grammar {
            *digest = combine(*digest, hash(b"listed"));
            resources.grammar = false;
        }
        for table in &self.gazetteers {
            let mut own = gazetteer::Builder::new(&resources.lexicon);
            *digest = combine(*digest, hash(b"gazetteer"));
            table.read(digest, |text| own.add(text, Origin::User))?;
            resources.gazetteer.push(own.pack().into());
            resources.files.push(table.file().map(Path::to_owned));
        }
        for table in &self.models {
            let mut own = model::weights::Builder::default();
            *digest = combine(*digest, hash(b"model"));
            table.read(digest, |text| own.add(text))?;
            resources.model = resources.model.overlay(model::Model::new(own.pack().into()));
        }
        Ok(Extractor::with(Arc::new(resources), self.options, self))
    }
}
