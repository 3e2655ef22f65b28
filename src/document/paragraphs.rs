//! Paragraphs: a non-empty line each or, in hard-wrapped text, a block between blank lines.

/// Which part of an article a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Headline,
    Body,
}

/// A paragraph; token numbers are half-open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paragraph {
    pub(crate) first_token: u32,
    pub(crate) end_token: u32,
    /// The token behind the dateline (*BERGEN, Norway —*); the first token where there is none.
    pub(crate) dateline_end: u32,
    /// Whether it only says who wrote the article.
    pub(crate) byline: bool,
    pub(crate) section: Section,
}

/// Most characters of a line in text that counts as hard-wrapped.
const WRAPPED_WIDTH: usize = 120;

/// The byte ranges of the paragraphs of a text; `broken` where ends of lines break words.
pub(crate) fn split(text: &str, broken: bool) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        lines.push((at, at + line.len()));
        at += line.len() + 1;
    }
    let trimmed = |(from, to): (usize, usize)| {
        let line = text.get(from..to).unwrap_or_default();
        let start = from + (line.len() - line.trim_start().len());
        (start, start + line.trim().len())
    };
    let lines: Vec<(usize, usize)> = lines.into_iter().map(trimmed).collect();
    if !is_wrapped(text, &lines, if broken { 1 } else { 2 }) {
        return lines.into_iter().filter(|(from, to)| from < to).collect();
    }
    let mut blocks: Vec<(usize, usize)> = Vec::new();
    let mut open = false;
    for (from, to) in lines {
        if from == to {
            open = false;
        } else if open {
            if let Some(block) = blocks.last_mut() {
                block.1 = to;
            }
        } else {
            blocks.push((from, to));
            open = true;
        }
    }
    blocks
}

/// Whether most line ends inside blocks fall in mid-sentence, and there are so many of them at least.
fn is_wrapped(text: &str, lines: &[(usize, usize)], least: usize) -> bool {
    let (mut inner, mut soft) = (0, 0);
    for pair in lines.windows(2) {
        let &[(from, to), (next_from, next_to)] = pair else {
            continue;
        };
        if from == to || next_from == next_to {
            continue;
        }
        let line = text.get(from..to).unwrap_or_default();
        if line.chars().count() > WRAPPED_WIDTH {
            return false;
        }
        inner += 1;
        let ends = line.ends_with(['.', '!', '?', '…', ':', '"', '”', '’', '\'', '»', ')']);
        let next = text.get(next_from..next_to).unwrap_or_default();
        if !ends && (line.chars().count() > 40 || next.starts_with(char::is_lowercase)) {
            soft += 1;
        }
    }
    inner >= least && soft * 2 > inner
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<&str> {
        split(text, false).into_iter().map(|(from, to)| &text[from..to]).collect()
    }

    #[test]
    fn lines_are_paragraphs() {
        assert_eq!(paragraphs("Headline\n\n  One. \nTwo."), ["Headline", "One.", "Two."]);
        assert_eq!(paragraphs("\n\n"), [""; 0]);
    }

    #[test]
    fn hard_wrapped_blocks_are_paragraphs() {
        let text = "The harbour board met on Monday to talk about\nthe new crane and the price that it would have to\npay for it this year.\n\nIt will meet again.";
        assert_eq!(paragraphs(text).len(), 2);
    }
}
