//! Cells of a return that was itself consolidated: what it carries beside them is taken with them,
//! as long as they still say what was consolidated.

use rust_decimal::Decimal;

use crate::model::{Fact, Item, Period, Source, State, ValueKind};
use crate::pack::Pack;
use crate::pack::upward::{CarriedFigure, Upward};
use crate::sheet::{Cell, Value, same_number};

/// No total of a country's branches is larger: what is, nobody has consolidated.
const LARGEST: i64 = 999_999_999_999;

/// What a cell of a consolidated return turned out to be.
pub(super) enum Below {
    /// These figures, with what is needed to merge them: the cell's own, or all categories of its
    /// class.
    Facts(Vec<(Item, Fact)>),
    /// The cell was changed after it was consolidated; this was in it.
    Changed(String),
}

/// Takes what a consolidated return carries for a cell; `None` when it carries nothing for it.
pub(super) fn below(
    upward: &Upward,
    pack: &Pack,
    items: &[Item],
    period: Period,
    cell: Option<&Cell>,
    source: &Source,
) -> Option<Below> {
    let carried = |item: Item| upward.figures.get(&(pack.catalogue.path(item), period));
    let first = carried(*items.first()?)?;
    let sound = items
        .iter()
        .all(|item| carried(*item).is_none_or(|figure| is_possible(figure, pack, *item)));
    if !sound || !says(cell, first) {
        let value = first.value.map(|value| value.normalize().to_string());
        return Some(Below::Changed(value.unwrap_or_else(|| first.printed.clone())));
    }
    let facts = items.iter().filter_map(|item| Some((*item, fact(carried(*item)?, source))));
    Some(Below::Facts(facts.collect()))
}

/// Whether a figure is one that could have been consolidated: a count is whole and at least 0, a
/// mean is what its parts make.
fn is_possible(figure: &CarriedFigure, pack: &Pack, item: Item) -> bool {
    let Some(element) = pack.catalogue.element(item) else { return false };
    let counts = element.kind != ValueKind::Decimal;
    let possible = |value: Decimal| {
        (!value.is_sign_negative() || value.is_zero())
            && (!counts || value.fract().is_zero())
            && value <= Decimal::from(LARGEST)
    };
    let made = figure.merged.weighted.is_none_or(|sum| {
        let mean = sum.products.checked_div(sum.weights);
        !sum.weights.is_sign_negative() && mean == figure.value
    });
    figure.value.is_none_or(possible) && made
}

/// Whether a cell still says what was consolidated.
fn says(cell: Option<&Cell>, carried: &CarriedFigure) -> bool {
    let text = cell.map_or("", |cell| cell.text.trim());
    match (cell.map(|cell| &cell.value), carried.value) {
        (Some(Value::Number(shown)), Some(value)) => same_number(*shown, value),
        _ => text == carried.printed.trim(),
    }
}

fn fact(carried: &CarriedFigure, source: &Source) -> Fact {
    let state = match (carried.value, carried.state) {
        (Some(_), _) => State::Reported,
        (None, State::NotApplicable) => State::NotApplicable,
        (None, _) => State::Absent,
    };
    Fact {
        state,
        value: carried.value,
        source: Some(source.clone()),
        consolidated: Some(Box::new(carried.merged.clone())),
    }
}
