//! A small valid .docx around the sections and parts of a case.
//!
//! Parts find each other by themselves: a relationship's id is the stem of the part's name
//! (`image1`, `chart1`, `header1`). The main document points to everything that Word wants it to
//! point to, and any part to the pictures, charts and links whose ids it uses.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use tonghop::ooxml::{Package, XmlTree};

/// Prefixes at hand in every part of a case.
const NAMESPACES: &str = concat!(
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" ",
    "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" ",
    "xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\" ",
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" ",
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" ",
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" ",
    "xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" ",
    "xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" ",
    "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" ",
    "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" ",
    "xmlns:v=\"urn:schemas-microsoft-com:vml\" ",
    "xmlns:o=\"urn:schemas-microsoft-com:office:office\" ",
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" ",
    "mc:Ignorable=\"w14 w15\""
);

const CORE: &str = concat!(
    "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" ",
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
);

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.drawingml.";

/// Begins the section properties that every body gets which has none of its own.
const SECTION: &str = "<w:sectPr w:rsidSect=\"00000001\">";
/// Ends them: A4 upright.
const SECTION_END: &str = concat!(
    "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" ",
    "w:bottom=\"1134\" w:left=\"1701\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/>",
    "</w:sectPr>"
);

/// Sections that a case may describe: name, part, what stands around.
const SECTIONS: [(&str, &str, &str); 6] = [
    ("body", "word/document.xml", "w:document><w:body"),
    ("header", "word/header1.xml", "w:hdr"),
    ("footer", "word/footer1.xml", "w:ftr"),
    ("footnotes", "word/footnotes.xml", "w:footnotes><w:footnote w:id=\"2\""),
    ("endnotes", "word/endnotes.xml", "w:endnotes><w:endnote w:id=\"2\""),
    ("title", "docProps/core.xml", "cp:coreProperties"),
];

/// Parts of the main document by the beginning of their names: relationship, content type.
const KINDS: [(&str, &str, &str, &str); 21] = [
    ("word/styles", "styles", WORD, "styles+xml"),
    ("word/settings", "settings", WORD, "settings+xml"),
    ("word/webSettings", "webSettings", WORD, "webSettings+xml"),
    ("word/fontTable", "fontTable", WORD, "fontTable+xml"),
    ("word/numbering", "numbering", WORD, "numbering+xml"),
    ("word/header", "header", WORD, "header+xml"),
    ("word/footer", "footer", WORD, "footer+xml"),
    ("word/footnotes", "footnotes", WORD, "footnotes+xml"),
    ("word/endnotes", "endnotes", WORD, "endnotes+xml"),
    ("word/comments.", "comments", WORD, "comments+xml"),
    ("word/glossary/document", "glossaryDocument", WORD, "document.glossary+xml"),
    ("word/theme/", "theme", "application/vnd.openxmlformats-officedocument.", "theme+xml"),
    ("word/charts/chart", "chart", DRAWING, "chart+xml"),
    ("word/charts/style", "", "application/vnd.ms-office.", "chartstyle+xml"),
    ("word/charts/colors", "", "application/vnd.ms-office.", "chartcolorstyle+xml"),
    ("word/diagrams/data", "diagramData", DRAWING, "diagramData+xml"),
    ("word/diagrams/layout", "diagramLayout", DRAWING, "diagramLayout+xml"),
    ("word/diagrams/quickStyle", "diagramQuickStyle", DRAWING, "diagramStyle+xml"),
    ("word/diagrams/colors", "diagramColors", DRAWING, "diagramColors+xml"),
    (
        "word/diagrams/drawing",
        "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing",
        "application/vnd.ms-office.",
        "drawingml.diagramDrawing+xml",
    ),
    (
        "customXml/itemProps",
        "",
        "application/vnd.openxmlformats-officedocument.",
        "customXmlProperties+xml",
    ),
];

/// Files by their extension.
const EXTENSIONS: [(&str, &str); 15] = [
    ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
    ("xml", "application/xml"),
    ("png", "image/png"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("gif", "image/gif"),
    ("bmp", "image/bmp"),
    ("emf", "image/x-emf"),
    ("wmf", "image/x-wmf"),
    ("svg", "image/svg+xml"),
    ("tiff", "image/tiff"),
    ("bin", "application/vnd.openxmlformats-officedocument.oleObject"),
    ("html", "text/html"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

/// A document from named sections of XML.
pub(crate) fn docx(sections: &[(String, String)]) -> Vec<u8> {
    document(sections, &BTreeMap::new(), &BTreeMap::new())
}

/// A document from named sections of XML, further parts, which win, and links by their ids.
pub(super) fn document(
    sections: &[(String, String)],
    further: &BTreeMap<String, Vec<u8>>,
    links: &BTreeMap<String, String>,
) -> Vec<u8> {
    let mut parts: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    parts.insert("word/styles.xml".to_owned(), styles().into_bytes());
    parts.insert("word/settings.xml".to_owned(), settings().into_bytes());
    for (name, xml) in sections {
        let (_, part, around) = SECTIONS.iter().find(|s| s.0 == name).unwrap();
        let inner = match name.as_str() {
            "body" if !xml.ends_with("</w:sectPr>") => {
                let has = |part: &str| {
                    further.contains_key(part)
                        || sections.iter().any(|(n, _)| part_of(n) == part)
                };
                xml.clone() + &section(has)
            }
            _ => xml.clone(),
        };
        parts.insert((*part).to_owned(), wrapped(around, &inner).into_bytes());
    }
    for (name, bytes) in further {
        parts.insert(name.clone(), with_namespaces(name, bytes));
    }
    let names: Vec<String> = parts.keys().cloned().collect();
    for name in names.iter().filter(|name| has_extension(name, "xml")) {
        let xml = String::from_utf8_lossy(&parts[name]).into_owned();
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let relationships = format!("{folder}/_rels/{file}.rels");
        if let Some(rels) = relationships_of(name, &xml, &names, links) {
            parts.entry(relationships).or_insert_with(|| rels.into_bytes());
        }
    }
    let package = package_relationships(&names).into_bytes();
    parts.entry("_rels/.rels".to_owned()).or_insert(package);
    let types = content_types(parts.keys()).into_bytes();
    let types = parts.remove("[Content_Types].xml").unwrap_or(types);
    let mut files = vec![("[Content_Types].xml".to_owned(), types)];
    files.extend(parts);
    zip_bytes(&files)
}

/// A package of these parts.
pub(crate) fn zip(parts: &[(String, String)]) -> Vec<u8> {
    let parts: Vec<_> =
        parts.iter().map(|(name, xml)| (name.clone(), xml.clone().into_bytes())).collect();
    zip_bytes(&parts)
}

fn zip_bytes(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The section properties, with the header and the footer if there are such parts.
fn section(has: impl Fn(&str) -> bool) -> String {
    let mut xml = SECTION.to_owned();
    for name in ["header", "footer"] {
        if has(&format!("word/{name}1.xml")) {
            write!(xml, "<w:{name}Reference w:type=\"default\" r:id=\"{name}1\"/>").unwrap();
        }
    }
    xml + SECTION_END
}

fn styles() -> String {
    let mut xml = format!(
        "<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts \
         w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/>\
         <w:sz w:val=\"28\"/><w:lang w:val=\"vi-VN\"/></w:rPr></w:rPrDefault><w:pPrDefault/>\
         </w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">\
         <w:name w:val=\"Normal\"/></w:style><w:style w:type=\"character\" w:default=\"1\" \
         w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/></w:style>"
    );
    for level in 1..=3 {
        write!(
            xml,
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\"><w:name w:val=\"heading \
             {level}\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:outlineLvl w:val=\"{}\"/></w:pPr>\
             <w:rPr><w:b/></w:rPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"TOC{level}\">\
             <w:name w:val=\"toc {level}\"/><w:basedOn w:val=\"Normal\"/></w:style>",
            level - 1
        )
        .unwrap();
    }
    let paragraphs = [
        ("TOCHeading", "TOC Heading", ""),
        ("ListParagraph", "List Paragraph", "<w:pPr><w:ind w:left=\"720\"/></w:pPr>"),
        ("Justified", "Justified", "<w:pPr><w:jc w:val=\"both\"/></w:pPr>"),
        ("FootnoteText", "footnote text", "<w:rPr><w:sz w:val=\"20\"/></w:rPr>"),
    ];
    for (id, name, properties) in paragraphs {
        write!(
            xml,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"Normal\"/>{properties}</w:style>"
        )
        .unwrap();
    }
    let characters = [
        ("Hyperlink", "Hyperlink", "<w:color w:val=\"0563C1\"/><w:u w:val=\"single\"/>"),
        ("FootnoteReference", "footnote reference", "<w:vertAlign w:val=\"superscript\"/>"),
    ];
    for (id, name, properties) in characters {
        write!(
            xml,
            "<w:style w:type=\"character\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
             <w:rPr>{properties}</w:rPr></w:style>"
        )
        .unwrap();
    }
    let border = |side| {
        format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>")
    };
    let borders: String =
        ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
    write!(
        xml,
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name \
         w:val=\"Normal Table\"/></w:style><w:style w:type=\"table\" w:styleId=\"TableGrid\">\
         <w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>\
         {borders}</w:tblBorders></w:tblPr></w:style></w:styles>"
    )
    .unwrap();
    xml
}

fn settings() -> String {
    format!("<w:settings {NAMESPACES}><w:defaultTabStop w:val=\"720\"/></w:settings>")
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

/// A part whose root declares no prefix gets all.
fn with_namespaces(name: &str, bytes: &[u8]) -> Vec<u8> {
    let Ok(xml) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let Some(root) = xml.find('<').filter(|_| has_extension(name, "xml")) else {
        return bytes.to_vec();
    };
    let tag_end = root + xml[root..].find(['>', ' ', '/']).unwrap_or(0);
    let open = &xml[root..root + xml[root..].find('>').unwrap_or(0)];
    if open.contains("xmlns") || open.starts_with("<?") {
        return bytes.to_vec();
    }
    let joined: String = xml.lines().map(str::trim).collect();
    let tag_end = tag_end - root;
    format!("{} {NAMESPACES}{}", &joined[..tag_end], &joined[tag_end..]).into_bytes()
}

/// The relationship that leads to a part, if its name tells.
fn kind_of(part: &str) -> Option<(String, bool)> {
    if part.contains("/_rels/") {
        return None;
    }
    let known = KINDS.iter().find(|(start, ..)| part.starts_with(start));
    let (kind, always) = match known {
        Some((_, "", ..)) => return None,
        Some((_, kind, ..)) => (*kind, *kind != "chart"),
        None if part.starts_with("word/media/") => ("image", false),
        None if part.starts_with("word/embeddings/") => ("package", false),
        None if part.starts_with("customXml/item") => ("customXml", true),
        None => return None,
    };
    let kind =
        if kind.starts_with("http") { kind.to_owned() } else { format!("{OFFICE}{kind}") };
    Some((kind, always))
}

fn stem(part: &str) -> &str {
    let file = part.rsplit('/').next().unwrap();
    file.split('.').next().unwrap()
}

/// The way from one part to another.
fn relative(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    let mut to: Vec<&str> = to.split('/').collect();
    from.pop();
    while !from.is_empty() && to.len() > 1 && from[0] == to[0] {
        from.remove(0);
        to.remove(0);
    }
    "../".repeat(from.len()) + &to.join("/")
}

/// The relationships of a part, if it has any.
fn relationships_of(
    part: &str,
    xml: &str,
    parts: &[String],
    links: &BTreeMap<String, String>,
) -> Option<String> {
    let is_main = part == "word/document.xml";
    if !part.starts_with("word/") {
        return None;
    }
    let mut inner = String::new();
    let uses = |id: &str| xml.contains(&format!("=\"{id}\""));
    for target in parts.iter().filter(|target| *target != part) {
        let Some((kind, always)) = kind_of(target) else { continue };
        let id = stem(target);
        if (is_main && always) || (!always && uses(id)) {
            write!(
                inner,
                "<Relationship Id=\"{id}\" Target=\"{}\" Type=\"{kind}\"/>",
                relative(part, target)
            )
            .unwrap();
        }
    }
    for (id, url) in links.iter().filter(|(id, _)| uses(id)) {
        write!(
            inner,
            "<Relationship Id=\"{id}\" Target=\"{}\" TargetMode=\"External\" \
             Type=\"{OFFICE}hyperlink\"/>",
            tonghop::ooxml::escape_xml(url)
        )
        .unwrap();
    }
    (!inner.is_empty()).then(|| {
        format!("<Relationships xmlns=\"{PACKAGE}relationships\">{inner}</Relationships>")
    })
}

fn package_relationships(parts: &[String]) -> String {
    let mut xml = format!("<Relationships xmlns=\"{PACKAGE}relationships\">");
    let core = format!("{PACKAGE}relationships/metadata/core-properties");
    for (id, part, kind) in [
        ("document", "word/document.xml", format!("{OFFICE}officeDocument")),
        ("core", "docProps/core.xml", core),
        ("app", "docProps/app.xml", format!("{OFFICE}extended-properties")),
        ("custom", "docProps/custom.xml", format!("{OFFICE}custom-properties")),
    ] {
        if parts.iter().any(|known| known == part) {
            write!(xml, "<Relationship Id=\"{id}\" Target=\"{part}\" Type=\"{kind}\"/>")
                .unwrap();
        }
    }
    xml + "</Relationships>"
}

fn content_types<'p>(parts: impl Iterator<Item = &'p String>) -> String {
    let mut xml = format!("<Types xmlns=\"{PACKAGE}content-types\">");
    for (extension, kind) in EXTENSIONS {
        write!(xml, "<Default Extension=\"{extension}\" ContentType=\"{kind}\"/>").unwrap();
    }
    for part in parts.filter(|part| has_extension(part, "xml")) {
        let kind = match part.as_str() {
            "word/document.xml" => format!("{WORD}document.main+xml"),
            "docProps/core.xml" => {
                "application/vnd.openxmlformats-package.core-properties+xml".to_owned()
            }
            "docProps/app.xml" => {
                "application/vnd.openxmlformats-officedocument.extended-properties+xml"
                    .to_owned()
            }
            "docProps/custom.xml" => {
                "application/vnd.openxmlformats-officedocument.custom-properties+xml".to_owned()
            }
            part => match KINDS.iter().find(|(start, ..)| part.starts_with(start)) {
                Some((_, _, start, end)) => format!("{start}{end}"),
                None => continue,
            },
        };
        write!(xml, "<Override PartName=\"/{part}\" ContentType=\"{kind}\"/>").unwrap();
    }
    xml + "</Types>"
}

/// Whether a part is XML, by its name.
pub(super) fn is_xml(part: &str) -> bool {
    has_extension(part, "xml") || has_extension(part, "rels")
}

/// Whether a name ends with an extension.
pub(super) fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end == extension)
}

/// The text of a part.
pub(crate) fn part(document: &[u8], name: &str) -> String {
    let mut package = Package::open(document.to_vec()).unwrap();
    String::from_utf8(package.read(name).unwrap()).unwrap()
}

/// The part that a section stands for.
pub(super) fn part_of(section: &str) -> &'static str {
    SECTIONS.iter().find(|s| s.0 == section).unwrap().1
}

/// What stands between the tags that wrap a section, without the skeleton's section properties.
pub(crate) fn inner_xml(document: &[u8], section: &str) -> String {
    let (_, name, around) = SECTIONS.iter().find(|s| s.0 == section).unwrap();
    let xml = part(document, name);
    let tree = XmlTree::parse(&xml).unwrap();
    let depth = around.split("><").count();
    let inner = &xml[tree.content(depth - 1)];
    match inner.rfind(SECTION) {
        Some(at) if inner.ends_with(SECTION_END) => inner[..at].to_owned(),
        _ => inner.to_owned(),
    }
}
