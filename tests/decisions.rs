//! The office's decisions: what `xac-nhan.xlsx` offers, what each decision changes and what it leaves
//! alone, and what becomes of rows that people sorted, copied, deleted or left half filled in.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use common::{Content, copy_of, paragraphs, rename_sheet, set_cell, set_cells, text, tonghop};
use serde_json::Value;
use tonghop::ooxml::CellRef;
use tonghop::sheet::{self, Limits};

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
        (parts[..4].join(","), parts[4..].join(","))
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
    assert_eq!(after["CB05,2023,dang_vien,tong"], "18,người,adjusted,1,1,");
    assert_eq!(after["DB-VP,2023,dang_vien,tong"], "74,người,computed,5,5,");
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
    assert_eq!(figures(at)["CB05,2023,dang_vien,tong"], "18,người,adjusted,1,1,");
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
    assert_eq!(figures(at)["CB05,2023,dang_vien,tong"], "17,người,reported,1,1,");
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
    assert_eq!(figures(at)["CB05,2023,dang_vien,tong"], "16,người,reported,1,1,");
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
    assert_eq!(after["CB05,2023,dang_vien,nu"], "6,người,adjusted,1,1,");
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
    assert_eq!(figures(at)["CB05,2023,dang_vien,tong"], "18,người,adjusted,1,1,");
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
    assert_eq!(figures(at)["CB05,2023,dang_vien,tong"], "16,người,adjusted,1,1,");
}
