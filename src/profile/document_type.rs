//! The types of documents that have a form prescribed.

/// Types of documents an office starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentType {
    /// Báo cáo.
    Report,
    /// Kế hoạch.
    Plan,
    /// Tờ trình.
    Submission,
    /// Thông báo.
    Notice,
    /// Công văn, which has no name of its type.
    Letter,
}

impl DocumentType {
    /// All types.
    pub const ALL: [Self; 5] =
        [Self::Report, Self::Plan, Self::Submission, Self::Notice, Self::Letter];

    /// Its name, as a clerk says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "Báo cáo",
            Self::Plan => "Kế hoạch",
            Self::Submission => "Tờ trình",
            Self::Notice => "Thông báo",
            Self::Letter => "Công văn",
        }
    }

    /// What stands for it in the symbol of a document; a letter has nothing there.
    pub fn symbol(self) -> Option<&'static str> {
        match self {
            Self::Report => Some("BC"),
            Self::Plan => Some("KH"),
            Self::Submission => Some("TTr"),
            Self::Notice => Some("TB"),
            Self::Letter => None,
        }
    }

    /// The word for it in packs (`frame = "bao-cao"`) and in names of files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Report => "bao-cao",
            Self::Plan => "ke-hoach",
            Self::Submission => "to-trinh",
            Self::Notice => "thong-bao",
            Self::Letter => "cong-van",
        }
    }

    /// Whether it says above its text whom it is addressed to.
    pub fn is_addressed(self) -> bool {
        matches!(self, Self::Letter | Self::Submission)
    }

    /// The type that a pack means by a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|document| document.code() == code)
    }
}
