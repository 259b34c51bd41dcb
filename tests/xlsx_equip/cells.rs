//! Formulas and values put into cells.

use tonghop::template::xlsx::{CellValue, Equipment};

use super::support::*;

fn computing(formulas: Vec<tonghop::template::xlsx::FormulaCell>) -> Equipment {
    Equipment { formulas, ..Equipment::default() }
}

#[test]
fn a_formula_comes_with_its_value_and_is_computed_when_the_file_is_opened() {
    let chain = "<calcChain xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><c r=\"B1\" i=\"1\"/></calcChain>";
    let form = "<sheetData><row r=\"1\"><c r=\"B1\" s=\"2\" cm=\"1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>";
    let file =
        Book::of(form).part("xl/workbook.xml", "calcChain", "xl/calcChain.xml", chain).build();
    let formulas = vec![
        formula("B1", "=IF(COUNT(A1,A2)<2,\"\",A1+A2)", Some(CellValue::Text(String::new()))),
        formula("B2", "A1&\"<\"", None),
        formula("B3", "TRUE", Some(CellValue::Truth(true))),
        formula("B4", "1+1", Some(CellValue::Number(number("2")))),
    ];
    let result = equipped(&file, &computing(formulas));
    assert!(sheet(&result).contains(
        "<c r=\"B1\" s=\"2\" t=\"str\"><f>IF(COUNT(A1,A2)&lt;2,&quot;&quot;,A1+A2)</f><v></v></c></row>\
         <row r=\"2\"><c r=\"B2\"><f>A1&amp;&quot;&lt;&quot;</f></c></row>\
         <row r=\"3\"><c r=\"B3\" t=\"b\"><f>TRUE</f><v>1</v></c></row>\
         <row r=\"4\"><c r=\"B4\"><f>1+1</f><v>2</v></c></row>"
    ), "{}", sheet(&result));
    assert!(text(&result, "xl/workbook.xml").contains("<calcPr fullCalcOnLoad=\"1\"/>"));
    assert!(!parts(&result).contains_key("xl/calcChain.xml"));
}

#[test]
fn a_text_is_never_a_formula() {
    let equipment = Equipment {
        fixed: vec![
            fixed("A1", Some(CellValue::Text("=1+1".to_owned()))),
            fixed("A2", Some(CellValue::Text(" _x0041_\u{1} ".to_owned()))),
        ],
        ..Equipment::default()
    };
    let result = sheet(&equipped(&Book::of("<sheetData/>").build(), &equipment));
    assert!(result.contains("<c r=\"A1\" t=\"inlineStr\"><is><t>=1+1</t></is></c>"));
    assert!(result.contains("<t xml:space=\"preserve\"> _x005F_x0041_ </t>"));
}

#[test]
fn the_others_of_a_shared_formula_keep_theirs_when_the_first_is_replaced() {
    let form = "<sheetData><row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:A3\" si=\"0\">B1*2</f><v>2</v></c></row>\
        <row r=\"2\"><c r=\"A2\"><f t=\"shared\" si=\"0\"/><v>4</v></c></row>\
        <row r=\"3\"><c r=\"A3\"><f t=\"shared\" si=\"0\"/><v>6</v></c></row></sheetData>";
    let mut equipment = computing(vec![formula("A1", "7", None)]);
    equipment.inputs = vec![input("A3", None)];
    let result = sheet(&equipped(&Book::of(form).build(), &equipment));
    assert!(result.contains("<c r=\"A1\"><f>7</f></c>"), "{result}");
    assert!(result.contains("<c r=\"A2\"><f>B2*2</f><v>4</v></c>"));
    assert!(result.contains("<c r=\"A3\" s=\"3\"><f>B3*2</f><v>6</v></c>"));
    let second = computing(vec![formula("A2", "7", None)]);
    let result = sheet(&equipped(&Book::of(form).build(), &second));
    assert!(
        result.contains("si=\"0\">B1*2</f>")
            && result.contains("<f t=\"shared\" si=\"0\"/><v>6</v>")
    );
}

#[test]
fn a_formula_in_a_merged_area_stands_in_its_first_cell() {
    let form = "<sheetData/><mergeCells><mergeCell ref=\"B2:C2\"/></mergeCells>";
    let result =
        sheet(&equipped(&Book::of(form).build(), &computing(vec![formula("C2", "1", None)])));
    assert!(result.contains("<row r=\"2\"><c r=\"B2\"><f>1</f></c></row>"), "{result}");
}

#[test]
fn rows_and_cells_without_addresses_keep_their_places() {
    let form = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row r=\"4\"><c r=\"B4\"/></row><row/></sheetData>";
    let result =
        sheet(&equipped(&Book::of(form).build(), &inputs(&["B1", "D1", "A3", "A4", "C5"])));
    assert!(
        result
            .contains("<row><c><v>1</v></c><c s=\"3\"><v>2</v></c><c r=\"D1\" s=\"3\"/></row>"),
        "{result}"
    );
    assert!(result.contains("<row r=\"3\"><c r=\"A3\" s=\"3\"/></row><row r=\"4\"><c r=\"A4\" s=\"3\"/><c r=\"B4\"/></row>"));
    assert!(result.contains("<row><c r=\"C5\" s=\"3\"/></row></sheetData>"));
}
