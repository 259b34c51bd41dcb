//! The tick «không phát sinh»: what it says of the blank cells of a return.
//!
//! A tick is for its own sheet. Flows left blank are then 0, and a closing stock left blank repeats the opening one. Where a flow was typed that
//! is not 0, the figures are believed and the tick is not.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::identify::counterpart;
use super::issued::named;
use crate::model::{
    Catalogue, Fact, Item, OverPeriods, OverUnits, Period, Source, State, ValueKind,
};
use crate::ooxml::CellRef;
use crate::pack::reference::header_name;
use crate::pack::{Form, FormSheet, Label, NONE_OCCURRED};
use crate::sheet::{Sheet, Workbook};
use crate::text;

/// What is understood as a tick, as match keys.
const TICKS: [&str; 5] = ["x", "v", "✓", "✔", "có"];

/// The facts of a return by item and period.
type Facts = BTreeMap<(Item, Period), Fact>;

/// The cell of a tick with something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tick {
    /// The form's sheet for which it stands.
    pub(super) of: String,
    /// The sheet of the return that it stands on.
    pub(super) sheet: String,
    /// Where.
    pub(super) cell: CellRef,
    /// What was typed.
    pub(super) text: String,
}

impl Tick {
    /// Whether what was typed is a tick.
    pub(super) fn is_set(&self) -> bool {
        TICKS.contains(&text::key::of(&self.text).as_str())
    }
}

/// The ticks of a return, those left blank not among them.
pub(super) fn ticks(workbook: &Workbook, form: &Form) -> Vec<Tick> {
    let ticks = form.sheets.iter().enumerate().filter_map(|(number, sheet)| {
        let at = sheet.none_occurred?;
        let (found, cell) = places(workbook, number, sheet, at)
            .find(|(found, cell)| is_labelled(sheet, at, (found, *cell)))?;
        let text = found.get(cell)?.text.trim().to_owned();
        let of = sheet.name.clone();
        (!text.is_empty()).then(|| Tick { of, sheet: found.name.clone(), cell, text })
    });
    ticks.collect()
}

/// Where a tick may stand: the cell of its name, or its place in the form.
fn places<'a>(
    workbook: &'a Workbook,
    number: usize,
    form: &FormSheet,
    at: CellRef,
) -> impl Iterator<Item = (&'a Sheet, CellRef)> {
    let by_name = named(workbook, &header_name(NONE_OCCURRED, number));
    // Without a name only its labels tell it.
    let labelled = before(form, at).next().is_some();
    let in_place = counterpart(workbook, form).filter(|_| labelled).map(|sheet| (sheet, at));
    by_name.into_iter().chain(in_place)
}

/// The labels before a tick.
fn before(form: &FormSheet, at: CellRef) -> impl Iterator<Item = &Label> {
    form.labels.iter().filter(move |label| label.cell.row == at.row && label.cell < at)
}

/// Whether the labels before a tick in the form stand before a cell in the return.
fn is_labelled(form: &FormSheet, at: CellRef, (sheet, cell): (&Sheet, CellRef)) -> bool {
    let stands = |label: &Label| {
        let mut row = sheet.iter().filter(|(there, _)| there.row == cell.row && *there < cell);
        row.any(|(_, there)| text::key::of(&there.text) == label.key)
    };
    before(form, at).all(stands)
}

/// Whether a figure counts what happened in a period.
pub(super) fn is_flow(catalogue: &Catalogue, item: Item) -> bool {
    catalogue.element(item).is_some_and(|element| {
        element.kind != ValueKind::Class
            && element.over_periods == OverPeriods::Sum
            && element.over_units == OverUnits::Sum
    })
}

/// What a blank cell says where nothing occurred; `None` where the tick says nothing of it.
pub(super) fn unchanged(
    catalogue: &Catalogue,
    item: Item,
    period: Period,
    facts: &Facts,
    tick: &Source,
) -> Option<Fact> {
    let none = |value, source| Some(Fact::read(State::NoneOccurred, Some(value), source));
    if is_flow(catalogue, item) {
        return none(Decimal::ZERO, tick.clone());
    }
    let opening =
        catalogue.items().find(|opening| catalogue.closing_of(*opening) == Some(item))?;
    let fact = facts.get(&(opening, period)).filter(|fact| fact.state == State::Reported)?;
    none(fact.value?, fact.source.clone()?)
}
