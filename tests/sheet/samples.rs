//! Files made by other programs: openpyxl 3.1, `LibreOffice` 7.4.

use rayon::prelude::*;
use tonghop::sheet::{Limits, Sheet, Value, Visibility, read};

use crate::workbooks::{at, open};

const OPENPYXL: &[u8] = include_bytes!("samples/openpyxl.xlsx");
const XLSX: &[u8] = include_bytes!("samples/libreoffice.xlsx");
const XLS: &[u8] = include_bytes!("samples/libreoffice.xls");
const ODS: &[u8] = include_bytes!("samples/libreoffice.ods");

/// What the four files have in common.
fn assert_common(sheet: &Sheet, kind: &str) {
    for (place, text) in [
        ("A1", "Kết nạp trong năm"),
        ("B1", "12"),
        ("A2", "Trong đó: nữ"),
        ("B2", "35.34"),
        ("B4", "2024-04-03"),
        ("A9", "Người lập biểu"),
        ("A12", "  thụt vào\nhai dòng"),
    ] {
        assert_eq!(at(sheet, place).text, text, "{kind} {place}");
    }
    assert!(matches!(at(sheet, "B4").value, Value::Date(_)), "{kind}");
    let merged: Vec<_> = sheet.merged.iter().map(|(a, b)| format!("{a}:{b}")).collect();
    assert_eq!(merged, ["A9:B10"], "{kind}");
}

#[test]
fn one_form_reads_the_same_from_every_kind_of_file() {
    for (kind, bytes) in [("openpyxl", OPENPYXL), ("xlsx", XLSX), ("xls", XLS), ("ods", ODS)] {
        let book = open(bytes).unwrap_or_else(|error| panic!("{kind}: {error}"));
        assert_common(&book.sheets[0], kind);
        assert_eq!(book.sheets[1].name, "_id");
        assert_eq!(book.sheets[1].visibility, Visibility::Hidden, "{kind}");
        assert_eq!(at(&book.sheets[1], "A1").text, "chi-bo-02");
        assert_eq!(book.properties["tonghop.form"], "ct28", "{kind}");
        let named = &book.defined_names["ket_nap.nu"][0];
        assert_eq!(
            (named.sheet.as_str(), named.cell.to_string()),
            ("Kết nạp", "B2".to_owned())
        );
    }
}

#[test]
fn results_of_formulas_are_read_where_a_program_calculated_them() {
    for (kind, bytes) in [("xlsx", XLSX), ("xls", XLS), ("ods", ODS)] {
        let sheet = open(bytes).unwrap().sheets.swap_remove(0);
        assert_eq!(at(&sheet, "B3").text, "47.34", "{kind}");
        assert!(at(&sheet, "B3").formula.is_some(), "{kind}");
        assert_eq!(at(&sheet, "B5").text, "đã duyệt", "{kind}");
        assert_eq!(at(&sheet, "B6").value, Value::Error("#DIV/0!".to_owned()), "{kind}");
    }
    for bytes in [XLSX, XLS] {
        let sheet = open(bytes).unwrap().sheets.swap_remove(0);
        assert_eq!(at(&sheet, "B7").formula.as_deref(), Some("B1>B2"));
        assert_eq!(at(&sheet, "B7").value, Value::Bool(false));
    }
    let never = open(OPENPYXL).unwrap().sheets.swap_remove(0);
    for place in ["B3", "B5", "B6", "B7"] {
        assert!(at(&never, place).never_calculated, "{place}");
    }
}

#[test]
fn a_flipped_bit_in_an_ods_is_refused_or_harmless() {
    let original = open(ODS).unwrap();
    (0..ODS.len() * 8).into_par_iter().step_by(11).for_each(|bit| {
        let mut damaged = ODS.to_vec();
        damaged[bit / 8] ^= 1 << (bit % 8);
        if let Ok(read) = open(&damaged) {
            assert_eq!(read, original, "bit {bit}");
        }
    });
}

#[test]
fn no_damage_to_an_xls_brings_the_reader_down() {
    // The format has no checksums: some damage must go unseen, but none may end the program.
    (0..XLS.len()).into_par_iter().for_each(|at| {
        for value in [0, 0x7F, 0xFF] {
            let mut damaged = XLS.to_vec();
            damaged[at] = value;
            let _ = read("a.xls", &damaged, &Limits::default());
        }
    });
}

#[test]
fn an_xls_that_lost_its_end_is_refused_or_lost_only_padding() {
    let original = open(XLS).unwrap();
    (3..XLS.len()).into_par_iter().for_each(|length| {
        if let Ok(read) = open(&XLS[..length]) {
            assert_eq!(read, original, "cut at {length}");
            assert!(length > XLS.len() - 512, "cut at {length}");
        }
    });
}
