//! Tags outside cells: headers and footers, notes, text boxes, charts, prompts, document properties.
//!
//! Their texts are filled as if they were cells of one more sheet, a row each. Where a tag cannot
//! be filled (a formula, a rule) it is named; none stays in the file in silence. Which texts are
//! for readers says `readers_texts`.

use std::collections::{BTreeMap, BTreeSet};

use super::book::{Book, Tab, has_extension, read_xml, relations_path};
use super::copies;
use super::homes::homes;
use super::plan::{bound_names, head};
use super::readers_texts::{Slot, each, slots};
use super::sheet::Sheet;
use super::stream::Content;
use super::tags::{self, shortened};
use crate::ooxml::xml_part::{Element, XmlError, XmlPart};
use crate::ooxml::{CellRef, escape_xml};
use crate::template::engine::holds_tags;
use crate::template::{Holder, Place, Problem, ProblemKind};

/// Keeps a text that is one number a text; taken off again.
const TEXT_MARK: char = '|';

/// Stands for the `&` that begins a code of a header, while values are put between the codes.
const CODE_MARK: char = '\u{F8FE}';

/// The texts with tags outside the cells of a workbook, or those of one sheet that is repeated.
#[derive(Default)]
pub(super) struct Elsewhere {
    /// The sheets whose headers and the like are meant, by index.
    pub tabs: Vec<usize>,
    /// The statements that repeat the sheet; none for the rest of the workbook.
    governing: Vec<String>,
    /// Names of parts whose texts follow those of the sheets.
    parts: Vec<String>,
    texts: Vec<(Place, String)>,
    /// Names on tabs that hold tags, as formulas and others write them.
    tab_names: Vec<String>,
    /// Names that tags in cells bind: texts outside cells do not see those of a loop over rows.
    bound: BTreeSet<String>,
    /// Tags where nothing can fill them.
    pub problems: Vec<Problem>,
}

impl Elsewhere {
    /// Looks through the workbook, whose sheets have been read: the sheets that are repeated each
    /// for itself, and everything else together.
    pub(super) fn gather(book: &mut Book) -> Vec<Self> {
        let tab_names: Vec<String> =
            book.tabs.iter().filter(|tab| holds_tag(&tab.name)).flat_map(spellings).collect();
        let new = || Self { tab_names: tab_names.clone(), ..Self::default() };
        let mut rest = new();
        let mut repeated = Vec::new();
        let mut owned = BTreeSet::new();
        for index in 0..book.tabs.len() {
            let governing = copies::governing(book, index);
            if governing.is_empty() {
                rest.tab(book, index);
                continue;
            }
            let mut own = Self { governing, ..new() };
            own.tab(book, index);
            let parts = copies::parts_of(book, index);
            own.parts(book, parts.clone());
            owned.extend(parts);
            repeated.push(own);
        }
        let names = book.package.names().map(str::to_owned);
        let names = names.filter(|name| !owned.contains(name)).collect();
        rest.parts(book, names);
        rest.names(&book.workbook.root);
        repeated.insert(0, rest);
        if repeated.iter().any(|texts| !texts.is_empty()) {
            let bound = bound(book);
            for texts in &mut repeated {
                texts.bound.clone_from(&bound);
            }
        }
        repeated
    }

    fn tab(&mut self, book: &mut Book, index: usize) {
        self.tabs.push(index);
        let Some(tab) = book.tabs.get_mut(index) else { return };
        let path = tab.path.clone();
        let place = Place::Sheet(tab.name.clone());
        if let Some(sheet) = &mut tab.sheet {
            self.formulas(&tab.name, sheet);
            self.element(&mut sheet.around.root, &place);
        }
        self.links(book, &relations_path(&path), &place);
    }

    fn parts(&mut self, book: &mut Book, names: Vec<String>) {
        let mut sheets = None;
        for name in names {
            let kind = Reading::of(&name);
            let Some(kind) = kind else { continue };
            let Ok(bytes) = book.package.read(&name) else { continue };
            if !bytes.contains(&b'{') && !bytes.contains(&b'%') {
                continue;
            }
            let sheets = sheets.get_or_insert_with(|| homes(book));
            let home = sheets.get(&name).or_else(|| sheets.get(&owner(&name)));
            let place = home.map_or(Place::File, |home| Place::Sheet(home.clone()));
            match kind {
                Reading::Links => self.links(book, &name, &place),
                Reading::Controls if holds_tag(&String::from_utf8_lossy(&bytes)) => {
                    self.refuse(place, &name, Holder::Control);
                }
                Reading::Controls => {}
                Reading::Words => {
                    let Ok(mut part) = XmlPart::parse(&bytes) else { continue };
                    let before = self.texts.len();
                    self.element(&mut part.root, &place);
                    if self.texts.len() > before {
                        self.parts.push(name);
                    }
                }
            }
        }
    }

    /// Addresses of links, which stand beside the part that has them.
    fn links(&mut self, book: &mut Book, relations: &str, place: &Place) {
        let Ok(bytes) = book.package.read(relations) else { return };
        let Ok(part) = XmlPart::parse(&bytes) else { return };
        for relation in part.root.elements() {
            let target = relation.attribute("Target").unwrap_or_default();
            let written = target.replace("%7B", "{").replace("%7D", "}").replace("%25", "%");
            if self.holds_tag(&written) {
                self.refuse(place.clone(), &written, Holder::Link);
            }
        }
    }

    /// Whether a text that is no words holds a tag besides names of sheets.
    fn holds_tag(&self, text: &str) -> bool {
        if self.tab_names.is_empty() || !holds_tag(text) {
            return holds_tag(text);
        }
        let without = |text: String, name: &String| text.replace(name.as_str(), "");
        holds_tag(&self.tab_names.iter().fold(text.to_owned(), without))
    }

    fn formulas(&mut self, name: &str, sheet: &Sheet) {
        for row in sheet.rows.iter() {
            for cell in &row.cells {
                let formula = cell.formula.as_ref().map_or("", |formula| &formula.text);
                if self.holds_tag(formula) {
                    let cell = CellRef::new(row.number, cell.col);
                    let place = Place::Cell { sheet: name.to_owned(), cell };
                    self.refuse(place, formula, Holder::Formula);
                }
            }
        }
    }

    /// Names of the workbook; what they stand for is a formula.
    fn names(&mut self, workbook: &Element) {
        let names = workbook.child("definedNames").into_iter().flat_map(Element::elements);
        let texts: Vec<String> = names.map(Element::text).collect();
        for text in texts.iter().filter(|text| holds_tag(text)) {
            if self.holds_tag(text) {
                self.refuse(Place::File, text, Holder::Name);
            }
        }
    }

    fn element(&mut self, root: &mut Element, place: &Place) {
        let mut refused = Vec::new();
        let mut at = place.clone();
        each(root, &mut |element, holder, parent| {
            if let Some(own) = place_of(element, place) {
                at = own;
            }
            let slots = slots(element, parent);
            for slot in &slots {
                let text = slot.read(element);
                if holds_tags(&text) {
                    let coded = slot.is_header(element);
                    let text =
                        if coded { text.replace('&', &CODE_MARK.to_string()) } else { text };
                    self.texts.push((at.clone(), text));
                }
            }
            if !slots.contains(&Slot::Content) && self.holds_tag(&element.text()) {
                refused.push((at.clone(), element.text(), holder));
            }
            let header = element.local_name() == "tableColumn";
            for name in element.attribute_names() {
                let value = element.attribute(&name).unwrap_or_default();
                // A table's column is named as its header cell says, which is filled.
                let filled = header && name == "name" || slots.iter().any(|s| s.is(&name));
                if !filled && self.holds_tag(&value) {
                    refused.push((at.clone(), value.into_owned(), holder));
                }
            }
        });
        for (at, text, holder) in refused {
            self.refuse(at, &text, holder);
        }
    }

    fn refuse(&mut self, place: Place, text: &str, holder: Holder) {
        let kind = ProblemKind::NotFilled(holder);
        self.problems.push(Problem { kind, place, around: shortened(text) });
    }

    /// The texts as a sheet: one cell a row, before them the statements that repeat it.
    pub(super) fn sheet(&self) -> Result<Sheet, XmlError> {
        let cell = |text: &str| {
            format!("<row><c t=\"inlineStr\"><is><t>{}</t></is></c></row>", escape_xml(text))
        };
        let statements =
            self.governing.iter().map(|code| cell(&format!("{{% sheet {code} %}}")));
        let rows = self.texts.iter().map(|(_, text)| cell(&format!("{text}{TEXT_MARK}")));
        let rows: String = statements.chain(rows).collect();
        let part = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        Sheet::parse(part.into_bytes())
    }

    /// Whether there is no text.
    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Whether these are the texts of one sheet that is repeated.
    pub(super) fn is_repeated(&self) -> bool {
        !self.governing.is_empty()
    }

    /// Problems of that sheet, put where its texts really stand; those of the statements that
    /// repeat it are told with its cells.
    pub(super) fn relocated(&self, problems: Vec<Problem>) -> Vec<Problem> {
        let is_text = |problem: &Problem| match &problem.place {
            Place::Cell { cell, .. } => cell.row as usize >= self.governing.len(),
            _ => true,
        };
        problems.into_iter().filter(is_text).map(|problem| self.text_problem(problem)).collect()
    }

    fn text_problem(&self, mut problem: Problem) -> Problem {
        if let Place::Cell { cell, .. } = &problem.place {
            let row = (cell.row as usize).checked_sub(self.governing.len());
            let text = row.and_then(|row| self.texts.get(row));
            problem.place = text.map_or(Place::File, |(place, _)| place.clone());
            let around = text.map(|(_, text)| text.replace(CODE_MARK, "&"));
            problem.around = around.map(|text| shortened(&text)).unwrap_or_default();
        }
        if let ProblemKind::UnknownName { name, .. } = &problem.kind
            && self.bound.contains(head(name))
        {
            problem.kind = ProblemKind::UnseenVariable(name.clone());
        }
        problem
    }

    /// Puts the filled texts, one for each row of the sheet, in their places: the sheets of the
    /// result and the parts, which may be called otherwise (`renamed`) where they are copies.
    pub(super) fn put(
        &self,
        book: &mut Book,
        sheets: &[usize],
        renamed: Option<&BTreeMap<String, String>>,
        filled: &[Option<Content>],
    ) -> Vec<Problem> {
        if filled.len() != self.texts.len() {
            // A block from one text into another: there is nothing that could repeat.
            let places = self.texts.iter().map(|(place, text)| Problem {
                kind: ProblemKind::Torn(shortened(text)),
                place: place.clone(),
                around: shortened(text),
            });
            return places.collect();
        }
        let mut texts = filled.iter().map(|content| match content {
            Some(text @ (Content::Plain(_) | Content::Text(_))) => text.text().into_owned(),
            _ => String::new(),
        });
        let mut problems = Vec::new();
        for index in sheets {
            let Some(tab) = book.tabs.get_mut(*index) else { continue };
            if let Some(sheet) = tab.sheet.as_mut() {
                let place = Place::Sheet(tab.name.clone());
                problems.extend(fill(&mut sheet.around.root, &place, &mut texts));
            }
        }
        for name in &self.parts {
            let name = renamed.and_then(|renamed| renamed.get(name)).unwrap_or(name);
            match read_xml(&mut book.package, name) {
                Ok(mut part) => {
                    problems.extend(fill(&mut part.root, &Place::File, &mut texts));
                    book.package.put(name, part.write().into_bytes());
                }
                Err(problem) => return vec![problem],
            }
        }
        problems
    }
}

/// The names that tags in the cells of all sheets bind.
fn bound(book: &Book) -> BTreeSet<String> {
    let sheets = book.tabs.iter().filter_map(|tab| Some((&tab.name, tab.sheet.as_ref()?)));
    let bound = sheets.flat_map(|(name, sheet)| {
        let (mut cells, _) = tags::find(sheet, name, &book.strings);
        tags::pair(&mut cells, name);
        bound_names(&cells)
    });
    bound.collect()
}

/// A sheet's name as it stands in lists and, with doubled quotes, in formulas.
fn spellings(tab: &Tab) -> [String; 2] {
    [tab.name.replace('\'', "''"), tab.name.clone()]
}

/// Puts the filled texts into an element; answers those that are too long for their place.
fn fill(
    root: &mut Element,
    place: &Place,
    texts: &mut dyn Iterator<Item = String>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    each(root, &mut |element, _, parent| {
        for slot in slots(element, parent) {
            if !holds_tags(&slot.read(element)) {
                continue;
            }
            let text = texts.next().unwrap_or_default();
            let text = text.strip_suffix(TEXT_MARK).unwrap_or(&text);
            let text = if slot.is_header(element) {
                text.replace('&', "&&").replace(CODE_MARK, "&")
            } else {
                text.to_owned()
            };
            let most = slot.most(element);
            if text.encode_utf16().count() > most {
                let kind = ProblemKind::TooLong { most };
                let around = shortened(&text);
                problems.push(Problem { kind, place: place.clone(), around });
            }
            slot.write(element, &text);
        }
    });
    problems
}

/// The cell that a note, a link or a rule belongs to; the place of all when one ends and what
/// comes belongs to no cell.
fn place_of(element: &Element, all: &Place) -> Option<Place> {
    let attribute = match element.local_name() {
        "comment" | "threadedComment" | "hyperlink" => "ref",
        "dataValidation" | "conditionalFormatting" => "sqref",
        "headerFooter" | "commentList" | "drawing" | "autoFilter" | "extLst" => {
            return Some(all.clone());
        }
        _ => return None,
    };
    let Place::Sheet(sheet) = all else { return None };
    let cells = element.attribute(attribute)?;
    let first = cells.split([' ', ':']).next()?.parse().ok()?;
    Some(Place::Cell { sheet: sheet.clone(), cell: first })
}

/// How a part is looked through for tags.
enum Reading {
    /// Its texts are filled.
    Words,
    /// Its addresses of links are looked at.
    Links,
    /// Markup of old controls and their captions, which may be no XML.
    Controls,
}

impl Reading {
    fn of(part: &str) -> Option<Self> {
        const FOLDERS: [&str; 7] = [
            "/drawings/",
            "/charts/",
            "/diagrams/",
            "/comments",
            "/threadedComments/",
            "/tables/",
            "docProps/",
        ];
        if !FOLDERS.iter().any(|folder| part.contains(folder)) {
            return None;
        }
        if has_extension(part, "xml") {
            Some(Self::Words)
        } else if has_extension(part, "rels") {
            Some(Self::Links)
        } else if has_extension(part, "vml") {
            Some(Self::Controls)
        } else {
            None
        }
    }
}

/// The part that a part of relationships belongs to.
fn owner(relations: &str) -> String {
    relations.replace("_rels/", "").trim_end_matches(".rels").to_owned()
}

/// Only what is surely meant as a tag: braces have other uses in formulas and the like.
fn holds_tag(text: &str) -> bool {
    [("{{", "}}"), ("{%", "%}")].iter().any(|(open, close)| {
        text.split_once(open).is_some_and(|(_, rest)| rest.contains(close))
    })
}
