//! What Excel would refuse or repair, seen before a workbook is touched.

use std::collections::BTreeSet;

use super::{Carried, HiddenSheet};
use crate::ooxml::CellRef;
use crate::template::xlsx::text::MAX_CHARACTERS;
use crate::template::{Limit, Place, Problem, ProblemKind};

/// Characters that the name of a sheet can have (Excel's limit).
pub(super) const MAX_SHEET_NAME: usize = 31;
/// Characters that a defined name, and name and text of a property can have (Excel's limit).
const MAX_NAME: usize = 255;

/// Everything in `carried` that Excel would not accept.
pub(in crate::template::xlsx) fn problems(carried: &Carried) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for sheet in &carried.sheets {
        if !is_sheet_name(&sheet.name) {
            problems.push(beyond(Limit::SheetName(MAX_SHEET_NAME), &sheet.name));
        }
        if !seen.insert(sheet.name.to_lowercase()) {
            problems.push(beyond(Limit::SameName, &sheet.name));
        }
        problems.extend(cells(sheet));
    }
    let mut seen = BTreeSet::new();
    for name in carried.names.iter().map(|name| &name.name) {
        if !is_defined_name(name) {
            problems.push(beyond(Limit::CellName(MAX_NAME), name));
        }
        if !seen.insert(name.to_lowercase()) {
            problems.push(beyond(Limit::SameName, name));
        }
    }
    let mut seen = BTreeSet::new();
    for (name, text) in &carried.properties {
        let fits = |text: &str| length(text) <= MAX_NAME && !text.contains(is_forbidden);
        if name.is_empty() || !fits(name) || !fits(text) {
            problems.push(beyond(Limit::Property(MAX_NAME), name));
        }
        if !seen.insert(name.to_lowercase()) {
            problems.push(beyond(Limit::SameName, name));
        }
    }
    problems
}

fn beyond(limit: Limit, around: &str) -> Problem {
    Problem { kind: ProblemKind::Limit(limit), place: Place::File, around: around.to_owned() }
}

/// Characters as Excel counts them.
fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

fn is_forbidden(c: char) -> bool {
    c.is_control() || !crate::ooxml::is_xml_char(c)
}

/// Excel's rules for names of sheets.
pub(in crate::template::xlsx) fn is_sheet_name(name: &str) -> bool {
    let is_allowed =
        |c: char| !is_forbidden(c) && !matches!(c, ':' | '\\' | '/' | '?' | '*' | '[' | ']');
    (1..=MAX_SHEET_NAME).contains(&length(name))
        && name.chars().all(is_allowed)
        && !name.starts_with('\'')
        && !name.ends_with('\'')
        // Excel keeps this one for itself.
        && !name.eq_ignore_ascii_case("history")
}

/// Excel's rules for names; its own (`_xlnm.…`) are not for us to give.
fn is_defined_name(name: &str) -> bool {
    let starts = name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '\\'));
    let is_allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '\\' | '?');
    starts
        && length(name) <= MAX_NAME
        && name.chars().all(is_allowed)
        && name.parse::<CellRef>().is_err()
        && !is_row_and_column(name)
        && !name.to_lowercase().starts_with("_xlnm.")
}

/// Whether a name reads as an address such as `R1C1`, `R` or `C12`.
fn is_row_and_column(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (row, column) = match name.strip_prefix('R') {
        Some(rest) => rest.split_once('C').unwrap_or((rest, "")),
        None => ("", name.strip_prefix('C').unwrap_or("-")),
    };
    digits(row) && digits(column)
}

fn cells(sheet: &HiddenSheet) -> Vec<Problem> {
    let rows = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    if rows > CellRef::ROWS {
        return vec![beyond(Limit::Rows(CellRef::ROWS), &sheet.name)];
    }
    let mut problems = Vec::new();
    for (row, texts) in (0..).zip(&sheet.rows) {
        if texts.len() > usize::from(CellRef::COLS) {
            problems.push(beyond(Limit::Columns(CellRef::COLS.into()), &sheet.name));
        }
        for (col, _) in (0..).zip(texts).filter(|(_, text)| length(text) > MAX_CHARACTERS) {
            problems.push(Problem {
                kind: ProblemKind::TooLong { most: MAX_CHARACTERS },
                place: Place::Cell { sheet: sheet.name.clone(), cell: CellRef::new(row, col) },
                around: String::new(),
            });
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_excel_would_take_for_addresses_are_told_apart() {
        for name in ["TH_ket_nap.nu__2024_Q1", "_x", "tỷ_lệ", "XFE1", "R1C1x", "CR", "RC_1"]
        {
            assert!(is_defined_name(name), "{name}");
        }
        for name in [
            "",
            "1a",
            "a b",
            "a-b",
            "A1",
            "xfd1048576",
            "R",
            "c",
            "r1c1",
            "C12",
            "RC",
            "R2C",
            "'a",
            "_xlnm.Print_Area",
        ] {
            assert!(!is_defined_name(name), "{name}");
        }
        assert!(!is_defined_name(&"a".repeat(256)));
    }

    #[test]
    fn names_that_no_tab_can_have_are_told_apart() {
        for name in ["_tonghop", "Số liệu", "it's", &"x".repeat(31)] {
            assert!(is_sheet_name(name), "{name}");
        }
        for name in ["", "a/b", "[a]", "'a", "a'", "History", "a\nb", &"x".repeat(32)] {
            assert!(!is_sheet_name(name), "{name}");
        }
    }
}
