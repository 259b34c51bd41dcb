//! `ty_trong("xep_loai.tot")`: the share of a part in its total, in percent without the sign.

use rust_decimal::Decimal;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::super::printing::{ABSENT, NONE, Printer, WITHHELD};
use crate::pack::{Evaluated, MissingOperands, Named, NoValue, PeriodRef, Reference};
use crate::template::Figure;
use crate::text::{self, Lang};
use crate::trace::FigureKey;

/// Decimals of a share.
const DECIMALS: u32 = 2;

/// Registers the function.
pub(super) fn register(printer: &Printer, tera: &mut Tera) {
    let printer = printer.clone();
    let share = move |args: Kwargs, _: &State| -> TeraResult<Value> {
        let part = printer.key(&args)?;
        let total = total(&printer, part, &args)?;
        Ok(printer.value(&share(&printer, part, total)))
    };
    tera.register_function("ty_trong", share);
}

/// What a part is a share of: what `tren=` names, else the total of its element.
fn total(printer: &Printer, part: FigureKey, args: &Kwargs) -> TeraResult<FigureKey> {
    let data = printer.data();
    let total = match (args.get::<&str>("tren")?, part.named) {
        (Some(path), _) => printer.key_of(path, args)?,
        (None, Named::Item(item)) if !item.is_total() => {
            FigureKey { named: Named::Item(item.total()), ..part }
        }
        (None, _) => {
            let path = part.path(data);
            let reason =
                format!("`{path}` không phải một phần; viết thêm tren=\"tên tổng số\"");
            return Err(tera::Error::message(reason));
        }
    };
    match [part, total].iter().find(|key| matches!(key.named, Named::Indicator(_))) {
        None => Ok(total),
        Some(indicator) => {
            let path = indicator.path(data);
            let reason = format!("`{path}` là tỷ lệ; tỷ trọng tính từ hai số liệu");
            Err(tera::Error::message(reason))
        }
    }
}

fn share(printer: &Printer, part: FigureKey, total: FigureKey) -> Figure {
    let data = printer.data();
    let [of, over] = [part, total]
        .map(|key| Reference { path: key.path(data), period: PeriodRef::Absolute(key.period) });
    let missing = MissingOperands::Skip;
    let Evaluated { value, coverage } =
        data.book().parts(part.org, &[&of, &over], part.period, missing);
    let unkept = [part, total].into_iter().any(|key| !printer.is_kept(key));
    let value = if unkept { Err(NoValue::Absent) } else { value };
    let value = value.and_then(|_| {
        let exact = |key| printer.evaluate(key).value;
        let scaled = exact(part)?.checked_mul(Decimal::ONE_HUNDRED);
        let divided = scaled.zip(exact(total).ok()).and_then(|(of, all)| of.checked_div(all));
        divided.ok_or(NoValue::DivisionByZero)
    });
    for key in [part, total] {
        printer.note(key);
    }
    match value {
        Ok(value) => {
            let text = text::number::format(value, DECIMALS, Lang::Vi)
                + &printer.covered(part.period, &coverage);
            let shown = text::number::rounded(value, DECIMALS);
            printer.remark(|remarks, document| remarks.share(document, part, total, shown));
            Figure { id: None, text, number: Some(value), blank: false }
        }
        Err(NoValue::NotApplicable | NoValue::DivisionByZero) => {
            Figure { blank: true, ..Figure::text(NONE) }
        }
        Err(NoValue::Withheld) => Figure::text(WITHHELD),
        Err(why) => {
            if why == NoValue::PartsDiffer {
                printer.remark(|remarks, document| remarks.unlike(document, part, total));
            }
            Figure { blank: true, ..Figure::text(ABSENT) }
        }
    }
}
