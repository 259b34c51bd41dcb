//! Texts for readers in the markup of a workbook besides cells: which elements and attributes hold
//! them, and how long they may be.

use crate::ooxml::xml_part::Element;
use crate::template::Holder;

/// Characters of a header or footer with its codes, of a prompt, of a tip (Excel's limit).
const LINE: usize = 255;

/// Characters of the title of a prompt (ECMA-376 part 1, 18.3.1.32; Excel's limit).
const TITLE: usize = 32;

/// Attributes of elements that are words, with the characters they may have.
const ATTRIBUTES: [(&str, &str, usize); 12] = [
    ("dataValidation", "promptTitle", TITLE),
    ("dataValidation", "prompt", LINE),
    ("dataValidation", "errorTitle", TITLE),
    ("dataValidation", "error", LINE),
    ("hyperlink", "tooltip", LINE),
    ("hyperlink", "display", usize::MAX),
    ("hlinkClick", "tooltip", LINE),
    ("cNvPr", "name", usize::MAX),
    ("cNvPr", "title", usize::MAX),
    ("cNvPr", "descr", usize::MAX),
    ("table", "altText", usize::MAX),
    ("table", "altTextSummary", usize::MAX),
];

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// In the element.
    Content,
    /// In one of its attributes: its name, and the characters it may have.
    Attribute(&'static str, usize),
}

impl Slot {
    /// The text.
    pub(super) fn read(self, element: &Element) -> String {
        match self {
            Self::Content => element.text(),
            Self::Attribute(name, _) => {
                element.attribute(name).unwrap_or_default().into_owned()
            }
        }
    }

    /// Puts another text in its place.
    pub(super) fn write(self, element: &mut Element, text: &str) {
        match self {
            Self::Content => element.set_text(text),
            // A line break in an attribute would be read as a space; Excel writes it so.
            Self::Attribute(name, _) if element.local_name() == "dataValidation" => {
                element.set_attribute(name, &text.replace('\n', "_x000a_"));
            }
            Self::Attribute(name, _) => element.set_attribute(name, text),
        }
    }

    /// Whether it is this attribute.
    pub(super) fn is(self, attribute: &str) -> bool {
        matches!(self, Self::Attribute(name, _) if name == attribute)
    }

    /// Whether it is a header or footer, in which `&` begins a code.
    pub(super) fn is_header(self, element: &Element) -> bool {
        let name = element.local_name();
        self == Self::Content && (name.ends_with("Header") || name.ends_with("Footer"))
    }

    /// Characters that the text may have, as Excel counts them.
    pub(super) fn most(self, element: &Element) -> usize {
        match self {
            Self::Attribute(_, most) => most,
            Self::Content if self.is_header(element) => LINE,
            Self::Content => super::text::MAX_CHARACTERS,
        }
    }
}

/// The texts for readers that an element inside `parent` has.
pub(super) fn slots(element: &Element, parent: &str) -> Vec<Slot> {
    let name = element.local_name();
    let own = is_words(name, parent).then_some(Slot::Content);
    let attributes = ATTRIBUTES.iter().filter(|(of, ..)| *of == name);
    let attributes = attributes.map(|(_, attribute, most)| Slot::Attribute(attribute, *most));
    own.into_iter().chain(attributes).collect()
}

/// Elements whose text is words for a reader.
fn is_words(name: &str, parent: &str) -> bool {
    const WORDS: [&str; 16] = [
        "oddHeader",
        "oddFooter",
        "evenHeader",
        "evenFooter",
        "firstHeader",
        "firstFooter",
        "t",
        "text",
        "title",
        "subject",
        "description",
        "keywords",
        "category",
        "Company",
        "Manager",
        "lpwstr",
    ];
    // A name of a series that is typed and taken from no cell.
    WORDS.contains(&name) || name == "v" && matches!(parent, "tx" | "txData")
}

/// Visits an element and all inside it, in the order of the file, each with what holds it and the
/// name of its parent. Copies of what cells say are passed over: they are made anew.
pub(super) fn each(root: &mut Element, visit: &mut dyn FnMut(&mut Element, Holder, &str)) {
    descend(root, Holder::Other, "", visit);
}

fn descend(
    element: &mut Element,
    holder: Holder,
    parent: &str,
    visit: &mut dyn FnMut(&mut Element, Holder, &str),
) {
    let name = element.local_name().to_owned();
    let holder = held_by(&name).unwrap_or(holder);
    visit(element, holder, parent);
    let linked = element.attribute("textlink").is_some_and(|link| !link.trim().is_empty());
    let named = name == "txData" && element.child("f").is_some();
    for child in element.elements_mut() {
        let copied = match child.local_name() {
            "strCache" | "numCache" | "multiLvlStrCache" | "dlblRangeCache" | "lvl"
            | "sheetData" => true,
            "txBody" => linked,
            "v" => named,
            _ => false,
        };
        if !copied {
            descend(child, holder, &name, visit);
        }
    }
}

/// What an element with a tag in it is.
fn held_by(name: &str) -> Option<Holder> {
    Some(match name {
        "f" => Holder::Formula,
        "conditionalFormatting" | "conditionalFormattings" => Holder::ConditionalFormat,
        "dataValidation" | "dataValidations" => Holder::Validation,
        "hyperlink" | "hlinkClick" | "hlinkHover" => Holder::Link,
        "autoFilter" | "filterColumn" => Holder::Filter,
        "tableColumn" | "tableColumns" => Holder::TableHeader,
        "control" | "controls" | "oleObject" => Holder::Control,
        _ => return None,
    })
}
