//! The boxes in which notes are drawn: Excel shows no note without one.

use std::collections::BTreeSet;

use super::Namespaces;
use super::comments::unused;
use super::size::{Anchor, Layout};
use crate::ooxml::xml_part::{Element, Node, XmlPart};
use crate::ooxml::{CellRef, ContentTypes, Relationships};
use crate::template::Problem;
use crate::template::xlsx::book::{Book, unreadable};
use crate::template::xlsx::sheet::Sheet;

const KIND: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/// Namespaces of VML (ECMA-376 part 4), each with its usual prefix.
const VML: (&str, &str) = ("v", "urn:schemas-microsoft-com:vml");
const OFFICE: (&str, &str) = ("o", "urn:schemas-microsoft-com:office:office");
const EXCEL: (&str, &str) = ("x", "urn:schemas-microsoft-com:office:excel");

/// Numbers of shapes that one drawing has to itself.
const BLOCK: usize = 1024;

/// The drawing of a sheet's notes, and of its controls.
pub(super) struct Shapes {
    path: String,
    part: XmlPart,
    is_new: bool,
    relation: Option<String>,
    changed: bool,
    next: usize,
}

impl Shapes {
    /// Reads the drawing that a sheet names; `number` tells the sheet from the others.
    pub(super) fn read(
        book: &mut Book,
        relations: &Relationships,
        sheet: &Sheet,
        number: usize,
    ) -> Result<Self, Problem> {
        let named = sheet.around.root.child("legacyDrawing");
        let id = named.and_then(|named| named.attribute_of_any_prefix("id"));
        let relation = id.and_then(|id| relations.get(&id));
        let known = relation.filter(|relation| book.package.contains(&relation.target));
        let Some(relation) = known else {
            let path = unused(book, "xl/drawings/vmlDrawing", "vml");
            let next = (number + 1) * BLOCK + 1;
            let (part, relation) = (empty(number + 1)?, None);
            return Ok(Self { path, part, is_new: true, relation, changed: false, next });
        };
        let bytes = book.package.read(&relation.target).map_err(|error| unreadable(&error))?;
        let part = parse(&bytes)
            .map_err(|error| unreadable(&format!("{}: {error}", relation.target)))?;
        let next = highest(&part.root).map_or((number + 1) * BLOCK, |number| number) + 1;
        let path = relation.target;
        let relation = Some(relation.id);
        Ok(Self { path, part, is_new: false, relation, changed: false, next })
    }

    /// Takes out the boxes of notes that are gone.
    pub(super) fn remove(&mut self, cells: &[CellRef]) {
        let before = self.part.root.children.len();
        self.part.root.children.retain(|node| {
            let Node::Element(shape) = node else { return true };
            !cell_of(shape).is_some_and(|cell| cells.contains(&cell))
        });
        self.changed |= self.part.root.children.len() != before;
    }

    /// Makes the box of a cell's note large enough for its text.
    pub(super) fn show(&mut self, cell: CellRef, text: &str, layout: &Layout) {
        self.changed = true;
        let shapes = self.part.root.elements_mut();
        let Some(shape) = shapes.into_iter().find(|shape| cell_of(shape) == Some(cell)) else {
            self.draw(cell, layout.beside(cell, text));
            return;
        };
        let data = shape.child_mut("ClientData").and_then(|data| data.child_mut("Anchor"));
        if let Some(element) = data
            && let Some(known) = Anchor::read(&element.text())
        {
            let needed = layout.reaching(known.from, text);
            let larger = |one: usize| {
                let pair = |anchor: &Anchor| {
                    (anchor.to.get(one).copied(), anchor.to.get(one + 1).copied())
                };
                let (column, pixels) = pair(&known).max(pair(&needed));
                [column.unwrap_or(0), pixels.unwrap_or(0)]
            };
            let ([right, x], [bottom, y]) = (larger(0), larger(2));
            element.set_text(&Anchor { from: known.from, to: [right, x, bottom, y] }.text());
        }
    }

    /// Draws the notes that have no box.
    pub(super) fn complete(&mut self, notes: &[(CellRef, String)], layout: &Layout) {
        let drawn: BTreeSet<CellRef> = self.part.root.elements().filter_map(cell_of).collect();
        for (cell, text) in notes.iter().filter(|(cell, _)| !drawn.contains(cell)) {
            self.draw(*cell, layout.beside(*cell, text));
        }
    }

    fn draw(&mut self, cell: CellRef, anchor: Anchor) {
        self.changed = true;
        let root = &mut self.part.root;
        let [v, o, x] = [VML, OFFICE, EXCEL].map(|known| bound(root, known));
        let kind = format!("{v}:shapetype id=\"_x0000_t202\"");
        if !root.elements().any(|shape| shape.attribute("id").as_deref() == Some("_x0000_t202"))
        {
            root.children.push(Node::Verbatim(format!(
                "<{kind} coordsize=\"21600,21600\" {o}:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
                 <{v}:stroke joinstyle=\"miter\"/>\
                 <{v}:path gradientshapeok=\"t\" {o}:connecttype=\"rect\"/></{v}:shapetype>"
            )));
        }
        let (row, col, number) = (cell.row, cell.col, self.next);
        self.next += 1;
        let markup = format!(
            "<{v}:shape id=\"_x0000_s{number}\" type=\"#_x0000_t202\" \
             style=\"position:absolute;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" \
             {o}:insetmode=\"auto\"><{v}:fill color2=\"#ffffe1\"/>\
             <{v}:shadow color=\"black\" obscured=\"t\"/><{v}:path {o}:connecttype=\"none\"/>\
             <{v}:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div>\
             </{v}:textbox><{x}:ClientData ObjectType=\"Note\"><{x}:MoveWithCells/>\
             <{x}:SizeWithCells/><{x}:Anchor>{}</{x}:Anchor><{x}:AutoFill>False</{x}:AutoFill>\
             <{x}:Row>{row}</{x}:Row><{x}:Column>{col}</{x}:Column></{x}:ClientData></{v}:shape>",
            anchor.text()
        );
        if let Ok(shape) = XmlPart::parse(markup.as_bytes()) {
            root.children.push(Node::Element(shape.root));
        }
    }

    /// Puts the drawing into the package; answers the id of the sheet's relationship to it.
    pub(super) fn write(
        self,
        book: &mut Book,
        relations: &mut Relationships,
        types: &mut ContentTypes,
        namespaces: &Namespaces,
    ) -> String {
        if self.changed || self.is_new {
            book.package.put(&self.path, self.part.write().into_bytes());
        }
        if self.is_new {
            types.set_default("vml", KIND);
        }
        let kind = format!("{}/vmlDrawing", namespaces.relationships);
        self.relation.unwrap_or_else(|| relations.add(&kind, &self.path, false))
    }
}

/// The cell whose note a shape is.
fn cell_of(shape: &Element) -> Option<CellRef> {
    let data = shape.child("ClientData")?;
    if data.attribute("ObjectType").as_deref() != Some("Note") {
        return None;
    }
    let number = |name| data.child(name).map(|element| element.text().trim().to_owned());
    Some(CellRef::new(number("Row")?.parse().ok()?, number("Column")?.parse().ok()?))
}

/// The highest number of a shape.
fn highest(root: &Element) -> Option<usize> {
    let number =
        |shape: &Element| shape.attribute("id")?.rsplit('s').next()?.parse::<usize>().ok();
    root.elements().filter_map(number).max()
}

/// The prefix of a namespace, declared if need be.
fn bound(root: &mut Element, (prefix, namespace): (&str, &str)) -> String {
    if let Some(known) = root.prefix_bound_to(namespace) {
        return known.to_owned();
    }
    root.set_attribute(&format!("xmlns:{prefix}"), namespace);
    prefix.to_owned()
}

/// Reads a drawing. Excel itself leaves line breaks of controls open, as HTML does.
fn parse(bytes: &[u8]) -> Result<XmlPart, crate::ooxml::xml_part::XmlError> {
    XmlPart::parse(bytes).or_else(|error| {
        let text = String::from_utf8(bytes.to_vec()).map_err(|_| error)?;
        XmlPart::parse(text.replace("<br>", "<br/>").as_bytes())
    })
}

fn empty(number: usize) -> Result<XmlPart, Problem> {
    let declared = [VML, OFFICE, EXCEL]
        .map(|(prefix, namespace)| format!(" xmlns:{prefix}=\"{namespace}\""))
        .concat();
    let xml = format!(
        "<xml{declared}><o:shapelayout v:ext=\"edit\">\
         <o:idmap v:ext=\"edit\" data=\"{number}\"/></o:shapelayout></xml>"
    );
    XmlPart::parse(xml.as_bytes()).map_err(|error| unreadable(&error))
}
