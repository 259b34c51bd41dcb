//! Sheets that nobody sees, listed after all others.

use std::collections::BTreeSet;

use super::dialect::Dialect;
use super::{HiddenSheet, is_same, rows};
use crate::ooxml::xml_part::{Element, Node};
use crate::template::xlsx::book::{Book, Tab, relations, relations_path, unreadable};
use crate::template::xlsx::calc_chain;
use crate::template::xlsx::listing::{self, Listed};
use crate::template::{Limit, Place, Problem, ProblemKind};

const CONTENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

/// The largest number that identifies a sheet (Office's limit, MS-OI29500).
const MAX_SHEET_ID: u32 = 65_534;

/// Puts sheets into a workbook; one that is there already keeps its place and its number.
pub(super) fn put(
    book: &mut Book,
    sheets: &[HiddenSheet],
    dialect: &Dialect,
) -> Result<(), Problem> {
    // All go before any comes, so that the same sheets get the same names of parts again.
    let mut replaced = Vec::new();
    for sheet in sheets {
        if let Some(index) = book.tabs.iter().position(|tab| is_same(&tab.name, &sheet.name)) {
            take_out(book, index)?;
            replaced.push(index);
        }
    }
    for sheet in sheets {
        put_one(book, sheet, dialect)?;
    }
    if replaced.is_empty() { Ok(()) } else { leave(book, &replaced) }
}

/// Takes out the part of a sheet; its entry in the list of sheets stays for the one that follows.
fn take_out(book: &mut Book, index: usize) -> Result<(), Problem> {
    let Some(tab) = book.tabs.get_mut(index) else { return Ok(()) };
    tab.visible = false;
    let relations = relations(&mut book.package, &book.path)?;
    if let Some(relation) = relations.iter().find(|relation| relation.target == tab.path) {
        listing::take_out(&mut book.package, &book.path, relation)?;
    }
    book.package.remove(&relations_path(&tab.path));
    // It may name formulas of the sheet that is gone.
    calc_chain::remove(book)
}

fn put_one(book: &mut Book, sheet: &HiddenSheet, dialect: &Dialect) -> Result<(), Problem> {
    let new =
        NewSheet { name: &sheet.name, part: rows::worksheet(sheet, dialect), visible: false };
    enter(book, new, dialect)
}

/// Adds a sheet of texts that nobody sees, of a name that none has, after all others.
pub(in crate::template::xlsx) fn add_hidden_sheet(
    book: &mut Book,
    sheet: &HiddenSheet,
    dialect: &Dialect,
) -> Result<(), Problem> {
    put_one(book, sheet, dialect)
}

/// Adds a visible sheet of a name that none has after all others.
pub(in crate::template::xlsx) fn add_sheet(
    book: &mut Book,
    name: &str,
    part: Vec<u8>,
    dialect: &Dialect,
) -> Result<(), Problem> {
    enter(book, NewSheet { name, part, visible: true }, dialect)
}

/// A sheet to be entered into a workbook.
struct NewSheet<'a> {
    name: &'a str,
    /// Its part.
    part: Vec<u8>,
    /// Whether a user sees it; otherwise only a program can show it.
    visible: bool,
}

fn enter(book: &mut Book, new: NewSheet<'_>, dialect: &Dialect) -> Result<(), Problem> {
    let (part, target) = unused_part(book);
    let listed = Listed {
        part: &part,
        target: &target,
        kind: dialect.worksheet,
        content_type: CONTENT_TYPE,
    };
    let relation = listing::enter(&mut book.package, &book.path, &listed)?;
    let before = book.tabs.iter().position(|tab| is_same(&tab.name, new.name));
    list(&mut book.workbook.root, &new, before, &relation, dialect)?;
    book.package.put(&part, new.part);
    let tab = Tab { name: new.name.to_owned(), path: part, visible: new.visible, sheet: None };
    match before.and_then(|index| book.tabs.get_mut(index)) {
        Some(before) => *before = tab,
        None => book.tabs.push(tab),
    }
    Ok(())
}

/// A name that neither a part nor the relationships of one has, and the way to it from the
/// workbook part.
fn unused_part(book: &Book) -> (String, String) {
    let folder =
        book.path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let used: BTreeSet<String> = book.package.names().map(str::to_ascii_lowercase).collect();
    let is_used = |part: &str| used.contains(&part.to_ascii_lowercase());
    let mut number = 1_u64;
    loop {
        let target = format!("worksheets/sheet{number}.xml");
        let part = format!("{folder}{target}");
        if !is_used(&part) && !is_used(&relations_path(&part)) {
            return (part, target);
        }
        number += 1;
    }
}

/// Enters a sheet into the list of sheets, in the place of the entry `before` or last.
fn list(
    workbook: &mut Element,
    sheet: &NewSheet<'_>,
    before: Option<usize>,
    relation: &str,
    dialect: &Dialect,
) -> Result<(), Problem> {
    let mut entry = Element::new(format!("{}sheet", workbook.prefix()));
    let declared = workbook.prefix_bound_to(dialect.relationships).map(str::to_owned);
    let sheets = workbook
        .child_mut("sheets")
        .ok_or_else(|| unreadable(&"không có danh sách trang tính"))?;
    let id = |entry: &Element| entry.attribute("sheetId")?.parse::<u32>().ok();
    let used: BTreeSet<u32> = entries(sheets).filter_map(|(_, entry)| id(entry)).collect();
    let before = before.and_then(|before| entries(sheets).nth(before));
    let kept = before.and_then(|(_, entry)| id(entry));
    let place = before.map(|(place, _)| place);

    entry.set_attribute("name", sheet.name);
    entry.set_attribute("sheetId", &kept.unwrap_or_else(|| unused_id(&used)).to_string());
    if !sheet.visible {
        entry.set_attribute("state", "veryHidden");
    }
    if declared.is_none() {
        entry.set_attribute("xmlns:r", dialect.relationships);
    }
    let prefix = declared.as_deref().unwrap_or("r");
    entry.set_attribute(&format!("{prefix}:id"), relation);

    match place.and_then(|place| sheets.children.get_mut(place)) {
        Some(before) => *before = Node::Element(entry),
        None => sheets.children.push(Node::Element(entry)),
    }
    Ok(())
}

/// The entries of a list of sheets, each with its place among all nodes of the list.
fn entries(sheets: &Element) -> impl Iterator<Item = (usize, &Element)> {
    sheets.children.iter().enumerate().filter_map(|(place, node)| match node {
        Node::Element(element) if element.local_name() == "sheet" => Some((place, element)),
        _ => None,
    })
}

/// A number that identifies no sheet yet, above all others where there is room.
fn unused_id(used: &BTreeSet<u32>) -> u32 {
    let highest = used.last().copied().unwrap_or(0);
    let mut free = (highest.saturating_add(1)..=MAX_SHEET_ID).chain(1..=MAX_SHEET_ID);
    free.find(|id| !used.contains(id)).unwrap_or(MAX_SHEET_ID)
}

/// Lets no view of the workbook open on one of these sheets, which nobody sees any more.
fn leave(book: &mut Book, replaced: &[usize]) -> Result<(), Problem> {
    let first = book.tabs.iter().position(|tab| tab.visible).ok_or_else(|| Problem {
        kind: ProblemKind::Limit(Limit::VisibleSheet),
        place: Place::File,
        around: String::new(),
    })?;
    let Some(views) = book.workbook.root.child_mut("bookViews") else { return Ok(()) };
    for view in views.elements_mut() {
        let active = view.attribute("activeTab");
        let active = active.map_or(Some(0), |active| active.parse::<usize>().ok());
        if active.is_some_and(|active| replaced.contains(&active)) {
            view.set_attribute("activeTab", &first.to_string());
        }
    }
    Ok(())
}
