//! The matrix as a sheet: in the office's summary, and as a workbook of its own.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};

use super::words::{Kind, cell, kind, sealed_in_words, totals};
use super::{Counts, Progress, ProgressLine};
use crate::pack::period_words::{in_words, short};
use crate::text::{Lang, date};

/// Height of a line of text, in points.
const LINE: f64 = 15.0;
/// Characters across the columns before the cells, and across a cell.
const NAMES: f64 = 34.0;
const WIDTHS: [f64; 3] = [5.0, 9.0, NAMES];
const CELL: f64 = 22.0;
/// Columns up to which the table stands on upright paper.
const UPRIGHT: u16 = 5;
/// Columns before the cells.
const LEFT: u16 = 3;

const LEGEND: [&str; 3] = [
    "Ngày nhận là ngày của lần tổng hợp đầu tiên thấy biểu; muộn là nhận sau hạn nộp ghi ở trang tính Hạn nộp của thiết lập.",
    "Mỗi ô nêu việc cần làm trước; nhiều kỳ thì một ô gồm mọi biểu của kỳ.",
    "-  không phải nộp. Dòng chỉ có tên là tổ chức cấp trên của các đơn vị bên dưới, tự nó không nộp biểu nào.",
];

/// How the cells look.
pub(in crate::report) struct Looks {
    title: Format,
    subtitle: Format,
    mark: Format,
    legend: Format,
    head: Format,
    name: [Format; 4],
    group: [Format; 4],
    centred: Format,
    missing: Format,
    wrong: Format,
    late: Format,
    whole: Format,
    total: Format,
}

impl Looks {
    pub(in crate::report) fn new() -> Self {
        let font = Format::new().set_font_name("Times New Roman").set_font_size(11);
        let bordered =
            font.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let centred = bordered.clone().set_align(FormatAlign::Center).set_text_wrap();
        let filled = |colour: u32| centred.clone().set_background_color(Color::RGB(colour));
        let middle = font.clone().set_align(FormatAlign::Center).set_text_wrap();
        let names =
            |of: &Format| [0, 1, 2, 3].map(|by| of.clone().set_text_wrap().set_indent(by));
        Self {
            title: middle.clone().set_bold().set_font_size(14),
            mark: middle.clone().set_bold().set_font_color(Color::RGB(0x00C0_0000)),
            subtitle: middle.set_italic(),
            legend: font.set_italic().set_font_size(10),
            head: filled(0x00D9_E2F3).set_bold(),
            name: names(&bordered),
            group: names(
                &bordered.clone().set_bold().set_background_color(Color::RGB(0x00F2_F2F2)),
            ),
            missing: filled(0x00F8_CBAD).set_bold(),
            wrong: filled(0x00FF_E699).set_bold(),
            late: filled(0x00FF_F2CC),
            whole: centred.clone(),
            total: filled(0x00E2_EFDA).set_bold(),
            centred,
        }
    }

    fn of(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Missing => &self.missing,
            Kind::Wrong => &self.wrong,
            Kind::Late => &self.late,
            Kind::Whole | Kind::NotDue => &self.whole,
        }
    }
}

/// Columns that the table of a pack takes.
pub(in crate::report) fn width(progress: &Progress) -> u16 {
    LEFT.saturating_add(u16::try_from(progress.columns().len()).unwrap_or(u16::MAX))
}

/// Whether the table of a pack needs paper on its side.
pub(in crate::report) fn is_wide(progress: &Progress) -> bool {
    width(progress) > UPRIGHT
}

/// Writes the table of a pack from a row on; the row below it is free.
pub(in crate::report) fn table(
    sheet: &mut Worksheet,
    top: u32,
    progress: &Progress,
    looks: &Looks,
) -> Result<u32, XlsxError> {
    heads(sheet, top, progress, looks)?;
    let columns = progress.columns();
    let mut row = top + 1;
    let mut number = 0;
    for line in &progress.lines {
        let owes = !line.receipts.is_empty();
        number += u32::from(owes);
        line_of(sheet, row, line, owes.then_some(number), looks)?;
        let mut lines = lines_in(&line.name, NAMES);
        for (col, column) in (LEFT..).zip(&columns) {
            let receipts = column.receipts(line);
            let text = if owes { cell(&receipts, Lang::Vi) } else { String::new() };
            let format = if owes { looks.of(kind(&receipts)) } else { &looks.centred };
            sheet.write_string_with_format(row, col, &text, format)?;
            lines = lines.max(lines_in(&text, CELL));
        }
        sheet.set_row_height(row, LINE * f64::from(lines) + 3.0)?;
        row += 1;
    }
    let last = row;
    sheet.merge_range(row, 0, row, LEFT - 1, "Cộng", &looks.total)?;
    let mut lines = 1;
    for (col, column) in (LEFT..).zip(&columns) {
        let receipts: Vec<_> =
            progress.lines.iter().flat_map(|line| column.receipts(line)).collect();
        let text = totals(&Counts::of(&receipts), Lang::Vi);
        sheet.write_string_with_format(row, col, &text, &looks.total)?;
        lines = lines.max(lines_in(&text, CELL));
    }
    sheet.set_row_height(row, LINE * f64::from(lines) + 3.0)?;
    row += 2;
    let sealed = progress.sealed.iter().map(|of| sealed_in_words(of, Lang::Vi));
    for text in sealed.chain(LEGEND.map(str::to_owned)) {
        sheet.write_string_with_format(row, 0, text, &looks.legend)?;
        row += 1;
    }
    sheet.set_repeat_rows(top, top)?;
    sheet.set_freeze_panes(top + 1, LEFT)?;
    if last > top + 1 {
        sheet.autofilter(top, 0, last - 1, width(progress) - 1)?;
    }
    Ok(row)
}

fn heads(
    sheet: &mut Worksheet,
    row: u32,
    progress: &Progress,
    looks: &Looks,
) -> Result<(), XlsxError> {
    for ((col, width), text) in (0u16..).zip(WIDTHS).zip(["TT", "Mã", "Đơn vị"]) {
        sheet.set_column_width(col, width)?;
        sheet.write_string_with_format(row, col, text, &looks.head)?;
    }
    let mut lines = 1;
    for (col, column) in (LEFT..).zip(progress.columns()) {
        let mut words = vec![short(column.period)];
        let mut names: Vec<&str> =
            column.duties.iter().map(|duty| duty.name.as_str()).collect();
        names.dedup();
        match names.as_slice() {
            [one] => words.insert(0, (*one).to_owned()),
            several => words.push(format!("{} biểu", several.len())),
        }
        let mut days: Vec<_> = column.duties.iter().filter_map(|duty| duty.deadline).collect();
        days.sort_unstable();
        days.dedup();
        words.extend(days.into_iter().map(|day| format!("hạn {}", date::short(day))));
        let text = words.join("\n");
        sheet.set_column_width(col, CELL)?;
        sheet.write_string_with_format(row, col, &text, &looks.head)?;
        lines = lines.max(text.lines().map(|line| lines_in(line, CELL)).sum());
    }
    // Room for the buttons of the filter below the words.
    sheet.set_row_height(row, LINE * f64::from(lines + 1) + 3.0)?;
    Ok(())
}

/// The unit of a line.
fn line_of(
    sheet: &mut Worksheet,
    row: u32,
    line: &ProgressLine,
    number: Option<u32>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match number {
        Some(number) => sheet.write_number_with_format(row, 0, number, &looks.centred)?,
        None => sheet.write_string_with_format(row, 0, "", &looks.centred)?,
    };
    sheet.write_string_with_format(row, 1, &line.code, &looks.centred)?;
    let names = if number.is_none() { &looks.group } else { &looks.name };
    let [.., deepest] = names;
    let format = names.get(usize::from(line.depth)).unwrap_or(deepest);
    sheet.write_string_with_format(row, 2, &line.name, format)?;
    Ok(())
}

/// Lines that a text takes in a column so many characters wide.
fn lines_in(text: &str, width: f64) -> u32 {
    // Letters of this font are a little wider than those in which widths are counted.
    let letters = whole(width * 0.95);
    let count = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    count.div_ceil(letters.max(1)).clamp(1, 12)
}

fn whole(width: f64) -> u32 {
    use rust_decimal::prelude::ToPrimitive;
    width.to_u32().unwrap_or(1)
}

/// The matrices of some packs as a workbook, a sheet for each, with how secret the office's
/// documents are.
///
/// # Errors
/// When it cannot be written, which no input should bring about.
pub fn progress_workbook(
    office: &str,
    secrecy: Option<&str>,
    all: &[Progress],
) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::new();
    let mut book = Workbook::new();
    // No clock: the same receipts give the same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title("Tình hình nhận báo cáo");
    book.set_properties(&properties.set_author("tonghop").set_creation_datetime(&made));
    for (number, progress) in (1..).zip(all) {
        let sheet = book.add_worksheet();
        let name = if all.len() == 1 {
            "Tiến độ".to_owned()
        } else {
            format!("Tiến độ {number}")
        };
        sheet.set_name(name)?.set_paper_size(9).set_print_fit_to_pages(1, 0);
        if is_wide(progress) {
            sheet.set_landscape();
        }
        sheet.set_print_center_horizontally(true);
        sheet.set_margins(0.6, 0.4, 0.7, 0.6, 0.3, 0.3);
        sheet.set_footer("&R&9Trang &P/&N");
        let last = width(progress).saturating_sub(1);
        let periods: Vec<String> = progress.periods.iter().map(|p| in_words(*p)).collect();
        let title = format!("TÌNH HÌNH NHẬN BÁO CÁO {}", periods.join(", ").to_uppercase());
        sheet.merge_range(0, 0, 0, last, &title, &looks.title)?;
        sheet.set_row_height(0, 22)?;
        let subtitle = format!("{office} - {}", progress.pack_name);
        sheet.merge_range(1, 0, 1, last, &subtitle, &looks.subtitle)?;
        if let Some(secrecy) = secrecy.map(str::to_uppercase) {
            sheet.merge_range(2, 0, 2, last, &secrecy, &looks.mark)?;
            sheet.set_header(format!(
                "&C&10&\"Times New Roman,Bold\"{}",
                secrecy.replace('&', "&&")
            ));
        }
        table(sheet, 3, progress, &looks)?;
    }
    book.save_to_buffer()
}
