//! A strict walk over one XML part: whole, plain, and free of document types.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use super::error::ReadError;

/// Elements inside elements; honest parts have a dozen.
const DEPTH: usize = 256;

/// Attributes of one element; a root that declares many namespaces has some dozens. Each is held
/// against all before it.
const ATTRIBUTES: usize = 512;

/// Bytes below which an element cannot have so many that it matters.
const SHORT: usize = 4096;

/// Walks a part to its end; empty elements arrive as a start and an end.
///
/// Refuses what is not UTF-8, not well-formed, or declares a document type or an entity.
pub(super) fn walk(
    part: &str,
    bytes: &[u8],
    mut on: impl FnMut(&Event<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let text = std::str::from_utf8(bytes).map_err(|_| ReadError::part(part, "not UTF-8"))?;
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0usize;
    let mut roots = 0usize;
    loop {
        let event =
            reader.read_event().map_err(|error| ReadError::part(part, error.to_string()))?;
        match &event {
            Event::Start(element) => {
                if element.len() > SHORT
                    && element.attributes().with_checks(false).count() > ATTRIBUTES
                {
                    return Err(ReadError::part(part, "an element of very many attributes"));
                }
                roots += usize::from(depth == 0);
                depth += 1;
                if depth > DEPTH || roots > 1 {
                    return Err(ReadError::part(part, "elements nested too deep or two roots"));
                }
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::DocType(_) => return Err(ReadError::part(part, "declares a document type")),
            Event::GeneralRef(name) => {
                let known = resolve_xml_entity(name).is_some()
                    || matches!(name.resolve_char_ref(), Ok(Some(_)));
                if !known {
                    return Err(ReadError::part(part, "an entity that is not XML's own"));
                }
            }
            Event::Eof if depth == 0 && roots == 1 => return Ok(()),
            Event::Eof => return Err(ReadError::part(part, "the text is cut off")),
            _ => {}
        }
        on(&event)?;
    }
}

/// Adds the letters that an event brings, if it brings any.
pub(super) fn append_text(text: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(letters) => text.push_str(&letters.xml10_content()),
        Event::CData(letters) => text.push_str(&letters.xml10_content()),
        Event::GeneralRef(name) => {
            if let Some(known) = resolve_xml_entity(name) {
                text.push_str(known);
            } else if let Ok(Some(letter)) = name.resolve_char_ref() {
                text.push(letter);
            }
        }
        _ => {}
    }
}

/// Whether an attribute says yes: written as XML Schema allows.
pub(super) fn is_on(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on")
}

/// An attribute by its name without prefix, as it stands in the file.
pub(super) fn raw_attribute(
    part: &str,
    element: &BytesStart<'_>,
    name: &str,
) -> Result<Option<String>, ReadError> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|error| ReadError::part(part, error.to_string()))?;
        if attribute.key.local_name().as_ref() == name {
            return Ok(Some(attribute.value.into_owned()));
        }
    }
    Ok(None)
}

/// An attribute by its name without prefix, entities resolved.
pub(super) fn attribute(
    part: &str,
    element: &BytesStart<'_>,
    name: &str,
) -> Result<Option<String>, ReadError> {
    let Some(raw) = raw_attribute(part, element, name)? else { return Ok(None) };
    let text = quick_xml::escape::unescape(&raw)
        .map_err(|error| ReadError::part(part, error.to_string()))?;
    Ok(Some(text.into_owned()))
}
