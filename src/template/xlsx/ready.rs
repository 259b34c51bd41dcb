//! A sheet's tags made ready: what depends on the template alone is worked out once.

use std::collections::BTreeSet;

use super::book::{Book, Tab};
use super::copies::{self, Wanted};
use super::direct::Direct;
use super::elsewhere::Elsewhere;
use super::fill::plain_text;
use super::grid::Grid;
use super::lines::SheetMap;
use super::plan::{MARK, Plan, plan};
use super::sheet::Sheet;
use super::stream::{self, Content, Printed, TooMuch};
use super::strings::Strings;
use super::tags::{self, Part, Tagged};
use crate::ooxml::CellRef;
use crate::template::engine::{Engine, Failure, holds_tags};
use crate::template::{Data, Lookup, Place, Problem, ProblemKind, References};

/// Name of the one Tera template that a sheet becomes.
const SHEET: &str = "sheet";

/// Name of the Tera template that tells how many copies of a sheet there are.
const TURNS: &str = "turns";

/// A sheet of the template after its tags were replaced.
pub(super) struct FilledSheet {
    /// What has come of it: one sheet, or as many as its own loop made.
    pub turns: Vec<Turn>,
    /// Whether a loop or a condition over the whole sheet stands in it.
    governed: bool,
    /// Whether it held any tag.
    pub tagged: bool,
}

/// A sheet of the result.
pub(super) struct Turn {
    /// Its cells; a chart has none.
    pub grid: Option<Grid>,
    /// Where its lines went.
    pub map: SheetMap,
    /// What its tab is to say, when a tag stands there.
    tab: Option<String>,
    /// Tags whose figures stand in it.
    printed: BTreeSet<String>,
}

impl Turn {
    /// Takes note of the figures that stand in it.
    pub(super) fn note(&self, references: &dyn References) {
        self.printed.iter().for_each(|tag| references.printed(tag));
    }

    /// The texts of a sheet that has one cell a row.
    pub(super) fn texts(self) -> Vec<Option<Content>> {
        // Columns mean nothing outside sheets: what would repeat them is refused as torn.
        let grid = self.grid.filter(|_| !self.map.columns.moved());
        let rows = grid.map(|grid| grid.rows).unwrap_or_default();
        rows.into_iter().map(|row| row.cells.into_iter().next()?.content).collect()
    }
}

impl FilledSheet {
    /// A tab without tags.
    pub(super) fn unchanged(sheet: Option<&Sheet>) -> Self {
        let grid = sheet.map(Grid::unchanged);
        let map = SheetMap::identity();
        let turns = vec![Turn { grid, map, tab: None, printed: BTreeSet::new() }];
        Self { turns, governed: false, tagged: false }
    }

    /// The same for a tab that has a name but no cells.
    pub(super) fn without_cells(mut self) -> Self {
        self.turns.iter_mut().for_each(|turn| turn.grid = None);
        self
    }

    /// What is to become of the tab.
    pub(super) fn wanted(&self) -> Wanted {
        let named = self.turns.iter().any(|turn| turn.tab.is_some());
        if !self.governed && !named {
            return Wanted::Same;
        }
        Wanted::Copies(self.turns.iter().map(|turn| turn.tab.clone()).collect())
    }
}

/// The tags of a workbook, ready to be filled again and again.
pub(super) struct Ready {
    /// Those in cells, tab by tab; none where there is no worksheet.
    pub sheets: Vec<Option<ReadySheet>>,
    /// Those outside cells.
    pub elsewhere: Vec<Elsewhere>,
}

impl Ready {
    /// Looks through a workbook whose sheets have been read.
    pub(super) fn new(book: &mut Book) -> Self {
        let elsewhere = Elsewhere::gather(book);
        let sheet = |tab: &Tab| match &tab.sheet {
            Some(sheet) => Some(ReadySheet::new(sheet, &tab.name, &book.strings)),
            // A chart of its own has a name all the same.
            None if holds_tags(&tab.name) => {
                Some(ReadySheet::new(&Sheet::empty()?, &tab.name, &book.strings))
            }
            None => None,
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
            return Ok(FilledSheet::unchanged(Some(sheet)));
        }
        let known = self.program.take();
        let known =
            known.and_then(|mut known| known.plan.refill(data.references).then_some(known));
        let program = match known {
            Some(program) => program,
            None => Program::new(sheet, name, &self.cells, data.references)?,
        };
        let program = self.program.insert(program);
        let turns = match program.direct.as_ref() {
            Some(direct) => direct.run(&program.plan, &data.context),
            None => None,
        };
        let turns = match turns {
            Some(Printed { rows, map, figures }) => {
                let grid = Some(Grid::filled(rows, &map));
                vec![Turn { grid, map, tab: None, printed: program.plan.tags_of(&figures) }]
            }
            None => program.turns(sheet, name, &self.cells, data)?,
        };
        Ok(FilledSheet { turns, governed: program.plan.turns.is_some(), tagged: true })
    }
}

impl Program {
    fn new(
        sheet: &Sheet,
        name: &str,
        cells: &[Tagged],
        references: &dyn References,
    ) -> Result<Self, Vec<Problem>> {
        let (plan, problems) = plan(sheet, name, cells, references);
        if !problems.is_empty() {
            return Err(problems);
        }
        let one_sheet = plan.turns.is_none() && !plan.names_tab;
        let direct = if one_sheet { Direct::new(&plan.source) } else { None };
        Ok(Self { plan, direct, engine: None })
    }

    /// The sheets of the result that one printing by Tera holds.
    fn turns(
        &mut self,
        sheet: &Sheet,
        name: &str,
        cells: &[Tagged],
        data: &Data<'_>,
    ) -> Result<Vec<Turn>, Vec<Problem>> {
        let printed = self.print(sheet, name, cells, data)?;
        let refused = |too_much| vec![refused(too_much, name, cells)];
        let plan = &self.plan;
        let mut turns = Vec::new();
        let mut made = 0;
        for (rows, tab) in copies::turns(&printed, plan) {
            let Printed { rows, map, mut figures } =
                stream::read(rows, plan).map_err(refused)?;
            let tab = tab.map(|tab| stream::text(tab, plan, &mut figures));
            let tab = tab.transpose().map_err(refused)?;
            let grid = Grid::filled(rows, &map);
            made += grid.rows.iter().map(|row| row.cells.len()).sum::<usize>();
            copies::cells_within_limits(made)
                .map_err(|limit| refused(TooMuch::limit(limit)))?;
            let printed = plan.tags_of(&figures);
            turns.push(Turn { grid: Some(grid), map, tab, printed });
        }
        Ok(turns)
    }

    /// Renders the sheet's template into its marks.
    fn print(
        &mut self,
        sheet: &Sheet,
        name: &str,
        cells: &[Tagged],
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
        let located = |failure| vec![located(failure, &self.plan, name)];
        // Copies are counted first: too many must not be printed before they are refused.
        if self.plan.turns.is_some() {
            let printed = engine.render_text(TURNS, &data.context).map_err(located)?;
            let count = printed.matches(MARK).count();
            copies::within_limits(Some(sheet), count).map_err(|limit| {
                let (cell, around) = self.plan.place(0).unwrap_or((CellRef::new(0, 0), ""));
                let place = Place::Cell { sheet: name.to_owned(), cell };
                let kind = ProblemKind::Limit(limit);
                vec![Problem { kind, place, around: around.to_owned() }]
            })?;
        }
        engine.render_text(SHEET, &data.context).map_err(located)
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
    if let Err(failure) = engine.add(SHEET, &plan.source) {
        // Tera names the first tag it does not understand; looked at one by one, all are named.
        let mut problems = misunderstood(&mut engine, cells, name, data);
        if problems.is_empty() {
            problems.push(located(failure, plan, name));
        }
        return Err(problems);
    }
    if let Some(turns) = &plan.turns {
        engine.add(TURNS, turns).map_err(|failure| vec![located(failure, plan, name)])?;
    }
    Ok(engine)
}

/// Why what was printed makes no sheet, told at its cell.
fn refused(too_much: TooMuch, name: &str, cells: &[Tagged]) -> Problem {
    let cell = too_much.at.unwrap_or(CellRef::new(0, 0));
    let around = cells.iter().find(|tagged| tagged.at == cell);
    let around = around.map(|tagged| tagged.around.clone()).unwrap_or_default();
    let place = Place::Cell { sheet: name.to_owned(), cell };
    Problem { kind: too_much.kind, place, around }
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
                Part::Statement(code, _) | Part::Columns(code) => engine.check_statement(code),
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

#[cfg(test)]
mod tests;
