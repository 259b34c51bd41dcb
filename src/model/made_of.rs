//! How a flow of one period follows from flows of others: adjoining ones are added, nested ones
//! that begin together are subtracted, and nothing is ever counted twice.

use std::collections::{BTreeMap, BTreeSet};

use super::Period;

/// Whether an operand is added or taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Added.
    Plus,
    /// Taken off.
    Minus,
}

/// Periods with their signs, whose flows together are the flow of another period.
pub type SignedPeriods = Vec<(Sign, Period)>;

/// The fewest of the `known` periods that make up `wanted`.
///
/// Quý II is 6 tháng − Quý I, 6 tháng is Quý I + Quý II; 6 tháng is never Quý I + 6 tháng. Known
/// periods that are adjoined must follow one another without a gap or overlap; one that is
/// subtracted begins with the one it is taken from.
pub fn made_of(wanted: Period, known: &BTreeSet<Period>) -> Option<SignedPeriods> {
    if known.contains(&wanted) {
        return Some(vec![(Sign::Plus, wanted)]);
    }
    // The cheapest way to cover everything from the start of `wanted` to the end of a piece.
    let mut pieces: Vec<(Period, SignedPeriods)> = pieces(wanted, known);
    pieces.sort_by_key(|(piece, parts)| (*piece, parts.len()));
    let mut covered: BTreeMap<Period, SignedPeriods> = BTreeMap::new();
    for (piece, parts) in pieces {
        let Some(head) = wanted.head_until(piece) else { continue };
        let parts = if piece.begins_with(wanted) {
            parts
        } else {
            let before = covered.iter().find(|(head, _)| head.adjoins(piece));
            let Some((_, before)) = before else { continue };
            before.iter().chain(&parts).copied().collect()
        };
        if covered.get(&head).is_none_or(|known| parts.len() < known.len()) {
            covered.insert(head, parts);
        }
    }
    covered.remove(&wanted)
}

/// Known periods within `wanted`, and what is left of known ones when their known heads are taken
/// off.
fn pieces(wanted: Period, known: &BTreeSet<Period>) -> Vec<(Period, SignedPeriods)> {
    let mut pieces = Vec::new();
    for whole in known {
        if wanted.contains(*whole) {
            pieces.push((*whole, vec![(Sign::Plus, *whole)]));
        }
        for head in known {
            if let Some(rest) = whole.without_head(*head)
                && wanted.contains(rest)
            {
                pieces.push((rest, vec![(Sign::Plus, *whole), (Sign::Minus, *head)]));
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(wanted: &str, known: &[&str]) -> Option<String> {
        let known = known.iter().map(|id| id.parse().unwrap()).collect();
        let parts = made_of(wanted.parse().unwrap(), &known)?;
        let sign = |sign: &Sign| if *sign == Sign::Plus { '+' } else { '-' };
        let parts = parts.iter().map(|(s, period)| format!("{}{period}", sign(s)));
        Some(parts.collect::<Vec<_>>().join(" "))
    }

    const CUMULATIVE: [&str; 4] = ["2024-Q1", "2024-6T", "2024-9T", "2024"];
    const DISCRETE: [&str; 4] = ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"];

    #[test]
    fn discrete_quarters_follow_from_cumulative_ones_by_subtraction() {
        for (wanted, expected) in [
            ("2024-Q1", "+2024-Q1"),
            ("2024-Q2", "+2024-6T -2024-Q1"),
            ("2024-Q3", "+2024-9T -2024-6T"),
            ("2024-Q4", "+2024 -2024-9T"),
            ("2024-T07..2024-T12", "+2024 -2024-6T"),
        ] {
            assert_eq!(made(wanted, &CUMULATIVE).as_deref(), Some(expected));
        }
    }

    #[test]
    fn cumulative_periods_follow_from_discrete_quarters_by_addition() {
        for (wanted, expected) in
            [("2024-6T", "+2024-Q1 +2024-Q2"), ("2024", "+2024-Q1 +2024-Q2 +2024-Q3 +2024-Q4")]
        {
            assert_eq!(made(wanted, &DISCRETE).as_deref(), Some(expected));
        }
    }

    #[test]
    fn what_is_reported_is_never_made_again_from_parts() {
        let all: Vec<&str> = CUMULATIVE.into_iter().chain(DISCRETE).collect();
        assert_eq!(made("2024-6T", &all).as_deref(), Some("+2024-6T"));
        assert_eq!(made("2024", &all).as_deref(), Some("+2024"));
    }

    #[test]
    fn quarter_one_and_six_months_are_never_added() {
        assert_eq!(made("2024-9T", &["2024-Q1", "2024-6T"]), None);
        assert_eq!(
            made("2024-9T", &["2024-Q1", "2024-6T", "2024-Q3"]).as_deref(),
            Some("+2024-6T +2024-Q3")
        );
    }

    #[test]
    fn a_gap_or_a_year_too_few_makes_nothing() {
        assert_eq!(made("2024-6T", &["2024-Q2"]), None);
        assert_eq!(made("2022..2024", &["2022", "2024"]), None);
    }

    #[test]
    fn spans_with_partial_years_are_made_from_their_parts() {
        let known = ["2015-T06..2015-T12", "2016", "2017", "2018", "2019-Q1"];
        assert_eq!(
            made("2015-T06..2019-T03", &known).as_deref(),
            Some("+2015-T06..2015-T12 +2016 +2017 +2018 +2019-Q1")
        );
        let halves = ["2023", "2023-6T", "2024-6T"];
        assert_eq!(
            made("2023-T07..2024-T06", &halves).as_deref(),
            Some("+2023 -2023-6T +2024-6T")
        );
    }
}
