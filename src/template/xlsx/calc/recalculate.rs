//! Which formulas read changed cells, in which order they compute, and what becomes of the
//! values stored beside them.

use std::collections::{BTreeMap, BTreeSet};

use super::evaluate::{Area, Cells, evaluate};
use super::parse::{Expression, parse};
use super::tables::{self, Tables};
use super::value::{Computed, Unknown, Value, error_named, stored_digits, stored_number};
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::{Element, attribute};
use crate::template::xlsx::formula::lexer::{Kind, Reference, SheetName, tokens};
use crate::template::xlsx::grid::{Cached, CachedValue, Grid, GridCell};
use crate::template::xlsx::sheet::{Cell, FormulaKind, Sheet, Stored};
use crate::template::xlsx::stream::Content;
use crate::template::xlsx::strings::Strings;
use crate::template::xlsx::text::shown_text;

/// Cells that all formulas together may read; beyond it values are left to whoever opens the file.
const MAX_READS: usize = 50_000_000;

/// Functions that read cells their arguments do not name, or where they themselves stand.
const READS_ANYWHERE: [&str; 8] =
    ["INDIRECT", "OFFSET", "GETPIVOTDATA", "CELL", "SHEET", "SHEETS", "ROW", "COLUMN"];

/// Functions whose value is another one each time: what the file says of it is of another day.
const VOLATILE: [&str; 8] =
    ["TODAY", "NOW", "RAND", "RANDBETWEEN", "RANDARRAY", "INDIRECT", "OFFSET", "INFO"];

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
    calculation.with_missing()
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
    stored: Held,
}

/// A value that the template holds beside a formula.
struct Held {
    value: Computed,
    /// Whether it is what the formula gives today.
    believed: bool,
}

/// What a formula reads, as far as its text says.
struct Reads {
    areas: Vec<Area>,
    /// It may read cells that its text does not name.
    anywhere: bool,
    /// Its value is another one each time.
    volatile: bool,
    /// A name in it stands for other cells than in the template.
    renamed: bool,
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
    /// Values that the template lacks, or has wrongly.
    missing: Vec<(usize, CellRef, Cached)>,
    /// Sheets that are written anew in any case.
    written: BTreeSet<usize>,
    /// Hidden rows, when any formula asks: sheet and row.
    hidden: BTreeSet<(usize, u32)>,
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
            missing: Vec::new(),
            written: BTreeSet::new(),
            hidden: BTreeSet::new(),
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
                if let Some(formula) = cell.formula.as_ref().filter(|_| out.content.is_none()) {
                    let text = out.formula.as_deref().unwrap_or(&formula.text);
                    self.formula(place, cell, out, text, strings);
                } else {
                    self.plain(place, cell, out, strings);
                }
            }
        }
        self.array_members();
        if self.formulas.values().any(|formula| is_subtotal(&formula.text)) {
            self.hidden_rows(pages);
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

    fn plain(&mut self, place: Place, cell: &Cell, out: &GridCell, strings: &Strings) {
        let value = match &out.content {
            Some(content) => {
                self.changed.insert(place);
                self.written.insert(place.0);
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
        let Reads { areas, anywhere, volatile, renamed } = self.reads(text, place);
        let stored = match &cell.value {
            Stored::Blank => Err(Unknown),
            value => stored(value, strings),
        };
        let believed = !volatile && !self.names.asks_to_be_computed;
        let opaque = matches!(kind, FormulaKind::Array(_) | FormulaKind::DataTable);
        let formula = Formula {
            text: text.to_owned(),
            areas,
            reads_anywhere: anywhere || *kind == FormulaKind::DataTable,
            changed: out.reads_other_cells || renamed,
            opaque,
            stored: Held { value: stored, believed },
        };
        if out.formula.is_some() {
            self.written.insert(place.0);
        }
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
                stored: Held {
                    value: self.values.remove(&member).ok_or(Unknown),
                    believed: true,
                },
            };
            self.formulas.entry(member).or_insert(formula);
        }
    }

    /// What a formula reads.
    fn reads(&self, text: &str, place: Place) -> Reads {
        let home = place.0;
        let mut areas = Vec::new();
        let mut anywhere = false;
        let mut volatile = false;
        let mut renamed = false;
        for token in tokens(text) {
            let word = text.get(token.span.clone()).unwrap_or_default();
            match &token.kind {
                Kind::Reference(reference) => match self.areas_from(reference, home) {
                    Some(found) => areas.extend(found),
                    None => anywhere = true,
                },
                Kind::Name if is_truth(word) => {}
                Kind::Name => {
                    renamed |= self.name_changed(word, home);
                    match self.named(word, home) {
                        Some(Expression::Reference(reference)) => {
                            let found = self.areas_from(&reference, home);
                            areas.extend(found.into_iter().flatten());
                        }
                        Some(Expression::Number(_) | Expression::Error(_)) => {}
                        _ => anywhere = true,
                    }
                }
                Kind::Structured => match self.structured(word, place) {
                    Some(area) => areas.push(area),
                    None => anywhere = true,
                },
                Kind::Other | Kind::Operator(":" | "#") => anywhere = true,
                Kind::Function => {
                    let name = word.to_uppercase();
                    anywhere |= READS_ANYWHERE.contains(&name.as_str());
                    volatile |= VOLATILE.contains(&name.as_str());
                }
                _ => {}
            }
        }
        Reads { areas, anywhere, volatile, renamed }
    }

    /// The areas a reference means, one for each sheet it spans.
    fn areas_from(&self, reference: &Reference, home: usize) -> Option<Vec<Area>> {
        let sheet = |name: &String| self.sheets.get(&name.to_lowercase()).copied();
        let sheets = match &reference.sheet {
            None => home..=home,
            Some(SheetName::One(name)) => sheet(name)?..=sheet(name)?,
            Some(SheetName::Span(first, last)) => {
                let (first, last) = (sheet(first)?, sheet(last)?);
                first.min(last)..=first.max(last)
            }
        };
        Some(sheets.map(|sheet| Area::of(reference, sheet)).collect())
    }

    fn structured(&self, text: &str, place: Place) -> Option<Area> {
        let home = CellRef::new(place.2, place.1);
        tables::area(&self.names.tables, text, place.0, Some(home))
    }

    fn name_changed(&self, name: &str, home: usize) -> bool {
        let key = name.to_lowercase();
        let local = (Some(home), key.clone());
        let own = self.names.defined.contains_key(&local);
        self.names.changed.contains(&if own { local } else { (None, key) })
    }

    fn named(&self, name: &str, home: usize) -> Option<Expression> {
        let key = name.to_lowercase();
        let names = &self.names.defined;
        let local = names.get(&(Some(home), key.clone()));
        parse(local.or_else(|| names.get(&(None, key)))?).ok()
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
            let stored = &formula.stored;
            let believed = stored.value.clone().ok().filter(|_| stored.believed);
            let known = believed.map_or_else(|| self.evaluate(place, formula), Ok);
            let distrusted = self.names.asks_to_be_computed;
            if known != stored.value && (known.is_ok() || distrusted) {
                let at = CellRef::new(place.2, place.1);
                self.missing.push((place.0, at, cached(&known)));
            }
            match known {
                Ok(value) => self.values.insert(place, value).is_some(),
                Err(Unknown) => self.unknown.insert(place),
            };
            return;
        }
        let result = self.evaluate(place, formula);
        let same = result.is_ok() && result == formula.stored.value;
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

    /// What changed, with what is missing of sheets that are written anew: one that nothing
    /// concerns stays as it was to the byte, whatever it lacks.
    fn with_missing(mut self) -> Vec<(usize, CellRef, Cached)> {
        self.written.extend(self.outcome.iter().map(|(sheet, ..)| *sheet));
        let missing = std::mem::take(&mut self.missing).into_iter();
        let written = &self.written;
        self.outcome.extend(missing.filter(|(sheet, ..)| written.contains(sheet)));
        self.outcome
    }

    fn evaluate(&self, place: Place, formula: &Formula) -> Computed {
        if formula.opaque || self.exhausted() {
            return Err(Unknown);
        }
        let view = View { calculation: self, home: place };
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
            let whole =
                area.rows == (0, CellRef::ROWS - 1) || area.cols == (0, CellRef::COLS - 1);
            if whole && self.moved.get(area.sheet) == Some(&true) {
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
    /// Where the formula stands.
    home: Place,
}

impl Cells for View<'_, '_> {
    fn areas(&self, reference: &Reference) -> Option<Vec<Area>> {
        self.calculation.areas_from(reference, self.home.0)
    }

    fn values(&self, area: &Area) -> Result<Vec<Value>, Unknown> {
        Ok(self.placed(area)?.into_iter().map(|(_, value)| value).collect())
    }

    fn placed(&self, area: &Area) -> Result<Vec<(CellRef, Value)>, Unknown> {
        let calculation = self.calculation;
        let mut placed = Vec::new();
        let mut known = true;
        calculation.each_column(area, |from, to| {
            known = known && calculation.unknown.range(from..=to).next().is_none();
            if known && !calculation.exhausted() {
                let before = placed.len();
                let there = calculation.values.range(from..=to);
                placed
                    .extend(there.map(|(at, value)| (CellRef::new(at.2, at.1), value.clone())));
                calculation.reads.set(calculation.reads.get() + placed.len() - before);
            }
        });
        if known && !calculation.exhausted() { Ok(placed) } else { Err(Unknown) }
    }

    fn structured(&self, text: &str) -> Option<Area> {
        self.calculation.structured(text, self.home)
    }

    fn name(&self, name: &str) -> Option<Expression> {
        self.calculation.named(name, self.home.0)
    }

    fn home(&self) -> Option<CellRef> {
        Some(CellRef::new(self.home.2, self.home.1))
    }

    fn hides_rows(&self, area: &Area) -> bool {
        let (from, to) = ((area.sheet, area.rows.0), (area.sheet, area.rows.1));
        self.calculation.hidden.range(from..=to).next().is_some()
    }

    fn subtotals(&self, area: &Area) -> Vec<CellRef> {
        let mut found = Vec::new();
        self.calculation.each_column(area, |from, to| {
            let formulas = self.calculation.formulas.range(from..=to);
            let subtotals = formulas.filter(|(_, formula)| is_subtotal(&formula.text));
            found.extend(subtotals.map(|(at, _)| CellRef::new(at.2, at.1)));
        });
        found
    }

    fn counts_from_1904(&self) -> bool {
        self.calculation.names.counts_from_1904
    }
}

fn is_subtotal(formula: &str) -> bool {
    formula.to_uppercase().contains("SUBTOTAL(")
}

fn is_truth(word: &str) -> bool {
    word.eq_ignore_ascii_case("true") || word.eq_ignore_ascii_case("false")
}

fn filled(content: &Content) -> Computed {
    Ok(match content {
        Content::Blank => Value::Blank,
        Content::Number(number) => Value::Number(stored_number(number).ok_or(Unknown)?),
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
