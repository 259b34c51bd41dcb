//! The tags in the cells of a sheet, and how its statements pair up.

use super::copies;
use super::sheet::{Sheet, Stored};
use super::strings::Strings;
use super::text::RichText;
use crate::ooxml::CellRef;
use crate::template::engine::{Lexer, Statement, Stray, TagKind, holds_tags};
use crate::template::{Place, Problem, ProblemKind};

/// Characters of a cell's text quoted with a problem.
const MAX_AROUND: usize = 80;

/// A cell that holds tags.
pub(super) struct Tagged {
    /// Index of its row in the sheet.
    pub row: usize,
    /// Index of the cell in its row.
    pub cell: usize,
    /// Its address in the template.
    pub at: CellRef,
    /// Its text as a reader sees it, shortened.
    pub around: String,
    /// What its text consists of.
    pub pieces: Vec<Piece>,
}

/// A piece of a cell's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Formatting: the run's properties as markup.
    pub properties: String,
    /// What it is.
    pub part: Part,
}

/// What a piece of a cell's text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Text as it stands.
    Literal(String),
    /// The code of `{{ … }}`.
    Output(String),
    /// The code of `{% … %}`, and what it governs.
    Statement(String, Level),
    /// The code of `{%tc … %}`, which governs columns.
    Columns(String),
    /// `{# … #}`.
    Comment,
}

/// What a statement governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// Text inside one cell, or nothing (`set`).
    Cell,
    /// Rows; opens a block.
    OpensRows,
    /// Rows; `else` or `elif` of a block over rows.
    DividesRows,
    /// Rows; closes a block.
    ClosesRows,
    /// The whole sheet: repeats it or leaves it out; has no end.
    Sheet,
}

/// Row of the one cell that stands for the name on a sheet's tab.
pub(super) const TAB: usize = usize::MAX;

/// The tagged cells of a sheet in reading order, with everything wrong about their tags' form.
pub(super) fn find(
    sheet: &Sheet,
    name: &str,
    strings: &Strings,
) -> (Vec<Tagged>, Vec<Problem>) {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    for (row_index, row) in sheet.rows.iter().enumerate() {
        for (cell_index, cell) in
            row.cells.iter().enumerate().filter(|(_, cell)| cell.formula.is_none())
        {
            let text = match &cell.value {
                Stored::Shared(index) => strings.tagged(*index),
                Stored::Inline(text) if holds_tags(&text.text()) => Some(text),
                _ => None,
            };
            let Some(text) = text else { continue };
            let at = CellRef::new(row.number, cell.col);
            let (tagged, strays) = tagged((row_index, cell_index), at, text, name);
            problems.extend(strays);
            found.push(tagged);
        }
    }
    if holds_tags(name) {
        let text = RichText::plain(name.to_owned());
        let (tab, strays) = tagged((TAB, 0), CellRef::new(0, 0), &text, name);
        problems.extend(strays);
        found.push(tab);
    }
    (found, problems)
}

/// A cell taken apart, with what is wrong about its tags' form.
fn tagged(
    (row, cell): (usize, usize),
    at: CellRef,
    text: &RichText,
    sheet: &str,
) -> (Tagged, Vec<Problem>) {
    let around = shortened(&text.text());
    let (pieces, strays) = pieces(text);
    let place = Place::Cell { sheet: sheet.to_owned(), cell: at };
    let stray = |stray: Stray| Problem {
        kind: stray_kind(&stray),
        place: place.clone(),
        around: around.clone(),
    };
    let strays = strays.into_iter().map(stray).collect();
    (Tagged { row, cell, at, around, pieces }, strays)
}

fn stray_kind(stray: &Stray) -> ProblemKind {
    let delimiter = stray.delimiter.to_owned();
    if delimiter.starts_with('{') {
        ProblemKind::Unclosed(delimiter)
    } else {
        ProblemKind::Unopened(delimiter)
    }
}

/// A text shortened to what fits on a line.
pub(super) fn shortened(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match line.char_indices().nth(MAX_AROUND) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// Takes a cell's text apart; a tag has the formatting of its first character.
fn pieces(text: &RichText) -> (Vec<Piece>, Vec<Stray>) {
    let joined = text.text();
    let mut lexer = Lexer::new();
    let (tags, mut strays) = lexer.tags(&joined);
    if lexer.in_raw() {
        strays.push(Stray { delimiter: "{% raw %}", at: joined.len() });
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut trim_start = false;
    for tag in tags {
        literals(text, at..tag.range.start, trim_start, tag.trim_before, &mut pieces);
        at = tag.range.end;
        trim_start = tag.trim_after;
        let part = match tag.kind {
            TagKind::Output => Part::Output(tag.code),
            TagKind::Statement => statement(tag.code),
            TagKind::Comment => Part::Comment,
            TagKind::Literal => Part::Literal(tag.code),
        };
        pieces.push(Piece { properties: properties_at(text, tag.range.start), part });
    }
    literals(text, at..joined.len(), trim_start, false, &mut pieces);
    (pieces, strays)
}

/// A statement; the word before it that says what it governs is left out.
fn statement(code: String) -> Part {
    if let Some(of_sheet) = copies::of_sheet(&code) {
        return Part::Statement(of_sheet.to_owned(), Level::Sheet);
    }
    match over_columns(&code) {
        Some(code) => Part::Columns(code.to_owned()),
        None => Part::Statement(code, Level::Cell),
    }
}

/// The code of a statement over columns, without the `tc` before it.
fn over_columns(code: &str) -> Option<&str> {
    let rest = code.strip_prefix("tc")?;
    rest.starts_with(char::is_whitespace).then(|| rest.trim_start())
}

/// The text between two tags, run by run, trimmed where the tags ask for it.
fn literals(
    text: &RichText,
    range: std::ops::Range<usize>,
    trim_start: bool,
    trim_end: bool,
    pieces: &mut Vec<Piece>,
) {
    let joined = text.text();
    let mut slice = joined.get(range.clone()).unwrap_or_default();
    let mut start = range.start;
    if trim_start {
        start += slice.len() - slice.trim_start().len();
        slice = slice.trim_start();
    }
    if trim_end {
        slice = slice.trim_end();
    }
    let end = start + slice.len();
    let mut run_start = 0;
    for run in &text.runs {
        let run_end = run_start + run.text.len();
        let part = joined.get(start.max(run_start)..end.min(run_end)).unwrap_or_default();
        if !part.is_empty() {
            let part = Part::Literal(part.to_owned());
            pieces.push(Piece { properties: run.properties.clone(), part });
        }
        run_start = run_end;
    }
}

fn properties_at(text: &RichText, at: usize) -> String {
    let mut end = 0;
    let run = text.runs.iter().find(|run| {
        end += run.text.len();
        at < end
    });
    run.map(|run| run.properties.clone()).unwrap_or_default()
}

/// Decides for every statement what it governs; names the ones without a counterpart.
pub(super) fn pair(cells: &mut [Tagged], sheet: &str) -> Vec<Problem> {
    let mut pairing =
        Pairing { sheet, open: Vec::new(), levels: Vec::new(), problems: Vec::new() };
    for (index, cell) in cells.iter().enumerate() {
        if cell.row == TAB {
            // Nothing that stands in a cell is closed on the tab.
            pairing.unclosed_all();
        }
        for (piece_index, piece) in cell.pieces.iter().enumerate() {
            match &piece.part {
                Part::Statement(code, Level::Sheet) => pairing.of_sheet(cell, code),
                Part::Statement(code, _) => pairing.statement(cell, (index, piece_index), code),
                _ => {}
            }
        }
    }
    pairing.unclosed_all();
    for ((cell, piece), level) in pairing.levels {
        let piece = cells.get_mut(cell).and_then(|cell| cell.pieces.get_mut(piece));
        if let Some(Part::Statement(_, slot)) = piece.map(|piece| &mut piece.part) {
            *slot = level;
        }
    }
    pairing.problems
}

type At = (usize, usize);

struct Open {
    at: At,
    code: String,
    end_word: &'static str,
    divisions: Vec<At>,
    place: (CellRef, String),
}

struct Pairing<'a> {
    sheet: &'a str,
    open: Vec<Open>,
    levels: Vec<(At, Level)>,
    problems: Vec<Problem>,
}

impl Pairing<'_> {
    fn statement(&mut self, cell: &Tagged, at: At, code: &str) {
        match Statement::parse(code) {
            statement @ (Statement::For { .. } | Statement::If) => {
                self.open.push(Open {
                    at,
                    code: code.to_owned(),
                    end_word: statement.end_word().unwrap_or_default(),
                    divisions: Vec::new(),
                    place: (cell.at, cell.around.clone()),
                });
            }
            Statement::EndFor => self.close(cell, at, "endfor"),
            Statement::EndIf => self.close(cell, at, "endif"),
            Statement::Else | Statement::Elif => match self.open.last_mut() {
                Some(open) => open.divisions.push(at),
                None => self.problem(cell, ProblemKind::Unopened(code.to_owned())),
            },
            Statement::Set { block: false, .. } | Statement::Jump => {}
            _ => {
                self.problem(cell, ProblemKind::NoMeaning(code.to_owned()));
            }
        }
    }

    /// A statement over the whole sheet opens, and ends with the sheet.
    fn of_sheet(&mut self, cell: &Tagged, code: &str) {
        if cell.row == TAB || !copies::governs(code) {
            self.problem(cell, ProblemKind::NoMeaning(format!("sheet {code}")));
        }
    }

    fn unclosed_all(&mut self) {
        while let Some(open) = self.open.pop() {
            self.unclosed(&open);
        }
    }

    fn close(&mut self, cell: &Tagged, at: At, word: &'static str) {
        let Some(index) = self.open.iter().rposition(|open| open.end_word == word) else {
            self.problem(cell, ProblemKind::Unopened(word.to_owned()));
            return;
        };
        for open in self.open.split_off(index + 1) {
            self.unclosed(&open);
        }
        let Some(open) = self.open.pop() else { return };
        if open.at.0 == at.0 {
            return;
        }
        self.levels.push((open.at, Level::OpensRows));
        self.levels.push((at, Level::ClosesRows));
        self.levels.extend(open.divisions.into_iter().map(|at| (at, Level::DividesRows)));
    }

    fn unclosed(&mut self, open: &Open) {
        self.problems.push(Problem {
            kind: ProblemKind::Unclosed(open.code.clone()),
            place: Place::Cell { sheet: self.sheet.to_owned(), cell: open.place.0 },
            around: open.place.1.clone(),
        });
    }

    fn problem(&mut self, cell: &Tagged, kind: ProblemKind) {
        let place = Place::Cell { sheet: self.sheet.to_owned(), cell: cell.at };
        self.problems.push(Problem { kind, place, around: cell.around.clone() });
    }
}
