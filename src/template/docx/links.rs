//! Addresses of links that hold tags.
//!
//! An address stands apart from the text, in the relationships of a part, once for all copies
//! that a loop makes. While a part is filled it therefore stands in the link itself, under a
//! name of its own; afterwards each different address gets its relationship.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::document::Document;
use super::parts::unreadable;
use super::repair;
use crate::ooxml::{Edits, Package, Relationships, XmlTree, escape_xml};
use crate::template::{Place, Problem, ProblemKind};

/// The attribute that holds the address while a part is filled.
pub(super) const ADDRESS: &str = "r:address";

/// The attribute that names the relationship.
const ID: &str = "r:id";

/// What links may open: nothing that runs or reads on the reader's own machine.
const SCHEMES: [&str; 5] = ["http", "https", "mailto", "ftp", "tel"];

/// Beginnings of addresses that name a machine.
const WITH_HOST: [&str; 3] = ["http:", "https:", "ftp:"];

/// What an author is told of other addresses.
const ALLOWED: &str = "liên kết chỉ mở được http, https, mailto, ftp, tel hoặc tệp bên cạnh";

/// Puts the addresses that hold tags into the links of a part; answers the ids that are no
/// longer used.
pub(super) fn expose(
    package: &mut Package,
    part: &str,
    xml: &str,
) -> Result<Option<(String, Vec<String>)>, Problem> {
    if !xml.contains(ID) {
        return Ok(None);
    }
    let related = Relationships::read(package, part).map_err(unreadable)?.all();
    let with_tags: Vec<(String, String)> = related
        .into_iter()
        .filter(|r| r.external && r.kind == "hyperlink")
        .filter_map(|r| Some((r.id, with_tags(&r.target)?)))
        .collect();
    if with_tags.is_empty() {
        return Ok(None);
    }
    let tree = XmlTree::parse(xml);
    let tree = tree.map_err(|error| unreadable(format!("{part}: {error}")))?;
    let mut edits = Edits::new();
    for element in (0..tree.len()).filter(|element| is_link(tree.local_name(*element))) {
        let Some((id, value)) = tree.attribute(element, ID) else { continue };
        let Some((_, address)) = with_tags.iter().find(|(known, _)| *known == id) else {
            continue;
        };
        let open = tree.open_tag(element);
        let Some(at) = tree.slice(open.start..value.start).rfind(ID) else { continue };
        let attribute = format!("{ADDRESS}=\"{}\"", escape_xml(address));
        edits.replace(open.start + at..value.end + 1, attribute);
    }
    let ids = with_tags.into_iter().map(|(id, _)| id).collect();
    Ok(Some((edits.apply(xml), ids)))
}

fn is_link(name: &str) -> bool {
    matches!(name, "hyperlink" | "hlinkClick" | "hlinkHover" | "hlinkMouseOver")
}

/// Gives the links of a filled part their relationships; `old` are the ids of those that held
/// tags.
pub(super) fn place(
    xml: Vec<u8>,
    part: &str,
    old: &[String],
    document: &mut Document,
) -> Result<Vec<u8>, Vec<Problem>> {
    let one = |problem| vec![problem];
    let xml = String::from_utf8(xml).map_err(|error| one(unreadable(error)))?;
    for id in old {
        document.unrelate(part, id).map_err(one)?;
    }
    let mut out = String::with_capacity(xml.len());
    let mut problems = Vec::new();
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut rest = xml.as_str();
    let begin = format!("{ADDRESS}=\"");
    while let Some((before, from)) = rest.split_once(begin.as_str()) {
        out.push_str(before);
        let (raw, after) = from.split_once('"').unwrap_or((from, ""));
        let address = quick_xml::escape::unescape(raw).unwrap_or(raw.into());
        // Where a value breaks the line, a link has a space.
        match checked(&repair::plain_breaks(&address)) {
            Ok(address) => {
                let id = match known.get(&address) {
                    Some(id) => String::clone(id),
                    None => document.relate(part, "hyperlink", &address, true).map_err(one)?,
                };
                out.extend([ID, "=\"", &id, "\""]);
                known.insert(address, id);
            }
            Err(reason) => {
                let number = out.matches("</w:p>").count() + 1;
                problems.push(Problem {
                    kind: ProblemKind::Misplaced(reason.to_owned()),
                    place: Place::Paragraph { part: part.to_owned(), number },
                    around: address.into_owned(),
                });
            }
        }
        rest = after;
    }
    out.push_str(rest);
    if problems.is_empty() { Ok(out.into_bytes()) } else { Err(problems) }
}

/// An address as a package holds it, or why it must not stand there.
pub(super) fn checked(address: &str) -> Result<String, &'static str> {
    let address = address.trim();
    if address.is_empty() {
        return Err("địa chỉ liên kết để trống");
    }
    if address.starts_with("//") || address.starts_with('\\') {
        return Err(ALLOWED);
    }
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    let scheme = scheme.filter(|scheme| !scheme.contains(['/', '?', '#']));
    if scheme.is_some_and(|scheme| !SCHEMES.contains(&scheme.to_ascii_lowercase().as_str())) {
        return Err(ALLOWED);
    }
    let lower = address.to_ascii_lowercase();
    let host = WITH_HOST.iter().find_map(|begin| lower.strip_prefix(begin));
    let names_none = |host: &str| {
        let host = host.strip_prefix("//").unwrap_or_default();
        host.is_empty() || host.starts_with(['/', '?', '#', ' '])
    };
    if host.is_some_and(names_none) {
        return Err("địa chỉ liên kết thiếu tên máy chủ");
    }
    Ok(encoded(address))
}

/// An address from the data of an object; the reason why it must not stand there names it.
pub(super) fn checked_url(address: &str) -> Result<String, String> {
    checked(address).map_err(|reason| format!("`url`: {reason}, không phải `{address}`"))
}

/// With everything percent-encoded that cannot stand in an address (RFC 3986).
fn encoded(address: &str) -> String {
    let is_hex = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    let bytes = address.as_bytes();
    let mut out = String::with_capacity(address.len());
    for (index, byte) in bytes.iter().enumerate() {
        let stands = byte.is_ascii_alphanumeric()
            || b"-._~:/?#[]@!$&'()*+,;=".contains(byte)
            || *byte == b'%' && is_hex(bytes.get(index + 1)) && is_hex(bytes.get(index + 2));
        if stands {
            out.push(char::from(*byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// An address with its tags as they were typed; `None` when it holds none. Word writes braces,
/// spaces and quotes with percent signs.
fn with_tags(target: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = target;
    while let Some((start, end)) = next_tag(rest) {
        out.push_str(rest.get(..start)?);
        out.push_str(&decoded(rest.get(start..end)?));
        rest = rest.get(end..)?;
    }
    if rest.len() == target.len() {
        return None;
    }
    out.push_str(rest);
    Some(out)
}

/// Where the next tag begins and ends.
fn next_tag(text: &str) -> Option<(usize, usize)> {
    const OPEN: [&str; 4] = ["%7B%7B", "%7B%25", "{{", "{%"];
    const CLOSE: [&str; 6] = ["%7D%7D", "%25%7D", "}}", "%}", "%25}", "%%7D"];
    // Percent signs are followed by digits of either case; lengths stay.
    let upper = text.to_ascii_uppercase();
    let start = OPEN.iter().filter_map(|open| upper.find(open)).min()?;
    let inside = upper.get(start + 2..)?;
    let ends = CLOSE.iter().filter_map(|close| Some(inside.find(close)? + close.len()));
    Some((start, start + 2 + ends.min()?))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let hex = others.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let code = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let Some(byte) = code.filter(|_| *first == b'%') {
            bytes.push(byte);
            rest = others.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = others;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_in_an_address_are_read_as_they_were_typed() {
        for (target, expected) in [
            ("http://x/%7B%7B%20a%20%7D%7D?b=%20c", Some("http://x/{{ a }}?b=%20c")),
            ("{{ url }}", Some("{{ url }}")),
            ("%7b%25 if a %25%7d/x", Some("{% if a %}/x")),
            ("http://x/%7Ba%7D", None),
        ] {
            assert_eq!(with_tags(target).as_deref(), expected, "{target}");
        }
    }

    #[test]
    fn what_may_do_harm_is_no_address() {
        for address in [
            "",
            " ",
            "file:///c:/x",
            "javascript:alert(1)",
            "\\\\may\\chu",
            "//may/chu",
            "http://",
            "https:///x",
        ] {
            assert!(checked(address).is_err(), "{address}");
        }
        for (address, expected) in [
            ("https://x.vn/chi bộ?a=1&b=2", "https://x.vn/chi%20b%E1%BB%99?a=1&b=2"),
            ("HTTP://x/%20%zz", "HTTP://x/%20%25zz"),
            ("phu-luc/a.docx#b", "phu-luc/a.docx#b"),
            ("mailto:a@b.vn", "mailto:a@b.vn"),
        ] {
            assert_eq!(checked(address).as_deref(), Ok(expected));
        }
    }
}
