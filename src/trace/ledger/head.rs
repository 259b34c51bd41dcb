//! What a ledger remembers of the register of receipts, so that its loss is noticed: two document
//! properties, which are read without the sheets.

use rust_xlsxwriter::DocProperties;

use crate::ooxml::Package;
use crate::ooxml::xml_part::{Element, XmlPart};

const LINES: &str = "tonghop.register.lines";
const SHA256: &str = "tonghop.register.sha256";
const PART: &str = "docProps/custom.xml";

/// The properties of a ledger, with the length of the register and the hash of its last line.
pub(super) fn remember(
    properties: DocProperties,
    register: Option<(usize, &str)>,
) -> DocProperties {
    let Some((lines, sha256)) = register else { return properties };
    properties
        .set_custom_property(LINES, lines.to_string().as_str())
        .set_custom_property(SHA256, sha256)
}

/// How many lines the register had when a ledger was made, and the hash of its last one; none
/// where the ledger says nothing of it.
pub fn register_head(ledger: Vec<u8>) -> Option<(usize, String)> {
    let mut package = Package::open(ledger).ok()?;
    let part = XmlPart::parse(&package.read(PART).ok()?).ok()?;
    let lines = property(&part.root, LINES)?.parse().ok()?;
    Some((lines, property(&part.root, SHA256)?))
}

fn property(properties: &Element, name: &str) -> Option<String> {
    let property =
        properties.elements().find(|e| e.attribute("name").as_deref() == Some(name))?;
    Some(property.elements().next()?.text().trim().to_owned())
}
