//! The copies that a chart keeps of the cells it shows: written anew from the filled cells, so that
//! programs that draw without computing show the right picture. Where any cell is not known there
//! is no copy, and whoever opens the file reads the cells.

use super::shown::{Point, Range, Shown, Value};
use crate::ooxml::escape_xml;
use crate::ooxml::xml_part::{Element, Node, XmlPart, push_all};

/// Elements that are copies of cells.
const COPIES: [&str; 5] = ["numCache", "strCache", "multiLvlStrCache", "lvl", "dlblRangeCache"];

/// The format of cells that have none.
const GENERAL: &str = "General";

/// Takes out the copies of values beside a range.
pub(super) fn take_out(reference: &mut Element) {
    reference.children.retain(|node| !is_copy(node));
}

/// Takes out copies of an element that has no range beside them.
pub(super) fn take_out_stray(element: &mut Element) {
    if matches!(element.local_name(), "numRef" | "strRef" | "multiLvlStrRef") {
        take_out(element);
    }
}

fn is_copy(node: &Node) -> bool {
    matches!(node, Node::Element(child) if COPIES.contains(&child.local_name()))
}

/// Writes the copies beside a range anew: `reference` is the element that has the formula, within
/// `part` of a series (`cat`, `val`), on the sheet `home`.
pub(super) fn renew(reference: &mut Element, part: &str, home: &str, shown: &Shown<'_>) {
    let formula = reference.child("f").map(Element::text).unwrap_or_default();
    let range = shown.range(&formula, home).filter(|range| part == "tx" || !range.hides);
    if reference.local_name() == "txData" {
        typed_name(reference, range.as_ref(), shown);
        return;
    }
    let kept = Kept::of(reference);
    let copy = range.and_then(|range| {
        retype(reference, part, &range);
        markup(reference, &kept, &range, shown)
    });
    take_out(reference);
    let behind = reference.children.iter().rposition(
        |node| matches!(node, Node::Element(child) if matches!(child.local_name(), "f" | "nf")),
    );
    let copies = copy.and_then(|copy| elements(&copy)).unwrap_or_default();
    let at = behind.map_or(0, |at| at + 1);
    reference.children.splice(at..at, copies);
}

/// What of the template's copies is kept.
struct Kept {
    /// The number format.
    format: Option<String>,
    /// Prefix of the copies' elements.
    prefix: String,
    /// Levels of categories.
    levels: usize,
}

impl Kept {
    fn of(reference: &Element) -> Self {
        let copies =
            || reference.elements().filter(|child| COPIES.contains(&child.local_name()));
        let inside = copies().flat_map(Element::elements);
        let format = copies().find_map(|copy| match copy.child("formatCode") {
            Some(code) => Some(code.text()),
            None => copy.attribute("formatCode").map(std::borrow::Cow::into_owned),
        });
        let own = reference.prefix();
        let first = copies().flat_map(Element::elements).next();
        let prefix = first.map_or(own, Element::prefix).to_owned();
        let levels = match copies().next().map(Element::local_name) {
            Some("lvl") => copies().count(),
            _ => inside.filter(|child| child.local_name() == "lvl").count(),
        };
        Self { format: format.filter(|code| !code.is_empty()), prefix, levels }
    }
}

/// Categories and places on an axis are numbers when all their cells are, and texts when one is:
/// the template may have had tags there.
fn retype(reference: &mut Element, part: &str, range: &Range) {
    if !matches!(part, "cat" | "xVal") {
        return;
    }
    let is_text = |point: &Point| matches!(point.value, Value::Text(_));
    let is_number = |point: &Point| matches!(point.value, Value::Number(_));
    let is_known = |point: &Point| is_number(point) || point.value == Value::Blank;
    let texts = range.points.iter().any(is_text);
    let numbers = range.points.iter().all(is_known) && range.points.iter().any(is_number);
    let name = match reference.local_name() {
        "numRef" if texts => "strRef",
        "strRef" if numbers => "numRef",
        _ => return,
    };
    let mut other = Element::new(format!("{}{name}", reference.prefix()));
    other.children = std::mem::take(&mut reference.children);
    *reference = other;
}

/// The copies as markup, if every cell is known.
fn markup(
    reference: &Element,
    kept: &Kept,
    range: &Range,
    shown: &Shown<'_>,
) -> Option<String> {
    let p = reference.prefix();
    let points = range.points.as_slice();
    match reference.local_name() {
        "numRef" => {
            let format = kept.format.clone().unwrap_or_else(|| format_of(points, shown));
            let inside = counted(p, points, |point| number(&point.value))?;
            let format = escape_xml(&format);
            Some(format!(
                "<{p}numCache><{p}formatCode>{format}</{p}formatCode>{inside}</{p}numCache>"
            ))
        }
        "strRef" => {
            let inside = counted(p, points, |point| text(point, shown))?;
            Some(format!("<{p}strCache>{inside}</{p}strCache>"))
        }
        "datalabelsRange" => {
            let inside = counted(&kept.prefix, points, |point| text(point, shown))?;
            Some(format!("<{p}dlblRangeCache>{inside}</{p}dlblRangeCache>"))
        }
        "multiLvlStrRef" => {
            let levels = levels(range, kept.levels)?;
            let count = levels.first().map_or(0, Vec::len);
            let mut out = format!("<{p}multiLvlStrCache><{p}ptCount val=\"{count}\"/>");
            for level in levels {
                let inside = listed(p, &level, |point| text(point, shown))?;
                push_all(&mut out, &["<", p, "lvl>", &inside, "</", p, "lvl>"]);
            }
            Some(out + &format!("</{p}multiLvlStrCache>"))
        }
        "strDim" | "numDim" => later(reference, kept, range, shown),
        _ => None,
    }
}

/// The copies of charts of later Excel ([MS-ODRAWXML] 2.24.3): points are bare texts.
fn later(reference: &Element, kept: &Kept, range: &Range, shown: &Shown<'_>) -> Option<String> {
    let p = reference.prefix();
    let is_number = reference.local_name() == "numDim";
    let format = match &kept.format {
        _ if !is_number => String::new(),
        Some(format) => format!(" formatCode=\"{}\"", escape_xml(format)),
        None => format!(" formatCode=\"{}\"", escape_xml(&format_of(&range.points, shown))),
    };
    let mut out = String::new();
    for level in levels(range, kept.levels)? {
        let count = level.len().to_string();
        push_all(&mut out, &["<", p, "lvl ptCount=\"", &count, "\"", &format, ">"]);
        for (index, point) in level.iter().enumerate() {
            let said = if is_number { number(&point.value)? } else { text(point, shown)? };
            if let Some(said) = said {
                let (index, said) = (index.to_string(), escape_xml(&said));
                push_all(
                    &mut out,
                    &["<", p, "pt idx=\"", &index, "\">", &said, "</", p, "pt>"],
                );
            }
        }
        push_all(&mut out, &["</", p, "lvl>"]);
    }
    Some(out)
}

/// The name of a series of later Excel.
fn typed_name(reference: &mut Element, range: Option<&Range>, shown: &Shown<'_>) {
    let name = range.and_then(|range| {
        let texts: Option<Vec<String>> = range.points.iter().map(|p| shown.text(p)).collect();
        texts.map(|texts| texts.join(" "))
    });
    match (name, reference.child_mut("v")) {
        (Some(name), Some(value)) if value.text() != name => value.set_text(&name),
        (None, Some(_)) => reference
            .children
            .retain(|node| !matches!(node, Node::Element(child) if child.local_name() == "v")),
        _ => {}
    }
}

/// The points of each level of categories, the innermost first; the template says how many levels
/// there are, and so which way they lie.
fn levels(range: &Range, known: usize) -> Option<Vec<Vec<Point>>> {
    let (rows, columns) = range.size?;
    let column = |at: usize| range.points.iter().skip(at).step_by(columns).cloned().collect();
    let row =
        |at: usize| range.points.iter().skip(at * columns).take(columns).cloned().collect();
    match known.max(1) {
        1 if columns == 1 || rows == 1 => Some(vec![range.points.clone()]),
        known if known == columns && known != rows => {
            Some((0..columns).rev().map(column).collect())
        }
        known if known == rows && known != columns => Some((0..rows).rev().map(row).collect()),
        _ => None,
    }
}

/// How the first number is shown.
fn format_of(points: &[Point], shown: &Shown<'_>) -> String {
    let first = points.iter().find(|point| matches!(point.value, Value::Number(_)));
    first.map_or(GENERAL, |point| shown.code(point)).to_owned()
}

/// What is said of a point: nothing of a blank one; none when it is not known.
type Said = Option<Option<String>>;

/// A number as Excel keeps it in a chart: a text is drawn as 0.
fn number(value: &Value) -> Said {
    match value {
        Value::Blank => Some(None),
        Value::Number(digits) => Some(Some(digits.clone())),
        Value::Text(_) => Some(Some("0".to_owned())),
        Value::Error(error) => Some(Some(error.clone())),
        Value::Bool => None,
    }
}

fn text(point: &Point, shown: &Shown<'_>) -> Said {
    match point.value {
        Value::Blank => Some(None),
        _ => shown.text(point).map(Some),
    }
}

fn counted(p: &str, points: &[Point], said: impl Fn(&Point) -> Said) -> Option<String> {
    let listed = listed(p, points, said)?;
    Some(format!("<{p}ptCount val=\"{}\"/>{listed}", points.len()))
}

fn listed(p: &str, points: &[Point], said: impl Fn(&Point) -> Said) -> Option<String> {
    let mut out = String::new();
    for (index, point) in points.iter().enumerate() {
        if let Some(said) = said(point)? {
            let (index, said) = (index.to_string(), escape_xml(&said));
            push_all(&mut out, &["<", p, "pt idx=\"", &index, "\"><", p, "v>", &said]);
            push_all(&mut out, &["</", p, "v></", p, "pt>"]);
        }
    }
    Some(out)
}

/// Markup as elements.
fn elements(markup: &str) -> Option<Vec<Node>> {
    let part = XmlPart::parse(format!("<all>{markup}</all>").as_bytes()).ok()?;
    Some(part.root.children)
}
