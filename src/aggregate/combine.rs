//! Puts figures together: sums, and means through their unrounded numerators and denominators.

use rust_decimal::Decimal;

use crate::model::{Figure, Sign, WeightedSum};

/// What of a figure goes into a total.
pub(super) struct Part {
    sign: Sign,
    value: Option<Decimal>,
    weighted: Option<WeightedSum>,
}

impl Part {
    pub(super) fn of(figure: &Figure, sign: Sign) -> Self {
        Self { sign, value: figure.value, weighted: figure.weighted }
    }

    fn signed(&self, value: Decimal) -> Decimal {
        if self.sign == Sign::Minus && !value.is_zero() { -value } else { value }
    }
}

/// How parts make a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Combine {
    /// Added and taken off.
    Sum,
    /// Products and weights added and taken off, then divided.
    Mean,
    /// The smallest.
    Min,
    /// The largest.
    Max,
}

/// A total before its coverage is known.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Combined {
    pub(super) value: Option<Decimal>,
    pub(super) weighted: Option<WeightedSum>,
}

/// The total cannot be held exactly.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// Puts the parts that have a value together; a mean is worked out from the added products and
/// weights.
pub(super) fn combine(parts: &[Part], by: Combine) -> Result<Combined, TooLarge> {
    if by == Combine::Mean {
        let sums = parts.iter().filter_map(|part| {
            let WeightedSum { products, weights } = part.weighted?;
            let products = part.signed(products);
            Some(WeightedSum { products, weights: part.signed(weights) })
        });
        let weighted =
            sums.map(Ok).reduce(|sum, part| add_weighted(sum?, part?)).transpose()?;
        let value = weighted.and_then(|sum| sum.products.checked_div(sum.weights));
        return Ok(Combined { value, weighted });
    }
    let values = parts.iter().filter_map(|part| Some(part.signed(part.value?)));
    let value = match by {
        Combine::Min => values.min(),
        Combine::Max => values.max(),
        _ => values.map(Ok).reduce(|sum, part| add(sum?, part?)).transpose()?,
    };
    Ok(Combined { value, weighted: None })
}

fn add(left: Decimal, right: Decimal) -> Result<Decimal, TooLarge> {
    let sum = left.checked_add(right).ok_or(TooLarge)?;
    // A sum of decimals that had to drop digits is not exact any more; of a zero they say nothing.
    let zero = sum.is_zero() || left.is_zero() || right.is_zero();
    let exact = zero || sum.scale() >= left.scale().max(right.scale());
    // Nothing taken off nothing leaves no sign.
    let sum = if sum.is_zero() { Decimal::ZERO } else { sum };
    exact.then_some(sum).ok_or(TooLarge)
}

fn add_weighted(left: WeightedSum, right: WeightedSum) -> Result<WeightedSum, TooLarge> {
    Ok(WeightedSum {
        products: add(left.products, right.products)?,
        weights: add(left.weights, right.weights)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(value: Option<&str>, weighted: Option<(&str, &str)>) -> Part {
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        Part {
            sign: Sign::Plus,
            value: value.map(decimal),
            weighted: weighted.map(|(products, weights)| WeightedSum {
                products: decimal(products),
                weights: decimal(weights),
            }),
        }
    }

    #[test]
    fn a_mean_is_weighted_and_never_a_mean_of_means() {
        // 2 people of 30 and 1 of 45: 35, while the mean of means would be 37,5.
        let parts = [part(Some("30"), Some(("60", "2"))), part(Some("45"), Some(("45", "1")))];
        assert_eq!(combine(&parts, Combine::Mean).unwrap().value, Some(Decimal::from(35)));
    }

    #[test]
    fn a_mean_over_nobody_has_no_value_but_keeps_its_weights() {
        let combined = combine(&[part(None, Some(("0", "0")))], Combine::Mean).unwrap();
        assert_eq!(combined.value, None);
        assert!(combined.weighted.is_some());
    }

    #[test]
    fn absent_is_not_zero_and_sums_stay_exact() {
        assert_eq!(combine(&[part(None, None)], Combine::Sum).unwrap().value, None);
        let parts = [part(Some("0.1"), None), part(None, None), part(Some("0.2"), None)];
        assert_eq!(combine(&parts, Combine::Sum).unwrap().value, Some("0.3".parse().unwrap()));
    }

    #[test]
    fn nobody_new_in_a_quarter_is_an_exact_nought() {
        let mut head = part(Some("0"), Some(("182.4", "6")));
        head.sign = Sign::Minus;
        let whole = part(Some("0"), Some(("182.4", "6")));
        let combined = combine(&[whole, head], Combine::Mean).unwrap();
        assert_eq!(combined.weighted.unwrap().weights, Decimal::ZERO);
        assert_eq!(combined.value, None);
    }

    #[test]
    fn a_sum_that_would_lose_digits_is_refused() {
        let parts =
            [part(Some("79228162514264337593543950335"), None), part(Some("0.1"), None)];
        assert_eq!(combine(&parts, Combine::Sum), Err(TooLarge));
    }
}
