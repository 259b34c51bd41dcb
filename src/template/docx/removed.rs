//! The elements that tags take the place of.

use std::collections::BTreeSet;

use super::anchors::Anchor;
use super::sites::Tagged;
use crate::ooxml::XmlTree;

/// Elements that go, in document order, without those inside another.
pub(super) struct Removed(Vec<usize>);

impl Removed {
    /// Gathers them from the anchors of all tags.
    pub(super) fn new(tagged: &Tagged<'_>, anchors: &[Anchor]) -> Self {
        let replaced = anchors.iter().filter_map(|anchor| match anchor {
            Anchor::Instead(element) => Some(*element),
            Anchor::Text | Anchor::Run | Anchor::Before(_) | Anchor::After(_) => None,
        });
        let mut outermost: Vec<usize> = Vec::new();
        for element in replaced.collect::<BTreeSet<usize>>() {
            let outer = outermost.last();
            if !outer.is_some_and(|outer| tagged.tree.is_within(element, *outer)) {
                outermost.push(element);
            }
        }
        Self(outermost)
    }

    /// The elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().copied()
    }

    /// The one that an element is or lies in.
    pub(super) fn around(&self, tree: &XmlTree<'_>, element: usize) -> Option<usize> {
        let before = self.0.partition_point(|removed| *removed <= element);
        let candidate = *self.0.get(before.checked_sub(1)?)?;
        tree.is_within(element, candidate).then_some(candidate)
    }
}
