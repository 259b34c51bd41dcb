//! Rows without cells, tables without rows, cells without a last paragraph.

use std::collections::BTreeSet;

use crate::ooxml::{Edits, XmlTree};

/// An empty paragraph.
const PARAGRAPH: &str = "<w:p/>";

/// Takes out what is empty and puts in what is required.
pub(in super::super) fn repair(tree: &XmlTree<'_>, tables_touched: bool, edits: &mut Edits) {
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    // From the last element to the first: a whole is judged after its parts.
    for element in (0..tree.len()).rev() {
        let name = tree.name(element);
        let vanishes = match name {
            "w:r" => is_blank_run(tree, element),
            "w:tr" => !has_any(tree, element, &gone, "w:tc"),
            "w:tbl" => !has_any(tree, element, &gone, "w:tr"),
            "w:sdt" => is_hollow_control(tree, element, &gone),
            _ => false,
        };
        if vanishes {
            gone.insert(element);
            edits.delete(tree.range(element));
        } else if holds_blocks(tree, element) && !ends_well(tree, element, &gone) {
            edits.insert(end_of_blocks(tree, element), PARAGRAPH);
        }
    }
    if !tables_touched {
        for second in touching_tables(tree, |element| !gone.contains(&element)) {
            edits.insert(tree.range(second).start, PARAGRAPH);
        }
    }
}

/// A run that a tag left without a character.
fn is_blank_run(tree: &XmlTree<'_>, run: usize) -> bool {
    let mut any = false;
    for child in tree.children(run) {
        match tree.name(child) {
            "w:rPr" => {}
            "w:t" if tree.content(child).is_empty() && !tree.is_empty_tag(child) => any = true,
            _ => return false,
        }
    }
    any
}

/// Whether a row has a cell, a table a row: directly or in a wrapper, not in a table inside.
fn has_any(tree: &XmlTree<'_>, whole: usize, gone: &BTreeSet<usize>, name: &str) -> bool {
    let mut skip_to = 0;
    for element in tree.descendants(whole) {
        if element < skip_to {
            continue;
        }
        let is_gone = gone.contains(&element);
        if tree.name(element) == name && !is_gone {
            return true;
        }
        if is_gone || matches!(tree.name(element), "w:tr" | "w:tc" | "w:tbl") {
            skip_to = tree.descendants(element).end;
        }
    }
    false
}

/// A content control around rows or cells that has lost all of them.
fn is_hollow_control(tree: &XmlTree<'_>, control: usize, gone: &BTreeSet<usize>) -> bool {
    let around = tree.parent(control).map_or("", |parent| tree.name(parent));
    match around {
        "w:tbl" => !has_any(tree, control, gone, "w:tr"),
        "w:tr" => !has_any(tree, control, gone, "w:tc"),
        _ => false,
    }
}

/// Whether an element holds paragraphs and tables, and must not be without.
fn holds_blocks(tree: &XmlTree<'_>, element: usize) -> bool {
    match tree.name(element) {
        "w:tc" | "w:body" | "w:hdr" | "w:ftr" | "w:txbxContent" | "w:footnote"
        | "w:endnote" => true,
        "w:sdtContent" => {
            let control = tree.parent(element).and_then(|control| tree.parent(control));
            control.is_some_and(|around| holds_blocks_by_name(tree.name(around)))
        }
        _ => false,
    }
}

fn holds_blocks_by_name(name: &str) -> bool {
    matches!(
        name,
        "w:tc" | "w:body" | "w:hdr" | "w:ftr" | "w:txbxContent" | "w:footnote" | "w:endnote"
    )
}

/// Whether the last block is a paragraph or a wrapper of blocks.
fn ends_well(tree: &XmlTree<'_>, whole: usize, gone: &BTreeSet<usize>) -> bool {
    let blocks = tree.children(whole).filter(|child| !gone.contains(child)).filter(|child| {
        matches!(tree.name(*child), "w:p" | "w:tbl" | "w:sdt" | "w:customXml" | "w:altChunk")
            || tree.name(*child).starts_with("w:ins")
    });
    match blocks.last() {
        // A table may end a body or a header, but not a cell or a text box.
        Some(last) => {
            tree.name(last) != "w:tbl" || !matches!(tree.name(whole), "w:tc" | "w:txbxContent")
        }
        // A body may be empty, and so may the content of a control in one.
        None => tree.name(whole) == "w:body",
    }
}

/// Where a block can be added: before the section properties of a body.
fn end_of_blocks(tree: &XmlTree<'_>, whole: usize) -> usize {
    let section = tree.children(whole).filter(|child| tree.name(*child) == "w:sectPr").last();
    section.map_or(tree.content(whole).end, |section| tree.range(section).start)
}

/// Tables that follow a table without anything between: Word shows the two as one.
pub(super) fn touching_tables<'t>(
    tree: &'t XmlTree<'_>,
    stays: impl Fn(usize) -> bool + 't,
) -> impl Iterator<Item = usize> + 't {
    let tables = (0..tree.len()).filter(|element| tree.name(*element) == "w:tbl");
    tables.filter_map(move |first| {
        let second = tree.element(first)?.next;
        let follows = tree.name(second) == "w:tbl" && tree.parent(second) == tree.parent(first);
        (follows && stays(first) && stays(second)).then_some(second)
    })
}
