//! What a text brings along from where it was before: characters read in a wrong encoding, tags and entities of HTML, wide letters,
//! marks in the place of apostrophes, marks of quoted mail.
//!
//! The stages read the text without them; spans of what is found still cover them.

use aho_corasick::{AhoCorasick, MatchKind};
use once_cell::sync::Lazy;
use std::borrow::Cow;

/// A stretch of the text as received, in bytes, and what is read in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rewrite {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) with: Cow<'static, str>,
}

impl Rewrite {
    pub(super) fn new(start: usize, end: usize, with: &'static str) -> Self {
        Rewrite { start, end, with: Cow::Borrowed(with) }
    }
}

/// Characters that HTML spells out.
const ENTITIES: [(&str, &str); 20] = [
    ("&amp;", "&"),
    ("&nbsp;", " "),
    ("&#160;", " "),
    ("&quot;", "\""),
    ("&#34;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&#039;", "'"),
    ("&#x27;", "'"),
    ("&lsquo;", "‘"),
    ("&rsquo;", "’"),
    ("&#8216;", "‘"),
    ("&#8217;", "’"),
    ("&ldquo;", "“"),
    ("&rdquo;", "”"),
    ("&#8220;", "“"),
    ("&#8221;", "”"),
    ("&ndash;", "–"),
    ("&mdash;", "—"),
    ("&hellip;", "…"),
];

/// Tags within a line; they part no words.
const INLINE: [&str; 14] = ["a", "abbr", "b", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u"];

/// Tags that begin or end a line.
const BLOCK: [&str; 20] = [
    "article",
    "blockquote",
    "br",
    "div",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "hr",
    "li",
    "ol",
    "p",
    "section",
    "td",
    "tr",
    "ul",
];

/// The longest tag that is looked for, in bytes.
const TAG: usize = 400;

/// Marks that stand for an apostrophe between letters: *O`Brien*, *O´Brien*, *O‘Brien*.
const APOSTROPHES: [char; 6] = ['‘', '`', '´', '′', '‛', 'ˈ'];

/// What bytes of UTF-8 become when they are read as one byte a character: the first bytes of Latin letters and of punctuation.
const MISREAD: [&str; 5] = ["Ã", "Â", "Å", "Ä", "â€"];

/// The characters that Windows has for the bytes from 0x80 to 0x9f; a space where it has none.
const WINDOWS: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

static TRIGGERS: Lazy<AhoCorasick> = Lazy::new(|| {
    let wide = ('\u{ff01}'..='\u{ff5e}').map(String::from);
    let spelled = ENTITIES.iter().map(|(entity, _)| *entity).chain(MISREAD).chain(["<", "\n>"]).map(str::to_owned);
    let all = spelled.chain(APOSTROPHES.map(String::from)).chain(wide);
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(all).expect("a few short patterns make an automaton")
});

/// The rewrites of a text, in order; they never overlap.
pub(super) fn find(text: &str) -> Vec<Rewrite> {
    let mut found: Vec<Rewrite> = Vec::new();
    if text.starts_with('>') {
        found.extend(quoted_mail(text, 0));
    }
    for trigger in TRIGGERS.find_iter(text) {
        let at = trigger.start();
        let rest = text.get(at..).unwrap_or_default();
        let rewrite = match rest.chars().next() {
            Some('&') => {
                ENTITIES.get(trigger.pattern().as_usize()).map(|&(entity, with)| Rewrite::new(at, at + entity.len(), with))
            }
            Some('<') => tag(rest).map(|(len, with)| Rewrite::new(at, at + len, with)),
            Some('\n') => quoted_mail(text, at + 1),
            Some(c) if APOSTROPHES.contains(&c) => apostrophe(text, at, c),
            Some(c @ '\u{ff01}'..='\u{ff5e}') => {
                let narrow = u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).map(String::from);
                narrow.map(|narrow| Rewrite { start: at, end: at + c.len_utf8(), with: narrow.into() })
            }
            Some(c) => misread(rest, c).map(|(len, right)| Rewrite { start: at, end: at + len, with: right.into() }),
            None => None,
        };
        found.extend(rewrite.filter(|new| found.last().is_none_or(|last| last.end <= new.start)));
    }
    found
}

/// The signs at the beginning of a line of quoted mail, with the space behind each.
fn quoted_mail(text: &str, at: usize) -> Option<Rewrite> {
    let rest = text.get(at..)?;
    let mut len = 0;
    while rest.get(len..).is_some_and(|rest| rest.starts_with('>')) {
        len += 1;
        len += usize::from(rest.get(len..).is_some_and(|rest| rest.starts_with(' ')));
    }
    (len > 0).then(|| Rewrite::new(at, at + len, ""))
}

/// The length of the tag that a text begins with, and what it is for the reader: nothing, or the end of a line.
fn tag(rest: &str) -> Option<(usize, &'static str)> {
    let bytes = rest.as_bytes();
    let name_at = if bytes.get(1) == Some(&b'/') { 2 } else { 1 };
    let name: String = bytes
        .get(name_at..)?
        .iter()
        .take(12)
        .take_while(|b| b.is_ascii_alphanumeric())
        .map(|b| char::from(b.to_ascii_lowercase()))
        .collect();
    let with = if INLINE.contains(&&*name) {
        ""
    } else if BLOCK.contains(&&*name) {
        "\n"
    } else {
        return None;
    };
    let behind = *bytes.get(name_at + name.len())?;
    if !(behind.is_ascii_whitespace() || behind == b'>' || behind == b'/') {
        return None;
    }
    let end = bytes.iter().take(TAG).skip(1).position(|b| matches!(b, b'>' | b'<'))? + 1;
    (bytes.get(end) == Some(&b'>')).then_some((end + 1, with))
}

/// A mark between two letters of one word is an apostrophe; one behind a small letter and before a capital may open a quotation.
fn apostrophe(text: &str, at: usize, mark: char) -> Option<Rewrite> {
    let before = text.get(..at)?.chars().next_back().filter(|c| c.is_alphabetic())?;
    let behind = text.get(at + mark.len_utf8()..)?.chars().next().filter(|c| c.is_alphabetic())?;
    (before.is_uppercase() || behind.is_lowercase()).then(|| Rewrite::new(at, at + mark.len_utf8(), "’"))
}

/// The byte that a character was before it was misread.
fn byte(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0x80..=0xff => u8::try_from(code).ok(),
        _ => WINDOWS.chars().position(|w| w == c && c != ' ').and_then(|i| u8::try_from(0x80 + i).ok()),
    }
}

/// The length of the misread character that a text begins with, and the character that was meant.
fn misread(rest: &str, first: char) -> Option<(usize, String)> {
    let lead = byte(first)?;
    let more = if lead >= 0xe0 { 2 } else { 1 };
    let mut bytes = vec![lead];
    let mut len = first.len_utf8();
    for c in rest.get(len..)?.chars().take(more) {
        let Some(byte) = byte(c).filter(|byte| (0x80..0xc0).contains(byte)) else {
            break;
        };
        bytes.push(byte);
        len += c.len_utf8();
    }
    // Windows has nothing for the last byte of a closing mark, which then gets lost
    if bytes == [0xe2, 0x80] {
        return Some((len, "”".to_owned()));
    }
    let right = String::from_utf8(bytes).ok().filter(|right| right.chars().count() == 1)?;
    // a capital with a quotation mark behind it can be meant as it stands
    let mark = rest.chars().nth(1).is_some_and(|c| matches!(c, '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '»' | '«'));
    let inner = rest.get(len..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphabetic);
    (more == 2 || !mark || inner).then_some((len, right))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let mut read = text.to_owned();
        for rewrite in find(text).iter().rev() {
            read.replace_range(rewrite.start..rewrite.end, &rewrite.with);
        }
        read
    }

    #[test]
    fn what_was_meant_is_read() {
        for (text, meant) in [
            ("JosÃ© GurrÃ\u{ad}a met Conor Oâ€™Brien.", "José Gurría met Conor O’Brien."),
            ("â€œIt is late,â€\u{9d} she said, â€œbut", "“It is late,” she said, “but"),
            ("â€œIt is late,â€ she said", "“It is late,” she said"),
            ("Ã–sterreich, BesanÃ§on, ZÃ¼rich, Å ibenik", "Österreich, Besançon, Zürich, Å ibenik"),
            ("a cafÃ©â€”open late", "a café—open late"),
            ("Holm &amp; Sons&nbsp;Ltd.", "Holm & Sons Ltd."),
            ("<p>The <b>mayor</b>,<br/>Orla <a href=\"x\">Venn</a></p>", "\nThe mayor,\nOrla Venn\n"),
            ("> > The board\n> met\n>\n> again", "The board\nmet\n\nagain"),
            ("Ｏｒｌａ Ｖｅｎｎ", "Orla Venn"),
            ("O`Brien, O´Brien and O‘Brien don‘t", "O’Brien, O’Brien and O’Brien don’t"),
        ] {
            assert_eq!(read(text), meant, "{text}");
        }
    }

    #[test]
    fn what_is_meant_as_it_stands_stays() {
        for text in [
            "SÃO PAULO, “IRMÔ, A < B and b > a, <unk>, <3, x<y and y>z",
            "“the IRMÃ” said, Ålesund and Ärzte",
            "he said ‘wait’, then said‘Wait’",
            "AT&T; &c; R&D",
            "< p >, <p and no end",
            "‘quoted’ `code`",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
