//! What an editor can do with tables of names, through the public door: look up, check, count, export, load again.

mod common;

use common::articles;
use onrecord::gazetteer::{BUILTIN, RowKind, Severity, Spelling};
use onrecord::{Extractor, Origin};
use proptest::prelude::*;
use std::path::PathBuf;

fn with(csv: &str) -> Extractor {
    Extractor::builder().gazetteer_text(csv).builtin(false).build().expect("a table")
}

/// A file of a test's own.
fn file(name: &str, content: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("a file");
    path
}

#[test]
fn a_lookup_tells_row_spelling_and_what_counts() {
    let extractor = with(
        "id,name,kind,type,country,aliases,context_aliases,desk\n\
         q,The Quay Company,organization,company,EE,Quay Works,Quay,business\n\
         z,Zoë Holm,person,,,,,\n\
         n,Quay Works Day,never,,,,,\n",
    );
    let text = "Quay Works Day at the quay, with Zoe Holm of The Quay Company.";
    let found: Vec<_> =
        extractor.lookup(text).iter().map(|m| (&text[m.span()], m.row().id(), m.spelling(), m.on_sight())).collect();
    assert_eq!(
        found,
        [
            ("Quay Works Day", "n", Spelling::Name, true),
            ("Quay Works", "q", Spelling::Alias, true),
            ("Quay", "q", Spelling::ContextAlias, false),
            ("Zoe Holm", "z", Spelling::Derived, true),
            ("The Quay Company", "q", Spelling::Name, true),
            ("Quay Company", "q", Spelling::Derived, true),
            ("Quay", "q", Spelling::ContextAlias, false),
        ]
    );
    let row = extractor.lookup("The Quay Company")[0].row();
    assert_eq!((row.kind(), row.class(), row.country(), row.origin()), (RowKind::Organization, "company", "EE", Origin::User));
    assert_eq!(row.tags().collect::<Vec<_>>(), [("desk", "business")]);
    assert_eq!(row.file(), None);
}

#[test]
fn a_row_knows_its_file() {
    let ours = file("whose.csv", "name,kind\nQuay Works,organization\n");
    let extractor =
        Extractor::builder().gazetteer_text("name,kind\nHolm Works,place\n").gazetteer(&ours).build().expect("tables");
    let whose = |name: &str| extractor.lookup(name)[0].row().file().map(PathBuf::from);
    assert_eq!([whose("Quay Works"), whose("Holm Works"), whose("Norway")], [Some(ours), None, None]);
}

#[test]
fn what_is_nearly_a_name_is_found_by_its_letters() {
    let extractor = with("name,kind,weight\nZoë Holm,person,40\nZoë Holm-Berg,person,60\nHolm,place,20\nHolms Quay,place,90\n");
    let names = |rows: Vec<onrecord::gazetteer::Row<'_>>| rows.iter().map(|row| row.name().to_owned()).collect::<Vec<_>>();
    assert_eq!(names(extractor.longer_names("holm", 9)), ["Zoë Holm-Berg", "Zoë Holm"]);
    assert_eq!(names(extractor.longer_names("holm", 1)), ["Zoë Holm-Berg"]);
    assert_eq!(names(extractor.similar_names("ZOE HOLM", 9)), ["Zoë Holm"]);
    assert_eq!(names(extractor.similar_names("Zoe Halm", 9)), ["Zoë Holm"]);
    assert!(extractor.longer_names("", 9).is_empty() && extractor.similar_names("…", 9).is_empty());
}

/// Every spelling of the built-in table in our articles is found by the table as it is exported.
#[test]
fn the_exported_table_has_the_same_names() {
    let (ours, exported) = (Extractor::new(), with(BUILTIN));
    let mut found = 0;
    for article in articles() {
        let names = |extractor: &Extractor| -> Vec<_> {
            let exact = extractor.lookup(&article).into_iter().filter(|m| m.is_exact());
            exact.map(|m| (m.span(), m.row().id().to_owned(), m.spelling(), m.on_sight())).collect()
        };
        let names = (names(&ours), names(&exported));
        assert_eq!(names.0, names.1);
        found += names.0.len();
    }
    assert!(found > 100, "{found}");
}

#[test]
fn our_own_table_has_no_errors() {
    let report = Extractor::builder().builtin(false).gazetteer_text(BUILTIN).check();
    let errors: Vec<String> = report.problems().filter(|p| p.severity() == Severity::Error).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{errors:?}");
    // a name that is an ordinary word and the like can be meant; they are few
    assert!(report.count(Severity::Warning) * 100 < report.rows(), "{} warnings", report.count(Severity::Warning));
}

#[test]
fn figures_add_up() {
    let ours =
        "name,kind,type,aliases,context_aliases,source\nQuay Works,organization,company,Quay|QW,Works,own+desk\nHolm,place,,,,\n";
    let all = Extractor::builder().gazetteer_text(ours).stats().expect("tables");
    let [builtin, own] = all.as_slice() else { panic!("two tables") };
    assert!(builtin.is_builtin() && !own.is_builtin());
    for stats in &all {
        assert_eq!(stats.kinds().map(|(_, count)| count).sum::<usize>(), stats.rows());
        assert!(stats.sources().map(|(_, count)| count).sum::<usize>() >= stats.rows());
        for (kind, count) in stats.kinds() {
            assert_eq!(stats.types(kind).map(|(_, count)| count).sum::<usize>(), count);
        }
    }
    assert_eq!(builtin.rows() + 1, BUILTIN.lines().count());
    assert_eq!(builtin.bytes(), BUILTIN.len());
    assert_eq!((own.rows(), own.on_sight(), own.in_context()), (2, 4, 1));
    assert_eq!(own.types(RowKind::Organization).collect::<Vec<_>>(), [("company", 1)]);
    assert_eq!(own.sources().collect::<Vec<_>>(), [("", 1), ("desk", 1), ("own", 1)]);
    assert_eq!(Extractor::builder().builtin(false).gazetteer_text(ours).stats().expect("a table").len(), 1);
    assert!(Extractor::builder().gazetteer_text("name\nHolm\n").stats().is_err());
}

#[test]
fn a_table_is_loaded_again_as_a_whole_or_not_at_all() {
    let table = file("again.csv", "name,kind\nQuay Works,organization\n");
    let old = Extractor::builder().gazetteer(&table).min_confidence(0.9).build().expect("a table");
    let has = |extractor: &Extractor, name: &str| extractor.lookup(name).iter().any(|m| m.row().origin() == Origin::User);
    for broken in ["name,kind\nHolm Works,place\nQuay Works,firm\n", "", "name;kind\n\"Holm Works;place\n"] {
        std::fs::write(&table, broken).expect("a file");
        assert!(old.reload().expect_err(broken).is_data());
        assert!(has(&old, "Quay Works") && !has(&old, "Holm Works"));
    }
    std::fs::remove_file(&table).expect("a file");
    assert!(old.reload().expect_err("no file").is_read());
    std::fs::write(&table, "name,kind\nHolm Works,place\n").expect("a file");
    let new = old.reload().expect("a table");
    assert!(has(&new, "Holm Works") && !has(&new, "Quay Works"));
    assert!(has(&old, "Quay Works") && !has(&old, "Holm Works"));
    assert!(has(&new.clone().reload().expect("a table"), "Holm Works"));
}

#[test]
fn an_extractor_without_files_is_loaded_again_as_it_is() {
    let extractor = Extractor::new().reload().expect("nothing to read");
    assert!(!extractor.lookup("Norway").is_empty());
}

/// Headers, fields and everything that can go wrong between them, in any order.
fn tables() -> impl Strategy<Value = String> {
    let header =
        prop::sample::select(vec!["name,kind", "kind;name;alias", "Name,kind", "name\tkind\tid", "id,name", "", "\"name,kind"]);
    let pieces = vec![
        "Edda Holm",
        "Holm, Bo",
        "Will",
        "per:a",
        "person",
        "place",
        "persn",
        "y",
        "101",
        "2014-13",
        ",",
        ";",
        "\t",
        "|",
        "\"",
        "\"\"",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\u{feff}",
        "\u{a0}",
        "e\u{301}",
        "\u{200b}",
        "",
        "\0",
        "…",
        "A|B",
        "🦀",
    ];
    (header, prop::collection::vec(prop::sample::select(pieces), 0..40)).prop_map(|(h, p)| format!("{h}\n{}", p.concat()))
}

proptest! {
    /// A check finds errors in a table just where loading refuses it, and names the first of them alike.
    #[test]
    fn a_check_and_loading_agree(table in tables()) {
        let builder = Extractor::builder().builtin(false).gazetteer_text(&table);
        let report = builder.check();
        let built = builder.build();
        prop_assert_eq!(report.is_loadable(), built.is_ok(), "{:?}", table);
        if let Err(error) = built {
            let first = report.problems().find(|p| p.severity() == Severity::Error).expect("an error");
            prop_assert_eq!((error.line(), error.column()), (first.line(), first.column()));
            prop_assert!(error.to_string().contains(first.text()), "{error}, {first}");
        }
        let lines: Vec<_> = report.problems().filter_map(|p| p.line()).collect();
        prop_assert!(lines.is_sorted() && lines.iter().all(|line| (1..=table.len() as u64 + 1).contains(line)));
    }
}

/// A table can be as wide as the file is long, a list as long, and a name stand in every row: none of them is gone through again for
/// each of its own parts.
#[test]
fn a_table_of_any_shape_is_read_in_one_go() {
    let columns: String = (0..20_000).map(|i| format!(",c{i}")).collect();
    let wide = format!("name,kind{columns}\n") + &"Zoë Holm,person\n".repeat(1000);
    let report = Extractor::builder().builtin(false).gazetteer_text(wide.as_str()).check();
    assert!(report.is_loadable() && report.count(Severity::Warning) == 999);
    assert_eq!(with(&wide).lookup("Zoë Holm")[0].row().tags().count(), 0);
    let aliases: Vec<String> = (0..100_000).map(|i| format!("Quay {i}")).collect();
    let long = format!("name,kind,aliases\nQuay Works,organization,{}|Quay 7\n", aliases.join("|"));
    let report = Extractor::builder().builtin(false).gazetteer_text(long).check();
    let told: Vec<&str> = report.problems().map(|problem| problem.text()).collect();
    assert_eq!(told, ["`Quay 7` stands twice"]);
}

#[test]
fn an_office_that_many_of_an_article_hold_means_none_of_them() {
    let candidates = |people: usize| {
        let name = |i: usize| {
            format!("Edda Holm{}", ["ar", "bo", "dt", "er", "fu", "gi", "kla", "len", "mark"][i % 9].repeat(1 + i / 9))
        };
        let rows: String = (0..people).map(|i| format!("{},person,minister\n", name(i))).collect();
        let text: String = (0..people).map(|i| format!("{} came. ", name(i))).collect();
        let extractor = with(&format!("name,kind,office\n{rows}"));
        let doc = extractor.extract(text + "“It is late,” the minister said.");
        let role = doc.mentions().find(|mention| mention.text() == "the minister").expect("a role");
        role.candidates().count()
    };
    assert_eq!((candidates(3), candidates(16), candidates(17)), (3, 16, 0));
}

#[test]
fn what_is_too_long_for_a_row_is_an_error() {
    let long = "x".repeat(70_000);
    for (table, column) in [
        (format!("name,kind,{long}\nEdda Holm,person,y\n"), None),
        (format!("name,kind,desk\nEdda Holm,person,{long}\n"), Some("desk")),
    ] {
        let error = Extractor::builder().gazetteer_text(table).build().expect_err("too long");
        assert_eq!(error.column(), column);
        assert!(error.to_string().ends_with("longer than 65535 bytes; shorten it"), "{error}");
    }
}
