//! After filling: what Word's schema requires and a loop over nothing or over much may break.

mod blank_runs;
mod breaks;
mod care;
mod grid;
mod ids;
mod justified;
mod links;
mod notes;
mod order;
mod structure;

pub(super) use breaks::plain_breaks;
pub(super) use care::Care;
pub(super) use grid::fit as fit_grids;
pub(super) use justified::Justified;
pub(super) use notes::copy_notes;
pub(super) use order::{in_order, ordered, place_of};
pub(super) use structure::repair as sound_structure;

use super::objects::Placed;
use super::text::Story;
use crate::ooxml::{Edits, XmlError, XmlTree};

/// Makes a filled part sound again.
///
/// # Errors
/// When it is no longer XML.
pub(super) fn repair(
    part: Placed,
    care: Care,
    justified: &Justified,
) -> Result<Vec<u8>, XmlError> {
    let Placed { xml, any, marked } = part;
    if care.story == Story::Properties {
        return Ok(if marked { plain_breaks(&text(xml)?).into_bytes() } else { xml });
    }
    let xml = blank_runs::drop(xml);
    let repeated = care.repeated != care::Repeated::Nothing;
    if !(marked || any || care.structure || repeated || care.columns) {
        return Ok(xml);
    }
    let xml = text(xml)?;
    let tree = XmlTree::parse(&xml)?;
    let mut edits = Edits::new();
    if !breaks::make(&tree, justified, &mut edits) {
        return Ok(mended(&xml, &tree, care, edits));
    }
    // What goes on in a new paragraph needs numbers of its own.
    let xml = edits.apply(&xml);
    Ok(mended(&xml, &XmlTree::parse(&xml)?, care, Edits::new()))
}

/// The part with those edits and what is required.
fn mended(xml: &str, tree: &XmlTree<'_>, care: Care, mut edits: Edits) -> Vec<u8> {
    structure::repair(tree, care.tables_touch, &mut edits);
    ids::make_unique(tree, &mut edits);
    if care.columns {
        grid::fit(tree, &mut edits);
    }
    plain_breaks(&edits.apply(xml)).into_bytes()
}

fn text(xml: Vec<u8>) -> Result<String, XmlError> {
    String::from_utf8(xml).map_err(|error| XmlError::IllFormed(error.to_string()))
}
