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
    /// its last digit, of which there must be 20 after the leading one.
    pub fn is_written(self, text: &str) -> bool {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let Ok(number) = format!("{whole}{decimals}").parse::<i128>() else { return false };
        let number = sign * number;
        let scale = 10_i128.pow(u32::try_from(decimals.len()).unwrap());
        let Some(exact) = number.checked_mul(self.under) else {
            return self.is_close(number, scale);
        };
        let Some(wanted) = self.over.checked_mul(scale) else {
            return self.is_close(number, scale);
        };
        if exact == wanted {
            return true;
        }
        // A fraction that has no end in decimals is written to at least 20 digits.
        let endless = !self.ends();
        let significant = format!("{whole}{decimals}");
        let significant = significant.trim_start_matches('0').len();
        endless && significant > 20 && (exact - wanted).abs() <= self.under
    }

    /// For numbers too long to multiply out: long division, digit by digit.
    fn is_close(self, number: i128, scale: i128) -> bool {
        let (mut rest, mut quotient) = (self.over.abs(), 0_i128);
        let mut left = scale;
        quotient += rest / self.under;
        rest %= self.under;
        while left > 1 {
            left /= 10;
            rest *= 10;
            quotient = quotient * 10 + rest / self.under;
            rest %= self.under;
        }
        let off = (number.abs() - quotient).abs();
        let same_sign = number.signum() == self.over.signum();
        let digits = number.abs().to_string().len();
        same_sign && if self.ends() { off == 0 && rest == 0 } else { off <= 1 && digits > 20 }
    }

    /// Whether it can be written as a decimal with an end.
    fn ends(self) -> bool {
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
        assert!(!third.is_written("33.333333333333333333333333433"));
        let half = Fraction::new(-5, 2).unwrap();
        assert!(half.is_written("-2.5") && half.is_written("-2.50"));
        assert!(!half.is_written("2.5") && !half.is_written("-2.5000000000000000000000001"));
        assert!(
            Fraction::new(20_000, 30_000).unwrap().is_written("0.6666666666666666666666666667")
        );
    }
}
