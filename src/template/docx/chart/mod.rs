//! Charts: filled with data that a tag beside them gives, or through tags in their own data
//! sheets; always real charts, with a workbook that says the same.

mod cache;
mod categories;
mod colours;
mod data;
mod elements;
mod fill;
mod parts;
mod plots;
mod ranges;
mod refresh;
mod sheet;
mod split;
mod title;
mod workbook;

pub(super) use data::ChartData;
pub(super) use parts::fill_chart;
pub(super) use sheet::{DataSheet, data_sheets, fill_data_sheets};
