//! One sheet equipped: its cells, then what stands around them.

use std::collections::BTreeMap;

use super::area::Area;
use super::cells::{self, Change, Formats};
use super::checks::beyond;
use super::lists::Lists;
use super::names::Names;
use super::plan::SheetPlan;
use super::styles::Styles;
use super::validations::{Outside, Rules};
use super::{existing, marks, protection};
use crate::ooxml::CellRef;
use crate::template::xlsx::book::{Book, unreadable};
use crate::template::xlsx::sheet::Sheet;
use crate::template::{Limit, Place, Problem};

/// Rules of what may be entered that a sheet can have (Excel's limit).
const MAX_RULES: usize = 65_534;

/// What all sheets of a workbook share.
pub(super) struct Shared {
    /// Formats.
    pub styles: Styles,
    /// Items of drop-down lists.
    pub lists: Lists,
    /// Names for what lies on other sheets.
    pub names: Names,
}

/// Does on a sheet what was planned for it.
pub(super) fn equip(
    book: &mut Book,
    index: usize,
    plan: &mut SheetPlan<'_>,
    shared: &mut Shared,
) -> Result<(), Problem> {
    let Some(tab) = book.tabs.get_mut(index) else { return Ok(()) };
    let Some(mut sheet) = tab.sheet.take() else { return Ok(()) };
    let (name, path) = (tab.name.clone(), tab.path.clone());

    let changes = changes(&sheet, plan, &mut shared.styles)?;
    let rows = cells::rows(&sheet, &changes)
        .map_err(|error| unreadable(&format!("{path}: {error}")))?;
    let extent = extent(&sheet, &changes);

    let mut rules = Rules::default();
    let Shared { styles, lists, names } = shared;
    let mut outside = Outside { sheet: &name, lists, names };
    for (area, validation) in &plan.validations {
        rules.add(validation, area.cells(), &mut outside);
    }
    let root = &mut sheet.around.root;
    existing::take_out(root, &rules.areas());
    rules.put(root);
    let count = root.child("dataValidations").map_or(0, |list| list.elements().count());
    if count > MAX_RULES {
        return Err(beyond(Limit::Validations(MAX_RULES), Place::File, &name));
    }
    if !plan.marks.is_empty() {
        for mark in &mut plan.marks {
            mark.formula = names.local(&mark.formula, &name);
        }
        marks::put(root, &plan.marks, styles.red());
        marks::make_room_in_pivots(book, &path, plan.marks.len())?;
    }
    if plan.protect {
        protection::protect(root);
    }
    if rows != sheet.slice(&sheet.data) || sheet.around_changed() {
        book.package.put(&path, sheet.write(&rows, extent));
    }
    Ok(())
}

/// Formats and contents as changes of cells; a cell that stays as it is has none.
fn changes(
    sheet: &Sheet,
    plan: &SheetPlan<'_>,
    styles: &mut Styles,
) -> Result<BTreeMap<CellRef, Change>, Problem> {
    let formats = Formats::of(sheet);
    let mut changes: BTreeMap<CellRef, Change> = BTreeMap::new();
    for (cell, locked) in &plan.locking {
        let before = formats.at(*cell);
        let style = styles.locking(before, *locked)?;
        let text = plan.texts.contains(cell);
        let style = if text { styles.for_text(style)? } else { style };
        if style != before {
            changes.entry(*cell).or_default().style = Some(style);
        }
    }
    for (cell, content) in &plan.contents {
        let change = changes.entry(*cell).or_default();
        // A cell that comes into being does not take over its row's or column's format by itself.
        let style = change.style.unwrap_or_else(|| formats.at(*cell));
        change.style = (style != 0).then_some(style);
        change.content = Some(content.clone());
    }
    Ok(changes)
}

/// The area that the cells of a sheet take up, when it says one.
fn extent(sheet: &Sheet, changes: &BTreeMap<CellRef, Change>) -> Option<String> {
    let before = sheet.around.root.child("dimension")?.attribute("ref")?;
    let before = Area::parse(&before)?;
    let cells = changes.keys().map(|cell| Area::of(*cell));
    let after = cells.fold(before, Area::with);
    (after != before).then(|| after.to_string())
}
