//! What is usual among figures, by their middle and how far they lie from it: exact, and not moved by one
//! figure that is wrong.

use rust_decimal::Decimal;

use crate::diagnostic::Field;
use crate::pack::Measure;
use crate::text::number;

/// Between what figures lie that are not themselves unlike the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Usual {
    /// The smallest.
    low: Decimal,
    /// The largest.
    high: Decimal,
}

impl Usual {
    /// In words: `10 – 14`, or the one figure that all of them are.
    pub(super) fn in_words(&self, unit: &str) -> Field {
        Field::words(|lang| {
            let said = |value| number::exact(value, lang);
            let range = if self.low == self.high {
                said(self.low)
            } else {
                format!("{} – {}", said(self.low), said(self.high))
            };
            with_unit(range, unit)
        })
    }
}

/// A figure with its unit of measure, that of percentages close behind it.
pub(super) fn with_unit(figure: String, unit: &str) -> String {
    match unit {
        "" => figure,
        "%" => figure + "%",
        unit => format!("{figure} {unit}"),
    }
}

/// What is usual among others, of a value that is unlike them; `None` where it is like them, where they are
/// too few to say, or where the arithmetic would not be exact.
pub(super) fn unlike(
    measure: &Measure,
    value: Decimal,
    mut others: Vec<Decimal>,
) -> Option<Usual> {
    if others.len() < measure.others {
        return None;
    }
    others.sort_unstable();
    let middle = median(&others)?;
    let distance = |one: Decimal| Some(one.checked_sub(middle)?.abs());
    let mut distances: Vec<Decimal> =
        others.iter().map(|one| distance(*one)).collect::<Option<_>>()?;
    distances.sort_unstable();
    let spread = median(&distances)?.checked_mul(measure.times)?;
    let away = distance(value)?;
    let most = spread.max(measure.floor);
    let mut alike =
        others.into_iter().filter(|one| distance(*one).is_some_and(|far| far <= most));
    let low = alike.next()?;
    (away > most).then(|| Usual { low, high: alike.next_back().unwrap_or(low) })
}

/// The middle of sorted values.
fn median(sorted: &[Decimal]) -> Option<Decimal> {
    let half = sorted.len() / 2;
    let upper = *sorted.get(half)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    sorted.get(half.checked_sub(1)?)?.checked_add(upper)?.checked_div(Decimal::TWO)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usual(value: i64, others: &[i64]) -> Option<(Decimal, Decimal)> {
        let measure = Measure { others: 3, times: Decimal::from(6), floor: Decimal::TEN };
        let others = others.iter().map(|one| Decimal::from(*one)).collect();
        unlike(&measure, Decimal::from(value), others).map(|usual| (usual.low, usual.high))
    }

    #[test]
    fn a_figure_far_from_the_middle_of_the_others_is_unlike_them() {
        let of = |low: i64, high: i64| Some((Decimal::from(low), Decimal::from(high)));
        assert_eq!(usual(95, &[10, 12, 14]), of(10, 14));
        assert_eq!(usual(25, &[10, 12, 14, 12]), of(10, 14));
        // Far beyond the spread, and too near to ask.
        assert_eq!(usual(21, &[12, 12, 12]), None);
        // Beyond the floor, and within what varies anyway.
        assert_eq!(usual(40, &[5, 20, 35]), None);
        assert_eq!(usual(95, &[10, 12]), None);
    }

    #[test]
    fn one_wrong_figure_among_the_others_neither_hides_another_nor_counts_as_usual() {
        let usual = usual(95, &[10, 12, 14, 12, 80]);
        assert_eq!(usual, Some((Decimal::from(10), Decimal::from(14))));
    }
}
