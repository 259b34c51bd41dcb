//! The styles part: formats of cells that are locked or not, of marked cells, of texts.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::equipment::TextStyle;
use super::order;
use crate::ooxml::xml_part::{Element, Node, XmlPart};
use crate::template::xlsx::book::{Book, read_xml, relations, unreadable};
use crate::template::xlsx::carry::Dialect;
use crate::template::xlsx::listing::{self, Listed};
use crate::template::{Limit, Place, Problem, ProblemKind};

const CONTENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/// Formats of cells that a workbook can have (Excel's limit).
const MAX_FORMATS: usize = 65_490;

/// Number of the built-in format «@».
const TEXT_FORMAT: &str = "49";

/// Size of letters where a workbook does not say (points).
const USUAL_SIZE: f64 = 11.0;

/// The styles of a workbook.
pub(super) struct Styles {
    path: String,
    /// Whether the workbook had none.
    is_new: bool,
    part: XmlPart,
    unchanged: String,
    /// Where each format of cells is, by its markup.
    formats: BTreeMap<String, u32>,
    count: usize,
    /// Formats that were asked for already.
    locking: BTreeMap<(u32, bool), u32>,
}

impl Styles {
    /// Reads the styles of a workbook; one without any gets the least that programs expect.
    pub(super) fn read(book: &mut Book, dialect: &Dialect) -> Result<Self, Problem> {
        let relations = relations(&mut book.package, &book.path)?;
        let found = relations.into_iter().find(|relation| relation.kind == "styles");
        let found = found.filter(|relation| book.package.contains(&relation.target));
        let (path, is_new, part) = match found {
            Some(relation) => {
                let part = read_xml(&mut book.package, &relation.target)?;
                (relation.target, false, part)
            }
            None => (unused_part(book), true, least(dialect)?),
        };
        if part.root.local_name() != "styleSheet" {
            return Err(unreadable(&format!("`{path}` holds no styles")));
        }
        let unchanged = part.write();
        let mut styles = Self {
            path,
            is_new,
            part,
            unchanged,
            formats: BTreeMap::new(),
            count: 0,
            locking: BTreeMap::new(),
        };
        styles.look_through();
        Ok(styles)
    }

    fn look_through(&mut self) {
        let formats = self.part.root.child("cellXfs").into_iter().flat_map(Element::elements);
        for (index, format) in (0..).zip(formats.filter(|format| is_format(format))) {
            self.formats.entry(markup(format)).or_insert(index);
            self.count += 1;
        }
    }

    /// The format like `style` of a cell that is locked or not on a protected sheet.
    pub(super) fn locking(&mut self, style: u32, locked: bool) -> Result<u32, Problem> {
        if let Some(known) = self.locking.get(&(style, locked)) {
            return Ok(*known);
        }
        let format = self.format(style);
        let found =
            if is_surely(locked, &format) { style } else { self.locked(format, locked)? };
        self.locking.insert((style, locked), found);
        Ok(found)
    }

    /// The format like `style` of a cell into which text is typed: in lines, and as text, or «- a»
    /// would be taken for a formula.
    pub(super) fn for_text(&mut self, style: u32) -> Result<u32, Problem> {
        let mut format = self.format(style);
        let prefix = self.part.root.prefix().to_owned();
        format.set_attribute("numFmtId", TEXT_FORMAT);
        format.set_attribute("applyNumberFormat", "1");
        if format.child("alignment").is_none() {
            let made = Element::new(format!("{prefix}alignment vertical=\"top\""));
            format.children.insert(0, Node::Element(made));
        }
        if let Some(alignment) = format.child_mut("alignment") {
            alignment.set_attribute("wrapText", "1");
        }
        format.set_attribute("applyAlignment", "1");
        self.entered(format)
    }

    fn locked(&mut self, mut format: Element, locked: bool) -> Result<u32, Problem> {
        let prefix = self.part.root.prefix().to_owned();
        if format.child("protection").is_none() {
            let is_alignment = |node: &Node| matches!(node, Node::Element(element) if element.local_name() == "alignment");
            let at = format.children.iter().position(is_alignment).map_or(0, |at| at + 1);
            let made = Element::new(format!("{prefix}protection"));
            format.children.insert(at, Node::Element(made));
        }
        if let Some(protection) = format.child_mut("protection") {
            protection.set_attribute("locked", if locked { "1" } else { "0" });
        }
        format.set_attribute("applyProtection", "1");
        self.entered(format)
    }

    /// A copy of a format; where there is none of this number, of the first.
    fn format(&self, style: u32) -> Element {
        let formats = || {
            let list = self.part.root.child("cellXfs").into_iter();
            list.flat_map(Element::elements).filter(|format| is_format(format))
        };
        let index = usize::try_from(style).unwrap_or(usize::MAX);
        let format = formats().nth(index).or_else(|| formats().next());
        format.cloned().unwrap_or_else(|| self.plain())
    }

    fn plain(&self) -> Element {
        Element::new(format!("{}xf numFmtId=\"0\"", self.part.root.prefix()))
    }

    /// The number of a format; it is added when it is not there yet.
    fn entered(&mut self, format: Element) -> Result<u32, Problem> {
        let markup = markup(&format);
        if let Some(known) = self.formats.get(&markup) {
            return Ok(*known);
        }
        if self.count == 0 {
            // Cells without a format have the first one.
            let plain = self.plain();
            self.add(plain)?;
        }
        let index = self.add(format)?;
        self.formats.insert(markup, index);
        Ok(index)
    }

    fn add(&mut self, format: Element) -> Result<u32, Problem> {
        if self.count >= MAX_FORMATS {
            return Err(Problem {
                kind: ProblemKind::Limit(Limit::CellFormats(MAX_FORMATS)),
                place: Place::File,
                around: String::new(),
            });
        }
        let index = append(&mut self.part.root, "cellXfs", format);
        self.count += 1;
        Ok(index)
    }

    /// The number of the format of marked cells: red on light red, as Excel offers it.
    pub(super) fn red(&mut self) -> u32 {
        let p = self.part.root.prefix().to_owned();
        let red = format!(
            "<{p}dxf><{p}font><{p}color rgb=\"FF9C0006\"/></{p}font>\
             <{p}fill><{p}patternFill><{p}bgColor rgb=\"FFFFC7CE\"/></{p}patternFill></{p}fill>\
             </{p}dxf>"
        );
        self.part_of("dxfs", &red)
    }

    /// The number of the format of a row of text.
    pub(super) fn text(&mut self, style: TextStyle) -> Result<u32, Problem> {
        let font = self.font(style);
        let p = self.part.root.prefix().to_owned();
        let mut format = Element::new(format!("{p}xf numFmtId=\"0\" fontId=\"{font}\""));
        for (list, attribute) in
            [("fills", "fillId"), ("borders", "borderId"), ("cellStyleXfs", "xfId")]
        {
            if self.part.root.child(list).is_some_and(|list| list.elements().next().is_some()) {
                format.set_attribute(attribute, "0");
            }
        }
        format.set_attribute("applyFont", "1");
        format.set_attribute("applyAlignment", "1");
        let alignment = match style {
            TextStyle::Title => "horizontal=\"center\" vertical=\"center\" wrapText=\"1\"",
            TextStyle::Heading => "horizontal=\"left\" vertical=\"center\" wrapText=\"1\"",
            TextStyle::Text => "horizontal=\"left\" vertical=\"top\" wrapText=\"1\"",
        };
        let alignment = Element::new(format!("{p}alignment {alignment}"));
        format.children.push(Node::Element(alignment));
        self.entered(format)
    }

    /// The number of a font like the workbook's usual one.
    fn font(&mut self, style: TextStyle) -> u32 {
        let p = self.part.root.prefix().to_owned();
        let usual = self.part.root.child("fonts").and_then(|fonts| fonts.child("font"));
        let kept = usual.into_iter().flat_map(Element::elements).filter(|part| {
            matches!(part.local_name(), "name" | "family" | "charset" | "scheme")
        });
        let kept: String = kept.map(markup).collect();
        let bold = if style == TextStyle::Text { String::new() } else { format!("<{p}b/>") };
        let size = self.size() + if style == TextStyle::Title { 3.0 } else { 0.0 };
        let font = format!("<{p}font>{bold}<{p}sz val=\"{size}\"/>{kept}</{p}font>");
        self.part_of("fonts", &font)
    }

    /// The size of letters in a cell that does not say (points).
    pub(super) fn size(&self) -> f64 {
        let usual = self.part.root.child("fonts").and_then(|fonts| fonts.child("font"));
        let size =
            usual.and_then(|font| font.child("sz")?.attribute("val")?.trim().parse().ok());
        let is_sensible = |size: &f64| (4.0..=72.0).contains(size);
        size.filter(is_sensible).unwrap_or(USUAL_SIZE)
    }

    /// The number of an element in a list; it is added when it is not there yet.
    fn part_of(&mut self, list: &str, element: &str) -> u32 {
        let known = self.part.root.child(list);
        let same = |found: &Element| markup(found) == element;
        let at = known.and_then(|list| list.elements().position(same));
        if let Some(at) = at.and_then(|at| u32::try_from(at).ok()) {
            return at;
        }
        let made = XmlPart::parse(element.as_bytes()).map(|part| part.root);
        made.map_or(0, |made| append(&mut self.part.root, list, made))
    }

    /// Puts the styles into the package, when anything was added.
    pub(super) fn put(self, book: &mut Book, dialect: &Dialect) -> Result<(), Problem> {
        let text = self.part.write();
        if text == self.unchanged {
            return Ok(());
        }
        if self.is_new {
            let target = self.path.rsplit('/').next().unwrap_or_default();
            let kind = format!("{}/styles", dialect.relationships);
            let listed =
                Listed { part: &self.path, target, kind: &kind, content_type: CONTENT_TYPE };
            listing::enter(&mut book.package, &book.path, &listed)?;
        }
        book.package.put(&self.path, text.into_bytes());
        Ok(())
    }
}

fn is_format(element: &Element) -> bool {
    element.local_name() == "xf"
}

/// Whether every program takes a cell of this format for locked, or for unlocked: what does not
/// say is locked, and some programs take no heed of what the format says not to apply.
fn is_surely(locked: bool, format: &Element) -> bool {
    let is_off = |value: Option<Cow<'_, str>>| matches!(value.as_deref(), Some("0" | "false"));
    let protection = format.child("protection");
    let unlocked = protection.is_some_and(|protection| is_off(protection.attribute("locked")));
    if locked { !unlocked } else { unlocked && !is_off(format.attribute("applyProtection")) }
}

fn markup(element: &Element) -> String {
    let mut out = String::new();
    element.write(&mut out);
    out
}

/// Appends an element to a list and counts; answers its number.
fn append(root: &mut Element, list: &str, element: Element) -> u32 {
    let Some(list) = order::child(root, &order::STYLES, list) else { return 0 };
    let local = element.local_name().to_owned();
    list.children.push(Node::Element(element));
    let count = list.elements().filter(|known| known.local_name() == local).count();
    list.set_attribute("count", &count.to_string());
    u32::try_from(count).unwrap_or(u32::MAX).saturating_sub(1)
}

/// A name for the part beside the workbook part that none has.
fn unused_part(book: &Book) -> String {
    let folder =
        book.path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let names = std::iter::once(format!("{folder}styles.xml"))
        .chain((1_u32..).map(|number| format!("{folder}styles{number}.xml")));
    let is_used =
        |name: &str| book.package.names().any(|known| known.eq_ignore_ascii_case(name));
    let mut unused = names.filter(|name| !is_used(name));
    unused.next().unwrap_or_default()
}

/// A styles part that says nothing but what every program takes for granted.
fn least(dialect: &Dialect) -> Result<XmlPart, Problem> {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <styleSheet xmlns=\"{}\">\
         <fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
         <fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>\
         </styleSheet>",
        dialect.main
    );
    XmlPart::parse(xml.as_bytes()).map_err(|error| unreadable(&error))
}
