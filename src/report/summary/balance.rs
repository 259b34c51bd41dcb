//! How a total stands to the plain sum of the returns: what was taken off because it moved
//! between units.

use rust_decimal::Decimal;

use crate::model::{FactKey, How, Operands, OverUnits, Sign};
use crate::pack::Consolidated;

/// The two parts of a total: `returned − cancelled`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Balance {
    /// What the returns give when they are simply added.
    pub(super) returned: Decimal,
    /// What of it moved between units and ends below.
    pub(super) cancelled: Decimal,
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
        Operands::Cell(_) => put(&mut balance.returned, sign, value),
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
