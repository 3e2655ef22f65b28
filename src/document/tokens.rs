//! Tokens: words, numbers, marks and other signs, in text order and never overlapping.

use super::Words;
use crate::lexicon::{Class, Lexicon};

/// What a token is, as far as its characters tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TokenKind {
    Word,
    Number,
    /// An address of the web or of mail.
    Url,
    /// *’s*, *’re*, *’ll* and the like, split from their word.
    Clitic,
    DoubleMark,
    SingleMark,
    Comma,
    /// A full stop, question or exclamation mark, or an ellipsis.
    Stop,
    Colon,
    Semicolon,
    Dash,
    Hyphen,
    OpenBracket,
    CloseBracket,
    Other,
}

/// What a quotation mark turned out to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// No mark, or one that belongs to no pair (an apostrophe).
    None,
    Opens,
    Closes,
}

/// A token; offsets are bytes of the shadow.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) word: u32,
    pub(crate) paragraph: u32,
    pub(crate) sentence: u32,
    /// The outermost quoted stretch it stands in (its marks are outside), or [`Token::NONE`].
    pub(crate) stretch: u32,
    pub(crate) kind: TokenKind,
    pub(crate) side: Side,
    /// Whether white space stands before it.
    pub(crate) spaced: bool,
    /// Whether it is the first word of a sentence, inside quotation marks too.
    pub(crate) initial: bool,
}

impl Token {
    /// No stretch.
    pub(crate) const NONE: u32 = u32::MAX;

    pub(crate) fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }

    pub(crate) fn is_mark(&self) -> bool {
        matches!(self.kind, TokenKind::DoubleMark | TokenKind::SingleMark)
    }
}

const CLITICS: [&str; 6] = ["s", "re", "ve", "ll", "d", "m"];
const TLDS: [&str; 14] = ["com", "org", "net", "gov", "edu", "co", "uk", "io", "ly", "eu", "info", "be", "de", "tv"];

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// The tokens of `text[from..to]`, a paragraph, appended to `tokens`.
pub(crate) fn tokenize(
    text: &str,
    from: usize,
    to: usize,
    paragraph: u32,
    lexicon: &Lexicon,
    words: &mut Words,
    tokens: &mut Vec<Token>,
) {
    let mut scanner = Scanner { text, to, lexicon };
    let mut at = from;
    let mut spaced = true;
    while let Some(c) = scanner.char_at(at) {
        if c.is_whitespace() {
            spaced = true;
            at += c.len_utf8();
            continue;
        }
        let (end, kind) = scanner.token(at, c, tokens.last().filter(|t| t.end as usize == at && t.paragraph == paragraph));
        let word = words.intern(text, at, end, lexicon);
        tokens.push(Token {
            start: at as u32,
            end: end as u32,
            word,
            paragraph,
            sentence: 0,
            stretch: Token::NONE,
            kind,
            side: Side::None,
            spaced,
            initial: false,
        });
        spaced = false;
        at = end;
    }
}

struct Scanner<'a> {
    text: &'a str,
    to: usize,
    lexicon: &'a Lexicon,
}

impl Scanner<'_> {
    fn rest(&self, at: usize) -> &str {
        self.text.get(at..self.to).unwrap_or_default()
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    /// The end and kind of the token that starts at `at` with `c`.
    fn token(&mut self, at: usize, c: char, touching: Option<&Token>) -> (usize, TokenKind) {
        let rest = self.rest(at);
        let one = at + c.len_utf8();
        if is_apostrophe(c) && touching.is_some_and(|t| t.is_word() || t.kind == TokenKind::Url) {
            let letters = rest.get(c.len_utf8()..).unwrap_or_default();
            let len = letters.find(|c: char| !c.is_alphanumeric()).unwrap_or(letters.len());
            let clitic = letters.get(..len).unwrap_or_default();
            if CLITICS.iter().any(|c| clitic.eq_ignore_ascii_case(c)) {
                return (one + len, TokenKind::Clitic);
            }
        }
        if let Some(mark) = self.lexicon.mark_at(rest).filter(|_| !c.is_alphanumeric()) {
            return (at + mark.len(), if mark.double { TokenKind::DoubleMark } else { TokenKind::SingleMark });
        }
        if rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.") {
            return (self.url_end(at), TokenKind::Url);
        }
        if c.is_ascii_alphanumeric() && self.is_mail_address(rest) {
            return (self.url_end(at), TokenKind::Url);
        }
        if c.is_alphanumeric() || ((c == '@' || c == '#') && self.char_at(one).is_some_and(char::is_alphanumeric)) {
            return self.word(at, c);
        }
        let kind = match c {
            ',' => TokenKind::Comma,
            '.' => {
                let dots = rest.find(|c| c != '.').unwrap_or(rest.len());
                return (at + dots, TokenKind::Stop);
            }
            '?' | '!' | '…' => TokenKind::Stop,
            ':' => TokenKind::Colon,
            ';' => TokenKind::Semicolon,
            '—' | '–' | '―' | '‒' => TokenKind::Dash,
            c if is_hyphen(c) => {
                let run = rest.find(|c| c != '-').unwrap_or(rest.len()).max(c.len_utf8());
                let loose = touching.is_none() && self.char_at(at + run).is_none_or(char::is_whitespace);
                let kind = if run >= 2 || loose { TokenKind::Dash } else { TokenKind::Hyphen };
                return (at + run, kind);
            }
            '(' | '[' | '{' => TokenKind::OpenBracket,
            ')' | ']' | '}' => TokenKind::CloseBracket,
            _ => TokenKind::Other,
        };
        (one, kind)
    }

    /// Whether an address of mail stands at the start of `rest`; looks a short way ahead only.
    fn is_mail_address(&self, rest: &str) -> bool {
        let bytes = rest.as_bytes();
        let local = bytes.iter().take(64).take_while(|b| b.is_ascii_alphanumeric() || b"._+-".contains(b)).count();
        bytes.get(local) == Some(&b'@') && bytes.get(local + 1).is_some_and(u8::is_ascii_alphanumeric)
    }

    fn url_end(&self, at: usize) -> usize {
        let rest = self.rest(at);
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '<' | '>' | ')')).unwrap_or(rest.len());
        let url = rest.get(..end).unwrap_or_default();
        let url = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’']);
        let bare = url.strip_suffix('s').and_then(|url| url.strip_suffix(is_apostrophe));
        at + bare.unwrap_or(url).len().max(1)
    }

    /// A word or number from `at`: letters and digits with the signs that join them.
    fn word(&mut self, at: usize, first: char) -> (usize, TokenKind) {
        let mut end = at + first.len_utf8();
        let mut piece = at; // where the piece behind the last hyphen, dot or apostrophe begins
        let mut dotted = false;
        let mut alphabetic = first.is_alphabetic();
        while let Some(c) = self.char_at(end) {
            let next_at = end + c.len_utf8();
            if c.is_alphanumeric() || c == '_' {
                alphabetic |= c.is_alphabetic();
                end = next_at;
                continue;
            }
            let next = self.char_at(next_at);
            let before_digit = self.rest(piece).get(..end - piece).unwrap_or_default().ends_with(|c: char| c.is_ascii_digit());
            let inner = c == '.' && piece == at && next.is_some_and(char::is_alphabetic);
            let abbreviation = if inner { self.dotted_abbreviation(at) } else { None };
            let joins = match (c, next) {
                ('.' | ',', Some(n)) if n.is_ascii_digit() && before_digit => true,
                ('.', _) if abbreviation.is_some() => return (abbreviation.unwrap_or(end), TokenKind::Word),
                ('.', _) if self.single_letter(piece, end) => {
                    if next.is_some_and(char::is_alphabetic)
                        && self.char_at(next_at + next.map_or(0, char::len_utf8)) == Some('.')
                    {
                        dotted = true;
                        true
                    } else {
                        // the dot of “U.S.” or of an initial
                        let initial = self.char_at(piece).is_some_and(char::is_uppercase);
                        return if dotted
                            || (initial && piece == at && next.is_none_or(|n| !n.is_alphabetic() || n.is_uppercase()))
                        {
                            (next_at, TokenKind::Word)
                        } else {
                            (end, TokenKind::Word)
                        };
                    }
                }
                ('.', Some(n)) if n.is_ascii_lowercase() && self.domain_follows(next_at) => {
                    return (self.url_end(at), TokenKind::Url);
                }
                // AT&T, and at&t where there are no capitals
                ('&', Some(n)) => self.char_at(piece).is_some_and(|first| {
                    (first.is_uppercase() && n.is_uppercase()) || (first.is_lowercase() && n.is_lowercase())
                }),
                (c, Some(n)) if is_apostrophe(c) && n.is_alphabetic() => !self.clitic_follows(next_at),
                (c, Some(n)) if is_hyphen(c) && n.is_alphanumeric() => {
                    let capital = |c: char| c.is_uppercase();
                    n.is_ascii_digit()
                        || piece == at && self.single_letter(piece, end) && !capital(n)
                        || !(self.char_at(piece).is_some_and(capital) || capital(n))
                }
                _ => false,
            };
            if !joins {
                break;
            }
            end = next_at;
            piece = next_at;
        }
        if self.char_at(end) == Some('.') && self.is_abbreviation(at, end) {
            end += 1;
        }
        (end, if alphabetic { TokenKind::Word } else { TokenKind::Number })
    }

    fn single_letter(&self, from: usize, to: usize) -> bool {
        let mut chars = self.rest(from).get(..to - from).unwrap_or_default().chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    }

    fn domain_follows(&self, at: usize) -> bool {
        let rest = self.rest(at);
        let label = rest.get(..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())).unwrap_or_default();
        let behind = rest.get(label.len()..).and_then(|r| r.chars().next());
        let owns = |at: usize| self.clitic_follows(at);
        let ends = |c: char| !c.is_alphanumeric() && (!is_apostrophe(c) || owns(at + label.len() + c.len_utf8()));
        TLDS.contains(&label) && behind.is_none_or(ends)
    }

    fn clitic_follows(&self, at: usize) -> bool {
        let rest = self.rest(at);
        let len = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let word = rest.get(..len).unwrap_or_default();
        CLITICS.iter().any(|c| word.eq_ignore_ascii_case(c))
    }

    /// The end of the abbreviation with several dots that begins at `at` (*Ph.D.*), if the lexicon has it.
    fn dotted_abbreviation(&self, at: usize) -> Option<usize> {
        /// In letters and dots; no more of the text is looked at, as long as a chain of dots may be.
        const LONGEST: usize = 10;
        let dotted: String = self.rest(at).chars().take(LONGEST).take_while(|&c| c.is_alphabetic() || c == '.').collect();
        let known = dotted.ends_with('.') && self.lexicon.lookup(&dotted).has(Class::Abbreviation);
        known.then_some(at + dotted.len())
    }

    /// Whether `from..to` and the dot behind it are an abbreviation of the lexicon.
    fn is_abbreviation(&self, from: usize, to: usize) -> bool {
        let Some(with_dot) = self.text.get(from..to + 1) else {
            return false;
        };
        let entry = self.lexicon.lookup(with_dot);
        if !entry.has(Class::Abbreviation) {
            return false;
        }
        // “No.” is number only before a figure; as a word it ends a sentence.
        let before_figure = self.rest(to + 1).trim_start().starts_with(|c: char| c.is_ascii_digit());
        !entry.has(Class::AbbreviationOfUnit) || before_figure
    }
}
