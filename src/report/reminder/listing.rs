//! The office's own list: one line a unit, what it lacks, what it is asked to mend, which papers
//! were made; and the files that nobody could read or place.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};

use super::cover::Issue;
use super::notes::notes;
use super::words::{day, due, within};
use super::{Reminders, UnitReminder, UnreadFile};
use crate::model::OrgTree;
use crate::pack::period_words::in_words;

/// Name of the list among the papers.
pub const LISTING: &str = "danh-sach.xlsx";

const UNITS: &str = "Danh sách";
const UNREAD: &str = "Tệp chưa đọc được";

/// Heads and widths of the columns of units.
const OF_UNITS: [(&str, f64); 9] = [
    ("TT", 5.0),
    ("Mã", 9.0),
    ("Đơn vị", 24.0),
    ("Trực thuộc", 18.0),
    ("Biểu chưa nhận", 32.0),
    ("Lỗi phải sửa", 7.0),
    ("Điểm cần xác nhận", 9.0),
    ("Đã lập", 32.0),
    ("Ghi chú", 28.0),
];

/// Heads and widths of the columns of files.
const OF_FILES: [(&str, f64); 5] = [
    ("TT", 5.0),
    ("Tệp (trong bao-cao-den)", 42.0),
    ("Có thể của (theo tên tệp)", 24.0),
    ("Vì sao", 36.0),
    ("Việc nên làm", 52.0),
];

/// Height of a line of text, in points.
const LINE: f64 = 15.0;

/// What was made for a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    /// Names of the files, in order.
    pub files: Vec<String>,
    /// What the office should know, a line each.
    pub notes: Vec<String>,
}

/// Writes the list; `made` goes with the units.
///
/// # Errors
/// When it cannot be written, which no input should bring about.
pub fn listing(
    issue: &Issue<'_>,
    tree: &OrgTree,
    reminders: &Reminders,
    made: &[Made],
    returns: &str,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // No clock: the same run gives the same bytes.
    let drawn = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = format!("Danh sách đôn đốc {}", in_words(issue.period));
    let properties = DocProperties::new().set_title(title).set_author("tonghop");
    book.set_properties(&properties.set_creation_datetime(&drawn));
    let looks = Looks::new();
    units(book.add_worksheet(), issue, tree, reminders, made, &looks)?;
    if !reminders.unread.is_empty() {
        let files = Files { tree, unread: &reminders.unread, returns };
        unread(book.add_worksheet(), issue, &files, &looks)?;
    }
    book.save_to_buffer()
}

struct Looks {
    title: Format,
    subtitle: Format,
    head: Format,
    text: Format,
    centred: Format,
    done: Format,
}

impl Looks {
    fn new() -> Self {
        let font = Format::new().set_font_name("Times New Roman").set_font_size(11);
        let across = font.clone().set_align(FormatAlign::Center).set_text_wrap();
        let cell =
            font.set_border(FormatBorder::Thin).set_align(FormatAlign::Top).set_text_wrap();
        let head = cell.clone().set_bold().set_align(FormatAlign::Center);
        Self {
            title: across.clone().set_bold().set_font_size(14),
            subtitle: across.set_italic(),
            head: head.set_background_color(Color::RGB(0x00D9_E2F3)),
            centred: cell.clone().set_align(FormatAlign::Center),
            done: cell.clone().set_font_color(Color::RGB(0x0059_5959)),
            text: cell,
        }
    }
}

/// Paper, title and heads; answers the row below the heads.
fn begin(
    sheet: &mut Worksheet,
    issue: &Issue<'_>,
    name: &str,
    columns: &[(&str, f64)],
    looks: &Looks,
) -> Result<u32, XlsxError> {
    sheet.set_name(name)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.6, 0.4, 0.7, 0.6, 0.3, 0.3).set_footer("&R&9Trang &P/&N");
    if let Some(secrecy) = issue.form.secrecy {
        let secrecy = secrecy.to_uppercase().replace('&', "&&");
        sheet.set_header(format!("&C&10&\"Times New Roman,Bold\"{secrecy}"));
    }
    let last = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0);
    let title = format!("{} - {}", name.to_uppercase(), in_words(issue.period).to_uppercase());
    sheet.merge_range(0, 0, 0, last, &title, &looks.title)?;
    let until =
        format!("{}; hạn gửi, chỉnh sửa: {}", issue.letterhead.name, day(issue.mend_by));
    sheet.merge_range(1, 0, 1, last, &until, &looks.subtitle)?;
    for (col, (head, width)) in (0u16..).zip(columns) {
        sheet.set_column_width(col, *width)?;
        sheet.write_string_with_format(3, col, *head, &looks.head)?;
    }
    sheet.set_row_height(3, LINE * 2.2)?;
    sheet.set_freeze_panes(4, 0)?;
    sheet.set_repeat_rows(3, 3)?;
    Ok(4)
}

fn units(
    sheet: &mut Worksheet,
    issue: &Issue<'_>,
    tree: &OrgTree,
    reminders: &Reminders,
    made: &[Made],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let first = begin(sheet, issue, UNITS, &OF_UNITS, looks)?;
    let none = Made::default();
    let mut last = first;
    for (row, (at, unit)) in (first..).zip(reminders.units.iter().enumerate()) {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let made = made.get(at).unwrap_or(&none);
        let cells = unit_cells(issue, tree, (unit, made), &reminders.unread);
        let is_asked = !made.files.is_empty() || unit.owes() || !unit.returns.lost.is_empty();
        let text = if is_asked { &looks.text } else { &looks.done };
        sheet.write_number_with_format(row, 0, number, &looks.centred)?;
        for (col, said) in [(1, &cells.code), (2, &cells.name), (3, &cells.above)] {
            sheet.write_string_with_format(row, col, said.as_str(), text)?;
        }
        sheet.write_string_with_format(row, 4, &cells.missing, text)?;
        for (col, count) in [(5, cells.errors), (6, cells.questions)] {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            sheet.write_number_with_format(row, col, count, &looks.centred)?;
        }
        let files = made.files.join("\n");
        sheet.write_string_with_format(row, 7, &files, text)?;
        sheet.write_string_with_format(row, 8, &cells.notes, text)?;
        let said =
            [&cells.code, &cells.name, &cells.above, &cells.missing, &files, &cells.notes];
        let widths = [1, 2, 3, 4, 7, 8].map(|col| OF_UNITS.get(col).map_or(0.0, |of| of.1));
        sheet.set_row_height(row, height(said.into_iter().map(String::as_str).zip(widths)))?;
        last = row;
    }
    sheet.autofilter(3, 0, last, 8)?;
    Ok(())
}

/// The cells of a unit's line.
struct UnitCells {
    code: String,
    name: String,
    above: String,
    missing: String,
    errors: usize,
    questions: usize,
    notes: String,
}

fn unit_cells(
    issue: &Issue<'_>,
    tree: &OrgTree,
    (unit, made): (&UnitReminder, &Made),
    unread: &[UnreadFile],
) -> UnitCells {
    let above = tree.get(unit.org).and_then(|found| found.parent);
    let missing = unit.returns.missing.iter();
    let forms: Vec<String> = missing.map(|of| due(of, Some(issue.period), None)).collect();
    let mut notes = notes(unit, issue.period, unread);
    notes.extend(made.notes.iter().cloned());
    let errors = unit.errors();
    UnitCells {
        code: tree.code(unit.org).to_owned(),
        name: tree.name(unit.org).to_owned(),
        above: above.map_or("", |above| tree.name(above)).to_owned(),
        missing: forms.join("\n"),
        errors,
        questions: unit.points.len().saturating_sub(errors),
        notes: notes.join("\n"),
    }
}

/// The files of which nothing was taken.
struct Files<'a> {
    tree: &'a OrgTree,
    unread: &'a [UnreadFile],
    returns: &'a str,
}

fn unread(
    sheet: &mut Worksheet,
    issue: &Issue<'_>,
    files: &Files<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let first = begin(sheet, issue, UNREAD, &OF_FILES, looks)?;
    let warning = "Các tệp này có thể là biểu của đơn vị đang bị coi là chưa gửi: xem trước khi gửi tin nhắn, công văn đôn đốc";
    sheet.merge_range(2, 0, 2, 4, warning, &looks.subtitle)?;
    for (row, (number, file)) in (first..).zip((1u32..).zip(files.unread)) {
        sheet.write_number_with_format(row, 0, number, &looks.centred)?;
        let path = within(&file.path, files.returns);
        let whose = file.maybe_of.map_or("", |org| files.tree.name(org));
        let said = [path, whose, file.reason.as_str(), file.remedy.as_str()];
        for (col, said) in (1u16..).zip(said) {
            sheet.write_string_with_format(row, col, said, &looks.text)?;
        }
        let widths = OF_FILES.iter().skip(1).map(|of| of.1);
        sheet.set_row_height(row, height(said.into_iter().zip(widths)))?;
    }
    Ok(())
}

/// Height of a row for its texts, each with the width of its column: programs that only show a
/// file do not work it out.
fn height<'a>(texts: impl Iterator<Item = (&'a str, f64)>) -> f64 {
    let lines = |text: &str, width: f64| -> f64 {
        let one = |line: &str| {
            let length = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
            (f64::from(length) * 0.8 / width.max(1.0)).ceil().max(1.0)
        };
        text.lines().map(one).sum()
    };
    let most = texts.map(|(text, width)| lines(text, width)).fold(1.0, f64::max);
    // Excel draws no row higher than 409 points.
    (most * LINE).min(405.0)
}
