//! The register by itself: what it keeps, and what of damage shows.

use chrono::NaiveDate;
use tonghop::model::Fate;
use tonghop::register::{
    Changes, Head, Locked, Received, Register, ReturnCodes, SeenFile, SeenReturn, read,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn file(path: &str, sha256: &str, fate: Fate, unit: &str) -> SeenFile {
    let returns = vec![SeenReturn {
        pack: "quy".to_owned(),
        form: "1-btctw".to_owned(),
        unit: unit.to_owned(),
        period: "2024-Q1".to_owned(),
        revision: None,
    }];
    SeenFile { path: path.to_owned(), sha256: sha256.to_owned(), fate, returns }
}

fn codes(unit: &str) -> ReturnCodes {
    ("quy".to_owned(), "1-btctw".to_owned(), unit.to_owned(), "2024-Q1".to_owned())
}

fn grown(register: &Register, files: &[SeenFile], on: &str) -> Register {
    let changes = register.changes(files, false);
    Register::of(register.with(&changes, day(on)).unwrap().0)
}

fn two_days() -> Register {
    let first = [file("a.xlsx", "11", Fate::Taken, "CB01")];
    let register = grown(&Register::default(), &first, "2024-03-20");
    let second = [first[0].clone(), file("b.xlsx", "22", Fate::Taken, "CB02")];
    grown(&register, &second, "2024-03-27")
}

#[test]
fn a_file_was_received_on_the_day_it_was_first_seen() {
    let register = two_days();
    assert_eq!(register.head().lines, 2);
    assert_eq!(register.received(&codes("CB01"), "11"), Received::On(day("2024-03-20")));
    assert_eq!(register.received(&codes("CB02"), "22"), Received::On(day("2024-03-27")));
    assert_eq!(register.received(&codes("CB03"), "33"), Received::New);
}

#[test]
fn the_same_files_again_add_nothing_and_a_run_for_an_earlier_period_changes_none() {
    let register = two_days();
    let files = [
        file("a.xlsx", "11", Fate::Taken, "CB01"),
        file("b.xlsx", "22", Fate::OtherPeriod, "CB02"),
    ];
    assert!(register.changes(&files, false).is_empty());
}

#[test]
fn a_file_that_is_moved_or_mended_was_received_when_its_return_first_came() {
    let register = two_days();
    let files = [
        file("khac/a.xlsx", "11", Fate::Taken, "CB01"),
        file("b.xlsx", "23", Fate::Taken, "CB02"),
    ];
    let gone: Vec<&str> = register.gone(&files).iter().map(|gone| gone.path).collect();
    assert_eq!(gone, ["b.xlsx"], "the bytes of the other are still there");
    let register = grown(&register, &files, "2024-04-09");
    assert_eq!(register.head().lines, 5, "one is gone, two were seen");
    assert_eq!(register.received(&codes("CB01"), "11"), Received::On(day("2024-03-20")));
    assert_eq!(register.received(&codes("CB02"), "23"), Received::On(day("2024-03-27")));
    assert_eq!(register.first_seen("23"), Received::On(day("2024-04-09")));
    assert!(register.changes(&files, false).is_empty());
}

#[test]
fn what_becomes_of_a_file_and_that_it_is_gone_are_lines() {
    let register = two_days();
    let files = [file("b.xlsx", "22", Fate::Superseded, "CB02")];
    let register = grown(&register, &files, "2024-04-01");
    let text = String::from_utf8(register.bytes().to_vec()).unwrap();
    let last: Vec<&str> = text.lines().skip(2).collect();
    assert!(last[0].contains(r#""kind":"gone","path":"a.xlsx""#), "{text}");
    assert!(last[1].contains(r#""fate":"superseded""#), "{text}");
    assert_eq!(register.files().len(), 1);
}

#[test]
fn a_file_that_cannot_be_read_for_once_is_not_another_one() {
    let register = two_days();
    let mut locked = file("a.xlsx", "", Fate::NotTaken, "CB01");
    locked.returns.clear();
    let files = [locked, file("b.xlsx", "22", Fate::Taken, "CB02")];
    assert_eq!(register.gone(&files), []);
    let register = grown(&register, &files, "2024-04-01");
    let back = [file("a.xlsx", "11", Fate::Taken, "CB01"), files[1].clone()];
    let register = grown(&register, &back, "2024-04-02");
    assert_eq!(register.head().lines, 2, "nothing became of it");
    let gone: Vec<&str> = register.gone(&files[1..]).iter().map(|gone| gone.path).collect();
    assert_eq!(gone, ["a.xlsx"], "it is missed as if it had been read all the time");
    assert_eq!(register.received(&codes("CB01"), "11"), Received::On(day("2024-03-20")));
}

#[test]
fn lines_of_kinds_that_nobody_knows_are_kept_and_passed_over() {
    let register = two_days();
    let changes = Changes::default()
        .with_line("seal", serde_json::json!({ "document": "số 12, ngày 01/4/2024" }));
    let register = Register::of(register.with(&changes, day("2024-04-01")).unwrap().0);
    let [kept] = register.kept() else { panic!("{:?}", register.kept()) };
    assert_eq!((kept.kind.as_str(), kept.number), ("seal", 3));
    assert_eq!(kept.line["document"], "số 12, ngày 01/4/2024");
    assert_eq!(kept.day, Some(day("2024-04-01")));
    assert!(register.new_breaks().is_empty());
    assert_eq!(register.files().len(), 2);
}

#[test]
fn a_line_that_was_changed_left_out_or_cut_off_shows_at_the_next_one() {
    let sound = String::from_utf8(two_days().bytes().to_vec()).unwrap();
    let lines: Vec<&str> = sound.lines().collect();
    for (damaged, breaks) in [
        (sound.replace("2024-03-20", "2024-03-10"), vec![2]),
        (format!("{}\n", lines[1]), vec![1]),
        (format!("{}\nđây là gì\n{}\n", lines[0], lines[1]), vec![2, 3]),
        (sound[..sound.len() - 20].to_owned(), vec![2]),
        (sound.trim_end().to_owned(), vec![2]),
    ] {
        assert_eq!(Register::of(damaged.clone().into()).new_breaks(), breaks, "{damaged}");
    }
    assert!(Register::of(sound.into()).new_breaks().is_empty());
}

#[test]
fn what_is_cut_off_stays_and_the_next_line_stands_by_itself() {
    let sound = two_days().bytes().to_vec();
    let cut = Register::of(sound[..sound.len() - 20].to_vec());
    let breaks = cut.new_breaks();
    let changes = cut.changes(&[file("b.xlsx", "22", Fate::Taken, "CB02")], true);
    let changes = changes.with_damage(Vec::new(), breaks);
    let mended = Register::of(cut.with(&changes, day("2024-04-01")).unwrap().0);
    assert!(mended.bytes().starts_with(&sound[..sound.len() - 20]));
    assert!(mended.new_breaks().is_empty(), "it is on record");
    assert_eq!(mended.received(&codes("CB02"), "22"), Received::Unknown);
}

#[test]
fn a_place_that_was_damaged_and_put_on_record_cannot_be_damaged_again_unnoticed() {
    let sound = String::from_utf8(two_days().bytes().to_vec()).unwrap();
    let damaged = Register::of(sound.replace("2024-03-20", "2024-03-10").into());
    let noticed = Changes::default().with_damage(Vec::new(), damaged.new_breaks());
    let (bytes, head) = damaged.with(&noticed, day("2024-04-01")).unwrap();
    assert!(Register::of(bytes.clone()).new_breaks().is_empty(), "it is on record");
    let again = String::from_utf8(bytes).unwrap().replace("2024-03-10", "2024-03-01");
    let again = Register::of(again.into());
    assert!(!again.has_lost(&head), "its last line is the same");
    assert_eq!(again.new_breaks(), [2]);
    // What an earlier version put on record is known by its number alone.
    let line = r#"{"before":"","day":"2024-04-01","kind":"noticed","lost":[],"broken":[1]}"#;
    assert!(Register::of(format!("đây là gì\n{line}\n").into()).new_breaks() == [2]);
}

#[test]
fn the_head_of_a_register_is_known_without_reading_it() {
    let register = two_days();
    assert_eq!(&Head::of(register.bytes()), register.head());
    assert_eq!(Head::of(b""), Head::default());
}

#[test]
fn a_register_that_is_not_the_one_a_draft_knew_has_lost() {
    let register = two_days();
    let head = register.head().clone();
    let longer = grown(&register, &[], "2024-04-01");
    assert!(!longer.has_lost(&head), "it has only grown");
    let shorter =
        grown(&Register::default(), &[file("a.xlsx", "11", Fate::Taken, "CB01")], "2024-03-20");
    assert!(shorter.has_lost(&head) && Register::default().has_lost(&head));
    let changes = Changes::default().with_damage(vec![head.clone()], Vec::new());
    let told = Register::of(shorter.with(&changes, day("2024-04-01")).unwrap().0);
    assert!(!told.has_lost(&head), "it is on record");
}

#[test]
fn two_runs_do_not_both_write() {
    let folder = tempfile::tempdir().unwrap();
    let first = Locked::new(folder.path()).unwrap();
    let lock = std::fs::File::options().write(true).open(folder.path().join("khoa")).unwrap();
    assert!(lock.try_lock().is_err(), "another program waits");
    first.write(two_days().bytes()).unwrap();
    drop(first);
    assert!(lock.try_lock().is_ok());
    assert_eq!(read(folder.path()).unwrap().head().lines, 2);
}
