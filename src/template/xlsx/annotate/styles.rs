//! Copies of cell styles with another colour behind the text.

use std::collections::{BTreeMap, BTreeSet};

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
    /// Whether any style was added.
    copied: bool,
}

impl Colour {
    /// The colour as a style has it.
    fn rgb(self) -> String {
        let Self(red, green, blue) = self;
        format!("FF{red:02X}{green:02X}{blue:02X}")
    }
}

/// A style as markup, whatever its fill.
fn without_fill(xf: &Element) -> String {
    let mut plain = xf.clone();
    plain.remove_attribute("fillId");
    plain.remove_attribute("applyFill");
    let mut out = String::new();
    plain.write(&mut out);
    out
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
        Ok(Some(Self { path: styles.target, part, fills, copies, copied: false }))
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
        let mut pattern = Element::new(format!("{p}patternFill patternType=\"solid\""));
        let rgb = format!("rgb=\"{}\"", colour.rgb());
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
        self.copied = true;
        Some(number)
    }

    /// The number of a style that is this one without the colour behind it, if that is one of
    /// these: one that was there and differs in nothing else, or else one without any fill.
    pub(super) fn uncoloured(&mut self, style: u32, colours: &[Colour]) -> Option<u32> {
        let ours: Vec<String> = self.fills_of(colours);
        let styles = self.part.root.child("cellXfs")?;
        let coloured = styles.elements().nth(usize::try_from(style).ok()?)?;
        let fill = coloured.attribute("fillId")?;
        if !ours.iter().any(|own| **own == *fill) {
            return None;
        }
        let wanted = without_fill(coloured);
        let is_plain = |xf: &&Element| {
            let fill = xf.attribute("fillId").unwrap_or_default();
            !ours.iter().any(|own| **own == *fill) && without_fill(xf) == wanted
        };
        let twins: BTreeSet<_> =
            styles.elements().filter(is_plain).map(|xf| xf.attribute("fillId")).collect();
        if twins.len() == 1 {
            let place = styles.elements().position(|xf| is_plain(&xf));
            return place.and_then(|place| u32::try_from(place).ok());
        }
        self.copy(style, 0)
    }

    /// The numbers of all fills of these colours.
    fn fills_of(&self, colours: &[Colour]) -> Vec<String> {
        let fills = self.part.root.child("fills").into_iter().flat_map(Element::elements);
        let is_ours = |fill: &Element| {
            let pattern = fill.child("patternFill")?;
            let rgb = pattern.child("fgColor")?.attribute("rgb")?;
            let solid = pattern.attribute("patternType").as_deref() == Some("solid");
            Some(solid && colours.iter().any(|colour| colour.rgb() == rgb.to_uppercase()))
        };
        let numbered = fills.enumerate().filter(|(_, fill)| is_ours(fill) == Some(true));
        numbered.map(|(number, _)| number.to_string()).collect()
    }

    /// Puts the part back when styles were added.
    pub(super) fn write(self, book: &mut Book) {
        if !self.fills.is_empty() || self.copied {
            book.package.put(&self.path, self.part.write().into_bytes());
        }
    }
}

/// A style as an element, for tests.
#[cfg(test)]
fn styles_of(xml: &str) -> Styles {
    let part = XmlPart::parse(xml.as_bytes()).unwrap();
    let (fills, copies) = (BTreeMap::new(), BTreeMap::new());
    Styles { path: String::new(), part, fills, copies, copied: false }
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

    #[test]
    fn a_colour_of_ours_goes_and_what_was_there_before_it_comes_back() {
        let mut styles = styles_of(
            "<styleSheet><fills count='3'><fill/><fill/>\
             <fill><patternFill patternType='solid'><fgColor rgb='FF00FF00'/></patternFill></fill></fills>\
             <cellXfs count='3'><xf fillId='0'/><xf fillId='1' borderId='4'/>\
             <xf fillId='2' applyFill='1' borderId='9'/></cellXfs></styleSheet>",
        );
        let (red, green) = (Colour(255, 0, 0), Colour(0, 255, 0));
        let coloured = styles.coloured(1, red);
        assert_eq!(styles.uncoloured(coloured, &[red]), Some(1));
        assert_eq!(styles.uncoloured(coloured, &[]), None, "a colour of someone else stays");
        assert_eq!(styles.uncoloured(1, &[red]), None);
        let plain = styles.uncoloured(2, &[green]).unwrap();
        let xfs = styles.part.root.child("cellXfs").unwrap();
        assert_eq!(names(xfs, "fillId")[plain as usize], "0");
        assert_eq!(names(xfs, "borderId")[plain as usize], "9");
    }
}
