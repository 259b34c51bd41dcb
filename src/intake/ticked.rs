//! A class that is told by a tick in one of several cells, a cell for each of its categories.

use rust_decimal::Decimal;

use super::locate::{Located, LocatedSheet};
use super::read::{Blanks, Reader};
use super::unseen::is_partly_struck;
use crate::diagnostic::{CellNote, Code, Finding, Place};
use crate::model::{Item, Period, State};
use crate::pack::{FormCell, Named};
use crate::sheet::Value;
use crate::text::key;
use crate::text::typed_figure::{self, TypedFigure};
use crate::text::typed_number::Reading;

/// What a cell that may be ticked holds.
enum Tick {
    Set,
    Unset,
    /// Neither: nobody knows what is meant.
    Neither(Code),
}

/// A cell of a class with its category.
type Cell<'a, 'b> = (&'b Located<'a>, Item);

impl Reader<'_> {
    /// Reads all cells of a class when the first of them is met.
    pub(super) fn ticked(
        &mut self,
        located: &LocatedSheet<'_>,
        (found, item): Cell<'_, '_>,
        blanks: &mut Blanks,
    ) {
        let cells: Vec<Cell<'_, '_>> = located
            .found
            .iter()
            .filter(|other| other.period == found.period)
            .filter_map(|other| match other.form.named {
                Named::Item(of) if of.element == item.element && !of.is_total() => {
                    Some((other, of))
                }
                _ => None,
            })
            .collect();
        let is_first = cells.first().is_some_and(|(first, _)| std::ptr::eq(*first, found));
        let class = (item.total(), found.period);
        if self.adjusted.contains(&class) || is_first && self.ruled_tick(&cells) {
            return;
        }
        if self.consolidated(found, item) || !is_first {
            return;
        }
        // Of a cell that is not what a person sees, or is not known, nobody can say that it is not
        // ticked. Why it is not is told with it.
        let mut unclear = Self::has_lost(located, item, found.period);
        for (cell, _) in &cells {
            unclear |=
                self.merged_with_others(located, cell) || is_partly_struck(cell, located);
        }
        if unclear {
            self.put_class(found, item.total(), (State::Refused, None));
        } else {
            self.one_of(&cells, item.total(), blanks);
        }
    }

    /// Whether a cell of a class was not found, or not for certain.
    fn has_lost(located: &LocatedSheet<'_>, class: Item, period: Period) -> bool {
        let is_of = |cell: &FormCell, of: Period| {
            let item = match cell.named {
                Named::Item(item) => Some(item.element),
                Named::Indicator(_) | Named::Text(_) => None,
            };
            of == period && item == Some(class.element)
        };
        let lost = located.drifted.iter().chain(&located.doubled);
        lost.into_iter().any(|(cell, of)| is_of(cell, *of))
            || located.uncertain.iter().any(|(cell, of, _)| is_of(cell, *of))
    }

    /// Which of the cells of a class is ticked: exactly one says something.
    fn one_of(&mut self, cells: &[Cell<'_, '_>], class: Item, blanks: &mut Blanks) {
        let Some((first, _)) = cells.first().copied() else { return };
        let period = first.period;
        let mut set = Vec::new();
        for (found, item) in cells {
            match self.tick_in(found, *item) {
                Tick::Set => set.push((*found, *item)),
                Tick::Unset => {}
                Tick::Neither(code) => {
                    let finding = self.refused(code, found);
                    let finding = if code == Code::E210 {
                        finding.list("allowed", ["X"])
                    } else {
                        finding
                    };
                    self.push(finding.scope(period.to_string()));
                    self.put_class(first, class, (State::Refused, None));
                    return;
                }
            }
        }
        let due = self.due.applies(self.tree, self.org, class, period);
        match set.as_slice() {
            [] => {
                if due && self.own.contains(period) {
                    blanks.push((first.cell, class, period));
                }
                self.put_class(first, class, (State::Absent, None));
            }
            [(found, _)] if !due => {
                let note = self.note(found);
                self.outside.push(note);
                self.put_class(found, class, (State::Refused, None));
            }
            [(found, item)] => {
                let chosen = usize::from(item.category);
                self.put_class(found, class, (State::Reported, Some(chosen)));
            }
            several => {
                let finding = self.several_ticks(several);
                self.push(finding.scope(period.to_string()));
                self.put_class(first, class, (State::Refused, None));
            }
        }
    }

    fn several_ticks(&self, cells: &[Cell<'_, '_>]) -> Finding {
        let name = |item: Item| {
            let category = self.pack.catalogue.category(item);
            category.map_or_else(String::new, |category| category.name.clone())
        };
        let Some((first, item)) = cells.first() else { return Finding::new(Code::E249) };
        let of = self.pack.catalogue.element(*item);
        let place = Place::file(&*self.path);
        let finding = Finding::new(Code::E249)
            .at(place.sheet(&*first.sheet.name).cell(first.cell))
            .maybe("label", of.map(|element| element.name.as_str()))
            .list("candidates", cells.iter().map(|(_, item)| name(*item)));
        cells.iter().fold(finding, |finding, (found, item)| {
            let text = self.source(found).text;
            finding.cell(CellNote::new(found.cell, name(*item), &*text).marked())
        })
    }

    /// Whether a cell is ticked: a tick, a 1, or the name of its own category.
    fn tick_in(&self, found: &Located<'_>, item: Item) -> Tick {
        let Some(cell) = found.sheet.get(found.cell) else { return Tick::Unset };
        let result = self.result(found);
        if cell.never_calculated && result.is_none() {
            return Tick::Neither(Code::E201);
        }
        let own_name = |text: &str| {
            let category = self.pack.catalogue.category(item);
            category.is_some_and(|category| key::of(&category.name) == key::of(text))
        };
        match result.unwrap_or(&cell.value) {
            Value::Empty | Value::Bool(false) => Tick::Unset,
            Value::Bool(true) => Tick::Set,
            Value::Number(number) => counted(*number),
            Value::Text(text) if own_name(text) => Tick::Set,
            Value::Text(text) => match typed_figure::read(text) {
                TypedFigure::Mark => Tick::Set,
                TypedFigure::Blank | TypedFigure::Dash => Tick::Unset,
                TypedFigure::Nothing { unit } if unit.is_empty() => Tick::Unset,
                TypedFigure::Number(Reading::Number(number)) => counted(number),
                _ => Tick::Neither(Code::E210),
            },
            Value::Date(_) | Value::Duration(_) | Value::Error(_) => Tick::Neither(Code::E210),
        }
    }
}

/// A number in the place of a tick.
fn counted(number: Decimal) -> Tick {
    if number == Decimal::ONE {
        Tick::Set
    } else if number.is_zero() {
        Tick::Unset
    } else {
        Tick::Neither(Code::E210)
    }
}
