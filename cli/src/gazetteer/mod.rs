//! `onrecord gazetteer`: looking after tables of names. A file for each of its commands.

mod check;
mod export;
mod find;
mod stats;

use crate::args::{GazetteerArgs, GazetteerCommand};
use crate::{Outcome, complain};
use serde_json::Value;
use std::io::{self, BufWriter, ErrorKind, Write};

/// Runs the command.
pub(crate) fn run(args: &GazetteerArgs) -> Outcome {
    match &args.command {
        GazetteerCommand::Check(args) => check::run(args),
        GazetteerCommand::Find(args) => find::run(args),
        GazetteerCommand::Export(args) => export::run(args),
        GazetteerCommand::Stats(args) => stats::run(args),
    }
}

/// Writes to standard output what `write` writes; `outcome` is how the run ends if that succeeds.
fn print(outcome: Outcome, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Outcome {
    let mut out = BufWriter::new(anstream::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        // whoever read the output has seen enough
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(format!("the output cannot be written: {error}"));
            Outcome::Partly
        }
        _ => outcome,
    }
}

/// Writes an indented JSON object.
fn print_json(value: &Value, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// A count with its noun: *1 row*, *2 rows*.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
