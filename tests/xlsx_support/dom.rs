//! XML as a tree with namespaces resolved: read without the engine's help, so that a fault of its
//! reader is no fault of its judge.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element.
#[derive(Debug, Clone, Default)]
pub(super) struct Element {
    /// Name without prefix.
    pub name: String,
    /// Name as written.
    pub tag: String,
    /// Namespace of the name.
    pub space: String,
    /// Attributes by their names as written, in order.
    pub attributes: Vec<(String, String)>,
    /// Ids of relationships among the attributes.
    pub links: Vec<String>,
    /// What stands inside, in order.
    pub children: Vec<Child>,
}

/// What stands inside an element.
#[derive(Debug, Clone)]
pub(super) enum Child {
    Element(Element),
    Text(String),
}

impl Element {
    /// The value of an attribute; a name without prefix finds `r:id` as `:id`.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| match name.strip_prefix(':') {
            Some(local) => key
                .split_once(':')
                .is_some_and(|(prefix, key)| key == local && prefix != "xmlns"),
            None => key == name,
        });
        found.map(|(_, value)| value.as_str())
    }

    /// The child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// The child elements of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first child element of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// All elements below, in order.
    pub(super) fn below(&self) -> Vec<&Element> {
        let mut found = Vec::new();
        for element in self.elements() {
            found.push(element);
            found.extend(element.below());
        }
        found
    }

    /// The text inside, without that of elements.
    pub(super) fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|child| match child {
            Child::Text(text) => Some(text.as_str()),
            Child::Element(_) => None,
        });
        texts.collect()
    }

    /// The element as an indented list of lines, an element a line.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        self.add_lines(0, &mut lines);
        lines
    }

    fn add_lines(&self, depth: usize, lines: &mut Vec<String>) {
        let indent = "  ".repeat(depth);
        let mut open = format!("{indent}<{}", self.tag);
        for (name, value) in &self.attributes {
            write!(open, " {name}=\"{}\"", escape(value)).unwrap();
        }
        let text = self.text();
        if self.elements().next().is_none() {
            let end = if text.is_empty() {
                "/>".to_owned()
            } else {
                format!(">{}</{}>", escape(&text), self.tag)
            };
            lines.push(open + &end);
            return;
        }
        lines.push(open + ">");
        for child in &self.children {
            match child {
                Child::Element(element) => element.add_lines(depth + 1, lines),
                Child::Text(text) if text.trim().is_empty() => {}
                Child::Text(text) => lines.push(format!("{indent}  {}", escape(text))),
            }
        }
        lines.push(format!("{indent}</{}>", self.tag));
    }
}

/// Text as XML, on one line.
pub(super) fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    text.replace('\n', "&#10;").replace('\r', "&#13;")
}

/// Reads a part.
pub(super) fn parse(xml: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{FEFF}'));
    let mut scopes = vec![BTreeMap::from([("xml".to_owned(), "xml".to_owned())])];
    let mut open: Vec<Element> = vec![Element::default()];
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match event {
            Event::Start(start) => {
                let element = element(&start, &mut scopes)?;
                open.push(element);
            }
            Event::Empty(start) => {
                let element = element(&start, &mut scopes)?;
                scopes.pop();
                push(&mut open, Child::Element(element));
            }
            Event::End(_) => {
                scopes.pop();
                let element =
                    open.pop().filter(|_| !open.is_empty()).ok_or("one end too many")?;
                push(&mut open, Child::Element(element));
            }
            Event::Text(text) => {
                let text = text.into_inner();
                push(&mut open, Child::Text(text.replace("\r\n", "\n")));
            }
            Event::CData(data) => {
                let text = data.into_inner();
                push(&mut open, Child::Text(text.into_owned()));
            }
            Event::GeneralRef(name) => {
                let name = name.into_inner();
                let text = unescape(&format!("&{name};"))?;
                push(&mut open, Child::Text(text));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let whole = open.pop().filter(|_| open.is_empty()).ok_or("an end is missing")?;
    let root = whole.elements().next().cloned();
    root.ok_or_else(|| "no root".to_owned())
}

/// Texts that follow each other are one.
fn push(open: &mut [Element], child: Child) {
    let children = &mut open.last_mut().unwrap().children;
    match (children.last_mut(), child) {
        (Some(Child::Text(before)), Child::Text(text)) => before.push_str(&text),
        (_, child) => children.push(child),
    }
}

fn unescape(text: &str) -> Result<String, String> {
    let text = quick_xml::escape::unescape(text).map_err(|error| error.to_string())?;
    Ok(text.into_owned())
}

fn element(
    start: &BytesStart<'_>,
    scopes: &mut Vec<BTreeMap<String, String>>,
) -> Result<Element, String> {
    let tag = start.name().as_ref().to_owned();
    let mut attributes: Vec<(String, String)> = Vec::new();
    let mut scope = scopes.last().cloned().unwrap_or_default();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let name = attribute.key.as_ref().to_owned();
        let value = unescape(&attribute.value)?;
        if name == "xmlns" {
            scope.insert(String::new(), value.clone());
        } else if let Some(prefix) = name.strip_prefix("xmlns:") {
            scope.insert(prefix.to_owned(), value.clone());
        }
        attributes.push((name, value));
    }
    let (prefix, name) = tag.split_once(':').unwrap_or(("", &tag));
    let space = match scope.get(prefix) {
        Some(space) => space.clone(),
        None if prefix.is_empty() => String::new(),
        None => return Err(format!("prefix {prefix} is not declared")),
    };
    let mut links = Vec::new();
    for (name, value) in &attributes {
        let Some((prefix, _)) = name.split_once(':').filter(|(prefix, _)| *prefix != "xmlns")
        else {
            continue;
        };
        match scope.get(prefix) {
            Some(space)
                if space.ends_with("/officeDocument/2006/relationships")
                    || space.ends_with("/officeDocument/relationships") =>
            {
                links.push(value.clone());
            }
            Some(_) => {}
            None => return Err(format!("prefix {prefix} is not declared")),
        }
    }
    let name = name.to_owned();
    scopes.push(scope);
    Ok(Element { name, tag, space, attributes, links, children: Vec::new() })
}
