//! A sheet as one Tera template: the program that prints its rows.
//!
//! The template prints marks, not XML: which row begins, which cell, which literal text. Tera
//! decides what is repeated and left out, `stream` reads the marks back.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::Block;
use super::sheet::{Row, Sheet, Stored};
use super::tags::{Level, Part, Piece, Tagged};
use crate::ooxml::CellRef;
use crate::template::engine::{Statement, write_output, write_statement};
use crate::template::{Figure, Lookup, Place, Problem, ProblemKind, References};

/// Begins a mark; control characters that neither XML nor a value can carry.
pub(super) const MARK: char = '\u{3}';
/// Ends a mark.
pub(super) const END: char = '\u{4}';
/// Name of the filter that turns a value into a mark.
pub(super) const AS_CELL: &str = "as_cell";

/// The Tera template of a sheet, and what its marks refer to.
pub(super) struct Plan {
    /// The template.
    pub source: String,
    /// Literal texts, by number.
    pub literals: Vec<String>,
    /// Formatting (run properties as markup), by number.
    pub formats: Vec<String>,
    /// Figures that bare references named, by number.
    pub figures: Vec<Figure>,
    /// The tags that might be references, in order, and whether they were.
    asked: Vec<(String, bool)>,
    /// Rows that loops repeat; the whole sheet first, parents before children.
    pub blocks: Vec<Block>,
    /// Rows the template describes.
    pub known: u32,
    /// The sheet's rows, by index.
    pub rows: Vec<PlanRow>,
    places: Vec<(usize, CellRef, String)>,
}

/// A template row, as far as what is printed refers to it.
pub(super) struct PlanRow {
    /// Its number, from 0.
    pub number: u32,
    /// The columns of its cells.
    pub columns: Vec<u16>,
}

impl PlanRow {
    fn of(row: &Row) -> Self {
        let columns = row.cells.iter().map(|cell| cell.col).collect();
        Self { number: row.number, columns }
    }
}

impl Plan {
    /// Takes the figures of other references; answers whether the plan fits them: the same tags
    /// name figures.
    pub(super) fn refill(&mut self, references: &dyn References) -> bool {
        let mut figures = Vec::with_capacity(self.figures.len());
        let fits = self.asked.iter().all(|(code, was_figure)| match references.resolve(code) {
            Lookup::Figure(figure) => {
                figures.push(figure);
                *was_figure
            }
            Lookup::NotAReference => !*was_figure,
            Lookup::Unknown { .. } => false,
        });
        self.figures = figures;
        fits
    }

    /// The cell whose tag stands at a byte of the template, with its text.
    pub(super) fn place(&self, offset: usize) -> Option<(CellRef, &str)> {
        let after = self.places.partition_point(|(start, ..)| *start <= offset);
        let found = after.checked_sub(1).and_then(|index| self.places.get(index));
        found.map(|(_, cell, around)| (*cell, around.as_str()))
    }
}

/// Builds the template of a sheet from its tagged cells; their statements are paired already.
pub(super) fn plan(
    sheet: &Sheet,
    name: &str,
    cells: &[Tagged],
    references: &dyn References,
) -> (Plan, Vec<Problem>) {
    let whole = Block { first: 0, last: u32::MAX, parent: 0 };
    let known = sheet.rows.last().map_or(0, |row| row.number + 1);
    let plan = Plan {
        source: String::new(),
        literals: Vec::new(),
        formats: vec![String::new()],
        figures: Vec::new(),
        asked: Vec::new(),
        blocks: vec![whole],
        known,
        rows: sheet.rows.iter().map(PlanRow::of).collect(),
        places: Vec::new(),
    };
    let bound = bound_names(cells);
    let mut by_row: BTreeMap<usize, Vec<&Tagged>> = BTreeMap::new();
    for cell in cells {
        by_row.entry(cell.row).or_default().push(cell);
    }
    let mut planner = Planner {
        name,
        references,
        bound,
        plan,
        problems: Vec::new(),
        open: Vec::new(),
        format: 0,
    };
    let mut next = 0;
    for (index, row) in sheet.rows.iter().enumerate() {
        if row.number > next {
            planner.mark('G', &format!("{next},{}", row.number - next));
        }
        next = row.number + 1;
        let tagged = by_row.get(&index).map(Vec::as_slice).unwrap_or_default();
        let only_tags = !tagged.is_empty()
            && row.cells.iter().enumerate().all(|(at, cell)| {
                match tagged.iter().find(|tagged| tagged.cell == at) {
                    Some(tagged) => tagged.pieces.iter().all(prints_nothing),
                    None => cell.formula.is_none() && cell.value == Stored::Blank,
                }
            });
        if only_tags {
            planner.tag_row(row.number, tagged);
        } else {
            planner.content_row(index, row.number, tagged);
        }
    }
    (planner.plan, planner.problems)
}

/// Names that statements bind; a tag that begins with one is no reference.
pub(super) fn bound_names(cells: &[Tagged]) -> BTreeSet<String> {
    let mut bound = BTreeSet::from(["loop".to_owned()]);
    for piece in cells.iter().flat_map(|cell| &cell.pieces) {
        if let Part::Statement(code, _) = &piece.part {
            match Statement::parse(code) {
                Statement::For { names } => bound.extend(names.into_iter().map(str::to_owned)),
                Statement::Set { name, .. } => {
                    bound.insert(name.to_owned());
                }
                _ => {}
            }
        }
    }
    bound
}

/// The name a tag begins with.
pub(super) fn head(code: &str) -> &str {
    let end = code.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    code.get(..end.unwrap_or(code.len())).unwrap_or_default()
}

fn prints_nothing(piece: &Piece) -> bool {
    match &piece.part {
        Part::Statement(..) | Part::Comment => true,
        Part::Literal(text) => text.trim().is_empty(),
        Part::Output(_) => false,
    }
}

struct Planner<'a> {
    name: &'a str,
    references: &'a dyn References,
    bound: BTreeSet<String>,
    plan: Plan,
    problems: Vec<Problem>,
    /// Blocks of the `for` statements that are open, `None` for an `if`.
    open: Vec<Option<usize>>,
    format: usize,
}

impl Planner<'_> {
    fn mark(&mut self, letter: char, payload: &str) {
        self.plan.source.push(MARK);
        self.plan.source.push(letter);
        self.plan.source.push_str(payload);
        self.plan.source.push(END);
    }

    fn place(&mut self, cell: &Tagged) {
        self.plan.places.push((self.plan.source.len(), cell.at, cell.around.clone()));
    }

    fn problem(&mut self, cell: &Tagged, kind: ProblemKind) {
        let place = Place::Cell { sheet: self.name.to_owned(), cell: cell.at };
        self.problems.push(Problem { kind, place, around: cell.around.clone() });
    }

    /// A row that holds only tags: it vanishes, its statements stay.
    fn tag_row(&mut self, number: u32, tagged: &[&Tagged]) {
        for cell in tagged {
            self.place(cell);
            for piece in &cell.pieces {
                if let Part::Statement(code, level) = &piece.part {
                    self.statement(code, *level, number + 1, number.saturating_sub(1));
                }
            }
        }
    }

    /// A row with content: blocks opening in it begin before it, blocks closing in it end after.
    fn content_row(&mut self, index: usize, number: u32, tagged: &[&Tagged]) {
        self.check_order(tagged);
        let mut closing = Vec::new();
        for cell in tagged {
            self.place(cell);
            for piece in &cell.pieces {
                match &piece.part {
                    Part::Statement(code, level @ (Level::OpensRows | Level::DividesRows)) => {
                        self.statement(code, *level, number, number);
                    }
                    Part::Statement(code, Level::ClosesRows) => closing.push((*cell, code)),
                    _ => {}
                }
            }
        }
        self.mark('R', &index.to_string());
        for cell in tagged {
            self.cell(cell);
        }
        for (cell, code) in closing {
            self.place(cell);
            self.statement(code, Level::ClosesRows, number, number);
        }
    }

    /// In a row with content nothing may open after something has closed, and a block may not be
    /// divided where it opens: columns cannot be chosen or repeated.
    fn check_order(&mut self, tagged: &[&Tagged]) {
        let mut closed = false;
        let mut opened = false;
        for cell in tagged {
            for piece in &cell.pieces {
                let Part::Statement(code, level) = &piece.part else { continue };
                let torn = match level {
                    Level::OpensRows => closed,
                    Level::DividesRows => opened || closed,
                    Level::ClosesRows => false,
                    Level::Cell => Statement::parse(code) == Statement::Jump,
                };
                opened |= *level == Level::OpensRows;
                closed |= *level == Level::ClosesRows;
                if torn {
                    self.problem(cell, ProblemKind::Torn(code.clone()));
                }
            }
        }
    }

    fn statement(&mut self, code: &str, level: Level, first: u32, last: u32) {
        write_statement(&mut self.plan.source, code);
        match level {
            Level::OpensRows if matches!(Statement::parse(code), Statement::For { .. }) => {
                let parent = self.open.iter().rev().find_map(|block| *block).unwrap_or(0);
                let block = self.plan.blocks.len();
                self.plan.blocks.push(Block { first, last: first, parent });
                self.open.push(Some(block));
                self.mark('I', &block.to_string());
            }
            Level::OpensRows => self.open.push(None),
            Level::ClosesRows => {
                if let Some(Some(block)) = self.open.pop() {
                    if let Some(block) = self.plan.blocks.get_mut(block) {
                        block.last = last;
                    }
                    self.mark('E', &block.to_string());
                }
            }
            Level::DividesRows | Level::Cell => {}
        }
    }

    fn cell(&mut self, cell: &Tagged) {
        self.place(cell);
        self.mark('C', &cell.cell.to_string());
        self.format = 0;
        for piece in &cell.pieces {
            match &piece.part {
                Part::Literal(text) => {
                    self.format(&piece.properties);
                    let number = self.plan.literals.len();
                    self.plan.literals.push(text.clone());
                    self.mark('L', &number.to_string());
                }
                Part::Output(code) => {
                    self.format(&piece.properties);
                    self.output(cell, code);
                }
                Part::Statement(code, Level::Cell) => {
                    write_statement(&mut self.plan.source, code);
                    // What follows may come after any round or branch.
                    self.format = usize::MAX;
                }
                Part::Statement(..) | Part::Comment => {}
            }
        }
    }

    fn format(&mut self, properties: &str) {
        let known = self.plan.formats.iter().position(|format| format == properties);
        let number = known.unwrap_or_else(|| {
            self.plan.formats.push(properties.to_owned());
            self.plan.formats.len() - 1
        });
        if number != self.format {
            self.mark('P', &number.to_string());
            self.format = number;
        }
    }

    fn output(&mut self, cell: &Tagged, code: &str) {
        let lookup = if self.bound.contains(head(code)) {
            Lookup::NotAReference
        } else {
            let lookup = self.references.resolve(code);
            let is_figure = matches!(lookup, Lookup::Figure(_));
            self.plan.asked.push((code.to_owned(), is_figure));
            lookup
        };
        match lookup {
            Lookup::Figure(figure) => {
                let number = self.plan.figures.len();
                self.plan.figures.push(figure);
                self.mark('F', &number.to_string());
            }
            Lookup::NotAReference => {
                write_output(&mut self.plan.source, &format!("({code}) | {AS_CELL}"));
            }
            Lookup::Unknown { nearest } => {
                self.problem(cell, ProblemKind::UnknownName { name: code.to_owned(), nearest });
            }
        }
    }
}
