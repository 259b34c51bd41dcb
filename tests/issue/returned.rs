//! What comes back.

use std::path::{Path, PathBuf};

use inserting::shifted;
use tonghop::ooxml::CellRef;
use tonghop::pipeline::IssueOptions;

use super::common::{Content, copy_of, set_cell, text, tonghop};
use super::mistyped::of_code;
use super::moved::edited;
use super::office::{
    blank_of, figure, figures, fill_in, found, issued, place, read, run, type_in,
};

/// Every return of the period replaced by the unit's blank, filled in.
fn returned(workspace: &Path, period: &str, gone: impl Fn(&str) -> bool) {
    let typed = run(workspace, period);
    let issued = issued(workspace, period, &IssueOptions::default());
    for file in typed.files.iter().filter(|file| gone(&file.path)) {
        std::fs::remove_file(workspace.join(&file.path)).unwrap();
    }
    let data = &typed.packs[0].data;
    for name in &issued.names {
        let to = workspace.join("bao-cao-den").join(name);
        std::fs::copy(issued.folder.join(name), &to).unwrap();
        fill_in(&to, data);
    }
}

#[test]
fn blanks_of_a_quarter_that_are_filled_in_give_the_figures_of_forms_that_were_typed() {
    let folder = commune();
    let period = "2024-Q1";
    let expected = figures(&run(folder.path(), period));
    returned(folder.path(), period, |path| path.contains("/2024-quy-1/"));
    let back = run(folder.path(), period);
    assert_eq!(same(&expected, &figures(&back)), Vec::<String>::new());
    let told = found(&back);
    assert!(!told.iter().any(|code| code.starts_with('E')), "{told:?}");
    assert!(told.contains(&"I414".to_owned()), "formulas without results: {told:?}");
}

#[test]
fn blanks_of_five_years_that_are_filled_in_give_the_figures_of_forms_that_were_typed() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", folder.path());
    let expected = figures(&run(folder.path(), "2019..2023"));
    returned(folder.path(), "2019..2023", |_| true);
    let back = run(folder.path(), "2019..2023");
    assert_eq!(same(&expected, &figures(&back)), Vec::<String>::new());
}

/// Lines of one export that the other does not have, the first few.
fn same(expected: &str, found: &str) -> Vec<String> {
    let lines: std::collections::BTreeSet<&str> = found.lines().collect();
    let missing = expected.lines().filter(|line| !lines.contains(line));
    missing.take(5).map(str::to_owned).collect()
}

/// The commune at the beginning of April: returns of the year before and of the first quarter.
fn commune() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_of("xa", folder.path());
    for later in ["2024-6-thang", "2024-9-thang", "2024-nam"] {
        std::fs::remove_dir_all(folder.path().join("bao-cao-den").join(later)).unwrap();
    }
    folder
}

/// A commune with the blank of one unit for the first quarter, and no other return of it.
fn with_blank(code: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = commune();
    let one = IssueOptions { org: Some(code.to_owned()), out: None, entered: false };
    let issued = issued(folder.path(), "2024-Q1", &one);
    std::fs::remove_dir_all(folder.path().join("bao-cao-den/2024-quy-1")).unwrap();
    let to = folder.path().join("bao-cao-den/nop.xlsx");
    std::fs::copy(blank_of(&issued, code, "1-btctw"), &to).unwrap();
    (folder, to)
}

const LINES: [&str; 16] = [
    "tang.ket_nap",
    "chuyen_den.tinh_khac",
    "chuyen_den.xa_khac",
    "chuyen_den.dang_bo",
    "chuyen_den.bo_phan",
    "tang.phuc_hoi",
    "giam.tu_tran",
    "giam.khai_tru",
    "xoa_ten",
    "xoa_ten.du_bi",
    "giam.xin_ra",
    "chuyen_di.tinh_khac",
    "chuyen_di.xa_khac",
    "chuyen_di.dang_bo",
    "chuyen_di.bo_phan",
    "dang_vien",
];

#[test]
fn a_total_that_nobody_calculated_is_calculated_and_says_so() {
    let (folder, file) = with_blank("CB02");
    let typed: Vec<(&str, &str)> = LINES.iter().map(|path| (*path, "2")).collect();
    type_in(&file, "2024-Q1", &typed);
    let back = run(folder.path(), "2024-Q1");
    assert_eq!(figure(&back, "CB02", "chuyen_den", "2024-Q1"), ("8".to_owned(), "reported"));
    // Kết nạp 2, chuyển đến 8, phục hồi 2: a formula over a formula.
    assert_eq!(figure(&back, "CB02", "tang", "2024-Q1").0, "12");
    let workspace = folder.path().to_str().unwrap();
    let output =
        tonghop(&["explain", workspace, "--period", "2024-Q1", "tang", "--org", "CB02"]);
    let told = text(&output.stdout);
    assert!(told.contains("công thức `=IF(COUNT(C12,C13,C18)=3,C12+C13+C18,\"\")`"), "{told}");
    assert!(told.contains("máy tính lại"), "{told}");
}

#[test]
fn a_total_that_was_typed_over_is_what_was_typed_and_the_parts_are_held_against_it() {
    let (folder, file) = with_blank("CB02");
    let typed: Vec<(&str, &str)> = LINES.iter().map(|path| (*path, "0")).collect();
    type_in(&file, "2024-Q1", &typed);
    type_in(&file, "2024-Q1", &[("tang", "5")]);
    let back = run(folder.path(), "2024-Q1");
    assert_eq!(figure(&back, "CB02", "tang", "2024-Q1"), ("5".to_owned(), "reported"));
    let told = found(&back);
    assert!(told.contains(&"I413".to_owned()), "{told:?}");
    let overtyped = of_code(&back, "I413");
    assert_eq!(overtyped[0].cells[0].label, "Đảng viên tăng trong kỳ");
    assert!(told.contains(&"E301".to_owned()), "5 is not 0 + 0 + 0: {told:?}");
}

#[test]
fn a_tick_makes_blank_flows_0_and_keeps_the_stock() {
    let (folder, file) = with_blank("CB02");
    let tick = tick_of(&file);
    set_cell(&file, &tick.0, &tick.1, &Content::Text("x".to_owned()));
    let back = run(folder.path(), "2024-Q1");
    let opening = figure(&back, "CB02", "dang_vien_dau_ky", "2024-Q1").0;
    for path in &LINES[..15] {
        assert_eq!(
            figure(&back, "CB02", path, "2024-Q1"),
            ("0".to_owned(), "none_occurred"),
            "{path}"
        );
    }
    assert_eq!(figure(&back, "CB02", "tang", "2024-Q1").0, "0");
    assert_eq!(
        figure(&back, "CB02", "dang_vien", "2024-Q1"),
        (opening, "none_occurred"),
        "the closing stock is the opening one"
    );
    assert_eq!(figure(&back, "CB02", "tuoi_ket_nap", "2024-Q1").1, "not_applicable");
    let told = found(&back);
    assert!(!told.contains(&"W209".to_owned()), "nothing is missing: {told:?}");
    let workspace = folder.path().to_str().unwrap();
    let output =
        tonghop(&["explain", workspace, "--period", "2024-Q1", "giam", "--org", "CB02"]);
    let told = text(&output.stdout);
    assert!(told.contains(&format!("ô {}, ghi `x`", tick.1)), "{told}");
    assert!(told.contains("đánh dấu «không phát sinh»"), "{told}");
}

#[test]
fn a_tick_on_a_cumulative_return_after_figures_is_one_error_that_names_them() {
    let folder = commune();
    let one = IssueOptions { org: Some("CB01".to_owned()), out: None, entered: false };
    let issued = issued(folder.path(), "2024-6T", &one);
    let file = folder.path().join("bao-cao-den/nop.xlsx");
    std::fs::copy(blank_of(&issued, "CB01", "1-btctw"), &file).unwrap();
    let guide = read(&file);
    let guide = guide.sheet("Hướng dẫn").unwrap();
    assert!(guide.iter().any(|(_, cell)| cell.text.starts_with("Từ đầu năm đến hết kỳ này")));
    let tick = tick_of(&file);
    set_cell(&file, &tick.0, &tick.1, &Content::Text("x".to_owned()));
    let back = run(folder.path(), "2024-6T");
    assert_eq!(of_code(&back, "E310"), []);
    let told = of_code(&back, "E317");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].place.as_ref().unwrap().cell.unwrap().to_string(), tick.1);
    let message = told[0].message(tonghop::text::Lang::Vi);
    assert!(message.contains("kỳ 2024-Q1 đã có số: "), "{message}");
}

#[test]
fn a_tick_beside_a_flow_is_told_and_makes_no_blank_a_0() {
    let (folder, file) = with_blank("CB02");
    let tick = tick_of(&file);
    set_cell(&file, &tick.0, &tick.1, &Content::Text("X".to_owned()));
    type_in(&file, "2024-Q1", &[("tang.ket_nap", "2")]);
    let back = run(folder.path(), "2024-Q1");
    assert!(found(&back).contains(&"E531".to_owned()), "{:?}", found(&back));
    assert_eq!(figure(&back, "CB02", "tang.ket_nap", "2024-Q1").0, "2");
    assert_eq!(figure(&back, "CB02", "giam.tu_tran", "2024-Q1").1, "absent");
}

#[test]
fn a_tick_that_is_no_tick_is_told_and_makes_no_blank_a_0() {
    let (folder, file) = with_blank("CB02");
    let tick = tick_of(&file);
    set_cell(&file, &tick.0, &tick.1, &Content::Text("không".to_owned()));
    let back = run(folder.path(), "2024-Q1");
    assert!(found(&back).contains(&"W411".to_owned()), "{:?}", found(&back));
    assert_eq!(figure(&back, "CB02", "giam.tu_tran", "2024-Q1").1, "absent");
}

#[test]
fn a_name_that_stayed_behind_when_its_row_moved_is_not_believed() {
    let (folder, file) = with_blank("CB02");
    let typed: Vec<(&str, &str)> = LINES.iter().map(|path| (*path, "0")).collect();
    type_in(&file, "2024-Q1", &typed);
    type_in(&file, "2024-Q1", &[("chuyen_di.tinh_khac", "2")]);
    // Sorting moves labels and figures, and leaves names where they were.
    let blank = read(&file);
    let label = |path: &str| {
        let (sheet, cell) = place(&blank, path, "2024-Q1");
        let at = CellRef::new(cell.row, 0);
        (blank.sheet(&sheet).unwrap().get(at).unwrap().text.clone(), sheet, at.to_string())
    };
    let (first, second) = (label("chuyen_di.tinh_khac"), label("chuyen_di.xa_khac"));
    set_cell(&file, &first.1, &first.2, &Content::Text(second.0));
    set_cell(&file, &second.1, &second.2, &Content::Text(first.0));
    let back = run(folder.path(), "2024-Q1");
    for (path, value) in [("chuyen_di.tinh_khac", "0"), ("chuyen_di.xa_khac", "2")] {
        assert_eq!(
            figure(&back, "CB02", path, "2024-Q1"),
            (value.to_owned(), "reported"),
            "{path}"
        );
    }
    assert!(found(&back).contains(&"I232".to_owned()));
}

/// Sheet and cell of the tick.
fn tick_of(file: &Path) -> (String, String) {
    let blank = read(file);
    let place = &blank.defined_names["TH_khong_phat_sinh__trang_1"][0];
    (place.sheet.clone(), place.cell.to_string())
}

#[test]
fn a_blank_that_another_unit_filled_in_is_nobodys_return() {
    let (folder, file) = with_blank("CB02");
    set_cell(&file, "1-BTCTW", "B5", &Content::Text("Chi bộ thôn Đông 1".to_owned()));
    let back = run(folder.path(), "2024-Q1");
    assert!(found(&back).contains(&"E515".to_owned()), "{:?}", found(&back));
}

#[test]
fn the_cells_of_a_blank_are_found_where_rows_were_inserted_above_them() {
    let (folder, file) = with_blank("CB02");
    let typed: Vec<(&str, &str)> = LINES.iter().map(|path| (*path, "3")).collect();
    type_in(&file, "2024-Q1", &typed);
    let before = place(&read(&file), "giam", "2024-Q1").1;
    shifted(&file, 8, 2);
    let after = place(&read(&file), "giam", "2024-Q1").1;
    assert_eq!(after.row, before.row + 2);
    let back = run(folder.path(), "2024-Q1");
    assert_eq!(figure(&back, "CB02", "xoa_ten", "2024-Q1"), ("3".to_owned(), "reported"));
    assert_eq!(figure(&back, "CB02", "giam", "2024-Q1").0, "24");
}

#[test]
fn a_figure_on_a_line_that_was_added_is_told_for_it_counts_nowhere() {
    let (folder, file) = with_blank("CB02");
    let typed: Vec<(&str, &str)> = LINES.iter().map(|path| (*path, "3")).collect();
    type_in(&file, "2024-Q1", &typed);
    shifted(&file, 15, 1);
    let told = || {
        let found = run(folder.path(), "2024-Q1").findings.finish();
        let of_line = found.iter().find(|found| found.finding.code.to_string() == "W219");
        of_line.map(|found| found.finding.clone())
    };
    assert_eq!(told(), None, "an empty line is nothing");
    let line = "<row r=\"15\"><c r=\"A15\" t=\"inlineStr\"><is><t>a2. Nước ngoài</t></is></c>\
                <c r=\"C15\"><v>7</v></c></row><row r=\"16\"";
    edited(&file, "xl/worksheets/sheet1.xml", |xml| xml.replacen("<row r=\"16\"", line, 1));
    let told = told().unwrap();
    assert_eq!(told.place.unwrap().cell.unwrap().to_string(), "C15");
    assert_eq!((told.cells.len(), told.cells[0].label.as_str()), (1, "a2. Nước ngoài"));
}

/// Rows inserted as a spreadsheet program does.
mod inserting {
    use std::path::Path;

    use tonghop::ooxml::Package;

    use super::text;

    /// Inserts `count` rows before the row `from` of the form's one sheet; names and formulas
    /// follow.
    pub(super) fn shifted(file: &Path, from: u32, count: u32) {
        let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
        for part in ["xl/worksheets/sheet1.xml", "xl/workbook.xml"] {
            let xml = text(&package.read(part).unwrap());
            let mut shifted = String::new();
            for (at, piece) in xml.split('<').enumerate() {
                let row = piece.starts_with("row ");
                let address = ["c ", "f>", "definedName ", "mergeCell "];
                let moves = row || address.iter().any(|name| piece.starts_with(name));
                if at > 0 {
                    shifted.push('<');
                }
                if moves {
                    shifted.push_str(&moved(piece, row, from, count));
                } else {
                    shifted.push_str(piece);
                }
            }
            package.put(part, shifted.into_bytes());
        }
        std::fs::write(file, package.write().unwrap()).unwrap();
    }

    /// Numbers after one capital letter (`C12`, `$C$12`), or of a row, from `from` on.
    fn moved(piece: &str, row: bool, from: u32, count: u32) -> String {
        let mut out = String::new();
        let mut rest = piece;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            let (head, tail) = rest.split_at(at);
            let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
            let number: u32 = tail[..end].parse().unwrap_or(0);
            let bare = head.trim_end_matches('$');
            let mut before = bare.chars().rev();
            let column = before.next().is_some_and(|c| ('A'..='E').contains(&c))
                && before.next().is_none_or(|c| !c.is_ascii_alphanumeric() && c != '_');
            let is_address = column || row && head.ends_with("r=\"");
            let number = if is_address && number >= from { number + count } else { number };
            out.push_str(head);
            if is_address {
                out.push_str(&number.to_string());
            } else {
                out.push_str(&tail[..end]);
            }
            rest = &tail[end..];
        }
        out + rest
    }
}
