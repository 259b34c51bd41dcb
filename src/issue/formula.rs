//! Expressions of a pack written as formulas of a blank, over the cells of the form.

use rust_decimal::Decimal;

use super::layout::{Layout, Role};
use crate::model::{Item, Period};
use crate::pack::reference::defined_name;
use crate::pack::{
    Expression, FormSheet, Indicator, MissingOperands, Named, Operator, Reference,
};

/// How tightly an operator binds; parentheses go around what binds more loosely.
const SUM: u8 = 0;
const PRODUCT: u8 = 1;
const FACTOR: u8 = 2;

/// Cells in one formula (`COUNT` takes 255) and characters of it (Excel takes 8192).
const MOST_CELLS: usize = 250;
const LONGEST: usize = 8_000;

/// What a reference of an expression is on the blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Term {
    /// A cell with a number.
    Number(usize),
    /// A category of a class: 1 where the cell names it; the total: 1 wherever it names any.
    Class(usize, Item),
    /// A cell that does not apply to the unit.
    Nothing,
}

/// How cells of other sheets are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Elsewhere {
    /// By sheet and address.
    Address,
    /// By their defined name: rules of cells may not name other sheets in older Excel.
    Name,
}

/// Writes formulas of one sheet.
pub(super) struct Writer<'a> {
    layout: &'a Layout<'a>,
    sheet: &'a FormSheet,
    elsewhere: Elsewhere,
    missing: MissingOperands,
}

/// The cells of an expression that all stand on the form.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    /// Cells with numbers, each once.
    pub(super) numbers: Vec<usize>,
    /// Cells with classes, each once.
    pub(super) classes: Vec<usize>,
}

impl Parts {
    /// All cells.
    pub(super) fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        self.numbers.iter().chain(&self.classes).copied()
    }
}

/// The cells of expressions, seen from a period; `None` when one is not on the form, or nothing
/// can come of them on this unit's blank.
pub(super) fn parts(
    layout: &Layout<'_>,
    expressions: &[&Expression],
    period: Period,
    missing: MissingOperands,
) -> Option<Parts> {
    let mut parts = Parts::default();
    for expression in expressions {
        collect(layout, expression, period, missing, &mut parts)?;
    }
    let count = parts.cells().count();
    (1..=MOST_CELLS).contains(&count).then_some(parts)
}

fn collect(
    layout: &Layout<'_>,
    expression: &Expression,
    period: Period,
    missing: MissingOperands,
    parts: &mut Parts,
) -> Option<()> {
    for reference in expression.references() {
        if let Some((indicator, period)) = indicator(layout, reference, period) {
            collect(layout, &indicator.numerator, period, missing, parts)?;
            collect(layout, &indicator.denominator, period, missing, parts)?;
            continue;
        }
        let (list, cell) = match term(layout, reference, period)? {
            Term::Number(cell) => (&mut parts.numbers, cell),
            Term::Class(cell, _) => (&mut parts.classes, cell),
            Term::Nothing if missing == MissingOperands::Skip => return None,
            Term::Nothing => continue,
        };
        if !list.contains(&cell) {
            list.push(cell);
        }
    }
    Some(())
}

/// The indicator that a reference names, with the period from which it is seen.
fn indicator<'a>(
    layout: &Layout<'a>,
    reference: &Reference,
    period: Period,
) -> Option<(&'a Indicator, Period)> {
    let pack = &layout.data.pack;
    match pack.named(&reference.path)? {
        Named::Indicator(at) => {
            Some((pack.indicators.get(at)?, pack.resolve(reference.period, period)?))
        }
        Named::Item(_) | Named::Text(_) => None,
    }
}

fn term(layout: &Layout<'_>, reference: &Reference, period: Period) -> Option<Term> {
    let pack = &layout.data.pack;
    let period = pack.resolve(reference.period, period)?;
    let Named::Item(item) = pack.named(&reference.path)? else { return None };
    let at = layout.cell_of_item(item, period)?;
    let nothing = layout.cells.get(at)?.role == Role::Fixed(None);
    Some(match (nothing, layout.is_class(item)) {
        (true, _) => Term::Nothing,
        (false, true) => Term::Class(at, item),
        (false, false) => Term::Number(at),
    })
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        layout: &'a Layout<'a>,
        sheet: &'a FormSheet,
        elsewhere: Elsewhere,
        missing: MissingOperands,
    ) -> Self {
        Self { layout, sheet, elsewhere, missing }
    }

    /// What is true when there is enough to work the expression out: as a pack counts what is
    /// missing.
    pub(super) fn is_filled(&self, parts: &Parts) -> String {
        let numbers: Vec<String> =
            parts.numbers.iter().map(|cell| self.address(*cell)).collect();
        let count = format!("COUNT({})", numbers.join(","));
        let classes = parts.classes.iter().map(|cell| format!("{}<>\"\"", self.address(*cell)));
        let any = self.missing == MissingOperands::Zero;
        let mut conditions: Vec<String> = classes.collect();
        if !numbers.is_empty() {
            let enough = if any { ">0".to_owned() } else { format!("={}", numbers.len()) };
            conditions.insert(0, count + &enough);
        }
        match conditions.as_slice() {
            [one] => one.clone(),
            many if any => format!("OR({})", many.join(",")),
            many => format!("AND({})", many.join(",")),
        }
    }

    /// An expression whose parts all stand on the form; `None` when it would be too long.
    pub(super) fn expression(&self, expression: &Expression, period: Period) -> Option<String> {
        self.write(expression, period, SUM).filter(|text| text.len() <= LONGEST)
    }

    /// An expression that is divided by.
    pub(super) fn divisor(&self, expression: &Expression, period: Period) -> Option<String> {
        self.write(expression, period, FACTOR).filter(|text| text.len() <= LONGEST)
    }

    /// An expression that is multiplied or divided.
    pub(super) fn product(&self, expression: &Expression, period: Period) -> Option<String> {
        self.write(expression, period, PRODUCT).filter(|text| text.len() <= LONGEST)
    }

    /// Writes an expression that stands where only what binds at least so tightly may.
    fn write(&self, expression: &Expression, period: Period, least: u8) -> Option<String> {
        let (text, binds) = match expression {
            Expression::Number(number) => (plain(*number), FACTOR),
            Expression::Reference(reference) => self.reference(reference, period)?,
            Expression::Negative(inner) => {
                (format!("-{}", self.write(inner, period, FACTOR)?), SUM)
            }
            Expression::Binary(left, operator, right) => {
                let (sign, binds, right_binds) = match operator {
                    Operator::Add => ('+', SUM, PRODUCT),
                    Operator::Subtract => ('-', SUM, PRODUCT),
                    Operator::Multiply => ('*', PRODUCT, FACTOR),
                    Operator::Divide => ('/', PRODUCT, FACTOR),
                };
                let left = self.write(left, period, binds)?;
                (format!("{left}{sign}{}", self.write(right, period, right_binds)?), binds)
            }
        };
        Some(if binds < least { format!("({text})") } else { text })
    }

    fn reference(&self, reference: &Reference, period: Period) -> Option<(String, u8)> {
        if let Some((indicator, period)) = indicator(self.layout, reference, period) {
            let numerator = self.product(&indicator.numerator, period)?;
            let denominator = self.divisor(&indicator.denominator, period)?;
            let factor = plain(indicator.factor);
            return Some((format!("{factor}*{numerator}/{denominator}"), PRODUCT));
        }
        Some(match term(self.layout, reference, period)? {
            Term::Number(cell) if self.missing == MissingOperands::Zero => {
                (format!("N({})", self.address(cell)), FACTOR)
            }
            Term::Number(cell) => (self.address(cell), FACTOR),
            Term::Class(cell, item) => (self.class(cell, item), FACTOR),
            Term::Nothing => ("0".to_owned(), FACTOR),
        })
    }

    fn class(&self, cell: usize, item: Item) -> String {
        let address = self.address(cell);
        let name = self.layout.data.pack.catalogue.category(item).filter(|_| !item.is_total());
        match name {
            Some(category) => {
                format!("IF({address}=\"{}\",1,0)", category.name.replace('"', "\"\""))
            }
            None => format!("IF({address}=\"\",0,1)"),
        }
    }

    /// A cell as this sheet's formulas write it.
    pub(super) fn address(&self, cell: usize) -> String {
        let Some(cell) = self.layout.cells.get(cell) else { return "#REF!".to_owned() };
        let here = cell.sheet.name == self.sheet.name;
        if !here && self.elsewhere == Elsewhere::Name {
            return defined_name(&cell.form.path, cell.period);
        }
        cell.address(self.sheet)
    }
}

/// A number as files write it.
pub(super) fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}
