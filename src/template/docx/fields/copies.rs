//! References inside a loop: each turn's fields and links point to that turn's own bookmark.
//!
//! A loop copies a bookmark with its text, and each copy was given a name of its own
//! (`hinh`, `hinh_2`, …) when the part was made sound.

use std::collections::BTreeMap;

use super::find::{Field, fields, said};
use super::{Changes, is_inside};
use crate::ooxml::XmlTree;

/// What points to a bookmark.
struct Pointer {
    element: usize,
    /// Index of the field; none for a link.
    field: Option<usize>,
}

/// Lets fields and links of copies point to the bookmarks of the same turn.
pub(super) fn refresh(found: &[Field], changes: &mut Changes<'_, '_>) {
    let copies = copies(changes.tree, changes.before);
    if copies.is_empty() {
        return;
    }
    let Ok(before) = XmlTree::parse(changes.before) else { return };
    let fields_before = fields(&before);
    for (name, names) in copies {
        let pointers = pointers(changes.tree, found, &name);
        let known = self::pointers(&before, &fields_before, &name);
        if pointers.is_empty() {
            continue;
        }
        if known.is_empty() || pointers.len() != known.len() * names.len() {
            let reason = format!(
                "dấu trang `{name}` nằm trong vòng lặp, trường chỉ trỏ tới bản đầu tiên"
            );
            for field in pointers.iter().filter_map(|p| found.get(p.field?)) {
                changes.note(field, &reason);
            }
            continue;
        }
        // The turns stand one after the other, each with as many as the template has.
        for (turn, own) in pointers.chunks(known.len()).zip(&names) {
            for pointer in turn.iter().filter(|_| *own != name) {
                point(pointer, found, &name, own, changes);
            }
        }
    }
}

/// The names of bookmarks that a loop has copied, with those of the copies in their order.
fn copies(tree: &XmlTree<'_>, before: &str) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let count = |name: &str| before.matches(&format!("w:name=\"{name}\"")).count();
    for element in (0..tree.len()).filter(|e| tree.name(*e) == "w:bookmarkStart") {
        let Some((name, _)) = tree.attribute(element, "w:name") else { continue };
        let base = name.rsplit_once('_').filter(|(_, number)| {
            !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
        });
        match base {
            Some((base, _)) if count(&name) == 0 && count(base) == 1 => {
                let names = found.entry(base.to_owned());
                names.or_insert_with(|| vec![base.to_owned()]).push(name.into_owned());
            }
            _ => {}
        }
    }
    found
}

/// What points to a bookmark, but for the lines of contents, which are written anew.
fn pointers(tree: &XmlTree<'_>, found: &[Field], name: &str) -> Vec<Pointer> {
    let of_fields = found.iter().enumerate().filter(|(_, field)| {
        let instruction = &field.instruction;
        let points = matches!(instruction.kind.as_str(), "REF" | "PAGEREF" | "NOTEREF")
            && instruction.argument().is_some_and(|to| to.eq_ignore_ascii_case(name));
        points && !is_inside(found, field, "TOC")
    });
    let mut all: Vec<Pointer> = of_fields
        .map(|(index, field)| Pointer { element: field.start, field: Some(index) })
        .collect();
    let contents: Vec<_> = found
        .iter()
        .filter(|field| field.instruction.kind == "TOC")
        .map(|field| field.result(tree))
        .collect();
    let is_link = |element: &usize| {
        tree.name(*element) == "w:hyperlink"
            && tree.attribute(*element, "w:anchor").is_some_and(|(to, _)| to == name)
            && !contents.iter().any(|lines| lines.contains(element))
    };
    let links = (0..tree.len()).filter(is_link);
    all.extend(links.map(|element| Pointer { element, field: None }));
    all.sort_by_key(|pointer| pointer.element);
    all
}

/// Lets one point to another bookmark.
fn point(
    pointer: &Pointer,
    found: &[Field],
    name: &str,
    own: &str,
    changes: &mut Changes<'_, '_>,
) {
    let tree = changes.tree;
    let Some(field) = pointer.field.and_then(|index| found.get(index)) else {
        if let Some((_, place)) = tree.attribute(pointer.element, "w:anchor") {
            changes.edits.replace(place, own);
        }
        return;
    };
    if let Some((code, place)) = tree.attribute(field.start, "w:instr") {
        let code = crate::ooxml::escape_xml(&code.replacen(name, own, 1)).into_owned();
        changes.edits.replace(place, code);
        return;
    }
    let (begin, separate, _) = field.corners();
    let holds = |element: &usize| {
        tree.name(*element) == "w:instrText" && said(tree, *element).contains(name)
    };
    match (begin..separate).find(holds) {
        Some(element) => {
            let code = said(tree, element).replacen(name, own, 1);
            let code = crate::ooxml::escape_xml(&code).into_owned();
            changes.edits.replace(tree.content(element), code);
        }
        None => changes.note(field, "mã trường bị cắt thành nhiều mẩu"),
    }
}
