//! Figures unlike others: asked about, never called wrong, and once accepted not asked about again until
//! the cell says something else.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::path::Path;

use common::{Content, copy_of, set_cells, text, tonghop};
use serde_json::Value;
use tonghop::ooxml::CellRef;
use tonghop::sheet::{self, Limits};

const HOTEL: &str = "bao-cao-den/Biểu CT28 - CB Nhà khách.xlsx";
const MEETINGS: &str = "Sinh hoạt chi bộ";
const HAMLET: &str = "bao-cao-den/2024-nam/Biểu 1-BTCTW thôn 1 năm 2024.xlsx";
const HAMLET_BEFORE: &str = "bao-cao-den/2023/Biểu 1-BTCTW thôn 1 năm 2023.xlsx";

fn sample(name: &str) -> tempfile::TempDir {
    let workspace = tempfile::tempdir().unwrap();
    copy_of(name, workspace.path());
    workspace
}

fn found(workspace: &Path, period: &str, code: &str) -> Vec<Value> {
    let at = workspace.to_str().unwrap();
    let told = tonghop(&["check", at, "--period", period, "--format", "json"]);
    let all: Vec<Value> = serde_json::from_slice(&told.stdout).unwrap();
    all.into_iter().filter(|finding| finding["code"] == code).collect()
}

fn put(workspace: &Path, file: &str, sheet: &str, cells: &[(&str, &str)]) {
    let cells: Vec<_> = cells
        .iter()
        .map(|(at, number)| {
            let content = Content::Number((*number).to_owned());
            (sheet.to_owned(), (*at).to_owned(), content)
        })
        .collect();
    set_cells(&workspace.join(file), &cells);
}

/// Accepts the finding of a code in the office's workbook of decisions.
fn accept(workspace: &Path, period: &str, code: &str) {
    let at = workspace.to_str().unwrap();
    let built = tonghop(&["build", at, "--period", period]);
    assert_ne!(built.status.code(), Some(2), "{}", text(&built.stderr));
    let path = workspace.join("xac-nhan.xlsx");
    let read = sheet::read("x", &std::fs::read(&path).unwrap(), &Limits::default()).unwrap();
    let rows = read.sheet("Việc cần quyết").unwrap();
    let heading = |name: &str| {
        let mut cells = rows.iter().filter(|(at, cell)| at.row == 0 && cell.text == name);
        cells.next().unwrap().0.col
    };
    let codes = heading("Mã");
    let mut cells = rows.iter().filter(|(at, cell)| at.col == codes && cell.text == code);
    let row = cells.next().unwrap_or_else(|| panic!("{code} is not offered")).0.row;
    let typed = [("Quyết định", "Chấp nhận"), ("Lý do, giải trình", "đơn vị báo lại: đúng")];
    let cells: Vec<_> = typed
        .iter()
        .map(|(name, says)| {
            let at = CellRef::new(row, heading(name)).to_string();
            ("Việc cần quyết".to_owned(), at, Content::Text((*says).to_owned()))
        })
        .collect();
    set_cells(&path, &cells);
}

#[test]
fn a_year_unlike_the_years_before_is_a_question_with_what_is_usual_and_no_error() {
    let workspace = sample("van-phong-ubnd");
    assert_eq!(found(workspace.path(), "2019..2023", "W330"), Vec::<Value>::new());
    put(workspace.path(), HOTEL, MEETINGS, &[("H13", "1920"), ("H14", "1830")]);
    let asked = found(workspace.path(), "2019..2023", "W330");
    assert_eq!(asked.len(), 1, "one for the return: {asked:#?}");
    let said = asked[0]["message"].as_str().unwrap();
    assert!(said.contains("1.920, các kỳ trước thường 180 – 192"), "{said}");
    assert!(said.ends_with("đúng không?"), "{said}");
    let cells = asked[0]["cells"].as_array().unwrap();
    let told: Vec<(&str, &str)> = cells
        .iter()
        .map(|cell| (cell["cell"].as_str().unwrap(), cell["usual"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [("H13", "180 – 192"), ("H14", "164 – 180")]);
    let at = workspace.path().to_str().unwrap();
    let checked = tonghop(&["check", at, "--period", "2019..2023"]);
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stdout));
}

#[test]
fn what_is_near_or_was_never_steady_is_not_asked_about() {
    let workspace = sample("van-phong-ubnd");
    // Within the floor of the pack; beyond it, where every year was another.
    put(workspace.path(), HOTEL, MEETINGS, &[("H13", "205")]);
    let unsteady =
        [("D14", "20"), ("E14", "90"), ("F14", "40"), ("G14", "160"), ("H14", "170")];
    put(workspace.path(), HOTEL, MEETINGS, &unsteady);
    assert_eq!(found(workspace.path(), "2019..2023", "W330"), Vec::<Value>::new());
}

#[test]
fn an_accepted_figure_stays_accepted_until_its_cell_changes() {
    let workspace = sample("van-phong-ubnd");
    let at = workspace.path();
    put(at, HOTEL, MEETINGS, &[("H13", "1920"), ("H14", "1830")]);
    accept(at, "2019..2023", "W330");
    let severity = |code| {
        let found = found(at, "2019..2023", code);
        found.iter().map(|one| one["severity"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(severity("W330"), ["info"]);
    // An earlier year is corrected: the figure is as unusual as it was.
    put(at, HOTEL, MEETINGS, &[("D13", "170")]);
    assert_eq!(severity("W330"), ["info"]);
    put(at, HOTEL, MEETINGS, &[("H13", "1930")]);
    assert_eq!(severity("W330"), ["warning"]);
}

#[test]
fn a_branch_unlike_its_peers_stays_accepted_when_returns_of_others_change() {
    let workspace = sample("xa");
    let at = workspace.path();
    put(at, HAMLET, "1-BTCTW", &[("C30", "230")]);
    let asked = found(at, "2024", "W331");
    assert_eq!(asked.len(), 1, "{asked:#?}");
    let said = asked[0]["message"].as_str().unwrap();
    assert!(said.contains("230, các đơn vị cùng loại thường"), "{said}");
    accept(at, "2024", "W331");
    put(at, "bao-cao-den/2024-nam/CB17 nam 2024.xlsx", "1-BTCTW", &[("C30", "2")]);
    let again = found(at, "2024", "W331");
    assert_ne!(again[0]["message"], asked[0]["message"], "what is usual has changed");
    assert_eq!(again[0]["severity"], "info");
    put(at, HAMLET, "1-BTCTW", &[("C30", "231")]);
    assert_eq!(found(at, "2024", "W331")[0]["severity"], "warning");
}

#[test]
fn a_return_with_all_figures_of_last_year_is_asked_about_once() {
    let workspace = sample("xa");
    let at = workspace.path();
    std::fs::copy(at.join(HAMLET_BEFORE), at.join(HAMLET)).unwrap();
    let period =
        [("1-BTCTW".to_owned(), "B6".to_owned(), Content::Text("Năm 2024".to_owned()))];
    set_cells(&at.join(HAMLET), &period);
    let asked = found(at, "2024", "W332");
    assert_eq!(asked.len(), 1, "{asked:#?}");
    assert_eq!(asked[0]["file"], HAMLET);
    let said = asked[0]["message"].as_str().unwrap();
    assert!(said.contains("năm 2023") && said.ends_with("sao chép kỳ trước?"), "{said}");
    put(at, HAMLET, "1-BTCTW", &[("C12", "1")]);
    assert_eq!(found(at, "2024", "W332"), Vec::<Value>::new());
}

#[test]
fn a_branch_in_which_nothing_happened_again_is_not_asked_whether_it_copied() {
    let workspace = sample("xa");
    let at = workspace.path();
    // So that the two stocks of the form are figures enough.
    let copied = tonghop(&["copy-pack", at.to_str().unwrap(), "quy"]);
    assert_eq!(copied.status.code(), Some(0), "{}", text(&copied.stderr));
    let pack = at.join("bo-bieu/quy/pack.toml");
    let whole = std::fs::read_to_string(&pack).unwrap();
    std::fs::write(&pack, whole.replace("figures = 8", "figures = 2")).unwrap();
    let none = ["C11", "C12", "C13", "C14", "C17", "C19", "C25", "C27", "C28", "C29"];
    for file in [HAMLET, HAMLET_BEFORE] {
        let mut cells: Vec<(&str, &str)> = none.iter().map(|cell| (*cell, "0")).collect();
        cells.extend([("C10", "22"), ("C30", "22")]);
        put(at, file, "1-BTCTW", &cells);
    }
    let asked = found(at, "2024", "W332");
    assert!(asked.iter().all(|one| one["file"] != HAMLET), "{asked:#?}");
}

#[test]
fn a_pack_that_says_nothing_of_it_asks_nothing() {
    let workspace = sample("van-phong-ubnd");
    let at = workspace.path();
    put(at, HOTEL, MEETINGS, &[("H13", "1920")]);
    let copied = tonghop(&["copy-pack", at.to_str().unwrap(), "ct28"]);
    assert_eq!(copied.status.code(), Some(0), "{}", text(&copied.stderr));
    let pack = at.join("bo-bieu/ct28/pack.toml");
    let whole = std::fs::read_to_string(&pack).unwrap();
    let begins = whole.find("[unusual.history]").unwrap();
    let ends = whole.find("[overview]").unwrap();
    std::fs::write(&pack, format!("{}{}", &whole[..begins], &whole[ends..])).unwrap();
    assert_eq!(found(at, "2019..2023", "W330"), Vec::<Value>::new());
    // Two years say nothing of what is usual: a pack may not ask on their strength.
    std::fs::write(&pack, whole.replace("periods = 3", "periods = 2")).unwrap();
    assert_eq!(found(at, "2019..2023", "E713").len(), 1);
}
