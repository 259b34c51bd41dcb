//! A table of units: one line a unit, sub-totals where units belong together, the total last.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::balance::balance;
use super::super::columns::{Column, UnitTable};
use super::super::rows::{Row, rows};
use super::sheet::{At, LINE_HEIGHT, Page, ROWS_OF_A_PAGE, lines_in, note};
use super::style::Kind;
use crate::model::{Coverage, FactKey, OrgIx};
use crate::pack::Named;
use crate::text::{self, Lang, number};
use crate::trace::FigureKey;

/// Rows of headings: groups, names, units of measure.
const HEAD: u32 = 3;
/// The first line.
const FIRST: u32 = HEAD + 3;
/// The first column of figures.
const LEFT: u16 = 2;
/// Characters across a column of figures.
const WIDTH: f64 = 9.5;
/// Characters across the names of units.
const NAMES: f64 = 32.0;
/// Units that a note names before it counts the rest.
const NAMED_UNITS: usize = 10;

const LEGEND: [&str; 4] = [
    "…  phải có mà chưa có (không phải là 0)      -  không phải báo cáo, hoặc không có gì để tính",
    "Ô nền vàng, chữ nghiêng: số mới gồm một phần các đơn vị phải báo cáo; dòng «Đơn vị có số liệu» ghi bao nhiêu trong bao nhiêu.",
    "Dòng tổng là kết quả tổng hợp, không phải công thức: số chuyển giữa các đơn vị đã được trừ, tỷ lệ và số bình quân đã được tính lại.",
    "Đừng cộng lại bằng hàm SUM; vì sao hai số khác nhau xem ở trang tính «Đối chiếu».",
];

/// Writes the sheet of a table.
pub(super) fn sheet(
    page: &Page<'_>,
    sheet: &mut Worksheet,
    name: &str,
    table: &UnitTable,
) -> Result<(), XlsxError> {
    page.set_up(sheet, name, true)?;
    let columns = LEFT + u16::try_from(table.columns.len()).unwrap_or(u16::MAX - LEFT);
    page.head(sheet, &table.title, &page.state(), columns)?;
    headings(page, sheet, &table.columns)?;
    let rows = rows(page.view.data, &table.units);
    let mut number = 0;
    let mut at = FIRST;
    for row in &rows {
        if !row.is_subtotal {
            number += 1;
        }
        line(page, sheet, at, *row, number, &table.columns)?;
        at += 1;
    }
    total(page, sheet, at, &table.columns)?;
    sheet.set_repeat_rows(HEAD, FIRST - 1)?;
    sheet.set_freeze_panes(FIRST, LEFT)?;
    if at > FIRST {
        // The total stays outside: what is filtered and sorted are the units.
        sheet.autofilter(FIRST - 1, 0, at - 1, columns - 1)?;
    }
    if rows.len() <= ROWS_OF_A_PAGE {
        // Else a line of the legend may stand on a page of its own.
        sheet.set_print_fit_to_pages(1, 1);
    }
    page.legend(sheet, at + 3, &LEGEND)?;
    Ok(())
}

fn headings(
    page: &Page<'_>,
    sheet: &mut Worksheet,
    columns: &[Column],
) -> Result<(), XlsxError> {
    let (head, measure) = (&page.styles.head, &page.styles.measure);
    sheet.set_column_width(0, 6)?;
    sheet.set_column_width(1, NAMES)?;
    sheet.merge_range(HEAD, 0, HEAD + 2, 0, "TT", head)?;
    sheet.merge_range(HEAD, 1, HEAD + 2, 1, "Đơn vị", head)?;
    let (mut groups, mut names) = (1, 1);
    let mut at = LEFT;
    for together in columns.chunk_by(|one, next| one.group == next.group) {
        let count = u16::try_from(together.len()).unwrap_or(1);
        let width = f64::from(count) * WIDTH;
        let Some(first) = together.first() else { continue };
        let alone = count == 1 && first.name.is_empty();
        if alone {
            sheet.merge_range(HEAD, at, HEAD + 1, at, &first.group, head)?;
            names = names.max(lines_in(&first.group, WIDTH).saturating_sub(groups).max(1));
        } else if count == 1 {
            sheet.write_string_with_format(HEAD, at, &first.group, head)?;
            groups = groups.max(lines_in(&first.group, width));
        } else {
            sheet.merge_range(HEAD, at, HEAD, at + count - 1, &first.group, head)?;
            groups = groups.max(lines_in(&first.group, width));
        }
        for (col, column) in (at..).zip(together) {
            let name = if column.name.is_empty() { "Tổng số" } else { &column.name };
            if !alone {
                sheet.write_string_with_format(HEAD + 1, col, name, head)?;
                names = names.max(lines_in(name, WIDTH));
            }
            sheet.write_string_with_format(HEAD + 2, col, &column.unit, measure)?;
            sheet.set_column_width(col, WIDTH)?;
        }
        at += count;
    }
    sheet.set_row_height(HEAD, LINE_HEIGHT * f64::from(groups) + 3.0)?;
    sheet.set_row_height(HEAD + 1, LINE_HEIGHT * f64::from(names) + 3.0)?;
    let measures = columns.iter().map(|column| lines_in(&column.unit, WIDTH));
    let lines = measures.max().unwrap_or(1);
    // Room for the buttons of the filter below the words.
    sheet.set_row_height(HEAD + 2, LINE_HEIGHT * f64::from(lines + 1))?;
    Ok(())
}

fn line(
    page: &Page<'_>,
    sheet: &mut Worksheet,
    at: u32,
    row: Row,
    number: u32,
    columns: &[Column],
) -> Result<(), XlsxError> {
    let kind = if row.is_subtotal { Kind::Subtotal } else { Kind::Line };
    let styles = page.styles.of(kind);
    if row.is_subtotal {
        sheet.write_blank(at, 0, &styles.centred)?;
    } else {
        sheet.write_number_with_format(at, 0, number, &styles.centred)?;
    }
    let is_entered = |column: &Column| {
        let origin = page.view.origin(key_of(row.org, column));
        origin.is_some_and(|origin| origin.entered().is_some())
    };
    let name = page.view.data.tree.name(row.org);
    let entered = columns.iter().any(is_entered);
    let name = if entered { format!("{name} (nhập thay)") } else { name.to_owned() };
    let depth = usize::from(row.depth).min(styles.indented.len() - 1);
    let format = styles.indented.get(depth).unwrap_or(&styles.text);
    sheet.write_string_with_format(at, 1, &name, format)?;
    let mut lines = lines_in(&name, NAMES - 2.0 * f64::from(row.depth));
    for (col, column) in (LEFT..).zip(columns) {
        let shown = figure(page, sheet, At { row: at, col, kind }, row.org, column)?;
        lines = lines.max(lines_in(&shown, WIDTH));
    }
    sheet.set_row_height(at, LINE_HEIGHT * f64::from(lines))?;
    Ok(())
}

fn total(
    page: &Page<'_>,
    sheet: &mut Worksheet,
    at: u32,
    columns: &[Column],
) -> Result<(), XlsxError> {
    let kind = Kind::Total;
    let office = page.view.data.office;
    let head = &page.styles.total;
    sheet.merge_range(at, 0, at, 1, "TỔNG CỘNG", &head.centred)?;
    sheet.merge_range(at + 1, 0, at + 1, 1, "Đơn vị có số liệu", &page.styles.line.centred)?;
    let mut lines = 1;
    for (col, column) in (LEFT..).zip(columns) {
        let text = figure(page, sheet, At { row: at, col, kind }, office, column)?;
        lines = lines.max(lines_in(&text, WIDTH));
        let key = key_of(office, column);
        let coverage = page.view.data.book().named(key.org, key.named, key.period).coverage;
        let below = At { row: at + 1, col, kind: Kind::Line };
        page.centred(sheet, below, &covered(&coverage))?;
    }
    sheet.set_row_height(at, LINE_HEIGHT * f64::from(lines) + 3.0)?;
    Ok(())
}

/// `39/40`; nothing where nobody owes anything.
pub(super) fn covered(coverage: &Coverage) -> String {
    match coverage.expected() {
        0 => "-".to_owned(),
        expected => format!("{}/{expected}", coverage.received()),
    }
}

fn key_of(org: OrgIx, column: &Column) -> FigureKey {
    FigureKey { org, named: column.named, period: column.period }
}

/// Writes a figure with a note where it is not the sum that a reader would expect; gives what
/// takes room in its cell.
fn figure(
    page: &Page<'_>,
    sheet: &mut Worksheet,
    at: At,
    org: OrgIx,
    column: &Column,
) -> Result<String, XlsxError> {
    let key = key_of(org, column);
    let shown = page.figure(sheet, at, key)?;
    if at.kind != Kind::Line {
        let mut said = Vec::new();
        said.extend(taken_off(page, key));
        said.extend(missing(page, &shown.coverage).filter(|_| shown.value.is_some()));
        if !said.is_empty() {
            sheet.insert_note(at.row, at.col, &note(&said.join("\n")))?;
        }
    }
    Ok(if shown.value.is_none() { shown.text } else { String::new() })
}

/// Why the total is not the sum of the lines.
fn taken_off(page: &Page<'_>, key: FigureKey) -> Option<String> {
    let Named::Item(item) = key.named else { return None };
    let (data, FigureKey { org, period, .. }) = (page.view.data, key);
    let parts = balance(data, FactKey { org, item, period })?;
    let moved = !parts.cancelled.is_zero();
    moved.then(|| {
        let print = |value| number::format(value, 2, Lang::Vi);
        // The lines above show what counts, adjusted or not.
        let returned = parts.returned + parts.adjusted;
        format!(
            "Cộng các biểu được {}; trừ {} là số chuyển giữa các đơn vị trong cùng tổ chức; còn {}.",
            print(returned),
            print(parts.cancelled),
            print(returned - parts.cancelled),
        )
    })
}

/// Who is not in a figure.
fn missing(page: &Page<'_>, coverage: &Coverage) -> Option<String> {
    let tree = &page.view.data.tree;
    let list = |title: &str, units: &[OrgIx]| {
        let names: Vec<&str> = units.iter().map(|org| tree.name(*org)).collect();
        let listed = || text::list::units(&names, NAMED_UNITS, Lang::Vi);
        (!units.is_empty()).then(|| format!("{title}: {}.", listed()))
    };
    let said: Vec<String> = [
        list("Chưa có số liệu của", &coverage.missing),
        list("Lấy số kỳ trước của", &coverage.carried),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!said.is_empty()).then(|| said.join("\n"))
}
