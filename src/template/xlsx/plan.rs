//! A sheet as one Tera template: the program that prints its rows.
//!
//! The template prints marks, not XML: which row begins, which cell, which literal text. Tera
//! decides what is repeated and left out, `stream` reads the marks back. Where columns are repeated
//! the sheet's columns are printed first, and again in each row that has tags among them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::columns::{ColumnTag, Columns, Step, columns};
use super::lines::Block;
use super::sheet::{Row, Sheet, Stored};
use super::tags::{Level, Part, Piece, TAB, Tagged};
use crate::ooxml::CellRef;
use crate::template::engine::{Statement, calls_with_argument, write_output, write_statement};
use crate::template::{AS_NUMBER, Figure, Lookup, Place, Problem, ProblemKind, References};

/// Begins a mark; control characters that neither XML nor a value can carry.
pub(super) const MARK: char = '\u{3}';
/// Ends a mark.
pub(super) const END: char = '\u{4}';
/// Letter of the mark that begins a copy of the sheet.
pub(super) const TURN: char = 'S';
/// Letter of the mark before the name on the tab.
pub(super) const TAB_NAME: char = 'V';
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
    /// Where statements govern the sheet: a template that prints one [`MARK`] for each copy.
    pub turns: Option<String>,
    /// Whether the name on the tab is printed, at the end.
    pub names_tab: bool,
    /// The cell of the first loop over rows.
    pub first_loop: Option<CellRef>,
    /// Rows the template describes.
    pub known: u32,
    /// The columns, where any are repeated.
    pub columns: Option<Columns>,
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
    /// Tags whose figures, by their numbers, stand in what was printed.
    pub(super) fn tags_of(&self, figures: &BTreeSet<usize>) -> BTreeSet<String> {
        let tags = self.asked.iter().filter(|(_, is_figure)| *is_figure).map(|(code, _)| code);
        let printed = tags.enumerate().filter(|(number, _)| figures.contains(number));
        printed.map(|(_, code)| code.clone()).collect()
    }

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
        turns: None,
        names_tab: false,
        known,
        columns: None,
        first_loop: None,
        rows: sheet.rows.iter().map(PlanRow::of).collect(),
        places: Vec::new(),
    };
    let bound = bound_names(cells);
    let (columns, problems) = columns(sheet, name, cells);
    let mut by_row: BTreeMap<usize, Vec<&Tagged>> = BTreeMap::new();
    for cell in cells {
        by_row.entry(cell.row).or_default().push(cell);
    }
    let mut planner = Planner {
        name,
        references,
        bound,
        plan,
        problems,
        open: Vec::new(),
        format: 0,
        columns: columns.as_ref(),
    };
    planner.begin_sheet(cells);
    planner.all_columns();
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
    planner.end_sheet(cells);
    let Planner { mut plan, problems, .. } = planner;
    plan.columns = columns;
    (plan, problems)
}

/// Names that statements bind; a tag that begins with one is no reference.
pub(super) fn bound_names(cells: &[Tagged]) -> BTreeSet<String> {
    let mut bound = BTreeSet::from(["loop".to_owned()]);
    for piece in cells.iter().flat_map(|cell| &cell.pieces) {
        if let Part::Statement(code, _) | Part::Columns(code) = &piece.part {
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

/// The statements that govern the whole sheet, in reading order.
pub(super) fn of_sheet(cells: &[Tagged]) -> impl DoubleEndedIterator<Item = (&Tagged, &str)> {
    cells.iter().flat_map(|cell| {
        cell.pieces.iter().filter_map(move |piece| match &piece.part {
            Part::Statement(code, Level::Sheet) => Some((cell, code.as_str())),
            _ => None,
        })
    })
}

/// The name a tag begins with.
pub(super) fn head(code: &str) -> &str {
    let end = code.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    code.get(..end.unwrap_or(code.len())).unwrap_or_default()
}

/// Whether a piece of a cell leaves no trace.
pub(super) fn prints_nothing(piece: &Piece) -> bool {
    match &piece.part {
        Part::Statement(..) | Part::Columns(_) | Part::Comment => true,
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
    columns: Option<&'a Columns>,
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

    /// Statements over the sheet begin before everything else in it.
    fn begin_sheet(&mut self, cells: &[Tagged]) {
        for (cell, code) in of_sheet(cells) {
            self.place(cell);
            write_statement(&mut self.plan.source, code);
            self.plan.turns = Some(self.plan.source.clone());
        }
        if self.plan.turns.is_some() {
            self.mark(TURN, "");
        }
    }

    /// After its rows the name on a sheet's tab, which may use what was set in them.
    fn end_sheet(&mut self, cells: &[Tagged]) {
        if let Some(tab) = cells.iter().find(|cell| cell.row == TAB) {
            self.plan.names_tab = true;
            self.place(tab);
            self.mark(TAB_NAME, "");
            self.pieces(tab);
        }
        let mut ends = String::new();
        for (_, code) in of_sheet(cells).rev() {
            let end = Statement::parse(code).end_word().unwrap_or_default();
            write_statement(&mut ends, end);
        }
        self.plan.source.push_str(&ends);
        if let Some(turns) = &mut self.plan.turns {
            turns.push(MARK);
            turns.push_str(&ends);
        }
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
                if let Part::Statement(code, level) = &piece.part
                    && *level != Level::Sheet
                {
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
        self.cells(tagged);
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
                    Level::ClosesRows | Level::Sheet => false,
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

    /// The tagged cells of a row. Where they stand in columns that are repeated, the steps through
    /// these columns are walked anew: their cells see the variables of both.
    fn cells(&mut self, tagged: &[&Tagged]) {
        let columns = self.columns;
        let mut rest = tagged;
        for (number, group) in
            columns.iter().flat_map(|columns| columns.groups.iter().enumerate())
        {
            let inside = columns.map(|columns| columns.of(group)).unwrap_or_default();
            let end = inside.last().copied().unwrap_or_default();
            let (here, after) = rest.split_at(rest.partition_point(|cell| cell.at.col <= end));
            rest = after;
            let mut of_group = BTreeMap::new();
            for cell in here {
                if inside.contains(&cell.at.col) {
                    of_group.insert(cell.at.col, *cell);
                } else if !columns
                    .is_some_and(|columns| columns.vanished.contains(&cell.at.col))
                {
                    self.cell(cell);
                }
            }
            if !of_group.is_empty() {
                self.mark('O', &number.to_string());
                self.steps(group.clone(), &of_group, false);
                self.mark('Q', &number.to_string());
            }
        }
        for cell in rest {
            self.cell(cell);
        }
    }

    /// The program that decides which columns there are.
    fn all_columns(&mut self) {
        let Some(columns) = self.columns else { return };
        let mut at = 0;
        for (number, group) in columns.groups.iter().enumerate() {
            self.steps(at..group.start, &BTreeMap::new(), true);
            self.mark('O', &number.to_string());
            self.steps(group.clone(), &BTreeMap::new(), true);
            self.mark('Q', &number.to_string());
            at = group.end;
        }
        self.steps(at..columns.steps.len(), &BTreeMap::new(), true);
        self.mark('W', "");
    }

    /// Steps through columns; `rounds`: with marks where repetitions begin and end.
    fn steps(&mut self, steps: Range<usize>, cells: &BTreeMap<u16, &Tagged>, rounds: bool) {
        let Some(columns) = self.columns else { return };
        for step in columns.steps.get(steps).unwrap_or_default() {
            match step {
                Step::Open(tag, block) => {
                    self.column_statement(tag);
                    if let Some(block) = block.filter(|_| rounds) {
                        self.mark('J', &block.to_string());
                    }
                }
                Step::Divide(tag) => self.column_statement(tag),
                Step::Close(tag, block) => {
                    self.column_statement(tag);
                    if let Some(block) = block.filter(|_| rounds) {
                        self.mark('X', &block.to_string());
                    }
                }
                Step::Column(column) => {
                    self.mark('K', &column.to_string());
                    if let Some(cell) = cells.get(column) {
                        self.cell(cell);
                    }
                }
            }
        }
    }

    fn column_statement(&mut self, tag: &ColumnTag) {
        self.plan.places.push((self.plan.source.len(), tag.at, tag.around.clone()));
        write_statement(&mut self.plan.source, &tag.code);
    }

    fn statement(&mut self, code: &str, level: Level, first: u32, last: u32) {
        write_statement(&mut self.plan.source, code);
        match level {
            Level::OpensRows if matches!(Statement::parse(code), Statement::For { .. }) => {
                let parent = self.open.iter().rev().find_map(|block| *block).unwrap_or(0);
                let block = self.plan.blocks.len();
                if block == 1 {
                    self.plan.first_loop = self.plan.places.last().map(|place| place.1);
                }
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
            Level::DividesRows | Level::Cell | Level::Sheet => {}
        }
    }

    fn cell(&mut self, cell: &Tagged) {
        self.place(cell);
        self.mark('C', &cell.cell.to_string());
        self.pieces(cell);
    }

    fn pieces(&mut self, cell: &Tagged) {
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
                Part::Statement(..) | Part::Columns(_) | Part::Comment => {}
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
                let code = calls_with_argument(
                    code,
                    |function| self.references.prints_figures(function),
                    &format!("{AS_NUMBER}=true"),
                );
                write_output(&mut self.plan.source, &format!("({code}) | {AS_CELL}"));
            }
            Lookup::Unknown { nearest } => {
                self.problem(cell, ProblemKind::UnknownName { name: code.to_owned(), nearest });
            }
        }
    }
}
