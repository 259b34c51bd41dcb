//! The sheet «Đối chiếu»: returns beside totals beside the period before, and what was found.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::Shown;
use super::super::balance::Balance;
use super::super::reconciliation::Line;
use super::sheet::{At, LINE_HEIGHT, Page, lines_in};
use super::style::Kind;
use super::units::covered;
use crate::diagnostic::Code;
use crate::pack::period_words::short;

/// The row of headings.
const HEAD: u32 = 3;
/// Characters across the names of figures.
const NAMES: f64 = 44.0;
/// Characters across the codes of findings.
const CODES: f64 = 22.0;
/// The column of adjustments, where there are any.
const ADJUSTED: &str = "Cơ quan điều chỉnh";
const NOW: [(&str, f64); 7] = [
    ("Số liệu", NAMES),
    ("Đơn vị tính", 10.0),
    ("Cộng các biểu", 11.0),
    (ADJUSTED, 11.0),
    ("Trừ chuyển nội bộ", 11.0),
    ("Tổng hợp", 11.0),
    ("Đơn vị có số liệu", 10.0),
];
const BEFORE: [(&str, f64); 4] = [
    ("Kỳ so sánh", 11.0),
    ("Số kỳ đó", 11.0),
    ("Đơn vị có số liệu kỳ đó", 11.0),
    ("Chênh lệch", 11.0),
];

const LEGEND_ADJUSTED: [&str; 2] = [
    "Cơ quan điều chỉnh: số mà quyết định trong xac-nhan.xlsx làm tăng, giảm so với các biểu; từng quyết định ở trang tính «Quyết định» của bảng nguồn số liệu.",
    "Cộng các biểu + Cơ quan điều chỉnh − Trừ chuyển nội bộ = Tổng hợp.",
];
const LEGEND: [&str; 3] = [
    "Cộng các biểu: cộng thẳng số của các biểu gửi về.  Trừ chuyển nội bộ: số chuyển giữa các đơn vị trong cùng tổ chức, không phải tăng, giảm của tổ chức.",
    "Cộng các biểu − Trừ chuyển nội bộ = Tổng hợp. Số bình quân và tỷ lệ không cộng được nên hai cột đó ghi «-».",
    "Ô nền vàng: số mới gồm một phần các đơn vị.  Mã phát hiện (kèm số lần): nội dung ở trang tính «Phát hiện» của bảng nguồn số liệu.",
];
const LEGEND_BEFORE: [&str; 2] = [
    "Kỳ so sánh: số cuối kỳ so với số chuyển sang (cuối kỳ liền trước); số khác so với cùng kỳ năm trước.",
    "Chênh lệch chỉ tính khi cả hai kỳ đều đủ đơn vị; không thì ghi «…».",
];

/// Writes the sheet.
pub(super) fn sheet(
    page: &Page<'_>,
    sheet: &mut Worksheet,
    name: &str,
) -> Result<(), XlsxError> {
    page.set_up(sheet, name, true)?;
    let lines = &page.view.picture.lines;
    // Where nothing has anything before it there is nothing to be compared with.
    let compared = lines.iter().any(|line| line.before.is_some());
    let before = if compared { &BEFORE[..] } else { &[] };
    let found = ("Phát hiện liên quan", CODES);
    // A column of nothing but 0 would be one more to read past.
    let adjusted = |line: &Line| line.balance.is_some_and(|of| !of.adjusted.is_zero());
    let is_adjusted = lines.iter().any(adjusted);
    let now = NOW.iter().filter(|(head, _)| is_adjusted || *head != ADJUSTED);
    let heads: Vec<_> = now.chain(before).copied().chain([found]).collect();
    let columns = u16::try_from(heads.len()).unwrap_or(1);
    let title = "Đối chiếu số các biểu, số tổng hợp và kỳ trước";
    page.head(sheet, title, &page.state(), columns)?;
    for (col, (title, width)) in (0u16..).zip(heads) {
        sheet.write_string_with_format(HEAD, col, title, &page.styles.head)?;
        sheet.set_column_width(col, width)?;
    }
    sheet.set_row_height(HEAD, LINE_HEIGHT * 3.0)?;
    let mut row = HEAD + 1;
    for line in lines {
        write_line(page, sheet, row, line, (compared, is_adjusted))?;
        row += 1;
    }
    sheet.set_repeat_rows(HEAD, HEAD)?;
    sheet.set_freeze_panes(HEAD + 1, 1)?;
    sheet.autofilter(HEAD, 0, (row - 1).max(HEAD), columns - 1)?;
    let row =
        if is_adjusted { page.legend(sheet, row + 1, &LEGEND_ADJUSTED)? } else { row + 1 };
    let row = page.legend(sheet, row, &LEGEND)?;
    if compared {
        page.legend(sheet, row, &LEGEND_BEFORE)?;
    }
    Ok(())
}

fn write_line(
    page: &Page<'_>,
    sheet: &mut Worksheet,
    row: u32,
    line: &Line,
    (compared, is_adjusted): (bool, bool),
) -> Result<(), XlsxError> {
    let at = |col| At { row, col, kind: Kind::Line };
    page.text(sheet, at(0), &line.label)?;
    page.centred(sheet, at(1), &line.unit)?;
    let mut columns = 2..;
    let mut next = || at(columns.next().unwrap_or_default());
    if let Some(Balance { returned, cancelled, adjusted }) = line.balance {
        page.number(sheet, next(), returned, false)?;
        if is_adjusted {
            page.number(sheet, next(), adjusted, false)?;
        }
        page.number(sheet, next(), cancelled, false)?;
    } else {
        (0..2 + u16::from(is_adjusted)).try_for_each(|_| page.nothing(sheet, next()))?;
    }
    let now = page.figure(sheet, next(), line.key)?;
    page.centred(sheet, next(), &covered(&now.coverage))?;
    match line.before {
        _ if !compared => {}
        Some(key) => {
            page.centred(sheet, next(), &short(key.period))?;
            let before = page.figure(sheet, next(), key)?;
            page.centred(sheet, next(), &covered(&before.coverage))?;
            difference(page, sheet, next(), &now, &before)?;
        }
        None => (0..4).try_for_each(|_| page.nothing(sheet, next()))?,
    }
    let codes = codes(&line.codes);
    page.text(sheet, next(), &codes)?;
    let lines = lines_in(&line.label, NAMES).max(lines_in(&codes, CODES));
    sheet.set_row_height(row, LINE_HEIGHT * f64::from(lines))?;
    Ok(())
}

/// How much was added since, of the figures as they stand beside it: only where both cover every
/// unit.
fn difference(
    page: &Page<'_>,
    sheet: &mut Worksheet,
    at: At,
    now: &Shown,
    before: &Shown,
) -> Result<(), XlsxError> {
    let whole = |shown: &Shown| shown.rounded.filter(|_| shown.coverage.is_all_reported());
    let difference =
        whole(now).zip(whole(before)).and_then(|(now, then)| now.checked_sub(then));
    if let Some(difference) = difference {
        return page.number(sheet, at, difference, false);
    }
    let format = &page.styles.of(at.kind).gap;
    sheet.write_string_with_format(at.row, at.col, "…", format).map(|_| ())
}

/// `E301 ×2, W404`
fn codes(codes: &BTreeMap<Code, usize>) -> String {
    let told: Vec<String> = codes
        .iter()
        .map(|(code, count)| match count {
            1 => code.as_str().to_owned(),
            _ => format!("{} ×{count}", code.as_str()),
        })
        .collect();
    told.join(", ")
}
