//! Ratios that a return prints itself, held against the ratio of its own figures.

use rust_decimal::Decimal;

use crate::diagnostic::{CellNote, Code, Finding, Findings, Place};
use crate::model::{OrgIx, OrgTree, Period, Source};
use crate::pack::Book;

/// A ratio printed on a return.
#[derive(Debug, Clone, Copy)]
pub struct PrintedRatio<'a> {
    /// Whose.
    pub org: OrgIx,
    /// Position of the indicator in the pack.
    pub indicator: usize,
    /// For which period.
    pub period: Period,
    /// As printed.
    pub value: Decimal,
    /// Where.
    pub source: &'a Source,
}

/// Names every printed ratio that is not the rounded ratio of the return's own figures.
///
/// The printed one is never used: ratios are always worked out again.
pub fn printed_ratios<'a>(
    book: Book<'_>,
    tree: &OrgTree,
    printed: impl IntoIterator<Item = PrintedRatio<'a>>,
    findings: &mut Findings,
) {
    for ratio in printed {
        let Some(indicator) = book.pack.indicators.get(ratio.indicator) else { continue };
        let Ok(right) = book.indicator(ratio.org, indicator, ratio.period).value else {
            continue;
        };
        if (ratio.value - right).abs() <= tolerance(ratio.value, indicator.decimals) {
            continue;
        }
        let source = ratio.source;
        let finding = Finding::new(Code::W304)
            .at(Place::file(&*source.file).sheet(&*source.sheet).cell(source.cell))
            .cell(CellNote::new(source.cell, indicator.name.as_str(), &*source.text).marked())
            .text("label", indicator.name.as_str())
            .number("printed", ratio.value.normalize())
            .number(
                "computed",
                right.round_dp_with_strategy(
                    indicator.decimals,
                    rust_decimal::RoundingStrategy::MidpointAwayFromZero,
                ),
            )
            .scope(tree.name(ratio.org))
            .scope(ratio.period.to_string());
        findings.push(finding);
    }
}

/// Half a unit of the last digit printed.
fn tolerance(printed: Decimal, decimals: u32) -> Decimal {
    let digits = printed.normalize().scale().min(decimals);
    Decimal::new(5, digits + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_may_be_printed_with_fewer_digits_but_not_with_other_ones() {
        let right: Decimal = "33.333333".parse().unwrap();
        for (printed, fits) in [
            ("33.33", true),
            ("33.3", true),
            ("33", true),
            ("33.333333333", true),
            ("33.34", false),
            ("34", false),
        ] {
            let printed: Decimal = printed.parse().unwrap();
            assert_eq!((printed - right).abs() <= tolerance(printed, 2), fits, "{printed}");
        }
    }
}
