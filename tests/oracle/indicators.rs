//! The indicators of the test pack, and what each of them must be.

use std::collections::BTreeSet;

use super::calendar::Span;
use super::fraction::Fraction;
use super::measure::Measure;
use super::periods::january;
use super::truth::{self, Expected};
use super::world::World;

/// The period that a figure in an indicator is taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    Own,
    SamePeriodLastYear,
    PeriodBefore,
    WholeYear,
    BeforeThePeriod,
    BeforeTheTerm,
}

/// A ratio: a hundred times one sum over another.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    pub code: &'static str,
    pub above: &'static [Term],
    pub below: &'static [Term],
}

/// A figure that is added or taken off.
pub type Term = (char, Measure, Base);

use Base as B;
use Measure as M;

/// Every indicator of the pack.
pub const ALL: [Ratio; 10] = [
    Ratio {
        code: "ty_le_ket_nap",
        above: &[('+', M::Admitted, B::Own)],
        below: &[('+', M::Members, B::Own)],
    },
    Ratio {
        code: "so_cung_ky",
        above: &[('+', M::Admitted, B::Own)],
        below: &[('+', M::Admitted, B::SamePeriodLastYear)],
    },
    Ratio {
        code: "so_ca_nam",
        above: &[('+', M::Admitted, B::Own)],
        below: &[('+', M::Admitted, B::WholeYear)],
    },
    Ratio {
        code: "so_truoc_ky",
        above: &[('+', M::Members, B::Own)],
        below: &[('+', M::Members, B::BeforeThePeriod)],
    },
    Ratio {
        code: "so_ky_lien_truoc",
        above: &[('+', M::Rise, B::Own)],
        below: &[('+', M::Rise, B::PeriodBefore)],
    },
    Ratio {
        code: "so_dau_nhiem_ky",
        above: &[('+', M::Members, B::Own)],
        below: &[('+', M::Members, B::BeforeTheTerm)],
    },
    Ratio {
        code: "ty_le_du",
        above: &[('+', M::Attended, B::Own)],
        below: &[('+', M::MustAttend, B::Own)],
    },
    Ratio {
        code: "bien_dong",
        above: &[('+', M::Rise, B::Own), ('-', M::Fall, B::Own)],
        below: &[('+', M::Opening, B::Own)],
    },
    Ratio {
        code: "tuoi_cung_ky",
        above: &[('+', M::MeanAge, B::Own)],
        below: &[('+', M::MeanAge, B::SamePeriodLastYear)],
    },
    Ratio {
        code: "them_ket_nap",
        above: &[('+', M::Admitted, B::Own), ('-', M::Admitted, B::SamePeriodLastYear)],
        below: &[('+', M::Members, B::SamePeriodLastYear)],
    },
];

impl Base {
    /// As a reference writes it.
    pub const fn written(self) -> &'static str {
        match self {
            Self::Own => "",
            Self::SamePeriodLastYear => " @ cung-ky",
            Self::PeriodBefore => " @ ky-1",
            Self::WholeYear => " @ ca-nam",
            Self::BeforeThePeriod => " @ truoc-ky",
            Self::BeforeTheTerm => " @ dau-nhiem-ky",
        }
    }

    /// The months that it means, seen from some months.
    pub fn of(self, world: &World, own: Span) -> Span {
        let up_to = |month| Span { first: january(month), last: month };
        match self {
            Self::Own => own,
            Self::SamePeriodLastYear => own.years_back(1),
            Self::PeriodBefore => own.before(),
            Self::WholeYear => Span::years(own.last_year(), own.last_year()),
            Self::BeforeThePeriod => up_to(own.first - 1),
            Self::BeforeTheTerm => up_to(world.term.first - 1),
        }
    }
}

/// Every period that an indicator of the run's own period compares with.
pub fn bases(world: &World) -> Vec<Span> {
    let terms = ALL.iter().flat_map(|ratio| ratio.above.iter().chain(ratio.below));
    terms.map(|(_, _, base)| base.of(world, world.run)).collect()
}

impl Ratio {
    /// A sum as the pack writes it.
    pub fn written(terms: &[Term]) -> String {
        let mut text = String::new();
        for (sign, measure, base) in terms {
            let (element, category) = measure.path();
            let path = match category {
                "tong" => element.to_owned(),
                part => format!("{element}.{part}"),
            };
            if !text.is_empty() {
                text.push_str(&format!(" {sign} "));
            }
            text.push_str(&path);
            text.push_str(base.written());
        }
        text
    }

    /// What it must be for a unit; `None` when what it is made of is not kept for the period.
    ///
    /// Figures from which different units are missing make no ratio.
    pub fn expected(
        &self,
        world: &World,
        kept: &BTreeSet<Span>,
        unit: usize,
        span: Span,
    ) -> Option<Expected> {
        let of = |base: Base| base.of(world, span);
        let terms = || self.above.iter().chain(self.below);
        if terms().any(|(_, _, base)| !kept.contains(&of(*base))) {
            return None;
        }
        let figure =
            |(_, measure, base): &Term| truth::figure(world, unit, *measure, of(*base));
        let parts: Vec<Expected> = terms().map(figure).collect();
        let sum = |terms: &[Term]| {
            terms.iter().try_fold(Fraction::whole(0), |sum, term| {
                let value = figure(term).value?;
                Some(if term.0 == '-' { sum.minus(value) } else { sum.plus(value) })
            })
        };
        let (above, below) = (sum(self.above), sum(self.below));
        let (value, status) = match parts.iter().find(|part| part.value.is_none()) {
            Some(part) => (None, part.status),
            None if !go_together(&parts) => (None, "absent"),
            None => {
                let value = above.zip(below).and_then(|(above, below)| {
                    above.times(Fraction::whole(100)).divided_by(below)
                });
                (value, if value.is_some() { "computed" } else { "not_applicable" })
            }
        };
        let union = |of: fn(&Expected) -> &Vec<usize>| -> Vec<usize> {
            let all: BTreeSet<usize> = parts.iter().flat_map(of).copied().collect();
            all.into_iter().collect()
        };
        let (owing, missing) = (union(|part| &part.owing), union(|part| &part.missing));
        let mut carried = union(|part| &part.carried);
        carried.retain(|leaf| !missing.contains(leaf));
        Some(Expected { value, status, owing, missing, carried })
    }
}

/// Figures may be put together when the same units are missing from each; who owes them may differ
/// by the days on which units came and went.
fn go_together(parts: &[Expected]) -> bool {
    parts.windows(2).all(|pair| pair[0].missing == pair[1].missing)
}
