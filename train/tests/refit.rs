//! The command for articles of one's own, on the sample that its page shows.

use std::path::PathBuf;
use std::process::{Command, Output};

fn sample() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample.jsonl")
}

fn names(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord-train")).arg("names").args(arguments).output().expect("the command runs")
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The F1 in the line that begins so.
fn f1(printed: &str, begin: &str) -> f64 {
    let line = printed.lines().find(|line| line.starts_with(begin)).expect("a line of scores");
    line.split_whitespace().nth(3).and_then(|figure| figure.parse().ok()).expect("a figure")
}

#[test]
fn articles_of_ones_own_are_worth_something() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let (one, other) = (folder.join("one.csv"), folder.join("other.csv"));
    let refit = |out: &PathBuf| printed(&names(&["refit", &sample().to_string_lossy(), "--out", &out.to_string_lossy()]));
    let told = refit(&one);
    assert!(f1(&told, "after") > f1(&told, "before") + 5.0, "{told}");
    assert_eq!(refit(&other), told.replace("one.csv", "other.csv"));
    let read = |path: &PathBuf| std::fs::read(path).expect("a model");
    assert_eq!(read(&one), read(&other));
    let score = printed(&names(&["score", &one.to_string_lossy(), &sample().to_string_lossy()]));
    assert!(f1(&score, "sample.jsonl") > f1(&told, "after"), "{score}");
}

#[test]
fn what_is_wrong_is_told() {
    let problem = |arguments: &[&str]| {
        let output = names(arguments);
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let sample = sample();
    let sample = sample.to_string_lossy();
    assert!(problem(&["refit", &sample]).contains("--out"));
    assert!(problem(&["refit", &format!("{sample}@0/4"), "--out", "none.csv"]).contains("4 articles are too few"));
    assert!(problem(&["score", "none.csv", &format!("{sample}@4/4")]).contains("none.csv"));
    assert!(problem(&["cv", &format!("{sample}@4/4")]).contains("FILE@0/5"));
    assert!(problem(&["cv", &sample, "--without", "luck"]).contains("gazetteer"));
    assert!(problem(&["cv", &sample, "--set", "luck=1"]).contains("epochs"));
    assert!(problem(&["cv", "nowhere.jsonl"]).contains("nowhere.jsonl"));
}
