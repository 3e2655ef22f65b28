//! Writing a table of weights.

use crate::model::Decision;
use std::collections::BTreeMap;

/// The rows of one decision, ready to be a file of `data/model/`.
pub(crate) fn table(decision: Decision, weights: &[(&str, i16)], calibration: &[(u16, u16)]) -> String {
    table_by_sort(decision, weights, &[("", calibration)])
}

/// The same with a calibration for each sort of decision; the one without a name is for all others.
pub(crate) fn table_by_sort(decision: Decision, weights: &[(&str, i16)], calibrations: &[(&str, &[(u16, u16)])]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut row = |fields: [&str; 3]| writer.write_record(fields).expect("writing to memory does not fail");
    row(["decision", "feature", "weights"]);
    row(["format", "onrecord-model", "1"]);
    for (sort, calibration) in calibrations.iter().filter(|(_, calibration)| !calibration.is_empty()) {
        let line: Vec<String> = calibration.iter().map(|(x, y)| format!("{x}:{y}")).collect();
        let feature = if sort.is_empty() { "#calibration".to_owned() } else { format!("#calibration={sort}") };
        row([decision.name(), &feature, &line.join("|")]);
    }
    for (name, weight) in weights {
        row([decision.name(), name, &weight.to_string()]);
    }
    String::from_utf8(writer.into_inner().expect("writing to memory does not fail")).expect("names are UTF-8")
}

/// The rows of a decision with several outputs, ready to be a file of `data/model/`; weights of nothing are left out.
pub(crate) fn table_of_outputs<const L: usize>(
    decision: Decision,
    outputs: &[&str; L],
    rows: &BTreeMap<String, [i16; L]>,
) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut row = |fields: [&str; 3]| writer.write_record(fields).expect("writing to memory does not fail");
    row(["decision", "feature", "weights"]);
    row(["format", "onrecord-model", "1"]);
    row([decision.name(), "#outputs", &outputs.join("|")]);
    for (name, weights) in rows {
        let cells: Vec<String> =
            outputs.iter().zip(weights).filter(|(_, w)| **w != 0).map(|(output, w)| format!("{output}:{w}")).collect();
        row([decision.name(), name, &cells.join("|")]);
    }
    String::from_utf8(writer.into_inner().expect("writing to memory does not fail")).expect("names are UTF-8")
}
