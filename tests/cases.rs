//! The cases of `tests/fixtures`: pages of prose that say what must be found. Any page put there is run.

use onrecord::Extractor;
use onrecord::cases::{Page, Verdict};
use std::path::PathBuf;

/// The pages, in the order of their names.
fn pages() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
    let entries = std::fs::read_dir(folder).expect("the folder of fixtures");
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    pages
}

#[test]
fn every_case_is_as_its_page_says() {
    let extractor = Extractor::new();
    let (mut passed, mut failed, mut not_yet) = (0, 0, 0);
    let mut differences = String::new();
    for path in pages() {
        let report = Page::open(&path).unwrap_or_else(|error| panic!("{error}")).run(&extractor);
        passed += report.passed();
        failed += report.failed();
        not_yet += report.not_yet();
        differences.push_str(&report.to_string());
    }
    assert_eq!(failed, 0, "{passed} passed, {failed} failed, {not_yet} not yet\n\n{differences}");
}

/// The comparison with other tools shows the ten sentences of its page, and claims of ours what the page shows.
#[test]
fn the_comparison_is_as_its_page_says() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    let comparison = std::fs::read_to_string(format!("{root}COMPARE.md")).expect("the comparison");
    let page = Page::open(format!("{root}tests/fixtures/compare.md")).unwrap_or_else(|error| panic!("{error}"));
    let report = page.run(&Extractor::new());
    assert_eq!(page.cases().len(), 10);
    for ((number, case), outcome) in (1..).zip(page.cases()).zip(report.outcomes()) {
        let sentence = comparison.lines().find_map(|line| line.strip_prefix(&format!("{number}. ")));
        assert_eq!(sentence, Some(case.article()), "sentence {number}");
        let row = comparison.lines().find(|line| line.starts_with(&format!("| {number} | "))).expect("a row");
        let ours = row.split(" | ").nth(2).expect("our cell");
        assert_eq!(ours.starts_with('✓'), outcome.verdict() == Verdict::Passed, "row {number}: {ours}");
    }
}

/// So many phenomena and cases were asked for, and folders can be emptied by accident.
#[test]
fn there_are_pages_enough() {
    let pages = pages();
    let cases: usize = pages.iter().map(|path| Page::open(path).unwrap_or_else(|error| panic!("{error}")).cases().len()).sum();
    assert!(pages.len() >= 15 && cases >= 60, "{} pages, {cases} cases", pages.len());
}

#[test]
fn a_malformed_page_is_an_error_with_its_line_and_mend() {
    let article = "> “Go,” said Ann Lee.\n";
    for (page, line) in [
        (String::new(), None),
        ("# Title\n\nProse.\n".to_owned(), None),
        (format!("# Title\n\n{article}"), Some(3)),
        ("## Case\n\nProse.\n".to_owned(), Some(1)),
        (format!("## Case\n\n{article}"), Some(1)),
        (format!("## Case\n\n{article}- **Ann Lee** “Go,” *direct*\n"), Some(4)),
        (format!("## Case\n\n{article}- **Ann Lee**: “Go,”\n"), Some(4)),
        (format!("## Case\n\n{article}- **Ann Lee**: “Stay,” *direct*\n"), Some(4)),
        (format!("## Case\n\n{article}- **Anna Lee**: “Go,” *direct*\n"), Some(4)),
        (format!("## Case\n\n{article}- **Ann Lee**: “Go,” *loud*\n"), Some(4)),
        (format!("## Case\n\n{article}She left.\n\n- people: Ann Lee\n"), Some(4)),
        (format!("## Case\n\n{article}\n- people: Ann Lee, Bo Lee\n"), Some(5)),
        (format!("## Case\n\n{article}\n- note\n"), Some(5)),
        (format!("## Case\n\n{article}\n- people: Ann Lee\n\n```\n"), None),
    ] {
        let error = Page::parse("style.md", &page).expect_err(&page);
        assert!(error.is_data() && error.file().is_some_and(|file| file.ends_with("style.md")), "{page}: {error}");
        assert_eq!(error.line(), line, "{page}: {error}");
        assert!(error.to_string().contains("; "), "says no mend: {error}");
    }
    assert!(Page::open("no/such/page.md").is_err_and(|error| error.is_read()));
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("latin.md");
    std::fs::write(&path, b"# Caf\xe9\n").expect("a file");
    let error = Page::open(&path).expect_err("not UTF-8").to_string();
    assert!(error.contains("latin.md:1: not UTF-8 at byte 5") && error.contains("; save the file as UTF-8"), "{error}");
}

/// Prose, fenced examples and lines that go on are read as Markdown has them.
#[test]
fn a_page_is_prose_first() {
    let text = "\u{FEFF}# T\r\n\r\n- a list\r\n\r\n```\r\n## no case\r\n> no article\r\n```\r\n\r\n## One\r\n\r\nWhy.\r\n\r\n> A\r\n>\r\n>  b\r\n\r\n> c\r\n\r\n- *no name*: b\r\n  d\r\n";
    let error = Page::parse("p.md", text).expect_err("b d is not there");
    assert_eq!(error.line(), Some(20), "{error}");
    let page = Page::parse("p.md", &text.replace("\r\n  d", "")).expect("a page");
    let [case] = page.cases() else { panic!("{page:?}") };
    assert_eq!((case.title(), case.line(), case.article()), ("One", 10, "A\n\n b\n\nc"));
}

fn verdict(page: &str) -> (Verdict, String) {
    let report = Page::parse("style.md", page).unwrap_or_else(|error| panic!("{error}")).run(&Extractor::new());
    (report.outcomes()[0].verdict(), report.to_string())
}

#[test]
fn what_is_marked_not_yet_fails_when_it_passes() {
    let article = "> The bakery opens at six.\n\n";
    let (result, shown) = verdict(&format!("## Case (*not yet*)\n\n{article}- *no name*: bakery\n"));
    assert_eq!(result, Verdict::Failed);
    assert!(shown.contains("style.md:1: Case") && shown.contains("passes now: remove *not yet*"), "{shown}");
    let (result, shown) = verdict(&format!("## Case\n\n{article}- *not yet* *no name*: bakery\n"));
    assert_eq!(result, Verdict::Failed);
    assert!(shown.contains("line 5: passes now"), "{shown}");
    assert_eq!(verdict(&format!("## Case (*not yet*)\n\n{article}- places: bakery\n")).0, Verdict::NotYet);
    assert_eq!(verdict(&format!("## Case\n\n{article}- *not yet* places: bakery\n")).0, Verdict::NotYet);
    assert_eq!(verdict(&format!("## Case\n\n{article}- *not yet* *unnamed*: opens at six *indirect*\n")).0, Verdict::NotYet);
    assert_eq!(verdict(&format!("## Case\n\n{article}- *no name*: bakery\n")).0, Verdict::Passed);
    assert_eq!(verdict(&format!("## Case\n\n{article}- people: bakery\n")).0, Verdict::Failed);
}

const SAID: &str = "## Case\n\n> “We knew it would flood,” said Jane Doe, the mayor. It flooded.\n\n";

#[test]
fn the_world_of_a_case_is_closed() {
    let right = "- **Jane Doe**: “We knew it would flood,” *direct*, cue *said*\n";
    let (result, shown) = verdict(&format!("{SAID}{right}"));
    assert_eq!(result, Verdict::Passed, "{shown}");
    let (result, shown) = verdict(&format!("{SAID}- people: Jane Doe\n"));
    assert_eq!(result, Verdict::Failed);
    assert!(
        shown.contains("not listed, but found: Jane Doe: “We knew it would flood,” *direct*, cue *said*, line *1*"),
        "{shown}"
    );
    let (result, shown) = verdict(&format!("{SAID}{right}- *unnamed*: It flooded *indirect*\n"));
    assert_eq!(result, Verdict::Failed);
    assert!(shown.contains("It flooded\n    not found"), "{shown}");
    let (result, _) = verdict(&format!("{SAID}{right}- *not yet* *unnamed*: It flooded *indirect*\n"));
    assert_eq!(result, Verdict::NotYet);
}

/// Each wrong detail of a bullet is shown with what was found instead.
#[test]
fn differences_can_be_read() {
    for (bullet, expected, found) in [
        ("**Jane Doe**: “We knew it would […]” *direct*", "", ""),
        (
            "*unnamed* (the mayor): “We knew it would flood,” *direct*",
            "speaker  expected *unnamed* (the mayor)",
            "found    Jane Doe",
        ),
        (
            "**Jane Doe**: We knew it would *direct*",
            "content  expected … knew it would [[]]",
            "found    … knew it would [[flood,]]",
        ),
        ("**Jane Doe**: “We knew it would flood,” *indirect*", "kind     expected indirect", "found    direct"),
        ("**Jane Doe**: “We knew it would flood,” *direct*, *denied*", "status   expected denied", "found    asserted"),
        ("**Jane Doe**: “We knew it would flood,” *direct*, *writing*", "act      expected writing", "found    speech"),
        ("**Jane Doe**: “We knew it would flood,” *direct*, cue *flood*", "cue      expected flood", "found    said"),
        ("**Jane Doe**: “We knew it would flood,” *direct*, to *mayor*", "to       expected mayor", "found    none"),
        ("**Jane Doe**: “We knew it would flood,” *direct*, source *Doe*", "source   expected Doe", "found    Jane Doe"),
        ("**Jane Doe**: “We knew it would flood,” *direct*, line *2*", "line     expected 2", "found    1"),
        ("**Jane Doe** (It): “We knew it would flood,” *direct*", "role     expected It", "found    the mayor"),
    ] {
        let (result, shown) = verdict(&format!("{SAID}- {bullet}\n"));
        let wanted = if expected.is_empty() { Verdict::Passed } else { Verdict::Failed };
        assert_eq!(result, wanted, "{bullet}: {shown}");
        assert!(shown.contains(expected) && shown.contains(found), "{bullet}: {shown}");
    }
}

/// Whatever a page is cut down to, it is read or refused.
#[test]
fn no_page_makes_the_reader_panic() {
    for path in pages() {
        let text = std::fs::read_to_string(&path).expect("a page");
        for (at, c) in text.char_indices().step_by(41) {
            let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
            for page in [before.to_owned(), after.to_owned(), format!("{before}{after}"), format!("{before}*{after}")] {
                if let Err(error) = Page::parse(&path, &page) {
                    assert!(error.is_data(), "{error}");
                }
            }
        }
    }
}
