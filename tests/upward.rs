//! Level by level on the sample commune: each section consolidates its own branches and sends up
//! the form that it has filled; the commune then has every figure that it has from all branches.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use common::{Content, root, set_cell, text, tonghop};
use tonghop::model::Operands;
use tonghop::ooxml::{CellRef, Package};
use tonghop::pipeline::{Request, consolidate};
use tonghop::sheet::{self, Sheet};

/// Periods whose returns the run needs, the run's own last.
const PERIODS: [&str; 3] = ["2023", "2024-Q1", "2024-6T"];
const PERIOD: &str = "2024-6T";
const SECTIONS: [&str; 3] = ["BP1", "BP2", "BP3"];
const COMMUNE: &str = "DBX";

fn sample() -> PathBuf {
    root().join("input-samples/xa")
}

/// Code of every unit, with the code above it and its row in the settings.
struct Units(BTreeMap<String, (String, u32)>);

impl Units {
    fn of_sample() -> Self {
        let bytes = std::fs::read(sample().join("thiet-lap.xlsx")).unwrap();
        let workbook =
            sheet::read("thiet-lap.xlsx", &bytes, &sheet::Limits::default()).unwrap();
        let sheet = workbook.sheet("Tổ chức").unwrap();
        let cell = |row, col| shown(sheet, row, col);
        let rows = (1..60).filter(|row| !cell(*row, 0).is_empty());
        Self(rows.map(|row| (cell(row, 0), (cell(row, 3), row + 1))).collect())
    }

    fn above(&self, code: &str) -> &str {
        &self.0[code].0
    }

    fn row(&self, code: &str) -> u32 {
        self.0[code].1
    }
}

fn shown(sheet: &Sheet, row: u32, col: u16) -> String {
    sheet.get(CellRef::new(row, col)).map_or_else(String::new, |cell| cell.text.clone())
}

/// The files of every branch, as the program has read them.
fn returns() -> BTreeMap<String, BTreeSet<String>> {
    let request = Request {
        workspace: sample(),
        period: PERIOD.parse().unwrap(),
        day: chrono::NaiveDate::default(),
    };
    let run = consolidate(&request, &|_, _| {}).expect("the sample is sound");
    let data = &run.packs[0].data;
    let mut files: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (key, figure) in data.figures.iter() {
        if let Operands::Cell(Some(source)) = &figure.operands
            && source.file.starts_with("bao-cao-den")
        {
            let code = data.tree.code(key.org).to_owned();
            files.entry(code).or_default().insert(source.file.to_string());
        }
    }
    files
}

/// Takes rows (from 1) out of a sheet.
fn without_rows(file: &Path, part: &str, rows: impl Iterator<Item = u32>) {
    let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
    let mut xml = text(&package.read(part).unwrap());
    for row in rows {
        let start = xml.find(&format!("<row r=\"{row}\"")).unwrap();
        let end = start + xml[start..].find("</row>").unwrap() + "</row>".len();
        xml.replace_range(start..end, "");
    }
    package.put(part, xml.into_bytes());
    std::fs::write(file, package.write().unwrap()).unwrap();
}

/// The workspace of an office that knows some of the units, with their returns.
fn workspace(
    office: &str,
    units: &Units,
    knows: impl Fn(&str) -> bool,
    returns: &BTreeMap<String, BTreeSet<String>>,
    at: &Path,
) {
    let settings = at.join("thiet-lap.xlsx");
    std::fs::create_dir_all(at.join("bao-cao-den")).unwrap();
    std::fs::copy(sample().join("thiet-lap.xlsx"), &settings).unwrap();
    set_cell(&settings, "Đơn vị", "B4", &Content::Text(office.to_owned()));
    set_cell(&settings, "Tổ chức", &format!("D{}", units.row(office)), &Content::Blank);
    let strangers = units.0.iter().filter(|(code, _)| !knows(code)).map(|(_, (_, row))| *row);
    without_rows(&settings, "xl/worksheets/sheet2.xml", strangers);
    if office != COMMUNE {
        // The plan is the commune's.
        without_rows(&settings, "xl/worksheets/sheet3.xml", 2..4);
    }
    let known = returns.iter().filter(|(code, _)| knows(code));
    for (number, file) in known.flat_map(|(_, files)| files).enumerate() {
        let to = at.join(format!("bao-cao-den/{number:03}.xlsx"));
        std::fs::copy(sample().join(file), to).unwrap();
    }
}

/// The commune with its own branches and, of each section, what that has filled.
fn from_sections(at: &Path) -> PathBuf {
    let (units, returns) = (Units::of_sample(), returns());
    let commune = at.join(COMMUNE);
    let own = |code: &str| code == COMMUNE || units.above(code) == COMMUNE;
    workspace(COMMUNE, &units, own, &returns, &commune);
    for section in SECTIONS {
        let folder = at.join(section);
        let below = |code: &str| code == section || units.above(code) == section;
        workspace(section, &units, below, &returns, &folder);
        for period in PERIODS {
            let output = tonghop(&["build", folder.to_str().unwrap(), "--period", period]);
            assert_eq!(output.status.code(), Some(0), "{section}: {}", text(&output.stderr));
            let filled = folder.join(format!("ket-qua/{period}/du-thao-01/bieu-1-btctw.xlsx"));
            let to = commune.join(format!("bao-cao-den/{section} {period}.xlsx"));
            std::fs::copy(filled, to).unwrap();
        }
    }
    commune
}

/// Value, unit of measure and coverage by organisation, period, element and category; what nobody
/// gave is left out, as well as whether a figure was read or worked out, which must differ.
fn export(workspace: &Path) -> BTreeMap<String, String> {
    let output = tonghop(&[
        "export",
        workspace.to_str().unwrap(),
        "--period",
        PERIOD,
        "--format",
        "csv",
    ]);
    let mut figures = BTreeMap::new();
    for line in text(&output.stdout).lines().skip(1) {
        let [org, period, element, category, value, unit, _, expected, received, _] =
            line.split(',').collect::<Vec<_>>().try_into().expect("ten columns");
        if !value.is_empty() {
            let key = format!("{org},{period},{element},{category}");
            figures.insert(key, format!("{value} {unit} {received}/{expected}"));
        }
    }
    figures
}

#[test]
fn from_section_to_commune_is_the_same_as_all_branches_at_once_until_a_cell_is_edited() {
    let folder = tempfile::tempdir().unwrap();
    let commune = from_sections(folder.path());

    let output = tonghop(&["check", commune.to_str().unwrap(), "--period", PERIOD]);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}{}",
        text(&output.stdout),
        text(&output.stderr)
    );

    let at_once = export(&sample());
    let by_level = export(&commune);
    // What the branches of a section report one by one the commune has not been told.
    let units = Units::of_sample();
    let told = |key: &str| {
        let code = key.split(',').next().unwrap();
        !SECTIONS.contains(&units.above(code))
    };
    let expected: Vec<_> = at_once.iter().filter(|(key, _)| told(key)).collect();
    assert!(expected.len() > 500, "{}", expected.len());
    let differs =
        expected.into_iter().map(|(key, figure)| (key, Some(figure), by_level.get(key)));
    let differs: Vec<_> = differs.filter(|(_, one, other)| one != other).take(5).collect();
    assert!(differs.is_empty(), "{differs:#?}");

    an_edited_cell_is_told_and_what_it_says_is_added(&commune, &by_level);
}

/// Row D of a section is one more than was consolidated.
fn an_edited_cell_is_told_and_what_it_says_is_added(
    commune: &Path,
    before: &BTreeMap<String, String>,
) {
    let returned = commune.join(format!("bao-cao-den/BP2 {PERIOD}.xlsx"));
    let bytes = std::fs::read(&returned).unwrap();
    let workbook = sheet::read("BP2.xlsx", &bytes, &sheet::Limits::default()).unwrap();
    let sheet = workbook.sheet("1-BTCTW").unwrap();
    let row = (0..60).find(|row| shown(sheet, *row, 0).starts_with("D. ")).unwrap();
    let number = |figures: &BTreeMap<String, String>, unit: &str| -> i64 {
        let figure = &figures[&format!("{unit},{PERIOD},dang_vien,tong")];
        figure.split(' ').next().unwrap().parse().unwrap()
    };
    let more = number(before, "BP2") + 1;
    set_cell(
        &returned,
        "1-BTCTW",
        &format!("C{}", row + 1),
        &Content::Number(more.to_string()),
    );

    let output =
        tonghop(&["check", commune.to_str().unwrap(), "--period", PERIOD, "--format", "short"]);
    let said = text(&output.stdout);
    let place = format!("bao-cao-den/BP2 {PERIOD}.xlsx:1-BTCTW!C{}: ", row + 1);
    let told = said.lines().find(|line| line.contains("W217")).expect("W217");
    assert!(told.starts_with(&place), "{told}");
    assert!(
        told.contains(&more.to_string()) && told.contains(&(more - 1).to_string()),
        "{told}"
    );
    // A + B − C = D is broken on that return by the very edit.
    assert!(said.contains(&format!("{place}lỗi[E301]")), "{said}");
    let after = export(commune);
    assert_eq!(number(&after, "BP2"), more);
    assert_eq!(number(&after, COMMUNE), number(before, COMMUNE) + 1);
}
