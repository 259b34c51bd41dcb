//! Columns that repeat: the `{%tc … %}` tags of a sheet as one program over its columns.
//!
//! The tags of a pair stand in cells of one row; what they say holds for all rows. Pairs of
//! different rows lie within or beside each other. A column in which nothing but tags stand
//! vanishes.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use super::lines::Block;
use super::plan::prints_nothing;
use super::sheet::{Sheet, Stored};
use super::tags::{Level, Part, Tagged};
use crate::ooxml::CellRef;
use crate::template::engine::{Statement, top_level_names};
use crate::template::{Place, Problem, ProblemKind};

/// A tag over columns.
#[derive(Clone)]
pub(super) struct ColumnTag {
    /// Its code, without `tc`.
    pub code: String,
    /// Its cell.
    pub at: CellRef,
    /// The cell's text, shortened.
    pub around: String,
}

/// One step through the columns of a sheet.
pub(super) enum Step {
    /// A block begins; the number of its block of lines when it is a loop.
    Open(ColumnTag, Option<usize>),
    /// `else` or `elif` of the block that is open.
    Divide(ColumnTag),
    /// A column of the template.
    Column(u16),
    /// The block that is open ends.
    Close(ColumnTag, Option<usize>),
}

/// The columns of a sheet in which some are repeated or left out.
pub(super) struct Columns {
    /// The steps from the first column to the last one described.
    pub steps: Vec<Step>,
    /// The steps of each outermost block.
    pub groups: Vec<Range<usize>>,
    /// Columns that loops repeat; the whole sheet first, parents before children.
    pub blocks: Vec<Block>,
    /// Columns that hold only tags.
    pub vanished: BTreeSet<u16>,
    /// Columns the template describes.
    pub known: u32,
}

impl Columns {
    /// The columns inside the steps of a group.
    pub(super) fn of(&self, group: &Range<usize>) -> BTreeSet<u16> {
        let steps = self.steps.get(group.clone()).unwrap_or_default();
        let column = |step: &Step| match step {
            Step::Column(column) => Some(*column),
            _ => None,
        };
        steps.iter().filter_map(column).collect()
    }

    /// The first tag.
    pub(super) fn first_tag(&self) -> Option<&ColumnTag> {
        self.steps.iter().find_map(|step| match step {
            Step::Open(tag, _) => Some(tag),
            _ => None,
        })
    }
}

/// Reads the tags over columns of a sheet; none where there are none, or where they are wrong.
pub(super) fn columns(
    sheet: &Sheet,
    name: &str,
    cells: &[Tagged],
) -> (Option<Columns>, Vec<Problem>) {
    let mut pairing = Pairing { name, pairs: Vec::new(), problems: Vec::new() };
    let mut row: Vec<ColumnTag> = Vec::new();
    for tag in column_tags(cells) {
        if row.last().is_some_and(|last| last.at.row != tag.at.row) {
            pairing.row(std::mem::take(&mut row));
        }
        row.push(tag);
    }
    pairing.row(row);
    let Pairing { pairs, mut problems, .. } = pairing;
    if pairs.is_empty() || !problems.is_empty() {
        return (None, problems);
    }
    let emptiness = Emptiness::of(sheet, cells);
    let (nothing, pairs): (Vec<Pair>, Vec<Pair>) = pairs.into_iter().partition(|pair| {
        pair.open.at == pair.close.at && emptiness.vanishes(pair.open.at.col)
    });
    for Pair { open, .. } in nothing {
        let kind = ProblemKind::ColumnsInOneCell(format!("tc {}", open.code));
        problems.push(problem(name, &open, kind));
    }
    let events = events(pairs, &emptiness);
    let known = sheet.rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.col + 1);
    let known = known.max().unwrap_or(0);
    let mut walk = Walk::new(name, known);
    for event in events {
        walk.event(event);
    }
    walk.columns_up_to(known);
    problems.extend(walk.problems);
    problems.extend(from_rows(&walk.columns, cells, name));
    let sound = problems.is_empty();
    (sound.then_some(walk.columns), problems)
}

fn column_tags(cells: &[Tagged]) -> impl Iterator<Item = ColumnTag> + '_ {
    cells.iter().flat_map(|cell| {
        let code = cell.pieces.iter().filter_map(|piece| match &piece.part {
            Part::Columns(code) => Some(code.clone()),
            _ => None,
        });
        code.map(|code| ColumnTag { code, at: cell.at, around: cell.around.clone() })
    })
}

fn problem(name: &str, tag: &ColumnTag, kind: ProblemKind) -> Problem {
    let place = Place::Cell { sheet: name.to_owned(), cell: tag.at };
    Problem { kind, place, around: tag.around.clone() }
}

/// An opening tag with its closing one.
struct Pair {
    open: ColumnTag,
    is_loop: bool,
    divisions: Vec<ColumnTag>,
    close: ColumnTag,
}

struct Pairing<'a> {
    name: &'a str,
    pairs: Vec<Pair>,
    problems: Vec<Problem>,
}

impl Pairing<'_> {
    /// Pairs the tags of one row.
    fn row(&mut self, tags: Vec<ColumnTag>) {
        let mut open: Vec<(ColumnTag, &'static str, Vec<ColumnTag>)> = Vec::new();
        for tag in tags {
            let statement = Statement::parse(&tag.code);
            let (word, is_loop) = match statement {
                Statement::For { .. } | Statement::If => {
                    let end = statement.end_word().unwrap_or_default();
                    open.push((tag, end, Vec::new()));
                    continue;
                }
                Statement::Else | Statement::Elif => {
                    if let Some((_, _, divisions)) = open.last_mut() {
                        divisions.push(tag);
                    } else {
                        let code = format!("tc {}", tag.code);
                        self.problem(&tag, ProblemKind::Unopened(code));
                    }
                    continue;
                }
                Statement::EndFor => ("endfor", true),
                Statement::EndIf => ("endif", false),
                _ => {
                    let code = format!("tc {}", tag.code);
                    self.problem(&tag, ProblemKind::NoMeaning(code));
                    continue;
                }
            };
            let Some(index) = open.iter().rposition(|(_, end, _)| *end == word) else {
                self.problem(&tag, ProblemKind::Unopened(format!("tc {word}")));
                continue;
            };
            self.unclosed(open.split_off(index + 1).into_iter().map(|(tag, ..)| tag));
            if let Some((open, _, divisions)) = open.pop() {
                self.pairs.push(Pair { open, is_loop, divisions, close: tag });
            }
        }
        self.unclosed(open.into_iter().map(|(tag, ..)| tag));
    }

    fn unclosed(&mut self, tags: impl Iterator<Item = ColumnTag>) {
        for tag in tags {
            self.problem(&tag, ProblemKind::Unclosed(format!("tc {}", tag.code)));
        }
    }

    fn problem(&mut self, tag: &ColumnTag, kind: ProblemKind) {
        self.problems.push(problem(self.name, tag, kind));
    }
}

/// The columns in which nothing but tags stand.
pub(super) struct Emptiness {
    tagged: BTreeSet<u16>,
    filled: BTreeSet<u16>,
}

impl Emptiness {
    fn of(sheet: &Sheet, cells: &[Tagged]) -> Self {
        Self::besides(sheet, cells, &BTreeSet::new())
    }

    /// As if some cells were not there.
    pub(super) fn besides(sheet: &Sheet, cells: &[Tagged], but: &BTreeSet<CellRef>) -> Self {
        let mut filled = BTreeSet::new();
        let mut at_row = cells.iter().peekable();
        for (index, row) in sheet.rows.iter().enumerate() {
            for (at, cell) in row.cells.iter().enumerate() {
                let tagged = at_row.next_if(|tagged| (tagged.row, tagged.cell) == (index, at));
                let empty = match tagged {
                    Some(tagged) => tagged.pieces.iter().all(prints_nothing),
                    None => cell.formula.is_none() && cell.value == Stored::Blank,
                };
                if !empty && !but.contains(&CellRef::new(row.number, cell.col)) {
                    filled.insert(cell.col);
                }
            }
        }
        Self { tagged: column_tags(cells).map(|tag| tag.at.col).collect(), filled }
    }

    /// The columns that vanish.
    pub(super) fn vanishing(&self) -> BTreeSet<u16> {
        self.tagged.difference(&self.filled).copied().collect()
    }

    fn vanishes(&self, column: u16) -> bool {
        self.tagged.contains(&column) && !self.filled.contains(&column)
    }
}

/// A tag in the order in which it takes effect.
struct Event {
    /// Column, moment in that column, order among equals.
    key: (u16, u8, i64),
    /// The number of its pair.
    pair: usize,
    /// Whether its column vanishes.
    vanishes: bool,
    tag: ColumnTag,
    kind: EventKind,
}

#[derive(Clone, Copy)]
enum EventKind {
    Open { is_loop: bool },
    Divide,
    Close,
}

/// In a column that stays blocks are divided and open before it and close after it; in one that
/// vanishes they close, are divided and open.
const fn moment(kind: EventKind, vanishes: bool) -> u8 {
    match (kind, vanishes) {
        (EventKind::Divide, false) | (EventKind::Close, true) => 0,
        (EventKind::Open { .. }, false) | (EventKind::Divide, true) => 1,
        (EventKind::Open { .. }, true) => 2,
        (EventKind::Close, false) => 3,
    }
}

/// All tags in the order of their effect; of two blocks over the same columns the upper row's is
/// the outer one.
fn events(mut pairs: Vec<Pair>, empty: &Emptiness) -> Vec<Event> {
    let position = |tag: &ColumnTag, kind: EventKind| {
        (tag.at.col, moment(kind, empty.vanishes(tag.at.col)))
    };
    let open = |pair: &Pair| EventKind::Open { is_loop: pair.is_loop };
    // Within a row the inner pair is closed first, so the outer one comes later.
    pairs.reverse();
    pairs.sort_by_key(|pair| {
        let end = Reverse(position(&pair.close, EventKind::Close));
        (position(&pair.open, open(pair)), end, pair.open.at.row)
    });
    let mut events = Vec::new();
    for (number, pair) in pairs.into_iter().enumerate() {
        let rank = i64::try_from(number).unwrap_or(i64::MAX);
        let opens = open(&pair);
        let mut push = |tag: ColumnTag, kind: EventKind, order: i64| {
            let (column, moment) = position(&tag, kind);
            let vanishes = empty.vanishes(column);
            let key = (column, moment, order);
            events.push(Event { key, pair: number, vanishes, tag, kind });
        };
        push(pair.open, opens, rank);
        pair.divisions.into_iter().for_each(|tag| push(tag, EventKind::Divide, rank));
        push(pair.close, EventKind::Close, -rank);
    }
    events.sort_by_key(|event| event.key);
    events
}

/// A block that is open while the steps are laid out.
struct Open {
    pair: usize,
    tag: ColumnTag,
    block: Option<usize>,
    step: usize,
}

/// Lays out the steps, and sees that blocks lie within each other.
struct Walk<'a> {
    name: &'a str,
    columns: Columns,
    open: Vec<Open>,
    next: u16,
    problems: Vec<Problem>,
}

impl<'a> Walk<'a> {
    fn new(name: &'a str, known: u16) -> Self {
        let whole = Block { first: 0, last: u32::MAX, parent: 0 };
        let columns = Columns {
            steps: Vec::new(),
            groups: Vec::new(),
            blocks: vec![whole],
            vanished: BTreeSet::new(),
            known: u32::from(known),
        };
        Self { name, columns, open: Vec::new(), next: 0, problems: Vec::new() }
    }

    /// Lays out the columns before one.
    fn columns_up_to(&mut self, end: u16) {
        for column in self.next..end {
            if !self.columns.vanished.contains(&column) {
                self.columns.steps.push(Step::Column(column));
            }
        }
        self.next = self.next.max(end);
    }

    fn event(&mut self, event: Event) {
        let column = event.tag.at.col;
        if event.vanishes {
            self.columns_up_to(column);
            self.columns.vanished.insert(column);
        } else {
            let after = matches!(event.kind, EventKind::Close);
            self.columns_up_to(if after { column + 1 } else { column });
        }
        match event.kind {
            EventKind::Open { is_loop } => self.opens(event, is_loop),
            EventKind::Divide if self.is_innermost(&event) => {
                self.columns.steps.push(Step::Divide(event.tag));
            }
            EventKind::Close if self.is_innermost(&event) => self.closes(event),
            _ => self.torn(&event.tag),
        }
    }

    fn is_innermost(&self, event: &Event) -> bool {
        self.open.last().is_some_and(|open| open.pair == event.pair)
    }

    fn torn(&mut self, tag: &ColumnTag) {
        let kind = ProblemKind::Torn(format!("tc {}", tag.code));
        self.problems.push(problem(self.name, tag, kind));
    }

    fn opens(&mut self, event: Event, is_loop: bool) {
        let block = is_loop.then(|| {
            let first = u32::from(event.tag.at.col) + u32::from(event.vanishes);
            let parent = self.open.iter().rev().find_map(|open| open.block).unwrap_or(0);
            self.columns.blocks.push(Block { first, last: first, parent });
            self.columns.blocks.len() - 1
        });
        let step = self.columns.steps.len();
        let tag = event.tag;
        self.columns.steps.push(Step::Open(tag.clone(), block));
        self.open.push(Open { pair: event.pair, tag, block, step });
    }

    fn closes(&mut self, event: Event) {
        let Some(open) = self.open.pop() else { return };
        let steps = self.columns.steps.get(open.step..).unwrap_or_default();
        if !steps.iter().any(|step| matches!(step, Step::Column(_))) {
            self.torn(&open.tag);
        }
        let last = u32::from(event.tag.at.col).saturating_sub(u32::from(event.vanishes));
        if let Some(block) = open.block.and_then(|block| self.columns.blocks.get_mut(block)) {
            block.last = last;
        }
        self.columns.steps.push(Step::Close(event.tag, open.block));
        if self.open.is_empty() {
            self.columns.groups.push(open.step..self.columns.steps.len());
        }
    }
}

/// Names that tags over columns read and that only a row's statement binds: all rows must have
/// the same columns.
fn from_rows(columns: &Columns, cells: &[Tagged], name: &str) -> Vec<Problem> {
    let mut of_rows = BTreeSet::new();
    for piece in cells.iter().flat_map(|cell| &cell.pieces) {
        let Part::Statement(code, level) = &piece.part else { continue };
        match Statement::parse(code) {
            Statement::For { names } if *level == Level::OpensRows => {
                of_rows.extend(names.into_iter().map(str::to_owned));
            }
            Statement::Set { .. } => of_rows.extend(Statement::assigned(code)),
            _ => {}
        }
    }
    let mut problems = Vec::new();
    let mut bound: Vec<Vec<String>> = Vec::new();
    for step in &columns.steps {
        let (Step::Open(tag, _) | Step::Divide(tag)) = step else {
            if matches!(step, Step::Close(..)) {
                bound.pop();
            }
            continue;
        };
        for read in top_level_names(&tag.code) {
            if of_rows.contains(&read) && !bound.iter().flatten().any(|name| *name == read) {
                let kind = ProblemKind::ColumnsOfOneRow { name: read };
                problems.push(problem(name, tag, kind));
            }
        }
        if let Step::Open(tag, _) = step {
            bound.push(match Statement::parse(&tag.code) {
                Statement::For { names } => names.into_iter().map(str::to_owned).collect(),
                _ => Vec::new(),
            });
        }
    }
    problems
}
