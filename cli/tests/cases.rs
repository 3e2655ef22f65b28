//! `onrecord test`, on the real binary.

use std::path::PathBuf;
use std::process::Command;

/// Writes pages to a folder of their own and runs them: standard output, standard error, exit code.
fn run(name: &str, pages: &[(&str, &str)], flags: &[&str]) -> (String, String, i32) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    for (page, text) in pages {
        std::fs::write(folder.join(page), text).expect("a page");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.current_dir(&folder).arg("test").args(flags);
    let output = command.output().expect("the command runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code().expect("an exit code"))
}

const GOOD: &str = "# Style\n\n## A bakery\n\n> The bakery opens at six.\n\n- *no name*: bakery\n";
const BAD: &str =
    "## A place\n\n> The bakery opens at six.\n\n- places: bakery\n\n## Some day (*not yet*)\n\n> It opens.\n\n- people: It\n";

#[test]
fn cases_that_pass_are_listed() {
    let (out, err, code) = run("pass", &[("good.md", GOOD)], &["good.md"]);
    assert_eq!((out.as_str(), err.as_str(), code), ("good.md\n  ✓ A bakery\n\n1 passed, 0 failed, 0 not yet\n", "", 0));
}

#[test]
fn a_difference_is_shown_and_is_exit_code_1() {
    let (out, err, code) = run("differ", &[("good.md", GOOD), ("bad.md", BAD)], &["bad.md", "good.md"]);
    let expected = "bad.md\n  ✗ A place (line 1)\n      line 5: names not found as place: bakery\n                 found    none\n  \
                    … Some day (not yet)\n\ngood.md\n  ✓ A bakery\n\n1 passed, 1 failed, 1 not yet\n";
    assert_eq!((out.as_str(), err.as_str(), code), (expected, "", 1));
}

/// A name of one's own makes the page pass, which fails without it.
#[test]
fn a_gazetteer_is_in_force() {
    let gazetteer = "name,kind\nbakery,place\n";
    let pages = [("bad.md", BAD), ("ours.csv", gazetteer)];
    let (out, err, code) = run("gazetteer", &pages, &["bad.md", "--gazetteer", "ours.csv"]);
    assert_eq!((err.as_str(), code), ("", 0), "{out}");
    assert!(out.ends_with("1 passed, 0 failed, 1 not yet\n"), "{out}");
}

#[test]
fn wrong_usage_and_malformed_pages_are_exit_code_2() {
    let pages = [("good.md", GOOD), ("odd.md", "## Odd\n\n> It opens.\n\n- **It**: opens\n"), ("empty.md", "")];
    let (out, err, code) = run("malformed", &pages, &["good.md", "odd.md", "empty.md", "none.md"]);
    assert_eq!((out.as_str(), code), ("", 2));
    assert!(err.contains("odd.md:5: ") && err.contains("*indirect*"), "{err}");
    assert!(err.contains("empty.md: a page without a case"), "{err}");
    assert!(err.contains("none.md: cannot be read"), "{err}");
    assert_eq!(run("usage", &[], &[]).2, 2);
    assert_eq!(run("broken", &[("good.md", GOOD), ("ours.csv", "nonsense\n")], &["good.md", "--gazetteer", "ours.csv"]).2, 2);
}
