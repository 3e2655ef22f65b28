//! Weights: whole numbers by decision and fact, in a table that the training code writes and anyone can read.
//!
//! A model is CSV with the columns `decision,feature,weights`. Its first row is `format,onrecord-model,1`. For a decision
//! with several outputs the row with the feature `#outputs` names them, and `weights` is then a list like `B-PER:35|O:-2`.
//! The feature `#calibration` maps the share of the best candidate to how often it was right, both in thousandths:
//! `500:430|900:880`. A sort of decision can have its own: `#calibration=cueless`.

use crate::error::Error;
use crate::table::hash::{combine, finish, hash};
use crate::table::packed::{PackedMap, join_parts, split_parts};
use crate::table::reader::{Row, Table};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The labels of the name tagger, the outputs of [`Decision::Kind`]: outside, or a part (begins, inside, last, alone) of a name of a
/// kind.
pub(crate) const NAME_LABELS: [&str; MAX_OUTPUTS] = [
    "O", "B-PER", "I-PER", "L-PER", "U-PER", "B-ORG", "I-ORG", "L-ORG", "U-ORG", "B-LOC", "I-LOC", "L-LOC", "U-LOC", "B-MISC",
    "I-MISC", "L-MISC", "U-MISC",
];

/// The largest number of outputs a decision has.
pub(crate) const MAX_OUTPUTS: usize = 17;

/// The version of the format that this library reads.
const FORMAT: &str = "1";

/// What a row of calibration begins with; the sort of decision follows behind `=`, where it has one.
const CALIBRATION: &str = "#calibration";

/// What stands for `|` inside a value of a feature's name.
pub(crate) const ESCAPED_BAR: char = '¦';

/// A decision that has weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Decision {
    /// Which tokens are a name, and of what kind.
    Kind,
    /// Whether a word attributes.
    Cue,
    /// Where the content of a cue begins and ends.
    Content,
    /// Whether a cue and its content are a quotation with these bounds.
    Attribution,
    /// Whether words in quotation marks without a cue are speech.
    Speech,
    /// Which mention is the source.
    Source,
    /// Which entity a pronoun or role stands for.
    Speaker,
    /// Which row of the gazetteer a name is, where several have it.
    Row,
    /// How sure a quotation is one with its bounds.
    QuoteRight,
    /// How sure its source and speakers are right.
    SpeakerRight,
}

impl Decision {
    pub(crate) const ALL: [Decision; 10] = [
        Decision::Kind,
        Decision::Cue,
        Decision::Content,
        Decision::Attribution,
        Decision::Speech,
        Decision::Source,
        Decision::Speaker,
        Decision::Row,
        Decision::QuoteRight,
        Decision::SpeakerRight,
    ];

    /// Its name in the table of weights.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Decision::Kind => "kind",
            Decision::Cue => "cue",
            Decision::Content => "content",
            Decision::Attribution => "attribution",
            Decision::Speech => "speech",
            Decision::Source => "source",
            Decision::Speaker => "speaker",
            Decision::Row => "row",
            Decision::QuoteRight => "quote-right",
            Decision::SpeakerRight => "speaker-right",
        }
    }

    /// What it decides between; a decision that only scores candidates has one output without a name.
    pub(crate) const fn outputs(self) -> &'static [&'static str] {
        match self {
            Decision::Kind => &NAME_LABELS,
            _ => &[""],
        }
    }
}

/// The weights of one decision.
#[derive(Debug, Clone)]
pub(crate) struct Weights {
    /// How many outputs the decision has.
    width: usize,
    /// For a decision with one output the weight itself; for one with several the number of the row.
    keys: PackedMap,
    /// Where there are several outputs: a little-endian `i16` for each, row after row.
    rows: Cow<'static, [u8]>,
    /// How many facts have weights.
    facts: u64,
    /// By the sort of decision; the one without a name is for all others.
    calibrations: Vec<Calibration>,
}

/// A name and a rising line through pairs of share and certainty, in thousandths.
type Calibration = (Box<str>, Vec<(u16, u16)>);

impl Weights {
    /// Adds the weights of the fact with this key to the totals of the outputs.
    #[inline]
    pub(crate) fn add(&self, key: u64, totals: &mut [i32; MAX_OUTPUTS]) {
        let Some(row) = self.keys.get(key) else {
            return;
        };
        if self.width == 1 {
            totals[0] += i32::from(row as u16 as i16);
            return;
        }
        let bytes = self.width * 2;
        let at = row as usize * bytes;
        let Some(row) = self.rows.get(at..at + bytes) else {
            return;
        };
        for (total, weight) in totals.iter_mut().zip(row.chunks_exact(2)) {
            if let [low, high] = weight {
                *total += i32::from(i16::from_le_bytes([*low, *high]));
            }
        }
    }

    /// How often a best candidate with this share (in parts of a million) was right, in thousandths.
    pub(crate) fn calibrate(&self, share: u32) -> u16 {
        self.calibrate_as("", share)
    }

    /// The same for one sort of decision, which may have a calibration of its own.
    pub(crate) fn calibrate_as(&self, sort: &str, share: u32) -> u16 {
        let share = (share / 1000).min(1000) as u16;
        let of = |sort: &str| self.calibrations.iter().find(|(name, _)| **name == *sort).map(|(_, line)| &**line);
        let calibration = of(sort).or_else(|| of("")).unwrap_or_default();
        let mut below = (0u16, 0u16);
        for &(x, y) in calibration {
            if share <= x {
                let (width, height) = (u32::from(x - below.0).max(1), u32::from(y.saturating_sub(below.1)));
                return below.1 + (u32::from(share - below.0) * height / width) as u16;
            }
            below = (x, y);
        }
        if calibration.is_empty() { share } else { below.1 }
    }
}

/// All weights of one model.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    decisions: Vec<Weights>,
}

impl Model {
    /// The model over bytes that [`Builder::pack`] made.
    pub(crate) fn new(bytes: Cow<'static, [u8]>) -> Model {
        let mut part = split_parts(bytes);
        let decisions = Decision::ALL.map(|decision| {
            let keys = PackedMap::new(part());
            let rows = part();
            let facts = part().first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
            let calibrations = String::from_utf8_lossy(&part()).lines().filter_map(calibration).collect();
            Weights { width: decision.outputs().len(), keys, rows, facts, calibrations }
        });
        Model { decisions: decisions.into() }
    }

    /// This model with the decisions that another one has weights for taken from there.
    pub(crate) fn overlay(mut self, own: Model) -> Model {
        for (ours, theirs) in self.decisions.iter_mut().zip(own.decisions) {
            if theirs.facts > 0 {
                *ours = theirs;
            }
        }
        self
    }

    /// The weights of a decision.
    pub(crate) fn weights(&self, decision: Decision) -> &Weights {
        &self.decisions[decision as usize]
    }
}

/// Reads tables of weights and packs them.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    decisions: BTreeMap<Decision, DecisionTable>,
}

#[derive(Debug, Default)]
struct DecisionTable {
    rows: BTreeMap<String, Vec<i16>>,
    /// Lines of points by the sort of decision.
    calibrations: BTreeMap<String, String>,
}

impl Builder {
    /// Adds a table of weights.
    pub(crate) fn add(&mut self, text: &str) -> Result<(), Error> {
        let table = Table::parse(text, &["decision", "feature", "weights"])?;
        let mut versioned = false;
        for row in table.rows() {
            let (name, feature) = (row.need("decision")?, row.need("feature")?);
            if name == "format" {
                let version = row.get("weights");
                if feature != "onrecord-model" || version != FORMAT {
                    return Err(row
                        .error("weights", format!("a model of format {version}, where this version reads {FORMAT}"))
                        .mend("fit it again with this version"));
                }
                versioned = true;
                continue;
            }
            if !versioned {
                return Err(row
                    .error("decision", "no format row")
                    .mend(format!("the first row must be format,onrecord-model,{FORMAT}")));
            }
            let Some(decision) = Decision::ALL.into_iter().find(|d| d.name() == name) else {
                let known = Decision::ALL.map(Decision::name).join(", ");
                return Err(row.error("decision", format!("`{name}` is no decision")).mend(format!("use one of {known}")));
            };
            let bad = |what: &str| {
                row.error("weights", format!("`{what}` is no weight")).mend("write whole numbers from -32768 to 32767")
            };
            let entry = self.decisions.entry(decision).or_default();
            match feature {
                "#outputs" => {
                    if !row.list("weights").eq(decision.outputs().iter().copied()) {
                        return Err(row
                            .error("weights", format!("not the outputs of `{name}`"))
                            .mend(format!("they are {}", decision.outputs().join("|"))));
                    }
                }
                _ if feature.starts_with(CALIBRATION) => {
                    let sort = feature.split_once('=').map_or("", |(_, sort)| sort);
                    let points = row.get("weights");
                    if calibration(&format!("{sort}|{points}")).is_none() {
                        return Err(bad(points));
                    }
                    if entry.calibrations.insert(sort.to_owned(), points.to_owned()).is_some() {
                        return Err(twice(row));
                    }
                }
                _ => {
                    let mut weights = vec![0i16; decision.outputs().len()];
                    for cell in row.list("weights") {
                        let (output, weight) = match cell.rsplit_once(':') {
                            Some((output, weight)) => (decision.outputs().iter().position(|o| *o == output), weight),
                            None => (Some(0), cell),
                        };
                        let output = output.ok_or_else(|| {
                            row.error("weights", format!("`{cell}` names no output of `{name}`"))
                                .mend(format!("they are {}", decision.outputs().join("|")))
                        })?;
                        weights[output] = weight.parse().map_err(|_| bad(cell))?;
                    }
                    if entry.rows.insert(feature.to_owned(), weights).is_some() {
                        return Err(twice(row));
                    }
                }
            }
        }
        Ok(())
    }

    /// The weights of a decision by the names of facts, in their order.
    #[cfg(feature = "learn")]
    pub(crate) fn rows(&self, decision: Decision) -> impl Iterator<Item = (&str, &[i16])> {
        let rows = self.decisions.get(&decision).into_iter().flat_map(|table| &table.rows);
        rows.map(|(name, weights)| (name.as_str(), weights.as_slice()))
    }

    /// The model's bytes.
    pub(crate) fn pack(&self) -> Vec<u8> {
        let empty = DecisionTable::default();
        let mut parts: Vec<Vec<u8>> = Vec::new();
        for decision in Decision::ALL {
            let table = self.decisions.get(&decision).unwrap_or(&empty);
            let single = decision.outputs().len() == 1;
            let keys: BTreeMap<u64, u32> = table
                .rows
                .iter()
                .enumerate()
                .map(|(i, (name, weights))| {
                    let weight = weights.first().map_or(0, |&w| u32::from(w as u16));
                    (key_of_name(name), if single { weight } else { i as u32 })
                })
                .collect();
            let rows = table.rows.values().flatten().filter(|_| !single).flat_map(|w| w.to_le_bytes()).collect();
            parts.push(PackedMap::pack(keys));
            parts.push(rows);
            parts.push((table.rows.len() as u64).to_le_bytes().to_vec());
            parts.push(
                table.calibrations.iter().map(|(sort, points)| format!("{sort}|{points}\n")).collect::<String>().into_bytes(),
            );
        }
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        join_parts(&parts)
    }
}

/// A calibration from its line: the name, then rising pairs.
fn calibration(line: &str) -> Option<Calibration> {
    let (name, points) = line.split_once('|')?;
    let point = |pair: &str| {
        let (x, y) = pair.split_once(':')?;
        Some((x.parse().ok()?, y.parse().ok()?))
    };
    let points: Vec<(u16, u16)> = points.split('|').map(point).collect::<Option<_>>()?;
    points.is_sorted_by(|a, b| a.0 < b.0 && a.1 <= b.1).then(|| (name.into(), points))
}

fn twice(row: Row<'_>) -> Error {
    row.error("feature", format!("`{}` stands above already", row.get("feature"))).mend("remove one of the two rows")
}

/// The key of a fact from its name: the hash of its rule, then of each value.
pub(crate) fn key_of_name(name: &str) -> u64 {
    let Some((rule, values)) = name.split_once('=') else {
        return hash(name.as_bytes());
    };
    values.split('|').fold(hash(rule.as_bytes()), |state, value| {
        let value = if value.contains(ESCAPED_BAR) { Cow::Owned(value.replace(ESCAPED_BAR, "|")) } else { Cow::Borrowed(value) };
        finish(combine(state, hash(value.as_bytes())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(text: &str) -> Result<Model, Error> {
        let mut builder = Builder::default();
        builder.add(text)?;
        Ok(Model::new(builder.pack().into()))
    }

    #[test]
    fn weights_come_back_by_fact() {
        let text = "decision,feature,weights\nformat,onrecord-model,1\nsource,#calibration,500:400|1000:980\nsource,#calibration=cueless,1000:500\nsource,near=1,35\nkind,w=he,B-PER:-3|O:7\n";
        let model = model(text).expect("a model");
        let mut totals = [0; MAX_OUTPUTS];
        model.weights(Decision::Source).add(key_of_name("near=1"), &mut totals);
        assert_eq!(totals[0], 35);
        model.weights(Decision::Kind).add(key_of_name("w=he"), &mut totals);
        assert_eq!(totals[..2], [42, -3]);
        let weights = model.weights(Decision::Source);
        assert_eq!([0, 250_000, 500_000, 750_000, 1_000_000].map(|s| weights.calibrate(s)), [0, 200, 400, 690, 980]);
        assert_eq!(["cueless", "marks"].map(|sort| weights.calibrate_as(sort, 500_000)), [250, 400]);
    }

    #[test]
    fn errors_name_the_place() {
        let text = "decision,feature,weights\nformat,onrecord-model,2\n";
        let error = model(text).expect_err("another format");
        assert_eq!((error.line(), error.column()), (Some(2), Some("weights")));
        let text = "decision,feature,weights\nformat,onrecord-model,1\nsource,near,many\n";
        assert_eq!(model(text).expect_err("no number").line(), Some(3));
        let text = "decision,feature,weights\nformat,onrecord-model,1\nsource,near=1,35\nsource,near=2,3\nsource,near=1,36\n";
        let error = model(text).expect_err("a feature twice");
        assert_eq!((error.line(), error.column()), (Some(5), Some("feature")));
    }
}
