//! Where results may be put: never among the returns, where the next run would read them as such.

use std::path::{Path, PathBuf};

use super::single::one;
use crate::diagnostic::{Code, Field, Finding, FindingList, Place};

/// Refuses a place for results that lies within the folder of returns.
pub(super) fn outside_of(returns: &Path, place: &Path) -> Result<(), FindingList> {
    if !real(place).starts_with(real(returns)) {
        return Ok(());
    }
    let said = Field::words(|lang| {
        lang.pick(
            "chỗ ghi nằm trong thư mục báo cáo đến, lần sau sẽ bị đọc như biểu gửi về",
            "it would lie among the returns, and be read as one of them",
        )
        .to_owned()
    });
    let finding = Finding::new(Code::E514).at(Place::file(place.display().to_string()));
    let finding = finding.field("reason", said);
    Err(one(finding.text("returns", returns.display().to_string())).finish())
}

/// A path as the disk knows it, as far as it is there: `..` and links are followed.
fn real(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let known = whole.ancestors().find_map(|above| {
        let known = std::fs::canonicalize(above).ok()?;
        let rest = whole.strip_prefix(above).ok()?;
        Some(if rest.as_os_str().is_empty() { known } else { known.join(rest) })
    });
    known.unwrap_or(whole)
}
