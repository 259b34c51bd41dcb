//! Figures that were typed otherwise than as numbers, and what becomes of the totals over them.

use super::common::{Content, set_cell, set_cells, text, tonghop};
use super::moved::{edited, with_blank};
use super::office::{figure, run, type_in};
use std::path::{Path, PathBuf};
use tonghop::diagnostic::Finding;
use tonghop::pipeline::Run;
use tonghop::text::Lang;

const PERIOD: &str = "2024-Q1";
const SHEET: &str = "1-BTCTW";

/// The cells of the branch's form that are open, all filled in with 0.
const OPEN: [&str; 15] = [
    "C12", "C14", "C15", "C16", "C17", "C18", "C20", "C21", "C22", "C23", "C24", "C26", "C27",
    "C28", "C29",
];

fn filled_in() -> (tempfile::TempDir, PathBuf) {
    let (folder, file) = with_blank();
    let zero = || Content::Number("0".to_owned());
    let cells: Vec<_> =
        OPEN.iter().map(|at| (SHEET.to_owned(), (*at).to_owned(), zero())).collect();
    set_cells(&file, &cells);
    (folder, file)
}

fn put(file: &Path, cell: &str, content: &Content) {
    set_cell(file, SHEET, cell, content);
}

fn typed_as_text(file: &Path, cell: &str, typed: &str) {
    put(file, cell, &Content::Text(typed.to_owned()));
}

/// Findings of a code.
pub(super) fn of_code(run: &Run, code: &str) -> Vec<Finding> {
    let findings = run.findings.clone().finish();
    let all = findings.iter().map(|found| found.finding.clone());
    all.filter(|finding| finding.code.to_string() == code).collect()
}

/// The cells that findings of a code are about.
fn cells_of(run: &Run, code: &str) -> Vec<String> {
    let findings = of_code(run, code);
    let cells = findings.iter().filter_map(|finding| finding.place.as_ref()?.cell);
    cells.map(|cell| cell.to_string()).collect()
}

#[test]
fn a_total_over_a_figure_that_was_typed_as_text_is_added_up_and_says_so() {
    let (folder, file) = filled_in();
    typed_as_text(&file, "C12", " 1 ");
    type_in(&file, PERIOD, &[("chuyen_den.tinh_khac", "2")]);
    // As Excel leaves it: COUNT does not count a text.
    let formula = Content::Formula {
        formula: "IF(COUNT(C12,C13,C18)=3,C12+C13+C18,\"\")".to_owned(),
        result: Some(String::new()),
    };
    put(&file, "C11", &formula);
    let back = run(folder.path(), PERIOD);
    assert_eq!(figure(&back, "CB02", "tang.ket_nap", PERIOD).0, "1");
    assert_eq!(figure(&back, "CB02", "tang", PERIOD), ("3".to_owned(), "reported"));
    assert_eq!(cells_of(&back, "I211"), ["C12"]);
    let told = of_code(&back, "I415");
    assert_eq!(cells_of(&back, "I415"), ["C11"]);
    assert!(told[0].message(Lang::Vi).ends_with(": 3"), "{}", told[0].message(Lang::Vi));
    assert!(!of_code(&back, "W209").iter().any(|finding| {
        finding.cells.iter().any(|note| note.cell.unwrap().to_string() == "C11")
    }));
    let workspace = folder.path().to_str().unwrap();
    let output = tonghop(&["explain", workspace, "--period", PERIOD, "tang", "--org", "CB02"]);
    let told = text(&output.stdout);
    assert!(told.contains("máy tính lại") && told.contains("IF(COUNT("), "{told}");
}

#[test]
fn a_total_over_a_total_over_text_is_added_up_too() {
    for typed in ["2", "2 đồng chí"] {
        let (folder, file) = filled_in();
        typed_as_text(&file, "C14", typed);
        let back = run(folder.path(), PERIOD);
        assert_eq!(figure(&back, "CB02", "chuyen_den", PERIOD).0, "2");
        assert_eq!(figure(&back, "CB02", "tang", PERIOD).0, "2");
        assert_eq!(cells_of(&back, "I415"), ["C11", "C13"]);
    }
}

#[test]
fn a_total_is_not_added_up_where_a_part_was_refused_or_is_blank() {
    for (typed, told) in [("2 quyển", Some("E204")), ("1.000", Some("E212")), ("", None)] {
        let (folder, file) = filled_in();
        typed_as_text(&file, "C12", "1");
        typed_as_text(&file, "C18", typed);
        let back = run(folder.path(), PERIOD);
        let (value, state) = figure(&back, "CB02", "tang", PERIOD);
        assert_eq!(value, "", "{typed}");
        assert_eq!(state, if told.is_some() { "refused" } else { "absent" }, "{typed}");
        assert!(cells_of(&back, "I415").is_empty(), "{typed}");
        if let Some(code) = told {
            assert_eq!(cells_of(&back, code), ["C18"], "{typed}");
        }
    }
}

#[test]
fn a_formula_of_the_branchs_own_is_not_set_right() {
    let (folder, file) = filled_in();
    typed_as_text(&file, "C12", "1");
    let formula = Content::Formula {
        formula: "SUM(C12,C13,C18)".to_owned(),
        result: Some("0".to_owned()),
    };
    put(&file, "C11", &formula);
    let back = run(folder.path(), PERIOD);
    assert_eq!(figure(&back, "CB02", "tang", PERIOD).0, "0");
    assert!(cells_of(&back, "I415").is_empty());
    assert!(!cells_of(&back, "E301").is_empty());
}

#[test]
fn one_mistake_is_told_once_and_not_again_for_its_totals() {
    for (typed, code) in [
        (Content::Number("1.5".to_owned()), "E203"),
        (Content::Number("-1".to_owned()), "E205"),
        (Content::Error("#REF!".to_owned()), "E202"),
    ] {
        let (folder, file) = filled_in();
        put(&file, "C12", &typed);
        let back = run(folder.path(), PERIOD);
        assert_eq!(cells_of(&back, code), ["C12"]);
        assert_eq!(figure(&back, "CB02", "tang", PERIOD).1, "refused");
    }
}

#[test]
fn a_cell_that_is_fed_by_another_workbook_is_to_be_typed() {
    let (folder, file) = filled_in();
    let formula = Content::Formula { formula: "[1]Sheet1!A1".to_owned(), result: None };
    put(&file, "C12", &formula);
    let back = run(folder.path(), PERIOD);
    assert_eq!(cells_of(&back, "E201"), ["C12"], "not the total over it");
    let remedy = of_code(&back, "E201")[0].remedy(Lang::Vi);
    assert!(remedy.contains("gõ thẳng con số") && !remedy.contains("F9"), "{remedy}");
}

#[test]
fn a_sheet_that_a_program_renamed_is_told_by_what_is_printed_on_it() {
    let (folder, file) = filled_in();
    edited(&file, "xl/workbook.xml", |xml| {
        xml.replace(" name=\"1-BTCTW\"", " name=\"Sheet1\"")
    });
    let back = run(folder.path(), PERIOD);
    assert_eq!(of_code(&back, "I231").len(), 1);
    assert!(of_code(&back, "E208").is_empty());
    assert_eq!(figure(&back, "CB02", "tang.ket_nap", PERIOD), ("0".to_owned(), "reported"));
}

#[test]
fn lines_that_moved_away_from_their_names_are_read_by_their_labels() {
    let (folder, file) = filled_in();
    // As a program inserts a row that moves no names: what stood in 12 to 17 stands one lower.
    let down = |xml: &str| {
        (12..=17).rev().fold(xml.to_owned(), |xml, row: u32| {
            let below = row + 1;
            let xml = xml.replace(&format!("<row r=\"{row}\""), &format!("<row r=\"{below}\""));
            ["A", "B", "C", "D", "E"].iter().fold(xml, |xml, column| {
                let cell = |row: u32| format!("<c r=\"{column}{row}\"");
                xml.replace(&cell(row), &cell(below))
            })
        })
    };
    edited(&file, "xl/worksheets/sheet1.xml", |xml| {
        let (head, rest) = xml.split_once("<row r=\"18\"").unwrap();
        let (_, tail) = rest.split_once("</row>").unwrap();
        down(head) + tail
    });
    let back = run(folder.path(), PERIOD);
    assert_eq!(figure(&back, "CB02", "tang.ket_nap", PERIOD), ("0".to_owned(), "reported"));
    assert_eq!(of_code(&back, "I232").len(), 1);
    for (code, cell) in [("W209", "C11"), ("I413", "C13")] {
        assert!(!cells_of(&back, code).contains(&cell.to_owned()), "{code} {cell}");
    }
}

#[test]
fn a_merge_over_two_figures_is_to_be_undone() {
    let (folder, file) = filled_in();
    edited(&file, "xl/worksheets/sheet1.xml", |xml| {
        xml.replacen("<mergeCell ", "<mergeCell ref=\"C14:C15\"/><mergeCell ", 1)
    });
    let back = run(folder.path(), PERIOD);
    assert_eq!(cells_of(&back, "E214"), ["C14"]);
    let remedy = of_code(&back, "E214")[0].remedy(Lang::Vi);
    assert!(remedy.starts_with("bỏ gộp các ô `C14:C15`"), "{remedy}");
}

#[test]
fn a_period_that_was_typed_over_is_shown_where_it_stands() {
    let (folder, file) = filled_in();
    typed_as_text(&file, "B6", "6 tháng đầu năm 2024");
    let back = run(folder.path(), PERIOD);
    assert_eq!(cells_of(&back, "E515"), ["B6"]);
}
