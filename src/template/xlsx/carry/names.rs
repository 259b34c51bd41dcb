//! Names that hold in the whole workbook.

use super::{DefinedName, is_same};
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::xlsx::book::{Book, Tab};
use crate::template::{Place, Problem, ProblemKind};

/// Elements of a workbook part that stand before its names, from the list of sheets on
/// (ECMA-376 part 1, 18.2.27).
const BEFORE_NAMES: [&str; 3] = ["sheets", "functionGroups", "externalReferences"];

/// Puts names into the workbook part; a name that only one sheet knows is another name.
pub(super) fn put(book: &mut Book, names: &[DefinedName]) -> Result<(), Vec<Problem>> {
    let mut texts = Vec::new();
    let mut problems = Vec::new();
    for name in names {
        match book.tabs.iter().find(|tab| is_same(&tab.name, &name.sheet)) {
            Some(tab) => texts.push((name, address(tab, name.cell))),
            None => problems.push(no_such_sheet(name)),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    if texts.is_empty() {
        return Ok(());
    }
    make_list(&mut book.workbook.root);
    let Some(list) = book.workbook.root.child_mut("definedNames") else { return Ok(()) };
    list.children.retain(|node| !names.iter().any(|name| is_named(node, &name.name)));
    for (name, text) in texts {
        insert(list, &name.name, &text, false);
    }
    Ok(())
}

/// Enters a name that the workbook does not have, for whatever `text` says; it is not shown in
/// the list of names.
pub(in crate::template::xlsx) fn enter_hidden(book: &mut Book, name: &str, text: &str) {
    make_list(&mut book.workbook.root);
    if let Some(list) = book.workbook.root.child_mut("definedNames") {
        insert(list, name, text, true);
    }
}

fn no_such_sheet(name: &DefinedName) -> Problem {
    Problem {
        kind: ProblemKind::UnknownName { name: name.sheet.clone(), nearest: None },
        place: Place::File,
        around: name.name.clone(),
    }
}

/// A cell as a formula names it: `'Kết nạp'!$D$7`.
fn address(tab: &Tab, cell: CellRef) -> String {
    let column = CellRef::column_name(cell.col);
    format!("'{}'!${column}${}", tab.name.replace('\'', "''"), cell.row + 1)
}

fn is_named(node: &Node, name: &str) -> bool {
    matches!(node, Node::Element(element) if element.attribute("localSheetId").is_none()
        && element.attribute("name").is_some_and(|known| is_same(&known, name)))
}

/// Makes the list of names where it belongs, when there is none.
fn make_list(workbook: &mut Element) {
    if workbook.child("definedNames").is_some() {
        return;
    }
    let is_before = |node: &Node| matches!(node, Node::Element(element) if BEFORE_NAMES.contains(&element.local_name()));
    let before = workbook.children.iter().rposition(is_before);
    let list = Element::new(format!("{}definedNames", workbook.prefix()));
    let place = before.map_or(0, |before| before + 1);
    workbook.children.insert(place, Node::Element(list));
}

/// Enters a name before the first that comes after it in the order that Excel writes.
fn insert(list: &mut Element, name: &str, text: &str, hidden: bool) {
    let order = order(name);
    let is_after = |node: &Node| {
        matches!(node, Node::Element(element)
        if element.attribute("name").is_some_and(|known| self::order(&known) > order))
    };
    let place = list.children.iter().position(is_after).unwrap_or(list.children.len());
    let mut entry = Element::new(format!("{}definedName", list.prefix()));
    entry.set_attribute("name", name);
    if hidden {
        entry.set_attribute("hidden", "1");
    }
    entry.set_text(text);
    list.children.insert(place, Node::Element(entry));
}

/// Excel sorts names without regard to case, and its own without their mark.
fn order(name: &str) -> String {
    let name = name.to_lowercase();
    name.strip_prefix("_xlnm.").map_or_else(|| name.clone(), str::to_owned)
}
