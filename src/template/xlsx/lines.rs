//! Where the lines of a template went, rows and columns alike: which lines of the result came from
//! which.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::ooxml::CellRef;

/// A stretch of result lines, first and last.
pub(super) type Stretch = (u32, u32);

/// A rectangle of result cells; a side that is not bounded has no stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    /// Its rows.
    pub rows: Option<Stretch>,
    /// Its columns.
    pub columns: Option<Stretch>,
}

impl Area {
    /// Its rows, or its columns.
    pub(super) const fn on(&self, axis: Axis) -> Option<Stretch> {
        match axis {
            Axis::Rows => self.rows,
            Axis::Columns => self.columns,
        }
    }

    /// How many cells it has; a side that is not bounded counts as one.
    pub(super) fn cells(&self) -> usize {
        let length = |side: Option<Stretch>| side.map_or(1, |(a, b)| (b - a + 1) as usize);
        length(self.rows) * length(self.columns)
    }

    /// The rectangles where stretches of rows and stretches of columns cross.
    pub(super) fn crossings(
        rows: Option<&[Stretch]>,
        columns: Option<&[Stretch]>,
    ) -> Vec<Self> {
        let sides = |side: Option<&[Stretch]>| match side {
            Some(stretches) => stretches.iter().copied().map(Some).collect(),
            None => vec![None],
        };
        let columns = sides(columns);
        let of_rows =
            |rows| columns.iter().map(move |columns| Self { rows, columns: *columns });
        sides(rows).into_iter().flat_map(of_rows).collect()
    }
}

/// Result lines that are looked through as quickly as anything is found in them.
const FEW: usize = 32;

/// Stretches found before, by first line, last line and repetition.
type Found = BTreeMap<(u32, u32, usize), Rc<Vec<Stretch>>>;

/// Where the rows and the columns of one sheet went.
#[derive(Debug)]
pub(super) struct SheetMap {
    /// Its rows.
    pub rows: LineMap,
    /// Its columns.
    pub columns: LineMap,
}

impl SheetMap {
    /// Everything stays where it was.
    pub(super) fn identity() -> Self {
        Self { rows: LineMap::identity(Axis::Rows), columns: LineMap::identity(Axis::Columns) }
    }

    /// Whether any row or column is elsewhere than in the template.
    pub(super) const fn moved(&self) -> bool {
        self.rows.moved() || self.columns.moved()
    }

    /// Its rows, or its columns.
    pub(super) const fn on(&self, axis: Axis) -> &LineMap {
        match axis {
            Axis::Rows => &self.rows,
            Axis::Columns => &self.columns,
        }
    }

    /// Whether a loop repeats the row or the column of a template cell.
    pub(super) fn repeats(&self, cell: CellRef) -> bool {
        self.rows.block_of(cell.row) != 0 || self.columns.block_of(u32::from(cell.col)) != 0
    }
}

/// Which lines of a sheet are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    /// Rows.
    Rows,
    /// Columns.
    Columns,
}

impl Axis {
    /// Both.
    pub(super) const BOTH: [Self; 2] = [Self::Rows, Self::Columns];

    /// The other one.
    pub(super) const fn across(self) -> Self {
        match self {
            Self::Rows => Self::Columns,
            Self::Columns => Self::Rows,
        }
    }

    /// The row, or the column, of a cell.
    pub(super) fn of(self, cell: CellRef) -> u32 {
        match self {
            Self::Rows => cell.row,
            Self::Columns => u32::from(cell.col),
        }
    }

    /// How many lines a sheet can have.
    pub(super) fn limit(self) -> u32 {
        match self {
            Self::Rows => CellRef::ROWS,
            Self::Columns => u32::from(CellRef::COLS),
        }
    }
}

/// Where the rows, or the columns, of one sheet went.
///
/// A template line has no copy, one, or many. Repetitions form a tree: the whole sheet is
/// repetition 0 of block 0; each round of a loop is a repetition of that loop's block.
#[derive(Debug)]
pub(super) struct LineMap {
    axis: Axis,
    blocks: Vec<Block>,
    block_of_line: Vec<u32>,
    rounds: Vec<Round>,
    rounds_of_block: Vec<Vec<usize>>,
    out: Vec<OutPlace>,
    copies: Vec<(u32, u32)>,
    moved: bool,
    found: RefCell<Found>,
}

/// The template lines that one loop repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    /// First template line.
    pub first: u32,
    /// Last template line.
    pub last: u32,
    /// The block around it.
    pub parent: usize,
}

/// One repetition of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Round {
    /// The block.
    pub block: usize,
    /// The repetition around it.
    pub parent: usize,
    /// First result line.
    pub start: u32,
    /// The result line after the last.
    pub end: u32,
}

/// Where a result line came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OutPlace {
    /// The template line.
    pub template: u32,
    /// The repetition it belongs to.
    pub round: usize,
}

impl LineMap {
    /// Every line stays where it was.
    pub(super) fn identity(axis: Axis) -> Self {
        let round = Round { block: 0, parent: 0, start: 0, end: u32::MAX };
        let block = Block { first: 0, last: u32::MAX, parent: 0 };
        Self::new(axis, vec![block], vec![round], 0, Vec::new())
    }

    /// A map from the blocks (the whole sheet first, parents before children), the repetitions
    /// (likewise), the number of lines the template describes, and the origin of each result line.
    pub(super) fn new(
        axis: Axis,
        blocks: Vec<Block>,
        rounds: Vec<Round>,
        known: u32,
        out: Vec<OutPlace>,
    ) -> Self {
        let mut block_of_line = vec![0u32; known as usize];
        for (index, block) in blocks.iter().enumerate().skip(1) {
            let index = u32::try_from(index).unwrap_or(0);
            let range = block.first as usize
                ..=(block.last as usize).min(block_of_line.len().saturating_sub(1));
            if let Some(lines) = block_of_line.get_mut(range) {
                lines.fill(index);
            }
        }
        let mut rounds_of_block = vec![Vec::new(); blocks.len()];
        for (index, round) in rounds.iter().enumerate() {
            if let Some(of_block) = rounds_of_block.get_mut(round.block) {
                of_block.push(index);
            }
        }
        let mut copies: Vec<_> =
            (0u32..).zip(&out).map(|(number, place)| (place.template, number)).collect();
        copies.sort_unstable();
        let same = copies.iter().all(|(template, number)| template == number);
        let moved = !same || out.len() != known as usize;
        Self {
            axis,
            blocks,
            block_of_line,
            rounds,
            rounds_of_block,
            out,
            copies,
            moved,
            found: RefCell::default(),
        }
    }

    /// Whether any line is elsewhere than in the template.
    pub(super) const fn moved(&self) -> bool {
        self.moved
    }

    /// The template line that a result line came from.
    pub(super) fn origin(&self, out: u32) -> u32 {
        let known = u32::try_from(self.block_of_line.len()).unwrap_or(u32::MAX);
        let after = |out: u32| out.saturating_sub(self.described()).saturating_add(known);
        self.out.get(out as usize).map_or_else(|| after(out), |place| place.template)
    }

    /// How many result lines came from lines that the template describes; all after them follow
    /// in one piece.
    pub(super) fn described(&self) -> u32 {
        u32::try_from(self.out.len()).unwrap_or(u32::MAX)
    }

    /// The innermost block around a template line.
    pub(super) fn block_of(&self, line: u32) -> usize {
        self.block_of_line.get(line as usize).map_or(0, |block| *block as usize)
    }

    /// A block.
    pub(super) fn block(&self, index: usize) -> Option<&Block> {
        self.blocks.get(index)
    }

    /// A repetition.
    pub(super) fn round(&self, index: usize) -> Option<&Round> {
        self.rounds.get(index)
    }

    /// All repetitions of a block.
    pub(super) fn rounds_of(&self, block: usize) -> &[usize] {
        self.rounds_of_block.get(block).map_or(&[], Vec::as_slice)
    }

    /// The repetition a result line belongs to.
    pub(super) fn round_at(&self, out: u32) -> usize {
        self.out.get(out as usize).map_or(0, |place| place.round)
    }

    /// The innermost block that contains both template lines.
    pub(super) fn common_block(&self, first: u32, last: u32) -> usize {
        let mut block = self.block_of(first);
        let other = self.block_of(last);
        while !self.encloses(block, other) {
            block = self.blocks.get(block).map_or(0, |block| block.parent);
        }
        block
    }

    /// Seen from a repetition: the innermost one around it that covers both template lines.
    pub(super) fn context(&self, from: usize, first: u32, last: u32) -> usize {
        let mut round = from;
        while let Some(found) = self.rounds.get(round).filter(|_| round != 0) {
            let covers = |line| self.encloses(found.block, self.block_of(line));
            if covers(first) && covers(last) {
                return round;
            }
            round = found.parent;
        }
        0
    }

    /// The result lines that came from the template lines, within a repetition, in stretches.
    pub(super) fn stretches(&self, first: u32, last: u32, within: usize) -> Rc<Vec<Stretch>> {
        let key = (first, last, within);
        if let Some(found) = self.found.borrow().get(&key) {
            return Rc::clone(found);
        }
        let (found, searched) = self.find(first, last, within);
        let found = Rc::new(found);
        // What was found quickly is found again as quickly, and there is much of it.
        if searched {
            self.found.borrow_mut().insert(key, Rc::clone(&found));
        }
        found
    }

    /// The stretches, and whether many lines were looked through for them.
    fn find(&self, first: u32, last: u32, within: usize) -> (Vec<Stretch>, bool) {
        let mut stretches: Vec<Stretch> = Vec::new();
        let known = self.known();
        let searched = self.find_described(
            first,
            last.min(known.saturating_sub(1)),
            within,
            &mut stretches,
        );
        // Lines after all that the template describes follow in one piece.
        if within == 0 && last >= known {
            let limit = self.axis.limit() - 1;
            let grown = u32::try_from(self.out.len()).unwrap_or(limit);
            let tail = |line: u32| (line - known).saturating_add(grown).min(limit);
            if (first.max(known) - known).saturating_add(grown) <= limit {
                push(&mut stretches, (tail(first.max(known)), tail(last)));
            }
        }
        (stretches, searched)
    }

    /// The same for lines that the template describes. Within a repetition its lines, and the
    /// loops among them, stand in the template's order: between the loop in which a range begins
    /// and the one in which it ends everything belongs to it.
    fn find_described(
        &self,
        first: u32,
        last: u32,
        within: usize,
        found: &mut Vec<Stretch>,
    ) -> bool {
        let Some(round) = self.rounds.get(within) else { return false };
        let Some(block) = self.blocks.get(round.block) else { return false };
        let (first, last) = (first.max(block.first), last.min(block.last));
        if first > last || last >= self.known() {
            return false;
        }
        let inside = (round.start as usize, (round.end as usize).min(self.out.len()));
        if inside.1.saturating_sub(inside.0) < FEW {
            self.look_through(first, last, inside, found);
            return false;
        }
        let (begins, ends) = (self.item(first, round.block), self.item(last, round.block));
        let mut searched = false;
        let mut partly = |lines: Stretch, of: Stretch, found: &mut Vec<Stretch>| {
            searched = true;
            self.look_through(lines.0, lines.1, self.between(of, inside), found);
        };
        if begins == ends && (first, last) != begins {
            partly((first, last), begins, found);
            return searched;
        }
        let mut whole = (first, last);
        if first > begins.0 {
            partly((first, begins.1), begins, found);
            whole.0 = begins.1 + 1;
        }
        if last < ends.1 {
            whole.1 = ends.0.saturating_sub(1);
        }
        if whole.0 <= whole.1 && (last == ends.1 || ends.0 > 0) {
            let (from, to) = self.between(whole, inside);
            if let (true, Ok(from), Ok(to)) =
                (from < to, u32::try_from(from), u32::try_from(to))
            {
                push(found, (from, to - 1));
            }
        }
        if last < ends.1 {
            partly((ends.0, last), ends, found);
        }
        searched
    }

    /// How many lines the template describes.
    fn known(&self) -> u32 {
        u32::try_from(self.block_of_line.len()).unwrap_or(u32::MAX)
    }

    /// A line of a block, or all lines of the loop right inside it that the line belongs to.
    fn item(&self, line: u32, block: usize) -> Stretch {
        let mut inner = self.block_of(line);
        while let Some(found) = self.blocks.get(inner).filter(|_| inner != block && inner != 0)
        {
            if found.parent == block {
                return (found.first, found.last);
            }
            inner = found.parent;
        }
        (line, line)
    }

    /// The result lines of whole items of a repetition, from the first to before the second.
    fn between(&self, (first, last): Stretch, (start, end): (usize, usize)) -> (usize, usize) {
        let inside = self.out.get(start..end).unwrap_or_default();
        let from = inside.partition_point(|place| place.template < first);
        let to = inside.partition_point(|place| place.template <= last);
        (start + from, start + to)
    }

    /// Adds what of result lines came from template lines.
    fn look_through(
        &self,
        first: u32,
        last: u32,
        (start, end): (usize, usize),
        found: &mut Vec<Stretch>,
    ) {
        let inside = self.out.get(start..end).unwrap_or_default();
        for (number, place) in (start..).zip(inside) {
            if (first..=last).contains(&place.template)
                && let Ok(number) = u32::try_from(number)
            {
                push(found, (number, number));
            }
        }
    }

    /// The result lines that came from one template line.
    pub(super) fn copies(&self, line: u32) -> impl Iterator<Item = u32> + use<> {
        let stretches = self.stretches(line, line, 0);
        (0..stretches.len())
            .filter_map(move |index| stretches.get(index).copied())
            .flat_map(|(first, last)| first..=last)
    }

    /// The template line of a result line.
    pub(super) fn template_of(&self, out: u32) -> u32 {
        let known = u32::try_from(self.block_of_line.len()).unwrap_or(u32::MAX);
        let grown = u32::try_from(self.out.len()).unwrap_or(u32::MAX);
        match self.out.get(out as usize) {
            Some(place) => place.template,
            None => (out - grown).saturating_add(known),
        }
    }

    /// The first result line that came from a template line or, when it has vanished, from one
    /// after it.
    pub(super) fn first_from(&self, line: u32) -> u32 {
        let found = self.first_left(line);
        self.stretches(found, found, 0).first().map_or(line, |stretch| stretch.0)
    }

    /// A template line or, when it has vanished, the first one after it that has not.
    pub(super) fn first_left(&self, line: u32) -> u32 {
        let next = self.copies.partition_point(|copy| copy.0 < line);
        self.copies.get(next).map_or(self.known().max(line), |copy| copy.0)
    }

    fn encloses(&self, outer: usize, inner: usize) -> bool {
        let mut block = inner;
        while block != outer && block != 0 {
            block = self.blocks.get(block).map_or(0, |block| block.parent);
        }
        block == outer
    }
}

fn push(stretches: &mut Vec<Stretch>, next: Stretch) {
    match stretches.last_mut() {
        Some(last) if last.1 + 1 == next.0 => last.1 = next.1,
        _ => stretches.push(next),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Rows 0–1 stay, rows 2–3 repeat three times with row 3 doubled in each, row 4 follows.
    pub(in super::super) fn nested() -> LineMap {
        let blocks = vec![
            Block { first: 0, last: u32::MAX, parent: 0 },
            Block { first: 2, last: 3, parent: 0 },
            Block { first: 3, last: 3, parent: 1 },
        ];
        let mut rounds = vec![Round { block: 0, parent: 0, start: 0, end: u32::MAX }];
        let mut out =
            vec![OutPlace { template: 0, round: 0 }, OutPlace { template: 1, round: 0 }];
        for group in 0..3u32 {
            let start = 2 + group * 3;
            let parent = rounds.len();
            rounds.push(Round { block: 1, parent: 0, start, end: start + 3 });
            out.push(OutPlace { template: 2, round: parent });
            for item in 0..2u32 {
                let start = start + 1 + item;
                out.push(OutPlace { template: 3, round: rounds.len() });
                rounds.push(Round { block: 2, parent, start, end: start + 1 });
            }
        }
        out.push(OutPlace { template: 4, round: 0 });
        LineMap::new(Axis::Rows, blocks, rounds, 5, out)
    }

    #[test]
    fn copies_are_found_per_repetition_and_over_all() {
        let map = nested();
        assert_eq!(*map.stretches(3, 3, 0), [(3, 4), (6, 7), (9, 10)]);
        assert_eq!(*map.stretches(2, 3, 0), [(2, 10)]);
        let second = map.round_at(5);
        assert_eq!(*map.stretches(3, 3, second), [(6, 7)]);
        let item = map.round_at(7);
        assert_eq!(map.context(item, 2, 3), second);
        assert_eq!(*map.stretches(4, 9, 0), [(11, 16)]);
        assert_eq!(map.common_block(2, 3), 1);
        assert_eq!(map.common_block(3, 4), 0);
    }

    /// Loops over random lines, repeated at random.
    struct Random {
        seed: u64,
        blocks: Vec<Block>,
        rounds: Vec<Round>,
        out: Vec<OutPlace>,
    }

    impl Random {
        fn below(&mut self, most: u32) -> u32 {
            self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            u32::try_from(self.seed >> 33).unwrap() % most
        }

        /// Divides the lines of a block into single ones and loops.
        fn divide(&mut self, first: u32, last: u32, parent: usize, depth: u32) {
            let mut line = first;
            while line <= last {
                let end = line + self.below(last - line + 1);
                let proper = depth < 3 && (parent == 0 || (line, end) != (first, last));
                if proper && self.below(2) == 0 {
                    let block = self.blocks.len();
                    self.blocks.push(Block { first: line, last: end, parent });
                    self.divide(line, end, block, depth + 1);
                }
                line = end + 1;
            }
        }

        /// Prints the lines of a block once.
        fn print(&mut self, block: usize, (first, last): Stretch, round: usize) {
            let mut line = first;
            while line <= last {
                let child = (0..self.blocks.len()).find(|at| {
                    *at > 0
                        && self.blocks[*at].parent == block
                        && self.blocks[*at].first == line
                });
                let Some(child) = child else {
                    if self.below(6) > 0 {
                        self.out.push(OutPlace { template: line, round });
                    }
                    line += 1;
                    continue;
                };
                let lines = (self.blocks[child].first, self.blocks[child].last);
                for _ in 0..self.below(6) * self.below(14) {
                    let start = u32::try_from(self.out.len()).unwrap();
                    let new = self.rounds.len();
                    self.rounds.push(Round { block: child, parent: round, start, end: start });
                    self.print(child, lines, new);
                    self.rounds[new].end = u32::try_from(self.out.len()).unwrap();
                }
                line = lines.1 + 1;
            }
        }
    }

    fn random(seed: u64) -> LineMap {
        let whole = Block { first: 0, last: u32::MAX, parent: 0 };
        let round = Round { block: 0, parent: 0, start: 0, end: u32::MAX };
        let (blocks, rounds) = (vec![whole], vec![round]);
        let mut random = Random { seed, blocks, rounds, out: Vec::new() };
        random.divide(0, 11, 0, 0);
        random.print(0, (0, 11), 0);
        LineMap::new(Axis::Rows, random.blocks, random.rounds, 12, random.out)
    }

    #[test]
    fn stretches_are_the_lines_that_came_from_the_template_lines_whatever_the_loops() {
        let mut long = 0;
        for map in (0..100).map(random) {
            let step = (map.rounds.len() / 40).max(1);
            for within in (0..map.rounds.len()).step_by(step) {
                let round = map.rounds[within];
                long += usize::from(round.end.min(map.described()) - round.start >= 32);
                for (first, last) in (0..12).flat_map(|a| (a..12).map(move |b| (a, b))) {
                    let mut expected = Vec::new();
                    for out in round.start..round.end.min(map.described()) {
                        if (first..=last).contains(&map.origin(out)) {
                            push(&mut expected, (out, out));
                        }
                    }
                    assert_eq!(*map.stretches(first, last, within), expected);
                }
            }
            for line in 0..12 {
                let left = (line..12).find(|line| map.copies(*line).next().is_some());
                assert_eq!(map.first_left(line), left.unwrap_or(12));
            }
        }
        assert!(long > 50, "{long}");
    }

    #[test]
    fn an_unchanged_sheet_keeps_every_row() {
        let map = LineMap::identity(Axis::Rows);
        assert!(!map.moved());
        assert_eq!(*map.stretches(7, 1_048_575, 0), [(7, 1_048_575)]);
    }
}
