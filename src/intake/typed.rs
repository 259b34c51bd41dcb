//! What was typed as text into the cell of a figure: the number it is for certain, or a finding that says why it is none.
//!
//! The shape of a text is told by `text::typed_figure`; whether it may be a figure is decided here by what the figure counts (its kind, its
//! bounds, its unit of measure), by what it is a part of, and by what the form says of dashes.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::locate::Located;
use super::read::Reader;
use crate::diagnostic::{CellNote, Code, Finding, MOST_CELLS, Place};
use crate::model::{DataElement, Item, OverUnits, State, ValueKind};
use crate::pack::{Counted, Dash, Named};
use crate::sheet::Value;
use crate::text::key;
use crate::text::typed_figure::{self, TypedFigure};
use crate::text::typed_number::Reading;

/// What a text was read as.
pub(super) struct Made {
    /// The figure; `None` where nothing is reported.
    pub(super) value: Option<Decimal>,
    /// What tells of it.
    pub(super) told: Option<Code>,
}

impl Made {
    fn number(value: Decimal, told: Code) -> Self {
        Self { value: Some(value), told: Some(told) }
    }

    fn blank() -> Self {
        Self { value: None, told: None }
    }

    fn not_known() -> Self {
        Self { value: None, told: Some(Code::W244) }
    }
}

/// Texts that were read as figures, by what tells of them: sheet, cell and what was read.
pub(super) type Told = BTreeMap<Code, Vec<(String, CellNote, String)>>;

/// A text is a figure, or a finding says why it is none.
pub(super) type Outcome = Result<Made, Box<Finding>>;

impl Reader<'_> {
    /// What a text in the cell of a figure is read as.
    pub(super) fn typed(
        &self,
        found: &Located<'_>,
        text: &str,
        element: &DataElement,
    ) -> Outcome {
        match typed_figure::read(text) {
            TypedFigure::Blank => Ok(Made::blank()),
            TypedFigure::NotKnown => Ok(Made::not_known()),
            TypedFigure::Number(number) => self.number_of(found, number, element, Code::I211),
            TypedFigure::Nothing { unit } => {
                self.counts(found, element, &unit)?;
                self.none(found, element)
            }
            TypedFigure::Dash => match self.form.dash {
                Dash::Zero => self.none(found, element),
                Dash::Blank => Ok(Made::not_known()),
                Dash::Unsaid => self.not_a_figure(found, text),
            },
            TypedFigure::WithUnit { number, unit } => {
                self.counts(found, element, &unit)?;
                self.number_of(found, number, element, Code::I241)
            }
            TypedFigure::PartOf { part, whole, unit, percent } => {
                self.counts(found, element, &unit)?;
                self.part_of(found, part, whole, percent)
            }
            TypedFigure::Percent(number) if key::of(&element.unit) == "%" => {
                self.number_of(found, number, element, Code::I241)
            }
            TypedFigure::Percent(_) => {
                let finding = self.refused(Code::E247, found);
                Err(Box::new(finding.text("unit", element.unit.as_str())))
            }
            TypedFigure::Inexact => Err(Box::new(self.refused(Code::E248, found))),
            TypedFigure::Several(numbers) if numbers.len() > 1 => {
                Err(Box::new(self.several(found, numbers)))
            }
            TypedFigure::Mark => self.not_a_figure(found, text),
            TypedFigure::Ditto | TypedFigure::Several(_) | TypedFigure::Words => {
                Err(Box::new(self.refused(Code::E204, found)))
            }
        }
    }

    /// A number that its cell shows as a percentage: a figure only where percentages are counted.
    pub(super) fn percentage(
        &self,
        found: &Located<'_>,
        value: Decimal,
        element: &DataElement,
    ) -> Outcome {
        let percent = value.checked_mul(Decimal::ONE_HUNDRED);
        match percent {
            Some(percent) if key::of(&element.unit) == "%" => {
                Ok(Made { value: Some(percent), told: None })
            }
            _ => {
                let shown = percent.map_or_else(|| value.to_string(), plain);
                let finding =
                    self.refused(Code::E247, found).text("value", format!("{shown}%"));
                Err(Box::new(finding.text("unit", element.unit.as_str())))
            }
        }
    }

    /// Whether what a text says can only be judged once other cells have been read.
    pub(super) fn depends_on_others(&self, found: &Located<'_>) -> bool {
        let Some(cell) = found.sheet.get(found.cell) else { return false };
        let Value::Text(text) = self.result(found).unwrap_or(&cell.value) else { return false };
        let two_ways = |number: &Reading| matches!(number, Reading::Ambiguous { .. });
        match typed_figure::read(text) {
            TypedFigure::PartOf { .. } => true,
            TypedFigure::Number(number) | TypedFigure::WithUnit { number, .. } => {
                two_ways(&number)
            }
            _ => false,
        }
    }

    /// A sign that may mean none and may mean not known.
    fn not_a_figure(&self, found: &Located<'_>, sign: &str) -> Outcome {
        Err(Box::new(self.refused(Code::E204, found).text("sign", sign.trim())))
    }

    /// There is nothing: 0 of what is counted. Of nobody there is no mean.
    fn none(&self, found: &Located<'_>, element: &DataElement) -> Outcome {
        if matches!(element.over_units, OverUnits::Sum) {
            return Ok(Made::number(Decimal::ZERO, Code::I240));
        }
        if self.weight(element, found.period) == Some(Decimal::ZERO) {
            return Ok(Made::blank());
        }
        Err(Box::new(self.refused(Code::E204, found)))
    }

    /// Whether the words beside a number name what the figure counts; none name nothing else.
    fn counts(
        &self,
        found: &Located<'_>,
        element: &DataElement,
        words: &str,
    ) -> Result<(), Box<Finding>> {
        if words.is_empty() {
            return Ok(());
        }
        match self.pack.typing.counted(&element.unit, words) {
            Counted::TheSame => Ok(()),
            Counted::Other(other) => {
                let finding = self.refused(Code::E245, found).text("other", other);
                Err(Box::new(finding.text("unit", element.unit.as_str())))
            }
            Counted::Unknown => Err(Box::new(self.refused(Code::E204, found))),
        }
    }

    /// A number; of one that reads in two ways that which alone can be a figure of this kind.
    fn number_of(
        &self,
        found: &Located<'_>,
        number: Reading,
        element: &DataElement,
        told: Code,
    ) -> Outcome {
        let (thousands, decimals) = match number {
            Reading::Number(value) => return Ok(Made::number(value, told)),
            Reading::NotANumber => return Err(Box::new(self.refused(Code::E204, found))),
            Reading::Ambiguous { thousands, decimals } => (thousands, decimals),
        };
        let whole = self.whole(found).and_then(|(_, known)| known);
        let fits = |value: &Decimal| {
            self.impossible(found, element, *value).is_none()
                && whole.is_none_or(|whole| *value <= whole)
        };
        match (fits(&thousands), fits(&decimals)) {
            (true, false) => Ok(Made::number(thousands, Code::W242)),
            // Nobody types «1.000» for one thing: what does not fit is a slip, here or in the whole.
            (false, true) if element.kind != ValueKind::Integer => {
                Ok(Made::number(decimals, Code::W242))
            }
            _ => {
                let finding = self.refused(Code::E212, found).number("first", thousands);
                Err(Box::new(finding.number("second", decimals)))
            }
        }
    }

    /// What the figure of a cell is a part of, and what is reported of that.
    fn whole(&self, found: &Located<'_>) -> Option<(Item, Option<Decimal>)> {
        let Named::Item(item) = found.form.named else { return None };
        let whole = self.pack.typing.whole_of(item)?;
        let fact = self.reading.facts.get(&(whole, found.period));
        let given = |state| matches!(state, State::Reported | State::Adjusted);
        let reported = fact.filter(|fact| given(fact.state));
        Some((whole, reported.and_then(|fact| fact.value)))
    }

    /// `12/15`: the part, if the whole is the figure that it is known to be a part of.
    fn part_of(
        &self,
        found: &Located<'_>,
        part: Decimal,
        whole: Decimal,
        percent: Option<Decimal>,
    ) -> Outcome {
        let makes = percent.is_none_or(|percent| is_percentage(part, whole, percent));
        let of = self.whole(found);
        let known = of.and_then(|(_, known)| known);
        if known == Some(whole) && part <= whole && makes {
            return Ok(Made::number(part, Code::I243));
        }
        let finding = self.several(found, vec![part, whole]);
        let finding = match of {
            Some((of, Some(known))) if known != whole => {
                let label = self.pack.catalogue.label(of);
                finding.text("whole", label).number("known", known)
            }
            _ => finding,
        };
        let wrong = percent.filter(|_| !makes);
        Err(Box::new(finding.maybe("percent", wrong.map(plain))))
    }

    fn several(&self, found: &Located<'_>, numbers: Vec<Decimal>) -> Finding {
        self.refused(Code::E246, found).list("candidates", numbers.into_iter().map(plain))
    }

    /// Keeps what a text was read as, to be told with all others of the file.
    pub(super) fn tell(&mut self, found: &Located<'_>, code: Code, value: Option<Decimal>) {
        let (sheet, note) = self.note(found);
        let typed = self.source(found).text.to_string();
        let typed = typed.trim().to_owned();
        let reading = match value.map(plain).filter(|value| *value != typed) {
            Some(value) => format!("{typed} → {value}"),
            None => typed,
        };
        self.read_as.entry(code).or_default().push((sheet, note, reading));
    }

    /// Texts that were read as figures: one finding a file for each way of reading.
    pub(super) fn say_typed(&mut self) {
        for (code, cells) in std::mem::take(&mut self.read_as) {
            let Some((sheet, first, _)) = cells.first() else { continue };
            let mut place = Place::file(&*self.path).sheet(sheet.as_str());
            if let Some(cell) = first.cell {
                place = place.cell(cell);
            }
            let mut seen = BTreeSet::new();
            let readings = cells.iter().map(|(_, _, reading)| reading.as_str());
            let readings: Vec<&str> =
                readings.filter(|reading| seen.insert(*reading)).collect();
            let finding = Finding::new(code)
                .at(place)
                .count("count", cells.len() as u64)
                .list("readings", readings);
            let on = sheet.clone();
            let notes = cells
                .into_iter()
                .take(MOST_CELLS)
                .map(|(sheet, note, _)| if sheet == on { note } else { note.in_sheet(sheet) });
            let finding = notes.fold(finding, Finding::cell);
            self.push(finding);
        }
    }
}

/// Whether a percentage is that of a part in its whole, as far as it is written out.
fn is_percentage(part: Decimal, whole: Decimal, percent: Decimal) -> bool {
    let made = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|of| of.checked_div(whole));
    let half = Decimal::new(5, percent.scale().min(20) + 1);
    made.and_then(|made| made.checked_sub(percent)).is_some_and(|off| off.abs() <= half)
}

/// A number as a sentence shows it beside what was typed: no marks between thousands.
fn plain(value: Decimal) -> String {
    value.normalize().to_string().replace('.', ",")
}
