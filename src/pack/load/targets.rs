//! Targets: one reading written inline, or several of which one is the usual one.

use std::collections::BTreeSet;

use toml::Spanned;

use super::Loader;
use crate::diagnostic::Code;
use crate::pack::raw::{RawEach, RawReading, RawTarget, RawTargetLevel};
use crate::pack::{Comparison, ExpressionError, Indicator, Reading, Target, TargetLevel};
use crate::text;

const FILE: &str = "targets.toml";

impl Loader<'_> {
    pub(super) fn targets(
        &mut self,
        raw: Vec<RawTarget>,
        indicators: &[Indicator],
    ) -> Vec<Target> {
        let mut seen = BTreeSet::new();
        let mut targets = Vec::new();
        for mut raw in raw {
            self.only_once(FILE, &raw.code, &mut seen);
            let readings = self.readings(&mut raw, indicators);
            let Some(reading) = self.usual(&raw, &readings) else { continue };
            targets.push(Target {
                code: raw.code.into_inner(),
                name: raw.name,
                every_year: raw.each == RawEach::Year,
                years: (raw.first_year.unwrap_or(0), raw.last_year.unwrap_or(u16::MAX)),
                level: match raw.level {
                    RawTargetLevel::Office => TargetLevel::Office,
                    RawTargetLevel::EachUnit => TargetLevel::EachUnit,
                    RawTargetLevel::EachBranch => TargetLevel::EachBranch,
                },
                pace: raw.pace,
                monthly: raw.monthly,
                in_use: raw.in_use,
                reading,
                readings,
            });
        }
        targets
    }

    fn wrong_target(&mut self, raw: &RawTarget, at: usize, reason: &str) {
        let fields = [("target", raw.code.get_ref().as_str()), ("reason", reason)];
        self.report(FILE, Some(at), Code::E712, &fields);
    }

    /// The readings that can be used, in the pack's order.
    fn readings(&mut self, raw: &mut RawTarget, indicators: &[Indicator]) -> Vec<Reading> {
        let at = raw.code.span().start;
        let several = std::mem::take(&mut raw.reading);
        if several.is_empty() {
            return match inline(raw) {
                Ok(one) => self.reading(raw, one, indicators).into_iter().collect(),
                Err(missing) => {
                    self.wrong_target(raw, at, &format!("thiếu `{missing}`"));
                    Vec::new()
                }
            };
        }
        if has_inline(raw) {
            let reason = "vừa ghi cách tính thẳng ở chỉ tiêu, vừa ghi `[[target.reading]]`";
            self.wrong_target(raw, at, reason);
        }
        let mut seen = BTreeSet::new();
        let mut readings = Vec::new();
        for reading in several {
            match &reading.code {
                Some(code) => self.new_code(FILE, code, &mut seen),
                None => {
                    self.wrong_target(raw, at, "mỗi `[[target.reading]]` phải có `code`");
                }
            }
            readings.extend(self.reading(raw, reading, indicators));
        }
        readings
    }

    fn reading(
        &mut self,
        target: &RawTarget,
        raw: RawReading,
        indicators: &[Indicator],
    ) -> Option<Reading> {
        let path = raw.indicator.get_ref();
        let indicator = indicators.iter().position(|known| known.code == *path);
        if indicator.is_none() {
            let known = indicators.iter().map(|indicator| indicator.code.clone()).collect();
            let at = Some(raw.indicator.span().start);
            self.unknown_name(FILE, at, target.code.get_ref(), path, known);
        }
        let comparison = Comparison::parse(raw.compare.get_ref());
        if comparison.is_none() {
            let error = ExpressionError(raw.compare.get_ref().clone());
            self.not_understood(FILE, &raw.compare, &error);
        }
        let code = raw.code.map_or_else(String::new, Spanned::into_inner);
        Some(Reading {
            name: raw.name.unwrap_or_else(|| code.clone()),
            code,
            indicator: indicator?,
            comparison: comparison?,
            threshold: raw.threshold.value(),
            base: raw.base,
            source: raw.source,
        })
    }

    /// The reading that is taken unless the office chooses another.
    fn usual(&mut self, raw: &RawTarget, readings: &[Reading]) -> Option<Reading> {
        let Some(default) = &raw.default else { return readings.first().cloned() };
        let found = readings.iter().find(|reading| reading.code == *default.get_ref());
        if found.is_none() {
            let codes = readings.iter().map(|reading| reading.code.as_str());
            let nearest = text::nearest(default.get_ref(), codes).unwrap_or_default();
            let reason = format!("không có cách tính `{}`", default.get_ref());
            let code = raw.code.get_ref().as_str();
            let mut fields = vec![("target", code), ("reason", reason.as_str())];
            if !nearest.is_empty() {
                fields.push(("nearest", nearest.as_str()));
            }
            self.report(FILE, Some(default.span().start), Code::E712, &fields);
        }
        found.cloned()
    }
}

fn has_inline(raw: &RawTarget) -> bool {
    raw.indicator.is_some()
        || raw.compare.is_some()
        || raw.threshold.is_some()
        || raw.base.is_some()
        || raw.source.is_some()
}

/// The reading written inline.
///
/// # Errors
/// With the first key that is missing.
fn inline(raw: &mut RawTarget) -> Result<RawReading, &'static str> {
    Ok(RawReading {
        code: None,
        name: None,
        indicator: raw.indicator.take().ok_or("indicator")?,
        compare: raw.compare.take().ok_or("compare")?,
        threshold: raw.threshold.take().ok_or("threshold")?,
        base: raw.base.take().ok_or("base")?,
        source: raw.source.take().ok_or("source")?,
    })
}
