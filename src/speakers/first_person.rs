//! Whose *I* it is: in a quotation its speaker's, elsewhere the writer's; and who answers where turns are only *Q* and *A*.

use super::walk::settle;
use crate::document::{Document, Token, TokenRange};
use crate::entities::Entities;
use crate::mentions::{Kind, Mention, Reference};
use crate::quotations::{CueShape, Quotation};
use crate::sources::{LABEL_RULE, Link};

/// How many paragraphs before the first label tell who is asked.
const BEFORE: u32 = 40;

/// Gives *I, me, my* the entity that speaks.
pub(super) fn resolve(
    document: &Document<'_>,
    mentions: &[Mention],
    entities: &mut Entities,
    quotations: &[Quotation],
    links: &[Link],
) {
    // inner quotations come behind those they stand in, and theirs is the word
    let mut inner = vec![None; mentions.len()];
    for (q, quotation) in quotations.iter().enumerate() {
        for part in words(quotation) {
            let from = mentions.partition_point(|m| m.tokens.start < part.start);
            let inside = mentions.iter().skip(from).take_while(|m| m.tokens.start < part.end).count();
            inner[from..from + inside].fill(Some(q));
        }
    }
    let mut own: Vec<Vec<usize>> = vec![Vec::new(); quotations.len()];
    let writer = writer(document, mentions, entities);
    for (m, mention) in mentions.iter().enumerate().filter(|(_, mention)| is_i(document, mention)) {
        if entities.of_mention[m].is_some() {
            continue;
        }
        match inner[m] {
            Some(q) => own[q].push(m),
            None if document.token(mention.head).stretch == Token::NONE => settle(entities, m, writer),
            None => {}
        }
    }
    // the outer first: an I in it can be the source of the inner
    for (link, own) in links.iter().zip(own) {
        let source = link.source.as_ref().and_then(|s| s.mention).and_then(|m| entities.of_mention[m]);
        for m in own {
            settle(entities, m, source.filter(|_| link.joined.is_empty()));
        }
    }
}

fn is_i(document: &Document<'_>, mention: &Mention) -> bool {
    mention.reference == Reference::Pronoun
        && matches!(document.lower_at(mention.head), "i" | "me" | "my" | "mine" | "myself" | "i'm" | "i've" | "i'll" | "i'd")
}

/// The words of a quotation that are its speaker's own; the turns of a transcript have no marks.
fn words(quotation: &Quotation) -> &[TokenRange] {
    let label = quotation.cue.is_some_and(|cue| cue.shape == CueShape::Label);
    if label { &quotation.parts } else { &quotation.quoted }
}

/// The one person in the article's bylines.
fn writer(document: &Document<'_>, mentions: &[Mention], entities: &Entities) -> Option<usize> {
    let bylines =
        mentions.iter().enumerate().filter(|(_, m)| document.paragraphs[document.token(m.head).paragraph as usize].byline);
    let mut people = bylines.filter(|(_, m)| m.kind == Kind::Person).map(|(m, _)| entities.of_mention[m]);
    let one = people.next()??;
    people.all(|other| other == Some(one)).then_some(one)
}

/// Whether a turn is labelled *A*.
pub(super) fn is_answer(document: &Document<'_>, link: &Link) -> bool {
    link.rule == Some(LABEL_RULE) && link.source.as_ref().is_some_and(|s| matches!(document.lower_at(s.head), "a" | "a."))
}

/// Who answers: the person whom the paragraphs before the first label name most often.
pub(super) fn answers(document: &Document<'_>, mentions: &[Mention], entities: &Entities, links: &[Link]) -> Option<usize> {
    let first = links.iter().find(|link| is_answer(document, link))?.source.as_ref()?.head;
    let paragraph = document.token(first).paragraph;
    let mut counts = vec![0usize; entities.list.len()];
    let before = mentions.partition_point(|m| m.tokens.start < first);
    for (m, mention) in mentions.iter().enumerate().take(before).rev() {
        let at = document.token(mention.head).paragraph;
        if paragraph - at > BEFORE {
            break;
        }
        if mention.kind == Kind::Person && !document.paragraphs[at as usize].byline {
            if let Some(entity) = entities.of_mention[m] {
                counts[entity] += 1;
            }
        }
    }
    let most = counts.iter().copied().max().filter(|&most| most > 0)?;
    let mut those = counts.iter().enumerate().filter(|(_, n)| **n == most);
    let (who, _) = those.next()?;
    those.next().is_none().then_some(who)
}

#[cfg(test)]
mod tests {
    use crate::{Extractor, SourceType};

    /// The source's type and the speakers of each quotation.
    fn heard(text: &str) -> Vec<(SourceType, Vec<String>)> {
        let doc = Extractor::new().extract(text);
        let quote = |q: crate::Quote<'_>| {
            let who = q.speakers().map(|e| e.name().to_owned()).collect();
            (q.source().map_or(SourceType::Document, |s| s.source_type()), who)
        };
        doc.quotes().map(quote).collect()
    }

    #[test]
    fn i_am_the_writer() {
        let nobody: Vec<String> = Vec::new();
        assert_eq!(heard("I told the board that the lock was shut."), [(SourceType::Writer, nobody)]);
        let signed = heard("By Anna Coyle\n\nI told the board that the lock was shut.");
        assert_eq!(signed, [(SourceType::Writer, vec!["Anna Coyle".to_owned()])]);
    }

    #[test]
    fn i_in_the_words_of_another_am_the_other() {
        let all = heard("“I told the board, ‘The lock is shut,’” Tom Reed said.");
        assert_eq!(all, vec![(SourceType::Person, vec!["Tom Reed".to_owned()]); 2]);
    }
}
