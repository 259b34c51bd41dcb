//! Cells that are filled without a tag of their own in the file: targets, and the first cells of
//! merged areas whose tag stands in a cell that nobody sees.
//!
//! A target becomes the text `{{ … }}` of its cell before anything is filled, so that from then
//! on it is a tag like any other.

use std::collections::BTreeSet;

use super::area::{Area, merged};
use super::book::Book;
use super::filled::{Options, Target};
use super::insert::cell_at;
use super::locks::Locks;
use super::sheet::{Cell, FormulaKind, Sheet, Stored};
use super::strings::Strings;
use super::tags::{self, Level, Part, Tagged};
use super::text::RichText;
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::attribute;
use crate::template::engine::{holds_tags, nearest};
use crate::template::{Place, Problem, ProblemKind};

/// What was placed, sheet by sheet in the order of the tabs.
#[derive(Default)]
pub(super) struct Placed {
    /// Cells that were named as targets.
    pub targets: Vec<BTreeSet<CellRef>>,
    /// First cells of merged areas that took a tag from a covered cell.
    pub moved_tags: Vec<BTreeSet<CellRef>>,
    /// Whether a target took the place of a formula.
    pub formulas_gone: bool,
    /// Targets and tags that cannot stand where they stand.
    pub problems: Vec<Problem>,
    /// Cells with tags or targets that a protected sheet locks, one problem a sheet.
    pub locked: Vec<Problem>,
}

impl Placed {
    /// Everything that may not be filled so, in order of places.
    pub(super) fn problems_under(&self, options: &Options) -> Vec<Problem> {
        let locked = self.locked.iter().filter(|_| !options.overwrite_locked);
        let mut problems: Vec<Problem> = self.problems.iter().chain(locked).cloned().collect();
        problems.sort_by(|a, b| a.place.cmp(&b.place));
        problems
    }
}

/// Gives targets their tags, and notes everything that may not be filled.
///
/// # Errors
/// When the styles cannot be read.
pub(super) fn place(book: &mut Book, options: &Options) -> Result<Placed, Problem> {
    let locks = Locks::read(book)?;
    let mut placed = Placed {
        targets: vec![BTreeSet::new(); book.tabs.len()],
        moved_tags: vec![BTreeSet::new(); book.tabs.len()],
        ..Placed::default()
    };
    for target in &options.targets {
        if let Err(kind) = place_one(book, target, options, &mut placed) {
            placed.problems.push(problem(kind, &target.sheet, target.cell, &target.code));
        }
    }
    for (tab, moved) in book.tabs.iter_mut().zip(&mut placed.moved_tags) {
        let Some(sheet) = &mut tab.sheet else { continue };
        if sheet.around.root.child("mergeCells").is_none() && locks.is_none() {
            continue;
        }
        let (mut cells, _) = tags::find(sheet, &tab.name, &book.strings);
        tags::pair(&mut cells, &tab.name);
        placed.problems.extend(uncover(sheet, &book.strings, &tab.name, &cells, moved));
        let Some(locks) = &locks else { continue };
        let in_cells = cells.iter().filter(|cell| cell.row != tags::TAB);
        let mut locked = in_cells.filter(|cell| locks.is_locked(sheet, cell.at)).peekable();
        if let Some(first) = locked.peek().copied() {
            let kind = ProblemKind::Locked { cells: locked.map(|cell| cell.at).collect() };
            placed.locked.push(problem(kind, &tab.name, first.at, &first.around));
        }
    }
    Ok(placed)
}

fn problem(kind: ProblemKind, sheet: &str, cell: CellRef, around: &str) -> Problem {
    let place = Place::Cell { sheet: sheet.to_owned(), cell };
    Problem { kind, place, around: tags::shortened(around) }
}

fn place_one(
    book: &mut Book,
    target: &Target,
    options: &Options,
    placed: &mut Placed,
) -> Result<(), ProblemKind> {
    let index = tab(book, &target.sheet)?;
    let Book { tabs, strings, .. } = book;
    let sheet = tabs.get_mut(index).and_then(|tab| tab.sheet.as_mut());
    let Some(sheet) = sheet else {
        return Err(ProblemKind::NoTarget("trang này không có ô (trang biểu đồ)".to_owned()));
    };
    if target.cell.row >= CellRef::ROWS || target.cell.col >= CellRef::COLS {
        return Err(ProblemKind::NoTarget("ô nằm ngoài giới hạn của Excel".to_owned()));
    }
    let area = merged(sheet).into_iter().find(|area| area.contains(target.cell));
    let at = area.map_or(target.cell, |area| area.first);
    if !placed.targets.get_mut(index).is_some_and(|cells| cells.insert(at)) {
        let reason = format!("ô {at} đã có một giá trị khác được chỉ định điền vào");
        return Err(ProblemKind::NoTarget(reason));
    }
    is_free(sheet, strings, at, options)?;
    placed.formulas_gone |= put(sheet, at, &target.code);
    Ok(())
}

/// The sheet of a name, told apart as Excel does: without regard to case.
fn tab(book: &Book, name: &str) -> Result<usize, ProblemKind> {
    let same = |one: &str| one.to_lowercase() == name.to_lowercase();
    let exact = book.tabs.iter().position(|tab| tab.name == name);
    exact.or_else(|| book.tabs.iter().position(|tab| same(&tab.name))).ok_or_else(|| {
        let nearest = nearest(name, book.tabs.iter().map(|tab| tab.name.as_str()));
        let hint = nearest.map(|near| format!("; có phải «{near}»?")).unwrap_or_default();
        ProblemKind::NoTarget(format!("tệp không có trang tính «{name}»{hint}"))
    })
}

/// A cell may be a target if it holds neither a tag nor, without leave, a formula.
fn is_free(
    sheet: &Sheet,
    strings: &Strings,
    at: CellRef,
    options: &Options,
) -> Result<(), ProblemKind> {
    if let Some(area) = arrays(sheet).find(|area| area.contains(at)) {
        let (first, last) = (area.first, area.last);
        return Err(ProblemKind::NoTarget(format!(
            "ô này thuộc công thức mảng {first}:{last}; Excel không cho sửa một phần của mảng"
        )));
    }
    let Some(cell) = find_cell(sheet, at) else { return Ok(()) };
    match &cell.formula {
        Some(formula) if !options.overwrite_formulas => {
            Err(ProblemKind::OverFormula(format!("={}", formula.text)))
        }
        None if text_of(cell, strings).is_some_and(|text| holds_tags(&text.text())) => {
            let reason = "ô này đã có thẻ; bỏ thẻ hoặc bỏ chỉ định ô".to_owned();
            Err(ProblemKind::NoTarget(reason))
        }
        _ => Ok(()),
    }
}

/// Areas of more than one cell that one formula fills.
fn arrays(sheet: &Sheet) -> impl Iterator<Item = Area> {
    let formulas = sheet.rows.iter().flat_map(|row| &row.cells);
    let areas = formulas.filter_map(|cell| {
        let formula = cell.formula.as_ref()?;
        match &formula.kind {
            FormulaKind::Array(area) => Area::parse(area),
            FormulaKind::DataTable => {
                Area::parse(&attribute(sheet.slice(&formula.open), "ref")?)
            }
            FormulaKind::Plain | FormulaKind::Shared(_) => None,
        }
    });
    areas.filter(|area| area.first != area.last)
}

fn find_cell(sheet: &Sheet, at: CellRef) -> Option<&Cell> {
    let row = sheet.rows.binary_search_by_key(&at.row, |row| row.number).ok()?;
    let row = sheet.rows.get(row)?;
    let cell = row.cells.binary_search_by_key(&at.col, |cell| cell.col).ok()?;
    row.cells.get(cell)
}

fn text_of<'a>(cell: &'a Cell, strings: &'a Strings) -> Option<&'a RichText> {
    match &cell.value {
        Stored::Shared(index) => strings.get(*index),
        Stored::Inline(text) => Some(text),
        _ => None,
    }
}

/// Makes a tag the text of a cell; answers whether a formula went.
fn put(sheet: &mut Sheet, at: CellRef, code: &str) -> bool {
    let Some(cell) = cell_mut(sheet, at) else { return false };
    cell.value = Stored::Inline(RichText::plain(format!("{{{{ {code} }}}}")));
    let formula = cell.formula.take();
    // Members of a shared formula are told by their first cell, and that may be the one that goes.
    let shared =
        formula.as_ref().is_some_and(|formula| matches!(formula.kind, FormulaKind::Shared(_)));
    sheet.ungrouped |= shared;
    formula.is_some()
}

fn cell_mut(sheet: &mut Sheet, at: CellRef) -> Option<&mut Cell> {
    let (row, cell) = cell_at(sheet, at)?;
    sheet.rows_mut().get_mut(row)?.cells.get_mut(cell)
}

/// A tag in a covered cell of a merged area belongs into the first cell, the only one that shows.
fn uncover(
    sheet: &mut Sheet,
    strings: &Strings,
    name: &str,
    tagged: &[Tagged],
    moved: &mut BTreeSet<CellRef>,
) -> Vec<Problem> {
    let areas = merged(sheet);
    let repeats = tagged.iter().any(|cell| !stays_in_cell(cell));
    let repeats_columns = tagged.iter().any(governs_columns);
    let mut problems = Vec::new();
    for cell in tagged.iter().filter(|cell| prints(cell)) {
        let area = areas.iter().find(|area| area.contains(cell.at) && area.first != cell.at);
        let Some(first) = area.map(|area| area.first) else { continue };
        let text = find_cell(sheet, cell.at).and_then(|cell| text_of(cell, strings)).cloned();
        let is_empty = find_cell(sheet, first)
            .is_none_or(|first| first.formula.is_none() && first.value == Stored::Blank);
        // In another row or column it could be in another round of a loop.
        let same_round = (first.row == cell.at.row || !repeats)
            && (first.col == cell.at.col || !repeats_columns);
        match text.filter(|_| is_empty && stays_in_cell(cell) && same_round) {
            Some(text) => {
                if let Some(first) = cell_mut(sheet, first) {
                    first.value = Stored::Inline(text);
                }
                if let Some(covered) = cell_mut(sheet, cell.at) {
                    covered.value = Stored::Inline(RichText::plain(NOTHING));
                }
                moved.insert(first);
            }
            None => {
                problems.push(problem(
                    ProblemKind::Covered(first),
                    name,
                    cell.at,
                    &cell.around,
                ));
            }
        }
    }
    problems
}

/// A tag that prints nothing.
const NOTHING: &str = "{# #}";

/// Whether no statement of a cell governs rows.
fn stays_in_cell(cell: &Tagged) -> bool {
    cell.pieces.iter().all(
        |piece| !matches!(piece.part, Part::Statement(_, ref level) if *level != Level::Cell),
    ) && !governs_columns(cell)
}

/// Whether a cell holds a tag over columns.
fn governs_columns(cell: &Tagged) -> bool {
    cell.pieces.iter().any(|piece| matches!(piece.part, Part::Columns(_)))
}

/// Whether a cell with tags prints anything.
fn prints(cell: &Tagged) -> bool {
    cell.pieces.iter().any(|piece| match &piece.part {
        Part::Output(_) => true,
        Part::Literal(text) => !text.trim().is_empty(),
        Part::Statement(..) | Part::Columns(_) | Part::Comment => false,
    })
}
