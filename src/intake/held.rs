//! What a located cell holds: a number, a class by name, nothing, or something that is refused.

use rust_decimal::Decimal;

use super::locate::Located;
use super::read::{Blanks, Reader};
use crate::diagnostic::{Code, Finding};
use crate::model::{DataElement, Fact, Item, State, ValueKind};
use crate::pack::Named;
use crate::sheet::{Cell, Value};
use crate::text;
use crate::text::typed_number::{self, Reading as Typed};

/// No count of people or meetings in one return is larger; what is, is a slip of the keyboard.
const LARGEST: i64 = 999_999_999;

/// What a cell turned out to hold.
pub(super) enum Held {
    Number(Decimal),
    Blank,
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
        let value = match result.as_ref().unwrap_or(&cell.value) {
            Value::Empty => return Held::Blank,
            Value::Number(value) => *value,
            Value::Text(_) if shown.trim().is_empty() => return Held::Blank,
            Value::Text(_) => match typed_number::read(&shown) {
                Typed::Number(value) => value,
                Typed::Ambiguous { thousands, decimals } => {
                    let finding = self.refused(Code::E212, found);
                    let finding = finding.number("first", thousands);
                    return Held::Refused(finding.number("second", decimals));
                }
                Typed::NotANumber => return Held::Refused(self.refused(Code::E204, found)),
            },
            Value::Bool(_) => return Held::Refused(self.refused(Code::E204, found)),
            Value::Date(_) | Value::Duration(_) => {
                return Held::Refused(self.refused(Code::E206, found));
            }
            Value::Error(error) => {
                let finding = self.refused(Code::E202, found);
                return Held::Refused(finding.text("value", error.as_str()));
            }
        };
        if let Some(finding) = self.impossible(found, element, value) {
            return Held::Refused(finding);
        }
        if result.is_some() {
            let note = self.note(found);
            self.reading.calculated.push(note);
        } else if matches!(cell.value, Value::Text(_)) {
            let finding = self.refused(Code::I211, found).number("number", value);
            self.push(finding.scope(found.period.to_string()));
            if let Named::Item(item) = found.form.named {
                self.as_text.insert((item, found.period));
            }
        }
        Held::Number(value.normalize())
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
            return Some(finding.number(name, limit));
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
        for (at, category) in (0u16..).take(element.categories.len()).enumerate() {
            let one = at == 0 || chosen == Some(at);
            let value = chosen.map(|_| if one { Decimal::ONE } else { Decimal::ZERO });
            let fact = Fact::read(state, value, source.clone());
            self.put(Item { category, ..item }, period, fact, found);
        }
    }
}
