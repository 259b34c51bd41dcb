//! Returns that the office entered for a unit (nhập thay): never without saying from what and when, marked
//! wherever their figures stand, and given up whole for the unit's own.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::path::Path;

use common::{Content, copy_of, paragraphs, rename_sheet, set_cells, text, tonghop};
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
    let figures = typed(&common::root().join("input-samples/phuong").join(OWN));
    let workspace = entered_as(FORM, said, figures);
    std::fs::remove_file(workspace.path().join(OWN)).unwrap();
    workspace
}

/// A workspace with a blank for the office to enter a return, with these cells in it, and a picture beside it.
fn entered_as(
    form: &str,
    said: &[(&str, &str)],
    mut cells: Vec<(String, String, Content)>,
) -> tempfile::TempDir {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("phuong", workspace.path());
    let at = workspace.path().to_str().unwrap();
    let issued = tonghop(&["issue", at, "--period", PERIOD, "--org", "CB07", "--entered"]);
    assert_eq!(issued.status.code(), Some(0), "{}", text(&issued.stderr));
    let form = form.to_lowercase();
    let blank = format!("phat-hanh/2024-6T/CB07-chi-bo-cong-an-phuong-{form}-2024-6T.xlsx");
    let blank = workspace.path().join(blank);
    cells.extend(said.iter().map(|(cell, says)| {
        ("Nhập thay".to_owned(), (*cell).to_owned(), Content::Text((*says).to_owned()))
    }));
    set_cells(&blank, &cells);
    std::fs::copy(&blank, workspace.path().join(ENTERED)).unwrap();
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

/// All figures, without what is said of where they come from.
fn figures(workspace: &Path) -> Vec<String> {
    let told = text(&run(workspace, "export", &["--format", "csv"]).stdout);
    told.lines()
        .map(|line| line.splitn(10, ',').take(9).collect::<Vec<_>>().join(","))
        .collect()
}

/// All texts of a workbook.
fn texts(workbook: &Path) -> Vec<String> {
    let read = sheet::read("x", &std::fs::read(workbook).unwrap(), &Limits::default()).unwrap();
    let cells = read.sheets.iter().flat_map(sheet::Sheet::iter);
    cells.map(|(_, cell)| cell.text.clone()).collect()
}

/// The figures of the sample, as the branch itself sent them.
fn as_sent() -> Vec<String> {
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
    let lines = text(&run(at, "export", &["--format", "csv"]).stdout);
    let begins = format!("CB07,{PERIOD},dang_vien,tong,20,người,reported,1,1,");
    let line = lines.lines().find_map(|line| line.strip_prefix(&begins)).unwrap();
    assert!(line.contains(origin), "{line}");
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
    let summary = texts(&draft.join("tong-hop.xlsx"));
    assert!(summary.contains(&"Chi bộ Công an phường (nhập thay)".to_owned()));
    let page = std::fs::read_to_string(draft.join("tong-quan.html")).unwrap();
    assert!(page.contains("Số liệu của Chi bộ Công an phường do cơ quan nhập thay."));
    assert!(page.contains("<td class=\"r entered\">n</td>"));
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

#[test]
fn a_quarter_that_is_made_of_an_entered_return_names_the_unit_too() {
    let workspace = entered(&SAID);
    let at = workspace.path();
    let folder = at.to_str().unwrap();
    let built = tonghop(&["build", folder, "--period", "2024-Q2"]);
    assert_ne!(built.status.code(), Some(2), "{}", text(&built.stderr));
    let page = at.join("ket-qua/2024-Q2/du-thao-01/tong-quan.html");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains("Số liệu của Chi bộ Công an phường do cơ quan nhập thay."), "{page}");
}

#[test]
fn words_that_were_entered_say_so_too() {
    let own = "bao-cao-den/2024-6-thang/CB Cong an RSSL 6 tháng 2024.xlsx";
    let sent = common::root().join("input-samples/phuong").join(own);
    let read = sheet::read("x", &std::fs::read(sent).unwrap(), &Limits::default()).unwrap();
    let words = read.sheet("Ý kiến").unwrap().iter();
    let words = words.filter(|(at, _)| at.col == 2 && (10..12).contains(&at.row));
    let words: Vec<(String, String, Content)> = words
        .map(|(at, cell)| {
            ("Ý kiến".to_owned(), at.to_string(), Content::Text(cell.text.clone()))
        })
        .collect();
    assert!(!words.is_empty());
    let workspace = entered_as("ra-soat-sinh-hoat", &SAID, words);
    let at = workspace.path();
    std::fs::remove_file(at.join(own)).unwrap();
    let origin = "nhập thay từ ảnh chụp gửi qua Zalo, ngày 04/7/2024";
    let exported = json(at, "export", &["--words"]);
    let lines = exported.as_array().unwrap();
    let (of_branch, others): (Vec<&Value>, Vec<&Value>) =
        lines.iter().partition(|line| line["org"] == "CB07" && line["period"] == PERIOD);
    assert!(!of_branch.is_empty());
    let says = |line: &&Value| line["origin"].as_str().is_some_and(|of| of.contains(origin));
    assert!(of_branch.iter().all(says), "{of_branch:#?}");
    assert!(!others.iter().any(says));
    let element = of_branch[0]["element"].as_str().unwrap();
    let told = text(&run(at, "explain", &[element]).stdout);
    assert!(told.contains(origin), "{told}");
    let built = run(at, "build", &[]);
    assert_ne!(built.status.code(), Some(2), "{}", text(&built.stderr));
    let ledger = texts(&at.join("ket-qua/2024-6T/du-thao-01/bang-nguon-so-lieu.xlsx"));
    assert!(ledger.iter().any(|cell| cell.starts_with(origin)));
}

#[test]
fn a_sheet_under_another_name_or_copied_is_still_what_says_that_it_was_entered() {
    let workspace = entered(&SAID);
    let at = workspace.path();
    rename_sheet(&at.join(ENTERED), "Nhập thay", "CB Công an");
    assert_eq!(json(at, "progress", &[])["packs"][0]["entered"], 1);
    assert_eq!(figures(at), as_sent());
}

#[test]
fn what_says_nothing_is_no_source() {
    let help = "ảnh, điện thoại, bản giấy, … (phải ghi)";
    let says = |text: &str| Content::Text(text.to_owned());
    for content in [says("…"), says("-"), says(help), Content::Error("#N/A".to_owned())] {
        let workspace = entered(&SAID);
        let at = workspace.path();
        let cell = ("Nhập thay".to_owned(), "B3".to_owned(), content);
        set_cells(&at.join(ENTERED), &[cell]);
        let told = found(at, "E123");
        assert_eq!(told.len(), 1, "{told:#?}");
        assert_eq!(told[0]["cell"], "B3");
        assert!(
            told[0]["message"].as_str().unwrap().contains("không nói được gì"),
            "{told:#?}"
        );
    }
}

#[test]
fn a_day_before_the_period_or_after_today_is_a_question_and_the_figures_count() {
    for (day, why) in
        [("04/7/2023", "trước ngày đầu kỳ là 01/01/2024"), ("04/7/2999", "sau hôm nay")]
    {
        let mut said = SAID;
        said[1].1 = day;
        let workspace = entered(&said);
        let told = found(workspace.path(), "W135");
        assert_eq!(told.len(), 1, "{told:#?}");
        let message = told[0]["message"].as_str().unwrap();
        assert!(message.contains(day) && message.contains(why), "{message}");
        assert_eq!(figures(workspace.path()), as_sent());
    }
    assert_eq!(found(entered(&SAID).path(), "W135"), Vec::<Value>::new());
}

#[test]
fn an_original_is_looked_for_in_the_workspace_and_nowhere_else() {
    let outside = tempfile::tempdir().unwrap();
    let picture = outside.path().join("anh.jpg");
    std::fs::write(&picture, "x").unwrap();
    let folder = outside.path().file_name().unwrap().to_str().unwrap();
    let up = format!("../{folder}/anh.jpg");
    for name in [picture.to_str().unwrap(), &up, &up.replace('/', "\\")] {
        let mut said = SAID;
        said[4].1 = name;
        assert_eq!(found(entered(&said).path(), "W125").len(), 1, "{name}");
    }
}

#[test]
fn a_picture_is_not_settled_by_a_file_of_which_nothing_was_read() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("phuong", workspace.path());
    let at = workspace.path();
    let no_return = at.join("bao-cao-den/thiet lap cu.xlsx");
    std::fs::copy(at.join("thiet-lap.xlsx"), &no_return).unwrap();
    let lines = [
        ("A60", "Nguồn số liệu"),
        ("B60", "ảnh"),
        ("A61", "Ngày nhận"),
        ("B61", "04/7/2024"),
        ("A62", "Bản gốc"),
        ("B62", "IMG_0123.jpg"),
    ];
    let lines = lines.map(|(cell, says)| {
        ("Ghi chú".to_owned(), cell.to_owned(), Content::Text(says.to_owned()))
    });
    set_cells(&no_return, &lines);
    rename_sheet(&no_return, "Ghi chú", "Nhập thay");
    std::fs::write(at.join(PICTURE), [0xff, 0xd8, 0xff, 0xe0, 0, 0x10, b'J', b'F']).unwrap();
    assert_eq!(found(at, "I539"), Vec::<Value>::new());
    assert_eq!(found(at, "E118").len(), 1, "its figures are in no return");
}

#[test]
fn what_an_entered_return_lacks_is_told_in_the_run_of_its_own_period() {
    let said: Vec<_> = SAID.into_iter().filter(|(at, _)| *at != "B3").collect();
    let workspace = entered(&said);
    let at = workspace.path();
    assert_eq!(found(at, "E123").len(), 1);
    let other = tonghop(&["check", at.to_str().unwrap(), "--period", "2023"]);
    assert!(!text(&other.stdout).contains("E123"), "{}", text(&other.stdout));
}

#[test]
fn a_slip_says_of_an_entered_return_that_the_unit_did_not_write_it() {
    let workspace = entered(&SAID);
    let at = workspace.path();
    let wrong = (FORM.into(), "C10".into(), Content::Number("99".into()));
    set_cells(&at.join(ENTERED), &[wrong]);
    let reminded = run(at, "remind", &[]);
    assert_ne!(reminded.status.code(), Some(2), "{}", text(&reminded.stderr));
    let slips = walkdir::WalkDir::new(at.join("ket-qua")).into_iter().flatten();
    let mut slips = slips.filter(|entry| {
        let is_document = entry.path().extension().is_some_and(|ending| ending == "docx");
        is_document && entry.path().to_string_lossy().contains("CB07")
    });
    let slip = std::fs::read(slips.next().unwrap().path()).unwrap();
    let lines = paragraphs(&slip);
    assert!(lines.iter().any(|line| line.contains("(nhập thay)")), "{lines:#?}");
}
