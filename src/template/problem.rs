//! What is wrong with a template, and where: facts only, worded by the findings catalogue.

use super::Limit;
use crate::ooxml::CellRef;
use crate::text::Lang;

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
    /// A sheet, or what is drawn on it.
    Sheet(String),
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
    /// The text before a tag that prints a figure ends in a 0 of its own.
    ZeroBefore(String),
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
    /// A chart cannot show what its data sheet says once it is filled.
    Chart {
        /// The part with the chart.
        name: String,
        /// Why not.
        reason: String,
    },
    /// What a tag gives cannot stand where the tag stands, with the reason.
    Misplaced(String),
    /// Not wrong: something in the filled document that its reader must bring up to date, with
    /// what and how.
    Stale(String),
    /// No paragraph of a body is in the style, here by its name, that says what the document is
    /// about.
    NoSubject(String),
    /// Not wrong: a header of a body says something, and the frame's header takes its place.
    DroppedHeader(String),
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
    /// Cells to be filled are locked on a protected sheet.
    Locked {
        /// All such cells of the sheet; the place is the first.
        cells: Vec<CellRef>,
    },
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
    /// A tag stands in something of a workbook that is no text of a reader's.
    NotFilled(Holder),
    /// A text is longer than its place can hold.
    TooLong {
        /// Characters that the place holds, as Excel counts them.
        most: usize,
    },
    /// A formula would get longer, or have more arguments, than Excel takes.
    LongFormula,
    /// Something of a sheet cannot follow repeated rows or columns, with the kind of its part.
    Immovable(String),
    /// A table would be left without rows below its header, or without columns, with its name.
    EmptyTable(String),
    /// The header of a table would not be one row, or repeated columns lie over one of its ends,
    /// with its name.
    CutTable(String),
    /// A formula names the column of a table that is repeated or called otherwise now.
    TableColumn {
        /// The reference as written.
        reference: String,
    },
    /// A series of a chart would cover rows and columns.
    UnclearSeries,
    /// A pivot table stands on rows or columns that are repeated or vanish, with its name.
    PivotMoved(String),
    /// The data of a pivot table would be none, or on several sheets.
    PivotSource,
    /// A shape shows a cell that is now several, or none.
    LostLink {
        /// The cell as the shape names it.
        link: String,
        /// How many copies of the cell there are.
        copies: usize,
    },
    /// A statement that means nothing in a workbook.
    NoMeaning(String),
    /// A text outside cells uses a variable that a loop over rows binds, with its name.
    UnseenVariable(String),
    /// A tag over columns opens and closes within one cell, where nothing of it would show.
    ColumnsInOneCell(String),
    /// Not wrong: a defined name whose cells have all vanished, with the name.
    LostName(String),
    /// What a function of the caller is asked for is not one thing, with the reason in both
    /// languages.
    Unresolved {
        /// In Vietnamese.
        vi: String,
        /// In English.
        en: String,
    },
    /// The result would exceed a limit of the file format, with the limit.
    Limit(Limit),
}

/// What holds a tag that nothing fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// A formula of a cell.
    Formula,
    /// A defined name.
    Name,
    /// A conditional format.
    ConditionalFormat,
    /// The condition of a data validation.
    Validation,
    /// The address of a link.
    Link,
    /// A filter.
    Filter,
    /// The header of a table that the cells do not say.
    TableHeader,
    /// A button or another control.
    Control,
    /// Something else.
    Other,
}

impl Holder {
    /// What it is, as part of a sentence.
    pub fn in_words(self, lang: Lang) -> String {
        let words = match self {
            Self::Formula => lang.pick("công thức", "a formula"),
            Self::Name => lang.pick("tên vùng (Name)", "a defined name"),
            Self::ConditionalFormat => {
                lang.pick("định dạng có điều kiện", "a conditional format")
            }
            Self::Validation => lang.pick("điều kiện nhập liệu", "a data validation"),
            Self::Link => lang.pick("địa chỉ liên kết", "the address of a link"),
            Self::Filter => lang.pick("bộ lọc", "a filter"),
            Self::TableHeader => lang.pick("tiêu đề bảng (Table)", "the header of a table"),
            Self::Control => lang.pick("nút bấm, ô điều khiển", "a button or another control"),
            Self::Other => lang.pick("phần không phải chữ", "something that is no text"),
        };
        words.to_owned()
    }
}
