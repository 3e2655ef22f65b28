//! Fits the weights of onrecord to annotated articles.

mod articles;
mod confidence;
mod names;
mod quotations;
mod refit;
mod sources;

use std::process::ExitCode;

const USAGE: &str = "usage:
  onrecord-train names refit OURS… --out OURS.csv     fit the shipped weights to articles of your own, show what it gains
      --base ARTICLES…     instead fit from scratch, to these too     --model MODEL.csv     start from other weights
  onrecord-train names fit OUT.csv ARTICLES…     fit the weights of the name tagger
  onrecord-train names eval ARTICLES… --on OTHERS…     fit to some articles, score on others
  onrecord-train names cv ARTICLES [--folds 5] [--with OTHERS…]     score by cross-validation, the others always in training
  onrecord-train names ablate ARTICLES… --on OTHERS…     the same without each family of facts in turn
  onrecord-train names score MODEL.csv ARTICLES…     score a table of weights
  onrecord-train names tag MODEL.csv ARTICLES OUT.jsonl     tag articles, for the scorer
      FILE@0/5 takes every fifth article of a file, from the first; FILE@!0/5 takes the others
      ARTICLES is a file of JSON Lines, our own or Prodigy's, or a folder of brat files
      --label LABEL=ORG     what a label of theirs means: PER, ORG, LOC, MISC or none
      --quick     first look only, fewer passes: for comparing facts with each other
      --set rate=0.1     another way of fitting: epochs, rate, l1, cutoff, most, first_square, recase
      --without FAMILY     leave the facts of a family out; `names families` lists them
  onrecord-train quotations fit FOLDER QUOTES.jsonl SPANS.jsonl     fit the weights for cues, content and speech
  onrecord-train quotations find FOLDER ARTICLES.jsonl OUT.jsonl    find quotations with them, for the scorer
  onrecord-train quotations eval FOLDER ARTICLES.jsonl    print what each step loses: cues, contents, and both by sort of cue
  onrecord-train quotations ablate QUOTES.jsonl SPANS.jsonl ARTICLES.jsonl    the same without each family of facts in turn
  onrecord-train sources fit OUT.csv QUOTES.jsonl SPANS.jsonl DEV.jsonl     fit the choice of sources, report on the last
  onrecord-train sources eval QUOTES.jsonl SPANS.jsonl [SOURCE.csv]     where speakers are lost, with these weights or the shipped ones
  onrecord-train sources ablate QUOTES.jsonl SPANS.jsonl     cross-validate without each family of facts in turn
  onrecord-train speakers fit OUT.csv QUOTES.jsonl DEV.jsonl     fit whom pronouns mean, report on the last
  onrecord-train confidence fit OUT.csv QUOTES.jsonl SPANS.jsonl FOLDER…     fit how sure all that is; article i is read with the tables
      of folder i, and so round, which were fitted to the articles of the other folders";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["names", rest @ ..] => names::run(rest, USAGE),
        ["quotations", "fit", folder, quotes, spans] => quotations::fit(folder, quotes, spans),
        ["quotations", "find", folder, articles, out] => quotations::find(folder, articles, out),
        ["quotations", "eval", folder, articles] => quotations::eval(folder, articles),
        ["quotations", "ablate", quotes, spans, articles] => quotations::ablate(quotes, spans, articles),
        ["sources", "fit", out, quotes, spans, dev] => sources::fit(out, quotes, spans, dev),
        ["sources", "eval", quotes, spans] => sources::eval(quotes, spans, None),
        ["sources", "eval", quotes, spans, table] => sources::eval(quotes, spans, Some(table)),
        ["sources", "ablate", quotes, spans] => sources::ablate(quotes, spans),
        ["speakers", "fit", out, train, dev] => sources::fit_pronouns(out, train, dev),
        ["confidence", "fit", out, quotes, spans, folders @ ..] if !folders.is_empty() => {
            confidence::fit(out, quotes, spans, folders)
        }
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
