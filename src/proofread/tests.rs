//! Sentences of the real documents that offices sent, with their slips, and good ones without.

use super::*;
use crate::text::Lang;

fn registry() -> Registry {
    let mut registry = Registry::default();
    registry.add_toml(include_str!("../../templates/chung/van-ban.toml")).unwrap();
    registry
}

fn line(number: usize, text: &str) -> Line {
    let part = "word/document.xml".to_owned();
    Line { part, number, text: text.to_owned(), in_table: false, section: 0 }
}

/// What is told of some paragraphs: code, paragraph and sentence.
fn told_of(lines: &[Line], change: impl FnOnce(&mut Proof<'_>)) -> Vec<String> {
    let registry = registry();
    let mut proof = Proof {
        file: "bao-cao.docx",
        lines,
        registry: &registry,
        day: None,
        signed: None,
        names: &[],
        quoted: &[],
        is_template: false,
    };
    change(&mut proof);
    let told = |finding: &Finding| {
        assert_eq!(finding.field_faults(), Vec::<String>::new());
        let number = finding.place.as_ref().unwrap().paragraph.as_ref().unwrap().number;
        format!("{} {number}: {}", finding.code, finding.message(Lang::Vi))
    };
    proofread(&proof).iter().map(told).collect()
}

fn told(paragraphs: &[&str]) -> Vec<String> {
    let lines: Vec<Line> = (1..).zip(paragraphs).map(|(n, text)| line(n, text)).collect();
    told_of(&lines, |_| ())
}

#[track_caller]
fn only(paragraphs: &[&str], expected: &str) {
    let told = told(paragraphs);
    assert_eq!(told.len(), 1, "{told:#?}");
    let mut rest = told[0].as_str();
    for piece in expected.split('*') {
        let found = rest.split_once(piece);
        rest = found.unwrap_or_else(|| panic!("{expected:?} in {told:?}")).1;
    }
}

#[track_caller]
fn quiet(paragraphs: &[&str]) {
    assert_eq!(told(paragraphs), Vec::<String>::new());
}

#[test]
fn a_guideline_cited_under_another_number_is_told_with_the_one_that_was_meant() {
    only(
        &[
            "Thực hiện Hướng dẫn số 01-HD/BTCTW ngày 28/9/2021 của Ban Tổ chức Trung ương về một số vấn đề cụ thể",
        ],
        "W680 1: «Hướng dẫn 01-HD/BTCTW ngày 28/9/2021»*danh mục ghi Hướng dẫn số 01-HD/TW, ngày 28/9/2021 của Ban Bí thư",
    );
    only(
        &[
            "Chỉ thị 28-CT/TW ngày 21/01/2018 của Ban Bí thư",
            "và Chỉ thị 28-CT/TW ngày 21/01/2018",
        ],
        "W680 1: «Chỉ thị 28-CT/TW ngày 21/01/2018»*28-CT/TW, ngày 21/01/2019*cả thảy 2 chỗ",
    );
}

#[test]
fn documents_that_nobody_knows_are_one_note() {
    only(
        &[
            "Số 15-BC/ĐU",
            "Kế hoạch số 56-KH/ĐU ngày 08/12/2017 của Đảng ủy Khối",
            "Kế hoạch số 85-KH/ĐU ngày 18/01/2018 và Kế hoạch số 56-KH/ĐU",
        ],
        "I681 2: viện dẫn `56-KH/ĐU` và `85-KH/ĐU`",
    );
}

#[test]
fn a_number_of_two_documents_needs_its_day_once() {
    let undated = "Quy định số 124-QĐ/TW về giám sát và kiểm điểm";
    only(
        &[undated],
        "W682 1: «124-QĐ/TW»*04/10/2023 của Bộ Chính trị*02/02/2018 của Ban Bí thư",
    );
    quiet(&[undated, "Quy định số 124-QĐ/TW, ngày 02/02/2018 của Ban Bí thư"]);
    quiet(&["theo Quy định 124-QĐ/TW của Ban Bí thư, qua đó phát hiện"]);
    let then = |proof: &mut Proof<'_>| proof.day = crate::text::date::parse("31/12/2022");
    assert_eq!(told_of(&[line(1, undated)], then), Vec::<String>::new());
}

#[test]
fn a_document_that_had_been_replaced_by_the_day_of_the_report_is_noted_once() {
    let lines = [
        line(1, "Hướng dẫn số 12-HD/BTCTW, ngày 06/7/2018 của Ban Tổ chức Trung ương"),
        line(2, "Hướng dẫn số 12-HD/BTCTW, ngày 06/7/2018 của Ban Tổ chức Trung ương"),
    ];
    let on = |day| told_of(&lines, |proof| proof.day = crate::text::date::parse(day));
    assert_eq!(on("27/10/2025"), Vec::<String>::new());
    let told = on("28/10/2025");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("I683 1: 12-HD/BTCTW, ngày 06/7/2018"), "{told:?}");
    assert!(told[0].contains("Hướng dẫn số 42-HD/BTCTW, ngày 28/10/2025"), "{told:?}");
}

#[test]
fn one_document_in_two_spellings_is_told_with_both() {
    only(
        &["Hướng dẫn số 12-HD/BTCTW ngày 06/7/2018", "Hướng dẫn số 12-HD/BTCTW ngày 6/7/2018"],
        "W684 1: văn bản 12-HD/BTCTW*`12-HD/BTCTW ngày 06/7/2018` và `12-HD/BTCTW ngày 6/7/2018`",
    );
    only(
        &["Kế hoạch số 07 -KH/TW, ngày 17/8/2022 của Bộ Chính trị"],
        "W684 1: *`07 -KH/TW, ngày",
    );
    only(&["Chỉ thị số 28-\nCT/TW, ngày 21/01/2019"], "W684 1: *28-⏎CT/TW");
    // Two documents of one number are no two spellings.
    quiet(&[
        "Nghị quyết số 07-NQ/TU, ngày 27/4/2018",
        "Nghị quyết số 07-NQ/TU, ngày 20/10/2008",
    ]);
}

#[test]
fn letters_that_were_damaged_or_lost_are_told_where_it_is_sure() {
    only(&["Trung \u{01A3}ơng Đảng về tăng c\u{01A3}ờng củng cố"], "W685 1: *chữ ƣ thay cho ư");
    only(&["đề xuất ý kiến nhận x t, xem", "có nhận x t"], "W685 1: «nhận x t»: mất chữ*2 chỗ");
    only(&["Trong k  báo cáo, Đảng bộ Văn phòng"], "W685 1: «Trong k»: mất chữ");
    only(&["nâng cao chất lượng sinh hoạt ch bộ; Hướng dẫn"], "«hoạt ch»");
    only(&["lồng gh p trong sinh hoạt"], "«lồng gh p»");
    only(&["trọng tâm trong thời gian t i"], "«gian t»");
    only(&["quần chúng ưu tú.  iáo dục, nâng cao"], "W685 1: «iáo»: không phải âm tiết");
    only(&["chi ủy chi bộ tha,m gia góp ý"], "W685 1: «tha,m»: có dấu câu trong chữ");
}

#[test]
fn marks_abbreviations_units_and_foreign_words_are_no_damage() {
    quiet(&[
        "đ/c A, đ. B; tp. Vinh; 15 m, 20 km, 5 kg và 3 h",
        "số liệu của m trong n đơn vị",
        "qua email, Zalo, website; xêmina; Mác - Lênin; ôtô; Đắk Lắk, Krông Pắc",
        "đạt 24,93%; 1.251 chi bộ;3 đảng viên,trong đó có nữ",
        "a) Về kết nạp b) Về rà soát c) Khác",
        "Biểu 2-BTCTW, cột x, dòng t",
        "www.tinhuy.gov.vn và vanphong@đảng.vn",
    ]);
}

#[test]
fn a_word_that_stands_twice_is_told_unless_it_is_meant() {
    only(&["Đảng bộ Văn phòng UBND tỉnh tỉnh thực hiện"], "W686 1: «tỉnh tỉnh»");
    only(&["Đảng uỷ cơ sở định định kỳ hằng năm"], "W686 1: «định định»");
    only(&["thực hiện Nghị quyết số số 21-NQ/TW"], "W686 1: «số số»");
    quiet(&[
        "luôn luôn gương mẫu, ngày ngày rèn luyện, đời đời nhớ ơn, dần dần từng bước",
        "học sinh sinh viên; mô hình đảng bộ bộ phận; các cơ quan quan tâm; hiện tại tại địa phương",
        "quy định định kỳ báo cáo; cấp trên trên địa bàn; đoàn viên viên chức; cơ quan, quan tâm",
        "đảng viên. Viên chức; Tỉnh ủy, tỉnh; trong tỉnh Tỉnh ủy; 28-CT/TW CT/TW",
    ]);
}

#[test]
fn tone_marks_in_two_manners_are_told_once_with_the_rarer_place() {
    only(
        &["Đảng ủy, chi ủy và cấp ủy", "Nghị quyết Trung ương 4 khoá XII", "Tỉnh ủy"],
        "W687 2: *`ủy` 4 chỗ, `khoá` 1 chỗ*khoá XII",
    );
    // A name is written as its owner writes it.
    quiet(&["Đảng ủy, chi ủy; đồng chí Nguyễn Thị Thuý và đồng chí Trần Hoà"]);
}

#[test]
fn counts_padded_here_and_bare_there_are_told_and_names_with_numbers_are_not_counts() {
    only(
        &[
            "có 05 chi bộ trực thuộc",
            "72 đảng viên (trong đó có 2 đảng viên dự bị)",
            "gồm 01 tổ chức",
        ],
        "W688 2: *`05 chi bộ` (2 chỗ) và `2 đảng viên` (1 chỗ)",
    );
    quiet(&[
        "có 05 chi bộ; Trung ương 4 khóa XII; mục 2 của biểu 3 kèm theo",
        "6 tháng đầu năm; 5 năm qua; Quý 3 năm nay; ngày 9 tháng 6; lần 2 trong năm",
        "2 chi bộ chưa nộp",
    ]);
    let mut table = line(2, "trong đó có 2 đảng viên dự bị");
    table.in_table = true;
    assert_eq!(told_of(&[line(1, "có 05 chi bộ"), table], |_| ()), Vec::<String>::new());
}

#[test]
fn headings_are_numbered_in_one_manner_and_in_order() {
    only(
        &["I. ĐẶC ĐIỂM", "II. KẾT QUẢ", "III/ ĐÁNH GIÁ CHUNG", "IV. Phương hướng"],
        "W689 3: đề mục `III/` khác với `IV.`: «III/ ĐÁNH GIÁ CHUNG»",
    );
    only(
        &["2.1. Về kết nạp", "2.2. Về quản lý", "2.3 Về rà soát"],
        "W689 3: đề mục `2.3` khác",
    );
    only(&["I. Một", "III. Ba"], "W689 2: đề mục `III.` đứng sau `I.`");
    quiet(&["I. Một", "II. Hai", "Phụ lục", "I. Một", "II. Hai"]);
    // Which of two headings stays is known when the template is filled.
    let lines = [line(1, "I. Một"), line(2, "II. Hai"), line(3, "II. Hai khác")];
    assert_eq!(told_of(&lines, |proof| proof.is_template = true), Vec::<String>::new());
    assert_eq!(told_of(&lines, |_| ()).len(), 1);
}

#[test]
fn a_quotation_opened_by_one_mark_and_closed_by_another_is_told() {
    only(
        &[
            "khoá XII về \"Tăng cường xây dựng Đảng, những biểu hiện “tự diễn biến”, “tự chuyển hoá” trong nội bộ”;",
        ],
        "W695 1: *về \"Tăng cường",
    );
    quiet(&["về \"Nâng cao chất lượng\" và “tự diễn biến”", "“Ở đâu có dân", "có đảng viên”"]);
}

#[test]
fn text_behind_the_end_of_the_text_is_told_and_what_belongs_there_is_not() {
    let end = "của Văn phòng Ủy ban nhân dân tỉnh./.";
    only(
        &[end, "(Đính kèm theo các biểu tổng hợp)"],
        "W696 2: *«(Đính kèm theo các biểu tổng hợp)»",
    );
    quiet(&[end, "", "Nơi nhận:", "- Ban Tổ chức Tỉnh ủy để báo cáo cấp trên,"]);
    quiet(&[end, "T/M ĐẢNG ỦY", "BÍ THƯ", "Đồng chí Nguyễn Văn An ký"]);
    let mut annex = line(2, "Kèm theo báo cáo là các biểu sau");
    annex.section = 1;
    assert_eq!(told_of(&[line(1, end), annex], |_| ()), Vec::<String>::new());
}

#[test]
fn the_name_of_the_office_has_the_capitals_of_the_settings() {
    let told = |text: &str| {
        told_of(&[line(1, text)], |proof| {
            proof.names = &["Đảng ủy Khối Cơ quan và Doanh nghiệp tỉnh"];
        })
    };
    let wrong = told("theo chỉ đạo của Đảng uỷ khối cơ quan và doanh nghiệp tỉnh");
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert!(wrong[0].starts_with("W697 1: «Đảng uỷ khối cơ quan"), "{wrong:?}");
    for right in [
        "theo chỉ đạo của Đảng uỷ Khối Cơ quan và Doanh nghiệp tỉnh",
        "ĐẢNG ỦY KHỐI CƠ QUAN VÀ DOANH NGHIỆP TỈNH",
        "Đảng ủy khối các cơ quan tỉnh",
    ] {
        assert_eq!(told(right), Vec::<String>::new(), "{right}");
    }
}

#[test]
fn a_units_own_words_are_told_as_theirs_and_need_no_common_spelling() {
    let words = "Cấp uỷ chưa chưa kịp thời, có 2 đảng viên vắng";
    let lines = [line(1, "Đảng ủy có 05 chi bộ."), line(2, &format!("- {words} (Chi bộ A)"))];
    let told = told_of(&lines, |proof| proof.quoted = Box::leak(Box::new([words.to_owned()])));
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("«chưa chưa» (lời của đơn vị)"), "{told:?}");
}

#[test]
fn tags_of_a_template_are_no_words() {
    quiet(&["có \u{FFFC} chi bộ, \u{FFFC} đảng viên; số \u{FFFC} số liệu; \u{FFFC}x\u{FFFC}"]);
}

#[test]
fn a_damaged_or_endless_text_does_no_harm() {
    let long = "x ".repeat(20_000) + &"5".repeat(50_000) + "-CT/TW" + &"“".repeat(1000);
    told(&[
        &long,
        "",
        "\u{301}\u{301}",
        "-/-/",
        "28-",
        "28-CT/",
        "0-CT/TW ngày",
        "ngày 99/99/9999",
    ]);
}

#[test]
fn a_document_later_than_the_report_is_told_once_and_only_of_a_dated_report() {
    let lines = [
        line(1, "Căn cứ Nghị quyết số 21-NQ/TW, ngày 16/6/2022 của Ban Chấp hành Trung ương."),
        line(
            2,
            "Theo Nghị quyết số 21-NQ/TW và Chỉ thị số 28-CT/TW, ngày 21/01/2019 của Ban Bí thư.",
        ),
    ];
    let told =
        told_of(&lines, |proof| proof.signed = chrono::NaiveDate::from_ymd_opt(2021, 7, 5));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with("W699 1: báo cáo ngày 05/7/2021 viện dẫn 21-NQ/TW, ngày 16/6/2022"),
        "{told:?}"
    );
    let later = |proof: &mut Proof<'_>| {
        proof.signed = chrono::NaiveDate::from_ymd_opt(2022, 7, 5);
    };
    assert_eq!(told_of(&lines, later), Vec::<String>::new());
    assert_eq!(told_of(&lines, |_| ()), Vec::<String>::new());
}

#[test]
fn of_two_spellings_the_list_of_documents_and_the_style_of_the_office_decide() {
    let registry = registry();
    let lines = [
        line(1, "Hướng dẫn số 12-HD/BTCTW ngày 06/7/2018"),
        line(2, "Hướng dẫn số 12-HD/BTCTW ngày 6/7/2018"),
    ];
    let findings = proofread(&Proof {
        file: "bao-cao.docx",
        lines: &lines,
        registry: &registry,
        day: None,
        signed: None,
        names: &[],
        quoted: &[],
        is_template: false,
    });
    let remedy = findings[0].remedy(Lang::Vi);
    assert!(remedy.contains("danh mục văn bản ghi 12-HD/BTCTW, ngày 06/7/2018"), "{remedy}");
    assert!(remedy.contains("mục Thể thức văn bản trong `thiet-lap.xlsx`"), "{remedy}");
}
