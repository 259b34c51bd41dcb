//! How a workbook is drawn: which cells have lines around them, which are shaded.

use std::collections::BTreeSet;

use super::book::{Book, read_xml, relations};
use super::sheet::Sheet;
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::{Element, attribute};
use crate::template::Problem;

/// How a worksheet is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DrawnSheet {
    /// Name on the tab.
    pub name: String,
    /// Whether a user sees it.
    pub visible: bool,
    /// Cells with a line on any side.
    pub boxed: BTreeSet<CellRef>,
    /// Cells that are grey or hatched: such a cell says that nothing is to be written into it.
    pub shaded: BTreeSet<CellRef>,
}

/// How the worksheets of a workbook are drawn, in the order of their tabs.
///
/// # Errors
/// When the workbook cannot be read.
pub fn drawn(workbook: &[u8]) -> Result<Vec<DrawnSheet>, Vec<Problem>> {
    sheets(workbook).map_err(|problem| vec![problem])
}

fn sheets(workbook: &[u8]) -> Result<Vec<DrawnSheet>, Problem> {
    let mut book = Book::open(workbook.to_vec())?;
    book.read_sheets()?;
    let found = relations(&mut book.package, &book.path)?;
    let styles = found.iter().find(|relation| relation.kind == "styles");
    let looks = match styles.filter(|styles| book.package.contains(&styles.target)) {
        Some(styles) => looks(&read_xml(&mut book.package, &styles.target)?.root),
        None => Vec::new(),
    };
    let tabs = book.tabs.iter().filter_map(|tab| Some((tab, tab.sheet.as_ref()?)));
    Ok(tabs.map(|(tab, sheet)| drawn_sheet(&tab.name, tab.visible, sheet, &looks)).collect())
}

/// How the cells of one style look.
#[derive(Clone, Copy, Default)]
struct Look {
    boxed: bool,
    shaded: bool,
}

fn drawn_sheet(name: &str, visible: bool, sheet: &Sheet, looks: &[Look]) -> DrawnSheet {
    let mut drawn = DrawnSheet { name: name.to_owned(), visible, ..DrawnSheet::default() };
    for row in sheet.rows.iter() {
        for cell in &row.cells {
            let style = attribute(sheet.slice(&cell.open), "s");
            let style = style.and_then(|style| style.trim().parse::<usize>().ok()).unwrap_or(0);
            let look = looks.get(style).copied().unwrap_or_default();
            let at = CellRef::new(row.number, cell.col);
            if look.boxed {
                drawn.boxed.insert(at);
            }
            if look.shaded {
                drawn.shaded.insert(at);
            }
        }
    }
    drawn
}

/// The look of each cell style, by its number.
fn looks(styles: &Element) -> Vec<Look> {
    let flags = |list: &str, is: &dyn Fn(&Element) -> bool| -> Vec<bool> {
        let list = styles.child(list).into_iter().flat_map(Element::elements);
        list.map(is).collect()
    };
    let boxed = flags("borders", &has_line);
    let shaded = flags("fills", &is_grey);
    let formats = styles.child("cellXfs").into_iter().flat_map(Element::elements);
    let of = |known: &[bool], format: &Element, name: &str| {
        let number = format.attribute(name).and_then(|id| id.trim().parse::<usize>().ok());
        known.get(number.unwrap_or(0)).copied().unwrap_or(false)
    };
    let look = |format: &Element| Look {
        boxed: of(&boxed, format, "borderId"),
        shaded: of(&shaded, format, "fillId"),
    };
    formats.map(look).collect()
}

fn has_line(border: &Element) -> bool {
    let sides = border.elements().filter(|side| {
        matches!(side.local_name(), "left" | "right" | "top" | "bottom" | "start" | "end")
    });
    let mut styles = sides.filter_map(|side| side.attribute("style"));
    styles.any(|style| &*style != "none")
}

/// Grey by a pattern, by equal parts of red, green and blue, or by a darker white.
fn is_grey(fill: &Element) -> bool {
    let Some(pattern) = fill.child("patternFill") else { return false };
    match pattern.attribute("patternType").as_deref() {
        None | Some("none") => return false,
        Some("solid") => {}
        // Excel's own second fill, which no cell need have.
        Some(_) => return true,
    }
    let Some(colour) = pattern.child("fgColor") else { return false };
    if let Some(rgb) = colour.attribute("rgb") {
        let digits = rgb.get(rgb.len().saturating_sub(6)..).unwrap_or_default();
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        return match (part(0), part(2), part(4)) {
            (Some(red), Some(green), Some(blue)) => {
                red == green && green == blue && (0x40..0xF8).contains(&red)
            }
            _ => false,
        };
    }
    let white = colour.attribute("theme").as_deref() == Some("0");
    white && colour.attribute("tint").is_some_and(|tint| tint.starts_with('-'))
}
