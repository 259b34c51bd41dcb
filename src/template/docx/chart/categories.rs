//! The categories of a chart: labels of one or more levels, numbers, or days.

use chrono::NaiveDate;

use super::cache::{GENERAL, Range, levels, numbers, texts};
use super::data::{Cell, ChartData};
use super::fill::number_format;
use super::plots::Kind;
use super::workbook::DataSheet;
use crate::ooxml::xml_part::Element;

/// What stands under the points.
pub(super) struct Categories {
    /// Per level, the outermost first.
    levels: Vec<Vec<Cell>>,
    /// The format, when they are numbers.
    format: Option<String>,
}

/// The categories in the data sheet.
pub(super) enum Labels<'c> {
    /// There are none.
    None,
    /// One text each.
    Texts(Range<'c>),
    /// One number each, with its format.
    Numbers(Range<'c>, String),
    /// Several texts each: the range of all, and the columns, the outermost first.
    Levels(String, Vec<Vec<&'c Cell>>),
}

impl Categories {
    /// Reads the categories as the chart's series will use them.
    ///
    /// # Errors
    /// With the reason, when the chart wants numbers and there are none.
    pub(super) fn new(
        data: &ChartData,
        series: &[(Kind, &mut Element)],
    ) -> Result<Self, String> {
        let mut lacks_x = false;
        for ((kind, _), given) in series.iter().zip(&data.series) {
            if given.x.is_some() && !kind.has_x() {
                return Err(format!(
                    "chuỗi «{}» có `x`, nhưng biểu đồ này vẽ theo nhóm",
                    given.name
                ));
            }
            lacks_x |= kind.has_x() && given.x.is_none();
        }
        let kept = series.iter().find_map(|(_, series)| number_format(series, "cat"));
        let mut levels = levels_of(&data.categories);
        let days = match (&kept, levels.as_slice()) {
            (Some(format), [labels]) if shows_days(format) => days(labels),
            _ => None,
        };
        let are_numbers = days.is_some() || are_numbers(&levels);
        if let Some(days) = days {
            levels = vec![days];
        }
        if lacks_x && !are_numbers {
            return Err("biểu đồ phân tán cần `x` và `y` là số cho mỗi chuỗi".to_owned());
        }
        let format = are_numbers.then(|| kept.unwrap_or_else(|| GENERAL.to_owned()));
        Ok(Self { levels, format })
    }

    /// Writes the categories into the next columns.
    pub(super) fn add_to<'c>(&'c self, sheet: &mut DataSheet<'c>) -> Labels<'c> {
        let format = self.format.as_deref().filter(|format| *format != GENERAL);
        let mut ranges: Vec<Range<'c>> = self
            .levels
            .iter()
            .map(|cells| sheet.add("", cells.iter().collect(), format))
            .collect();
        match (ranges.len(), &self.format) {
            (0, _) => Labels::None,
            (1, format) => match (ranges.pop(), format) {
                (Some(range), Some(format)) => Labels::Numbers(range, format.clone()),
                (Some(range), None) => Labels::Texts(range),
                (None, _) => Labels::None,
            },
            _ => {
                let columns = ranges.into_iter().map(|range| range.cells).collect();
                Labels::Levels(sheet.all_so_far(), columns)
            }
        }
    }
}

impl Labels<'_> {
    /// What a series says of its categories.
    pub(super) fn markup(&self, prefix: &str) -> Option<String> {
        match self {
            Self::None => None,
            Self::Texts(range) => Some(texts(prefix, range)),
            Self::Numbers(range, format) => Some(numbers(prefix, range, format)),
            Self::Levels(formula, columns) => Some(levels(prefix, formula, columns)),
        }
    }
}

/// The labels column by column; an outer label that goes on is said once, as Excel groups them.
fn levels_of(categories: &[Vec<Cell>]) -> Vec<Vec<Cell>> {
    let count = categories.first().map_or(0, Vec::len);
    let mut columns = vec![Vec::with_capacity(categories.len()); count];
    let mut before: Option<&Vec<Cell>> = None;
    for labels in categories {
        let mut goes_on = true;
        for (level, (label, column)) in labels.iter().zip(&mut columns).enumerate() {
            let same = before.and_then(|before| before.get(level)) == Some(label);
            goes_on &= same && level + 1 < count;
            column.push(if goes_on { Cell::Absent } else { label.clone() });
        }
        before = Some(labels);
    }
    columns
}

fn are_numbers(levels: &[Vec<Cell>]) -> bool {
    let is_number = |cell: &Cell| matches!(cell, Cell::Number(_));
    matches!(levels, [labels] if !labels.is_empty() && labels.iter().all(is_number))
}

/// Whether a number format shows a day.
fn shows_days(format: &str) -> bool {
    format.to_lowercase().contains(['d', 'y'])
}

/// Days written as `2026-01-31` as the numbers that a workbook has for them.
fn days(labels: &[Cell]) -> Option<Vec<Cell>> {
    let before_first = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let day = |cell: &Cell| match cell {
        Cell::Text(text) => {
            let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
            Some(Cell::Number(day.signed_duration_since(before_first).num_days().to_string()))
        }
        number => Some(number.clone()),
    };
    labels.iter().map(day).collect()
}
