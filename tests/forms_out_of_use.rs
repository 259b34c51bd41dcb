//! A form that the settings take out of use is asked of nobody and makes nothing.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::path::Path;

use common::{Content, copy_of, set_cell, text, tonghop};

/// The sample office without the form that it fills in itself.
fn without_own_form(folder: &Path) {
    copy_of("van-phong-ubnd", folder);
    let settings = folder.join("thiet-lap.xlsx");
    for (at, said) in [("A9", "Biểu không dùng"), ("B9", "CT28-co-quan")] {
        set_cell(&settings, "Đơn vị", at, &Content::Text(said.to_owned()));
    }
}

#[test]
fn a_form_out_of_use_is_not_filled_and_its_figures_do_not_apply() {
    let workspace = tempfile::tempdir().unwrap();
    without_own_form(workspace.path());
    let at = workspace.path().to_str().unwrap();
    let built = tonghop(&["build", at, "--period", "2019..2023"]);
    assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
    let folder = workspace.path().join("ket-qua/2019-2023/du-thao-01");
    assert!(folder.join("bieu-tong-hop-ct28.xlsx").is_file());
    assert!(!folder.join("bieu-co-quan.xlsx").exists());
    let told = tonghop(&["explain", at, "--period", "2019..2023", "bien_che"]);
    let told = text(&told.stdout);
    assert!(told.contains("(biểu không dùng)"), "{told}");
}

#[test]
fn no_blank_is_issued_of_a_form_out_of_use() {
    let workspace = tempfile::tempdir().unwrap();
    without_own_form(workspace.path());
    let at = workspace.path().to_str().unwrap();
    let issued = tonghop(&["issue", at, "--period", "2019..2023"]);
    assert_eq!(issued.status.code(), Some(0), "{}", text(&issued.stderr));
    let names = std::fs::read_dir(workspace.path().join("phat-hanh/2019-2023")).unwrap();
    let names: Vec<String> =
        names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.iter().any(|name| name.contains("ct28-chi-bo")), "{names:?}");
    assert!(!names.iter().any(|name| name.contains("co-quan")), "{names:?}");
}
