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
    // A number and what it counts stay on one line.
    paragraphs.iter().any(|paragraph| paragraph.replace('\u{a0}', " ").contains(wanted))
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
    says(&report, "Tình hình tăng, giảm đảng viên 6 tháng đầu năm 2024");
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

/// Puts every form that a draft filled into the superior's folder, under the name of who sent it.
fn send_up(workspace: &Path, sender: &str, superior: &Path) -> usize {
    let draft = workspace.join(format!("ket-qua/{PERIOD}/du-thao-01"));
    let forms = ["1-btctw", "2-btctw", "2-btctw-iii", "ra-soat-sinh-hoat"];
    let sent = forms.iter().filter(|form| {
        let from = draft.join(format!("bieu-{form}.xlsx"));
        let to = superior.join(format!("bao-cao-den/{sender} {form}.xlsx"));
        from.exists() && std::fs::copy(from, to).is_ok()
    });
    sent.count()
}

/// The folder of a province whose only unit is the ward.
fn superior_of_the_ward(superior: &Path) {
    std::fs::create_dir_all(superior.join("bao-cao-den")).unwrap();
    let settings = superior.join("thiet-lap.xlsx");
    std::fs::copy(common::root().join("input-samples/phuong/thiet-lap.xlsx"), &settings)
        .unwrap();
    let mut cells =
        vec![("Đơn vị".to_owned(), "B4".to_owned(), Content::Text("TU".to_owned()))];
    let mut put = |at: String, content| cells.push(("Tổ chức".to_owned(), at, content));
    let province = ["TU", "Đảng bộ tỉnh Bình Minh", "Đảng bộ tỉnh", ""];
    let ward = ["DBP", "Đảng bộ phường Mỹ Xuân Trung", "Đảng bộ cơ sở", "TU"];
    for (row, values) in [(2, province), (3, ward)] {
        for (col, value) in ["A", "B", "C", "D"].iter().zip(values) {
            put(format!("{col}{row}"), Content::Text(value.to_owned()));
        }
    }
    put("E2".to_owned(), Content::Blank);
    for row in 4..=14 {
        for col in ["A", "B", "C", "D", "E"] {
            put(format!("{col}{row}"), Content::Blank);
        }
    }
    common::set_cells(&settings, &cells);
}

/// A ward's totals are no branch's figures: 66 months rated are right for eleven branches, and part III, which the ward
/// filled in itself, is a return like the others at the level above.
#[test]
fn every_form_that_a_ward_has_filled_is_taken_at_the_level_above() {
    let ward = sample("phuong");
    report(ward.path(), PERIOD);
    let folder = tempfile::tempdir().unwrap();
    let superior = folder.path().join("tinh-uy");
    let at = superior.to_str().unwrap();
    superior_of_the_ward(&superior);
    assert_eq!(send_up(ward.path(), "phuong", &superior), 4);
    let output = tonghop(&["check", at, "--period", PERIOD]);
    let said = text(&output.stdout) + &text(&output.stderr);
    assert!(!said.contains("lỗi["), "{said}");
    let output = tonghop(&["export", at, "--period", PERIOD, "--format", "csv"]);
    let figures = text(&output.stdout);
    for sum in [
        "2024-6T,thang_xep_loai,tong,66,",
        "2024-6T,dang_vien,tong,331,",
        "2024-6T,to_chuc_co_so,tong,1,",
    ] {
        assert!(figures.contains(sum), "{sum} is not in\n{figures}");
    }
}

#[test]
fn two_packs_with_the_same_forms_are_refused_before_a_return_is_blamed() {
    let folder = sample("phuong");
    let at = folder.path().to_str().unwrap();
    assert_eq!(tonghop(&["copy-pack", at, "quy"]).status.code(), Some(0));
    let packs = folder.path().join("bo-bieu");
    common::copy_folder(&packs.join("quy"), &packs.join("quy-moi"));
    let settings = folder.path().join("thiet-lap.xlsx");
    set_cell(&settings, "Đơn vị", "B5", &Content::Text("quy, quy-moi".to_owned()));
    let said = || {
        let output = tonghop(&["check", at, "--period", PERIOD]);
        text(&output.stdout) + &text(&output.stderr)
    };
    let copied = said();
    assert!(copied.contains("E533") && copied.contains("bo-bieu/quy-moi"), "{copied}");
    let pack = packs.join("quy-moi/pack.toml");
    let renamed = std::fs::read_to_string(&pack).unwrap();
    let renamed = renamed.replace("code = \"quy\"", "code = \"quy-moi\"");
    std::fs::write(&pack, renamed).unwrap();
    let told = said();
    assert!(told.contains("E534") && told.contains("bỏ tên một trong hai"), "{told}");
    assert!(!told.contains("E107"), "{told}");
}

/// Who signs, and when and where, as the settings say, on every form that goes to the superior.
#[test]
fn the_forms_of_the_office_are_signed_as_its_settings_say() {
    let ward = sample("phuong");
    let settings = ward.path().join("thiet-lap.xlsx");
    let values =
        [("B9", "Mỹ Xuân Trung"), ("B10", "Phó Bí thư"), ("B11", "Nguyễn Thị Hồng Ánh")];
    for (at, value) in values {
        set_cell(&settings, "Đơn vị", at, &Content::Text(value.to_owned()));
    }
    let at = ward.path().to_str().unwrap();
    let output = tonghop(&["build", at, "--period", PERIOD, "--as-of", "2024-07-05"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    for form in ["1-btctw", "2-btctw", "2-btctw-iii", "ra-soat-sinh-hoat", "theo-don-vi"] {
        let file = ward.path().join(format!("ket-qua/{PERIOD}/du-thao-01/bieu-{form}.xlsx"));
        let bytes = std::fs::read(file).unwrap();
        let read = tonghop::sheet::read(form, &bytes, &tonghop::sheet::Limits::default());
        for sheet in &read.unwrap().sheets {
            let texts: Vec<&str> = sheet.iter().map(|(_, cell)| cell.text.as_str()).collect();
            if !texts.contains(&"NGƯỜI LẬP BIỂU") {
                continue;
            }
            for wanted in [
                "Mỹ Xuân Trung, ngày 05 tháng 7 năm 2024",
                "T/M ĐẢNG ỦY",
                "PHÓ BÍ THƯ",
                "Nguyễn Thị Hồng Ánh",
            ] {
                assert!(texts.contains(&wanted), "{form}, {}: {wanted}\n{texts:?}", sheet.name);
            }
        }
    }
    let output = tonghop(&["issue", at, "--period", PERIOD]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let issued = ward.path().join(format!("phat-hanh/{PERIOD}"));
    let blank = std::fs::read_dir(issued).unwrap().map(|entry| entry.unwrap().path());
    let blank = blank.into_iter().find(|path| path.to_str().unwrap().contains("CB04")).unwrap();
    let bytes = std::fs::read(&blank).unwrap();
    let read =
        tonghop::sheet::read("t.xlsx", &bytes, &tonghop::sheet::Limits::default()).unwrap();
    let texts: Vec<String> =
        read.sheets.iter().flat_map(|s| s.iter().map(|(_, cell)| cell.text.clone())).collect();
    assert!(texts.iter().any(|text| text == "BÍ THƯ"), "{texts:?}");
    assert!(!texts.iter().any(|text| text.contains("Hồng Ánh")), "{texts:?}");
}

/// Without the plan the report says so instead of printing that an ellipsis was reached.
#[test]
fn a_plan_that_is_not_given_is_told_and_no_ellipsis_is_said_to_be_reached() {
    let ward = sample("phuong");
    for col in ["A", "B", "C", "D", "E"] {
        set_cell(
            &ward.path().join("thiet-lap.xlsx"),
            "Kế hoạch giao",
            &format!("{col}3"),
            &Content::Blank,
        );
    }
    let at = ward.path().to_str().unwrap();
    let output = tonghop(&["check", at, "--period", PERIOD]);
    let said = text(&output.stdout);
    assert!(said.contains("W416") && said.contains("Kế hoạch giao"), "{said}");
    let report = report(ward.path(), PERIOD);
    says(&report, "So với chỉ tiêu cả năm: chưa đủ số liệu đánh giá");
    assert!(!has(&report, "đạt …"), "{}", report.join("\n"));
}

/// What `LibreOffice` and Excel leave beside an open file is no return and no mistake.
#[test]
fn lock_files_of_office_programs_are_no_returns() {
    let ward = sample("phuong");
    let folder = ward.path().join("bao-cao-den");
    for name in [".~lock.Biểu 1.xlsx#", "~$Biểu 1.xlsx"] {
        std::fs::write(folder.join(name), ",an,may,23.11.2026 09:00,file:///home;").unwrap();
    }
    let output = tonghop(&["check", ward.path().to_str().unwrap(), "--period", PERIOD]);
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert_eq!(said.matches("I108").count(), 2, "{said}");
}

/// A clerk who forgets the quotation marks, or what a command needs, is told what to type.
#[test]
fn a_path_with_blanks_is_told_to_be_quoted_and_help_is_of_the_command() {
    let told = |arguments: &[&str]| text(&tonghop(arguments).stderr);
    let blanks = told(&["build", "Báo", "cáo", "--period", "2024-6T"]);
    assert!(blanks.contains("nháy kép") && blanks.contains("tonghop build --help"), "{blanks}");
    let missing = told(&["check"]);
    assert!(missing.contains("tonghop check --help"), "{missing}");
}

/// What `suggest` writes is right by itself: without a workspace the names are not known, how tags are written is.
#[test]
fn a_tag_with_a_period_is_no_mistake_where_no_pack_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let form = folder.path().join("bieu.xlsx");
    std::fs::copy(common::root().join("templates/quy/bieu/1-btctw.xlsx"), &form).unwrap();
    let output = tonghop(&["lint", form.to_str().unwrap()]);
    let said = text(&output.stdout) + &text(&output.stderr);
    assert!(!said.contains("E606"), "{said}");
    assert_eq!(output.status.code(), Some(0), "{said}");
}
