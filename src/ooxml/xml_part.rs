//! A lossless tree of a small XML part: what is not changed is written back byte for byte.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

/// Deepest nesting accepted; office files stay far below, and the tree is walked recursively.
const MAX_DEPTH: usize = 200;

/// Elements one part may have: a small file can hold a great many.
const MAX_ELEMENTS: usize = 3_000_000;

/// A part that is no XML we accept, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct XmlError(pub String);

/// An XML part: its root element and what stands around it.
#[derive(Debug, Clone)]
pub struct XmlPart {
    before: String,
    /// The root element.
    pub root: Element,
    after: String,
}

/// An element; its start tag is kept as it was written.
#[derive(Debug, Clone)]
pub struct Element {
    open: String,
    empty: bool,
    /// What stands inside, in order.
    pub children: Vec<Node>,
}

/// A child of an element.
#[derive(Debug, Clone)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Character data, escaped as in the file.
    Text(String),
    /// A comment, a CDATA section, a processing instruction or markup made elsewhere, verbatim.
    Verbatim(String),
}

impl XmlPart {
    /// Reads a part; refuses document types, unknown entities and absurd nesting.
    pub fn parse(bytes: &[u8]) -> Result<Self, XmlError> {
        let text =
            std::str::from_utf8(bytes).map_err(|_| XmlError("không phải UTF-8".to_owned()))?;
        Builder::default().build(text)
    }

    /// The part as text again.
    pub fn write(&self) -> String {
        let mut out = self.before.clone();
        self.root.write(&mut out);
        out.push_str(&self.after);
        out
    }
}

impl Element {
    /// An element without children from its start tag's inside, such as `brk id="3"`.
    pub fn new(open: impl Into<String>) -> Self {
        Self { open: open.into(), empty: true, children: Vec::new() }
    }

    /// The name with its prefix.
    pub fn name(&self) -> &str {
        self.open.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default()
    }

    /// The name without its prefix.
    pub fn local_name(&self) -> &str {
        local_name(self.name())
    }

    /// The prefix with its colon, or nothing: for siblings made anew.
    pub fn prefix(&self) -> &str {
        self.name().rfind(':').and_then(|at| self.name().get(..=at)).unwrap_or_default()
    }

    /// The value of an attribute, by its name as written.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        attribute(&self.open, name)
    }

    /// The value of the first attribute of this local name that has a prefix, such as `r:id`.
    pub fn attribute_of_any_prefix(&self, local: &str) -> Option<Cow<'_, str>> {
        let mut all = attributes(&self.open);
        let (_, value) = all.find(|(range, _)| {
            let name = self.open.get(range.clone()).unwrap_or_default();
            name.split_once(':')
                .is_some_and(|(prefix, name)| prefix != "xmlns" && name == local)
        })?;
        Some(unescape(self.open.get(value)?))
    }

    /// The prefix, without its colon, that this element itself binds to a namespace.
    pub fn prefix_bound_to(&self, namespace: &str) -> Option<&str> {
        attributes(&self.open).find_map(|(name, value)| {
            let prefix = self.open.get(name)?.strip_prefix("xmlns:")?;
            (unescape(self.open.get(value)?) == namespace).then_some(prefix)
        })
    }

    /// The values of all attributes.
    pub fn attributes(&self) -> impl Iterator<Item = String> + '_ {
        let values = attributes(&self.open).filter_map(|(_, value)| self.open.get(value));
        values.map(|raw| unescape(raw).into_owned())
    }

    /// The names of all attributes, as written.
    pub fn attribute_names(&self) -> Vec<String> {
        let names = attributes(&self.open).filter_map(|(name, _)| self.open.get(name));
        names.map(str::to_owned).collect()
    }

    /// Takes an attribute out.
    pub fn remove_attribute(&mut self, name: &str) {
        remove_attribute(&mut self.open, name);
    }

    /// Sets an attribute, in its place when it is there already.
    pub fn set_attribute(&mut self, name: &str, value: &str) {
        set_attribute(&mut self.open, name, value);
    }

    /// The child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        })
    }

    /// The child elements, to be changed.
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        })
    }

    /// The first child element of this local name.
    pub fn child(&self, local: &str) -> Option<&Element> {
        self.elements().find(|element| element.local_name() == local)
    }

    /// The first child element of this local name, to be changed.
    pub fn child_mut(&mut self, local: &str) -> Option<&mut Element> {
        self.elements_mut().find(|element| element.local_name() == local)
    }

    /// The text directly inside, unescaped.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for node in &self.children {
            match node {
                Node::Text(raw) => text.push_str(&unescape(raw)),
                Node::Verbatim(raw) => {
                    let data =
                        raw.strip_prefix("<![CDATA[").and_then(|data| data.strip_suffix("]]>"));
                    text.push_str(data.unwrap_or_default());
                }
                Node::Element(_) => {}
            }
        }
        text
    }

    /// Puts a text in the place of everything inside.
    pub fn set_text(&mut self, text: &str) {
        self.children = vec![Node::Text(escape(text))];
    }

    /// Appends the element as text.
    pub fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.open);
        if self.empty && self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        self.write_children(out);
        out.push_str("</");
        out.push_str(self.name());
        out.push('>');
    }

    /// Appends what stands inside as text.
    pub fn write_children(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Element(element) => element.write(out),
                Node::Text(raw) | Node::Verbatim(raw) => out.push_str(raw),
            }
        }
    }
}

/// Appends pieces of markup.
pub fn push_all(out: &mut String, pieces: &[&str]) {
    for piece in pieces {
        out.push_str(piece);
    }
}

/// A name without its prefix.
pub fn local_name(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute in the inside of a start tag, unescaped.
pub fn attribute<'a>(open: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let (_, value) =
        attributes(open).find(|(range, _)| open.get(range.clone()) == Some(name))?;
    Some(unescape(open.get(value)?))
}

/// Sets an attribute in the inside of a start tag, in its place when it is there already.
pub fn set_attribute(open: &mut String, name: &str, value: &str) {
    let found = attributes(open).find(|(range, _)| open.get(range.clone()) == Some(name));
    if let Some((_, range)) = found {
        open.replace_range(range, &escape(value));
    } else {
        let end = open.trim_end().len();
        open.truncate(end);
        push_all(open, &[" ", name, "=\"", &escape(value), "\""]);
    }
}

/// Takes an attribute out of the inside of a start tag.
pub fn remove_attribute(open: &mut String, name: &str) {
    let found = attributes(open).find(|(range, _)| open.get(range.clone()) == Some(name));
    if let Some((key, value)) = found {
        let before = open.get(..key.start).unwrap_or_default();
        let start = before.trim_end().len();
        open.replace_range(start..(value.end + 1).min(open.len()), "");
    }
}

/// Names and raw values of the attributes in the inside of a start tag, as byte ranges.
pub fn attributes(open: &str) -> impl Iterator<Item = (Range<usize>, Range<usize>)> + '_ {
    let mut at = open.find(|c: char| c.is_ascii_whitespace()).unwrap_or(open.len());
    std::iter::from_fn(move || {
        let start = at + open.get(at..)?.find(|c: char| !c.is_ascii_whitespace())?;
        let equals = start + open.get(start..)?.find('=')?;
        let name_end = start + open.get(start..equals)?.trim_end().len();
        let quote_at = equals + 1 + open.get(equals + 1..)?.find(['"', '\''])?;
        let quote = open.get(quote_at..)?.chars().next()?;
        let end = quote_at + 1 + open.get(quote_at + 1..)?.find(quote)?;
        at = end + 1;
        Some((start..name_end, quote_at + 1..end))
    })
}

/// The text as content or attribute value.
fn escape(text: &str) -> String {
    super::xml_text::escape_xml(text).into_owned()
}

/// Raw character data or a raw attribute value as text; entities were checked while parsing.
pub fn unescape(raw: &str) -> Cow<'_, str> {
    quick_xml::escape::unescape(raw).unwrap_or(Cow::Borrowed(raw))
}

/// Refuses events that could smuggle in other content.
pub fn refuse_unsafe(event: &Event<'_>) -> Result<(), XmlError> {
    match event {
        Event::DocType(_) => Err(XmlError("có DOCTYPE, không được phép".to_owned())),
        Event::GeneralRef(entity) => {
            let known = matches!(&**entity, "amp" | "lt" | "gt" | "quot" | "apos");
            if known || entity.is_char_ref() {
                return Ok(());
            }
            Err(XmlError(format!("unknown entity `{}`", &**entity)))
        }
        _ => Ok(()),
    }
}

#[derive(Default)]
struct Builder {
    stack: Vec<Element>,
    before: String,
    root: Option<Element>,
    after: String,
    elements: usize,
}

impl Builder {
    fn build(mut self, text: &str) -> Result<XmlPart, XmlError> {
        let bom = usize::from(text.starts_with('\u{FEFF}')) * '\u{FEFF}'.len_utf8();
        self.before.push_str(text.get(..bom).unwrap_or_default());
        let mut reader = Reader::from_str(text.get(bom..).unwrap_or_default());
        let mut at = bom;
        loop {
            let event = reader.read_event().map_err(|error| XmlError(error.to_string()))?;
            let end = bom + usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let raw = text.get(at..end).unwrap_or_default();
            at = end;
            refuse_unsafe(&event)?;
            match event {
                Event::Start(start) => self.open(&start, false)?,
                Event::Empty(start) => {
                    self.open(&start, true)?;
                    self.close();
                }
                Event::End(_) => self.close(),
                Event::Eof => break,
                Event::Text(_) | Event::GeneralRef(_) => self.text(raw),
                _ => self.verbatim(raw),
            }
        }
        let root =
            self.root.ok_or_else(|| XmlError("không có phần tử gốc trọn vẹn".to_owned()))?;
        if !self.stack.is_empty() {
            return Err(XmlError("có phần tử chưa đóng".to_owned()));
        }
        Ok(XmlPart { before: self.before, root, after: self.after })
    }

    fn open(&mut self, open: &str, empty: bool) -> Result<(), XmlError> {
        if self.stack.len() >= MAX_DEPTH {
            return Err(XmlError(format!("elements nest deeper than {MAX_DEPTH}")));
        }
        if self.root.is_some() {
            return Err(XmlError("có hơn một phần tử gốc".to_owned()));
        }
        self.elements += 1;
        if self.elements > MAX_ELEMENTS {
            return Err(XmlError(format!("a part has more than {MAX_ELEMENTS} elements")));
        }
        self.stack.push(Element { open: open.to_owned(), empty, children: Vec::new() });
        Ok(())
    }

    fn close(&mut self) {
        let Some(element) = self.stack.pop() else { return };
        match self.stack.last_mut() {
            Some(parent) => parent.children.push(Node::Element(element)),
            None => self.root = Some(element),
        }
    }

    fn text(&mut self, raw: &str) {
        match self.stack.last_mut().map(|parent| &mut parent.children) {
            Some(children) => {
                if let Some(Node::Text(text)) = children.last_mut() {
                    text.push_str(raw);
                } else {
                    children.push(Node::Text(raw.to_owned()));
                }
            }
            None => self.outside(raw),
        }
    }

    fn verbatim(&mut self, raw: &str) {
        match self.stack.last_mut() {
            Some(parent) => parent.children.push(Node::Verbatim(raw.to_owned())),
            None => self.outside(raw),
        }
    }

    fn outside(&mut self, raw: &str) {
        if self.root.is_none() { &mut self.before } else { &mut self.after }.push_str(raw);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_untouched_part_is_written_back_byte_for_byte() {
        let text = "\u{FEFF}<?xml version=\"1.0\"?>\r\n<a:r  x='1' y = \"&lt;2\"><!-- c --><b/><b></b>t&amp;u<![CDATA[<]]></a:r>\n";
        assert_eq!(XmlPart::parse(text.as_bytes()).unwrap().write(), text);
    }

    #[test]
    fn attributes_are_read_changed_added_and_removed() {
        let mut part = XmlPart::parse(b"<r x='1' y = \"&lt;2\"/>").unwrap();
        assert_eq!(part.root.attribute("y").as_deref(), Some("<2"));
        part.root.set_attribute("x", "a\"b");
        part.root.set_attribute("z", "3");
        assert_eq!(part.write(), "<r x='a&quot;b' y = \"&lt;2\" z=\"3\"/>");
        let mut open = "c r=\"A1\" t='s' s=\"4\"".to_owned();
        remove_attribute(&mut open, "t");
        assert_eq!(open, "c r=\"A1\" s=\"4\"");
    }

    #[test]
    fn the_prefix_of_a_namespace_is_the_one_the_element_declares() {
        let part = XmlPart::parse(b"<r xmlns='u' xmlns:a='v' b:c='w' xmlns:d=\"w\"/>").unwrap();
        assert_eq!(part.root.prefix_bound_to("v"), Some("a"));
        assert_eq!(part.root.prefix_bound_to("w"), Some("d"));
        assert_eq!(part.root.prefix_bound_to("u"), None);
    }

    #[test]
    fn text_is_joined_over_entities_and_sections() {
        let part = XmlPart::parse(b"<r>a&amp;b<!-- no --><![CDATA[<c>]]></r>").unwrap();
        assert_eq!(part.root.text(), "a&b<c>");
    }

    #[test]
    fn document_types_unknown_entities_and_broken_parts_are_refused() {
        let deep = format!("{}{}", "<a>".repeat(300), "</a>".repeat(300));
        for text in [
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
            "<a>&b;</a>",
            "<a>",
            "<a></b>",
            "",
            &deep,
        ] {
            assert!(XmlPart::parse(text.as_bytes()).is_err(), "{text}");
        }
    }
}
