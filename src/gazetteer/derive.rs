//! The other spellings that follow from a name by rule, so that no table has to list them. Hyphens and spaces are no matter of
//! spelling: the matcher takes them for the same.

use super::RowKind;
use crate::lexicon::plain;

/// A form that follows from one of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Derived {
    pub(super) text: String,
    /// Whether it needs support from its context, even where the form it follows from does not.
    pub(super) caution: bool,
}

/// What a rule reads.
#[derive(Debug, Clone, Copy)]
struct Name<'n> {
    text: &'n str,
    kind: RowKind,
}

/// A rule: it puts the forms that follow from one, if any, behind others.
type Rule = fn(Name<'_>, &mut Vec<Derived>);

/// The rules of spelling. Each is applied to what those before it gave, too.
const SPELLINGS: [Rule; 6] = [plain_letters, ampersand, short_words, initials, dots, article];

/// The rules for several of a kind, applied to the name as it stands and without diacritics.
const PLURALS: [Rule; 2] = [peoples, families];

/// At most this many forms follow from one.
const MOST: usize = 24;

/// The forms that follow from a name or, where `main` is false, from another form of a row.
pub(super) fn forms(text: &str, kind: RowKind, main: bool, derived: &mut Vec<Derived>) {
    derived.clear();
    for rule in SPELLINGS {
        let before = derived.len();
        rule(Name { text, kind }, derived);
        for i in 0..before {
            let text = derived[i].text.clone();
            rule(Name { text: &text, kind }, derived);
        }
        derived.truncate(MOST);
    }
    for rule in PLURALS.into_iter().take(if main { PLURALS.len() } else { 1 }) {
        rule(Name { text, kind }, derived);
        if !text.is_ascii() {
            rule(Name { text: &plain(text), kind }, derived);
        }
    }
}

fn push(derived: &mut Vec<Derived>, text: String) {
    derived.push(Derived { text, caution: false });
}

/// *Orbán* → *Orban*.
fn plain_letters(name: Name<'_>, derived: &mut Vec<Derived>) {
    if !name.text.is_ascii() {
        let plain = plain(name.text);
        if plain != name.text {
            push(derived, plain);
        }
    }
}

/// *Marks & Spencer* ↔ *Marks and Spencer*.
fn ampersand(name: Name<'_>, derived: &mut Vec<Derived>) {
    for (from, to) in [(" & ", " and "), (" and ", " & ")] {
        if name.text.contains(from) {
            push(derived, name.text.replace(from, to));
        }
    }
}

/// Words that are written out or short, before the rest of a name.
const BEFORE: [&[&str]; 3] = [&["Saint", "St.", "St"], &["Mount", "Mt.", "Mt"], &["Fort", "Ft.", "Ft"]];

/// Words with or without a dot, at the end of a name.
const BEHIND: [&[&str]; 6] =
    [&["Inc.", "Inc"], &["Corp.", "Corp"], &["Ltd.", "Ltd"], &["Co.", "Co"], &["Jr.", "Jr"], &["Sr.", "Sr"]];

/// *St. Louis* ↔ *St Louis* ↔ *Saint Louis*; *Acme Inc.* ↔ *Acme Inc*; of places *Calif.* → *Calif*.
fn short_words(name: Name<'_>, derived: &mut Vec<Derived>) {
    if let Some(bare) = name.text.strip_suffix('.').filter(|_| name.kind == RowKind::Place) {
        if bare.ends_with(char::is_lowercase) && !bare.contains(' ') {
            push(derived, bare.to_owned());
        }
    }
    for (ways, before) in BEFORE.iter().map(|w| (w, true)).chain(BEHIND.iter().map(|w| (w, false))) {
        let fits = |word: usize, count: usize| if before { word + 1 < count } else { word > 0 && word + 1 == count };
        for (i, way) in ways.iter().enumerate() {
            // a search first: most names hold none of these words
            if !(if before { name.text.contains(way) } else { name.text.ends_with(way) }) {
                continue;
            }
            let words: Vec<&str> = name.text.split(' ').collect();
            if let Some(at) = words.iter().position(|word| word == way).filter(|&at| fits(at, words.len())) {
                for other in ways.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, other)| other) {
                    let mut words = words.clone();
                    words[at] = other;
                    push(derived, words.join(" "));
                }
            }
        }
    }
}

/// The letters of *J.B.*
fn dotted(word: &str) -> Option<String> {
    let letters: Option<String> =
        word.split_terminator('.').map(|part| part.parse::<char>().ok().filter(char::is_ascii_uppercase)).collect();
    letters.filter(|_| word.ends_with('.'))
}

/// For people: *J.B. Holm* ↔ *J. B. Holm* ↔ *JB Holm*, *Ada J. Holm* ↔ *Ada J Holm*.
fn initials(name: Name<'_>, derived: &mut Vec<Derived>) {
    if name.kind != RowKind::Person || !name.text.contains(' ') {
        return;
    }
    let words: Vec<&str> = name.text.split(' ').collect();
    let is_letter = |word: &str| matches!(word.as_bytes(), [b'A'..=b'Z'] | [b'A'..=b'Z', b'.']);
    let leading = words.iter().take_while(|word| is_letter(word)).count();
    let first = words.first().copied().unwrap_or_default();
    // the letters before the rest of the name
    let (letters, rest) = if (2..=3).contains(&leading) && leading < words.len() {
        (words.iter().take(leading).filter_map(|word| word.chars().next()).collect(), words.get(leading..))
    } else if let Some(letters) = dotted(first).filter(|letters| (2..=3).contains(&letters.len())) {
        (letters, words.get(1..))
    } else if matches!(first.len(), 2) && first.bytes().all(|b| b.is_ascii_uppercase()) {
        (first.to_owned(), words.get(1..))
    } else {
        let inner = words.len().saturating_sub(1);
        let middle = (1..inner).find(|&i| is_letter(words[i]));
        if let Some(i) = middle {
            let other = match words[i].strip_suffix('.') {
                Some(bare) => bare.to_owned(),
                None => format!("{}.", words[i]),
            };
            let mut words = words;
            words[i] = &other;
            push(derived, words.join(" "));
        }
        return;
    };
    let rest = rest.unwrap_or_default().join(" ");
    let spaced: Vec<String> = letters.chars().map(|c| format!("{c}.")).collect();
    for other in [format!("{} {rest}", spaced.concat()), format!("{} {rest}", spaced.join(" ")), format!("{letters} {rest}")] {
        if other != name.text {
            push(derived, other);
        }
    }
}

/// *UN* ↔ *U.N.*, in the names of bodies and places, of two to five letters; figures like *II* have no dots.
fn dots(name: Name<'_>, derived: &mut Vec<Derived>) {
    const FIGURES: [&str; 10] = ["II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIV"];
    if !matches!(name.kind, RowKind::Organization | RowKind::Place) {
        return;
    }
    let other = |word: &str| {
        if (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase()) && !FIGURES.contains(&word) {
            return Some(word.chars().flat_map(|c| [c, '.']).collect());
        }
        dotted(word).filter(|letters| (2..=5).contains(&letters.len()))
    };
    if name.text.split(' ').any(|word| other(word).is_some()) {
        let words: Vec<String> = name.text.split(' ').map(|word| other(word).unwrap_or_else(|| word.to_owned())).collect();
        push(derived, words.join(" "));
    }
}

/// *The Gambia* → *the Gambia*; of bodies of several words *The Tavmark Times* → *Tavmark Times* too, of others
/// nothing: *the Hindu* is no *The Hindu*.
fn article(name: Name<'_>, derived: &mut Vec<Derived>) {
    let Some(rest) = name.text.strip_prefix("The ").filter(|rest| rest.starts_with(char::is_uppercase)) else {
        return;
    };
    let body = name.kind == RowKind::Organization;
    let long = rest.contains(' ');
    if !body || long {
        push(derived, format!("the {rest}"));
    }
    if body && long {
        push(derived, rest.to_owned());
    }
}

/// *Iraqi* → *Iraqis*, *Frenchman* → *Frenchmen*; not where people and language have one word (*Japanese*, *Irish*, *French*).
fn peoples(name: Name<'_>, derived: &mut Vec<Derived>) {
    if name.kind != RowKind::Demonym {
        return;
    }
    let text = name.text;
    let same = ["s", "x", "z", "ese", "ish", "sh", "ch", "men", "ae"].iter().any(|end| text.ends_with(end));
    if same || !text.ends_with(|c: char| c.is_lowercase()) {
        return;
    }
    let men = ["chman", "shman", "sman", "woman"].iter().any(|end| text.ends_with(end));
    let plural = match (text.strip_suffix("an"), text.strip_suffix('y')) {
        (Some(stem), _) if men => format!("{stem}en"),
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{text}s"),
    };
    push(derived, plural);
}

/// *Ada Holm* → *Holms*, with caution: *the Holms*.
fn families(name: Name<'_>, derived: &mut Vec<Derived>) {
    let Some((_, last)) = name.text.rsplit_once(' ').filter(|_| name.kind == RowKind::Person) else {
        return;
    };
    let mut letters = last.chars();
    let proper = letters.next().is_some_and(char::is_uppercase)
        && letters.clone().nth(1).is_some()
        && letters.all(char::is_alphabetic)
        && last.ends_with(char::is_lowercase);
    if proper {
        let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| last.ends_with(end));
        derived.push(Derived { text: format!("{last}{}", if hissing { "es" } else { "s" }), caution: true });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn derived(kind: RowKind, text: &str) -> String {
        let mut list = Vec::new();
        forms(text, kind, true, &mut list);
        let shown = list.iter().map(|d| format!("{}{}", d.text, if d.caution { "?" } else { "" }));
        shown.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn what_follows_from_a_name() {
        use RowKind::*;
        for (kind, name, expected) in [
            (Organization, "UN", "U.N."),
            (Place, "U.S.", "US"),
            (Place, "Washington, D.C.", "Washington, DC"),
            (Organization, "US Treasury", "U.S. Treasury"),
            (Organization, "AT&T", ""),
            (Organization, "Nato", ""),
            (Organization, "FIFTEEN", ""),
            (Organization, "World Trade Organization", ""),
            (Person, "J.B. Holm", "J. B. Holm|JB Holm"),
            (Person, "J. B. Holm", "J.B. Holm|JB Holm"),
            (Person, "JB Holm", "J.B. Holm|J. B. Holm"),
            (Person, "Ada J. Holm", "Ada J Holm"),
            (Person, "Ada J Holm", "Ada J. Holm"),
            (Person, "Paul Holm II", ""),
            (Organization, "Marks & Spencer", "Marks and Spencer"),
            (Organization, "Food and Drug Administration", "Food & Drug Administration"),
            (Organization, "Acme Inc.", "Acme Inc"),
            (Place, "St. Louis", "Saint Louis|St Louis"),
            (Place, "Saint-Étienne", "Saint-Etienne"),
            (Place, "Wall St.", ""),
            (Place, "Calif.", "Calif"),
            (Place, "Łódź", "Lodz"),
            (Place, "Bălți", "Balti"),
            (Place, "Москва", ""),
            (Place, "The Hague", "the Hague"),
            (Organization, "The Tavmark Times", "the Tavmark Times|Tavmark Times"),
            (Organization, "The Guardian", ""),
            (
                Organization,
                "The U.N. & Us",
                "The U.N. and Us|The UN & Us|The UN and Us|the U.N. & Us|U.N. & Us|the U.N. and Us|U.N. and Us|the UN & Us|UN & Us|the UN and Us|UN and Us",
            ),
            (Demonym, "American", "Americans"),
            (Demonym, "Iraqi", "Iraqis"),
            (Demonym, "Frenchman", "Frenchmen"),
            (Demonym, "German", "Germans"),
            (Demonym, "Tory", "Tories"),
            (Demonym, "Japanese", ""),
            (Demonym, "Irish", ""),
            (Demonym, "Danes", ""),
            (Never, "US Open", ""),
        ] {
            let all = derived(kind, name);
            let no_family = all.split('|').filter(|form| !form.ends_with('?'));
            assert_eq!(no_family.collect::<Vec<_>>().join("|"), expected, "{name}");
        }
        for (name, expected) in [
            ("Ada Holm", "Holms?"),
            ("Ada Jones", "Joneses?"),
            ("Ada de Vries", "Vrieses?"),
            ("Zoë Brandström", "Zoe Brandstrom|Brandströms?|Brandstroms?"),
            ("Ada Holm-Berg", ""),
            ("Ada Holm Jr.", "Ada Holm Jr"),
            ("Ada", ""),
        ] {
            assert_eq!(derived(Person, name), expected);
        }
    }

    #[test]
    fn any_name_has_few_forms() {
        let name = "The St. Ô & Co and U.N. US & É Saint A.B. and J.B. Inc.".repeat(50);
        for (kind, _) in RowKind::ALL {
            assert!(derived(kind, &name).split('|').count() <= MOST + 4);
        }
    }
}
