//! `{%sheet … %}`: statements that govern a whole sheet, and the name on its tab.

use crate::template::engine::Statement;
use crate::template::xlsx::plan::{END, MARK, Plan, TAB_NAME, TURN};

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

/// What one printing of a sheet's template holds: the marks of each copy, and those of the name
/// on its tab.
pub(in super::super) fn turns<'p>(
    printed: &'p str,
    plan: &Plan,
) -> Vec<(&'p str, Option<&'p str>)> {
    let begins = format!("{MARK}{TURN}{END}");
    let named = format!("{MARK}{TAB_NAME}{END}");
    let apart = |turn: &'p str| match turn.rsplit_once(named.as_str()) {
        Some((rows, tab)) if plan.names_tab => (rows, Some(tab)),
        _ => (turn, None),
    };
    if plan.turns.is_none() {
        return vec![apart(printed)];
    }
    printed.split(begins.as_str()).skip(1).map(apart).collect()
}
