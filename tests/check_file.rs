//! `check FILE`: a return by itself, without a workspace, for whoever distrusts it.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::path::{Path, PathBuf};

use common::{Content, copy_of, paragraphs, root, set_cell, text, tonghop};
use rust_xlsxwriter::{Formula, Workbook};
use serde_json::Value;

/// A sound return of a branch.
const BRANCH: &str = "van-phong-ubnd/bao-cao-den/Biểu CT28 - CB Nhà khách.xlsx";
/// The sheet of it with the members.
const MEMBERS: &str = "Đặc điểm tình hình";
/// What is said where nothing is wrong.
const NOTHING: &str = "không thấy chỗ nào sai; điều đó chưa chứng minh số liệu đúng";

fn sample(name: &str) -> PathBuf {
    root().join("input-samples").join(name)
}

/// A copy of a sample in a folder of its own.
fn copied(name: &str, folder: &Path, to: &str) -> String {
    let target = folder.join(to);
    std::fs::copy(sample(name), &target).unwrap();
    target.to_str().unwrap().to_owned()
}

/// Looks files through; exit code and what is printed.
fn check(arguments: &[&str]) -> (i32, String, String) {
    let output = tonghop(&[&["check"], arguments].concat());
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// The one file of a check, as JSON.
fn checked(file: &str) -> Value {
    let (_, out, error) = check(&[file, "--format", "json"]);
    let files: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{error}"));
    files[0].clone()
}

/// Codes of the findings of a file, in order.
fn codes(file: &Value) -> Vec<&str> {
    let findings = file["findings"].as_array().unwrap();
    findings.iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

fn number(value: &str) -> Content {
    Content::Number(value.to_owned())
}

fn words(value: &str) -> Content {
    Content::Text(value.to_owned())
}

#[test]
fn a_sound_return_of_each_shipped_form_has_no_findings() {
    let phuong = "input-samples/phuong/bao-cao-den";
    let of_forms = [
        (format!("input-samples/{BRANCH}"), "ct28"),
        (
            "input-samples/van-phong-ubnd/bao-cao-den/Văn phòng/CT28 - biểu cơ quan VPUBND.xlsx"
                .to_owned(),
            "ct28",
        ),
        (
            format!("{phuong}/2024-6-thang/ĐBBP khu Bắc/CB KP3 TK tang giam DV 6 tháng 2024.xlsx"),
            "quy",
        ),
        (format!("{phuong}/2024-6-thang/Biểu 2 kết nạp - Quân sự 6 tháng 2024.xlsx"), "quy"),
        (format!("{phuong}/2024-6-thang/CB Cong an RSSL 6 tháng 2024.xlsx"), "quy"),
        (format!("{phuong}/2023/Phần III biểu 2 - Đảng ủy phường.xlsx"), "quy"),
        ("tests/workspaces/chi-tieu/bao-cao-den/2026/CB1.xlsx".to_owned(), "chi-tieu"),
        ("tests/workspaces/chi-tieu/bao-cao-den/2026/DBX.xlsx".to_owned(), "chi-tieu"),
    ];
    for (path, pack) in of_forms {
        let folder = tempfile::tempdir().unwrap();
        let alone = folder.path().join(Path::new(&path).file_name().unwrap());
        std::fs::copy(root().join(&path), &alone).unwrap();
        let file = checked(alone.to_str().unwrap());
        assert_eq!(codes(&file), Vec::<&str>::new(), "{path}");
        assert_eq!(file["pack"], pack, "{path}");
        assert!(file["rules"].as_u64().unwrap() > 5, "{path}: {file}");
        assert!(file["unit"].is_string() && file["period"].is_string(), "{path}");
    }
}

#[test]
fn a_file_says_what_it_is_what_was_looked_at_and_what_that_does_not_prove() {
    let folder = tempfile::tempdir().unwrap();
    let file = copied(BRANCH, folder.path(), "bieu.xlsx");
    let (exit, out, error) = check(&[&file]);
    assert_eq!((exit, error.as_str()), (0, ""));
    for said in [
        "biểu: Biểu số liệu của chi bộ thực hiện Chỉ thị 28-CT/TW (bộ biểu mẫu `ct28`, bản 1)",
        "đơn vị: Chi bộ Nhà khách",
        "kỳ: giai đoạn 2019 - 2023",
        "SHA-256: 8b84d01171d71c66319fc4cf16fa2ff82ff59f96ab197e8d122f0ad7a8ac939c",
        "đã kiểm tra: 336 số liệu, 268 quy tắc, 11 tỷ lệ in sẵn, 41 công thức tính lại, không có biểu cùng loại để so",
        "chưa kiểm tra được: 2 quy tắc thiếu số để đối chiếu",
    ] {
        assert!(out.contains(said), "{said}\n{out}");
    }
    assert!(out.trim_end().ends_with(NOTHING), "{out}");
}

#[test]
fn a_broken_identity_is_told_with_both_sides_and_the_cells() {
    let folder = tempfile::tempdir().unwrap();
    let file = copied(BRANCH, folder.path(), "bieu.xlsx");
    set_cell(Path::new(&file), MEMBERS, "D16", &number("9"));
    let (exit, out, _) = check(&[&file]);
    assert_eq!(exit, 1);
    for said in ["lỗi[E301]", "một bên là 16, bên kia là 15", "D16 |", "D17 |", "D11 |"]
    {
        assert!(out.contains(said), "{said}\n{out}");
    }
    assert!(out.trim_end().ends_with("1 chỗ phải hỏi lại đơn vị"), "{out}");
}

#[test]
fn a_number_typed_over_a_formula_is_told_with_what_the_formula_gives() {
    let folder = tempfile::tempdir().unwrap();
    let file = copied(BRANCH, folder.path(), "bieu.xlsx");
    set_cell(Path::new(&file), "Sinh hoạt chi bộ", "I12", &number("25"));
    let found = checked(&file);
    assert_eq!(codes(&found), ["W321"]);
    assert_eq!(found["findings"][0]["cell"], "I12");
    let (_, out, _) = check(&[&file]);
    assert!(out.contains("gõ 25, công thức cho 20"), "{out}");
}

#[test]
fn a_number_typed_over_a_formula_that_gives_the_same_is_only_a_note() {
    let folder = tempfile::tempdir().unwrap();
    let file = copied(BRANCH, folder.path(), "bieu.xlsx");
    set_cell(Path::new(&file), "Sinh hoạt chi bộ", "I12", &number("20"));
    assert_eq!(codes(&checked(&file)), ["I322"]);
    let (exit, out, _) = check(&[&file]);
    assert!(exit == 0 && out.trim_end().ends_with(NOTHING), "{out}");
}

#[test]
fn a_stored_result_that_its_formula_does_not_give_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = copied(BRANCH, folder.path(), "bieu.xlsx");
    let edited =
        Content::Formula { formula: "SUM(D11:H11)".to_owned(), result: Some("61".to_owned()) };
    set_cell(Path::new(&file), "Sinh hoạt chi bộ", "I11", &edited);
    let found = checked(&file);
    assert_eq!(codes(&found), ["W320"]);
    assert_eq!(found["findings"][0]["cells"][0]["value"], "lưu 61, tính lại 60");
}

#[test]
fn a_neighbours_copy_with_another_name_is_told_and_another_return_of_the_unit_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let _original = copied(BRANCH, folder.path(), "goc.xlsx");
    let copy = copied(BRANCH, folder.path(), "chep.xlsx");
    // The same unit's file twice is no copy of a neighbour.
    assert_eq!(codes(&checked(&copy)), Vec::<&str>::new());
    for sheet in [
        MEMBERS,
        "Kết nạp",
        "Rà soát, sàng lọc",
        "Sinh hoạt chi bộ",
        "Đánh giá, xếp loại",
        "Ý kiến",
    ] {
        set_cell(Path::new(&copy), sheet, "C6", &words("Chi bộ Phòng Nội chính"));
    }
    let found = checked(&copy);
    assert_eq!(codes(&found), ["W326"], "{found}");
    assert_eq!(found["neighbours"], 1);
    let message = found["findings"][0]["message"].as_str().unwrap();
    assert!(message.starts_with("118 số liệu khác 0 giống hệt biểu của «Chi bộ Nhà khách»"));
    assert!(message.contains("goc.xlsx"), "{message}");
    // A few figures changed make it no return of its own.
    set_cell(Path::new(&copy), "Sinh hoạt chi bộ", "D13", &number("150"));
    let message = checked(&copy)["findings"][0]["message"].to_string();
    assert!(message.contains("chỉ 1 số khác"), "{message}");
}

#[test]
fn returns_of_different_branches_are_no_copies_of_each_other() {
    let (exit, out, error) = check(&[sample("phuong/bao-cao-den/2023").to_str().unwrap()]);
    assert_eq!((exit, out.matches("W326").count()), (0, 0), "{out}");
    assert!(out.contains("so với 10 biểu cùng loại"), "{out}");
    assert!(error.contains("đã xem 34 tệp"), "{error}");
}

#[test]
fn words_in_an_old_encoding_are_read_as_a_person_reads_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = copied(BRANCH, folder.path(), "bieu.xlsx");
    for sheet in [
        MEMBERS,
        "Kết nạp",
        "Rà soát, sàng lọc",
        "Sinh hoạt chi bộ",
        "Đánh giá, xếp loại",
        "Ý kiến",
    ] {
        set_cell(Path::new(&file), sheet, "C6", &words("Chi bé Nhµ kh¸ch"));
    }
    let found = checked(&file);
    assert_eq!(found["unit"], "Chi bộ Nhà khách");
    assert!(codes(&found).iter().all(|code| code.starts_with('I')), "{found}");
}

/// A table that somebody drew, with a line and a column of totals.
fn table(path: &Path, total: &str, sum: Option<f64>) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Tổng hợp").unwrap();
    let heads = ["TT", "Đơn vị", "Đảng viên", "Nữ", "Kết nạp", "Chuyển đi"];
    for (col, head) in (0..).zip(heads) {
        sheet.write(0, col, head).unwrap();
    }
    let rows = [[12, 4, 1, 2], [20, 9, 2, 3], [15, 5, 3, 1], [31, 12, 3, 4], [8, 3, 1, 1]];
    for (row, figures) in (1..).zip(rows) {
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 1, format!("Thôn {row}")).unwrap();
        for (col, figure) in (2..).zip(figures) {
            sheet.write(row, col, figure).unwrap();
        }
    }
    sheet.write(6, 1, total).unwrap();
    for (col, right) in (2..).zip([86_i32, 33, 10, 11]) {
        let letter = ["C", "D", "E", "F"][usize::from(col) - 2];
        if let Some(sum) = sum.filter(|_| col == 3) {
            sheet.write(6, col, sum).unwrap();
        } else if sum.is_some() {
            sheet.write(6, col, right).unwrap();
        } else {
            let formula = Formula::new(format!("=SUM({letter}2:{letter}6)"));
            sheet.write_formula(6, col, formula.set_result(right.to_string())).unwrap();
        }
    }
    workbook.save(path).unwrap();
}

#[test]
fn a_sound_table_of_no_form_is_looked_through_and_has_nothing_but_a_note() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bang.xlsx");
    table(&file, "Tổng cộng", None);
    let found = checked(file.to_str().unwrap());
    assert_eq!((&found["kind"], codes(&found)), (&Value::from("spreadsheet"), vec!["I327"]));
    assert_eq!(found["formulas"], 4);
    table(&file, "Tổng cộng", Some(33.0));
    assert_eq!(codes(&checked(file.to_str().unwrap())), ["I327"]);
}

#[test]
fn a_total_that_does_not_add_up_is_told_where_the_rest_of_its_line_does() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bang.xlsx");
    table(&file, "Tổng cộng", Some(43.0));
    let found = checked(file.to_str().unwrap());
    assert_eq!(codes(&found), ["I327", "W323"]);
    assert_eq!(found["findings"][1]["cell"], "D7");
    assert_eq!(found["findings"][1]["cells"][0]["value"], "ghi 43, cộng được 33");
    // A mean lies among its parts, and a line of another name is no total.
    table(&file, "Tổng cộng", Some(6.0));
    assert_eq!(codes(&checked(file.to_str().unwrap())), ["I327"]);
    table(&file, "Toàn xã", Some(43.0));
    assert_eq!(codes(&checked(file.to_str().unwrap())), ["I327"]);
}

#[test]
fn cells_that_no_sum_can_use_are_told_once_a_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bang.xlsx");
    table(&file, "Tổng cộng", None);
    set_cell(&file, "Tổng hợp", "C3", &words("20"));
    set_cell(&file, "Tổng hợp", "D4", &Content::Error("#DIV/0!".to_owned()));
    set_cell(&file, "Tổng hợp", "E5", &Content::Error("#REF!".to_owned()));
    let found = checked(file.to_str().unwrap());
    // What was stored for the sums is of a time before these cells.
    assert_eq!(codes(&found), ["I327", "W325", "W324", "W320"], "{found}");
    let errors = &found["findings"][2];
    assert_eq!(errors["message"], "2 ô đang báo lỗi `#DIV/0!` và `#REF!`");
}

#[test]
fn what_is_no_spreadsheet_is_told_and_the_others_are_looked_through() {
    let folder = tempfile::tempdir().unwrap();
    let scan = folder.path().join("scan.xlsx");
    std::fs::write(&scan, "%PDF-1.7\n%âãÏÓ\n").unwrap();
    let file = copied(BRANCH, folder.path(), "bieu.xlsx");
    let (exit, out, error) = check(&[scan.to_str().unwrap(), &file]);
    assert_eq!(exit, 1);
    assert!(out.contains("lỗi[E118]: tệp là PDF, không đọc số tự động được"), "{out}");
    assert!(out.contains("không đọc được tệp nên chưa kiểm tra được gì\n\n"), "{out}");
    assert!(out.trim_end().ends_with(NOTHING), "{out}");
    let said =
        "đã xem 2 tệp: 0 tệp phải hỏi lại, 1 tệp không thấy chỗ sai, 1 tệp không đọc được";
    assert!(error.contains(said), "{error}");
}

#[test]
fn everything_is_told_in_english_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = copied(BRANCH, folder.path(), "bieu.xlsx");
    set_cell(Path::new(&file), MEMBERS, "D16", &number("9"));
    let (exit, out, _) = check(&[&file, "--lang", "en"]);
    assert_eq!(exit, 1);
    for said in
        ["form: ", "unit: Chi bộ Nhà khách", "period: ", "checked: figures: 336, rules: 268"]
    {
        assert!(out.contains(said), "{said}\n{out}");
    }
    assert!(out.trim_end().ends_with("1 finding to ask the unit about"), "{out}");
}

#[test]
fn the_page_names_the_version_of_the_file_and_every_finding() {
    let folder = tempfile::tempdir().unwrap();
    let file = copied(BRANCH, folder.path(), "bieu.xlsx");
    set_cell(Path::new(&file), MEMBERS, "D16", &number("9"));
    let page = folder.path().join("phieu.docx");
    let out = ["--out", page.to_str().unwrap()];
    let (exit, _, error) = check(&[&[file.as_str()][..], &out].concat());
    assert_eq!(exit, 1);
    assert!(error.contains("đã ghi ") && error.contains("phieu.docx"), "{error}");
    let bytes = std::fs::read(&page).unwrap();
    let said = paragraphs(&bytes);
    let hash = checked(&file)["sha256"].as_str().unwrap().to_owned();
    for wanted in [
        "PHIẾU THẨM TRA SỐ LIỆU",
        "Chi bộ Nhà khách",
        "giai đoạn 2019 - 2023",
        hash.as_str(),
        "Kết luận: 1 chỗ phải hỏi lại đơn vị.",
        "D11",
        "NGƯỜI THẨM TRA",
        "Ngày … tháng … năm …",
    ] {
        assert!(said.iter().any(|line| line == wanted), "{wanted}\n{said:#?}");
    }
    assert!(
        said.iter().any(|line| line.starts_with("Số liệu không khớp: nam + nữ")),
        "{said:#?}"
    );
    // The same file, the same page; the day only where it is asked for.
    check(&[&[file.as_str()][..], &out].concat());
    assert_eq!(std::fs::read(&page).unwrap(), bytes);
    check(&[&[file.as_str()][..], &out, &["--date", "15/4/2024"]].concat());
    let dated = paragraphs(&std::fs::read(&page).unwrap());
    assert!(dated.iter().any(|line| line == "Ngày 15 tháng 4 năm 2024"), "{dated:#?}");
}

#[test]
fn the_page_never_takes_the_place_of_what_is_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let file = copied(BRANCH, folder.path(), "bieu.xlsx");
    let before = std::fs::read(&file).unwrap();
    let (exit, _, error) = check(&[&file, "--out", &file]);
    assert_eq!(exit, 2);
    assert!(error.contains("E514"), "{error}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[test]
fn an_offices_own_pack_is_known_by_its_folder() {
    let file = "tests/workspaces/ninh-thuan-2022/bao-cao-den/CA.xlsx";
    let file = root().join(file).to_str().unwrap().to_owned();
    assert_eq!(checked(&file)["kind"], "spreadsheet");
    let packs = root().join("tests/workspaces/ninh-thuan-2022/bo-bieu");
    let (_, out, error) =
        check(&[&file, "--packs", packs.to_str().unwrap(), "--format", "json"]);
    let files: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{error}"));
    assert_eq!(files[0]["kind"], "return", "{out}");
    let (exit, _, error) = check(&[&file, "--packs", root().join("docs").to_str().unwrap()]);
    assert!(exit == 2 && error.contains("E701"), "{error}");
}

#[test]
fn a_workspace_is_told_from_files() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", folder.path());
    let workspace = folder.path().to_str().unwrap();
    let (exit, _, error) = check(&[workspace]);
    assert!(exit == 2 && error.contains("nên cần `--period KỲ`"), "{error}");
    let (exit, _, error) = check(&[workspace, "--period", "2019..2023"]);
    assert!(exit == 0 && error.contains("đã nhận 6/6 biểu"), "{error}");
    let file = sample(BRANCH);
    let (exit, _, error) = check(&[file.to_str().unwrap(), "--period", "2023"]);
    assert!(exit == 2 && error.contains("tệp tự nói nó là của kỳ nào"), "{error}");
    let (exit, _, error) = check(&[workspace, "--period", "2019..2023", "--out", "x.docx"]);
    assert!(exit == 2 && error.contains("`--out` chỉ dùng khi kiểm tra tệp"), "{error}");
    let (exit, _, error) = check(&["khong-co.xlsx"]);
    assert!(exit == 2 && error.contains("E659"), "{error}");
    std::fs::create_dir(folder.path().join("trong")).unwrap();
    let (exit, _, error) = check(&[folder.path().join("trong").to_str().unwrap()]);
    assert!(exit == 2 && error.contains("E406"), "{error}");
    // The returns of a workspace are files like any others.
    let (exit, out, _) = check(&[folder.path().join("bao-cao-den").to_str().unwrap()]);
    assert_eq!((exit, out.matches(NOTHING).count()), (0, 6), "{out}");
}

#[test]
fn a_unit_whose_name_is_typed_in_two_ways_is_one_unit() {
    let folder = tempfile::tempdir().unwrap();
    let file = copied(BRANCH, folder.path(), "bieu.xlsx");
    set_cell(Path::new(&file), "Kết nạp", "C6", &words("CHI BỘ  NHÀ KHÁCH"));
    assert_eq!(codes(&checked(&file)), Vec::<&str>::new());
}

#[test]
fn a_branch_that_counts_its_own_class_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = copied(BRANCH, folder.path(), "bieu.xlsx");
    set_cell(Path::new(&file), "Sinh hoạt chi bộ", "D22", &words("Tốt: 1"));
    assert_eq!(codes(&checked(&file)), ["E210"]);
}

#[test]
fn what_was_found_is_told_also_where_the_page_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = copied(BRANCH, folder.path(), "bieu.xlsx");
    set_cell(Path::new(&file), MEMBERS, "D16", &number("9"));
    let page = folder.path().join("khong-co/phieu.docx");
    let (exit, out, error) = check(&[&file, "--out", page.to_str().unwrap()]);
    assert_eq!(exit, 2);
    assert!(out.contains("lỗi[E301]"), "{out}{error}");
    assert!(error.contains("E514") && !error.contains("đã ghi"), "{error}");
}

#[test]
fn the_page_takes_the_place_of_no_return_that_was_not_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = copied(BRANCH, folder.path(), "bieu.xlsx");
    let other = copied(BRANCH, folder.path(), "bieu-khac.xlsx");
    let hidden = folder.path().join("bieu-khac.docx");
    std::fs::copy(&other, &hidden).unwrap();
    for target in [other.as_str(), hidden.to_str().unwrap()] {
        let before = std::fs::read(target).unwrap();
        let (exit, _, error) = check(&[&file, "--out", target]);
        assert!(exit == 2 && error.contains("E514"), "{error}");
        assert_eq!(std::fs::read(target).unwrap(), before, "{target}");
    }
}

#[test]
fn why_something_was_not_checked_is_the_reason() {
    let file = root().join("tests/returns/ct28.ods");
    let (_, out, _) = check(&[file.to_str().unwrap()]);
    assert!(out.contains("công thức của tệp .ods"), "{out}");
    assert!(!out.contains("hàm lạ"), "{out}");
    let folder = tempfile::tempdir().unwrap();
    let file = copied(BRANCH, folder.path(), "bieu.xlsx");
    set_cell(Path::new(&file), "Kết nạp", "C6", &words("Chi bộ Phòng Nội chính"));
    let (_, out, _) = check(&[&file]);
    assert!(!out.contains("chưa nhận được tệp là của đơn vị nào"), "{out}");
    assert!(out.contains("vì chưa nhận được số liệu của biểu"), "{out}");
    let found = checked(&file);
    assert_eq!(found["is_read"], false, "{found}");
}

#[test]
fn a_folder_that_leads_elsewhere_is_followed() {
    #[cfg(unix)]
    {
        let (folder, returns) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        copied(BRANCH, returns.path(), "bieu.xlsx");
        std::os::unix::fs::symlink(returns.path(), folder.path().join("den")).unwrap();
        let (exit, out, error) = check(&[folder.path().to_str().unwrap()]);
        assert!(exit == 0 && out.contains("bieu.xlsx"), "{out}{error}");
    }
}

#[test]
fn a_total_over_a_great_many_rows_and_columns_is_looked_at_in_no_time() {
    use std::fmt::Write as _;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bang.csv");
    let mut text = "Tổng".to_owned();
    (0..2_000).for_each(|number| write!(text, ",{number}").unwrap());
    (0..60_000).for_each(|_| text += "\n,5");
    std::fs::write(&file, text).unwrap();
    let begun = std::time::Instant::now();
    assert_eq!(codes(&checked(file.to_str().unwrap())), ["I327"]);
    assert!(begun.elapsed().as_secs() < 40, "{:?}", begun.elapsed());
}

#[test]
fn a_long_column_of_typed_numbers_between_formulas_is_looked_at_in_no_time() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bang.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..15_000_u32 {
        let line = row + 1;
        let [first, same] = [format!("=D{line}+E{line}"), format!("=F{line}+G{line}")];
        sheet.write_formula(row, 0, Formula::new(first).set_result("0")).unwrap();
        sheet.write(row, 1, row).unwrap();
        sheet.write_formula(row, 2, Formula::new(same).set_result("0")).unwrap();
    }
    workbook.save(&file).unwrap();
    let begun = std::time::Instant::now();
    checked(file.to_str().unwrap());
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

#[test]
fn a_label_without_end_is_cut_where_it_names_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bang.xlsx");
    table(&file, "Tổng cộng", None);
    set_cell(&file, "Tổng hợp", "B4", &words(&"Thôn ".repeat(2_000)));
    set_cell(&file, "Tổng hợp", "D4", &Content::Error("#DIV/0!".to_owned()));
    let found = checked(file.to_str().unwrap());
    let label = found["findings"][1]["cells"][0]["label"].as_str().unwrap().to_owned();
    assert!(label.chars().count() <= 120, "{label}");
}

#[test]
fn formulas_among_a_great_many_blank_cells_are_not_computed_and_that_is_said() {
    use std::fmt::Write as _;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bang.xlsx");
    table(&file, "Tổng cộng", None);
    let mut package = tonghop::ooxml::Package::open(std::fs::read(&file).unwrap()).unwrap();
    let part = "xl/worksheets/sheet1.xml";
    let xml = text(&package.read(part).unwrap());
    let mut rows = String::new();
    for row in 100..2_200 {
        write!(rows, "<row r=\"{row}\">").unwrap();
        for letter in 'A'..='Z' {
            write!(rows, "<c r=\"{letter}{row}\" s=\"0\"/>").unwrap();
        }
        for prefix in ['A', 'B', 'C'] {
            for letter in 'A'..='Z' {
                write!(rows, "<c r=\"{prefix}{letter}{row}\" s=\"0\"/>").unwrap();
            }
        }
        rows += "</row>";
    }
    let xml = xml.replace("</sheetData>", &format!("{rows}</sheetData>"));
    package.put(part, xml.into_bytes());
    std::fs::write(&file, package.write().unwrap()).unwrap();
    let found = checked(file.to_str().unwrap());
    assert_eq!((&found["formulas"], &found["formulas_not_computed"]), (&0.into(), &4.into()));
}

#[test]
fn a_formula_without_its_result_is_told_with_the_number_that_it_makes() {
    let folder = tempfile::tempdir().unwrap();
    let file = copied(BRANCH, folder.path(), "bieu.xlsx");
    let formula = Content::Formula { formula: "4+5".to_owned(), result: None };
    set_cell(Path::new(&file), MEMBERS, "D16", &formula);
    let page = folder.path().join("phieu.docx");
    let (exit, out, error) = check(&[&file, "--out", page.to_str().unwrap()]);
    assert_eq!(exit, 1, "{out}{error}");
    let told: Vec<&str> = out.lines().filter(|line| line.contains("D16 |")).collect();
    assert!(!told.is_empty() && told.iter().all(|line| line.ends_with("  9")), "{told:?}");
    let page = paragraphs(&std::fs::read(page).unwrap()).join("\n");
    assert!(!page.contains("4+5") && !page.contains("::"), "{page}");
    assert!(page.contains("một bên là 16, bên kia là 15"), "{page}");
}
