//! Figures that the committee reported in documents of its own: they stand in where no return of a unit is there, with
//! document and page, and are only held against what returns add up to where there are any.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::path::Path;

use common::{Content, copy_of, rename_sheet, set_cells, text, tonghop};
use serde_json::Value;
use tonghop::sheet::{self, Limits};

const SHEET: &str = "Số đã báo cáo";
const HEAD: [&str; 7] = ["Số liệu", "Kỳ", "Số", "Văn bản (số)", "Ngày", "Trang", "Đơn vị"];
const DOCUMENT: [&str; 3] = ["25-BC/ĐU", "10/01/2023", "3"];

/// The sample of a ward with these rows: figure, period, number, then document, date, page and unit.
fn with(rows: &[&[&str]]) -> tempfile::TempDir {
    with_rows("phuong", "Ghi chú", rows)
}

/// A sample with these rows, on a sheet that it has for something else.
fn with_rows(sample: &str, instead_of: &str, rows: &[&[&str]]) -> tempfile::TempDir {
    let workspace = tempfile::tempdir().unwrap();
    copy_of(sample, workspace.path());
    let settings = workspace.path().join("thiet-lap.xlsx");
    rename_sheet(&settings, instead_of, SHEET);
    let mut cells = Vec::new();
    for (row, texts) in (60..).zip(std::iter::once(&HEAD[..]).chain(rows.iter().copied())) {
        for (column, says) in ('A'..).zip(texts).filter(|(_, says)| !says.is_empty()) {
            let content = Content::Text((*says).to_owned());
            cells.push((SHEET.to_owned(), format!("{column}{row}"), content));
        }
    }
    set_cells(&settings, &cells);
    workspace
}

fn row<'a>(figure: &'a str, period: &'a str, number: &'a str) -> Vec<&'a str> {
    [&[figure, period, number], &DOCUMENT[..]].concat()
}

fn run(workspace: &Path, command: &str, period: &str, more: &[&str]) -> std::process::Output {
    let at = workspace.to_str().unwrap();
    tonghop(&[&[command, at, "--period", period], more].concat())
}

fn found(workspace: &Path, period: &str, code: &str) -> Vec<Value> {
    let told = run(workspace, "check", period, &["--format", "json"]);
    let all: Vec<Value> = serde_json::from_slice(&told.stdout).unwrap();
    all.into_iter().filter(|finding| finding["code"] == code).collect()
}

/// A figure of the committee: its value, state and coverage.
fn figure(workspace: &Path, run_for: &str, period: &str, element: &str) -> String {
    let told = text(&run(workspace, "export", run_for, &["--format", "csv"]).stdout);
    let begins = format!("DBP,{period},{element},tong,");
    let line = told.lines().find_map(|line| line.strip_prefix(&begins));
    line.unwrap_or_else(|| panic!("no {begins}")).to_owned()
}

#[test]
fn a_year_without_returns_has_the_figure_of_the_document_and_says_which_one() {
    let workspace = with(&[&row("dang_vien", "2021", "181")]);
    let at = workspace.path();
    assert_eq!(
        figure(at, "2023", "2021", "dang_vien"),
        "181,người,reported,11,11,\"theo văn bản số 25-BC/ĐU, ngày 10/01/2023, trang 3\""
    );
    let told = run(at, "export", "2023", &["--format", "json"]);
    let lines: Vec<Value> = serde_json::from_slice(&told.stdout).unwrap();
    let line = lines.iter().find(|line| {
        line["org"] == "DBP" && line["period"] == "2021" && line["element"] == "dang_vien"
    });
    let origin = "theo văn bản số 25-BC/ĐU, ngày 10/01/2023, trang 3";
    assert_eq!(line.unwrap()["origin"], origin);
    assert_eq!(found(at, "2023", "W536"), Vec::<Value>::new());
    let explained = text(&run(at, "explain", "2021", &["dang_vien"]).stdout);
    assert!(explained.contains(origin) && explained.contains("thiet-lap.xlsx"), "{explained}");
}

#[test]
fn years_of_documents_and_years_of_returns_add_up() {
    let workspace = with(&[&row("Đảng viên tăng trong kỳ", "2021", "9")]);
    let at = workspace.path();
    // The returns of 2023 tell 2022 too.
    let of_returns = figure(at, "2022..2023", "2022..2023", "tang");
    let number = |line: &str| line.split(',').next().unwrap().parse::<i64>().unwrap();
    let both = figure(at, "2021..2023", "2021..2023", "tang");
    assert_eq!(number(&both), number(&of_returns) + 9, "{both}");
}

#[test]
fn where_returns_are_there_they_count_and_a_difference_is_a_question() {
    let plain = with(&[]);
    let whole = figure(plain.path(), "2023", "2023", "dang_vien");
    let number = whole.split(',').next().unwrap();
    let same = with(&[&row("dang_vien", "2023", number)]);
    assert_eq!(found(same.path(), "2023", "W536"), Vec::<Value>::new());
    let other = with(&[&row("dang_vien", "2023", "500")]);
    assert_eq!(figure(other.path(), "2023", "2023", "dang_vien"), whole);
    let told = found(other.path(), "2023", "W536");
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!(told[0]["sheet"], SHEET);
    assert_eq!(told[0]["cell"], "C61");
    let said = told[0]["message"].as_str().unwrap();
    for part in ["500", number, "25-BC/ĐU", "trang 3"] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn a_sum_of_some_units_stays_what_it_is_beside_the_document() {
    let workspace = with(&[&row("dang_vien", "2023", "500")]);
    let at = workspace.path();
    std::fs::remove_file(at.join("bao-cao-den/2023/KP1_B1_2023.xlsx")).unwrap();
    let figure = figure(at, "2023", "2023", "dang_vien");
    assert!(figure.ends_with(",computed,11,10,"), "{figure}");
    let told = found(at, "2023", "W536");
    assert!(told[0]["message"].as_str().unwrap().contains("mới 10/11 đơn vị"), "{told:#?}");
}

#[test]
fn a_row_that_cannot_be_used_is_told_with_its_cell_and_stops_the_run() {
    let bare = |rest: [&'static str; 4]| {
        let [number, document, date, unit] = rest;
        vec!["dang_vien", "2022", number, document, date, "", unit]
    };
    for (rows, code, cell) in [
        (vec![row("dang_vien_nam", "2022", "1")], "E535", "A61"),
        (vec![row("dang_vien", "năm ngoái", "1")], "E535", "B61"),
        // The pack has no returns of months.
        (vec![row("dang_vien", "2022-T03", "1")], "E535", "B61"),
        (vec![bare(["1", "25-BC/ĐU", "10/01/2023", "Chi bộ Sao Hỏa"])], "E535", "G61"),
        (vec![bare(["khoảng 180", "25-BC/ĐU", "10/01/2023", ""])], "E537", "C61"),
        (vec![bare(["180,5", "25-BC/ĐU", "10/01/2023", ""])], "E537", "C61"),
        (vec![bare(["180", "", "10/01/2023", ""])], "E537", "D61"),
        (vec![bare(["180", "25-BC/ĐU", "đầu năm", ""])], "E537", "E61"),
        (vec![row("dang_vien", "2022", "1"), row("dang_vien", "2022", "1")], "E538", "A62"),
    ] {
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let workspace = with(&rows);
        let told = found(workspace.path(), "2023", code);
        assert_eq!(told.len(), 1, "{code} {rows:?}: {told:#?}");
        assert_eq!(told[0]["cell"], cell, "{rows:?}");
        let built = run(workspace.path(), "build", "2023", &[]);
        assert_eq!(built.status.code(), Some(2), "{rows:?}");
    }
}

#[test]
fn all_that_is_wrong_with_the_rows_is_told_in_one_run() {
    let workspace = with(&[
        &row("dang_vien", "2022", "khoảng 180"),
        &row("dang_vien_nam", "2022", "1"),
        &row("tang", "năm ngoái", "một"),
        &["giam_nhieu", "2022", "1", "", "đầu năm"],
    ]);
    let told = run(workspace.path(), "check", "2023", &["--format", "json"]);
    let all: Vec<Value> = serde_json::from_slice(&told.stdout).unwrap();
    let cells: std::collections::BTreeSet<&str> =
        all.iter().filter_map(|one| one["cell"].as_str()).collect();
    assert_eq!(Vec::from_iter(cells), ["A62", "A64", "B63", "C61", "C63", "D64", "E64"]);
}

#[test]
fn the_document_of_the_whole_counts_before_documents_of_some_parts() {
    let part = |unit, number| [&row("dang_vien", "2021", number)[..], &[unit]].concat();
    let (one, other) = (part("CB07", "20"), part("CB08", "30"));
    let parts = with(&[&one, &other]);
    assert!(figure(parts.path(), "2021", "2021", "dang_vien").starts_with("50,"));
    let workspace = with(&[&row("dang_vien", "2021", "181"), &one, &other]);
    let whole = figure(workspace.path(), "2021", "2021", "dang_vien");
    assert!(whole.starts_with("181,người,reported,11,11,"), "{whole}");
}

#[test]
fn a_mean_of_a_document_is_in_no_total_that_cannot_weigh_it() {
    let mean = row("tuoi_ket_nap", "2021", "25");
    let alone = with(&[&mean]);
    let at = alone.path();
    assert!(figure(at, "2021", "2021", "tuoi_ket_nap").starts_with("25,"));
    let span = figure(at, "2021..2023", "2021..2023", "tuoi_ket_nap");
    assert!(span.starts_with(",tuổi,absent,"), "not the mean of two years: {span}");

    let weighed = with(&[&mean, &row("tang.ket_nap", "2021", "4")]);
    let at = weighed.path();
    let number = |line: String| line.split(',').next().unwrap().parse::<f64>().unwrap();
    let returns = number(figure(at, "2022..2023", "2022..2023", "tuoi_ket_nap"));
    let span = figure(at, "2021..2023", "2021..2023", "tuoi_ket_nap");
    assert!(span.contains(",computed,11,11,"), "{span}");
    // The returns tell of 21 admitted in 2022 and 15 in 2023.
    let expected = (returns * 36.0 + 25.0 * 4.0) / 40.0;
    assert!((number(span.clone()) - expected).abs() < 1e-9, "{span}, not {expected}");
}

#[test]
fn a_class_is_counted_in_units_and_a_unit_has_one() {
    let class = |unit: &'static str, number| {
        [&row("xep_loai_nam.tot", "2022", number)[..], &[unit]].concat()
    };
    for (line, told) in [
        (class("", "2,5"), Some("phải là số nguyên")),
        (class("CB01", "4"), Some("chỉ có một mức")),
        (class("CB01", "1"), None),
        (class("", "4"), None),
    ] {
        let workspace = with_rows("van-phong-ubnd", "Hạn nộp", &[&line]);
        let found = found(workspace.path(), "2019..2023", "E537");
        let message = found.first().map(|one| one["message"].as_str().unwrap().to_owned());
        let as_told = match (told, &message) {
            (Some(told), Some(message)) => message.contains(told),
            (told, message) => told.is_none() && message.is_none(),
        };
        assert!(as_told, "{line:?}: {found:#?}");
    }
}

#[test]
fn what_the_spreadsheet_made_a_day_of_is_no_number_of_a_document_or_page() {
    for (cell, code) in [("D61", "E537"), ("F61", "E537")] {
        let workspace = with(&[&row("dang_vien", "2021", "181")]);
        let settings = workspace.path().join("thiet-lap.xlsx");
        let day = Content::Date("2024-04-03".to_owned());
        set_cells(&settings, &[(SHEET.to_owned(), cell.to_owned(), day)]);
        let told = found(workspace.path(), "2021", code);
        assert_eq!(told.len(), 1, "{told:#?}");
        assert_eq!(told[0]["cell"], cell);
        assert!(told[0]["message"].as_str().unwrap().contains("đổi thành ngày"), "{told:#?}");
    }
}

#[test]
fn a_document_is_not_from_before_what_it_tells_of() {
    let dated = |day| ["dang_vien", "2021", "181", "25-BC/ĐU", day];
    let early = with(&[&dated("10/01/2020")]);
    let told = found(early.path(), "2021", "E537");
    assert_eq!(told[0]["cell"], "E61", "{told:#?}");
    // At the end of the year it is about, or of the one before where years begin in December.
    for day in ["20/12/2021", "15/12/2020"] {
        assert_eq!(found(with(&[&dated(day)]).path(), "2021", "E537"), Vec::<Value>::new());
    }
}

#[test]
fn the_summary_notes_at_the_figure_which_document_tells_it() {
    let workspace = with(&[&row("dang_vien", "2021", "181")]);
    let at = workspace.path();
    let built = run(at, "build", "2021..2023", &[]);
    assert_ne!(built.status.code(), Some(2), "{}", text(&built.stderr));
    let draft = at.join("ket-qua/2021-2023/du-thao-01");
    let summary = std::fs::read(draft.join("tong-hop.xlsx")).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(summary)).unwrap();
    let mut notes = String::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        if part.name().unwrap().starts_with("xl/comments") {
            std::io::Read::read_to_string(&mut part, &mut notes).unwrap();
        }
    }
    let told = "Số liệu theo văn bản số 25-BC/ĐU, ngày 10/01/2023, trang 3.";
    assert!(notes.contains(told), "{notes}");
    let page = std::fs::read_to_string(draft.join("tong-quan.html")).unwrap();
    assert!(page.contains("Có số liệu của năm 2021 lấy theo văn bản số 25-BC/ĐU"), "{page}");
}

#[test]
fn a_unit_above_the_office_has_no_reported_figures_here() {
    let workspace = with(&[&[&row("dang_vien", "2021", "181")[..], &["HUX"]].concat()]);
    let settings = workspace.path().join("thiet-lap.xlsx");
    let cells = [
        ("A15", "HUX"),
        ("B15", "Đảng bộ huyện X"),
        ("C15", "Đảng bộ cấp trên trực tiếp của TCCSĐ"),
        ("D2", "HUX"),
    ];
    let cells = cells.map(|(cell, says)| {
        ("Tổ chức".to_owned(), cell.to_owned(), Content::Text(says.to_owned()))
    });
    set_cells(&settings, &cells);
    let told = found(workspace.path(), "2021", "E535");
    assert_eq!(told.len(), 1, "it would stand nowhere: {told:#?}");
    assert_eq!(told[0]["cell"], "G61");
}

#[test]
fn a_name_that_two_figures_have_is_told_and_none_is_chosen() {
    let workspace = with(&[&row("Đảng viên giảm trong kỳ", "2021", "5")]);
    let at = workspace.path();
    let copied = tonghop(&["copy-pack", at.to_str().unwrap(), "quy"]);
    assert_eq!(copied.status.code(), Some(0), "{}", text(&copied.stderr));
    let elements = at.join("bo-bieu/quy/elements.toml");
    let written = std::fs::read_to_string(&elements).unwrap();
    let named = written.replace("\"Đảng viên tăng trong kỳ\"", "\"Đảng viên giảm trong kỳ\"");
    assert_ne!(named, written);
    std::fs::write(&elements, named).unwrap();
    let told = found(at, "2021", "E535");
    assert_eq!(told.len(), 1, "{told:#?}");
    let message = told[0]["message"].as_str().unwrap();
    assert!(message.contains("`tang`") && message.contains("`giam`"), "{message}");
}

#[test]
fn a_new_workspace_has_the_sheet_with_its_head() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().join("moi");
    let made = tonghop(&[
        "new",
        at.to_str().unwrap(),
        "--name",
        "Đảng ủy A",
        "--kind",
        "dang",
        "--code",
        "DU",
        "--unit",
        "Đảng bộ A",
        "--packs",
        "quy",
    ]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    let bytes = std::fs::read(at.join("thiet-lap.xlsx")).unwrap();
    let read = sheet::read("x", &bytes, &Limits::default()).unwrap();
    let sheet = read.sheet(SHEET).unwrap();
    for head in ["Số liệu", "Kỳ", "Số", "Văn bản", "Ngày", "Trang", "Đơn vị"] {
        assert!(sheet.iter().any(|(_, cell)| cell.text == head), "{head}");
    }
}
