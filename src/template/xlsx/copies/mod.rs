//! Sheets that repeat or are left out: what the loop over a sheet printed becomes sheets of the
//! workbook, each with drawings, charts, notes, tables and names of its own.

mod belongings;
mod defined;
mod gone;
mod identity;
mod names;
mod parts;
mod properties;
mod statements;
mod workbook;

use std::collections::{BTreeMap, BTreeSet};

use super::book::{Book, Tab};
use super::formula::sheets::Sheets;
use super::sheet::{MAX_CELLS, Sheet};
use super::{plan, tags};
use crate::ooxml::{CellRef, ContentTypes};
use crate::template::{Limit, Place, Problem, ProblemKind};
use belongings::Belongings;
use parts::{Copied, Copier};
use workbook::Listed;

pub(super) use names::Wanted;
pub(super) use statements::{governs, of_sheet, turns};

/// Sheets a workbook may have after filling: beyond it Excel itself hardly opens one.
const MAX_SHEETS: usize = 2_000;

/// Bytes that all parts of copies may have together before they are packed.
const MAX_BYTES: usize = 256 << 20;

/// What has become of the sheets of a workbook.
#[derive(Default)]
pub(super) struct Expanded {
    /// Which sheets have become which; none when all stayed as they were.
    pub sheets: Sheets,
    /// For each sheet of the result that is a copy, what its parts were copied from and are
    /// called; by its index.
    pub copied: BTreeMap<usize, BTreeMap<String, String>>,
    /// Which sheet of the template each sheet of the result comes from, by index.
    pub origins: Vec<usize>,
    /// Names that are others than asked for.
    pub notes: Vec<Problem>,
}

/// Whether so many copies of a sheet can be made, with the limit that says no.
pub(super) fn within_limits(sheet: Option<&Sheet>, copies: usize) -> Result<(), Limit> {
    let cells: usize =
        sheet.map_or(0, |sheet| sheet.rows.iter().map(|row| row.cells.len()).sum());
    let bytes = sheet.map_or(0, |sheet| sheet.source.len());
    if copies > MAX_SHEETS {
        return Err(Limit::Sheets(MAX_SHEETS));
    }
    cells_within_limits(cells.saturating_mul(copies))?;
    if bytes.saturating_mul(copies) > MAX_BYTES {
        return Err(Limit::CopiesMegabytes(MAX_BYTES >> 20));
    }
    Ok(())
}

/// Whether the copies of a sheet may have so many cells together, with the limit that says no.
pub(super) fn cells_within_limits(cells: usize) -> Result<(), Limit> {
    if cells > MAX_CELLS {
        return Err(Limit::Cells(MAX_CELLS));
    }
    Ok(())
}

/// The statements that govern a sheet of a workbook, in reading order.
pub(super) fn governing(book: &Book, tab: usize) -> Vec<String> {
    let Some(tab) = book.tabs.get(tab) else { return Vec::new() };
    let Some(sheet) = &tab.sheet else { return Vec::new() };
    let (cells, _) = tags::find(sheet, "", &book.strings);
    plan::of_sheet(&cells).map(|(_, code)| code.to_owned()).collect()
}

/// Names of the parts that belong to a sheet; what cannot be read has none.
pub(super) fn parts_of(book: &mut Book, tab: usize) -> Vec<String> {
    let Some(path) = book.tabs.get(tab).map(|tab| tab.path.clone()) else { return Vec::new() };
    let Ok(types) = ContentTypes::read(&mut book.package) else { return Vec::new() };
    let found = belongings::of_sheet(&mut book.package, &types, &path);
    found.map_or(Vec::new(), |found| found.parts.into_iter().map(|part| part.name).collect())
}

/// Makes the sheets that are wanted of each sheet of the template. The sheets of `book` are those
/// of the result afterwards, those of one template sheet beside each other in its place.
pub(super) fn expand(book: &mut Book, wanted: &[Wanted]) -> Result<Expanded, Vec<Problem>> {
    if wanted.iter().all(|wanted| *wanted == Wanted::Same) {
        let origins = (0..book.tabs.len()).collect();
        return Ok(Expanded { origins, ..Expanded::default() });
    }
    let tabs: Vec<_> =
        book.tabs.iter().zip(wanted).map(|(tab, wanted)| (tab.name.as_str(), wanted)).collect();
    let (names, renamed) =
        names::decide(&tabs).map_err(|tab| vec![of_tab(book, tab, ProblemKind::NoTabName)])?;
    check(book, &names)?;
    defined::settle(book, &names)?;
    let notes = renamed.into_iter().map(|renamed| {
        let (wanted, name) = (renamed.wanted, renamed.name);
        let place = Place::Cell { sheet: name.clone(), cell: CellRef::new(0, 0) };
        Problem { place, kind: ProblemKind::TabName { wanted, name }, around: String::new() }
    });
    let notes = notes.collect();
    let mut expanding = Expanding::new(book, &names)?;
    expanding.all(book)?;
    let mut expanded = expanding.finish(book).map_err(|problem| vec![problem])?;
    expanded.notes = notes;
    Ok(expanded)
}

/// A problem of a sheet as a whole.
fn of_tab(book: &Book, tab: usize, kind: ProblemKind) -> Problem {
    let name = book.tabs.get(tab).map(|tab| tab.name.clone()).unwrap_or_default();
    let place = Place::Cell { sheet: name, cell: CellRef::new(0, 0) };
    Problem { kind, place, around: String::new() }
}

/// What must hold before anything is copied.
fn check(book: &Book, names: &[Vec<String>]) -> Result<(), Vec<Problem>> {
    let mut problems = Vec::new();
    for (index, (tab, names)) in book.tabs.iter().zip(names).enumerate() {
        if let Err(limit) = within_limits(tab.sheet.as_ref(), names.len()) {
            problems.push(of_tab(book, index, ProblemKind::Limit(limit)));
        }
    }
    if names.iter().map(Vec::len).sum::<usize>() > MAX_SHEETS {
        problems.push(of_tab(book, 0, ProblemKind::Limit(Limit::Sheets(MAX_SHEETS))));
    }
    let visible =
        book.tabs.iter().zip(names).any(|(tab, names)| tab.visible && !names.is_empty());
    if !visible {
        let gone = names.iter().position(Vec::is_empty).unwrap_or(0);
        problems.push(of_tab(book, gone, ProblemKind::NoSheet));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// The copying of all sheets.
struct Expanding<'n> {
    names: &'n [Vec<String>],
    /// Parts of the template's sheets.
    paths: Vec<String>,
    /// Pictures and the like of sheets that are left out.
    left: BTreeSet<String>,
    any_left_out: bool,
    types: ContentTypes,
    copier: Copier,
    order: Vec<(String, Vec<String>)>,
    listed: Vec<Vec<Listed>>,
    tabs: Vec<Tab>,
    tables: Vec<(String, Option<(String, String)>)>,
    expanded: Expanded,
    bytes: usize,
}

impl<'n> Expanding<'n> {
    fn new(book: &mut Book, names: &'n [Vec<String>]) -> Result<Self, Vec<Problem>> {
        let one = |problem| vec![problem];
        let types = ContentTypes::read(&mut book.package).map_err(|error| one(error.into()))?;
        let defined = book.workbook.root.child("definedNames");
        let defined = defined.into_iter().flat_map(crate::ooxml::xml_part::Element::elements);
        let defined: Vec<String> =
            defined.filter_map(|name| Some(name.attribute("name")?.into_owned())).collect();
        let copier = Copier::new(&mut book.package, &types, &defined).map_err(one)?;
        let order = book.tabs.iter().map(|tab| tab.name.clone()).zip(names.iter().cloned());
        Ok(Self {
            names,
            paths: book.tabs.iter().map(|tab| tab.path.clone()).collect(),
            left: BTreeSet::new(),
            any_left_out: false,
            types,
            copier,
            order: order.collect(),
            listed: Vec::new(),
            tabs: Vec::new(),
            tables: Vec::new(),
            expanded: Expanded::default(),
            bytes: 0,
        })
    }

    fn all(&mut self, book: &mut Book) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        let tabs = std::mem::take(&mut book.tabs);
        let places: Vec<String> = tabs.iter().map(|tab| tab.name.clone()).collect();
        for ((index, tab), names) in tabs.into_iter().enumerate().zip(self.names) {
            if let Err(kind) = self.tab(book, index, tab, names) {
                let sheet = places.get(index).cloned().unwrap_or_default();
                let place = Place::Cell { sheet, cell: CellRef::new(0, 0) };
                problems.push(Problem { kind, place, around: String::new() });
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// One sheet of the template.
    fn tab(
        &mut self,
        book: &mut Book,
        index: usize,
        mut tab: Tab,
        names: &[String],
    ) -> Result<(), ProblemKind> {
        let kept = Listed { name: names.first().cloned().unwrap_or_default(), part: None };
        let belongings = if names.len() == 1 && names.first() == Some(&tab.name) {
            None
        } else {
            let of_sheet = belongings::of_sheet(&mut book.package, &self.types, &tab.path);
            Some(of_sheet.map_err(|problem| problem.kind)?)
        };
        let Some((first, copies)) = names.split_first() else {
            self.listed.push(Vec::new());
            return self.leave_out(book, belongings.as_ref());
        };
        let mut listed = vec![kept];
        if let Some(belongings) = &belongings {
            for part in &belongings.parts {
                if !copies.is_empty() && part.kind == "table" {
                    let table = gone::table_name(&part.bytes);
                    self.tables.push((table.clone(), Some((first.clone(), table))));
                }
            }
        }
        let mut made = Vec::new();
        for (number, name) in (1..).zip(copies) {
            let Some(belongings) = &belongings else { continue };
            let (copy, copied) = self.copy(book, &tab, belongings, number, name)?;
            listed.push(Listed { name: name.clone(), part: Some(copy.path.clone()) });
            made.push((copy, copied));
        }
        tab.name.clone_from(first);
        self.tabs.push(tab);
        self.expanded.origins.push(index);
        for (copy, copied) in made {
            self.expanded.copied.insert(self.tabs.len(), copied.parts);
            self.expanded.origins.push(index);
            self.tabs.push(copy);
        }
        self.listed.push(listed);
        Ok(())
    }

    /// One copy of a sheet; `number` counts from 1.
    fn copy(
        &mut self,
        book: &mut Book,
        tab: &Tab,
        belongings: &Belongings,
        number: u32,
        name: &str,
    ) -> Result<(Tab, Copied), ProblemKind> {
        if let Some((kind, part)) = &belongings.uncopied {
            return Err(ProblemKind::Uncopied(format!("{kind} ({part})")));
        }
        let Some(sheet) = &tab.sheet else {
            return Err(ProblemKind::Uncopied("chartsheet".to_owned()));
        };
        self.bytes += belongings.parts.iter().map(|part| part.bytes.len()).sum::<usize>();
        self.bytes += sheet.source.len();
        if self.bytes > MAX_BYTES {
            return Err(ProblemKind::Limit(Limit::CopiesMegabytes(MAX_BYTES >> 20)));
        }
        let copied = self.copier.copy(&mut book.package, &mut self.types, belongings, number);
        let copied = copied.map_err(|problem| problem.kind)?;
        let path = copied.parts.get(&tab.path).cloned().unwrap_or_default();
        for (before, after) in &copied.tables {
            self.tables.push((before.clone(), Some((name.to_owned(), after.clone()))));
        }
        let mut sheet = sheet.copy();
        identity::renew(&mut sheet.around.root, number, false);
        identity::only_once(&mut sheet.around.root);
        let copy =
            Tab { name: name.to_owned(), path, visible: tab.visible, sheet: Some(sheet) };
        Ok((copy, copied))
    }

    fn leave_out(
        &mut self,
        book: &mut Book,
        belongings: Option<&Belongings>,
    ) -> Result<(), ProblemKind> {
        let Some(belongings) = belongings else { return Ok(()) };
        if let Some((kind, part)) = &belongings.uncopied
            && gone::is_tied(kind)
        {
            return Err(ProblemKind::Uncopied(format!("{kind} ({part})")));
        }
        self.any_left_out = true;
        for part in &belongings.parts {
            if part.kind == "table" {
                self.tables.push((gone::table_name(&part.bytes), None));
            }
            let relations = part.relations.iter().flat_map(|(_, relations)| relations);
            let inside = relations.filter(|relation| !relation.external);
            self.left.extend(inside.map(|relation| relation.target.clone()));
        }
        gone::take_out(&mut book.package, belongings);
        Ok(())
    }

    /// Enters what was made into the workbook.
    fn finish(mut self, book: &mut Book) -> Result<Expanded, Problem> {
        book.tabs = self.tabs;
        self.types.write(&mut book.package);
        workbook::list(book, &self.paths, &self.listed)?;
        workbook::names(&mut book.workbook.root, &self.listed);
        let visible: Vec<bool> = book.tabs.iter().map(|tab| tab.visible).collect();
        let front = workbook::views(&mut book.workbook.root, &self.listed, &visible);
        if let Some(front) = front {
            let sheets = book.tabs.iter_mut().enumerate();
            for (index, sheet) in sheets.filter_map(|(at, tab)| Some((at, tab.sheet.as_mut()?)))
            {
                identity::select(&mut sheet.around.root, index == front);
            }
        }
        properties::follow(&mut book.package, &self.order)?;
        if self.any_left_out {
            gone::tidy(&mut book.package, &self.left)?;
        }
        self.expanded.sheets = Sheets::new(self.order);
        for (table, copy) in self.tables {
            match copy {
                Some((sheet, copy)) => self.expanded.sheets.add_table(&table, &sheet, &copy),
                None => self.expanded.sheets.drop_table(&table),
            }
        }
        Ok(self.expanded)
    }
}
