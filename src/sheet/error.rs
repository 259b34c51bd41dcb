//! Why a file was not read, as facts; the sentences for people are worded elsewhere.

use crate::ooxml::{Measure, PreflightError};

/// What a file that is no spreadsheet seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seeming {
    /// A PDF document.
    Pdf,
    /// A photograph or drawing.
    Picture,
    /// A document of Word 97 to 2003 (.doc).
    Word,
    /// Rich text (.rtf).
    Rtf,
    /// An `OpenDocument` text (.odt).
    OpenText,
    /// A `PowerPoint` or `OpenDocument` presentation.
    Slides,
    /// A web page without a table.
    Html,
    /// XML of no known kind.
    OtherXml,
    /// A zip archive.
    Archive,
    /// An archive of another kind: rar, 7z, gzip.
    OtherArchive,
    /// A program.
    Program,
    /// Text in an encoding that is not known and in which nothing is Vietnamese.
    TextOfUnknownEncoding,
    /// None of the kinds that are known.
    Unknown,
}

/// A kind of spreadsheet that is recognised and not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnreadKind {
    /// Excel before version 97 (BIFF2 to BIFF5).
    ExcelBefore97,
    /// A web page in one file (.mht), as Excel saves it.
    Mhtml,
    /// A flat `OpenDocument` file (.fods).
    FlatOpenDocument,
    /// Numbers of Apple.
    Numbers,
}

/// What a sound file has that can be read in more than one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Hidden rows within cells that span rows: a browser counts them in another way than Excel.
    HiddenRowsInSpans,
    /// A cell of a Word table that was deleted under tracked changes: others may move with it.
    DeletedCells,
    /// A place where Word puts another document.
    OtherDocument,
    /// A field of Word that begins and does not end.
    OpenField,
    /// A cell in the place that merged cells take.
    CellInMerge,
}

/// Why a file could not be read as a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// A leftover of an open window of Excel (`~$…`) or `LibreOffice` (`.~lock.…#`), not a document.
    #[error("a temporary file of an open document")]
    TemporaryFile,
    /// No bytes, or nothing but zeros.
    #[error("an empty file")]
    Empty,
    /// Another kind of file.
    #[error("not a spreadsheet: {0:?}")]
    NotASpreadsheet(Seeming),
    /// A spreadsheet of a kind that is not read.
    #[error("a kind of spreadsheet that is not read: {0:?}")]
    Unread(UnreadKind),
    /// The file opens only with a password.
    #[error("protected by a password")]
    PasswordProtected,
    /// Some bytes are not what they were when the file was written, or were never valid.
    #[error("damaged {}: {what}", part.as_deref().unwrap_or("file"))]
    Damaged {
        /// The part of the file; none when it is its frame.
        part: Option<String>,
        /// What does not hold, for the one who looks into it.
        what: String,
    },
    /// Nobody can say for certain what stands where in it.
    #[error("to be read in more than one way: {0:?}")]
    Doubtful(Doubt),
    /// The file asks for more than the limits allow.
    #[error("too large: {measure:?} {found}, at most {limit}")]
    TooLarge {
        /// What was measured.
        measure: Measure,
        /// The most that is allowed.
        limit: u64,
        /// What the file has or claims to have.
        found: u64,
    },
}

impl ReadError {
    pub(super) fn frame(what: impl Into<String>) -> Self {
        Self::Damaged { part: None, what: what.into() }
    }

    pub(super) fn part(part: &str, what: impl Into<String>) -> Self {
        Self::Damaged { part: Some(part.to_owned()), what: what.into() }
    }
}

impl From<PreflightError> for ReadError {
    fn from(error: PreflightError) -> Self {
        match error {
            PreflightError::Damaged { part, what } => Self::Damaged { part, what },
            PreflightError::Encrypted => Self::PasswordProtected,
            PreflightError::UnknownMethod => Self::NotASpreadsheet(Seeming::OtherArchive),
            PreflightError::TooLarge { measure, limit, found } => {
                Self::TooLarge { measure, limit, found }
            }
        }
    }
}

/// Refuses what is more than its limit.
pub(super) fn within(measure: Measure, found: u64, limit: u64) -> Result<(), ReadError> {
    if found > limit {
        return Err(ReadError::TooLarge { measure, limit, found });
    }
    Ok(())
}
