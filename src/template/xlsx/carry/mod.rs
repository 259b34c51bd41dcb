//! What a workbook carries for a program to read back: sheets that nobody sees, names of cells,
//! properties of the document.
//!
//! All of it is put into a finished workbook. Besides the new parts only the workbook part, the
//! custom properties and the lists of parts change; sheets are added last, so that whatever
//! counts sheets keeps its meaning.

mod checks;
mod dialect;
mod names;
mod properties;
mod rows;
mod sheets;

use super::book::{Book, unreadable};
use crate::ooxml::CellRef;
use crate::template::Problem;

pub(super) use checks::{is_sheet_name, problems};
pub(super) use dialect::Dialect;
pub(super) use names::enter_hidden as enter_hidden_name;
pub(super) use sheets::{add_hidden_sheet, add_sheet};

/// What is put into a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Carried {
    /// Sheets that only a program can show (`veryHidden`), in the order of their tabs.
    pub sheets: Vec<HiddenSheet>,
    /// Names that hold in the whole workbook, each for one cell.
    pub names: Vec<DefinedName>,
    /// Custom document properties: name and text, 255 characters each at most.
    pub properties: Vec<(String, String)>,
}

/// A sheet of texts that nobody sees.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HiddenSheet {
    /// Its name: 31 characters at most, none of `: \ / ? * [ ]`.
    pub name: String,
    /// Its cells from A1 on; an empty text leaves its cell out. A text is never a formula.
    pub rows: Vec<Vec<String>>,
}

/// A name for a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinedName {
    /// The name: letters, digits, `.` and `_`; nothing that could be an address.
    pub name: String,
    /// The sheet of the cell, one of the workbook's or a carried one.
    pub sheet: String,
    /// The cell.
    pub cell: CellRef,
}

/// Puts sheets, names and properties into a workbook.
///
/// A sheet, a name that holds in the whole workbook, or a property that is there already is
/// replaced; letter case makes no difference. Line ends in cells become `\n`, and characters that
/// XML cannot carry are dropped from them.
///
/// # Errors
/// The file is no workbook; what is to be put in goes beyond what Excel accepts; a name leads to
/// a sheet that is not there; or no visible sheet would be left.
pub fn carry(workbook: Vec<u8>, carried: &Carried) -> Result<Vec<u8>, Vec<Problem>> {
    let problems = problems(carried);
    if !problems.is_empty() {
        return Err(problems);
    }
    let one = |problem| vec![problem];
    let mut book = Book::open(workbook).map_err(one)?;
    let dialect = Dialect::of(&book.workbook.root);
    properties::put(&mut book.package, &carried.properties, dialect).map_err(one)?;
    sheets::put(&mut book, &carried.sheets, dialect).map_err(one)?;
    names::put(&mut book, &carried.names)?;
    book.package.put(&book.path, book.workbook.write().into_bytes());
    book.package.write().map_err(|error| vec![unreadable(&error)])
}

/// A name like `name` that no sheet of a workbook has: ` (2)` and so on after it, as Excel does.
pub(super) fn unused_name(book: &Book, name: &str) -> String {
    let is_used = |name: &str| book.tabs.iter().any(|tab| is_same(&tab.name, name));
    let numbered = (2_u64..).map(|number| {
        let suffix = format!(" ({number})");
        let room = checks::MAX_SHEET_NAME.saturating_sub(suffix.len());
        let mut used = 0;
        let fits = |c: &char| {
            used += c.len_utf16();
            used <= room
        };
        let stem: String = name.chars().take_while(fits).collect();
        format!("{}{suffix}", stem.trim_end())
    });
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| !is_used(name)).unwrap_or_default()
}

/// Whether Excel takes two names of sheets, cells or properties for one.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
