//! The command `onrecord`: who said what in news text.

mod args;
mod extract;
mod format;
mod gazetteer;
mod read;
mod test;

use args::{Args, Command, ExtractArgs};
use clap::{CommandFactory, Parser};
use std::io::IsTerminal;
use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was done.
    Done,
    /// Some input could not be read, a case failed, a table has errors or a name was not found; the rest was done.
    Partly,
    /// The command or a table it names is wrong; nothing was done.
    Wrong,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::Partly => 1,
            Outcome::Wrong => 2,
        })
    }
}

fn main() -> ExitCode {
    let args = Args::parse();
    if let Some(command) = misplaced(&args.extract) {
        complain(format!("flags go behind the command: `onrecord {command} --flag FILE`"));
        return Outcome::Wrong.into();
    }
    let outcome = match args.command.unwrap_or(Command::Extract(args.extract)) {
        Command::Extract(extract) if extract.files.is_empty() && std::io::stdin().is_terminal() => {
            eprintln!("{}", Args::command().render_usage());
            eprintln!("\nname a file, or pipe text in; --help tells more");
            Outcome::Wrong
        }
        Command::Extract(extract) => extract::run(&extract),
        Command::Test(test) => test::run(&test),
        Command::Gazetteer(gazetteer) => gazetteer::run(&gazetteer),
    };
    outcome.into()
}

/// The command that stands behind flags, where it was taken for a file.
fn misplaced(args: &ExtractArgs) -> Option<&str> {
    let first = args.files.first().filter(|file| !file.exists())?.to_str()?;
    Args::command().get_subcommands().any(|command| command.get_name() == first).then_some(first)
}

/// Tells a person what went wrong, in one line.
pub(crate) fn complain(what: impl std::fmt::Display) {
    eprintln!("onrecord: {}", escaped(&what.to_string()));
}

/// Text with the characters that would do something to a terminal escaped, so that a file name can be found by what is shown.
pub(crate) fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}
