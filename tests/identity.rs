//! Blanks that were issued carry their identity and a name for every cell: how such returns are
//! read wherever their cells have gone, and when their identity is not believed.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::path::{Path, PathBuf};

use common::{Content, copy_of, set_cell, text, tonghop};
use tonghop::ooxml::Package;

const PERIOD: &str = "2019..2023";
const RETURN: &str = "bao-cao-den/Biểu CT28 - CB Nhà khách.xlsx";

fn edit(file: &Path, part: &str, change: impl Fn(String) -> String) {
    let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
    let xml = text(&package.read(part).unwrap());
    let changed = change(xml.clone());
    assert_ne!(xml, changed, "{part} stays as it was");
    package.put(part, changed.into_bytes());
    std::fs::write(file, package.write().unwrap()).unwrap();
}

fn name_cells(file: &Path, names: &str) {
    edit(file, "xl/workbook.xml", |xml| {
        if xml.contains("<definedNames>") {
            xml.replacen("<definedNames>", &format!("<definedNames>{names}"), 1)
        } else {
            let all = format!("</sheets><definedNames>{names}</definedNames>");
            xml.replacen("</sheets>", &all, 1)
        }
    });
}

/// Puts a very-hidden identity sheet into a return.
fn issue(file: &Path, identity: &[(&str, &str)]) {
    let rows: Vec<String> = (1..)
        .zip(identity)
        .map(|(row, (key, value))| {
            let cell = |col: &str, text: &str| {
                format!("<c r=\"{col}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
            };
            format!("<row r=\"{row}\">{}{}</row>", cell("A", key), cell("B", value))
        })
        .collect();
    let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetData>{}</sheetData></worksheet>",
        rows.concat()
    );
    package.put("xl/worksheets/sheet99.xml", sheet.into_bytes());
    std::fs::write(file, package.write().unwrap()).unwrap();
    edit(file, "xl/workbook.xml", |xml| {
        let sheet =
            "<sheet name=\"_tonghop\" sheetId=\"99\" state=\"veryHidden\" r:id=\"rId99\"/>";
        xml.replacen("</sheets>", &format!("{sheet}</sheets>"), 1)
    });
    edit(file, "xl/_rels/workbook.xml.rels", |xml| {
        let kind =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
        let relation = format!(
            "<Relationship Id=\"rId99\" Type=\"{kind}\" Target=\"worksheets/sheet99.xml\"/>"
        );
        xml.replacen("</Relationships>", &format!("{relation}</Relationships>"), 1)
    });
    edit(file, "[Content_Types].xml", |xml| {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
        let part = format!(
            "<Override PartName=\"/xl/worksheets/sheet99.xml\" ContentType=\"{kind}\"/>"
        );
        xml.replacen("</Types>", &format!("{part}</Types>"), 1)
    });
}

fn workspace() -> (tempfile::TempDir, PathBuf) {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let file = workspace.path().join(RETURN);
    (workspace, file)
}

fn exported(workspace: &Path, line: &str) -> bool {
    let at = workspace.to_str().unwrap();
    let export = tonghop(&["export", at, "--period", PERIOD, "--format", "csv"]);
    text(&export.stdout).lines().any(|known| known == format!("{line},"))
}

fn findings(workspace: &Path) -> String {
    let at = workspace.to_str().unwrap();
    text(&tonghop(&["check", at, "--period", PERIOD, "--format", "short"]).stdout)
}

#[test]
fn a_named_cell_that_has_left_its_labels_is_not_believed() {
    let (workspace, file) = workspace();
    set_cell(&file, "Kết nạp", "A90", &Content::Number("4".to_owned()));
    name_cells(
        &file,
        "<definedName name=\"th_KE_HOACH_ket_nap__2023\">'Kết nạp'!$A$90</definedName>",
    );
    // The form's own place counts while its labels are there, and nothing once they are not.
    assert!(!exported(
        workspace.path(),
        "CB05,2023,ke_hoach_ket_nap,tong,4,người,reported,1,1"
    ));
    set_cell(&file, "Kết nạp", "B12", &Content::Text("dòng khác".to_owned()));
    for year in [2022, 2023] {
        let refused = format!("CB05,{year},ke_hoach_ket_nap,tong,,người,refused,1,0");
        assert!(exported(workspace.path(), &refused), "{year}");
    }
}

#[test]
fn a_name_that_stands_for_two_cells_decides_nothing() {
    let (workspace, file) = workspace();
    set_cell(&file, "Kết nạp", "A90", &Content::Number("4".to_owned()));
    name_cells(
        &file,
        "<definedName name=\"TH_ke_hoach_ket_nap__2023\" localSheetId=\"0\">'Kết nạp'!$A$90</definedName>\
         <definedName name=\"TH_ke_hoach_ket_nap__2023\" localSheetId=\"1\">'Kết nạp'!$G$12</definedName>",
    );
    assert!(!exported(
        workspace.path(),
        "CB05,2023,ke_hoach_ket_nap,tong,4,người,reported,1,1"
    ));
}

#[test]
fn an_issued_blank_that_its_own_branch_filled_in_is_taken() {
    let (workspace, file) = workspace();
    issue(
        &file,
        &[("form", "ct28-chi-bo"), ("version", "1"), ("unit", "CB05"), ("period", PERIOD)],
    );
    assert_eq!(findings(workspace.path()), "");
    assert!(exported(workspace.path(), "CB05,2023,dang_vien,tong,16,người,reported,1,1"));
}

#[test]
fn an_identity_that_does_not_agree_with_the_page_is_refused() {
    for (identity, code) in [
        (vec![("form", "ct28-chi-bo"), ("unit", "CB04")], "E515"),
        (vec![("form", "ct28-chi-bo"), ("unit", "CB99")], "E512"),
        (vec![("form", "mau-khac"), ("unit", "CB05")], "E107"),
        (vec![("form", "ct28-chi-bo"), ("version", "2"), ("unit", "CB05")], "E525"),
        (vec![("form", "ct28-chi-bo"), ("unit", "CB05"), ("period", "2014..2018")], "E516"),
    ] {
        let (workspace, file) = workspace();
        issue(&file, &identity);
        let found = findings(workspace.path());
        assert!(found.contains(code), "{identity:?} gave:\n{found}");
        assert!(exported(workspace.path(), "CB05,2023,dang_vien,tong,,người,absent,1,0"));
        assert!(exported(workspace.path(), "CB04,2023,dang_vien,tong,21,người,reported,1,1"));
    }
}
