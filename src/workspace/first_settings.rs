//! Writes the settings workbook that an office starts from: its own values, the first unit, and
//! empty lines to type the others into.

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula,
    Workbook, Worksheet, XlsxError,
};

use super::{choices, deadlines, documents, plan, reported, settings, units};
use crate::model::{Letterhead, OrgUnitKind};
use crate::pack::Pack;
use crate::profile::Kind;

/// What a new office says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstSettings {
    /// The office as its documents name it.
    pub office: Letterhead,
    /// Whose rules its documents follow.
    pub kind: Kind,
    /// Code of the unit for which it consolidates.
    pub code: String,
    /// Name of that unit.
    pub unit: String,
    /// Its kind.
    pub unit_kind: OrgUnitKind,
    /// Codes of the packs in use.
    pub packs: Vec<String>,
}

/// What the packs of a new office take from its settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// Targets among which the office chooses.
    pub targets: bool,
    /// Figures that are assigned.
    pub plan: bool,
}

impl Asked {
    /// What a pack takes from the settings besides.
    #[must_use]
    pub fn with(self, pack: &Pack) -> Self {
        let mut elements = pack.catalogue.elements().iter();
        Self {
            targets: self.targets || !pack.targets.is_empty(),
            plan: self.plan || elements.any(|element| element.in_settings),
        }
    }
}

/// Rows in which a unit can be typed with a drop-down at hand.
const ROWS: u32 = 1000;

/// Height of a line of text, in points.
const LINE_HEIGHT: u32 = 18;

/// Width of the column of values, in characters.
const VALUE_WIDTH: u32 = 50;

/// Width of the column of units' names, in characters.
const NAME_WIDTH: u32 = 44;

/// Row of the headings of units, below the title and its notes.
const HEADING: u32 = 3;

/// Columns of units, their widths in characters.
const COLUMNS: [(&str, u32); 7] = [
    (units::CODE, 12),
    (units::NAME, NAME_WIDTH),
    (units::KIND, 38),
    (units::PARENT, 14),
    (units::OTHER, 30),
    (units::OPENED, 16),
    (units::CLOSED, 16),
];

/// Rows in which a line of the smaller tables can be typed.
const TABLE_ROWS: u32 = 200;

/// Columns of targets, their widths in characters.
const TARGETS: [(&str, u32); 5] = [
    (choices::TARGET, 16),
    (choices::READING, 22),
    (choices::THRESHOLD, 14),
    (choices::IN_USE, 12),
    (choices::SOURCE, 60),
];

/// Columns of assigned figures, their widths in characters.
const PLAN: [(&str, u32); 5] = [
    (plan::UNIT, 30),
    (plan::ITEM, 36),
    (plan::PERIOD, 14),
    (plan::VALUE, 14),
    (plan::DOCUMENT, 50),
];

/// Columns of figures reported in documents, their widths in characters.
const REPORTED: [(&str, u32); 7] = [
    (reported::ITEM, 36),
    (reported::PERIOD, 14),
    (reported::VALUE, 14),
    (reported::DOCUMENT, 22),
    (reported::DATE, 18),
    (reported::PAGE, 10),
    (reported::UNIT, 30),
];

/// Columns of deadlines, their widths in characters.
const DEADLINES: [(&str, u32); 3] =
    [(deadlines::FORM, 34), (deadlines::PERIOD, 18), (deadlines::DAY, 18)];

/// Columns of cited documents, their widths in characters.
const CITED: [(&str, u32); 6] = [
    (documents::NUMBER, 22),
    (documents::KIND, 18),
    (documents::DATE, 18),
    (documents::ISSUER, 34),
    (documents::SUBJECT, 70),
    (documents::SUPERSEDED_BY, 18),
];

struct Styles {
    title: Format,
    note: Format,
    heading: Format,
    text: Format,
    number: Format,
    day: Format,
}

impl Styles {
    fn new() -> Self {
        let plain = Format::new().set_font_name("Times New Roman").set_font_size(13);
        let cell = plain.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::Top);
        Self {
            title: plain.clone().set_bold().set_font_size(14),
            note: plain.set_italic().set_font_size(12).set_align(FormatAlign::Top),
            heading: cell.clone().set_bold().set_text_wrap().set_background_color("#D9E2F3"),
            // As text, so that a code 01 stays 01.
            text: cell.clone().set_text_wrap().set_num_format("@"),
            number: cell.clone(),
            day: cell.set_num_format("dd/mm/yyyy"),
        }
    }
}

/// Writes the workbook.
///
/// # Errors
/// When a value does not fit into a cell.
pub fn first_settings(first: &FirstSettings, asked: Asked) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Nobody reads when it was made, and the same values must give the same bytes.
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let styles = Styles::new();
    office(workbook.add_worksheet(), first, &styles)?;
    organisation(workbook.add_worksheet(), first, &styles)?;
    if asked.targets {
        table(workbook.add_worksheet(), &CHOICES, &styles)?;
    }
    if asked.plan {
        table(workbook.add_worksheet(), &ASSIGNED, &styles)?;
    }
    table(workbook.add_worksheet(), &IN_DOCUMENTS, &styles)?;
    table(workbook.add_worksheet(), &DUE, &styles)?;
    table(workbook.add_worksheet(), &DOCUMENTS, &styles)?;
    workbook.save_to_buffer()
}

fn office(
    sheet: &mut Worksheet,
    first: &FirstSettings,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name(settings::OFFICE_SHEET)?.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_column_width(0, 28)?.set_column_width(1, VALUE_WIDTH)?.set_column_width(2, 70)?;
    sheet.write_with_format(0, 0, "Thiết lập của cơ quan, đơn vị", &styles.title)?;
    let kinds = Kind::ALL.map(Kind::word);
    for (row, (key, value, note)) in (2..).zip(lines(first)) {
        sheet.write_with_format(row, 0, key, &styles.heading)?;
        sheet.write_with_format(row, 1, value.as_str(), &styles.text)?;
        sheet.write_with_format(row, 2, note, &styles.note)?;
        let choices: &[&str] = match key {
            settings::PROFILE => &kinds,
            settings::COUNTS => &settings::COUNT_STYLES,
            settings::SECRECY => &settings::SECRECIES,
            _ => &[],
        };
        if !choices.is_empty() {
            let choices = DataValidation::new().allow_list_strings(choices)?;
            sheet.add_data_validation(row, 1, row, 1, &choices)?;
        }
        sheet.set_row_height(row, height(&value, VALUE_WIDTH))?;
    }
    Ok(())
}

/// Height of a row in which a text stands in a column so many characters wide: not every program
/// works it out when it opens the file.
fn height(text: &str, width: u32) -> u32 {
    // Letters of 13 points are wider than those in which widths are counted.
    let letters = width * 4 / 5;
    let in_lines = |line: &str| {
        u32::try_from(line.chars().count()).unwrap_or(u32::MAX).div_ceil(letters).max(1)
    };
    LINE_HEIGHT * text.lines().map(in_lines).sum::<u32>().max(1)
}

/// Key, value and note of each setting.
fn lines(first: &FirstSettings) -> Vec<(&'static str, String, &'static str)> {
    let office = &first.office;
    vec![
        (settings::NAME, office.name.clone(), "bắt buộc; in ở đầu văn bản"),
        (settings::SUPERIOR, office.superior.clone(), "dòng trên cùng bên trái của văn bản"),
        (
            settings::UNIT,
            first.code.clone(),
            "bắt buộc; mã của tổ chức đứng ra tổng hợp, ở cột Mã của trang tính Tổ chức",
        ),
        (
            settings::PACKS,
            first.packs.join(", "),
            "bắt buộc; nhiều bộ thì cách nhau bằng dấu phẩy",
        ),
        (settings::PROFILE, first.kind.word().to_owned(), "Đảng hoặc Nhà nước"),
        (
            settings::SYMBOL,
            office.symbol.clone(),
            "phần sau số của báo cáo, ví dụ BC/ĐU, BC-VPUBND",
        ),
        (settings::PLACE, office.place.clone(), "in trước ngày tháng"),
        (
            settings::SECRECY,
            String::new(),
            "để trống, hoặc Mật, Tối mật, Tuyệt mật; in ở đầu báo cáo",
        ),
        (settings::SIGNER_TITLE, office.signer_title.clone(), "ví dụ Bí thư, Chánh Văn phòng"),
        (settings::SIGNER_NAME, office.signer_name.clone(), "để trống nếu chưa rõ"),
        (settings::RECIPIENTS, office.recipients.join("\n"), "mỗi nơi một dòng (Alt+Enter)"),
        (
            settings::TERM,
            String::new(),
            "tháng đầu và tháng cuối, ví dụ 2025-T07..2030-T06; cần khi so với đầu nhiệm kỳ",
        ),
        (
            settings::UNUSED_FORMS,
            String::new(),
            "mã của biểu mà cơ quan không yêu cầu nộp, ví dụ 2-btctw; thường để trống",
        ),
        (
            settings::SMALLEST,
            "5".to_owned(),
            "số người nhỏ hơn mức này được thay bằng dấu * trong văn bản gửi nơi khác; 0: không che",
        ),
        (
            settings::MEND_BY,
            String::new(),
            "ngày, ví dụ 25/07/2024: in trong thông báo gửi các đơn vị; đã qua thì để chỗ trống",
        ),
        (
            settings::COUNTS,
            "5".to_owned(),
            "5 hoặc 05: số đếm dưới 10 trong câu văn của báo cáo; trong bảng luôn là 5",
        ),
    ]
}

fn organisation(
    sheet: &mut Worksheet,
    first: &FirstSettings,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name(settings::UNITS_SHEET)?.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.write_with_format(0, 0, "Các tổ chức đảng, mỗi dòng một tổ chức", &styles.title)?;
    let note = "Ghi tiếp các tổ chức trực thuộc từ dòng dưới dòng đầu; Trực thuộc ghi mã của tổ chức cấp trên. \
                Bốn cột đầu phải có, các cột sau để trống được.";
    sheet.write_with_format(1, 0, note, &styles.note)?;
    for (column, (heading, width)) in (0u16..).zip(COLUMNS) {
        let format = if [units::OPENED, units::CLOSED].contains(&heading) {
            &styles.day
        } else {
            &styles.text
        };
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(HEADING, column, heading, &styles.heading)?;
        for row in HEADING + 1..=HEADING + ROWS {
            sheet.write_blank(row, column, format)?;
        }
    }
    let kind = first.unit_kind.name();
    for (column, value) in (0u16..).zip([first.code.as_str(), first.unit.as_str(), kind]) {
        sheet.write_with_format(HEADING + 1, column, value, &styles.text)?;
    }
    sheet.set_row_height(HEADING + 1, height(&first.unit, NAME_WIDTH))?;
    sheet.set_freeze_panes(HEADING + 1, 2)?;
    drop_downs(sheet)
}

/// A table for the office to fill in.
struct Blank {
    name: &'static str,
    title: &'static str,
    note: &'static str,
    columns: &'static [(&'static str, u32)],
}

const DOCUMENTS: Blank = Blank {
    name: settings::DOCUMENTS_SHEET,
    title: "Văn bản cơ quan thường viện dẫn",
    note: "Văn bản của tỉnh, của cấp trên, của cơ quan; văn bản Trung ương thường gặp đã có sẵn. \
           Loại văn bản để trống được nếu ký hiệu đã rõ, riêng QĐ phải ghi Quy định hoặc Quyết định.",
    columns: &CITED,
};

const CHOICES: Blank = Blank {
    name: settings::TARGETS_SHEET,
    title: "Chỉ tiêu cơ quan chọn khác bộ biểu mẫu",
    note: "Chỉ ghi chỉ tiêu muốn đổi, mỗi dòng một chỉ tiêu; ô để trống thì theo bộ biểu mẫu. Không đổi gì thì để trống cả bảng.",
    columns: &TARGETS,
};

const ASSIGNED: Blank = Blank {
    name: settings::PLAN_SHEET,
    title: "Số kế hoạch, chỉ tiêu được giao",
    note: "Mỗi dòng một số giao cho một đơn vị trong một kỳ, ví dụ năm 2025. Giao cho cả cơ quan thì ghi mã của cơ quan, không ghi từng chi bộ.",
    columns: &PLAN,
};

const IN_DOCUMENTS: Blank = Blank {
    name: settings::REPORTED_SHEET,
    title: "Số đã báo cáo trong văn bản của cấp ủy",
    note: "Cho các kỳ không còn biểu của đơn vị. Mỗi dòng một số: tên hoặc mã số liệu, kỳ, số, văn bản có số ấy, ngày, \
           trang. Đơn vị để trống là chính cấp ủy. Kỳ có biểu của đơn vị thì số này chỉ để đối chiếu.",
    columns: &REPORTED,
};

const DUE: Blank = Blank {
    name: settings::DEADLINES_SHEET,
    title: "Hạn nộp báo cáo của các đơn vị",
    note: "Mỗi dòng một hạn: kỳ, ví dụ 2025-6T; ngày cuối cùng còn đúng hạn, ví dụ 25/06/2025. \
           Biểu hoặc bộ biểu mẫu ghi mã; để trống là mọi biểu. Kỳ không ghi ở đây thì không có biểu nào là muộn.",
    columns: &DEADLINES,
};

/// A table, still empty.
fn table(sheet: &mut Worksheet, blank: &Blank, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name(blank.name)?.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.write_with_format(0, 0, blank.title, &styles.title)?;
    sheet.write_with_format(1, 0, blank.note, &styles.note)?;
    for (column, (heading, width)) in (0u16..).zip(blank.columns) {
        let format = match *heading {
            documents::DATE | deadlines::DAY | reported::DATE => &styles.day,
            plan::VALUE | reported::VALUE => &styles.number,
            _ => &styles.text,
        };
        sheet.set_column_width(column, *width)?;
        sheet.write_with_format(HEADING, column, *heading, &styles.heading)?;
        for row in HEADING + 1..=HEADING + TABLE_ROWS {
            sheet.write_blank(row, column, format)?;
        }
    }
    sheet.set_freeze_panes(HEADING + 1, 1)?;
    Ok(())
}

/// Kinds from a list that must be kept to; units above from the codes, or typed by name.
fn drop_downs(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let (top, bottom) = (HEADING + 1, HEADING + ROWS);
    let kinds = DataValidation::new()
        .allow_list_strings(&OrgUnitKind::ALL.map(OrgUnitKind::name))?
        .set_error_title("Loại tổ chức")?
        .set_error_message("Chọn một loại trong danh sách.")?;
    sheet.add_data_validation(top, 2, bottom, 2, &kinds)?;
    let codes = Formula::new(format!("$A${}:$A${}", top + 1, bottom + 1));
    let above = DataValidation::new().allow_list_formula(codes).show_error_message(false);
    sheet.add_data_validation(top, 3, bottom, 3, &above)?;
    Ok(())
}
