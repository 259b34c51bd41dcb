//! Charts: filled with data that a tag gives, as real charts with their workbook.

mod cache;
mod categories;
mod colours;
mod data;
mod elements;
mod fill;
mod parts;
mod plots;
mod title;
mod workbook;

pub(super) use data::ChartData;
pub(super) use parts::fill_chart;
