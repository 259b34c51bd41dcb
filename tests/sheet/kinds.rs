//! What a file is, told by its bytes.

use tonghop::sheet::{Limits, ReadError, Seeming, UnreadKind, Value, Workbook, read};

use crate::workbooks::{package, small};

fn open(name: &str, bytes: &[u8]) -> Result<Workbook, ReadError> {
    read(name, bytes, &Limits::default())
}

#[test]
fn the_name_proves_nothing() {
    for name in ["a.xls", "a.csv", "a", "thư mục/a.ods", "C:\\a.pdf"] {
        assert!(open(name, &small()).is_ok(), "{name}");
    }
}

#[test]
fn a_leftover_of_an_open_window_is_not_read() {
    assert_eq!(open("bao-cao/~$CB02.xlsx", &small()), Err(ReadError::TemporaryFile));
}

#[test]
fn an_empty_file_is_named_so() {
    assert_eq!(open("a.xlsx", b""), Err(ReadError::Empty));
    assert_eq!(open("a.xlsx", &[0; 4096]), Err(ReadError::Empty));
}

#[test]
fn other_kinds_are_named() {
    let slides =
        package(&[("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", "<d/>")]);
    let archive = package(&[("a.txt", "a")]);
    let text = package(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
    let cases: [(&[u8], Seeming); 13] = [
        (b"%PDF-1.7\n", Seeming::Pdf),
        (b"\x89PNG\r\n\x1a\n", Seeming::Picture),
        (b"\xFF\xD8\xFF\xE0 JFIF", Seeming::Picture),
        (b"\0\0\0\x18ftypheic\0\0\0\0", Seeming::Picture),
        (b"<html><body><p>a", Seeming::Html),
        (b"\xEF\xBB\xBF<!DOCTYPE html>", Seeming::Html),
        (b"<?xml version=\"1.0\"?><a/>", Seeming::OtherXml),
        (b"{\\rtf1 a}", Seeming::Rtf),
        (b"Rar!\x1a\x07\0", Seeming::OtherArchive),
        (&slides, Seeming::Slides),
        (&archive, Seeming::Archive),
        (&text, Seeming::OpenText),
        (b"abc\x00\x01\x02\x03\x04", Seeming::Unknown),
    ];
    for (bytes, seeming) in cases {
        assert_eq!(open("a.xlsx", bytes), Err(ReadError::NotASpreadsheet(seeming)));
    }
}

#[test]
fn spreadsheets_that_are_not_read_are_named() {
    let numbers = package(&[("Index/Document.iwa", "a"), ("Metadata/Properties.plist", "a")]);
    let cases: [(&[u8], UnreadKind); 4] = [
        (b"MIME-Version: 1.0\r\n", UnreadKind::Mhtml),
        (b"<?xml version=\"1.0\"?><office:document/>", UnreadKind::FlatOpenDocument),
        (b"\x09\x08\x08\x00\x00\x05\x05\x00", UnreadKind::ExcelBefore97),
        (&numbers, UnreadKind::Numbers),
    ];
    for (bytes, kind) in cases {
        assert_eq!(open("a.xlsx", bytes), Err(ReadError::Unread(kind)));
    }
}

/// The cells of separated text, as `A1=text`.
fn separated(bytes: &[u8]) -> Vec<String> {
    let book = open("danh sách.csv", bytes).expect("readable");
    assert_eq!(book.sheets[0].name, "danh sách");
    book.sheets[0].iter().map(|(at, cell)| format!("{at}={}", cell.text)).collect()
}

#[test]
fn separated_text_is_read_whatever_separates_it() {
    for text in [
        "Tên;Số\nMột, hai;3\n",
        "Tên\tSố\nMột, hai\t3\n",
        "Tên,Số\n\"Một, hai\",3\n",
        "sep=;\nTên;Số\nMột, hai;3",
    ] {
        assert_eq!(separated(text.as_bytes()), ["A1=Tên", "B1=Số", "A2=Một, hai", "B2=3"]);
    }
}

#[test]
fn separated_text_is_read_in_every_unicode_encoding() {
    let text = "Tên;Số\r\nĐường;3\r\n";
    let expected = ["A1=Tên", "B1=Số", "A2=Đường", "B2=3"];
    let units: Vec<u16> = text.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        [b"\xFF\xFE", &little[..]].concat(),
        [b"\xFE\xFF", &big[..]].concat(),
        little,
        big,
    ] {
        assert_eq!(separated(&bytes), expected);
    }
    let other = open("a.csv", b"\x93\xFA\x96{\x8C\xEA;1\n");
    assert_eq!(other, Err(ReadError::NotASpreadsheet(Seeming::TextOfUnknownEncoding)));
}

#[test]
fn separated_text_is_read_in_vietnamese_encodings_of_eight_bits() {
    let expected = ["A1=Đảng bộ xã Tân Hòa", "B1=Số liệu", "A2=Đường", "B2=3"];
    let windows =
        b"\xD0a\xD2ng b\xF4\xF2 xa\xDE T\xE2n Ho\xCCa;S\xF4\xEC li\xEA\xF2u\r\n\xD0\xFD\xF5\xCCng;3\r\n";
    assert_eq!(separated(windows), expected);
    let tcvn3 = b"\xA7\xB6ng b\xE9 x\xB7 T\xA9n H\xDFa;S\xE8 li\xD6u\r\n\xA7\xAD\xEAng;3\r\n";
    assert_eq!(separated(tcvn3), expected);
}

#[test]
fn empty_lines_of_separated_text_are_rows() {
    for end in ["\n", "\r\n"] {
        let text = ["a;b", "", "", "c;d", "\"e", "f\";g", "h;i", ""].join(end);
        let expected = ["A1=a", "B1=b", "A4=c", "B4=d", "A5=e\nf", "B5=g", "A6=h", "B6=i"];
        assert_eq!(separated(text.as_bytes()), expected);
    }
}

#[test]
fn figures_of_separated_text_are_numbers_only_when_nothing_is_guessed() {
    let book = open("a.csv", "12;007;1.234;3,5;-4;1e3".as_bytes()).unwrap();
    let numbers: Vec<_> = book.sheets[0]
        .iter()
        .filter(|(_, cell)| matches!(cell.value, Value::Number(_)))
        .map(|(at, _)| at.to_string())
        .collect();
    assert_eq!(numbers, ["A1", "E1"]);
}

#[test]
fn separated_text_that_breaks_off_in_quotes_is_refused() {
    assert!(open("a.csv", b"a;b\n1;\"2\n3;4\n").is_err());
    assert!(open("a.csv", b"a;5\" pipe\n1;2\n").is_ok());
}
