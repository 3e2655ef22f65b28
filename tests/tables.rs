//! Janitor of `data/`: every table is UTF-8 with line feeds, sorted, unique and NFC, and its closed columns hold what they may.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use unicode_normalization::is_nfc;

type Row = BTreeMap<String, String>;

/// A table: its file name and its rows by column.
fn table(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let header = reader.headers().expect("a header").clone();
    let row = |record: csv::StringRecord| header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|r| row(r.unwrap_or_else(|e| panic!("{}: {e}", path.display())))).collect()
}

fn tables_in(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "csv"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no tables in {}", folder.display());
    files
}

/// The columns a table is sorted by and unique in.
fn key(name: &str) -> &'static [&'static str] {
    match name {
        "gazetteer.csv" => &["kind", "name", "id"],
        "overrides.csv" => &["id"],
        "word_classes.csv" => &["word", "class"],
        "name_parts.csv" => &["word", "kind"],
        "beside_speech.csv" | "grammar_words.csv" | "look_alikes.csv" => &["group", "word"],
        "body_nouns.csv" => &["type", "noun"],
        "naming_nouns.csv" => &["kind", "noun"],
        "fields.csv" => &["field", "type"],
        "fact_words.csv" => &["fact"],
        "sections.csv" => &["section", "words"],
        "languages.csv" => &["language", "word"],
        "given_names.csv" | "surnames.csv" => &["name"],
        "common_words.csv" => &["word"],
        "quote_marks.csv" => &["mark"],
        "speech_verbs.csv" => &["lemma"],
        "cue_phrases.csv" => &["phrase"],
        "titles.csv" => &["title"],
        "roles.csv" => &["role"],
        "source_nouns.csv" => &["noun"],
        "abbreviations.csv" => &["abbreviation"],
        "nicknames.csv" => &["name", "nickname"],
        other => panic!("{other} has no key: say here what it is sorted by"),
    }
}

#[test]
fn tables_are_sorted_unique_and_clean() {
    for path in tables_in("data") {
        let name = path.file_name().and_then(|n| n.to_str()).expect("a name");
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        assert!(text.ends_with('\n') && !text.contains('\r'), "{name}: lines end with a line feed, the last one too");
        assert!(is_nfc(&text), "{name}: not NFC");
        let mut last: Option<Vec<String>> = None;
        for (i, row) in table(&path).iter().enumerate() {
            for (column, field) in row {
                assert_eq!(field.trim(), field, "{name}, row {}: blanks around {column}", i + 2);
            }
            let key: Vec<String> = key(name).iter().map(|c| row.get(*c).cloned().unwrap_or_default()).collect();
            assert!(key.iter().all(|k| !k.is_empty()), "{name}, row {}: an empty key", i + 2);
            if let Some(last) = &last {
                assert!(last < &key, "{name}, row {}: {key:?} stands behind {last:?}", i + 2);
            }
            last = Some(key);
        }
    }
}

/// The closed columns of each table and what they may hold, as `data/README.md` lists it; nothing before the first bar is an empty field.
const CLOSED: [(&str, &str, &str); 30] = [
    ("abbreviations.csv", "ends", "|y"),
    ("abbreviations.csv", "kind", "company|latin|month|name|other|place|title|unit"),
    (
        "beside_speech.csv",
        "group",
        "addressing|anonymity|answering|asking|attempt|claim|commenting|denying|failing|interview|later|letter|mouthpiece|nobody\
         |not_doing|not_to|offering|outlet|perhaps_to|post|quoting|reached|reaching|refusing|rejecting|relayed|replying\
         |reposting|request|saying|statement|unanswered",
    ),
    (
        "body_nouns.csv",
        "type",
        "agency|anything|armed force|armed group|central bank|club|company|country|court|executive office|general|government|hospital|international body|\
         league|legislature|ministry|news outlet|ngo|party|person's|police|religious body|stock exchange|think tank|union|university",
    ),
    ("common_words.csv", "level", "10|20|35|40|50"),
    ("cue_phrases.csv", "act", "intent|speech|thought|writing"),
    ("cue_phrases.csv", "shape", "idiom|noun|prep"),
    ("fields.csv", "field", "arts|business|politics|sport"),
    ("grammar_words.csv", "group", "be|each|past|quantity"),
    ("gazetteer.csv", "caution", "|y"),
    ("gazetteer.csv", "kind", "demonym|never|organization|person|place"),
    ("given_names.csv", "weight", "1|2|3|4|5|6|7|8|9"),
    ("languages.csv", "language", "cs|da|de|en|es|fi|fr|hu|id|it|nl|no|pl|pt|ro|sv|sw|tl|tr|vi"),
    ("look_alikes.csv", "group", "kicker|naming|occasion|rating|wording"),
    ("name_parts.csv", "kind", "direction|org_head|org_suffix|particle|patronymic|person_suffix|place_head|place_prefix"),
    ("naming_nouns.csv", "kind", "occasion|word|work"),
    ("quote_marks.csv", "level", "double|single"),
    ("quote_marks.csv", "shape", "apostrophe|backtick|closes|left|opens|opens_or_closes|right|straight"),
    (
        "roles.csv",
        "class",
        "arts|business|executive|expert|faith|health|law|media|member|military|office|official|other|police|politics|relative|\
         spokesperson|sport|witness|worker",
    ),
    ("roles.csv", "gender", "|f|m"),
    ("sections.csv", "place", "from|holds|starts"),
    ("sections.csv", "section", "boilerplate|caption|correction"),
    ("source_nouns.csv", "class", "document|organisation|people|thing"),
    ("source_nouns.csv", "number", "pl|sg"),
    ("speech_verbs.csv", "act", "intent|speech|thought|writing"),
    ("speech_verbs.csv", "strength", "1|2|3"),
    ("surnames.csv", "weight", "1|2|3|4|5|6|7|8|9"),
    ("titles.csv", "gender", "|f|m"),
    ("titles.csv", "kind", "faith|family|honorific|office|rank"),
    (
        "word_classes.csv",
        "class",
        "adverb|auxiliary|before_given|before_title|conjunction|cut|degree|demonstrative|determiner|idle|impersonal|interjection|interrogative|leads|modal|month|negation|\
         number_word|of_country|of_state|of_team|of_town|perhaps_there|possessive|preposition|pronoun_object|pronoun_reflexive|pronoun_subject|relative|subordinator|there|time_noun|topic_business|topic_conflict|topic_politics|topic_sport|unit|\
         weekday",
    ),
];

/// The types of each kind of row in the gazetteer.
const TYPES: [(&str, &str); 5] = [
    ("demonym", "faith|nationality|political|regional"),
    ("never", "event|time|work"),
    (
        "organization",
        "agency|armed force|armed group|central bank|club|company|court|executive office|government|international body|league|\
         hospital|legislature|ministry|news outlet|ngo|party|police|religious body|stock exchange|think tank|union|university",
    ),
    (
        "person",
        "academic|activist|artist|athlete|economist|executive|historical|journalist|jurist|official|politician|public figure|\
         religious leader|royal|scientist",
    ),
    (
        "place",
        "building|capital|city|continent|country|district|historic place|island|lake|mountain|region|river|sea|state|territory",
    ),
];

fn rows_of(name: &str) -> Vec<Row> {
    table(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name))
}

#[test]
fn closed_columns_hold_what_they_may() {
    for (name, column, values) in CLOSED {
        let values: BTreeSet<&str> = values.split('|').collect();
        for row in rows_of(name) {
            let field = row.get(column).unwrap_or_else(|| panic!("{name} has no column {column}"));
            assert!(values.contains(field.as_str()), "{name}: {field:?} in {column}: {row:?}");
        }
    }
    let frames = BTreeSet::from(["about", "addressee", "bare", "inverted", "object", "quote", "that", "to", "whether"]);
    for row in rows_of("speech_verbs.csv") {
        assert!(row["frames"].split('|').all(|frame| frames.contains(frame)), "frames: {row:?}");
    }
    for row in rows_of("given_names.csv") {
        assert!(row["female"].parse::<u8>().is_ok_and(|share| share <= 100), "female is 0 to 100: {row:?}");
    }
    let types: BTreeMap<&str, BTreeSet<&str>> =
        TYPES.into_iter().map(|(kind, types)| (kind, types.split('|').collect())).collect();
    for row in rows_of("gazetteer.csv") {
        assert!(types[row["kind"].as_str()].contains(row["type"].as_str()), "type: {row:?}");
        let country = row["country"].as_bytes();
        assert!(country.is_empty() || (country.len() == 2 && country.iter().all(u8::is_ascii_uppercase)), "country: {row:?}");
        let checked = row["checked"].split_once('-').map(|(year, month)| (year.parse::<u16>(), month.parse::<u8>()));
        let unseen = row["checked"].is_empty() && !row["source"].split('+').any(|source| source == "own");
        assert!(unseen || matches!(checked, Some((Ok(2020..), Ok(1..=12)))), "checked is a year and a month: {row:?}");
    }
}

#[test]
fn every_source_has_its_licence() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/LICENSES.md")).expect("the page");
    let listed: BTreeSet<&str> =
        page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`')).map(|(source, _)| source).collect();
    for name in ["gazetteer.csv", "given_names.csv", "surnames.csv", "roles.csv"] {
        for row in rows_of(name) {
            for source in row["source"].split('+') {
                assert!(listed.contains(source), "{name}: {source:?} has no licence in data/LICENSES.md: {row:?}");
            }
        }
    }
}

#[test]
fn weights_are_sorted_and_unique() {
    for path in tables_in("data/model") {
        let rows = table(&path);
        assert_eq!(
            rows.first().map(|r| (r["decision"].as_str(), r["weights"].as_str())),
            Some(("format", "1")),
            "{}",
            path.display()
        );
        // a file may hold the decisions of one stage, one behind the other
        let rows = rows.iter().skip(1).map(|r| (r["decision"].as_str(), r["feature"].as_str()));
        let facts: Vec<(&str, &str)> = rows.filter(|(_, feature)| !feature.starts_with('#')).collect();
        assert!(facts.windows(2).all(|w| w[0] < w[1]), "{}: facts are sorted and unique", path.display());
    }
}

#[test]
fn gazetteer_rows_say_what_they_may() {
    let rows = table(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/gazetteer.csv"));
    assert!(rows.len() >= 1_500, "{} rows", rows.len());
    let mut ids = BTreeSet::new();
    for row in &rows {
        let (id, kind) = (&row["id"], row["kind"].as_str());
        assert!(ids.insert(id), "{id} stands twice");
        let prefix = match kind {
            "person" => "per:",
            "organization" => "org:",
            "place" => "loc:",
            "demonym" => "nat:",
            "never" => "nev:",
            other => panic!("{id}: {other} is no kind"),
        };
        assert!(id.starts_with(prefix), "{id}: ids of kind {kind} start with {prefix}");
        assert!(matches!(row["caution"].as_str(), "" | "y"), "{id}: caution is y or empty");
        assert!(row["weight"].is_empty() || row["weight"].parse::<u8>().is_ok_and(|w| w <= 100), "{id}: weight is 0 to 100");
        assert!(!row["name"].contains('|'), "{id}: a bar in the name");
        assert!(!row["source"].is_empty(), "{id}: no source");
    }
    // the names that the library's first user asked for
    let names: BTreeSet<&str> = rows.iter().map(|r| r["name"].as_str()).collect();
    for name in ["Kevin Hassett", "Howard Lutnick", "Lancaster House", "European Central Bank"] {
        assert!(names.contains(name), "{name} is missing");
    }
}
