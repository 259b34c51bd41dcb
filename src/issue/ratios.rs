//! Ratios that compute: indicators whose parts all stand on the form.

use rust_decimal::Decimal;

use super::formula::{Elsewhere, Writer, parts, plain};
use super::layout::{Layout, Role};
use crate::model::Period;
use crate::pack::{Expression, FormSheet, Indicator, Named};

/// Gives every cell of an indicator its formula; one whose parts are not all on the form stays
/// locked and empty, for the office works it out itself.
pub(super) fn compute(layout: &mut Layout<'_>) {
    let found: Vec<(usize, String)> = layout
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| cell.role == Role::Fixed(None))
        .filter_map(|(at, cell)| {
            let Named::Indicator(indicator) = cell.form.named else { return None };
            let indicator = layout.data.pack.indicators.get(indicator)?;
            Some((at, ratio(layout, indicator, cell.sheet, cell.period)?))
        })
        .collect();
    for (at, formula) in found {
        if let Some(cell) = layout.cells.get_mut(at) {
            cell.role = Role::Computed(formula);
        }
    }
}

/// `IF(COUNT(C10,D10)=2,IF(D10=0,"",ROUND(100*C10/D10,2)),"")`
fn ratio(
    layout: &Layout<'_>,
    indicator: &Indicator,
    sheet: &FormSheet,
    period: Period,
) -> Option<String> {
    let both = [&indicator.numerator, &indicator.denominator];
    let parts = parts(layout, &both, period, indicator.missing)?;
    let writer = Writer::new(layout, sheet, Elsewhere::Address, indicator.missing);
    let filled = writer.is_filled(&parts);
    let mut value = writer.product(&indicator.numerator, period)?;
    if indicator.factor != Decimal::ONE {
        value = format!("{}*{value}", plain(indicator.factor));
    }
    let (decimals, denominator) = (indicator.decimals, &indicator.denominator);
    let nested = value.contains('/');
    if *denominator == Expression::Number(Decimal::ONE) {
        value = format!("ROUND({value},{decimals})");
    } else {
        let by = writer.divisor(denominator, period)?;
        value = format!("ROUND({value}/{by},{decimals})");
        if nested || by.contains('/') {
            value = format!("IFERROR({value},\"\")");
        } else {
            value = format!("IF({by}=0,\"\",{value})");
        }
    }
    Some(format!("IF({filled},{value},\"\")"))
}
