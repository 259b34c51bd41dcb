//! Pack quy with all its forms, on the sample ward; and on the sample commune, which uses one.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::path::Path;

use common::{Content, copy_of, paragraphs, set_cell, text, tonghop};

const PERIOD: &str = "2024-6T";
const OF_CELL_4: &str = "bao-cao-den/2024-6-thang/Biểu 2 kết nạp - kp4 6 tháng 2024.xlsx";

/// Builds a draft and gives the text of its report, paragraph by paragraph.
fn report(workspace: &Path, period: &str) -> Vec<String> {
    let output = tonghop(&["build", workspace.to_str().unwrap(), "--period", period]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    document(workspace, period, "bao-cao-tang-giam.docx")
}

fn document(workspace: &Path, period: &str, name: &str) -> Vec<String> {
    let at = workspace.join(format!("ket-qua/{period}/du-thao-01/{name}"));
    paragraphs(&std::fs::read(at).unwrap())
}

fn sample(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_of(name, folder.path());
    folder
}

fn has(paragraphs: &[String], wanted: &str) -> bool {
    paragraphs.iter().any(|paragraph| paragraph.contains(wanted))
}

#[track_caller]
fn says(paragraphs: &[String], wanted: &str) {
    assert!(has(paragraphs, wanted), "{wanted}\nis not in\n{}", paragraphs.join("\n"));
}

/// Every figure was added up by hand from the returns.
#[test]
fn the_report_of_the_ward_says_what_its_returns_add_up_to() {
    let folder = sample("phuong");
    let report = report(folder.path(), PERIOD);
    for sentence in [
        "Đầu kỳ có 319 đảng viên. Trong kỳ tăng 18, giảm 06 đảng viên. Đến ngày 30/6/2024 có 331 \
         đảng viên trong danh sách, tăng 16 đồng chí so với cùng kỳ năm trước.",
        "kết nạp 13 đảng viên, trong đó nữ 10 (chiếm 76,92%), người dân tộc thiểu số 01, người \
         theo tôn giáo 04, đoàn viên 05",
        "đạt 54,17% (13/24 người)",
        "còn phải kết nạp 11 đảng viên",
        "các chi bộ đã rà soát 315 đảng viên, bằng 95,17% tổng số đảng viên cuối kỳ",
        "Ra khỏi Đảng: 03 trường hợp, gồm: bị khai trừ 01, xóa tên đảng viên chính thức 01, cho ra \
         khỏi Đảng theo nguyện vọng 01",
        "2.245/2.378 lượt đảng viên, đạt 94,41%",
        "(Chi bộ Công ty May Xuân Trung 04 lượt",
        "trong đó Tốt 56 (84,85%), Khá 09, Trung bình 01, Kém 0",
    ] {
        says(&report, sentence);
    }
}

#[test]
fn women_come_from_the_sheet_by_ethnic_group() {
    let folder = sample("phuong");
    let file = folder.path().join(OF_CELL_4);
    // Of two admitted both are Kinh; one was a woman.
    for (at, women) in [("D10", "0"), ("D11", "0")] {
        set_cell(&file, "Dân tộc, tôn giáo", at, &Content::Number(women.to_owned()));
    }
    says(&report(folder.path(), PERIOD), "trong đó nữ 08 (chiếm 61,54%)");
}

#[test]
fn an_admission_that_two_forms_count_differently_is_told_with_the_cells_of_both() {
    let folder = sample("phuong");
    let file = folder.path().join(OF_CELL_4);
    set_cell(&file, "2-BTCTW", "C10", &Content::Number("3".to_owned()));
    let workspace = folder.path().to_str().unwrap();
    let output = tonghop(&["check", workspace, "--period", PERIOD]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stdout) + &text(&output.stderr);
    let finding = said.split("\n\n").find(|finding| finding.contains("`KN-01`")).unwrap();
    for cell in ["Biểu 1 - kp4 6 tháng 2024.xlsx", "Biểu 2 kết nạp - kp4 6 tháng 2024.xlsx"]
    {
        assert!(finding.contains(cell), "{finding}");
    }
    for address in ["C10", "C12"] {
        assert!(finding.contains(address), "{finding}");
    }
}

#[test]
fn what_branches_say_alike_stands_once_with_all_their_names() {
    let folder = sample("phuong");
    let report = report(folder.path(), PERIOD);
    says(
        &report,
        "Nguồn kết nạp đảng viên ở khu phố khó khăn (Chi bộ khu phố 1, Chi bộ khu phố 2 và Chi \
         bộ khu phố 4)",
    );
    // «hằng tháng» and «hàng tháng».
    says(&report, "trước ngày 25 hằng tháng (Chi bộ khu phố 5 và Chi bộ Trường Tiểu học số 1)");
    // «Không», «không có» and «-» are no opinions.
    assert!(!has(&report, "- Không"), "{}", report.join("\n"));
}

#[test]
fn sections_of_forms_that_an_office_does_not_use_are_not_in_its_report() {
    let folder = sample("xa");
    let report = report(folder.path(), PERIOD);
    says(&report, "Kết nạp: 19 đảng viên, tuổi bình quân 25,28 tuổi");
    says(&report, "Tình hình tăng, giảm đảng viên 6\u{a0}tháng đầu năm 2024");
    for gone in
        ["Cơ cấu", "rà soát", "Rà soát", "sinh hoạt", "Sinh hoạt", "Ý kiến", "PHỤ LỤC 2"]
    {
        assert!(!has(&report, gone), "{gone}:\n{}", report.join("\n"));
    }
    let folder = folder.path().join("ket-qua/2024-6T/du-thao-01");
    assert!(!folder.join("bieu-2-btctw.xlsx").exists());
}

/// Sets the day by which branches send what is wanted, in the place of an empty setting.
fn mend_by(workspace: &Path, day: &str) {
    let settings = workspace.join("thiet-lap.xlsx");
    for (at, text) in [("A13", "Hạn bổ sung báo cáo"), ("B13", day)] {
        set_cell(&settings, "Đơn vị", at, &Content::Text(text.to_owned()));
    }
}

#[test]
fn the_notice_to_branches_says_what_came_of_their_returns_and_nothing_of_persons() {
    let folder = sample("phuong");
    mend_by(folder.path(), "25/07/2024");
    report(folder.path(), PERIOD);
    let notice = document(folder.path(), PERIOD, "thong-bao.docx");
    for sentence in [
        "Kết quả tổng hợp báo cáo 6 tháng đầu năm 2024 của các đơn vị",
        "Số đơn vị đã gửi đủ biểu: 11/11.",
        "đến ngày 30/6/2024 có 331 đảng viên",
        "Kết nạp: 13 đảng viên, đạt 54,17% chỉ tiêu cả năm.",
        "tỷ lệ đảng viên dự sinh hoạt 94,41%",
        "trước ngày 25 tháng 7 năm 2024, gửi biểu đã sửa về Đảng ủy phường Mỹ Xuân Trung",
        "Dấu * thay cho số không công bố.",
    ] {
        says(&notice, sentence);
    }
    for sensitive in ["khai trừ", "xóa tên", "giáo dục, giúp đỡ", "ra khỏi Đảng"]
    {
        assert!(!has(&notice, sensitive), "{sensitive}:\n{}", notice.join("\n"));
    }
}

#[test]
fn the_notice_names_who_still_owes_and_no_day_that_is_over() {
    let folder = sample("phuong");
    std::fs::remove_file(folder.path().join(OF_CELL_4)).unwrap();
    mend_by(folder.path(), "25/04/2024");
    report(folder.path(), PERIOD);
    let notice = document(folder.path(), PERIOD, "thong-bao.docx");
    says(&notice, "đủ biểu: 10/11. Chưa gửi đủ: Chi bộ khu phố 4.");
    says(&notice, "trước ngày … tháng … năm …, gửi đủ về");
}

#[test]
fn branches_stand_below_the_section_they_belong_to() {
    let folder = sample("phuong");
    let report = report(folder.path(), PERIOD);
    let at = |name: &str| report.iter().position(|paragraph| paragraph == name).unwrap();
    let section = at("Đảng bộ bộ phận khu Bắc");
    // Carried over 124, admitted 6, came 2: those who moved within the section are not counted.
    assert_eq!(report[section + 1..section + 4], ["124", "6", "2"]);
    assert!(section < at("Chi bộ khu phố 1"));
    assert!(at("Chi bộ khu phố 3") < at("Trực thuộc Đảng ủy phường Mỹ Xuân Trung"));
    assert!(at("Trực thuộc Đảng ủy phường Mỹ Xuân Trung") < at("Chi bộ khu phố 4"));
}
