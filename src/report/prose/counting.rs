//! How a count is written in running text: `5` or `05`, as the office has it. `dem(n)` writes so what
//! a template has counted itself.

use rust_decimal::Decimal;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::super::printing::Printer;
use crate::model::{OverUnits, ValueKind};
use crate::pack::{Consolidated, Named};
use crate::template::IN_TEXT;
use crate::text::{self, Lang};
use crate::trace::FigureKey;

/// Registers the function.
pub(super) fn register(printer: &Printer, tera: &mut Tera) {
    let printer = printer.clone();
    let count = move |args: Kwargs, _: &State| -> TeraResult<Value> {
        let count = args.must_get::<Value>("arg1")?.as_i128();
        let count = count.and_then(|count| Decimal::try_from_i128_with_scale(count, 0).ok());
        let padded = printer.pads_counts(in_text(&args)?);
        count.map(|count| Value::from(written(count, 0, padded))).ok_or_else(|| {
            tera::Error::message("dem cần một số nguyên, viết như dem(ds | length)")
        })
    };
    tera.register_function("dem", count);
}

/// Whether a call prints into running text.
pub(in super::super) fn in_text(args: &Kwargs) -> TeraResult<bool> {
    Ok(args.get::<bool>(IN_TEXT)? == Some(true))
}

/// Whether a figure counts something: not a mean, a ratio or a measure.
pub(in super::super) fn is_count(data: &Consolidated, key: FigureKey) -> bool {
    let Named::Item(item) = key.named else { return false };
    data.pack.catalogue.element(item).is_some_and(|element| {
        let is_mean = matches!(element.over_units, OverUnits::WeightedMean { .. });
        element.kind != ValueKind::Decimal && !is_mean
    })
}

/// Writes a figure with at most so many decimals; a count in running text as the office does.
pub(in super::super) fn written(value: Decimal, decimals: u32, padded: bool) -> String {
    if padded && value.fract().is_zero() {
        text::number::padded(value, Lang::Vi)
    } else {
        text::number::format(value, decimals, Lang::Vi)
    }
}
