//! The first sheet: where things stand, the targets, what the workbook holds, the charts.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::super::matrix::{Receipt, ReceiptState};
use super::super::reconciliation::Line;
use super::Tab;
use super::chart;
use super::sheet::{At, LINE_HEIGHT, Page, lines_in};
use super::style::Kind;
use super::units::covered;
use crate::model::OrgIx;
use crate::pack::Named;
use crate::pack::judge::{self, TargetResult};
use crate::pack::period_words::{in_words, short};
use crate::text::{self, Lang};
use crate::trace::FigureKey;

/// Characters across the columns.
const WIDTHS: [f64; 6] = [40.0, 12.0, 16.0, 16.0, 12.0, 20.0];
/// Lines of text for which a page has room, made as narrow as the paper.
const LINES_OF_A_PAGE: u32 = 56;
/// Units that are named before the rest is counted.
const NAMED_UNITS: usize = 12;

/// Writes the sheet.
pub(super) fn sheet(
    page: &Page<'_>,
    sheet: &mut Worksheet,
    name: &str,
    tabs: &[Tab],
    charts: Option<&chart::Plan>,
) -> Result<(), XlsxError> {
    page.set_up(sheet, name, false)?;
    for (col, width) in (0u16..).zip(WIDTHS) {
        sheet.set_column_width(col, width)?;
    }
    let data = page.view.data;
    let title = format!("TỔNG HỢP SỐ LIỆU {}", in_words(data.period).to_uppercase());
    let subtitle = format!("{} - {}", page.view.request.letterhead.name, data.pack.name);
    page.head(sheet, &title, &subtitle, 6)?;
    let mut front = Front { page, sheet, row: 4, lines: 5 };
    front.receipts()?;
    front.figures()?;
    front.targets()?;
    front.tabs(tabs)?;
    let row = front.row;
    let lines = chart::Lines { used: front.lines, of_a_page: LINES_OF_A_PAGE };
    match charts {
        Some(charts) => chart::charts(sheet, charts, row, 50, lines),
        None => Ok(()),
    }
}

struct Front<'a, 'b> {
    page: &'a Page<'a>,
    sheet: &'b mut Worksheet,
    row: u32,
    /// Lines of text above that row.
    lines: u32,
}

impl Front<'_, '_> {
    /// Goes on below a row of so many lines.
    fn next(&mut self, lines: u32) {
        self.row += 1;
        self.lines += lines;
    }

    fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, text, &self.page.styles.heading)?;
        self.next(1);
        Ok(())
    }

    fn heads(&mut self, titles: [&str; 6]) -> Result<(), XlsxError> {
        let mut lines = 1;
        for ((col, title), width) in (0u16..).zip(titles).zip(WIDTHS) {
            let format = &self.page.styles.head;
            self.sheet.write_string_with_format(self.row, col, title, format)?;
            lines = lines.max(lines_in(title, width));
        }
        self.sheet.set_row_height(self.row, LINE_HEIGHT * f64::from(lines) + 6.0)?;
        self.next(lines);
        Ok(())
    }

    /// A text across the sheet.
    fn paragraph(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = &self.page.styles.plain;
        self.sheet.merge_range(self.row, 0, self.row, 5, text, format)?;
        let lines = lines_in(text, WIDTHS.iter().sum::<f64>());
        self.sheet.set_row_height(self.row, LINE_HEIGHT * f64::from(lines))?;
        self.next(lines);
        Ok(())
    }

    fn at(&self, col: u16) -> At {
        At { row: self.row, col, kind: Kind::Line }
    }

    /// A line of short texts, of which the first, and any that is long, begins at the left.
    fn texts(&mut self, texts: [&str; 6]) -> Result<(), XlsxError> {
        let mut lines = 1;
        for ((col, text), width) in (0u16..).zip(texts).zip(WIDTHS) {
            let at = self.at(col);
            if col == 0 || lines_in(text, width) > 2 {
                self.page.text(self.sheet, at, text)?;
            } else {
                self.page.centred(self.sheet, at, text)?;
            }
            lines = lines.max(lines_in(text, width));
        }
        self.sheet.set_row_height(self.row, LINE_HEIGHT * f64::from(lines))?;
        self.next(lines);
        Ok(())
    }

    fn receipts(&mut self) -> Result<(), XlsxError> {
        self.heading("1. Tình hình nhận biểu")?;
        let state = self.page.state();
        self.paragraph(&state)?;
        self.heads(["Biểu", "Kỳ", "Phải nhận", "Đã nhận", "Có lỗi", "Gửi nhiều bản"])?;
        let matrix = &self.page.view.picture.matrix;
        for (at, duty) in matrix.duties.iter().enumerate() {
            let receipts: Vec<Receipt> = matrix.of(at).map(|(_, receipt)| receipt).collect();
            let count = |is_such: fn(&Receipt) -> bool| {
                receipts.iter().filter(|receipt| is_such(receipt)).count().to_string()
            };
            self.texts([
                &duty.name,
                &short(duty.period),
                &receipts.len().to_string(),
                &count(Receipt::is_taken),
                &count(|r| matches!(r.state, ReceiptState::WithErrors(_))),
                &count(|r| r.state == ReceiptState::Disputed),
            ])?;
        }
        let missing = matrix.units_with(|r| r.state == ReceiptState::Missing);
        self.units("Chưa nhận của", &missing)?;
        let late = matrix.units_with(|r| r.is_taken() && r.arrival.is_late());
        self.units("Nhận muộn của", &late)?;
        self.next(1);
        Ok(())
    }

    /// A line that names units, where there are any.
    fn units(&mut self, what: &str, units: &[OrgIx]) -> Result<(), XlsxError> {
        if units.is_empty() {
            return Ok(());
        }
        let tree = &self.page.view.data.tree;
        let names: Vec<&str> = units.iter().map(|org| tree.name(*org)).collect();
        let names = text::list::units(&names, NAMED_UNITS, Lang::Vi);
        self.paragraph(&format!("{what}: {names}"))
    }

    fn figures(&mut self) -> Result<(), XlsxError> {
        let wanted: Vec<Named> =
            self.page.view.picture.trends.iter().map(|trend| trend.named).collect();
        let lines = self.page.view.picture.lines.iter();
        let lines: Vec<_> = lines.filter(|line| wanted.contains(&line.key.named)).collect();
        if lines.is_empty() {
            return Ok(());
        }
        self.heading("2. Số liệu chính")?;
        self.heads([
            "Số liệu",
            "Đơn vị tính",
            "Kỳ này",
            "Đơn vị có số liệu",
            "Kỳ so sánh",
            "So với",
        ])?;
        for line in lines {
            self.line(line)?;
        }
        self.next(1);
        Ok(())
    }

    fn line(&mut self, line: &Line) -> Result<(), XlsxError> {
        self.page.text(self.sheet, self.at(0), &line.label)?;
        self.page.centred(self.sheet, self.at(1), &line.unit)?;
        let now = self.page.figure(self.sheet, self.at(2), line.key)?;
        self.page.centred(self.sheet, self.at(3), &covered(&now.coverage))?;
        if let Some(key) = line.before {
            self.page.figure(self.sheet, self.at(4), key)?;
            self.page.centred(self.sheet, self.at(5), &in_words(key.period))?;
        } else {
            self.page.nothing(self.sheet, self.at(4))?;
            self.page.nothing(self.sheet, self.at(5))?;
        }
        self.next(1);
        Ok(())
    }

    fn targets(&mut self) -> Result<(), XlsxError> {
        let targets = &self.page.view.picture.targets;
        if targets.is_empty() {
            return Ok(());
        }
        self.heading("3. Chỉ tiêu")?;
        self.heads(["Chỉ tiêu", "Mã", "Ngưỡng", "Kết quả", "Đánh giá", "Lý do"])?;
        for result in targets {
            self.target(result)?;
        }
        self.next(1);
        Ok(())
    }

    fn target(&mut self, result: &TargetResult<'_>) -> Result<(), XlsxError> {
        let data = self.page.view.data;
        let target = result.target;
        let name = if target.every_year {
            format!("{} - {}", target.name, in_words(result.period))
        } else {
            target.name.clone()
        };
        if result.evaluated.value.is_ok() && result.units.is_none() {
            // The ledger lists it as printed here.
            let named = Named::Indicator(target.reading.indicator);
            self.page.view.show(FigureKey { org: result.org, named, period: result.period });
        }
        self.texts([
            &name,
            &target.code,
            &judge::shown_threshold(data, result, Lang::Vi),
            &judge::shown_value(data, result, Lang::Vi),
            result.judgement.in_words(Lang::Vi),
            &judge::reason(data, result, Lang::Vi),
        ])
    }

    fn tabs(&mut self, tabs: &[Tab]) -> Result<(), XlsxError> {
        self.heading("4. Các trang tính")?;
        for tab in tabs {
            let target = format!("internal:'{}'!A1", tab.name.replace('\'', "''"));
            let url = Url::new(target).set_text(&tab.name);
            self.sheet.write_url_with_format(self.row, 0, url, &self.page.styles.link)?;
            let format = &self.page.styles.plain;
            self.sheet.merge_range(self.row, 1, self.row, 5, &tab.shows, format)?;
            let lines = lines_in(&tab.shows, WIDTHS.iter().skip(1).sum::<f64>());
            self.sheet.set_row_height(self.row, LINE_HEIGHT * f64::from(lines))?;
            self.next(lines);
        }
        self.next(1);
        Ok(())
    }
}
