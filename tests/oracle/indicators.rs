//! The indicators of the test pack, and what each of them must be.

use std::collections::BTreeSet;

use super::calendar::Span;
use super::fraction::Fraction;
use super::measure::{Measure, Route};
use super::periods::{january, told};
use super::truth::{self, Expected};
use super::world::World;

/// A ratio: a hundred times one sum over another.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    /// Its code.
    pub code: &'static str,
    /// What is added above the line.
    pub above: &'static [Term],
    /// What is added below it; nothing stands for 1.
    pub below: &'static [Term],
    /// What an operand that is not there does.
    pub missing: Strategy,
}

/// An operand that is added or taken off.
#[derive(Debug, Clone, Copy)]
pub struct Term {
    minus: bool,
    of: Of,
    base: Base,
}

/// What an operand is.
#[derive(Debug, Clone, Copy)]
enum Of {
    Figure(Measure),
    Ratio(&'static str),
}

/// The period that an operand is taken of.
#[derive(Debug, Clone, Copy)]
enum Base {
    Own,
    SamePeriodLastYear,
    PeriodBefore,
    WholeYear,
    BeforeThePeriod,
    BeforeTheTerm,
}

/// What an operand that is not there does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    /// There is no value.
    Skip,
    /// It counts 0 where it is not due.
    NotDueIsZero,
    /// It counts 0.
    Zero,
}

use Base as B;
use Measure as M;

const fn plus(measure: Measure, base: Base) -> Term {
    Term { minus: false, of: Of::Figure(measure), base }
}

const fn less(measure: Measure, base: Base) -> Term {
    Term { minus: true, of: Of::Figure(measure), base }
}

const fn ratio(code: &'static str, above: &'static [Term], below: &'static [Term]) -> Ratio {
    Ratio { code, above, below, missing: Strategy::Skip }
}

/// Every indicator of the pack.
pub const ALL: [Ratio; 14] = [
    ratio("ty_le_ket_nap", &[plus(M::Admitted, B::Own)], &[plus(M::Members, B::Own)]),
    ratio(
        "so_cung_ky",
        &[plus(M::Admitted, B::Own)],
        &[plus(M::Admitted, B::SamePeriodLastYear)],
    ),
    ratio("so_ca_nam", &[plus(M::Admitted, B::Own)], &[plus(M::Admitted, B::WholeYear)]),
    ratio("so_truoc_ky", &[plus(M::Members, B::Own)], &[plus(M::Members, B::BeforeThePeriod)]),
    ratio("so_ky_lien_truoc", &[plus(M::Rise, B::Own)], &[plus(M::Rise, B::PeriodBefore)]),
    ratio(
        "so_dau_nhiem_ky",
        &[plus(M::Members, B::Own)],
        &[plus(M::Members, B::BeforeTheTerm)],
    ),
    ratio("so_ke_hoach", &[plus(M::Admitted, B::Own)], &[plus(M::Plan, B::WholeYear)]),
    ratio("ty_le_du", &[plus(M::Attended, B::Own)], &[plus(M::MustAttend, B::Own)]),
    ratio(
        "bien_dong",
        &[plus(M::Rise, B::Own), less(M::Fall, B::Own)],
        &[plus(M::Opening, B::Own)],
    ),
    ratio(
        "tuoi_cung_ky",
        &[plus(M::MeanAge, B::Own)],
        &[plus(M::MeanAge, B::SamePeriodLastYear)],
    ),
    ratio(
        "them_ket_nap",
        &[plus(M::Admitted, B::Own), less(M::Admitted, B::SamePeriodLastYear)],
        &[plus(M::Members, B::SamePeriodLastYear)],
    ),
    Ratio {
        code: "noi_bo",
        above: &[
            plus(M::MovedInBy(Route::Section), B::Own),
            plus(M::MovedInBy(Route::Grassroots), B::Own),
        ],
        below: &[plus(M::Rise, B::Own)],
        missing: Strategy::NotDueIsZero,
    },
    Ratio {
        code: "mat_va_di",
        above: &[plus(M::Died, B::Own), plus(M::MovedOut, B::Own)],
        below: &[plus(M::MustAttend, B::Own)],
        missing: Strategy::Zero,
    },
    ratio(
        "them_ty_le_du",
        &[
            Term { minus: false, of: Of::Ratio("ty_le_du"), base: B::Own },
            Term { minus: true, of: Of::Ratio("ty_le_du"), base: B::SamePeriodLastYear },
        ],
        &[],
    ),
];

impl Strategy {
    /// As the pack writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::NotDueIsZero => "not_due_is_zero",
            Self::Zero => "zero",
        }
    }

    fn counts_as_zero(self, part: &Expected) -> bool {
        part.value.is_none()
            && match self {
                Self::Skip => false,
                Self::NotDueIsZero => part.status == "not_applicable",
                Self::Zero => true,
            }
    }
}

impl Base {
    const fn written(self) -> &'static str {
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
    fn of(self, world: &World, own: Span) -> Span {
        let up_to = |month| Span { first: january(month), last: month };
        match self {
            Self::Own => own,
            // A span of years would lie in itself a year back: as many years back as it has.
            Self::SamePeriodLastYear => own.years_back((own.last - own.first) / 12 + 1),
            Self::PeriodBefore => own.before(),
            Self::WholeYear => Span::years(own.first / 12, own.last_year()),
            Self::BeforeThePeriod => up_to(own.first - 1),
            Self::BeforeTheTerm => up_to(world.term.first - 1),
        }
    }
}

/// Every period with which a run's own may be compared.
pub fn bases(world: &World) -> Vec<Span> {
    let bases = [B::SamePeriodLastYear, B::PeriodBefore, B::BeforeThePeriod, B::BeforeTheTerm];
    bases.map(|base| base.of(world, world.run)).to_vec()
}

impl Term {
    fn written(&self) -> String {
        let path = match self.of {
            Of::Figure(measure) => measure.reference(),
            Of::Ratio(code) => code.to_owned(),
        };
        path + self.base.written()
    }

    /// Whether its operand is kept for the period meant.
    fn is_kept(&self, world: &World, wanted: &BTreeSet<Span>, own: Span) -> bool {
        let span = self.base.of(world, own);
        match self.of {
            Of::Figure(Measure::Plan) => true,
            Of::Figure(measure) => {
                wanted.contains(&span) || told(world, measure).contains(&span)
            }
            Of::Ratio(code) => named(code).is_kept(world, wanted, span),
        }
    }

    fn expected(&self, world: &World, unit: usize, own: Span) -> Expected {
        let span = self.base.of(world, own);
        match self.of {
            Of::Ratio(code) => named(code).value(world, unit, span),
            Of::Figure(measure) => {
                let figure = truth::figure(world, unit, measure, span);
                // What nobody was set to reach is missing, not out of place.
                let set =
                    world.plan.iter().any(|(_, year, _)| Span::years(*year, *year) == span);
                let status =
                    if measure == Measure::Plan && !set { "absent" } else { figure.status };
                Expected { status, ..figure }
            }
        }
    }
}

fn named(code: &str) -> &'static Ratio {
    const KNOWN: &[Ratio] = &ALL;
    KNOWN.iter().find(|ratio| ratio.code == code).unwrap()
}

impl Ratio {
    /// A sum as the pack writes it.
    pub fn written(terms: &[Term]) -> String {
        let mut text = String::new();
        for term in terms {
            if !text.is_empty() {
                text.push_str(if term.minus { " - " } else { " + " });
            }
            text.push_str(&term.written());
        }
        if text.is_empty() { "1".to_owned() } else { text }
    }

    fn is_kept(&self, world: &World, wanted: &BTreeSet<Span>, own: Span) -> bool {
        self.above.iter().chain(self.below).all(|term| term.is_kept(world, wanted, own))
    }

    /// What it must be for a unit; `None` when what it is made of is not kept for the period.
    pub fn expected(
        &self,
        world: &World,
        wanted: &BTreeSet<Span>,
        unit: usize,
        own: Span,
    ) -> Option<Expected> {
        self.is_kept(world, wanted, own).then(|| self.value(world, unit, own))
    }

    /// Figures from which different units are missing make no ratio.
    fn value(&self, world: &World, unit: usize, own: Span) -> Expected {
        let mut terms: Vec<(&Term, Expected)> = self
            .above
            .iter()
            .chain(self.below)
            .map(|term| (term, term.expected(world, unit, own)))
            .collect();
        set_for_the_whole(&mut terms, unit);
        let nothing_at_all = terms.iter().all(|(_, part)| part.value.is_none());
        let parts: Vec<&Expected> = terms
            .iter()
            .map(|(_, part)| part)
            .filter(|part| nothing_at_all || !self.missing.counts_as_zero(part))
            .collect();
        let sum = |terms: &[(&Term, Expected)]| {
            terms.iter().fold(Fraction::whole(0), |sum, (term, part)| {
                let value = part.value.unwrap_or(Fraction::whole(0));
                if term.minus { sum.minus(value) } else { sum.plus(value) }
            })
        };
        let (above, below) = terms.split_at(self.above.len());
        // Where nothing below the line is there, nobody has said that it is 0.
        let nothing_below = below.iter().all(|(_, part)| part.value.is_none());
        let unsaid = below.first().filter(|_| nothing_below).map(|(_, part)| part.status);
        let below = if below.is_empty() { Fraction::whole(1) } else { sum(below) };
        let (value, status) = match parts.iter().find(|part| part.value.is_none()) {
            Some(part) => (None, part.status),
            None if !miss_the_same(&parts) => (None, "absent"),
            None => match sum(above).times(Fraction::whole(100)).divided_by(below) {
                Some(value) => (Some(value), "computed"),
                None => (None, unsaid.unwrap_or("not_applicable")),
            },
        };
        let union = |of: fn(&Expected) -> &Vec<usize>| -> Vec<usize> {
            let all: BTreeSet<usize> =
                parts.iter().flat_map(|part| of(part)).copied().collect();
            all.into_iter().collect()
        };
        let (owing, missing) = (union(|part| &part.owing), union(|part| &part.missing));
        let mut carried = union(|part| &part.carried);
        carried.retain(|leaf| !missing.contains(leaf));
        // A mean that does not end was rounded, and so is what is made of it.
        let has_end = |part: &Expected| part.value.is_none_or(Fraction::ends);
        let rounded =
            terms.iter().any(|(term, part)| matches!(term.of, Of::Ratio(_)) || !has_end(part));
        Expected { value, rounded, status, owing, missing, carried }
    }
}

/// A unit that was set a figure is not one of those that report beside it.
fn set_for_the_whole(terms: &mut [(&Term, Expected)], unit: usize) {
    let is_set = |(term, part): &(&Term, Expected)| {
        matches!(term.of, Of::Figure(Measure::Plan))
            && part.value.is_some()
            && part.owing == [unit]
    };
    if terms.iter().any(|term| !term.1.owing.is_empty() && !is_set(term)) {
        for term in terms.iter_mut().filter(|term| is_set(term)) {
            term.1.owing.clear();
        }
    }
}

/// Who owes the parts may differ by the days on which units came and went; who is missing from
/// them may not.
fn miss_the_same(parts: &[&Expected]) -> bool {
    parts.windows(2).all(|pair| pair[0].missing == pair[1].missing)
}
