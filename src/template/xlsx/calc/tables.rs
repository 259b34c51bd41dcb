//! Structured references: cells of tables by the names of their columns.

use std::collections::BTreeMap;

use super::evaluate::Area;
use crate::ooxml::CellRef;

/// The tables of a workbook, by their names in lower case.
pub(crate) type Tables = BTreeMap<String, Table>;

/// A table as it is in the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// Index of its sheet.
    pub sheet: usize,
    /// First and last row, headings and totals among them.
    pub rows: (u32, u32),
    /// First column.
    pub first: u16,
    /// How many rows of headings and of totals it has.
    pub headings: u32,
    /// How many rows of totals it has.
    pub totals: u32,
    /// Names of its columns, as they read in formulas.
    pub columns: Vec<String>,
}

/// The cells that a structured reference means, seen from the cell of its formula.
pub(super) fn area(
    tables: &Tables,
    text: &str,
    sheet: usize,
    home: Option<CellRef>,
) -> Option<Area> {
    let bracket = text.find('[')?;
    let (name, inside) = text.split_at(bracket);
    let table = if name.is_empty() {
        let home = home?;
        tables.values().find(|table| table.sheet == sheet && table.holds(home))?
    } else {
        tables.get(&name.to_lowercase())?
    };
    let inside = inside.strip_prefix('[')?.strip_suffix(']')?;
    let mut rows = None;
    let mut columns = None;
    for part in parts(inside) {
        match part {
            Part::Item(item) if rows.is_none() => rows = Some(table.item(&item, home)?),
            Part::Columns(first, last) if columns.is_none() => {
                columns = Some((table.column(&first)?, table.column(&last)?));
            }
            _ => return None,
        }
    }
    let last = table.columns.len().checked_sub(1).and_then(|last| u16::try_from(last).ok())?;
    let (from, to) = columns.unwrap_or((0, last));
    let cols = (table.first.checked_add(from.min(to))?, table.first.checked_add(from.max(to))?);
    Some(Area { sheet: table.sheet, rows: rows.or_else(|| table.data())?, cols })
}

/// A part of a structured reference.
enum Part {
    /// `#Totals` and the like.
    Item(String),
    /// A column, or several side by side.
    Columns(String, String),
}

/// `[#Totals],[Số]`, `[A]:[B]`, `#All`, `Số` or nothing.
fn parts(inside: &str) -> Vec<Part> {
    let inside = inside.trim();
    if inside.is_empty() {
        return Vec::new();
    }
    let mut parts = Vec::new();
    for part in split(inside, ',') {
        let part = part.trim();
        if let Some((first, last)) = two(part) {
            parts.push(Part::Columns(plain(first), plain(last)));
        } else if unbracketed(part).starts_with('#') {
            parts.push(Part::Item(unbracketed(part).to_lowercase()));
        } else {
            parts.push(Part::Columns(plain(part), plain(part)));
        }
    }
    parts
}

/// The pieces between separators that stand in no brackets and are not quoted.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut depth, mut quoted, mut start) = (0usize, false, 0);
    let mut pieces = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            _ if quoted => quoted = false,
            '\'' => quoted = true,
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            c if c == separator && depth == 0 => {
                pieces.extend(text.get(start..at));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.extend(text.get(start..));
    pieces
}

/// `[A]:[B]`.
fn two(part: &str) -> Option<(&str, &str)> {
    match split(part, ':').as_slice() {
        [first, last] if first.starts_with('[') && last.starts_with('[') => Some((first, last)),
        _ => None,
    }
}

fn unbracketed(part: &str) -> &str {
    part.strip_prefix('[').and_then(|part| part.strip_suffix(']')).unwrap_or(part)
}

/// A column's name: `'` before a letter takes that letter as it is.
fn plain(part: &str) -> String {
    let mut name = String::new();
    let mut quoted = false;
    for c in unbracketed(part).chars() {
        if c == '\'' && !quoted {
            quoted = true;
        } else {
            name.push(c);
            quoted = false;
        }
    }
    name.to_lowercase()
}

impl Table {
    fn holds(&self, cell: CellRef) -> bool {
        let columns = self.columns.len();
        let col = usize::from(cell.col).checked_sub(usize::from(self.first));
        (self.rows.0..=self.rows.1).contains(&cell.row) && col.is_some_and(|col| col < columns)
    }

    /// The rows between headings and totals.
    fn data(&self) -> Option<(u32, u32)> {
        let (first, last) =
            (self.rows.0 + self.headings, self.rows.1.checked_sub(self.totals)?);
        (first <= last).then_some((first, last))
    }

    fn item(&self, item: &str, home: Option<CellRef>) -> Option<(u32, u32)> {
        match item {
            "#all" => Some(self.rows),
            "#data" => self.data(),
            "#headers" if self.headings > 0 => Some((self.rows.0, self.data()?.0 - 1)),
            "#totals" if self.totals > 0 => Some((self.data()?.1 + 1, self.rows.1)),
            "#this row" => {
                let (row, (first, last)) = (home?.row, self.data()?);
                (first..=last).contains(&row).then_some((row, row))
            }
            _ => None,
        }
    }

    fn column(&self, name: &str) -> Option<u16> {
        let index = self.columns.iter().position(|column| column.to_lowercase() == name)?;
        u16::try_from(index).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structured_references_name_the_cells_that_excel_names() {
        let columns = ["Tên", "Số [a]", "Đôi"].map(str::to_owned).to_vec();
        let table = Table { sheet: 2, rows: (1, 6), first: 1, headings: 1, totals: 1, columns };
        let tables = Tables::from([("bang".to_owned(), table)]);
        let home: CellRef = "D5".parse().unwrap();
        for (text, expected) in [
            ("Bang[Đôi]", "D3:D6"),
            ("BANG[[đôi]]", "D3:D6"),
            ("Bang[Số '[a']]", "C3:C6"),
            ("Bang[]", "B3:D6"),
            ("Bang[#All]", "B2:D7"),
            ("Bang[[#Totals],[Đôi]]", "D7:D7"),
            ("Bang[[#Headers],[Tên]:[Đôi]]", "B2:D2"),
            ("Bang[[#This Row],[Đôi]]", "D5:D5"),
            ("[[#This Row],Đôi]", "D5:D5"),
            ("Bang[[Tên]:[Đôi]]", "B3:D6"),
            ("Bang[Không]", ""),
            ("Khác[Đôi]", ""),
            ("Bang[[#Data],[#Totals],[Đôi]]", ""),
        ] {
            let found = area(&tables, text, 2, Some(home));
            let shown = found.map_or(String::new(), |area| {
                let from = CellRef::new(area.rows.0, area.cols.0);
                format!("{from}:{}", CellRef::new(area.rows.1, area.cols.1))
            });
            assert_eq!(shown, expected, "{text}");
        }
        let below: CellRef = "D7".parse().unwrap();
        assert_eq!(area(&tables, "Bang[[#This Row],[Đôi]]", 2, Some(below)), None);
        assert_eq!(area(&tables, "[Đôi]", 1, Some(home)), None);
    }
}
