//! Formulas of rules: the same for every cell, or as seen from another one.

use crate::template::xlsx::formula::lexer::{Corner, Kind, SheetName, tokens};

/// A formula as files store it, from one that may begin with `=`.
pub(super) fn stored(formula: &str) -> &str {
    let formula = formula.trim();
    formula.strip_prefix('=').unwrap_or(formula).trim()
}

/// The formula with all its references absolute, so that it says the same wherever it stands.
pub(super) fn pinned(formula: &str) -> String {
    let formula = stored(formula);
    let mut out = String::with_capacity(formula.len() + 8);
    for token in tokens(formula) {
        let Kind::Reference(reference) = &token.kind else {
            out.push_str(formula.get(token.span.clone()).unwrap_or_default());
            continue;
        };
        out.push_str(formula.get(reference.sheet_span.clone()).unwrap_or_default());
        absolute(reference.first).write(&mut out);
        if let Some(last) = reference.last {
            out.push(':');
            absolute(last).write(&mut out);
        }
    }
    out
}

/// The cells that a formula names, each once; none when it names whole areas.
pub(super) fn single_cells(formula: &str) -> Option<Vec<&str>> {
    let mut cells = Vec::new();
    for token in tokens(formula) {
        let Kind::Reference(reference) = &token.kind else { continue };
        let text = formula.get(token.span.clone())?;
        if reference.last.is_some() || matches!(reference.sheet, Some(SheetName::Span(..))) {
            return None;
        }
        if !cells.contains(&text) {
            cells.push(text);
        }
    }
    Some(cells)
}

fn absolute(corner: Corner) -> Corner {
    Corner {
        col: corner.col.map(|(col, _)| (col, true)),
        row: corner.row.map(|(row, _)| (row, true)),
    }
}

/// Whether a formula reads otherwise from another cell.
pub(super) fn is_relative(formula: &str) -> bool {
    let relative = |corner: Corner| {
        corner.col.is_some_and(|col| !col.1) || corner.row.is_some_and(|row| !row.1)
    };
    tokens(formula).iter().any(|token| match &token.kind {
        Kind::Reference(reference) => {
            relative(reference.first) || reference.last.is_some_and(relative)
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinned_references_are_absolute_and_all_else_stays() {
        assert_eq!(
            pinned("=SUM(B2:$C3,'Quý 1'!D4)+LEFT(\"A1\")"),
            "SUM($B$2:$C$3,'Quý 1'!$D$4)+LEFT(\"A1\")"
        );
        assert!(is_relative("B$2") && !is_relative("$B$2+\"A1\"+LOG10($A$1)"));
    }
}
