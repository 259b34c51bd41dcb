//! A return gives the same figures whatever kind of file it was saved as.
//!
//! The files in `tests/returns` were saved from two returns of the samples: by `LibreOffice` (.xls,
//! .ods), as Word tables pasted or typed, as separated text in four encodings, as a page of the web,
//! as XML of Excel 2003 and as a binary workbook.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use common::{copy_of, root, text, tonghop};

/// A workspace of a sample in which one return came as another file.
fn with(sample: &str, original: &str, file: &str) -> tempfile::TempDir {
    let workspace = tempfile::tempdir().unwrap();
    copy_of(sample, workspace.path());
    let original = workspace.path().join(original);
    std::fs::remove_file(&original).unwrap();
    let ending = Path::new(file).extension().unwrap();
    let from = root().join("tests/returns").join(file);
    std::fs::copy(from, original.with_extension(ending)).unwrap();
    workspace
}

fn export(workspace: &Path, period: &str) -> BTreeSet<String> {
    let at = workspace.to_str().unwrap();
    let output = tonghop(&["export", at, "--period", period, "--format", "csv"]);
    text(&output.stdout).lines().map(str::to_owned).collect()
}

fn assert_same(sample: &str, period: &str, original: &str, files: &[&str]) {
    let figures = export(&root().join("input-samples").join(sample), period);
    assert!(figures.len() > 100, "{}", figures.len());
    for file in files {
        let workspace = with(sample, original, file);
        let found = export(workspace.path(), period);
        let lost: Vec<_> = figures.difference(&found).take(5).collect();
        let new: Vec<_> = found.difference(&figures).take(5).collect();
        assert!(lost.is_empty() && new.is_empty(), "{file}\nlost: {lost:#?}\nnew: {new:#?}");
    }
}

#[test]
fn a_form_of_one_sheet_is_read_alike_from_every_kind_of_file() {
    assert_same(
        "xa",
        "2024-Q1",
        "bao-cao-den/2024-quy-1/BTCTW1_TruongTrunghocphothong_QI_24.xlsx",
        &[
            "1-btctw.xls",
            "1-btctw.ods",
            "1-btctw.xlsb",
            "1-btctw-utf8.csv",
            "1-btctw-utf16.csv",
            "1-btctw-1258.csv",
            "1-btctw-tcvn3.csv",
            "1-btctw-dan.docx",
            "1-btctw-go.docx",
            "1-btctw-html.xls",
            "1-btctw-1252.xls",
            "1-btctw-2003.xml",
        ],
    );
}

#[test]
fn a_form_of_several_sheets_is_read_alike_from_every_kind_of_file() {
    assert_same(
        "van-phong-ubnd",
        "2019..2023",
        "bao-cao-den/Biểu CT28 - CB Nhà khách.xlsx",
        &["ct28.xls", "ct28.ods", "ct28.docx"],
    );
}
