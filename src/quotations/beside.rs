//! Words that stand beside attributions and tell more of them, by the groups of `data/beside_speech.csv`.

use crate::builtin;
use crate::document::Document;

/// A group of the table. They are numbered as they stand in it, by the alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    /// *speaking to reporters*
    Addressing,
    /// *who asked not to be named*
    Anonymity,
    /// What somebody declines to do who declines to say anything.
    Answering,
    Asking,
    /// *attempts to reach*
    Attempt,
    /// What is rejected where its clause is denied: *rejected suggestions that …*
    Claim,
    /// What is a refusal where it is only negated: *did not comment*
    Commenting,
    Denying,
    /// *failed to respond to a request*
    Failing,
    Interview,
    /// With these, *would say* is what was said in the end.
    Later,
    /// What is sent or given to somebody: *in a letter to staff*
    Letter,
    /// Who passes on another's words.
    Mouthpiece,
    /// Subjects that nobody is.
    Nobody,
    /// What is not done: *avoided calling it …*
    NotDoing,
    /// *refused to say*
    NotTo,
    /// *had no comment*
    Offering,
    /// Papers, broadcasters and agencies, and the last words of their names.
    Outlet,
    /// What is not done yet: *is expected to say*
    PerhapsTo,
    Post,
    /// *quoted her as saying*
    Quoting,
    /// *could not be reached*
    Reached,
    /// *attempts to reach*
    Reaching,
    Refusing,
    Rejecting,
    /// *a statement read by*
    Relayed,
    /// *did not respond*
    Replying,
    Reposting,
    /// What is answered or not.
    Request,
    /// *quoted her as saying*
    Saying,
    /// What is relayed.
    Statement,
    /// *went unanswered*
    Unanswered,
}

impl Beside {
    /// Whether the word at a token number belongs to the group.
    pub(crate) fn has(self, document: &Document<'_>, t: u32) -> bool {
        let token = document.tokens.get(t as usize);
        token.is_some_and(|token| builtin::beside_speech().has(self as usize, document.word(token).folded))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_numbered_as_the_table_has_them() {
        let camel = |name: &str| name.split('_').map(|part| part[..1].to_uppercase() + &part[1..]).collect::<String>();
        let names: Vec<String> = builtin::beside_speech().names().iter().map(|name| camel(name)).collect();
        let all = [
            Beside::Addressing,
            Beside::Anonymity,
            Beside::Answering,
            Beside::Asking,
            Beside::Attempt,
            Beside::Claim,
            Beside::Commenting,
            Beside::Denying,
            Beside::Failing,
            Beside::Interview,
            Beside::Later,
            Beside::Letter,
            Beside::Mouthpiece,
            Beside::Nobody,
            Beside::NotDoing,
            Beside::NotTo,
            Beside::Offering,
            Beside::Outlet,
            Beside::PerhapsTo,
            Beside::Post,
            Beside::Quoting,
            Beside::Reached,
            Beside::Reaching,
            Beside::Refusing,
            Beside::Rejecting,
            Beside::Relayed,
            Beside::Replying,
            Beside::Reposting,
            Beside::Request,
            Beside::Saying,
            Beside::Statement,
            Beside::Unanswered,
        ];
        assert_eq!(all.map(|group| format!("{group:?}")).as_slice(), names);
        assert!(all.iter().enumerate().all(|(number, group)| *group as usize == number));
    }
}
