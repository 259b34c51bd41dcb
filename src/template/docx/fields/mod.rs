//! Fields of a filled document: those whose value follows from the document are computed anew.
//!
//! Word keeps in a field's place what it said last, and it would be the template's figure. It
//! counts pages, dates and the like anew by itself; everything else stays until someone presses
//! F9. Neither `w:updateFields` nor `w:dirty` is written: both make Word ask a question when the
//! document is opened. What cannot be known without laying pages out is left open («…») and told
//! in a note, for a wrong number is worse than a missing one.

mod amount;
mod codes;
mod condition;
mod contents;
mod entries;
mod find;
mod format;
mod formula;
mod frame;
mod instruction;
mod lines;
mod numbers;
mod outline;
mod pages;
mod properties;
mod reference;
mod sequence;
mod styles;
mod targets;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::document::Document;
use super::parts::unreadable;
use crate::ooxml::{Edits, XmlTree};
use crate::template::{Place, Problem, ProblemKind};
pub(super) use codes::{CLOSE, OPEN as OPEN_CODE, codes, is_code};
use contents::Context;
pub(super) use find::said;
use find::{Field, fields};
use outline::Sheets;
use pages::Pages;
use properties::Properties;
use reference::Bookmarks;

/// Stands where a value cannot be known.
const OPEN: &str = "…";

/// Texts may name texts that name texts; deeper than this nobody writes.
const ROUNDS: usize = 5;

/// A running total has as many steps as its table has rows; what goes on longer goes round.
const FORMULA_ROUNDS: usize = 32;

/// Whether a part may hold fields at all.
pub(super) fn may_hold(xml: &str) -> bool {
    xml.contains("<w:instrText") || xml.contains("<w:fldSimple")
}

/// Fields that Word itself counts anew whenever it lays pages out.
const COUNTED_BY_WORD: [&str; 6] =
    ["PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "DATE", "TIME"];

/// Whether a part holds fields that are looked at when the document was filled.
pub(super) fn are_in(xml: &str) -> bool {
    let is_ours = |field: &Field| !COUNTED_BY_WORD.contains(&field.instruction.kind.as_str());
    may_hold(xml) && XmlTree::parse(xml).is_ok_and(|tree| fields(&tree).iter().any(is_ours))
}

/// The codes of the formulas of a part, such as `=SUM(ABOVE)`.
pub(super) fn formulas(tree: &XmlTree<'_>) -> Vec<String> {
    let found = fields(tree);
    let formulas = found.iter().filter(|field| field.instruction.kind == "=");
    formulas.map(|field| format!("={}", field.instruction.arguments.concat())).collect()
}

/// Whether a part may hold formulas.
fn holds_formula(xml: &str) -> bool {
    may_hold(xml) && xml.contains("<w:tbl>")
}

/// The elements of the lines of all tables of contents that are listed anew.
pub(super) fn contents_lines(tree: &XmlTree<'_>) -> Vec<Range<usize>> {
    if !may_hold(tree.xml) || !tree.xml.contains("TOC") {
        return Vec::new();
    }
    let found = fields(tree);
    let contents = found.iter().filter(|f| f.instruction.kind == "TOC" && !f.is_locked);
    contents.map(|field| field.result(tree)).collect()
}

/// A part with text.
pub(super) struct Part<'t> {
    /// Its name.
    pub(super) name: String,
    /// Its XML, filled.
    pub(super) xml: String,
    /// Its XML in the template.
    pub(super) before: &'t str,
}

impl Part<'_> {
    fn parse(&self) -> Result<XmlTree<'_>, Problem> {
        XmlTree::parse(&self.xml).map_err(|error| unreadable(format!("{}: {error}", self.name)))
    }
}

/// Computes the fields of the parts anew. Answers what the reader must still do.
pub(super) fn refresh(
    document: &mut Document,
    parts: &mut [Part<'_>],
) -> Result<Vec<Problem>, Vec<Problem>> {
    if !parts.iter().any(|part| may_hold(&part.xml)) {
        return Ok(Vec::new());
    }
    compute(document, parts).map_err(|problem| vec![problem])
}

/// Writes the codes of a filled part as Word reads them; `before` is the part in its template.
/// A sub-document's parts need it before they are mixed with those of others.
///
/// # Errors
/// When tags have made links that lead somewhere they must not.
pub(super) fn finish_codes(
    document: &mut Document,
    name: &str,
    before: &str,
) -> Result<(), Vec<Problem>> {
    let one = |problem| vec![problem];
    if !may_hold(before) {
        return Ok(());
    }
    let xml = document.text(name).map_err(one)?;
    let finished = codes::finish(&xml);
    let is_new = finished.is_some();
    let part = Part { name: name.to_owned(), xml: finished.unwrap_or(xml), before };
    if part.xml.contains("HYPERLINK") {
        let tree = part.parse().map_err(one)?;
        let harmful = codes::check_links(name, &tree, &fields(&tree), before);
        if !harmful.is_empty() {
            return Err(harmful);
        }
    }
    if is_new {
        document.put(name, part.xml);
    }
    Ok(())
}

fn compute(document: &mut Document, parts: &mut [Part<'_>]) -> Result<Vec<Problem>, Problem> {
    let main = document.main().to_owned();
    let properties = Properties::read(document)?;
    let decimal = properties.decimal();
    let mut notes = Vec::new();
    for part in parts.iter_mut().filter(|part| may_hold(&part.xml)) {
        let is_main = part.name == main;
        notes.extend(change(part, |fields, changes| {
            properties::refresh(&properties, fields, changes);
            condition::refresh(fields, decimal, changes);
            if is_main {
                sequence::refresh(fields, changes);
                condition::tell(fields, changes);
            }
        })?);
    }
    for part in parts.iter_mut().filter(|part| holds_formula(&part.xml)) {
        notes.extend(calculate(part, decimal)?);
    }
    refer(parts, &main, &mut notes)?;
    list(document, parts, &main, &mut notes)?;
    notes.sort_by(|a, b| a.place.cmp(&b.place));
    notes.dedup();
    Ok(notes)
}

/// The formulas of a part, until none says anything new; answers what the last time tells.
fn calculate(part: &mut Part<'_>, decimal: char) -> Result<Vec<Problem>, Problem> {
    for _ in 0..FORMULA_ROUNDS {
        let before = part.xml.clone();
        let told = change(part, |fields, changes| formula::refresh(fields, decimal, changes))?;
        if part.xml == before {
            return Ok(told);
        }
    }
    change(part, |fields, changes| {
        for field in fields.iter().filter(|field| field.instruction.kind == "=") {
            changes.note(field, "phép tính nối nhau quá nhiều bước hoặc vòng lại chính nó");
        }
    })
}

/// References to bookmarks, until they say nothing new.
fn refer(parts: &mut [Part<'_>], main: &str, notes: &mut Vec<Problem>) -> Result<(), Problem> {
    for round in 1..=ROUNDS {
        let Some(body) = parts.iter().find(|part| part.name == main) else { return Ok(()) };
        let bookmarks = Bookmarks::of(&body.parse()?);
        let known_before = body.before;
        let mut changed = false;
        for part in parts.iter_mut().filter(|part| may_hold(&part.xml)) {
            let before = part.xml.clone();
            let told = change(part, |fields, changes| {
                reference::refresh(&bookmarks, known_before, fields, changes);
            })?;
            changed |= before != part.xml;
            if round == 1 {
                notes.extend(told);
            }
        }
        if !changed {
            return Ok(());
        }
    }
    let Some(body) = parts.iter().find(|part| part.name == main) else { return Ok(()) };
    let bookmarks = Bookmarks::of(&body.parse()?);
    for part in parts.iter_mut().filter(|part| may_hold(&part.xml)) {
        notes.extend(change(part, |fields, changes| {
            reference::tell(&bookmarks, fields, changes);
        })?);
    }
    Ok(())
}

/// Tables of contents, and page numbers elsewhere.
fn list(
    document: &mut Document,
    parts: &mut [Part<'_>],
    main: &str,
    notes: &mut Vec<Problem>,
) -> Result<(), Problem> {
    let asks = |part: &&mut Part<'_>| part.xml.contains("PAGEREF");
    // Headers and notes take room from every page.
    let others_same = parts.iter().all(|part| part.name == main || part.xml == part.before);
    let Some(body) = parts.iter_mut().find(|part| part.name == main) else { return Ok(()) };
    let unchanged = if !others_same {
        0
    } else if body.xml == body.before {
        usize::MAX
    } else {
        body.xml.bytes().zip(body.before.bytes()).take_while(|(a, b)| a == b).count()
    };
    let mut pages = Pages::of(&body.parse()?, unchanged);
    let paragraphs = body.xml.matches("</w:p>").count();
    notes.extend(contents(document, body, unchanged)?);
    if paragraphs != body.xml.matches("</w:p>").count() {
        // The contents are longer or shorter now, and all pages behind them may be others.
        pages = Pages::default();
    }
    for part in parts.iter_mut().filter(asks) {
        notes.extend(change(part, |fields, changes| pages::refresh(&pages, fields, changes))?);
    }
    Ok(())
}

/// The tables of contents of the body; styles that they lack are added.
fn contents(
    document: &mut Document,
    body: &mut Part<'_>,
    unchanged: usize,
) -> Result<Vec<Problem>, Problem> {
    if !body.xml.contains("TOC") {
        return Ok(Vec::new());
    }
    let sheets = Sheets::read(document)?;
    let mut context = Context { sheets: &sheets, unchanged, missing: BTreeSet::new() };
    let notes = change(body, |fields, changes| {
        contents::refresh(fields, &mut context, changes);
    })?;
    let missing = context.missing;
    if let Some(part) = document.part_of_kind("styles")?
        && !missing.is_empty()
    {
        let xml = document.text(&part)?;
        let tree = XmlTree::parse(&xml);
        let tree = tree.map_err(|error| unreadable(format!("{part}: {error}")))?;
        let mut edits = Edits::new();
        for level in missing {
            let id = contents::new_style_id(&sheets.styles, level);
            let style = lines::new_style(&id, level, sheets.styles.plain());
            edits.append_child(&tree, 0, &style);
        }
        document.put(&part, edits.apply(&xml));
    }
    Ok(notes)
}

/// Changes to a part that are being gathered.
struct Changes<'t, 'a> {
    part: &'t str,
    tree: &'t XmlTree<'a>,
    before: &'t str,
    edits: Edits,
    notes: Vec<Problem>,
    /// The paragraphs that a reader counts, once a place was asked for.
    counted: OnceCell<Vec<usize>>,
}

impl Changes<'_, '_> {
    /// Lets a field say a text, unless its author has locked it.
    fn set(&mut self, field: &Field, text: &str) {
        if !field.is_locked && !field.set_text(self.tree, text, &mut self.edits) {
            self.note(field, "kết quả dài nhiều đoạn hoặc chứa trường khác");
        }
    }

    /// Tells that a field must be brought up to date in Word.
    fn note(&mut self, field: &Field, why: &str) {
        if field.is_copy || field.is_locked {
            return;
        }
        let name = match field.instruction.kind.as_str() {
            "=" => "phép tính trong bảng".to_owned(),
            kind => format!("trường {kind}"),
        };
        let reason = format!(
            "{name} chưa được tính lại ({why}); mở bằng Word, bấm vào chỗ đó rồi nhấn F9"
        );
        let problem = self.stale(field.start, reason);
        self.notes.push(problem);
    }

    fn stale(&self, element: usize, reason: String) -> Problem {
        let counted = self.counted.get_or_init(|| counted_paragraphs(self.tree));
        let number = counted.partition_point(|paragraph| *paragraph <= element).max(1);
        let around = words_around(self.tree, element);
        let place = Place::Paragraph { part: self.part.to_owned(), number };
        Problem { kind: ProblemKind::Stale(reason), place, around }
    }

    /// Whether a stretch of the part stands in the template as it is here.
    fn is_unchanged(&self, element: usize) -> bool {
        self.before.contains(self.tree.slice(self.tree.range(element)))
    }
}

/// Makes changes to a part and answers what they tell.
fn change(
    part: &mut Part<'_>,
    gather: impl FnOnce(&[Field], &mut Changes<'_, '_>),
) -> Result<Vec<Problem>, Problem> {
    let tree = part.parse()?;
    let fields = fields(&tree);
    let mut changes = Changes {
        part: &part.name,
        tree: &tree,
        before: part.before,
        edits: Edits::new(),
        notes: Vec::new(),
        counted: OnceCell::new(),
    };
    gather(&fields, &mut changes);
    let Changes { edits, notes, .. } = changes;
    if !edits.is_empty() {
        part.xml = edits.apply(&part.xml);
    }
    Ok(notes)
}

/// The paragraphs that a reader counts.
fn counted_paragraphs(tree: &XmlTree<'_>) -> Vec<usize> {
    let is_copy = |paragraph| tree.ancestors(paragraph).any(|a| tree.name(a) == "mc:Fallback");
    (0..tree.len()).filter(|index| tree.name(*index) == "w:p" && !is_copy(*index)).collect()
}

/// The words of the paragraph that an element stands in.
fn words_around(tree: &XmlTree<'_>, element: usize) -> String {
    const SHOWN: usize = 60;
    let text = tree.nearest(element, "w:p").map(|p| find::text_of(tree, tree.descendants(p)));
    let words: Vec<String> =
        text.unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    let words = words.join(" ");
    let mut around: String = words.chars().take(SHOWN).collect();
    if around.len() < words.len() {
        around.push('…');
    }
    around
}

/// Whether a field stands in the result of one of this kind.
fn is_inside(fields: &[Field], field: &Field, kind: &str) -> bool {
    let parent = |field: &Field| field.parent.and_then(|index| fields.get(index));
    std::iter::successors(parent(field), |field| parent(field))
        .any(|around| around.instruction.kind == kind)
}
