//! The page of a whole quarter, followed step by step: what each step leaves in the totals and in the
//! office's workbooks, held against the files that the branches sent.

use std::path::{Path, PathBuf};

use rust_decimal::Decimal;
use serde_json::Value;
use tonghop::ooxml::CellRef;
use tonghop::sheet::{self, Limits};

use super::commands::Samples;
use super::common::{paragraphs, text, tonghop};
use super::markdown::{blocks, page};

const PAGE: &str = "docs/mot-quy.md";
const PERIOD: &str = "2024-Q1";

/// The page, followed a step at a time.
struct Quarter {
    samples: Samples,
    sections: Vec<(String, String)>,
    commands: usize,
}

impl Quarter {
    fn begins() -> Self {
        let page = page(PAGE);
        let sections = page.split("\n## ").skip(1).map(|section| {
            let (heading, text) = section.split_once('\n').unwrap();
            (heading.to_owned(), text.to_owned())
        });
        let mut sections: Vec<(String, String)> = sections.collect();
        sections.reverse();
        Self { samples: Samples::new(), sections, commands: 0 }
    }

    /// Follows the next step, which must have this number.
    fn goes_on(&mut self, number: u32) {
        let (heading, text) = self.sections.pop().unwrap();
        assert!(heading.starts_with(&format!("{number}. ")), "{heading}");
        self.commands += self.samples.follow(PAGE, &blocks(&text));
    }

    fn file(&self, name: &str) -> PathBuf {
        self.samples.path("quy-1").join(name)
    }

    /// The newest draft's file.
    fn draft(&self, name: &str) -> PathBuf {
        let drafts = std::fs::read_dir(self.file("ket-qua/2024-Q1")).unwrap();
        let drafts = drafts.map(|entry| entry.unwrap().path());
        let is_draft = |path: &PathBuf| {
            path.file_name().unwrap().to_str().unwrap().starts_with("du-thao-")
        };
        drafts.filter(is_draft).max().unwrap().join(name)
    }

    /// What a command prints, whatever it thinks of the returns.
    fn says(&self, arguments: &[&str]) -> String {
        let workspace = self.file("");
        let at = [arguments[0], workspace.to_str().unwrap()];
        text(&tonghop(&[&at, &arguments[1..]].concat()).stdout)
    }

    /// The commune's total of the quarter, and of how many branches it is.
    fn total(&self, element: &str, category: &str) -> (u32, u32) {
        let table = self.says(&["export", "--period", PERIOD, "--format", "csv"]);
        let start = format!("DBX,{PERIOD},{element},{category},");
        let line = table.lines().find_map(|line| line.strip_prefix(&start)).unwrap();
        let parts: Vec<&str> = line.split(',').collect();
        (parts[0].parse().unwrap(), parts[parts.len() - 1].parse().unwrap())
    }

    fn progress(&self) -> Value {
        let said = self.says(&["progress", "--period", PERIOD, "--format", "json"]);
        serde_json::from_str::<Value>(&said).unwrap()["packs"][0].clone()
    }

    /// Figures of the form that the commune sends on.
    fn printed(&self, cell: &str) -> Decimal {
        number(&self.draft("bieu-1-btctw.xlsx"), 0, cell)
    }

    /// What is on a row of the newest draft's workbook, beside a name.
    fn beside(&self, sheet: &str, name: &str) -> String {
        let book = read(&self.draft("tong-hop.xlsx"));
        let sheet = book.sheet(sheet).unwrap();
        let (at, _) = sheet.iter().find(|(_, cell)| cell.text == name).unwrap();
        sheet.get(CellRef::new(at.row, at.col + 1)).map(|cell| cell.text.clone()).unwrap()
    }
}

fn read(file: &Path) -> sheet::Workbook {
    sheet::read("x.xlsx", &std::fs::read(file).unwrap(), &Limits::default()).unwrap()
}

fn number(file: &Path, sheet: usize, cell: &str) -> Decimal {
    let book = read(file);
    let cell = book.sheets[sheet].get(cell.parse().unwrap());
    cell.map(|cell| cell.text.parse().unwrap_or_default()).unwrap_or_default()
}

/// What the true returns of the quarter, those of the sample, have in a cell, added up.
fn truth(samples: &Samples, cell: &str, but: &[&str]) -> u32 {
    let files = std::fs::read_dir(samples.path("xa/bao-cao-den/2024-quy-1")).unwrap();
    let files = files.map(|entry| entry.unwrap().path());
    let files: Vec<PathBuf> = files
        .filter(|file| !but.iter().any(|but| file.to_str().unwrap().ends_with(but)))
        .collect();
    assert_eq!(files.len() + but.len(), 40);
    let total: Decimal = files.iter().map(|file| number(file, 0, cell)).sum();
    total.try_into().unwrap()
}

#[test]
fn a_quarter_can_be_followed_from_the_blanks_to_what_comes_after_the_seal() {
    let mut quarter = Quarter::begins();
    let members = "dang_vien";
    quarter.goes_on(1);
    let blanks = std::fs::read_dir(quarter.file("phat-hanh/2024-Q1")).unwrap();
    assert_eq!(blanks.count(), 40);

    // What came in time: two are wrong, two share a file, four are not there.
    quarter.goes_on(2);
    let away = [
        "BTCTW1_thon3_QI_24.xlsx",
        "CB17 quy 1 2024.xlsx",
        "CB33 quy 1 2024.xlsx",
        "Biểu 1-BTCTW Trạm Y tế quý I-2024.xlsx",
    ];
    // One less each than is true in the returns of thôn 7, Vườn Đào and Trung Tâm as they came.
    let came = truth(&quarter.samples, "C30", &away) - 3;
    assert_eq!(quarter.total(members, "tong"), (came, 36));
    assert!(quarter.beside("Tiến độ", "Chi bộ thôn 3").starts_with("chưa nhận"));
    let nam_son = quarter.beside("Tiến độ", "Chi bộ thôn Nam Sơn");
    assert_eq!(nam_son, "nhận 25/3/2024", "one of two in a file");
    let progress = quarter.progress();
    assert_eq!((&progress["received"], &progress["with_errors"]), (&36.into(), &2.into()));

    // Reminders and marked copies change no figure and no file of a branch.
    let sent = std::fs::read(quarter.file("bao-cao-den/quy-1/CB thôn 7 quý I-2024.xlsx"));
    let sent = sent.unwrap();
    quarter.goes_on(3);
    assert_eq!(quarter.total(members, "tong"), (came, 36));
    let still = std::fs::read(quarter.file("bao-cao-den/quy-1/CB thôn 7 quý I-2024.xlsx"));
    assert_eq!(still.unwrap(), sent);
    let sent_back =
        "ket-qua/2024-Q1/don-doc-01/de-nghi-chinh-sua/CB16/CB thôn 7 quý I-2024.xlsx";
    let marked = read(&quarter.file(sent_back));
    let note = &marked.sheets[0].appearance.notes("C30".parse().unwrap())[0].text;
    assert!(note.contains("13") && note.contains("12"), "{note}");
    let message = std::fs::read(quarter.file("ket-qua/2024-Q1/don-doc-01/tin-nhan/CB12.txt"));
    assert!(text(&message.unwrap()).contains("Chưa nhận được biểu quý I năm 2024"));

    quarter.goes_on(4);
    let progress = quarter.progress();
    assert_eq!(progress["disputed"], 1);
    assert_eq!(progress["revised"], 1);
    assert_eq!(progress["none_occurred"], 2, "one ticked, one told by telephone");
    let ten = quarter.beside("Tiến độ", "Chi bộ thôn 10");
    assert!(ten.starts_with("muộn, nhận 02/4/2024"), "{ten}");
    let without = quarter.total(members, "tong");

    // What the office decided changes what it decided on.
    quarter.goes_on(5);
    let all = truth(&quarter.samples, "C30", &[]) - 1;
    assert_eq!(quarter.total(members, "tong"), (all, 40));
    assert!(without.0 < all && without.1 < 40, "{without:?}");
    assert_eq!(quarter.printed("C30"), Decimal::from(all));
    let admitted = truth(&quarter.samples, "C12", &[]) - 1;
    assert_eq!(quarter.total("tang", "ket_nap"), (admitted, 40));
    assert_eq!(quarter.printed("C12"), Decimal::from(admitted));
    let entered = quarter.beside("Tiến độ", "Chi bộ Trạm Y tế");
    assert!(entered.contains("nhập thay"), "{entered}");
    let sent = quarter.file("bao-cao-den/quy-1/Biểu 1-BTCTW thôn Vườn Đào quý I-2024.xlsx");
    assert_eq!(
        number(&sent, 0, "C30"),
        Decimal::from(26),
        "the branch's file stays as it came"
    );

    // With every gap accepted no text is marked, and each figure still says of how many units it is.
    let report = std::fs::read(quarter.draft("bao-cao-tang-giam.docx")).unwrap();
    let report = paragraphs(&report).join("\n");
    assert!(!report.contains("CHƯA ĐẦY ĐỦ") && report.contains("[38/40]"), "{report}");
    assert!(report.contains("là số liệu chính thức"), "{report}");

    // What is sealed is what was drafted.
    let drafted = quarter.draft("bieu-1-btctw.xlsx");
    quarter.goes_on(6);
    let sealed = quarter.file("chot/2024-Q1/van-ban/bieu-1-btctw.xlsx");
    assert_eq!(number(&sealed, 0, "C30"), Decimal::from(all));
    assert_eq!(number(&sealed, 0, "C12"), number(&drafted, 0, "C12"));
    let kept = std::fs::read(&sealed).unwrap();

    // A late return: told, counted in what is drafted, and nothing sealed is touched.
    quarter.goes_on(7);
    assert_eq!(quarter.total(members, "tong"), (all + 1, 40));
    assert_eq!(std::fs::read(&sealed).unwrap(), kept);
    let late = quarter.beside("Tiến độ", "Chi bộ thôn Trung Tâm");
    assert!(late.contains("sau chốt"), "{late}");
    let seen = quarter.progress();
    assert_eq!((&seen["received"], &seen["missing"]), (&40.into(), &0.into()));

    // The next report tells the difference between what was issued and what is true.
    quarter.goes_on(8);
    let next = quarter.file("ket-qua/2024-6T/du-thao-01");
    let corrected = std::fs::read(next.join("dieu-chinh-so-lieu-2024-Q1.docx")).unwrap();
    let corrected = paragraphs(&corrected).join("\n");
    for said in ["Chi bộ thôn Trung Tâm", "số 15-BC/ĐU, ngày 05/4/2024", "38", "39"] {
        assert!(corrected.contains(said), "{said}: {corrected}");
    }
    let (first, half) = (admitted + 1, "xa/bao-cao-den/2024-6-thang");
    let of_half = in_folder(&quarter.samples.path(half), "C12");
    assert_eq!(number(&next.join("bieu-1-btctw.xlsx"), 0, "C12"), Decimal::from(of_half));
    assert!(of_half > first);
    // A quarter that begins where the sealed one ended opens with what was reported of it.
    let second = quarter.file("ket-qua/2024-Q2/du-thao-01/bao-cao-tang-giam.docx");
    let second = paragraphs(&std::fs::read(second).unwrap()).join("\n");
    let opens =
        format!("Đầu kỳ có {all} (điều chỉnh số liệu kỳ trước: +1) đảng viên. Trong kỳ tăng");
    assert!(second.contains(&opens), "{second}");
    assert_eq!(std::fs::read(&sealed).unwrap(), kept);
    assert!(quarter.commands >= 13, "{}", quarter.commands);

    // What the program keeps beside the workspace is no figure's source; that it is gone is noticed.
    let all_figures = ["export", "--period", "2024-6T", "--format", "csv"];
    let before = quarter.says(&all_figures);
    std::fs::remove_dir_all(quarter.file(".tonghop")).unwrap();
    assert!(before.lines().filter(|line| line.starts_with("DBX,")).count() > 20);
    assert_eq!(quarter.says(&all_figures), before);
    let told = quarter.says(&["check", "--period", "2024-6T", "--format", "short"]);
    assert!(told.contains("W560"), "{told}");
}

/// What the files of a folder and those below have in a cell, added up.
fn in_folder(folder: &Path, cell: &str) -> u32 {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    let total: Decimal = files.map(|entry| number(entry.path(), 0, cell)).sum();
    total.try_into().unwrap()
}
