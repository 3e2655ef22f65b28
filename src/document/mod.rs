//! The document: a text as paragraphs, sentences, quoted stretches and tokens.

mod broken;
mod dashes;
mod lines;
mod marks;
mod paragraphs;
mod rests;
mod sentences;
mod shadow;
mod sides;
mod tokens;
mod topics;
mod words;

pub(crate) use marks::Stretch;
pub(crate) use paragraphs::{Paragraph, Section};
pub(crate) use sentences::Sentence;
pub(crate) use shadow::{Shadow, invisible};
pub(crate) use tokens::{Side, Token, TokenKind};
pub(crate) use words::{Piece, Shape, Word, Words};

use crate::lexicon::{Class, Entry, Lexicon};
use crate::span::Span;
use std::sync::OnceLock;

/// A range of token numbers, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TokenRange {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl TokenRange {
    pub(crate) fn new(start: u32, end: u32) -> Self {
        TokenRange { start, end: end.max(start) }
    }

    pub(crate) fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub(crate) fn len(self) -> u32 {
        self.end - self.start
    }

    pub(crate) fn contains(self, token: u32) -> bool {
        self.start <= token && token < self.end
    }

    pub(crate) fn covers(self, other: TokenRange) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub(crate) fn overlaps(self, other: TokenRange) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub(crate) fn iter(self) -> std::ops::Range<u32> {
        self.start..self.end
    }
}

/// A text that has been read. Offsets of its parts are bytes of the shadow; [`Document::span`] gives those of the text.
#[derive(Debug)]
pub(crate) struct Document<'t> {
    shadow: Shadow<'t>,
    words: Words,
    pub(crate) tokens: Vec<Token>,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) stretches: Vec<Stretch>,
    /// What it is about, once somebody asks.
    topic: OnceLock<&'static str>,
}

/// The tokens of a text that is no document but a name, with their words; both can be kept from one name to the next.
pub(crate) fn tokens_of(text: &str, lexicon: &Lexicon, words: &mut Words, tokens: &mut Vec<Token>) {
    tokens.clear();
    let shadow = Shadow::new(text);
    tokens::tokenize(shadow.text(), 0, shadow.text().len(), 0, lexicon, words, tokens);
}

/// Among how many paragraphs at the top a dateline that ends with a colon stands, and how many tokens its paragraph has at least.
const TOP: usize = 4;
const LEAD_TOKENS: u32 = 12;
/// Longest headline, in tokens.
const HEADLINE_TOKENS: u32 = 24;

impl<'t> Document<'t> {
    /// Reads a text.
    pub(crate) fn new(text: &'t str, lexicon: &Lexicon) -> Self {
        let broken = broken::find(text, lexicon);
        let wrapped = !broken.is_empty();
        let shadow = Shadow::of_lines(text, broken);
        let mut words = Words::default();
        let mut tokens = Vec::with_capacity(shadow.text().len() / 5);
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        let mut colons = Vec::new();
        for (start, end) in paragraphs::split(shadow.text(), wrapped) {
            let first_token = tokens.len() as u32;
            tokens::tokenize(shadow.text(), start, end, paragraphs.len() as u32, lexicon, &mut words, &mut tokens);
            let end_token = tokens.len() as u32;
            let line = shadow.text().get(start..end).unwrap_or_default();
            let tokens_to = |dateline: usize| {
                let within = |t: &&tokens::Token| dateline > 0 && (t.end as usize) < start + dateline;
                first_token + tokens.get(first_token as usize..).unwrap_or_default().iter().take_while(within).count() as u32
            };
            let dateline_end = tokens_to(lines::dateline(line));
            let colon = tokens_to(lines::colon_dateline(line));
            if colon > first_token {
                colons.push((paragraphs.len(), colon));
            }
            paragraphs.push(Paragraph {
                first_token,
                end_token,
                dateline_end,
                byline: lines::is_byline(line),
                section: Section::Body,
            });
        }
        // a name with a colon is a place if it stands once, above all else; a transcript's labels go on
        if let [(p, end)] = colons[..] {
            let paragraph = &mut paragraphs[p];
            if p < TOP && paragraph.end_token - end > LEAD_TOKENS {
                paragraph.dateline_end = end;
            }
        }
        let topic = OnceLock::new();
        let mut document = Document { shadow, words, tokens, paragraphs, sentences: Vec::new(), stretches: Vec::new(), topic };
        document.mark_headline();
        marks::pair(&mut document);
        sentences::split(&mut document);
        document
    }

    /// A first paragraph that is short and ends without a stop, before others, is a headline.
    fn mark_headline(&mut self) {
        let Some((first, rest)) = self.paragraphs.split_first_mut() else {
            return;
        };
        let last = first.end_token.checked_sub(1).and_then(|t| self.tokens.get(t as usize));
        let stops = last.is_some_and(|t| t.kind == TokenKind::Stop || t.is_mark() || t.kind == TokenKind::Colon);
        let longer_follows = rest.iter().any(|p| p.end_token - p.first_token > first.end_token - first.first_token);
        if longer_follows && !stops && !first.byline && first.end_token - first.first_token <= HEADLINE_TOKENS {
            first.section = Section::Headline;
        }
    }

    /// The topic with the most words; empty where it has few of any.
    pub(crate) fn topic(&self) -> &'static str {
        self.topic.get_or_init(|| topics::topic(self))
    }

    /// The shadow's text of a token.
    pub(crate) fn text_of(&self, token: &Token) -> &str {
        self.shadow.text().get(token.start as usize..token.end as usize).unwrap_or_default()
    }

    /// The shadow's text from the first to the last token of a range.
    pub(crate) fn text(&self, range: TokenRange) -> &str {
        match (self.tokens.get(range.start as usize), range.end.checked_sub(1).and_then(|t| self.tokens.get(t as usize))) {
            (Some(first), Some(last)) if !range.is_empty() => {
                self.shadow.text().get(first.start as usize..last.end as usize).unwrap_or_default()
            }
            _ => "",
        }
    }

    /// The span, in bytes of the text as received, from the first to the last token of a range.
    pub(crate) fn span(&self, range: TokenRange) -> Span {
        match (self.tokens.get(range.start as usize), range.end.checked_sub(1).and_then(|t| self.tokens.get(t as usize))) {
            (Some(first), Some(last)) if !range.is_empty() => {
                self.shadow.original(Span::new(first.start as usize, last.end as usize))
            }
            (Some(first), _) => self.shadow.original(Span::new(first.start as usize, first.start as usize)),
            _ => Span::default(),
        }
    }

    /// The tokens that a span of the text as received touches: where an annotation lies.
    #[cfg(feature = "learn")]
    pub(crate) fn tokens_in(&self, span: Span) -> TokenRange {
        let original = |t: &Token| self.shadow.original(Span::new(t.start as usize, t.end as usize));
        let start = self.tokens.partition_point(|t| original(t).end <= span.start) as u32;
        let end = self.tokens.partition_point(|t| original(t).start < span.end) as u32;
        TokenRange::new(start, end)
    }

    /// The whole folded text.
    pub(crate) fn shadow(&self) -> &str {
        self.shadow.text()
    }

    /// The token with this number.
    ///
    /// # Panics
    ///
    /// Where there is none: token numbers come from the document itself.
    pub(crate) fn token(&self, t: u32) -> &Token {
        &self.tokens[t as usize]
    }

    /// The word of a token.
    pub(crate) fn word(&self, token: &Token) -> &Word {
        self.words.get(token.word)
    }

    /// The word at a token number.
    pub(crate) fn word_at(&self, t: u32) -> &Word {
        self.word(self.token(t))
    }

    /// The folded form of the word at a token number; empty past either end.
    pub(crate) fn lower_at(&self, t: u32) -> &str {
        self.tokens.get(t as usize).map_or("", |token| &self.word(token).lower)
    }

    /// What the lexicon says of the word at a token number.
    pub(crate) fn entry_at(&self, t: u32) -> Entry {
        self.tokens.get(t as usize).map(|token| self.word(token).entry).unwrap_or_default()
    }

    /// Whether the lexicon has the word at a token number in a class.
    pub(crate) fn has(&self, t: u32, class: Class) -> bool {
        self.entry_at(t).has(class)
    }

    /// The kind of the token with this number, if there is one.
    pub(crate) fn kind_at(&self, t: u32) -> Option<TokenKind> {
        self.tokens.get(t as usize).map(|token| token.kind)
    }

    /// How many distinct words it has.
    pub(crate) fn distinct_words(&self) -> usize {
        self.words.len()
    }

    /// Its distinct words, by number.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Word> {
        self.words.iter()
    }

    /// Whether the mark at `t` opens a stretch.
    pub(crate) fn opens_stretch(&self, t: u32) -> bool {
        self.tokens.get(t as usize).is_some_and(|t| t.side == Side::Opens)
    }

    /// Whether the mark at `t` closes a stretch.
    pub(crate) fn closes_stretch(&self, t: u32) -> bool {
        self.tokens.get(t as usize).is_some_and(|t| t.side == Side::Closes)
    }

    /// The outermost stretch with this number's tokens between its marks.
    pub(crate) fn stretch_range(&self, stretch: u32) -> TokenRange {
        let s = &self.stretches[stretch as usize];
        TokenRange::new(s.first_token, s.end_token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    fn tokens(text: &str) -> Vec<String> {
        let resources = builtin::resources();
        let document = Document::new(text, &resources.lexicon);
        document.tokens.iter().map(|t| document.text_of(t).to_owned()).collect()
    }

    fn sentences(text: &str) -> Vec<String> {
        let resources = builtin::resources();
        let document = Document::new(text, &resources.lexicon);
        document.sentences.iter().map(|s| document.text(TokenRange::new(s.first_token, s.end_token)).to_owned()).collect()
    }

    fn stretches(text: &str) -> Vec<String> {
        let resources = builtin::resources();
        let document = Document::new(text, &resources.lexicon);
        document.stretches.iter().map(|s| document.text(TokenRange::new(s.first_token, s.end_token)).to_owned()).collect()
    }

    #[test]
    fn words_keep_what_belongs_to_them() {
        for (text, expected) in [
            ("US-China talks", "US|-|China|talks"),
            ("trade-talks", "trade-talks"),
            ("London-based AT&T", "London|-|based|AT&T"),
            ("COVID-19 and F-16s", "COVID-19|and|F-16s"),
            ("Mr. O’Hare’s U.S. tour", "Mr.|O’Hare|’s|U.S.|tour"),
            ("George W. Bush didn't.", "George|W.|Bush|didn't|."),
            ("They're 1,000.5 miles", "They|'re|1,000.5|miles"),
            ("No. No. 5", "No|.|No.|5"),
            ("See www.example.com. It is", "See|www.example.com|.|It|is"),
            ("mail a.b@example.org, now", "mail|a.b@example.org|,|now"),
            ("wait -- no - yes", "wait|--|no|-|yes"),
            ("``So,'' he said", "``|So|,|''|he|said"),
            ("@tideboard: #storm", "@tideboard|:|#storm"),
            ("Acme Inc.’s board", "Acme|Inc.|’s|board"),
            ("Acme.com’s board, acme.com's", "Acme.com|’s|board|,|acme.com|'s"),
        ] {
            assert_eq!(tokens(text).join("|"), expected);
        }
    }

    #[test]
    fn sentences_survive_marks_and_abbreviations() {
        for (text, expected) in [
            ("“Where?” he asked. She left.", "“Where?” he asked.|She left."),
            ("“Where?” Jane Doe asked. She left.", "“Where?” Jane Doe asked.|She left."),
            ("“It held.” The mayor left.", "“It held.”|The mayor left."),
            (
                "Dr. Roe of Acme Inc. said so. He left the U.S. The end.",
                "Dr. Roe of Acme Inc. said so.|He left the U.S.|The end.",
            ),
            ("He came at 5 p.m. Monday. It rained.", "He came at 5 p.m. Monday.|It rained."),
            ("“One. Two. Three,” she said.", "“One. Two. Three,” she said."),
            ("He spoke (at length). Then he left.", "He spoke (at length).|Then he left."),
        ] {
            assert_eq!(sentences(text).join("|"), expected);
        }
    }

    #[test]
    fn every_mark_of_the_table_pairs_in_its_example() {
        let mut reader = csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/data/quote_marks.csv")).expect("the table");
        for record in reader.records() {
            let example = record.expect("a row").get(3).expect("an example").to_owned();
            assert_eq!(stretches(&example).join("|").trim_end_matches(','), "The tide won", "{example}");
        }
    }

    #[test]
    fn marks_of_every_style_pair() {
        for (text, expected) in [
            ("“A b,” she said, “c d.”", "A b,|c d."),
            ("\"A b,\" she said, \"c d.\"", "A b,|c d."),
            ("‘It’s the workers’ choice,’ she said.", "It’s the workers’ choice,"),
            ("'It's the workers' choice,' she said.", "It's the workers' choice,"),
            ("« Non », dit-il. «Oui», dit-elle.", "Non|Oui"),
            ("»So«, sagte er.", "So"),
            ("``So,'' he said.", "So,"),
            ("“He said ‘no’ to me,” she said.", "He said ‘no’ to me,|no"),
            ("“He said “no” to me,” she said.", "He said “no” to me,|no"),
            ("It is the ’90s, rock ’n’ roll and the Joneses’ car.", ""),
            ("“Open to the end. She left.", "Open to the end. She left."),
            ("“Open to the cue, she said.", "Open to the cue,"),
        ] {
            assert_eq!(stretches(text).join("|"), expected, "{text}");
        }
    }
}
