//! Decisions that stood in the workbook from which the last draft was made, and are gone.

use crate::decisions::{Column, DECISIONS, DecisionBook, Row, read};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::sheet;
use crate::text::key;
use crate::workspace::Workspace;

use super::workbook::kept;

/// Names each decision that has gone since the last draft.
pub(super) fn tell(book: &DecisionBook, workspace: &Workspace, findings: &mut Findings) {
    let Some((number, path)) = kept(workspace).pop() else { return };
    let Ok(bytes) = std::fs::read(&path) else { return };
    let limits = sheet::Limits::default();
    let Ok(workbook) = sheet::read_as_written(DECISIONS, &bytes, &limits) else { return };
    let Some(before) = read(&workbook, &mut Findings::new()) else { return };
    let is_decided = |row: &&Row| !row.text(Column::Decision).is_empty();
    for row in before.rows.iter().filter(is_decided) {
        let same = |other: &Row| subject(other) == subject(row);
        if book.rows.iter().filter(is_decided).any(same) {
            continue;
        }
        let what = [Column::Unit, Column::Period, Column::Form, Column::Cell];
        let what = what.map(|column| row.text(column)).join(", ");
        let key = Some(row.key()).filter(|key| !key.is_empty());
        let reason = Some(row.text(Column::Reason)).filter(|reason| !reason.is_empty());
        let finding = Finding::new(Code::W578)
            .at(Place::file(DECISIONS))
            .text("decision", row.text(Column::Decision))
            .text("draft", format!(".tonghop/xac-nhan/{number:03}.xlsx"))
            .maybe("key", key)
            .text("what", what)
            .maybe("reason", reason);
        findings.push(finding);
    }
}

/// What a row is about: its finding, and of rows that somebody added their cell.
fn subject(row: &Row) -> Vec<String> {
    let key = row.key();
    let plain = |column| key::of(row.text(column));
    if !key.is_empty() && plain(Column::Value).is_empty() {
        return vec![key];
    }
    let cell = key::of(&row.text(Column::Cell).replace(' ', ""));
    if !key.is_empty() {
        return vec![key, cell];
    }
    vec![plain(Column::Unit), plain(Column::Period), plain(Column::Form), cell]
}
