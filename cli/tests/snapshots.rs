//! The output formats, as files to read: `ONRECORD_UPDATE=1 cargo test --test snapshots` writes them anew.

use std::path::{Path, PathBuf};
use std::process::Command;

const STORY: &str = "story.txt";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots")
}

/// Compares what the command prints with the file of this name.
fn snapshot(name: &str, args: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .current_dir(folder())
        .args(args)
        .arg(STORY)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    // the hash of the tables changes with every row that is added to them, and weights are told apart in the scores
    let printed = hidden(&hidden(&printed, "\"data\": \"", '"'), "\"data\":\"", '"');
    let file = folder().join(name);
    if std::env::var_os("ONRECORD_UPDATE").is_some() {
        std::fs::write(&file, &printed).expect("the snapshot is written");
        return;
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(printed == expected, "{} differs; expected:\n{expected}\nprinted:\n{printed}", file.display());
}

/// A value behind a key, up to `end`, hidden.
fn hidden(text: &str, key: &str, end: char) -> String {
    let mut pieces = text.split(key);
    let mut shown = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let rest = piece.find(end).map_or("", |at| &piece[at..]);
        shown = format!("{shown}{key}…{rest}");
    }
    shown
}

#[test]
fn text() {
    snapshot("story.out.txt", &[]);
}

#[test]
fn json() {
    snapshot("story.json", &["--format", "json"]);
}

#[test]
fn json_lines() {
    snapshot("story.jsonl", &["--format", "jsonl", "--acts", "all", "--offsets", "utf16"]);
}
