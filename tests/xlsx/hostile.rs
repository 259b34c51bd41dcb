//! Damaged and hostile files are refused, never a panic.

use serde_json::json;

use super::harness::{Book, fill, shown};

fn refused(file: Vec<u8>) -> String {
    shown(&fill(file, &json!({"xs": [1]})).expect_err("not refused"))
}

fn book() -> Book {
    Book::new().sheet("S", &[("A1", "{{ xs | length }}")])
}

#[test]
fn what_is_no_workbook_is_refused() {
    for file in [Vec::new(), b"PK".to_vec(), b"<html/>".to_vec()] {
        assert!(refused(file).starts_with("File: Unreadable"));
    }
    let good = book().build();
    assert!(refused(good[..good.len() / 2].to_vec()).starts_with("File: Unreadable"));
}

#[test]
fn no_damage_of_a_byte_makes_it_panic() {
    let good = book().sheet("T", &[("A1", "=S!A1→1")]).build();
    for at in (0..good.len()).step_by(3) {
        let mut bad = good.clone();
        bad[at] ^= 0x55;
        // Refused, or filled all the same where the byte does not matter.
        let _ = fill(bad, &json!({"xs": [1]}));
    }
}

#[test]
fn document_types_and_unknown_entities_are_refused() {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"{{ xs }}\">]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>";
    for markup in [bomb, &bomb[bomb.find("<worksheet").unwrap()..]] {
        let file = book()
            .part("xl/worksheets/x.xml", markup)
            .relation("x", "worksheet", "worksheets/x.xml")
            .listed("X", "x")
            .build();
        assert!(refused(file).starts_with("File: Unreadable"), "{markup}");
    }
}

#[test]
fn rows_and_cells_out_of_order_or_out_of_bounds_are_refused() {
    for rows in [
        "<row r=\"2\"/><row r=\"1\"/>",
        "<row r=\"1048577\"/>",
        "<row r=\"0\"/>",
        "<row r=\"x\"/>",
        "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>",
        "<row r=\"1\"><c r=\"A2\"/></row>",
        "<row r=\"1\"><c r=\"XFE1\"/></row>",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>x</v></c></row>",
        "<row r=\"1\">",
        "<row><c></row></c>",
    ] {
        let file = book().raw_sheet("T", rows).build();
        assert!(refused(file).starts_with("File: Unreadable"), "{rows}");
    }
}

#[test]
fn more_rows_than_a_sheet_can_have_are_refused() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "{% for a in range(end=1100) %}{% for b in range(end=1000) %}{{ b }}"),
            ("B1", "{% endfor %}{% endfor %}"),
        ],
    );
    assert_eq!(book.refused(&json!({})), "S!A1: Limit(Rows(1048576))");
    // A gap of a million empty rows repeated.
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{% for a in range(end=3) %}</t></is></c></row><row r=\"1048576\"><c t=\"inlineStr\"><is><t>{% endfor %}</t></is></c></row>";
    assert_eq!(
        Book::new().raw_sheet("S", rows).refused(&json!({})),
        "S!A1: Limit(Rows(1048576))"
    );
}

#[test]
fn a_text_longer_than_a_cell_can_hold_is_refused() {
    let book = Book::new().sheet("S", &[("A1", "x"), ("B2", "{{ xs }}")]);
    assert_eq!(
        book.refused(&json!({"xs": "đ".repeat(32_768)})),
        "S!B2: TooLong { most: 32767 }"
    );
    book.fill(&json!({"xs": "đ".repeat(32_767)}));
}

#[test]
fn deep_nesting_is_refused_or_left_uncomputed() {
    let deep = format!(
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>{}</is></c></row>",
        "<r>".repeat(5000) + &"</r>".repeat(5000)
    );
    assert!(refused(book().raw_sheet("T", &deep).build()).starts_with("File: Unreadable"));
    let formula = format!("={}A1{}", "(".repeat(4000), ")".repeat(4000));
    let long = format!("=A1{}", "+A1".repeat(2000));
    let filled = Book::new()
        .sheet("S", &[("A1", "{{ a }}"), ("A2", &formula), ("A3", &long)])
        .fill(&json!({"a": 1}));
    assert!(filled.show("S").ends_with("→ 2001"));
}

#[test]
fn an_array_formula_over_the_whole_sheet_is_borne() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{{ a }}</t></is></c><c r=\"B1\"><f t=\"array\" ref=\"B1:XFD1048576\">A1</f><v>1</v></c></row>";
    Book::new()
        .raw_sheet("S", rows)
        .fill(&json!({"a": 1}))
        .holds(&["ref=\"B1:XFD1048576\">A1</f></c>"]);
}

#[test]
fn a_long_chain_of_formulas_is_computed() {
    let mut cells = vec![("A1".to_owned(), "{{ a }}".to_owned())];
    cells.extend((2..5000).map(|row| (format!("A{row}"), format!("=A{}+1", row - 1))));
    // Another that runs upwards.
    cells.sort_by_key(|(at, _)| at[1..].parse::<u32>().unwrap());
    let cells: Vec<_> = cells.iter().map(|(at, text)| (at.as_str(), text.as_str())).collect();
    let up: Vec<(String, String)> =
        (1..5000).map(|row| (format!("A{row}"), format!("=A{}+1", row + 1))).collect();
    let mut up: Vec<_> = up.iter().map(|(at, text)| (at.as_str(), text.as_str())).collect();
    up.push(("A5000", "=S!A1"));
    let filled = Book::new().sheet("S", &cells).sheet("T", &up).fill(&json!({"a": 1}));
    assert!(filled.show("S").ends_with("A4999 =A4998+1 → 4999"));
    assert!(filled.show("T").starts_with("A1 =A2+1 → 5000"));
}
