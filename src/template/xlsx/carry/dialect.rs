//! The two sets of names that Office gives to the same things (ISO/IEC 29500, parts 1 and 4).

use crate::ooxml::xml_part::Element;

/// The names that one kind of Office file uses.
#[derive(Debug)]
pub(in crate::template::xlsx) struct Dialect {
    /// Namespace of spreadsheet parts.
    pub main: &'static str,
    /// Namespace of relationship ids.
    pub relationships: &'static str,
    /// Type of the relationship to a worksheet.
    pub worksheet: &'static str,
    /// Type of the relationship to the custom properties.
    pub properties: &'static str,
    /// Namespace of the custom properties.
    pub property: &'static str,
    /// Namespace of their values.
    pub value: &'static str,
}

/// What all programs write unless told otherwise.
static TRANSITIONAL: Dialect = Dialect {
    main: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    relationships: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    worksheet: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet",
    properties: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
    property: "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    value: "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
};

/// Excel's "Strict Open XML".
static STRICT: Dialect = Dialect {
    main: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    relationships: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    worksheet: "http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet",
    properties: "http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties",
    property: "http://purl.oclc.org/ooxml/officeDocument/customProperties",
    value: "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
};

impl Dialect {
    /// The names that a workbook part uses.
    pub(in crate::template::xlsx) fn of(workbook: &Element) -> &'static Self {
        if namespace(workbook) == STRICT.main { &STRICT } else { &TRANSITIONAL }
    }

    /// The names that a custom properties part uses.
    pub(super) fn of_properties(properties: &Element) -> &'static Self {
        if namespace(properties) == STRICT.property { &STRICT } else { &TRANSITIONAL }
    }
}

/// The namespace of a root element.
fn namespace(root: &Element) -> String {
    let declaration = match root.prefix().strip_suffix(':') {
        Some(prefix) => format!("xmlns:{prefix}"),
        None => "xmlns".to_owned(),
    };
    root.attribute(&declaration).unwrap_or_default().into_owned()
}
