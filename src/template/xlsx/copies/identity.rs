//! What in a copied part must not be there twice: identifiers, code names, names of tables.

use crate::ooxml::xml_part::{Element, Node};

/// Length of an identifier such as `{01234567-89AB-CDEF-0123-456789ABCDEF}`.
const GUID: usize = 38;

/// The identifier of a copy: the template's with other first digits, another one for each copy.
///
/// `copy` counts from 1; 0 is the one that keeps what it has.
pub(super) fn of_copy(guid: &str, copy: u32) -> String {
    let first = guid.get(1..9).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    match first.filter(|_| is_guid(guid)) {
        Some(first) => {
            format!("{{{:08X}{}", first ^ copy.rotate_right(8), guid.get(9..).unwrap_or(""))
        }
        None => guid.to_owned(),
    }
}

fn is_guid(text: &str) -> bool {
    text.len() == GUID
        && text.starts_with('{')
        && text.ends_with('}')
        && text
            .bytes()
            .skip(1)
            .take(GUID - 2)
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// Gives all identifiers of a part (`xr:uid`) those of a copy; `threads` too are identified.
pub(super) fn renew(element: &mut Element, copy: u32, threads: bool) {
    let names = element.attribute_names();
    for name in names {
        let local = name.rsplit(':').next().unwrap_or_default();
        let identifies = local == "uid" && name != "uid"
            || threads && matches!(local, "id" | "parentId" | "mentionId");
        if !identifies {
            continue;
        }
        let before = element.attribute(&name).unwrap_or_default().into_owned();
        let after = of_copy(&before, copy);
        if after != before {
            element.set_attribute(&name, &after);
        }
    }
    element.elements_mut().for_each(|child| renew(child, copy, threads));
}

/// The old notes of threads name them: `tc={…}` in the place of an author.
pub(super) fn renew_authors(comments: &mut Element, copy: u32) {
    let Some(authors) = comments.child_mut("authors") else { return };
    for author in authors.elements_mut() {
        let text = author.text();
        if let Some(guid) = text.strip_prefix("tc=") {
            author.set_text(&format!("tc={}", of_copy(guid, copy)));
        }
    }
}

/// Takes out of a copied sheet what only one sheet may have or say.
pub(super) fn only_once(worksheet: &mut Element) {
    if let Some(properties) = worksheet.child_mut("sheetPr") {
        properties.remove_attribute("codeName");
    }
    select(worksheet, false);
}

/// Says whether a sheet's tab is selected.
pub(super) fn select(worksheet: &mut Element, selected: bool) {
    let Some(views) = worksheet.child_mut("sheetViews") else { return };
    for view in views.elements_mut() {
        if view.attribute("tabSelected").is_some() && !selected {
            view.remove_attribute("tabSelected");
        } else if selected {
            view.set_attribute("tabSelected", "1");
        }
    }
}

/// Whether a node is an element of this local name.
pub(super) fn is_element(node: &Node, local: &str) -> bool {
    matches!(node, Node::Element(element) if element.local_name() == local)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ooxml::xml_part::XmlPart;

    const ONE: &str = "{0BADCAFE-0001-0002-0003-000000000004}";

    #[test]
    fn each_copy_has_an_identifier_of_its_own() {
        let all: std::collections::BTreeSet<_> =
            (0..1000).map(|copy| of_copy(ONE, copy)).collect();
        assert_eq!(all.len(), 1000);
        assert_eq!(of_copy(ONE, 0), ONE);
        assert!(all.iter().all(|guid| is_guid(guid)));
        assert_eq!(of_copy("rId1", 3), "rId1");
    }

    #[test]
    fn identifiers_change_and_names_of_extensions_do_not() {
        let text = format!("<t xr:uid=\"{ONE}\"><e uri=\"{ONE}\" id=\"{ONE}\"/></t>");
        let mut part = XmlPart::parse(text.as_bytes()).unwrap();
        renew(&mut part.root, 1, false);
        let other = of_copy(ONE, 1);
        assert_eq!(
            part.write(),
            format!("<t xr:uid=\"{other}\"><e uri=\"{ONE}\" id=\"{ONE}\"/></t>")
        );
        renew(&mut part.root, 1, true);
        assert!(part.write().contains(&format!(" id=\"{other}\"")));
    }
}
