//! The decision `kind`: fitting it, and scoring what was fitted.

use crate::articles::{read, read_all};
use onrecord::learn::{self, FAMILIES, Family, NameOptions, NameScore, NameTrainer, SCORED_KINDS};
use std::error::Error;
use std::time::Instant;

/// What stands on the command line: words, and options with what follows them.
struct Arguments<'a> {
    words: Vec<&'a str>,
    on: Vec<&'a str>,
    with: Vec<&'a str>,
    folds: usize,
    options: NameOptions,
}

impl<'a> Arguments<'a> {
    fn read(words: &[&'a str]) -> Result<Arguments<'a>, Box<dyn Error>> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let mut read =
            Arguments { words: Vec::new(), on: Vec::new(), with: Vec::new(), folds: 5, options: NameOptions::default() };
        let mut without = None;
        let mut rest = words.iter().peekable();
        while let Some(&word) = rest.next() {
            let mut files = || {
                let mut files = Vec::new();
                while let Some(file) = rest.next_if(|next| !next.starts_with("--")) {
                    files.push(*file);
                }
                files
            };
            match word {
                "--on" => read.on.extend(files()),
                "--with" => read.with.extend(files()),
                "--quick" => read.options = NameOptions::quick(),
                "--folds" => {
                    let folds = rest.next().and_then(|number| number.parse().ok()).filter(|&folds| folds > 1);
                    read.folds = folds.ok_or("--folds takes a number from 2")?;
                }
                "--without" => {
                    let name = rest.next().copied().unwrap_or_default();
                    let families = FAMILIES.map(|family| family.name).join(", ");
                    without = Some(Family::named(name).ok_or_else(|| format!("--without takes one of {families}"))?);
                }
                _ if word.starts_with("--") => return Err(format!("{word} is no option here").into()),
                _ => read.words.push(word),
            }
        }
        read.options = NameOptions { without, threads, ..read.options };
        Ok(read)
    }
}

/// Does what the words behind `names` say.
pub(crate) fn run(words: &[&str], usage: &str) -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::read(words)?;
    match arguments.words.as_slice() {
        ["fit", out, files @ ..] if !files.is_empty() => fit(out, files, arguments.options),
        ["eval", files @ ..] if !files.is_empty() && !arguments.on.is_empty() => evaluate(files, &arguments),
        ["score", model, files @ ..] if !files.is_empty() => score(&std::fs::read_to_string(model)?, files),
        ["cv", file] => cross_validate(file, &arguments),
        ["tag", model, gold, out] => tag(model, gold, out),
        ["families"] => {
            for family in &FAMILIES {
                println!("{:<12}{}", family.name, family.about);
            }
            Ok(())
        }
        _ => Err(usage.into()),
    }
}

/// Fits the name tagger to articles and writes its table.
fn fit(out: &str, files: &[&str], options: NameOptions) -> Result<(), Box<dyn Error>> {
    let articles = read_all(files)?;
    let began = Instant::now();
    let table = learn::fit_names(&articles, options, |epoch, loss| {
        eprintln!("epoch {}: mean loss {loss:.4} ({:.0?})", epoch + 1, began.elapsed());
    });
    eprintln!("{} rows, {} bytes", table.lines().count(), table.len());
    std::fs::write(out, table)?;
    Ok(())
}

/// Fits to some articles and scores on each of other files.
fn evaluate(files: &[&str], arguments: &Arguments<'_>) -> Result<(), Box<dyn Error>> {
    score(&learn::fit_names(&read_all(files)?, arguments.options, |_, _| {}), &arguments.on)
}

/// Scores a table of weights on each of some files.
fn score(table: &str, files: &[&str]) -> Result<(), Box<dyn Error>> {
    head();
    for file in files {
        row(file, &learn::score_names(&read(file)?, table)?);
    }
    Ok(())
}

/// Fits to all but a fold of a file's articles, scores on the fold, and so on until each has had its turn.
fn cross_validate(file: &str, arguments: &Arguments<'_>) -> Result<(), Box<dyn Error>> {
    let mut articles = read(file)?;
    let (count, folds) = (articles.len(), arguments.folds);
    articles.extend(read_all(&arguments.with)?);
    // the folds are fitted side by side, each by one thread
    let trainer = NameTrainer::new(&articles, NameOptions { threads: 1, ..arguments.options });
    let scores = learn::parallel(folds, arguments.options.threads, |fold| {
        let table = trainer.fit(|i| i >= count || i % folds != fold, |_, _| {});
        learn::score_names(articles[..count].iter().skip(fold).step_by(folds), &table)
    });
    head();
    let mut all = NameScore::default();
    for (fold, score) in scores.into_iter().enumerate() {
        let score = score?;
        row(&format!("fold {}", fold + 1), &score);
        all += score;
    }
    row(file, &all);
    Ok(())
}

fn head() {
    let kinds = SCORED_KINDS.map(|kind| format!("{kind:>7}")).concat();
    println!("{:<40}{:>8}{:>8}{:>8} |{kinds}", "strict, in per cent", "P", "R", "F1");
}

/// A line with the scores of a set: all kinds together, then the F1 of each.
fn row(name: &str, score: &NameScore) {
    let all = score.all();
    let file = name.split('@').next().unwrap_or_default();
    let folder = file.rfind('/').map_or(0, |slash| slash + 1);
    let name = name.get(folder..).unwrap_or(name);
    let kinds = score.kinds.map(|kind| format!("{:>7.2}", 100.0 * kind.f1())).concat();
    println!("{name:<40}{:>8.2}{:>8.2}{:>8.2} |{kinds}", 100.0 * all.precision(), 100.0 * all.recall(), 100.0 * all.f1());
}

/// Tags the articles of a file with a table of weights and writes predictions for the scorer, offsets in code points.
fn tag(model: &str, gold: &str, out: &str) -> Result<(), Box<dyn Error>> {
    let tagger = learn::names_by(&std::fs::read_to_string(model)?)?;
    let mut lines = String::new();
    let began = Instant::now();
    let mut bytes = 0;
    for article in read(gold)? {
        let names = tagger(&article.text);
        bytes += article.text.len();
        let at = |byte: usize| article.text.get(..byte).map_or(0, |before| before.chars().count());
        let entities: Vec<serde_json::Value> =
            names.iter().map(|n| serde_json::json!({"b": at(n.span.start), "e": at(n.span.end), "type": n.kind})).collect();
        lines.push_str(&serde_json::json!({"id": article.id, "entities": entities}).to_string());
        lines.push('\n');
    }
    eprintln!("{gold}: {bytes} bytes in {:.2?}", began.elapsed());
    std::fs::write(out, lines)?;
    Ok(())
}
