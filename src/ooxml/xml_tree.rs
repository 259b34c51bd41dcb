//! A part's XML as elements with their places in the text, for reading and for cutting.
//!
//! Nothing is rewritten that is not named in an edit: everything else keeps its bytes.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::is_xml_char;

/// Elements may be nested this deep; Office files stay far below.
const DEEPEST: usize = 1_000;

/// Why a part is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XmlError {
    /// Not well-formed, with the reader's reason.
    #[error("XML không đúng cách")]
    IllFormed(String),
    /// A document type or an entity of its own: Office never writes them, attackers do.
    #[error("có DOCTYPE hoặc thực thể (entity) tự đặt, không được phép")]
    Doctype,
    /// Nested too deep.
    #[error("các phần tử lồng nhau quá {DEEPEST} tầng")]
    TooDeep,
}

/// An element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// From `<` of the start tag to `>` of the end tag.
    pub range: Range<usize>,
    /// The start tag; the whole element when it is an empty-element tag.
    pub open: Range<usize>,
    /// What stands between start and end tag.
    pub content: Range<usize>,
    /// Index of the parent element.
    pub parent: Option<usize>,
    /// Index of the first element after this one that is not inside it.
    pub next: usize,
    name: Range<usize>,
}

/// A piece of character data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its bytes in the XML.
    pub range: Range<usize>,
    /// Index of the element it stands in.
    pub element: usize,
    /// What it says; `None` when it says exactly its bytes.
    pub decoded: Option<String>,
    /// Whether it is a CDATA section.
    pub cdata: bool,
}

/// The elements of a part in document order, and its character data.
#[derive(Debug)]
pub struct XmlTree<'a> {
    /// The part as it was read.
    pub xml: &'a str,
    elements: Vec<Element>,
    texts: Vec<Text>,
}

impl<'a> XmlTree<'a> {
    /// Reads a part; it must be well-formed, without document type.
    pub fn parse(xml: &'a str) -> Result<Self, XmlError> {
        let mut reader = Reader::from_str(xml);
        let mut tree = Self { xml, elements: Vec::new(), texts: Vec::new() };
        let mut open = Vec::new();
        loop {
            let start = position(&reader);
            let event = reader.read_event();
            let event = event.map_err(|error| XmlError::IllFormed(error.to_string()))?;
            let range = start..position(&reader);
            match event {
                Event::Eof => break,
                Event::DocType(_) => return Err(XmlError::Doctype),
                Event::Start(tag) => {
                    check_attributes(&tag)?;
                    tree.push(range, tag.name().as_ref().len(), open.last().copied());
                    open.push(tree.elements.len() - 1);
                    if open.len() > DEEPEST {
                        return Err(XmlError::TooDeep);
                    }
                }
                Event::Empty(tag) => {
                    check_attributes(&tag)?;
                    tree.push(range, tag.name().as_ref().len(), open.last().copied());
                }
                Event::End(_) => tree.close(open.pop(), range),
                Event::Text(_) => tree.text(range, open.last().copied(), None, false)?,
                Event::CData(data) => {
                    tree.text(
                        range,
                        open.last().copied(),
                        Some(data.into_inner().into_owned()),
                        true,
                    )?;
                }
                Event::GeneralRef(reference) => {
                    let name = reference.into_inner();
                    tree.text(range, open.last().copied(), Some(resolve(&name)?), false)?;
                }
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
            }
        }
        if tree.elements.is_empty() || !open.is_empty() {
            return Err(XmlError::IllFormed("the document ends early".to_owned()));
        }
        Ok(tree)
    }

    fn push(&mut self, range: Range<usize>, name_length: usize, parent: Option<usize>) {
        let name = range.start + 1..range.start + 1 + name_length;
        let content = range.end..range.end;
        let next = self.elements.len() + 1;
        self.elements.push(Element { open: range.clone(), range, content, parent, next, name });
    }

    fn close(&mut self, index: Option<usize>, end_tag: Range<usize>) {
        let next = self.elements.len();
        if let Some(element) = index.and_then(|index| self.elements.get_mut(index)) {
            element.content.end = end_tag.start;
            element.range.end = end_tag.end;
            element.next = next;
        }
    }

    fn text(
        &mut self,
        range: Range<usize>,
        element: Option<usize>,
        decoded: Option<String>,
        cdata: bool,
    ) -> Result<(), XmlError> {
        let said =
            decoded.as_deref().or_else(|| self.xml.get(range.clone())).unwrap_or_default();
        if !said.chars().all(is_xml_char) {
            return Err(XmlError::IllFormed("a character that XML cannot carry".to_owned()));
        }
        match element {
            Some(element) => self.texts.push(Text { range, element, decoded, cdata }),
            None if said.trim_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).is_empty() => {}
            None => return Err(XmlError::IllFormed("text outside the document".to_owned())),
        }
        Ok(())
    }

    /// How many elements there are; they are numbered from 0 in document order.
    pub const fn len(&self) -> usize {
        self.elements.len()
    }

    /// Whether there is no element; never, for a tree that was read.
    pub const fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    /// An element by its index.
    pub fn element(&self, index: usize) -> Option<&Element> {
        self.elements.get(index)
    }

    /// The bytes an element takes up.
    pub fn range(&self, index: usize) -> Range<usize> {
        self.elements.get(index).map_or(0..0, |element| element.range.clone())
    }

    /// What stands between an element's tags, as bytes.
    pub fn content(&self, index: usize) -> Range<usize> {
        self.elements.get(index).map_or(0..0, |element| element.content.clone())
    }

    /// The start tag of an element, as bytes.
    pub fn open_tag(&self, index: usize) -> Range<usize> {
        self.elements.get(index).map_or(0..0, |element| element.open.clone())
    }

    /// Whether the element is written as `<x/>`.
    pub fn is_empty_tag(&self, index: usize) -> bool {
        self.elements.get(index).is_some_and(|element| element.open == element.range)
    }

    /// The name of an element, with its prefix as written.
    pub fn name(&self, index: usize) -> &'a str {
        self.elements.get(index).map_or("", |element| self.slice(element.name.clone()))
    }

    /// The name of an element without its prefix.
    pub fn local_name(&self, index: usize) -> &'a str {
        let name = self.name(index);
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// The prefix of an element's name, with its colon; empty when it has none.
    pub fn prefix(&self, index: usize) -> &'a str {
        let name = self.name(index);
        name.get(..name.len() - self.local_name(index).len()).unwrap_or_default()
    }

    /// Bytes of the part.
    pub fn slice(&self, range: Range<usize>) -> &'a str {
        self.xml.get(range).unwrap_or_default()
    }

    /// The parent of an element.
    pub fn parent(&self, index: usize) -> Option<usize> {
        self.elements.get(index).and_then(|element| element.parent)
    }

    /// The elements around an element, innermost first, without itself.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.parent(index), |index| self.parent(*index))
    }

    /// The nearest element of this name that is the element itself or around it.
    pub fn nearest(&self, index: usize, name: &str) -> Option<usize> {
        std::iter::once(index)
            .chain(self.ancestors(index))
            .find(|index| self.name(*index) == name)
    }

    /// The elements inside an element at any depth.
    pub fn descendants(&self, index: usize) -> Range<usize> {
        self.elements.get(index).map_or(0..0, |element| index + 1..element.next)
    }

    /// The elements directly inside an element.
    pub fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.descendants(index).end;
        let step = move |index: usize| (index < end).then_some(index);
        std::iter::successors(step(index + 1), move |child| {
            self.elements.get(*child).and_then(|element| step(element.next))
        })
    }

    /// The first child of this name.
    pub fn child(&self, index: usize, name: &str) -> Option<usize> {
        self.children(index).find(|child| self.name(*child) == name)
    }

    /// Whether one element is the other or inside it.
    pub fn is_within(&self, inner: usize, outer: usize) -> bool {
        inner == outer || self.descendants(outer).contains(&inner)
    }

    /// The character data of the part in document order.
    pub fn texts(&self) -> &[Text] {
        &self.texts
    }

    /// What a piece of character data says.
    pub fn said<'t>(&'t self, text: &'t Text) -> &'t str {
        text.decoded.as_deref().unwrap_or_else(|| self.slice(text.range.clone()))
    }

    /// An attribute by its name as written, with the bytes of its value.
    pub fn attribute(&self, index: usize, name: &str) -> Option<(Cow<'a, str>, Range<usize>)> {
        let (_, place) = self.attributes(index).find(|(known, _)| *known == name)?;
        let raw = self.slice(place.clone());
        Some((quick_xml::escape::unescape(raw).unwrap_or(Cow::Borrowed(raw)), place))
    }

    /// The attributes of an element: names as written, and the bytes of their values.
    pub fn attributes(&self, index: usize) -> impl Iterator<Item = (&'a str, Range<usize>)> {
        let open = self.open_tag(index);
        let tag = self.slice(open.clone());
        let mut at = 1 + self.name(index).len();
        std::iter::from_fn(move || {
            let key_at = at + tag.get(at..)?.find(|c: char| !c.is_ascii_whitespace())?;
            let equals = key_at + tag.get(key_at..)?.find('=')?;
            let quote_at = equals + tag.get(equals..)?.find(['"', '\''])?;
            let quote = tag.get(quote_at..)?.chars().next()?;
            let value_at = quote_at + 1;
            let end = value_at + tag.get(value_at..)?.find(quote)?;
            at = end + 1;
            Some((tag.get(key_at..equals)?.trim_end(), open.start + value_at..open.start + end))
        })
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn check_attributes(tag: &quick_xml::events::BytesStart<'_>) -> Result<(), XmlError> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| XmlError::IllFormed(error.to_string()))?;
        let raw: &str = &attribute.value;
        if !raw.chars().all(is_xml_char) || raw.contains('<') {
            return Err(XmlError::IllFormed("a character that XML cannot carry".to_owned()));
        }
    }
    Ok(())
}

/// What an entity stands for: the five of XML and character numbers, nothing else.
fn resolve(name: &str) -> Result<String, XmlError> {
    if let Some(known) = quick_xml::escape::resolve_predefined_entity(name) {
        return Ok(known.to_owned());
    }
    let number = name.strip_prefix('#').ok_or(XmlError::Doctype)?;
    let code = number
        .strip_prefix('x')
        .map_or_else(|| number.parse::<u32>().ok(), |hex| u32::from_str_radix(hex, 16).ok());
    code.and_then(char::from_u32)
        .map(String::from)
        .ok_or_else(|| XmlError::IllFormed(format!("&{name}; is no character")))
}

/// Changes to a part, gathered in any order and made in one go.
///
/// An edit inside the range of a wider one is dropped with it. Insertions at one place keep the
/// order in which they were added, and come before a replacement that starts there.
#[derive(Debug, Default)]
pub struct Edits {
    edits: Vec<(Range<usize>, String)>,
}

impl Edits {
    /// No change.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts text in the place of a range.
    pub fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.edits.push((range, text.into()));
    }

    /// Takes a range out.
    pub fn delete(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// Puts text between two bytes.
    pub fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// Puts markup at the end of an element's content; an empty-element tag is opened for it.
    pub fn append_child(&mut self, tree: &XmlTree<'_>, element: usize, markup: &str) {
        if tree.is_empty_tag(element) {
            let open = tree.open_tag(element);
            let slash = open.end.saturating_sub(2)..open.end;
            self.replace(slash, format!(">{markup}</{}>", tree.name(element)));
        } else {
            self.insert(tree.content(element).end, markup);
        }
    }

    /// Whether nothing changes.
    pub const fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The changed text.
    pub fn apply(mut self, xml: &str) -> String {
        // Stable: insertions at one place stay in order; of two at one start the wider wins.
        self.edits.sort_by_key(|(range, _)| {
            let width = range.end.saturating_sub(range.start);
            (range.start, width != 0, std::cmp::Reverse(width))
        });
        let mut out = String::with_capacity(xml.len() + 256);
        let mut at = 0;
        for (range, text) in &self.edits {
            if range.start < at {
                continue;
            }
            out.push_str(xml.get(at..range.start).unwrap_or_default());
            out.push_str(text);
            at = range.end;
        }
        out.push_str(xml.get(at..).unwrap_or_default());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_know_their_places_and_their_family() {
        let xml = "<a x='1'><b/>t<c y=\"&lt;2\"><d/></c></a>";
        let tree = XmlTree::parse(xml).unwrap();
        let names: Vec<_> = (0..tree.len()).map(|i| tree.name(i)).collect();
        assert_eq!(names, ["a", "b", "c", "d"]);
        assert_eq!(tree.slice(tree.range(2)), "<c y=\"&lt;2\"><d/></c>");
        assert_eq!(tree.slice(tree.content(2)), "<d/>");
        assert_eq!(tree.children(0).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(tree.ancestors(3).collect::<Vec<_>>(), [2, 0]);
        let (value, range) = tree.attribute(2, "y").unwrap();
        assert_eq!((value.as_ref(), &xml[range]), ("<2", "&lt;2"));
        assert!(tree.attribute(0, "y").is_none());
        assert!(tree.is_empty_tag(1) && !tree.is_empty_tag(2));
    }

    #[test]
    fn text_is_decoded_piece_by_piece() {
        let tree = XmlTree::parse("<a>x &amp; &#x1EBF;<![CDATA[<y>]]></a>").unwrap();
        let said: Vec<_> = tree.texts().iter().map(|text| tree.said(text).to_owned()).collect();
        assert_eq!(said, ["x ", "&", " ", "ế", "<y>"]);
    }

    #[test]
    fn what_an_attacker_or_a_damaged_file_holds_is_refused() {
        let deep = "<a>".repeat(5_000) + &"</a>".repeat(5_000);
        for xml in [
            "",
            "<a>",
            "<a></b>",
            "<a/><",
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
            "<a>&x;</a>",
            "<a>\u{1}</a>",
            "<a>&#1;</a>",
            "<a x='\u{2}'/>",
            "x<a/>",
            deep.as_str(),
        ] {
            assert!(XmlTree::parse(xml).is_err(), "{}", &xml[..xml.len().min(40)]);
        }
    }

    #[test]
    fn edits_are_made_in_order_and_a_wider_one_swallows_those_inside() {
        let mut edits = Edits::new();
        edits.delete(4..6);
        edits.insert(2, "A");
        edits.replace(2..8, "[]");
        edits.insert(2, "B");
        edits.insert(8, "C");
        assert_eq!(edits.apply("0123456789"), "01AB[]C89");
    }
}
