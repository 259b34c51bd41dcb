//! A quarter as it goes: returns come in time and late, are mended, moved, revised and lost.

use super::common::Content;
use super::workspace::{HAMLET_3, HAMLET_7, Quarter};

#[test]
fn what_came_after_the_deadline_is_late_by_the_day_of_the_run_that_first_saw_it() {
    let quarter = Quarter::new("28/03/2024", &[HAMLET_3]);
    let first = quarter.build("2024-03-25");
    assert!(first.contains("«Chi bộ thôn 3», hạn nộp 28/3/2024"), "{first}");
    assert!(!first.contains("[I417]"), "{first}");
    quarter.comes(HAMLET_3);
    let second = quarter.build("2024-04-02");
    assert!(
        second.contains("«Chi bộ thôn 3» nhận ngày 02/4/2024, hạn nộp 28/3/2024: muộn 5 ngày"),
        "{second}"
    );
    assert_eq!(second.matches("[I417]").count(), 1, "{second}");
    // On whatever day it is asked again.
    let later = quarter.check();
    assert!(
        later.contains("nhận ngày 02/4/2024") && later.matches("[I417]").count() == 1,
        "{later}"
    );
}

#[test]
fn the_register_grows_with_what_is_new_and_only_with_drafts_of_the_workspace_itself() {
    let quarter = Quarter::new("28/03/2024", &[HAMLET_3]);
    quarter.check();
    let elsewhere = tempfile::tempdir().unwrap();
    let out = elsewhere.path().to_str().unwrap();
    quarter.run("build", &["--period", "2024-Q1", "--as-of", "2024-03-20", "--out", out]);
    assert_eq!(quarter.register(), "");
    quarter.build("2024-03-25");
    let first = quarter.register();
    assert_eq!(first.lines().count(), 199, "every file, of whatever period, but one");
    quarter.build("2024-03-26");
    assert_eq!(quarter.register(), first, "the same files again");
    quarter.comes(HAMLET_3);
    quarter.build("2024-04-02");
    let second = quarter.register();
    assert!(second.starts_with(&first));
    let new: Vec<&str> = second.lines().skip(199).collect();
    assert_eq!(new.len(), 1, "{new:?}");
    for said in [
        r#""day":"2024-04-02""#,
        r#""kind":"seen""#,
        HAMLET_3,
        r#""unit":"CB"#,
        r#""form":"1-btctw""#,
        r#""period":"2024-Q1""#,
        r#""fate":"taken""#,
    ] {
        assert!(new[0].contains(said), "{said}: {}", new[0]);
    }
    // Returns of later periods are left alone, and then taken: that is a line, and no way back.
    quarter.run("build", &["--period", "2024-6T", "--as-of", "2024-07-01"]);
    let third = quarter.register();
    assert_eq!(
        third.lines().skip(200).filter(|line| line.contains(r#""kind":"fate""#)).count(),
        40
    );
    quarter.build("2024-07-02");
    assert_eq!(quarter.register(), third);
}

#[test]
fn a_return_that_was_taken_and_is_gone_is_told_once_and_stays_on_the_register() {
    let quarter = Quarter::new("28/03/2024", &[]);
    quarter.build("2024-03-25");
    std::fs::remove_file(quarter.path(HAMLET_3)).unwrap();
    for said in [quarter.check(), quarter.check(), quarter.build("2024-03-26")] {
        let told: Vec<&str> = said.lines().filter(|line| line.contains("[W419]")).collect();
        assert_eq!(told.len(), 1, "{said}");
        assert!(said.contains(HAMLET_3) && told[0].contains("Chi bộ thôn 3"), "{said}");
        assert!(told[0].contains("kỳ 2024-Q1, nhận ngày 25/3/2024"), "{said}");
    }
    let last = quarter.register().lines().last().unwrap().to_owned();
    assert!(last.contains(r#""kind":"gone""#) && last.contains(HAMLET_3), "{last}");
    assert!(!quarter.check().contains("[W419]"), "it is on record");
}

#[test]
fn a_file_that_is_moved_stays_received_and_one_that_is_mended_is_told() {
    let quarter = Quarter::new("28/03/2024", &[]);
    quarter.build("2024-03-25");
    let moved = "bao-cao-den/thôn 3 (final).xlsx";
    std::fs::rename(quarter.path(HAMLET_3), quarter.path(moved)).unwrap();
    quarter.set(HAMLET_7, "D20", &Content::Number("0".to_owned()));
    let said = quarter.build("2024-04-09");
    assert!(!said.contains("[W419]") && !said.contains("[I417]"), "{said}");
    let told: Vec<&str> = said.lines().filter(|line| line.contains("[I420]")).collect();
    assert_eq!(told.len(), 1, "{said}");
    assert!(
        told[0].contains("Chi bộ thôn 7") && told[0].contains("nhận ngày 25/3/2024"),
        "{said}"
    );
}

#[test]
fn a_revision_after_the_deadline_makes_a_return_that_came_in_time_not_late() {
    let quarter = Quarter::new("28/03/2024", &[]);
    quarter.build("2024-03-25");
    let revised = "bao-cao-den/thon 3.xlsx";
    std::fs::copy(quarter.path(HAMLET_3), quarter.path(revised)).unwrap();
    quarter.set(revised, "A3", &Content::Text("Bản sửa đổi lần 1".to_owned()));
    let said = quarter.build("2024-04-09");
    assert!(said.contains("[I418]") && !said.contains("[I417]"), "{said}");
    let progress = quarter.progress("2024-04-09", &[]);
    assert!(progress.contains("nhận 25/3/2024; sửa đổi lần 1 (09/4/2024)"), "{progress}");
    assert!(quarter.register().contains(r#""fate":"superseded""#));
    assert!(quarter.register().contains(r#""revision":1"#));
}
