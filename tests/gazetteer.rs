//! What `tools/build_gazetteer.py` promises of `data/gazetteer.csv`: ids that never change, an editor's last word, true codes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

type Row = BTreeMap<String, String>;

fn table(path: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let header = reader.headers().expect("a header").clone();
    let row = |record: csv::StringRecord| header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|r| row(r.unwrap_or_else(|e| panic!("{}: {e}", path.display())))).collect()
}

/// A name without what does not tell two names apart: case, diacritics, dots, hyphens, marks.
fn folded(name: &str) -> String {
    let letters = name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    letters.filter(|c| c.is_alphanumeric()).collect::<String>().replace("saint", "st").replace('ł', "l")
}

fn forms(row: &Row) -> impl Iterator<Item = &str> {
    [row["name"].as_str()].into_iter().chain(row["aliases"].split('|')).chain(row["context_aliases"].split('|'))
}

#[test]
fn ids_stand_in_the_ledger_and_are_never_reused() {
    let ledger = table("tools/gazetteer/ids.csv");
    assert!(ledger.windows(2).all(|w| w[0]["id"] < w[1]["id"]), "the ledger is sorted by id, and no id stands twice");
    let ledger: BTreeMap<&str, &Row> = ledger.iter().map(|row| (row["id"].as_str(), row)).collect();
    let mut seen = BTreeSet::new();
    for row in &table("data/gazetteer.csv") {
        let id = row["id"].as_str();
        assert!(seen.insert(id.to_owned()), "{id} stands twice");
        let given =
            ledger.get(id).unwrap_or_else(|| panic!("{id} is not in tools/gazetteer/ids.csv; run tools/build_gazetteer.py"));
        assert_eq!(given["kind"], row["kind"], "{id} was given to another kind");
        let name = folded(&given["name"]);
        assert!(forms(row).any(|form| folded(form) == name), "{id} was given to {}, but the row names {row:?}", given["name"]);
    }
}

/// The script leaves out what follows by rule; the loader must make all of it again, and with the same word on support.
#[test]
fn what_our_lists_say_of_a_form_is_in_force() {
    let extractor = onrecord::Extractor::new();
    let overridden: BTreeSet<String> = table("data/overrides.csv").iter().map(|row| row["id"].clone()).collect();
    let mut wrong = Vec::new();
    for list in ["people", "organizations", "places", "demonyms"] {
        for row in table(&format!("tools/gazetteer/own/{list}.csv")) {
            let id = row["id"].as_str();
            let name = [(row["name"].as_str(), row["caution"].is_empty())];
            let aliases = [("aliases", true), ("context_aliases", false)];
            let aliases = aliases.iter().flat_map(|(column, safe)| row[*column].split('|').map(|form| (form, *safe)));
            for (form, safe) in name.into_iter().chain(aliases).filter(|(form, _)| !form.is_empty()) {
                let found = extractor.lookup(form);
                let hit = found.iter().find(|m| m.row().id() == id && &form[m.span()] == form && m.is_exact());
                if !overridden.contains(id) && hit.is_none_or(|m| m.on_sight() != safe) {
                    wrong.push(format!("{id}: {form} {}", if hit.is_some() { "is marked otherwise" } else { "is not found" }));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} forms of our lists:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_editors_overrides_are_in_force() {
    let rows = table("data/gazetteer.csv");
    let rows: BTreeMap<&str, &Row> = rows.iter().map(|row| (row["id"].as_str(), row)).collect();
    for row in &table("data/overrides.csv") {
        let id = row["id"].as_str();
        if row.iter().all(|(column, field)| column == "id" || field.is_empty()) {
            assert!(!rows.contains_key(id), "{id} is to be removed; run tools/build_gazetteer.py");
            continue;
        }
        let (prefix, name) = id.split_once(':').expect("an id has a prefix");
        let silenced = row["kind"] == "never" && prefix != "nev";
        let id = if silenced { format!("nev:{name}") } else { id.to_owned() };
        let built = rows.get(id.as_str()).unwrap_or_else(|| panic!("{id} is not in the table; run tools/build_gazetteer.py"));
        for (column, field) in row.iter().filter(|(column, _)| *column != "id") {
            assert_eq!(&built[column], field, "{id}, column {column}; run tools/build_gazetteer.py");
        }
    }
}

/// ISO 3166-1 alpha-2, and XK for Kosovo.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD \
    CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP \
    GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU \
    LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN \
    PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW \
    TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

#[test]
fn countries_have_their_codes() {
    let codes: BTreeSet<&str> = COUNTRIES.split_whitespace().collect();
    for row in &table("data/gazetteer.csv") {
        assert!(row["country"].is_empty() || codes.contains(row["country"].as_str()), "no code of a country: {row:?}");
    }
}

#[test]
fn a_form_that_is_safe_on_sight_stands_under_one_kind() {
    let rows = table("data/gazetteer.csv");
    let mut kinds: BTreeMap<&str, &Row> = BTreeMap::new();
    for row in &rows {
        let name = Some(row["name"].as_str()).filter(|_| row["caution"].is_empty());
        for form in name.into_iter().chain(row["aliases"].split('|')).filter(|form| !form.is_empty()) {
            let other = kinds.entry(form).or_insert(row);
            assert_eq!(other["kind"], row["kind"], "{form}: {} and {}", other["id"], row["id"]);
        }
    }
}

#[test]
fn every_type_is_explained() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/README.md")).expect("the page");
    let section = page.split("\nTypes:\n").nth(1).expect("a section on types");
    let explained: BTreeSet<(String, String)> = ["person", "organization", "place", "demonym", "never"]
        .iter()
        .flat_map(|kind| {
            let list = section.split(&format!("\n* {kind}: ")).nth(1).unwrap_or_default();
            let list = list.split("\n* ").next().unwrap_or_default().split("\n\n").next().unwrap_or_default();
            list.split('`').skip(1).step_by(2).map(|of| ((*kind).to_owned(), of.to_owned())).collect::<Vec<_>>()
        })
        .collect();
    for row in &table("data/gazetteer.csv") {
        let pair = (row["kind"].clone(), row["type"].clone());
        assert!(explained.contains(&pair), "data/README.md does not explain the type {pair:?} of {}", row["id"]);
    }
}
