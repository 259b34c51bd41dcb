//! A form that the settings take out of use is asked of nobody and makes nothing.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::path::Path;

use common::{Content, copy_of, paragraphs, set_cell, text, tonghop};
use tonghop::ooxml::Package;

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

#[test]
fn the_report_says_nothing_of_the_form_out_of_use_and_the_summary_has_none_of_its_figures() {
    let workspace = tempfile::tempdir().unwrap();
    without_own_form(workspace.path());
    let at = workspace.path().to_str().unwrap();
    let built = tonghop(&["build", at, "--period", "2019..2023"]);
    let said = text(&built.stderr) + &text(&built.stdout);
    assert!(!said.contains("W616"), "{said}");
    let folder = workspace.path().join("ket-qua/2019-2023/du-thao-01");
    let report = std::fs::read(folder.join("bao-cao-ct28.docx")).unwrap();
    let report = paragraphs(&report).join("\n");
    for gone in ["cơ quan có", "hội nghị quán triệt", "cán bộ, công chức, viên chức", "-%"]
    {
        assert!(!report.contains(gone), "{gone}:\n{report}");
    }
    let summary = std::fs::read(folder.join("tong-hop.xlsx")).unwrap();
    let limits = tonghop::sheet::Limits::default();
    let book = tonghop::sheet::read("tong-hop.xlsx", &summary, &limits).unwrap();
    let cells = book.sheets.iter().flat_map(|sheet| sheet.iter().map(|(_, cell)| &cell.text));
    let own: Vec<&String> =
        cells.filter(|text| text.contains("cán bộ") || text.contains("oàn thể")).collect();
    assert!(own.is_empty(), "{own:?}");
}

#[test]
fn a_document_that_prints_figures_of_a_form_out_of_use_is_told_once() {
    let workspace = tempfile::tempdir().unwrap();
    without_own_form(workspace.path());
    let at = workspace.path().to_str().unwrap();
    assert_eq!(tonghop(&["copy-pack", at, "ct28"]).status.code(), Some(0));
    let file = workspace.path().join("bo-bieu/ct28/bao-cao.docx");
    let mut package = Package::open(std::fs::read(&file).unwrap()).unwrap();
    let body = text(&package.read("word/document.xml").unwrap());
    let always = body.replace("co_bieu(\"bien_che\")", "true");
    assert_ne!(always, body);
    package.put("word/document.xml", always.into_bytes());
    std::fs::write(&file, package.write().unwrap()).unwrap();
    let built = tonghop(&["build", at, "--period", "2019..2023"]);
    let said = text(&built.stderr) + &text(&built.stdout);
    assert_eq!(said.matches("[W616]").count(), 1, "{said}");
    assert!(said.contains("bien_che.nam"), "{said}");
}

#[test]
fn returns_of_a_form_out_of_use_are_told_once_with_all_their_files() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("xa", workspace.path());
    let at = workspace.path().to_str().unwrap();
    let settings = workspace.path().join("thiet-lap.xlsx");
    let limits = tonghop::sheet::Limits::default();
    let bytes = std::fs::read(&settings).unwrap();
    let book = tonghop::sheet::read("thiet-lap.xlsx", &bytes, &limits).unwrap();
    let sheet = book.sheet("Đơn vị").unwrap();
    let (cell, _) = sheet.iter().find(|(_, cell)| cell.text == "Biểu không dùng").unwrap();
    let (beside, every) = (format!("B{}", cell.row + 1), "1-btctw");
    set_cell(&settings, "Đơn vị", &beside, &Content::Text(every.to_owned()));
    let built = tonghop(&["check", at, "--period", "2024-6T"]);
    let said = text(&built.stderr) + &text(&built.stdout);
    assert_eq!(said.matches("[W546]").count(), 1, "{said}");
    assert!(said.contains(" tệp là biểu `Biểu 1-BTCTW"), "{said}");
    assert!(said.contains("Biểu 1-BTCTW thôn 1 năm 2023.xlsx"), "{said}");
}

/// A pack's workbook with a tag that is not reached, and a sheet that is left out.
fn asks_in_what_is_left_out(workspace: &Path) {
    let file = workspace.join("bo-bieu/ct28/bieu/theo-chi-bo.xlsx");
    let limits = tonghop::sheet::Limits::default();
    let bytes = std::fs::read(&file).unwrap();
    let book = tonghop::sheet::read("theo-chi-bo.xlsx", &bytes, &limits).unwrap();
    assert!(book.sheets.len() > 1);
    let (kept, gone) = (&book.sheets[0].name, &book.sheets[1].name);
    let tagged = |text: &str| Content::Text(text.to_owned());
    set_cell(&file, kept, "AZ1", &tagged("{% if false %}{{ bien_che.nam }}{% endif %}"));
    set_cell(&file, gone, "AZ1", &tagged("{%sheet if false %}"));
    set_cell(&file, gone, "AZ2", &tagged("{{ bien_che.nam }}"));
}

#[test]
fn a_figure_on_a_sheet_that_is_left_out_is_neither_told_nor_in_the_ledger() {
    let workspace = tempfile::tempdir().unwrap();
    without_own_form(workspace.path());
    let at = workspace.path().to_str().unwrap();
    assert_eq!(tonghop(&["copy-pack", at, "ct28"]).status.code(), Some(0));
    asks_in_what_is_left_out(workspace.path());
    let built = tonghop(&["build", at, "--period", "2019..2023"]);
    let said = text(&built.stderr) + &text(&built.stdout);
    assert_eq!(built.status.code(), Some(0), "{said}");
    assert!(!said.contains("W616"), "{said}");
    let ledger = workspace.path().join("ket-qua/2019-2023/du-thao-01/bang-nguon-so-lieu.xlsx");
    let ledger = std::fs::read(ledger).unwrap();
    let limits = tonghop::sheet::Limits::default();
    let ledger = tonghop::sheet::read("l.xlsx", &ledger, &limits).unwrap();
    let printed = ledger.sheet("Số liệu đã in").unwrap();
    let lines: Vec<&str> = printed
        .iter()
        .filter(|(_, cell)| cell.text.contains("bien_che.nam"))
        .map(|(_, cell)| &*cell.text)
        .collect();
    assert!(lines.is_empty(), "{lines:?}");
}
