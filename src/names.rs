//! The names by which public enums are known in tables, in the wire form and to people.

use crate::gazetteer::{RowKind, Severity, Spelling};
use crate::{Act, EditKind, Form, Kind, Origin, QuoteKind, Section, SourceType, Status, Unresolved, WarningCode};
use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use std::fmt;

/// `name()` for an enum.
macro_rules! names {
    ($type:ident: $($variant:ident = $name:literal),+ $(,)?) => {
        impl $type {
            /// Its name in the wire form.
            pub const fn name(self) -> &'static str {
                match self {
                    $($type::$variant => $name),+
                }
            }
        }
        spelled!($type: $($variant),+);
    };
}

/// What follows from `name()`: `Display`, and serde as a string.
macro_rules! spelled {
    ($type:ident: $($variant:ident),+ $(,)?) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = String::deserialize(deserializer)?;
                let all = [$($type::$variant),+];
                all.into_iter().find(|one| one.name() == name).ok_or_else(|| de::Error::unknown_variant(&name, &[]))
            }
        }
    };
}

spelled!(Act: Speech, Writing, Thought, Intent);
spelled!(Kind: Person, Organization, Place);
spelled!(Origin: Builtin, User, Caller);
spelled!(Severity: Error, Warning, Note);
spelled!(RowKind: Person, Organization, Place, Demonym, Never);
names!(EditKind: Insertion = "insertion", Ellipsis = "ellipsis", Sic = "sic");
names!(Form: Full = "full", Alias = "alias", Short = "short", Role = "role", Pronoun = "pronoun");
names!(QuoteKind: Direct = "direct", Mixed = "mixed", Indirect = "indirect");
names!(
    Section: Headline = "headline",
    Standfirst = "standfirst",
    Body = "body",
    Caption = "caption",
    Correction = "correction",
    Boilerplate = "boilerplate",
);
names!(SourceType: Person = "person", Group = "group", Organization = "organization", Document = "document", Writer = "writer");
names!(Spelling: Name = "name", Alias = "alias", ContextAlias = "context_alias", Derived = "derived");
names!(Status: Asserted = "asserted", Denied = "denied", Negated = "negated", Hypothetical = "hypothetical", Asked = "asked");
names!(Unresolved: Unnamed = "unnamed", Ambiguous = "ambiguous", NoSource = "no_source", Unsure = "unsure");
names!(WarningCode: Language = "language", TooLong = "too_long", Date = "date");
