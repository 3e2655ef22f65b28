//! What goes in: a text, and what is known about it.

use crate::date::Date;
use crate::mentions::Kind;
use crate::span::Span;
use std::borrow::Cow;

/// A text to read, and what the caller knows about it.
///
/// Anything that is a `str` becomes one by itself, so that `extract(&text)` is all that most callers write.
///
/// ```
/// use onrecord::{Extractor, Input, Kind, Span};
///
/// let text = "“We sail at dawn,” Ms. Quill said.";
/// let input = Input::new(text)
///     .id("story-7")
///     .date("2025-06-09")
///     .mention(Span::new(25, 30), Kind::Person, "staff/quill");
/// let doc = Extractor::new().extract(input);
/// assert_eq!(doc.id(), "story-7");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Input<'t> {
    pub(crate) text: Cow<'t, str>,
    pub(crate) id: String,
    pub(crate) meta: Meta,
    pub(crate) known: Vec<Known>,
    pub(crate) explain: bool,
}

/// What is known about an article and echoed as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Meta {
    pub(crate) date: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) outlet: Option<String>,
}

/// A name that the caller has found already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    pub(crate) id: String,
}

impl<'t> Input<'t> {
    /// A text with nothing known about it.
    pub fn new(text: impl Into<Cow<'t, str>>) -> Self {
        Input { text: text.into(), ..Input::default() }
    }

    /// The name of the document; an index tells documents apart by it. Empty unless set.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// The day of publication, as `2025-06-09`, `2025-06` or `2025`, with or without a time of day behind a whole date. It decides
    /// which dated rows of a gazetteer count; without it they all do. It is echoed as given; another form is only echoed, with a
    /// [warning](crate::WarningCode::Date).
    ///
    /// ```
    /// use onrecord::{Extractor, Input};
    ///
    /// let extractor = Extractor::builder()
    ///     .gazetteer_text(
    ///         "id,name,kind,office,valid_from,valid_to\n\
    ///          holm,Edda Holm,person,prime minister,2010,2016\n\
    ///          berg,Karl Berg,person,prime minister,2018,\n",
    ///     )
    ///     .build()?;
    /// let text = "Edda Holm met Karl Berg at the lock. “It took nine years,” the prime minister said.";
    /// let doc = extractor.extract(Input::new(text).date("2012-03-01"));
    /// let quote = doc.quotes().next().expect("a quotation");
    /// assert_eq!(quote.speakers().next().expect("a speaker").name(), "Edda Holm");
    /// # Ok::<(), onrecord::Error>(())
    /// ```
    #[must_use]
    pub fn date(mut self, date: impl Into<String>) -> Self {
        self.meta.date = Some(date.into());
        self
    }

    /// The date as far as it can be read.
    pub(crate) fn day(&self) -> Option<Date> {
        Date::of_article(self.meta.date.as_deref()?)
    }

    /// The headline where the text does not hold it, echoed as given.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.meta.title = Some(title.into());
        self
    }

    /// Where the article is published, echoed as given.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.meta.url = Some(url.into());
        self
    }

    /// Who published it, echoed as given.
    #[must_use]
    pub fn outlet(mut self, outlet: impl Into<String>) -> Self {
        self.meta.outlet = Some(outlet.into());
        self
    }

    /// A name the caller has found already: its span in bytes, what it is, and the caller's own id for it, which comes back
    /// among the links of its entity. It counts like a row of the caller's gazetteer, at this one place.
    ///
    /// Spans with one id are one entity, spans with different ids are never one. The id of a pronoun (*she*) or of a description
    /// (*the keeper*) says whom they mean, where a name of the text has the same.
    ///
    /// A span that holds no word or does not lie on char boundaries of the text is ignored.
    #[must_use]
    pub fn mention(mut self, span: Span, kind: Kind, id: impl Into<String>) -> Self {
        self.known.push(Known { span, kind, id: id.into() });
        self
    }

    /// Whether to say why each decision was made ([`Quote::evidence`](crate::Quote::evidence)). Off unless set, and slower.
    #[must_use]
    pub fn explain(mut self, explain: bool) -> Self {
        self.explain = explain;
        self
    }
}

impl<'t> From<&'t str> for Input<'t> {
    fn from(text: &'t str) -> Self {
        Input::new(text)
    }
}

impl<'t> From<&'t String> for Input<'t> {
    fn from(text: &'t String) -> Self {
        Input::new(text)
    }
}

impl From<String> for Input<'_> {
    fn from(text: String) -> Self {
        Input::new(text)
    }
}

impl<'t> From<Cow<'t, str>> for Input<'t> {
    fn from(text: Cow<'t, str>) -> Self {
        Input::new(text)
    }
}
