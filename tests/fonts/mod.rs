//! Cells in fonts and number formats of one's own, put into a workbook: `common` puts texts into cells as
//! they are.

use std::path::Path;

use tonghop::ooxml::Package;

/// A text in one font.
pub(crate) struct Run<'a> {
    pub(crate) text: &'a str,
    /// The font; none for that of the cell.
    pub(crate) font: Option<&'a str>,
}

/// Puts a text of several runs into a cell, whose own font becomes `font`, if there is one.
pub(crate) fn set_runs(
    file: &Path,
    sheet: &str,
    at: &str,
    font: Option<&str>,
    runs: &[Run<'_>],
) {
    let inside: String = match runs {
        [Run { text, font: None }] => in_text(text),
        several => several.iter().map(in_run).collect(),
    };
    set(file, sheet, at, |package, style| {
        let style = font.map_or(style, |font| {
            let font = format!("<sz val=\"12\"/><name val=\"{font}\"/>");
            with_font(package, style, &font)
        });
        format!("<c r=\"{at}\" s=\"{style}\" t=\"inlineStr\"><is>{inside}</is></c>")
    });
}

/// Puts a number into a cell that shows it as a percentage: 0.85 as `85%`.
pub(crate) fn set_percentage(file: &Path, sheet: &str, at: &str, number: &str) {
    set(file, sheet, at, |package, style| {
        let style = with_percent_sign(package, style);
        format!("<c r=\"{at}\" s=\"{style}\"><v>{number}</v></c>")
    });
}

/// Puts another cell in the place of one that is there; it is made from the cell's format.
fn set(file: &Path, sheet: &str, at: &str, cell: impl FnOnce(&mut Package, usize) -> String) {
    let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
    let part = sheet_part(&mut package, sheet);
    let xml = read(&mut package, &part);
    let start = xml.find(&format!("<c r=\"{at}\"")).unwrap_or_else(|| panic!("no cell {at}"));
    let head_end = start + xml[start..].find('>').unwrap();
    let head = &xml[start..head_end];
    let end = match head.strip_suffix('/') {
        Some(_) => head_end + 1,
        None => start + xml[start..].find("</c>").unwrap() + 4,
    };
    let style = attribute(head, "s").map_or(0, |style| style.parse().unwrap());
    let cell = cell(&mut package, style);
    let xml = format!("{}{cell}{}", &xml[..start], &xml[end..]);
    package.put(&part, xml.into_bytes());
    std::fs::write(file, package.write().unwrap()).unwrap();
}

fn in_text(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<t xml:space=\"preserve\">{text}</t>")
}

fn in_run(run: &Run<'_>) -> String {
    let font =
        run.font.map(|font| format!("<rPr><sz val=\"12\"/><rFont val=\"{font}\"/></rPr>"));
    format!("<r>{}{}</r>", font.unwrap_or_default(), in_text(run.text))
}

/// Adds a cell format that is like another but for its font, and gives its number.
pub(crate) fn with_font(package: &mut Package, like: usize, font: &str) -> usize {
    let styles = read(package, "xl/styles.xml");
    let (before, rest) = styles.split_once("</fonts>").unwrap();
    let number = before.matches("<font>").count();
    let styles = format!("{before}<font>{font}</font></fonts>{rest}");
    let styles = counted(&styles, "fonts", number + 1);
    with_format(package, &styles, like, "fontId", &number.to_string())
}

/// Adds a cell format that is like another but shows percentages, and gives its number.
fn with_percent_sign(package: &mut Package, like: usize) -> usize {
    let styles = read(package, "xl/styles.xml");
    with_format(package, &styles, like, "numFmtId", "9")
}

/// Adds a cell format to a style part that is like another but for one attribute.
fn with_format(
    package: &mut Package,
    styles: &str,
    like: usize,
    name: &str,
    value: &str,
) -> usize {
    let formats_at = styles.find("<cellXfs").unwrap();
    let formats_end = formats_at + styles[formats_at..].find("</cellXfs>").unwrap();
    let formats: Vec<&str> = styles[formats_at..formats_end].split("<xf ").skip(1).collect();
    let old = formats[like];
    let was = attribute(&format!(" {old}"), name).unwrap_or("0").to_owned();
    let new = old.replacen(&format!("{name}=\"{was}\""), &format!("{name}=\"{value}\""), 1);
    let added = format!("{}<xf {new}{}", &styles[..formats_end], &styles[formats_end..]);
    let added = counted(&added, "cellXfs", formats.len() + 1);
    package.put("xl/styles.xml", added.into_bytes());
    formats.len()
}

fn counted(styles: &str, list: &str, count: usize) -> String {
    let start = styles.find(&format!("<{list} count=\"")).unwrap() + list.len() + 9;
    let end = start + styles[start..].find('"').unwrap();
    format!("{}{count}{}", &styles[..start], &styles[end..])
}

pub(crate) fn read(package: &mut Package, part: &str) -> String {
    String::from_utf8(package.read(part).unwrap()).unwrap()
}

pub(crate) fn sheet_part(package: &mut Package, sheet: &str) -> String {
    let workbook = read(package, "xl/workbook.xml");
    let elements = workbook.split('<').filter(|element| element.starts_with("sheet "));
    let number = 1 + elements
        .map(|element| attribute(element, "name").unwrap())
        .position(|name| name == sheet)
        .unwrap_or_else(|| panic!("no sheet {sheet}"));
    format!("xl/worksheets/sheet{number}.xml")
}

pub(crate) fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let start = element.find(&format!(" {name}=\""))? + name.len() + 3;
    element[start..].split('"').next()
}
