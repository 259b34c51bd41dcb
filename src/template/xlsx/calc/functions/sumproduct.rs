//! `SUMPRODUCT`: its arguments are computed cell by cell.

use rust_decimal::Decimal;

use super::super::evaluate::{Area, Cells, evaluate};
use super::super::parse::Expression;
use super::super::value::{self, Unknown, Value};
use super::call::{Call, Outcome, Stop, size};
use crate::ooxml::CellRef;
use crate::template::xlsx::formula::lexer::Reference;

/// Most cells a call is computed over.
const MOST: u64 = 200_000;

/// Functions that make of one cell one value.
const CELLWISE: [&str; 22] = [
    "ABS",
    "SIGN",
    "INT",
    "TRUNC",
    "ROUND",
    "ROUNDUP",
    "ROUNDDOWN",
    "MOD",
    "IF",
    "IFERROR",
    "NOT",
    "ISNUMBER",
    "ISTEXT",
    "ISBLANK",
    "ISERROR",
    "LEFT",
    "RIGHT",
    "MID",
    "LEN",
    "YEAR",
    "MONTH",
    "DAY",
];

/// `SUMPRODUCT`: what is no number counts as nothing.
pub(super) fn sumproduct(call: &Call<'_>) -> Outcome {
    let mut shape = None;
    for argument in call.arguments {
        let mut found = None;
        shape_of(argument, call.cells, &mut found)?;
        let found = found.unwrap_or((1, 1));
        if shape.is_some_and(|shape| shape != found) {
            return Err(Stop::Error("#VALUE!"));
        }
        shape = Some(found);
    }
    let (rows, columns) = shape.ok_or(Stop::Unknown)?;
    if u64::from(rows) * u64::from(columns) > MOST {
        return Err(Stop::Unknown);
    }
    let mut sum = Decimal::ZERO;
    for row in 0..rows {
        for column in 0..columns {
            let one = OneCell { cells: call.cells, row, column };
            let mut product = Decimal::ONE;
            for argument in call.arguments {
                let factor = match evaluate(argument, &one)? {
                    Value::Number(number) => number,
                    Value::Error(error) => return Err(Stop::Error(error)),
                    _ => Decimal::ZERO,
                };
                product = value::product(product, factor).ok_or(Stop::Unknown)?;
            }
            sum = sum.checked_add(product).ok_or(Stop::Unknown)?;
        }
    }
    Ok(Value::Number(sum))
}

/// The shape that the areas of an expression have in common; single cells fit any.
fn shape_of(
    expression: &Expression,
    cells: &dyn Cells,
    shape: &mut Option<(u32, u32)>,
) -> Result<(), Stop> {
    match expression {
        Expression::Reference(_) | Expression::Name(_) | Expression::Structured(_) => {
            let call = Call { arguments: std::slice::from_ref(expression), cells };
            let found = match call.area(0) {
                Ok(area) => size(&area),
                // A name may stand for a number.
                Err(_) if matches!(expression, Expression::Name(_)) => (1, 1),
                Err(stop) => return Err(stop),
            };
            if found != (1, 1) {
                // A row with a column makes a table: not worth telling.
                if shape.is_some_and(|shape| shape != found) {
                    return Err(Stop::Unknown);
                }
                *shape = Some(found);
            }
            Ok(())
        }
        Expression::Minus(inner) | Expression::Percent(inner) => shape_of(inner, cells, shape),
        Expression::Chain(first, rest) => {
            shape_of(first, cells, shape)?;
            rest.iter().try_for_each(|(_, right)| shape_of(right, cells, shape))
        }
        Expression::Call(name, arguments) => {
            let mut inside = None;
            arguments.iter().try_for_each(|argument| shape_of(argument, cells, &mut inside))?;
            let Some(inside) = inside else { return Ok(()) };
            // Other functions take an area as a whole, which cell by cell they would not see.
            if !CELLWISE.contains(&name.as_str()) || shape.is_some_and(|shape| shape != inside)
            {
                return Err(Stop::Unknown);
            }
            *shape = Some(inside);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The workbook with every area narrowed to one of its cells.
struct OneCell<'a> {
    cells: &'a dyn Cells,
    row: u32,
    column: u32,
}

impl OneCell<'_> {
    fn narrowed(&self, area: Area) -> Option<Area> {
        if area.is_cell() {
            return Some(area);
        }
        let row = area.rows.0.checked_add(self.row)?;
        let col = area.cols.0.checked_add(u16::try_from(self.column).ok()?)?;
        Some(Area { sheet: area.sheet, rows: (row, row), cols: (col, col) })
    }
}

impl Cells for OneCell<'_> {
    fn areas(&self, reference: &Reference) -> Option<Vec<Area>> {
        let areas = self.cells.areas(reference)?;
        areas.into_iter().map(|area| self.narrowed(area)).collect()
    }

    fn structured(&self, text: &str) -> Option<Area> {
        self.narrowed(self.cells.structured(text)?)
    }

    fn placed(&self, area: &Area) -> Result<Vec<(CellRef, Value)>, Unknown> {
        self.cells.placed(area)
    }

    fn values(&self, area: &Area) -> Result<Vec<Value>, Unknown> {
        self.cells.values(area)
    }

    fn name(&self, name: &str) -> Option<Expression> {
        self.cells.name(name)
    }

    fn home(&self) -> Option<CellRef> {
        self.cells.home()
    }

    fn hides_rows(&self, area: &Area) -> bool {
        self.cells.hides_rows(area)
    }

    fn subtotals(&self, area: &Area) -> Vec<CellRef> {
        self.cells.subtotals(area)
    }

    fn counts_from_1904(&self) -> bool {
        self.cells.counts_from_1904()
    }
}
