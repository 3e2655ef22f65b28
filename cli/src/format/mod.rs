//! Output formats, one a file; a new one is a variant of [`Format`] and a line in [`Writer::write`].

mod json;
mod text;

use clap::ValueEnum;
use onrecord::Extraction;
use onrecord::wire::Unit;
use std::io::{self, Write};

/// What `--format` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading
    Text,
    /// One indented JSON object a document
    Json,
    /// One line of JSON a document
    Jsonl,
}

/// Writes documents in one format.
#[derive(Debug)]
pub(crate) struct Writer {
    format: Format,
    unit: Unit,
    style: text::Style,
    written: usize,
}

impl Writer {
    pub(crate) fn new(format: Format, unit: Unit) -> Self {
        Writer { format, unit, style: text::Style::of_stdout(), written: 0 }
    }

    /// Writes one document.
    pub(crate) fn write(&mut self, extraction: &Extraction, out: &mut impl Write) -> io::Result<()> {
        let first = self.written == 0;
        self.written += 1;
        match self.format {
            Format::Text if first => text::write(extraction, self.style, out),
            Format::Text => {
                writeln!(out)?;
                text::write(extraction, self.style, out)
            }
            Format::Json => json::write_pretty(extraction, self.unit, out),
            Format::Jsonl => json::write_line(extraction, self.unit, out),
        }
    }
}
