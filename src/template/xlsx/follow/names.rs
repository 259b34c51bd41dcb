//! Defined names, print areas and print titles.

use crate::ooxml::xml_part::{Element, Node};
use crate::template::xlsx::calc::Names;
use crate::template::xlsx::formula::lexer::{Kind, SheetName, tokens};
use crate::template::xlsx::formula::moves::{CannotFollow, Moves, Site};
use crate::template::xlsx::lines::Axis;

/// The names of a workbook after rows have moved.
pub(in super::super) struct FollowedNames {
    /// The names as they are now.
    pub names: Names,
    /// Whether any reads otherwise.
    pub changed: bool,
    /// Those that could not follow, with their text.
    pub failed: Vec<(String, CannotFollow)>,
    /// Those whose cells have all vanished: `#REF!`, as when a person deletes the rows.
    pub lost: Vec<String>,
}

/// Lets the names of a workbook follow moved rows.
pub(in super::super) fn follow(
    workbook: &mut Element,
    sheets: &[String],
    moves: &Moves<'_>,
) -> FollowedNames {
    let mut names = Names::of(workbook);
    let mut failed = Vec::new();
    let mut changed = false;
    let Some(list) = workbook.child_mut("definedNames") else {
        return FollowedNames { names, changed, failed, lost: Vec::new() };
    };
    let (mut gone, mut lost) = (Vec::new(), Vec::new());
    for (index, name) in list.elements_mut().enumerate() {
        let scope = name.attribute("localSheetId").and_then(|id| id.parse::<usize>().ok());
        let title = name.attribute("name").unwrap_or_default().to_lowercase();
        let built_in = title.starts_with("_xlnm.");
        let home = scope.and_then(|scope| sheets.get(scope)).map_or("", String::as_str);
        let text = name.text();
        let mut text_now = text.clone();
        let mut reads_other_cells = false;
        if built_in || is_absolute(&text, moves) {
            match moves.follow(&text, &Site { sheet: home, cell: None }) {
                Ok(followed) => {
                    reads_other_cells = followed.reads_other_cells;
                    text_now = followed.text.unwrap_or(text_now);
                }
                Err(error) => {
                    let name = name.attribute("name").unwrap_or_default();
                    failed.push((format!("{name} = {text}"), error));
                }
            }
        }
        if text_now.contains("#REF!") && !text.contains("#REF!") {
            if built_in {
                gone.push(index);
            } else {
                lost.push(name.attribute("name").unwrap_or_default().into_owned());
            }
        }
        if text_now != text {
            name.set_text(&text_now);
            changed = true;
        }
        if reads_other_cells {
            names.changed.insert((scope, title.clone()));
        }
        names.defined.insert((scope, title), text_now);
    }
    remove(list, &gone);
    if list.elements().next().is_none() {
        workbook.children.retain(|node| !matches!(node, Node::Element(element) if element.local_name() == "definedNames"));
    }
    FollowedNames { names, changed, failed, lost }
}

/// A name with a relative row means another cell from every cell: it names no rows. The same holds
/// for columns, where they have moved.
fn is_absolute(text: &str, moves: &Moves<'_>) -> bool {
    tokens(text).iter().all(|token| match &token.kind {
        Kind::Reference(reference) => {
            let map = match &reference.sheet {
                Some(SheetName::One(sheet)) => moves.map(sheet),
                _ => None,
            };
            let columns_moved = map.is_some_and(|map| map.columns.moved());
            reference.absolute(Axis::Rows) == (true, true)
                && (!columns_moved || reference.absolute(Axis::Columns) == (true, true))
        }
        _ => true,
    })
}

/// Takes out print areas and the like whose rows have all vanished.
fn remove(list: &mut Element, gone: &[usize]) {
    let mut index = 0;
    list.children.retain(|node| {
        let Node::Element(_) = node else { return true };
        index += 1;
        gone.binary_search(&(index - 1)).is_err()
    });
}
