//! What the gazetteer costs: starting, loading a user's table, and finding names, against aho-corasick in the same run.
//!
//! `cargo bench --bench gazetteer` reads the articles and cases of the repository, or the texts of the folder that
//! `ONRECORD_BENCH_TEXTS` names. The matcher needs a text in words, which extraction makes once for all its stages: so its pass
//! over a text read before is measured, and beside it the same with the reading. The other side is aho-corasick's search for
//! the same names, overlapping matches with a check that they begin and end at words.

use aho_corasick::AhoCorasick;
use onrecord::Extractor;
use onrecord::gazetteer::Reading;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

const ROUNDS: usize = 15;
const BYTES: usize = 1_000_000;

fn main() {
    starting();
    let texts = texts();
    let ours = std::fs::read_to_string("data/gazetteer.csv").expect("run from the repository");
    let builtin = names(&ours);
    scanning("built-in names", &Extractor::new(), &builtin, &texts);
    let table = generated(100_000);
    let both = Extractor::builder().gazetteer_text(&*table).build().expect("the table is right");
    let mut all = builtin;
    all.extend(names(&table));
    scanning("built-in names and 100,000 rows of a user", &both, &all, &texts);
    for rows in [100_000, 1_000_000] {
        loading(rows);
    }
}

/// The first extractor of a process, and the first text.
fn starting() {
    let start = Instant::now();
    let extractor = black_box(Extractor::new());
    let made = start.elapsed();
    let start = Instant::now();
    black_box(extractor.extract("“The tide won,” said Ines Okafor, the mayor of Port Ansel."));
    println!("start: the extractor {made:.1?}, the first sentence {:.1?}, {}", start.elapsed(), memory());
}

/// A user's table from text to an extractor that has it.
fn loading(rows: usize) {
    let table = generated(rows);
    let start = Instant::now();
    let extractor = Extractor::builder().gazetteer_text(table).build().expect("the table is right");
    println!("loading {rows} rows: {:.0?}, {}", start.elapsed(), memory());
    black_box(extractor);
}

/// The most memory that was resident so far, where the system tells.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("memory unknown".to_owned(), |line| format!("{} resident at most", line.trim()))
}

/// Finding all names in the texts, by both.
fn scanning(title: &str, extractor: &Extractor, names: &[String], texts: &[String]) {
    let search = AhoCorasick::new(names).expect("an automaton");
    let read: Vec<Reading<'_>> = texts.iter().map(|text| extractor.read(text)).collect();

    type Job<'a> = (&'a str, Box<dyn Fn() -> usize + 'a>);
    let jobs: [Job<'_>; 3] = [
        ("aho-corasick, checked", Box::new(|| texts.iter().map(|text| found(&search, text)).sum())),
        ("matcher, text read before", Box::new(|| read.iter().map(|text| extractor.lookup_read(text).count()).sum())),
        (
            "matcher, with reading",
            Box::new(|| texts.iter().map(|text| extractor.lookup_read(&extractor.read(text)).count()).sum()),
        ),
    ];
    // rounds take turns, so that a slow moment of the machine falls on all of them
    let mut times = vec![Vec::new(); jobs.len()];
    for _ in 0..ROUNDS {
        for ((_, job), times) in jobs.iter().zip(&mut times) {
            let start = Instant::now();
            black_box(job());
            times.push(start.elapsed());
        }
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{title}: {} names of aho-corasick, {} texts, {bytes} bytes", names.len(), texts.len());
    for ((name, job), mut times) in jobs.iter().zip(times) {
        times.sort();
        let speed = bytes as f64 / 1e6 / times[ROUNDS / 2].as_secs_f64();
        println!("  {name:<26} {speed:>7.1} MB/s, {} found", job());
    }
}

/// How many names stand in a text at words.
fn found(search: &AhoCorasick, text: &str) -> usize {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let bounded =
        |m: &aho_corasick::Match| !inside(text[..m.start()].chars().next_back()) && !inside(text[m.end()..].chars().next());
    search.find_overlapping_iter(text).filter(bounded).count()
}

/// A megabyte of texts: all files, over and over.
fn texts() -> Vec<String> {
    let folders = match std::env::var_os("ONRECORD_BENCH_TEXTS") {
        Some(folder) => vec![PathBuf::from(folder)],
        None => vec![PathBuf::from("examples/articles"), PathBuf::from("tests/fixtures")],
    };
    let list =
        |folder: &PathBuf| std::fs::read_dir(folder).expect("a folder of texts").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = folders.iter().flat_map(list).filter(|path| path.is_file()).collect();
    files.sort();
    let texts: Vec<String> = files.iter().map(|file| std::fs::read_to_string(file).expect("a text")).collect();
    let once: usize = texts.iter().map(String::len).sum();
    (0..BYTES.div_ceil(once)).flat_map(|_| texts.clone()).collect()
}

/// The names and other forms of a table, each once.
fn names(table: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headers = reader.headers().expect("a header").clone();
    let columns: Vec<usize> =
        ["name", "aliases", "context_aliases"].iter().filter_map(|name| headers.iter().position(|h| h == *name)).collect();
    let mut names: Vec<String> = Vec::new();
    for record in reader.records() {
        let record = record.expect("a row");
        for field in columns.iter().filter_map(|&c| record.get(c)) {
            names.extend(field.split('|').filter(|n| !n.is_empty()).map(str::to_owned));
        }
    }
    names.sort();
    names.dedup();
    names
}

/// Rows of invented people, companies and towns, always the same ones.
fn generated(rows: usize) -> String {
    const PARTS: [&str; 24] = [
        "ar", "bel", "con", "dor", "el", "fan", "gor", "hal", "is", "jun", "kel", "lor", "mar", "nis", "or", "pel", "qua", "ros",
        "sten", "tav", "ul", "ver", "win", "zan",
    ];
    let mut state = 7u64;
    let mut number = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut word = move || {
        let letters: String = (0..2 + number(2)).map(|_| PARTS[number(PARTS.len())]).collect();
        letters[..1].to_uppercase() + &letters[1..]
    };
    let mut table = "name,kind,aliases\n".to_owned();
    for row in 0..rows {
        let (first, last) = (word(), word());
        table += &match row % 4 {
            0 | 1 => format!("{first} {last},person,\n"),
            2 => format!("{first} {last} Inc.,organization,{first} {last}\n"),
            _ => format!("{first}{},place,\n", last.to_lowercase()),
        };
    }
    table
}
