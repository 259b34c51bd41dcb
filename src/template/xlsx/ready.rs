//! A sheet's tags made ready: what depends on the template alone is worked out once.

use super::book::{Book, Tab};
use super::direct::Direct;
use super::elsewhere::Elsewhere;
use super::fill::plain_text;
use super::grid::Grid;
use super::lines::SheetMap;
use super::plan::{Plan, plan};
use super::sheet::Sheet;
use super::stream::{self, Printed, TooMuch};
use super::strings::Strings;
use super::tags::{self, Part, Tagged};
use crate::ooxml::CellRef;
use crate::template::engine::{Engine, Failure};
use crate::template::{Data, Lookup, Place, Problem, ProblemKind};

/// Name of the one Tera template that a sheet becomes.
const SHEET: &str = "sheet";

/// A sheet after its tags were replaced.
pub(super) struct FilledSheet {
    /// Its cells.
    pub grid: Grid,
    /// Where its lines went.
    pub map: SheetMap,
    /// Whether it held any tag.
    pub tagged: bool,
}

impl FilledSheet {
    /// What it comes to; of a tab that is no worksheet there are no cells, and nothing moved.
    pub(super) fn parts(filled: Option<Self>) -> (Option<Grid>, SheetMap) {
        match filled {
            Some(filled) => (Some(filled.grid), filled.map),
            None => (None, SheetMap::identity()),
        }
    }
}

/// The tags of a workbook, ready to be filled again and again.
pub(super) struct Ready {
    /// Those in cells, tab by tab; none where there is no worksheet.
    pub sheets: Vec<Option<ReadySheet>>,
    /// Whether there are any outside cells.
    pub elsewhere: bool,
}

impl Ready {
    /// Looks through a workbook whose sheets have been read.
    pub(super) fn new(book: &mut Book) -> Self {
        let elsewhere = !Elsewhere::gather(book).is_empty();
        let sheet = |tab: &Tab| {
            let sheet = tab.sheet.as_ref()?;
            Some(ReadySheet::new(sheet, &tab.name, &book.strings))
        };
        Self { sheets: book.tabs.iter().map(sheet).collect(), elsewhere }
    }
}

/// The tags of a sheet, ready to be filled again and again.
pub(super) struct ReadySheet {
    cells: Vec<Tagged>,
    /// What is wrong with the tags, whatever the data.
    problems: Vec<Problem>,
    program: Option<Program>,
}

/// A plan, and what it has been made into.
struct Program {
    plan: Plan,
    direct: Option<Direct>,
    engine: Option<Engine>,
}

impl ReadySheet {
    /// Finds and pairs the tags of a sheet.
    pub(super) fn new(sheet: &Sheet, name: &str, strings: &Strings) -> Self {
        let (mut cells, mut problems) = tags::find(sheet, name, strings);
        if !cells.is_empty() {
            problems.extend(tags::pair(&mut cells, name));
        }
        Self { cells, problems, program: None }
    }

    /// The cells that hold tags.
    pub(super) fn tagged(&self) -> &[Tagged] {
        &self.cells
    }

    /// Evaluates the tags.
    pub(super) fn fill(
        &mut self,
        sheet: &Sheet,
        name: &str,
        data: &Data<'_>,
    ) -> Result<FilledSheet, Vec<Problem>> {
        if !self.problems.is_empty() {
            return Err(self.problems.clone());
        }
        if self.cells.is_empty() {
            let grid = Grid::unchanged(sheet);
            return Ok(FilledSheet { grid, map: SheetMap::identity(), tagged: false });
        }
        let (rows, map) = self.print(sheet, name, data)?;
        Ok(FilledSheet { grid: Grid::filled(sheet, rows, &map), map, tagged: true })
    }

    /// What the sheet's template prints.
    fn print(
        &mut self,
        sheet: &Sheet,
        name: &str,
        data: &Data<'_>,
    ) -> Result<Printed, Vec<Problem>> {
        let known = self.program.take();
        let known =
            known.and_then(|mut known| known.plan.refill(data.references).then_some(known));
        let program = match known {
            Some(program) => program,
            None => Program::new(sheet, name, &self.cells, data)?,
        };
        let program = self.program.insert(program);
        let direct = program.direct.as_ref();
        if let Some(printed) =
            direct.and_then(|direct| direct.run(&program.plan, &data.context))
        {
            return Ok(printed);
        }
        let printed = program.render(&self.cells, name, data)?;
        stream::read(&printed, &program.plan)
            .map_err(|too_much| vec![limited(too_much, sheet, name, &self.cells)])
    }
}

impl Program {
    fn new(
        sheet: &Sheet,
        name: &str,
        cells: &[Tagged],
        data: &Data<'_>,
    ) -> Result<Self, Vec<Problem>> {
        let (plan, problems) = plan(sheet, name, cells, data.references);
        if !problems.is_empty() {
            return Err(problems);
        }
        let direct = Direct::new(&plan.source);
        Ok(Self { plan, direct, engine: None })
    }

    /// Renders the sheet's template into its marks.
    fn render(
        &mut self,
        cells: &[Tagged],
        name: &str,
        data: &Data<'_>,
    ) -> Result<String, Vec<Problem>> {
        let engine = match self.engine.take() {
            Some(mut engine) => {
                engine.register(data.functions);
                engine
            }
            None => compiled(&self.plan, cells, name, data)?,
        };
        let engine = self.engine.insert(engine);
        let printed = engine.render_text(SHEET, &data.context);
        printed.map_err(|failure| vec![located(failure, &self.plan, name)])
    }
}

/// A plan's template as Tera has taken it in.
fn compiled(
    plan: &Plan,
    cells: &[Tagged],
    name: &str,
    data: &Data<'_>,
) -> Result<Engine, Vec<Problem>> {
    let functions = |tera: &mut tera::Tera| {
        (data.functions)(tera);
        stream::register(tera);
    };
    let mut engine = Engine::with_functions(&functions, plain_text);
    match engine.add(SHEET, &plan.source) {
        Ok(()) => Ok(engine),
        Err(failure) => {
            // Tera names the first tag it does not understand; looked at one by one, all are named.
            let mut problems = misunderstood(&mut engine, cells, name, data);
            if problems.is_empty() {
                problems.push(located(failure, plan, name));
            }
            Err(problems)
        }
    }
}

/// A limit of the result, told at its cell.
fn limited(too_much: TooMuch, sheet: &Sheet, name: &str, cells: &[Tagged]) -> Problem {
    let at = too_much.at.and_then(|(row, cell)| {
        let row = sheet.rows.get(row)?;
        Some(CellRef::new(row.number, row.cells.get(cell)?.col))
    });
    let cell = at.unwrap_or(CellRef::new(0, 0));
    let around = cells.iter().find(|tagged| tagged.at == cell);
    let around = around.map(|tagged| tagged.around.clone()).unwrap_or_default();
    let place = Place::Cell { sheet: name.to_owned(), cell };
    Problem { kind: ProblemKind::Limit(too_much.limit), place, around }
}

fn misunderstood(
    engine: &mut Engine,
    cells: &[Tagged],
    name: &str,
    data: &Data<'_>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for cell in cells {
        for piece in &cell.pieces {
            let kind = match &piece.part {
                Part::Output(code)
                    if data.references.resolve(code) != Lookup::NotAReference =>
                {
                    None
                }
                Part::Output(code) => engine.check_output(code),
                Part::Statement(code, _) => engine.check_statement(code),
                _ => None,
            };
            let place = Place::Cell { sheet: name.to_owned(), cell: cell.at };
            let around = cell.around.clone();
            problems.extend(kind.map(|kind| Problem { kind, place, around }));
        }
    }
    problems
}

fn located(failure: Failure, plan: &Plan, name: &str) -> Problem {
    let found = failure.offset.and_then(|offset| plan.place(offset));
    let (cell, around) = found.unwrap_or((CellRef::new(0, 0), ""));
    let place = Place::Cell { sheet: name.to_owned(), cell };
    Problem { kind: failure.kind, place, around: around.to_owned() }
}
