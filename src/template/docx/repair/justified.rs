//! Which paragraphs are justified: there a line break would stretch the line before it from
//! margin to margin, so a value's line breaks become paragraphs.

use std::collections::BTreeMap;

use crate::ooxml::XmlTree;

/// Styles may be based on each other so often before we call it a circle.
const LONGEST_CHAIN: usize = 50;

/// What a document's styles say of justification.
#[derive(Debug, Default)]
pub(crate) struct Justified {
    /// Paragraphs without any word of their own or of their style.
    by_default: bool,
    default_style: Option<String>,
    styles: BTreeMap<String, Style>,
}

#[derive(Debug, Default)]
struct Style {
    justified: Option<bool>,
    based_on: Option<String>,
}

impl Justified {
    /// Reads `styles.xml`; one that cannot be read says nothing.
    pub(crate) fn from_styles(xml: &str) -> Self {
        let mut found = Self::default();
        let Ok(tree) = XmlTree::parse(xml) else { return found };
        for element in 0..tree.len() {
            match tree.name(element) {
                "w:pPrDefault" => {
                    found.by_default = own(&tree, element).unwrap_or(false);
                }
                "w:style" => {
                    let value =
                        |name| tree.attribute(element, name).map(|(v, _)| v.into_owned());
                    let Some(id) = value("w:styleId") else { continue };
                    let is_default =
                        value("w:default").is_some_and(|v| v == "1" || v == "true");
                    if is_default && value("w:type").as_deref() == Some("paragraph") {
                        found.default_style = Some(id.clone());
                    }
                    let based_on = tree.child(element, "w:basedOn");
                    let based_on = based_on.and_then(|b| tree.attribute(b, "w:val"));
                    let based_on = based_on.map(|(v, _)| v.into_owned());
                    let justified = own(&tree, element);
                    found.styles.insert(id, Style { justified, based_on });
                }
                _ => {}
            }
        }
        found
    }

    /// Whether a paragraph is justified, by its own properties or by its style.
    pub(super) fn holds_for(&self, tree: &XmlTree<'_>, paragraph: usize) -> bool {
        if let Some(own) = own(tree, paragraph) {
            return own;
        }
        let properties = tree.child(paragraph, "w:pPr");
        let style = properties.and_then(|p| tree.child(p, "w:pStyle"));
        let style = style.and_then(|style| tree.attribute(style, "w:val"));
        let mut style =
            style.map(|(id, _)| id.into_owned()).or_else(|| self.default_style.clone());
        for _ in 0..LONGEST_CHAIN {
            let Some(found) = style.as_ref().and_then(|id| self.styles.get(id)) else { break };
            if let Some(justified) = found.justified {
                return justified;
            }
            style.clone_from(&found.based_on);
        }
        self.by_default
    }
}

/// What the `w:jc` in an element's own paragraph properties says.
fn own(tree: &XmlTree<'_>, element: usize) -> Option<bool> {
    let alignment = tree.child(tree.child(element, "w:pPr")?, "w:jc")?;
    let (value, _) = tree.attribute(alignment, "w:val")?;
    Some(matches!(value.as_ref(), "both" | "distribute" | "thaiDistribute"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLES: &str = "<w:styles><w:docDefaults><w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>\
        <w:style w:type='paragraph' w:default='1' w:styleId='N'><w:pPr><w:jc w:val='both'/></w:pPr></w:style>\
        <w:style w:type='paragraph' w:styleId='A'><w:basedOn w:val='N'/></w:style>\
        <w:style w:type='paragraph' w:styleId='B'><w:basedOn w:val='A'/><w:pPr><w:jc w:val='left'/></w:pPr></w:style>\
        <w:style w:type='paragraph' w:styleId='C'><w:basedOn w:val='C'/></w:style></w:styles>";

    #[test]
    fn a_paragraph_is_justified_by_itself_or_by_its_style() {
        let styles = Justified::from_styles(STYLES);
        for (properties, expected) in [
            ("", true),
            ("<w:jc w:val='left'/>", false),
            ("<w:pStyle w:val='A'/>", true),
            ("<w:pStyle w:val='B'/>", false),
            ("<w:pStyle w:val='B'/><w:jc w:val='both'/>", true),
            ("<w:pStyle w:val='C'/>", false),
        ] {
            let xml = format!("<w:p><w:pPr>{properties}</w:pPr></w:p>");
            let tree = XmlTree::parse(&xml).unwrap();
            assert_eq!(styles.holds_for(&tree, 0), expected, "{properties}");
        }
    }
}
