//! What is to be done on each sheet, and what cannot be.

use std::collections::{BTreeMap, BTreeSet};

use super::area::{self, Area};
use super::cells::{self, Content};
use super::checks::{beyond, misplaced};
use super::equipment::{Equipment, Mark, Validation, ValidationKind};
use super::formulas::{pinned, stored};
use super::marks::Red;
use super::order;
use super::validations::formulas;
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::Element;
use crate::template::engine::nearest;
use crate::template::xlsx::book::Book;
use crate::template::xlsx::carry::is_same;
use crate::template::xlsx::formula::lexer::{Kind, Reference, SheetName, tokens};
use crate::template::xlsx::sheet::Sheet;
use crate::template::{Limit, Place, Problem, ProblemKind};

/// The largest merged area whose cells are gone through one by one.
const MAX_MERGED: u64 = 10_000;

const TWICE: &str = "ô được khai hai lần với nội dung khác nhau";
const NO_CELLS: &str = "trang tính này không có ô (trang biểu đồ hoặc hộp thoại)";
const IN_ARRAY: &str = "ô nằm trong một công thức mảng nhiều ô, không thay riêng một ô được";
const ALTERNATIVES: &str = "trang tính có phần viết riêng cho từng phiên bản chương trình \
                            (mc:AlternateContent), không thêm vào được; mở bằng Excel, lưu lại";

/// What is to be done on one sheet.
#[derive(Default)]
pub(super) struct SheetPlan<'a> {
    /// Cells that are to be locked or unlocked.
    pub locking: BTreeMap<CellRef, bool>,
    /// Cells into which text is typed.
    pub texts: BTreeSet<CellRef>,
    /// What is put into cells.
    pub contents: BTreeMap<CellRef, Content>,
    /// Areas and the rules for them.
    pub validations: Vec<(Area, &'a Validation)>,
    /// Areas that turn red.
    pub marks: Vec<Red>,
    /// Whether the sheet is protected.
    pub protect: bool,
}

/// What a cell was said to be.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Role<'a> {
    Input(Option<&'a Validation>),
    Formula(Content),
    Fixed(Option<Content>),
}

/// What is to be done on each sheet, by its number.
pub(super) fn plans<'a>(
    book: &Book,
    equipment: &'a Equipment,
) -> Result<BTreeMap<usize, SheetPlan<'a>>, Vec<Problem>> {
    let mut planner = Planner { book, sheets: BTreeMap::new(), problems: Vec::new() };
    for input in &equipment.inputs {
        let role = Role::Input(input.validation.as_ref());
        planner.cell(&input.sheet, input.cell, role);
        for formula in input.validation.iter().flat_map(|rule| formulas(&rule.kind)) {
            planner.names(&input.sheet, input.cell, formula);
        }
    }
    for cell in &equipment.formulas {
        let text = stored(&cell.formula).to_owned();
        let role = Role::Formula(Content::Formula(text, cell.value.clone()));
        planner.cell(&cell.sheet, cell.cell, role);
        planner.names(&cell.sheet, cell.cell, &cell.formula);
    }
    for cell in &equipment.fixed {
        let role = Role::Fixed(cell.value.clone().map(Content::Value));
        planner.cell(&cell.sheet, cell.cell, role);
    }
    equipment.marks.iter().for_each(|mark| planner.mark(mark));
    if equipment.protect {
        planner.protect();
    }
    planner.alternatives();
    if !planner.problems.is_empty() {
        planner.problems.sort_by(|a, b| a.place.cmp(&b.place));
        return Err(planner.problems);
    }
    Ok(planner.sheets.into_iter().map(|(index, target)| (index, target.plan)).collect())
}

struct Planner<'a, 'b> {
    book: &'b Book,
    sheets: BTreeMap<usize, Target<'a>>,
    problems: Vec<Problem>,
}

/// A sheet while it is planned.
struct Target<'a> {
    plan: SheetPlan<'a>,
    roles: BTreeMap<CellRef, Role<'a>>,
    merged: Vec<Area>,
    arrays: Vec<Area>,
}

impl Target<'_> {
    fn of(sheet: &Sheet) -> Self {
        let merged = sheet.around.root.child("mergeCells").into_iter();
        let merged = merged.flat_map(Element::elements);
        let merged = merged.filter_map(|merge| Area::parse(&merge.attribute("ref")?));
        Self {
            plan: SheetPlan::default(),
            roles: BTreeMap::new(),
            merged: merged.collect(),
            arrays: cells::arrays(sheet),
        }
    }

    /// The merged area of a cell, or the cell alone.
    fn area(&self, cell: CellRef) -> Area {
        let merged = self.merged.iter().find(|area| area.contains(cell));
        merged.copied().unwrap_or(Area::of(cell))
    }
}

impl<'a> Planner<'a, '_> {
    /// The sheet of a name; that there is none is a problem.
    fn target(&mut self, name: &str, cell: CellRef) -> Option<&mut Target<'a>> {
        let tabs = &self.book.tabs;
        let Some(index) = tabs.iter().position(|tab| is_same(&tab.name, name)) else {
            let nearest = nearest(name, tabs.iter().map(|tab| tab.name.as_str()));
            self.problems.push(Problem {
                kind: ProblemKind::UnknownName { name: name.to_owned(), nearest },
                place: Place::File,
                around: cell.to_string(),
            });
            return None;
        };
        let sheet = tabs.get(index).and_then(|tab| tab.sheet.as_ref());
        let Some(sheet) = sheet.filter(|sheet| is_worksheet(sheet)) else {
            self.problems.push(misplaced(NO_CELLS, name, cell));
            return None;
        };
        Some(self.sheets.entry(index).or_insert_with(|| Target::of(sheet)))
    }

    fn cell(&mut self, sheet: &str, cell: CellRef, role: Role<'a>) {
        let Some(target) = self.target(sheet, cell) else { return };
        let area = target.area(cell);
        let problem = match target.roles.get(&area.first) {
            Some(known) if *known == role => return,
            Some(_) => Some(misplaced(TWICE, sheet, cell)),
            None if area.size() > MAX_MERGED => {
                let place = Place::Cell { sheet: sheet.to_owned(), cell };
                Some(beyond(Limit::MergedCells(MAX_MERGED), place, ""))
            }
            None if changes(&role) && target.arrays.iter().any(|a| a.contains(area.first)) => {
                Some(misplaced(IN_ARRAY, sheet, cell))
            }
            None => None,
        };
        if let Some(problem) = problem {
            self.problems.push(problem);
            return;
        }
        target.roles.insert(area.first, role.clone());
        let locked = !matches!(role, Role::Input(_));
        target.plan.locking.extend(area.cells().map(|cell| (cell, locked)));
        match role {
            Role::Input(Some(validation)) => {
                if matches!(validation.kind, ValidationKind::Text { .. }) {
                    target.plan.texts.extend(area.cells());
                }
                target.plan.validations.push((area, validation));
            }
            Role::Formula(content) | Role::Fixed(Some(content)) => {
                target.plan.contents.insert(area.first, content);
            }
            Role::Input(None) | Role::Fixed(None) => {}
        }
    }

    /// That a formula names a sheet which is not there is a problem.
    fn names(&mut self, sheet: &str, cell: CellRef, formula: &str) {
        for token in tokens(formula) {
            let Kind::Reference(Reference { sheet: Some(named), .. }) = token.kind else {
                continue;
            };
            let names = match named {
                SheetName::One(name) => vec![name],
                SheetName::Span(first, last) => vec![first, last],
            };
            let all = || self.book.tabs.iter().map(|tab| tab.name.as_str());
            let is_unknown = |name: &String| !all().any(|known| is_same(known, name));
            let unknown = names.into_iter().filter(is_unknown).map(|name| Problem {
                kind: ProblemKind::UnknownName { nearest: nearest(&name, all()), name },
                place: Place::Cell { sheet: sheet.to_owned(), cell },
                around: formula.to_owned(),
            });
            self.problems.extend(unknown);
        }
    }

    fn mark(&mut self, mark: &Mark) {
        let Some(first) = mark.cells.first() else { return };
        self.names(&mark.sheet, *first, &mark.formula);
        let Some(target) = self.target(&mark.sheet, *first) else { return };
        // A merged area has the look of its first cell.
        let cells = mark.cells.iter().flat_map(|cell| {
            let area = target.area(*cell);
            let whole = area.size() <= MAX_MERGED;
            if whole { area } else { Area::of(area.first) }.cells()
        });
        let areas = area::cover(&cells.collect());
        target.plan.marks.push(Red { areas, formula: pinned(&mark.formula) });
    }

    /// Every visible worksheet is protected.
    fn protect(&mut self) {
        for (index, tab) in self.book.tabs.iter().enumerate().filter(|(_, tab)| tab.visible) {
            let sheet = tab.sheet.as_ref().filter(|sheet| is_worksheet(sheet));
            if let Some(sheet) = sheet {
                let target = self.sheets.entry(index).or_insert_with(|| Target::of(sheet));
                target.plan.protect = true;
            }
        }
    }

    /// What each program reads otherwise cannot be added to.
    fn alternatives(&mut self) {
        for (index, target) in &self.sheets {
            let Some(tab) = self.book.tabs.get(*index) else { continue };
            let Some(sheet) = &tab.sheet else { continue };
            let plan = &target.plan;
            let touched = [
                ("sheetProtection", plan.protect),
                ("dataValidations", !plan.validations.is_empty()),
                ("conditionalFormatting", !plan.marks.is_empty()),
            ];
            let mut touched = touched.iter().filter(|(_, is_touched)| *is_touched);
            if touched.any(|(local, _)| order::is_alternative(&sheet.around.root, local)) {
                let cell = CellRef::new(0, 0);
                self.problems.push(misplaced(ALTERNATIVES, &tab.name, cell));
            }
        }
    }
}

/// Whether a person could not do to one cell of an array what is to be done.
fn changes(role: &Role<'_>) -> bool {
    !matches!(role, Role::Fixed(None))
}

/// Macro sheets have rows too.
fn is_worksheet(sheet: &Sheet) -> bool {
    sheet.around.root.local_name() == "worksheet"
}
