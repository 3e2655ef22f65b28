//! Families of evidence: which facts of the name tagger belong together, for leaving one out and seeing what it was worth.

/// Facts of the name tagger that rest on the same sort of evidence.
#[derive(Debug, PartialEq, Eq)]
pub struct Family {
    /// Its name.
    pub name: &'static str,
    /// What it rests on.
    pub about: &'static str,
    /// The rules of its facts; one that ends with a star stands for all that begin so and stand nowhere by themselves.
    rules: &'static [&'static str],
}

/// All families. The labels' order and the two facts that always hold (`bias`, `plain`) belong to none.
pub const FAMILIES: [Family; 12] = [
    Family {
        name: "gazetteer",
        about: "the tables of names: kind, place in the name, trust and weight of a hit, with its neighbours",
        rules: &["gaz*", "run.gaz"],
    },
    Family {
        name: "names",
        about: "how common a word is as a given name, as a surname and as a word",
        rules: &["names*", "run.names"],
    },
    Family { name: "words", about: "the word, those beside it and pairs of them", rules: &["w*", "form"] },
    Family {
        name: "classes",
        about: "the class of a word and its neighbours: title, role, institution, preposition, speech verb and so on",
        rules: &["tag*", "w-1,tag", "w+1,tag"],
    },
    Family {
        name: "affixes",
        about: "how a word begins and ends",
        rules: &["p1", "p2", "p3", "p4", "s1", "s2", "s3", "s4", "run.head.s3"],
    },
    Family {
        name: "shapes",
        about: "capitals, figures and signs in a word, its place in the sentence, the sentence’s letter case",
        rules: &["shape*", "case*", "initial*", "position*", "edge*", "loud"],
    },
    Family { name: "titles", about: "phrases that stand before a name", rules: &["title*"] },
    Family {
        name: "runs",
        about: "the run of capitalised words: its length, head, neighbours, apposition and what it is joined to",
        rules: &["run*", "join*", "chain*"],
    },
    Family { name: "topics", about: "what the article is about", rules: &["topic*"] },
    Family {
        name: "document",
        about: "the same word elsewhere in the document: in small letters, behind a title, before a speech verb, in brackets",
        rules: &["else*", "acronym*", "echo*"],
    },
    Family {
        name: "layout",
        about: "headings, and lines that look like those of a table",
        rules: &["heading*", "headline*", "table*"],
    },
    Family { name: "again", about: "what the first look made of the same words elsewhere", rules: &["again*"] },
];

impl Family {
    /// The family of this name.
    pub fn named(name: &str) -> Option<&'static Family> {
        FAMILIES.iter().find(|family| family.name == name)
    }

    /// The family that a fact belongs to, by its name.
    pub(super) fn of(fact: &str) -> Option<&'static Family> {
        let rule = fact.split_once('=').map_or(fact, |(rule, _)| rule);
        let exact = FAMILIES.iter().find(|family| family.rules.contains(&rule));
        let begins = |entry: &&str| entry.strip_suffix('*').is_some_and(|begin| rule.starts_with(begin));
        exact.or_else(|| FAMILIES.iter().find(|family| family.rules.iter().any(begins)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_belong_to_the_family_of_their_rule() {
        let family = |fact: &str| Family::of(fact).map(|family| family.name);
        assert_eq!(family("gaz.all=1|0|0|0"), Some("gazetteer"));
        assert_eq!(family("run.gaz=1|0|0|0"), Some("gazetteer"));
        assert_eq!(family("run.head=ministry|last"), Some("runs"));
        assert_eq!(family("w-1,tag=the|title"), Some("classes"));
        assert_eq!(family("w-1,w=a=b|gaz"), Some("words"));
        assert_eq!(family("after=START"), None);
        assert_eq!(family("bias"), None);
    }

    #[test]
    fn facts_of_the_shipped_weights_belong_to_a_family() {
        let table = include_str!("../../data/model/kind.csv");
        let facts = table.lines().filter_map(|line| line.strip_prefix("kind,")).map(|line| line.trim_start_matches('"'));
        let none = |fact: &str| ["#outputs,", "after=", "bias,", "plain,"].iter().any(|begin| fact.starts_with(begin));
        let strays: Vec<&str> = facts.filter(|fact| !none(fact) && Family::of(fact).is_none()).collect();
        assert!(strays.is_empty(), "give these a family: {strays:?}");
    }
}
