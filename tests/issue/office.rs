//! An office of the samples: its figures, its blanks, and a branch that fills them in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tonghop::model::{FactKey, Item, ValueKind};
use tonghop::ooxml::CellRef;
use tonghop::pack::Consolidated;
use tonghop::pack::reference::defined_name;
use tonghop::pipeline::{IssueOptions, Issued, Request, Run, consolidate, issue};
use tonghop::report::{ExportFormat, export};
use tonghop::sheet::{self, Workbook};

use super::common::{Content, set_cells, text};

/// Everything that a workspace says for a period.
pub(super) fn run(workspace: &Path, period: &str) -> Run {
    let request = Request {
        workspace: workspace.to_owned(),
        period: period.parse().unwrap(),
        day: chrono::NaiveDate::default(),
    };
    let Ok(run) = consolidate(&request, &|_, _| {}) else { panic!("{}", workspace.display()) };
    run
}

/// The blanks of a period.
pub(super) fn issued(workspace: &Path, period: &str, options: &IssueOptions) -> Issued {
    let Ok(issued) = issue(&run(workspace, period), options) else { panic!("{period}") };
    issued
}

/// All figures of a run, one line each.
pub(super) fn figures(run: &Run) -> String {
    let packs: Vec<&Consolidated> = run.packs.iter().map(|pack| &*pack.data).collect();
    text(&export(&packs, ExportFormat::Csv).unwrap())
}

/// Codes of what was found, with the sentence.
pub(super) fn found(run: &Run) -> Vec<String> {
    let findings = run.findings.clone().finish();
    findings.iter().map(|found| found.finding.code.to_string()).collect()
}

pub(super) fn read(file: &Path) -> Workbook {
    let bytes = std::fs::read(file).unwrap();
    sheet::read("a.xlsx", &bytes, &sheet::Limits::default()).unwrap()
}

/// Where a figure stands on a blank.
pub(super) fn place(blank: &Workbook, path: &str, period: &str) -> (String, CellRef) {
    let name = defined_name(path, period.parse().unwrap());
    let cells = &blank.defined_names[&name];
    (cells[0].sheet.clone(), cells[0].cell)
}

/// The blank of a unit among those issued.
pub(super) fn blank_of(issued: &Issued, code: &str, form: &str) -> PathBuf {
    let name = issued.names.iter().find(|name| {
        name.starts_with(&format!("{code}-")) && name.contains(&format!("-{form}-2"))
    });
    issued.folder.join(name.unwrap_or_else(|| panic!("{code} {form}: {:?}", issued.names)))
}

/// The hidden identity of a blank.
pub(super) fn identity(blank: &Workbook, key: &str) -> String {
    let sheet = blank.sheet("_tonghop").unwrap();
    let (at, _) = sheet.iter().find(|(at, cell)| at.col == 0 && cell.text == key).unwrap();
    sheet.get(CellRef::new(at.row, 1)).unwrap().text.clone()
}

/// What a unit has typed in its own returns, by the names of the cells of a blank.
fn typed(data: &Consolidated, unit: &str) -> BTreeMap<String, Content> {
    let org = data.tree.by_code(unit).unwrap();
    let mut typed = BTreeMap::new();
    for (key, figure) in data.figures.iter().filter(|(key, _)| key.org == org) {
        let Some(value) = figure.value else { continue };
        let Some(element) = data.pack.catalogue.element(key.item) else { continue };
        let content = if element.kind == ValueKind::Class {
            if key.item.is_total() || value.is_zero() {
                continue;
            }
            Content::Text(data.pack.catalogue.category(key.item).unwrap().name.clone())
        } else {
            Content::Number(value.to_string())
        };
        let item = if element.kind == ValueKind::Class { key.item.total() } else { key.item };
        let name = defined_name(&data.pack.catalogue.path(item), key.period);
        typed.insert(name, content);
    }
    typed
}

/// Fills a blank in as its unit did in the sample: types into the cells that are open and leaves
/// the rest alone; formulas stay without results, as a program leaves them.
pub(super) fn fill_in(file: &Path, data: &Consolidated) {
    let blank = read(file);
    let unit = identity(&blank, "unit");
    let mut typed = typed(data, &unit);
    let mut cells = Vec::new();
    for (name, places) in &blank.defined_names {
        let (sheet, cell) = (&places[0].sheet, places[0].cell);
        if blank.sheet(sheet).unwrap().get(cell).is_none()
            && let Some(content) = typed.remove(name)
        {
            cells.push((sheet.clone(), cell.to_string(), content));
        }
    }
    assert!(!cells.is_empty(), "{unit}");
    set_cells(file, &cells);
}

/// Types figures into a blank.
pub(super) fn type_in(file: &Path, period: &str, figures: &[(&str, &str)]) {
    let blank = read(file);
    let cells: Vec<_> = figures
        .iter()
        .map(|(path, value)| {
            let (sheet, cell) = place(&blank, path, period);
            (sheet, cell.to_string(), Content::Number((*value).to_owned()))
        })
        .collect();
    set_cells(file, &cells);
}

/// The value of a unit's figure, and what stands behind it.
pub(super) fn figure(
    run: &Run,
    unit: &str,
    path: &str,
    period: &str,
) -> (String, &'static str) {
    let data = &run.packs[0].data;
    let item: Item = data.pack.catalogue.find(path).unwrap();
    let (org, period) = (data.tree.by_code(unit).unwrap(), period.parse().unwrap());
    let figure = data.figures.get(FactKey { org, item, period }).unwrap();
    let value = figure.value.map_or_else(String::new, |value| value.to_string());
    (value, figure.state.code())
}
