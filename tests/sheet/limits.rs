//! Files that ask for more than there is.

use std::io::{Cursor, Write};

use tonghop::ooxml::{Limits, Measure, Package};
use tonghop::sheet::{ReadError, read};
use zip::write::SimpleFileOptions;

use crate::workbooks::{open, package, parts, small, with_rows};

fn measured(result: &Result<tonghop::sheet::Workbook, ReadError>) -> Option<Measure> {
    match result {
        Err(ReadError::TooLarge { measure, .. }) => Some(*measure),
        _ => None,
    }
}

/// A workbook with another part of this many spaces.
fn with_spaces(count: usize) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts("<worksheet><sheetData/></worksheet>") {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.start_file("xl/spaces.bin", SimpleFileOptions::default()).unwrap();
    writer.write_all(&vec![b' '; count]).unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
fn parts_that_inflate_too_far_are_refused_by_what_they_declare() {
    let bomb = with_spaces(9 << 20);
    let limits = Limits { part_bytes: 8 << 20, ..Limits::default() };
    assert_eq!(measured(&read("a.xlsx", &bomb, &limits)), Some(Measure::PartBytes));
    assert_eq!(measured(&open(&bomb)), Some(Measure::Ratio));
    assert!(Package::open(bomb).is_err());
    assert!(open(&with_spaces(1 << 20)).is_ok());
}

#[test]
fn a_declared_size_that_lies_is_refused() {
    let sound = small();
    let name = b"xl/worksheets/sheet1.xml";
    let mut lying = sound.clone();
    // Both headers claim one byte less; the data still has it.
    for (header, size) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let at = (0..sound.len())
            .find(|&at| {
                let name_at = at + if size == 22 { 30 } else { 46 };
                sound[at..].starts_with(header)
                    && sound[name_at.min(sound.len())..].starts_with(name)
            })
            .expect("a header");
        lying[at + size] = lying[at + size].wrapping_sub(1);
    }
    assert!(matches!(open(&lying), Err(ReadError::Damaged { part: Some(_), .. })));
}

#[test]
fn limits_are_those_that_were_asked_for() {
    let bytes = small();
    let limit = |change: fn(&mut Limits)| {
        let mut limits = Limits::default();
        change(&mut limits);
        measured(&read("a.xlsx", &bytes, &limits))
    };
    assert_eq!(limit(|limits| limits.file_bytes = 1000), Some(Measure::FileBytes));
    assert_eq!(limit(|limits| limits.part_bytes = 100), Some(Measure::PartBytes));
    assert_eq!(limit(|limits| limits.total_bytes = 9000), Some(Measure::TotalBytes));
    assert_eq!(limit(|limits| limits.entries = 3), Some(Measure::Entries));
    assert_eq!(limit(|limits| limits.cells = 5), Some(Measure::Cells));
    assert_eq!(limit(|_| ()), None);
}

#[test]
fn one_long_string_named_by_many_cells_is_refused() {
    let mut parts = parts("").map(|(name, text)| (name, text.to_owned()));
    parts[5].1 = format!("<sst><si><t>{}</t></si></sst>", "dài".repeat(100_000));
    parts[6].1 = format!(
        "<worksheet><sheetData>{}</sheetData></worksheet>",
        "<row><c t=\"s\"><v>0</v></c></row>".repeat(2000)
    );
    let parts: Vec<_> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert_eq!(measured(&open(&package(&parts))), Some(Measure::TotalBytes));
}

#[test]
fn a_table_that_claims_more_strings_than_it_has_room_for_is_refused() {
    let mut parts =
        parts("<worksheet><sheetData/></worksheet>").map(|(n, t)| (n, t.to_owned()));
    parts[5].1 = "<sst uniqueCount=\"99999999999999\"/>".to_owned();
    let parts: Vec<_> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert!(matches!(open(&package(&parts)), Err(ReadError::Damaged { .. })));
}

#[test]
fn elements_nested_without_end_are_refused() {
    let deep = "<row>".repeat(100_000);
    assert!(open(&with_rows(&deep)).is_err());
}

/// An `OpenDocument` spreadsheet with this table.
fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"S\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", &content),
    ])
}

const CELL: &str = "<table:table-cell office:value-type=\"float\" office:value=\"7\"";

#[test]
fn cells_of_an_ods_are_counted_before_they_are_repeated() {
    let few = ods(&format!(
        "<table:table-row table:number-rows-repeated=\"3\">{CELL} table:number-columns-repeated=\"2\"/><table:table-cell table:number-columns-repeated=\"16382\"/></table:table-row><table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>"
    ));
    let book = open(&few).expect("an honest file");
    assert_eq!(
        book.sheets[0].iter().map(|(at, _)| at.to_string()).collect::<String>(),
        "A1B1A2B2A3B3"
    );
    let row = |rows: u32, cols: u32| {
        ods(&format!(
            "<table:table-row table:number-rows-repeated=\"{rows}\">{CELL} table:number-columns-repeated=\"{cols}\"/></table:table-row>"
        ))
    };
    assert_eq!(measured(&open(&row(1_000_000, 16_384))), Some(Measure::Cells));
    assert!(matches!(open(&row(2_000_000, 1)), Err(ReadError::Damaged { .. })));
    let spaces = ods(
        "<table:table-row><table:table-cell office:value-type=\"string\"><text:p><text:s text:c=\"4000000000\"/></text:p></table:table-cell></table:table-row>",
    );
    assert!(matches!(open(&spaces), Err(ReadError::Damaged { .. })));
}

#[test]
fn an_ods_that_ends_too_early_is_refused() {
    let cut = "<office:document-content><table:table table:name=\"S\"><table:table-row>";
    let bytes = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", cut),
    ]);
    assert!(matches!(open(&bytes), Err(ReadError::Damaged { .. })));
}

#[test]
fn an_encrypted_ods_needs_its_password() {
    let bytes = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", "not XML at all"),
        (
            "META-INF/manifest.xml",
            "<m:manifest xmlns:m=\"m\"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>",
        ),
    ]);
    assert_eq!(open(&bytes), Err(ReadError::PasswordProtected));
}
