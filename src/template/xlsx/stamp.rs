//! A notice on the face of every sheet, printed at the top of each page.

use super::book::{Book, unreadable};
use super::sheet::Sheet;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::Problem;

/// Elements of a worksheet that come after `headerFooter` (ECMA-376 part 1, 18.3.1.99).
const AFTER_HEADER: [&str; 15] = [
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];

/// Characters a header can have (Excel's limit).
const MAX_HEADER: usize = 255;

/// Marks every visible worksheet of a workbook: one line, bold and centred, in the print header
/// of all pages. A header of the sheet's own stays below it as far as Excel's limit of 255
/// characters allows.
///
/// # Errors
/// The file is no workbook.
pub fn stamp(workbook: Vec<u8>, line: &str) -> Result<Vec<u8>, Vec<Problem>> {
    stamped(workbook, line).map_err(|problem| vec![problem])
}

fn stamped(workbook: Vec<u8>, line: &str) -> Result<Vec<u8>, Problem> {
    let mut book = Book::open(workbook)?;
    book.read_sheets()?;
    let visible = book.tabs.iter_mut().filter(|tab| tab.visible);
    for tab in visible {
        let Some(mut sheet) = tab.sheet.take() else { continue };
        mark(&mut sheet, line);
        let rows = sheet.slice(&sheet.data).to_owned();
        book.package.put(&tab.path, sheet.write(&rows, None));
    }
    book.package.write().map_err(|error| unreadable(&error))
}

fn mark(sheet: &mut Sheet, line: &str) {
    let prefix = sheet.prefix.clone();
    let root = &mut sheet.around.root;
    if root.child("headerFooter").is_none() {
        let is_after = |node: &Node| {
            matches!(node, Node::Element(element) if AFTER_HEADER.contains(&element.local_name())
                || element.local_name() == "AlternateContent")
        };
        let data = root.children.iter().position(is_sheet_data).unwrap_or(0);
        let after = root.children.iter().skip(data).position(is_after);
        let at = after.map_or(root.children.len(), |after| data + after);
        root.children.insert(at, Node::Element(Element::new(format!("{prefix}headerFooter"))));
    }
    let Some(settings) = root.child_mut("headerFooter") else { return };
    let mut kinds = vec!["oddHeader"];
    for (attribute, kind) in
        [("differentOddEven", "evenHeader"), ("differentFirst", "firstHeader")]
    {
        if matches!(settings.attribute(attribute).as_deref(), Some("1" | "true")) {
            kinds.push(kind);
        }
    }
    for kind in kinds {
        set_header(settings, &prefix, kind, line);
    }
}

fn is_sheet_data(node: &Node) -> bool {
    matches!(node, Node::Element(element) if element.local_name() == "sheetData")
}

/// Children of `headerFooter` in the order of its schema.
const ORDER: [&str; 6] =
    ["oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"];

fn set_header(settings: &mut Element, prefix: &str, kind: &str, line: &str) {
    let before = settings.child(kind).map(Element::text).unwrap_or_default();
    let text = with_notice(&before, line);
    if let Some(header) = settings.child_mut(kind) {
        header.set_text(&text);
        return;
    }
    let mut header = Element::new(format!("{prefix}{kind}"));
    header.set_text(&text);
    let rank = |name: &str| ORDER.iter().position(|known| *known == name);
    let comes_later = |node: &Node| matches!(node, Node::Element(element) if rank(element.local_name()) > rank(kind));
    let at = settings.children.iter().position(comes_later).unwrap_or(settings.children.len());
    settings.children.insert(at, Node::Element(header));
}

/// A header with the notice as the first line of its centre section.
fn with_notice(header: &str, line: &str) -> String {
    // `&` begins a code.
    let line: String = line.chars().filter(|c| !c.is_control()).collect();
    let line = line.replace('&', "&&");
    let notice = format!("&B{line}&B");
    let (left, centre, right) = sections(header);
    let below = if centre.is_empty() { String::new() } else { format!("\n{centre}") };
    let full = format!("{left}&C{notice}{below}{right}");
    if full.chars().count() <= MAX_HEADER {
        return full;
    }
    let short = format!("&C{notice}");
    short.chars().take(MAX_HEADER).collect()
}

/// The left section with its code, the centre one without, the right one with its code.
fn sections(header: &str) -> (String, String, String) {
    let mut parts = [String::new(), String::new(), String::new()];
    // What comes before any section code belongs to the centre.
    let mut current = 1;
    let mut chars = header.chars();
    while let Some(c) = chars.next() {
        let code = if c == '&' { chars.next() } else { None };
        match code {
            Some('L') => current = 0,
            Some('C') => current = 1,
            Some('R') => current = 2,
            code => {
                if let Some(part) = parts.get_mut(current) {
                    part.push(c);
                    part.extend(code);
                }
            }
        }
    }
    let [left, centre, right] = parts;
    let coded = |code: &str, text: String| {
        if text.is_empty() { text } else { format!("{code}{text}") }
    };
    (coded("&L", left), centre, coded("&R", right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notice_comes_above_what_the_centre_had() {
        assert_eq!(with_notice("", "DỰ THẢO & LỖI"), "&C&BDỰ THẢO && LỖI&B");
        assert_eq!(with_notice("&LA&CB&RC", "X"), "&LA&C&BX&B\nB&RC");
        assert_eq!(with_notice("&\"Arial\"B", "3 lỗi"), "&C&B3 lỗi&B\n&\"Arial\"B");
    }

    #[test]
    fn a_header_too_long_keeps_the_notice() {
        let header = with_notice(&format!("&L{}", "x".repeat(300)), "LỖI");
        assert_eq!(header, "&C&BLỖI&B");
    }
}
