//! What may go wrong with a part when it is filled, known from the part itself: so that a filled
//! part, which may be large, is only walked through when there is something to mend.

use std::ops::Range;

use super::ids::is_change;
use crate::ooxml::XmlTree;
use crate::template::docx::analysis::Analysis;
use crate::template::docx::anchors::Anchor;
use crate::template::docx::cells::changes_columns;
use crate::template::docx::columns::any_change;
use crate::template::docx::looped::Looped;
use crate::template::docx::removed::Removed;
use crate::template::docx::source::Meaning;
use crate::template::docx::text::Story;

/// What must be looked after when a part was filled.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Care {
    /// What kind of part it is.
    pub(in super::super) story: Story,
    /// A whole that is required may be missing: the last paragraph of a cell, the rows of a
    /// table, the paragraph between two tables.
    pub(super) structure: bool,
    /// What must be the only one of its kind and may be there twice.
    pub(super) repeated: Repeated,
    /// A table may have more or fewer columns.
    pub(super) columns: bool,
    /// Tables stand next to each other without a paragraph between in the template already.
    pub(super) tables_touch: bool,
}

/// What must be the only one of its kind and may be there twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeated {
    /// Nothing.
    Nothing,
    /// Numbers and names within the part.
    Identities,
    /// Those, and references to notes.
    Notes,
}

/// Elements that carry an identity or belong to one that does; `w14:paraId` is taken out of
/// loops beforehand.
const IDENTITIES: [&str; 9] = [
    "wp:docPr",
    "w:sdt",
    "w:bookmarkStart",
    "w:bookmarkEnd",
    "w:permStart",
    "w:permEnd",
    "w:commentRangeStart",
    "w:commentRangeEnd",
    "w:commentReference",
];

/// Elements that refer to a note.
const NOTES: [&str; 2] = ["w:footnoteReference", "w:endnoteReference"];

impl Repeated {
    /// What those elements of a part are that a loop copies.
    fn of(tree: &XmlTree<'_>, is_repeated: impl Fn(&usize) -> bool) -> Self {
        let names = || (0..tree.len()).filter(&is_repeated).map(|element| tree.name(element));
        if names().any(|name| NOTES.contains(&name)) {
            Self::Notes
        } else if names().any(|name| IDENTITIES.contains(&name) || is_change(name)) {
            Self::Identities
        } else {
            Self::Nothing
        }
    }

    /// The same, when a loop copies controls besides, if it does.
    const fn or_controls(self, repeated: bool) -> Self {
        match self {
            Self::Nothing if repeated => Self::Identities,
            other => other,
        }
    }
}

impl Care {
    /// Whether references to notes may be there twice.
    pub(in super::super) const fn repeats_notes(self) -> bool {
        matches!(self.repeated, Repeated::Notes)
    }

    /// Looks a part through, of which loops repeat some bytes, and whose tags have a meaning:
    /// controls for figures come into it, paragraphs may go.
    pub(in super::super) fn of(
        part: &Analysis<'_>,
        repeated: &Looped,
        meaning: &Meaning<'_>,
    ) -> Self {
        let tree = &part.tagged.tree;
        let is_repeated = |element: &usize| repeated.contains(tree.range(*element).start);
        Self {
            story: part.story,
            structure: part.story == Story::Paragraphs && Blocks::of(part, meaning).may_break(),
            repeated: Repeated::of(tree, is_repeated)
                .or_controls(meaning.figures.stand_in(&part.tagged, repeated)),
            columns: changes_columns(&part.tagged) || any_change(&part.tagged, &part.anchors),
            tables_touch: super::structure::touching_tables(tree, |_| true).next().is_some(),
        }
    }
}

/// The blocks of a part and which of its elements they surround.
struct Blocks<'p, 'a> {
    part: &'p Analysis<'a>,
    removed: Removed,
    /// Per block: where its tags take effect, in order.
    bounds: Vec<Vec<usize>>,
    /// Paragraphs that may go by themselves.
    conditional: Vec<usize>,
}

impl<'p, 'a> Blocks<'p, 'a> {
    fn of(part: &'p Analysis<'a>, meaning: &Meaning<'_>) -> Self {
        let conditional: Vec<usize> = meaning.conditional().collect();
        let bounds = part
            .groups()
            .map(|group| group.sites().filter_map(|site| part.takes_effect_at(site)).collect());
        let alone = conditional.iter().map(|paragraph| {
            let Range { start, end } = part.tagged.tree.range(*paragraph);
            vec![start, end]
        });
        Self {
            part,
            removed: Removed::new(&part.tagged, &part.anchors),
            bounds: bounds.chain(alone).collect(),
            conditional,
        }
    }

    fn tree(&self) -> &'p XmlTree<'a> {
        &self.part.tagged.tree
    }

    /// The blocks around an element, each with the number of its branch.
    fn around(&self, element: usize) -> Vec<(usize, usize)> {
        let Range { start, end } = self.tree().range(element);
        let mut around = Vec::new();
        for (block, bounds) in self.bounds.iter().enumerate() {
            let (Some(first), Some(last)) = (bounds.first(), bounds.last()) else { continue };
            if *first <= start && end <= *last {
                let branch = bounds.iter().filter(|bound| **bound <= start).count();
                // The closing tag may take effect where the element begins.
                around.push((block, branch.min(bounds.len() - 1)));
            }
        }
        around
    }

    /// Whether a whole that Word requires may be missing once the part is filled.
    fn may_break(&self) -> bool {
        let anchors = self.part.anchors.iter();
        let beside = anchors.filter_map(|anchor| match anchor {
            Anchor::Instead(element) | Anchor::Before(element) | Anchor::After(element) => {
                Some(*element)
            }
            Anchor::Text | Anchor::Run => None,
        });
        let mut holders: Vec<usize> = beside
            .chain(self.conditional.iter().copied())
            .filter_map(|element| self.tree().parent(element))
            .collect();
        holders.sort_unstable();
        holders.dedup();
        holders.into_iter().any(|holder| !self.holds(holder))
    }

    /// Whether an element whose children are repeated or dropped keeps what it must have.
    fn holds(&self, holder: usize) -> bool {
        let tree = self.tree();
        let around = self.around(holder);
        let stays = |element: &usize| {
            self.removed.around(tree, *element).is_none() && self.around(*element) == around
        };
        let mut kept =
            tree.children(holder).filter(|c| self.removed.around(tree, *c).is_none());
        match tree.name(holder) {
            "w:tbl" => kept.any(|child| tree.name(child) == "w:tr" && stays(&child)),
            "w:tr" => kept.any(|child| tree.name(child) == "w:tc" && stays(&child)),
            "w:tc" | "w:txbxContent" | "w:hdr" | "w:ftr" | "w:footnote" | "w:endnote" => {
                let kept: Vec<usize> = kept.collect();
                let last = kept.last();
                last.is_some_and(|last| tree.name(*last) == "w:p" && stays(last))
                    && self.tables_are_parted(&kept, &around)
            }
            "w:body" => self.tables_are_parted(&kept.collect::<Vec<_>>(), &around),
            _ => false,
        }
    }

    /// Whether each table is followed by a paragraph that is there whenever the table is, or
    /// stands once at the end.
    fn tables_are_parted(&self, blocks: &[usize], around: &[(usize, usize)]) -> bool {
        let tree = self.tree();
        let mut tables = blocks.iter().enumerate().filter(|(_, b)| tree.name(**b) == "w:tbl");
        tables.all(|(at, table)| {
            let next = blocks.get(at + 1).filter(|next| tree.name(**next) != "w:sectPr");
            let nest = self.around(*table);
            match next {
                Some(next) => tree.name(*next) == "w:p" && self.around(*next) == nest,
                None => nest == around,
            }
        })
    }
}
