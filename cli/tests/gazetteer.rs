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
id,name,kind,soruce,aliases,context_aliases,weight,caution,country,desk,valid_from,valid_to
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
l,Fine Quay,place,,,,,,,,,,,
m,Low Quay,place,,,,,,,
m,Low Quay,place,,,,,,,
,,person
n,Paris,person,,,,,,,
o,Berg|Holm,person,,,,,,,
o,Holm Works,organization,,,,,,,
p,Pike Works,organization,,Harbour|Anchor,,,,,
q,Lise Berg,person,,,,,,,,May 2010,2010-13
r,Lise Holm,person,,,,,,,,2014,2010-05
s,---,place,,?,,,,,
";

/// Compares what was printed with a file of `tests/snapshots`; `ONRECORD_UPDATE=1` writes it anew.
fn snapshot(name: &str, printed: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    if std::env::var_os("ONRECORD_UPDATE").is_some() {
        std::fs::write(&file, printed).expect("the snapshot is written");
        return;
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(printed == expected, "{name} differs; expected:\n{expected}\nprinted:\n{printed}");
}

#[test]
fn every_problem_has_its_place_and_mend() {
    let (lines, code) = check("every", BROKEN.as_bytes());
    snapshot("gazetteer-check.txt", &(lines.join("\n") + "\n"));
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

/// A table that shows what a look-up tells.
const OURS: &str = "\
id,name,kind,type,country,aliases,context_aliases,office,valid_from,valid_to,source,desk
q,The Quay Company,organization,company,EE,Quay Works|QC,Quay,,,,own,business
z,Zoë Holm,person,politician,EE,,Zoë,mayor of Estmark,2010,2014-05,own,
z,Zoë Holm,person,politician,EE,,,harbour minister,2014-06,,own+registry,
n,Quay Works Day,never,event,,,,,,,registry,
";

fn ours(name: &str) -> PathBuf {
    folder(name, &[("ours.csv", OURS.as_bytes())])
}

const NAMES: [&str; 9] =
    ["Quay Works", "Quay", "Zoe Holm", "ZOË HOLM", "Zoë", "Quay Works Day", "zoe halm", "Q.C.", "nobody of this name"];

#[test]
fn a_name_is_found_with_its_row_and_why() {
    let folder = ours("find");
    let run = run(&folder, &[&["find", "--gazetteer", "ours.csv", "--no-builtin"][..], &NAMES].concat());
    snapshot("gazetteer-find.txt", &run.out);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
}

#[test]
fn what_is_found_is_the_same_in_json() {
    let folder = ours("find-json");
    let flags = ["find", "--gazetteer", "ours.csv", "--no-builtin", "--format", "json"];
    let all = run(&folder, &[&flags[..], &NAMES].concat());
    snapshot("gazetteer-find.json", &all.out);
    let whole: Value = serde_json::from_str(&all.out).expect("JSON");
    for (name, found) in NAMES.iter().zip(whole["names"].as_array().expect("a list")) {
        assert_eq!(found["name"], *name);
        let some = !found["matches"].as_array().expect("a list").is_empty();
        let one = run(&folder, &[&flags[..], &[name]].concat());
        assert_eq!(one.code, i32::from(!some), "{name}");
    }
}

#[test]
fn ours_and_the_built_in_table_are_told_apart() {
    let folder = folder("apart", &[("ours.csv", b"name,kind,desk\nNorway,organization,sport\n")]);
    let both = run(&folder, &["find", "--gazetteer", "ours.csv", "Norway"]);
    let at = |what: &str| both.out.find(what).unwrap_or_else(|| panic!("no {what}: {both:?}"));
    assert!(at("organization · ours.csv · desk: sport") < at("built-in"));
    assert_eq!(run(&folder, &["find", "Norway"]).code, 0);
    assert_eq!(run(&folder, &["find", "--no-builtin", "Norway"]).code, 1);
    assert_eq!(run(&folder, &["find", ""]).code, 2);
    let broken = run(&folder, &["find", "--gazetteer", "missing.csv", "Norway"]);
    assert_eq!((broken.code, broken.out.as_str()), (2, ""));
    assert!(broken.err.starts_with("onrecord: missing.csv: cannot be read: "), "{broken:?}");
}

#[test]
fn the_exported_table_loads_again_and_has_the_same_names() {
    let folder = folder("export", &[]);
    let exported = run(&folder, &["export"]);
    assert_eq!((exported.code, exported.err.as_str()), (0, ""));
    assert_eq!(exported.out, onrecord::gazetteer::BUILTIN);
    std::fs::write(folder.join("all.csv"), &exported.out).expect("a file");
    let names = ["Norway", "Kevin Hassett", "the Kremlin", "U.N.", "Reading", "Brexit", "Łódź", "Lodz"];
    let found = |flags: &[&str]| -> Vec<Value> {
        let run = run(&folder, &[&["find", "--format", "json"], flags, &names].concat());
        let whole: Value = serde_json::from_str(&run.out).expect("JSON");
        let matches = |name: &Value| -> Vec<Value> {
            let plain = |key: &str, one: &Value| one[key].clone();
            let all = name["matches"].as_array().expect("a list").iter();
            all.map(|one| Value::from(vec![one["row"]["id"].clone(), plain("spelling", one), plain("on_sight", one)])).collect()
        };
        whole["names"].as_array().expect("a list").iter().map(|name| Value::from(matches(name))).collect()
    };
    assert_eq!(found(&["--gazetteer", "all.csv", "--no-builtin"]), found(&[]));
}

#[test]
fn rows_of_a_kind_a_type_or_a_country_are_exported() {
    let folder = folder("export-some", &[]);
    let rows = |args: &[&str]| -> Vec<Vec<String>> {
        let run = run(&folder, &[&["export"], args].concat());
        assert_eq!(run.code, 0, "{run:?}");
        let mut reader = csv::Reader::from_reader(run.out.as_bytes());
        let header = reader.headers().expect("a header").clone();
        let at = |column: &str| header.iter().position(|c| c == column).expect("a column");
        let columns = [at("kind"), at("type"), at("country")];
        reader.records().map(|r| r.expect("a row")).map(|r| columns.map(|at| r[at].to_owned()).to_vec()).collect()
    };
    let capitals = rows(&["--type", "capital", "--country", "no,se"]);
    assert_eq!(capitals, [["place", "capital", "NO"], ["place", "capital", "SE"]]);
    let demonyms = rows(&["--kind", "demonym,never"]);
    assert!(demonyms.len() > 100 && demonyms.iter().all(|row| row[0] == "demonym" || row[0] == "never"));
    let none = run(&folder, &["export", "--kind", "company"]);
    assert_eq!((none.code, none.out.as_str()), (1, ""));
    assert!(none.err.contains("the built-in table has no such row"), "{none:?}");
}

#[test]
fn tables_are_counted() {
    let folder = ours("stats");
    let own = run(&folder, &["stats", "--gazetteer", "ours.csv", "--no-builtin"]);
    snapshot("gazetteer-stats.txt", &own.out);
    let own = run(&folder, &["stats", "--gazetteer", "ours.csv", "--no-builtin", "--format", "json"]);
    snapshot("gazetteer-stats.json", &own.out);
    let both = run(&folder, &["stats", "--gazetteer", "ours.csv", "--format", "json"]);
    let whole: Value = serde_json::from_str(&both.out).expect("JSON");
    let rows = onrecord::gazetteer::BUILTIN.lines().count() as u64 - 1;
    assert_eq!(whole["tables"][0]["rows"].as_u64(), Some(rows));
    assert_eq!(whole["tables"][1]["file"], "ours.csv");
    assert_eq!(run(&folder, &["stats", "--gazetteer", "missing.csv"]).code, 2);
}

#[test]
fn the_readme_shows_what_a_check_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let readme = std::fs::read_to_string(root.join("README.md")).expect("the README");
    let (_, shown) = readme.split_once("$ cat ours.csv\n").expect("a table");
    let (table, shown) = shown.split_once("$ onrecord gazetteer check ours.csv\n").expect("a check");
    let (shown, _) = shown.split_once("```").expect("the block ends");
    let folder = folder("readme", &[("ours.csv", table.as_bytes())]);
    assert_eq!(run(&folder, &["check", "ours.csv"]).out, shown);
}
