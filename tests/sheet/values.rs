//! What each cell of a sound .xlsx holds, and what is refused because it would be guessed.

use rust_decimal::Decimal;
use tonghop::sheet::{Value, Visibility, to_inspect_json};

use crate::workbooks::{at, first_sheet, open, package, parts, small, with_rows, with_sheet};

fn number(text: &str) -> Value {
    Value::Number(text.parse::<Decimal>().unwrap())
}

fn date(text: &str) -> Value {
    Value::Date(text.parse().unwrap())
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn a_return_reads_as_it_was_filled_in() {
    let book = open(&small()).unwrap();
    assert_eq!(book.properties["tonghop.form"], "ct28");
    let names = &book.defined_names["ket_nap.nu"];
    assert_eq!((names[0].sheet.as_str(), names[0].cell.to_string()), ("Kết nạp", "B2".into()));
    let tabs: Vec<_> =
        book.sheets.iter().map(|tab| (tab.name.as_str(), tab.visibility)).collect();
    assert_eq!(tabs, [("Kết nạp", Visibility::Visible), ("_id", Visibility::VeryHidden)]);
    let sheet = &book.sheets[0];
    assert_eq!(at(sheet, "A1").value, text("Kết nạp trong năm"));
    assert_eq!(at(sheet, "B1").value, number("12"));
    assert_eq!(at(sheet, "B2").value, number("2151.93"));
    let total = at(sheet, "B3");
    assert_eq!(
        (&total.value, total.formula.as_deref()),
        (&number("2163.93"), Some("SUM(B1:B2)"))
    );
    assert_eq!(at(sheet, "B6").value, Value::Bool(true));
    let merged: Vec<_> = sheet.merged.iter().map(|(a, b)| format!("{a}:{b}")).collect();
    assert_eq!(merged, ["A8:C8"]);
}

#[test]
fn a_count_that_became_a_date_does_not_look_like_a_number() {
    let book = open(&small()).unwrap();
    assert_eq!(at(&book.sheets[0], "B4").value, date("2024-04-03T00:00:00"));
    assert_eq!(at(&book.sheets[0], "B5").value, date("1900-02-04T08:09:36"));
    let sheet = first_sheet(&with_rows(
        r#"<row r="1"><c r="A1" s="1"><v>-3</v></c><c r="B1" s="1"><v>60</v></c></row>"#,
    ));
    assert_eq!(at(&sheet, "A1").value, Value::Error("#####".to_owned()));
    assert!(matches!(at(&sheet, "B1").value, Value::Date(_)));
}

#[test]
fn dates_of_the_1904_system_are_four_years_later() {
    let sheet =
        "<worksheet><sheetData><row><c s=\"1\"><v>0</v></c></row></sheetData></worksheet>";
    let mut parts = parts(sheet).map(|(name, text)| (name, text.to_owned()));
    parts[2].1 = parts[2].1.replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>");
    let parts: Vec<_> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert_eq!(at(&first_sheet(&package(&parts)), "A1").value, date("1904-01-01T00:00:00"));
}

#[test]
fn numbers_are_the_shortest_decimal_that_means_the_same() {
    let sheet = first_sheet(&with_rows(
        r#"<row r="1"><c r="A1"><v>35.340000000000003</v></c><c r="B1"><v>1E3</v></c>
           <c r="C1"><v>-0</v></c><c r="D1"><v>0.1</v></c><c r="E1"><v>12345678901234</v></c></row>"#,
    ));
    for (place, expected) in
        [("A1", "35.34"), ("B1", "1000"), ("C1", "0"), ("D1", "0.1"), ("E1", "12345678901234")]
    {
        assert_eq!(at(&sheet, place).value, number(expected), "{place}");
        assert_eq!(at(&sheet, place).text, expected);
    }
}

#[test]
fn a_number_outside_exact_decimals_never_becomes_another() {
    let sheet = first_sheet(&with_rows(
        "<row><c><v>1e300</v></c><c><v>5.551115123125783E-17</v></c><c><v>inf</v></c></row>",
    ));
    for place in ["A1", "B1", "C1"] {
        assert!(matches!(at(&sheet, place).value, Value::Error(_)), "{:?}", at(&sheet, place));
    }
}

#[test]
fn texts_of_every_form_are_read() {
    let sheet = first_sheet(&with_rows(
        r#"<row><c t="s"><v>2</v></c><c t="s"><v>3</v></c>
           <c t="inlineStr"><is><r><t>Chi b</t></r><r><t>ộ</t></r></is></c>
           <c t="str"><f>A1&amp;"x"</f><v> a &lt; b</v></c><c t="str"><f>""</f><v></v></c></row>"#,
    ));
    assert_eq!(at(&sheet, "A1").value, text(" hai "));
    assert_eq!(at(&sheet, "B1").value, text("giàu"));
    assert_eq!(at(&sheet, "C1").value, text("Chi bộ"));
    assert_eq!(at(&sheet, "D1").value, text(" a < b"));
    let empty = at(&sheet, "E1");
    assert_eq!((&empty.value, empty.never_calculated), (&text(""), false));
}

#[test]
fn the_text_is_cleaned_and_the_value_kept() {
    let sheet = first_sheet(&with_rows(
        "<row><c t=\"inlineStr\"><is><t>Lƣu\u{a0}y\u{301}</t></is></c></row>",
    ));
    let cell = at(&sheet, "A1");
    assert_eq!((&cell.value, cell.text.as_str()), (&text("Lƣu\u{a0}y\u{301}"), "Lưu ý"));
}

#[test]
fn a_formula_that_was_never_calculated_is_not_zero() {
    let sheet = first_sheet(&with_rows(
        "<row><c><f>SUM(B1:B9)</f><v></v></c><c><f>B1</f></c><c><f>1-1</f><v>0</v></c></row>",
    ));
    for place in ["A1", "B1"] {
        assert!(at(&sheet, place).never_calculated);
        assert_eq!(at(&sheet, place).value, Value::Empty);
    }
    assert_eq!(at(&sheet, "C1").value, number("0"));
    assert!(!at(&sheet, "C1").never_calculated);
}

#[test]
fn a_shared_formula_is_moved_to_its_cell() {
    let sheet = first_sheet(&with_rows(
        r#"<row r="1"><c r="C1"><f t="shared" ref="C1:C2" si="0">A1+B1</f><v>3</v></c></row>
           <row r="2"><c r="C2"><f t="shared" si="0"/><v>7</v></c></row>"#,
    ));
    assert_eq!(at(&sheet, "C2").formula.as_deref(), Some("A2+B2"));
}

#[test]
fn errors_are_errors() {
    let sheet = first_sheet(&with_rows(
        r#"<row><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="e"><v>#REF!</v></c></row>"#,
    ));
    assert_eq!(at(&sheet, "A1").value, Value::Error("#DIV/0!".to_owned()));
    assert_eq!(at(&sheet, "B1").value, Value::Error("#REF!".to_owned()));
}

#[test]
fn cells_without_an_address_follow_one_another() {
    let sheet = first_sheet(&with_rows(
        "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"5\"><c r=\"C5\"><v>3</v></c><c><v>4</v></c></row>",
    ));
    let found: Vec<_> = sheet.iter().map(|(at, cell)| format!("{at}={}", cell.text)).collect();
    assert_eq!(found, ["A1=1", "B1=2", "C5=3", "D5=4"]);
}

#[test]
fn the_last_cell_of_a_sheet_takes_no_memory() {
    let sheet = first_sheet(&with_rows(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#,
    ));
    assert_eq!(sheet.len(), 2);
    assert_eq!(at(&sheet, "XFD1048576").value, number("2"));
}

#[test]
fn what_the_value_reader_would_bend_is_refused() {
    for (rows, why) in [
        ("<row r=\"1\"><c r=\"A1048577\"><v>1</v></c></row>", "a row outside the sheet"),
        ("<row r=\"1\"><c r=\"A4294967297\"><v>1</v></c></row>", "a row that wraps around"),
        ("<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>", "a cell in another row"),
        ("<row><c t=\"s\"><v>x</v></c></row>", "an index that is no number"),
        ("<row><c t=\"s\"><v>4</v></c></row>", "a string that is not there"),
        ("<row><c><v>1<!-- -->2</v></c></row>", "a number cut by a comment"),
        ("<row><c><v>1&#50;</v></c></row>", "a number with an entity"),
        ("<row><c><v>1</v><v>2</v></c></row>", "two values"),
        ("<row><c s=\"7\"><v>1</v></c></row>", "a style that is not there"),
        (
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>",
            "two cells in one place",
        ),
        ("<row><c t=\"b\"><v>2</v></c></row>", "a truth value of two"),
        (
            "<row><c><f t=\"shared\" si=\"999999999999\" ref=\"A1\">1</f></c></row>",
            "a huge index",
        ),
        ("<row><c><v>&bomb;</v></c></row>", "an unknown entity"),
        ("<row><c><v>1</c></row>", "ill-formed"),
    ] {
        assert!(open(&with_rows(rows)).is_err(), "{why}");
    }
}

#[test]
fn document_types_are_refused() {
    let sheet = "<!DOCTYPE worksheet [<!ENTITY a \"1\">]><worksheet><sheetData/></worksheet>";
    assert!(open(&with_sheet(sheet)).is_err());
}

#[test]
fn strict_workbooks_are_read_too() {
    let sheet = r#"<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData><row><c t="d" s="1"><v>2024-04-03T00:00:00Z</v></c></row></sheetData></worksheet>"#;
    let strict = |text: &str| {
        text.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    };
    let parts = parts(sheet).map(|(name, text)| (name, strict(text)));
    let parts: Vec<_> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert_eq!(at(&first_sheet(&package(&parts)), "A1").value, date("2024-04-03T00:00:00"));
}

#[test]
fn json_shows_exact_numbers_and_missing_results() {
    let bytes = with_rows("<row><c><v>35.340000000000003</v></c><c><f>A1</f><v/></c></row>");
    let json = serde_json::to_string(&to_inspect_json(&open(&bytes).unwrap())).unwrap();
    assert_eq!(
        json,
        r#"{"sheets":[{"name":"S","visibility":"visible","cells":[{"ref":"A1","type":"number","value":35.34,"text":"35.34","formula":null},{"ref":"B1","type":"number","value":null,"text":"","formula":"A1"}]}]}"#
    );
}

#[test]
fn byte_order_marks_prefixes_and_remarks_do_not_matter() {
    let sheet = "\u{FEFF}<?xml version=\"1.0\"?>\r\n<!-- x --><x:worksheet xmlns:x=\"m\"><x:sheetData><x:row r=\"1\"><x:c r=\"B1\"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>";
    assert_eq!(at(&first_sheet(&with_sheet(sheet)), "B1").value, number("7"));
}
