//! In which order formulas compute: each after those whose cells it reads.
//!
//! A formula may read a column of fifty thousand others, and so may each of these: what it reads is
//! kept as stretches, and nothing in them is looked at twice.

use std::ops::Range;

use super::places::{Places, Stretch};

/// Formulas by number, in the order in which to compute them, and those that read themselves by
/// way of whichever others.
#[derive(Default)]
pub(super) struct Order {
    /// All formulas.
    pub formulas: Vec<usize>,
    /// Those in circles.
    pub circular: Vec<usize>,
}

/// A formula whose own ones are being looked for.
struct Visit {
    formula: usize,
    /// What of the stretches it reads has not been looked at.
    reads: Vec<Stretch>,
    /// The earliest formula that is known to be read by way of this one.
    earliest: usize,
    reads_itself: bool,
}

/// The search through all formulas (Tarjan's for strongly connected components).
struct Search<'r> {
    places: &'r Places,
    reads: &'r dyn Fn(usize) -> Vec<Stretch>,
    /// The formulas by number, and by their places row by row.
    upright: Visited,
    level: Visited,
    count: usize,
    /// These formulas, in the order of their visits.
    pending: Vec<usize>,
    stack: Vec<Visit>,
    order: Order,
}

/// Which formulas were visited, in one of their orders.
struct Visited {
    /// For each the next that was not visited; itself, if it was not.
    next: Vec<usize>,
    /// When each was visited first, while it is not known whether it is in a circle.
    when: Earliest,
}

/// Puts formulas in order, given what each reads.
pub(super) fn order(places: &Places, reads: &dyn Fn(usize) -> Vec<Stretch>) -> Order {
    let count = places.len();
    let mut search = Search {
        places,
        reads,
        upright: Visited::new(count),
        level: Visited::new(if places.has_level() { count } else { 0 }),
        count: 0,
        pending: Vec::new(),
        stack: Vec::new(),
        order: Order::default(),
    };
    while let Some(start) = search.upright.next_unvisited(0).filter(|start| *start < count) {
        search.visit(start);
        while !search.stack.is_empty() {
            match search.next_read() {
                Some(next) => search.visit(next),
                None => search.leave(),
            }
        }
    }
    search.order
}

impl Visited {
    fn new(count: usize) -> Self {
        Self { next: (0..=count).collect(), when: Earliest::new(count) }
    }

    /// The first place from one on that was not visited; the number of places if there is none.
    fn next_unvisited(&mut self, from: usize) -> Option<usize> {
        let mut at = from;
        while self.next.get(at).is_some_and(|next| *next != at) {
            let next = *self.next.get(at)?;
            let further = *self.next.get(next)?;
            *self.next.get_mut(at)? = further;
            at = further;
        }
        (at < self.next.len()).then_some(at)
    }

    fn visit(&mut self, place: usize, when: usize) {
        if let Some(next) = self.next.get_mut(place) {
            *next = place + 1;
        }
        self.when.set(place, when);
    }
}

impl Search<'_> {
    const fn of(&mut self, level: bool) -> &mut Visited {
        if level { &mut self.level } else { &mut self.upright }
    }

    fn visit(&mut self, formula: usize) {
        self.upright.visit(formula, self.count);
        if self.places.has_level() {
            self.level.visit(self.places.place_of(formula, true), self.count);
        }
        let reads = (self.reads)(formula);
        let mut earliest = self.count;
        let mut reads_itself = false;
        for Stretch { level, places } in &reads {
            earliest = earliest.min(self.of(*level).when.of(places));
            reads_itself |= places.contains(&self.places.place_of(formula, *level));
        }
        self.count += 1;
        self.pending.push(formula);
        self.stack.push(Visit { formula, reads, earliest, reads_itself });
    }

    /// The next formula that the one on top reads and that was not visited.
    fn next_read(&mut self) -> Option<usize> {
        loop {
            let Stretch { level, places } = self.stack.last()?.reads.last().cloned()?;
            let next = self.of(level).next_unvisited(places.start);
            let reads = &mut self.stack.last_mut()?.reads;
            match (next.filter(|next| *next < places.end), reads.last_mut()) {
                (Some(next), Some(rest)) => {
                    rest.places.start = next + 1;
                    return Some(self.places.formula_at(next, level));
                }
                _ => drop(reads.pop()),
            }
        }
    }

    /// Everything that the formula on top reads is in order.
    fn leave(&mut self) {
        let Some(visit) = self.stack.pop() else { return };
        self.order.formulas.push(visit.formula);
        if let Some(above) = self.stack.last_mut() {
            above.earliest = above.earliest.min(visit.earliest);
        }
        if self.upright.when.of(&(visit.formula..visit.formula + 1)) != visit.earliest {
            return;
        }
        let from = self.pending.iter().rposition(|formula| *formula == visit.formula);
        let circle = self.pending.split_off(from.unwrap_or(0));
        for formula in &circle {
            self.upright.when.set(*formula, Earliest::NEVER);
            if self.places.has_level() {
                self.level.when.set(self.places.place_of(*formula, true), Earliest::NEVER);
            }
        }
        if circle.len() > 1 || visit.reads_itself {
            self.order.circular.extend(circle);
        }
    }
}

/// Numbers of which the least of any stretch is known quickly.
struct Earliest {
    /// A tree in an array: the numbers are the second half.
    nodes: Vec<usize>,
    leaves: usize,
}

impl Earliest {
    const NEVER: usize = usize::MAX;

    fn new(count: usize) -> Self {
        let leaves = count.next_power_of_two();
        Self { nodes: vec![Self::NEVER; 2 * leaves], leaves }
    }

    fn set(&mut self, index: usize, number: usize) {
        let mut at = self.leaves + index;
        let mut least = number;
        while let Some(node) = self.nodes.get_mut(at) {
            if *node == least {
                return;
            }
            *node = least;
            if at <= 1 {
                return;
            }
            let beside = self.nodes.get(at ^ 1).copied().unwrap_or(Self::NEVER);
            least = least.min(beside);
            at /= 2;
        }
    }

    fn of(&self, stretch: &Range<usize>) -> usize {
        let (mut from, mut to) = (self.leaves + stretch.start, self.leaves + stretch.end);
        let mut least = Self::NEVER;
        let node = |at: usize| self.nodes.get(at).copied().unwrap_or(Self::NEVER);
        while from < to {
            if from % 2 == 1 {
                least = least.min(node(from));
                from += 1;
            }
            if to % 2 == 1 {
                to -= 1;
                least = least.min(node(to));
            }
            from /= 2;
            to /= 2;
        }
        least
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::evaluate::Area;
    use super::*;

    /// So many formulas in one column, given which of them each reads.
    fn order_of(count: u32, reads: &dyn Fn(usize) -> Vec<(usize, usize)>) -> Order {
        let places = Places::new((0..count).map(|row| (0, 0, row)), std::iter::empty());
        order(&places, &|formula| {
            let stretch = |(from, to)| Stretch { level: false, places: from..to };
            reads(formula).into_iter().map(stretch).collect()
        })
    }

    fn ordered(reads: &[&[(usize, usize)]]) -> Order {
        order_of(u32::try_from(reads.len()).unwrap(), &|formula| reads[formula].to_vec())
    }

    #[test]
    fn each_formula_comes_after_those_it_reads() {
        let order = ordered(&[&[(2, 4)], &[(0, 1)], &[], &[(2, 3), (4, 5)], &[]]);
        assert_eq!(order.formulas.iter().collect::<BTreeSet<_>>().len(), 5);
        let place = |formula| order.formulas.iter().position(|at| *at == formula);
        assert!(place(2) < place(3) && place(4) < place(3));
        assert!(place(3) < place(0) && place(0) < place(1));
        assert!(order.circular.is_empty());
    }

    #[test]
    fn a_circle_is_told_and_what_only_reads_it_is_not() {
        let order = ordered(&[&[(1, 2)], &[(2, 3)], &[(0, 1)], &[(0, 3)], &[(4, 5)], &[]]);
        let circular: BTreeSet<_> = order.circular.into_iter().collect();
        assert_eq!(circular, BTreeSet::from([0, 1, 2, 4]));
    }

    #[test]
    fn all_of_a_circle_is_told_by_whichever_way_it_is_met() {
        // 0 reads 1 and 2, 1 reads 0, 2 reads 1: 2 belongs to the circle by way of 1 alone.
        let order = ordered(&[&[(1, 3)], &[(0, 1)], &[(1, 2)]]);
        assert_eq!(order.circular.len(), 3);
    }

    #[test]
    fn fifty_thousand_formulas_that_all_read_each_other_are_one_circle() {
        let all = order_of(50_000, &|_| vec![(0, 50_000)]);
        assert_eq!((all.formulas.len(), all.circular.len()), (50_000, 50_000));
        let running = order_of(50_000, &|formula| vec![(0, formula)]);
        assert_eq!((running.formulas.len(), running.circular.len()), (50_000, 0));
        let chain = order_of(50_000, &|formula| vec![(formula + 1, (formula + 2).min(50_000))]);
        assert_eq!(chain.formulas.first(), Some(&49_999));
    }

    #[test]
    fn formulas_beside_each_other_are_put_in_order_and_their_circles_told() {
        // Each of a row of cells reads all to its right; those of the row below read each other.
        let of = |place: (usize, u16, u32)| Area {
            sheet: 0,
            rows: (place.2, place.2),
            cols: (if place.2 == 0 { place.1 + 1 } else { 0 }, 4_000),
        };
        let all: Vec<_> = (0..4_000).flat_map(|col| [(0, col, 0), (0, col, 1)]).collect();
        let areas: Vec<_> = all.iter().copied().map(of).collect();
        let places = Places::new(all.iter().copied(), areas.iter());
        let order = order(&places, &|formula| places.of_area(&areas[formula]));
        let above: Vec<_> = order.formulas.iter().filter(|at| all[**at].2 == 0).collect();
        assert!(above.is_sorted_by(|one, other| all[**one].1 > all[**other].1));
        assert_eq!((above.len(), order.circular.len()), (4_000, 4_000));
        assert!(order.circular.iter().all(|at| all[*at].2 == 1));
    }
}
