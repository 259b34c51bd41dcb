//! Quotients in cells whose format shows every digit (General): the cell gets a format that rounds
//! what is shown, and its value stays exact.

use std::collections::BTreeMap;

use super::book::{Book, read_xml, relations, unreadable};
use super::insert::style_at;
use super::room::is_of;
use super::sheet::Sheet;
use crate::ooxml::xml_part::{Element, Node, XmlPart, set_attribute};
use crate::ooxml::{CellRef, Edits};
use crate::template::Problem;

/// The first number of a format that is not built in (ECMA-376 part 1, 18.8.30).
const FIRST_OWN: u32 = 164;

/// A cell of a template whose number is shown with so many decimals, unless its own format says
/// how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownDecimals {
    /// Name of the sheet.
    pub sheet: String,
    /// The cell.
    pub cell: CellRef,
    /// Decimals.
    pub decimals: u32,
}

/// Gives cells of a template whose format is General one with as many decimals as are to be shown.
///
/// # Errors
/// The file is no workbook.
pub fn show_decimals(template: Vec<u8>, cells: &[ShownDecimals]) -> Result<Vec<u8>, Problem> {
    if cells.is_empty() {
        return Ok(template);
    }
    let mut book = Book::open(template.clone())?;
    book.read_sheets()?;
    let found = relations(&mut book.package, &book.path)?;
    let Some(styles) = found.into_iter().find(|relation| relation.kind == "styles") else {
        return Ok(template);
    };
    if !book.package.contains(&styles.target) {
        return Ok(template);
    }
    let part = read_xml(&mut book.package, &styles.target)?;
    let mut formats = Formats { part, made: BTreeMap::new() };
    for tab in &mut book.tabs {
        let own: Vec<&ShownDecimals> =
            cells.iter().filter(|cell| is_of(&cell.sheet, tab)).collect();
        let Some(sheet) = tab.sheet.take() else { continue };
        if let Some(rows) = with_formats(&sheet, &own, &mut formats) {
            book.package.put(&tab.path, sheet.write(&rows, None));
        }
    }
    if formats.made.is_empty() {
        return Ok(template);
    }
    book.package.put(&styles.target, formats.part.write().into_bytes());
    book.package.write().map_err(|error| unreadable(&error))
}

/// The rows of a sheet in which some cells have other formats; none where no cell has.
fn with_formats(
    sheet: &Sheet,
    cells: &[&ShownDecimals],
    formats: &mut Formats,
) -> Option<String> {
    let mut edits = Edits::new();
    let start = sheet.data.start;
    for shown in cells {
        let at = shown.cell;
        let row = sheet.rows.binary_search_by_key(&at.row, |row| row.number).ok();
        let Some(row) = row.and_then(|row| sheet.rows.get(row)) else { continue };
        let cell = row.cells.binary_search_by_key(&at.col, |cell| cell.col).ok();
        let Some(cell) = cell.and_then(|cell| row.cells.get(cell)) else { continue };
        let Some(format) = formats.like(style_at(sheet, at), shown.decimals) else { continue };
        // Cells that Excel shares between templates stand outside the rows of the file.
        let Some(from) = cell.open.start.checked_sub(start) else { continue };
        let mut open = sheet.slice(&cell.open).to_owned();
        set_attribute(&mut open, "s", &format.to_string());
        edits.replace(from..cell.open.end - start, &open);
    }
    (!edits.is_empty()).then(|| edits.apply(sheet.slice(&sheet.data)))
}

/// The formats of cells while some are added.
struct Formats {
    part: XmlPart,
    /// Those that were added, by what they are like and their decimals.
    made: BTreeMap<(usize, u32), usize>,
}

impl Formats {
    /// The number of a format like this one with so many decimals; none where it is not General.
    fn like(&mut self, format: usize, decimals: u32) -> Option<usize> {
        if let Some(known) = self.made.get(&(format, decimals)) {
            return Some(*known);
        }
        let list = self.part.root.child("cellXfs")?;
        let count = list.elements().count();
        let mut copy = list.elements().nth(format)?.clone();
        let id = copy.attribute("numFmtId").map_or("0".into(), |id| id.trim().to_owned());
        if id != "0" {
            return None;
        }
        copy.set_attribute("numFmtId", &self.code(decimals)?.to_string());
        copy.set_attribute("applyNumberFormat", "1");
        let list = self.part.root.child_mut("cellXfs")?;
        list.children.push(Node::Element(copy));
        list.set_attribute("count", &(count + 1).to_string());
        self.made.insert((format, decimals), count);
        Some(count)
    }

    /// The number of the format `#,##0.00` with so many decimals.
    fn code(&mut self, decimals: u32) -> Option<u32> {
        match decimals {
            0 => return Some(3),
            2 => return Some(4),
            _ => {}
        }
        let zeros = "0".repeat(usize::try_from(decimals.min(15)).ok()?);
        let code = format!("#,##0.{zeros}");
        let prefix = self.part.root.prefix().to_owned();
        if self.part.root.child("numFmts").is_none() {
            let made = Element::new(format!("{prefix}numFmts"));
            // First of all, as the schema wants it.
            self.part.root.children.insert(0, Node::Element(made));
        }
        let list = self.part.root.child_mut("numFmts")?;
        let id = |format: &Element| format.attribute("numFmtId")?.trim().parse::<u32>().ok();
        let known =
            list.elements().find(|own| own.attribute("formatCode").as_deref() == Some(&code));
        if let Some(known) = known.and_then(id) {
            return Some(known);
        }
        let last = list.elements().filter_map(id).max();
        let new = last.map_or(FIRST_OWN, |last| (last + 1).max(FIRST_OWN));
        let markup = format!("{prefix}numFmt numFmtId=\"{new}\" formatCode=\"{code}\"");
        list.children.push(Node::Element(Element::new(markup)));
        let count = list.elements().count();
        list.set_attribute("count", &count.to_string());
        Some(new)
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{Format, Workbook};

    use super::*;
    use crate::template::xlsx::locks::styles;

    fn format_of(workbook: Vec<u8>, cell: &str) -> String {
        let mut book = Book::open(workbook).unwrap();
        book.read_sheets().unwrap();
        let part = styles(&mut book).unwrap().unwrap();
        let sheet = book.tabs.first().unwrap().sheet.as_ref().unwrap();
        let style = style_at(sheet, cell.parse().unwrap());
        let formats = part.root.child("cellXfs").unwrap();
        let id = formats.elements().nth(style).unwrap().attribute("numFmtId").unwrap();
        let own = part.root.child("numFmts").into_iter().flat_map(Element::elements);
        let mut code = own.filter(|own| own.attribute("numFmtId").as_deref() == Some(&*id));
        let code = code.find_map(|own| own.attribute("formatCode"));
        code.map_or_else(|| id.to_string(), |code| code.to_string())
    }

    #[test]
    fn a_quotient_is_shown_rounded_unless_its_cell_says_how() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("Biểu").unwrap();
        sheet.write_string(0, 0, "{{ ty_le }}").unwrap();
        sheet.write_string(1, 0, "{{ so(\"tuoi\") }}").unwrap();
        let own = Format::new().set_num_format("0.0000");
        sheet.write_string_with_format(2, 0, "{{ ty_le }}", &own).unwrap();
        sheet.write_string(3, 0, "{{ dang_vien }}").unwrap();
        let shown = |cell: &str, decimals| ShownDecimals {
            sheet: "Biểu".to_owned(),
            cell: cell.parse().unwrap(),
            decimals,
        };
        let cells = [shown("A1", 2), shown("A2", 1), shown("A3", 2)];
        let shown = show_decimals(book.save_to_buffer().unwrap(), &cells).unwrap();
        let formats = ["A1", "A2", "A3", "A4"].map(|cell| format_of(shown.clone(), cell));
        // 4 is the built-in `#,##0.00`, 0 is General.
        assert_eq!(formats, ["4", "#,##0.0", "0.0000", "0"]);
    }
}
