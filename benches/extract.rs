//! How fast extraction is, as a ratio to a bare scan of the same text for the same names, both in one run.
//!
//! `cargo bench --bench extract` prints, for each job, the median of several rounds in MB/s and as a share of the bare
//! scan (aho-corasick, overlapping matches, automaton built before).

use aho_corasick::AhoCorasick;
use onrecord::Extractor;
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 9;
const BYTES: usize = 400_000;

fn main() {
    let articles = articles();
    let bytes: usize = articles.iter().map(String::len).sum();
    let names = names();
    let scan = AhoCorasick::new(&names).expect("an automaton over the names of the gazetteer");
    let extractor = Extractor::new();

    type Job<'a> = (&'a str, Box<dyn Fn() -> usize + 'a>);
    let jobs: [Job<'_>; 2] = [
        ("bare scan", Box::new(|| articles.iter().map(|a| scan.find_overlapping_iter(a).count()).sum())),
        ("extraction", Box::new(|| articles.iter().map(|a| extractor.extract(a).quotes().count()).sum())),
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
    let medians: Vec<Duration> = times
        .into_iter()
        .map(|mut t| {
            t.sort();
            t[ROUNDS / 2]
        })
        .collect();
    println!("{} articles, {} bytes, {} names", articles.len(), bytes, names.len());
    for ((name, _), median) in jobs.iter().zip(&medians) {
        let speed = bytes as f64 / 1e6 / median.as_secs_f64();
        let ratio = median.as_secs_f64() / medians[0].as_secs_f64();
        println!("{name:<12} {speed:>8.1} MB/s   {ratio:>6.1} times the bare scan's time");
    }
}

/// The example articles, over and over.
fn articles() -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir("examples/articles")
        .expect("run from the repository")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let texts: Vec<String> = files.iter().map(|file| std::fs::read_to_string(file).expect("an article")).collect();
    let once: usize = texts.iter().map(String::len).sum();
    (0..BYTES.div_ceil(once)).flat_map(|_| texts.clone()).collect()
}

/// The names and aliases of the built-in gazetteer.
fn names() -> Vec<String> {
    let mut reader = csv::Reader::from_path("data/gazetteer.csv").expect("run from the repository");
    let column = |reader: &mut csv::Reader<_>, name: &str| {
        reader.headers().expect("a header").iter().position(|h| h == name).expect("a column of the gazetteer")
    };
    let columns = ["name", "aliases", "context_aliases"].map(|name| column(&mut reader, name));
    let mut names: Vec<String> = Vec::new();
    for record in reader.records() {
        let record = record.expect("a row");
        for field in columns.iter().filter_map(|&c| record.get(c)) {
            names.extend(field.split('|').filter(|n| !n.is_empty()).map(str::to_owned));
        }
    }
    names
}
