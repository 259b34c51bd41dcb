//! After filling: what Word's schema requires and a loop over nothing or over much may break.

mod grid;
mod ids;
mod structure;

use super::text::Story;
use super::value::{LINE, TAB};
use crate::ooxml::{Edits, XmlError, XmlTree};

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
pub(super) fn repair(xml: &str, before: Before) -> Result<String, XmlError> {
    if before.story == Story::Properties {
        let xml = plain_breaks(xml);
        XmlTree::parse(&xml)?;
        return Ok(xml);
    }
    let tree = XmlTree::parse(xml)?;
    let mut edits = Edits::new();
    breaks(&tree, &mut edits);
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

/// Line breaks and tabs in the text of runs.
fn breaks(tree: &XmlTree<'_>, edits: &mut Edits) {
    for text in tree.texts() {
        let in_run = tree.name(text.element) == "w:t"
            && tree.parent(text.element).is_some_and(|run| tree.name(run) == "w:r");
        let raw = tree.slice(text.range.clone());
        for (at, c) in raw.match_indices([LINE, TAB]).filter(|_| in_run) {
            let element = if c.starts_with(LINE) { "<w:br/>" } else { "<w:tab/>" };
            let start = text.range.start + at;
            edits.replace(
                start..start + c.len(),
                format!("</w:t>{element}<w:t xml:space=\"preserve\">"),
            );
        }
    }
}

/// Elsewhere, as in an attribute, a break is a space.
fn plain_breaks(xml: &str) -> String {
    if xml.contains([LINE, TAB]) { xml.replace([LINE, TAB], " ") } else { xml.to_owned() }
}
