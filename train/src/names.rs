//! The decision `kind`: fitting it, and scoring what was fitted.

use crate::articles::{read_all, read_model};
use crate::refit::refit;
use onrecord::learn::{self, FAMILIES, Family, Gold, GoldName, NameLabels, NameOptions, NameScore, NameTrainer, SCORED_KINDS};
use std::error::Error;
use std::time::Instant;

/// What stands on the command line: words, and options with what follows them.
struct Arguments<'a> {
    words: Vec<&'a str>,
    on: Vec<&'a str>,
    with: Vec<&'a str>,
    base: Vec<&'a str>,
    model: Option<&'a str>,
    out: Option<&'a str>,
    labels: NameLabels,
    folds: usize,
    options: NameOptions,
}

impl<'a> Arguments<'a> {
    fn read(words: &[&'a str]) -> Result<Arguments<'a>, Box<dyn Error>> {
        let mut read = Arguments {
            words: Vec::new(),
            on: Vec::new(),
            with: Vec::new(),
            base: Vec::new(),
            model: None,
            out: None,
            labels: NameLabels::default(),
            folds: 5,
            options: NameOptions::default(),
        };
        let (mut without, mut settings) = (None, Vec::new());
        let mut quick = false;
        let mut rest = words.iter().copied().peekable();
        while let Some(word) = rest.next() {
            let list = match word {
                "--on" => &mut read.on,
                "--with" => &mut read.with,
                "--base" => &mut read.base,
                "--quick" => {
                    quick = true;
                    continue;
                }
                _ if word.starts_with("--") => {
                    let value = rest.next().ok_or_else(|| format!("{word} wants something behind it"))?;
                    match word {
                        "--model" => read.model = Some(value),
                        "--out" => read.out = Some(value),
                        "--set" => settings.push(value),
                        "--label" => read.labels.add(value)?,
                        "--without" => without = Some(family(value)?),
                        "--folds" => {
                            let folds = value.parse().ok().filter(|&folds| folds > 1);
                            read.folds = folds.ok_or("--folds takes a number from 2")?;
                        }
                        _ => return Err(format!("{word} is no option here").into()),
                    }
                    continue;
                }
                _ => {
                    read.words.push(word);
                    continue;
                }
            };
            while let Some(file) = rest.next_if(|next| !next.starts_with("--")) {
                list.push(file);
            }
        }
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let near = read.words.first() == Some(&"refit") && read.base.is_empty();
        let options = match (near, quick) {
            (true, _) => NameOptions::near(),
            (_, true) => NameOptions::quick(),
            _ => NameOptions::default(),
        };
        read.options = NameOptions { without, threads, ..options };
        for setting in settings {
            read.options.set(setting)?;
        }
        Ok(read)
    }

    fn articles(&self, files: &[&str]) -> Result<Vec<Gold<GoldName>>, Box<dyn Error>> {
        read_all(files, &self.labels)
    }
}

fn family(name: &str) -> Result<&'static Family, String> {
    let families = FAMILIES.map(|family| family.name).join(", ");
    Family::named(name).ok_or_else(|| format!("--without takes one of {families}"))
}

/// Does what the words behind `names` say.
pub(crate) fn run(words: &[&str], usage: &str) -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::read(words)?;
    match arguments.words.as_slice() {
        ["fit", out, files @ ..] if !files.is_empty() => fit(out, files, &arguments),
        ["eval", files @ ..] if !files.is_empty() && !arguments.on.is_empty() => {
            score(&learn::fit_names(&arguments.articles(files)?, arguments.options, |_, _| {}), &arguments.on, &arguments)
        }
        ["score", model, files @ ..] if !files.is_empty() => score(&read_model(model)?, files, &arguments),
        ["cv", file] => cross_validate(file, &arguments),
        ["refit", files @ ..] if !files.is_empty() => {
            let ours = arguments.articles(files)?;
            let base = arguments.articles(&arguments.base)?;
            refit(ours, base, arguments.model, arguments.out, arguments.folds, arguments.options)
        }
        ["ablate", files @ ..] if !files.is_empty() && !arguments.on.is_empty() => ablate(files, &arguments),
        ["tag", model, gold, out] => tag(model, gold, out, &arguments),
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
fn fit(out: &str, files: &[&str], arguments: &Arguments<'_>) -> Result<(), Box<dyn Error>> {
    let articles = arguments.articles(files)?;
    let began = Instant::now();
    let table = learn::fit_names(&articles, arguments.options, |epoch, loss| {
        eprintln!("epoch {}: mean loss {loss:.4} ({:.0?})", epoch + 1, began.elapsed());
    });
    eprintln!("{} rows, {} bytes", table.lines().count(), table.len());
    std::fs::write(out, table)?;
    Ok(())
}

/// Scores a table of weights on each of some files.
fn score(table: &str, files: &[&str], arguments: &Arguments<'_>) -> Result<(), Box<dyn Error>> {
    head();
    for file in files {
        row(file_name(file), &learn::score_names(&arguments.articles(&[file])?, table)?.iter().copied().sum());
    }
    Ok(())
}

/// Fits to some articles with all facts and without each family of them, and scores on each of other files.
fn ablate(files: &[&str], arguments: &Arguments<'_>) -> Result<(), Box<dyn Error>> {
    let articles = arguments.articles(files)?;
    let on: Vec<Vec<Gold<GoldName>>> = arguments.on.iter().map(|file| arguments.articles(&[file])).collect::<Result<_, _>>()?;
    let trainer = NameTrainer::new(&articles, arguments.options);
    let without: Vec<Option<&'static Family>> = [None].into_iter().chain(FAMILIES.iter().map(Some)).collect();
    let scores = learn::parallel(without.len(), arguments.options.threads, |i| {
        let options = NameOptions { without: without[i], threads: 1, ..arguments.options };
        let table = trainer.fit_as(options, |_| true, |_, _| {});
        on.iter().map(|articles| learn::score_names(articles, &table)).collect::<Result<Vec<_>, _>>()
    });
    head();
    for (without, scores) in without.iter().zip(scores) {
        for (file, score) in arguments.on.iter().zip(scores?) {
            let name = without.map_or("all facts".to_owned(), |family| format!("without {}", family.name));
            row(&format!("{name}: {}", file_name(file)), &score.iter().copied().sum());
        }
    }
    Ok(())
}

/// Fits to all but a fold of a file's articles, scores on the fold, and so on until each has had its turn.
fn cross_validate(file: &str, arguments: &Arguments<'_>) -> Result<(), Box<dyn Error>> {
    let mut articles = arguments.articles(&[file])?;
    let (count, folds) = (articles.len(), arguments.folds);
    articles.extend(arguments.articles(&arguments.with)?);
    // the folds are fitted side by side, each by one thread
    let trainer = NameTrainer::new(&articles, NameOptions { threads: 1, ..arguments.options });
    let scores = trainer.score_by_folds(count, folds, arguments.options.threads);
    head();
    for fold in 0..folds {
        row(&format!("fold {}", fold + 1), &scores.iter().skip(fold).step_by(folds).copied().sum());
    }
    row(file_name(file), &scores.iter().copied().sum());
    Ok(())
}

fn head() {
    let kinds = SCORED_KINDS.map(|kind| format!("{kind:>7}")).concat();
    println!("{:<48}{:>8}{:>8}{:>8} |{kinds}", "strict, in per cent", "P", "R", "F1");
}

/// A file without its folder, with the part that is taken of it.
fn file_name(selector: &str) -> &str {
    let file = selector.split('@').next().unwrap_or_default();
    selector.get(file.rfind('/').map_or(0, |slash| slash + 1)..).unwrap_or(selector)
}

/// A line with the scores of a set: all kinds together, then the F1 of each.
fn row(name: &str, score: &NameScore) {
    let all = score.all();
    let kinds = score.kinds.map(|kind| format!("{:>7.2}", 100.0 * kind.f1())).concat();
    println!("{name:<48}{:>8.2}{:>8.2}{:>8.2} |{kinds}", 100.0 * all.precision(), 100.0 * all.recall(), 100.0 * all.f1());
}

/// Tags the articles of a file with a table of weights and writes predictions for the scorer, offsets in code points.
fn tag(model: &str, gold: &str, out: &str, arguments: &Arguments<'_>) -> Result<(), Box<dyn Error>> {
    let tagger = learn::names_by(&read_model(model)?)?;
    let mut lines = String::new();
    let began = Instant::now();
    let mut bytes = 0;
    for article in arguments.articles(&[gold])? {
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
