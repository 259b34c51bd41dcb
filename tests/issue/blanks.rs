//! What goes out.

use std::path::Path;

use tonghop::ooxml::Package;
use tonghop::pipeline::{IssueOptions, issue};
use tonghop::sheet::{Value, Visibility};

use super::common::{Content, copy_of, set_cell, text, tonghop};
use super::office::{blank_of, identity, issued, place, read, run};

#[test]
fn every_unit_that_owes_a_form_gets_its_blank_with_its_name_and_period_in_it() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", folder.path());
    let issued = issued(folder.path(), "2019..2023", &IssueOptions::default());
    assert_eq!(issued.folder, folder.path().join("phat-hanh/2019-2023"));
    assert_eq!((issued.names.len(), issued.units), (6, 6));
    for name in &issued.names {
        assert!(name.is_ascii() && name.len() <= 100, "{name}");
        let blank = read(&issued.folder.join(name));
        assert!(name.starts_with(&format!("{}-", identity(&blank, "unit"))), "{name}");
        assert_eq!(identity(&blank, "period"), "2019..2023");
        let tagged = blank.sheets.iter().flat_map(tonghop::sheet::Sheet::iter);
        let tags: Vec<_> = tagged.filter(|(_, cell)| cell.text.contains("{{")).collect();
        assert!(tags.is_empty(), "{name}: {tags:?}");
        let seen = |sheet: &&tonghop::sheet::Sheet| sheet.visibility == Visibility::Visible;
        assert_eq!(blank.sheets.iter().rfind(seen).unwrap().name, "Hướng dẫn");
    }
    let blank = read(&blank_of(&issued, "CB02", "ct28-chi-bo"));
    let sheet = blank.sheet("Kết nạp").unwrap();
    let shown = |cell: &str| sheet.get(cell.parse().unwrap()).map(|cell| cell.text.clone());
    assert_eq!(shown("C6").as_deref(), Some("Chi bộ Phòng Văn xã - Ngoại vụ"));
    assert_eq!(shown("C7").as_deref(), Some("giai đoạn 2019 - 2023"));
    assert_eq!(shown("D13"), None, "a figure is for the branch to type");
    let opening = sheet.get("E11".parse().unwrap()).unwrap();
    assert!(opening.formula.as_ref().unwrap().contains("'Đặc điểm tình hình'!D11"));
}

#[test]
fn what_earlier_returns_say_is_written_in_and_what_they_do_not_is_told() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("xa", folder.path());
    // What is missing of the year before is not known.
    let gone = folder.path().join("bao-cao-den/2023/CB01 nam 2023.xlsx");
    let unit = identity_of_return(folder.path(), &gone);
    std::fs::remove_file(&gone).unwrap();
    let issued = issued(folder.path(), "2024-Q1", &IssueOptions::default());
    let without = read(&blank_of(&issued, &unit, "1-btctw"));
    let (sheet, cell) = place(&without, "dang_vien_dau_ky", "2024-Q1");
    assert!(without.sheet(&sheet).unwrap().get(cell).is_none(), "nobody knows it");
    let told: Vec<String> =
        issued.findings.iter().map(|found| found.finding.code.to_string()).collect();
    assert_eq!(told, ["I412"]);

    let other = if unit == "CB02" { "CB03" } else { "CB02" };
    let with = read(&blank_of(&issued, other, "1-btctw"));
    let (sheet, cell) = place(&with, "dang_vien_dau_ky", "2024-Q1");
    let carried = with.sheet(&sheet).unwrap().get(cell).unwrap();
    let run = run(folder.path(), "2024-Q1");
    let (closing, _) = super::office::figure(&run, other, "dang_vien", "2023");
    assert_eq!(carried.value, Value::Number(closing.parse().unwrap()));
}

/// The unit whose return a file is.
fn identity_of_return(workspace: &Path, file: &Path) -> String {
    let run = run(workspace, "2024-Q1");
    let path = file.strip_prefix(workspace).unwrap().to_str().unwrap();
    let data = &run.packs[0].data;
    let from = |figure: &tonghop::model::Figure| match &figure.operands {
        tonghop::model::Operands::Cell(Some(source)) => &*source.file == path,
        _ => false,
    };
    let (key, _) = data.figures.iter().find(|(_, figure)| from(figure)).unwrap();
    data.tree.code(key.org).to_owned()
}

#[test]
fn issuing_again_changes_nothing_that_is_there_and_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", folder.path());
    let one = IssueOptions { org: Some("CB03".to_owned()), out: None, entered: false };
    let first = issued(folder.path(), "2019..2023", &one);
    let again = issued(folder.path(), "2019..2023", &one);
    assert_eq!(first.names, again.names);
    assert_eq!(first.names.len(), 1);
    assert_eq!(again.folder, folder.path().join("phat-hanh/2019-2023-lan-02"));
    let bytes = |folder: &Path| std::fs::read(folder.join(&first.names[0])).unwrap();
    assert!(bytes(&first.folder) == bytes(&again.folder));
}

#[test]
fn for_a_period_that_nobody_reports_on_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("xa", folder.path());
    let Err(findings) = issue(&run(folder.path(), "2024-Q2"), &IssueOptions::default()) else {
        panic!("a single quarter of a cumulative duty is nobody's return")
    };
    let told: Vec<String> =
        findings.iter().map(|found| found.finding.code.to_string()).collect();
    assert_eq!(told, ["E530"]);
    assert!(!folder.path().join("phat-hanh").exists());
    let stray = IssueOptions { org: Some("CB99".to_owned()), out: None, entered: false };
    assert!(issue(&run(folder.path(), "2024-Q1"), &stray).is_err());
    let within = folder.path().join("bao-cao-den/phat");
    let within = IssueOptions { org: None, out: Some(within), entered: false };
    assert!(issue(&run(folder.path(), "2024-Q1"), &within).is_err());
    assert!(!folder.path().join("phat-hanh").exists());
}

#[test]
fn a_unit_that_closed_has_no_cells_for_the_time_after_and_none_once_it_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", folder.path());
    let settings = folder.path().join("thiet-lap.xlsx");
    let (row, column) = settings_cell(&settings, "CB03", "Ngày kết thúc");
    let cell = format!("{column}{row}");
    set_cell(&settings, "Tổ chức", &cell, &Content::Text("30/6/2021".to_owned()));
    let issued = issued(folder.path(), "2019..2023", &IssueOptions::default());
    let blank = blank_of(&issued, "CB03", "ct28-chi-bo");
    let open = open_cells(&blank, "Sinh hoạt chi bộ");
    assert!(open.contains(&"F11".to_owned()), "2021: {open:?}");
    assert!(!open.iter().any(|cell| cell.starts_with(['G', 'H'])), "2022, 2023: {open:?}");
    let workbook = read(&blank);
    let opening = workbook.sheet("Kết nạp").unwrap().get("G11".parse().unwrap());
    assert!(opening.is_none(), "no formula for a year without the unit: {opening:?}");

    set_cell(&settings, "Tổ chức", &cell, &Content::Text("30/6/2018".to_owned()));
    let issued = super::office::issued(folder.path(), "2019..2023", &IssueOptions::default());
    assert!(!issued.names.iter().any(|name| name.starts_with("CB03-")), "{:?}", issued.names);
}

#[test]
fn names_of_units_may_hold_what_files_and_formulas_cannot() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", folder.path());
    let settings = folder.path().join("thiet-lap.xlsx");
    let (row, column) = settings_cell(&settings, "CB03", "Tên");
    let strange = "=Chi bộ \"Thôn 1/2\" <A&B>: 'số' *mới*? | Đội [7]\\";
    set_cell(
        &settings,
        "Tổ chức",
        &format!("{column}{row}"),
        &Content::Text(strange.to_owned()),
    );
    let issued = issued(folder.path(), "2019..2023", &IssueOptions::default());
    let file = blank_of(&issued, "CB03", "ct28-chi-bo");
    let name = file.file_name().unwrap().to_str().unwrap();
    assert_eq!(name, "CB03-chi-bo-thon-1-2-a-b-so-moi-doi-7-ct28-chi-bo-2019-2023.xlsx");
    let blank = read(&file);
    let header = blank.sheet("Kết nạp").unwrap().get("C6".parse().unwrap()).unwrap();
    assert_eq!((header.text.as_str(), &header.formula), (strange, &None));
}

#[test]
fn figures_that_come_from_a_return_with_errors_are_told() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("xa", folder.path());
    let file = folder.path().join("bao-cao-den/2023/CB01 nam 2023.xlsx");
    let unit = identity_of_return(folder.path(), &file);
    // More left than there is room for: A + B − C is not D.
    set_cell(&file, "1-BTCTW", "C20", &Content::Number("7".to_owned()));
    let one = IssueOptions { org: Some(unit), out: None, entered: false };
    let issued = issued(folder.path(), "2024-Q1", &one);
    let told: Vec<String> =
        issued.findings.iter().map(|found| found.finding.code.to_string()).collect();
    assert_eq!(told, ["W410"]);
}

/// Row of a unit and column of a heading in the settings.
fn settings_cell(settings: &Path, code: &str, heading: &str) -> (u32, String) {
    let workbook = read(settings);
    let sheet = workbook.sheet("Tổ chức").unwrap();
    let find = |text: &str| sheet.iter().find(|(_, cell)| cell.text == text).unwrap().0;
    (find(code).row + 1, tonghop::ooxml::CellRef::column_name(find(heading).col))
}

/// Cells of a sheet that may be typed into while it is protected.
fn open_cells(file: &Path, sheet: &str) -> Vec<String> {
    let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
    let workbook = text(&package.read("xl/workbook.xml").unwrap());
    let sheets = workbook.split("<sheet ").skip(1);
    let number = sheets.take_while(|at| !at.contains(&format!("name=\"{sheet}\""))).count() + 1;
    let xml = text(&package.read(&format!("xl/worksheets/sheet{number}.xml")).unwrap());
    assert!(xml.contains("<sheetProtection "), "{sheet}");
    let styles = text(&package.read("xl/styles.xml").unwrap());
    let formats = styles.split("<cellXfs").nth(1).unwrap().split("</cellXfs>").next().unwrap();
    let formats: Vec<&str> = formats.split("<xf ").skip(1).collect();
    let cells = xml.split("<c r=\"").skip(1).filter_map(|cell| {
        let style: usize = cell.split(" s=\"").nth(1)?.split('"').next()?.parse().ok()?;
        formats[style].contains("locked=\"0\"").then(|| cell.split('"').next().unwrap())
    });
    cells.map(str::to_owned).collect()
}

#[test]
fn cells_to_fill_in_are_open_and_say_what_belongs_in_them() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("xa", folder.path());
    let one = IssueOptions { org: Some("CB02".to_owned()), out: None, entered: false };
    let issued = issued(folder.path(), "2024-Q1", &one);
    let blank = blank_of(&issued, "CB02", "1-btctw");
    let open = open_cells(&blank, "1-BTCTW");
    let expected = [
        "C7", "C12", "C14", "C15", "C16", "C17", "C18", "C20", "C21", "C22", "C23", "C24",
        "C26", "C27", "C28", "C29", "C30", "C31",
    ];
    assert_eq!(open, expected);
    let mut package = Package::open(std::fs::read(&blank).unwrap()).unwrap();
    let xml = text(&package.read("xl/worksheets/sheet1.xml").unwrap());
    let rule =
        xml.split("<dataValidation ").find(|rule| rule.contains("sqref=\"C23\"")).unwrap();
    assert!(rule.contains("IF(ISNUMBER($C$22),$C$22,999999999)"), "{rule}");
    assert!(rule.contains("không lớn hơn ô C22 «Xóa tên»"), "{rule}");
    // A + B − C = D, watched while it is typed; B and C are sums of their lines.
    assert!(xml.contains("ROUND($C$10+$C$11-$C$19-$C$30,9)&lt;&gt;0"));
    assert!(xml.contains("<f>IF(COUNT(C12,C13,C18)=3,C12+C13+C18,&quot;&quot;)</f>"));
}

#[test]
fn the_command_says_how_many_and_where_and_lists_the_files() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", folder.path());
    let workspace = folder.path().to_str().unwrap();
    let out = folder.path().join("gui-di");
    let output = tonghop(&[
        "phat-hanh",
        workspace,
        "--period",
        "2019..2023",
        "--org",
        "CB01",
        "--out",
        out.to_str().unwrap(),
        "--verbose",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("đã phát hành 1 biểu cho 1 đơn vị vào "));
    let listed = text(&output.stdout);
    assert!(Path::new(listed.trim()).starts_with(out.join("2019-2023")), "{listed}");
    assert!(Path::new(listed.trim()).is_file());
}

#[test]
fn what_several_sums_want_alike_is_said_once_above_them() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("phuong", folder.path());
    let issued = issued(folder.path(), "2024-9T", &IssueOptions::default());
    let blank = read(&blank_of(&issued, "CB01", "2-btctw"));
    let told: Vec<String> =
        blank.sheet("Hướng dẫn").unwrap().iter().map(|(_, cell)| cell.text.clone()).collect();
    let instruction = "cộng lại các dòng của mục này; mỗi người chỉ ghi ở một dòng";
    let at = told.iter().position(|line| line.contains(instruction)).unwrap();
    assert_eq!(told[at], format!("- {instruction}:"));
    assert_eq!(told[at + 1].trim(), "+ nghề nghiệp: tổng = cộng các dòng.");
    assert_eq!(told.iter().filter(|line| line.contains(instruction)).count(), 1);
}
