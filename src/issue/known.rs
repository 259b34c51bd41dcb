//! What the office knows of a cell before the blank goes out: figures of earlier periods and
//! opening stocks, from the unit's own earlier returns.

use rust_decimal::Decimal;

use super::validation::TICK;
use crate::model::{FactKey, Figure, Item, Operands, OrgIx, Period, Source, State, ValueKind};
use crate::pack::Consolidated;
use crate::template::xlsx::CellValue;

/// What is known of a cell.
pub(super) enum Known<'a> {
    /// Nothing: the branch fills it in.
    No,
    /// That there is nothing: the figure does not apply to the unit, or is a mean over nobody.
    NothingThere,
    /// The value, and the cell that it was read from.
    Value(CellValue, Option<&'a Source>),
}

/// What is known of a figure of a unit when its blank goes out.
pub(super) fn known(data: &Consolidated, org: OrgIx, item: Item, period: Period) -> Known<'_> {
    if !data.due.applies(&data.tree, org, item, period) {
        return Known::NothingThere;
    }
    let Some((item, period)) = earlier(data, item, period) else { return Known::No };
    if !data.due.answers_itself(org, item) {
        return Known::No;
    }
    let figure = |item| data.figures.get(FactKey { org, item, period });
    let Some(found) = figure(item) else { return Known::No };
    let class = data.pack.catalogue.element(item).filter(|e| e.kind == ValueKind::Class);
    if let Some(class) = class {
        let categories = (1u16..).zip(class.categories.iter().skip(1));
        let mut chosen = categories.filter(|(category, _)| {
            let figure = figure(Item { category: *category, ..item });
            figure.is_some_and(|figure| is_own(figure) && figure.value == Some(Decimal::ONE))
        });
        return match (chosen.next(), chosen.next()) {
            (Some((category, _)), None) if category == item.category => {
                Known::Value(CellValue::Text(TICK.to_owned()), source(found))
            }
            (Some(_), None) if !item.is_total() => Known::NothingThere,
            (Some((_, category)), None) => {
                Known::Value(CellValue::Text(category.name.clone()), source(found))
            }
            _ => Known::No,
        };
    }
    match found.value {
        Some(value) if is_own(found) => Known::Value(CellValue::Number(value), source(found)),
        None if found.state == State::NotApplicable => Known::NothingThere,
        _ => Known::No,
    }
}

/// The figure of an earlier period that a cell repeats: itself, or the closing stock that an
/// opening one is. What the blank itself asks for is not known.
fn earlier(data: &Consolidated, item: Item, period: Period) -> Option<(Item, Period)> {
    let own = data.period;
    if !own.contains(period) {
        return (own.ends_after(period) && !own.overlaps(period)).then_some((item, period));
    }
    let closing = data.pack.catalogue.closing_of(item)?;
    let eve = period.eve()?;
    let kept = data.due.periods(closing);
    let from = kept.iter().rfind(|known| known.ends_with(eve) && !own.overlaps(**known))?;
    Some((closing, *from))
}

/// Whether a figure was reported by the unit and not put in its place by the office.
fn is_own(figure: &Figure) -> bool {
    let state = matches!(figure.state, State::Reported | State::NoneOccurred | State::Computed);
    state && figure.coverage.is_all_reported()
}

fn source(figure: &Figure) -> Option<&Source> {
    match &figure.operands {
        Operands::Cell(source) => source.as_ref(),
        _ => None,
    }
}
