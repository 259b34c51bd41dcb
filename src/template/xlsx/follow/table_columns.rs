//! The columns of tables: one for each column of their area, each named as its header cell says.

use std::collections::{BTreeMap, BTreeSet};

use super::areas;
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::engine::holds_tags;
use crate::template::xlsx::book::{Book, Tab, read_xml, relations};
use crate::template::xlsx::formula::lexer::{Kind, tokens};
use crate::template::xlsx::grid::Grid;
use crate::template::xlsx::lines::{Axis, SheetMap};
use crate::template::xlsx::sheet::{Sheet, Stored};
use crate::template::xlsx::stream::Content;
use crate::template::xlsx::strings::Strings;
use crate::template::xlsx::tags;
use crate::template::{Holder, Place, Problem, ProblemKind};

/// Gives every table the columns it has now. A header is a text, and no two are the same: where
/// they would be, a number is added, in the cell too, as Excel does.
pub(in super::super) fn follow(
    book: &mut Book,
    grids: &mut [Option<Grid>],
    maps: &[SheetMap],
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut renamed = Vec::new();
    let Book { package, tabs, strings, .. } = book;
    for ((tab, grid), map) in tabs.iter().zip(grids).zip(maps) {
        let (Some(sheet), Some(grid)) = (&tab.sheet, grid) else { continue };
        // Whatever cannot be read is told by those who let its area follow.
        for relation in relations(package, &tab.path).unwrap_or_default() {
            if relation.kind != "table" || !package.contains(&relation.target) {
                continue;
            }
            let Ok(mut part) = read_xml(package, &relation.target) else { continue };
            let before = part.write();
            let mut headers = Headers { sheet, grid: &mut *grid, map, strings };
            match headers.follow(&mut part.root) {
                Ok(gone) => renamed.extend(gone),
                Err(kind) => problems.push(Problem {
                    kind,
                    place: Place::Sheet(tab.name.clone()),
                    around: String::new(),
                }),
            }
            let after = part.write();
            if after != before {
                package.put(&relation.target, after.into_bytes());
            }
        }
    }
    if !renamed.is_empty() {
        problems.extend(tabs.iter().flat_map(|tab| names_renamed(tab, &renamed)));
    }
    problems
}

/// The header cells of one table.
struct Headers<'a> {
    sheet: &'a Sheet,
    grid: &'a mut Grid,
    map: &'a SheetMap,
    strings: &'a Strings,
}

impl Headers<'_> {
    /// Gives a table its columns; answers the names of those that are no longer one and the same.
    fn follow(&mut self, table: &mut Element) -> Result<Vec<String>, ProblemKind> {
        let title = table.attribute("displayName").unwrap_or_default().into_owned();
        let area = table.attribute("ref").unwrap_or_default().into_owned();
        let Some((row, columns)) = areas::parse(&area)
            .and_then(|area| Some((area.rows()?.0, area.lines(Axis::Columns)?)))
        else {
            return Ok(Vec::new());
        };
        let Some(list) = table.child("tableColumns") else { return Ok(Vec::new()) };
        let before: Vec<Element> = list.elements().cloned().collect();
        let described = before.len() == (columns.1 - columns.0 + 1) as usize;
        if !described {
            return Ok(Vec::new());
        }
        let has_header = table.attribute("headerRowCount").is_none_or(|count| count != "0");
        let header_rows: Vec<u32> = self.map.rows.copies(row).collect();
        let header = match header_rows.as_slice() {
            [only] if has_header => Some(*only),
            _ if !has_header => None,
            _ => return Err(ProblemKind::CutTable(title)),
        };
        let out = self.columns(columns, &title)?;
        let after = self.named(&before, &out, (columns.0, row), header)?;
        let gone = gone(&before, &after, &out, columns.0);
        if let Some(list) = table.child_mut("tableColumns") {
            list.set_attribute("count", &after.len().to_string());
            list.children = after.into_iter().map(Node::Element).collect();
        }
        Ok(gone)
    }

    /// Result columns of a table with their template columns.
    fn columns(
        &self,
        (first, last): (u32, u32),
        title: &str,
    ) -> Result<Vec<(u32, u32)>, ProblemKind> {
        let stretches = self.map.columns.stretches(first, last, 0);
        let ends = stretches.first().zip(stretches.last()).map(|(a, b)| (a.0, b.1));
        let Some((from, to)) = ends else {
            return Err(ProblemKind::EmptyTable(title.to_owned()));
        };
        let out: Vec<_> =
            (from..=to).map(|out| (out, self.map.columns.template_of(out))).collect();
        if out.iter().any(|(_, template)| !(first..=last).contains(template)) {
            return Err(ProblemKind::CutTable(title.to_owned()));
        }
        Ok(out)
    }

    /// The descriptions of the columns of the result, each with a name of its own.
    fn named(
        &mut self,
        before: &[Element],
        out: &[(u32, u32)],
        (first, row): (u32, u32),
        header: Option<u32>,
    ) -> Result<Vec<Element>, ProblemKind> {
        let id = |column: &Element| column.attribute("id")?.trim().parse::<u32>().ok();
        let mut next_id = before.iter().filter_map(id).max().unwrap_or(0);
        let mut taken = BTreeSet::new();
        let mut described = BTreeSet::new();
        let mut after = Vec::new();
        for (number, (column, template)) in (1..).zip(out) {
            let Some(old) = before.get((template - first) as usize) else { continue };
            let mut new = old.clone();
            if !described.insert(*template) {
                next_id += 1;
                new.set_attribute("id", &next_id.to_string());
                new.remove_attribute("xr3:uid");
            }
            let old_name = old.attribute("name").unwrap_or_default().into_owned();
            let cell = header.map(|row| CellRef::new(row, u16::try_from(*column).unwrap_or(0)));
            let text = cell.and_then(|cell| self.text(cell));
            let template_text = self.template_text(row, *template);
            let wanted = match text {
                Some(text) if template_text.as_ref() == Some(&text) => old_name.clone(),
                Some(text) if text.trim().is_empty() => format!("Column{number}"),
                Some(text) => text.replace('\n', "_x000a_"),
                None => old_name.clone(),
            };
            let name = unused(&wanted, &mut taken);
            if holds_tags(&name) {
                return Err(ProblemKind::NotFilled(Holder::TableHeader));
            }
            if name != old_name {
                new.set_attribute("name", &name);
            }
            if let Some(cell) = cell.filter(|_| name != old_name) {
                self.put(cell, &name.replace("_x000a_", "\n"));
            }
            after.push(new);
        }
        Ok(after)
    }

    /// What a header cell shows.
    fn text(&mut self, cell: CellRef) -> Option<String> {
        let (row, found) = self.grid.cell_mut(cell)?;
        let index = found.template();
        match &found.content {
            Some(text @ (Content::Plain(_) | Content::Text(_))) => {
                Some(text.text().into_owned())
            }
            Some(Content::Number(number)) => Some(number.to_string()),
            Some(Content::Bool(truth)) => Some(truth.to_string().to_uppercase()),
            Some(Content::Blank) => Some(String::new()),
            None => {
                let value = &self.sheet.rows.get(row)?.cells.get(index)?.value;
                stored_text(value, self.strings)
            }
        }
    }

    fn template_text(&self, row: u32, column: u32) -> Option<String> {
        let rows = &self.sheet.rows;
        let row = rows.get(rows.binary_search_by_key(&row, |row| row.number).ok()?)?;
        let cell = row.cells.binary_search_by_key(&column, |cell| u32::from(cell.col)).ok()?;
        let cell = row.cells.get(cell)?;
        stored_text(&cell.value, self.strings)
    }

    /// A header cell says what its column is called.
    fn put(&mut self, cell: CellRef, name: &str) {
        if let Some((_, found)) = self.grid.cell_mut(cell) {
            let is_text = |content: &Content| {
                matches!(content, Content::Plain(_) | Content::Text(_))
                    && content.text() == name
            };
            if !found.content.as_ref().is_some_and(is_text) {
                found.content = Some(Content::Plain(name.into()));
            }
        }
    }
}

fn stored_text(value: &Stored, strings: &Strings) -> Option<String> {
    match value {
        Stored::Shared(index) => Some(strings.get(*index)?.text()),
        Stored::Inline(text) => Some(text.text()),
        Stored::Text(text) | Stored::Number(text) => Some(text.clone()),
        _ => None,
    }
}

/// A name that no column has yet, compared as Excel does.
fn unused(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name = wanted.to_owned();
    for number in 2u32.. {
        if taken.insert(name.to_lowercase()) {
            break;
        }
        name = format!("{wanted}{number}");
    }
    name
}

/// Names of columns that are repeated, called otherwise, or gone.
fn gone(before: &[Element], after: &[Element], out: &[(u32, u32)], first: u32) -> Vec<String> {
    let name = |column: &Element| column.attribute("name").unwrap_or_default().into_owned();
    let mut gone = Vec::new();
    let mut copies: BTreeMap<u32, Vec<&Element>> = BTreeMap::new();
    for ((_, from), new) in out.iter().zip(after) {
        copies.entry(*from).or_default().push(new);
    }
    for (template, old) in (first..).zip(before) {
        let kept = match copies.get(&template).map(Vec::as_slice) {
            Some([only]) => name(only) == name(old),
            _ => false,
        };
        if !kept {
            gone.push(name(old).to_lowercase());
        }
    }
    gone
}

/// Formulas that name a column which is no longer one and the same.
fn names_renamed(tab: &Tab, renamed: &[String]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let rows = tab.sheet.iter().flat_map(|sheet| sheet.rows.iter());
    for (row, cell) in rows.flat_map(|row| row.cells.iter().map(move |cell| (row.number, cell)))
    {
        let Some(formula) = &cell.formula else { continue };
        for token in tokens(&formula.text) {
            let text = formula.text.get(token.span.clone()).unwrap_or_default();
            if token.kind == Kind::Structured && names(text, renamed) {
                let cell = CellRef::new(row, cell.col);
                problems.push(Problem {
                    kind: ProblemKind::TableColumn { reference: text.to_owned() },
                    place: Place::Cell { sheet: tab.name.clone(), cell },
                    around: tags::shortened(&formula.text),
                });
            }
        }
    }
    problems
}

/// Whether a structured reference names one of the columns.
fn names(text: &str, columns: &[String]) -> bool {
    let inside = text.split_once('[').map_or("", |(_, inside)| inside).to_lowercase();
    let mut items = inside.split(['[', ']', ',', ':', '@']).map(str::trim);
    items.any(|item| columns.iter().any(|column| column == item))
}
