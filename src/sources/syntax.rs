//! A shallow grammar: the verb that a phrase reaches, and what stands to its left. Nothing is parsed. Every walk is bounded.

pub(crate) use super::parts::Part;
use super::parts::{is_title_case, part};
use crate::document::{Document, Token};

/// The parts of a document's tokens.
#[derive(Debug)]
pub(crate) struct Syntax<'d, 't> {
    document: &'d Document<'t>,
    parts: Vec<Part>,
}

/// How the verb is reached that a phrase is the subject of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Path {
    Adjacent,
    /// Over adverbs and the time.
    Adverb,
    /// Over auxiliaries, perhaps adverbs too.
    Auxiliary,
    /// Over *and* and another phrase.
    Joint,
    /// Over a prepositional phrase.
    Phrase,
    /// Over an apposition between commas.
    Apposition,
    /// Over brackets or dashes.
    Aside,
    /// Over the comma behind it, where it is the apposition itself.
    Closes,
}

impl Path {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Path::Adjacent => "adjacent",
            Path::Adverb => "adverb",
            Path::Auxiliary => "auxiliary",
            Path::Joint => "joint",
            Path::Phrase => "phrase",
            Path::Apposition => "apposition",
            Path::Aside => "aside",
            Path::Closes => "closes",
        }
    }
}

/// What the walk to the right of a phrase ends at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reach {
    /// The token it ends at.
    pub(crate) at: u32,
    /// Its part; a verb or something that stops the walk.
    pub(crate) part: Part,
    pub(crate) path: Path,
}

/// Longest walk in tokens.
const WALK: u32 = 48;
/// Longest noun phrase to the left of a head.
const PHRASE: u32 = 12;

impl<'d, 't> Syntax<'d, 't> {
    /// Reads the parts of all tokens.
    pub(crate) fn new(document: &'d Document<'t>) -> Self {
        let mut parts = Vec::with_capacity(document.tokens.len());
        let mut before = Part::Edge;
        let mut title_case = false;
        for (t, token) in document.tokens.iter().enumerate() {
            if t == 0 || document.tokens[t - 1].sentence != token.sentence {
                before = Part::Edge;
                title_case = is_title_case(document, token.sentence);
            }
            let part = part(document, t as u32, token, before, title_case);
            parts.push(part);
            before = part;
        }
        Syntax { document, parts }
    }

    /// The document it reads.
    pub(crate) fn document(&self) -> &'d Document<'t> {
        self.document
    }

    /// The part of a token; [`Part::Edge`] past either end of the document.
    pub(crate) fn part(&self, t: u32) -> Part {
        self.parts.get(t as usize).copied().unwrap_or(Part::Edge)
    }

    /// The part of token `t` as seen from token `from`: [`Part::Edge`] in another sentence.
    pub(crate) fn part_from(&self, from: u32, t: u32) -> Part {
        let sentence = |t: u32| self.document.tokens.get(t as usize).map(|t| t.sentence);
        if sentence(from) == sentence(t) { self.part(t) } else { Part::Edge }
    }

    /// The first token of the noun phrase whose name or head starts at `start`.
    pub(crate) fn phrase_start(&self, start: u32) -> u32 {
        let mut t = start;
        while t > 0 && start - t < PHRASE {
            match self.part_from(start, t - 1) {
                part if part.premodifies() => t -= 1,
                Part::Determiner | Part::Possessive => return t - 1,
                _ => break,
            }
        }
        t
    }

    /// What stands to the left of a phrase that starts at `start`, over adverbs: the token and its part.
    pub(crate) fn left_of(&self, start: u32) -> (u32, Part) {
        let mut t = start;
        while t > 0 && start - t < 4 {
            t -= 1;
            match self.part_from(start, t) {
                Part::Adverb | Part::Time => {}
                part => return (t, part),
            }
        }
        (t, Part::Edge)
    }

    /// Walks right from `from` to the verb of a phrase that ends there.
    pub(crate) fn reach(&self, from: u32) -> Reach {
        let origin = from.saturating_sub(1);
        let limit = from.saturating_add(WALK);
        let mut path = Path::Adjacent;
        let mut t = from;
        let mut inside_phrase = false;
        while t < limit {
            let part = self.part_from(origin, t);
            let stop = Reach { at: t, part, path };
            match part {
                Part::Verb | Part::OtherVerb => return stop,
                Part::Auxiliary | Part::Adverb | Part::Time => {
                    path = match (path, part) {
                        (Path::Adjacent | Path::Adverb, Part::Auxiliary) => Path::Auxiliary,
                        (Path::Adjacent, _) => Path::Adverb,
                        (path, _) => path,
                    };
                    inside_phrase = false;
                    t += 1;
                }
                Part::Open => match self.closing(t, limit) {
                    Some(close) => (t, path) = (close + 1, Path::Aside),
                    None => return stop,
                },
                Part::Dash => match self.second(t, limit, Part::Dash) {
                    Some(close) => (t, path) = (close + 1, Path::Aside),
                    None => return stop,
                },
                Part::Comma => match self.second(t, limit, Part::Comma) {
                    Some(close) => (t, path) = (close + 1, Path::Apposition),
                    None => return stop,
                },
                Part::Conjunction if !inside_phrase && path == Path::Adjacent => {
                    let next = self.part_from(origin, t + 1);
                    if !(next.premodifies() || matches!(next, Part::Determiner | Part::Possessive | Part::Pronoun)) {
                        return stop;
                    }
                    path = Path::Joint;
                    inside_phrase = true;
                    t += 1;
                }
                Part::Preposition => {
                    path = if path == Path::Apposition { path } else { Path::Phrase };
                    inside_phrase = true;
                    t += 1;
                }
                Part::Conjunction | Part::Determiner | Part::Possessive | Part::Pronoun if inside_phrase => t += 1,
                part if part.premodifies() && inside_phrase => t += 1,
                _ => return stop,
            }
        }
        Reach { at: t, part: Part::Edge, path }
    }

    /// Walks right from behind a phrase that follows a comma: where another comma and a verb follow, it is an apposition to the
    /// subject of that verb.
    pub(crate) fn reach_of_apposition(&self, from: u32) -> Reach {
        let plain = self.reach(from);
        let behind = self.part_from(from.saturating_sub(1), from + 1);
        if plain.part == Part::Comma && plain.at == from && behind.verbal() {
            return Reach { path: Path::Closes, ..self.reach(from + 1) };
        }
        plain
    }

    /// The comma or dash that ends what the one at `t` begins, where a verb follows it.
    fn second(&self, t: u32, limit: u32, which: Part) -> Option<u32> {
        if self.part_from(t, t + 1).verbal() {
            return None;
        }
        let mut u = t + 1;
        while u < limit {
            match self.part_from(t, u) {
                Part::Edge | Part::Colon => return None,
                Part::MarkOpens => u = self.past_stretch(u),
                part if part == which => {
                    let mut next = u + 1;
                    while self.part_from(t, next) == Part::Adverb {
                        next += 1;
                    }
                    if self.part_from(t, next).verbal() {
                        return Some(u);
                    }
                    u += 1;
                }
                _ => u += 1,
            }
        }
        None
    }

    fn closing(&self, t: u32, limit: u32) -> Option<u32> {
        (t + 1..limit).find(|&u| self.part_from(t, u) == Part::Close)
    }

    /// The token behind the outermost stretch that the mark at `t` opens.
    fn past_stretch(&self, t: u32) -> u32 {
        match self.document.tokens.get(t as usize + 1).map(|token| token.stretch) {
            Some(stretch) if stretch != Token::NONE => self.document.stretch_range(stretch).end.max(t + 1),
            _ => t + 1,
        }
    }

    /// The last token, exclusive, of a nominal phrase whose head is at `head`: its prepositional phrases belong to it.
    pub(crate) fn phrase_end(&self, head: u32) -> u32 {
        let plain = self.end_of_prepositions(head, head + 1);
        let modified = matches!(self.part_from(head, head + 1), Part::Noun | Part::OtherVerb) && plain == head + 1;
        if modified && self.part_from(head, head + 2) == Part::Preposition {
            // people familiar with the matter said; officials briefed on the talks said
            let end = self.end_of_prepositions(head, head + 2);
            if end > head + 2 && matches!(self.part_from(head, end), Part::Verb | Part::OtherVerb | Part::Auxiliary) {
                return end;
            }
        }
        plain
    }

    /// The end of the prepositional phrases that start at `from`; `from` where none does.
    fn end_of_prepositions(&self, head: u32, from: u32) -> u32 {
        let mut end = from;
        let mut t = from;
        let mut open = false;
        while t < head + 2 * PHRASE {
            match self.part_from(head, t) {
                Part::Preposition => open = true,
                Part::Determiner | Part::Possessive if open => {}
                Part::Noun | Part::Name | Part::Number | Part::Pronoun if open => end = t + 1,
                Part::Genitive if open => {}
                _ => break,
            }
            t += 1;
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    /// The word and path that the phrase ending with `last` reaches.
    fn reached(text: &str, last: &str) -> (String, Path) {
        let document = Document::new(text, &builtin::resources().lexicon);
        let syntax = Syntax::new(&document);
        let t = (0..document.tokens.len() as u32).find(|&t| document.text_of(document.token(t)) == last).expect("the word");
        let reach = syntax.reach(t + 1);
        (document.lower_at(reach.at).to_owned(), reach.path)
    }

    #[test]
    fn a_subject_reaches_its_verb() {
        let cases = [
            ("Nadia Forde said it would rain.", "Forde", "said", Path::Adjacent),
            ("Nadia Forde has often said it would rain.", "Forde", "said", Path::Auxiliary),
            ("Nadia Forde and Piet Lorne said it would rain.", "Forde", "said", Path::Joint),
            ("A spokesman for the mayor of Dellport said it would rain.", "spokesman", "said", Path::Phrase),
            ("Nadia Forde, the mayor of Dellport, said it would rain.", "Forde", "said", Path::Apposition),
            ("Nadia Forde, who runs the mill, a shop and an inn, said it would rain.", "Forde", "said", Path::Apposition),
            ("Nadia Forde (of the mill) said it would rain.", "Forde", "said", Path::Aside),
            ("Nadia Forde — no friend of the mill — said it would rain.", "Forde", "said", Path::Aside),
        ];
        for (text, last, verb, path) in cases {
            assert_eq!(reached(text, last), (verb.to_owned(), path), "{text}");
        }
        assert_eq!(reached("The mill, said Nadia Forde, was old.", "mill").1, Path::Adjacent);
    }

    #[test]
    fn an_apposition_reaches_the_verb_behind_its_comma() {
        let document = Document::new("The cook, Tomas Brandt, said it would rain.", &builtin::resources().lexicon);
        let syntax = Syntax::new(&document);
        let reach = syntax.reach_of_apposition(5);
        assert_eq!((document.lower_at(reach.at), reach.path), ("said", Path::Closes));
    }

    #[test]
    fn nouns_may_end_in_ly_and_bare_verbs_follow_no_single_name() {
        let part_of = |text: &str, word: &str| {
            let document = Document::new(text, &builtin::resources().lexicon);
            let t = (0..document.tokens.len() as u32).find(|&t| document.lower_at(t) == word).expect("the word");
            Syntax::new(&document).part(t)
        };
        assert_eq!(part_of("The family has gladly left.", "family"), Part::Noun);
        assert_eq!(part_of("The family has gladly left.", "gladly"), Part::Adverb);
        assert_eq!(part_of("A Harbour Office report found that it leaked.", "report"), Part::Noun);
        assert_eq!(part_of("Nadia Forde and Piet Lorne report that it leaked.", "report"), Part::Verb);
    }

    #[test]
    fn a_noun_is_no_verb() {
        let document = Document::new("The report said the claim and his reports were false.", &builtin::resources().lexicon);
        let syntax = Syntax::new(&document);
        let parts: Vec<Part> = (0..9).map(|t| syntax.part(t)).collect();
        use Part::*;
        assert_eq!(parts, [Determiner, Noun, Verb, Determiner, Noun, Conjunction, Possessive, Noun, Auxiliary]);
    }

    #[test]
    fn phrases_have_edges() {
        let document = Document::new("“No,” said a former deputy of the harbour board who left.", &builtin::resources().lexicon);
        let syntax = Syntax::new(&document);
        let head = (0..document.tokens.len() as u32).find(|&t| document.lower_at(t) == "deputy").expect("the word");
        let start = syntax.phrase_start(head);
        assert_eq!(document.lower_at(start), "a");
        assert_eq!(document.lower_at(syntax.left_of(start).0), "said");
        assert_eq!(document.lower_at(syntax.phrase_end(head)), "who");
    }
}
