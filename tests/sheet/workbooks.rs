//! Workbooks made for the tests.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, Workbook as Writer, XlsxError,
};
use tonghop::ooxml::CellRef;
use tonghop::sheet::{Cell, Limits, ReadError, Sheet, Workbook, read};
use zip::write::SimpleFileOptions;

/// A small return: numbers, dates, texts, formulas, two sheets, one of them hidden.
pub(crate) fn small() -> Vec<u8> {
    build_small().expect("the writer accepts it")
}

fn build_small() -> Result<Vec<u8>, XlsxError> {
    let created = ExcelDateTime::from_ymd(2024, 1, 1)?;
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let mut book = Writer::new();
    book.set_properties(
        &DocProperties::new()
            .set_creation_datetime(&created)
            .set_custom_property("tonghop.form", "ct28"),
    );
    let sheet = book.add_worksheet().set_name("Kết nạp")?;
    sheet.write(0, 0, "Kết nạp trong năm")?;
    sheet.write(0, 1, 12)?;
    sheet.write(1, 0, "Trong đó: nữ")?;
    sheet.write(1, 1, 2151.93)?;
    sheet.write(2, 1, Formula::new("SUM(B1:B2)").set_result("2163.93"))?;
    sheet.write_with_format(3, 1, &ExcelDateTime::from_ymd(2024, 4, 3)?, &date)?;
    sheet.write_with_format(4, 1, 35.34, &date)?;
    sheet.write(5, 1, true)?;
    sheet.merge_range(7, 0, 7, 2, "Người lập biểu", &Format::new())?;
    let hidden = book.add_worksheet().set_name("_id")?;
    hidden.write(0, 0, "chi-bo-02")?.set_very_hidden(true);
    book.define_name("ket_nap.nu", "='Kết nạp'!$B$2")?;
    book.save_to_buffer()
}

/// A package of these parts, deflated.
pub(crate) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of one sheet `S` with this `<sheetData>`, four strings and two styles (the
/// second one a date).
pub(crate) fn with_rows(rows: &str) -> Vec<u8> {
    with_sheet(&format!("<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"))
}

const MAIN: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;

/// A workbook of one sheet `S` with this part.
pub(crate) fn with_sheet(worksheet: &str) -> Vec<u8> {
    package(&parts(worksheet))
}

/// The parts of a workbook of one sheet.
pub(crate) fn parts(worksheet: &str) -> [(&'static str, &str); 7] {
    [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
        ),
        (
            "xl/sharedStrings.xml",
            r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4" uniqueCount="4"><si><t>không</t></si><si><t>một</t></si><si><t xml:space="preserve"> hai </t></si><si><r><t>gi</t></r><r><rPr><b/></rPr><t>àu</t></r></si></sst>"#,
        ),
        ("xl/worksheets/sheet1.xml", worksheet),
    ]
}

/// Reads with the default limits.
pub(crate) fn open(bytes: &[u8]) -> Result<Workbook, ReadError> {
    read("bieu.xlsx", bytes, &Limits::default())
}

/// The first sheet of a workbook that must be readable.
pub(crate) fn first_sheet(bytes: &[u8]) -> Sheet {
    open(bytes).expect("readable").sheets.swap_remove(0)
}

/// The cell at an address, which must hold something.
pub(crate) fn at<'a>(sheet: &'a Sheet, place: &str) -> &'a Cell {
    let place: CellRef = place.parse().expect("an address");
    sheet.get(place).unwrap_or_else(|| panic!("nothing at {place}"))
}
