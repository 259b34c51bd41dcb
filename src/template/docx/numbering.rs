//! `numbering.xml`: definitions of lists added to it, and numbers that begin again.

use std::collections::BTreeMap;

use super::document::Document;
use super::parts::unreadable;
use crate::ooxml::XmlTree;
use crate::template::Problem;

/// Where it is when there was none.
const PART: &str = "word/numbering.xml";

const CONTENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml";

/// Levels of a list in Word.
pub(super) const LEVELS: usize = 9;

/// Kinds of list that data are made into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ListKind {
    /// With a sign before each item.
    Bullets,
    /// With a number before each item, from 1.
    Numbered,
}

impl ListKind {
    /// `w:nsid`: eight hexadecimal digits by which lists of one definition know each other.
    const fn identity(self) -> &'static str {
        match self {
            Self::Bullets => "5A1F0B01",
            Self::Numbered => "5A1F0B02",
        }
    }

    /// Format and text of a level's number.
    fn number(self, level: usize) -> (&'static str, String) {
        let number = format!("%{}", level + 1);
        match (self, level % 3) {
            (Self::Bullets, 0) => ("bullet", "•".to_owned()),
            (Self::Bullets, 1) => ("bullet", "–".to_owned()),
            (Self::Bullets, _) => ("bullet", "▪".to_owned()),
            (Self::Numbered, 0) => ("decimal", format!("{number}.")),
            (Self::Numbered, 1) => ("lowerLetter", format!("{number})")),
            (Self::Numbered, _) => ("lowerRoman", format!("{number}.")),
        }
    }
}

/// What `numbering.xml` holds, as far as adding to it goes, and what is to be added to it.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The part's name; empty when nothing was read.
    part: String,
    next_abstract: u32,
    next_number: u32,
    /// Definitions by identity.
    own: BTreeMap<String, u32>,
    /// Where the next definition and the next number go.
    definitions_end: usize,
    numbers_end: usize,
    /// Per number: its definition; and per definition: its first number.
    definition_of: BTreeMap<String, String>,
    number_of: BTreeMap<String, String>,
    /// Definitions and numbers that the part does not hold yet.
    new_definitions: String,
    new_numbers: String,
}

impl Numbering {
    /// `None` when it is damaged, or has no content that can be added to.
    fn read(part: String, xml: &str) -> Option<Self> {
        let tree = XmlTree::parse(xml).ok().filter(|tree| tree.name(0) == "w:numbering")?;
        let end = tree.content(0).end;
        let mut found = Self { part, next_number: 1, ..Self::default() };
        let mut after_definitions = None;
        let mut after_numbers = None;
        for child in tree.children(0) {
            let value = |element: usize, name: &str| {
                tree.attribute(element, name).map(|(value, _)| value.into_owned())
            };
            let range = tree.range(child);
            match tree.name(child) {
                "w:numPicBullet" => after_definitions = Some(range.end),
                "w:abstractNum" => {
                    after_definitions = Some(range.end);
                    let id = value(child, "w:abstractNumId").and_then(|id| id.parse().ok());
                    let id: u32 = id.unwrap_or(0);
                    found.next_abstract = found.next_abstract.max(id.saturating_add(1));
                    let identity = tree.child(child, "w:nsid").and_then(|e| value(e, "w:val"));
                    if let Some(identity) = identity {
                        found.own.entry(identity).or_insert(id);
                    }
                }
                "w:num" => {
                    after_numbers = Some(range.end);
                    let id = value(child, "w:numId").unwrap_or_default();
                    let number: u32 = id.parse().unwrap_or(0);
                    found.next_number = found.next_number.max(number.saturating_add(1));
                    let definition = tree.child(child, "w:abstractNumId");
                    if let Some(definition) = definition.and_then(|e| value(e, "w:val")) {
                        found.know(id, definition);
                    }
                }
                _ => {}
            }
        }
        found.definitions_end = after_definitions.unwrap_or(tree.content(0).start);
        found.numbers_end = after_numbers.unwrap_or(found.definitions_end);
        (!tree.is_empty_tag(0) && end > 0).then_some(found)
    }

    /// Whether this is the part that was read.
    pub(super) fn is_of(&self, part: &str) -> bool {
        self.part == part
    }

    /// The part that does not hold all of it yet.
    pub(super) fn unwritten(&self) -> Option<&str> {
        let is_written = self.new_definitions.is_empty() && self.new_numbers.is_empty();
        (!is_written).then_some(self.part.as_str())
    }

    /// Adds to the part's text what it does not hold yet.
    pub(super) fn write(&mut self, xml: &mut String) {
        let definitions = std::mem::take(&mut self.new_definitions);
        let numbers = std::mem::take(&mut self.new_numbers);
        // The later first, so that no place moves before its turn.
        xml.insert_str(self.numbers_end, &numbers);
        xml.insert_str(self.definitions_end, &definitions);
        self.definitions_end += definitions.len();
        self.numbers_end += definitions.len() + numbers.len();
    }

    /// Of two under one number the first counts.
    fn know(&mut self, number: String, definition: String) {
        self.number_of.entry(definition.clone()).or_insert_with(|| number.clone());
        self.definition_of.entry(number).or_insert(definition);
    }

    fn definition(&mut self, kind: ListKind) -> u32 {
        if let Some(known) = self.own.get(kind.identity()) {
            return *known;
        }
        let id = self.next_abstract;
        self.new_definitions.push_str(&definition(kind, id));
        self.next_abstract = id.saturating_add(1);
        self.own.insert(kind.identity().to_owned(), id);
        id
    }

    fn add_number(&mut self, definition: &str, levels: impl Iterator<Item = String>) -> u32 {
        let id = self.next_number;
        let mut overrides = String::new();
        for level in levels {
            for text in [
                "<w:lvlOverride w:ilvl=\"",
                &level,
                "\"><w:startOverride w:val=\"1\"/></w:lvlOverride>",
            ] {
                overrides.push_str(text);
            }
        }
        let markup = format!(
            "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{definition}\"/>{overrides}</w:num>"
        );
        self.new_numbers.push_str(&markup);
        self.next_number = id.saturating_add(1);
        self.know(id.to_string(), definition.to_owned());
        id
    }
}

impl Document {
    /// Adds a list of its own with so many levels, from its first number; answers its
    /// `w:numId`.
    pub(super) fn new_list(
        &mut self,
        kind: ListKind,
        levels: usize,
    ) -> Result<String, Problem> {
        let numbering = self.open_numbering()?;
        let definition = numbering.definition(kind).to_string();
        if kind == ListKind::Bullets
            && let Some(number) = numbering.number_of.get(&definition)
        {
            // Without numbers, one list goes on where another ended.
            return Ok(number.clone());
        }
        let levels = (0..levels.min(LEVELS)).map(|level| level.to_string());
        Ok(numbering.add_number(&definition, levels).to_string())
    }

    /// Lets a list begin again at a level; answers the `w:numId` for what follows, or `None` when
    /// there is no such list.
    pub(super) fn begin_again(
        &mut self,
        number: &str,
        level: &str,
    ) -> Result<Option<u32>, Problem> {
        let numbering = self.open_numbering()?;
        let Some(definition) = numbering.definition_of.get(number).cloned() else {
            return Ok(None);
        };
        let level = std::iter::once(level.to_owned());
        Ok(Some(numbering.add_number(&definition, level)))
    }

    /// The document's numbering, made when there is none.
    fn open_numbering(&mut self) -> Result<&mut Numbering, Problem> {
        if self.numbering.is_of("") {
            let part = match self.part_of_kind("numbering")? {
                Some(part) => part,
                None => self.add_main_part(PART, "numbering", CONTENT_TYPE, "w:numbering")?,
            };
            let xml = self.text(&part)?;
            self.numbering = if let Some(read) = Numbering::read(part.clone(), &xml) {
                read
            } else {
                let xml = opened(&xml).ok_or_else(|| unreadable(&part))?;
                self.put(&part, xml.clone());
                Numbering::read(part.clone(), &xml).ok_or_else(|| unreadable(&part))?
            };
        }
        Ok(&mut self.numbering)
    }
}

/// A part without content, ready to take some; `None` for any other.
fn opened(xml: &str) -> Option<String> {
    let tree = XmlTree::parse(xml).ok()?;
    let is_empty = tree.name(0) == "w:numbering" && tree.is_empty_tag(0);
    let open = tree.slice(tree.open_tag(0)).strip_suffix("/>")?;
    let before = tree.slice(0..tree.range(0).start);
    is_empty.then(|| format!("{before}{open}></w:numbering>"))
}

/// A definition of nine levels.
fn definition(kind: ListKind, id: u32) -> String {
    let level = |level| {
        let (format, text) = kind.number(level);
        let left = 720 * (level + 1);
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
             <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr>\
             <w:ind w:left=\"{left}\" w:hanging=\"360\"/></w:pPr></w:lvl>"
        )
    };
    let levels = (0..LEVELS).map(level).collect::<Vec<_>>().concat();
    format!(
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:nsid w:val=\"{}\"/>\
         <w:multiLevelType w:val=\"hybridMultilevel\"/>{levels}</w:abstractNum>",
        kind.identity()
    )
}
