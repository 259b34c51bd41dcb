//! The words in which a derivation is told: states, cells, and how figures were put together.

use std::borrow::Cow;
use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::FigureKey;
use super::derivation::{Derivation, Made, Role, names};
use super::formula;
use crate::model::{
    Adjustment, Coverage, How, Item, Origin, OverPeriods, OverUnits, Period, Source, State,
};
use crate::pack::{Consolidated, Indicator, Named, NoValue, Reference};
use crate::text::typed_figure::is_tick;
use crate::text::{self, Lang, date};

/// Units that a sentence names before it counts the rest.
const NAMED_UNITS: usize = 10;

/// A state, as the ledger says it.
pub(super) const fn state(state: State) -> &'static str {
    match state {
        State::Reported => "theo báo cáo",
        State::Computed => "tổng hợp",
        State::NoneOccurred => "không phát sinh",
        State::Absent => "chưa có",
        State::NotApplicable => "không áp dụng",
        State::Refused => "không dùng được",
        State::Carried => "chuyển kỳ",
        State::Adjusted => "điều chỉnh",
        State::Withheld => "không công bố",
    }
}

/// The state that the ledger says so.
pub(super) fn state_of(text: &str) -> Option<State> {
    const STATES: [State; 9] = [
        State::Reported,
        State::Computed,
        State::NoneOccurred,
        State::Absent,
        State::NotApplicable,
        State::Refused,
        State::Carried,
        State::Adjusted,
        State::Withheld,
    ];
    STATES.into_iter().find(|known| state(*known) == text)
}

/// An exact figure, its zeros at the end trimmed.
pub(super) fn number(value: Decimal, lang: Lang) -> String {
    text::number::exact(value.normalize(), lang)
}

/// What the ledger says of a cell's text: a formula that was calculated here says so.
pub(super) fn typed(source: &Source) -> Cow<'_, str> {
    if source.calculated {
        return Cow::Owned(format!("{} (máy tính lại)", source.text));
    }
    Cow::Borrowed(&source.text)
}

/// A cell.
pub(super) fn place(source: &Source, lang: Lang) -> String {
    let Source { file, sheet, cell, .. } = source;
    lang.pick(
        format!("{file}, trang tính «{sheet}», ô {cell}"),
        format!("{file}, sheet «{sheet}», cell {cell}"),
    )
}

/// A cell and what is typed in it.
pub(super) fn cell(source: &Source, lang: Lang) -> String {
    let Source { file, sheet, cell, text, calculated, .. } = source;
    if *calculated {
        return lang.pick(
            format!("{file}, trang tính «{sheet}», ô {cell}, công thức `{text}`, máy tính lại"),
            format!("{file}, sheet «{sheet}», cell {cell}, formula `{text}`, calculated here"),
        );
    }
    if text.trim().is_empty() {
        return lang.pick(
            format!("{file}, trang tính «{sheet}», ô {cell}, để trống"),
            format!("{file}, sheet «{sheet}», cell {cell}, left blank"),
        );
    }
    lang.pick(
        format!("{file}, trang tính «{sheet}», ô {cell}, ghi `{text}`"),
        format!("{file}, sheet «{sheet}», cell {cell}, typed `{text}`"),
    )
}

/// What the office put in the place of what a cell says, on record.
pub(super) fn adjusted(adjusted: &Adjustment, lang: Lang) -> String {
    let Adjustment { chosen, reason, by, basis, key, .. } = adjusted;
    let what = if *chosen {
        lang.pick("cơ quan chọn cách đọc", "read so by the office")
    } else {
        lang.pick("cơ quan điều chỉnh", "adjusted by the office")
    };
    let mut parts = vec![what.to_owned()];
    for (vi, en, text) in [
        ("lý do", "reason", reason),
        ("người quyết định", "decided by", by),
        ("căn cứ", "basis", basis),
        ("mã việc", "key", key),
    ] {
        if !text.is_empty() {
            parts.push(format!("{}: {text}", lang.pick(vi, en)));
        }
    }
    parts.join("; ")
}

/// Where a figure was before it was typed where it was read, as the office says.
pub fn origin(origin: &Origin, lang: Lang) -> String {
    let (what, parts) = match origin {
        Origin::Entered(entered) => {
            let on = date::short(entered.on);
            let what = lang.pick(
                format!("nhập thay từ {}, ngày {on}", entered.from),
                format!("entered by the office from: {}, on {on}", entered.from),
            );
            let original = entered.original.as_deref().unwrap_or_default();
            let parts = [
                ("người cung cấp", "given by", entered.given_by.as_str()),
                ("người nhập", "typed by", entered.typed_by.as_str()),
                ("bản gốc", "original", original),
            ];
            (what, parts.to_vec())
        }
        Origin::Document(document) => {
            let on = date::short(document.date);
            let what = lang.pick(
                format!("theo văn bản số {}, ngày {on}", document.number),
                format!("as reported in document {}, of {on}", document.number),
            );
            (what, vec![("trang", "page", document.page.as_str())])
        }
    };
    let parts = parts.into_iter().filter(|(.., text)| !text.is_empty());
    let parts = parts.map(|(vi, en, text)| format!("{} {text}", lang.pick(vi, en)));
    std::iter::once(what).chain(parts).collect::<Vec<_>>().join(", ")
}

/// Why a figure that nobody typed has a value: nothing occurred. The source of a 0 is the tick, that
/// of a closing stock the opening one.
pub(super) fn none_occurred(source: &Source, lang: Lang) -> &'static str {
    if is_tick(&source.text) {
        return lang.pick(
            "đơn vị đánh dấu «không phát sinh», tính là 0",
            "ticked «không phát sinh», so counted as 0",
        );
    }
    lang.pick(
        "đơn vị đánh dấu «không phát sinh», số cuối kỳ bằng số đầu kỳ",
        "ticked «không phát sinh», so the opening stock stays",
    )
}

/// Why there is no value.
pub(super) fn no_value(state: State, why: NoValue, lang: Lang) -> &'static str {
    match (state, why) {
        (State::Refused, _) => lang.pick("(không dùng được)", "(refused)"),
        (_, NoValue::Absent) => lang.pick("(chưa có)", "(absent)"),
        (_, NoValue::NotApplicable) => lang.pick("(không áp dụng)", "(not applicable)"),
        (_, NoValue::OutOfUse) => lang.pick("(biểu không dùng)", "(form not in use)"),
        (_, NoValue::PartsDiffer) => lang.pick(
            "(tử số và mẫu số không cùng phạm vi đơn vị)",
            "(parts cover different units)",
        ),
        (_, NoValue::DivisionByZero) => lang.pick("(mẫu số bằng 0)", "(division by zero)"),
        (_, NoValue::Withheld) => lang.pick("(không công bố)", "(not published)"),
    }
}

/// How a figure was put together; `None` for one that was read or is not due.
pub(super) fn how(
    data: &Consolidated,
    derivation: &Derivation<'_>,
    lang: Lang,
) -> Option<String> {
    let parts: Vec<_> =
        derivation.operands.iter().map(|(role, operand)| (*role, operand.key)).collect();
    let key = derivation.key;
    Some(match (derivation.made, derivation.weighted) {
        (Made::Cell(_) | Made::Nothing, _) => return None,
        (Made::Formula(indicator), _) => formula_of(data, key, indicator, lang),
        (Made::Combined(_), Some(sum)) => {
            let (products, weights) = (number(sum.products, lang), number(sum.weights, lang));
            lang.pick(
                format!("bình quân có trọng số: {products} ÷ {weights}"),
                format!("weighted mean: {products} ÷ {weights}"),
            )
        }
        (Made::Combined(how), None) => combined(data, key, how, &parts, lang),
    })
}

/// How a figure was put together, without a tree of it.
pub(super) fn how_made(
    data: &Consolidated,
    key: FigureKey,
    made: Made<'_>,
    parts: &[(Role, FigureKey)],
    lang: Lang,
) -> String {
    match made {
        Made::Cell(_) => lang.pick("ghi trong biểu", "read from a return").to_owned(),
        Made::Nothing => String::new(),
        Made::Formula(indicator) => formula_of(data, key, indicator, lang),
        Made::Combined(how) => combined(data, key, how, parts, lang),
    }
}

fn combined(
    data: &Consolidated,
    key: FigureKey,
    how: How,
    parts: &[(Role, FigureKey)],
    lang: Lang,
) -> String {
    let Named::Item(item) = key.named else { return String::new() };
    match how {
        How::OverUnits => over_units(data, item, parts, lang),
        How::OverPeriods => over_periods(data, item, parts, lang),
        How::Carried => {
            let from = periods(parts);
            lang.pick(
                format!("chưa có số của kỳ này, lấy số cuối kỳ {from}"),
                format!("nothing for this period, the stock of {from} stands in"),
            )
        }
        How::OpeningFromClosing => {
            let from = periods(parts);
            let path = parts.first().map(|(_, key)| key.path(data)).unwrap_or_default();
            lang.pick(
                format!("đầu kỳ lấy số cuối kỳ trước: {path} @ {from}"),
                format!("opening stock taken from the closing one: {path} @ {from}"),
            )
        }
    }
}

fn over_units(
    data: &Consolidated,
    item: Item,
    parts: &[(Role, FigureKey)],
    lang: Lang,
) -> String {
    let rule = data.pack.catalogue.element(item).map(|element| &element.over_units);
    let taken_off = parts.iter().any(|(role, _)| *role == Role::Minus);
    match rule {
        Some(OverUnits::Min) => lang.pick("nhỏ nhất trong các đơn vị", "least of the units"),
        Some(OverUnits::Max) => lang.pick("lớn nhất trong các đơn vị", "greatest of the units"),
        Some(OverUnits::WeightedMean { .. }) => {
            lang.pick("bình quân có trọng số", "weighted mean")
        }
        _ if taken_off => lang.pick(
            "cộng các đơn vị, trừ chuyển nội bộ",
            "sum over units less transfers between them",
        ),
        _ => lang.pick("cộng các đơn vị", "sum over units"),
    }
    .to_owned()
}

fn over_periods(
    data: &Consolidated,
    item: Item,
    parts: &[(Role, FigureKey)],
    lang: Lang,
) -> String {
    let rule = data.pack.catalogue.element(item).map(|element| element.over_periods);
    let of = periods(parts);
    match rule {
        Some(OverPeriods::Last) => {
            lang.pick(format!("số cuối kỳ {of}"), format!("closing stock of {of}"))
        }
        Some(OverPeriods::First) => {
            lang.pick(format!("số đầu kỳ {of}"), format!("opening stock of {of}"))
        }
        Some(OverPeriods::Min) => {
            lang.pick(format!("nhỏ nhất của {of}"), format!("least of {of}"))
        }
        Some(OverPeriods::Max) => {
            lang.pick(format!("lớn nhất của {of}"), format!("greatest of {of}"))
        }
        _ => lang.pick(format!("theo kỳ: {of}"), format!("over periods: {of}")),
    }
}

/// `2019 + 2020`, `2024-6T − 2024-Q1`; each period once.
fn periods(parts: &[(Role, FigureKey)]) -> String {
    let mut known: Vec<(Role, Period)> = Vec::new();
    let mut text = String::new();
    for (role, key) in parts {
        if known.contains(&(*role, key.period)) {
            continue;
        }
        known.push((*role, key.period));
        match (*role, text.is_empty()) {
            (Role::Minus, true) => text.push('−'),
            (Role::Minus, false) => text.push_str(" − "),
            (_, true) => {}
            (_, false) => text.push_str(" + "),
        }
        text.push_str(&key.period.to_string());
    }
    text
}

fn formula_of(
    data: &Consolidated,
    key: FigureKey,
    indicator: &Indicator,
    lang: Lang,
) -> String {
    formula::of_indicator(indicator, lang, &|reference: &Reference| match data
        .pack
        .resolve(reference.period, key.period)
    {
        Some(period) if period != key.period => format!("{} @ {period}", reference.path),
        _ => reference.path.clone(),
    })
}

/// How many units a figure is about, and which it lacks.
pub(super) fn covered(data: &Consolidated, coverage: &Coverage, lang: Lang) -> String {
    let (received, expected) = (coverage.received(), coverage.expected());
    let mut text = lang.pick(
        format!("{received}/{expected} đơn vị có số liệu"),
        format!("{received}/{expected} units reported"),
    );
    for (units, words) in [
        (&coverage.missing, lang.pick("thiếu", "missing")),
        (&coverage.carried, lang.pick("lấy số kỳ trước của", "earlier stock of")),
    ] {
        if !units.is_empty() {
            let units = text::list::units(&names(data, units), NAMED_UNITS, lang);
            let _ = write!(text, ", {words} {units}");
        }
    }
    text
}
