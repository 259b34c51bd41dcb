//! The plots of a chart and their series: as many as there are data for.

use std::borrow::Cow;

use super::elements::{SERIES, each, element, put, remove, val};
use crate::ooxml::xml_part::{Element, Node};

/// How a plot reads its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Values over categories.
    Categories,
    /// Shares of one whole: it draws the first series only.
    Pie,
    /// Points of x and y.
    Scatter,
    /// Points of x, y and size.
    Bubble,
    /// Courses of shares: the number of series is fixed.
    Stock,
}

impl Kind {
    /// The kind of a plot by its element; `None` for what is no plot.
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "pieChart" | "pie3DChart" | "ofPieChart" => Self::Pie,
            "scatterChart" => Self::Scatter,
            "bubbleChart" => Self::Bubble,
            "stockChart" => Self::Stock,
            "barChart" | "bar3DChart" | "lineChart" | "line3DChart" | "areaChart"
            | "area3DChart" | "radarChart" | "doughnutChart" | "surfaceChart"
            | "surface3DChart" => Self::Categories,
            _ => return None,
        })
    }

    /// Whether its points have a number on each axis.
    pub(super) const fn has_x(self) -> bool {
        matches!(self, Self::Scatter | Self::Bubble)
    }
}

/// The plots of a plot area, each with its kind.
pub(super) fn plots_mut(area: &mut Element) -> impl Iterator<Item = (Kind, &mut Element)> {
    area.elements_mut().filter_map(|plot| Some((Kind::of(plot.local_name())?, plot)))
}

/// The series of all plots in the order of their columns.
pub(super) fn series_mut(area: &mut Element) -> Vec<(Kind, &mut Element)> {
    let mut all: Vec<(Kind, &mut Element)> = Vec::new();
    for (kind, plot) in plots_mut(area) {
        let series = plot.elements_mut().filter(|child| child.local_name() == "ser");
        all.extend(series.map(|series| (kind, series)));
    }
    all.sort_by_key(|(_, series)| order(series));
    all
}

/// Gives the chart as many series as there are data for: the last go, or the last is copied.
///
/// # Errors
/// With the reason, when the chart cannot show so many.
pub(super) fn adapt_count(area: &mut Element, wanted: usize) -> Result<(), String> {
    number_anew_if_ambiguous(area);
    let all = series_mut(area);
    let present = all.len();
    if all.iter().any(|(kind, _)| *kind == Kind::Pie) && wanted > 1 {
        return Err(format!("biểu đồ tròn chỉ vẽ một chuỗi số liệu, đây là {wanted} chuỗi"));
    }
    if all.iter().any(|(kind, _)| *kind == Kind::Stock) && wanted != present {
        return Err(format!("biểu đồ chứng khoán này cần đúng {present} chuỗi số liệu"));
    }
    let orders: Vec<usize> = all.iter().map(|(_, series)| order(series)).collect();
    let last = *orders.last().ok_or("biểu đồ mẫu không có chuỗi nào để theo")?;
    if let Some(first_gone) = orders.get(wanted) {
        let first_gone = *first_gone;
        for (_, plot) in plots_mut(area) {
            let stays = |node: &Node| match node {
                Node::Element(child) if child.local_name() == "ser" => {
                    order(child) < first_gone
                }
                _ => true,
            };
            plot.children.retain(stays);
        }
    } else if wanted > present {
        copy_last(area, last, wanted - present);
    }
    Ok(())
}

/// Some programs count the series of each plot from 0.
fn number_anew_if_ambiguous(area: &mut Element) {
    let all = series_mut(area);
    let orders = all.iter().map(|(_, series)| order(series));
    if orders.clone().zip(orders.skip(1)).all(|(one, next)| one < next) {
        return;
    }
    for (number, (_, series)) in all.into_iter().enumerate() {
        for name in ["idx", "order"] {
            let prefix = series.prefix().to_owned();
            if let Some(new) = element(&format!("<{prefix}{name} val=\"{number}\"/>")) {
                put(series, new, &SERIES);
            }
        }
    }
}

/// Copies the last series so many times, each right after the one before.
fn copy_last(area: &mut Element, last: usize, copies: usize) {
    let (index, id) = (highest(area, "idx") + 1, next_unique_id(area));
    for (_, plot) in plots_mut(area) {
        let is_last = |node: &Node| matches!(node, Node::Element(child) if child.local_name() == "ser" && order(child) == last);
        let Some(at) = plot.children.iter().position(is_last) else { continue };
        let Some(Node::Element(model)) = plot.children.get(at).cloned() else { continue };
        let copies = (0..copies).map(|copy| {
            let id = id + u32::try_from(copy).unwrap_or(0);
            Node::Element(copied(&model, index + copy, last + 1 + copy, id))
        });
        let copies: Vec<Node> = copies.collect();
        plot.children.splice(at + 1..=at, copies);
        return;
    }
}

/// A series like another one, with a place and a colour of its own.
pub(super) fn copied(model: &Element, index: usize, order: usize, id: u32) -> Element {
    let mut copy = model.clone();
    let prefix = model.prefix().to_owned();
    for (name, value) in [("idx", index), ("order", order)] {
        if let Some(new) = element(&format!("<{prefix}{name} val=\"{value}\"/>")) {
            put(&mut copy, new, &SERIES);
        }
    }
    // What one point of the model had of its own, the copy's points have not.
    remove(&mut copy, "dPt");
    if let Some(labels) = copy.child_mut("dLbls") {
        remove(labels, "dLbl");
    }
    set_unique_ids(&mut copy, id);
    super::colours::recolour(&mut copy, index);
    copy
}

fn order(series: &Element) -> usize {
    series.child("order").and_then(val).unwrap_or(usize::MAX - 1)
}

/// The highest value that an element of this name has in any series.
pub(super) fn highest(area: &mut Element, name: &str) -> usize {
    let all = series_mut(area);
    all.iter().filter_map(|(_, series)| series.child(name).and_then(val)).max().unwrap_or(0)
}

/// A number that no `c16:uniqueId` of the chart begins with.
pub(super) fn next_unique_id(area: &mut Element) -> u32 {
    let mut highest = 0;
    each(area, &mut |element| {
        let number =
            unique_id(element).and_then(|id| u32::from_str_radix(id.get(1..9)?, 16).ok());
        highest = highest.max(number.unwrap_or(0));
    });
    highest.saturating_add(1)
}

fn unique_id(element: &Element) -> Option<String> {
    let is_id = element.local_name() == "uniqueId";
    element.attribute("val").filter(|_| is_id).map(Cow::into_owned)
}

/// `{0000000N-…}`, as Word writes them.
fn set_unique_ids(series: &mut Element, number: u32) {
    each(series, &mut |element| {
        let id = unique_id(element);
        if let Some(rest) = id.as_deref().and_then(|id| id.get(9..)) {
            element.set_attribute("val", &format!("{{{number:08X}{rest}"));
        }
    });
}
