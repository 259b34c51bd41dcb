//! Tags outside cells: headers and footers, notes, text boxes, charts, document properties.
//!
//! Their texts are filled as if they were cells of one more sheet, a row each. Where a tag cannot
//! be filled (a formula, the name of a sheet) it is named; none stays in the file in silence.

use super::book::{Book, has_extension};
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

/// The texts with tags outside the cells of a workbook.
#[derive(Default)]
pub(super) struct Elsewhere {
    parts: Vec<(String, XmlPart)>,
    texts: Vec<(Place, String)>,
    /// Tags where nothing can fill them.
    pub problems: Vec<Problem>,
}

impl Elsewhere {
    /// Looks through the workbook; its sheets have been read.
    pub(super) fn gather(book: &mut Book) -> Self {
        let mut found = Self::default();
        for tab in &mut book.tabs {
            if holds_tag(&tab.name) {
                found.refuse(Place::File, &tab.name, "the name of a sheet");
            }
            let Some(sheet) = &mut tab.sheet else { continue };
            found.formulas(&tab.name, sheet);
            let place = Place::Cell { sheet: tab.name.clone(), cell: CellRef::new(0, 0) };
            found.element(&mut sheet.around.root, &place);
        }
        let names: Vec<String> = book.package.names().map(str::to_owned).collect();
        for name in names.into_iter().filter(|name| holds_words(name)) {
            let Ok(bytes) = book.package.read(&name) else { continue };
            if !bytes.contains(&b'{') {
                continue;
            }
            let Ok(mut part) = XmlPart::parse(&bytes) else { continue };
            let before = found.texts.len();
            found.element(&mut part.root, &Place::File);
            if found.texts.len() > before {
                found.parts.push((name, part));
            }
        }
        found
    }

    /// Whether there are none, and none where they could not be filled.
    pub(super) const fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.problems.is_empty()
    }

    fn formulas(&mut self, name: &str, sheet: &Sheet) {
        for row in sheet.rows.iter() {
            for cell in &row.cells {
                let formula = cell.formula.as_ref().map_or("", |formula| &formula.text);
                if holds_tag(formula) {
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
            } else if holds_tag(&text) {
                refused.push(text);
            }
            refused.extend(element.attributes().filter(|value| holds_tag(value)));
        });
        for text in refused {
            self.refuse(place.clone(), &text, "a rule, link, prompt or table header");
        }
    }

    fn refuse(&mut self, place: Place, text: &str, where_: &str) {
        let kind = ProblemKind::Limit(format!("a tag in {where_} is not filled"));
        self.problems.push(Problem { kind, place, around: shortened(text) });
    }

    /// The texts as a sheet: one cell a row.
    pub(super) fn sheet(&self) -> Result<Sheet, XmlError> {
        let row = |(_, text): &(Place, String)| {
            let text = escape_xml(text);
            format!("<row><c t=\"inlineStr\"><is><t>{text}{TEXT_MARK}</t></is></c></row>")
        };
        let rows: String = self.texts.iter().map(row).collect();
        let part = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        Sheet::parse(part.into_bytes())
    }

    /// A problem of that sheet, put where its text really stands.
    pub(super) fn relocated(&self, mut problem: Problem) -> Problem {
        if let Place::Cell { cell, .. } = &problem.place {
            let text = self.texts.get(cell.row as usize);
            problem.place = text.map_or(Place::File, |(place, _)| place.clone());
            problem.around = text.map(|(_, text)| shortened(text)).unwrap_or_default();
        }
        problem
    }

    /// Puts the filled texts in their places: one for each row of the sheet.
    pub(super) fn put(self, book: &mut Book, filled: &[Option<Content>]) -> Vec<Problem> {
        if filled.len() != self.texts.len() {
            // A block from one text into another: there is nothing that could repeat.
            let places = self.texts.into_iter().map(|(place, text)| Problem {
                kind: ProblemKind::Torn(shortened(&text)),
                place,
                around: shortened(&text),
            });
            return places.collect();
        }
        let mut texts = filled.iter().map(|content| match content {
            Some(Content::Text(text)) => text.text(),
            _ => String::new(),
        });
        for tab in &mut book.tabs {
            if let Some(sheet) = &mut tab.sheet {
                fill(&mut sheet.around.root, &mut texts);
            }
        }
        for (name, mut part) in self.parts {
            fill(&mut part.root, &mut texts);
            book.package.put(&name, part.write().into_bytes());
        }
        Vec::new()
    }
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
