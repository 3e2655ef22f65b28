//! `onrecord gazetteer`, on the real binary.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of a test's own with these files.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("gazetteer").join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    for (file, bytes) in files {
        std::fs::write(folder.join(file), bytes).expect("a file");
    }
    folder
}

/// How a run ended.
#[derive(Debug)]
struct Run {
    out: String,
    err: String,
    code: i32,
}

fn run(folder: &Path, args: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .current_dir(folder)
        .arg("gazetteer")
        .args(args)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("the command runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run { out: text(output.stdout), err: text(output.stderr), code: output.status.code().expect("an exit code") }
}

/// What a check of one table prints, without the place before the severity.
fn check(name: &str, bytes: &[u8]) -> (Vec<String>, i32) {
    let folder = folder(name, &[("t.csv", bytes)]);
    let run = run(&folder, &["check", "t.csv"]);
    assert_eq!(run.err, "");
    (run.out.lines().map(str::to_owned).collect(), run.code)
}

/// A table with every problem that a row can have; the line says what is expected of it.
const BROKEN: &str = "\
id,name,kind,soruce,aliases,context_aliases,weight,caution,country,desk
a,Edda Holm,persn,,,,999,maybe,,
b,Bo Lind,person,,Lind|Lind|,Bo Lind,,,UK,
c,Bo Lind,person,,,,,,,
d,Will,person,,,,,,,
e,Quay Works,organization,,,,,,,
f,Quay Works,place,,,,,,gb,
g,\"Holm, Bo\",person,,,,,,,
h,ada holm,person,,Adah;Ada H.,,,,,
i,ADA HOLM,person,,Ada\u{200b} Holm-Berg,,,,,
j,Jose\u{301} Pike,person,,,,,,,
k,\"Tove Berg,person,,,,,,,
l,Fine Quay,place,,,,,,,,,
m,Low Quay,place,,,,,,,
m,Low Quay,place,,,,,,,
,,person
n,Paris,person,,,,,,,
o,Berg|Holm,person,,,,,,,
o,Holm Works,organization,,,,,,,
";

#[test]
fn every_problem_has_its_place_and_mend() {
    let (lines, code) = check("every", BROKEN.as_bytes());
    let expected = include_str!("snapshots/gazetteer-check.txt");
    let printed = lines.join("\n") + "\n";
    if std::env::var_os("ONRECORD_UPDATE").is_some() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/gazetteer-check.txt");
        std::fs::write(file, &printed).expect("the snapshot is written");
    } else {
        assert!(printed == expected, "expected:\n{expected}\nprinted:\n{printed}");
    }
    assert_eq!(code, 1);
}

#[test]
fn loading_says_how_much_more_there_is() {
    let folder = folder("loading", &[("t.csv", BROKEN.as_bytes()), ("story.txt", b"Bo Lind slept.")]);
    let output = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .current_dir(&folder)
        .args(["--gazetteer", "t.csv", "story.txt"])
        .output()
        .expect("the command runs");
    let err = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2));
    assert!(err.starts_with("onrecord: t.csv:2: column kind: `persn` is no kind; use one of "), "{err}");
    let errors = run(&folder, &["check", "t.csv"]).out.matches(": error: ").count();
    assert!(err.ends_with(&format!("(and {} more: `onrecord gazetteer check t.csv`)\n", errors - 1)), "{err}");
}

#[test]
fn the_exit_code_tells_errors_from_warnings() {
    let folder = folder(
        "codes",
        &[("good.csv", b"name,kind\nEdda Holm,person\n"), ("odd.csv", b"name,kind\nWill,person\n"), ("bad.csv", b"name\nWill\n")],
    );
    assert_eq!(run(&folder, &["check", "good.csv"]).code, 0);
    assert_eq!(run(&folder, &["check", "--strict", "good.csv"]).code, 0);
    assert_eq!(run(&folder, &["check", "odd.csv"]).code, 0);
    assert_eq!(run(&folder, &["check", "--strict", "odd.csv"]).code, 1);
    let both = run(&folder, &["check", "good.csv", "bad.csv"]);
    assert_eq!(both.code, 1);
    assert_eq!(
        both.out,
        "bad.csv:1: error: the header has no column `kind`; add it: the columns needed are name, kind\n\
         1 row in 2 files: 1 error, 0 warnings, 0 notes\n"
    );
    assert_eq!(run(&folder, &["check"]).code, 2);
}

#[test]
fn files_are_held_against_each_other() {
    let folder =
        folder("several", &[("a.csv", b"name,kind\nQuay Works,place\n"), ("b.csv", b"kind;name\norganization;Quay Works\n")]);
    let run = run(&folder, &["check", "a.csv", "b.csv"]);
    assert!(run.out.starts_with("b.csv:2: warning: column name: `Quay Works` stands as a place in a.csv, line 2; "), "{run:?}");
}

#[test]
fn every_kind_of_csv_is_a_table() {
    for (name, text) in [
        ("bom", "\u{feff}name,kind\nEdda Holm,person\n"),
        ("crlf", "name,kind\r\nEdda Holm,person\r\n"),
        ("semicolons", "kind;desk;name\r\nperson;x,y;Edda Holm\r\n"),
        ("tabs", "name\tkind\nEdda Holm\tperson"),
        ("old-mac", "name,kind\rEdda Holm,person\r"),
        ("quoted", "\"name\",\"kind\"\n\"Edda Holm\",\"person\"\n\n\n"),
    ] {
        assert_eq!(check(name, text.as_bytes()), (vec!["1 row in 1 file: 0 errors, 0 warnings, 0 notes".to_owned()], 0));
    }
}

#[test]
fn what_is_no_utf_8_is_told_apart_and_read_on() {
    let utf16: Vec<u8> = "\u{feff}name,kind\nZoë Holm,persn\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (lines, code) = check("utf-16", &utf16);
    assert!(lines[0].starts_with("t.csv:1: error: UTF-16, not UTF-8; save the file as UTF-8"), "{lines:?}");
    assert!(lines[1].starts_with("t.csv:2: error: column kind: `persn` is no kind"), "{lines:?}");
    assert_eq!((lines.len(), code), (3, 1));
    let (lines, code) = check("windows", b"name,kind\nEdda Holm,person\nZo\xeb Holm,persn\nBj\xf6rn,person\n");
    assert_eq!(
        lines[0],
        "t.csv:3: error: not UTF-8 at byte 29: 0xEB, which is “ë” in Windows-1252; so in 1 line more; \
         save the file as UTF-8 (in Excel: “CSV UTF-8”)"
    );
    assert!(lines[1].starts_with("t.csv:3: error: column kind: `persn`"), "{lines:?}");
    assert_eq!((lines.len(), code), (3, 1));
}

#[test]
fn what_is_no_table_is_said_once() {
    for (name, bytes, what) in [
        ("empty", &b""[..], "t.csv:1: error: the table is empty; "),
        ("header", b"name,kind\n", "t.csv: warning: the table has no rows; "),
        ("binary", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff", "t.csv: error: a binary file, not a text; "),
        ("workbook", b"PK\x03\x04\x14\0\xff\xfe\xfd", "t.csv: error: a workbook or an archive, not a text; "),
        ("prose", b"The harbour slept.\nSo did the town.\n", "t.csv:1: error: the header has no column `name`; "),
    ] {
        let (lines, code) = check(name, bytes);
        assert!(lines[0].starts_with(what), "{lines:?}");
        assert_eq!(code, i32::from(name != "header"));
        assert_eq!(lines.len(), if name == "prose" { 3 } else { 2 }, "{lines:?}");
    }
    let folder = folder("absent", &[]);
    for file in ["missing.csv", "."] {
        let run = run(&folder, &["check", file]);
        assert!(run.out.starts_with(&format!("{file}: error: cannot be read: ")), "{run:?}");
        assert_eq!(run.code, 1);
    }
}

#[test]
fn one_error_in_a_hundred_thousand_rows_is_found() {
    let mut table = "name,kind\n".to_owned();
    for i in 0..100_000 {
        table.push_str(&format!("Edda Holm the {i}th,{}\n", if i == 77_777 { "place\u{2014}" } else { "place" }));
    }
    let (lines, code) = check("many", table.as_bytes());
    assert_eq!((lines.len(), code), (2, 1), "{:?}", lines.get(..5));
    assert!(lines[0].starts_with("t.csv:77779: error: column kind: `place\u{2014}` is no kind"), "{}", lines[0]);
}

#[test]
fn json_says_the_same() {
    let folder = folder("json", &[("t.csv", BROKEN.as_bytes())]);
    let whole: Value = serde_json::from_str(&run(&folder, &["check", "--format", "json", "t.csv"]).out).expect("JSON");
    let text = run(&folder, &["check", "t.csv"]).out;
    let problems = whole["problems"].as_array().expect("a list");
    assert_eq!(problems.len() + 1, text.lines().count());
    for (problem, line) in problems.iter().zip(text.lines()) {
        let field = |key: &str| problem[key].as_str().unwrap_or_default().to_owned();
        let start = format!("{}:{}: {}: ", field("file"), problem["line"], field("severity"));
        assert!(line.starts_with(&start) && line.ends_with(&field("mend")) && line.contains(&field("text")), "{line}\n{problem}");
    }
    assert_eq!(whole["errors"].as_u64(), Some(text.matches(": error: ").count() as u64));
}
