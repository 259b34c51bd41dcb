//! A quarter of a commune, in the making.

use std::collections::BTreeMap;
use std::path::PathBuf;

use tempfile::TempDir;
use tonghop::ooxml::CellRef;
use tonghop::sheet;

use super::common::{Content, copy_of, set_cell, text, tonghop};

pub(crate) const PERIOD: &str = "2024-Q1";
pub(crate) const HAMLET_3: &str = "bao-cao-den/2024-quy-1/BTCTW1_thon3_QI_24.xlsx";
pub(crate) const HAMLET_7: &str = "bao-cao-den/2024-quy-1/CB thôn 7 quý I-2024.xlsx";

pub(crate) const FIRST_NAMESAKE: &str = "bao-cao-den/2024-quy-1/CB12 Q1.xlsx";
pub(crate) const OTHER_NAMESAKE: &str = "bao-cao-den/2024-quy-1/CB16 Q1.xlsx";

pub(crate) struct Quarter(TempDir);

impl Quarter {
    /// All returns but some, and a deadline.
    pub(crate) fn new(deadline: &str, away: &[&str]) -> Self {
        let quarter = Self(tempfile::tempdir().unwrap());
        copy_of("xa", quarter.0.path());
        let settings = quarter.path("thiet-lap.xlsx");
        for (cell, said) in [("A2", "1-btctw"), ("B2", PERIOD), ("C2", deadline)] {
            set_cell(&settings, "Hạn nộp", cell, &Content::Text(said.to_owned()));
        }
        for file in away {
            std::fs::rename(quarter.path(file), quarter.path(&aside(file))).unwrap();
        }
        quarter
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Makes hamlets 3 and 7 units of one name, whose returns only their codes tell apart.
    pub(crate) fn with_namesakes() -> Self {
        let quarter = Self::new("28/03/2024", &[]);
        let said = |said: &str| Content::Text(said.to_owned());
        for (file, new, code) in
            [(HAMLET_3, FIRST_NAMESAKE, "CB12"), (HAMLET_7, OTHER_NAMESAKE, "CB16")]
        {
            std::fs::rename(quarter.path(file), quarter.path(new)).unwrap();
            quarter.set(new, "A2", &said(code));
            quarter.set(new, "B5", &said(code));
        }
        set_cell(&quarter.path("thiet-lap.xlsx"), "Tổ chức", "B16", &said("Chi bộ thôn 7"));
        quarter
    }

    /// A return that was away comes.
    pub(crate) fn comes(&self, file: &str) {
        std::fs::rename(self.path(&aside(file)), self.path(file)).unwrap();
    }

    pub(crate) fn set(&self, file: &str, cell: &str, content: &Content) {
        set_cell(&self.path(file), "1-BTCTW", cell, content);
    }

    pub(crate) fn run(&self, command: &str, more: &[&str]) -> (Option<i32>, String) {
        let at = self.0.path().to_str().unwrap();
        let output = tonghop(&[&[command, at][..], more].concat());
        let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
        (output.status.code(), said.replace(at, "WS"))
    }

    /// Makes a draft on a day; what is said.
    pub(crate) fn build(&self, day: &str) -> String {
        self.run("build", &["--period", PERIOD, "--as-of", day]).1
    }

    pub(crate) fn check(&self) -> String {
        self.run("check", &["--period", PERIOD, "--format", "short"]).1
    }

    pub(crate) fn register(&self) -> String {
        std::fs::read_to_string(self.path(".tonghop/so-tiep-nhan.jsonl")).unwrap_or_default()
    }

    pub(crate) fn progress(&self, day: &str, more: &[&str]) -> String {
        let more = [&["--period", PERIOD, "--as-of", day][..], more].concat();
        self.run("progress", &more).1
    }
}

fn aside(file: &str) -> String {
    file.rsplit('/').next().unwrap().to_owned()
}

/// The list, its rows as `CB12 | Chi bộ thôn 3 | …`, and the messages of one run of `remind`.
pub(crate) struct Papers {
    pub(crate) said: String,
    pub(crate) list: Vec<String>,
    pub(crate) messages: String,
    pub(crate) folder: PathBuf,
}

impl Papers {
    /// The line of the unit with this code in the list.
    pub(crate) fn line_of(&self, code: &str) -> &str {
        let found = self.list.iter().find(|line| line.contains(&format!("| {code} |")));
        found.unwrap_or_else(|| panic!("{code}: {:#?}", self.list))
    }

    /// The line of a unit in the list.
    pub(crate) fn line(&self, unit: &str) -> &str {
        let found = self.list.iter().find(|line| line.contains(&format!("| {unit} |")));
        found.unwrap_or_else(|| panic!("{unit}: {:#?}", self.list))
    }
}

impl Quarter {
    /// What a clerk types into the row of a unit's finding.
    pub(crate) fn decide(&self, unit: &str, code: &str, typed: &[(&str, &str)]) {
        const SHEET: &str = "Việc cần quyết";
        let file = self.path("xac-nhan.xlsx");
        let rows = rows(&file, SHEET);
        let row = rows.iter().find(|(_, row)| {
            let names = |said: &str| said == unit || said.contains(&format!("«{unit}»"));
            row.iter().any(|(_, said)| names(said)) && row.iter().any(|(_, said)| said == code)
        });
        let (row, _) = row.unwrap_or_else(|| panic!("{unit} {code}: {rows:#?}"));
        for (column, said) in typed {
            let of_head = rows[0].1.iter().find(|(_, head)| head == column).unwrap();
            let cell = format!("{}{}", of_head.0, row + 1);
            set_cell(&file, SHEET, &cell, &Content::Text((*said).to_owned()));
        }
    }

    /// The papers of a period, as of a day.
    pub(crate) fn remind(&self, period: &str, day: &str) -> Papers {
        let (code, said) = self.run("remind", &["--period", period, "--as-of", day]);
        assert_eq!(code, Some(0), "{said}");
        let listed = said.lines().find(|line| line.ends_with("danh-sach.xlsx"));
        let folder = listed.unwrap_or_else(|| panic!("{said}")).trim_start_matches("WS/");
        let folder = self.path(folder.strip_suffix("/danh-sach.xlsx").unwrap());
        let list = rows(&folder.join("danh-sach.xlsx"), "Danh sách");
        let line = |row: &[(String, String)]| {
            row.iter().map(|(_, said)| said.as_str()).collect::<Vec<_>>().join(" | ")
        };
        let messages = std::fs::read_to_string(folder.join("tin-nhan.txt")).unwrap_or_default();
        Papers { said, list: list.iter().map(|(_, row)| line(row)).collect(), messages, folder }
    }
}

/// The rows of a sheet by their number, each with the letters of its columns.
fn rows(file: &std::path::Path, name: &str) -> Vec<(u32, Vec<(String, String)>)> {
    let bytes = std::fs::read(file).unwrap();
    let book = sheet::read("x.xlsx", &bytes, &sheet::Limits::default()).unwrap();
    let mut rows: BTreeMap<u32, Vec<(String, String)>> = BTreeMap::new();
    for (at, cell) in book.sheet(name).unwrap().iter() {
        let column = CellRef::column_name(at.col);
        rows.entry(at.row).or_default().push((column, cell.text.clone()));
    }
    rows.into_iter().collect()
}
