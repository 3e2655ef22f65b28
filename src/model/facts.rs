//! Facts: a rule and what it was observed with, as in `source.verb=say|left`.

use super::weights::ESCAPED_BAR;
use crate::document::Word;
use crate::table::hash::{combine, finish, hash};

/// The name of a kind of fact; its hash is made at compile time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    hash: u64,
}

impl Rule {
    pub(crate) const fn new(name: &'static str) -> Rule {
        Rule { name, hash: hash(name.as_bytes()) }
    }
}

/// What a rule was observed with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value<'a> {
    hash: u64,
    text: Text<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Text<'a> {
    Str(&'a str),
    Ascii(&'a [u8]),
    Number(i32),
}

impl Value<'static> {
    /// The value of a text whose hash is made at compile time, or once for many facts.
    pub(crate) const fn new(text: &'static str) -> Self {
        Value { hash: hash(text.as_bytes()), text: Text::Str(text) }
    }
}

impl<'a> Value<'a> {
    /// A value whose hash is at hand.
    pub(crate) const fn hashed(text: &'a str, hash: u64) -> Self {
        Value { hash, text: Text::Str(text) }
    }

    /// A value of ASCII characters, with the hash of these bytes.
    pub(crate) const fn ascii(bytes: &'a [u8], hash: u64) -> Self {
        Value { hash, text: Text::Ascii(bytes) }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value { hash: hash(text.as_bytes()), text: Text::Str(text) }
    }
}

impl<'a> From<&'a Word> for Value<'a> {
    /// The folded word, whose hash is at hand.
    fn from(word: &'a Word) -> Self {
        Value { hash: word.folded, text: Text::Str(&word.lower) }
    }
}

impl From<i32> for Value<'_> {
    fn from(number: i32) -> Self {
        const SMALL: [u64; 10] = [
            hash(b"0"),
            hash(b"1"),
            hash(b"2"),
            hash(b"3"),
            hash(b"4"),
            hash(b"5"),
            hash(b"6"),
            hash(b"7"),
            hash(b"8"),
            hash(b"9"),
        ];
        let small = usize::try_from(number).ok().and_then(|n| SMALL.get(n).copied());
        Value { hash: small.unwrap_or_else(|| hash(number.to_string().as_bytes())), text: Text::Number(number) }
    }
}

impl From<bool> for Value<'_> {
    fn from(yes: bool) -> Self {
        Value::from(i32::from(yes))
    }
}

/// A fact as a sink receives it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fact<'a> {
    rule: Rule,
    values: &'a [Value<'a>],
}

impl<'a> Fact<'a> {
    pub(crate) const fn new(rule: Rule, values: &'a [Value<'a>]) -> Self {
        Fact { rule, values }
    }

    /// The key of its weight.
    #[inline]
    pub(crate) fn key(&self) -> u64 {
        self.values.iter().fold(self.rule.hash, |state, value| finish(combine(state, value.hash)))
    }

    /// Its name as the tables of weights spell it: `rule` or `rule=value|value`.
    pub(crate) fn name(&self) -> String {
        let mut name = self.rule.name.to_owned();
        for (i, value) in self.values.iter().enumerate() {
            name.push(if i == 0 { '=' } else { '|' });
            match value.text {
                Text::Str(text) => name.extend(text.chars().map(|c| if c == '|' { ESCAPED_BAR } else { c })),
                Text::Ascii(bytes) => name.extend(bytes.iter().map(|&b| char::from(b))),
                Text::Number(n) => name.push_str(&n.to_string()),
            }
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::weights::key_of_name;

    #[test]
    fn names_and_keys_agree() {
        let rule = Rule::new("test.rule");
        for values in [&[][..], &["a".into()], &["a".into(), 12.into()], &["a|b".into()], &["x=y".into(), 3.into(), true.into()]]
        {
            let fact = Fact::new(rule, values);
            assert_eq!(key_of_name(&fact.name()), fact.key(), "{}", fact.name());
        }
    }
}
