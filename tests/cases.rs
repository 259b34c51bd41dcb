//! A folder is the test list: every folder of `tests/cases` is a workspace with one thing about
//! it, the findings it must give and figures it must export.
//!
//! `case.toml` says what the case shows and how it differs from a sample; `expected.txt` is the
//! whole output of `check --format short`; `figures.csv`, if there, holds lines that the export
//! must have. `UPDATE_EXPECTED=1 cargo test --test cases` writes `expected.txt` anew; with `CASE=I13` only
//! the cases with that in their names are looked at.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;
#[path = "fonts/mod.rs"]
mod fonts;
#[path = "looks/mod.rs"]
mod looks;

use std::path::{Path, PathBuf};

use common::{Content, copy_of, rename_sheet, root, set_cell, text, tonghop};
use fonts::{Run, set_percentage, set_runs};
use rayon::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What the case shows.
    shows: String,
    /// The sample it starts from.
    #[serde(default = "sample")]
    base: String,
    /// Exit code of `check`.
    exit: i32,
    #[serde(default = "period")]
    period: String,
    #[serde(default)]
    cell: Vec<CellEdit>,
    #[serde(default)]
    rename: Vec<Rename>,
    #[serde(default)]
    copy: Vec<FromTo>,
    /// Files of `tests/returns` that came.
    #[serde(default)]
    came: Vec<FromTo>,
    #[serde(default)]
    remove: Vec<String>,
    #[serde(default)]
    write: Vec<Write>,
    #[serde(default)]
    cut: Vec<Cut>,
    #[serde(default)]
    pack: Vec<PackEdit>,
    #[serde(default)]
    hide: Vec<Hide>,
    #[serde(default)]
    look: Vec<Look>,
}

/// Hides parts of a sheet.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hide {
    file: String,
    sheet: String,
    #[serde(default)]
    rows: Vec<u32>,
    #[serde(default)]
    columns: Vec<u32>,
    /// Hides the sheet itself.
    #[serde(default)]
    whole: bool,
    /// Sets a filter on this range.
    filter: Option<String>,
}

/// Changes how a cell looks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Look {
    file: String,
    sheet: String,
    at: String,
    /// Who noted what.
    note: Option<[String; 2]>,
    /// Strikes it through as it is.
    #[serde(default)]
    strike: bool,
    /// A text that is struck through and what stands behind it.
    corrected: Option<[String; 2]>,
}

fn shipped() -> String {
    "ct28".to_owned()
}

fn sample() -> String {
    "van-phong-ubnd".to_owned()
}

fn period() -> String {
    "2019..2023".to_owned()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CellEdit {
    file: String,
    sheet: String,
    at: String,
    text: Option<String>,
    number: Option<String>,
    date: Option<String>,
    error: Option<String>,
    /// A number that the cell shows as a percentage: 0.85 as `85%`.
    percentage: Option<String>,
    formula: Option<String>,
    result: Option<String>,
    /// The font that the cell gets, with its text.
    font: Option<String>,
    /// Its text in parts, each with a font: an empty one is the cell's.
    runs: Option<Vec<[String; 2]>>,
}

impl CellEdit {
    /// Puts a text with its fonts; whether there were any to put.
    fn put_in_fonts(&self, file: &Path) -> bool {
        let font = self.font.as_deref();
        let runs: Vec<Run<'_>> = match (&self.runs, &self.text) {
            (Some(runs), _) => runs.iter().map(|[text, font]| run_in(text, font)).collect(),
            (None, Some(text)) if font.is_some() => vec![run_in(text, "")],
            _ => return false,
        };
        set_runs(file, &self.sheet, &self.at, font, &runs);
        true
    }
}

fn run_in<'a>(text: &'a str, font: &'a str) -> Run<'a> {
    Run { text, font: Some(font).filter(|font| !font.is_empty()) }
}

#[derive(Deserialize)]
struct Rename {
    file: String,
    from: String,
    to: String,
}

#[derive(Deserialize)]
struct FromTo {
    from: String,
    to: String,
}

#[derive(Deserialize)]
struct Write {
    to: String,
    text: String,
}

/// Keeps only the first bytes of a file.
#[derive(Deserialize)]
struct Cut {
    file: String,
    keep: usize,
}

/// Changes a text in one of the files of a pack; a shipped one is copied into the workspace first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackEdit {
    #[serde(default = "shipped")]
    of: String,
    file: String,
    find: Option<String>,
    put: Option<String>,
    sheet: Option<String>,
    at: Option<String>,
    remove: Option<bool>,
}

#[test]
fn every_case_gives_its_findings_and_figures() {
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let mut folders: Vec<_> = std::fs::read_dir(root().join("tests/cases"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    folders.sort();
    assert!(folders.len() >= 30, "cases went missing");
    if let Ok(part) = std::env::var("CASE") {
        folders.retain(|folder| folder.to_string_lossy().contains(&part));
    }
    let failures: Vec<String> =
        folders.par_iter().filter_map(|folder| run(folder, update).err()).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
}

/// Findings that a case must show. (W217 is shown by `upward.rs`, E528 by `diff.rs`: they need a
/// draft.)
const SHOWN: [&str; 36] = [
    "E109", "E117", "E118", "E119", "E120", "E121", "E122", "E218", "E309", "E310", "E311",
    "W312", "I313", "I314", "W315", "E316", "W407", "I408", "W409", "E526", "E527", "E708",
    "E709", "E710", "E711", "E712", "I130", "W131", "I234", "I235", "I236", "I237", "W238",
    "E239", "I258", "E126",
];

/// Bad input that a workspace may hold, and the case that shows how it is named.
const BAD_INPUT: [(&str, &str, &str); 9] = [
    ("a unit reports after its end", "don-vi-giai-the-van-nop", "[E215]"),
    ("a parent sends what its children sent", "cap-tren-gui-lai-so-cap-duoi", "[E520]"),
    ("a form owed at two levels", "bo-bieu-ca-co-quan-lan-chi-bo-nop", "[E524]"),
    ("a cycle in the tree", "xa-vong", "Tổ chức!D3: lỗi[E506]"),
    ("an orphan in the tree", "xa-mo-coi", "Tổ chức!D3: lỗi[E505]"),
    ("division by zero", "ke-hoach-bang-khong", "Kế hoạch giao!D3: ghi chú[I313]"),
    ("a weight of zero", "I11-trong-so-bang-khong", "[W312]"),
    ("a rule naming an unknown element", "bo-bieu-quy-quy-tac-la", "rules.toml:11: lỗi[E704]"),
    ("an indicator naming a later one", "bo-bieu-ty-le-chua-khai-bao", "toml:8: lỗi[E704]"),
];

#[test]
fn every_identity_finding_and_bad_input_of_periods_and_totals_has_a_case() {
    let cases = root().join("tests/cases");
    let said =
        |case: &str| std::fs::read_to_string(cases.join(case).join("expected.txt")).unwrap();
    let names: Vec<String> = std::fs::read_dir(&cases)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    for identity in 1..=14 {
        let id = format!("I{identity:02}-");
        assert!(names.iter().any(|name| name.contains(&id)), "no case for {id}");
    }
    let all: String = names.iter().map(|name| said(name)).collect();
    for code in SHOWN {
        assert!(all.contains(&format!("[{code}]")), "no case shows {code}");
    }
    for (what, case, named) in BAD_INPUT {
        assert!(said(case).contains(named), "{what}: {case} does not say {named}");
    }
}

fn run(folder: &Path, update: bool) -> Result<(), String> {
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let case: Case =
        toml::from_str(&std::fs::read_to_string(folder.join("case.toml")).unwrap())
            .map_err(|error| format!("{name}: {error}"))?;
    let workspace = tempfile::tempdir().unwrap();
    let at = workspace.path();
    copy_of(&case.base, at);
    prepare(&case, at);
    let at_text = at.to_str().unwrap();
    let output = tonghop(&["check", at_text, "--period", &case.period, "--format", "short"]);
    let said = text(&output.stdout).replace(at_text, "WS");
    let expected_file = folder.join("expected.txt");
    if update {
        std::fs::write(&expected_file, &said).unwrap();
    }
    let expected = std::fs::read_to_string(&expected_file).unwrap_or_default();
    if said != expected || output.status.code() != Some(case.exit) {
        return Err(format!(
            "{name} ({})\nexit {:?}, expected {}\n--- expected\n{expected}--- got\n{said}{}",
            case.shows,
            output.status.code(),
            case.exit,
            text(&output.stderr),
        ));
    }
    figures(&name, folder, at_text, &case.period)
}

/// Every line of `figures.csv` stands in the export, which says behind it where a figure was entered from.
fn figures(name: &str, folder: &Path, workspace: &str, period: &str) -> Result<(), String> {
    let Ok(wanted) = std::fs::read_to_string(folder.join("figures.csv")) else { return Ok(()) };
    let output = tonghop(&["export", workspace, "--period", period, "--format", "csv"]);
    let export = text(&output.stdout);
    let is_there = |line: &str| {
        let said = export.lines().filter_map(|known| known.strip_prefix(line));
        said.into_iter().any(|origin| origin.is_empty() || origin.starts_with(','))
    };
    let missing: Vec<&str> = wanted.lines().filter(|line| !is_there(line)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!("{name}: not in the export:\n{}", missing.join("\n")))
}

fn prepare(case: &Case, at: &Path) {
    for FromTo { from, to } in &case.copy {
        std::fs::create_dir_all(at.join(to).parent().unwrap()).unwrap();
        std::fs::copy(at.join(from), at.join(to)).unwrap();
    }
    for FromTo { from, to } in &case.came {
        let from = root().join("tests/returns").join(from);
        std::fs::create_dir_all(at.join(to).parent().unwrap()).unwrap();
        std::fs::copy(from, at.join(to)).unwrap();
    }
    for edit in &case.cell {
        if let Some(number) = &edit.percentage {
            set_percentage(&at.join(&edit.file), &edit.sheet, &edit.at, number);
            continue;
        }
        if edit.put_in_fonts(&at.join(&edit.file)) {
            continue;
        }
        let content = match edit {
            CellEdit { formula: Some(formula), result, .. } => {
                Content::Formula { formula: formula.clone(), result: result.clone() }
            }
            CellEdit { text: Some(text), .. } => Content::Text(text.clone()),
            CellEdit { number: Some(number), .. } => Content::Number(number.clone()),
            CellEdit { date: Some(date), .. } => Content::Date(date.clone()),
            CellEdit { error: Some(error), .. } => Content::Error(error.clone()),
            _ => Content::Blank,
        };
        set_cell(&at.join(&edit.file), &edit.sheet, &edit.at, &content);
    }
    for Rename { file, from, to } in &case.rename {
        rename_sheet(&at.join(file), from, to);
    }
    for hide in &case.hide {
        if let Some((pack, _)) =
            hide.file.strip_prefix("bo-bieu/").and_then(|f| f.split_once('/'))
        {
            own_pack(at, pack);
        }
        let hidden = looks::Hidden {
            rows: &hide.rows,
            columns: &hide.columns,
            sheet: hide.whole,
            filter: hide.filter.as_deref(),
        };
        looks::hide(&at.join(&hide.file), &hide.sheet, &hidden);
    }
    for Look { file, sheet, at: cell, note, strike, corrected } in &case.look {
        let file = at.join(file);
        if let Some([author, text]) = note {
            looks::note(&file, sheet, cell, author, text);
        }
        if let Some([struck, put]) = corrected {
            looks::correct(&file, sheet, cell, struck, put);
        }
        if *strike {
            looks::strike(&file, sheet, cell);
        }
    }
    for Write { to, text } in &case.write {
        std::fs::create_dir_all(at.join(to).parent().unwrap()).unwrap();
        std::fs::write(at.join(to), text).unwrap();
    }
    for Cut { file, keep } in &case.cut {
        let bytes = std::fs::read(at.join(file)).unwrap();
        std::fs::write(at.join(file), &bytes[..*keep]).unwrap();
    }
    for path in &case.remove {
        std::fs::remove_file(at.join(path)).unwrap();
    }
    for edit in &case.pack {
        edit_pack(edit, &own_pack(at, &edit.of));
    }
}

/// The workspace's own copy of a pack.
fn own_pack(at: &Path, code: &str) -> PathBuf {
    let pack = at.join("bo-bieu").join(code);
    if !pack.exists() {
        common::copy_folder(&root().join("templates").join(code), &pack);
    }
    pack
}

fn edit_pack(edit: &PackEdit, pack: &Path) {
    let file = pack.join(&edit.file);
    let put = edit.put.clone().unwrap_or_default();
    match edit {
        PackEdit { remove: Some(true), .. } => std::fs::remove_file(file).unwrap(),
        PackEdit { sheet: Some(sheet), at: Some(at), .. } => {
            set_cell(&file, sheet, at, &Content::Text(put));
        }
        PackEdit { find: Some(find), .. } => {
            let before = std::fs::read_to_string(&file).unwrap();
            assert!(before.contains(find.as_str()), "{find} is not in {}", edit.file);
            std::fs::write(&file, before.replacen(find.as_str(), &put, 1)).unwrap();
        }
        _ => panic!("a pack edit changes something"),
    }
}
