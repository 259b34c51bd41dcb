//! Ratios that a return prints itself, held against the ratio of its own figures.

use rust_decimal::Decimal;

use crate::diagnostic::{CellNote, Code, Finding, Findings, Place};
use crate::model::{OrgTree, PrintedRatio};
use crate::pack::{Book, Indicator};

/// Names every printed ratio that is not the rounded ratio of the return's own figures.
///
/// The printed one is never used: ratios are always worked out again.
pub fn printed_ratios(
    book: Book<'_>,
    tree: &OrgTree,
    printed: &[PrintedRatio],
    findings: &mut Findings,
) {
    for ratio in printed {
        let Some(indicator) = book.pack.indicators.get(ratio.indicator) else { continue };
        let evaluated = book.indicator(ratio.org, indicator, ratio.period);
        let Ok(right) = evaluated.value else { continue };
        if !evaluated.coverage.carried.is_empty() || fits(ratio, right, indicator) {
            continue;
        }
        let source = &ratio.source;
        let finding = Finding::new(Code::W304)
            .at(Place::file(&*source.file).sheet(&*source.sheet).cell(source.cell))
            .cell(
                CellNote::new(source.cell, indicator.name.as_str(), &*source.text)
                    .worked_out(source.result)
                    .marked(),
            )
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

/// Whether a printed ratio is the right one, rounded. A cell formatted as a percentage shows
/// 7,14 % and holds 0.0714; a text with the sign says 7,14 % itself.
fn fits(ratio: &PrintedRatio, right: Decimal, indicator: &Indicator) -> bool {
    let printed = ratio.value;
    let close = |printed: Decimal| {
        let difference = printed.checked_sub(right).map(|difference| difference.abs());
        difference.is_some_and(|d| d <= tolerance(printed, indicator.decimals))
    };
    let fraction = indicator.unit == "%" && !ratio.in_percent;
    let percent = printed.checked_mul(Decimal::ONE_HUNDRED).filter(|_| fraction);
    close(printed) || percent.is_some_and(close)
}

/// Half a unit of the last digit printed.
fn tolerance(printed: Decimal, decimals: u32) -> Decimal {
    let digits = printed.normalize().scale().min(decimals);
    Decimal::new(5, digits + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{OrgIx, Source};
    use crate::ooxml::CellRef;
    use crate::pack::Expression;

    fn indicator(unit: &str) -> Indicator {
        Indicator {
            code: "ty_le".to_owned(),
            name: "Tỷ lệ".to_owned(),
            unit: unit.to_owned(),
            numerator: Expression::Number(Decimal::ONE),
            denominator: Expression::Number(Decimal::ONE),
            factor: Decimal::ONE_HUNDRED,
            decimals: 2,
            missing: crate::pack::MissingOperands::Skip,
            within_a_year: false,
        }
    }

    fn ratio(printed: &str, in_percent: bool) -> PrintedRatio {
        let source = Source {
            file: "a.xlsx".into(),
            sheet: "1".into(),
            cell: CellRef::new(0, 0),
            text: printed.into(),
            calculated: false,
            result: None,
            adjusted: None,
            origin: None,
        };
        let period = "2024".parse().unwrap();
        let value = printed.parse().unwrap();
        PrintedRatio { org: OrgIx(0), indicator: 0, period, value, in_percent, source }
    }

    #[test]
    fn a_percentage_with_its_sign_is_never_a_fraction() {
        let right = "7.142857".parse().unwrap();
        for (printed, expected) in [("7.14", true), ("0.0714", false), ("7.15", false)] {
            let ratio = ratio(printed, true);
            assert_eq!(fits(&ratio, right, &indicator("%")), expected, "{printed}");
        }
    }

    fn printed_fits(printed: &str, right: &str, unit: &str) -> bool {
        fits(&ratio(printed, false), right.parse().unwrap(), &indicator(unit))
    }

    #[test]
    fn a_ratio_may_be_printed_with_fewer_digits_but_not_with_other_ones() {
        for (printed, expected) in [
            ("33.33", true),
            ("33.3", true),
            ("33", true),
            ("33.333333333", true),
            ("33.34", false),
            ("34", false),
            ("79228162514264337593543950335", false),
            ("-79228162514264337593543950335", false),
        ] {
            assert_eq!(printed_fits(printed, "33.333333", "%"), expected, "{printed}");
        }
    }

    #[test]
    fn a_percentage_may_be_held_as_a_fraction_but_only_where_the_unit_is_percent() {
        for (printed, unit, expected) in [
            ("0.0714", "%", true),
            ("0.07142857142857", "%", true),
            ("0.0715", "%", false),
            ("0.0714", "tuổi", false),
        ] {
            assert_eq!(printed_fits(printed, "7.142857", unit), expected, "{printed} {unit}");
        }
    }
}
