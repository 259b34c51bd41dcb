//! The colour of a series that was copied from another: the theme's next accent.

use super::elements::{each, element, remove};
use crate::ooxml::xml_part::{Element, Node};

/// The accents of a theme.
const ACCENTS: usize = 6;

/// From the seventh series on the accents come back darker and lighter, as Word has them: what
/// stands inside the colour, per round.
const ROUNDS: [&[(&str, &str)]; 5] = [
    &[],
    &[("lumMod", "60000")],
    &[("lumMod", "80000"), ("lumOff", "20000")],
    &[("lumMod", "80000")],
    &[("lumMod", "60000"), ("lumOff", "40000")],
];

/// Gives a copied series the colour of its place; lines and markers that had the old colour get
/// the new one too. A pattern or a picture goes: Word then colours the series itself.
pub(super) fn recolour(series: &mut Element, index: usize) {
    let Some(shape) = series.child("spPr") else { return };
    let Some(old) = main_colour(shape) else {
        if has_other_fill(shape) {
            remove(series, "spPr");
        }
        return;
    };
    for child in series.elements_mut().filter(|c| matches!(c.local_name(), "spPr" | "marker")) {
        each(child, &mut |element| replace_colour(element, &old, index));
    }
}

/// The colour a shape is filled with, else that of its line.
fn main_colour(shape: &Element) -> Option<(String, String)> {
    let colour = |around: &Element| {
        let colour = around.child("solidFill")?.elements().next()?;
        Some((colour.local_name().to_owned(), colour.attribute("val")?.into_owned()))
    };
    colour(shape).or_else(|| colour(shape.child("ln")?))
}

fn has_other_fill(shape: &Element) -> bool {
    ["gradFill", "pattFill", "blipFill"].iter().any(|fill| shape.child(fill).is_some())
}

fn replace_colour(parent: &mut Element, old: &(String, String), index: usize) {
    for colour in parent.elements_mut() {
        let is_old = colour.local_name() == old.0
            && colour.attribute("val").is_some_and(|value| value == old.1.as_str());
        if !is_old {
            continue;
        }
        let prefix = colour.prefix().to_owned();
        let accent = index % ACCENTS + 1;
        let new = element(&format!("<{prefix}schemeClr val=\"accent{accent}\"/>"));
        let Some(mut new) = new else { continue };
        let round = ROUNDS.get(index / ACCENTS % ROUNDS.len()).copied().unwrap_or_default();
        let shades = round.iter().filter_map(|(name, value)| {
            element(&format!("<{prefix}{name} val=\"{value}\"/>")).map(Node::Element)
        });
        new.children.extend(shades);
        let kept = colour.children.drain(..).filter(|node| {
            !matches!(node, Node::Element(e) if matches!(e.local_name(), "lumMod" | "lumOff"))
        });
        new.children.extend(kept);
        *colour = new;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_takes_the_next_accent_and_keeps_other_colours() {
        let series = concat!(
            "<c:ser><c:spPr><a:solidFill><a:srgbClr val=\"FF0000\"><a:alpha val=\"50000\"/>",
            "</a:srgbClr></a:solidFill><a:ln><a:solidFill><a:srgbClr val=\"FFFFFF\"/>",
            "</a:solidFill></a:ln></c:spPr></c:ser>"
        );
        let mut series = element(series).unwrap();
        recolour(&mut series, 7);
        let mut out = String::new();
        series.write(&mut out);
        let expected = concat!(
            "<c:ser><c:spPr><a:solidFill><a:schemeClr val=\"accent2\"><a:lumMod val=\"60000\"/>",
            "<a:alpha val=\"50000\"/></a:schemeClr></a:solidFill><a:ln><a:solidFill>",
            "<a:srgbClr val=\"FFFFFF\"/></a:solidFill></a:ln></c:spPr></c:ser>"
        );
        assert_eq!(out, expected);
    }
}
