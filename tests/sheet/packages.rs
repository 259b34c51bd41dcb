//! The zip frame: what honest writers do is accepted, what contradicts itself is refused.

use std::io::{Cursor, Write};

use tonghop::ooxml::{Limits, PreflightError, check_structure};
use tonghop::sheet::ReadError;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};

use crate::workbooks::{first_sheet, open, parts, with_rows};

const SHEET: &str = "<worksheet><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>";

/// The workbook of one cell, written with these options.
fn written(options: SimpleFileOptions) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_directory("xl/", options).unwrap();
    for (name, text) in parts(SHEET) {
        writer.start_file(name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.set_comment("một lời chú").unwrap();
    writer.finish().unwrap().into_inner()
}

/// The same, written to where nothing can be filled in afterwards: sizes follow the data.
fn streamed() -> Vec<u8> {
    let mut writer: ZipWriter<StreamWriter<Vec<u8>>> = ZipWriter::new_stream(Vec::new());
    for (name, text) in parts(SHEET) {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn what_honest_writers_do_is_accepted() {
    let options = SimpleFileOptions::default();
    for (how, bytes) in [
        ("deflated, with folders and a comment", written(options)),
        ("stored", written(options.compression_method(CompressionMethod::Stored))),
        ("large-file fields", written(options.large_file(true))),
        ("data descriptors", streamed()),
        ("data descriptors without signature", without_descriptor_signatures(streamed())),
    ] {
        assert_eq!(first_sheet(&bytes).iter().count(), 1, "{how}");
    }
}

/// Some writers leave out the mark before the sizes.
fn without_descriptor_signatures(mut bytes: Vec<u8>) -> Vec<u8> {
    let entries = check_structure(&bytes, &Limits::default()).unwrap();
    let last = entries.last().unwrap();
    let at = usize::try_from(last.data_start + last.compressed_size).unwrap();
    assert_eq!(bytes[at..at + 4], *b"PK\x07\x08");
    bytes.drain(at..at + 4);
    let end = bytes.len() - 22;
    let start = u32::from_le_bytes(bytes[end + 16..end + 20].try_into().unwrap()) - 4;
    bytes[end + 16..end + 20].copy_from_slice(&start.to_le_bytes());
    bytes
}

/// Where the nth header of a kind begins.
fn header(bytes: &[u8], signature: &[u8], nth: usize) -> usize {
    (0..bytes.len()).filter(|&at| bytes[at..].starts_with(signature)).nth(nth).unwrap()
}

#[test]
fn an_encrypted_entry_needs_its_password() {
    let mut bytes = with_rows("");
    for signature in [b"PK\x03\x04", b"PK\x01\x02"] {
        let flags = header(&bytes, signature, 0) + if signature[2] == 3 { 6 } else { 8 };
        bytes[flags] |= 1;
    }
    assert_eq!(open(&bytes), Err(ReadError::PasswordProtected));
}

/// The message of a refusal.
fn refusal(bytes: &[u8]) -> String {
    match check_structure(bytes, &Limits::default()) {
        Err(PreflightError::Damaged { what, .. }) => what,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_name_that_stands_twice_is_refused_whatever_its_case() {
    let mut bytes = with_rows("");
    let twice = |bytes: &mut Vec<u8>, name: &[u8]| {
        for (signature, offset) in [(b"PK\x03\x04", 30), (b"PK\x01\x02", 46)] {
            let at = header(bytes, signature, 4) + offset;
            assert_eq!(bytes[at..at + 13], *b"xl/styles.xml");
            bytes[at..at + 13].copy_from_slice(name);
        }
    };
    twice(&mut bytes, b"xl/Styles.xml");
    assert!(check_structure(&bytes, &Limits::default()).is_ok());
    let mut writer = ZipWriter::new_append(Cursor::new(bytes)).unwrap();
    writer.start_file("XL\\STYLES.XML", SimpleFileOptions::default()).unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(refusal(&bytes), "stands twice in the package");
}

#[test]
fn entries_that_share_bytes_are_refused() {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut inner = ZipWriter::new(Cursor::new(Vec::new()));
    inner.start_file("a", options).unwrap();
    inner.write_all(b"7").unwrap();
    let inner = inner.finish().unwrap().into_inner();
    // A whole package as the content of `b`; then the directory's `a` is pointed into it.
    let mut outer = ZipWriter::new(Cursor::new(Vec::new()));
    outer.start_file("b", options).unwrap();
    outer.write_all(&inner).unwrap();
    outer.start_file("a", options).unwrap();
    outer.write_all(b"7").unwrap();
    let mut bytes = outer.finish().unwrap().into_inner();
    let nested = u32::try_from(header(&bytes, b"PK\x03\x04", 1)).unwrap();
    let directory = header(&bytes, b"PK\x01\x02", 2);
    bytes[directory + 42..directory + 46].copy_from_slice(&nested.to_le_bytes());
    assert_eq!(refusal(&bytes), "overlaps another part");
}

#[test]
fn bytes_before_or_after_the_package_are_refused() {
    let sound = with_rows("");
    assert_eq!(refusal(&[&sound[..], b"\0"].concat()), "bytes after the end");
    assert!(check_structure(&[b"x", &sound[..]].concat(), &Limits::default()).is_err());
}

/// A sound package whose end is stated in the large (zip64) form.
fn with_large_end(directory_shift: u64) -> Vec<u8> {
    let mut bytes = with_rows("");
    let end = bytes.split_off(bytes.len() - 22);
    let (count, size, start) = (&end[10..12], &end[12..16], &end[16..20]);
    let large = |field: &[u8]| {
        let mut wide = [0; 8];
        wide[..field.len()].copy_from_slice(field);
        u64::from_le_bytes(wide)
    };
    let record_at = bytes.len() as u64;
    bytes.extend(b"PK\x06\x06");
    bytes.extend(44u64.to_le_bytes());
    bytes.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for field in [large(count), large(count), large(size), large(start) + directory_shift] {
        bytes.extend(field.to_le_bytes());
    }
    bytes.extend(b"PK\x06\x07\0\0\0\0");
    bytes.extend(record_at.to_le_bytes());
    bytes.extend(1u32.to_le_bytes());
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([0xFF; 12]);
    bytes.extend([0, 0]);
    bytes
}

#[test]
fn the_large_form_of_the_end_is_read_and_compared() {
    assert!(open(&with_large_end(0)).is_ok());
    assert_eq!(refusal(&with_large_end(1)), "the end record does not hold");
}
