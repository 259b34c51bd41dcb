//! What stands beside a figure that does not cover every unit, and what explains it.

use super::documents::Job;
use super::printing::Medium;
use crate::model::Coverage;
use crate::sheet;
use crate::template::docx;

/// Explains the marks on the face of a draft.
pub const EXPLAINED: &str = "Số kèm [m/n] mới gồm số liệu của m trong n đơn vị";

/// A figure that does not cover every unit says so beside itself.
pub(super) fn covered(coverage: &Coverage) -> String {
    if coverage.is_all_reported() {
        return String::new();
    }
    let (received, expected) = (coverage.received(), coverage.expected());
    match coverage.carried.len() {
        0 => format!(" [{received}/{expected}]"),
        carried => format!(" [{received}/{expected}, {carried} số kỳ trước]"),
    }
}

/// Whether a text has such a mark.
pub(super) fn is_marked(text: &str) -> bool {
    text.split('[').skip(1).any(|rest| {
        let inside = rest.split([']', ',']).next().unwrap_or_default();
        let of = inside.split_once('/');
        let is_count =
            |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        of.is_some_and(|(received, expected)| is_count(received) && is_count(expected))
    })
}

/// Whether anything that a finished document says is such; of one that cannot be read, nothing is.
pub(super) fn says(job: &Job<'_>, document: &[u8], is_such: fn(&str) -> bool) -> bool {
    match job.medium {
        Medium::Word => {
            let lines = docx::lines(document.to_vec()).unwrap_or_default();
            lines.iter().any(|line| is_such(&line.text))
        }
        Medium::Excel => {
            let workbook = sheet::read(job.output, document, &sheet::Limits::default());
            let sheets = workbook.map(|workbook| workbook.sheets).unwrap_or_default();
            sheets.iter().any(|sheet| sheet.iter().any(|(_, cell)| is_such(&cell.text)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_told_from_other_brackets() {
        for marked in ["56 [4/5]", "905 [39/40, 1 số kỳ trước]", "a [b] 7 [0/3] người"]
        {
            assert!(is_marked(marked), "{marked}");
        }
        for plain in ["56", "[ghi chú]", "ngày [04/05/2024]", "4/5", "[m/n]"] {
            assert!(!is_marked(plain), "{plain}");
        }
    }
}
