//! Who is reminded of what: what the office decided, what it lost itself, when it was due.

use super::common::{Content, paragraphs};
use super::workspace::{FIRST_NAMESAKE, HAMLET_3, HAMLET_7, OTHER_NAMESAKE, PERIOD, Quarter};

const ASK: (&str, &str) = ("Quyết định", "Hỏi lại");

#[test]
fn a_return_that_is_not_asked_for_any_more_was_not_received_and_the_rest_hear_the_deadline() {
    let quarter = Quarter::new("28/03/2024", &[HAMLET_3, HAMLET_7]);
    quarter.build("2024-03-25");
    quarter.decide(
        "Chi bộ thôn 3",
        "W401",
        &[("Quyết định", "Chấp nhận"), ("Lý do, giải trình", "đã giải thể")],
    );
    quarter.decide("Chi bộ thôn 7", "W401", &[ASK]);
    let papers = quarter.remind(PERIOD, "2024-03-29");
    let given_up = papers.line("Chi bộ thôn 3");
    assert!(given_up.ends_with("Biểu 1-BTCTW: chưa nhận, cơ quan không đòi nữa"), "{given_up}");
    assert!(!papers.messages.contains("Chi bộ thôn 3"), "{}", papers.messages);
    let again =
        "Nhắc lại: chưa nhận được biểu quý I năm 2024 (hạn nộp 28/3/2024): Biểu 1-BTCTW";
    assert!(papers.messages.contains(again), "{}", papers.messages);
    assert!(papers.line("Chi bộ thôn 7").ends_with("Đã hỏi lại 1 việc"));
    assert!(papers.line("Chi bộ thôn 4").ends_with("Đã nhận đủ, không có điểm cần chỉnh sửa"));
    let letter = std::fs::read(papers.folder.join("cong-van/BP2.docx")).unwrap();
    let letter = paragraphs(&letter).join("\n");
    assert!(letter.contains("quý I năm 2024 (hạn nộp 28/3/2024) theo bảng"), "{letter}");
}

#[test]
fn a_return_whose_file_is_gone_is_looked_for_and_its_unit_told_nothing_until_the_office_asks() {
    let quarter = Quarter::new("28/03/2024", &[]);
    quarter.build("2024-03-25");
    std::fs::remove_file(quarter.path(HAMLET_7)).unwrap();
    let papers = quarter.remind(PERIOD, "2024-04-02");
    let line = papers.line("Chi bộ thôn 7");
    assert!(line.contains("đã nhận ngày 25/3/2024, nay tệp không còn trong thư mục"), "{line}");
    assert_eq!(papers.messages, "");
    assert!(papers.said.contains("cảnh báo[W596]"), "{}", papers.said);
    assert!(papers.said.contains("tin nhắn: 0; đề nghị chỉnh sửa: 0;"), "{}", papers.said);

    // However many drafts are made since, it came.
    for day in ["2024-04-03", "2024-04-04"] {
        quarter.build(day);
        let papers = quarter.remind(PERIOD, day);
        assert_eq!(papers.messages, "");
        let line = papers.line("Chi bộ thôn 7");
        assert!(line.contains("đã nhận ngày 25/3/2024, nay tệp không còn"), "{line}");
        assert!(papers.said.contains("cảnh báo[W596]"), "{}", papers.said);
    }
    quarter.decide("Chi bộ thôn 7", "W401", &[ASK]);
    let papers = quarter.remind(PERIOD, "2024-04-03");
    assert!(papers.messages.contains("Nhắc lại: chưa nhận được biểu"), "{}", papers.messages);
}

#[test]
fn a_point_asked_about_before_says_so_and_a_version_not_chosen_is_no_file_to_look_at() {
    let quarter = Quarter::new("28/03/2024", &[]);
    quarter.set(HAMLET_7, "C30", &Content::Number("12".to_owned()));
    let again = HAMLET_3.replace(".xlsx", " (1).xlsx");
    std::fs::copy(quarter.path(HAMLET_3), quarter.path(&again)).unwrap();
    quarter.set(&again, "C9", &Content::Number("1".to_owned()));
    quarter.set(&again, "C10", &Content::Number("99".to_owned()));
    quarter.build("2024-03-25");
    quarter.decide("Chi bộ thôn 7", "E301", &[ASK]);
    quarter.decide("Chi bộ thôn 3", "E403", &[("Quyết định", "Chọn"), ("Phương án chọn", "2")]);
    let papers = quarter.remind(PERIOD, "2024-04-02");
    let told = "đã gửi còn 2 điểm cần xem lại (1 điểm đã hỏi trước đây):";
    assert!(papers.messages.contains(told), "{}", papers.messages);
    assert!(!papers.messages.contains("thôn 3"), "{}", papers.messages);
    assert!(papers.line("Chi bộ thôn 7").ends_with("Đã hỏi lại 1 việc"));
    assert!(!papers.said.contains("W593"), "{}", papers.said);
}

#[test]
fn a_late_return_is_noted_in_the_list() {
    let quarter = Quarter::new("28/03/2024", &[HAMLET_3, HAMLET_7]);
    quarter.build("2024-03-25");
    quarter.comes(HAMLET_3);
    let papers = quarter.remind(PERIOD, "2024-04-02");
    let line = papers.line("Chi bộ thôn 3");
    assert!(line.ends_with("Biểu 1-BTCTW: muộn, nhận 02/4/2024, hạn 28/3/2024"), "{line}");
}

#[test]
fn a_period_of_which_nothing_came_is_a_caution_and_points_keep_the_period_of_their_return() {
    let quarter = Quarter::new("28/03/2024", &[]);
    std::fs::remove_dir_all(quarter.path("bao-cao-den/2024-6-thang")).unwrap();
    quarter.set(HAMLET_7, "C30", &Content::Number("12".to_owned()));
    let papers = quarter.remind("2024-Q2", "2024-04-02");
    let caution =
        "chưa nhận được biểu nào của kỳ 6 tháng đầu năm 2024, kỳ ấy đến 30/6/2024 mới hết";
    assert!(papers.said.contains(caution), "{}", papers.said);
    let (_, message) = papers.messages.split_once("===== Chi bộ thôn 7 =====").unwrap();
    let message = message.split("=====").next().unwrap();
    assert!(message.contains("Biểu quý I năm 2024 đã gửi còn 2 điểm"), "{message}");
    assert!(message.contains("- Biểu 1-BTCTW (quý I năm 2024), ô C30:"), "{message}");
    let cover = papers.folder.join("de-nghi-chinh-sua/CB16/de-nghi-chinh-sua.docx");
    let cover = paragraphs(&std::fs::read(cover).unwrap()).join("\n");
    assert!(cover.contains("đã nhận biểu số liệu quý I năm 2024 của"), "{cover}");
}

#[test]
fn a_return_that_went_and_came_again_is_not_looked_for() {
    let quarter = Quarter::new("28/03/2024", &[]);
    quarter.build("2024-03-25");
    let away = quarter.path("away.xlsx");
    std::fs::rename(quarter.path(HAMLET_7), &away).unwrap();
    quarter.build("2024-03-26");
    std::fs::rename(&away, quarter.path("bao-cao-den/2024-quy-1/CB16.xlsx")).unwrap();
    std::fs::remove_file(quarter.path(HAMLET_3)).unwrap();
    let papers = quarter.remind(PERIOD, "2024-03-27");
    assert!(papers.line("Chi bộ thôn 7").ends_with("Đã nhận đủ, không có điểm cần chỉnh sửa"));
    assert!(papers.line("Chi bộ thôn 3").contains("nay tệp không còn"), "{:#?}", papers.list);
    assert_eq!(papers.messages, "");
}

#[test]
fn of_two_units_of_one_name_each_hears_of_its_own_return_alone() {
    let quarter = Quarter::with_namesakes();
    quarter.set(FIRST_NAMESAKE, "C30", &Content::Number("99".to_owned()));
    let papers = quarter.remind(PERIOD, "2024-03-26");
    let copies = papers.folder.join("de-nghi-chinh-sua");
    assert!(copies.join("CB12").is_dir(), "{:#?}", papers.list);
    assert!(!copies.join("CB16").exists(), "{:#?}", papers.list);
    let other = papers.line_of("CB16");
    assert!(other.ends_with("Đã nhận đủ, không có điểm cần chỉnh sửa"), "{other}");
}

#[test]
fn what_is_not_asked_of_one_unit_is_still_asked_of_another_of_its_name() {
    let quarter = Quarter::with_namesakes();
    for file in [FIRST_NAMESAKE, OTHER_NAMESAKE] {
        std::fs::remove_file(quarter.path(file)).unwrap();
    }
    quarter.build("2024-03-25");
    quarter.decide(
        "Chi bộ thôn 7 (CB12)",
        "W401",
        &[("Quyết định", "Chấp nhận"), ("Lý do, giải trình", "đã giải thể")],
    );
    let papers = quarter.remind(PERIOD, "2024-03-29");
    let given_up = papers.line_of("CB12");
    assert!(given_up.ends_with("chưa nhận, cơ quan không đòi nữa"), "{given_up}");
    let other = papers.line_of("CB16");
    assert!(!other.contains("không đòi nữa"), "{other}");
    assert!(papers.folder.join("tin-nhan/CB16.txt").is_file(), "{}", papers.messages);
    assert!(!papers.folder.join("tin-nhan/CB12.txt").exists(), "{}", papers.messages);
}
