//! Where formulas stand: which of them lie in an area, without looking at each.

use std::collections::BTreeMap;
use std::ops::Range;

use super::columns::Place;
use super::evaluate::Area;

/// Columns of an area that are as well visited one by one.
const NARROW: u16 = 16;

/// Formulas by number, in the order of their columns, and if need be of their rows.
pub(super) struct Places {
    upright: Lines,
    level: Option<Level>,
}

/// The formulas in the order of their rows.
struct Level {
    lines: Lines,
    /// For each formula its place in this order.
    place_of: Vec<usize>,
    /// The formula at each place.
    formula_at: Vec<usize>,
}

/// Formulas one line after the other.
#[derive(Default)]
struct Lines {
    /// By sheet and line, those that stand in it.
    lines: BTreeMap<(usize, u32), Range<usize>>,
    /// Where in its line each stands.
    across: Vec<u32>,
}

/// Formulas that stand beside each other, by their numbers or by their places row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Whether their places row by row are meant.
    pub level: bool,
    /// The numbers, or the places.
    pub places: Range<usize>,
}

impl Places {
    /// The places of formulas, in order; `areas` are those that will be asked for.
    pub(super) fn new<'a>(
        places: impl Iterator<Item = Place> + Clone,
        mut areas: impl Iterator<Item = &'a Area>,
    ) -> Self {
        let upright =
            Lines::new(places.clone().map(|(sheet, col, row)| (sheet, col.into(), row)));
        let level = areas.any(is_level).then(|| Level::new(places));
        Self { upright, level }
    }

    /// How many formulas there are.
    pub(super) fn len(&self) -> usize {
        self.upright.across.len()
    }

    /// The formulas of one column between two rows.
    pub(super) fn of_column(&self, sheet: usize, col: u16, rows: (u32, u32)) -> Range<usize> {
        let line = self.upright.lines.get(&(sheet, col.into()));
        line.map_or(0..0, |line| self.upright.between(line, rows))
    }

    /// The formulas in an area.
    pub(super) fn of_area(&self, area: &Area) -> Vec<Stretch> {
        let cols = (area.cols.0.into(), area.cols.1.into());
        match self.level.as_ref().filter(|_| is_level(area)) {
            Some(level) => level.lines.stretches(area.sheet, area.rows, cols, true),
            None => self.upright.stretches(area.sheet, cols, area.rows, false),
        }
    }

    /// The place of a formula in one of the orders.
    pub(super) fn place_of(&self, formula: usize, level: bool) -> usize {
        let level = self.level.as_ref().filter(|_| level);
        level.and_then(|level| level.place_of.get(formula).copied()).unwrap_or(formula)
    }

    /// The formula at a place of one of the orders.
    pub(super) fn formula_at(&self, place: usize, level: bool) -> usize {
        let level = self.level.as_ref().filter(|_| level);
        level.and_then(|level| level.formula_at.get(place).copied()).unwrap_or(place)
    }

    /// Whether the formulas have an order row by row, too.
    pub(super) const fn has_level(&self) -> bool {
        self.level.is_some()
    }
}

/// Whether an area lies rather than stands.
const fn is_level(area: &Area) -> bool {
    let width = area.cols.1 - area.cols.0;
    width > NARROW && area.rows.1 - area.rows.0 < width as u32
}

impl Level {
    fn new(places: impl Iterator<Item = Place>) -> Self {
        let mut order: Vec<((usize, u32, u16), usize)> =
            places.enumerate().map(|(at, (sheet, col, row))| ((sheet, row, col), at)).collect();
        order.sort_unstable();
        let mut place_of = vec![0; order.len()];
        for (place, (_, formula)) in order.iter().enumerate() {
            if let Some(slot) = place_of.get_mut(*formula) {
                *slot = place;
            }
        }
        let lines = Lines::new(
            order.iter().map(|((sheet, row, col), _)| (*sheet, *row, (*col).into())),
        );
        Self { lines, place_of, formula_at: order.into_iter().map(|(_, at)| at).collect() }
    }
}

impl Lines {
    /// Lines of formulas by sheet, line, and place in the line, in order.
    fn new(formulas: impl Iterator<Item = (usize, u32, u32)>) -> Self {
        let mut made = Self::default();
        let mut open: Option<((usize, u32), Range<usize>)> = None;
        for (at, (sheet, line, across)) in formulas.enumerate() {
            made.across.push(across);
            match &mut open {
                Some((key, range)) if *key == (sheet, line) => range.end = at + 1,
                open => {
                    made.lines.extend(open.take());
                    *open = Some(((sheet, line), at..at + 1));
                }
            }
        }
        made.lines.extend(open);
        made
    }

    /// Of a line those that stand between two places in it.
    fn between(&self, line: &Range<usize>, (first, last): (u32, u32)) -> Range<usize> {
        let across = self.across.get(line.clone()).unwrap_or_default();
        let from = line.start + across.partition_point(|at| *at < first);
        let to = line.start + across.partition_point(|at| *at <= last);
        from..to.max(from)
    }

    fn stretches(
        &self,
        sheet: usize,
        lines: (u32, u32),
        across: (u32, u32),
        level: bool,
    ) -> Vec<Stretch> {
        let lines = self.lines.range((sheet, lines.0)..=(sheet, lines.1));
        let places = lines.map(|(_, line)| self.between(line, across));
        let stretch = |places| Stretch { level, places };
        places.filter(|places| !places.is_empty()).map(stretch).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn formulas_of_an_area_are_found_whether_it_stands_or_lies() {
        let mut places: Vec<Place> = Vec::new();
        for number in 0..900u32 {
            let (col, row) = (u16::try_from(number * 7 % 60).unwrap(), number * 11 % 45);
            places.push(((number % 2) as usize, col, row));
        }
        places.sort_unstable();
        places.dedup();
        let area = |rows, cols| Area { sheet: 1, rows, cols };
        let areas = [
            area((3, 4), (2, 59)),
            area((0, 44), (5, 5)),
            area((0, 0), (0, 16_383)),
            area((7, 30), (1, 40)),
            area((100, 200), (0, 99)),
        ];
        let found = Places::new(places.iter().copied(), areas.iter());
        assert!(found.has_level());
        for area in &areas {
            let inside = |(sheet, col, row): &Place| {
                *sheet == area.sheet
                    && (area.rows.0..=area.rows.1).contains(row)
                    && (area.cols.0..=area.cols.1).contains(col)
            };
            let expected: BTreeSet<_> = places.iter().filter(|place| inside(place)).collect();
            let stretches = found.of_area(area);
            let formulas = stretches.iter().flat_map(|stretch| {
                let at = |place| found.formula_at(place, stretch.level);
                stretch.places.clone().map(at)
            });
            let formulas: Vec<_> = formulas.collect();
            let round = |formula| found.formula_at(found.place_of(formula, true), true);
            assert!(formulas.iter().all(|formula| round(*formula) == *formula));
            let formulas: BTreeSet<_> = formulas.iter().map(|at| &places[*at]).collect();
            assert_eq!(formulas, expected, "{area:?}");
        }
    }
}
