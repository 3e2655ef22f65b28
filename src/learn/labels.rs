//! What the labels of an annotation mean.

use crate::error::Error;

/// The kinds of names that are told apart; the last is for all that are none of the others.
pub(super) const KINDS: [&str; 4] = ["PER", "ORG", "LOC", "MISC"];

/// What marks no name, in a mapping.
const NO_NAME: &str = "none";

/// Labels that are understood without being told, in capitals.
const KNOWN: [(&str, &[&str]); 5] = [
    ("PER", &["PER", "PERS", "PERSON", "PEOPLE"]),
    ("ORG", &["ORG", "ORGANIZATION", "ORGANISATION", "COMPANY"]),
    ("LOC", &["LOC", "LOCATION", "PLACE", "GPE", "FAC", "FACILITY"]),
    ("MISC", &["MISC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"]),
    (NO_NAME, &["DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"]),
];

/// What the labels of an annotation mean: `PER`, `ORG`, `LOC`, `MISC` for names of other kinds, or no name at all.
///
/// `PERSON`, `ORGANIZATION`, `COMPANY`, `GPE`, `FACILITY` and the like are understood, in any letter case; others can be told.
#[derive(Debug, Clone, Default)]
pub struct NameLabels {
    own: Vec<(String, &'static str)>,
}

impl NameLabels {
    /// Adds what a label means: `Ministry=ORG`, or `Weapon=none` for what is no name.
    ///
    /// # Errors
    ///
    /// Where that is no such sentence.
    pub fn add(&mut self, mapping: &str) -> Result<(), Error> {
        let meanings = || KINDS.into_iter().chain([NO_NAME]);
        let parsed = mapping.split_once('=').and_then(|(label, kind)| Some((label, meanings().find(|k| *k == kind)?)));
        let (label, kind) = parsed.ok_or_else(|| {
            Error::data(format!("`{mapping}` maps no label")).mend("write LABEL=PER, or ORG, LOC, MISC or none behind the sign")
        })?;
        self.own.push((label.to_uppercase(), kind));
        Ok(())
    }

    /// The kind of the names that a label marks; none where it marks no names.
    pub(super) fn kind(&self, label: &str) -> Result<Option<&'static str>, Error> {
        let upper = label.to_uppercase();
        let own = self.own.iter().rev().find(|(own, _)| *own == upper).map(|(_, kind)| *kind);
        let known = || KNOWN.iter().find(|(_, labels)| labels.contains(&upper.as_str())).map(|(kind, _)| *kind);
        let kind = own.or_else(known).ok_or_else(|| {
            Error::data(format!("nobody said what the label `{label}` means"))
                .mend(format!("add --label {label}=ORG, or PER, LOC, MISC (another name) or none (no name)"))
        })?;
        Ok((kind != NO_NAME).then_some(kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_as_the_kinds_they_mean() {
        let mut labels = NameLabels::default();
        labels.add("Ministry=ORG").expect("a mapping");
        labels.add("gpe=MISC").expect("a mapping");
        let kind = |label: &str| labels.kind(label).expect("a known label");
        assert_eq!(["Person", "ministry", "GPE", "FACILITY"].map(kind), [Some("PER"), Some("ORG"), Some("MISC"), Some("LOC")]);
        assert_eq!(kind("DATE"), None);
        assert!(labels.kind("Vessel").expect_err("unknown").to_string().contains("--label Vessel="));
        assert!(labels.add("Vessel=SHIP").is_err() && labels.add("Vessel").is_err());
    }
}
