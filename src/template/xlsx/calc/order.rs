//! In which order formulas compute: each after those whose cells it reads.
//!
//! A formula may read a column of fifty thousand others, and so may each of these: what it reads is
//! kept as stretches, and nothing in them is looked at twice.

use std::ops::Range;

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
    reads: Vec<Range<usize>>,
    /// The earliest formula that is known to be read by way of this one.
    earliest: usize,
    reads_itself: bool,
}

/// The search through all formulas (Tarjan's for strongly connected components).
struct Search<'r> {
    reads: &'r mut dyn FnMut(usize) -> Vec<Range<usize>>,
    /// For each formula the next that was not visited; itself, if it was not.
    unvisited: Vec<usize>,
    /// When each formula was visited first, while it is not known whether it is in a circle.
    visited: Earliest,
    count: usize,
    /// These formulas, in the order of their visits.
    pending: Vec<usize>,
    stack: Vec<Visit>,
    order: Order,
}

/// Puts formulas in order, given the stretches of formulas that each reads.
pub(super) fn order(count: usize, reads: &mut dyn FnMut(usize) -> Vec<Range<usize>>) -> Order {
    let mut search = Search {
        reads,
        unvisited: (0..=count).collect(),
        visited: Earliest::new(count),
        count: 0,
        pending: Vec::new(),
        stack: Vec::new(),
        order: Order::default(),
    };
    while let Some(start) = search.next_unvisited(0).filter(|start| *start < count) {
        search.visit(start);
        while let Some(next) = search.next_read() {
            match next {
                Some(next) => search.visit(next),
                None => search.leave(),
            }
        }
    }
    search.order
}

impl Search<'_> {
    /// The first formula from one on that was not visited; the number of formulas if there is none.
    fn next_unvisited(&mut self, from: usize) -> Option<usize> {
        let mut at = from;
        while self.unvisited.get(at).is_some_and(|next| *next != at) {
            let next = *self.unvisited.get(at)?;
            let further = *self.unvisited.get(next)?;
            *self.unvisited.get_mut(at)? = further;
            at = further;
        }
        (at < self.unvisited.len()).then_some(at)
    }

    fn visit(&mut self, formula: usize) {
        if let Some(next) = self.unvisited.get_mut(formula) {
            *next = formula + 1;
        }
        let reads = (self.reads)(formula);
        self.visited.set(formula, self.count);
        let known = reads.iter().map(|stretch| self.visited.of(stretch)).min();
        let reads_itself = reads.iter().any(|stretch| stretch.contains(&formula));
        let earliest = known.unwrap_or(self.count).min(self.count);
        self.count += 1;
        self.pending.push(formula);
        self.stack.push(Visit { formula, reads, earliest, reads_itself });
    }

    /// The next formula that the one on top reads and that was not visited; none inside: there is
    /// none; none at all: nothing is being visited.
    fn next_read(&mut self) -> Option<Option<usize>> {
        loop {
            let Some(stretch) = self.stack.last()?.reads.last().cloned() else {
                return Some(None);
            };
            let next = self.next_unvisited(stretch.start).filter(|next| *next < stretch.end);
            let reads = &mut self.stack.last_mut()?.reads;
            match (next, reads.last_mut()) {
                (Some(next), Some(rest)) => {
                    rest.start = next + 1;
                    return Some(Some(next));
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
        if self.visited.of(&(visit.formula..visit.formula + 1)) != visit.earliest {
            return;
        }
        let from = self.pending.iter().rposition(|formula| *formula == visit.formula);
        let circle = self.pending.split_off(from.unwrap_or(0));
        for formula in &circle {
            self.visited.set(*formula, Earliest::NEVER);
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

    use super::*;

    fn ordered(reads: &[&[Range<usize>]]) -> Order {
        order(reads.len(), &mut |formula| reads[formula].to_vec())
    }

    #[test]
    fn each_formula_comes_after_those_it_reads() {
        let order = ordered(&[&[2..4], &[0..1], &[], &[2..3, 4..5], &[]]);
        assert_eq!(order.formulas.iter().collect::<BTreeSet<_>>().len(), 5);
        let place = |formula| order.formulas.iter().position(|at| *at == formula);
        assert!(place(2) < place(3) && place(4) < place(3));
        assert!(place(3) < place(0) && place(0) < place(1));
        assert!(order.circular.is_empty());
    }

    #[test]
    fn a_circle_is_told_and_what_only_reads_it_is_not() {
        let order = ordered(&[&[1..2], &[2..3], &[0..1], &[0..3], &[4..5], &[]]);
        let circular: BTreeSet<_> = order.circular.into_iter().collect();
        assert_eq!(circular, BTreeSet::from([0, 1, 2, 4]));
    }

    #[test]
    fn all_of_a_circle_is_told_by_whichever_way_it_is_met() {
        // 0 reads 1 and 2, 1 reads 0, 2 reads 1: 2 belongs to the circle by way of 1 alone.
        let order = ordered(&[&[1..3], &[0..1], &[1..2]]);
        assert_eq!(order.circular.len(), 3);
    }

    #[test]
    fn fifty_thousand_formulas_that_all_read_each_other_are_one_circle() {
        let all = order(50_000, &mut |_| vec![0..50_000]);
        assert_eq!((all.formulas.len(), all.circular.len()), (50_000, 50_000));
        let running = order(50_000, &mut |formula| vec![0..formula]);
        assert_eq!((running.formulas.len(), running.circular.len()), (50_000, 0));
        let chain = order(50_000, &mut |formula| vec![formula + 1..(formula + 2).min(50_000)]);
        assert_eq!(chain.formulas.first(), Some(&49_999));
    }
}
