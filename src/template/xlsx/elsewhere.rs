//! Tags outside cells: headers and footers, notes, text boxes, charts, document properties.
//!
//! Their texts are filled as if they were cells of one more sheet, a row each. Where a tag cannot
//! be filled (a formula, a rule) it is named; none stays in the file in silence.

use std::collections::{BTreeMap, BTreeSet};

use super::book::{Book, Tab, has_extension, read_xml};
use super::copies;
use super::sheet::Sheet;
use super::stream::Content;
use super::tags::shortened;
use crate::ooxml::xml_part::{Element, XmlError, XmlPart};
use crate::ooxml::{CellRef, escape_xml};
use crate::template::engine::holds_tags;
use crate::template::{Place, Problem, ProblemKind};

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
        repeated.insert(0, rest);
        repeated
    }

    fn tab(&mut self, book: &mut Book, index: usize) {
        self.tabs.push(index);
        let Some(tab) = book.tabs.get_mut(index) else { return };
        let Some(sheet) = &mut tab.sheet else { return };
        self.formulas(&tab.name, sheet);
        let place = Place::Cell { sheet: tab.name.clone(), cell: CellRef::new(0, 0) };
        self.element(&mut sheet.around.root, &place);
    }

    fn parts(&mut self, book: &mut Book, names: Vec<String>) {
        for name in names.into_iter().filter(|name| holds_words(name)) {
            let Ok(bytes) = book.package.read(&name) else { continue };
            if !bytes.contains(&b'{') {
                continue;
            }
            let Ok(mut part) = XmlPart::parse(&bytes) else { continue };
            let before = self.texts.len();
            self.element(&mut part.root, &Place::File);
            if self.texts.len() > before {
                self.parts.push(name);
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
                    self.refuse(
                        Place::Cell { sheet: name.to_owned(), cell },
                        formula,
                        "a formula",
                    );
                }
            }
        }
    }

    fn element(&mut self, root: &mut Element, place: &Place) {
        let mut refused = Vec::new();
        each(root, &mut |element| {
            let text = element.text();
            if is_words(element.local_name()) {
                if holds_tags(&text) {
                    let text = if is_header(element) {
                        text.replace('&', &CODE_MARK.to_string())
                    } else {
                        text
                    };
                    self.texts.push((place.clone(), text));
                }
            } else if self.holds_tag(&text) {
                refused.push(text);
            }
            let header = element.attribute("name").map(std::borrow::Cow::into_owned);
            // A table's column is named as its header cell says, which is filled.
            let header = header.filter(|_| element.local_name() == "tableColumn");
            let attributes = element.attributes().filter(|value| self.holds_tag(value));
            refused.extend(attributes.filter(|value| Some(value) != header.as_ref()));
        });
        for text in refused {
            self.refuse(place.clone(), &text, "a rule, link, prompt or table header");
        }
    }

    fn refuse(&mut self, place: Place, text: &str, where_: &str) {
        let kind = ProblemKind::Limit(format!("a tag in {where_} is not filled"));
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
            problem.around = text.map(|(_, text)| shortened(text)).unwrap_or_default();
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
        for index in sheets {
            let tab = book.tabs.get_mut(*index);
            if let Some(sheet) = tab.and_then(|tab| tab.sheet.as_mut()) {
                fill(&mut sheet.around.root, &mut texts);
            }
        }
        for name in &self.parts {
            let name = renamed.and_then(|renamed| renamed.get(name)).unwrap_or(name);
            match read_xml(&mut book.package, name) {
                Ok(mut part) => {
                    fill(&mut part.root, &mut texts);
                    book.package.put(name, part.write().into_bytes());
                }
                Err(problem) => return vec![problem],
            }
        }
        Vec::new()
    }
}

/// A sheet's name as it stands in lists and, with doubled quotes, in formulas.
fn spellings(tab: &Tab) -> [String; 2] {
    [tab.name.replace('\'', "''"), tab.name.clone()]
}

fn fill(root: &mut Element, texts: &mut dyn Iterator<Item = String>) {
    each(root, &mut |element| {
        if !is_words(element.local_name()) || !holds_tags(&element.text()) {
            return;
        }
        let text = texts.next().unwrap_or_default();
        let text = text.strip_suffix(TEXT_MARK).unwrap_or(&text);
        if is_header(element) {
            element.set_text(&text.replace('&', "&&").replace(CODE_MARK, "&"));
        } else {
            element.set_text(text);
        }
    });
}

/// Visits an element and all inside it, in the order of the file.
fn each(element: &mut Element, visit: &mut dyn FnMut(&mut Element)) {
    // A chart keeps copies of what its cells say; they are made anew from the cells.
    if matches!(element.local_name(), "strCache" | "numCache" | "sheetData") {
        return;
    }
    visit(element);
    element.elements_mut().for_each(|child| each(child, visit));
}

/// Elements whose text is words for a reader.
fn is_words(name: &str) -> bool {
    const WORDS: [&str; 12] = [
        "oddHeader",
        "oddFooter",
        "evenHeader",
        "evenFooter",
        "firstHeader",
        "firstFooter",
        "t",
        "text",
        "title",
        "subject",
        "description",
        "keywords",
    ];
    WORDS.contains(&name)
}

/// In headers and footers `&` begins a code.
fn is_header(element: &Element) -> bool {
    let name = element.local_name();
    name.ends_with("Header") || name.ends_with("Footer")
}

fn holds_words(part: &str) -> bool {
    const FOLDERS: [&str; 6] =
        ["/drawings/", "/charts/", "/comments", "/threadedComments/", "/tables/", "docProps/"];
    has_extension(part, "xml") && FOLDERS.iter().any(|folder| part.contains(folder))
}

/// Only what is surely meant as a tag: braces have other uses in formulas and the like.
fn holds_tag(text: &str) -> bool {
    [("{{", "}}"), ("{%", "%}")].iter().any(|(open, close)| {
        text.split_once(open).is_some_and(|(_, rest)| rest.contains(close))
    })
}
