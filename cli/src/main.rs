//! The command `onrecord`: who said what in news text.

mod args;
mod extract;
mod format;
mod read;
mod test;

use args::{Args, Command};
use clap::{CommandFactory, Parser};
use std::io::IsTerminal;
use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was done.
    Done,
    /// Some input could not be read, or a case failed; the rest was done.
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
    let outcome = match args.command.unwrap_or(Command::Extract(args.extract)) {
        Command::Extract(extract) if extract.files.is_empty() && std::io::stdin().is_terminal() => {
            eprintln!("{}", Args::command().render_usage());
            eprintln!("\nname a file, or pipe text in; --help tells more");
            Outcome::Wrong
        }
        Command::Extract(extract) => extract::run(&extract),
        Command::Test(test) => test::run(&test),
    };
    outcome.into()
}

/// Tells a person what went wrong.
pub(crate) fn complain(what: impl std::fmt::Display) {
    eprintln!("onrecord: {what}");
}
