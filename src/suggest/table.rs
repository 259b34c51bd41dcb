//! The tables of a form: where their headings end, which columns name the lines, and which cells
//! are left for figures.

use std::collections::{BTreeMap, BTreeSet};

use super::outline::{Marked, chains};
use super::speech::{self, Speech};
use crate::ooxml::CellRef;
use crate::sheet::{Sheet, Value};
use crate::template::xlsx::DrawnSheet;
use crate::text;

/// The most cells a table may take up: a form is read by people.
const MAX_CELLS: usize = 20_000;

/// Rows in which headings are looked for.
const MAX_HEADING_ROWS: u32 = 12;

/// What stands in a cell where a figure could go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing, dots, or a 0 as an example.
    Open,
    /// A tag.
    Tagged(String),
    /// A formula.
    Formula,
    /// A sign or a shade that says that nothing belongs there.
    Closed,
    /// Words or another number.
    Filled,
}

/// A column of figures.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Which.
    pub col: u16,
    /// Its headings, from the widest to its own.
    pub heads: Vec<String>,
}

/// What a line of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    /// A line of figures with labels.
    Labelled,
    /// A line that only names what follows («Trong đó:»).
    Head,
    /// A line without a name, one of a list that is to be written.
    Listed,
    /// The total of all lines.
    Total,
    /// A unit of the organisation.
    Unit,
    /// Among units, a line that is no unit that is known.
    Strange,
}

/// A line of a table.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Which row.
    pub row: u32,
    /// The number or letter before its name.
    pub number: String,
    /// What it is called, from the widest heading to its own label.
    pub labels: Vec<String>,
    /// Its unit of measure, if the table has a column for it.
    pub unit: String,
    /// What it is.
    pub kind: LineKind,
    /// Whether only its place says so.
    pub guessed: bool,
    /// The code of the unit that it is.
    pub organisation: Option<String>,
}

/// A table of a form.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// Its first row.
    pub top: u32,
    /// Its last row.
    pub bottom: u32,
    /// What is written above it.
    pub title: Vec<String>,
    /// The column of running numbers, if there is one.
    pub numbering: Option<u16>,
    /// The column of names.
    pub names: u16,
    /// The heading of that column.
    pub names_head: Option<String>,
    /// The columns of figures.
    pub columns: Vec<Column>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// What stands in the cells of lines and columns.
    pub cells: BTreeMap<CellRef, State>,
}

/// The tables of a sheet.
pub(super) fn tables(sheet: &Sheet, drawn: &DrawnSheet, speech: &Speech) -> Vec<Table> {
    let mut above = 0;
    let mut found = Vec::new();
    let lined = areas(drawn);
    let ends: Vec<u32> = lined.iter().skip(1).map(|area| area.top).chain([u32::MAX]).collect();
    for (area, end) in lined.into_iter().zip(ends) {
        let read = |area, lined| Reader::new(sheet, drawn, area, lined).table();
        // Lines may be drawn around the headings alone.
        let table = read(area, true).or_else(|| read(downward(sheet, area, end)?, false));
        above = add(&mut found, table, sheet, above, speech).unwrap_or(area.bottom + 1);
    }
    if found.is_empty()
        && let Some(area) = unlined(sheet)
    {
        let table = Reader::new(sheet, drawn, area, false).table();
        add(&mut found, table, sheet, 0, speech);
    }
    found
}

/// Adds a table with its title; the row after it.
fn add(
    found: &mut Vec<Table>,
    table: Option<Table>,
    sheet: &Sheet,
    above: u32,
    speech: &Speech,
) -> Option<u32> {
    let mut table = table?;
    table.title = title(sheet, above, table.top, speech);
    let after = table.bottom + 1;
    found.push(table);
    Some(after)
}

/// The area of a table without any lines: from the heading of its running numbers on.
fn unlined(sheet: &Sheet) -> Option<Area> {
    let (at, _) = sheet.iter().find(|(_, cell)| speech::is_numbering(&cell.text))?;
    let heads =
        sheet.merged.iter().find(|(from, _)| *from == at).map_or(at.row, |(_, to)| to.row);
    let here = sheet.iter().filter(|(other, _)| (at.row..=heads).contains(&other.row));
    let merged = sheet.merged.iter().filter(|(from, _)| (at.row..=heads).contains(&from.row));
    let right = here.map(|(other, _)| other.col).chain(merged.map(|(_, to)| to.col)).max()?;
    let area = Area { top: at.row, bottom: heads, left: at.col, right };
    downward(sheet, area, u32::MAX)
}

/// An area with the rows below it in which something is written, up to the first without.
fn downward(sheet: &Sheet, area: Area, end: u32) -> Option<Area> {
    let written: BTreeSet<u32> = sheet
        .iter()
        .filter(|(at, cell)| {
            (area.left..=area.right).contains(&at.col) && !cell.text.trim().is_empty()
        })
        .map(|(at, _)| at.row)
        .collect();
    let rows = (area.bottom + 1..end).take_while(|row| written.contains(row));
    let area = Area { bottom: rows.last()?, ..area };
    area.is_readable().then_some(area)
}

/// Whether a text is a place for something to be written by hand: dots or underscores.
pub(super) fn is_dotted(text: &str) -> bool {
    let marks = text.chars().filter(|c| matches!(c, '…' | '.' | '_' | '‥')).count();
    let other = text.chars().filter(|c| !matches!(c, '…' | '.' | '_' | '‥' | ' ')).count();
    other == 0 && (marks >= 3 || text.contains('…'))
}

/// The texts above a table, for what they say of all of it.
fn title(sheet: &Sheet, from: u32, to: u32, speech: &Speech) -> Vec<String> {
    let cells = sheet.iter().filter(|(at, _)| (from..to).contains(&at.row));
    let texts = cells.map(|(_, cell)| cell.text.clone());
    texts.filter(|text| !text.contains(['…', '{']) && !speech.is_plain(text)).collect()
}

/// A rectangle of cells with lines around them.
#[derive(Debug, Clone, Copy)]
struct Area {
    top: u32,
    bottom: u32,
    left: u16,
    right: u16,
}

impl Area {
    /// Whether it is a table that people read, and not a whole sheet of cells.
    fn is_readable(&self) -> bool {
        let rows = usize::try_from(self.bottom - self.top).unwrap_or(usize::MAX);
        let cells = rows.saturating_mul(usize::from(self.right - self.left) + 1);
        self.bottom > self.top && cells <= MAX_CELLS
    }
}

/// Runs of rows in which at least two cells have lines.
fn areas(drawn: &DrawnSheet) -> Vec<Area> {
    let mut rows: BTreeMap<u32, (u16, u16, usize)> = BTreeMap::new();
    for at in &drawn.boxed {
        let row = rows.entry(at.row).or_insert((at.col, at.col, 0));
        *row = (row.0.min(at.col), row.1.max(at.col), row.2 + 1);
    }
    let mut areas: Vec<Area> = Vec::new();
    for (row, (left, right, _)) in rows.into_iter().filter(|(_, row)| row.2 >= 2) {
        match areas.last_mut().filter(|area| area.bottom + 1 == row) {
            Some(area) => {
                area.bottom = row;
                (area.left, area.right) = (area.left.min(left), area.right.max(right));
            }
            None => areas.push(Area { top: row, bottom: row, left, right }),
        }
    }
    areas.retain(Area::is_readable);
    areas
}

/// Reads one table.
struct Reader<'a> {
    sheet: &'a Sheet,
    drawn: &'a DrawnSheet,
    area: Area,
    /// Whether only cells with lines are left for figures.
    lined: bool,
    /// Cells that are part of another one, each with the first cell of that.
    merged: BTreeMap<CellRef, CellRef>,
}

impl<'a> Reader<'a> {
    fn new(sheet: &'a Sheet, drawn: &'a DrawnSheet, area: Area, lined: bool) -> Self {
        let mut merged = BTreeMap::new();
        for (from, to) in &sheet.merged {
            let rows = from.row.max(area.top)..=to.row.min(area.bottom);
            for row in rows {
                for col in from.col.max(area.left)..=to.col.min(area.right) {
                    merged.insert(CellRef::new(row, col), *from);
                }
            }
        }
        Self { sheet, drawn, area, lined, merged }
    }

    fn columns(&self) -> std::ops::RangeInclusive<u16> {
        self.area.left..=self.area.right
    }

    /// The first cell of the merged cells that a cell is one of, else itself.
    fn corner(&self, at: CellRef) -> CellRef {
        self.merged.get(&at).copied().unwrap_or(at)
    }

    /// What a reader sees at a cell.
    fn text(&self, at: CellRef) -> &str {
        self.sheet.get(self.corner(at)).map_or("", |cell| cell.text.trim())
    }

    fn table(&self) -> Option<Table> {
        let start = self.first_line()?;
        let numbering = self.columns().find(|col| self.is_numbering(*col, start));
        let names = self.names(start, numbering)?;
        let numbering = numbering.filter(|col| *col < names);
        let columns: Vec<Column> = self
            .columns()
            .filter(|col| *col > names && self.holds_figures(*col, start))
            .map(|col| Column { col, heads: self.heads(col, start) })
            .filter(|column| column.heads.last().is_none_or(|head| !speech::is_no_figure(head)))
            .collect();
        if columns.is_empty() {
            return None;
        }
        let columns = with_wholes(&columns);
        let mut cells = BTreeMap::new();
        for row in start..=self.area.bottom {
            for column in &columns {
                let at = CellRef::new(row, column.col);
                if let Some(state) = self.state(at) {
                    cells.insert(at, state);
                }
            }
        }
        let lines = self.lines(start, numbering, names, &cells);
        let (top, bottom, title) = (self.area.top, self.area.bottom, Vec::new());
        let names_head = self.heads(names, start).pop();
        Some(Table { top, bottom, title, numbering, names, names_head, columns, lines, cells })
    }

    /// The row after the headings: after the row that numbers the columns, else the first in
    /// which most cells are left for figures.
    fn first_line(&self) -> Option<u32> {
        let last = self.area.bottom.min(self.area.top + MAX_HEADING_ROWS);
        let numbers = (self.area.top..=last).find(|row| self.numbers_columns(*row));
        if let Some(row) = numbers.filter(|row| *row < self.area.bottom) {
            return Some(row + 1);
        }
        // The first heading mostly hangs down over all rows of headings.
        let first = CellRef::new(self.area.top, self.area.left);
        let hangs = (self.area.top + 1..=last)
            .take_while(|row| self.corner(CellRef::new(*row, first.col)) == first)
            .last();
        if let Some(row) = hangs.filter(|row| *row < self.area.bottom) {
            return Some(row + 1);
        }
        (self.area.top + 1..=last).find(|row| {
            let cells = || self.columns().map(|col| CellRef::new(*row, col));
            let hangs = |at: CellRef| self.corner(at).row < *row;
            let figures = cells().filter(|at| {
                let state = self.state(*at);
                state.is_some_and(|state| state != State::Filled)
            });
            let figures = figures.count();
            let words = cells().filter(|at| !self.text(*at).is_empty()).count();
            !cells().any(hangs) && figures > 0 && figures * 2 >= cells().count() - words.min(2)
        })
    }

    /// Whether a row holds the numbers of the columns and nothing else: `A | B | 1 | 2 | 3=1+2`.
    fn numbers_columns(&self, row: u32) -> bool {
        let texts = self.columns().map(|col| self.text(CellRef::new(row, col)));
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        let numbers: Vec<Option<u32>> = texts.iter().map(|text| column_number(text)).collect();
        let counted: Vec<u32> = numbers.iter().flatten().copied().filter(|n| *n > 0).collect();
        let rises = counted.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
        numbers.len() >= 3 && numbers.iter().all(Option::is_some) && rises && counted.len() >= 2
    }

    /// The headings of a column, from the widest to its own.
    fn heads(&self, col: u16, start: u32) -> Vec<String> {
        let mut heads = Vec::new();
        let mut last = None;
        for row in self.area.top..start {
            if self.numbers_columns(row) {
                continue;
            }
            let at = self.corner(CellRef::new(row, col));
            let text = self.text(at);
            let at = if text.is_empty() { self.spread(row, col, start) } else { Some(at) };
            let Some(at) = at.filter(|at| Some(*at) != last) else { continue };
            heads.push(self.text(at).to_owned());
            last = Some(at);
        }
        heads
    }

    /// A heading that stands over several columns without its cells being merged: the nearest
    /// to the left, where the column has a heading of its own below.
    fn spread(&self, row: u32, col: u16, start: u32) -> Option<CellRef> {
        let below = (row + 1..start).any(|below| {
            !self.text(CellRef::new(below, col)).is_empty() && !self.numbers_columns(below)
        });
        if !below || self.merged.contains_key(&CellRef::new(row, col)) {
            return None;
        }
        let left = (self.area.left..col).rev().map(|left| CellRef::new(row, left));
        let named = left.into_iter().find(|at| !self.text(*at).is_empty())?;
        // What hangs down over all rows is a heading of its own column only.
        (self.corner(CellRef::new(row + 1, named.col)) != self.corner(named))
            .then(|| self.corner(named))
    }

    /// What stands in a cell; nothing where it is part of another one.
    fn state(&self, at: CellRef) -> Option<State> {
        if self.corner(at) != at {
            return None;
        }
        let Some(cell) = self.sheet.get(at) else {
            let boxed = !self.lined || self.drawn.boxed.contains(&at);
            return boxed.then(|| self.blank(at));
        };
        let text = cell.text.trim();
        Some(if text.contains("{{") || text.contains("{%") {
            State::Tagged(text.to_owned())
        } else if cell.formula.is_some() {
            State::Formula
        } else if text.is_empty() || is_dotted(text) || is_zero(&cell.value) {
            self.blank(at)
        } else if speech::is_closing_sign(text) {
            State::Closed
        } else {
            State::Filled
        })
    }

    fn blank(&self, at: CellRef) -> State {
        if self.drawn.shaded.contains(&at) { State::Closed } else { State::Open }
    }

    fn lines_below(&self, start: u32) -> impl Iterator<Item = u32> + use<> {
        start..=self.area.bottom
    }

    /// Whether a column holds running numbers: its heading says so, or all that stands in it.
    fn is_numbering(&self, col: u16, start: u32) -> bool {
        if self.heads(col, start).last().is_some_and(|head| speech::is_numbering(head)) {
            return true;
        }
        let texts = self.lines_below(start).map(|row| CellRef::new(row, col));
        let own = texts.filter(|at| self.corner(*at) == *at).map(|at| self.text(at));
        let texts: Vec<&str> = own.filter(|text| !text.is_empty()).collect();
        let marks = texts.iter().filter(|text| Marked::is_mark(text)).count();
        texts.len() >= 2 && marks * 4 >= texts.len() * 3 && col < self.area.right
    }

    /// The column of names: that with the most words; of a list that is still to be written, the
    /// first that does not number it.
    fn names(&self, start: u32, numbering: Option<u16>) -> Option<u16> {
        let words = |col: u16| {
            let cells = self.lines_below(start).map(|row| CellRef::new(row, col));
            let texts = cells.filter(|at| self.corner(*at).col == col);
            let worded = |at: &CellRef| {
                let text = self.text(*at);
                let letters = text.chars().filter(|c| c.is_alphabetic()).count();
                (letters >= 3 || is_year(text)) && !text.contains("{{") && !text.contains("{%")
            };
            texts.filter(worded).count()
        };
        let lines = self.lines_below(start).count();
        let most = self.columns().rev().max_by_key(|col| words(*col))?;
        // Cells merged over number and name begin in the column of the numbers.
        if words(most) * 3 >= lines && words(most) > 1 {
            return Some(most);
        }
        self.columns().find(|col| Some(*col) != numbering)
    }

    fn holds_figures(&self, col: u16, start: u32) -> bool {
        let states: Vec<State> = self
            .lines_below(start)
            .filter_map(|row| self.state(CellRef::new(row, col)))
            .collect();
        let words = states.iter().filter(|state| **state == State::Filled).count();
        states.len() > words * 2
    }

    fn lines(
        &self,
        start: u32,
        numbering: Option<u16>,
        names: u16,
        cells: &BTreeMap<CellRef, State>,
    ) -> Vec<Line> {
        let unit_column = self.columns().find(|col| {
            let heads = self.heads(*col, start);
            *col > names && heads.last().is_some_and(|head| speech::is_unit_head(head))
        });
        let rows: Vec<u32> = self.lines_below(start).collect();
        let number = |row: u32| {
            let number = numbering.map(|col| self.text(CellRef::new(row, col)));
            number.filter(|number| *number != self.text(CellRef::new(row, names)))
        };
        let marked: Vec<Marked> = rows
            .iter()
            .map(|row| {
                let label = self.text(CellRef::new(*row, names));
                Marked::new(number(*row).unwrap_or_default(), label)
            })
            .collect();
        let unit = |row: u32| unit_column.map(|col| self.text(CellRef::new(row, col)));
        let lines = rows.iter().zip(chains(&marked)).zip(&marked);
        lines
            .map(|((row, labels), marked)| Line {
                row: *row,
                number: number(*row).unwrap_or_default().to_owned(),
                unit: unit(*row).unwrap_or_default().to_owned(),
                kind: kind(*row, marked, cells),
                labels,
                guessed: false,
                organisation: None,
            })
            .collect()
    }
}

/// Columns whose «Trong đó» says of what: of the column before it, if that has a name.
fn with_wholes(columns: &[Column]) -> Vec<Column> {
    let speech = Speech::default();
    let mut told: Vec<Column> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let mut heads = column.heads.clone();
        let is_marker = |head: &String| speech::is_part(head) && speech.is_plain(head);
        if let Some(marker) = heads.iter().position(is_marker) {
            let (above, below) = heads.split_at(marker);
            let before = columns.iter().take(at).rev();
            let whole = before.filter(|other| other.heads.starts_with(above)).find(|other| {
                other.heads.get(marker) != below.first() && other.heads.len() == marker + 1
            });
            let whole = whole.and_then(|whole| whole.heads.last());
            if let Some(whole) = whole.filter(|whole| !speech.is_plain(whole)) {
                heads.insert(marker, whole.clone());
            }
        }
        told.push(Column { col: column.col, heads });
    }
    told
}

/// What a line of a table is.
fn kind(row: u32, line: &Marked, cells: &BTreeMap<CellRef, State>) -> LineKind {
    let label = line.label.as_str();
    let here = cells.range(CellRef::new(row, 0)..CellRef::new(row + 1, 0));
    let some_open = here.clone().any(|(_, state)| *state != State::Filled);
    if label.is_empty() || is_dotted(label) || label.contains("{{") || Marked::is_mark(label) {
        LineKind::Listed
    } else if speech::is_total(label) {
        LineKind::Total
    } else if label.trim_end().ends_with(':') || !some_open {
        LineKind::Head
    } else {
        LineKind::Labelled
    }
}

/// The number of a column as its heading writes it; 0 for a letter.
fn column_number(text: &str) -> Option<u32> {
    let number = text.split(['=', ':']).next().unwrap_or_default();
    let number = number.trim().trim_start_matches('(').trim_end_matches(['(', ')', ' ']);
    if number.len() == 1 && number.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Some(0);
    }
    let short = (1..=3).contains(&number.len());
    short.then(|| number.parse().ok()).flatten()
}

/// Whether a text is a year and nothing else, as the name of a line may be.
fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year: u16| (1900..2200).contains(&year))
}

fn is_zero(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_zero(),
        Value::Text(text) => text::key::of(text) == "0",
        _ => false,
    }
}
