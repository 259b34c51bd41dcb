//! Blanks whose cells are no longer where they were.

use super::common::{Content, copy_of, set_cell, set_cells};
use super::office::{blank_of, figure, found, issued, run, type_in};
use std::path::PathBuf;
use tonghop::ooxml::Package;
use tonghop::pipeline::IssueOptions;

const PERIOD: &str = "2024-Q1";

/// A commune with the filled blank of one branch, and no other return of its quarter.
pub(super) fn with_blank() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    copy_of("xa", folder.path());
    let one = IssueOptions { org: Some("CB02".to_owned()), out: None, entered: false };
    let issued = issued(folder.path(), PERIOD, &one);
    for later in ["2024-quy-1", "2024-6-thang", "2024-9-thang", "2024-nam"] {
        std::fs::remove_dir_all(folder.path().join("bao-cao-den").join(later)).unwrap();
    }
    let to = folder.path().join("bao-cao-den/nop.xlsx");
    std::fs::copy(blank_of(&issued, "CB02", "1-btctw"), &to).unwrap();
    (folder, to)
}

pub(super) fn edited(file: &PathBuf, part: &str, edit: impl Fn(&str) -> String) {
    let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
    let before = String::from_utf8(package.read(part).unwrap()).unwrap();
    let after = edit(&before);
    assert!(before != after, "{part}");
    package.put(part, after.into_bytes());
    std::fs::write(file, package.write().unwrap()).unwrap();
}

#[test]
fn a_figure_beside_the_label_of_another_goes_with_the_label_and_not_with_the_name_of_its_cell()
{
    let (folder, file) = with_blank();
    // Sorting takes labels and figures along, and leaves the names of the cells behind.
    let text = |cell: &str, text: &str| {
        ("1-BTCTW".to_owned(), cell.to_owned(), Content::Text(text.to_owned()))
    };
    set_cells(
        &file,
        &[text("A26", "b. Xã, phường khác trong tỉnh"), text("A27", "a. Tỉnh khác")],
    );
    type_in(&file, PERIOD, &[("chuyen_di.xa_khac", "2"), ("chuyen_di.tinh_khac", "0")]);
    let back = run(folder.path(), PERIOD);
    assert_eq!(figure(&back, "CB02", "chuyen_di.xa_khac", PERIOD).0, "0");
    assert_eq!(figure(&back, "CB02", "chuyen_di.tinh_khac", PERIOD).0, "2");
    assert!(found(&back).contains(&"I232".to_owned()), "{:?}", found(&back));
}

#[test]
fn a_cut_cell_that_took_its_name_along_is_read_by_the_labels() {
    let (folder, file) = with_blank();
    type_in(&file, PERIOD, &[("chuyen_den.tinh_khac", "4")]);
    // C12 cut and put onto C14: its name goes along, that of C14 is lost.
    edited(&file, "xl/workbook.xml", |xml| {
        xml.replace("$C$14<", "#REF!<").replace("$C$12<", "$C$14<")
    });
    let back = run(folder.path(), PERIOD);
    assert_eq!(figure(&back, "CB02", "tang.ket_nap", PERIOD).1, "absent");
    assert_eq!(figure(&back, "CB02", "chuyen_den.tinh_khac", PERIOD).0, "4");
}

#[test]
fn a_total_over_a_refused_cell_is_refused_with_it() {
    let (folder, file) = with_blank();
    type_in(&file, PERIOD, &[("chuyen_den.tinh_khac", "1"), ("tang.phuc_hoi", "1")]);
    for cell in ["C15", "C16", "C17"] {
        set_cell(&file, "1-BTCTW", cell, &Content::Number("0".to_owned()));
    }
    set_cell(&file, "1-BTCTW", "C12", &Content::Number("1.5".to_owned()));
    let back = run(folder.path(), PERIOD);
    assert_eq!(figure(&back, "CB02", "tang", PERIOD).1, "refused");
    // A date counts as a number for Excel.
    let (folder, file) = with_blank();
    set_cell(&file, "1-BTCTW", "C12", &Content::Date("2024-01-05".to_owned()));
    let formula =
        Content::Formula { formula: "C12".to_owned(), result: Some("45296".to_owned()) };
    set_cell(&file, "1-BTCTW", "C11", &formula);
    let back = run(folder.path(), PERIOD);
    assert_eq!(figure(&back, "CB02", "tang", PERIOD).1, "refused");
}

#[test]
fn a_locked_total_that_waits_for_its_parts_is_not_asked_for() {
    let (folder, _) = with_blank();
    let back = run(folder.path(), PERIOD);
    let findings = back.findings.clone().finish();
    let blank = findings.iter().find(|found| found.finding.code.to_string() == "W209").unwrap();
    let cells: Vec<String> = blank
        .finding
        .cells
        .iter()
        .filter_map(|note| note.cell.map(|cell| cell.to_string()))
        .collect();
    assert!(cells.contains(&"C12".to_owned()), "{cells:?}");
    assert!(
        !cells.contains(&"C11".to_owned()) && !cells.contains(&"C13".to_owned()),
        "{cells:?}"
    );
}

#[test]
fn a_copied_sheet_with_other_figures_leaves_it_open_which_count() {
    let (folder, file) = with_blank();
    type_in(&file, PERIOD, &[("tang.ket_nap", "3")]);
    copied(&file, "<v>3</v>", "<v>5</v>");
    let back = run(folder.path(), PERIOD);
    assert!(found(&back).contains(&"E214".to_owned()), "{:?}", found(&back));
    assert_eq!(figure(&back, "CB02", "tang.ket_nap", PERIOD).1, "refused");

    let (folder, file) = with_blank();
    type_in(&file, PERIOD, &[("tang.ket_nap", "3")]);
    copied(&file, "<v>3</v>", "");
    let back = run(folder.path(), PERIOD);
    assert_eq!(figure(&back, "CB02", "tang.ket_nap", PERIOD).0, "3");
}

#[test]
fn a_copied_sheet_without_names_is_seen_too() {
    let (folder, file) = with_blank();
    type_in(&file, PERIOD, &[("tang.ket_nap", "3")]);
    copied_as(&file, "<v>3</v>", "<v>5</v>", false);
    let back = run(folder.path(), PERIOD);
    assert_eq!(figure(&back, "CB02", "tang.ket_nap", PERIOD).1, "refused");
    let findings = back.findings.clone().finish();
    let told = findings.iter().find(|found| found.finding.code.to_string() == "E214").unwrap();
    let place = told.finding.place.clone().unwrap();
    assert_eq!(place.cell.unwrap().to_string(), "C12");
    let remedy = told.finding.remedy(tonghop::text::Lang::Vi);
    assert!(remedy.contains("`1-BTCTW` và `1-BTCTW (2)`, xóa trang thừa"), "{remedy}");

    // The one that was filled in is the copy.
    let (folder, file) = with_blank();
    type_in(&file, PERIOD, &[("tang.ket_nap", "3")]);
    copied_as(&file, "<v>3</v>", "<v>3</v>", false);
    set_cell(&file, "1-BTCTW", "C12", &Content::Blank);
    let back = run(folder.path(), PERIOD);
    assert_eq!(figure(&back, "CB02", "tang.ket_nap", PERIOD).0, "3");

    // One of another period is another form.
    let (folder, file) = with_blank();
    type_in(&file, PERIOD, &[("tang.ket_nap", "3")]);
    copied_as(&file, "<v>3</v>", "<v>5</v>", false);
    set_cell(&file, "1-BTCTW (2)", "B6", &Content::Text("năm 2023".to_owned()));
    let back = run(folder.path(), PERIOD);
    assert_eq!(figure(&back, "CB02", "tang.ket_nap", PERIOD).0, "3");
}

/// Copies the form's sheet as Excel does, with its names, and changes a value in the copy.
fn copied(file: &PathBuf, from: &str, to: &str) {
    copied_as(file, from, to, true);
}

/// Copies the form's sheet, with its names or as programs do, without.
fn copied_as(file: &PathBuf, from: &str, to: &str, with_names: bool) {
    let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
    let mut read = |part: &str| String::from_utf8(package.read(part).unwrap()).unwrap();
    let sheet = read("xl/worksheets/sheet1.xml");
    assert!(sheet.contains(from), "{from}");
    let workbook = read("xl/workbook.xml");
    let relations = read("xl/_rels/workbook.xml.rels");
    let types = read("[Content_Types].xml");
    // Relationships of the copy are not needed to read its cells.
    let copy = sheet.replacen(from, to, 1);
    let names: String = workbook
        .split("<definedName ")
        .skip(1)
        .filter_map(|name| name.split_once("</definedName>"))
        .map(|(name, _)| name)
        .filter(|name| name.contains("TH_") && name.contains("'1-BTCTW'!"))
        .map(|name| name.replace("'1-BTCTW'!", "'1-BTCTW (2)'!"))
        .flat_map(|name| {
            ["<definedName localSheetId=\"3\" ".to_owned(), name, "</definedName>".to_owned()]
        })
        .collect();
    assert!(!names.is_empty());
    let names = if with_names { names } else { String::new() };
    let workbook = workbook
        .replace(
            "</sheets>",
            "<sheet name=\"1-BTCTW (2)\" sheetId=\"99\" r:id=\"rIdCopy\"/></sheets>",
        )
        .replace("</definedNames>", &format!("{names}</definedNames>"));
    let relations = relations.replace("</Relationships>", "<Relationship Id=\"rIdCopy\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/copy.xml\"/></Relationships>");
    let types = types.replace("</Types>", "<Override PartName=\"/xl/worksheets/copy.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>");
    package.put("xl/worksheets/copy.xml", copy.into_bytes());
    package.put("xl/workbook.xml", workbook.into_bytes());
    package.put("xl/_rels/workbook.xml.rels", relations.into_bytes());
    package.put("[Content_Types].xml", types.into_bytes());
    std::fs::write(file, package.write().unwrap()).unwrap();
}

#[test]
fn a_file_with_two_hidden_identities_is_nobodys_return() {
    let (folder, file) = with_blank();
    edited(&file, "docProps/custom.xml", |xml| xml.replace(">CB02<", ">CB03<"));
    let back = run(folder.path(), PERIOD);
    assert!(found(&back).contains(&"E532".to_owned()), "{:?}", found(&back));
    assert_ne!(figure(&back, "CB02", "dang_vien_dau_ky", PERIOD).1, "reported");
}

#[test]
fn of_two_units_of_one_name_the_blank_knows_its_own() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("xa", folder.path());
    let settings = folder.path().join("thiet-lap.xlsx");
    let workbook = super::office::read(&settings);
    let sheet = workbook.sheet("Tổ chức").unwrap();
    let find = |text: &str| sheet.iter().find(|(_, cell)| cell.text == text).unwrap().0;
    let column = tonghop::ooxml::CellRef::column_name(find("Tên").col);
    for code in ["CB02", "CB03"] {
        let cell = format!("{column}{}", find(code).row + 1);
        set_cell(&settings, "Tổ chức", &cell, &Content::Text("Chi bộ thôn Đông".to_owned()));
    }
    std::fs::remove_dir_all(folder.path().join("bao-cao-den/2024-quy-1")).unwrap();
    let one = IssueOptions { org: Some("CB03".to_owned()), out: None, entered: false };
    let issued = issued(folder.path(), PERIOD, &one);
    let to = folder.path().join("bao-cao-den/nop.xlsx");
    std::fs::copy(blank_of(&issued, "CB03", "1-btctw"), &to).unwrap();
    type_in(&to, PERIOD, &[("tang.ket_nap", "3")]);
    let back = run(folder.path(), PERIOD);
    assert_eq!(figure(&back, "CB03", "tang.ket_nap", PERIOD).0, "3");
    assert_eq!(figure(&back, "CB02", "tang.ket_nap", PERIOD).1, "absent");
}
