//! Charts of the workbook, and the tables that they are drawn of.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartEmptyCells, ChartFont, ChartFormat, ChartLegendPosition,
    ChartSolidFill, ChartType, Color, Worksheet, XlsxError,
};

use super::super::View;
use super::sheet::{At, LINE_HEIGHT, Names, Page};
use super::style::Kind;
use crate::model::Period;
use crate::pack::Named;
use crate::pack::period_words::short;
use crate::trace::FigureKey;

/// Size of a chart, in pixels.
const SIZE: (u32, u32) = (410, 250);
/// Rows that a chart covers.
const ROWS: u32 = 14;
/// Lines of text that a page across has room for.
const LINES_ACROSS: u32 = 31;
/// The first row of the tables.
const FIRST: u32 = 4;
/// Columns over which the title stands at least.
const LEAST_COLUMNS: u16 = 8;
/// Characters across the names of figures.
const NAMES: f64 = 46.0;
/// Characters across a column of figures.
const WIDTH: f64 = 11.0;

/// From dark to light, so that they are told apart in black and white too.
const COLOURS: [u32; 6] =
    [0x001F_4E79, 0x002E_75B6, 0x009D_C3E6, 0x00F4_B183, 0x00C5_5A11, 0x007F_7F7F];

/// Something that is drawn: its lines and periods, and where its table stands.
struct Drawn {
    title: String,
    unit: String,
    lines: Vec<(Named, String)>,
    periods: Vec<Period>,
    is_stacked: bool,
    /// The row of the table's headings.
    row: u32,
}

/// What stands where on the sheet, so that charts elsewhere can be drawn of it.
pub(super) struct Plan {
    /// Name of the sheet.
    pub(super) name: String,
    drawn: Vec<Drawn>,
    /// The row after the tables.
    end: u32,
}

impl Plan {
    /// Everything that is drawn, its tables one below the other; nothing where nothing is.
    pub(super) fn new(view: &View<'_>, names: &mut Names) -> Option<Self> {
        let mut drawn = drawn(view);
        let mut row = FIRST;
        for one in &mut drawn {
            one.row = row;
            row += 2 + u32::try_from(one.lines.len()).unwrap_or(0);
        }
        (!drawn.is_empty()).then(|| Self { name: names.take("Biểu đồ"), drawn, end: row })
    }
}

fn drawn(view: &View<'_>) -> Vec<Drawn> {
    let picture = view.picture;
    let trends = picture.trends.iter().map(|trend| Drawn {
        title: trend.label.clone(),
        unit: trend.unit.clone(),
        lines: vec![(trend.named, trend.label.clone())],
        periods: trend.periods.clone(),
        is_stacked: false,
        row: 0,
    });
    let classes = picture.classes.iter().map(|classes| Drawn {
        title: classes.label.clone(),
        unit: classes.unit.clone(),
        lines: classes
            .parts
            .iter()
            .map(|(item, name)| (Named::Item(*item), name.clone()))
            .collect(),
        periods: classes.periods.clone(),
        is_stacked: true,
        row: 0,
    });
    trends.chain(classes).collect()
}

/// Writes the sheet: the tables, and the charts below them.
pub(super) fn sheet(
    page: &Page<'_>,
    sheet: &mut Worksheet,
    plan: &Plan,
) -> Result<(), XlsxError> {
    page.set_up(sheet, &plan.name, true)?;
    let periods = plan.drawn.iter().map(|drawn| drawn.periods.len()).max().unwrap_or(0);
    let columns = (2 + u16::try_from(periods).unwrap_or(0)).max(LEAST_COLUMNS);
    let title = "Biểu đồ và số liệu của biểu đồ";
    page.head(sheet, title, &page.state(), columns)?;
    sheet.set_column_width(0, NAMES)?;
    for col in 1..columns {
        sheet.set_column_width(col, WIDTH)?;
    }
    for drawn in &plan.drawn {
        table(page, sheet, drawn)?;
    }
    let grey = "Ô nền xám: chưa có số liệu; biểu đồ để trống chỗ đó, không vẽ là 0.";
    let row = page.legend(sheet, plan.end, &[grey])? + 1;
    // The heading, and of each table the double line of its heads.
    let used = row + 2 + u32::try_from(plan.drawn.len()).unwrap_or(0);
    let lines = Lines { used, of_a_page: LINES_ACROSS };
    charts(sheet, plan, row, 20, lines)
}

/// How far down a page is filled, in lines of text. A sheet that is made smaller to fit the paper
/// has room for more, never for less.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines {
    /// Lines above the charts.
    pub(super) used: u32,
    /// Lines for which a page has room.
    pub(super) of_a_page: u32,
}

/// Puts the charts on a sheet from a row on, two beside each other, and ends pages so that none is
/// cut; the second begins in the third column, so many pixels from its edge.
pub(super) fn charts(
    sheet: &mut Worksheet,
    plan: &Plan,
    row: u32,
    offset: u32,
    lines: Lines,
) -> Result<(), XlsxError> {
    let mut breaks = Vec::new();
    let mut used = lines.used;
    for (row, pair) in (row..).step_by(ROWS as usize + 1).zip(plan.drawn.chunks(2)) {
        if used + ROWS > lines.of_a_page {
            breaks.push(row);
            used = 0;
        }
        used += ROWS + 1;
        for (drawn, (col, offset)) in pair.iter().zip([(0, 0), (2, offset)]) {
            let chart = chart(&plan.name, drawn);
            // A little lower, or its frame would be drawn at the foot of the page before.
            sheet.insert_chart_with_offset(row, col, &chart, offset, 4)?;
        }
    }
    sheet.set_page_breaks(&breaks)?;
    Ok(())
}

fn table(page: &Page<'_>, sheet: &mut Worksheet, drawn: &Drawn) -> Result<(), XlsxError> {
    let (view, kind) = (page.view, Kind::Line);
    let head = &page.styles.head;
    let title = format!("{} ({})", drawn.title, drawn.unit);
    sheet.write_string_with_format(drawn.row, 0, title, head)?;
    sheet.write_string_with_format(drawn.row, 1, &drawn.unit, head)?;
    sheet.set_row_height(drawn.row, LINE_HEIGHT * 2.0)?;
    for (col, period) in (2u16..).zip(&drawn.periods) {
        sheet.write_string_with_format(drawn.row, col, short(*period), head)?;
    }
    for (row, (named, name)) in (drawn.row + 1..).zip(&drawn.lines) {
        page.text(sheet, At { row, col: 0, kind }, name)?;
        page.centred(sheet, At { row, col: 1, kind }, &drawn.unit)?;
        for (col, period) in (2u16..).zip(&drawn.periods) {
            let org = view.data.office;
            let shown = view.show(FigureKey { org, named: *named, period: *period });
            match shown.value {
                Some(value) => {
                    page.number(
                        sheet,
                        At { row, col, kind },
                        value.round_dp(2),
                        shown.is_partial(),
                    )?;
                }
                // A text would be drawn as 0.
                None => {
                    sheet.write_blank(row, col, &page.styles.no_point)?;
                }
            }
        }
    }
    Ok(())
}

fn font(size: f64) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name("Times New Roman").set_size(size);
    font
}

fn chart(sheet: &str, drawn: &Drawn) -> Chart {
    let kind = if drawn.is_stacked { ChartType::ColumnStacked } else { ChartType::Column };
    let mut chart = Chart::new(kind);
    let last = 1 + u16::try_from(drawn.periods.len()).unwrap_or(1);
    let rows = (drawn.row + 1..).zip(&drawn.lines).map(|(row, _)| row);
    for (row, colour) in rows.zip(COLOURS.iter().cycle()) {
        let series = chart.add_series();
        series
            .set_name((sheet, row, 0))
            .set_categories((sheet, drawn.row, 2, drawn.row, last))
            .set_values((sheet, row, 2, row, last))
            .set_gap(80)
            .set_format(
                ChartFormat::new()
                    .set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(*colour))),
            );
        if !drawn.is_stacked {
            series.set_data_label(ChartDataLabel::new().show_value().set_font(&font(10.0)));
        }
    }
    chart.show_empty_cells_as(ChartEmptyCells::Gaps);
    // By reference: a name that began with `=` would be taken for one.
    chart.title().set_name((sheet, drawn.row, 0));
    chart.title().set_font(font(12.0).set_bold());
    chart.x_axis().set_font(&font(10.0));
    chart.y_axis().set_font(&font(10.0)).set_min(0);
    if drawn.is_stacked {
        chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(10.0));
    } else {
        chart.legend().set_hidden();
    }
    chart.set_alt_text(format!("Biểu đồ: {}", drawn.title));
    chart.set_width(SIZE.0).set_height(SIZE.1);
    chart
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;
    use crate::ooxml::Package;

    /// The rows before which pages end where so many charts stand below a table.
    fn breaks(count: u32, used: u32) -> Vec<String> {
        let drawn = |row| Drawn {
            title: format!("Biểu đồ {row}"),
            unit: "người".to_owned(),
            lines: Vec::new(),
            periods: Vec::new(),
            is_stacked: false,
            row,
        };
        let name = "Biểu đồ".to_owned();
        let plan = Plan { name: name.clone(), drawn: (0..count).map(drawn).collect(), end: 0 };
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name(name).unwrap();
        charts(sheet, &plan, used, 0, Lines { used, of_a_page: LINES_ACROSS }).unwrap();
        let mut package = Package::open(book.save_to_buffer().unwrap()).unwrap();
        let xml = String::from_utf8(package.read("xl/worksheets/sheet1.xml").unwrap()).unwrap();
        let breaks = xml.split("<brk id=\"").skip(1);
        breaks.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    }

    #[test]
    fn no_page_ends_within_a_chart() {
        assert_eq!(breaks(2, 10), Vec::<String>::new());
        // The third chart would be cut: it begins a page.
        assert_eq!(breaks(3, 10), ["25"]);
        assert_eq!(breaks(5, 10), ["25"]);
        assert_eq!(breaks(7, 10), ["25", "55"]);
        // Below long tables the first ones do already.
        assert_eq!(breaks(1, 25), ["25"]);
    }
}
