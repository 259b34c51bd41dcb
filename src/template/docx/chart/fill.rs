//! Writes data into a chart: its series, their copies of the values, its title; and the workbook
//! that says the same.

use super::cache::{GENERAL, Range, numbers, texts};
use super::categories::{Categories, Labels};
use super::data::{Cell, ChartData, SeriesData};
use super::elements::{SERIES, descend, each, element, put, remove, val};
use super::plots::{Kind, adapt_count, plots_mut, series_mut};
use super::title::set_title;
use super::workbook::{DataSheet, sheet_of};
use crate::ooxml::xml_part::{Element, Node, XmlPart};

/// A chart with its data.
pub(super) struct FilledChart {
    /// The chart.
    pub(super) chart: XmlPart,
    /// Its workbook.
    pub(super) workbook: Vec<u8>,
}

/// The name of the data sheet when the template's chart names none.
const SHEET: &str = "Sheet1";

/// Fills a chart.
///
/// # Errors
/// With the reason, when the data do not fit the chart.
pub(super) fn fill(mut chart: XmlPart, data: &ChartData) -> Result<FilledChart, String> {
    let root = &mut chart.root;
    if root.local_name() != "chartSpace" {
        return Err("loại biểu đồ này chưa nhận số liệu từ mẫu".to_owned());
    }
    let name = first_formula(root).and_then(|formula| sheet_of(&formula));
    let mut sheet = DataSheet::new(name.as_deref().unwrap_or(SHEET));
    let plot_area = root.child_mut("chart").and_then(|chart| chart.child_mut("plotArea"));
    let plot_area = plot_area.ok_or("biểu đồ không có vùng vẽ")?;
    adapt_count(plot_area, data.series.len())?;
    for (_, plot) in plots_mut(plot_area) {
        // Series that the author hid, with ranges of their own.
        remove(plot, "extLst");
    }
    let series = series_mut(plot_area);
    let categories = Categories::new(data, &series)?;
    let labels = categories.add_to(&mut sheet);
    let mut last_x = None;
    for ((kind, element), given) in series.into_iter().zip(&data.series) {
        drop_what_does_not_follow(element, given.values.len());
        let mut writer = Writer { prefix: element.prefix().to_owned(), element, given };
        if kind.has_x() {
            writer.points(kind, &mut sheet, &labels, &mut last_x)?;
        } else {
            writer.values(&mut sheet, &labels)?;
        }
    }
    if let Some(title) = &data.title {
        set_title(root, title);
    }
    if let Some(date) = root.child_mut("date1904") {
        // The workbook counts days from 1900.
        date.set_attribute("val", "0");
    }
    let workbook = sheet.workbook()?;
    Ok(FilledChart { chart, workbook })
}

/// The first range that a chart names.
fn first_formula(root: &mut Element) -> Option<String> {
    let mut found = None;
    each(root, &mut |element| {
        if found.is_none() && element.local_name() == "f" {
            found = Some(element.text());
        }
    });
    found
}

/// Takes out what was said of points and cells that are no more.
fn drop_what_does_not_follow(series: &mut Element, points: usize) {
    let gone = |node: &Node, name: &str| match node {
        Node::Element(point) if point.local_name() == name => {
            let index = point.child("idx").and_then(val);
            index.is_none_or(|index| index >= points)
        }
        _ => false,
    };
    series.children.retain(|node| !gone(node, "dPt"));
    series.children.retain(|node| match node {
        // Bars whose lengths stand in cells.
        Node::Element(bars) if bars.local_name() == "errBars" => {
            bars.child("plus").is_none() && bars.child("minus").is_none()
        }
        _ => true,
    });
    if let Some(labels) = series.child_mut("dLbls") {
        labels.children.retain(|node| !gone(node, "dLbl") && !holds(node, is_cell_range));
        each(labels, &mut |element| {
            if element.local_name() == "showDataLabelsRange" {
                element.set_attribute("val", "0");
            }
        });
    }
    if let Some(extensions) = series.child_mut("extLst") {
        extensions.children.retain(|node| !holds(node, |element| element.local_name() == "f"));
        if extensions.elements().next().is_none() {
            remove(series, "extLst");
        }
    }
}

/// A label that shows what stands in a cell.
fn is_cell_range(element: &Element) -> bool {
    element.attribute("type").is_some_and(|kind| kind == "CELLRANGE")
}

fn holds(node: &Node, wanted: fn(&Element) -> bool) -> bool {
    fn any(element: &Element, wanted: fn(&Element) -> bool) -> bool {
        wanted(element) || element.elements().any(|child| any(child, wanted))
    }
    matches!(node, Node::Element(element) if any(element, wanted))
}

/// The last series' places on the horizontal axis, which the next may share.
type LastX<'c> = Option<Range<'c>>;

struct Writer<'e, 'c> {
    prefix: String,
    element: &'e mut Element,
    given: &'c SeriesData,
}

impl<'c> Writer<'_, 'c> {
    /// One value a category.
    fn values(&mut self, sheet: &mut DataSheet<'c>, labels: &Labels<'c>) -> Result<(), String> {
        let format = self.format("val");
        let values = self.column(sheet, &format);
        self.name(sheet)?;
        match labels.markup(&self.prefix) {
            Some(labels) => self.put("cat", &labels)?,
            None => remove(self.element, "cat"),
        }
        self.put("val", &numbers(&self.prefix, &values, &format))
    }

    /// Points of two numbers, and a size.
    fn points(
        &mut self,
        kind: Kind,
        sheet: &mut DataSheet<'c>,
        labels: &Labels<'c>,
        last_x: &mut LastX<'c>,
    ) -> Result<(), String> {
        let x_format = self.format("xVal");
        let x = match (&self.given.x, labels, last_x.as_ref()) {
            (None, Labels::Numbers(range, _), _) => range.clone(),
            (Some(x), _, Some(last)) if x.iter().eq(last.cells.iter().copied()) => last.clone(),
            (x, ..) => sheet.add("", x.iter().flatten().collect(), special(&x_format)),
        };
        *last_x = Some(x.clone());
        let format = self.format("yVal");
        let values = self.column(sheet, &format);
        self.name(sheet)?;
        self.put("xVal", &numbers(&self.prefix, &x, &x_format))?;
        self.put("yVal", &numbers(&self.prefix, &values, &format))?;
        match (&self.given.sizes, kind) {
            (Some(sizes), Kind::Bubble) => {
                let format = self.format("bubbleSize");
                let sizes = sheet.add("", sizes.iter().collect(), special(&format));
                self.put("bubbleSize", &numbers(&self.prefix, &sizes, &format))
            }
            (None, Kind::Bubble) => {
                Err(format!("chuỗi «{}» thiếu `size` (cỡ bong bóng)", self.given.name))
            }
            (Some(_), _) => Err(format!(
                "chuỗi «{}» có `size`, nhưng đây không phải biểu đồ bong bóng",
                self.given.name
            )),
            (None, _) => Ok(()),
        }
    }

    fn column(&self, sheet: &mut DataSheet<'c>, format: &str) -> Range<'c> {
        let values = self.given.values.iter().collect();
        sheet.add(&self.given.name, values, special(format))
    }

    /// The name, which heads the column added last.
    fn name(&mut self, sheet: &DataSheet<'c>) -> Result<(), String> {
        let name = Cell::Text(self.given.name.clone());
        let range = Range { formula: sheet.last_heading(), cells: vec![&name] };
        self.put("tx", &texts(&self.prefix, &range))
    }

    fn put(&mut self, name: &str, content: &str) -> Result<(), String> {
        let prefix = &self.prefix;
        let new = element(&format!("<{prefix}{name}>{content}</{prefix}{name}>"));
        put(self.element, new.ok_or("số liệu có ký tự không ghi được")?, &SERIES);
        Ok(())
    }

    /// How the template's chart shows these numbers.
    fn format(&self, name: &str) -> String {
        if let (Some(format), "val" | "yVal") = (&self.given.format, name) {
            return format.clone();
        }
        number_format(self.element, name).unwrap_or_else(|| GENERAL.to_owned())
    }
}

/// The number format that a series' copy of its numbers has.
pub(super) fn number_format(series: &Element, name: &str) -> Option<String> {
    let of_cells = descend(series, &[name, "numRef", "numCache"]);
    let copy = of_cells.or_else(|| descend(series, &[name, "numLit"]))?;
    copy.child("formatCode").map(Element::text).filter(|format| !format.is_empty())
}

fn special(format: &str) -> Option<&str> {
    Some(format).filter(|format| *format != GENERAL)
}
