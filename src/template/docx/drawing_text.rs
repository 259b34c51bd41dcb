//! Text in charts and diagrams: paragraphs of `DrawingML` (ECMA-376 part 1, 21.1.2), read and
//! filled as Word's own, and written as such again.
//!
//! Its paragraphs and runs are built like Word's (`a:p`, `a:r`, `a:t`), so they take Word's names
//! while they are filled. A literal of a chart (`c:v`) is a paragraph of one run meanwhile.

use crate::ooxml::xml_part::push_all;
use crate::ooxml::{Edits, XmlError, XmlTree};

/// What takes which of Word's names, by the parent it stands in.
const NAMES: [(&str, &str, &str); 7] = [
    ("", "a:p", "w:p"),
    ("a:p", "a:pPr", "w:pPr"),
    ("a:p", "a:r", "w:r"),
    ("a:p", "a:br", "w:br"),
    // Says nothing, and may stand anywhere.
    ("a:p", "a:endParaRPr", "w:proofErr"),
    ("a:r", "a:rPr", "w:rPr"),
    ("a:r", "a:t", "w:t"),
];

/// Begins and ends a literal.
const LITERAL: (&str, &str) = ("<w:p><w:r><w:t>", "</w:t></w:r></w:p>");

/// A part with the paragraphs of drawings as Word's.
///
/// # Errors
/// When it is no XML.
pub(super) fn as_word(xml: &str) -> Result<String, XmlError> {
    let tree = XmlTree::parse(xml)?;
    let mut edits = Edits::new();
    for element in 0..tree.len() {
        let parent = tree.parent(element).map_or("", |parent| tree.name(parent));
        let known = |(around, name, _): &&(&str, &str, &str)| {
            *name == tree.name(element) && (around.is_empty() || *around == parent)
        };
        if let Some((_, _, word)) = NAMES.iter().find(known) {
            rename(&tree, element, word, &mut edits);
        } else if is_literal(&tree, element) && !tree.is_empty_tag(element) {
            let content = tree.content(element);
            edits.insert(content.start, LITERAL.0);
            edits.insert(content.end, LITERAL.1);
        }
    }
    Ok(edits.apply(xml))
}

/// A filled part with the names of drawings again.
///
/// # Errors
/// When it is no longer XML.
pub(super) fn as_drawing(xml: &str) -> Result<String, XmlError> {
    let tree = XmlTree::parse(xml)?;
    let mut edits = Edits::new();
    for element in 0..tree.len() {
        match tree.name(element) {
            "w:r" if !in_literal(&tree, element) => write_run(&tree, element, &mut edits),
            // It comes last, once.
            "w:proofErr" if !is_last(&tree, element) => edits.delete(tree.range(element)),
            "w:proofErr" => rename(&tree, element, "a:endParaRPr", &mut edits),
            "w:p" | "w:pPr" | "w:br" if !in_run(&tree, element) => {
                let name = tree.name(element).replace("w:", "a:");
                rename(&tree, element, &name, &mut edits);
            }
            _ if is_literal(&tree, element) => write_literal(&tree, element, &mut edits),
            _ if lost_its_paragraphs(&tree, element) => {
                edits.append_child(&tree, element, "<a:p/>");
            }
            _ => {}
        }
    }
    Ok(edits.apply(xml))
}

fn rename(tree: &XmlTree<'_>, element: usize, name: &str, edits: &mut Edits) {
    let old = tree.name(element).len();
    let range = tree.range(element);
    edits.replace(range.start + 1..range.start + 1 + old, name);
    if !tree.is_empty_tag(element) {
        let end = tree.content(element).end;
        edits.replace(end + 2..end + 2 + old, name);
    }
}

/// Text of a chart that no cell gives: the name of a series, or a point of a list in the chart.
fn is_literal(tree: &XmlTree<'_>, element: usize) -> bool {
    let name = |element| tree.local_name(element);
    let Some(parent) = tree.parent(element).filter(|_| tree.name(element) == "c:v") else {
        return false;
    };
    let list = || tree.parent(parent).is_some_and(|list| name(list) == "strLit");
    name(parent) == "tx" || (name(parent) == "pt" && list())
}

fn in_literal(tree: &XmlTree<'_>, element: usize) -> bool {
    tree.ancestors(element).any(|around| is_literal(tree, around))
}

fn in_run(tree: &XmlTree<'_>, element: usize) -> bool {
    in_literal(tree, element)
        || tree.parent(element).is_some_and(|parent| tree.name(parent) == "w:r")
}

fn is_last(tree: &XmlTree<'_>, element: usize) -> bool {
    let end = tree.range(element).end;
    tree.parent(element).is_some_and(|parent| tree.content(parent).end == end)
}

/// A text body whose paragraphs are all gone; it must have one.
fn lost_its_paragraphs(tree: &XmlTree<'_>, element: usize) -> bool {
    let mut children = tree.children(element).map(|child| tree.name(child)).peekable();
    children.peek() == Some(&"a:bodyPr") && children.all(|name| name != "w:p" && name != "a:p")
}

/// Ends the run at each line break, which stands between runs here.
fn write_run(tree: &XmlTree<'_>, run: usize, edits: &mut Edits) {
    let properties = tree.child(run, "w:rPr").map(|properties| {
        tree.slice(tree.range(properties))
            .replacen("<w:rPr", "<a:rPr", 1)
            .replace("</w:rPr>", "</a:rPr>")
    });
    let properties = properties.unwrap_or_default();
    let (mut out, mut text) = (String::new(), None::<String>);
    let end = |out: &mut String, text: &mut Option<String>| {
        if let Some(text) = text.take() {
            push_all(out, &["<a:r>", &properties, "<a:t>", &text, "</a:t></a:r>"]);
        }
    };
    for child in tree.children(run) {
        match tree.name(child) {
            "w:t" => text.get_or_insert_default().push_str(tree.slice(tree.content(child))),
            "w:tab" => text.get_or_insert_default().push('\t'),
            "w:br" => {
                end(&mut out, &mut text);
                push_all(&mut out, &["<a:br>", &properties, "</a:br>"]);
            }
            _ => {}
        }
    }
    end(&mut out, &mut text);
    edits.replace(tree.range(run), out);
}

/// A literal is text without paragraphs.
fn write_literal(tree: &XmlTree<'_>, literal: usize, edits: &mut Edits) {
    let inside = tree.descendants(literal).map(|inner| match tree.name(inner) {
        "w:t" => tree.slice(tree.content(inner)),
        "w:br" | "w:tab" => " ",
        _ => "",
    });
    edits.replace(tree.content(literal), inside.collect::<String>());
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITLE: &str = concat!(
        "<c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr b=\"1\"/></a:pPr><a:r><a:rPr lang=\"vi-VN\">",
        "<a:latin typeface=\"x\"/></a:rPr><a:t>a</a:t></a:r><a:br><a:rPr/></a:br><a:fld><a:t>1",
        "</a:t></a:fld><a:endParaRPr/></a:p></c:rich>"
    );

    #[test]
    fn what_is_not_filled_comes_back_as_it_was() {
        for xml in [TITLE, "<c:tx><c:v>tên</c:v></c:tx>", "<c:pt><c:v>1</c:v></c:pt>"] {
            let xml = format!("<c:chart>{xml}</c:chart>");
            assert_eq!(as_drawing(&as_word(&xml).unwrap()).unwrap(), xml);
        }
    }

    #[test]
    fn a_break_inside_a_run_stands_between_runs() {
        let filled = "<w:p><w:r><w:rPr b=\"1\"/><w:t xml:space=\"preserve\">a</w:t><w:br/><w:t>b</w:t></w:r></w:p>";
        let run = |text: &str| format!("<a:r><a:rPr b=\"1\"/><a:t>{text}</a:t></a:r>");
        let expected =
            format!("<a:p>{}<a:br><a:rPr b=\"1\"/></a:br>{}</a:p>", run("a"), run("b"));
        assert_eq!(as_drawing(filled).unwrap(), expected);
    }

    #[test]
    fn a_body_without_paragraphs_gets_one_and_a_literal_has_none() {
        let filled = concat!(
            "<c:x><c:rich><a:bodyPr/></c:rich><c:tx><c:v><w:p><w:r><w:t>a</w:t><w:br/>",
            "<w:t>b</w:t></w:r></w:p></c:v></c:tx></c:x>"
        );
        let expected =
            "<c:x><c:rich><a:bodyPr/><a:p/></c:rich><c:tx><c:v>a b</c:v></c:tx></c:x>";
        assert_eq!(as_drawing(filled).unwrap(), expected);
    }
}
