//! What a document is about, by the words it uses: in sport a town is a team, in business a surname is a company.

use super::{Document, TokenKind};
use crate::lexicon::Class;

/// The topics that words of the tables tell.
const TOPICS: [(Class, &str); 4] = [
    (Class::TopicSport, "sport"),
    (Class::TopicBusiness, "business"),
    (Class::TopicPolitics, "politics"),
    (Class::TopicConflict, "conflict"),
];

/// Fewer words than this of a topic tell nothing.
const FEWEST: u32 = 2;

/// One word of so many must be of the topic.
const SHARE: u32 = 40;

/// The topic with the most words in a document; empty where it has few of any.
pub(super) fn topic(document: &Document<'_>) -> &'static str {
    let mut counts = [0u32; TOPICS.len()];
    let mut words = 0;
    for token in document.tokens.iter().filter(|t| t.kind == TokenKind::Word) {
        words += 1;
        let entry = &document.word(token).entry;
        for (count, (class, _)) in counts.iter_mut().zip(TOPICS) {
            *count += u32::from(entry.has(class));
        }
    }
    let most = counts.iter().zip(TOPICS).rev().max_by_key(|(count, _)| **count);
    most.filter(|(count, _)| **count >= FEWEST && **count * SHARE >= words).map_or("", |(_, (_, name))| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    #[test]
    fn words_tell_what_a_text_is_about() {
        let resources = builtin::resources();
        let about = |text: &str| topic(&Document::new(text, &resources.lexicon));
        assert_eq!(about("Elsen beat Tavmark in the semifinal; their striker scored both goals."), "sport");
        assert_eq!(about("Shares in Tavmark Timber fell as investors sold stocks."), "business");
        assert_eq!(about("The choir sang on the quay until the rain came."), "");
    }
}
