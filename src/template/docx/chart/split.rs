//! A series whose row of the data sheet was repeated: one series a row.

use super::elements::{SERIES, element, put};
use super::plots::{copied, highest, next_unique_id, plots_mut};
use super::ranges::{Area, FilledBook};
use super::refresh::{Follow, GONE, refresh};
use crate::ooxml::xml_part::{Element, Node};

/// Brings the series of a plot area up to date.
///
/// # Errors
/// With the reason, as [`refresh`].
pub(super) fn refresh_series(
    plot_area: &mut Element,
    follow: &Follow<'_>,
    book: &mut FilledBook,
) -> Result<(), String> {
    let mut index = highest(plot_area, "idx") + 1;
    let mut id = next_unique_id(plot_area);
    let mut is_split = false;
    for (_, plot) in plots_mut(plot_area) {
        let mut children = Vec::with_capacity(plot.children.len());
        for node in std::mem::take(&mut plot.children) {
            let mut series = match node {
                Node::Element(series) if series.local_name() == "ser" => series,
                other => {
                    children.push(other);
                    continue;
                }
            };
            let Some(rows) = rows_of(&series, follow)? else {
                refresh(&mut series, follow, book, &[])?;
                children.push(Node::Element(series));
                continue;
            };
            is_split = true;
            for (place, row) in rows.now.iter().enumerate() {
                let mut one = if place == 0 {
                    series.clone()
                } else {
                    (index, id) = (index + 1, id.saturating_add(1));
                    copied(&series, index - 1, 0, id - 1)
                };
                let in_row =
                    |formula: &str| rows.at(formula, *row).map_or_else(|| follow(formula), Ok);
                refresh(&mut one, &in_row, book, &[])?;
                children.push(Node::Element(one));
            }
        }
        plot.children = children;
    }
    if is_split {
        number_anew(plot_area);
    }
    Ok(())
}

/// The row of a series in the template, and the rows it has become.
struct Rows {
    template: u32,
    sheet: String,
    now: Vec<u32>,
}

impl Rows {
    /// A range of the series' own row in one of the rows that this has become.
    fn at(&self, formula: &str, row: u32) -> Option<String> {
        let area = single(formula)?;
        let is_own =
            area.first.row == self.template && area.rows() == 1 && area.sheet == self.sheet;
        is_own.then(|| area.in_row(row).formula())
    }
}

/// The rows of a series that stands in one row; `None` when that is still one, or when it stands
/// in a column.
fn rows_of(series: &Element, follow: &Follow<'_>) -> Result<Option<Rows>, String> {
    let formula = |names: [&str; 2]| {
        let reference = super::elements::descend(series, &names)?;
        reference.child("f").map(Element::text)
    };
    let name = formula(["tx", "strRef"]);
    let values = formula(["val", "numRef"]).or_else(|| formula(["yVal", "numRef"]));
    let (Some(name), Some(values)) = (name, values) else { return Ok(None) };
    let (Some(name_at), Some(values_at)) = (single(&name), single(&values)) else {
        return Ok(None);
    };
    let in_a_row = values_at.rows() == 1 && values_at.first.row == name_at.first.row;
    if !in_a_row || name_at.first != name_at.last {
        return Ok(None);
    }
    let names = follow(&name)?;
    let areas = if names == GONE { Some(Vec::new()) } else { Area::all(&names) };
    let Some(areas) = areas else { return Ok(None) };
    let now: Vec<u32> = areas.iter().flat_map(|area| area.first.row..=area.last.row).collect();
    let is_one = now.len() == 1;
    let rows = Rows { template: name_at.first.row, sheet: name_at.sheet, now };
    Ok((!is_one).then_some(rows))
}

fn single(formula: &str) -> Option<Area> {
    Area::all(formula).filter(|areas| areas.len() == 1)?.pop()
}

/// Numbers the series in the order in which they stand.
fn number_anew(plot_area: &mut Element) {
    let plots = plots_mut(plot_area).flat_map(|(_, plot)| plot.elements_mut());
    let series = plots.filter(|child| child.local_name() == "ser");
    for (number, series) in series.enumerate() {
        let prefix = series.prefix().to_owned();
        if let Some(order) = element(&format!("<{prefix}order val=\"{number}\"/>")) {
            put(series, order, &SERIES);
        }
    }
}
