//! What a later period prints when returns of a sealed one were corrected, came late or are gone: an
//! opening stock as it was reported, with the correction beside it, and no correction where there was
//! none.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

use common::{Content, copy_folder, copy_of, paragraphs, set_cell, set_cells, text, tonghop};
use tonghop::sheet::{self, Limits, Workbook};

const DOCUMENT: &str = "Báo cáo số 90-BC/ĐU, ngày 10/01/2024";
const LATER: &str = "Báo cáo số 60-BC/ĐU, ngày 15/7/2024";
const LAST_YEAR: &str = "bao-cao-den/2023/CB33 nam 2023.xlsx";
const HALF_YEAR: &str = "bao-cao-den/2024-6-thang/CB33 6 thang 2024.xlsx";
const UNITS: [&str; 4] = ["cb14", "cb17", "cb25", "cb33"];
const FORM: &str = "1-BTCTW";
/// The opening stock in the form.
const OPENING: &str = "C10";
const STOCK: &str = "{{ dang_vien_dau_ky }}";

/// A commune of which four branches have reported 2023 and half of 2024. One of them forgot a
/// member who came in 2023, the year was sealed so, and then the branch corrected its return.
fn corrected_office() -> tempfile::TempDir {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join("after_a_seal");
        let _ = fs::remove_dir_all(&made);
        fs::create_dir_all(&made).unwrap();
        copy_of("xa", &made);
        keep_four_branches(&made);
        let right = fs::read(made.join(LAST_YEAR)).unwrap();
        numbers(&made.join(LAST_YEAR), &[("C11", 0), ("C13", 0), ("C15", 0), ("C30", 12)]);
        let sealed = run("seal", &made, "2023", &["--document", DOCUMENT]);
        assert_eq!(sealed.status.code(), Some(0), "{}", text(&sealed.stderr));
        fs::write(made.join(LAST_YEAR), right).unwrap();
        made
    });
    let workspace = tempfile::tempdir().unwrap();
    copy_folder(made, workspace.path());
    workspace
}

fn keep_four_branches(workspace: &Path) {
    for entry in walkdir::WalkDir::new(workspace.join("bao-cao-den")) {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().to_lowercase();
        if entry.file_type().is_file() && !UNITS.iter().any(|unit| name.starts_with(unit)) {
            fs::remove_file(entry.path()).unwrap();
        }
    }
}

fn numbers(file: &Path, cells: &[(&str, u32)]) {
    let content = |number: &u32| Content::Number(number.to_string());
    let cells: Vec<(String, String, Content)> = cells
        .iter()
        .map(|(cell, number)| (FORM.to_owned(), (*cell).to_owned(), content(number)))
        .collect();
    set_cells(file, &cells);
}

fn run(command: &str, workspace: &Path, period: &str, more: &[&str]) -> Output {
    let at = workspace.to_str().unwrap();
    tonghop(&[&[command, at, "--period", period], more].concat())
}

/// What the half-year's documents say.
struct Draft {
    report: String,
    form: Workbook,
    /// What stands in the head of the form's printed pages.
    head: String,
    told: String,
}

fn half_year(workspace: &Path) -> Draft {
    let built = run("build", workspace, "2024-6T", &["--as-of", "2024-07-05"]);
    let draft = workspace.join("ket-qua/2024-6T/du-thao-01");
    let read = |name: &str| {
        fs::read(draft.join(name)).unwrap_or_else(|_| panic!("{}", text(&built.stderr)))
    };
    let form = read("bieu-1-btctw.xlsx");
    Draft {
        report: paragraphs(&read("bao-cao-tang-giam.docx")).join("\n"),
        head: part(&form, "xl/worksheets/sheet1.xml"),
        form: sheet::read("bieu-1-btctw.xlsx", &form, &Limits::default()).unwrap(),
        told: text(&built.stderr),
    }
}

fn part(package: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(package)).unwrap();
    let mut part = String::new();
    std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut part).unwrap();
    part
}

impl Draft {
    fn cell(&self, cell: &str) -> String {
        let sheet = self.form.sheet(FORM).unwrap();
        sheet.get(cell.parse().unwrap()).map(|cell| cell.text.clone()).unwrap_or_default()
    }
}

#[test]
fn the_report_opens_with_what_was_reported_and_names_the_correction() {
    let workspace = corrected_office();

    let draft = half_year(workspace.path());

    let sentence = "Đầu kỳ có 95 (điều chỉnh số liệu kỳ trước: +1) đảng viên.";
    assert!(draft.report.contains(sentence), "{}", draft.report);
    assert!(draft.report.contains("95 [điều chỉnh +1]"), "{}", draft.report);
    assert!(draft.report.contains("12 [điều chỉnh +1]"), "the branch itself: {}", draft.report);
    let notice = workspace.path().join("ket-qua/2024-6T/du-thao-01/thong-bao.docx");
    let notice = paragraphs(&fs::read(notice).unwrap()).join("\n");
    assert!(notice.contains("đầu kỳ có 95 (điều chỉnh số liệu kỳ trước: +1)"), "{notice}");
    let told = run("explain", workspace.path(), "2024-6T", &["dang_vien_dau_ky"]);
    let told = text(&told.stdout);
    assert!(told.contains("= 96 người"), "{told}");
    assert!(told.contains(&format!("đã báo cáo 95 theo {DOCUMENT}; điều chỉnh")), "{told}");
}

#[test]
fn a_form_keeps_the_number_with_which_it_reckons_and_says_on_its_head_what_is_in_it() {
    let workspace = corrected_office();

    let draft = half_year(workspace.path());

    assert_eq!(draft.cell(OPENING), "96");
    assert!(draft.head.contains("Số đầu kỳ gồm điều chỉnh số liệu kỳ trước"), "{}", draft.head);
    assert!(draft.head.contains("kỳ trước +1 (đã báo cáo 95)"), "{}", draft.head);
}

#[test]
fn where_the_office_gives_the_correction_its_own_cell_the_form_opens_with_what_was_reported() {
    let workspace = corrected_office();
    let at = workspace.path().to_str().unwrap();
    let copied = tonghop(&["copy-pack", at, "quy"]);
    assert_eq!(copied.status.code(), Some(0), "{}", text(&copied.stderr));
    let own = workspace.path().join("bo-bieu/quy/bieu/1-btctw.xlsx");
    let tag = Content::Text("{{ dieu_chinh(\"dang_vien_dau_ky\") }}".to_owned());
    set_cell(&own, FORM, "H10", &tag);

    let draft = half_year(workspace.path());

    assert_eq!((draft.cell(OPENING), draft.cell("H10")), ("95".to_owned(), "1".to_owned()));
    assert!(!draft.head.contains("Số đầu kỳ gồm"), "{}", draft.head);
    let carried = draft.form.defined_names.contains_key("TH_dang_vien_dau_ky__2024_6T");
    assert!(carried, "the level above still finds it: {:?}", draft.form.defined_names.keys());
}

#[test]
fn a_branch_that_opens_with_the_sealed_stock_needs_no_correction() {
    let workspace = corrected_office();
    numbers(
        &workspace.path().join(HALF_YEAR),
        &[("C10", 12), ("C11", 3), ("C13", 1), ("C15", 1)],
    );

    let draft = half_year(workspace.path());

    assert!(draft.told.contains("W437"), "{}", draft.told);
    assert!(draft.report.contains("Đầu kỳ có 95 đảng viên."), "{}", draft.report);
    assert_eq!(draft.cell(OPENING), "95");
}

#[test]
fn a_branch_whose_return_came_after_the_seal_is_a_correction_of_the_sum_and_not_of_its_own() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("xa", workspace.path());
    keep_four_branches(workspace.path());
    let late = fs::read(workspace.path().join(LAST_YEAR)).unwrap();
    fs::remove_file(workspace.path().join(LAST_YEAR)).unwrap();
    run("seal", workspace.path(), "2023", &["--document", DOCUMENT]);
    fs::write(workspace.path().join(LAST_YEAR), late).unwrap();

    let draft = half_year(workspace.path());

    let sentence = "Đầu kỳ có 83 (điều chỉnh số liệu kỳ trước: +13) đảng viên.";
    assert!(draft.report.contains(sentence), "{}", draft.report);
    assert!(!draft.report.contains("0 [điều chỉnh"), "{}", draft.report);
}

#[test]
fn a_quarter_opens_with_the_stock_with_which_the_quarter_before_was_sealed() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("xa", workspace.path());
    keep_four_branches(workspace.path());
    run("seal", workspace.path(), "2024-Q1", &["--document", DOCUMENT]);
    let first = workspace.path().join("bao-cao-den/2024-quy-1/CB33 quy 1 2024.xlsx");
    numbers(&first, &[("C11", 1), ("C12", 1), ("C30", 14)]);

    run("build", workspace.path(), "2024-Q2", &[]);

    let report = workspace.path().join("ket-qua/2024-Q2/du-thao-01/bao-cao-tang-giam.docx");
    let report = paragraphs(&fs::read(report).unwrap()).join("\n");
    assert!(report.contains("(điều chỉnh số liệu kỳ trước: +1) đảng viên"), "{report}");
}

#[test]
fn a_branch_that_opens_with_a_third_figure_has_made_a_mistake_and_no_correction_hides_it() {
    let workspace = corrected_office();
    numbers(&workspace.path().join(HALF_YEAR), &[("C10", 14)]);

    let draft = half_year(workspace.path());

    assert!(draft.told.contains("E303"), "{}", draft.told);
    assert!(draft.report.contains("Đầu kỳ có 97 đảng viên."), "{}", draft.report);
    assert!(!draft.report.contains("[điều chỉnh"), "{}", draft.report);
}

#[test]
fn a_correction_is_asked_for_an_opening_stock_and_for_nothing_else() {
    let workspace = corrected_office();
    let at = workspace.path().to_str().unwrap();
    tonghop(&["copy-pack", at, "quy"]);
    let own = workspace.path().join("bo-bieu/quy/bieu/1-btctw.xlsx");
    let tag = Content::Text(format!("{STOCK} {{{{ dieu_chinh(\"dang_vien\") }}}}"));
    set_cell(&own, FORM, "H10", &tag);

    let built = run("build", workspace.path(), "2024-6T", &[]);

    let told = text(&built.stderr);
    assert!(told.contains("`dang_vien` không phải số đầu kỳ"), "{told}");
}

#[test]
fn a_return_that_is_gone_is_told_and_nothing_counts_as_corrected_to_none() {
    let workspace = corrected_office();
    fs::remove_file(workspace.path().join("bao-cao-den/2023/CB25 nam 2023.xlsx")).unwrap();

    let built = run("build", workspace.path(), "2024-6T", &["--as-of", "2024-07-05"]);

    let told = text(&built.stderr);
    assert!(told.contains("W445") && told.contains("1 đơn vị nay không có biểu"), "{told}");
    let page = workspace.path().join("ket-qua/2024-6T/du-thao-01/dieu-chinh-so-lieu-2023.docx");
    let page = paragraphs(&fs::read(page).unwrap()).join("\n");
    assert!(page.contains("Chi bộ Công an"), "what was corrected is told: {page}");
    assert!(!page.contains("không có số"), "{page}");
}

#[test]
fn where_returns_are_gone_and_nothing_was_corrected_there_is_no_page_of_corrections() {
    let workspace = corrected_office();
    for unit in ["CB25 nam 2023.xlsx", "CB33 nam 2023.xlsx"] {
        fs::remove_file(workspace.path().join("bao-cao-den/2023").join(unit)).unwrap();
    }

    let built = run("build", workspace.path(), "2024-6T", &["--as-of", "2024-07-05"]);

    let told = text(&built.stderr);
    assert!(told.contains("W445") && !told.contains("W436"), "{told}");
    let draft = workspace.path().join("ket-qua/2024-6T/du-thao-01");
    assert!(draft.join("bao-cao-tang-giam.docx").exists());
    assert!(!draft.join("dieu-chinh-so-lieu-2023.docx").exists());
}

#[test]
fn a_sum_that_lacks_another_return_than_it_did_is_not_said_to_have_been_reported_so() {
    let workspace = corrected_office();
    fs::remove_file(workspace.path().join("bao-cao-den/2024-6-thang/CB25 6 thang 2024.xlsx"))
        .unwrap();

    let draft = half_year(workspace.path());

    assert!(!draft.report.contains("(điều chỉnh số liệu kỳ trước"), "{}", draft.report);
    assert!(draft.report.contains("12 [điều chỉnh +1]"), "the branch itself: {}", draft.report);
}

#[test]
fn a_return_that_is_gone_is_no_correction_of_a_quarter_worked_out_of_it() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("xa", workspace.path());
    keep_four_branches(workspace.path());
    let sealed = run("seal", workspace.path(), "2024-Q2", &["--document", LATER]);
    assert_eq!(sealed.status.code(), Some(0), "{}", text(&sealed.stderr));
    fs::remove_file(workspace.path().join("bao-cao-den/2024-6-thang/CB25 6 thang 2024.xlsx"))
        .unwrap();

    let checked = run("check", workspace.path(), "2024-9T", &["--format", "short"]);

    let told = text(&checked.stdout);
    assert!(told.contains("W445") && !told.contains("W436"), "{told}");
}

#[test]
fn a_sealed_period_is_not_sealed_again_without_a_return_that_it_had() {
    let workspace = corrected_office();
    fs::remove_file(workspace.path().join("bao-cao-den/2023/CB25 nam 2023.xlsx")).unwrap();

    let told = run("check", workspace.path(), "2023", &["--format", "short"]);
    let again = run("seal", workspace.path(), "2023", &["--document", LATER]);

    let told = text(&told.stdout);
    assert!(told.contains("W445"), "{told}");
    let of_lost = told.lines().find(|line| line.contains("E433") && line.contains("Hoa Sen"));
    assert_eq!(of_lost, None, "nothing of it was changed: {told}");
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("W445"), "{}", text(&again.stderr));
}
