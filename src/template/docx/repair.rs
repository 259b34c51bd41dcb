//! After filling: what Word's schema requires and a loop over nothing or over much may break.

mod breaks;
mod grid;
mod ids;
mod justified;
mod structure;

pub(super) use justified::Justified;

use super::text::Story;
use crate::ooxml::{Edits, XmlError, XmlTree};
use breaks::plain_breaks;

/// What a part was like before it was filled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before {
    /// What kind of part it is.
    pub(super) story: Story,
    /// Whether tags may have changed the number of columns of a table.
    pub(super) columns_change: bool,
    /// Whether tables already stood next to each other without a paragraph between.
    pub(super) tables_touch: bool,
}

/// Makes a filled part sound again; an error means that it is no longer XML.
pub(super) fn repair(
    xml: &str,
    before: Before,
    justified: &Justified,
) -> Result<String, XmlError> {
    if before.story == Story::Properties {
        let xml = plain_breaks(xml);
        XmlTree::parse(&xml)?;
        return Ok(xml);
    }
    let tree = XmlTree::parse(xml)?;
    let mut edits = Edits::new();
    breaks::make(&tree, justified, &mut edits);
    structure::repair(&tree, before.tables_touch, &mut edits);
    ids::make_unique(&tree, &mut edits);
    if before.columns_change {
        grid::fit(&tree, &mut edits);
    }
    Ok(plain_breaks(&edits.apply(xml)))
}

/// Whether two tables of a part touch.
pub(super) fn tables_touch(tree: &XmlTree<'_>) -> bool {
    structure::touching_tables(tree, |_| true).next().is_some()
}
