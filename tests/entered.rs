//! Returns that the office entered for a unit (nhập thay): never without saying from what and when, marked
//! wherever their figures stand, and given up whole for the unit's own.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::path::{Path, PathBuf};

use common::{Content, copy_of, paragraphs, set_cells, text, tonghop};
use serde_json::Value;
use tonghop::sheet::{self, Limits};

const PERIOD: &str = "2024-6T";
const OWN: &str = "bao-cao-den/2024-6-thang/CB Cong an TK tang giam DV 6 tháng 2024.xlsx";
const ENTERED: &str = "bao-cao-den/2024-6-thang/CB Cong an nhap thay.xlsx";
const PICTURE: &str = "bao-cao-den/2024-6-thang/IMG_0123.jpg";
const FORM: &str = "1-BTCTW";

/// What the clerk writes on the sheet «Nhập thay».
const SAID: [(&str, &str); 5] = [
    ("B3", "ảnh chụp gửi qua Zalo"),
    ("B4", "04/7/2024"),
    ("B5", "đ/c Bí thư chi bộ"),
    ("B6", "Nguyễn Thị A"),
    ("B7", "IMG_0123.jpg"),
];

/// A workspace in which the office has typed a branch's return into an issued blank; the branch's own is away.
fn entered(said: &[(&str, &str)]) -> tempfile::TempDir {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("phuong", workspace.path());
    let at = workspace.path().to_str().unwrap();
    let issued = tonghop(&["issue", at, "--period", PERIOD, "--org", "CB07", "--entered"]);
    assert_eq!(issued.status.code(), Some(0), "{}", text(&issued.stderr));
    let blank: PathBuf = workspace
        .path()
        .join("phat-hanh/2024-6T/CB07-chi-bo-cong-an-phuong-1-btctw-2024-6T.xlsx");
    let own = workspace.path().join(OWN);
    let mut cells = typed(&own);
    cells.extend(said.iter().map(|(cell, says)| {
        ("Nhập thay".to_owned(), (*cell).to_owned(), Content::Text((*says).to_owned()))
    }));
    set_cells(&blank, &cells);
    std::fs::copy(&blank, workspace.path().join(ENTERED)).unwrap();
    std::fs::remove_file(&own).unwrap();
    let jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 0x10, b'J', b'F', b'I', b'F', 0, 1];
    std::fs::write(workspace.path().join(PICTURE), jpeg).unwrap();
    workspace
}

/// The figures of this period on the branch's own return.
fn typed(own: &Path) -> Vec<(String, String, Content)> {
    let read = sheet::read("x", &std::fs::read(own).unwrap(), &Limits::default()).unwrap();
    let sheet = read.sheet(FORM).unwrap();
    let figures = sheet.iter().filter(|(at, _)| at.col == 2 && (9..=30).contains(&at.row));
    let number = |text: &str| Content::Number(text.to_owned());
    figures.map(|(at, cell)| (FORM.to_owned(), at.to_string(), number(&cell.text))).collect()
}

fn run(workspace: &Path, command: &str, more: &[&str]) -> std::process::Output {
    let at = workspace.to_str().unwrap();
    tonghop(&[&[command, at, "--period", PERIOD], more].concat())
}

fn json(workspace: &Path, command: &str, more: &[&str]) -> Value {
    let told = run(workspace, command, &[more, &["--format", "json"]].concat());
    serde_json::from_slice(&told.stdout).unwrap_or_else(|_| panic!("{}", text(&told.stderr)))
}

fn found(workspace: &Path, code: &str) -> Vec<Value> {
    let Value::Array(all) = json(workspace, "check", &[]) else { panic!() };
    all.into_iter().filter(|finding| finding["code"] == code).collect()
}

fn figures(workspace: &Path) -> String {
    text(&run(workspace, "export", &["--format", "csv"]).stdout)
}

/// The figures of the sample, as the branch itself sent them.
fn as_sent() -> String {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("phuong", workspace.path());
    figures(workspace.path())
}

#[test]
fn entered_figures_count_and_say_everywhere_that_they_were_entered() {
    let workspace = entered(&SAID);
    let at = workspace.path();
    assert_eq!(figures(at), as_sent());
    let told = run(at, "explain", &["dang_vien", "--org", "CB07"]);
    let told = text(&told.stdout);
    let origin = "nhập thay từ ảnh chụp gửi qua Zalo, ngày 04/7/2024";
    assert!(told.contains(origin) && told.contains("người nhập Nguyễn Thị A"), "{told}");
    let exported = json(at, "export", &[]);
    let lines = exported.as_array().unwrap();
    let of_branch = lines.iter().filter(|line| {
        line["org"] == "CB07" && line["period"] == PERIOD && line["element"] == "dang_vien"
    });
    for line in of_branch {
        assert!(line["origin"].as_str().unwrap().starts_with(origin), "{line}");
    }
    let progress = json(at, "progress", &[]);
    assert_eq!(progress["packs"][0]["entered"], 1);
    let shown = text(&run(at, "progress", &[]).stdout);
    assert!(shown.contains("CB07 Chi bộ Công an phường"), "{shown}");
    assert!(shown.contains("nhập thay"), "{shown}");
}

#[test]
fn a_draft_names_the_unit_and_its_ledger_the_source() {
    let workspace = entered(&SAID);
    let at = workspace.path();
    let built = run(at, "build", &[]);
    assert_ne!(built.status.code(), Some(2), "{}", text(&built.stderr));
    let draft = at.join("ket-qua/2024-6T/du-thao-01");
    let ledger = std::fs::read(draft.join("bang-nguon-so-lieu.xlsx")).unwrap();
    let ledger = sheet::read("x", &ledger, &Limits::default()).unwrap();
    let sources = ledger.sheet("Ô nguồn").unwrap();
    let says = |text: &str| sources.iter().any(|(_, cell)| cell.text.contains(text));
    assert!(says("nhập thay từ ảnh chụp gửi qua Zalo, ngày 04/7/2024"));
    let reports = std::fs::read_dir(&draft).unwrap().map(|entry| entry.unwrap().path());
    let mut reports = reports.filter(|path| path.extension().is_some_and(|end| end == "docx"));
    let report = std::fs::read(reports.next().unwrap()).unwrap();
    let lines = paragraphs(&report);
    let sentence = "Số liệu của Chi bộ Công an phường do cơ quan nhập thay.";
    assert!(lines.iter().any(|line| line.contains(sentence)), "{lines:#?}");
}

#[test]
fn the_unit_is_still_asked_for_its_own_return_and_not_told_that_it_is_missing() {
    let workspace = entered(&SAID);
    let at = workspace.path();
    let reminded = run(at, "remind", &[]);
    assert_ne!(reminded.status.code(), Some(2), "{}", text(&reminded.stderr));
    let messages = walkdir::WalkDir::new(at.join("ket-qua")).into_iter().flatten();
    let mut messages = messages.filter(|entry| {
        let path = entry.path().to_string_lossy().into_owned();
        path.ends_with("/CB07.txt")
    });
    let message = std::fs::read_to_string(messages.next().unwrap().path()).unwrap();
    assert!(message.contains("cơ quan đã nhập giúp"), "{message}");
    assert!(message.contains("gửi biểu có chữ ký"), "{message}");
    assert!(!message.contains("Chưa nhận được"), "{message}");
}

#[test]
fn a_return_that_does_not_say_from_what_or_when_is_not_taken() {
    for (without, cell) in [("B3", "B3"), ("B4", "B4")] {
        let said: Vec<_> = SAID.into_iter().filter(|(at, _)| *at != without).collect();
        let workspace = entered(&said);
        let told = found(workspace.path(), "E123");
        assert_eq!(told.len(), 1, "{told:#?}");
        assert_eq!((&told[0]["sheet"], &told[0]["cell"]), (&"Nhập thay".into(), &cell.into()));
        let missing = found(workspace.path(), "W401");
        assert_eq!(missing.len(), 1, "its figures do not count");
    }
    let mut said = SAID;
    said[1].1 = "tuần trước";
    let told = found(entered(&said).path(), "E123");
    assert!(told[0]["message"].as_str().unwrap().contains("`tuần trước` không phải một ngày"));
}

#[test]
fn the_units_own_return_replaces_the_entered_one_whatever_the_files_are_called() {
    for name in ["A cua chi bo.xlsx", "Z cua chi bo.xlsx"] {
        let workspace = entered(&SAID);
        let at = workspace.path();
        let own = at.join("bao-cao-den/2024-6-thang").join(name);
        let sent = Path::new(env!("CARGO_MANIFEST_DIR")).join("input-samples/phuong").join(OWN);
        std::fs::copy(sent, &own).unwrap();
        set_cells(
            &at.join(ENTERED),
            &[(FORM.into(), "C30".into(), Content::Number("21".into()))],
        );
        assert_eq!(figures(at), as_sent(), "neither added nor mixed");
        let told = found(at, "I124");
        assert_eq!(told.len(), 1, "{told:#?}");
        let cells = told[0]["cells"].as_array().unwrap();
        let values: Vec<&str> =
            cells.iter().map(|cell| cell["value"].as_str().unwrap()).collect();
        assert_eq!(values, ["20", "21"], "{told:#?}");
        assert_eq!(found(at, "E403"), Vec::<Value>::new());
        assert_eq!(json(at, "progress", &[])["packs"][0]["entered"], 0);
    }
}

#[test]
fn the_picture_it_was_typed_from_is_no_error_any_more() {
    let mut said = SAID;
    // Two pages; Windows does not tell capitals from small letters.
    said[4].1 = "trang 2.pdf; img_0123.JPG";
    let workspace = entered(&said);
    let at = workspace.path();
    std::fs::write(at.join("bao-cao-den/trang 2.pdf"), "%PDF-1.4\n").unwrap();
    assert_eq!(found(at, "E118"), Vec::<Value>::new());
    let settled = found(at, "I539");
    assert_eq!(settled.len(), 2);
    assert_eq!(settled[0]["file"], PICTURE);
    assert!(settled[0]["message"].as_str().unwrap().contains(ENTERED));
    assert_eq!(found(at, "W125"), Vec::<Value>::new());
}

#[test]
fn an_original_that_is_not_there_is_told_and_settles_nothing() {
    let mut said = SAID;
    said[4].1 = "IMG_9999.jpg";
    let workspace = entered(&said);
    assert_eq!(found(workspace.path(), "W125").len(), 1);
    assert_eq!(found(workspace.path(), "E118").len(), 1);
    assert_eq!(figures(workspace.path()), as_sent(), "the figures count all the same");
}
