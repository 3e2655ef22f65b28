//! The command line.

use crate::format::Format;
use clap::builder::NonEmptyStringValueParser;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use onrecord::wire::Unit;
use onrecord::{Act, Builder, Error, Extractor};
use std::path::PathBuf;

/// Who said what: people, organisations, places, quotations and their speakers in English news text.
///
/// Works offline, generates nothing, and never alters the text.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, args_conflicts_with_subcommands = true, subcommand_precedence_over_arg = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) extract: ExtractArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find people, organisations, places, quotations and their speakers (what `onrecord FILE` does)
    Extract(ExtractArgs),
    /// Run cases: Markdown pages that hold articles and who said what in them
    Test(TestArgs),
    /// Look after tables of names: check yours, see what a name would match, export or count what is in force
    Gazetteer(GazetteerArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExtractArgs {
    /// Texts to read; `-` is standard input, as is no FILE where something is piped in
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,

    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// What offsets in JSON count
    #[arg(long, value_enum, default_value_t = Offsets::Char)]
    pub(crate) offsets: Offsets,

    /// Say why: evidence, rivals, and what is in quotation marks but not speech
    #[arg(long)]
    pub(crate) explain: bool,

    #[command(flatten)]
    pub(crate) choice: ChoiceArgs,

    #[command(flatten)]
    pub(crate) tables: TableArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct TestArgs {
    /// Pages of cases
    #[arg(value_name = "CASES.md", required = true)]
    pub(crate) pages: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) choice: ChoiceArgs,

    #[command(flatten)]
    pub(crate) tables: TableArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct GazetteerArgs {
    #[command(subcommand)]
    pub(crate) command: GazetteerCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum GazetteerCommand {
    /// Report every problem of tables of your own: line, column, what is wrong and how to mend it
    ///
    /// An error is what `--gazetteer FILE` would refuse; a warning can be loaded, but was hardly meant: a name that is a common
    /// word, a name of two kinds, a column that is nearly one of ours. The files are held against each other and against the
    /// built-in table. Exits with 1 where there is an error, with --strict where there is a warning.
    Check(CheckArgs),
    /// Show which rows a name would match, and why
    ///
    /// For every row: what it is, which of its names matches (also one that follows by rule: N.A.T.O. from NATO), and whether it
    /// counts on sight or needs support from its context. Longer names are listed because they come first where a text has them.
    /// Where nothing matches, names that are nearly the same are shown, and the command exits with 1.
    Find(FindArgs),
    /// Print the names that onrecord brings, as CSV
    ///
    /// What it prints can be edited and loaded: `--gazetteer FILE --no-builtin`.
    Export(ExportArgs),
    /// Count rows and spellings of the built-in table and of your own
    Stats(StatsArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct FindArgs {
    /// Names to look up
    #[arg(value_name = "NAME", required = true, value_parser = NonEmptyStringValueParser::new())]
    pub(crate) names: Vec<String>,

    #[command(flatten)]
    pub(crate) tables: NameTableArgs,

    /// What to print
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExportArgs {
    /// Only rows of these kinds, separated by commas: person, organization, place, demonym, never
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub(crate) kind: Vec<String>,

    /// Only rows of these types, separated by commas: city, central bank, …
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    pub(crate) class: Vec<String>,

    /// Only rows of these countries, separated by commas: GB, US, …
    #[arg(long, value_name = "COUNTRY", value_delimiter = ',')]
    pub(crate) country: Vec<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct StatsArgs {
    #[command(flatten)]
    pub(crate) tables: NameTableArgs,

    /// What to print
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    /// Tables to check: CSV with the columns name and kind at least
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,

    /// Exit with 1 where there are only warnings too
    #[arg(long)]
    pub(crate) strict: bool,

    /// Don't hold the files against the names that onrecord brings
    #[arg(long)]
    pub(crate) no_builtin: bool,

    /// What to print
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
}

/// What `onrecord gazetteer` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For reading
    Text,
    /// One indented JSON object
    Json,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct InputArgs {
    /// What the input is: each file a text, or each line a JSON object
    #[arg(long, value_enum, default_value_t = InputKind::Text)]
    pub(crate) input: InputKind,

    /// The day the texts are of, as 2025-06-09, 2025-06 or 2025: rows of a gazetteer that are bound to a time count at it. A JSON
    /// line's own `date` goes before
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,

    /// With `--input jsonl`: the key of the text
    #[arg(long, value_name = "KEY", default_value = "text")]
    pub(crate) text_field: String,

    /// With `--input jsonl`: the key of the id
    #[arg(long, value_name = "KEY", default_value = "id")]
    pub(crate) id_field: String,
}

/// What comes out.
#[derive(Debug, ClapArgs)]
pub(crate) struct ChoiceArgs {
    /// Acts to print, separated by commas [default: speech, writing, and of the others what is in quotation marks]
    #[arg(long, value_enum, value_delimiter = ',', value_name = "ACT")]
    pub(crate) acts: Vec<ActChoice>,

    /// Leave out reported speech without quotation marks
    #[arg(long)]
    pub(crate) no_indirect: bool,

    /// How sure a speaker must be, from 0 to 1; a less sure one is left out [default: 0.55]
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true)]
    pub(crate) min_confidence: Option<f64>,

    /// Only speakers that are all but certain (0.97 sure), where a wrong one is worse than none
    #[arg(long, conflicts_with = "min_confidence")]
    pub(crate) strict: bool,
}

/// Which tables of names are in force.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct NameTableArgs {
    /// Names of your own: CSV with the columns name and kind at least (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(crate) gazetteer: Vec<PathBuf>,

    /// Leave out the names that onrecord brings
    #[arg(long)]
    pub(crate) no_builtin: bool,
}

impl NameTableArgs {
    /// A builder with these tables.
    pub(crate) fn builder(&self) -> Builder {
        let builder = Extractor::builder().builtin(!self.no_builtin);
        self.gazetteer.iter().fold(builder, Builder::gazetteer)
    }
}

/// What is in force.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct TableArgs {
    #[command(flatten)]
    pub(crate) names: NameTableArgs,

    /// Find only names that the tables have, none by their grammar
    #[arg(long)]
    pub(crate) no_grammar: bool,

    /// Verbs of your own that attribute: CSV like data/speech_verbs.csv (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(crate) verbs: Vec<PathBuf>,

    /// Weights of your own (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputKind {
    Text,
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Offsets {
    /// Bytes of UTF-8
    Byte,
    /// Unicode code points
    Char,
    /// UTF-16 code units
    Utf16,
}

impl From<Offsets> for Unit {
    fn from(offsets: Offsets) -> Unit {
        match offsets {
            Offsets::Byte => Unit::Byte,
            Offsets::Char => Unit::Char,
            Offsets::Utf16 => Unit::Utf16,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ActChoice {
    /// All of the following
    All,
    /// Said
    Speech,
    /// Written: statements, reports, posts
    Writing,
    /// Believed, feared, hoped
    Thought,
    /// Wanted, planned
    Intent,
}

impl ActChoice {
    fn acts(self) -> &'static [Act] {
        match self {
            ActChoice::All => &Act::ALL,
            ActChoice::Speech => &[Act::Speech],
            ActChoice::Writing => &[Act::Writing],
            ActChoice::Thought => &[Act::Thought],
            ActChoice::Intent => &[Act::Intent],
        }
    }
}

impl TableArgs {
    /// A builder with these tables.
    fn builder(&self) -> Builder {
        let mut builder = self.names.builder().grammar(!self.no_grammar);
        for path in &self.verbs {
            builder = builder.verbs(path);
        }
        for path in &self.model {
            builder = builder.model(path);
        }
        builder
    }
}

/// The extractor that the flags ask for.
pub(crate) fn extractor(tables: &TableArgs, choice: &ChoiceArgs) -> Result<Extractor, Error> {
    let mut builder = tables.builder().indirect(!choice.no_indirect);
    if !choice.acts.is_empty() {
        builder = builder.acts(choice.acts.iter().flat_map(|choice| choice.acts()).copied());
    }
    if let Some(share) = choice.min_confidence {
        builder = builder.min_confidence(share);
    }
    if choice.strict {
        builder = builder.strict();
    }
    builder.build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_file_means_extract() {
        let args = Args::parse_from(["onrecord", "--format", "json", "story.txt"]);
        assert!(args.command.is_none());
        assert_eq!(args.extract.files, [PathBuf::from("story.txt")]);
        assert!(matches!(Args::parse_from(["onrecord", "extract", "story.txt"]).command, Some(Command::Extract(_))));
    }
}
