//! Protection of a sheet: no password, so that whoever must can still take it off.

use super::order;
use crate::ooxml::xml_part::Element;

/// What protection takes away and what it leaves: columns may be made wider and rows higher, and
/// every cell may be selected.
const SETTINGS: [(&str, &str); 5] = [
    ("sheet", "1"),
    ("objects", "1"),
    ("scenarios", "1"),
    ("formatColumns", "0"),
    ("formatRows", "0"),
];

/// Protects a worksheet; one that is protected already stays as it is.
pub(super) fn protect(worksheet: &mut Element) {
    let is_on =
        |element: &Element| matches!(element.attribute("sheet").as_deref(), Some("1" | "true"));
    if worksheet.child("sheetProtection").is_some_and(is_on) {
        return;
    }
    let name = format!("{}sheetProtection", worksheet.prefix());
    // Settings, and perhaps a password, that are not in force are not to come into force.
    let place = order::child(worksheet, &order::WORKSHEET, "sheetProtection");
    if let Some(place) = place {
        *place = Element::new(name);
        for (setting, value) in SETTINGS {
            place.set_attribute(setting, value);
        }
    }
}
