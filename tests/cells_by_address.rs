//! A superior's form that no tag may be put into: `[form.cells]` says by address what each cell
//! holds. It is read and filled like one with tags.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use common::{Content, copy_folder, root, set_cell, text, tonghop};
use tonghop::ooxml::Package;
use tonghop::sheet;

const FORM: &str = "bo-bieu/dang-vien/bieu-5.xlsx";
const PACK: &str = "bo-bieu/dang-vien/pack.toml";

struct Workspace(tempfile::TempDir);

impl Workspace {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(&root().join("tests/workspaces/dang-vien"), folder.path());
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The workspace with the tags of its form taken out and named in the pack instead.
    fn by_address(more: &str) -> Self {
        let workspace = Self::new();
        let form = workspace.path(FORM);
        let mut cells = String::new();
        for (at, tag) in tags(&form) {
            set_cell(&form, "Biểu 5", &at, &Content::Blank);
            writeln!(cells, "\"Biểu 5!{at}\" = \"{tag}\"").unwrap();
        }
        assert!(cells.lines().count() > 10);
        let pack = std::fs::read_to_string(workspace.path(PACK)).unwrap();
        let pack = format!("{pack}{more}\n[form.cells]\n{cells}");
        std::fs::write(workspace.path(PACK), pack).unwrap();
        workspace
    }

    fn run(&self, command: &str, more: &[&str]) -> std::process::Output {
        let folder = self.0.path().display().to_string();
        tonghop(&[&[command, folder.as_str(), "--period", "2024"], more].concat())
    }
}

fn tags(form: &Path) -> Vec<(String, String)> {
    let bytes = std::fs::read(form).unwrap();
    let workbook = sheet::read("form", &bytes, &sheet::Limits::default()).unwrap();
    let cells = workbook.sheets[0].iter();
    let tag = |(at, cell): (tonghop::ooxml::CellRef, &sheet::Cell)| {
        let tag = cell.text.strip_prefix("{{")?.strip_suffix("}}")?;
        Some((at.to_string(), tag.trim().to_owned()))
    };
    cells.filter_map(tag).collect()
}

/// Address and text of every cell of the first sheet of a filled form.
fn cells(file: &Path) -> Vec<(String, String)> {
    let bytes = std::fs::read(file).unwrap();
    let workbook = sheet::read("filled", &bytes, &sheet::Limits::default()).unwrap();
    let cells = workbook.sheets[0].iter();
    cells.map(|(at, cell)| (at.to_string(), cell.text.clone())).collect()
}

fn draft(output: &std::process::Output, name: &str) -> PathBuf {
    let told = text(&output.stdout);
    let line = told.lines().find(|line| line.ends_with(name));
    PathBuf::from(line.unwrap_or_else(|| panic!("no {name}: {told}{}", text(&output.stderr))))
}

#[test]
fn a_form_with_cells_by_address_is_read_and_filled_as_one_with_tags() {
    let (tagged, by_address) = (Workspace::new(), Workspace::by_address(""));
    let export =
        |workspace: &Workspace| text(&workspace.run("export", &["--format", "csv"]).stdout);
    let figures = export(&by_address);
    assert!(figures.contains("loai_hinh"), "{figures}");
    assert_eq!(figures, export(&tagged));
    let filled =
        |workspace: &Workspace| cells(&draft(&workspace.run("build", &[]), "bieu-5.xlsx"));
    assert_eq!(filled(&by_address), filled(&tagged));
}

#[test]
fn a_certificate_of_each_workbook_stands_in_the_draft() {
    let workspace = Workspace::by_address("");
    let built = workspace.run("build", &["--certificate"]);
    let page = std::fs::read_to_string(draft(&built, "bieu-5.xlsx.chung-nhan.txt")).unwrap();
    for line in [
        "CHỨNG NHẬN ĐIỀN MẪU",
        "Tệp mẫu: bieu-5.xlsx",
        "điền theo địa chỉ ô; trước: (trống); nay:",
    ] {
        assert!(page.contains(line), "no {line} in\n{page}");
    }
    let again = workspace.run("build", &["--certificate"]);
    let second = draft(&again, "bieu-5.xlsx.chung-nhan.txt");
    assert_eq!(std::fs::read_to_string(second).unwrap(), page);
}

#[test]
fn what_is_wrong_with_an_address_is_told_before_anything_is_read() {
    let workspace = Workspace::by_address("");
    let pack = std::fs::read_to_string(workspace.path(PACK)).unwrap();
    let told = |from: &str, to: &str| {
        assert!(pack.contains(from));
        std::fs::write(workspace.path(PACK), pack.replacen(from, to, 1)).unwrap();
        let output = workspace.run("check", &["--format", "short"]);
        assert_eq!(output.status.code(), Some(2));
        text(&output.stdout)
    };
    for (from, to, code) in [
        ("\"Biểu 5!B12\"", "\"Biểu 5!12\"", "E713"),
        ("\"Biểu 5!B12\"", "\"Bieu 5!B12\"", "E632"),
        ("\"loai_hinh.xa\"", "\"loai_hinh.xaa\"", "E702"),
    ] {
        let told = told(from, to);
        assert!(told.contains(code), "{to}: {told}");
    }
}

#[test]
fn a_locked_form_is_filled_when_its_pack_gives_leave() {
    let protect = |workspace: &Workspace| {
        let form = workspace.path(FORM);
        let mut package = Package::open(std::fs::read(&form).unwrap()).unwrap();
        let part = "xl/worksheets/sheet1.xml";
        let xml = text(&package.read(part).unwrap());
        let xml = xml.replacen("</sheetData>", "</sheetData><sheetProtection sheet=\"1\"/>", 1);
        package.put(part, xml.into_bytes());
        std::fs::write(&form, package.write().unwrap()).unwrap();
    };
    let refused = Workspace::by_address("");
    protect(&refused);
    let told = text(&refused.run("check", &["--format", "short"]).stdout);
    assert!(told.contains("E631") && told.contains("B12"), "{told}");
    let allowed = Workspace::by_address("fill_locked = true\n");
    protect(&allowed);
    draft(&allowed.run("build", &[]), "bieu-5.xlsx");
}
