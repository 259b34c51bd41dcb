//! The parts of a chart: itself, its workbook, its styles; a chart that stands in a loop gets
//! parts of its own in each turn.

use std::collections::BTreeMap;

use super::data::ChartData;
use super::elements::{SPACE, put};
use super::fill::fill;
use crate::ooxml::xml_part::{Element, XmlPart};
use crate::ooxml::{Edits, OFFICE, XmlTree, escape_xml};
use crate::template::docx::document::Document;
use crate::template::{Problem, ProblemKind};

/// Content type of the workbook behind a chart.
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Fills the chart that a part points to with this id; answers another id to point with, when
/// the chart was filled before and this is a copy of it.
pub(in super::super) fn fill_chart(
    document: &mut Document,
    part: &str,
    id: &str,
    data: &ChartData,
) -> Result<Option<String>, ProblemKind> {
    let related = document.related(part).map_err(|problem| problem.kind)?;
    let chart = related.into_iter().find(|relationship| relationship.id == id);
    let chart = chart.filter(|relationship| !relationship.external);
    let no_chart = || ProblemKind::Misplaced("hình này không phải biểu đồ".to_owned());
    let chart = chart.ok_or_else(no_chart)?;
    if chart.kind != "chart" {
        let reason = "loại biểu đồ này chưa nhận số liệu từ mẫu";
        return Err(ProblemKind::Misplaced(reason.to_owned()));
    }
    let chart = chart.target;
    let (xml, is_first) = document.chart_before(&chart).map_err(|problem| problem.kind)?;
    let read = XmlPart::parse(xml.as_bytes()).map_err(|error| ProblemKind::Resource {
        name: chart.clone(),
        reason: error.to_string(),
    })?;
    let filled = fill(read, data).map_err(ProblemKind::Misplaced)?;
    let written = if is_first {
        put_back(document, &chart, filled.chart, filled.workbook).map(|()| None)
    } else {
        let copy = add_copy(document, &chart, filled.chart, filled.workbook);
        copy.and_then(|copy| document.relate(part, "chart", &copy, false)).map(Some)
    };
    written.map_err(|problem| problem.kind)
}

/// Puts a chart and its workbook in the place of those that were there.
fn put_back(
    document: &mut Document,
    part: &str,
    mut chart: XmlPart,
    workbook: Vec<u8>,
) -> Result<(), Problem> {
    let old = workbook_of(document, part, &chart.root)?;
    match old.filter(|old| document.content_type(old).as_deref() == Some(WORKBOOK)) {
        Some(old) => document.put(&old, workbook),
        None => embed(document, part, &mut chart.root, workbook)?,
    }
    document.put(part, chart.write());
    Ok(())
}

/// Adds a chart like another one, with copies of all it points to and a workbook of its own.
fn add_copy(
    document: &mut Document,
    original: &str,
    mut chart: XmlPart,
    workbook: Vec<u8>,
) -> Result<String, Problem> {
    let kind = document.content_type(original).unwrap_or_default();
    let stem = original.trim_end_matches(".xml").trim_end_matches(|c: char| c.is_ascii_digit());
    let copy = document.add(&format!("{stem}.xml"), &kind, "");
    let old = workbook_of(document, original, &chart.root)?;
    copy_related(document, original, &copy, old.as_deref())?;
    embed(document, &copy, &mut chart.root, workbook)?;
    document.put(&copy, chart.write());
    Ok(copy)
}

/// The workbook inside the package that a chart names as its data.
fn workbook_of(
    document: &mut Document,
    part: &str,
    root: &Element,
) -> Result<Option<String>, Problem> {
    let id = root.child("externalData").and_then(|data| data.attribute_of_any_prefix("id"));
    let related = document.related(part)?;
    let found = related.into_iter().find(|r| Some(r.id.as_str()) == id.as_deref());
    Ok(found.filter(|r| !r.external).map(|r| r.target))
}

/// Adds a workbook and names it as the data of a chart.
fn embed(
    document: &mut Document,
    part: &str,
    root: &mut Element,
    workbook: Vec<u8>,
) -> Result<(), Problem> {
    const NAME: &str = "word/embeddings/Microsoft_Excel_Worksheet.xlsx";
    let workbook = document.add(NAME, WORKBOOK, workbook);
    let id = document.relate(part, "package", &workbook, false)?;
    let prefix = root.prefix().to_owned();
    let namespace = OFFICE.trim_end_matches('/');
    let data = format!(
        "<{prefix}externalData xmlns:r=\"{namespace}\" r:id=\"{id}\">\
         <{prefix}autoUpdate val=\"0\"/></{prefix}externalData>"
    );
    if let Some(data) = super::elements::element(&data) {
        put(root, data, &SPACE);
    }
    Ok(())
}

/// Gives the copy of a part copies of what the part points to, under the same ids; but for one
/// part, which is not copied and not pointed to.
fn copy_related(
    document: &mut Document,
    from: &str,
    to: &str,
    but: Option<&str>,
) -> Result<(), Problem> {
    let name = relationships_of(from);
    if !document.contains(&name) {
        return Ok(());
    }
    let mut copies = BTreeMap::new();
    for related in document.related(from)?.into_iter().filter(|related| !related.external) {
        if but != Some(related.target.as_str()) && document.contains(&related.target) {
            let copy = copy_part(document, &related.target)?;
            copies.insert(related.id, copy);
        }
    }
    let xml = document.text(&name)?;
    let Ok(tree) = XmlTree::parse(&xml) else { return Ok(()) };
    let mut edits = Edits::new();
    for element in 0..tree.len() {
        let Some((id, _)) = tree.attribute(element, "Id") else { continue };
        let is_external = tree.attribute(element, "TargetMode").is_some();
        match (copies.get(id.as_ref()), tree.attribute(element, "Target")) {
            (Some(copy), Some((_, place))) => {
                edits.replace(place, escape_xml(&format!("/{copy}")));
            }
            _ if is_external => {}
            _ => edits.delete(tree.range(element)),
        }
    }
    document.put(&relationships_of(to), edits.apply(&xml));
    Ok(())
}

/// Copies a part with its relationships; what those point to is shared.
fn copy_part(document: &mut Document, part: &str) -> Result<String, Problem> {
    let bytes = document.read(part)?;
    let kind = document.content_type(part).unwrap_or_default();
    let (stem, extension) = part.rsplit_once('.').unwrap_or((part, "xml"));
    let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let copy = document.add(&format!("{stem}.{extension}"), &kind, bytes);
    let relationships = relationships_of(part);
    if document.contains(&relationships) {
        let bytes = document.read(&relationships)?;
        document.put(&relationships_of(&copy), bytes);
    }
    Ok(copy)
}

/// The part that says what a part points to.
fn relationships_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    format!("{folder}_rels/{name}.rels")
}
