//! Parts of a result held against the template's.

use std::collections::{BTreeMap, BTreeSet};

use super::super::book::{Book, Tab, has_extension, unreadable};
use super::super::sort::lists_a_template;
use super::trace::Trace;
use super::{CellChange, Certificate, ChangedPart, PartChange, PartReason};
use crate::ooxml::xml_part::{Element, XmlPart};
use crate::template::Problem;
use crate::template::engine::holds_tags;

/// Adds every part that differs, and counts the others.
pub(super) fn compare(
    before: &mut Book,
    after: &mut Book,
    trace: &Trace,
    out: &mut Certificate,
) -> Result<(), Problem> {
    let names = |book: &Book| book.package.names().map(str::to_owned).collect::<BTreeSet<_>>();
    let (old, new) = (names(before), names(after));
    let cells = cell_reasons(out);
    for name in old.union(&new) {
        let was = if old.contains(name) { Some(read(before, name)?) } else { None };
        let is = if new.contains(name) { Some(read(after, name)?) } else { None };
        let how = match (&was, &is) {
            (Some(was), Some(is)) if was == is => {
                out.kept += 1;
                continue;
            }
            (Some(_), Some(_)) => PartChange::Rewritten,
            (None, _) => PartChange::Added,
            (_, None) => PartChange::Removed,
        };
        let part = Part { name, how, was: was.unwrap_or_default(), is: is.unwrap_or_default() };
        let why = part.reasons(before, after, trace, &cells);
        out.parts.push(ChangedPart { name: name.clone(), how, why });
    }
    Ok(())
}

/// Why sheets were written anew, by their names.
type Reasons = BTreeMap<String, BTreeSet<PartReason>>;

/// What changed cells and lines say about the parts of their sheets.
fn cell_reasons(cells: &Certificate) -> Reasons {
    let mut reasons = Reasons::new();
    let of_cells = cells.cells.iter().map(|cell| {
        let reason = match cell.why {
            CellChange::Target => PartReason::Targets,
            CellChange::Tag => PartReason::Tags,
            CellChange::Recomputed => PartReason::CachedValues,
            _ => PartReason::Followed,
        };
        (&cell.sheet, reason)
    });
    let of_lines = cells.moved.iter().map(|moved| (&moved.sheet, PartReason::Followed));
    for (sheet, reason) in of_cells.chain(of_lines) {
        match reasons.get_mut(sheet) {
            Some(known) => drop(known.insert(reason)),
            None => drop(reasons.insert(sheet.clone(), BTreeSet::from([reason]))),
        }
    }
    reasons
}

fn read(book: &mut Book, name: &str) -> Result<Vec<u8>, Problem> {
    book.package.read(name).map_err(|error| unreadable(&error))
}

/// A part that differs.
struct Part<'a> {
    name: &'a str,
    how: PartChange,
    was: Vec<u8>,
    is: Vec<u8>,
}

impl Part<'_> {
    fn reasons(
        &self,
        before: &Book,
        after: &Book,
        trace: &Trace,
        cells: &Reasons,
    ) -> Vec<PartReason> {
        let mut why = BTreeSet::new();
        let tab = after.tabs.iter().find(|tab| tab.path == self.name);
        if self.is_listing(before, after) {
            // A template's main part is of another type than a workbook's.
            let is_workbook = lists_a_template(&self.was) && !lists_a_template(&self.is);
            let (now, listing) = (PartReason::NowWorkbook, PartReason::Listing);
            why.insert(if is_workbook { now } else { listing });
        } else if self.how == PartChange::Added {
            why.insert(self.added(tab, trace));
        } else if self.how == PartChange::Removed {
            why.insert(PartReason::SheetCopies);
        } else if let Some(tab) = tab {
            self.sheet(tab, before, after, cells, &mut why);
        } else if self.name == after.path {
            self.workbook(&mut why);
        } else {
            self.other(trace, &mut why);
        }
        why.into_iter().collect()
    }

    /// Relationships, content types, the order of formulas.
    fn is_listing(&self, before: &Book, after: &Book) -> bool {
        let chain = self.how == PartChange::Removed
            && self.name.rsplit('/').next().is_some_and(|file| file.starts_with("calcChain"));
        let is_main = self.name == before.path || self.name == after.path;
        !is_main
            && (has_extension(self.name, "rels")
                || self.name.eq_ignore_ascii_case("[Content_Types].xml")
                || chain)
    }

    fn added(&self, tab: Option<&Tab>, trace: &Trace) -> PartReason {
        let repeats = trace.sheets.iter().any(|sheet| !trace.is_first(sheet));
        let carried = tab.is_some_and(|tab| trace.sheet(&tab.name).is_none())
            || self.name.starts_with("docProps/")
            || !repeats;
        if carried { PartReason::Carried } else { PartReason::SheetCopies }
    }

    fn sheet(
        &self,
        tab: &Tab,
        before: &Book,
        after: &Book,
        cells: &Reasons,
        why: &mut BTreeSet<PartReason>,
    ) {
        why.extend(cells.get(&tab.name).into_iter().flatten());
        let around = |book: &Book| {
            let tab = book.tabs.iter().find(|tab| tab.path == self.name)?;
            Some(around(&tab.sheet.as_ref()?.around.root))
        };
        let (Some(was), Some(is)) = (around(before), around(after)) else { return };
        for (was, is, reason) in
            [(was.0, is.0, PartReason::Notice), (was.1, is.1, PartReason::Followed)]
        {
            if was != is {
                why.insert(if holds_tags(&was) { PartReason::Tags } else { reason });
            }
        }
    }

    fn workbook(&self, why: &mut BTreeSet<PartReason>) {
        let (Some(was), Some(is)) = (parsed(&self.was), parsed(&self.is)) else { return };
        for (child, reason) in [
            ("sheets", PartReason::SheetCopies),
            ("definedNames", PartReason::Followed),
            ("calcPr", PartReason::Recalculation),
            ("bookViews", PartReason::SheetCopies),
        ] {
            let text = |root: &XmlPart| root.root.child(child).map(markup);
            if text(&was) != text(&is) {
                why.insert(reason);
            }
        }
        if why.is_empty() {
            why.insert(PartReason::Followed);
        }
    }

    fn other(&self, trace: &Trace, why: &mut BTreeSet<PartReason>) {
        let text = String::from_utf8_lossy(&self.was);
        let words = parsed(&self.was).map(|part| words(&part.root)).unwrap_or_default();
        if words.iter().any(|text| holds_tags(text)) {
            why.insert(PartReason::Tags);
        }
        if text.contains("numCache") || text.contains("strCache") {
            self.chart(why);
        } else if self.name.starts_with("docProps/") && why.is_empty() {
            why.insert(PartReason::Carried);
        }
        if why.is_empty() || trace.moved() && !why.contains(&PartReason::Tags) {
            why.insert(PartReason::Followed);
        }
    }

    /// A chart names ranges and keeps copies of their values.
    fn chart(&self, why: &mut BTreeSet<PartReason>) {
        let (Some(was), Some(is)) = (parsed(&self.was), parsed(&self.is)) else { return };
        for (name, reason) in [("f", PartReason::Followed), ("v", PartReason::CachedValues)] {
            if all(&was.root, name) != all(&is.root, name) {
                why.insert(reason);
            }
        }
    }
}

/// What stands around the rows of a sheet: its headers and footers, and all else.
fn around(root: &Element) -> (String, String) {
    let mut header = String::new();
    let mut rest = String::new();
    for child in root.elements() {
        match child.local_name() {
            "headerFooter" => header.push_str(&markup(child)),
            "dimension" | "sheetData" => {}
            _ => rest.push_str(&markup(child)),
        }
    }
    (header, rest)
}

fn parsed(bytes: &[u8]) -> Option<XmlPart> {
    XmlPart::parse(bytes).ok()
}

fn markup(element: &Element) -> String {
    let mut out = String::new();
    element.write(&mut out);
    out
}

/// The texts of all elements of a name, in the order of the file.
fn all(root: &Element, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    gather(root, &mut |element| {
        if element.local_name() == name {
            found.push(element.text());
        }
    });
    found
}

fn words(root: &Element) -> Vec<String> {
    let mut found = Vec::new();
    gather(root, &mut |element| {
        if element.elements().next().is_none() {
            found.push(element.text());
        }
    });
    found
}

fn gather(element: &Element, visit: &mut dyn FnMut(&Element)) {
    visit(element);
    element.elements().for_each(|child| gather(child, visit));
}
