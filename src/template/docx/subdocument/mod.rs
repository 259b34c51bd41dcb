//! Other documents in the place of a tag: `{{ subdoc("phu-luc.docx") }}`.
//!
//! A sub-document is filled by the same engine and then goes into its host with everything
//! that its text names: styles, lists, notes, pictures, charts, headers. Where the two disagree
//! the host's styles, theme and document defaults hold, as when Word pastes with the styles of
//! the destination.

mod bookmarks;
mod copy;
mod namespaces;
mod notes;
mod numbering;
mod paragraph;
mod relations;
mod sections;
mod shapes;
mod styles;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use bookmarks::{Bookmarks, Taken};
use copy::{Copy, Way};
use namespaces::{Namespaces, STRICT, Scope, WORD};
use notes::NewNotes;
use numbering::{HostLists, NewLists, Numbering};
use shapes::Shapes;
use styles::StyleSheet;

pub(super) use paragraph::add_properties;
pub(super) use sections::{is_in as has_sections, settle as settle_sections};

use super::Template;
use super::document::Document;
use super::objects::{Host, Keeping, Placing};
use super::parts::unreadable;
use crate::ooxml::{Container, Edits, XmlError, XmlTree, seems_to_hold};
use crate::template::{Data, Limit, Place, Problem, ProblemKind};

/// Sub-documents may stand in sub-documents this deep.
const DEEPEST: usize = 5;
/// All markup and parts that sub-documents bring, at most (bytes).
const LARGEST: usize = 512 * 1024 * 1024;

const NO_NOTES: &str = "tài liệu con có chú thích (cước chú, chú thích cuối hoặc nhận xét), \
                        Word không cho đặt ở đầu trang, chân trang, hộp chữ hay trong chú thích";
const NO_SECTIONS: &str = "tài liệu con có khổ giấy, ngắt phần riêng, chỉ đặt được giữa các đoạn \
                           của thân văn bản, không đặt được trong bảng, hộp chữ, đầu trang";

/// What sub-documents inside each other share while a document is filled.
#[derive(Default)]
pub(super) struct Nest {
    templates: BTreeMap<String, Template>,
    trail: Vec<String>,
    /// Until the outermost document is filled.
    _objects: Keeping,
}

impl Nest {
    /// Whether any sub-document was placed.
    pub(super) fn is_used(&self) -> bool {
        !self.templates.is_empty()
    }
}

/// What was merged into one document so far.
#[derive(Default)]
pub(super) struct Merge {
    files: BTreeMap<String, File>,
    styles: Option<StyleSheet>,
    lists: Option<HostLists>,
    notes: BTreeMap<usize, NewNotes>,
    names: Option<Names>,
    spent: usize,
    /// What the root of the part at hand must say.
    pub(super) namespaces: Namespaces,
    /// What is wrong inside sub-documents.
    pub(super) problems: Vec<Problem>,
}

/// What only one in a document may be called.
#[derive(Default)]
struct Names {
    bookmarks: Taken,
    shapes: BTreeSet<String>,
}

/// A file that was used in a document.
#[derive(Default)]
struct File {
    known: Known,
    /// The document as the host's own data fill it.
    filled: Option<Document>,
}

/// What was learnt of a sub-document when it was merged before.
#[derive(Default)]
struct Known {
    styles: Rc<StyleSheet>,
    numbering: Rc<Numbering>,
    numbering_xml: String,
    /// The host's id for each style.
    style_of: BTreeMap<String, String>,
    /// Styles for which the host has one of its own.
    hosts_own: BTreeSet<String>,
    style_numbers: BTreeMap<String, String>,
    style_definitions: BTreeMap<String, String>,
    bullets: BTreeMap<String, String>,
}

impl Merge {
    /// Writes what had to wait until all parts were filled.
    pub(super) fn finish(&mut self, host: &mut Document) -> Result<(), Problem> {
        self.write_notes(host)
    }

    /// Counts what sub-documents bring.
    fn spend(&mut self, bytes: usize) -> Result<(), Problem> {
        self.spent = self.spent.saturating_add(bytes);
        if self.spent > LARGEST {
            return Err(here(ProblemKind::Limit(Limit::PlacedBytes(LARGEST))));
        }
        Ok(())
    }
}

impl Known {
    /// Reads styles and lists, unless they are the same as before.
    fn learn(&mut self, source: &mut Document) -> Result<(), Problem> {
        let mut text = |kind: &str| -> Result<(String, String), Problem> {
            let Some(part) = source.part_of_kind(kind)? else { return Ok(Default::default()) };
            let xml = source.text(&part)?;
            Ok((part, xml))
        };
        let ((_, styles), (part, numbering)) = (text("styles")?, text("numbering")?);
        if self.styles.xml != styles || self.numbering_xml != numbering {
            *self = Self {
                styles: Rc::new(StyleSheet::read(styles)?),
                numbering: Rc::new(Numbering::read(part, &numbering)?),
                numbering_xml: numbering,
                ..Self::default()
            };
        }
        Ok(())
    }
}

/// A sub-document to be placed.
pub(super) struct Wanted<'w> {
    /// Its file.
    pub(super) name: &'w str,
    /// Its variables; those of the host when there are none.
    pub(super) context: Option<tera::Context>,
    /// Whether its last section keeps its layout.
    pub(super) sections: bool,
}

/// The blocks of a sub-document, for the place of a tag.
pub(super) fn blocks(
    wanted: &Wanted<'_>,
    host: Host<'_>,
    placing: &mut Placing<'_>,
) -> Result<String, ProblemKind> {
    let name = wanted.name;
    let mut file = placing.merge.files.remove(name).unwrap_or_default();
    let filled = match fill(wanted, &mut file, placing) {
        Ok(filled) => filled,
        Err(Failed::Here(kind)) => return Err(kind),
        Err(Failed::Inside(problems)) => {
            for problem in problems {
                let problem = inside(name, problem);
                if !placing.merge.problems.contains(&problem) {
                    placing.merge.problems.push(problem);
                }
            }
            return Ok(String::new());
        }
    };
    let (mut source, keep) = filled;
    let markup = merge(wanted, &mut source, &mut file.known, host, placing);
    if keep {
        file.filled = Some(source);
    }
    placing.merge.files.insert(name.to_owned(), file);
    markup.map_err(|problem| told(name, problem.kind))
}

/// Why there is no filled sub-document.
enum Failed {
    Here(ProblemKind),
    Inside(Vec<Problem>),
}

/// The filled sub-document, and whether it is the same for every use.
fn fill(
    wanted: &Wanted<'_>,
    file: &mut File,
    placing: &mut Placing<'_>,
) -> Result<(Document, bool), Failed> {
    let name = wanted.name;
    if let (None, Some(filled)) = (&wanted.context, file.filled.take()) {
        return Ok((filled, true));
    }
    let refuse =
        |reason: String| Failed::Here(ProblemKind::Resource { name: name.to_owned(), reason });
    let nest = &mut *placing.nest;
    if nest.trail.iter().any(|outer| outer == name) {
        let trail = nest.trail.join(" → ");
        return Err(refuse(format!("tài liệu con chứa chính nó: {trail} → {name}")));
    }
    if nest.trail.len() >= DEEPEST {
        return Err(refuse(format!("tài liệu con lồng nhau quá {DEEPEST} tầng")));
    }
    let mut template = match nest.templates.remove(name) {
        Some(template) => template,
        None => read(name, placing.files.read(name).map_err(refuse)?).map_err(Failed::Here)?,
    };
    let data = Data {
        context: wanted.context.as_ref().unwrap_or(&placing.data.context).clone(),
        references: placing.data.references,
        functions: placing.data.functions,
        files: placing.data.files,
    };
    nest.trail.push(name.to_owned());
    let filled = template.fill_document(&data, nest);
    nest.trail.pop();
    let same = wanted.context.is_none() || !template.has_tags();
    nest.templates.insert(name.to_owned(), template);
    filled.map(|document| (document, same)).map_err(Failed::Inside)
}

/// Reads a sub-document's file.
fn read(name: &str, bytes: Vec<u8>) -> Result<Template, ProblemKind> {
    let container = Container::of(&bytes);
    let reason = if container == Some(Container::Compound) {
        if seems_to_hold(&bytes, "EncryptedPackage") {
            "tệp đặt mật khẩu; mở bằng Word, bỏ mật khẩu rồi lưu lại"
        } else {
            "tệp .doc đời cũ; mở bằng Word, lưu thành .docx"
        }
    } else if container != Some(Container::Zip) {
        "không phải tệp .docx"
    } else {
        let mut template = Template::read(bytes).map_err(|problems| {
            let kind = problems.into_iter().next().map(|problem| problem.kind);
            told(name, kind.unwrap_or(ProblemKind::Unreadable(String::new())))
        })?;
        match template.main_scope() {
            Ok(scope) if scope.uri("w") == Some(WORD) => return Ok(template),
            Ok(scope) if scope.binds(STRICT) => {
                "tệp dạng Strict Open XML; mở bằng Word, lưu thành .docx thường"
            }
            Ok(_) => "không gọi không gian tên của Word bằng tiền tố `w`",
            Err(problem) => return Err(told(name, problem.kind)),
        }
    };
    Err(ProblemKind::Resource { name: name.to_owned(), reason: reason.to_owned() })
}

impl Template {
    fn main_scope(&mut self) -> Result<Scope, Problem> {
        let main = self.main.clone();
        let xml = crate::ooxml::text_of(&mut self.package, &main).map_err(unreadable)?;
        Ok(Scope::of(&parse(&xml, &main)?))
    }
}

/// Puts everything a filled sub-document's body names into the host, and answers its blocks.
fn merge(
    wanted: &Wanted<'_>,
    source: &mut Document,
    known: &mut Known,
    host: Host<'_>,
    placing: &mut Placing<'_>,
) -> Result<String, Problem> {
    known.learn(source)?;
    let main = source.main().to_owned();
    let xml = source.text(&main)?;
    let tree = parse(&xml, &main)?;
    let body = tree.child(0, "w:body").ok_or_else(|| unreadable("w:body"))?;
    let all: Vec<usize> = tree.children(body).collect();
    let (ends, tops): (Vec<usize>, Vec<usize>) =
        all.into_iter().partition(|child| tree.name(*child) == "w:sectPr");
    let inner = sections::inner(&tree, body);
    let end = ends.last().filter(|_| wanted.sections);
    let brings_sections = !inner.is_empty() || end.is_some();
    if brings_sections && !host.is_in_body() {
        return Err(here(ProblemKind::Misplaced(NO_SECTIONS.to_owned())));
    }
    take_names(placing)?;
    let mut edits = Edits::new();
    let part = placing.part.to_owned();
    let scope = Scope::of(&tree);
    let way = Way { from: &main, scope: &scope, to: Some(&part) };
    let mut copy = Copy::new(source, placing.document, placing.merge, known);
    copy.rename(&tree, tree.descendants(body));
    for top in &tops {
        copy.rewrite(&tree, *top..tree.descendants(*top).end, way, &mut edits)?;
    }
    for section in inner {
        sections::mark_inner(&tree, section, &mut edits);
    }
    let mut after = String::new();
    if let Some(end) = end {
        let range = *end..tree.descendants(*end).end;
        let mut edits_of_end = Edits::new();
        copy.rewrite(&tree, range, way, &mut edits_of_end)?;
        let last = cut(edits_of_end, &xml, tree.range(*end));
        after = sections::close_last(&tree, body, &last, &mut edits);
    }
    copy.finish()?;
    if !copy.new_notes.is_empty() && !host.may_have_notes(placing.document.main() == part) {
        return Err(here(ProblemKind::Misplaced(NO_NOTES.to_owned())));
    }
    let hosts = Scope::of(host.tree);
    placing.merge.namespaces.ask(&tree, &tops, (&scope, &hosts), &mut edits);
    for section in &ends {
        edits.delete(tree.range(*section));
    }
    let markup = cut(edits, &xml, tree.content(body));
    placing.merge.spend(markup.len())?;
    let before = if brings_sections { sections::before(host) } else { String::new() };
    Ok(before + &markup + &after)
}

/// Reads what is called something in the host, once.
fn take_names(placing: &mut Placing<'_>) -> Result<(), Problem> {
    if placing.merge.names.is_some() {
        return Ok(());
    }
    let main = placing.document.main().to_owned();
    let mut names = Names::default();
    for part in [main.as_str(), placing.part] {
        let xml = placing.document.text(part)?;
        let tree = parse(&xml, part)?;
        names.bookmarks.take(&tree);
        names.shapes.extend(shapes::ids(&tree, 0..tree.len()));
    }
    placing.merge.names = Some(names);
    Ok(())
}

impl<'c> Copy<'c> {
    fn new(
        source: &'c mut Document,
        host: &'c mut Document,
        merge: &'c mut Merge,
        known: &'c mut Known,
    ) -> Self {
        Self {
            source,
            host,
            merge,
            known,
            relations: BTreeMap::new(),
            parts: BTreeMap::new(),
            lists: NewLists::default(),
            new_styles: Vec::new(),
            styles_xml: Vec::new(),
            styles_namespaces: Namespaces::default(),
            new_notes: Vec::new(),
            source_notes: BTreeMap::new(),
            bookmarks: Bookmarks::default(),
            shapes: Shapes::default(),
        }
    }

    fn rename(&mut self, tree: &XmlTree<'_>, elements: Range<usize>) {
        let taken = self.merge.names.get_or_insert_default();
        self.bookmarks.rename(tree, elements.clone(), &mut taken.bookmarks);
        self.shapes.rename(tree, elements, &mut taken.shapes);
    }
}

/// Reads a part of a sub-document or of the host.
fn parse<'x>(xml: &'x str, part: &str) -> Result<XmlTree<'x>, Problem> {
    XmlTree::parse(xml).map_err(|error: XmlError| unreadable(format!("{part}: {error}")))
}

/// The edited part of a document that lies in a range.
fn cut(mut edits: Edits, xml: &str, range: Range<usize>) -> String {
    edits.delete(0..range.start);
    edits.delete(range.end..xml.len());
    edits.apply(xml)
}

/// A problem at the tag.
fn here(kind: ProblemKind) -> Problem {
    Problem { kind, place: Place::File, around: String::new() }
}

/// What is unreadable is the file that the tag names.
fn told(name: &str, kind: ProblemKind) -> ProblemKind {
    match kind {
        ProblemKind::Unreadable(reason) => ProblemKind::Resource {
            name: name.to_owned(),
            reason: format!("không đọc được, tệp có thể đã hỏng ({reason})"),
        },
        kind => kind,
    }
}

/// A problem in a sub-document's text, with the file's name.
fn inside(name: &str, problem: Problem) -> Problem {
    let Problem { kind, place, around } = problem;
    let place = match place {
        Place::Paragraph { part, number } => {
            Place::Paragraph { part: format!("{name}: {part}"), number }
        }
        place => place,
    };
    Problem { kind: told(name, kind), place, around }
}
