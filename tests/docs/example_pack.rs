//! The examples of the page on packs, made from the page alone, give the reports it shows.

use std::path::{Path, PathBuf};
use std::process::Command;

use docx_rs::{Docx, Paragraph, Run};
use rust_xlsxwriter::{Workbook, Worksheet};
use tonghop::ooxml::{CellRef, Package};

use super::markdown::{blocks, page, section, table};

/// Cells by address.
type Cells = Vec<(String, String)>;

/// The branches of both examples, in the order of the page's columns.
const BRANCHES: [&str; 2] = ["Chi bộ Thôn Một", "Chi bộ Thôn Hai"];

#[test]
fn the_example_pack_gives_the_report_that_the_page_shows() {
    let page = page("docs/goi-bieu-mau.md");
    let example = section(&page, "Ví dụ trọn vẹn");
    let workspace = tempfile::tempdir().unwrap();
    let forms = ["bieu/chi-bo.xlsx", "bieu/danh-sach.xlsx"];
    let texts = write_pack(example, &workspace.path().join("bo-bieu/hoc-nq"), &forms);
    write_settings("hoc-nq", &workspace.path().join("thiet-lap.xlsx"));
    let written = table(example, "ô", "Chi bộ Thôn Một");
    for (column, branch) in BRANCHES.iter().enumerate() {
        write_return(example, forms[0], branch, &written, column + 1, workspace.path());
    }

    let draft = build(workspace.path(), "2024-Q1", "2/2");
    assert_eq!(paragraphs(&draft.join("bao-cao.docx")), texts[1].lines().collect::<Vec<_>>());
    let list = std::fs::read(draft.join("danh-sach.xlsx")).unwrap();
    let list =
        tonghop::sheet::read("danh-sach.xlsx", &list, &tonghop::sheet::Limits::default());
    let list = list.unwrap();
    let sum = list.sheets[0].get(CellRef::new(3, 2)).unwrap();
    assert_eq!(sum.formula.as_deref(), Some("SUM(C2:C3)"));
}

#[test]
fn the_quarterly_example_gives_both_reports_that_the_page_shows() {
    let page = page("docs/goi-bieu-mau.md");
    let example = section(&page, "Ví dụ hằng quý");
    let workspace = tempfile::tempdir().unwrap();
    let form = "bieu/dv-quy.xlsx";
    let texts = write_pack(example, &workspace.path().join("bo-bieu/dv-quy"), &[form]);
    write_settings("dv-quy", &workspace.path().join("thiet-lap.xlsx"));
    let written = table(example, "ô", "Thôn Một, quý I");
    for column in 1..=4 {
        let branch = BRANCHES[(column - 1) % 2];
        write_return(example, form, branch, &written, column, workspace.path());
    }

    for (period, received, text) in [("2024-6T", "2/2", 1), ("2024-Q2", "4/4", 2)] {
        let draft = build(workspace.path(), period, received);
        let report = paragraphs(&draft.join("bao-cao.docx"));
        assert_eq!(report, texts[text].lines().collect::<Vec<_>>(), "{period}");
    }
}

/// Builds the first draft for a period, all returns received and nothing wrong.
fn build(workspace: &Path, period: &str, received: &str) -> PathBuf {
    let out = workspace.join(period);
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonghop"));
    command.arg("build").arg(workspace).args(["--period", period]).arg("--out").arg(&out);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains(received), "{said}");
    out.join("du-thao-01")
}

/// Writes the pack; gives the texts of the page: the report's template, and what it makes.
fn write_pack(example: &str, pack: &Path, books: &[&str]) -> Vec<String> {
    std::fs::create_dir_all(pack.join("bieu")).unwrap();
    let (toml, texts): (Vec<_>, Vec<_>) =
        blocks(example).into_iter().partition(|block| block.info == "toml");
    for block in toml {
        let name = block.text.lines().next().unwrap().trim_start_matches("# ");
        std::fs::write(pack.join(name), &block.text).unwrap();
    }
    for name in books {
        write_book(&cells(example, name), &pack.join(name));
    }
    let texts: Vec<String> = texts.into_iter().map(|block| block.text).collect();
    let docx = texts[0].lines().fold(Docx::new(), |docx, line| {
        docx.add_paragraph(Paragraph::new().add_run(Run::new().add_text(line)))
    });
    let file = std::fs::File::create(pack.join("bao-cao.docx")).unwrap();
    docx.build().pack(file).unwrap();
    texts
}

fn write_settings(pack: &str, path: &Path) {
    let mut book = Workbook::new();
    let office = [
        ["Tên cơ quan, đơn vị", "Đảng ủy xã Mẫu"],
        ["Mã tổ chức", "DB"],
        ["Bộ biểu mẫu", pack],
    ];
    book.add_worksheet().set_name("Đơn vị").unwrap().write_row_matrix(0, 0, office).unwrap();
    let units = [
        ["Mã", "Tên", "Loại", "Trực thuộc"],
        ["DB", "Đảng bộ xã Mẫu", "Đảng bộ cơ sở", ""],
        ["CB1", "Chi bộ Thôn Một", "Chi bộ trực thuộc", "DB"],
        ["CB2", "Chi bộ Thôn Hai", "Chi bộ trực thuộc", "DB"],
    ];
    book.add_worksheet().set_name("Tổ chức").unwrap().write_row_matrix(0, 0, units).unwrap();
    book.save(path).unwrap();
}

/// A branch fills in the form: its tags give way to what a column of the page says it wrote.
fn write_return(
    example: &str,
    form: &str,
    branch: &str,
    written: &[Vec<String>],
    column: usize,
    workspace: &Path,
) {
    let folder = workspace.join("bao-cao-den");
    std::fs::create_dir_all(&folder).unwrap();
    let mut form = cells(example, form);
    form.retain(|(_, text)| !text.contains("{{"));
    form.push(("B2".to_owned(), branch.to_owned()));
    form.extend(written.iter().map(|row| (row[0].clone(), row[column].clone())));
    write_book(&form, &folder.join(format!("{branch} {column}.xlsx")));
}

fn cells(example: &str, file: &str) -> Cells {
    table(example, "ô", file).into_iter().map(|row| (row[0].clone(), row[1].clone())).collect()
}

fn write_book(cells: &Cells, path: &Path) {
    let mut book = Workbook::new();
    let sheet: &mut Worksheet = book.add_worksheet().set_name("Biểu").unwrap();
    for (at, text) in cells {
        let at: CellRef = at.parse().unwrap();
        match (text.strip_prefix('='), text.parse::<f64>()) {
            (Some(formula), _) => sheet.write_formula(at.row, at.col, formula).unwrap(),
            (None, Ok(number)) => sheet.write_number(at.row, at.col, number).unwrap(),
            (None, Err(_)) => sheet.write_string(at.row, at.col, text).unwrap(),
        };
    }
    book.save(path).unwrap();
}

/// The text of each paragraph of a document.
fn paragraphs(path: &Path) -> Vec<String> {
    let mut package = Package::open(std::fs::read(path).unwrap()).unwrap();
    let xml = String::from_utf8(package.read("word/document.xml").unwrap()).unwrap();
    let paragraphs = xml.split("</w:p>").map(|paragraph| {
        let texts = paragraph.split("<w:t").skip(1).filter_map(|text| text.split_once('>'));
        let texts = texts.filter_map(|(_, text)| Some(text.split_once("</w:t>")?.0));
        texts
            .collect::<String>()
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
            // A number of months stays on one line with its unit.
            .replace('\u{a0}', " ")
    });
    paragraphs.filter(|text| !text.is_empty()).collect()
}
