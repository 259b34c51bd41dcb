//! What may be typed into a cell, and what the branch is told about it.

use rust_decimal::Decimal;

use super::layout::{BlankCell, Layout, Role};
use crate::model::{DataElement, Item, OverUnits, TextElement, ValueKind};
use crate::pack::{FormSheet, Named};
use crate::template::xlsx::{Bound, Input, Validation, ValidationKind};
use crate::text::Lang;
use crate::text::number;

/// No figure of one return is larger.
const LARGEST: i64 = 999_999_999;

/// Characters that a branch may type into a cell for its own words: beyond them nobody reads on in
/// a form, and the words of all branches have to fit into one cell again.
const LONGEST_WORDS: u32 = 2000;

/// What is typed into a cell to tick it.
pub(super) const TICK: &str = "X";

/// What may be typed into the cell of a figure.
pub(super) fn of(layout: &Layout<'_>, cell: &BlankCell<'_>) -> Option<Validation> {
    let item = match cell.form.named {
        Named::Item(item) => item,
        Named::Text(text) => return layout.data.pack.texts.get(text).map(words),
        Named::Indicator(_) => return None,
    };
    let element = layout.element(item)?;
    let label = layout.data.pack.catalogue.label(item);
    if layout.data.pack.catalogue.is_ticked(item) {
        return Some(ticked(element, &label));
    }
    if element.kind == ValueKind::Class {
        return Some(class(element, &label));
    }
    let total = total(layout, cell, item, element);
    let largest = element.max.unwrap_or_else(|| Decimal::from(LARGEST));
    let max = match &total {
        // While the total is not there, nothing can be held against it.
        Some((address, _)) => {
            Bound::Formula(format!("IF(ISNUMBER({address}),{address},{})", largest.normalize()))
        }
        None => Bound::Number(largest),
    };
    let (min, max) = (Some(Bound::Number(Decimal::ZERO)), Some(max));
    let (kind, number) = match element.kind {
        ValueKind::Decimal => (ValidationKind::Decimal { min, max }, "số"),
        _ => (ValidationKind::Whole { min, max }, "số nguyên"),
    };
    let unit = &element.unit;
    let at_most = match (total, element.max) {
        (Some((address, name)), _) => format!(", không lớn hơn ô {address} «{name}»"),
        (None, Some(max)) => {
            format!(", không quá {}", number::exact(max.normalize(), Lang::Vi))
        }
        (None, None) => String::new(),
    };
    let nothing = match element.over_units {
        OverUnits::WeightedMean { weight } => {
            let of = layout.data.pack.catalogue.label(weight);
            format!("Bỏ trống nếu «{of}» bằng 0.")
        }
        _ => "Không có thì ghi 0.".to_owned(),
    };
    Some(Validation {
        kind,
        prompt: format!(
            "{label}. Đơn vị tính: {unit}. Ghi {number} từ 0 trở lên{at_most}. {nothing}"
        ),
        error: format!("«{label}» phải là {number} ({unit}) từ 0 trở lên{at_most}."),
        title: label,
        error_title: "Số liệu chưa đúng".to_owned(),
        stop: true,
    })
}

/// A cell for the branch's own words.
fn words(text: &TextElement) -> Validation {
    let name = &text.name;
    Validation {
        title: name.clone(),
        prompt: format!(
            "{name}: ghi bằng lời, mỗi ý một dòng (Alt+Enter), tối đa {LONGEST_WORDS} ký tự. Không có thì ghi Không \
             hoặc để trống."
        ),
        error_title: "Chữ quá dài".to_owned(),
        error: format!("«{name}»: tối đa {LONGEST_WORDS} ký tự; viết gọn lại."),
        kind: ValidationKind::Text { max_len: LONGEST_WORDS },
        stop: true,
    }
}

/// A cell of a class that has one for each of its categories.
fn ticked(element: &DataElement, label: &str) -> Validation {
    let name = &element.name;
    Validation {
        title: label.to_owned(),
        prompt: format!("Chọn {TICK} nếu «{name}» là mức này; chỉ đánh dấu một mức."),
        error_title: "Đánh dấu chưa đúng".to_owned(),
        error: format!("Chỉ chọn {TICK} hoặc để trống."),
        kind: ValidationKind::List(vec![TICK.to_owned()]),
        stop: true,
    }
}

fn class(element: &DataElement, label: &str) -> Validation {
    let names: Vec<String> =
        element.categories.iter().skip(1).map(|category| category.name.clone()).collect();
    let list = names.join("; ");
    Validation {
        title: label.to_owned(),
        prompt: format!("{label}. Chọn một mức trong danh sách: {list}."),
        error_title: "Mức chưa đúng".to_owned(),
        error: format!("«{label}»: chọn một mức trong danh sách: {list}."),
        kind: ValidationKind::List(names),
        stop: true,
    }
}

/// The cell of the total that a part may not be larger than, and its name. A total that computes
/// is made of its parts and follows them.
fn total(
    layout: &Layout<'_>,
    cell: &BlankCell<'_>,
    item: Item,
    element: &DataElement,
) -> Option<(String, String)> {
    let mean = matches!(element.over_units, OverUnits::WeightedMean { .. });
    if item.is_total() || mean {
        return None;
    }
    let at = layout.cell_of_item(item.total(), cell.period)?;
    let total = layout.cells.get(at)?;
    let typed = match &total.role {
        Role::Input => true,
        Role::Fixed(value) => value.is_some(),
        Role::Computed(_) => false,
    };
    let here = total.sheet.name == cell.sheet.name;
    (typed && here).then(|| (total.form.cell.to_string(), element.name.clone()))
}

/// The cells for the tick «không phát sinh».
pub(super) fn ticks(sheets: &[FormSheet]) -> Vec<Input> {
    let several = sheets.iter().filter(|sheet| !sheet.cells.is_empty()).count() > 1;
    let scope = if several { "trang này" } else { "biểu này" };
    let ticks = sheets.iter().filter_map(|sheet| {
        let cell = sheet.none_occurred?;
        let validation = Validation {
            kind: ValidationKind::List(vec![TICK.to_owned()]),
            title: "Không phát sinh".to_owned(),
            prompt: format!(
                "Chọn {TICK} nếu trong kỳ không phát sinh số liệu nào ở {scope}; khi đó các ô số phát \
                 sinh để trống được tính là 0. Có phát sinh thì để trống ô này."
            ),
            error_title: "Đánh dấu chưa đúng".to_owned(),
            error: format!("Chỉ chọn {TICK} hoặc để trống."),
            stop: true,
        };
        Some(Input { sheet: sheet.name.clone(), cell, validation: Some(validation) })
    });
    ticks.collect()
}
