//! What a located cell holds: a number, a class by name, nothing, or something that is refused.

use chrono::{Datelike, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;

use super::locate::Located;
use super::read::{Blanks, Reader};
use super::typed::Made;
use crate::diagnostic::{Code, Field, Finding};
use crate::model::{DataElement, Fact, Item, Source, State, ValueKind};
use crate::pack::Named;
use crate::sheet::{Cell, Value};
use crate::text;

/// No count of people or meetings in one return is larger; what is, is a slip of the keyboard.
const LARGEST: i64 = 999_999_999;

/// Digits of a number that a spreadsheet shows.
const DIGITS: u32 = 15;
/// Digits of a figure that anybody types or means.
const MEANT: usize = 12;

/// A number as its spreadsheet shows it, where what lies beyond came from calculating in halves:
/// 0.1 + 0.2 is 0.3. A quotient that does not end stays as it is.
fn as_shown(value: Decimal) -> Decimal {
    let shown = value.round_sf(DIGITS).map(|shown| shown.normalize());
    let is_meant = |shown: &Decimal| {
        let digits = shown.mantissa().unsigned_abs().to_string();
        digits.trim_end_matches('0').len() <= MEANT
    };
    shown.filter(is_meant).unwrap_or(value)
}

/// Whether a number other than 0 is shown as a percentage.
fn is_percentage(found: &Located<'_>, value: Decimal) -> bool {
    !value.is_zero() && found.sheet.shows_percentage(found.cell)
}

/// What a cell turned out to hold.
pub(super) enum Held {
    Number(Decimal),
    Blank,
    /// It says that its figure is not known yet.
    NotKnown,
    Refused(Finding),
}

impl Reader<'_> {
    pub(super) fn number(
        &mut self,
        found: &Located<'_>,
        cell: &Cell,
        element: &DataElement,
    ) -> Held {
        let result = self.result(found).cloned();
        if cell.never_calculated && result.is_none() {
            return Held::Refused(self.refused(Code::E201, found));
        }
        let shown = match &result {
            Some(Value::Text(text)) => text.clone(),
            _ => cell.text.clone(),
        };
        let made = match result.as_ref().unwrap_or(&cell.value) {
            Value::Empty => return Held::Blank,
            Value::Number(value) if is_percentage(found, *value) => {
                match self.percentage(found, *value, element) {
                    Ok(made) => made,
                    Err(finding) => return Held::Refused(*finding),
                }
            }
            Value::Number(value) => Made { value: Some(as_shown(*value)), told: None },
            Value::Text(_) => match self.typed(found, &shown, element) {
                Ok(made) => made,
                Err(finding) => return Held::Refused(*finding),
            },
            Value::Bool(_) => return Held::Refused(self.refused(Code::E204, found)),
            Value::Date(moment) => return Held::Refused(self.dated(found, *moment)),
            Value::Duration(_) => return Held::Refused(self.refused(Code::E206, found)),
            Value::Error(error) => {
                let finding = self.refused(Code::E202, found);
                return Held::Refused(finding.text("value", error.as_str()));
            }
        };
        let Some(value) = made.value else {
            return if made.told.is_some() { Held::NotKnown } else { Held::Blank };
        };
        if let Some(finding) = self.impossible(found, element, value) {
            return Held::Refused(finding);
        }
        if result.is_some() {
            let note = self.note(found);
            self.reading.calculated.push(note);
        } else if let Some(code) = made.told {
            self.tell(found, code, Some(value));
            if let Named::Item(item) = found.form.named {
                self.as_text.insert((item, found.period));
            }
        }
        Held::Number(value.normalize())
    }

    /// A date in the place of a figure, with what was probably typed: Excel makes one of `3/5`.
    fn dated(&self, found: &Located<'_>, moment: NaiveDateTime) -> Finding {
        let finding = self.refused(Code::E206, found);
        if moment.time() != NaiveTime::MIN {
            return finding;
        }
        let (day, month) = (moment.day(), moment.month());
        let other = (day <= 12 && day != month).then(|| format!("{month}/{day}"));
        finding
            .text("value", text::date::short(moment.date()))
            .text("typed", format!("{day}/{month}"))
            .maybe("other", other)
    }

    /// What is wrong with a number that cannot be a figure of this kind.
    pub(super) fn impossible(
        &self,
        found: &Located<'_>,
        element: &DataElement,
        value: Decimal,
    ) -> Option<Finding> {
        let largest = element.max.unwrap_or_else(|| Decimal::from(LARGEST));
        if element.kind == ValueKind::Integer && !value.fract().is_zero() {
            return Some(self.refused(Code::E203, found));
        }
        if value.is_sign_negative() && !value.is_zero() || value > largest {
            let finding = self.refused(Code::E205, found);
            let (name, limit) =
                if value > largest { ("max", largest) } else { ("min", Decimal::ZERO) };
            let meant = (value > largest).then(|| without_slip(element, value, largest));
            return Some(finding.number(name, limit).maybe("meant", meant.flatten()));
        }
        None
    }

    /// A class by name: 1 in its category, 0 in the others, 1 in all.
    pub(super) fn class(
        &mut self,
        found: &Located<'_>,
        item: Item,
        element: &DataElement,
        blanks: &mut Blanks,
    ) {
        let period = found.period;
        let source = self.source(found);
        let cell = found.sheet.get(found.cell);
        let uncalculated = cell.is_some_and(|cell| cell.never_calculated);
        let key = match self.result(found) {
            Some(Value::Text(result)) => text::key::of(result),
            _ if uncalculated => String::new(),
            _ => text::key::of(&source.text),
        };
        let chosen =
            element.categories.iter().skip(1).position(|c| text::key::of(&c.name) == key);
        let due = self.due.applies(self.tree, self.org, item, period);
        let (state, chosen) = match chosen {
            Some(_) if !due => {
                self.outside.push(self.note(found));
                (State::Refused, None)
            }
            Some(at) => (State::Reported, Some(at + 1)),
            None if uncalculated && self.result(found).is_none() => {
                self.push(self.refused(Code::E201, found).scope(period.to_string()));
                (State::Refused, None)
            }
            None if key.is_empty() => {
                if due && self.own.contains(period) {
                    blanks.push((found.cell, item, period));
                }
                (State::Absent, None)
            }
            None => {
                let allowed = element.categories.iter().skip(1).map(|c| c.name.clone());
                let finding = self.refused(Code::E210, found).list("allowed", allowed);
                self.push(finding.scope(period.to_string()));
                (State::Refused, None)
            }
        };
        self.put_class(found, item, (state, chosen));
    }

    /// Keeps which category of a class was chosen: 1 in it, 0 in the others, 1 in all.
    pub(super) fn put_class(
        &mut self,
        found: &Located<'_>,
        item: Item,
        of: (State, Option<usize>),
    ) {
        self.put_class_from(found, item, of, &self.source(found));
    }

    /// As [`Self::put_class`], with what is to be told of where it stands.
    pub(super) fn put_class_from(
        &mut self,
        found: &Located<'_>,
        item: Item,
        (state, chosen): (State, Option<usize>),
        source: &Source,
    ) {
        let Some(element) = self.pack.catalogue.element(item) else { return };
        for (at, category) in (0u16..).take(element.categories.len()).enumerate() {
            let one = at == 0 || chosen == Some(at);
            let value = chosen.map(|_| if one { Decimal::ONE } else { Decimal::ZERO });
            let fact = Fact::read(state, value, source.clone());
            self.put(Item { category, ..item }, found.period, fact, found);
        }
    }
}

/// What a figure with decimals would be whose comma was left out: `27,5` typed as `275`.
fn without_slip(element: &DataElement, value: Decimal, largest: Decimal) -> Option<Field> {
    let has_decimals = element.kind == ValueKind::Decimal;
    let mut shorter = [10, 100].into_iter().filter_map(|by| value.checked_div(by.into()));
    let meant = shorter.find(|shorter| has_decimals && *shorter <= largest)?;
    Some(Field::Number(meant.normalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noise_of_binary_fractions_is_no_part_of_a_figure() {
        for (held, meant) in [
            ("12.000000000000002", "12"),
            ("11.999999999999998", "12"),
            ("0.30000000000000004", "0.3"),
            ("12.00000000001", "12.00000000001"),
            ("35.333333333333336", "35.333333333333336"),
            ("1284", "1284"),
            ("0", "0"),
        ] {
            let held: Decimal = held.parse().unwrap();
            assert_eq!(as_shown(held).normalize().to_string(), meant);
        }
    }
}
