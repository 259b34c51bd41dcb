//! Exact fractions of whole numbers.

use std::fmt;

/// A fraction in lowest terms with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    /// Above the line.
    pub over: i128,
    /// Below the line.
    pub under: i128,
}

impl Fraction {
    /// A fraction; `None` when the denominator is 0.
    pub fn new(over: i128, under: i128) -> Option<Self> {
        let by = gcd(over.unsigned_abs(), under.unsigned_abs());
        let by = i128::try_from(by).unwrap() * under.signum();
        (under != 0).then(|| Self { over: over / by, under: under / by })
    }

    /// A whole number.
    pub const fn whole(over: i128) -> Self {
        Self { over, under: 1 }
    }

    /// A number of tenths.
    pub fn tenths(over: i128) -> Self {
        Self::new(over, 10).unwrap()
    }

    /// This over another; `None` when that is 0.
    pub fn divided_by(self, other: Self) -> Option<Self> {
        Self::new(self.over * other.under, self.under * other.over)
    }

    /// This and another.
    pub fn plus(self, other: Self) -> Self {
        Self::new(self.over * other.under + other.over * self.under, self.under * other.under)
            .unwrap()
    }

    /// The other taken off this.
    pub fn minus(self, other: Self) -> Self {
        self.plus(Self { over: -other.over, ..other })
    }

    /// This as many times.
    pub fn times(self, other: Self) -> Self {
        Self::new(self.over * other.over, self.under * other.under).unwrap()
    }

    /// Whether a decimal text is this fraction: exactly when it can be written so, otherwise to
    /// more than 20 digits.
    pub fn is_written(self, text: &str) -> bool {
        self.is_written_with(text, !self.ends())
    }

    /// Whether a decimal text is this fraction to more than 20 digits, though it be one that could
    /// be written exactly: what is made of rounded numbers is never exact.
    pub fn is_about(self, text: &str) -> bool {
        self.is_written_with(text, true)
    }

    fn is_written_with(self, text: &str, rounded: bool) -> bool {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let leading = format!("{whole}{decimals}").trim_start_matches('0').len();
        // Of a rounded number, what follows the 21st digit is no more than noise.
        let cut = if rounded { leading.saturating_sub(21).min(decimals.len()) } else { 0 };
        let decimals = &decimals[..decimals.len() - cut];
        let Ok(number) = format!("{whole}{decimals}").parse::<i128>() else { return false };
        let scale = 10_i128.checked_pow(u32::try_from(decimals.len()).unwrap());
        let wanted = scale.and_then(|scale| self.over.checked_mul(scale));
        let said = (sign * number).checked_mul(self.under);
        let (Some(said), Some(wanted)) = (said, wanted) else { return false };
        said == wanted || rounded && leading > 20 && (said - wanted).abs() <= self.under
    }

    /// Whether it can be written as a decimal with an end.
    pub fn ends(self) -> bool {
        let mut under = self.under;
        for prime in [2, 5] {
            while under % prime == 0 {
                under /= prime;
            }
        }
        under == 1
    }
}

fn gcd(one: u128, other: u128) -> u128 {
    if other == 0 { one.max(1) } else { gcd(other, one % other) }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.under {
            1 => write!(f, "{}", self.over),
            under => write!(f, "{}/{under}", self.over),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_is_held_against_a_decimal_to_its_last_digit() {
        let third = Fraction::new(100, 3).unwrap();
        assert!(third.is_written("33.333333333333333333333333333"));
        assert!(!third.is_written("33.33"), "too few digits to tell");
        assert!(!third.is_written("33.333333333333333334333333333"));
        let half = Fraction::new(-5, 2).unwrap();
        assert!(half.is_written("-2.5") && half.is_written("-2.50"));
        assert!(!half.is_written("2.5") && !half.is_written("-2.5000000000000000000000001"));
        assert!(
            Fraction::new(20_000, 30_000).unwrap().is_written("0.6666666666666666666666666667")
        );
    }
}
