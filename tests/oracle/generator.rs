//! Makes a random organisation and lets two years happen to it, month by month.

use super::calendar::{CutOff, Day, Month, Span, days_of, month};
use super::measure::{self, Route};
use super::periods;
use super::random::Random;
use super::world::{
    Event, FIRST_RECORDS, FIRST_YEAR, Kind, LAST_YEAR, Missing, Scheme, Unit, What, World,
};

/// The organisation of a seed.
pub fn world(seed: u64) -> World {
    let mut random = Random::new(seed);
    let scheme = scheme(seed, &mut random);
    let cut_off = if random.percent(20) { CutOff::DayOfMonth(14) } else { CutOff::LastDay };
    let owed_by_lowest = random.percent(50);
    let leaves = match (scheme, random.between(0, 99)) {
        (Scheme::Months, _) => random.between(3, 5),
        (_, 96..) => random.between(15, 30),
        (_, 70..) => random.between(8, 14),
        _ => random.between(3, 8),
    };
    let units = units(leaves, owed_by_lowest, cut_off, &mut random);
    let mut world = World {
        seed,
        scheme,
        cut_off,
        office: 0,
        units,
        events: Vec::new(),
        run: run(scheme, &mut random),
        looked_at: Vec::new(),
        term: term(&mut random),
        silent: Vec::new(),
        blank: Vec::new(),
        stock_missing: *random.pick(&[Missing::Partial, Missing::Whole, Missing::Carry]),
        deaths_missing: *random.pick(&[Missing::Partial, Missing::Partial, Missing::Whole]),
        opening_repeats: random.percent(50),
        recalls: matches!(scheme, Scheme::Cumulative | Scheme::Quarters | Scheme::Years)
            && random.percent(50),
        plan: Vec::new(),
        waiting: Vec::new(),
        owed_by_lowest,
    };
    world.office = office(&world, &mut random);
    world.looked_at = periods::looked_at(&world);
    plan(&mut world, &mut random);
    world.events = Life::new(&world, &mut random).all_years();
    if random.percent(35) {
        fall_silent(&mut world, &mut random);
    }
    world
}

/// Half the organisations report cumulatively, a quarter discretely, a quarter by years.
fn scheme(seed: u64, random: &mut Random) -> Scheme {
    match seed % 8 {
        0..4 => Scheme::Cumulative,
        4 => Scheme::Quarters,
        5 => *random.pick(&[Scheme::Quarters, Scheme::Quarters, Scheme::Months]),
        6 => Scheme::Years,
        _ => Scheme::TwoYears,
    }
}

/// The period asked for: one that is reported, or one made from such.
fn run(scheme: Scheme, random: &mut Random) -> Span {
    let (before, year) = (FIRST_YEAR, LAST_YEAR);
    let whole = Span::years(year, year);
    let quarter = |at: u32| Span::of(year, at * 3 - 2, at * 3);
    let (six, nine) = (Span::of(year, 1, 6), Span::of(year, 1, 9));
    let both = Span::years(before, year);
    match scheme {
        Scheme::Cumulative => *random.pick(&[
            whole,
            whole,
            whole,
            six,
            nine,
            quarter(1),
            quarter(2),
            quarter(4),
            both,
        ]),
        Scheme::Quarters => {
            *random.pick(&[whole, quarter(4), quarter(3), six, nine, quarter(1), both])
        }
        Scheme::Months => *random.pick(&[
            whole,
            Span::of(year, 12, 12),
            quarter(2),
            six,
            Span::of(year, 5, 5),
        ]),
        Scheme::Years => *random.pick(&[whole, both, both]),
        Scheme::TwoYears => both,
    }
}

/// A term that began within the records, so that there is a stock at its beginning.
fn term(random: &mut Random) -> Span {
    let first = *random.pick(&[month(2023, 7), month(2024, 1), month(2023, 4), month(2023, 5)]);
    Span { first, last: first + 59 }
}

/// Inner units from the top down, then leaves wherever leaves may hang.
fn units(count: u32, lowest: bool, cut_off: CutOff, random: &mut Random) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let tops: [&[Kind]; 5] = [
        &[Kind::Grassroots],
        &[Kind::Grassroots, Kind::Section],
        &[Kind::Superior, Kind::Grassroots],
        &[Kind::Superior, Kind::Grassroots, Kind::Section],
        &[Kind::Province, Kind::Superior, Kind::Grassroots, Kind::Section],
    ];
    let levels = *random.pick(&tops);
    let mut above: Vec<Option<usize>> = vec![None];
    for (depth, kind) in levels.iter().enumerate() {
        let mut here = Vec::new();
        for parent in above {
            let few = if depth == 0 { 1 } else { random.between(1, 3) };
            for _ in 0..few {
                // Not every branch of the tree goes all the way down.
                if depth == 0 || parent == Some(0) || random.percent(75) {
                    here.push(Some(units.len()));
                    units.push(unit(&units, *kind, parent));
                }
            }
        }
        above = here;
    }
    let inner = units.len();
    for at in 0..inner {
        let bare = !units.iter().any(|unit| unit.parent == Some(at));
        if bare && (lowest || random.percent(90)) {
            hang(at, &mut units);
        }
    }
    while units.len() < inner + count as usize {
        let at = random.between(0, u32::try_from(inner).unwrap() - 1) as usize;
        hang(at, &mut units);
    }
    for leaf in &mut units[inner..] {
        let members = random.between(3, 30);
        leaf.members = (members, random.between(0, members));
        dates(leaf, cut_off, random);
    }
    if random.percent(50) { shuffled(&units, random) } else { units }
}

fn unit(known: &[Unit], kind: Kind, parent: Option<usize>) -> Unit {
    let number = known.len();
    let (code, name) = match kind {
        Kind::GrassrootsCell => ("CS", "Chi bộ cơ sở số"),
        Kind::Cell => ("CB", "Chi bộ trực thuộc số"),
        _ => ("DB", "Đảng bộ số"),
    };
    Unit {
        code: format!("{code}{number:03}"),
        name: format!("{name} {number}"),
        kind,
        parent,
        opened: None,
        closed: None,
        members: (0, 0),
    }
}

fn hang(parent: usize, units: &mut Vec<Unit>) {
    let kind = match units[parent].kind {
        Kind::Province | Kind::Superior => Kind::GrassrootsCell,
        _ => Kind::Cell,
    };
    let leaf = unit(units, kind, Some(parent));
    units.push(leaf);
}

/// A few units are founded or closed while the records run, some on the edge of a month.
fn dates(unit: &mut Unit, cut_off: CutOff, random: &mut Random) {
    match random.between(0, 99) {
        0..8 => {
            let at = random.between(month(FIRST_YEAR, 2), month(LAST_YEAR, 11));
            unit.opened = Some(day_in(at, cut_off, random));
            unit.members = (0, 0);
        }
        8..14 => {
            let at = random.between(month(FIRST_YEAR, 1), month(LAST_YEAR, 11));
            unit.closed = Some(day_in(at, cut_off, random));
        }
        14..16 => {
            let at = random.between(month(FIRST_YEAR, 1), month(LAST_YEAR, 6));
            unit.opened = Some(day_in(at, cut_off, random));
            unit.closed = Some(day_in(at + random.between(1, 6), cut_off, random));
            unit.members = (0, 0);
        }
        16 => {
            unit.closed = Some((2019, 6, 30));
            unit.members = (0, 0);
        }
        17..25 => unit.opened = Some((2011, 3, 3)),
        _ => {}
    }
}

fn day_in(at: Month, cut_off: CutOff, random: &mut Random) -> Day {
    let (first, last) = Span { first: at, last: at }.days(cut_off);
    match random.between(0, 3) {
        0 => first,
        1 => last,
        _ => {
            let most = if first.1 == last.1 { last.2 } else { days_of(first.0, first.1) };
            (first.0, first.1, random.between(first.2, most))
        }
    }
}

/// The office lists its units in any order.
fn shuffled(units: &[Unit], random: &mut Random) -> Vec<Unit> {
    let mut order: Vec<usize> = (0..units.len()).collect();
    for at in (1..order.len()).rev() {
        order.swap(at, random.between(0, u32::try_from(at).unwrap()) as usize);
    }
    let place = |old: usize| order.iter().position(|at| *at == old).unwrap();
    let moved = |old: &usize| {
        let unit = units[*old].clone();
        Unit { parent: unit.parent.map(place), ..unit }
    };
    order.iter().map(moved).collect()
}

/// Mostly the top of the tree; sometimes a committee with others above and beside it.
fn office(world: &World, random: &mut Random) -> usize {
    let top = world.units.iter().position(|unit| unit.parent.is_none()).unwrap();
    let inner: Vec<usize> = (0..world.units.len())
        .filter(|at| {
            let leaves = world.leaves();
            !world.units[*at].kind.is_leaf()
                && leaves.iter().filter(|leaf| world.is_within(**leaf, *at)).count() >= 2
        })
        .collect();
    if random.percent(85) || inner.is_empty() { top } else { *random.pick(&inner) }
}

/// Admissions that are to be reached: the whole for the office; or shared out among branches, or
/// among parts of the organisation; or the whole, and one part shares out its own besides.
fn plan(world: &mut World, random: &mut Random) {
    let top = world.units.iter().position(|unit| unit.parent.is_none()).unwrap();
    for year in FIRST_YEAR..=LAST_YEAR {
        match random.between(0, 4) {
            0 => world.plan.push((world.office, year, random.between(1, 40))),
            1 => share_out(world, &branches(world, top), year, random),
            2 => share_out(world, &below(world, top), year, random),
            3 => {
                world.plan.push((world.office, year, random.between(1, 40)));
                let parts = below(world, world.office);
                if !parts.is_empty() {
                    share_out(world, &branches(world, *random.pick(&parts)), year, random);
                }
            }
            _ => {}
        }
    }
}

/// Tells some units how many they are to admit; branches of the others wait, once anybody knows.
fn share_out(world: &mut World, among: &[usize], year: u32, random: &mut Random) {
    let (told, others): (Vec<usize>, Vec<usize>) =
        among.iter().copied().partition(|_| random.percent(40));
    if told.is_empty() {
        return;
    }
    let waiting = others.into_iter().flat_map(|part| branches(world, part));
    let waiting: Vec<(usize, u32)> = waiting.map(|branch| (branch, year)).collect();
    world.waiting.extend(waiting);
    world.plan.extend(told.into_iter().map(|unit| (unit, year, random.between(0, 6))));
}

/// The units directly below one.
fn below(world: &World, unit: usize) -> Vec<usize> {
    (0..world.units.len()).filter(|at| world.units[*at].parent == Some(unit)).collect()
}

/// The units within one that have none below them.
fn branches(world: &World, unit: usize) -> Vec<usize> {
    let all = 0..world.units.len();
    all.filter(|at| world.is_within(*at, unit) && below(world, *at).is_empty()).collect()
}

/// Lets the years happen.
struct Life<'a> {
    world: &'a World,
    random: &'a mut Random,
    /// Members of each unit at the moment, whether each is a woman.
    members: Vec<Vec<bool>>,
    /// Ages of those admitted since the unit's reporting period began, in tenths of a year.
    ages: Vec<Vec<u32>>,
    events: Vec<Vec<Event>>,
}

impl<'a> Life<'a> {
    fn new(world: &'a World, random: &'a mut Random) -> Self {
        let members = world.units.iter().map(|unit| {
            let (all, women) = unit.members;
            (0..all).map(|at| at < women).collect()
        });
        let members: Vec<Vec<bool>> = members.collect();
        let ages = vec![Vec::new(); members.len()];
        let events = vec![Vec::new(); members.len()];
        Self { world, random, members, ages, events }
    }

    fn all_years(mut self) -> Vec<Vec<Event>> {
        for month in month(FIRST_RECORDS, 1)..=month(LAST_YEAR, 12) {
            if self.begins_a_period(month) {
                self.ages.iter_mut().for_each(Vec::clear);
            }
            let alive: Vec<usize> = self
                .world
                .leaves()
                .into_iter()
                .filter(|leaf| self.world.existed_in(*leaf, Span { first: month, last: month }))
                .collect();
            for leaf in &alive {
                self.month(*leaf, month, &alive);
            }
        }
        self.events
    }

    /// Whether the figures of the return start anew, and with them the mean age.
    fn begins_a_period(&self, month: Month) -> bool {
        match self.world.scheme {
            Scheme::Months => true,
            Scheme::Quarters => month.is_multiple_of(3),
            Scheme::Cumulative | Scheme::Years | Scheme::TwoYears => month.is_multiple_of(12),
        }
    }

    fn month(&mut self, leaf: usize, month: Month, alive: &[usize]) {
        let this = Span { first: month, last: month };
        let (first, last) = this.days(self.world.cut_off);
        let unit = &self.world.units[leaf];
        if unit.opened.is_some_and(|day| (first..=last).contains(&day)) {
            for _ in 0..self.random.between(1, 4) {
                self.one_comes(leaf, month, alive);
            }
        }
        self.meetings(leaf, month);
        for _ in 0..2 {
            if self.random.percent(12) {
                self.admit(leaf, month);
            }
        }
        if self.random.percent(4) {
            self.one_goes(leaf, month, |_, _| What::Died);
        }
        if self.random.percent(12) {
            self.one_moves(leaf, month, alive);
        }
        if self.random.percent(5) {
            self.one_comes(leaf, month, &[]);
        }
        if unit.closed.is_some_and(|day| (first..=last).contains(&day)) {
            while !self.members[leaf].is_empty() {
                self.one_moves(leaf, month, alive);
            }
        }
    }

    fn push(&mut self, month: Month, unit: usize, what: What, woman: bool) {
        self.events[unit].push(Event { month, unit, what, woman });
    }

    fn meetings(&mut self, leaf: usize, month: Month) {
        let must_attend = u32::try_from(self.members[leaf].len()).unwrap();
        for _ in 0..self.random.between(1, 2) {
            let attended = self.random.between(must_attend * 2 / 3, must_attend);
            let length = self.random.between(300, 1800);
            self.push(month, leaf, What::Meeting { length, attended, must_attend }, false);
        }
    }

    /// Ages are such that the mean of the period so far always has one decimal: what a return
    /// prints is then exact, and the truth can be taken from the people themselves.
    fn admit(&mut self, leaf: usize, month: Month) {
        let sum: u32 = self.ages[leaf].iter().sum();
        let count = u32::try_from(self.ages[leaf].len()).unwrap() + 1;
        let age = self.random.between(180, 600);
        let age = age + (count - (sum + age) % count) % count;
        self.ages[leaf].push(age);
        let woman = self.random.percent(45);
        self.members[leaf].push(woman);
        self.push(month, leaf, What::Admitted { age }, woman);
    }

    fn one_goes(
        &mut self,
        leaf: usize,
        month: Month,
        what: impl Fn(&Self, bool) -> What,
    ) -> Option<bool> {
        let count = u32::try_from(self.members[leaf].len()).unwrap().checked_sub(1)?;
        let at = self.random.between(0, count) as usize;
        let woman = self.members[leaf].swap_remove(at);
        let what = what(self, woman);
        self.push(month, leaf, what, woman);
        Some(woman)
    }

    /// A member moves to another unit of the tree, or out of it.
    fn one_moves(&mut self, leaf: usize, month: Month, alive: &[usize]) {
        let closing = |at: &usize| {
            let span = Span { first: month, last: month };
            self.world.units[*at]
                .closed
                .is_some_and(|day| day <= span.days(self.world.cut_off).1)
        };
        let others: Vec<usize> =
            alive.iter().copied().filter(|at| *at != leaf && !closing(at)).collect();
        let to =
            (!others.is_empty() && self.random.percent(75)).then(|| *self.random.pick(&others));
        let route = to.map_or(Route::Far, |to| self.route(leaf, to));
        let woman = self.one_goes(leaf, month, |_, _| What::Out(route));
        if let (Some(to), Some(woman)) = (to, woman) {
            self.members[to].push(woman);
            self.push(month, to, What::In(route), woman);
        }
    }

    /// A member comes from another unit, or from outside when there is none.
    fn one_comes(&mut self, leaf: usize, month: Month, alive: &[usize]) {
        let others: Vec<usize> = alive
            .iter()
            .copied()
            .filter(|at| *at != leaf && self.members[*at].len() > 1)
            .collect();
        if others.is_empty() {
            let woman = self.random.percent(40);
            self.members[leaf].push(woman);
            self.push(month, leaf, What::In(Route::Far), woman);
            return;
        }
        let from = *self.random.pick(&others);
        let route = self.route(from, leaf);
        if let Some(woman) = self.one_goes(from, month, |_, _| What::Out(route)) {
            self.members[leaf].push(woman);
            self.push(month, leaf, What::In(route), woman);
        }
    }

    fn route(&self, from: usize, to: usize) -> Route {
        let same = |route: &Route| {
            let at = self.world.cancels_at(from, *route);
            at.is_some() && at == self.world.cancels_at(to, *route)
        };
        Route::CANCELLING.into_iter().find(same).unwrap_or(Route::Far)
    }
}

/// Some returns never come, some cells stay blank.
fn fall_silent(world: &mut World, random: &mut Random) {
    let returns: Vec<Span> = match world.scheme {
        Scheme::TwoYears => vec![Span::years(FIRST_YEAR, LAST_YEAR)],
        _ => world.reported(),
    };
    let (silence, blanks) = (random.between(0, 15), random.between(0, 4));
    for leaf in world.leaves() {
        for span in &returns {
            if random.percent(silence) {
                world.silent.push((leaf, *span));
            }
        }
        for span in world.reported() {
            for row in measure::ALL {
                if row.row() == row && random.percent(blanks) {
                    world.blank.push((leaf, span, row));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::counting::leaf_value;
    use super::super::measure::Measure;
    use super::*;

    /// The oracle's own ground: if the people of an organisation did not add up, nothing would.
    #[test]
    fn in_every_organisation_people_come_and_go_one_by_one() {
        for seed in 0..40 {
            let world = world(seed);
            for leaf in world.leaves() {
                for span in world.reported() {
                    let of = |measure| leaf_value(&world, leaf, measure, span);
                    let whole = |measure| of(measure).unwrap().over;
                    assert_eq!(
                        whole(Measure::Opening) + whole(Measure::Rise) - whole(Measure::Fall),
                        whole(Measure::Members),
                        "seed {seed}, unit {leaf}, {span}"
                    );
                    assert!(whole(Measure::Members) >= whole(Measure::MembersWomen));
                    // What a return prints is exact.
                    assert!(of(Measure::MeanAge).is_none_or(|mean| 10 % mean.under == 0));
                }
            }
            for route in Route::CANCELLING {
                for at in 0..world.units.len() {
                    let moved = |what: What| {
                        world
                            .events
                            .iter()
                            .flatten()
                            .filter(|event| {
                                event.what == what
                                    && world.cancels_at(event.unit, route) == Some(at)
                            })
                            .count()
                    };
                    assert_eq!(moved(What::In(route)), moved(What::Out(route)));
                }
            }
        }
    }
}
