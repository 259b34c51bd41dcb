//! Reading the one-file XML of Excel 2003 (`SpreadsheetML`), which is often named .xls.

mod cell;
mod sheet;
mod styles;

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};

use super::error::{ReadError, within};
use super::names;
use super::plain_text;
use super::spans::TableBudget;
use super::workbook::{Format, Sheet, Visibility, Workbook};
use super::xml::{self, append_text, attribute};
use crate::ooxml::{CellRef, Limits, Measure};
use cell::OpenCell;
use sheet::OpenSheet;
use styles::Styles;

/// What the file is called in what is said of it.
const PART: &str = "Workbook";

/// Names of a workbook that are looked at; a return has some dozens.
const NAMES: usize = 50_000;

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
    styles: Styles,
    sheets: Vec<Sheet>,
    tabs: BTreeSet<String>,
    /// Names of the workbook with what they stand for.
    names: Vec<(String, String)>,
    open: Option<OpenSheet>,
    cell: Option<OpenCell>,
    /// The text of an option of the sheet that is being said.
    option: Option<String>,
}

impl Reading {
    fn new(limits: &Limits) -> Self {
        Self {
            budget: TableBudget::new(limits),
            styles: Styles::default(),
            sheets: Vec::new(),
            tabs: BTreeSet::new(),
            names: Vec::new(),
            open: None,
            cell: None,
            option: None,
        }
    }

    fn event(&mut self, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => self.start(element)?,
            Event::End(element) => self.end(element.local_name().as_ref())?,
            letters => {
                if let Some(option) = &mut self.option {
                    append_text(option, letters);
                } else if let Some(cell) = &mut self.cell {
                    let mut text = String::new();
                    append_text(&mut text, letters);
                    cell.say(&text);
                }
            }
        }
        Ok(())
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let name = element.local_name();
        let name = name.as_ref();
        if let Some(cell) = &mut self.cell {
            return cell.start(name, element);
        }
        match name {
            "NamedRange" if self.names.len() < NAMES => {
                let name = attribute(PART, element, "Name")?.unwrap_or_default();
                let target = attribute(PART, element, "RefersTo")?.unwrap_or_default();
                self.names.extend(in_a1(&target).map(|target| (name, target)));
            }
            "Worksheet" => self.start_sheet(element)?,
            "Visible" => self.option = Some(String::new()),
            "Cell" => self.start_cell(element)?,
            _ => match &mut self.open {
                Some(open) => open.start(name, element)?,
                None => self.styles.start(name, element)?,
            },
        }
        Ok(())
    }

    fn start_sheet(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        self.budget.sheet()?;
        let name = attribute(PART, element, "Name")?.unwrap_or_default();
        if !self.tabs.insert(name.to_lowercase()) {
            return Err(ReadError::part(PART, "two sheets of one name"));
        }
        self.open = Some(OpenSheet::named(name));
        Ok(())
    }

    fn start_cell(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        self.budget.step()?;
        let Some(open) = &mut self.open else { return Ok(()) };
        let index = number(element, "Index")?;
        let across = number(element, "MergeAcross")?.unwrap_or(0);
        let down = number(element, "MergeDown")?.unwrap_or(0);
        if across > 0 || down > 0 {
            self.budget.merge()?;
        }
        let at = open.place(index, across, down)?;
        let style = attribute(PART, element, "StyleID")?;
        let look = self.styles.look(style.as_deref().or_else(|| open.style(at)));
        let formula = attribute(PART, element, "Formula")?;
        // References are in the R1C1 style, which nobody here reads.
        self.cell = Some(OpenCell::new(at, formula.map(|_| String::new()), look));
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "Cell" => {
                if let (Some(open), Some(cell)) = (&mut self.open, self.cell.take()) {
                    open.take(cell, &mut self.budget)?;
                }
            }
            name if self.cell.is_some() => {
                self.cell.iter_mut().for_each(|cell| cell.end(name));
            }
            "Row" => self.open.iter_mut().for_each(OpenSheet::end_row),
            "Style" => self.styles.end(),
            "Visible" => {
                let said = self.option.take().unwrap_or_default();
                if let Some(open) = &mut self.open {
                    open.visibility = match said.trim() {
                        "SheetHidden" => Visibility::Hidden,
                        "SheetVeryHidden" => Visibility::VeryHidden,
                        _ => Visibility::Visible,
                    };
                }
            }
            "Worksheet" => {
                if let Some(open) = self.open.take() {
                    self.sheets.push(open.finish()?);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn number(element: &BytesStart<'_>, name: &str) -> Result<Option<u32>, ReadError> {
    let Some(text) = attribute(PART, element, name)? else { return Ok(None) };
    let number = text.trim().parse().map_err(|_| ReadError::part(PART, "a wrong number"))?;
    Ok(Some(number))
}

/// Whether an attribute says yes.
fn is_on(element: &BytesStart<'_>, name: &str) -> Result<bool, ReadError> {
    Ok(attribute(PART, element, name)?.is_some_and(|value| xml::is_on(&value)))
}

/// `='Kết nạp'!R5C2` as `'Kết nạp'!$B$5`, `R5C2:R5C3` as a range; none for what is neither.
fn in_a1(target: &str) -> Option<String> {
    let (sheet, cells) = target.trim_start_matches('=').rsplit_once('!')?;
    let in_a1 = |cell: &str| {
        let (row, col) = cell.strip_prefix('R')?.split_once('C')?;
        let row = row.parse::<u32>().ok()?.checked_sub(1)?;
        let col = col.parse::<u16>().ok()?.checked_sub(1)?;
        (row < CellRef::ROWS && col < CellRef::COLS).then(|| CellRef::new(row, col).to_string())
    };
    let cells: Option<Vec<String>> = cells.splitn(2, ':').map(in_a1).collect();
    Some(format!("{sheet}!{}", cells?.join(":")))
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
            ss:Index="3" ss:MergeAcross="1"><Data ss:Type="String">Năm</Data></Cell></Row><Row><Cell ss:Index="2"><Data
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

    fn said(rows: &str) -> Vec<String> {
        let styles = "<Styles><Style ss:ID=\"pct\"><NumberFormat ss:Format=\"Percent\"/></Style>\
            <Style ss:ID=\"old\"><Font ss:StrikeThrough=\"1\"/></Style></Styles>";
        let sheet =
            format!("{styles}<Worksheet ss:Name=\"a\"><Table>{rows}</Table></Worksheet>");
        let book = book(&sheet).unwrap();
        let sheet = &book.sheets[0];
        let looks = &sheet.appearance;
        let mut said: Vec<_> = sheet
            .iter()
            .map(|(at, cell)| {
                let percent = if sheet.shows_percentage(at) { "%" } else { "" };
                let struck = looks.struck(at).map_or(String::new(), |s| format!(" {s:?}"));
                format!("{at}={}{percent}{struck}", cell.text)
            })
            .collect();
        let notes = looks.notes.iter().flat_map(|(at, all)| all.iter().map(move |n| (at, n)));
        said.extend(notes.map(|(at, note)| format!("{at}: {}", note.text)));
        said
    }

    #[test]
    fn a_note_is_told_and_is_not_the_value_of_its_cell() {
        let rows = r#"<Row><Cell><Data ss:Type="Number">12</Data><Comment ss:Author="Lan"><ss:Data
            xmlns="http://www.w3.org/TR/REC-html40"><B>Lan:</B> 13</ss:Data></Comment></Cell><Cell><Comment
            ss:Author="L"><ss:Data>99</ss:Data></Comment></Cell></Row>"#;
        assert_eq!(said(rows), ["A1=12", "A1: 13", "B1: 99"]);
    }

    #[test]
    fn what_is_struck_through_raised_or_a_percentage_says_so() {
        let rows = r#"<Row><Cell ss:StyleID="pct"><Data ss:Type="Number">0.85</Data></Cell><Cell
            ss:StyleID="old"><Data ss:Type="Number">12</Data></Cell><Cell><ss:Data ss:Type="String"
            xmlns="http://www.w3.org/TR/REC-html40"><S>12</S><B>15</B></ss:Data></Cell><Cell><ss:Data
            ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">12<Sup>1</Sup></ss:Data></Cell></Row>"#;
        assert_eq!(said(rows), ["A1=0.85%", "B1=12 Whole", "C1=12 15 Part", "D1=12¹"]);
    }

    #[test]
    fn hidden_lines_and_rows_written_together_are_known() {
        let sheet = r#"<Worksheet ss:Name="a"><Table><Column ss:Index="2" ss:Span="1" ss:Hidden="1"/>
            <Row ss:Span="1" ss:Height="0"/><Row><Cell><Data ss:Type="Number">7</Data></Cell></Row></Table></Worksheet>"#;
        let book = book(sheet).unwrap();
        let sheet = &book.sheets[0];
        assert_eq!(sheet.iter().next().unwrap().0.to_string(), "A3");
        let looks = &sheet.appearance;
        assert_eq!([0, 1, 2].map(|row| looks.hides_row(row)), [true, true, false]);
        assert_eq!([0, 1, 2, 3].map(|col| looks.hides_column(col)), [false, true, true, false]);
    }

    #[test]
    fn a_formula_that_gives_nothing_was_calculated() {
        let sheet = r#"<Worksheet ss:Name="a"><Table><Row><Cell ss:Formula="=1"><Data
            ss:Type="String"></Data></Cell></Row></Table></Worksheet>"#;
        let book = book(sheet).unwrap();
        assert!(!book.sheets[0].iter().next().unwrap().1.never_calculated);
    }

    #[test]
    fn what_is_nowhere_for_certain_is_refused() {
        let sheet = |name: &str, rows: &str| {
            format!(r#"<Worksheet ss:Name="{name}"><Table>{rows}</Table></Worksheet>"#)
        };
        let hanging = r#"<Row><Cell ss:MergeDown="1"/></Row><Row><Cell/></Row>"#;
        assert!(book(&sheet("a", hanging)).is_err());
        assert!(book(&(sheet("a", "") + &sheet("A", ""))).is_err());
        let twice = r"<Row><Cell><Data>1</Data><Data>2</Data></Cell></Row>";
        assert!(book(&sheet("a", twice)).is_err());
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
