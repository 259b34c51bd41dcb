//! Old shapes of a sub-document (VML): an id that the host has already is changed, and what
//! points to the shape follows.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::ooxml::{Edits, XmlTree, escape_xml};

/// New ids by the old ones.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    renamed: BTreeMap<String, String>,
}

/// The ids of all shapes of a part.
pub(super) fn ids(tree: &XmlTree<'_>, elements: Range<usize>) -> BTreeSet<String> {
    elements.filter_map(|element| id_of(tree, element)).collect()
}

fn id_of(tree: &XmlTree<'_>, element: usize) -> Option<String> {
    let is_shape = tree.prefix(element) == "v:";
    let (id, _) = tree.attribute(element, "id").filter(|_| is_shape)?;
    Some(id.into_owned())
}

impl Shapes {
    /// Finds new ids for those of a part that are `taken`, and takes all of them.
    pub(super) fn rename(
        &mut self,
        tree: &XmlTree<'_>,
        elements: Range<usize>,
        taken: &mut BTreeSet<String>,
    ) {
        for old in ids(tree, elements) {
            if taken.insert(old.clone()) {
                continue;
            }
            let numbered = (2..).map(|number: u32| format!("{old}_{number}"));
            let new = numbered.into_iter().find(|new| taken.insert(new.clone()));
            self.renamed.insert(old, new.unwrap_or_default());
        }
    }

    /// Rewrites an element that has or names a shape's id.
    pub(super) fn rewrite(&self, tree: &XmlTree<'_>, element: usize, edits: &mut Edits) {
        let attributes: &[&str] = match tree.prefix(element) {
            _ if self.renamed.is_empty() => return,
            "v:" => &["id", "type"],
            "o:" => &["ShapeID"],
            _ => return,
        };
        for name in attributes {
            let Some((value, place)) = tree.attribute(element, name) else { continue };
            let (mark, id) =
                value.strip_prefix('#').map_or(("", value.as_ref()), |id| ("#", id));
            if let Some(new) = self.renamed.get(id) {
                edits.replace(place, format!("{mark}{}", escape_xml(new)));
            }
        }
    }
}
