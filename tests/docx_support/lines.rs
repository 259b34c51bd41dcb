//! A document as a few lines of text.
//!
//! A line is a paragraph; `¦ a ¦ b ¦` is a table row, `¶` parts the paragraphs of a cell, `===`
//! parts two tables, `(empty)` is an empty paragraph, and `‖` cuts a paragraph into runs of which
//! every second one is bold. `--- header` begins another section; `# ` a remark.

use tonghop::ooxml::escape_xml;

/// Sections of a case's text: `--- name` begins one, the first is the body.
pub(super) fn sections(text: &str) -> Vec<(String, Vec<String>)> {
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
pub(super) fn xml_of(name: &str, lines: &[String]) -> String {
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
