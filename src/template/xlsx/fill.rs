//! Filling a workbook: tags to values, values to cells, and everything else after them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::book::{Book, unreadable};
use super::calc::{Page, recalculate};
use super::certificate::{Trace, TracedSheet};
use super::copies::{self, Expanded, Wanted};
use super::dates::Epoch;
use super::elsewhere::Elsewhere;
use super::filled::Filled as Output;
use super::formula::moves::{CannotFollow, Moves};
use super::formula::sheets::Sheets;
use super::grid::{Cached, Grid};
use super::layout::Layout;
use super::lines::SheetMap;
use super::number_text::Formats;
use super::outside::{self, Followed};
use super::ready::{FilledSheet, Ready, ReadySheet, Turn};
use super::sheet::Sheet;
use super::stream::Content;
use super::strings::Strings;
use super::targets::Placed;
use super::values::DateCells;
use super::{calc_chain, covered, follow, homes, locks, sort, tags, write};
use crate::ooxml::is_xml_char;
use crate::template::{Data, Place, Problem, ProblemKind};

/// Fills an opened workbook, and lets ranges that are named from outside follow.
pub(super) fn fill(
    layout: &mut Layout,
    data: &Data<'_>,
    ranges: &[String],
) -> Result<(Output, Vec<Followed>), Vec<Problem>> {
    let mut book = layout.book.clone();
    let Layout { ready: Ready { sheets, elsewhere }, placed, dates, .. } = layout;
    let texts = fill_elsewhere(elsewhere, data);
    let filled = fill_sheets(&book, sheets, data);
    let (mut filled, texts) = match (filled, texts) {
        (Ok(filled), Ok(texts)) => (filled, texts),
        (filled, texts) => {
            let mut problems = filled.err().unwrap_or_default();
            problems.extend(texts.err().unwrap_or_default());
            problems.sort_by(|a, b| a.place.cmp(&b.place));
            return Err(problems);
        }
    };
    let mut notes = settle(&book, dates, &mut filled);
    let names: Vec<String> = book.tabs.iter().map(|tab| tab.name.clone()).collect();
    let wanted: Vec<Wanted> = filled.iter().map(FilledSheet::wanted).collect();
    let tagged = filled.iter().any(|filled| filled.tagged) || book.strings.any_tagged();
    let expanded = copies::expand(&mut book, &wanted)?;
    let turns = filled.into_iter().flat_map(|filled| filled.turns);
    let turns = turns.inspect(|turn| turn.note(data.references));
    let (grids, maps): (_, Vec<SheetMap>) = turns.map(|turn| (turn.grid, turn.map)).unzip();
    if !tagged && elsewhere.iter().all(Elsewhere::is_empty) {
        let bytes = book.package.write().map_err(|error| vec![unreadable(&error)])?;
        let followed = ranges.iter().cloned().map(Followed::At).collect();
        let trace = trace(&names, names.clone(), &expanded, maps, placed);
        return Ok((Output { bytes, notes, trace }, followed));
    }
    let signed = sort::broken_signature(&book.package);
    put_elsewhere(elsewhere, &texts, &mut book, &expanded)?;
    let followed = outside::follow(ranges, &book, &maps, &expanded.sheets);
    let sheets: Vec<String> = book.tabs.iter().map(|tab| tab.name.clone()).collect();
    let (bytes, lost) = finish(book, grids, &maps, &expanded, placed.formulas_gone)?;
    notes.extend(lost);
    notes.extend(expanded.notes.iter().cloned());
    notes.extend(signed);
    let trace = trace(&names, sheets, &expanded, maps, placed);
    Ok((Output { bytes, notes, trace }, followed))
}

/// Gives filled cells the values that a sheet keeps; answers what its reader must know.
fn settle(book: &Book, dates: &DateCells, filled: &mut [FilledSheet]) -> Vec<Problem> {
    let mut notes = Vec::new();
    for (index, (tab, filled)) in book.tabs.iter().zip(filled).enumerate() {
        let Some(sheet) = &tab.sheet else { continue };
        for turn in &mut filled.turns {
            if let Some(grid) = &mut turn.grid {
                notes.extend(dates.settle(index, &tab.name, sheet, grid));
            }
        }
    }
    notes
}

/// Where the sheets came from: `names` are those of the template, `sheets` those of the result.
fn trace(
    names: &[String],
    sheets: Vec<String>,
    expanded: &Expanded,
    maps: Vec<SheetMap>,
    placed: &Placed,
) -> Trace {
    let sheets = sheets.into_iter().zip(maps).zip(&expanded.origins);
    let sheets = sheets.map(|((name, map), origin)| TracedSheet {
        name,
        template: names.get(*origin).cloned().unwrap_or_default(),
        map,
        targets: placed.targets.get(*origin).cloned().unwrap_or_default(),
        moved_tags: placed.moved_tags.get(*origin).cloned().unwrap_or_default(),
    });
    Trace::new(sheets.collect())
}

/// What the texts outside cells say: for each turn of the sheet they belong to, one a text.
type Texts = Vec<Vec<Option<Content>>>;

/// Fills the texts outside cells.
fn fill_elsewhere(all: &[Elsewhere], data: &Data<'_>) -> Result<Vec<Texts>, Vec<Problem>> {
    let mut texts = Vec::new();
    let mut problems = Vec::new();
    for elsewhere in all {
        problems.extend(elsewhere.problems.clone());
        if elsewhere.is_empty() {
            texts.push(Vec::new());
            continue;
        }
        let sheet = elsewhere.sheet().map_err(|error| vec![unreadable(&error)])?;
        let mut ready = ReadySheet::new(&sheet, "", &Strings::default());
        match ready.fill(&sheet, "", data) {
            Ok(filled) => {
                filled.turns.iter().for_each(|turn| turn.note(data.references));
                texts.push(filled.turns.into_iter().map(Turn::texts).collect());
            }
            Err(found) => problems.extend(elsewhere.relocated(found)),
        }
    }
    if problems.is_empty() { Ok(texts) } else { Err(problems) }
}

/// Puts the texts outside cells in their places, on every copy of a sheet its own.
fn put_elsewhere(
    all: &[Elsewhere],
    texts: &[Texts],
    book: &mut Book,
    expanded: &Expanded,
) -> Result<(), Vec<Problem>> {
    let mut problems = Vec::new();
    for (elsewhere, turns) in all.iter().zip(texts) {
        let sheets = expanded.origins.iter().enumerate();
        let sheets = sheets.filter(|(_, origin)| elsewhere.tabs.contains(origin));
        let sheets: Vec<usize> = sheets.map(|(sheet, _)| sheet).collect();
        if elsewhere.is_empty() {
            continue;
        }
        if !elsewhere.is_repeated() {
            for texts in turns {
                problems.extend(elsewhere.put(book, &sheets, None, texts));
            }
            continue;
        }
        for (sheet, texts) in sheets.iter().zip(turns) {
            let renamed = expanded.copied.get(sheet);
            problems.extend(elsewhere.put(book, &[*sheet], renamed, texts));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Evaluates the tags of all sheets.
fn fill_sheets(
    book: &Book,
    ready: &mut [Option<ReadySheet>],
    data: &Data<'_>,
) -> Result<Vec<FilledSheet>, Vec<Problem>> {
    let mut filled = Vec::new();
    let mut problems = Vec::new();
    for (tab, ready) in book.tabs.iter().zip(ready) {
        let of_tab = match (&tab.sheet, ready) {
            (Some(sheet), Some(ready)) => ready.fill(sheet, &tab.name, data),
            (None, Some(ready)) => match Sheet::empty() {
                Some(sheet) => {
                    ready.fill(&sheet, &tab.name, data).map(FilledSheet::without_cells)
                }
                None => Ok(FilledSheet::unchanged(None)),
            },
            (sheet, None) => Ok(FilledSheet::unchanged(sheet.as_ref())),
        };
        match of_tab {
            Ok(sheet) => filled.push(sheet),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(filled) } else { Err(problems) }
}

/// Writes a value's text into the stream of marks: it cannot hold one.
pub(super) fn plain_text(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let kept: String = text.chars().filter(|c| is_xml_char(*c)).collect();
    out.write_all(kept.as_bytes())
}

/// Lets everything follow, computes anew, and writes the file; answers it with what its reader must
/// know.
fn finish(
    mut book: Book,
    mut grids: Vec<Option<Grid>>,
    maps: &[SheetMap],
    expanded: &Expanded,
    formulas_gone: bool,
) -> Result<(Vec<u8>, Vec<Problem>), Vec<Problem>> {
    let sheet_names: Vec<String> = book.tabs.iter().map(|tab| tab.name.clone()).collect();
    let mut moves = Moves::default();
    // Spans of sheets need their order where none was repeated too.
    let as_they_are = Sheets::new(
        sheet_names.iter().map(|name| (name.clone(), vec![name.clone()])).collect(),
    );
    let repeated = expanded.sheets.changed();
    moves.set_sheets(if repeated { &expanded.sheets } else { &as_they_are });
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
            problems.push(Problem { kind: error.into(), place, around });
        }
        if moves.any() {
            let failed = follow::follow_around(&mut sheet.around.root, &tab.name, &moves);
            problems.extend(failed.into_iter().map(|(cell, error)| {
                cannot_follow(Place::Cell { sheet: tab.name.clone(), cell }, error)
            }));
        }
    }
    let followed = follow::follow_names(&mut book.workbook.root, &sheet_names, &moves);
    let follow::FollowedNames { mut names, changed: names_changed, failed, lost } = followed;
    problems.extend(failed.into_iter().map(|(name, error)| Problem {
        around: tags::shortened(&name),
        ..cannot_follow(Place::File, error)
    }));
    problems.extend(follow::follow_table_columns(&mut book, &mut grids, maps));
    names.tables = follow::tables(&mut book, maps);
    let removed = compute(&book, &mut grids, maps, &names);
    let changed = changed_sheets(&book, &grids, &moves);
    problems.extend(follow_parts(&mut book, &grids, &names, &moves, changed)?);
    if !problems.is_empty() {
        problems.sort_by(|a, b| a.place.cmp(&b.place));
        return Err(problems);
    }
    let names_changed = names_changed || expanded.sheets.changed();
    let parts = Changed { names: names_changed, removed, formulas_gone };
    let lost = lost.into_iter().map(|name| Problem {
        kind: ProblemKind::LostName(name),
        place: Place::File,
        around: String::new(),
    });
    let notes = lost.collect();
    let bytes = write_parts(book, &grids, &moves, &parts).map_err(|problem| vec![problem])?;
    Ok((bytes, notes))
}

/// Lets drawings, charts and the like follow, which show what cells hold now.
fn follow_parts(
    book: &mut Book,
    grids: &[Option<Grid>],
    names: &super::calc::Names,
    moves: &Moves<'_>,
    changed: BTreeSet<String>,
) -> Result<Vec<Problem>, Vec<Problem>> {
    let draws = book
        .package
        .names()
        .any(|name| name.contains("/drawings/") || name.contains("/charts/"));
    let homes = if draws { homes::homes(book) } else { BTreeMap::new() };
    let styles = if draws { locks::styles(book) } else { Ok(None) };
    let styles = styles.map_err(|problem| vec![problem])?;
    let epoch = Epoch::of(&book.workbook.root);
    let formats = Formats::read(styles.as_ref().map(|part| &part.root), epoch);
    let Book { package, tabs, strings, .. } = book;
    let shown = follow::Shown::new(tabs, grids, &names.defined, strings, formats);
    let happened = follow::Happened { moves, shown: &shown, changed };
    Ok(follow::follow_parts(package, tabs, &homes, &happened))
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

fn cannot_follow(place: Place, error: CannotFollow) -> Problem {
    Problem { kind: error.into(), place, around: String::new() }
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
        let extent = grid.extent();
        let size = grid.size(&sheet);
        let part =
            sheet.write_with(extent, size, |sheet, out| write::rows(sheet, grid, &prefix, out));
        book.package.put(&tab.path, part);
    }
    if let Some(path) = book.strings_path.clone().filter(|_| book.strings.any_tagged())
        && let Some(bytes) = book.strings.without_tags()
    {
        book.package.put(&path, bytes);
    }
    if formulas_changed || moves.sheets().is_some() {
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
