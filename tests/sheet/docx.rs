//! Tables of Word documents, as their readers see them.

use tonghop::sheet::{Format, ReadError, Value, Workbook};

use crate::workbooks::{open, package};

const RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document2.xml"/></Relationships>"#;

fn document(body: &str) -> Result<Workbook, ReadError> {
    let body = format!(
        r#"<w:document xmlns:w="w" xmlns:mc="m"><w:body>{body}<w:sectPr/></w:body></w:document>"#
    );
    open(&package(&[
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", RELATIONS),
        ("word/document2.xml", &body),
    ]))
}

/// A table of rows of cells, each the inside of a `w:tc`.
fn table(rows: &[&[&str]]) -> String {
    let row =
        |cells: &&[&str]| format!("<w:tr><w:tc>{}</w:tc></w:tr>", cells.join("</w:tc><w:tc>"));
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<Vec<_>>().concat())
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn cells(book: &Workbook) -> Vec<String> {
    let sheets = book.sheets.iter().flat_map(|sheet| {
        sheet.iter().map(move |(at, cell)| format!("{}!{at}={}", sheet.name, cell.text))
    });
    sheets.collect()
}

/// What one cell of a table of figures says when its inside is this.
fn said(inside: &str) -> String {
    let (a, b, c) = (p("TT"), p("Nội dung"), p("1"));
    let body = table(&[&[&a, &b, &c], &[&a, &b, inside], &[&a, &b, &c]]);
    let book = document(&body).unwrap();
    let cell = book.sheets[0].get("C2".parse().unwrap());
    cell.map_or_else(String::new, |cell| cell.text.clone())
}

#[test]
fn a_table_is_a_sheet_with_its_spans_as_merges() {
    let wide = format!(r#"<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}"#, p("Năm"));
    let begins = format!(r#"<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{}"#, p("TT"));
    let goes_on = format!("<w:tcPr><w:vMerge/></w:tcPr>{}", p("nobody sees this"));
    let (y1, y2, n) = (p("2023"), p("2024"), p("15"));
    let body = table(&[&[&begins, &wide], &[&goes_on, &y1, &y2], &[&n, &n, &n]]);
    let book = document(&body).unwrap();
    assert_eq!(book.format, Format::Docx);
    assert_eq!(
        cells(&book),
        ["A1=TT", "B1=Năm", "B2=2023", "C2=2024", "A3=15", "B3=15", "C3=15"]
            .map(|cell| format!("Bảng 1!{cell}"))
    );
    let merged: Vec<_> =
        book.sheets[0].merged.iter().map(|(a, b)| format!("{a}:{b}")).collect();
    assert_eq!(merged, ["B1:C1", "A1:A2"]);
    let figure = book.sheets[0].get("A3".parse().unwrap()).unwrap();
    assert_eq!(figure.value, Value::Number(15.into()));
}

#[test]
fn what_was_deleted_or_hidden_is_no_text_and_what_was_inserted_is() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let deleted = "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>";
    let inserted = format!("<w:ins>{}</w:ins>", run("12"));
    assert_eq!(said(&format!("<w:p>{deleted}{inserted}</w:p>")), "12");
    let moved = format!("<w:moveFrom>{}</w:moveFrom>", run("7"));
    assert_eq!(said(&format!("<w:p>{moved}{}</w:p>", run("8"))), "8");
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>5</w:t></w:r>";
    assert_eq!(said(&format!("<w:p>{hidden}{}</w:p>", run("6"))), "6");
    let shown = r#"<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>5</w:t></w:r>"#;
    assert_eq!(said(&format!("<w:p>{shown}</w:p>")), "5");
}

#[test]
fn codes_of_fields_are_no_text_and_their_results_are() {
    let field = "<w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r><w:r><w:t>35</w:t></w:r>";
    assert_eq!(said(&format!("<w:p>{field}</w:p>")), "35");
}

#[test]
fn what_stands_twice_for_older_programs_is_read_once() {
    let boxed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let both = format!(
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        boxed("3"),
        boxed("3")
    );
    assert_eq!(said(&format!("<w:p><w:r>{both}</w:r></w:p>")), "3");
}

#[test]
fn a_sign_of_a_symbol_font_leaves_no_blank_cell() {
    let sign = r#"<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>"#;
    assert_eq!(said(sign), "\u{FFFD}");
}

#[test]
fn a_table_in_a_cell_is_text_of_the_cell() {
    let inner = table(&[&[&p("4"), &p("5")]]);
    assert_eq!(said(&format!("{inner}<w:p/>")), "4\n5");
}

#[test]
fn rows_that_were_deleted_are_not_there() {
    let (a, n) = (p("Tổng số"), p("15"));
    let plain = format!("<w:tr><w:tc>{a}</w:tc><w:tc>{n}</w:tc></w:tr>");
    let gone = format!(
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc>{a}</w:tc><w:tc>{}</w:tc></w:tr>",
        p("99")
    );
    let book = document(&format!("<w:tbl>{plain}{gone}{plain}</w:tbl>")).unwrap();
    assert_eq!(book.sheets[0].len(), 4);
    assert!(!cells(&book).iter().any(|cell| cell.contains("99")));
}

#[test]
fn a_document_without_tables_is_a_workbook_without_sheets() {
    let letter = document(&p("Kính gửi: Đảng ủy xã")).unwrap();
    assert!(letter.sheets.is_empty());
}

#[test]
fn a_document_that_is_not_whole_is_refused() {
    let missing = package(&[
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", "<w/>"),
    ]);
    assert!(matches!(open(&missing), Err(ReadError::Damaged { .. })));
    assert!(document("<w:tbl><w:tr>").is_err());
    let bomb = "<w:p><!DOCTYPE a></w:p>";
    assert!(document(bomb).is_err());
}
