//! The wire form as JSON.

use onrecord::Extraction;
use onrecord::wire::{Document, Unit};
use std::io::{self, Write};

/// One indented object.
pub(super) fn write_pretty(extraction: &Extraction, unit: Unit, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Document::new(extraction, unit))?;
    writeln!(out)
}

/// One line.
pub(super) fn write_line(extraction: &Extraction, unit: Unit, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Document::new(extraction, unit))?;
    writeln!(out)
}
