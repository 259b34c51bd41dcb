//! A register that is deleted, cut off or changed is noticed.

use super::workspace::{HAMLET_3, Quarter};

const REGISTER: &str = ".tonghop/so-tiep-nhan.jsonl";

#[test]
fn a_deleted_register_is_noticed_put_on_record_and_makes_nothing_late() {
    let quarter = Quarter::new("28/03/2024", &[]);
    quarter.build("2024-03-25");
    std::fs::remove_dir_all(quarter.path(".tonghop")).unwrap();
    for said in [quarter.check(), quarter.build("2024-04-20")] {
        assert!(said.contains("[W560]"), "{said}");
        assert!(said.contains("khi lập `ket-qua/2024-Q1/du-thao-01` sổ có 200 dòng"), "{said}");
        assert!(!said.contains("[I417]"), "nobody knows when they came: {said}");
    }
    let register = quarter.register();
    assert!(register.starts_with(r#"{"before":"","day":"2024-04-20","kind":"noticed""#));
    let said = quarter.build("2024-04-21");
    assert!(!said.contains("[W56") && !said.contains("[I417]"), "{said}");
    // Deleting the draft that told of it brings the earlier one to light, which is on record.
    std::fs::remove_dir_all(quarter.path("ket-qua/2024-Q1/du-thao-03")).unwrap();
    std::fs::remove_dir_all(quarter.path("ket-qua/2024-Q1/du-thao-02")).unwrap();
    assert!(!quarter.check().contains("[W56"));
}

#[test]
fn a_register_that_was_cut_short_or_changed_is_noticed_with_its_numbers() {
    let quarter = Quarter::new("28/03/2024", &[HAMLET_3]);
    quarter.build("2024-03-25");
    quarter.comes(HAMLET_3);
    quarter.build("2024-04-02");
    let sound = quarter.register();
    let lines: Vec<&str> = sound.lines().collect();
    std::fs::write(quarter.path(REGISTER), lines[..150].join("\n") + "\n").unwrap();
    let said = quarter.check();
    assert!(said.contains("[W561]"), "{said}");
    assert!(said.contains("có 150 dòng") && said.contains("lúc đó có 200 dòng"), "{said}");
    // A day was put back: the next line does not follow any more.
    std::fs::write(quarter.path(REGISTER), sound.replacen("2024-03-25", "2024-03-01", 1))
        .unwrap();
    let said = quarter.check();
    assert!(said.contains(":2: cảnh báo[W562]") && !said.contains("[W561]"), "{said}");
    assert!(quarter.build("2024-04-03").contains("[W562]"));
    assert!(!quarter.check().contains("[W562]"), "it is on record");
    // The last line is held by the draft alone.
    std::fs::write(quarter.path(REGISTER), sound.replacen("2024-04-02", "2024-03-02", 1))
        .unwrap();
    assert!(quarter.check().contains("[W561]"));
}

#[test]
fn what_was_purged_is_not_missed() {
    let quarter = Quarter::new("28/03/2024", &[]);
    quarter.build("2024-03-25");
    quarter.run("purge", &["--yes"]);
    assert!(!quarter.path(".tonghop").exists());
    assert!(!quarter.check().contains("[W56"));
}

#[test]
fn a_register_that_cannot_be_written_stops_the_draft() {
    let quarter = Quarter::new("28/03/2024", &[]);
    std::fs::create_dir_all(quarter.path(REGISTER)).unwrap();
    let (code, said) = quarter.run("build", &["--period", "2024-Q1"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("[E563]"), "{said}");
    assert!(!quarter.path("ket-qua/2024-Q1").exists());
}
