//! The sample workspace in which almost every return is a mess of its own: each mess is told once,
//! with its place and what to do; what is sound, or was read through the mess, counts as it did.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use common::{copy_of, root, text, tonghop};

const PERIOD: &str = "2024-6T";

/// What was done to a return: the code that tells it, its file, its sheet and cell.
const MESSES: [(&str, &str, &str, &str); 23] = [
    ("I130", "Biểu 1 - Quân sự", "1-BTCTW", "A1"),
    ("I232", "Biểu 1 - kp4", "1-BTCTW", "D12"),
    ("W233", "KP1_B1", "1-BTCTW", "C10"),
    ("I231", "CB KP3 TK tang giam", "Sheet1", ""),
    ("W115", "Biểu 1 khu phố 5", "1-BTCTW", "B5"),
    ("W116", "khu pho 5_B1", "1-BTCTW", "B5"),
    ("I133", "Tổng hợp biểu THCS", "1-BTCTW", ""),
    ("I132", "bieu 1 Cơ quan phường", "Nháp", ""),
    ("I241", "CB Cty May TK tang giam", "1-BTCTW", "C10"),
    ("E248", "TH so 1_B1", "1-BTCTW", "C10"),
    ("E206", "CB Cong an TK tang giam", "1-BTCTW", "C12"),
    ("I234", "Rà soát + sinh hoạt - Quân sự", "Rà soát, sàng lọc", "D14"),
    ("I237", "CB KP3 RSSL", "Rà soát, sàng lọc", "D10"),
    ("W238", "CB Cong an RSSL", "Sinh hoạt chi bộ", "D11"),
    ("E202", "KP1_B2", "2-BTCTW", "C12"),
    ("I414", "CB Cty May TK ket nap", "2-BTCTW", "C10"),
    ("E102", "Biểu 2 kết nạp - kp4", "", ""),
    ("E103", "khu pho 5_RS-SH", "", ""),
    ("E118", "CB Cong an ket nap.jpg", "", ""),
    ("I108", "~$KP1_B1", "", ""),
    // A Word document and a page of the web named .xls: their tables bear no names.
    ("I231", "CB Cty May RSSL 6 tháng 2024.docx", "Bảng 1", ""),
    ("I232", "CB Cty May RSSL 6 tháng 2024.docx", "Bảng 1", "D11"),
    ("I231", "KP1_RS-SH_6T 2024.xls", "Bảng 1", ""),
];

/// Returns that came in a mess that is read through in silence, because nothing is in doubt.
const SILENT: [&str; 3] = ["TH so 1.zip", "bieu 2 KP2", "bieu ra soat sinh hoat KP2"];

fn sample() -> String {
    root().join("input-samples/phuong-lon-xon").to_str().unwrap().to_owned()
}

fn findings() -> Vec<serde_json::Value> {
    let output = tonghop(&["check", &sample(), "--period", PERIOD, "--format", "json"]);
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn each_mess_is_told_once_with_its_place_and_what_to_do() {
    let told: Vec<_> = findings().into_iter().filter(|f| f["file"].is_string()).collect();
    let of_files: Vec<_> = told
        .iter()
        .filter(|f| f["file"].as_str().unwrap().contains("/2024-6-thang/"))
        .collect();
    for (code, file, sheet, cell) in MESSES {
        let same: Vec<_> = of_files
            .iter()
            .filter(|f| f["code"] == code && f["file"].as_str().unwrap().contains(file))
            .collect();
        assert_eq!(same.len(), 1, "{code} of {file}: {same:?}");
        assert_eq!(same[0]["sheet"].as_str().unwrap_or_default(), sheet, "{code} of {file}");
        assert_eq!(same[0]["cell"].as_str().unwrap_or_default(), cell, "{code} of {file}");
        assert!(same[0]["remedy"].as_str().unwrap().len() > 10, "{code} of {file}");
    }
    let codes: Vec<&str> = of_files.iter().map(|f| f["code"].as_str().unwrap()).collect();
    assert_eq!(of_files.len(), MESSES.len(), "something else is told: {codes:?}");
    for file in SILENT {
        assert!(!of_files.iter().any(|f| f["file"].as_str().unwrap().contains(file)), "{file}");
    }
}

fn export(workspace: &str) -> BTreeSet<String> {
    let output = tonghop(&["export", workspace, "--period", PERIOD, "--format", "csv"]);
    text(&output.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn only_figures_that_cannot_be_known_are_missing() {
    let sound = tempfile::tempdir().unwrap();
    copy_of("phuong", sound.path());
    std::fs::remove_dir_all(sound.path().join("bao-cao-den/2023")).unwrap();
    let (sound, messy) = (export(sound.path().to_str().unwrap()), export(&sample()));
    assert!(sound.len() > 5000, "{}", sound.len());
    let reported = |line: &str| {
        let mut fields = line.split(',');
        let unit = fields.next().unwrap_or_default();
        fields.nth(5).is_some_and(|status| status == "reported") && unit.starts_with("CB")
    };
    // By unit: how many reported figures are not there any more.
    let lost: BTreeSet<&str> =
        sound.difference(&messy).map(String::as_str).filter(|line| reported(line)).collect();
    let of = |unit: &str| lost.iter().filter(|line| line.starts_with(unit)).count();
    // An error value and a rough figure cost one figure each; a file that cannot be read all its own.
    assert_eq!((of("CB01,"), of("CB09,")), (1, 1), "{lost:?}");
    let units: BTreeSet<&str> = lost.iter().filter_map(|line| line.split(',').next()).collect();
    assert_eq!(units, BTreeSet::from(["CB01", "CB04", "CB05", "CB07", "CB09"]));
    // Nothing is there that was not there before.
    let made_up: Vec<&str> =
        messy.difference(&sound).map(String::as_str).filter(|line| reported(line)).collect();
    assert_eq!(made_up, Vec::<&str>::new());
}

#[test]
fn the_sample_is_what_an_office_may_have_got() {
    let folder = root().join("input-samples/phuong-lon-xon/bao-cao-den");
    let files = walk(&folder);
    for (_, file, _, _) in MESSES {
        assert!(files.iter().any(|name| name.contains(file)), "{file}");
    }
}

fn walk(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() { walk(&path) } else { vec![path.to_string_lossy().into_owned()] }
        })
        .collect()
}
