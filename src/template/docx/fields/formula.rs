//! Formulas in tables: `=SUM(ABOVE)` and its like, computed exactly from the cells.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::amount::{Amount, pictured, plain, read};
use super::find::{Field, text_of};
use super::{Changes, OPEN};
use crate::ooxml::XmlTree;

/// Decimals of a mean that does not end (as many as Word prints).
const DECIMALS: u32 = 2;

/// What is done with the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operation {
    Sum,
    Average,
    Count,
    Product,
}

/// Which cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Area {
    Above,
    Left,
    /// From a cell to another, as row and column from 0.
    Cells((usize, usize), (usize, usize)),
}

/// Computes the formulas of a part; answers through the changes which cannot be computed.
pub(super) fn refresh(fields: &[Field], decimal: char, changes: &mut Changes<'_, '_>) {
    let mut tables = BTreeMap::new();
    for field in fields.iter().filter(|field| field.instruction.kind == "=") {
        let tree = changes.tree;
        let Some(table) = tree.nearest(field.start, "w:tbl") else { continue };
        let known = tables.entry(table).or_insert_with(|| Table {
            rows: rows(tree, table),
            is_unchanged: changes.is_unchanged(table),
        });
        match computed(tree, field, table, known.rows.as_deref(), decimal) {
            Ok(text) => changes.set(field, &text),
            // Nothing has changed that it could depend on.
            Err(_) if known.is_unchanged => {}
            Err(reason) => {
                changes.set(field, OPEN);
                changes.note(field, reason);
            }
        }
    }
}

/// A table with formulas.
struct Table {
    rows: Option<Vec<Row>>,
    is_unchanged: bool,
}

fn computed(
    tree: &XmlTree<'_>,
    field: &Field,
    table: usize,
    rows: Option<&[Row]>,
    decimal: char,
) -> Result<String, &'static str> {
    let code = field.instruction.arguments.concat();
    let known = if field.has_field_in_code { None } else { parse(&code) };
    let (operation, areas) = known.ok_or("công thức không quen")?;
    let grid = rows.and_then(|rows| Grid::around(tree, field.start, table, rows));
    let grid = grid.ok_or("bảng có ô gộp hoặc bảng lồng")?;
    let mut amounts = Vec::new();
    for area in areas {
        for text in grid.cells(area)? {
            amounts.push(read(&text, decimal).ok_or("có ô không phải là số")?);
        }
    }
    let is_grouped = amounts.iter().any(|amount| amount.is_grouped);
    let value = operation.of(&amounts).ok_or("số quá lớn hoặc không có số nào")?;
    match field.instruction.switch('#') {
        Some(picture) => {
            pictured(value, picture, decimal).ok_or("kiểu trình bày số không quen")
        }
        None => Ok(plain(&Amount { value, is_grouped }, decimal)),
    }
}

impl Operation {
    fn of(self, amounts: &[Amount]) -> Option<Decimal> {
        let mut values = amounts.iter().map(|amount| amount.value);
        let count = Decimal::from(amounts.len());
        match self {
            Self::Count => Some(count),
            _ if amounts.is_empty() => None,
            Self::Sum => values.try_fold(Decimal::ZERO, Decimal::checked_add),
            Self::Product => values.try_fold(Decimal::ONE, Decimal::checked_mul),
            Self::Average => {
                let sum = values.try_fold(Decimal::ZERO, Decimal::checked_add)?;
                let mean = sum.checked_div(count)?;
                let half_up = RoundingStrategy::MidpointAwayFromZero;
                let is_exact = mean.checked_mul(count) == Some(sum) && mean.scale() <= 6;
                Some(if is_exact {
                    mean
                } else {
                    mean.round_dp_with_strategy(DECIMALS, half_up)
                })
            }
        }
    }
}

/// `SUM(ABOVE)`, `AVERAGE(B2:B5;D2)`.
fn parse(code: &str) -> Option<(Operation, Vec<Area>)> {
    let code = code.to_ascii_uppercase();
    let (name, rest) = code.split_once('(')?;
    let operation = match name {
        "SUM" => Operation::Sum,
        "AVERAGE" => Operation::Average,
        "COUNT" => Operation::Count,
        "PRODUCT" => Operation::Product,
        _ => return None,
    };
    let areas = rest.strip_suffix(')')?.split([',', ';']).map(area);
    Some((operation, areas.collect::<Option<Vec<Area>>>()?))
}

fn area(text: &str) -> Option<Area> {
    match text {
        "ABOVE" => Some(Area::Above),
        "LEFT" => Some(Area::Left),
        _ => {
            let (from, to) = text.split_once(':').unwrap_or((text, text));
            Some(Area::Cells(cell(from)?, cell(to)?))
        }
    }
}

/// `B3` as row and column from 0.
fn cell(text: &str) -> Option<(usize, usize)> {
    let mut chars = text.chars();
    let letter = chars.next().filter(char::is_ascii_uppercase)?;
    let column = usize::try_from(u32::from(letter) - u32::from('A')).ok()?;
    let row: usize = chars.as_str().parse().ok()?;
    Some((row.checked_sub(1)?, column))
}

/// The texts of a table.
struct Grid<'r> {
    rows: &'r [Row],
    row: usize,
    column: usize,
}

struct Row {
    element: usize,
    is_header: bool,
    /// Columns that each cell takes up.
    spans: Vec<String>,
    texts: Vec<String>,
}

/// The rows of a table; none when they are not plain.
fn rows(tree: &XmlTree<'_>, table: usize) -> Option<Vec<Row>> {
    let mut rows = Vec::new();
    for element in tree.children(table) {
        match tree.name(element) {
            "w:tr" => rows.push(Row::of(tree, element)?),
            "w:sdt" | "w:ins" | "w:del" | "w:customXml" => return None,
            _ => {}
        }
    }
    Some(rows)
}

impl<'r> Grid<'r> {
    /// The table around a formula, seen from there.
    fn around(tree: &XmlTree<'_>, field: usize, table: usize, rows: &'r [Row]) -> Option<Self> {
        let cell = tree.nearest(field, "w:tc")?;
        let row = tree.parent(cell).filter(|row| tree.parent(*row) == Some(table))?;
        let at = rows.binary_search_by_key(&row, |known| known.element).ok()?;
        let is_cell = |child: &usize| tree.name(*child) == "w:tc";
        let column = tree.children(row).filter(is_cell).position(|child| child == cell)?;
        Some(Self { rows, row: at, column })
    }

    /// The texts of an area, or why they cannot be told.
    fn cells(&self, area: Area) -> Result<Vec<String>, &'static str> {
        match area {
            Area::Above => {
                let own = self.rows.get(self.row).ok_or("ngoài bảng")?;
                let above = self.rows.iter().take(self.row).rev().map(|row| {
                    let fits = !row.is_header && row.spans == own.spans;
                    row.texts.get(self.column).filter(|_| fits).map(String::as_str)
                });
                run_of_numbers(above, |_| true)
            }
            Area::Left => {
                let own = self.rows.get(self.row).ok_or("ngoài bảng")?;
                let left = own.texts.iter().take(self.column).rev();
                // The number of the row stands left of its name.
                run_of_numbers(left.map(|text| Some(text.as_str())), |index| {
                    index + 1 < self.column
                })
            }
            Area::Cells(from, to) => self.block(from, to),
        }
    }

    fn block(
        &self,
        from: (usize, usize),
        to: (usize, usize),
    ) -> Result<Vec<String>, &'static str> {
        let first = self.rows.first().map(|row| &row.spans);
        if self.rows.iter().any(|row| Some(&row.spans) != first) {
            return Err("bảng có ô gộp");
        }
        let mut found = Vec::new();
        for row in from.0..=to.0 {
            for column in from.1..=to.1 {
                let text = self.rows.get(row).and_then(|row| row.texts.get(column));
                found.push(text.cloned().ok_or("ô nằm ngoài bảng")?);
            }
        }
        Ok(found)
    }
}

impl Row {
    fn of(tree: &XmlTree<'_>, row: usize) -> Option<Self> {
        let properties = tree.child(row, "w:trPr");
        let is_header = properties.is_some_and(|p| tree.child(p, "w:tblHeader").is_some());
        let (mut spans, mut texts) = (Vec::new(), Vec::new());
        for cell in tree.children(row) {
            match tree.name(cell) {
                "w:tc" => {
                    let inside = tree.descendants(cell);
                    if inside.clone().any(|element| tree.name(element) == "w:tbl") {
                        return None;
                    }
                    let span =
                        tree.child(cell, "w:tcPr").and_then(|p| tree.child(p, "w:gridSpan"));
                    let span = span.and_then(|span| tree.attribute(span, "w:val"));
                    spans.push(
                        span.map_or_else(|| "1".to_owned(), |(span, _)| span.into_owned()),
                    );
                    texts.push(text_of(tree, inside).trim().to_owned());
                }
                "w:sdt" | "w:ins" | "w:del" | "w:customXml" => return None,
                _ => {}
            }
        }
        Some(Self { element: row, is_header, spans, texts })
    }
}

/// The numbers next to a formula, up to a heading (`None`, or words). An empty cell or a sign
/// for an absent figure is not passed over, and neither are numbers behind the heading, as far
/// as `counts` says of their place: the sum would be less than a reader takes it for.
fn run_of_numbers<'x>(
    cells: impl Iterator<Item = Option<&'x str>>,
    counts: impl Fn(usize) -> bool,
) -> Result<Vec<String>, &'static str> {
    let mut found = Vec::new();
    let mut ended = false;
    for (index, cell) in cells.enumerate() {
        let has_words = cell.is_none_or(|text| text.chars().any(char::is_alphabetic));
        let text = cell.unwrap_or_default();
        if has_words {
            ended = true;
        } else if ended {
            if text.contains(|c: char| c.is_ascii_digit()) && counts(index) {
                return Err("giữa các số có ô chữ");
            }
        } else if text.is_empty() {
            return Err("có ô trống");
        } else {
            found.push(text.to_owned());
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_read() {
        assert_eq!(parse("SUM(ABOVE)"), Some((Operation::Sum, vec![Area::Above])));
        let cells = vec![Area::Cells((1, 1), (4, 1)), Area::Cells((1, 3), (1, 3))];
        assert_eq!(parse("Average(B2:B5;D2)"), Some((Operation::Average, cells)));
        assert_eq!(parse("A1*B1"), None);
        assert_eq!(parse("SUM(ABOVE)/2"), None);
    }

    fn run(cells: &[&str]) -> Result<Vec<String>, &'static str> {
        run_of_numbers(cells.iter().map(|cell| Some(*cell)), |_| true)
    }

    #[test]
    fn a_sum_is_never_less_than_it_looks() {
        assert_eq!(run(&["3", "2", "Số lượng"]).unwrap(), ["3", "2"]);
        assert!(run(&["3", "", "2", "Số lượng"]).is_err());
        assert!(run(&["3", "không", "2"]).is_err());
        assert_eq!(run(&["3", "…", "2"]).unwrap(), ["3", "…", "2"]);
    }
}
