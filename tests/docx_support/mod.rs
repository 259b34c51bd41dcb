//! What the tests of the Word engine are written with: documents and what a reader sees of them,
//! as a few lines of text.
//!
//! A line is a paragraph; `¦ a ¦ b ¦` is a table row, `¶` parts the paragraphs of a cell, `===`
//! parts two tables, `(empty)` is an empty paragraph, and `‖` cuts a paragraph into runs of which
//! every second one is bold. In what a reader sees, bold text stands between asterisks, a line
//! break is `⏎`, a tab `→`, and a cell's shape stands in brackets.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use tonghop::ooxml::{Package, XmlTree, escape_xml};
use tonghop::template::{Figure, Lookup, Place, Problem, ProblemKind, References};

const NAMESPACES: &str = concat!(
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" ",
    "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" ",
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" ",
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" ",
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
);

/// The only style: it justifies.
const STYLE: &str = concat!(
    "<w:style w:type=\"paragraph\" w:styleId=\"Justified\">",
    "<w:pPr><w:jc w:val=\"both\"/></w:pPr></w:style>"
);

/// Parts that a case may describe: section name, part, content type, what stands around.
const SECTIONS: [(&str, &str, &str, &str); 4] = [
    ("body", "word/document.xml", "document.main", "w:document><w:body"),
    ("header", "word/header1.xml", "header", "w:hdr"),
    ("footnotes", "word/footnotes.xml", "footnotes", "w:footnotes><w:footnote w:id=\"2\""),
    ("title", "docProps/core.xml", "", "cp:coreProperties"),
];

const CORE: &str = concat!(
    "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" ",
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
);

/// A document from named sections of XML.
pub(crate) fn docx(sections: &[(String, String)]) -> Vec<u8> {
    let mut parts = vec![("[Content_Types].xml".to_owned(), content_types(sections))];
    for (name, xml) in sections {
        let (_, part, _, around) = SECTIONS.iter().find(|s| s.0 == name).unwrap();
        parts.push(((*part).to_owned(), wrapped(around, xml)));
    }
    parts.push((
        "word/_rels/document.xml.rels".to_owned(),
        concat!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
            "<Relationship Id=\"styles\" Target=\"styles.xml\" Type=\"http://schemas.openxmlformats",
            ".org/officeDocument/2006/relationships/styles\"/></Relationships>"
        )
        .to_owned(),
    ));
    parts.push((
        "word/styles.xml".to_owned(),
        format!("<w:styles {NAMESPACES}>{STYLE}</w:styles>"),
    ));
    zip(&parts)
}

/// A package of these parts.
pub(crate) fn zip(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(xml.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn content_types(sections: &[(String, String)]) -> String {
    let mut xml = String::from(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
    );
    for (name, _) in sections {
        let (_, part, kind, _) = SECTIONS.iter().find(|s| s.0 == name).unwrap();
        let kind = match *kind {
            "" => "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
            kind => format!(
                "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
            ),
        };
        write!(xml, "<Override PartName=\"/{part}\" ContentType=\"{kind}\"/>").unwrap();
    }
    let styles = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml";
    xml + &format!("<Override PartName=\"/word/styles.xml\" ContentType=\"{styles}\"/></Types>")
}

fn wrapped(around: &str, inner: &str) -> String {
    let namespaces = if around.starts_with("cp:") { CORE } else { NAMESPACES };
    let names: Vec<&str> = around.split("><").collect();
    let mut xml = String::new();
    for (index, name) in names.iter().enumerate() {
        let attributes = if index == 0 { format!(" {namespaces}") } else { String::new() };
        write!(xml, "<{name}{attributes}>").unwrap();
    }
    xml.push_str(inner);
    for name in names.iter().rev() {
        write!(xml, "</{}>", name.split(' ').next().unwrap()).unwrap();
    }
    xml
}

/// Sections of a case's text: `--- name` begins one, the first is the body.
pub(crate) fn sections(text: &str) -> Vec<(String, Vec<String>)> {
    let mut sections = vec![("body".to_owned(), Vec::new())];
    for line in text.lines().filter(|line| !line.starts_with("# ") && !line.is_empty()) {
        match line.strip_prefix("--- ") {
            Some(name) => sections.push((name.to_owned(), Vec::new())),
            None => sections.last_mut().unwrap().1.push(line.to_owned()),
        }
    }
    sections
}

/// A section's lines as XML.
pub(crate) fn xml_of(name: &str, lines: &[String]) -> String {
    if name == "title" {
        return format!("<dc:title>{}</dc:title>", escape_xml(&lines.join("")));
    }
    let mut xml = String::new();
    let mut rows: Vec<&str> = Vec::new();
    for line in lines {
        if let Some(row) = line.strip_prefix("¦ ") {
            rows.push(row.trim_end_matches('¦').trim_end());
            continue;
        }
        xml.push_str(&table(&std::mem::take(&mut rows)));
        if line != "===" {
            xml.push_str(&paragraph(line));
        }
    }
    xml + &table(&rows)
}

fn table(rows: &[&str]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let columns = rows.iter().map(|row| row.split(" ¦ ").count()).max().unwrap();
    let grid = "<w:gridCol w:w=\"1200\"/>".repeat(columns);
    let mut xml = format!("<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>");
    for row in rows {
        xml.push_str("<w:tr>");
        for cell in row.split(" ¦ ") {
            xml.push_str("<w:tc><w:tcPr><w:tcW w:w=\"1200\" w:type=\"dxa\"/></w:tcPr>");
            for text in cell.split('¶') {
                xml.push_str(&paragraph(text.trim()));
            }
            xml.push_str("</w:tc>");
        }
        xml.push_str("</w:tr>");
    }
    xml + "</w:tbl>"
}

fn paragraph(text: &str) -> String {
    if text.is_empty() || text == "(empty)" {
        return "<w:p/>".to_owned();
    }
    let runs = text.split('‖').enumerate().map(|(index, run)| {
        let bold = if index % 2 == 1 { "<w:rPr><w:b/></w:rPr>" } else { "" };
        format!("<w:r>{bold}<w:t>{}</w:t></w:r>", escape_xml(run))
    });
    format!("<w:p>{}</w:p>", runs.collect::<String>())
}

/// The text of a part.
pub(crate) fn part(document: &[u8], name: &str) -> String {
    let mut package = Package::open(document.to_vec()).unwrap();
    String::from_utf8(package.read(name).unwrap()).unwrap()
}

/// What stands between the tags that wrap a section.
pub(crate) fn inner_xml(document: &[u8], section: &str) -> String {
    let (_, name, _, around) = SECTIONS.iter().find(|s| s.0 == section).unwrap();
    let xml = part(document, name);
    let tree = XmlTree::parse(&xml).unwrap();
    let depth = around.split("><").count();
    xml[tree.content(depth - 1)].to_owned()
}

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
            "w:br" => "⏎".to_owned(),
            "w:tab" => "→".to_owned(),
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

/// References from a table: tag to text; a tag to be refused has the nearest right one behind
/// a question mark.
pub(crate) struct Table(pub(crate) BTreeMap<String, String>);

impl References for Table {
    fn resolve(&self, tag: &str) -> Lookup {
        match self.0.get(tag).map(|text| (text.strip_prefix('?'), text)) {
            None => Lookup::NotAReference,
            Some((Some(nearest), _)) => {
                Lookup::Unknown { nearest: (!nearest.is_empty()).then(|| nearest.to_owned()) }
            }
            Some((None, text)) => Lookup::Figure(Figure::text(text)),
        }
    }
}
