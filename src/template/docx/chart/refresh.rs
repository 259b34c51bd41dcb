//! Brings a chart's copies of its values up to date with the workbook, once that is filled.

use super::cache::{GENERAL, Range, levels, numbers, texts};
use super::data::Cell;
use super::elements::element;
use super::ranges::{Area, FilledBook};
use crate::ooxml::xml_part::Element;

/// The value that a range has when all its rows have vanished.
pub(super) const GONE: &str = "";

/// Where a range of the template is in the filled workbook; [`GONE`] when it is nowhere.
pub(super) type Follow<'f> = dyn Fn(&str) -> Result<String, String> + 'f;

/// Brings all ranges inside an element up to date; what `skips` are left alone.
///
/// # Errors
/// With the reason: a range that cannot be named any more, or text where numbers belong.
pub(super) fn refresh(
    parent: &mut Element,
    follow: &Follow<'_>,
    book: &mut FilledBook,
    skips: &[&str],
) -> Result<(), String> {
    let role = parent.local_name().to_owned();
    for child in parent.elements_mut() {
        let name = child.local_name();
        if skips.contains(&name) {
            continue;
        }
        let is_reference =
            matches!(name, "numRef" | "strRef" | "multiLvlStrRef" | "datalabelsRange");
        if is_reference && child.child("f").is_some() {
            *child = up_to_date(child, &role, follow, book)?;
        } else {
            refresh(child, follow, book, skips)?;
        }
    }
    Ok(())
}

fn up_to_date(
    reference: &Element,
    role: &str,
    follow: &Follow<'_>,
    book: &mut FilledBook,
) -> Result<Element, String> {
    let prefix = reference.prefix();
    let old = reference.child("f").map(Element::text).unwrap_or_default();
    let formula = follow(&old)?;
    let lines = lines(reference, &old, &formula, book)?;
    // Rows that have vanished leave the place where they were, and no points.
    let formula = if formula == GONE { old } else { formula };
    let markup = match (reference.local_name(), lines.as_slice()) {
        ("multiLvlStrRef", lines) => {
            let lines: Vec<Vec<&Cell>> = lines.iter().map(|l| l.iter().collect()).collect();
            levels(prefix, &formula, &lines)
        }
        (name, lines) => {
            let range = Range { formula, cells: lines.iter().flatten().collect() };
            let text = range.cells.iter().find_map(|cell| match cell {
                Cell::Text(text) => Some(text),
                Cell::Absent | Cell::Number(_) => None,
            });
            match (name, text) {
                ("numRef", Some(text)) if role != "cat" && role != "xVal" => {
                    let formula = &range.formula;
                    return Err(format!(
                        "trong vùng số {formula} của bảng số liệu có chữ «{text}», không phải số"
                    ));
                }
                ("numRef", None) => numbers(prefix, &range, &format_of(reference)),
                ("datalabelsRange", _) => labels_range(prefix, &range),
                _ => texts(prefix, &range),
            }
        }
    };
    element(&markup).ok_or_else(|| "bảng số liệu có ký tự không ghi được".to_owned())
}

/// The cells of a range: as one line, or of labels of several levels a line each.
fn lines(
    reference: &Element,
    old: &str,
    formula: &str,
    book: &mut FilledBook,
) -> Result<Vec<Vec<Cell>>, String> {
    if formula == GONE {
        return Ok(Vec::new());
    }
    let unknown = || format!("không tìm được vùng `{formula}` trong bảng số liệu của biểu đồ");
    let areas = Area::all(formula).ok_or_else(unknown)?;
    let mut rows = Vec::new();
    for area in &areas {
        rows.extend(book.rows(area).ok_or_else(unknown)?);
        if let Some(cell) = book.uncomputed(area) {
            return Err(format!(
                "ô {cell} của bảng số liệu có công thức chưa tính được ngoài Excel"
            ));
        }
    }
    if reference.local_name() != "multiLvlStrRef" {
        return Ok(vec![rows.into_iter().flatten().collect()]);
    }
    // Levels lie beside each other, unless the template has as many as its range has rows.
    let copy = reference.child("multiLvlStrCache");
    let count = copy
        .map_or(0, |copy| copy.elements().filter(|level| level.local_name() == "lvl").count());
    let template = Area::all(old).and_then(|areas| areas.into_iter().next());
    let in_rows = template.is_some_and(|area| {
        usize::from(area.columns()) != count && area.rows() as usize == count
    });
    Ok(if in_rows { rows } else { columns(&rows) })
}

fn columns(rows: &[Vec<Cell>]) -> Vec<Vec<Cell>> {
    let count = rows.first().map_or(0, Vec::len);
    let column = |at: usize| rows.iter().filter_map(|row| row.get(at).cloned()).collect();
    (0..count).map(column).collect()
}

fn format_of(reference: &Element) -> String {
    let format = reference.child("numCache").and_then(|copy| copy.child("formatCode"));
    let format = format.map(Element::text).filter(|format| !format.is_empty());
    format.unwrap_or_else(|| GENERAL.to_owned())
}

/// Texts of data labels (`c15:datalabelsRange` of [MS-ODRAWXML] 2.24.3).
fn labels_range(prefix: &str, range: &Range<'_>) -> String {
    let plain = texts("c:", range);
    let formula = crate::ooxml::escape_xml(&range.formula);
    let points = plain
        .split_once("<c:strCache>")
        .and_then(|(_, rest)| rest.split_once("</c:strCache>"))
        .map_or("", |(points, _)| points);
    format!(
        "<{prefix}datalabelsRange><{prefix}f>{formula}</{prefix}f><{prefix}dlblRangeCache>{points}\
         </{prefix}dlblRangeCache></{prefix}datalabelsRange>"
    )
}
