//! Byte ranges of the text as received.

use std::fmt;
use std::ops::{Index, Range};

/// A half-open byte range of a text, always on char boundaries of the text it was made for.
///
/// It is `Copy` and indexes a `str` or `String`:
///
/// ```
/// use onrecord::Span;
/// let text = "“Go,” she said.";
/// let span = Span::new(3, 5);
/// assert_eq!(&text[span], "Go");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Byte offset of the first byte.
    pub start: usize,
    /// Byte offset after the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`, in bytes.
    ///
    /// A span whose end lies before its start is empty at `start`.
    pub const fn new(start: usize, end: usize) -> Self {
        Span { start, end: if end < start { start } else { end } }
    }

    /// Its length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside this one.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The range it stands for.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

impl Index<Span> for str {
    type Output = str;

    /// The text of the span.
    ///
    /// # Panics
    ///
    /// Where the span was made for another text and does not fit this one.
    #[expect(clippy::string_slice, reason = "the public door: spans of this library lie on char boundaries")]
    fn index(&self, span: Span) -> &str {
        &self[span.start..span.end]
    }
}

impl Index<Span> for String {
    type Output = str;

    #[expect(clippy::string_slice, reason = "the public door: spans of this library lie on char boundaries")]
    fn index(&self, span: Span) -> &str {
        &self.as_str()[span]
    }
}
