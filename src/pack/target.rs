//! Targets (chỉ tiêu) as a pack declares them and as the office chooses among their readings.

use rust_decimal::Decimal;

use super::Comparison;

/// A target: an indicator held against a threshold.
#[allow(clippy::struct_excessive_bools, reason = "each is a line of its own in the file")]
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Judged for every year, not once for the period.
    pub every_year: bool,
    /// The years for which the target is set; outside it is not judged.
    pub years: (u16, u16),
    /// Of whom it is judged.
    pub level: TargetLevel,
    /// Whether the threshold is scaled by months/12 before the year's end.
    pub pace: bool,
    /// Whether the threshold is so much in each twelve months: it is scaled by the months that are
    /// judged, of a unit those in which it existed.
    pub monthly: bool,
    /// Whether it is judged at all.
    pub in_use: bool,
    /// The reading by which it is judged.
    pub reading: Reading,
    /// Every reading that the pack knows, as the pack has it.
    pub readings: Vec<Reading>,
}

/// Of whom a target is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetLevel {
    /// Of the consolidating office.
    Office,
    /// Of every unit that owes a return; it is met when all of them meet it.
    EachUnit,
    /// Of every branch, which has none below it: what each is to reach says nothing about a
    /// committee's sum of several, which is a return at the level above.
    EachBranch,
}

/// One way in which a target is worked out: documents do not always say which is meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Code; empty when the target has one reading only.
    pub code: String,
    /// How it is worked out, in words; empty when the target has one reading only.
    pub name: String,
    /// Position of its indicator in [`super::Pack::indicators`].
    pub indicator: usize,
    /// Comparison of the indicator (left) with the threshold (right).
    pub comparison: Comparison,
    /// Threshold, in the indicator's unit.
    pub threshold: Decimal,
    /// What the ratio is taken of, printed with the result.
    pub base: String,
    /// The document that sets it.
    pub source: String,
}

/// What an office decides about a target; what is `None` stays as the pack has it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TargetChoice {
    /// The reading, one of [`Target::readings`].
    pub reading: Option<Reading>,
    /// Another comparison with the threshold.
    pub comparison: Option<Comparison>,
    /// Another threshold, in the indicator's unit.
    pub threshold: Option<Decimal>,
    /// Whether the target is judged.
    pub in_use: Option<bool>,
    /// The document that says so.
    pub source: Option<String>,
}

impl Target {
    /// Puts the office's decisions in the place of the pack's.
    pub fn choose(&mut self, choice: TargetChoice) {
        self.reading = choice.reading.unwrap_or_else(|| self.reading.clone());
        let reading = &mut self.reading;
        reading.comparison = choice.comparison.unwrap_or(reading.comparison);
        reading.threshold = choice.threshold.unwrap_or(reading.threshold);
        self.in_use = choice.in_use.unwrap_or(self.in_use);
        if let Some(source) = choice.source {
            reading.source = source;
        }
    }

    /// The reading in force as the pack has it.
    pub fn declared(&self) -> &Reading {
        let declared = self.readings.iter().find(|known| known.code == self.reading.code);
        declared.unwrap_or(&self.reading)
    }

    /// Whether the office holds it against another threshold, or in another way, than the pack.
    pub fn is_changed(&self) -> bool {
        let declared = self.declared();
        (declared.threshold, declared.comparison)
            != (self.reading.threshold, self.reading.comparison)
    }
}
