//! Results of targets in words.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Judgement, Part, TargetResult, Why};
use crate::model::OrgIx;
use crate::pack::period_words::in_words as period_in_words;
use crate::pack::{Consolidated, Indicator, Named, Target};
use crate::text::{self, Lang};

/// Units that a sentence names; the rest it counts.
const NAMED_UNITS: usize = 5;
/// Decimals beyond which a value is rounded even if the rounded one stands otherwise to the
/// threshold.
const MOST_DECIMALS: u32 = 10;

impl Judgement {
    /// As the report says it.
    pub fn in_words(self, lang: Lang) -> &'static str {
        match self {
            Self::Met => lang.pick("đạt", "met"),
            Self::Missed => lang.pick("chưa đạt", "not met"),
            Self::CannotBeJudged => {
                lang.pick("chưa đủ số liệu đánh giá", "not enough figures to judge")
            }
            Self::NotApplicable => lang.pick("không áp dụng", "not applicable"),
        }
    }
}

/// What came of a target as a document says it: of figures that others must not see nothing is
/// said, not that they are not enough.
pub fn shown_judgement(result: &TargetResult<'_>, lang: Lang) -> &'static str {
    match result.why {
        Some(Why::Withheld) => lang.pick("không công bố", "not published"),
        _ => result.judgement.in_words(lang),
    }
}

/// The value with its unit: `12,5%`; of a target that is judged of each unit `38/40 đơn vị đạt`;
/// `…` where there is none or no unit could be judged, `*` where it is not for others to see.
pub fn shown_value(data: &Consolidated, result: &TargetResult<'_>, lang: Lang) -> String {
    if let Some(units) = &result.units {
        let (met, count) = (units.met.len(), units.count());
        if units.unjudged.len() == count {
            return "…".to_owned();
        }
        return lang.pick(
            format!("{met}/{count} đơn vị đạt"),
            format!("met by {met} of {count} units"),
        );
    }
    if result.why == Some(Why::Withheld) {
        return "*".to_owned();
    }
    let Ok(value) = result.evaluated.value else { return "…".to_owned() };
    let (unit, decimals) = measure(data, result.target);
    let (comparison, threshold) = (result.target.reading.comparison, result.threshold);
    let half_up = RoundingStrategy::MidpointAwayFromZero;
    // 89.996 must not be printed as 90 beside «chưa đạt, ≥ 90».
    let agrees = |decimals: &u32| {
        let rounded = value.round_dp_with_strategy(*decimals, half_up);
        comparison.holds(rounded, threshold) == comparison.holds(value, threshold)
    };
    let decimals = (decimals..MOST_DECIMALS).find(agrees).unwrap_or(MOST_DECIMALS);
    format!("{}{unit}", text::number::format(value, decimals, lang))
}

/// The threshold with its comparison: `≥ 3%`, `≥ 50% (tiến độ 6/12 tháng của 100%)`.
pub fn shown_threshold(data: &Consolidated, result: &TargetResult<'_>, lang: Lang) -> String {
    let reading = &result.target.reading;
    let (unit, decimals) = measure(data, result.target);
    let number = |value: Decimal| {
        let decimals = decimals.max(value.normalize().scale().min(4));
        format!("{}{unit}", text::number::format(value, decimals, lang))
    };
    let mut applied = format!("{} {}", reading.comparison.sign(), number(result.threshold));
    if let Some(months) = result.pace {
        let whole = number(reading.threshold);
        applied.push_str(&lang.pick(
            format!(" (tiến độ {months}/12 tháng của {whole})"),
            format!(" (pace: {months}/12 months of {whole})"),
        ));
    }
    let shorter = result.units.as_ref().is_some_and(|units| !units.shorter.is_empty());
    if shorter {
        applied.push_str(lang.pick(
            "; đơn vị không hoạt động đủ kỳ: theo số tháng hoạt động",
            "; of units that did not exist all the time: by their months",
        ));
    }
    applied
}

/// The document that sets the threshold; one that the office set without naming a document says
/// what the pack has.
pub fn shown_source(data: &Consolidated, target: &Target, lang: Lang) -> String {
    let (reading, declared) = (&target.reading, target.declared());
    if !target.is_changed() || reading.source != declared.source {
        return reading.source.clone();
    }
    let sign = declared.comparison.sign();
    let unit = measure(data, target).0;
    let threshold = text::number::exact(declared.threshold, lang);
    let source = &declared.source;
    lang.pick(
        format!("mức do cơ quan chọn; bộ biểu mẫu ghi {sign} {threshold}{unit}: {source}"),
        format!("set by the office; the pack has {sign} {threshold}{unit}: {source}"),
    )
}

/// Why it came out so, in one sentence; empty when the value says it.
pub fn reason(data: &Consolidated, result: &TargetResult<'_>, lang: Lang) -> String {
    let Some(why) = &result.why else { return String::new() };
    let words = Words { data, result, lang };
    match why {
        Why::NotInUse => {
            lang.pick("chưa đưa vào áp dụng", "not in use at this office").to_owned()
        }
        Why::PartOfYear => words.part_of_year(),
        Why::PartialYear => words.partial_year(),
        Why::SeveralYears => lang
            .pick(
                "mức của chỉ tiêu tính cho một năm, kỳ này dài hơn một năm",
                "set for one year, and the period is longer",
            )
            .to_owned(),
        Why::NotThere => lang
            .pick(
                "đơn vị chưa hoạt động trọn tháng nào trong kỳ",
                "the unit did not exist for a whole month of the period",
            )
            .to_owned(),
        Why::OfSeveral => words.of_several().to_owned(),
        Why::LongerThanAYear => lang
            .pick("không tính cho kỳ dài hơn một năm", "not worked out over more than a year")
            .to_owned(),
        Why::Missing { parts, units, owing } => words.missing(parts, units, *owing),
        Why::NotKept(parts) => {
            let parts = words.parts(parts);
            lang.pick(format!("không có {parts}"), format!("there is no {parts}"))
        }
        Why::NotDue(parts) => {
            let parts = words.parts(parts);
            lang.pick(
                format!("không phát sinh hoặc không phải báo cáo {parts}"),
                format!("nothing to report for {parts}"),
            )
        }
        Why::OutOfUse(parts) => {
            let parts = words.parts(parts);
            lang.pick(
                format!("cơ quan không dùng biểu có {parts}"),
                format!("the office does not use the form of {parts}"),
            )
        }
        Why::PartsDiffer => lang
            .pick(
                "tử số và mẫu số không cùng các đơn vị đã báo cáo",
                "numerator and denominator are reported by different units",
            )
            .to_owned(),
        Why::Withheld => {
            lang.pick("số liệu không công bố", "the figures are not published").to_owned()
        }
        Why::DivisionByZero(parts) => {
            let parts = words.parts(parts);
            lang.pick(
                format!("mẫu số bằng 0: {parts}"),
                format!("the denominator is 0: {parts}"),
            )
        }
        Why::Units => words.units(),
        Why::Carried(units) => {
            let units = words.names(units);
            lang.pick(
                format!("tính cả số của kỳ trước chưa được báo cáo lại của {units}"),
                format!("includes earlier figures of {units}"),
            )
        }
    }
}

/// The unit of measure of a target's value, as it follows a number, and its decimals.
fn measure(data: &Consolidated, target: &Target) -> (String, u32) {
    let indicator: Option<&Indicator> = data.pack.indicators.get(target.reading.indicator);
    indicator.map_or((String::new(), 2), |indicator| {
        let unit = match indicator.unit.as_str() {
            unit @ ("%" | "") => unit.to_owned(),
            unit => format!(" {unit}"),
        };
        (unit, indicator.decimals)
    })
}

struct Words<'a> {
    data: &'a Consolidated,
    result: &'a TargetResult<'a>,
    lang: Lang,
}

impl Words<'_> {
    fn part_of_year(&self) -> String {
        let period = self.result.period;
        let year = period.first_year();
        self.lang.pick(
            format!("chỉ tiêu của cả năm {year}, kỳ này là {}", period_in_words(period)),
            format!("set for the whole year {year}, the run has {period}"),
        )
    }

    fn partial_year(&self) -> String {
        let period = self.result.period;
        let year = period.first_year();
        self.lang.pick(
            format!("năm {year} không trọn, chỉ có số liệu {}", period_in_words(period)),
            format!("the year {year} is not whole, the run has {period} only"),
        )
    }

    fn missing(&self, parts: &[Part], units: &[OrgIx], owing: usize) -> String {
        let parts = self.parts(parts);
        if units.is_empty() || units == [self.result.org] {
            return self.lang.pick(format!("chưa có {parts}"), format!("{parts} is absent"));
        }
        let (count, names) = (units.len(), self.names(units));
        self.lang.pick(
            format!("chưa có {parts} của {count}/{owing} đơn vị: {names}"),
            format!("{parts} is absent for {count} of {owing} units: {names}"),
        )
    }

    fn units(&self) -> String {
        let Some(units) = &self.result.units else { return String::new() };
        let is_of_several = |org: &&OrgIx| units.of_several.contains(org);
        let unjudged: Vec<OrgIx> =
            units.unjudged.iter().filter(|org| !is_of_several(org)).copied().collect();
        let groups =
            [(Judgement::Missed, &units.missed), (Judgement::CannotBeJudged, &unjudged)];
        let filled = groups.into_iter().filter(|(_, units)| !units.is_empty());
        let told = filled.map(|(judgement, units)| {
            let names = self.names(units);
            // What the target itself is said to be is not said again.
            if judgement == self.result.judgement {
                return names;
            }
            format!("{}: {names}", judgement.in_words(self.lang))
        });
        let absent = self.lang.pick(
            "không áp dụng, chưa hoạt động trọn tháng nào trong kỳ",
            "not applicable, did not exist for a whole month of the period",
        );
        let others = [(self.of_several(), &units.of_several), (absent, &units.not_there)];
        let others = others.into_iter().filter(|(_, units)| !units.is_empty());
        let others = others.map(|(why, units)| format!("{why}: {}", self.names(units)));
        told.chain(others).collect::<Vec<_>>().join("; ")
    }

    fn of_several(&self) -> &'static str {
        self.lang.pick(
            "chưa đánh giá được, biểu đã cộng từ nhiều đơn vị",
            "cannot be judged, the return adds up several units",
        )
    }

    /// Names of figures, each with its period where that is not the target's.
    fn parts(&self, parts: &[Part]) -> String {
        let name = |(named, period): &Part| {
            let name = match named {
                Named::Item(item) => self.data.pack.catalogue.label(*item),
                Named::Text(at) => {
                    let text = self.data.pack.texts.get(*at);
                    text.map_or_else(String::new, |text| text.name.clone())
                }
                Named::Indicator(at) => {
                    let indicator = self.data.pack.indicators.get(*at);
                    indicator.map_or_else(String::new, |indicator| indicator.name.clone())
                }
            };
            let quoted = self.lang.pick(format!("«{name}»"), format!("“{name}”"));
            if *period == self.result.period {
                quoted
            } else {
                self.lang.pick(
                    format!("{quoted} của {}", period_in_words(*period)),
                    format!("{quoted} of {period}"),
                )
            }
        };
        if parts.is_empty() {
            return self.lang.pick("số liệu", "a figure").to_owned();
        }
        text::list::join(&parts.iter().map(name).collect::<Vec<_>>(), self.lang)
    }

    /// Names of units, the first few of many.
    fn names(&self, units: &[OrgIx]) -> String {
        let first = units.iter().take(NAMED_UNITS);
        let mut names: Vec<String> =
            first.map(|org| self.data.tree.name(*org).to_owned()).collect();
        if let Some(more @ 1..) = units.len().checked_sub(NAMED_UNITS) {
            names.push(
                self.lang.pick(format!("{more} đơn vị khác"), format!("{more} other units")),
            );
        }
        text::list::join(&names, self.lang)
    }
}
