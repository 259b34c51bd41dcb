//! What a reader sees of a document, and what is told of a template, as lines of text.
//!
//! As in `lines`; besides, bold text stands between asterisks, a line break is `⏎`, a tab `→`,
//! a page break `⤓`, a picture `[picture]`, and a cell's shape stands in brackets.

use std::fmt::Write as _;

use tonghop::ooxml::XmlTree;
use tonghop::template::{Place, Problem, ProblemKind};

use super::skeleton::inner_xml;

/// What a reader sees of a document, section by section.
pub(crate) fn seen(document: &[u8], names: &[String]) -> String {
    let mut out = String::new();
    for name in names {
        if name != "body" {
            writeln!(out, "--- {name}").unwrap();
        }
        let inner = inner_xml(document, name);
        let xml = format!("<body>{inner}</body>");
        let tree = XmlTree::parse(&xml).unwrap();
        if name == "title" {
            let said = tree.texts().iter().map(|text| tree.said(text));
            writeln!(out, "{}", said.collect::<String>()).unwrap();
        } else {
            blocks(&tree, 0, &mut out);
        }
    }
    out
}

fn blocks(tree: &XmlTree<'_>, whole: usize, out: &mut String) {
    let mut after_table = false;
    for child in tree.children(whole) {
        let is_table = tree.name(child) == "w:tbl";
        if is_table && after_table {
            out.push_str("===\n");
        }
        after_table = is_table;
        match tree.name(child) {
            "w:p" => writeln!(out, "{}", line(tree, child)).unwrap(),
            "w:tbl" => {
                if tree.child(child, "w:tr").is_none() {
                    out.push_str("(table without rows)\n");
                }
                for row in tree.children(child).filter(|row| tree.name(*row) == "w:tr") {
                    let cells = tree.children(row).filter(|cell| tree.name(*cell) == "w:tc");
                    let cells: Vec<String> = cells.map(|cell| cell_text(tree, cell)).collect();
                    writeln!(out, "¦ {} ¦", cells.join(" ¦ ")).unwrap();
                }
            }
            "w:sdt" | "w:sdtContent" => blocks(tree, child, out),
            _ => {}
        }
    }
}

fn cell_text(tree: &XmlTree<'_>, cell: usize) -> String {
    let mut out = String::new();
    for property in tree.child(cell, "w:tcPr").into_iter().flat_map(|p| tree.children(p)) {
        let value = |name| tree.attribute(property, name).map(|(v, _)| v.into_owned());
        let (label, value) = match tree.name(property) {
            "w:gridSpan" => ("span", value("w:val")),
            "w:vMerge" => ("merge", value("w:val")),
            "w:shd" => ("fill", value("w:fill")),
            _ => continue,
        };
        write!(out, "[{label} {}] ", value.unwrap_or_default()).unwrap();
    }
    let mut inner = String::new();
    blocks(tree, cell, &mut inner);
    out + &inner.trim_end_matches('\n').replace('\n', " ¶ ")
}

fn line(tree: &XmlTree<'_>, paragraph: usize) -> String {
    let mut out = String::new();
    let mut was_bold = false;
    for element in tree.descendants(paragraph) {
        let said = match tree.name(element) {
            "w:t" => {
                let texts = tree.texts().iter().filter(|text| text.element == element);
                texts.map(|text| tree.said(text).to_owned()).collect()
            }
            "w:br" => match tree.attribute(element, "w:type") {
                Some((kind, _)) if kind == "page" => "⤓".to_owned(),
                _ => "⏎".to_owned(),
            },
            "w:drawing" => "[picture]".to_owned(),
            "w:tab" if tree.name(tree.parent(element).unwrap()) == "w:r" => "→".to_owned(),
            _ => continue,
        };
        let run = tree.parent(element).unwrap();
        let bold = tree.child(run, "w:rPr").is_some_and(|p| tree.child(p, "w:b").is_some());
        if bold != was_bold {
            out.push('*');
        }
        was_bold = bold;
        out.push_str(&said);
    }
    if was_bold {
        out.push('*');
    }
    if out.is_empty() { "(empty)".to_owned() } else { out }
}

/// Problems, one a line.
pub(crate) fn told(problems: &[Problem]) -> String {
    let mut out = String::new();
    for problem in problems {
        match &problem.place {
            Place::Paragraph { part, number } => write!(out, "{part} ¶{number}: ").unwrap(),
            place => write!(out, "{place:?}: ").unwrap(),
        }
        match &problem.kind {
            ProblemKind::UnknownName { name, nearest: Some(nearest) } => {
                write!(out, "unknown `{name}`, nearest `{nearest}`").unwrap();
            }
            ProblemKind::UnknownName { name, nearest: None } => {
                write!(out, "unknown `{name}`").unwrap();
            }
            kind => write!(out, "{kind:?}").unwrap(),
        }
        writeln!(out, " «{}»", problem.around).unwrap();
    }
    out
}
