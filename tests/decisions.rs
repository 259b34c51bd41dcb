//! The office's decisions: what `xac-nhan.xlsx` offers, what each decision changes and what it leaves
//! alone, and what becomes of rows that people sorted, copied, deleted or left half filled in.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;
#[allow(dead_code)] // the fonts are of another test
mod fonts;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use common::{Content, copy_of, paragraphs, rename_sheet, set_cell, set_cells, text, tonghop};
use fonts::set_percentage;
use serde_json::Value;
use tonghop::ooxml::CellRef;
use tonghop::ooxml::Package;
use tonghop::sheet::{self, Limits};
use tonghop::template::xlsx::{Remark, annotate};

const PERIOD: &str = "2019..2023";
const SHEET: &str = "Việc cần quyết";
const HOTEL: &str = "bao-cao-den/Biểu CT28 - CB Nhà khách.xlsx";

/// A workspace with a return whose men and women do not make its members, and a first draft of it.
fn wrong_total() -> tempfile::TempDir {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd-loi", workspace.path());
    build(workspace.path());
    workspace
}

fn run(command: &str, workspace: &Path, more: &[&str]) -> std::process::Output {
    let at = workspace.to_str().unwrap();
    tonghop(&[&[command, at, "--period", PERIOD], more].concat())
}

fn build(workspace: &Path) {
    let made = run("build", workspace, &[]);
    assert_ne!(made.status.code(), Some(2), "{}", text(&made.stderr));
}

fn findings(workspace: &Path) -> Vec<Value> {
    let told = run("check", workspace, &["--format", "json"]);
    serde_json::from_slice(&told.stdout).unwrap()
}

fn codes(workspace: &Path) -> Vec<String> {
    let codes = findings(workspace);
    codes.iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

/// Every figure of the run by office or unit, period, path and category.
fn figures(workspace: &Path) -> BTreeMap<String, String> {
    let told = run("export", workspace, &["--format", "csv"]);
    let text = text(&told.stdout);
    let lines = text.lines().skip(1).map(|line| {
        let parts: Vec<&str> = line.split(',').collect();
        (parts[..4].join(","), parts[4..9].join(","))
    });
    lines.collect()
}

fn changed(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> BTreeSet<String> {
    assert_eq!(before.len(), after.len());
    let changed = before.iter().filter(|(key, value)| after.get(*key) != Some(*value));
    changed.map(|(key, _)| key.clone()).collect()
}

fn book(workspace: &Path) -> PathBuf {
    workspace.join("xac-nhan.xlsx")
}

/// What stands in each row below the headings, by heading.
fn rows(workspace: &Path) -> Vec<(u32, BTreeMap<String, String>)> {
    let bytes = std::fs::read(book(workspace)).unwrap();
    let read = sheet::read("xac-nhan.xlsx", &bytes, &Limits::default()).unwrap();
    let sheet = read.sheet(SHEET).unwrap();
    let heading = |col| sheet.get(CellRef::new(0, col)).map(|cell| cell.text.clone());
    let mut rows: BTreeMap<u32, BTreeMap<String, String>> = BTreeMap::new();
    for (at, cell) in sheet.iter().filter(|(at, _)| at.row > 0) {
        let row = rows.entry(at.row + 1).or_default();
        row.insert(heading(at.col).unwrap(), cell.text.clone());
    }
    rows.into_iter().collect()
}

/// The number of the first row with this in a column.
fn row_with(workspace: &Path, column: &str, says: &str) -> u32 {
    let rows = rows(workspace);
    let found = rows.iter().find(|(_, row)| row.get(column).is_some_and(|is| is == says));
    found.unwrap_or_else(|| panic!("no row with {says}: {rows:#?}")).0
}

fn column(name: &str) -> String {
    const NAMES: [&str; 19] = [
        "Mã việc",
        "Kỳ",
        "Đơn vị",
        "Biểu",
        "Mức",
        "Mã",
        "Vị trí",
        "Nội dung",
        "Việc nên làm",
        "Các phương án",
        "Quyết định",
        "Phương án chọn",
        "Ô",
        "Số đang có",
        "Số mới",
        "Lý do, giải trình",
        "Người quyết định",
        "Căn cứ",
        "Tình trạng",
    ];
    let at = NAMES.iter().position(|known| *known == name).unwrap();
    CellRef::column_name(u16::try_from(at).unwrap())
}

fn decide(workspace: &Path, row: u32, typed: &[(&str, &str)]) {
    let cells: Vec<(String, String, Content)> = typed
        .iter()
        .map(|(name, value)| {
            let content = if *name == "Số mới" && value.parse::<f64>().is_ok() {
                Content::Number((*value).to_owned())
            } else {
                Content::Text((*value).to_owned())
            };
            (SHEET.to_owned(), format!("{}{row}", column(name)), content)
        })
        .collect();
    set_cells(&book(workspace), &cells);
}

const ADJUSTED: [(&str, &str); 6] = [
    ("Quyết định", "Điều chỉnh"),
    ("Ô", "H11"),
    ("Số mới", "18"),
    ("Lý do, giải trình", "cộng nhầm"),
    ("Người quyết định", "Chánh Văn phòng"),
    ("Căn cứ", "điện thoại ngày 05/01/2024"),
];

/// Puts what stands in all columns of one row into another.
fn copy_row(workspace: &Path, from: u32, to: u32) {
    let rows = rows(workspace);
    let row = &rows.iter().find(|(number, _)| *number == from).unwrap().1;
    let cells: Vec<(&str, &str)> =
        row.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    decide(workspace, to, &cells);
}

fn clear_row(workspace: &Path, row: u32) {
    for col in 0..19 {
        let cell = format!("{}{row}", CellRef::column_name(col));
        set_cell(&book(workspace), SHEET, &cell, &Content::Blank);
    }
}

/// Puts a blank row above the one of this number: all below stand one further down.
fn insert_row(file: &Path, sheet: &str, above: u32) {
    let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
    let part = common::sheet_part(&mut package, sheet);
    let xml = text(&package.read(&part).unwrap());
    let (before, from) = xml.split_once("<sheetData>").unwrap();
    let (data, behind) = from.split_once("</sheetData>").unwrap();
    let mut pieces = data.split(" r=\"");
    let mut moved = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once('"').unwrap();
        let column = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let row: u32 = name[column.len()..].parse().unwrap();
        let row = if row < above { row } else { row + 1 };
        moved.extend([" r=\"", column, &row.to_string(), "\"", rest]);
    }
    let all = format!("{before}<sheetData>{moved}</sheetData>{behind}");
    package.put(&part, all.into_bytes());
    std::fs::write(file, package.write().unwrap()).unwrap();
}

fn only<'f>(findings: &'f [Value], code: &str) -> &'f Value {
    let mut all = findings.iter().filter(|finding| finding["code"] == code);
    let first = all.next().unwrap_or_else(|| panic!("no {code}: {findings:#?}"));
    assert!(all.next().is_none(), "{code} twice: {findings:#?}");
    first
}

#[test]
fn every_open_finding_is_put_up_once_and_a_second_draft_changes_nothing() {
    let workspace = wrong_total();
    let put_up: Vec<String> =
        rows(workspace.path()).iter().map(|row| row.1["Mã"].clone()).collect();
    assert_eq!(put_up, ["E301", "E302"]);
    let first = std::fs::read(book(workspace.path())).unwrap();
    build(workspace.path());
    assert_eq!(std::fs::read(book(workspace.path())).unwrap(), first);
}

#[test]
fn check_and_a_draft_elsewhere_write_no_decisions() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd-loi", workspace.path());
    let elsewhere = tempfile::tempdir().unwrap();
    run("check", workspace.path(), &[]);
    run("build", workspace.path(), &["--out", elsewhere.path().to_str().unwrap()]);
    assert!(!book(workspace.path()).exists() && !workspace.path().join(".tonghop").exists());
}

#[test]
fn an_adjustment_changes_the_totals_of_its_figure_and_nothing_else() {
    let workspace = wrong_total();
    let before = figures(workspace.path());
    let row = row_with(workspace.path(), "Mã", "E301");
    decide(workspace.path(), row, &ADJUSTED);
    let after = figures(workspace.path());
    let changed = changed(&before, &after);
    // The unit's own figure, the office's, and the ratios that are made of them.
    let of_members: BTreeSet<&str> =
        changed.iter().map(|key| key.split(',').nth(2).unwrap()).collect();
    assert_eq!(
        of_members.into_iter().collect::<Vec<_>>(),
        ["dang_vien", "ty_le_ket_nap", "ty_le_nu"]
    );
    let units: BTreeSet<&str> =
        changed.iter().map(|key| key.split(',').next().unwrap()).collect();
    assert_eq!(units.into_iter().collect::<Vec<_>>(), ["CB05", "DB-VP"]);
    assert_eq!(after["CB05,2023,dang_vien,tong"], "18,người,adjusted,1,1");
    assert_eq!(after["DB-VP,2023,dang_vien,tong"], "74,người,computed,5,5");
    let told = findings(workspace.path());
    let message = only(&told, "I581")["message"].as_str().unwrap();
    for part in ["`16`", "18", "cộng nhầm", "Chánh Văn phòng", "điện thoại ngày 05/01/2024"]
    {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn an_adjusted_figure_answers_for_itself_everywhere() {
    let workspace = wrong_total();
    let row = row_with(workspace.path(), "Mã", "E301");
    decide(workspace.path(), row, &ADJUSTED);
    let told = run("explain", workspace.path(), &["dang_vien @ 2023"]);
    let told = text(&told.stdout);
    assert!(
        told.contains("ghi `16`") && told.contains("cơ quan điều chỉnh; lý do: cộng nhầm"),
        "{told}"
    );
    build(workspace.path());
    let draft = workspace.path().join("ket-qua/2019-2023/du-thao-02");
    let ledger = std::fs::read(draft.join("bang-nguon-so-lieu.xlsx")).unwrap();
    let ledger = sheet::read("l.xlsx", &ledger, &Limits::default()).unwrap();
    let decisions: Vec<String> =
        ledger.sheet("Quyết định").unwrap().iter().map(|(_, cell)| cell.text.clone()).collect();
    for part in ["Điều chỉnh", "Chi bộ Nhà khách", "16", "18", "cộng nhầm"] {
        assert!(decisions.iter().any(|cell| cell == part), "{decisions:?}");
    }
    let sources = ledger.sheet("Ô nguồn").unwrap();
    assert!(sources.iter().any(|(_, cell)| cell.text.starts_with("18 (cơ quan điều chỉnh")));
    let summary = std::fs::read(draft.join("tong-hop.xlsx")).unwrap();
    let summary = sheet::read("t.xlsx", &summary, &Limits::default()).unwrap();
    let compared = summary.sheets.iter().find(|sheet| sheet.name.starts_with("Đối chiếu"));
    let compared: Vec<&str> =
        compared.unwrap().iter().map(|(_, cell)| cell.text.as_str()).collect();
    assert!(compared.contains(&"Cơ quan điều chỉnh"), "{compared:?}");
    let report = std::fs::read(draft.join("bao-cao-ct28.docx")).unwrap();
    let report = paragraphs(&report);
    assert!(report.iter().any(|line| line.contains("Số liệu do cơ quan điều chỉnh")));
    assert!(report.iter().any(|line| line.contains("điện thoại ngày 05/01/2024")));
}

#[test]
fn a_report_without_decisions_has_no_table_of_them() {
    let workspace = wrong_total();
    let draft = workspace.path().join("ket-qua/2019-2023/du-thao-01");
    let report = paragraphs(&std::fs::read(draft.join("bao-cao-ct28.docx")).unwrap());
    assert!(!report.iter().any(|line| line.contains("Số liệu do cơ quan điều chỉnh")));
    let ledger = std::fs::read(draft.join("bang-nguon-so-lieu.xlsx")).unwrap();
    let ledger = sheet::read("l.xlsx", &ledger, &Limits::default()).unwrap();
    assert!(ledger.sheet("Quyết định").is_none());
}

#[test]
fn what_is_accepted_is_no_error_any_more_and_says_why() {
    let workspace = wrong_total();
    let before = figures(workspace.path());
    for code in ["E301", "E302"] {
        let row = row_with(workspace.path(), "Mã", code);
        let reason = ("Lý do, giải trình", "hai đồng chí chưa rõ giới tính");
        decide(workspace.path(), row, &[("Quyết định", "CHẤP NHẬN"), reason]);
    }
    let told = run("check", workspace.path(), &[]);
    assert_eq!(told.status.code(), Some(0), "{}", text(&told.stdout));
    let said = text(&told.stdout);
    assert!(said.contains("đã chấp nhận[E301]"), "{said}");
    assert!(said.contains("lý do: hai đồng chí chưa rõ giới tính"), "{said}");
    let findings = findings(workspace.path());
    assert_eq!(only(&findings, "E301")["severity"], "info");
    assert_eq!(only(&findings, "E301")["decision"]["verdict"], "accepted");
    assert_eq!(figures(workspace.path()), before);
    build(workspace.path());
    let statuses: Vec<String> =
        rows(workspace.path()).iter().map(|row| row.1["Tình trạng"].clone()).collect();
    assert_eq!(statuses, ["đã chấp nhận", "đã chấp nhận"]);
    // A draft without open errors is not marked.
    let draft = workspace.path().join("ket-qua/2019-2023/du-thao-02/bao-cao-ct28.docx");
    let report = paragraphs(&std::fs::read(draft).unwrap());
    assert!(!report.iter().any(|line| line.contains("LỖI SỐ LIỆU")), "{:?}", &report[..3]);
}

#[test]
fn asking_again_changes_nothing_and_is_on_record() {
    let workspace = wrong_total();
    let row = row_with(workspace.path(), "Mã", "E301");
    decide(workspace.path(), row, &[("Quyết định", "hoi lai")]);
    let findings = findings(workspace.path());
    assert_eq!(only(&findings, "E301")["severity"], "error");
    assert_eq!(only(&findings, "E301")["decision"]["verdict"], "asked");
}

#[test]
fn a_decision_holds_under_another_name_of_the_file_and_ends_when_the_cell_changes() {
    let workspace = wrong_total();
    let at = workspace.path();
    let row = row_with(at, "Mã", "E301");
    decide(at, row, &ADJUSTED);
    let total = row_with(at, "Mã", "E302");
    let accepted = [("Quyết định", "Chấp nhận"), ("Lý do, giải trình", "đã rõ")];
    decide(at, total, &accepted);
    build(at);
    let renamed = at.join("bao-cao-den/tên khác hẳn.xlsx");
    std::fs::rename(at.join(HOTEL), &renamed).unwrap();
    assert_eq!(figures(at)["CB05,2023,dang_vien,tong"], "18,người,adjusted,1,1");
    let sheet = "Đặc điểm tình hình";
    set_cell(&renamed, sheet, "H11", &Content::Number("17".to_owned()));
    let told = findings(at);
    // Of the adjustment, and of the total that was accepted.
    let ended: Vec<&str> = told
        .iter()
        .filter(|finding| finding["code"] == "W575")
        .map(|finding| finding["message"].as_str().unwrap())
        .collect();
    assert_eq!(ended.len(), 2, "{ended:?}");
    let of_cell = |message: &&str| message.contains("`16`") && message.contains("`17`");
    assert!(ended.iter().any(of_cell), "{ended:?}");
    assert_eq!(figures(at)["CB05,2023,dang_vien,tong"], "17,người,reported,1,1");
    build(at);
    let rows = rows(at);
    let old = &rows.iter().find(|(number, _)| *number == row).unwrap().1;
    assert_eq!(old["Tình trạng"], "ô đã đổi, cần quyết định lại");
    assert_eq!(old["Lý do, giải trình"], "cộng nhầm");
    let open = |row: &BTreeMap<String, String>| {
        row["Mã"] == "E301" && row["Tình trạng"] == "chưa quyết định"
    };
    assert!(rows.iter().any(|(_, row)| open(row)), "{rows:#?}");
}

#[test]
fn an_accepted_finding_with_other_figures_is_put_up_again() {
    let workspace = wrong_total();
    let at = workspace.path();
    let row = row_with(at, "Mã", "E301");
    decide(at, row, &[("Quyết định", "Chấp nhận"), ("Lý do, giải trình", "đã rõ")]);
    let sheet = "Đặc điểm tình hình";
    set_cell(&at.join(HOTEL), sheet, "H11", &Content::Number("15".to_owned()));
    let told = findings(at);
    let errors = told.iter().filter(|finding| finding["severity"] == "error");
    let of_rule = |finding: &&Value| finding["fields"]["rule"] == "DV-01";
    // On the return and on the total.
    assert_eq!(errors.filter(of_rule).count(), 2, "{told:#?}");
    only(&told, "W575");
}

#[test]
fn a_finding_that_is_gone_is_named_and_its_row_is_kept() {
    let workspace = wrong_total();
    let at = workspace.path();
    let row = row_with(at, "Mã", "E301");
    decide(at, row, &[("Quyết định", "Chấp nhận"), ("Lý do, giải trình", "đã rõ")]);
    let sheet = "Đặc điểm tình hình";
    set_cell(&at.join(HOTEL), sheet, "H11", &Content::Number("18".to_owned()));
    set_cell(&at.join(HOTEL), sheet, "H13", &Content::Number("18".to_owned()));
    only(&findings(at), "I577");
    build(at);
    let rows = rows(at);
    let kept = &rows.iter().find(|(number, _)| *number == row).unwrap().1;
    assert_eq!(kept["Tình trạng"], "việc không còn");
    assert_eq!(kept["Lý do, giải trình"], "đã rõ");
}

#[test]
fn each_way_of_filling_in_half_is_named_with_its_row_and_the_run_goes_on() {
    let workspace = wrong_total();
    let at = workspace.path();
    let before = figures(at);
    let row = row_with(at, "Mã", "E301");
    let first = std::fs::read(book(at)).unwrap();
    for (typed, code, cell) in [
        (vec![("Quyết định", "Chấp nhận")], "E572", format!("P{row}")),
        (vec![("Quyết định", "Chọn")], "E572", format!("L{row}")),
        (vec![("Quyết định", "Chọn"), ("Phương án chọn", "7")], "E573", format!("L{row}")),
        (vec![("Quyết định", "Bỏ qua")], "E573", format!("K{row}")),
        (vec![("Lý do, giải trình", "không rõ")], "E572", format!("K{row}")),
        (ADJUSTED[..5].to_vec(), "E572", format!("R{row}")),
        (vec![ADJUSTED[0], ADJUSTED[1], ADJUSTED[3]], "E572", format!("O{row}")),
        ([&ADJUSTED[..], &[("Số mới", "mười tám")]].concat(), "E573", format!("O{row}")),
        ([&ADJUSTED[..], &[("Số mới", "1,251")]].concat(), "E573", format!("O{row}")),
        ([&ADJUSTED[..], &[("Ô", "ô số 3")]].concat(), "E573", format!("M{row}")),
        (
            [&ADJUSTED[..], &[("Ô", "Đặc điểm tình hình!A1"), ("Số đang có", "1")]].concat(),
            "E583",
            format!("K{row}"),
        ),
        ([&ADJUSTED[..], &[("Số mới", "-3")]].concat(), "E583", format!("K{row}")),
        ([&ADJUSTED[..], &[("Số mới", "17.5")]].concat(), "E583", format!("K{row}")),
    ] {
        std::fs::write(book(at), &first).unwrap();
        decide(at, row, &typed);
        let told = findings(at);
        let finding = only(&told, code);
        assert_eq!(
            (&finding["file"], &finding["cell"]),
            (&"xac-nhan.xlsx".into(), &cell.into())
        );
        assert_eq!(figures(at), before, "{typed:?}");
    }
}

#[test]
fn sorted_rows_decide_the_same_and_copied_ones_once_or_not_at_all() {
    let workspace = wrong_total();
    let at = workspace.path();
    let row = row_with(at, "Mã", "E301");
    decide(at, row, &ADJUSTED);
    let decided = figures(at);
    // Sorted: what stood in one row stands in another.
    copy_row(at, row, 6);
    copy_row(at, row_with(at, "Mã", "E302"), row);
    clear_row(at, row + 1);
    assert_eq!(figures(at), decided);
    // Copied: once.
    copy_row(at, 6, 7);
    assert_eq!(figures(at), decided);
    only(&findings(at), "I584");
    // Copied, and another number: neither.
    decide(at, 7, &[("Số mới", "19")]);
    let told = findings(at);
    assert!(
        only(&told, "E574")["message"].as_str().unwrap().contains("`6` và `7`"),
        "{told:#?}"
    );
    assert_eq!(figures(at)["CB05,2023,dang_vien,tong"], "16,người,reported,1,1");
}

#[test]
fn a_deleted_decision_is_missed() {
    let workspace = wrong_total();
    let at = workspace.path();
    let row = row_with(at, "Mã", "E301");
    decide(at, row, &ADJUSTED);
    build(at);
    assert!(!codes(at).contains(&"W578".to_owned()));
    clear_row(at, row);
    let told = findings(at);
    let message = only(&told, "W578")["message"].as_str().unwrap();
    assert!(message.contains("cộng nhầm") && message.contains("Chi bộ Nhà khách"), "{message}");
    std::fs::remove_file(book(at)).unwrap();
    only(&findings(at), "W578");
}

#[test]
fn a_clerk_adjusts_a_cell_that_no_finding_names_by_a_row_of_its_own() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd-loi", workspace.path());
    let at = workspace.path();
    build(at);
    let before = figures(at);
    let free = [
        ("Đơn vị", "chi bộ nhà khách"),
        ("Kỳ", PERIOD),
        ("Biểu", "ct28-chi-bo"),
        ("Số đang có", "8"),
        ("Quyết định", "Điều chỉnh"),
        ("Ô", "Đặc điểm tình hình!H17"),
        ("Số mới", "6"),
        ("Lý do, giải trình", "đếm lại"),
        ("Người quyết định", "Chánh Văn phòng"),
        ("Căn cứ", "danh sách đảng viên"),
    ];
    decide(at, 6, &free);
    let after = figures(at);
    assert_eq!(after["CB05,2023,dang_vien,nu"], "6,người,adjusted,1,1");
    assert_ne!(after, before);
    // Without what stands in the cell nobody knows whether it was decided of this figure.
    set_cell(&book(at), SHEET, "N6", &Content::Blank);
    only(&findings(at), "E572");
    assert_eq!(figures(at), before);
}

#[test]
fn typed_over_columns_and_damaged_keys_are_told_and_never_lead_elsewhere() {
    let workspace = wrong_total();
    let at = workspace.path();
    let row = row_with(at, "Mã", "E301");
    decide(at, row, &ADJUSTED);
    decide(at, row, &[("Đơn vị", "Chi bộ Ban Tiếp công dân")]);
    only(&findings(at), "W579");
    assert_eq!(figures(at)["CB05,2023,dang_vien,tong"], "18,người,adjusted,1,1");
    let accepted = [("Quyết định", "Chấp nhận"), ("Mã việc", "ZZZZ-9999")];
    decide(at, row, &accepted);
    let told = findings(at);
    only(&told, "W576");
    assert_eq!(only(&told, "E301")["severity"], "error");
}

#[test]
fn a_workbook_of_decisions_that_cannot_be_read_stops_the_run() {
    let workspace = wrong_total();
    let at = workspace.path();
    rename_sheet(&book(at), SHEET, "Khác");
    let told = run("check", at, &[]);
    assert_eq!(told.status.code(), Some(2), "{}", text(&told.stdout));
    std::fs::write(book(at), b"PK\x03\x04 hong").unwrap();
    let told = run("build", at, &[]);
    assert_eq!(told.status.code(), Some(2));
    assert!(text(&told.stderr).contains("E570"), "{}", text(&told.stderr));
}

#[test]
fn a_workbook_with_something_of_a_persons_own_is_left_alone() {
    let workspace = wrong_total();
    let at = workspace.path();
    set_cell(&book(at), SHEET, "U1", &Content::Text("Ghi chú của tôi".to_owned()));
    set_cell(&at.join(HOTEL), "Đặc điểm tình hình", "H11", &Content::Number("15".to_owned()));
    let before = std::fs::read(book(at)).unwrap();
    let made = run("build", at, &[]);
    assert!(text(&made.stderr).contains("W580"), "{}", text(&made.stderr));
    assert_eq!(std::fs::read(book(at)).unwrap(), before);
    assert!(at.join("ket-qua/2019-2023/du-thao-02/xac-nhan.xlsx").exists());
}

#[test]
fn of_two_versions_the_chosen_one_counts_until_the_versions_are_others() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let at = workspace.path();
    let second = at.join("bao-cao-den/ban sua.xlsx");
    std::fs::copy(at.join(HOTEL), &second).unwrap();
    let sheet = "Kết nạp";
    set_cell(&second, sheet, "H13", &Content::Number("1".to_owned()));
    build(at);
    let row = row_with(at, "Mã", "E403");
    let options = rows(at).iter().find(|(number, _)| *number == row).unwrap().1.clone();
    let options = options["Các phương án"].clone();
    let number = if options.starts_with("1) bao-cao-den/ban sua") { "1" } else { "2" };
    decide(at, row, &[("Quyết định", "Chọn"), ("Phương án chọn", number)]);
    let told = findings(at);
    assert!(only(&told, "I582")["message"].as_str().unwrap().contains("ban sua.xlsx"));
    assert!(!told.iter().any(|finding| finding["code"] == "E403"), "{told:#?}");
    let chosen = figures(at);
    // Whatever the files are called.
    std::fs::rename(&second, at.join("bao-cao-den/0.xlsx")).unwrap();
    assert_eq!(figures(at), chosen);
    set_cell(&at.join("bao-cao-den/0.xlsx"), sheet, "H13", &Content::Number("2".to_owned()));
    let told = findings(at);
    only(&told, "E403");
    only(&told, "W575");
}

#[test]
fn a_choice_made_in_a_copied_row_holds_run_after_run_though_the_row_above_is_blank() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let at = workspace.path();
    let second = at.join("bao-cao-den/ban sua.xlsx");
    std::fs::copy(at.join(HOTEL), &second).unwrap();
    set_cell(&second, "Kết nạp", "H13", &Content::Number("1".to_owned()));
    build(at);
    let row = row_with(at, "Mã", "E403");
    let below = rows(at).last().unwrap().0 + 1;
    copy_row(at, row, below);
    decide(at, below, &[("Quyết định", "Chọn"), ("Phương án chọn", "1")]);
    let chosen = figures(at);
    for _ in 0..3 {
        let told = findings(at);
        only(&told, "I582");
        for code in ["E403", "W576"] {
            assert!(!told.iter().any(|finding| finding["code"] == code), "{told:#?}");
        }
        assert_eq!(figures(at), chosen);
        build(at);
    }
}

#[test]
fn the_reading_of_an_ambiguous_number_can_be_chosen() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let at = workspace.path();
    let sheet = "Đặc điểm tình hình";
    set_cell(&at.join(HOTEL), sheet, "H11", &Content::Text("15/16".to_owned()));
    build(at);
    let row = row_with(at, "Mã", "E246");
    decide(at, row, &[("Quyết định", "Chọn"), ("Phương án chọn", "2")]);
    let told = findings(at);
    only(&told, "I586");
    assert_eq!(figures(at)["CB05,2023,dang_vien,tong"], "16,người,adjusted,1,1");
}

/// A row of the office's own that makes 7 women of the year before out of 8.
const WOMEN: [(&str, &str); 10] = [
    ("Đơn vị", "Chi bộ Nhà khách"),
    ("Kỳ", PERIOD),
    ("Biểu", "ct28-chi-bo"),
    ("Số đang có", "8"),
    ("Quyết định", "Điều chỉnh"),
    ("Ô", "Đặc điểm tình hình!G17"),
    ("Số mới", "7"),
    ("Lý do, giải trình", "đếm lại"),
    ("Người quyết định", "Chánh Văn phòng"),
    ("Căn cứ", "danh sách đảng viên"),
];

#[test]
fn an_adjustment_stays_with_its_figure_when_the_rows_of_the_return_move() {
    let workspace = wrong_total();
    let at = workspace.path();
    decide(at, 6, &WOMEN);
    build(at);
    assert_eq!(figures(at)["CB05,2022,dang_vien,nu"], "7,người,adjusted,1,1");
    // One row further down, the men of that year stand in the cell: 8 as well.
    insert_row(&at.join(HOTEL), "Đặc điểm tình hình", 6);
    let after = figures(at);
    assert_eq!(after["CB05,2022,dang_vien,nam"], "8,người,reported,1,1");
    assert_eq!(after["CB05,2022,dang_vien,nu"], "8,người,reported,1,1");
    let told = findings(at);
    let ended = only(&told, "W575")["message"].as_str().unwrap();
    assert!(ended.contains("Nữ") && ended.contains("Nam"), "{ended}");
    // A draft in between forgets nothing; where the row is written anew the decision holds.
    build(at);
    only(&findings(at), "W575");
    let row = row_with(at, "Ô", "Đặc điểm tình hình!G17");
    decide(at, row, &[("Ô", "Đặc điểm tình hình!G18")]);
    assert_eq!(figures(at)["CB05,2022,dang_vien,nu"], "7,người,adjusted,1,1");
}

#[test]
fn a_row_that_could_not_hold_for_one_draft_decides_of_the_same_figure_once_it_is_mended() {
    for (broken, mended) in [(("Căn cứ", ""), ("Căn cứ", "danh sách đảng viên")), COPY]
    {
        let workspace = wrong_total();
        let at = workspace.path();
        decide(at, 6, &WOMEN);
        build(at);
        let row = row_with(at, "Ô", "Đặc điểm tình hình!G17");
        if (broken, mended) == COPY {
            copy_row(at, row, row + 1);
            decide(at, row + 1, &[broken]);
            assert!(codes(at).contains(&"E574".to_owned()));
        } else {
            set_cell(&book(at), SHEET, &format!("{}{row}", column(broken.0)), &Content::Blank);
            assert!(codes(at).contains(&"E572".to_owned()));
        }
        build(at);
        // In the cell the men stand now, by chance 8 as well.
        insert_row(&at.join(HOTEL), "Đặc điểm tình hình", 6);
        if (broken, mended) == COPY {
            clear_row(at, row + 1);
        } else {
            decide(at, row, &[mended]);
        }
        assert_eq!(figures(at)["CB05,2022,dang_vien,nam"], "8,người,reported,1,1");
        only(&findings(at), "W575");
    }
}

/// Another number in a copy of the row.
const COPY: ((&str, &str), (&str, &str)) = (("Số mới", "6"), ("", ""));

#[test]
fn two_numbers_for_one_cell_are_both_refused_however_what_stood_there_is_typed() {
    let workspace = wrong_total();
    let at = workspace.path();
    let before = figures(at);
    decide(at, 6, &WOMEN);
    decide(at, 7, &WOMEN);
    decide(at, 7, &[("Số đang có", "8,0"), ("Số mới", "6")]);
    assert_eq!(figures(at), before);
    let told = findings(at);
    assert!(
        only(&told, "E574")["message"].as_str().unwrap().contains("`6` và `7`"),
        "{told:#?}"
    );
    assert!(!told.iter().any(|finding| finding["code"] == "I581"), "{told:#?}");
    build(at);
    let states = |row: u32| rows(at).into_iter().find(|(number, _)| *number == row).unwrap().1;
    // The draft closes the gap above the rows of the office's own.
    for row in [4, 5] {
        assert_eq!(states(row)["Tình trạng"], "chưa áp dụng (xem phát hiện)");
    }
}

#[test]
fn a_percentage_and_a_formula_without_result_are_told_and_stay_as_typed() {
    let workspace = wrong_total();
    let at = workspace.path();
    let before = figures(at);
    decide(at, 6, &WOMEN);
    set_percentage(&book(at), SHEET, "O6", "0.07");
    let message = only(&findings(at), "E573")["message"].as_str().unwrap().to_owned();
    assert!(message.contains("`7%`") && message.contains("phần trăm"), "{message}");
    assert_eq!(figures(at), before);
    build(at);
    let row = row_with(at, "Ô", "Đặc điểm tình hình!G17");
    let new = |row: u32| rows(at).into_iter().find(|(number, _)| *number == row).unwrap().1;
    assert_eq!(new(row)["Số mới"], "7%");
    set_cell(
        &book(at),
        SHEET,
        &format!("O{row}"),
        &Content::Formula { formula: "3+4".to_owned(), result: None },
    );
    let message = only(&findings(at), "E573")["message"].as_str().unwrap().to_owned();
    assert!(message.contains("`=3+4`") && message.contains("chưa được tính"), "{message}");
}

#[test]
fn a_word_in_a_column_of_the_program_is_told_and_does_not_vanish() {
    let workspace = wrong_total();
    let at = workspace.path();
    let row = row_with(at, "Mã", "E301");
    let first = std::fs::read(book(at)).unwrap();
    decide(at, row, &[("Tình trạng", "chap nhan")]);
    let told = findings(at);
    assert!(
        only(&told, "E572")["message"].as_str().unwrap().contains("«Chấp nhận»"),
        "{told:#?}"
    );
    std::fs::write(book(at), &first).unwrap();
    decide(at, row, &[("Nội dung", "đã hỏi chi bộ, số đúng là 18")]);
    let told = findings(at);
    assert!(only(&told, "W579")["message"].as_str().unwrap().contains("Nội dung"), "{told:#?}");
    build(at);
    // What was typed is in the file before.
    let kept = std::fs::read(at.join(".tonghop/xac-nhan/001.xlsx")).unwrap();
    let kept = sheet::read("k.xlsx", &kept, &Limits::default()).unwrap();
    assert!(
        kept.sheet(SHEET).unwrap().iter().any(|(_, cell)| cell.text.contains("số đúng là 18"))
    );
    assert!(!codes(at).contains(&"W579".to_owned()));
}

#[test]
fn decisions_saved_under_another_name_or_format_are_named() {
    let workspace = wrong_total();
    let at = workspace.path();
    assert!(!codes(at).contains(&"W587".to_owned()));
    std::fs::copy(book(at), at.join("xac-nhan (1).xlsx")).unwrap();
    std::fs::write(at.join("Xác nhận.ods"), b"x").unwrap();
    let told = findings(at);
    let message = only(&told, "W587")["message"].as_str().unwrap();
    assert!(
        message.contains("xac-nhan (1).xlsx") && message.contains("Xác nhận.ods"),
        "{message}"
    );
}

#[test]
fn a_workbook_that_is_open_is_read_as_saved_and_not_written_over() {
    for lock in ["~$xac-nhan.xlsx", ".~lock.xac-nhan.xlsx#"] {
        let workspace = wrong_total();
        let at = workspace.path();
        std::fs::write(at.join(lock), b"x").unwrap();
        let row = row_with(at, "Mã", "E301");
        decide(at, row, &ADJUSTED);
        only(&findings(at), "W588");
        let before = std::fs::read(book(at)).unwrap();
        let made = run("build", at, &[]);
        assert!(text(&made.stderr).contains("W580"), "{}", text(&made.stderr));
        assert_eq!(std::fs::read(book(at)).unwrap(), before);
        assert!(at.join("ket-qua/2019-2023/du-thao-02/xac-nhan.xlsx").exists());
        assert_eq!(figures(at)["CB05,2023,dang_vien,tong"], "18,người,adjusted,1,1");
    }
}

#[test]
fn a_total_that_is_off_by_what_was_accepted_of_its_units_is_accepted_with_them() {
    let workspace = wrong_total();
    let at = workspace.path();
    let row = row_with(at, "Mã", "E301");
    decide(at, row, &[("Quyết định", "Chấp nhận"), ("Lý do, giải trình", "đã rõ")]);
    let told = findings(at);
    let total = only(&told, "E302");
    assert_eq!(total["severity"], "info", "{total:#?}");
    assert!(total["decision"]["reason"].as_str().unwrap().contains("đã được chấp nhận"));
    build(at);
    let total = row_with(at, "Mã", "E302");
    let state = |row: u32| rows(at).into_iter().find(|(number, _)| *number == row).unwrap().1;
    assert_eq!(state(total)["Tình trạng"], "đã chấp nhận theo đơn vị");
    // Another unit with the same mistake: the total is off by more than was accepted.
    set_cell(
        &at.join("bao-cao-den/cb01_ct28 (1).xlsx"),
        "Đặc điểm tình hình",
        "H16",
        &Content::Number("40".to_owned()),
    );
    assert_eq!(only(&findings(at), "E302")["severity"], "error");
}

#[test]
fn each_reading_of_a_number_with_a_dot_can_be_chosen_and_is_held_against_its_figure() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let at = workspace.path();
    let office = at.join("bao-cao-den/Văn phòng/CT28 - biểu cơ quan VPUBND.xlsx");
    set_cell(&office, "Cơ quan", "D14", &Content::Text("1.251".to_owned()));
    build(at);
    let row = row_with(at, "Mã", "E212");
    let offered = rows(at).into_iter().find(|(number, _)| *number == row).unwrap().1;
    assert_eq!(offered["Các phương án"], "1) 1251\n2) 1,251");
    decide(at, row, &[("Quyết định", "Chọn"), ("Phương án chọn", "1")]);
    let told = findings(at);
    assert!(only(&told, "I586")["message"].as_str().unwrap().contains("chọn đọc là 1.251"));
    assert!(!told.iter().any(|finding| finding["code"] == "E212"), "{told:#?}");
    // People are whole.
    decide(at, row, &[("Phương án chọn", "2")]);
    let told = findings(at);
    assert!(
        only(&told, "E583")["message"].as_str().unwrap().contains("số nguyên"),
        "{told:#?}"
    );
    only(&told, "E212");
}

#[test]
fn figures_are_final_once_every_error_is_accepted() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("phuong", workspace.path());
    let at = workspace.path();
    let of = ["--period", "2024-6T"];
    let run = |command: &str| tonghop(&[&[command, at.to_str().unwrap()], &of[..]].concat());
    let quan_su = at.join("bao-cao-den/2024-6-thang/Biểu 1 - Quân sự 6 tháng 2024.xlsx");
    set_cell(&quan_su, "1-BTCTW", "C30", &Content::Number("4".to_owned()));
    let told = text(&run("build").stdout) + &text(&run("check").stdout);
    assert!(told.contains("W409"), "{told}");
    for (row, cells) in rows(at) {
        assert_ne!(cells["Mã"], "W409", "{cells:#?}");
        if cells["Mức"] == "lỗi" {
            let accepted = [("Quyết định", "Chấp nhận"), ("Lý do, giải trình", "đã rõ")];
            decide(at, row, &accepted);
        }
    }
    let told = run("check");
    assert_eq!(told.status.code(), Some(0), "{}", text(&told.stdout));
    assert!(!text(&told.stdout).contains("W409"), "{}", text(&told.stdout));
}

#[test]
fn a_unit_is_not_asked_about_what_only_the_offices_adjustment_breaks() {
    let workspace = wrong_total();
    let at = workspace.path();
    decide(at, 6, &WOMEN);
    let told = findings(at);
    assert_eq!(told.iter().filter(|finding| finding["code"] == "E301").count(), 2);
    let made = run("remind", at, &[]);
    assert_ne!(made.status.code(), Some(2), "{}", text(&made.stderr));
    let cover = "ket-qua/2019-2023/don-doc-01/de-nghi-chinh-sua/CB05/de-nghi-chinh-sua.docx";
    let said = paragraphs(&std::fs::read(at.join(cover)).unwrap()).join("\n");
    assert!(said.contains("một bên là 18, bên kia là 16"), "{said}");
    assert!(!said.contains("một bên là 15") && !said.contains("điều chỉnh"), "{said}");
}

#[test]
fn a_class_is_adjusted_by_its_name_and_no_other_word_will_do() {
    let workspace = wrong_total();
    let at = workspace.path();
    let before = figures(at);
    decide(at, 6, &WOMEN);
    let cell = [("Ô", "Sinh hoạt chi bộ!H22"), ("Số đang có", "Tốt"), ("Số mới", "khá")];
    decide(at, 6, &cell);
    let after = figures(at);
    assert_eq!(after["CB05,2023,xep_loai_nam,kha"], "1,chi bộ,adjusted,1,1");
    assert_eq!(after["CB05,2023,xep_loai_nam,tot"], "0,chi bộ,adjusted,1,1");
    assert_eq!(after["DB-VP,2023,xep_loai_nam,tot"], "4,chi bộ,computed,5,5");
    let of_class = |key: &String| key.contains(",xep_loai_nam,");
    assert!(changed(&before, &after).iter().all(of_class));
    for other in ["rất tốt", "x", "3"] {
        decide(at, 6, &[("Số mới", other)]);
        let told = findings(at);
        let message = only(&told, "E573")["message"].as_str().unwrap();
        assert!(message.contains(other) && message.contains("`Khá`"), "{message}");
        assert_eq!(figures(at), before);
    }
}

/// A workspace whose branches tick their class in one of five cells; the first ticked two.
fn ticked() -> tempfile::TempDir {
    let workspace = tempfile::tempdir().unwrap();
    let at = workspace.path();
    common::copy_folder(&common::root().join("tests/workspaces/chi-tieu"), at);
    common::copy_folder(
        &common::root().join("templates/chi-tieu"),
        &at.join("bo-bieu/chi-tieu"),
    );
    let sheet = "Đánh giá, xếp loại";
    let classes = ["xuat_sac", "tot", "hoan_thanh", "khong_hoan_thanh", "chua"];
    for (class, cell) in classes.iter().zip(["D24", "E24", "F24", "G24", "H24"]) {
        let tag = Content::Text(format!("{{{{ xep_loai_cb.{class} }}}}"));
        set_cell(&at.join("bo-bieu/chi-tieu/bieu/chi-tieu.xlsx"), sheet, cell, &tag);
    }
    for folder in ["2026-6-thang", "2026"] {
        for unit in 1..=5 {
            let file = at.join(format!("bao-cao-den/{folder}/CB{unit}.xlsx"));
            let ticks = if (folder, unit) == ("2026", 1) { ["D24", "E24"] } else { ["H24"; 2] };
            set_cell(&file, sheet, "D24", &Content::Blank);
            for cell in ticks {
                set_cell(&file, sheet, cell, &Content::Text("x".to_owned()));
            }
        }
    }
    workspace
}

#[test]
fn of_two_ticks_the_office_says_which_is_meant_until_the_ticks_are_others() {
    let workspace = ticked();
    let at = workspace.path();
    let sheet = "Đánh giá, xếp loại";
    let run = |command: &str| {
        let more: &[&str] = if command == "check" { &["--format", "json"] } else { &[] };
        let told =
            tonghop(&[&[command, at.to_str().unwrap(), "--period", "2026"], more].concat());
        assert_ne!(told.status.code(), Some(2), "{}", text(&told.stderr));
        text(&told.stdout)
    };
    let check = || serde_json::from_str::<Vec<Value>>(&run("check")).unwrap();
    let has = |code: &str| check().iter().any(|finding| finding["code"] == code);
    run("build");
    let row = row_with(at, "Mã", "E249");
    decide(at, row, &ADJUSTED);
    decide(at, row, &[("Ô", "Đánh giá, xếp loại!E24"), ("Số mới", "x")]);
    let told = check();
    let message = only(&told, "I581")["message"].as_str().unwrap();
    assert!(message.contains("Hoàn thành tốt nhiệm vụ"), "{message}");
    assert!(!has("E249"));
    // A second row with the other tick: neither.
    let free = row + 20;
    copy_row(at, row, free);
    decide(at, free, &[("Ô", "Đánh giá, xếp loại!D24")]);
    only(&check(), "E574");
    assert!(has("E249") && !has("I581"));
    clear_row(at, free);
    run("build");
    assert!(has("I581"));
    // The branch ticks a third instead of the first: it was not decided of these.
    let file = at.join("bao-cao-den/2026/CB1.xlsx");
    set_cell(&file, sheet, "D24", &Content::Blank);
    set_cell(&file, sheet, "F24", &Content::Text("x".to_owned()));
    only(&check(), "W575");
    assert!(has("E249") && !has("I581"));
}

#[test]
fn a_sheet_or_a_note_of_a_persons_own_keeps_the_workbook_from_being_written_anew() {
    let of_sheet = |path: &Path| rename_sheet(path, "Cách ghi", "Của chị Lan");
    let of_note = |path: &Path| {
        let remark = Remark {
            sheet: Some(SHEET.to_owned()),
            cell: "P2".parse().unwrap(),
            text: "hỏi lại anh Tư".to_owned(),
            elsewhere: String::new(),
            colour: None,
        };
        let noted = annotate(std::fs::read(path).unwrap(), &[remark], "Lan").unwrap();
        std::fs::write(path, noted).unwrap();
    };
    for (add, said) in [(&of_sheet as &dyn Fn(&Path), "«Của chị Lan»"), (&of_note, "ở ô P2")]
    {
        let workspace = wrong_total();
        let at = workspace.path();
        add(&book(at));
        // Something new to put up.
        set_cell(
            &at.join(HOTEL),
            "Đặc điểm tình hình",
            "H11",
            &Content::Number("15".to_owned()),
        );
        let before = std::fs::read(book(at)).unwrap();
        let made = text(&run("build", at, &[]).stderr);
        assert!(made.contains("W580") && made.contains(said), "{made}");
        assert_eq!(std::fs::read(book(at)).unwrap(), before);
    }
}

#[test]
fn columns_in_another_order_with_another_between_them_decide_the_same() {
    let workspace = wrong_total();
    let at = workspace.path();
    let row = row_with(at, "Mã", "E301");
    decide(at, row, &ADJUSTED);
    let decided = figures(at);
    // What stands in the columns of the key and of the figure changes places; one is put behind all.
    let all = rows(at).into_iter().find(|(number, _)| *number == row).unwrap().1;
    let put = |cell: &str, says: &str| {
        set_cell(&book(at), SHEET, cell, &Content::Text(says.to_owned()));
    };
    put("A1", "Số mới");
    put("O1", "Mã việc");
    put(&format!("A{row}"), "18");
    put(&format!("O{row}"), &all["Mã việc"]);
    put("R1", "của tôi");
    put("V1", "Căn cứ");
    put(&format!("V{row}"), "điện thoại");
    assert_eq!(figures(at), decided);
}

#[test]
fn the_row_of_a_gap_that_is_filled_stays_where_a_person_wrote_in_any_column() {
    for (name, written) in [("Ô", "H11"), ("Đơn vị", "đã gọi"), ("Mức", "gấp"), ("Kỳ", "?")]
    {
        let workspace = wrong_total();
        let at = workspace.path();
        let away = tempfile::tempdir().unwrap();
        let away = away.path().join("CB05.xlsx");
        std::fs::copy(at.join(HOTEL), &away).unwrap();
        std::fs::remove_file(at.join(HOTEL)).unwrap();
        build(at);
        decide(at, row_with(at, "Mã", "W404"), &[(name, written)]);
        std::fs::copy(&away, at.join(HOTEL)).unwrap();
        build(at);
        let row = row_with(at, "Mã", "W404");
        let kept = rows(at).into_iter().find(|(number, _)| *number == row).unwrap().1;
        assert_eq!(kept[name], written);
    }
}

#[test]
fn a_decision_of_a_return_that_was_moved_away_is_kept_and_the_return_asked_for_first() {
    let workspace = wrong_total();
    let at = workspace.path();
    decide(at, row_with(at, "Mã", "E301"), &ADJUSTED);
    let decided = figures(at);
    let away = tempfile::tempdir().unwrap();
    let away = away.path().join("CB05.xlsx");
    std::fs::copy(at.join(HOTEL), &away).unwrap();
    std::fs::remove_file(at.join(HOTEL)).unwrap();
    let told = text(&run("check", at, &[]).stdout);
    let remedy = told.split_once("E583").expect("E583").1;
    let remedy = remedy.split_inclusive("xóa dòng").next().unwrap();
    let (put_back, delete) = (remedy.find("chép lại biểu"), remedy.find("xóa dòng"));
    assert!(put_back.is_some() && put_back < delete, "{remedy}");
    build(at);
    std::fs::copy(&away, at.join(HOTEL)).unwrap();
    assert_eq!(figures(at), decided);
}

#[test]
fn a_gap_that_is_filled_leaves_no_row_behind_unless_something_was_written_in_it() {
    let workspace = wrong_total();
    let at = workspace.path();
    let away = tempfile::tempdir().unwrap();
    let away = away.path().join("CB05.xlsx");
    let has = |code: &str| rows(at).iter().any(|(_, row)| row["Mã"] == code);
    for written in [false, true] {
        std::fs::copy(at.join(HOTEL), &away).unwrap();
        std::fs::remove_file(at.join(HOTEL)).unwrap();
        build(at);
        let gap = row_with(at, "Mã", "W404");
        if written {
            let accepted = [("Quyết định", "Chấp nhận"), ("Lý do, giải trình", "chờ biểu")];
            decide(at, gap, &accepted);
        }
        std::fs::copy(&away, at.join(HOTEL)).unwrap();
        build(at);
        assert_eq!(has("W404"), written);
    }
}
