//! What a chart keeps of its data sheet: each range with a copy of what stands in it.

use super::data::Cell;
use crate::ooxml::escape_xml;

/// The number format when nothing else is said.
pub(super) const GENERAL: &str = "General";

/// A range of the data sheet, and the cells in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Range<'c> {
    /// The range as a formula.
    pub(super) formula: String,
    /// Its cells, in the order of the points.
    pub(super) cells: Vec<&'c Cell>,
}

/// Numbers with the copy of their values; what is no number is no point.
pub(super) fn numbers(prefix: &str, range: &Range<'_>, format: &str) -> String {
    let number = |cell: &Cell| match cell {
        Cell::Number(number) => Some(number.clone()),
        Cell::Text(_) | Cell::Absent => None,
    };
    let points = points(prefix, range.cells.iter().map(|cell| number(cell)));
    let (formula, format) = (escape_xml(&range.formula), escape_xml(format));
    format!(
        "<{prefix}numRef><{prefix}f>{formula}</{prefix}f><{prefix}numCache>\
         <{prefix}formatCode>{format}</{prefix}formatCode>{points}\
         </{prefix}numCache></{prefix}numRef>"
    )
}

/// Texts with their copy.
pub(super) fn texts(prefix: &str, range: &Range<'_>) -> String {
    let points = points(prefix, range.cells.iter().map(|cell| said(cell)));
    let formula = escape_xml(&range.formula);
    format!(
        "<{prefix}strRef><{prefix}f>{formula}</{prefix}f><{prefix}strCache>{points}\
         </{prefix}strCache></{prefix}strRef>"
    )
}

/// Labels of several levels, the outermost first; a label that goes on is said once.
pub(super) fn levels(prefix: &str, formula: &str, levels: &[Vec<&Cell>]) -> String {
    let count = levels.first().map_or(0, Vec::len);
    let levels = levels.iter().rev().map(|cells| {
        let points = all_points(prefix, cells.iter().map(|cell| said(cell)));
        format!("<{prefix}lvl>{points}</{prefix}lvl>")
    });
    let (formula, levels) = (escape_xml(formula), levels.collect::<String>());
    format!(
        "<{prefix}multiLvlStrRef><{prefix}f>{formula}</{prefix}f><{prefix}multiLvlStrCache>\
         <{prefix}ptCount val=\"{count}\"/>{levels}\
         </{prefix}multiLvlStrCache></{prefix}multiLvlStrRef>"
    )
}

/// What a cell says as a label.
pub(super) fn said(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Absent => None,
        Cell::Number(text) | Cell::Text(text) => Some(text.clone()),
    }
}

fn points(prefix: &str, values: impl ExactSizeIterator<Item = Option<String>>) -> String {
    let count = values.len();
    format!("<{prefix}ptCount val=\"{count}\"/>{}", all_points(prefix, values))
}

fn all_points(prefix: &str, values: impl Iterator<Item = Option<String>>) -> String {
    let point = |(index, value): (usize, Option<String>)| {
        let value = value?;
        let value = escape_xml(&value);
        Some(format!("<{prefix}pt idx=\"{index}\"><{prefix}v>{value}</{prefix}v></{prefix}pt>"))
    };
    values.enumerate().filter_map(point).collect()
}
