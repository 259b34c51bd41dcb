//! The Excel template engine, from the outside: each folder of `tests/xlsx_cases` is a case (what
//! its files mean stands in `tests/xlsx_cases/README.md`).
//!
//! `UPDATE_GOLDEN=1` writes what came out over what was expected, `KEEP_FILES=folder` keeps
//! templates and results, `CASE=word` runs only the cases whose names contain the word.

#[cfg(test)]
mod xlsx_support;

#[cfg(test)]
mod cases {
    use crate::xlsx_support::Case;

    #[test]
    fn every_case_comes_out_as_expected() {
        let cases = Case::all();
        let chosen = std::env::var_os("CASE").is_some();
        assert!(chosen || cases.len() >= 3, "{} cases found", cases.len());
        let mut failures = Vec::new();
        for case in &cases {
            case.run(&mut failures);
        }
        println!("{} cases", cases.len());
        assert!(failures.is_empty(), "{} wrong:\n{}", failures.len(), failures.join("\n"));
    }
}

#[cfg(test)]
mod harness {
    use std::collections::BTreeMap;

    use crate::xlsx_support::{complaints, described};

    #[test]
    fn the_skeleton_itself_is_sound() {
        let book = described(
            "[S]\nA1 || a || {3}12 || =A1&B1 → a12\nname X = S!$A$1",
            &BTreeMap::new(),
        );
        assert_eq!(complaints(&book), Vec::<String>::new());
    }

    #[test]
    fn what_excel_refuses_is_noticed() {
        for (lines, complaint) in [
            ("A1 || {99}1", "A1: no such style"),
            (
                "<mergeCells count=\"2\"><mergeCell ref=\"A1:B2\"/></mergeCells>",
                "counts wrongly",
            ),
            (
                "<mergeCells><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"B2:C3\"/></mergeCells>",
                "overlaps",
            ),
            ("<mergeCells><mergeCell ref=\"A1:XFE2\"/></mergeCells>", "ref `A1:XFE2`"),
            ("B1 || 1\nA1 || 2", "A1 stands in row 1"),
            ("A1 || =SUM(B1", "does not close"),
            ("A1 || (shared 3)", "no shared formula 3"),
            (
                "<conditionalFormatting sqref=\"\"><cfRule type=\"expression\" priority=\"1\"><formula>1</formula></cfRule></conditionalFormatting>",
                "sqref",
            ),
            (
                "<rowBreaks count=\"2\"><brk id=\"3\"/><brk id=\"3\"/></rowBreaks>",
                "rowBreaks [3, 3]",
            ),
            (
                "<cols><col min=\"1\" max=\"3\"/><col min=\"2\" max=\"2\"/></cols>",
                "columns 2 to 2",
            ),
            ("<hyperlinks><hyperlink ref=\"A1\" r:id=\"x\"/></hyperlinks>", "uses unknown x"),
            ("rel x hyperlink ../nowhere.xml", "which is not there"),
            ("<hyperlinks/>", "hyperlinks is empty"),
            ("<dimension ref=\"A1:B2\"/>\nC1 || 1", "C1 stands outside the dimension"),
            ("name X (S) = S!$A$1\nname x (S) = S!$A$2", "twice"),
            ("workbook <bookViews><workbookView activeTab=\"4\"/></bookViews>", "activeTab 4"),
            ("[s]", "name s twice"),
            ("[a/b]", "no name for a tab"),
            (
                "<legacyDrawing r:id=\"\"/>\n<drawing r:id=\"\"/>\n<drawing r:id=\"\"/>",
                "drawing stands twice",
            ),
        ] {
            let book = described(&format!("[S]\n{lines}"), &BTreeMap::new());
            let told = complaints(&book).join("\n");
            assert!(told.contains(complaint), "{lines}: {told:?}");
        }
    }
}
