//! Reading what brat writes: for each article a text file and one of annotations beside it.

use super::annotated::{article, misplaced};
use super::gold::{Gold, GoldName, Offsets};
use super::labels::NameLabels;
use crate::error::Error;
use crate::span::Span;
use std::path::{Path, PathBuf};

/// Reads the articles of a folder, in the order of their file names.
pub(super) fn read(folder: &Path, labels: &NameLabels) -> Result<Vec<Gold<GoldName>>, Error> {
    let entries = std::fs::read_dir(folder).map_err(|e| Error::read(folder, &e))?;
    let paths: Vec<PathBuf> =
        entries.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>().map_err(|e| Error::read(folder, &e))?;
    let mut texts: Vec<PathBuf> = paths.into_iter().filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    texts.sort_unstable();
    if texts.is_empty() {
        return Err(Error::data("no article here").mend("brat keeps a .txt and an .ann for each").in_file(folder));
    }
    let mut articles = Vec::new();
    for path in texts {
        let annotations = path.with_extension("ann");
        let text = read_whole(&path)?;
        let (names, ignored) = parse(&text, &read_whole(&annotations)?, labels).map_err(|e| e.in_file(&annotations))?;
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        articles.push(article(id, String::new(), text, names, ignored));
    }
    Ok(articles)
}

/// The text of a file as it stands: offsets count a byte order mark and every carriage return.
fn read_whole(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|e| Error::read(path, &e))
}

/// The names of an annotation, and the places of those that have a gap: these are neither names nor none.
fn parse(text: &str, annotations: &str, labels: &NameLabels) -> Result<(Vec<GoldName>, Vec<Span>), Error> {
    let offsets = Offsets::new(text);
    let (mut names, mut ignored) = (Vec::new(), Vec::new());
    // other lines hold relations, events, attributes and notes
    for (i, line) in annotations.lines().enumerate().filter(|(_, line)| line.starts_with('T')) {
        let name = parse_line(text, &offsets, line, labels).map_err(|e| e.at_line(i as u64 + 1))?;
        match name {
            Some((span, kind, true)) => names.push(GoldName { span, kind: kind.to_owned() }),
            Some((span, _, false)) => ignored.push(span),
            None => {}
        }
    }
    Ok((names, ignored))
}

/// The stretch and kind of a name, and whether it has no gap: `T1`, a label with offsets, and the name as it stands in the text.
fn parse_line(
    text: &str,
    offsets: &Offsets,
    line: &str,
    labels: &NameLabels,
) -> Result<Option<(Span, &'static str, bool)>, Error> {
    let bad = || Error::data(format!("`{line}` is no annotation")).mend("brat writes T1, tab, label, start, end, tab, the name");
    let mut fields = line.splitn(3, '\t').skip(1);
    let (label, places) = fields.next().and_then(|field| field.split_once(' ')).ok_or_else(bad)?;
    let name = fields.next().ok_or_else(bad)?;
    let mut spans: Vec<Span> = Vec::new();
    for place in places.split(';') {
        let number = |field: &str| field.trim().parse::<usize>().ok();
        let (start, end) =
            place.trim().split_once(' ').and_then(|(start, end)| number(start).zip(number(end))).ok_or_else(bad)?;
        spans.push(offsets.between(start, end).ok_or_else(|| misplaced(start, end, offsets))?);
    }
    let Some(kind) = labels.kind(label)? else {
        return Ok(None);
    };
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let pieces: Vec<String> = spans.iter().flat_map(|s| words(text.get(s.start..s.end).unwrap_or_default())).collect();
    if pieces != words(name) {
        let there = pieces.join(" ");
        return Err(Error::data(format!("`{there}` stands where the annotation says `{name}`"))
            .mend("the text was changed after it was annotated, or offsets are not code points"));
    }
    let (start, end) = (spans[0].start, spans[spans.len() - 1].end);
    if start >= end {
        return Err(bad());
    }
    // brat breaks a name at the end of a line in two
    let gaps = spans.windows(2).map(|pair| text.get(pair[0].end..pair[1].start).unwrap_or("gap"));
    let whole = gaps.into_iter().all(|gap| gap.trim().is_empty());
    Ok(Some((Span::new(start, end), kind, whole)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Zoë Brandt of the Dunmore\nShipping Council met North and South Tavmark’s mayors.";

    fn parsed(annotations: &str) -> Result<(Vec<GoldName>, Vec<Span>), Error> {
        parse(TEXT, annotations, &NameLabels::default())
    }

    #[test]
    fn names_are_read_and_other_lines_passed_over() {
        let annotations = "T1\tPerson 0 10\tZoë Brandt\nT2\tOrganization 18 25;26 42\tDunmore Shipping Council\n\
            T3\tGPE 47 52;63 70\tNorth Tavmark\nR1\tWorksFor Arg1:T1 Arg2:T2\n#1\tAnnotatorNotes T1\tsure\n";
        let (names, ignored) = parsed(annotations).expect("annotations");
        let found: Vec<(&str, &str)> = names.iter().map(|n| (&TEXT[n.span.start..n.span.end], n.kind.as_str())).collect();
        assert_eq!(found, [("Zoë Brandt", "PER"), ("Dunmore\nShipping Council", "ORG")]);
        let gaps: Vec<&str> = ignored.iter().map(|s| &TEXT[s.start..s.end]).collect();
        assert_eq!(gaps, ["North and South Tavmark"]);
    }

    #[test]
    fn what_does_not_fit_the_text_is_told_with_its_line() {
        let problem = |annotations: &str| parsed(annotations).expect_err("wrong annotations").to_string();
        let moved = problem("T1\tPerson 0 10\tZoë Brandt\nT2\tPerson 1 11\tZoë Brandt\n");
        assert!(moved.starts_with("line 2: `oë Brandt`"), "{moved}");
        assert!(problem("T1\tPerson 0 900\tZoë").contains("from 0 to 900"));
        assert!(problem("T1\tVessel 0 3\tZoë").contains("--label Vessel="));
        for wrong in ["T1", "T1\tPerson", "T1\tPerson 0\tZoë", "T1\tPerson 0 x\tZoë", "T1\tPerson 0 3"] {
            assert!(problem(wrong).contains("no annotation"), "{wrong}");
        }
        assert!(parsed("T1\tPerson 4 10;0 3\tBrandt Zoë").is_err());
    }

    #[test]
    fn a_folder_is_read_in_the_order_of_names() {
        let folder = std::env::temp_dir().join(format!("onrecord-brat-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file");
        write("b.txt", "Tavmark slept.");
        write("b.ann", "T1\tLOC 0 7\tTavmark\n");
        write("a.txt", "Zoë Brandt slept.");
        let missing = read(&folder, &NameLabels::default()).expect_err("no annotations").to_string();
        write("a.ann", "");
        let articles = read(&folder, &NameLabels::default()).expect("articles");
        std::fs::remove_dir_all(&folder).expect("our own folder");
        assert!(missing.contains("a.ann"), "{missing}");
        let ids: Vec<(&str, usize)> = articles.iter().map(|a| (a.id.as_str(), a.items.len())).collect();
        assert_eq!(ids, [("a", 0), ("b", 1)]);
    }
}
