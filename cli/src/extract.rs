//! `onrecord extract`.

use crate::args::{ExtractArgs, extractor};
use crate::format::Writer;
use crate::{Outcome, complain, read};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::PathBuf;

/// Reads every input and prints what is found.
pub(crate) fn run(args: &ExtractArgs) -> Outcome {
    let extractor = match extractor(&args.tables, &args.choice) {
        Ok(extractor) => extractor,
        Err(error) => {
            complain(error);
            return Outcome::Wrong;
        }
    };
    let mut outcome = Outcome::Done;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut writer = Writer::new(args.format, args.offsets.into());
    let standard_input = [PathBuf::from("-")];
    let files = if args.files.is_empty() { &standard_input[..] } else { &args.files };
    let mut all = || {
        for path in files {
            let mut take =
                |input: onrecord::Input<'static>| writer.write(&extractor.extract(input.explain(args.explain)), &mut out);
            let mut left_out = |problem| {
                complain(problem);
                outcome = Outcome::Partly;
            };
            read::documents(path, &args.input, args.offsets.into(), &mut take, &mut left_out)?;
        }
        out.flush()
    };
    match all() {
        // whoever read the output has seen enough
        Err(error) if error.kind() == ErrorKind::BrokenPipe => outcome,
        Err(error) => {
            complain(format!("the output cannot be written: {error}"));
            Outcome::Partly
        }
        Ok(()) => outcome,
    }
}
