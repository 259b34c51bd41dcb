//! The ledger (bảng nguồn số liệu): every printed figure with its value, how it was made and the
//! cells it comes from; the findings; the files.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::{FigureKey, figure_id};
use crate::diagnostic::FindingList;
use crate::model::{FactKey, Figure, Operands, Source, State};
use crate::ooxml::CellRef;
use crate::pack::{Consolidated, Named, NoValue};
use crate::text::Lang;

/// A figure that was printed, and in which documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedFigure {
    /// Which.
    pub key: FigureKey,
    /// Names of the documents that print it, in order.
    pub documents: BTreeSet<String>,
}

/// A file that was found among the returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLine {
    /// Path relative to the workspace.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// What became of it, in words.
    pub fate: String,
}

/// What the ledger tells.
pub struct Ledger<'a> {
    /// The figures of each pack and what was printed of them.
    pub printed: Vec<(&'a Consolidated, Vec<PrintedFigure>)>,
    /// Findings of the run.
    pub findings: &'a FindingList,
    /// Files of the run.
    pub files: Vec<FileLine>,
}

/// Sources that one sheet takes below its heading: a sheet of Excel has 1,048,576 rows.
const SOURCES_PER_SHEET: usize = 1_048_575;

/// Writes the ledger as a workbook.
pub fn ledger(ledger: &Ledger<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new()
        .set_title("Bảng nguồn số liệu")
        .set_author("tonghop")
        .set_creation_datetime(&made);
    workbook.set_properties(&properties);
    let styles = Styles::new();
    let mut cells = Cells::default();
    figures_sheet(workbook.add_worksheet(), &styles, ledger, &mut cells)?;
    sources_sheets(&mut workbook, &styles, &cells, SOURCES_PER_SHEET)?;
    findings_sheet(workbook.add_worksheet(), &styles, ledger.findings)?;
    files_sheet(workbook.add_worksheet(), &styles, &ledger.files)?;
    workbook.save_to_buffer()
}

struct Styles {
    head: Format,
    text: Format,
    number: Format,
}

impl Styles {
    fn new() -> Self {
        let base = Format::new()
            .set_font_name("Times New Roman")
            .set_font_size(11)
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Top);
        Self {
            head: base
                .clone()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color("#D9E2F3")
                .set_text_wrap(),
            text: base.clone().set_text_wrap(),
            number: base.set_num_format("#,##0.######"),
        }
    }
}

/// The source cells behind the printed figures, each with the figures that use it.
#[derive(Default)]
struct Cells {
    lines: BTreeMap<CellKey, CellLine>,
}

/// File, sheet and cell.
type CellKey = (String, String, CellRef);

struct CellLine {
    text: String,
    figure: String,
    used_in: BTreeSet<String>,
}

impl Cells {
    fn add(&mut self, source: &Source, figure: String, used_in: &str) {
        let key = (source.file.to_string(), source.sheet.to_string(), source.cell);
        let text = source.text.to_string();
        let line = CellLine { text, figure, used_in: BTreeSet::new() };
        self.lines.entry(key).or_insert(line).used_in.insert(used_in.to_owned());
    }
}

/// A sheet with a heading row that repeats on paper and can be filtered.
fn table(
    sheet: &mut Worksheet,
    styles: &Styles,
    name: &str,
    columns: &[(&str, f64)],
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, 32)?;
    for (col, (title, width)) in (0u16..).zip(columns) {
        sheet.set_column_width(col, *width)?;
        sheet.write_string_with_format(0, col, *title, &styles.head)?;
    }
    Ok(())
}

fn filter(sheet: &mut Worksheet, last_row: u32, columns: usize) -> Result<(), XlsxError> {
    let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(0);
    sheet.autofilter(0, 0, last_row, last).map(|_| ())
}

fn texts(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    values: &[(u16, &str)],
) -> Result<(), XlsxError> {
    for (col, value) in values {
        sheet.write_string_with_format(row, *col, *value, &styles.text)?;
    }
    Ok(())
}

const FIGURES: [(&str, f64); 10] = [
    ("Mã số liệu", 13.0),
    ("Đơn vị", 34.0),
    ("Kỳ", 12.0),
    ("Tên số liệu", 44.0),
    ("Ký hiệu", 26.0),
    ("Giá trị", 12.0),
    ("ĐVT", 10.0),
    ("Trạng thái", 14.0),
    ("Đơn vị đã báo cáo", 12.0),
    ("In ở văn bản", 34.0),
];

fn figures_sheet(
    sheet: &mut Worksheet,
    styles: &Styles,
    ledger: &Ledger<'_>,
    cells: &mut Cells,
) -> Result<(), XlsxError> {
    table(sheet, styles, "Số liệu đã in", &FIGURES)?;
    let mut row = 0;
    for (data, printed) in &ledger.printed {
        for figure in printed {
            row += 1;
            let key = figure.key;
            let id = figure_id(data, key);
            collect_cells(data, key, &id, cells);
            let evaluated = data.book().named(key.org, key.named, key.period);
            let coverage = evaluated.coverage;
            let documents: Vec<_> = figure.documents.iter().map(String::as_str).collect();
            let values = [
                (0, id.as_str()),
                (1, data.tree.name(key.org)),
                (2, &key.period.to_string()),
                (3, &key.label(data)),
                (4, &key.path(data)),
                (6, key.unit(data)),
                (7, state_in_words(state(data, key, &evaluated.value))),
                (8, &format!("{}/{}", coverage.received(), coverage.expected())),
                (9, &documents.join(", ")),
            ];
            texts(sheet, styles, row, &values)?;
            match evaluated.value.ok().and_then(|value| value.to_f64()) {
                Some(value) => sheet.write_number_with_format(row, 5, value, &styles.number)?,
                None => sheet.write_blank(row, 5, &styles.text)?,
            };
        }
    }
    filter(sheet, row, FIGURES.len())
}

fn state(data: &Consolidated, key: FigureKey, value: &Result<Decimal, NoValue>) -> State {
    match (key.named, value) {
        (Named::Item(item), _) => {
            let figure = data.book().figure(key.org, item, key.period);
            figure.map_or(State::NotApplicable, |figure| figure.state)
        }
        (Named::Indicator(_), Ok(_)) => State::Computed,
        (Named::Indicator(_), Err(why)) => state_without_value(*why),
    }
}

/// As the documents print it: nothing to be divided is nothing that is missing.
const fn state_without_value(why: NoValue) -> State {
    match why {
        NoValue::Absent | NoValue::PartsDiffer => State::Absent,
        NoValue::NotApplicable | NoValue::DivisionByZero => State::NotApplicable,
    }
}

const fn state_in_words(state: State) -> &'static str {
    match state {
        State::Reported => "theo báo cáo",
        State::Computed => "tổng hợp",
        State::NoneOccurred => "không phát sinh",
        State::Absent => "chưa có",
        State::NotApplicable => "không áp dụng",
        State::Refused => "không dùng được",
        State::Carried => "chuyển kỳ",
        State::Adjusted => "điều chỉnh",
    }
}

/// Every source cell under a figure, found by following what it was made from.
fn collect_cells(data: &Consolidated, key: FigureKey, id: &str, cells: &mut Cells) {
    match key.named {
        Named::Item(item) => {
            if let Some(figure) = data.book().figure(key.org, item, key.period) {
                collect_item(data, key, figure, id, cells);
            }
        }
        Named::Indicator(at) => {
            let Some(indicator) = data.pack.indicators.get(at) else { return };
            let mut references = indicator.numerator.references();
            references.extend(indicator.denominator.references());
            for reference in references {
                let named = data.pack.named(&reference.path);
                if let (Some(named), Some(period)) =
                    (named, data.pack.resolve(reference.period, key.period))
                {
                    collect_cells(data, FigureKey { named, period, ..key }, id, cells);
                }
            }
        }
    }
}

fn collect_item(
    data: &Consolidated,
    key: FigureKey,
    figure: &Figure,
    id: &str,
    cells: &mut Cells,
) {
    match &figure.operands {
        Operands::Cell(Some(source)) => {
            let name =
                format!("{}, {}, {}", key.label(data), data.tree.name(key.org), key.period);
            cells.add(source, name, id);
        }
        Operands::Cell(None) | Operands::Nothing => {}
        Operands::Combined { of, .. } => {
            for operand in of {
                let FactKey { org, item, period } = operand.key;
                let key = FigureKey { org, named: Named::Item(item), period };
                collect_cells(data, key, id, cells);
            }
        }
    }
}

/// Name of the first sheet of sources.
const SOURCE: &str = "Ô nguồn";

const SOURCES: [(&str, f64); 6] = [
    ("Tệp", 44.0),
    ("Trang tính", 24.0),
    ("Ô", 8.0),
    ("Ghi trong ô", 16.0),
    ("Số liệu", 60.0),
    ("Dùng cho mã số liệu", 40.0),
];

/// All sources, on as many sheets as they need.
fn sources_sheets(
    workbook: &mut Workbook,
    styles: &Styles,
    cells: &Cells,
    per_sheet: usize,
) -> Result<(), XlsxError> {
    let mut lines = cells.lines.iter().peekable();
    let mut number = 1;
    loop {
        let name = if number == 1 { SOURCE.to_owned() } else { format!("{SOURCE} ({number})") };
        let sheet = workbook.add_worksheet();
        table(sheet, styles, &name, &SOURCES)?;
        sources(sheet, styles, lines.by_ref().take(per_sheet))?;
        number += 1;
        if lines.peek().is_none() {
            return Ok(());
        }
    }
}

fn sources<'a>(
    sheet: &mut Worksheet,
    styles: &Styles,
    lines: impl Iterator<Item = (&'a CellKey, &'a CellLine)>,
) -> Result<(), XlsxError> {
    let mut row = 0;
    for ((file, name, cell), line) in lines {
        row += 1;
        let used: Vec<_> = line.used_in.iter().map(String::as_str).collect();
        let values = [
            (0, file.as_str()),
            (1, name.as_str()),
            (2, &cell.to_string()),
            (3, line.text.as_str()),
            (4, line.figure.as_str()),
            (5, &used.join(", ")),
        ];
        texts(sheet, styles, row, &values)?;
    }
    filter(sheet, row, SOURCES.len())
}

const FINDINGS: [(&str, f64); 6] = [
    ("Số", 6.0),
    ("Mã", 8.0),
    ("Mức độ", 12.0),
    ("Vị trí", 50.0),
    ("Nội dung", 70.0),
    ("Việc cần làm", 50.0),
];

fn findings_sheet(
    sheet: &mut Worksheet,
    styles: &Styles,
    findings: &FindingList,
) -> Result<(), XlsxError> {
    table(sheet, styles, "Phát hiện", &FINDINGS)?;
    let mut row = 0;
    for reported in findings {
        row += 1;
        let finding = &reported.finding;
        let place = finding.place.as_ref().map(|place| place.in_words(Lang::Vi));
        let scope = finding.scope.join(", ");
        let values = [
            (0, reported.number.to_string()),
            (1, finding.code.as_str().to_owned()),
            (2, finding.code.severity().in_words(Lang::Vi).to_owned()),
            (3, place.unwrap_or(scope)),
            (4, finding.message(Lang::Vi)),
            (5, finding.remedy(Lang::Vi)),
        ];
        let values: Vec<_> = values.iter().map(|(col, text)| (*col, text.as_str())).collect();
        texts(sheet, styles, row, &values)?;
    }
    filter(sheet, row, FINDINGS.len())
}

const FILES: [(&str, f64); 3] = [("Tệp", 60.0), ("SHA-256", 70.0), ("Kết quả nhận", 30.0)];

fn files_sheet(
    sheet: &mut Worksheet,
    styles: &Styles,
    files: &[FileLine],
) -> Result<(), XlsxError> {
    table(sheet, styles, "Tệp đã đọc", &FILES)?;
    let mut row = 0;
    for file in files {
        row += 1;
        let values =
            [(0, file.path.as_str()), (1, file.sha256.as_str()), (2, file.fate.as_str())];
        texts(sheet, styles, row, &values)?;
    }
    filter(sheet, row, FILES.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_beyond_the_rows_of_a_sheet_stand_on_a_further_one() {
        for (count, per_sheet, expected) in [
            (5, 2, vec![("Ô nguồn", 2), ("Ô nguồn (2)", 2), ("Ô nguồn (3)", 1)]),
            (4, 2, vec![("Ô nguồn", 2), ("Ô nguồn (2)", 2)]),
            (0, 2, vec![("Ô nguồn", 0)]),
        ] {
            let mut cells = Cells::default();
            for row in 0..count {
                let source = Source {
                    file: "a.xlsx".into(),
                    sheet: "S".into(),
                    cell: CellRef::new(row, 0),
                    text: "1".into(),
                };
                cells.add(&source, "Kết nạp".to_owned(), "0123456789");
            }
            let mut workbook = Workbook::new();
            sources_sheets(&mut workbook, &Styles::new(), &cells, per_sheet).unwrap();
            let bytes = workbook.save_to_buffer().unwrap();
            let limits = crate::sheet::Limits::default();
            let read = crate::sheet::read("l.xlsx", &bytes, &limits).unwrap();
            let rows = |sheet: &crate::sheet::Sheet| {
                sheet.iter().filter(|(at, _)| at.row > 0 && at.col == 0).count()
            };
            let found: Vec<_> =
                read.sheets.iter().map(|sheet| (sheet.name.as_str(), rows(sheet))).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn an_indicator_without_a_value_is_not_called_a_total() {
        for (why, words) in [
            (NoValue::Absent, "chưa có"),
            (NoValue::PartsDiffer, "chưa có"),
            (NoValue::NotApplicable, "không áp dụng"),
            (NoValue::DivisionByZero, "không áp dụng"),
        ] {
            assert_eq!(state_in_words(state_without_value(why)), words);
        }
    }
}
