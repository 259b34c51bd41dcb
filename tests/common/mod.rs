#![allow(dead_code, unreachable_pub)] // each test binary uses its own part of this
//! Workspaces for tests: a copy of a sample, edited as a case says.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tonghop::ooxml::Package;

/// The repository's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program.
pub fn tonghop(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tonghop")).args(arguments).output().unwrap()
}

/// Runs the program on a number of threads.
pub fn tonghop_on_threads(arguments: &[&str], threads: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonghop"));
    command.args(arguments).env("RAYON_NUM_THREADS", threads).output().unwrap()
}

/// Text of a stream.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The text of a document's body, paragraph by paragraph.
pub fn paragraphs(document: &[u8]) -> Vec<String> {
    let mut package = Package::open(document.to_vec()).unwrap();
    let xml = text(&package.read("word/document.xml").unwrap());
    xml.split("</w:p>")
        .map(|paragraph| {
            let runs =
                paragraph.split("<w:t").skip(1).filter(|run| run.starts_with(['>', ' ']));
            runs.map(|run| run.split_once('>').unwrap().1.split("</w:t>").next().unwrap())
                .collect()
        })
        .filter(|paragraph: &String| !paragraph.is_empty())
        .collect()
}

/// A copy of a sample workspace in a folder of its own.
pub fn copy_of(sample: &str, to: &Path) {
    copy_folder(&root().join("input-samples").join(sample), to);
}

/// Copies a folder with everything in it but results: whoever has followed the README has some.
pub fn copy_folder(from: &Path, to: &Path) {
    let wanted = |entry: &walkdir::DirEntry| {
        let name = entry.file_name();
        name != "ket-qua" && name != ".tonghop" && name != "xac-nhan.xlsx"
    };
    let entries = walkdir::WalkDir::new(from).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(wanted) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
        } else {
            std::fs::copy(entry.path(), &target).unwrap();
        }
    }
}

/// Puts another cell in the place of one, given as the inside of `<c …>…</c>` and its attributes.
pub fn set_cell(file: &Path, sheet: &str, cell: &str, content: &Content) {
    let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
    let part = sheet_part(&mut package, sheet);
    let xml = text(&package.read(&part).unwrap());
    package.put(&part, with_cell(&xml, cell, content).into_bytes());
    std::fs::write(file, package.write().unwrap()).unwrap();
}

/// Puts other cells in the place of some, by sheet and address.
pub fn set_cells(file: &Path, cells: &[(String, String, Content)]) {
    let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
    for (sheet, cell, content) in cells {
        let part = sheet_part(&mut package, sheet);
        let xml = text(&package.read(&part).unwrap());
        package.put(&part, with_cell(&xml, cell, content).into_bytes());
    }
    std::fs::write(file, package.write().unwrap()).unwrap();
}

/// What a test puts into a cell.
pub enum Content {
    Text(String),
    Number(String),
    Date(String),
    Error(String),
    Formula { formula: String, result: Option<String> },
    Blank,
}

impl Content {
    fn xml(&self, cell: &str, style: &str) -> String {
        match self {
            Self::Text(text) => format!(
                "<c r=\"{cell}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                text.replace('&', "&amp;").replace('<', "&lt;")
            ),
            Self::Number(number) => format!("<c r=\"{cell}\"{style}><v>{number}</v></c>"),
            Self::Date(date) => format!("<c r=\"{cell}\"{style} t=\"d\"><v>{date}</v></c>"),
            Self::Error(error) => format!("<c r=\"{cell}\"{style} t=\"e\"><v>{error}</v></c>"),
            Self::Formula { formula, result } => {
                let value =
                    result.as_ref().map_or("<v/>".to_owned(), |r| format!("<v>{r}</v>"));
                format!("<c r=\"{cell}\"{style}><f>{formula}</f>{value}</c>")
            }
            Self::Blank => format!("<c r=\"{cell}\"{style}/>"),
        }
    }
}

/// The part of the sheet with this name.
pub fn sheet_part(package: &mut Package, sheet: &str) -> String {
    let workbook = text(&package.read("xl/workbook.xml").unwrap());
    let element = workbook
        .split('<')
        .find(|e| e.starts_with("sheet ") && attribute(e, "name") == Some(&escaped(sheet)))
        .unwrap_or_else(|| panic!("no sheet {sheet}"));
    let id = attribute(element, "r:id").unwrap();
    let relations = text(&package.read("xl/_rels/workbook.xml.rels").unwrap());
    let relation = relations
        .split('<')
        .find(|e| e.starts_with("Relationship ") && attribute(e, "Id") == Some(id))
        .unwrap();
    let target = attribute(relation, "Target").unwrap();
    target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned)
}

/// Renames a sheet of a workbook.
pub fn rename_sheet(file: &Path, from: &str, to: &str) {
    let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
    let workbook = text(&package.read("xl/workbook.xml").unwrap());
    let renamed = workbook
        .replace(&format!("name=\"{}\"", escaped(from)), &format!("name=\"{}\"", escaped(to)));
    assert_ne!(workbook, renamed, "no sheet {from}");
    package.put("xl/workbook.xml", renamed.into_bytes());
    std::fs::write(file, package.write().unwrap()).unwrap();
}

fn escaped(name: &str) -> String {
    name.replace('&', "&amp;")
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let start = element.find(&format!(" {name}=\""))? + name.len() + 3;
    element[start..].split('"').next()
}

fn with_cell(xml: &str, cell: &str, content: &Content) -> String {
    let Some(start) = xml.find(&format!("<c r=\"{cell}\"")) else {
        return with_new_row(xml, cell, content);
    };
    let head_end = start + xml[start..].find('>').unwrap();
    let head = &xml[start..head_end];
    let end = if head.ends_with('/') {
        head_end + 1
    } else {
        start + xml[start..].find("</c>").unwrap() + 4
    };
    let style = attribute(head, "s").map_or(String::new(), |s| format!(" s=\"{s}\""));
    format!("{}{}{}", &xml[..start], content.xml(cell, &style), &xml[end..])
}

/// A cell in its place among the others of its row, or in a row of its own below all others.
fn with_new_row(xml: &str, cell: &str, content: &Content) -> String {
    let row = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    if let Some(start) = xml.find(&format!("<row r=\"{row}\"")) {
        let end = start + xml[start..].find("</row>").unwrap();
        let column = |cell: &str| cell.parse::<tonghop::ooxml::CellRef>().unwrap().col;
        let is_behind = |at: &usize| {
            let name = attribute(xml[*at..].split('>').next().unwrap(), "r");
            name.is_some_and(|name| column(name) > column(cell))
        };
        let cells = xml[start..end].match_indices("<c ").map(|(at, _)| start + at);
        let end = cells.into_iter().find(is_behind).unwrap_or(end);
        return format!("{}{}{}", &xml[..end], content.xml(cell, ""), &xml[end..]);
    }
    let row = format!("<row r=\"{row}\">{}</row></sheetData>", content.xml(cell, ""));
    assert!(xml.contains("</sheetData>"));
    xml.replacen("</sheetData>", &row, 1)
}
