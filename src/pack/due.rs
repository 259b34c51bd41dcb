//! What is due: which unit owes which figure for which period.

use std::collections::{BTreeMap, BTreeSet};

use super::{Form, Named, OwedBy, Pack, PeriodRef, Schedule};
use crate::model::{
    Calendar, FactKey, Item, OrgIx, OrgTree, OrgUnitKind, OverPeriods, OverUnits, Period, Shape,
};

/// What units owe to the office under a pack in a run for one period.
#[derive(Debug, Clone, Default)]
pub struct Due {
    calendar: Calendar,
    forms: Vec<DueForm>,
    /// What moves between units is due only where there can be such a movement.
    movements: Vec<(Item, Vec<OrgUnitKind>)>,
    /// Figures given in the office's settings.
    given: BTreeSet<FactKey>,
    over: BTreeMap<Item, OverPeriods>,
    periods: BTreeMap<Item, BTreeSet<Period>>,
    reported: BTreeSet<Period>,
    wanted: BTreeSet<Period>,
}

#[derive(Debug, Clone)]
struct DueForm {
    code: String,
    /// In the office's order, which is the order of their index.
    units: Vec<OrgIx>,
    /// Periods in which one of them does not owe it, because one below existed that does.
    given_way: BTreeSet<(OrgIx, Period)>,
    figures: BTreeSet<(Item, Period)>,
}

/// A figure that two units, one within the other or one and the same, owe for one period: added
/// up it would count twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwedTwice {
    /// The upper unit.
    pub upper: OrgIx,
    /// The lower unit, or the same.
    pub lower: OrgIx,
    /// The figure.
    pub item: Item,
    /// The period.
    pub period: Period,
}

/// What of a run decides what is due.
#[derive(Debug, Clone, Copy)]
pub struct RunScope<'a> {
    /// The period of the run.
    pub period: Period,
    /// Periods for which any return has come.
    pub came: &'a BTreeSet<Period>,
    /// Figures that the office's settings give.
    pub given: &'a BTreeSet<FactKey>,
}

impl DueForm {
    /// Whether a unit owes it for a period in which it exists.
    fn owes(&self, org: OrgIx, period: Period) -> bool {
        self.units.binary_search(&org).is_ok() && !self.given_way.contains(&(org, period))
    }
}

impl Due {
    /// What the units of a tree owe to the office under a pack.
    pub fn new(pack: &Pack, tree: &OrgTree, office: OrgIx, scope: RunScope<'_>) -> Self {
        let (reported, wanted) = periods_of_run(pack, scope);
        let forms: Vec<DueForm> = pack
            .forms
            .iter()
            .map(|form| {
                let figures = figures(form, pack, &reported);
                let of_figures = figures.iter().map(|(_, period)| *period);
                let periods = of_figures.chain(reported.iter().copied());
                let periods = periods.chain(wanted.iter().copied()).collect();
                let (units, given_way) = owing(form, pack.calendar, tree, office, &periods);
                DueForm { code: form.code.clone(), units, given_way, figures }
            })
            .collect();
        let mut periods: BTreeMap<Item, BTreeSet<Period>> = BTreeMap::new();
        let on_forms = forms.iter().flat_map(|form| form.figures.iter().copied());
        let given = scope.given.iter().map(|key| (key.item, key.period));
        for (item, period) in on_forms.chain(given) {
            periods.entry(item).or_default().insert(period);
        }
        let movements = pack.transfers.iter().flat_map(|transfer| {
            [transfer.incoming, transfer.outgoing].map(|item| (item, transfer.within.clone()))
        });
        // A mean is of those of whom its weight is.
        let over = pack.catalogue.items().filter_map(|item| {
            let element = pack.catalogue.element(item)?;
            let dated_by = match element.over_units {
                OverUnits::WeightedMean { weight } => pack.catalogue.element(weight)?,
                _ => element,
            };
            Some((item, dated_by.over_periods))
        });
        Self {
            calendar: pack.calendar,
            forms,
            movements: movements.collect(),
            given: scope.given.clone(),
            over: over.collect(),
            periods,
            reported,
            wanted,
        }
    }

    /// The units that owe a form for a period, in the office's order: those that existed on any
    /// day of it.
    pub fn units<'a>(
        &'a self,
        tree: &'a OrgTree,
        form: &str,
        period: Period,
    ) -> impl Iterator<Item = OrgIx> + 'a {
        let found = self.forms.iter().find(|due| due.code == form);
        let units = found.into_iter().flat_map(move |due| {
            due.units.iter().copied().filter(move |org| due.owes(*org, period))
        });
        units.filter(move |org| self.existed_in(tree, *org, period))
    }

    /// Whether a unit owes a form for a period.
    pub fn owes_form(&self, tree: &OrgTree, form: &str, org: OrgIx, period: Period) -> bool {
        let mut forms = self.forms.iter().filter(|due| due.code == form);
        forms.any(|due| due.owes(org, period)) && self.existed_in(tree, org, period)
    }

    /// Whether a unit owes a figure itself: then it answers with its return and is not made from
    /// the units below.
    pub fn is_due(&self, tree: &OrgTree, org: OrgIx, item: Item, period: Period) -> bool {
        if self.given.contains(&FactKey { org, item, period }) {
            return true;
        }
        let on_form =
            |due: &DueForm| due.figures.contains(&(item, period)) && due.owes(org, period);
        self.forms.iter().any(on_form) && self.applies(tree, org, item, period)
    }

    /// Whether a unit answers for an item with its own returns, in whatever period.
    pub fn answers_itself(&self, org: OrgIx, item: Item) -> bool {
        let periods = self.periods.get(&item).into_iter().flatten();
        let mut periods = periods.copied();
        periods.any(|period| {
            self.given.contains(&FactKey { org, item, period })
                || self
                    .forms
                    .iter()
                    .any(|due| due.figures.contains(&(item, period)) && due.owes(org, period))
        })
    }

    /// Whether there can be such a figure of a unit in a period.
    ///
    /// A closing stock is due from who existed on the last day of the period, an opening stock
    /// from who existed on the first, everything else from who existed on any day; a movement
    /// between units only where there is, or may be, a unit of the kind within which it moves.
    pub fn applies(&self, tree: &OrgTree, org: OrgIx, item: Item, period: Period) -> bool {
        let existed = match self.over.get(&item) {
            Some(OverPeriods::Last) => tree.existed_on(org, self.calendar.last_day(period)),
            Some(OverPeriods::First) => tree.existed_on(org, self.calendar.first_day(period)),
            _ => self.existed_in(tree, org, period),
        };
        existed && self.may_move(tree, org, item)
    }

    /// Whether a movement between units may touch this one; true for whatever is no movement.
    pub fn may_move(&self, tree: &OrgTree, org: OrgIx, item: Item) -> bool {
        let mut movements = self.movements.iter().filter(|(moved, _)| *moved == item);
        movements.all(|(_, within)| may_move_within(tree, org, within))
    }

    /// Takes it that an item moves to and from nobody: for an organisation of which nothing but one
    /// unit is known, where that unit has left it blank.
    pub fn rule_out_movement(&mut self, item: Item) {
        for (_, within) in self.movements.iter_mut().filter(|(moved, _)| *moved == item) {
            within.clear();
        }
    }

    fn existed_in(&self, tree: &OrgTree, org: OrgIx, period: Period) -> bool {
        let (first, last) = (self.calendar.first_day(period), self.calendar.last_day(period));
        tree.existed_between(org, first, last)
    }

    /// The periods for which an item is kept by anybody, in order.
    pub fn periods(&self, item: Item) -> BTreeSet<Period> {
        self.periods.get(&item).cloned().unwrap_or_default()
    }

    /// Every period for which anything is due, in order.
    pub fn all_periods(&self) -> BTreeSet<Period> {
        self.periods.values().flatten().copied().collect()
    }

    /// The periods for which returns are made that matter to the run, in order.
    pub fn reported(&self) -> &BTreeSet<Period> {
        &self.reported
    }

    /// The periods for which figures are wanted, whether reported or made of reported ones.
    pub fn wanted(&self) -> &BTreeSet<Period> {
        &self.wanted
    }

    /// The first figure of each pair of units that both owe it, one within the other.
    pub fn owed_twice(&self, tree: &OrgTree) -> Vec<OwedTwice> {
        let mut twice: Vec<OwedTwice> = Vec::new();
        for (at, one) in self.forms.iter().enumerate() {
            for (other_at, other) in self.forms.iter().enumerate().skip(at) {
                // A unit that gives way to one below owes nothing beside it.
                let pair = |upper: OrgIx, lower: OrgIx, above: &DueForm, below: &DueForm| {
                    above.units.binary_search(&upper).ok()?;
                    let mut shared = one.figures.intersection(&other.figures);
                    let gives_way = above.given_way.iter().any(|(org, _)| *org == upper);
                    let both = |(_, period): &&(Item, Period)| {
                        above.owes(upper, *period)
                            && below.owes(lower, *period)
                            && (!gives_way || self.existed_in(tree, lower, *period))
                    };
                    let &(item, period) = shared.find(both)?;
                    Some(OwedTwice { upper, lower, item, period })
                };
                for &lower in &one.units {
                    let mut above =
                        tree.ancestors(lower).filter(|upper| *upper != lower || at != other_at);
                    twice.extend(above.find_map(|upper| pair(upper, lower, other, one)));
                }
                if at != other_at {
                    for &lower in &other.units {
                        let mut above = tree.ancestors(lower).skip(1);
                        twice.extend(above.find_map(|upper| pair(upper, lower, one, other)));
                    }
                }
            }
        }
        twice
    }
}

/// Whether a unit lies in (or is) a unit of such a kind, or may lie in one above all that the
/// office knows of.
fn may_move_within(tree: &OrgTree, org: OrgIx, within: &[OrgUnitKind]) -> bool {
    let kinds = || tree.ancestors(org).filter_map(|ix| Some(tree.get(ix)?.kind));
    let top = kinds().last();
    kinds().any(|kind| within.contains(&kind))
        || within.iter().any(|kind| top.is_some_and(|top| top < *kind))
}

/// The reported periods that matter to a run, and the periods for which it wants figures: the
/// run's own, those it may be compared with, and whatever else the same years make.
///
/// Nothing later than the run's period is looked at.
fn periods_of_run(pack: &Pack, scope: RunScope<'_>) -> (BTreeSet<Period>, BTreeSet<Period>) {
    if let Schedule::Once(period) = pack.schedule {
        return (BTreeSet::from([period]), BTreeSet::from([period]));
    }
    let bases = PeriodRef::BASES.iter().filter_map(|base| pack.resolve(*base, scope.period));
    let bases: BTreeSet<Period> =
        bases.filter(|base| pack.schedule.makes(*base).is_some()).collect();
    let years: BTreeSet<u16> = scope
        .came
        .iter()
        .chain([&scope.period])
        .flat_map(|period| period.first_year()..=period.last_year())
        .collect();
    let of_bases = bases.iter().filter_map(|base| pack.schedule.makes(*base)).flatten();
    let past = |period: &Period| !period.ends_after(scope.period);
    let reported: BTreeSet<Period> = years
        .iter()
        .flat_map(|year| pack.schedule.reported_in(*year..=*year))
        .chain(of_bases.map(|(_, period)| period))
        .filter(past)
        .collect();
    let shapes = years
        .iter()
        .flat_map(|year| Shape::of_any_year().filter_map(|shape| shape.of_year(*year)))
        .filter(|period| past(period) && pack.schedule.makes(*period).is_some());
    let wanted = shapes.chain(bases.iter().copied()).chain([scope.period]).collect();
    (reported, wanted)
}

/// The units that owe a form in any period, and the periods in which one of them gives way to one
/// below that existed then.
///
/// Who has units below it is not the lowest, even while none of them exists: it would owe a form
/// that its branches fill in, of nobody's members.
fn owing(
    form: &Form,
    calendar: Calendar,
    tree: &OrgTree,
    office: OrgIx,
    periods: &BTreeSet<Period>,
) -> (Vec<OrgIx>, BTreeSet<(OrgIx, Period)>) {
    let owes = |ix: OrgIx, kind| {
        form.in_use
            && form.owed_by.iter().any(|by| match by {
                OwedBy::Office => ix == office,
                OwedBy::Kind(owing) => *owing == kind,
                OwedBy::Lowest => ix != office && tree.children(ix).is_empty(),
            })
    };
    let units = tree.iter();
    let units = units.filter(|(ix, unit)| owes(*ix, unit.kind) && tree.is_within(*ix, office));
    let named: Vec<OrgIx> = units.map(|(ix, _)| ix).collect();
    if !form.only_lowest {
        return (named, BTreeSet::new());
    }
    let mut below: BTreeMap<OrgIx, Vec<OrgIx>> = BTreeMap::new();
    for lower in &named {
        for upper in tree.ancestors(*lower).skip(1) {
            below.entry(upper).or_default().push(*lower);
        }
    }
    let existed = |org: &OrgIx, period: &Period| {
        tree.existed_between(*org, calendar.first_day(*period), calendar.last_day(*period))
    };
    let (mut units, mut given_way) = (Vec::new(), BTreeSet::new());
    for unit in named {
        let below = below.get(&unit).map_or(&[][..], Vec::as_slice);
        let taken = |period: &&Period| below.iter().any(|below| existed(below, period));
        let taken: Vec<Period> = periods.iter().filter(taken).copied().collect();
        if below.is_empty() || taken.len() < periods.len() {
            units.push(unit);
            given_way.extend(taken.into_iter().map(|period| (unit, period)));
        }
    }
    (units, given_way)
}

/// The items of a form's cells in every period for which it is made; a cell of a class element
/// holds all its categories.
fn figures(form: &Form, pack: &Pack, reported: &BTreeSet<Period>) -> BTreeSet<(Item, Period)> {
    let mut figures = BTreeSet::new();
    for cell in form.sheets.iter().flat_map(|sheet| &sheet.cells) {
        let Named::Item(item) = cell.named else { continue };
        for own in reported {
            if let Some(period) = pack.resolve(cell.period, *own) {
                let items = pack.catalogue.items_of_cell(item);
                figures.extend(items.into_iter().map(|item| (item, period)));
            }
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OrgUnit;

    fn unit(code: &str, kind: OrgUnitKind, parent: Option<u32>) -> OrgUnit {
        OrgUnit {
            code: code.to_owned(),
            name: code.to_owned(),
            other_names: Vec::new(),
            kind,
            parent: parent.map(OrgIx),
            opened: None,
            closed: None,
        }
    }

    fn form(owed_by: Vec<OwedBy>, only_lowest: bool) -> Form {
        Form {
            code: String::new(),
            version: String::new(),
            name: String::new(),
            file: String::new(),
            owed_by,
            only_lowest,
            output: String::new(),
            bytes: Vec::new(),
            filling: crate::pack::Filling::default(),
            instructions: String::new(),
            sheets: Vec::new(),
            in_use: true,
            dash: crate::pack::Dash::Unsaid,
        }
    }

    /// A committee over a part whose only branch closed at the end of March 2024, and a branch.
    fn tree() -> OrgTree {
        let section = unit("BP", OrgUnitKind::SectionCommittee, Some(0));
        let closed = OrgUnit {
            closed: chrono::NaiveDate::from_ymd_opt(2024, 3, 31),
            ..unit("CB1", OrgUnitKind::SubordinateCell, Some(1))
        };
        let branch = unit("CB2", OrgUnitKind::SubordinateCell, Some(0));
        let committee = unit("DB", OrgUnitKind::GrassrootsCommittee, None);
        OrgTree::new(vec![committee, section, closed, branch]).unwrap()
    }

    fn owing_in(form: &Form, period: &str) -> Vec<u32> {
        let periods: BTreeSet<Period> =
            ["2024-Q1", "2024-Q2"].map(|id| id.parse().unwrap()).into();
        let calendar = Calendar::default();
        let (units, given_way) = owing(form, calendar, &tree(), OrgIx(0), &periods);
        let due = DueForm { code: String::new(), units, given_way, figures: BTreeSet::new() };
        let period: Period = period.parse().unwrap();
        let of_period = due.units.iter().filter(|org| due.owes(**org, period));
        of_period.map(|org| org.0).collect()
    }

    #[test]
    fn a_unit_whose_units_below_have_closed_does_not_become_a_branch() {
        let lowest = form(vec![OwedBy::Lowest], false);
        for period in ["2024-Q1", "2024-Q2"] {
            // The closed branch itself is left out by the day on which it closed.
            assert_eq!(owing_in(&lowest, period), [2, 3]);
        }
    }

    #[test]
    fn of_several_kinds_a_unit_below_that_has_closed_takes_nothing_from_one_above() {
        let kinds = [OrgUnitKind::SectionCommittee, OrgUnitKind::SubordinateCell];
        let form = form(kinds.map(OwedBy::Kind).into(), true);
        assert_eq!(owing_in(&form, "2024-Q1"), [2, 3]);
        assert_eq!(owing_in(&form, "2024-Q2"), [1, 2, 3]);
    }
}
