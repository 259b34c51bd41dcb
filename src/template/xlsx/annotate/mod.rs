//! Remarks as notes at the very cells they are about, and texts written into cells in place.

mod cells;
mod comments;
mod placed;
mod shapes;
mod size;
mod styles;
mod threads;

use std::collections::BTreeMap;

use super::book::{Book, unreadable};
use super::sheet::Sheet;
use crate::ooxml::xml_part::{Element, Node};
use crate::ooxml::{CellRef, ContentTypes, Relationships};
use crate::template::{Place, Problem, ProblemKind};
use cells::CellEdit;
use comments::Comments;
use placed::{Notes, placed};
use shapes::Shapes;
use size::Layout;
use styles::Styles;
use threads::Threads;

/// Elements of a worksheet that come after `legacyDrawing` (ECMA-376 part 1, 18.3.1.99).
const AFTER_NOTES: [&str; 7] = [
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];

/// The colour of a cell: red, green and blue, 255 at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Colour(pub u8, pub u8, pub u8);

/// What is to be said of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The sheet as on its tab; `None`, or one that is no worksheet, leads to the first cell of
    /// the first sheet that a user sees.
    pub sheet: Option<String>,
    /// The cell; one inside merged cells stands for all of them.
    pub cell: CellRef,
    /// What is said; lines as they are to stand.
    pub text: String,
    /// What is said where the place itself takes no note: the same with the place in words.
    pub elsewhere: String,
    /// The colour that the cell gets; its style is otherwise kept. A workbook without styles has
    /// no colours.
    pub colour: Option<Colour>,
}

/// A text to be written into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellText {
    /// The sheet as on its tab.
    pub sheet: String,
    /// The cell.
    pub cell: CellRef,
    /// The text, never read as a formula.
    pub text: String,
}

/// A copy of a workbook with a note at each cell that something is said of; several remarks of
/// one cell share one note. Notes of the same author that were left as they were written go; all
/// others stay, and what is to be said of their cells is added under a line.
///
/// # Errors
/// When the workbook cannot be read.
pub fn annotate(
    workbook: Vec<u8>,
    remarks: &[Remark],
    author: &str,
) -> Result<Vec<u8>, Vec<Problem>> {
    annotated(workbook, remarks, author, &[]).map_err(|problem| vec![problem])
}

/// The same for a workbook that may have been annotated before: where a note of the author goes,
/// its colour goes too if it is one of these.
///
/// # Errors
/// When the workbook cannot be read.
pub fn annotate_again(
    workbook: Vec<u8>,
    remarks: &[Remark],
    author: &str,
    colours: &[Colour],
) -> Result<Vec<u8>, Vec<Problem>> {
    annotated(workbook, remarks, author, colours).map_err(|problem| vec![problem])
}

/// A copy of a workbook with texts in some of its cells, in their own styles; parts that are not
/// concerned keep their bytes.
///
/// # Errors
/// When the workbook cannot be read, has no such worksheet, or when a cell holds a formula.
pub fn write_texts(workbook: Vec<u8>, texts: &[CellText]) -> Result<Vec<u8>, Vec<Problem>> {
    written(workbook, texts).map_err(|problem| vec![problem])
}

fn annotated(
    workbook: Vec<u8>,
    remarks: &[Remark],
    author: &str,
    colours: &[Colour],
) -> Result<Vec<u8>, Problem> {
    let mut book = Book::open(workbook)?;
    book.read_sheets()?;
    let mut placed = placed(&book, remarks);
    let mut styles = Styles::read(&mut book)?;
    for index in 0..book.tabs.len() {
        let notes = placed.remove(&index).unwrap_or_default();
        let by = Author { name: author, colours };
        note_sheet(&mut book, index, &notes, &by, styles.as_mut())?;
    }
    if let Some(styles) = styles {
        styles.write(&mut book);
    }
    book.package.write().map_err(|error| unreadable(&error))
}

/// Who annotates.
struct Author<'a> {
    name: &'a str,
    /// Colours of earlier remarks, which go with their notes.
    colours: &'a [Colour],
}

/// Puts the notes of one sheet into the package; a sheet of which nothing is said, and that has
/// no earlier notes of the author, is not touched.
fn note_sheet(
    book: &mut Book,
    index: usize,
    notes: &Notes,
    author: &Author<'_>,
    styles: Option<&mut Styles>,
) -> Result<(), Problem> {
    let Some(tab) = book.tabs.get_mut(index) else { return Ok(()) };
    let (path, Some(mut sheet)) = (tab.path.clone(), tab.sheet.take()) else { return Ok(()) };
    let mut relations = Relationships::read(&mut book.package, &path)?;
    let namespaces = Namespaces::of(&sheet.around.root);
    let mut comments = Comments::read(book, &relations, author.name, namespaces)?;
    let gone = comments.clear_earlier();
    let mut threads = Threads::read(book, &relations, author.name)?;
    let replies_gone = threads.as_mut().is_some_and(Threads::clear_earlier);
    if notes.is_empty() && gone.is_empty() && !replies_gone {
        return Ok(());
    }
    let layout = Layout::of(&sheet);
    let mut shapes = Shapes::read(book, &relations, &sheet, index)?;
    shapes.remove(&gone);
    for (cell, note) in notes {
        let whole = comments.add(*cell, &note.text);
        shapes.show(*cell, &whole, &layout);
        if let Some(threads) = &mut threads {
            threads.reply(*cell, &note.text);
        }
    }
    shapes.complete(&comments.all(), &layout);
    if let Some(threads) = threads {
        threads.write(book)?;
    }
    let mut types = ContentTypes::read(&mut book.package)?;
    let drawing = shapes.write(book, &mut relations, &mut types, namespaces);
    comments.write(book, &mut relations, &mut types, namespaces);
    types.write(&mut book.package);
    relations.write(&mut book.package);
    let mut edits = BTreeMap::new();
    if let Some(styles) = styles {
        for cell in gone {
            let plain = styles.uncoloured(cells::style_of(&sheet, cell), author.colours);
            if let Some(style) = plain {
                edits.insert(cell, CellEdit { text: None, style: Some(style) });
            }
        }
        for (cell, colour) in
            notes.iter().filter_map(|(cell, note)| Some((*cell, note.colour?)))
        {
            let style = styles.coloured(cells::style_of(&sheet, cell), colour);
            edits.insert(cell, CellEdit { text: None, style: Some(style) });
        }
    }
    name_drawing(&mut sheet, &drawing);
    put_sheet(book, &path, sheet, &edits);
    Ok(())
}

/// Lets a sheet name the drawing of its notes.
fn name_drawing(sheet: &mut Sheet, relation: &str) {
    let prefix = sheet.prefix.clone();
    let root = &mut sheet.around.root;
    if root.child("legacyDrawing").is_some() {
        return;
    }
    let namespace = Namespaces::of(root).relationships;
    let mut drawing = Element::new(format!("{prefix}legacyDrawing"));
    let declared = root.prefix_bound_to(namespace).map(str::to_owned);
    if declared.is_none() {
        drawing.set_attribute("xmlns:r", namespace);
    }
    drawing.set_attribute(&format!("{}:id", declared.as_deref().unwrap_or("r")), relation);
    let is_after = |node: &Node| matches!(node, Node::Element(element) if AFTER_NOTES.contains(&element.local_name()));
    let is_data = |node: &Node| matches!(node, Node::Element(element) if element.local_name() == "sheetData");
    let data = root.children.iter().position(is_data).unwrap_or(0);
    let after = root.children.iter().skip(data).position(is_after);
    // Controls and objects may be wrapped for readers that know only some of them.
    let wrapped = root.children.iter().skip(data).position(
        |node| matches!(node, Node::Element(element) if element.local_name() == "AlternateContent"),
    );
    let at = match (after, wrapped) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    let at = at.map_or(root.children.len(), |at| data + at);
    root.children.insert(at, Node::Element(drawing));
}

/// What one kind of Office file calls things (ISO/IEC 29500, parts 1 and 4).
struct Namespaces {
    /// The namespace of spreadsheet parts.
    main: &'static str,
    /// The namespace of relationship ids, with which their types begin too.
    relationships: &'static str,
}

impl Namespaces {
    /// Those of the kind of file that a worksheet is of.
    fn of(worksheet: &Element) -> &'static Self {
        let strict = worksheet.attributes().any(|value| value == STRICT.main);
        if strict { &STRICT } else { &TRANSITIONAL }
    }
}

/// What all programs write unless told otherwise.
static TRANSITIONAL: Namespaces = Namespaces {
    main: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    relationships: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
};

/// Excel's "Strict Open XML".
static STRICT: Namespaces = Namespaces {
    main: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    relationships: "http://purl.oclc.org/ooxml/officeDocument/relationships",
};

fn put_sheet(book: &mut Book, path: &str, sheet: Sheet, edits: &BTreeMap<CellRef, CellEdit>) {
    let rows = cells::edited(&sheet, edits);
    let extent = cells::extent(&sheet, edits);
    book.package.put(path, sheet.write(&rows, extent));
}

fn written(workbook: Vec<u8>, texts: &[CellText]) -> Result<Vec<u8>, Problem> {
    let mut book = Book::open(workbook)?;
    book.read_sheets()?;
    let mut by_sheet: BTreeMap<&str, BTreeMap<CellRef, CellEdit>> = BTreeMap::new();
    for text in texts {
        let edit = CellEdit { text: Some(text.text.clone()), style: None };
        by_sheet.entry(&text.sheet).or_default().insert(text.cell, edit);
    }
    for (name, edits) in by_sheet {
        let tab = book.tabs.iter_mut().find(|tab| tab.name == name);
        let sheet = tab.and_then(|tab| Some((tab.path.clone(), tab.sheet.take()?)));
        let (path, sheet) =
            sheet.ok_or_else(|| unreadable(&format!("không có trang tính `{name}`")))?;
        if let Some(cell) = cells::first_formula(&sheet, &edits) {
            let reason = "ô có công thức, không ghi chữ vào được".to_owned();
            let place = Place::Cell { sheet: name.to_owned(), cell };
            let kind = ProblemKind::Misplaced(reason);
            return Err(Problem { kind, place, around: String::new() });
        }
        put_sheet(&mut book, &path, sheet, &edits);
    }
    book.package.write().map_err(|error| unreadable(&error))
}
