//! What is hidden, noted and struck through, put into a workbook.

use std::path::Path;

use tonghop::ooxml::Package;

use crate::fonts::{attribute, read, sheet_part, with_font};

/// What of a sheet is hidden.
pub(crate) struct Hidden<'a> {
    pub(crate) rows: &'a [u32],
    /// Columns by their numbers, from 1; each must have an element of its own.
    pub(crate) columns: &'a [u32],
    /// The sheet itself.
    pub(crate) sheet: bool,
    /// A filter is set on this range.
    pub(crate) filter: Option<&'a str>,
}

/// Hides parts of a sheet.
pub(crate) fn hide(file: &Path, sheet: &str, hidden: &Hidden<'_>) {
    change(file, |package| {
        let part = sheet_part(package, sheet);
        let mut xml = read(package, &part);
        for row in hidden.rows {
            xml = replaced(&xml, &format!("<row r=\"{row}\""), " hidden=\"1\"");
        }
        for column in hidden.columns {
            let place = format!(" min=\"{column}\" max=\"{column}\"");
            xml = replaced(&xml, &place, " hidden=\"1\"");
        }
        if let Some(range) = hidden.filter {
            let filter = format!(
                "<autoFilter ref=\"{range}\"><filterColumn colId=\"0\"><filters><filter val=\"1\"/></filters></filterColumn></autoFilter>"
            );
            xml = replaced(&xml, "</sheetData>", &filter);
        }
        package.put(&part, xml.into_bytes());
        if hidden.sheet {
            let workbook = read(package, "xl/workbook.xml");
            let tab = format!("name=\"{sheet}\"");
            let at = workbook.find(&tab).unwrap();
            let (before, after) = workbook.split_at(at);
            let after = after.replacen("state=\"visible\"", "state=\"hidden\"", 1);
            package.put("xl/workbook.xml", format!("{before}{after}").into_bytes());
        }
    });
}

/// Puts a note of somebody at a cell.
pub(crate) fn note(file: &Path, sheet: &str, at: &str, author: &str, text: &str) {
    change(file, |package| {
        let part = sheet_part(package, sheet);
        let name = part.rsplit('/').next().unwrap();
        let relations = format!("xl/worksheets/_rels/{name}.rels");
        let kind =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
        let relation = format!(
            "<Relationship Id=\"rIdNote\" Type=\"{kind}\" Target=\"../comments9.xml\"/>"
        );
        let known = if package.contains(&relations) {
            read(package, &relations)
                .replace("</Relationships>", &format!("{relation}</Relationships>"))
        } else {
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relation}</Relationships>"
            )
        };
        package.put(&relations, known.into_bytes());
        let comments = format!(
            "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author>{author}</author></authors><commentList><comment ref=\"{at}\" authorId=\"0\"><text><r><rPr><b/></rPr><t>{author}:</t></r><r><t xml:space=\"preserve\">\n{text}</t></r></text></comment></commentList></comments>"
        );
        package.put("xl/comments9.xml", comments.into_bytes());
        let types = read(package, "[Content_Types].xml");
        let own = "<Override PartName=\"/xl/comments9.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml\"/></Types>";
        package.put("[Content_Types].xml", types.replace("</Types>", own).into_bytes());
    });
}

/// Strikes a cell through, whatever stands in it.
pub(crate) fn strike(file: &Path, sheet: &str, at: &str) {
    change(file, |package| {
        let part = sheet_part(package, sheet);
        let xml = read(package, &part);
        let start =
            xml.find(&format!("<c r=\"{at}\"")).unwrap_or_else(|| panic!("no cell {at}"));
        let end = start + xml[start..].find('>').unwrap();
        let style = attribute(&xml[start..end], "s").unwrap().to_owned();
        let font = "<strike/><sz val=\"12\"/><name val=\"Times New Roman\"/>";
        let struck = with_font(package, style.parse().unwrap(), font);
        let head =
            xml[start..end].replace(&format!("s=\"{style}\""), &format!("s=\"{struck}\""));
        package.put(&part, format!("{}{head}{}", &xml[..start], &xml[end..]).into_bytes());
    });
}

/// Puts a text into a cell whose first letters are struck through.
pub(crate) fn correct(file: &Path, sheet: &str, at: &str, struck: &str, put: &str) {
    change(file, |package| {
        let part = sheet_part(package, sheet);
        let xml = read(package, &part);
        let start =
            xml.find(&format!("<c r=\"{at}\"")).unwrap_or_else(|| panic!("no cell {at}"));
        let head_end = start + xml[start..].find('>').unwrap();
        let end = if xml[..head_end].ends_with('/') {
            head_end + 1
        } else {
            start + xml[start..].find("</c>").unwrap() + 4
        };
        let style = attribute(&xml[start..head_end], "s").unwrap_or("0");
        let cell = format!(
            "<c r=\"{at}\" s=\"{style}\" t=\"inlineStr\"><is><r><rPr><strike/><sz val=\"12\"/></rPr><t>{struck}</t></r><r><rPr><sz val=\"12\"/></rPr><t xml:space=\"preserve\">{put}</t></r></is></c>"
        );
        package.put(&part, format!("{}{cell}{}", &xml[..start], &xml[end..]).into_bytes());
    });
}

fn change(file: &Path, change: impl FnOnce(&mut Package)) {
    let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
    change(&mut package);
    std::fs::write(file, package.write().unwrap()).unwrap();
}

/// Puts something behind a piece of markup that must be there.
fn replaced(xml: &str, markup: &str, put: &str) -> String {
    assert!(xml.contains(markup), "no {markup}");
    xml.replacen(markup, &format!("{markup}{put}"), 1)
}
