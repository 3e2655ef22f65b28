//! Reading documents: whole files, or JSON lines.

use crate::args::{InputArgs, InputKind};
use onrecord::wire::Unit;
use onrecord::{Input, Kind, Span};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Why one input was left out, in words for people.
pub(crate) type Problem = String;

/// Hands every document of a file (`-`: standard input) to `take`, and every problem to `complain`, in input order. Stops early
/// where `take` fails.
pub(crate) fn documents(
    path: &Path,
    args: &InputArgs,
    unit: Unit,
    take: &mut dyn FnMut(Input<'static>) -> io::Result<()>,
    complain: &mut dyn FnMut(Problem),
) -> io::Result<()> {
    let id = path.display().to_string();
    let source: Box<dyn Read> = if id == "-" {
        Box::new(io::stdin().lock())
    } else {
        match File::open(path) {
            Ok(file) => Box::new(file),
            Err(error) => {
                complain(format!("{id}: cannot be read: {error}"));
                return Ok(());
            }
        }
    };
    match args.input {
        InputKind::Text => match text(source) {
            Ok(text) => {
                let input = Input::new(text).id(id);
                take(match &args.date {
                    Some(date) => input.date(date),
                    None => input,
                })?;
            }
            Err(why) => complain(format!("{id}: {why}")),
        },
        InputKind::Jsonl => lines(source, &id, args, unit, take, complain)?,
    }
    Ok(())
}

fn text(mut source: impl Read) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes).map_err(|error| format!("cannot be read: {error}"))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes().iter().take(at).filter(|&&b| b == b'\n').count();
        format!("not UTF-8 at byte {at} (line {line}); save it as UTF-8")
    })
}

fn lines(
    source: impl Read,
    name: &str,
    args: &InputArgs,
    unit: Unit,
    take: &mut dyn FnMut(Input<'static>) -> io::Result<()>,
    complain: &mut dyn FnMut(Problem),
) -> io::Result<()> {
    let mut reader = BufReader::new(source);
    let mut line = Vec::new();
    for number in 1u64.. {
        line.clear();
        match reader.read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => {
                complain(format!("{name}: cannot be read: {error}"));
                break;
            }
        }
        let start = if number == 1 && line.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
        let json = line.get(start..).unwrap_or_default();
        if json.trim_ascii().is_empty() {
            continue;
        }
        match document(json, number, args, unit) {
            Ok(input) => take(input)?,
            Err(why) => complain(format!("{name}:{number}: {why}")),
        }
    }
    Ok(())
}

/// The document of one JSON line.
fn document(json: &[u8], number: u64, args: &InputArgs, unit: Unit) -> Result<Input<'static>, Problem> {
    // values are kept as they are written, as numbers of many digits are ids too
    let fields: BTreeMap<String, &RawValue> = serde_json::from_slice(json).map_err(|error| match std::str::from_utf8(json) {
        Err(utf8) => format!("not UTF-8 at byte {} of the line", utf8.valid_up_to()),
        // the position within the line; the line is named already
        Ok(_) => format!("no JSON object, at column {}: {}", error.column().max(1), reason(&error)),
    })?;
    let text = fields.get(&args.text_field);
    let text = text.ok_or_else(|| format!("no `{}` in it; --text-field names the key of the text", args.text_field))?;
    let text = string(&args.text_field, text)?.ok_or_else(|| format!("`{}` is no string", args.text_field))?;
    let field = |key: &str| match fields.get(key).map(|value| (value, value.get())) {
        None | Some((_, "null")) => Ok(None),
        Some((_, digits)) if digits.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => Ok(Some(digits.to_owned())),
        Some((value, _)) => string(key, value)?.map(Some).ok_or_else(|| format!("`{key}` is neither a string nor a number")),
    };
    let mentions = mentions(&text, fields.get("mentions").copied(), unit)?;
    let mut input = Input::new(text).id(field(&args.id_field)?.unwrap_or_else(|| number.to_string()));
    if let Some(date) = field("date")?.or_else(|| args.date.clone()) {
        input = input.date(date);
    }
    if let Some(title) = field("title")? {
        input = input.title(title);
    }
    if let Some(url) = field("url")? {
        input = input.url(url);
    }
    if let Some(outlet) = field("outlet")? {
        input = input.outlet(outlet);
    }
    for (span, kind, id) in mentions {
        input = input.mention(span, kind, id);
    }
    Ok(input)
}

/// A name that is known already, as a JSON line brings it.
#[derive(Deserialize)]
struct Known {
    start: usize,
    end: usize,
    kind: Kind,
    id: serde_json::Value,
}

/// The names that a line brings, with spans in bytes.
fn mentions(text: &str, value: Option<&RawValue>, unit: Unit) -> Result<Vec<(Span, Kind, String)>, Problem> {
    let Some(value) = value.filter(|value| value.get() != "null") else {
        return Ok(Vec::new());
    };
    let known: Vec<Known> = serde_json::from_str(value.get())
        .map_err(|error| format!("`mentions` is no list of objects with `start`, `end`, `kind` and `id`: {}", reason(&error)))?;
    // the byte at which each unit begins, and the end
    let width = |c: char| match unit {
        Unit::Byte => c.len_utf8(),
        Unit::Utf16 => c.len_utf16(),
        _ => 1,
    };
    let mut bytes: Vec<Option<usize>> = Vec::with_capacity(text.len() + 1);
    for (at, c) in text.char_indices() {
        bytes.push(Some(at));
        // no span begins or ends within a character
        bytes.extend((1..width(c)).map(|_| None));
    }
    bytes.push(Some(text.len()));
    let byte = |at: usize| bytes.get(at).copied().flatten();
    let named = |(number, known): (usize, Known)| {
        let span = byte(known.start).zip(byte(known.end)).filter(|(start, end)| start < end);
        let (start, end) = span.ok_or_else(|| {
            format!("`mentions`: number {} has no span of the text: {} to {}", number + 1, known.start, known.end)
        })?;
        let id = match known.id {
            serde_json::Value::String(id) => id,
            serde_json::Value::Number(id) => id.to_string(),
            _ => return Err(format!("`mentions`: the id of number {} is neither a string nor a number", number + 1)),
        };
        Ok((Span::new(start, end), known.kind, id))
    };
    known.into_iter().enumerate().map(named).collect()
}

/// The string that a value is; none where it is something else.
fn string(key: &str, value: &RawValue) -> Result<Option<String>, Problem> {
    if !value.get().starts_with('"') {
        return Ok(None);
    }
    serde_json::from_str(value.get()).map(Some).map_err(|error| format!("`{key}` is no text: {}", reason(&error)))
}

/// What is wrong with JSON, without the place.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}
