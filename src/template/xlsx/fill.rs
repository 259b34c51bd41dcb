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
use super::layout::Layout;
use super::lines::SheetMap;
use super::outside::{self, Followed};
use super::ready::{FilledSheet, ReadySheet};
use super::strings::Strings;
use super::targets::Placed;
use super::values::DateCells;
use super::{calc_chain, follow, sort, tags, write};
use crate::ooxml::is_xml_char;
use crate::template::{Data, Place, Problem, ProblemKind};

/// Fills a workbook, and lets ranges that are named from outside follow.
pub(super) fn fill(
    layout: &mut Layout,
    data: &Data<'_>,
    ranges: &[String],
) -> Result<(Output, Vec<Followed>), Vec<Problem>> {
    let mut book = layout.book.clone();
    let Layout { ready, placed, dates, .. } = layout;
    let elsewhere_changed =
        if ready.elsewhere { fill_elsewhere(&mut book, data) } else { Ok(false) };
    let filled = fill_sheets(&book, &mut ready.sheets, data);
    let (mut filled, elsewhere_changed) = match (filled, elsewhere_changed) {
        (Ok(filled), Ok(changed)) => (filled, changed),
        (filled, elsewhere) => {
            let mut problems = filled.err().unwrap_or_default();
            problems.extend(elsewhere.err().unwrap_or_default());
            problems.sort_by(|a, b| a.place.cmp(&b.place));
            return Err(problems);
        }
    };
    let mut notes = settle(&book, dates, &mut filled);
    let names: Vec<String> = book.tabs.iter().map(|tab| tab.name.clone()).collect();
    let tagged =
        filled.iter().flatten().any(|filled| filled.tagged) || book.strings.any_tagged();
    if !tagged && !elsewhere_changed {
        let bytes = book.package.write().map_err(|error| vec![unreadable(&error)])?;
        let followed = ranges.iter().cloned().map(Followed::At).collect();
        let maps = filled.into_iter().map(|filled| FilledSheet::parts(filled).1).collect();
        let trace = trace(names, maps, placed);
        return Ok((Output { bytes, notes, trace }, followed));
    }
    if sort::is_signed(&book.package) {
        let (kind, place) = (ProblemKind::Signed, Place::File);
        notes.push(Problem { kind, place, around: String::new() });
    }
    let (grids, maps): (_, Vec<SheetMap>) = filled.into_iter().map(FilledSheet::parts).unzip();
    let followed = outside::follow(ranges, &book, &maps);
    let bytes = finish(book, grids, &maps, placed.formulas_gone)?;
    let trace = trace(names, maps, placed);
    Ok((Output { bytes, notes, trace }, followed))
}

/// Gives filled cells the values that a sheet keeps; answers what its reader must know.
fn settle(book: &Book, dates: &DateCells, filled: &mut [Option<FilledSheet>]) -> Vec<Problem> {
    let mut notes = Vec::new();
    for (index, (tab, filled)) in book.tabs.iter().zip(filled).enumerate() {
        if let (Some(sheet), Some(filled)) = (&tab.sheet, filled) {
            notes.extend(dates.settle(index, &tab.name, sheet, filled));
        }
    }
    notes
}

/// Where the sheets came from, each from the one of its name.
fn trace(names: Vec<String>, maps: Vec<SheetMap>, placed: &Placed) -> Trace {
    let cells = placed.targets.iter().cloned().zip(placed.moved_tags.iter().cloned());
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
    let mut ready = ReadySheet::new(&sheet, "", &Strings::default());
    let filled = ready.fill(&sheet, "", data).map_err(|problems| {
        let relocated = problems.into_iter().map(|problem| elsewhere.relocated(problem));
        relocated.chain(elsewhere.problems.clone()).collect::<Vec<_>>()
    })?;
    if !elsewhere.problems.is_empty() {
        return Err(elsewhere.problems);
    }
    let contents =
        filled.grid.rows.into_iter().map(|row| row.cells.into_iter().next()?.content);
    let contents: Vec<_> = contents.collect();
    let problems = elsewhere.put(book, &contents);
    if problems.is_empty() { Ok(true) } else { Err(problems) }
}

/// Evaluates the tags of all sheets; a tab that is no worksheet has no cells.
fn fill_sheets(
    book: &Book,
    ready: &mut [Option<ReadySheet>],
    data: &Data<'_>,
) -> Result<Vec<Option<FilledSheet>>, Vec<Problem>> {
    let mut filled = Vec::new();
    let mut problems = Vec::new();
    for (tab, ready) in book.tabs.iter().zip(ready) {
        match (&tab.sheet, ready) {
            (Some(sheet), Some(ready)) => match ready.fill(sheet, &tab.name, data) {
                Ok(sheet) => filled.push(Some(sheet)),
                Err(found) => problems.extend(found),
            },
            _ => filled.push(None),
        }
    }
    if problems.is_empty() { Ok(filled) } else { Err(problems) }
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
    let (names, names_changed, failed) =
        follow::follow_names(&mut book.workbook.root, &sheet_names, &moves);
    problems.extend(failed.into_iter().map(|error| cannot_follow(Place::File, &error)));
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
        let extent = grid.extent(&sheet);
        let size = grid.size(&sheet);
        let part =
            sheet.write(extent, size, |sheet, out| write::rows(sheet, grid, &prefix, out));
        book.package.put(&tab.path, part);
    }
    if let Some(path) = book.strings_path.clone().filter(|_| book.strings.any_tagged()) {
        if let Some(bytes) = book.strings.without_tags() {
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
