//! Writes the workbook of decisions.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDateTime, Timelike};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};

use super::column::Column;
use super::decision::WORDS;
use super::held::{self, HeldFigures};
use super::memory::Memory;
use super::renew::Renewed;
use super::{GUIDE, MEMORY, SHEET};
use crate::sheet::{Cell, Value};

/// Rows below the last one in which a decision can be typed with a drop-down at hand.
const FREE_ROWS: u32 = 200;

/// Height of a line of text, in points.
const LINE_HEIGHT: u32 = 14;

/// Lines of a row that are shown; more is read in the cell.
const MOST_LINES: u32 = 9;

/// Characters (UTF-16 units) that Excel takes in a cell.
const LONGEST: usize = 32_767;

/// How to fill it in.
const LINES: [&str; 13] = [
    "Cách ghi quyết định",
    "1. Mỗi dòng của trang «Việc cần quyết» là một việc máy đã nêu. Chỉ ghi vào các cột tô màu; các cột khác do máy ghi.",
    "2. Cột «Quyết định» chọn một trong bốn từ; để trống là chưa quyết định. Không ghi gì thì không số nào đổi.",
    "3. Hỏi lại: ghi nhận đã hỏi lại đơn vị; việc vẫn còn cho đến khi đơn vị gửi lại.",
    "4. Chấp nhận: phải ghi «Lý do, giải trình»; việc không còn tính là lỗi hay cảnh báo, số liệu không đổi.",
    "5. Chọn: ghi số thứ tự ở cột «Các phương án» vào «Phương án chọn» (bản được tính, hoặc cách đọc một ô).",
    "6. Điều chỉnh: ghi «Ô», «Số mới», lý do, người quyết định và căn cứ. Báo cáo của đơn vị giữ nguyên; số tổng hợp tính theo số mới. Ô xếp loại thì ghi tên mức, hoặc x vào ô của mức đúng.",
    "7. Điều chỉnh một ô chưa có dòng nào nêu: thêm một dòng cuối bảng, để trống «Mã việc», ghi đơn vị, kỳ, biểu, ô, số đang có (ô trống thì ghi: trống) và các mục ở điều 6.",
    "8. «Ô» ghi như F9 hoặc Tên trang tính!F9. Chỉ điều chỉnh số của đơn vị, không điều chỉnh số tổng hợp: số tổng hợp theo số của đơn vị.",
    "9. Quyết định giữ hiệu lực khi ô của báo cáo vẫn ghi như «Số đang có», kể cả khi tệp đổi tên. Đơn vị gửi số khác thì việc được nêu lại.",
    "10. Được sắp xếp, lọc, đổi độ rộng cột. Không đổi tên tệp, tên trang tính, tên cột, không sửa «Mã việc», không thêm trang tính hay cột; lưu đúng dạng .xlsx.",
    "11. Xóa một dòng là bỏ quyết định ở dòng ấy; lần lập dự thảo sau máy nhắc một lần.",
    "12. Mỗi lần lập dự thảo, máy thêm việc mới xuống cuối và giữ mọi điều đã ghi; bản trước nằm trong thư mục .tonghop\\xac-nhan.",
];

/// Writes the workbook.
///
/// # Errors
/// When it cannot be put together.
pub fn write(renewed: &Renewed) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new()
        .set_title("Quyết định của cơ quan về số liệu báo cáo")
        .set_author("tonghop")
        .set_creation_datetime(&made);
    workbook.set_properties(&properties);
    decisions(workbook.add_worksheet(), &renewed.rows)?;
    guide(workbook.add_worksheet())?;
    memory(workbook.add_worksheet(), &renewed.memory, &renewed.held)?;
    workbook.save_to_buffer()
}

struct Styles {
    head: Format,
    input_head: Format,
    said: Format,
    input: Format,
    number: Format,
    day: Format,
}

impl Styles {
    fn new() -> Self {
        let base = Format::new()
            .set_font_name("Times New Roman")
            .set_font_size(10)
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Top)
            .set_text_wrap();
        let head = base
            .clone()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        let input = base.clone().set_background_color("#FFF8DC");
        Self {
            input_head: head.clone().set_background_color("#F4D35E"),
            head: head.set_background_color("#D9E2F3"),
            said: base,
            number: input.clone().set_num_format("General"),
            day: input.clone().set_num_format("dd/mm/yyyy"),
            input,
        }
    }
}

fn decisions(sheet: &mut Worksheet, rows: &[BTreeMap<Column, Cell>]) -> Result<(), XlsxError> {
    let styles = Styles::new();
    sheet.set_name(SHEET)?;
    // On one page across nobody could read it: two pages, the keys on both.
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(2, 0);
    sheet.set_repeat_columns(0, 0)?;
    sheet.set_margins(0.4, 0.4, 0.5, 0.5, 0.2, 0.2);
    sheet.set_footer("&C&\"Times New Roman\"&9&P/&N");
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_row_height(0, 42)?;
    for (col, column) in (0u16..).zip(Column::ALL) {
        sheet.set_column_width(col, column.width())?;
        let head = if column.is_input() { &styles.input_head } else { &styles.head };
        sheet.write_string_with_format(0, col, column.heading(), head)?;
    }
    let mut last = 0;
    for (row, cells) in (1u32..).zip(rows) {
        line(sheet, &styles, row, cells)?;
        last = row;
    }
    let end = last + FREE_ROWS;
    for row in last + 1..=end.min(last + 5) {
        for (col, column) in (0u16..).zip(Column::ALL) {
            let format = if column.is_input() { &styles.input } else { &styles.said };
            sheet.write_blank(row, col, format)?;
        }
    }
    let choice = Column::ALL.iter().position(|column| *column == Column::Decision);
    let choice = choice.and_then(|at| u16::try_from(at).ok()).unwrap_or_default();
    let validation = DataValidation::new()
        .allow_list_strings(&WORDS)?
        .set_error_title("Quyết định")?
        .set_error_message("Chọn một trong bốn từ của danh sách, hoặc để trống.")?;
    sheet.add_data_validation(1, choice, end, choice, &validation)?;
    let width = u16::try_from(Column::ALL.len() - 1).unwrap_or_default();
    sheet.autofilter(0, 0, last.max(1), width).map(|_| ())
}

fn line(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    cells: &BTreeMap<Column, Cell>,
) -> Result<(), XlsxError> {
    let mut lines = 1;
    for (col, column) in (0u16..).zip(Column::ALL) {
        let format = if column.is_input() { &styles.input } else { &styles.said };
        match cells.get(&column) {
            None => sheet.write_blank(row, col, format)?,
            Some(cell) => {
                lines = lines.max(lines_of(&cell.text, column.width()));
                typed(sheet, styles, (row, col), cell, column)?
            }
        };
    }
    sheet.set_row_height(row, LINE_HEIGHT * lines.min(MOST_LINES)).map(|_| ())
}

/// What a person typed as it was typed: a number as a number, a day as a day, all else as text.
fn typed<'s>(
    sheet: &'s mut Worksheet,
    styles: &Styles,
    (row, col): (u32, u16),
    cell: &Cell,
    column: Column,
) -> Result<&'s mut Worksheet, XlsxError> {
    let input = column.is_input();
    let (text, number, day) = if input {
        (&styles.input, &styles.number, &styles.day)
    } else {
        (&styles.said, &styles.said, &styles.said)
    };
    match &cell.value {
        Value::Number(value) => {
            let held = value.to_f64().filter(|held| {
                held.to_string().parse::<rust_decimal::Decimal>().is_ok_and(|is| is == *value)
            });
            match held {
                Some(held) => sheet.write_number_with_format(row, col, held, number),
                None => sheet.write_string_with_format(row, col, &cell.text, text),
            }
        }
        Value::Date(moment) => match excel_day(*moment) {
            Ok(moment) => sheet.write_datetime_with_format(row, col, &moment, day),
            Err(_) => sheet.write_string_with_format(row, col, &cell.text, text),
        },
        Value::Bool(truth) => sheet.write_boolean_with_format(row, col, *truth, text),
        _ => sheet.write_string_with_format(row, col, fitting(&cell.text), text),
    }
}

fn excel_day(moment: NaiveDateTime) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(moment.year()).unwrap_or_default();
    let (month, day) = (moment.month(), moment.day());
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    let (hour, minute) = (moment.hour(), moment.minute());
    let day = ExcelDateTime::from_ymd(year, part(month), part(day))?;
    day.and_hms(u16::try_from(hour).unwrap_or_default(), part(minute), moment.second())
}

fn lines_of(text: &str, width: u16) -> u32 {
    // Small letters are narrower than the digits by which widths are counted.
    let width = usize::from(width.max(1)) * 9 / 8;
    let lines = text.lines().map(|line| line.chars().count().saturating_sub(1) / width + 1);
    u32::try_from(lines.sum::<usize>()).unwrap_or(MOST_LINES).max(1)
}

fn fitting(text: &str) -> String {
    let mut length = 0;
    let kept = text.chars().take_while(|c| {
        length += c.len_utf16();
        length <= LONGEST
    });
    kept.collect()
}

fn guide(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let text = Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(13)
        .set_align(FormatAlign::Top)
        .set_text_wrap();
    sheet.set_name(GUIDE)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_column_width(0, 110)?;
    let title = text.clone().set_bold();
    for (row, line) in (0u32..).zip(LINES) {
        let format = if row == 0 { &title } else { &text };
        sheet.write_string_with_format(row, 0, line, format)?;
        sheet.set_row_height(row, 18 * lines_of(line, 105))?;
    }
    Ok(())
}

fn memory(sheet: &mut Worksheet, memory: &Memory, held: &HeldFigures) -> Result<(), XlsxError> {
    sheet.set_name(MEMORY)?;
    sheet.set_very_hidden(true);
    let mut next = 0;
    for (row, (key, about)) in (0u32..).zip(memory) {
        let mut json = serde_json::to_string(about).unwrap_or_default();
        if json.encode_utf16().count() > LONGEST {
            // What can be chosen among so many nobody can choose by number.
            let less = super::Remembered { candidates: Vec::new(), ..about.clone() };
            json = serde_json::to_string(&less).unwrap_or_default();
        }
        sheet.write_string(row, 0, key)?;
        sheet.write_string(row, 1, json)?;
        next = row + 1;
    }
    for (row, figure) in (next..).zip(held) {
        sheet.write_string(row, 0, held::MARK)?;
        sheet.write_string(row, 1, serde_json::to_string(&figure).unwrap_or_default())?;
    }
    Ok(())
}
