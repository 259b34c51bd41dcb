//! How the cells of the workbook look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

/// Decimals for which there is a format; more are rounded.
const DECIMALS: usize = 5;

/// Number formats by decimals: Excel puts in the separators of its own language.
const NUMBERS: [&str; DECIMALS] = ["#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000"];

const HEAD: Color = Color::RGB(0x00D9_E2F3);
const SUBTOTAL: Color = Color::RGB(0x00F2_F2F2);
const TOTAL: Color = Color::RGB(0x00E2_EFDA);
const PARTIAL: Color = Color::RGB(0x00FF_F2CC);
const NO_POINT: Color = Color::RGB(0x00D9_D9D9);
const GREY: Color = Color::RGB(0x0059_5959);
const RED: Color = Color::RGB(0x00C0_0000);
const BLUE: Color = Color::RGB(0x0005_63C1);

/// What kind of line a cell stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A unit's, or any other.
    Line,
    /// A sub-total.
    Subtotal,
    /// The total.
    Total,
}

/// Formats of the cells of one kind of line.
pub(super) struct LineStyles {
    pub(super) text: Format,
    /// Text below another, by how far it is moved in.
    pub(super) indented: [Format; 4],
    pub(super) centred: Format,
    /// Where there is no figure.
    pub(super) gap: Format,
    numbers: [Format; DECIMALS],
    partial: [Format; DECIMALS],
}

impl LineStyles {
    fn new(base: &Format) -> Self {
        let number = |code: &&str| base.clone().set_num_format(*code);
        let numbers = NUMBERS.each_ref().map(number);
        let partial =
            numbers.each_ref().map(|f| f.clone().set_italic().set_background_color(PARTIAL));
        let centred = base.clone().set_align(FormatAlign::Center).set_text_wrap();
        Self {
            text: base.clone().set_text_wrap(),
            indented: [0, 1, 2, 3].map(|by| base.clone().set_text_wrap().set_indent(by)),
            gap: centred.clone().set_font_color(GREY),
            centred,
            numbers,
            partial,
        }
    }

    /// For a number with so many decimals; one that does not cover every unit is marked.
    pub(super) fn number(&self, decimals: u32, partial: bool) -> Option<&Format> {
        let formats = if partial { &self.partial } else { &self.numbers };
        let at = usize::try_from(decimals).unwrap_or(DECIMALS).min(DECIMALS - 1);
        formats.get(at)
    }
}

/// Formats of the workbook.
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) subtitle: Format,
    pub(super) mark: Format,
    pub(super) plain: Format,
    pub(super) heading: Format,
    pub(super) legend: Format,
    pub(super) link: Format,
    pub(super) head: Format,
    pub(super) measure: Format,
    /// Where a chart draws nothing.
    pub(super) no_point: Format,
    pub(super) line: LineStyles,
    pub(super) subtotal: LineStyles,
    pub(super) total: LineStyles,
}

/// The font of the workbook.
pub(super) fn font() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(11)
}

impl Styles {
    pub(super) fn new() -> Self {
        let font = font();
        let cell =
            font.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let head = cell
            .clone()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_background_color(HEAD)
            .set_text_wrap();
        let centred = font.clone().set_align(FormatAlign::Center).set_text_wrap();
        Self {
            title: centred.clone().set_bold().set_font_size(14),
            subtitle: centred.clone().set_italic(),
            mark: centred.clone().set_bold().set_font_color(RED),
            plain: font.clone().set_text_wrap().set_align(FormatAlign::Top),
            heading: font.clone().set_bold().set_font_size(12),
            legend: font.clone().set_italic().set_font_size(10),
            link: font
                .clone()
                .set_font_color(BLUE)
                .set_underline(FormatUnderline::Single)
                .set_align(FormatAlign::Top),
            measure: head.clone().set_font_size(10).set_italic().unset_bold(),
            no_point: cell.clone().set_background_color(NO_POINT),
            head,
            line: LineStyles::new(&cell),
            subtotal: LineStyles::new(&cell.clone().set_bold().set_background_color(SUBTOTAL)),
            total: LineStyles::new(&cell.set_bold().set_background_color(TOTAL)),
        }
    }

    pub(super) fn of(&self, kind: Kind) -> &LineStyles {
        match kind {
            Kind::Line => &self.line,
            Kind::Subtotal => &self.subtotal,
            Kind::Total => &self.total,
        }
    }
}
