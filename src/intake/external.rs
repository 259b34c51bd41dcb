//! Formulas that take their figures from other workbooks.

/// Whether a formula names a cell of another workbook: `[1]Sheet1!A1`, `'C:\dir\[a.xlsx]S'!A1`.
/// Brackets within texts, and those of tables (`Table1[Column]`), are something else.
pub(super) fn leads_elsewhere(formula: &str) -> bool {
    // Between quotation marks stands text.
    let mut outside = formula.split('"').step_by(2);
    outside.any(|code| code.match_indices(']').any(|(at, _)| names_a_sheet(code.split_at(at))))
}

/// Whether a bracket that closes is followed by the name of a sheet and its `!`.
fn names_a_sheet((before, after): (&str, &str)) -> bool {
    let name = after.trim_start_matches(']');
    let quoted = before.matches('\'').count() % 2 == 1;
    let is_end = if quoted {
        name.split_once('\'').is_some_and(|(_, rest)| rest.starts_with('!'))
    } else {
        let in_name = |c: char| c.is_alphanumeric() || "_.".contains(c);
        name.trim_start_matches(in_name).starts_with('!')
    };
    is_end && before.contains('[')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_another_workbook_is_told_from_tables_and_texts() {
        for formula in [
            "[1]Sheet1!A1",
            "SUM([2]Bieu!$A$1:$A$9)+1",
            "'[1]Biểu 1'!C12",
            "'C:\\bao cao\\[quy 1.xlsx]1-BTCTW'!C12",
            "[1]!Ten",
        ] {
            assert!(leads_elsewhere(formula), "{formula}");
        }
        for formula in [
            "Sheet1!A1",
            "Table1[Số]+Sheet2!A1",
            "SUM(Table1[[#This Row],[Nam]])",
            "IF(A1=\"[1]Sheet1!\",Sheet2!B1,0)",
            "C12+C13",
        ] {
            assert!(!leads_elsewhere(formula), "{formula}");
        }
    }
}
