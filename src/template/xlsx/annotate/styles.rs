//! Copies of cell styles with another colour behind the text.

use std::collections::BTreeMap;

use super::Colour;
use crate::ooxml::xml_part::{Element, Node, XmlPart};
use crate::template::Problem;
use crate::template::xlsx::book::{Book, read_xml, relations};

/// The styles part while styles are added.
pub(super) struct Styles {
    path: String,
    part: XmlPart,
    fills: BTreeMap<Colour, usize>,
    copies: BTreeMap<(u32, Colour), u32>,
}

impl Styles {
    /// Reads the styles of a workbook; none when it has none.
    pub(super) fn read(book: &mut Book) -> Result<Option<Self>, Problem> {
        let found = relations(&mut book.package, &book.path)?;
        let Some(styles) = found.into_iter().find(|relation| relation.kind == "styles") else {
            return Ok(None);
        };
        if !book.package.contains(&styles.target) {
            return Ok(None);
        }
        let part = read_xml(&mut book.package, &styles.target)?;
        let (fills, copies) = (BTreeMap::new(), BTreeMap::new());
        Ok(Some(Self { path: styles.target, part, fills, copies }))
    }

    /// The number of a style that is this one but for the colour behind it.
    pub(super) fn coloured(&mut self, style: u32, colour: Colour) -> u32 {
        if let Some(known) = self.copies.get(&(style, colour)) {
            return *known;
        }
        let made = self.fill(colour).and_then(|fill| self.copy(style, fill));
        let number = made.unwrap_or(style);
        self.copies.insert((style, colour), number);
        number
    }

    fn fill(&mut self, colour: Colour) -> Option<usize> {
        if let Some(known) = self.fills.get(&colour) {
            return Some(*known);
        }
        let fills = self.part.root.child_mut("fills")?;
        let p = fills.prefix().to_owned();
        let Colour(red, green, blue) = colour;
        let mut pattern = Element::new(format!("{p}patternFill patternType=\"solid\""));
        let rgb = format!("rgb=\"FF{red:02X}{green:02X}{blue:02X}\"");
        for inside in [format!("{p}fgColor {rgb}"), format!("{p}bgColor indexed=\"64\"")] {
            pattern.children.push(Node::Element(Element::new(inside)));
        }
        let mut fill = Element::new(format!("{p}fill"));
        fill.children.push(Node::Element(pattern));
        let number = fills.elements().count();
        fills.children.push(Node::Element(fill));
        fills.set_attribute("count", &(number + 1).to_string());
        self.fills.insert(colour, number);
        Some(number)
    }

    fn copy(&mut self, style: u32, fill: usize) -> Option<u32> {
        let styles = self.part.root.child_mut("cellXfs")?;
        let number = u32::try_from(styles.elements().count()).ok()?;
        let mut copy = styles.elements().nth(usize::try_from(style).ok()?)?.clone();
        copy.set_attribute("fillId", &fill.to_string());
        copy.set_attribute("applyFill", "1");
        styles.children.push(Node::Element(copy));
        styles.set_attribute("count", &(number + 1).to_string());
        Some(number)
    }

    /// Puts the part back when styles were added.
    pub(super) fn write(self, book: &mut Book) {
        if !self.fills.is_empty() {
            book.package.put(&self.path, self.part.write().into_bytes());
        }
    }
}

/// A style as an element, for tests.
#[cfg(test)]
fn styles_of(xml: &str) -> Styles {
    let part = XmlPart::parse(xml.as_bytes()).unwrap();
    let (fills, copies) = (BTreeMap::new(), BTreeMap::new());
    Styles { path: String::new(), part, fills, copies }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(element: &Element, name: &str) -> Vec<String> {
        let all = element.elements().map(|child| child.attribute(name).unwrap_or_default());
        all.map(std::borrow::Cow::into_owned).collect()
    }

    #[test]
    fn a_coloured_style_keeps_all_but_its_fill_and_is_made_once() {
        let mut styles = styles_of(
            "<styleSheet><fills count='2'><fill/><fill/></fills>\
             <cellXfs count='2'><xf fillId='0'/><xf fillId='1' borderId='4'/></cellXfs></styleSheet>",
        );
        let (red, blue) = (Colour(255, 0, 0), Colour(0, 0, 255));
        assert_eq!(styles.coloured(1, red), 2);
        assert_eq!(styles.coloured(1, red), 2);
        assert_eq!(styles.coloured(1, blue), 3);
        assert_eq!(styles.coloured(9, red), 9, "a style that is not there stays");
        let xfs = styles.part.root.child("cellXfs").unwrap();
        assert_eq!(names(xfs, "fillId"), ["0", "1", "2", "3"]);
        assert_eq!(names(xfs, "borderId"), ["", "4", "4", "4"]);
        assert_eq!(styles.part.root.child("fills").unwrap().attribute("count").unwrap(), "4");
    }
}
