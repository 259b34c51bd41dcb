//! What sums, means, extremes and counts need of many cells, and sums that grow from formula to
//! formula (running totals).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rust_decimal::Decimal;

use super::value::Value;

/// Cells that are added up as quickly as a sum is looked up.
const FEW: usize = 32;

/// Sums that are kept, for each cell of a column.
const KEPT: usize = 4;

/// What many cells come to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Totals {
    /// Their sum; none when it is larger than any number.
    pub sum: Option<Decimal>,
    /// How many hold numbers.
    pub numbers: usize,
    /// How many hold anything.
    pub filled: usize,
    /// How many hold a text of no length.
    pub empty_texts: usize,
    /// The least number.
    pub least: Option<Decimal>,
    /// The greatest number.
    pub greatest: Option<Decimal>,
    /// The first error.
    pub error: Option<&'static str>,
    /// Whether no digit was lost in the sum: then it is the same in whichever order.
    exact: bool,
}

impl Default for Totals {
    fn default() -> Self {
        Self {
            sum: Some(Decimal::ZERO),
            numbers: 0,
            filled: 0,
            empty_texts: 0,
            least: None,
            greatest: None,
            error: None,
            exact: true,
        }
    }
}

impl Totals {
    /// Adds a cell.
    pub(super) fn add(&mut self, value: &Value) {
        match value {
            Value::Blank => return,
            Value::Number(number) => {
                self.add_sum(Some(*number), true);
                self.numbers += 1;
                self.least = Some(self.least.map_or(*number, |least| least.min(*number)));
                let greatest = self.greatest.map_or(*number, |most| most.max(*number));
                self.greatest = Some(greatest);
            }
            Value::Text(text) => self.empty_texts += usize::from(text.is_empty()),
            Value::Error(error) => self.error = self.error.or(Some(error)),
            Value::Bool(_) => {}
        }
        self.filled += 1;
    }

    /// Adds whole numbers, to nothing yet, up to the first cell that holds anything else, which is
    /// answered: most columns hold nothing but whole numbers, and those need no decimals.
    fn add_whole<'v>(
        &mut self,
        values: &mut impl Iterator<Item = &'v Value>,
    ) -> Option<&'v Value> {
        let (mut sum, mut numbers, mut least, mut greatest) = (0i64, 0, i64::MAX, i64::MIN);
        let other = values.find(|value| {
            let Value::Number(number) = value else { return true };
            let Some(added) = whole(*number).and_then(|number| sum.checked_add(number)) else {
                return true;
            };
            let number = added - sum;
            (sum, numbers) = (added, numbers + 1);
            (least, greatest) = (least.min(number), greatest.max(number));
            false
        });
        if numbers > 0 {
            self.sum = Some(sum.into());
            self.numbers = numbers;
            self.filled = numbers;
            self.least = Some(least.into());
            self.greatest = Some(greatest.into());
        }
        other
    }

    /// Adds the cells that come after these.
    pub(super) fn join(&mut self, after: &Self) {
        self.add_sum(after.sum, after.exact);
        self.numbers += after.numbers;
        self.filled += after.filled;
        self.empty_texts += after.empty_texts;
        self.least = self.least.into_iter().chain(after.least).min();
        self.greatest = self.greatest.into_iter().chain(after.greatest).max();
        self.error = self.error.or(after.error);
    }

    fn add_sum(&mut self, number: Option<Decimal>, exact: bool) {
        let nothing = |sum: Option<Decimal>| sum.is_some_and(|sum| sum.is_zero());
        let scale = |sum: Option<Decimal>| sum.map_or(0, |sum| sum.scale());
        let wanted = scale(self.sum).max(scale(number));
        let to_nothing = nothing(self.sum) || nothing(number);
        self.sum = self.sum.zip(number).and_then(|(sum, number)| sum.checked_add(number));
        let kept = self.sum.is_some_and(|sum| sum.scale() == wanted);
        self.exact &= exact && (to_nothing || kept);
    }
}

/// A number without decimals, if it is not too large.
fn whole(number: Decimal) -> Option<i64> {
    if number.scale() > 0 {
        return None;
    }
    i32::try_from(number.mantissa()).ok().map(i64::from)
}

/// What the cells that meet conditions come to, as far as they were looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Met {
    /// How many rows were looked at, from the first on.
    pub rows: u32,
    /// How many of these meet all conditions.
    pub count: u64,
    /// What the cells to be added come to there.
    pub totals: Totals,
}

/// Sums over stretches of one column that begin, or end, where others do.
#[derive(Default)]
pub(super) struct Running {
    /// By the first cell: what the cells from there on come to, one after the other.
    down: BTreeMap<usize, Vec<Totals>>,
    /// By the cell after the last: the same from there upwards.
    up: BTreeMap<usize, Vec<Totals>>,
    /// Where stretches began and ended that were asked for once.
    asked: (BTreeSet<usize>, BTreeSet<usize>),
    kept: usize,
}

impl Running {
    /// What the cells of a stretch come to, of which all have their values; with how many cells
    /// were read.
    pub(super) fn totals<'v>(
        &mut self,
        stretch: Range<usize>,
        all: usize,
        value: &dyn Fn(usize) -> Option<&'v Value>,
    ) -> (Totals, usize) {
        let Range { start, end } = stretch;
        if stretch.len() > FEW {
            let again = (!self.asked.0.insert(start), !self.asked.1.insert(end));
            let above = self.down.contains_key(&start);
            let below = !above && (self.up.contains_key(&end) || again.1 && !again.0);
            let mut found = None;
            if below {
                found = self.added_above(start, end, value);
            }
            if found.is_none() && (above || again.0) {
                found = self.added_below(start, end, value);
            }
            if self.kept > KEPT * all + FEW {
                *self = Self::default();
            }
            if let Some(found) = found {
                return found;
            }
        }
        let mut values = stretch.clone().filter_map(value);
        let mut totals = Totals::default();
        let other = totals.add_whole(&mut values);
        for value in other.into_iter().chain(values) {
            totals.add(value);
        }
        (totals, stretch.len())
    }

    /// Adds on to what is known from the same first cell on: just as it would be added up anew.
    fn added_below<'v>(
        &mut self,
        start: usize,
        end: usize,
        value: &dyn Fn(usize) -> Option<&'v Value>,
    ) -> Option<(Totals, usize)> {
        let known = self.down.entry(start).or_default();
        let before = known.len();
        for at in start + before..end {
            let mut next = known.last().cloned().unwrap_or_default();
            if let Some(value) = value(at) {
                next.add(value);
            }
            known.push(next);
        }
        let read = known.len() - before;
        self.kept += read;
        Some((known.get(end - start - 1)?.clone(), read))
    }

    /// The same up from the last cell, in another order: where digits were lost it is not said.
    fn added_above<'v>(
        &mut self,
        start: usize,
        end: usize,
        value: &dyn Fn(usize) -> Option<&'v Value>,
    ) -> Option<(Totals, usize)> {
        let known = self.up.entry(end).or_default();
        let before = known.len();
        for at in (start..end - before.min(end)).rev() {
            let mut next = Totals::default();
            if let Some(value) = value(at) {
                next.add(value);
            }
            if let Some(after) = known.last() {
                next.join(after);
            }
            known.push(next);
        }
        let read = known.len() - before;
        self.kept += read;
        let totals = known.get(end - start - 1)?;
        totals.exact.then(|| (totals.clone(), read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Vec<Value> {
        let value = |at: u32| match at % 11 {
            3 => Value::Text("chữ".to_owned()),
            7 => Value::Text(String::new()),
            9 => Value::Bool(true),
            10 => Value::Blank,
            _ => Value::Number(Decimal::new(i64::from(at * 37 % 101) - 50, at % 3)),
        };
        let mut values: Vec<_> = (0..400).map(value).collect();
        values[250] = Value::Error("#N/A");
        values[300] = Value::Error("#REF!");
        values
    }

    /// What cells come to when each is added by itself.
    fn plainly(values: &[Value]) -> Totals {
        let mut totals = Totals::default();
        for value in values {
            totals.add(value);
        }
        totals
    }

    #[test]
    fn running_totals_are_what_adding_up_anew_gives_wherever_they_begin_or_end() {
        let values = values();
        let mut running = Running::default();
        let growing = (0..400).map(|end| (5, end));
        let shrinking = (0..400).map(|start| (start, 390));
        let windows = (0..300).map(|start| (start, start + 60));
        let backwards = (0..400).rev().map(|end| (7, end));
        let all = growing.chain(shrinking).chain(windows).chain(backwards);
        for (start, end) in all.filter(|(start, end)| start < end) {
            let found = running.totals(start..end, 400, &|at| values.get(at)).0;
            assert_eq!(found, plainly(&values[start..end]), "{start}..{end}");
        }
    }

    #[test]
    fn running_totals_read_each_cell_once() {
        let values = vec![Value::Number(Decimal::ONE); 20_000];
        for turned in [false, true] {
            let mut running = Running::default();
            let mut read = 0;
            for at in 0..20_000 {
                let stretch = if turned { at..20_000 } else { 0..at + 1 };
                read += running.totals(stretch, 20_000, &|at| values.get(at)).1;
            }
            assert!(read < 100_000, "{read}");
        }
    }

    #[test]
    fn where_digits_are_lost_totals_are_added_added_below() {
        let third = Decimal::ONE / Decimal::from(3);
        let mut values = vec![Value::Number(third); 100];
        values[50] = Value::Number(Decimal::from(10_000_000_000_000_000_u64));
        let mut running = Running::default();
        for start in 0..60 {
            let found = running.totals(start..100, 100, &|at| values.get(at)).0;
            assert_eq!(found.sum, plainly(&values[start..]).sum);
        }
    }
}
