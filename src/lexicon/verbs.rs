//! Verbs that attribute: what act they report and in which frames they stand.

/// What was done by the words reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Act {
    /// Said aloud or no medium named: *said*, *told*, *according to*.
    Speech,
    /// Written: a statement, a report, a post.
    Writing,
    /// Believed, feared, hoped.
    Thought,
    /// Wanted, planned.
    Intent,
}

impl Act {
    /// All acts.
    pub const ALL: [Act; 4] = [Act::Speech, Act::Writing, Act::Thought, Act::Intent];

    /// Its name in tables and in the wire form.
    pub const fn name(self) -> &'static str {
        match self {
            Act::Speech => "speech",
            Act::Writing => "writing",
            Act::Thought => "thought",
            Act::Intent => "intent",
        }
    }

    /// The act with this name.
    pub fn named(name: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|a| a.name() == name)
    }
}

/// A frame a cue can stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Frame {
    Quote,
    That,
    Bare,
    Inverted,
    Addressee,
    Whether,
    To,
    Object,
    About,
}

impl Frame {
    pub(crate) const ALL: [(Frame, &'static str); 9] = [
        (Frame::Quote, "quote"),
        (Frame::That, "that"),
        (Frame::Bare, "bare"),
        (Frame::Inverted, "inverted"),
        (Frame::Addressee, "addressee"),
        (Frame::Whether, "whether"),
        (Frame::To, "to"),
        (Frame::Object, "object"),
        (Frame::About, "about"),
    ];
}

/// A verb of `speech_verbs.csv` or a phrase of `cue_phrases.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verb {
    pub(crate) lemma: Box<str>,
    pub(crate) act: Act,
    /// 3 nearly always attributes, 2 often, 1 sometimes.
    pub(crate) strength: u8,
    /// A bit for each [`Frame`].
    pub(crate) frames: u16,
}

impl Verb {
    pub(crate) fn takes(&self, frame: Frame) -> bool {
        self.frames >> (frame as u8) & 1 == 1
    }
}
