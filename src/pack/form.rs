//! A form: a workbook that a person drew in Excel, with a tag in each cell where a figure goes.
//!
//! The same file is issued, read when it comes back, and filled from the totals. Here its tagged
//! cells become places to read from: the figure each holds, and the labels that must stand beside
//! it for the place to be believed.

use std::collections::{BTreeMap, BTreeSet};

use super::filling::{FilledCell, Filling};
use super::reference::{PeriodRef, Reference};
use super::{Indicator, Named, Schedule, legacy, named};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::model::{Catalogue, Item, OrgUnitKind, TextElement};
use crate::ooxml::CellRef;
use crate::sheet::{self, Appearance, Sheet, Visibility};
use crate::text;

/// Who owes a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwedBy {
    /// Every unit of a kind.
    Kind(OrgUnitKind),
    /// The office that consolidates, for itself.
    Office,
    /// Every unit that has no units below it.
    Lowest,
}

/// What a dash alone in a cell of a figure stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Dash {
    /// Nobody knows: the figure is refused.
    #[default]
    Unsaid,
    /// Nothing occurred: 0.
    Zero,
    /// Not reported.
    Blank,
}

/// A form that units owe.
#[derive(Debug, Clone)]
pub struct Form {
    /// Code.
    pub code: String,
    /// Version: part of a return's identity.
    pub version: String,
    /// Name for people.
    pub name: String,
    /// Where the template is, for findings.
    pub file: String,
    /// Who owes it.
    pub owed_by: Vec<OwedBy>,
    /// Whether, of the units that `owed_by` names, only those owe it below which there is no other of them.
    pub only_lowest: bool,
    /// Name of the file it makes when filled from the totals.
    pub output: String,
    /// The template.
    pub bytes: Vec<u8>,
    /// How it is filled besides its tags.
    pub filling: Filling,
    /// What whoever fills it in is told, line by line (`# ` title, `## ` heading); may be empty.
    pub instructions: String,
    /// Its sheets, in the order of their tabs.
    pub sheets: Vec<FormSheet>,
    /// Whether the office asks for it.
    pub in_use: bool,
    /// What a dash stands for in its cells.
    pub dash: Dash,
}

impl Form {
    /// Whether another form prints the same texts in the same cells, so that returns of the two look alike.
    pub fn looks_like(&self, other: &Self) -> bool {
        fn texts(form: &Form) -> Vec<(CellRef, &str)> {
            let labels = form.sheets.iter().flat_map(|sheet| &sheet.labels);
            labels.map(|label| (label.cell, label.key.as_str())).collect()
        }
        texts(self) == texts(other)
    }

    /// The items of its cells.
    pub fn items(&self) -> impl Iterator<Item = Item> + '_ {
        let cells = self.sheets.iter().flat_map(|sheet| &sheet.cells);
        cells.filter_map(|cell| match cell.named {
            Named::Item(item) => Some(item),
            Named::Indicator(_) | Named::Text(_) => None,
        })
    }
}

/// One sheet of a form.
#[derive(Debug, Clone, Default)]
pub struct FormSheet {
    /// Name as on its tab.
    pub name: String,
    /// Cells that hold figures.
    pub cells: Vec<FormCell>,
    /// The cell that says whose return it is.
    pub unit_name: Option<CellRef>,
    /// The cell that says for which period.
    pub period_name: Option<CellRef>,
    /// The cell that is ticked when nothing occurred («không phát sinh»).
    pub none_occurred: Option<CellRef>,
    /// Every text that is printed on the form.
    pub labels: Vec<Label>,
    /// Cells with anything else: formulas, and what is printed there by tags.
    pub others: BTreeSet<CellRef>,
    /// Ranges of cells that are one: first and last cell.
    pub merged: Vec<(CellRef, CellRef)>,
    /// Whether its tab is shown.
    pub visibility: Visibility,
    /// What the form itself hides, notes and strikes through.
    pub appearance: Appearance,
}

/// A cell that holds a figure.
#[derive(Debug, Clone)]
pub struct FormCell {
    /// Where.
    pub cell: CellRef,
    /// Which item or indicator.
    pub named: Named,
    /// The item or indicator as the tag names it.
    pub path: String,
    /// For which period, seen from the return's own.
    pub period: PeriodRef,
    /// The row's labels to the left, and the nearest heading above.
    pub labels: Vec<Label>,
}

/// A text printed on the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub cell: CellRef,
    /// As printed.
    pub text: String,
    /// For comparing.
    pub key: String,
}

impl Label {
    /// Whether a text says the same: as it stands, most often, else however it was typed.
    pub fn is_said_by(&self, text: &str) -> bool {
        self.text == text || text::key::of(text) == self.key
    }
}

/// The tag of the unit's name on a form.
pub const UNIT_NAME: &str = "don_vi.ten";
/// The tag of the period's name on a form.
pub const PERIOD_NAME: &str = "ky.ten";

/// The tag of the tick «không phát sinh» on a form; it prints nothing.
pub const NONE_OCCURRED: &str = "khong_phat_sinh";

/// Texts that any template may print; on a form they are no figures.
const TEXTS: [&str; 4] = ["co_quan", "don_vi", "ky", "ngay_van_ban"];

/// What the tags of a form are looked up in.
pub(super) struct Names<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) indicators: &'a [Indicator],
    pub(super) texts: &'a [TextElement],
    pub(super) schedule: &'a Schedule,
}

/// Reads the sheets of a tagged form; every tag that names nothing is a finding.
pub(super) fn sheets(
    file: &str,
    bytes: &[u8],
    filling: &Filling,
    names: &Names<'_>,
    findings: &mut Findings,
) -> Vec<FormSheet> {
    let workbook = match sheet::read(file, bytes, &sheet::Limits::default()) {
        Ok(workbook) => workbook,
        Err(error) => {
            let place = Place::file(file);
            findings.push(Finding::new(Code::E601).at(place).text("reason", error.to_string()));
            return Vec::new();
        }
    };
    findings.extend(legacy::told(file, &workbook));
    for cell in &filling.cells {
        let mut sheets = workbook.sheets.iter();
        if !sheets.any(|sheet| cell.is_in(&sheet.name)) {
            let names = workbook.sheets.iter().map(|sheet| sheet.name.as_str());
            findings.push(no_such_sheet(file, cell, names));
        }
    }
    let sheets = workbook.sheets.iter();
    sheets.map(|sheet| form_sheet(file, sheet, filling, names, findings)).collect()
}

fn no_such_sheet<'a>(
    file: &str,
    cell: &FilledCell,
    sheets: impl Iterator<Item = &'a str>,
) -> Finding {
    let nearest = text::nearest(&cell.sheet, sheets);
    let hint = nearest.map(|near| format!("; có phải «{near}»?")).unwrap_or_default();
    let reason = format!("tệp không có trang tính «{}»{hint}", cell.sheet);
    let place = Place::file(file).sheet(cell.sheet.clone()).cell(cell.cell);
    Finding::new(Code::E632).at(place).text("reason", reason).text("around", cell.tag.as_str())
}

fn form_sheet(
    file: &str,
    sheet: &Sheet,
    filling: &Filling,
    names: &Names<'_>,
    findings: &mut Findings,
) -> FormSheet {
    let mut form = FormSheet {
        name: sheet.name.clone(),
        merged: sheet.merged.clone(),
        visibility: sheet.visibility,
        appearance: sheet.appearance.clone(),
        ..FormSheet::default()
    };
    // What stands in a cell that is filled by its address is no label.
    let named = filling.cells.iter().filter(|cell| cell.is_in(&sheet.name));
    let mut tags: Vec<(CellRef, &str)> =
        named.map(|cell| (cell.cell, cell.tag.as_str())).collect();
    let by_address: BTreeSet<CellRef> = tags.iter().map(|(at, _)| *at).collect();
    for (at, cell) in sheet.iter().filter(|(at, _)| !by_address.contains(at)) {
        if let Some(tag) = whole_tag(&cell.text) {
            tags.push((at, tag));
        } else if !cell.text.contains("{{")
            && !cell.text.contains("{%")
            && cell.formula.is_none()
        {
            let key = text::key::of(&cell.text);
            if !key.is_empty() {
                form.labels.push(Label { cell: at, text: cell.text.clone(), key });
            }
        } else {
            form.others.insert(at);
        }
    }
    tags.sort_by_key(|(at, _)| *at);
    let by_cell: BTreeMap<CellRef, &Label> =
        form.labels.iter().map(|label| (label.cell, label)).collect();
    let mut cells = Vec::new();
    for (at, tag) in tags {
        match tag {
            UNIT_NAME => form.unit_name = form.unit_name.or(Some(at)),
            PERIOD_NAME => form.period_name = form.period_name.or(Some(at)),
            NONE_OCCURRED => form.none_occurred = form.none_occurred.or(Some(at)),
            _ => match resolve(tag, names) {
                Resolved::Figure(named, period, path) => cells.push(FormCell {
                    cell: at,
                    named,
                    path,
                    period,
                    labels: beside(at, &by_cell),
                }),
                Resolved::Unknown(nearest) => {
                    findings.push(unknown_tag(file, &sheet.name, at, tag, nearest));
                }
                Resolved::NotAReference => drop(form.others.insert(at)),
            },
        }
    }
    form.cells = cells;
    form
}

/// The text between `{{` and `}}` when that is all there is in the cell.
fn whole_tag(text: &str) -> Option<&str> {
    let inner = text.trim().strip_prefix("{{")?.strip_suffix("}}")?;
    (!inner.contains("{{") && !inner.contains("}}")).then(|| inner.trim())
}

enum Resolved {
    Figure(Named, PeriodRef, String),
    Unknown(Option<String>),
    NotAReference,
}

fn resolve(tag: &str, names: &Names<'_>) -> Resolved {
    let Some(reference) = Reference::parse(tag) else { return Resolved::NotAReference };
    let Ok(Reference { path, period }) = reference else { return Resolved::Unknown(None) };
    if TEXTS.contains(&path.split('.').next().unwrap_or_default()) {
        return Resolved::NotAReference;
    }
    // What a duty that is reported once asks for is told by its period alone.
    let period = match names.schedule {
        Schedule::Once(own) => period.resolve(*own, None).map(PeriodRef::Absolute),
        Schedule::Every(_) => Some(period),
    };
    let text = || super::named_text(names.texts, &path).map(Named::Text);
    let found = named(names.catalogue, names.indicators, &path).or_else(text);
    if let (Some(named), Some(period)) = (found, period) {
        return Resolved::Figure(named, period, path);
    }
    let mut known = names.catalogue.paths();
    known.extend(names.indicators.iter().map(|indicator| indicator.code.clone()));
    known.extend(names.texts.iter().map(|text| text.code.clone()));
    Resolved::Unknown(text::nearest(&path, known))
}

fn unknown_tag(
    file: &str,
    sheet: &str,
    cell: CellRef,
    tag: &str,
    nearest: Option<String>,
) -> Finding {
    let finding = Finding::new(Code::E702)
        .at(Place::file(file).sheet(sheet).cell(cell))
        .text("reference", tag);
    finding.maybe("nearest", nearest)
}

/// Row labels to the left that say something in letters, and the headings above: the whole run of
/// texts nearest above in the column («Năm 2019» over «(1)»), not the nearest alone.
fn beside(at: CellRef, labels: &BTreeMap<CellRef, &Label>) -> Vec<Label> {
    let row = labels.range(CellRef::new(at.row, 0)..at).map(|(_, label)| *label);
    let worded = |label: &&Label| label.text.chars().any(char::is_alphabetic);
    let mut beside: Vec<Label> = row.filter(worded).cloned().collect();
    let above = |row: u32| labels.get(&CellRef::new(row, at.col)).map(|label| (*label).clone());
    let rows = (0..at.row).rev().skip_while(|row| above(*row).is_none());
    beside.extend(rows.map_while(above));
    beside
}
