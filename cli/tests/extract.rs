//! `onrecord extract`, on the real binary.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const STORY: &str = "“We sail at dawn,” said Edda Holm, the harbour master.\n";

/// A folder of a test's own with these files.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("extract").join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    for (file, bytes) in files {
        std::fs::write(folder.join(file), bytes).expect("a file");
    }
    folder
}

/// How a run ended.
struct Run {
    out: String,
    err: String,
    code: i32,
}

fn run_with(folder: &Path, args: &[&str], input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .current_dir(folder)
        .args(args)
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let mut stdin = child.stdin.take().expect("standard input");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || {
        // a command that fails at once reads nothing
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("the input was written");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run { out: text(output.stdout), err: text(output.stderr), code: output.status.code().expect("an exit code") }
}

fn run(folder: &Path, args: &[&str]) -> Run {
    run_with(folder, args, b"")
}

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn ids(out: &str) -> Vec<String> {
    lines(out).iter().map(|doc| doc["id"].as_str().expect("a string").to_owned()).collect()
}

#[test]
fn a_file_means_extract() {
    let folder = folder("file", &[("story.txt", STORY.as_bytes())]);
    let short = run(&folder, &["--format", "jsonl", "story.txt"]);
    let long = run(&folder, &["extract", "story.txt", "--format", "jsonl"]);
    assert_eq!((&short.out, short.code, short.err.as_str()), (&long.out, 0, ""));
    assert_eq!(ids(&short.out), ["story.txt"]);
}

#[test]
fn standard_input_is_a_dash_or_nothing() {
    let folder = folder("stdin", &[("story.txt", STORY.as_bytes())]);
    for args in [&["--format", "jsonl"][..], &["--format", "jsonl", "-"]] {
        assert_eq!(ids(&run_with(&folder, args, STORY.as_bytes()).out), ["-"]);
    }
    let both = run_with(&folder, &["--format", "jsonl", "story.txt", "-"], STORY.as_bytes());
    assert_eq!(ids(&both.out), ["story.txt", "-"]);
}

#[test]
fn pretty_json_is_one_object_after_another() {
    let folder = folder("json", &[("a.txt", STORY.as_bytes()), ("b.txt", b"")]);
    let run = run(&folder, &["--format", "json", "a.txt", "b.txt"]);
    let docs: Vec<Value> =
        serde_json::Deserializer::from_str(&run.out).into_iter().collect::<Result<_, _>>().expect("JSON objects");
    assert_eq!(docs.len(), 2);
    assert_eq!(docs[1]["quotes"], Value::Array(Vec::new()));
}

#[test]
fn offsets_count_what_was_asked_for() {
    let folder = folder("offsets", &[("story.txt", "🚢 “Go,” said Edda Holm.\n".as_bytes())]);
    let start = |unit: &str| {
        let run = run(&folder, &["--format", "jsonl", "--offsets", unit, "story.txt"]);
        let doc = lines(&run.out).remove(0);
        assert_eq!(doc["offsets"], unit);
        doc["quotes"][0]["parts"][0]["start"].as_u64()
    };
    assert_eq!([start("byte"), start("char"), start("utf16")], [Some(8), Some(3), Some(4)]);
}

#[test]
fn json_lines_come_in() {
    let input = r#"{"id": 7, "text": "“Go,” said Edda Holm.", "date": "2025-06-09", "title": null}

{"text": "No."}
{"id": "x", "text": 5}
not json
{"id": "last", "text": "", "outlet": "The Tide"}
"#;
    let folder = folder("jsonl", &[]);
    let run = run_with(&folder, &["--input", "jsonl", "--format", "jsonl"], input.as_bytes());
    assert_eq!(ids(&run.out), ["7", "3", "last"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.err, "onrecord: -:4: `text` is no string\nonrecord: -:5: no JSON object, at column 2: expected ident\n");
    let docs = lines(&run.out);
    assert_eq!(docs[0]["meta"]["date"], "2025-06-09");
    assert_eq!(docs[2]["meta"]["outlet"], "The Tide");
    assert_eq!(docs[2]["meta"]["title"], Value::Null);
}

#[test]
fn ids_of_many_digits_stay_as_they_are() {
    let input = "{\"id\": 123456789012345678901234567890, \"text\": \"\"}\n{\"id\": -1.50, \"text\": \"\"}\n";
    let run = run_with(&folder("digits", &[]), &["--input", "jsonl", "--format", "jsonl"], input.as_bytes());
    assert_eq!(ids(&run.out), ["123456789012345678901234567890", "-1.50"]);
}

#[test]
fn wrong_json_is_told_with_the_reason() {
    for (line, reason) in [
        ("[1,2]", "no JSON object, at column 1: invalid type: sequence, expected a map"),
        ("{\"text\": \"\"} more", "no JSON object, at column 14: trailing characters"),
        ("{\"text\": \"a \\ud83d b\"}", "`text` is no text: unexpected end of hex escape"),
        ("{\"id\": [1], \"text\": \"\"}", "`id` is neither a string nor a number"),
        ("{\"text\": null}", "`text` is no string"),
    ] {
        let run = run_with(&folder("wrong-json", &[]), &["--input", "jsonl", "--format", "jsonl"], line.as_bytes());
        assert_eq!((run.err, run.code), (format!("onrecord: -:1: {reason}\n"), 1));
    }
}

#[test]
fn a_file_name_does_nothing_to_the_terminal() {
    let run = run(&folder("names", &[]), &["no\u{1b}[31m\nsuch.txt"]);
    assert!(run.err.starts_with("onrecord: no\\u{1b}[31m\\nsuch.txt: cannot be read: "), "{:?}", run.err);
}

#[test]
fn flags_before_the_command_are_told_where_to_go() {
    let folder = folder("flags", &[("story.txt", STORY.as_bytes())]);
    for command in ["extract", "test"] {
        let run = run(&folder, &["--no-builtin", command, "story.txt"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert_eq!(run.err, format!("onrecord: flags go behind the command: `onrecord {command} --flag FILE`\n"));
    }
}

#[test]
fn keys_of_json_lines_have_other_names() {
    let input = "{\"key\": \"k\", \"body\": \"“Go,” said Edda Holm.\"}\n{\"key\": \"l\"}\n";
    let args = ["--input", "jsonl", "--format", "jsonl", "--text-field", "body", "--id-field", "key"];
    let run = run_with(&folder("fields", &[]), &args, input.as_bytes());
    assert_eq!(ids(&run.out), ["k"]);
    assert_eq!(run.err, "onrecord: -:2: no `body` in it; --text-field names the key of the text\n");
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_others_done() {
    let files: [(&str, &[u8]); 3] = [("good.txt", STORY.as_bytes()), ("latin.txt", b"caf\xe9\n"), ("also.txt", b"")];
    let folder = folder("unreadable", &files);
    let run = run(&folder, &["--format", "jsonl", "missing.txt", "good.txt", "latin.txt", "also.txt"]);
    assert_eq!(ids(&run.out), ["good.txt", "also.txt"]);
    assert_eq!(run.code, 1);
    let mut errors = run.err.lines();
    assert!(errors.next().is_some_and(|e| e.starts_with("onrecord: missing.txt: cannot be read: ")), "{}", run.err);
    assert_eq!(errors.next(), Some("onrecord: latin.txt: not UTF-8 at byte 3 (line 1); save it as UTF-8"));
    assert_eq!(errors.next(), None);
}

#[test]
fn a_broken_table_is_exit_code_2() {
    let files: [(&str, &[u8]); 4] = [
        ("story.txt", STORY.as_bytes()),
        ("odd.csv", b"name,kind\nEdda Holm,person\nSea,sea\n"),
        ("latin.csv", b"name,kind\nZo\xeb,person\n"),
        ("odd.model.csv", b"decision,feature,weights\nformat,onrecord-model,1\nsource,near,many\n"),
    ];
    let folder = folder("tables", &files);
    let fails = |args: &[&str]| {
        let run = run(&folder, &[args, &["story.txt"]].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        run.err
    };
    let error = fails(&["--gazetteer", "odd.csv"]);
    assert_eq!(
        error,
        "onrecord: odd.csv:3: column kind: `sea` is no kind; use one of person, organization, place, demonym, never\n"
    );
    assert_eq!(
        fails(&["--gazetteer", "latin.csv"]),
        "onrecord: latin.csv:2: not UTF-8 at byte 12: 0xEB, which is “ë” in Windows-1252; \
         save the file as UTF-8 (in Excel: “CSV UTF-8”)\n"
    );
    assert!(fails(&["--model", "odd.model.csv"]).starts_with("onrecord: odd.model.csv:3: column weights: `many` is no weight; "));
    assert!(fails(&["--gazetteer", "none.csv"]).starts_with("onrecord: none.csv: cannot be read: "));
    let verbs = fails(&["--verbs", "odd.csv"]);
    assert!(verbs.contains("odd.csv:1: ") && verbs.ends_with(" more)\n"), "{verbs}");
    assert!(fails(&["--min-confidence", "2"]).contains("a confidence of 2"));
    assert!(fails(&["--min-confidence", "-1"]).contains("a confidence of -1; ask for one from 0 to 1"));
    assert!(fails(&["--acts", "song"]).contains("song"));
    assert!(fails(&["--format", "xml"]).contains("xml"));
}

#[test]
fn a_table_of_ones_own_is_in_force() {
    let csv = "name,kind,desk\nEdda Holm,person,shipping\n";
    let folder = folder("own", &[("story.txt", STORY.as_bytes()), ("ours.csv", csv.as_bytes())]);
    let run = run(&folder, &["--format", "jsonl", "--gazetteer", "ours.csv", "story.txt"]);
    let doc = lines(&run.out).remove(0);
    let links = doc["entities"].as_array().expect("a list").iter().flat_map(|e| e["links"].as_array().expect("a list"));
    let link = links.into_iter().find(|l| l["origin"] == "user").expect("a link to the row");
    assert_eq!(link["tags"]["desk"], "shipping");
}

#[test]
fn reasons_are_given_where_asked_for() {
    let folder = folder("explain", &[("story.txt", format!("{STORY}She called it a “plan”.\n").as_bytes())]);
    let doc = |args: &[&str]| lines(&run(&folder, &[&["--format", "jsonl", "story.txt"][..], args].concat()).out).remove(0);
    let plain = doc(&[]);
    assert!(plain.get("not_speech").is_none() && plain["quotes"][0].get("evidence").is_none());
    let explained = doc(&["--explain"]);
    let decisions = |list: &Value| {
        let of = |e: &Value| e["decision"].as_str().expect("a string").to_owned();
        list["evidence"].as_array().expect("a list").iter().map(of).collect::<std::collections::BTreeSet<_>>()
    };
    let quote = decisions(&explained["quotes"][0]);
    assert!(quote.contains("quote") && quote.contains("source"), "{quote:?}");
    let mention = |text: &str| {
        let all = explained["mentions"].as_array().expect("a list");
        decisions(all.iter().find(|m| m["text"] == text).expect("the mention"))
    };
    assert!(mention("Edda Holm").contains("kind"));
    assert!(mention("She").contains("entity"));
    assert!(explained["quotes"][0]["rivals"].is_array() && explained["not_speech"].is_array());
}

/// A name says what made it one: the model's facts, the heaviest first, or the rule or row that decided without it.
#[test]
fn a_name_says_what_carried_it() {
    let story = "“We sail at dawn,” Edda Holm said in Quietly Now. The Bank of Japan met Mr. Zrk and left.\n\n\
                 the man in the hall told us that david cameron would come to the town, and nobody knew why.\n";
    let table = "name,kind,caution\nQuietly Now,organization,\nZrk,person,y\n";
    let folder = folder("carried", &[("story.txt", story.as_bytes()), ("ours.csv", table.as_bytes())]);
    let rules = |args: &[&str], text: &str| -> Vec<(String, i64)> {
        let args = [&["--format", "jsonl", "--explain", "--gazetteer", "ours.csv", "story.txt"][..], args].concat();
        let doc = lines(&run(&folder, &args).out).remove(0);
        let all = doc["mentions"].as_array().expect("a list");
        let mention = all.iter().find(|m| m["text"] == text).unwrap_or_else(|| panic!("{text}: {all:?}"));
        let evidence = mention["evidence"].as_array().expect("a list").iter().filter(|e| e["decision"] == "kind");
        evidence.map(|e| (e["rule"].as_str().expect("a rule").to_owned(), e["weight"].as_i64().expect("a weight"))).collect()
    };
    let names = |args: &[&str], text: &str| rules(args, text).into_iter().map(|(rule, _)| rule).collect::<Vec<_>>();
    let facts = rules(&[], "Edda Holm");
    assert!((2..=12).contains(&facts.len()), "{facts:?}");
    assert!(facts.windows(2).all(|pair| pair[0].1.abs() >= pair[1].1.abs()) && facts.iter().any(|fact| fact.1 > 0), "{facts:?}");
    assert_eq!(names(&[], "Quietly Now"), ["name.row=user"]);
    for (name, rule) in [
        ("Quietly Now", "name.row=user"),
        ("Bank of Japan", "name.row=builtin"),
        ("Zrk", "name.row.supported"),
        ("david cameron", "name.row=builtin"),
    ] {
        assert_eq!(names(&["--no-grammar"], name), [rule]);
    }
}

#[test]
fn what_is_found_is_readable() {
    let folder = folder("text", &[("story.txt", STORY.as_bytes()), ("none.txt", b"It rained.\n")]);
    let found = run(&folder, &["story.txt"]);
    for part in ["story.txt", "Edda Holm, the harbour master", "“We sail at dawn,”", "said", "People"] {
        assert!(found.out.contains(part), "{part}:\n{}", found.out);
    }
    assert!(!found.out.contains('\u{1b}'), "no colour where it is no terminal");
    let none = run(&folder, &["none.txt"]);
    assert_eq!((none.out.as_str(), none.code), ("none.txt\n\nNo quotations.\n", 0));
}

#[test]
fn lines_are_no_wider_than_the_page() {
    let (name, role) =
        ("Edda Maria Anneliese Katharina Wilhelmina Holm-Bergstrom", "the deputy harbour master of the northern basin");
    let story = format!("“We sail at dawn,” said {name}, {role}.\nShe lost her so-called “plan”. It was a so-called “plan”.\n");
    let folder = folder("wide", &[("story.txt", story.as_bytes())]);
    let run = run(&folder, &["story.txt", "--explain"]);
    assert!(run.out.contains(&format!("  {name},\n      {role}\n")), "{}", run.out);
    for line in run.out.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
    assert_eq!(["quote: ", "source: ", "“plan”: "].map(|start| run.out.matches(start).count()), [1; 3], "{}", run.out);
}

#[test]
fn colour_is_forced_and_refused() {
    let folder = folder("colour", &[("story.txt", STORY.as_bytes())]);
    let coloured = |variables: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.current_dir(&folder).arg("story.txt").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        let output = command.envs(variables.iter().copied()).output().expect("the command runs");
        output.stdout.contains(&0x1b)
    };
    assert!(!coloured(&[]));
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let story = "“We \u{1b}[31msail\u{7} at dawn,” said Edda Holm.\n";
    let folder = folder("control", &[("story.txt", story.as_bytes())]);
    let run = run(&folder, &["story.txt", "--explain"]);
    assert!(!run.out.contains(['\u{1b}', '\u{7}']), "{:?}", run.out);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    let story = STORY.repeat(1_500);
    let folder = folder("pipe", &[("story.txt", story.as_bytes())]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .current_dir(&folder)
        .args(["--format", "jsonl", "story.txt", "story.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

/// One of 4,096 people of one surname, no given name a slip for another, then the surname alone.
fn namesake(n: usize) -> String {
    let syllable = |place: u32| ["bal", "dem", "fin", "gor", "lus", "mat", "nek", "pir"][n / 8usize.pow(place) % 8];
    let given: String = (0..4).map(syllable).collect();
    format!("Then A{given} Holm met the crew. Mr. Holm left the hall. ")
}

/// One person whose surname has another letter each time, then it alone.
fn spelling(n: usize) -> String {
    let letter = u32::try_from(n).ok().and_then(|n| char::from_u32('一' as u32 + n)).expect("a letter");
    format!("Then Karl Holm{letter}as met the crew. Mr. Holm{letter}as left the hall. ")
}

/// Texts made of what is hard to read, of a size that is this many times the smallest worth a look.
fn odd(times: usize) -> [(&'static str, String); 14] {
    [
        ("empty.txt", String::new()),
        ("line.txt", STORY.trim_end().repeat(100 * times)),
        ("marks.txt", "\"".repeat(20_000 * times)),
        ("openers.txt", "“".repeat(20_000 * times)),
        ("nested.txt", format!("{}x{}", "“a ‘b ".repeat(200 * times), "’ c” ".repeat(200 * times))),
        ("control.txt", (0u8..32).map(char::from).collect::<String>().repeat(50 * times)),
        ("emoji.txt", "“🚢👩‍👩‍👧,” said 🦊. ".repeat(200 * times)),
        ("cues.txt", "he said that ".repeat(100 * times)),
        ("names.txt", "Edda Holm of Marl ".repeat(100 * times)),
        ("namesakes.txt", (0..80 * times).map(namesake).collect()),
        ("spellings.txt", (0..80 * times).map(spelling).collect()),
        ("dots.txt", "ab.cd.".repeat(2000 * times)),
        ("own-words.txt", "“He was late,” he said of Karl Holm. ".repeat(100 * times)),
        ("broken.txt", "> the gover-\n> nor &amp; <b>JosÃ© Lind-\n> gren</b> met the\n".repeat(100 * times)),
    ]
}

/// Of more namesakes than are asked the one named just now is meant; where all stand together some are named, not all.
#[test]
fn of_many_namesakes_the_last_named_are_asked() {
    let one = |n: usize| {
        namesake(n).replace(" Mr.", "\n\nMr.").replace("hall. ", "hall.\n\nIt rained.\n\nThe sun came out.\n\nIt rained.\n\n")
    };
    let (apart, together): (String, String) = ((0..100).map(one).collect(), (0..100).map(namesake).collect());
    let folder = folder("namesakes", &[("apart.txt", apart.as_bytes()), ("together.txt", together.as_bytes())]);
    let short = |file: &str| -> Vec<Value> {
        let doc = lines(&run(&folder, &["--format", "jsonl", file]).out).remove(0);
        let mentions = doc["mentions"].as_array().expect("a list");
        assert_eq!(doc["entities"].as_array().expect("a list").len(), 100);
        mentions.iter().filter(|m| m["text"] == "Holm" || m["text"] == "Mr. Holm").cloned().collect()
    };
    let apart = short("apart.txt");
    assert_eq!(apart.iter().map(|m| m["entity"].as_u64()).collect::<Vec<_>>(), (0..100).map(Some).collect::<Vec<_>>());
    let together = short("together.txt");
    let candidates = |m: &Value| m["candidates"].as_array().map(Vec::len).unwrap_or_default();
    let counts: Vec<usize> = together.iter().map(candidates).collect();
    // at the first only one is named so far
    assert_eq!((counts.len(), counts.first()), (100, Some(&0)));
    assert!(counts.iter().skip(1).all(|count| (32..=64).contains(count)), "{counts:?}");
}

fn all_are_read(name: &str, odd: &[(&str, String)], seconds: u64) {
    let files: Vec<(&str, &[u8])> = odd.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let folder = folder(name, &files);
    let names: Vec<&str> = odd.iter().map(|(name, _)| *name).collect();
    for file in &names {
        let start = std::time::Instant::now();
        let run = run(&folder, &["--format", "jsonl", "--acts", "all", file]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert_eq!(ids(&run.out), [*file]);
        assert!(start.elapsed().as_secs() < seconds, "{file}: {:?}", start.elapsed());
    }
}

/// The seconds are many times what the texts take unoptimised on a busy machine.
#[test]
fn odd_inputs_end_quickly_and_rightly() {
    all_are_read("odd", &odd(1), 60);
}

/// A million marks, ten thousand quotations one in the other, ten megabytes in one line.
#[test]
#[ignore = "of a size for an optimised build: cargo test --release -p onrecord-cli -- --ignored"]
fn large_odd_inputs_end_quickly_and_rightly() {
    let mut large = odd(50).to_vec();
    large.push(("long.txt", STORY.trim_end().repeat(10_000_000 / STORY.trim_end().len() + 1)));
    all_are_read("large", &large, 60);
}

const HOLDERS: &str = "id,name,kind,office,valid_from,valid_to\nholm,Edda Holm,person,prime minister,2010,2016-07-13\n\
                       berg,Karl Berg,person,prime minister,2018,\n";

const MET: &str = "Edda Holm met Karl Berg at the lock. “It took nine years,” the prime minister said.";

/// The speaker of the first quotation, or why there is none.
fn speaker(doc: &Value) -> &str {
    let quote = &doc["quotes"][0];
    quote["speakers"][0]["name"].as_str().or_else(|| quote["unresolved"].as_str()).expect("one or the other")
}

#[test]
fn the_date_decides_who_held_an_office() {
    let folder = folder("offices", &[("ours.csv", HOLDERS.as_bytes()), ("story.txt", MET.as_bytes())]);
    let extract = |more: &[&str]| {
        let run = run(&folder, &[&["--format", "jsonl", "--gazetteer", "ours.csv", "story.txt"], more].concat());
        lines(&run.out).remove(0)
    };
    for (date, name) in [("2012-03-01", "Edda Holm"), ("2016-07-14", "unnamed"), ("2018", "Karl Berg"), ("2026-01", "Karl Berg")]
    {
        assert_eq!(speaker(&extract(&["--date", date])), name, "{date}");
    }
    let open = extract(&[]);
    assert_eq!(speaker(&open), "ambiguous");
    let role = open["mentions"].as_array().expect("a list").iter().find(|m| m["form"] == "role").expect("a role");
    assert_eq!((&role["entity"], &role["candidates"]), (&Value::Null, &serde_json::json!([0, 1])));
    let told = extract(&["--date", "2012", "--explain"]);
    let role = told["mentions"].as_array().expect("a list").iter().find(|m| m["form"] == "role").expect("a role");
    assert_eq!(role["evidence"][0]["rule"], "speaker.office");
    // an office is no tag of an editor's
    assert_eq!(told["entities"][0]["links"][0]["tags"], serde_json::json!({}));
}

#[test]
fn a_line_says_its_date_itself() {
    let folder = folder("office-lines", &[("ours.csv", HOLDERS.as_bytes())]);
    let line = |date: &str| format!("{}\n", serde_json::json!({ "text": MET, "date": date }));
    let input = [line("2012-03-01T08:00:00Z"), line("2020-03-01"), format!("{}\n", serde_json::json!({ "text": MET }))].concat();
    let args = ["--input", "jsonl", "--format", "jsonl", "--gazetteer", "ours.csv", "--date", "2015"];
    let docs = lines(&run_with(&folder, &args, input.as_bytes()).out);
    assert_eq!(docs.iter().map(speaker).collect::<Vec<_>>(), ["Edda Holm", "Karl Berg", "Edda Holm"]);
    assert_eq!(docs[0]["meta"]["date"], "2012-03-01T08:00:00Z");
    assert_eq!(docs[2]["meta"]["date"], "2015");
}

#[test]
fn a_date_that_cannot_be_read_is_echoed_with_a_warning() {
    let folder = folder("office-dates", &[("ours.csv", HOLDERS.as_bytes()), ("story.txt", MET.as_bytes())]);
    let run = run(&folder, &["--format", "jsonl", "--gazetteer", "ours.csv", "--date", "June 9, 2025", "story.txt"]);
    let doc = lines(&run.out).remove(0);
    assert_eq!(doc["warnings"][0]["code"], "date");
    assert_eq!(doc["meta"]["date"], "June 9, 2025");
    assert_eq!(speaker(&doc), "ambiguous");
}

#[test]
fn a_line_brings_names_with_ids() {
    let text = "“Olá,” said Orla Venn. Edda Holm met her. “It is late,” she said.";
    let at = |words: &str| text[..text.find(words).expect(words)].encode_utf16().count();
    let known = |words: &str, id: &str| {
        let start = at(words);
        format!(r#"{{"start":{start},"end":{},"kind":"person","id":{id}}}"#, start + words.encode_utf16().count())
    };
    let mentions = [known("Orla Venn", "\"staff/7\""), known("Edda Holm", "8"), known("she", "8")];
    let line =
        format!(r#"{{"id":"a","text":{},"mentions":[{}]}}"#, serde_json::to_string(text).expect("a string"), mentions.join(","));
    let folder = folder("mentions", &[("in.jsonl", line.as_bytes())]);
    let run = run(&folder, &["--input", "jsonl", "--format", "jsonl", "--offsets", "utf16", "in.jsonl"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let doc = &lines(&run.out)[0];
    let ids: Vec<&str> =
        doc["entities"].as_array().expect("a list").iter().filter_map(|e| e["links"][0]["id"].as_str()).collect();
    assert_eq!(ids, ["staff/7", "8"]);
    let last = doc["quotes"].as_array().expect("a list").last().expect("a quotation");
    assert_eq!((speaker_name(last), &last["source"]["text"]), ("Edda Holm", &Value::from("she")));
}

fn speaker_name(quote: &Value) -> &str {
    quote["speakers"][0]["name"].as_str().expect("a name")
}

#[test]
fn wrong_names_of_a_line_are_told() {
    for (mentions, why) in [
        ("5", "`mentions` is no list of objects"),
        (r#"[{"start":0,"end":900,"kind":"person","id":"a"}]"#, "has no span of the text"),
        (r#"[{"start":2,"end":2,"kind":"person","id":"a"}]"#, "has no span of the text"),
        (r#"[{"start":0,"end":2,"kind":"person","id":[]}]"#, "is neither a string nor a number"),
        (r#"[{"start":0,"end":2,"kind":"ship","id":"a"}]"#, "`mentions` is no list of objects"),
    ] {
        let line = format!(r#"{{"text":"Orla Venn left.","mentions":{mentions}}}"#);
        let folder = folder("wrong-mentions", &[("in.jsonl", line.as_bytes())]);
        let run = run(&folder, &["--input", "jsonl", "in.jsonl"]);
        assert!(run.err.contains(why) && run.err.contains("in.jsonl:1:"), "{mentions}: {}", run.err);
        assert_eq!(run.code, 1, "{mentions}");
    }
}

#[test]
fn what_was_not_said_and_why_is_readable() {
    let story = "Ravi Deshmukh waited. “The tide won,” said Ines Okafor. Deshmukh declined to comment on it. It was her “open water” speech.\n";
    let folder = folder("why", &[("story.txt", story.as_bytes())]);
    let plain = run(&folder, &["story.txt"]).out;
    assert!(plain.contains("Declined to say anything\n  Ravi Deshmukh, line 1: declined to comment\n"), "{plain}");
    assert!(!plain.contains("instead:") && !plain.contains("without"), "{plain}");
    let explained = run(&folder, &["--explain", "story.txt"]).out;
    for part in
        ["source: ", "instead: Ravi Deshmukh (-", "how it belongs to the verb of saying", " behind", "“open water”: scare quote"]
    {
        assert!(explained.contains(part), "{part}: {explained}");
    }
}
