//! For reading: every quotation with its speaker, then who and what is named.

use anstyle::{AnsiColor, Style as Ansi};
use onrecord::{Entity, Evidence, Extraction, Form, Quote, QuoteKind, Rival, Status, Unresolved};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};

/// How wide, and whether in colour.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    width: usize,
    colour: bool,
}

/// The width of what is not printed on a terminal, and the widest of what is, in columns.
const WIDTH: usize = 100;

/// Below this share a speaker's certainty is told.
const SURE: f64 = 0.8;
/// A quotation less sure than this, as one and in its bounds, is shown with how sure it is.
const SURE_QUOTE: f64 = 0.6;

/// How many facts of a decision are told.
const STRONGEST: usize = 3;

const STRONG: Ansi = Ansi::new().bold();
const SPEAKER: Ansi = AnsiColor::Cyan.on_default().bold();
const FAINT: Ansi = Ansi::new().dimmed();
const DOUBT: Ansi = AnsiColor::Yellow.on_default();

impl Style {
    /// What suits standard output, NO_COLOR and CLICOLOR_FORCE considered.
    pub(crate) fn of_stdout() -> Self {
        let stdout = io::stdout();
        let columns = terminal_size::terminal_size_of(&stdout).filter(|_| stdout.is_terminal());
        let width = columns.map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(40, WIDTH));
        let colour = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
        Style { width, colour }
    }

    fn paint(self, ansi: Ansi, text: &str) -> String {
        if self.colour { format!("{ansi}{text}{ansi:#}") } else { text.to_owned() }
    }
}

/// Writes one document.
pub(super) fn write(extraction: &Extraction, style: Style, out: &mut impl Write) -> io::Result<()> {
    let mut page = Page { style, text: String::new() };
    page.line(style.paint(STRONG, &shown(extraction.id())));
    for warning in extraction.warnings() {
        page.wrapped(0, DOUBT, &format!("warning: {}", shown(warning.text())));
    }
    page.line("");
    let gutter = extraction.quotes().map(Quote::line).max().unwrap_or(0).to_string().len().max(4);
    let again = repeated(extraction);
    if extraction.quotes().len() == 0 {
        page.line("No quotations.");
        page.line("");
    } else {
        page.line(style.paint(FAINT, &format!("{:>gutter$}", "line")));
    }
    for (quote, lines) in again.iter().filter_map(|(quote, lines)| Some((*quote, lines.as_ref()?))) {
        page.quote(quote, lines, gutter);
    }
    page.refusals(extraction);
    for (title, entities) in [
        ("People", extraction.people().collect::<Vec<_>>()),
        ("Organisations", extraction.organizations().collect()),
        ("Places", extraction.places().collect()),
    ] {
        page.entities(title, entities);
    }
    page.not_speech(extraction);
    writeln!(out, "{}", page.text.trim_end())
}

struct Page {
    style: Style,
    text: String,
}

impl Page {
    fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    /// A paragraph, indented and wrapped; a word longer than a line stands on its own.
    fn wrapped(&mut self, indent: usize, ansi: Ansi, text: &str) {
        for line in wrap(text, self.room(indent)) {
            self.indented(indent, ansi, &line);
        }
    }

    /// How many columns there are behind an indent.
    fn room(&self, indent: usize) -> usize {
        self.style.width.saturating_sub(indent).max(20)
    }

    /// Who speaks, behind the number of the line, and the role: in the same line where it fits, else below.
    fn head(&mut self, indent: usize, number: &str, ansi: Ansi, who: &str, role: Option<String>) {
        let mut names = wrap(who, self.room(indent));
        let last = names.pop().unwrap_or_default();
        let mut start = number.to_owned();
        for line in names {
            self.line(format!("{start}{}", self.style.paint(ansi, &line)));
            start = " ".repeat(indent);
        }
        let painted = self.style.paint(ansi, &last);
        match role {
            None => self.line(format!("{start}{painted}")),
            Some(role) if length(&last) + 2 + length(&role) <= self.room(indent) => {
                self.line(format!("{start}{painted}, {role}"));
            }
            Some(role) => {
                self.line(format!("{start}{painted},"));
                self.wrapped(indent, Ansi::new(), &role);
            }
        }
    }

    fn indented(&mut self, indent: usize, ansi: Ansi, line: &str) {
        let line = if ansi == Ansi::new() { line.to_owned() } else { self.style.paint(ansi, line) };
        self.line(format!("{:indent$}{line}", ""));
    }

    fn quote(&mut self, quote: Quote<'_>, again: &[usize], gutter: usize) {
        let indent = gutter + 2;
        let (who, ansi) = speaker(quote);
        let described = quote.speakers().next().and_then(|s| s.roles().next()).filter(|_| quote.speakers().len() == 1);
        self.head(indent, &format!("{:>gutter$}  ", quote.line()), ansi, &who, described.map(|role| shown(role.text())));
        self.wrapped(indent, Ansi::new(), &content(quote));
        let notes = notes(quote, again);
        if !notes.is_empty() {
            self.wrapped(indent, FAINT, &notes.join(" · "));
        }
        let doubt = |what: &str, share: f64, bar: f64| (share < bar).then(|| format!("{what} {:.0}% sure", share * 100.0));
        let doubts = [
            doubt("quotation", quote.confidence(), SURE_QUOTE),
            doubt("speaker", quote.speaker_confidence(), SURE).filter(|_| quote.speakers().len() > 0),
        ];
        let doubts: Vec<String> = doubts.into_iter().flatten().collect();
        if !doubts.is_empty() {
            self.wrapped(indent, DOUBT, &doubts.join(", "));
        }
        for line in reasons(quote, self.room(indent)) {
            self.wrapped(indent, FAINT, &line);
        }
        self.line("");
    }

    /// The names of one kind with how often each is named, the most frequent first.
    fn entities(&mut self, title: &str, entities: Vec<Entity<'_>>) {
        if entities.is_empty() {
            return;
        }
        let named = |e: &Entity<'_>| e.mentions().filter(|m| !matches!(m.form(), Form::Role | Form::Pronoun)).count();
        let mut counted: Vec<(usize, Entity<'_>)> = entities.into_iter().map(|e| (named(&e), e)).collect();
        counted.sort_by_key(|(count, e)| (usize::MAX - count, e.id()));
        let list: Vec<String> = counted.iter().map(|(count, e)| format!("{}\u{a0}({count})", shown(e.name()))).collect();
        self.line(self.style.paint(STRONG, title));
        self.wrapped(2, Ansi::new(), &list.join(", "));
    }

    fn refusals(&mut self, extraction: &Extraction) {
        if extraction.refusals().len() > 0 {
            self.line(self.style.paint(STRONG, "Declined to say anything"));
        }
        for refusal in extraction.refusals() {
            let names: Vec<String> = refusal.speakers().map(|s| shown(s.name())).collect();
            let source = refusal.source().map(|s| shown(s.text()));
            let who = match source {
                _ if !names.is_empty() => names.join(" and "),
                Some(source) => format!("unnamed ({source})"),
                None => "somebody".to_owned(),
            };
            self.wrapped(2, Ansi::new(), &format!("{who}, line {}: {}", refusal.line(), shown(refusal.cue().text())));
        }
    }

    fn not_speech(&mut self, extraction: &Extraction) {
        let mut title = Some(self.style.paint(STRONG, "In quotation marks, but not speech"));
        let mut told = BTreeSet::new();
        for words in extraction.not_speech() {
            let line = format!("“{}”: {}", shown(words.part().text()), words.reason());
            if !told.insert(line.clone()) {
                continue;
            }
            if let Some(title) = title.take() {
                self.line(title);
            }
            self.wrapped(2, Ansi::new(), &line);
        }
    }
}

/// Every quotation with the lines in which it stands again; none for one that is shown elsewhere. Of those that say the same, the
/// one that says most is shown, with a speaker where one of them has any.
fn repeated(extraction: &Extraction) -> Vec<(Quote<'_>, Option<Vec<usize>>)> {
    let quotes: Vec<Quote<'_>> = extraction.quotes().collect();
    let first = |quote: &Quote<'_>| quote.same_as().unwrap_or(*quote).id().index();
    let mut shown: Vec<usize> = (0..quotes.len()).collect();
    let worth = |at: usize| quotes.get(at).map(|q| (q.speakers().len() > 0, length(&q.text())));
    for (at, quote) in quotes.iter().enumerate() {
        if let Some(best) = shown.get_mut(first(quote)).filter(|best| worth(at) > worth(**best)) {
            *best = at;
        }
    }
    let mut lines: Vec<Option<Vec<usize>>> = vec![None; quotes.len()];
    for quote in &quotes {
        let best = shown.get(first(quote)).copied().unwrap_or_default();
        if let Some(list) = lines.get_mut(best) {
            let list = list.get_or_insert_default();
            if quote.id().index() != best {
                list.push(quote.line());
            }
        }
    }
    quotes.into_iter().zip(lines).collect()
}

/// Words in lines of no more than this many characters; a word longer than that stands on its own.
fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = length(word);
        match lines.last_mut().filter(|_| width + 1 + length <= room) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
                width += 1 + length;
            }
            None => {
                lines.push(word.to_owned());
                width = length;
            }
        }
    }
    lines
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// The strongest facts of each decision, those that spoke against it too: a line for each decision.
fn reasons(quote: Quote<'_>, room: usize) -> Vec<String> {
    let mut decisions: Vec<(&str, Vec<Evidence<'_>>)> = Vec::new();
    for evidence in quote.evidence() {
        match decisions.iter_mut().find(|(decision, _)| *decision == evidence.decision()) {
            Some((_, facts)) => facts.push(evidence),
            None => decisions.push((evidence.decision(), vec![evidence])),
        }
    }
    let line = |(decision, facts): (&str, Vec<Evidence<'_>>)| {
        let mut line = format!("{decision}:");
        for (i, (about, weight)) in told(facts.into_iter()).into_iter().take(STRONGEST).enumerate() {
            let told = format!("{}{about} ({weight:+})", if i == 0 { " " } else { ", " });
            // the strongest in any case, the others where they fit
            if i == 0 || length(&line) + length(&told) <= room {
                line.push_str(&told);
            }
        }
        line
    };
    decisions.into_iter().map(line).chain(alternatives(quote)).collect()
}

/// What facts are about with what they count together, the weightiest first.
fn told<'e>(facts: impl Iterator<Item = Evidence<'e>>) -> Vec<(String, i32)> {
    let mut all: Vec<(String, i32)> = Vec::new();
    for fact in facts {
        let about = fact.words().map_or_else(|| shown(fact.rule()), str::to_owned);
        match all.iter_mut().find(|(known, _)| *known == about) {
            Some((_, sum)) => *sum = sum.saturating_add(fact.weight()),
            None => all.push((about, fact.weight())),
        }
    }
    all.sort_by_key(|(_, weight)| Reverse(weight.unsigned_abs()));
    all
}

/// Who else it could have been, how far behind, and without which facts it would have been another.
fn alternatives(quote: Quote<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    // rivals are kept always, told only where explanations were asked for
    if quote.evidence().len() == 0 {
        return lines;
    }
    let own: i32 = quote.evidence().filter(|fact| fact.decision() == "source").map(|fact| fact.weight()).sum();
    let is_speaker = |rival: &Rival<'_>| {
        let entity = rival.mention().and_then(|m| m.entity());
        let joined = quote.source().is_some_and(|source| source.joined().any(|part| part.span() == rival.part().span()));
        joined || entity.is_some_and(|entity| quote.speakers().any(|speaker| speaker.id() == entity.id()))
    };
    let rivals: Vec<String> = quote
        .rivals()
        .filter(|rival| !is_speaker(rival))
        .take(STRONGEST)
        .map(|rival| format!("{} ({:+})", shown(rival.part().text()), rival.weight().saturating_sub(own)))
        .collect();
    if !rivals.is_empty() {
        lines.push(format!("instead: {}", rivals.join(", ")));
    }
    if let Some(change) = quote.would_change() {
        let other = change.rival().map_or("no source".to_owned(), |rival| shown(rival.part().text()));
        let also = if change.together() { " and " } else { " or " };
        let list = |facts: Vec<(String, i32)>| {
            facts.into_iter().take(STRONGEST).map(|(about, _)| about).collect::<Vec<String>>().join(also)
        };
        let (joined, against) = (list(told(change.evidence())), list(told(change.against())));
        let against = if against.is_empty() { against } else { format!("what speaks against it: {against}") };
        lines.push(match change.margin() {
            Some(margin) if joined.is_empty() && against.is_empty() => {
                format!("no facts about it would change that: {other} is {margin} behind")
            }
            Some(margin) if against.is_empty() => format!("it would be {other}, {margin} behind, without {joined}"),
            Some(margin) if joined.is_empty() => format!("it would be {other}, {margin} behind, without {against}"),
            Some(margin) => format!("it would be {other}, {margin} behind, without {joined},{also}{against}"),
            None => format!("decided by {joined}"),
        });
    }
    lines
}

/// The names of the speakers, or why there is none.
fn speaker(quote: Quote<'_>) -> (String, Ansi) {
    let names: Vec<String> = quote.speakers().map(|s| shown(s.name())).collect();
    if !names.is_empty() {
        return (names.join(" and "), SPEAKER);
    }
    let source = quote.source().map(|s| shown(s.text()));
    let text = match (quote.unresolved(), source) {
        (Some(Unresolved::Unnamed), Some(source)) => return (format!("unnamed ({source})"), STRONG),
        (Some(Unresolved::Ambiguous), Some(source)) => format!("not clear who ({source})"),
        (Some(Unresolved::Unsure), _) => "not sure who".to_owned(),
        (_, Some(source)) => format!("nobody known ({source})"),
        _ => "no source".to_owned(),
    };
    (text, DOUBT)
}

/// The words themselves; what is wholly quoted in marks, as the text had it.
fn content(quote: Quote<'_>) -> String {
    let parts = quote.parts().map(|part| match quote.kind() {
        QuoteKind::Direct => format!("“{}”", shown(part.text())),
        _ => shown(part.text()),
    });
    parts.collect::<Vec<_>>().join(" … ")
}

/// The cue and whatever is out of the ordinary.
fn notes(quote: Quote<'_>, again: &[usize]) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(cue) = quote.cue() {
        notes.push(shown(cue.text()));
    }
    if let Some(addressee) = quote.addressee() {
        notes.push(format!("to {}", shown(addressee.text())));
    }
    if let Some(via) = quote.via() {
        notes.push(format!("passed on by {}", shown(via.text())));
    }
    if quote.kind() != QuoteKind::Direct {
        notes.push(quote.kind().to_string());
    }
    if quote.act() != onrecord::Act::Speech {
        notes.push(quote.act().name().to_owned());
    }
    if quote.status() != Status::Asserted {
        notes.push(quote.status().to_string());
    }
    if let Some(outer) = quote.within() {
        notes.push(format!("within the one in line {}", outer.line()));
    }
    if !again.is_empty() {
        let lines: Vec<String> = again.iter().map(usize::to_string).collect();
        notes.push(format!("again in line {}", lines.join(", ")));
    }
    notes
}

/// Text as it can be shown in one line of a terminal: no line ends, no control characters, no change of direction. A word that the end of
/// a line breaks has no gap behind its hyphen.
fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let broken = c.is_alphabetic() && rest.peek() == Some(&'-');
        shown.push(match c {
            c if c.is_whitespace() && c != '\u{a0}' => ' ',
            c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => '\u{fffd}',
            c => c,
        });
        if broken {
            shown.extend(rest.next());
            if rest.peek().is_some_and(|c| matches!(c, '\n' | '\r')) {
                while rest.next_if(|c| c.is_whitespace()).is_some() {}
            }
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn what_is_shown_stands_in_one_line() {
        assert_eq!(shown("the head of the Harbour Com-\n  pany\nin Oslo"), "the head of the Harbour Com-pany in Oslo");
        assert_eq!(shown("a - b\u{202e}\u{7}"), "a - b\u{fffd}\u{fffd}");
    }
}
