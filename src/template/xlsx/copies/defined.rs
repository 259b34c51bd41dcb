//! Names of the whole workbook that point into a sheet which is repeated or left out.
//!
//! As when a person copies a sheet in Excel, such a name becomes one of each copy; that is possible
//! where nothing outside the sheet asks for it. A name of a sheet that is left out goes.

use std::collections::{BTreeMap, BTreeSet};

use super::of_tab;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::xlsx::book::Book;
use crate::template::xlsx::formula::lexer::{Kind, SheetName, tokens};
use crate::template::{Problem, ProblemKind};

/// Settles the names before the sheets are copied; `copies` has the names of the sheets that come
/// of each sheet of the template.
pub(super) fn settle(book: &mut Book, copies: &[Vec<String>]) -> Result<(), Vec<Problem>> {
    let Some(list) = book.workbook.root.child("definedNames") else { return Ok(()) };
    let tabs: BTreeMap<String, usize> =
        book.tabs.iter().enumerate().map(|(at, tab)| (tab.name.to_lowercase(), at)).collect();
    let concerned = |name: &Element| {
        let home = only_sheet(&name.text(), &tabs)?;
        let number = copies.get(home).map_or(1, Vec::len);
        (name.attribute("localSheetId").is_none() && number != 1).then_some((home, number))
    };
    let found: Vec<Option<(usize, usize)>> = list.elements().map(concerned).collect();
    if found.iter().all(Option::is_none) {
        return Ok(());
    }
    let titles: Vec<String> = list.elements().map(title).collect();
    let uses = Uses::of(book);
    let mut problems = Vec::new();
    let mut settled: Vec<Settled> = Vec::new();
    for (found, title) in found.into_iter().zip(titles) {
        settled.push(match found {
            None => Settled::Stays,
            Some((home, number)) => match (uses.outside(&title, home), number) {
                (true, 0) => Settled::Stays,
                (false, 0) => Settled::Goes,
                (false, _) => Settled::Local(home),
                (true, _) => {
                    let what = format!("tên (Name) `{title}` mà nơi khác dùng");
                    problems.push(of_tab(book, home, ProblemKind::Uncopied(what)));
                    Settled::Stays
                }
            },
        });
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    if let Some(list) = book.workbook.root.child_mut("definedNames") {
        apply(list, &settled);
    }
    Ok(())
}

enum Settled {
    Stays,
    Goes,
    Local(usize),
}

fn apply(list: &mut Element, settled: &[Settled]) {
    let mut settled = settled.iter();
    list.children.retain_mut(|node| {
        let Node::Element(name) = node else { return true };
        match settled.next() {
            Some(Settled::Goes) => return false,
            Some(Settled::Local(home)) => name.set_attribute("localSheetId", &home.to_string()),
            _ => {}
        }
        true
    });
}

fn title(name: &Element) -> String {
    name.attribute("name").unwrap_or_default().into_owned()
}

/// The one sheet that a name's formula speaks of.
fn only_sheet(formula: &str, tabs: &BTreeMap<String, usize>) -> Option<usize> {
    let mut found = BTreeSet::new();
    for token in tokens(formula) {
        if let Kind::Reference(reference) = token.kind {
            match reference.sheet {
                Some(SheetName::One(sheet)) => found.insert(*tabs.get(&sheet.to_lowercase())?),
                _ => return None,
            };
        }
    }
    let mut found = found.into_iter();
    found.next().filter(|_| found.next().is_none())
}

/// Which names are asked for where, in lower case.
struct Uses {
    /// By formulas of each sheet.
    sheets: Vec<BTreeSet<String>>,
    /// By other names.
    names: BTreeSet<String>,
    /// Parts that may name them in other ways.
    parts: Vec<Vec<u8>>,
}

impl Uses {
    fn of(book: &mut Book) -> Self {
        let mut sheets = Vec::new();
        for tab in &book.tabs {
            let mut used = BTreeSet::new();
            if let Some(sheet) = &tab.sheet {
                let cells = sheet.rows.iter().flat_map(|row| &row.cells);
                for formula in cells.filter_map(|cell| cell.formula.as_ref()) {
                    add(&formula.text, &mut used);
                }
                add_all(&sheet.around.root, &mut used);
            }
            sheets.push(used);
        }
        let mut names = BTreeSet::new();
        if let Some(list) = book.workbook.root.child("definedNames") {
            list.elements().for_each(|name| add(&name.text(), &mut names));
        }
        let may_name = |part: &&str| part.contains("/charts/") || part.contains("pivotCache");
        let parts: Vec<String> =
            book.package.names().filter(may_name).map(str::to_owned).collect();
        let parts = parts.iter().filter_map(|part| book.package.read(part).ok()).collect();
        Self { sheets, names, parts }
    }

    fn outside(&self, name: &str, home: usize) -> bool {
        let key = name.to_lowercase();
        let others = self.sheets.iter().enumerate().filter(|(sheet, _)| *sheet != home);
        let bytes = name.as_bytes();
        self.names.contains(&key)
            || others.into_iter().any(|(_, used)| used.contains(&key))
            || self.parts.iter().any(|part| memchr::memmem::find(part, bytes).is_some())
    }
}

/// Names in the formulas of rules, links and the like.
fn add_all(element: &Element, used: &mut BTreeSet<String>) {
    if element.local_name() == "hyperlink" {
        add(&element.attribute("location").unwrap_or_default(), used);
    }
    let formula = matches!(element.local_name(), "formula" | "formula1" | "formula2" | "f");
    if formula && element.elements().next().is_none() {
        add(&element.text(), used);
    }
    element.elements().for_each(|child| add_all(child, used));
}

fn add(formula: &str, used: &mut BTreeSet<String>) {
    for token in tokens(formula).into_iter().filter(|token| token.kind == Kind::Name) {
        let text = formula.get(token.span).unwrap_or_default();
        let name = text.rsplit('!').next().unwrap_or_default();
        used.insert(name.to_lowercase());
    }
}
