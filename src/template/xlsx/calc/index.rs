//! Where in a column a value stands, for formulas that look up, count and add by what cells hold.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use rust_decimal::Decimal;

use super::value::{Value, compared};

/// What Excel takes for the same when it compares values of cells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// A number, in the digits that are compared.
    Number(Decimal),
    /// A text in small letters.
    Text(String),
    /// A truth value.
    Bool(bool),
    /// A text that reads as this number.
    Written(Decimal),
}

impl Key {
    /// The key of a value that can be looked for.
    pub(super) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => Some(Self::Number(compared(*number))),
            Value::Text(text) => Some(Self::Text(text.to_lowercase())),
            Value::Bool(truth) => Some(Self::Bool(*truth)),
            Value::Blank | Value::Error(_) => None,
        }
    }
}

/// Where the values of one stretch of a column stand.
#[derive(Default)]
pub(super) struct Index {
    covered: Range<usize>,
    places: BTreeMap<Key, VecDeque<usize>>,
    /// Texts of which nobody can say whether they read as a number.
    doubtful: VecDeque<usize>,
}

impl Index {
    /// Takes in the cells of a stretch, of which all have their values; answers how many were read.
    pub(super) fn cover<'v>(
        &mut self,
        stretch: &Range<usize>,
        value: &dyn Fn(usize) -> Option<&'v Value>,
    ) -> usize {
        let touches = stretch.start <= self.covered.end && self.covered.start <= stretch.end;
        if !touches || self.covered.is_empty() {
            *self = Self { covered: stretch.start..stretch.start, ..Self::default() };
        }
        let above = stretch.start.min(self.covered.start)..self.covered.start;
        let below = self.covered.end..stretch.end.max(self.covered.end);
        for at in above.clone().rev() {
            self.add(at, value(at), VecDeque::push_front);
        }
        for at in below.clone() {
            self.add(at, value(at), VecDeque::push_back);
        }
        self.covered = above.start..below.end;
        above.len() + below.len()
    }

    fn add(&mut self, at: usize, value: Option<&Value>, push: fn(&mut VecDeque<usize>, usize)) {
        let Some(value) = value else { return };
        if let Some(key) = Key::of(value) {
            push(self.places.entry(key).or_default(), at);
        }
        if matches!(value, Value::Text(_)) {
            match value.number() {
                Ok(Ok(number)) => {
                    let key = Key::Written(compared(number));
                    push(self.places.entry(key).or_default(), at);
                }
                Ok(Err(_)) => {}
                Err(_) => push(&mut self.doubtful, at),
            }
        }
    }

    /// Where in a stretch that is covered a value stands, in order.
    pub(super) fn places(
        &self,
        key: &Key,
        stretch: &Range<usize>,
    ) -> impl ExactSizeIterator<Item = usize> + '_ {
        self.places.get(key).map(|places| between(places, stretch)).unwrap_or_default().copied()
    }

    /// Whether some text of a stretch may or may not read as a number.
    pub(super) fn is_doubtful(&self, stretch: &Range<usize>) -> bool {
        between(&self.doubtful, stretch).len() > 0
    }
}

fn between<'p>(
    places: &'p VecDeque<usize>,
    stretch: &Range<usize>,
) -> std::collections::vec_deque::Iter<'p, usize> {
    let from = places.partition_point(|place| *place < stretch.start);
    let to = places.partition_point(|place| *place < stretch.end);
    places.range(from..to.max(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_in_whatever_stretch_was_asked_for_before() {
        let value = |at: usize| match at % 5 {
            0 => Value::Text(format!("Tổ {}", at % 7)),
            1 => Value::Text("12".to_owned()),
            2 => Value::Blank,
            3 => Value::Text("ĐẠT".to_owned()),
            _ => Value::Number(Decimal::from(at % 4)),
        };
        let values: Vec<_> = (0..300).map(value).collect();
        let keys = [
            Key::Text("đạt".to_owned()),
            Key::Text("tổ 3".to_owned()),
            Key::Number(Decimal::TWO),
            Key::Written(Decimal::from(12)),
            Key::Bool(true),
        ];
        let mut index = Index::default();
        for stretch in [100..150, 150..180, 40..120, 0..300, 7..9, 200..300] {
            index.cover(&stretch, &|at| values.get(at));
            for key in &keys {
                let is = |at: &usize| match key {
                    Key::Written(_) => values[*at] == Value::Text("12".to_owned()),
                    key => Key::of(&values[*at]).as_ref() == Some(key),
                };
                let expected: Vec<_> = stretch.clone().filter(is).collect();
                assert_eq!(index.places(key, &stretch).collect::<Vec<_>>(), expected);
            }
        }
        assert!(index.is_doubtful(&(0..1)) && !index.is_doubtful(&(1..5)));
        // A stretch that lies apart begins anew.
        let mut index = Index::default();
        assert_eq!(index.cover(&(0..10), &|at| values.get(at)), 10);
        assert_eq!(index.cover(&(50..60), &|at| values.get(at)), 10);
        assert_eq!(index.cover(&(50..70), &|at| values.get(at)), 10);
    }
}
