//! Words go up with the office's own return, level by level, and keep the names of who wrote them.

use std::path::Path;

use super::common::{Content, set_cell};
use super::duty::{COMMUNE, ELEMENTS, PACK, PERIOD, Unit, commune, form, pack, run, settings};

const ABOVE: [Unit<'_>; 3] = [
    ("T", "Đảng bộ tỉnh Bình Minh", "Đảng bộ tỉnh", ""),
    ("XA1", "Đảng bộ xã Tân Hòa", "Đảng bộ cơ sở", "T"),
    ("XA2", "Đảng bộ xã Sơn Bình", "Đảng bộ cơ sở", "T"),
];

const SHORTCOMINGS: [&str; 4] =
    ["Thiếu kinh phí", "- thiếu kinh phí\n- Thiếu cán bộ", "Không", ""];

/// The commune's own return in the folder of the office above, beside that of another commune.
fn above(commune_at: &Path, above: &Path) {
    commune(commune_at, SHORTCOMINGS);
    run(&["build", commune_at.to_str().unwrap(), "--period", PERIOD]);
    pack(above, PACK, ELEMENTS);
    settings(above, &ABOVE);
    let other = ["Đảng bộ xã Sơn Bình", "Quý I/2024", "30", "Thiếu kinh phí", ""];
    form(&above.join("bao-cao-den/son-binh.xlsx"), other);
    let form = commune_at.join("ket-qua/2024-Q1/du-thao-01/phieu-gop-y.xlsx");
    std::fs::copy(form, above.join("bao-cao-den/tan-hoa.xlsx")).unwrap();
}

#[test]
fn the_level_above_has_every_opinion_with_the_names_of_the_branches() {
    let (below, top) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    above(below.path(), top.path());
    let at = top.path().to_str().unwrap();
    let json = run(&["explain", at, "--period", PERIOD, "han_che", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&json).unwrap();
    let opinions = told["opinions"].as_array().unwrap();
    assert_eq!(opinions[0]["wording"], "Thiếu kinh phí");
    assert_eq!(
        opinions[0]["units"],
        serde_json::json!([
            "Chi bộ thôn 1 (Đảng bộ xã Tân Hòa)",
            "Chi bộ thôn 2 (Đảng bộ xã Tân Hòa)",
            "Đảng bộ xã Sơn Bình",
        ])
    );
    assert_eq!(opinions[1]["wording"], "Thiếu cán bộ");
    assert_eq!(opinions.len(), 2);
    assert_eq!(told["nothing"].as_array().unwrap().len(), 2);
    assert_eq!(COMMUNE.len(), 5);
}

#[test]
fn words_changed_by_hand_on_the_way_are_the_senders_own_which_is_told() {
    let (below, top) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    above(below.path(), top.path());
    let file = top.path().join("bao-cao-den/tan-hoa.xlsx");
    set_cell(&file, "Phiếu", "B7", &Content::Text("Xã thiếu kinh phí".to_owned()));
    let at = top.path().to_str().unwrap();
    let checked = run(&["check", at, "--period", PERIOD]);
    assert!(checked.contains("W220"), "{checked}");
    let told = run(&["explain", at, "--period", PERIOD, "han_che"]);
    assert!(told.contains("Xã thiếu kinh phí") && !told.contains("Chi bộ thôn 1"), "{told}");
}

#[test]
fn the_level_above_exports_every_branch_with_the_cell_that_carries_its_words() {
    let (below, top) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    above(below.path(), top.path());
    let at = top.path().to_str().unwrap();
    let csv = run(&["export", at, "--period", PERIOD, "--format", "csv", "--words"]);
    for line in [
        "Chi bộ thôn 1 (Đảng bộ xã Tân Hòa),2024-Q1,han_che,Thiếu kinh phí,bao-cao-den/tan-hoa.xlsx,Phiếu,B7",
        "XA2,Đảng bộ xã Sơn Bình,2024-Q1,han_che,Thiếu kinh phí,bao-cao-den/son-binh.xlsx,Phiếu,B7",
    ] {
        assert!(csv.contains(line), "{line}\n{csv}");
    }
}
