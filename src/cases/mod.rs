//! Cases as prose: a Markdown page is an article and who said what in it, and [`check`] executes it.
//!
//! A page that explains how names and quotations must come out is the test that they do. A case begins with a heading, its
//! article is a block quote, and bullets say what must be found:
//!
//! ```markdown
//! # House style
//!
//! ## A split quotation
//!
//! > “We knew,” said Jane Doe, the mayor of Springfield, “that it would flood.” Doe spoke in the “Old Town”.
//!
//! - **Jane Doe** (the mayor of Springfield): “We knew,” … “that it would flood.” *direct*, cue *said*
//! - *not speech*: “Old Town”
//! - people: Jane Doe
//! ```
//!
//! **The world of a case is closed for quotations:** each bullet's must be found exactly as written, and no other may be found.
//!
//! * A speaker is `**Name**` (several: `**Name** and **Name**`), by the fullest form that the article prints, or `*unnamed*`,
//!   `*ambiguous*`, `*no source*` or `*unsure*`. In brackets stands a role of a named speaker, or the words of the source of one
//!   without a name.
//! * The content is written as the article has it. ` … ` separates the parts of a split quotation, or of one that runs over
//!   paragraphs; `[…]` stands for words that the page leaves out. Direct words are written with their marks.
//! * Then follows the kind, `*direct*`, `*mixed*` or `*indirect*`, and after it, separated by commas: a status (`*denied*`,
//!   `*negated*`, `*hypothetical*`, `*asked*`; asserted otherwise), an act (`*writing*`, `*thought*`, `*intent*`; speech otherwise), and
//!   where it matters `cue *said*`, `to *CNBC*`, `source *she*`, `via *her lawyer*`, `section *headline*`, `same as *1*` (the line of the
//!   quotation that it repeats), `edits *[the dam], …*` and `line *3*` of the article. `via`, `same as` and `edits` may be `*none*`.
//! * A refusal is `**Name** (words of the source): declined to comment *refusal*`; they are closed too: no other may be found.
//! * `*not speech*: “…”` says that these words are no quotation, `*no name*: May` that no name has these words.
//! * `*open*: Holm (Edda Holm, Karl Holm)` says that a mention with these words is left open between these entities.
//! * `people:`, `organizations:` and `places:` list names that must be found, separated by commas; there may be others.
//! * `links: Georgia = loc:georgia, Fed = none` lists the ids of the gazetteer's rows that entities are linked to, several with ` or `
//!   between them.
//! * `date: 2012-06-01` is the day the article is of.
//! * `acts: all`, or some of `speech`, `writing`, `thought`, `intent`: what to ask the extractor for in this case.
//! * `*not yet*` at the beginning of a bullet, or `(*not yet*)` in a heading, marks what does not work yet: it may fail, and fails as
//!   soon as it starts to pass, so that the mark is taken away.
//!
//! A block of code that opens with ```` ```gazetteer ```` holds names of the case's own, a table like those that
//! [`Builder::gazetteer`](crate::Builder::gazetteer) loads.
//!
//! Each line of the block quote is a line of the article, an empty `>` separates paragraphs, and further block quotes of the case
//! add paragraphs. All else is prose, which is there to be read.

mod bullet;
mod check;
mod content;
mod page;

use crate::error::Error;
use crate::extractor::Extractor;
use crate::table::reader::read_text;
use std::fmt;
use std::path::{Path, PathBuf};

/// Runs the cases of a page, for a `#[test]`.
///
/// ```
/// # let path = std::env::temp_dir().join(format!("onrecord-style-{}.md", std::process::id()));
/// # std::fs::write(&path, "## No speech\n\n> The bakery opens at six.\n\n- acts: all\n")?;
/// let extractor = onrecord::Extractor::new();
/// onrecord::cases::check(&path, &extractor)?;
/// # std::fs::remove_file(&path)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Where a case comes out otherwise, the error shows it: the case's title with file and line, what the page expects and what was
/// found ([`Error::is_cases`]). A page that can't be read is one too, with its line and how to mend it, and so is a page
/// without cases.
pub fn check(path: impl AsRef<Path>, extractor: &Extractor) -> Result<(), Error> {
    let page = Page::open(path)?;
    let report = page.run(extractor);
    if report.failed() == 0 {
        return Ok(());
    }
    let total = report.outcomes.len();
    Err(Error::cases(format!("{} of {total} cases failed\n\n{report}", report.failed())).in_file(&page.file))
}

/// A page of cases.
#[derive(Debug, Clone)]
pub struct Page {
    file: PathBuf,
    cases: Vec<Case>,
}

impl Page {
    /// Reads a page from a file.
    ///
    /// # Errors
    ///
    /// Where the file can't be read, is not UTF-8 or is malformed: with the line and how to mend it.
    pub fn open(path: impl AsRef<Path>) -> Result<Page, Error> {
        let path = path.as_ref();
        let text = read_text(path)?;
        page::read(path, &text)
    }

    /// Reads a page from its text; `name` stands for it in messages.
    ///
    /// # Errors
    ///
    /// Where it is malformed.
    pub fn parse(name: impl AsRef<Path>, text: &str) -> Result<Page, Error> {
        page::read(name.as_ref(), text)
    }

    /// Its cases in their order; at least one.
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// Runs all cases.
    pub fn run(&self, extractor: &Extractor) -> Report {
        Report { file: self.file.clone(), outcomes: self.cases.iter().map(|case| case.run(extractor)).collect() }
    }
}

/// An article, and what must be found in it.
#[derive(Debug, Clone)]
pub struct Case {
    title: String,
    line: usize,
    not_yet: bool,
    article: String,
    names: Option<page::Names>,
    lines: Vec<page::Line>,
}

impl Case {
    /// Its heading.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The line of its heading, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The text of its article.
    pub fn article(&self) -> &str {
        &self.article
    }

    /// Runs it.
    pub fn run(&self, extractor: &Extractor) -> Outcome {
        check::run(self, extractor)
    }
}

/// How a case came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// All is as the page says.
    Passed,
    /// Something is not, or something marked *not yet* is.
    Failed,
    /// It, or one of its bullets, is marked *not yet* and does not pass; the rest is as the page says.
    NotYet,
}

/// What came of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    title: String,
    line: usize,
    verdict: Verdict,
    differences: Vec<String>,
}

impl Outcome {
    /// The heading of the case.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The line of its heading, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// How it came out.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// What is not as the page says, each in one or several lines for people to read.
    pub fn differences(&self) -> &[String] {
        &self.differences
    }
}

/// What came of a page. It displays as the differences of the cases that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    file: PathBuf,
    outcomes: Vec<Outcome>,
}

impl Report {
    /// The page.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What came of each case, in the order of the page.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// How many cases passed.
    pub fn passed(&self) -> usize {
        self.count(Verdict::Passed)
    }

    /// How many failed.
    pub fn failed(&self) -> usize {
        self.count(Verdict::Failed)
    }

    /// How many are not there yet, as they say.
    pub fn not_yet(&self) -> usize {
        self.count(Verdict::NotYet)
    }

    fn count(&self, verdict: Verdict) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.verdict == verdict).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failed = self.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Failed);
        for (number, outcome) in failed.enumerate() {
            if number > 0 {
                writeln!(f)?;
            }
            writeln!(f, "{}:{}: {}", self.file.display(), outcome.line, outcome.title)?;
            for line in outcome.differences.iter().flat_map(|difference| difference.lines()) {
                writeln!(f, "  {line}")?;
            }
        }
        Ok(())
    }
}
