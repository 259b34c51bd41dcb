//! Sheets of text.

use tonghop::template::ProblemKind;
use tonghop::template::xlsx::{Equipment, TextRow, TextSheet, TextStyle};

use super::support::*;

fn row(style: TextStyle, cells: &[&str]) -> TextRow {
    TextRow { style, cells: cells.iter().map(ToString::to_string).collect() }
}

fn guide(widths: &[u16]) -> TextSheet {
    TextSheet {
        name: "Hướng dẫn".to_owned(),
        rows: vec![
            row(TextStyle::Title, &["HƯỚNG DẪN GHI BIỂU"]),
            row(TextStyle::Text, &[]),
            row(TextStyle::Heading, &["I. Các ô phải ghi"]),
            row(TextStyle::Text, &["=1+1", "Số đảng viên"]),
            row(
                TextStyle::Text,
                &[&"Ghi số đảng viên có đến ngày cuối cùng của kỳ báo cáo. ".repeat(4)],
            ),
        ],
        widths: widths.to_vec(),
        open: false,
    }
}

fn with(sheets: Vec<TextSheet>) -> Equipment {
    Equipment { sheets, protect: true, ..Equipment::default() }
}

#[test]
fn a_sheet_that_others_write_on_is_not_protected() {
    let file = Book::of("<sheetData/>").build();
    let open = TextSheet { open: true, ..guide(&[]) };
    let result = equipped(&file, &with(vec![open]));
    assert!(!text(&result, "xl/worksheets/sheet2.xml").contains("sheetProtection"));
}

#[test]
fn a_sheet_of_text_comes_last_so_that_names_of_sheets_keep_theirs() {
    let book = Book::of("<sheetData/>").sheet("Kín", "veryHidden", "<sheetData/>");
    let file = book.name("_xlnm.Print_Area", 1, "Kín!$A$1").build();
    let result = equipped(&file, &with(vec![guide(&[])]));
    let workbook = text(&result, "xl/workbook.xml");
    assert!(
        workbook.contains("<sheet name=\"Hướng dẫn\" sheetId=\"3\" r:id=\"rId91\"/></sheets>"),
        "{workbook}"
    );
    assert!(workbook.contains("localSheetId=\"1\""));
    let part = text(&result, "xl/worksheets/sheet3.xml");
    assert!(part.contains("<c r=\"A1\" s=\"3\" t=\"inlineStr\"><is><t>HƯỚNG DẪN GHI BIỂU</t></is></c></row><row r=\"3\""), "{part}");
    assert!(part.contains("<t>=1+1</t>") && part.contains("<sheetProtection sheet=\"1\""));
    assert!(
        part.contains(
            "<pageSetup paperSize=\"9\" orientation=\"portrait\" fitToHeight=\"0\"/>"
        )
    );
    let styles = text(&result, "xl/styles.xml");
    assert!(
        styles.contains("<fonts count=\"3\">")
            && styles
                .contains("<font><b/><sz val=\"15\"/><name val=\"Times New Roman\"/></font>"),
        "{styles}"
    );
}

#[test]
fn a_text_alone_in_its_row_runs_over_all_columns() {
    let result = equipped(&Book::of("<sheetData/>").build(), &with(vec![guide(&[20, 60])]));
    let part = text(&result, "xl/worksheets/sheet2.xml");
    assert!(part.contains("<mergeCells count=\"3\"><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A3:B3\"/><mergeCell ref=\"A5:B5\"/></mergeCells>"), "{part}");
    assert!(
        part.contains("<row r=\"4\" ht=\""),
        "a row of several texts is as high as its longest: {part}"
    );
    assert!(part.contains("<col min=\"2\" max=\"2\" width=\"60\" customWidth=\"1\"/>"));
}

#[test]
fn a_name_that_is_taken_gets_a_number() {
    let book = Book::of("<sheetData/>").sheet("hướng DẪN", "visible", "<sheetData/>");
    let result = equipped(&book.build(), &with(vec![guide(&[]), guide(&[])]));
    let workbook = text(&result, "xl/workbook.xml");
    assert!(workbook.contains("\"Hướng dẫn (2)\"") && workbook.contains("\"Hướng dẫn (3)\""));
}

#[test]
fn what_no_sheet_can_be_is_refused() {
    let mut sheet = guide(&[256]);
    sheet.name = "a/b".to_owned();
    let problems = refused(&Book::of("<sheetData/>").build(), &with(vec![sheet]));
    assert_eq!(problems.len(), 2);
    assert!(problems.iter().all(|problem| matches!(problem.kind, ProblemKind::Limit(_))));
}
