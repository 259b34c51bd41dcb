//! A quarter of a commune, in the making.

use std::path::PathBuf;

use tempfile::TempDir;

use super::common::{Content, copy_of, set_cell, text, tonghop};

pub(crate) const PERIOD: &str = "2024-Q1";
pub(crate) const HAMLET_3: &str = "bao-cao-den/2024-quy-1/BTCTW1_thon3_QI_24.xlsx";
pub(crate) const HAMLET_7: &str = "bao-cao-den/2024-quy-1/CB thôn 7 quý I-2024.xlsx";

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
