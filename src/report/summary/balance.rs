//! How a total stands to the plain sum of the returns: what was taken off because it moved
//! between units, and what the office adjusted.

use rust_decimal::Decimal;

use crate::model::{FactKey, How, Operands, OverUnits, Sign};
use crate::pack::Consolidated;

/// The parts of a total: `returned + adjusted − cancelled`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Balance {
    /// What the returns give when they are simply added.
    pub(super) returned: Decimal,
    /// What of it moved between units and ends below.
    pub(super) cancelled: Decimal,
    /// What the office's adjustments added.
    pub(super) adjusted: Decimal,
}

/// The parts of a total that is a sum; `None` for what is no sum or has no value.
pub(super) fn balance(data: &Consolidated, key: FactKey) -> Option<Balance> {
    let element = data.pack.catalogue.element(key.item)?;
    if element.over_units != OverUnits::Sum {
        return None;
    }
    data.figures.get(key)?.value?;
    let mut balance = Balance::default();
    add(data, key, Decimal::ONE, &mut balance)?;
    Some(balance)
}

/// Follows a figure down to the returns; `None` when a sum cannot be held.
fn add(data: &Consolidated, key: FactKey, sign: Decimal, balance: &mut Balance) -> Option<()> {
    let Some(figure) = data.figures.get(key) else { return Some(()) };
    let Some(value) = figure.value else { return Some(()) };
    match &figure.operands {
        Operands::Cell(source) => {
            let adjusted = source.as_ref().and_then(|source| source.adjusted.as_deref());
            let Some(adjusted) = adjusted else {
                return put(&mut balance.returned, sign, value);
            };
            // What cannot be read as a number the return has not given.
            let reported = if adjusted.chosen { Some(value) } else { adjusted.reported };
            let reported = reported.unwrap_or_default();
            put(&mut balance.returned, sign, reported)?;
            put(&mut balance.adjusted, sign, value.checked_sub(reported)?)
        }
        Operands::Nothing => Some(()),
        Operands::Combined { how, of } => {
            for operand in of {
                let minus = operand.sign == Sign::Minus;
                if minus && *how == How::OverUnits {
                    let off = data.figures.get(operand.key).and_then(|figure| figure.value);
                    put(&mut balance.cancelled, sign, off.unwrap_or_default())?;
                } else {
                    let sign = if minus { -sign } else { sign };
                    add(data, operand.key, sign, balance)?;
                }
            }
            Some(())
        }
    }
}

fn put(sum: &mut Decimal, sign: Decimal, value: Decimal) -> Option<()> {
    *sum = sum.checked_add(sign.checked_mul(value)?)?;
    Some(())
}
