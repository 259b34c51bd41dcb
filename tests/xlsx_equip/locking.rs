//! Cells unlocked, all else protected.

use tonghop::template::ProblemKind;
use tonghop::template::xlsx::{CellValue, Equipment};

use super::support::*;

const FORM: &str = "<dimension ref=\"A1:C3\"/><cols><col min=\"3\" max=\"4\" width=\"9\" style=\"2\"/></cols>\
    <sheetData><row r=\"1\" spans=\"1:2\"><c r=\"A1\" t=\"str\"><v>Biểu</v></c><c r=\"B1\" s=\"2\"/></row>\
    <row r=\"3\" s=\"2\" customFormat=\"1\"/></sheetData><mergeCells count=\"1\"><mergeCell ref=\"A5:B6\"/></mergeCells>\
    <pageMargins left=\"1\" right=\"1\" top=\"1\" bottom=\"1\" header=\"0\" footer=\"0\"/>";

#[test]
fn an_input_keeps_its_look_and_is_unlocked() {
    let file = Book::of(FORM).build();
    let result = equipped(&file, &inputs(&["B1", "A1"]));
    let styles = text(&result, "xl/styles.xml");
    assert!(
        sheet(&result)
            .contains("<c r=\"A1\" t=\"str\" s=\"3\"><v>Biểu</v></c><c r=\"B1\" s=\"4\"/>")
    );
    assert!(styles.contains(
        "<xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyProtection=\"1\">\
         <alignment horizontal=\"center\"/><protection locked=\"0\"/></xf></cellXfs>"
    ));
    assert!(styles.contains("<cellXfs count=\"5\">"));
    assert_eq!(changed(&file, &result), ["xl/styles.xml", "xl/worksheets/sheet1.xml"]);
}

#[test]
fn a_cell_that_is_not_there_comes_into_being_with_the_look_of_its_row_or_column() {
    let file = Book::of(FORM).build();
    let result = equipped(&file, &inputs(&["B3", "D2", "C1", "E9"]));
    let sheet = sheet(&result);
    // 3: like format 2; 4: like the first.
    assert!(sheet.contains("<row r=\"1\" spans=\"1:3\">"), "{sheet}");
    assert!(
        sheet.contains("<c r=\"C1\" s=\"3\"/></row><row r=\"2\"><c r=\"D2\" s=\"3\"/></row>")
    );
    assert!(sheet.contains(
        "<row r=\"3\" s=\"2\" customFormat=\"1\"><c r=\"B3\" s=\"3\"/></row>\
         <row r=\"9\"><c r=\"E9\" s=\"4\"/></row></sheetData>"
    ));
    assert!(sheet.contains("<dimension ref=\"A1:E9\"/>"));
}

#[test]
fn the_whole_of_a_merged_area_is_unlocked_whichever_cell_is_named() {
    let file = Book::of(FORM).build();
    let result = equipped(&file, &inputs(&["B6", "A5"]));
    let rows = "<row r=\"5\"><c r=\"A5\" s=\"3\"/><c r=\"B5\" s=\"3\"/></row>\
                <row r=\"6\"><c r=\"A6\" s=\"3\"/><c r=\"B6\" s=\"3\"/></row>";
    assert!(sheet(&result).contains(rows));
}

#[test]
fn what_is_unlocked_already_is_not_touched() {
    let form = "<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"/></row></sheetData>";
    let file = Book::of(form).build();
    assert_eq!(changed(&file, &equipped(&file, &inputs(&["A1"]))), Vec::<String>::new());
}

#[test]
fn a_fixed_cell_is_locked_even_where_the_form_left_it_open() {
    let form =
        "<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"/><c r=\"B1\" s=\"1\"/></row></sheetData>";
    let value = CellValue::Number(number("12.50"));
    let equipment = Equipment {
        fixed: vec![fixed("A1", Some(value)), fixed("B1", None)],
        ..Equipment::default()
    };
    let result = equipped(&Book::of(form).build(), &equipment);
    assert!(
        sheet(&result).contains("<c r=\"A1\" s=\"3\"><v>12.5</v></c><c r=\"B1\" s=\"3\"/>")
    );
    assert!(text(&result, "xl/styles.xml").contains("<protection locked=\"1\"/>"));
}

#[test]
fn a_format_that_does_not_apply_its_protection_is_not_taken_for_unlocked() {
    let styles =
        STYLES.replace("xfId=\"0\" applyProtection=\"1\"", "xfId=\"0\" applyProtection=\"0\"");
    let form = "<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"/></row></sheetData>";
    let file = Book::of(form).styles(Some(&styles)).build();
    assert!(sheet(&equipped(&file, &inputs(&["A1"]))).contains("<c r=\"A1\" s=\"3\"/>"));
}

#[test]
fn every_visible_worksheet_is_protected_without_a_password() {
    let rows = "<sheetData/><mergeCells count=\"1\"><mergeCell ref=\"A1:B1\"/></mergeCells>";
    let own =
        "<sheetData/><sheetProtection password=\"83AF\" sheet=\"1\" selectLockedCells=\"1\"/>";
    let off = "<sheetData/><sheetProtection password=\"83AF\" selectUnlockedCells=\"1\"/>";
    let book = Book::of(rows).sheet("Kín", "hidden", rows).sheet("Riêng", "visible", own);
    let file = book.sheet("Thôi", "visible", off).build();
    let result = equipped(&file, &Equipment { protect: true, ..Equipment::default() });
    let protection = "<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" \
                      formatColumns=\"0\" formatRows=\"0\"/>";
    assert!(sheet(&result).contains(&format!("{protection}<mergeCells")));
    // Nobody chose the password that is not in force.
    assert!(text(&result, "xl/worksheets/sheet4.xml").contains(&format!("{protection}</")));
    assert_eq!(
        changed(&file, &result),
        ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet4.xml"]
    );
}

#[test]
fn charts_on_sheets_of_their_own_are_left_alone() {
    let chart = "<chartsheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews/></chartsheet>";
    let file = Book::of("<sheetData/>").build();
    let mut all = parts(&file);
    all.insert("xl/worksheets/sheet1.xml".to_owned(), chart.as_bytes().to_vec());
    let file = zipped(all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    let protect = Equipment { protect: true, ..Equipment::default() };
    assert_eq!(changed(&file, &equipped(&file, &protect)), Vec::<String>::new());
    let problems = refused(&file, &inputs(&["A1"]));
    assert!(
        matches!(&problems[0].kind, ProblemKind::Misplaced(reason) if reason.contains("biểu đồ"))
    );
}

#[test]
fn all_that_cannot_be_done_is_told_at_once_and_at_its_cell() {
    let form = "<sheetData><row r=\"1\"><c r=\"A1\"><f t=\"array\" ref=\"A1:A2\">B1:B2</f></c></row></sheetData>";
    let mut equipment = inputs(&["A2", "C1"]);
    equipment.formulas = vec![formula("C1", "1+1", None), formula("D1", " = ", None)];
    equipment.inputs.push(tonghop::template::xlsx::Input {
        sheet: "Biẻu".to_owned(),
        cell: at("A1"),
        validation: None,
    });
    assert_eq!(refused(&Book::of(form).build(), &equipment).len(), 1, "an empty formula");
    equipment.formulas.pop();
    let problems = refused(&Book::of(form).build(), &equipment);
    assert_eq!(problems.len(), 3, "{problems:#?}");
    assert!(problems.iter().any(|problem| matches!(&problem.kind,
            ProblemKind::UnknownName { nearest: Some(nearest), .. } if nearest == "Biểu")));
}
