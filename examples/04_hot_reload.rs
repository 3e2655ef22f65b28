//! A program that runs on while an editor changes its table: `cargo run --example 04_hot_reload`.
//!
//! The extractor in use stays until the new one is loaded; a table that is broken for a while changes nothing.

use onrecord::{Error, Extractor};
use std::path::Path;
use std::sync::{PoisonError, RwLock};
use std::{env, fs, io, process};

/// What the threads of the program share.
struct Desk {
    extractor: RwLock<Extractor>,
}

impl Desk {
    fn open(table: &Path) -> Result<Desk, Error> {
        Ok(Desk { extractor: RwLock::new(Extractor::builder().gazetteer(table).build()?) })
    }

    /// The extractor in use: a cheap copy, so that nobody waits while another thread reads a long text.
    fn extractor(&self) -> Extractor {
        self.extractor.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Loads the table again. Where that fails, the extractor in use stays.
    fn reload(&self) -> Result<(), Error> {
        let fresh = self.extractor().reload()?;
        *self.extractor.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// The names that the table has in a text.
    fn names(&self, text: &str) -> Vec<String> {
        let doc = self.extractor().extract(text);
        doc.entities().filter(|entity| entity.links().len() > 0).map(|entity| entity.name().to_owned()).collect()
    }
}

/// What the desk finds in a text and what it says of the table, each time an editor has saved it.
fn run(table: &Path) -> io::Result<Vec<String>> {
    let text = "The Quay and Harbour Compact agreed on Monday.";
    let mut log = Vec::new();
    fs::write(table, "name,kind\nThe Quay,organization\n")?;
    let desk = Desk::open(table).map_err(io::Error::other)?;
    log.push(desk.names(text).join(", "));
    for saved in [
        "name,kind\nThe Quay,organization\nHarbour Compact,organisation\n",
        "name,kind\nThe Quay,organization\nHarbour Compact,organization\n",
    ] {
        fs::write(table, saved)?;
        if let Err(problem) = desk.reload() {
            log.push(problem.to_string());
        }
        log.push(desk.names(text).join(", "));
    }
    Ok(log)
}

fn main() -> io::Result<()> {
    let table = env::temp_dir().join(format!("onrecord-hot-reload-{}.csv", process::id()));
    let log = run(&table);
    fs::remove_file(&table)?;
    log?.iter().for_each(|line| println!("{line}"));
    Ok(())
}

#[test]
fn a_broken_table_changes_nothing_and_a_mended_one_counts_at_once() {
    let table = env::temp_dir().join(format!("onrecord-hot-reload-test-{}.csv", process::id()));
    let log = run(&table).expect("the files are written");
    fs::remove_file(&table).expect("the table is removed");
    assert_eq!(log.len(), 4, "{log:?}");
    assert_eq!([log[0].as_str(), log[2].as_str(), log[3].as_str()], ["The Quay", "The Quay", "The Quay, Harbour Compact"]);
    assert!(log[1].contains(":3: column kind: `organisation` is no kind"), "{log:?}");
}
