//! Which cell each remark goes to.

use std::collections::BTreeMap;

use super::{Colour, Remark};
use crate::ooxml::CellRef;
use crate::template::xlsx::book::Book;
use crate::template::xlsx::sheet::Sheet;

/// What is said of one cell.
#[derive(Default)]
pub(super) struct Note {
    /// The remarks, a blank line between them.
    pub text: String,
    /// The colour of the first that has one.
    pub colour: Option<Colour>,
}

/// The notes of a sheet.
pub(super) type Notes = BTreeMap<CellRef, Note>;

/// The notes of each sheet, by its position. What belongs to no visible worksheet stands at the
/// first cell of the first one, with its place in words.
pub(super) fn placed(book: &Book, remarks: &[Remark]) -> BTreeMap<usize, Notes> {
    let worksheets = || book.tabs.iter().enumerate().filter(|(_, tab)| tab.sheet.is_some());
    let visible = worksheets().find(|(_, tab)| tab.visible).or_else(|| worksheets().next());
    let first = visible.map_or(0, |(index, _)| index);
    let mut placed: BTreeMap<usize, Notes> = BTreeMap::new();
    for remark in remarks {
        let named = worksheets()
            .find(|(_, tab)| tab.visible && Some(&tab.name) == remark.sheet.as_ref());
        let (index, cell, text) = match named {
            Some((index, tab)) => {
                let corner = tab.sheet.as_ref().and_then(|sheet| corner(sheet, remark.cell));
                (index, corner.unwrap_or(remark.cell), &remark.text)
            }
            None => (first, CellRef::new(0, 0), &remark.elsewhere),
        };
        let note = placed.entry(index).or_default().entry(cell).or_default();
        // Of several that say the same one is enough.
        if !note.text.split("\n\n").any(|said| said == text) {
            let gap = if note.text.is_empty() { "" } else { "\n\n" };
            note.text.push_str(gap);
            note.text.push_str(text);
        }
        note.colour = note.colour.or(remark.colour);
    }
    placed
}

/// The first cell of the merged cells that a cell is one of: Excel shows no note of the others.
fn corner(sheet: &Sheet, cell: CellRef) -> Option<CellRef> {
    let merges = sheet.around.root.child("mergeCells")?;
    merges.elements().find_map(|merge| {
        let area = merge.attribute("ref")?;
        let (from, to) = area.split_once(':')?;
        let (from, to) = (from.parse::<CellRef>().ok()?, to.parse::<CellRef>().ok()?);
        let holds =
            (from.row..=to.row).contains(&cell.row) && (from.col..=to.col).contains(&cell.col);
        holds.then_some(from)
    })
}
