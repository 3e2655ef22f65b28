//! What reporters did to quoted words: put some in, left some out, marked a mistake as the speaker's.

use super::Places;
use crate::document::{TokenKind, TokenRange};
use crate::extraction::{EditKind, EditRecord};

/// The edits in a stretch of quoted words, in text order.
pub(super) fn edits(places: &Places<'_>, quoted: TokenRange) -> Vec<EditRecord> {
    let mut edits = Vec::new();
    let mut t = quoted.start;
    while t < quoted.end {
        let found = bracket(places, t, quoted.end).or_else(|| dots(places, t, quoted));
        match found {
            Some((range, kind)) => {
                edits.push(EditRecord { span: places.span(range), kind });
                t = range.end;
            }
            None => t += 1,
        }
    }
    edits
}

/// Longest insertion, in tokens; what is longer is a bracket left open.
const INSERTION: u32 = 60;

/// Square brackets at `t`, and round ones that say *sic*.
fn bracket(places: &Places<'_>, t: u32, end: u32) -> Option<(TokenRange, EditKind)> {
    let document = &places.analysis.document;
    let close = match document.lower_at(t) {
        "[" => "]",
        "(" => ")",
        _ => return None,
    };
    let at = (t + 1..end.min(t + INSERTION)).find(|&u| document.lower_at(u) == close)?;
    let range = TokenRange::new(t, at + 1);
    let inside = t + 1..at;
    if inside.len() == 1 && document.lower_at(t + 1) == "sic" {
        return Some((range, EditKind::Sic));
    }
    if close == ")" {
        return None;
    }
    let left_out = inside.clone().all(|i| document.kind_at(i) == Some(TokenKind::Stop)) && !inside.is_empty();
    Some((range, if left_out { EditKind::Ellipsis } else { EditKind::Insertion }))
}

/// *…*, *...* and *. . .* between words; at either end of the quoted words they are a speaker's who breaks off.
fn dots(places: &Places<'_>, t: u32, quoted: TokenRange) -> Option<(TokenRange, EditKind)> {
    let document = &places.analysis.document;
    let text = |t: u32| document.text(TokenRange::new(t, t + 1));
    if document.kind_at(t) != Some(TokenKind::Stop) {
        return None;
    }
    let end = if text(t) == "…" || text(t).starts_with("...") {
        t + 1
    } else if text(t) == "." {
        let dots = (t..quoted.end).take(4).take_while(|&u| text(u) == ".").count() as u32;
        (dots >= 3).then_some(t + dots)?
    } else {
        return None;
    };
    let word = |mut range: std::ops::Range<u32>| range.any(|u| document.token(u).is_word());
    (word(quoted.start..t) && word(end..quoted.end)).then(|| (TokenRange::new(t, end), EditKind::Ellipsis))
}

#[cfg(test)]
mod tests {
    use crate::{EditKind, Extractor};

    #[test]
    fn every_kind_of_edit_is_found_where_it_stands() {
        let text = "“I said [the dam] was … fine. [T]he mill ... held . . . on (sic) and on [sic]. It was [...] good (so to say)…” said Ida Brandt.";
        let doc = Extractor::new().extract(text);
        let quote = doc.quotes().next().expect("a quotation");
        let edits: Vec<_> = quote.edits().map(|e| (e.kind(), e.part().text())).collect();
        let (ellipsis, insertion, sic) = (EditKind::Ellipsis, EditKind::Insertion, EditKind::Sic);
        let expected = [
            (insertion, "[the dam]"),
            (ellipsis, "…"),
            (insertion, "[T]"),
            (ellipsis, "..."),
            (ellipsis, ". . ."),
            (sic, "(sic)"),
            (sic, "[sic]"),
            (ellipsis, "[...]"),
        ];
        assert_eq!(edits, expected);
    }
}
