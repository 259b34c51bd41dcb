//! Room for long texts: rows that are too low for what stands in their cells are made higher.

use std::collections::BTreeMap;

use super::book::{Book, Tab};
use super::insert::style_at;
use super::locks::styles;
use super::sheet::Sheet;
use crate::ooxml::xml_part::{Element, attribute, set_attribute};
use crate::ooxml::{CellRef, Edits};
use crate::template::Problem;
use crate::template::xlsx::book::unreadable;
use crate::template::xlsx::carry::is_same;

/// Heights of a line of text for each point of its letters.
const LINE: f64 = 18.0 / 13.0;
/// Size of letters where a workbook does not say (points).
const USUAL_SIZE: f64 = 11.0;
/// The highest row of Excel, in points.
const HIGHEST: f64 = 409.0;
/// Height of a row that says none, and width of a column that says none.
const USUAL: (f64, f64) = (15.0, 8.43);

/// A text in a cell that is to be read whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LongText {
    /// Name of the sheet.
    pub sheet: String,
    /// The cell; in a merged area its first one.
    pub cell: CellRef,
    /// The text, with its line ends.
    pub text: String,
}

/// Makes the rows of texts high enough, as far as rows can be; answers which texts still do not fit.
///
/// Heights are estimated from the widths of columns: what a program would work out by itself for a
/// single cell it does not for merged ones, nor for rows whose height is fixed.
///
/// # Errors
/// The file is no workbook.
pub fn make_room(
    workbook: Vec<u8>,
    texts: &[LongText],
) -> Result<(Vec<u8>, Vec<LongText>), Problem> {
    let mut book = Book::open(workbook)?;
    book.read_sheets()?;
    let sizes = Sizes::read(&mut book)?;
    let mut left = Vec::new();
    for tab in &mut book.tabs {
        let own: Vec<&LongText> = texts.iter().filter(|text| is_of(&text.sheet, tab)).collect();
        if own.is_empty() {
            continue;
        }
        let Some(sheet) = tab.sheet.take() else { continue };
        let (heights, cut) = heights(&sheet, &own, &sizes);
        left.extend(cut);
        if heights.is_empty() {
            continue;
        }
        let rows = with_heights(&sheet, &heights);
        book.package.put(&tab.path, sheet.write(&rows, None));
    }
    let bytes = book.package.write().map_err(|error| unreadable(&error))?;
    Ok((bytes, left))
}

/// Whether a sheet has this name.
pub(super) fn is_of(sheet: &str, tab: &Tab) -> bool {
    is_same(sheet, &tab.name)
}

/// Sizes of letters, by the format of the cell.
struct Sizes(Vec<f64>);

impl Sizes {
    fn read(book: &mut Book) -> Result<Self, Problem> {
        let Some(part) = styles(book)? else { return Ok(Self(Vec::new())) };
        let list = |name| part.root.child(name).into_iter().flat_map(Element::elements);
        let size = |font: &Element| font.child("sz")?.attribute("val")?.trim().parse().ok();
        let fonts: Vec<Option<f64>> = list("fonts").map(size).collect();
        let font = |format: &Element| format.attribute("fontId")?.trim().parse::<usize>().ok();
        let of = |format| fonts.get(font(format)?).copied().flatten();
        Ok(Self(list("cellXfs").map(|format| of(format).unwrap_or(USUAL_SIZE)).collect()))
    }

    fn of(&self, sheet: &Sheet, cell: CellRef) -> f64 {
        self.0.get(style_at(sheet, cell)).copied().unwrap_or(USUAL_SIZE)
    }
}

/// Rows that must be higher, and texts for which no row is high enough.
fn heights(
    sheet: &Sheet,
    texts: &[&LongText],
    sizes: &Sizes,
) -> (BTreeMap<u32, f64>, Vec<LongText>) {
    let mut heights: BTreeMap<u32, f64> = BTreeMap::new();
    let mut cut = Vec::new();
    for text in texts {
        let (last_row, last_col) = merged_to(sheet, text.cell);
        let width: f64 = (text.cell.col..=last_col).map(|col| width(sheet, col)).sum();
        let others: f64 = (text.cell.row + 1..=last_row).map(|row| height(sheet, row)).sum();
        let line = (sizes.of(sheet, text.cell) * LINE).ceil();
        let needed = lines(&text.text, width) * line - others;
        if needed > HIGHEST {
            cut.push((*text).clone());
        }
        let needed = needed.min(HIGHEST);
        if needed > height(sheet, text.cell.row) {
            let known = heights.entry(text.cell.row).or_default();
            *known = known.max(needed);
        }
    }
    (heights, cut)
}

/// Lines that a text takes in so many characters of the usual letters.
fn lines(text: &str, width: f64) -> f64 {
    let room = (width * 1.05).max(1.0);
    let of_line = |line: &str| {
        let letters = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
        (f64::from(letters) / room).ceil().max(1.0)
    };
    text.lines().map(of_line).sum()
}

/// Last row and column of the merged area that begins at a cell.
fn merged_to(sheet: &Sheet, cell: CellRef) -> (u32, u16) {
    let areas = sheet.around.root.child("mergeCells").into_iter().flat_map(Element::elements);
    let mut found = areas.filter_map(|area| {
        let reference = area.attribute("ref")?;
        let (first, last) = reference.split_once(':')?;
        let first: CellRef = first.parse().ok()?;
        (first == cell).then(|| last.parse::<CellRef>().ok())?
    });
    found.next().map_or((cell.row, cell.col), |last| (last.row, last.col))
}

fn width(sheet: &Sheet, col: u16) -> f64 {
    let root = &sheet.around.root;
    let columns = root.child("cols").into_iter().flat_map(Element::elements);
    let number = |column: &Element, name| column.attribute(name)?.trim().parse::<f64>().ok();
    let at = f64::from(col) + 1.0;
    let mut own = columns.filter_map(|column| {
        let within = number(column, "min")? <= at && at <= number(column, "max")?;
        within.then(|| number(column, "width")).flatten()
    });
    let usual = || number(root.child("sheetFormatPr")?, "defaultColWidth");
    own.next().or_else(usual).unwrap_or(USUAL.1)
}

fn height(sheet: &Sheet, row: u32) -> f64 {
    let at = sheet.rows.binary_search_by_key(&row, |row| row.number).ok();
    let open = at.and_then(|at| sheet.rows.get(at)).map(|row| sheet.slice(&row.open));
    let own = open.and_then(|open| attribute(open, "ht")?.trim().parse().ok());
    own.unwrap_or(USUAL.0)
}

fn with_heights(sheet: &Sheet, heights: &BTreeMap<u32, f64>) -> String {
    let start = sheet.data.start;
    let mut edits = Edits::new();
    for row in sheet.rows.iter().rev() {
        let Some(height) = heights.get(&row.number) else { continue };
        let mut open = sheet.slice(&row.open).to_owned();
        set_attribute(&mut open, "ht", &format!("{height}"));
        set_attribute(&mut open, "customHeight", "1");
        let range = row.open.start.saturating_sub(start)..row.open.end.saturating_sub(start);
        edits.replace(range, &open);
    }
    edits.apply(sheet.slice(&sheet.data))
}
