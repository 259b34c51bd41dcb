//! `{%sheet … %}`: statements that govern a whole sheet, and the name on its tab.

use crate::template::engine::Statement;

/// The word that makes a statement one of the sheet.
const WORD: &str = "sheet";

/// The statement after the word `sheet`, when the code begins with that word.
pub(in super::super) fn of_sheet(code: &str) -> Option<&str> {
    let rest = code.strip_prefix(WORD)?;
    rest.starts_with(char::is_whitespace).then(|| rest.trim_start())
}

/// Whether a statement may govern a sheet: it opens a loop or a condition and has no end.
pub(in super::super) fn governs(code: &str) -> bool {
    matches!(Statement::parse(code), Statement::For { .. } | Statement::If)
}
