//! Figures that a return has where its form has none, or that are not what a person sees: each is
//! told, and none is read as another.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::path::{Path, PathBuf};

use common::{Content, root, set_cell, text, tonghop};
use serde_json::Value;
use tonghop::ooxml::Package;

/// A sound return of a branch.
const BRANCH: &str = "van-phong-ubnd/bao-cao-den/Biểu CT28 - CB Nhà khách.xlsx";
const REVIEWED: &str = "Rà soát, sàng lọc";
const ADMITTED: &str = "Kết nạp";

fn number(value: &str) -> Content {
    Content::Number(value.to_owned())
}

fn words(value: &str) -> Content {
    Content::Text(value.to_owned())
}

fn formula(formula: &str, result: Option<&str>) -> Content {
    Content::Formula { formula: formula.to_owned(), result: result.map(str::to_owned) }
}

/// The return with other cells, in a folder of its own.
fn with(sheet: &str, cells: &[(&str, Content)]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bieu.xlsx");
    std::fs::copy(root().join("input-samples").join(BRANCH), &file).unwrap();
    for (at, content) in cells {
        set_cell(&file, sheet, at, content);
    }
    (folder, file)
}

/// What is found in a file: code, cells and message of each finding.
fn found(file: &Path) -> Vec<(String, String, String)> {
    let output = tonghop(&["check", file.to_str().unwrap(), "--format", "json"]);
    let (out, error) = (text(&output.stdout), text(&output.stderr));
    let files: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{error}"));
    let findings = files[0]["findings"].as_array().unwrap().clone();
    let said = |finding: &Value, name: &str| finding[name].as_str().unwrap_or("").to_owned();
    let cells = |finding: &Value| {
        let cells = finding["cells"].as_array().cloned().unwrap_or_default();
        cells.iter().map(|cell| said(cell, "cell")).collect::<Vec<_>>().join(" ")
    };
    let told = findings.iter().map(|of| (said(of, "code"), cells(of), said(of, "message")));
    told.collect()
}

/// The cells of the finding of a code.
#[track_caller]
fn cells_of(file: &Path, code: &str) -> String {
    let found = found(file);
    let of_code = found.iter().find(|(known, _, _)| known == code);
    of_code.unwrap_or_else(|| panic!("no {code}: {found:#?}")).1.clone()
}

#[track_caller]
fn is_quiet(file: &Path, code: &str) {
    let found = found(file);
    assert!(found.iter().all(|(known, _, _)| known != code), "{found:#?}");
}

/// Puts an empty row before one of a sheet; what names cells stays as it was.
fn insert_row(file: &Path, part: &str, before: u32) {
    let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
    let xml = text(&package.read(part).unwrap());
    let (head, data) = xml.split_once("<sheetData>").unwrap();
    let (data, tail) = data.split_once("</sheetData>").unwrap();
    let mut pieces = data.split(" r=\"");
    let mut moved = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let (place, rest) = piece.split_once('"').unwrap();
        let letters = place.trim_end_matches(|c: char| c.is_ascii_digit());
        let row: u32 = place[letters.len()..].parse().unwrap();
        let row = if row >= before { row + 1 } else { row };
        moved.extend([" r=\"", letters, &row.to_string(), "\"", rest]);
    }
    let merges = tail.split_once("<mergeCells").map_or(tail.to_owned(), |(first, last)| {
        format!("{first}{}", last.split_once("</mergeCells>").unwrap().1)
    });
    let xml = format!("{head}<sheetData>{moved}</sheetData>{merges}");
    package.put(part, xml.into_bytes());
    std::fs::write(file, package.write().unwrap()).unwrap();
}

#[test]
fn a_figure_on_a_line_without_figures_is_told_also_where_the_form_prints_that_number_elsewhere()
{
    for figure in ["7", "2", "1"] {
        let (_folder, file) = with(REVIEWED, &[("D12", number(figure))]);
        assert_eq!(cells_of(&file, "W219"), "D12", "{figure}");
    }
}

#[test]
fn a_figure_below_the_table_is_told_also_behind_a_blank_row() {
    let cells = [("B47", words("Người theo tôn giáo")), ("D47", number("3"))];
    let (_folder, file) = with(REVIEWED, &cells);
    assert_eq!(cells_of(&file, "W219"), "D47");
}

#[test]
fn a_figure_on_an_added_line_is_one_however_it_was_written() {
    for typed in ["5 đ/c", "05", "1.251", "12/15", "khoảng 12"] {
        let (_folder, file) = with(REVIEWED, &[("D12", words(typed))]);
        assert_eq!(cells_of(&file, "W219"), "D12", "{typed}");
    }
    let (_folder, file) = with(REVIEWED, &[("D12", formula("SUM(D13:D14)", None))]);
    assert_eq!(cells_of(&file, "W219"), "D12");
    for nothing in ["-", "không", "như trên", "…"] {
        let (_folder, file) = with(REVIEWED, &[("D12", words(nothing))]);
        is_quiet(&file, "W219");
    }
}

#[test]
fn a_line_put_in_above_the_first_of_the_form_is_told() {
    let (_folder, file) = with(REVIEWED, &[]);
    insert_row(&file, "xl/worksheets/sheet3.xml", 11);
    is_quiet(&file, "W219");
    let row = [("B11", words("Đảng viên miễn sinh hoạt")), ("E11", number("2"))];
    for (at, content) in &row {
        set_cell(&file, REVIEWED, at, content);
    }
    assert_eq!(cells_of(&file, "W219"), "E11");
}

#[test]
fn years_over_an_added_table_are_no_figures() {
    let years = [
        ("B47", words("Năm")),
        ("D47", number("2019")),
        ("E47", number("2020")),
        ("F47", number("2021")),
    ];
    let (_folder, file) = with(REVIEWED, &years);
    is_quiet(&file, "W219");
}

#[test]
fn one_figure_in_an_added_column_is_a_figure_and_no_order_number() {
    let (_folder, file) = with(REVIEWED, &[("J9", words("Dân tộc")), ("J13", number("1"))]);
    assert_eq!(cells_of(&file, "W251"), "J13");
    let two = [("J9", words("Dân tộc")), ("J13", number("1")), ("J14", number("2"))];
    let (_folder, file) = with(REVIEWED, &two);
    assert_eq!(cells_of(&file, "W251"), "J13 J14");
}

#[test]
fn a_column_is_not_the_forms_for_having_a_text_that_the_form_prints_elsewhere() {
    // A row label, a text of the head, and a heading below one.
    for heads in [
        &[("J9", "Nữ")][..],
        &[("J1", "Biểu CT28-A")][..],
        &[("J4", "KẾT NẠP ĐẢNG VIÊN"), ("J9", "Dân tộc")][..],
    ] {
        let mut cells: Vec<(&str, Content)> =
            heads.iter().map(|(at, said)| (*at, words(said))).collect();
        cells.push(("J13", number("4")));
        let (_folder, file) = with(ADMITTED, &cells);
        assert_eq!(cells_of(&file, "W251"), "J13", "{heads:?}");
    }
}

#[test]
fn order_numbers_and_the_forms_own_columns_are_not_told() {
    let mut cells: Vec<(String, Content)> = vec![("J9".to_owned(), words("Thứ tự"))];
    let rows = [11].into_iter().chain(13..=19).chain(21..=25).chain(27..=33);
    for (order, row) in (1..).zip(rows) {
        cells.push((format!("J{row}"), number(&i32::to_string(&order))));
    }
    let cells: Vec<(&str, Content)> = cells
        .iter_mut()
        .map(|(at, content)| (at.as_str(), std::mem::replace(content, Content::Blank)))
        .collect();
    let (_folder, file) = with(REVIEWED, &cells);
    is_quiet(&file, "W251");
    let (_folder, file) = with(REVIEWED, &[("I11", number("12"))]);
    is_quiet(&file, "W251");
}

#[test]
fn a_part_that_is_written_1_000_is_never_one() {
    let (_folder, file) = with(ADMITTED, &[("F15", words("1.000"))]);
    let found = found(&file);
    assert!(found.iter().any(|(code, _, _)| code == "E212"), "{found:#?}");
    assert!(found.iter().all(|(code, _, _)| code != "W242"), "{found:#?}");
}

#[test]
fn a_formula_whose_value_is_not_stored_and_which_shows_a_percentage_is_no_count() {
    let (_folder, file) = with(REVIEWED, &[("D13", formula("1*1", None))]);
    let mut package = Package::open(std::fs::read(&file).unwrap()).unwrap();
    let styles = text(&package.read("xl/styles.xml").unwrap());
    let (head, tail) = styles.split_once("</cellXfs>").unwrap();
    let formats = head.split_once("<cellXfs").unwrap().1.matches("<xf ").count();
    let styles = format!(
        "{head}<xf numFmtId=\"9\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>{tail}"
    );
    package.put("xl/styles.xml", styles.into_bytes());
    let part = "xl/worksheets/sheet3.xml";
    let xml = text(&package.read(part).unwrap());
    let start = xml.find("<c r=\"D13\"").unwrap();
    let end = start + xml[start..].find('>').unwrap();
    let cell = format!("<c r=\"D13\" s=\"{formats}\"");
    package.put(part, format!("{}{cell}{}", &xml[..start], &xml[end..]).into_bytes());
    std::fs::write(&file, package.write().unwrap()).unwrap();
    assert_eq!(cells_of(&file, "E247"), "D13");
}

/// Has a workbook computed when it is opened, as programs ask that do not compute.
fn ask_to_be_computed(file: &Path) {
    let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
    let xml = text(&package.read("xl/workbook.xml").unwrap());
    let calc = "<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/>";
    let xml = match xml.find("<calcPr") {
        Some(start) => {
            let end = start + xml[start..].find("/>").unwrap() + 2;
            format!("{}{calc}{}", &xml[..start], &xml[end..])
        }
        None => xml.replace("</workbook>", &format!("{calc}</workbook>")),
    };
    package.put("xl/workbook.xml", xml.into_bytes());
    std::fs::write(file, package.write().unwrap()).unwrap();
}

#[test]
fn a_zero_stored_by_a_program_that_does_not_compute_is_not_what_the_formula_gives() {
    let (_folder, file) =
        with(REVIEWED, &[("F18", formula("F13+F14-F15-F16-F17+9", Some("0")))]);
    ask_to_be_computed(&file);
    let told = found(&file);
    assert_eq!(cells_of(&file, "I414"), "F18");
    // The rule about the list sees the 9.
    assert!(told.iter().any(|(code, _, _)| code == "E301"), "{told:#?}");
    // What cannot be worked out here is not known.
    let (_folder, file) = with(REVIEWED, &[("F18", formula("CUBEVALUE(F13)", Some("0")))]);
    ask_to_be_computed(&file);
    assert_eq!(cells_of(&file, "E201"), "F18");
}

/// Puts a text of two runs into a cell, the second raised.
fn set_raised(file: &Path, cell: &str, runs: [&str; 2]) {
    let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
    let part = "xl/worksheets/sheet3.xml";
    let xml = text(&package.read(part).unwrap());
    let start = xml.find(&format!("<c r=\"{cell}\"")).unwrap();
    let end = start + xml[start..].find("</c>").unwrap();
    let [plain, raised] = runs;
    let run = format!(
        "<c r=\"{cell}\" t=\"inlineStr\"><is><r><t>{plain}</t></r><r><rPr>\
         <vertAlign val=\"superscript\"/></rPr><t>{raised}</t></r></is>"
    );
    package.put(part, format!("{}{run}{}", &xml[..start], &xml[end..]).into_bytes());
    std::fs::write(file, package.write().unwrap()).unwrap();
}

#[test]
fn a_raised_mark_behind_a_number_is_no_digit_of_it() {
    let (_folder, file) = with(REVIEWED, &[]);
    set_raised(&file, "F13", ["1", "1"]);
    let told = found(&file);
    let refused = |code: &str| ["E246", "E204"].contains(&code);
    assert!(told.iter().any(|(code, _, _)| refused(code)), "{told:#?}");
    assert!(told.iter().all(|(code, _, _)| code != "I211"), "{told:#?}");
}

#[test]
fn the_largest_number_there_is_ends_no_check() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bang.csv");
    std::fs::write(&file, "a,79228162514264337593543950335,1,2\nTổng,1,2,3\n").unwrap();
    assert_eq!(found(&file)[0].0, "I327");
}

#[test]
fn a_total_over_parts_that_are_no_plain_numbers_proves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bang.csv");
    for odd in ["1.251", "12 đ/c", "12/15", "31/12/2024"] {
        let rows = format!(
            "Đơn vị;a;b;c;d\nThôn 1;3;1;8;{odd}\nThôn 2;4;5;6;10\nThôn 3;7;9;2;5\nTổng số;14;15;16;1266\n"
        );
        std::fs::write(&file, rows).unwrap();
        is_quiet(&file, "W323");
    }
    let rows = "Đơn vị;a;b;c;d\nThôn 1;3;1;8;4\nThôn 2;4;5;6;10\nThôn 3;7;9;2;5\nTổng số;14;15;16;1266\n";
    std::fs::write(&file, rows).unwrap();
    assert_eq!(cells_of(&file, "W323"), "E5");
}
