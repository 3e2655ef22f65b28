//! The quotation marks of `quote_marks.csv`: of which level they are, and what they can do.

use crate::error::Error;
use crate::table::reader::Row;

/// What a quotation mark does by its shape, before its neighbours are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkShape {
    Opens,
    /// Closes, unless only an opening mark fits there.
    Closes,
    /// Opens, unless only a closing mark fits there: the mark that opens in English closes in German.
    OpensOrCloses,
    /// A guillemet that opens in French and closes in German.
    Left,
    /// A guillemet that closes in French and opens in German.
    Right,
    /// The same mark opens and closes.
    Straight,
    /// Closes, or is an apostrophe.
    Apostrophe,
    /// Opens where its neighbours let it.
    Backtick,
}

impl MarkShape {
    const ALL: [(MarkShape, &'static str); 8] = [
        (MarkShape::Opens, "opens"),
        (MarkShape::Closes, "closes"),
        (MarkShape::OpensOrCloses, "opens_or_closes"),
        (MarkShape::Left, "left"),
        (MarkShape::Right, "right"),
        (MarkShape::Straight, "straight"),
        (MarkShape::Apostrophe, "apostrophe"),
        (MarkShape::Backtick, "backtick"),
    ];
}

/// A quotation mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QuoteMark {
    text: Box<str>,
    pub(crate) double: bool,
    pub(crate) shape: MarkShape,
}

impl QuoteMark {
    pub(super) fn read(row: Row<'_>) -> Result<QuoteMark, Error> {
        let double = match row.need("level")? {
            "double" => true,
            "single" => false,
            other => return Err(row.error("level", format!("`{other}` is no level")).mend("use double or single")),
        };
        let name = row.need("shape")?;
        let Some((shape, _)) = MarkShape::ALL.into_iter().find(|(_, n)| *n == name) else {
            let known = MarkShape::ALL.map(|(_, name)| name).join(", ");
            return Err(row.error("shape", format!("`{name}` is no shape")).mend(format!("use one of {known}")));
        };
        Ok(QuoteMark { text: row.need("mark")?.into(), double, shape })
    }

    /// How many bytes it has.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }
}

/// Quotation marks.
#[derive(Debug, Clone, Default)]
pub(crate) struct QuoteMarks {
    /// Longer before shorter.
    marks: Vec<QuoteMark>,
    /// The bytes that marks begin with, a bit each: most places of a text hold none.
    first: [u128; 2],
}

impl QuoteMarks {
    /// The mark that a text begins with.
    pub(crate) fn at(&self, text: &str) -> Option<&QuoteMark> {
        let first = *text.as_bytes().first()?;
        let half = self.first[usize::from(first >> 7)];
        if half & 1 << (first & 127) == 0 {
            return None;
        }
        self.marks.iter().find(|mark| text.starts_with(&*mark.text))
    }

    pub(super) fn push(&mut self, mark: QuoteMark) {
        if let Some(first) = mark.text.bytes().next() {
            self.first[usize::from(first >> 7)] |= 1 << (first & 127);
        }
        let at = self.marks.partition_point(|m| m.text.len() >= mark.text.len());
        self.marks.insert(at, mark);
    }

    /// Packs the marks; [`QuoteMarks::unpack`] reads them back.
    pub(super) fn pack(&self) -> Vec<u8> {
        let code = |shape| MarkShape::ALL.iter().position(|(s, _)| *s == shape).unwrap_or(0) as u8;
        let mark = |m: &QuoteMark| [&[u8::from(m.double), code(m.shape), m.text.len() as u8][..], m.text.as_bytes()].concat();
        self.marks.iter().flat_map(mark).collect()
    }

    pub(super) fn unpack(bytes: &[u8]) -> QuoteMarks {
        let mut marks = QuoteMarks::default();
        let mut rest = bytes;
        while let [double, shape, len, tail @ ..] = rest {
            let (text, behind) = tail.split_at(usize::from(*len).min(tail.len()));
            let shape = MarkShape::ALL.get(usize::from(*shape)).map_or(MarkShape::Straight, |(shape, _)| *shape);
            marks.push(QuoteMark { text: String::from_utf8_lossy(text).into(), double: *double == 1, shape });
            rest = behind;
        }
        marks
    }
}
