//! Tags in the codes of fields, such as `HYPERLINK "{{ url }}"`.
//!
//! A code has quotes and backslashes of its own, so what a tag prints is marked while the part
//! is filled and written as the code demands afterwards.

use std::collections::BTreeSet;

use super::find::{Field, fields};
use crate::ooxml::XmlTree;
use crate::template::docx::links;
use crate::template::{Place, Problem, ProblemKind};

/// Before what a tag in a code prints (a noncharacter of Unicode: never part of a text).
pub(in super::super) const OPEN: char = '\u{FDDA}';
/// After it.
pub(in super::super) const CLOSE: char = '\u{FDDB}';

/// Whether an element holds the code of a field.
pub(in super::super) fn is_code(element: &str) -> bool {
    matches!(element, "w:instrText" | "w:fldSimple")
}

/// The elements that hold each field's code, when a brace stands in it.
pub(in super::super) fn codes(tree: &XmlTree<'_>) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<Vec<usize>> = Vec::new();
    for element in 0..tree.len() {
        match tree.name(element) {
            "w:fldChar" => {
                let kind = tree.attribute(element, "w:fldCharType");
                match kind.as_ref().map(|(kind, _)| kind.as_ref()) {
                    Some("begin") => open.push(Vec::new()),
                    Some("end") => found.extend(open.pop()),
                    _ => {}
                }
            }
            "w:instrText" => {
                if let Some(last) = open.last_mut() {
                    last.push(element);
                }
            }
            _ => {}
        }
    }
    let has_brace = |element: &usize| tree.slice(tree.content(*element)).contains(['{', '}']);
    found.retain(|code| code.iter().any(has_brace));
    found.sort();
    found
}

/// Writes what tags printed as a code demands.
pub(super) fn finish(xml: &str) -> Option<String> {
    let mut pieces = xml.split(OPEN);
    let mut out = pieces.next()?.to_owned();
    if out.len() == xml.len() {
        return None;
    }
    for piece in pieces {
        let (value, rest) = piece.split_once(CLOSE).unwrap_or(("", piece));
        out.push_str(&value.replace('\\', "\\\\").replace("&quot;", "\\&quot;"));
        out.push_str(rest);
    }
    Some(out)
}

/// Links that a tag has made lead somewhere they must not.
pub(super) fn check_links(
    part: &str,
    tree: &XmlTree<'_>,
    found: &[Field],
    before: &str,
) -> Vec<Problem> {
    let addresses = |found: &[Field]| -> Vec<(usize, String)> {
        let links = found.iter().filter(|field| field.instruction.kind == "HYPERLINK");
        let address =
            |field: &Field| Some((field.start, field.instruction.argument()?.to_owned()));
        links.filter_map(address).collect()
    };
    let given = addresses(found);
    if given.is_empty() {
        return Vec::new();
    }
    let known = XmlTree::parse(before).map(|tree| addresses(&fields(&tree)));
    let known: BTreeSet<String> =
        known.into_iter().flatten().map(|(_, address)| address).collect();
    let counted = super::counted_paragraphs(tree);
    let problem = |(element, address): (usize, String)| {
        let reason = links::checked(&address).err()?;
        let number = counted.partition_point(|paragraph| *paragraph <= element).max(1);
        Some(Problem {
            kind: ProblemKind::Misplaced(reason.to_owned()),
            place: Place::Paragraph { part: part.to_owned(), number },
            around: address,
        })
    };
    given
        .into_iter()
        .filter(|(_, address)| !known.contains(address))
        .filter_map(problem)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_of_a_value_do_not_end_the_argument() {
        let xml = format!("A &quot;{OPEN}a\\b &quot;c&quot;{CLOSE}&quot; \\h");
        let expected = "A &quot;a\\\\b \\&quot;c\\&quot;&quot; \\h";
        assert_eq!(finish(&xml).as_deref(), Some(expected));
        assert_eq!(finish("A \\h"), None);
    }
}
