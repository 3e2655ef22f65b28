//! The promise about rows of one's own, as `data/README.md` words it, held against random names in random places of a text.

mod common;

use common::articles;
use onrecord::{Extraction, Extractor, Form, Input, Kind, Origin, Span};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The same cases on every run: what fails here fails for everybody. To look for others, change the number.
const SEED: RngSeed = RngSeed::Fixed(20_261_126);

const KINDS: [(Kind, &str); 3] = [(Kind::Person, "person"), (Kind::Organization, "organization"), (Kind::Place, "place")];

/// How the sentence around a name uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letters {
    AsWritten,
    Capitals,
    Small,
}

/// Where a name can stand: what is before it, what is behind it.
const PLACES: [(&str, &str, Letters); 30] = {
    use Letters::*;
    [
        ("", " said on Monday that the lock would stay shut.", AsWritten),
        ("On Monday ", " met the board of the harbour.", AsWritten),
        ("The board wrote a letter to ", ".", AsWritten),
        ("“It is late,” ", " said, and left.", AsWritten),
        ("“It is late,” said ", ". “We sail at dawn.”", AsWritten),
        ("“We wrote to ", " twice,” said Ines Okafor.", AsWritten),
        ("They called it “", "” and laughed.", AsWritten),
        ("They called it \"", "\" and laughed.", AsWritten),
        ("The letter (", ") came by ship.", AsWritten),
        ("Mr. ", " did not reply to the harbour board.", AsWritten),
        ("US Treasury Secretary ", " did not reply.", AsWritten),
        ("The ", " Minister Ana Pell left.", AsWritten),
        ("The mayor of Port Ansel, ", ", left the hall.", AsWritten),
        ("Ines Okafor met ", " and Kofi Mensah in Bergen.", AsWritten),
        ("They met in Bergen ", " Kofi Mensah came.", AsWritten),
        (
            "The visitors were:\n\n- Kofi Mensah\n- ",
            "\n- Ada Hale\n\nThey left at dawn, and nobody knew why they had come.",
            AsWritten,
        ),
        (
            "Harbour Board Backs ",
            " Over New Crane Despite Warnings\n\nThe board met on Monday and decided to buy the crane.",
            AsWritten,
        ),
        ("", " Backs Harbour Board Over New Crane\n\nThe board met on Monday and decided to buy the new crane.", AsWritten),
        ("They saw ", "’s boat at the quay.", AsWritten),
        ("They saw ", "'s boat at the quay.", AsWritten),
        ("The ", " rose from the sea.", AsWritten),
        ("Nobody in ", "-based firms slept.", AsWritten),
        ("Bergen, ", ", Oslo and Paris agreed.", AsWritten),
        ("Was it ", "? They asked twice.", AsWritten),
        ("It rained. ", ": a story of the sea", AsWritten),
        ("Kofi ", " Mensah left.", AsWritten),
        ("The Bank of ", " Council met.", AsWritten),
        ("They saw\n", "\nin the hall.", AsWritten),
        ("HARBOUR BOARD BACKS ", " OVER NEW CRANE", Capitals),
        ("the board of the harbour met ", " on monday and nobody spoke of it.", Small),
    ]
};

/// Words of names: everyday ones, other people's, foreign ones, with signs.
fn word() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "Paris",
        "London",
        "Will",
        "May",
        "Grant",
        "Union",
        "Bank",
        "Harbour",
        "Press",
        "Times",
        "Georgia",
        "Apple",
        "Mobile",
        "Said",
        "Told",
        "He",
        "It",
        "No",
        "Monday",
        "King",
        "Mayor",
        "President",
        "Dr.",
        "St.",
        "Mt",
        "Inc.",
        "Co",
        "Jr.",
        "III",
        "MP",
        "York",
        "New",
        "Fed",
        "Senate",
        "Party",
        "Campaign",
        "Team",
        "QC",
        "American",
    ]);
    let odd = prop::sample::select(vec![
        "O’Brien",
        "O'Hara",
        "D’Arc",
        "al-Sayed",
        "Jean-Luc",
        "Łódź",
        "Ålund",
        "Ωmega",
        "Москва",
        "北京",
        "عمان",
        "Zürich",
        "McTavish",
        "eQuay",
        "U.N.",
        "J.K.",
        "AT&T",
        "3M",
        "24",
        "7/11",
        "B2B",
        "quay",
        "von",
        "de",
        "the",
        "The",
        "of",
        "and",
        "&",
        "É",
        "X",
        "ÑANDÚ",
        "QUAY",
        "Yahoo!",
        "Holm,",
        "(Red)",
        "e\u{301}lan",
        "Ｑｕａｙ",
        "Lind-gren",
        "a.k.a.",
        "C++",
    ]);
    prop_oneof![4 => "[A-Z][a-z]{2,7}", 1 => "\\p{Lu}\\p{Ll}{1,5}", 3 => known.prop_map(str::to_owned), 3 => odd.prop_map(str::to_owned)]
}

/// Names of one to four words that a table can hold.
fn name() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..5).prop_map(|words| words.join(" ")).prop_filter(
        "a name begins and ends with a letter or figure",
        |name| {
            name.starts_with(char::is_alphanumeric)
                && name.ends_with(|c: char| c.is_alphanumeric())
                && name.chars().any(char::is_alphabetic)
        },
    )
}

/// A table of one row, and the columns that other rows would have.
fn row(name: &str, kind: &str, more: &str) -> String {
    format!("id,name,kind,caution,valid_from,valid_to\nours,\"{name}\",{kind},{more}\n")
}

/// A text with a name at a place of it, written as the place wants it; none where the name can't be written so.
fn text_with(name: &str, place: usize) -> Option<(String, Span)> {
    let (before, behind, letters) = PLACES[place];
    let written = match letters {
        Letters::AsWritten => name.to_owned(),
        Letters::Capitals => name.to_uppercase(),
        Letters::Small => name.to_lowercase(),
    };
    // a letter like ß has no capital of its own, one like ა none at all
    let again = match letters {
        Letters::AsWritten => true,
        Letters::Capitals => written.to_lowercase() == name.to_lowercase() && !written.contains(char::is_lowercase),
        Letters::Small => !written.contains(char::is_uppercase),
    };
    // what a hyphen joins to small letters, a figure or a single letter is one word with it: Delft-based, but delft-based
    let last = written.rsplit([' ', '-', '\'', '’']).next().unwrap_or_default();
    let joins = last.starts_with(char::is_uppercase) && last.chars().count() > 1;
    let again = again && (joins || !behind.starts_with('-'));
    let span = Span::new(before.len(), before.len() + written.len());
    again.then(|| (format!("{before}{written}{behind}"), span))
}

/// Whether a longer name of a table covers the span.
fn is_covered(extractor: &Extractor, text: &str, span: Span) -> bool {
    extractor.lookup(text).iter().any(|m| {
        let other = m.span();
        m.on_sight() && other != span && other.start <= span.start && span.end <= other.end
    })
}

/// The promise: a mention with just this span, of this kind, whose entity is linked to the row first.
fn keeps_the_promise(doc: &Extraction, span: Span, kind: Kind, origin: Origin, id: &str) -> Result<(), TestCaseError> {
    let all: Vec<_> = doc.mentions().map(|m| (m.text(), m.kind(), m.form())).collect();
    // the dot of an abbreviation at the end of a name belongs to it
    let dotted = Span::new(span.start, span.end + 1);
    let is_dotted = |at: Span| at == dotted && doc.text()[span.end..].starts_with('.');
    let mention = doc.mentions().find(|m| m.span() == span || is_dotted(m.span()));
    let Some(mention) = mention else {
        return Err(TestCaseError::fail(format!("no mention {:?} in {:?}: {all:?}", doc.text().get(span.range()), doc.text())));
    };
    prop_assert_eq!(mention.kind(), kind, "{:?}: {:?}", doc.text(), all);
    let entity = mention.entity().ok_or_else(|| TestCaseError::fail(format!("no entity: {:?}", doc.text())))?;
    let links: Vec<_> = entity.links().map(|link| (link.origin(), link.id().to_owned())).collect();
    prop_assert!(links.first() == Some(&(origin, id.to_owned())), "{:?} {:?}: {:?}", mention.text(), doc.text(), links);
    Ok(())
}

/// Names that the built-in table has, of every kind, of one word and of several.
const KNOWN: [&str; 24] = [
    "Paris",
    "London",
    "New York",
    "United States",
    "US",
    "Georgia",
    "Washington",
    "Apple",
    "Reuters",
    "World Bank",
    "European Union",
    "White House",
    "Federal Reserve",
    "UN",
    "Barack Obama",
    "Angela Merkel",
    "Xi Jinping",
    "American",
    "French",
    "Brexit",
    "US Open",
    "Christmas",
    "Nobel Prize",
    "Democrats",
];

/// An article of ours and some words of it, as they stand.
fn words_of_an_article() -> impl Strategy<Value = (usize, usize, usize)> {
    (0..articles().len(), any::<prop::sample::Index>(), 1..4usize).prop_map(|(article, at, words)| {
        let text = &articles()[article];
        let starts = text.split_whitespace().count();
        (article, at.index(starts.max(1)), words)
    })
}

/// The span of some words of a text without the signs around them; none where there are signs between them.
fn span_of_words(text: &str, first: usize, count: usize) -> Option<Span> {
    let words: Vec<&str> = text.split_whitespace().skip(first).take(count).collect();
    let at = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let (from, to) = (at(words.first()?), words.last().map(|word| at(word) + word.len())?);
    let sign = |c: char| !c.is_alphanumeric();
    let all = &text[from..to];
    let start = from + (all.len() - all.trim_start_matches(sign).len());
    let end = start + all.trim_matches(sign).len();
    let inner = text.get(start..end)?;
    let plain = inner.chars().all(|c| c.is_alphanumeric() || c == ' ');
    let hyphen = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '_' | '@' | '.' | '/' | '\'' | '’' | '$' | '#'));
    // a half of a word that a line's end breaks is no word
    let half = |c: char| matches!(c, '-' | '¬' | '\u{ad}');
    let broken = text[..start].strip_suffix('\n').is_some_and(|before| before.ends_with(half)) || text[end..].starts_with(half);
    let joined = hyphen(text[..start].chars().next_back()) || broken;
    (plain && !joined && inner.chars().any(char::is_alphabetic)).then(|| Span::new(start, end))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 768, rng_seed: SEED, ..ProptestConfig::default() })]

    #[test]
    fn a_row_of_ones_own_counts_wherever_it_stands(
        name in name(), place in 0..PLACES.len(), kind in 0..3usize, grammar in any::<bool>(), builtin in any::<bool>(), dated in any::<bool>(),
    ) {
        let Some((text, span)) = text_with(&name, place) else { return Ok(()) };
        let (kind, kind_name) = KINDS[kind];
        let table = row(&name, kind_name, if dated { ",2010,2016-05" } else { ",," });
        let extractor = Extractor::builder().gazetteer_text(table).grammar(grammar).builtin(builtin).build().expect("a table");
        if is_covered(&extractor, &text, span) {
            return Ok(());
        }
        let input = if dated { Input::new(&text).date("2012-03-01") } else { Input::new(&text) };
        keeps_the_promise(&extractor.extract(input), span, kind, Origin::User, "ours")?;
    }

    #[test]
    fn a_row_of_ones_own_beats_the_same_name_of_another_kind(
        name in prop::sample::select(&KNOWN[..]), place in 0..PLACES.len(), kind in 0..3usize, grammar in any::<bool>(),
    ) {
        let Some((text, span)) = text_with(name, place) else { return Ok(()) };
        let (kind, kind_name) = KINDS[kind];
        let extractor = Extractor::builder().gazetteer_text(row(name, kind_name, ",,")).grammar(grammar).build().expect("a table");
        if is_covered(&extractor, &text, span) {
            return Ok(());
        }
        keeps_the_promise(&extractor.extract(&text), span, kind, Origin::User, "ours")?;
    }

    #[test]
    fn a_row_that_says_never_silences(
        name in prop_oneof![name(), prop::sample::select(&KNOWN[..]).prop_map(str::to_owned)],
        place in 0..PLACES.len(), grammar in any::<bool>(), builtin in any::<bool>(), demonym in any::<bool>(),
    ) {
        let Some((text, span)) = text_with(&name, place) else { return Ok(()) };
        let table = row(&name, if demonym { "demonym" } else { "never" }, ",,");
        let extractor = Extractor::builder().gazetteer_text(table).grammar(grammar).builtin(builtin).build().expect("a table");
        if is_covered(&extractor, &text, span) {
            return Ok(());
        }
        let doc = extractor.extract(&text);
        let inside = |m: &onrecord::Mention<'_>| span.start <= m.span().start && m.span().end <= span.end;
        let name = doc.mentions().find(|m| inside(m) && !matches!(m.form(), Form::Role | Form::Pronoun));
        prop_assert!(name.is_none(), "{:?} in {:?}", name, text);
    }

    #[test]
    fn of_two_rows_of_ones_own_the_longer_counts(
        words in prop::collection::vec(word(), 3..6), cut in any::<(prop::sample::Index, prop::sample::Index)>(), place in 0..PLACES.len(), grammar in any::<bool>(),
    ) {
        let words: Vec<&String> = words.iter().filter(|w| w.chars().all(char::is_alphabetic)).collect();
        if words.len() < 3 {
            return Ok(());
        }
        let (a, b) = (1 + cut.0.index(words.len() - 1), cut.1.index(words.len() - 1));
        // one row has the first words, the other one the last
        let join = |words: &[&String]| words.iter().map(|w| w.as_str()).collect::<Vec<_>>().join(" ");
        let (head, tail, all) = (join(&words[..a]), join(&words[b..]), join(&words));
        let (head_words, tail_words) = (a, words.len() - b);
        if head_words == tail_words || b >= a || head == tail {
            return Ok(());
        }
        let Some((text, span)) = text_with(&all, place) else { return Ok(()) };
        if !text.contains(&all) {
            return Ok(());
        }
        let table = format!("id,name,kind\nhead,{head},person\ntail,{tail},organization\n");
        let extractor = Extractor::builder().gazetteer_text(table).builtin(false).grammar(grammar).build().expect("a table");
        let head_at = Span::new(span.start, span.start + head.len());
        let tail_at = Span::new(span.end - tail.len(), span.end);
        if extractor.lookup(&text).len() != 2 {
            return Ok(());
        }
        let doc = extractor.extract(&text);
        if head_words > tail_words {
            keeps_the_promise(&doc, head_at, Kind::Person, Origin::User, "head")?;
        } else {
            keeps_the_promise(&doc, tail_at, Kind::Organization, Origin::User, "tail")?;
        }
    }

    #[test]
    fn a_name_of_the_callers_counts_wherever_it_stands(
        name in name(), place in 0..PLACES.len(), kind in 0..3usize, other in 0..3usize, grammar in any::<bool>(),
    ) {
        let Some((text, span)) = text_with(&name, place) else { return Ok(()) };
        let (kind, _) = KINDS[kind];
        let table = row(&name, KINDS[other].1, ",,");
        let extractor = Extractor::builder().gazetteer_text(table).grammar(grammar).build().expect("a table");
        let doc = extractor.extract(Input::new(&text).mention(span, kind, "theirs/1"));
        keeps_the_promise(&doc, span, kind, Origin::Caller, "theirs/1")?;
    }

    #[test]
    fn a_row_that_needs_support_counts_where_it_has_it(name in name(), place in 0..3usize, grammar in any::<bool>(), builtin in any::<bool>()) {
        let (before, behind, kind) = [
            ("On Monday Mr. ", " met the board of the harbour.", 0),
            ("The board met on Monday in ", ", and it rained.", 2),
            ("“It is late,” the board of the ", " Ltd. said.", 1),
        ][place];
        let text = format!("{before}{name}{behind}");
        let span = Span::new(before.len(), before.len() + name.len());
        let extractor = Extractor::builder().gazetteer_text(row(&name, KINDS[kind].1, "y,,")).grammar(grammar).builtin(builtin).build().expect("a table");
        let doc = extractor.extract(&text);
        // what the model makes of a longer or another name, or of the word that would support it, is its own affair
        let taken = doc.mentions().any(|m| m.span() != span && m.span().start <= span.end + 1 && span.start < m.span().end);
        if !taken && !is_covered(&extractor, &text, span) && doc.mentions().find(|m| m.span() == span).is_none_or(|m| m.kind() == KINDS[kind].0) {
            keeps_the_promise(&doc, span, KINDS[kind].0, Origin::User, "ours")?;
        }
    }
}

/// What ends a person's name leaves a body's name its first word for a head, and nothing before that.
#[test]
fn a_body_can_begin_a_text_and_end_like_a_person() {
    for name in ["Team QC", "Campaign Jr.", "Administration III"] {
        let extractor = Extractor::builder().gazetteer_text(row(name, "organization", ",,")).build().expect("a table");
        let doc = extractor.extract(format!("{name} won on Monday."));
        keeps_the_promise(&doc, Span::new(0, name.len()), Kind::Organization, Origin::User, "ours").expect(name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, rng_seed: SEED, ..ProptestConfig::default() })]

    /// Any words of an article can be a name, wherever they stand in it.
    #[test]
    fn any_words_of_an_article_can_be_a_row((article, at, words) in words_of_an_article(), kind in 0..3usize, grammar in any::<bool>()) {
        let text = &articles()[article];
        let Some(span) = span_of_words(text, at, words) else { return Ok(()) };
        let (kind, kind_name) = KINDS[kind];
        let extractor =
            Extractor::builder().gazetteer_text(row(&text[span.range()], kind_name, ",,")).grammar(grammar).build().expect("a table");
        if is_covered(&extractor, text, span) {
            return Ok(());
        }
        keeps_the_promise(&extractor.extract(text), span, kind, Origin::User, "ours")?;
    }
}
