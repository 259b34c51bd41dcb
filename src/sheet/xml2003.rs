//! Reading the one-file XML of Excel 2003 (`SpreadsheetML`), which is often named .xls.

use std::collections::BTreeMap;

use calamine::DataRef;
use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;

use super::convert;
use super::error::{ReadError, within};
use super::names;
use super::plain_text;
use super::spans::TableBudget;
use super::workbook::{Cell, Format, Sheet, Value, Visibility, Workbook};
use super::xml::{self, attribute};
use crate::ooxml::{CellRef, Limits, Measure};

/// What the file is called in what is said of it.
const PART: &str = "Workbook";

/// Reads a workbook from its bytes.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    within(Measure::PartBytes, bytes.len() as u64, limits.part_bytes)?;
    let text = plain_text::decode(bytes)?;
    let mut reading = Reading::new(limits);
    // A text in UTF-16 still says so in its declaration; it is in UTF-8 by now.
    let text = match text.split_once("?>") {
        Some((declaration, rest)) if declaration.trim_start().starts_with("<?xml") => rest,
        _ => text.as_str(),
    };
    xml::walk(PART, text.as_bytes(), |event| reading.event(event))?;
    let Reading { sheets, names, .. } = reading;
    let defined_names = names::single_cells(&names, &sheets);
    Ok(Workbook { format: Format::Xml2003, sheets, defined_names, ..Workbook::default() })
}

/// A workbook while it is being read.
struct Reading {
    budget: TableBudget,
    limit: u64,
    spent: u64,
    sheets: Vec<Sheet>,
    /// Names of the workbook with what they stand for.
    names: Vec<(String, String)>,
    open: Option<OpenSheet>,
    cell: Option<OpenCell>,
    /// The text that is being said, when it is the text of something.
    said: Option<String>,
}

#[derive(Default)]
struct OpenSheet {
    name: String,
    visibility: Visibility,
    merged: Vec<(CellRef, CellRef)>,
    cells: Vec<(CellRef, Cell)>,
    /// The next row and column, counted from 0.
    row: u32,
    col: u32,
    /// Whether a row was begun.
    in_row: bool,
    /// Columns that merges from above take, with the row behind their last.
    taken: BTreeMap<u32, (u32, u32)>,
}

struct OpenCell {
    at: CellRef,
    formula: Option<String>,
    kind: String,
    data: Option<String>,
}

impl Reading {
    fn new(limits: &Limits) -> Self {
        Self {
            budget: TableBudget::new(limits),
            limit: limits.kept_cells,
            spent: 0,
            sheets: Vec::new(),
            names: Vec::new(),
            open: None,
            cell: None,
            said: None,
        }
    }

    fn event(&mut self, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => self.start(element)?,
            Event::End(element) => self.end(element.local_name().as_ref())?,
            Event::Text(text) => self.say(&text.xml10_content()),
            Event::CData(text) => self.say(&text.xml10_content()),
            Event::GeneralRef(name) => {
                if let Some(known) = quick_xml::escape::resolve_xml_entity(name) {
                    self.say(known);
                } else if let Ok(Some(letter)) = name.resolve_char_ref() {
                    self.say(letter.encode_utf8(&mut [0; 4]));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn say(&mut self, text: &str) {
        self.said.iter_mut().for_each(|said| said.push_str(text));
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        match element.local_name().as_ref() {
            "NamedRange" => {
                let name = attribute(PART, element, "Name")?.unwrap_or_default();
                let target = attribute(PART, element, "RefersTo")?.unwrap_or_default();
                self.names.extend(in_a1(&target).map(|target| (name, target)));
            }
            "Worksheet" => {
                let name = attribute(PART, element, "Name")?.unwrap_or_default();
                self.open = Some(OpenSheet { name, ..OpenSheet::default() });
            }
            "Visible" => self.said = Some(String::new()),
            "Row" => {
                let index = number(element, "Index")?;
                if let Some(open) = &mut self.open {
                    open.begin_row(index);
                }
            }
            "Cell" => self.start_cell(element)?,
            "Data" => {
                let kind = attribute(PART, element, "Type")?.unwrap_or_default();
                if let Some(cell) = &mut self.cell {
                    cell.kind = kind;
                    self.said = Some(String::new());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn start_cell(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        self.spent = self.spent.saturating_add(1);
        within(Measure::Cells, self.spent, self.limit)?;
        let Some(open) = &mut self.open else { return Ok(()) };
        let index = number(element, "Index")?;
        let across = number(element, "MergeAcross")?.unwrap_or(0);
        let down = number(element, "MergeDown")?.unwrap_or(0);
        let at = open.place(index, across, down)?;
        let formula = attribute(PART, element, "Formula")?;
        // References are in the R1C1 style, which nobody here reads.
        let formula = formula.map(|_| String::new());
        self.cell = Some(OpenCell { at, formula, kind: String::new(), data: None });
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "Data" => {
                let said = self.said.take();
                if let Some(cell) = &mut self.cell {
                    cell.data = said;
                }
            }
            "Cell" => {
                if let (Some(open), Some(cell)) = (&mut self.open, self.cell.take())
                    && let Some((at, cell)) = cell.finish()
                {
                    self.budget.spend(&cell)?;
                    open.cells.push((at, cell));
                }
            }
            "Row" => self.open.iter_mut().for_each(OpenSheet::end_row),
            "Visible" => {
                let said = self.said.take().unwrap_or_default();
                if let Some(open) = &mut self.open {
                    open.visibility = match said.trim() {
                        "SheetHidden" => Visibility::Hidden,
                        "SheetVeryHidden" => Visibility::VeryHidden,
                        _ => Visibility::Visible,
                    };
                }
            }
            "Worksheet" => {
                let Some(open) = self.open.take() else { return Ok(()) };
                let OpenSheet { name, visibility, merged, cells, .. } = open;
                let sheet = Sheet::new(name.clone(), visibility, merged, cells);
                let twice = || ReadError::part(&name, "two cells in one place");
                self.sheets.push(sheet.ok_or_else(twice)?);
            }
            _ => {}
        }
        Ok(())
    }
}

impl OpenSheet {
    /// Begins a row; `index` counts from 1.
    fn begin_row(&mut self, index: Option<u32>) {
        if let Some(index) = index {
            self.row = index.saturating_sub(1);
        }
        self.col = 0;
        self.in_row = true;
    }

    fn end_row(&mut self) {
        self.in_row = false;
        self.row = self.row.saturating_add(1);
    }

    /// The place of the next cell, which merges as many columns and rows as it says.
    fn place(
        &mut self,
        index: Option<u32>,
        across: u32,
        down: u32,
    ) -> Result<CellRef, ReadError> {
        let outside = || ReadError::part(PART, "a cell outside the sheet");
        match index {
            Some(index) => self.col = index.saturating_sub(1),
            None => self.pass_taken(),
        }
        let cell = |row: u32, col: u32| {
            let col = u16::try_from(col).ok().filter(|col| *col < CellRef::COLS)?;
            (row < CellRef::ROWS).then_some(CellRef::new(row, col))
        };
        let at = cell(self.row, self.col).filter(|_| self.in_row).ok_or_else(outside)?;
        let last = self.row.checked_add(down).zip(self.col.checked_add(across));
        let last = last.and_then(|(row, col)| cell(row, col)).ok_or_else(outside)?;
        if last != at {
            self.merged.push((at, last));
        }
        self.col = u32::from(last.col) + 1;
        if down > 0 {
            self.taken.insert(u32::from(at.col), (self.col, last.row + 1));
        }
        Ok(at)
    }

    /// Passes over the columns that merges from above take.
    fn pass_taken(&mut self) {
        while let Some((&from, &(to, until))) = self.taken.range(..=self.col).next_back() {
            if until <= self.row {
                self.taken.remove(&from);
            } else if to > self.col {
                self.col = to;
            } else {
                break;
            }
        }
    }
}

impl OpenCell {
    fn finish(self) -> Option<(CellRef, Cell)> {
        let Self { at, formula, kind, data } = self;
        let data = data.filter(|data| !data.is_empty());
        let read = match (data, kind.as_str()) {
            (None, _) => convert::cell(DataRef::Empty, formula),
            (Some(data), "Number") => Some(number_of(&data, formula)),
            (Some(data), "Boolean") => {
                convert::cell(DataRef::Bool(data.trim() == "1"), formula)
            }
            (Some(data), "DateTime") => convert::cell(DataRef::DateTimeIso(data), formula),
            (Some(data), "Error") => {
                let error = Value::Error(data.clone());
                Some(Cell { value: error, text: data, formula, never_calculated: false })
            }
            (Some(data), _) => convert::cell(DataRef::String(data), formula),
        };
        read.map(|cell| (at, cell))
    }
}

/// A number as the file has it, which is exact.
fn number_of(data: &str, formula: Option<String>) -> Cell {
    let data = data.trim();
    let number = Decimal::from_str_exact(data).or_else(|_| Decimal::from_scientific(data)).ok();
    let value = match number {
        Some(number) => Value::Number(number.normalize()),
        None => Value::Error(data.to_owned()),
    };
    let text = number.map_or_else(|| data.to_owned(), |number| number.normalize().to_string());
    Cell { value, text, formula, never_calculated: false }
}

fn number(element: &BytesStart<'_>, name: &str) -> Result<Option<u32>, ReadError> {
    let Some(text) = attribute(PART, element, name)? else { return Ok(None) };
    let number = text.trim().parse().map_err(|_| ReadError::part(PART, "a wrong number"))?;
    Ok(Some(number))
}

/// `='Kết nạp'!R5C2` as `'Kết nạp'!$B$5`; none for what is no single cell.
fn in_a1(target: &str) -> Option<String> {
    let (sheet, cell) = target.trim_start_matches('=').rsplit_once('!')?;
    let (row, col) = cell.strip_prefix('R')?.split_once('C')?;
    let row = row.parse::<u32>().ok()?.checked_sub(1)?;
    let col = col.parse::<u16>().ok()?.checked_sub(1)?;
    (row < CellRef::ROWS && col < CellRef::COLS)
        .then(|| format!("{sheet}!{}", CellRef::new(row, col)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &str = "<?xml version=\"1.0\"?><Workbook \
        xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
        xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">";

    fn book(inside: &str) -> Result<Workbook, ReadError> {
        read(format!("{START}{inside}</Workbook>").as_bytes(), &Limits::default())
    }

    #[test]
    fn cells_stand_where_their_indexes_and_merges_put_them() {
        let rows = r#"<Row><Cell ss:MergeDown="1"><Data ss:Type="String">TT</Data></Cell><Cell
            ss:Index="3" ss:MergeAcross="1"><Data ss:Type="String">Năm</Data></Cell></Row><Row><Cell><Data
            ss:Type="Number">2023</Data></Cell></Row><Row ss:Index="5"><Cell ss:Formula="=SUM(R[-1]C)"><Data
            ss:Type="Number">93.33</Data></Cell><Cell><Data ss:Type="Error">#REF!</Data></Cell><Cell><Data
            ss:Type="DateTime">2024-04-03T00:00:00.000</Data></Cell><Cell ss:Formula="=1"/></Row>"#;
        let names =
            r#"<Names><NamedRange ss:Name="ket_nap" ss:RefersTo="='Kết nạp'!R5C1"/></Names>"#;
        let book = book(&format!(
            r#"{names}<Worksheet ss:Name="Kết nạp"><Table>{rows}</Table></Worksheet>"#
        ))
        .unwrap();
        let sheet = &book.sheets[0];
        let said: Vec<_> =
            sheet.iter().map(|(at, cell)| format!("{at}={}", cell.text)).collect();
        assert_eq!(
            said,
            ["A1=TT", "C1=Năm", "B2=2023", "A5=93.33", "B5=#REF!", "C5=2024-04-03", "D5="]
        );
        assert_eq!(sheet.merged.len(), 2);
        assert!(sheet.get("A5".parse().unwrap()).unwrap().formula.is_some());
        assert!(sheet.get("D5".parse().unwrap()).unwrap().never_calculated);
        assert_eq!(book.defined_names["ket_nap"][0].cell.to_string(), "A5");
    }

    #[test]
    fn what_is_outside_a_sheet_or_breaks_off_is_refused() {
        let cell = r#"<Cell ss:Index="20000"/>"#;
        let far =
            format!(r#"<Worksheet ss:Name="a"><Table><Row>{cell}</Row></Table></Worksheet>"#);
        assert!(book(&far).is_err());
        assert!(book("<Worksheet ss:Name=\"a\"><Table>").is_err());
        assert!(read(b"<Workbook>", &Limits::default()).is_err());
    }
}
