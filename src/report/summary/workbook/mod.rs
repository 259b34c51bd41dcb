//! The workbook: where things stand, every figure of every unit, the figures period by period,
//! and why totals are what they are.

mod chart;
mod corrections;
mod front;
mod periods;
mod reconciliation;
mod sheet;
mod style;
mod units;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::View;
use super::columns::{self, UnitTable};
use sheet::{Names, Page, ROWS_OF_A_PAGE};
use style::Styles;

use crate::report::progress::{self, Progress};
use crate::trace::{self, Correction};

/// Row of the headings of what came, below title and marks.
const HEAD: u32 = 4;

/// A sheet and what it shows, for the list on the first one.
struct Tab {
    name: String,
    shows: String,
}

/// Height of a row of the default font, in pixels.
const DEFAULT_ROW: u32 = 20;
/// Width of a column that nobody has set, in pixels.
const DEFAULT_COLUMN: u32 = 64;

/// Writes the workbook.
pub(super) fn workbook(view: &View<'_>) -> Result<Vec<u8>, XlsxError> {
    let styles = Styles::new();
    let mut names = Names::default();
    let front = names.take("Tổng quan");
    let progress = names.take("Tiến độ");
    let tables: Vec<(String, UnitTable)> = columns::tables(view.data)
        .into_iter()
        .map(|table| (names.take(&table.name), table))
        .collect();
    let over_time = periods::Plan::new(view, &mut names);
    let charts = chart::Plan::new(view, &mut names);
    let reconciled = names.take("Đối chiếu");
    let mut tabs: Vec<Tab> = Vec::new();
    let shows = "từng đơn vị đã gửi biểu nào, ngày nào, muộn, sửa đổi, còn thiếu".to_owned();
    tabs.push(Tab { name: progress.clone(), shows });
    for (name, table) in &tables {
        tabs.push(Tab { name: name.clone(), shows: table.in_words() });
    }
    let shows = "số liệu chung qua các kỳ".to_owned();
    tabs.push(Tab { name: over_time.name.clone(), shows });
    if let Some(charts) = &charts {
        let shows = "biểu đồ và số liệu của biểu đồ".to_owned();
        tabs.push(Tab { name: charts.name.clone(), shows });
    }
    let shows = "cộng các biểu, chuyển nội bộ, tổng, kỳ trước, phát hiện".to_owned();
    tabs.push(Tab { name: reconciled.clone(), shows });
    let earlier = view.request.sealed.earlier.iter();
    let corrected: Vec<Correction> =
        earlier.flat_map(|of| trace::corrections(view.data, of)).collect();
    let corrections = (!corrected.is_empty()).then(|| names.take("Điều chỉnh kỳ trước"));
    if let Some(name) = &corrections {
        let shows = "số kỳ trước khác số đã chốt, vì ô nào".to_owned();
        tabs.push(Tab { name: name.clone(), shows });
    }

    let mut book = Workbook::new();
    // Widths of columns are counted in digits of this font: in that of the text itself they are the
    // same on every computer, also where Excel's own font is not there.
    book.set_default_format(&style::font(), DEFAULT_ROW, DEFAULT_COLUMN)?;
    book.set_properties(&properties(view)?);
    let page = Page::new(view, &styles);
    front::sheet(&page, book.add_worksheet(), &front, &tabs, charts.as_ref())?;
    receipts(&page, book.add_worksheet(), &progress)?;
    for (name, table) in &tables {
        units::sheet(&page, book.add_worksheet(), name, table)?;
    }
    periods::sheet(&page, book.add_worksheet(), &over_time)?;
    if let Some(charts) = &charts {
        chart::sheet(&page, book.add_worksheet(), charts)?;
    }
    reconciliation::sheet(&page, book.add_worksheet(), &reconciled)?;
    if let Some(name) = &corrections {
        corrections::sheet(&page, book.add_worksheet(), name, &corrected)?;
    }
    book.save_to_buffer()
}

/// The sheet of what came from whom.
fn receipts(page: &Page<'_>, sheet: &mut Worksheet, name: &str) -> Result<(), XlsxError> {
    let view = page.view;
    let progress = Progress::new(view.data, &view.picture.matrix, view.request.sealed);
    page.set_up(sheet, name, progress::is_wide(&progress))?;
    page.head(sheet, "TÌNH HÌNH NHẬN BÁO CÁO", &page.state(), progress::width(&progress))?;
    progress::table(sheet, HEAD, &progress, &progress::Looks::new())?;
    if progress.lines.len() <= ROWS_OF_A_PAGE {
        sheet.set_print_fit_to_pages(1, 1);
    }
    Ok(())
}

fn properties(view: &View<'_>) -> Result<DocProperties, XlsxError> {
    // No clock: the same figures give the same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = format!("Tổng hợp số liệu: {}", view.data.pack.name);
    Ok(DocProperties::new().set_title(title).set_author("tonghop").set_creation_datetime(&made))
}
