//! Values as a spreadsheet keeps them: days become numbers where the format shows days, and digits
//! that Excel does not keep are told.

use std::collections::{BTreeMap, BTreeSet};

use super::book::Book;
use super::dates::{Epoch, date_formats};
use super::digits::Digits;
use super::grid::Grid;
use super::insert::style_at;
use super::locks::styles;
use super::ready::Ready;
use super::sheet::Sheet;
use super::stream::Content;
use crate::ooxml::CellRef;
use crate::template::{Place, Problem, ProblemKind};

/// Significant digits that Excel keeps.
const KEPT: usize = 15;

/// From this many digits on a fraction is a quotient, which no number of digits could hold.
const QUOTIENT: usize = 28;

/// Cells of a template, by the indexes of row and cell.
type Cells = BTreeSet<(usize, usize)>;

/// Cells with tags whose format shows days or times.
pub(super) struct DateCells {
    epoch: Epoch,
    /// Tab by tab.
    cells: Vec<Cells>,
}

impl DateCells {
    /// Looks for them in a workbook with its tags.
    pub(super) fn find(book: &mut Book, ready: &Ready) -> Result<Self, Problem> {
        let epoch = Epoch::of(&book.workbook.root);
        let tagged = ready.sheets.iter().flatten().any(|sheet| !sheet.tagged().is_empty());
        let styles = if tagged { styles(book)? } else { None };
        let shows_days = styles.map(|part| date_formats(&part.root)).unwrap_or_default();
        let tabs = book.tabs.iter().zip(&ready.sheets);
        let cells = tabs.map(|(tab, ready)| {
            let (Some(sheet), Some(ready)) = (&tab.sheet, ready) else { return Cells::new() };
            let tagged = ready.tagged().iter();
            let days = tagged.filter(|cell| {
                shows_days.get(style_at(sheet, cell.at)).copied().unwrap_or(false)
            });
            days.map(|cell| (cell.row, cell.cell)).collect()
        });
        Ok(Self { epoch, cells: cells.collect() })
    }

    /// Gives the filled cells of a tab the values that a sheet keeps; answers numbers that lose
    /// digits, once for each cell of the template.
    pub(super) fn settle(
        &self,
        tab: usize,
        name: &str,
        sheet: &Sheet,
        grid: &mut Grid,
    ) -> Vec<Problem> {
        let nothing = Cells::new();
        let dates = self.cells.get(tab).unwrap_or(&nothing);
        let date_rows: BTreeSet<usize> = dates.iter().map(|(row, _)| *row).collect();
        let mut lost: BTreeMap<CellRef, String> = BTreeMap::new();
        for row in &mut grid.rows {
            let has_dates = date_rows.contains(&row.row);
            for cell in &mut row.cells {
                match &cell.content {
                    Some(Content::Number(digits)) => {
                        if let Some(number) = too_long(digits)
                            && let Some(at) = address(sheet, row.row, cell.template())
                        {
                            lost.entry(at).or_insert(number);
                        }
                    }
                    Some(content @ (Content::Plain(_) | Content::Text(_)))
                        if has_dates && dates.contains(&(row.row, cell.template())) =>
                    {
                        if let Some(serial) = self.epoch.serial(&content.text()) {
                            cell.content = Some(Content::Number(Digits::from(serial.as_str())));
                        }
                    }
                    _ => {}
                }
            }
        }
        let note = |(cell, number)| Problem {
            kind: ProblemKind::Digits(number),
            place: Place::Cell { sheet: name.to_owned(), cell },
            around: String::new(),
        };
        lost.into_iter().map(note).collect()
    }
}

/// The address of a cell of the template.
fn address(sheet: &Sheet, row: usize, cell: usize) -> Option<CellRef> {
    let row = sheet.rows.get(row)?;
    Some(CellRef::new(row.number, row.cells.get(cell)?.col))
}

/// A number of which Excel keeps less than the file says.
fn too_long(digits: &Digits) -> Option<String> {
    match digits {
        Digits::Whole(number) if number.unsigned_abs() < 1_000_000_000_000_000 => None,
        digits => Some(digits.to_string()).filter(|text| loses_digits(text)),
    }
}

fn loses_digits(number: &str) -> bool {
    let (mantissa, exponent) =
        number.split_once(['e', 'E']).map_or((number, None), |(m, e)| (m, Some(e)));
    // Smaller than any number that Excel knows: it would be 0.
    if exponent.and_then(|e| e.parse::<i32>().ok()).is_some_and(|e| e < -307) {
        return true;
    }
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole = whole.trim_start_matches('-').trim_start_matches('0');
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0').trim_end_matches('0').len();
    let kept_by_quotient = significant >= QUOTIENT && whole.len() <= KEPT;
    significant > KEPT && !kept_by_quotient
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_lost_beyond_fifteen_but_quotients_are_rounded_anyway() {
        for number in [
            "1234567890123456",
            "-1234567890123456",
            "0.1234567890123456",
            "123456789012.1234",
            "12345678901234567.5",
            "1e-310",
            "1234567890123456.3333333333333",
        ] {
            assert!(loses_digits(number), "{number}");
        }
        for number in [
            "123456789012345",
            "1000000000000000000",
            "0.000000000000000012345",
            "1e300",
            "12.5",
            "33.333333333333333333333333333",
            "0.3333333333333333333333333333",
        ] {
            assert!(!loses_digits(number), "{number}");
        }
    }
}
