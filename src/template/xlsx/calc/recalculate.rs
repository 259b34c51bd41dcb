//! Which formulas read changed cells, in which order they compute, and what becomes of the
//! values stored beside them.

mod reads;
mod view;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::columns::{Columns, Place};
use super::evaluate::{Area, evaluate};
use super::marks::Marks;
use super::order;
use super::parse::{Expression, parse};
use super::places::Places;
use super::tables::Tables;
use super::value::{Computed, Unknown, Value, error_named, stored_digits, stored_number};
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::{Element, attribute};
use crate::template::xlsx::digits::Digits;
use crate::template::xlsx::grid::{Cached, CachedValue, Grid, GridCell, GridRow};
use crate::template::xlsx::sheet::{Cell, FormulaKind, Sheet, Stored};
use crate::template::xlsx::stream::Content;
use crate::template::xlsx::strings::Strings;
use crate::template::xlsx::text::shown_text;
use reads::{Reads, stands_for};
use view::View;

/// What formulas read of the workbook itself.
#[derive(Default)]
pub(crate) struct Names {
    /// Defined names: the sheet they belong to (none: the workbook), the name in lower case, and
    /// the formula behind it in the result.
    pub defined: BTreeMap<(Option<usize>, String), String>,
    /// Those among them that stand for more, fewer or other cells than in the template.
    pub changed: BTreeSet<(Option<usize>, String)>,
    /// Tables as they are in the result.
    pub tables: Tables,
    /// Whether days are counted from 1904.
    pub counts_from_1904: bool,
    /// Whether the workbook asks to be computed in full: the values it holds are not to be
    /// believed. Programs that do not compute write so, with 0 beside every formula.
    pub asks_to_be_computed: bool,
}

impl Names {
    /// No names yet, of the workbook part with this root.
    pub(crate) fn of(workbook: &Element) -> Self {
        let says = |element: &str, attribute: &str| {
            let said = workbook.child(element).and_then(|element| element.attribute(attribute));
            matches!(said.as_deref(), Some("1" | "true" | "on"))
        };
        Self {
            defined: BTreeMap::new(),
            changed: BTreeSet::new(),
            tables: Tables::new(),
            counts_from_1904: says("workbookPr", "date1904"),
            asks_to_be_computed: says("calcPr", "fullCalcOnLoad"),
        }
    }
}

/// A sheet as the calculation sees it.
pub(crate) struct Page<'a> {
    /// Name on the tab.
    pub name: &'a str,
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Its cells in the result.
    pub grid: &'a Grid,
    /// Whether rows or columns have moved: whole ones then hold other cells than before.
    pub moved: bool,
}

/// Computes anew what depends on changed cells; answers what becomes of each stored value.
pub(crate) fn recalculate(
    pages: &[Option<Page<'_>>],
    strings: &Strings,
    names: &Names,
) -> Vec<(usize, CellRef, Cached)> {
    let mut calculation = Calculation::new(pages, names);
    if !calculation.find(pages, strings) {
        return Vec::new();
    }
    calculation.read(pages, strings);
    for formula in calculation.order() {
        calculation.compute(formula);
    }
    calculation.with_missing()
}

struct Formula<'a> {
    place: Place,
    text: Cow<'a, str>,
    /// Cells it reads, as far as its text says.
    areas: Vec<Area>,
    /// It may read cells that its text does not name.
    reads_anywhere: bool,
    /// It was changed itself, beyond following the rows.
    changed: bool,
    /// We do not compute it, whatever it says.
    opaque: bool,
    /// The value stored in the template.
    stored: Held,
}

/// A value that the template holds beside a formula.
struct Held {
    value: Computed,
    /// Whether it is what the formula gives today.
    believed: bool,
}

struct Calculation<'a> {
    sheets: BTreeMap<String, usize>,
    names: &'a Names,
    columns: Columns,
    moved: Vec<bool>,
    /// The last column of each sheet that holds anything.
    last_columns: Vec<u16>,
    /// In the order of their places.
    formulas: Vec<Formula<'a>>,
    /// Cells inside an array formula's area, with the formula's own cell.
    members: BTreeMap<Place, Place>,
    outcome: Vec<(usize, CellRef, Cached)>,
    /// Values that the template lacks, or has wrongly.
    missing: Vec<(usize, CellRef, Cached)>,
    /// Sheets that are written anew in any case.
    written: BTreeSet<usize>,
    /// Hidden rows, when any formula asks: sheet and row.
    hidden: BTreeSet<(usize, u32)>,
    /// What defined names stand for, as far as formulas can take it.
    named: BTreeMap<(Option<usize>, String), Option<Expression>>,
    /// Where the formulas stand.
    places: Places,
    /// Formulas that are subtotals, by index.
    subtotals: Marks,
    anything_changed: bool,
}

impl<'a> Calculation<'a> {
    fn new(pages: &[Option<Page<'_>>], names: &'a Names) -> Self {
        let there =
            pages.iter().enumerate().filter_map(|(index, page)| Some((index, page.as_ref()?)));
        let sheets = there.map(|(index, page)| (page.name.to_lowercase(), index));
        let names_there = names.defined.iter();
        let stand_for = names_there.map(|(name, formula)| (name.clone(), stands_for(formula)));
        Self {
            sheets: sheets.collect(),
            names,
            columns: Columns::default(),
            moved: pages
                .iter()
                .map(|page| page.as_ref().is_some_and(|page| page.moved))
                .collect(),
            last_columns: vec![0; pages.len()],
            formulas: Vec::new(),
            members: BTreeMap::new(),
            outcome: Vec::new(),
            missing: Vec::new(),
            written: BTreeSet::new(),
            hidden: BTreeSet::new(),
            named: stand_for.collect(),
            places: Places::new(std::iter::empty(), std::iter::empty()),
            subtotals: Marks::default(),
            anything_changed: pages.iter().flatten().any(|page| page.moved),
        }
    }

    /// Finds the formulas; answers whether there are any.
    fn find(&mut self, pages: &[Option<Page<'a>>], strings: &Strings) -> bool {
        for (index, page) in pages.iter().enumerate() {
            let Some(page) = page else { continue };
            let with_formulas = page.sheet.rows_with_formulas();
            for row in &page.grid.rows {
                let holds = with_formulas.get(row.row) == Some(&true);
                self.row(index, page, row, holds, strings);
            }
        }
        self.formulas.sort_by_key(|formula| formula.place);
        !self.formulas.is_empty()
    }

    /// Looks at a row; `holds`: there may be formulas in it.
    fn row(
        &mut self,
        index: usize,
        page: &Page<'a>,
        row: &'a GridRow,
        holds: bool,
        strings: &Strings,
    ) {
        if let (Some(last), Some(cell)) = (self.last_columns.get_mut(index), row.cells.last()) {
            *last = cell.col.max(*last);
        }
        if row.cells.iter().any(|out| out.content.is_some()) {
            self.anything_changed = true;
            self.written.insert(index);
        }
        if !holds {
            return;
        }
        let cells = page.sheet.rows.get(row.row).map_or(&[][..], |row| &row.cells);
        for out in row.cells.iter().filter(|out| out.content.is_none()) {
            let Some(cell) = cells.get(out.template()) else { continue };
            let Some(formula) = &cell.formula else { continue };
            let text = out.formula().unwrap_or(&formula.text);
            self.formula((index, out.col, row.number), cell, out, text, strings);
        }
    }

    /// Reads the cells that formulas read.
    fn read(&mut self, pages: &[Option<Page<'a>>], strings: &Strings) {
        self.ask();
        for (index, page) in pages.iter().enumerate() {
            let Some(page) = page.as_ref().filter(|_| self.columns.any(index)) else {
                continue;
            };
            let cells = page.grid.rows.iter().map(|row| row.cells.len()).sum();
            self.columns.reserve(index, page.grid.rows.len(), cells);
            let columns = self.columns.of_sheet(index);
            for row in &page.grid.rows {
                let cells = page.sheet.rows.get(row.row).map_or(&[][..], |row| &row.cells);
                for out in &row.cells {
                    let column = columns.get_mut(usize::from(out.col)).and_then(Option::as_mut);
                    let Some(column) = column else { continue };
                    let (value, changed) = match &out.content {
                        Some(content) => (filled(content), true),
                        None => match cells.get(out.template()) {
                            Some(cell) if cell.formula.is_none() => {
                                (stored(&cell.value, strings), false)
                            }
                            _ => (Ok(Value::Blank), false),
                        },
                    };
                    column.push(row.number, value, changed);
                }
            }
        }
        self.array_members();
        let places = self.formulas.iter().map(|formula| formula.place);
        let areas = self.formulas.iter().flat_map(|formula| &formula.areas);
        self.places = Places::new(places, areas);
        for (index, formula) in self.formulas.iter().enumerate() {
            if is_subtotal(&formula.text) {
                self.subtotals.set(index);
            }
        }
        if self.subtotals.next(0).is_some() {
            self.hidden_rows(pages);
        }
    }

    /// Asks for the columns that formulas read; what array formulas fill may be asked for too.
    fn ask(&mut self) {
        let last = |sheet: usize| self.last_columns.get(sheet).map_or(0, |last| *last);
        for area in self.formulas.iter().flat_map(|formula| &formula.areas) {
            self.columns.want(area.sheet, area.cols.0, area.cols.1.min(last(area.sheet)));
        }
        for (sheet, col, _) in self.members.keys() {
            self.columns.want(*sheet, *col, *col);
        }
    }

    fn hidden_rows(&mut self, pages: &[Option<Page<'_>>]) {
        for (index, page) in pages.iter().enumerate() {
            let Some(page) = page else { continue };
            for row in &page.grid.rows {
                let open = page.sheet.rows.get(row.row).map(|row| page.sheet.slice(&row.open));
                let hidden = open.and_then(|open| attribute(open, "hidden"));
                if matches!(hidden.as_deref(), Some("1" | "true")) {
                    self.hidden.insert((index, row.number));
                }
            }
        }
    }

    fn formula(
        &mut self,
        place: Place,
        cell: &'a Cell,
        out: &'a GridCell,
        text: &'a str,
        strings: &Strings,
    ) {
        let Some(kind) = cell.formula.as_ref().map(|formula| &formula.kind) else { return };
        let Reads { areas, anywhere, volatile, renamed } = self.reads(text, place);
        let stored = match &cell.value {
            Stored::Blank => Err(Unknown),
            value => stored(value, strings),
        };
        let believed = !volatile && !self.names.asks_to_be_computed;
        let opaque = matches!(kind, FormulaKind::Array(_) | FormulaKind::DataTable);
        let formula = Formula {
            place,
            text: Cow::Borrowed(text),
            areas,
            reads_anywhere: anywhere || *kind == FormulaKind::DataTable,
            changed: out.reads_other_cells() || renamed,
            opaque,
            stored: Held { value: stored, believed },
        };
        if out.formula().is_some() {
            self.written.insert(place.0);
        }
        self.formulas.push(formula);
        if let FormulaKind::Array(area) = kind {
            self.array(place, area);
        }
    }

    /// The other cells of an array formula's area hold results too.
    fn array(&mut self, place: Place, area: &str) {
        let (from, to) = area.split_once(':').unwrap_or((area, area));
        let (Ok(from), Ok(to)) = (from.parse::<CellRef>(), to.parse::<CellRef>()) else {
            return;
        };
        let height = to.row.saturating_sub(from.row);
        let width = to.col.saturating_sub(from.col);
        // An area of this size is no formula a person wrote; its members keep their values.
        if u64::from(height) * u64::from(width) > 100_000 {
            return;
        }
        for row in place.2..=place.2 + height {
            for col in place.1..=place.1 + width {
                if (col, row) != (place.1, place.2) {
                    self.members.insert((place.0, col, row), place);
                }
            }
        }
    }

    fn array_members(&mut self) {
        let mut found = Vec::new();
        for (member, master) in std::mem::take(&mut self.members) {
            if self.formula_at(member).is_ok() {
                continue;
            }
            let master = self.formula_at(master).ok().and_then(|at| self.formulas.get(at));
            let Some(formula) = master else { continue };
            found.push(Formula {
                place: member,
                text: Cow::Borrowed(""),
                areas: formula.areas.clone(),
                reads_anywhere: formula.reads_anywhere,
                changed: formula.changed,
                opaque: true,
                stored: Held { value: self.columns.take(member), believed: true },
            });
        }
        self.formulas.extend(found);
        self.formulas.sort_by_key(|formula| formula.place);
    }

    /// Index of the formula of a cell; where it would stand, if it has none.
    fn formula_at(&self, place: Place) -> Result<usize, usize> {
        self.formulas.binary_search_by_key(&place, |formula| formula.place)
    }

    /// All formulas, each after those it reads; formulas in a circle are marked.
    fn order(&mut self) -> Vec<usize> {
        let of = |formula: usize| {
            let areas = self.formulas.get(formula).map_or(&[][..], |formula| &formula.areas);
            areas.iter().flat_map(|area| self.places.of_area(area)).collect()
        };
        let order = order::order(&self.places, &of);
        for formula in order.circular {
            if let Some(formula) = self.formulas.get_mut(formula) {
                formula.opaque = true;
                formula.reads_anywhere = true;
            }
        }
        order.formulas
    }

    /// The columns of an area; those beyond the last that holds anything need no visit.
    fn columns_of(&self, area: &Area) -> std::ops::RangeInclusive<u16> {
        let last = self.last_columns.get(area.sheet).map_or(0, |last| area.cols.1.min(*last));
        area.cols.0..=last
    }

    fn exhausted(&self) -> bool {
        self.columns.exhausted()
    }

    fn compute(&mut self, formula: usize) {
        let Some(formula) = self.formulas.get(formula) else { return };
        let place = formula.place;
        let at = CellRef::new(place.2, place.1);
        if !self.reads_changes(formula) {
            // Without a stored value we may still know it, for those that read it.
            let stored = &formula.stored;
            let believed = stored.value.clone().ok().filter(|_| stored.believed);
            let known = believed.map_or_else(|| self.evaluate(formula), Ok);
            let distrusted = self.names.asks_to_be_computed;
            if known != stored.value && (known.is_ok() || distrusted) {
                self.missing.push((place.0, at, cached(&known)));
            }
            self.columns.set(place, known, false);
            return;
        }
        let result = self.evaluate(formula);
        let same = result.is_ok() && result == formula.stored.value;
        if !same {
            self.outcome.push((place.0, at, cached(&result)));
        }
        self.columns.set(place, result, true);
    }

    /// What changed, with what is missing of sheets that are written anew: one that nothing
    /// concerns stays as it was to the byte, whatever it lacks.
    fn with_missing(mut self) -> Vec<(usize, CellRef, Cached)> {
        self.written.extend(self.outcome.iter().map(|(sheet, ..)| *sheet));
        let missing = std::mem::take(&mut self.missing).into_iter();
        let written = &self.written;
        self.outcome.extend(missing.filter(|(sheet, ..)| written.contains(sheet)));
        self.outcome
    }

    fn evaluate(&self, formula: &Formula<'_>) -> Computed {
        if formula.opaque || self.exhausted() {
            return Err(Unknown);
        }
        let view = View { calculation: self, home: formula.place };
        // A formula that refers to an empty cell shows 0.
        Ok(match evaluate(&parse(&formula.text)?, &view)? {
            Value::Blank => Value::Number(Decimal::ZERO),
            value => value,
        })
    }

    fn reads_changes(&self, formula: &Formula<'_>) -> bool {
        if formula.changed
            || formula.reads_anywhere && self.anything_changed
            || self.exhausted()
        {
            return true;
        }
        formula.areas.iter().any(|area| {
            let whole =
                area.rows == (0, CellRef::ROWS - 1) || area.cols == (0, CellRef::COLS - 1);
            if whole && self.moved.get(area.sheet) == Some(&true) {
                return true;
            }
            self.columns_of(area).any(|col| {
                let changed = || self.columns.changed(area.sheet, col, area.rows);
                self.columns.read(1).is_err() || changed()
            })
        })
    }
}

fn is_subtotal(formula: &str) -> bool {
    formula.to_uppercase().contains("SUBTOTAL(")
}

fn filled(content: &Content) -> Computed {
    Ok(match content {
        Content::Blank => Value::Blank,
        Content::Number(Digits::Whole(number)) => Value::Number(Decimal::from(*number)),
        Content::Number(Digits::Written(number)) => {
            Value::Number(stored_number(number).ok_or(Unknown)?)
        }
        Content::Bool(truth) => Value::Bool(*truth),
        Content::Plain(text) => Value::Text(shown_text(text).into_owned()),
        Content::Text(text) => Value::Text(shown_text(&text.text()).into_owned()),
    })
}

fn stored(value: &Stored, strings: &Strings) -> Computed {
    Ok(match value {
        Stored::Blank => Value::Blank,
        Stored::Number(number) => Value::Number(stored_number(number).ok_or(Unknown)?),
        Stored::Shared(index) => {
            Value::Text(shown_text(&strings.get(*index).ok_or(Unknown)?.text()).into_owned())
        }
        Stored::Inline(text) => Value::Text(shown_text(&text.text()).into_owned()),
        Stored::Text(text) => Value::Text(shown_text(text).into_owned()),
        Stored::Bool(truth) => Value::Bool(*truth),
        Stored::Error(error) => Value::Error(error_named(error).ok_or(Unknown)?),
    })
}

fn cached(result: &Computed) -> Cached {
    let value = match result {
        Err(Unknown) | Ok(Value::Blank) => return Cached::Removed,
        Ok(Value::Number(number)) => CachedValue::Number(stored_digits(*number)),
        Ok(Value::Text(text)) => CachedValue::Text(text.clone()),
        Ok(Value::Bool(truth)) => CachedValue::Bool(*truth),
        Ok(Value::Error(error)) => CachedValue::Error(error),
    };
    Cached::Replaced(Box::new(value))
}
