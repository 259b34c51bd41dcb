//! Values of `OpenDocument` spreadsheets, by every program that writes them.

use tonghop::sheet::Value;

use crate::workbooks::{at, open, package};

/// A sheet of one row of these cells.
fn row(cells: &str) -> Vec<Value> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"S\"><table:table-row>{cells}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let book = open(&package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", &content),
    ]))
    .unwrap();
    book.sheets[0].iter().map(|(_, cell)| cell.value.clone()).collect()
}

fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

#[test]
fn a_cell_is_of_the_type_that_it_says() {
    let values = row(
        "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/>\
         <table:table-cell office:value-type=\"percentage\" office:value=\"0.9333\"><text:p>93,33%</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"date\" office:date-value=\"2024-04-03\"/>\
         <table:table-cell office:value-type=\"time\" office:time-value=\"PT36H00M00S\"/>",
    );
    assert_eq!(values[0], Value::Bool(true));
    assert_eq!(values[1], number("0.9333"));
    assert!(matches!(values[2], Value::Date(_)));
    assert_eq!(values[3], Value::Duration("1.5".parse().unwrap()));
}

#[test]
fn an_error_is_one_however_it_is_written() {
    let error = "table:formula=\"of:=1/0\"";
    let values = row(&format!(
        "<table:table-cell {error} office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell>\
         <table:table-cell {error} office:value-type=\"float\" office:value=\"0\" table:number-columns-repeated=\"2\"><text:p>#DIV/0!</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"float\" office:value=\"0\"><office:annotation><text:p>#N/A</text:p></office:annotation><text:p>0</text:p></table:table-cell>\
         <table:table-cell {error} office:value-type=\"float\" office:value=\"0\"><text:p>Err:502</text:p></table:table-cell>"
    ));
    let divided = Value::Error("#DIV/0!".to_owned());
    assert_eq!(values[..3], [divided.clone(), divided.clone(), divided]);
    assert_eq!(values[3], number("0"));
    assert_eq!(values[4], Value::Error("Err:502".to_owned()));
}

#[test]
fn a_formula_without_a_result_was_never_calculated() {
    let content = "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"S\"><table:table-row><table:table-cell table:formula=\"of:=SUM([.B1:.C1])\"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
    let book = open(&package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", content),
    ]))
    .unwrap();
    assert!(at(&book.sheets[0], "A1").never_calculated);
}
