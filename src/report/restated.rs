//! How an opening stock is printed whose eve was reported with another closing stock.
//!
//! Printed is what was reported, and the correction beside it, so that no reader holds the
//! difference for a mistake and every row still adds up. A document that prints the correction in
//! a place of its own, by `dieu_chinh`, has it there and not beside the stock. The cell of a form
//! holds one number, with which formulas reckon: there the corrected stock stays, and the head of
//! the page says what is in it.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use tera::{Kwargs, TeraResult, Value};

use super::printing::{Medium, Printer};
use super::summary::WORKBOOK;
use crate::model::FactKey;
use crate::pack::{Consolidated, Named, Restatement};
use crate::text::{Lang, number};
use crate::trace::{FigureKey, difference_in_words};

/// The function that prints the correction of an opening stock.
pub(super) const CORRECTS: &str = "dieu_chinh";

/// Corrections that a document prints in a place of their own.
pub(super) type OwnPlaces = BTreeSet<FigureKey>;

/// An opening stock as a document has it.
pub(super) struct Opening {
    /// What is printed as a number in a cell.
    pub(super) number: Decimal,
    /// What is printed as text.
    pub(super) stated: Decimal,
    /// What stands beside the text.
    pub(super) beside: String,
}

/// The correction in a figure, if there is one.
pub(super) fn restatement(data: &Consolidated, key: FigureKey) -> Option<&Restatement> {
    let Named::Item(item) = key.named else { return None };
    data.restated.get(&FactKey { org: key.org, item, period: key.period })
}

/// A figure as a document has it that may print its correction in a place of its own.
pub(super) fn opening(
    data: &Consolidated,
    (key, value): (FigureKey, Decimal),
    own_places: &OwnPlaces,
    in_text: bool,
) -> Opening {
    let of = restatement(data, key);
    let reported = of.and_then(|of| Some((value.checked_sub(of.adjustment)?, of.adjustment)));
    match reported {
        None => Opening { number: value, stated: value, beside: String::new() },
        Some((stated, _)) if own_places.contains(&key) => {
            Opening { number: stated, stated, beside: String::new() }
        }
        Some((stated, adjustment)) => {
            let by = difference_in_words(adjustment, Lang::Vi);
            let beside = if in_text {
                format!(" (điều chỉnh số liệu kỳ trước: {by})")
            } else {
                format!(" [điều chỉnh {by}]")
            };
            Opening { number: value, stated, beside }
        }
    }
}

/// What `dieu_chinh` gives: the correction in an opening stock, nothing where there is none.
pub(super) fn correction(printer: &Printer, args: &Kwargs) -> TeraResult<Value> {
    let key = printer.key(args)?;
    let data = printer.data();
    let repeats = |item| data.pack.catalogue.closing_of(item).is_some();
    if !matches!(key.named, Named::Item(item) if repeats(item)) {
        let path = key.path(data);
        return Err(tera::Error::message(format!(
            "`{CORRECTS}` chỉ dùng cho số đầu kỳ; `{path}` không phải số đầu kỳ"
        )));
    }
    printer.has_own_place(key);
    let adjustment = match restatement(data, key) {
        Some(of) => of.adjustment,
        // So that what a template says of a correction is tried too.
        None if printer.is_of_made_up() => Decimal::ONE,
        None => return Ok(Value::from("")),
    };
    Ok(match printer.medium() {
        Medium::Word => Value::from(difference_in_words(adjustment, Lang::Vi)),
        Medium::Excel => super::printing::number(adjustment),
    })
}

/// For the head of a workbook's pages, where there is little room: that opening stocks hold a
/// correction; nothing where none does.
pub(super) fn in_head<'a>(
    data: &Consolidated,
    printed: impl Iterator<Item = &'a FigureKey>,
    own_places: &OwnPlaces,
) -> Option<String> {
    let beside_none = printed.filter(|key| !own_places.contains(key));
    let held: Vec<(&FigureKey, &Restatement)> =
        beside_none.filter_map(|key| Some((key, restatement(data, *key)?))).collect();
    // The units' own stocks stand in the office's.
    let of_office = held.iter().find(|(key, _)| key.org == data.office);
    let only = of_office.filter(|(one, _)| {
        held.iter().all(|(key, _)| (key.named, key.period) == (one.named, one.period))
    });
    if let Some((key, of)) = only {
        let now = data.book().named(key.org, key.named, key.period).value.ok();
        let reported = now.and_then(|now| now.checked_sub(of.adjustment))?;
        let reported = number::exact(reported.normalize(), Lang::Vi);
        let by = difference_in_words(of.adjustment, Lang::Vi);
        return Some(format!(
            "Số đầu kỳ gồm điều chỉnh số liệu kỳ trước {by} (đã báo cáo {reported})"
        ));
    }
    (!held.is_empty())
        .then(|| format!("Số đầu kỳ gồm điều chỉnh số liệu kỳ trước, kê ở {WORKBOOK}"))
}
