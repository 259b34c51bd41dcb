//! Filling a workbook: tags to values, values to cells, and everything else after them.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::book::{Book, unreadable};
use super::calc::{Page, recalculate};
use super::certificate::{Trace, TracedSheet};
use super::elsewhere::Elsewhere;
use super::filled::Filled as Output;
use super::formula::moves::{CannotFollow, Moves};
use super::grid::{Cached, Grid};
use super::lines::SheetMap;
use super::outside::{self, Followed};
use super::plan::{Plan, plan};
use super::sheet::Sheet;
use super::strings::Strings;
use super::tags::{Part, Tagged};
use super::targets::Placed;
use super::{calc_chain, covered, follow, headings, stream, tags, write};
use crate::ooxml::{CellRef, is_xml_char};
use crate::template::engine::{Engine, Failure};
use crate::template::{Data, Lookup, Place, Problem, ProblemKind};

/// Name of the one Tera template that a sheet becomes.
const SHEET: &str = "sheet";

/// Fills an opened workbook, and lets ranges that are named from outside follow.
pub(super) fn fill(
    mut book: Book,
    data: &Data<'_>,
    ranges: &[String],
    placed: Placed,
) -> Result<(Output, Vec<Followed>), Vec<Problem>> {
    for tab in &mut book.tabs {
        if let Some(sheet) = &mut tab.sheet {
            headings::place(sheet, &tab.name, &book.strings);
        }
    }
    let elsewhere_changed = fill_elsewhere(&mut book, data);
    let filled = fill_sheets(&book, data);
    let (filled, elsewhere_changed) = match (filled, elsewhere_changed) {
        (Ok(filled), Ok(changed)) => (filled, changed),
        (filled, elsewhere) => {
            let mut problems = filled.err().unwrap_or_default();
            problems.extend(elsewhere.err().unwrap_or_default());
            problems.sort_by(|a, b| a.place.cmp(&b.place));
            return Err(problems);
        }
    };
    let names: Vec<String> = book.tabs.iter().map(|tab| tab.name.clone()).collect();
    let tagged = filled.iter().any(|filled| filled.tagged) || book.strings.any_tagged();
    if !tagged && !elsewhere_changed {
        let bytes = book.package.write().map_err(|error| vec![unreadable(&error)])?;
        let followed = ranges.iter().cloned().map(Followed::At).collect();
        let maps = filled.into_iter().map(|filled| filled.map).collect();
        let trace = trace(names, maps, placed);
        return Ok((Output { bytes, notes: Vec::new(), trace }, followed));
    }
    let (grids, maps): (_, Vec<SheetMap>) =
        filled.into_iter().map(|filled| (filled.grid, filled.map)).unzip();
    let followed = outside::follow(ranges, &book, &maps);
    let bytes = finish(book, grids, &maps, placed.formulas_gone)?;
    let trace = trace(names, maps, placed);
    Ok((Output { bytes, notes: Vec::new(), trace }, followed))
}

/// Where the sheets came from, each from the one of its name.
fn trace(names: Vec<String>, maps: Vec<SheetMap>, placed: Placed) -> Trace {
    let cells = placed.targets.into_iter().zip(placed.moved_tags);
    let sheets = names.into_iter().zip(maps).zip(cells);
    let sheets = sheets.map(|((name, map), (targets, moved_tags))| TracedSheet {
        template: name.clone(),
        name,
        map,
        targets,
        moved_tags,
    });
    Trace::new(sheets.collect())
}

/// Fills the texts outside cells; answers whether there were any.
fn fill_elsewhere(book: &mut Book, data: &Data<'_>) -> Result<bool, Vec<Problem>> {
    let elsewhere = Elsewhere::gather(book);
    let sheet = elsewhere.sheet().map_err(|error| vec![unreadable(&error)])?;
    if sheet.rows.is_empty() {
        return if elsewhere.problems.is_empty() { Ok(false) } else { Err(elsewhere.problems) };
    }
    let filled = fill_sheet(&Strings::default(), "", &sheet, data).map_err(|problems| {
        let relocated = problems.into_iter().map(|problem| elsewhere.relocated(problem));
        relocated.chain(elsewhere.problems.clone()).collect::<Vec<_>>()
    })?;
    if !elsewhere.problems.is_empty() {
        return Err(elsewhere.problems);
    }
    let columns_moved = filled.map.columns.moved();
    let rows = filled.grid.map(|grid| grid.rows).unwrap_or_default();
    // Columns mean nothing outside sheets: what would repeat them is refused below.
    let rows = if columns_moved { Vec::new() } else { rows };
    let contents = rows.into_iter().map(|row| row.cells.into_iter().next()?.content);
    let contents: Vec<_> = contents.collect();
    let problems = elsewhere.put(book, &contents);
    if problems.is_empty() { Ok(true) } else { Err(problems) }
}

/// A sheet after its tags were replaced.
struct Filled {
    grid: Option<Grid>,
    map: SheetMap,
    tagged: bool,
}

/// Evaluates the tags of all sheets.
fn fill_sheets(book: &Book, data: &Data<'_>) -> Result<Vec<Filled>, Vec<Problem>> {
    let mut filled = Vec::new();
    let mut problems = Vec::new();
    for tab in &book.tabs {
        let Some(sheet) = &tab.sheet else {
            filled.push(Filled { grid: None, map: SheetMap::identity(), tagged: false });
            continue;
        };
        match fill_sheet(&book.strings, &tab.name, sheet, data) {
            Ok(sheet) => filled.push(sheet),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(filled) } else { Err(problems) }
}

fn fill_sheet(
    strings: &Strings,
    name: &str,
    sheet: &Sheet,
    data: &Data<'_>,
) -> Result<Filled, Vec<Problem>> {
    let (mut cells, mut problems) = tags::find(sheet, name, strings);
    if cells.is_empty() && problems.is_empty() {
        let grid = Some(Grid::unchanged(sheet));
        return Ok(Filled { grid, map: SheetMap::identity(), tagged: false });
    }
    problems.extend(tags::pair(&mut cells, name));
    if !problems.is_empty() {
        return Err(problems);
    }
    let (plan, problems) = plan(sheet, name, &cells, data.references);
    if !problems.is_empty() {
        return Err(problems);
    }
    let printed = print(&plan, &cells, name, data)?;
    let (rows, map) = stream::read(&printed, &plan).map_err(|too_much| {
        let cell = too_much.at.unwrap_or(CellRef::new(0, 0));
        let around = cells.iter().find(|tagged| tagged.at == cell);
        let around = around.map(|tagged| tagged.around.clone()).unwrap_or_default();
        let place = Place::Cell { sheet: name.to_owned(), cell };
        vec![Problem { kind: too_much.kind, place, around }]
    })?;
    Ok(Filled { grid: Some(Grid::filled(sheet, rows, &map)), map, tagged: true })
}

/// Renders a sheet's template into its marks.
fn print(
    plan: &Plan,
    cells: &[Tagged],
    name: &str,
    data: &Data<'_>,
) -> Result<String, Vec<Problem>> {
    let functions = |tera: &mut tera::Tera| {
        (data.functions)(tera);
        stream::register(tera);
    };
    let mut engine = Engine::with_functions(&functions, plain_text);
    if let Err(failure) = engine.add(SHEET, &plan.source) {
        // Tera names the first tag it does not understand; looked at one by one, all are named.
        let mut problems = misunderstood(&mut engine, cells, name, data);
        if problems.is_empty() {
            problems.push(located(failure, plan, name));
        }
        return Err(problems);
    }
    let printed = engine.render_text(SHEET, &data.context);
    printed.map_err(|failure| vec![located(failure, plan, name)])
}

fn misunderstood(
    engine: &mut Engine,
    cells: &[Tagged],
    name: &str,
    data: &Data<'_>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for cell in cells {
        for piece in &cell.pieces {
            let kind = match &piece.part {
                Part::Output(code)
                    if data.references.resolve(code) != Lookup::NotAReference =>
                {
                    None
                }
                Part::Output(code) => engine.check_output(code),
                Part::Statement(code, _) | Part::Columns(code) => engine.check_statement(code),
                _ => None,
            };
            let place = Place::Cell { sheet: name.to_owned(), cell: cell.at };
            let around = cell.around.clone();
            problems.extend(kind.map(|kind| Problem { kind, place, around }));
        }
    }
    problems
}

fn located(failure: Failure, plan: &Plan, name: &str) -> Problem {
    let found = failure.offset.and_then(|offset| plan.place(offset));
    let (cell, around) = found.unwrap_or((CellRef::new(0, 0), ""));
    let place = Place::Cell { sheet: name.to_owned(), cell };
    Problem { kind: failure.kind, place, around: around.to_owned() }
}

/// Writes a value's text into the stream of marks: it cannot hold one.
pub(super) fn plain_text(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let kept: String = text.chars().filter(|c| is_xml_char(*c)).collect();
    out.write_all(kept.as_bytes())
}

/// Lets everything follow, computes anew, and writes the file.
fn finish(
    mut book: Book,
    mut grids: Vec<Option<Grid>>,
    maps: &Vec<SheetMap>,
    formulas_gone: bool,
) -> Result<Vec<u8>, Vec<Problem>> {
    let sheet_names: Vec<String> = book.tabs.iter().map(|tab| tab.name.clone()).collect();
    let mut moves = Moves::default();
    for (name, map) in sheet_names.iter().zip(maps) {
        moves.add(name, map);
    }
    let mut problems = Vec::new();
    for (tab, grid) in book.tabs.iter_mut().zip(&mut grids) {
        let (Some(sheet), Some(grid)) = (&mut tab.sheet, grid) else { continue };
        if let Some(map) = moves.map(&tab.name) {
            covered::empty(sheet, grid, map);
        }
        for (cell, formula, error) in grid.follow(sheet, &tab.name, &moves) {
            let place = Place::Cell { sheet: tab.name.clone(), cell };
            let around = tags::shortened(&formula);
            problems.push(Problem {
                kind: ProblemKind::Limit(error.to_string()),
                place,
                around,
            });
        }
        if moves.any() {
            let failed = follow::follow_around(&mut sheet.around.root, &tab.name, &moves);
            problems.extend(failed.into_iter().map(|(cell, error)| {
                cannot_follow(Place::Cell { sheet: tab.name.clone(), cell }, &error)
            }));
        }
    }
    let (mut names, names_changed, failed) =
        follow::follow_names(&mut book.workbook.root, &sheet_names, &moves);
    problems.extend(failed.into_iter().map(|error| cannot_follow(Place::File, &error)));
    problems.extend(follow::follow_table_columns(&mut book, &mut grids, maps));
    names.tables = follow::tables(&mut book, maps);
    let removed = compute(&book, &mut grids, maps, &names);
    let changed = changed_sheets(&book, &grids, &moves);
    let happened = follow::Happened { moves: &moves, changed };
    problems.extend(follow::follow_parts(&mut book, &happened));
    if !problems.is_empty() {
        problems.sort_by(|a, b| a.place.cmp(&b.place));
        return Err(problems);
    }
    let parts = Changed { names: names_changed, removed, formulas_gone };
    write_parts(book, &grids, &moves, &parts).map_err(|problem| vec![problem])
}

/// What of a workbook as a whole has changed.
struct Changed {
    names: bool,
    /// Values that whoever opens the file must compute.
    removed: bool,
    /// Formulas in whose place values stand.
    formulas_gone: bool,
}

/// Names, in lower case, of the sheets in which any cell changed.
fn changed_sheets(book: &Book, grids: &[Option<Grid>], moves: &Moves<'_>) -> BTreeSet<String> {
    let tabs = book.tabs.iter().zip(grids);
    let changed = tabs.filter(|(tab, grid)| {
        let differs = tab.sheet.as_ref().zip(grid.as_ref()).is_some_and(|(s, g)| g.differs(s));
        differs || moves.map(&tab.name).is_some_and(SheetMap::moved)
    });
    changed.map(|(tab, _)| tab.name.to_lowercase()).collect()
}

fn cannot_follow(place: Place, error: &CannotFollow) -> Problem {
    Problem { kind: ProblemKind::Limit(error.to_string()), place, around: String::new() }
}

/// Computes formulas anew; answers whether any value was taken out.
fn compute(
    book: &Book,
    grids: &mut [Option<Grid>],
    maps: &[SheetMap],
    names: &super::calc::Names,
) -> bool {
    let pages: Vec<Option<Page<'_>>> = book
        .tabs
        .iter()
        .zip(grids.iter())
        .zip(maps)
        .map(|((tab, grid), map)| {
            let (sheet, grid) = (tab.sheet.as_ref()?, grid.as_ref()?);
            Some(Page { name: &tab.name, sheet, grid, moved: map.moved() })
        })
        .collect();
    let outcome = recalculate(&pages, &book.strings, names);
    let removed = outcome.iter().any(|(_, _, cached)| *cached == Cached::Removed);
    for (tab, at, cached) in outcome {
        if let Some(grid) = grids.get_mut(tab).and_then(Option::as_mut) {
            grid.set_cached(at, cached);
        }
    }
    removed
}

fn write_parts(
    mut book: Book,
    grids: &[Option<Grid>],
    moves: &Moves<'_>,
    changed: &Changed,
) -> Result<Vec<u8>, Problem> {
    let mut formulas_changed = changed.formulas_gone;
    let prefix = book.strings.prefix().to_owned();
    for (tab, grid) in book.tabs.iter_mut().zip(grids) {
        let Some(grid) = grid else { continue };
        let Some(sheet) = tab.sheet.take() else { continue };
        let moved = moves.map(&tab.name).is_some_and(SheetMap::moved);
        let around_changed = sheet.around_changed();
        if !moved && !around_changed && !grid.differs(&sheet) {
            continue;
        }
        formulas_changed |= moved || grid.formulas_changed();
        let rows = write::rows(&sheet, grid, &prefix);
        let dimension = grid.extent(&sheet);
        book.package.put(&tab.path, sheet.write(rows, dimension));
    }
    if let Some(path) = book.strings_path.clone().filter(|_| book.strings.any_tagged()) {
        let strings = std::mem::take(&mut book.strings);
        if let Some(bytes) = strings.without_tags() {
            book.package.put(&path, bytes);
        }
    }
    if formulas_changed {
        calc_chain::remove(&mut book)?;
    }
    if changed.removed {
        calc_chain::compute_on_load(&mut book.workbook.root);
    }
    if changed.names || changed.removed {
        let workbook = book.workbook.write().into_bytes();
        book.package.put(&book.path, workbook);
    }
    book.package.write().map_err(|error| unreadable(&error))
}
