//! The list of sheets, the names and the views of a workbook whose sheets repeat.

use std::collections::BTreeSet;

use super::identity::is_element;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::Problem;
use crate::template::xlsx::book::{Book, read_xml, relations, relations_path, unreadable};

/// The largest number that identifies a sheet (Office's limit, MS-OI29500).
const MAX_SHEET_ID: u32 = 65_534;

/// A sheet of the result in the list of sheets.
pub(super) struct Listed {
    /// What its tab says.
    pub name: String,
    /// The part of a copy; none for the sheet that keeps the template's part.
    pub part: Option<String>,
}

/// Enters all sheets; `tabs` has for each sheet of the template, whose parts are `paths`, those
/// that have come of it.
pub(super) fn list(
    book: &mut Book,
    paths: &[String],
    tabs: &[Vec<Listed>],
) -> Result<(), Problem> {
    let ids = relate(book, paths, tabs)?;
    let sheets = book.workbook.root.child_mut("sheets");
    let sheets = sheets.ok_or_else(|| unreadable(&"không có danh sách trang tính"))?;
    let number = |entry: &Element| entry.attribute("sheetId")?.parse::<u32>().ok();
    let used: BTreeSet<u32> = sheets.elements().filter_map(number).collect();
    let highest = used.last().copied().unwrap_or(0);
    let after = highest.saturating_add(1)..=MAX_SHEET_ID;
    let mut free = after.chain(1..=MAX_SHEET_ID).filter(|number| !used.contains(number));
    let mut ids = ids.into_iter();
    let mut index = 0;
    let mut children = Vec::new();
    for node in std::mem::take(&mut sheets.children) {
        let Node::Element(entry) = &node else {
            children.push(node);
            continue;
        };
        if !is_element(&node, "sheet") {
            children.push(node);
            continue;
        }
        let copies = tabs.get(index).map(Vec::as_slice).unwrap_or_default();
        index += 1;
        for copy in copies {
            let mut entry = entry.clone();
            if entry.attribute("name").as_deref() != Some(&copy.name) {
                entry.set_attribute("name", &copy.name);
            }
            if copy.part.is_some() {
                let number = free.next().unwrap_or(MAX_SHEET_ID);
                entry.set_attribute("sheetId", &number.to_string());
                let id = ids.next().unwrap_or_default();
                let names = entry.attribute_names();
                let name = names.iter().find(|name| name.ends_with(":id"));
                entry.set_attribute(name.map_or("r:id", String::as_str), &id);
            }
            children.push(Node::Element(entry));
        }
    }
    sheets.children = children;
    Ok(())
}

/// Enters the relations of the workbook to the copies and takes out those to sheets that are
/// gone; answers the ids of the copies' in their order.
fn relate(
    book: &mut Book,
    paths: &[String],
    tabs: &[Vec<Listed>],
) -> Result<Vec<String>, Problem> {
    let path = relations_path(&book.path);
    let known = relations(&mut book.package, &book.path)?;
    let mut xml = read_xml(&mut book.package, &path)?;
    let highest = known.iter().filter_map(|relation| {
        let id = relation.id.to_ascii_lowercase();
        id.strip_prefix("rid")?.parse::<u64>().ok()
    });
    let mut number = highest.max().unwrap_or(0);
    let mut ids = Vec::new();
    for (path, listed) in paths.iter().zip(tabs) {
        let relation = known.iter().find(|relation| relation.target == *path);
        let Some(relation) = relation else { continue };
        let is_it =
            |element: &Element| element.attribute("Id").as_deref() == Some(&*relation.id);
        let element = xml.root.elements().find(|element| is_it(element)).cloned();
        let Some(element) = element else { continue };
        if listed.is_empty() {
            xml.root
                .children
                .retain(|node| !matches!(node, Node::Element(element) if is_it(element)));
        }
        for part in listed.iter().filter_map(|copy| copy.part.as_ref()) {
            number += 1;
            let id = format!("rId{number}");
            let mut copy = element.clone();
            copy.set_attribute("Id", &id);
            let before = element.attribute("Target").unwrap_or_default();
            let folder = before.rsplit_once('/').map_or("", |(folder, _)| folder);
            let slash = if before.contains('/') { "/" } else { "" };
            let file = part.rsplit('/').next().unwrap_or_default();
            copy.set_attribute("Target", &format!("{folder}{slash}{file}"));
            xml.root.children.push(Node::Element(copy));
            ids.push(id);
        }
    }
    book.package.put(&path, xml.write().into_bytes());
    Ok(ids)
}

/// Numbers the sheets of names anew; a name of one sheet is repeated with it, and goes with it.
pub(super) fn names(workbook: &mut Element, tabs: &[Vec<Listed>]) {
    let Some(list) = workbook.child_mut("definedNames") else { return };
    let before = std::mem::take(&mut list.children);
    let mut after = Vec::new();
    for node in before {
        let scope = match &node {
            Node::Element(name) => name.attribute("localSheetId"),
            _ => None,
        };
        let scope = scope.and_then(|scope| scope.trim().parse::<usize>().ok());
        let (Some(scope), Node::Element(name)) = (scope, &node) else {
            after.push(node);
            continue;
        };
        let first: usize = tabs.iter().take(scope).map(Vec::len).sum();
        let copies = tabs.get(scope).map_or(0, Vec::len);
        for sheet in first..first + copies {
            let mut copy = name.clone();
            copy.set_attribute("localSheetId", &sheet.to_string());
            after.push(Node::Element(copy));
        }
    }
    list.children = after;
    if list.elements().next().is_none() {
        workbook.children.retain(|node| !is_element(node, "definedNames"));
    }
}

/// Lets the views of the workbook open on the sheets they opened on; answers the sheet of the
/// result that is in front when the sheet that was has gone.
pub(super) fn views(
    workbook: &mut Element,
    tabs: &[Vec<Listed>],
    visible: &[bool],
) -> Option<usize> {
    let first_visible = visible.iter().position(|visible| *visible).unwrap_or(0);
    let place = |before: usize| -> Option<usize> {
        let there = tabs.get(before).is_some_and(|copies| !copies.is_empty());
        let now = tabs.iter().take(before).map(Vec::len).sum();
        there.then_some(now)
    };
    let mut left = None;
    let views = workbook.child_mut("bookViews");
    let Some(views) = views.filter(|views| views.elements().next().is_some()) else {
        return place(0).is_none().then_some(first_visible);
    };
    for view in views.elements_mut() {
        for name in ["firstSheet", "activeTab"] {
            let written =
                view.attribute(name).and_then(|index| index.trim().parse::<usize>().ok());
            let before = written.unwrap_or(0);
            let now = place(before).unwrap_or(first_visible);
            if place(before).is_none() && name == "activeTab" {
                left = Some(now);
            }
            if now != before {
                view.set_attribute(name, &now.to_string());
            }
        }
    }
    left
}
