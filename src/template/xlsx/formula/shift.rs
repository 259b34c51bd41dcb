//! A formula as it reads from another cell: relative references move with it.

use super::lexer::{Corner, Kind, tokens};
use crate::ooxml::CellRef;

/// The formula of a cell `rows` below and `cols` right of the cell it was written for.
pub(crate) fn shifted(formula: &str, rows: i64, cols: i64) -> String {
    let mut out = String::with_capacity(formula.len());
    for token in tokens(formula) {
        let text = formula.get(token.span.clone()).unwrap_or_default();
        let Kind::Reference(reference) = &token.kind else {
            out.push_str(text);
            continue;
        };
        out.push_str(formula.get(reference.sheet_span.clone()).unwrap_or_default());
        let first = corner(reference.first, rows, cols);
        let last = reference.last.map(|last| corner(last, rows, cols));
        match (first, last) {
            (Some(first), None) => first.write(&mut out),
            (Some(first), Some(Some(last))) => {
                first.write(&mut out);
                out.push(':');
                last.write(&mut out);
            }
            _ => out.push_str("#REF!"),
        }
    }
    out
}

fn corner(corner: Corner, rows: i64, cols: i64) -> Option<Corner> {
    let row = match corner.row {
        Some((row, false)) => {
            let moved = u32::try_from(i64::from(row) + rows).ok()?;
            (moved < CellRef::ROWS).then_some(Some((moved, false)))?
        }
        other => other,
    };
    let col = match corner.col {
        Some((col, false)) => {
            let moved = u16::try_from(i64::from(col) + cols).ok()?;
            (moved < CellRef::COLS).then_some(Some((moved, false)))?
        }
        other => other,
    };
    Some(Corner { col, row })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_references_move_and_absolute_ones_stay() {
        assert_eq!(shifted("A1+$A1+A$1+$A$1", 2, 1), "B3+$A3+B$1+$A$1");
        assert_eq!(shifted("SUM('x y'!A1:B2,\"A1\")", 1, 0), "SUM('x y'!A2:B3,\"A1\")");
        assert_eq!(shifted("A1+XFD1", -1, 0), "#REF!+#REF!");
        assert_eq!(shifted("SUM(A1:A1048576)+B2+XFD1", 1, 1), "SUM(#REF!)+C3+#REF!");
    }
}
