//! `PAGEREF`: on which page a bookmark is. Only Word knows, once it has laid out the pages.

use std::collections::BTreeSet;

use super::find::Field;
use super::{Changes, OPEN, is_inside};
use crate::ooxml::XmlTree;

/// The bookmarks of which the page is still that of the template.
#[derive(Debug, Default)]
pub(super) struct Pages {
    still: BTreeSet<String>,
}

impl Pages {
    /// Finds them in a body that has not changed up to a byte.
    pub(super) fn of(body: &XmlTree<'_>, unchanged: usize) -> Self {
        let starts = (0..body.len()).filter(|e| body.name(*e) == "w:bookmarkStart");
        let still = starts.filter(|element| body.range(*element).end <= unchanged);
        let name = |element| Some(body.attribute(element, "w:name")?.0.to_lowercase());
        Self { still: still.filter_map(name).collect() }
    }
}

/// Leaves page numbers open that can have changed.
pub(super) fn refresh(pages: &Pages, fields: &[Field], changes: &mut Changes<'_, '_>) {
    for field in fields.iter().filter(|field| field.instruction.kind == "PAGEREF") {
        let Some(name) = field.instruction.argument() else { continue };
        let known = pages.still.contains(&name.to_lowercase());
        if known || field.is_locked || is_inside(fields, field, "TOC") {
            continue;
        }
        changes.set(field, OPEN);
        let reason =
            format!("số trang của `{name}` phải cập nhật trong Word: bấm vào chỗ «…», nhấn F9");
        let note = changes.stale(field.start, reason);
        changes.notes.push(note);
    }
}
