//! Changed sheets written as a workbook.

use std::collections::BTreeSet;
use std::path::Path;

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::page::{Held, Page};

/// Gives sheets of one name different ones, as every program does.
pub fn with_names_of_their_own(pages: &mut [Page]) {
    let mut names = BTreeSet::new();
    for page in pages {
        while !names.insert(page.name.to_lowercase()) {
            page.name.push('2');
        }
    }
}

/// Writes sheets, and behind them those that nobody sees.
pub fn write(file: &Path, pages: &[Page], hidden: &[Page]) {
    let mut book = Workbook::new();
    let mut known = BTreeSet::new();
    for (page, is_hidden) in
        pages.iter().map(|page| (page, false)).chain(hidden.iter().map(|page| (page, true)))
    {
        let sheet = book.add_worksheet();
        sheet.set_name(&page.name).unwrap();
        sheet.set_very_hidden(is_hidden);
        write_sheet(sheet, page);
    }
    for page in pages {
        for (name, (row, col)) in &page.names {
            let cell = rust_xlsxwriter::utility::row_col_to_cell_absolute(*row, *col);
            let to = format!("='{}'!{cell}", page.name.replace('\'', "''"));
            // The copy of a sheet has the same names again, for itself.
            let name = if known.insert(name) {
                name.clone()
            } else {
                format!("'{}'!{name}", page.name.replace('\'', "''"))
            };
            book.define_name(name, &to).unwrap();
        }
    }
    book.save(file).unwrap();
}

fn write_sheet(sheet: &mut Worksheet, page: &Page) {
    let plain = Format::new();
    for ((top, left), (bottom, right)) in &page.merged {
        sheet.merge_range(*top, *left, *bottom, *right, "", &plain).unwrap();
    }
    for ((row, col), cell) in &page.cells {
        match &cell.held {
            Held::Number(number) => {
                sheet.write_number(*row, *col, number.to_f64().unwrap()).unwrap();
            }
            Held::Text(text) => {
                sheet.write_string(*row, *col, text).unwrap();
            }
        }
    }
    for row in &page.hidden_rows {
        sheet.set_row_hidden(*row).unwrap();
    }
    for column in &page.hidden_columns {
        sheet.set_column_hidden(*column).unwrap();
    }
}
