//! Two drafts compared: which figures changed, which cells of which return made them so, and the
//! page that explains it.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;

use common::{Content, copy_of, set_cell, text, tonghop};
use serde_json::Value;
use tonghop::ooxml::Package;

const PERIOD: &str = "2019..2023";
const HOTEL: &str = "bao-cao-den/Biểu CT28 - CB Nhà khách.xlsx";

fn build(workspace: &Path) {
    let made = tonghop(&["build", workspace.to_str().unwrap(), "--period", PERIOD]);
    assert_ne!(made.status.code(), Some(2), "{}", text(&made.stderr));
}

fn diff(workspace: &Path, more: &[&str]) -> Output {
    let at = workspace.to_str().unwrap();
    tonghop(&[&["diff", at, "du-thao-01", "du-thao-02"], more].concat())
}

fn json(workspace: &Path) -> Value {
    let said = diff(workspace, &["--format", "json"]);
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
    serde_json::from_slice(&said.stdout).unwrap()
}

/// A workspace with two drafts, changed between them.
fn two_drafts(change: impl FnOnce(&Path)) -> tempfile::TempDir {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    build(workspace.path());
    change(workspace.path());
    build(workspace.path());
    workspace
}

fn put(workspace: &Path, cell: &str, number: &str) {
    set_cell(&workspace.join(HOTEL), "Kết nạp", cell, &Content::Number(number.to_owned()));
}

/// The change of the office's figure, if it changed.
fn of<'a>(diff: &'a Value, path: &str, period: &str) -> Vec<&'a Value> {
    let office = "Đảng bộ Văn phòng Ủy ban nhân dân tỉnh";
    let figures = diff["figures"].as_array().unwrap().iter();
    let figures = figures.filter(|figure| figure["path"] == path && figure["period"] == period);
    figures.filter(|figure| figure["org_name"] == office).collect()
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| (entry.path().display().to_string(), std::fs::read(entry.path()).unwrap()))
        .collect()
}

fn words(document: &Path) -> String {
    let mut package = Package::open(std::fs::read(document).unwrap()).unwrap();
    let xml = text(&package.read("word/document.xml").unwrap());
    let paragraphs = xml.split("</w:p>").map(|paragraph| {
        let runs = paragraph.split("<w:t").skip(1).filter(|run| run.starts_with(['>', ' ']));
        runs.map(|run| run.split_once('>').unwrap().1.split("</w:t>").next().unwrap()).collect()
    });
    paragraphs.collect::<Vec<String>>().join("\n")
}

#[test]
fn a_changed_cell_is_named_with_what_it_said_and_says() {
    let workspace = two_drafts(|at| put(at, "H13", "2"));
    let said = text(&diff(workspace.path(), &[]).stdout);
    let head = "2019-2023/du-thao-01 → 2019-2023/du-thao-02: ";
    assert!(said.starts_with(head), "{said}");
    let figure = "Kết nạp đảng viên [ket_nap], Đảng bộ Văn phòng Ủy ban nhân dân tỉnh, 2023: 2 → 4 người (+2)\n  \
                  ← bao-cao-den/Biểu CT28 - CB Nhà khách.xlsx, trang tính «Kết nạp», ô H13: ghi `0` → ghi `2`\n";
    assert!(said.contains(figure), "{said}");
    assert!(said.contains(&format!("Tệp thay đổi:\n  {HOTEL}: nội dung đã thay\n")), "{said}");
    // Every figure that changed did so because of that cell, ratios and the whole span too.
    let diff = json(workspace.path());
    assert!(of(&diff, "ty_le_ke_hoach", PERIOD).len() == 1, "{diff:#}");
    for figure in diff["figures"].as_array().unwrap() {
        assert_eq!(figure["causes"].as_array().unwrap().len(), 1, "{figure:#}");
        assert_eq!(figure["causes"][0]["after"]["cell"], "H13");
    }
    let [change] = of(&diff, "ket_nap", "2023")[..] else { panic!("{diff:#}") };
    assert_eq!((&change["before"]["value"], &change["after"]["value"]), (&2.into(), &4.into()));
    assert_eq!(change["difference"], 2);
}

#[test]
fn the_same_returns_make_no_difference_and_no_page() {
    let workspace = two_drafts(|_| {});
    let page = workspace.path().join("tm.docx");
    let said = diff(workspace.path(), &["--out", page.to_str().unwrap()]);
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
    assert!(!page.exists());
    assert_eq!(
        text(&said.stdout),
        "2019-2023/du-thao-01 → 2019-2023/du-thao-02: không có số liệu nào thay đổi\n"
    );
}

#[test]
fn a_return_that_came_or_went_is_the_cause_and_the_coverage_tells_it() {
    let workspace = two_drafts(|at| std::fs::remove_file(at.join(HOTEL)).unwrap());
    let gone = json(workspace.path());
    let [figure] = of(&gone, "dang_vien", "2023")[..] else { panic!("{gone:#}") };
    assert_eq!(figure["after"]["printed"], "56 [4/5]");
    assert_eq!(
        (&figure["after"]["received"], &figure["after"]["expected"]),
        (&4.into(), &5.into())
    );
    let cause = serde_json::json!([{ "kind": "return_gone", "file": HOTEL, "cells": 1 }]);
    assert_eq!(figure["causes"], cause);
    let at = workspace.path().to_str().unwrap();
    let back = tonghop(&["diff", at, "du-thao-02", "du-thao-01", "--format", "json"]);
    let back: Value = serde_json::from_slice(&back.stdout).unwrap();
    let [figure] = of(&back, "dang_vien", "2023")[..] else { panic!("{back:#}") };
    assert_eq!(figure["causes"][0]["kind"], "return_came");
    assert_eq!(figure["difference"], 16);
}

#[test]
fn a_return_sent_again_under_another_name_is_compared_figure_by_figure() {
    let workspace = two_drafts(|at| {
        put(at, "H13", "1");
        std::fs::rename(at.join(HOTEL), at.join("bao-cao-den/Nhà khách nộp lại.xlsx")).unwrap();
    });
    let diff = json(workspace.path());
    let [figure] = of(&diff, "ket_nap", "2023")[..] else { panic!("{diff:#}") };
    let causes = figure["causes"].as_array().unwrap();
    assert_eq!(causes.len(), 1, "{figure:#}");
    assert_eq!(causes[0]["before"]["file"], HOTEL);
    assert_eq!(causes[0]["after"]["file"], "bao-cao-den/Nhà khách nộp lại.xlsx");
    assert!(of(&diff, "dang_vien", "2023").is_empty(), "what says the same has not changed");
}

#[test]
fn a_total_that_changes_with_the_settings_says_that_no_cell_did_it() {
    let workspace = two_drafts(|at| {
        // The branch that did not report is closed before the period.
        std::fs::remove_file(at.join(HOTEL)).unwrap();
        std::fs::remove_dir_all(at.join("ket-qua")).unwrap();
        build(at);
        close_last_branch(&at.join("thiet-lap.xlsx"));
    });
    let diff = json(workspace.path());
    let [figure] = of(&diff, "dang_vien", "2023")[..] else { panic!("{diff:#}") };
    assert_eq!(figure["before"]["printed"], "56 [4/5]");
    assert_eq!(figure["after"]["printed"], "56");
    let cause = serde_json::json!([{ "kind": "settings_changed", "file": "thiet-lap.xlsx" }]);
    assert_eq!(figure["causes"], cause);
}

/// Writes a closing date into the row of the last branch.
fn close_last_branch(settings: &Path) {
    let bytes = std::fs::read(settings).unwrap();
    let book = tonghop::sheet::read("t.xlsx", &bytes, &tonghop::sheet::Limits::default());
    let book = book.unwrap();
    let sheet = book.sheet("Tổ chức").unwrap();
    let find = |text: &str| sheet.iter().find(|(_, cell)| cell.text == text).unwrap().0;
    let (row, col) = (find("CB05").row, find("Ngày kết thúc").col);
    let at = tonghop::ooxml::CellRef::new(row, col).to_string();
    set_cell(settings, "Tổ chức", &at, &Content::Text("31/12/2018".to_owned()));
}

#[test]
fn the_page_tells_old_new_difference_and_cause_and_nothing_is_overwritten() {
    let workspace = two_drafts(|at| put(at, "H13", "2"));
    let drafts = workspace.path().join("ket-qua");
    let before = files(&drafts);
    std::fs::create_dir_all(workspace.path().join("bo-bieu")).unwrap();
    let page = workspace.path().join("thuyet-minh.docx");
    let out = ["--out", page.to_str().unwrap(), "--as-of", "2024-04-05"];
    let made = diff(workspace.path(), &out);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    let all = words(&page);
    for wanted in [
        "Thuyết minh điều chỉnh số liệu giai đoạn 2019 - 2023",
        "/BC-VPUBND",
        "Độc lập - Tự do - Hạnh phúc",
        "ngày 05 tháng 4 năm 2024",
        "Kết nạp đảng viên (người)\nĐảng bộ Văn phòng Ủy ban nhân dân tỉnh\nnăm 2023\n2\n4\n+2\n",
        "ô H13: ghi «0» → ghi «2»",
    ] {
        assert!(all.contains(wanted), "«{wanted}» is not in:\n{all}");
    }
    assert!(!all.contains("{{") && !all.contains("{%"), "{all}");

    let again = diff(workspace.path(), &out);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("E514"), "{}", text(&again.stderr));
    for place in [
        "ket-qua/2019-2023/du-thao-01/x.docx",
        "bo-bieu/../ket-qua/2019-2023/du-thao-02/x.docx",
        "bao-cao-den/x.docx",
    ] {
        let inside = workspace.path().join(place);
        let refused = diff(workspace.path(), &["--out", inside.to_str().unwrap()]);
        assert_eq!(refused.status.code(), Some(2), "{place}");
        assert!(!inside.exists());
    }
    assert!(files(&drafts) == before, "drafts are only read");
}

#[test]
fn an_office_may_put_its_own_page_in_the_place_of_the_shipped_one() {
    let workspace = two_drafts(|at| {
        put(at, "H13", "2");
        let own = at.join("bo-bieu/chung");
        std::fs::create_dir_all(&own).unwrap();
        let shipped = common::root().join("templates/chung/thuyet-minh-dieu-chinh.docx");
        let mut package = Package::open(std::fs::read(shipped).unwrap()).unwrap();
        let xml = text(&package.read("word/document.xml").unwrap());
        let changed = xml.replace("Thuyết minh điều chỉnh", "Giải trình việc điều chỉnh");
        assert_ne!(xml, changed);
        package.put("word/document.xml", changed.into_bytes());
        let file = own.join("thuyet-minh-dieu-chinh.docx");
        std::fs::write(file, package.write().unwrap()).unwrap();
    });
    let page = workspace.path().join("tm.docx");
    let made = diff(workspace.path(), &["--out", page.to_str().unwrap()]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    assert!(words(&page).contains("Giải trình việc điều chỉnh"));
}

#[test]
fn an_own_page_without_a_frame_says_how_secret_it_is_and_a_framed_one_what_is_not_plain() {
    let workspace = two_drafts(|at| {
        put(at, "H13", "2");
        let settings = at.join("thiet-lap.xlsx");
        for (cell, written) in [("A10", "Độ mật"), ("B10", "Tối mật")] {
            set_cell(&settings, "Đơn vị", cell, &Content::Text(written.to_owned()));
        }
        // Whose rules the page follows is left to the name.
        set_cell(&settings, "Đơn vị", "B6", &Content::Blank);
    });
    let made = |name: &str| {
        let page = workspace.path().join(name);
        let made = diff(workspace.path(), &["--out", page.to_str().unwrap()]);
        assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
        (std::fs::read(page).unwrap(), text(&made.stdout) + &text(&made.stderr))
    };
    let (_, said) = made("khung.docx");
    assert!(said.contains("W661"), "{said}");
    let own = workspace.path().join("bo-bieu/chung");
    std::fs::create_dir_all(&own).unwrap();
    let docx = docx_rs::Docx::new().add_paragraph(
        docx_rs::Paragraph::new().add_run(docx_rs::Run::new().add_text("{{ ban.sau }}")),
    );
    let file = std::fs::File::create(own.join("thuyet-minh-dieu-chinh.docx")).unwrap();
    docx.build().pack(file).unwrap();
    let (page, said) = made("rieng.docx");
    let mut package = Package::open(page).unwrap();
    let parts: Vec<String> = package.names().map(str::to_owned).collect();
    let parts = parts.iter().filter(|name| name.contains(".xml"));
    let words: String = parts.map(|name| text(&package.read(name).unwrap())).collect();
    assert!(words.contains("TỐI MẬT"), "{words}");
    assert!(!said.contains("W661"), "{said}");
}

#[test]
fn drafts_that_cannot_be_compared_are_named_with_the_reason() {
    let workspace = two_drafts(|_| {});
    let results = workspace.path().join("ket-qua");
    let at = workspace.path().to_str().unwrap();
    let refused = |one: &str, other: &str, reason: &str| {
        let said = tonghop(&["so-sanh", at, one, other]);
        assert_eq!(said.status.code(), Some(2), "{one} {other}");
        let talk = text(&said.stderr);
        assert!(talk.contains("[E528]") && talk.contains(reason), "{one} {other}:\n{talk}");
    };
    refused("du-thao-01", "du-thao-07", "`du-thao-07`");
    std::fs::create_dir_all(results.join("2024-6T/du-thao-01")).unwrap();
    refused("du-thao-01", "2024-6T/du-thao-01", "không có tệp bang-nguon-so-lieu.xlsx");
    std::fs::create_dir_all(results.join("2024-6T/du-thao-02")).unwrap();
    refused("du-thao-01", "du-thao-02", "2019-2023/du-thao-01 hoặc 2024-6T/du-thao-01");
    std::fs::remove_dir(results.join("2024-6T/du-thao-01")).unwrap();
    // The earlier draft is of one period only: the later is looked for beside it.
    assert_eq!(diff(workspace.path(), &[]).status.code(), Some(0));
    let ledger = results.join("2019-2023/du-thao-02/bang-nguon-so-lieu.xlsx");
    let bytes = std::fs::read(&ledger).unwrap();
    set_cell(&ledger, "Số liệu đã in", "I3", &Content::Text("năm trên năm".to_owned()));
    refused("2019-2023/du-thao-01", "du-thao-02", "ô I3 của trang tính «Số liệu đã in»");
    std::fs::write(&ledger, &bytes[..bytes.len() / 2]).unwrap();
    refused("2019-2023/du-thao-01", "du-thao-02", "không đọc được bang-nguon-so-lieu.xlsx");
}

#[test]
fn templates_that_belong_to_no_duty_are_no_pack() {
    assert!(!tonghop::pack::PackFiles::shipped_codes().contains(&"chung".to_owned()));
    assert!(tonghop::pack::PackFiles::shipped("chung").is_none());
}
