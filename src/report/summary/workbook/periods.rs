//! The office's figures period by period.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::View;
use super::super::columns::{is_counted, is_of_one_time};
use super::super::periods::known;
use super::sheet::{At, LINE_HEIGHT, Names, Page, lines_in};
use super::style::Kind;
use crate::model::{Period, ValueKind};
use crate::pack::period_words::short;
use crate::pack::{Consolidated, Named};
use crate::trace::FigureKey;

/// The row of headings.
const HEAD: u32 = 3;
/// The first column of figures.
const LEFT: u16 = 2;
/// Characters across the names of figures.
const NAMES: f64 = 46.0;
/// Characters across a column of figures.
const WIDTH: f64 = 11.0;

/// What the sheet shows.
pub(super) struct Plan {
    pub(super) name: String,
    periods: Vec<Period>,
    /// Whether earlier periods are left out.
    is_cut: bool,
    figures: Vec<Named>,
}

impl Plan {
    pub(super) fn new(view: &View<'_>, names: &mut Names) -> Self {
        let (periods, is_cut) = known(view.data);
        let years = periods.iter().all(|period| period.is_whole_years());
        let name = names.take(if years { "Theo năm" } else { "Theo kỳ" });
        Self { name, periods, is_cut, figures: figures(view.data) }
    }
}

/// Every count and ratio: the categories of a class stand for it.
fn figures(data: &Consolidated) -> Vec<Named> {
    let items = data.pack.catalogue.items().filter(|item| {
        let element = data.pack.catalogue.element(*item);
        element.is_some_and(|element| {
            is_counted(element) && !(element.kind == ValueKind::Class && item.is_total())
        })
    });
    let indicators = (0usize..).zip(&data.pack.indicators);
    let ratios = indicators.filter(|(_, indicator)| is_of_one_time(indicator));
    items.map(Named::Item).chain(ratios.map(|(at, _)| Named::Indicator(at))).collect()
}

/// Writes the sheet.
pub(super) fn sheet(
    page: &Page<'_>,
    sheet: &mut Worksheet,
    plan: &Plan,
) -> Result<(), XlsxError> {
    page.set_up(sheet, &plan.name, true)?;
    let columns = LEFT + u16::try_from(plan.periods.len()).unwrap_or(u16::MAX - LEFT);
    let title =
        format!("Số liệu của {} qua các kỳ", page.view.data.tree.name(page.view.data.office));
    page.head(sheet, &title, &page.state(), columns.max(8))?;
    sheet.set_column_width(0, NAMES)?;
    sheet.set_column_width(1, WIDTH)?;
    let head = &page.styles.head;
    sheet.write_string_with_format(HEAD, 0, "Số liệu", head)?;
    sheet.write_string_with_format(HEAD, 1, "Đơn vị tính", head)?;
    for (col, period) in (LEFT..).zip(&plan.periods) {
        sheet.write_string_with_format(HEAD, col, short(*period), head)?;
        sheet.set_column_width(col, WIDTH)?;
    }
    sheet.set_row_height(HEAD, LINE_HEIGHT * 2.0)?;
    let mut row = HEAD + 1;
    for named in &plan.figures {
        line(page, sheet, row, *named, &plan.periods)?;
        row += 1;
    }
    let cut = "Chỉ in các kỳ gần nhất; các kỳ trước vẫn có trong lệnh export.";
    let legend = "…  phải có mà chưa có (không phải là 0)      -  không phải báo cáo, hoặc không có gì để tính";
    let legends = [legend, cut];
    page.legend(sheet, row, if plan.is_cut { &legends } else { &legends[..1] })?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    sheet.set_freeze_panes(HEAD + 1, LEFT)?;
    Ok(())
}

fn line(
    page: &Page<'_>,
    sheet: &mut Worksheet,
    row: u32,
    named: Named,
    periods: &[Period],
) -> Result<(), XlsxError> {
    let data = page.view.data;
    let key = |period| FigureKey { org: data.office, named, period };
    let kind = Kind::Line;
    let (label, unit) = (key(data.period).label(data), key(data.period).unit(data));
    page.text(sheet, At { row, col: 0, kind }, &label)?;
    page.centred(sheet, At { row, col: 1, kind }, unit)?;
    for (col, period) in (LEFT..).zip(periods) {
        let at = At { row, col, kind };
        if data.keeps(named, *period) && is_assigned(data, named, *period) {
            page.figure(sheet, at, key(*period))?;
        } else {
            page.nothing(sheet, at)?;
        }
    }
    let lines = lines_in(&label, NAMES).max(lines_in(unit, WIDTH));
    sheet.set_row_height(row, LINE_HEIGHT * f64::from(lines))?;
    Ok(())
}

/// Whether the settings assign a figure for the period, where it is they that give it: a plan of
/// the year is not missing from each of its quarters.
fn is_assigned(data: &Consolidated, named: Named, period: Period) -> bool {
    let Named::Item(item) = named else { return true };
    let in_settings = data.pack.catalogue.element(item).is_some_and(|e| e.in_settings);
    !in_settings || data.due.periods(item).contains(&period)
}
