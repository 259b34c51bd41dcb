//! The tick «không phát sinh»: what it says of the blank cells of a return.
//!
//! A tick is for its own sheet. Flows left blank are then 0, and a closing stock left blank repeats the opening one. Where a flow was typed that
//! is not 0, the figures are believed and the tick is not.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::issued::named;
use super::locate::{Located, LocatedSheet};
use super::overlay::{Overlaid, Overlay};
use super::read::{Blanks, Reader};
use crate::diagnostic::{CellNote, Code, Finding, MOST_CELLS, Place};
use crate::model::{
    Catalogue, Fact, Item, OverPeriods, OverUnits, Period, Source, State, ValueKind,
};
use crate::ooxml::CellRef;
use crate::pack::reference::header_name;
use crate::pack::{Form, FormSheet, Label, NONE_OCCURRED, Named};
use crate::sheet::{Sheet, Workbook};
use crate::text;
use crate::text::typed_figure::is_tick;

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
    fn is_set(&self) -> bool {
        is_tick(&self.text)
    }
}

/// The ticks of a return, those left blank not among them.
pub(super) fn ticks(workbook: &Workbook, form: &Form, overlay: &Overlay<'_>) -> Vec<Tick> {
    let ticks = overlay.of(form).enumerate().filter_map(|(number, (sheet, overlaid))| {
        let at = sheet.none_occurred?;
        let (found, cell) = places(workbook, number, (sheet, overlaid), at)
            .find(|(found, cell)| is_labelled(sheet, at, (found, *cell)))?;
        let text = found.get(cell)?.text.trim().to_owned();
        let of = sheet.name.clone();
        (!text.is_empty()).then(|| Tick { of, sheet: found.name.clone(), cell, text })
    });
    ticks.collect()
}

/// Where a tick may stand: the cell of its name, or where the labels before it have gone.
fn places<'a>(
    workbook: &'a Workbook,
    number: usize,
    (form, overlaid): (&FormSheet, &Overlaid<'a>),
    at: CellRef,
) -> impl Iterator<Item = (&'a Sheet, CellRef)> {
    let by_name = named(workbook, &header_name(NONE_OCCURRED, number));
    // Without a name only its labels tell it.
    let labelled = before(form, at).next().is_some();
    let sheet = overlaid.sheet().filter(|_| labelled);
    let by_labels = sheet.and_then(|sheet| Some((sheet, overlaid.beside(form, at)?)));
    by_name.into_iter().chain(by_labels)
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
fn is_flow(catalogue: &Catalogue, item: Item) -> bool {
    catalogue.element(item).is_some_and(|element| {
        element.kind != ValueKind::Class
            && element.over_periods == OverPeriods::Sum
            && element.over_units == OverUnits::Sum
    })
}

/// What a blank cell says where nothing occurred; `None` where the tick says nothing of it.
fn unchanged(
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
    let given = |fact: &&Fact| matches!(fact.state, State::Reported | State::Adjusted);
    let fact = facts.get(&(opening, period)).filter(given)?;
    none(fact.value?, fact.source.clone()?)
}

impl Reader<'_> {
    /// Believes the ticks of a return, each for its own sheet.
    pub(super) fn ticks(
        &mut self,
        ticks: &[Tick],
        sheets: &[LocatedSheet<'_>],
        blanks: &mut [Blanks],
    ) {
        let mut believed = 0;
        for tick in ticks {
            believed += usize::from(self.tick(tick, sheets, blanks));
        }
        let asked = self.form.sheets.iter().filter(|sheet| sheet.none_occurred.is_some());
        // Ticked on one sheet of several, it says nothing of the return.
        self.reading.none_occurred = believed > 0 && believed == asked.count();
    }

    /// Believes a tick «không phát sinh», or says why not.
    fn tick(
        &mut self,
        tick: &Tick,
        sheets: &[LocatedSheet<'_>],
        blanks: &mut [Blanks],
    ) -> bool {
        let place = Place::file(&*self.path).sheet(&*tick.sheet).cell(tick.cell);
        let note = CellNote::new(tick.cell, "Không phát sinh", tick.text.as_str()).marked();
        if !tick.is_set() {
            let finding = Finding::new(Code::W411).at(place).cell(note);
            self.push(finding.text("value", tick.text.as_str()));
            return false;
        }
        let about = |sheet: &LocatedSheet<'_>| sheet.form.name == tick.of;
        let located = sheets.iter().filter(|sheet| about(sheet)).flat_map(|sheet| &sheet.found);
        let against: Vec<CellNote> = located
            .filter(|found| self.is_flow_that_occurred(found))
            .map(|found| self.note(found).1.in_sheet(found.sheet.name.as_str()))
            .collect();
        if !against.is_empty() {
            let finding = Finding::new(Code::E531).at(place).cell(note);
            let finding = finding.count("count", against.len() as u64);
            self.push(against.into_iter().take(MOST_CELLS).fold(finding, Finding::cell));
            return false;
        }
        let source = self.place(&tick.sheet, tick.cell, &tick.text);
        for (_, blanks) in sheets.iter().zip(blanks).filter(|(sheet, _)| about(sheet)) {
            blanks.retain(|(_, item, period)| {
                let catalogue = &self.pack.catalogue;
                let facts = &self.reading.facts;
                let fact = unchanged(catalogue, *item, *period, facts, &source);
                let known = fact.is_some();
                self.reading.facts.extend(fact.map(|fact| ((*item, *period), fact)));
                !known
            });
        }
        true
    }

    fn is_flow_that_occurred(&self, found: &Located<'_>) -> bool {
        let Named::Item(item) = found.form.named else { return false };
        let fact = self.reading.facts.get(&(item, found.period));
        // What the office put there the unit has not typed.
        let fact = fact.filter(|fact| fact.state != State::Adjusted);
        let given = fact.and_then(|fact| fact.value).is_some_and(|value| !value.is_zero());
        given && self.own.contains(found.period) && is_flow(&self.pack.catalogue, item)
    }
}
