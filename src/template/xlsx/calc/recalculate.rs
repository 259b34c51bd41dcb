//! Which formulas read changed cells, in which order they compute, and what becomes of the
//! values stored beside them.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::evaluate::{Area, Cells, evaluate};
use super::parse::{Expression, parse};
use super::value::{Computed, Unknown, Value, error_named, stored_digits, stored_number};
use crate::ooxml::CellRef;
use crate::template::xlsx::digits::Digits;
use crate::template::xlsx::formula::lexer::{Kind, Reference, SheetName, tokens};
use crate::template::xlsx::grid::{Cached, CachedValue, Grid, GridCell};
use crate::template::xlsx::sheet::{Cell, FormulaKind, Sheet, Stored};
use crate::template::xlsx::stream::Content;
use crate::template::xlsx::strings::Strings;
use crate::template::xlsx::text::shown_text;

/// Cells that all formulas together may read; beyond it values are left to whoever opens the file.
const MAX_READS: usize = 50_000_000;

/// Functions that read cells their arguments do not name.
const READS_ANYWHERE: [&str; 5] = ["INDIRECT", "OFFSET", "GETPIVOTDATA", "CELL", "SHEETS"];

/// Defined names: the sheet they belong to (none: the workbook), the name in lower case, and the
/// formula behind it in the result.
pub(crate) type Names = BTreeMap<(Option<usize>, String), String>;

/// A sheet as the calculation sees it.
pub(crate) struct Page<'a> {
    /// Name on the tab.
    pub name: &'a str,
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Its cells in the result.
    pub grid: &'a Grid,
    /// Whether rows have moved: whole columns then hold other cells than before.
    pub moved: bool,
}

/// A cell's place: sheet, column, row. Columns first: most ranges stand upright.
type Place = (usize, u16, u32);

/// Computes anew what depends on changed cells; answers what becomes of each stored value.
pub(crate) fn recalculate(
    pages: &[Option<Page<'_>>],
    strings: &Strings,
    names: &Names,
) -> Vec<(usize, CellRef, Cached)> {
    let mut calculation = Calculation::new(pages, names);
    calculation.read(pages, strings);
    if calculation.formulas.is_empty() {
        return Vec::new();
    }
    for place in calculation.order() {
        calculation.compute(place);
    }
    calculation.outcome
}

struct Formula {
    text: String,
    /// Cells it reads, as far as its text says.
    areas: Vec<Area>,
    /// It may read cells that its text does not name.
    reads_anywhere: bool,
    /// It was changed itself, beyond following the rows.
    changed: bool,
    /// We do not compute it, whatever it says.
    opaque: bool,
    /// The value stored in the template.
    stored: Computed,
}

struct Calculation<'a> {
    sheets: BTreeMap<String, usize>,
    names: &'a Names,
    values: BTreeMap<Place, Value>,
    unknown: BTreeSet<Place>,
    changed: BTreeSet<Place>,
    moved: Vec<bool>,
    /// The last column of each sheet that holds anything.
    last_columns: Vec<u16>,
    formulas: BTreeMap<Place, Formula>,
    /// Cells inside an array formula's area, with the formula's own cell.
    members: BTreeMap<Place, Place>,
    outcome: Vec<(usize, CellRef, Cached)>,
    reads: std::cell::Cell<usize>,
    anything_changed: bool,
}

impl<'a> Calculation<'a> {
    fn new(pages: &[Option<Page<'_>>], names: &'a Names) -> Self {
        let there =
            pages.iter().enumerate().filter_map(|(index, page)| Some((index, page.as_ref()?)));
        let sheets = there.map(|(index, page)| (page.name.to_lowercase(), index));
        Self {
            sheets: sheets.collect(),
            names,
            values: BTreeMap::new(),
            unknown: BTreeSet::new(),
            changed: BTreeSet::new(),
            moved: pages
                .iter()
                .map(|page| page.as_ref().is_some_and(|page| page.moved))
                .collect(),
            last_columns: vec![0; pages.len()],
            formulas: BTreeMap::new(),
            members: BTreeMap::new(),
            outcome: Vec::new(),
            reads: std::cell::Cell::new(0),
            anything_changed: pages.iter().flatten().any(|page| page.moved),
        }
    }

    fn read(&mut self, pages: &[Option<Page<'_>>], strings: &Strings) {
        for (index, page) in pages.iter().enumerate() {
            let Some(page) = page else { continue };
            for (at, cell, out) in page.grid.cells(page.sheet) {
                let place = (index, at.col, at.row);
                if let Some(last) = self.last_columns.get_mut(index) {
                    *last = at.col.max(*last);
                }
                if let Some(formula) = &cell.formula {
                    let text = out.formula.as_deref().unwrap_or(&formula.text);
                    self.formula(place, cell, out, text, strings);
                } else {
                    self.plain(place, cell, out, strings);
                }
            }
        }
        self.array_members();
    }

    fn plain(&mut self, place: Place, cell: &Cell, out: &GridCell, strings: &Strings) {
        let value = match &out.content {
            Some(content) => {
                self.changed.insert(place);
                self.anything_changed = true;
                filled(content)
            }
            None => stored(&cell.value, strings),
        };
        match value {
            Ok(Value::Blank) => {}
            Ok(value) => {
                self.values.insert(place, value);
            }
            Err(Unknown) => {
                self.unknown.insert(place);
            }
        }
    }

    fn formula(
        &mut self,
        place: Place,
        cell: &Cell,
        out: &GridCell,
        text: &str,
        strings: &Strings,
    ) {
        let Some(kind) = cell.formula.as_ref().map(|formula| &formula.kind) else { return };
        let stored = match &cell.value {
            Stored::Blank => Err(Unknown),
            value => stored(value, strings),
        };
        let (areas, reads_anywhere) = self.areas(text, place.0);
        let opaque = matches!(kind, FormulaKind::Array(_) | FormulaKind::DataTable);
        let formula = Formula {
            text: text.to_owned(),
            areas,
            reads_anywhere: reads_anywhere || *kind == FormulaKind::DataTable,
            changed: out.reads_other_cells,
            opaque,
            stored,
        };
        self.formulas.insert(place, formula);
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
        for (member, master) in std::mem::take(&mut self.members) {
            let Some(formula) = self.formulas.get(&master) else { continue };
            let formula = Formula {
                text: String::new(),
                areas: formula.areas.clone(),
                reads_anywhere: formula.reads_anywhere,
                changed: formula.changed,
                opaque: true,
                stored: self.values.remove(&member).ok_or(Unknown),
            };
            self.formulas.entry(member).or_insert(formula);
        }
    }

    /// The cells a formula names, and whether it may read others.
    fn areas(&self, text: &str, home: usize) -> (Vec<Area>, bool) {
        let mut areas = Vec::new();
        let mut anywhere = false;
        for token in tokens(text) {
            let word = text.get(token.span.clone()).unwrap_or_default();
            match &token.kind {
                Kind::Reference(reference) => match self.area_from(reference, home) {
                    Some(area) => areas.push(area),
                    None => anywhere = true,
                },
                Kind::Name if is_truth(word) => {}
                Kind::Name => match self.named(word, home) {
                    Some(Expression::Reference(reference)) => {
                        areas.extend(self.area_from(&reference, home));
                    }
                    Some(Expression::Number(_)) => {}
                    _ => anywhere = true,
                },
                Kind::Structured | Kind::Other | Kind::Operator(":" | "#") => anywhere = true,
                Kind::Function => {
                    let name = word.to_uppercase();
                    anywhere |= READS_ANYWHERE.contains(&name.as_str());
                }
                _ => {}
            }
        }
        (areas, anywhere)
    }

    fn area_from(&self, reference: &Reference, home: usize) -> Option<Area> {
        let sheet = match &reference.sheet {
            None => home,
            Some(SheetName::One(name)) => *self.sheets.get(&name.to_lowercase())?,
            Some(SheetName::Span(..)) => return None,
        };
        Some(Area::of(reference, sheet))
    }

    fn named(&self, name: &str, home: usize) -> Option<Expression> {
        let key = name.to_lowercase();
        let local = self.names.get(&(Some(home), key.clone()));
        parse(local.or_else(|| self.names.get(&(None, key)))?).ok()
    }

    /// All formulas, each after those it reads; formulas in a circle are left out and marked.
    fn order(&mut self) -> Vec<Place> {
        let mut order = Vec::with_capacity(self.formulas.len());
        let mut state: BTreeMap<Place, bool> = BTreeMap::new();
        let mut circular = BTreeSet::new();
        for start in self.formulas.keys().copied() {
            if state.contains_key(&start) {
                continue;
            }
            state.insert(start, false);
            let mut stack = vec![(start, self.formulas_read(start, &state))];
            while let Some((place, waiting)) = stack.last_mut() {
                let place = *place;
                match waiting.pop() {
                    None => {
                        state.insert(place, true);
                        order.push(place);
                        stack.pop();
                    }
                    Some(next) => match state.get(&next) {
                        Some(true) => {}
                        Some(false) => {
                            let from =
                                stack.iter().position(|(at, _)| *at == next).unwrap_or(0);
                            circular.extend(stack.iter().skip(from).map(|(at, _)| *at));
                        }
                        None => {
                            state.insert(next, false);
                            let reads = self.formulas_read(next, &state);
                            stack.push((next, reads));
                        }
                    },
                }
            }
        }
        for place in circular {
            if let Some(formula) = self.formulas.get_mut(&place) {
                formula.opaque = true;
                formula.reads_anywhere = true;
            }
        }
        order
    }

    /// The formulas among the cells that a formula reads, without those in order already.
    fn formulas_read(&self, place: Place, state: &BTreeMap<Place, bool>) -> Vec<Place> {
        let areas = self.formulas.get(&place).map_or(&[][..], |formula| &formula.areas);
        let mut found = Vec::new();
        for area in areas {
            self.each_column(area, |from, to| {
                let all = self.formulas.range(from..=to).map(|(place, _)| *place);
                let counted = all.inspect(|_| self.reads.set(self.reads.get() + 1));
                found.extend(counted.filter(|place| state.get(place) != Some(&true)));
            });
            if self.exhausted() {
                break;
            }
        }
        found
    }

    fn each_column(&self, area: &Area, mut visit: impl FnMut(Place, Place)) {
        // Columns beyond the last that holds anything need no visit.
        let last = self.last_columns.get(area.sheet).map_or(0, |last| area.cols.1.min(*last));
        for col in area.cols.0..=last {
            visit((area.sheet, col, area.rows.0), (area.sheet, col, area.rows.1));
        }
    }

    fn exhausted(&self) -> bool {
        self.reads.get() > MAX_READS
    }

    fn compute(&mut self, place: Place) {
        let Some(formula) = self.formulas.get(&place) else { return };
        if !self.reads_changes(formula) {
            // Without a stored value we may still know it, for those that read it.
            let known = formula.stored.clone().or_else(|_| self.evaluate(place, formula));
            match known {
                Ok(value) => self.values.insert(place, value).is_some(),
                Err(Unknown) => self.unknown.insert(place),
            };
            return;
        }
        let result = self.evaluate(place, formula);
        let same = result.is_ok() && result == formula.stored;
        self.changed.insert(place);
        if !same {
            let at = CellRef::new(place.2, place.1);
            self.outcome.push((place.0, at, cached(&result)));
        }
        match result {
            Ok(value) => self.values.insert(place, value).is_some(),
            Err(Unknown) => self.unknown.insert(place),
        };
    }

    fn evaluate(&self, place: Place, formula: &Formula) -> Computed {
        if formula.opaque || self.exhausted() {
            return Err(Unknown);
        }
        let view = View { calculation: self, home: place.0 };
        // A formula that refers to an empty cell shows 0.
        Ok(match evaluate(&parse(&formula.text)?, &view)? {
            Value::Blank => Value::Number(rust_decimal::Decimal::ZERO),
            value => value,
        })
    }

    fn reads_changes(&self, formula: &Formula) -> bool {
        if formula.changed
            || formula.reads_anywhere && self.anything_changed
            || self.exhausted()
        {
            return true;
        }
        formula.areas.iter().any(|area| {
            let whole_columns = area.rows == (0, CellRef::ROWS - 1);
            if whole_columns && self.moved.get(area.sheet) == Some(&true) {
                return true;
            }
            let mut found = false;
            self.each_column(area, |from, to| {
                self.reads.set(self.reads.get() + 1);
                found = found || self.changed.range(from..=to).next().is_some();
            });
            found
        })
    }
}

/// The workbook as one formula sees it.
struct View<'c, 'a> {
    calculation: &'c Calculation<'a>,
    home: usize,
}

impl Cells for View<'_, '_> {
    fn area(&self, reference: &Reference) -> Option<Area> {
        self.calculation.area_from(reference, self.home)
    }

    fn values(&self, area: &Area) -> Result<Vec<Value>, Unknown> {
        let calculation = self.calculation;
        let mut values = Vec::new();
        let mut known = true;
        calculation.each_column(area, |from, to| {
            known = known && calculation.unknown.range(from..=to).next().is_none();
            if known && !calculation.exhausted() {
                let before = values.len();
                values.extend(
                    calculation.values.range(from..=to).map(|(_, value)| value.clone()),
                );
                calculation.reads.set(calculation.reads.get() + values.len() - before);
            }
        });
        if known && !calculation.exhausted() { Ok(values) } else { Err(Unknown) }
    }

    fn name(&self, name: &str) -> Option<Expression> {
        self.calculation.named(name, self.home)
    }
}

fn is_truth(word: &str) -> bool {
    word.eq_ignore_ascii_case("true") || word.eq_ignore_ascii_case("false")
}

fn filled(content: &Content) -> Computed {
    Ok(match content {
        Content::Blank => Value::Blank,
        Content::Number(Digits::Whole(number)) => Value::Number(Decimal::from(*number)),
        Content::Number(Digits::Written(number)) => {
            Value::Number(stored_number(number).ok_or(Unknown)?)
        }
        Content::Bool(truth) => Value::Bool(*truth),
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
    match result {
        Err(Unknown) | Ok(Value::Blank) => Cached::Removed,
        Ok(Value::Number(number)) => {
            Cached::Replaced(CachedValue::Number(stored_digits(*number)))
        }
        Ok(Value::Text(text)) => Cached::Replaced(CachedValue::Text(text.clone())),
        Ok(Value::Bool(truth)) => Cached::Replaced(CachedValue::Bool(*truth)),
        Ok(Value::Error(error)) => Cached::Replaced(CachedValue::Error(error)),
    }
}
