//! How a line of a table of contents is written.

use std::fmt::Write as _;

use super::find::markup_of;
use super::styles::{Rank, Styles};
use crate::ooxml::{XmlTree, escape_xml};

/// Width of the text of a page that says nothing of its size (A4 with Word's margins), twips.
const WIDTH: i64 = 9_026;
/// How far each level is moved in, twips (as in Word's own styles).
const STEP: i64 = 220;

/// What the lines of a level look like.
#[derive(Debug)]
pub(super) struct Look {
    style: String,
    level: u8,
    /// Properties of a line of this level that is there already.
    sample: Option<String>,
    /// Whether those have a tab stop behind the number.
    has_number_tab: bool,
    /// Where page numbers end, when the style does not say it.
    right: Option<i64>,
    text: String,
    page: String,
}

/// A line.
#[derive(Debug)]
pub(super) struct Line<'e> {
    /// The number before its words.
    pub(super) label: Option<&'e str>,
    /// Its words.
    pub(super) text: &'e str,
    /// What is printed as its page.
    pub(super) page: Option<&'e str>,
    /// The bookmark it points to.
    pub(super) target: &'e str,
    /// Whether a click leads there.
    pub(super) is_link: bool,
    /// What stands before the page instead of a tab.
    pub(super) separator: Option<&'e str>,
}

impl Look {
    /// Takes the look of the lines that are there (paragraph, and the field of its page), as
    /// far as there are any.
    pub(super) fn of(
        tree: &XmlTree<'_>,
        styles: &Styles,
        lines: &[(usize, Option<usize>)],
        style: &str,
        level: u8,
    ) -> Self {
        let lines = || lines.iter().filter(|(_, page)| page.is_some());
        let has_style = |(paragraph, _): &&(usize, Option<usize>)| {
            let rank = Rank::of(tree, tree.child(*paragraph, "w:pPr"));
            rank.style.as_deref() == Some(style)
        };
        let own = lines().find(has_style);
        let like = own.or_else(|| lines().next());
        let properties = own.and_then(|(paragraph, _)| tree.child(*paragraph, "w:pPr"));
        let right = lines().find_map(|(paragraph, _)| right_tab(tree, *paragraph));
        let has_tabs = styles.named(&super::contents::style_name(level)).is_some_and(|s| s.1);
        let look = |run: Option<usize>| {
            let properties = run.and_then(|run| tree.child(run, "w:rPr"));
            properties.map(|p| tree.slice(tree.range(p)).to_owned())
        };
        let first_run = like.and_then(|(paragraph, _)| {
            let mut inside = tree.descendants(*paragraph);
            let text = inside.find(|element| tree.name(*element) == "w:t")?;
            tree.parent(text)
        });
        let page_run = like.and_then(|(_, page)| tree.parent((*page)?));
        Self {
            style: style.to_owned(),
            level,
            sample: properties.map(|p| tree.slice(tree.range(p)).to_owned()),
            has_number_tab: properties.is_some_and(|p| left_tab(tree, p)),
            right: right.or_else(|| (!has_tabs).then(|| text_width(tree))),
            text: look(first_run).unwrap_or_else(|| match styles.character("hyperlink") {
                Some(id) => format!(
                    "<w:rPr><w:rStyle w:val=\"{}\"/><w:noProof/></w:rPr>",
                    escape_xml(id)
                ),
                None => "<w:rPr><w:noProof/></w:rPr>".to_owned(),
            }),
            page: look(page_run)
                .unwrap_or_else(|| "<w:rPr><w:noProof/><w:webHidden/></w:rPr>".to_owned()),
        }
    }
}

fn tabs(tree: &XmlTree<'_>, properties: usize) -> impl Iterator<Item = usize> {
    let tabs = tree.child(properties, "w:tabs");
    tabs.into_iter().flat_map(|tabs| tree.children(tabs))
}

fn left_tab(tree: &XmlTree<'_>, properties: usize) -> bool {
    tabs(tree, properties).any(|tab| {
        let kind = tree.attribute(tab, "w:val");
        kind.is_some_and(|(kind, _)| matches!(kind.as_ref(), "left" | "start" | "num"))
    })
}

fn right_tab(tree: &XmlTree<'_>, paragraph: usize) -> Option<i64> {
    let properties = tree.child(paragraph, "w:pPr")?;
    let is_right = |tab: &usize| {
        let kind = tree.attribute(*tab, "w:val");
        kind.is_some_and(|(kind, _)| matches!(kind.as_ref(), "right" | "end"))
    };
    let tab = tabs(tree, properties).find(is_right)?;
    tree.attribute(tab, "w:pos")?.0.parse().ok()
}

/// The width between the margins of the document's last section.
fn text_width(tree: &XmlTree<'_>) -> i64 {
    let section = (0..tree.len()).rev().find(|element| tree.name(*element) == "w:sectPr");
    let number = |element: &str, name: &str| -> Option<i64> {
        let element = tree.child(section?, element)?;
        tree.attribute(element, name)?.0.parse().ok()
    };
    let margins = (number("w:pgMar", "w:left"), number("w:pgMar", "w:right"));
    match (number("w:pgSz", "w:w"), margins) {
        (Some(width), (Some(left), Some(right))) if width - left - right > 0 => {
            width - left - right
        }
        _ => WIDTH,
    }
}

/// The properties of a line's paragraph.
pub(super) fn paragraph_properties(look: &Look, label: Option<&str>) -> String {
    if let Some(sample) = &look.sample
        && (label.is_none() || look.has_number_tab)
    {
        return sample.clone();
    }
    let mut tabs = String::new();
    if let Some(label) = label {
        let indent = STEP * i64::from(look.level.saturating_sub(1));
        let needs = 110 * i64::try_from(label.chars().count()).unwrap_or(0) + STEP;
        let place = (2 * STEP * i64::from(look.level.max(1))).max(indent + needs);
        let _ = write!(tabs, "<w:tab w:val=\"left\" w:pos=\"{place}\"/>");
    }
    if let Some(right) = look.right {
        let _ = write!(tabs, "<w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"{right}\"/>");
    }
    let tabs = if tabs.is_empty() { tabs } else { format!("<w:tabs>{tabs}</w:tabs>") };
    format!("<w:pPr><w:pStyle w:val=\"{}\"/>{tabs}</w:pPr>", escape_xml(&look.style))
}

/// The content of a line's paragraph.
pub(super) fn line(look: &Look, line: &Line<'_>) -> String {
    let text = |content: &str| format!("<w:r>{}{content}</w:r>", look.text);
    let page = |content: &str| format!("<w:r>{}{content}</w:r>", look.page);
    let mark = |kind: &str| page(&format!("<w:fldChar w:fldCharType=\"{kind}\"/>"));
    let mut out = String::new();
    if let Some(label) = line.label {
        out.push_str(&text(&markup_of(label)));
        out.push_str(&text("<w:tab/>"));
    }
    out.push_str(&text(&markup_of(line.text)));
    if let Some(number) = line.page {
        let before = line.separator.map_or_else(|| "<w:tab/>".to_owned(), markup_of);
        let code = format!(
            "<w:instrText xml:space=\"preserve\"> PAGEREF {} \\h </w:instrText>",
            line.target
        );
        out.push_str(&page(&before));
        out.push_str(&mark("begin"));
        out.push_str(&page(&code));
        out.push_str(&mark("separate"));
        out.push_str(&page(&markup_of(number)));
        out.push_str(&mark("end"));
    }
    if line.is_link {
        let target = escape_xml(line.target);
        format!("<w:hyperlink w:anchor=\"{target}\" w:history=\"1\">{out}</w:hyperlink>")
    } else {
        out
    }
}

/// A style for a level that has none (Word's own look of it).
pub(super) fn new_style(id: &str, level: u8, based_on: Option<&str>) -> String {
    let name = super::contents::style_name(level);
    let based_on = based_on.map(|id| format!("<w:basedOn w:val=\"{}\"/>", escape_xml(id)));
    let indent = STEP * i64::from(level.saturating_sub(1));
    format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{}\
         <w:uiPriority w:val=\"39\"/><w:unhideWhenUsed/><w:pPr><w:spacing w:after=\"100\"/>\
         <w:ind w:left=\"{indent}\"/></w:pPr></w:style>",
        based_on.unwrap_or_default()
    )
}
