//! The values of cells and formulas, and Excel's conversions between them.

use rust_decimal::Decimal;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// An empty cell.
    Blank,
    /// A number.
    Number(Decimal),
    /// A text.
    Text(String),
    /// A truth value.
    Bool(bool),
    /// An error such as `#DIV/0!`.
    Error(&'static str),
}

/// The value cannot be computed here: it is left to whoever opens the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unknown;

/// A value, if it can be computed.
pub(crate) type Computed = Result<Value, Unknown>;

/// Excel's errors.
pub(crate) const ERRORS: [&str; 7] =
    ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"];

/// The error of this name.
pub(crate) fn error_named(name: &str) -> Option<&'static str> {
    ERRORS.into_iter().find(|error| *error == name)
}

/// Significant digits in which the noise of a division does not show.
const CLEAN_DIGITS: u32 = 20;
/// Significant digits that Excel compares.
const COMPARED_DIGITS: u32 = 15;
/// Significant digits that Excel stores.
const STORED_DIGITS: u32 = 17;

/// Takes away the noise that a division left in the last of 28 digits.
pub(crate) fn clean(number: Decimal) -> Decimal {
    number.round_sf(CLEAN_DIGITS).unwrap_or(number).normalize()
}

/// The number in the digits by which Excel compares.
pub(crate) fn compared(number: Decimal) -> Decimal {
    number.round_sf(COMPARED_DIGITS).unwrap_or(number).normalize()
}

/// A product; none when it is too large, or so small that digits are lost.
pub(super) fn product(left: Decimal, right: Decimal) -> Option<Decimal> {
    let product = left.checked_mul(right)?;
    let decimals = left.scale() + right.scale();
    let exact = decimals <= Decimal::MAX_SCALE || left.is_zero() || right.is_zero();
    (exact || is_precise(product)).then_some(product)
}

/// A quotient by what is not 0; none when it is too large, or so small that digits are lost.
pub(super) fn quotient(left: Decimal, right: Decimal) -> Option<Decimal> {
    let quotient = left.checked_div(right)?;
    let exact = || product(quotient, right) == Some(left);
    (is_precise(quotient) || exact()).then_some(quotient)
}

/// Whether a number that was rounded at the last of 28 decimals has as many digits as Excel's.
fn is_precise(number: Decimal) -> bool {
    number.mantissa().unsigned_abs() >= 10_u128.pow(STORED_DIGITS - 1)
}

/// The digits of a number as stored in a cell.
pub(crate) fn stored_digits(number: Decimal) -> String {
    let clean = clean(number);
    clean.round_sf(STORED_DIGITS).unwrap_or(clean).normalize().to_string()
}

/// Reads the digits of a stored number; the noise of binary fractions is taken away.
pub(crate) fn stored_number(text: &str) -> Option<Decimal> {
    let number = if text.contains(['e', 'E']) {
        Decimal::from_scientific(text).ok()?
    } else {
        text.parse::<Decimal>().ok()?
    };
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let noisy = text.contains('.') && digits > COMPARED_DIGITS as usize;
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if decimals > Decimal::MAX_SCALE as usize && !is_precise(number) {
        return None;
    }
    Some(if noisy { compared(number) } else { number })
}

impl Value {
    /// As a number, as `+` and the like take it; an error stays one.
    pub(super) fn number(&self) -> Result<Result<Decimal, &'static str>, Unknown> {
        Ok(match self {
            Self::Blank => Ok(Decimal::ZERO),
            Self::Number(number) => Ok(*number),
            Self::Bool(truth) => Ok(Decimal::from(u8::from(*truth))),
            Self::Error(error) => Err(error),
            Self::Text(text) => return text_number(text),
        })
    }

    /// As a condition.
    pub(super) fn truth(&self) -> Result<bool, &'static str> {
        match self {
            Self::Blank => Ok(false),
            Self::Number(number) => Ok(!number.is_zero()),
            Self::Bool(truth) => Ok(*truth),
            Self::Error(error) => Err(error),
            Self::Text(text) if text.eq_ignore_ascii_case("true") => Ok(true),
            Self::Text(text) if text.eq_ignore_ascii_case("false") => Ok(false),
            Self::Text(_) => Err("#VALUE!"),
        }
    }

    /// As a text, as `&` takes it.
    pub(super) fn text(&self) -> Result<Result<String, &'static str>, Unknown> {
        Ok(match self {
            Self::Blank => Ok(String::new()),
            Self::Text(text) => Ok(text.clone()),
            Self::Bool(truth) => Ok(if *truth { "TRUE" } else { "FALSE" }.to_owned()),
            Self::Error(error) => Err(error),
            Self::Number(number) => {
                let number = compared(*number);
                // Very large and very small numbers print with an exponent.
                let size = number.abs();
                let plain = number.is_zero()
                    || size < Decimal::from(100_000_000_000u64) && size >= Decimal::new(1, 4);
                // A fraction prints with the decimal mark of whoever opens the file.
                if !plain || number.scale() > 0 {
                    return Err(Unknown);
                }
                Ok(number.to_string())
            }
        })
    }
}

/// Excel reads texts as numbers by the rules of whoever opens the file; only digits are certain.
fn text_number(text: &str) -> Result<Result<Decimal, &'static str>, Unknown> {
    let trimmed = text.trim();
    let digits = trimmed.strip_prefix(['-', '+']).unwrap_or(trimmed);
    if !digits.is_empty() && digits.len() <= 15 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(trimmed.trim_start_matches('+').parse().map_err(|_| "#VALUE!"));
    }
    if trimmed.contains(|c: char| c.is_numeric()) { Err(Unknown) } else { Ok(Err("#VALUE!")) }
}
