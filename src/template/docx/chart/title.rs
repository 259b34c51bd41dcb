//! The title of a chart that was given data.

use super::elements::{CHART, element, put, remove};
use crate::ooxml::escape_xml;
use crate::ooxml::xml_part::{Element, Node};

/// Namespace of text in drawings (ECMA-376 part 1, 21.1).
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";

/// Children of `c:title`.
const TITLE: [&str; 6] = ["tx", "layout", "overlay", "spPr", "txPr", "extLst"];

/// Gives the chart this title; the look of the template's stays.
pub(super) fn set_title(root: &mut Element, text: &str) {
    let Some(chart) = root.child_mut("chart") else { return };
    let prefix = chart.prefix().to_owned();
    let none = format!("<{prefix}title><{prefix}overlay val=\"0\"/></{prefix}title>");
    let title = chart.child("title").cloned().or_else(|| element(&none));
    let Some(mut title) = title else { return };
    if !say(&mut title, text) {
        let text = rich(&mut title, &prefix, text);
        let text = format!("<{prefix}tx>{text}</{prefix}tx>");
        if let Some(text) = element(&text) {
            put(&mut title, text, &TITLE);
        }
    }
    put(chart, title, &CHART);
    if let Some(shown) = element(&format!("<{prefix}autoTitleDeleted val=\"0\"/>")) {
        put(chart, shown, &CHART);
    }
}

/// Puts the text into the first run of a title that has runs; the others go.
fn say(title: &mut Element, text: &str) -> bool {
    let rich = title.child_mut("tx").and_then(|tx| tx.child_mut("rich"));
    let Some(rich) = rich else { return false };
    let mut said = false;
    rich.children.retain_mut(|node| match node {
        Node::Element(paragraph) if paragraph.local_name() == "p" => {
            let stays = !said;
            said = said || say_in(paragraph, text);
            stays
        }
        _ => true,
    });
    said
}

/// Puts the text into the first run of a paragraph, if there is one; the others go.
fn say_in(paragraph: &mut Element, text: &str) -> bool {
    let mut said = false;
    paragraph.children.retain_mut(|node| match node {
        Node::Element(run) if matches!(run.local_name(), "r" | "fld" | "br") => {
            let place = run.child_mut("t").filter(|_| !said);
            let Some(place) = place else { return false };
            place.set_text(text);
            said = true;
            true
        }
        _ => true,
    });
    said
}

/// A title's text anew, with the look that its text properties gave the automatic title.
fn rich(title: &mut Element, prefix: &str, text: &str) -> String {
    let mut look = String::new();
    let mut paragraph = String::new();
    for part in title.child("txPr").into_iter().flat_map(Element::elements) {
        match part.local_name() {
            "p" => part.child("pPr").into_iter().for_each(|p| p.write(&mut paragraph)),
            _ => part.write(&mut look),
        }
    }
    remove(title, "txPr");
    if look.is_empty() {
        look.push_str("<a:bodyPr/>");
    }
    let text = escape_xml(text);
    format!(
        "<{prefix}rich xmlns:a=\"{DRAWING}\">{look}<a:p>{paragraph}<a:r><a:t>{text}</a:t></a:r>\
         </a:p></{prefix}rich>"
    )
}
