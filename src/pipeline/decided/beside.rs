//! What lies beside the workbook of decisions: other copies of it, which are not read, and the lock of a program
//! that has it open.

use crate::decisions::DECISIONS;
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::text::{self, fold_ascii};
use crate::workspace::Workspace;

/// Endings of files in which an office may have saved its decisions.
const ENDINGS: [&str; 7] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "xlt"];

/// Tells of other files of decisions, and that the workbook is open.
pub(super) fn tell(workspace: &Workspace, findings: &mut Findings) {
    let is_there = workspace.root().join(DECISIONS).exists();
    let own = |name: &String| is_there && name.eq_ignore_ascii_case(DECISIONS);
    let others: Vec<String> =
        names(workspace).into_iter().filter(|name| is_other(name) && !own(name)).collect();
    if !others.is_empty() {
        let finding = Finding::new(Code::W587).at(Place::file(DECISIONS));
        findings.push(finding.list("files", others));
    }
    if let Some(lock) = lock(workspace) {
        let finding = Finding::new(Code::W588).at(Place::file(DECISIONS));
        findings.push(finding.text("lock", lock));
    }
}

/// The lock that Excel or `LibreOffice` puts beside the workbook while it is open.
pub(super) fn lock(workspace: &Workspace) -> Option<String> {
    let locks = [format!("~${DECISIONS}"), format!(".~lock.{DECISIONS}#")];
    names(workspace)
        .into_iter()
        .find(|name| locks.iter().any(|lock| lock.eq_ignore_ascii_case(name)))
}

/// The files in the folder of the workspace itself.
fn names(workspace: &Workspace) -> Vec<String> {
    let entries = std::fs::read_dir(workspace.root()).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| !kind.is_dir()));
    let mut names: Vec<String> =
        files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Whether a file is called as decisions are: `xac-nhan (1).xlsx`, `Xác nhận.ods`.
fn is_other(name: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let plain = fold_ascii(&text::key::of(stem)).replace(|c: char| !c.is_alphanumeric(), "");
    let hidden = name.starts_with(['~', '.']);
    !hidden && plain.starts_with("xacnhan") && ENDINGS.contains(&ending.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_in_another_format_or_under_another_number_is_one_and_a_lock_is_not() {
        for name in ["xac-nhan (1).xlsx", "Xác nhận.ods", "xac_nhan - Copy.XLS", "xac-nhan.csv"]
        {
            assert!(is_other(name), "{name}");
        }
        for name in
            ["~$xac-nhan.xlsx", ".~lock.xac-nhan.xlsx#", "thiet-lap.xlsx", "xac-nhan.txt"]
        {
            assert!(!is_other(name), "{name}");
        }
    }
}
