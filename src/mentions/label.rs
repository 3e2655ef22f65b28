//! Labels of the name tagger: what a token is within a name (begins, inside, last, alone) and what kind the name is.

use super::Kind;

/// What a name can be for the tagger. Other names (peoples, events, works) are told apart but yield no mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NameKind {
    Person,
    Organization,
    Place,
    Other,
}

impl NameKind {
    pub(crate) const ALL: [NameKind; 4] = [NameKind::Person, NameKind::Organization, NameKind::Place, NameKind::Other];

    /// The kind of the mention that such a name is.
    pub(crate) fn kind(self) -> Option<Kind> {
        match self {
            NameKind::Person => Some(Kind::Person),
            NameKind::Organization => Some(Kind::Organization),
            NameKind::Place => Some(Kind::Place),
            NameKind::Other => None,
        }
    }
}

/// Where in a name a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Begins,
    Inside,
    Last,
    Alone,
}

/// A label: outside, or a part of a name of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Label(u8);

/// How many labels there are.
pub(crate) const LABELS: usize = NAMES.len();

/// Their names in the table of weights.
pub(crate) use crate::model::NAME_LABELS as NAMES;

impl Label {
    pub(crate) const OUTSIDE: Label = Label(0);

    pub(crate) const fn new(kind: NameKind, part: Part) -> Label {
        Label(1 + 4 * kind as u8 + part as u8)
    }

    pub(crate) fn from_index(index: usize) -> Label {
        Label(index.min(LABELS - 1) as u8)
    }

    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The kind and part; none outside.
    pub(crate) fn name(self) -> Option<(NameKind, Part)> {
        let inner = usize::from(self.0.checked_sub(1)?);
        let part = [Part::Begins, Part::Inside, Part::Last, Part::Alone][inner % 4];
        Some((NameKind::ALL[inner / 4], part))
    }

    /// Whether a sequence can begin with it; where it can't, it can't stand behind a name's end either.
    pub(crate) fn can_begin(self) -> bool {
        !matches!(self.name(), Some((_, Part::Inside | Part::Last)))
    }

    /// Whether a sequence can end with it.
    pub(crate) fn can_end(self) -> bool {
        !matches!(self.name(), Some((_, Part::Begins | Part::Inside)))
    }

    /// Whether `next` can stand right behind it.
    pub(crate) fn can_precede(self, next: Label) -> bool {
        if self.can_end() {
            return next.can_begin();
        }
        !next.can_begin() && self.name().map(|(kind, _)| kind) == next.name().map(|(kind, _)| kind)
    }

    /// The labels of a name of `len` tokens: its first, those inside, its last.
    pub(crate) fn of_name(kind: NameKind, len: u32) -> impl Iterator<Item = Label> {
        (0..len).map(move |i| {
            let part = match (i, i + 1 == len) {
                (0, true) => Part::Alone,
                (0, false) => Part::Begins,
                (_, true) => Part::Last,
                (_, false) => Part::Inside,
            };
            Label::new(kind, part)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_agree() {
        for (kind, short) in NameKind::ALL.into_iter().zip(["PER", "ORG", "LOC", "MISC"]) {
            for (part, letter) in [Part::Begins, Part::Inside, Part::Last, Part::Alone].into_iter().zip(["B", "I", "L", "U"]) {
                let label = Label::new(kind, part);
                assert_eq!(NAMES[label.index()], format!("{letter}-{short}"));
                assert_eq!(label.name(), Some((kind, part)));
            }
        }
    }

    #[test]
    fn only_whole_names_are_sequences() {
        let name: Vec<Label> = Label::of_name(NameKind::Place, 3).collect();
        assert!(name[0].can_begin() && name[2].can_end());
        assert!(name[0].can_precede(name[1]) && name[1].can_precede(name[2]));
        assert!(!name[0].can_precede(Label::OUTSIDE) && !Label::OUTSIDE.can_precede(name[1]));
        assert!(!Label::new(NameKind::Person, Part::Begins).can_precede(name[1]));
        assert!(name[2].can_precede(Label::new(NameKind::Person, Part::Alone)));
    }
}
