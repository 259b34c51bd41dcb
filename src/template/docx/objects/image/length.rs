//! Lengths as authors write them: `"4cm"`, `"50%"`, `40` (millimetres).

use serde::{Deserialize, Serialize};
use tera::Value;

/// A length on the page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Length {
    /// English Metric Units.
    Emu(f64),
    /// Part of the room there is, 1.0 for all of it.
    Part(f64),
}

/// Units and their EMU (a pixel is a 96th of an inch).
const UNITS: [(&str, f64); 6] = [
    ("cm", 360_000.0),
    ("mm", 36_000.0),
    ("in", 914_400.0),
    ("pt", 12_700.0),
    ("px", 9_525.0),
    ("emu", 1.0),
];

/// A bare number counts these.
const MILLIMETRE: f64 = 36_000.0;

impl Length {
    /// Reads a length given for `key`.
    pub(super) fn read(key: &str, value: &Value) -> Result<Self, String> {
        let found = match value.as_f64() {
            Some(number) => Some(Self::Emu(number * MILLIMETRE)),
            None => value.as_str().and_then(Self::parse),
        };
        let is_length = |length: &Self| {
            let (Self::Emu(number) | Self::Part(number)) = length;
            number.is_finite() && *number > 0.0
        };
        found.filter(is_length).ok_or_else(|| {
            format!(
                "`{key}` phải là độ dài như 4cm, 40mm, 2in, 120pt, 300px hoặc 50%, không phải `{value}`"
            )
        })
    }

    fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let end = text.find(|c: char| !c.is_ascii_digit() && !".,".contains(c));
        let (number, unit) = text.split_at_checked(end.unwrap_or(text.len()))?;
        // A comma is the decimal mark here, as everybody writes it.
        let number: f64 = number.replace(',', ".").parse().ok()?;
        match unit.trim() {
            "" => Some(Self::Emu(number * MILLIMETRE)),
            "%" => Some(Self::Part(number / 100.0)),
            unit => {
                let (_, emu) = UNITS.iter().find(|(known, _)| *known == unit)?;
                Some(Self::Emu(number * emu))
            }
        }
    }

    /// In EMU, where there is this much room.
    pub(super) fn emu(self, room: f64) -> f64 {
        match self {
            Self::Emu(emu) => emu,
            Self::Part(part) => part * room,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_in_every_unit() {
        let read = |text: &str| Length::read("width", &Value::from(text));
        assert_eq!(read("4cm"), Ok(Length::Emu(1_440_000.0)));
        assert_eq!(read("2,5 CM"), Ok(Length::Emu(900_000.0)));
        assert_eq!(read("1in"), Ok(Length::Emu(914_400.0)));
        assert_eq!(read("50%"), Ok(Length::Part(0.5)));
        assert_eq!(Length::read("width", &Value::from(10)), Ok(Length::Emu(360_000.0)));
        for wrong in ["", "cm", "-4cm", "4 foot", "1.000,5cm", "0mm", "nan"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
