//! What became of a file that was among the returns.

use serde::{Deserialize, Serialize};

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// Its figures count.
    Taken,
    /// The same figures came in another file already.
    Copy,
    /// A revision of the same return came, which counts instead.
    Superseded,
    /// It has returns, none of which is of a period that was consolidated since it came.
    OtherPeriod,
    /// Its figures do not count; a finding says why.
    NotTaken,
    /// No return at all, and known not to be (a temporary file).
    Skipped,
    /// What the office entered a return from, such as a picture.
    Original,
}
