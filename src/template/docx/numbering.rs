//! `numbering.xml`: definitions of lists added to it, and numbers that begin again.

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

/// What `numbering.xml` holds, as far as adding to it goes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Numbering {
    /// How long the part was when it was read.
    length: usize,
    /// Its name.
    part: String,
    next_abstract: u32,
    next_number: u32,
    /// Own definitions by identity.
    own: Vec<(String, u32)>,
    /// Where the next definition and the next number go.
    definitions_end: usize,
    numbers_end: usize,
    /// Per number: its definition.
    definition_of: Vec<(String, String)>,
}

impl Numbering {
    /// The document's, as it stands now; `None` when there is none.
    fn of(document: &mut Document, known: Self) -> Result<Option<(Self, String)>, Problem> {
        let Some(part) = document.part_of_kind("numbering")? else { return Ok(None) };
        let xml = document.text(&part)?;
        if known.length == xml.len() && known.part == part {
            return Ok(Some((known, xml)));
        }
        Ok(Self::read(part, &xml).map(|numbering| (numbering, xml)))
    }

    /// `None` when it is damaged, or has no content that can be added to.
    fn read(part: String, xml: &str) -> Option<Self> {
        let tree = XmlTree::parse(xml).ok().filter(|tree| tree.name(0) == "w:numbering")?;
        let end = tree.content(0).end;
        let mut found = Self { length: xml.len(), part, ..Self::default() };
        found.next_number = 1;
        let mut after_definitions = None;
        let mut after_numbers = None;
        for child in tree.children(0) {
            let value = |element: usize, name: &str| {
                tree.attribute(element, name).map(|(value, _)| value.into_owned())
            };
            let range = tree.range(child);
            match tree.name(child) {
                "w:numPicBullet" => {
                    after_definitions.get_or_insert(range.end);
                    after_definitions = Some(range.end);
                }
                "w:abstractNum" => {
                    after_definitions = Some(range.end);
                    let id = value(child, "w:abstractNumId").and_then(|id| id.parse().ok());
                    let id: u32 = id.unwrap_or(0);
                    found.next_abstract = found.next_abstract.max(id.saturating_add(1));
                    let identity = tree.child(child, "w:nsid").and_then(|e| value(e, "w:val"));
                    found.own.extend(identity.map(|identity| (identity, id)));
                }
                "w:num" => {
                    after_numbers = Some(range.end);
                    let id = value(child, "w:numId").unwrap_or_default();
                    let number: u32 = id.parse().unwrap_or(0);
                    found.next_number = found.next_number.max(number.saturating_add(1));
                    let definition = tree.child(child, "w:abstractNumId");
                    let definition = definition.and_then(|e| value(e, "w:val"));
                    found.definition_of.extend(definition.map(|definition| (id, definition)));
                }
                _ => {}
            }
        }
        found.definitions_end = after_definitions.unwrap_or(tree.content(0).start);
        found.numbers_end = after_numbers.unwrap_or(found.definitions_end);
        (!tree.is_empty_tag(0) && end > 0).then_some(found)
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
        let (mut numbering, mut xml) = self.open_numbering()?;
        let own = numbering.own.iter().find(|(identity, _)| identity == kind.identity());
        let definition = if let Some((_, id)) = own {
            *id
        } else {
            let id = numbering.next_abstract;
            let markup = definition(kind, id);
            xml.insert_str(numbering.definitions_end, &markup);
            numbering.definitions_end += markup.len();
            numbering.numbers_end += markup.len();
            numbering.next_abstract += 1;
            numbering.own.push((kind.identity().to_owned(), id));
            id
        };
        let definition = definition.to_string();
        let mut known = numbering.definition_of.iter();
        if kind == ListKind::Bullets
            && let Some((number, _)) = known.find(|(_, of)| *of == definition)
        {
            // Without numbers, one list goes on where another ended.
            let number = number.clone();
            self.numbering = numbering;
            return Ok(number);
        }
        let levels = (0..levels.min(LEVELS)).map(|level| level.to_string());
        Ok(self.add_number(numbering, xml, &definition, levels).to_string())
    }

    /// Lets a list begin again at a level; answers the `w:numId` for what follows, or `None` when
    /// there is no such list.
    pub(super) fn begin_again(
        &mut self,
        number: &str,
        level: &str,
    ) -> Result<Option<u32>, Problem> {
        let (numbering, xml) = self.open_numbering()?;
        let of = numbering.definition_of.iter().find(|(known, _)| known == number);
        let Some(definition) = of.map(|(_, definition)| definition.clone()) else {
            self.numbering = numbering;
            return Ok(None);
        };
        let level = std::iter::once(level.to_owned());
        Ok(Some(self.add_number(numbering, xml, &definition, level)))
    }

    fn add_number(
        &mut self,
        mut numbering: Numbering,
        mut xml: String,
        definition: &str,
        levels: impl Iterator<Item = String>,
    ) -> u32 {
        let id = numbering.next_number;
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
        xml.insert_str(numbering.numbers_end, &markup);
        numbering.numbers_end += markup.len();
        numbering.next_number += 1;
        numbering.definition_of.push((id.to_string(), definition.to_owned()));
        numbering.length = xml.len();
        self.put(&numbering.part, xml);
        self.numbering = numbering;
        id
    }

    /// The document's numbering, made when there is none.
    fn open_numbering(&mut self) -> Result<(Numbering, String), Problem> {
        let known = std::mem::take(&mut self.numbering);
        if let Some(open) = Numbering::of(self, known)? {
            return Ok(open);
        }
        let part = match self.part_of_kind("numbering")? {
            Some(part) => part,
            None => self.add_main_part(PART, "numbering", CONTENT_TYPE, "w:numbering")?,
        };
        let xml = opened(&self.text(&part)?).ok_or_else(|| unreadable(&part))?;
        self.put(&part, xml.clone());
        let numbering = Numbering::read(part, &xml).unwrap_or_default();
        Ok((numbering, xml))
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
