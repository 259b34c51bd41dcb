//! What is wrong with a template, and where: facts only, worded by the findings catalogue.

use crate::ooxml::CellRef;

/// Where in a template a problem is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The file as a whole.
    File,
    /// A paragraph of a Word part, counted from 1 as a reader meets them.
    Paragraph {
        /// Part name, such as `word/document.xml`.
        part: String,
        /// Paragraph number in that part, from 1.
        number: usize,
    },
    /// A cell of a sheet.
    Cell {
        /// Sheet name as on its tab.
        sheet: String,
        /// The cell.
        cell: CellRef,
    },
}

/// One problem of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where.
    pub place: Place,
    /// The text around it, as a reader sees it (without markup, shortened).
    pub around: String,
}

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The file is no readable package of its kind, with the reason.
    Unreadable(String),
    /// A reference or variable that names nothing.
    UnknownName {
        /// The name as written.
        name: String,
        /// The nearest right name.
        nearest: Option<String>,
    },
    /// `{% for %}` or `{% if %}` without its end, or `{{` without `}}`.
    Unclosed(String),
    /// `{% endfor %}`, `{% endif %}` or `{% else %}` without its beginning.
    Unopened(String),
    /// Opening and closing tag stand where no common whole (paragraphs, rows, cells) can repeat.
    Torn(String),
    /// The expression cannot be understood, with the engine's words.
    Syntax(String),
    /// The expression failed while it was evaluated, with the engine's words.
    Evaluation(String),
    /// A picture, document or workbook that a tag names cannot be used.
    Resource {
        /// Its name as given.
        name: String,
        /// Why not.
        reason: String,
    },
    /// What a tag gives cannot stand where the tag stands, with the reason.
    Misplaced(String),
    /// Not wrong: something in the filled document that its reader must bring up to date, with
    /// what and how.
    Stale(String),
    /// A tag stands where nothing is filled in, in words for the author.
    Unfilled(String),
    /// Not wrong: a copy of a sheet is called otherwise than asked for.
    TabName {
        /// What was asked for.
        wanted: String,
        /// What it is called.
        name: String,
    },
    /// A sheet holds something of which there can be no second one, with what it is.
    Uncopied(String),
    /// No sheet that a user sees would remain.
    NoSheet,
    /// A sheet would have no name.
    NoTabName,
    /// A tag over columns reads a variable that differs from row to row.
    ColumnsOfOneRow {
        /// The variable.
        name: String,
    },
    /// The columns of this row would be other ones than those of the sheet.
    ColumnsDiffer,
    /// A value is to take the place of a formula, given with its `=`.
    OverFormula(String),
    /// A cell to be filled is locked on a protected sheet.
    Locked,
    /// A cell cannot be filled by its address, with the reason.
    NoTarget(String),
    /// A tag stands in a cell that a merged area covers, and the area's first cell, the only one
    /// that shows, is not free for it.
    Covered(CellRef),
    /// Not wrong: a number has more digits than a spreadsheet keeps, with the number.
    Digits(String),
    /// Not wrong: the template bears a digital signature, which no longer holds.
    Signed,
    /// A reference of a formula cannot follow what is repeated: there are several copies, or they
    /// lie apart, where it can name one only.
    Unfollowed {
        /// The reference as written.
        reference: String,
        /// How many copies there are, where their number is what is wrong.
        copies: Option<usize>,
    },
    /// The result would exceed a limit of the file format, with the limit.
    Limit(String),
}
