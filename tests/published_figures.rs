//! Figures that a newspaper printed, worked out again from the cells of the units.
//!
//! Ninh Thuận, 30/6/2022: 288 admitted, 35,34 % of the plan of 815. The shares of three units (50,98 %,
//! 17,33 %, 105 %) stand on their returns as printed, and are held against theirs there; a wrong one
//! is the case `ninh-thuan-2022-ty-le-in-sai`.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use common::{copy_folder, root, text, tonghop};
use tonghop::sheet;

#[test]
fn the_share_of_the_plan_is_the_printed_one_at_the_level_of_the_province() {
    let workspace = tempfile::tempdir().unwrap();
    copy_folder(&root().join("tests/workspaces/ninh-thuan-2022"), workspace.path());
    let output = tonghop(&["build", workspace.path().to_str().unwrap(), "--period", "2022-6T"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(!text(&output.stderr).contains("W304"), "{}", text(&output.stderr));

    let form = workspace.path().join("ket-qua/2022-6T/du-thao-01/ket-nap.xlsx");
    let bytes = std::fs::read(form).unwrap();
    let workbook = sheet::read("ket-nap.xlsx", &bytes, &sheet::Limits::default()).unwrap();
    let shown = |at: &str| -> f64 {
        let cell = workbook.sheet("Số liệu").unwrap().get(at.parse().unwrap()).unwrap();
        cell.text.replace(',', ".").parse().unwrap()
    };
    assert!((shown("B6") - 288.0).abs() < 1e-9, "admitted: {}", shown("B6"));
    assert!((shown("B7") - 35.34).abs() < 0.005, "share of the plan: {}", shown("B7"));
}
