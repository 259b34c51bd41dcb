//! Binary workbooks built record by record (MS-XLSB).

use std::io::{Cursor, Write};

use tonghop::sheet::{Struck, Value, Visibility};
use zip::write::SimpleFileOptions;

use crate::workbooks::{at, open};

/// A record: type and length in groups of seven bits.
fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let mut record = Vec::new();
    if kind < 0x80 {
        record.push(u8::try_from(kind).unwrap());
    } else {
        record.push(u8::try_from(kind & 0x7F).unwrap() | 0x80);
        record.push(u8::try_from(kind >> 7).unwrap());
    }
    assert!(body.len() < 0x80, "one byte of length will do here");
    record.push(u8::try_from(body.len()).unwrap());
    record.extend(body);
    record
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u32::try_from(units.len()).unwrap().to_le_bytes();
    length.into_iter().chain(units.iter().flat_map(|unit| unit.to_le_bytes())).collect()
}

/// A cell: column, format, value.
fn cell(kind: u16, col: u32, format: u32, value: &[u8]) -> Vec<u8> {
    record(kind, &[&col.to_le_bytes()[..], &format.to_le_bytes(), value].concat())
}

/// What follows the value of a formula cell: flags, no tokens, no extra data.
const FORMULA: [u8; 10] = [0; 10];

fn worksheet(cells: &[Vec<u8>]) -> Vec<u8> {
    let row = record(0x00, &[&4u32.to_le_bytes()[..], &[0; 13]].concat());
    let merged = record(0xB0, &[[4, 0, 0, 0], [5, 0, 0, 0], [0; 4], [1, 0, 0, 0]].concat());
    [
        record(0x81, &[]),
        record(0x94, &[0; 16]),
        record(0x91, &[]),
        row,
        cells.concat(),
        record(0x92, &[]),
        merged,
        record(0x82, &[]),
    ]
    .concat()
}

fn workbook() -> Vec<u8> {
    let sheet = [&2u32.to_le_bytes()[..], &1u32.to_le_bytes(), &wide("rId1"), &wide("Kết nạp")];
    [
        record(0x83, &[]),
        record(0x8F, &[]),
        record(0x9C, &sheet.concat()),
        record(0x90, &[]),
        record(0x84, &[]),
    ]
    .concat()
}

/// Two formats; the second is a date.
fn styles() -> Vec<u8> {
    let format =
        |number: u16| record(0x2F, &[&[0, 0][..], &number.to_le_bytes(), &[0; 12]].concat());
    let begin = record(0x0269, &2u32.to_le_bytes());
    [record(0x0116, &[]), begin, format(0), format(14), record(0x026A, &[])].concat()
}

fn strings() -> Vec<u8> {
    let count = [1u32.to_le_bytes(), 1u32.to_le_bytes()].concat();
    let item = record(0x13, &[&[0][..], &wide("một")].concat());
    [record(0x9F, &count), item, record(0xA0, &[])].concat()
}

fn relations(items: &str) -> Vec<u8> {
    format!("<Relationships>{items}</Relationships>")
        .replace(
            "TYPE/",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
        )
        .into_bytes()
}

fn book(cells: &[Vec<u8>], styles: Vec<u8>) -> Vec<u8> {
    let root = r#"<Relationship Id="r" Type="TYPE/officeDocument" Target="xl/workbook.bin"/>"#;
    let inner = r#"<Relationship Id="rId1" Type="TYPE/worksheet" Target="worksheets/sheet1.bin"/><Relationship Id="rId2" Type="TYPE/styles" Target="styles.bin"/><Relationship Id="rId3" Type="TYPE/sharedStrings" Target="sharedStrings.bin"/>"#;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in [
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("_rels/.rels", relations(root)),
        ("xl/workbook.bin", workbook()),
        ("xl/_rels/workbook.bin.rels", relations(inner)),
        ("xl/worksheets/sheet1.bin", worksheet(cells)),
        ("xl/styles.bin", styles),
        ("xl/sharedStrings.bin", strings()),
    ] {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&contents).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_binary_workbook_is_read() {
    let with_formula = |value: &[u8]| [value, &FORMULA].concat();
    let cells = [
        cell(0x05, 0, 0, &35.34f64.to_le_bytes()),
        cell(0x02, 1, 0, &((7i32 << 2) | 2).to_le_bytes()),
        cell(0x07, 2, 0, &0u32.to_le_bytes()),
        cell(0x05, 3, 1, &45385f64.to_le_bytes()),
        cell(0x09, 4, 0, &with_formula(&12f64.to_le_bytes())),
        cell(0x0B, 5, 0, &with_formula(&[0x07])),
        cell(0x04, 6, 0, &[1]),
        cell(0x3E, 7, 0, &[&[0][..], &wide("đậm")].concat()),
    ];
    let book = open(&book(&cells, styles())).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!((sheet.name.as_str(), sheet.visibility), ("Kết nạp", Visibility::VeryHidden));
    let texts: Vec<_> = sheet.iter().map(|(_, cell)| cell.text.as_str()).collect();
    assert_eq!(texts, ["35.34", "7", "một", "2024-04-03", "12", "#DIV/0!", "TRUE", "đậm"]);
    assert!(matches!(at(sheet, "D5").value, Value::Date(_)));
    assert_eq!(at(sheet, "F5").value, Value::Error("#DIV/0!".to_owned()));
    assert!(at(sheet, "E5").formula.is_some() && at(sheet, "F5").formula.is_some());
    assert!(at(sheet, "A5").formula.is_none());
    let merged: Vec<_> = sheet.merged.iter().map(|(a, b)| format!("{a}:{b}")).collect();
    assert_eq!(merged, ["A5:B6"]);
}

#[test]
fn cells_of_a_binary_workbook_that_do_not_hold_are_refused() {
    for (why, cell) in [
        ("a number cut off", cell(0x05, 0, 0, &[0; 4])),
        ("a column outside the sheet", cell(0x05, 16_384, 0, &[0; 8])),
        ("a string that is not there", cell(0x07, 0, 0, &1u32.to_le_bytes())),
        ("a format that is not there", cell(0x05, 0, 2, &[0; 8])),
        ("a row outside the sheet", record(0x00, &[0xFF; 17])),
        ("a record cut off", vec![0x05, 0x7F, 0]),
        ("a text cut off", cell(0x06, 0, 0, &[9, 0, 0, 0, b'a', 0])),
        ("a formula cut off", cell(0x09, 0, 0, &[&[0; 10][..], &[9, 0, 0, 0]].concat())),
    ] {
        assert!(open(&book(&[cell], styles())).is_err(), "{why}");
    }
    assert!(open(&book(&[], styles())).is_ok());
}

#[test]
fn formats_in_which_the_value_reader_would_lose_its_way_are_refused() {
    // A font whose bytes look like the start of the list of formats.
    let font = record(0x2B, &[0xE9, 0x04, 0x04, 1, 0, 0, 0]);
    assert!(open(&book(&[], [font, styles()].concat())).is_err());
}

#[test]
fn hidden_lines_and_struck_cells_of_a_binary_workbook_are_known() {
    // Two fonts, the second one struck through; the second format has it.
    let font = |flags: u8| record(0x2B, &[0, 0, flags, 0]);
    let format = |font: u8| record(0x2F, &[&[0, 0, 0, 0, font, 0][..], &[0; 10]].concat());
    let begin = record(0x0269, &2u32.to_le_bytes());
    let styles = [font(0), font(8), begin, format(0), format(1), record(0x026A, &[])].concat();
    let mut hidden = [&7u32.to_le_bytes()[..], &[0; 13]].concat();
    (hidden[9], hidden[11]) = (1, 0x10);
    let cells = [
        cell(0x05, 0, 1, &1f64.to_le_bytes()),
        record(0x00, &hidden),
        cell(0x05, 0, 0, &1f64.to_le_bytes()),
    ];
    let sheet = open(&book(&cells, styles)).unwrap().sheets.remove(0);
    let looks = &sheet.appearance;
    assert!(looks.hides_row(7) && !looks.hides_row(8));
    assert_eq!(looks.struck("A5".parse().unwrap()), Some(Struck::Whole));
    assert_eq!(looks.struck("A8".parse().unwrap()), None);
}
